//! Chinese print before modern punctuation: one mark, `、`, for every pause and every end.
//!
//! Such papers set all characters on one body, marks too: the lines of a column have the same number of characters, and
//! a mark may begin a line. So a line that stops short ends its paragraph whatever mark it ends with, and lines without
//! a mark between paragraphs are titles. Whoever wrote the story stands in brackets below its title.

use super::facts::is_ideograph;
use super::{Line, Place, Role};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// How old print is read.
pub const RULE: Rule = Rule {
    code: "L22",
    name: "old-print",
    summary: "Reads a page whose only mark is `、` by the number of characters in its lines.",
    why: "Old print sets every character and mark on one body, so full lines of a column have one length; the mark at the \
          end of a line says nothing.",
    certainty: Certainty::Likely,
    languages: &[Language::ZhHant],
    fixes: &[("街燈", "display"), ("（冷眼）", "byline"), ("應、買一具而歸、", "last")],
    leaves: &["今天開會，明天回來。"],
};

/// So many pause marks a page must have before it is taken for old print.
const MARKS: usize = 20;
/// So many must stand within this many lines to either side.
const LOCAL_MARKS: usize = 5;
const REACH: usize = 10;
/// How much longer or shorter a full line may be than the measure, in characters.
const SLACK: u32 = 1;
/// The narrowest column, in characters.
const NARROW: u32 = 6;
/// The shortest line of verse, in characters.
const VERSE: u32 = 5;
/// The longest title, and the longest name in brackets, in characters.
const TITLE: u32 = 24;
const NAME: u32 = 10;

/// Gives the lines of old print their roles; leaves other lines alone.
pub fn set(lines: &mut [Line], language: Language) {
    if language != Language::ZhHant {
        return;
    }
    let old = old_print(lines);
    let mut start = 0;
    while start < lines.len() {
        let fits = |i: usize, line: &Line| old[i] && line.role == Role::Unknown;
        let len = (start..lines.len()).take_while(|&i| fits(i, &lines[i])).count();
        read(&mut lines[start..start + len]);
        start += len.max(1);
    }
}

/// Around which lines `、` does the work of all other marks. Papers of the time between have stories of both kinds.
fn old_print(lines: &[Line]) -> Vec<bool> {
    // Sums of the marks above each line.
    let mut sums = vec![(0usize, 0usize)];
    for line in lines {
        let (mut old, mut modern) = sums[sums.len() - 1];
        for c in line.text.chars() {
            old += usize::from(c == '、');
            modern += usize::from(matches!(c, '，' | '。'));
        }
        sums.push((old, modern));
    }
    let is_old = |from: usize, to: usize, least: usize| {
        let (old, modern) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        old >= least && old > modern * 3
    };
    let last = lines.len();
    if sums[last].0 < MARKS {
        return vec![false; last];
    }
    (0..last).map(|i| is_old(i.saturating_sub(REACH), (i + REACH).min(last), LOCAL_MARKS)).collect()
}

/// What a line is, before places are given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Name,
    Begins,
    GoesOn,
}

/// Reads lines that follow each other.
fn read(lines: &mut [Line]) {
    let mut kinds: Vec<Kind> = Vec::with_capacity(lines.len());
    // The measure of the paragraph, and whether it goes on below the line above.
    let (mut measure, mut open) = (0, false);
    for i in 0..lines.len() {
        let kind = kind(lines, i, &kinds, measure, open);
        let length = lines[i].facts.chars;
        let next = lines.get(i + 1).map_or(0, |l| l.facts.chars);
        match kind {
            Kind::Title | Kind::Name => open = false,
            Kind::Begins => {
                // A line is full if it is as long as one near by.
                let full = near(length, measure)
                    || (1..=4).any(|n| lines.get(i + n).is_some_and(|l| near(length, l.facts.chars)));
                if !near(length, measure) {
                    measure = if next > length && next <= length + 3 { next } else { length };
                }
                open = full || !is_closed(&lines[i]) || next + 3 >= length && next > 4;
                if length + SLACK < measure && is_closed(&lines[i]) {
                    open = false;
                }
            }
            Kind::GoesOn => {
                if !near(length, measure) && near(length, next) && !is_closed(&lines[i]) {
                    measure = length;
                }
                open = length + SLACK >= measure;
            }
        }
        kinds.push(kind);
    }
    for (i, &kind) in kinds.iter().enumerate() {
        let ends = kinds.get(i + 1) != Some(&Kind::GoesOn);
        lines[i].role = match (kind, ends) {
            (Kind::Title, _) => Role::Display,
            (Kind::Name, _) => Role::Byline,
            (Kind::Begins, true) => Role::Body(Place::Only),
            (Kind::Begins, false) => Role::Body(Place::First),
            (Kind::GoesOn, true) => Role::Body(Place::Last),
            (Kind::GoesOn, false) => Role::Body(Place::Middle),
        };
        lines[i].because = RULE.code;
    }
}

fn kind(lines: &[Line], i: usize, kinds: &[Kind], measure: u32, open: bool) -> Kind {
    let line = &lines[i];
    let above = i.checked_sub(1).map(|i| &lines[i]);
    let closed = above.is_none_or(is_closed);
    let after_title = matches!(kinds.last(), Some(Kind::Title | Kind::Name));
    if is_name(line) && (after_title || !open) {
        return Kind::Name;
    }
    if open && matches!(line.facts.first, '、' | '，' | '。') {
        return Kind::GoesOn;
    }
    if open {
        let length = line.facts.chars;
        let titled = is_titled(lines, i) && (closed || length + SLACK < measure);
        if titled || closed && opens(line) {
            return if is_plain(line) && !opens_bracket(line) { Kind::Title } else { Kind::Begins };
        }
        if closed && length + SLACK < measure && is_plain(line) && !is_tail(line) {
            return Kind::Title;
        }
        return Kind::GoesOn;
    }
    if !is_plain(line) || opens_bracket(line) {
        return Kind::Begins;
    }
    // What begins with a mark goes on from the line above.
    if lines.get(i + 1).is_some_and(|l| matches!(l.facts.first, '、' | '，' | '。')) {
        return Kind::Begins;
    }
    let ornament = opens(line) && line.facts.first != line.facts.last;
    if ornament && lines.get(i + 1).is_some_and(|n| near(n.facts.chars, line.facts.chars) || !is_plain(n)) {
        return Kind::Begins;
    }
    // Verse is set without marks, its lines of one length.
    let verse = |i: usize| {
        lines.get(i).is_some_and(|l| is_plain(l) && l.facts.chars == line.facts.chars && l.facts.first != '（')
    };
    if line.facts.chars >= VERSE && verse(i + 1) && verse(i + 2) {
        return Kind::Begins;
    }
    // A first line may have no mark: then it is as long as the lines of its paragraph, and not as the title above.
    let length = line.facts.chars;
    let full = |n: usize| lines.get(i + n).is_some_and(|l| near(l.facts.chars, length) && !is_name(l));
    let marked = |n: usize| lines.get(i + n).is_some_and(|l| !is_plain(l));
    let column = full(1) && full(2) && (1..=4).take_while(|&n| full(n)).any(marked);
    let other = above.is_some_and(|l| l.facts.chars != length);
    let wide = full(1) && marked(1) && length >= 9 && (near(length, measure) || after_title);
    if wide || column && after_title && length >= NARROW && (other || kinds.last() == Some(&Kind::Name)) {
        return Kind::Begins;
    }
    Kind::Title
}

fn near(a: u32, b: u32) -> bool {
    a.abs_diff(b) <= SLACK
}

/// Whether the line ends with a mark.
fn is_closed(line: &Line) -> bool {
    !is_ideograph(line.facts.last)
}

/// Whether the line has no mark of a sentence and the length of a title.
fn is_plain(line: &Line) -> bool {
    line.facts.commas == 0
        && line.facts.inner_stops == 0
        && line.facts.chars <= TITLE
        && !line.text.contains(['。', '：', '，'])
}

/// One or two characters that end a sentence: `云`, `矣`.
fn is_tail(line: &Line) -> bool {
    line.facts.chars <= 2 && matches!(line.facts.last, '云' | '矣' | '耳' | '也' | '哉' | '乎' | '焉')
}

/// Whether a name in brackets or a message's head stands below the line or the next, as below titles.
fn is_titled(lines: &[Line], i: usize) -> bool {
    let plain = |n: usize| lines.get(i + n).is_some_and(|l| is_plain(l) && l.facts.first != '（');
    let below = |n: usize| lines.get(i + n).is_some_and(|l| is_name(l) || opens_bracket(l));
    plain(0) && (below(1) || plain(1) && below(2) || plain(1) && plain(2) && below(3))
}

/// `（倫敦廿日路透` ⏎ `電）今晨`: a bracket at the beginning that is not all of the line.
fn opens_bracket(line: &Line) -> bool {
    line.facts.first == '（' && line.facts.last != '）'
}

/// `（冷眼）`
fn is_name(line: &Line) -> bool {
    line.facts.chars <= NAME
        && line.facts.first == '（'
        && line.facts.last == '）'
        && line.facts.commas == 0
        && line.text.chars().filter(|&c| c == '（').count() == 1
}

/// Whether the line begins as items and messages do.
fn opens(line: &Line) -> bool {
    matches!(line.facts.first, '（' | '▲' | '△' | '●' | '○' | '◎' | '◇' | '◆' | '■' | '□' | '◘' | '★' | '☆' | '※')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn roles(page: &str) -> Vec<String> {
        let line = |text: &str| Line::new(Text::of(text, 0), 0, None);
        let mut lines: Vec<Line> = page.lines().map(line).collect();
        set(&mut lines, Language::ZhHant);
        lines.iter().map(|l| l.role.to_string()).collect()
    }

    #[test]
    fn lengths_of_lines_tell_paragraphs_and_titles() {
        let story = "街燈\n（冷眼）\n甲乙丙丁、甲乙丙丁、甲\n、乙丙丁戊、甲乙丙丁、\n乙丙、\n甲乙丙丁、甲乙丙丁、甲\n、乙丙丁、甲乙、丙丁、\n渡船記\n（沙鷗）\n甲、乙、丙、丁、戊己庚\n甲乙、\n";
        let kinds =
            ["display", "byline", "first", "body", "last", "first", "last", "display", "byline", "first", "last"];
        assert_eq!(roles(&story.repeat(2)), kinds.repeat(2));
        assert!(roles("今天開會，明天回來。\n街燈").iter().all(|r| r == "?"));
    }
}
