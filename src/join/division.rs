//! Hyphens at line ends: division of a word, or part of it.

use super::{Join, Joint, Seam};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// Marks that printers and OCR engines put where a word is divided.
pub(super) const HYPHENS: [char; 6] = ['-', '‐', '\u{ad}', '¬', '⸗', '='];

/// The halves of a word that a hyphen at the line's end parts, without their marks.
fn halves<'a>(seam: &Seam<'a>) -> Option<(&'a str, char, &'a str)> {
    let mark = seam.last();
    if !HYPHENS.contains(&mark) {
        return None;
    }
    let stem = &seam.above[..seam.above.len() - mark.len_utf8()];
    let stem = stem.rsplit(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’').next()?;
    let next = seam.below.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'' && c != '’').next()?;
    let divides = stem.chars().next_back().is_some_and(char::is_alphabetic) && next.starts_with(char::is_alphabetic);
    divides.then_some((stem, mark, next))
}

pub(super) static KEPT: Joint = Joint {
    rule: Rule {
        code: "J02",
        name: "hyphen-of-the-word",
        summary: "Keeps a hyphen at the line's end that belongs to the word.",
        why: "Before a capital (`EU-Staaten`, `Hinds-Radix`), in chains (`mother-in-law`), between tens and units \
              (`thirty-one`) and where the page prints the word with its hyphen elsewhere, the hyphen is not the line's.",
        certainty: Certainty::Likely,
        languages: Language::LATIN,
        fixes: &[
            ("die EU-\nStaaten", "die EU-Staaten"),
            ("the Hinds-\nRadix bill", "the Hinds-Radix bill"),
            ("aus West¬\nBerlin", "aus West-Berlin"),
            ("a well-\nknown man\nthe well-known man", "a well-known man"),
            ("her mother-in-\nlaw", "her mother-in-law"),
            ("thirty-\none tubs", "thirty-one tubs"),
            ("a two-\nyear refit", "a two-year refit"),
        ],
        leaves: &["inter-\nnational", "a soft\u{ad}\nHyphen", "four-\nteen", "DIE ZUCKER-\nFABRIK"],
    },
    at: |seam| {
        let (stem, mark, next) = halves(seam)?;
        // Between letters of a word in capitals, the next is a capital always.
        let capital = next.starts_with(char::is_uppercase) && !(in_capitals(stem) && in_capitals(next));
        if matches!(mark, '¬' | '⸗') && capital && !in_capitals(next) {
            return Some(Join::Hyphen);
        }
        if mark != '-' && mark != '‐' {
            return None;
        }
        if capital || seam.words.has_whole(&[stem, "-", next]) {
            return Some(Join::Close);
        }
        let compound = stem.contains('-') || seam.language == Language::En && is_english_compound(stem, next);
        (compound && !seam.words.has_whole(&[stem, next])).then_some(Join::Close)
    },
};

/// Whether the word has two letters or more, all of them capitals.
fn in_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some() && !word.chars().any(char::is_lowercase)
}

/// Whether English writes a hyphen between these two.
fn is_english_compound(stem: &str, next: &str) -> bool {
    const UNITS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match &*stem.to_lowercase() {
        "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety" => {
            UNITS.iter().any(|unit| next.starts_with(unit))
        }
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "twelve" => {
            next.len() >= 3
                && !["teen", "ties", "tieth", "fold", "some", "pen", "ths"].iter().any(|t| next.starts_with(t))
        }
        "well" | "self" | "half" | "vice" | "cross" => next.len() >= 4,
        _ => false,
    }
}

pub(super) static OLD_GERMAN: Joint = Joint {
    rule: Rule {
        code: "J03",
        name: "divided-ck",
        summary: "Restores `ck` where German print before 1996 divided it as `k-k`.",
        why: "The old rules of division turned `Zucker` into `Zuk-ker` at the end of a line.",
        certainty: Certainty::Likely,
        languages: &[Language::De],
        fixes: &[
            ("der Zuk-\nker", "der Zucker"),
            ("die Bäk-\nkerei", "die Bäckerei"),
            ("DIE ZUK-\nKERFABRIK", "DIE ZUCKERFABRIK"),
        ],
        leaves: &["der Rock-\nkonzert", "Park-\nkarte", "Mark-\nKurs"],
    },
    at: |seam| {
        let (stem, _, next) = halves(seam)?;
        let mut tail = stem.chars().rev();
        let (k, vowel) = (tail.next()?, tail.next()?);
        match (k, next.chars().next()?) {
            ('k', 'k') if "aeiouäöü".contains(vowel) => Some(Join::Respell("c")),
            ('K', 'K') if "AEIOUÄÖÜ".contains(vowel) && in_capitals(next) => Some(Join::Respell("C")),
            _ => None,
        }
    },
};

pub(super) static TRIPLE: Joint = Joint {
    rule: Rule {
        code: "J05",
        name: "third-consonant",
        summary: "Drops one of three equal consonants that German print before 1996 wrote only where a line divided them.",
        why: "`Schiffahrt` had two f, but `Schiff-fahrt` at the end of a line three. Only a page that prints the word \
              whole says which spelling it keeps.",
        certainty: Certainty::Likely,
        languages: &[Language::De],
        fixes: &[("die Schiff-\nfahrt\ndie neue Schiffahrt im", "die Schiffahrt")],
        leaves: &["die Schiff-\nfahrt", "der Hoff-\nnung"],
    },
    at: |seam| {
        let (stem, _, next) = halves(seam)?;
        let first = next.chars().next()?;
        let doubled = stem.chars().rev().take_while(|&c| c == first).count() == 2;
        let shorter = || &stem[..stem.len() - first.len_utf8()];
        (doubled && seam.words.has_whole(&[shorter(), next])).then_some(Join::Respell(""))
    },
};

pub(super) static DIVIDED: Joint = Joint {
    rule: Rule {
        code: "J04",
        name: "divided-word",
        summary: "Takes away the hyphen that divides a word at the line's end.",
        why: "The hyphen belongs to the line, not to the word; soft hyphens and the old marks `¬` and `⸗` always do.",
        certainty: Certainty::Likely,
        languages: Language::LATIN,
        fixes: &[
            ("inter-\nnational", "international"),
            ("Arbeits\u{ad}\nlosigkeit", "Arbeitslosigkeit"),
            ("Zei⸗\ntung", "Zeitung"),
            ("DIE ZUCKER-\nFABRIK", "DIE ZUCKERFABRIK"),
        ],
        leaves: &["1914-\n1918", "he said -\nbut", "said—\nno", "A\nB"],
    },
    at: |seam| {
        let (stem, mark, next) = halves(seam)?;
        if mark == '=' && seam.language != Language::De {
            return None;
        }
        let whole = next.starts_with(char::is_lowercase) || in_capitals(stem) && in_capitals(next);
        (whole || mark == '\u{ad}' || mark == '¬' || mark == '⸗').then_some(Join::DropHyphen)
    },
};
