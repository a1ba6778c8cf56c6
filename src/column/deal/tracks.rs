//! The lines of a page dealt to columns: a beam search from the first line to the last.
//!
//! An extractor that prints row by row takes one line of each column in turn. So the columns stand in a queue: the next
//! line goes on the column that has waited longest, a column that was passed over several times has come to its end, and a
//! line that goes on none begins one. What the signs of each choice are worth ([`signs`]) is summed up, and the best ways
//! to deal are followed side by side, a bounded number of them; the time is linear in the lines.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use smallvec::SmallVec;

use super::seam::{Ends, Foot};
use super::signs::{self, Sight};
use super::weights::Worths;
use crate::column::continuity::{Score, Words};
use crate::line::{Line, Role};

/// So many ways to deal are followed side by side.
pub const BEAM: usize = 64;
/// So many choices are tried for each of them.
const TRIED: usize = 4;
/// So many columns stand beside each other at most.
const MOST: usize = 10;
/// A column whose last line stands so many lines above is at its end.
const FAR: u32 = 30;
/// A column that was passed over so often has ended.
const ENDED: u8 = 4;

/// What it costs, in sixteenths of a natural logarithm, that one line stands below another with which it was one line of the
/// source; that it begins a column below that; and that it stands to the left of it.
const SAME_ROW: Score = 96;
const BELOW_ITS_ROW: Score = 32;
const LEFT_OF_ITS_ROW: Score = 16;

/// How a line was dealt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dealt {
    /// The line that it follows in its column; none where it begins one.
    pub after: Option<usize>,
    /// Whether the columns above end here.
    pub reset: bool,
    /// Whether it begins a paragraph.
    pub paragraph: bool,
}

/// What a search goes by.
#[derive(Clone, Copy, Debug)]
pub struct Guide<'a> {
    /// What each sign is worth.
    pub worths: &'a Worths,
    /// What is known of each line beforehand: of a page with which the worths are fitted.
    pub known: &'a [Known],
    /// So many ways to deal are followed side by side.
    pub beam: usize,
}

/// What is known of how a line is dealt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    #[default]
    Nothing,
    /// The line that it follows.
    After(usize),
    /// That it begins a column, beside those that run or below them.
    Begins,
    /// That it begins one, and whether that stands below all others.
    BeginsBelow(bool),
}

impl Known {
    /// Whether a line may be dealt so, on a column whose last line is `above`, or as the first of one.
    fn allows(self, above: Option<u32>, reset: bool) -> bool {
        match self {
            Self::Nothing => true,
            Self::After(line) => above.is_some_and(|above| above as usize == line),
            Self::Begins => above.is_none(),
            Self::BeginsBelow(below) => above.is_none() && reset == below,
        }
    }
}

impl<'a> Guide<'a> {
    /// What a page is dealt by of which nothing is known.
    pub const fn new(worths: &'a Worths) -> Self {
        Self { worths, known: &[], beam: BEAM }
    }

    /// What a sign is worth.
    fn worth(&self, sign: usize) -> Score {
        Score::from(self.worths[sign])
    }

    /// Leaves those choices only of which it is known that they are right, if one of them is.
    fn restrict(&self, choices: &mut Vec<Choice>, ways: &[Way], at: usize) {
        let Some(&known) = self.known.get(at) else { return };
        let is_right = |c: &Choice| known.allows(c.column.map(|column| ways[c.way].queue[column].last), c.reset);
        if choices.iter().any(is_right) {
            choices.retain(is_right);
        }
    }
}

type Queue = SmallVec<[Foot; MOST]>;

/// One way to deal, up to some line.
#[derive(Clone, Debug)]
struct Way {
    score: Score,
    /// The columns, the one that has waited longest first.
    queue: Queue,
    /// Its last step in the list of all steps.
    step: usize,
}

/// What was done with one line, and the step before.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: usize,
    dealt: Dealt,
}

/// One step that a way may take: what is done with the line.
#[derive(Clone, Copy, Debug)]
struct Choice {
    score: Score,
    way: usize,
    /// Which column of the queue it goes on; none where it begins one.
    column: Option<usize>,
    foot: Foot,
    reset: bool,
    /// Whether it goes on the line above, so that no column is passed over.
    inside: bool,
    paragraph: bool,
}

/// How a line goes on a column: how well the two touch, what the seam is worth, the foot then, and whether a paragraph
/// begins.
#[derive(Clone, Copy)]
struct Fit {
    touch: (Score, Score),
    seam: Score,
    foot: Foot,
    paragraph: bool,
}

/// Deals the lines to columns. Where they stand in boxes, those without a blank line above go on from the line above.
#[must_use]
pub fn deal(lines: &[Line], ends: &[Ends], words: &Words, boxed: bool, guide: Guide) -> Vec<Dealt> {
    let mut steps = vec![Step { before: 0, dealt: Dealt::default() }];
    let mut ways = vec![Way { score: 0, queue: Queue::new(), step: 0 }];
    for (at, line) in lines.iter().enumerate() {
        if stands_alone(line.role) {
            for way in &mut ways {
                steps.push(Step { before: way.step, dealt: Dealt::default() });
                way.step = steps.len() - 1;
            }
            continue;
        }
        let place = Place::of(lines, at, boxed);
        let mut choices = choices(&ways, ends, words, place, guide);
        guide.restrict(&mut choices, &ways, at);
        ways = taken(&ways, &choices, guide.beam, &mut steps);
    }
    let mut at = ways.first().map_or(0, |w| w.step);
    let mut dealt = vec![Dealt::default(); lines.len()];
    for slot in dealt.iter_mut().rev() {
        *slot = steps[at].dealt;
        at = steps[at].before;
    }
    dealt
}

/// Whether lines of this role are no part of a column.
const fn stands_alone(role: Role) -> bool {
    matches!(
        role,
        Role::Masthead | Role::Folio | Role::Editors | Role::Caption | Role::Jump | Role::GuideLabel | Role::Stray
    )
}

/// Where the line stands that is dealt.
#[derive(Clone, Copy)]
struct Place {
    here: u32,
    /// Whether it stands in one box with the line above.
    inside: bool,
    /// Whether the line above is no part of a column.
    alone: bool,
    /// The first line at its height, as far as the source shows it.
    row: u32,
}

impl Place {
    fn of(lines: &[Line], at: usize, boxed: bool) -> Self {
        let alone = at > 0 && stands_alone(lines[at - 1].role);
        let inside = boxed && at > 0 && lines[at].facts.blanks == 0 && !alone;
        // No column reaches farther back than this.
        let beside = lines[..=at].iter().rev().take(FAR as usize).take_while(|line| line.facts.beside);
        let row = at - beside.count();
        let [here, row] = [at, row].map(|line| u32::try_from(line).unwrap_or(u32::MAX));
        Self { here, inside, alone, row }
    }
}

/// What may be done with the line that stands there.
fn choices(ways: &[Way], ends: &[Ends], words: &Words, place: Place, guide: Guide) -> Vec<Choice> {
    let Place { here, inside, alone, row } = place;
    let next = &ends[here as usize];
    let columns: usize = ways.iter().map(|way| way.queue.len() + 2).sum();
    let mut choices = Vec::with_capacity(columns);
    // Most ways share the feet of their columns, so what was found for a foot is asked again and again.
    let mut known: [Option<(Foot, Fit)>; FAR as usize + 2] = [None; FAR as usize + 2];
    let mut fit = |foot: &Foot| {
        let above = &ends[foot.last as usize];
        let slot = known.get_mut((here - foot.last) as usize);
        if let Some(Some((same, fit))) = &slot
            && same == foot
        {
            return *fit;
        }
        let touch =
            slot.as_ref().and_then(|s| s.as_ref()).map_or_else(|| above.touches(next, words), |(_, fit)| fit.touch);
        let mut seam = 0;
        signs::seam(foot, above, next, touch, |sign| seam += guide.worth(sign));
        let (foot_then, paragraph) = foot.with(above, here, next, touch);
        let fit = Fit { touch, seam, foot: foot_then, paragraph };
        if let Some(slot) = slot {
            *slot = Some((*foot, fit));
        }
        fit
    };
    for (way, Way { score, queue, .. }) in ways.iter().enumerate() {
        if inside && let Some(foot) = queue.last() {
            let Fit { foot, paragraph, .. } = fit(foot);
            let column = Some(queue.len() - 1);
            choices.push(Choice { score: *score, way, column, foot, reset: false, inside, paragraph });
            continue;
        }
        let sight = Sight { queue, ends, here, alone };
        let mut passed = 0;
        for (column, foot) in queue.iter().enumerate() {
            let Fit { seam, foot: then, paragraph, .. } = fit(foot);
            let mut score = *score + seam + passed;
            if row < here {
                score -= beside(foot, queue.last(), row);
            }
            signs::turn(&sight, column, |sign| score += guide.worth(sign));
            passed += guide.worth(signs::passed(foot, &ends[foot.last as usize]));
            let column = Some(column);
            choices.push(Choice { score, way, column, foot: then, reset: false, inside: false, paragraph });
        }
        let foot = Foot::new(here, next, queue.last());
        let mut scores = [*score, *score - if row < here { BELOW_ITS_ROW } else { 0 }];
        signs::begins(&sight, next, |signs| {
            for (score, sign) in scores.iter_mut().zip(signs) {
                *score += guide.worth(sign);
            }
        });
        let is_free = [queue.len() < MOST, !queue.is_empty()];
        for (reset, score) in [false, true].into_iter().zip(scores).filter(|&(reset, _)| is_free[usize::from(reset)]) {
            choices.push(Choice { score, way, column: None, foot, reset, inside: false, paragraph: false });
        }
    }
    choices
}

/// What it costs that a line goes on a column of which others of its `row` tell that it stands elsewhere; `last` had the
/// line before.
fn beside(foot: &Foot, last: Option<&Foot>, row: u32) -> Score {
    if foot.last >= row {
        return SAME_ROW;
    }
    let is_left = last.is_some_and(|last| last.begun == foot.begun && foot.first < last.first);
    if is_left { LEFT_OF_ITS_ROW } else { 0 }
}

/// The ways that take the best choices, no two of them alike.
fn taken(ways: &[Way], choices: &[Choice], beam: usize, steps: &mut Vec<Step>) -> Vec<Way> {
    // Of choices that cost the same the first stays first. Few are looked at, so they are not all sorted.
    let mut best: BinaryHeap<(Score, Reverse<usize>)> =
        choices.iter().enumerate().map(|(index, c)| (c.score, Reverse(index))).collect();
    let mut made: Vec<Way> = Vec::with_capacity(beam);
    let mut sums: Vec<u64> = Vec::with_capacity(beam);
    let best = std::iter::from_fn(|| best.pop()).take(TRIED * beam);
    for choice in best.map(|(_, Reverse(index))| &choices[index]) {
        if made.len() == beam {
            break;
        }
        let old = &ways[choice.way];
        let queue = queue_with(&old.queue, choice);
        let sum = queue.iter().fold(0, |sum, foot| foot.added_to(sum));
        let alike =
            |way: &Way| way.queue.len() == queue.len() && way.queue.iter().zip(&queue).all(|(a, b)| a.is_like(b));
        // Ways that go on alike have the same sum, and nearly all that do not another.
        if sums.contains(&sum) && made.iter().zip(&sums).any(|(way, &other)| other == sum && alike(way)) {
            continue;
        }
        sums.push(sum);
        let after = choice.column.map(|column| old.queue[column].last as usize);
        let dealt = Dealt { after, reset: choice.reset, paragraph: choice.paragraph };
        steps.push(Step { before: old.step, dealt });
        made.push(Way { score: choice.score, queue, step: steps.len() - 1 });
    }
    made
}

/// The columns when the choice was taken.
fn queue_with(old: &Queue, choice: &Choice) -> Queue {
    let mut queue = Queue::new();
    if !choice.reset {
        queue.extend(old.iter().enumerate().filter_map(|(column, &foot)| {
            let passed = !choice.inside && choice.column.is_some_and(|chosen| column < chosen);
            let missed = foot.missed + u8::from(passed);
            let goes = choice.column != Some(column) && choice.foot.last - foot.last <= FAR && missed < ENDED;
            goes.then_some(foot.missed(missed))
        }));
    }
    queue.push(choice.foot);
    queue
}

/// Goes the way again on which the lines were dealt so, and tells of each line that had a choice every choice, by its
/// signs, and which of them was taken.
pub fn again(
    (lines, ends, words): (&[Line], &[Ends], &Words),
    boxed: bool,
    dealt: &[Dealt],
    mut each: impl FnMut(usize, &[Vec<usize>], usize),
) {
    let mut queue = Queue::new();
    for (at, own) in dealt.iter().enumerate().filter(|&(at, _)| !stands_alone(lines[at].role)) {
        let Place { here, inside, alone, .. } = Place::of(lines, at, boxed);
        let next = &ends[at];
        let column = own.after.and_then(|after| queue.iter().position(|foot| foot.last as usize == after));
        let sight = Sight { queue: &queue, ends, here, alone };
        let mut all: Vec<Vec<usize>> = Vec::new();
        let mut passed = Vec::new();
        for (column, foot) in queue.iter().enumerate() {
            let above = &ends[foot.last as usize];
            let mut own = passed.clone();
            signs::seam(foot, above, next, above.touches(next, words), |sign| own.push(sign));
            signs::turn(&sight, column, |sign| own.push(sign));
            passed.push(signs::passed(foot, above));
            all.push(own);
        }
        let mut begins = [Vec::new(), Vec::new()];
        signs::begins(&sight, next, |signs| begins.iter_mut().zip(signs).for_each(|(all, sign)| all.push(sign)));
        all.extend(begins.into_iter().take(if queue.is_empty() { 1 } else { 2 }));
        let taken = column.unwrap_or(queue.len() + usize::from(own.reset));
        if !(inside && column.is_some()) {
            each(at, &all, taken);
        }
        let foot = column.map_or_else(
            || Foot::new(here, next, queue.last()),
            |column| {
                let above = &ends[queue[column].last as usize];
                queue[column].with(above, here, next, above.touches(next, words)).0
            },
        );
        let choice = Choice { score: 0, way: 0, column, foot, reset: own.reset, inside, paragraph: false };
        queue = queue_with(&queue, &choice);
    }
}
