//! How much white there is on the right of each line.

use super::pieces::Piece;

/// So many lines above and below are looked at.
const NEAR: usize = 120;

/// The white on the right of each piece up to the next type at its height or near it, or up to the edge of all type, in
/// hundredths of an em. The pieces come from top to bottom.
pub(super) fn rooms(pieces: &[Piece]) -> Vec<i32> {
    let edge = pieces.iter().map(|p| p.rect.x1).max().unwrap_or(0);
    let room = |i: usize| {
        let (r, em) = (pieces[i].rect, pieces[i].em.max(1));
        let around = i.saturating_sub(NEAR)..(i + NEAR).min(pieces.len());
        let beside = pieces[around].iter().map(|p| p.rect).filter(|o| {
            let apart = (o.y0 - r.y1).max(r.y0 - o.y1);
            o.x0 >= r.x1 && apart <= em * 3
        });
        let next = beside.map(|o| o.x0).min().unwrap_or(edge);
        i32::try_from(i64::from(next - r.x1) * 100 / i64::from(em)).unwrap_or(i32::MAX)
    };
    (0..pieces.len()).map(room).collect()
}
