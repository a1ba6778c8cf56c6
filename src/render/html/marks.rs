//! The proof-reader's marks: where each repair stands, in the source and in the text that came of it.

use std::collections::HashMap;

use super::ink::Ink;
use crate::page::Source;
use crate::rule::Certainty;
use crate::text::{Change, Run, Span, Text};

/// The joints that every page is full of: they are counted, and no mark is made for them.
pub(super) const PLAIN_JOINTS: [&str; 2] = ["J08", "J09"];

/// How many changes before a place are looked at for one that reaches it.
const REACH: usize = 64;

/// How many characters of a text are shown to either side of a joint.
const AROUND: usize = 18;

/// Whether the change is a joint.
pub(super) fn is_joint(change: &Change) -> bool {
    change.before == "\n"
}

/// One or several repairs at one place.
#[derive(Debug)]
pub(super) struct Mark {
    /// Its number in the sheet, from 1.
    pub number: usize,
    /// The codes of the rules, in the order in which they came.
    pub rules: Vec<&'static str>,
    /// How sure the least sure of them is.
    pub certainty: Certainty,
    /// What stands there now.
    pub now: String,
    /// Where it stood.
    pub spans: Vec<Span>,
    /// At a joint, what stands around it now.
    pub around: Option<String>,
}

/// The changes of a page by their place in its source.
#[derive(Debug)]
struct Places<'p> {
    changes: &'p [Change],
    /// Changes other than joints, by where they begin.
    edits: Vec<usize>,
    /// The furthest that any of the edits up to here reaches.
    reach: Vec<u32>,
    /// Joints by where the upper line ends.
    joints: HashMap<u32, usize>,
}

impl<'p> Places<'p> {
    fn of(changes: &'p [Change]) -> Self {
        let mut edits: Vec<usize> = (0..changes.len()).filter(|&index| !is_joint(&changes[index])).collect();
        edits.sort_by_key(|&index| (changes[index].span, index));
        let mut furthest = 0;
        let mut reach = Vec::with_capacity(edits.len());
        for &index in &edits {
            furthest = furthest.max(changes[index].span.end);
            reach.push(furthest);
        }
        let joints = (0..changes.len()).filter(|&index| is_joint(&changes[index]));
        Self { changes, edits, reach, joints: joints.map(|index| (changes[index].span.start, index)).collect() }
    }

    /// The edits that made what stands for `span`, in the order in which they were made.
    fn edits_at(&self, span: Span) -> Vec<usize> {
        let from = self.edits.partition_point(|&index| self.changes[index].span.start <= span.start);
        let to = self.edits.partition_point(|&index| self.changes[index].span.start < span.end).max(from);
        let before = (0..from).rev().take(REACH).take_while(|&at| self.reach[at] >= span.start);
        let touches = |at: &usize| {
            let other = self.changes[self.edits[*at]].span;
            other == span || other.start < span.end && span.start < other.end
        };
        let mut found: Vec<usize> = before.chain(from..to).filter(touches).map(|at| self.edits[at]).collect();
        found.sort_unstable();
        found
    }

    /// The joint behind the line that ends at `end`.
    fn joint_at(&self, end: u32) -> Option<usize> {
        self.joints.get(&end).copied()
    }
}

/// Repairs that are gathered to one mark.
#[derive(Debug, Default)]
struct Group {
    changes: Vec<usize>,
    now: String,
    spans: Vec<Span>,
}

/// Sets texts as HTML with their marks. Each piece of a text knows the line of the source that it comes from.
#[derive(Debug)]
pub(super) struct Setter<'p> {
    source: &'p Source,
    places: Places<'p>,
    /// All marks so far.
    pub marks: Vec<Mark>,
    /// The mark of each change, by the change's index.
    pub mark_of: HashMap<usize, usize>,
    /// How many marks the pages before this one have.
    before: usize,
}

/// Where the setting of a text stands.
#[derive(Debug, Default)]
struct State {
    ink: Ink,
    group: Group,
    line: Option<u32>,
    /// The end of the last piece in the source.
    end: u32,
    /// The joint that was dealt with last.
    joint: Option<usize>,
}

impl<'p> Setter<'p> {
    /// For a page; `before` marks were made on other pages.
    pub fn new(source: &'p Source, changes: &'p [Change], before: usize) -> Self {
        Self { source, places: Places::of(changes), marks: Vec::new(), mark_of: HashMap::new(), before }
    }

    /// Sets a text.
    pub fn set(&mut self, text: &Text) -> Ink {
        let mut state = State::default();
        let mut at = 0;
        for run in text.runs() {
            let end = at + run.len as usize;
            self.run(&mut state, text, at..end, *run);
            at = end;
        }
        self.close(&mut state);
        if state.line.is_some() {
            state.ink.tag("</span>");
        }
        state.ink
    }

    fn run(&mut self, state: &mut State, text: &str, range: std::ops::Range<usize>, run: Run) {
        let (piece, start) = (&text[range.clone()], run.span.start);
        if run.span.start == run.span.end {
            // It stands for nothing: a joint's space, or what a rule put in.
            let edits = self.places.edits_at(run.span);
            if !edits.is_empty() {
                Self::gather(state, &edits, piece, run.span);
                return;
            }
            self.close(state);
            let joint = self.places.joint_at(start);
            state.joint = joint.or(state.joint);
            match joint.filter(|&joint| self.is_marked(joint)) {
                Some(joint) => self.mark_joint(state, joint, text, range),
                None => _ = state.ink.text(piece),
            }
            return;
        }
        let line = self.source.line_of(start);
        if state.line != Some(line) {
            self.turn(state, line, text, range.start);
        }
        state.end = run.span.end;
        let edits = if run.kept { Vec::new() } else { self.places.edits_at(run.span) };
        if edits.is_empty() {
            self.close(state);
            state.ink.text(piece);
        } else {
            Self::gather(state, &edits, piece, run.span);
        }
    }

    /// Goes on to another line of the source.
    fn turn(&mut self, state: &mut State, line: u32, text: &str, at: usize) {
        if state.line.is_some() {
            let joint = self.places.joint_at(state.end).filter(|joint| state.joint != Some(*joint));
            let joint = joint.filter(|&joint| self.is_marked(joint));
            let rule = |index: usize| self.places.changes[index].rule;
            match joint {
                // The hyphen that went and the joint are one repair.
                Some(joint) if state.group.changes.iter().any(|&edit| rule(edit) == rule(joint)) => {
                    state.group.changes.push(joint);
                    self.close_with(state, Some(around(text, at..at)));
                }
                Some(joint) => {
                    self.close(state);
                    self.mark_joint(state, joint, text, at..at);
                }
                None => self.close(state),
            }
            state.ink.tag("</span>");
        }
        state.ink.tag("<span class=\"s\" data-l=\"").number(line).tag("\">");
        state.line = Some(line);
    }

    fn gather(state: &mut State, edits: &[usize], piece: &str, span: Span) {
        state.group.now.push_str(piece);
        if state.group.spans.last() != Some(&span) {
            state.group.spans.push(span);
        }
        for &edit in edits {
            if !state.group.changes.contains(&edit) {
                state.group.changes.push(edit);
            }
        }
    }

    fn mark_joint(&mut self, state: &mut State, joint: usize, text: &str, range: std::ops::Range<usize>) {
        let end = self.places.changes[joint].span.start;
        state.group =
            Group { changes: vec![joint], now: text[range.clone()].to_owned(), spans: vec![Span::new(end, end)] };
        self.close_with(state, Some(around(text, range)));
    }

    /// Whether a mark is made for the joint.
    fn is_marked(&self, joint: usize) -> bool {
        !PLAIN_JOINTS.contains(&self.places.changes[joint].rule)
    }

    fn close(&mut self, state: &mut State) {
        self.close_with(state, None);
    }

    /// Writes the mark that was gathered.
    fn close_with(&mut self, state: &mut State, around: Option<String>) {
        let group = std::mem::take(&mut state.group);
        if group.changes.is_empty() {
            return;
        }
        let number = self.before + self.marks.len() + 1;
        let changes = || group.changes.iter().map(|&index| &self.places.changes[index]);
        let mut rules: Vec<&str> = Vec::new();
        for change in changes() {
            if !rules.contains(&change.rule) {
                rules.push(change.rule);
            }
        }
        let certainty = changes().map(|change| change.certainty).min().unwrap_or(Certainty::Sure);
        let mark = Mark { number, rules, certainty, now: group.now, spans: group.spans, around };
        let joint = group.changes.iter().map(|&index| &self.places.changes[index]).find(|change| is_joint(change));
        let was = joint.map_or_else(|| visible(&mark.was(self.source)), |joint| lines_at(self.source, joint.span));
        mark.open(&mut state.ink, "m", &[("data-was", &was)], self.source);
        state.ink.text(&mark.now).tag("</a>");
        for index in group.changes {
            self.mark_of.entry(index).or_insert(number);
        }
        self.marks.push(mark);
    }
}

impl Mark {
    /// The rules' codes with spaces between them.
    pub fn codes(&self) -> String {
        self.rules.join(" ")
    }

    /// What stood there.
    pub fn was(&self, source: &Source) -> String {
        let piece = |span: &Span| source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        self.spans.iter().map(piece).collect()
    }

    /// Opens the link that a mark is: on the page to its rule, in the source to the page.
    pub fn open(&self, ink: &mut Ink, side: &'static str, said: &[(&'static str, &str)], source: &Source) {
        ink.tag("<a class=\"k");
        if self.certainty < Certainty::Sure {
            ink.tag(" d");
        }
        if self.around.is_some() {
            ink.tag(" j");
        } else if self.now.trim().is_empty() {
            ink.tag(if self.was(source).trim().is_empty() { " g w" } else { " g" });
        }
        ink.tag("\" id=\"").tag(side).number(self.number);
        if side == "m" {
            ink.tag("\" href=\"#").number(self.rules[0]).tag("\"");
        } else {
            ink.tag("\" href=\"#m").number(self.number).tag("\"");
        }
        ink.attribute("data-r", &self.codes());
        for (name, value) in said {
            ink.attribute(name, value);
        }
        let was = self.was(source);
        let shown = if side == "m" { &self.now } else { &was };
        if shown.trim().is_empty() || self.now.trim().is_empty() {
            let what = match (was.is_empty(), self.now.is_empty()) {
                (true, _) => "joined here".to_owned(),
                (false, true) => format!("taken out: {}", visible(&was)),
                (false, false) => format!("{} became {}", visible(&was), visible(&self.now)),
            };
            ink.attribute("aria-label", &format!("{what} ({})", self.codes()));
        }
        ink.tag(">");
    }
}

/// What stands around a place in a text, as far as the words it touches.
fn around(text: &str, range: std::ops::Range<usize>) -> String {
    let head: Vec<char> = text[..range.start].chars().rev().take(AROUND).take_while(|c| !c.is_whitespace()).collect();
    let tail = text[range.end..].chars().take(AROUND).take_while(|c| !c.is_whitespace());
    head.into_iter().rev().chain(text[range.clone()].chars()).chain(tail).collect()
}

/// The end of the line above a joint and the beginning of the one below.
pub(super) fn lines_at(source: &Source, joint: Span) -> String {
    let above = source.text[..joint.start as usize].lines().next_back().unwrap_or("");
    let below = source.text[joint.end as usize..].lines().next().unwrap_or("");
    let above: Vec<char> = above.chars().rev().take(AROUND).take_while(|c| !c.is_whitespace()).collect();
    let below = below.chars().take(AROUND).take_while(|c| !c.is_whitespace());
    above.into_iter().rev().chain(['\n']).chain(below).collect()
}

/// The text; where it is nothing but spaces, with a sign for each.
pub(super) fn visible(text: &str) -> String {
    let spaces = text.chars().all(|c| matches!(c, ' ' | '\u{3000}'));
    if spaces { "␣".repeat(text.chars().count()) } else { text.to_owned() }
}
