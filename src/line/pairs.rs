//! The pairs of ideographs that stand inside the lines of a page.
//!
//! Two halves of a word that a line break parted often stand together elsewhere on the page: the page is its own
//! dictionary. The pairs are kept as a set of bits by their hash (a Bloom filter with one hash; B. Bloom, 1970), so a
//! look-up costs next to nothing and sometimes says yes where no is true.

use super::facts::is_ideograph;

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
        let mut pairs = Self(vec![0; BITS / 64]);
        let mut count = 0;
        for line in lines {
            let mut last = None;
            for c in line.chars() {
                let here = is_ideograph(c).then_some(c);
                if let (Some(a), Some(b)) = (last, here) {
                    let bit = hash(a, b);
                    pairs.0[bit / 64] |= 1 << (bit % 64);
                    count += 1;
                }
                last = here;
            }
            if count > MOST {
                break;
            }
        }
        pairs
    }

    /// Whether the pair stands inside a line of the page, as far as the set can tell.
    #[must_use]
    pub fn have(&self, a: char, b: char) -> bool {
        let bit = hash(a, b);
        self.0.get(bit / 64).is_some_and(|bits| bits & 1 << (bit % 64) != 0)
    }
}

/// The bit of a pair: the upper bits of a product (Knuth, TAOCP 3, 6.4).
#[inline]
fn hash(a: char, b: char) -> usize {
    let pair = (a as u32).rotate_left(16) ^ b as u32;
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
