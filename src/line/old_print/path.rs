//! The cheapest explanation of lines that stand on one body.
//!
//! Each line is a title, a name, a line of verse, or the first, a middle, the last or the only line of a paragraph at one
//! of the lengths that lines near by have. What a choice costs is ten times the natural logarithm of how rarely such
//! lines look so; the whole is a shortest path, linear in the lines.

use super::super::facts::is_ideograph;
use super::super::{Line, Place, Role};

/// What a choice costs.
type Cost = i32;

/// What does not come about.
const NEVER: Cost = 1 << 28;
/// How many lengths of lines near by are tried for a line, and how far "near by" reaches.
const LENGTHS: usize = 6;
const REACH: usize = 8;
/// The shortest length that is tried.
const NARROW: u32 = 3;

/// The places of a paragraph at one length, without and with a lost indent, and the line of verse.
const PLACES: [Place; 4] = [Place::First, Place::Middle, Place::Last, Place::Only];
const VERSE: usize = 8;
const PER_LENGTH: usize = 9;
/// The states that have no length.
const TITLE: usize = LENGTHS * PER_LENGTH;
const NAME: usize = TITLE + 1;
const STATES: usize = NAME + 1;

/// The shortest line of verse that is set two lines in one; other verse has five or seven characters a line, and so
/// many lines. Shorter lines without a mark below each other are a list or an advertisement.
const VERSE_PAIR: u32 = 10;
const VERSE_LINES: [u32; 2] = [5, 7];
const STANZA: usize = 4;
/// No column is wider: longer lines are whole paragraphs.
const WIDE: u32 = 70;
/// The longest title without doubts, and the longest name in brackets.
const LONG_TITLE: u32 = 14;
const LONG_NAME: u32 = 10;

/// What a line length costs, by how many characters the line is longer than its measure: from five fewer to three more.
type ByLength = [Cost; 9];
const EXACT: ByLength = [55, 60, 60, 50, 22, 5, 28, 60, 60];
const EXACT_FIRST: ByLength = [60, 60, 60, 45, 12, 8, 28, 60, 60];
const INDENTED: ByLength = [60, 60, 60, 35, 3, 28, 50, 60, 60];
const LAST: ByLength = [6, 25, 25, 25, 25, 22, 40, 60, 60];
/// The same where lines are spaced out, so that one has a character more or less than another.
const SPACED: ByLength = [55, 60, 60, 40, 14, 5, 22, 55, 55];
const SPACED_LAST: ByLength = [6, 25, 25, 28, 27, 27, 40, 60, 60];

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

/// What is to be known of a line.
struct Look {
    length: u32,
    /// How many marks of a sentence it has.
    marks: u32,
    first: char,
    last: char,
    /// Whether it is all in brackets, and short, as a name is.
    name: bool,
    /// Whether it has the head of a message: `（倫敦廿日電）`.
    head: bool,
    /// Whether a mark stands behind its first character.
    cut: bool,
}

impl Look {
    fn of(line: &Line) -> Self {
        let facts = &line.facts;
        let is_mark = |&c: &char| matches!(c, '、' | '，' | '。' | '；' | '：' | '？' | '！');
        let marks = line.text.chars().filter(is_mark).count();
        let marks = u32::try_from(marks).unwrap_or(u32::MAX);
        let bracketed = facts.chars <= LONG_NAME && facts.first == '（' && facts.last == '）' && marks == 0;
        let head = facts.first == '（' && ["電）", "訊）"].iter().any(|end| line.text.contains(end));
        let name = bracketed && !head && line.text.chars().filter(|&c| c == '（').count() == 1;
        let cut = line.text.chars().nth(1).as_ref().is_some_and(is_mark);
        Self { length: facts.chars, marks, first: facts.first, last: facts.last, name, head, cut }
    }

    /// Whether a mark ends it.
    fn is_closed(&self) -> bool {
        !is_ideograph(self.last) && !self.last.is_alphanumeric() && !matches!(self.last, '（' | '「' | '『')
    }

    /// Whether it begins as items and messages do.
    fn opens(&self) -> bool {
        self.first == '（' && self.last != '）' || self.has_ornament() && !self.is_flanked()
    }

    /// Whether ornaments stand on both sides, as beside captions.
    fn is_flanked(&self) -> bool {
        self.first == self.last && self.has_ornament()
    }

    fn has_ornament(&self) -> bool {
        matches!(self.first, '▲' | '△' | '●' | '○' | '◎' | '◇' | '◆' | '■' | '□' | '◘' | '★' | '☆' | '※')
    }

    /// What it costs that a paragraph or title begins with such a character.
    const fn begun(&self) -> Cost {
        match self.first {
            '、' | '，' | '。' | '；' | '：' | '？' | '！' | '）' | '」' | '』' => 50,
            // Few sentences begin with one character and a pause, but in one line of ten a clause ends so.
            _ if self.cut => 15,
            _ => 0,
        }
    }

    /// What it costs that a paragraph goes on behind it, and that it ends.
    fn end(&self) -> (Cost, Cost) {
        match self.last {
            '、' => (22, 3),
            '。' => (35, 3),
            '，' | '（' | '「' | '『' => (30, 40),
            '云' => (12, 8),
            _ if self.is_flanked() => (40, 40),
            '）' if self.head => (5, 40),
            _ if self.is_closed() => (40, 12),
            _ => (2, 28),
        }
    }

    fn title(&self) -> Cost {
        let closed = self.marks == 0 && self.is_closed() && self.last != '）' && !self.is_flanked();
        let message = self.first == '（' && self.last != '）';
        let marks = Cost::try_from(self.marks.min(100)).unwrap_or(0);
        let long = Cost::try_from(self.length.saturating_sub(LONG_TITLE).min(100)).unwrap_or(0);
        18 + marks * 28
            + long * 8
            + self.begun()
            + if closed { 25 } else { 0 }
            + if self.head {
                60
            } else if message {
                25
            } else {
                0
            }
    }

    /// Whether it may be a line of verse or of a list, which have no marks.
    fn is_verse(&self) -> bool {
        self.marks == 0 && self.length > 1 && self.first != '（' && self.last != '）'
    }

    /// What the line costs in each state.
    fn costs(&self, lengths: &[u32; LENGTHS], spaced: bool) -> [Cost; STATES] {
        let mut costs = [NEVER; STATES];
        costs[TITLE] = self.title();
        if self.name {
            costs[NAME] = 5;
        }
        let (mut goes_on, ends) = self.end();
        if self.length > WIDE {
            goes_on = NEVER / 2;
        }
        // Running text has a mark in every ten characters.
        let bare = if self.marks == 0 { Cost::try_from(self.length.min(100)).unwrap_or(0) } else { 0 };
        let begins = self.begun() + if self.opens() { -12 } else { 3 };
        let inside = if self.opens() { 20 } else { 0 };
        for (k, &length) in lengths.iter().enumerate().filter(|&(_, &length)| length > 0) {
            let own = &mut costs[k * PER_LENGTH..(k + 1) * PER_LENGTH];
            let longer = i64::from(self.length) - i64::from(length);
            let by = usize::try_from(longer.clamp(-5, 3) + 5).unwrap_or(0);
            let (middle, last) = if spaced { (SPACED, SPACED_LAST) } else { (EXACT, LAST) };
            for (indent, first) in [EXACT_FIRST, INDENTED].iter().enumerate() {
                // Where lines are spaced out, a character less is no indent.
                if spaced && indent == 1 {
                    continue;
                }
                own[indent * 4] = first[by] + goes_on + bare + begins;
                own[indent * 4 + 1] = middle[by] + goes_on + bare + inside + 2;
                own[indent * 4 + 2] = last[by] + ends + bare + inside;
                own[indent * 4 + 3] = last[by] + ends + bare + begins;
            }
            // The lines of verse have one length, those of a list nearly.
            if self.is_verse() {
                own[VERSE] = match longer {
                    0 => 6,
                    1 | -1 => 12,
                    // The last line of a rhyme that is set like a paragraph.
                    ..-1 if length >= VERSE_PAIR => 31,
                    _ => NEVER,
                };
            }
        }
        costs
    }
}

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

/// A state and what it costs to have come there.
type Best = (Cost, usize);

/// How one came to the line above.
struct Above<'a> {
    costs: &'a [Cost; STATES],
    /// The cheapest way to the end of a paragraph.
    text: Best,
    lengths: &'a [u32; LENGTHS],
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
        if lines[i].role == Role::Byline {
            own = [NEVER; STATES];
            own[NAME] = 0;
        }
        let (mut next, mut from) = ([NEVER; STATES], [0u8; STATES]);
        let text = cheapest(&costs, [2, 3, 6, 7, VERSE].into_iter().flat_map(each_length));
        let above = Above { costs: &costs, text, lengths: &lengths[i.saturating_sub(1)] };
        for s in 0..STATES {
            let (cost, came) = if i == 0 { (begin(s), s) } else { come(s, &above, &lengths[i], spaced) };
            next[s] = (own[s] + cost).min(NEVER);
            from[s] = u8::try_from(came).unwrap_or(0);
        }
        // Only differences matter, and sums must not grow without end.
        let least = next.iter().copied().min().unwrap_or(0);
        costs = next.map(|cost| if cost < NEVER { cost - least } else { NEVER });
        back.push(from);
    }
    let ends = |s: usize| s >= TITLE || s % PER_LENGTH == VERSE || PLACES[s % PER_LENGTH % 4].ends();
    // A page may break off in a paragraph.
    let mut state = (0..STATES).min_by_key(|&s| costs[s] + if ends(s) { 0 } else { NEW_LENGTH }).unwrap_or(TITLE);
    let mut states = vec![state; lines.len()];
    for i in (1..lines.len()).rev() {
        state = usize::from(back[i][state]);
        states[i - 1] = state;
    }
    give(lines, &looks, &states, code);
}

/// Gives the lines the roles that their states stand for.
fn give(lines: &mut [Line], looks: &[Look], states: &[usize], code: &'static str) {
    let is_verse = |s: usize| s < TITLE && s % PER_LENGTH == VERSE;
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
            line.role = match states[i + n] {
                TITLE => Role::Display,
                NAME => Role::Byline,
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
        s if s % PER_LENGTH == VERSE => 60,
        s if PLACES[s % PER_LENGTH % 4].begins() => 10 + NEW_LENGTH,
        // Lines go on from a paragraph above some furniture.
        _ => 10 + LENGTH_INSIDE,
    }
}

/// How one comes to a state at the cheapest.
fn come(state: usize, above: &Above<'_>, here: &[u32; LENGTHS], spaced: bool) -> Best {
    let Above { costs, text, lengths: above } = *above;
    let plus = |(cost, s): Best, more: Cost| (cost + more, s);
    let title = (costs[TITLE], TITLE);
    let name = (costs[NAME], NAME);
    let least = |ways: &[Best]| ways.iter().copied().min().unwrap_or((NEVER, TITLE));
    let titles = if spaced { TITLE_TITLE_SPACED } else { TITLE_TITLE };
    match state {
        TITLE => return least(&[plus(title, titles), plus(name, NAME_OTHER), plus(text, TEXT_TITLE)]),
        NAME => return least(&[plus(title, TITLE_NAME), plus(name, NAME_OTHER), plus(text, TEXT_NAME)]),
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
        least(&any).min(on.map_or((NEVER, TITLE), |on| least(&on)))
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
