//! Headlines set vertically: one ideograph a line.

use crate::line::facts::{is_closer, is_ideograph, is_opener};
use crate::line::{Facts, Line, Role};
use crate::read::Place;
use crate::rule::{Certainty, Rule};
use crate::text::Change;

/// Puts the ideographs of a vertical line in a row.
pub const RULE: Rule = Rule {
    code: "L02",
    name: "vertical-line",
    summary: "Puts three or more ideographs that stand one a line into one display line.",
    why: "Headlines at the side of a story are set from top to bottom; extractors give each character its own line.",
    certainty: Certainty::Sure,
    languages: crate::lang::Language::IDEOGRAPHIC,
    fixes: &[("春\n耕\n忙", "春耕忙")],
    leaves: &["春\n耕忙"],
};

/// The shortest run of single characters that is a vertical line.
const SHORTEST: usize = 3;

/// Puts vertical lines in a row; they become display lines.
#[must_use]
pub fn turn(lines: Vec<Line>, changes: &mut Vec<Change>) -> Vec<Line> {
    if !lines.windows(2).any(|w| single(&w[0]) && single(&w[1])) {
        return lines;
    }
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        if !single(&line) {
            out.push(line);
            continue;
        }
        let mut run = vec![line];
        // Where the characters stand close, a blank line ends the column.
        let goes_on = |next: &Line, run: &[Line]| {
            let close = run.len() > 1 && run[1].facts.blanks == 0;
            (single(next) || inside(next)) && !(close && next.facts.blanks > 0)
        };
        while let Some(next) = rest.next_if(|next| goes_on(next, &run)) {
            run.push(next);
        }
        let ideographs = run.iter().filter(|l| is_ideograph(l.facts.first)).count();
        let label = run.len() == 2 && ideographs == 2 && is_label(&run[0].text, &run[1].text);
        if (run.len() < SHORTEST || ideographs < 2) && !label {
            out.append(&mut run);
            continue;
        }
        out.push(in_a_row(run, changes));
    }
    out
}

/// Whether a line is one character of a vertical line.
fn single(line: &Line) -> bool {
    let first = line.facts.first;
    line.role == Role::Unknown
        && line.facts.chars == 1
        && (is_ideograph(first)
            || is_opener(first)
            || is_closer(first)
            || matches!(first, '、' | '，' | '︱' | '！' | '？' | '—' | '·' | '︰' | '：'))
}

/// Whether a line may stand inside a vertical line: a dash of two ems, or a figure that stands upright.
fn inside(line: &Line) -> bool {
    let figure = line.facts.digits == line.facts.chars && line.facts.chars <= 2;
    line.role == Role::Unknown && line.facts.chars <= 3 && (figure || line.text.chars().all(|c| c == '—'))
}

fn is_label(a: &str, b: &str) -> bool {
    matches!((a, b), ("导", "读") | ("導", "讀") | ("要", "目") | ("目", "次") | ("看", "点" | "點"))
}

fn in_a_row(run: Vec<Line>, changes: &mut Vec<Change>) -> Line {
    let mut parts = run.into_iter();
    let Some(mut whole) = parts.next() else { unreachable!("a run has at least one line") };
    for part in parts {
        whole.text.join(&part.text, "", &RULE, changes);
        whole.place = Place::of_both(whole.place, part.place);
    }
    let (indent, blanks) = (whole.facts.indent, whole.facts.blanks);
    whole.facts = Facts { indent, blanks, ..Facts::of(&whole.text, 0) };
    if whole.facts.chars > 2 {
        whole.role = Role::Display;
        whole.because = RULE.code;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn turned(text: &str) -> String {
        let line = |l: &str| Line::new(Text::of(l, 0), 0, None);
        let lines = turn(text.lines().map(line).collect(), &mut Vec::new());
        lines.iter().map(|l| l.text.to_string()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_examples_hold() {
        for (before, after) in RULE.fixes {
            assert_eq!(turned(before), *after);
        }
        for before in RULE.leaves {
            assert_eq!(turned(before), *before);
        }
    }
}
