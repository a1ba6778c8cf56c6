//! Round brackets and their partners.

use crate::lang::class::Class;

/// A round bracket: where it stands, and whether it is the wide form.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    pub(super) at: usize,
    pub(super) wide: bool,
    /// How many ideographs and kana stand in front of it.
    letters: usize,
}

/// Round brackets of either width, each opening one with its closing one.
#[derive(Default)]
pub(super) struct Brackets {
    pub(super) pairs: Vec<(Bracket, Bracket)>,
    pub(super) unclosed: Vec<Bracket>,
    pub(super) unopened: Vec<Bracket>,
}

impl Brackets {
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        let mut letters = 0;
        for (at, c) in text.char_indices() {
            let bracket = Bracket { at, wide: !c.is_ascii(), letters };
            match c {
                '(' | '（' => found.unclosed.push(bracket),
                ')' | '）' => match found.unclosed.pop() {
                    Some(opening) => found.pairs.push((opening, bracket)),
                    None => found.unopened.push(bracket),
                },
                _ => letters += usize::from(Class::of(c).is_cjk()),
            }
        }
        found
    }

    /// Whether an ideograph or kana stands between the two.
    pub(super) const fn hold_wide_text((opening, closing): (Bracket, Bracket)) -> bool {
        closing.letters > opening.letters
    }
}
