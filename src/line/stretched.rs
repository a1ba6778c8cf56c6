//! Stretched lines: justified type with so wide a white between its words that an extractor took each word for a line.

use super::facts::{Ending, Width, never_begins};
use super::{Line, Role, latin};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Change;

/// Puts the words of a stretched line together.
pub const RULE: Rule = Rule {
    code: "L04",
    name: "stretched-line",
    summary: "Puts the words of a justified line together that stand on lines of their own.",
    why: "Where a long word goes to the next line, the few before it are spread over the measure, and an extractor takes \
          the white between them for the end of a line. A sentence that goes on leaves no line with room for the next word.",
    certainty: Certainty::Likely,
    languages: Language::LATIN,
    fixes: &[
        (
            "The ferry board met on Monday and\nheard\nfrom\nthe\nsuperintendent\nof the yard that both of its boats\nare sound.",
            "The ferry board met on Monday and\nheard from the superintendent\nof the yard that both of its boats\nare sound.",
        ),
        (
            "lays the keel, and the harbourmaster,\nthe\nshipwrights’\nrepresentative and the pilots then go\non board for the first time.",
            "lays the keel, and the harbourmaster,\nthe shipwrights’\nrepresentative and the pilots then go\non board for the first time.",
        ),
    ],
    leaves: &[
        "The prices of the day at the market:\nEggs\n2.40\nMilk\n1.10\nAll prices are those of the dozen or the pint.",
        "The ferry board met on Monday.\nBoats\nAhoy\nThe season opens with a race on Sunday.",
    ],
};

/// How many lines to either side tell the measure.
const REACH: usize = 10;
/// How much wider than the widest of three lines each of them may be.
const RAGGED: Width = 150;

/// Puts stretched lines together; returns the printed lines.
#[must_use]
pub fn gather(lines: Vec<Line>, language: Language, changes: &mut Vec<Change>) -> Vec<Line> {
    if !RULE.speaks(language) || !lines.windows(2).any(|w| is_word(&w[0]) && is_word(&w[1])) {
        return lines;
    }
    let joins = joins(&lines);
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for (line, measure) in lines.into_iter().zip(joins) {
        let Some((upper, measure)) = out.last_mut().zip(measure) else {
            out.push(line);
            continue;
        };
        upper.text.join(&line.text, " ", &RULE, changes);
        upper.facts = upper.facts.with_next(&upper.text);
        // It was stretched to its measure.
        upper.facts.width += (measure - latin::width(upper)).max(0);
    }
    out
}

/// For each line that is of the same printed line as the one above, how wide that is.
fn joins(lines: &[Line]) -> Vec<Option<Width>> {
    let mut joins = vec![None; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let end = start + lines[start..].iter().take_while(|l| is_word(l)).count();
        if end > start + 1 && is_stretched(lines, start, end) {
            let measure = measure_near(lines, start, end);
            let mut sum = lines[start].facts.width;
            for k in start + 1..end {
                let longer = sum + latin::BLANK + lines[k].facts.width;
                joins[k] = Some(measure).filter(|&measure| longer <= measure);
                sum = if joins[k].is_some() { longer } else { lines[k].facts.width };
            }
        }
        start = end.max(start + 1);
    }
    joins
}

/// Whether the line is one word, and may stand in the middle of a printed line.
fn is_word(line: &Line) -> bool {
    let facts = &line.facts;
    line.role == Role::Unknown
        && line.place.is_none()
        && (1..=30).contains(&facts.chars)
        && facts.spaces + facts.gaps == 0
        && facts.blanks == 0
}

/// Whether the words from `start` to `end` stand inside a sentence: words in small letters are among them, and it goes on
/// above or below. Of two words both must show it.
fn is_stretched(lines: &[Line], start: usize, end: usize) -> bool {
    let above = start.checked_sub(1).map(|i| &lines[i].facts);
    let open = above.is_some_and(|a| matches!(a.ending, Ending::Bare | Ending::Comma | Ending::Hyphen));
    let goes_on = lines.get(end).is_some_and(|l| l.facts.first.is_lowercase() || never_begins(l.facts.first));
    let small = lines[start + 1..end].iter().any(|l| l.facts.first.is_lowercase());
    small && if end - start > 2 { open || goes_on } else { open && goes_on }
}

/// The measure around some words: the greatest width that three of the lines near by share.
fn measure_near(lines: &[Line], start: usize, end: usize) -> Width {
    let near = start.saturating_sub(REACH)..(end + REACH).min(lines.len());
    let lines = near.filter(|i| !(start..end).contains(i)).map(|i| &lines[i]);
    let mut widths: Vec<Width> = lines.map(latin::width).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let shared = widths.windows(3).find(|w| w[0] - w[2] <= RAGGED).map(|w| w[0]);
    shared.or(widths.first().copied()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn the_examples_hold() {
        let line = |text: &str| Line::new(Text::of(text, 0), 0, None);
        let gathered = |page: &str| {
            let lines = gather(page.lines().map(line).collect(), Language::En, &mut Vec::new());
            lines.iter().map(|l| l.text.to_string()).collect::<Vec<_>>().join("\n")
        };
        for (before, after) in RULE.fixes {
            assert_eq!(gathered(before), *after);
        }
        for before in RULE.leaves {
            assert_eq!(gathered(before), *before);
        }
    }
}
