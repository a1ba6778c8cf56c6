//! Gutters between words: a single space where type has none.
//!
//! A compositor sets no white between two ideographs of running text, so a space between two long words of them is a
//! gutter that was squeezed. Headlines and lists of names have white inside; they have no commas.

use super::gutters::{Level, Piece, cut, spaces};
use crate::line::Facts;
use crate::line::facts::{is_closer, is_ideograph, is_opener, is_stop};
use crate::read::Row;

/// What stands before and behind the space has so many characters at least; names have fewer.
const BEFORE: usize = 5;
const BEHIND: usize = 4;

/// Cuts pieces at single spaces between words of running text.
pub(super) fn cut_between(rows: &[Row], levels: &mut [Level]) {
    for level in levels.iter_mut().filter(|level| level.may_be_cut()) {
        let cut_up = |piece: Piece| {
            let text: &str = &rows[piece.row].text;
            let places = gutters(text, &piece);
            cut(text, piece, &places)
        };
        level.pieces = std::mem::take(&mut level.pieces).into_iter().flat_map(cut_up).collect();
    }
}

/// In front of which bytes of a piece a gutter ends.
fn gutters(text: &str, piece: &Piece) -> Vec<usize> {
    let mut out = Vec::new();
    let mut from = piece.bytes.start;
    for (byte, _) in spaces(text, piece) {
        let before = text[from..byte].trim_end();
        let behind = text[byte..piece.bytes.end].split(char::is_whitespace).next().unwrap_or("");
        if is_gutter(before, behind) {
            out.push(byte);
        }
        from = byte;
    }
    out
}

/// Whether a space between two words is no space of the text.
fn is_gutter(before: &str, behind: &str) -> bool {
    let ends = before.chars().next_back().is_some_and(|c| is_ideograph(c) || is_mark(c) || is_closer(c));
    let begins = behind.chars().next().is_some_and(|c| is_ideograph(c) || is_opener(c) || c.is_ascii_digit());
    if !ends || !begins {
        return false;
    }
    let long = before.chars().count() >= BEFORE && behind.chars().count() >= BEHIND;
    // `（记者 何溪）` has a space that was set.
    let names = before.ends_with("记者") || before.ends_with("記者");
    // A bracket that is open may hold names; behind a mark, the sentence in it goes on.
    let names = names || Facts::of(before, 0).open && !before.ends_with(is_mark);
    long && !names && (before.contains(is_mark) || behind.contains(is_mark))
}

/// Marks of running text.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && (is_stop(c) || matches!(c, '，' | '、' | '；'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_between_words_of_running_text_is_a_gutter() {
        assert!(is_gutter("新桥昨天通车，两岸居民", "市图书馆延长开放时间"));
        assert!(is_gutter("步行过江，放了鞭炮，又", "13公里长的大堤"));
        assert!(!is_gutter("新桥昨天通车", "两岸居民步行过江"));
        assert!(!is_gutter("本报讯（记者", "何溪）新桥昨天通车，"));
        assert!(!is_gutter("新桥昨天通车，请", "何溪摄"));
    }
}
