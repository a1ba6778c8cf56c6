//! The label of the page guide.

use super::words::Words;
use super::{Cue, squeezed};
use crate::line::facts::is_ideograph;
use crate::line::{Line, Role};
use crate::rule::{Certainty, Rule};

/// The labels, without spaces and in lower case.
static LABELS: Words = Words::of(&[
    "导读",
    "导读导读",
    "導讀導讀",
    "今日导读",
    "要闻导读",
    "本期导读",
    "本期導讀",
    "版面导读",
    "版面導讀",
    "新闻导读",
    "新聞導讀",
    "导航",
    "導航",
    "今日看点",
    "今日看點",
    "看点",
    "看點",
    "今日提要",
    "内容提要",
    "內容提要",
    "要目",
    "今日要目",
    "導讀",
    "今日導讀",
    "本報導讀",
    "要聞導讀",
    "inside",
    "insidetoday",
    "intoday'spaper",
    "index",
    "inhalt",
    "indieserausgabe",
    "heute",
    "今日の紙面",
    "紙面から",
    "目次",
    "きょうの紙面",
    "紙面案内",
    "紙面案內",
    "主な記事",
]);

/// Marks that a label is framed with.
const FRAME: [char; 10] = ['▲', '■', '●', '◆', '▶', '【', '】', ':', '：', '|'];

/// Whether the first letter is that of a label, which few short lines have.
fn may_be_label(text: &str) -> bool {
    let first = text.chars().find(|c| !c.is_whitespace() && !FRAME.contains(c));
    first.and_then(|c| c.to_lowercase().next()).is_some_and(|c| LABELS.may_begin(c))
}

/// Whether a line holds nothing but the label of a guide.
#[must_use]
pub fn is_guide_label(text: &str) -> bool {
    may_be_label(text) && squeezed(text, 14).is_some_and(|s| LABELS.have(&s.trim_matches(FRAME).to_lowercase()))
}

/// Type of this size is no title of a guide, in hundredths of the body type.
const LARGE: i32 = 125;

/// Gives the lines that stand in one frame with the label of a guide, or in one list below it, the role of display lines: they are titles, of
/// whatever size.
pub(super) fn open(lines: &mut [Line]) {
    let set = |line: &Line| line.place.and_then(|place| place.set);
    let mut frame = None;
    for index in 0..lines.len() {
        let own = set(&lines[index]).map(|set| set.frame);
        let label = index > 0 && lines[index - 1].role == Role::GuideLabel;
        let line = &mut lines[index];
        let small = line.place.is_some_and(|place| place.relative < LARGE);
        // The label may be larger than the titles, and then it is a frame of its own.
        if line.role == Role::GuideLabel || label && small {
            frame = own;
        }
        if line.role == Role::GuideLabel {
            continue;
        }
        let listed = index > 0 && {
            let (above, line) = (&lines[index - 1], &lines[index]);
            let set = above.because == CUE.rule.code && above.role == Role::Display;
            set && own.is_some() && above.place.zip(line.place).is_some_and(|(above, below)| above.lists(below))
        };
        let line = &mut lines[index];
        if line.role == Role::Unknown && own.is_some() && (own == frame || listed) {
            line.role = Role::Display;
            line.because = CUE.rule.code;
        }
    }
}

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L10",
        name: "guide-label",
        summary: "A line that holds nothing but the label of a page guide.",
        why: "Front pages print a box with the titles of stories inside the paper; its label names it.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("导 读", "guide"), ("Inside", "guide")],
        leaves: &["导读员带着孩子们走进书店"],
    },
    role: Role::GuideLabel,
    shows: |lines: &[Line], index| {
        let line = &lines[index];
        let other = is_ideograph(line.facts.first) && !LABELS.may_begin(line.facts.first);
        line.facts.chars <= 14 && !other && is_guide_label(&line.text)
    },
};

/// A title in a guide that says on which page its story stands.
pub(super) const ENTRY: Cue = Cue {
    rule: Rule {
        code: "L19",
        name: "guide-entry",
        summary: "A line below the label of a page guide that ends with the number of a page.",
        why: "The guide names the page of each story; a line that does is no story by itself.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("INSIDE\nSpring tides, A5", "display"), ("Inhalt\nHeuwetter Seite 5", "display")],
        leaves: &["INSIDE\nThe town council"],
    },
    role: Role::Display,
    shows: |lines: &[Line], index| {
        let below = index.checked_sub(1).map(|i| &lines[i]);
        below.is_some_and(|l| l.role == Role::GuideLabel || l.because == ENTRY.rule.code)
            && lines[index].facts.chars <= 80
            && page_of(&lines[index].text).is_some()
    },
};

/// The page that a guide's title names at its end: `…, A3`, `… Seite 5`, `…　２面`, `… 第3版`.
#[must_use]
pub fn page_of(text: &str) -> Option<String> {
    let bare = text.trim_end_matches(['）', ')', ']', '】']);
    if let Some(rest) = bare.strip_suffix(['面', '版']) {
        let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c);
        let head = rest.trim_end_matches(digits);
        let marked = head.ends_with(['第', ' ', '\u{3000}', '（', '(', '…']);
        return (head.len() < rest.len() && marked).then(|| rest[head.len()..].to_owned());
    }
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let head = &bare[..bare.len() - digits];
    let section = head.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let lettered = head.len() == section.len() + 1 && section.ends_with([' ', '.', '…']);
    let words = head.trim_end();
    let named = ["Seite", "S.", "Page", "page", "p.", "PAGE", "..", "…", ","].iter().any(|w| words.ends_with(w));
    (lettered || named).then(|| bare[if lettered { section.len() } else { head.len() }..].to_owned())
}
