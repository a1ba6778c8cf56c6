//! Matches what comes before to what comes behind, one to one.

use super::Gain;

/// No row.
const NONE: usize = usize::MAX;

/// For each thing the one that follows it, so that the gains of all followings together are greatest. What gains nothing
/// is followed by nothing, and nothing comes back to itself.
///
/// `gains[a][b]` is what it gains that `b` follows `a`.
pub fn chains(gains: &[Vec<Gain>]) -> Vec<Option<usize>> {
    opened(matching(gains), gains)
}

/// The best matching (H. W. Kuhn 1955, J. Munkres 1957, here row by row with potentials); a match that gains nothing is
/// none. Takes time with the third power of the things.
fn matching(gains: &[Vec<Gain>]) -> Vec<Option<usize>> {
    let n = gains.len();
    let cost = |a: usize, b: usize| -gains[a][b].max(0);
    let (mut u, mut v) = (vec![0; n + 1], vec![0; n + 1]);
    let mut of = vec![NONE; n + 1];
    for row in 0..n {
        of[n] = row;
        let mut free = n;
        let mut least = vec![i32::MAX; n];
        let mut way = vec![n; n];
        let mut used = vec![false; n + 1];
        loop {
            used[free] = true;
            let a = of[free];
            let (mut delta, mut then) = (i32::MAX, n);
            for b in (0..n).filter(|&b| !used[b]) {
                let reduced = cost(a, b) - u[a] - v[b];
                if reduced < least[b] {
                    least[b] = reduced;
                    way[b] = free;
                }
                if least[b] < delta {
                    delta = least[b];
                    then = b;
                }
            }
            for b in 0..=n {
                if used[b] {
                    u[of[b]] += delta;
                    v[b] -= delta;
                } else if b < n {
                    least[b] -= delta;
                }
            }
            free = then;
            if of[free] == NONE {
                break;
            }
        }
        while free != n {
            let before = way[free];
            of[free] = of[before];
            free = before;
        }
    }
    let mut next = vec![None; n];
    for b in (0..n).filter(|&b| of[b] != NONE) {
        if gains[of[b]][b] > 0 {
            next[of[b]] = Some(b);
        }
    }
    next
}

/// Opens each circle of a matching at its weakest place.
fn opened(mut next: Vec<Option<usize>>, gains: &[Vec<Gain>]) -> Vec<Option<usize>> {
    let mut seen = vec![NONE; next.len()];
    for start in 0..next.len() {
        let mut here = start;
        while seen[here] == NONE {
            seen[here] = start;
            let Some(then) = next[here] else { break };
            here = then;
        }
        if seen[here] != start || next[here].is_none() {
            continue;
        }
        // The walk came back to where it had been: `here` stands in a circle.
        let (mut weakest, mut least, mut at) = (here, Gain::MAX, here);
        while let Some(then) = next[at] {
            if gains[at][then] < least {
                (weakest, least) = (at, gains[at][then]);
            }
            at = then;
            if at == here {
                break;
            }
        }
        next[weakest] = None;
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_counts_and_not_the_best_pair() {
        // 0 would rather be followed by 2, but then 1 by nothing.
        assert_eq!(chains(&[vec![0, 5, 9], vec![0, 0, 8], vec![0, 0, 0]]), [Some(1), Some(2), None]);
    }

    #[test]
    fn circles_are_opened_at_the_weakest_place() {
        assert_eq!(chains(&[vec![0, 9, 0], vec![0, 0, 9], vec![3, 0, 0]]), [Some(1), Some(2), None]);
    }

    #[test]
    fn what_gains_nothing_is_alone() {
        assert_eq!(chains(&[vec![0, -4], vec![-2, 0]]), [None, None]);
    }
}
