//! Tables dumped row by row, one cell a line.

use super::{Draft, are_alike, cell, header_above, is_label};
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
    fixes: &[
        ("日期\n地点\n3月1日\n东校区\n3月8日\n西校区\n3月9日\n南校区", "2 columns, 3 rows"),
        (
            "日期\n停靠码头\n科室\n坐诊\n3月1日\n东石码头\n内科、骨科\n何溪\n3月8日\n西石码头\n眼科\n江帆\n3月9日\n\
             南石码头\n呼吸内科、肾内\n科\n柳禾",
            "4 columns, 3 rows",
        ),
    ],
    leaves: &[],
};

/// A table has so many rows at least.
const FEWEST_ROWS: usize = 3;
/// The widest row that is looked for, in lines.
const WIDEST_ROW: usize = 14;

pub(super) fn find(lines: &[Line], at: usize, joiner: &Joiner, changes: &mut Vec<Change>) -> Option<Draft> {
    let Rows { anchors, columns } = Rows::at(lines, at)?;
    let Rows { anchors, columns } = dated(lines, at, columns).unwrap_or(Rows { anchors, columns });
    let at = anchors[0];
    let mut end = last_row_end(lines, &anchors, columns)?;
    let wrapped = wrapped_in_last(lines, &anchors, columns, end);
    end += usize::from(wrapped.is_some());
    let header = header_above(lines, at, columns);
    let start = header.as_ref().map_or(at, |h| h.start);
    let header = header.map_or_else(Vec::new, |h| lines[h].iter().map(|l| l.text.clone()).collect());
    let last = anchors.len() - 1;
    let rows = anchors
        .iter()
        .zip(anchors.iter().skip(1).chain([&end]))
        .enumerate()
        .map(|(r, (&from, &to))| {
            let wrapped = wrapped.filter(|_| r == last).unwrap_or(columns - 1);
            row(&lines[from..to], columns, wrapped, joiner, changes)
        })
        .collect();
    Some(Draft { rule: &RULE, lines: start..end, table: Table { caption: None, header, rows }, notes: Vec::new() })
}

/// Where rows begin, and how many columns they have.
struct Rows {
    anchors: Vec<usize>,
    columns: usize,
}

impl Rows {
    fn at(lines: &[Line], at: usize) -> Option<Self> {
        if !is_label(lines.get(at)?) {
            return None;
        }
        let anchors = anchors(lines, at);
        if anchors.len() < FEWEST_ROWS {
            return None;
        }
        let columns = columns(lines, &anchors)?;
        Some(Self { anchors, columns })
    }
}

/// The rows that begin with dates or numbers further down, below a head for each column: the head of a column may look
/// like its cells, and then what seems to be the first row is the header from its second cell on.
fn dated(lines: &[Line], at: usize, columns: usize) -> Option<Rows> {
    if header_above(lines, at, columns).is_some() {
        return None;
    }
    (at + 1..at + columns).find_map(|at| {
        let head = header_above(lines, at, columns)?;
        let bare = lines[head].iter().all(|l| l.facts.digits == 0);
        let rows = Some(at).filter(|&at| bare && lines[at].facts.digits > 0).and_then(|at| Rows::at(lines, at))?;
        (rows.columns == columns).then_some(rows)
    })
}

/// The first cells of the rows from `at` on.
fn anchors(lines: &[Line], at: usize) -> Vec<usize> {
    let mut anchors = vec![at];
    let free = |i: usize| lines.get(i).is_some_and(|l| l.role == Role::Unknown);
    loop {
        let last = anchors[anchors.len() - 1];
        let next = (last + 1..=last + WIDEST_ROW)
            .take_while(|&i| free(i))
            .find(|&i| is_label(&lines[i]) && are_alike(&lines[last], &lines[i]));
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
            anchors.windows(2).all(|w| lines.get(w[1] + k).is_none_or(|cell| are_alike(&lines[w[0] + k], cell)))
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

/// The cell of the last row that takes two lines, where every other row has a line a cell: it is wider than all others
/// of its column, and the word it is broken in stands in another cell.
fn wrapped_in_last(lines: &[Line], anchors: &[usize], columns: usize, end: usize) -> Option<usize> {
    let last = *anchors.last()?;
    let even = anchors.windows(2).all(|w| w[1] - w[0] == columns) && end == last + columns;
    if !even || !lines.get(end).is_some_and(is_label) {
        return None;
    }
    (0..columns - 1).find(|&k| {
        let (upper, lower) = (&lines[last + k], &lines[last + k + 1]);
        let wider = |&a: &usize| lines[a + k].facts.width < upper.facts.width;
        let word = String::from_iter([upper.facts.last, lower.facts.first]);
        anchors[..anchors.len() - 1].iter().all(wider)
            && lower.facts.width <= upper.facts.width
            && lines[anchors[0]..last].iter().any(|cell| cell.text.contains(&word))
    })
}

/// The cells of a row, one a line; what is too much belongs to the cell that is `wrapped`.
fn row(lines: &[Line], columns: usize, wrapped: usize, joiner: &Joiner, changes: &mut Vec<Change>) -> Vec<Text> {
    let more = lines.len() - columns;
    (0..columns)
        .map(|k| {
            let from = if k > wrapped { k + more } else { k };
            let to = if k >= wrapped { k + more } else { k };
            cell(lines[from..=to].iter().map(|l| &l.text), joiner, changes)
        })
        .collect()
}
