//! The page as json.

use crate::page::Page;

/// Writes the page as json.
#[must_use]
pub fn render(page: &Page) -> String {
    page.source.text.clone()
}
