//! From a [`Page`] to what people and programs read: JSON, Markdown, text.
//!
//! Nothing is decided here: a renderer writes down what the page says, all of it. And nothing that is printed on the
//! page can do harm where it is shown: JSON writes every control character as an escape, Markdown and text leave them
//! out, and Markdown escapes what would be markup.
//!
//! [`Page`]: crate::page::Page

pub mod json;
pub mod markdown;
pub mod text;

/// Whether a character is not shown but changes how its surroundings are shown or read: control characters, line ends
/// that only some programs know, marks of writing direction, the byte order mark and language tags.
pub(crate) const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// The text as it may be shown: on one line, and without characters that are [hidden](is_hidden).
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}
