//! Columns so close that nothing is left of the gutter between them, or a mere space.

use std::ops::Range;

use smallvec::smallvec;

use super::gutters::{Level, NARROW, PLAY, Piece, REACH, SHIFT, WITNESSES, cut};
use super::spans::cells;
use crate::line::Facts;
use crate::line::facts::{Width, is_closer};
use crate::read::Row;

/// A longer piece is not looked through for a gutter that left no space.
const MOST_CHARS: u32 = 200;

/// Cuts pieces that are wider than their column where nothing, or a mere space, is left of the gutter: at the measure
/// that the rows near by show, where those rows have specks.
pub(super) fn cut_up(rows: &[Row], specks: &[Vec<Range<usize>>], levels: &mut [Level]) {
    let shapes: Vec<Vec<(i32, Width)>> = levels
        .iter()
        .map(|l| l.pieces.iter().filter(|p| p.width >= NARROW).map(|p| (p.start, p.width)).collect())
        .collect();
    let specked: Vec<bool> = levels.iter().map(|l| l.pieces.iter().any(|p| !specks[p.row].is_empty())).collect();
    for (i, level) in levels.iter_mut().enumerate() {
        let near = i.saturating_sub(REACH)..(i + 1 + REACH).min(shapes.len());
        if specked[near.clone()].iter().filter(|&&s| s).count() < WITNESSES {
            continue;
        }
        let near = &shapes[near];
        // The width that most lines have that begin there.
        let measure = |at: i32| {
            let here =
                || near.iter().flatten().filter(|(start, _)| (start - at).abs() <= SHIFT).map(|(_, width)| *width);
            let count = |width: Width| here().filter(|w| (w - width).abs() <= PLAY / 2).count();
            here().map(|w| (count(w), w)).max().filter(|m| m.0 >= WITNESSES).map(|m| m.1)
        };
        let cut_up = |p: Piece| {
            let text: &str = &rows[p.row].text;
            let mut cuts = Vec::new();
            if p.chars > MOST_CHARS {
                return smallvec![p];
            }
            let (mut from, mut start) = (p.bytes.start, p.start);
            while let Some(measure) = measure(start) {
                let rest = &text[from..p.bytes.end];
                if Facts::of(rest, 0).width < measure + NARROW {
                    break;
                }
                let off = |&(byte, c): &(usize, char)| {
                    let width = Facts::of(rest[..byte].trim_end(), 0).width;
                    let spaced = rest[..byte].ends_with(char::is_whitespace);
                    // No line begins with a mark that closes something.
                    let begins = byte > 0 && !c.is_whitespace() && !is_closer(c) && Facts::lead(&rest[byte..]) > 0;
                    let off = (width - measure).abs();
                    (begins && off <= if spaced { 2 * PLAY } else { PLAY / 2 }).then_some((!spaced, off, byte))
                };
                let Some((_, _, byte)) = rest.char_indices().filter_map(|c| off(&c)).min() else { break };
                start += rest[..byte].chars().map(|c| cells(c, p.unit)).sum::<i32>();
                from += byte;
                cuts.push(from);
            }
            cut(text, p, &cuts)
        };
        level.pieces = std::mem::take(&mut level.pieces).into_iter().flat_map(cut_up).collect();
    }
}
