//! Can one line follow another? A small model of which characters touch.
//!
//! A line break falls anywhere in Chinese text, so the last characters of a line and the first of the next stand
//! together as any characters of running text do. The model knows, for pairs and triples of characters, how much more
//! or less often they touch than chance would have it. It was counted from texts that everybody may use (see
//! `continuity.model.md` beside the model) by `examples/train_continuity.rs`. What it does not know the page itself
//! knows: the pairs inside its lines ([`Words`]).
//!
//! All scores are eighths of a natural logarithm: 8 more says that the lines are e times more likely neighbours.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::lang::simplified::simplified;
use crate::line::facts::is_ideograph;
use crate::text::Mix;

/// An eighth of a natural logarithm.
pub type Score = i32;

/// The model, as `examples/train_continuity.rs` writes it.
static MODEL: &[u8] = include_bytes!("continuity.model");

/// What the file begins with.
pub const MAGIC: [u8; 4] = *b"CNT1";
/// How many values an entry can have.
pub const LEVELS: usize = 16;
/// How many buckets there are, as a power of two.
pub const BUCKET_BITS: u32 = 13;
/// How many bits of an entry tell which key it is of.
pub const PRINT_BITS: u32 = 12;

/// The bucket and the print of a pair (`a` is NUL) or a triple of characters.
#[must_use]
pub fn place(a: char, b: char, c: char) -> (usize, u16) {
    let key = gram(a, b, c);
    let mixed = (key ^ key >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let bucket = usize::try_from(mixed >> (64 - BUCKET_BITS)).unwrap_or(0);
    let print = mixed >> (64 - BUCKET_BITS - PRINT_BITS) & ((1 << PRINT_BITS) - 1);
    (bucket, u16::try_from(print).unwrap_or(0))
}

/// The character as the model knows it: all digits are one, all Latin letters, and an ideograph in both scripts.
#[must_use]
pub fn plain(c: char) -> char {
    match c {
        '0'..='9' | '０'..='９' => '0',
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => 'a',
        '(' => '（',
        ')' => '）',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        _ => simplified(c),
    }
}

/// The characters at the end of a line or at its beginning, as the model knows them; NUL where there are fewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// The character that touches the other line.
    pub near: char,
    /// The one behind it.
    pub far: char,
}

impl Edge {
    /// The end of a line.
    #[must_use]
    pub fn end(line: &str) -> Self {
        Self::of(line.chars().rev())
    }

    /// The beginning of a line.
    #[must_use]
    pub fn begin(line: &str) -> Self {
        Self::of(line.chars())
    }

    /// The end of a line that ended so and got one character more.
    #[must_use]
    pub fn with(self, c: char) -> Self {
        Self { near: plain(c), far: self.near }
    }

    /// The characters next to a seam, the nearest first.
    pub(super) fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut chars = chars.filter(|c| !c.is_whitespace()).map(plain);
        let mut next = || chars.next().unwrap_or('\0');
        Self { near: next(), far: next() }
    }
}

/// How much more likely than by chance a line that ends with `end` goes on with one that begins with `begin`.
#[must_use]
pub fn touch(end: Edge, begin: Edge) -> Score {
    let (a, b) = (end.near, begin.near);
    // Of a pair that the model does not know it says how likely a word ends so, and how likely one begins so.
    let pair = look_up('\0', a, b).unwrap_or_else(|| edges(a).0 + edges(b).1);
    let before = if end.far == '\0' { 0 } else { look_up(end.far, a, b).unwrap_or(0) };
    let behind = if begin.far == '\0' { 0 } else { look_up(a, b, begin.far).unwrap_or(0) };
    pair + before + behind
}

/// How likely the character ends a word, and how likely it begins one.
#[must_use]
pub fn edges(c: char) -> (Score, Score) {
    let Ok(code) = u16::try_from(c as u32) else { return (0, 0) };
    let count = number(4);
    let chars = &MODEL[8..8 + 4 * count];
    let (mut low, mut high) = (0, count);
    while low < high {
        let mid = usize::midpoint(low, high);
        let found = u16::from_le_bytes([chars[4 * mid], chars[4 * mid + 1]]);
        match found.cmp(&code) {
            std::cmp::Ordering::Less => low = mid + 1,
            std::cmp::Ordering::Greater => high = mid,
            std::cmp::Ordering::Equal => return (signed(chars[4 * mid + 2]), signed(chars[4 * mid + 3])),
        }
    }
    (0, 0)
}

fn look_up(a: char, b: char, c: char) -> Option<Score> {
    let (bucket, print) = place(a, b, c);
    let levels = 8 + 4 * number(4);
    let offsets = levels + LEVELS;
    let entries = offsets + 4 * ((1 << BUCKET_BITS) + 1);
    let (from, to) = (number(offsets + 4 * bucket), number(offsets + 4 * (bucket + 1)));
    // The entries of a bucket are sorted, by their prints first.
    let bucket = MODEL[entries + 2 * from..entries + 2 * to].as_chunks::<2>().0;
    let at = bucket.partition_point(|&entry| u16::from_le_bytes(entry) >> 4 < print);
    let entry = u16::from_le_bytes(*bucket.get(at)?);
    (entry >> 4 == print).then(|| signed(MODEL[levels + usize::from(entry % 16)]))
}

fn number(at: usize) -> usize {
    let bytes = [MODEL[at], MODEL[at + 1], MODEL[at + 2], MODEL[at + 3]];
    usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(0)
}

fn signed(byte: u8) -> Score {
    Score::from(byte.cast_signed())
}

/// The characters, pairs and triples that stand inside the lines of a page, each with its number.
#[derive(Clone, Debug, Default)]
pub struct Words {
    counts: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    all: u32,
}

/// Room is made for so many of them at once.
const MOST_EXPECTED: usize = 1 << 15;

/// A character, pair or triple as one number; NUL stands for what is missing in front.
fn gram(a: char, b: char, c: char) -> u64 {
    u64::from(a as u32) << 42 | u64::from(b as u32) << 21 | u64::from(c as u32)
}

impl Words {
    /// Counts what stands inside each line.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let lines: Vec<&str> = lines.into_iter().collect();
        let mut words = Self::default();
        // Two for each character, which has three bytes; text without end has no more of them than a page.
        words.counts.reserve(lines.iter().map(|line| line.len() * 2 / 3).sum::<usize>().min(MOST_EXPECTED));
        for line in lines {
            let (mut a, mut b) = ('\0', '\0');
            for c in line.chars().filter(|c| !c.is_whitespace()).map(plain) {
                words.add(gram('\0', '\0', c));
                words.all += 1;
                if b != '\0' {
                    words.add(gram('\0', b, c));
                }
                if a != '\0' {
                    words.add(gram(a, b, c));
                }
                (a, b) = (b, c);
            }
        }
        words
    }

    fn add(&mut self, gram: u64) {
        *self.counts.entry(gram).or_default() += 1;
    }

    fn count(&self, gram: u64) -> Option<u32> {
        self.counts.get(&gram).copied()
    }

    /// How likely the two lines are neighbours, by the model and by the page.
    #[must_use]
    pub fn neighbours(&self, end: Edge, begin: Edge) -> Score {
        touch(end, begin) + self.touch(end, begin)
    }

    /// How much the page itself speaks for the two lines being neighbours.
    #[must_use]
    pub fn touch(&self, end: Edge, begin: Edge) -> Score {
        self.touch_but(end, begin, 0)
    }

    /// The same of two lines that stand in one line of the page, which does not count.
    #[must_use]
    pub fn touch_elsewhere(&self, end: Edge, begin: Edge) -> Score {
        self.touch_but(end, begin, 1)
    }

    fn touch_but(&self, end: Edge, begin: Edge, own: u32) -> Score {
        let (a, b) = (end.near, begin.near);
        if !is_ideograph(a) && !is_ideograph(b) {
            return 0;
        }
        let count = |gram| self.count(gram).filter(|&count| count > own).map(|count| count - own);
        let Some(pairs) = count(gram('\0', a, b)) else { return 0 };
        let single = |c| u64::from(self.count(gram('\0', '\0', c)).unwrap_or(1));
        let ratio = 1 + u64::from(pairs) * u64::from(self.all) / (single(a) * single(b)).max(1);
        let triples = [(end.far, a, b), (a, b, begin.far)];
        let known = |&&(a, b, c): &&(char, char, char)| a != '\0' && c != '\0' && count(gram(a, b, c)).is_some();
        let known = triples.iter().filter(known).count();
        eighths(ratio) + 16 * Score::try_from(known).unwrap_or(0)
    }
}

/// Eight times the natural logarithm, by the binary one.
pub(super) fn eighths(x: u64) -> Score {
    let whole = x.max(1).ilog2();
    let part = (x << 6 >> whole) - 64;
    let sixtyfourths = i64::from(whole) * 64 + i64::try_from(part).unwrap_or(0);
    // 8 · ln 2 ≈ 5.545
    Score::try_from(sixtyfourths * 5545 / 64_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(above: &str, below: &str) -> Score {
        touch(Edge::end(above), Edge::begin(below))
    }

    #[test]
    fn halves_of_words_touch() {
        assert!(between("全市经", "济工作") > 16);
        assert!(between("全市经", "济工作") > between("全市经", "的人们"));
        assert!(between("依照法", "律规定") > between("依照法", "们规定"));
    }

    #[test]
    fn the_model_is_whole() {
        assert_eq!(MODEL[..4], MAGIC);
        let offsets = 8 + 4 * number(4) + LEVELS;
        let count = number(offsets + (4 << BUCKET_BITS));
        assert_eq!(MODEL.len(), offsets + (4 << BUCKET_BITS) + 4 + 2 * count);
    }

    #[test]
    fn the_page_adds_its_own_words() {
        let words = Words::of(["梅渡口的船", "到梅渡口"]);
        assert!(words.touch(Edge::end("在梅"), Edge::begin("渡口")) > 16);
        assert_eq!(words.touch(Edge::end("在梅"), Edge::begin("水口")), 0);
    }
}
