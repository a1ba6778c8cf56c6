//! A walk over the runs of a text.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Run, Span, Text, to_u32};

/// Walks over the runs of a text, copying some bytes and taking others.
pub(super) struct RunCursor<'a> {
    runs: &'a [Run],
    /// Which run, and how many bytes of its text are behind us.
    index: usize,
    inside: usize,
    /// How many bytes of the text are behind us.
    at: usize,
}

impl<'a> RunCursor<'a> {
    pub(super) const fn new(runs: &'a [Run]) -> Self {
        Self { runs, index: 0, inside: 0, at: 0 }
    }

    /// The next piece of the current run up to byte `to` of the text.
    fn next_piece(&mut self, to: usize) -> Option<(Range<usize>, Run)> {
        let run = *self.runs.get(self.index)?;
        let left = run.len as usize - self.inside;
        // A removal in front of `to` is passed on; one that stands at `to` waits for the next step.
        if self.at >= to && !(run.len == 0 && self.at == 0 && to == 0) {
            return None;
        }
        let step = left.min(to - self.at);
        let span = if run.kept {
            let start = run.span.start + to_u32(self.inside);
            Span::new(start, start + to_u32(step))
        } else {
            run.span
        };
        let piece = Run { len: to_u32(step), span, kept: run.kept };
        let range = self.at..self.at + step;
        self.at += step;
        self.inside += step;
        if self.inside == run.len as usize {
            self.index += 1;
            self.inside = 0;
        }
        Some((range, piece))
    }

    pub(super) fn copy_to(&mut self, to: usize, string: &str, out: &mut Text) {
        while let Some((range, run)) = self.next_piece(to) {
            out.push_run(&string[range], run);
        }
        if to == string.len() {
            for run in &self.runs[self.index..] {
                out.push_run("", Run { len: 0, ..*run });
            }
        }
    }

    /// Steps to byte `to`; the source of what was stepped over, in as many spans as it stands in.
    pub(super) fn take_to(&mut self, to: usize) -> SmallVec<[Span; 1]> {
        let mut spans: SmallVec<[Span; 1]> = SmallVec::new();
        while let Some((_, run)) = self.next_piece(to) {
            match spans.last_mut() {
                Some(last) if last.end == run.span.start => last.end = run.span.end,
                _ => spans.push(run.span),
            }
        }
        // An insertion stands for no byte: it points at the place between two.
        if spans.is_empty() {
            let at = self.runs.get(self.index).map_or_else(
                || self.runs.last().map_or(0, |r| r.span.end),
                |r| r.span.start + if r.kept { to_u32(self.inside) } else { 0 },
            );
            spans.push(Span::new(at, at));
        }
        spans
    }
}
