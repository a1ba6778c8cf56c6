//! Deals the pieces of spliced lines back to their columns.
//!
//! The lines come as they stand from top to bottom, the pieces of a line from left to right. So each column takes its
//! next piece about once a line of type, and what it takes must be able to follow what it has: a beam search over the
//! ways of dealing finds the cheapest. All costs are whole numbers.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::BuildHasherDefault;

use smallvec::SmallVec;

use super::{MOST_PIECES, Piece, SAME};
use crate::column::continuity::{self, Words};
use crate::line::facts::{Ending, Width, never_begins};
use crate::line::{full, slack};
use crate::text::Mix;

/// About ten a piece of evidence.
type Cost = i32;

/// How many ways of dealing are kept.
const BEAM: usize = 100;
/// More columns stand beside and below each other on no page.
const MOST: usize = 24;
/// What it costs that a line inside a paragraph is not full.
const UNFILLED: Cost = 14;
/// So many ways are tried for a line, whatever it holds.
const TRIES: usize = 4000;
/// What costs more than this is not tried: a column may begin for less.
const TOO_MUCH: Cost = 30;
/// What it costs to begin a column.
const BEGINS: Cost = 30;
/// The same where a story opens: below its title it has a column of its own.
const BEGINS_STORY: Cost = 16;
/// What it costs that a story opens below other text with no title between.
const OPENS: Cost = 10;
/// What it costs that two columns come to stand at one height whose last lines did not, and that of two that stood at
/// one height only one goes on: lines set to one grid stay side by side.
const JOINS_STEP: Cost = 6;
const LEAVES_STEP: Cost = 2;
/// A column that got no piece for so many lines of type has ended.
const ENDED: i16 = 8;
/// What it costs, for each line of type, that a column lags behind the others or is ahead of them.
const UNEVEN: Cost = 5;

/// A column, as far as it is dealt.
#[derive(Clone, Copy, Debug)]
struct Track {
    /// The piece dealt last: which line, and which in it.
    last: (u16, u8),
    /// The line of the piece before.
    before: u16,
    /// At which line of type the column stands.
    level: i16,
    /// Whether the last piece begins a paragraph.
    begins: bool,
    /// The widest piece so far.
    measure: Width,
}

/// One way of dealing.
#[derive(Debug)]
struct Way {
    cost: Cost,
    /// What of it the seams cost.
    seams: Cost,
    tracks: SmallVec<[Track; MOST]>,
    /// At which line of type the page stands.
    level: i16,
    /// The step that led here.
    step: usize,
}

impl Clone for Way {
    fn clone(&self) -> Self {
        // All tracks at once, and not one after the other.
        Self { tracks: SmallVec::from_slice(&self.tracks), ..*self }
    }
}

/// Which track each piece of a line was dealt to, and which were begun for it.
#[derive(Debug)]
struct Step {
    before: usize,
    /// For each piece the track, as an index behind all insertions of this step, and whether it begins with the piece.
    dealt: SmallVec<[(u8, bool); MOST_PIECES]>,
}

impl Clone for Step {
    fn clone(&self) -> Self {
        Self { dealt: SmallVec::from_slice(&self.dealt), ..*self }
    }
}

/// Pieces as they were dealt.
#[derive(Debug)]
pub struct Dealt {
    /// The pieces of each column from top to bottom, the columns from left to right.
    pub columns: Vec<Vec<Piece>>,
    /// How much better these read than the pieces one after the other as they stand.
    pub gain: Cost,
}

impl Dealt {
    /// Whether the columns read clearly better than the lines.
    pub fn is_better(&self) -> bool {
        self.gain >= BEGINS
    }

    /// How much better the pieces touch in their columns than as they stand, whatever it costs that there are several.
    pub fn better_touch(&self) -> Cost {
        self.gain + self.columns.iter().skip(1).map(|_| BEGINS).sum::<Cost>()
    }
}

/// Deals the pieces back to their columns.
pub fn deal(lines: &[Vec<Piece>], words: &Words) -> Dealt {
    let mut steps: Vec<Step> = Vec::new();
    let mut beam = vec![Way { cost: 0, seams: 0, tracks: SmallVec::new(), level: 0, step: usize::MAX }];
    let mut next: Vec<(Way, Step)> = Vec::new();
    for line in 0..lines.len() {
        let scene = Scene { lines, words, touches: RefCell::default() };
        next.clear();
        for way in &beam {
            let step = Step { before: way.step, dealt: SmallVec::new() };
            scene.extend(way, &step, (line, 0), 0, &mut next);
        }
        let mut cheapest: BinaryHeap<Reverse<(Cost, usize)>> =
            next.iter().enumerate().map(|(i, (way, _))| Reverse((way.cost, i))).collect();
        let mut kept: Vec<Way> = Vec::with_capacity(BEAM);
        while let Some(Reverse((_, i))) = cheapest.pop().filter(|_| kept.len() < BEAM) {
            let (way, step) = &next[i];
            // Ways that end in the same pieces differ no more.
            let same = |k: &Way| {
                k.tracks.len() == way.tracks.len() && k.tracks.iter().zip(&way.tracks).all(|(a, b)| a.last == b.last)
            };
            if kept.iter().any(same) {
                continue;
            }
            kept.push(Way { step: steps.len(), ..way.clone() });
            steps.push(step.clone());
        }
        beam = kept;
    }
    let Some(best) = beam.first() else { return Dealt { columns: lines.to_vec(), gain: 0 } };
    Dealt { columns: unwind(lines, &steps, best.step), gain: as_it_stands(lines, words) - best.seams }
}

/// What it costs that the pieces are read one after the other as they stand.
fn as_it_stands(lines: &[Vec<Piece>], words: &Words) -> Cost {
    let mut cost = 0;
    let mut track: Option<Track> = None;
    for at in 0..lines.len() {
        let scene = Scene { lines, words, touches: RefCell::default() };
        for (nth, piece) in lines[at].iter().enumerate() {
            let last = (u16::try_from(at).unwrap_or(u16::MAX), u8::try_from(nth).unwrap_or(u8::MAX));
            let begins = beginning(piece);
            let seam = track.map(|track| scene.seam(&track, piece, last.1)).filter(|seam| seam.0 < begins);
            cost += seam.map_or(begins, |seam| seam.0);
            let measure = track.filter(|_| seam.is_some()).map_or(0, |track| track.measure);
            let begins = seam.is_none_or(|seam| seam.1);
            track = Some(Track { last, before: 0, level: 0, begins, measure: measure.max(piece.facts.width) });
        }
    }
    cost
}

/// Follows the steps back and puts the pieces into their columns.
fn unwind(lines: &[Vec<Piece>], steps: &[Step], last: usize) -> Vec<Vec<Piece>> {
    let mut way = Vec::with_capacity(lines.len());
    let mut at = last;
    while let Some(step) = steps.get(at) {
        way.push(step);
        at = step.before;
    }
    let mut columns: Vec<Vec<Piece>> = Vec::new();
    for (line, step) in lines.iter().zip(way.iter().rev()) {
        for (piece, &(track, begun)) in line.iter().zip(&step.dealt) {
            let track = usize::from(track);
            if begun {
                columns.insert(track.min(columns.len()), Vec::new());
            }
            if let Some(column) = columns.get_mut(track) {
                column.push(piece.clone());
            }
        }
    }
    in_order(columns)
}

/// The columns as they are read: what begins higher comes first, but not before what stands on its left.
fn in_order(columns: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
    let n = columns.len();
    // Of each line the pieces, from left to right, with their columns.
    let mut pieces: Vec<(usize, usize, usize)> =
        columns.iter().enumerate().flat_map(|(c, ps)| ps.iter().map(move |p| (p.row, p.range.start, c))).collect();
    pieces.sort_unstable();
    let mut right: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut left = vec![0; n];
    for pair in pieces.windows(2) {
        let [(row, _, a), (next, _, b)] = *pair else { continue };
        if row == next && a != b && right[a].last() != Some(&b) {
            right[a].push(b);
            left[b] += 1;
        }
    }
    let starts: Vec<usize> = columns.iter().map(|c| c.first().map_or(0, |p| p.row)).collect();
    let mut ready: BinaryHeap<Reverse<(usize, usize)>> =
        (0..n).filter(|&c| left[c] == 0).map(|c| Reverse((starts[c], c))).collect();
    let mut columns: Vec<Option<Vec<Piece>>> = columns.into_iter().map(Some).collect();
    let mut out = Vec::with_capacity(n);
    while let Some(Reverse((_, c))) = ready.pop() {
        out.extend(columns[c].take());
        for &b in &right[c] {
            left[b] -= 1;
            if left[b] == 0 {
                ready.push(Reverse((starts[b], b)));
            }
        }
    }
    out.extend(columns.into_iter().flatten());
    out
}

/// What it costs that a column begins with `piece`.
fn beginning(piece: &Piece) -> Cost {
    if piece.opens { BEGINS_STORY } else { BEGINS }
}

/// Whether no column of running text is so narrow, but an upright title is.
fn narrow(measure: Width) -> bool {
    measure <= 400
}

/// One line before the ways that end in the lines above.
struct Scene<'a> {
    lines: &'a [Vec<Piece>],
    words: &'a Words,
    /// What the seams say that were looked at, for most ways share the ends of their columns.
    touches: RefCell<HashMap<u64, Cost, BuildHasherDefault<Mix>>>,
}

impl Scene<'_> {
    fn piece(&self, at: (u16, u8)) -> &Piece {
        &self.lines[usize::from(at.0)][usize::from(at.1)]
    }

    /// Deals the pieces of line `at.0` from piece `at.1` on to tracks from `from` on. It calls itself once for each piece
    /// of the line, of which there are few (`super::MOST_PIECES`).
    fn extend(&self, way: &Way, step: &Step, at: (usize, usize), from: usize, out: &mut Vec<(Way, Step)>) {
        // Depth is the number of pieces in a line, which is cut off where it is more than a page has columns.
        let Some(piece) = self.lines[at.0].get(at.1) else {
            let mut way = way.clone();
            way.cost += Self::out_of_step(&way, step);
            out.push((way, step.clone()));
            return;
        };
        let here = (u16::try_from(at.0).unwrap_or(u16::MAX), u8::try_from(at.1).unwrap_or(u8::MAX));
        if out.len() >= TRIES {
            return;
        }
        for t in from..way.tracks.len() {
            let track = way.tracks[t];
            if way.level - track.level > ENDED {
                continue;
            }
            let (seam, begins) = self.seam(&track, piece, here.1);
            let (level, uneven) = if narrow(track.measure) && narrow(piece.facts.width) {
                (way.level, 0)
            } else {
                (track.level + 1, Self::uneven(track.level + 1, way, at.1))
            };
            let cost = seam + uneven;
            if cost > TOO_MUCH {
                continue;
            }
            let mut next = way.clone();
            next.cost += cost;
            next.seams += seam;
            next.level = if at.1 == 0 { way.level.max(level) } else { way.level };
            next.tracks[t] = Track {
                last: here,
                before: track.last.0,
                level: level.max(way.level - 3),
                begins,
                measure: track.measure.max(piece.facts.width),
            };
            let mut step = step.clone();
            step.dealt.push((u8::try_from(t).unwrap_or(u8::MAX), false));
            self.extend(&next, &step, (at.0, at.1 + 1), t + 1, out);
        }
        if way.tracks.len() < MOST {
            // Beside the column of the piece on its left, or as the last; so is what stands below several columns.
            let last = way.tracks.len();
            let below = way.tracks.iter().all(|track| track.measure + SAME < piece.facts.width);
            for t in
                [from, last].into_iter().skip(usize::from(below && last > from)).take(1 + usize::from(last > from))
            {
                let mut next = way.clone();
                let begins = beginning(piece);
                next.cost += begins;
                next.seams += begins;
                let level = way.level.max(1);
                next.level = level;
                next.tracks.insert(
                    t,
                    Track { last: here, before: u16::MAX, level, begins: true, measure: piece.facts.width },
                );
                let mut step = step.clone();
                step.dealt.push((u8::try_from(t).unwrap_or(u8::MAX), true));
                self.extend(&next, &step, (at.0, at.1 + 1), t + 1, out);
            }
        }
    }

    /// What it costs that columns of which the last lines stood at one height do not do so any more, or the other way.
    fn out_of_step(way: &Way, step: &Step) -> Cost {
        let mut cost = 0;
        let dealt = || step.dealt.iter().map(|&(t, _)| way.tracks[usize::from(t)]);
        for (a, b) in dealt().zip(dealt().skip(1)) {
            if narrow(a.measure) || narrow(b.measure) {
                continue;
            }
            if a.before != u16::MAX && b.before != u16::MAX && a.before != b.before {
                cost += JOINS_STEP;
            }
        }
        let Some(now) = dealt().next().map(|t| t.last.0) else { return 0 };
        for track in way.tracks.iter().filter(|t| t.last.0 != now && !narrow(t.measure)) {
            if dealt().any(|t| t.before == track.last.0) {
                cost += LEAVES_STEP;
            }
        }
        cost
    }

    /// What it costs that a column comes to stand at a line of type while the others stand at theirs.
    fn uneven(level: i16, way: &Way, index: usize) -> Cost {
        let ahead = Cost::from(level - way.level);
        if index == 0 && ahead == 1 { 0 } else { UNEVEN * ahead.abs().min(4) }
    }

    /// How likely the last piece of a track and `piece`, number `nth` of its line, touch.
    fn touch(&self, last: (u16, u8), piece: &Piece, nth: u8) -> Cost {
        let seam = u64::from(last.0) << 16 | u64::from(last.1) << 8 | u64::from(nth);
        *self.touches.borrow_mut().entry(seam).or_insert_with(|| {
            let (end, begin) = (self.piece(last).end, piece.begin);
            let touch = continuity::touch(end, begin) * 6 / 32 + self.words.touch(end, begin) / 4;
            touch.clamp(-12, 20)
        })
    }

    /// What it costs that `piece`, number `nth` of its line, follows the last one of the track, and whether it begins a
    /// paragraph then.
    fn seam(&self, track: &Track, piece: &Piece, nth: u8) -> (Cost, bool) {
        let above = self.piece(track.last);
        let (a, b) = (&above.facts, &piece.facts);
        let measure = track.measure;
        let mut cost = 0;
        if b.width > measure + SAME {
            cost += 8 + (b.width - measure).min(1000) / 50;
        }
        if piece.opens {
            cost += OPENS;
        }
        let measure = measure.max(b.width);
        let (short_above, slack_above) = (measure - a.width, slack(a, measure));
        let filled = full(short_above, piece.lead, slack_above);
        let filled = if track.begins { filled.min(full(short_above - 200, piece.lead, slack_above)) } else { filled };
        let closed = match a.ending {
            Ending::Stop => 0,
            Ending::Colon | Ending::Closer => 4,
            _ => 16,
        };
        // The paragraph goes on: the line above is full.
        let mut joined = filled + if a.ending == Ending::Stop { 2 } else { 0 };
        if filled < 20 {
            joined -= self.touch(track.last, piece, nth);
        }
        // A paragraph begins: the line above is closed, and this one short by its indent, or by more.
        let short = measure - b.width;
        let indented = if (100..=320).contains(&short) || short > 320 && b.ending == Ending::Stop { 0 } else { 8 };
        let mut broken = closed + indented;
        if never_begins(b.first) {
            broken += 16;
        }
        if a.open {
            broken += 8;
        }
        // What goes on must be full or end its paragraph.
        let stops = matches!(b.ending, Ending::Stop | Ending::Colon | Ending::Closer);
        if short > 160 + slack(b, measure) && !stops {
            joined += UNFILLED;
        }
        if joined <= broken { (cost + joined, false) } else { (cost + broken, true) }
    }
}
