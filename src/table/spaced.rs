//! Tables whose cells are kept apart by spaces.

use std::ops::Range;

use super::{Draft, alike, cell, has_digits};
use crate::join::Joiner;
use crate::line::{Ending, Line, Role};
use crate::page::Table;
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Text};

/// Tables whose cells are kept apart by spaces.
pub const RULE: Rule = Rule {
    code: "T01",
    name: "spaced-out-columns",
    summary: "Reads lines whose cells are kept apart by spaces as rows of a table, and lines without a gap as wrapped cells.",
    why: "Rows of a table have as many gaps each, and the cells below each other are alike.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[(
        "日期 地点 对阵\n3月1日 东馆 甲队对乙队\n3月2日 西馆 丙队对丁队\n3月3日 东馆 甲队对丁队",
        "3 columns, 3 rows",
    )],
    leaves: &["他说 好的\n她说 不行"],
};

/// A cell and where it stands in its line: in bytes, in characters and in half ems.
struct Piece<'a> {
    text: &'a str,
    range: Range<usize>,
    chars: usize,
    halves: usize,
}

impl Piece<'_> {
    /// Its width in half ems.
    fn width(&self) -> usize {
        self.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    }
}

pub(super) fn find(lines: &[Line], at: usize, joiner: &Joiner, changes: &mut Vec<Change>) -> Option<Draft> {
    let facts = &lines[at].facts;
    if facts.spaces + facts.gaps == 0 || matches!(facts.ending, Ending::Stop | Ending::Comma) && facts.gaps == 0 {
        return None;
    }
    // The first line is the header or the first row. Where wide gaps part the cells, single spaces are inside them.
    let wide = facts.gaps > 0;
    if !wide && !may_be_rows(lines, at) {
        return None;
    }
    let first = pieces(&lines[at], wide);
    let columns = first.len();
    if !(2..=16).contains(&columns) || first.iter().any(|p| p.text.chars().count() > 16) {
        return None;
    }
    let mut rows: Vec<Row> = vec![Row { line: at, cells: first, rest: Vec::new() }];
    let mut end = at + 1;
    while let Some(line) = lines.get(end).filter(|l| l.role == Role::Unknown) {
        let mut here = pieces(line, wide);
        if wide && here.len() < columns {
            let cut = cut_at_columns(&here, &rows[rows.len() - 1].cells);
            here = if cut.len() == columns { cut } else { here };
        }
        let starts = rows.get(1).is_none_or(|row| row.opens_like(&here) || typed(&here, &row.cells) * 2 >= columns);
        if here.len() == columns && starts && !(line.facts.ending == Ending::Stop && line.facts.inner_stops > 0) {
            rows.push(Row { line: end, cells: here, rest: Vec::new() });
        } else if wide {
            let spacing = rows.get(1).map_or(0, |row| lines[row.line].facts.blanks);
            let Some(below) = below(&here, &rows).filter(|_| line.facts.blanks <= spacing) else { break };
            let row = rows.len() - 1;
            rows[row].rest.extend(below.into_iter().zip(here).map(|(column, piece)| (end, column, piece.range)));
        } else if rows.len() >= 2 && wraps(line, &lines[end - 1], &here) {
            let row = rows.len() - 1;
            rows[row].rest.extend(here.into_iter().map(|piece| (end, columns - 1, piece.range)));
        } else {
            break;
        }
        end += 1;
    }
    // Two rows of figures are a table as well: who scored when. Figures do not wrap.
    let figures = |row: &Row| {
        let of_figures = |p: &Piece| has_digits(p.text) && !p.text.contains(char::is_alphabetic);
        row.cells[1..].iter().all(of_figures) && !has_digits(row.cells[0].text)
    };
    let scores = wide && columns > 3 && rows.len() == 2 && rows.iter().all(figures) && rows[0].rest.is_empty();
    if scores {
        end = rows[1].line + 1;
        rows[1].rest.clear();
    }
    let has_header =
        rows.len() >= 2 && typed(&rows[0].cells, &rows[1].cells) * 2 < columns && !rows[0].opens_like(&rows[1].cells);
    let body = &rows[usize::from(has_header)..];
    let alike_rows = body.windows(2).filter(|w| w[0].opens_like(&w[1].cells)).count();
    let typed_rows = body.windows(2).filter(|w| typed(&w[0].cells, &w[1].cells) * 2 >= columns).count();
    let enough =
        body.len() >= 3 || scores || body.len() >= 2 && has_header && alike_rows + typed_rows > 0 && columns > 2;
    let regular = (alike_rows.max(typed_rows)) * 3 >= (body.len() - 1) * 2;
    if !enough || !regular {
        return None;
    }
    let mut grid: Vec<Vec<Text>> = Vec::with_capacity(rows.len());
    for row in rows {
        let cells = row.cells.into_iter().enumerate().map(|(column, piece)| {
            let rest = row.rest.iter().filter(|r| r.1 == column).map(|r| lines[r.0].text.between_gaps(r.2.clone()));
            let text = lines[row.line].text.between_gaps(piece.range);
            let pieces: Vec<Text> = [text].into_iter().chain(rest).collect();
            cell(&pieces, joiner, changes)
        });
        grid.push(cells.collect());
    }
    let header = if has_header { grid.remove(0) } else { Vec::new() };
    Some(Draft { rule: &RULE, lines: at..end, table: Table { caption: None, header, rows: grid }, notes: Vec::new() })
}

/// Whether line `at`, whose cells single spaces part, may be the first of three rows: the line below has as many cells,
/// and so has the one below that, unless it is the rest of one. Nearly no lines of running text are like this.
fn may_be_rows(lines: &[Line], at: usize) -> bool {
    let gaps = |line: &Line| line.facts.spaces + line.facts.gaps;
    let row = |line: &Line| {
        let sentence = line.facts.ending == Ending::Stop && line.facts.inner_stops > 0;
        gaps(line) == gaps(&lines[at]) && !sentence
    };
    let free = |i: usize| lines.get(i).filter(|line| line.role == Role::Unknown);
    free(at + 1).is_some_and(row) && free(at + 2).is_some_and(|line| row(line) || gaps(line) == 0)
}

/// A row as it is gathered.
struct Row<'a> {
    line: usize,
    cells: Vec<Piece<'a>>,
    /// Lines that hold the rest of a cell, its column, and where in the line it stands.
    rest: Vec<(usize, usize, Range<usize>)>,
}

impl Row<'_> {
    /// Whether its first cell is alike to that of other cells.
    fn opens_like(&self, cells: &[Piece<'_>]) -> bool {
        alike(self.cells[0].text, cells[0].text)
    }
}

/// How many of the cells of two rows are alike.
fn typed(a: &[Piece<'_>], b: &[Piece<'_>]) -> usize {
    a.iter().zip(b).filter(|(x, y)| alike(x.text, y.text)).count()
}

/// Whether a line is the rest of the last cell of a row whose cells single spaces part: no gap, and the line above is not
/// closed.
fn wraps(line: &Line, above: &Line, here: &[Piece<'_>]) -> bool {
    here.len() == 1
        && above.facts.ending != Ending::Stop
        && above.facts.width >= line.facts.width - 60
        && !super::super::line::cue::opens_story(&line.text)
        && (above.facts.open
            || above.facts.ending != Ending::Bare
            || line.facts.ending != Ending::Bare
            || line.facts.commas > 0)
}

/// The columns in which the pieces of a line stand, if they are the rest of cells above: each begins where its column
/// does, and has room in it. Several at once are units below the heads, in brackets.
fn below(here: &[Piece<'_>], rows: &[Row<'_>]) -> Option<Vec<usize>> {
    let cells = &rows.last()?.cells;
    let units =
        rows.len() == 1 && here.iter().all(|p| p.text.starts_with(['（', '(']) && p.text.ends_with(['）', ')']));
    if !units && (here.len() > 1 || rows.len() == 1) {
        return None;
    }
    let columns: Vec<usize> = here.iter().map(|piece| column_of(piece, cells)).collect::<Option<_>>()?;
    columns.is_sorted_by(|a, b| a < b).then_some(columns)
}

/// The column below whose cells a piece begins, in characters or in half ems, if it is no wider.
fn column_of(piece: &Piece<'_>, cells: &[Piece<'_>]) -> Option<usize> {
    /// So far to either side it may stand.
    const PLAY: usize = 2;
    let at = |p: &Piece<'_>| p.chars.abs_diff(piece.chars).min(p.halves.abs_diff(piece.halves)) <= PLAY;
    let column = (0..cells.len()).find(|&c| at(&cells[c]))?;
    // The last column may be as wide as the one in front of it.
    let right = (column + 1).min(cells.len() - 1);
    let pitch = cells[right].halves.saturating_sub(cells[right - 1].halves);
    (piece.width() <= pitch).then_some(column)
}

/// The cells of a line in which one fills its column, so that a single space parts it from the next: they are cut where
/// the cells `above` begin.
fn cut_at_columns<'a>(here: &[Piece<'a>], above: &[Piece<'_>]) -> Vec<Piece<'a>> {
    let mut out = Vec::with_capacity(above.len());
    for piece in here {
        let (mut from, mut chars, mut halves) = (0, piece.chars, piece.halves);
        let (mut c0, mut h0) = (chars, halves);
        let mut part = |text: Range<usize>, chars, halves| {
            let range = piece.range.start + text.start..piece.range.start + text.end;
            out.push(Piece { text: &piece.text[text], range, chars, halves });
        };
        let mut space = false;
        for (at, c) in piece.text.char_indices() {
            if space && above.iter().skip(1).any(|cell| cell.chars == chars || cell.halves == halves) {
                part(from..at - 1, c0, h0);
                (from, c0, h0) = (at, chars, halves);
            }
            space = c == ' ';
            chars += 1;
            halves += if c.is_ascii() { 1 } else { 2 };
        }
        part(from..piece.text.len(), c0, h0);
    }
    out
}

/// The cells of a line.
fn pieces(line: &Line, wide: bool) -> Vec<Piece<'_>> {
    let text: &str = &line.text;
    let indent = usize::try_from(line.facts.indent / 50).unwrap_or(0);
    let piece = |range: Range<usize>, chars, halves| Piece { text: &text[range.clone()], range, chars, halves };
    let mut out = Vec::new();
    let mut start: Option<(usize, usize, usize)> = None;
    let (mut halves, mut space) = (indent, 0);
    let mut space_at = 0;
    for (chars, (at, c)) in (indent..).zip(text.char_indices()) {
        if c.is_whitespace() {
            if space == 0 {
                space_at = at;
            }
            space += if c == '\u{3000}' { 2 } else { 1 };
        } else {
            if space > usize::from(wide)
                && let Some((from, c0, h0)) = start.take()
            {
                out.push(piece(from..space_at, c0, h0));
            }
            if start.is_none() {
                start = Some((at, chars, halves));
            }
            space = 0;
        }
        halves += if c.is_ascii() { 1 } else { 2 };
    }
    if let Some((from, c0, h0)) = start {
        out.push(piece(from..text.len(), c0, h0));
    }
    out
}
