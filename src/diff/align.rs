//! Which piece of one text is which piece of the other.
//!
//! White space is kept out of the comparison: words are compared without it, and the gaps between them afterwards. So a
//! paragraph that was set anew in other lines is the same paragraph with another layout.
//!
//! The work grows with the length of the texts. Where three neighbouring words stand equally often in both texts they
//! are anchors; the longest chain of anchors that keeps its order cuts the texts into small parts, and only these are
//! compared word by word, then character by character.

use std::ops::Range;
use std::time::Instant;

use similar::{Algorithm, DiffOp, capture_diff_slices, capture_diff_slices_deadline};

use super::text::{Kind, Op};
use crate::lang::class::Class;

/// Parts of more characters than this are not compared character by character.
const MANY_CHARS: usize = 1 << 14;
/// From so many words on, one of four possible anchors is enough.
const MANY_WORDS: usize = 200_000;

/// Words of other scripts that are longer, in bytes, are no words and are cut as ideographs are.
const LONG: u32 = 64;

/// A word or a mark, without the white space around it.
#[derive(Clone, Copy)]
struct Token {
    start: u32,
    end: u32,
    hash: u64,
}

/// Writes the operations that lead from one text to the other, from the first byte to the last.
pub(super) struct Aligner<'a> {
    before: &'a str,
    after: &'a str,
    deadline: Option<Instant>,
    /// How far each text has been dealt with.
    b: usize,
    a: usize,
    /// Where the region ends that is looked at.
    b_to: usize,
    a_to: usize,
    ops: Vec<Op>,
    coarse: usize,
}

impl<'a> Aligner<'a> {
    pub(super) const fn new(before: &'a str, after: &'a str, deadline: Option<Instant>) -> Self {
        Self { before, after, deadline, b: 0, a: 0, b_to: 0, a_to: 0, ops: Vec::new(), coarse: 0 }
    }

    /// The operations, and how many parts were not compared to the end for want of time.
    pub(super) fn finish(mut self) -> (Vec<Op>, usize) {
        self.region(self.before.len(), self.after.len());
        (self.ops, self.coarse)
    }

    /// How far both texts have been dealt with.
    pub(super) const fn at(&self) -> (usize, usize) {
        (self.b, self.a)
    }

    /// The next `len` bytes are the same in both texts.
    pub(super) fn same(&mut self, len: usize) {
        self.push(Kind::Same, self.b + len, self.a + len);
    }

    /// Compares the texts up to these bytes.
    pub(super) fn region(&mut self, b_to: usize, a_to: usize) {
        let (b_text, a_text) = (&self.before[self.b..b_to], &self.after[self.a..a_to]);
        if b_text == a_text {
            return self.push(Kind::Same, b_to, a_to);
        }
        // Whole lines at both ends that are the same need no search.
        let lead = b_text.bytes().zip(a_text.bytes()).take_while(|(b, a)| b == a).count();
        let lead = b_text.as_bytes()[..lead].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let (b_rest, a_rest) = (&b_text.as_bytes()[lead..], &a_text.as_bytes()[lead..]);
        let trail = b_rest.iter().rev().zip(a_rest.iter().rev()).take_while(|(b, a)| b == a).count();
        let trail = match b_rest[b_rest.len() - trail..].iter().position(|&byte| byte == b'\n') {
            Some(at) => trail - at - 1,
            None => 0,
        };
        self.same(lead);
        self.middle(b_to - trail, a_to - trail);
        self.push(Kind::Same, b_to, a_to);
    }

    /// Compares the texts up to these bytes: what stands between lines that are the same.
    fn middle(&mut self, b_to: usize, a_to: usize) {
        (self.b_to, self.a_to) = (b_to, a_to);
        let b_words = tokens(&self.before[self.b..b_to], self.b);
        let a_words = tokens(&self.after[self.a..a_to], self.a);
        let anchors = anchors(&b_words, &a_words);
        let (mut b, mut a) = (0, 0);
        for (b_anchor, a_anchor) in anchors {
            if b_anchor < b || a_anchor < a {
                continue;
            }
            self.words(&b_words[b..b_anchor], &a_words[a..a_anchor]);
            (b, a) = (b_anchor, a_anchor);
            while b < b_words.len() && a < a_words.len() && b_words[b].hash == a_words[a].hash {
                self.equal(&b_words[b..=b], &a_words[a..=a]);
                (b, a) = (b + 1, a + 1);
            }
        }
        self.words(&b_words[b..], &a_words[a..]);
        self.gap(b_to, a_to);
    }

    /// Compares two runs of words without anchors.
    fn words(&mut self, before: &[Token], after: &[Token]) {
        if before.is_empty() || after.is_empty() {
            return self.differ(before, after);
        }
        let hashes = |words: &[Token]| words.iter().map(|word| word.hash).collect::<Vec<u64>>();
        let (b_hashes, a_hashes) = (hashes(before), hashes(after));
        let large = before.len().saturating_mul(after.len()) > MANY_CHARS * MANY_CHARS;
        if large && self.is_late() {
            self.coarse += 1;
            return self.differ(before, after);
        }
        let algorithm = if large { Algorithm::Histogram } else { Algorithm::Myers };
        for op in capture_diff_slices_deadline(algorithm, &b_hashes, &a_hashes, self.deadline) {
            let (b, a) = (op.old_range(), op.new_range());
            match op {
                DiffOp::Equal { .. } => self.equal(&before[b], &after[a]),
                _ => self.differ(&before[b], &after[a]),
            }
        }
        self.coarse += usize::from(self.is_late());
    }

    fn is_late(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() > deadline)
    }

    /// Words that are the same, but for the white space in and between them.
    fn equal(&mut self, before: &[Token], after: &[Token]) {
        let ends = before.last().zip(after.last());
        let Some((b_to, a_to)) = ends.map(|(b, a)| (b.end as usize, a.end as usize)) else { return };
        while self.b < b_to && self.a < a_to {
            let (b_rest, a_rest) = (&self.before[self.b..b_to], &self.after[self.a..a_to]);
            let (b_gap, a_gap) = (gap_len(b_rest), gap_len(a_rest));
            if b_gap + a_gap > 0 {
                self.gap(self.b + b_gap, self.a + a_gap);
                continue;
            }
            let run = b_rest.chars().zip(a_rest.chars()).take_while(|(b, a)| b == a && !b.is_whitespace());
            match run.map(|(c, _)| c.len_utf8()).sum() {
                // Two words of one hash that are not the same.
                0 => break,
                len => self.same(len),
            }
        }
        if self.b < b_to || self.a < a_to {
            self.push(Kind::Changed, b_to, a_to);
        }
    }

    /// Words that are not the same; characters of them may be.
    fn differ(&mut self, before: &[Token], after: &[Token]) {
        let range = |words: &[Token]| Some(words.first()?.start as usize..words.last()?.end as usize);
        match (range(before), range(after)) {
            (None, None) => {}
            (Some(b), None) => self.removed(b),
            (None, Some(a)) => self.inserted(a),
            (Some(b), Some(a)) => self.characters(b, a),
        }
    }

    /// Compares two pieces character by character. Pieces that have less than half in common are two different texts.
    fn characters(&mut self, b: Range<usize>, a: Range<usize>) {
        let (b_chars, a_chars) = (characters(self.before, &b), characters(self.after, &a));
        let ops = if b_chars.len().max(a_chars.len()) > MANY_CHARS {
            Vec::new()
        } else {
            let only = |chars: &[(usize, char)]| chars.iter().map(|c| c.1).collect::<Vec<char>>();
            capture_diff_slices(Algorithm::Myers, &only(&b_chars), &only(&a_chars))
        };
        let is_equal = |op: &&DiffOp| matches!(op, DiffOp::Equal { .. });
        let common: usize = ops.iter().filter(is_equal).map(|op| op.old_range().len()).sum();
        if common * 2 < b_chars.len().max(a_chars.len()) {
            self.gap(b.start, a.start);
            return self.push(Kind::Changed, b.end, a.end);
        }
        let range = |chars: &[(usize, char)]| {
            let (first, last) = (chars.first()?, chars.last()?);
            Some(first.0..last.0 + last.1.len_utf8())
        };
        for op in ops {
            let (b, a) = (range(&b_chars[op.old_range()]), range(&a_chars[op.new_range()]));
            match (op, b, a) {
                (DiffOp::Equal { .. }, Some(b), Some(a)) => {
                    self.gap(b.start, a.start);
                    let word = |range: Range<usize>| Token { start: at(range.start), end: at(range.end), hash: 0 };
                    self.equal(&[word(b)], &[word(a)]);
                }
                (_, Some(b), Some(a)) => {
                    self.gap(b.start, a.start);
                    self.push(Kind::Changed, b.end, a.end);
                }
                (_, Some(b), None) => self.removed(b),
                (_, None, Some(a)) => self.inserted(a),
                (_, None, None) => {}
            }
        }
    }

    /// Words that only the first text has, with one of the gaps around them: that which the second text has not.
    fn removed(&mut self, b: Range<usize>) {
        let (b_text, a_text) = (&self.before[..self.b_to], &self.after[..self.a_to]);
        let gap = &a_text[self.a..][..gap_len(&a_text[self.a..])];
        let (first, last) = (&b_text[self.b..b.start], &b_text[b.end..][..gap_len(&b_text[b.end..])]);
        if first == gap && (!gap.is_empty() || self.at_lines()) {
            self.same(gap.len());
            self.push(Kind::Changed, b.end + last.len(), self.a);
        } else {
            self.push(Kind::Changed, b.end, self.a);
        }
    }

    /// Words that only the second text has, as [`Aligner::removed`].
    fn inserted(&mut self, a: Range<usize>) {
        let (b_text, a_text) = (&self.before[..self.b_to], &self.after[..self.a_to]);
        let gap = &b_text[self.b..][..gap_len(&b_text[self.b..])];
        let (first, last) = (&a_text[self.a..a.start], &a_text[a.end..][..gap_len(&a_text[a.end..])]);
        if first == gap && (!gap.is_empty() || self.at_lines()) {
            self.same(gap.len());
            self.push(Kind::Changed, self.b, a.end + last.len());
        } else {
            self.push(Kind::Changed, self.b, a.end);
        }
    }

    /// Whether lines begin here in both texts.
    fn at_lines(&self) -> bool {
        let begins = |text: &str| text.chars().next_back().is_none_or(is_line_end);
        begins(&self.before[..self.b]) && begins(&self.after[..self.a])
    }

    /// White space up to these bytes. Where a line ends on either side the difference is one of layout.
    fn gap(&mut self, b_to: usize, a_to: usize) {
        let (b_gap, a_gap) = (&self.before[self.b.min(b_to)..b_to], &self.after[self.a.min(a_to)..a_to]);
        if b_gap == a_gap {
            return self.push(Kind::Same, b_to, a_to);
        }
        let lines = |gap: &str| gap.contains(is_line_end);
        let is_layout =
            lines(b_gap) || lines(a_gap) || self.at_lines() || (b_to == self.before.len() && a_to == self.after.len());
        if !is_layout {
            return self.push(Kind::Changed, b_to, a_to);
        }
        // Line ends from the first on that are the same, so that the lines before and behind them are whole.
        loop {
            let (b_gap, a_gap) = (&self.before[self.b..b_to], &self.after[self.a..a_to]);
            let (b_end, a_end) = (line_end(b_gap), line_end(a_gap));
            match (b_end, a_end) {
                (Some((0, b)), Some((0, a))) => self.push(Kind::Same, self.b + b, self.a + a),
                _ => break,
            }
        }
        let (b_gap, a_gap) = (&self.before[self.b..b_to], &self.after[self.a..a_to]);
        let common = b_gap.chars().rev().zip(a_gap.chars().rev()).take_while(|(b, a)| b == a && !is_line_end(*b));
        let common: usize = common.map(|(c, _)| c.len_utf8()).sum();
        self.push(Kind::Layout, b_to - common, a_to - common);
        self.push(Kind::Same, b_to, a_to);
    }

    fn push(&mut self, kind: Kind, b_to: usize, a_to: usize) {
        let (before, after) = (self.b.min(b_to)..b_to, self.a.min(a_to)..a_to);
        if before.is_empty() && after.is_empty() {
            return;
        }
        (self.b, self.a) = (b_to, a_to);
        // Line ends of two kinds count as the same, but not as the same bytes.
        let even = before.len() == after.len();
        match self.ops.last_mut() {
            Some(last) if last.kind == kind && (kind != Kind::Same || even && last.is_even()) => {
                (last.before.end, last.after.end) = (b_to, a_to);
            }
            _ => self.ops.push(Op { kind, before, after }),
        }
    }
}

/// Whether a line ends here. A form feed parts pages, and stands where a line has ended already.
pub(super) const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The first line end of a text: where it stands, and its length.
pub(super) fn line_end(text: &str) -> Option<(usize, usize)> {
    let (at, c) = text.char_indices().find(|(_, c)| is_line_end(*c))?;
    Some((at, if text[at..].starts_with("\r\n") { 2 } else { c.len_utf8() }))
}

fn at(byte: usize) -> u32 {
    crate::text::to_u32(byte)
}

/// How many bytes of white space a text begins with.
fn gap_len(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn characters(text: &str, range: &Range<usize>) -> Vec<(usize, char)> {
    let all = text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c));
    all.filter(|(_, c)| !c.is_whitespace()).collect()
}

/// The words and marks of a text that begins at byte `offset`. A word of ideographs goes on over a line end; it ends
/// behind one ideograph in eight, always the same ones, so that text without marks has words too.
fn tokens(text: &str, offset: usize) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut open, mut wide, mut gap) = (false, false, false);
    for (index, c) in text.char_indices() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let cjk = Class::of(c).is_cjk();
        let word = c.is_alphanumeric();
        let goes_on = open && word && cjk == wide && (!gap || cjk);
        let (start, end) = (at(offset + index), at(offset + index + c.len_utf8()));
        match tokens.last_mut() {
            Some(last) if goes_on => (last.end, last.hash) = (end, mixed(last.hash, u64::from(u32::from(c)))),
            _ => tokens.push(Token { start, end, hash: mixed(0, u64::from(u32::from(c))) }),
        }
        let long = cjk || tokens.last().is_some_and(|token| token.end - token.start > LONG);
        open = word && !(long && mixed(0, u64::from(u32::from(c))).is_multiple_of(8));
        (wide, gap) = (cjk, false);
    }
    tokens
}

/// A hash that goes on with `more`. That equal hashes are equal words is looked at again where it matters.
const fn mixed(hash: u64, more: u64) -> u64 {
    let hash = (hash.rotate_left(23) ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

/// The places of three neighbouring words that stand equally often in both texts, in the longest chain that keeps its
/// order in both.
fn anchors(before: &[Token], after: &[Token]) -> Vec<(usize, usize)> {
    let sparse = before.len().max(after.len()) > MANY_WORDS;
    let keys = |words: &[Token]| {
        let keys = words.windows(3).map(|w| w.iter().fold(0, |hash, word| mixed(hash, word.hash)));
        let keys = keys.enumerate().filter(|(_, key)| !sparse || key % 4 == 0);
        let mut keys: Vec<(u64, u32)> = keys.map(|(index, key)| (key, at(index))).collect();
        keys.sort_unstable();
        keys
    };
    let (before, after) = (keys(before), keys(after));
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut rest = after.as_slice();
    for equal in before.chunk_by(|one, other| one.0 == other.0) {
        rest = &rest[rest.partition_point(|key| key.0 < equal[0].0)..];
        let there = &rest[..rest.partition_point(|key| key.0 == equal[0].0)];
        if there.len() == equal.len() {
            pairs.extend(equal.iter().zip(there).map(|(b, a)| (b.1, a.1)));
        }
    }
    pairs.sort_unstable();
    rising(&pairs)
}

/// The longest chain of pairs, sorted by their first half, whose second halves rise.
pub(super) fn rising(pairs: &[(u32, u32)]) -> Vec<(usize, usize)> {
    // The last pair of the best chain of each length, and for each pair the one before it in its chain.
    let mut ends: Vec<usize> = Vec::new();
    let mut links: Vec<usize> = Vec::with_capacity(pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < pair.1);
        links.push(if length > 0 { ends[length - 1] } else { usize::MAX });
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied().unwrap_or(usize::MAX);
    while let Some(pair) = pairs.get(next) {
        chain.push((pair.0 as usize, pair.1 as usize));
        next = links[next];
    }
    chain.reverse();
    chain
}
