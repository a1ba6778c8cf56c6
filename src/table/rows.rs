//! Tables dumped row by row, one cell a line.

use super::{Draft, alike, cell, header_above, is_label};
use crate::join::Joiner;
use crate::line::facts::Width;
use crate::line::{Ending, Line, Role};
use crate::page::Table;
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Text};

/// Tables dumped row by row.
pub const RULE: Rule = Rule {
    code: "T02",
    name: "row-by-row-dump",
    summary: "Rebuilds a table whose cells were written row by row, one a line, the last cell of a row perhaps over several.",
    why: "The first cells of the rows are alike, and so are those behind them; the distance between them is the row.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[("日期\n地点\n3月1日\n东校区\n3月8日\n西校区\n3月9日\n南校区", "2 columns, 3 rows")],
    leaves: &[],
};

/// The widest row that is looked for, in lines.
const WIDEST_ROW: usize = 14;

pub(super) fn find(lines: &[Line], at: usize, joiner: &Joiner, changes: &mut Vec<Change>) -> Option<Draft> {
    if !is_label(&lines[at]) {
        return None;
    }
    let anchors = anchors(lines, at);
    if anchors.len() < 3 {
        return None;
    }
    let columns = columns(lines, &anchors)?;
    let end = last_row_end(lines, &anchors, columns)?;
    let header = header_above(lines, at, columns);
    let start = header.as_ref().map_or(at, |h| h.start);
    let header = header.map_or_else(Vec::new, |h| lines[h].iter().map(|l| l.text.clone()).collect());
    let rows = anchors
        .iter()
        .zip(anchors.iter().skip(1).chain([&end]))
        .map(|(&from, &to)| row(&lines[from..to], columns, joiner, changes))
        .collect();
    Some(Draft { rule: &RULE, lines: start..end, table: Table { caption: None, header, rows }, notes: Vec::new() })
}

/// The first cells of the rows from `at` on.
fn anchors(lines: &[Line], at: usize) -> Vec<usize> {
    let mut anchors = vec![at];
    let free = |i: usize| lines.get(i).is_some_and(|l| l.role == Role::Unknown);
    loop {
        let last = anchors[anchors.len() - 1];
        let next = (last + 1..=last + WIDEST_ROW)
            .take_while(|&i| free(i))
            .find(|&i| is_label(&lines[i]) && alike(&lines[last].text, &lines[i].text));
        // Two that touch are a column, not rows.
        match next {
            Some(next) if next > last + 1 => anchors.push(next),
            _ => return anchors,
        }
    }
}

/// How many columns the rows have: as many as their cells are alike or short, and one more where the last cell wraps.
fn columns(lines: &[Line], anchors: &[usize]) -> Option<usize> {
    let lengths: Vec<usize> = anchors.windows(2).map(|w| w[1] - w[0]).collect();
    let shortest = *lengths.iter().min()?;
    let even = lengths.iter().all(|&l| l == shortest);
    let typed = (1..shortest)
        .take_while(|&k| {
            anchors.windows(2).all(|w| lines.get(w[1] + k).is_none_or(|cell| alike(&lines[w[0] + k].text, &cell.text)))
        })
        .count();
    let columns = if even && lines[anchors[0]..anchors[0] + shortest].iter().all(is_label) {
        shortest
    } else {
        // The last cell is the one that wraps.
        typed + 2
    };
    // Cells in the middle must be labels; a row of two cells needs labels that say so.
    let middle = anchors.iter().all(|&a| lines[a..].iter().take(columns - 1).all(is_label));
    let strong = typed >= 1 || even || columns == 2;
    (columns >= 2 && columns <= shortest && middle && strong && !running_text(lines, anchors, columns))
        .then_some(columns)
}

/// Whether what would be the last cell is the running text of a list of paragraphs.
fn running_text(lines: &[Line], anchors: &[usize], columns: usize) -> bool {
    let stops = anchors.windows(2).flat_map(|w| &lines[w[0] + columns - 1..w[1]]);
    let (mut count, mut inner) = (0, 0);
    for line in stops {
        count += 1;
        inner += line.facts.inner_stops;
    }
    inner * 4 > count
}

/// Where the last row ends: its last cell goes on while its lines are full.
fn last_row_end(lines: &[Line], anchors: &[usize], columns: usize) -> Option<usize> {
    let last = *anchors.last()?;
    let mut end = last + columns;
    if end > lines.len() || lines[last..end].iter().any(|l| l.role != Role::Unknown) {
        return None;
    }
    let full: Width =
        anchors.windows(2).flat_map(|w| &lines[w[0] + columns - 1..w[1]]).map(|l| l.facts.width).max().unwrap_or(0);
    let wraps = anchors.windows(2).any(|w| w[1] - w[0] > columns);
    while wraps
        && lines[end - 1].facts.width >= full - 170
        && lines[end - 1].facts.ending != Ending::Stop
        && lines.get(end).is_some_and(|l| l.role == Role::Unknown && l.facts.width <= full + 60)
    {
        end += 1;
    }
    Some(end)
}

fn row(lines: &[Line], columns: usize, joiner: &Joiner, changes: &mut Vec<Change>) -> Vec<Text> {
    let (labels, last) = lines.split_at(columns - 1);
    let mut row: Vec<Text> = labels.iter().map(|l| l.text.clone()).collect();
    row.push(cell(last.iter().map(|l| &l.text), joiner, changes));
    row
}
