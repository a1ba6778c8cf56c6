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

/// Which stories have which pairs.
#[derive(Debug, Default)]
pub struct Affinity {
    stories: HashMap<Gram, Vec<u32>, BuildHasherDefault<Mix>>,
}

impl Affinity {
    /// Gathers the pairs of the stories, each given as its paragraphs.
    #[must_use]
    pub fn of<'a, P: IntoIterator<Item = &'a str>>(stories: impl IntoIterator<Item = P>) -> Self {
        let mut affinity = Self::default();
        for (index, paragraphs) in stories.into_iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let mut count = 0;
            for paragraph in paragraphs {
                if count > LONGEST {
                    break;
                }
                grams(paragraph, |gram| {
                    count += 1;
                    let have = affinity.stories.entry(gram).or_default();
                    if have.last() != Some(&index) && have.len() <= MOST {
                        have.push(index);
                    }
                });
            }
        }
        affinity
    }

    /// How much of the title each story has, in hundredths, for those that have any of it, by the story's index.
    #[must_use]
    pub fn of_title(&self, title: &str) -> Vec<(usize, i32)> {
        let mut total = 0;
        let mut shares: Vec<(usize, i32)> = Vec::new();
        grams(title, |gram| {
            let have = self.stories.get(&gram).map_or(&[][..], Vec::as_slice);
            let weight = match have.len() {
                0 => 50,
                1 => 100,
                2 => 70,
                3 => 50,
                4..=5 => 30,
                _ => 10,
            };
            total += weight;
            if have.len() > MOST {
                return;
            }
            for &story in have {
                let story = story as usize;
                match shares.iter_mut().find(|s| s.0 == story) {
                    Some(share) => share.1 += weight,
                    None => shares.push((story, weight)),
                }
            }
        });
        for share in &mut shares {
            share.1 = share.1 * 100 / total.max(1);
        }
        shares
    }
}

/// Calls `each` with every pair of ideographs and every Latin word or number of the text.
fn grams(text: &str, mut each: impl FnMut(Gram)) {
    let mut last: Option<char> = None;
    let mut word: Gram = 0;
    let mut letters = 0;
    for c in text.chars() {
        if is_ideograph(c) {
            if let Some(last) = last {
                each(u64::from(last as u32) << 32 | u64::from(c as u32));
            }
            last = Some(c);
        } else if !c.is_whitespace() {
            // A space inside a headline is a pause; the pair over it stands in the story as well.
            last = None;
        }
        if c.is_alphanumeric() && !is_ideograph(c) {
            let lower = c.to_lowercase().next().unwrap_or(c);
            word = (word ^ u64::from(lower as u32)).wrapping_mul(0x0100_0000_01b3);
            letters += 1;
        } else if letters > 0 {
            if letters > 2 {
                each(word | 1 << 63);
            }
            (word, letters) = (0, 0);
        }
    }
    if letters > 2 {
        each(word | 1 << 63);
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
