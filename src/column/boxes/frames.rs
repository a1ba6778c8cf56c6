//! Columns of one text that stand beside each other.

use super::blocks::{Block, LARGE};
use crate::page::forme::Rect;

/// So many blocks are looked at on either side.
const NEAR: usize = 48;

/// Blocks that are read one after the other whatever else stands on the page.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) rect: Rect,
    /// The blocks, in reading order.
    pub(super) blocks: Vec<usize>,
    /// Whether it is display type.
    pub(super) display: bool,
    /// Whether a head stands upright beside it.
    pub(super) headed: bool,
}

/// Puts columns together that begin at one height and are of one measure, unless another head stands above the right
/// one: text runs from one into the next.
pub(super) fn frames(blocks: &[Block], body: i32) -> Vec<Frame> {
    let display = |b: &Block| b.upright || b.em * 100 >= body * LARGE;
    let mut sorted: Vec<usize> = (0..blocks.len()).collect();
    sorted.sort_unstable_by_key(|&b| (blocks[b].rect.y0, blocks[b].rect.x0));
    let mut place = vec![0; blocks.len()];
    for (at, &b) in sorted.iter().enumerate() {
        place[b] = at;
    }
    // What stands right above a column, and not above another.
    let has_head = |column: usize, other: Option<Rect>| {
        let c = &blocks[column];
        sorted[..place[column]].iter().rev().take(NEAR).any(|&h| {
            let r = blocks[h].rect;
            let over = |x: Rect| r.x0 < x.x1 && x.x0 < r.x1;
            let near = r.y1 <= c.rect.y0 + c.em && c.rect.y0 - r.y1 <= c.em * 3;
            near && over(c.rect) && !other.is_some_and(over)
        })
    };
    let mut headed = vec![false; blocks.len()];
    let columns = |b: &Block| !display(b) && !b.table && b.lines.len() > 1;
    let mut next: Vec<Option<usize>> = vec![None; blocks.len()];
    let mut has_left = vec![false; blocks.len()];
    for (at, &left) in sorted.iter().enumerate().filter(|(_, b)| columns(&blocks[**b])) {
        let a = &blocks[left];
        let around = sorted[at.saturating_sub(NEAR)..(at + NEAR).min(sorted.len())].iter().copied();
        let right = around
            .filter(|&b| {
                let r = blocks[b].rect;
                let level = (r.y0 - a.rect.y0).abs() * 10 <= a.em * 6;
                b != left && !blocks[b].table && !display(&blocks[b]) && level && r.x0 >= a.rect.x1
            })
            .min_by_key(|&b| blocks[b].rect.x0);
        let Some(right) = right else { continue };
        let b = &blocks[right];
        let even = (b.rect.width() - a.rect.width()).abs() <= a.em * 3 / 2
            || b.lines.len() == 1 && b.rect.width() < a.rect.width();
        let near = b.rect.x0 - a.rect.x1 <= a.em * 4;
        let alike = (a.em - b.em).abs() * 100 <= a.em * 8;
        if !even || !near || !alike || has_left[right] {
            continue;
        }
        // A text whose first columns have no head shares the one that stands in its middle.
        headed[left] |= has_head(left, None);
        let own_head = headed[left] && has_head(right, Some(a.rect));
        if !own_head {
            next[left] = Some(right);
            has_left[right] = true;
            headed[right] = headed[left];
        }
    }
    let mut out = Vec::new();
    for first in (0..blocks.len()).filter(|&b| !has_left[b] && !blocks[b].upright) {
        let mut frame =
            Frame { rect: blocks[first].rect, blocks: vec![first], display: display(&blocks[first]), headed: false };
        let mut at = first;
        while let Some(b) = next[at] {
            frame.rect = frame.rect.with(blocks[b].rect);
            frame.blocks.push(b);
            at = b;
        }
        out.push(frame);
    }
    let mut upright: Vec<usize> = (0..blocks.len()).filter(|&b| blocks[b].upright).collect();
    upright.sort_by_key(|&b| blocks[b].rect.x1);
    beside(&mut out, &upright, blocks);
    out
}

/// Puts heads that were read apart from their story right before it: a head stands above its story, whatever white there
/// is between them, for a picture may stand there.
pub(super) fn with_heads(turn: Vec<usize>, frames: &[Frame], body: i32) -> Vec<usize> {
    let mut by_top: Vec<usize> = (0..frames.len()).collect();
    by_top.sort_by_key(|&f| (frames[f].rect.y0, frames[f].rect.x0));
    let below = |head: Rect, f: usize| {
        let r = frames[f].rect;
        let shared = head.x1.min(r.x1) - head.x0.max(r.x0);
        shared * 2 >= head.width().min(r.width()) && r.y0 + r.y1 > head.y0 + head.y1
    };
    let story = |head: Rect| {
        let from = by_top.partition_point(|&f| frames[f].rect.y0 < head.y0);
        let other = |f: &usize| head.with(frames[*f].rect) != head && below(head, *f);
        // Below another head there is another story.
        by_top[from..].iter().copied().take(NEAR).find(other).filter(|&f| !frames[f].display)
    };
    let beside = |head: Rect, f: usize| {
        let r = frames[f].rect;
        (r.x0 - head.x1).max(head.x0 - r.x1) <= body * 4 && r.y0 < head.y1 && head.y0 < r.y1
    };
    // Heads right below each other are one.
    let mut whole: Vec<Rect> = turn.iter().map(|&f| frames[f].rect).collect();
    for k in (1..turn.len()).rev() {
        let (a, b) = (&frames[turn[k - 1]], &frames[turn[k]]);
        let near = b.rect.y0 - a.rect.y1 <= (b.rect.height()).min(a.rect.height()) * 2;
        if a.display && b.display && near && below(a.rect, turn[k]) {
            whole[k - 1] = whole[k - 1].with(whole[k]);
        }
    }
    for k in 1..turn.len() {
        let inside = whole[k - 1].with(whole[k]) == whole[k - 1];
        if inside && frames[turn[k - 1]].display && frames[turn[k]].display {
            whole[k] = whole[k - 1];
        }
    }
    let mut moved: Vec<Vec<usize>> = vec![Vec::new(); frames.len()];
    let mut gone = vec![false; frames.len()];
    let mut next: Option<usize> = None;
    for (&f, &rect) in turn.iter().zip(&whole).rev() {
        if !frames[f].display {
            next = Some(f);
        } else if let Some(next) = next
            && !below(rect, next)
            && !beside(rect, next)
            && let Some(own) = story(rect)
            && own != next
        {
            gone[f] = true;
            moved[own].insert(0, f);
        }
    }
    let keep = turn.into_iter().filter(|&f| !gone[f]);
    keep.flat_map(|f| moved[f].iter().copied().chain([f]).collect::<Vec<usize>>()).collect()
}

/// Puts upright heads in front of the text at whose side they stand in the middle.
fn beside(frames: &mut Vec<Frame>, upright: &[usize], blocks: &[Block]) {
    // Of several heads the one next to the text comes first, so that the others stand beside it.
    let mut heads: Vec<(usize, Option<usize>)> = upright.iter().map(|&b| (b, None)).collect();
    for head in &mut heads {
        let block = &blocks[head.0];
        let (r, em) = (block.rect, block.em);
        let near = |f: &Frame| {
            let c = f.rect;
            let white = (c.x0 - r.x1).max(r.x0 - c.x1);
            let shared = c.y1.min(r.y1) - c.y0.max(r.y0);
            white >= -em && white <= em * 4 && shared * 2 >= r.height()
        };
        let text = frames.iter().enumerate().filter(|(_, f)| !f.display && near(f));
        head.1 = text.map(|(i, f)| ((f.rect.y0 + f.rect.y1 - r.y0 - r.y1).abs() / em.max(1), i)).min().map(|f| f.1);
    }
    // From right to left, as upright lines are read.
    for (b, text) in heads {
        match text {
            Some(f) => {
                frames[f].rect = frames[f].rect.with(blocks[b].rect);
                frames[f].blocks.insert(0, b);
                frames[f].headed = true;
            }
            None => frames.push(Frame { rect: blocks[b].rect, blocks: vec![b], display: true, headed: false }),
        }
    }
}
