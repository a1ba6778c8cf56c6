//! How texts are shown: in such a way that nothing in them does harm, and nothing in them is overlooked.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::text::{Kind, TextDiff};
use super::texts;
use crate::render::is_hidden;

/// Whether a character takes no room: it would be overlooked.
const fn is_invisible(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{180e}')
}

/// A line with every character that could command a terminal, turn the writing direction or be overlooked written as an
/// escape, `\x1b` or `\u{202e}`. Tabs stay what they are; a line end is shown as `⏎`.
///
/// ```
/// assert_eq!(stonehand::diff::visible("a\x1b[31m\u{202e}\u{200b}b\n"), r"a\x1b[31m\u{202e}\u{200b}b⏎");
/// ```
#[must_use]
pub fn visible(line: &str) -> Cow<'_, str> {
    let escaped = |c: char| is_invisible(c) && c != '\t';
    if !line.contains(escaped) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        // Writing to a string cannot fail.
        let _ = match u32::from(c) {
            0x0A => out.write_char('⏎'),
            code if escaped(c) && code < 0x100 => write!(out, "\\x{code:02x}"),
            code if escaped(c) => write!(out, "\\u{{{code:x}}}"),
            _ => out.write_char(c),
        };
    }
    Cow::Owned(out)
}

/// One text and another in one line, what only the first has as `[-…-]` and what only the second has as `{+…+}`. Of
/// what is the same, `around` characters are shown beside each difference. Differences in layout are passed over.
///
/// ```
/// let line = stonehand::diff::inline("The old lock was opened on Monday", "The old lock was\nopened on Tuesday", 4);
/// assert_eq!(line, "…on [-Monday-]{+Tuesday+}");
/// ```
#[must_use]
pub fn inline(before: &str, after: &str, around: usize) -> String {
    inline_of(&texts(before, after), around)
}

pub(super) fn inline_of(diff: &TextDiff, around: usize) -> String {
    let mut out = String::new();
    // What is the same since the last difference.
    let (mut same, mut fresh) = (String::new(), true);
    for op in &diff.ops {
        let (before, after) = (&diff.before[op.before.clone()], &diff.after[op.after.clone()]);
        match op.kind {
            Kind::Same => same.push_str(after),
            Kind::Layout => same.push_str(if before.is_empty() || after.is_empty() { "" } else { " " }),
            Kind::Changed => {
                out.push_str(&if fresh { end(&same, around) } else { ends(&same, around) });
                (same, fresh) = (String::new(), false);
                if !before.is_empty() {
                    let _ = write!(out, "[-{}-]", visible(before));
                }
                if !after.is_empty() {
                    let _ = write!(out, "{{+{}+}}", visible(after));
                }
            }
        }
    }
    out.push_str(&start(&same, around));
    out
}

/// The first characters of a text.
pub(super) fn start(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", visible(text[..cut].trim_end())),
        None => visible(text.trim_end()).into_owned(),
    }
}

fn end(text: &str, most: usize) -> String {
    match text.char_indices().rev().nth(most) {
        Some((cut, c)) => format!("…{}", visible(text[cut + c.len_utf8()..].trim_start())),
        None => visible(text.trim_start()).into_owned(),
    }
}

fn ends(text: &str, most: usize) -> String {
    if text.chars().nth(most * 2 + 1).is_none() {
        return visible(text).into_owned();
    }
    let first = text.char_indices().nth(most).map_or(text, |(cut, _)| &text[..cut]);
    let last = text.char_indices().rev().nth(most.saturating_sub(1)).map_or("", |(cut, _)| &text[cut..]);
    format!("{}…{}", visible(first), if most == 0 { Cow::Borrowed("") } else { visible(last) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_shortened() {
        assert_eq!(inline("一二三四五六七八九", "一二三四伍六七八九", 2), "…三四[-五-]{+伍+}六七…");
        assert_eq!(inline("一二三四五六七八九", "壹二三四五六七八玖", 2), "[-一-]{+壹+}二三…七八[-九-]{+玖+}");
        assert_eq!(inline("一二三四五", "壹二三四伍", 2), "[-一-]{+壹+}二三四[-五-]{+伍+}");
        assert_eq!(inline("a\x1bb", "ab", 9), "a[-\\x1b-]b");
        assert_eq!(inline("一样", "一样", 9), "一样");
    }
}
