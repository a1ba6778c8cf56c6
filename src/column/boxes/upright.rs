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
        single.extend(row.iter().enumerate().filter(|(_, a)| a.chars <= 2 && a.alone).map(|(k, _)| (r, k)));
    }
    let middle = |&(r, k): &(usize, usize)| {
        let rect = atoms[r][k].rect;
        (i32::midpoint(rect.x0, rect.x1), i32::midpoint(rect.y0, rect.y1))
    };
    single.sort_unstable_by_key(middle);
    let mut fillers: Vec<(usize, usize)> = single.iter().copied().filter(|&(r, k)| atoms[r][k].filler).collect();
    fillers.sort_unstable_by_key(|at| middle(at).1);
    single.retain(|&(r, k)| !atoms[r][k].filler);
    let mut found: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut from = 0;
    while from < single.len() {
        let first = single[from];
        let reach = middle(&first).0 + (atoms[first.0][first.1].em * 3 / 10).max(1);
        let count = single[from..].iter().take_while(|at| middle(at).0 <= reach).count();
        let group = &mut single[from..from + count];
        group.sort_unstable_by_key(|at| middle(at).1);
        let start = found.len();
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
        bridge(&mut found, start, &fillers, atoms, &middle);
        from += count;
    }
    for (n, line) in found.into_iter().filter(|line| line.len() >= SHORTEST).enumerate() {
        for (k, (r, w)) in line.into_iter().enumerate() {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            atoms[r][w].upright = Some(Upright { line: number(n), at: number(k) });
        }
    }
}

/// Puts lines below each other together where a dash or a figure stands between them, which lies or is small.
fn bridge(
    found: &mut Vec<Vec<(usize, usize)>>,
    start: usize,
    fillers: &[(usize, usize)],
    atoms: &[Vec<Atom>],
    middle: &impl Fn(&(usize, usize)) -> (i32, i32),
) {
    let lines = found.split_off(start);
    for mut line in lines {
        let between = found[start..].last().and_then(|upper: &Vec<(usize, usize)>| {
            let (&a, &b) = (upper.last()?, line.first()?);
            let (em, other) = (atoms[a.0][a.1].em, atoms[b.0][b.1].em);
            let ((x, from), (_, to)) = (middle(&a), middle(&b));
            let alike = (em - other).abs() * 100 <= em * 15 && upper.len() + line.len() >= SHORTEST;
            if !alike || to - from > em * 4 {
                return None;
            }
            let first = fillers.partition_point(|at| middle(at).1 < from);
            let inside = fillers[first..].iter().take_while(|at| middle(at).1 < to);
            inside.copied().find(|at| (middle(at).0 - x).abs() * 2 <= em * 3)
        });
        match (between, found[start..].last_mut()) {
            (Some(filler), Some(upper)) => {
                upper.push(filler);
                upper.append(&mut line);
            }
            _ => found.push(line),
        }
    }
}
