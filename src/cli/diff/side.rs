//! Before on the left, after on the right, in as many columns as the terminal has.

use std::env;

use anyhow::Result;
use stonehand::diff::{Hunk, Hunks, Kind, Piece, Side, Sign, TextDiff};
use stonehand::render;

use super::paint;
use crate::cli::output::Out;

/// Where nothing says how wide it is.
const WIDTH: usize = 100;
/// Both halves need room for a few words, however narrow it is.
const NARROWEST: usize = 40;

/// How many columns there are: what `COLUMNS` says, or the terminal.
pub fn width() -> usize {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&columns| columns > 0);
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(terminal).unwrap_or(WIDTH).clamp(NARROWEST, 1000)
}

/// A row of one half: the number of its line where it begins one, and its parts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Row {
    number: Option<usize>,
    parts: Vec<(Kind, String)>,
}

/// The measures of the page.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// Digits of line numbers.
    digits: usize,
    /// Columns of text in each half.
    text: usize,
}

impl Columns {
    /// For texts of so many lines, on so many columns.
    pub fn of(lines: usize, width: usize) -> Self {
        let digits = lines.max(1).to_string().len();
        // Two numbers with a space behind, `│ ` between the halves, and room for a `⏎` behind each.
        Self { digits, text: width.saturating_sub(2 * (digits + 1) + 4) / 2 }
    }
}

/// Writes a hunk.
pub fn hunk(
    out: &mut Out,
    diff: &TextDiff,
    hunks: &Hunks,
    pieces: &[Piece],
    hunk: &Hunk,
    columns: Columns,
) -> Result<()> {
    let mut same: Vec<&str> = Vec::new();
    hunks.lines(pieces, hunk, |sign, line| {
        if sign == Some(Sign::Both) {
            same.push(line);
        }
    });
    let mut same = same.into_iter();
    let (mut b, mut a) = (hunk.before.start, hunk.after.start);
    for piece in &pieces[hunk.pieces.clone()] {
        context(out, &mut same, piece.before_lines.start - b, (b, a), columns)?;
        let half = |side: Side, first: usize| {
            let lines = diff.marked(piece, side);
            (first..)
                .zip(lines)
                .flat_map(|(number, parts)| wrapped(number, &parts, columns.text))
                .collect::<Vec<Row>>()
        };
        let left = half(Side::Before, piece.before_lines.start + 1);
        let right = half(Side::After, piece.after_lines.start + 1);
        rows(out, left, right, columns, true)?;
        (b, a) = (piece.before_lines.end, piece.after_lines.end);
    }
    context(out, &mut same, hunk.before.end - b, (b, a), columns)
}

/// Lines that are the same on both sides.
fn context<'l>(
    out: &mut Out,
    lines: &mut impl Iterator<Item = &'l str>,
    count: usize,
    first: (usize, usize),
    columns: Columns,
) -> Result<()> {
    for (index, line) in lines.take(count).enumerate() {
        let half = |first: usize| {
            let parts = [(Kind::Same, stonehand::diff::visible(line).into_owned())];
            wrapped(first + index + 1, &parts, columns.text)
        };
        rows(out, half(first.0), half(first.1), columns, false)?;
    }
    Ok(())
}

fn rows(out: &mut Out, left: Vec<Row>, right: Vec<Row>, columns: Columns, differ: bool) -> Result<()> {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let bar = if differ { "│" } else { "·" };
    for _ in 0..count {
        let (l, r) = (left.next().unwrap_or_default(), right.next().unwrap_or_default());
        let used = half(out, &l, Side::Before, columns)?;
        out.write(&" ".repeat((columns.text + 1).saturating_sub(used)))?;
        out.write_styled(paint::QUIET, bar)?;
        if r.number.is_some() || !r.parts.is_empty() {
            out.write(" ")?;
            half(out, &r, Side::After, columns)?;
        }
        out.write("\n")?;
    }
    Ok(())
}

/// Writes the number and the text of a half; how many columns the text took.
fn half(out: &mut Out, row: &Row, side: Side, columns: Columns) -> Result<usize> {
    let number = row.number.map(|number| number.to_string()).unwrap_or_default();
    let digits = columns.digits;
    out.write_styled(paint::QUIET, &format!("{number:>digits$} "))?;
    let mut used = 0;
    for (kind, text) in &row.parts {
        out.write_styled(paint::style(*kind, side), text)?;
        used += render::width(text);
    }
    Ok(used)
}

/// A line in rows of so many columns, broken behind a space where there is one in the second half of the row. Wide
/// characters are not cut in two, and marks stay with their letters.
fn wrapped(number: usize, parts: &[(Kind, String)], columns: usize) -> Vec<Row> {
    let mut rows = vec![Row { number: Some(number), parts: Vec::new() }];
    let mut row: Vec<(Kind, char)> = Vec::new();
    let (mut used, mut space) = (0, None);
    for (kind, c) in parts.iter().flat_map(|(kind, text)| text.chars().map(|c| (*kind, c))) {
        let c = if c == '\t' { ' ' } else { c };
        let width = render::width(c.encode_utf8(&mut [0; 4]));
        let room = columns + usize::from(kind == Kind::Layout && c == '⏎');
        if used + width > room {
            // Text in wide characters has no words to keep whole.
            let cut = space.filter(|&cut| width < 2 && cut * 2 > row.len()).unwrap_or(row.len());
            let rest = row.split_off(cut);
            close(&mut rows, &row);
            rows.push(Row::default());
            used = rest.iter().map(|(_, c)| render::width(c.encode_utf8(&mut [0; 4]))).sum();
            (row, space) = (rest, None);
        }
        used += width;
        row.push((kind, c));
        if c == ' ' {
            space = Some(row.len());
        }
    }
    close(&mut rows, &row);
    rows
}

/// Puts the characters of a row into its parts.
fn close(rows: &mut [Row], row: &[(Kind, char)]) {
    let parts = row.chunk_by(|one, next| one.0 == next.0).map(|run| (run[0].0, run.iter().map(|c| c.1).collect()));
    if let Some(last) = rows.last_mut() {
        last.parts = parts.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_where_the_columns_end() {
        let rows = |text: &str, columns: usize| -> Vec<String> {
            let rows = wrapped(7, &[(Kind::Same, text.to_owned())], columns);
            rows.into_iter().map(|row| row.parts.into_iter().map(|part| part.1).collect()).collect()
        };
        assert_eq!(rows("灯塔重开", 5), ["灯塔", "重开"]);
        assert_eq!(rows("abcdef", 5), ["abcde", "f"]);
        assert_eq!(rows("the tide was", 10), ["the tide ", "was"]);
        assert_eq!(rows("a tidewater", 8), ["a tidewa", "ter"]);
        assert_eq!(rows("e\u{301}e\u{301}e", 2), ["e\u{301}e\u{301}", "e"]);
        assert_eq!(rows("", 5), [""]);
        assert_eq!(
            wrapped(7, &[(Kind::Same, "a".to_owned()), (Kind::Changed, "b".to_owned())], 1)[1].parts[0].0,
            Kind::Changed
        );
    }

    #[test]
    fn the_halves_fit_the_width() {
        for (lines, width) in [(9, 80), (100, 81), (1_000_000, 40)] {
            let columns = Columns::of(lines, width);
            assert!(2 * (columns.digits + 1 + columns.text) + 4 <= width, "{columns:?}");
            assert!(columns.text >= 10, "{columns:?}");
        }
    }
}
