//! Tables dumped column by column.

use std::cell::Cell;
use std::ops::Range;

use super::{Draft, are_alike, cell, is_label};
use crate::join::Joiner;
use crate::line::{Ending, Facts, Line, Role};
use crate::page::{Note, Table};
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Text};

/// Tables dumped column by column.
pub const RULE: Rule = Rule {
    code: "T03",
    name: "column-by-column-dump",
    summary: "Rebuilds a table whose columns were written one after the other, wrapped cells made whole.",
    why: "A run of labels that are alike, then the head of the next column and as many cells again.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[("单位\n东校区\n西校区\n南校区\n人数\n12\n30\n41", "2 columns, 3 rows")],
    leaves: &[],
};

/// Columns that do not come out even.
pub const UNEVEN: Rule = Rule {
    code: "N08",
    name: "uneven-columns",
    summary: "Reports columns of a table that have different numbers of cells; they are not forced into rows.",
    why: "A cell was lost or torn: to guess which would invent a table that nobody printed.",
    certainty: Certainty::Sure,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// The fewest rows that prove a column.
const FEWEST: usize = 3;

pub(super) fn find(
    lines: &[Line],
    at: usize,
    runs: &Runs,
    joiner: &Joiner,
    changes: &mut Vec<Change>,
    torn: &mut Vec<Torn>,
) -> Option<Draft> {
    let labels = runs.run(lines, at);
    if labels.len() < FEWEST {
        return None;
    }
    let rows = labels.len();
    let head = at.checked_sub(1).filter(|&h| is_head(lines, h, at));
    let mut columns: Vec<(Option<Text>, Vec<Text>)> = Vec::new();
    let mut end = labels.end;
    while let Some((head, cells, next)) = column(lines, end, rows, runs, joiner, changes) {
        columns.push((head, cells));
        end = next;
    }
    if columns.is_empty() {
        torn.extend(head.and_then(|head| uneven(lines, head, end, rows, runs)));
        return None;
    }
    columns.insert(0, (head.map(|h| lines[h].text.clone()), labels.map(|i| lines[i].text.clone()).collect()));
    let start = head.unwrap_or(at);
    let header = if columns.iter().all(|(head, _)| head.is_some()) {
        columns.iter().filter_map(|(head, _)| head.clone()).collect()
    } else {
        return None;
    };
    let rows = (0..rows).map(|r| columns.iter().map(|(_, cells)| cells[r].clone()).collect()).collect();
    Some(Draft { rule: &RULE, lines: start..end, table: Table { caption: None, header, rows }, notes: Vec::new() })
}

/// Labels that are alike, one below the other: for each line, where such labels end. Found once for all lines, for a
/// long run of labels is looked at from each of its lines.
pub(super) struct Runs {
    ends: Vec<usize>,
    /// Where cells of running text were last looked for, and how many there are: each shorter rest of a long run of labels
    /// asks for them again.
    cells: Cell<(usize, usize)>,
}

impl Runs {
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut ends: Vec<usize> = (1..=lines.len()).collect();
        let mut below = false;
        for i in (0..lines.len()).rev() {
            let label = is_label(&lines[i]);
            if label && below && are_alike(&lines[i], &lines[i + 1]) {
                ends[i] = ends[i + 1];
            }
            below = label;
        }
        Self { ends, cells: Cell::new((0, usize::MAX)) }
    }

    /// The lines from `at` on that are alike, each to the one above it or to the first.
    fn run(&self, lines: &[Line], at: usize) -> Range<usize> {
        let mut end = at;
        while lines.get(end).is_some_and(is_label) && (end == at || are_alike(&lines[at], &lines[end])) {
            end = self.ends[end];
        }
        at..end
    }
}

/// Whether line `h` may head the column that begins at `at`.
fn is_head(lines: &[Line], h: usize, at: usize) -> bool {
    let head = &lines[h];
    is_label(head) && head.facts.chars <= 8 && head.facts.ending == Ending::Bare && !are_alike(head, &lines[at])
}

/// A further column at `at`: its head and `rows` cells, and the line behind it.
fn column(
    lines: &[Line],
    at: usize,
    rows: usize,
    runs: &Runs,
    joiner: &Joiner,
    changes: &mut Vec<Change>,
) -> Option<(Option<Text>, Vec<Text>, usize)> {
    let head = lines.get(at)?;
    if at + 1 >= lines.len() || !is_head(lines, at, at + 1) {
        return None;
    }
    let short = runs.run(lines, at + 1);
    if short.len() == rows {
        let cells = short.clone().map(|i| lines[i].text.clone()).collect();
        return Some((Some(head.text.clone()), cells, short.end));
    }
    // The measure of the cells is that of the first few, so that the number of rows does not change what a cell is.
    let (tried, count) = runs.cells.get();
    if rows >= MOST_SAMPLED && tried == at + 1 && count < rows {
        return None;
    }
    let (cells, next) = long_cells(lines, at + 1, rows);
    if cells.len() != rows {
        runs.cells.set((at + 1, cells.len()));
        return None;
    }
    let cells = cells.into_iter().map(|c| cell(lines[c].iter().map(|l| &l.text), joiner, changes)).collect();
    Some((Some(head.text.clone()), cells, next))
}

/// The cells of running text from `at` on, at most `rows`: each ends with a stop, or where its line is not full.
fn long_cells(lines: &[Line], at: usize, rows: usize) -> (Vec<Range<usize>>, usize) {
    let free = |i: usize| lines.get(i).is_some_and(|l| l.role == Role::Unknown);
    // The measure of the cells: the widest of as many lines as there are rows at least.
    let measure =
        (at..at + rows.min(MOST_SAMPLED)).filter(|&i| free(i)).map(|i| lines[i].facts.width).max().unwrap_or(0);
    // Where cells are sentences, only their stops end them.
    let sentences =
        (at..at + (rows * 4).min(MOST_SAMPLED)).filter(|&i| free(i)).any(|i| lines[i].facts.ending == Ending::Stop);
    let mut cells = Vec::new();
    let mut from = at;
    let mut i = at;
    while cells.len() < rows && free(i) && i - from < 24 {
        let line = &lines[i];
        i += 1;
        let lead = lines.get(i).map_or(0, |next| Facts::lead(&next.text));
        let short = line.facts.width + lead.min(200) + 60 < measure && line.facts.ending == Ending::Bare && !sentences;
        let below_opens = lines.get(i).is_some_and(|next| {
            // Cells of one column often open with the same words.
            shared_opening(&lines[at].text, &next.text) && line.facts.ending != Ending::Comma
        });
        if line.facts.ending == Ending::Stop || below_opens || short {
            cells.push(from..i);
            from = i;
        }
    }
    (cells, i)
}

/// So many lines tell the measure of the cells.
const MOST_SAMPLED: usize = 40;

fn shared_opening(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= 4
}

/// Columns that do not come out even.
pub(super) struct Torn {
    /// Their lines.
    pub(super) lines: Range<usize>,
    pub(super) note: Note,
}

/// Columns of which a second one begins at `at` but does not come out even with the first, which `head` heads.
fn uneven(lines: &[Line], head: usize, at: usize, rows: usize, runs: &Runs) -> Option<Torn> {
    if at + 1 >= lines.len() || !is_head(lines, at, at + 1) {
        return None;
    }
    let short = runs.run(lines, at + 1);
    let (cells, count, end) = if short.len() >= 2 {
        ("labels", short.len(), short.end)
    } else {
        let (cells, end) = long_cells(lines, at + 1, rows);
        ("cells", cells.len(), end)
    };
    if count < 2 {
        return None;
    }
    let span = lines[at - 1].text.span()?;
    let last = lines[end - 1].text.span()?;
    let note = Note {
        code: UNEVEN.code,
        message: format!(
            "a table has {rows} labels but {count} {cells} beside them; its columns were left as they stand"
        ),
        suggestion: None,
        span: crate::text::Span::new(span.start, last.end),
        evidence: None,
    };
    Some(Torn { lines: head..end, note })
}
