//! Headlines that were set from top to bottom: characters of one size below each other.

use super::pieces::Atom;

/// A place in an upright line: the line, and how far down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Upright {
    /// Which upright line of the page it is.
    pub(super) line: u32,
    /// The how-manieth in it.
    pub(super) at: u32,
}

/// So many characters make an upright line.
const SHORTEST: usize = 3;

/// Marks the words that stand in upright lines.
pub(super) fn mark(atoms: &mut [Vec<Atom>]) {
    let mut single: Vec<(usize, usize)> = Vec::new();
    for (r, row) in atoms.iter().enumerate() {
        single.extend(row.iter().enumerate().filter(|(_, a)| a.chars <= 2).map(|(k, _)| (r, k)));
    }
    let middle = |&(r, k): &(usize, usize)| {
        let rect = atoms[r][k].rect;
        (i32::midpoint(rect.x0, rect.x1), i32::midpoint(rect.y0, rect.y1))
    };
    single.sort_unstable_by_key(middle);
    let mut found: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut from = 0;
    while from < single.len() {
        let first = single[from];
        let reach = middle(&first).0 + (atoms[first.0][first.1].em * 3 / 10).max(1);
        let count = single[from..].iter().take_while(|at| middle(at).0 <= reach).count();
        let group = &mut single[from..from + count];
        group.sort_unstable_by_key(|at| middle(at).1);
        let mut line: Vec<(usize, usize)> = Vec::new();
        for &at in group.iter() {
            let goes_on = line.last().is_some_and(|last| {
                let (a, b) = (&atoms[last.0][last.1], &atoms[at.0][at.1]);
                let pitch = (middle(&at).1 - middle(last).1) * 100;
                (a.em - b.em).abs() * 100 <= a.em * 15 && (70 * a.em..=145 * a.em).contains(&pitch)
            });
            if !goes_on {
                found.push(std::mem::take(&mut line));
            }
            line.push(at);
        }
        found.push(line);
        from += count;
    }
    for (n, line) in found.into_iter().filter(|line| line.len() >= SHORTEST).enumerate() {
        for (k, (r, w)) in line.into_iter().enumerate() {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            atoms[r][w].upright = Some(Upright { line: number(n), at: number(k) });
        }
    }
}
