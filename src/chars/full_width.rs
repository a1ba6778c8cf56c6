//! C01: full-width letters and digits.

use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

/// How far a full-width form stands from its ASCII character.
const OFFSET: u32 = 0xFF01 - 0x21;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C01",
        name: "full-width-latin",
        summary: "Full-width Latin letters and digits become ordinary ones.",
        why: "Input methods and old encodings hand out full-width letters and digits at random; print does not tell \
              them apart, but searching does.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("第１２届花展开幕", "第12届花展开幕"),
            ("ＡＩ课堂", "AI课堂"),
            ("２０２５年3月，Ｃ座", "2025年3月，C座"),
        ],
        leaves: &["增长65％～70％（见下）：好！"],
    },
    needs: Ingredients::FULL_WIDTH,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: &Context, wishes: &mut Vec<Edit>) {
    let mut run: Option<Edit> = None;
    for (at, c) in text.char_indices() {
        let half = match Class::of(c) {
            Class::FullLatin | Class::FullDigit => char::from_u32(c as u32 - OFFSET),
            _ => None,
        };
        match (half, &mut run) {
            (Some(half), Some(run)) => {
                run.with.push(half);
                run.range.end = at + c.len_utf8();
            }
            (Some(half), None) => run = Some(Edit::replace(at..at + c.len_utf8(), half)),
            (None, _) => wishes.extend(run.take()),
        }
    }
    wishes.extend(run);
}
