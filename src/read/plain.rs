//! Plain text: pages between form feeds, lines between line ends.

use std::borrow::Cow;

use super::encoding::{Damage, Decoded};
use super::line::{FORM_FEED, lines};
use super::{DOUBTFUL_ENCODING, ReadError, Row, Sheet, UNDECODABLE_BYTES};
use crate::page::{Note, Source};
use crate::text::{Span, Text, to_u32};

/// The pages of a file, one after the other: each is cut into its lines when it is asked for.
#[derive(Debug)]
pub(super) struct Pages<'a> {
    text: Cow<'a, str>,
    /// Where the next page begins, and how many pages are left.
    at: usize,
    left: usize,
    damage: std::vec::IntoIter<Damage>,
    doubt: Option<String>,
    /// What the pages have in common, and the number of the next one's first line.
    blank: Source,
}

impl<'a> Pages<'a> {
    pub(super) fn of(decoded: Decoded<'a>, name: &str) -> Result<Self, ReadError> {
        let Decoded { text, encoding, doubt, damage } = decoded;
        // So few at a time that their number is a byte: many bytes are looked at in one step.
        let feeds = |some: &[u8]| usize::from(some.iter().map(|&b| u8::from(b == FORM_FEED)).sum::<u8>());
        let feeds: usize = text.as_bytes().chunks(255).map(feeds).sum();
        // White space behind the last form feed is no page of its own: it stays with the page before it.
        let left = match text.rfind(char::from(FORM_FEED)) {
            Some(last) if text[last..].trim_start().is_empty() => feeds,
            _ => feeds + 1,
        };
        let blank = Source { name: name.to_owned(), format: "text", encoding, ..Source::default() };
        let pages = Self { text, at: 0, left, damage: damage.into_iter(), doubt, blank };
        match pages.longest() {
            len if len >= u32::MAX as usize => Err(ReadError::TooLarge(len)),
            _ => Ok(pages),
        }
    }

    /// The length of the longest page, as far as it matters.
    fn longest(&self) -> usize {
        if self.text.len() < u32::MAX as usize {
            return self.text.len();
        }
        let (mut at, mut longest) = (self.at, 0);
        for left in (1..=self.left).rev() {
            let end = self.end(at, left);
            longest = longest.max(end - at);
            at = end;
        }
        longest
    }

    /// Where the page ends that begins at `at`: behind its form feed, and the last one at the end of the text.
    fn end(&self, at: usize, left: usize) -> usize {
        let feed = if left > 1 { self.text[at..].find(char::from(FORM_FEED)) } else { None };
        feed.map_or(self.text.len(), |feed| at + feed + 1)
    }

    /// The text of the page; a text of one page is not copied.
    fn take(&mut self, start: usize, end: usize) -> String {
        if start == 0 && end == self.text.len() {
            return std::mem::take(&mut self.text).into_owned();
        }
        self.text[start..end].to_owned()
    }
}

impl Iterator for Pages<'_> {
    type Item = Sheet;

    fn next(&mut self) -> Option<Sheet> {
        let left = self.left.checked_sub(1)?;
        let (start, end) = (self.at, self.end(self.at, self.left));
        (self.at, self.left) = (end, left);
        let text = self.take(start, end);
        let mut sheet = sheet(Source { text, ..self.blank.clone() });
        self.blank.first_line = self.blank.first_line.saturating_add(to_u32(sheet.source.lines()));
        if let Some(message) = self.doubt.take() {
            sheet.notes.push(note(DOUBTFUL_ENCODING.code, message, Span::new(0, 0)));
        }
        let here = self.damage.as_slice().partition_point(|d| d.at < end);
        let (source, damage) = (&sheet.source, &self.damage.as_slice()[..here]);
        sheet.notes.extend(damaged(damage, start, source));
        if here > 0 {
            self.damage.nth(here - 1);
        }
        Some(sheet)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

/// The rows of a text that was decoded already.
pub(super) fn rows(text: &str) -> Vec<Row> {
    sheet(Source { text: text.to_owned(), ..Source::default() }).rows
}

/// Cuts a page into its lines.
fn sheet(mut source: Source) -> Sheet {
    // Other line ends are rare.
    let ends = memchr::memchr_iter(b'\n', source.text.as_bytes()).count();
    source.line_starts.reserve(ends + 1);
    let mut rows = Vec::with_capacity(ends + 1);
    let mut blanks = 0;
    for line in lines(&source.text) {
        let start = to_u32(line.start);
        source.line_starts.push(start);
        let body = &source.text[line];
        if body.chars().all(char::is_whitespace) {
            blanks += 1;
        } else {
            rows.push(Row { text: Text::of(body, start), blanks, place: None, beside: false });
            blanks = 0;
        }
    }
    Sheet { source, rows, notes: Vec::new() }
}

/// What is to be said of the damage on the page that begins at byte `start` of the whole text.
fn damaged(damage: &[Damage], start: usize, source: &Source) -> Option<Note> {
    let count: u64 = damage.iter().map(|d| d.count).sum();
    let at = to_u32(damage.first()?.at - start);
    let replacement = to_u32(char::REPLACEMENT_CHARACTER.len_utf8());
    let (line, encoding) = (source.line_of(at), source.encoding);
    let message = if count == 1 {
        format!("a sequence of bytes in line {line} means nothing in {encoding}; it stands as U+FFFD")
    } else {
        format!(
            "{count} sequences of bytes mean nothing in {encoding}, the first in line {line}; they stand as U+FFFD"
        )
    };
    Some(note(UNDECODABLE_BYTES.code, message, Span::new(at, at + replacement)))
}

const fn note(code: &'static str, message: String, span: Span) -> Note {
    Note { code, message, suggestion: None, span, evidence: None }
}
