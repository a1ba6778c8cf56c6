//! Puts pieces back to the height at which they stand.
//!
//! poppler takes all type for one line that stands within half the size of a large character, a headline set from top
//! to bottom for example: three lines of each column beside it are then printed column by column, like stairs. And
//! columns whose lines stand a little higher or lower than their neighbours' have rows of their own. So rows whose
//! pieces go on to the right stand at one height, and a row that steps back to the left begins further down.

use super::gutters::{Level, Piece};

/// Stairs go no further down.
const MOST: usize = 12;
/// How far an indented line may stand right of the next.
const INDENT: i32 = 6;

/// Pieces below each other in one column, and how far down the first stands.
struct Step {
    from: usize,
    pieces: Vec<Piece>,
}

/// The pieces of all rows, given with the blank lines above, at their heights.
pub(super) fn levelled(rows: impl Iterator<Item = (u32, Vec<Piece>)>) -> Vec<Level> {
    let mut out: Vec<Level> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    // The column of the last row's last piece: its edges, and how far down we are.
    let (mut edges, mut down) = (0..0, 0);
    let mut above = 0;
    for (blanks, pieces) in rows {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        let aside = first.start >= edges.end;
        let below = !aside && first.start + INDENT >= edges.start && down + 1 < MOST;
        let goes_on = blanks == 0 && !steps.is_empty() && (aside || below);
        if !goes_on {
            lay(&mut steps, above, &mut out);
            above = blanks;
        }
        down = if goes_on && below { down + 1 } else { 0 };
        let alone = pieces.len() == 1;
        let wider = edges.start.min(first.start)..edges.end.max(last.end);
        edges = if goes_on && below && alone { wider } else { last.start..last.end };
        for (k, piece) in pieces.into_iter().enumerate() {
            match steps.last_mut() {
                Some(step) if k == 0 && goes_on && below => step.pieces.push(piece),
                _ => steps.push(Step { from: down, pieces: vec![piece] }),
            }
        }
    }
    lay(&mut steps, above, &mut out);
    out
}

/// Lays the steps beside each other: from the top where they go on with what is above, and else down to the bottom.
fn lay(steps: &mut Vec<Step>, blanks: u32, out: &mut Vec<Level>) {
    let height = steps.iter().map(|s| s.from + s.pieces.len()).max().unwrap_or(0);
    let from = out.len();
    out.extend((0..height).map(|k| Level { blanks: if k == 0 { blanks } else { 0 }, pieces: Vec::new() }));
    for step in steps.drain(..) {
        let goes_on = |p: &Piece| (p.start - step.pieces[0].start).abs() <= INDENT;
        let hangs = blanks == 0 && from > 0 && out[from - 1].pieces.iter().any(goes_on);
        let at = if hangs { step.from } else { height - step.pieces.len() };
        for (level, piece) in out[from + at..].iter_mut().zip(step.pieces) {
            level.pieces.push(piece);
        }
    }
    for level in &mut out[from..] {
        level.pieces.sort_by_key(|p| p.start);
    }
}

#[cfg(test)]
mod tests {
    use super::super::gutters::wide;
    use super::super::spans::Unit;
    use super::*;

    #[test]
    fn stairs_are_laid_beside_each_other() {
        let dump = "上一行      另一栏\n甲\n乙\n            丙\n            丁\n下一行      又一栏";
        let rows = crate::read::rows(dump);
        let levels = levelled(rows.iter().enumerate().map(|(i, row)| (row.blanks, wide(row, i, Unit::Chars, &[]))));
        let found: Vec<Vec<usize>> = levels.iter().map(|l| l.pieces.iter().map(|p| p.row).collect()).collect();
        assert_eq!(found, [vec![0, 0], vec![1, 3], vec![2, 4], vec![5, 5]]);
    }
}
