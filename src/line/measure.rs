//! The measures of a page: the widths to which its paragraphs are set.
//!
//! A line wraps because it filled its measure, so the full lines of a column have one width, give or take what
//! kinsoku pushes over the line's end. The measure is estimated locally, for it changes from article to article and
//! inside an article: the widths that several lines near by share are candidates, and [`super::setting`] chooses.

use super::facts::Width;
use super::{Ending, Line, cue};

/// Narrower than this nothing is set in columns, in hundredths of an em.
pub const NARROWEST: Width = 500;
/// Wider than this no column is: 60 em are 120 Latin letters. Longer lines are paragraphs that were joined already.
pub const WIDEST: Width = 6000;

/// How wide a line is at least, in hundredths of an em, that may be a paragraph by itself.
const SENTENCE: Width = 1200;
/// How much wider than the widest paragraph, in hundredths of an em, the measure is where no line wraps: more than any
/// full line leaves free.
const UNFILLED: Width = 1000;

/// How far, in lines, the full lines that speak for a measure may stand from a line.
const REACH: usize = 8;
/// How many classes of widths there are, of half an em each, with one to either side.
const CLASSES: usize = (WIDEST / 50) as usize + 3;
/// How many measures are tried for a line.
pub const CANDIDATES: usize = 5;

/// The measures that are tried for a line, widest support first; 0 for none.
pub type Candidates = [Width; CANDIDATES];

/// How many measures are tried: those before the first 0.
pub(super) fn count(candidates: &Candidates) -> usize {
    candidates.iter().position(|&measure| measure == 0).unwrap_or(CANDIDATES)
}

/// Finds the measures to try for each line.
///
/// A width is a candidate where at least two lines within `REACH` (8 lines) of each other share it to half an em; of widths that
/// differ by less, the best supported stands for all. Where no width has support, the widest line is the measure:
/// a story of a few lines has no more to show.
#[must_use]
pub fn candidates(lines: &[Line]) -> Vec<Candidates> {
    if let [line] = lines {
        return vec![[widest(std::slice::from_ref(line)), 0, 0, 0, 0]];
    }
    // Support of half-em classes in a sliding window over the lines.
    let mut support = [0_u16; CLASSES];
    let class = |line: &Line| {
        let width = line.facts.width + line.facts.indent.min(200);
        if (NARROWEST..=WIDEST).contains(&width) { usize::try_from((width + 25) / 50).unwrap_or(0) } else { 0 }
    };
    // The class of each line, or 0.
    let classes: Vec<usize> = lines.iter().map(class).collect();
    let mut present: Vec<usize> = Vec::with_capacity(2 * REACH + 2);
    let mut out = Vec::with_capacity(lines.len());
    // What the support says, as long as it does not change.
    let mut said = None;
    for i in 0..lines.len() + REACH {
        let entering = classes.get(i).copied().unwrap_or(0);
        let leaving = i.checked_sub(2 * REACH + 1).and_then(|i| classes.get(i)).copied().unwrap_or(0);
        if entering != leaving {
            said = None;
            if entering > 0 {
                if support[entering] == 0 {
                    present.push(entering);
                }
                support[entering] += 1;
            }
            if leaving > 0 {
                support[leaving] -= 1;
                if support[leaving] == 0 {
                    present.retain(|&p| p != leaving);
                }
            }
        }
        if i >= REACH {
            let mut chosen = *said.get_or_insert_with(|| best(&support, &present));
            if chosen[0] == 0 {
                let here = i - REACH;
                chosen[0] = widest(&lines[here.saturating_sub(REACH)..(here + REACH).min(lines.len())]);
            }
            out.push(chosen);
        }
    }
    below_heads(lines, &mut out);
    out
}

/// The second line of a story that opens with a message head shows its measure, however short the story is: if it breaks
/// off, it is tried for the lines near by as well.
fn below_heads(lines: &[Line], candidates: &mut [Candidates]) {
    for (i, two) in lines.windows(2).enumerate() {
        let width = two[1].facts.width;
        let broken = matches!(two[1].facts.ending, Ending::Bare | Ending::Comma);
        if !broken || !(SENTENCE..=WIDEST / 2).contains(&width) || !cue::opens_story(&two[0].text) {
            continue;
        }
        for tried in candidates[i..].iter_mut().take(REACH) {
            if tried.iter().all(|c| (c - width).abs() > 50)
                && let Some(free) = tried.iter_mut().find(|c| **c == 0)
            {
                *free = width;
            }
        }
    }
}

/// The width of the widest line, if it breaks off and so was wrapped. A sentence's end says that lines are whole
/// paragraphs, of which none fills the measure; 0 where nothing tells.
fn widest(near: &[Line]) -> Width {
    let Some(line) = near.iter().max_by_key(|l| l.facts.width) else { return 0 };
    let width = line.facts.width;
    match line.facts.ending {
        Ending::Bare | Ending::Comma if (NARROWEST..=WIDEST / 2).contains(&width) => width,
        // Headlines end with other marks, if with any.
        Ending::Stop if width >= SENTENCE && matches!(line.facts.last, '。' | '.') => width.saturating_add(UNFILLED),
        _ => 0,
    }
}

/// The classes with the widest support, of those that differ by one class the best.
fn best(support: &[u16; CLASSES], present: &[usize]) -> Candidates {
    // Support and class in one number, so that they compare at once; 0 for none.
    let packed = |support: u16, class: usize| usize::from(support) << 16 | class;
    let mut chosen = [0_usize; CANDIDATES];
    for &c in present {
        // Squeezed marks and proportional digits blur a width by half an em to either side.
        let [left, here, right] = support[c - 1..=c + 1] else { continue };
        let around = 2 * here + left + right;
        if around < 4 {
            continue;
        }
        let near = chosen.iter().position(|&x| x > 0 && (x & 0xFFFF).abs_diff(c) <= 1);
        let at = near.or_else(|| (0..CANDIDATES).min_by_key(|&at| chosen[at])).unwrap_or(0);
        chosen[at] = chosen[at].max(packed(around, c));
    }
    chosen.sort_unstable_by(|a, b| b.cmp(a));
    chosen.map(|x| Width::try_from((x & 0xFFFF) * 50).unwrap_or(0))
}
