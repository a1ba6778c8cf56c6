//! Tables that stand in front of a title, and so belong to no story by their place.

use super::affinity::Affinity;
use super::story::{Item, Story};
use crate::page::Table;

/// The words of a table.
pub(super) fn words(table: &Table) -> String {
    table.texts().map(|cell| &**cell).collect::<Vec<_>>().join(" ")
}

/// Gives each table that is adrift to the story whose wording it shares most, as `affinity` tells, at its end; `words`
/// are those of the tables.
pub(super) fn moor(stories: &mut Vec<Story>, tables: Vec<(Table, usize)>, words: &[String], affinity: &Affinity) {
    for ((table, behind), words) in tables.into_iter().zip(words) {
        let mut shares = affinity.of_title(words);
        shares.extend([(behind, 0), (behind.saturating_sub(1), 0)]);
        let near = |story: usize| if story == behind { 2 } else { i32::from(story + 1 == behind) };
        let best =
            shares.iter().filter(|s| s.0 < stories.len()).max_by_key(|s| (s.1 + near(s.0), std::cmp::Reverse(s.0)));
        match best.map(|b| b.0) {
            Some(story) => stories[story].items.push(Item::Table(table)),
            None => stories.push(Story { items: vec![Item::Table(table)], ..Story::default() }),
        }
    }
}
