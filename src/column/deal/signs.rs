//! What a line and the columns show that tells where the line belongs.
//!
//! A line goes on a column: then what it and the foot of the column show ([`seam`]) tells, whose turn it is ([`turn`]), and
//! which columns are passed over ([`passed`]). Or it begins a column ([`begins`]), beside those that run or below them. For
//! each choice the signs are named that can be seen, each by its number; what each is worth stands in [`super::weights`],
//! and the worths are summed up.

use super::seam::{Ends, Foot};
use crate::column::continuity::Score;
use crate::line::Ending;
use crate::line::facts::Width;

/// What is seen when a line is dealt.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The columns, the one that has waited longest first.
    pub queue: &'a [Foot],
    /// All lines.
    pub ends: &'a [Ends],
    /// The number of the line.
    pub here: u32,
    /// Whether the line above is no part of a column: a caption, a jump line.
    pub alone: bool,
}

/// Where how likely two lines touch falls into steps: by the model, and by what the page itself says.
const TOUCHES: [Score; 16] = [-36, -30, -24, -18, -12, -6, 0, 6, 12, 18, 24, 32, 40, 48, 56, 70];
const TOUCH_STEPS: usize = TOUCHES.len() + 1;
const WORDS: [Score; 4] = [1, 13, 21, 33];
/// How much wider a line is than the only line above it, and than its column; how much narrower the line above is.
const FIRST: [Width; 7] = [-300, -160, -75, 76, 125, 276, 351];
const WIDER: [Width; 5] = [-275, -125, -75, 76, 150];
const SHORTER: [Width; 2] = [-160, -75];
/// How unlikely a word begins with the line.
const STARTS: [Score; 3] = [1, 7, 13];
/// How far above the column's last line stands.
const FAR: [i32; 4] = [9, 13, 17, 22];
/// How much wider a line is than one beside it, and how wide it is.
const BESIDE: [Width; 6] = [-275, -125, -50, 51, 125, 276];
const WIDTHS: [Width; 6] = [250, 450, 600, 800, 1000, 1300];
/// Narrower lines are cells or titles; as wide as running text.
const NARROW: Width = 600;

/// The first sign of each kind; behind it stand as many as the kind has. Where several things are seen at once, each
/// combination is a sign: their numbers are multiplied, and steps are one more than the values between them.
mod at {
    /// How likely the two lines touch, in steps; whether the line above ends with a stop.
    pub const TOUCH: usize = 0;
    /// The same by the page itself, in steps.
    pub const WORDS: usize = TOUCH + 2 * super::TOUCH_STEPS;
    /// Which of the two lines is too small for running text.
    pub const NARROW: usize = WORDS + 5;
    /// Behind an only line: how much wider, in steps; how the line above ends; whether this ends with a stop.
    pub const FIRST: usize = NARROW + 4;
    /// The only line has no marks, or opens a story: then whether this line is out by an indent.
    pub const TITLE: usize = FIRST + 8 * 4 * 2;
    /// Behind more lines: how much shorter the line above is, in steps; how it ends; how much wider this is, in steps;
    /// whether this ends with a stop.
    pub const SEAM: usize = TITLE + 3;
    /// The line above has room for more; whether it ends with a stop.
    pub const ROOM: usize = SEAM + 3 * 4 * 6 * 2;
    /// How unlikely a word begins here, in steps; whether the line above ends with a stop.
    pub const STARTS: usize = ROOM + 2;
    /// A mark begins the line that begins none; a story opens, behind a line without a stop and with one.
    pub const OPENS: usize = STARTS + 8;
    /// What closes and what is open, of quotes and of brackets.
    pub const MARKS: usize = OPENS + 3;
    /// The line above is stretched; this is.
    pub const STRETCHED: usize = MARKS + 8;
    /// A column is passed over: by its lines, how often it was before, and whether it seems to have ended.
    pub const PASSED: usize = STRETCHED + 2;
    /// How often the column was passed over since its last line, and whether it was so before.
    pub const LATE: usize = PASSED + 12;
    /// How far above its last line stands, in steps.
    pub const FAR: usize = LATE + 7;
    /// How many lines it has more than those that began with it.
    pub const LEVEL: usize = FAR + 5;
    /// How the column stands to the one that had the last line: see [`super::turn`].
    pub const ROW: usize = LEVEL + 4;
    /// A line begins a column beside those that run; all of them end above it.
    pub const BESIDE: usize = ROW + 10;
    pub const BELOW: usize = BESIDE + begins::COUNT;
    pub const COUNT: usize = BELOW + begins::COUNT;

    /// The same for a line that begins a column.
    pub mod begins {
        pub const OPENS: usize = 1;
        pub const STARTS: usize = OPENS + 3;
        pub const FITS: usize = STARTS + 4;
        pub const ALONE: usize = FITS + 8;
        pub const RUNNING: usize = ALONE + 1;
        pub const COLUMNS: usize = RUNNING + 6;
        pub const WIDTH: usize = COLUMNS + 6;
        pub const NARROW: usize = WIDTH + 7;
        pub const TITLE: usize = NARROW + 2;
        pub const BESIDE: usize = TITLE + 5;
        pub const TOPS: usize = BESIDE + 7;
        pub const NONE: usize = TOPS + 6;
        pub const COUNT: usize = NONE + 3;
    }
}

/// How many signs there are.
pub const COUNT: usize = at::COUNT;

/// The number of the step into which a value falls.
fn step(value: i32, steps: &[i32]) -> usize {
    steps.iter().filter(|&&least| value >= least).count()
}

/// How a line ends, as far as it matters for the next.
const fn ending(line: &Ends) -> usize {
    match line.ending {
        Ending::Stop => 0,
        Ending::Closer | Ending::Colon => 1,
        Ending::Comma => 2,
        _ => 3,
    }
}

fn is_stop(line: &Ends) -> bool {
    line.ending == Ending::Stop
}

fn is_small(line: &Ends) -> bool {
    line.width < NARROW && !is_stop(line)
}

/// The signs of line `next` when it goes on the column with this foot, whose last line is `above`; `touch` says how likely
/// the two touch, by the model and by the page.
pub fn seam(foot: &Foot, above: &Ends, next: &Ends, touch: (Score, Score), mut sign: impl FnMut(usize)) {
    let stop = usize::from(is_stop(next));
    let stopped = usize::from(is_stop(above));
    sign(at::TOUCH + TOUCH_STEPS * stopped + step(touch.0, &TOUCHES));
    sign(at::WORDS + step(touch.1, &WORDS));
    sign(at::NARROW + usize::from(is_small(above)) + 2 * usize::from(is_small(next)));
    if foot.lines == 1 {
        let wider = step(next.width - above.width, &FIRST);
        sign(at::FIRST + (wider * 4 + ending(above)) * 2 + stop);
        if above.bare {
            sign(at::TITLE);
        }
        if above.head {
            sign(at::TITLE + 1 + usize::from(next.is_out_dented(above)));
        }
    } else {
        let shorter = step(foot.own(above) - foot.measure, &SHORTER);
        let wider = step(next.width - foot.measure, &WIDER);
        sign(at::SEAM + ((shorter * 4 + ending(above)) * 6 + wider) * 2 + stop);
    }
    if !foot.is_full(above, next) {
        sign(at::ROOM + stopped);
    }
    sign(at::STARTS + step(-next.starts, &STARTS) * 2 + stopped);
    if next.barred {
        sign(at::OPENS);
    }
    if next.head {
        sign(at::OPENS + 1 + stopped);
    }
    for (kind, (open, &closes)) in foot.open.0.iter().zip(&next.marks.closes).enumerate() {
        match (open, closes) {
            (Some(0), 1..) => sign(at::MARKS + 4 * kind),
            (Some(_), 1..) => sign(at::MARKS + 4 * kind + 1),
            (Some(1..), 0) => sign(at::MARKS + 4 * kind + 2),
            (None, 1..) => sign(at::MARKS + 4 * kind + 3),
            _ => {}
        }
    }
    if above.stretched {
        sign(at::STRETCHED);
    }
    if next.stretched {
        sign(at::STRETCHED + 1);
    }
}

/// The sign that a column is passed over, whose last line is `above`.
pub fn passed(foot: &Foot, above: &Ends) -> usize {
    let closed = usize::from(foot.closed);
    at::PASSED
        + match (foot.missed, foot.lines) {
            (0, 1) => usize::from(above.bare),
            (0, 2) => 2 + closed,
            (0, _) => 4 + closed,
            (missed, _) => 5 + usize::from(missed) + 3 * closed,
        }
}

/// The signs that it is the turn of the column that stands at `column` in the queue.
pub fn turn(sight: &Sight, column: usize, mut sign: impl FnMut(usize)) {
    let (queue, foot) = (sight.queue, &sight.queue[column]);
    let again = if foot.late && foot.missed > 0 { 3 } else { 0 };
    sign(at::LATE + usize::from(foot.missed.min(3)) + again);
    let above = sight.here - foot.last;
    sign(at::FAR + step(i32::try_from(above).unwrap_or(i32::MAX), &FAR));
    // Columns that began side by side have as many lines at any height.
    let level = queue[column + 1..].iter().filter(|f| f.begun == foot.begun && f.lines > 1);
    let level = level.map(|f| foot.level.saturating_sub(f.level)).max().unwrap_or(0);
    sign(at::LEVEL + usize::from(level.min(3)));
    let Some(last) = queue.last() else { return };
    if column + 1 == queue.len() {
        sign(at::ROW + usize::from(above > 1));
        return;
    }
    // A row goes from the left column to the right; then the left one is next.
    let row = |begun| queue.iter().filter(move |f| f.begun == begun && f.missed < 2);
    let is_left = foot.missed < 2 && row(foot.begun).all(|f| f.first >= foot.first);
    let mut right = row(last.begun).filter(|f| f.first > last.first);
    if last.begun == foot.begun {
        sign(
            at::ROW
                + match right.map(|f| f.first).min() {
                    Some(first) if first == foot.first => 2,
                    Some(_) => 3,
                    None => 5 - usize::from(is_left),
                },
        );
    } else {
        let waiting = right.any(|f| f.missed == 0);
        sign(at::ROW + 6 + usize::from(is_left) + 2 * usize::from(waiting));
    }
}

/// The signs of a line that begins a column: each as one of a column beside the others, and of one below them all.
pub fn begins(sight: &Sight, next: &Ends, mut signs: impl FnMut([usize; 2])) {
    use at::begins as own;
    let mut sign = |number: usize| signs([at::BESIDE + number, at::BELOW + number]);
    sign(0);
    if next.barred {
        sign(own::OPENS);
    }
    if next.head {
        sign(own::OPENS + 1);
    }
    if is_stop(next) {
        sign(own::OPENS + 2);
    }
    sign(own::STARTS + step(-next.starts, &STARTS));
    // A line as wide as a column is, or by an indent narrower, is of running text.
    let fits = sight.queue.iter().filter(|f| f.lines > 2).map(|f| match next.width - f.measure {
        -50..=50 => 0,
        -250..=-150 => 1,
        _ => 2,
    });
    sign(own::FITS + fits.min().unwrap_or(3) + 4 * usize::from(next.bare));
    if sight.alone {
        sign(own::ALONE);
    }
    let columns = || sight.queue.iter().filter(|f| f.lines > 1);
    sign(own::RUNNING + columns().filter(|f| !f.closed && f.missed < 2).count().min(5));
    sign(own::COLUMNS + columns().count().min(5));
    sign(own::WIDTH + step(next.width, &WIDTHS));
    let Some(foot) = sight.queue.last() else {
        sign(own::NONE);
        return;
    };
    let last = &sight.ends[foot.last as usize];
    if last.width < NARROW {
        sign(own::NARROW + usize::from(next.width >= NARROW));
    }
    if foot.lines == 1 {
        sign(own::TITLE + usize::from(last.bare) + 2 * usize::from(next.bare));
        if last.head {
            sign(own::TITLE + 4);
        }
        sign(own::BESIDE + step(next.width - last.width, &BESIDE));
        let tops = sight.queue.iter().filter(|f| f.lines == 1 && f.begun == foot.begun);
        sign(own::TOPS + tops.count().min(5));
    } else {
        sign(own::NONE + 1 + usize::from(foot.closed));
    }
}

/// What the signs are worth where nothing was fitted, in sixteenths of a natural logarithm, to compare with: a quarter of
/// what continuity says, as most of what it says other signs say too; and what is rare on any page costs something.
#[must_use]
pub fn by_continuity() -> super::Worths {
    let mut worths = [0; COUNT];
    // The mean of a step's ends is in eighths.
    let mean = |steps: &[Score], step: usize| (steps[step.saturating_sub(1)] + steps[step.min(steps.len() - 1)]) / 4;
    for (from, steps) in [(at::TOUCH, &TOUCHES[..]), (at::TOUCH + TOUCHES.len() + 1, &TOUCHES), (at::WORDS, &WORDS)] {
        for step in 0..=steps.len() {
            worths[from + step] = i8::try_from(mean(steps, step)).unwrap_or(i8::MAX);
        }
    }
    worths[at::PASSED..at::LATE].fill(-4);
    worths[at::BESIDE] = -8;
    worths[at::BELOW] = -12;
    worths
}
