//! Tables of which the boxes say where each cell stands.

use std::collections::BTreeMap;

use super::{Draft, cell};
use crate::join::Joiner;
use crate::line::Line;
use crate::page::Table;
use crate::page::forme::Cell;
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Text};

pub(super) const RULE: Rule = Rule {
    code: "T06",
    name: "stated-table",
    summary: "Makes a table of cells of which the file, or their boxes, give row and column.",
    why: "Cells of a row stand on one height, and cells of a column below each other. The first row is taken for the \
          heads of the columns.",
    certainty: Certainty::Sure,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A table whose cells would fill less than one place in so many is none: its numbers are wrong.
const SPARSE: usize = 16;

/// The table whose first line stands at `at`.
pub(super) fn find(lines: &[Line], at: usize, joiner: &Joiner, changes: &mut Vec<Change>) -> Option<Draft> {
    let (table, _) = place(&lines[at])?;
    if at > 0 && place(&lines[at - 1]).is_some_and(|(other, _)| other == table) {
        return None;
    }
    let cells = lines[at..].iter().map_while(|line| place(line).filter(|(other, _)| *other == table));
    let mut texts: BTreeMap<(u32, u32), Vec<&Text>> = BTreeMap::new();
    let mut end = at;
    for (line, (_, cell)) in lines[at..].iter().zip(cells) {
        texts.entry((cell.row, cell.column)).or_default().push(&line.text);
        end += 1;
    }
    // Numbers that no cell has are left out.
    let ranks = |of: fn(&(u32, u32)) -> u32| -> BTreeMap<u32, usize> {
        let mut all: Vec<u32> = texts.keys().map(of).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().zip(0..).collect()
    };
    let (rows, columns) = (ranks(|place| place.0), ranks(|place| place.1));
    if texts.len() < 2 || rows.len() * columns.len() > texts.len() * SPARSE {
        return None;
    }
    let mut grid = vec![vec![Text::default(); columns.len()]; rows.len()];
    for ((row, column), texts) in texts {
        grid[rows[&row]][columns[&column]] = cell(texts, joiner, changes);
    }
    let header = grid.remove(0);
    let table = Table { caption: None, header, rows: grid };
    Some(Draft { rule: &RULE, lines: at..end, table, notes: Vec::new() })
}

/// The table in which a line stands, and the cell.
fn place(line: &Line) -> Option<(u32, Cell)> {
    line.place?.cell
}
