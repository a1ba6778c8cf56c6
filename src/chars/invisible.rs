//! C15: characters without width.

use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C15",
        name: "invisible-characters",
        summary: "Characters without width and control characters are removed.",
        why: "Web pages and extractors leave break hints, byte order marks and control codes inside words. Joiners stay between \
              characters that may need them, and a soft hyphen at the end of a line stays as the sign of a divided word.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("村里\u{200b}的路", "村里的路"),
            ("甲\u{feff}乙\u{0}丙\u{2060}", "甲乙丙"),
            ("inter\u{ad}national", "international"),
        ],
        leaves: &["inter\u{ad}", "\u{1f468}\u{200d}\u{1f33e}", "一\t二"],
    },
    needs: Ingredients::INVISIBLE.and(Ingredients::SOFT_HYPHENS).and(Ingredients::CONTROLS),
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let filled = text.trim_end_matches(|c| matches!(Class::of(c), Class::Invisible | Class::Control | Class::Space));
    let mut before = Class::Space;
    for (at, c) in text.char_indices() {
        let class = Class::of(c);
        let end = at + c.len_utf8();
        let stray = match class {
            Class::Control => true,
            Class::SoftHyphen => end < filled.len(),
            Class::Invisible => !(joins(c) && joined(before) && end < text.len()),
            _ => false,
        };
        if stray {
            wishes.push(Edit::remove(at..end));
        } else {
            before = class;
        }
    }
}

/// The zero-width joiner and non-joiner: some scripts, and emoji, are written with them.
const fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// What a joiner may stand behind: letters of other scripts, emoji and their variation selectors.
const fn joined(before: Class) -> bool {
    matches!(before, Class::Letter | Class::Other | Class::WideSign | Class::Combining)
}
