//! Line ends: LF, CRLF, CR, VT, FF, NEL, U+2028 and U+2029.

use std::ops::Range;

/// The lines of a text, each as the range of bytes before its line end.
///
/// A form feed ends its line, but where nothing stands before it there is no line to end: `甲\n\f乙` has two lines, as
/// an editor counts them.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

/// The lines of `text`.
pub(super) const fn lines(text: &str) -> Lines<'_> {
    Lines { text, at: 0 }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&FORM_FEED) {
            self.at += 1;
        }
        if self.at == bytes.len() {
            return None;
        }
        let start = self.at;
        let (end, next) = line_end(bytes, start);
        self.at = next;
        Some(start..end)
    }
}

pub(super) const FORM_FEED: u8 = b'\x0c';

/// By the first byte of a character: how many bytes to step over; 0 where a line may end.
const STEP: [u8; 256] = {
    let mut step = [1; 256];
    let mut lead = 0xE0;
    while lead < 0xF0 {
        step[lead] = 3;
        lead += 1;
    }
    let firsts = [b'\n', b'\x0b', FORM_FEED, b'\r', 0xC2, 0xE2];
    let mut i = 0;
    while i < firsts.len() {
        step[firsts[i] as usize] = 0;
        i += 1;
    }
    step
};

/// Where the line that begins at `start` ends, and where the next one begins.
fn line_end(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let step = STEP[usize::from(byte)];
        if step > 0 {
            at += usize::from(step);
            continue;
        }
        let len = match &bytes[at..] {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
            [0xC2 | 0xE2, ..] => 0,
            _ => 1,
        };
        if len > 0 {
            return (at, at + len);
        }
        at += 1;
    }
    (bytes.len(), bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        lines(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn every_pair_of_line_ends_makes_two_lines_of_text() {
        let ends = ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"];
        for first in ends {
            for second in ends {
                let apart = format!("甲{first}“乙”é{second}丙");
                assert_eq!(cut(&apart), ["甲", "“乙”é", "丙"], "{apart:?}");
                let together = format!("甲{first}{second}乙");
                let blank = second != "\u{c}" && format!("{first}{second}") != "\r\n";
                let expected = if blank { vec!["甲", "", "乙"] } else { vec!["甲", "乙"] };
                assert_eq!(cut(&together), expected, "{together:?}");
            }
        }
    }

    #[test]
    fn the_last_line_needs_no_line_end() {
        assert_eq!(cut("甲"), ["甲"]);
        assert_eq!(cut("甲\n"), ["甲"]);
        assert_eq!(cut("甲\n\n"), ["甲", ""]);
        assert_eq!(cut(""), [""; 0]);
        assert_eq!(cut("\u{c}"), [""; 0]);
    }
}
