//! How much of a title's wording a story has.
//!
//! Wording is compared in pairs of neighbouring characters (bigrams), which need no dictionary; in Latin script in words.
//! A pair that few stories have says more than one that many have.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::line::facts::is_ideograph;

/// A pair of characters, or the hash of a word.
type Gram = u64;

/// Of a pair that more stories have, no more is remembered: it says nothing.
const MOST: usize = 6;
/// How much of a long story is looked at, in pairs.
const LONGEST: usize = 4000;

/// The stories that have a pair: how many, as far as it matters, and which.
#[derive(Clone, Copy, Debug, Default)]
struct Have {
    count: u8,
    stories: [u32; MOST + 1],
}

impl Have {
    fn add(&mut self, story: u32) {
        let count = usize::from(self.count);
        if count < self.stories.len() && (count == 0 || self.stories[count - 1] != story) {
            self.stories[count] = story;
            self.count += 1;
        }
    }

    fn list(&self) -> &[u32] {
        &self.stories[..usize::from(self.count)]
    }
}

/// Which stories have which pairs.
#[derive(Debug, Default)]
pub struct Affinity {
    stories: HashMap<Gram, Have, BuildHasherDefault<Mix>>,
}

/// What each paragraph of a page has of the wording of its titles. The page is read once for it, however often its
/// paragraphs are then made up to stories.
#[derive(Debug, Default)]
pub struct Wording {
    /// For each paragraph how many pairs it has, and where its part of `shared` ends.
    paragraphs: Vec<(usize, usize)>,
    /// The pairs that titles have too, paragraph by paragraph.
    shared: Vec<Gram>,
}

impl Wording {
    /// Gathers the pairs of the paragraphs.
    ///
    /// Only those are kept that stand in `titles`, given one after the other: all that is asked later is how much of
    /// some of these lines, in this order, a story has. They are few beside the stories.
    #[must_use]
    pub fn of<'a>(titles: impl IntoIterator<Item = &'a str>, paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut asked = Asked::default();
        let lines: String = titles.into_iter().collect();
        grams(&lines, |gram| asked.add(gram));
        let mut wording = Self::default();
        for paragraph in paragraphs {
            let mut count = 0;
            grams(paragraph, |gram| {
                count += 1;
                if asked.may_have(gram) {
                    wording.shared.push(gram);
                }
            });
            wording.paragraphs.push((count, wording.shared.len()));
        }
        wording
    }

    /// Which stories have which pairs, if they have so many paragraphs each.
    #[must_use]
    pub fn of_stories(&self, sizes: impl IntoIterator<Item = usize>) -> Affinity {
        let mut affinity = Affinity::default();
        let mut paragraphs = self.paragraphs.iter();
        let mut from = 0;
        for (index, size) in sizes.into_iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let mut seen = 0;
            for &(count, to) in paragraphs.by_ref().take(size) {
                let shared = if seen > LONGEST { &[] } else { &self.shared[from..to] };
                for &gram in shared {
                    affinity.stories.entry(gram).or_default().add(index);
                }
                seen += count;
                from = to;
            }
        }
        affinity
    }
}

impl Affinity {
    /// Calls `each` with the weight of every pair of the title, and with the stories that have it, if it says anything.
    pub fn each_pair(&self, title: &str, mut each: impl FnMut(i32, &[u32])) {
        grams(title, |gram| {
            let have = self.stories.get(&gram).map_or(&[][..], Have::list);
            let weight = match have.len() {
                1 => 100,
                2 => 70,
                0 | 3 => 50,
                4..=5 => 30,
                _ => 10,
            };
            each(weight, if have.len() > MOST { &[] } else { have });
        });
    }

    /// Whether two characters stand side by side in any story.
    #[must_use]
    pub fn has(&self, a: char, b: char) -> bool {
        self.stories.contains_key(&pair(a, b))
    }

    /// How much of the title each story has, in hundredths, for those that have any of it, by the story's index.
    #[must_use]
    pub fn of_title(&self, title: &str) -> Vec<(usize, i32)> {
        let mut total = 0;
        let mut shares: Vec<(usize, i32)> = Vec::new();
        self.each_pair(title, |weight, have| {
            total += weight;
            for &story in have {
                let story = story as usize;
                match shares.iter_mut().find(|s| s.0 == story) {
                    Some(share) => share.1 += weight,
                    None => shares.push((story, weight)),
                }
            }
        });
        for share in &mut shares {
            share.1 = i32::try_from(i64::from(share.1) * 100 / i64::from(total.max(1))).unwrap_or(100);
        }
        shares
    }
}

/// The pairs of titles, as a set of bits by their hash: it says no for certain, and sometimes yes by mistake.
#[derive(Debug, Default)]
struct Asked(Vec<u64>);

impl Asked {
    /// A power of two: some thousand pairs leave most of it empty.
    const BITS: u32 = 1 << 15;

    fn bit(gram: Gram) -> (usize, u64) {
        let hash = gram.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS.trailing_zeros());
        (usize::try_from(hash / 64).unwrap_or(0), 1 << (hash % 64))
    }

    fn add(&mut self, gram: Gram) {
        let (at, bit) = Self::bit(gram);
        // Many a sheet has no title, and takes no room.
        self.0.resize((Self::BITS / 64) as usize, 0);
        self.0[at] |= bit;
    }

    /// Words are rare in ideographic text, and lines of a title that meet may make other words: all of them count.
    #[inline]
    fn may_have(&self, gram: Gram) -> bool {
        let (at, bit) = Self::bit(gram);
        gram & WORD != 0 || self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

/// The bit that tells the hash of a word from a pair of ideographs.
const WORD: Gram = 1 << 63;

fn pair(a: char, b: char) -> Gram {
    u64::from(a as u32) << 32 | u64::from(b as u32)
}

/// Calls `each` with every pair of ideographs and every Latin word or number of the text.
fn grams(text: &str, mut each: impl FnMut(Gram)) {
    let mut last: Option<char> = None;
    let mut word: Gram = 0;
    let mut letters = 0;
    for c in text.chars() {
        if is_ideograph(c) {
            if let Some(last) = last {
                each(pair(last, c));
            }
            last = Some(c);
        } else if is_letter(c) {
            last = None;
            let lower = c.to_lowercase().next().unwrap_or(c);
            word = (word ^ u64::from(lower as u32)).wrapping_mul(0x0100_0000_01b3);
            letters += 1;
            continue;
        } else if !c.is_whitespace() {
            // A space inside a headline is a pause; the pair over it stands in the story as well.
            last = None;
        }
        if letters > 0 {
            if letters > 2 {
                each(word | WORD);
            }
            (word, letters) = (0, 0);
        }
    }
    if letters > 2 {
        each(word | WORD);
    }
}

/// Whether it is a letter or a digit. The marks of ideographic text, by far the commonest of the others, are told by
/// their range: the tables of Unicode would be asked for each of them.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// A hasher for numbers: one multiplication (Fibonacci hashing, Knuth, TAOCP 3, 6.4).
#[derive(Debug, Default)]
pub struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, n: u64) {
        let mixed = (self.0 ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 29;
    }
}
