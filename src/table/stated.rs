//! Tables of which the file, or the boxes of their cells, say where each cell stands.

use std::collections::BTreeMap;

use super::{Draft, cell};
use crate::join::Joiner;
use crate::line::{Line, Role};
use crate::page::Table;
use crate::page::forme::{Cell, Forme};
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Text};

pub(super) const RULE: Rule = Rule {
    code: "T06",
    name: "stated-table",
    summary: "Makes a table of cells of which the file, or their boxes, give row and column.",
    why: "PAGE XML may say where in its table each cell stands; else cells of a row stand at one height, and those of a \
          column below each other. The first row is taken for the heads of the columns.",
    certainty: Certainty::Sure,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A table whose cells would fill less than one place in so many is none: its numbers are wrong.
const SPARSE: usize = 16;

/// The table whose first line stands at `at`.
pub(super) fn find(
    lines: &[Line],
    at: usize,
    forme: Option<&Forme>,
    joiner: &Joiner,
    changes: &mut Vec<Change>,
) -> Option<Draft> {
    let (table, _) = place(&lines[at], forme)?;
    if at > 0 && place(&lines[at - 1], forme).is_some_and(|(other, _)| other == table) {
        return None;
    }
    let cells = lines[at..].iter().map_while(|line| place(line, forme).filter(|(other, _)| *other == table));
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

/// The table in which a line stands, by its box or by its region, and the cell.
fn place(line: &Line, forme: Option<&Forme>) -> Option<(u32, Cell)> {
    let place = line.place?;
    if place.cell.is_some() {
        return place.cell;
    }
    let region = forme?.regions.get(place.region? as usize)?;
    let taken = !matches!(line.role, Role::Display | Role::Stray);
    Some((region.parent?, region.cell?)).filter(|_| taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::Vocabulary;
    use crate::lang::Language;
    use crate::page::forme::{Place, Region, RegionKind};
    use crate::rule::Choice;

    /// The table of these cells, as text with `|` and `/`.
    fn made(cells: &[(u32, u32, &str)]) -> Option<String> {
        let mut regions = vec![Region { kind: RegionKind::Table, ..Region::default() }];
        let mut lines = Vec::new();
        for (number, &(row, column, text)) in (1..).zip(cells) {
            let cell = Some(Cell { row, column, rows: 1, columns: 1 });
            regions.push(Region { kind: RegionKind::Table, parent: Some(0), cell, ..Region::default() });
            let place = Place { region: Some(number), ..Place::default() };
            lines.push(Line::new(Text::of(text, 0), 0, Some(place)));
        }
        let forme = Forme { regions, ..Forme::default() };
        let joiner = Joiner::new(Language::De, Vocabulary::default(), &Choice::default());
        let draft = find(&lines, 0, Some(&forme), &joiner, &mut Vec::new())?;
        assert_eq!(draft.lines, 0..cells.len());
        let row = |row: &Vec<Text>| row.iter().map(Text::as_str).collect::<Vec<_>>().join("|");
        Some(
            [row(&draft.table.header)]
                .into_iter()
                .chain(draft.table.rows.iter().map(row))
                .collect::<Vec<_>>()
                .join("/"),
        )
    }

    #[test]
    fn cells_stand_where_the_file_says() {
        let cells = [(1, 0, "Rabenreuth"), (0, 0, "Verein"), (0, 2, "Tore"), (1, 2, "51:20"), (1, 2, "(23:9)")];
        assert_eq!(made(&cells).unwrap(), "Verein|Tore/Rabenreuth|51:20 (23:9)");
    }

    #[test]
    fn numbers_that_cannot_be_true_make_no_table() {
        let cells: Vec<(u32, u32, &str)> = (0..40).map(|i| (i * 1_000_000, i * 7, "x")).collect();
        assert_eq!(made(&cells), None);
        assert_eq!(made(&[(4_000_000_000, 0, "Tore"), (0, 0, "Verein")]).unwrap(), "Verein/Tore");
    }
}
