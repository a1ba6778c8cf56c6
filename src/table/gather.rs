//! Groups of columns, and the tables that they make together.

use super::sheet::{Sheet, kind};
use super::{Group, grid, stacks};

/// So far below the others a column may stand: further than any page is long.
const FARTHEST: usize = 1000;
/// No page has more groups of columns.
const MOST_GROUPS: usize = 200;

/// The tables of a page that are whole by their groups.
pub(super) fn tables(sheet: &Sheet) -> Vec<Group> {
    let groups = fused(sheet, groups(sheet));
    let mut taken = vec![false; groups.len()];
    let mut tables = Vec::new();
    let mut covered: Vec<bool> = vec![false; sheet.lines.len()];
    for group in &groups {
        cover(group, &mut covered);
    }
    for first in 0..groups.len() {
        if taken[first] {
            continue;
        }
        let mut table = groups[first].clone();
        let headed = !table.header.is_empty();
        for (next, group) in groups.iter().enumerate().skip(first + 1) {
            if headed && !taken[next] && go_together(sheet, &table, group) {
                join(&mut table, group.clone());
                taken[next] = true;
            }
        }
        // A column of text that stands below the others, or by itself.
        if headed
            && table.header.len() < 4 + table.columns.len()
            && let Some(text) = text_column(sheet, &table, &covered)
        {
            cover(&text, &mut covered);
            join(&mut table, text);
        }
        if table.columns.len() >= 2 && is_whole(sheet, &table) {
            tables.push(table);
        }
    }
    tables
}

/// Whether every piece of the table's lines stands in one cell.
fn is_whole(sheet: &Sheet, table: &Group) -> bool {
    let mut cells: Vec<usize> = table.header.iter().chain(table.columns.iter().flatten()).flatten().copied().collect();
    let mut pieces: Vec<usize> = table.ranges.iter().flat_map(|r| sheet.of_lines(r.clone())).collect();
    cells.sort_unstable();
    pieces.sort_unstable();
    cells == pieces && table.ranges.iter().cloned().flatten().all(|line| sheet.is_free(line))
}

fn cover(group: &Group, covered: &mut [bool]) {
    for range in &group.ranges {
        covered[range.clone()].fill(true);
    }
}

/// All groups of columns, from above.
fn groups(sheet: &Sheet) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut covered = vec![false; sheet.lines.len()];
    let mut floor = 0;
    while let Some((at, group)) = (floor..sheet.lines.len()).filter(|&at| sheet.is_free(at)).find_map(|at| {
        let mixed = stacks::mixed(sheet, at, &covered).filter(Group::is_whole);
        let found = mixed.or_else(|| stacks::stack(sheet, at)).or_else(|| grid::find(sheet, at, floor));
        found.map(|group| (at, group))
    }) {
        floor = group.ranges[0].end.max(at + 1);
        cover(&group, &mut covered);
        groups.push(group);
    }
    // What is left may be pieces of columns.
    let mut at = 0;
    while at < sheet.lines.len() {
        let part = (!covered[at] && sheet.is_free(at)).then(|| stacks::mixed(sheet, at, &covered)).flatten();
        at += 1;
        if let Some(part) = part {
            at = part.ranges[0].end;
            groups.push(part);
        }
    }
    groups.sort_by_key(|g| g.ranges[0].start);
    groups.truncate(MOST_GROUPS);
    groups
}

/// Puts the rows of columns together that go on in another place, below or above, where they have no heads.
fn fused(sheet: &Sheet, groups: Vec<Group>) -> Vec<Group> {
    let (mut whole, parts): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(|g| !g.header.is_empty());
    let kinds = |g: &Group| g.columns.iter().map(|c| kind(&sheet.joined(&c[0]))).collect::<Vec<_>>();
    for part in parts {
        let these = kinds(&part);
        let mut like = whole.iter_mut().filter(|g| !g.header.is_empty() && kinds(g) == these);
        if let Some(group) = like.next() {
            group.ranges.extend(part.ranges);
            for (column, cells) in group.columns.iter_mut().zip(part.columns) {
                column.extend(cells);
            }
        } else {
            whole.push(part);
        }
    }
    whole.sort_by_key(|g| g.ranges.iter().map(|r| r.start).min());
    whole.retain(|g| g.columns[0].len() >= grid::FEWEST);
    whole
}

/// Whether two groups are columns of one table: as many rows, heads of their own, and cells of other kinds.
fn go_together(sheet: &Sheet, table: &Group, group: &Group) -> bool {
    let head = |cell: &Vec<usize>| sheet.joined(cell);
    !group.header.is_empty()
        && table.columns[0].len() == group.columns[0].len()
        && table.columns.len() + group.columns.len() <= 12
        && !table.header.iter().any(|a| group.header.iter().any(|b| head(a) == head(b)))
        && !table.columns.iter().any(|a| group.columns.iter().any(|b| stacks::share_kind(sheet, a, b)))
}

fn join(table: &mut Group, group: Group) {
    table.ranges.extend(group.ranges);
    table.header.extend(group.header);
    table.columns.extend(group.columns);
}

/// A column of text that belongs to the table: right below, or anywhere where the table would have one column only.
fn text_column(sheet: &Sheet, table: &Group, covered: &[bool]) -> Option<Group> {
    let rows = table.columns[0].len();
    let end = table.ranges.last()?.end;
    let texts = table.columns.iter().any(|c| c.iter().any(|cell| cell.len() > 2));
    let last = if texts { end + 1 } else { end + FARTHEST };
    (end..last.min(sheet.lines.len())).find_map(|at| {
        let (range, head, cells) = stacks::text(sheet, at, rows)?;
        let free = !covered[range.clone()].contains(&true) && (at == end || range.len() > rows + 1);
        free.then(|| Group::of(range, vec![head], vec![cells]))
    })
}
