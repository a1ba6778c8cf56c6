//! The page as JSON.
//!
//! JSON leaves it open how to write many characters. Here every hidden character (controls, marks of direction, rare
//! line ends) is written as an escape: so each page is one line whatever a program takes for a line end, and nothing
//! printed on it reaches a terminal as a command.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::page::{self, Page};

/// Writes the page as JSON: on one line, or indented when `pretty`; with `repairs`, each repair is listed.
///
/// One line ends the text, so that pages one after the other are JSON Lines.
#[must_use]
pub fn render(page: &Page, repairs: bool, pretty: bool) -> String {
    // What is written is text.
    String::from_utf8(bytes(page, repairs, pretty)).unwrap_or_default()
}

/// The same as bytes of UTF-8, for files and pipes: they need not be looked at once more.
#[must_use]
pub fn bytes(page: &Page, repairs: bool, pretty: bool) -> Vec<u8> {
    let shape = page::json::Page::of(page, repairs);
    // The text once in the blocks, once more in ledes and repairs, and the lines.
    let room = page.source.text.len() * if repairs { 3 } else { 2 } + 512;
    if pretty { write(&shape, Pretty::default(), room) } else { write(&shape, Compact, room) }
}

/// Any value as indented JSON, with an escape for each hidden character.
#[must_use]
pub fn indented(value: &impl Serialize) -> String {
    String::from_utf8(write(value, Pretty::default(), 512)).unwrap_or_default()
}

fn write(value: &impl Serialize, formatter: impl Formatter, room: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(room);
    // Neither our types nor writing to memory can fail.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter));
    out.push(b'\n');
    out
}

/// Writes a piece of a string, with an escape for each hidden character.
fn write_piece<W: ?Sized + Write>(writer: &mut W, piece: &str) -> io::Result<()> {
    let bytes = piece.as_bytes();
    // Names of fields mostly: of ASCII only the last character may still be hidden.
    if piece.is_ascii() && !bytes.contains(&0x7f) {
        return writer.write_all(bytes);
    }
    let (mut done, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let step = STEP[usize::from(byte)];
        if step > 0 {
            at += usize::from(step);
            continue;
        }
        let len = hidden_len(&bytes[at..]);
        if len > 0 {
            writer.write_all(&bytes[done..at])?;
            for unit in piece[at..at + len].encode_utf16() {
                write!(writer, "\\u{unit:04x}")?;
            }
            done = at + len;
        }
        at += len.max(1);
    }
    writer.write_all(&bytes[done..])
}

/// By the first byte of a character: how many bytes to pass over; 0 where it may be a hidden one.
const STEP: [u8; 256] = {
    let mut step = [1; 256];
    let mut byte = 0xe0;
    while byte < 0xf0 {
        step[byte] = 3;
        byte += 1;
    }
    let leads = [0x7f, 0xc2, 0xd8, 0xe2, 0xef, 0xf3];
    let mut index = 0;
    while index < leads.len() {
        step[leads[index]] = 0;
        index += 1;
    }
    step
};

/// The length in bytes of the [hidden](super::is_hidden) character at the start of `bytes`; 0 if there is none.
fn hidden_len(bytes: &[u8]) -> usize {
    match bytes {
        [0x7f, ..] => 1,
        [0xc2, 0x80..=0x9f, ..] | [0xd8, 0x9c, ..] => 2,
        [0xe2, 0x80, 0x8e | 0x8f | 0xa8..=0xae, ..] | [0xe2, 0x81, 0xa6..=0xa9, ..] | [0xef, 0xbb, 0xbf, ..] => 3,
        [0xf3, 0xa0, 0x80 | 0x81, ..] => 4,
        _ => 0,
    }
}

/// All on one line.
struct Compact;

impl Formatter for Compact {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        write_piece(writer, fragment)
    }
}

/// Indented, but each block, teaser or repair on one line: easy to read and to compare line by line.
#[derive(Default)]
struct Pretty {
    /// For each open list or object: whether its members stand on lines of their own, and whether it has any.
    open: Vec<(bool, bool)>,
    /// Whether the string being written is a key.
    in_key: bool,
    /// How many levels of the value to come may still be broken into lines; one for each object we are in.
    levels: Vec<usize>,
}

impl Pretty {
    /// How deep the value of `key` is broken into lines.
    fn levels_of(key: &str) -> usize {
        match key {
            "source" | "evidence" | "header" | "authors" | "byline" | "jump" => 0,
            "blocks" | "rows" | "teasers" | "furniture" | "repairs" | "notes" => 1,
            _ => usize::MAX,
        }
    }

    fn begin<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let left = self.levels.last().copied().unwrap_or(usize::MAX);
        self.open.push((left > 0, false));
        self.levels.push(left.saturating_sub(usize::from(left < usize::MAX)));
        writer.write_all(bracket)
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.levels.pop();
        if self.open.pop() == Some((true, true)) {
            self.new_line(writer)?;
        }
        writer.write_all(bracket)
    }

    fn member<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        let Some(list) = self.open.last_mut() else { return Ok(()) };
        list.1 = true;
        let broken = list.0;
        if !first {
            writer.write_all(if broken { b"," } else { b", " })?;
        }
        if broken { self.new_line(writer) } else { Ok(()) }
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        self.open.iter().try_for_each(|_| writer.write_all(b"  "))
    }
}

impl Formatter for Pretty {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if let (true, Some(levels)) = (self.in_key, self.levels.last_mut()) {
            *levels = Self::levels_of(fragment);
        }
        write_piece(writer, fragment)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.member(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.in_key = true;
        self.levels.push(usize::MAX);
        self.member(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.levels.pop();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::is_hidden;
    use super::*;

    #[test]
    fn hidden_characters_are_written_as_escapes() {
        let text = "甲\u{85}\u{2028}\u{202e}\u{7f}\u{9b}“乙”，\u{feff}\u{e0041}\n\u{1b}é";
        let written = String::from_utf8(write(&text, Compact, 0)).unwrap();
        assert_eq!(written, "\"甲\\u0085\\u2028\\u202e\\u007f\\u009b“乙”，\\ufeff\\udb40\\udc41\\n\\u001bé\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn hidden_characters_are_known_by_their_bytes() {
        for c in ' '..=char::MAX {
            let len = hidden_len(c.to_string().as_bytes());
            assert_eq!(len, if is_hidden(c) { c.len_utf8() } else { 0 }, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn each_block_is_a_line_of_its_own() {
        let value =
            json!({"source": [[1, 3]], "blocks": [{"kind": 1, "rows": [["甲", "乙"], ["丙"]]}], "texts": [{}, []]});
        let expected = r#"{
  "blocks": [
    {"kind": 1, "rows": [
        ["甲", "乙"],
        ["丙"]
      ]}
  ],
  "source": [[1, 3]],
  "texts": [
    {},
    []
  ]
}
"#;
        assert_eq!(String::from_utf8(write(&value, Pretty::default(), 0)).unwrap(), expected);
    }

    #[test]
    fn an_empty_page_is_a_page() {
        let line = render(&Page::default(), false, false);
        assert_eq!(
            line,
            concat!(
                r#"{"version":1,"source":{"name":"","format":"","encoding":"","lines":0},"language":"zh-Hans","#,
                r#""articles":[],"teasers":[],"furniture":[],"notes":[]}"#,
                "\n"
            )
        );
    }
}
