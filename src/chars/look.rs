//! Looking around a place in a text.

use crate::lang::class::Class;

/// The character in front of byte `at`.
pub(super) fn char_behind(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character that begins at byte `at`.
pub(super) fn char_ahead(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The kind of the character in front of byte `at`.
pub(super) fn behind(text: &str, at: usize) -> Option<Class> {
    char_behind(text, at).map(Class::of)
}

/// The kind of the character that begins at byte `at`.
pub(super) fn ahead(text: &str, at: usize) -> Option<Class> {
    char_ahead(text, at).map(Class::of)
}

/// The kind of the first character from byte `at` on that is not a space.
pub(super) fn ahead_of_spaces(text: &str, at: usize) -> Option<Class> {
    text[at..].chars().map(Class::of).find(|class| !class.is_space())
}

/// Whether a character of this kind belongs to ideographic text: a wide letter or a wide mark.
pub(super) const fn is_wide_text(class: Class) -> bool {
    class.is_cjk() || class.is_wide_mark() || matches!(class, Class::Ellipsis | Class::Dash)
}

/// Whether more Latin letters than ideographs stand in the text, so that its marks should be those of Latin text.
pub(super) fn is_mostly_latin(text: &str) -> bool {
    let (mut latin, mut wide) = (0_usize, 0_usize);
    for c in text.chars() {
        match Class::of(c) {
            Class::Latin | Class::FullLatin => latin += 1,
            class if class.is_cjk() => wide += 1,
            _ => {}
        }
    }
    // An ideograph carries about as much as three letters.
    latin > wide * 3
}

/// A run of one and the same character.
pub(super) struct Same {
    pub(super) c: char,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) count: usize,
}

/// The runs of one and the same character, in order; a character that stands alone is a run of one.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Same> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, c) = chars.next()?;
        let mut count = 1;
        while chars.next_if(|&(_, next)| next == c).is_some() {
            count += 1;
        }
        Some(Same { c, start, end: start + count * c.len_utf8(), count })
    })
}
