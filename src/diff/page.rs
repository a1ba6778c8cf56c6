//! Two readings of a page and what differs between them: by article and block.

mod matching;
mod show;
mod unit;

use serde::Serialize;

use crate::page::reading::Reading;
use matching::Matching;
use unit::{Unit, units};

/// What became of a part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Its wording differs.
    Changed,
    /// Only the second page has it.
    Added,
    /// Only the first page has it.
    Missing,
    /// It stands elsewhere: in another article, or in another order.
    Moved,
    /// It is taken for something else: a headline for a paragraph.
    Retyped,
    /// It is in several parts now.
    Split,
    /// Several parts are one now.
    Merged,
    /// Several parts are several others now.
    Recut,
}

impl What {
    /// The word for it in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Moved => "moved",
            Self::Retyped => "retyped",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Recut => "recut",
        }
    }
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The number of the article, counted from 1; none for teasers and furniture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<usize>,
    /// What it is: `article`, `headline`, `byline`, `paragraph`, `table`, `teaser`, `masthead` …
    pub role: String,
    /// Which one of its article's blocks, or of the page's teasers or furniture, counted from 1; none for titles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// What it says. For an article, its first title.
    pub text: String,
}

/// A part of a page that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What became of it.
    pub what: What,
    /// Where it stands on the first page.
    pub before: Vec<Place>,
    /// Where it stands on the second page.
    pub after: Vec<Place>,
    /// Whether its wording differs, white space apart.
    pub wording: bool,
}

/// How two readings of a page differ.
///
/// What stands on the page is compared: titles, authors, blocks, teasers and furniture. Confidence, notes, repairs and
/// line numbers are not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageDiff {
    /// The articles of the first page, by their first titles.
    pub before: Vec<String>,
    /// The articles of the second page, by their first titles.
    pub after: Vec<String>,
    /// Which article of the first page is which of the second, counted from 1.
    pub pairs: Vec<(usize, usize)>,
    /// What differs, article by article.
    pub differences: Vec<Difference>,
}

impl PageDiff {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Compares two pages by article and block.
///
/// ```
/// use stonehand::page::reading::Reading;
///
/// let page = |text: &str| serde_json::from_str::<Reading>(text);
/// let before = page(r#"{"articles": [{"headline": "Lock gates open", "blocks": [
///     {"kind": "paragraph", "text": "The tide was still making. The people on the quay cheered as it rose."}]}]}"#)?;
/// let after = page(r#"{"articles": [{"headline": "Lock gates open again", "blocks": [
///     {"kind": "paragraph", "text": "The tide was still making."},
///     {"kind": "paragraph", "text": "The people on the quay cheered as it rose."}]}]}"#)?;
/// assert_eq!(stonehand::diff::pages(&before, &after).to_string(), "\
/// article 1 \"Lock gates open\", now article 1 \"Lock gates open again\":
///   headline changed: …k gates open{+ again+}
///   paragraph 1 split into paragraphs 1–2
/// ");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn pages(before: &Reading, after: &Reading) -> PageDiff {
    let (b_units, a_units) = (units(before), units(after));
    let matching = Matching::of(&b_units, &a_units, before.articles.len(), after.articles.len());
    let mut found =
        Found { before, after, b_units: &b_units, a_units: &a_units, matching: &matching, out: Vec::new() };
    found.articles();
    found.bylines();
    found.groups();
    let mut differences = found.out;
    differences.sort_by_key(|(order, _)| *order);
    let titles = |page: &Reading| (0..page.articles.len()).map(|index| Unit::article(page, index).text).collect();
    let pairs = (0..before.articles.len()).filter_map(|b| Some((b + 1, matching.article_after(b)? + 1)));
    PageDiff {
        before: titles(before),
        after: titles(after),
        pairs: pairs.collect(),
        differences: differences.into_iter().map(|(_, difference)| difference).collect(),
    }
}

/// By article of the first page, then what only the second page has; whole articles before their parts.
type Order = (usize, usize, usize);

struct Found<'p> {
    before: &'p Reading,
    after: &'p Reading,
    b_units: &'p [Unit],
    a_units: &'p [Unit],
    matching: &'p Matching,
    out: Vec<(Order, Difference)>,
}

impl Found<'_> {
    /// Where a difference is told: with the article of the first page, if there is one.
    fn order(&self, before: Option<usize>, after: Option<usize>, index: usize) -> Order {
        let beside = after.and_then(|article| self.matching.article_before(article));
        match (before.or(beside), after) {
            (Some(article), _) => (article, 0, index),
            (None, Some(article)) => (self.before.articles.len() + article, 0, index),
            (None, None) => (usize::MAX, 0, index),
        }
    }

    fn push(&mut self, order: Order, what: What, places: (Vec<Place>, Vec<Place>), wording: bool) {
        self.out.push((order, Difference { what, before: places.0, after: places.1, wording }));
    }

    /// Articles that are missing, new, merged, split, or in another order.
    fn articles(&mut self) {
        let m = self.matching;
        for index in 0..self.before.articles.len() {
            if m.article_after(index).is_some() {
                continue;
            }
            let here = vec![Unit::article(self.before, index)];
            let there: Vec<Place> = m.articles_with(index).iter().map(|&a| Unit::article(self.after, a)).collect();
            let what = match there.len() {
                0 => What::Missing,
                1 => What::Merged,
                _ => What::Split,
            };
            self.push((index, 0, 0), what, (here, there), what == What::Missing);
        }
        for index in 0..self.after.articles.len() {
            if m.article_before(index).is_some() {
                continue;
            }
            let there = vec![Unit::article(self.after, index)];
            let from = m.articles_from(index);
            let here: Vec<Place> = from.iter().map(|&b| Unit::article(self.before, b)).collect();
            let what = if here.is_empty() { What::Added } else { What::Split };
            let order = self.order(from.first().copied(), Some(index), 0);
            self.push(order, what, (here, there), what == What::Added);
        }
        let pairs: Vec<(usize, usize)> =
            (0..self.before.articles.len()).filter_map(|b| Some((b, m.article_after(b)?))).collect();
        for (b, a) in matching::out_of_order(&pairs) {
            let places = (vec![Unit::article(self.before, b)], vec![Unit::article(self.after, a)]);
            self.push((b, 0, 0), What::Moved, places, false);
        }
    }

    /// Authors, agency, place and date of articles that are one.
    fn bylines(&mut self) {
        for b in 0..self.before.articles.len() {
            let Some(a) = self.matching.article_after(b) else { continue };
            let (old, new) = (&self.before.articles[b].byline, &self.after.articles[a].byline);
            let (old, new) = unit::bylines(old.as_ref(), new.as_ref());
            if unit::bare(&old) == unit::bare(&new) {
                continue;
            }
            let place = |article: usize, text: String| {
                let place = Place { article: Some(article + 1), role: "byline".to_owned(), number: None, text };
                if place.text.is_empty() { Vec::new() } else { vec![place] }
            };
            let places = (place(b, old), place(a, new));
            let what = match (places.0.len(), places.1.len()) {
                (0, _) => What::Added,
                (_, 0) => What::Missing,
                _ => What::Changed,
            };
            self.push((b, 1, 0), what, places, true);
        }
    }

    /// Titles, blocks, teasers and furniture.
    fn groups(&mut self) {
        let same_home: Vec<(usize, usize)> =
            self.matching.groups.iter().filter_map(|group| self.stays(group)).collect();
        let families = same_home.chunk_by(|one, next| self.b_units[one.0].article == self.b_units[next.0].article);
        let strays: Vec<(usize, usize)> = families.flat_map(matching::out_of_order).collect();
        let mut last: Option<(usize, usize)> = None;
        for group in &self.matching.groups {
            let (b, a) = (&group.0, &group.1);
            let first = |units: &[Unit], list: &[usize]| list.first().and_then(|&unit| units[unit].article);
            let (b_article, a_article) = (first(self.b_units, b), first(self.a_units, a));
            let what = match (&b[..], &a[..]) {
                // The whole article is missing or new, and that is told already.
                (_, []) if b_article.is_some_and(|b| self.is_gone(b)) => continue,
                ([], _) if a_article.is_some_and(|a| self.is_fresh(a)) => continue,
                (_, []) => What::Missing,
                ([], _) => What::Added,
                (&[b], &[a]) => match self.pair(b, a, &strays) {
                    Some(what) => what,
                    None => continue,
                },
                ([_], _) => What::Split,
                (_, [_]) => What::Merged,
                _ => What::Recut,
            };
            let text = |units: &[Unit], list: &[usize]| list.iter().map(|&i| &units[i].bare[..]).collect::<String>();
            let wording = text(self.b_units, b) != text(self.a_units, a);
            // Neighbours that were moved together are told together.
            if let (What::Moved, false, &[b_unit], &[a_unit], Some(near)) = (what, wording, &b[..], &a[..], last)
                && near == (b_unit.wrapping_sub(1), a_unit.wrapping_sub(1))
                && self.b_units[near.0].article == b_article
                && self.a_units[near.1].article == a_article
                && let Some((_, difference)) = self.out.last_mut()
                && difference.what == What::Moved
            {
                difference.before.push(self.b_units[b_unit].place());
                difference.after.push(self.a_units[a_unit].place());
                last = Some((b_unit, a_unit));
                continue;
            }
            last = (what == What::Moved).then(|| b.first().copied().zip(a.first().copied())).flatten();
            let places = |units: &[Unit], list: &[usize]| list.iter().map(|&i| units[i].place()).collect();
            let index = b.first().or(a.first()).copied().unwrap_or(0);
            let mut order = self.order(b_article, a_article, index);
            order.1 = 2;
            self.push(order, what, (places(self.b_units, b), places(self.a_units, a)), wording);
        }
    }

    /// A pair whose article is the same on both pages.
    fn stays(&self, group: &(Vec<usize>, Vec<usize>)) -> Option<(usize, usize)> {
        let (&[b], &[a]) = (&group.0[..], &group.1[..]) else { return None };
        let home = |b: usize| self.matching.article_after(b);
        let same = match (self.b_units[b].article, self.a_units[a].article) {
            (Some(b), Some(a)) => home(b) == Some(a),
            (None, None) => self.b_units[b].role == self.a_units[a].role,
            _ => false,
        };
        (same && self.b_units[b].number.is_some() && self.a_units[a].number.is_some()).then_some((b, a))
    }

    /// What differs between two units that are one, if anything.
    fn pair(&self, b: usize, a: usize, strays: &[(usize, usize)]) -> Option<What> {
        let (old, new) = (&self.b_units[b], &self.a_units[a]);
        let home = old.article.map(|article| self.matching.article_after(article));
        let elsewhere = match (home, new.article) {
            // An article that went into another one took its blocks along.
            (Some(None), Some(_)) => false,
            (Some(home), there) => home != there,
            (None, there) => there.is_some_and(|a| self.matching.article_before(a).is_some()) && old.role == new.role,
        };
        // Blocks of an article that was split off went with it.
        let fresh = new.article.is_some_and(|a| self.matching.article_before(a).is_none());
        if old.role != new.role {
            Some(What::Retyped)
        } else if (elsewhere && !fresh) || strays.binary_search(&(b, a)).is_ok() {
            Some(What::Moved)
        } else if old.bare != new.bare {
            Some(What::Changed)
        } else {
            None
        }
    }

    fn is_gone(&self, b: usize) -> bool {
        self.matching.article_after(b).is_none() && self.matching.articles_with(b).is_empty()
    }

    fn is_fresh(&self, a: usize) -> bool {
        self.matching.article_before(a).is_none() && self.matching.articles_from(a).is_empty()
    }
}

#[cfg(test)]
mod tests;
