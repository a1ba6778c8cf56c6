//! Lists of words that are looked for in every line.
//!
//! Nearly every line has none of them, and that must cost next to nothing: a set of bits of their first characters
//! says at once where none of the words can begin.

/// A list of words, with the first characters of all of them.
#[derive(Debug)]
pub struct Words {
    list: &'static [&'static str],
    /// The code of the first character of each.
    leads: [u32; MOST],
    firsts: Firsts,
}

/// No list has more words: those found in a text are told apart by one bit each.
const MOST: usize = 64;

impl Words {
    /// The words of `list`, at most 64 of them, none of them empty.
    #[must_use]
    pub const fn of(list: &'static [&'static str]) -> Self {
        assert!(list.len() <= MOST, "the words found in a text are told apart by one bit each");
        let mut leads = [0; MOST];
        let mut i = 0;
        while i < list.len() {
            leads[i] = crate::lang::const_chars::decode(list[i].as_bytes(), 0).0 as u32;
            i += 1;
        }
        Self { list, leads, firsts: Firsts::of(list) }
    }

    /// Whether `word` is one of them.
    #[must_use]
    pub fn have(&self, word: &str) -> bool {
        word.starts_with(|c| self.firsts.have(c)) && self.list.contains(&word)
    }

    /// The first word of the list that `text` begins with.
    #[inline]
    #[must_use]
    pub fn opening(&self, text: &str) -> Option<&'static str> {
        let first = text.chars().next().filter(|&c| self.firsts.have(c));
        first.and_then(|_| self.list.iter().copied().find(|word| text.starts_with(word)))
    }

    /// How many of the words stand in `text`, each counted once.
    #[must_use]
    pub fn count_in(&self, text: &str) -> usize {
        self.count(text, |rest, word| rest.starts_with(word))
    }

    /// The same in a text whose spaces were taken away: words count without the spaces at their ends.
    #[must_use]
    pub fn count_in_squeezed(&self, text: &str) -> usize {
        self.count(text, |rest, word| rest.starts_with(word.trim_end()))
    }

    fn count(&self, text: &str, begins: impl Fn(&str, &str) -> bool) -> usize {
        let mut found = 0_u64;
        for (at, c) in text.char_indices() {
            if self.firsts.have(c) {
                // Where one word may begin, nearly all others do not: their first character tells.
                let words = self.list.iter().zip(&self.leads).enumerate();
                let here = words.filter(|(_, (word, lead))| **lead == u32::from(c) && begins(&text[at..], word));
                here.for_each(|(i, _)| found |= 1 << i);
            }
        }
        found.count_ones() as usize
    }

    /// Whether a word may begin with `c`; no is certain.
    #[inline]
    #[must_use]
    pub fn may_begin(&self, c: char) -> bool {
        self.firsts.have(c)
    }

    /// Whether a word may begin with the character of this code.
    #[inline]
    pub(super) fn may_begin_with(&self, code: u32) -> bool {
        self.firsts.have_code(code)
    }
}

/// How many bits the set of first characters has.
const BITS: u32 = 4096;

/// A set of characters that says no for certain, and sometimes yes by mistake: a bit for the end of each code.
#[derive(Debug)]
struct Firsts([u64; (BITS / 64) as usize]);

impl Firsts {
    const fn of(list: &[&str]) -> Self {
        let mut bits = [0; (BITS / 64) as usize];
        let mut i = 0;
        while i < list.len() {
            let (first, _) = crate::lang::const_chars::decode(list[i].as_bytes(), 0);
            let bit = first as u32 % BITS;
            bits[(bit / 64) as usize] |= 1 << (bit % 64);
            i += 1;
        }
        Self(bits)
    }

    #[inline]
    fn have(&self, c: char) -> bool {
        self.have_code(c as u32)
    }

    #[inline]
    fn have_code(&self, code: u32) -> bool {
        let bit = code % BITS;
        self.0[(bit / 64) as usize] >> (bit % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORDS: Words = Words::of(&["刊号", "统一刊号", "No.", "Nr."]);

    #[test]
    fn words_are_counted_once_each_also_inside_others() {
        assert_eq!(WORDS.count_in("国内统一刊号，刊号"), 2);
        assert_eq!(WORDS.count_in("No. 3, Nr. 4"), 2);
        assert_eq!(WORDS.count_in("新桥通车"), 0);
    }

    #[test]
    fn the_first_of_the_list_is_the_one_that_opens() {
        assert_eq!(WORDS.opening("Nr. 4"), Some("Nr."));
        assert_eq!(WORDS.opening("统一"), None);
        assert_eq!(WORDS.opening(""), None);
    }
}
