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
        open.retain(|&b| piece.rect.y0 - blocks[b].rect.y1 <= blocks[b].em * 5 / 2);
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
    let mut captions = Vec::new();
    for block in &mut blocks {
        if !exact && !block.upright {
            block.rect = trimmed(block, pieces);
            // What reaches further than the column below it is a caption above several columns.
            let first = &pieces[block.lines[0]];
            if block.lines.len() > 3 && first.rect.x1 > block.rect.x1 + first.em * 3 {
                captions.push(block.lines.remove(0));
                block.rect.y0 = pieces[block.lines[0]].rect.y0;
            }
        }
        let mut sizes: Vec<i32> = block.lines.iter().map(|&i| pieces[i].em).collect();
        sizes.sort_unstable();
        block.em = sizes[sizes.len() / 2];
    }
    blocks.extend(captions.into_iter().map(|line| {
        let Piece { rect, em, .. } = pieces[line];
        Block { rect, em, lines: vec![line], upright: false, table: false }
    }));
    blocks
}

/// From where to where a column reaches from left to right, whatever one of its lines does: a mark that was none may stand
/// in the gutter, and a caption may reach over several columns.
fn trimmed(block: &Block, pieces: &[Piece]) -> Rect {
    let edges = |edge: fn(&Rect) -> i32| {
        let mut edges: Vec<i32> = block.lines.iter().map(|&line| edge(&pieces[line].rect)).collect();
        edges.sort_unstable();
        edges
    };
    let (left, right) = (edges(|r| r.x0), edges(|r| r.x1));
    let second = right.len().saturating_sub(2);
    match (left.get(1), right.get(second)) {
        (Some(&x0), Some(&x1)) if block.lines.len() > 3 && x0 < x1 => Rect { x0, x1, ..block.rect },
        _ => block.rect,
    }
}

/// Whether a line stands right below a block in the same type.
fn goes_on(block: &Block, piece: &Piece, body: i32, exact: bool) -> bool {
    let (a, b, em) = (block.rect, piece.rect, block.em);
    let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
    let pitch = b.y0 - a.y1;
    // The boxes of an engine waver: what stands inside a column is of it, though a few characters do not tell the size
    // of their type, and what a line begins with may not have been read.
    let inside = !exact && block.lines.len() > 1 && b.x0 >= a.x0 - em / 2 && b.x1 <= a.x1 + em;
    let few = inside && piece.chars <= 4 && (em * 6..=em * 20).contains(&(piece.em * 10));
    let alike = (piece.em - em).abs() * 100 <= em * if inside { 20 } else { 10 } || few;
    // Below a column of running text a wider line is of another measure.
    let wider = b.x1 > a.x1 + em * 2 || b.x0 < a.x0 - em * 5 / 2;
    if wider && block.lines.len() > 1 && em * 100 < body * LARGE {
        return false;
    }
    let begun = !exact && block.lines.len() == 1 && (a.x1 - b.x1).abs() <= em && b.x0 <= a.x0;
    let flush = (a.x0 - b.x0).abs() <= em * 3 || (a.x0 + a.x1 - b.x0 - b.x1).abs() <= em * 2 || inside || begun;
    // A whole line may not have been read either.
    let full = inside && (b.x0 - a.x0).abs() <= em && (a.x1 - b.x1).abs() <= em && piece.chars > 4;
    alike
        && flush
        && shared * 2 >= a.width().min(b.width())
        && pitch * 10 >= em * if exact { -5 } else { -12 }
        && pitch * 10 <= em * if full { 24 } else { 11 }
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
