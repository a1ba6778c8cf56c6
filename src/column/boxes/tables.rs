//! Tables: short cells in rows, the cells of a column below each other.
//!
//! A row of short labels may head a table. What stands below and begins, ends or is centred as one of them is a cell of
//! its column; lines of a cell stand closer than rows do. Columns of running text are none, for their lines are full.

use super::pieces::Piece;
use crate::line::{Ending, Facts};
use crate::page::forme::{Cell, Rect};

/// A cell that is not of the last column is no wider, in hundredths of an em; a head has no more characters.
const LABEL: i32 = 900;
const HEAD: u32 = 8;
/// White between the cells of a row, in hundredths of an em.
const LEAST: i32 = 60;
const MOST: i32 = 1200;
/// Lines further apart are of two rows, in hundredths of an em.
const PITCH: i32 = 150;
/// Rows further apart are of two tables.
const FAR: i32 = 600;
/// So many pieces behind one are looked at for its neighbours in the row.
const NEAR: usize = 96;
/// So many lines make the longest table.
const LONGEST: usize = 1024;

/// A table: its lines, row by row, each with its cell.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) lines: Vec<(usize, Cell)>,
    pub(super) rect: Rect,
}

/// Finds the tables among pieces that come from top to bottom.
pub(super) fn find(pieces: &[Piece], body: i32) -> Vec<Grid> {
    let facts: Vec<Facts> = pieces.iter().map(|p| Facts::of(p.row.text.trim(), 0)).collect();
    let mut taken = vec![false; pieces.len()];
    let mut out = Vec::new();
    for first in 0..pieces.len() {
        if taken[first] {
            continue;
        }
        let Some(grid) = heads(pieces, &facts, first, body).and_then(|heads| below(pieces, &facts, &heads)) else {
            continue;
        };
        for (line, _) in &grid.lines {
            taken[*line] = true;
        }
        out.push(grid);
    }
    out
}

/// Whether a piece may be a cell that is not in the last column.
fn is_label(piece: &Piece, facts: &Facts) -> bool {
    piece.upright.is_none()
        && facts.width <= LABEL
        && !matches!(facts.ending, Ending::Stop | Ending::Comma | Ending::Opener)
        && facts.inner_stops + facts.commas == 0
}

/// The row of labels that begins with a piece, if there is no other on its left.
fn heads(pieces: &[Piece], facts: &[Facts], first: usize, body: i32) -> Option<Vec<usize>> {
    let head = |i: usize| is_label(&pieces[i], &facts[i]) && facts[i].chars <= HEAD && facts[i].digits == 0;
    let em = pieces[first].em;
    if !head(first) || em * 100 > body * 115 {
        return None;
    }
    let level = |i: usize| {
        let (a, b) = (pieces[first].rect, pieces[i].rect);
        (a.y0 + a.y1 - b.y0 - b.y1).abs() * 10 <= em * 6 && (pieces[i].em - em).abs() * 100 <= em * 12
    };
    // Pieces of one height come in any order.
    let around = first.saturating_sub(NEAR)..(first + NEAR).min(pieces.len());
    let mut row: Vec<usize> = around.filter(|&i| level(i)).collect();
    row.sort_by_key(|&i| pieces[i].rect.x0);
    let white = |a: usize, b: usize| (pieces[b].rect.x0 - pieces[a].rect.x1) * 100;
    let beside = |a: usize, b: usize| (LEAST * em..=MOST * em).contains(&white(a, b));
    let at = row.iter().position(|&i| i == first)?;
    if at > 0 && head(row[at - 1]) && beside(row[at - 1], first) {
        return None;
    }
    let mut heads = vec![first];
    for two in row[at..].windows(2) {
        if !head(two[1]) || !beside(two[0], two[1]) {
            break;
        }
        heads.push(two[1]);
    }
    (heads.len() > 1).then_some(heads)
}

/// The table below a row of heads.
fn below(pieces: &[Piece], facts: &[Facts], heads: &[usize]) -> Option<Grid> {
    let em = pieces[heads[0]].em;
    let count = heads.len();
    let mut columns: Vec<Rect> = heads.iter().map(|&h| pieces[h].rect).collect();
    let top = columns[0].y0;
    let first = heads.iter().copied().min()?;
    let middle = |i: usize| i32::midpoint(pieces[i].rect.y0, pieces[i].rect.y1);
    // Lines with their column.
    let mut lines: Vec<(usize, usize)> = heads.iter().copied().zip(0..).collect();
    let mut bottom = middle(heads[0]);
    for i in first..pieces.len().min(first + LONGEST) {
        let r = pieces[i].rect;
        if heads.contains(&i) || r.y0 <= top {
            continue;
        }
        if (middle(i) - bottom) * 100 > FAR * em {
            break;
        }
        let whole = columns.iter().copied().reduce(Rect::with)?;
        if r.x1 <= whole.x0 || r.x0 >= whole.x1 && r.x0 > columns[count - 1].x0 + em {
            continue;
        }
        let of = |c: usize| {
            let head = pieces[heads[c]].rect;
            let set = columns[c];
            let near = |a: i32, b: i32| (a - b).abs() * 2 <= em;
            near(r.x0, head.x0)
                || near(r.x1, set.x1) && c + 1 < count
                || near(r.x0 + r.x1, head.x0 + head.x1)
                || near(r.x0, set.x0)
        };
        let fits = |c: &usize| {
            let right = columns.get(c + 1).is_none_or(|next| r.x1 <= next.x0 - em / 4);
            let left = *c == 0 || r.x0 >= columns[c - 1].x1 + em / 4;
            right && left && of(*c) && (c + 1 == count || is_label(&pieces[i], &facts[i]))
        };
        let alike = (pieces[i].em - em).abs() * 100 <= em * 12 && pieces[i].upright.is_none();
        let Some(c) = (0..count).find(fits).filter(|_| alike) else { break };
        columns[c] = Rect { x0: columns[c].x0.min(r.x0), x1: columns[c].x1.max(r.x1), ..columns[c] };
        lines.push((i, c));
        bottom = middle(i);
    }
    rows(pieces, &lines, count, em)
}

/// Puts the lines of a table into rows.
fn rows(pieces: &[Piece], lines: &[(usize, usize)], count: usize, em: i32) -> Option<Grid> {
    // Lines at one height.
    let mut bands: Vec<(i32, Vec<(usize, usize)>)> = Vec::new();
    for &(i, c) in lines {
        let at = i32::midpoint(pieces[i].rect.y0, pieces[i].rect.y1);
        match bands.last_mut() {
            Some((y, band)) if (at - *y) * 10 <= em * 6 => band.push((i, c)),
            _ => bands.push((at, vec![(i, c)])),
        }
    }
    // Where each line has its first cell and most others, and all stand equally far apart, each is a row.
    let pitches: Vec<i32> = bands.windows(2).map(|two| two[1].0 - two[0].0).collect();
    let (least, most) = (pitches.iter().min()?, pitches.iter().max()?);
    let full = bands.iter().all(|(_, band)| band.len() * 2 > count && band.iter().any(|cell| cell.1 == 0));
    let even = full && (most - least) * 5 <= em;
    let mut grid: Vec<Vec<Vec<usize>>> = Vec::new();
    for (b, (_, band)) in bands.iter().enumerate() {
        let anew = b == 0 || even || pitches[b - 1] * 100 > em * PITCH;
        if anew {
            grid.push(vec![Vec::new(); count]);
        }
        let row = grid.last_mut()?;
        for &(i, c) in band {
            row[c].push(i);
        }
    }
    // What stands below with most cells missing is no row.
    while grid.last().is_some_and(|row| row.iter().filter(|cell| !cell.is_empty()).count() * 2 <= count) {
        grid.pop();
    }
    let filled = grid.iter().flatten().filter(|cell| !cell.is_empty()).count();
    let columns = (0..count).all(|c| grid.iter().skip(1).filter(|row| !row[c].is_empty()).count() > 1);
    if grid.len() < 3 || !columns || filled * 10 < grid.len() * count * 7 {
        return None;
    }
    // Lines of one width, and not short, are running text.
    let full = |c: usize| {
        let widths = || grid.iter().flat_map(|row| &row[c]).map(|&i| pieces[i].rect.width());
        let (least, most) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
        least > em * 5 && (most - least) * 4 <= em
    };
    if (0..count).all(full) {
        return None;
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut out = Vec::new();
    for (r, row) in grid.into_iter().enumerate() {
        for (c, cell) in row.into_iter().enumerate() {
            out.extend(cell.into_iter().map(|i| (i, Cell { row: number(r), column: number(c), rows: 1, columns: 1 })));
        }
    }
    let rect = out.iter().map(|&(i, _)| pieces[i].rect).reduce(Rect::with)?;
    Some(Grid { lines: out, rect })
}
