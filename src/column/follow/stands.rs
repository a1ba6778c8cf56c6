//! Where columns stood to each other on a page that was read row by row.
//!
//! The lines of such a page come from top to bottom, and those of one height from left to right. So the place of a line
//! in the file says how high it stood.

use std::ops::Range;

use super::Gain;
use crate::line::Line;

/// Where a column stood: the places of its first and its last line among all lines of the file, and how many columns
/// stood beside each other there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    first: usize,
    last: usize,
    beside: [usize; 2],
}

/// Where each column of lines stood.
pub fn of(lines: &[Line], columns: impl Iterator<Item = Range<usize>>) -> Vec<Stand> {
    let start = |line: usize| lines[line].text.span().map_or(0, |span| span.start);
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&line| start(line));
    let mut place = vec![0; lines.len()];
    for (at, &line) in order.iter().enumerate() {
        place[line] = at;
    }
    let ends: Vec<[usize; 4]> = columns
        .map(|column| {
            let places = || column.clone().map(|line| place[line]);
            let (top, bottom) = (places().min().unwrap_or(0), places().max().unwrap_or(0));
            [place[column.start], place[column.end - 1], top, bottom]
        })
        .collect();
    let beside = |at: usize| ends.iter().filter(|e| (e[2]..=e[3]).contains(&at)).count();
    ends.iter().map(|&[first, last, ..]| Stand { first, last, beside: [beside(first), beside(last)] }).collect()
}

impl Stand {
    /// What it says that the other column goes on from this one.
    pub fn before(&self, next: &Self) -> Gain {
        let [row, foot] = self.beside;
        // A story goes on at the top of the next column, or below its columns.
        if next.first > self.first && next.first <= self.first + row + 1 {
            return -2;
        }
        let left = next.first <= self.first && (next.first + row + 1 >= self.first || next.last < self.first);
        match next.first.checked_sub(self.last) {
            Some(down) if down <= foot + 1 => 4,
            Some(down) if down <= 3 * foot + 3 => 12,
            None if left => -14,
            _ => -8,
        }
    }
}
