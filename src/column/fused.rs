//! Columns that were read as one line, with nothing between them.
//!
//! A text recogniser finds the boxes of lines by the ink. Where the gutter is hardly wider than the white between
//! characters, one box runs over two columns or three, and what was read in it stands in one line without a space. Only
//! the measure tells where it is to be cut: what stands left of a gutter so narrow is a full line, for behind a short one
//! there is white enough to part the boxes. And the two sides go on elsewhere: what breaks off at the cut goes on in a line
//! below, and what begins there broke off in a line above (`seams`).
//!
//! A page may be set to several measures, so a wide line proves nothing. But if it is one line, it goes on with others as
//! a whole, and not with its halves; over many lines that shows. The pieces are dealt back as interleaved columns are
//! ([`super::deal`]).

mod measures;
mod seams;

use super::continuity::{Edge, Score, Words, touch};
use super::deal;
use crate::line::facts::{Width, is_stop};
use crate::line::{Facts, Line};
use crate::page::Note;
use crate::read::Row;
use crate::rule::{Certainty, Rule};
use crate::text::Span;

use measures::{Measure, Measures, Near};
use seams::{Brim, Fused};

/// Columns read as one line.
pub const RULE: Rule = Rule {
    code: "N19",
    name: "columns-fused",
    summary: "Cuts lines that hold lines of several columns with nothing between, where the measure and the text tell where.",
    why: "Where the gutter is narrow, a text recogniser takes lines of two columns for one. The left one is full, so the \
          measure tells where it ends; it goes on in a line below, and what stands behind it broke off in one above.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A page has so many lines at least of which so many may be fused.
const FEWEST: usize = 12;
const FEWEST_WIDE: usize = 6;
/// Shorter lines are no running text, in bytes; a seam worth less than this, in eighths of a natural logarithm, may be one
/// of two columns; each says so much at most, and some in a row must be doubtful by so much together.
const NARROW: usize = 18;
const DOUBTFUL: Score = 6;
const MOST: Score = 24;
const SUSPECT: Score = 200;
/// So many seams tell whether a page reads badly at all: each of them is doubtful by so much.
const SAMPLE: usize = 16;
const UNREAD: Score = 3;
/// A line that may be fused is wider than its measure by so much, in hundredths of an em.
const WIDER: Width = 300;
/// The indent that a first line lost.
const INDENT: Width = 200;
/// One that is wider by so much says whether the page has fused lines.
const MUCH_WIDER: Width = 600;
/// A line says that it is fused if a cut is likely, and its halves go on elsewhere better than the whole, by more than this in
/// eighths of a natural logarithm; lines near each other must say so together by so much.
const CHANCE: Score = 24;
const SURE: Score = 530;
/// It says more so if it is as wide as two full lines, and less if it is not.
const AS_WIDE: Score = 8;
const ODD: Score = -12;

/// Cuts fused lines into lines of their columns.
#[must_use]
pub fn undo(rows: Vec<Row>, notes: &mut Vec<Note>) -> Vec<Row> {
    if !may_be(&rows) {
        return rows;
    }
    let facts: Vec<Facts> = rows.iter().map(|row| Facts::of(&row.text, 0)).collect();
    let mut measures = Measures::of(&facts);
    let wide = facts.iter().enumerate().filter_map(|(at, own)| {
        let near = measures.near(at);
        let is_wider = |m: &Measure| own.width >= m.width - INDENT + WIDER;
        let is_wide = own.width <= Measures::WIDEST && own.gaps == 0 && own.ideographs * 2 >= own.chars;
        (is_wide && near.iter().any(is_wider)).then_some((at, near))
    });
    let wide: Vec<(usize, Near)> = wide.collect();
    if wide.len() < FEWEST_WIDE {
        return rows;
    }
    let words = Words::of(rows.iter().map(|row| &*row.text));
    let brims: Vec<Brim> = rows.iter().zip(&facts).map(|(row, own)| Brim::of(&row.text, own.width)).collect();
    let found = wide
        .into_iter()
        .filter_map(|(at, near)| Some((at, seams::find(&rows[at].text, (&brims, at), &near, &words)?)));
    let found: Vec<(usize, Fused)> = found.collect();
    if !is_proven(&facts, &found) {
        return rows;
    }
    let mut found = found.into_iter().filter(|(_, fused)| fused.is_likely()).peekable();
    let mut out = Vec::with_capacity(rows.len() * 2);
    let (mut count, mut first) = (0, None);
    for (at, row) in rows.iter().enumerate() {
        match found.next_if(|(line, _)| *line == at) {
            Some((_, fused)) => {
                count += 1;
                first = first.or_else(|| row.text.span());
                out.extend(cut(row, &fused.cuts));
            }
            None => out.push(row.clone()),
        }
    }
    // The lines of a page in its order would be torn in two, and no columns would be found to which the halves belong.
    let lines: Vec<Line> = out.iter().map(|row| Line::new(row.text.clone(), row.blanks, None)).collect();
    if !deal::is_suspect(&lines) {
        return rows;
    }
    notes.push(Note {
        code: RULE.code,
        message: format!("{count} lines ran over several columns; they were cut at the measure"),
        suggestion: None,
        span: first.unwrap_or_else(|| Span::new(0, 0)),
        evidence: None,
    });
    out
}

/// Whether the page may have fused lines at all: some are much longer than others, as far as their bytes tell, and lines
/// that touch go on badly. Few other pages pass.
fn may_be(rows: &[Row]) -> bool {
    if rows.len() < FEWEST || rows.iter().any(|row| row.place.is_some()) {
        return false;
    }
    // An ideograph has three bytes; so many that they are two ems.
    let step = |row: &Row| (row.text.len() / 6).min(63);
    let mut counts = [0_usize; 64];
    for row in rows {
        counts[step(row)] += 1;
    }
    let usual = (4..31).find(|&at| counts[at] + counts[at + 1] >= FEWEST_WIDE);
    let Some(wide) = usual.map(|usual| usual * 17 / 10) else { return false };
    counts[wide..].iter().sum::<usize>() >= FEWEST_WIDE
        && is_doubtful(rows, |row| step(row) >= wide)
        && !deal::is_japanese(rows.iter().map(|row| &*row.text))
}

/// Whether what follows wide lines is less likely their neighbour than running text has it.
fn is_doubtful(rows: &[Row], is_wide: impl Fn(&Row) -> bool) -> bool {
    // A sentence that ends at the end of a line says nothing.
    let meet = |pair: &&[Row]| is_wide(&pair[0]) && !pair[0].text.ends_with(is_stop) && pair[1].text.len() >= NARROW;
    let pairs: Vec<&[Row]> = rows.windows(2).filter(meet).collect();
    let doubt =
        |pair: &&[Row]| DOUBTFUL - touch(Edge::end(&pair[0].text), Edge::begin(&pair[1].text)).clamp(-MOST, MOST);
    // Where some of them, from all over the page, read well, the others need not be asked.
    let some = pairs.iter().step_by((pairs.len() / SAMPLE).max(1)).take(SAMPLE);
    if some.map(|pair| doubt(pair) - UNREAD).sum::<Score>() < 0 {
        return false;
    }
    let mut sum = 0;
    pairs.iter().any(|pair| {
        sum = (sum + doubt(pair)).max(0);
        sum >= SUSPECT
    })
}

/// Whether lines near each other say together that they are fused.
fn is_proven(facts: &[Facts], found: &[(usize, Fused)]) -> bool {
    let mut sum = 0;
    found.iter().filter(|(at, fused)| facts[*at].width >= fused.narrowest + MUCH_WIDER).any(|(_, fused)| {
        let width = if fused.is_full { AS_WIDE } else { ODD };
        sum = (sum + fused.score + fused.apart + width - CHANCE).max(0);
        sum >= SURE
    })
}

/// The pieces of a row, each on a line of its own.
fn cut(row: &Row, cuts: &[usize]) -> impl Iterator<Item = Row> {
    let froms = std::iter::once(0).chain(cuts.iter().copied());
    let tos = cuts.iter().copied().chain([row.text.len()]);
    froms.zip(tos).enumerate().map(|(nth, (from, to))| Row {
        text: row.text.slice(from..to),
        blanks: if nth == 0 { row.blanks } else { 0 },
        place: row.place,
        beside: nth > 0 || row.beside,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../samples/zh-Hans/fused-boxes.txt");

    fn texts(page: &str) -> Vec<String> {
        undo(crate::read::rows(page), &mut Vec::new()).iter().map(|row| row.text.to_string()).collect()
    }

    #[test]
    fn fused_lines_are_cut_at_the_measure() {
        let rows = undo(crate::read::rows(PAGE), &mut Vec::new());
        let is_whole = |text: &str| rows.iter().any(|row| &*row.text == text);
        assert!(is_whole("钟声传到河对岸的时候，渡口等船的人都"));
        assert!(is_whole("家机器局造的，图纸早就没有了。郁伯衡"));
        assert!(is_whole("子说，爷爷那阵子吃饭都端着碗听响。"));
        let wide = |rows: &[Row]| rows.iter().filter(|row| Facts::of(&row.text, 0).width > 3000).count();
        assert!(wide(&rows) * 10 <= wide(&crate::read::rows(PAGE)), "hardly a line runs over two columns any more");
        assert!(rows.iter().any(|row| row.beside));
    }

    #[test]
    fn no_character_is_lost() {
        let all: String = texts(PAGE).concat();
        assert_eq!(all, PAGE.lines().collect::<String>());
    }

    #[test]
    fn wide_lines_that_go_on_as_a_whole_stay() {
        // The same text in lines of two measures, one below the other.
        let text: Vec<char> = PAGE.lines().filter(|line| line.contains('，')).flat_map(str::chars).collect();
        let page: Vec<String> = text
            .chunks(18 * 8)
            .enumerate()
            .flat_map(|(nth, part)| {
                part.chunks(if nth % 2 == 0 { 18 } else { 36 }).map(String::from_iter).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(texts(&page.join("\n")), page);
    }
}
