//! Rows whose cells wrap, with their pieces one a line, side by side, or both.

use std::borrow::Cow;

use super::sheet::{Cell, Sheet, is_closed, kin, kind};
use super::{Group, header};
use crate::line::Ending;
use crate::line::facts::Width;
use crate::rule::{Certainty, Rule};

/// Rows of wrapped cells.
pub const RULE: Rule = Rule {
    code: "T04",
    name: "rows-of-wrapped-cells",
    summary: "Rebuilds a table whose rows are pieces of cells, side by side or one a line, with cells over several lines.",
    why: "The rows begin alike, and only where the pieces are put together rightly are the cells below each other alike.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[
        (
            "日期 时间 检修路\n段\n范围\n3月1日 8:00-9:00 北塔\n12路\n沙井村、石门村、上\n里村一带\n11月12\n日\n8:00-9:00 南塔\n3路\n沙井村、石门村一带\n3月5日 8:00-9:00 东塔\n4路\n上里村、石门村一带",
            "4 columns, 3 rows",
        ),
        (
            "组别 范围\n第一巡查 沙井村、石门村、\n组\n上里村等3个村。\n第二巡查 下里村、河口村、\n组\n石桥村等3个村。\n第三巡查 新里村、山口村、\n组\n木桥村等3个村。",
            "2 columns, 3 rows",
        ),
        (
            "组别\n范围\n第一\n巡查\n组\n沙井村、石门村、上里村、\n渡口村等4个村。\n第二\n巡查\n组\n下里村、河口村、石桥村、\n浅滩村等4个村。\n第三\n巡查\n组\n新里村、山口村、木桥村、\n长坡村等4个村。",
            "2 columns, 3 rows",
        ),
    ],
    leaves: &[],
};

/// The widest row that is looked for, in lines.
const WIDEST_ROW: usize = 16;

/// The most rows that are looked for: no page has room for more, and pages without end are not gone through again and
/// again.
const MOST_ROWS: usize = 200;

/// A cell ends on no more lines that say the same in every row.
const MOST_TAILS: usize = 2;

/// The fewest rows.
pub(super) const FEWEST: usize = 3;

pub(super) fn find(sheet: &Sheet, at: usize, floor: usize) -> Option<Group> {
    let leads = leads(sheet, at);
    if leads.len() < FEWEST {
        return None;
    }
    let rows: Vec<Vec<usize>> = leads.windows(2).map(|w| sheet.of_lines(w[0]..w[1]).collect()).collect();
    let last = *leads.last()?;
    let end = (last..sheet.lines.len().min(last + WIDEST_ROW)).find(|&l| !sheet.is_free(l));
    let end = end.unwrap_or_else(|| sheet.lines.len().min(last + WIDEST_ROW));
    let rows: Vec<Vec<usize>> = rows.into_iter().chain([sheet.of_lines(last..end).collect()]).collect();
    [level(sheet, &rows), stream(sheet, &rows)].into_iter().flatten().find_map(|table| closed(sheet, table, at, floor))
}

/// A table without its header, and without the end of its last row.
struct Draft {
    /// Row by row, as many cells each.
    rows: Vec<Vec<Cell>>,
    /// How many of the columns, from the first on, have cells that are alike.
    typed: usize,
    /// Whether the last cell of a row may go on over lines to come.
    open: bool,
}

/// Finds the header of a draft and the end of its last row.
fn closed(sheet: &Sheet, mut draft: Draft, at: usize, floor: usize) -> Option<Group> {
    let columns = draft.rows[0].len();
    if draft.open && !close(sheet, &mut draft.rows) {
        return None;
    }
    let head = header::above(sheet, &draft.rows, at, floor);
    // Two columns of which one is text are a list, unless they have heads.
    let strong = draft.typed >= 3 || draft.typed >= 2 && columns > 2 || head.is_some();
    if !strong || columns < 2 {
        return None;
    }
    let last = draft.rows.iter().flatten().flatten().map(|&p| sheet.pieces[p].line).max()?;
    let start = head.as_ref().map_or(at, |h| h.start);
    let columns = (0..columns).map(|c| draft.rows.iter().map(|row| row[c].clone()).collect()).collect();
    Some(Group::of(start..last + 1, head.map_or_else(Vec::new, |h| h.cells), columns))
}

/// The lines with which rows begin, from `at` on.
fn leads(sheet: &Sheet, at: usize) -> Vec<usize> {
    let lead = |line: usize| sheet.of_line(line).next().filter(|&p| sheet.is_short(p) && sheet.pieces[p].chars >= 2);
    let Some(first) = lead(at) else { return Vec::new() };
    let mut leads = vec![at];
    let mut above = first;
    while leads.len() < MOST_ROWS {
        let last = leads[leads.len() - 1];
        let free = (last + 1..=last + WIDEST_ROW).take_while(|&l| sheet.is_free(l));
        let next = free.filter_map(|l| lead(l).map(|p| (l, p))).find(|&(_, p)| sheet.opens_alike(above, p));
        match next {
            // Two that touch are a column, not rows, unless more stands beside them.
            Some((line, piece)) if line > last + 1 || sheet.of_line(last).len() > 1 => {
                leads.push(line);
                above = piece;
            }
            _ => break,
        }
    }
    leads
}

/// Reads rows whose first lines hold the first line of every cell, side by side; what stands below goes on in one cell
/// or in several.
fn level(sheet: &Sheet, rows: &[Vec<usize>]) -> Option<Draft> {
    let line_of =
        |row: &[usize]| row.iter().take_while(|&&p| sheet.pieces[p].line == sheet.pieces[row[0]].line).count();
    let columns = line_of(&rows[0]);
    if !(2..=12).contains(&columns) || rows.iter().any(|row| line_of(row) != columns) {
        return None;
    }
    // The last cell is the one that goes on below, so its first line is full.
    let full = rows[..rows.len() - 1].iter().all(|row| {
        let widest = row[columns..].iter().map(|&p| sheet.pieces[p].width).max().unwrap_or(0);
        sheet.pieces[row[columns - 1]].width + 150 >= widest
    });
    if !full {
        return None;
    }
    let open = rows[..rows.len() - 1].iter().any(|row| row.len() > columns);
    let mut cells: Vec<Vec<Cell>> = rows.iter().map(|row| row[..columns].iter().map(|&p| vec![p]).collect()).collect();
    let shapes = shapes(sheet, rows, columns);
    let last = rows.len() - 1;
    for (r, (row, cells)) in rows.iter().zip(&mut cells).enumerate() {
        // Where no row goes on below its first line, the last does not either.
        let below = if open || r < last { &row[columns..] } else { &[] };
        for &piece in below {
            let narrow = sheet.pieces[piece].chars <= 6 && sheet.is_short(piece);
            // What makes a cell like the others belongs to it; all else goes on in the last.
            let column = (0..columns - 1).find(|&c| {
                let whole = sheet.joined(&[cells[c][0], piece]);
                narrow
                    && cells[c].len() == 1
                    && sheet.wraps_beside(cells[c][0], piece)
                    && kind(&whole) == shapes[c]
                    && sheet.kind(cells[c][0]) != shapes[c]
            });
            cells[column.unwrap_or(columns - 1)].push(piece);
        }
    }
    let typed = typed(sheet, &cells);
    (typed >= 1).then_some(Draft { rows: cells, typed, open })
}

/// The kind of each column but the last: that which most of its cells can have, alone or with a narrow piece below.
fn shapes(sheet: &Sheet, rows: &[Vec<usize>], columns: usize) -> Vec<String> {
    (0..columns - 1)
        .map(|c| {
            let mut votes: Vec<(String, usize, usize)> = Vec::new();
            for row in rows {
                let own = sheet.text(row[c]);
                let mut kinds = vec![(sheet.kind(row[c]).to_owned(), 0)];
                let below = row[columns..].iter().filter(|&&p| sheet.pieces[p].chars <= 6 && sheet.is_short(p));
                for &p in below.filter(|&&p| !is_closed(own) && sheet.wraps_beside(row[c], p)).take(4) {
                    kinds.push((kind(&sheet.joined(&[row[c], p])), 1));
                }
                for (at, (shape, longer)) in kinds.iter().enumerate() {
                    if kinds[..at].iter().any(|k| k.0 == *shape) {
                        continue;
                    }
                    match votes.iter_mut().find(|v| v.0 == *shape) {
                        Some(vote) => (vote.1, vote.2) = (vote.1 + 1, vote.2 + longer),
                        None => votes.push((shape.clone(), 1, *longer)),
                    }
                }
            }
            // Of equals, the one that uses what stands below.
            votes.into_iter().max_by_key(|v| (v.1, v.2)).map_or_else(String::new, |v| v.0)
        })
        .collect()
}

/// Reads rows whose cells follow each other, each over one line or several: column by column, so that the cells of a
/// column come out alike.
fn stream(sheet: &Sheet, rows: &[Vec<usize>]) -> Option<Draft> {
    let mut at = vec![0; rows.len()];
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); rows.len()];
    let mut typed = 0;
    while typed < 12 {
        let Some(taken) = column(sheet, rows, &at) else { break };
        for (row, &count) in taken.iter().enumerate() {
            cells[row].push(rows[row][at[row]..at[row] + count].to_vec());
            at[row] += count;
        }
        typed += 1;
    }
    let whole = rows.len() - 1;
    let left: Vec<usize> = (0..whole).map(|r| rows[r].len() - at[r]).collect();
    if typed == 0 {
        return None;
    }
    if left.iter().all(|&l| l == 0) {
        return (typed >= 2).then_some(Draft { rows: cells, typed, open: false });
    }
    if left.contains(&0) || rows[whole].len() == at[whole] {
        return None;
    }
    // As many labels in every row are as many columns; all else is one cell.
    let labels = left.iter().all(|&l| l == left[0] && l <= 4)
        && rows[whole].len() >= at[whole] + left[0]
        && rows.iter().zip(&at).all(|(row, &at)| row[at..at + left[0]].iter().all(|&p| sheet.is_short(p)));
    for (r, row) in rows.iter().enumerate() {
        if labels {
            cells[r].extend(row[at[r]..at[r] + left[0]].iter().map(|&p| vec![p]));
        } else {
            cells[r].push(row[at[r]..].to_vec());
        }
    }
    Some(Draft { rows: cells, typed, open: !labels })
}

/// How many pieces the next cell of each row takes, so that all are alike.
fn column(sheet: &Sheet, rows: &[Vec<usize>], at: &[usize]) -> Option<Vec<usize>> {
    let options = |r: usize| {
        let row = &rows[r][at[r]..];
        let one = row.first().filter(|&&p| sheet.is_short(p)).map(|&p| (1, Cow::Borrowed(sheet.text(p))));
        let two = match *row {
            [a, b, ..] if sheet.is_short(a) && sheet.is_short(b) && sheet.wraps(a, b) && !is_closed(sheet.text(a)) => {
                Some((2, sheet.joined(&[a, b])))
            }
            _ => None,
        };
        one.into_iter().chain(two)
    };
    let all: Vec<Vec<(usize, Cow<'_, str>)>> = (0..rows.len()).map(|r| options(r).collect()).collect();
    let candidates = all[0].iter().chain(&all[1]);
    let digits = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    let says = |like: &str| digits(like) || !all.iter().all(|row| row.iter().any(|o| o.1 == *like));
    let mut best: Option<Vec<usize>> = None;
    for (_, like) in candidates {
        let taken: Option<Vec<usize>> =
            all.iter().map(|row| row.iter().find(|o| kin(&o.1, like)).map(|o| o.0)).collect();
        // A column of labels that are all the same is no column, but the ends of the cells before.
        let Some(taken) = taken.filter(|_| says(like)) else { continue };
        if best.as_ref().is_none_or(|b| taken.iter().sum::<usize>() < b.iter().sum()) {
            best = Some(taken);
        }
    }
    let mut taken = best?;
    // The same few letters below every cell belong to it, on one line or two.
    for _ in 0..MOST_TAILS {
        let tail = |r: usize| rows[r].get(at[r] + taken[r]).map(|&p| sheet.text(p));
        let same = tail(0).filter(|t| t.chars().count() <= 3 && !t.bytes().any(|b| b.is_ascii_digit()));
        let wraps = |r: usize| {
            let end = at[r] + taken[r];
            !is_closed(sheet.text(rows[r][end - 1])) && sheet.wraps(rows[r][end - 1], rows[r][end])
        };
        if same.is_none() || !(0..rows.len()).all(|r| tail(r) == same && wraps(r)) {
            break;
        }
        for count in &mut taken {
            *count += 1;
        }
    }
    Some(taken)
}

/// How many columns from the first on have cells of one kind.
fn typed(sheet: &Sheet, rows: &[Vec<Cell>]) -> usize {
    let columns = rows[0].len();
    (0..columns)
        .take_while(|&c| {
            let cells: Vec<Cow<'_, str>> = rows.iter().map(|row| sheet.joined(&row[c])).collect();
            cells.iter().all(|cell| cell.chars().count() <= 16)
                && cells.windows(2).all(|w| kin(&w[0], &w[1]))
                && (cells.iter().any(|c| *c != cells[0]) || cells[0].bytes().any(|b| b.is_ascii_digit()))
        })
        .count()
}

/// Cuts the last cell of the last row where those above it end; whether the rows hold no running text.
fn close(sheet: &Sheet, rows: &mut [Vec<Cell>]) -> bool {
    let Some((last, above)) = rows.split_last_mut() else { return false };
    let long: Vec<&Cell> = above.iter().filter_map(|row| row.last()).collect();
    let lines = || long.iter().flat_map(|cell| cell.iter());
    let inner: u32 = lines().map(|&p| sheet.lines[sheet.pieces[p].line].facts.inner_stops).sum();
    if usize::try_from(inner).unwrap_or(usize::MAX) * 4 > lines().count() {
        return false;
    }
    let Some(cell) = last.last_mut() else { return false };
    let full = lines().map(|&p| sheet.pieces[p].width).max().unwrap_or(0);
    let ends: Vec<String> = long.iter().map(|cell| ending(&sheet.joined(cell))).collect();
    let common = ends.iter().all(|e| *e == ends[0] && e.chars().count() == 2);
    let mut count = 0;
    let mut text = String::new();
    for &piece in cell.iter() {
        let this = &sheet.pieces[piece];
        if this.width > full + 60 {
            break;
        }
        text.push_str(sheet.text(piece));
        count += 1;
        let stop = sheet.lines[this.line].facts.ending == Ending::Stop;
        if if common { ending(&text) == ends[0] } else { stop || is_not_full(this.width, full) } {
            break;
        }
    }
    cell.truncate(count);
    // What belongs to the other cells stands beside these lines, or right below.
    let Some(end) = cell.last().map(|&p| sheet.pieces[p].line) else { return false };
    for cell in last.iter_mut() {
        cell.retain(|&p| sheet.pieces[p].line <= end + 1);
    }
    true
}

const fn is_not_full(width: Width, full: Width) -> bool {
    width < full - 170
}

/// The last two characters.
fn ending(text: &str) -> String {
    let from = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    text[from..].to_owned()
}
