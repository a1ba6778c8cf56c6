//! The page as text.

use crate::page::Page;

/// Writes the page as text.
#[must_use]
pub fn render(page: &Page) -> String {
    page.source.text.clone()
}
