//! Words that are cut in two where a headline is broken.

use std::ops::Range;

use super::{WIDE, is_balanced_pair};
use crate::block::Title;
use crate::column::continuity::{Edge, touch};
use crate::line::facts::is_ideograph;

/// Lines touch so well where a word is cut in two between them.
const CUT: i32 = 20;

/// Puts the runs of a title together between which a word is cut in two. A line as wide as kickers are is whole; what
/// is left over for the last line is less than a line.
pub(super) fn mend(runs: Vec<Range<usize>>, lines: &[Title]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::with_capacity(runs.len());
    for run in runs {
        match whole.last_mut() {
            Some(above) if is_cut(&lines[run.start - 1], &lines[run.start]) => above.end = run.end,
            _ => whole.push(run),
        }
    }
    whole
}

/// Whether the break between two lines cuts a word in two: their characters touch as those of a word do.
fn is_cut(above: &Title, below: &Title) -> bool {
    let (end, begin) = (Edge::end(&above.text), Edge::begin(&below.text));
    above.facts.width < WIDE
        && below.facts.width < above.facts.width
        && is_ideograph(end.near)
        && is_ideograph(begin.near)
        && !is_balanced_pair(&above.text)
        && touch(end, begin) >= CUT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_whole_again_whatever_the_widths_of_its_lines() {
        let title = |text: &str| {
            let text = crate::text::Text::of(text, 0);
            let facts = crate::line::Facts::of(&text, 0);
            Title { frame: false, place: None, spacing: 0, vertical: false, text, facts }
        };
        let runs = |lines: [&str; 2]| mend(vec![0..1, 1..2], &lines.map(title)).len();
        assert_eq!(runs(["望乡镇老街修缮工", "程过半"]), 1);
        assert_eq!(runs(["老船闸今冬大修", "渔船绕道十天"]), 2);
    }
}
