//! Spaces inside a line of ideographic text, and what the line around them is like.

use std::ops::Range;

use smallvec::SmallVec;

use crate::lang::class::Class;
use crate::lang::han::find_space;
use crate::lang::{credits, has_credit, is_surname};

/// White space with text on both sides.
pub(super) struct Gap {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// How wide it is, in half ems.
    pub(super) width: usize,
    /// Whether a tab is in it.
    tab: bool,
    /// The character in front.
    pub(super) left: char,
    /// The character behind.
    pub(super) right: char,
}

impl Gap {
    /// One stray space, ideographic at most.
    pub(super) const fn is_narrow(&self) -> bool {
        self.width <= 2 && !self.tab
    }

    /// A gutter between two columns.
    const fn is_wide(&self) -> bool {
        self.width > 2 || self.tab
    }
}

/// The gaps of a line.
pub(super) struct Gaps<'a> {
    pub(super) text: &'a str,
    /// Few lines have many.
    pub(super) list: SmallVec<[Gap; 4]>,
}

impl<'a> Gaps<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut gaps = Gaps { text, list: SmallVec::new() };
        let mut from = 0;
        while let Some(start) = find_space(&text[from..]).map(|at| from + at) {
            let mut end = start;
            let (mut width, mut tab) = (0, false);
            for c in text[start..].chars().take_while(|&c| Class::of(c).is_space()) {
                end += c.len_utf8();
                width += if c == '\u{3000}' { 2 } else { 1 };
                tab |= c == '\t';
            }
            let (left, right) = (text[..start].chars().next_back(), text[end..].chars().next());
            if let (Some(left), Some(right), true) = (left, right, end > start) {
                gaps.list.push(Gap { range: start..end, width, tab, left, right });
            }
            // What is white space, but none on a line, is no gap.
            from = if end > start { end } else { end + right.map_or(0, char::len_utf8) };
        }
        gaps
    }

    /// Whether the line is part of a sentence: it has a comma, semicolon or full stop.
    pub(super) fn are_in_sentence(&self) -> bool {
        // These begin with one of two bytes.
        let mut marks = memchr::memchr2_iter(0xE3, 0xEF, self.text.as_bytes());
        marks.any(|at| self.text[at..].starts_with(['，', '。', '；']))
    }

    /// Whether the gaps are the gutters of a table.
    pub(super) fn are_gutters(&self) -> bool {
        self.list.iter().any(|gap| gap.tab) || self.list.iter().filter(|gap| gap.is_wide()).count() >= 2
    }

    /// The piece with this number; gap 0 stands behind piece 0.
    fn piece(&self, number: usize) -> &'a str {
        let start = number.checked_sub(1).map_or(0, |gap| self.list[gap].range.end);
        let end = self.list.get(number).map_or(self.text.len(), |gap| gap.range.start);
        self.text[start..end].trim()
    }

    /// The gaps that stand between letters that were set apart, by their numbers.
    ///
    /// Such a stretch has five pieces and more of a letter, a figure or a mark each; a piece of two letters may stand
    /// in it, but not at its ends, where the next column may begin.
    pub(super) fn between_letters(&self) -> Vec<Range<usize>> {
        let mut stretches = Vec::new();
        if self.list.len() < 4 {
            return stretches;
        }
        let mut start = 0;
        for number in 0..=self.list.len() {
            let size = Size::of(self.piece(number));
            if size == Size::Long {
                stretches.extend(self.stretch(start..number));
                start = number + 1;
            }
        }
        stretches.extend(self.stretch(start..self.list.len() + 1));
        stretches
    }

    /// The gaps between the pieces of `range`, if those are letters set apart and not spread names.
    fn stretch(&self, range: Range<usize>) -> Option<Range<usize>> {
        let lone = |number: &usize| Size::of(self.piece(*number)) == Size::Lone;
        let first = range.clone().find(|n| lone(n))?;
        let last = range.rev().find(|n| lone(n))?;
        let pieces = last - first + 1;
        let named = (first..=last).step_by(2).filter(|&n| self.piece(n).chars().all(is_surname)).count();
        let count = (first..=last).filter(lone).count();
        (pieces >= 5 && count * 4 >= pieces * 3 && named * 2 < pieces).then_some(first..last)
    }

    /// Whether names or credits stand around `gap`, so that its space means something.
    pub(super) fn is_between_names(&self, gap: &Gap) -> bool {
        let (left, right) = (near_left(&self.text[..gap.range.start]), near_right(&self.text[gap.range.end..]));
        if credits().any(|word| left.ends_with(word) || right.starts_with(word)) || ends_in_credit(right) {
            return true;
        }
        // The byline that opens a story ends in a space, not in a mark.
        let opens = gap.range.start <= REACH && !left.contains(['，', '。', '；']);
        if opens && has_credit(left) {
            return true;
        }
        let in_credit = bracket_around(left, right).is_some_and(|(left, right)| {
            has_credit(left)
                || has_credit(right)
                || are_names(left.trim_start_matches(['（', '('])) && are_names(right)
        });
        in_credit || is_spread_name(gap, left, right)
    }
}

/// How much stands between two gaps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    /// One ideograph, a figure or marks.
    Lone,
    /// Two ideographs.
    Two,
    /// More, or Latin letters.
    Long,
}

impl Size {
    fn of(piece: &str) -> Self {
        let mut letters = 0;
        for c in piece.chars() {
            let class = Class::of(c);
            letters += usize::from(class.is_cjk());
            if letters > 2 || class.is_alphabetic() || class == Class::Hangul {
                return Self::Long;
            }
        }
        if letters == 2 { Self::Two } else { Self::Lone }
    }
}

/// How many bytes around a gap are looked at.
const REACH: usize = 96;

fn near_left(text: &str) -> &str {
    let mut start = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

fn near_right(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether what is left of the line is a credit: `柳禾 摄`.
fn ends_in_credit(right: &str) -> bool {
    let end = right.find(['。', '，', '）', ')']).unwrap_or(right.len());
    let piece = right[..end].trim_end();
    piece.chars().count() <= 12 && piece.ends_with(['摄', '攝', '文', '图', '圖'])
}

/// The bracket that `left` ends in and `right` begins in: what stands of it on either side. It may be cut off by the
/// ends of the line.
fn bracket_around<'a>(left: &'a str, right: &'a str) -> Option<(&'a str, &'a str)> {
    let opening = left.rfind(['（', '(']);
    let closing = left.rfind(['）', ')']);
    let end = right.find(['）', ')']);
    let other = right.find(['（', '(']);
    let closes = end.is_some_and(|end| other.is_none_or(|other| end < other));
    let start = match (opening, closing) {
        (Some(opening), None) => opening,
        (Some(opening), Some(closing)) if opening > closing => opening,
        (None, None) if closes => 0,
        _ => return None,
    };
    Some((&left[start..], &right[..end.unwrap_or(right.len())]))
}

/// Whether it is nothing but names of two or three characters.
fn are_names(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        word.starts_with(is_surname)
            && (2..=3).contains(&word.chars().count())
            && word.chars().all(|c| Class::of(c).is_han())
    })
}

/// Whether the gap spreads a name of two characters over the room of three: one character on each side, and then a
/// mark or the end; or a surname in front of a wider gap.
fn is_spread_name(gap: &Gap, left: &str, right: &str) -> bool {
    let bound = |c: Option<char>| {
        c.map(Class::of).is_none_or(|class| class.is_wide_mark() || class.is_space() || class == Class::Point)
    };
    if !Class::of(gap.left).is_han() || !Class::of(gap.right).is_han() {
        return false;
    }
    let one_right = bound(right.chars().nth(1));
    let one_left = bound(left.chars().rev().nth(1));
    one_right && (one_left || gap.width > 1 && is_surname(gap.left))
}
