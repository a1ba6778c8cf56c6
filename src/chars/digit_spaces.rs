//! C14: spaces around figures.

use super::gaps::{Gap, Gaps};
use super::look::behind;
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::lang::{Language, is_measure};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C14",
        name: "spaces-around-figures",
        summary: "The space between a figure and its measure word is removed, and its twin in front of the figure.",
        why: "Print sets a hair of white there, which extractors turn into a space at random. Print has one form only, \
              and so has the text: without spaces.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("3 月 26 日，渡口复航", "3月26日，渡口复航"),
            ("投资 1 亿美元", "投资1亿美元"),
            ("全县有 117 个村，", "全县有117个村，"),
            ("渡口、3 月通水", "渡口、3月通水"),
        ],
        leaves: &[
            "3月26日",
            "水位已到12 年前的船",
            "守护一江清水 2025年见成效",
            "柳禾 18 24 96",
            "车次   3   号   5   张",
            "热线 12345",
        ],
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
        let stray = if left == Class::Digit {
            is_measured(gap) && !follows_letter(&text[..gap.range.start])
        } else {
            // Spaces on both sides of the figure come from one hand.
            left.is_cjk()
                && right == Class::Digit
                && gaps.list.get(i + 1).is_some_and(|next| {
                    let figure = &text[gap.range.end..next.range.start];
                    is_measured(next) && figure.bytes().all(|b| b.is_ascii_digit())
                })
        };
        if stray {
            wishes.push(Edit::remove(gap.range.clone()));
        }
    }
}

/// Whether the figure at the end of `text` stands right behind an ideograph. Then the space behind it may be all that
/// is left of a gutter, and only the whole paragraph can tell.
fn follows_letter(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let text = text.trim_end_matches(figure);
    behind(text, text.len()).is_some_and(Class::is_cjk)
}

/// A single space between a figure and its measure word.
fn is_measured(gap: &Gap) -> bool {
    gap.width == 1 && gap.left.is_ascii_digit() && is_measure(gap.right)
}
