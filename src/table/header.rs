//! The heads of a table's columns, above its rows.

use super::sheet::{Cell, Sheet};

/// Heads, and the line with which they begin.
pub(super) struct Header {
    pub(super) start: usize,
    pub(super) cells: Vec<Cell>,
}

/// The heads of the columns whose first row begins with line `at`; they begin at `floor` or below.
pub(super) fn above(sheet: &Sheet, rows: &[Vec<Cell>], at: usize, floor: usize) -> Option<Header> {
    let columns = rows[0].len();
    // Heads upward, as long as whole lines are heads.
    let mut pieces: Vec<usize> = Vec::new();
    let mut starts = Vec::new();
    for line in (floor..at).rev() {
        let of_line = sheet.of_line(line);
        if !sheet.is_free(line)
            || !of_line.clone().all(|p| sheet.is_head(p))
            || pieces.len() + of_line.len() > columns * 2
        {
            break;
        }
        pieces.splice(0..0, of_line);
        starts.push((line, pieces.len()));
    }
    // The fewest lines that come out as one head a column, some of them wrapped.
    starts.iter().filter(|s| s.1 >= columns).find_map(|&(start, count)| {
        let head = &pieces[pieces.len() - count..];
        let cells = in_order(sheet, head, columns).or_else(|| side_by_side(sheet, head, rows))?;
        even(sheet, &cells).then_some(Header { start, cells })
    })
}

/// Heads that follow each other, each over one line or two.
fn in_order(sheet: &Sheet, pieces: &[usize], columns: usize) -> Option<Vec<Cell>> {
    let mut wrapped = pieces.len().checked_sub(columns)?;
    let mut cells: Vec<Cell> = Vec::with_capacity(columns);
    for &piece in pieces {
        let rest = sheet.pieces[piece].chars <= 2 && wrapped > 0;
        match cells.last_mut() {
            Some(above)
                if rest
                    && above.len() == 1
                    && sheet.pieces[above[0]].chars > sheet.pieces[piece].chars
                    && sheet.wraps(above[0], piece) =>
            {
                above.push(piece);
                wrapped -= 1;
            }
            _ => cells.push(vec![piece]),
        }
    }
    // One character heads no column: it ends the head above.
    let whole = cells.iter().all(|cell| cell.len() > 1 || sheet.pieces[cell[0]].chars > 1);
    (cells.len() == columns && whole).then_some(cells)
}

/// Heads side by side in one line, with what goes on below them; a head that wraps is as wide as its column.
fn side_by_side(sheet: &Sheet, pieces: &[usize], rows: &[Vec<Cell>]) -> Option<Vec<Cell>> {
    let columns = rows[0].len();
    let (first, below) = pieces.split_at_checked(columns)?;
    if first.iter().any(|&p| sheet.pieces[p].line != sheet.pieces[first[0]].line) {
        return None;
    }
    let mut cells: Vec<Cell> = first.iter().map(|&p| vec![p]).collect();
    for &piece in below {
        let room = |c: usize| {
            let widest = rows.iter().flat_map(|row| &row[c]).map(|&p| sheet.pieces[p].width).max().unwrap_or(0);
            widest - sheet.pieces[first[c]].width
        };
        let column = (0..columns).min_by_key(|&c| room(c))?;
        cells[column].push(piece);
    }
    Some(cells)
}

/// A headline is wider than a column's head.
fn even(sheet: &Sheet, cells: &[Cell]) -> bool {
    let lengths = || cells.iter().map(|cell| cell.iter().map(|&p| sheet.pieces[p].chars).sum::<usize>());
    lengths().max() <= lengths().min().map(|m| m + 4)
}
