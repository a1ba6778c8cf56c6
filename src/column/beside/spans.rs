//! Where the pieces of a row between wide gaps stand, and in what an extractor counts.

use std::ops::Range;

/// A gap of so many spaces is no space between words.
const WIDE: usize = 2;

/// In what an extractor counts its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Every character alike, as poppler does.
    Chars,
    /// As a terminal shows them: ideographs take two cells.
    Cells,
}

/// How much a character takes.
pub(super) const fn cells(c: char, unit: Unit) -> i32 {
    match unit {
        Unit::Cells if c as u32 >= 0x1100 && !matches!(c, '\u{2010}'..='\u{2027}') => 2,
        _ => 1,
    }
}

/// How far right something stands, by either way to count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    chars: i32,
    cells: i32,
}

impl Place {
    pub(super) const fn by(self, unit: Unit) -> i32 {
        match unit {
            Unit::Chars => self.chars,
            Unit::Cells => self.cells,
        }
    }

    /// The place behind a character that stands here.
    const fn behind(self, c: char) -> Self {
        Self { chars: self.chars + cells(c, Unit::Chars), cells: self.cells + cells(c, Unit::Cells) }
    }
}

/// Where a piece stands.
pub(super) struct Span {
    /// The bytes of the row's text.
    pub(super) bytes: Range<usize>,
    /// Where it begins and ends.
    pub(super) place: (Place, Place),
    /// Whether a speck is all that parts it from the piece on its left.
    pub(super) tied: bool,
}

/// Where the pieces of a row between wide gaps stand.
pub(super) fn spans(text: &str, specks: &[Range<usize>]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from: Option<(usize, Place)> = None;
    let (mut at, mut end) = (Place::default(), (0, Place::default()));
    let mut space = 0;
    // Whether a speck is all that parts the next piece, and this one.
    let (mut after, mut tied) = (false, false);
    for (byte, c) in text.char_indices() {
        if c.is_whitespace() {
            space += if c == '\t' { WIDE } else { 1 };
        } else if specks.iter().any(|s| s.contains(&byte)) {
            (space, after) = (WIDE, true);
        } else {
            if space >= WIDE
                && let Some((byte, start)) = from.take()
            {
                out.push(Span { bytes: byte..end.0, place: (start, end.1), tied });
                tied = after;
            }
            from = from.or(Some((byte, at)));
            (space, after) = (0, false);
            end = (byte + c.len_utf8(), at.behind(c));
        }
        at = at.behind(c);
    }
    if let Some((byte, start)) = from {
        out.push(Span { bytes: byte..end.0, place: (start, end.1), tied });
    }
    out
}

/// The unit in which more pieces begin below each other.
pub(super) fn unit(rows: &[Vec<Span>]) -> Unit {
    let meets = |unit: Unit| {
        // The first piece has nothing but spaces on its left, so it says nothing.
        let starts = |row: usize| rows[row].iter().skip(1).map(move |span| span.place.0.by(unit));
        let above =
            |row: usize, start: i32| (row.saturating_sub(2)..row).any(|above| starts(above).any(|s| s == start));
        (0..rows.len()).map(|row| starts(row).filter(|&start| above(row, start)).count()).sum::<usize>()
    };
    if meets(Unit::Cells) > meets(Unit::Chars) { Unit::Cells } else { Unit::Chars }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_the_one_in_which_columns_line_up() {
        let chars = "新桥通车，    图书馆延长\nAB桥，走     开放的时间\n1234567  到夜里十点";
        let cells = "新桥通车，    图书馆延长\nAB桥，走      开放的时间\n1234567       到夜里十点";
        let unit = |dump: &str| unit(&dump.lines().map(|row| spans(row, &[])).collect::<Vec<_>>());
        assert_eq!(unit(chars), Unit::Chars);
        assert_eq!(unit(cells), Unit::Cells);
    }
}
