//! Which runs of lines may be spliced.

use std::ops::Range;

use super::{FEWEST, SHARE, atoms};
use crate::line::Line;
use crate::line::facts::is_ideograph;
use crate::read::Row;
use crate::table;

/// A frame of so many lines shows its measures well enough that fewer spliced ones are known.
const SURROUNDED: usize = 8;
/// Frames of more lines are longer than any page is high, and stay as they are.
const TALLEST: usize = 400;

/// Whether blank lines part columns: then less shows that two of them were run together.
pub(super) fn are_parted(rows: &[Row]) -> bool {
    let blanks = rows.iter().filter(|row| row.blanks > 0).count();
    blanks > FEWEST && blanks * 3 <= rows.len()
}

/// The runs of lines without a blank line between them that may be spliced: several have a space between ideographs.
pub(super) fn frames(rows: &[Row], parted: bool) -> Vec<Range<usize>> {
    let mut frames = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let len = 1 + rows[start + 1..].iter().take_while(|r| r.blanks == 0).count();
        if (6..=TALLEST).contains(&len) {
            let lines = &rows[start..start + len];
            let spaced = lines.iter().filter(|r| has_gap(&r.text)).count();
            // Columns kept apart by several spaces are another matter.
            let wide = lines.iter().filter(|r| r.text.trim().contains("  ")).count();
            if (parted && spaced > 0 && len >= SURROUNDED || spaced >= FEWEST && spaced * SHARE.1 >= len * SHARE.0)
                && wide * 10 <= len
            {
                let least = frames.last().map_or(0, |last: &Range<usize>| last.end);
                let above = above(rows, start, least);
                frames.extend(without_tables(rows, above..start + len));
            }
        }
        start += len;
    }
    frames
}

/// Where the lines begin that stand right above a frame and hold pieces of several columns as its first line does: a blank
/// line that reaches over several columns parts none of them.
fn above(rows: &[Row], start: usize, least: usize) -> usize {
    let several = |row: &Row| has_gap(&row.text) && atoms(&row.text).len() > 1;
    if !several(&rows[start]) {
        return start;
    }
    let lines = rows[least..start].iter().rev().take(FEWEST).take_while(|row| several(row)).count();
    start - lines
}

/// The parts of a frame between its tables: what stands side by side in a table is not spliced.
fn without_tables(rows: &[Row], frame: Range<usize>) -> Vec<Range<usize>> {
    let lines: Vec<Line> = rows[frame.clone()].iter().map(|r| Line::new(r.text.clone(), r.blanks, None)).collect();
    let mut parts = Vec::new();
    let mut from = frame.start;
    for table in table::rows(&lines) {
        parts.push(from..(frame.start + table.start).max(from));
        from = from.max(frame.start + table.end);
    }
    parts.push(from..frame.end);
    parts.retain(|part| part.len() >= 6);
    parts
}

/// Whether a space stands inside the line, and ideographic text around it.
pub(super) fn has_gap(text: &str) -> bool {
    let text = text.trim();
    text.split(' ').skip(1).any(|piece| piece.chars().take(3).any(is_ideograph)) && text.len() > 30
}
