//! Lines without a word.

use super::Cue;
use crate::line::{Facts, Line, Role};
use crate::rule::{Certainty, Rule};

/// A text loses fewer marks to lines of their own.
const MOST_LOST: usize = 6;

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L18",
        name: "stray-marks",
        summary: "A line of rules, dots or specks without a letter, an ideograph or a digit; of closing marks only among many such lines.",
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
            || is_one_of_many(lines, index)
    },
};

/// Whether it is nothing but marks that close something, among so many such lines that none can be of the text above.
fn is_one_of_many(lines: &[Line], index: usize) -> bool {
    let closers = |line: &&Line| {
        let Facts { ideographs, latin, digits, .. } = line.facts;
        ideographs + latin + digits == 0
            && line.text.chars().all(|c| c.is_whitespace() || matches!(c, '”' | '’' | '。' | '，' | '、' | '|' | '｜'))
    };
    let run = |lines: &mut dyn Iterator<Item = &Line>| lines.take(MOST_LOST).take_while(|l| closers(l)).count();
    closers(&&lines[index]) && run(&mut lines[index..].iter()) + run(&mut lines[..index].iter().rev()) >= MOST_LOST
}
