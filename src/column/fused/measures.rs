//! The measures of the columns near a line.

use smallvec::SmallVec;

use crate::column::continuity::{Score, eighths};
use crate::line::Facts;
use crate::line::facts::{Marks, Width};

/// So many lines above a line and below it show its measures.
const REACH: usize = 40;
/// So many of them must share one, where they all count ten; lines of the page elsewhere count one.
const FEWEST: i32 = 40 * ONE;
const NEAR: i32 = 10;
const FAR: i32 = 1;
/// A line speaks so much for its own width. From this width on it is perhaps two lines, three or four, and speaks for each of
/// their widths.
const ONE: i32 = 6;
const TWO: Width = 3000;
const PARTS: [(Width, i32); 3] = [(2, 4), (3, 3), (4, 1)];
/// The indent that a first line lost, and how much several full lines may be off their measure together.
const INDENTED: Width = 200;
pub(super) const FULL: Width = 110;
/// A measure of which there are so many times fewer lines than of another is a chance.
const RARE: i32 = 5;
/// Widths fall into steps of so much, in hundredths of an em, and columns are between so many steps wide.
const STEP: Width = 50;
const STEPS: std::ops::Range<usize> = 14..61;
const COUNT: usize = 64;
/// Two measures are at least so many steps apart.
const APART: usize = 4;
/// The first lines of paragraphs are narrower by their indent: so many steps.
const INDENT: std::ops::RangeInclusive<usize> = 3..=5;
/// As wide as several measures together, up to this.
const SAME: Width = 160;

/// A measure, and what it costs to take it because others are commoner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub width: Width,
    pub cost: Score,
}

/// The measures near a line.
pub(super) type Near = SmallVec<[Measure; 8]>;

/// The measures near one line after the other.
pub(super) struct Measures {
    /// The steps for which each line of running text speaks, and how much.
    steps: Vec<SmallVec<[(u8, i32); 3]>>,
    counts: [i32; COUNT],
    /// The lines that are counted as near.
    near: std::ops::Range<usize>,
}

impl Measures {
    /// Wider lines are no few columns.
    pub const WIDEST: Width = 12_000;

    pub fn of(facts: &[Facts]) -> Self {
        let mut alone = Self::counted(facts.iter().map(step).collect());
        let parts = |(at, own): (usize, &Facts)| {
            let wide = own.width >= TWO && own.width <= Self::WIDEST && is_text(own);
            if wide { parts(own.width, &alone.near(at)) } else { SmallVec::new() }
        };
        let parts: Vec<_> = facts.iter().enumerate().map(parts).collect();
        if parts.iter().all(SmallVec::is_empty) {
            return Self::counted(alone.steps);
        }
        let steps = alone.steps.into_iter().zip(parts).map(|(mut own, parts)| {
            own.extend(parts);
            own
        });
        Self::counted(steps.collect())
    }

    fn counted(steps: Vec<SmallVec<[(u8, i32); 3]>>) -> Self {
        let mut counts = [0; COUNT];
        for &(step, votes) in steps.iter().flatten() {
            counts[usize::from(step)] += FAR * votes;
        }
        Self { steps, counts, near: 0..0 }
    }

    /// The measures near a line, none of which is the sum of others; the lines are asked for in turn.
    pub fn near(&mut self, at: usize) -> Near {
        let near = at.saturating_sub(REACH)..(at + 1 + REACH).min(self.steps.len());
        for &(step, votes) in self.steps[self.near.start..near.start].iter().flatten() {
            self.counts[usize::from(step)] -= (NEAR - FAR) * votes;
        }
        for &(step, votes) in self.steps[self.near.end..near.end].iter().flatten() {
            self.counts[usize::from(step)] += (NEAR - FAR) * votes;
        }
        self.near = near;
        self.measures()
    }

    /// How many lines are of this step or beside it.
    fn count(&self, step: usize) -> i32 {
        self.counts[step - 1..=step + 1].iter().sum()
    }

    fn measures(&self) -> Near {
        let mut tops: SmallVec<[(usize, i32); 8]> = SmallVec::new();
        let mut steps: SmallVec<[(i32, usize); 64]> =
            STEPS.map(|step| (-self.count(step), step)).filter(|&(count, _)| -count >= FEWEST).collect();
        steps.sort_unstable();
        for (count, step) in steps {
            let is_part = |other: usize| (2..=4).any(|n| other.abs_diff(n * step) <= n);
            if tops.iter().all(|&(other, _)| other.abs_diff(step) >= APART && !is_part(other)) {
                tops.push((step, -count));
            }
        }
        let is_indented = |step: usize, count: i32| {
            tops.iter().any(|&(other, more)| other > step && INDENT.contains(&(other - step)) && more > count)
        };
        let mut widths: SmallVec<[(Width, i32); 8]> = tops
            .iter()
            .filter(|&&(step, count)| !is_indented(step, count))
            .map(|&(step, count)| (self.width(step), count))
            .collect();
        widths.sort_unstable();
        let mut own: SmallVec<[(Width, i32); 8]> = SmallVec::new();
        for (width, count) in widths {
            let parts = own.iter().filter(|(_, few)| few * 3 >= count);
            let is_sum = parts.clone().any(|(a, _)| {
                parts.clone().any(|(b, _)| {
                    (a + b - width).abs() <= SAME || parts.clone().any(|(c, _)| (a + b + c - width).abs() <= SAME)
                })
            });
            if !is_sum {
                own.push((width, count));
            }
        }
        let most = own.iter().map(|&(_, count)| count).max().unwrap_or(0);
        own.retain(|(_, count)| *count * RARE >= most);
        let cost = |count: i32| logarithm(most) - logarithm(count);
        own.into_iter().map(|(width, count)| Measure { width, cost: cost(count) * 3 / 2 }).collect()
    }

    /// The mean width of the lines of this step and beside it.
    fn width(&self, step: usize) -> Width {
        let sum: i32 = (-1..=1).zip(&self.counts[step - 1..=step + 1]).map(|(off, count)| off * count).sum();
        Width::try_from(step).unwrap_or(0) * STEP + sum * STEP / self.count(step).max(1)
    }
}

fn logarithm(count: i32) -> Score {
    eighths(u64::try_from(count).unwrap_or(1))
}

/// The step of a line of running text that is no wider than columns are.
fn step(facts: &Facts) -> SmallVec<[(u8, i32); 3]> {
    let step = Some(facts.width).filter(|&width| width < TWO && is_text(facts)).and_then(step_of);
    step.map(|step| (step, ONE)).into_iter().collect()
}

/// The steps for which a line speaks that is perhaps several full ones: of a measure near it, else of any.
fn parts(width: Width, near: &[Measure]) -> SmallVec<[(u8, i32); 3]> {
    let fits = |part: Width| near.iter().any(|m| (part - m.width).abs() <= FULL);
    let known = PARTS.iter().map(|&(parts, _)| width / parts).filter(|&part| fits(part));
    let known: SmallVec<_> = known.filter_map(|part| Some((step_of(part)?, ONE))).collect();
    if !known.is_empty() || is_several(width, near, 2 * FULL) {
        return known;
    }
    PARTS.iter().filter_map(|&(parts, votes)| Some((step_of(width / parts)?, votes))).collect()
}

fn step_of(width: Width) -> Option<u8> {
    u8::try_from((width + STEP / 2) / STEP).ok().filter(|&step| usize::from(step) < COUNT)
}

/// Whether it may be running text, for that has marks; old print, which has `、` for all of them, was never read so well that
/// its measure shows.
const fn is_text(facts: &Facts) -> bool {
    facts.marks.meet(Marks::COMMA.and(Marks::STOP))
}

/// Whether a line so wide is several full lines of one of the measures, the first perhaps with an indent that it lost, up to `off`.
pub(super) fn is_several(width: Width, measures: &[Measure], off: Width) -> bool {
    let full =
        |m: &Measure| (2..=4).any(|n| [0, INDENTED].iter().any(|less| (width + less - n * m.width).abs() <= off));
    measures.iter().any(full)
}
