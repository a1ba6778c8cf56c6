//! The reading order that a file states: groups of regions, one in another.

use std::collections::HashMap;

/// No page has more regions; what is named beyond is passed over.
const MOST: usize = 200_000;
/// Groups deeper than this are read as one.
const DEEPEST: usize = 8;

/// The order as far as it was read.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The groups that are open.
    groups: Vec<Group>,
    /// Each region, by its name, with the places of its groups and its own.
    regions: Vec<(Vec<u32>, String)>,
    /// The places of the regions, once they are asked for.
    places: HashMap<String, u32>,
}

#[derive(Clone, Copy, Debug)]
struct Group {
    ordered: bool,
    /// Its own place in the group around it.
    index: u32,
    /// How many members it has so far.
    members: u32,
}

impl Order {
    /// A group begins, at place `index` of the group around it.
    pub(super) fn open(&mut self, ordered: bool, index: Option<u32>) {
        let index = index.unwrap_or_else(|| self.next());
        self.groups.push(Group { ordered, index, members: 0 });
    }

    /// The group that was opened last ends.
    pub(super) fn close(&mut self) {
        self.groups.pop();
    }

    /// A region stands at place `index` of the group, or next in it.
    pub(super) fn region(&mut self, name: &str, index: Option<u32>) {
        let index = index.unwrap_or_else(|| self.next());
        // A group without order says nothing.
        if self.regions.len() < MOST && self.groups.iter().all(|group| group.ordered) {
            let mut path: Vec<u32> = self.groups.iter().skip(1).take(DEEPEST).map(|group| group.index).collect();
            path.push(index);
            self.regions.push((path, name.to_owned()));
        }
    }

    fn next(&mut self) -> u32 {
        let Some(group) = self.groups.last_mut() else { return 0 };
        group.members += 1;
        group.members - 1
    }

    /// The place of a region.
    pub(super) fn of(&mut self, name: &str) -> Option<u32> {
        if !self.regions.is_empty() {
            let mut regions = std::mem::take(&mut self.regions);
            regions.sort_by(|a, b| a.0.cmp(&b.0));
            self.places = regions.into_iter().map(|(_, name)| name).zip(0..).collect();
        }
        self.places.get(name).copied()
    }

    /// Forgets all: another page has an order of its own.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_decide_and_groups_stay_together() {
        let mut order = Order::default();
        order.open(true, None);
        order.region("c", Some(5));
        order.open(true, Some(1));
        order.region("b", Some(9));
        order.region("a", Some(3));
        order.close();
        order.region("first", Some(0));
        order.open(false, Some(7));
        order.region("loose", None);
        order.close();
        order.close();
        let places = ["first", "a", "b", "c", "loose"].map(|name| order.of(name));
        assert_eq!(places, [Some(0), Some(1), Some(2), Some(3), None]);
    }

    #[test]
    fn without_indices_the_order_is_that_of_the_file() {
        let mut order = Order::default();
        order.open(true, None);
        order.region("b", None);
        order.open(true, None);
        order.region("c", None);
        order.close();
        order.region("a", None);
        assert_eq!(["b", "c", "a"].map(|name| order.of(name)), [Some(0), Some(1), Some(2)]);
    }
}
