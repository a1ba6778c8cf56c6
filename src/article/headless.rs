//! Stories without a title that are the rest of the one before them.

use super::assign::Group;
use super::byline;
use super::story::{Item, Story};
use crate::line::facts::Width;

/// Two paragraphs are of one measure up to this.
const SAME: Width = 120;

/// Puts stories to those that they are the rest of: one without a title and without a message head is the rest of the one
/// before it. So is one with a message head if titles stand right before their stories, as `in_place` says: one headline
/// stands over the dispatches from several places.
pub(super) fn merge(stories: Vec<(Story, Option<Group>)>, in_place: bool) -> Vec<(Story, Option<Group>)> {
    let mut merged: Vec<(Story, Option<Group>)> = Vec::with_capacity(stories.len());
    for (story, group) in stories {
        let goes_on = |(before, title): &&mut (Story, Option<Group>)| {
            is_rest(&story) || in_place && title.is_some() && is_next_dispatch(before, &story)
        };
        match merged.last_mut().filter(|_| group.is_none()).filter(goes_on) {
            Some((before, _)) => {
                before.items.extend(story.items);
                before.measures.extend(story.measures);
            }
            None => merged.push((story, group)),
        }
    }
    merged
}

/// Whether a story without a title begins as the rest of another does.
const fn is_rest(story: &Story) -> bool {
    !story.headed || story.wired && !story.fresh
}

/// Whether a story may be the next dispatch below the headline of the one before: it says when it was sent, both have a
/// message head and one measure, and no jump line has ended the first.
fn is_next_dispatch(before: &Story, story: &Story) -> bool {
    let told = |measure: &&Width| **measure > 0;
    let above = before.measures.iter().rev().find(told);
    let even = above.zip(story.measures.iter().find(told)).is_some_and(|(a, b)| (a - b).abs() <= SAME);
    let sent = || story.paragraphs().next().is_some_and(byline::is_dispatch);
    before.headed && even && sent() && !before.items.iter().any(|item| matches!(item, Item::Jump(_)))
}
