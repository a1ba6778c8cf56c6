//! Numbers and addresses that a line break cut.

use super::{Join, Joint};
use crate::rule::{Certainty, Rule};

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J07",
        name: "cut-number-or-address",
        summary: "Joins a number, a range or a web address that the line break cut, without a space.",
        why: "Thousands, decimals, ranges and addresses have no space inside.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[
            ("1,\n200 tons", "1,200 tons"),
            ("from 1914-\n1918", "from 1914-1918"),
            ("a 19-\nyear-old", "a 19-year-old"),
            ("an MG-\n42", "an MG-42"),
            ("see http://a.example/\nbridge", "see http://a.example/bridge"),
            ("write to desk@\npaper.example", "write to desk@paper.example"),
        ],
        leaves: &["in 1914,\n200 men", "the 3\n5 men", "page 3.\n12 men"],
    },
    at: |seam| {
        let digit = |c: char| c.is_ascii_digit();
        // At nearly every seam neither a number nor an address goes on.
        let (last, first) = (seam.last(), seam.first());
        if !matches!(last, '/' | '@' | '-' | '‐') && first != '/' && !digit(first) {
            return None;
        }
        let word = seam.last_word();
        let next: String = seam.below.chars().take_while(|&c| digit(c)).collect();
        if (word.contains("://") || word.starts_with("www.")) && (word.ends_with('/') || seam.below.starts_with('/')) {
            return Some(Join::Close);
        }
        if word.ends_with('@') && word.len() > 1 && seam.first().is_alphanumeric() {
            return Some(Join::Close);
        }
        let mut tail = word.chars().rev();
        let (mark, before) = (tail.next()?, tail.next());
        // A hyphen between a number and a word is of the word: no line divides there otherwise.
        if matches!(mark, '-' | '‐') && before.is_some_and(char::is_alphanumeric) {
            let figures = before.is_some_and(digit) != seam.first().is_ascii_digit();
            if figures && seam.first().is_alphanumeric() {
                return Some(Join::Close);
            }
        }
        if next.is_empty() {
            return None;
        }
        let stem: Vec<char> = word.chars().collect();
        match stem.as_slice() {
            // `1,` `200`: groups of three, at most three digits before the first.
            [head @ .., ','] if next.len() == 3 => {
                let group = head.iter().rev().take_while(|&&c| digit(c)).count();
                let whole = head.iter().all(|&c| digit(c) || c == ',' || c == '$' || c == '£');
                (whole && (1..=3).contains(&group)).then_some(Join::Close)
            }
            [.., before, '-' | '–' | '—'] if digit(*before) => Some(Join::Close),
            _ if seam.language.is_ideographic() && digit(seam.last()) => Some(Join::Close),
            _ => None,
        }
    },
};
