//! The short way past ideographs: by their bytes.

/// The code of the ideograph of the main block, U+4E00 to U+9FFF, that `text` begins with, and what stands behind it.
///
/// Most characters of an ideographic page are of this block: this is the short way past them. `text` is UTF-8.
#[inline]
pub(crate) const fn leading_han(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some((key, rest)) = leading_han_key(text) else { return None };
    Some(((key >> 4) & 0xF000 | (key >> 2) & 0xFC0 | key & 0x3F, rest))
}

/// The same with the [key](han_key) of the ideograph.
#[inline]
pub(crate) const fn leading_han_key(text: &[u8]) -> Option<(u32, &[u8])> {
    // Four bytes are read at once, and the fourth is put away.
    let (key, rest) = match (text.first_chunk::<4>(), text) {
        (Some(four), _) => (u32::from_be_bytes(*four) >> 8, text.split_at(3).1),
        (None, [a, b, c]) => (u32::from_be_bytes([0, *a, *b, *c]), text.split_at(3).1),
        _ => return None,
    };
    // The bytes of UTF-8 are in the order of the characters.
    if FIRST <= key && key <= LAST { Some((key, rest)) } else { None }
}

/// The bytes of the first and of the last ideograph of the main block.
const FIRST: u32 = 0xE4_B880;
const LAST: u32 = 0xE9_BFBF;

/// The three bytes of a character as one number, and of a character of other length its code: what is to be compared,
/// not read, need not be decoded.
pub(crate) fn han_key(c: char) -> u32 {
    match *c.encode_utf8(&mut [0; 4]).as_bytes() {
        [a, b, c] => u32::from_be_bytes([0, a, b, c]),
        _ => u32::from(c),
    }
}

/// How many bytes of ideographs of the main block `text` begins with, three for each. `text` is UTF-8.
#[inline]
pub(crate) const fn leading_han_len(text: &[u8]) -> usize {
    let mut rest = text;
    while let [0xE5..=0xE9, _, _, tail @ ..] | [0xE4, 0xB8..=0xBF, _, tail @ ..] = rest {
        rest = tail;
    }
    text.len() - rest.len()
}

/// Whether `is` holds for the code of any character.
#[inline]
pub(crate) fn any_code(text: &str, is: impl Fn(u32) -> bool) -> bool {
    let mut rest = text.as_bytes();
    loop {
        while let Some((han, behind)) = leading_han(rest) {
            if is(han) {
                return true;
            }
            rest = behind;
        }
        let Some(c) = text[text.len() - rest.len()..].chars().next() else { return false };
        if is(u32::from(c)) {
            return true;
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Where the first space stands in `text`, of whatever kind.
pub(crate) fn find_space(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let step = SPACES[usize::from(*bytes.get(at)?)];
        if step > 0 {
            at += usize::from(step);
            continue;
        }
        let c = text[at..].chars().next()?;
        if c.is_whitespace() {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// By the first byte of a character: how long it is; 0 where it may be a space.
const SPACES: [u8; 256] = {
    let mut len = [1; 256];
    let mut lead = 0xC0;
    while lead < 256 {
        len[lead] = match lead {
            0xC2 | 0xE1..=0xE3 => 0,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        lead += 1;
    }
    let mut space = 0;
    while space <= b' ' as usize {
        len[space] = 0;
        space += 1;
    }
    len
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_is_found_among_ideographs_and_letters() {
        for text in ["新桥 通车", "new bridge", "新桥\u{3000}", "新，桥", "", "\t"] {
            assert_eq!(find_space(text), text.find(char::is_whitespace), "{text}");
        }
        for c in '\0'..=char::MAX {
            assert_eq!(find_space(&String::from(c)).is_some(), c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn the_short_way_past_ideographs_passes_all_of_the_main_block_and_no_others() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let main = ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert_eq!(leading_han(text.as_bytes()), main.then_some((u32::from(c), &[][..])), "{c:?}");
            let (key, more) = (han_key(c), format!("{c}，"));
            assert_eq!(leading_han_key(text.as_bytes()), main.then_some((key, &[][..])), "{c:?}");
            assert_eq!(leading_han_key(more.as_bytes()), main.then_some((key, "，".as_bytes())), "{c:?}");
            assert_eq!(leading_han_len(text.as_bytes()), if main { 3 } else { 0 }, "{c:?}");
        }
    }
}
