//! Plain text: pages between form feeds, lines between line ends.

use super::encoding::{Damage, Decoded};
use super::line::{FORM_FEED, lines};
use super::{DOUBTFUL_ENCODING, ReadError, Row, Sheet, UNDECODABLE_BYTES};
use crate::page::{Note, Source};
use crate::text::{Span, Text, to_u32};

/// Cuts a decoded file into its pages.
pub(super) fn sheets(decoded: Decoded, name: &str) -> Result<Vec<Sheet>, ReadError> {
    let ends = page_ends(&decoded.text);
    let mut damage = decoded.damage.as_slice();
    let mut sheets = Vec::with_capacity(ends.len());
    let mut blank = Source { name: name.to_owned(), format: "text", encoding: decoded.encoding, ..Source::default() };
    let mut push = |text: String, start: usize| {
        if text.len() >= u32::MAX as usize {
            return Err(ReadError::TooLarge(text.len()));
        }
        let here = damage.partition_point(|d| d.at < start + text.len());
        let mut sheet = sheet(Source { text, ..blank.clone() });
        sheet.notes.extend(damaged(&damage[..here], start, &sheet.source));
        damage = &damage[here..];
        blank.first_line = blank.first_line.saturating_add(to_u32(sheet.source.lines()));
        sheets.push(sheet);
        Ok(())
    };
    if let [_] = ends[..] {
        push(decoded.text.into_owned(), 0)?;
    } else {
        let mut start = 0;
        for end in ends {
            push(decoded.text[start..end].to_owned(), start)?;
            start = end;
        }
    }
    if let (Some(message), Some(first)) = (decoded.doubt, sheets.first_mut()) {
        first.notes.insert(0, note(DOUBTFUL_ENCODING.code, message, Span::new(0, 0)));
    }
    Ok(sheets)
}

/// Where the pages end: behind their form feeds, and at the end of the text.
///
/// White space behind the last form feed is no page of its own: it stays with the page before it.
fn page_ends(text: &str) -> Vec<usize> {
    let feeds = text.bytes().enumerate().filter(|&(_, b)| b == FORM_FEED).map(|(at, _)| at + 1);
    let mut ends: Vec<usize> = feeds.collect();
    match ends.last_mut() {
        Some(last) if text[*last..].trim_start().is_empty() => *last = text.len(),
        _ => ends.push(text.len()),
    }
    ends
}

/// The rows of a text that was decoded already.
pub(super) fn rows(text: &str) -> Vec<Row> {
    sheet(Source { text: text.to_owned(), ..Source::default() }).rows
}

/// Cuts a page into its lines.
fn sheet(mut source: Source) -> Sheet {
    let mut rows = Vec::new();
    let mut blanks = 0;
    for line in lines(&source.text) {
        let start = to_u32(line.start);
        source.line_starts.push(start);
        let body = &source.text[line];
        if body.trim_start().is_empty() {
            blanks += 1;
        } else {
            rows.push(Row { text: Text::of(body, start), blanks, place: None });
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
