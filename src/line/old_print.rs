//! Chinese print before modern type rules: all characters and marks stand on one body.
//!
//! The lines of a column have the same number of characters, and a mark may begin a line. Many such papers have one
//! mark, `、`, for every pause and every end, so a mark at the end of a line says little; its length says more. A line
//! without a mark between paragraphs is a title, and whoever wrote the story stands in brackets below it. How the lines
//! were set is found by a path (`old_print/path.rs`) over them, as for modern print: a full line has no room for the mark
//! that ends a paragraph, a short one has; a head may be set into its paragraph, whose first lines are short beside it.
//! What stands between titles without any mark is a notice (`old_print/notice.rs`).

mod look;
mod notice;
mod path;

use super::facts::is_ideograph;
use super::{Line, Role};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// How old print is read.
pub const RULE: Rule = Rule {
    code: "L22",
    name: "old-print",
    summary: "Reads a page set on one body by the number of characters in its lines.",
    why: "Old print sets every character and mark on one body, so full lines of a column have one length and marks begin \
          lines; where `、` is the only mark, the mark at the end of a line says nothing.",
    certainty: Certainty::Likely,
    languages: &[Language::ZhHant],
    fixes: &[("街燈", "display"), ("（冷眼）", "byline"), ("應、買一具而歸、", "last")],
    leaves: &["今天開會，明天回來。"],
};

/// So many pause marks a page must have before they tell that it is old print, and so many for each other mark.
const PAUSES: usize = 20;
const OUTNUMBER: usize = 3;
/// So many lines must begin with a mark before these tell it, and one in so many.
const BEGIN: usize = 5;
const ONE_IN: usize = 60;

/// Gives the lines of old print their roles; leaves other lines alone.
pub fn set(lines: &mut [Line], language: Language) {
    if language != Language::ZhHant || !old_print(lines) {
        return;
    }
    let spaced = is_spaced(lines);
    let mut start = 0;
    while start < lines.len() {
        let fits = |line: &Line| matches!(line.role, Role::Unknown | Role::Byline);
        let len = lines[start..].iter().take_while(|line| fits(line)).count();
        path::solve(&mut lines[start..start + len], spaced, RULE.code);
        start += len.max(1);
    }
}

/// Whether `、` does the work of all other marks, or marks begin lines as nobody would set them later.
fn old_print(lines: &[Line]) -> bool {
    let (mut pauses, mut others, mut begin) = (0, 0, 0);
    for line in lines {
        for c in line.text.chars() {
            pauses += usize::from(c == '、');
            others += usize::from(matches!(c, '，' | '。'));
        }
        begin += usize::from(matches!(line.facts.first, '、' | '，' | '。'));
    }
    pauses >= PAUSES && pauses > others * OUTNUMBER || begin >= BEGIN && begin * ONE_IN > lines.len()
}

/// Whether the full lines of a page differ by a character, because type was spaced out or marks squeezed.
///
/// Looked at is every line inside a paragraph, where the line above and it end without a mark.
fn is_spaced(lines: &[Line]) -> bool {
    let bare = |line: &Line| is_ideograph(line.facts.last);
    let (mut all, mut spaced) = (0u32, 0u32);
    for near in lines.windows(5).filter(|near| bare(&near[1]) && bare(&near[2]) && near[2].facts.chars > 6) {
        let (mut least, mut most) = (u32::MAX, 0);
        for line in near {
            least = least.min(line.facts.chars);
            most = most.max(line.facts.chars);
        }
        all += u32::from(most - least <= 2);
        spaced += u32::from((1..=2).contains(&(most - least)));
    }
    spaced * 2 > all
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

    #[test]
    fn a_first_line_lacks_its_indent() {
        let page = "渡口添設新燈塔\n（柳灣廿日電）\n渡口年久失修、夜\n間行船極爲不便、\n添設燈塔、\n江邊棧橋、亦將\n於月內一併修理、\n沿江居民\n捐助木料\n（柳灣廿日電）江\n邊居民、連日捐助\n木料、\n";
        let kinds = [
            "display", "first", "body", "body", "last", "first", "last", "display", "display", "first", "body", "last",
        ];
        assert_eq!(roles(&page.repeat(3))[12..24], kinds);
    }

    #[test]
    fn a_head_set_into_its_paragraph_makes_the_lines_beside_it_short() {
        let page = "渡口新燈塔\n甲乙丙丁、甲乙丙\n、甲乙丙丁戊己、\n乙丙、\n飾金\n昨日銀樓\n飾金每兩\n、售出二百元、買\n進百九十元、甲乙\n丙丁、\n";
        let kinds = ["display", "first", "body", "last", "cross", "first", "body", "body", "body", "last"];
        assert_eq!(roles(&page.repeat(4))[10..20], kinds);
        // Lines as long as the one above go round a picture.
        let around = "渡口新燈塔\n甲乙丙丁、甲乙丙\n、甲乙丙丁戊己庚\n昨日銀樓\n飾金每兩\n售出二百\n元、甲乙丙丁、甲\n、甲乙丙、\n";
        assert!(!roles(&(page.repeat(4) + around)).iter().rev().take(7).any(|role| role == "cross"));
    }

    #[test]
    fn chapters_messages_and_notices() {
        let story = "街燈\n第四章　風雪渡江　老舟子夜話\n甲乙丙丁、甲乙丙丁、甲\n、乙丙丁戊、甲乙丙丁、\n乙丙、\n";
        let kinds = ["display", "cross", "first", "body", "last"];
        assert_eq!(roles(&story.repeat(4))[5..10], kinds);
        // A full line has no room for the mark that would end it.
        let messages = "渡船記\n（柳灣電）甲、乙、丙、\n丁、戊己庚、甲乙丙丁戊\n（沙洲電）甲、乙、丙、\n丁、戊己、\n";
        let kinds = ["display", "first", "last", "first", "last"];
        assert_eq!(roles(&(story.repeat(4) + messages))[20..], kinds);
        let notice = "米店\n本號開設碼頭三十年來專售上等白米糯米遠近馳名\n街燈\n甲乙丙丁、甲乙丙丁、甲\n乙丙、\n廣告刊例：每行一元、長\n行加倍、\n";
        let kinds = ["display", "stray", "display", "first", "last", "stray", "stray"];
        assert_eq!(roles(&(story.repeat(4) + notice))[20..], kinds);
    }

    #[test]
    fn rhymes_and_lists_have_no_marks() {
        let page = "春江漫步\n江上輕舟載酒行兩岸垂楊\n燕語聲偶向漁翁問前路笑\n指炊煙是柳灣誰家燈火照\n歸人渡口鐘聲入夢來明日\n街燈\n（冷眼）\n甲乙丙丁、甲乙丙丁、甲\n、乙丙丁戊、甲乙丙丁、\n乙丙、\n";
        let kinds = ["display", "first", "body", "body", "last", "display", "byline", "first", "body", "last"];
        assert_eq!(roles(&page.repeat(4))[10..20], kinds);
        let list = "米店\n白米\n糯米\n黃豆\n綠豆\n芝麻\n麵粉\n";
        assert!(roles(&(page.repeat(4) + list))[40..].iter().all(|role| role == "display"));
    }
}
