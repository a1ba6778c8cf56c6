//! Reading order from boxes: lines are cut at gutters, put together to blocks, and the blocks are read by an XY-cut.
//!
//! A part of a page is cut where a gutter runs through it from top to bottom and read from left to right, or else where a
//! white strip runs through it from left to right and read from top to bottom. So a headline above several columns is
//! read before them, because it closes their gutters.

use super::order::{Area, Seam};
mod blocks;
mod frames;
mod pieces;
mod room;
mod tables;
mod upright;

use crate::line::Facts;
use crate::page::forme::{Forme, Place, Rect, Set};
use crate::read::Row;
use crate::text::{Span, Text};
use blocks::{Block, LARGE, stacked};
use pieces::{Piece, body, cut};

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
    let mut blocks = stacked(&pieces, body);
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
    let seam = |above: usize, below: usize| match (frames[above].display, frames[below].display || frames[below].headed) {
        (true, _) => Seam::Closed,
        (false, true) => Seam::End,
        _ => Seam::Closed,
    };
    let mut out = Vec::with_capacity(pieces.len());
    let order = super::order::order(&areas, seam);
    let rooms = room::rooms(&pieces);
    for &f in &order {
        for &i in &frames[f].blocks {
            for (k, &line) in blocks[i].lines.iter().enumerate() {
                let frame = u32::try_from(f).unwrap_or(u32::MAX);
                let set = Set { frame, indented: indented(&pieces[line], &blocks[i], body), room: rooms[line] };
                out.push(row(&pieces[line], &blocks[i], k == 0, body, set));
            }
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

/// Whether a line of running text stands in by two ems.
fn indented(piece: &Piece, block: &Block, body: i32) -> Option<bool> {
    let em = piece.em.max(1);
    let indent = (piece.rect.x0 - block.rect.x0) * 100 / em;
    let running = !block.table && !block.upright && block.em * 100 < body * LARGE && block.lines.len() > 1;
    match indent {
        _ if !running => None,
        150..=300 => Some(true),
        // A line that is alone in its block's full width tells nothing.
        0..=60 => Some(false),
        _ => None,
    }
}

/// A line as a row, with its indent and the size of its type.
fn row(piece: &Piece, block: &Block, first: bool, body: i32, set: Set) -> Row {
    let relative = block.em * 100 / body.max(1);
    let mut text = Text::default();
    if set.indented == Some(true) {
        let at = piece.row.text.span().map_or(0, |span| span.start);
        text.push_for("    ", Span::new(at, at));
    }
    text.append(&piece.row.text);
    let place = piece.row.place;
    let place = place.map(|place| Place { rect: piece.rect, relative, cell: piece.cell, set: Some(set), ..place });
    // A column goes on in the next: only other type begins something new for sure.
    let first = first || piece.upright.is_some_and(|upright| upright.at == 0);
    Row { text, blanks: u32::from(first && relative >= 125), place }
}
