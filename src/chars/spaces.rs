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
        summary: "Spaces between ideographs and around wide marks are removed where they mean nothing.",
        why: "Extractors write a space wherever letters of a justified line stand a little apart. The pause in a \
              headline, spread names, credits and the gutters of tables are set on purpose and stay.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("老 船 工 回 到 渡 口 。", "老船工回到渡口。"),
            ("沿 江   117  个 村 通 水", "沿江117个村通水"),
            ("潮水退了， 船还 在，灯　亮着。", "潮水退了，船还在，灯亮着。"),
            ("渡口　，灯塔 。", "渡口，灯塔。"),
        ],
        leaves: &[
            "守护一江清水 点亮两岸灯火",
            "本报讯（记者 柳禾 通讯员 江帆）昨日，水退。",
            "参加的有王强、柳  禾、江小帆。",
            "王　强　李晓明　柳　禾",
            "王 强 柳 禾 江 帆",
            "日期       时间           线路",
            "　　昨日，水退。",
            "导 读",
            "灯亮着。 柳禾 摄",
            "责编：柳禾 校对：江帆",
            "新华社北岸5月6日电 （记者江帆）水退，船归。",
        ],
    },
    needs: Ingredients::SPACE_BY_WIDE,
    scope: Scope::Line,
    find,
};

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    let gaps = Gaps::of(text);
    if gaps.list.is_empty() {
        return;
    }
    let stray: &dyn Fn(&Gap) -> bool = if gaps.are_between_letters() {
        &|gap| gap.width <= 3 && !(is_latin(gap.left) && is_latin(gap.right))
    } else if gaps.are_gutters() {
        return;
    } else {
        &|gap| gap.is_narrow() && is_stray(gap, &gaps, context.language)
    };
    wishes.extend(gaps.list.iter().filter(|gap| stray(gap)).map(|gap| Edit::remove(gap.range.clone())));
}

fn is_latin(c: char) -> bool {
    let class = Class::of(c);
    class.is_alphabetic() || class.is_digit()
}

/// Whether a narrow gap in an ordinary line means nothing.
fn is_stray(gap: &Gap, gaps: &Gaps, language: Language) -> bool {
    let (left, right) = (Class::of(gap.left), Class::of(gap.right));
    match (left, right) {
        // An apostrophe that stands for a century has its space in front, and a blank to be filled in is a space.
        (_, Class::Closing) if gap.right == '’' || left == Class::Opening => false,
        // Two dashes or ellipses are the halves of one.
        (_, Class::Pause | Class::Stop | Class::Closing)
        | (Class::Opening, _)
        | (Class::Ellipsis, Class::Ellipsis)
        | (Class::Dash, Class::Dash) => true,
        (Class::Pause | Class::Stop, _) => match gap.left {
            // A question or a call may be one half of a headline, and Japanese always sets a space behind them.
            '？' | '！' => gaps.running && language != Language::Ja && !gaps.is_between_names(gap),
            // A label stands before a name or a number.
            '：' => gaps.running && gap.width == 1 && !gaps.is_between_names(gap),
            _ => !gaps.is_between_names(gap),
        },
        // Behind the bracket of a dateline the story begins.
        (Class::Closing, _) if gap.left == '）' => false,
        (_, Class::Opening) if gap.right == '（' && matches!(gap.left, '电' | '電' | '讯' | '訊') => false,
        (Class::Closing, _) | (_, Class::Opening) => {
            gaps.running && (left.is_cjk() || right.is_cjk()) && !gaps.is_between_names(gap)
        }
        _ => gaps.running && left.is_cjk() && right.is_cjk() && !gaps.is_between_names(gap),
    }
}
