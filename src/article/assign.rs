//! Titles to stories: one title group a story, one story a title group, and "none" is an answer for both.

use std::collections::BTreeSet;

use super::affinity::{Affinity, Wording};
use super::deal;
use super::divide;
use super::guide::{self, Entry, Stretch};
use super::headless;
use super::moor;
use super::story::{Cast, Chain, Story, paragraphs, sizes};
use crate::block::Title;
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
/// So much of a title's wording, in hundredths, tells its story, if no other has half of it.
const TELLING: i32 = 40;
/// So many lines right before a story are asked whose they are.
const MOST_TELLING: usize = 3;
/// No more titles of one chain are compared with all stories; the rest go by their place.
const MOST_GROUPS: usize = 4000;

/// Titles that belong together, and how sure it is that they are the story's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Debug, Default)]
pub struct Assigned {
    /// The stories with their titles.
    pub stories: Vec<(Story, Option<Group>)>,
    /// Titles without a story.
    pub(super) teasers: Vec<Entry>,
    /// The wording that titles and stories share.
    pub affinity: Affinity,
    /// Whether blank lines between titles mean something.
    pub spaced: bool,
}

/// A group on its way to a story.
pub(super) struct Candidate {
    lines: Vec<Title>,
    /// The story behind its chain.
    next: usize,
    /// Whether it stands below the label of the page guide.
    guided: bool,
    /// Whether its lines are one that was too long for the guide.
    one: bool,
    /// Its chain.
    chain: usize,
    /// What stories have of its wording, if it [seeks](Self::seeks) one.
    kin: Vec<(usize, i32)>,
    /// The story and the paragraph where its own begins.
    place: Option<(usize, usize)>,
    story: Option<usize>,
    score: i32,
    above: usize,
    below: usize,
}

impl Candidate {
    fn of(lines: Vec<Title>, from: &Stretch) -> Self {
        let Stretch { next, guided, chain, .. } = *from;
        Self {
            lines,
            next,
            guided,
            one: false,
            chain,
            kin: Vec::new(),
            place: None,
            story: None,
            score: 0,
            above: 0,
            below: 0,
        }
    }

    /// Its lines in a row.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|t| &*t.text).collect()
    }

    /// Whether it is of a story that is still to be found.
    const fn seeks(&self) -> bool {
        self.story.is_none() && !self.guided
    }

    fn kinship(&self, story: usize) -> i32 {
        self.kin.iter().find(|k| k.0 == story).map_or(0, |k| k.1)
    }
}

/// Gives titles to stories.
#[must_use]
pub fn assign(cast: &mut Cast) -> Assigned {
    let mut stories = std::mem::take(&mut cast.stories);
    let adrift = std::mem::take(&mut cast.adrift);
    let words: Vec<String> = adrift.iter().map(|(table, _)| moor::words(table)).collect();
    let chains = std::mem::take(&mut cast.chains);
    let spaced = double_spaced(&chains);
    let titles = chains.iter().flat_map(|c| c.titles.iter().map(|t| &*t.text));
    let wording = Wording::of(titles.chain(words.iter().map(String::as_str)), paragraphs(&stories));
    let mut affinity = wording.of_stories(sizes(&stories));
    moor::moor(&mut stories, adrift, &words, &affinity);
    let untitled = untitled(&chains, stories.len());
    let stretches = |(i, chain)| guide::stretches(chain, i, &affinity, &untitled);
    let chains: Vec<Stretch> = chains.into_iter().enumerate().flat_map(stretches).collect();
    let mut groups = deal_all(chains, &stories, &wording, spaced);
    let cuts = cuts(&groups);
    for group in &mut groups {
        group.next += cuts.iter().filter(|c| c.0 < group.next).count();
        group.story = group.place.map(|place| place.0 + cuts.iter().filter(|c| **c <= place).count());
    }
    let stories = divide::divide(stories, &cuts);
    if !cuts.is_empty() {
        affinity = wording.of_stories(sizes(&stories));
    }
    for group in groups.iter_mut().filter(|group| group.seeks()) {
        group.kin = affinity.of_title(&group.text());
    }
    match_up(&mut groups, &stories);
    in_order(&mut groups, stories.len());
    absorb(&mut groups);
    Assigned { affinity, spaced, ..hand_out(groups, stories) }
}

/// Which stories have no titles right before them, where fewer titles stand outside the guide than half of the stories
/// need, or where no white parts any titles and a third of the stories have none: then an extractor gave all titles at
/// once, and those of the guide first.
fn untitled(chains: &[Chain], stories: usize) -> Vec<bool> {
    let elsewhere: usize = chains.iter().map(|chain| chain.titles.len().min(chain.guide_from)).sum();
    let mut untitled = vec![true; stories];
    for chain in chains {
        untitled.get_mut(chain.story).into_iter().for_each(|untitled| *untitled = false);
    }
    let count = untitled.iter().filter(|untitled| **untitled).count();
    let close = || chains.iter().all(|chain| chain.titles.iter().all(|title| title.facts.blanks == 0));
    let at_once = elsewhere * 2 < stories || count * 3 >= stories && close();
    untitled.iter().map(|untitled| *untitled && at_once).collect()
}

/// Deals the titles of all chains to the places where stories may begin.
fn deal_all(stretches: Vec<Stretch>, stories: &[Story], wording: &Wording, spaced: bool) -> Vec<Candidate> {
    let places = deal::places(stories);
    let affinity = wording.of_stories(places.iter().map(|p| p.size));
    let heads: Vec<usize> = (0..places.len()).filter(|&p| places[p].paragraph == 0).collect();
    let mut claims = vec![deal::Claim::default(); places.len()];
    let owner = |stretch: &Stretch| heads.get(stretch.next).copied().filter(|_| stretch.adjacent && !stretch.guided);
    // Where most stories have titles right before them, titles were not moved.
    let followed = stretches.iter().filter(|s| owner(s).is_some()).count();
    let in_place = followed * 10 >= heads.len() * 7;
    let habit = deal::Habit { in_place, next: worth_of_place(&stretches, &places, heads.len(), &affinity) };
    for stretch in &stretches {
        if let Some(place) = owner(stretch) {
            claims[place].rival = deal::rival(&stretch.titles, &affinity, place, habit);
        }
    }
    let mut groups = Vec::new();
    for mut stretch in stretches {
        if stretch.guided {
            let entries = guide::entries(&mut stretch, spaced);
            groups.extend(entries.into_iter().map(|e| Candidate { one: e.one, ..Candidate::of(e.lines, &stretch) }));
            continue;
        }
        let own = owner(&stretch);
        if let Some(place) = own {
            claims[place].rival = 0;
        }
        let mut rest = std::mem::take(&mut stretch.titles).into_iter();
        while rest.len() > 0 {
            let titles: Vec<Title> = rest.by_ref().take(deal::MOST_LINES).collect();
            // Titles are not moved further than a page is long.
            let middle = heads.get(stretch.next).copied().unwrap_or(places.len());
            let first = middle.saturating_sub(deal::MOST_PLACES / 2);
            let last = (first + deal::MOST_PLACES).min(places.len());
            let next = own.filter(|_| rest.len() == 0).map(|p| p - first);
            let window = (&places[first..last], &claims[first..last]);
            let mut dealt = deal::deal(&titles, spaced, window, (&affinity, first), (next, habit));
            for d in dealt.iter().filter_map(|d| d.place) {
                claims[first + d].taken = true;
            }
            // Some titles are moved out of order.
            for d in dealt.iter_mut().filter(|d| d.place.is_none()) {
                let window = (&places[first..last], &claims[first..last]);
                let found = deal::stray(&titles[d.lines.clone()], window, (&affinity, first));
                if let Some((place, score)) = found {
                    claims[first + place].taken = true;
                    (d.place, d.score) = (Some(place), score);
                }
            }
            let mut titles = titles.into_iter();
            for d in dealt {
                let place = d.place.map(|p| first + p);
                let lines = titles.by_ref().take(d.lines.len()).collect();
                let place = place.map(|p| (places[p].story, places[p].paragraph));
                groups.push(Candidate { place, score: d.score, ..Candidate::of(lines, &stretch) });
            }
        }
    }
    groups
}

/// What it is worth on this page that titles stand right before a story, from what the wording says of those whose story
/// it tells for itself.
fn worth_of_place(stretches: &[Stretch], places: &[deal::Place], stories: usize, affinity: &Affinity) -> i32 {
    let (mut told, mut right) = (0, 0);
    for stretch in stretches.iter().filter(|s| s.adjacent && !s.guided && s.next < stories) {
        let titles = &stretch.titles[stretch.titles.len().saturating_sub(MOST_TELLING)..];
        let text: String = titles.iter().map(|t| &*t.text).collect();
        let mut shares: Vec<(usize, i32)> = Vec::new();
        for (place, share) in affinity.of_title(&text) {
            let story = places[place].story;
            match shares.iter_mut().find(|s| s.0 == story) {
                Some(known) => known.1 += share,
                None => shares.push((story, share)),
            }
        }
        let best = shares.iter().copied().max_by_key(|&(story, share)| (share, story)).unwrap_or_default();
        let clear = shares.iter().all(|other| other.0 == best.0 || other.1 * 2 <= best.1);
        if best.1 >= TELLING && clear {
            told += 1;
            right += i32::from(best.0 == stretch.next);
        }
    }
    deal::worth_of_place(right, told)
}

/// Where titles begin their story inside another, in order.
fn cuts(groups: &[Candidate]) -> Vec<(usize, usize)> {
    let mut cuts: Vec<(usize, usize)> = groups.iter().filter_map(|g| g.place).filter(|p| p.1 > 0).collect();
    cuts.sort_unstable();
    cuts
}

/// Whether blank lines between titles mean something on this page.
fn double_spaced(chains: &[Chain]) -> bool {
    let (mut blank, mut close) = (0, 0);
    for title in chains.iter().flat_map(|c| c.titles.iter().skip(1)) {
        if title.facts.blanks > 0 { blank += 1 } else { close += 1 }
    }
    blank > 0 && close > 0 || blank > 2
}

/// Pairs groups and stories that are left by their wording, the surest first.
fn match_up(groups: &mut [Candidate], stories: &[Story]) {
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for (g, group) in groups.iter().enumerate().filter(|(_, group)| group.seeks()).take(MOST_GROUPS) {
        pairs.extend(group.kin.iter().filter(|k| k.1 >= KIN).map(|&(story, share)| (share, g, story)));
    }
    pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut taken = vec![false; stories.len()];
    for story in groups.iter().filter_map(|g| g.story) {
        taken[story] = true;
    }
    for (score, g, story) in pairs {
        if !taken[story] && groups[g].story.is_none() {
            (groups[g].story, groups[g].score) = (Some(story), score);
            taken[story] = true;
        }
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
        if !groups[g].seeks() {
            g += 1;
            continue;
        }
        let chain = groups[g].chain;
        let end = (g..groups.len()).find(|&i| !groups[i].seeks() || groups[i].chain != chain).unwrap_or(groups.len());
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
        if !group.seeks() {
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
    let in_place = are_in_place(&groups);
    let mut assigned = Assigned { stories: stories.into_iter().map(|s| (s, None)).collect(), ..Assigned::default() };
    for group in groups {
        match group.story {
            Some(story) => {
                let confidence = u8::try_from((group.score * 2 / 3 + 35).clamp(40, 99)).unwrap_or(50);
                assigned.stories[story].1 =
                    Some(Group { lines: group.lines, above: group.above, below: group.below, confidence });
            }
            None => assigned.teasers.push(Entry { lines: group.lines, one: group.one }),
        }
    }
    assigned.stories = headless::merge(assigned.stories, in_place);
    assigned
}

/// Whether nearly all titles that have a story stand right before it.
fn are_in_place(groups: &[Candidate]) -> bool {
    let told = groups.iter().filter(|group| group.story.is_some());
    let (told, right) = told.fold((0, 0), |(told, right), g| (told + 1, right + i32::from(g.story == Some(g.next))));
    right * 10 >= told * 9
}
