//! In which order blocks that stand on a page are read.
//!
//! An XY-cut: a page is cut where a gutter runs through it from top to bottom, and its parts are read from left to
//! right, or where a white strip runs through it from left to right, and its parts are read from top to bottom; and so
//! on with the parts. So columns are read down, then over, and a headline above several columns is read before them,
//! because it closes their gutters.
//!
//! Where both can be cut, stories decide. Columns beside each other that a strip crosses at one height belong together:
//! one story ends there and another begins, and they are cut at the strip. A strip right below a headline cuts nothing,
//! for the headline belongs to what is below it.

use crate::page::forme::Rect;

/// Where a block stands. The right and lower edges are the first that no longer belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Area {
    /// The left edge.
    pub left: i32,
    /// The upper edge; what is further down has a larger one.
    pub top: i32,
    /// The right edge.
    pub right: i32,
    /// The lower edge.
    pub bottom: i32,
}

impl Area {
    /// Whether two areas share a strip from top to bottom.
    #[must_use]
    pub const fn is_above_or_below(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right
    }

    /// Whether two areas share a strip from left to right.
    #[must_use]
    pub const fn is_beside(&self, other: &Self) -> bool {
        self.top < other.bottom && other.top < self.bottom
    }
}

impl From<Rect> for Area {
    fn from(rect: Rect) -> Self {
        Self { left: rect.x0, top: rect.y0, right: rect.x1, bottom: rect.y1 }
    }
}

/// What is between a block and the one below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seam {
    /// A story ends there, as it seems: a headline comes, or the columns change.
    End,
    /// One may end there.
    Open,
    /// They belong together: a headline and its story, a sentence that goes on.
    Closed,
}

/// So often a part may be cut again; on a real page a dozen cuts are many.
const DEEPEST: u32 = 48;
/// So many blocks beside each other are looked at; a page has a dozen columns at most.
const MOST_BESIDE: usize = 48;

/// The order in which blocks are read, as indices; `seam` says what is between a block and the one below it.
///
/// ```
/// use stonehand::column::order::{Area, Seam, order};
///
/// let headline = Area { left: 0, top: 0, right: 50, bottom: 2 };
/// let first = Area { left: 0, top: 3, right: 20, bottom: 30 };
/// let second = Area { left: 25, top: 3, right: 45, bottom: 30 };
/// assert_eq!(order(&[second, headline, first], |_above, _below| Seam::Open), [1, 2, 0]);
/// ```
#[must_use]
pub fn order(areas: &[Area], seam: impl Fn(usize, usize) -> Seam) -> Vec<usize> {
    cut_down(areas, |part| {
        let columns = cut(part, |i| (areas[i].left, areas[i].right));
        let single = columns.len() == 1;
        let cuts = grouped(columns, areas, &seam);
        if cuts.len() > 1 {
            return cuts;
        }
        across(cut(part, |i| (areas[i].top, areas[i].bottom)), single, areas, &seam)
    })
}

/// The order in which blocks are read of which nothing else is known: cut wherever white runs through.
#[must_use]
pub fn plain(areas: &[Area]) -> Vec<usize> {
    cut_down(areas, |part| {
        let columns = cut(part, |i| (areas[i].left, areas[i].right));
        if columns.len() > 1 { columns } else { cut(part, |i| (areas[i].top, areas[i].bottom)) }
    })
}

/// Cuts a page into parts, and those again; what cannot be cut is parted by its widest block.
fn cut_down(areas: &[Area], cuts: impl Fn(&mut [usize]) -> Vec<Vec<usize>>) -> Vec<usize> {
    let mut out = Vec::with_capacity(areas.len());
    let mut parts: Vec<(Vec<usize>, u32)> = vec![((0..areas.len()).collect(), 0)];
    while let Some((mut part, depth)) = parts.pop() {
        if part.len() < 2 || depth == DEEPEST {
            part.sort_by_key(|&i| (areas[i].top, areas[i].left));
            out.append(&mut part);
            continue;
        }
        let mut found = cuts(&mut part);
        if found.len() == 1 {
            found = parted(&part, areas);
        }
        parts.extend(found.into_iter().rev().map(|cut| (cut, depth + 1)));
    }
    out
}

/// Puts parts below each other together that need not be cut here: what is read first may differ from column to column.
fn across(
    parts: Vec<Vec<usize>>,
    single: bool,
    areas: &[Area],
    seam: &impl Fn(usize, usize) -> Seam,
) -> Vec<Vec<usize>> {
    // The columns of each part, from where to where.
    let columns: Vec<Vec<(i32, i32)>> = parts.iter().map(|part| columns(part, areas)).collect();
    let seams: Vec<(Seam, i32)> = parts.windows(2).map(|two| strongest(&two[0], &two[1], areas, seam)).collect();
    let bars = |a: &[(i32, i32)], b: &[(i32, i32)]| matches!(a, [bar] if b.iter().filter(|column| bar.0 < column.1 && column.0 < bar.1).count() > 1);
    let around = |k: usize| single && (bars(&columns[k], &columns[k + 1]) || bars(&columns[k + 1], &columns[k]));
    let wanted = |k: usize| around(k) || seams[k].0 == Seam::End;
    let mut keep: Vec<bool> = (0..seams.len()).map(wanted).collect();
    if !keep.contains(&true) {
        // Somewhere it must be cut: where least speaks against it, and the white is widest.
        let edge = |part: &[usize], f: &dyn Fn(&Area) -> i32| part.iter().map(|&i| f(&areas[i])).max().unwrap_or(0);
        let white = |k: usize| edge(&parts[k], &|a| a.bottom) + edge(&parts[k + 1], &|a| -a.top);
        if let Some(best) = (0..seams.len()).max_by_key(|&k| (seams[k].1, -white(k))) {
            keep[best] = true;
        }
    }
    let mut out: Vec<Vec<usize>> = Vec::with_capacity(parts.len());
    for (k, mut part) in parts.into_iter().enumerate() {
        match out.last_mut() {
            Some(last) if !keep[k - 1] => last.append(&mut part),
            _ => out.push(part),
        }
    }
    out
}

/// From where to where the columns of a part reach.
fn columns(part: &[usize], areas: &[Area]) -> Vec<(i32, i32)> {
    let edge = |i: usize| (areas[i].left, areas[i].right);
    cut(&mut part.to_vec(), edge)
        .iter()
        .filter_map(|column| {
            Some((column.iter().map(|&i| edge(i).0).min()?, column.iter().map(|&i| edge(i).1).max()?))
        })
        .collect()
}

/// What is between two parts of which one is above the other: closed if anything is, else an end if anything is; and
/// how much more speaks for an end than against.
fn strongest(upper: &[usize], lower: &[usize], areas: &[Area], seam: &impl Fn(usize, usize) -> Seam) -> (Seam, i32) {
    let (mut found, mut sum) = (Seam::Open, 0);
    for (k, &l) in lower.iter().take(MOST_BESIDE).enumerate() {
        // What has a block of its own part above it is not at the seam.
        let covers = |&u: &usize| areas[u].is_above_or_below(&areas[l]) && areas[u].bottom <= areas[l].top;
        if lower[..k].iter().any(covers) {
            continue;
        }
        let above = upper.iter().rev().take(MOST_BESIDE).filter(|&&u| areas[u].is_above_or_below(&areas[l]));
        let Some(&u) = above.max_by_key(|&&u| areas[u].bottom) else { continue };
        match seam(u, l) {
            Seam::Closed => (found, sum) = (Seam::Closed, sum - 1),
            Seam::End => sum += 1,
            Seam::Open => {}
        }
    }
    if found == Seam::Open && sum > 0 {
        found = Seam::End;
    }
    (found, sum)
}

/// A white strip from left to right, and whether a story may end there.
type Strip = (i32, i32, bool);

/// Puts columns beside each other together where one strip crosses them all.
fn grouped(columns: Vec<Vec<usize>>, areas: &[Area], seam: &impl Fn(usize, usize) -> Seam) -> Vec<Vec<usize>> {
    let mut out: Vec<(Vec<usize>, Vec<Strip>)> = Vec::new();
    for mut column in columns {
        let own = strips(&mut column, areas, seam);
        if let Some((group, shared)) = out.last_mut() {
            let both = common(shared, &own);
            if both.iter().any(|strip| strip.2) {
                group.append(&mut column);
                *shared = both;
                continue;
            }
        }
        out.push((column, own));
    }
    out.into_iter().map(|(group, _)| group).collect()
}

/// The strips that cross a column, from top to bottom; the first and the last are what is above and below it.
fn strips(column: &mut [usize], areas: &[Area], seam: &impl Fn(usize, usize) -> Seam) -> Vec<Strip> {
    column.sort_by_key(|&i| (areas[i].top, areas[i].bottom));
    let mut out: Vec<Strip> = Vec::new();
    let (mut end, mut above) = (i32::MIN, None);
    for &i in column.iter() {
        let area = areas[i];
        if area.top >= end {
            match above.map(|above| seam(above, i)) {
                Some(Seam::Closed) => {}
                between => out.push((end, area.top, between == Some(Seam::End))),
            }
        }
        if area.bottom >= end {
            above = Some(i);
        }
        end = end.max(area.bottom);
    }
    out.push((end, i32::MAX, false));
    out
}

/// The strips that two lists of strips share.
fn common(a: &[Strip], b: &[Strip]) -> Vec<Strip> {
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < a.len() && j < b.len() {
        let (from, to) = (a[i].0.max(b[j].0), a[i].1.min(b[j].1));
        if from <= to {
            out.push((from, to, a[i].2 || b[j].2));
        }
        if a[i].1 < b[j].1 { i += 1 } else { j += 1 }
    }
    out
}

/// Cuts a part where nothing crosses.
fn cut(part: &mut [usize], extent: impl Fn(usize) -> (i32, i32)) -> Vec<Vec<usize>> {
    part.sort_by_key(|&i| extent(i));
    let mut cuts: Vec<Vec<usize>> = Vec::new();
    let mut end = i32::MIN;
    for &i in part.iter() {
        let (from, to) = extent(i);
        match cuts.last_mut() {
            Some(last) if from < end => last.push(i),
            _ => cuts.push(vec![i]),
        }
        end = end.max(to);
    }
    cuts
}

/// Where blocks interlock, the widest parts what is above it from the rest.
fn parted(part: &[usize], areas: &[Area]) -> Vec<Vec<usize>> {
    let Some(&widest) = part.iter().max_by_key(|&&i| (areas[i].right - areas[i].left, -areas[i].top)) else {
        return Vec::new();
    };
    let middle = |i: usize| areas[i].top + areas[i].bottom;
    let mut above: Vec<usize> = Vec::new();
    let mut below: Vec<usize> = Vec::new();
    for &i in part.iter().filter(|&&i| i != widest) {
        let is_above = if areas[i].is_above_or_below(&areas[widest]) {
            middle(i) < middle(widest)
        } else {
            areas[i].top < areas[widest].top
        };
        if is_above { above.push(i) } else { below.push(i) }
    }
    [above, vec![widest], below].into_iter().filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(left: i32, top: i32, right: i32, bottom: i32) -> Area {
        Area { left, top, right, bottom }
    }

    fn open(_: usize, _: usize) -> Seam {
        Seam::Open
    }

    #[test]
    fn stories_beside_each_other_are_read_one_after_the_other() {
        // Two headlines at one height, each above two columns.
        let page = [
            area(0, 0, 40, 2),
            area(50, 0, 90, 2),
            area(0, 3, 18, 30),
            area(22, 3, 40, 30),
            area(50, 3, 68, 30),
            area(72, 3, 90, 30),
        ];
        let below_head = |above: usize, _: usize| if above < 2 { Seam::Closed } else { Seam::Open };
        assert_eq!(order(&page, below_head), [0, 2, 3, 1, 4, 5]);
    }

    #[test]
    fn stories_below_each_other_are_cut_where_a_headline_comes() {
        // The lower headline seems to stand above the first column only.
        let page =
            [area(0, 0, 18, 10), area(22, 0, 40, 10), area(0, 12, 15, 14), area(0, 16, 18, 30), area(22, 16, 40, 30)];
        let seam = |above: usize, below: usize| match (above, below) {
            (_, 2) => Seam::End,
            (2, _) => Seam::Closed,
            _ => Seam::Open,
        };
        assert_eq!(order(&page, seam), [0, 1, 2, 3, 4]);
        // Where nothing ends, columns are read down.
        assert_eq!(order(&[page[0], page[1], page[3], page[4]], open), [0, 2, 1, 3]);
    }

    #[test]
    fn blocks_that_interlock_come_out_once_each() {
        let page: Vec<Area> = (0..300).map(|i| area(i % 7, i % 11, i % 7 + 5, i % 11 + 4)).collect();
        let mut out = order(&page, open);
        out.sort_unstable();
        assert_eq!(out, (0..300).collect::<Vec<usize>>());
    }
}
