//! Columns of one text that stand beside each other.

use super::blocks::Block;
use crate::page::forme::Rect;

/// Type of this size is display type, in hundredths of the body type.
pub(super) const LARGE: i32 = 115;
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
}

/// Puts columns together that begin at one height and are of one measure, unless another head stands above the right
/// one: text runs from one into the next.
pub(super) fn frames(blocks: &[Block], body: i32) -> Vec<Frame> {
    let display = |b: &Block| b.upright || b.em * 100 >= body * LARGE;
    let mut sorted: Vec<usize> = (0..blocks.len()).collect();
    sorted.sort_unstable_by_key(|&b| (blocks[b].rect.y0, blocks[b].rect.x0));
    let place = |b: usize| sorted.iter().position(|&s| s == b);
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
        let even = (b.rect.width() - a.rect.width()).abs() <= a.em * 3 / 2 || b.lines.len() == 1 && b.rect.width() < a.rect.width();
        let near = b.rect.x0 - a.rect.x1 <= a.em * 4;
        let alike = (a.em - b.em).abs() * 100 <= a.em * 8;
        if !even || !near || !alike || has_left[right] {
            continue;
        }
        let above = &sorted[..place(right).unwrap_or(0)];
        let own_head = above.iter().rev().take(NEAR).any(|&h| {
            let r = blocks[h].rect;
            let over = |x: Rect| r.x0 < x.x1 && x.x0 < r.x1;
            r.y1 <= b.rect.y0 + b.em && b.rect.y0 - r.y1 <= b.em * 3 && over(b.rect) && !over(a.rect)
        });
        if !own_head {
            next[left] = Some(right);
            has_left[right] = true;
        }
    }
    let mut out = Vec::new();
    for first in (0..blocks.len()).filter(|&b| !has_left[b]) {
        let mut frame = Frame { rect: blocks[first].rect, blocks: vec![first], display: display(&blocks[first]) };
        let mut at = first;
        while let Some(b) = next[at] {
            frame.rect = frame.rect.with(blocks[b].rect);
            frame.blocks.push(b);
            at = b;
        }
        out.push(frame);
    }
    out
}
