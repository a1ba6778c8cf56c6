//! The folio: date, number and page of the paper.

use std::borrow::Cow;

use super::Cue;
use super::words::Words;
use crate::lang::han::any_code;
use crate::line::facts::Marks;
use crate::line::{Ending, Line, Role};
use crate::rule::{Certainty, Rule};

/// Words of a folio that hardly stand in a story; two of them, or one with a date, are enough.
static WORDS: Words = Words::of(&[
    "星期",
    "国内统一",
    "國內統一",
    "连续出版物",
    "連續出版物",
    "刊号",
    "刊號",
    "统一刊号",
    "統一刊號",
    "今日",
    "农历",
    "農曆",
    "邮发代号",
    "郵發代號",
    "总第",
    "總第",
    "曜日",
    "朝刊",
    "夕刊",
    "Vol.",
    "VOL.",
    "No.",
    "NO.",
    "Nr.",
    "Jahrgang",
    "Seite",
    "Price",
    "PRICE",
    "EST.",
    "Established",
    "ISSN",
    "CN ",
    "Ausgabe",
]);

static WEEKDAYS: Words = Words::of(&[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonnabend",
    "Sonntag",
]);

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L11",
        name: "folio",
        summary: "A line that gives the paper's date, number or page and no sentence.",
        why: "Every page carries one; extractors put it among the stories.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("2031年5月6日　星期二　第1204期　今日8版", "folio"),
            ("第二版　民國十九年四月三日", "folio"),
            ("庚午年三月初五日　星期四", "folio"),
            ("Sonnabend, 7. Mai 2033 · Nr. 105 · Seite 4", "folio"),
            ("2031年5月6日 星期二”国内统一刊号 第1204期 “今日8版", "folio"),
        ],
        leaves: &["2031年5月6日，新桥通车。", "5月6日", "time since 1998 on Saturday,"],
    },
    role: Role::Folio,
    shows: |lines: &[Line], index| is_folio(&lines[index]),
};

/// Marks of sentences, which no folio has.
const SENTENCE: Marks = Marks::COMMA.and(Marks::STOP).and(Marks::SEMICOLON);

pub(super) fn is_folio(line: &Line) -> bool {
    let facts = &line.facts;
    // Numbers of days and issues have points in Latin script: `22. Oktober`, `Nr. 246`.
    let points = facts.gaps > 0 || facts.ideographs == 0 && facts.digits >= 4;
    if facts.ending == Ending::Stop && facts.last != '.'
        || facts.inner_stops > if points { 4 } else { 1 }
        || facts.chars > 100
        || facts.chars < 3
    {
        return false;
    }
    let text: &str = &line.text;
    if facts.ideographs > 0 {
        // Nearly every line is a piece of a sentence, or has nothing of a folio.
        let may_begin = |code| code == u32::from('年') || code == u32::from('第') || WORDS.may_begin_with(code);
        if facts.marks.meet(SENTENCE) || !any_code(text, may_begin) {
            return false;
        }
        let mut squeezed = Cow::Borrowed(text);
        if facts.spaces + facts.gaps > 0 {
            squeezed = Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect());
        }
        let words = WORDS.count_in_squeezed(&squeezed);
        let date = has_date(&squeezed);
        let numbered = between(&squeezed, '第', &['期', '号', '號']).is_some();
        let page = between(&squeezed, '第', &['版', '面']).is_some() && facts.chars <= 30;
        let signs = words + usize::from(date) + usize::from(numbered) + usize::from(page);
        // A date alone may be a cell; with a second sign, or alone at the head of the page, it is the folio. The rules
        // between its parts may have been read as quotes.
        let quoted = facts.marks.meet(Marks::QUOTE);
        return signs >= if quoted { 4 } else { 2 }
            || (squeezed.ends_with('版') && page && facts.chars <= 6 && !quoted);
    }
    // A folio begins with a capital or a number, and breaks off nowhere.
    if facts.first.is_lowercase() || matches!(facts.ending, Ending::Comma | Ending::Hyphen) {
        return false;
    }
    if facts.chars > if facts.gaps > 0 { 90 } else { 60 } || facts.commas > 4 {
        return false;
    }
    let words = WORDS.count_in(text);
    let year =
        || text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && matches!(n.as_bytes()[0], b'1' | b'2'));
    words >= 2 || facts.digits >= 4 && (words >= 1 || WEEKDAYS.count_in(text) > 0) && year()
}

/// Whether a full date stands in the text: year, month and day, in digits or numerals.
fn has_date(text: &str) -> bool {
    let Some(year) = text.find('年') else { return false };
    let mut above = text[..year].chars().rev();
    let (branch, stem) = (above.next(), above.next());
    let cyclic = branch.is_some_and(|c| "子丑寅卯辰巳午未申酉戌亥".contains(c))
        && stem.is_some_and(|c| "甲乙丙丁戊己庚辛壬癸".contains(c));
    let before = cyclic || branch.is_some_and(is_numeral);
    let rest = &text[year..];
    before
        && rest
            .find('月')
            .is_some_and(|month| month < 16 && rest[month..].find('日').is_some_and(|day| day < 14) && month > 3)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || ('０'..='９').contains(&c)
        || "〇零一二三四五六七八九十廿元".contains(c)
        || c == ')'
        || c == '）'
}

/// The numeral between `open` and the first of `close`.
fn between<'a>(text: &'a str, open: char, close: &[char]) -> Option<&'a str> {
    text.match_indices(open).find_map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let end = rest.find(|c| !is_numeral(c))?;
        (end > 0 && rest[end..].starts_with(close)).then(|| &rest[..end])
    })
}
