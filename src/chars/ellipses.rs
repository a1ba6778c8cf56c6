//! C08: what should be an ellipsis.

use super::look::{ahead, behind, is_wide_text, runs};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C08",
        name: "makeshift-ellipses",
        summary: "Rows of stops and raised dots become the ellipsis ……",
        why: "Typists write three stops for the six dots of Chinese and Japanese print, and mathematical dots look the \
              same. Rows of more than six dots lead the eye in a list and are left alone; so is a single ….",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("山路弯弯⋯⋯他走了", "山路弯弯……他走了"),
            ("山路弯弯...他走了", "山路弯弯……他走了"),
            ("他没有说完。。。", "他没有说完……"),
            ("“还有......”", "“还有……”"),
        ],
        leaves: &["山路弯弯……他走了", "他没有说完…", "目录..........3", "read more... 网址", "1...9"],
    },
    needs: Ingredients::DOUBLED.and(Ingredients::MATH_DOTS),
    scope: Scope::Line,
    find,
};

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    for run in runs(text) {
        let (before, after) = (behind(text, run.start), ahead(text, run.end));
        let dots = match run.c {
            '⋯' => {
                wishes.push(Edit::replace(run.start..run.end, "…".repeat(run.count)));
                continue;
            }
            '。' | '．' => true,
            // Japanese uses rows of raised dots by choice.
            '·' => context.language != Language::Ja,
            '.' => !is_latin(before) && !is_latin(after),
            _ => false,
        };
        let wide = |class: Option<Class>| class.is_some_and(is_wide_text);
        let beside_dots = [before, after].contains(&Some(Class::Ellipsis));
        if dots && (3..=6).contains(&run.count) && (wide(before) || wide(after)) && !beside_dots {
            wishes.push(Edit::replace(run.start..run.end, "……"));
        }
    }
}

fn is_latin(class: Option<Class>) -> bool {
    class.is_some_and(|class| class.is_alphabetic() || class.is_digit() || class == Class::Sign)
}
