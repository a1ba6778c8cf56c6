//! What a line is made of, found in one look, so that only the repairs run that may have something to do.

use std::ops::BitOr;

use crate::lang::class::Class;

/// Kinds of characters and of neighbours that repairs are about, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ingredients(pub u32);

impl Ingredients {
    /// Nothing at all.
    pub const NONE: Self = Self(0);
    /// Full-width letters or digits.
    pub const FULL_WIDTH: Self = Self(1);
    /// A half-width mark beside wide text.
    pub const HALF_MARK_BY_WIDE: Self = Self(1 << 1);
    /// A wide mark beside a Latin letter.
    pub const WIDE_MARK_BY_LATIN: Self = Self(1 << 2);
    /// Stand-ins for ideographs.
    pub const HAN_VARIANTS: Self = Self(1 << 3);
    /// Latin ligatures.
    pub const LIGATURES: Self = Self(1 << 4);
    /// Presentation forms for vertical text.
    pub const VERTICAL_FORMS: Self = Self(1 << 5);
    /// Small forms.
    pub const SMALL_FORMS: Self = Self(1 << 6);
    /// Half-width katakana.
    pub const HALF_KANA: Self = Self(1 << 7);
    /// A mark that stands twice in a row, or `一一`.
    pub const DOUBLED: Self = Self(1 << 8);
    /// `⋯`.
    pub const MATH_DOTS: Self = Self(1 << 9);
    /// Straight quotes.
    pub const QUOTES: Self = Self(1 << 10);
    /// Half-width brackets.
    pub const HALF_BRACKETS: Self = Self(1 << 11);
    /// Brackets and quotes of any kind.
    pub const PAIRED_MARKS: Self = Self(1 << 12);
    /// A space beside wide text.
    pub const SPACE_BY_WIDE: Self = Self(1 << 13);
    /// A Latin letter alone between spaces.
    pub const LONE_LETTER: Self = Self(1 << 14);
    /// Characters without width.
    pub const INVISIBLE: Self = Self(1 << 15);
    /// Soft hyphens.
    pub const SOFT_HYPHENS: Self = Self(1 << 16);
    /// Control characters.
    pub const CONTROLS: Self = Self(1 << 17);
    /// Controls of the writing direction.
    pub const BIDI: Self = Self(1 << 18);
    /// Private-use characters and U+FFFD.
    pub const UNREADABLE: Self = Self(1 << 19);
    /// A wide comma or stop right behind another wide comma or stop.
    pub const MARK_BY_MARK: Self = Self(1 << 20);
    /// Angle brackets that open: `〈《⟨〔`.
    pub const ANGLES: Self = Self(1 << 21);

    /// What `text` is made of.
    ///
    /// Most characters of an ideographic page are ideographs between ideographs, and those bring nothing: they are
    /// passed over by their first byte.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut found = 0;
        let mut before = ('\n', Class::Other);
        let mut behind = Class::Space;
        let mut at = 0;
        loop {
            let (han, one_one) = leading_han(&text.as_bytes()[at..]);
            if han > 0 {
                found |= PAIRS[before.1 as usize][Class::Han as usize];
                found |= u32::from(one_one) * Self::DOUBLED.0;
                behind = Class::Han;
                before = ('\n', Class::Han);
                at += han;
            }
            let (c, class) = match text.as_bytes().get(at) {
                None => break,
                Some(&byte) if byte < 0x80 => (char::from(byte), Class::of_byte(byte)),
                Some(_) => text[at..].chars().next().map_or(('\n', Class::Other), |c| (c, Class::of(c))),
            };
            at += c.len_utf8();
            found |= PAIRS[before.1 as usize][class as usize];
            if c == before.0 && doubles(c, class) {
                found |= Self::DOUBLED.0;
            }
            match class {
                Class::Space if before.1 == Class::Latin && behind == Class::Space => found |= Self::LONE_LETTER.0,
                Class::Ellipsis if c == '⋯' => found |= Self::MATH_DOTS.0,
                Class::Opening if matches!(c, '〈' | '《' | '〔') => found |= Self::ANGLES.0,
                Class::WideSign if c == '⟨' => found |= Self::ANGLES.0,
                _ => {}
            }
            behind = before.1;
            before = (c, class);
            // Nor does a letter behind a letter bring anything.
            if class == Class::Latin {
                let letters = text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
                if letters > 0 {
                    behind = Class::Latin;
                    before = ('\n', Class::Latin);
                    at += letters;
                }
            }
        }
        Self(found)
    }

    /// Whether any bit of `other` is among these.
    #[inline]
    #[must_use]
    pub const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Ingredients {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// How many bytes of ideographs the text begins with, and whether `一一` is among them.
///
/// The first byte tells those of U+5000 to U+9FFF, the second byte those from U+4E00 on.
#[inline]
fn leading_han(bytes: &[u8]) -> (usize, bool) {
    let mut rest = bytes;
    let mut one = false;
    let mut one_one = false;
    loop {
        match rest {
            [0xE5..=0xE9, _, _, tail @ ..] => {
                one = false;
                rest = tail;
            }
            [0xE4, second @ 0xB8..=0xBF, third, tail @ ..] => {
                let is_one = (*second, *third) == (0xB8, 0x80);
                one_one |= one && is_one;
                one = is_one;
                rest = tail;
            }
            _ => return (bytes.len() - rest.len(), one_one),
        }
    }
}

/// Whether it means something that `c` stands twice in a row.
fn doubles(c: char, class: Class) -> bool {
    match class {
        // The dash itself is right as it is.
        Class::Dash => c != '—',
        Class::Pause | Class::Stop | Class::Point | Class::HalfStop | Class::Hyphen => true,
        _ => c == '－',
    }
}

/// The bits that a character of the second kind brings when it stands behind one of the first kind.
static PAIRS: [[u32; Class::COUNT]; Class::COUNT] = {
    let mut table = [[0; Class::COUNT]; Class::COUNT];
    let mut i = 0;
    while i < Class::COUNT {
        let mut j = 0;
        while j < Class::COUNT {
            table[i][j] = pair(Class::ALL[i], Class::ALL[j]).0;
            j += 1;
        }
        i += 1;
    }
    table
};

const fn pair(before: Class, class: Class) -> Ingredients {
    let mut found = alone(class);
    if half_mark(class) && wide_text(before) || wide_text(class) && half_mark(before) {
        found = found.and(Ingredients::HALF_MARK_BY_WIDE);
    }
    // A stray space may stand between, or a percent sign.
    let near = before.is_space() || matches!(before, Class::Sign);
    if near && half_point(class) || half_point(before) && class.is_space() {
        found = found.and(Ingredients::HALF_MARK_BY_WIDE);
    }
    if before.is_wide_mark() && class.is_alphabetic() || class.is_wide_mark() && before.is_alphabetic() {
        found = found.and(Ingredients::WIDE_MARK_BY_LATIN);
    }
    if class.is_space() && wide_text(before) || wide_text(class) && before.is_space() {
        found = found.and(Ingredients::SPACE_BY_WIDE);
    }
    if matches!(before, Class::Pause | Class::Stop) && matches!(class, Class::Pause | Class::Stop) {
        found = found.and(Ingredients::MARK_BY_MARK);
    }
    found
}

const fn alone(class: Class) -> Ingredients {
    match class {
        Class::FullLatin | Class::FullDigit => Ingredients::FULL_WIDTH,
        Class::HanVariant => Ingredients::HAN_VARIANTS,
        Class::Ligature => Ingredients::LIGATURES,
        Class::Vertical => Ingredients::VERTICAL_FORMS,
        Class::Small => Ingredients::SMALL_FORMS,
        Class::HalfKana => Ingredients::HALF_KANA,
        Class::Quote => Ingredients::QUOTES,
        Class::HalfOpening | Class::HalfClosing => Ingredients::HALF_BRACKETS.and(Ingredients::PAIRED_MARKS),
        Class::Opening | Class::Closing => Ingredients::PAIRED_MARKS,
        Class::Invisible => Ingredients::INVISIBLE,
        Class::SoftHyphen => Ingredients::SOFT_HYPHENS,
        Class::Control => Ingredients::CONTROLS,
        Class::Bidi => Ingredients::BIDI,
        Class::Private | Class::Lost => Ingredients::UNREADABLE,
        _ => Ingredients::NONE,
    }
}

/// A character of ideographic text: the company in which a half-width mark looks wrong.
const fn wide_text(class: Class) -> bool {
    class.is_cjk() || class.is_wide_mark() || matches!(class, Class::WideSign | Class::Ellipsis | Class::Dash)
}

const fn half_point(class: Class) -> bool {
    matches!(class, Class::HalfPause | Class::HalfStop)
}

const fn half_mark(class: Class) -> bool {
    half_point(class) || matches!(class, Class::HalfOpening | Class::HalfClosing)
}
