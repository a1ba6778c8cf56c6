//! C22: control codes that were characters once.

use super::{Context, Ingredients, Repair, Scope, map};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C22",
        name: "windows-control-codes",
        summary: "Control codes in the place of quotes, dashes and letters become what Windows meant by them.",
        why: "Old files say Latin-1 and are Windows-1252; converted by the letter, their quotes turn into the control \
              codes U+0080 to U+009F, which no newspaper ever used.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("the ferry\u{92}s \u{93}last\u{94} trip", "the ferry’s “last” trip")],
        leaves: &["the ferry’s “last” trip"],
    },
    needs: Ingredients::CONTROLS,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    map(text, wishes, |c| {
        let at = (c as u32).checked_sub(0x80)?;
        WINDOWS.chars().nth(at as usize).filter(|&meant| meant != ' ')
    });
}

/// U+0080 to U+009F; a space where Windows has nothing either.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
