//! Hyphens at line ends: division of a word, or part of it.

use super::{Join, Joint, Seam};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// Marks that printers and OCR engines put where a word is divided.
const HYPHENS: [char; 6] = ['-', '‐', '\u{ad}', '¬', '⸗', '='];

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
        why: "Before a capital (`EU-Staaten`, `Hinds-Radix`), in chains (`mother-in-law`) and where the page prints the \
              word with its hyphen elsewhere, the hyphen is not the line's.",
        certainty: Certainty::Likely,
        languages: Language::LATIN,
        fixes: &[
            ("die EU-\nStaaten", "die EU-Staaten"),
            ("a well-\nknown man\nthe well-known man", "a well-known man"),
            ("her mother-in-\nlaw", "her mother-in-law"),
        ],
        leaves: &["inter-\nnational", "a soft\u{ad}\nHyphen"],
    },
    at: |seam| {
        let (stem, mark, next) = halves(seam)?;
        if mark != '-' && mark != '‐' {
            return None;
        }
        let capital = next.starts_with(char::is_uppercase) && !stem.chars().all(char::is_uppercase)
            || next.starts_with(char::is_uppercase) && seam.language == Language::De;
        let chain = stem.contains('-');
        let seen = seam.words.has(&format!("{stem}-{next}"));
        let whole = seam.words.has(&format!("{stem}{next}"));
        // Prefixes that English writes with a hyphen before a whole word, and compounds of two words of the page.
        let prefix =
            matches!(&*stem.to_lowercase(), "well" | "self" | "ex" | "half" | "non" | "vice" | "all" | "cross");
        let prefix = seam.language == Language::En && prefix && next.len() >= 4;
        (capital || seen || !whole && (chain || prefix)).then_some(Join::Close)
    },
};

pub(super) static OLD_GERMAN: Joint = Joint {
    rule: Rule {
        code: "J03",
        name: "divided-ck",
        summary: "Restores `ck` where German print before 1996 divided it as `k-k`.",
        why: "The old rules of division turned `Zucker` into `Zuk-ker` at the end of a line.",
        certainty: Certainty::Likely,
        languages: &[Language::De],
        fixes: &[("der Zuk-\nker", "der Zucker"), ("die Bäk-\nkerei", "die Bäckerei")],
        leaves: &["der Rock-\nkonzert", "Park-\nkarte"],
    },
    at: |seam| {
        let (stem, mark, next) = halves(seam)?;
        let mut tail = stem.chars().rev();
        let (k, vowel) = (tail.next()?, tail.next()?);
        let divided = mark == '-' && k == 'k' && next.starts_with('k') && "aeiouäöü".contains(vowel);
        divided.then_some(Join::Respell("c"))
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
        ],
        leaves: &["1914-\n1918", "he said -\nbut", "said—\nno", "A\nB"],
    },
    at: |seam| {
        let (_, mark, next) = halves(seam)?;
        if mark == '=' && seam.language != Language::De {
            return None;
        }
        let lower = next.starts_with(char::is_lowercase);
        (lower || mark == '\u{ad}' || mark == '¬' || mark == '⸗').then_some(Join::DropHyphen)
    },
};
