//! How the lines were set: which are paragraphs, filled to a measure, and which are display lines.
//!
//! The cheapest explanation of a page is sought: every line is either a display line or the first, a middle, the last
//! or the only line of a paragraph set to one of the [measures](super::measure) found near it. Each choice costs what
//! speaks against it; the whole is a shortest path (Viterbi) over the lines, linear in their number. All costs are whole
//! numbers, so the result is the same everywhere. A first line is two ems short, because its indent was lost; a last
//! line is short and closed; a middle line is full.

mod seam;
mod torn;

use seam::{Seam, Spacing};
pub use torn::{Touch, is_torn};

use super::cue::Opens;
use super::facts::{Ending, Facts, Width, is_closer, is_ideograph, never_begins};
use super::justify::{full, full_first, indent_of, is_pause, slack};
use super::measure::{CANDIDATES, Candidates, candidates, count};
use super::pairs::Pairs;
use super::sized;
use super::{Line, Place, Role};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// Lines of paragraphs.
pub const BODY: Rule = Rule {
    code: "L20",
    name: "set-to-measure",
    summary: "Takes lines that fill a measure found near them, and the short closed line behind them, for a paragraph.",
    why: "A line wraps because it filled its measure; a first line lacks the two ems of its lost indent, a last line \
          stops short and is closed.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// Display lines.
pub const DISPLAY: Rule = Rule {
    code: "L21",
    name: "display-line",
    summary: "Takes a line for display type, a headline or the like, that explains itself better so than as part of a \
              paragraph.",
    why: "Headlines fill no measure, end without a stop, and stand between paragraphs that are whole without them.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// What a choice costs; about ten a piece of evidence.
pub(crate) type Cost = i32;

/// A cost that no explanation survives if there is another.
const NEVER: Cost = 400;
/// What a display line costs by itself: a page is mostly paragraphs.
const SHOW: Cost = 6;
/// What it costs that a paragraph begins in its middle, or breaks off.
const TORN: Cost = 28;
/// What it costs that a story begins without a title above it.
const UNTITLED: Cost = 5;
/// What it costs that a paragraph goes on behind a line that ends with a stop.
const STOPPED: Cost = 2;
/// What it costs that a paragraph begins without indent where indents are kept.
const UNINDENTED: Cost = 8;
/// What a change of measure inside a paragraph costs (A12), and between paragraphs.
const NEW_MEASURE_INSIDE: Cost = 14;
const NEW_MEASURE: Cost = 5;

/// Positions in a paragraph, as states of the path.
const PLACES: [Place; 4] = [Place::First, Place::Middle, Place::Last, Place::Only];
const STATES: usize = CANDIDATES * 4 + 1;
/// The state of a display line.
const SHOWN: usize = CANDIDATES * 4;

/// Gives every line that has no role yet its place in a paragraph, or the role of a display line.
pub fn set(lines: &mut [Line], language: Language) {
    lay(lines, language, None);
}

/// Sets the lines of a page again that an engine tore: there a line's end, lost or put elsewhere, leaves the line short,
/// and what goes on says how well two lines [touch](Touch).
pub fn set_torn(lines: &mut [Line], language: Language, touch: Touch<'_>) {
    for line in lines.iter_mut().filter(|line| torn::is_set(line)) {
        (line.role, line.because) = (Role::Unknown, "");
    }
    lay(lines, language, Some(touch));
}

fn lay(lines: &mut [Line], language: Language, touch: Option<Touch<'_>>) {
    let measures = candidates(lines);
    let pairs = if lines.len() > 1 { Pairs::of(lines.iter().map(|l| &*l.text)) } else { Pairs::default() };
    let manner = Manner { spacing: Spacing::of(lines), indent: indent_of(language), kept: keeps_indents(lines) };
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=lines.len() {
        match lines.get(at).map(|line| line.role) {
            Some(Role::Unknown) => run.push(at),
            Some(role) if role.interrupts() => {}
            _ if run.is_empty() => {}
            _ => {
                let behind_byline = run[0] > 0 && lines[run[0] - 1].role == Role::Byline;
                solve(lines, &std::mem::take(&mut run), &measures, &pairs, manner, behind_byline, touch);
            }
        }
    }
}

/// Finds the cheapest explanation of the lines of a `run`, which follow each other, but for what interrupts a page.
fn solve(
    lines: &mut [Line],
    run: &[usize],
    measures: &[Candidates],
    pairs: &Pairs,
    manner: Manner,
    behind_byline: bool,
    touch: Option<Touch<'_>>,
) {
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(run.len());
    let mut costs = [NEVER; STATES];
    let mut opens = Opens::default();
    for (i, &at) in run.iter().enumerate() {
        let line = &lines[at];
        let lead = run.get(i + 1).map_or(100, |&next| Facts::lead(&lines[next].text));
        let above = std::mem::replace(&mut opens, Opens::of(&line.text));
        // Behind a byline the story's first line has no indent of its own.
        let flush = i == 0 && behind_byline;
        let mut own = own_costs(&line.facts, opens, flush, lead, manner, &measures[at]);
        sized::weigh(&mut own, line.place);
        if touch.is_some() {
            torn::forgive(&mut own, count(&measures[at]));
        }
        let (mut next, mut from) = ([0; STATES], [0u8; STATES]);
        if i == 0 {
            next = std::array::from_fn(anew);
        } else {
            let before = run[i - 1];
            let mut seam = Seam::of((&lines[before], &above), (line, &opens), pairs, manner.spacing);
            if let Some(touch) = touch {
                torn::weigh(&mut seam, (&lines[before], line), opens, touch);
            }
            step(&costs, &measures[before], &measures[at], &seam, &mut next, &mut from);
            if before + 1 < at {
                interrupted(&costs, &mut next, &mut from);
            }
        }
        for s in 0..STATES {
            next[s] += own[s];
        }
        // Only differences matter; on a page without end the sums would outgrow what never happens.
        let least = next.iter().fold(next[SHOWN], |least, &cost| least.min(cost));
        for (cost, next) in costs.iter_mut().zip(next) {
            *cost = next - least;
        }
        back.push(from);
    }
    let mut state = breaks_off(&costs).1;
    for (&at, from) in run.iter().zip(&back).rev() {
        let line = &mut lines[at];
        line.role = if state == SHOWN { Role::Display } else { Role::Body(PLACES[state % 4]) };
        line.because = if state == SHOWN { DISPLAY.code } else { BODY.code };
        line.facts.measure = if state == SHOWN { 0 } else { measures[at][state / 4] };
        state = from[state] as usize;
    }
}

/// What it costs to begin in a state where no line is above.
const fn anew(state: usize) -> Cost {
    match state {
        SHOWN => 0,
        _ if matches!(PLACES[state % 4], Place::Middle | Place::Last) => TORN / 2,
        // Behind the head of the page, and behind furniture, a title comes as a rule.
        _ => UNTITLED,
    }
}

/// The cheapest state to end in where no line is below, and what it costs: a page may break off in a paragraph that goes
/// on elsewhere.
fn breaks_off(costs: &[Cost; STATES]) -> (Cost, usize) {
    let torn = |s: usize| if s < SHOWN && !PLACES[s % 4].ends() { TORN / 2 } else { 0 };
    (0..STATES).map(|s| (costs[s] + torn(s), s)).min().unwrap_or((0, SHOWN))
}

/// What stands between two lines may part them as the end of a page does.
fn interrupted(costs: &[Cost; STATES], next: &mut [Cost; STATES], from: &mut [u8; STATES]) {
    let (cost, last) = breaks_off(costs);
    for state in 0..STATES {
        if cost + anew(state) < next[state] {
            next[state] = cost + anew(state);
            from[state] = u8::try_from(last).unwrap_or(0);
        }
    }
}

/// How a page is set.
#[derive(Clone, Copy, Debug)]
struct Manner {
    spacing: Spacing,
    /// How far first lines are indented.
    indent: Width,
    /// Whether the extractor kept their indents.
    kept: bool,
}

/// How many lines there are at most for one that is indented, where indents are kept.
const LINES: usize = 16;

/// Whether the indents of first lines were kept.
pub(super) fn keeps_indents(lines: &[Line]) -> bool {
    let indented = lines.iter().filter(|line| (100..=400).contains(&line.facts.indent)).count();
    indented > 2 && indented * LINES >= lines.len()
}

/// A way with its cost and the state it comes from in one number, so that of two the cheaper is the lesser, and of two
/// that cost the same the one from the earlier state.
type Way = i32;

fn way(cost: Cost, state: usize) -> Way {
    cost * FROM + Way::try_from(state).unwrap_or(0)
}

/// A power of two above the number of states.
const FROM: Way = 32;
/// A way that is not there.
const NO_WAY: Way = NEVER * 100 * FROM;

/// The cheapest way from each state of a line to each of the next.
fn step(
    costs: &[Cost; STATES],
    before: &Candidates,
    after: &Candidates,
    seam: &Seam,
    next: &mut [Cost; STATES],
    from: &mut [u8; STATES],
) {
    // Of the states that end a paragraph, and of those that leave it open, only the cheapest matters across measures.
    // States of measures that are not there cost what no explanation survives.
    let (mut ended, mut open) = (NO_WAY, NO_WAY);
    for k in 0..count(before) {
        for place in 0..4 {
            let best = if PLACES[place].ends() { &mut ended } else { &mut open };
            *best = way(costs[k * 4 + place], k * 4 + place).min(*best);
        }
    }
    let shown = way(costs[SHOWN], SHOWN);
    let part = seam.part * FROM;
    let torn = ended.min(shown) + TORN * FROM + part;
    let untied = (shown + part).min(open + TORN * FROM + part);
    let mut settle = |state: usize, way: Way| {
        next[state] = way.div_euclid(FROM);
        from[state] = u8::try_from(way.rem_euclid(FROM)).unwrap_or(0);
    };
    for (k, &measure) in after[..count(after)].iter().enumerate() {
        let same = before[..count(before)].iter().position(|&m| (m - measure).abs() <= 60);
        let of_same = |place: usize| same.map_or(NO_WAY, |j| way(costs[j * 4 + place], j * 4 + place));
        // The paragraph goes on.
        let going = of_same(0).min(of_same(1)).min(open + NEW_MEASURE_INSIDE * FROM);
        let goes_on = (going + seam.joined * FROM).min(torn);
        // A paragraph begins.
        let after_end = of_same(2).min(of_same(3)).min(ended + NEW_MEASURE * FROM);
        let begins = (after_end + (seam.broken + seam.untitled + seam.part) * FROM).min(untied);
        for (place, best) in [(0, begins), (1, goes_on), (2, goes_on), (3, begins)] {
            settle(k * 4 + place, best);
        }
    }
    let below = (ended + (3 + seam.broken.min(seam.shown)) * FROM).min(open + TORN * FROM) + part;
    settle(SHOWN, below.min(shown));
}

/// What each state costs by the line alone; `lead` is the width of what might have been set at its end of the next line.
fn own_costs(
    facts: &Facts,
    opens: Opens,
    flush: bool,
    lead: Width,
    manner: Manner,
    measures: &Candidates,
) -> [Cost; STATES] {
    let mut own = [NEVER * 100; STATES];
    let story = opens.story;
    let bullet = if opens.item { 3 } else { 0 };
    // Running text has a mark every ten characters or so.
    let unmarked = facts.commas + facts.inner_stops == 0 && facts.ending == Ending::Bare && facts.width >= 600;
    let latin = facts.is_latin();
    let plain = Cost::from(unmarked && !latin);
    // Where indents are kept, a line without one hardly begins a paragraph.
    let lacks_indent = manner.kept && !flush && !story && !opens.item && facts.indent < 100;
    let indent_lost = manner.indent;
    let unindented = if lacks_indent { UNINDENTED } else { 0 };
    // A paragraph that opens with a story's head sometimes has no indent.
    let flush = if latin || flush {
        3
    } else if story {
        6
    } else {
        12
    };
    let last = match facts.ending {
        // Dots trail off in headlines as well.
        Ending::Stop if facts.last == '…' => 5,
        Ending::Stop => 0,
        Ending::Colon => 3,
        Ending::Closer => 5,
        Ending::Dash => 14,
        Ending::Comma => 16,
        Ending::Bare => 18,
        Ending::Hyphen | Ending::Opener => 30,
    };
    // Of Latin lines alone it depends on the measure.
    let slack_of_any = slack(facts, 0);
    for (k, &measure) in measures[..count(measures)].iter().enumerate() {
        let slack = if latin { slack(facts, measure) } else { slack_of_any };
        let indent = facts.indent.min(200);
        // A mark at the end may hang outside the measure.
        let hang = if is_pause(facts.last) { (facts.width - measure).clamp(0, 100) } else { 0 };
        let short = measure - facts.width + hang;
        // An indent that is kept may stand inside the measure or, where an extractor added it, outside.
        let flush_right = full(short, lead, slack);
        let full = if indent == 0 { flush_right } else { full(short - indent, lead, slack).min(flush_right) };
        let over = if short < -60 - slack { 20 } else { 0 };
        let to_margin = if short < lead.min(200) + slack { 3 } else { 0 };
        let first = if indent >= 100 { full } else { full_first(short, indent_lost, lead, slack).min(full + flush) };
        let only = if indent >= 100 { 0 } else { (indent_lost - slack - short).clamp(0, 200) / 20 };
        own[k * 4] = first - bullet + plain + unindented;
        own[k * 4 + 1] = full + plain;
        own[k * 4 + 2] = last + over + to_margin + plain;
        own[k * 4 + 3] = 2 + last + over + only - bullet + unindented;
    }
    own[SHOWN] = display(facts, opens);
    own
}

/// What it costs to call a line a display line.
fn display(facts: &Facts, opens: Opens) -> Cost {
    let mut cost = SHOW;
    if facts.ending == Ending::Stop {
        cost += if matches!(facts.last, '！' | '？' | '!' | '?') || facts.last == '…' { 1 } else { 14 };
    }
    if facts.ending == Ending::Comma {
        // A headline may be broken behind a comma, never behind a semicolon.
        cost += if matches!(facts.last, '；' | ';') { 14 } else { 5 };
    }
    cost += 10 * i32::try_from(facts.inner_stops.min(3)).unwrap_or(3);
    cost += 2 * i32::try_from(facts.commas.min(4)).unwrap_or(4);
    if facts.commas + facts.inner_stops == 0 {
        cost -= 2;
    }
    if never_begins(facts.first) && !is_closer(facts.first) {
        cost += 8;
    }
    if opens.story {
        cost += 30;
    }
    if opens.letter {
        cost += 12;
    }
    if facts.width > 3000 {
        cost += 6 + (facts.width / 1000).min(20);
    }
    if facts.is_latin() && facts.first.is_lowercase() {
        cost += 10;
    }
    if !is_ideograph(facts.first) && facts.indent >= 200 {
        cost += 1;
    }
    cost
}

#[cfg(test)]
mod tests {
    use crate::Options;

    /// Two stories; the title of the second looks like a short paragraph.
    const PAGE: &str = "　　河口的旧船坞上周拆了顶棚，工人
从早忙到晚，木料分成三堆，好的留给
学校做桌椅，坏的当柴。
　　看热闹的人一直站到天黑，有人带
了茶水。
两块路牌各说各的『河口』
　　地名牌上周换了新的，字却写错了
，过路的人看了直摇头，司机问了三回
才找到路。
　　管路牌的人说，下周就改回来，旧
牌子还没有扔。
";

    fn role(page: &str, line: &str) -> String {
        let lines = crate::lines(page.as_bytes(), &Options::default()).expect("a page");
        let found = lines.lines().find(|l| l.contains(line)).expect("the line");
        found.split_whitespace().nth(1).expect("a role").to_owned()
    }

    #[test]
    fn no_paragraph_begins_without_an_indent_where_others_have_one() {
        assert_eq!(role(PAGE, "各说各的"), "display");
        assert_eq!(role(&PAGE.replace('　', ""), "各说各的"), "only");
    }
}
