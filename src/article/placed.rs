//! Titles to stories where regions tell what stands above what: a title's story is the one behind it.

use super::assign::{Assigned, Group};
use super::guide::Entry;
use super::story::{Cast, Item, Story};
use crate::block::Title;

/// How sure a title is that stands right above its story.
const SURE: u8 = 80;
/// A chain of more lines holds titles that lost their stories.
const LONGEST: usize = 12;

/// Gives each story the titles in front of it.
#[must_use]
pub fn assign(cast: &mut Cast) -> Assigned {
    let mut stories: Vec<(Story, Option<Group>)> =
        std::mem::take(&mut cast.stories).into_iter().map(|story| (story, None)).collect();
    let mut teasers = Vec::new();
    for chain in std::mem::take(&mut cast.chains) {
        match stories.get_mut(chain.story) {
            Some((_, group)) => *group = Some(title(chain.titles)),
            None => teasers.push(Entry { lines: chain.titles, one: false }),
        }
    }
    for (table, behind) in std::mem::take(&mut cast.adrift) {
        let before = behind.checked_sub(1).filter(|&before| before < stories.len());
        match (before, stories.first_mut()) {
            (Some(before), _) => stories[before].0.items.push(Item::Table(table)),
            (None, Some((first, _))) => first.items.insert(0, Item::Table(table)),
            (None, None) => {
                let story = Story { items: vec![Item::Table(table)], ..Story::default() };
                stories.push((story, None));
            }
        }
    }
    Assigned { stories, teasers, ..Assigned::default() }
}

/// The lines of the first region are the headline, those of the others its decks.
fn title(lines: Vec<Title>) -> Group {
    let headline = 1 + lines.iter().skip(1).take_while(|line| line.facts.blanks == 0).count();
    let below = lines.len() - headline.min(lines.len());
    let confidence = if lines.len() > LONGEST { SURE / 2 } else { SURE };
    Group { above: 0, below, confidence, lines }
}
