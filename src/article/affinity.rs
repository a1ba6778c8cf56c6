//! How much of a title's wording a story has.
//!
//! Wording is compared in pairs of neighbouring characters (bigrams), which need no dictionary; in Latin script in words.
//! A pair that few stories have says more than one that many have.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::lang::han::{han_key, leading_han_key};
use crate::line::facts::{is_ideograph, is_letter};
use crate::text::Mix;

/// A pair of characters, or the hash of a word.
pub(super) type Gram = u64;

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
    pub fn of<'a>(
        titles: impl IntoIterator<Item = &'a str> + Clone,
        paragraphs: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let asked = Asked::of(titles);
        let mut wording = Self::default();
        for paragraph in paragraphs {
            let mut count = 0;
            let shared = &mut wording.shared;
            grams(paragraph, |gram| {
                count += 1;
                if asked.may_have(gram) {
                    shared.push(gram);
                }
            });
            wording.paragraphs.push((count, wording.shared.len()));
        }
        wording
    }

    /// Which stories have which pairs, if they have so many paragraphs each.
    #[must_use]
    pub fn of_stories(&self, sizes: impl IntoIterator<Item = usize>) -> Affinity {
        let room = HashMap::with_capacity_and_hasher(self.shared.len(), BuildHasherDefault::default());
        let mut affinity = Affinity { stories: room };
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
    /// The weight of a pair, and the stories that have it, if it says anything.
    pub(super) fn weigh(&self, gram: Gram) -> (i32, &[u32]) {
        let have = self.stories.get(&gram).map_or(&[][..], Have::list);
        let weight = match have.len() {
            1 => 100,
            2 => 70,
            0 | 3 => 50,
            4..=5 => 30,
            _ => 10,
        };
        (weight, if have.len() > MOST { &[] } else { have })
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
        grams(title, |gram| {
            let (weight, have) = self.weigh(gram);
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

/// The pairs and words of titles, as a set of bits by their hash: it says no for certain, and sometimes yes by mistake.
#[derive(Debug)]
struct Asked {
    bits: Vec<u64>,
    /// How far the hash is shifted for a place in `bits`: their number is a power of two.
    shift: u32,
    /// Whether any word may be asked for.
    any_word: bool,
}

/// Lines of one word each make one word where they meet, whichever of them a title takes. Of more lines than this, any
/// word is kept.
const MOST_WORDS: usize = 8;

impl Asked {
    /// No more bits than this: some thousand pairs leave most of them empty.
    const MOST_BITS: usize = 1 << 15;

    /// What may be asked of titles that are some of `lines`, in this order, one touching the next.
    fn of<'a>(lines: impl IntoIterator<Item = &'a str> + Clone) -> Self {
        // Some ten for each character, for many a sheet has few titles or none.
        let size: usize = lines.clone().into_iter().map(str::len).sum();
        let bits = size.saturating_mul(8).next_power_of_two().clamp(64, Self::MOST_BITS);
        let mut asked = Self { bits: vec![0; bits / 64], shift: 64 - bits.trailing_zeros(), any_word: false };
        let mut whole = String::new();
        // Where words begin that the next line may go on.
        let mut word_starts: Vec<usize> = Vec::new();
        for line in lines {
            let begun = whole.len();
            whole.push_str(line);
            // A title may begin or end with any line, and so may its words.
            grams(line, |gram| asked.add(gram));
            let letters = line.find(|c| !in_word(c)).unwrap_or(line.len());
            if letters > 0 {
                for &start in &word_starts {
                    grams(&whole[start..begun + letters], |gram| asked.add(gram));
                }
                asked.any_word |= word_starts.len() > MOST_WORDS;
            }
            if letters < line.len() {
                word_starts.clear();
            }
            let word = line.len() - line.trim_end_matches(in_word).len();
            if word > 0 && !asked.any_word {
                word_starts.push(whole.len() - word);
            }
        }
        grams(&whole, |gram| asked.add(gram));
        asked
    }

    #[inline]
    fn bit(&self, gram: Gram) -> (usize, u64) {
        let hash = gram.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift;
        (usize::try_from(hash / 64).unwrap_or(0), 1 << (hash % 64))
    }

    fn add(&mut self, gram: Gram) {
        let (at, bit) = self.bit(gram);
        self.bits[at] |= bit;
    }

    #[inline]
    fn may_have(&self, gram: Gram) -> bool {
        let (at, bit) = self.bit(gram);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0) || self.any_word && gram & WORD != 0
    }
}

/// The bit that tells the hash of a word from a pair of ideographs.
const WORD: Gram = 1 << 63;

fn pair(a: char, b: char) -> Gram {
    Gram::from(han_key(a)) << 32 | Gram::from(han_key(b))
}

/// Calls `each` with every pair of ideographs and every Latin word or number of the text.
#[inline]
fn grams(text: &str, mut each: impl FnMut(Gram)) {
    let mut reader = Reader::default();
    reader.read(text, &mut each);
    reader.word().into_iter().for_each(each);
}

/// Reads the pairs and words of a text that may go on in another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reader {
    /// The ideograph in front, or 0.
    last: Gram,
    /// The word that is not at its end yet.
    word: Gram,
    letters: usize,
}

impl Reader {
    /// The last word, if it ends here.
    pub(super) fn word(&self) -> Option<Gram> {
        (self.letters > 2).then_some(self.word | WORD)
    }

    /// The pair that the ideograph makes with the last one, if nothing stands between them.
    pub(super) fn pair_with(&self, han: Gram) -> Option<Gram> {
        (self.last > 0).then_some(self.last << 32 | han)
    }

    /// Calls `each` with every pair and word that ends in `text`.
    #[inline]
    pub(super) fn read(&mut self, text: &str, mut each: impl FnMut(Gram)) {
        let Self { mut last, mut word, mut letters } = *self;
        let mut rest = text.as_bytes();
        loop {
            if letters > 0
                && let Some((han, behind)) = leading_han_key(rest)
            {
                if letters > 2 {
                    each(word | WORD);
                }
                (last, word, letters) = (Gram::from(han), 0, 0);
                rest = behind;
            }
            while let Some((han, behind)) = leading_han_key(rest) {
                if last > 0 {
                    each(last << 32 | Gram::from(han));
                }
                (last, rest) = (Gram::from(han), behind);
            }
            while let [letter, behind @ ..] = rest
                && letter.is_ascii_alphanumeric()
            {
                last = 0;
                word = with_letter(word, letter.to_ascii_lowercase().into());
                letters += 1;
                rest = behind;
            }
            let Some(c) = text[text.len() - rest.len()..].chars().next() else { break };
            rest = &rest[c.len_utf8()..];
            if is_ideograph(c) {
                let here = Gram::from(han_key(c));
                if last > 0 {
                    each(last << 32 | here);
                }
                last = here;
            } else if is_letter(c) {
                last = 0;
                word = with_letter(word, c.to_lowercase().next().unwrap_or(c));
                letters += 1;
                continue;
            } else if !c.is_whitespace() {
                // A space inside a headline is a pause; the pair over it stands in the story as well.
                last = 0;
            }
            if letters > 2 {
                each(word | WORD);
            }
            (word, letters) = (0, 0);
        }
        *self = Self { last, word, letters };
    }
}

/// The hash of a word with a letter more.
fn with_letter(word: Gram, letter: char) -> Gram {
    (word ^ Gram::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
}

/// Whether it is part of a word.
fn in_word(c: char) -> bool {
    !is_ideograph(c) && is_letter(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_lines_a_title_takes_its_wording_is_kept() {
        let lines =
            ["新桥 通", "车", "Lock gates", "open", "again today", "twice", "港", "over", "all", "lock", "gates"];
        let asked = Asked::of(lines);
        for from in 0..lines.len() {
            for to in from..=lines.len() {
                grams(&lines[from..to].concat(), |gram| assert!(asked.may_have(gram), "{:?}", &lines[from..to]));
            }
        }
        let mut kept = 0;
        grams("the harbour board", |gram| kept += u32::from(asked.may_have(gram)));
        assert_eq!(kept, 0);
        assert!(Asked::of(["lock"; 12]).any_word);
    }
}
