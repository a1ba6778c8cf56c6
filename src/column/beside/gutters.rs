//! Cuts the rows of a dump into pieces: at wide gaps, and at single spaces where the rows near by show a gutter.

use std::ops::Range;

use smallvec::SmallVec;

use super::blocks::WIDEST_CELL;
use super::spans::{Span, Unit, cells, spans, unit};
use super::{loose, squeezed, stairs, titles, upright, words};
use crate::line::Facts;
use crate::line::facts::{Ending, Marks, Width, is_closer};
use crate::read::Row;

/// A gutter is looked for in pieces at least so wide, and so far from their edges.
const FAT: Width = 1500;
pub(super) const NARROW: Width = 800;
/// How many rows up and down bear witness of a gutter.
pub(super) const REACH: usize = 7;
/// So many rows must show a gutter, this one counted.
pub(super) const WITNESSES: usize = 3;
/// How far the pieces of a column may differ from their measure in ems, for type is stretched and squeezed.
pub(super) const PLAY: Width = 120;
/// How far first lines are indented, in hundredths of an em.
const INDENT: Width = 200;
/// So many more characters than in one row may stand on the left of a column in another.
pub(super) const SHIFT: i32 = 8;
/// So many characters in a row with a space behind each are a line that was stretched to its measure.
const STRETCHED: usize = 4;
/// A row in more pieces is none of a dump of a page.
const MOST_PIECES: usize = 24;
/// A piece with more single spaces than this is not cut at them.
const MOST_SPACES: usize = 64;

/// What stands between two gaps of a row.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The row, by its number.
    pub row: usize,
    /// The bytes of the row's text.
    pub bytes: Range<usize>,
    /// In what its place is counted.
    pub unit: Unit,
    /// Where it begins and ends.
    pub start: i32,
    pub end: i32,
    /// Its width as type.
    pub width: Width,
    /// How many characters it has.
    pub chars: u32,
    /// What else was measured on it.
    pub facts: Facts,
    /// Whether a single space, or a speck, parts it from the piece on its left.
    pub tied: bool,
}

impl Piece {
    /// Whether marks say that it is running text.
    pub(super) fn is_running(&self) -> bool {
        let facts = &self.facts;
        facts.marks.meet(Marks::COMMA)
            || facts.inner_stops > 0
            || matches!(facts.ending, Ending::Stop | Ending::Comma | Ending::Hyphen)
    }

    /// Whether it may be a cell of a table.
    pub(super) fn is_cell(&self) -> bool {
        self.width <= WIDEST_CELL && !self.is_running()
    }
}

/// The pieces that stand at one height of the page, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// How many blank lines stand above.
    pub blanks: u32,
    pub pieces: Vec<Piece>,
}

impl Level {
    /// Whether a space stands inside any of its pieces.
    pub(super) fn may_be_cut(&self) -> bool {
        self.pieces.iter().any(|p| p.facts.spaces + p.facts.gaps > 0)
    }
}

/// The pieces of all rows, at the heights at which they stand.
///
/// Nothing where a row has more pieces than any dump of a page.
pub(super) fn levels(rows: &[Row], specks: &[Vec<Range<usize>>]) -> Option<(Vec<Level>, Vec<upright::Line>)> {
    let spans: Vec<Vec<Span>> = rows.iter().zip(specks).map(|(row, specks)| spans(&row.text, specks)).collect();
    if spans.iter().any(|row| row.len() > 2 * MOST_PIECES) {
        return None;
    }
    let unit = unit(&spans);
    let pieces = rows.iter().zip(spans).enumerate().map(|(i, (row, spans))| measured(spans, row, i, unit)).collect();
    let pieces = loose::closed(pieces, rows);
    let mut levels = stairs::levelled(rows.iter().map(|row| row.blanks).zip(pieces));
    if levels.iter().any(|level| level.pieces.len() > MOST_PIECES) {
        return None;
    }
    let upright = upright::taken(rows, &mut levels);
    cut_at_edges(rows, &mut levels);
    cut_full_measures(rows, &mut levels);
    // A text recogniser sees spaces where none are.
    if specks.iter().all(Vec::is_empty) {
        words::cut_between(rows, &mut levels);
    }
    // What is cut bears witness for its neighbours.
    for _ in 0..2 {
        cut_like_neighbours(rows, &mut levels);
        squeezed::cut_up(rows, specks, &mut levels);
    }
    titles::cut_apart(rows, &mut levels);
    snap(&mut levels);
    Some((levels, upright))
}

/// Whether a row has a gap inside that is wider than one between words.
pub(super) fn is_gapped(row: &Row) -> bool {
    let gap = |text: &[u8]| memchr::memchr_iter(b' ', text).any(|at| text[at..].starts_with(b"   "));
    // Spaces at its ends are none; few rows have so many at all.
    gap(row.text.as_bytes()) && gap(row.text.trim().as_bytes())
}

/// The pieces of a row between wide gaps.
#[cfg(test)]
pub(super) fn wide(row: &Row, number: usize, unit: Unit, specks: &[Range<usize>]) -> Vec<Piece> {
    measured(spans(&row.text, specks), row, number, unit)
}

/// What stands between wide gaps, measured.
fn measured(spans: Vec<Span>, row: &Row, number: usize, unit: Unit) -> Vec<Piece> {
    let piece = |span: Span| {
        let (start, end) = span.place;
        Piece { tied: span.tied, ..piece(&row.text, number, span.bytes, (start.by(unit), end.by(unit)), unit) }
    };
    spans.into_iter().map(piece).collect()
}

fn piece(text: &str, row: usize, bytes: Range<usize>, (start, end): (i32, i32), unit: Unit) -> Piece {
    let facts = Facts::of(&text[bytes.clone()], 0);
    Piece { row, bytes, start, end, width: facts.width, chars: facts.chars, facts, tied: false, unit }
}

/// One piece from the first to the last.
pub(super) fn joined(text: &str, first: &Piece, last: &Piece) -> Piece {
    let bytes = first.bytes.start..last.bytes.end;
    Piece { tied: first.tied, ..piece(text, first.row, bytes, (first.start, last.end), first.unit) }
}

/// Cuts pieces at single spaces before an edge at which pieces begin above and below.
fn cut_at_edges(rows: &[Row], levels: &mut [Level]) {
    let starts: Vec<Vec<i32>> =
        levels.iter().map(|level| level.pieces.iter().filter(|p| p.start > 0).map(|p| p.start).collect()).collect();
    for i in 0..levels.len() {
        if levels[i].pieces.iter().all(|p| p.width < FAT) || !levels[i].may_be_cut() {
            continue;
        }
        let (above, below) = (&starts[i.saturating_sub(REACH)..i], &starts[i + 1..(i + 1 + REACH).min(starts.len())]);
        let is_edge = |at: i32| {
            let count = |rows: &[Vec<i32>]| rows.iter().filter(|row| row.contains(&at)).count();
            let (above, below) = (count(above), count(below));
            above > 0 && below > 0 && above + below >= WITNESSES
        };
        let cut_up = |p: Piece| {
            let text: &str = &rows[p.row].text;
            let edges = spaces(text, &p).into_iter().filter(|s| is_edge(s.1));
            let cuts: Vec<usize> = edges.map(|s| s.0).collect();
            cut(text, p, &cuts)
        };
        levels[i].pieces = std::mem::take(&mut levels[i].pieces).into_iter().flat_map(cut_up).collect();
    }
}

/// The single spaces inside a piece: the byte behind each, and where that stands in the row.
pub(super) fn spaces(text: &str, piece: &Piece) -> Vec<(usize, i32)> {
    let mut at = piece.start;
    let mut out = Vec::new();
    for (byte, c) in text[piece.bytes.clone()].char_indices() {
        at += cells(c, piece.unit);
        if c.is_whitespace() {
            if out.len() == MOST_SPACES {
                return Vec::new();
            }
            out.push((piece.bytes.start + byte + c.len_utf8(), at));
        }
    }
    out
}

/// Cuts a piece in front of these bytes.
pub(super) fn cut(text: &str, piece: Piece, cuts: &[usize]) -> SmallVec<[Piece; 1]> {
    let mut out = SmallVec::with_capacity(cuts.len() + 1);
    let unit = piece.unit;
    let mut left = piece;
    for &byte in cuts {
        let before = text[left.bytes.start..byte].trim_end();
        let width = |s: &str| s.chars().map(|c| cells(c, unit)).sum::<i32>();
        let edge = left.start + width(&text[left.bytes.start..byte]);
        let mut upper =
            self::piece(text, left.row, left.bytes.start..left.bytes.start + before.len(), (left.start, 0), unit);
        upper.end = left.start + width(before);
        upper.tied = left.tied;
        let mut right = self::piece(text, left.row, byte..left.bytes.end, (edge, left.end), unit);
        right.tied = true;
        out.push(upper);
        left = right;
    }
    out.push(left);
    out
}

/// A place where a piece might be cut: how much type stands before it.
#[derive(Clone, Copy)]
struct Candidate {
    byte: usize,
    width: Width,
    /// Where it is in the row.
    at: i32,
    /// Whether spaces between all characters before it make the line full, however little it holds.
    stretched: bool,
}

/// Cuts pieces that hold several columns full to their measure, a single space between them.
///
/// Where the gutter is so narrow that the extractor takes it for a space between words, the columns below each other
/// begin wherever the characters before them end. But a full line is as wide as its column, so the spaces of several
/// rows stand behind the same width of type. This needs type of one width, as ideographs have.
fn cut_full_measures(rows: &[Row], levels: &mut [Level]) {
    let pieces: Vec<&[Piece]> = levels.iter().map(|level| &level.pieces[..]).collect();
    let candidates: Vec<Vec<Vec<Candidate>>> =
        pieces.iter().map(|row| row.iter().map(|p| candidates_in(&rows[p.row].text, p)).collect()).collect();
    let mut cuts: Vec<Vec<Vec<usize>>> = Vec::with_capacity(pieces.len());
    for (i, row) in pieces.iter().enumerate() {
        let near = i.saturating_sub(REACH)..(i + 1 + REACH).min(pieces.len());
        let mut here = Vec::with_capacity(row.len());
        for (k, p) in row.iter().enumerate() {
            let mut at = Vec::new();
            for c in &candidates[i][k] {
                let (mut for_it, mut against) = (0, 0);
                for j in near.clone() {
                    for (q, others) in pieces[j].iter().zip(&candidates[j]) {
                        // A first line begins two characters further right, and so much sooner its measure is full.
                        let shift = q.start - p.start;
                        if shift.abs() > 4 || q.width < c.width - 100 * shift + NARROW {
                            continue;
                        }
                        let same = |o: &Candidate| (o.width + 100 * shift - c.width).abs() <= PLAY;
                        if others.iter().any(same) { for_it += 1 } else { against += 1 }
                    }
                }
                if for_it >= WITNESSES && for_it >= against {
                    at.push(*c);
                }
            }
            here.push(thinned(at).iter().map(|c| c.byte).collect());
        }
        cuts.push(here);
    }
    let cut_ones = levels.iter_mut().zip(cuts).filter(|(_, cuts)| cuts.iter().any(|at| !at.is_empty()));
    for (level, cuts) in cut_ones {
        let whole = std::mem::take(&mut level.pieces).into_iter().zip(cuts);
        level.pieces = whole.flat_map(|(p, at)| cut(&rows[p.row].text, p, &at)).collect();
    }
}

/// Cuts pieces where what stands before a single space is as wide as the columns near by.
fn cut_like_neighbours(rows: &[Row], levels: &mut [Level]) {
    let shapes: Vec<Vec<(i32, Width)>> = levels
        .iter()
        .map(|l| l.pieces.iter().filter(|p| p.width >= NARROW).map(|p| (p.start, p.width)).collect())
        .collect();
    for (i, level) in levels.iter_mut().enumerate().filter(|(_, level)| level.may_be_cut()) {
        let near = &shapes[i.saturating_sub(REACH)..(i + 1 + REACH).min(shapes.len())];
        let count = |at: i32, is: &dyn Fn(Width) -> bool| {
            near.iter().flatten().filter(|(start, width)| (start - at).abs() <= 10 && is(*width)).count()
        };
        let cut_up = |p: Piece| {
            let text: &str = &rows[p.row].text;
            let mut at = Vec::new();
            let (mut last, mut start, mut before) = (0, p.start, 0);
            // A first line is short by its indent.
            let first = |width: Width| {
                let indented =
                    |n: &&(i32, Width)| (1..=4).contains(&(p.start - n.0)) && (n.1 - width - INDENT).abs() <= PLAY / 2;
                near.iter().flatten().filter(indented).count() >= WITNESSES
            };
            for c in candidates_in(text, &p) {
                let width = c.width - last;
                let like = |w: Width| (w - width).abs() <= PLAY / 2;
                // A line that was stretched holds less than its measure.
                let room = |w: Width| (width..2 * width).contains(&w);
                let again = last > 0 && (width - before).abs() <= PLAY;
                let indented = last == 0 && first(width);
                if again
                    || indented
                    || count(start, &like) >= WITNESSES
                    || c.stretched && count(start, &room) >= WITNESSES
                {
                    at.push(c.byte);
                    (last, start, before) = (c.width, c.at, width);
                }
            }
            cut(text, p, &at)
        };
        level.pieces = std::mem::take(&mut level.pieces).into_iter().flat_map(cut_up).collect();
    }
}

/// Moves pieces behind a single space to where the pieces of their column begin that stand alone.
///
/// poppler puts a piece that stands alone behind as many characters as any line near by has on its left, but one behind
/// a single space just behind the characters of its own row.
fn snap(levels: &mut [Level]) {
    let starts: Vec<Vec<(i32, bool)>> =
        levels.iter().map(|l| l.pieces.iter().skip(1).map(|p| (p.start, p.tied)).collect()).collect();
    for (i, level) in levels.iter_mut().enumerate() {
        let near = &starts[i.saturating_sub(2 * REACH)..(i + 1 + 2 * REACH).min(starts.len())];
        for piece in level.pieces.iter_mut().filter(|p| p.tied) {
            let count = |at: i32, tied: bool| near.iter().filter(|row| row.contains(&(at, tied))).count();
            let alone = (0..=SHIFT).map(|d| (count(piece.start + d, false), -d)).max();
            let shared = (-SHIFT / 2..=SHIFT / 2).map(|d| (count(piece.start + d, true), -d)).max();
            let by = match (alone, shared) {
                (Some((n, d)), _) if n >= 2 => -d,
                (_, Some((n, d))) if n >= 2 => -d,
                _ => 0,
            };
            piece.start += by;
            piece.end += by;
        }
    }
}

/// Of places close together only the first.
fn thinned(places: Vec<Candidate>) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for place in places {
        if out.last().is_none_or(|last| place.width - last.width >= NARROW) {
            out.push(place);
        }
    }
    out
}

/// The single spaces of a piece of ideographs that may be gutters.
fn candidates_in(text: &str, piece: &Piece) -> Vec<Candidate> {
    if piece.width < FAT {
        return Vec::new();
    }
    if piece.facts.is_latin() {
        return Vec::new();
    }
    let mut out: Vec<Candidate> = Vec::new();
    // Behind how many characters with a space around each we are.
    let (mut loose, mut from) = (0, piece.bytes.start);
    for (byte, at) in spaces(text, piece) {
        let single = text[from..byte].trim_end().chars().count() <= 2;
        loose = if single { loose + 1 } else { 0 };
        from = byte;
        let next = || text[byte..piece.bytes.end].split(' ').next().is_some_and(|word| word.chars().nth(2).is_some());
        let stretched = loose >= STRETCHED && next();
        if loose > 1 && !stretched {
            continue;
        }
        let before = Facts::of(&text[piece.bytes.start..byte], 0);
        // `（何溪 摄）` is no gutter, but a bracket may be closed on the next line.
        let closes = before.open && text[byte..piece.bytes.end].chars().take(5).any(is_closer);
        if closes || before.width + 200 > piece.width {
            continue;
        }
        if before.width >= NARROW {
            out.push(Candidate { byte, width: before.width, at, stretched });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(dump: &str) -> Vec<Vec<String>> {
        let rows = crate::read::rows(dump);
        let text = |p: &Piece| rows[p.row].text[p.bytes.clone()].to_owned();
        let specks = vec![Vec::new(); rows.len()];
        levels(&rows, &specks)
            .iter()
            .flat_map(|found| &found.0)
            .map(|level| level.pieces.iter().map(text).collect())
            .collect()
    }

    #[test]
    fn a_gutter_of_one_space_is_found_by_the_measure() {
        let dump = "新桥昨天通车，两岸居民 市图书馆延长开放时间，\n步行过江，放了鞭炮，又 周末开到夜里十点，借书\n\
                    敲锣打鼓，热闹得很。（ 也不用押金，带证就行，\n记者 何溪）";
        let levels = found(dump);
        assert_eq!(levels[0], ["新桥昨天通车，两岸居民", "市图书馆延长开放时间，"]);
        assert_eq!(levels[2], ["敲锣打鼓，热闹得很。（", "也不用押金，带证就行，"]);
        assert_eq!(levels[3], ["记者 何溪）"]);
    }
}
