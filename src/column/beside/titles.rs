//! Titles that stand beside each other with a mere space between.
//!
//! Large type takes more room than a dump counts for it, so nothing is left of the white between two headlines in one
//! row. But each story has one: where two stories open below, and one space stands in the row, it parts two titles.

use super::blocks::text;
use super::gutters::{Level, Piece, cut, spaces};
use crate::line::cue;
use crate::line::facts::Width;
use crate::read::Row;

/// So far below its title a story opens: a headline has two lines or three.
const BELOW: usize = 4;
/// A title has so many characters at least.
const FEWEST: usize = 4;
/// A story's column is at least so wide.
const COLUMN: Width = 500;

/// Cuts rows of titles where the stories below them part.
pub(super) fn cut_apart(rows: &[Row], levels: &mut [Level]) {
    for i in 0..levels.len() {
        if !levels[i].may_be_cut() {
            continue;
        }
        let (upper, lower) = levels.split_at_mut(i + 1);
        let level = &mut upper[i];
        let ends: Vec<i32> = level.pieces.iter().skip(1).map(|p| p.start).chain([i32::MAX]).collect();
        let opens = |from: i32, to: i32| {
            let below = lower.iter().take(BELOW).flat_map(|l| &l.pieces);
            let heads = below.filter(|p| from <= p.start + 2 && p.start < to && p.width >= COLUMN);
            heads.filter(|p| cue::opens_story(text(rows, p))).count()
        };
        let cut_up = |(piece, end): (Piece, i32)| {
            let places = if is_title(&piece) { parts(rows, &piece) } else { Vec::new() };
            let stories = if places.is_empty() { 0 } else { opens(piece.start, end) };
            let places = if stories == places.len() + 1 { places } else { Vec::new() };
            cut(&rows[piece.row].text, piece, &places)
        };
        level.pieces = std::mem::take(&mut level.pieces).into_iter().zip(ends).flat_map(cut_up).collect();
    }
}

/// Whether no mark says that it is running text.
fn is_title(piece: &Piece) -> bool {
    !piece.is_running() && !piece.facts.is_latin() && piece.facts.commas == 0
}

/// In front of which bytes of a piece a title may begin.
fn parts(rows: &[Row], piece: &Piece) -> Vec<usize> {
    let text = &rows[piece.row].text;
    let mut from = piece.bytes.start;
    let mut places = Vec::new();
    for (byte, _) in spaces(text, piece) {
        if text[from..byte].trim_end().chars().count() < FEWEST {
            return Vec::new();
        }
        places.push(byte);
        from = byte;
    }
    if text[from..piece.bytes.end].chars().count() < FEWEST { Vec::new() } else { places }
}
