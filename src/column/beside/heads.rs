//! How far headlines reach over the columns below them.
//!
//! A dump counts the characters of a headline like any others, however large they are: a headline above three columns
//! seems to stand above one. It reaches over those columns beside it that begin where its own does, as far as nothing
//! else stands at its height.

use super::blocks::{Block, text};
use super::gutters::Piece;
use crate::column::order::{Area, Seam, order};
use crate::line::facts::{Ending, Width};
use crate::line::{Facts, cue};
use crate::read::Row;

/// A headline has no more lines.
const MOST_LINES: usize = 5;
/// How far below a headline its columns may begin, and how far apart the columns' tops may stand.
const BELOW: i32 = 20;
/// How far apart the titles of a list stand, and the lines of a headline.
const CLOSE: i32 = 3;
/// So much white large type beside a list may leave between its titles.
const LISTED: i32 = 6;
/// How far columns of one story stand apart.
const APART: i32 = 14;
const LEVEL: i32 = 2;

/// How far a first line may be indented, in characters.
const INDENT: i32 = 4;
/// Running text is at least so wide.
const TEXT: Width = 600;

/// The areas of the blocks, with headlines as wide as the columns they stand above.
pub(super) fn areas(blocks: &[Block], rows: &[Row]) -> Vec<Area> {
    let mut areas: Vec<Area> =
        blocks.iter().map(|b| Area { left: b.left, top: b.top, right: b.right, bottom: b.bottom }).collect();
    // The lowest first: a headline above a deck reaches as far as the deck does.
    let mut heads: Vec<usize> = (0..blocks.len()).filter(|&i| may_head(&blocks[i], rows)).collect();
    heads.sort_by_key(|&i| (std::cmp::Reverse(blocks[i].bottom), blocks[i].left));
    // First as far as each must, then as far as it may.
    for must in [true, false] {
        for &head in &heads {
            if let Some((left, right)) = reach(head, &areas, blocks, rows, must) {
                areas[head].left = areas[head].left.min(left);
                areas[head].right = areas[head].right.max(right);
            }
        }
    }
    // What stands by itself below a headline is a line of it, and reaches as far.
    for &head in heads.iter().rev().filter(|&&i| !may_open(i, blocks, rows)) {
        if let Some(upper) = heads.iter().copied().find(|&upper| is_line_of(head, upper, &areas)) {
            (areas[head].left, areas[head].right) = (areas[upper].left, areas[upper].right);
        }
    }
    areas
}

/// Whether a block may be the first line of a story: by what it says, or because text begins below it where it does.
fn may_open(block: usize, blocks: &[Block], rows: &[Row]) -> bool {
    let own = &blocks[block];
    let begins =
        |b: &Block| b.is_text() && (b.left - own.left).abs() <= INDENT && (0..=1).contains(&(b.top - own.bottom));
    may_caption(own, rows) || cue::opens_story(text(rows, &own.lines[0])) || blocks.iter().any(begins)
}

/// Whether a block that may be a headline stands right below another, with nothing beside it as far as that reaches.
fn is_line_of(head: usize, upper: usize, areas: &[Area]) -> bool {
    let (a, b) = (areas[upper], areas[head]);
    let beside = Area { left: a.left, right: a.right, ..b };
    (0..=CLOSE).contains(&(b.top - a.bottom))
        && a.left <= b.left
        && b.right <= a.right
        && (0..areas.len()).all(|k| k == head || !(areas[k].is_above_or_below(&beside) && areas[k].is_beside(&beside)))
}

/// Whether a block may be a headline or a caption above columns: few lines that are no running text.
pub(super) fn may_head(block: &Block, rows: &[Row]) -> bool {
    let plain = |f: &Facts| f.commas + f.inner_stops == 0 && !matches!(f.ending, Ending::Stop | Ending::Comma);
    block.lines.len() <= MOST_LINES
        && !block.is_upright
        && block.lines.iter().any(|l| l.chars > 2)
        && (block.facts().all(|f| plain(&f)) || may_caption(block, rows))
}

/// Whether a block ends with the credit of a photographer.
fn may_caption(block: &Block, rows: &[Row]) -> bool {
    block.lines.last().is_some_and(|l| cue::has_credit(text(rows, l)))
}

/// From where to where the columns below a headline reach.
fn reach(head: usize, areas: &[Area], blocks: &[Block], rows: &[Row], must: bool) -> Option<(i32, i32)> {
    let area = areas[head];
    // What begins below it and has nothing between.
    let mut below: Vec<usize> = (0..areas.len())
        .filter(|&i| i != head && areas[i].top >= area.bottom && areas[i].top <= area.bottom + BELOW)
        .filter(|&i| !blocks[i].is_upright)
        .filter(|&i| {
            let strip = Area { top: area.top, bottom: areas[i].top, ..areas[i] };
            (0..areas.len()).all(|k| {
                k == head
                    || k == i
                    || blocks[k].is_upright
                    || !(areas[k].is_above_or_below(&strip) && areas[k].is_beside(&strip))
            })
        })
        .collect();
    below.sort_by_key(|&i| areas[i].left);
    let own = below
        .iter()
        .position(|&i| areas[i].is_above_or_below(&area))
        .or_else(|| below.iter().rposition(|&i| areas[i].right <= area.left))?;
    // Nothing stands between two of them, and nothing could.
    let next_to = |i: usize, k: usize| {
        let (a, b) = (areas[below[i]], areas[below[k]]);
        let between = Area { left: a.right, right: b.left, top: area.top, bottom: a.top.max(b.top) };
        let is_in = |k: usize| areas[k].is_above_or_below(&between) && areas[k].is_beside(&between);
        b.left - a.right <= APART && !(0..areas.len()).any(|k| k != head && !blocks[k].is_upright && is_in(k))
    };
    let level = |i: usize, k: usize| (areas[below[i]].top - areas[below[k]].top).abs() <= LEVEL;
    let opens = |i: usize| cue::opens_story(text(rows, &blocks[below[i]].lines[0]));
    // A headline is centred above its columns, or begins where they begin. Its type is larger than theirs.
    let block = &blocks[head];
    let start = block.lines.iter().map(|l| l.start).min()?;
    let width =
        block.lines.iter().map(|l| l.end - l.start).max()? * if may_caption(block, rows) { 8 } else { 13 } / 10;
    let centred = |from: usize, to: usize| {
        let (left, right) = (areas[below[from]].left, areas[below[to]].right);
        start - left <= right - start - width + 2
    };
    let (mut from, mut to) = (own, own);
    let fits = |from: usize, to: usize| {
        let left = areas[below[from]].left;
        start <= left + 2 && left + width <= areas[below[to]].right || start > left + 2 && centred(from, to)
    };
    while to + 1 < below.len()
        && level(to + 1, own)
        && next_to(to, to + 1)
        && !opens(to + 1)
        && !(must && fits(from, to))
    {
        to += 1;
    }
    while !must && from > 0 && level(from - 1, own) && next_to(from - 1, from) && !opens(from) && centred(from - 1, to)
    {
        from -= 1;
    }
    Some((areas[below[from]].left, areas[below[from..=to].iter().copied().max_by_key(|&i| areas[i].right)?].right))
}

/// Whether two blocks are short pieces that stand in different places, and so none of one headline.
pub(super) fn are_apart(above: &Block, below: &Block) -> bool {
    let overlap = above.left < below.right && below.left < above.right;
    let close = overlap && (0..=CLOSE).contains(&(below.top - above.bottom));
    let upright = above.is_upright && below.is_upright;
    !close && !upright && !above.is_text() && !below.is_text()
}

/// Whether a block is a title below a few lines of text, and none of it.
pub(super) fn is_title_below(above: &Block, block: &Block, rows: &[Row]) -> bool {
    let runs = above.lines.iter().any(Piece::is_running) && above.measure() >= TEXT;
    // A line that begins where the text does may be one of it.
    let flush = (above.left - block.left).abs() <= INDENT;
    let fills = flush && (block.lines.len() == 1 || block.measure() + 250 >= above.measure());
    runs && !fills && !above.is_table && may_head(block, rows)
}

/// Whether a block is the line that names the editors, or a piece of it.
fn names_offices(block: &Block, rows: &[Row]) -> bool {
    block.lines.iter().all(|l| cue::names_office(text(rows, l)))
}

/// Which blocks are the label of a guide, or titles in the list below it.
pub(super) fn guided(blocks: &[Block], rows: &[Row]) -> Vec<bool> {
    let mut guided = vec![false; blocks.len()];
    let may_list = |&i: &usize| may_head(&blocks[i], rows) && !names_offices(&blocks[i], rows);
    let mut order: Vec<usize> = (0..blocks.len()).filter(may_list).collect();
    order.sort_by_key(|&i| blocks[i].top);
    for (k, &i) in order.iter().enumerate() {
        let labelled = blocks[i].lines.iter().any(|l| cue::is_guide_label(text(rows, l)));
        let lists = |&above: &usize| {
            let (above, block) = (&blocks[above], &blocks[i]);
            let gap = block.top - above.bottom;
            let flush = (above.left - block.left).abs() <= 1;
            let overlaps = above.left < block.right && block.left < above.right;
            overlaps && (0..=if flush { LISTED } else { CLOSE }).contains(&gap)
        };
        guided[i] = labelled || order[..k].iter().filter(|&&above| guided[above]).any(lists);
    }
    guided
}

/// The order with what belongs to no story at its end: the titles of the guide, one below the other, and the editors.
pub(super) fn guide_last(order: &[usize], guided: &[bool], blocks: &[Block], rows: &[Row]) -> Vec<usize> {
    let mut out = order.to_vec();
    let (top, left) = (|i: usize| blocks[i].top, |i: usize| blocks[i].left);
    out.sort_by_key(|&i| {
        if guided[i] { (1, top(i), left(i)) } else { (2 * i32::from(names_offices(&blocks[i], rows)), 0, 0) }
    });
    out
}

/// The order with each headline right in front of what stands below it, unless that was `led` to by other text.
pub(super) fn before_stories(
    mut order: Vec<usize>,
    led: &[bool],
    guided: &[bool],
    blocks: &[Block],
    areas: &[Area],
    rows: &[Row],
) -> Vec<usize> {
    let is_head =
        |i: usize| may_head(&blocks[i], rows) && !may_caption(&blocks[i], rows) && !blocks[i].is_table && !guided[i];
    let is_cells = |i: usize| blocks[i].is_table || blocks[i].lines.len() > 2 && blocks[i].is_cells();
    let mut heads: Vec<usize> = (0..blocks.len()).filter(|&i| is_head(i) && !led[i]).collect();
    heads.sort_by_key(|&i| (std::cmp::Reverse(blocks[i].top), blocks[i].left));
    for head in heads {
        let area = areas[head];
        let below = |i: &usize| {
            let to = area.bottom..=area.bottom + BELOW;
            *i != head && to.contains(&areas[*i].top) && areas[*i].is_above_or_below(&area) && !blocks[*i].is_upright
        };
        let Some(top) = (0..blocks.len()).filter(below).map(|i| areas[i].top).min() else { continue };
        let level = (0..blocks.len()).filter(below).filter(|&i| areas[i].top <= top + LEVEL);
        let Some(story) = level.min_by_key(|&i| areas[i].left) else { continue };
        // Between the lines of a headline little white is left, and the head of a table is none.
        let titled = is_head(story);
        if titled && top > area.bottom + CLOSE || !titled && is_cells(story) {
            continue;
        }
        // A line that fills the column below it is a piece of text.
        let (own, text) = (&blocks[head], &blocks[story]);
        let fills = (own.left - text.left).abs() <= 2 && own.measure() + 250 >= text.measure();
        let place = |i: usize| order.iter().position(|&k| k == i);
        if let (Some(from), Some(to)) = (place(head), place(story))
            && from + 1 != to
            && !led[story]
            && (titled || !fills)
        {
            order.remove(from);
            order.insert(to - usize::from(from < to), head);
        }
    }
    order
}

/// The order in which the blocks are read; headlines set from top to bottom come before the columns beside them.
pub(super) fn with_upright(blocks: &[Block], areas: &[Area], rows: &[Row]) -> Vec<usize> {
    let (upright, level): (Vec<usize>, Vec<usize>) = (0..blocks.len()).partition(|&i| blocks[i].is_upright);
    let seam = |above: usize, below: usize| {
        let (above, below) = (&blocks[level[above]], &blocks[level[below]]);
        let same = (above.left - below.left).abs() <= 2 && (above.measure() - below.measure()).abs() <= 150;
        match (may_head(above, rows), may_head(below, rows)) {
            (true, _) => Seam::Closed,
            (false, true) => Seam::End,
            _ if above.goes_on_in(below, i32::MAX, rows) => Seam::Closed,
            _ if same => Seam::Open,
            _ => Seam::End,
        }
    };
    let order = order(&level.iter().map(|&i| areas[i]).collect::<Vec<Area>>(), seam);
    let mut out: Vec<usize> = order.into_iter().map(|i| level[i]).collect();
    // Of two beside each other the right one is read first.
    for &head in &upright {
        let area = areas[head];
        let distance = |i: usize| {
            let b = areas[i];
            let aside = (b.left - area.right).max(area.left - b.right).max(0);
            aside + 4 * (b.top - area.top).abs()
        };
        let beside = |i: &usize| areas[*i].is_beside(&area) && !blocks[*i].is_upright;
        let at = (0..out.len()).filter(|&k| beside(&out[k])).min_by_key(|&k| distance(out[k]));
        let mut at = at.unwrap_or(out.len());
        while at > 0 && blocks[out[at - 1]].is_upright && areas[out[at - 1]].left < area.left {
            at -= 1;
        }
        out.insert(at, head);
    }
    out
}
