//! C01: full-width letters and digits.

use super::look::ahead;
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
            ("长３．５米", "长3.5米"),
        ],
        leaves: &["增长65％～70％（见下）：好！"],
    },
    needs: Ingredients::FULL_WIDTH,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let mut run: Option<Edit> = None;
    let mut before = Class::Space;
    for (at, c) in text.char_indices() {
        let class = Class::of(c);
        let end = at + c.len_utf8();
        let wide = match class {
            Class::FullLatin | Class::FullDigit => true,
            // The point of a decimal fraction.
            _ => c == '．' && before.is_digit() && ahead(text, end).is_some_and(Class::is_digit),
        };
        let half = if wide { char::from_u32(c as u32 - OFFSET) } else { None };
        match (half, &mut run) {
            (Some(half), Some(run)) => {
                run.with.push(half);
                run.range.end = end;
            }
            (Some(half), None) => run = Some(Edit::replace(at..end, half)),
            (None, _) => wishes.extend(run.take()),
        }
        before = class;
    }
    wishes.extend(run);
}
