//! Tables that an extractor took apart.
//!
//! Three dumps are known: row by row, one cell a line (`rows`); column by column (`columns`); and rows whose cells
//! are kept apart by spaces (`spaced`). Each is found by the likeness of the cells of a column, and nothing is forced:
//! where the counts do not come out even, the lines stay what they were and a note says so.

mod columns;
mod count;
mod rows;
mod spaced;
mod stated;

use std::ops::Range;

use crate::join::Joiner;
use crate::line::facts::Width;
use crate::line::{Ending, Line, Role};
use crate::page::forme::Forme;
use crate::page::{Note, Table};
use crate::rule::Rule;
use crate::text::{Change, Text};

/// A table that was found among lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The lines it was made of.
    pub lines: Range<usize>,
    /// The table.
    pub table: Table,
    /// Doubts about it.
    pub notes: Vec<Note>,
}

/// The rules about tables, for the catalogue.
pub static RULES: &[&Rule] =
    &[&stated::RULE, &spaced::RULE, &rows::RULE, &columns::RULE, &columns::UNEVEN, &count::RULE];

/// A cell wider than this is no label, in hundredths of an em.
const LABEL: Width = 900;

/// Finds the tables, and gives their lines the role of cells.
#[must_use]
pub fn find(
    lines: &mut [Line],
    forme: Option<&Forme>,
    joiner: Option<&Joiner>,
    changes: &mut Vec<Change>,
) -> (Vec<Found>, Vec<Note>) {
    let mut found: Vec<Found> = Vec::new();
    let mut notes = Vec::new();
    let Some(joiner) = joiner else { return (found, notes) };
    let runs = columns::Runs::of(lines);
    let mut at = 0;
    while at < lines.len() {
        let stated = stated::find(lines, at, forme, joiner, changes);
        let table = (stated.is_none() && lines[at].role == Role::Unknown)
            .then(|| {
                spaced::find(lines, at, joiner, changes)
                    .or_else(|| rows::find(lines, at, joiner, changes))
                    .or_else(|| columns::find(lines, at, &runs, joiner, changes, &mut notes))
            })
            .flatten();
        let Some(mut table) = stated.or(table) else {
            at += 1;
            continue;
        };
        count::check(&table.table, &mut table.notes);
        for line in &mut lines[table.lines.clone()] {
            line.role = Role::Cell;
            line.because = table.rule.code;
        }
        at = table.lines.end;
        found.push(Found { lines: table.lines, table: table.table, notes: table.notes });
    }
    (found, notes)
}

/// A table with the rule that found it.
struct Draft {
    rule: &'static Rule,
    lines: Range<usize>,
    table: Table,
    notes: Vec<Note>,
}

/// Whether a line may be a cell that is no running text.
fn is_label(line: &Line) -> bool {
    line.role == Role::Unknown
        && line.facts.width <= LABEL
        && !matches!(line.facts.ending, Ending::Stop | Ending::Comma | Ending::Opener)
        && line.facts.inner_stops == 0
}

/// Whether two cells look as cells of one column do: numbers, dates and times with the same skeleton, or labels that
/// share how they begin or end.
fn alike(a: &str, b: &str) -> bool {
    let numeric = |s: &str| s.bytes().any(|b| b.is_ascii_digit());
    // A label that stands twice says nothing about its column; a number may.
    if a == b {
        return numeric(a);
    }
    let numbers = numeric(a);
    // Cells that are alike end alike; this spares a closer look at nearly all that are not.
    if numbers != numeric(b) || last_kind(a, numbers) != last_kind(b, numbers) {
        return false;
    }
    if numbers {
        let (x, y) = (skeleton(a), skeleton(b));
        // A bare number is too common to say anything unless both are.
        return x == y;
    }
    let (p, q) = (plain(a), plain(b));
    let prefix = p.iter().zip(&q).take_while(|(x, y)| x == y).count();
    let suffix = p.iter().rev().zip(q.iter().rev()).take_while(|(x, y)| x == y).count();
    let (short, long) = (p.len().min(q.len()), p.len().max(q.len()));
    long - short <= 3 && short >= 2 && (p == q || suffix >= 2 || prefix >= 2 && suffix >= 1)
}

/// The last character of what [`skeleton`] makes of a cell with digits, or [`plain`] of one without.
fn last_kind(cell: &str, numbers: bool) -> Option<char> {
    let last = cell.trim_end().chars().next_back()?;
    Some(match last {
        '0'..='9' | '.' | ',' if numbers => '9',
        '-' | '－' | '–' | '—' | '~' | '～' | '至' if numbers => '-',
        c if !numbers && is_numeral(c) => '#',
        c => c,
    })
}

/// Whether numbers of rows are made of it.
const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '甲' | '乙' | '丙' | '丁' | 'Ⅰ'..='Ⅴ'
    )
}

/// The characters of a label with all numerals made one.
fn plain(label: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in label.chars().filter(|c| !c.is_whitespace()) {
        let c = if is_numeral(c) { '#' } else { c };
        if c != '#' || out.last() != Some(&'#') {
            out.push(c);
        }
    }
    out
}

/// The shape of a cell that holds digits: digits and their points made one, words made one, but for the last letter of
/// the last: the unit.
fn skeleton(cell: &str) -> String {
    let mut out = String::new();
    let mut word: Option<char> = None;
    let flush = |word: &mut Option<char>, out: &mut String| {
        if word.take().is_some() {
            out.push('w');
        }
    };
    for c in cell.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' | '.' | ',' => {
                flush(&mut word, &mut out);
                if !out.ends_with('9') {
                    out.push('9');
                }
            }
            '+' | '-' | '－' | '−' if out.is_empty() && word.is_none() => {}
            '-' | '－' | '–' | '—' | '~' | '～' | '至' => {
                flush(&mut word, &mut out);
                out.push('-');
            }
            c if c.is_alphabetic() => word = Some(c),
            c => {
                flush(&mut word, &mut out);
                out.push(c);
            }
        }
    }
    out.extend(word);
    out
}

/// Makes one cell of several lines.
fn cell<'a>(lines: impl IntoIterator<Item = &'a Text>, joiner: &Joiner, changes: &mut Vec<Change>) -> Text {
    let mut lines = lines.into_iter();
    let mut cell = lines.next().cloned().unwrap_or_default();
    for line in lines {
        joiner.append(&mut cell, line, changes);
    }
    cell
}

/// The lines above `at` that head `columns` columns, if they can: short, and no sentence among them.
fn header_above(lines: &[Line], at: usize, columns: usize) -> Option<Range<usize>> {
    let start = at.checked_sub(columns)?;
    let head = &lines[start..at];
    let fits = head.iter().all(|l| is_label(l) && l.facts.chars <= 8 && !l.text.contains(['：', '“', '”', '《']));
    // Digits head no column, but for years and months.
    let named = head.iter().all(|l| l.facts.digits == 0 || l.facts.ideographs > 0);
    // A headline is wider than a column's head.
    let even = head.iter().map(|l| l.facts.chars).max() <= head.iter().map(|l| l.facts.chars).min().map(|m| m + 4);
    (fits && named && even).then_some(start..at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::Vocabulary;
    use crate::lang::Language;
    use crate::rule::Choice;

    fn found(text: &str) -> String {
        let line = |l: &str| Line::new(Text::of(l, 0), 0, None);
        let mut lines: Vec<Line> = text.lines().map(line).collect();
        let joiner = Joiner::new(Language::ZhHans, Vocabulary::default(), &Choice::default());
        let (tables, _) = find(&mut lines, None, Some(&joiner), &mut Vec::new());
        let size = |t: &Found| format!("{} columns, {} rows", t.table.header.len(), t.table.rows.len());
        tables.iter().map(size).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn each_dump_is_rebuilt_as_its_examples_say() {
        for rule in RULES {
            for (text, size) in rule.fixes {
                assert_eq!(found(text), *size, "{} {text:?}", rule.code);
            }
            for text in rule.leaves {
                assert_eq!(found(text), "", "{} {text:?}", rule.code);
            }
        }
    }
}
