//! A part of a column: pieces that stand below each other.

use std::collections::BTreeMap;
use std::ops::Range;

use super::gutters::Piece;
use super::spans::spans;
use super::upright;
use crate::line::facts::{Ending, Width};
use crate::line::{Facts, cue};
use crate::read::Row;
use crate::text::{Span, Text};

/// Over so much white a paragraph may follow another.
const FAR: i32 = 2;
/// No leading is so many lines.
const LEADING: usize = 8;
/// The cells of a column of cells are no wider.
pub(super) const WIDEST_CELL: Width = 1600;

/// A part of a column: pieces below each other.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its lines from top to bottom.
    pub lines: Vec<Piece>,
    /// How far down each stands.
    pub ys: Vec<i32>,
    /// Where its lines begin that have no indent.
    pub left: i32,
    /// Where its longest line ends.
    pub right: i32,
    /// Its first row, and the row behind its last; blank lines count.
    pub top: i32,
    pub bottom: i32,
    /// Whether something else stands below it.
    pub covered: bool,
    /// Whether its lines are rows of a table, which stay whole.
    pub is_table: bool,
    /// Whether it is a headline set from top to bottom.
    pub is_upright: bool,
}

impl Block {
    pub fn of(piece: Piece, y: i32) -> Self {
        Self {
            left: piece.start,
            right: piece.end,
            top: y,
            bottom: y + 1,
            ys: vec![y],
            lines: vec![piece],
            covered: false,
            is_table: false,
            is_upright: false,
        }
    }

    /// A line of a headline set from top to bottom.
    pub fn upright(line: upright::Line, depths: &[i32]) -> Option<Self> {
        let (first, last) = line.levels;
        let mut pieces = line.pieces.into_iter();
        let mut block = Self { is_upright: true, ..Self::of(pieces.next()?, depths[first]) };
        for piece in pieces {
            block.push(piece, depths[last]);
        }
        Some(block)
    }

    pub fn push(&mut self, piece: Piece, y: i32) {
        self.bottom = self.bottom.max(y + 1);
        self.right = self.right.max(piece.end);
        if !piece.tied {
            self.left = self.left.min(piece.start);
        }
        self.ys.push(y);
        self.lines.push(piece);
    }

    /// Cuts the block in front of these lines.
    pub fn split(mut self, borders: &[usize]) -> Vec<Self> {
        let mut out = Vec::with_capacity(borders.len() + 1);
        for &at in borders.iter().rev() {
            let (lines, ys) = (self.lines.split_off(at), self.ys.split_off(at));
            out.push(self.with(lines, ys));
        }
        let (lines, ys) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.ys));
        out.push(self.with(lines, ys));
        out.reverse();
        out
    }

    /// A part of this block.
    fn with(&self, lines: Vec<Piece>, ys: Vec<i32>) -> Self {
        let mut part = Self { lines: Vec::new(), ys: Vec::new(), right: 0, top: ys[0], bottom: 0, ..*self };
        for (line, y) in lines.into_iter().zip(ys) {
            part.push(line, y);
        }
        part
    }

    /// Whether the text of this block goes on in another below it: from a full line to one that has no indent, or from
    /// a paragraph to the next.
    pub fn goes_on_in(&self, lower: &Self, jump: i32, rows: &[Row]) -> bool {
        let (Some(last), first) = (self.lines.last(), &lower.lines[0]) else { return false };
        // Of a single line above, the text below knows the measure.
        let few = self.lines.len() < 3;
        let measure = if few { lower.measure() } else { self.measure() };
        let alike = lower.lines.len() < 3 && lower.measure() <= measure + 150
            || (lower.measure() - measure).abs() <= 150 && last.width <= measure + 60;
        if measure < 600 || few && lower.lines.len() < 3 || !alike {
            return false;
        }
        let d = first.start - self.left;
        let gap = lower.top - self.bottom;
        let ending = |l: &Piece| l.facts.ending;
        if ending(last) == Ending::Stop {
            let indented = if few { d.abs() <= 1 } else { (2..=4).contains(&d) };
            return gap <= FAR && indented && !cue::opens_story(text(rows, first));
        }
        let indented = few && (-3..=-2).contains(&d);
        ((-1..=1).contains(&d) || indented)
            && gap <= jump
            && last.width + if indented { 350 } else { 150 } >= measure
            && (first.width + 100 >= measure || ending(first) == Ending::Stop)
    }

    /// Width of its widest line, but for one in six that stands out.
    pub fn measure(&self) -> Width {
        let mut widths: Vec<Width> = self.lines.iter().map(|l| l.width).collect();
        let at = widths.len() - 1 - widths.len() / 6;
        *widths.select_nth_unstable(at).1
    }

    /// How long its lines are, in the unit of the dump: the middle of all.
    pub fn length(&self) -> i32 {
        let mut lengths: Vec<i32> = self.lines.iter().map(|l| l.end - l.start).collect();
        let middle = lengths.len() / 2;
        *lengths.select_nth_unstable(middle).1
    }

    /// Keeps the right edges left of the blocks whose lines stand on the right in the same rows.
    pub fn clip(blocks: &mut [Self]) {
        let mut lines: Vec<(i32, i32, usize)> = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            lines.extend(block.ys.iter().zip(&block.lines).map(|(&y, l)| (y, l.start, i)));
        }
        lines.sort_unstable();
        let mut beside: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for two in lines.windows(2) {
            let (a, b) = (two[0], two[1]);
            if a.0 == b.0 && blocks[a.2].left < blocks[b.2].left && blocks[a.2].right > blocks[b.2].left {
                *beside.entry((a.2, b.2)).or_default() += 1;
            }
        }
        for ((a, b), count) in beside {
            if count >= 3 || count * 2 >= blocks[a].lines.len().min(blocks[b].lines.len()) {
                blocks[a].right = blocks[a].right.min(blocks[b].left);
            }
        }
    }

    /// How far a line is indented.
    pub fn indent(&self, line: &Piece) -> i32 {
        if line.tied { 0 } else { (line.start - self.left).max(0) }
    }

    /// Whether it is running text: most lines full, and marks in them.
    pub fn is_text(&self) -> bool {
        let measure = self.measure();
        let latin = self.facts().next().is_some_and(|f| f.is_latin());
        // Lines of Latin script are ragged.
        let slack = if latin { measure / 5 } else { 200 };
        let full = self.lines.iter().filter(|l| l.width + slack >= measure).count();
        self.lines.len() >= 4 && measure >= 600 && full * 5 >= self.lines.len() * 3 && !self.is_cells()
    }

    /// Whether its lines may be cells of a table: short, and hardly a mark of running text in them.
    pub fn is_cells(&self) -> bool {
        let count = self.lines.iter().filter(|l| l.is_running()).count();
        self.lines.iter().all(|l| l.width <= WIDEST_CELL) && count * 6 <= self.lines.len() && !self.is_upright
    }

    /// Whether white parts the line `at` from the one above.
    pub fn is_left_behind(&self, at: usize) -> bool {
        at > 0 && self.ys.get(at).is_some_and(|y| *y > self.ys[at - 1] + FAR)
    }

    /// Whether its last line is full, and its sentence goes on.
    fn is_open(&self) -> bool {
        let last = self.lines.last();
        last.is_some_and(|l| {
            let facts = l.facts;
            self.is_text()
                && l.width + if facts.is_latin() { self.measure() / 3 } else { 250 } >= self.measure()
                && facts.ending != Ending::Stop
        })
    }

    /// Whether this block may go on the text of the block that is read before it.
    pub fn may_follow(&self, above: &Self) -> bool {
        !above.is_text() || above.is_open() && self.indent(&self.lines[0]) < 2
    }

    /// Its lines as rows, each with its indent, the first with a blank line above it if it is `apart` from what is
    /// read before it.
    pub fn emit(&self, (above, apart): (Option<&Self>, bool), rows: &[Row], out: &mut Vec<Row>) {
        // Titles are centred, which is no indent.
        let marked = |f: Facts| f.commas + f.inner_stops > 0 || matches!(f.ending, Ending::Stop | Ending::Comma);
        // Words differ in length, and a title may be as wide as its column; white below says that it is one.
        let latin = self.facts().filter(|f| f.is_latin() && f.ideographs == 0).count() * 2 > self.lines.len();
        let whites = if latin { self.whites(above, rows) } else { Vec::new() };
        let is_set = self.is_table || !self.is_upright && self.facts().any(marked);
        for (k, line) in self.lines.iter().enumerate() {
            let white = k == 0 && apart || whites.get(k).is_some_and(|white| *white);
            let indent = if is_set { self.indent(line) } else { 0 };
            // An indent of two characters is one of two ems.
            let spaces = if self.is_table {
                indent
            } else if indent >= 2 {
                4
            } else {
                0
            };
            let mut piece = Text::default();
            let row = &rows[line.row].text;
            let at = row.span_of(line.bytes.clone()).map_or(0, |s| s.start);
            piece.push_for(&" ".repeat(usize::try_from(spaces).unwrap_or(0)), Span::new(at, at));
            // A line by itself may be a folio, whose parts stand apart.
            if line.facts.gaps > 0 && line.facts.is_latin() && !self.is_table && self.lines.len() > 1 {
                push_words(&mut piece, row, line.bytes.clone());
            } else {
                piece.append(&row.slice(line.bytes.clone()));
            }
            out.push(Row { text: piece, blanks: u32::from(white), place: None, beside: false });
        }
    }

    /// Above which lines there is white: they stand further below the last one than most do.
    fn whites(&self, above: Option<&Self>, rows: &[Row]) -> Vec<bool> {
        let below = |upper: &Piece, lower: &Piece| {
            let between = upper.row + 1..(lower.row + 1).min(upper.row + LEADING);
            rows.get(between).map_or(0, |rows| rows.iter().map(|row| 1 + row.blanks).sum::<u32>())
        };
        let mut steps: Vec<u32> = self.lines.windows(2).map(|pair| below(&pair[0], &pair[1])).collect();
        let first = above.and_then(|above| above.lines.last()).map_or(0, |upper| below(upper, &self.lines[0]));
        steps.insert(0, first);
        let mut sorted = steps[1..].to_vec();
        sorted.sort_unstable();
        let leading = sorted.get(sorted.len() / 2).copied().unwrap_or(1);
        steps.iter().map(|step| *step > leading).collect()
    }

    /// What its lines measure.
    pub fn facts(&self) -> impl Iterator<Item = Facts> {
        self.lines.iter().map(|l| l.facts)
    }
}

/// Adds what a line driven to its measure says, with one space between its words.
fn push_words(piece: &mut Text, row: &Text, bytes: Range<usize>) {
    for (nth, span) in spans(&row[bytes.clone()], &[]).into_iter().enumerate() {
        let words = row.slice(bytes.start + span.bytes.start..bytes.start + span.bytes.end);
        if nth > 0 {
            let at = words.span().map_or(0, |span| span.start);
            piece.push_for(" ", Span::new(at, at));
        }
        piece.append(&words);
    }
}

/// The text of a piece.
pub(super) fn text<'a>(rows: &'a [Row], piece: &Piece) -> &'a str {
    &rows[piece.row].text[piece.bytes.clone()]
}
