//! Differences as hunks of removed and added lines, as `diff -u` writes them.

use std::fmt::Write as _;
use std::ops::Range;

use super::marked::Side;
use super::text::{Lines, Piece, TextDiff};

/// Pieces that are shown together, with the lines around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The pieces: a range of [`TextDiff::pieces`].
    pub pieces: Range<usize>,
    /// The lines of the first text, counted from 0.
    pub before: Range<usize>,
    /// The lines of the second text, counted from 0.
    pub after: Range<usize>,
}

impl Hunk {
    /// The hunk's place, as `@@ -1,2 +1 @@`.
    #[must_use]
    pub fn header(&self) -> String {
        format!("@@ -{} +{} @@", place(&self.before), place(&self.after))
    }
}

/// Lines as `diff -u` names them: the first and how many. Where there are none, the line before them.
fn place(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        n => format!("{},{n}", lines.start + 1),
    }
}

/// What a line of a hunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// In both texts.
    Both,
    /// Only in the first.
    Removed,
    /// Only in the second.
    Added,
}

impl Sign {
    /// The character at the beginning of its line.
    #[must_use]
    pub const fn char(self) -> char {
        match self {
            Self::Both => ' ',
            Self::Removed => '-',
            Self::Added => '+',
        }
    }
}

/// Writes the hunks of a diff.
#[derive(Clone, Debug)]
pub struct Hunks<'d> {
    diff: &'d TextDiff<'d>,
    before: Lines,
    after: Lines,
}

impl<'d> Hunks<'d> {
    /// For a diff.
    #[must_use]
    pub fn of(diff: &'d TextDiff<'d>) -> Self {
        Self { diff, before: Lines::of(diff.before), after: Lines::of(diff.after) }
    }

    /// How many lines a side has.
    #[must_use]
    pub fn lines_of(&self, side: Side) -> usize {
        match side {
            Side::Before => self.before.count(self.diff.before),
            Side::After => self.after.count(self.diff.after),
        }
    }

    /// Puts pieces together that stand less than twice `around` lines apart. With 0, each piece is a hunk of its own.
    #[must_use]
    pub fn group(&self, pieces: &[Piece], around: usize) -> Vec<Hunk> {
        let mut hunks: Vec<Hunk> = Vec::new();
        let (b_end, a_end) = (self.before.count(self.diff.before), self.after.count(self.diff.after));
        for (index, piece) in pieces.iter().enumerate() {
            let (b, a) = (&piece.before_lines, &piece.after_lines);
            let lead = around.min(b.start).min(a.start);
            let trail = around.min(b_end.saturating_sub(b.end)).min(a_end.saturating_sub(a.end));
            let fresh = Hunk {
                pieces: index..index + 1,
                before: b.start - lead..b.end + trail,
                after: a.start - lead..a.end + trail,
            };
            match hunks.last_mut() {
                Some(last) if around > 0 && fresh.before.start <= last.before.end => {
                    last.pieces.end = fresh.pieces.end;
                    last.before.end = fresh.before.end;
                    last.after.end = fresh.after.end;
                }
                _ => hunks.push(fresh),
            }
        }
        hunks
    }

    /// The lines of a hunk, each with its sign and without its line end; `None` for the sign says that the text ends
    /// without a line end.
    pub fn lines(&self, pieces: &[Piece], hunk: &Hunk, mut line: impl FnMut(Option<Sign>, &'d str)) {
        let mut at = hunk.before.start;
        for piece in &pieces[hunk.pieces.clone()] {
            self.some(&mut line, Sign::Both, at..piece.before_lines.start);
            self.some(&mut line, Sign::Removed, piece.before_lines.clone());
            self.some(&mut line, Sign::Added, piece.after_lines.clone());
            at = piece.before_lines.end;
        }
        self.some(&mut line, Sign::Both, at..hunk.before.end);
    }

    fn some(&self, line: &mut impl FnMut(Option<Sign>, &'d str), sign: Sign, lines: Range<usize>) {
        let (starts, text) = match sign {
            Sign::Added => (&self.after, self.diff.after),
            Sign::Both | Sign::Removed => (&self.before, self.diff.before),
        };
        for index in lines {
            let whole = &text[starts.bytes(index..index + 1, text)];
            let bare = whole.strip_suffix("\r\n").or_else(|| whole.strip_suffix(super::align::is_line_end));
            line(Some(sign), bare.unwrap_or(whole));
            if bare.is_none() {
                line(None, "\\ No newline at end of file");
            }
        }
    }
}

impl TextDiff<'_> {
    /// The differences as `diff -u` writes them, with so many lines around each; without the two lines that name the
    /// texts. Nothing is escaped.
    #[must_use]
    pub fn unified(&self, around: usize) -> String {
        let (hunks, pieces) = (Hunks::of(self), self.pieces());
        let mut out = String::new();
        for hunk in hunks.group(&pieces, around) {
            out.push_str(&hunk.header());
            out.push('\n');
            hunks.lines(&pieces, &hunk, |sign, line| {
                // Writing to a string cannot fail.
                let _ = match sign {
                    Some(sign) => writeln!(out, "{}{line}", sign.char()),
                    None => writeln!(out, "{line}"),
                };
            });
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::texts;
    use similar::TextDiff as Plain;

    /// What is left of a text when its hunks are applied to it: by the numbers in the headers alone.
    fn patched(before: &str, unified: &str) -> String {
        let lines: Vec<&str> = before.split_inclusive('\n').collect();
        let (mut out, mut at) = (String::new(), 0);
        for line in unified.lines() {
            if let Some(header) = line.strip_prefix("@@ -") {
                let place = header.split(' ').next().unwrap();
                let (first, count) = place.split_once(',').unwrap_or((place, "1"));
                let first: usize = first.parse().unwrap();
                let upto = if count == "0" { first } else { first - 1 };
                out.extend(lines[at..upto].iter().copied());
                at = upto;
                continue;
            }
            match (line.chars().next().unwrap(), &line[1..]) {
                ('+', text) => out.extend([text, "\n"]),
                ('\\', _) => assert_eq!(out.pop().or(Some('\n')), Some('\n')),
                (' ', text) => {
                    assert_eq!(lines[at].trim_end_matches('\n'), text);
                    out.push_str(lines[at]);
                    at += 1;
                }
                (_, text) => {
                    assert_eq!(lines[at].trim_end_matches('\n'), text);
                    at += 1;
                }
            }
        }
        out.extend(lines[at..].iter().copied());
        out
    }

    const PAIRS: [(&str, &str); 12] = [
        ("", ""),
        ("", "一\n"),
        ("一\n", ""),
        ("一\n二\n三\n", "一\n三\n"),
        ("一\n三\n", "一\n二\n三\n"),
        ("一\n三\n", "一\n三\n四\n"),
        ("一二\n三四\n五六\n", "一二三四\n五六\n"),
        ("a b\nc d\n", "a b c d\n"),
        ("甲\n\n\n乙\n丙\n", "甲\n乙丙\n"),
        ("  甲\n乙 丙\n丁\n", "甲\n乙丙\n丁\n"),
        ("一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n", "一\n贰\n三\n四\n五\n六\n七\n八\n玖\n十\n"),
        ("well-\nknown sight\nof old\n", "well-known sight\nof gold\n"),
    ];

    #[test]
    fn hunks_lead_from_one_text_to_the_other() {
        for (before, after) in PAIRS {
            for around in [0, 1, 3] {
                let diff = texts(before, after);
                let unified = diff.unified(around);
                assert_eq!(patched(before, &unified), after, "{before:?} with\n{unified}");
                assert_eq!(diff.is_same(), before == after);
            }
        }
    }

    #[test]
    fn where_lines_are_kept_hunks_are_those_of_similar() {
        for (before, after) in [PAIRS[3], PAIRS[4], PAIRS[5], PAIRS[10]] {
            let plain = Plain::from_lines(before, after).unified_diff().context_radius(3).to_string();
            assert_eq!(texts(before, after).unified(3), plain);
        }
    }
}
