//! Reading characters out of a string while the program is compiled, so that data can be written as plain text.

/// The characters of `string` in an array, to be found by index.
pub(crate) const fn chars<const N: usize>(string: &str) -> [char; N] {
    let bytes = string.as_bytes();
    let mut array = ['\0'; N];
    let mut at = 0;
    let mut i = 0;
    while i < N {
        let (c, next) = decode(bytes, at);
        array[i] = c;
        at = next;
        i += 1;
    }
    assert!(at == bytes.len(), "the string is longer than its array");
    array
}

/// One bit for each ideograph of the main block, U+4E00 to U+9FFF.
#[derive(Debug)]
pub(crate) struct HanSet([u64; 328]);

impl HanSet {
    /// The set of the ideographs in `strings`; other characters in them are passed over.
    pub(crate) const fn of(strings: &[&str]) -> Self {
        Self([0; 328]).with(strings)
    }

    /// The set with the ideographs in `strings` too.
    pub(crate) const fn with(self, strings: &[&str]) -> Self {
        let mut bits = self.0;
        let mut i = 0;
        while i < strings.len() {
            let bytes = strings[i].as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                let (c, next) = decode(bytes, at);
                let index = (c as u32).wrapping_sub(0x4E00);
                if index / 64 < 328 {
                    bits[(index / 64) as usize] |= 1 << (index % 64);
                }
                at = next;
            }
            i += 1;
        }
        Self(bits)
    }

    /// Whether `c` is in the set.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.has_code(c as u32)
    }

    /// Whether the character with this code is in the set.
    #[inline]
    pub(crate) fn has_code(&self, code: u32) -> bool {
        let index = code.wrapping_sub(0x4E00);
        self.0.get((index / 64) as usize).is_some_and(|bits| bits >> (index % 64) & 1 == 1)
    }
}

/// The character that begins at byte `at`, and where the next one begins.
pub(crate) const fn decode(bytes: &[u8], at: usize) -> (char, usize) {
    let lead = bytes[at] as u32;
    let (mut code, len) = match lead {
        0..0x80 => (lead, 1),
        0xC0..0xE0 => (lead & 0x1F, 2),
        0xE0..0xF0 => (lead & 0x0F, 3),
        _ => (lead & 0x07, 4),
    };
    let mut i = 1;
    while i < len {
        code = code << 6 | (bytes[at + i] & 0x3F) as u32;
        i += 1;
    }
    match char::from_u32(code) {
        Some(c) => (c, at + len),
        None => panic!("a string is always well formed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_every_length_are_read() {
        assert_eq!(chars::<4>("aé报𠀀"), ['a', 'é', '报', '𠀀']);
    }

    #[test]
    fn a_set_has_what_it_was_made_of() {
        const SET: HanSet = HanSet::of(&["一报", "龥あ"]);
        assert!("一报龥".chars().all(|c| SET.has(c)));
        assert!(!"二報aéあ𠀀\u{ffff}".chars().any(|c| SET.has(c)));
    }
}
