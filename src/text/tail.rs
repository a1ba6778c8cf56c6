//! The end of a text, replaced.

use smallvec::SmallVec;

use super::{Edit, Run, Text, to_u32};
use crate::rule::Rule;
use crate::text::Change;

impl Text {
    /// Replaces the text from byte `at` on by `with`, in time that the tail's length decides.
    pub fn replace_tail(&mut self, at: usize, with: &str, rule: &Rule, changes: &mut Vec<Change>) {
        let mut tail = Text { string: self.string.split_off(at), runs: SmallVec::new() };
        let mut left = to_u32(tail.string.len());
        while left > 0
            && let Some(mut run) = self.runs.pop()
        {
            let cut = run.len.min(left);
            left -= cut;
            let mut piece = Run { len: cut, ..run };
            run.len -= cut;
            if run.len > 0 {
                if run.kept {
                    run.span.end -= cut;
                    piece.span.start = run.span.end;
                }
                self.runs.push(run);
            }
            tail.runs.insert(0, piece);
        }
        tail.apply(&[Edit::replace(0..tail.string.len(), with)], rule, changes);
        self.append(&tail);
    }
}
