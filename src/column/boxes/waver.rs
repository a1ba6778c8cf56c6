//! The boxes of an engine, which waver with the ink: made as steady as those of an extractor.
//!
//! An engine gives a character the box of its ink, or one as high as the line and as wide as it guessed; a line may run
//! over a gutter, and one line may come as two. So the size of the type is that of the ink of most ideographs near by,
//! a character takes its body about the middle of its ink, and lines that touch are one.

use super::blocks::{Block, LARGE};
use super::gutters::Gutters;
use super::pieces::{Atom, Edges, Piece};
use crate::lang::class::Class;
use crate::page::forme::Rect;

/// The body of the type against the ink of an ideograph, in hundredths.
const BODY: i32 = 109;
/// So many words on either side tell the size of one.
const NEAR: usize = 4;
/// White between the bodies of characters that parts columns, in hundredths of an em.
const GUTTER: i32 = 140;
/// White that does so where the rows near by begin there as well.
const NARROW: i32 = 30;
/// So many of them must, more than have an indent.
const WITNESSES: usize = 4;
/// White that still stands between characters of one line.
const INSIDE: i32 = 100;
/// So far lines overlap of which the engine read a character twice.
const TWICE: i32 = 170;
/// White that a dash leaves in a title where it was not read.
const LOST: i32 = 260;
/// Larger type than so many times the body type is a picture.
const MOST: i32 = 10;
/// Type whose size is so near to the body type is body type, in hundredths.
const LIKE: i32 = 13;
/// So few characters do not tell the size of their type.
const FEW: i32 = 8;

/// The size of the type by the heights of ideographs: the lower of the two that a line has, for the higher ones are those
/// of the line.
fn ink<'a>(atoms: impl Iterator<Item = &'a Atom>) -> Option<i32> {
    let mut heights: Vec<i32> = atoms.filter(|a| a.tall).map(|a| a.rect.height()).collect();
    heights.sort_unstable();
    let middle = *heights.get(heights.len() / 2)?;
    let specks = heights.partition_point(|&height| height * 2 < middle);
    let inked = &heights[specks..];
    inked.get(inked.len() / 3).map(|height| (height * BODY + 50) / 100)
}

/// How far apart the characters of a line stand, which is no less than the size of its type.
fn advance(atoms: &[Atom]) -> Option<i32> {
    let first = atoms.iter().position(|a| a.tall)?;
    let last = atoms.iter().rposition(|a| a.tall)?;
    let atoms = &atoms[first..=last];
    let (first, last) = (atoms.first()?, atoms.last()?);
    let middle = |a: &Atom| i64::from(i32::midpoint(a.rect.x0, a.rect.x1));
    let units = atoms.iter().map(|a| i64::from(a.units)).sum::<i64>() - i64::from(first.units + last.units) / 2;
    if units < 200 {
        return None;
    }
    i32::try_from((middle(last) - middle(first)) * 100 / units).ok()
}

/// The body of the type that words take, between which there is no white.
fn set(atom: &Atom) -> (i32, i32) {
    let (rect, width) = (atom.rect, atom.em.saturating_mul(atom.units) / 100);
    if atom.tall {
        let middle = i32::midpoint(rect.x0, rect.x1);
        (rect.x0.min(middle - width / 2), rect.x1.max(middle + width / 2))
    } else {
        (rect.x0, rect.x1.max(rect.x0 + width * 8 / 10))
    }
}

/// Makes the boxes of the words of a page steady.
pub(super) fn steady(rows: &mut [Vec<Atom>]) {
    for row in rows.iter_mut() {
        let near = |k: usize| &row[k.saturating_sub(NEAR)..(k + NEAR + 1).min(row.len())];
        let whole = ink(row.iter()).or_else(|| row.iter().map(|a| a.rect.height()).max()).unwrap_or(1);
        let sizes: Vec<i32> = (0..row.len()).map(|k| ink(near(k).iter()).unwrap_or(whole).max(1)).collect();
        for (k, size) in sizes.into_iter().enumerate() {
            let next = row.get(k + 1).map(|next| next.rect.x0);
            let atom = &mut row[k];
            atom.em = size;
            // A box never reaches over the next, nor much further than its characters do.
            let reach = atom.rect.x0 + atom.em.saturating_mul(atom.units) / 100 + atom.em / 3;
            let next = next.filter(|&next| next > atom.rect.x0).unwrap_or(Rect::FAR);
            atom.rect.x1 = atom.rect.x1.min(reach).min(next);
        }
        // Where boxes are as high as the line, characters still stand no closer than they are wide.
        let near = |k: usize| &row[k.saturating_sub(NEAR)..(k + NEAR + 1).min(row.len())];
        let apart: Vec<Option<i32>> = (0..row.len()).map(|k| advance(near(k))).collect();
        for (atom, apart) in row.iter_mut().zip(apart) {
            if let Some(apart) = apart.filter(|&apart| apart > 0 && atom.em * 10 > apart * 14) {
                atom.em = apart;
            }
        }
        let alone = |a: &Atom, b: &Atom| (set(b).0 - set(a).1) * 100 >= a.em.max(b.em) * INSIDE;
        let parted: Vec<bool> = row.windows(2).map(|two| alone(&two[0], &two[1])).collect();
        for (k, atom) in row.iter_mut().enumerate() {
            atom.alone = (k == 0 || parted[k - 1]) && parted.get(k).is_none_or(|&parted| parted);
        }
    }
}

/// Whether two words that follow each other in a line of the engine stand in two columns.
pub(super) fn parts(a: &Atom, b: &Atom, edges: &Edges) -> bool {
    let (left, right) = (set(a), set(b));
    let em = a.em.min(b.em);
    let white = i64::from(right.0 - left.1) * 100;
    white >= i64::from(em) * i64::from(GUTTER)
        || white < i64::from(em) * -200
        || white >= i64::from(em) * i64::from(NARROW) && edges.is_near(b.rect, em, WITNESSES)
}

/// Where the columns of a row begin behind its first, by the gutters that run through it.
pub(super) fn columns(atoms: &[Atom], gutters: &Gutters, body: i32) -> Vec<usize> {
    let mut out = Vec::new();
    let mut last: Option<(usize, &Atom, i32)> = None;
    for (k, atom) in atoms.iter().enumerate() {
        let Some((left, right)) = atom.ink() else { continue };
        let middle = i32::midpoint(atom.rect.y0, atom.rect.y1);
        if let Some((at, before, edge)) = last
            && before.em * 100 < body * LARGE
            && gutters.runs(edge, left, middle)
        {
            // A mark of the left column stands right behind its last character; others were rules.
            let own = atoms[at + 1..k].iter().take_while(|mark| (mark.rect.x0 - edge) * 2 < body).count();
            out.push(at + 1 + own);
        }
        last = Some((k, atom, right));
    }
    out
}

/// The box and the size of a piece.
pub(super) fn measured(atoms: &[Atom]) -> (Rect, i32) {
    let rect = atoms.iter().map(|a| a.rect).reduce(Rect::with).unwrap_or_default();
    let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else { return (rect, 1) };
    let (x0, x1) = (set(first).0, set(last).1.max(rect.x1));
    let mut em = ink(atoms.iter()).unwrap_or(first.em);
    if let Some(advance) = advance(atoms) {
        em = em.min(advance);
    }
    let mut middles: Vec<i32> = atoms.iter().filter(|a| a.tall).map(|a| i32::midpoint(a.rect.y0, a.rect.y1)).collect();
    middles.sort_unstable();
    let middle = middles.get(middles.len() / 2).copied().unwrap_or(i32::midpoint(rect.y0, rect.y1));
    let em = em.max(1);
    (Rect { x0, x1, y0: middle - em / 2, y1: middle + em / 2 + 1 }, em)
}

/// Gives pieces whose type is nearly as large as the body type its size, and specks too; then joins those that stand in
/// one line.
pub(super) fn level(mut pieces: Vec<Piece>, body: i32, edges: &Edges, gutters: &Gutters) -> Vec<Piece> {
    for piece in pieces.iter_mut().filter(|p| p.upright.is_none()) {
        let like = (piece.em - body).abs() * 100 <= body * LIKE;
        let speck = piece.chars == 1 || piece.em * 4 < body * 3;
        // A few characters may all be small ones of the body type.
        let small = piece.em <= body && piece.chars <= FEW;
        if piece.em > body.saturating_mul(MOST) {
            piece.rect.x1 = piece.rect.x1.min(piece.rect.x0.saturating_add(body.saturating_mul(piece.chars)));
        }
        if like || speck || small || piece.em > body.saturating_mul(MOST) {
            piece.size(body);
        }
    }
    join(pieces, body, edges, gutters)
}

/// Joins pieces that stand in one line.
fn join(mut pieces: Vec<Piece>, body: i32, edges: &Edges, gutters: &Gutters) -> Vec<Piece> {
    /// So many pieces behind one are looked at.
    const NEAR: usize = 64;
    pieces.sort_by_key(|p| (p.rect.x0, p.rect.y0));
    let mut by_height: Vec<usize> = (0..pieces.len()).collect();
    by_height.sort_by_key(|&i| (pieces[i].rect.y0 + pieces[i].rect.y1, i));
    let mut at = vec![0; pieces.len()];
    for (place, &i) in by_height.iter().enumerate() {
        at[i] = place;
    }
    // From left to right: each goes to the piece that ends where it begins.
    let mut gone: Vec<bool> = vec![false; pieces.len()];
    let mut into: Vec<usize> = (0..pieces.len()).collect();
    for i in 0..pieces.len() {
        if pieces[i].upright.is_some() {
            continue;
        }
        let around = &by_height[at[i].saturating_sub(NEAR)..(at[i] + NEAR).min(pieces.len())];
        // What stands nearest decides: a line never goes on behind another.
        let beside = |a: &Piece, b: &Piece| {
            let em = a.em.min(b.em);
            let level = (a.rect.y0 + a.rect.y1 - b.rect.y0 - b.rect.y1).abs() * 10 <= em * 7;
            let alike = (a.em - b.em).abs() * 100 <= em * if a.chars.min(b.chars) <= FEW { 20 } else { 15 };
            let white = (b.rect.x0 - a.rect.x1) * 100;
            level && alike && a.of != b.of && (-em * TWICE..em * LOST).contains(&white)
        };
        let found = around
            .iter()
            .map(|&j| into[j])
            .filter(|&j| j < i && !gone[j] && pieces[j].upright.is_none() && beside(&pieces[j], &pieces[i]))
            .min_by_key(|&j| (pieces[i].rect.x0 - pieces[j].rect.x1).abs())
            .filter(|&j| is_one(&pieces[j], &pieces[i], body, edges, gutters));
        if let Some(j) = found {
            let piece = pieces[i].clone();
            pieces[j].take(&piece);
            gone[i] = true;
            into[i] = j;
        }
    }
    let mut gone = gone.into_iter();
    pieces.retain(|_| !gone.next().unwrap_or(false));
    pieces
}

/// Whether two pieces at one height, of one type, are one line: what is between them is no gutter.
fn is_one(a: &Piece, b: &Piece, body: i32, edges: &Edges, gutters: &Gutters) -> bool {
    let em = a.em.min(b.em);
    let white = (b.rect.x0 - a.rect.x1) * 100;
    let middle = i32::midpoint(b.rect.y0, b.rect.y1);
    if em * 100 >= body * LARGE && white >= body * GUTTER {
        // Titles beside each other stand close, against the size of their type; but between the titles of two stories
        // there is a gutter between their columns too. A dash inside of one may not have been read.
        return white < em * LOST && gutters.closed(a.rect.x1, b.rect.x0, middle + em / 2);
    }
    // The engine may have read what is between them twice.
    let twice = b.rect.x1 - a.rect.x1 > em * 2;
    (white >= -em * 60 || twice)
        && white < em * INSIDE
        && !(white >= em * NARROW && edges.is_near(b.rect, em, WITNESSES))
        && (em * 100 >= body * LARGE || !gutters.runs(a.rect.x1, b.rect.x0, middle))
}

/// Where the lines of a block begin that do not stand in.
pub(super) fn left(block: &Block, pieces: &[Piece]) -> i32 {
    let mut edges: Vec<i32> = block.lines.iter().map(|&line| pieces[line].rect.x0).collect();
    edges.sort_unstable();
    edges.get(edges.len() / 4).copied().unwrap_or(block.rect.x0)
}

/// Whether the height of a word tells the size of its type.
pub(super) fn is_tall(text: &str) -> bool {
    text.chars().any(|c| Class::of(c).is_han() && !matches!(c, '一' | '二' | '三' | '口' | '日'))
}
