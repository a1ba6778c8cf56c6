//! N05 and N06: characters that cannot be read, and controls of the writing direction.

use std::ops::Range;

use super::{Doubt, Sought};
use crate::chars::Ingredients;
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};

pub(in crate::chars) static UNREADABLE: Doubt = Doubt {
    rule: Rule {
        code: "N05",
        name: "unreadable-characters",
        summary: "Private-use characters and U+FFFD: something stood here that nobody can read.",
        why: "A font gave a sign a code of its own, or bytes could not be decoded. They are kept, for they show where.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("渡口\u{e5e5}\u{e5e6}的灯", "\u{e5e5}\u{e5e6}"), ("the l\u{fffd}ck", "\u{fffd}")],
        leaves: &["渡口的灯"],
    },
    needs: Ingredients::UNREADABLE,
    needs_paragraph: false,
    message: "characters stand here that cannot be read",
    sought: Sought::Alone(|text, _, places| {
        runs(text, places, |class| matches!(class, Class::Private | Class::Lost));
    }),
};

pub(in crate::chars) static BIDI: Doubt = Doubt {
    rule: Rule {
        code: "N06",
        name: "direction-controls",
        summary: "Invisible controls of the writing direction, and tag characters.",
        why: "They can make a text show other than it is. Newspapers in the languages of stonehand have no use for them.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("渡口\u{202e}的灯", "\u{202e}"), ("lock\u{e0041}", "\u{e0041}")],
        leaves: &["渡口的灯"],
    },
    needs: Ingredients::BIDI,
    needs_paragraph: false,
    message: "an invisible control of the writing direction stands here",
    sought: Sought::Alone(|text, _, places| runs(text, places, |class| class == Class::Bidi)),
};

/// The runs of characters of a kind.
fn runs(text: &str, places: &mut Vec<Range<usize>>, is_meant: impl Fn(Class) -> bool) {
    for (at, c) in text.char_indices().filter(|&(_, c)| is_meant(Class::of(c))) {
        let end = at + c.len_utf8();
        match places.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => places.push(at..end),
        }
    }
}
