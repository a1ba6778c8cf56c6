//! C14: spaces around figures.

use super::gaps::{Gap, Gaps};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::lang::{Language, is_measure};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C14",
        name: "spaces-around-figures",
        summary: "Spaces between ideographs and figures are removed.",
        why: "Print sets a hair of white there, which extractors turn into a space at random. In a sentence both spaces \
              go; elsewhere only the space in front of a measure word is surely not meant.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("3 月 26 日，渡口复航", "3月26日，渡口复航"),
            ("投资 1 亿美元", "投资1亿美元"),
            ("全县有 117 个村，", "全县有117个村，"),
        ],
        leaves: &["3月26日", "守护一江清水 2025年见成效", "柳禾 18 24 96", "车次   3   号   5   张", "热线 12345"],
    },
    needs: Ingredients::SPACE_BY_WIDE,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let gaps = Gaps::of(text);
    if gaps.list.is_empty() || gaps.are_gutters() {
        return;
    }
    for (i, gap) in gaps.list.iter().enumerate().filter(|(_, gap)| gap.is_narrow()) {
        let (left, right) = (Class::of(gap.left), Class::of(gap.right));
        let stray = if left == Class::Digit && right.is_cjk() {
            is_measured(gap) || gaps.running && !gaps.is_between_names(gap)
        } else if left.is_cjk() && right == Class::Digit {
            // Spaces on both sides of the figure come from one hand.
            let measured = gaps.list.get(i + 1).is_some_and(|next| {
                is_measured(next) && text[gap.range.end..next.range.start].bytes().all(|b| b.is_ascii_digit())
            });
            measured || gaps.running && !gaps.is_between_names(gap)
        } else {
            false
        };
        if stray {
            wishes.push(Edit::remove(gap.range.clone()));
        }
    }
}

/// A single space between a figure and its measure word.
fn is_measured(gap: &Gap) -> bool {
    gap.width == 1 && gap.left.is_ascii_digit() && is_measure(gap.right)
}
