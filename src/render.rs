//! From a [`Page`] to what people and programs read: JSON, Markdown, text, and a proof sheet in HTML.
//!
//! Nothing is decided here: a renderer writes down what the page says, all of it. And nothing that is printed on the
//! page can do harm where it is shown: JSON writes every hidden character as an escape, Markdown and text leave them
//! out, and Markdown escapes what would be markup.
//!
//! [`Page`]: crate::page::Page

#[cfg(feature = "html")]
pub mod html;
pub mod json;
pub mod markdown;
pub mod text;
mod width;

pub use width::width;

/// Whether a character is not shown but changes how its surroundings are shown or read: control characters, line ends
/// that only some programs know, marks of writing direction, the byte order mark and language tags.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
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

/// The text as it may be shown: on one line, without spaces at its ends and without [hidden](is_hidden) characters.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    let start = out.len() - out.trim_start().len();
    out.drain(..start);
    out
}

/// Appends a block of text, with a blank line between it and the one before. Empty blocks leave no trace.
fn push_block(out: &mut String, block: &str) {
    if block.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(block);
}

/// One line end at the end of what was written, if anything was.
fn ended(mut out: String) -> String {
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
