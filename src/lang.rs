//! The languages of the newspapers, as data.
//!
//! A page's language is found by a census of its characters ([`Census`]); the language modules hold word lists and
//! nothing else.

pub mod class;
pub(crate) mod const_chars;
mod de;
mod en;
pub(crate) mod han;
mod ja;
pub(crate) mod simplified;
pub mod surnames;
mod zh_hans;
mod zh_hant;

use std::fmt;
use std::str::FromStr;

use class::Class;
use const_chars::HanSet;
use han::leading_han;

/// A language with its script, as stonehand tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Chinese in simplified characters.
    #[default]
    ZhHans,
    /// Chinese in traditional characters.
    ZhHant,
    /// English.
    En,
    /// German.
    De,
    /// Japanese.
    Ja,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::ZhHans, Self::ZhHant, Self::En, Self::De, Self::Ja];
    /// Those that are written in ideographs, without spaces between words.
    pub const IDEOGRAPHIC: &'static [Self] = &[Self::ZhHans, Self::ZhHant, Self::Ja];
    /// Chinese in both scripts.
    pub const CHINESE: &'static [Self] = &[Self::ZhHans, Self::ZhHant];
    /// Those that are written in Latin letters.
    pub const LATIN: &'static [Self] = &[Self::En, Self::De];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
            Self::De => "de",
            Self::Ja => "ja",
        }
    }

    /// Whether it is written in ideographs.
    #[must_use]
    pub fn is_ideographic(self) -> bool {
        Self::IDEOGRAPHIC.contains(&self)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        match tag.to_ascii_lowercase().as_str() {
            "zh" | "zh-hans" | "zh-cn" | "zh-sg" => Ok(Self::ZhHans),
            "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" => Ok(Self::ZhHant),
            "en" | "en-gb" | "en-us" => Ok(Self::En),
            "de" | "de-de" | "de-at" | "de-ch" => Ok(Self::De),
            "ja" | "ja-jp" => Ok(Self::Ja),
            _ => Err(format!("{tag:?} is no language stonehand knows; choose zh-Hans, zh-Hant, en, de or ja")),
        }
    }
}

/// How many pieces of a page the census looks at.
const PIECES: usize = 8;

/// How many bytes a piece has.
const PIECE: usize = 512;

static SIMPLIFIED: HanSet = HanSet::of(&[zh_hans::OWN_CHARACTERS]);
static TRADITIONAL: HanSet = HanSet::of(&[zh_hant::OWN_CHARACTERS]);
static SURNAMES: HanSet = HanSet::of(&[surnames::SINGLE]);
static MEASURES: HanSet = HanSet::of(&[zh_hans::MEASURES, zh_hant::MEASURES, ja::MEASURES]);

/// Whether `c` is one of the commonest Chinese [family names](surnames::SINGLE).
#[must_use]
pub fn is_surname(c: char) -> bool {
    SURNAMES.has(c)
}

/// Whether `c` may stand behind a number: a measure word, a unit or the rest of a larger number.
#[must_use]
pub fn is_measure(c: char) -> bool {
    MEASURES.has(c)
}

static CREDIT_CHARACTERS: HanSet = HanSet::of(zh_hans::CREDITS).with(zh_hant::CREDITS).with(ja::CREDITS);

/// Words next to which a space divides names: who wrote, took, edited.
pub fn credits() -> impl Iterator<Item = &'static str> {
    [zh_hans::CREDITS, zh_hant::CREDITS, ja::CREDITS].into_iter().flatten().copied()
}

/// Whether `text` begins with a title before which old prints leave a blank in honour.
#[must_use]
pub fn is_honoured(text: &str) -> bool {
    zh_hant::HONOURED.iter().any(|word| text.starts_with(word))
}

/// Whether one of the [`credits`] stands in `text`.
#[must_use]
pub fn has_credit(text: &str) -> bool {
    let mut places = text.char_indices().filter(|&(_, c)| CREDIT_CHARACTERS.has(c));
    places.any(|(at, _)| credits().any(|word| text[at..].starts_with(word)))
}

/// Whether it is one of the most frequent English words, in small letters.
#[must_use]
pub fn is_frequent(word: &str) -> bool {
    matches!(word, "a" | "i" | "an" | "in") || en::STOP_WORDS.binary_search(&word).is_ok()
}

/// Whether the word, with a capital, can hardly stand but at the beginning of a sentence.
#[must_use]
pub fn begins_sentence(word: &str, language: Language) -> bool {
    let openers = if language == Language::De { de::OPENERS } else { en::OPENERS };
    openers.contains(&word)
}

/// A count of the characters and words that tell languages apart.
///
/// ```
/// use stonehand::lang::{Census, Language};
///
/// assert_eq!(Census::of("市政府昨天开会。").language(), Language::ZhHans);
/// assert_eq!(Census::of("The council met on Monday.").language(), Language::En);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Ideographs.
    pub han: u32,
    /// Ideographs of the simplified script only.
    pub simplified: u32,
    /// Ideographs of the traditional script only.
    pub traditional: u32,
    /// Kana.
    pub kana: u32,
    /// Latin letters.
    pub latin: u32,
    /// Frequent English words.
    pub english: u32,
    /// Frequent German words, and umlauts.
    pub german: u32,
    /// Quotes that open as `「`.
    pub corner_quotes: u32,
    /// Quotes that open as `“`.
    pub curly_quotes: u32,
}

impl Census {
    /// Counts a sample of `text`: eight pieces of half a KiB, spread evenly over it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut census = Self::default();
        if text.len() <= PIECE * PIECES {
            census.add(text);
            return census;
        }
        let step = text.len() / PIECES;
        for start in (0..PIECES).map(|i| border(text, i * step)) {
            census.add(&text[start..border(text, start + PIECE)]);
        }
        census
    }

    /// Counts a piece of text.
    fn add(&mut self, text: &str) {
        let mut word = Word::default();
        let mut rest = text;
        loop {
            let mut run = rest.as_bytes();
            while let Some((han, behind)) = leading_han(run) {
                self.han += 1;
                self.simplified += u32::from(SIMPLIFIED.has_code(han));
                self.traditional += u32::from(TRADITIONAL.has_code(han));
                run = behind;
            }
            if word.len > 0 && run.len() < rest.len() {
                self.count(word);
                word = Word::default();
            }
            let letters = run.iter().take_while(|b| b.is_ascii_alphabetic());
            let before = word.len;
            letters.for_each(|letter| word.push_byte(letter | 0x20));
            let letters = word.len - before;
            self.latin += u32::try_from(letters).unwrap_or(u32::MAX);
            rest = &rest[rest.len() - run.len() + letters..];
            let Some(c) = rest.chars().next() else { break };
            rest = &rest[c.len_utf8()..];
            match Class::of(c) {
                Class::Han | Class::HanVariant => self.han += 1,
                Class::Kana | Class::HalfKana => self.kana += 1,
                Class::Latin | Class::FullLatin => {
                    self.latin += 1;
                    self.german += u32::from(!c.is_ascii() && "äöüßÄÖÜ".contains(c));
                    word.push(c);
                    continue;
                }
                Class::Opening => {
                    self.corner_quotes += u32::from(c == '「');
                    self.curly_quotes += u32::from(c == '“');
                }
                _ => {}
            }
            if word.len > 0 {
                self.count(word);
                word = Word::default();
            }
        }
        self.count(word);
    }

    fn count(&mut self, word: Word) {
        match STOP_WORDS.language(word) {
            Some(Language::En) => self.english += 1,
            Some(_) => self.german += 1,
            None => {}
        }
    }

    /// The language that most of the text is in; simplified Chinese when nothing tells.
    #[must_use]
    pub const fn language(&self) -> Language {
        let ideographic = self.han + self.kana;
        // An ideograph carries about as much as three letters.
        if self.latin > ideographic.saturating_mul(3) {
            if self.german > self.english { Language::De } else { Language::En }
        } else if self.kana.saturating_mul(100) > ideographic.saturating_mul(ja::KANA_SHARE) {
            Language::Ja
        } else if self.traditional > self.simplified {
            Language::ZhHant
        } else {
            Language::ZhHans
        }
    }
}

/// The last place between two characters that is not behind byte `at`.
fn border(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bytes of a word in small letters, in one number; of a long word only the last ones, but it is never a frequent
/// word.
#[derive(Clone, Copy, Default)]
struct Word {
    bytes: u64,
    len: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.push_byte(c as u8 | 0x20);
        } else {
            let lower = c.to_lowercase().next().unwrap_or(c);
            lower.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push_byte(byte));
        }
    }

    const fn push_byte(&mut self, byte: u8) {
        self.bytes = self.bytes << 8 | byte as u64;
        self.len += 1;
    }
}

/// The frequent words of English and German, to be found with one look-up.
struct StopWords {
    /// Each word stands at the place that its hash names, or in the first free one behind it.
    words: [u64; STOP_WORD_ROOM],
    languages: [Language; STOP_WORD_ROOM],
}

/// Twice as much as there are words, so that most places are free.
const STOP_WORD_ROOM: usize = 256;
static STOP_WORDS: StopWords = StopWords::of(&[(en::STOP_WORDS, Language::En), (de::STOP_WORDS, Language::De)]);

impl StopWords {
    const fn of(lists: &[(&[&str], Language)]) -> Self {
        let mut table = Self { words: [0; STOP_WORD_ROOM], languages: [Language::En; STOP_WORD_ROOM] };
        let mut l = 0;
        while l < lists.len() {
            let (words, language) = lists[l];
            let mut w = 0;
            while w < words.len() {
                let mut word = Word { bytes: 0, len: 0 };
                while word.len < words[w].len() {
                    word.push_byte(words[w].as_bytes()[word.len]);
                }
                let mut at = Self::place(word.bytes);
                while table.words[at] != 0 {
                    at = (at + 1) % STOP_WORD_ROOM;
                }
                table.words[at] = word.bytes;
                table.languages[at] = language;
                w += 1;
            }
            l += 1;
        }
        table
    }

    /// Fibonacci hashing (Knuth, TAOCP 3, 6.4).
    #[inline]
    const fn place(word: u64) -> usize {
        (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
    }

    /// The language of which it is a frequent word.
    #[inline]
    fn language(&self, word: Word) -> Option<Language> {
        if !(2..=8).contains(&word.len) {
            return None;
        }
        let mut at = Self::place(word.bytes);
        while self.words[at] != 0 {
            if self.words[at] == word.bytes {
                return Some(self.languages[at]);
            }
            at = (at + 1) % STOP_WORD_ROOM;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_tell_themselves() {
        let pages = [
            ("本报讯（记者 柳禾）县水利局昨日启用新闸门，灌区今年可多浇两千亩地。", Language::ZhHans),
            ("本報訊（記者 柳禾）縣水利局昨日啟用新閘門，灌區今年可多澆兩千畝地。", Language::ZhHant),
            ("The harbour board opened the new lock on Monday, and the ferry will be back in May.", Language::En),
            ("Der Hafenrat hat am Montag die neue Schleuse eröffnet, die Fähre ist im Mai zurück.", Language::De),
            ("町議会は六日、新しい水門の使用を始めた。漁港の船も五月から戻る。", Language::Ja),
            ("昨日，RIVERLINE公司与本市签约，投资1.2亿元建设RL-7生产线。", Language::ZhHans),
            ("", Language::ZhHans),
        ];
        for (page, language) in pages {
            assert_eq!(Census::of(page).language(), language, "{page}");
        }
    }

    #[test]
    fn stop_words_stand_in_order() {
        for words in [en::STOP_WORDS, de::STOP_WORDS] {
            assert!(words.is_sorted());
            assert!(words.iter().all(|w| (2..=8).contains(&w.len())));
        }
        assert!(!en::STOP_WORDS.iter().any(|w| de::STOP_WORDS.contains(w)));
    }

    #[test]
    fn the_sample_is_spread_over_the_page() {
        let page = "The harbour board. ".repeat(100) + &"水门开放。".repeat(10_000);
        assert_eq!(Census::of(&page).language(), Language::ZhHans);
        assert!(Census::of(&page).english > 0);
    }
}
