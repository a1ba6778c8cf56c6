//! Headlines set from top to bottom beside columns.
//!
//! Their characters stand in rows of their own, one or two to a piece; two lines of such a headline stand beside each
//! other, kept apart by a space, and the right one is read first. In a dump each piece stands a little further right
//! than the one above, for it counts the characters of its own row.

use super::gutters::{Level, Piece, cut};
use crate::line::facts::{is_ideograph, is_stop};
use crate::read::Row;

/// A headline has so many pieces at least.
const FEWEST: usize = 3;
/// How far a piece may stand from the one above, to the side and down.
const ASIDE: i32 = 3;
const DOWN: usize = 9;
/// A piece holds no more characters.
const MOST: u32 = 5;

/// One line of a headline, a piece for each row of it.
pub(super) struct Line {
    pub pieces: Vec<Piece>,
    /// The level of its first and of its last piece.
    pub levels: (usize, usize),
}

/// Pieces that may be of one headline.
struct Chain {
    /// The level of each, and the piece in words.
    members: Vec<(usize, Vec<Piece>)>,
    /// How many stand alone in their rows.
    alone: usize,
}

/// Takes the headlines set from top to bottom out of the levels, each line of them in the order of reading.
pub(super) fn taken(rows: &[Row], levels: &mut [Level]) -> Vec<Line> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut open = 0;
    let counts = counts(rows.len(), levels);
    for (y, level) in levels.iter().enumerate() {
        while open < chains.len() && chains[open].members.last().is_none_or(|m| m.0 + DOWN < y) {
            open += 1;
        }
        for group in groups(rows, level) {
            let first = group[0].start;
            let fits = |c: &&mut Chain| {
                c.members.last().is_some_and(|m| m.0 < y)
                    && c.members.iter().rev().take(3).any(|m| m.0 + DOWN >= y && near(&m.1, first))
            };
            let alone = usize::from(counts[group[0].row] == group.len());
            match chains[open..].iter_mut().rev().find(fits) {
                Some(chain) => {
                    chain.members.push((y, group));
                    chain.alone += alone;
                }
                None => chains.push(Chain { members: vec![(y, group)], alone }),
            }
        }
    }
    chains.retain(|c| c.members.len() >= FEWEST && c.alone * 2 >= c.members.len());
    let of_chains: Vec<&Piece> = chains.iter().flat_map(|c| c.members.iter().flat_map(|m| &m.1)).collect();
    let taken: std::collections::HashSet<(usize, usize)> = of_chains.iter().map(|p| (p.row, p.bytes.start)).collect();
    let begins = begins(rows.len(), levels);
    let mut after = false;
    for level in levels.iter_mut() {
        let is_taken = |p: &Piece| taken.contains(&(p.row, p.bytes.start));
        // Large type brings its own distances, which say nothing of the columns beside it.
        let large = |p: &Piece| is_taken(p) && p.bytes.start == begins[p.row];
        if after || level.pieces.first().is_some_and(large) {
            level.blanks = 0;
        }
        after = level.pieces.last().is_some_and(is_taken);
        level.pieces.retain(|p| !is_taken(p));
    }
    chains.into_iter().flat_map(|chain| lines(rows, &chain)).collect()
}

/// How many pieces each row has.
fn counts(rows: usize, levels: &[Level]) -> Vec<usize> {
    let mut counts = vec![0; rows];
    for piece in levels.iter().flat_map(|l| &l.pieces) {
        counts[piece.row] += 1;
    }
    counts
}

/// Where the first piece of each row begins, in bytes.
fn begins(rows: usize, levels: &[Level]) -> Vec<usize> {
    let mut begins = vec![usize::MAX; rows];
    for piece in levels.iter().flat_map(|l| &l.pieces) {
        begins[piece.row] = begins[piece.row].min(piece.bytes.start);
    }
    begins
}

fn near(above: &[Piece], start: i32) -> bool {
    above.iter().any(|p| (p.start - start).abs() <= ASIDE)
}

/// The pieces of a level that may be of a headline; those close beside each other in one row belong together.
fn groups(rows: &[Row], level: &Level) -> Vec<Vec<Piece>> {
    let mut out: Vec<Vec<Piece>> = Vec::new();
    for piece in level.pieces.iter().filter(|p| is_upright(rows, p)) {
        match out.last_mut() {
            Some(last) if last.last().is_some_and(|l| l.row == piece.row && piece.start - l.end <= ASIDE) => {
                last.push(piece.clone());
            }
            _ => out.push(vec![piece.clone()]),
        }
    }
    out
}

/// Whether a piece has one or two words of one or two characters.
fn is_upright(rows: &[Row], piece: &Piece) -> bool {
    let text = &rows[piece.row].text[piece.bytes.clone()];
    let tiny = |word: &str| word.chars().count() <= 2 && !word.ends_with(is_stop);
    piece.chars <= MOST
        && text.split(' ').all(tiny)
        && text.chars().all(|c| is_ideograph(c) || c == ' ' || !c.is_alphanumeric())
}

/// The lines of a headline: of two beside each other the right one first.
fn lines(rows: &[Row], chain: &Chain) -> Vec<Line> {
    let mut columns: [Vec<(usize, Piece)>; 2] = Default::default();
    let words = |pieces: &[Piece]| -> Vec<Piece> { pieces.iter().flat_map(|p| cut_at_spaces(rows, p)).collect() };
    let members: Vec<(usize, Vec<Piece>)> = chain.members.iter().map(|(y, pieces)| (*y, words(pieces))).collect();
    let two = members.iter().filter(|m| m.1.len() > 1).count() * 3 >= members.len();
    let last = members.len() - 1;
    for (k, (y, words)) in members.into_iter().enumerate() {
        let ends: Vec<i32> = columns.iter().filter_map(|c| c.last().map(|(_, p)| p.start)).collect();
        // Of the last row, each column has one character, and no room for a space.
        if let (true, [word]) = (two && k == last && ends.len() == 2, &words[..])
            && word.chars == 2
        {
            let text = &rows[word.row].text;
            let first = text[word.bytes.clone()].chars().next().map_or(0, char::len_utf8);
            let mut halves = cut(text, word.clone(), &[word.bytes.start + first]);
            if let (Some(right), Some(left)) = (halves.pop(), halves.pop()) {
                columns[0].push((y, left));
                columns[1].push((y, right));
            }
            continue;
        }
        let several = words.len() > 1;
        for (n, word) in words.into_iter().enumerate() {
            let right = if !two || several {
                n > 0
            } else if let [left, right] = ends[..] {
                (word.start - right).abs() < (word.start - left - 1).abs()
            } else {
                // What stands alone before the first pair is at the height of the longer line, the right one.
                true
            };
            columns[usize::from(right)].push((y, word));
        }
    }
    if !two {
        // One line only; its words stand as they are.
        let [mut left, right] = columns;
        left.extend(right);
        left.sort_by_key(|(y, p)| (*y, p.start));
        columns = [left, Vec::new()];
    }
    let line = |column: Vec<(usize, Piece)>| {
        let levels = (column.first()?.0, column.last()?.0);
        let pieces = column.into_iter().flat_map(|(_, p)| characters(rows, &p)).collect();
        Some(Line { pieces, levels })
    };
    let [left, right] = columns;
    [right, left].into_iter().filter_map(line).collect()
}

fn cut_at_spaces(rows: &[Row], piece: &Piece) -> Vec<Piece> {
    let text = &rows[piece.row].text;
    let cuts: Vec<usize> =
        text[piece.bytes.clone()].match_indices(' ').map(|(at, _)| piece.bytes.start + at + 1).collect();
    cut(text, piece.clone(), &cuts).into_vec()
}

/// Each character as a piece, as such a headline has it.
fn characters(rows: &[Row], piece: &Piece) -> Vec<Piece> {
    let text = &rows[piece.row].text;
    let cuts: Vec<usize> =
        text[piece.bytes.clone()].char_indices().skip(1).map(|(at, _)| piece.bytes.start + at).collect();
    cut(text, piece.clone(), &cuts).into_vec()
}

#[cfg(test)]
mod tests {
    use super::super::gutters::levels;

    fn found(dump: &str) -> Vec<String> {
        let rows = crate::read::rows(dump);
        let text = |p: &super::Piece| rows[p.row].text[p.bytes.clone()].to_owned();
        let specks = vec![Vec::new(); rows.len()];
        levels(&rows, &specks)
            .iter()
            .flat_map(|found| &found.1)
            .map(|line| line.pieces.iter().map(text).collect())
            .collect()
    }

    #[test]
    fn two_lines_are_read_from_right_to_left() {
        let dump = "  灯火 渔港\n一行文字在旁边的栏里，\n   满街 开市\n又一行文字在旁边的栏里\n    迎客 一夜\n再一行。\n     来忙";
        assert_eq!(found(dump), ["渔港开市一夜忙", "灯火满街迎客来"]);
    }

    #[test]
    fn short_last_lines_are_no_headline() {
        assert!(found("一行文字，\n点。\n又一行文字，\n了。\n再一行文字，\n呢？").is_empty());
    }
}
