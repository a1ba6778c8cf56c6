//! Columns that were written one after the other, be it in one place or in several.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;

use super::sheet::{Cell, Sheet, kin, kind};
use super::{Group, plain};
use crate::line::Ending;
use crate::rule::{Certainty, Rule};

/// Columns in several places.
pub const RULE: Rule = Rule {
    code: "T05",
    name: "columns-put-together",
    summary: "Puts columns of a table together that stand apart, each below its head, with as many cells each.",
    why: "An extractor that reads a page in blocks takes every column of a table for a block.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[
        ("单位\n东校区\n西校区\n南校区\n人数\n12\n30\n41", "2 columns, 3 rows"),
        (
            "组别\n第一巡\n查组\n第二巡\n查组\n第三巡\n查组\n范围\n沙井村、石门村、上\n里村等地\n下里村等地\n河口村、石桥村、新\n里村等地",
            "2 columns, 3 rows",
        ),
        ("日期\n3月1日\n时间\n8:00\n3月2日\n3月4日\n9:00\n7:00", "2 columns, 3 rows"),
    ],
    leaves: &["单位\n东校区\n西校区\n南校区"],
};

/// The fewest rows that prove a column.
const FEWEST: usize = 3;

/// The most cells of a column that are looked at.
const MOST: usize = 60;

/// A column at `at`: its head, on one line or two, and cells that are alike.
pub(super) fn stack(sheet: &Sheet, at: usize) -> Option<Group> {
    let first = head_at(sheet, at)?;
    let heads = [1, 2].into_iter().filter_map(|lines| {
        let head: Cell =
            (0..lines).map(|l| sheet.is_free(at + l).then(|| sheet.of_line(at + l).start)).collect::<Option<_>>()?;
        let wrapped =
            lines == 1 || sheet.is_head(head[1]) && sheet.pieces[head[1]].chars <= 2 && sheet.wraps(first, head[1]);
        let alone = (0..lines).all(|l| sheet.is_free(at + l) && sheet.of_line(at + l).len() == 1);
        (wrapped && alone && at + lines < sheet.lines.len()).then_some((head, at + lines))
    });
    let runs = heads.flat_map(|(head, from)| [1, 2].map(|size| (head.clone(), run(sheet, from, size))));
    // As many cells as can be, of as few pieces.
    let (head, cells) = runs.filter(|r| r.1.len() >= FEWEST).max_by_key(|r| r.1.len())?;
    let cells: Vec<Cell> = cells.into_iter().map(Iterator::collect).collect();
    let end = sheet.pieces[*cells.last()?.last()?].line + 1;
    let label = sheet.joined(&head);
    let apart = !kin(&label, &sheet.joined(&cells[0]));
    apart.then(|| Group::of(at..end, vec![head], vec![cells]))
}

/// The piece that heads a column at line `at`, if one may.
fn head_at(sheet: &Sheet, at: usize) -> Option<usize> {
    let first = sheet.of_line(at).next()?;
    (sheet.is_free(at) && sheet.is_head(first) && sheet.pieces[first].chars >= 2).then_some(first)
}

/// Cells from line `from` on that are alike, one below the other, of one line or two, each as its pieces; the first has
/// `size` lines.
fn run(sheet: &Sheet, from: usize, size: usize) -> SmallVec<[Range<usize>; 4]> {
    let mut cells = SmallVec::new();
    let (mut at, mut like, mut above) = (from, Cow::Borrowed(""), Cow::Borrowed(""));
    while cells.len() < MOST {
        let next = [1, 2].into_iter().filter(|&l| !cells.is_empty() || l == size).find_map(|lines| {
            let cell = sheet.of_free(at..at + lines)?;
            // A stray space may stand inside.
            let alone = cell.len() == lines || lines == 1 && cell.len() == 2 && !cells.is_empty();
            let wrapped = lines == 1 || alone && sheet.wraps(cell.start, cell.start + 1);
            if !(alone && wrapped && cell.clone().all(|p| sheet.is_short(p))) {
                return None;
            }
            let text = match lines {
                1 if cell.len() == 1 => Cow::Borrowed(sheet.text(cell.start)),
                _ => Cow::Owned(cell.clone().map(|p| sheet.text(p)).collect()),
            };
            let fits = cells.is_empty() || super::alike(&like, &text) || super::alike(&above, &text);
            fits.then_some((cell, text, lines))
        });
        let Some((cell, text, lines)) = next else { break };
        at += lines;
        if cells.is_empty() {
            like.clone_from(&text);
        }
        above = text;
        cells.push(cell);
    }
    cells
}

/// Columns whose cells stand mixed, at `at`: their kinds tell them apart. Without heads, or with fewer rows than prove a
/// table, it is a piece of one.
pub(super) fn mixed(sheet: &Sheet, at: usize, covered: &[bool]) -> Option<Group> {
    let first = sheet.of_line(at).next().filter(|_| sheet.is_free(at))?;
    if !sheet.is_short(first) || sheet.pieces[first].chars < 2 {
        return None;
    }
    let (end, _) = cells_by_kind(sheet, at, |line| line < at + MOST * 2 && covered.get(line) == Some(&false));
    let end = end?;
    let (_, (heads, kinds)) = cells_by_kind(sheet, at, |line| line < end);
    let columns: Vec<Vec<Cell>> = kinds.into_iter().map(|k| k.1).filter(|c| !c.is_empty()).collect();
    Some(Group::of(at..end, heads.into_iter().map(|h| vec![h]).collect(), columns))
}

type Heads = SmallVec<[usize; 8]>;
type Kinds = Vec<(String, Vec<Cell>)>;

/// The heads and cells from line `at` on, as far as lines are `open`: behind which line there were as many of each kind
/// for the last time, and all of them.
fn cells_by_kind(sheet: &Sheet, at: usize, open: impl Fn(usize) -> bool) -> (Option<usize>, (Heads, Kinds)) {
    let mut heads = Heads::new();
    let mut kinds: Kinds = Vec::new();
    let mut whole = None;
    let mut line = at;
    while open(line) && sheet.is_free(line) && sheet.of_line(line).all(|p| sheet.is_short(p)) {
        for piece in sheet.of_line(line) {
            if sheet.pieces[piece].digits {
                let kind = sheet.kind(piece);
                match kinds.iter_mut().find(|k| k.0 == kind) {
                    Some(known) => known.1.push(vec![piece]),
                    None => kinds.push((kind.to_owned(), vec![vec![piece]])),
                }
            } else if !mend(sheet, &mut kinds, piece) {
                heads.push(piece);
            }
        }
        // The first heads stand before the first cells.
        if kinds.len() > heads.len() + 1 && !heads.is_empty() || heads.len() > 12 || kinds.len() > 12 {
            break;
        }
        line += 1;
        if is_even(sheet, &heads, &kinds) {
            whole = Some(line);
        }
    }
    (whole, (heads, kinds))
}

/// Whether there are as many cells of each kind, a head for each or none at all, and kinds that say something.
fn is_even(sheet: &Sheet, heads: &[usize], kinds: &[(String, Vec<Cell>)]) -> bool {
    let full = || kinds.iter().filter(|k| !k.1.is_empty());
    let count = full().count();
    count >= 2
        && (heads.is_empty() || heads.len() == count)
        && heads.iter().all(|&h| sheet.is_head(h) && sheet.pieces[h].chars > 1)
        && full().all(|k| k.1.len() == kinds[0].1.len() && k.0.chars().count() >= 3)
}

/// Takes a few letters for the end of a cell of its own kind, where so it becomes like the others.
fn mend(sheet: &Sheet, kinds: &mut [(String, Vec<Cell>)], piece: usize) -> bool {
    for at in 0..kinds.len() {
        let Some(cell) = kinds[at].1.last() else { continue };
        if cell.len() > 1 || sheet.pieces[piece].chars > 3 || !sheet.wraps_beside(cell[0], piece) {
            continue;
        }
        let shape = kind(&sheet.joined(&[cell[0], piece]));
        // The kind may come only further down.
        let line = sheet.pieces[piece].line;
        let later = (line + 1..line + 8).take_while(|&l| sheet.is_free(l));
        let known = kinds.iter().any(|k| k.0 == shape)
            || later.flat_map(|l| sheet.of_line(l)).any(|p| sheet.pieces[p].digits && sheet.kind(p) == shape);
        if !known {
            continue;
        }
        let Some(mut cell) = kinds[at].1.pop() else { continue };
        cell.push(piece);
        let known = kinds.iter().position(|k| k.0 == shape);
        if known.is_none() {
            // The cells so far were cut off, too.
            kinds[at].0 = shape;
        }
        kinds[known.unwrap_or(at)].1.push(cell);
        return true;
    }
    false
}

/// A column of text at line `at`: its head and `rows` cells over several lines each, which all end alike.
pub(super) fn text(sheet: &Sheet, at: usize, rows: usize) -> Option<(Range<usize>, Cell, Vec<Cell>)> {
    let head = head_at(sheet, at)?;
    if sheet.of_line(at).len() != 1 {
        return None;
    }
    let reach = (at + 1..sheet.lines.len().min(at + 1 + rows * WIDEST_CELL)).find(|&l| !sheet.is_free(l));
    let reach = reach.unwrap_or_else(|| sheet.lines.len().min(at + 1 + rows * WIDEST_CELL));
    let lines: Vec<usize> = (at + 1..reach).collect();
    let whole = |line: usize| &*sheet.lines[line].text;
    // The last two characters of a line, or of the line above and it, if it is a single character.
    let end_of = |line: usize| match whole(line) {
        one if line > at + 1 && has_one_char(one) => whole(line - 1).chars().next_back().zip(one.chars().next()),
        text => {
            let mut back = text.trim_end_matches(['。', '.', '．']).chars().rev();
            let last = back.next();
            back.next().zip(last)
        }
    };
    let ends: Vec<Option<(char, char)>> = lines.iter().map(|&l| end_of(l)).collect();
    let may_end = |i: usize| !matches!(sheet.lines[lines[i]].facts.ending, Ending::Comma | Ending::Opener);
    let mut best: Option<(usize, Vec<usize>)> = None;
    for (i, end) in ends.iter().enumerate().take(WIDEST_CELL) {
        let tried = ends[..i].iter().enumerate().any(|(k, other)| other == end && may_end(k));
        if !may_end(i) || end.is_none() || tried {
            continue;
        }
        let hits: Vec<usize> = (i..ends.len()).filter(|&k| ends[k] == *end && may_end(k)).take(rows).collect();
        if hits.len() < rows {
            continue;
        }
        let measure = lines[..=hits[rows - 1]].iter().map(|&l| sheet.lines[l].facts.width).max().unwrap_or(0);
        // A line inside a cell is full.
        let torn = (0..=hits[rows - 1])
            .filter(|k| !hits.contains(k) && sheet.lines[lines[*k]].facts.width + 170 < measure)
            .count();
        if best.as_ref().is_none_or(|b| torn < b.0) {
            best = Some((torn, hits));
        }
    }
    let (torn, hits) = best?;
    if torn > 0 {
        return None;
    }
    let mut from = at + 1;
    let mut cells = Vec::with_capacity(rows);
    for hit in hits {
        let end = lines[hit] + 1;
        if end - from > WIDEST_CELL {
            return None;
        }
        cells.push(sheet.of_lines(from..end).collect());
        from = end;
    }
    Some((at..from, vec![head], cells))
}

fn has_one_char(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some() && chars.next().is_none()
}

/// A cell has so many lines at most.
const WIDEST_CELL: usize = 16;

/// Whether the cells of two columns are of one kind, other than plain numbers.
pub(super) fn share_kind(sheet: &Sheet, a: &[Cell], b: &[Cell]) -> bool {
    let (x, y) = (sheet.joined(&a[0]), sheet.joined(&b[0]));
    let bare = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'%' | b'+'));
    !bare(&x) && plain(&x).next().is_some() && kind(&x) == kind(&y)
}
