//! The books: every character of the source that is not a space stands in exactly one place of the page.
//!
//! This runs on every page that is read. A breach is a mistake of stonehand, never of the page: the command reports it
//! and ends with exit code 3.

use std::fmt;

use super::Page;
use crate::text::{Span, Text};

/// What is wrong with the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// These bytes of the source stand nowhere on the page.
    Lost(Span, String),
    /// These bytes stand in two places.
    Twice(Span, String),
    /// The page says that it kept these bytes, but has others.
    Altered(Span, String),
    /// These bytes were changed, and no repair says so.
    Unsigned(Span, String),
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, span, text) = match self {
            Self::Lost(span, text) => ("lost", span, text),
            Self::Twice(span, text) => ("in two places", span, text),
            Self::Altered(span, text) => ("altered without a rule", span, text),
            Self::Unsigned(span, text) => ("changed, but no repair says so", span, text),
        };
        write!(f, "bytes {span:?} ({text:?}) are {what}")
    }
}

impl Page {
    /// Every text that accounts for a part of the source.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let articles = self.articles.iter().flat_map(super::Article::texts);
        let teasers = self.teasers.iter().flat_map(super::Teaser::texts);
        articles.chain(teasers).chain(self.furniture.iter().map(|f| &f.text))
    }

    /// Checks the books.
    ///
    /// # Errors
    /// The first breach, by its place in the source.
    pub fn audit(&self) -> Result<(), Breach> {
        audit(&self.source.text, self.texts(), self.repairs.iter().map(|c| c.span))
    }
}

/// Checks that `texts` hold every non-space character of `source` once, and that each change is signed by a repair.
///
/// # Errors
/// The first breach, by its place in the source.
pub fn audit<'a>(
    source: &str,
    texts: impl IntoIterator<Item = &'a Text>,
    repairs: impl IntoIterator<Item = Span>,
) -> Result<(), Breach> {
    let bytes = source.as_bytes();
    let quote = |span: Span| -> String {
        let (start, end) = (floor(source, span.start as usize), floor(source, span.end as usize));
        source[start..end].chars().take(12).collect()
    };
    let mut seen = vec![0u8; bytes.len()];
    let mut changed: Vec<Span> = Vec::new();
    for text in texts {
        let mut at = 0;
        for run in text.runs() {
            let (start, end) = (run.span.start as usize, run.span.end as usize);
            let len = run.len as usize;
            if run.kept {
                if bytes.get(start..end) != Some(&text.as_bytes()[at..at + len]) {
                    return Err(Breach::Altered(run.span, quote(run.span)));
                }
            } else if !is_blank(bytes, run.span) || !text[at..at + len].trim().is_empty() {
                changed.push(run.span);
            }
            for count in &mut seen[start..end] {
                *count = count.saturating_add(1);
            }
            at += len;
        }
    }
    if let Some(span) = unsigned(changed, repairs) {
        return Err(Breach::Unsigned(span, quote(span)));
    }
    // Many bytes are looked at in one step, for nearly always all is well.
    let well = |(seen, bytes): (&[u8], &[u8])| {
        seen.iter().zip(bytes).fold(true, |well, (&n, b)| well & ((n == 1) | b.is_ascii_whitespace()))
    };
    let all_well = seen.chunks(64).zip(bytes.chunks(64)).take_while(|&chunk| well(chunk)).count() * 64;
    let odd = |&i: &usize| seen[i] != 1 && !bytes[i].is_ascii_whitespace();
    if let Some(at) = (all_well..bytes.len()).find(odd) {
        // Spaces beyond ASCII take the slow way, and so do the ends of a breach.
        for (start, c) in source[floor(source, at)..].char_indices().map(|(i, c)| (i + floor(source, at), c)) {
            let count = seen[start];
            if count == 1 || c.is_whitespace() || c == '\u{feff}' {
                continue;
            }
            let span = Span::new(crate::text::to_u32(start), crate::text::to_u32(start + c.len_utf8()));
            let text = quote(Span::new(span.start, crate::text::to_u32(bytes.len())));
            return Err(if count == 0 { Breach::Lost(span, text) } else { Breach::Twice(span, text) });
        }
    }
    Ok(())
}

fn is_blank(bytes: &[u8], span: Span) -> bool {
    bytes[span.start as usize..span.end as usize].iter().all(u8::is_ascii_whitespace)
}

fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first changed span that no repair covers.
fn unsigned(mut changed: Vec<Span>, repairs: impl IntoIterator<Item = Span>) -> Option<Span> {
    if changed.is_empty() {
        return None;
    }
    let mut signed: Vec<Span> = repairs.into_iter().collect();
    signed.sort_unstable();
    changed.sort_unstable();
    // Both in order of their start: of all repairs that begin no later, the one that reaches furthest must reach it.
    let (mut next, mut reach) = (0, 0);
    changed.into_iter().find(|span| {
        while next < signed.len() && signed[next].start <= span.start {
            reach = reach.max(signed[next].end);
            next += 1;
        }
        reach < span.end || (next == 0)
    })
}
