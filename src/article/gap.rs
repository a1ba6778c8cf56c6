//! Words that are missing from a headline.
//!
//! A bracket or quote that closes what never opened shows that words were lost. The story often repeats the words of
//! its headline, and then has the missing part between the same words: `以实干擦亮` X `金招牌`. The part is offered, with its
//! place, never put in.

use crate::line::facts::{is_closer, is_ideograph, is_opener};
use crate::page::{Article, Block, Note};
use crate::rule::{Certainty, Rule};
use crate::text::{Span, Text};

/// Words that are missing from a headline.
pub const RULE: Rule = Rule {
    code: "N10",
    name: "words-missing-in-headline",
    summary: "Offers the words that a headline lost, where its story repeats the headline with them.",
    why: "Large quotes and boxed words of a headline are often pictures or a font of their own, and get lost.",
    certainty: Certainty::Guess,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A gap is longer than this only if the story is not repeating the headline.
const LONGEST: usize = 14;

/// Looks for gaps in the headline, and notes what may be missing.
pub fn look(article: &Article, notes: &mut Vec<Note>) {
    let Some(headline) = &article.headline else { return };
    let Some((before, after)) = broken_at(headline) else { return };
    let left: String = ideographs(&headline[..before]).collect();
    let right: String = ideographs(&headline[after..]).collect();
    let found = article.blocks.iter().find_map(|b| match b {
        Block::Paragraph(text) => between(text, &left, &right),
        _ => None,
    });
    let span = headline.span().unwrap_or_else(|| Span::new(0, 0));
    notes.push(match found {
        Some((missing, evidence)) => Note {
            code: RULE.code,
            message: format!("words are missing in the headline; the story has {missing} between the same words"),
            suggestion: Some(missing),
            span,
            evidence,
        },
        None => Note {
            code: RULE.code,
            message: "a mark in the headline closes what never opened: words may be missing".to_owned(),
            suggestion: None,
            span,
            evidence: None,
        },
    });
}

/// Where a mark stands that closes what never opened, or opens what never closes: the bytes before and behind it.
fn broken_at(headline: &str) -> Option<(usize, usize)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, c) in headline.char_indices() {
        if is_opener(c) {
            open.push((at, at + c.len_utf8()));
        } else if is_closer(c) && c != '"' && open.pop().is_none() {
            return Some((at, at + c.len_utf8()));
        }
    }
    open.pop()
}

fn ideographs(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| is_ideograph(*c) || c.is_alphanumeric())
}

/// What stands in the paragraph between the end of `left` and the beginning of `right`.
fn between(paragraph: &Text, left: &str, right: &str) -> Option<(String, Option<Span>)> {
    let tail = |n: usize| left.char_indices().rev().nth(n - 1).map(|(at, _)| &left[at..]);
    let lead = |n: usize| right.char_indices().nth(n).map_or(right, |(at, _)| &right[..at]);
    // The longer the words on both sides, the surer.
    for (a, b) in [(4, 3), (4, 2), (3, 3), (3, 2), (2, 3), (2, 2), (1, 4), (4, 1), (1, 3)] {
        let (Some(left), right) = (tail(a), lead(b)) else { continue };
        if right.chars().count() < b {
            continue;
        }
        for (at, _) in paragraph.match_indices(left) {
            let from = at + left.len();
            let Some(to) = paragraph[from..].find(right) else { continue };
            let missing = &paragraph[from..from + to];
            let count = missing.chars().count();
            if count == 0 || count > LONGEST || missing.contains(['。', '，']) {
                continue;
            }
            return Some((missing.to_owned(), paragraph.slice(from..from + to).span()));
        }
    }
    None
}
