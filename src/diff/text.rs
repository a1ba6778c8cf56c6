//! Two texts and what differs between them.

use std::ops::Range;
use std::time::Instant;

pub(super) use super::align::line_end;
use super::align::{Aligner, is_line_end};
use crate::text::to_u32;

/// How a piece of one text relates to a piece of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// They are the same.
    Same,
    /// Both are white space at a line's end: line breaks, blank lines, indents.
    Layout,
    /// They differ.
    Changed,
}

/// A piece of each text. The operations of a [`TextDiff`] follow one another without a gap in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// How they relate.
    pub kind: Kind,
    /// The bytes of the first text.
    pub before: Range<usize>,
    /// The bytes of the second text.
    pub after: Range<usize>,
}

impl Op {
    pub(super) fn is_even(&self) -> bool {
        self.before.len() == self.after.len()
    }
}

/// How two texts differ.
///
/// ```
/// let diff = stonehand::diff::texts("灯塔重\n开,票价1２元\n", "灯塔重开，票价12元\n");
/// assert!(!diff.is_same());
/// assert_eq!(diff.unified(3), "@@ -1,2 +1 @@\n-灯塔重\n-开,票价1２元\n+灯塔重开，票价12元\n");
///
/// // Only set anew: another layout, the same text.
/// let diff = stonehand::diff::texts("灯塔重\n开\n", "灯塔重开\n");
/// assert!(!diff.is_same() && diff.is_same_but_for_layout());
/// assert_eq!(diff.layout().joined, 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextDiff<'a> {
    /// The first text.
    pub before: &'a str,
    /// The second text.
    pub after: &'a str,
    /// What leads from the first to the second.
    pub ops: Vec<Op>,
    /// How many parts were not compared to the end because time was up; they count as changed as a whole.
    pub coarse: usize,
}

/// Lines that differ, and whatever of them is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes of the first text: whole lines.
    pub before: Range<usize>,
    /// The bytes of the second text: whole lines.
    pub after: Range<usize>,
    /// The lines of the first text, counted from 0.
    pub before_lines: Range<usize>,
    /// The lines of the second text, counted from 0.
    pub after_lines: Range<usize>,
    /// The operations of the diff that touch these bytes.
    pub ops: Range<usize>,
    /// Whether more than the layout differs.
    pub is_changed: bool,
}

/// What differs in layout, and how often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Line breaks of the first text where the second goes on.
    pub joined: usize,
    /// Line breaks of the second text where the first goes on.
    pub divided: usize,
    /// Blank lines that only the first text has.
    pub blank_lines_removed: usize,
    /// Blank lines that only the second text has.
    pub blank_lines_added: usize,
    /// Indents, and spaces at the ends of lines.
    pub spaces: usize,
}

impl Layout {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_same(&self) -> bool {
        *self == Self::default()
    }

    /// What differs, in words; empty where nothing does.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let say = |count: usize, one: &str, many: &str| {
            (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
        };
        [
            say(self.joined, "line break joined", "line breaks joined"),
            say(self.divided, "line break added", "line breaks added"),
            say(self.blank_lines_removed, "blank line removed", "blank lines removed"),
            say(self.blank_lines_added, "blank line added", "blank lines added"),
            say(self.spaces, "indent or space at a line's end", "indents or spaces at lines' ends"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl<'a> TextDiff<'a> {
    pub(super) fn of(before: &'a str, after: &'a str, deadline: Option<Instant>) -> Self {
        Self::from_ops(before, after, Aligner::new(before, after, deadline).finish())
    }

    pub(super) fn from_ops(before: &'a str, after: &'a str, (ops, coarse): (Vec<Op>, usize)) -> Self {
        Self { before, after, ops, coarse }
    }

    /// Whether the texts are the same; line ends of another kind do not count.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.ops.iter().all(|op| op.kind == Kind::Same)
    }

    /// Whether only their layout differs, if anything.
    #[must_use]
    pub fn is_same_but_for_layout(&self) -> bool {
        self.ops.iter().all(|op| op.kind != Kind::Changed)
    }

    /// What differs in layout.
    #[must_use]
    pub fn layout(&self) -> Layout {
        let mut layout = Layout::default();
        for op in self.ops.iter().filter(|op| op.kind == Kind::Layout) {
            let (before, after) = (&self.before[op.before.clone()], &self.after[op.after.clone()]);
            let begins = |text: &str, at: usize| text[..at].chars().next_back().is_none_or(is_line_end);
            let whole = begins(self.before, op.before.start) && begins(self.after, op.after.start);
            match (breaks(before), breaks(after)) {
                (0, 0) => layout.spaces += 1,
                (b, a) if whole => {
                    layout.blank_lines_removed += b.saturating_sub(a);
                    layout.blank_lines_added += a.saturating_sub(b);
                }
                (b, 0) => {
                    layout.joined += 1;
                    layout.blank_lines_removed += b - 1;
                }
                (0, a) => {
                    layout.divided += 1;
                    layout.blank_lines_added += a - 1;
                }
                (b, a) if b == a => layout.spaces += 1,
                (b, a) => {
                    layout.blank_lines_removed += b.saturating_sub(a);
                    layout.blank_lines_added += a.saturating_sub(b);
                }
            }
        }
        layout
    }

    /// The lines that differ, in order. Pieces that touch stay apart, so that each is as small as it can be.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let mut walk = Walk {
            before: Lines::of(self.before),
            after: Lines::of(self.after),
            last: (0, 0),
            first_op: 0,
            dirty: None,
            ops: self.ops.len(),
            pieces: Vec::new(),
        };
        for (index, op) in self.ops.iter().enumerate() {
            walk.meet(op.before.start, op.after.start, index);
            if op.kind != Kind::Same {
                walk.dirty = Some(walk.dirty.unwrap_or(false) || op.kind == Kind::Changed);
            } else if op.is_even() {
                walk.through(op, index);
            }
        }
        let end = (self.before.len(), self.after.len());
        walk.close(end.0, end.1, self.ops.len());
        walk.pieces
    }

    /// The operations of a piece, cut off where it begins and ends.
    pub fn ops_of<'p>(&'p self, piece: &'p Piece) -> impl Iterator<Item = Op> + 'p {
        let beside = |op: &Op| {
            (op.before.start >= piece.before.end && op.after.start >= piece.after.end)
                || (op.before.end <= piece.before.start && op.after.end <= piece.after.start)
        };
        self.ops[piece.ops.clone()].iter().filter(move |op| !beside(op)).map(|op| {
            let mut op = op.clone();
            if op.kind == Kind::Same && op.is_even() {
                let skip = piece.before.start.saturating_sub(op.before.start);
                let over = op.before.end.saturating_sub(piece.before.end);
                op = Op {
                    kind: op.kind,
                    before: op.before.start + skip..op.before.end - over,
                    after: op.after.start + skip..op.after.end - over,
                };
            }
            op
        })
    }
}

/// How many lines end in white space; CR LF is one line end.
fn breaks(gap: &str) -> usize {
    gap.chars().filter(|c| is_line_end(*c)).count() - gap.matches("\r\n").count()
}

/// The first bytes of a text's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    starts: Vec<u32>,
    /// The end of the text, where another line could begin.
    end: Option<u32>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = at + c.len_utf8();
            if is_line_end(c) && !(c == '\r' && chars.peek().is_some_and(|n| n.1 == '\n')) && next < text.len() {
                starts.push(to_u32(next));
            }
        }
        let end = text.chars().next_back().is_none_or(is_line_end).then(|| to_u32(text.len()));
        Self { starts, end }
    }

    /// How many lines begin before byte `at`.
    pub(super) fn before(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| (start as usize) < at)
    }

    /// Whether a line begins at byte `at`.
    fn begins(&self, at: usize) -> bool {
        self.starts.binary_search(&to_u32(at)).is_ok() || self.end == Some(to_u32(at))
    }

    /// The bytes of some lines, line ends included.
    pub(super) fn bytes(&self, lines: Range<usize>, text: &str) -> Range<usize> {
        let at = |line: usize| self.starts.get(line).map_or(text.len(), |&start| start as usize);
        at(lines.start)..at(lines.end).max(at(lines.start))
    }

    pub(super) fn count(&self, text: &str) -> usize {
        if text.is_empty() { 0 } else { self.starts.len() }
    }
}

/// Goes along both texts from one place where lines begin in both to the next.
struct Walk {
    before: Lines,
    after: Lines,
    /// The last such place, and the operation there.
    last: (usize, usize),
    first_op: usize,
    /// Whether anything differs since, and more than the layout.
    dirty: Option<bool>,
    /// How many operations there are.
    ops: usize,
    pieces: Vec<Piece>,
}

impl Walk {
    /// At these bytes operation `op` begins.
    fn meet(&mut self, b: usize, a: usize, op: usize) {
        if self.before.begins(b) && self.after.begins(a) {
            self.close(b, a, op);
        }
    }

    /// Goes along an operation that leaves everything as it is.
    fn through(&mut self, op: &Op, index: usize) {
        let inside = self.before.before(op.before.start + 1)..self.before.before(op.before.end + 1);
        let starts: [Option<u32>; 2] = match self.before.starts.get(inside) {
            Some([first, .., last]) => [Some(*first), Some(*last)],
            Some([only]) => [Some(*only), None],
            _ => [None, None],
        };
        for start in starts.into_iter().flatten() {
            let step = start as usize - op.before.start;
            if self.after.begins(op.after.start + step) {
                self.close(op.before.start + step, op.after.start + step, index);
            }
        }
    }

    fn close(&mut self, b: usize, a: usize, op: usize) {
        if let Some(is_changed) = self.dirty.take() {
            let lines = |lines: &Lines, from: usize, to: usize| lines.before(from)..lines.before(to);
            self.pieces.push(Piece {
                before: self.last.0..b,
                after: self.last.1..a,
                before_lines: lines(&self.before, self.last.0, b),
                after_lines: lines(&self.after, self.last.1, a),
                ops: self.first_op..(op + 1).min(self.ops),
                is_changed,
            });
        }
        self.last = (b, a);
        self.first_op = op;
    }
}
