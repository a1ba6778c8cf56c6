//! A page as a list of the smallest things that can be moved: titles, blocks, teasers, furniture.

use crate::page::reading::{Block, Byline, Reading};

use super::Place;

/// A title, a block, a teaser's title or a piece of furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The article, counted from 0.
    pub article: Option<usize>,
    pub role: String,
    /// Which one among its like, counted from 1; none for titles.
    pub number: Option<usize>,
    pub text: String,
    /// The text without white space.
    pub bare: String,
}

impl Unit {
    pub fn place(&self) -> Place {
        Place {
            article: self.article.map(|article| article + 1),
            role: self.role.clone(),
            number: self.number,
            text: self.text.clone(),
        }
    }

    /// The place of a whole article, named by its first title or its first words.
    pub fn article(page: &Reading, index: usize) -> Place {
        let story = &page.articles[index];
        let block = story.blocks.iter().map(text_of).find(|text| !text.is_empty());
        let titles = [&story.headline, &story.kicker, &story.subheadline].into_iter().cloned();
        let text = titles.chain(block).find(|text| !text.is_empty()).unwrap_or_default();
        Place { article: Some(index + 1), role: "article".to_owned(), number: None, text }
    }
}

/// The text without white space.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a block; a table's cells are parted by tabs, its rows by line ends.
fn text_of(block: &Block) -> String {
    if !block.is_table() {
        return block.text.clone();
    }
    let rows = std::iter::once(&block.header).chain(&block.rows).filter(|row| !row.is_empty());
    let mut lines: Vec<String> = rows.map(|row| row.join("\t")).collect();
    if !block.caption.is_empty() {
        lines.insert(0, block.caption.clone());
    }
    lines.join("\n")
}

/// All units of a page, in order. What is empty is left out.
pub(super) fn units(page: &Reading) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut push = |article: Option<usize>, role: &str, number: Option<usize>, text: &str| {
        let bare = bare(text);
        if !bare.is_empty() {
            units.push(Unit { article, role: role.to_owned(), number, text: text.to_owned(), bare });
        }
    };
    for (index, story) in page.articles.iter().enumerate() {
        push(Some(index), "kicker", None, &story.kicker);
        push(Some(index), "headline", None, &story.headline);
        push(Some(index), "subheadline", None, &story.subheadline);
        for (number, block) in (1..).zip(&story.blocks) {
            push(Some(index), &block.kind, Some(number), &text_of(block));
        }
        push(Some(index), "jump", None, &story.jump);
    }
    for (number, teaser) in (1..).zip(&page.teasers) {
        push(None, "teaser", Some(number), &teaser.headline);
        push(None, "teaser kicker", Some(number), &teaser.kicker);
        push(None, "teaser subheadline", Some(number), &teaser.subheadline);
    }
    for (number, piece) in (1..).zip(&page.furniture) {
        push(None, "furniture", Some(number), &piece.text);
    }
    units
}

/// Two bylines in words: what both readings can say. A gold page has no printed text.
pub(super) fn bylines(before: Option<&Byline>, after: Option<&Byline>) -> (String, String) {
    let blank = Byline::default();
    let (before, after) = (before.unwrap_or(&blank), after.unwrap_or(&blank));
    let only_authors =
        before.text.is_empty() != after.text.is_empty() && before.authors.is_empty() == after.authors.is_empty();
    let say = |byline: &Byline| {
        let more: [&str; 3] = if only_authors { [""; 3] } else { [&byline.agency, &byline.place, &byline.date] };
        let all = byline.authors.iter().map(String::as_str).chain(more);
        all.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    (say(before), say(after))
}
