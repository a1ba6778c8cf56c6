//! Bylines on a line of their own.

use super::Cue;
use crate::line::{Ending, Line, Role};
use crate::rule::{Certainty, Rule};

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L17",
        name: "own-byline",
        summary: "A line that holds nothing but who wrote the story.",
        why: "Many papers print the byline between headline and text.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[("By JOHN MARLOW", "byline"), ("Von Klara Behrens", "byline"), ("◎本报记者 林一禾", "byline")],
        leaves: &["By the harbour wall, John Marlow waited.", "Von allem das Beste", "记者节快乐"],
    },
    role: Role::Byline,
    shows: |lines: &[Line], index| is_byline(&lines[index]),
};

/// Chinese words that open a byline, longest first.
const ROLES: &[&str] = &[
    "本报记者",
    "本报通讯员",
    "特约记者",
    "全媒体记者",
    "见习记者",
    "实习记者",
    "首席记者",
    "融媒记者",
    "通讯员",
    "记者",
    "本報記者",
    "記者",
    "文/",
    "文／",
    "图文/",
    "文图/",
    "撰文",
];

fn is_byline(line: &Line) -> bool {
    let facts = &line.facts;
    if facts.chars > 44 || facts.chars < 4 || facts.ending == Ending::Stop && facts.last != '.' {
        return false;
    }
    let text: &str = &line.text;
    if let Some(names) =
        ["By ", "BY ", "Von ", "VON "].iter().find_map(|by| text.strip_prefix(by)).filter(|_| facts.commas <= 2)
    {
        let words: Vec<&str> = names.split_whitespace().collect();
        let is_name = |w: &&str| {
            w.chars().next().is_some_and(char::is_uppercase)
                || matches!(*w, "and" | "und" | "von" | "van" | "de" | "of")
        };
        return (2..=8).contains(&words.len())
            && words.iter().all(is_name)
            && facts.ending == Ending::Bare
            && words.iter().filter(|w| w.len() > 1).count() >= 2;
    }
    if facts.ideographs < 4 || text.contains(['，', '。', '：', '、']) && !text.contains("文/") {
        return false;
    }
    let bare = text.trim_start_matches(['□', '■', '◎', '●', '○', '◇', '◆', '★', '（', '(', ' ', '\u{3000}']);
    let marked = bare.len() < text.len();
    let Some(role) = ROLES.iter().find(|r| bare.starts_with(**r)) else { return false };
    let rest = bare[role.len()..].trim_end_matches(['）', ')']);
    // Names are short and kept apart by spaces, or the mark in front says that this is a byline.
    let spaced = rest.starts_with([' ', '\u{3000}']);
    let longest = rest.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0);
    let names = rest.split_whitespace().count();
    let closed = marked || spaced || *role == "文/" || *role == "文／";
    closed && (2..=4).contains(&longest) && names <= 5 && !rest.contains("报道")
}
