//! From a [`Page`] to what people read: JSON, JSON Lines, Markdown, text.

pub mod json;
pub mod markdown;
pub mod text;
