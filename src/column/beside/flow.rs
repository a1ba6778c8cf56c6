//! Where the text of a column goes on.
//!
//! Columns fall to pieces where a neighbour's headline takes its room, and it is not always plain from their places
//! which of them belong together. But a sentence that breaks off at the end of one block goes on at the beginning of
//! another: right below, or at the head of the next column. Measure, place and how the two lines touch tell which.

use super::blocks::{Block, text};
use super::gutters::Piece;
use crate::column::continuity::{Edge, Words, touch};
use crate::line::facts::{Ending, Width, never_begins};
use crate::line::{Facts, cue};
use crate::read::Row;

/// What speaks for and against; about ten a piece of evidence.
type Gain = i32;

/// So much must speak for a block that goes on in another.
const SURE: Gain = 50;
/// Two lines that merely might touch touch so well.
const CHANCE: Gain = 4;
/// How much more often text goes on right below than elsewhere.
const BELOW: Gain = 20;
/// A neighbour's headline tears a column so far apart; more white is of the column itself.
const NEAR: i32 = 3;
/// How far apart the left edges of two parts of a column may stand.
const SHIFT: i32 = 3;
/// How far right of the nearest column others may begin that are beside it as well.
const NEXT: i32 = 6;
/// A last line that lacks no more is full.
const SLACK: Width = 160;
/// Two measures are the same up to this.
const SAME: Width = 110;

/// How a block begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// With a whole paragraph.
    Whole,
    /// Perhaps with a whole paragraph.
    Unsure,
    /// Inside a paragraph.
    Torn,
}

/// What a block of text is to those before and behind it.
struct Part {
    block: usize,
    measure: Width,
    /// Whether it has enough lines to show its measure.
    measured: bool,
    begins: Cut,
    ends: Cut,
    /// How wide its first and its last line are, their indents counted.
    first: Width,
    last: Width,
    /// Whether a stop closes the first.
    closed: bool,
    begin: Edge,
    end: Edge,
}

/// Where one block stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// In the same column, with nothing between, so many rows further down.
    Down(i32),
    /// In the next column.
    Over,
}

/// Puts parts of a column together that stand below each other, and whose text goes on.
pub(super) fn fused(blocks: Vec<Block>, rows: &[Row], words: &Words) -> Vec<Block> {
    let next = chains(&blocks, rows, words);
    let mut out: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    // The uppermost first, each with all that stands below it.
    let mut order: Vec<usize> = (0..out.len()).collect();
    order.sort_by_key(|&i| out[i].as_ref().map_or(0, |b| b.top));
    for i in order {
        let mut at = i;
        while let Some((then, Way::Down(_))) = next[at] {
            let (Some(mut upper), Some(lower)) = (out[i].take(), out[then].take()) else { break };
            let right = upper.right.max(lower.right);
            for (line, y) in lower.lines.into_iter().zip(lower.ys) {
                upper.push(line, y);
            }
            upper.right = right;
            out[i] = Some(upper);
            at = then;
        }
    }
    out.into_iter().flatten().collect()
}

/// The order with blocks put right behind those whose text goes on in them, and which blocks these are.
pub(super) fn followed(order: &[usize], blocks: &[Block], rows: &[Row], words: &Words) -> (Vec<usize>, Vec<bool>) {
    let next = chains(blocks, rows, words);
    let mut led = vec![false; blocks.len()];
    for (then, _) in next.iter().flatten() {
        led[*then] = true;
    }
    let mut out = Vec::with_capacity(order.len());
    for &i in order.iter().filter(|&&i| !led[i]) {
        out.push(i);
        let mut at = i;
        while let Some((then, _)) = next[at] {
            out.push(then);
            at = then;
        }
    }
    (out, led)
}

/// For each block the one in which its text goes on: the surest first, one to one, and none in a circle.
fn chains(blocks: &[Block], rows: &[Row], words: &Words) -> Vec<Option<(usize, Way)>> {
    let parts: Vec<Part> = (0..blocks.len()).filter_map(|i| part(i, blocks, rows)).collect();
    let mut links: Vec<(Gain, usize, usize, Way)> = Vec::new();
    for a in &parts {
        for (b, way) in ways(a, &parts, blocks) {
            let gain = gain(a, b, way, blocks, words);
            if gain >= SURE {
                links.push((gain, a.block, b.block, way));
            }
        }
    }
    links.sort_by_key(|l| (-l.0, l.1, l.2));
    let mut next = vec![None; blocks.len()];
    let mut led = vec![false; blocks.len()];
    // The end of each chain, by its beginning.
    let mut head: Vec<usize> = (0..blocks.len()).collect();
    for (_, a, b, way) in links {
        if next[a].is_some() || led[b] || head[a] == b {
            continue;
        }
        next[a] = Some((b, way));
        led[b] = true;
        let first = head[a];
        let mut at = Some(b);
        while let Some(k) = at {
            head[k] = first;
            at = next[k].map(|n: (usize, Way)| n.0);
        }
    }
    next
}

/// A block of running text.
fn part(block: usize, blocks: &[Block], rows: &[Row]) -> Option<Part> {
    let b = &blocks[block];
    let (first, last) = (b.lines.first()?, b.lines.last()?);
    let measure = b.measure();
    if b.is_table || b.is_upright || measure < 600 || b.is_cells() && b.lines.len() >= 3 {
        return None;
    }
    let measured = b.lines.len() >= 3;
    let (above, below) = (Facts::of(text(rows, first), 0), Facts::of(text(rows, last), 0));
    let indent = b.indent(first);
    let begins = if cue::opens_story(text(rows, first)) || b.lines.len() > 1 && indent >= 2 {
        Cut::Whole
    } else if never_begins(above.first)
        || b.lines.len() > 1 && !first.tied && (first.width + SLACK >= measure || above.ending == Ending::Stop)
    {
        Cut::Torn
    } else {
        Cut::Unsure
    };
    let wide = |l: &Piece| l.width + 100 * b.indent(l);
    let full = wide(last) + SLACK >= measure;
    let ends = match below.ending {
        Ending::Stop | Ending::Closer if !full && b.lines.len() > 1 => Cut::Whole,
        Ending::Stop | Ending::Closer => Cut::Unsure,
        _ if cue::find_jump(text(rows, last)).is_some() => Cut::Whole,
        _ if full && measured => Cut::Torn,
        _ => Cut::Unsure,
    };
    let (begin, end) = (Edge::begin(text(rows, first)), Edge::end(text(rows, last)));
    Some(Part {
        block,
        measure,
        measured,
        begins,
        ends,
        first: wide(first),
        last: wide(last),
        closed: above.ending == Ending::Stop,
        begin,
        end,
    })
}

/// The blocks in which a block may go on.
fn ways<'a>(a: &'a Part, parts: &'a [Part], blocks: &'a [Block]) -> Vec<(&'a Part, Way)> {
    let upper = &blocks[a.block];
    let mut out = Vec::new();
    // What stands next below it, whatever it is.
    let under = |b: &Block| {
        let shared = upper.right.min(b.right) - upper.left.max(b.left);
        2 * shared >= (upper.right - upper.left).min(b.right - b.left)
            && b.top + 1 >= upper.bottom
            && b.top > upper.top
    };
    let nearest = blocks.iter().filter(|b| under(b)).map(|b| b.top).min();
    // Where the nearest column on its right begins.
    let aside = |b: &Block| b.left + 2 >= upper.right && b.left > upper.left + 4 && b.top < upper.bottom;
    let beside = parts.iter().map(|p| &blocks[p.block]).filter(|b| aside(b)).map(|b| b.left).min();
    for b in parts.iter().filter(|b| b.block != a.block) {
        let lower = &blocks[b.block];
        if under(lower) && nearest == Some(lower.top) && (upper.left - lower.left).abs() <= SHIFT {
            out.push((b, Way::Down(lower.top - upper.bottom)));
        } else if aside(lower) && beside.is_some_and(|left| lower.left <= left + NEXT) {
            out.push((b, Way::Over));
        }
    }
    out
}

/// What speaks for a block that goes on in another.
fn gain(a: &Part, b: &Part, way: Way, blocks: &[Block], words: &Words) -> Gain {
    let mut gain = match (a.ends, b.begins) {
        (Cut::Torn, Cut::Torn) => 60,
        (Cut::Torn, Cut::Unsure) => 36,
        (Cut::Unsure, Cut::Torn) => 24,
        (Cut::Unsure, Cut::Unsure) => 10,
        (Cut::Torn, Cut::Whole) | (Cut::Whole, Cut::Torn) => -20,
        _ => return 0,
    };
    gain += ((touch(a.end, b.begin) + words.touch(a.end, b.begin) - CHANCE) / 2).clamp(-24, 32);
    // Of few lines, each must fit the other's measure.
    let fits = |width: Width, measure: Width| (width - measure).abs() <= SLACK;
    let alike = match (a.measured, b.measured) {
        (true, true) => (a.measure - b.measure).abs() <= SAME,
        (true, false) => fits(b.first, a.measure) || b.closed && b.first < a.measure,
        (false, true) => fits(a.last, b.measure),
        (false, false) => fits(a.last, b.first),
    };
    if !alike {
        return 0;
    }
    let (upper, lower) = (&blocks[a.block], &blocks[b.block]);
    match way {
        Way::Down(gap) => gain + BELOW - 3 * gap - 4 * (gap - NEAR).max(0),
        Way::Over => gain - (lower.top - upper.top).abs().min(20) - if lower.top < upper.top { 0 } else { 6 },
    }
}

#[cfg(test)]
mod tests {
    use super::super::gutters::wide;
    use super::super::spans::Unit;
    use super::*;
    use std::ops::Range;

    /// Two parts of a column whose sentence goes on from the one to the other, and a column of another story.
    const PARTS: [&str; 12] = [
        "临江的旧码头昨天打开了大门，",
        "三百本旧书摆上了货架，来的人",
        "可以坐在缆桩上读到天黑，茶水",
        "不要钱，书也可以带回家。图书",
        "馆说，这里风大，书页自己会翻",
        "，倒省了手上的力气，孩子们最",
        "喜欢来这里，大人也常常坐到很",
        "晚才回家。",
        "开到夜里十点，借书不用押金，",
        "带上证件就行，还书也可以请邮",
        "局代办，新书每月初一上架，旧",
        "书在门口的长桌上等人来换。",
    ];

    fn words(rows: &[Row]) -> Words {
        Words::of(rows.iter().map(|row| &*row.text))
    }

    fn part(rows: &[Row], lines: Range<usize>, (left, top): (i32, i32)) -> Block {
        let mut pieces = lines.flat_map(|i| wide(&rows[i], i, Unit::Chars, &[])).map(|mut piece| {
            piece.start += left;
            piece.end += left;
            piece
        });
        let mut block = Block::of(pieces.next().expect("a line"), top);
        for (y, piece) in (top + 1..).zip(pieces) {
            block.push(piece, y);
        }
        block
    }

    #[test]
    fn a_sentence_goes_on_below_a_gap_that_a_neighbour_made() {
        let rows = crate::read::rows(&PARTS.join("\n"));
        let parts = vec![part(&rows, 0..4, (0, 0)), part(&rows, 8..12, (20, 0)), part(&rows, 4..8, (0, 7))];
        let blocks = fused(parts, &rows, &words(&rows));
        assert_eq!(blocks.iter().map(|b| b.lines.len()).collect::<Vec<_>>(), [8, 4]);
    }

    #[test]
    fn a_sentence_goes_on_in_the_next_column() {
        let rows = crate::read::rows(&PARTS.join("\n"));
        let parts = [part(&rows, 0..4, (0, 0)), part(&rows, 8..12, (0, 14)), part(&rows, 4..8, (20, 0))];
        assert_eq!(followed(&[0, 1, 2], &parts, &rows, &words(&rows)), (vec![0, 2, 1], vec![false, false, true]));
    }
}
