//! Titles that follow each other, dealt to the stories of the page.
//!
//! Where titles were moved away together, three questions hang together: which lines are one title, whose title it is,
//! and where a story begins inside another. So they are answered together, by the cheapest deal of the lines over the
//! places where a story may begin. What speaks for a deal is the wording that title and story share; what speaks against
//! it, titles that are torn apart or run together, titles without a story, and stories without a title. Moved titles
//! keep the order of their stories, so the best deal is a shortest path: over the lines, and over the places.

mod shares;

use super::affinity::Affinity;
use super::signature::is_signature;
use super::story::Story;
use super::title;
use crate::block::Title;
use crate::line::Ending;
use crate::line::facts::{Width, never_begins};
use shares::{Said, Shares};

/// A place where a story may begin: at the head of what stands between two titles, at a message head, or, inside a story,
/// where the measure changes, who wrote it is named or the one before goes on elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The story, and its paragraph.
    pub(super) story: usize,
    pub(super) paragraph: usize,
    /// How many paragraphs there are to the next place.
    pub(super) size: usize,
    /// Whether a story surely begins here: neither a change of measure nor the head of an agency's message does so, for
    /// stories have both in their middle.
    sure: bool,
}

/// What one place is to a chain of titles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Claim {
    /// What the titles that stand right before it may say for themselves; 0 if there are none.
    pub(super) rival: i32,
    /// Whether it has its title already.
    pub(super) taken: bool,
}

/// Where titles stand on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habit {
    /// Whether most stories have titles right before them.
    pub(super) in_place: bool,
    /// What it is worth that a title stands right before a story.
    pub(super) next: i32,
}

/// What it is worth that a title stands right before a story, where `right` of the `told` titles that tell their story
/// do so. Few say little against it.
pub(super) fn worth_of_place(right: i32, told: i32) -> i32 {
    let share = (right + 2) * 100 / (told + 2);
    SELDOM + (NEXT - SELDOM) * (share - 50).max(0) / 50
}

/// Lines of a chain that are one title, and the place at which its story begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dealt {
    pub(super) lines: std::ops::Range<usize>,
    pub(super) place: Option<usize>,
    /// What speaks for it, in hundredths.
    pub(super) score: i32,
}

/// What a title without a story costs, and a story without a title, in hundredths of a title's wording.
const HOMELESS: i32 = 18;
const UNTITLED: i32 = 6;
/// What it costs to begin a story where only the measure says so, and where an agency's message opens.
const CUT: i32 = 8;
const WIRED: i32 = 15;
/// What it costs more where the wording does not say so.
const BLIND: i32 = 10;
/// What speaks against it that names are a title.
const SIGNED: i32 = 25;
/// What speaks against it that half of a title are figures.
const FIGURES: i32 = 30;
/// What standing right before a story is worth where titles always do so, and where they do so half the time.
const NEXT: i32 = 70;
const SELDOM: i32 = 20;
/// The same where many titles stand together, of which most were moved there.
const NEAR: i32 = 25;
/// So much says that lines are running text: then their place says nothing of a title.
const RUNNING: i32 = 48;
/// So many of a hundred lines stand below a blank line where they do so for a reason.
const REGULAR: u8 = 96;
/// More lines than this are not one title.
const FEW: usize = 4;
/// So much says that a title is a story's, in whatever order they stand.
const SURE: i32 = 40;
/// No title has more lines.
const LONGEST: usize = 7;
/// So many lines are dealt at once, over so many places.
pub(super) const MOST_LINES: usize = 64;
pub(super) const MOST_PLACES: usize = 96;
/// Few titles are wider.
const WIDEST: Width = 3200;
/// Worse than all that comes.
const NEVER: i32 = i32::MIN / 2;

/// The places where a story may begin, in order.
pub(super) fn places(stories: &[Story]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(stories.len());
    for (story, s) in stories.iter().enumerate() {
        places.push(Place { story, paragraph: 0, size: 0, sure: !s.wired || s.fresh });
        for ((paragraph, signed), closed) in s.signed_above().enumerate().zip(s.closed_above()) {
            if paragraph > 0 && (signed || s.sets_anew(paragraph) || closed) {
                places.push(Place { story, paragraph, size: 0, sure: signed });
            }
            let last = places.len() - 1;
            places[last].size += 1;
        }
    }
    places
}

/// What the titles right before `place` may say for themselves: the place, and what they share with it at best.
pub(super) fn rival(titles: &[Title], affinity: &Affinity, place: usize, habit: Habit) -> i32 {
    let says = |n: usize| {
        let title = &titles[titles.len() - n..];
        let text: String = title.iter().map(|t| &*t.text).collect();
        let share = affinity.of_title(&text).iter().find(|k| k.0 == place).map_or(0, |k| k.1);
        let unlike = unlike(title, n == 1 && names(&title[0], affinity));
        let here = if unlike < RUNNING { nearness(titles.len(), habit) } else { 0 };
        here + share - unlike
    };
    (1..=LONGEST.min(titles.len())).map(says).max().unwrap_or(0).max(1)
}

/// What it says that titles stand right before a story.
fn nearness(titles: usize, habit: Habit) -> i32 {
    if moved(titles, habit) { NEAR } else { habit.next }
}

/// Whether so many titles that stand together were moved there.
const fn moved(titles: usize, habit: Habit) -> bool {
    titles > FEW && !habit.in_place
}

/// What the white between two lines of titles says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum White {
    /// Some stand apart and some do not.
    Parts,
    /// None stands apart, and what stands together before a story is its title.
    Joins,
    /// None stands apart, and they are titles of many stories: most lines begin one.
    Silent,
}

/// How the lines so far were dealt best.
#[derive(Clone, Copy)]
struct Way {
    /// What speaks for it.
    worth: i32,
    /// The first line of the last title.
    from: usize,
    /// The place where its story begins, if it has one.
    place: Option<usize>,
}

impl Way {
    const NONE: Self = Self { worth: NEVER, from: 0, place: None };

    fn better(&mut self, other: Self) {
        if other.worth > self.worth {
            *self = other;
        }
    }
}

/// Deals `titles` to `places`, of which `claims` and `affinity` tell; `next` is the one right behind them, if any is.
///
/// All indices of places are those of `affinity`, less `first`.
pub(super) fn deal(
    titles: &[Title],
    spaced: bool,
    (places, claims): (&[Place], &[Claim]),
    (affinity, first): (&Affinity, usize),
    (next, habit): (Option<usize>, Habit),
) -> Vec<Dealt> {
    let (lines, last) = (titles.len(), places.len());
    let near = nearness(lines, habit);
    let names: Vec<bool> = titles.iter().map(|t| names(t, affinity)).collect();
    let white = match spaced {
        true => White::Parts,
        false if moved(lines, habit) => White::Silent,
        false => White::Joins,
    };
    let seams: Vec<i32> = titles
        .windows(2)
        .zip(names.iter().skip(1))
        .map(|(w, &names)| seam(&w[0], &w[1], names, white, affinity))
        .collect();
    let words: Vec<Said> = titles.iter().map(|title| Said::of(&title.text, affinity)).collect();
    let mut shares = Shares::over(last, (affinity, first));
    let end = ends(places, claims);
    // What it costs to begin a story at a place.
    let begins = |place: &Place| match (place.sure, place.paragraph) {
        (true, _) => 0,
        (false, 0) => WIRED,
        (false, _) => CUT,
    };
    let begins: Vec<i32> = places.iter().map(begins).collect();
    // What it costs that nobody begins at a place.
    let orphan = |u: usize| places[u].sure && claims[u].rival == 0 && !claims[u].taken;
    let skipped: Vec<i32> = (0..last).map(|u| if orphan(u) { UNTITLED } else { 0 }).collect();
    // `best[j * width + u]`: the first `j` lines are dealt, and the stories before place `u` are done with.
    let width = last + 1;
    let mut best = vec![Way::NONE; width * (lines + 1)];
    best[0].worth = 0;
    for from in 0..=lines {
        let (done, ahead) = best.split_at_mut((from + 1) * width);
        let before = &mut done[from * width..];
        for u in 0..last {
            let way = before[u];
            before[u + 1].better(Way { worth: way.worth - skipped[u], ..way });
        }
        shares.clear();
        for to in from + 1..=lines.min(from + LONGEST) {
            let inner: i32 = seams[from..to - 1].iter().map(|&s| (-s).max(0)).sum();
            let cost = inner + seams.get(to - 1).map_or(0, |&s| s.max(0));
            let after = &mut ahead[(to - from - 1) * width..][..width];
            for (way, after) in before.iter().zip(after.iter_mut()) {
                after.better(Way { worth: way.worth - cost - HOMELESS, from, place: None });
            }
            shares.add(&words[to - 1]);
            let unlike = unlike(&titles[from..to], names[from]);
            let cost = cost + unlike;
            // A title whose words stand in one story is no other's.
            let heads = (0..last).filter(|&u| places[u].paragraph == 0);
            let most = heads.map(|u| evidence(shares.of_places(u..end[u]))).max().unwrap_or(0);
            for u in (0..last).filter(|&u| !claims[u].taken) {
                let here = if next == Some(u) && to == lines && unlike < RUNNING { near } else { 0 };
                let start = before[u].worth - cost - claims[u].rival - begins[u] + here;
                let mut share = 0;
                for (at, after) in (u..end[u]).zip(&mut after[u + 1..]) {
                    share += shares.added(at, u);
                    let says = evidence(share);
                    let blind = if places[u].paragraph > 0 && says < SURE { BLIND } else { 0 };
                    let worth = start + says - (most - says).max(0) / 2 - blind;
                    after.better(Way { worth, from, place: Some(u) });
                }
            }
        }
    }
    // The best way back.
    let mut dealt = Vec::new();
    let (mut to, mut behind) = (lines, last);
    while to > 0 {
        let Way { from, place, .. } = best[to * width + behind];
        let score = place.map_or(0, |u| {
            shares.clear();
            for line in &words[from..to] {
                shares.add(line);
            }
            let here = if next == Some(u) && to == lines { habit.next } else { 0 };
            shares.hundredths(shares.of_places(u..behind.min(end[u]))) + here
        });
        dealt.push(Dealt { lines: from..to, place, score });
        (to, behind) = (from, place.unwrap_or(behind));
    }
    dealt.reverse();
    dealt
}

/// Up to which place a story reaches that begins at each: to the next where another surely begins.
fn ends(places: &[Place], claims: &[Claim]) -> Vec<usize> {
    let m = places.len();
    let mut end = vec![m; m];
    for u in (0..m.saturating_sub(1)).rev() {
        let other = places[u + 1].sure || claims[u + 1].rival > 0 || claims[u + 1].taken;
        end[u] = if other { u + 1 } else { end[u + 1] };
    }
    end
}

/// The place whose story surely is that of `titles`, wherever it stands; only those where a story begins anyway, and that
/// nobody has yet.
pub(super) fn stray(
    titles: &[Title],
    (places, claims): (&[Place], &[Claim]),
    (affinity, first): (&Affinity, usize),
) -> Option<(usize, i32)> {
    let mut shares = Shares::over(places.len(), (affinity, first));
    for line in titles {
        shares.add(&Said::of(&line.text, affinity));
    }
    let end = ends(places, claims);
    let heads = (0..places.len()).filter(|&u| places[u].paragraph == 0 || places[u].sure);
    let found = heads.map(|u| (shares.of_places(u..end[u]), std::cmp::Reverse(u))).max();
    let (share, std::cmp::Reverse(place)) = found?;
    let says = evidence(share) - claims[place].rival;
    (!claims[place].taken && says >= SURE).then(|| (place, shares.hundredths(share)))
}

/// What it says that a story has so much of a title: three pairs that no other story has leave little doubt.
fn evidence(share: i32) -> i32 {
    share.min(300) / 5 + (share - 300).max(0) / 25
}

/// Whether a line holds nothing but names.
fn names(line: &Title, affinity: &Affinity) -> bool {
    is_signature(&line.text, |a, b| affinity.has(a, b))
}

/// What speaks against it that lines are a title, and not lines of a story that lost their place, or only names, as the
/// first may be.
fn unlike(lines: &[Title], names: bool) -> i32 {
    let of = |line: &Title| {
        let facts = &line.facts;
        // In Latin script a point may stand behind a number or a letter.
        let stops = if facts.is_latin() { 0 } else { facts.inner_stops.min(2) };
        let marks = i32::try_from(facts.commas.min(3) + 4 * stops).unwrap_or(0);
        // A row of hours or prices is no title.
        let figures = if facts.digits * 2 >= facts.chars.max(6) { FIGURES } else { 0 };
        marks * 12 + figures + if facts.width > WIDEST { 20 } else { 0 }
    };
    let breaks_off = lines.last().is_some_and(|l| l.facts.ending == Ending::Comma);
    let names = lines.len() == 1 && names;
    lines.iter().map(of).sum::<i32>() + if breaks_off { 30 } else { 0 } + if names { SIGNED } else { 0 }
}

/// What speaks for it that two lines belong to one title, and if less than nothing, against it; `names` says whether the
/// lower holds nothing else.
fn seam(above: &Title, below: &Title, names: bool, white: White, affinity: &Affinity) -> i32 {
    let (a, b) = (&above.facts, &below.facts);
    if a.open || a.ending == Ending::Opener || b.chars <= 2 && b.digits == 0 || never_begins(b.first) {
        return 80;
    }
    // A title that names its page is whole.
    if crate::line::cue::page_of(&above.text).is_some() {
        return -80;
    }
    if below.frame && !above.frame {
        return -80;
    }
    let mut seam = match (white, b.blanks > 0) {
        (White::Parts, true) => -50,
        // Where all lines are spaced, a missing blank line says that the lines stand in one frame.
        (White::Parts, false) if below.spacing >= REGULAR => 70,
        (White::Parts, false) => 15,
        (White::Joins, _) => 35,
        (White::Silent, _) => -25,
    };
    seam += match a.ending {
        Ending::Comma => 40,
        Ending::Dash | Ending::Colon => 25,
        _ => 0,
    };
    if title::even(a, b) {
        seam += 25;
    }
    if names || below.text.starts_with(['—', '●']) {
        seam += 20;
    }
    // A word that is cut in two stands whole in the story.
    if affinity.has(a.last, b.first) {
        seam += 30;
    }
    seam
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_titles_is_worth_what_the_wording_finds() {
        assert_eq!(worth_of_place(0, 0), NEXT);
        assert_eq!(worth_of_place(12, 12), NEXT);
        // One in three that is wrong says more against it where it is one of many.
        assert!(worth_of_place(20, 30) < worth_of_place(2, 3) && worth_of_place(2, 3) < NEXT);
        assert_eq!(worth_of_place(0, 30), SELDOM);
    }

    #[test]
    fn a_row_of_hours_is_hardly_a_title() {
        let says = |text: &str| {
            let text = crate::text::Text::of(text, 0);
            let facts = crate::line::Facts::of(&text, 0);
            unlike(&[Title { frame: false, place: None, spacing: 0, vertical: false, text, facts }], false)
        };
        assert!(says("5月7日6:00-18:00") >= FIGURES);
        assert_eq!(says("城东停电五小时"), 0);
        assert!(says("2019年秋收开镰") < FIGURES);
    }
}
