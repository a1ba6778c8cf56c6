//! Spaces inside a line of ideographic text, and what the line around them is like.

use std::ops::Range;

use crate::lang::class::Class;
use crate::lang::{credits, is_surname};

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
    pub(super) list: Vec<Gap>,
    /// Whether the line is part of a sentence: it has a comma, semicolon or full stop.
    pub(super) running: bool,
}

impl<'a> Gaps<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut gaps = Gaps { text, list: Vec::new(), running: false };
        let mut left = None;
        let mut open: Option<Gap> = None;
        for (at, c) in text.char_indices() {
            if Class::of(c).is_space() {
                let Some(left) = left else { continue };
                let gap = open.get_or_insert(Gap { range: at..at, width: 0, tab: false, left, right: ' ' });
                gap.range.end = at + c.len_utf8();
                gap.width += if c == '\u{3000}' { 2 } else { 1 };
                gap.tab |= c == '\t';
                continue;
            }
            if let Some(gap) = open.take() {
                gaps.list.push(Gap { right: c, ..gap });
            }
            gaps.running |= matches!(c, '，' | '。' | '；');
            left = Some(c);
        }
        gaps
    }

    /// Whether the gaps are the gutters of a table.
    pub(super) fn are_gutters(&self) -> bool {
        self.list.iter().any(|gap| gap.tab) || self.list.iter().filter(|gap| gap.is_wide()).count() >= 2
    }

    /// The pieces between the gaps.
    fn pieces(&self) -> impl Iterator<Item = &'a str> + '_ {
        let starts = std::iter::once(0).chain(self.list.iter().map(|gap| gap.range.end));
        let ends = self.list.iter().map(|gap| gap.range.start).chain([self.text.len()]);
        starts.zip(ends).map(|(start, end)| self.text[start..end].trim())
    }

    /// Whether nearly every character of the line stands alone, as in a line that was justified by its letters.
    ///
    /// A list of spread names looks much alike: every other character is a surname, or some names have three.
    pub(super) fn are_between_letters(&self) -> bool {
        if self.list.len() < 4 {
            return false;
        }
        let (mut pieces, mut lone, mut ideographs, mut names, mut threes) =
            (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
        for (i, piece) in self.pieces().enumerate() {
            let letters = piece.chars().filter(|&c| Class::of(c).is_cjk()).count();
            let figures = piece.chars().any(|c| Class::of(c).is_digit());
            pieces += 1;
            let latin = piece.chars().any(|c| Class::of(c).is_alphabetic());
            lone += usize::from(letters == 1 || letters == 0 && !latin);
            ideographs += usize::from(letters == 1);
            threes += usize::from(letters == 3 && !figures);
            names += usize::from(i % 2 == 0 && letters == 1 && piece.chars().next().is_some_and(is_surname));
        }
        lone * 5 >= pieces * 4 && ideographs >= 3 && threes == 0 && names * 2 < pieces
    }

    /// Whether names or credits stand around `gap`, so that its space means something.
    pub(super) fn is_between_names(&self, gap: &Gap) -> bool {
        let (left, right) = (near_left(&self.text[..gap.range.start]), near_right(&self.text[gap.range.end..]));
        if credits().any(|word| left.ends_with(word) || right.starts_with(word)) || ends_in_credit(right) {
            return true;
        }
        // The byline that opens a story ends in a space, not in a mark.
        let opens = gap.range.start <= REACH && !left.contains(['，', '。', '；']);
        if opens && credits().any(|word| left.contains(word)) {
            return true;
        }
        let in_credit = bracket_around(left, right)
            .is_some_and(|(left, right)| credits().any(|word| left.contains(word) || right.contains(word)));
        in_credit || is_spread_name(gap, left, right)
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
