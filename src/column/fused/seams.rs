//! Where a fused line is cut.

use smallvec::SmallVec;

use super::measures::{FULL, Measure, Near, is_several};
use super::{INDENT, WIDER};
use crate::column::continuity::{Edge, Score, Words, touch};
use crate::line::Facts;
use crate::line::cue::opens_story;
use crate::line::facts::{Width, is_ideograph, is_mark, is_opener, never_begins};

/// So many lines above and below are asked what goes on there: a row has hardly more boxes.
const REACH: usize = 4;
/// Narrower ones are not asked, in hundredths of an em.
const NARROW: Width = 300;
/// How much one seam can say.
const LEAST: Score = -36;
const MOST: Score = 40;
/// So well two characters touch at least of which one is a mark: before and behind one anything may stand.
const MARK: Score = -6;
/// What a cut costs; one that the measure allows is nothing special.
const CUT: Score = 30;
/// What it costs that the piece left of the cut is the first line of a paragraph, which lost its indent.
const FIRST: Score = 14;
/// What it costs to take a measure of which the line is several full lines, though those around it have one a little
/// different.
const EVENLY: Score = 6;
const NEAR: Width = 200;
/// A full line may be narrower and wider than its measure by so much, and by so much for nothing; an eighth of a logarithm for
/// seven hundredths of an em more.
const LESS: Width = 170;
const MORE: Width = 130;
const FREE: Width = 30;
const SLOPE: Width = 7;
/// The last piece has this width at least, and is wider than its measure by so much at most.
const LAST: Width = 150;
const PLAY: Width = 150;

/// A line is likely fused if its cuts say so much, and how the pieces go on elsewhere; and for or against it speaks whether
/// it is as wide as several full lines.
const LIKELY: Score = -55;
const AS_WIDE: Score = 20;

/// How a line begins and ends, where others may go on with it.
pub(super) struct Brim {
    edges: Option<(Edge, Edge)>,
}

impl Brim {
    /// Of a line of this width.
    pub fn of(text: &str, width: Width) -> Self {
        Self { edges: (width >= NARROW).then(|| (Edge::begin(text), Edge::end(text))) }
    }
}

/// Where a line may be cut.
#[derive(Debug)]
pub(super) struct Fused {
    /// The bytes with which its pieces begin, without the first.
    pub cuts: SmallVec<[usize; 4]>,
    /// How well it is cut there.
    pub score: Score,
    /// How much better its pieces go on elsewhere than the whole does, on average.
    pub apart: Score,
    /// Whether it is as wide as several full lines.
    pub is_full: bool,
    /// The narrowest of the measures.
    pub narrowest: Width,
}

impl Fused {
    /// Whether it should be cut, on a page that has fused lines.
    pub fn is_likely(&self) -> bool {
        let width = if self.is_full { AS_WIDE } else { -AS_WIDE };
        self.score / self.count().max(1) + self.apart + width >= LIKELY
    }

    /// How many cuts there are.
    pub fn count(&self) -> Score {
        Score::try_from(self.cuts.len()).unwrap_or(0)
    }
}

/// What the characters on both sides of a cut say.
#[derive(Clone, Copy, Debug, Default)]
struct Seam {
    /// How well they touch, and how well the left side goes on below, and the right one above.
    across: Score,
    below: Score,
    above: Score,
}

impl Seam {
    const fn score(self) -> Score {
        self.below + self.above - 2 * self.across
    }
}

/// One character of a line: the byte with which it begins, and the width of all before it.
struct Place {
    byte: usize,
    c: char,
    before: Width,
}

/// The best way to that cut.
#[derive(Clone, Copy)]
struct Way {
    score: Score,
    from: usize,
    seam: Seam,
}

/// Finds where line `at` may best be cut, if its width allows it, by the measures near it.
pub(super) fn find(text: &str, (brims, at): (&[Brim], usize), near: &Near, words: &Words) -> Option<Fused> {
    let places = places(text);
    let whole = places.last()?.before;
    let (narrowest, widest) = (near.iter().map(|m| m.width).min()?, near.iter().map(|m| m.width).max()?);
    let is_full = is_several(whole, near, FULL);
    let mut measures = near.clone();
    measures.extend(evenly(whole, near));
    let sight = Sight {
        above: &brims[at.saturating_sub(REACH)..at],
        below: &brims[at + 1..(at + 1 + REACH).min(brims.len())],
        words,
    };
    let mut ways: Vec<Option<Way>> = vec![None; places.len()];
    ways[0] = Some(Way { score: 0, from: 0, seam: Seam::default() });
    let opens = opens_story(text);
    let mut seams: Vec<Option<Seam>> = vec![None; places.len()];
    let mut best: Option<(Score, usize)> = None;
    for from in 0..places.len() {
        let Some(way) = ways[from] else { continue };
        let start = places[from].before;
        let rest = whole - start;
        if from > 0 && rest <= widest + PLAY && best.is_none_or(|(score, _)| way.score > score) {
            best = Some((way.score, from));
        }
        for to in from + 3..places.len().saturating_sub(2) {
            let width = places[to].before - start;
            if width > widest + MORE || whole - places[to].before < LAST {
                break;
            }
            let kind = match from {
                0 if opens => Kind::First,
                0 => Kind::Any,
                _ => Kind::Inner,
            };
            let fits = measures.iter().filter_map(|m| misfit(width, rest, *m, kind));
            let Some(misfit) = fits.min() else { continue };
            if !may_cut(&places[to - 1..=to]) {
                continue;
            }
            let seam = *seams[to].get_or_insert_with(|| sight.seam(&places, to));
            let score = way.score + seam.score() - misfit - CUT;
            if ways[to].is_none_or(|old| score > old.score) {
                ways[to] = Some(Way { score, from, seam });
            }
        }
    }
    let (score, mut at) = best?;
    let mut cuts = SmallVec::new();
    let mut sum = 0;
    while let Some(Some(way)) = ways.get(at).filter(|_| at > 0) {
        cuts.push(places[at].byte);
        sum += way.seam.score();
        at = way.from;
    }
    cuts.reverse();
    let mut fused = Fused { cuts, score, apart: 0, is_full, narrowest };
    fused.apart = sum / fused.count().max(1) - sight.whole(&places);
    Some(fused)
}

/// The measures of which the line would be several full lines, each near one that the lines around it have.
fn evenly(whole: Width, measures: &[Measure]) -> Near {
    let own = measures.iter().flat_map(|m| {
        (2..=4)
            .map(move |n| Measure { width: whole / n, cost: m.cost + EVENLY })
            .filter(move |own| (own.width - m.width).abs() <= NEAR)
    });
    own.collect()
}

/// What a full line may be in its paragraph: the first one, which lost its indent, is narrower. What stands right of a narrow
/// gutter has none.
#[derive(Clone, Copy)]
enum Kind {
    First,
    Any,
    Inner,
}

/// What it costs that a full line has this width, and stands in front of the rest of so wide a line.
fn misfit(width: Width, whole: Width, measure: Measure, kind: Kind) -> Option<Score> {
    let (inner, first) = ((0, 0), (INDENT, if matches!(kind, Kind::First) { 0 } else { FIRST }));
    let kinds = match kind {
        Kind::First => &[first][..],
        Kind::Any => &[inner, first],
        Kind::Inner => &[inner],
    };
    let indent = if matches!(kind, Kind::First) { INDENT } else { 0 };
    if whole < measure.width - indent + WIDER {
        return None;
    }
    let costs = kinds.iter().filter_map(|&(indent, cost)| {
        let off = width + indent - measure.width;
        (-LESS..=MORE).contains(&off).then(|| cost + measure.cost + (off.abs() - FREE).max(0) / SLOPE)
    });
    costs.min()
}

/// Whether a line may break off between the two characters.
fn may_cut(pair: &[Place]) -> bool {
    let [a, b] = pair else { return false };
    let (a, b) = (a.c, b.c);
    let inside = a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric();
    let barred = b.is_whitespace() || never_begins(b) || is_opener(a);
    !inside && !barred
}

/// The characters of a line; the last is none and has the width of all.
fn places(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(text.len() / 3 + 2);
    let mut width = 0;
    for (byte, c) in text.char_indices() {
        places.push(Place { byte, c, before: width });
        let end = byte + c.len_utf8();
        let here = &text[byte..end];
        width += if is_ideograph(c) { 100 } else { Facts::of(here, 0).width };
        // Of two marks that meet the first is squeezed.
        if let [.., a, b] = &places[..]
            && is_mark(a.c)
            && is_mark(b.c)
        {
            width -= 50;
        }
    }
    places.push(Place { byte: text.len(), c: '\0', before: width });
    places
}

/// What stands around a line.
struct Sight<'a> {
    above: &'a [Brim],
    below: &'a [Brim],
    words: &'a Words,
}

impl Sight<'_> {
    /// What a cut before character `at` says.
    fn seam(&self, places: &[Place], at: usize) -> Seam {
        let end = edge(places[..at].iter().rev());
        let begin = edge(places[at..].iter());
        let across = clamped(touch(end, begin) + self.words.touch_elsewhere(end, begin));
        let across =
            if is_ideograph(places[at - 1].c) && is_ideograph(places[at].c) { across } else { across.max(MARK) };
        Seam { across, below: self.goes_on(end), above: self.went_on(begin) }
    }

    /// How well the whole line goes on above and below.
    fn whole(&self, places: &[Place]) -> Score {
        self.goes_on(edge(places.iter().rev())) + self.went_on(edge(places.iter()))
    }

    fn goes_on(&self, end: Edge) -> Score {
        let touches =
            self.below.iter().filter_map(|brim| brim.edges).map(|(begin, _)| self.words.neighbours(end, begin));
        clamped(touches.max().unwrap_or(0))
    }

    fn went_on(&self, begin: Edge) -> Score {
        let touches =
            self.above.iter().filter_map(|brim| brim.edges).map(|(_, end)| self.words.neighbours(end, begin));
        clamped(touches.max().unwrap_or(0))
    }
}

fn clamped(score: Score) -> Score {
    score.clamp(LEAST, MOST)
}

fn edge<'a>(places: impl Iterator<Item = &'a Place>) -> Edge {
    Edge::of(places.map(|place| place.c).filter(|&c| c != '\0'))
}
