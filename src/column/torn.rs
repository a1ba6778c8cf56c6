//! Torn lines: what continuity says of them.

use super::continuity::{Edge, Words};
use crate::lang::Language;
use crate::line::{Line, setting};

/// Sets the lines of a page again if an engine tore many of them.
pub fn set_again(lines: &mut [Line], language: Language) {
    if !language.is_ideographic() || !setting::is_torn(lines) {
        return;
    }
    let words = Words::of(lines.iter().map(|line| &*line.text));
    let touch = |upper: &str, lower: &str| words.neighbours(Edge::end(upper), Edge::begin(lower));
    setting::set_torn(lines, language, &touch);
}
