//! What a character is to a line: an ideograph, a stop, a comma, a bracket.

/// Whether the character is an ideograph, kana or Hangul: one em wide and joined to the next without a space.
#[must_use]
#[inline]
pub fn is_ideograph(c: char) -> bool {
    let code = c as u32;
    // The main block first: nearly all are of it, and nearly all others are marks and letters.
    code.wrapping_sub(0x4E00) < 0x5200 || matches!(code, 0x2E80..0x3000 | 0x3004..0xFB00 | 0x20000..) && is_rare(code)
}

/// Whether it is one outside the main block.
const fn is_rare(code: u32) -> bool {
    matches!(code,
        0x3400..=0x4DBF | 0x3040..=0x30FF | 0x2E80..=0x2FDF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
        | 0x3005..=0x3007 | 0x3021..=0x3029 | 0xAC00..=0xD7AF | 0x31F0..=0x31FF)
}

/// Whether a sentence may end with it.
#[must_use]
#[inline]
pub fn is_stop(c: char) -> bool {
    Kinds::of(c).meet(Kinds::STOP)
}

/// Whether it is a comma, a pause mark or a semicolon.
#[must_use]
#[inline]
pub fn is_comma(c: char) -> bool {
    Kinds::of(c).meet(Kinds::COMMA)
}

/// Whether it closes a bracket or a quotation.
#[must_use]
#[inline]
pub fn is_closer(c: char) -> bool {
    Kinds::of(c).meet(Kinds::CLOSER)
}

/// Whether it opens a bracket or a quotation.
#[must_use]
#[inline]
pub fn is_opener(c: char) -> bool {
    Kinds::of(c).meet(Kinds::OPENER)
}

/// Whether it is a mark of full width that is squeezed where it meets another.
#[must_use]
#[inline]
pub fn is_mark(c: char) -> bool {
    Kinds::of(c).meet(Kinds::SQUEEZED)
}

/// Whether no line may begin with it (kinsoku; GB/T 15834-2011, 5.1).
#[must_use]
#[inline]
pub fn never_begins(c: char) -> bool {
    Kinds::of(c).meet(Kinds::BARRED)
}

/// Whether it is a letter or a digit of any script. Ideographs and the marks of their text, by far the commonest beyond
/// ASCII, are told by their range: the tables of Unicode would be asked for each of them.
#[must_use]
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{4e00}'..='\u{9fff}' => true,
        '\u{2000}'..='\u{206f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// What a mark may be, as a set of bits: asked of every mark of a page, so it is one look into a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const STOP: Self = Self(1);
    pub(super) const COMMA: Self = Self(1 << 1);
    pub(super) const CLOSER: Self = Self(1 << 2);
    pub(super) const OPENER: Self = Self(1 << 3);
    pub(super) const SQUEEZED: Self = Self(1 << 4);
    pub(super) const BARRED: Self = Self(1 << 5);

    #[inline]
    pub(super) fn of(c: char) -> Self {
        let code = c as u32;
        match code {
            0..0x100 => LATIN[code as usize],
            0x2000..0x2040 => PUNCTUATION[(code - 0x2000) as usize],
            0x3000..0x3020 => CJK_PUNCTUATION[(code - 0x3000) as usize],
            0xFF00..0xFF70 => FULL_WIDTH[(code - 0xFF00) as usize],
            0xFE30..0xFE50 => VERTICAL[(code - 0xFE30) as usize],
            _ if c == '⋯' => Self::STOP,
            _ => Self::NONE,
        }
    }

    #[inline]
    pub(super) const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What the lists say.
    const fn listed(c: char) -> Self {
        let stop = matches!(c, '。' | '！' | '？' | '.' | '!' | '?' | '…' | '⋯' | '．' | '｡');
        let comma = matches!(c, '，' | '、' | '；' | ',' | ';' | '､');
        let closer = matches!(
            c,
            '）' | ')'
                | '》'
                | '〉'
                | '】'
                | '〕'
                | '］'
                | ']'
                | '”'
                | '’'
                | '」'
                | '』'
                | '"'
                | '︶'
                | '﹂'
                | '﹄'
                | '︼'
                | '»'
        );
        let opener = matches!(
            c,
            '（' | '('
                | '《'
                | '〈'
                | '【'
                | '〔'
                | '［'
                | '['
                | '“'
                | '‘'
                | '「'
                | '『'
                | '︵'
                | '﹁'
                | '﹃'
                | '︻'
                | '«'
                | '„'
        );
        let wide = matches!(c, '，' | '、' | '；' | '：' | '。' | '！' | '？');
        let barred = wide || matches!(c, '…' | '％' | '%' | '·' | '.' | ',' | ';' | '!' | '?') || closer && c != '"';
        let bits = [stop, comma, closer, opener, wide || closer || opener, barred];
        let (mut all, mut bit) = (0, 0);
        while bit < bits.len() {
            all |= (bits[bit] as u8) << bit;
            bit += 1;
        }
        Self(all)
    }

    /// The lists of the characters from `first` on as a table.
    const fn table<const N: usize>(first: u32) -> [Self; N] {
        let mut table = [Self::NONE; N];
        let (mut at, mut code) = (0, first);
        while at < N {
            if let Some(c) = char::from_u32(code) {
                table[at] = Self::listed(c);
            }
            (at, code) = (at + 1, code + 1);
        }
        table
    }
}

static LATIN: [Kinds; 0x100] = Kinds::table(0);
static PUNCTUATION: [Kinds; 0x40] = Kinds::table(0x2000);
static CJK_PUNCTUATION: [Kinds; 0x20] = Kinds::table(0x3000);
static FULL_WIDTH: [Kinds; 0x70] = Kinds::table(0xFF00);
static VERTICAL: [Kinds; 0x20] = Kinds::table(0xFE30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_all_that_the_lists_have() {
        assert!(('\0'..=char::MAX).all(|c| Kinds::of(c) == Kinds::listed(c)));
    }

    #[test]
    fn the_short_ways_take_no_others() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
            let code = c as u32;
            assert_eq!(is_ideograph(c), (0x4E00..0xA000).contains(&code) || is_rare(code), "{c:?}");
        }
    }
}
