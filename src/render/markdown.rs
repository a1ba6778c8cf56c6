//! The page as markdown.

use crate::page::Page;

/// Writes the page as markdown.
#[must_use]
pub fn render(page: &Page) -> String {
    page.source.text.clone()
}
