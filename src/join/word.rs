//! Latin words keep a space between them.

use super::{Join, Joint, Seam};
use crate::line::facts::{is_ideograph, is_letter};
use crate::rule::{Certainty, Rule};

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J08",
        name: "space-between-words",
        summary: "Joins two lines with a space where Latin words, numbers or their marks meet.",
        why: "A printed line ends between two words as a rule; the break stands for the space between them.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("the annual\nreport", "the annual report"),
            ("New\nYork分部", "New York分部"),
            ("March 12 —\nThe board", "March 12 — The board"),
        ],
        leaves: &["推出\nAI助手", "said—\n“no”", "全市\n人民", "and/\nor"],
    },
    at: |seam| {
        let (last, first) = (seam.last(), seam.first());
        // A dash with a space before it has one behind it; without, none.
        if matches!(last, '—' | '–' | '―') && !is_ideograph(first) {
            let mut before = seam.above.chars().rev().skip(1);
            let spaced = before.next().is_none_or(char::is_whitespace);
            return (spaced && !seam.language.is_ideographic()).then_some(Join::Space);
        }
        if seam.language.is_ideographic() {
            in_ideographs(last, first, seam.above)
        } else {
            in_latin(last, first, seam)
        }
    },
};

/// On a page in Latin letters a space stands between lines, but for slashes that join words.
fn in_latin(last: char, first: char, seam: &Seam) -> Option<Join> {
    let touches = last == '/' && !seam.above.ends_with(" /") || first == '—' && !seam.below.starts_with("— ");
    let wide =
        |c: char| is_ideograph(c) || ('\u{3000}'..='\u{303f}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c);
    (!touches && !wide(last) && !wide(first)).then_some(Join::Space)
}

/// On a page in ideographs only Latin words and numbers that meet are kept apart.
fn in_ideographs(last: char, first: char, above: &str) -> Option<Join> {
    let latin = |c: char| !is_ideograph(c) && !('\u{ff00}'..='\u{ffef}').contains(&c) && is_letter(c);
    let narrow_end = latin(last)
        || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '\'' | '%' | '-' | '/' | '&' | '$');
    let narrow_start = latin(first) || matches!(first, '"' | '\'' | '$' | '&' | '-');
    let space = narrow_end && narrow_start && (last != '/' || above.ends_with(" /"));
    space.then_some(Join::Space)
}
