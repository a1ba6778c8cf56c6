//! C10: straight quotes where the text has curly ones.

use super::look::{ahead, behind, is_wide_text};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C10",
        name: "straight-quotes",
        summary: "Straight double quotes become the paired quotes of the language, where every quote has its partner.",
        why: "The keyboard has one quote for both ends. In Chinese the straight quote is never right; in English and \
              German it is left alone unless its partner is curly. Quotes must open and close in turn through the \
              whole paragraph, or none is touched.",
        certainty: Certainty::Likely,
        languages: &[Language::ZhHans, Language::ZhHant, Language::En, Language::De],
        fixes: &[
            ("推行\"灯长制\"和“渡口日\"", "推行“灯长制”和“渡口日”"),
            ("\"灯亮着。”他说。", "“灯亮着。”他说。"),
            ("〝灯长制〞", "“灯长制”"),
            ("「水門」和\"燈長制\"", "「水門」和「燈長制」"),
            ("“The lock is open\", she said of the harbour.", "“The lock is open”, she said of the harbour."),
            ("Der Rat sagte: „Die Schleuse ist auf\".", "Der Rat sagte: „Die Schleuse ist auf“."),
        ],
        leaves: &[
            "“灯长制”和“渡口日”",
            "推行\"灯长制和“渡口日”",
            "27\"显示屏和32\"显示屏",
            "\"The lock is open\", she said of the harbour.",
            "Der Rat sagte: \"Die Schleuse ist auf\".",
            "命令echo \"a\"和echo \"b\"",
        ],
    },
    needs: Ingredients::QUOTES,
    scope: Scope::Paragraph,
    find,
};

/// What a double quote says about itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// A straight quote does not tell.
    Either,
}

/// A double quote of a paragraph.
struct Quote {
    at: usize,
    len: usize,
    side: Side,
    /// Whether it is already the right character.
    curly: bool,
}

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    let quotes = quotes(text, context.language);
    if quotes.len() % 2 == 1 || quotes.iter().all(|quote| quote.curly) {
        return;
    }
    let (pairs, _) = quotes.as_chunks::<2>();
    let in_turn = pairs.iter().all(|[a, b]| a.side != Side::Closes && b.side != Side::Opens);
    if !in_turn || !pairs.iter().all(|pair| stands_well(text, pair, context.language)) {
        return;
    }
    for [a, b] in pairs {
        let (open, close) = match context.language {
            Language::De => ("„", "“"),
            // A quote takes after its curly partner first.
            _ if context.corner_quotes && context.language.is_ideographic() && !a.curly && !b.curly => ("「", "」"),
            _ => ("“", "”"),
        };
        for (quote, with) in [(a, open), (b, close)].into_iter().filter(|(quote, _)| !quote.curly) {
            wishes.push(Edit::replace(quote.at..quote.at + quote.len, with));
        }
    }
}

/// The double quotes of a text, as its language reads them.
fn quotes(text: &str, language: Language) -> Vec<Quote> {
    let german = language == Language::De;
    text.char_indices()
        .filter_map(|(at, c)| {
            let (side, curly) = match c {
                '"' => (Side::Either, false),
                '〝' => (Side::Opens, false),
                '〞' => (Side::Closes, false),
                '“' if german => (Side::Closes, true),
                '„' | '“' => (Side::Opens, true),
                '”' => (Side::Closes, true),
                _ => return None,
            };
            Some(Quote { at, len: c.len_utf8(), side, curly })
        })
        .collect()
}

/// Whether a pair can be one: in Chinese it touches Chinese text on the outside or the inside; in Latin text one of
/// the two is curly and the other leans on its word.
fn stands_well(text: &str, [a, b]: &[Quote; 2], language: Language) -> bool {
    let (outer, inner) = (behind(text, a.at), ahead(text, a.at + a.len));
    let (last, next) = (behind(text, b.at), ahead(text, b.at + b.len));
    let is_space = |class: Option<Class>| class.is_none_or(Class::is_space);
    if a.curly && b.curly {
        return true;
    }
    if is_space(inner) || is_space(last) {
        return false;
    }
    if language.is_ideographic() {
        let inches = !a.curly && outer == Some(Class::Digit)
            || !b.curly && last == Some(Class::Digit) && next != Some(Class::Han);
        let wide = |class: Option<Class>| class.is_some_and(is_wide_text);
        !inches && (wide(inner) || wide(last) || wide(outer) && next.is_none_or(is_wide_text))
    } else {
        (a.curly || b.curly) && outer.is_none_or(|class| class.is_space() || class.is_opening())
    }
}
