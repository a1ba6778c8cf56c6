//! N03 and N04: brackets and quotes without partner.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Doubt, Sought};
use crate::chars::{Context, Ingredients};
use crate::lang::Language;
use crate::lang::han::leading_han_len;
use crate::rule::{Certainty, Rule};

pub(in crate::chars) static CLOSES_NOTHING: Doubt = Doubt {
    rule: Rule {
        code: "N03",
        name: "closes-nothing",
        summary: "A bracket or quote closes that never opened in its paragraph.",
        why: "Its partner is among words that were lost, or in another paragraph that belongs here. The numbers of \
              lists close with a bracket that never opens; they are not meant.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[("擦亮﹄的名片", "﹄"), ("守灯人）回到渡口。", "）"), ("the lock) is open", ")")],
        leaves: &["（守灯人）", "1)开闸；2)放水", "一）开闸", "the ferry’s bell (old)", "’98花展", "a) open"],
    },
    needs: Ingredients::PAIRED_MARKS.and(Ingredients::VERTICAL_FORMS),
    needs_paragraph: true,
    message: "a bracket closes that never opened: words may be missing",
    sought: Sought::Among(|lonely| &lonely.unopened),
};

pub(in crate::chars) static NEVER_CLOSES: Doubt = Doubt {
    rule: Rule {
        code: "N04",
        name: "never-closes",
        summary: "A bracket or quote opens that never closes in its paragraph.",
        why: "The paragraph was cut off or goes on elsewhere. A quote at the beginning of a paragraph is repeated there \
              when a speech runs through several, and is not meant.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[("守灯人（六十岁回到渡口。", "（"), ("他说：“灯亮着。", "“"), ("the lock (built in May", "(")],
        leaves: &[
            "“灯亮着。",
            "他说：“有‘灯长’两人。”",
            "「灯亮着。",
            "（守灯人）说：“灯亮着。”",
            "He said: it’s open",
        ],
    },
    needs: Ingredients::PAIRED_MARKS,
    needs_paragraph: true,
    message: "a bracket opens that never closes: the text may be cut off here",
    sought: Sought::Among(|lonely| &lonely.unclosed),
};

/// How deep brackets may stand in brackets before the outermost is given up.
const DEPTH: usize = 64;

/// The marks without partner.
#[derive(Debug, Default)]
pub(in crate::chars) struct Lonely {
    /// Those that close nothing.
    unopened: Vec<Range<usize>>,
    /// Those that never close.
    unclosed: Vec<Range<usize>>,
}

impl Lonely {
    /// Those of a text.
    pub(super) fn of(text: &str, context: Context) -> Self {
        let mut lonely = Self::default();
        let mut open: SmallVec<[(Range<usize>, char); 8]> = SmallVec::new();
        let mut opened_by_default = text.trim_start().starts_with(['“', '‘', '「', '『']);
        let mut at = 0;
        loop {
            // Most characters are ideographs or letters.
            at += leading_han_len(&text.as_bytes()[at..]);
            at += text.as_bytes()[at..]
                .iter()
                .take_while(|b| b.is_ascii() && !matches!(b, b'(' | b')' | b'[' | b']'))
                .count();
            let Some(c) = text[at..].chars().next() else { break };
            let place = at..at + c.len_utf8();
            at = place.end;
            if matches!(c, '，' | '。' | '、' | '\u{3041}'..'\u{fb00}') {
                continue;
            }
            if let Some(partner) = partner_of_opening(c, context.language) {
                if open.len() == DEPTH {
                    lonely.unclosed.push(open.remove(0).0);
                }
                open.push((place, partner));
            } else if is_closing(c, context.language) {
                // What opened behind the partner and did not close has no partner.
                match open.iter().rposition(|(_, partner)| *partner == c || alike(*partner) == alike(c)) {
                    Some(i) => lonely.unclosed.extend(open.drain(i..).skip(1).map(|(place, _)| place)),
                    // An apostrophe, or the number of an item.
                    None if c == '’' || is_list_number(text, place.start) => {}
                    None => lonely.unopened.push(place),
                }
            }
        }
        // The quote that begins a paragraph of a longer speech need not close in it.
        for (place, _) in open {
            if opened_by_default && text[place.clone()].starts_with(['“', '‘', '「', '『']) {
                opened_by_default = false;
                continue;
            }
            lonely.unclosed.push(place);
        }
        lonely.unclosed.sort_unstable_by_key(|place| place.start);
        lonely
    }
}

/// What must close a mark that opens. Quotes that look the same on both sides, and the apostrophe, say nothing.
const fn partner_of_opening(c: char, language: Language) -> Option<char> {
    Some(match c {
        '(' | '（' => '）',
        '[' | '［' => '］',
        '【' => '】',
        '《' => '》',
        '〈' => '〉',
        '「' => '」',
        '『' => '』',
        '﹁' => '﹂',
        '﹃' => '﹄',
        '〔' => '〕',
        '〖' => '〗',
        '„' if matches!(language, Language::De) => '“',
        '“' if !matches!(language, Language::De) => '”',
        '‘' if matches!(language, Language::ZhHans | Language::ZhHant) => '’',
        _ => return None,
    })
}

const fn is_closing(c: char, language: Language) -> bool {
    match c {
        ')' | '）' | ']' | '］' | '】' | '》' | '〉' | '」' | '』' | '﹂' | '﹄' | '〕' | '〗' => true,
        '”' => !matches!(language, Language::De),
        '’' => matches!(language, Language::ZhHans | Language::ZhHant),
        '“' => matches!(language, Language::De),
        _ => false,
    }
}

/// The wide form of a bracket.
const fn alike(c: char) -> char {
    match c {
        ')' => '）',
        ']' => '］',
        _ => c,
    }
}

/// Whether the bracket at byte `at` closes the number of an item: `1)`, `a)`, `（二)` without its beginning.
fn is_list_number(text: &str, at: usize) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let before = text[..at].trim_end_matches(numeral);
    // Without a numeral, a single letter may count.
    let before =
        if before.len() == at { before.strip_suffix(|c: char| c.is_ascii_alphabetic()) } else { Some(before) };
    before.is_some_and(|before| {
        at - before.len() <= 9 && before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
    })
}
