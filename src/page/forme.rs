//! The page as it stood in type: where its lines and words are, for files that say so.
//!
//! Plain text has no forme. Where there is one, it is kept with the source and not with the lines: a [`Word`] is found by
//! the bytes of the source that it stands for, and every text knows its bytes. So boxes survive each repair and join.

use crate::text::{Span, Text};

/// A rectangle, in the units of its page: whole numbers, y downwards.
///
/// Readers keep all of them between 0 and [`Rect::FAR`], so that areas fit into an `i64` with room to spare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// The left edge.
    pub x0: i32,
    /// The upper edge.
    pub y0: i32,
    /// The right edge, never left of `x0`.
    pub x1: i32,
    /// The lower edge, never above `y0`.
    pub y1: i32,
}

impl Rect {
    /// No edge is further from the corner of the page.
    pub const FAR: i32 = 1_000_000;

    /// The rectangle with these edges.
    #[must_use]
    pub const fn new(x0: i32, y0: i32, x1: i32, y1: i32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// How wide it is.
    #[must_use]
    pub const fn width(self) -> i32 {
        self.x1 - self.x0
    }

    /// How high it is.
    #[must_use]
    pub const fn height(self) -> i32 {
        self.y1 - self.y0
    }

    /// The least rectangle that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// Where a line stands on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its box.
    pub rect: Rect,
    /// The size of its type as the file gives it, to compare within a page only; 0 where it does not say.
    pub size: i32,
    /// The size of its type in hundredths of the page's body type; 0 while it is not known.
    pub relative: i32,
    /// How sure the engine was of it, from 0 to 100.
    pub confidence: Option<u8>,
    /// The region that the file puts it into, as a place in [`Forme::regions`].
    pub region: Option<u32>,
    /// The table in which it stands, as boxes tell it, and its cell.
    pub cell: Option<(u32, Cell)>,
    /// How it stands among the other lines, where boxes are exact enough to tell.
    pub set: Option<Set>,
}

/// How a line stands among the other lines of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// The frame in which it stands: lines below each other in one type, and columns of one text beside each other.
    pub frame: u32,
    /// Whether it stands in by two ems against its column; `None` where the column does not tell.
    pub indented: Option<bool>,
    /// The white on its right up to the next type or the edge of the type on the page, in hundredths of an em.
    pub room: i32,
}

impl Place {
    /// The place of a line that was put together from two.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            rect: self.rect.with(other.rect),
            size: self.size.max(other.size),
            relative: self.relative.max(other.relative),
            confidence: match (self.confidence, other.confidence) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            region: self.region,
            cell: self.cell,
            set: self.set,
        }
    }

    /// Whether a line of the same type stands right below, as an entry of a list does: at the same edge, and
    /// less than two lines away.
    #[must_use]
    pub fn lists(self, below: Self) -> bool {
        let slack = self.rect.height() / 4;
        let one_type = (self.relative - below.relative).abs() * 12 <= self.relative;
        let one_edge = (self.rect.x0 - below.rect.x0).abs() <= slack;
        let step = below.rect.y0 - self.rect.y0;
        self.relative > 0 && one_type && one_edge && step > slack && step <= self.rect.height() * 2
    }

    /// The place of a line that was put together from two, which may have none.
    #[must_use]
    pub fn of_both(upper: Option<Self>, lower: Option<Self>) -> Option<Self> {
        match (upper, lower) {
            (Some(a), Some(b)) => Some(a.with(b)),
            (a, b) => a.or(b),
        }
    }
}

/// A word and its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The bytes of the source.
    pub span: Span,
    /// Its box.
    pub rect: Rect,
    /// How sure the engine was of it, from 0 to 100.
    pub confidence: Option<u8>,
}

/// A region of the page, as the file has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// Its box, where it has one.
    pub rect: Option<Rect>,
    /// What the file says it is.
    pub kind: RegionKind,
    /// The region in which it stands, as a place in [`Forme::regions`]: it comes before.
    pub parent: Option<u32>,
    /// Its place in the reading order that the file states.
    pub order: Option<u32>,
    /// Its row and column, if it is a cell of a table.
    pub cell: Option<Cell>,
}

/// Where a cell stands in its table; rows and columns count from nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The row, or the first of several.
    pub row: u32,
    /// The column, or the first of several.
    pub column: u32,
    /// How many rows it takes.
    pub rows: u32,
    /// How many columns it takes.
    pub columns: u32,
}

/// What a file says of a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// Text of any kind.
    #[default]
    Text,
    /// A headline.
    Heading,
    /// The caption of a picture or a table.
    Caption,
    /// A running head or foot, or the number of the page.
    Furniture,
    /// A table, or a cell of one.
    Table,
    /// An advertisement.
    Advertisement,
    /// A picture or a drawing.
    Picture,
    /// A printed rule.
    Rule,
}

/// The page as it stood in type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forme {
    /// How wide the page is; 0 where the file does not say.
    pub width: i32,
    /// How high it is; 0 where the file does not say.
    pub height: i32,
    /// Its regions, in the order of the file.
    pub regions: Vec<Region>,
    /// Its words that have a box, in the order of the source's bytes.
    pub words: Vec<Word>,
    /// Words that the file writes out where a line end divides them.
    pub wholes: Vec<String>,
}

impl Forme {
    /// The words of which any byte lies in `span`.
    #[must_use]
    pub fn words_in(&self, span: Span) -> &[Word] {
        let first = self.words.partition_point(|word| word.span.end <= span.start);
        let count = self.words[first..].partition_point(|word| word.span.start < span.end);
        &self.words[first..first + count]
    }

    /// The words that a text stands for, in the order of the text.
    pub fn words_of<'a>(&'a self, text: &'a Text) -> impl Iterator<Item = &'a Word> {
        text.runs().iter().flat_map(|run| self.words_in(run.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_bytes() {
        let word =
            |start: u32, end: u32| Word { span: Span::new(start, end), rect: Rect::new(0, 0, 1, 1), confidence: None };
        let forme = Forme { words: vec![word(0, 3), word(4, 6), word(7, 9)], ..Forme::default() };
        assert_eq!(forme.words_in(Span::new(4, 8)), &forme.words[1..]);
        assert_eq!(forme.words_in(Span::new(3, 4)), []);
        assert_eq!(forme.words_in(Span::new(2, 5)), &forme.words[..2]);
        let text = Text::of("bc", 4);
        assert_eq!(forme.words_of(&text).copied().collect::<Vec<_>>(), [word(4, 6)]);
    }

    #[test]
    fn two_places_are_one_around_both() {
        let a = Place {
            rect: Rect::new(5, 5, 9, 9),
            size: 3,
            relative: 0,
            confidence: Some(80),
            region: Some(1),
            cell: None,
            set: None,
        };
        let b = Place {
            rect: Rect::new(1, 7, 6, 12),
            size: 4,
            relative: 0,
            confidence: None,
            region: Some(2),
            cell: None,
            set: None,
        };
        let both = Place {
            rect: Rect::new(1, 5, 9, 12),
            size: 4,
            relative: 0,
            confidence: Some(80),
            region: Some(1),
            cell: None,
            set: None,
        };
        assert_eq!(Place::of_both(Some(a), Some(b)), Some(both));
        assert_eq!(Place::of_both(None, Some(b)), Some(b));
    }
}
