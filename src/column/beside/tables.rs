//! Puts the rows of tables back together.
//!
//! The columns of a table look like columns of a page, but their lines belong together row by row.

use std::collections::BTreeMap;

use super::blocks::{Block, text};
use super::gutters::Piece;
use crate::line::Facts;
use crate::read::Row;

/// A table has so many rows at least.
const ROWS: usize = 3;

/// The blocks with those that are columns of one table put together.
pub(super) fn gathered(blocks: Vec<Block>, rows: &[Row]) -> Vec<Block> {
    let blocks = with_first_columns(blocks);
    let places = places(&blocks);
    let cells: Vec<bool> = blocks.iter().map(|b| b.lines.len() >= ROWS && b.is_cells()).collect();
    let mut of: Vec<usize> = (0..blocks.len()).collect();
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for row in places.values() {
        for two in row.windows(2) {
            *pairs.entry((two[0].1, two[1].1)).or_default() += 1;
        }
    }
    // A column of cells and what stands on its right in nearly every row; two at least are cells, the last may be long.
    for (&(a, b), &count) in &pairs {
        let (a_lines, b_lines) = (blocks[a].lines.len(), blocks[b].lines.len());
        let together = count >= ROWS && count * 4 >= a_lines * 3;
        let begins = (blocks[a].top - blocks[b].top).abs() <= 1;
        let feeds = cells[b] || pairs.iter().any(|(&(z, y), &n)| y == a && cells[z] && n >= ROWS && z != b);
        if cells[a] && together && begins && feeds && (cells[b] || b_lines >= a_lines) {
            let (from, to) = (root(&of, b), root(&of, a));
            of[from.max(to)] = from.min(to);
        }
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut at: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, block) in blocks.into_iter().enumerate() {
        if let Some(&k) = at.get(&root(&of, i)) {
            merge(&mut out[k], block);
        } else {
            at.insert(root(&of, i), out.len());
            out.push(block);
        }
    }
    absorb(&mut out);
    for block in &mut out {
        if block.is_table {
            knit(block, rows);
        }
    }
    out.retain(|block| !block.lines.is_empty());
    out
}

/// Which blocks stand in each row, from left to right.
fn places(blocks: &[Block]) -> BTreeMap<usize, Vec<(i32, usize)>> {
    let mut places: BTreeMap<usize, Vec<(i32, usize)>> = BTreeMap::new();
    for (i, block) in blocks.iter().enumerate() {
        for line in &block.lines {
            places.entry(line.row).or_default().push((line.start, i));
        }
    }
    for row in places.values_mut() {
        row.sort_unstable();
    }
    places
}

/// The blocks, with the first column of a table cut out of the text above and below it that begins where it does: short
/// lines without marks, each with a cell on its right.
fn with_first_columns(blocks: Vec<Block>) -> Vec<Block> {
    let places = places(&blocks);
    let cells: Vec<bool> = blocks.iter().map(|b| b.lines.len() >= ROWS && b.is_cells()).collect();
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    // Which first column stands beside which column of cells.
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (i, block) in blocks.into_iter().enumerate() {
        let beside = |line: &Piece| {
            let next = places[&line.row].iter().find(|place| place.0 > line.start)?;
            (line.is_cell() && cells[next.1]).then_some(next.1)
        };
        let heads: Vec<Option<usize>> = block.lines.iter().map(beside).collect();
        let mut borders = Vec::new();
        let mut from = 0;
        for run in heads.chunk_by(|a, b| a == b) {
            let to = from + run.len();
            // What stands below a column of cells, behind white and by itself, is a title.
            let titled = || block.is_left_behind(to) && heads[to..].iter().all(Option::is_none);
            if run[0].is_some() && run.len() >= ROWS && (!cells[i] || titled()) {
                borders.extend([from, to]);
            }
            from = to;
        }
        borders.retain(|&at| at > 0 && at < heads.len());
        borders.dedup();
        let mut at = 0;
        for part in block.split(&borders) {
            let beside = heads[at].filter(|_| part.lines.len() >= ROWS);
            at += part.lines.len();
            // A line more of a neighbour may tear it.
            let torn = beside.and_then(|k| first.get(&k)).filter(|&&k| out[k].left == part.left);
            if let Some(&upper) = torn {
                for (line, y) in part.lines.into_iter().zip(part.ys) {
                    out[upper].push(line, y);
                }
            } else {
                first.extend(beside.map(|k| (k, out.len())));
                out.push(part);
            }
        }
    }
    out
}

/// Puts the pieces of rows back together in which dates and numbers stand apart, above all the columns: a folio.
pub(super) fn with_folios(blocks: Vec<Block>, rows: &[Row]) -> Vec<Block> {
    // The blocks of each row, from left to right; only the first may have lines above.
    let places = places(&blocks);
    let numbered = |row: usize, i: usize| {
        let line = blocks[i].lines.iter().find(|l| l.row == row);
        line.is_some_and(|l| text(rows, l).contains(|c: char| c.is_ascii_digit()))
    };
    let mut folios: Vec<Vec<usize>> = Vec::new();
    for (row, members) in places {
        let upper = &blocks[members[0].1];
        let ends = upper.lines.last().is_some_and(|l| l.row == row) && !upper.is_table && !upper.is_upright;
        let alone = members[1..].iter().all(|m| blocks[m.1].lines.len() == 1 && m.1 != members[0].1);
        let dated = members.iter().filter(|m| numbered(row, m.1)).count() * 2 > members.len();
        if members.len() > 1 && ends && alone && dated {
            folios.push(members.into_iter().map(|m| m.1).collect());
        }
    }
    let mut out: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    for folio in folios {
        let pieces: Vec<Block> = folio[1..].iter().filter_map(|&i| out[i].take()).collect();
        if let Some(first) = out[folio[0]].as_mut() {
            for piece in pieces {
                merge(first, piece);
            }
            first.is_table = false;
            knit(first, rows);
        }
    }
    out.into_iter().flatten().collect()
}

fn root(of: &[usize], mut i: usize) -> usize {
    while of[i] != i {
        i = of[i];
    }
    i
}

fn merge(table: &mut Block, column: Block) {
    table.is_table = true;
    table.left = table.left.min(column.left);
    table.right = table.right.max(column.right);
    table.top = table.top.min(column.top);
    table.bottom = table.bottom.max(column.bottom);
    table.lines.extend(column.lines);
    table.ys.extend(column.ys);
}

/// Moves what stands between the cells of a row into its table.
fn absorb(blocks: &mut [Block]) {
    // From where to where the rows of each table reach.
    let mut reach: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (i, block) in blocks.iter().enumerate().filter(|(_, b)| b.is_table) {
        for line in &block.lines {
            let row = reach.entry((line.row, i)).or_insert((usize::MAX, 0));
            *row = (row.0.min(line.bytes.start), row.1.max(line.bytes.end));
        }
    }
    let mut moved: Vec<(usize, Piece, i32)> = Vec::new();
    for (k, block) in blocks.iter_mut().enumerate() {
        let inside = |line: &Piece| {
            let tables = reach.range((line.row, 0)..=(line.row, usize::MAX));
            tables.filter(|t| t.0.1 != k && t.1.0 < line.bytes.start && line.bytes.start < t.1.1).map(|t| t.0.1).next()
        };
        if !block.lines.iter().any(|line| inside(line).is_some()) {
            continue;
        }
        let (lines, ys) = (std::mem::take(&mut block.lines), std::mem::take(&mut block.ys));
        for (line, y) in lines.into_iter().zip(ys) {
            if let Some(table) = inside(&line) {
                moved.push((table, line, y));
            } else {
                block.lines.push(line);
                block.ys.push(y);
            }
        }
    }
    for (table, line, y) in moved {
        blocks[table].lines.push(line);
        blocks[table].ys.push(y);
    }
}

/// Makes one piece of the cells of each row.
fn knit(table: &mut Block, rows: &[Row]) {
    table.lines.sort_by_key(|l| (l.row, l.start));
    let mut lines: Vec<Piece> = Vec::with_capacity(table.lines.len());
    for line in table.lines.drain(..) {
        match lines.last_mut() {
            Some(last) if last.row == line.row => {
                last.bytes.end = line.bytes.end;
                last.end = line.end;
                last.width += line.width;
                last.chars += line.chars;
                last.facts = Facts::of(text(rows, last), 0);
            }
            _ => lines.push(line),
        }
    }
    table.lines = lines;
}
