//! The cheapest explanation of lines that stand on one body.
//!
//! Each line is a title, a name, a line of verse, or the first, a middle, the last or the only line of a paragraph at one
//! of the lengths that lines near by have. What a choice costs is ten times the natural logarithm of how rarely such
//! lines look so; the whole is a shortest path, linear in the lines.

use super::super::{Line, Place, Role};
use super::look::Look;
use super::notice;

/// What a choice costs.
pub(super) type Cost = i32;

/// What does not come about.
pub(super) const NEVER: Cost = 1 << 28;
/// How many lengths of lines near by are tried for a line, and how far "near by" reaches.
pub(super) const LENGTHS: usize = 6;
const REACH: usize = 8;
/// The shortest length that is tried.
pub(super) const NARROW: u32 = 3;

/// The places of a paragraph at one length, without and with a lost indent, and the line of verse.
pub(super) const PLACES: [Place; 4] = [Place::First, Place::Middle, Place::Last, Place::Only];
pub(super) const VERSE: usize = 8;
pub(super) const PER_LENGTH: usize = 9;
/// The states that have no length.
pub(super) const TITLE: usize = LENGTHS * PER_LENGTH;
pub(super) const NAME: usize = TITLE + 1;
/// The first of the short lines beside a head that is set into its paragraph, and the others.
pub(super) const BESIDE_FIRST: usize = NAME + 1;
pub(super) const BESIDE: usize = BESIDE_FIRST + 1;
pub(super) const STATES: usize = BESIDE + 1;

/// The shortest line of verse that is set two lines in one; other verse has five or seven characters a line, and so
/// many lines. Shorter lines without a mark below each other are a list or an advertisement.
pub(super) const VERSE_PAIR: u32 = 10;
const VERSE_LINES: [u32; 2] = [5, 7];
const STANZA: usize = 4;
/// What follows what.
const TITLE_TITLE: Cost = 10;
/// Papers that space their lines out give a story one title.
const TITLE_TITLE_SPACED: Cost = 20;
const TITLE_NAME: Cost = 16;
const TITLE_TEXT: Cost = 10;
const NAME_TEXT: Cost = 2;
const NAME_OTHER: Cost = 25;
const TEXT_TEXT: Cost = 7;
const TEXT_TITLE: Cost = 8;
const TEXT_NAME: Cost = 30;
const FIRST_MIDDLE: Cost = 2;
const FIRST_LAST: Cost = 16;
const MIDDLE_MIDDLE: Cost = 1;
const MIDDLE_LAST: Cost = 23;
const ONLY: Cost = 18;
const LIST_BEGINS: Cost = 40;
const PAIRS_BEGIN: Cost = 70;
/// Another length below a paragraph, and inside one; another kind of indent.
const NEW_LENGTH: Cost = 20;
const LENGTH_INSIDE: Cost = 38;
const NEW_INDENT: Cost = 15;
/// Short lines beside a head, and the full lines below it; so many short lines there may be.
const HEAD_BESIDE: Cost = 15;
const BESIDE_FULL: Cost = 6;
const LEAST_BESIDE: usize = 2;
const MOST_BESIDE: usize = 5;

/// The lengths that lines near each line have most often, its own among them.
fn lengths(looks: &[Look]) -> Vec<[u32; LENGTHS]> {
    let near = |i: usize| {
        let own = looks[i].length;
        let mut counted: Vec<(u32, u32)> = Vec::with_capacity(2 * REACH + 1);
        for look in &looks[i.saturating_sub(REACH)..(i + REACH + 1).min(looks.len())] {
            match counted.iter_mut().find(|(length, _)| *length == look.length) {
                Some((_, count)) => *count += 1,
                None => counted.push((look.length, 1)),
            }
        }
        counted.retain(|&(length, count)| length >= NARROW && count > 1 && length != own);
        counted.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let mut lengths = [0; LENGTHS];
        lengths[0] = own;
        for (slot, (length, _)) in lengths[1..].iter_mut().zip(counted) {
            *slot = length;
        }
        lengths
    };
    (0..looks.len()).map(near).collect()
}

/// Whether line `at` is the first beside a head that is set into its paragraph.
///
/// It and a few more are shorter than the full lines below them by what the head takes up, whose type is twice the size
/// of the text, or one and a half times. Lines as long as the head rather go round a picture.
fn stands_beside(looks: &[Look], at: usize) -> bool {
    let Some(head) = at.checked_sub(1).map(|n| &looks[n]).filter(|head| head.may_stand_in()) else { return false };
    let length = looks[at].length;
    if head.length == length {
        return false;
    }
    let beside = looks[at..].iter().take(MOST_BESIDE + 1).take_while(|look| look.length == length).count();
    let Some(below) = looks.get(at + beside..).filter(|_| (LEAST_BESIDE..=MOST_BESIDE).contains(&beside)) else {
        return false;
    };
    let full = |size: u32| {
        let measure = length + head.length * size / 2;
        let near = below.iter().take(3).filter(|look| look.length.abs_diff(measure) <= 1).count();
        near > 1 || size == 4 && below.first().is_some_and(|look| look.length == measure)
    };
    full(4) || full(3)
}

/// A state and what it costs to have come there.
type Best = (Cost, usize);

/// How one came to the line above.
struct Above<'a> {
    costs: &'a [Cost; STATES],
    /// The cheapest way to the end of a paragraph.
    text: Best,
    lengths: &'a [u32; LENGTHS],
    look: &'a Look,
}

/// The cheapest of the states for which `fits`.
fn cheapest(costs: &[Cost; STATES], states: impl Iterator<Item = usize>) -> Best {
    states.map(|s| (costs[s], s)).min().unwrap_or((NEVER, TITLE))
}

/// The states of one place at every length.
fn each_length(place: usize) -> impl Iterator<Item = usize> {
    (0..LENGTHS).map(move |k| k * PER_LENGTH + place)
}

/// Gives lines that follow each other their roles. Bylines among them stay bylines.
pub(super) fn solve(lines: &mut [Line], spaced: bool, code: &'static str) {
    let looks: Vec<Look> = lines.iter().map(Look::of).collect();
    let lengths = lengths(&looks);
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(lines.len());
    let mut costs = [NEVER; STATES];
    for (i, look) in looks.iter().enumerate() {
        let mut own = look.costs(&lengths[i], spaced);
        if !stands_beside(&looks, i) {
            own[BESIDE_FIRST] = NEVER;
        }
        if lines[i].role == Role::Byline {
            own = [NEVER; STATES];
            own[NAME] = 0;
        }
        let (mut next, mut from) = ([NEVER; STATES], [0u8; STATES]);
        let text = cheapest(&costs, [2, 3, 6, 7, VERSE].into_iter().flat_map(each_length));
        let above =
            Above { costs: &costs, text, lengths: &lengths[i.saturating_sub(1)], look: &looks[i.saturating_sub(1)] };
        for s in 0..STATES {
            let (cost, came) = if i == 0 { (begin(s), s) } else { come(s, &above, look.length, &lengths[i], spaced) };
            next[s] = (own[s] + cost).min(NEVER);
            from[s] = u8::try_from(came).unwrap_or(0);
        }
        // Only differences matter, and sums must not grow without end.
        let least = next.iter().copied().min().unwrap_or(0);
        costs = next.map(|cost| if cost < NEVER { cost - least } else { NEVER });
        back.push(from);
    }
    let ends = |s: usize| {
        matches!(s, TITLE | NAME) || s < TITLE && (s % PER_LENGTH == VERSE || PLACES[s % PER_LENGTH % 4].ends())
    };
    // A page may break off in a paragraph.
    let mut state = (0..STATES).min_by_key(|&s| costs[s] + if ends(s) { 0 } else { NEW_LENGTH }).unwrap_or(TITLE);
    let mut states = vec![state; lines.len()];
    for i in (1..lines.len()).rev() {
        state = usize::from(back[i][state]);
        states[i - 1] = state;
    }
    give(lines, &looks, &states, code);
    let even = |n: usize, m: usize| is_verse(states[n]) && looks[n].length.abs_diff(looks[m].length) <= 1;
    let beside = |n: usize| n > 0 && even(n - 1, n) || n + 1 < states.len() && even(n + 1, n);
    let rhyme = |n: usize| is_verse(states[n]) && beside(n);
    notice::take_out(lines, |n| looks[n].length, |n| looks[n].is_plain() && !rhyme(n));
}

/// Whether the line is one of verse or of a list.
const fn is_verse(state: usize) -> bool {
    state < TITLE && state % PER_LENGTH == VERSE
}

/// Gives the lines the roles that their states stand for.
fn give(lines: &mut [Line], looks: &[Look], states: &[usize], code: &'static str) {
    let mut i = 0;
    while i < lines.len() {
        let length = looks[i].length;
        let alike = |&n: &usize| is_verse(states[n]) && looks[n].length.abs_diff(length) <= 1;
        let mut len = (i..lines.len()).take_while(alike).count();
        let even = looks[i..i + len].iter().all(|look| look.length == length);
        let rhyme = length >= VERSE_PAIR;
        let verse = rhyme || even && VERSE_LINES.contains(&length) && len >= STANZA && len % 2 == 0;
        let tail = |n: usize| is_verse(states[n]) && looks[n].length < length;
        len = (len + usize::from(rhyme && i + len < lines.len() && tail(i + len))).max(1);
        for (n, line) in lines[i..i + len].iter_mut().enumerate().filter(|(_, line)| line.role == Role::Unknown) {
            let beside = states.get(i + n + 1) == Some(&BESIDE_FIRST);
            let chapter = looks[i + n].is_chapter() && states.get(i + n + 1).is_some_and(|&s| s < TITLE);
            let inside = i + n > 0 && !matches!(states[i + n - 1], TITLE | NAME);
            line.role = match states[i + n] {
                TITLE if beside && inside || chapter => Role::Crosshead,
                TITLE => Role::Display,
                NAME => Role::Byline,
                BESIDE_FIRST => Role::Body(Place::First),
                BESIDE => Role::Body(Place::Middle),
                s if is_verse(s) && !verse => Role::Display,
                s if is_verse(s) => Role::Body(match (n == 0, n + 1 == len) {
                    (true, true) => Place::Only,
                    (true, false) => Place::First,
                    (false, false) => Place::Middle,
                    (false, true) => Place::Last,
                }),
                s => Role::Body(PLACES[s % PER_LENGTH % 4]),
            };
            line.because = code;
        }
        i += len;
    }
}

/// What it costs that lines begin with a state.
fn begin(state: usize) -> Cost {
    match state {
        TITLE | NAME => 10,
        BESIDE_FIRST | BESIDE => NEVER,
        s if s % PER_LENGTH == VERSE => 60,
        s if PLACES[s % PER_LENGTH % 4].begins() => 10 + NEW_LENGTH,
        // Lines go on from a paragraph above some furniture.
        _ => 10 + LENGTH_INSIDE,
    }
}

/// How one comes to a state at the cheapest.
fn come(state: usize, above: &Above<'_>, length: u32, here: &[u32; LENGTHS], spaced: bool) -> Best {
    let Above { costs, text, lengths: above, look } = *above;
    let plus = |(cost, s): Best, more: Cost| (cost + more, s);
    let title = (costs[TITLE], TITLE);
    let name = (costs[NAME], NAME);
    let least = |ways: &[Best]| ways.iter().copied().min().unwrap_or((NEVER, TITLE));
    let titles = if spaced { TITLE_TITLE_SPACED } else { TITLE_TITLE };
    match state {
        TITLE => return least(&[plus(title, titles), plus(name, NAME_OTHER), plus(text, TEXT_TITLE)]),
        NAME => return least(&[plus(title, TITLE_NAME), plus(name, NAME_OTHER), plus(text, TEXT_NAME)]),
        BESIDE_FIRST => return plus(title, HEAD_BESIDE),
        BESIDE => {
            if look.length != length {
                return (NEVER, TITLE);
            }
            return least(&[BESIDE_FIRST, BESIDE].map(|s| (costs[s], s)));
        }
        _ => {}
    }
    let (k, place) = (state / PER_LENGTH, state % PER_LENGTH);
    // The same length, as the line above counts it.
    let same = above.iter().position(|&length| length == here[k]).map(|k| k * PER_LENGTH);
    if place == VERSE {
        let begins = if here[k] >= VERSE_PAIR { PAIRS_BEGIN } else { LIST_BEGINS };
        let on = same.map_or((NEVER, TITLE), |at| (costs[at + VERSE] + 1, at + VERSE));
        return least(&[plus(title, begins), plus(name, begins), plus(text, begins), on]);
    }
    let indent = place / 4 * 4;
    let (first, middle) = (indent, indent + 1);
    let inside = |first_cost: Cost, middle_cost: Cost| {
        let any = [
            plus(cheapest(costs, each_length(first)), first_cost + LENGTH_INSIDE),
            plus(cheapest(costs, each_length(middle)), middle_cost + LENGTH_INSIDE),
        ];
        let on = same
            .map(|at| [(costs[at + first] + first_cost, at + first), (costs[at + middle] + middle_cost, at + middle)]);
        let below = if here[k] * 2 >= look.length * 3 {
            [BESIDE_FIRST, BESIDE].map(|s| (costs[s] + BESIDE_FULL, s))
        } else {
            [(NEVER, TITLE); 2]
        };
        least(&any).min(on.map_or((NEVER, TITLE), |on| least(&on))).min(least(&below))
    };
    match PLACES[place % 4] {
        Place::Middle => inside(FIRST_MIDDLE, MIDDLE_MIDDLE),
        Place::Last => inside(FIRST_LAST, MIDDLE_LAST),
        place => {
            let only = if place == Place::Only { ONLY } else { 0 };
            let new = least(&[
                plus(title, TITLE_TEXT + NEW_LENGTH),
                plus(name, NAME_TEXT + NEW_LENGTH),
                plus(text, TEXT_TEXT + NEW_LENGTH),
            ]);
            let below = same.map_or((NEVER, TITLE), |at| {
                let indented = |p: usize| if p / 4 * 4 == indent { 0 } else { NEW_INDENT };
                let ways = [2, 3, 6, 7].map(|p| (costs[at + p] + TEXT_TEXT + indented(p), at + p));
                least(&ways)
            });
            plus(new.min(below), only)
        }
    }
}
