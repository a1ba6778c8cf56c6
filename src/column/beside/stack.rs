//! Puts pieces that stand below each other together to blocks.
//!
//! From level to level the pieces are matched with the blocks above, from left to right, so that it costs least: a piece
//! begins where its column does, or a little further right where a paragraph begins. A block ends at white, below a
//! piece that stands across it, and where a title comes.

use super::blocks::{Block, WIDEST_CELL, text};
use super::gutters::{Level, Piece};
use super::upright;
use crate::line::facts::Ending;
use crate::line::{Facts, cue};
use crate::read::Row;

/// What it costs to begin a block rather than to go on with one.
const FRESH: i32 = 10;
/// A block that had no line for so many rows is at its end.
const STALE: i32 = 16;
/// Over so many lines a text may go on, and a column of cells whose neighbours take several lines.
const FAR: i32 = 2;
const CELL: i32 = 5;
/// Over so much white a text may go on to the next block.
const JUMP: i32 = 2;
/// A title has no more lines.
const TITLE: usize = 4;
/// A title may end with a quote; in a paragraph, a stop stands in it.
const QUOTES: [char; 4] = ['”', '』', '」', '》'];
/// How far a first line may be indented, in characters.
const INDENT: i32 = 6;

/// Puts the pieces of all levels together.
pub(super) fn blocks(rows: &[Row], levels: Vec<Level>, upright: Vec<upright::Line>) -> Vec<Block> {
    let double_spaced = levels.iter().filter(|l| l.blanks > 0).count() * 5 > levels.len() * 2;
    let mut done: Vec<Block> = Vec::new();
    // Blocks that may go on, from left to right.
    let mut open: Vec<Block> = Vec::new();
    let mut y = 0;
    let mut depths = Vec::with_capacity(levels.len());
    for level in levels {
        let blanks = i32::try_from(level.blanks.min(5)).unwrap_or(0);
        // A blank line counts twice: a level too many may come from a neighbour's lines that stand a little lower.
        y += i32::from(!level.pieces.is_empty()) + if double_spaced { 0 } else { 2 * blanks };
        depths.push(y);
        let stale = |b: &Block| b.bottom + STALE < y;
        done.extend(open.extract_if(.., |b| stale(b)));
        let places = matched(&level.pieces, &open, y, rows);
        for (k, block) in open.iter_mut().enumerate() {
            if block.covered || places.contains(&Some(k)) || block.lines.iter().all(|l| l.chars <= 2) {
                continue;
            }
            let end = block.left + block.length();
            block.covered = level.pieces.iter().any(|p| p.chars > 2 && p.start + 2 < end && block.left + 2 < p.end);
        }
        for (piece, place) in level.pieces.into_iter().zip(places) {
            match place {
                Some(k) => open[k].push(piece, y),
                None => open.push(Block::of(piece, y)),
            }
        }
        open.sort_by_key(|b| b.left);
    }
    done.append(&mut open);
    let mut out = Vec::with_capacity(done.len());
    for block in done {
        let borders = borders(&block, rows);
        out.extend(block.split(&borders));
    }
    out.sort_by_key(|b| (b.top, b.left));
    let mut out = continued(out, rows);
    out.extend(upright.into_iter().filter_map(|line| Block::upright(line, &depths)));
    out
}

/// Puts blocks together whose text goes on from one to the next, over whatever gap.
fn continued(blocks: Vec<Block>, rows: &[Row]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        // What stands right above it.
        let above =
            out.iter_mut().filter(|b| b.left < block.right && block.left < b.right && b.bottom <= block.top + 1);
        match above.max_by_key(|b| b.bottom) {
            Some(upper) if upper.goes_on_in(&block, JUMP, rows) && !cue::names_office(text(rows, &block.lines[0])) => {
                for (line, y) in block.lines.into_iter().zip(block.ys) {
                    upper.push(line, y);
                }
            }
            _ => out.push(block),
        }
    }
    out
}

/// In front of which lines a block of text is cut: short lines that no stop closes are a title.
fn borders(block: &Block, rows: &[Row]) -> Vec<usize> {
    let measure = block.measure();
    let facts: Vec<Facts> = block.facts().collect();
    if block.lines.len() < 4 || block.is_cells() || block.is_upright {
        return Vec::new();
    }
    // What is wider than the column is none of it.
    let wide = block.lines.iter().take_while(|l| l.width > measure + 250).count();
    if wide > 0 && wide <= TITLE {
        return vec![wide];
    }
    if facts[0].is_latin() {
        return Vec::new();
    }
    let is_title = |i: usize| {
        let lead = block.lines.get(i + 1).map_or(100, |next| Facts::lead(text(rows, next)));
        // A first line is full with its indent.
        let indent = if (2..=3).contains(&block.indent(&block.lines[i])) { 200 } else { 0 };
        facts[i].width + indent + lead + 50 < measure
            && facts[i].commas + facts[i].inner_stops == 0
            && (matches!(facts[i].ending, Ending::Bare | Ending::Dash)
                || text(rows, &block.lines[i]).ends_with(QUOTES))
            && !cue::opens_story(text(rows, &block.lines[i]))
    };
    let mut out = Vec::new();
    let mut from = 0;
    while from < facts.len() {
        let count = (from..facts.len()).take_while(|&i| is_title(i)).count();
        // Many short lines are text beside a picture.
        if count > 0 && count <= TITLE {
            out.extend([from, from + count].into_iter().filter(|&at| at > 0 && at < facts.len()));
        }
        from += count + 1;
    }
    out
}

/// With which open block each piece of a row goes on; the order from left to right is kept.
fn matched(here: &[Piece], open: &[Block], depth: i32, rows: &[Row]) -> Vec<Option<usize>> {
    let (n, m) = (here.len(), open.len());
    // cost[at(i, j)]: of the pieces from i on with the blocks from j on.
    let at = |i: usize, j: usize| i * (m + 1) + j;
    let mut cost = vec![0; (n + 1) * (m + 1)];
    let mut matching = vec![None; (n + 1) * (m + 1)];
    for i in (0..n).rev() {
        cost[at(i, m)] = cost[at(i + 1, m)] + FRESH;
        for j in (0..m).rev() {
            let next = here.get(i + 1);
            let own = goes_on(&here[i], next, &open[j], depth, rows);
            matching[at(i, j)] = own;
            let mut best = (cost[at(i, j + 1)]).min(cost[at(i + 1, j)] + FRESH);
            if let Some(own) = own {
                best = best.min(cost[at(i + 1, j + 1)] + own);
            }
            cost[at(i, j)] = best;
        }
    }
    let mut out = vec![None; n];
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if matching[at(i, j)].is_some_and(|own: i32| cost[at(i, j)] == cost[at(i + 1, j + 1)] + own) {
            out[i] = Some(j);
            i += 1;
            j += 1;
        } else if cost[at(i, j)] == cost[at(i, j + 1)] {
            j += 1;
        } else {
            i += 1;
        }
    }
    out
}

/// Whether a line below an indented one goes on with it: both are full, and the indent is what the upper lacks.
fn follows_first(piece: &Piece, first: &Piece, d: i32, rows: &[Row]) -> bool {
    let facts = first.facts;
    // Lines of Latin script are ragged, and a title above them has no small letter below it.
    let latin = facts.is_latin() && text(rows, piece).starts_with(char::is_lowercase);
    latin || d > -4 && !facts.is_latin() && (piece.width - first.width + 100 * d).abs() <= 250
}

/// What it costs that a piece is the next line of a block; nothing where it cannot be.
fn goes_on(piece: &Piece, next: Option<&Piece>, block: &Block, y: i32, rows: &[Row]) -> Option<i32> {
    let last = block.lines.last()?;
    let d = piece.start - block.left;
    let count = block.lines.len();
    if block.covered {
        return None;
    }
    let measure = block.measure();
    let fills = (piece.width - measure).abs() <= 100 || piece.width < measure && piece.facts.ending == Ending::Stop;
    let mut cost = match d {
        0 => 0,
        d if piece.tied && d.abs() <= INDENT + 2 => 1 + d.abs() / 2,
        d if piece.tied && (-20..0).contains(&d) && count >= 2 && fills => 5 + d.abs() / 8,
        2 => 1,
        d if (1..=INDENT).contains(&d) => 3,
        // The line above was a first line: indented, and full.
        d if (-4..0).contains(&d) && count == 1 && follows_first(piece, last, d, rows) => 2,
        d if (-INDENT..0).contains(&d) && block.lines.iter().any(|l| l.tied) => 3,
        -1 => 6,
        _ => return None,
    };
    let cells = piece.width <= WIDEST_CELL && piece.start == last.start && block.is_cells();
    if count >= 3 && piece.width > measure + 300 && !cells {
        return None;
    }
    // Single characters below each other are a headline set from top to bottom; the label of a guide has two.
    let tiny = |l: &Piece| l.chars <= 2 && !cue::is_guide_label(text(rows, l));
    let (here, above) = (tiny(piece), block.lines.iter().all(tiny));
    let closed = |l: &Piece| l.facts.ending == Ending::Stop;
    if here != above
        && (above && !closed(last) && (d != 0 || piece.width > 800) || here && d != 0 && !piece.tied && !closed(piece))
    {
        return None;
    }
    if here && !above {
        cost += 2;
    }
    // Where another piece begins before the lines above end, the measure is a new one.
    if let Some(next) = next
        && !next.tied
        && block.lines.iter().filter(|l| l.end > next.start).count() >= 2
    {
        return None;
    }
    // The text goes on from a line that is full to one that has no indent.
    let first = if last.start >= piece.start + 2 { 200 } else { 0 };
    let full = last.width + first + 250 >= measure.max(piece.width) && last.width >= 600;
    let here_facts = piece.facts;
    let is_body = here_facts.commas + here_facts.inner_stops > 0
        || matches!(here_facts.ending, Ending::Stop | Ending::Comma)
        || (piece.width - measure).abs() <= 60;
    let flows = count >= 2 && full && is_body && (d <= 1 || piece.tied) && last.facts.ending != Ending::Stop;
    let gap = y - block.bottom;
    let breaks = gap
        > if flows {
            FAR
        } else if cells {
            CELL
        } else {
            i32::from(is_body)
        };
    if breaks {
        return None;
    }
    // What costs most is asked last: what the lines say.
    let foreign = || cue::names_office(text(rows, piece)) != cue::names_office(text(rows, last));
    let opens = count < 3 && cue::opens_story(text(rows, piece));
    (!opens && !foreign()).then_some(cost)
}
