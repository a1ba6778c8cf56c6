//! C17: marks that stand twice.

use super::look::runs;
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C17",
        name: "doubled-marks",
        summary: "A comma, colon or full stop that stands twice in a row is printed once.",
        why: "Slips of the hand and lines that were put together twice. Question and exclamation marks are doubled on \
              purpose, and three stops are an ellipsis.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[("潮水退了，，船还在", "潮水退了，船还在"), ("潮水退了。。", "潮水退了。")],
        leaves: &["潮水退了，船还在。", "退了？？退了！！", "潮水退了……"],
    },
    needs: Ingredients::DOUBLED,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    for run in runs(text) {
        if run.count == 2 && matches!(run.c, '，' | '、' | '；' | '：' | '。') {
            wishes.push(Edit::remove(run.start + run.c.len_utf8()..run.end));
        }
    }
}
