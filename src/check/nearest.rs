//! The text of a page that is most like one that is not there.

use std::collections::BTreeMap;

use super::proof::Piece;

/// How much of a text's pairs of neighbours must be found together for a likeness, in hundredths.
const LIKE: usize = 45;
/// How many characters are shown of a text at most.
const SHOWN: usize = 60;

/// What is most like a text, and where it stands.
#[derive(Debug)]
pub(super) struct Nearest<'a> {
    pub piece: &'a Piece,
    /// The part of the piece that is like it, with `…` where it was cut out.
    pub text: String,
}

/// Finds what is most like `wish` among some pieces; the first of those that are as good.
///
/// A window as long as the text goes over each piece, and pairs of neighbours are counted: the work grows with the
/// length of the pieces and not with that of the text.
pub(super) fn nearest<'a>(wish: &str, pieces: impl Iterator<Item = &'a Piece>) -> Option<Nearest<'a>> {
    let wish: Vec<char> = wish.chars().collect();
    let mut wanted: BTreeMap<(char, char), i64> = BTreeMap::new();
    for pair in wish.windows(2) {
        *wanted.entry((pair[0], pair[1])).or_default() += 1;
    }
    let size = wish.len().checked_sub(1).filter(|&size| size > 0)?;
    let mut best: Option<(usize, usize, &Piece)> = None;
    for piece in pieces {
        let chars: Vec<char> = piece.text.chars().collect();
        let (shared, at) = best_window(&chars, &mut wanted, size);
        if shared * 100 >= size * LIKE && best.is_none_or(|(most, ..)| shared > most) {
            best = Some((shared, at, piece));
        }
    }
    best.map(|(_, at, piece)| Nearest { piece, text: cut(&piece.text, at, wish.len()) })
}

/// The most pairs of a window that are wanted, each as often as it is wanted, and where that window begins.
fn best_window(chars: &[char], wanted: &mut BTreeMap<(char, char), i64>, size: usize) -> (usize, usize) {
    let (mut shared, mut best, mut at) = (0_usize, 0, 0);
    let mut open = 0;
    for (end, pair) in chars.windows(2).enumerate() {
        if let Some(left) = wanted.get_mut(&(pair[0], pair[1])) {
            shared += usize::from(*left > 0);
            *left -= 1;
        }
        if end + 1 - open > size {
            give_back(&chars[open..], wanted, &mut shared);
            open += 1;
        }
        if shared > best {
            (best, at) = (shared, open);
        }
    }
    while open + 1 < chars.len() {
        give_back(&chars[open..], wanted, &mut shared);
        open += 1;
    }
    (best, at)
}

/// The first pair of `chars` leaves the window.
fn give_back(chars: &[char], wanted: &mut BTreeMap<(char, char), i64>, shared: &mut usize) {
    if let Some(left) = wanted.get_mut(&(chars[0], chars[1])) {
        *left += 1;
        *shared -= usize::from(*left > 0);
    }
}

/// A part of a text with some of what stands next to it.
pub(super) fn around(text: &str, part: &str) -> String {
    const BESIDE: usize = 20;
    let at = text.find(part).map_or(0, |at| text[..at].chars().count());
    let start = at.saturating_sub(BESIDE);
    cut(text, start, at - start + part.chars().count() + BESIDE)
}

/// Some characters of a text, whole words where it has spaces, with `…` where something was left out.
fn cut(text: &str, at: usize, len: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut start, mut end) = (at.min(chars.len()), (at + len.min(SHOWN)).min(chars.len()));
    let inside = |a: usize, b: usize| chars[a].is_ascii_alphanumeric() && chars[b].is_ascii_alphanumeric();
    for _ in 0..20 {
        start -= usize::from(start > 0 && start < chars.len() && inside(start - 1, start));
        end += usize::from(end > 0 && end < chars.len() && inside(end - 1, end));
    }
    // For one character that is left out, a mark would be no shorter.
    start -= usize::from(start == 1);
    end += usize::from(end + 1 == chars.len());
    let middle: String = chars[start..end].iter().collect();
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < chars.len() { "…" } else { "" });
    format!("{before}{}{after}", middle.trim())
}

/// The beginning of a text, as it is shown.
pub(super) fn head(text: &str) -> String {
    cut(text, 0, SHOWN / 2)
}

/// The end of a text, as it is shown.
pub(super) fn tail(text: &str) -> String {
    cut(text, text.chars().count().saturating_sub(SHOWN / 2), SHOWN)
}

#[cfg(test)]
mod tests {
    use super::super::fact::Role;
    use super::super::proof::Place;
    use super::*;

    fn pieces(texts: &[&str]) -> Vec<Piece> {
        let place = Place { page: 1, article: 1, what: String::new(), lines: Vec::new() };
        let piece = |text: &&str| Piece { text: (*text).to_owned(), role: Role::Paragraph, place: place.clone() };
        texts.iter().map(piece).collect()
    }

    fn found(wish: &str, texts: &[&str]) -> Option<String> {
        nearest(wish, pieces(texts).iter()).map(|nearest| nearest.text)
    }

    #[test]
    fn the_likest_text_is_found_with_its_surroundings_left_out() {
        let texts = ["The tide was still making.", "Dredgers came home at last, and nobody cheered.", "Home"];
        assert_eq!(found("dredgers come home", &texts).as_deref(), Some("Dredgers came home…"));
        assert_eq!(found("and no body cheered", &texts).as_deref(), Some("…and nobody cheered."));
        assert_eq!(
            found("灯塔管理所今日搬迁", &["昨日，灯塔管理所昨日搬迁完毕"]).as_deref(),
            Some("…灯塔管理所昨日搬迁…")
        );
        assert_eq!(found("nothing of the kind", &["水文站"]), None);
        assert_eq!(found("水", &["水文站"]), None);
        assert_eq!(found("水文站", &[]), None);
    }

    #[test]
    fn a_pair_counts_as_often_as_it_is_wanted() {
        assert_eq!(found("ababab", &["abxxxxabxxxxab", "xxababxx"]).as_deref(), Some("xxababxx"));
        assert_eq!(found("abcdef", &["abababababab"]), None);
    }

    #[test]
    fn the_counts_are_whole_again_after_each_piece() {
        let mut wanted = BTreeMap::from([(('a', 'b'), 1), (('b', 'a'), 2)]);
        let before = wanted.clone();
        for text in ["", "a", "abab", "bababababa", "xyz"] {
            best_window(&text.chars().collect::<Vec<_>>(), &mut wanted, 3);
            assert_eq!(wanted, before, "{text}");
        }
    }
}
