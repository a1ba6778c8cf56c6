//! N07: marks that contradict each other.

use super::{Doubt, Sought};
use crate::chars::Ingredients;
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

pub(in crate::chars) static CONFLICT: Doubt = Doubt {
    rule: Rule {
        code: "N07",
        name: "conflicting-marks",
        summary: "Two marks stand side by side of which only one can be right.",
        why: "A word between them was lost, or one of them is a reading error; which, only the print can tell.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[("水退。，船归", "。，"), ("水退，。", "，。"), ("水退、；船归", "、；")],
        leaves: &["水退，船归。", "真的？！", "水退！！"],
    },
    needs: Ingredients::MARK_BY_MARK,
    needs_paragraph: false,
    message: "two marks stand side by side of which only one can be right",
    sought: Sought::Alone(|text, _, places| {
        let mut before: Option<char> = None;
        for (at, c) in text.char_indices() {
            let mark = matches!(c, '，' | '、' | '；' | '：' | '。').then_some(c);
            if let (Some(first), Some(second)) = (before, mark)
                && first != second
            {
                places.push(at - first.len_utf8()..at + second.len_utf8());
            }
            before = mark;
        }
    }),
};
