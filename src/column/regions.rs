//! Reading order from regions: the blocks into which an engine or a library parted the page.
//!
//! A file has its regions in some order, and may say that it is the one to read in. Where it does not, each order that
//! the boxes suggest is tried, and the one is taken in which most blocks stand right below the one before: in that of the
//! file they often come from the top of the page to its foot, from one column into the next.

use super::order::Area;
use crate::line::blocks::{Block, Blocks, below};
use crate::page::forme::{Forme, Rect, RegionKind};
use crate::read::Row;

/// How far boxes may reach into each other and still be parted, across and down, in tenths of a line.
const SLACK: [(i32, i32); 4] = [(25, 5), (20, 20), (10, 3), (3, 3)];
/// An order must be better than that of the file by so many of a hundred blocks.
const BETTER: usize = 8;
/// Text belongs to what stands above it across no more white than this, in lines.
const NEAR: i32 = 6;

/// Puts the rows of a page of regions in reading order; `false` where it has none.
#[must_use]
pub fn in_order(rows: Vec<Row>, forme: Option<&Forme>) -> (Vec<Row>, bool) {
    let Some(forme) = forme.filter(|forme| !forme.regions.is_empty()) else { return (rows, false) };
    let Some(blocks) = Blocks::of(rows.iter().map(|row| (&row.text, row.place)), forme) else { return (rows, false) };
    let stated = forme.regions.iter().any(|region| region.order.is_some());
    let order = if stated { (0..blocks.all.len()).collect() } else { order(&blocks) };
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let lines = order.iter().flat_map(|&i| &blocks.all[i].lines);
    (lines.filter_map(|&line| rows[line].take()).collect(), true)
}

/// The order in which the blocks are read.
fn order(blocks: &Blocks) -> Vec<usize> {
    let all = &blocks.all;
    let file: Vec<usize> = (0..all.len()).collect();
    let by_boxes = SLACK.map(|(across, down)| {
        let shrunk = all.iter().map(|b| shrunk(b.rect, blocks.body * across / 20, blocks.body * down / 20));
        let areas: Vec<Area> = shrunk.map(Area::from).collect();
        super::order::plain(&areas)
    });
    let best = by_boxes.into_iter().rev().max_by_key(|order| runs_down(all, order));
    match best {
        Some(best) if runs_down(all, &best) * 100 > runs_down(all, &file) * 100 + all.len() * BETTER => {
            by_story(blocks, best)
        }
        _ => with_tables(blocks, file),
    }
}

/// A box without its edges, but not turned inside out.
fn shrunk(rect: Rect, across: i32, down: i32) -> Rect {
    let (x, y) = (across.min(rect.width() / 2), down.min(rect.height() / 2));
    Rect { x0: rect.x0 + x, y0: rect.y0 + y, x1: rect.x1 - x, y1: rect.y1 - y }
}

/// How many blocks stand below the one before, in its column.
fn runs_down(all: &[Block], order: &[usize]) -> usize {
    let pairs = order.windows(2).map(|two| (all[two[0]].rect, all[two[1]].rect));
    pairs.filter(|(a, b)| b.y0 >= a.y0 && below(*a, *b)).count()
}

/// Programs that keep tables apart from the text write them behind it: a table goes behind what stands above it.
fn with_tables(blocks: &Blocks, order: Vec<usize>) -> Vec<usize> {
    let moved = |i: usize| blocks.all[i].kind == RegionKind::Table && blocks.all[i].above.is_some_and(|a| a + 1 != i);
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); blocks.all.len()];
    let mut rest = Vec::with_capacity(order.len());
    for i in order {
        match blocks.all[i].above.filter(|_| moved(i)) {
            Some(above) => behind[above].push(i),
            None => rest.push(i),
        }
    }
    let mut out = Vec::with_capacity(blocks.all.len());
    let mut open: Vec<usize> = rest.into_iter().rev().collect();
    let mut seen = vec![false; blocks.all.len()];
    while let Some(i) = open.pop() {
        if !std::mem::replace(&mut seen[i], true) {
            out.push(i);
            open.extend(behind[i].iter().rev());
        }
    }
    out.extend((0..seen.len()).filter(|&i| !seen[i]));
    out
}

/// Puts what stands below each headline behind it where several headlines side by side come before the text of the first.
fn by_story(blocks: &Blocks, mut order: Vec<usize>) -> Vec<usize> {
    let all = &blocks.all;
    // For each block its story, and whether the headline of that stands in such a row.
    let mut story: Vec<(usize, bool)> = vec![(0, false); all.len()];
    let (mut last, mut count) = ((0, false), 0);
    for (k, &i) in order.iter().enumerate() {
        let near = blocks.white_above(i).is_some_and(|white| white <= NEAR);
        let above =
            all[i].above.filter(|_| near).map(|a| (story[a], all[a].is_heading)).filter(|(story, _)| story.0 > 0);
        let own = match above {
            Some((story, above)) if story.1 && (above || !all[i].is_heading) => story,
            _ if all[i].is_heading => {
                count += 1;
                let beside = |other: Option<&usize>| {
                    other.is_some_and(|&o| all[o].is_heading && !below(all[o].rect, all[i].rect))
                };
                (count, beside(k.checked_sub(1).and_then(|k| order.get(k))) || beside(order.get(k + 1)))
            }
            _ => last,
        };
        story[i] = own;
        last = own;
    }
    order.sort_by_key(|&i| story[i].0);
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::forme::{Place, Region};
    use crate::text::Text;

    /// The texts of a page in reading order; each region is named by its text, and has its lines.
    fn read(regions: &[(&str, Rect, u16)], stated: bool) -> String {
        let mut rows = Vec::new();
        for (number, &(text, rect, lines)) in (0..).zip(regions) {
            let pitch = rect.height() / i32::from(lines);
            for line in 0..i32::from(lines) {
                let rect = Rect { y0: rect.y0 + line * pitch, y1: rect.y0 + line * pitch + 10, ..rect };
                let place = Place { rect, region: Some(number), ..Place::default() };
                rows.push(Row { text: Text::of(text, 0), blanks: 0, place: Some(place), beside: false });
            }
        }
        let order = |number| stated.then_some(number);
        let regions = (0..).zip(regions).map(|(i, _)| Region { order: order(i), ..Region::default() }).collect();
        let (rows, ordered) = in_order(rows, Some(&Forme { regions, ..Forme::default() }));
        assert!(ordered);
        let mut names: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
        names.dedup();
        names.join(" ")
    }

    const ROWS: &[(&str, Rect, u16)] = &[
        ("lock", Rect::new(0, 0, 200, 120), 10),
        ("mill", Rect::new(220, 0, 420, 90), 7),
        ("ferry", Rect::new(220, 100, 420, 240), 10),
        ("tide", Rect::new(0, 130, 200, 240), 9),
    ];

    #[test]
    fn columns_are_read_down_unless_the_file_states_its_order() {
        assert_eq!(read(ROWS, false), "lock tide mill ferry");
        assert_eq!(read(ROWS, true), "lock mill ferry tide");
    }

    #[test]
    fn headlines_side_by_side_keep_what_stands_below_them() {
        let page = [
            ("LOCK GATES", Rect::new(0, 0, 200, 14), 1),
            ("MILL BURNS", Rect::new(220, 0, 640, 14), 1),
            ("lock", Rect::new(0, 20, 200, 220), 16),
            ("mill", Rect::new(220, 20, 420, 220), 16),
            ("sparks", Rect::new(440, 20, 640, 220), 16),
        ];
        assert_eq!(read(&page, false), "LOCK GATES lock MILL BURNS mill sparks");
    }
}
