//! Reading order from boxes: lines are cut at gutters, put together to blocks, and the blocks are read by an XY-cut.
//!
//! A part of a page is cut where a gutter runs through it from top to bottom and read from left to right, or else where a
//! white strip runs through it from left to right and read from top to bottom. So a headline above several columns is
//! read before them, because it closes their gutters.

use super::order::{Area, Seam};
mod blocks;
mod frames;
mod pieces;
mod tables;
mod upright;

use crate::line::Facts;
use crate::page::forme::{Forme, Rect};
use crate::read::Row;
use crate::text::{Span, Text};
use blocks::{Block, stacked};
use pieces::{Piece, body, cut};

/// So often a part may be cut again.
const DEEPEST: u32 = 48;

/// Puts the rows of a page into reading order by their boxes; `false` where a row has none, and they stay as they are.
#[must_use]
pub fn in_order(rows: Vec<Row>, forme: Option<&Forme>) -> (Vec<Row>, bool) {
    let Some(forme) = forme.filter(|forme| !forme.words.is_empty() && rows.len() > 1) else { return (rows, false) };
    // Boxes of an engine waver with the ink, and it has sought the columns itself; those of an extractor are exact.
    let exact = |row: &Row| row.place.is_some_and(|place| place.confidence.is_none());
    if !rows.iter().all(exact) || !is_square(&rows) {
        return (rows, false);
    }
    let mut pieces: Vec<Piece> = cut(&rows, forme);
    let body = body(pieces.iter().map(|p| (p.em, p.chars.unsigned_abs())));
    pieces.sort_by_key(|p| (p.rect.y0 + p.rect.y1, p.rect.x0));
    let tables = tables::find(&pieces, body);
    for (n, table) in (0..).zip(&tables) {
        for &(line, cell) in &table.lines {
            pieces[line].cell = Some((n, cell));
        }
    }
    let mut blocks = stacked(&pieces);
    blocks.extend(tables.into_iter().map(|table| Block {
        rect: table.rect,
        em: body,
        lines: table.lines.iter().map(|line| line.0).collect(),
        upright: false,
        table: true,
    }));
    let frames = frames::frames(&blocks, body);
    let area = |r: Rect| Area { left: r.x0, top: r.y0, right: r.x1, bottom: r.y1 };
    let areas: Vec<Area> = frames.iter().map(|frame| area(frame.rect)).collect();
    let seam = |above: usize, below: usize| match (frames[above].display, frames[below].display) {
        (true, _) => Seam::Closed,
        (false, true) => Seam::End,
        _ => Seam::Closed,
    };
    let mut out = Vec::with_capacity(pieces.len());
    let order = if std::env::var_os("OLD").is_some() { let rects: Vec<Rect> = frames.iter().map(|b| b.rect).collect(); order(&rects) } else { super::order::order(&areas, seam) };
    for &i in order.iter().flat_map(|&f| &frames[f].blocks) {
        if std::env::var_os("DBG").is_some() { eprintln!("{:?} em{} n{} {}", blocks[i].rect, blocks[i].em, blocks[i].lines.len(), pieces[blocks[i].lines[0]].row.text.as_str().chars().take(20).collect::<String>()); }
        for (k, &line) in blocks[i].lines.iter().enumerate() {
            out.push(set(&pieces[line], &blocks[i], k == 0, body));
        }
    }
    (out, true)
}

/// Whether most characters are set on a square, so that their boxes tell the size of the type.
fn is_square(rows: &[Row]) -> bool {
    let facts = rows.iter().map(|row| Facts::of(&row.text, 0));
    let (square, other) = facts
        .fold((0_u64, 0_u64), |(square, other), f| (square + u64::from(f.ideographs), other + u64::from(f.latin)));
    square > other
}

/// A line as a row, with its indent and the size of its type.
fn set(piece: &Piece, block: &Block, first: bool, body: i32) -> Row {
    let relative = block.em * 100 / body.max(1);
    let indent = (piece.rect.x0 - block.rect.x0) * 100 / piece.em.max(1);
    let mut text = Text::default();
    if !block.table && block.lines.len() > 2 && relative < 125 && (150..=300).contains(&indent) {
        let at = piece.row.text.span().map_or(0, |span| span.start);
        text.push_for("    ", Span::new(at, at));
    }
    text.append(&piece.row.text);
    let place = piece.row.place.map(|place| crate::read::Place { rect: piece.rect, relative, cell: piece.cell, ..place });
    // A column goes on in the next: only other type begins something new for sure.
    let first = first || piece.upright.is_some_and(|upright| upright.at == 0);
    Row { text, blanks: u32::from(first && relative >= 125), place }
}

/// The order in which boxes are read, as places in `rects`.
#[must_use]
fn order(rects: &[Rect]) -> Vec<usize> {
    let mut out = Vec::with_capacity(rects.len());
    let mut parts: Vec<(Vec<usize>, u32)> = vec![((0..rects.len()).collect(), 0)];
    while let Some((mut part, depth)) = parts.pop() {
        if part.len() < 2 || depth == DEEPEST {
            part.sort_by_key(|&i| (rects[i].y0, rects[i].x0));
            out.append(&mut part);
            continue;
        }
        let mut cuts = parted(&mut part, |i| (rects[i].x0, rects[i].x1));
        if cuts.len() == 1 {
            cuts = parted(&mut part, |i| (rects[i].y0, rects[i].y1));
        }
        if cuts.len() == 1 {
            cuts = masked(&part, rects);
        }
        parts.extend(cuts.into_iter().rev().map(|cut| (cut, depth + 1)));
    }
    out
}

/// Cuts a part where nothing crosses.
fn parted(part: &mut [usize], extent: impl Fn(usize) -> (i32, i32)) -> Vec<Vec<usize>> {
    part.sort_by_key(|&i| extent(i));
    let mut cuts: Vec<Vec<usize>> = Vec::new();
    let mut end = i32::MIN;
    for &i in part.iter() {
        let (from, to) = extent(i);
        match cuts.last_mut() {
            Some(last) if from < end => last.push(i),
            _ => cuts.push(vec![i]),
        }
        end = end.max(to);
    }
    cuts
}

/// Where boxes interlock, the widest is masked: what is above it comes before it, the rest behind it.
fn masked(part: &[usize], rects: &[Rect]) -> Vec<Vec<usize>> {
    let Some(&widest) = part.iter().max_by_key(|&&i| (rects[i].width(), -rects[i].y0)) else { return Vec::new() };
    let mask = rects[widest];
    let is_above = |i: usize| {
        let r = rects[i];
        if r.x0 < mask.x1 && mask.x0 < r.x1 { r.y0 + r.y1 < mask.y0 + mask.y1 } else { r.y0 < mask.y0 }
    };
    let (above, below) = part.iter().filter(|&&i| i != widest).partition(|&&i| is_above(i));
    [above, vec![widest], below].into_iter().filter(|part: &Vec<usize>| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_down_then_over_behind_their_headline() {
        let headline = Rect::new(0, 0, 500, 20);
        let (left, right) = (Rect::new(0, 30, 200, 300), Rect::new(250, 30, 450, 300));
        assert_eq!(order(&[right, left, headline]), [2, 1, 0]);
    }

    #[test]
    fn stories_beside_each_other_are_read_one_after_the_other() {
        let heads = [Rect::new(0, 0, 90, 20), Rect::new(100, 10, 190, 30)];
        let texts = [Rect::new(0, 30, 90, 300), Rect::new(100, 40, 190, 300)];
        assert_eq!(order(&[heads[0], heads[1], texts[0], texts[1]]), [0, 2, 1, 3]);
    }

    #[test]
    fn interlocked_boxes_are_parted_by_the_widest() {
        let wheel =
            [Rect::new(0, 0, 60, 20), Rect::new(70, 0, 90, 60), Rect::new(20, 70, 90, 90), Rect::new(0, 30, 10, 90)];
        let mut found = order(&wheel);
        assert_eq!(found[0], 0);
        found.sort_unstable();
        assert_eq!(found, [0, 1, 2, 3]);
    }
}
