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

/// Cuts rows of titles where the stories below them part, and puts each title above its story.
pub(super) fn cut_apart(rows: &[Row], levels: &mut [Level]) {
    for i in 0..levels.len() {
        if !levels[i].may_be_cut() {
            continue;
        }
        let cuts: Vec<Vec<Cut>> = (0..levels[i].pieces.len()).map(|k| cuts(rows, &levels[i..], k)).collect();
        let pieces = std::mem::take(&mut levels[i].pieces).into_iter().zip(cuts);
        let placed = pieces.flat_map(|(piece, cuts)| {
            let bytes: Vec<usize> = cuts.iter().map(|cut| cut.byte).collect();
            let mut titles = cut(&rows[piece.row].text, piece, &bytes);
            for (title, cut) in titles.iter_mut().skip(1).zip(cuts) {
                let by = (cut.story - title.start).max(0);
                title.start += by;
                title.end += by;
            }
            titles
        });
        levels[i].pieces = placed.collect();
    }
}

/// In front of which byte a title begins, and where its story does.
struct Cut {
    byte: usize,
    story: i32,
}

/// Where a piece of the first of these levels is cut: into as many titles as stories open below it.
fn cuts(rows: &[Row], levels: &[Level], at: usize) -> Vec<Cut> {
    let piece = &levels[0].pieces[at];
    let opens = |p: &&Piece| p.width >= COLUMN && cue::opens_story(text(rows, p));
    let places = if is_title(piece) { parts(rows, piece) } else { Vec::new() };
    if places.is_empty() {
        return Vec::new();
    }
    let rest = &levels[0].pieces[at + 1..];
    let stories = |from: usize, next: Option<&Piece>| {
        let reach = piece.start - 2..next.map_or(i32::MAX, |p| p.start);
        let below = levels.iter().take(1 + BELOW).skip(from).flat_map(|level| &level.pieces);
        let mut starts: Vec<i32> = below.filter(|p| reach.contains(&p.start)).filter(opens).map(|p| p.start).collect();
        starts.sort_unstable();
        starts
    };
    let is_each = |stories: &Vec<i32>| stories.len() == places.len() + 1;
    // The first line of a story may stand a little higher, beside the title.
    let higher = || if opens(&piece) { Vec::new() } else { stories(0, rest.iter().find(|p| !opens(p))) };
    let below = Some(stories(1, rest.first())).filter(is_each).or_else(|| Some(higher()).filter(is_each));
    let below = below.unwrap_or_default();
    places.into_iter().zip(below.into_iter().skip(1)).map(|(byte, story)| Cut { byte, story }).collect()
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
