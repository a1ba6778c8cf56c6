//! C20: small forms.

use super::look::{ahead, behind};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C20",
        name: "small-forms",
        summary: "Small forms of punctuation marks become the ordinary marks.",
        why: "They come from an old Taiwanese character set and mean nothing of their own. The small full stop is left \
              alone between ideographs, where it was used as the dot of foreign names.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("昨日﹐渔船回港﹔今日又出", "昨日，渔船回港；今日又出"),
            ("增長3﹒5倍﹙見下﹚", "增長3.5倍（見下）"),
            ("the ferry﹐ the lock", "the ferry, the lock"),
        ],
        leaves: &["昨日，渔船回港", "安娜﹒贝克"],
    },
    needs: Ingredients::SMALL_FORMS,
    scope: Scope::Line,
    find,
};

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let meant = match c {
            '\u{fe52}' => (is_latin(behind(text, at)) && is_latin(ahead(text, end))).then_some('.'),
            _ => ordinary(c, context.language.is_ideographic()),
        };
        if let Some(meant) = meant {
            wishes.push(Edit::replace(at..end, meant));
        }
    }
}

fn is_latin(class: Option<Class>) -> bool {
    class.is_some_and(|class| class.is_digit() || class.is_alphabetic())
}

const fn ordinary(c: char, wide: bool) -> Option<char> {
    let (full, half) = match c {
        '\u{fe50}' => ('，', ','),
        '\u{fe51}' => ('、', ','),
        '\u{fe54}' => ('；', ';'),
        '\u{fe55}' => ('：', ':'),
        '\u{fe56}' => ('？', '?'),
        '\u{fe57}' => ('！', '!'),
        '\u{fe58}' => ('—', '—'),
        '\u{fe59}' => ('（', '('),
        '\u{fe5a}' => ('）', ')'),
        '\u{fe5b}' => ('｛', '{'),
        '\u{fe5c}' => ('｝', '}'),
        '\u{fe5d}' => ('〔', '['),
        '\u{fe5e}' => ('〕', ']'),
        '\u{fe5f}' => ('#', '#'),
        '\u{fe60}' => ('&', '&'),
        '\u{fe61}' => ('*', '*'),
        '\u{fe62}' => ('+', '+'),
        '\u{fe63}' => ('-', '-'),
        '\u{fe64}' => ('<', '<'),
        '\u{fe65}' => ('>', '>'),
        '\u{fe66}' => ('=', '='),
        '\u{fe68}' => ('\\', '\\'),
        '\u{fe69}' => ('$', '$'),
        '\u{fe6a}' => ('%', '%'),
        '\u{fe6b}' => ('@', '@'),
        _ => return None,
    };
    Some(if wide { full } else { half })
}
