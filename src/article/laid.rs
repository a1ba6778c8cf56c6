//! Titles to stories where boxes tell what stands above what: a title's story is the one below it.

use super::affinity::Wording;
use super::assign::{Assigned, Group};
use super::guide;
use super::story::{Cast, Item, Story, paragraphs, sizes};
use crate::block::{Part, Title};
use crate::page::forme::Set;

/// How sure a title is that stands right above its story.
const SURE: u8 = 85;

/// Whether the places of all titles are known, so that each stands in front of its story.
pub(super) fn is_so(parts: &[Part]) -> bool {
    let titles = || parts.iter().filter_map(|part| if let Part::Title(title) = part { Some(title) } else { None });
    titles().next().is_some() && titles().all(|title| set(title).is_some())
}

/// How a title stands among the lines of the page.
pub(super) fn set(title: &Title) -> Option<Set> {
    title.place?.set
}

/// Gives each story the titles in front of it. Those of the guide have no story, nor do those behind the last one.
#[must_use]
pub(super) fn assign(cast: &mut Cast) -> Assigned {
    let stories = std::mem::take(&mut cast.stories);
    let chains = std::mem::take(&mut cast.chains);
    let titles: Vec<&str> = chains.iter().flat_map(|c| c.titles.iter().map(|t| &*t.text)).collect();
    let affinity = Wording::of(titles, paragraphs(&stories)).of_stories(sizes(&stories));
    let mut assigned = Assigned { stories: stories.into_iter().map(|s| (s, None)).collect(), ..Assigned::default() };
    for (index, chain) in chains.into_iter().enumerate() {
        for mut stretch in guide::stretches(chain, index, &affinity, &[]) {
            if stretch.guided {
                assigned.teasers.extend(guide::entries(&mut stretch, false));
                continue;
            }
            let lines = std::mem::take(&mut stretch.titles);
            match assigned.stories.get_mut(stretch.next).filter(|_| stretch.adjacent) {
                Some((_, group)) => *group = Some(Group { lines, confidence: SURE, ..Group::default() }),
                None => assigned.teasers.push(guide::Entry { lines, one: false }),
            }
        }
    }
    for (table, behind) in std::mem::take(&mut cast.adrift) {
        match assigned.stories.get_mut(behind.saturating_sub(1)) {
            Some((story, _)) => story.items.push(Item::Table(table)),
            None => assigned.stories.push((Story { items: vec![Item::Table(table)], ..Story::default() }, None)),
        }
    }
    assigned.affinity = affinity;
    assigned
}
