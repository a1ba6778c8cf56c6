//! C19: half-width katakana.

use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::lang::const_chars::chars;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C19",
        name: "half-width-kana",
        summary: "Half-width katakana become ordinary katakana, their voice marks joined to them.",
        why: "Old telex and terminal codes had no others; print has them only where a line was too narrow.",
        certainty: Certainty::Sure,
        languages: &[Language::Ja],
        fixes: &[("ﾌｪﾘｰが着いた", "フェリーが着いた"), ("ﾊﾟﾝとｶﾞｽ｡", "パンとガス。"), ("ｳﾞｨｵﾗ", "ヴィオラ")],
        leaves: &["フェリーが着いた。", "パン・ガス"],
    },
    needs: Ingredients::HALF_KANA,
    scope: Scope::Line,
    find,
};

/// U+FF61 to U+FF9F.
static FULL: [char; 63] = chars(
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜",
);

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let mut run: Option<Edit> = None;
    for (at, c) in text.char_indices() {
        let full = (c as u32).checked_sub(0xFF61).and_then(|i| FULL.get(i as usize));
        match (full, &mut run) {
            (Some(&full), Some(run)) => {
                let last = run.with.pop();
                match last.and_then(|last| voiced(last, full)) {
                    Some(joined) => run.with.push(joined),
                    None => run.with.extend(last.into_iter().chain([full])),
                }
                run.range.end = at + c.len_utf8();
            }
            (Some(&full), None) => run = Some(Edit::replace(at..at + c.len_utf8(), full)),
            (None, _) => wishes.extend(run.take()),
        }
    }
    wishes.extend(run);
}

/// The kana with its voice mark, where there is one character for both. In Unicode it stands right behind.
fn voiced(kana: char, mark: char) -> Option<char> {
    let step = match (kana, mark) {
        ('ウ', '゛') => return Some('ヴ'),
        ('カ'..='ト' | 'ハ'..='ホ', '゛') => 1,
        ('ハ'..='ホ', '゜') => 2,
        _ => return None,
    };
    char::from_u32(kana as u32 + step)
}
