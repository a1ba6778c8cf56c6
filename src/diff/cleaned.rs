//! A text before and after it was cleaned, with the rules that did it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::align::Aligner;
use super::shown::visible;
use super::text::{Piece, TextDiff};
use crate::clean::Cleaned;
use crate::rule::Certainty;

/// A file before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doings<'p> {
    /// The decoded text of all pages.
    pub before: String,
    /// The clean text of all pages.
    pub after: String,
    /// Every repair and every joint, by its place.
    pub list: Vec<Doing<'p>>,
    /// Where each page begins in both texts.
    starts: Vec<(usize, usize)>,
}

/// A repair or a joint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Doing<'p> {
    /// The code of the rule.
    pub rule: &'static str,
    /// How sure the rule is.
    #[serde(serialize_with = "name")]
    pub certainty: Certainty,
    /// What stood there; a line end is `\n`.
    pub before: &'p str,
    /// What stands there.
    pub after: &'p str,
    /// Its first and last line, counted from 1.
    pub source: (u32, u32),
    /// The first byte of the text before that it concerns.
    #[serde(skip)]
    pub at: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn name<S: serde::Serializer>(certainty: &Certainty, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(certainty.name())
}

/// Takes down what was done on the pages of a file.
///
/// ```
/// let page = "灯塔重开\n昨日,停用三年的老灯塔重\n新亮灯，港区船只鸣笛相\n贺，票价１2元。\n";
/// let pages = stonehand::clean(page.as_bytes(), &stonehand::Options::default())?;
/// let doings = stonehand::diff::cleaned(&pages);
/// assert!(doings.diff(&pages).unified(0).ends_with("+昨日，停用三年的老灯塔重新亮灯，港区船只鸣笛相贺，票价12元。\n"));
/// let rules: Vec<&str> = doings.list.iter().map(|doing| doing.rule).collect();
/// assert_eq!(rules, ["C02", "J09", "J09", "C01"]);
/// # Ok::<(), stonehand::read::ReadError>(())
/// ```
#[must_use]
pub fn cleaned(pages: &[Cleaned]) -> Doings<'_> {
    let mut doings = Doings::default();
    for (index, page) in pages.iter().enumerate() {
        let start = doings.before.len();
        doings.starts.push((start, doings.after.len()));
        doings.before.push_str(&page.source.text);
        doings.after.push_str(page.text.trim_end_matches('\x0c'));
        if index + 1 < pages.len() || page.source.text.contains('\x0c') {
            doings.after.push('\x0c');
        }
        doings.list.extend(page.repairs.iter().map(|change| Doing {
            rule: change.rule,
            certainty: change.certainty,
            before: &change.before,
            after: &change.after,
            source: page.source.lines_of(change.span),
            at: start + change.span.start as usize,
        }));
    }
    // The order in which they were made stays where they stand in one place.
    doings.list.sort_by_key(|doing| doing.at);
    doings
}

impl<'p> Doings<'p> {
    /// The difference that they make. The books say which byte became which, so nothing has to be sought.
    #[must_use]
    pub fn diff(&self, pages: &[Cleaned]) -> TextDiff<'_> {
        let mut aligner = Aligner::new(&self.before, &self.after, None);
        for (page, (b_page, a_page)) in pages.iter().zip(&self.starts) {
            for (start, text) in page.lines() {
                let mut after = a_page + start;
                for (index, run) in text.runs().iter().enumerate() {
                    let before = b_page + run.span.start as usize;
                    let (b, a) = aligner.at();
                    let kept = run.kept && run.len > 0;
                    if (kept || index == 0) && before >= b && after >= a {
                        aligner.region(before, after);
                        if kept {
                            aligner.same(run.len as usize);
                        }
                    }
                    after += run.len as usize;
                }
            }
        }
        TextDiff::from_ops(&self.before, &self.after, aligner.finish())
    }

    /// The doings that concern a piece of the difference.
    #[must_use]
    pub fn of(&self, piece: &Piece) -> &[Doing<'p>] {
        let at = |byte: usize| self.list.partition_point(|doing| doing.at < byte);
        &self.list[at(piece.before.start)..at(piece.before.end.max(piece.before.start + 1))]
    }
}

/// Doings that are alike, and how many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Made {
    /// The code of the rule.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
    /// What was changed: `[-,-]{+，+}`.
    pub change: String,
}

/// So much of a text is shown.
const LONGEST: usize = 24;

impl Made {
    /// Sums up doings, in the order in which each comes first.
    pub fn count<'d>(doings: impl IntoIterator<Item = &'d Doing<'d>>) -> Vec<(Made, usize)> {
        let mut places: BTreeMap<Made, usize> = BTreeMap::new();
        let mut list: Vec<(Made, usize)> = Vec::new();
        for doing in doings {
            let made = Self { rule: doing.rule, certainty: doing.certainty, change: doing.change() };
            let place = *places.entry(made.clone()).or_insert(list.len());
            match list.get_mut(place) {
                Some(known) => known.1 += 1,
                None => list.push((made, 1)),
            }
        }
        list
    }
}

impl Doing<'_> {
    /// What was changed: `[-,-]{+，+}`; a line end is `⏎`. Where both sides would look the same, the code point is said.
    #[must_use]
    pub fn change(&self) -> String {
        let short = |text: &str| match text.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}…", visible(&text[..cut])),
            None => visible(text).into_owned() + &disguised(text),
        };
        let mark = |text: &str, open: &str, close: &str| match text {
            "" => String::new(),
            text => [open, &short(text), close].concat(),
        };
        mark(self.before, "[-", "-]") + &mark(self.after, "{+", "+}")
    }
}

/// The code point of a radical or a compatibility ideograph, which looks as the ideograph does.
fn disguised(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ ('\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')), None) => {
            format!(" U+{:04X}", u32::from(c))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::Kind;
    use super::*;
    use crate::Options;

    /// Every sample: the pieces lead from one text to the other, and what the books call the same is the same.
    #[test]
    fn the_books_tell_what_became_of_each_sample() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
        let mut seen = 0;
        for language in std::fs::read_dir(folder).unwrap().filter_map(Result::ok).filter(|e| e.path().is_dir()) {
            for sample in std::fs::read_dir(language.path()).unwrap().filter_map(Result::ok) {
                if sample.path().extension().is_none_or(|ending| ending != "txt") {
                    continue;
                }
                let pages = crate::clean(&std::fs::read(sample.path()).unwrap(), &Options::default()).unwrap();
                let doings = cleaned(&pages);
                let diff = doings.diff(&pages);
                let (mut b, mut a, mut out) = (0, 0, String::new());
                for op in &diff.ops {
                    assert_eq!((op.before.start, op.after.start), (b, a), "{sample:?}");
                    (b, a) = (op.before.end, op.after.end);
                    let (before, after) = (&diff.before[op.before.clone()], &diff.after[op.after.clone()]);
                    match op.kind {
                        Kind::Same => assert_eq!(before.replace("\r\n", "\n"), after, "{sample:?}"),
                        Kind::Layout => assert!(before.trim().is_empty() && after.trim().is_empty(), "{sample:?}"),
                        Kind::Changed => {}
                    }
                    out.push_str(after);
                }
                assert_eq!((b, a), (diff.before.len(), diff.after.len()));
                assert_eq!(out, diff.after);
                let told: usize = diff.pieces().iter().map(|piece| doings.of(piece).len()).sum();
                assert_eq!(told, doings.list.len(), "{sample:?}: each repair stands in a piece");
                seen += 1;
            }
        }
        assert!(seen > 15);
    }
}
