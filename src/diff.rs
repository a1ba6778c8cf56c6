//! What differs: between two texts, and between two readings of a page.
//!
//! A page that was joined has other lines throughout, so lines are not what is compared here. Texts are compared
//! without their white space, and what differs in layout is told apart from what differs in wording. Pages are compared
//! by article and block.

mod align;
mod cleaned;
mod marked;
mod page;
mod shown;
mod text;
mod unified;

use std::time::Instant;

pub use cleaned::{Doing, Doings, Made, cleaned};
pub use marked::Side;
pub use page::{Difference, PageDiff, Place, What, pages};
pub use shown::{inline, visible};
pub use text::{Kind, Layout, Op, Piece, TextDiff};
pub use unified::{Hunk, Hunks, Sign};

/// Compares two texts.
#[must_use]
pub fn texts<'a>(before: &'a str, after: &'a str) -> TextDiff<'a> {
    TextDiff::of(before, after, None)
}

/// Compares two texts until time is up. Parts that were not looked at by then count as changed as a whole, and
/// [`TextDiff::coarse`] says how many there are.
#[must_use]
pub fn texts_until<'a>(before: &'a str, after: &'a str, deadline: Instant) -> TextDiff<'a> {
    TextDiff::of(before, after, Some(deadline))
}
