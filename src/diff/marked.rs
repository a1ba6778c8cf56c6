//! The lines of a piece, with what is in them marked.

use super::shown::visible;
use super::text::{Kind, Piece, TextDiff};
use super::{align::is_line_end, text};

/// One of the two texts of a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

/// A line in parts: how each relates to the other text, and what to show. Hidden characters are escapes already.
pub type Marked = Vec<(Kind, String)>;

impl TextDiff<'_> {
    /// The lines of a piece on one side. A line end that the other side has not is shown as `⏎`.
    ///
    /// ```
    /// use stonehand::diff::{Kind, Side};
    ///
    /// let diff = stonehand::diff::texts("灯塔重\n开\n", "灯塔重开。\n");
    /// let pieces = diff.pieces();
    /// let before = diff.marked(&pieces[0], Side::Before);
    /// assert_eq!(before[0], [(Kind::Same, "灯塔重".to_owned()), (Kind::Layout, "⏎".to_owned())]);
    /// let after = diff.marked(&pieces[0], Side::After);
    /// assert_eq!(after[0], [(Kind::Same, "灯塔重开".to_owned()), (Kind::Changed, "。".to_owned())]);
    /// ```
    #[must_use]
    pub fn marked(&self, piece: &Piece, side: Side) -> Vec<Marked> {
        let mut lines: Vec<Marked> = vec![Vec::new()];
        for op in self.ops_of(piece) {
            let text = match side {
                Side::Before => &self.before[op.before],
                Side::After => &self.after[op.after],
            };
            let mut rest = text;
            while let Some((at, len)) = text::line_end(rest) {
                push(&mut lines, op.kind, &rest[..at]);
                if op.kind != Kind::Same {
                    push(&mut lines, op.kind, "\n");
                }
                lines.push(Vec::new());
                rest = &rest[at + len..];
            }
            push(&mut lines, op.kind, rest);
        }
        // What begins behind the last line end is no line if there is nothing in it.
        if lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        lines
    }
}

fn push(lines: &mut [Marked], kind: Kind, text: &str) {
    let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) else { return };
    debug_assert!(text == "\n" || !text.contains(is_line_end));
    let shown = visible(text);
    match line.last_mut() {
        Some(last) if last.0 == kind => last.1.push_str(&shown),
        _ => line.push((kind, shown.into_owned())),
    }
}
