//! C05: compatibility ideographs.

use super::{Context, Ingredients, Repair, Scope};
use super::{map, tables};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C05",
        name: "compatibility-ideographs",
        summary: "Compatibility ideographs become the unified ones.",
        why: "They exist only so that old Korean, Taiwanese and Japanese character sets survive a round trip. Japanese names \
              keep the old forms of their own set, because there they are meant.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("\u{f92e}\u{f9d3}收成", "冷陸收成"), ("\u{2f804}", "你")],
        leaves: &["冷陆收成", "\u{fa0e}\u{fa11}\u{fa27}"],
    },
    needs: Ingredients::HAN_VARIANTS,
    scope: Scope::Line,
    find,
};

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    let korean_only = context.language == Language::Ja;
    map(text, wishes, |c| if korean_only && c > '\u{fa0b}' { None } else { tables::compatibility(c) });
}
