//! Reading order from boxes: lines are cut at gutters, put together to blocks, and the blocks are read by an XY-cut.
//!
//! A part of a page is cut where a gutter runs through it from top to bottom and read from left to right, or else where a
//! white strip runs through it from left to right and read from top to bottom. So a headline above several columns is
//! read before them, because it closes their gutters.

use std::collections::HashMap;

use crate::line::Facts;
use crate::page::forme::{Forme, Rect, Word};
use crate::read::Row;
use crate::text::{Span, Text};

/// White between words that parts columns, in hundredths of an em.
const GUTTER: i32 = 140;
/// White that does so where the rows near by begin there as well.
const NARROW: i32 = 60;
/// So many of them must.
const WITNESSES: usize = 2;
/// So often a part may be cut again.
const DEEPEST: u32 = 48;
/// So many blocks are tried for a line, the youngest first.
const NEAR: usize = 64;

/// A piece of a row in one column.
#[derive(Clone, Debug)]
struct Piece {
    row: Row,
    rect: Rect,
    em: i32,
    chars: i32,
}

/// Lines below each other in one type.
#[derive(Clone, Debug)]
struct Block {
    rect: Rect,
    em: i32,
    lines: Vec<usize>,
}

/// Puts the rows of a page into reading order by their boxes; `false` where a row has none, and they stay as they are.
#[must_use]
pub fn in_order(rows: Vec<Row>, forme: Option<&Forme>) -> (Vec<Row>, bool) {
    let Some(forme) = forme.filter(|forme| !forme.words.is_empty() && rows.len() > 1) else { return (rows, false) };
    // Boxes of an engine waver with the ink, and it has sought the columns itself; those of an extractor are exact.
    let exact = |row: &Row| row.place.is_some_and(|place| place.confidence.is_none());
    if !rows.iter().all(exact) || !is_square(&rows) {
        return (rows, false);
    }
    let whole: Vec<Piece> = rows.iter().map(|row| whole(row, forme)).collect();
    let edges = Edges::of(&rows, forme, body(&whole));
    let mut pieces: Vec<Piece> = rows.iter().flat_map(|row| cut(row, forme, &edges)).collect();
    let body = body(&pieces);
    pieces.sort_by_key(|p| (p.rect.y0 + p.rect.y1, p.rect.x0));
    let mut blocks = stacked(&pieces);
    for block in &mut blocks {
        let mut sizes: Vec<i32> = block.lines.iter().map(|&i| pieces[i].em).collect();
        sizes.sort_unstable();
        block.em = sizes[sizes.len() / 2];
    }
    let rects: Vec<Rect> = blocks.iter().map(|b| b.rect).collect();
    let mut out = Vec::with_capacity(pieces.len());
    for i in order(&rects) {
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
    if block.lines.len() > 2 && relative < 125 && (150..=300).contains(&indent) {
        let at = piece.row.text.span().map_or(0, |span| span.start);
        text.push_for("    ", Span::new(at, at));
    }
    text.append(&piece.row.text);
    let place = piece.row.place.map(|place| crate::read::Place { rect: piece.rect, relative, ..place });
    // A column goes on in the next: only other type begins something new for sure.
    Row { text, blanks: u32::from(first && relative >= 125), place }
}

/// The size of the type in which most characters stand.
fn body(pieces: &[Piece]) -> i32 {
    let mut sizes: Vec<(i32, i32)> = pieces.iter().map(|p| (p.em, p.chars)).collect();
    sizes.sort_unstable();
    let half = sizes.iter().map(|s| i64::from(s.1)).sum::<i64>() / 2;
    let mut sum = 0;
    sizes
        .iter()
        .find(|s| {
            sum += i64::from(s.1);
            sum >= half
        })
        .map_or(1, |s| s.0)
}

/// A row as it is.
fn whole(row: &Row, forme: &Forme) -> Piece {
    let rects = forme.words_of(&row.text).map(|w| w.rect);
    let rect = rects.reduce(Rect::with).or_else(|| row.place.map(|place| place.rect));
    piece(row.text.clone(), row, rect.unwrap_or_default())
}

/// Where rows begin, and words behind white inside of them: sorted into squares of the page.
struct Edges {
    em: i32,
    squares: HashMap<(i32, i32), Vec<(i32, i32)>>,
}

impl Edges {
    /// As far above and below, in ems of the body type, rows are near by.
    const NEAR: i32 = 4;

    fn of(rows: &[Row], forme: &Forme, em: i32) -> Self {
        let mut edges = Self { em: em.max(1), squares: HashMap::new() };
        for row in rows {
            let mut before: Option<Rect> = None;
            for word in forme.words_of(&row.text) {
                let rect = word.rect;
                if before.is_none_or(|b| i64::from(rect.x0 - b.x1) * 100 >= i64::from(edges.em * NARROW)) {
                    let at = (rect.x0, i32::midpoint(rect.y0, rect.y1));
                    edges.squares.entry(edges.square(at)).or_default().push(at);
                }
                before = Some(rect);
            }
        }
        edges
    }

    const fn square(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x / self.em, y / (self.em * Self::NEAR))
    }

    /// Whether enough rows near by begin where this word does.
    fn is_one(&self, rect: Rect) -> bool {
        let at = (rect.x0, i32::midpoint(rect.y0, rect.y1));
        let (x, y) = self.square(at);
        let squares = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let near = |other: &&(i32, i32)| {
            let (across, down) = ((other.0 - at.0).abs(), (other.1 - at.1).abs());
            across * 10 <= self.em * 3 && down * 2 >= self.em && down <= self.em * Self::NEAR
        };
        let found = squares.filter_map(|square| self.squares.get(&square));
        found.flat_map(|square| square.iter().take(NEAR).filter(near)).take(WITNESSES).count() == WITNESSES
    }
}

/// Cuts a row where its words stand in several columns, or below each other.
fn cut(row: &Row, forme: &Forme, edges: &Edges) -> Vec<Piece> {
    let words: Vec<Word> = forme.words_of(&row.text).copied().collect();
    let place = row.place.unwrap_or_default();
    if words.is_empty() {
        return vec![piece(row.text.clone(), row, place.rect)];
    }
    let em = em(&row.text, words.iter().map(|w| i64::from(w.rect.width())).sum());
    let mut out = Vec::new();
    let (mut from, mut rect) = (0, words[0].rect);
    let mut at = 0;
    for two in words.windows(2) {
        let (a, b) = (two[0], two[1]);
        at = byte(&row.text, b.span.start, at);
        let white = i64::from(b.rect.x0 - a.rect.x1) * 100;
        let wide = |gutter: i32| white >= i64::from(em) * i64::from(gutter);
        if wide(GUTTER) || white < i64::from(em) * -90 || wide(NARROW) && edges.is_one(b.rect) {
            if at > from {
                out.push(piece(row.text.slice(from..at), row, rect));
                from = at;
            }
            rect = b.rect;
        } else {
            rect = rect.with(b.rect);
        }
    }
    out.push(piece(row.text.slice(from..row.text.len()), row, rect));
    out
}

/// The byte of a text that stands for a byte of the source, not before `least`.
fn byte(text: &Text, source: u32, least: usize) -> usize {
    let mut at = 0;
    for run in text.runs() {
        if run.kept && run.span.start <= source && source < run.span.end {
            let found = at + (source - run.span.start) as usize;
            return if text.as_str().is_char_boundary(found) { found.max(least) } else { least };
        }
        at += run.len as usize;
    }
    least
}

/// How wide an em is, if a text takes so much room.
fn em(text: &str, width: i64) -> i32 {
    let units = i64::from(Facts::of(text, 0).width).max(30);
    i32::try_from((width * 100 / units).clamp(1, i64::from(Rect::FAR))).unwrap_or(1)
}

/// A piece, its box drawn round the body of its type: boxes of lines may overlap.
fn piece(text: Text, row: &Row, rect: Rect) -> Piece {
    let em = em(&text, i64::from(rect.width())).min(rect.height().max(1));
    let middle = i32::midpoint(rect.y0, rect.y1);
    let rect = Rect { y0: middle - em / 2, y1: middle + em / 2 + 1, ..rect };
    let chars = i32::try_from(text.chars().count()).unwrap_or(i32::MAX);
    Piece { row: Row { text, ..row.clone() }, rect, em, chars }
}

/// Puts lines below each other together; the lines come from top to bottom.
fn stacked(pieces: &[Piece]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        open.retain(|&b| piece.rect.y0 - blocks[b].rect.y1 <= blocks[b].em * 2);
        let found = open.iter().rev().take(NEAR).position(|&b| goes_on(&blocks[b], piece));
        if let Some(back) = found {
            let at = open.remove(open.len() - 1 - back);
            blocks[at].rect = blocks[at].rect.with(piece.rect);
            blocks[at].lines.push(i);
            open.push(at);
        } else {
            open.push(blocks.len());
            blocks.push(Block { rect: piece.rect, em: piece.em, lines: vec![i] });
        }
    }
    blocks
}

/// Whether a line stands right below a block in the same type.
fn goes_on(block: &Block, piece: &Piece) -> bool {
    let (a, b, em) = (block.rect, piece.rect, block.em);
    let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
    let pitch = b.y0 - a.y1;
    let alike = (piece.em - em).abs() * 100 <= em * 20;
    let flush = (a.x0 - b.x0).abs() <= em * 3 || (a.x0 + a.x1 - b.x0 - b.x1).abs() <= em * 2;
    alike && flush && shared * 2 >= a.width().min(b.width()) && pitch * 2 >= -em && pitch * 10 <= em * 11
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
