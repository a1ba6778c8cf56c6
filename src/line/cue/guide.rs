//! The label of the page guide.

use super::words::Words;
use super::{Cue, squeezed};
use crate::line::{Line, Role};
use crate::rule::{Certainty, Rule};

/// The labels, without spaces and in lower case.
static LABELS: Words = Words::of(&[
    "导读",
    "导读导读",
    "今日导读",
    "要闻导读",
    "本期导读",
    "版面导读",
    "新闻导读",
    "导航",
    "今日看点",
    "看点",
    "今日提要",
    "内容提要",
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
    "主な記事",
]);

/// Marks that a label is framed with.
const FRAME: [char; 10] = ['▲', '■', '●', '◆', '▶', '【', '】', ':', '：', '|'];

/// Whether the first letter is that of a label, which few short lines have.
fn may_be_label(text: &str) -> bool {
    let first = text.chars().find(|c| !c.is_whitespace() && !FRAME.contains(c));
    first.and_then(|c| c.to_lowercase().next()).is_some_and(|c| LABELS.may_begin(c))
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
        line.facts.chars <= 14
            && may_be_label(&line.text)
            && squeezed(&line.text, 14).is_some_and(|s| LABELS.have(&s.trim_matches(FRAME).to_lowercase()))
    },
};
