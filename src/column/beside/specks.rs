//! Specks: marks that nobody set, where a text recogniser took the rule between two columns for type.
//!
//! No compositor leaves a space before a mark that closes something, so one that stands apart from the word before it,
//! with another word behind it, is no type. Where a page shows many of them, they are what is left of the gutters.

use std::ops::Range;

use super::blocks::Block;
use super::gutters::is_gapped;
use crate::lang::han::find_space;
use crate::line::facts::is_ideograph;
use crate::read::Row;

/// A page with fewer of them may have mere slips.
const FEWEST: usize = 8;
/// The word before one has so many characters at least, for a line that was stretched has spaces everywhere.
const WORD: usize = 4;
/// Blocks of columns with so few rows between them belong together.
const CLOSE: usize = 10;
/// One has no more characters.
const MOST: usize = 4;

/// The specks of each row; none at all on a page that has few.
pub(super) fn on_page(rows: &[Row]) -> Vec<Vec<Range<usize>>> {
    let specks: Vec<Vec<Range<usize>>> = rows.iter().map(|row| in_row(&row.text)).collect();
    let count: usize = specks.iter().map(Vec::len).sum();
    if count >= FEWEST { specks } else { vec![Vec::new(); rows.len()] }
}

/// The specks as rows of their own, far enough apart that none is taken for a mark lost by a line above; one that
/// stands in a row kept whole, as a folio is, stays there.
pub(super) fn alone(rows: &[Row], specks: &[Vec<Range<usize>>], blocks: &[Block]) -> Vec<Row> {
    let mut kept: Vec<Vec<&Range<usize>>> = vec![Vec::new(); rows.len()];
    for line in blocks.iter().flat_map(|b| &b.lines) {
        kept[line.row].push(&line.bytes);
    }
    let mut out = Vec::new();
    for ((row, specks), kept) in rows.iter().zip(specks).zip(kept) {
        let alone = specks.iter().filter(|s| !kept.iter().any(|k| k.contains(&s.start)));
        out.extend(alone.map(|s| Row { text: row.text.slice(s.clone()), blanks: 2, place: None, beside: false }));
    }
    out
}

/// The rows from one with columns beside each other to the next, where they are close; whole blocks of rows.
pub(super) fn zones(rows: &[Row], specks: &[Vec<Range<usize>>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for to in 1..=rows.len() {
        if to < rows.len() && rows[to].blanks == 0 {
            continue;
        }
        let beside = |i: usize| !specks[i].is_empty() || is_gapped(&rows[i]);
        if (from..to).any(beside) {
            match out.last_mut() {
                Some(last) if last.end + CLOSE >= from => last.end = to,
                _ => out.push(from..to),
            }
        }
        from = to;
    }
    out
}

/// The specks in a row.
fn in_row(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut before, mut rest) = ("", text);
    while let Some(gap) = find_space(rest) {
        let (word, behind) = rest.split_at(gap);
        before = if word.is_empty() { before } else { word };
        rest = behind.trim_start();
        let stands = || before.chars().nth(WORD - 1).is_some() && !before.ends_with(|c: char| c.is_ascii());
        if let Some(len) = leading_speck(rest).filter(|_| stands()) {
            let at = text.len() - rest.len();
            out.push(at..at + len);
            (before, rest) = ("", &rest[len..]);
        }
    }
    out
}

/// How many bytes of specks stand before a word.
fn leading_speck(text: &str) -> Option<usize> {
    let (count, len) =
        text.chars().take_while(|&c| is_speck(c)).fold((0, 0), |(n, len), c| (n + 1, len + c.len_utf8()));
    let begins = |c: char| is_ideograph(c) || c.is_alphanumeric() || "“《（〈".contains(c);
    ((1..=MOST).contains(&count) && text[len..].trim_start().starts_with(begins)).then_some(len)
}

/// Marks that close, and strokes: a rule is read as one of these.
fn is_speck(c: char) -> bool {
    matches!(c, '”' | '’' | '。' | '，' | '、' | '|' | '｜')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        in_row(text).into_iter().map(|s| &text[s]).collect()
    }

    #[test]
    fn a_closing_mark_that_stands_apart_is_a_speck() {
        assert_eq!(found("新桥昨天通车，两岸居 ”市图书馆延长开放时 。” 渡口今年"), ["”", "。”"]);
        assert_eq!(found("他说：“明天再来。” 说完就走了"), Vec::<&str>::new());
        assert_eq!(found("增长了34.9% 。这是"), Vec::<&str>::new());
        assert_eq!(found("一 二 三 四 。五"), Vec::<&str>::new());
    }
}
