//! C04: radical signs for ideographs.

use super::{Context, Ingredients, Repair, Scope};
use super::{map, tables};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C04",
        name: "radical-signs",
        summary: "Radical signs become the ideographs they picture.",
        why: "PDF fonts often give an ideograph the code of its radical: the page looks right, and no search finds it. Which \
              ideograph it is says Unicode's EquivalentUnifiedIdeograph, also where scripts write different forms.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("大\u{2f55}之后", "大火之后"),
            ("\u{2ed3}江\u{2edb}光", "长江风光"),
            ("居民\u{2f3e}口本", "居民戶口本"),
        ],
        leaves: &["大火之后，長江風光", "儿童"],
    },
    needs: Ingredients::HAN_VARIANTS,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    map(text, wishes, tables::radical);
}
