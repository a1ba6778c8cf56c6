//! Which part of one page is which part of the other.
//!
//! Articles and units are known by the pieces of text that only they have on their page. Time grows with the length of
//! the pages.

use std::collections::{BTreeMap, HashMap};

use super::unit::Unit;

/// Pieces of so many characters tell texts apart.
const PIECE: usize = 5;

/// What belongs together on two pages.
#[derive(Debug)]
pub(super) struct Matching {
    after_of: Vec<Option<usize>>,
    before_of: Vec<Option<usize>>,
    /// For articles without a partner: those of the other page that have most of their blocks.
    with: Vec<Vec<usize>>,
    from: Vec<Vec<usize>>,
    /// Units of the first and of the second page that are the same text, or pieces of it.
    pub groups: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Matching {
    pub fn of(before: &[Unit], after: &[Unit], b_articles: usize, a_articles: usize) -> Self {
        let (after_of, before_of) = articles(before, after, b_articles, a_articles);
        let mut links = Links::new(before, after);
        links.exact(&after_of);
        links.pieces();
        links.titles(&after_of);
        let groups = links.groups();
        let (mut with, mut from) = (vec![Vec::new(); b_articles], vec![Vec::new(); a_articles]);
        for (b_list, a_list) in &groups {
            for b in b_list.iter().filter_map(|&b| before[b].article) {
                for a in a_list.iter().filter_map(|&a| after[a].article) {
                    if !with[b].contains(&a) {
                        with[b].push(a);
                    }
                    if !from[a].contains(&b) {
                        from[a].push(b);
                    }
                }
            }
        }
        Self { after_of, before_of, with, from, groups }
    }

    /// The article of the second page that is this one of the first.
    pub fn article_after(&self, before: usize) -> Option<usize> {
        self.after_of[before]
    }

    /// The article of the first page that is this one of the second.
    pub fn article_before(&self, after: usize) -> Option<usize> {
        self.before_of[after]
    }

    /// The articles of the second page that have something of this one of the first.
    pub fn articles_with(&self, before: usize) -> &[usize] {
        &self.with[before]
    }

    /// The articles of the first page from which this one of the second has something.
    pub fn articles_from(&self, after: usize) -> &[usize] {
        &self.from[after]
    }
}

type Partners = Vec<Option<usize>>;

/// Articles one to one: first those that have most in common.
fn articles<'u>(before: &'u [Unit], after: &'u [Unit], b_count: usize, a_count: usize) -> (Partners, Partners) {
    let (b_owners, a_owners) = (owners(before, |_, unit| unit.article), owners(after, |_, unit| unit.article));
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (piece, b) in &b_owners {
        if let (Some(b), Some(Some(a))) = (b, a_owners.get(piece)) {
            *votes.entry((*b, *a)).or_default() += 1;
        }
    }
    // The same headline counts as half of the shorter article.
    let headlines = |units: &'u [Unit]| -> Vec<(&'u str, usize)> {
        let titles = units.iter().filter(|unit| unit.role == "headline");
        titles.filter_map(|unit| Some((&unit.bare[..], unit.article?))).collect()
    };
    let sizes = |owners: &HashMap<&str, Option<usize>>, count: usize| {
        let mut sizes = vec![0; count];
        owners.values().flatten().for_each(|&owner| sizes[owner] += 1);
        sizes
    };
    let (b_sizes, a_sizes): (Vec<usize>, Vec<usize>) = (sizes(&b_owners, b_count), sizes(&a_owners, a_count));
    let mut waiting: HashMap<&str, Vec<usize>> = HashMap::new();
    headlines(after).into_iter().rev().for_each(|(title, a)| waiting.entry(title).or_default().push(a));
    for (title, b) in headlines(before) {
        if let Some(a) = waiting.get_mut(title).and_then(Vec::pop) {
            *votes.entry((b, a)).or_default() += 1 + b_sizes[b].min(a_sizes[a]) / 2;
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = votes.into_iter().collect();
    pairs.sort_by_key(|&(pair, votes)| (std::cmp::Reverse(votes), pair));
    let (mut after_of, mut before_of) = (vec![None; b_count], vec![None; a_count]);
    for ((b, a), _) in pairs {
        if after_of[b].is_none() && before_of[a].is_none() {
            (after_of[b], before_of[a]) = (Some(a), Some(b));
        }
    }
    (after_of, before_of)
}

/// The pieces of text that have one owner; those that have several are kept with none.
fn owners(units: &[Unit], owner: impl Fn(usize, &Unit) -> Option<usize>) -> HashMap<&str, Option<usize>> {
    let mut owners: HashMap<&str, Option<usize>> = HashMap::new();
    for (number, unit) in units.iter().enumerate() {
        let Some(owner) = owner(number, unit) else { continue };
        for piece in pieces(&unit.bare) {
            owners
                .entry(piece)
                .and_modify(|known| *known = known.filter(|&known| known == owner))
                .or_insert(Some(owner));
        }
    }
    owners
}

/// Every run of [`PIECE`] characters.
fn pieces(bare: &str) -> impl Iterator<Item = &str> {
    let starts = bare.char_indices().map(|(at, _)| at);
    let ends = bare.char_indices().map(|(at, _)| at).chain([bare.len()]).skip(PIECE);
    starts.zip(ends).map(|(start, end)| &bare[start..end])
}

/// Units that belong together.
struct Links<'u> {
    before: &'u [Unit],
    after: &'u [Unit],
    b_linked: Vec<bool>,
    a_linked: Vec<bool>,
    pairs: Vec<(usize, usize)>,
}

impl<'u> Links<'u> {
    fn new(before: &'u [Unit], after: &'u [Unit]) -> Self {
        let (b_linked, a_linked) = (vec![false; before.len()], vec![false; after.len()]);
        Self { before, after, b_linked, a_linked, pairs: Vec::new() }
    }

    fn link(&mut self, b: usize, a: usize) {
        self.b_linked[b] = true;
        self.a_linked[a] = true;
        self.pairs.push((b, a));
    }

    /// Units that say the same: first those in the same role and article, then in the same role, then any.
    fn exact(&mut self, after_of: &[Option<usize>]) {
        for round in 0..3 {
            let mut waiting: HashMap<(&str, &str, Option<usize>), Vec<usize>> = HashMap::new();
            for (a, unit) in self.after.iter().enumerate().rev().filter(|(a, _)| !self.a_linked[*a]) {
                let role = if round < 2 { &unit.role[..] } else { "" };
                let article = if round < 1 { unit.article } else { None };
                waiting.entry((&unit.bare, role, article)).or_default().push(a);
            }
            for (b, unit) in self.before.iter().enumerate() {
                let home = unit.article.map(|article| after_of[article]);
                // An article without a partner waits for the later rounds.
                if self.b_linked[b] || (round < 1 && home == Some(None)) {
                    continue;
                }
                let role = if round < 2 { &unit.role[..] } else { "" };
                let article = if round < 1 { home.flatten() } else { None };
                if let Some(a) = waiting.get_mut(&(&unit.bare[..], role, article)).and_then(Vec::pop) {
                    self.link(b, a);
                }
            }
        }
    }

    /// Units that have a third of the shorter one's pieces in common.
    fn pieces(&mut self) {
        let free = |linked: &[bool], number: usize| (!linked[number]).then_some(number);
        let b_owners = owners(self.before, |number, _| free(&self.b_linked, number));
        let a_owners = owners(self.after, |number, _| free(&self.a_linked, number));
        let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (piece, b) in &b_owners {
            if let (Some(b), Some(Some(a))) = (b, a_owners.get(piece)) {
                *common.entry((*b, *a)).or_default() += 1;
            }
        }
        for ((b, a), count) in common {
            let shorter = self.before[b].bare.chars().count().min(self.after[a].bare.chars().count());
            if count * 3 >= shorter.saturating_sub(PIECE - 1).max(1) {
                self.link(b, a);
            }
        }
    }

    /// Titles of one article that have the same role are one title, whatever they say.
    fn titles(&mut self, after_of: &[Option<usize>]) {
        let mut waiting: HashMap<(&str, usize), usize> = HashMap::new();
        for (a, unit) in self.after.iter().enumerate().filter(|(a, unit)| !self.a_linked[*a] && unit.number.is_none())
        {
            if let Some(article) = unit.article {
                waiting.insert((&unit.role, article), a);
            }
        }
        for (b, unit) in self.before.iter().enumerate().filter(|(_, unit)| unit.number.is_none()) {
            let home = unit.article.and_then(|article| after_of[article]);
            if let Some(home) = home.filter(|_| !self.b_linked[b])
                && let Some(a) = waiting.remove(&(&unit.role[..], home))
            {
                self.link(b, a);
            }
        }
    }

    /// What hangs together, in the order of the first page; then what only the second page has.
    fn groups(self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let b_count = self.before.len();
        let mut parent: Vec<usize> = (0..b_count + self.after.len()).collect();
        for (b, a) in self.pairs {
            let (b, a) = (root(&mut parent, b), root(&mut parent, b_count + a));
            parent[b.max(a)] = b.min(a);
        }
        let mut groups: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for node in 0..parent.len() {
            let group = groups.entry(root(&mut parent, node)).or_default();
            if node < b_count { group.0.push(node) } else { group.1.push(node - b_count) }
        }
        groups.into_values().collect()
    }
}

/// The first node of those that hang together with this one.
fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// The pairs that leave the order of the others: all but the longest rising chain.
pub(super) fn out_of_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let narrow: Vec<(u32, u32)> =
        pairs.iter().map(|&(b, a)| (crate::text::to_u32(b), crate::text::to_u32(a))).collect();
    let chain = super::super::align::rising(&narrow);
    let mut chain = chain.iter().peekable();
    pairs.iter().filter(|pair| chain.next_if(|link| *link == *pair).is_none()).copied().collect()
}
