//! Columns.
//!
//! Where lines have boxes, these say what stands in one column ([`boxes`]). Some extractors keep the look of a page:
//! columns stand side by side, and spaces keep them apart ([`beside`]). Others take what stands at one
//! height for one line, with a mere space between the columns ([`splice`]), or read a page row by row: the lines of its
//! columns are dealt back ([`deal`]). Columns that stand in a wrong order are put behind those that they go on from
//! ([`follow`]). Every other page stays as it is. Where columns cannot be told apart, joining their lines would make
//! nonsense that looks like text: the page is told so.

pub mod beside;
pub mod boxes;
pub mod continuity;
pub mod deal;
pub mod follow;
pub mod fused;
pub mod order;
pub mod regions;
pub mod splice;
pub mod torn;
pub mod upright;

use crate::line::Line;
use crate::page::Note;
use crate::page::forme::Forme;
use crate::read::Row;
use crate::rule::{Certainty, Choice, Rule};
use crate::text::{Change, Span};

use deal::Worths;

/// Columns that stand side by side.
pub const RULE: Rule = Rule {
    code: "N11",
    name: "columns-side-by-side",
    summary: "Reports a page whose lines hold pieces of several columns, kept apart by spaces, that could not be told apart.",
    why: "A dump that keeps the look of the page (`pdftotext -layout`) is put in reading order column by column. Where its \
          columns could not be told apart, extract it again in reading order, for example with `pdftotext -raw`.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// The rules of this stage, for the catalogue.
pub static RULES: &[&Rule] =
    &[&RULE, &follow::RULE, &splice::RULE, &fused::RULE, &deal::RULE, &beside::RULE, &upright::RULE];

/// So many lines must be long and have a wide gap inside: four in ten.
const SHARE: (usize, usize) = (4, 10);
/// A page of fewer lines says nothing.
const FEWEST: usize = 12;
/// A line with a gap is a spliced one if it holds so many characters.
const LONG: u32 = 24;

/// Cuts rows that hold pieces of several columns; where all have boxes, these also say in which order the pieces are read,
/// unless the order of the file is `trusted`. Says whether they did.
#[must_use]
pub fn told_apart(
    rows: Vec<Row>,
    forme: Option<&Forme>,
    trusted: bool,
    changes: &mut Vec<Change>,
    notes: &mut Vec<Note>,
) -> (Vec<Row>, bool) {
    if trusted {
        return (splice::undo(rows, notes), false);
    }
    let (rows, ordered) = boxes::in_order(rows, forme);
    let (rows, ordered) = if ordered { (rows, true) } else { regions::in_order(rows, forme) };
    let by_spaces = !ordered && rows.iter().all(|row| row.place.is_none());
    let (rows, ordered) = if by_spaces { beside::in_order(rows, notes) } else { (rows, ordered) };
    (if ordered { rows } else { fused::undo(splice::undo(upright::deal(rows, changes), notes), notes) }, ordered)
}

/// Puts the lines into the order in which they are read, as far as the page shows it, and notes what is doubtful.
/// `trusted` says that they stand in it; interleaved columns are dealt by these `worths`.
#[must_use]
pub fn in_order(
    lines: Vec<Line>,
    choice: &Choice,
    trusted: bool,
    worths: &Worths,
    notes: &mut Vec<Note>,
) -> Vec<Line> {
    notes.extend(doubt(&lines));
    if trusted {
        return lines;
    }
    let (lines, dealt) = deal::deal(lines, choice, worths, notes);
    follow::follow(lines, dealt, notes)
}

/// A note where columns stand side by side.
#[must_use]
pub fn doubt(lines: &[Line]) -> Option<Note> {
    let spliced = |line: &&Line| line.facts.gaps > 0 && line.facts.chars >= LONG;
    let count = lines.iter().filter(spliced).count();
    let first = lines.iter().find(spliced)?;
    (lines.len() >= FEWEST && count * SHARE.1 >= lines.len() * SHARE.0).then(|| Note {
        code: RULE.code,
        message: format!(
            "{count} of {} lines hold pieces of several columns side by side, which are not told apart; extract the \
             page in reading order",
            lines.len()
        ),
        suggestion: None,
        span: first.text.span().unwrap_or_else(|| Span::new(0, 0)),
        evidence: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn page(line: &str) -> Vec<Line> {
        let line = Line::new(Text::of(line, 0), 0, None);
        vec![line; FEWEST]
    }

    #[test]
    fn spliced_lines_are_told_from_others() {
        assert!(doubt(&page("新桥昨天通车，两岸居民步行过江，        市图书馆本周起延长开放时间，周末")).is_some());
        assert!(doubt(&page("新桥昨天通车，两岸居民步行过江，市图书馆本周起延长开放时间，周末")).is_none());
        assert!(doubt(&page("日期     地点     对阵")).is_none());
    }
}
