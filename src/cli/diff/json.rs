//! Differences for programs.

use std::collections::HashMap;

use serde::Serialize;
use stonehand::catalogue;
use stonehand::diff::{Doing, Kind, Layout, Piece, TextDiff};
use stonehand::render::json::indented;

use super::single::{Shown, name_of};

/// How often a rule did something.
#[derive(Debug, Serialize)]
pub struct Rule {
    #[serde(rename = "rule")]
    pub code: &'static str,
    pub name: &'static str,
    pub certainty: &'static str,
    pub count: usize,
}

/// The rules that did something, in the order of the catalogue.
pub fn rules(shown: &Shown) -> Vec<Rule> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for doing in &shown.doings {
        *counts.entry(doing.rule).or_default() += 1;
    }
    let rule = |rule: &'static stonehand::rule::Rule| Rule {
        code: rule.code,
        name: rule.name,
        certainty: rule.certainty.name(),
        count: counts.get(rule.code).copied().unwrap_or(0),
    };
    catalogue::catalogue().into_iter().map(rule).filter(|rule| rule.count > 0).collect()
}

#[derive(Debug, Serialize)]
struct Change<'d> {
    #[serde(flatten)]
    doing: &'d Doing<'d>,
    name: &'static str,
}

/// Lines of one side.
#[derive(Debug, Serialize)]
struct Lines {
    /// The first line, counted from 1.
    line: usize,
    lines: usize,
}

/// A part of a hunk.
#[derive(Debug, Serialize)]
struct Part<'d> {
    kind: &'static str,
    before: &'d str,
    after: &'d str,
}

#[derive(Debug, Serialize)]
struct Hunk<'d> {
    before: Lines,
    after: Lines,
    parts: Vec<Part<'d>>,
}

#[derive(Debug, Serialize)]
struct LayoutCounts {
    joined: usize,
    divided: usize,
    blank_lines_removed: usize,
    blank_lines_added: usize,
    spaces: usize,
}

impl From<Layout> for LayoutCounts {
    fn from(layout: Layout) -> Self {
        let Layout { joined, divided, blank_lines_removed, blank_lines_added, spaces } = layout;
        Self { joined, divided, blank_lines_removed, blank_lines_added, spaces }
    }
}

#[derive(Debug, Serialize)]
struct Report<'d> {
    kind: &'static str,
    before: String,
    after: String,
    same: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<Vec<Rule>>,
    layout: LayoutCounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Vec<Change<'d>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hunks: Option<Vec<Hunk<'d>>>,
    /// How many places were not compared to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    coarse: Option<usize>,
}

fn hunks<'d>(diff: &'d TextDiff, pieces: &[Piece]) -> Vec<Hunk<'d>> {
    let part = |op: stonehand::diff::Op| Part {
        kind: match op.kind {
            Kind::Same => "same",
            Kind::Layout => "layout",
            Kind::Changed => "changed",
        },
        before: &diff.before[op.before],
        after: &diff.after[op.after],
    };
    let lines = |range: &std::ops::Range<usize>| Lines { line: range.start + 1, lines: range.len() };
    let hunk = |piece: &Piece| Hunk {
        before: lines(&piece.before_lines),
        after: lines(&piece.after_lines),
        parts: diff.ops_of(piece).map(part).collect(),
    };
    pieces.iter().map(hunk).collect()
}

/// What cleaning a file does.
pub fn cleaned(name: &str, shown: &Shown, diff: &TextDiff, sums: bool) -> String {
    let changes = shown.doings.iter().map(|doing| Change { doing, name: name_of(doing.rule) });
    indented(&Report {
        kind: "clean",
        before: name.to_owned(),
        after: format!("{name} (clean)"),
        same: shown.pieces.is_empty() && shown.doings.is_empty(),
        rules: Some(rules(shown)),
        layout: diff.layout().into(),
        changes: (!sums).then(|| changes.collect()),
        hunks: (!sums).then(|| hunks(diff, &shown.pieces)),
        coarse: None,
    })
}

/// How two texts differ.
pub fn texts(names: (&str, &str), diff: &TextDiff, pieces: &[Piece], sums: bool) -> String {
    indented(&Report {
        kind: "texts",
        before: names.0.to_owned(),
        after: names.1.to_owned(),
        same: pieces.is_empty(),
        rules: None,
        layout: diff.layout().into(),
        changes: None,
        hunks: (!sums).then(|| hunks(diff, pieces)),
        coarse: Some(diff.coarse),
    })
}
