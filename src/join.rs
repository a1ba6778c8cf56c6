//! Joints: what stands between two lines of a paragraph once the line break is gone.
//!
//! Each decision is made at one [`Seam`], on the characters that touch there (CSS Text 4 calls it the segment break
//! transformation). The first rule of [`JOINTS`] that knows the case decides.

mod cut;
mod division;
mod ideograph;
mod misread;
mod number;
mod suspended;
mod word;

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use crate::lang::Language;
use crate::line::Line;
use crate::rule::{Choice, Rule};
use crate::text::{Change, Mix, Text};

/// Two lines of a paragraph where they meet.
#[derive(Clone, Copy, Debug)]
pub struct Seam<'a> {
    /// The upper line, without spaces at its end.
    pub above: &'a str,
    /// The lower line, without spaces at its beginning.
    pub below: &'a str,
    /// The language of the page.
    pub language: Language,
    /// The words of the page that stand inside lines.
    pub words: &'a Vocabulary,
}

impl Seam<'_> {
    /// The last character of the upper line; NUL for none.
    #[must_use]
    pub fn last(&self) -> char {
        self.above.chars().next_back().unwrap_or('\0')
    }

    /// The first character of the lower line; NUL for none.
    #[must_use]
    pub fn first(&self) -> char {
        self.below.chars().next().unwrap_or('\0')
    }

    /// The last word of the upper line: behind its last space.
    #[must_use]
    pub fn last_word(&self) -> &str {
        self.above.rsplit(char::is_whitespace).next().unwrap_or("")
    }

    /// The first word of the lower line.
    #[must_use]
    pub fn first_word(&self) -> &str {
        self.below.split(char::is_whitespace).next().unwrap_or("")
    }
}

/// What a joint does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The lines touch.
    Close,
    /// A space stands between them.
    Space,
    /// The last character of the upper line, a hyphen, goes; the lines touch.
    DropHyphen,
    /// The hyphen goes and the character before it becomes this: `Zuk-` `ker` is `Zucker`.
    Respell(&'static str),
    /// The last character of the upper line is a hyphen whatever it looks like; the lines touch.
    Hyphen,
}

/// A rule about joints.
#[derive(Debug)]
pub struct Joint {
    /// What it is called and why it exists; its examples hold the line break as `\n`.
    pub rule: Rule,
    /// What it does at a seam, or `None` where it does not know the case.
    pub at: fn(&Seam) -> Option<Join>,
}

/// All rules about joints, in the order in which they are asked. The last one knows every case.
pub static JOINTS: &[&Joint] = &[
    &suspended::JOINT,
    &division::KEPT,
    &division::OLD_GERMAN,
    &division::TRIPLE,
    &division::DIVIDED,
    &misread::JOINT,
    &number::JOINT,
    &cut::JOINT,
    &word::JOINT,
    &ideograph::JOINT,
];

/// The words of a page: its own dictionary for hyphens.
///
/// A word is kept as its hash. Of all words of a language no two are likely to share theirs.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary(HashSet<u64, BuildHasherDefault<Mix>>);

impl Vocabulary {
    /// Gathers the words of lines that no line break touches.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        let mut divided = false;
        for line in lines {
            // What stands beside a divided word is no word.
            let after_division = std::mem::replace(&mut divided, line.ends_with(division::HYPHENS));
            if !line.is_ascii() && line.chars().any(crate::line::facts::is_ideograph) {
                continue;
            }
            if line.is_ascii() {
                words.add_ascii(line, after_division, divided);
                continue;
            }
            let mut rest = line.split_whitespace().skip(usize::from(after_division)).peekable();
            while let Some(word) = rest.next() {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                if word.len() > 1 && (rest.peek().is_some() || !divided) {
                    words.0.insert(hash(&[word]));
                }
            }
        }
        words
    }

    /// The same for a line of plain letters, as nearly all are, byte by byte.
    fn add_ascii(&mut self, line: &str, mut after_division: bool, divided: bool) {
        // The last word, which may turn out to be half of one.
        let mut last = None;
        for word in line.as_bytes().split(|b| matches!(b, b'\t'..=b'\r' | b' ')).filter(|word| !word.is_empty()) {
            if std::mem::take(&mut after_division) {
                continue;
            }
            self.0.extend(last.take());
            let Some(from) = word.iter().position(u8::is_ascii_alphanumeric) else { continue };
            let to = word.iter().rposition(u8::is_ascii_alphanumeric).unwrap_or(from);
            if to > from {
                let letters = word[from..=to].iter().map(|b| char::from(b.to_ascii_lowercase()));
                last = Some(letters.fold(HASH_OF_NOTHING, enter));
            }
        }
        self.0.extend(last.filter(|_| !divided));
    }

    /// The vocabulary of a page, where its language divides words at all.
    #[must_use]
    pub fn of_page(lines: &[Line], language: Language) -> Self {
        if language.is_ideographic() { Self::default() } else { Self::of(lines.iter().map(|l| &*l.text)) }
    }

    /// Whether the word stands on the page, in any case.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.has_whole(&[word])
    }

    /// Whether the word that these pieces make stands on the page, in any case.
    #[must_use]
    pub fn has_whole(&self, pieces: &[&str]) -> bool {
        self.0.contains(&hash(pieces))
    }
}

/// The hash of the word that the pieces make, in small letters (FNV-1a, by characters).
fn hash(pieces: &[&str]) -> u64 {
    let mut hash = HASH_OF_NOTHING;
    for c in pieces.iter().flat_map(|piece| piece.chars()) {
        hash = if c.is_ascii() { enter(hash, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(hash, enter) };
    }
    hash
}

const HASH_OF_NOTHING: u64 = 0xcbf2_9ce4_8422_2325;

fn enter(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3)
}

/// Joins the lines of paragraphs.
#[derive(Debug)]
pub struct Joiner {
    chosen: Vec<&'static Joint>,
    language: Language,
    words: Vocabulary,
}

impl Joiner {
    /// A joiner for a page in `language` that has these words. The rule that knows every case always takes part.
    #[must_use]
    pub fn new(language: Language, words: Vocabulary, choice: &Choice) -> Self {
        let chosen = JOINTS
            .iter()
            .copied()
            .filter(|j| {
                j.rule.speaks(language) && (choice.takes(&j.rule) || std::ptr::eq(*j, &raw const ideograph::JOINT))
            })
            .collect();
        Self { chosen, language, words }
    }

    /// A joiner for a page, if lines are to be joined: `join` says so, and one rule about joints takes part at least.
    #[must_use]
    pub fn for_page(join: bool, lines: &[Line], language: Language, choice: &Choice) -> Option<Self> {
        let joins = join && JOINTS.iter().any(|j| choice.takes(&j.rule));
        joins.then(|| Self::new(language, Vocabulary::of_page(lines, language), choice))
    }

    /// The same with more words that are known to be whole.
    #[must_use]
    pub fn knowing(mut self, words: &[String]) -> Self {
        if !self.language.is_ideographic() {
            self.words.0.extend(words.iter().map(|word| hash(&[word.trim_matches(|c: char| !c.is_alphanumeric())])));
        }
        self
    }

    /// Appends the line `lower` to the paragraph `upper`.
    pub fn append(&self, upper: &mut Text, lower: &Text, changes: &mut Vec<Change>) {
        // Only what stands near the seam matters; a paragraph may be as long as the page.
        let (above, below) = (last_bytes(upper, NEAR), first_bytes(lower, NEAR));
        let seam = Seam { above, below, language: self.language, words: &self.words };
        let Some((joint, join)) = self.chosen.iter().find_map(|j| (j.at)(&seam).map(|join| (j, join))) else {
            return;
        };
        match join {
            Join::Close => upper.join(lower, "", &joint.rule, changes),
            Join::Space => upper.join(lower, " ", &joint.rule, changes),
            Join::DropHyphen => drop_hyphen(upper, 1, "", &joint.rule, changes, lower),
            Join::Respell(with) => drop_hyphen(upper, 2, with, &joint.rule, changes, lower),
            Join::Hyphen => drop_hyphen(upper, 1, "-", &joint.rule, changes, lower),
        }
    }
}

/// How many bytes to either side of a seam are looked at.
const NEAR: usize = 96;

fn last_bytes(text: &str, count: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(count))..]
}

fn first_bytes(text: &str, count: usize) -> &str {
    &text[..text.floor_char_boundary(count)]
}

/// Replaces the last `count` characters of the upper line by `with`, and lets the lower line touch.
fn drop_hyphen(upper: &mut Text, count: usize, with: &str, rule: &Rule, changes: &mut Vec<Change>, lower: &Text) {
    let at = upper.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    upper.replace_tail(at, with, rule, changes);
    upper.join(lower, "", rule, changes);
}

/// What becomes of two lines in a test or an example.
#[cfg(test)]
fn join_example(example: &str, language: Language) -> String {
    let mut changes = Vec::new();
    let words = Vocabulary::of(example.split('\n').skip(2));
    let joiner =
        Joiner::new(language, words, &Choice { certainty: crate::rule::Certainty::Guess, ..Choice::default() });
    let mut lines = example.split('\n').take(2);
    let (a, b) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let mut text = Text::of(a, 0);
    joiner.append(&mut text, &Text::of(b, crate::text::to_u32(a.len()) + 1), &mut changes);
    text.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The languages that an example may be in: those that its rule speaks, of its script.
    fn languages(example: &str, rule: &Rule) -> Vec<Language> {
        let ideographs = example.chars().any(crate::line::facts::is_ideograph);
        Language::ALL.into_iter().filter(|l| rule.speaks(*l) && l.is_ideographic() == ideographs).collect()
    }

    #[test]
    fn each_joint_does_what_its_examples_say() {
        for Joint { rule, at } in JOINTS {
            for (before, after) in rule.fixes {
                // An example is in the language in which it reads right.
                let languages = languages(before, rule).into_iter();
                let read: Vec<String> = languages.map(|language| join_example(before, language)).collect();
                assert!(read.iter().any(|r| r == after), "{} {before:?} becomes {read:?}", rule.code);
            }
            for before in rule.leaves {
                let lines: Vec<&str> = before.split('\n').collect();
                let words = Vocabulary::of(lines.iter().skip(2).copied());
                for language in languages(before, rule) {
                    let seam = Seam { above: lines[0], below: lines[1], language, words: &words };
                    assert_eq!(at(&seam), None, "{} {before:?} {language}", rule.code);
                }
            }
        }
    }

    #[test]
    fn a_word_beside_a_line_break_is_no_word_of_the_page() {
        let words = Vocabulary::of(["the inter-", "national crew,", "well-known"]);
        for (word, has) in [("inter", false), ("national", false), ("CREW", true), ("well-known", true), ("the", true)]
        {
            assert_eq!(words.has(word), has, "{word}");
        }
    }
}
