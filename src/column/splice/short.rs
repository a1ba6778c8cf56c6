//! Short runs of spliced lines.
//!
//! On a page whose columns were spliced, so were titles that stand side by side, and the last lines of a column beside the
//! first of another. Such runs are too short to show their measures; those of the page are known, and the pieces must
//! touch better as they are dealt than as they stand. Where nothing else on the page was spliced, two lines of a run must
//! be, and the pieces touch clearly better.

use std::ops::Range;

use super::frames::has_gap;
use super::tracks::{self, Dealt};
use super::{MOST_PIECES, NARROWEST, Piece, atoms, column_rows, line_pieces, measures, note, of_no_column, usual};
use crate::column::continuity::{self, Edge, Words};
use crate::line::facts::{Ending, Width};
use crate::line::{Facts, Line};
use crate::page::Note;
use crate::read::Row;
use crate::table;

/// A run of more lines shows by itself whether it is spliced.
const LONGEST: usize = 8;
/// Where nothing else shows that lines were spliced, the pieces touch better by so much.
const CLEARLY: i32 = 12;
/// What goes on in the next run touches it so well, in eighths of a natural logarithm.
const TOUCHES: continuity::Score = 8;

/// Deals the pieces of short runs back to their columns. `spliced` says whether longer ones were.
pub(super) fn undo(rows: Vec<Row>, spliced: bool, notes: &mut Vec<Note>) -> Vec<Row> {
    let frames = frames(&rows);
    if frames.is_empty() {
        return rows;
    }
    let widths: Vec<Width> = rows.iter().map(|row| Facts::of(&row.text, 0).width).collect();
    let measures = measures(widths.iter().copied());
    let Some(usual) = usual(&measures, &widths) else { return rows };
    let mut words = None;
    let mut out = Vec::with_capacity(rows.len() * 2);
    let mut at = 0;
    for frame in frames {
        let Some(lines) = lines(&rows, frame.clone(), spliced, (&measures, usual)) else { continue };
        let words = words.get_or_insert_with(|| Words::of(rows.iter().map(|row| &*row.text)));
        let Some(dealt) = dealt(&rows, lines, spliced, words) else { continue };
        out.extend_from_slice(&rows[at..frame.start]);
        at = frame.end;
        notes.push(note(&rows[frame], &format!("they were cut and dealt back to {}", dealt.columns.len())));
        let mut columns = dealt.columns;
        let below = rows.get(at).map(|row| Edge::begin(&row.text));
        let goes_on = below.and_then(|below| goes_on(&columns, below, words));
        // What goes on below is read last.
        if let Some(index) = goes_on {
            let column = columns.remove(index);
            columns.push(column);
        }
        out.extend(columns.into_iter().flat_map(|column| column_rows(&rows, column)));
    }
    out.extend_from_slice(&rows[at..]);
    out
}

/// The short runs of lines without a blank line between them of which some have a space between ideographs.
fn frames(rows: &[Row]) -> Vec<Range<usize>> {
    let mut frames = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let len = 1 + rows[start + 1..].iter().take_while(|r| r.blanks == 0).count();
        let lines = &rows[start..start + len];
        if (2..=LONGEST).contains(&len) && lines.iter().any(|r| has_gap(&r.text)) {
            let lines: Vec<Line> = lines.iter().map(|r| Line::new(r.text.clone(), r.blanks, None)).collect();
            if table::rows(&lines).is_empty() {
                frames.push(start..start + len);
            }
        }
        start += len;
    }
    frames
}

/// The pieces of a short run, if its lines may be spliced.
fn lines(
    rows: &[Row],
    frame: Range<usize>,
    spliced: bool,
    (measures, usual): (&[Width], Width),
) -> Option<Vec<Vec<Piece>>> {
    let narrow = measures.iter().min()?;
    let lines: Vec<Vec<Piece>> =
        frame.map(|row| line_pieces(&rows[row].text, row, atoms(&rows[row].text), (measures, usual))).collect();
    let several = lines.iter().filter(|line| line.len() > 1);
    if several.clone().count() < if spliced { 1 } else { 2 } {
        return None;
    }
    let is_spliced = |line: &Vec<Piece>| {
        let sum: Width = line.iter().map(|piece| piece.facts.width).sum();
        line.len() <= MOST_PIECES
            && line.iter().all(|piece| piece.facts.width >= NARROWEST)
            && sum > narrow + NARROWEST / 2
    };
    { several }.all(is_spliced).then_some(lines)
}

/// The columns of such a run, if the pieces touch better so.
fn dealt(rows: &[Row], lines: Vec<Vec<Piece>>, spliced: bool, words: &Words) -> Option<Dealt> {
    let (apart, lines) = of_no_column(rows, lines);
    let mut dealt = tracks::deal(&lines, words);
    if dealt.columns.len() < 2 || dealt.better_touch() < if spliced { 1 } else { CLEARLY } {
        return None;
    }
    dealt.columns.extend(apart);
    Some(dealt)
}

/// The column of which the last piece goes on with what stands below.
fn goes_on(columns: &[Vec<Piece>], below: Edge, words: &Words) -> Option<usize> {
    let touch = |column: &Vec<Piece>| {
        let last = column.last().filter(|last| last.facts.ending != Ending::Stop)?;
        Some(words.neighbours(last.end, below)).filter(|touch| *touch >= TOUCHES)
    };
    let touches = columns.iter().enumerate().filter_map(|(index, column)| Some((touch(column)?, index)));
    touches.max().map(|(_, index)| index)
}
