//! Lines without a word.

use super::Cue;
use crate::line::{Line, Role};
use crate::rule::{Certainty, Rule};

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L18",
        name: "stray-marks",
        summary: "A line of rules, dots or specks without a letter, an ideograph or a digit.",
        why: "Scanners read rules and dirt as marks. They are kept, but outside the stories.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[("* * * *", "stray"), ("─────", "stray")],
        leaves: &["”", "。", "——", "……"],
    },
    role: Role::Stray,
    shows: |lines: &[Line], index| {
        let facts = &lines[index].facts;
        facts.ideographs == 0
            && facts.latin == 0
            && facts.digits == 0
            && lines[index].text.chars().all(|c| c.is_whitespace() || "*·.~-_=|+•─━═│┃—＿■□▲△●○◆◇★☆※#^'`".contains(c))
            && !matches!(&*lines[index].text, "——" | "—" | "-" | "…" | "……" | "." | "·" | "———")
    },
};
