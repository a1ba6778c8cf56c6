//! The pairs of ideographs that stand inside the lines of a page.
//!
//! Two halves of a word that a line break parted often stand together elsewhere on the page: the page is its own
//! dictionary. The pairs are kept as a set of bits by their hash (a Bloom filter with one hash; B. Bloom, 1970), so a
//! look-up costs next to nothing and sometimes says yes where no is true.

use super::facts::is_ideograph;
use crate::lang::han::leading_han;

/// A power of two.
const BITS: usize = 1 << 16;
/// No more pairs than this are gathered: a page has some thousands, and a fuller set would say yes to everything.
const MOST: usize = BITS / 6;

/// A set of pairs of ideographs.
#[derive(Clone, Debug, Default)]
pub struct Pairs(Vec<u64>);

impl Pairs {
    /// Gathers the pairs inside each line.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut bits = [0_u64; BITS / 64];
        let mut count = 0;
        let mut add = |a: u32, b: u32| {
            let bit = hash(a, b);
            bits[bit / 64] |= 1 << (bit % 64);
        };
        for line in lines {
            // The ideograph in front, or 0.
            let mut last = 0;
            let mut rest = line;
            loop {
                let mut run = rest.as_bytes();
                while let Some((han, behind)) = leading_han(run) {
                    if last > 0 {
                        add(last, han);
                        count += 1;
                    }
                    (last, run) = (han, behind);
                }
                rest = &rest[rest.len() - run.len()..];
                let Some(c) = rest.chars().next() else { break };
                rest = &rest[c.len_utf8()..];
                let here = if is_ideograph(c) { u32::from(c) } else { 0 };
                if last > 0 && here > 0 {
                    add(last, here);
                    count += 1;
                }
                last = here;
            }
            if count > MOST {
                break;
            }
        }
        Self(bits.to_vec())
    }

    /// Whether the pair stands inside a line of the page, as far as the set can tell.
    #[must_use]
    pub fn have(&self, a: char, b: char) -> bool {
        let bit = hash(u32::from(a), u32::from(b));
        self.0.get(bit / 64).is_some_and(|bits| bits & 1 << (bit % 64) != 0)
    }
}

/// The bit of a pair: the upper bits of a product (Knuth, TAOCP 3, 6.4).
#[inline]
fn hash(a: u32, b: u32) -> usize {
    let pair = a.rotate_left(16) ^ b;
    (pair.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_knows_its_own_words() {
        let pairs = Pairs::of(["新桥通车", "大桥 建成"]);
        assert!(pairs.have('新', '桥') && pairs.have('建', '成'));
        assert!(!pairs.have('桥', '建') && !pairs.have('成', '新'));
    }
}
