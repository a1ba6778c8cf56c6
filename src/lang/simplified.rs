//! Traditional ideographs and the simplified ones that stand for them.
//!
//! What was counted from simplified text is so known of traditional text as well. The pairs are those of
//! `kSimplifiedVariant` in the Unihan database of Unicode (© Unicode, Inc., <https://www.unicode.org/license.txt>) whose
//! traditional character is in Big5, not in GB 2312, and whose simplified one is in GB 2312; with `後`, `於`, and variants
//! that newspapers print.

use super::const_chars::HanSet;

/// Two lines: the traditional ideographs by their codes, and below each the simplified one.
static PAIRS: &str = include_str!("simplified.txt");

/// How many bytes an ideograph has, and how many pairs there are.
const BYTES: usize = 3;
const COUNT: usize = (PAIRS_LEN - 2) / (2 * BYTES);
const PAIRS_LEN: usize = include_str!("simplified.txt").len();

static TRADITIONAL: HanSet = HanSet::of(&[include_str!("simplified.txt").split_at(COUNT * BYTES).0]);

/// The simplified ideograph for a traditional one; every other character as it is.
#[inline]
pub(crate) fn simplified(c: char) -> char {
    if TRADITIONAL.has(c) { look_up(c) } else { c }
}

fn look_up(c: char) -> char {
    let (traditional, simplified) = PAIRS.as_bytes().split_at(COUNT * BYTES);
    let mut bytes = [0; 4];
    let key = c.encode_utf8(&mut bytes).as_bytes();
    // The bytes of UTF-8 are in the order of the characters.
    let Ok(at) = traditional.as_chunks::<BYTES>().0.binary_search_by(|own| own.as_slice().cmp(key)) else { return c };
    let found = simplified[1..].get(at * BYTES..(at + 1) * BYTES).and_then(|own| str::from_utf8(own).ok());
    found.and_then(|own| own.chars().next()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_ideographs_have_simplified_ones_and_others_stay() {
        let simple: String = "這是國際電訊，後來在臺灣裏說。Abc".chars().map(simplified).collect();
        assert_eq!(simple, "这是国际电讯，后来在台湾里说。Abc");
    }

    #[test]
    fn the_pairs_stand_in_order() {
        let lines: Vec<Vec<char>> = PAIRS.lines().map(|line| line.chars().collect()).collect();
        let [traditional, simple] = &lines[..] else { panic!("two lines") };
        assert_eq!((traditional.len(), simple.len()), (COUNT, COUNT));
        assert!(traditional.is_sorted_by(|a, b| a < b));
        assert!(traditional.iter().zip(simple).all(|(&t, &s)| simplified(t) == s && simplified(s) == s));
    }
}
