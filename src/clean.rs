//! Repairs and joints only: text to text, in the order of the source.
//!
//! What is clean stays as it is, and what was cleaned is clean: the press is run until nothing changes any more. Lines
//! are only ever joined and marks only ever mended, so it comes to rest; nearly always the second run finds nothing.

use crate::chars::{Context, Repairs};
use crate::column;
use crate::join::Joiner;
use crate::line::{self, Facts, Line, Role};
use crate::page::audit::{Breach, audit};
use crate::page::{Note, Source};
use crate::read::{self, Row, Sheet};
use crate::rule::Choice;
use crate::table;
use crate::text::{Change, Span, Text, to_u32};

/// A page that does not come to rest in so many runs is left as the last run made it.
const MOST_RUNS: usize = 12;

/// A page cleaned: its characters repaired and its broken lines joined, in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What was read.
    pub source: Source,
    /// The clean text: one paragraph a line, blank lines where the source has them.
    pub text: String,
    /// Every repair and every joint.
    pub repairs: Vec<Change>,
    /// Doubts.
    pub notes: Vec<Note>,
    lines: Vec<(u32, Text)>,
    breach: Option<Breach>,
}

impl Cleaned {
    /// The lines of the clean text that are not blank, in order: the byte at which each begins, and where it comes from.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &Text)> {
        self.lines.iter().map(|(at, text)| (*at as usize, text))
    }

    /// Checks the books: that each character of the source that is no space is in the text, or in a repair.
    ///
    /// # Errors
    /// The first breach, by its place in the source.
    pub fn audit(&self) -> Result<(), Breach> {
        self.breach.clone().map_or(Ok(()), Err)
    }
}

/// Which rules take part, and how the language is found.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The rules.
    pub rules: &'a Choice,
    /// The language; detected when not given.
    pub language: Option<crate::lang::Language>,
    /// Whether broken lines are joined.
    pub join: bool,
}

/// Cleans a page.
#[must_use]
pub fn clean(sheet: Sheet, plan: Plan) -> Cleaned {
    let Sheet { source, rows, notes } = sheet;
    let mut run = Run::of(&source.text, rows, plan, source.wholes());
    let mut cleaned = Cleaned { breach: run.audit(&source.text), notes, source, ..Cleaned::default() };
    cleaned.notes.append(&mut run.notes);
    cleaned.repairs.append(&mut run.changes);
    for _ in 1..MOST_RUNS {
        let text = std::mem::take(&mut run.text);
        let next = Run::of(&text, read::rows(&text), plan, &[]);
        if next.text == text {
            run.text = text;
            break;
        }
        // By induction over the runs: each accounts for the text it was given.
        cleaned.breach = cleaned.breach.or_else(|| next.audit(&text));
        let places = Places::of(&run.lines);
        cleaned.repairs.extend(next.changes.iter().map(|c| Change { span: places.source(c.span), ..c.clone() }));
        run = Run { lines: next.lines.into_iter().map(|(at, t)| (at, places.moved(&t))).collect(), ..next };
    }
    cleaned.text = run.text;
    cleaned.lines = run.lines;
    cleaned
}

/// One run of the press over a text.
struct Run {
    /// Each line of the clean text, and the byte at which it begins.
    lines: Vec<(u32, Text)>,
    text: String,
    changes: Vec<Change>,
    notes: Vec<Note>,
}

impl Run {
    fn of(source: &str, rows: Vec<Row>, plan: Plan, wholes: &[String]) -> Self {
        let (mut changes, mut notes) = (Vec::new(), Vec::new());
        let repairs = Repairs::new(Context::of(source, plan.language), plan.rules);
        let language = repairs.context().language;
        let (mut rows, ordered) = column::beside::in_order(rows, &mut notes);
        for row in &mut rows {
            repairs.line(&mut row.text, &mut changes);
        }
        let mut lines = line::roles(rows, language, plan.rules, &mut changes);
        let joiner = Joiner::for_page(plan.join, &lines, language, plan.rules).map(|j| j.knowing(wholes));
        if joiner.is_some() {
            // Tables are left as they stand; looking for them keeps their cells from being joined.
            line::old_print::set(&mut lines, language);
            let (_, mut doubts) = table::find(&mut lines, None, joiner.as_ref(), &mut Vec::new());
            notes.append(&mut doubts);
            line::set(&mut lines, language);
        }
        let mut run = Self { lines: Vec::with_capacity(lines.len()), text: String::new(), changes, notes };
        for (text, facts) in paragraphs(lines, joiner.as_ref(), &mut run.changes) {
            // In front of a column stand other columns; its own indents are those of its lines.
            let indent = match (ordered, facts.indent >= 200) {
                (true, true) => "    ",
                (true, false) => "",
                (false, _) => indent(&text, source),
            };
            run.push(text, facts.blanks, indent, &repairs);
        }
        run
    }

    fn push(&mut self, mut text: Text, blanks: u32, indent: &str, repairs: &Repairs) {
        repairs.paragraph(&mut text, &mut self.changes, &mut self.notes);
        self.text.extend((0..blanks).map(|_| '\n'));
        self.text.push_str(indent);
        self.lines.push((to_u32(self.text.len()), Text::default()));
        self.text.push_str(&text);
        self.text.push('\n');
        if let Some(line) = self.lines.last_mut() {
            line.1 = text;
        }
    }

    fn audit(&self, source: &str) -> Option<Breach> {
        audit(source, self.lines.iter().map(|l| &l.1), self.changes.iter().map(|c| c.span)).err()
    }
}

/// Joins the lines of paragraphs; each with what was measured on its first line.
fn paragraphs(lines: Vec<Line>, joiner: Option<&Joiner>, changes: &mut Vec<Change>) -> Vec<(Text, Facts)> {
    let mut out: Vec<(Text, Facts)> = Vec::with_capacity(lines.len());
    let mut open = false;
    for line in lines {
        let goes_on = std::mem::replace(&mut open, false);
        if let Role::Body(place) = line.role {
            open = !place.ends();
            if let (true, false, Some(joiner), Some((upper, _))) = (goes_on, place.begins(), joiner, out.last_mut()) {
                joiner.append(upper, &line.text, changes);
                continue;
            }
        }
        out.push((line.text, line.facts));
    }
    out
}

/// The white space in front of a line that indents it: an em at least.
fn indent<'a>(text: &Text, source: &'a str) -> &'a str {
    let start = text.runs().first().map_or(0, |r| r.span.start as usize);
    let before = &source[..start];
    let blank = before.trim_end_matches([' ', '\u{3000}', '\t']);
    let indent = &before[blank.len()..];
    let begins = blank.is_empty() || blank.ends_with(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']);
    if begins && (indent.len() > 1) { indent } else { "" }
}

/// Where the bytes of a clean text stand in the source.
struct Places<'a>(&'a [(u32, Text)]);

impl<'a> Places<'a> {
    const fn of(lines: &'a [(u32, Text)]) -> Self {
        Self(lines)
    }

    /// The bytes of the source that a span of the clean text stands for.
    fn source(&self, span: Span) -> Span {
        let first = self.line(span.start);
        let last = self.line(span.end.saturating_sub(1).max(span.start));
        let at = |line: usize, byte: u32, end: bool| -> Option<u32> {
            let (start, text) = self.0.get(line)?;
            let byte = (byte.saturating_sub(*start) as usize).min(text.len());
            let near = if end { text.span_of(byte.saturating_sub(1)..byte) } else { text.span_of(byte..byte + 1) };
            near.or_else(|| text.span()).map(|s| if end { s.end } else { s.start })
        };
        let start = at(first, span.start, false).unwrap_or(0);
        Span::new(start, at(last, span.end, true).unwrap_or(start).max(start))
    }

    fn line(&self, byte: u32) -> usize {
        self.0.partition_point(|l| l.0 <= byte).saturating_sub(1)
    }

    /// A text of the next run, with its places in the source.
    fn moved(&self, text: &Text) -> Text {
        let mut moved = Text::default();
        let mut at = 0;
        for run in text.runs() {
            let end = at + run.len as usize;
            moved.push_for(&text[at..end], self.source(run.span));
            at = end;
        }
        moved
    }
}
