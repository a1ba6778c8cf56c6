//! What `examples/fit_deal.rs` needs to fit the weights: the search of this very library, with other weights.

use super::seam::Ends;
use super::tracks::{self, Dealt, Guide};
use crate::column::continuity::Words;
use crate::line::Line;

pub use super::signs::{COUNT, by_continuity};
pub use super::tracks::{BEAM, Known};
use super::weights::Worths;

/// A page to learn from.
#[derive(Debug)]
pub struct Lesson {
    lines: Vec<Line>,
    ends: Vec<Ends>,
    words: Words,
    boxed: bool,
}

/// How a page is dealt.
#[derive(Debug)]
pub struct Way(Vec<Dealt>);

impl Way {
    /// The line that each line follows.
    pub fn after(&self) -> impl Iterator<Item = Option<usize>> {
        self.0.iter().map(|dealt| dealt.after)
    }
}

impl Lesson {
    /// A page of these lines.
    #[must_use]
    pub fn new(lines: Vec<Line>) -> Self {
        let ends = lines.iter().map(Ends::of).collect();
        let words = Words::of(lines.iter().map(|line| &*line.text));
        let boxed = super::is_boxed(&lines);
        Self { lines, ends, words, boxed }
    }

    /// The best way to deal it by these worths, of those on which what is known of its lines is right;
    /// so many ways are followed side by side.
    #[must_use]
    pub fn deal(&self, worths: &Worths, known: &[Known], beam: usize) -> Way {
        let Self { lines, ends, words, boxed } = self;
        Way(tracks::deal(lines, ends, words, *boxed, Guide { worths, known, beam }))
    }

    /// Tells of each line that had a choice on this way: the line, the signs of every choice, and which was taken.
    pub fn choices(&self, way: &Way, each: impl FnMut(usize, &[Vec<usize>], usize)) {
        let Self { lines, ends, words, boxed } = self;
        tracks::again((lines, ends, words), *boxed, &way.0, each);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::column::deal::WEIGHTS;
    use crate::text::Text;

    /// Two columns read row by row.
    fn lesson() -> Lesson {
        let rows = [
            "沿白苇河下行的旅客发现，停航六年的梅",
            "为了保证安全，渡口重新铺设了防滑石板，",
            "渡口又响起了汽笛。昨天上午九时，首班渡",
            "添置了救生衣和照明灯。遇到大雾和六级以",
            "船载着四十二名乘客离开北岸码头。",
            "上大风，渡船一律停航。",
        ];
        Lesson::new(rows.iter().map(|row| Line::new(Text::of(row, 0), 0, None)).collect())
    }

    #[test]
    fn what_is_known_is_kept_to() {
        let known = [Known::Begins, Known::After(0), Known::After(1), Known::BeginsBelow(true), Known::Nothing];
        let way = lesson().deal(&WEIGHTS, &known, BEAM);
        assert_eq!(way.after().take(4).collect::<Vec<_>>(), [None, Some(0), Some(1), None]);
        let free: Vec<_> = lesson().deal(&WEIGHTS, &[], BEAM).after().collect();
        assert_eq!(free, [None, None, Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn the_last_line_of_the_best_way_takes_the_best_choice() {
        let lesson = lesson();
        let way = lesson.deal(&WEIGHTS, &[], BEAM);
        let mut lines = Vec::new();
        lesson.choices(&way, |line, all, taken| {
            let worth = |signs: &[usize]| signs.iter().map(|&sign| i32::from(WEIGHTS[sign])).sum::<i32>();
            // The last line has nothing behind it: there the best choice is the best way.
            if line == 5 {
                assert!(all.iter().all(|signs| worth(signs) <= worth(&all[taken])));
            }
            lines.push(line);
        });
        assert_eq!(lines, [0, 1, 2, 3, 4, 5]);
    }
}
