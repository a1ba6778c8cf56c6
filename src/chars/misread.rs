//! C25, C26: what a text recogniser reads for brackets and figures.

use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static BRACKET: Repair = Repair {
    rule: Rule {
        code: "C25",
        name: "misread-bracket",
        summary: "An angle bracket that a round one closes, or that stands before the reporter of a message, is a round one.",
        why: "Text recognisers take the wide round bracket for an angle one. The two halves of a pair are of one kind, and \
              behind `讯` and `电` the reporter stands in round brackets.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[
            ("本报讯 〈记者 柳禾) 昨日", "本报讯 （记者 柳禾) 昨日"),
            ("本报云渡3月4日电《〈记者柳禾)昨日", "本报云渡3月4日电（记者柳禾)昨日"),
            ("本报讯《记者柳禾、", "本报讯（记者柳禾、"),
            ("木船〈见图）下水", "木船（见图）下水"),
        ],
        leaves: &["本报讯《记者手记》昨日出版", "《〈潮水〉后记》", "读《潮水（上）》", "一读《潮水）"],
    },
    needs: Ingredients::ANGLES,
    scope: Scope::Line,
    find: brackets,
};

pub(super) static ONE: Repair = Repair {
    rule: Rule {
        code: "C26",
        name: "misread-one",
        summary: "A square bracket that closes nothing is the figure one in a date.",
        why: "Text recognisers take the upright stroke of a figure one for a bracket. No bracket closes between a place and \
              the name of a month.",
        certainty: Certainty::Likely,
        languages: Language::IDEOGRAPHIC,
        fixes: &[("本报云渡]月6日电", "本报云渡1月6日电"), ("去年1]月12日", "去年11月12日")],
        leaves: &["［注]月6日", "[1]月6日", "第3]月刊", "本报云渡1月6日电"],
    },
    needs: Ingredients::HALF_BRACKETS,
    scope: Scope::Line,
    find: ones,
};

/// Who stands in brackets at the head of a message.
const OFFICES: [&str; 6] = ["记者", "記者", "本报记者", "本報記者", "通讯员", "通訊員"];
/// What a wide round bracket is read as; several of them where it was read twice.
const ANGLES: [char; 4] = ['〈', '《', '⟨', '〔'];
const MOST: usize = 2;
/// A bracket is closed within so many characters.
const FAR: usize = 40;

fn brackets(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let mut from = 0;
    while let Some(at) = angle(&text.as_bytes()[from..]).map(|at| from + at) {
        let run: usize = text[at..].chars().take_while(|c| ANGLES.contains(c)).take(MOST).map(char::len_utf8).sum();
        let (before, inner) = (text[..at].trim_end(), text[at + run..].trim_start());
        from = at + run;
        let closer = inner.chars().take(FAR).find(|c| "()（）〈〉《》〔〕".contains(*c));
        let is_closed = matches!(closer, Some(')' | '）'));
        let names = OFFICES.iter().any(|office| inner.starts_with(office));
        let heads = before.ends_with(['讯', '訊', '电', '電']);
        let lone = text[at..].starts_with(['〈', '⟨']) && is_closed;
        if names && (is_closed || heads && closer.is_none()) || lone {
            wishes.push(Edit::replace(at..at + run, "（"));
        }
    }
}

/// Where the first of [`ANGLES`] stands, found by its bytes: most lines with marks have none.
fn angle(bytes: &[u8]) -> Option<usize> {
    bytes.windows(3).position(|c| matches!(c, [0xE3, 0x80, 0x88 | 0x8A | 0x94] | [0xE2, 0x9F, 0xA8]))
}

fn ones(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    if !text.contains("]月") || text.contains(['[', '［']) {
        return;
    }
    for (at, _) in text.match_indices("]月") {
        let day = text[at + "]月".len()..].trim_start_matches(|c: char| c.is_ascii_digit());
        if day.starts_with('日') && day.len() < text.len() - at - "]月".len() {
            wishes.push(Edit::replace(at..at + 1, "1"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_known_by_their_bytes() {
        for c in '\u{80}'..='\u{FFFF}' {
            assert_eq!(angle(c.to_string().as_bytes()).is_some(), ANGLES.contains(&c), "{c:?}");
        }
    }
}
