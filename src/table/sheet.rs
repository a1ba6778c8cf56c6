//! The pieces of lines that may be cells, or parts of cells.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::{LABEL, alike, has_digits, kind_of, last_kind, plain, skeleton};
use crate::line::facts::{Marks, Width, is_closer, is_comma, is_opener, is_stop};
use crate::line::{Facts, Line, Role};
use crate::text::Text;

/// A piece of a line that spaces keep apart from the others.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub(super) line: usize,
    /// Where it stands in its line, in bytes.
    bytes: Range<usize>,
    /// What it says, its digits and marks in the width of ASCII.
    text: Cow<'a, str>,
    pub(super) width: Width,
    /// How many characters.
    pub(super) chars: usize,
    /// Whether digits are among them.
    pub(super) digits: bool,
    /// What it ends with, as cells that are alike do.
    end: Option<char>,
    /// What kind of cell it is by itself, once that was asked.
    kind: OnceCell<String>,
    /// Whether it is short, and no part of a sentence.
    short: bool,
    /// Whether it is the last of its line.
    pub(super) last: bool,
}

/// The pieces of all lines whose role is not known.
pub(super) struct Sheet<'a> {
    pub(super) lines: &'a [Line],
    pub(super) pieces: Vec<Piece<'a>>,
    /// The first piece of each line, and how many there are.
    starts: Vec<usize>,
}

/// The pieces that make a cell, in order.
pub(super) type Cell = Vec<usize>;

impl<'a> Sheet<'a> {
    pub(super) fn of(lines: &'a [Line]) -> Self {
        let mut pieces = Vec::with_capacity(lines.len() + lines.len() / 2);
        let mut starts = Vec::with_capacity(lines.len() + 1);
        for (index, line) in lines.iter().enumerate() {
            starts.push(pieces.len());
            if line.role == Role::Unknown {
                split(index, line, &mut pieces);
            }
        }
        starts.push(pieces.len());
        Self { lines, pieces, starts }
    }

    /// The pieces of a line; none where its role is known.
    pub(super) fn of_line(&self, line: usize) -> Range<usize> {
        self.starts[line]..self.starts[line + 1]
    }

    /// The pieces of some lines.
    pub(super) fn of_lines(&self, lines: Range<usize>) -> Range<usize> {
        self.starts[lines.start]..self.starts[lines.end]
    }

    /// The pieces of some lines, if all are free.
    pub(super) fn of_free(&self, lines: Range<usize>) -> Option<Range<usize>> {
        lines.clone().all(|l| self.is_free(l)).then(|| self.of_lines(lines))
    }

    pub(super) fn is_free(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|l| l.role == Role::Unknown) && !self.of_line(line).is_empty()
    }

    pub(super) fn text(&self, piece: usize) -> &str {
        &self.pieces[piece].text
    }

    /// What [`kind`] of cell a piece is by itself.
    pub(super) fn kind(&self, piece: usize) -> &str {
        let piece = &self.pieces[piece];
        piece.kind.get_or_init(|| kind(&piece.text))
    }

    /// Whether two cells open alike that begin with these pieces: the same skeleton, or one that goes on where the other
    /// is cut off.
    pub(super) fn opens_alike(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.pieces[a], &self.pieces[b]);
        if one.digits != other.digits {
            return false;
        }
        if !one.digits {
            return one.end == other.end && (alike(&one.text, &other.text) || is_same_label(&one.text, &other.text));
        }
        let kinds = (self.kind(a), self.kind(b));
        let (short, long) = if kinds.0.len() <= kinds.1.len() { kinds } else { (kinds.1, kinds.0) };
        one.text == other.text
            || one.end == other.end && short == long
            || short.chars().nth(2).is_some()
                && long.strip_prefix(short).is_some_and(|rest| rest.chars().nth(1).is_none())
    }

    pub(super) fn slice(&self, piece: usize) -> Text {
        let piece = &self.pieces[piece];
        self.lines[piece.line].text.between_gaps(piece.bytes.clone())
    }

    /// The letters of a cell.
    pub(super) fn joined(&self, cell: &[usize]) -> Cow<'_, str> {
        match *cell {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(self.text(one)),
            _ => Cow::Owned(cell.iter().map(|&p| self.text(p)).collect()),
        }
    }

    /// Whether a piece is short, and no part of a sentence.
    pub(super) fn is_short(&self, piece: usize) -> bool {
        self.pieces[piece].short
    }

    /// Whether a piece may head a column.
    pub(super) fn is_head(&self, piece: usize) -> bool {
        let Piece { text, chars, digits, .. } = &self.pieces[piece];
        *chars <= 8 && self.is_short(piece) && (!digits || !text.is_ascii())
    }

    /// Whether `lower` may be the rest of a cell that `upper` begins: a line is full before the cell goes on below it.
    pub(super) fn wraps(&self, upper: usize, lower: usize) -> bool {
        self.pieces[upper].last && self.wraps_beside(upper, lower)
    }

    /// The same where other cells may stand beside `upper`.
    pub(super) fn wraps_beside(&self, upper: usize, lower: usize) -> bool {
        let (a, b) = (&self.pieces[upper], &self.pieces[lower]);
        // A number is not divided, so what stands above it may be short.
        let number = self.text(lower).starts_with(|c: char| c.is_ascii_digit());
        b.line > a.line && b.width <= LABEL && (b.width <= a.width + 50 || number)
    }
}

/// Cuts a line at its spaces, but for those inside Latin words.
fn split<'a>(index: usize, line: &'a Line, pieces: &mut Vec<Piece<'a>>) {
    let from = pieces.len();
    let text: &str = &line.text;
    let mut start = 0;
    let mut rest = if line.facts.spaces + line.facts.gaps > 0 { text } else { "" };
    while let Some(gap) = rest.find(char::is_whitespace) {
        let at = text.len() - rest.len() + gap;
        let behind = text[at..].trim_start();
        let next = text.len() - behind.len();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{2E80}');
        let inside = next == at + 1 && latin(text[..at].chars().next_back()) && latin(behind.chars().next());
        if !inside {
            push(index, line, start..at, pieces);
            start = next;
        }
        rest = behind;
    }
    push(index, line, start..text.len(), pieces);
    // A short label may be spread over its column.
    if let [one, other] = &pieces[from..]
        && (one.chars == 1 || other.chars == 1)
        && one.chars + other.chars <= 8
        && !has_digits(text)
    {
        let bytes = one.bytes.start..other.bytes.end;
        let text = Cow::Owned(format!("{}{}", one.text, other.text));
        pieces.truncate(from);
        pieces.extend(Piece::of(index, bytes, text, None));
    }
    if let Some(piece) = pieces[from..].last_mut() {
        piece.last = true;
    }
}

fn push<'a>(index: usize, line: &'a Line, bytes: Range<usize>, pieces: &mut Vec<Piece<'a>>) {
    let (text, facts): (&str, _) = (&line.text, &line.facts);
    let piece = |bytes: Range<usize>| {
        let said = narrow(&text[bytes.clone()], facts);
        let whole = matches!(said, Cow::Borrowed(said) if said.len() == text.len() && facts.spaces + facts.gaps == 0);
        Piece::of(index, bytes, said, whole.then_some(facts))
    };
    let may_be_hour = facts.digits > 0 && facts.marks.meet(Marks::COLON.and(Marks::STROKE));
    let hour = Some(&text[bytes.clone()]).filter(|_| may_be_hour).and_then(day_and_hour);
    if let Some(cut) = hour {
        let cut = bytes.start + cut;
        pieces.extend(piece(bytes.start..cut));
        pieces.extend(piece(cut..bytes.end));
    } else {
        pieces.extend(piece(bytes));
    }
}

impl<'a> Piece<'a> {
    /// A piece that says `text`, if that is anything. `whole` are the facts of its line, if it is the whole line.
    fn of(line: usize, bytes: Range<usize>, text: Cow<'a, str>, whole: Option<&Facts>) -> Option<Self> {
        let chars = whole.map_or_else(|| text.chars().count(), |facts| facts.chars as usize);
        let ascii = text.bytes().map(|b| Width::from(b.is_ascii())).sum::<Width>();
        let width = Width::try_from(chars).ok()?.saturating_mul(100).saturating_sub(50 * ascii);
        let digits = whole.map_or_else(|| has_digits(&text), |facts| facts.digits > 0);
        let short = is_short(&text, width);
        let end = whole.map_or_else(|| last_kind(&text, digits), |facts| Some(kind_of(facts.last, digits)));
        let kind = OnceCell::new();
        (chars > 0).then_some(Self { line, bytes, text, width, chars, digits, end, kind, short, last: false })
    }
}

/// Whether a piece of this width is short, and no part of a sentence.
fn is_short(text: &str, width: Width) -> bool {
    let marks = |c: char| is_stop(c) || is_comma(c) || matches!(c, '：' | '“' | '”' | '《' | '》');
    width <= LABEL
        && !text.ends_with(is_opener)
        && !text.starts_with(is_closer)
        // A point and a comma stand inside numbers.
        && !text.chars().any(|c| !c.is_ascii() && marks(c))
}

/// Numbers in the width of ASCII, without what has no width: the cells of a column may be printed carelessly. `facts` are
/// those of the line.
fn narrow<'a>(text: &'a str, facts: &Facts) -> Cow<'a, str> {
    let wide = facts.marks.meet(Marks::WIDE_FIGURE);
    if !wide && (facts.digits == 0 || !facts.marks.meet(Marks::COLON)) {
        return Cow::Borrowed(text);
    }
    let digits = text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let one = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        '－' => Some('-'),
        '％' => Some('%'),
        '．' => Some('.'),
        '∶' | '：' if digits => Some(':'),
        '\u{200B}' | '\u{FEFF}' => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(one).collect())
}

/// Where a day touches the hour that stands in the next cell: `12月23日8:00`.
fn day_and_hour(text: &str) -> Option<usize> {
    if !has_digits(text) {
        return None;
    }
    let at = text.find('日')? + '日'.len_utf8();
    let hour = text[at..].split_once([':', '：'])?.0;
    let day = text[..at].trim_end_matches('日').rsplit('月').next()?;
    let number = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    (number(hour) && number(day)).then_some(at)
}

/// Whether two cells may stand in one column: alike, or the same.
pub(super) fn kin(a: &str, b: &str) -> bool {
    a == b || alike(a, b)
}

/// Whether two labels are the same but for their numerals.
fn is_same_label(a: &str, b: &str) -> bool {
    plain(a).eq(plain(b)) && plain(a).nth(2).is_some()
}

/// What kind of cells a column has: the skeleton of its numbers, or what its labels end with.
pub(super) fn kind(cell: &str) -> String {
    if has_digits(cell) {
        return skeleton(cell);
    }
    let label: Vec<char> = plain(cell).collect();
    label[label.len().saturating_sub(2)..].iter().collect()
}

/// Whether a cell is whole by its kind: nothing of it can stand on the next line.
pub(super) fn is_closed(cell: &str) -> bool {
    let shape = skeleton(cell);
    matches!(shape.as_str(), "9w9日" | "9:9" | "9:9-9:9") || shape.ends_with('%') || cell.ends_with(is_closer)
}
