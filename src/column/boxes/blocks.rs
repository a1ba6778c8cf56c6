//! Lines below each other put together to blocks.

use super::pieces::Piece;
use crate::page::forme::Rect;

/// Type of this size is display type, in hundredths of the body type.
pub(super) const LARGE: i32 = 115;
/// So many blocks are tried for a line, the youngest first.
const NEAR: usize = 64;

/// Lines below each other in one type, or upright lines beside each other.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) rect: Rect,
    pub(super) em: i32,
    pub(super) lines: Vec<usize>,
    /// Whether it is upright.
    pub(super) upright: bool,
    /// Whether it is a table.
    pub(super) table: bool,
}

/// Puts lines below each other together; the lines come from top to bottom.
pub(super) fn stacked(pieces: &[Piece], body: i32, exact: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = uprights(pieces);
    let mut open: Vec<usize> = Vec::new();
    for (i, piece) in pieces.iter().enumerate().filter(|(_, p)| p.upright.is_none() && p.cell.is_none()) {
        open.retain(|&b| piece.rect.y0 - blocks[b].rect.y1 <= blocks[b].em * 2);
        let found = open.iter().rev().take(NEAR).position(|&b| goes_on(&blocks[b], piece, body, exact));
        if let Some(back) = found {
            let at = open.remove(open.len() - 1 - back);
            blocks[at].rect = blocks[at].rect.with(piece.rect);
            blocks[at].lines.push(i);
            open.push(at);
        } else {
            open.push(blocks.len());
            blocks.push(Block { rect: piece.rect, em: piece.em, lines: vec![i], upright: false, table: false });
        }
    }
    for block in &mut blocks {
        let mut sizes: Vec<i32> = block.lines.iter().map(|&i| pieces[i].em).collect();
        sizes.sort_unstable();
        block.em = sizes[sizes.len() / 2];
    }
    blocks
}

/// Whether a line stands right below a block in the same type.
fn goes_on(block: &Block, piece: &Piece, body: i32, exact: bool) -> bool {
    let (a, b, em) = (block.rect, piece.rect, block.em);
    let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
    let pitch = b.y0 - a.y1;
    let alike = (piece.em - em).abs() * 100 <= em * 10;
    // Below a column of running text a wider line is of another measure.
    let wider = b.x1 > a.x1 + em * 2 || b.x0 < a.x0 - em * 5 / 2;
    if wider && block.lines.len() > 1 && em * 100 < body * LARGE {
        return false;
    }
    let flush = (a.x0 - b.x0).abs() <= em * 3 || (a.x0 + a.x1 - b.x0 - b.x1).abs() <= em * 2;
    alike
        && flush
        && shared * 2 >= a.width().min(b.width())
        && pitch * 10 >= em * if exact { -5 } else { -9 }
        && pitch * 10 <= em * 11
}

/// The upright lines, those of one type beside each other together, from right to left.
fn uprights(pieces: &[Piece]) -> Vec<Block> {
    let mut parts: Vec<(u32, u32, usize)> =
        pieces.iter().enumerate().filter_map(|(i, p)| p.upright.map(|u| (u.line, u.at, i))).collect();
    parts.sort_unstable();
    let mut lines: Vec<Block> = Vec::new();
    for two in parts.chunk_by(|a, b| a.0 == b.0) {
        let rect = two.iter().map(|&(.., i)| pieces[i].rect).reduce(Rect::with).unwrap_or_default();
        let em = pieces[two[0].2].em;
        lines.push(Block { rect, em, lines: two.iter().map(|t| t.2).collect(), upright: true, table: false });
    }
    lines.sort_by_key(|line| (-line.rect.x1, line.rect.y0));
    let mut out: Vec<Block> = Vec::new();
    for mut line in lines {
        let beside = |block: &&mut Block| {
            let (a, b, em) = (line.rect, block.rect, line.em);
            let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
            let alike = (block.em - em).abs() * 100 <= em * 10;
            alike && shared * 2 >= a.height().min(b.height()) && (0..=em * 3 / 2).contains(&(b.x0 - a.x1))
        };
        match out.iter_mut().rev().take(NEAR).find(beside) {
            Some(block) => {
                block.rect = block.rect.with(line.rect);
                block.lines.append(&mut line.lines);
            }
            None => out.push(line),
        }
    }
    out
}
