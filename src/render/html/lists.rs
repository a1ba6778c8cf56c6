//! What stands at the end of the sheet: notes, doubtful joins, and all repairs by their rules.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ink::{Ink, plain};
use super::marks::{PLAIN_JOINTS, Setter, is_joint, lines_at, visible};
use super::page::{Count, lines_to_read};
use crate::catalogue;
use crate::page::Page;
use crate::rule::{Certainty, Rule};
use crate::text::Span;

/// How many examples of a rule are shown.
const EXAMPLES: usize = 3;

/// The lists of the sheet.
#[derive(Debug, Default, Serialize)]
pub(super) struct Lists {
    pub notes: Vec<NoteView>,
    pub joins: Vec<Place>,
    rules: Vec<RuleView>,
    #[serde(skip)]
    by_rule: BTreeMap<&'static str, (usize, Vec<Place>)>,
}

/// A note.
#[derive(Debug, Serialize)]
pub(super) struct NoteView {
    number: usize,
    code: &'static str,
    message: String,
    suggestion: Option<String>,
    line: u32,
    lines: String,
    evidence: Option<(u32, String)>,
}

/// A rule that had something to say on this page, with all that it did.
#[derive(Debug, Serialize)]
struct RuleView {
    code: &'static str,
    name: &'static str,
    certainty: &'static str,
    summary: Ink,
    why: Ink,
    examples: Vec<(String, String)>,
    count: usize,
    places: Vec<Place>,
}

/// A repair.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Place {
    code: &'static str,
    was: String,
    now: String,
    line: u32,
    /// Its mark; 0 for none.
    mark: usize,
}

impl Lists {
    /// Adds a page whose texts were set by `setter`.
    pub fn add(&mut self, page: &Page, setter: &Setter, before: Count) {
        let source = &page.source;
        for (number, note) in (before.notes + 1..).zip(&page.notes) {
            self.by_rule.entry(note.code).or_default();
            let lines = |span: Span| (source.line_of(span.start), lines_to_read(&[source.lines_of(span)]));
            let (line, lines_of) = lines(note.span);
            self.notes.push(NoteView {
                number,
                code: note.code,
                message: plain(&note.message),
                suggestion: note.suggestion.as_deref().map(plain),
                line,
                lines: lines_of,
                evidence: note.evidence.map(lines),
            });
        }
        for (index, change) in page.repairs.iter().enumerate() {
            let (count, places) = self.by_rule.entry(change.rule).or_default();
            *count += 1;
            if PLAIN_JOINTS.contains(&change.rule) {
                continue;
            }
            let mark = setter.mark_of.get(&index).copied().unwrap_or(0);
            let around = mark.checked_sub(before.marks + 1).and_then(|index| setter.marks[index].around.as_deref());
            let joint = is_joint(change);
            if around.is_some() && !joint {
                // The joint tells of the hyphen too.
                continue;
            }
            let was = plain(&if joint { lines_at(source, change.span) } else { visible(&change.before) });
            let now = plain(&visible(around.filter(|_| joint).unwrap_or(&change.after)));
            let place = Place { code: change.rule, was, now, line: source.line_of(change.span.start), mark };
            if joint && change.certainty < Certainty::Sure {
                self.joins.push(place.clone());
            }
            places.push(place);
        }
    }

    /// The end: what was gathered by rule is explained.
    pub fn finish(&mut self) {
        let all = catalogue::catalogue();
        let rule = |code: &str| all.iter().find(|rule| rule.code == code).copied().unwrap_or(&Rule::EMPTY);
        let by_rule = std::mem::take(&mut self.by_rule).into_iter();
        self.rules = by_rule.map(|(code, (count, places))| RuleView::of(code, rule(code), count, places)).collect();
    }
}

impl RuleView {
    fn of(code: &'static str, rule: &'static Rule, count: usize, places: Vec<Place>) -> Self {
        let examples =
            rule.fixes.iter().take(EXAMPLES).map(|(before, after)| (plain(&visible(before)), plain(&visible(after))));
        Self {
            code,
            name: rule.name,
            certainty: rule.certainty.name(),
            summary: coded(rule.summary),
            why: coded(rule.why),
            examples: examples.collect(),
            count,
            places,
        }
    }
}

/// Words of ours, in which what stands between backticks is code.
fn coded(words: &str) -> Ink {
    let mut ink = Ink::default();
    for (index, piece) in words.split('`').enumerate() {
        if index % 2 == 1 {
            ink.tag("<code>").text(piece).tag("</code>");
        } else {
            ink.text(piece);
        }
    }
    ink
}
