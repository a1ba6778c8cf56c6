//! The line that names the editors of the page.

use super::Cue;
use super::words::Words;
use crate::line::facts::Marks;
use crate::line::{Line, Role};
use crate::rule::{Certainty, Rule};

const OFFICES: &[&str] = &[
    "责任编辑",
    "责编",
    "責編",
    "编辑",
    "版式",
    "美编",
    "校对",
    "组版",
    "組版",
    "值班",
    "主编",
    "主編",
    "审读",
    "審讀",
    "照排",
    "视觉",
    "視覺",
    "热线",
    "熱線",
    "电话",
    "電話",
    "责校",
    "責校",
    "設計",
    "責任編輯",
    "編輯",
    "美編",
    "校對",
    "版面",
];

static BEGINNINGS: Words = Words::of(OFFICES);

/// Marks between an office and its holder.
const MARKS: [char; 6] = ['：', ':', '/', '／', '|', '｜'];

/// Whether a text begins with an office and the mark behind it.
#[must_use]
pub fn names_office(text: &str) -> bool {
    let begins = |office: &&str| text.strip_prefix(office).is_some_and(|rest| rest.starts_with(MARKS));
    text.starts_with(|c| BEGINNINGS.may_begin(c)) && OFFICES.iter().any(begins)
}

/// Whether a word is an office with the name of its holder behind it: `责编林一禾`.
fn names_holder(word: &str) -> bool {
    let holder = |office: &&str| word.strip_prefix(office).is_some_and(|name| (2..=4).contains(&name.chars().count()));
    OFFICES.iter().any(holder)
}

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L12",
        name: "editors-line",
        summary: "A line that names who edited, laid out and proofread the page.",
        why: "It stands at the head or foot of each page and belongs to no story.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("责任编辑：林一禾　版式：周青　校对：何溪", "editors"),
            ("责编林一禾　视觉周青　校对何溪", "editors"),
            ("Printed and published by the Harbour Press", "editors"),
        ],
        leaves: &["责任编辑从稿件里挑出三篇，校对后付印。"],
    },
    role: Role::Editors,
    shows: |lines: &[Line], index| {
        let line = &lines[index];
        if is_imprint(&line.text) {
            return true;
        }
        if line.facts.inner_stops > 0 || line.facts.ideographs < 4 || line.facts.chars > 70 {
            return false;
        }
        let text: &str = &line.text;
        // Most lines have neither marks behind offices nor spaces between words.
        if !line.facts.marks.meet(Marks::COLON.and(Marks::STROKE)) && line.facts.spaces + line.facts.gaps == 0 {
            return false;
        }
        let mut offices = 0;
        let mut longest_end = 0;
        for (at, _) in text.match_indices(MARKS) {
            let head = text[longest_end..at].trim_end();
            if OFFICES.iter().any(|o| head.ends_with(o)) {
                offices += 1;
            }
            longest_end = at;
        }
        // Offices may also be kept apart from the names by spaces alone.
        if offices == 0 && !text.contains(['，', '。']) {
            let words = || text.split_whitespace();
            return words().filter(|w| OFFICES.contains(w)).count() >= 2
                || words().count() >= 2 && words().all(names_holder);
        }
        offices >= 2 || offices == 1 && OFFICES[..2].iter().any(|o| text.starts_with(o)) && !text.contains('。')
    },
};

/// Whether the line names who publishes or prints the paper.
fn is_imprint(text: &str) -> bool {
    match text.chars().next() {
        Some('P' | 'V' | 'I' | 'H') => [
            "Printed and published",
            "Published by",
            "Printed by",
            "Verantwortlich für",
            "Verantwortlicher Redakteur",
            "Verlag und Druck",
            "Herausgeber:",
            "Impressum",
        ]
        .iter()
        .any(|words| text.starts_with(words)),
        Some('発' | '編') => {
            ["発行所", "発行人", "編集発行", "編集・発行"].iter().any(|words| text.starts_with(words))
        }
        Some('本') => text.starts_with("本報每") && text.contains(['價', '份', '刊', '費']),
        _ => false,
    }
}
