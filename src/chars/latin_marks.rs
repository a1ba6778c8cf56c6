//! C03: full-width marks in Latin text.

use super::brackets::Brackets;
use super::look::{ahead, behind};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C03",
        name: "full-width-marks-in-latin",
        summary: "Full-width marks between Latin words become half-width ones.",
        why: "A keyboard left in Chinese or Japanese mode. Where an ideograph stands near, the wide mark belongs to the \
              ideographic sentence and is left alone.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[
            ("Ferries are back， the harbour board said。", "Ferries are back, the harbour board said."),
            ("The new lock（built in May）opens，at last", "The new lock (built in May) opens, at last"),
        ],
        leaves: &[
            "推出AI，BIM等课程",
            "他说：“Yes！”随后离开",
            "The lock, built in May (late), opens.",
            "详情见https://www.example.com/harbour/index.html。",
        ],
    },
    needs: Ingredients::WIDE_MARK_BY_LATIN,
    // A printed line of an ideographic page may hold nothing but a Latin name; its paragraph tells.
    scope: Scope::Paragraph,
    find,
};

/// How far around a mark no ideograph may stand.
const REACH: usize = 20;

/// How many bytes a wide mark has.
const WIDE: usize = '，'.len_utf8();

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    let fits = |at: usize| is_in_latin(&text[..at], &text[at + WIDE..]);
    // Brackets change in pairs.
    let mut brackets = Vec::new();
    for (a, b) in Brackets::of(text).pairs {
        if a.wide && b.wide && fits(a.at) && fits(b.at) {
            brackets.extend([a.at, b.at]);
        }
    }
    brackets.sort_unstable();
    for (at, c) in text.char_indices() {
        let Some(half) = half(c) else { continue };
        let end = at + WIDE;
        let fits = if matches!(half, '(' | ')') { brackets.binary_search(&at).is_ok() } else { fits(at) };
        if !fits {
            continue;
        }
        // The wide mark brings its own white space.
        let letter = |class: Option<Class>| class.is_some_and(|c| c.is_alphabetic() || c.is_digit());
        let mut with = String::new();
        if half == '(' && letter(behind(text, at)) {
            with.push(' ');
        }
        with.push(half);
        if half != '(' && ahead(text, end).is_some_and(Class::is_alphabetic) {
            with.push(' ');
        }
        wishes.push(Edit::replace(at..end, with));
    }
}

/// Whether Latin words stand around, and no wide letter near.
///
/// An address is no Latin text, however long it is: what stands in front of it decides.
fn is_in_latin(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_ascii_graphic()).next().unwrap_or_default();
    let before = if is_address(word) { &before[..before.len() - word.len()] } else { before };
    let mut letters = 0;
    for c in before.chars().rev().take(REACH).chain(after.chars().take(REACH)) {
        match Class::of(c) {
            class if class.is_cjk() || class == Class::Hangul => return false,
            class if class.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    letters >= 8
}

/// Whether this is a web or mail address: a dot or an `@` stands between its letters.
fn is_address(word: &str) -> bool {
    word.split_once(['@', '.', '/'])
        .is_some_and(|(_, tail)| tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/'))
}

const fn half(c: char) -> Option<char> {
    Some(match c {
        '，' | '、' => ',',
        '；' => ';',
        '：' => ':',
        '？' => '?',
        '！' => '!',
        '。' | '．' => '.',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}
