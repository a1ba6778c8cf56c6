//! C06: Latin ligatures.

use super::map;
use super::{Context, Ingredients, Repair, Scope};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C06",
        name: "latin-ligatures",
        summary: "Latin ligatures become their letters.",
        why: "PDF fonts hand out `fi` and its like as one character, and no word list knows it. A long s stays a long s, and \
              square units such as `㎞` stay whole.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("the o\u{fb03}ce \u{fb01}les", "the office files"),
            ("das Ha\u{fb00} am Flu\u{df}", "das Haff am Fluß"),
            ("Kun\u{fb05}", "Kunſt"),
        ],
        leaves: &["fi fl ff", "全长3㎞"],
    },
    needs: Ingredients::LIGATURES,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    map(text, wishes, letters);
}

const fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' => "ſt",
        '\u{fb06}' => "st",
        _ => return None,
    })
}
