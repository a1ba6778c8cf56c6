//! HTML as it is written: what is printed on the page can only come in as text.

use std::fmt::{self, Write as _};

use serde::Serialize;

use super::super::is_hidden;

/// HTML that is made of our own tags and of escaped text. The template puts it in as it is, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Ink(String);

impl Ink {
    /// Appends a tag of our own.
    pub fn tag(&mut self, tag: &'static str) -> &mut Self {
        self.0.push_str(tag);
        self
    }

    /// Appends a number.
    pub fn number(&mut self, number: impl fmt::Display) -> &mut Self {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{number}");
        self
    }

    /// Appends a text as it was printed. What cannot be seen is shown by its number, in a box.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            if is_unseen(c) {
                let _ = write!(self.0, "<b class=\"u\">{:04X}</b>", u32::from(c));
            } else {
                self.escaped(c);
            }
        }
        self
    }

    /// Appends an attribute and its value, with the space before it.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        for c in value.chars() {
            if c == '\n' {
                self.0.push('⏎');
            } else if is_unseen(c) {
                let _ = write!(self.0, "⟨{:04X}⟩", u32::from(c));
            } else {
                self.escaped(c);
            }
        }
        self.0.push('"');
        self
    }

    fn escaped(&mut self, c: char) {
        match c {
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '&' => self.0.push_str("&amp;"),
            '"' => self.0.push_str("&quot;"),
            '\'' => self.0.push_str("&#39;"),
            c => self.0.push(c),
        }
    }
}

/// The text with every character that cannot be seen shown by its number: for attributes and for the template, which
/// does the escaping.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            c if is_unseen(c) => {
                let _ = write!(out, "⟨{:04X}⟩", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a character leaves no trace on paper, or one that no font has.
const fn is_unseen(c: char) -> bool {
    match c {
        '\t' => false,
        '\u{a0}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}'
        | '\u{f0000}'..='\u{10ffff}' => true,
        c => is_hidden(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_stays_text() {
        let mut ink = Ink::default();
        ink.tag("<p").attribute("data-was", "\"onerror='x'\u{202e}\n").tag(">");
        ink.text("</script><!--&\"'\u{1b}\u{0}甲\u{202e}").tag("</p>");
        assert_eq!(
            ink.0,
            "<p data-was=\"&quot;onerror=&#39;x&#39;⟨202E⟩⏎\">&lt;/script&gt;&lt;!--&amp;&quot;&#39;\
             <b class=\"u\">001B</b><b class=\"u\">0000</b>甲<b class=\"u\">202E</b></p>"
        );
        assert_eq!(plain("甲\u{feff}\u{e000}乙\n"), "甲⟨FEFF⟩⟨E000⟩乙⏎");
    }
}
