//! Text whose every byte knows its place in the source.
//!
//! A [`Text`] is a string made of runs. Each [`Run`] says which bytes of the decoded source it stands for, and whether
//! they are still the same bytes. Only this module does offset arithmetic: rules look at plain `&str` and return wishes
//! ([`Edit`]), [`Text::apply`] grants them and writes the [`Change`] down. So no character changes without a rule's
//! code, and where a text came from survives every repair and every join, also across columns.

mod cursor;
mod mix;
mod span;
mod tail;

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use smallvec::SmallVec;

use crate::rule::{Certainty, Rule};
use cursor::RunCursor;
pub(crate) use mix::Mix;
pub use span::Span;

/// What a rule wishes: these bytes of the text replaced by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the text (not of the source) to replace; empty to insert nothing.
    pub range: Range<usize>,
    /// What stands there afterwards; empty to remove.
    pub with: String,
}

impl Edit {
    /// Replace `range` by `with`.
    pub fn replace(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into() }
    }

    /// Remove `range`.
    #[must_use]
    pub const fn remove(range: Range<usize>) -> Self {
        Self { range, with: String::new() }
    }
}

/// A repair that was made: which rule, what stood there and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The code of the rule.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// The text before; a line break is written as `⏎`'s plain form, `\n`.
    pub before: Cow<'static, str>,
    /// The text after.
    pub after: Cow<'static, str>,
    /// The bytes of the source that it concerns.
    pub span: Span,
}

/// A piece of a text and the piece of the source it stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Length in bytes of the piece in the text; 0 where something was removed.
    pub len: u32,
    /// The bytes of the source.
    pub span: Span,
    /// Whether the text still has the very bytes of the source.
    pub kept: bool,
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.kept { '=' } else { '~' };
        write!(f, "{}{sign}{:?}", self.len, self.span)
    }
}

/// A string whose every byte knows its place in the source.
///
/// ```
/// use stonehand::text::{Edit, Text};
/// use stonehand::rule::{Certainty, Rule};
///
/// const HALF: Rule = Rule { code: "X01", certainty: Certainty::Sure, ..Rule::EMPTY };
/// let mut text = Text::of("共Ａ版", 0);
/// let mut changes = Vec::new();
/// text.apply(&[Edit::replace(3..6, "A")], &HALF, &mut changes);
/// assert_eq!(text.as_str(), "共A版");
/// assert_eq!(changes[0].before, "Ａ");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// Nearly all texts are one run, which needs no room of its own.
    runs: SmallVec<[Run; 1]>,
}

impl Text {
    /// The text `string`, which stands in the source from byte `start` on.
    #[must_use]
    pub fn of(string: &str, start: u32) -> Self {
        let len = to_u32(string.len());
        let mut runs = SmallVec::new();
        if len > 0 {
            runs.push(Run { len, span: Span::new(start, start + len), kept: true });
        }
        Self { string: string.to_owned(), runs }
    }

    /// The text as a plain string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// The pieces and what they stand for, in the order of the text.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The source from the first to the last byte that this text stands for.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let start = self.runs.iter().map(|r| r.span.start).min()?;
        let end = self.runs.iter().map(|r| r.span.end).max()?;
        Some(Span { start, end })
    }

    /// The bytes of the source that the bytes `range` of the text stand for, first to last.
    ///
    /// A text that was joined from far places spans what lies between them, so ask for short ranges.
    #[must_use]
    pub fn span_of(&self, range: Range<usize>) -> Option<Span> {
        let mut cursor = RunCursor::new(&self.runs);
        cursor.take_to(range.start);
        (!self.runs.is_empty()).then(|| Span::over(&cursor.take_to(range.end)))
    }

    fn push_kept(&mut self, string: &str, start: u32) {
        if string.is_empty() {
            return;
        }
        let len = to_u32(string.len());
        self.string.push_str(string);
        match self.runs.last_mut() {
            Some(last) if last.kept && last.span.end == start => {
                last.len += len;
                last.span.end += len;
            }
            _ => self.runs.push(Run { len, span: Span::new(start, start + len), kept: true }),
        }
    }

    /// Appends another text, with its places.
    pub fn append(&mut self, other: &Text) {
        let mut at = 0;
        for run in &other.runs {
            let end = at + run.len as usize;
            self.push_run(&other.string[at..end], *run);
            at = end;
        }
    }

    /// Appends the line below, with `with` in place of the line break, and writes the joint of `rule` down.
    ///
    /// The joint itself stands for no byte of the source: the lines may stand far apart there.
    pub fn join(&mut self, lower: &Text, with: &'static str, rule: &Rule, changes: &mut Vec<Change>) {
        let end = self.runs.last().map_or(0, |r| r.span.end);
        let start = lower.runs.first().map_or(end, |r| r.span.start);
        self.push_for(with, Span::new(end, end));
        self.append(lower);
        changes.push(Change {
            rule: rule.code,
            certainty: rule.certainty,
            before: Cow::Borrowed("\n"),
            after: Cow::Borrowed(with),
            span: Span::new(end, start.max(end)),
        });
    }

    /// Appends characters that stand for `span` of the source: the space of a joint for a line break.
    pub fn push_for(&mut self, string: &str, span: Span) {
        self.push_run(string, Run { len: to_u32(string.len()), span, kept: false });
    }

    fn push_run(&mut self, string: &str, run: Run) {
        if run.kept {
            self.push_kept(string, run.span.start);
        } else {
            self.string.push_str(string);
            if run.len > 0 || run.span.end > run.span.start {
                self.runs.push(run);
            }
        }
    }

    /// Makes room for texts that will be joined to this one.
    pub fn reserve<'a>(&mut self, texts: impl Iterator<Item = &'a Text>) {
        let (mut bytes, mut runs) = (0, 0);
        for text in texts {
            // A space may come between two.
            bytes += text.len() + 1;
            runs += text.runs.len() + 1;
        }
        self.string.reserve(bytes);
        self.runs.reserve(runs);
    }

    /// The part of the text in `range`, with its places. A removal on the border goes with the left part.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut part = Text::default();
        let mut at = 0;
        for run in &self.runs {
            let end = at + run.len as usize;
            let (from, to) = (range.start.max(at), range.end.min(end));
            if from < to {
                let piece = &self.string[from..to];
                if run.kept {
                    part.push_kept(piece, run.span.start + to_u32(from - at));
                } else {
                    part.push_run(piece, Run { len: to_u32(to - from), ..*run });
                }
            } else if run.len == 0 && (range.start < at || range.start == 0) && at <= range.end {
                part.push_run("", *run);
            }
            at = end;
        }
        part
    }

    /// The part of the text in `range`, between white space, with the removals in the white behind it. The first part
    /// has those before it as well, so that nothing is lost where a line is cut at its gaps.
    #[must_use]
    pub fn between_gaps(&self, range: Range<usize>) -> Text {
        let first = self.string[..range.start].trim_start().is_empty();
        let rest = &self.string[range.end..];
        let gap = rest.len() - rest.trim_start().len();
        self.slice(if first { 0 } else { range.start }..range.end + gap).trimmed()
    }

    /// Cuts the text in two at byte `at`.
    #[must_use]
    pub fn split(&self, at: usize) -> (Text, Text) {
        let left = self.slice(0..at);
        if at == 0 {
            return (Text::default(), self.clone());
        }
        (left, self.slice(at..self.string.len()))
    }

    /// The text without white space at its ends. Removals at the ends are kept, so that nothing is lost.
    #[must_use]
    pub fn trimmed(mut self) -> Text {
        // Nearly all texts have none.
        if !self.string.starts_with(char::is_whitespace) && !self.string.ends_with(char::is_whitespace) {
            return self;
        }
        let start = self.string.len() - self.string.trim_start().len();
        let len = self.string.trim().len();
        if len == self.string.len() {
            return self;
        }
        self.string.truncate(start + len);
        self.string.drain(..start);
        let mut at = 0;
        for run in &mut self.runs {
            let (from, to) = (at, at + run.len as usize);
            at = to;
            let (cut_from, cut_to) = (from.clamp(start, start + len), to.clamp(start, start + len));
            if run.kept && cut_from < cut_to {
                run.span.start += to_u32(cut_from - from);
                run.span.end = run.span.start + to_u32(cut_to - cut_from);
            }
            run.len = to_u32(cut_to - cut_from);
        }
        self.runs.retain(|run| run.len > 0 || !run.kept);
        self
    }

    /// Grants the wishes of `rule`, and writes each down in `changes`.
    ///
    /// Wishes are taken in the order of their place; one that overlaps an earlier one is dropped, and so is one that
    /// changes nothing.
    ///
    /// # Panics
    /// When a wish's range does not lie on character borders of the text: that is a mistake of the rule.
    pub fn apply(&mut self, edits: &[Edit], rule: &Rule, changes: &mut Vec<Change>) {
        let mut order: Vec<&Edit> = edits.iter().filter(|e| self.string[e.range.clone()] != *e.with).collect();
        if order.is_empty() {
            return;
        }
        order.sort_by_key(|e| (e.range.start, e.range.end));
        let mut fresh = Text::default();
        fresh.string.reserve(self.string.len());
        let mut runs = RunCursor::new(&self.runs);
        let mut at = 0;
        for edit in order {
            if edit.range.start < at {
                continue;
            }
            runs.copy_to(edit.range.start, &self.string, &mut fresh);
            let spans = runs.take_to(edit.range.end);
            // What was joined from far places stands for each of them, and for nothing between.
            for (nth, span) in spans.iter().enumerate() {
                fresh.push_for(if nth == 0 { &edit.with } else { "" }, *span);
            }
            changes.push(Change {
                rule: rule.code,
                certainty: rule.certainty,
                before: Cow::Owned(self.string[edit.range.clone()].to_owned()),
                after: Cow::Owned(edit.with.clone()),
                span: Span::over(&spans),
            });
            at = edit.range.end;
        }
        runs.copy_to(self.string.len(), &self.string, &mut fresh);
        *self = fresh;
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.string
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.string)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.string)
    }
}

/// A length that is known to fit: the reader refuses sources of 4 GiB and more.
pub(crate) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule { code: "X01", ..Rule::EMPTY };

    fn edited(source: &str, edits: &[Edit]) -> (Text, Vec<Change>) {
        let mut text = Text::of(source, 0);
        let mut changes = Vec::new();
        text.apply(edits, &RULE, &mut changes);
        (text, changes)
    }

    /// Each piece beside the slice of the source it stands for.
    fn pairs<'a>(text: &'a Text, source: &'a str) -> Vec<(&'a str, &'a str)> {
        let mut at = 0;
        let mut out = Vec::new();
        for run in text.runs() {
            let end = at + run.len as usize;
            out.push((&text.as_str()[at..end], &source[run.span.start as usize..run.span.end as usize]));
            at = end;
        }
        out
    }

    #[test]
    fn what_was_removed_in_a_gap_goes_with_the_part_before_it() {
        let source = "\u{0}灯塔  \u{0} 码头";
        let (text, _) = edited(source, &[Edit::remove(0..1), Edit::remove(9..10)]);
        let parts = [text.between_gaps(0..6), text.between_gaps(9..15)];
        assert_eq!([&*parts[0], &*parts[1]], ["灯塔", "码头"]);
        assert_eq!(parts[0].span(), Some(Span::new(0, 10)));
    }

    #[test]
    fn a_replaced_character_points_at_what_stood_there() {
        let source = "共Ａ版";
        let (text, changes) = edited(source, &[Edit::replace(3..6, "A")]);
        assert_eq!(pairs(&text, source), [("共", "共"), ("A", "Ａ"), ("版", "版")]);
        assert_eq!(changes[0].before, "Ａ");
    }

    #[test]
    fn what_is_replaced_over_a_joint_stands_for_nothing_between() {
        let source = "灯。塔 。港";
        let mut text = Text::of("灯。", 0);
        text.append(&Text::of("。港", 10));
        text.apply(&[Edit::replace(3..9, "。")], &RULE, &mut Vec::new());
        assert_eq!(pairs(&text, source), [("灯", "灯"), ("。", "。"), ("", "。"), ("港", "港")]);
    }

    #[test]
    fn a_removed_character_stays_on_the_books() {
        let source = "恶\u{200b}劣";
        let (text, _) = edited(source, &[Edit::remove(3..6)]);
        assert_eq!(text.as_str(), "恶劣");
        assert_eq!(pairs(&text, source), [("恶", "恶"), ("", "\u{200b}"), ("劣", "劣")]);
    }

    #[test]
    fn a_second_repair_on_top_of_a_first_keeps_the_place() {
        let source = "a。。。b";
        let mut text = Text::of(source, 0);
        let mut changes = Vec::new();
        text.apply(&[Edit::replace(1..10, "...")], &RULE, &mut changes);
        text.apply(&[Edit::replace(1..4, "……")], &RULE, &mut changes);
        assert_eq!(pairs(&text, source), [("a", "a"), ("……", "。。。"), ("b", "b")]);
    }

    #[test]
    fn overlapping_wishes_are_granted_once() {
        let (text, changes) = edited("abc", &[Edit::replace(0..2, "X"), Edit::replace(1..3, "Y")]);
        assert_eq!(text.as_str(), "Xc");
        assert_eq!(changes.len(), 1);
    }

    #[test]
    fn trimming_and_cutting_keep_removals() {
        let source = "\u{200b} 甲乙 \u{200b}";
        let (text, _) = edited(source, &[Edit::remove(0..3), Edit::remove(11..14)]);
        let text = text.trimmed();
        assert_eq!(text.as_str(), "甲乙");
        assert_eq!(pairs(&text, source), [("", "\u{200b}"), ("甲乙", "甲乙"), ("", "\u{200b}")]);
        let (left, right) = text.split(3);
        assert_eq!(pairs(&left, source), [("", "\u{200b}"), ("甲", "甲")]);
        assert_eq!(pairs(&right, source), [("乙", "乙"), ("", "\u{200b}")]);
    }

    #[test]
    fn a_piece_of_a_text_knows_its_place() {
        let source = "甲\u{200b}乙（丙";
        let (text, _) = edited(source, &[Edit::remove(3..6)]);
        let span = text.span_of(6..9).unwrap();
        assert_eq!(&source[span.start as usize..span.end as usize], "（");
        assert_eq!(Text::default().span_of(0..0), None);
    }

    #[test]
    fn texts_far_apart_are_joined_with_their_places() {
        let source = "深入推 进工作";
        let mut text = Text::of("深入推", 0);
        text.push_for("", Span::new(9, 10));
        text.append(&Text::of("进工作", 10));
        assert_eq!(pairs(&text, source), [("深入推", "深入推"), ("", " "), ("进工作", "进工作")]);
    }
}
