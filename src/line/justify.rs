//! Justification: whether a line fills its measure, as a compositor fills it.

use super::facts::{Facts, Width};
use super::setting::Cost;
use crate::lang::Language;

/// Whether the mark may hang at the end of a line.
pub(super) const fn is_pause(c: char) -> bool {
    matches!(c, '，' | '、' | '。')
}

/// How far a full line may be from its measure: what Latin letters and digits of unknown width and stretched spaces
/// blur.
pub(crate) fn slack(facts: &Facts, measure: Width) -> Width {
    if facts.is_latin() {
        return measure / 9;
    }
    let count = |n: u32, each: Width| Width::try_from(n.min(40)).unwrap_or(0) * each;
    // A white of an em in running text is a careless key; more of them are gutters.
    let strays =
        if facts.gaps == 1 || facts.gaps == 2 && facts.commas + facts.inner_stops > 0 { facts.gaps } else { 0 };
    20 + count(facts.latin + facts.digits, 6) + count(facts.spaces.min(4), 60) + count(strays, 110)
}

/// What it costs to call a line full that is `short` by so much, if `lead` is what did not fit any more.
///
/// This is how a compositor fills a line: it is full when the next piece that cannot be divided would run over.
pub(crate) fn full(short: Width, lead: Width, slack: Width) -> Cost {
    if short < -slack {
        return match short + slack {
            -60..=0 => 1,
            -110..=-61 => 6,
            more => 22 + (-more / 100).min(20),
        };
    }
    // What is as wide as the room that was left would have fitted.
    match short + 50 - lead - slack {
        ..=10 => 0,
        11..=60 => 3,
        61..=110 => 8,
        111..=160 => 12,
        161..=260 => 16,
        more => 20 + (more / 100).min(20),
    }
}

/// How far the first line of a paragraph is indented: by one em in Japanese type (JLREQ 3.1.3), by two in Chinese (CLREQ
/// 3.1.2).
pub(super) const fn indent_of(language: Language) -> Width {
    if matches!(language, Language::Ja) { 100 } else { 200 }
}

/// The same for a first line whose `indent` was lost. What it needs more than a middle line is that it is short by that.
pub(super) fn full_first(short: Width, indent: Width, lead: Width, slack: Width) -> Cost {
    full(short - indent, lead, slack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_full_when_the_next_piece_would_run_over() {
        // A word of three ems did not fit the two ems that are left.
        assert_eq!(full(200, 300, 20), 0);
        // A character of one em would have.
        assert!(full(200, 100, 20) > 0);
        // Nothing is set far beyond the measure.
        assert!(full(-300, 100, 20) > 20);
    }

    #[test]
    fn a_first_line_is_short_by_its_indent() {
        assert_eq!(full_first(200, 200, 100, 20), 0);
        assert!(full_first(400, 200, 100, 20) > 0);
    }
}
