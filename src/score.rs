//! How near a reading of a page comes to the right one, its gold.
//!
//! A gold page is written by people, as a [`Reading`]: articles with titles, authors and blocks, teasers, furniture.
//! Texts are compared folded: without spaces, in one form of each character and mark, so that a repair of characters is
//! neither needed nor punished. Each figure lies between 0 and 1, and more is better.

mod fold;
mod kept;

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use rapidfuzz::distance::levenshtein;
use serde::{Serialize, Serializer};

use crate::page::reading::{Block, Reading, Story};
pub use fold::fold;
pub use kept::kept;

/// A figure of a page; pages on which there is nothing to count have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// How little of its articles' texts would have to be edited, weighted by their length.
    Fidelity,
    /// Paragraphs that are whole and right: F1.
    ParaF1,
    /// Starts and ends of paragraphs: F1.
    BreakF1,
    /// Which text belongs to one article: F1 (B-cubed) over pieces of 12 characters.
    GroupF1,
    /// Articles whose headline stands on their body.
    Headline,
    /// The same for kickers and subheadlines.
    Titles,
    /// Articles with a byline whose authors are right.
    Authors,
    /// Table cells with the right row, column and text: F1.
    Cells,
    /// Teasers that were found.
    Teasers,
    /// The letters, ideographs and digits of the raw text that the output still has.
    Kept,
}

impl Figure {
    /// All of them, in the order of a table.
    pub const ALL: [Self; 10] = [
        Self::Fidelity,
        Self::ParaF1,
        Self::BreakF1,
        Self::GroupF1,
        Self::Headline,
        Self::Titles,
        Self::Authors,
        Self::Cells,
        Self::Teasers,
        Self::Kept,
    ];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fidelity => "fidelity",
            Self::ParaF1 => "para_f1",
            Self::BreakF1 => "break_f1",
            Self::GroupF1 => "group_f1",
            Self::Headline => "headline",
            Self::Titles => "titles",
            Self::Authors => "authors",
            Self::Cells => "cells",
            Self::Teasers => "teasers",
            Self::Kept => "kept",
        }
    }
}

/// The figures of a page, or the means of several pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures([Option<f64>; Figure::ALL.len()]);

impl Figures {
    /// One of them.
    #[must_use]
    pub const fn get(&self, figure: Figure) -> Option<f64> {
        self.0[figure as usize]
    }

    /// Sets one of them.
    pub const fn set(&mut self, figure: Figure, value: Option<f64>) {
        self.0[figure as usize] = value;
    }

    /// The means over pages: of each figure over those that have it.
    #[must_use]
    pub fn mean<'f>(pages: impl IntoIterator<Item = &'f Self>) -> Self {
        let (mut sums, mut counts) = ([0.0; Figure::ALL.len()], [0_u32; Figure::ALL.len()]);
        for page in pages {
            for figure in Figure::ALL {
                if let Some(value) = page.get(figure) {
                    sums[figure as usize] += value;
                    counts[figure as usize] += 1;
                }
            }
        }
        let mut means = Self::default();
        for figure in Figure::ALL {
            let count = counts[figure as usize];
            means.set(figure, (count > 0).then(|| sums[figure as usize] / f64::from(count)));
        }
        means
    }
}

impl Serialize for Figures {
    /// An object of the figures that there are.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Figure::ALL.into_iter().filter_map(|f| Some((f.name(), self.get(f)?))))
    }
}

/// Titles and teasers are right from this likeness on.
const RIGHT: f64 = 0.9;
/// The pieces by which text is followed to its article.
const PIECE: usize = 12;

/// Scores a page against its gold. [`Figure::Kept`] is not among the figures: it needs the raw text, see [`kept`].
///
/// ```
/// use stonehand::page::reading::Reading;
/// use stonehand::score::{Figure, score};
///
/// let gold = r#"{"articles": [{"headline": "灯塔重开", "byline": {"authors": ["柳禾"]}, "blocks": [
///     {"kind": "paragraph", "text": "本报讯（记者 柳禾）昨日，灯塔重开。"}]}]}"#;
/// let out = r#"{"articles": [{"headline": "灯塔重开", "byline": {"authors": []}, "blocks": [
///     {"kind": "paragraph", "text": "本报讯(记者柳禾)昨日,灯塔重开。"}]}]}"#;
/// let (gold, out): (Reading, Reading) = (serde_json::from_str(gold)?, serde_json::from_str(out)?);
/// let figures = score(&gold, &out);
/// assert_eq!(figures.get(Figure::Fidelity), Some(1.0));
/// assert_eq!(figures.get(Figure::Authors), Some(0.0));
/// assert_eq!(figures.get(Figure::Cells), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn score(gold: &Reading, out: &Reading) -> Figures {
    let mut figures = Figures::default();
    let (gold_paragraphs, out_paragraphs) = (paragraphs(gold), paragraphs(out));
    if !gold.chunks {
        let whole = f1(common(&gold_paragraphs, &out_paragraphs), gold_paragraphs.len(), out_paragraphs.len());
        figures.set(Figure::ParaF1, Some(whole));
        let (gold_ends, out_ends) = (ends(&gold_paragraphs), ends(&out_paragraphs));
        figures.set(Figure::BreakF1, Some(f1(common(&gold_ends, &out_ends), gold_ends.len(), out_ends.len())));
    }

    let (group, best) = groups(gold, out);
    figures.set(Figure::GroupF1, group);
    let blank = Story::default();
    let (mut like, mut length) = (0.0, 0.0);
    let (mut heads, mut titles, mut authors) = (Share::default(), Share::default(), Share::default());
    for (story, best) in gold.articles.iter().zip(&best) {
        let found = best.map_or(&blank, |best| &out.articles[best]);
        let (whole, whole_found) = (linear(story), linear(found));
        let weight = float(whole.chars().count());
        like += weight * likeness(&whole, &whole_found);
        length += weight;
        if !story.headline.is_empty() {
            heads.count(same(&fold(&story.headline), &fold(&found.headline)));
        }
        for (title, title_found) in [(&story.kicker, &found.kicker), (&story.subheadline, &found.subheadline)] {
            if !title.is_empty() {
                titles.count(same(&fold(title), &fold(title_found)));
            }
        }
        let names = author_set(story);
        if !names.is_empty() {
            authors.count(names == author_set(found));
        }
    }
    figures.set(Figure::Fidelity, (length > 0.0).then(|| like / length));
    figures.set(Figure::Headline, heads.value());
    figures.set(Figure::Titles, titles.value());
    figures.set(Figure::Authors, authors.value());

    let (gold_cells, out_cells) = (cells(gold), cells(out));
    if !gold_cells.is_empty() {
        figures.set(Figure::Cells, Some(f1(common(&gold_cells, &out_cells), gold_cells.len(), out_cells.len())));
    }
    if !gold.teasers.is_empty() {
        let found: Vec<String> = out.teasers.iter().map(|teaser| fold(&teaser.headline)).collect();
        let mut teasers = Share::default();
        for teaser in &gold.teasers {
            let title = fold(&teaser.headline);
            teasers.count(found.iter().any(|found| same(&title, found)));
        }
        figures.set(Figure::Teasers, teasers.value());
    }
    figures
}

/// How many of some are right.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    const fn count(&mut self, right: bool) {
        self.right += right as usize;
        self.all += 1;
    }

    fn value(&self) -> Option<f64> {
        (self.all > 0).then(|| float(self.right) / float(self.all))
    }
}

/// Counts of a page are far below what a float holds exactly.
fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn f1(hit: usize, gold: usize, out: usize) -> f64 {
    if gold + out == 0 { 1.0 } else { 2.0 * float(hit) / float(gold + out) }
}

/// How many of one list are in the other too, each as often as in both.
fn common<T: Eq + Hash>(one: &[T], other: &[T]) -> usize {
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for item in one {
        *counts.entry(item).or_default() += 1;
    }
    other
        .iter()
        .filter(|item| counts.get_mut(item).is_some_and(|left| std::mem::replace(left, left.saturating_sub(1)) > 0))
        .count()
}

/// 1 less the share of characters that must be edited.
fn likeness(one: &str, other: &str) -> f64 {
    levenshtein::normalized_similarity(one.chars(), other.chars())
}

fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && likeness(one, other) >= RIGHT
}

/// The texts of a block; of a table, its cells.
fn texts(block: &Block) -> Vec<&str> {
    if !block.is_table() {
        return vec![&block.text];
    }
    let cells = block.header.iter().chain(block.rows.iter().flatten());
    cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect()
}

/// The blocks of a story as one text.
fn body(story: &Story) -> String {
    story.blocks.iter().flat_map(texts).map(fold).collect()
}

/// The story as one text, from its kicker on.
fn linear(story: &Story) -> String {
    let titles = [&story.kicker, &story.headline, &story.subheadline];
    titles.iter().map(|title| fold(title)).collect::<String>() + &body(story)
}

fn paragraphs(page: &Reading) -> Vec<String> {
    let blocks = page.articles.iter().flat_map(|story| &story.blocks).filter(|block| block.kind == "paragraph");
    blocks.map(|block| fold(&block.text)).filter(|text| !text.is_empty()).collect()
}

/// The first and the last ten characters of each paragraph.
fn ends(paragraphs: &[String]) -> Vec<(bool, String)> {
    let first = |text: &String| (true, text.chars().take(10).collect());
    let last = |text: &String| (false, text.chars().skip(text.chars().count().saturating_sub(10)).collect());
    paragraphs.iter().flat_map(|text| [first(text), last(text)]).collect()
}

fn author_set(story: &Story) -> BTreeSet<String> {
    let names = story.byline.iter().flat_map(|byline| &byline.authors);
    names.map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
}

fn cells(page: &Reading) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for table in page.articles.iter().flat_map(|story| &story.blocks).filter(|block| block.is_table()) {
        for (row, cells) in std::iter::once(&table.header).chain(&table.rows).enumerate() {
            found.extend(cells.iter().enumerate().map(|(column, cell)| (row, column, fold(cell))));
        }
    }
    found.retain(|cell| !cell.2.is_empty());
    found
}

/// Follows the gold's text to the articles it is found in: how well it is kept together, and which article holds most
/// of each gold article.
fn groups(gold: &Reading, out: &Reading) -> (Option<f64>, Vec<Option<usize>>) {
    let bodies: Vec<String> = out.articles.iter().map(body).collect();
    let index = Index::of(&bodies);
    let mut best = Vec::new();
    // How many pieces each gold article has, each output article holds, and the two have together.
    let (mut sizes, mut held): (Vec<usize>, Vec<usize>) = (Vec::new(), vec![0; out.articles.len()]);
    let mut both: Vec<((usize, usize), usize)> = Vec::new();
    for (number, story) in gold.articles.iter().enumerate() {
        let text: Vec<char> = body(story).chars().collect();
        let mut votes: Vec<(usize, usize)> = Vec::new();
        let last = text.len().saturating_sub(PIECE - 1).max(1);
        let mut size = 0;
        for start in (0..last).step_by(PIECE) {
            size += 1;
            let piece = &text[start.min(text.len())..(start + PIECE).min(text.len())];
            let Some(article) = index.only(piece) else { continue };
            held[article] += 1;
            match votes.iter_mut().find(|vote| vote.0 == article) {
                Some(vote) => vote.1 += 1,
                None => votes.push((article, 1)),
            }
        }
        // Of equal votes the first wins.
        best.push(votes.iter().rev().max_by_key(|vote| vote.1).map(|vote| vote.0));
        both.extend(votes.into_iter().map(|(article, count)| ((number, article), count)));
        sizes.push(size);
    }
    let pieces: usize = sizes.iter().sum();
    if pieces == 0 {
        return (None, best);
    }
    let share = |of: &dyn Fn((usize, usize)) -> usize| -> f64 {
        both.iter().map(|&(pair, count)| float(count) * float(count) / float(of(pair))).sum()
    };
    let precision = share(&|(_, article)| held[article]) / float(held.iter().sum::<usize>().max(1));
    let recall = share(&|(story, _)| sizes[story]) / float(pieces);
    let sum = precision + recall;
    (Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }), best)
}

/// Where pieces of text are found.
struct Index<'t> {
    bodies: &'t [String],
    /// The one article that has a piece of full length; none when several have it.
    pieces: HashMap<Vec<char>, Option<usize>>,
}

impl<'t> Index<'t> {
    fn of(bodies: &'t [String]) -> Self {
        let mut pieces: HashMap<Vec<char>, Option<usize>> = HashMap::new();
        for (article, body) in bodies.iter().enumerate() {
            let chars: Vec<char> = body.chars().collect();
            for piece in chars.windows(PIECE) {
                match pieces.get_mut(piece) {
                    Some(known) => *known = known.filter(|&known| known == article),
                    None => drop(pieces.insert(piece.to_vec(), Some(article))),
                }
            }
        }
        Self { bodies, pieces }
    }

    /// The article that alone has this piece.
    fn only(&self, piece: &[char]) -> Option<usize> {
        if piece.len() == PIECE {
            return self.pieces.get(piece).copied().flatten();
        }
        let piece: String = piece.iter().collect();
        let mut having = self.bodies.iter().enumerate().filter(|(_, body)| !piece.is_empty() && body.contains(&piece));
        let (article, _) = having.next()?;
        having.next().is_none().then_some(article)
    }
}

#[cfg(test)]
mod tests;
