//! What stays doubtful when all repairs are made: not mended, but told.

mod conflicts;
mod partners;
mod unreadable;

use std::ops::Range;

use partners::Lonely;

use super::{Context, Ingredients};
use crate::page::Note;
use crate::rule::{Choice, Rule};
use crate::text::Text;

/// A doubt about characters.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) rule: Rule,
    /// The ingredients without which there is nothing to doubt.
    pub(super) needs: Ingredients,
    /// Whether only a whole paragraph can tell.
    pub(super) needs_paragraph: bool,
    /// What the note says.
    pub(super) message: &'static str,
    /// How the places are found.
    pub(super) sought: Sought,
}

/// How the places of a doubt are found.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sought {
    /// By themselves.
    Alone(fn(&str, Context, &mut Vec<Range<usize>>)),
    /// Among all marks without partner, which are sought once for all doubts about them.
    Among(fn(&Lonely) -> &[Range<usize>]),
}

/// All doubts about characters.
pub(super) static DOUBTS: &[&Doubt] = &[
    &partners::CLOSES_NOTHING,
    &partners::NEVER_CLOSES,
    &unreadable::UNREADABLE,
    &unreadable::BIDI,
    &conflicts::CONFLICT,
];

/// The rules of all notes about characters, for the catalogue.
pub static NOTES: &[&Rule] = &[
    &partners::CLOSES_NOTHING.rule,
    &partners::NEVER_CLOSES.rule,
    &unreadable::UNREADABLE.rule,
    &unreadable::BIDI.rule,
    &conflicts::CONFLICT.rule,
];

/// How many notes of one kind a paragraph gets at most: more say nothing new.
pub(super) const ENOUGH: usize = 8;

/// The doubts that are chosen and speak the page's language.
pub(super) fn chosen(context: Context, choice: &Choice) -> Vec<&'static Doubt> {
    DOUBTS.iter().copied().filter(|d| choice.takes(&d.rule) && d.rule.speaks(context.language)).collect()
}

/// Writes down what is doubtful in `text`, which is made of `found`.
pub(super) fn write(
    doubts: impl Iterator<Item = &'static Doubt>,
    text: &Text,
    found: Ingredients,
    context: Context,
    notes: &mut Vec<Note>,
) {
    let mut alone = Vec::new();
    let mut lonely = None;
    for doubt in doubts.filter(|d| found.meet(d.needs)) {
        let places = match doubt.sought {
            Sought::Alone(find) => {
                alone.clear();
                find(text, context, &mut alone);
                &alone
            }
            Sought::Among(these) => these(lonely.get_or_insert_with(|| Lonely::of(text, context))),
        };
        for place in places.iter().take(ENOUGH) {
            if let Some(span) = text.span_of(place.clone()) {
                let (code, message) = (doubt.rule.code, doubt.message.to_owned());
                notes.push(Note { code, message, suggestion: None, span, evidence: None });
            }
        }
    }
}
