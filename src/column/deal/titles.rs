//! Titles among columns that were dealt.
//!
//! Read row by row, the lines of two headlines that stand side by side come in turn as the lines of columns do, and a
//! headline stands before whatever begins below it in its neighbours' columns. So the lines of a headline are put
//! together where a word goes on from one to the other, and each headline is put in front of the column that begins its
//! story: one that shares its wording, opens a message or lost an indent, and begins not far below it.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::MORE;
use super::seam::Ends;
use crate::column::continuity::{Score, Words};
use crate::column::follow::assign;
use crate::line::facts::{Width, is_ideograph};
use crate::line::{Line, Role};
use crate::text::Mix;

/// Lines that are read one after the other: a column, a title, or a region that was not interleaved.
#[derive(Debug)]
pub struct Piece {
    pub lines: Vec<usize>,
    /// Whether it was dealt from rows.
    pub dealt: bool,
    /// Whether the column above goes on in it.
    pub goes_on: bool,
}

/// A title has no more lines, and no more of them are looked for at the end of a region.
const MOST_LINES: usize = 4;
/// So many lines a title has at most between two of its own.
const FAR: usize = 24;
/// A word that was cut in two says so much, in eighths of a natural logarithm.
const CUT: Score = 2 * MORE.better;
/// The lines of a headline differ in width by no more.
const EVEN: Width = 350;
/// Pages with more titles or columns are left as they are.
const MOST: usize = 80;
/// A column may begin so many lines below its headline.
const BELOW: usize = 60;

/// So many columns beside each other are looked through for the first of a story, and so much may their measures differ.
const BESIDE: usize = 3;
const SAME: Width = 75;
const LEVEL: usize = 12;
/// With these begins who wrote a story.
const SIGNED: [&str; 6] = ["本报记者", "□本报记者", "新华社记者", "本報記者", "□本報記者", "新華社記者"];
/// So much of its wording a kicker has in common with a story that has its headline, and so much speaks against it.
const KIN: i32 = 40;
const KICKER: i32 = 40;
/// So much speaks against it that a title was moved.
const DOUBT: i32 = 25;

/// Puts titles in front of their columns.
pub fn put(pieces: Vec<Piece>, lines: &[Line], ends: &[Ends], words: &Words) -> Vec<Piece> {
    let (titles, columns) = parted(pieces, lines, ends, words);
    if titles.is_empty() || titles.len() > MOST || columns.len() > MOST {
        return together(titles.into_iter().map(|line| vec![line]).collect(), columns, &[]);
    }
    let titles = joined(&titles, ends, words);
    let place = placed(&titles, &columns, lines, ends);
    together(titles, columns, &place)
}

/// The lines that are titles, and the pieces without them.
fn parted(pieces: Vec<Piece>, lines: &[Line], ends: &[Ends], words: &Words) -> (Vec<usize>, Vec<Piece>) {
    let mut titles = Vec::new();
    let may_be = |&line: &usize| may_be_title(&lines[line], &ends[line]);
    let mut columns = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        let own = &piece.lines;
        if !piece.dealt {
            let tail = own.iter().rev().take_while(|line| may_be(line)).count();
            if tail <= MOST_LINES {
                titles.extend(piece.lines.drain(own.len() - tail..));
            }
        } else if own.len() <= MOST_LINES && own.iter().all(may_be) {
            titles.append(&mut piece.lines);
        } else {
            let measure = measure(own, ends);
            let torn = |at: usize| {
                let (above, below) = (&ends[own[at - 1]], &ends[own[at]]);
                above.touch(below, words) < 0 || below.head
            };
            let is_set = |line: usize| (ends[line].width - measure).abs() <= 100;
            let head = own.iter().take_while(|line| may_be(line)).count();
            let head = if (1..=MOST_LINES).contains(&head) && !is_set(own[head - 1]) && torn(head) { head } else { 0 };
            let tail = own.iter().rev().take_while(|line| may_be(line) && !is_set(**line)).count();
            let tail = (1..=tail.min(MOST_LINES)).find(|&n| torn(own.len() - n)).unwrap_or(0);
            titles.extend(piece.lines.drain(own.len() - tail..));
            titles.extend(piece.lines.drain(..head));
        }
        if !piece.lines.is_empty() {
            columns.push(piece);
        }
    }
    titles.sort_unstable();
    (titles, columns)
}

/// The width of most lines of a column.
fn measure(own: &[usize], ends: &[Ends]) -> Width {
    let mut widths: Vec<Width> = own.iter().map(|&line| ends[line].width).collect();
    let at = widths.len() * 2 / 3;
    *widths.select_nth_unstable(at).1
}

/// Whether a line has nothing that a title has not.
fn may_be_title(line: &Line, ends: &Ends) -> bool {
    line.role == Role::Unknown
        && ends.bare
        && !ends.barred
        && line.facts.chars >= 4
        && line.facts.ideographs * 2 > line.facts.chars
}

/// The lines of titles, those of one title together.
fn joined(titles: &[usize], ends: &[Ends], words: &Words) -> Vec<Vec<usize>> {
    let gain = |a: usize, b: usize| {
        let (upper, lower) = (&ends[a], &ends[b]);
        if b <= a || b - a > FAR || (upper.width - lower.width).abs() > EVEN {
            return -1;
        }
        let near = if b == a + 1 { CUT / 4 } else { 0 };
        let even = if (upper.width - lower.width).abs() <= 150 { CUT / 4 } else { 0 };
        upper.touch(lower, words) + near + even - CUT
    };
    let gains: Vec<Vec<Score>> = titles.iter().map(|&a| titles.iter().map(|&b| gain(a, b)).collect()).collect();
    let next = assign::chains(&gains);
    let mut follows = vec![false; titles.len()];
    for &b in next.iter().flatten() {
        follows[b] = true;
    }
    let mut out = Vec::new();
    for start in (0..titles.len()).filter(|&t| !follows[t]) {
        let mut title = vec![titles[start]];
        let mut here = start;
        while let Some(then) = next[here] {
            title.push(titles[then]);
            here = then;
        }
        out.push(title);
    }
    out
}

/// Whether a story may begin with this column.
fn may_begin(column: &Piece, ends: &[Ends]) -> bool {
    column.dealt && (column.lines.len() > 2 || ends[column.lines[0]].head)
}

/// For each column the one with which its story begins: a neighbour of the same measure on its left, if that opens a
/// message and it does not.
fn stories(columns: &[Piece], ends: &[Ends]) -> Vec<usize> {
    let measures: Vec<Width> = columns.iter().map(|c| measure(&c.lines, ends)).collect();
    let mut story: Vec<usize> = Vec::with_capacity(columns.len());
    for (c, column) in columns.iter().enumerate() {
        let first = &ends[column.lines[0]];
        let beside = |&a: &usize| {
            columns[a].dealt
                && (may_begin(&columns[a], ends) || columns[a].lines.len() > 2)
                && (measures[a] - measures[c]).abs() <= SAME
                && column.lines[0] <= columns[a].lines[0] + LEVEL
        };
        let left = (c.saturating_sub(BESIDE)..c).rev().find(beside).filter(|_| column.dealt && !first.head);
        story.push(left.map_or(c, |a| story[a]));
    }
    story
}

/// For each title the column before which it stands.
fn placed(titles: &[Vec<usize>], columns: &[Piece], lines: &[Line], ends: &[Ends]) -> Vec<Option<usize>> {
    let story = stories(columns, ends);
    let shares = shares(titles, columns, &story, lines);
    let n = titles.len();
    let may_begin = |&c: &usize| may_begin(&columns[c], ends);
    let starts: Vec<usize> = (0..columns.len()).filter(may_begin).collect();
    let m = starts.len();
    let mut gains = vec![vec![-1; n + 2 * m]; n + 2 * m];
    for (t, title) in titles.iter().enumerate() {
        let last = title[title.len() - 1];
        for (s, &c) in starts.iter().enumerate() {
            let column = &columns[c];
            let first = column.lines[0];
            if first < title[0] || first > last + BELOW {
                continue;
            }
            let above = &ends[first];
            let measure = measure(&column.lines, ends);
            let is_signed = SIGNED.iter().any(|name| lines[first].text.starts_with(name));
            let begins = if above.head || is_signed {
                25
            } else if column.goes_on || above.barred {
                -30
            } else if (100..=500).contains(&(measure - above.width)) {
                10
            } else {
                -20
            };
            let begins = if story[c] == c { begins } else { begins - 40 };
            let distance = i32::try_from(first.saturating_sub(last)).unwrap_or(0);
            let share = shares[t][story[c]].min(300) / 5;
            let near = (15 - distance / 2).max(-5) - if first < last { 10 } else { 0 };
            gains[t][n + s] = share + begins + near - DOUBT;
            // A headline may have a kicker.
            if share >= KIN {
                gains[t][n + m + s] = share + begins + near - KICKER;
            }
        }
    }
    let next = assign::chains(&gains);
    (0..n).map(|t| next[t].and_then(|c| c.checked_sub(n)).map(|s| starts[s % m])).collect()
}

/// How much of each title's wording each story has: pairs of ideographs, those that few stories have say most.
fn shares(titles: &[Vec<usize>], columns: &[Piece], story: &[usize], lines: &[Line]) -> Vec<Vec<i32>> {
    let mut asked: HashMap<(char, char), Vec<usize>, BuildHasherDefault<Mix>> = HashMap::default();
    for (t, title) in titles.iter().enumerate() {
        let text = title.iter().flat_map(|&line| lines[line].text.chars());
        pairs(text, |pair| {
            let list = asked.entry(pair).or_default();
            if list.last() != Some(&t) {
                list.push(t);
            }
        });
    }
    let mut have: HashMap<(char, char), Vec<usize>, BuildHasherDefault<Mix>> = HashMap::default();
    for (column, &s) in columns.iter().zip(story) {
        for &line in &column.lines {
            pairs(lines[line].text.chars(), |pair| {
                if asked.contains_key(&pair) {
                    let list = have.entry(pair).or_default();
                    if !list.contains(&s) && list.len() < 7 {
                        list.push(s);
                    }
                }
            });
        }
    }
    let mut shares = vec![vec![0; columns.len()]; titles.len()];
    for (pair, stories) in have {
        let weight = [0, 100, 70, 50, 30, 20].get(stories.len()).copied().unwrap_or(0);
        for &t in &asked[&pair] {
            for &s in &stories {
                shares[t][s] += weight;
            }
        }
    }
    shares
}

/// The pairs of neighbouring ideographs.
fn pairs(text: impl Iterator<Item = char>, mut found: impl FnMut((char, char))) {
    let mut last = None;
    for c in text {
        let here = is_ideograph(c).then_some(c);
        if let (Some(a), Some(b)) = (last, here) {
            found((a, b));
        }
        last = here;
    }
}

/// The columns, each title before its own; one without a column stands where it stood.
fn together(titles: Vec<Vec<usize>>, columns: Vec<Piece>, place: &[Option<usize>]) -> Vec<Piece> {
    let mut before: Vec<Vec<Vec<usize>>> = vec![Vec::new(); columns.len() + 1];
    for (t, title) in titles.into_iter().enumerate() {
        let own = || columns.iter().position(|column| column.lines[0] > title[title.len() - 1]);
        let at = place.get(t).copied().flatten().or_else(own).unwrap_or(columns.len());
        before[at].push(title);
    }
    let mut out = Vec::with_capacity(columns.len() + before.len());
    let as_piece = |title| Piece { lines: title, dealt: true, goes_on: false };
    let mut before = before.into_iter();
    for column in columns {
        let titles = before.next().unwrap_or_default();
        let goes_on = column.goes_on && titles.is_empty();
        out.extend(titles.into_iter().map(as_piece));
        out.push(Piece { goes_on, ..column });
    }
    out.extend(before.flatten().map(as_piece));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    /// The pieces as they are put together, the beginning of each line.
    fn put_together(page: &[&str], pieces: &[&[usize]]) -> Vec<Vec<String>> {
        let lines: Vec<Line> = page.iter().map(|l| Line::new(Text::of(l, 0), 0, None)).collect();
        let ends: Vec<Ends> = lines.iter().map(Ends::of).collect();
        let words = Words::of(page.iter().copied());
        let piece = |own: &&[usize]| Piece { lines: own.to_vec(), dealt: true, goes_on: false };
        let head = |&line: &usize| page[line].chars().take(4).collect();
        let put = put(pieces.iter().map(piece).collect(), &lines, &ends, &words);
        put.iter().map(|piece| piece.lines.iter().map(head).collect()).collect()
    }

    const PAGE: [&str; 12] = [
        "老码头建起读书角镇民共",
        "渡口恢复摆渡",
        "享三千册图书不用押金了",
        "本报讯（记者 何溪）临江的旧码",
        "本报讯（记者 柳一舟）停航六",
        "头昨天打开了大门，三千册图书摆",
        "年的渡口又响起汽笛，首班渡船",
        "上了货架，镇民不用押金也能借走",
        "载着乘客离开北岸。船工说，摆",
        "，来的人可以坐在缆桩上读到天黑",
        "渡每天往返三十趟，票价不变。",
        "，茶水不要钱。",
    ];

    #[test]
    fn headlines_that_stand_side_by_side_are_put_before_their_columns() {
        let put = put_together(&PAGE, &[&[0], &[1], &[2], &[3, 5, 7, 9, 11], &[4, 6, 8, 10]]);
        assert_eq!(put[0], ["老码头建", "享三千册"]);
        assert_eq!(put[1][0], "本报讯（");
        assert_eq!(put[2], ["渡口恢复"]);
        assert_eq!(put[3][1], "年的渡口");
        assert_eq!(put.len(), 4);
    }

    #[test]
    fn a_line_of_a_column_is_no_title() {
        let put = put_together(&PAGE, &[&[3, 5, 7, 9, 11], &[4, 6, 8, 10]]);
        assert_eq!(put.iter().map(Vec::len).collect::<Vec<_>>(), [5, 4]);
    }
}
