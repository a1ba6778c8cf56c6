//! The raw text, line by line, with what was repaired in it.

use serde::Serialize;

use super::ink::Ink;
use super::marks::Mark;
use crate::page::Source;
use crate::text::Span;

/// A mark that spans more lines than this was joined from far places: it is shown in the first of them only.
const LONGEST: usize = 3;

/// How many lines are laid out at a time: what is not on the screen costs a browser nothing.
const CHUNK: usize = 100;

/// A line of the raw text.
#[derive(Debug, Serialize)]
pub(super) struct RawLine {
    /// Its number in the file.
    number: u32,
    /// Whether nothing is printed on it.
    blank: bool,
    /// Its text with the marks.
    html: Ink,
    /// The first block that it belongs to; 0 for none.
    block: usize,
    /// All blocks that it belongs to.
    blocks: String,
    /// The colour of its article.
    hue: &'static str,
    /// The numbers of the notes about it.
    notes: Vec<usize>,
}

/// What is known of a line from the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Owner {
    /// The blocks that have a piece of it.
    pub blocks: Vec<usize>,
    /// The colour of the first one's article.
    pub hue: &'static str,
    /// The notes about it.
    pub notes: Vec<usize>,
}

/// Sets the lines of a page, some at a time. `owners` has an entry for each line.
pub(super) fn chunks(source: &Source, owners: Vec<Owner>, marks: &[Mark]) -> Vec<Vec<RawLine>> {
    let mut pieces = pieces(source, marks);
    pieces.reverse();
    let mut chunks = Vec::with_capacity(owners.len() / CHUNK + 1);
    let mut chunk = Vec::with_capacity(CHUNK);
    for (index, owner) in owners.into_iter().enumerate() {
        let start = source.line_starts[index] as usize;
        let end = source.line_starts.get(index + 1).map_or(source.text.len(), |&next| next as usize);
        let mut html = Ink::default();
        set_line(source, start..end, marks, &mut pieces, &mut html);
        chunk.push(RawLine {
            blank: source.text[start..end].trim_start().is_empty(),
            number: source.first_line + u32::try_from(index + 1).unwrap_or(u32::MAX),
            html,
            block: owner.blocks.first().copied().unwrap_or(0),
            blocks: owner.blocks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            hue: owner.hue,
            notes: owner.notes,
        });
        if chunk.len() == CHUNK {
            chunks.push(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)));
        }
    }
    if !chunk.is_empty() {
        chunks.push(chunk);
    }
    chunks
}

/// A piece of the source that was repaired.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    /// Which mark, and whether it is the mark's first piece.
    mark: usize,
    first: bool,
}

/// The pieces of all marks in the order of the source, none over another.
fn pieces(source: &Source, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        for (at, &span) in mark.spans.iter().enumerate() {
            let (first, last) = source.lines_of(span);
            let mut span = span;
            if (last - first) as usize >= LONGEST {
                let next = (first - source.first_line) as usize;
                span.end = source.line_starts.get(next).copied().unwrap_or(span.end);
            }
            pieces.push(Piece { span, mark: index, first: at == 0 });
        }
    }
    pieces.sort_by_key(|piece| (piece.span, piece.mark));
    let mut end = 0;
    pieces.retain(|piece| {
        let free = piece.span.start >= end;
        if free {
            end = piece.span.end;
        }
        free
    });
    pieces
}

/// Sets a line; `pieces` has the ones that are still to come, the next at its end.
fn set_line(source: &Source, line: std::ops::Range<usize>, marks: &[Mark], pieces: &mut Vec<Piece>, ink: &mut Ink) {
    let body = source.text[line.clone()].trim_end_matches(is_line_end);
    let body_end = line.start + body.len();
    let mut at = line.start;
    while let Some(&piece) = pieces.last() {
        let (start, end) = (piece.span.start as usize, piece.span.end as usize);
        if start >= line.end || start == end && start > body_end {
            break;
        }
        pieces.pop();
        let (from, to) = (start.clamp(at, body_end), end.clamp(at, body_end));
        if end > line.end {
            pieces.push(Piece { span: Span::new(u32_of(line.end), piece.span.end), first: false, ..piece });
        }
        if from < to || start == end {
            ink.text(&source.text[at..from]);
            let mark = &marks[piece.mark];
            if piece.first {
                let now = mark.around.as_ref().unwrap_or(&mark.now);
                mark.open(ink, "r", &[("data-now", now)], source);
            } else {
                ink.tag("<a class=\"k\" href=\"#m").number(mark.number).tag("\"");
                ink.attribute("data-r", &mark.codes());
                ink.attribute("aria-label", &format!("{} ({})", &source.text[from..to], mark.codes())).tag(">");
            }
            ink.text(&source.text[from..to]).tag("</a>");
            at = to;
        }
        if end > line.end {
            break;
        }
    }
    ink.text(&source.text[at..body_end]);
}

fn u32_of(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
