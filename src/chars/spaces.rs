//! C13: spaces inside ideographic text.

use super::gaps::{Gap, Gaps};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C13",
        name: "spaces-between-ideographs",
        summary: "The spaces of a line whose letters were set apart are removed, and those that push a mark away.",
        why: "Extractors write a space wherever the letters of a justified line stand a little apart. No line begins \
              with a comma or ends with an opening bracket, so a space in front of the one and behind the other is \
              never a gutter. Spread names, credits, labels and the gutters of tables and columns stay.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("老 船 工 回 到 渡 口 。", "老船工回到渡口。"),
            ("沿 江   117  个 村 通 水", "沿江117个村通水"),
            ("渡口　，灯塔 。", "渡口，灯塔。"),
            ("都说：“ 灯亮着”", "都说：“灯亮着”"),
            ("江边的渡口 的 灯 亮 着 ， 水 退了 啦 老人守着一条船", "江边的渡口 的灯亮着，水退了啦 老人守着一条船"),
        ],
        leaves: &[
            "王　强　李晓明　柳　禾",
            "王 强 柳 禾 江 帆",
            "日期       时间           线路",
            "老船工守着渡口的 水退了，船回来了 大家都说好",
            "导 读",
            "　　昨日，水退。",
            "（  ）",
            "今年 ’98花展",
        ],
    },
    needs: Ingredients::SPACE_BY_WIDE,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let gaps = Gaps::of(text);
    let stretches = gaps.between_letters();
    let gutters = gaps.are_gutters();
    let mut stretches = stretches.iter().peekable();
    for (i, gap) in gaps.list.iter().enumerate() {
        while stretches.next_if(|stretch| stretch.end <= i).is_some() {}
        let stray = if stretches.peek().is_some_and(|stretch| stretch.contains(&i)) {
            gap.width <= 3
        } else {
            !gutters && gap.is_narrow() && pushes_mark_away(gap)
        };
        if stray {
            wishes.push(Edit::remove(gap.range.clone()));
        }
    }
}

/// Whether the gap stands in front of a mark that closes, or behind one that opens.
fn pushes_mark_away(gap: &Gap) -> bool {
    match (Class::of(gap.left), Class::of(gap.right)) {
        // An apostrophe that stands for a century has its space in front, and a blank to be filled in is a space.
        (left, Class::Closing) if gap.right == '’' || left == Class::Opening => false,
        // Two dashes or ellipses are the halves of one.
        (_, Class::Pause | Class::Stop | Class::Closing)
        | (Class::Opening, _)
        | (Class::Ellipsis, Class::Ellipsis)
        | (Class::Dash, Class::Dash) => true,
        _ => false,
    }
}
