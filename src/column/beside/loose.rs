//! Lines of words that were driven to their measure with wide spaces.
//!
//! A narrow column of Latin type has lines whose words stand as far apart as columns do. But the lines above and below
//! are whole, and begin and end where these do.

use super::gutters::{Piece, joined};
use crate::read::Row;

/// So many rows up and down a whole line is looked for.
const REACH: usize = 4;
/// How far apart two lines of a column may begin and end, in characters.
const EDGE: i32 = 3;
/// How much further than a whole one a line of wide spaces seems to reach.
const DRIVEN: i32 = 16;
/// A whole line has so many words at least, what stands between two wide spaces so many at most.
const WHOLE: u32 = 4;
const WORDS: u32 = 3;

/// The pieces of each row, with those put together that are one line.
pub(super) fn closed(pieces: Vec<Vec<Piece>>, rows: &[Row]) -> Vec<Vec<Piece>> {
    let is_whole = |p: &&Piece| p.facts.is_latin() && p.facts.spaces + 1 >= WHOLE;
    let whole: Vec<Vec<(i32, i32)>> =
        pieces.iter().map(|row| row.iter().filter(is_whole).map(|p| (p.start, p.end)).collect()).collect();
    let close = |(i, row): (usize, Vec<Piece>)| -> Vec<Piece> {
        let is_loose = |p: &Piece| p.facts.ideographs == 0 && p.facts.spaces < WORDS;
        if row.windows(2).all(|two| !(is_loose(&two[0]) && is_loose(&two[1]))) {
            return row;
        }
        let near = whole[i.saturating_sub(REACH)..(i + 1 + REACH).min(whole.len())].iter().flatten();
        let near: Vec<(i32, i32)> = near.copied().collect();
        let mut out: Vec<Piece> = Vec::with_capacity(row.len());
        let mut at = 0;
        while at < row.len() {
            let below = |start: i32| near.iter().filter(move |line| (line.0 - start).abs() <= EDGE);
            let begins_column = |p: &Piece| below(p.start).nth(1).is_some();
            let loose = row[at..].iter().enumerate();
            let run = loose.take_while(|(k, p)| is_loose(p) && (*k == 0 || !begins_column(p))).count();
            // The line is driven to its measure; spaces are counted like letters, so it seems longer.
            let full = |line: &(i32, i32)| (-EDGE..=DRIVEN).contains(&(row[at + run - 1].end - line.1));
            let count = if run > 1 && below(row[at].start).any(full) { run } else { 1 };
            out.push(joined(&rows[i].text, &row[at], &row[at + count - 1]));
            at += count;
        }
        out
    };
    pieces.into_iter().enumerate().map(close).collect()
}
