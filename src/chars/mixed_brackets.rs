//! C12: pairs of brackets of two widths.

use super::brackets::Brackets;
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C12",
        name: "mixed-brackets",
        summary: "A pair of round brackets of which one is wide and one is not becomes a wide pair.",
        why: "The two halves of a pair are always set alike, and in ideographic text both are wide.",
        certainty: Certainty::Sure,
        languages: Language::IDEOGRAPHIC,
        fixes: &[("（记者 柳禾)昨日", "（记者 柳禾）昨日"), ("灯塔(见图）", "灯塔（见图）")],
        leaves: &["（记者 柳禾）", "型号(RL-7)", "1)开闸", "（一)开闸）"],
    },
    needs: Ingredients::HALF_BRACKETS,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let brackets = Brackets::of(text);
    // A bracket without partner makes every pair around it doubtful.
    if !brackets.unopened.is_empty() {
        return;
    }
    for (opening, closing) in brackets.pairs {
        match (opening.wide, closing.wide) {
            (true, false) => wishes.push(Edit::replace(closing.at..closing.at + 1, "）")),
            (false, true) => wishes.push(Edit::replace(opening.at..opening.at + 1, "（")),
            _ => {}
        }
    }
}
