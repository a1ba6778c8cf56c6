//! The joint that knows every case: lines touch, unless a Latin word ends and another begins.

use super::{Join, Joint};
use crate::rule::{Certainty, Rule};

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J09",
        name: "no-space-between-ideographs",
        summary: "Joins two lines without a space where an ideograph, kana or a full-width mark stands on either side.",
        why: "Ideographic scripts write no space between words: the line break stands for nothing.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("新修\n订的《章程》", "新修订的《章程》"), ("推出\nAI助手", "推出AI助手")],
        leaves: &[],
    },
    at: |_| Some(Join::Close),
};
