//! The gutters of a page whose boxes waver: strips from top to bottom where line after line has no ink.
//!
//! An engine may draw one line through two columns, and it takes the rule between them for a mark. But the white stays:
//! between characters of running text it stands at another place in each line, in a gutter at the same in all of them.

use super::pieces::Atom;

/// A page with more squares has boxes that no type has, and no gutters are sought.
const MOST: i64 = 4_000_000;
/// A gutter is no narrower, in squares, of which four make an em.
const WIDTH: usize = 3;
/// Ink on either side is sought so far, in squares.
const BESIDE: usize = 12;
/// So many levels above and below are looked at, of which two make an em; the nearest belong to the line itself.
const LEVELS: std::ops::Range<usize> = 2..31;
/// So many levels with ink on both sides have none in a gutter.
const WITNESSES: usize = 11;
/// After so many levels with ink in it a gutter has ended.
const MISSES: usize = 4;
/// So many without any ink are between two texts.
const BLANK: usize = 3;
/// So many levels below a title are looked at.
const BELOW: usize = 48;
/// So many places between two words are tried; wider white needs no witnesses.
const TRIES: usize = 16;

/// Where a page has ink, in squares.
#[derive(Debug, Default)]
pub(super) struct Gutters {
    em: i32,
    /// How many squares there are from left to right.
    columns: usize,
    /// How many of the squares on the left of each have ink, level by level.
    sums: Vec<u32>,
}

impl Gutters {
    pub(super) fn of(rows: &[Vec<Atom>], em: i32) -> Self {
        let inks = || rows.iter().flatten().filter_map(|atom| Some((atom.ink()?, atom.rect)));
        let em = em.max(4);
        let (across, down) = (em / 4, em / 2);
        let edge = |edge: Option<i32>, square: i32| i64::from(edge.unwrap_or(0) / square) + 2;
        let columns = edge(inks().map(|(ink, _)| ink.1).max(), across);
        let levels = edge(inks().map(|(_, rect)| rect.y1).max(), down);
        if columns * levels > MOST {
            return Self::default();
        }
        let number = |n: i64| usize::try_from(n).unwrap_or(0);
        let columns = number(columns);
        let mut sums = vec![0; (columns + 1) * number(levels)];
        for (ink, rect) in inks() {
            let middle = i32::midpoint(rect.y0, rect.y1);
            let (top, bottom) = ((middle - em * 2 / 5).max(0) / down, (middle + em * 2 / 5) / down);
            let (left, right) = ((ink.0 + em / 8).max(0) / across, (ink.1 - em / 8).max(0) / across);
            for level in top..=bottom {
                for column in left..=right {
                    let at = number(level.into()) * (columns + 1) + number(column.into()) + 1;
                    if let Some(square) = sums.get_mut(at) {
                        *square = 1;
                    }
                }
            }
        }
        for level in sums.chunks_exact_mut(columns + 1) {
            let mut sum = 0;
            for square in level {
                sum += *square;
                *square = sum;
            }
        }
        Self { em, columns, sums }
    }

    /// Whether a level has ink in these squares.
    fn inked(&self, level: usize, from: usize, to: usize) -> bool {
        let sum = |column: usize| self.sums.get(level * (self.columns + 1) + column.min(self.columns));
        sum(from).zip(sum(to)).is_some_and(|(from, to)| from != to)
    }

    /// Whether a gutter runs through the white between two edges, at the height of a line.
    pub(super) fn runs(&self, left: i32, right: i32, middle: i32) -> bool {
        if self.sums.is_empty() || (right - left) * 10 < self.em * 6 {
            return false;
        }
        let square = |edge: i32, square: i32| usize::try_from(edge / square).unwrap_or(0);
        let across = self.em / 4;
        let (first, end) = (square(left + across / 2, across), square(right + across / 2, across));
        let at = square(middle, self.em / 2);
        (first..).take_while(|from| from + WIDTH <= end).take(TRIES).any(|from| self.is_white(from, at))
    }

    /// Whether the lines above and below have white there, and ink on both sides.
    fn is_white(&self, from: usize, at: usize) -> bool {
        let seen = |levels: &mut dyn Iterator<Item = usize>| {
            let (mut free, mut misses, mut blank) = (0, 0, 0);
            for level in levels {
                blank =
                    if self.inked(level, from.saturating_sub(BESIDE), from + WIDTH + BESIDE) { 0 } else { blank + 1 };
                if blank == BLANK {
                    break;
                }
                if self.inked(level, from, from + WIDTH) {
                    misses += 1;
                    if misses == MISSES {
                        break;
                    }
                } else {
                    let left = self.inked(level, from.saturating_sub(BESIDE), from);
                    free += usize::from(left && self.inked(level, from + WIDTH, from + WIDTH + BESIDE));
                }
            }
            free
        };
        let above = seen(&mut LEVELS.filter_map(|level| at.checked_sub(level)));
        above + seen(&mut LEVELS.map(|level| at + level)) >= WITNESSES
    }

    /// Whether lines below a height go on without a gutter between two edges.
    pub(super) fn closed(&self, left: i32, right: i32, bottom: i32) -> bool {
        let square = |edge: i32, square: i32| usize::try_from(edge / square).unwrap_or(0);
        if self.sums.is_empty() {
            return false;
        }
        let (from, to) = (square(left, self.em / 4), square(right, self.em / 4));
        let below = square(bottom, self.em / 2)..;
        let lines: Vec<usize> = below.take(BELOW).filter(|&level| self.inked(level, from, to)).collect();
        let white = |from: usize| lines.iter().filter(|&&level| !self.inked(level, from, from + WIDTH)).count();
        lines.len() >= WITNESSES
            && (from..)
                .take_while(|from| from + WIDTH <= to)
                .take(BELOW)
                .all(|from| white(from) * 3 <= lines.len() * 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::forme::Rect;

    const EM: i32 = 20;
    const LINES: i32 = 24;

    fn word(x0: i32, x1: i32, line: i32) -> Atom {
        Atom {
            bytes: 0..3,
            rect: Rect { x0, x1, y0: line * 30, y1: line * 30 + EM },
            em: EM,
            chars: 1,
            upright: None,
            filler: false,
            alone: false,
            tall: false,
            units: 100,
            marks: Some((0, 0)),
        }
    }

    /// The middle of the twelfth line.
    const MIDDLE: i32 = 12 * 30 + EM / 2;

    #[test]
    fn white_at_one_place_in_all_lines_is_a_gutter() {
        let rows: Vec<Vec<Atom>> = (0..LINES).map(|line| vec![word(0, 200, line), word(230, 430, line)]).collect();
        let gutters = Gutters::of(&rows, EM);
        assert!(gutters.runs(200, 230, MIDDLE));
        assert!(!gutters.closed(0, 430, MIDDLE));
    }

    #[test]
    fn white_at_another_place_in_each_line_is_between_words() {
        let row = |line: i32| {
            let gap = 100 + line * 37 % 200;
            vec![word(0, gap, line), word(gap + 30, 430, line)]
        };
        let rows: Vec<Vec<Atom>> = (0..LINES).map(row).collect();
        let gutters = Gutters::of(&rows, EM);
        let gap = 100 + 12 * 37 % 200;
        assert!(!gutters.runs(gap, gap + 30, MIDDLE));
        assert!(gutters.closed(0, 430, MIDDLE));
    }

    #[test]
    fn a_page_without_boxes_of_any_size_has_none() {
        assert!(!Gutters::default().runs(0, 100, 50));
        assert!(!Gutters::of(&[vec![word(0, i32::MAX / 2, 0)]], EM).runs(0, 100, 50));
    }
}
