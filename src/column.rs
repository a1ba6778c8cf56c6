//! Columns.
//!
//! Some extractors keep the look of a page: columns stand side by side, and spaces keep them apart (`pdftotext
//! -layout`). Such rows are cut into pieces (`gutters`), the pieces that stand below each other make blocks
//! (`stack`), and the blocks are put in the order in which they are read ([`mod@order`]). Others take what stands at one
//! height for one line, with a mere space between the columns ([`splice`]), or read a page row by row: the lines of its
//! columns are dealt back ([`deal`]). Columns that stand in a wrong order are put behind those that they go on from
//! ([`follow`]). Every other page stays as it is. Where columns cannot be told apart, joining their lines would make
//! nonsense that looks like text: the page is told so.

mod blocks;
mod gutters;
mod heads;
pub mod order;
mod stack;
mod stairs;
mod tables;
mod upright;

pub mod continuity;
pub mod deal;
pub mod follow;
pub mod splice;

use crate::line::Line;
use crate::page::Note;
use crate::read::Row;
use crate::rule::{Certainty, Choice, Rule};
use crate::text::Span;
use blocks::Block;

/// Columns that stand side by side.
pub const RULE: Rule = Rule {
    code: "N11",
    name: "columns-side-by-side",
    summary: "Reports a page whose lines hold pieces of several columns, kept apart by spaces, that could not be told apart.",
    why: "A dump that keeps the look of the page (`pdftotext -layout`) is put in reading order column by column. Where its \
          columns could not be told apart, extract it again in reading order, for example with `pdftotext -raw`.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// The rules of this stage, for the catalogue.
pub static RULES: &[&Rule] = &[&RULE, &follow::RULE, &splice::RULE, &deal::RULE];

/// So many lines must be long and have a wide gap inside: four in ten.
const SHARE: (usize, usize) = (4, 10);
/// A page of fewer lines says nothing.
const FEWEST: usize = 12;
/// A line with a gap is a spliced one if it holds so many characters.
const LONG: u32 = 24;

/// Puts the lines into the order in which they are read, as far as the page shows it, and notes what is doubtful.
/// `trusted` says that they stand in it.
#[must_use]
pub fn in_order(lines: Vec<Line>, choice: &Choice, trusted: bool, notes: &mut Vec<Note>) -> Vec<Line> {
    notes.extend(doubt(&lines));
    if trusted {
        return lines;
    }
    let lines = deal::deal(lines, choice, notes);
    follow::follow(lines, notes)
}

/// So many rows with a gap make a page worth a closer look: one in twenty.
const GAPPED: (usize, usize) = (1, 20);
/// What is larger is no dump of a page: more rows, more pieces in one row, more blocks.
const MOST_ROWS: usize = 2000;
const MOST_PIECES: usize = 24;
const MOST_BLOCKS: usize = 400;
/// Columns of text have so many lines beside each other.
const BESIDE: usize = 4;

/// The rows of a page, each cut to what stands in one column, and whether they are in reading order now.
#[must_use]
pub fn told_apart(rows: Vec<Row>, notes: &mut Vec<Note>) -> (Vec<Row>, bool) {
    let (rows, ordered) = put_in_order(rows);
    (if ordered { rows } else { splice::undo(rows, notes) }, ordered)
}

/// The rows of a page in reading order, each cut to what stands in one column; rows of other pages come back as they
/// are.
#[must_use]
pub fn put_in_order(rows: Vec<Row>) -> (Vec<Row>, bool) {
    let gapped = rows.iter().filter(|row| gutters::is_gapped(row)).count();
    if gapped < BESIDE || gapped * GAPPED.1 < rows.len() * GAPPED.0 || rows.len() > MOST_ROWS {
        return (rows, false);
    }
    let (levels, upright) = gutters::levels(&rows);
    if levels.iter().any(|level| level.pieces.len() > MOST_PIECES) {
        return (rows, false);
    }
    let blocks = stack::blocks(&rows, levels, upright);
    if blocks.len() > MOST_BLOCKS || !has_columns(&blocks, &rows) {
        return (rows, false);
    }
    let mut blocks = tables::with_folios(tables::gathered(blocks, &rows), &rows);
    Block::clip(&mut blocks);
    let areas = heads::areas(&blocks, &rows);
    let order = heads::with_upright(&blocks, &areas, &rows);
    let mut out = Vec::with_capacity(rows.len() * 2);
    let mut above = None;
    for i in order {
        blocks[i].emit(above, &rows, &mut out);
        above = Some(&blocks[i]);
    }
    (out, true)
}

/// Whether columns of running text stand beside each other.
fn has_columns(blocks: &[Block], rows: &[Row]) -> bool {
    let text: Vec<&Block> = blocks.iter().filter(|b| b.is_text(rows)).collect();
    text.iter().enumerate().any(|(i, a)| {
        text[i + 1..].iter().take(40).any(|b| {
            let apart = a.right <= b.left || b.right <= a.left;
            let beside = a.bottom.min(b.bottom) - a.top.max(b.top);
            apart && beside >= i32::try_from(BESIDE).unwrap_or(0)
        })
    })
}

/// A note where columns stand side by side.
#[must_use]
pub fn doubt(lines: &[Line]) -> Option<Note> {
    let spliced = |line: &&Line| line.facts.gaps > 0 && line.facts.chars >= LONG;
    let count = lines.iter().filter(spliced).count();
    let first = lines.iter().find(spliced)?;
    (lines.len() >= FEWEST && count * SHARE.1 >= lines.len() * SHARE.0).then(|| Note {
        code: RULE.code,
        message: format!(
            "{count} of {} lines hold pieces of several columns side by side, which are not told apart; extract the \
             page in reading order",
            lines.len()
        ),
        suggestion: None,
        span: first.text.span().unwrap_or_else(|| Span::new(0, 0)),
        evidence: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn page(line: &str) -> Vec<Line> {
        let line = Line::new(Text::of(line, 0), 0, None);
        vec![line; FEWEST]
    }

    /// The rows of a dump in reading order.
    fn ordered(dump: &str) -> Vec<String> {
        let (rows, _) = put_in_order(crate::read::rows(dump));
        rows.iter().map(|row| row.text.trim().to_owned()).collect()
    }

    #[test]
    fn columns_are_read_down_then_over_and_headlines_above_them_first() {
        let dump = "
      旧码头改成读书角

  临江的旧码头昨天打开     码头是六十年前修的，
了大门，三百本旧书摆上     前年停用。居民们说，
了货架，来的人可以坐在     这里风大，书页自己会
缆桩上读到天黑，茶水不     翻，倒省了手上的力气，
要钱，书也可以带回家。     孩子们最喜欢来这里。
";
        let lines = ordered(dump);
        assert_eq!(lines[0], "旧码头改成读书角");
        assert_eq!(lines[1], "临江的旧码头昨天打开");
        assert_eq!(lines[5..7], ["要钱，书也可以带回家。", "码头是六十年前修的，"]);
        assert_eq!(lines.len(), 11);
    }

    #[test]
    fn an_indent_within_a_column_is_kept() {
        let dump = "
  临江的旧码头昨天打开     码头是六十年前修的，
了大门，三百本旧书摆上     前年停用。
了货架。                    居民们说，这里风大，
  茶水不要钱，书可以带     书页自己会翻，倒省了
回家，看完了再送回来。     手上的力气。
";
        let (rows, ordered) = put_in_order(crate::read::rows(dump));
        assert!(ordered);
        let indented = |row: &&Row| row.text.starts_with("    ");
        let lines: Vec<&str> = rows.iter().filter(indented).map(|row| row.text.trim()).collect();
        assert_eq!(lines, ["临江的旧码头昨天打开", "茶水不要钱，书可以带"]);
    }

    #[test]
    fn a_table_on_a_page_of_one_column_is_no_dump() {
        let table = "日期        地点        对阵\n".repeat(20);
        let rows = crate::read::rows(&table);
        assert_eq!(put_in_order(rows.clone()), (rows, false));
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_twice() {
        let dump = "甲乙丙丁戊己庚辛，    子丑寅卯辰巳午未，    一 二 三\n".repeat(9);
        let (rows, _) = put_in_order(crate::read::rows(&dump));
        let mut spans: Vec<(u32, u32)> = rows
            .iter()
            .flat_map(|row| row.text.runs().iter().map(|run| (run.span.start, run.span.end)))
            .filter(|span| span.0 < span.1)
            .collect();
        spans.sort_unstable();
        assert!(spans.windows(2).all(|two| two[0].1 <= two[1].0));
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!(rows.iter().map(|row| letters(&row.text)).sum::<usize>(), letters(&dump));
    }

    #[test]
    fn spliced_lines_are_told_from_others() {
        assert!(doubt(&page("新桥昨天通车，两岸居民步行过江，        市图书馆本周起延长开放时间，周末")).is_some());
        assert!(doubt(&page("新桥昨天通车，两岸居民步行过江，市图书馆本周起延长开放时间，周末")).is_none());
        assert!(doubt(&page("日期     地点     对阵")).is_none());
    }
}
