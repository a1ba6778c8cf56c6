//! Words that were divided and lost their hyphen.

use super::{Join, Joint};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J10",
        name: "cut-word",
        summary: "Joins the halves of a word whose hyphen is lost, if the page prints the word whole and neither half.",
        why: "Faint hyphens at the edge of a column are not read. The page is its own dictionary.",
        certainty: Certainty::Likely,
        languages: Language::LATIN,
        fixes: &[("the exami\nnation of\nan examination was held", "the examination of")],
        leaves: &[
            "the exami\nnation of",
            "up to\nday and\nit is today a day to be",
            "we met Al\nice\nthe Alice we know",
        ],
    },
    at: |seam| {
        let (stem, first) = (seam.last_word(), seam.first_word());
        if !stem.ends_with(char::is_lowercase) || !first.starts_with(char::is_lowercase) {
            return None;
        }
        let stem = stem.trim_start_matches(|c: char| !c.is_alphanumeric());
        let next = first.trim_end_matches(|c: char| !c.is_alphanumeric());
        let letters = |s: &str| s.chars().all(char::is_alphabetic);
        let long = stem.chars().count() >= 3 && next.chars().count() >= 3;
        let halves = || seam.words.has(stem) || seam.words.has(next);
        let whole = long && letters(stem) && letters(next) && seam.words.has_whole(&[stem, next]);
        (whole && !halves()).then_some(Join::Close)
    },
};
