//! Pieces of one printed line that an extractor tore apart where punctuation is squeezed.
//!
//! `pdftotext -raw` and its kin begin a new line where two marks meet, because squeezed type moves backwards. The
//! pieces betray themselves: no line begins with `，` or `”` (kinsoku), and together they are no wider than the measure.

use super::Line;
use super::facts::{Ending, Width, is_closer, is_comma, is_mark, is_opener, never_begins};
use super::measure::{NARROWEST, WIDEST};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Change;

/// Puts the pieces of a printed line together.
pub const RULE: Rule = Rule {
    code: "L01",
    name: "torn-line",
    summary: "Puts together the pieces of one printed line that were torn apart between two punctuation marks.",
    why: "Some extractors start a new line where squeezed marks make the type step back. No printed line begins with a \
          mark that kinsoku forbids there, and the pieces together are no wider than the measure.",
    certainty: Certainty::Sure,
    languages: Language::IDEOGRAPHIC,
    fixes: &[(
        "今年全市粮食总产量又创新\n高，各乡镇都说是“大丰收\n年”\n，据了解，粮站已备好\n仓库\n，等候农户送粮上门来",
        "今年全市粮食总产量又创新\n高，各乡镇都说是“大丰收\n年”，据了解，粮站已备好\n仓库，等候农户送粮上门来",
    )],
    leaves: &["新桥通车。\n“真快”，他说"],
};

/// So many lines must begin with a mark that kinsoku forbids there before anything is put together.
const PROOFS: usize = 2;
/// How many lines to either side tell the measure of a piece.
const REACH: usize = 12;

/// Puts torn lines together; returns the printed lines.
#[must_use]
pub fn reunite(lines: Vec<Line>, language: Language, changes: &mut Vec<Change>) -> Vec<Line> {
    // Some proof that this extractor tears lines at all: marks that no printed line begins with.
    let proofs = lines.iter().filter(|l| never_begins(l.facts.first) && !is_closer(l.facts.first)).count();
    if !language.is_ideographic() || proofs < PROOFS {
        return lines;
    }
    let widths: Vec<Width> = lines.iter().map(|l| l.facts.width).collect();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for (i, line) in lines.into_iter().enumerate() {
        let Some(upper) = out.last_mut() else {
            out.push(line);
            continue;
        };
        if !is_torn(upper, &line) || !fits(upper, &line, measure_near(&widths, i)) {
            out.push(line);
            continue;
        }
        upper.text.join(&line.text, "", &RULE, changes);
        upper.facts = upper.facts.with_next(&upper.text);
    }
    out
}

/// Whether two lines may be pieces of one.
fn is_torn(upper: &Line, lower: &Line) -> bool {
    let (a, b) = (&upper.facts, &lower.facts);
    if b.indent >= 100 || b.blanks > 1 || a.chars == 0 || a.chars == 1 && b.chars == 1 && !is_mark(a.last) {
        return false;
    }
    let marks_meet = is_mark(a.last) && is_mark(b.first);
    never_begins(b.first)
        || marks_meet && (is_opener(b.first) || is_opener(a.last))
        || is_opener(a.last) && a.chars == 1
}

/// Whether two pieces together make a line of the measure.
fn fits(upper: &Line, lower: &Line, measure: Width) -> bool {
    let (a, b) = (&upper.facts, &lower.facts);
    // Where two marks meet, the first is squeezed.
    let squeezed = if is_mark(a.last) && is_mark(b.first) { 50 } else { 0 };
    let sum = a.width + b.width - squeezed;
    let blurred = Width::try_from((a.latin + a.digits + b.latin + b.digits).min(40)).unwrap_or(0) * 6;
    if sum > measure + 110 + blurred {
        return false;
    }
    if never_begins(b.first) || is_comma(a.last) || matches!(a.ending, Ending::Opener | Ending::Closer) {
        return true;
    }
    // Behind a full stop or a colon a new paragraph may begin: then only a full line is proof, with or without indent.
    let short = measure - sum;
    (-60 - blurred..=110).contains(&short) || (140..=310).contains(&short)
}

/// The measure near line `i`: the width that most of the wider lines around it share.
fn measure_near(widths: &[Width], i: usize) -> Width {
    let near = &widths[i.saturating_sub(REACH)..(i + REACH).min(widths.len())];
    let mut best = (0, 0);
    for &width in near.iter().filter(|w| (NARROWEST..=WIDEST).contains(w)) {
        let support = near.iter().filter(|&&w| (w - width).abs() <= 60).count();
        best = best.max((support, width));
    }
    if best.0 >= 2 { best.1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::Role;
    use crate::line::facts::Facts;
    use crate::text::Text;

    fn reunited(text: &str) -> String {
        let line = |l: &str| Line { text: Text::of(l, 0), facts: Facts::of(l, 0), role: Role::Unknown, because: "" };
        let lines = reunite(text.lines().map(line).collect(), Language::ZhHans, &mut Vec::new());
        lines.iter().map(|l| l.text.to_string()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_examples_hold() {
        for (before, after) in RULE.fixes {
            assert_eq!(reunited(before), *after);
        }
        for before in RULE.leaves {
            assert_eq!(reunited(before), *before);
        }
    }
}
