//! How sure an article is.
//!
//! The number answers one question: does this headline stand on this body, and is the body this story and no other? What
//! speaks for and against is weighed as a logistic regression does (D. R. Cox, 1958). The weights were fitted on pages
//! other than those on which docs/quality.md shows how often what is said comes true; they are tenths of a natural
//! logarithm of the odds, in whole numbers.

use crate::line::cue;
use crate::line::facts::{Ending, Facts};
use crate::page::{Article, Block, Note};

/// Tenths of a natural logarithm of the odds.
type Weight = i32;

/// What every article with a headline begins with.
const BASE: Weight = 20;
/// By how well the wording and the place of headline and story agree, in hundredths, up to which a row holds.
const AGREE: [(u8, Weight); 5] = [(59, -23), (71, -10), (84, -12), (94, -10), (u8::MAX, 0)];
/// Columns of the page had to be put in order.
const REORDERED: Weight = -18;
/// Another article of the page has no headline.
const BARE: Weight = -3;
/// The story opens with a message head.
const HEADED: Weight = 11;
/// A message head stands further below, for each of two.
const SECOND_HEAD: Weight = -5;
/// A paragraph breaks off, for each of three.
const TORN: Weight = -4;
/// Stories of less than 150 characters, of more than 1,500, and of one paragraph.
const SHORT: Weight = -7;
const LONG: Weight = -25;
const ONE_PARAGRAPH: Weight = -8;
/// An article without a headline is rarely whole, in hundredths.
const UNTITLED: u8 = 10;

/// Weighs each article of a page. Until now their confidence says how well headline and story agree.
pub fn weigh(articles: &mut [Article], notes: &[Note]) {
    let mut page = BASE;
    if notes.iter().any(|note| crate::column::RULES.iter().any(|rule| rule.code == note.code)) {
        page += REORDERED;
    }
    if articles.iter().any(|a| a.headline.is_none()) {
        page += BARE;
    }
    for article in articles {
        article.confidence = if article.headline.is_some() { percent(page + evidence(article)) } else { UNTITLED };
    }
}

/// What speaks for and against one article.
fn evidence(article: &Article) -> Weight {
    let agree = AGREE.iter().find(|row| article.confidence <= row.0).map_or(0, |row| row.1);
    let paragraphs = || {
        article.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(text) => Some(text),
            _ => None,
        })
    };
    let count = |n: usize, most: Weight| Weight::try_from(n).unwrap_or(most).min(most);
    let headed = paragraphs().next().is_some_and(|p| cue::opens_story(p));
    let inner = paragraphs().skip(1).filter(|p| cue::opens_story(p)).take(2).count();
    let breaks_off = |ending| matches!(ending, Ending::Bare | Ending::Comma | Ending::Hyphen | Ending::Opener);
    let torn = paragraphs().filter(|p| breaks_off(Facts::of(last_words(p), 0).ending)).take(3).count();
    let length: usize = paragraphs().map(|p| p.chars().count()).sum();
    let mut sum = agree + if headed { HEADED } else { 0 };
    sum += SECOND_HEAD * count(inner, 2) + TORN * count(torn, 3);
    sum += match length {
        0..150 => SHORT,
        150..=1500 => 0,
        _ => LONG,
    };
    sum + if paragraphs().nth(1).is_none() { ONE_PARAGRAPH } else { 0 }
}

/// The end of a text: all that is needed to see how it ends.
fn last_words(text: &str) -> &str {
    let from = text.char_indices().rev().nth(8).map_or(0, |(at, _)| at);
    &text[from..]
}

/// The probability of odds, in hundredths: the logistic function, drawn straight between its values at half logarithms.
fn percent(odds: Weight) -> u8 {
    /// 100 / (1 + e^-x) for x = 0, 0.5, 1 … 5.
    const CURVE: [Weight; 11] = [50, 62, 73, 82, 88, 92, 95, 97, 98, 99, 99];
    let size = odds.abs().min(49);
    let step = usize::try_from(size / 5).unwrap_or(0);
    let (low, high) = (CURVE[step], CURVE[step + 1]);
    let value = low + (high - low) * (size % 5) / 5;
    u8::try_from(if odds < 0 { 100 - value } else { value }).unwrap_or(50)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_become_hundredths() {
        assert_eq!([-60, -10, -4, 0, 4, 10, 22, 60].map(percent), [1, 27, 41, 50, 59, 73, 89, 99]);
    }
}
