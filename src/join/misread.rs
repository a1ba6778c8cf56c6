//! Hyphens that were read as another mark.

use super::{Join, Joint};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J06",
        name: "misread-hyphen",
        summary: "Takes away a mark at the line's end that is a misread hyphen, if the page prints the word whole.",
        why: "Worn type and dirt turn a hyphen into `~`, `.` or `_`; that the word stands whole elsewhere is the proof.",
        certainty: Certainty::Likely,
        languages: Language::LATIN,
        fixes: &[("an inter~\nnational crew\nthe first international match", "an international crew")],
        leaves: &["an inter~\nnational crew", "on the day.\nlight fell\na day and daylight"],
    },
    at: |seam| {
        let mark = seam.last();
        if !matches!(mark, '~' | '.' | '_' | '·' | '•' | '\'') || !seam.first().is_lowercase() {
            return None;
        }
        let stem = seam.last_word().strip_suffix(mark)?;
        let next = seam.first_word().trim_end_matches(|c: char| !c.is_alphanumeric());
        let letters = |s: &str| s.chars().count() >= 2 && s.chars().all(char::is_alphabetic);
        let whole = letters(stem) && letters(next) && seam.words.has_whole(&[stem, next]);
        (whole && !seam.words.has(stem)).then_some(Join::DropHyphen)
    },
};
