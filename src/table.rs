//! Tables that an extractor took apart.
//!
//! Three dumps are known: row by row, one cell a line (`rows`); column by column (`columns`); and rows whose cells
//! are kept apart by spaces (`spaced`). Each is found by the likeness of the cells of a column, and nothing is forced:
//! where the counts do not come out even, the lines stay what they were and a note says so.

mod columns;
mod count;
mod gather;
mod grid;
mod header;
mod rows;
mod sheet;
mod spaced;
mod stacks;
mod stated;

use std::ops::Range;

use crate::join::Joiner;
use crate::line::facts::Width;
use crate::line::{Ending, Line, Place, Role};
use crate::page::forme::Forme;
use crate::page::{Note, Table};
use crate::rule::Rule;
use crate::text::{Change, Text};

/// A table that was found among lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The lines it was made of, in the order of the page.
    pub lines: Vec<Range<usize>>,
    /// The table.
    pub table: Table,
    /// Doubts about it.
    pub notes: Vec<Note>,
}

/// The rules about tables, for the catalogue.
pub static RULES: &[&Rule] = &[
    &stated::RULE,
    &spaced::RULE,
    &rows::RULE,
    &columns::RULE,
    &grid::RULE,
    &stacks::RULE,
    &columns::UNEVEN,
    &count::RULE,
];

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
    let mut notes: Vec<Note> = Vec::new();
    let Some(joiner) = joiner else { return (found, notes) };
    // Only a file with coordinates states any.
    let mut at = lines.iter().position(|line| line.place.is_some()).unwrap_or(lines.len());
    while at < lines.len() {
        let stated = stated::find(lines, at, forme, joiner, changes);
        at = stated.as_ref().map_or(at + 1, |table| table.lines.end);
        found.extend(stated.map(|table| table.set(lines)));
    }
    gathered(lines, joiner, changes, &mut found);
    let runs = columns::Runs::of(lines);
    let mut torn: Vec<columns::Torn> = Vec::new();
    at = 0;
    while at < lines.len() {
        let table = (lines[at].role == Role::Unknown)
            .then(|| {
                spaced::find(lines, at, joiner, changes)
                    .or_else(|| rows::find(lines, at, joiner, changes))
                    .or_else(|| columns::find(lines, at, &runs, joiner, changes, &mut torn))
            })
            .flatten();
        at = table.as_ref().map_or(at + 1, |table| table.lines.end);
        found.extend(table.map(|table| table.set(lines)));
    }
    // Columns that are left as they stand belong to the story above, each cell on a line of its own.
    for columns::Torn { lines: range, note } in torn {
        notes.push(note);
        for line in lines[range].iter_mut().filter(|line| line.role == Role::Unknown) {
            (line.role, line.because) = (Role::Body(Place::Only), columns::UNEVEN.code);
        }
    }
    found.sort_by_key(|f| f.lines[0].start);
    (found, notes)
}

/// The lines that are rows of tables by what their cells say, from above.
#[must_use]
pub fn rows(lines: &[Line]) -> Vec<Range<usize>> {
    let sheet = sheet::Sheet::of(lines);
    let mut rows: Vec<Range<usize>> = gather::tables(&sheet).into_iter().flat_map(|table| table.ranges).collect();
    rows.sort_by_key(|range| range.start);
    rows
}

/// Finds the tables that are made of pieces of lines.
fn gathered(lines: &mut [Line], joiner: &Joiner, changes: &mut Vec<Change>, found: &mut Vec<Found>) {
    let stated = found.len();
    let sheet = sheet::Sheet::of(lines);
    for group in gather::tables(&sheet) {
        let mut text = |pieces: &Vec<usize>| {
            let pieces: Vec<Text> = pieces.iter().map(|&p| sheet.slice(p)).collect();
            cell(&pieces, joiner, changes)
        };
        let header = group.header.iter().map(&mut text).collect();
        let rows = 0..group.columns[0].len();
        let rows = rows.map(|r| group.columns.iter().map(|column| text(&column[r])).collect()).collect();
        let mut ranges = group.ranges;
        ranges.sort_by_key(|range| range.start);
        let table = Table { caption: None, header, rows };
        let mut notes = Vec::new();
        count::check(&table, &mut notes);
        found.push(Found { lines: ranges, table, notes });
    }
    for line in found[stated..].iter().flat_map(|f| &f.lines).cloned().flatten() {
        (lines[line].role, lines[line].because) = (Role::Cell, grid::RULE.code);
    }
}

/// Columns that stand together, each a list of cells: the pieces of lines that make them.
#[derive(Clone, Debug)]
struct Group {
    ranges: Vec<Range<usize>>,
    header: Vec<sheet::Cell>,
    columns: Vec<Vec<sheet::Cell>>,
}

impl Group {
    fn of(lines: Range<usize>, header: Vec<sheet::Cell>, columns: Vec<Vec<sheet::Cell>>) -> Self {
        Self { ranges: std::iter::once(lines).collect(), header, columns }
    }

    /// Whether it has heads and enough rows.
    fn is_whole(&self) -> bool {
        !self.header.is_empty() && self.columns[0].len() >= grid::FEWEST
    }
}

/// A table with the rule that found it.
struct Draft {
    rule: &'static Rule,
    lines: Range<usize>,
    table: Table,
    notes: Vec<Note>,
}

impl Draft {
    /// Gives the lines their role.
    fn set(self, lines: &mut [Line]) -> Found {
        let Self { rule, lines: range, table, mut notes } = self;
        count::check(&table, &mut notes);
        for line in &mut lines[range.clone()] {
            (line.role, line.because) = (Role::Cell, rule.code);
        }
        Found { lines: std::iter::once(range).collect(), table, notes }
    }
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
    // A label that stands twice says nothing about its column; a number may.
    let numbers = has_digits(a);
    if a == b {
        return numbers;
    }
    // Cells that are alike end alike; this spares a closer look at nearly all that are not.
    if numbers != has_digits(b) || last_kind(a, numbers) != last_kind(b, numbers) {
        return false;
    }
    if numbers {
        let (x, y) = (skeleton(a), skeleton(b));
        // A bare number is too common to say anything unless both are.
        return x == y;
    }
    let (p, q) = (plain(a).count(), plain(b).count());
    let (short, long) = (p.min(q), p.max(q));
    if long - short > 3 || short < 2 {
        return false;
    }
    let suffix = from_the_end(a).zip(from_the_end(b)).take_while(|(x, y)| x == y).count();
    let prefix = || plain(a).zip(plain(b)).take_while(|(x, y)| x == y).count();
    suffix >= 2 || suffix >= 1 && prefix() >= 2
}

/// Whether two lines look as cells of one column do. What was measured on them spares nearly all that do not a closer
/// look.
fn are_alike(a: &Line, b: &Line) -> bool {
    let (x, y) = (&a.facts, &b.facts);
    let numbers = x.digits > 0;
    numbers == (y.digits > 0) && kind_of(x.last, numbers) == kind_of(y.last, numbers) && alike(&a.text, &b.text)
}

/// Whether a digit is among its characters.
fn has_digits(text: &str) -> bool {
    // Asked of all bytes at once, not of one after the other.
    text.bytes().fold(false, |any, b| any | b.is_ascii_digit())
}

/// The last character of what [`skeleton`] makes of a cell with digits, or [`plain`] of one without.
fn last_kind(cell: &str, numbers: bool) -> Option<char> {
    cell.trim_end().chars().next_back().map(|last| kind_of(last, numbers))
}

/// The same for the last character of a cell.
const fn kind_of(last: char, numbers: bool) -> char {
    match last {
        '0'..='9' | '.' | ',' if numbers => '9',
        '-' | '－' | '–' | '—' | '~' | '～' | '至' if numbers => '-',
        c if !numbers && is_numeral(c) => '#',
        c => c,
    }
}

/// Whether numbers of rows are made of it.
const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '甲' | '乙' | '丙' | '丁' | 'Ⅰ'..='Ⅴ'
    )
}

/// The characters of a label with all numerals made one.
fn plain(label: &str) -> impl Iterator<Item = char> {
    with_one_numeral(label.chars())
}

/// The same from the last character to the first.
fn from_the_end(label: &str) -> impl Iterator<Item = char> {
    with_one_numeral(label.chars().rev())
}

fn with_one_numeral(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut last = '\0';
    let chars = chars.filter(|c| !c.is_whitespace()).map(|c| if is_numeral(c) { '#' } else { c });
    chars.filter(move |&c| std::mem::replace(&mut last, c) != '#' || c != '#')
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
            // What a column is counted in may stand in its first cell alone.
            '+' | '-' | '－' | '−' | '$' | '£' | '€' | '¥' | '￥' if out.is_empty() && word.is_none() => {}
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

    fn rows_of(text: &str) -> Vec<String> {
        let mut lines: Vec<Line> = text.lines().map(|l| Line::new(Text::of(l, 0), 0, None)).collect();
        let joiner = Joiner::new(Language::En, Vocabulary::default(), &Choice::default());
        let (tables, _) = find(&mut lines, None, Some(&joiner), &mut Vec::new());
        let rows = |t: Found| std::iter::once(t.table.header).chain(t.table.rows);
        let cells = |row: Vec<Text>| row.iter().map(|cell| &**cell).collect::<Vec<_>>().join("|");
        tables.into_iter().flat_map(rows).map(cells).collect()
    }

    #[test]
    fn a_name_that_fills_its_column_is_cut_from_the_figure_behind_it() {
        let league = "1. Port Wenlow    24   17\n2. Sandlowe       24   15\n3. Gannet Harbour 24   14\n4. Otters         23    9";
        let rows = ["", "1. Port Wenlow|24|17", "2. Sandlowe|24|15", "3. Gannet Harbour|24|14", "4. Otters|23|9"];
        assert_eq!(rows_of(league), rows);
    }

    #[test]
    fn a_currency_may_stand_in_the_first_row_alone() {
        let prices = "School        Last year    This year\nMill Lane         $2.10        $2.35\n\
                      Quayside           2.00         2.25\nRopewalk           1.95         2.20";
        assert_eq!(rows_of(prices)[..2], ["School|Last year|This year", "Mill Lane|$2.10|$2.35"]);
    }

    #[test]
    fn two_rows_of_scores_are_a_table_and_what_follows_is_not() {
        let scores = "Wenlow      002   100   020\nSandlowe    100   010   202\nBriefly";
        assert_eq!(rows_of(scores), ["", "Wenlow|002|100|020", "Sandlowe|100|010|202"]);
    }
}
