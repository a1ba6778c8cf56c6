//! Pieces of rows that stand in one column.

use std::collections::HashMap;
use std::ops::Range;

use super::gutters::Gutters;
use super::upright::{self, Upright};
use super::waver;
use crate::line::Facts;
use crate::line::facts::never_begins;
use crate::page::forme::{Cell, Forme, Place, Rect};
use crate::read::Row;
use crate::text::Text;

/// White between words that parts columns, in hundredths of an em.
const GUTTER: i32 = 140;
/// White that does so where the rows near by begin there as well, or where the words are set in other type.
const NARROW: i32 = 60;
/// So many of them must.
const WITNESSES: usize = 2;
/// So many edges of one square are looked at.
const MOST_NEAR: usize = 64;

/// A piece of a row in one column.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) row: Row,
    /// Which row of the file it is cut from.
    pub(super) of: usize,
    pub(super) rect: Rect,
    pub(super) em: i32,
    pub(super) chars: i32,
    /// Its place in a line that was set from top to bottom.
    pub(super) upright: Option<Upright>,
    /// Its table and its cell.
    pub(super) cell: Option<(u32, Cell)>,
}

impl Piece {
    /// Sets its type to a size.
    pub(super) fn size(&mut self, em: i32) {
        let middle = i32::midpoint(self.rect.y0, self.rect.y1);
        self.rect = Rect { y0: middle - em / 2, y1: middle + em / 2 + 1, ..self.rect };
        self.em = em;
    }

    /// Takes in what stands behind it in its line.
    pub(super) fn take(&mut self, other: &Self) {
        self.row.text.append(&other.row.text);
        self.rect = Rect { y0: self.rect.y0, y1: self.rect.y1, ..self.rect.with(other.rect) };
        self.chars += other.chars;
        let places = (self.row.place, other.row.place);
        self.row.place = Place::of_both(places.0, places.1);
    }
}

/// A word of a row.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// Its bytes in the text of the row, and the white behind them.
    pub(super) bytes: Range<usize>,
    pub(super) rect: Rect,
    pub(super) em: i32,
    pub(super) chars: u32,
    pub(super) upright: Option<Upright>,
    /// Whether it is a dash or a figure, as they stand lying or small in an upright line.
    pub(super) filler: bool,
    /// Whether no other word stands right beside it.
    pub(super) alone: bool,
    /// Whether its height tells the size of its type.
    pub(super) tall: bool,
    /// How wide its characters are, in hundredths of an em.
    pub(super) units: i32,
    /// How wide the marks before and behind its letters are; nothing else where it has no letters.
    pub(super) marks: Option<(i32, i32)>,
}

impl Atom {
    fn new(bytes: Range<usize>, rect: Rect) -> Self {
        Self {
            bytes,
            rect,
            em: 0,
            chars: 0,
            upright: None,
            filler: false,
            alone: true,
            tall: false,
            units: 0,
            marks: None,
        }
    }

    /// From where to where its letters reach, with the white that belongs to them. A letter or figure that stands alone
    /// may be a speck.
    pub(super) fn ink(&self) -> Option<(i32, i32)> {
        let (before, behind) = self.marks?;
        let width = i64::from(self.rect.width());
        let part = |marks: i32| i32::try_from(width * i64::from(marks) / i64::from(self.units.max(1))).unwrap_or(0);
        let (left, right) = (self.rect.x0 + part(before), self.rect.x1 - part(behind));
        let middle = i32::midpoint(left, right);
        let body = i64::from(self.em) * i64::from((self.units - before - behind).max(0)) / 200;
        let body = if self.tall { i32::try_from(body).unwrap_or(0) } else { 0 };
        Some((left.min(middle - body), right.max(middle + body)))
    }
}

/// Cuts the rows into pieces, each in one column.
pub(super) fn cut(rows: &[Row], forme: &Forme, exact: bool) -> (Vec<Piece>, Edges, Gutters) {
    let mut atoms: Vec<Vec<Atom>> = rows.iter().map(|row| of_row(row, forme)).collect();
    if exact {
        gauge(&mut atoms);
    } else {
        waver::steady(&mut atoms);
    }
    upright::mark(&mut atoms);
    let edges = Edges::of(&atoms);
    // Exact boxes need no help.
    let gutters = if exact { Gutters::default() } else { Gutters::of(&atoms, edges.em) };
    let mut out = Vec::with_capacity(rows.len());
    for (n, (row, atoms)) in rows.iter().zip(&atoms).enumerate() {
        for mut piece in cut_row(row, atoms, &edges, &gutters, exact) {
            piece.of = n;
            out.push(piece);
        }
    }
    (out, edges, gutters)
}

/// The words of a row.
fn of_row(row: &Row, forme: &Forme) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut least = 0;
    for word in forme.words_of(&row.text) {
        let from = byte(&row.text, word.span.start, least);
        if let Some(last) = atoms.last_mut() {
            last.bytes.end = from;
        }
        least = from;
        atoms.push(Atom::new(from..row.text.len(), word.rect));
    }
    match atoms.first_mut() {
        Some(first) => first.bytes.start = 0,
        None => atoms.push(Atom::new(0..row.text.len(), row.place.unwrap_or_default().rect)),
    }
    for atom in &mut atoms {
        let text = row.text[atom.bytes.clone()].trim();
        let facts = Facts::of(text, 0);
        atom.filler =
            text.len() <= 6 && text.chars().all(|c| matches!(c, '—' | '─' | '－' | '-') || c.is_ascii_digit());
        let units = i64::from(facts.width).max(30);
        let em = i64::from(atom.rect.width()) * 100 / units;
        atom.em = i32::try_from(em.clamp(1, i64::from(Rect::FAR))).unwrap_or(1).min(atom.rect.height().max(1));
        atom.chars = facts.chars;
        atom.tall = waver::is_tall(text);
        atom.units = i32::try_from(units).unwrap_or(i32::MAX);
        let letters = |c: char| c.is_alphanumeric();
        let first = text.find(letters).filter(|_| facts.ideographs > 0 || text.chars().nth(1).is_some());
        atom.marks = first.zip(text.rfind(letters)).map(|(first, last)| {
            let behind = text[last..].chars().next().map_or(0, char::len_utf8);
            (Facts::of(&text[..first], 0).width, Facts::of(&text[last + behind..], 0).width)
        });
    }
    atoms
}

/// Where boxes are as high as the font says, the height tells the size of the type also of a word that is spaced out, or
/// that has no character as wide as an em.
fn gauge(atoms: &mut [Vec<Atom>]) {
    /// Words of so many characters tell how wide an em is.
    const LONG: u32 = 6;
    let all = || atoms.iter().flatten().filter(|a| a.chars >= LONG && a.em > 0);
    let mut ratios: Vec<i64> = all().map(|a| i64::from(a.rect.height()) * 100 / i64::from(a.em)).collect();
    if ratios.is_empty() {
        return;
    }
    ratios.sort_unstable();
    let middle = ratios[ratios.len() / 2].max(1);
    let near = ratios.iter().filter(|&&ratio| (ratio - middle).abs() * 100 <= middle * 6).count();
    if near * 10 < ratios.len() * 8 {
        return;
    }
    for atom in atoms.iter_mut().flatten() {
        let em = i64::from(atom.rect.height()) * 100 / middle;
        atom.em = i32::try_from(em).unwrap_or(atom.em).max(1);
    }
}

/// The byte of a text that stands for a byte of the source, not before `least`.
fn byte(text: &Text, source: u32, least: usize) -> usize {
    let mut at = 0;
    for run in text.runs() {
        if run.kept && run.span.start <= source && source < run.span.end {
            let found = at + (source - run.span.start) as usize;
            return if text.as_str().is_char_boundary(found) { found.max(least) } else { least };
        }
        at += run.len as usize;
    }
    least
}

/// Where rows begin, and words behind white inside of them: sorted into squares of the page.
pub(super) struct Edges {
    em: i32,
    squares: HashMap<(i32, i32), Vec<(i32, i32)>>,
}

impl Edges {
    /// As far above and below, in ems of the body type, rows are near by.
    const NEAR: i32 = 8;

    fn of(atoms: &[Vec<Atom>]) -> Self {
        let em = body(atoms.iter().flatten().map(|a| (a.em, a.chars))).max(1);
        let mut edges = Self { em, squares: HashMap::new() };
        for row in atoms {
            let mut before: Option<Rect> = None;
            for atom in row {
                if before.is_none_or(|b| i64::from(atom.rect.x0 - b.x1) * 100 >= i64::from(em * 100)) {
                    let at = (atom.rect.x0, i32::midpoint(atom.rect.y0, atom.rect.y1));
                    edges.squares.entry(edges.square(at)).or_default().push(at);
                }
                before = Some(atom.rect);
            }
        }
        edges
    }

    const fn square(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x / self.em, y / (self.em * Self::NEAR))
    }

    /// Whether so many rows near by begin where this word does, or up to an em behind.
    pub(super) fn is_near(&self, rect: Rect, em: i32, witnesses: usize) -> bool {
        (0..4).any(|third| self.begin(Rect { x0: rect.x0 + em * third / 3, ..rect }, witnesses))
    }

    /// Whether enough rows near by begin where this word does.
    fn is_one(&self, rect: Rect) -> bool {
        self.begin(rect, WITNESSES)
    }

    /// Whether so many rows near by begin where this word does.
    fn begin(&self, rect: Rect, witnesses: usize) -> bool {
        let at = (rect.x0, i32::midpoint(rect.y0, rect.y1));
        let (x, y) = self.square(at);
        let squares = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let near = |other: &&(i32, i32)| {
            let (across, down) = ((other.0 - at.0).abs(), (other.1 - at.1).abs());
            across * 10 <= self.em * 3 && down * 2 >= self.em && down <= self.em * Self::NEAR
        };
        let found = squares.filter_map(|square| self.squares.get(&square));
        found.flat_map(|square| square.iter().take(MOST_NEAR).filter(near)).take(witnesses).count() == witnesses
    }
}

/// Cuts a row where its words stand in several columns, or below each other.
fn cut_row(row: &Row, atoms: &[Atom], edges: &Edges, gutters: &Gutters, exact: bool) -> Vec<Piece> {
    let units: i64 = atoms.iter().map(|a| i64::from(a.rect.width()) * 100 / i64::from(a.em.max(1))).sum();
    let width: i64 = atoms.iter().map(|a| i64::from(a.rect.width())).sum();
    let em = i32::try_from(width * 100 / units.max(1)).unwrap_or(1).max(1);
    let columns = if exact { Vec::new() } else { waver::columns(atoms, gutters, edges.em) };
    let mut columns = columns.into_iter().peekable();
    let mut out = Vec::new();
    let mut from = 0;
    for (i, two) in atoms.windows(2).enumerate() {
        let (a, b) = (&two[0], &two[1]);
        let white = i64::from(b.rect.x0 - a.rect.x1) * 100;
        let wide = |gutter: i32, em: i32| white >= i64::from(em) * i64::from(gutter);
        let (less, more) = (a.em.min(b.em), a.em.max(b.em));
        let begins = |b: &Atom| !row.text[b.bytes.clone()].trim_start().starts_with(never_begins);
        let unlike = more * 100 >= less * 125 && wide(NARROW, less);
        let parted = if exact {
            wide(GUTTER, em)
                || white < i64::from(em) * -90
                || unlike
                || wide(NARROW, em) && edges.is_one(b.rect) && begins(b)
        } else {
            columns.next_if_eq(&(i + 1)).is_some() || waver::parts(a, b, edges)
        };
        if parted || a.upright.is_some() || b.upright.is_some() {
            out.push(piece(row, &atoms[from..=i], exact));
            from = i + 1;
        }
    }
    out.push(piece(row, &atoms[from..], exact));
    out
}

/// A piece, its box drawn round the body of its type: boxes of lines may overlap.
fn piece(row: &Row, atoms: &[Atom], exact: bool) -> Piece {
    let text = row.text.slice(atoms[0].bytes.start..atoms[atoms.len() - 1].bytes.end);
    let (rect, em) = if exact {
        let rect = atoms.iter().map(|a| a.rect).reduce(Rect::with).unwrap_or_default();
        (rect, body(atoms.iter().map(|a| (a.em, a.chars.max(1)))))
    } else {
        waver::measured(atoms)
    };
    let chars = i32::try_from(text.chars().count()).unwrap_or(i32::MAX);
    let mut piece =
        Piece { row: Row { text, ..row.clone() }, of: 0, rect, em, chars, upright: atoms[0].upright, cell: None };
    piece.size(em);
    piece
}

/// The size of the type in which most characters stand.
pub(super) fn body(sizes: impl Iterator<Item = (i32, u32)>) -> i32 {
    let mut sizes: Vec<(i32, u32)> = sizes.collect();
    sizes.sort_unstable();
    let half = sizes.iter().map(|s| u64::from(s.1)).sum::<u64>() / 2;
    let mut sum = 0;
    sizes
        .iter()
        .find(|s| {
            sum += u64::from(s.1);
            sum >= half
        })
        .map_or(1, |s| s.0)
}
