//! What kind of character a character is, as typesetters of newspapers sort them.
//!
//! Every stage asks this question of every character, so the answer must be cheap: ideographs are found by two
//! comparisons, ASCII by a table, and only the rest is looked up in ranges.

/// The kind of a character.
///
/// ```
/// use stonehand::lang::class::Class;
///
/// assert_eq!(Class::of('报'), Class::Han);
/// assert_eq!(Class::of('，'), Class::Pause);
/// assert!(Class::of('）').is_closing());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// A unified ideograph, `々`, `〇` and the Suzhou numerals.
    Han,
    /// A code point that only stands in for an ideograph: a radical sign or a compatibility ideograph.
    HanVariant,
    /// Hiragana, katakana, bopomofo and `ー`.
    Kana,
    /// Half-width katakana and its marks.
    HalfKana,
    /// Hangul.
    Hangul,
    /// A Latin letter, with or without accent.
    Latin,
    /// A Latin ligature such as `ﬁ`.
    Ligature,
    /// A full-width Latin letter.
    FullLatin,
    /// A letter of another alphabet.
    Letter,
    /// An ASCII digit.
    Digit,
    /// A full-width digit.
    FullDigit,
    /// A wide bracket or a curly or angled quote that opens: `（《【「“`.
    Opening,
    /// A wide bracket or a curly or angled quote that closes: `）》】」”`.
    Closing,
    /// A wide mark inside a sentence: `，、；：`.
    Pause,
    /// A wide mark that ends a sentence: `。？！`.
    Stop,
    /// A dash: `—`, `–`, `―`, `─`.
    Dash,
    /// Dots that stand for what is left out: `…`, `⋯`, `‥`.
    Ellipsis,
    /// A dot at half height: `·`, `・`, `•`.
    Point,
    /// `,` `;` `:`.
    HalfPause,
    /// `.` `?` `!`.
    HalfStop,
    /// `(` `[` `{`.
    HalfOpening,
    /// `)` `]` `}`.
    HalfClosing,
    /// A quote that does not curl: `"`, `'`, `〝`, `〞`.
    Quote,
    /// A hyphen: `-`, U+2010, U+2011, `⸗`, `¬`.
    Hyphen,
    /// Any other ASCII sign: `%`, `/`, `$`.
    Sign,
    /// Any other wide sign: `％`, `～`, `■`, `①`, `℃`.
    WideSign,
    /// A presentation form for vertical text: `︵`, `﹃`, `︱`.
    Vertical,
    /// A small form: `﹐`, `﹙`.
    Small,
    /// A space that is not ideographic, or a tab.
    Space,
    /// The ideographic space U+3000.
    WideSpace,
    /// A mark that is written onto the character before it, or selects its form.
    Combining,
    /// A character without width: zero-width space and joiners, word joiner, byte order mark.
    Invisible,
    /// The soft hyphen U+00AD.
    SoftHyphen,
    /// A control character other than tab and line ends.
    Control,
    /// A control of the writing direction, or a tag character.
    Bidi,
    /// A private-use character.
    Private,
    /// U+FFFD: here something could not be decoded.
    Lost,
    /// Line ends, emoji and all that has no part in newspaper text.
    Other,
}

impl Class {
    /// How many kinds there are.
    pub const COUNT: usize = Self::Other as usize + 1;
    /// All kinds, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Han,
        Self::HanVariant,
        Self::Kana,
        Self::HalfKana,
        Self::Hangul,
        Self::Latin,
        Self::Ligature,
        Self::FullLatin,
        Self::Letter,
        Self::Digit,
        Self::FullDigit,
        Self::Opening,
        Self::Closing,
        Self::Pause,
        Self::Stop,
        Self::Dash,
        Self::Ellipsis,
        Self::Point,
        Self::HalfPause,
        Self::HalfStop,
        Self::HalfOpening,
        Self::HalfClosing,
        Self::Quote,
        Self::Hyphen,
        Self::Sign,
        Self::WideSign,
        Self::Vertical,
        Self::Small,
        Self::Space,
        Self::WideSpace,
        Self::Combining,
        Self::Invisible,
        Self::SoftHyphen,
        Self::Control,
        Self::Bidi,
        Self::Private,
        Self::Lost,
        Self::Other,
    ];

    /// The kind of `c`.
    #[inline]
    #[must_use]
    pub fn of(c: char) -> Self {
        let code = c as u32;
        if code.wrapping_sub(0x4E00) < 0x5200 {
            Self::Han
        } else if code < 0x80 {
            ASCII[code as usize]
        } else {
            Self::of_rare(code)
        }
    }

    /// The kind of an ASCII character; any other byte is a letter of some sort.
    #[inline]
    #[must_use]
    pub const fn of_byte(byte: u8) -> Self {
        if byte < 0x80 { ASCII[byte as usize] } else { Self::Letter }
    }

    /// The kind of a character that is neither ASCII nor in the main block of ideographs.
    fn of_rare(code: u32) -> Self {
        match code {
            0x2000..0x2070 => PUNCTUATION[(code - 0x2000) as usize],
            0x3000..0x3040 => CJK_PUNCTUATION[(code - 0x3000) as usize],
            0xFF00..0xFFF0 => FULL_WIDTH[(code - 0xFF00) as usize],
            0x30FB => Self::Point,
            0x3040..0x3097 | 0x30A1..0x3100 => Self::Kana,
            0xA0..0x250 => latin(code),
            0x80..0xA0 => Self::Control,
            _ => by_range(code),
        }
    }

    /// An ideograph, also one in disguise.
    #[inline]
    #[must_use]
    pub const fn is_han(self) -> bool {
        matches!(self, Self::Han | Self::HanVariant)
    }

    /// A character of text that is written without spaces between words.
    #[inline]
    #[must_use]
    pub const fn is_cjk(self) -> bool {
        matches!(self, Self::Han | Self::HanVariant | Self::Kana | Self::HalfKana)
    }

    /// A letter of an alphabet that puts spaces between words.
    #[inline]
    #[must_use]
    pub const fn is_alphabetic(self) -> bool {
        matches!(self, Self::Latin | Self::Ligature | Self::FullLatin | Self::Letter | Self::Combining)
    }

    /// A digit in either width.
    #[inline]
    #[must_use]
    pub const fn is_digit(self) -> bool {
        matches!(self, Self::Digit | Self::FullDigit)
    }

    /// A bracket or quote that opens, in either width.
    #[inline]
    #[must_use]
    pub const fn is_opening(self) -> bool {
        matches!(self, Self::Opening | Self::HalfOpening)
    }

    /// A bracket or quote that closes, in either width.
    #[inline]
    #[must_use]
    pub const fn is_closing(self) -> bool {
        matches!(self, Self::Closing | Self::HalfClosing)
    }

    /// A full-width punctuation mark.
    #[inline]
    #[must_use]
    pub const fn is_wide_mark(self) -> bool {
        matches!(self, Self::Opening | Self::Closing | Self::Pause | Self::Stop)
    }

    /// White space on a line.
    #[inline]
    #[must_use]
    pub const fn is_space(self) -> bool {
        matches!(self, Self::Space | Self::WideSpace)
    }

    /// A character that is printed one em wide in ideographic text.
    #[inline]
    #[must_use]
    pub const fn is_wide(self) -> bool {
        self.is_cjk()
            || self.is_wide_mark()
            || matches!(
                self,
                Self::Hangul
                    | Self::FullLatin
                    | Self::FullDigit
                    | Self::Dash
                    | Self::Ellipsis
                    | Self::Point
                    | Self::WideSign
                    | Self::Vertical
                    | Self::Small
                    | Self::WideSpace
            )
    }
}

static ASCII: [Class; 0x80] = {
    let mut table = [Class::Sign; 0x80];
    let mut code = 0;
    while code < 0x80 {
        table[code as usize] = match code {
            b'\t' | b' ' => Class::Space,
            b'\n' | b'\r' => Class::Other,
            0..0x20 | 0x7F => Class::Control,
            b'0'..=b'9' => Class::Digit,
            b'A'..=b'Z' | b'a'..=b'z' => Class::Latin,
            b',' | b';' | b':' => Class::HalfPause,
            b'.' | b'?' | b'!' => Class::HalfStop,
            b'(' | b'[' | b'{' => Class::HalfOpening,
            b')' | b']' | b'}' => Class::HalfClosing,
            b'"' | b'\'' => Class::Quote,
            b'-' => Class::Hyphen,
            _ => Class::Sign,
        };
        code += 1;
    }
    table
};

/// U+2000 to U+206F.
static PUNCTUATION: [Class; 0x70] = {
    let mut table = [Class::WideSign; 0x70];
    let mut i = 0_usize;
    while i < 0x70 {
        table[i] = match 0x2000 + i {
            0x2000..=0x200A | 0x202F | 0x205F => Class::Space,
            0x200B..=0x200D | 0x2060..=0x2064 => Class::Invisible,
            0x200E..=0x200F | 0x202A..=0x202E | 0x2065..=0x206F => Class::Bidi,
            0x2010..=0x2011 => Class::Hyphen,
            0x2012..=0x2015 => Class::Dash,
            0x2018 | 0x201A | 0x201C | 0x201E | 0x2039 => Class::Opening,
            0x2019 | 0x201B | 0x201D | 0x201F | 0x203A => Class::Closing,
            0x2022 | 0x2027 => Class::Point,
            0x2024..=0x2026 => Class::Ellipsis,
            0x2028..=0x2029 => Class::Other,
            _ => Class::WideSign,
        };
        i += 1;
    }
    table
};

/// U+3000 to U+303F.
static CJK_PUNCTUATION: [Class; 0x40] = {
    let mut table = [Class::WideSign; 0x40];
    let mut i = 0_usize;
    while i < 0x40 {
        table[i] = match 0x3000 + i {
            0x3000 => Class::WideSpace,
            0x3001 => Class::Pause,
            0x3002 => Class::Stop,
            0x3005..=0x3007 | 0x3021..=0x3029 | 0x3038..=0x303B => Class::Han,
            0x3008 | 0x300A | 0x300C | 0x300E | 0x3010 | 0x3014 | 0x3016 | 0x3018 | 0x301A => Class::Opening,
            0x3009 | 0x300B | 0x300D | 0x300F | 0x3011 | 0x3015 | 0x3017 | 0x3019 | 0x301B => Class::Closing,
            0x301D..=0x301F => Class::Quote,
            0x302A..=0x302F => Class::Combining,
            0x3031..=0x3035 => Class::Kana,
            _ => Class::WideSign,
        };
        i += 1;
    }
    table
};

/// U+FF00 to U+FFEF.
static FULL_WIDTH: [Class; 0xF0] = {
    let mut table = [Class::WideSign; 0xF0];
    let mut i = 0_usize;
    while i < 0xF0 {
        table[i] = match 0xFF00 + i {
            0xFF10..=0xFF19 => Class::FullDigit,
            0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Class::FullLatin,
            0xFF08 | 0xFF3B | 0xFF5B | 0xFF5F => Class::Opening,
            0xFF09 | 0xFF3D | 0xFF5D | 0xFF60 => Class::Closing,
            0xFF0C | 0xFF1A | 0xFF1B => Class::Pause,
            0xFF01 | 0xFF1F | 0xFF0E => Class::Stop,
            0xFF61..=0xFF9F => Class::HalfKana,
            0xFFA0..=0xFFDC => Class::Hangul,
            _ => Class::WideSign,
        };
        i += 1;
    }
    table
};

/// U+00A0 to U+024F.
fn latin(code: u32) -> Class {
    match code {
        0xA0 => Class::Space,
        0xAB => Class::Opening,
        0xAC => Class::Hyphen,
        0xAD => Class::SoftHyphen,
        0xB7 => Class::Point,
        0xBB => Class::Closing,
        0xAA | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8.. => Class::Latin,
        _ => Class::Sign,
    }
}

/// All other blocks.
fn by_range(code: u32) -> Class {
    // Twelve ideographs of their own stand among the compatibility ideographs.
    let own = matches!(
        code,
        0xFA0E | 0xFA0F | 0xFA11 | 0xFA13 | 0xFA14 | 0xFA1F | 0xFA21 | 0xFA23 | 0xFA24 | 0xFA27..=0xFA29
    );
    match code {
        _ if own => Class::Han,
        0x0250..=0x02FF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF | 0xAB30..=0xAB6F => Class::Latin,
        0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F => {
            Class::Combining
        }
        0x3099..=0x309A | 0xE0100..=0xE01EF => Class::Combining,
        0x061C | 0xE0000..=0xE007F => Class::Bidi,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Class::Hangul,
        0x180E | 0xFEFF => Class::Invisible,
        0x1680 => Class::Space,
        0x0370..=0x10FF | 0x1200..=0x1DBF | 0x1F00..=0x1FFF => Class::Letter,
        0x22EF => Class::Ellipsis,
        0x2E17 | 0x2E40 => Class::Hyphen,
        0x2500..=0x2501 | 0x2E3A..=0x2E3B => Class::Dash,
        0x309B..=0x30A0 | 0x3100..=0x312F | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0x1B000..=0x1B16F => Class::Kana,
        0x3400..=0x4DBF | 0x20000..=0x2F7FF | 0x2FA20..=0x3FFFF => Class::Han,
        0x2E80..=0x2FDF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F => Class::HanVariant,
        0xFB00..=0xFB06 => Class::Ligature,
        0xFE10..=0xFE19 | 0xFE30..=0xFE44 | 0xFE47..=0xFE48 => Class::Vertical,
        0xFE50..=0xFE6F => Class::Small,
        0xE000..=0xF8FF | 0xF0000..=0x0010_FFFF => Class::Private,
        0xFFFD => Class::Lost,
        0x2070..=0x2E7F | 0x3190..=0x33FF | 0xFE45..=0xFE4F => Class::WideSign,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_a_newspaper_page() {
        let kinds = [
            ("报々〇㐀𠀀\u{fa11}\u{fa0e}", Class::Han),
            ("\u{2f00}\u{2ed3}\u{f900}\u{2f800}\u{2f8f0}", Class::HanVariant),
            ("あアー", Class::Kana),
            ("aÄß\u{1e9e}ſ", Class::Latin),
            ("（《【「『“‘«„", Class::Opening),
            ("）》】」』”’»", Class::Closing),
            ("，、；：", Class::Pause),
            ("。？！", Class::Stop),
            ("—–―─", Class::Dash),
            ("…⋯", Class::Ellipsis),
            ("·・•", Class::Point),
            ("％～■①℃㎡∶", Class::WideSign),
            ("︵﹃︱", Class::Vertical),
            ("\u{200b}\u{feff}\u{2060}", Class::Invisible),
            ("\u{202e}\u{2066}\u{e0041}", Class::Bidi),
            ("\u{e000}\u{f8ff}", Class::Private),
            (" \u{a0}\t\u{2003}", Class::Space),
            ("\u{7}\u{9b}\0", Class::Control),
        ];
        for (chars, class) in kinds {
            for c in chars.chars() {
                assert_eq!(Class::of(c), class, "{c:?}");
            }
        }
    }

    #[test]
    fn every_character_has_a_kind() {
        for c in '\0'..=char::MAX {
            assert!((Class::of(c) as usize) < Class::COUNT);
        }
    }
}
