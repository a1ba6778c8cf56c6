//! Latin words keep a space between them.

use super::{Join, Joint};
use crate::line::facts::{is_ideograph, is_opener};
use crate::rule::{Certainty, Rule};

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J08",
        name: "space-between-words",
        summary: "Joins two lines with a space where Latin words, numbers or their marks meet.",
        why: "A printed line ends between two words as a rule; the break stands for the space between them.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("the annual\nreport", "the annual report"), ("New\nYork分部", "New York分部")],
        leaves: &["推出\nAI助手", "said—\n“no”", "全市\n人民"],
    },
    at: |seam| {
        let (last, first) = (seam.last(), seam.first());
        let latin = |c: char| c.is_alphanumeric() && !is_ideograph(c) && !('\u{ff00}'..='\u{ffef}').contains(&c);
        let narrow_end = latin(last)
            || matches!(
                last,
                '.' | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | ')'
                    | ']'
                    | '"'
                    | '\''
                    | '%'
                    | '”'
                    | '’'
                    | '“'
                    | '»'
                    | '«'
                    | '…'
                    | '-'
                    | '–'
                    | '/'
                    | '&'
                    | '$'
                    | '£'
            );
        let narrow_start = latin(first)
            || matches!(first, '(' | '[' | '"' | '\'' | '$' | '£' | '“' | '‘' | '„' | '»' | '«' | '–' | '&' | '-');
        // A dash without a space before it takes none behind it; marks beside an ideograph are of full width.
        if !narrow_end || !narrow_start || last == '/' && !seam.above.ends_with(" /") {
            return None;
        }
        let latin_side = latin(last) || latin(first) || last.is_ascii() || first.is_ascii();
        let full_width = seam.language.is_ideographic() && (!latin(last) || !latin(first));
        if !latin_side || full_width && (is_opener(first) || !last.is_ascii() || !first.is_ascii()) {
            return None;
        }
        Some(Join::Space)
    },
};
