//! Stories that run into each other because their titles were moved away.
//!
//! Where titles stand far from their stories, two stories without a message head follow each other without a sign. A
//! title that found no story tells where one must begin: between the stories of its neighbours, at the paragraph that
//! has its wording, where the measure changes.

use super::story::Story;
use crate::rule::{Certainty, Rule};

/// Stories that run into each other.
pub const RULE: Rule = Rule {
    code: "A05",
    name: "undivided-stories",
    summary: "Begins a story inside another where a title without a story says that one must begin.",
    why: "Titles that were moved away leave no sign between their stories but their wording and a change of measure.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// Cuts stories before the paragraphs at `cuts`, each with its story, in order.
pub(super) fn divide(stories: Vec<Story>, cuts: &[(usize, usize)]) -> Vec<Story> {
    if cuts.is_empty() {
        return stories;
    }
    let mut out = Vec::with_capacity(stories.len() + cuts.len());
    let mut cuts = cuts.iter().peekable();
    for (index, story) in stories.into_iter().enumerate() {
        let mut rest = story;
        let mut behind = 0;
        while let Some(&(_, paragraph)) = cuts.next_if(|c| c.0 == index) {
            let (head, tail) = rest.cut(paragraph - behind);
            out.push(head);
            (rest, behind) = (tail, paragraph);
        }
        out.push(rest);
    }
    out
}
