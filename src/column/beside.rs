//! Columns that stand side by side, with spaces between them, as in dumps that keep the look of a page (`pdftotext
//! -layout`).
//!
//! Rows are cut into pieces (`gutters`), the pieces that stand below each other make blocks (`stack`), those whose
//! text goes on in each other belong together (`flow`), and the blocks are put in the order in which they are read
//! ([`order`](super::order)). Every other page stays as it is.

mod blocks;
mod flow;
mod gutters;
mod heads;
mod loose;
mod spans;
mod specks;
mod squeezed;
mod stack;
mod stairs;
mod tables;
mod titles;
mod upright;
mod words;

use std::ops::Range;

use super::continuity::Words;
use crate::page::Note;
use crate::read::Row;
use crate::rule::{Certainty, Rule};
use crate::text::Span;
use blocks::Block;

/// Columns told apart by the spaces between them.
pub const RULE: Rule = Rule {
    code: "N18",
    name: "columns-told-apart",
    summary: "Cuts the lines of a page that keeps its columns side by side, and reads it column by column.",
    why: "A dump that keeps the look of the page (`pdftotext -layout`) prints its columns side by side. Gutters show where \
          one ends; columns are read down, then over, and a headline above several columns before them.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// So many rows with a gap make a page worth a closer look: one in twenty.
const GAPPED: (usize, usize) = (1, 20);
/// What is larger is no dump of a page: more rows, more blocks.
const MOST_ROWS: usize = 2000;
const MOST_BLOCKS: usize = 400;
/// Columns of text have so many lines beside each other.
const BESIDE: usize = 4;

/// The rows of a page in reading order, each cut to what stands in one column; rows of other pages come back as they
/// are. Says whether it did anything, in a note as well.
#[must_use]
pub fn in_order(rows: Vec<Row>, notes: &mut Vec<Note>) -> (Vec<Row>, bool) {
    if rows.len() > MOST_ROWS {
        return (rows, false);
    }
    let specks = specks::on_page(&rows);
    if specks.iter().any(|row| !row.is_empty()) {
        return in_zones(rows, &specks, notes);
    }
    let gapped = rows.iter().filter(|row| gutters::is_gapped(row)).count();
    if gapped < BESIDE || gapped * GAPPED.1 < rows.len() * GAPPED.0 {
        return (rows, false);
    }
    match ordered(&rows, &specks, true) {
        Some(sorted) => {
            notes.push(note(&rows, sorted.blocks));
            (sorted.rows, true)
        }
        None => (rows, false),
    }
}

/// The rows of a page that shows specks: a text recogniser has put its blocks in order, and only where it overlooked
/// a gutter do columns stand beside each other.
fn in_zones(rows: Vec<Row>, specks: &[Vec<Range<usize>>], notes: &mut Vec<Note>) -> (Vec<Row>, bool) {
    let mut out = Vec::with_capacity(rows.len() * 2);
    let mut alone = Vec::new();
    let (mut from, mut blocks) = (0, 0);
    for zone in specks::zones(&rows, specks) {
        let Some(sorted) = ordered(&rows[zone.clone()], &specks[zone.clone()], false) else { continue };
        out.extend_from_slice(&rows[from..zone.start]);
        out.extend(sorted.rows);
        alone.extend(sorted.specks);
        blocks += sorted.blocks;
        from = zone.end;
    }
    if from == 0 {
        return (rows, false);
    }
    notes.push(note(&rows, blocks));
    out.extend_from_slice(&rows[from..]);
    out.extend(alone);
    (out, false)
}

/// Rows in reading order.
struct Sorted {
    rows: Vec<Row>,
    /// The specks that stood between them.
    specks: Vec<Row>,
    /// How many blocks they were cut into.
    blocks: usize,
}

/// The rows in reading order; nothing where no columns stand beside each other. In a dump `whole` columns are side by
/// side, of which text and headlines tell where they go on; a text recogniser has seen that.
fn ordered(rows: &[Row], specks: &[Vec<Range<usize>>], whole: bool) -> Option<Sorted> {
    let (levels, upright) = gutters::levels(rows, specks)?;
    let blocks = stack::blocks(rows, levels, upright);
    if blocks.len() > MOST_BLOCKS || !has_columns(&blocks) {
        return None;
    }
    let mut blocks = tables::with_folios(tables::gathered(blocks, rows), rows);
    Block::clip(&mut blocks);
    let words = whole.then(|| Words::of(rows.iter().map(|row| &*row.text)));
    if let Some(words) = &words {
        blocks = flow::fused(blocks, rows, words);
    }
    let areas = heads::areas(&blocks, rows);
    let guided = heads::guided(&blocks, rows);
    let mut order = heads::with_upright(&blocks, &areas, rows);
    let mut led = vec![false; blocks.len()];
    if let Some(words) = &words {
        let followed;
        (followed, led) = flow::followed(&order, &blocks, rows, words);
        order = heads::before_stories(followed, &led, &guided, &blocks, &areas, rows);
        order = heads::guide_last(&order, &guided, &blocks, rows);
    }
    let mut out = Vec::with_capacity(rows.len() * 2);
    let mut above = None;
    for i in order {
        let goes_on = above.is_none_or(|above: usize| {
            guided[above] == guided[i]
                && (guided[i]
                    || blocks[i].may_follow(&blocks[above])
                        && (led[i]
                            || !heads::are_apart(&blocks[above], &blocks[i])
                                && !heads::is_title_below(&blocks[above], &blocks[i], rows)))
        });
        blocks[i].emit((above.map(|i| &blocks[i]), !goes_on), rows, &mut out);
        above = Some(i);
    }
    Some(Sorted { rows: out, specks: specks::alone(rows, specks, &blocks), blocks: blocks.len() })
}

/// What was done, for the reader.
fn note(rows: &[Row], blocks: usize) -> Note {
    Note {
        code: RULE.code,
        message: format!(
            "{} lines held columns side by side; they were cut into {} blocks and put in reading order",
            rows.iter().filter(|row| gutters::is_gapped(row)).count(),
            blocks
        ),
        suggestion: None,
        span: Span::around(rows.iter().map(|row| &row.text)),
        evidence: None,
    }
}

/// Whether columns of running text stand beside each other.
fn has_columns(blocks: &[Block]) -> bool {
    let text: Vec<&Block> = blocks.iter().filter(|b| b.is_text()).collect();
    text.iter().enumerate().any(|(i, a)| {
        text[i + 1..].iter().take(40).any(|b| {
            let apart = a.right <= b.left || b.right <= a.left;
            let beside = a.bottom.min(b.bottom) - a.top.max(b.top);
            apart && beside >= i32::try_from(BESIDE).unwrap_or(0)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a dump in reading order.
    fn ordered(dump: &str) -> Vec<String> {
        let (rows, _) = in_order(crate::read::rows(dump), &mut Vec::new());
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
        let (rows, ordered) = in_order(crate::read::rows(dump), &mut Vec::new());
        assert!(ordered);
        let indented = |row: &&Row| row.text.starts_with("    ");
        let lines: Vec<&str> = rows.iter().filter(indented).map(|row| row.text.trim()).collect();
        assert_eq!(lines, ["临江的旧码头昨天打开", "茶水不要钱，书可以带"]);
    }

    #[test]
    fn the_titles_of_a_guide_stay_together_and_the_editors_come_last() {
        let dump = "
导 读
渡口老船工歇篙           旧码头改成读书角
菜价回落               临江的旧码头昨天打开了     码头是六十年前修的，
                     大门，三百本旧书摆上了     前年停用。居民们说，
河堤夜灯换新             货架，来的人可以坐在缆     这里风大，书页自己会
                     桩上读到天黑，茶水不要     翻，倒省了手上的力气，
责任编辑：何溪              钱，书也可以带回家。图     孩子们最喜欢来这里。
";
        let (rows, _) = in_order(crate::read::rows(dump), &mut Vec::new());
        let lines: Vec<(&str, u32)> = rows.iter().map(|row| (row.text.trim(), row.blanks)).collect();
        let expected =
            [("导 读", 1), ("渡口老船工歇篙", 0), ("菜价回落", 0), ("河堤夜灯换新", 0), ("责任编辑：何溪", 1)];
        assert_eq!(lines[lines.len() - 5..], expected);
    }

    #[test]
    fn a_table_on_a_page_of_one_column_is_no_dump() {
        let table = "日期        地点        对阵\n".repeat(20);
        let rows = crate::read::rows(&table);
        assert_eq!(in_order(rows.clone(), &mut Vec::new()), (rows, false));
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_twice() {
        let dump = "甲乙丙丁戊己庚辛，    子丑寅卯辰巳午未，    一 二 三\n".repeat(9);
        let (rows, _) = in_order(crate::read::rows(&dump), &mut Vec::new());
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
    fn words_driven_to_the_measure_are_one_line() {
        let dump = "
  The ferry board met on Monday     The yard has sent no word
and heard from the clerk of the     of the second boat, which
yard     that      both     boats   lies on the slip since the
are sound and may go on the run     spring. It may be ready in
again before the end of the week.   time for the Whitsun race.
";
        let lines = ordered(dump);
        assert_eq!(lines[2..4], ["yard that both boats", "are sound and may go on the run"]);
        assert_eq!(lines[5], "The yard has sent no word");
    }

    #[test]
    fn a_space_between_two_titles_parts_them_where_two_stories_open_below() {
        let dump = "
旧码头改成读书角 河堤夜灯全部换新

  本报讯（记者何溪）临江     本报讯（记者石桥）河堤
的旧码头昨天打开了大门，     上的路灯换成了新的，走
三百本旧书摆上了货架，来     夜路的人说亮了许多，老
的人可以坐在缆桩上读到天     灯拆下来还能再用，先存
黑，茶水不要钱，书也可以     在水务站，等下一段河堤
带回家。                 修好再装。
";
        let lines = ordered(dump);
        assert_eq!(lines[..2], ["旧码头改成读书角", "本报讯（记者何溪）临江"]);
        assert_eq!(lines[7..9], ["河堤夜灯全部换新", "本报讯（记者石桥）河堤"]);
        // Where one story opens, the space is a pause in its title.
        let one = ordered(&dump.replace("本报讯（记者石桥）河堤", "修的人都说，这里的河堤"));
        assert_eq!(one[0], "旧码头改成读书角 河堤夜灯全部换新");
    }

    #[test]
    fn the_first_column_of_a_table_is_no_text_of_the_column_above_it() {
        let dump = "
  临江的旧码头昨天打开了     码头是六十年前修的，前
大门，三百本旧书摆上了货     年停用。居民们说，这里
架，来的人可以坐在缆桩上     风大，书页自己会翻，倒
读到天黑，茶水不要钱，书     省了手上的力气，孩子们
也可以带回家，还书不限期     最喜欢来这里。
线路      首班        末班
南岸线     6:00      21:30
北岸线     6:10      21:40
环城线     5:50      22:00
";
        let lines = ordered(dump);
        assert_eq!(lines[5], "码头是六十年前修的，前");
        assert_eq!(lines[10..12], ["线路      首班        末班", "南岸线     6:00      21:30"]);
    }

    #[test]
    fn a_first_line_is_cut_at_its_gutter_though_its_indent_makes_it_short() {
        let dump = "
  本报讯（记者何溪石 码头是六十年前修的，前
桥）旧码头昨天打开了大      年停用。居民们说，这里
门，三百本旧书摆上了货      风大，书页自己会翻，倒
架，来的人可以坐在缆桩      省了手上的力气，孩子们
上读到天黑，茶水不要钱      最喜欢来这里。
";
        let lines = ordered(dump);
        assert_eq!(lines[..2], ["本报讯（记者何溪石", "桥）旧码头昨天打开了大"]);
        assert_eq!(lines[5], "码头是六十年前修的，前");
    }
}
