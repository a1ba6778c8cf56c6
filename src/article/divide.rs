//! Stories that run into each other because their titles were moved away.
//!
//! Where titles stand far from their stories, two stories without a message head follow each other without a sign. A
//! title that found no story tells where one must begin: between the stories of its neighbours, at the paragraph that
//! has its wording, where the measure changes.

use super::affinity::Wording;
use super::assign::Candidate;
use super::story::Story;
use crate::rule::{Certainty, Rule};

/// Stories that run into each other.
pub const RULE: Rule = Rule {
    code: "A05",
    name: "undivided-stories",
    summary: "Begins a story inside another where a title without a story says that one must begin.",
    why: "Titles that were moved away leave no sign between their stories but their wording and a change of measure.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// How much must speak for a cut, in hundredths of a title's wording.
const ENOUGH: i32 = 6;
/// Titles that stand right above their stories were not moved: so many must stand together.
const FEWEST: usize = 3;
/// No more titles than this are looked at, nor more paragraphs for each.
const MOST_TITLES: usize = 64;
const MOST_PARAGRAPHS: usize = 400;

/// Cuts stories where titles without a story say so; returns the stories, and which of the old ones were cut, in order.
pub(super) fn divide(groups: &[Candidate], stories: Vec<Story>, wording: &Wording) -> (Vec<Story>, Vec<usize>) {
    let cuts = cuts(groups, &stories, wording);
    if cuts.is_empty() {
        return (stories, Vec::new());
    }
    let mut out = Vec::with_capacity(stories.len() + cuts.len());
    for (index, story) in stories.into_iter().enumerate() {
        let mut rest = story;
        let mut behind = 0;
        for &(_, paragraph) in cuts.iter().filter(|c| c.0 == index) {
            let (head, tail) = rest.cut(paragraph - behind);
            out.push(head);
            (rest, behind) = (tail, paragraph);
        }
        out.push(rest);
    }
    (out, cuts.into_iter().map(|c| c.0).collect())
}

/// Where to cut: the story and its paragraph, in order.
fn cuts(groups: &[Candidate], stories: &[Story], wording: &Wording) -> Vec<(usize, usize)> {
    let homeless = |g: &Candidate| g.story().is_none() && !g.guided();
    // How many groups each chain has.
    let mut sizes: Vec<usize> = Vec::new();
    for group in groups {
        sizes.resize(sizes.len().max(group.chain() + 1), 0);
        sizes[group.chain()] += 1;
    }
    let moved = |g: &Candidate| sizes[g.chain()] >= FEWEST;
    let lost: Vec<usize> =
        (0..groups.len()).filter(|&g| homeless(&groups[g]) && moved(&groups[g])).take(MOST_TITLES).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let places: Vec<(usize, usize)> = stories
        .iter()
        .enumerate()
        .flat_map(|(s, story)| (0..story.paragraphs().count()).map(move |p| (s, p)))
        .collect();
    let titles: Vec<String> = groups.iter().map(Candidate::text).collect();
    let affinity = wording.of_stories(places.iter().map(|_| 1));
    let shares: Vec<Vec<(usize, i32)>> = titles.iter().map(|t| affinity.of_title(t)).collect();
    let share = |of: &[(usize, i32)], place: usize| of.iter().find(|k| k.0 == place).map_or(0, |k| k.1);
    let mut owners: Vec<Option<usize>> = vec![None; stories.len()];
    for (g, group) in groups.iter().enumerate().rev() {
        if let Some(story) = group.story() {
            owners[story] = Some(g);
        }
    }
    let owner = |story: usize| owners.get(story).copied().flatten();
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for g in lost {
        let chain = groups[g].chain();
        let mates = || groups.iter().enumerate().filter(|(_, o)| o.chain() == chain);
        let above = mates().filter(|&(i, _)| i < g).filter_map(|(_, o)| o.story()).next_back();
        let below = mates().filter(|&(i, _)| i > g).find_map(|(_, o)| o.story());
        // Moved titles keep the order of their stories, as a rule.
        let (from, to) = match (above, below) {
            (Some(a), Some(b)) if a < b => (a, b),
            (Some(a), None) => (a, stories.len()),
            (None, Some(b)) => (0, b),
            _ => (0, stories.len()),
        };
        // Where one story has its wording, the cut is there or nowhere: it may be that story's kicker or deck.
        let (from, to, below) = match groups[g].kinsman() {
            Some(story) => (story, story + 1, below.filter(|&b| b == story)),
            None => (from, to, below),
        };
        let first = places.partition_point(|p| p.0 < from);
        let window = &places[first..places.partition_point(|p| p.0 < to)];
        let wish = |title: usize, at: usize, against: Option<usize>| {
            let rival = against.map_or(0, |o| share(&shares[o], at));
            share(&shares[title], at) + share(&shares[title], at + 1) / 3 - rival / 2
        };
        // Without a change of measure the wording alone may be a kicker's or a deck's, that quotes from the middle.
        let free = |at: &usize| {
            let (story, paragraph) = places[*at];
            stories[story].sets_anew(paragraph) && !cuts.contains(&places[*at])
        };
        // Either the title begins inside a story that another title has …
        let inside = (first..first + window.len().min(MOST_PARAGRAPHS))
            .filter(free)
            .map(|at| (wish(g, at, owner(places[at].0)), std::cmp::Reverse(places[at])));
        // … or it has the beginning of the next title's story, and that one begins inside.
        let next = below.filter(|&b| b < stories.len()).zip(below.and_then(owner));
        let begins = next.into_iter().flat_map(|(story, owner)| {
            let from = places.partition_point(|p| p.0 < story);
            let count = stories[story].measures.len().min(MOST_PARAGRAPHS);
            (from..from + count).filter(free).map(move |at| (owner, at))
        });
        let begins = begins.map(|(owner, at)| (wish(owner, at, Some(g)), std::cmp::Reverse(places[at])));
        let best = inside.chain(begins).max();
        if let Some((score, std::cmp::Reverse(place))) = best
            && score >= ENOUGH
        {
            cuts.push(place);
        }
    }
    cuts.sort_unstable();
    cuts
}
