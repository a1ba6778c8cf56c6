//! Where something stands in the source.

use std::fmt;

use smallvec::SmallVec;

use super::Text;

/// A range of bytes of the decoded source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// A span from `start` to just before `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span from where the first of some texts begins to where the last ends; an empty one for none.
    #[must_use]
    pub fn around<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Self {
        let spans: SmallVec<[Self; 8]> = texts.into_iter().filter_map(Text::span).collect();
        Self::over(&spans)
    }

    /// The span from the first byte of some spans to the last; an empty one for none.
    pub(super) fn over(spans: &[Self]) -> Self {
        let over = spans.iter().copied().reduce(|a, b| Self::new(a.start.min(b.start), a.end.max(b.end)));
        over.unwrap_or(Self::new(0, 0))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
