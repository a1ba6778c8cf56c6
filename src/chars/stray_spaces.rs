//! C24: stray spaces in a sentence.

use super::gaps::{Gap, Gaps};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::lang::{Language, is_honoured};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C24",
        name: "stray-spaces",
        summary: "A single space inside a sentence is removed where it divides nothing.",
        why: "Ideographic text has no spaces between words. On a printed line a lone space may be all that is left of \
              the gutter between two columns, so only whole paragraphs are looked at; and only those with a comma or a \
              full stop, for the pause in a headline is set on purpose, as are spread names and credits.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("潮水退了， 船还 在，灯　亮着。", "潮水退了，船还在，灯亮着。"),
            ("全县有 117 个村，3月 通水。", "全县有117个村，3月通水。"),
            ("他们把 “老船” 修好了，", "他们把“老船”修好了，"),
        ],
        leaves: &[
            "守护一江清水 点亮两岸灯火",
            "本报讯（记者 柳禾 通讯员 江帆）昨日，水退。",
            "参加的有王强、柳  禾、江小帆。",
            "灯亮着。 柳禾 摄",
            "水退了，船归。（卞春生 柳禾）",
            "责编：柳禾 校对：江帆",
            "新华社北岸5月6日电 （记者江帆）水退，船归。",
            "记者 柳禾 报道　水退了，船归。",
            "水退了，船归。　　第二天，水又涨。",
            "用AI 技术，推出River One。",
            "三　潮水的歌，老人常唱。",
            "是年秋，　總理來渡口。",
        ],
    },
    needs: Ingredients::SPACE_BY_WIDE,
    scope: Scope::Paragraph,
    find,
};

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    let gaps = Gaps::of(text);
    if gaps.list.is_empty() || gaps.are_gutters() || !gaps.are_in_sentence() {
        return;
    }
    let stray = |gap: &&Gap| {
        gap.is_narrow()
            && is_stray(gap, context.language)
            && !gaps.is_between_names(gap)
            && !is_set_on_purpose(text, gap)
    };
    wishes.extend(gaps.list.iter().filter(stray).map(|gap| Edit::remove(gap.range.clone())));
}

/// Whether a whole em of white divides a run-in title from its story, or honours whom it stands in front of.
fn is_set_on_purpose(text: &str, gap: &Gap) -> bool {
    let title = &text[..gap.range.start];
    let is_title = title.len() <= 30 && !title.contains(['，', '。', '、']);
    gap.width == 2 && (is_title || is_honoured(&text[gap.range.end..]))
}

/// Whether a narrow gap in a sentence means nothing, if no names stand around.
fn is_stray(gap: &Gap, language: Language) -> bool {
    let (left, right) = (Class::of(gap.left), Class::of(gap.right));
    let letter = |class: Class| class.is_cjk() || class == Class::Digit;
    match (left, right) {
        (Class::Pause | Class::Stop, _) => match gap.left {
            // Japanese always sets a space behind a question or a call.
            '？' | '！' => language != Language::Ja,
            // A label stands before a name or a number.
            '：' => gap.width == 1,
            _ => true,
        },
        // Behind the bracket of a dateline the story begins.
        (Class::Closing, _) if gap.left == '）' => false,
        (_, Class::Opening) if gap.right == '（' && matches!(gap.left, '电' | '電' | '讯' | '訊') => false,
        (Class::Closing, _) => right.is_cjk(),
        (_, Class::Opening) => left.is_cjk(),
        (Class::Digit, Class::Digit) => false,
        _ => letter(left) && letter(right),
    }
}
