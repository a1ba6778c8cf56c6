//! Titles to stories: one title group a story, one story a title group, and "none" is an answer for both.

use std::collections::BTreeSet;

use super::affinity::{Affinity, Wording};
use super::divide;
use super::guide;
use super::moor;
use super::story::{Cast, Chain, Story, paragraphs, sizes};
use super::title;
use crate::block::Title;
use crate::line::facts::Width;
use crate::line::{Ending, Facts};
use crate::rule::{Certainty, Rule};

/// Titles to stories.
pub const RULE: Rule = Rule {
    code: "A01",
    name: "title-of-story",
    summary: "Gives each title to the story whose wording it shares, or before which it stands.",
    why: "Extractors move headlines away from their stories; the words of a headline come again in its story.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// Titles without a story.
pub const TEASER: Rule = Rule {
    code: "A02",
    name: "teaser",
    summary: "Keeps a title apart whose story is not on the page.",
    why: "The page guide prints titles of stories inside the paper.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// How much of a title's wording a story must have to be its story from afar, in hundredths.
const KIN: i32 = 34;
/// What standing right before a story is worth, in hundredths of wording.
const NEXT: i32 = 55;
/// A headline that is broken over lines has none wider than this.
const WIDEST_BROKEN: Width = 1600;
/// No more titles of one chain are compared with all stories; the rest go by their place.
const MOST_GROUPS: usize = 4000;

/// Titles that belong together, and how sure it is that they are the story's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The lines.
    pub lines: Vec<Title>,
    /// How many of the first lines came from a text frame of their own, and so are kickers.
    pub above: usize,
    /// How many of the last lines came from a text frame of their own, and so are decks.
    pub below: usize,
    /// How sure, in hundredths.
    pub confidence: u8,
}

/// Which titles went where.
#[derive(Clone, Debug, Default)]
pub struct Assigned {
    /// The stories with their titles.
    pub stories: Vec<(Story, Option<Group>)>,
    /// Titles without a story.
    pub teasers: Vec<Vec<Title>>,
}

/// A group on its way to a story.
pub(super) struct Candidate {
    lines: Vec<Title>,
    /// The story behind its chain, and how many groups stand between.
    next: usize,
    between: usize,
    /// Whether it stands below the label of the page guide.
    guided: bool,
    /// Its chain.
    chain: usize,
    kin: Vec<(usize, i32)>,
    story: Option<usize>,
    score: i32,
    above: usize,
    below: usize,
}

impl Candidate {
    /// Its lines in a row.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|t| &*t.text).collect()
    }

    /// The story that has most of its wording, if that is much.
    pub(super) fn kinsman(&self) -> Option<usize> {
        let best = self.kin.iter().max_by_key(|k| (k.1, std::cmp::Reverse(k.0)))?;
        (best.1 >= KIN).then_some(best.0)
    }

    /// The story it was given.
    pub(super) const fn story(&self) -> Option<usize> {
        self.story
    }

    /// Whether it stands in the page guide.
    pub(super) const fn guided(&self) -> bool {
        self.guided
    }

    /// Its chain.
    pub(super) const fn chain(&self) -> usize {
        self.chain
    }

    fn kinship(&self, story: usize) -> i32 {
        self.kin.iter().find(|k| k.0 == story).map_or(0, |k| k.1)
    }
}

/// Gives titles to stories.
#[must_use]
pub fn assign(cast: &mut Cast) -> Assigned {
    let mut stories = std::mem::take(&mut cast.stories);
    moor::moor(&mut stories, std::mem::take(&mut cast.adrift));
    let chains = std::mem::take(&mut cast.chains);
    let spaced = double_spaced(&chains);
    let titles: Vec<&str> = chains.iter().flat_map(|c| c.titles.iter().map(|t| &*t.text)).collect();
    let wording = Wording::of(titles, paragraphs(&stories));
    let affinity = wording.of_stories(sizes(&stories));
    let mut groups: Vec<Candidate> = Vec::new();
    for (index, chain) in chains.into_iter().enumerate() {
        groups.extend(candidates(chain, index, spaced, &affinity));
    }
    match_up(&mut groups, &stories);
    in_order(&mut groups, stories.len());
    let (stories, cuts) = divide::divide(&groups, stories, &wording);
    if !cuts.is_empty() {
        let affinity = wording.of_stories(sizes(&stories));
        for group in &mut groups {
            group.next += cuts.iter().filter(|&&story| story < group.next).count();
            (group.story, group.score) = (None, 0);
            group.kin = affinity.of_title(&group.text());
        }
        match_up(&mut groups, &stories);
        in_order(&mut groups, stories.len());
    }
    absorb(&mut groups);
    hand_out(groups, stories)
}

/// Whether blank lines between titles mean something on this page.
fn double_spaced(chains: &[Chain]) -> bool {
    let (mut blank, mut close) = (0, 0);
    for title in chains.iter().flat_map(|c| c.titles.iter().skip(1)) {
        if title.facts.blanks > 0 { blank += 1 } else { close += 1 }
    }
    blank > 0 && close > 0 || blank > 2
}

/// Cuts a chain into groups.
fn candidates(chain: Chain, index: usize, spaced: bool, affinity: &Affinity) -> Vec<Candidate> {
    let Chain { titles, story, guide_from } = chain;
    let mut groups: Vec<Candidate> = Vec::new();
    let kin_of = |lines: &[Title]| {
        let text: String = lines.iter().map(|t| &*t.text).collect();
        affinity.of_title(&text)
    };
    let count = titles.len();
    // Without blank lines, only the wording tells where the guide ends and the first story's title begins.
    let box_end = guide::end_of_box(&titles, guide_from);
    let own_from = match box_end {
        Some(end) => end,
        None if guide_from < count => end_of_guide(&titles, guide_from, story, affinity),
        None => 0,
    };
    let guide_width = titles[guide_from.min(count)..own_from.max(guide_from.min(count))]
        .iter()
        .map(|t| t.facts.width)
        .max()
        .unwrap_or(0);
    for (i, title) in titles.into_iter().enumerate() {
        let guided = i >= guide_from && i < own_from;
        let starts = match groups.last() {
            None => true,
            Some(group) => {
                let above = &group.lines[group.lines.len() - 1];
                group.guided != guided
                    || i == guide_from
                    || new_group(above, &title, spaced && !(guided && box_end.is_some()), guided)
                        && !(guided && wrapped(above, &title, guide_width))
            }
        };
        if starts {
            groups.push(Candidate {
                lines: vec![title],
                next: story,
                between: 0,
                guided,
                chain: index,
                kin: Vec::new(),
                story: None,
                score: 0,
                above: 0,
                below: 0,
            });
        } else if let Some(group) = groups.last_mut() {
            group.lines.push(title);
        }
    }
    let many = groups.len();
    for (i, group) in groups.iter_mut().enumerate() {
        group.between = many - 1 - i;
        group.kin = kin_of(&group.lines);
    }
    groups
}

/// From which title on the titles are those of the story behind the chain.
fn end_of_guide(titles: &[Title], from: usize, story: usize, affinity: &Affinity) -> usize {
    // Lines that are pieces of one title are weighed together.
    let runs = title::runs(&titles[from..]);
    let runs = runs.into_iter().flat_map(|run| {
        // Wide lines of one width are titles of the guide below each other, not one title broken.
        let broken = titles[from + run.start].facts.width <= WIDEST_BROKEN;
        if broken { vec![run] } else { run.map(|i| i..i + 1).collect() }
    });
    let runs: Vec<_> = runs.collect();
    let (mut best, mut best_at, mut sum) = (0, titles.len(), 0);
    for run in runs.iter().rev() {
        let (start, end) = (from + run.start, from + run.end);
        let text: String = titles[start..end].iter().map(|t| &*t.text).collect();
        let share = affinity.of_title(&text).iter().find(|k| k.0 == story).map_or(0, |k| k.1);
        // The line right above the story needs less to be its title.
        let next_to = if end == titles.len() { 18 } else { 0 };
        let clear = blank_above(&titles[start]) && end < titles.len() && blank_above(&titles[end]);
        sum += share + next_to - if clear { 32 } else { 26 };
        if sum > best {
            (best, best_at) = (sum, start);
        }
    }
    best_at
}

fn blank_above(title: &Title) -> bool {
    title.facts.blanks > 0
}

/// Whether `below` is the rest of a guide's title that was wider than the guide's box.
fn wrapped(above: &Title, below: &Title, widest: Width) -> bool {
    widest >= 1850 && above.facts.width + Facts::lead(&below.text) > widest && below.facts.width < widest - 200
}

/// Whether a new group of titles begins with `below`.
fn new_group(above: &Title, below: &Title, spaced: bool, guided: bool) -> bool {
    if above.facts.open || above.facts.ending == Ending::Opener || below.facts.chars <= 2 {
        return false;
    }
    // A title that names its page is whole.
    if crate::line::cue::page_of(&above.text).is_some() {
        return true;
    }
    if below.frame && !above.frame {
        return true;
    }
    if spaced {
        return below.facts.blanks > 0;
    }
    if above.vertical != below.vertical {
        return false;
    }
    guided
}

/// Pairs groups and stories by wording and place, the surest first.
fn match_up(groups: &mut [Candidate], stories: &[Story]) {
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for (g, group) in groups.iter().enumerate().take(MOST_GROUPS) {
        for &(story, share) in group.kin.iter().filter(|k| k.1 >= KIN / 2 || k.0 == group.next) {
            pairs.push((share + place_bonus(group, story), g, story));
        }
        if group.next < stories.len() && group.kinship(group.next) == 0 {
            pairs.push((place_bonus(group, group.next), g, group.next));
        }
    }
    pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut taken = vec![false; stories.len()];
    for (score, g, story) in pairs {
        if taken[story] || groups[g].story.is_some() || groups[g].guided || score < KIN {
            continue;
        }
        groups[g].story = Some(story);
        groups[g].score = score;
        taken[story] = true;
    }
}

fn place_bonus(group: &Candidate, story: usize) -> i32 {
    if story == group.next {
        match group.between {
            0 => NEXT,
            1 => NEXT / 3,
            _ => 0,
        }
    } else if story + 1 == group.next {
        4
    } else {
        0
    }
}

/// Titles that were moved away together keep the order of their stories: what is left over between two pairs that are
/// sure is paired in order, where the numbers agree.
fn in_order(groups: &mut [Candidate], stories: usize) {
    let mut free: BTreeSet<usize> = (0..stories).collect();
    for story in groups.iter().filter_map(|g| g.story) {
        free.remove(&story);
    }
    let mut g = 0;
    while g < groups.len() {
        if groups[g].story.is_some() || groups[g].guided {
            g += 1;
            continue;
        }
        let chain = groups[g].chain;
        let end = (g..groups.len())
            .find(|&i| groups[i].story.is_some() || groups[i].guided || groups[i].chain != chain)
            .unwrap_or(groups.len());
        let before = g.checked_sub(1).filter(|&i| groups[i].chain == chain).and_then(|i| groups[i].story);
        let after = groups.get(end).filter(|x| x.chain == chain).and_then(|x| x.story);
        let from = before.map_or(if chain == 0 { 0 } else { groups[g].next }, |s| s + 1);
        let to = after.unwrap_or(stories);
        let between: Vec<usize> = free.range(from..to.max(from)).copied().take(end - g + 1).collect();
        if between.len() == end - g && (before.is_some() || after.is_some() || end - g > 1) {
            for (group, story) in groups[g..end].iter_mut().zip(between) {
                group.story = Some(story);
                group.score = KIN;
                free.remove(&story);
            }
        }
        g = end;
    }
}

/// A group whose neighbour belongs to a story with whose wording it agrees is that story's kicker or deck.
fn absorb(groups: &mut Vec<Candidate>) {
    let mut rest = std::mem::take(groups).into_iter().peekable();
    while let Some(group) = rest.next() {
        if group.story.is_some() || group.guided {
            groups.push(group);
            continue;
        }
        let best = group.kin.iter().map(|k| k.1).max().unwrap_or(0);
        let share = |other: Option<&Candidate>| {
            let other = other.filter(|o| o.chain == group.chain)?;
            Some(group.kinship(other.story?)).filter(|&share| share >= KIN && share == best)
        };
        let (above, below) = (share(groups.last()), share(rest.peek()));
        if let (Some(host), true) = (rest.peek_mut(), below.is_some() && below >= above) {
            host.above += group.lines.len();
            host.lines.splice(0..0, group.lines);
        } else if let (Some(host), true) = (groups.last_mut(), above.is_some()) {
            host.below += group.lines.len();
            host.lines.extend(group.lines);
        } else {
            groups.push(group);
        }
    }
}

/// Hands each story its titles; what is left is a crosshead or a teaser.
fn hand_out(groups: Vec<Candidate>, stories: Vec<Story>) -> Assigned {
    let mut assigned = Assigned { stories: stories.into_iter().map(|s| (s, None)).collect(), ..Assigned::default() };
    for group in groups {
        match group.story {
            Some(story) => {
                let confidence = u8::try_from((group.score * 2 / 3 + 35).clamp(40, 99)).unwrap_or(50);
                assigned.stories[story].1 =
                    Some(Group { lines: group.lines, above: group.above, below: group.below, confidence });
            }
            None => assigned.teasers.push(group.lines),
        }
    }
    merge_headless(&mut assigned);
    assigned
}

/// A story without a title and without a message head is the rest of the one before it.
fn merge_headless(assigned: &mut Assigned) {
    let mut merged: Vec<(Story, Option<Group>)> = Vec::with_capacity(assigned.stories.len());
    for (story, group) in std::mem::take(&mut assigned.stories) {
        match merged.last_mut() {
            Some((before, _)) if group.is_none() && (!story.headed || story.wired && !story.fresh) => {
                before.items.extend(story.items);
            }
            _ => merged.push((story, group)),
        }
    }
    assigned.stories = merged;
}
