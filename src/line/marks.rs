//! What a character is to a line: an ideograph, a stop, a comma, a bracket.

/// Whether the character is an ideograph, kana or Hangul: one em wide and joined to the next without a space.
#[must_use]
#[inline]
pub fn is_ideograph(c: char) -> bool {
    let code = c as u32;
    // The main block first: nearly all are of it.
    code.wrapping_sub(0x4E00) < 0x5200
        || matches!(code,
        0x3400..=0x4DBF | 0x3040..=0x30FF | 0x2E80..=0x2FDF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
        | 0x3005..=0x3007 | 0x3021..=0x3029 | 0xAC00..=0xD7AF | 0x31F0..=0x31FF)
}

/// Whether a sentence may end with it.
#[must_use]
#[inline]
pub fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '.' | '!' | '?' | '…' | '⋯' | '．' | '｡')
}

/// Whether it is a comma, a pause mark or a semicolon.
#[must_use]
#[inline]
pub fn is_comma(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | ',' | ';' | '､')
}

/// Whether it closes a bracket or a quotation.
#[must_use]
#[inline]
pub fn is_closer(c: char) -> bool {
    matches!(
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
    )
}

/// Whether it opens a bracket or a quotation.
#[must_use]
#[inline]
pub fn is_opener(c: char) -> bool {
    matches!(
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
    )
}

/// Whether it is a mark of full width that is squeezed where it meets another.
#[must_use]
#[inline]
pub fn is_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | '。' | '！' | '？') || is_closer(c) || is_opener(c)
}

/// Whether no line may begin with it (kinsoku; GB/T 15834-2011, 5.1).
#[must_use]
#[inline]
pub fn never_begins(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | '。' | '！' | '？' | '…' | '％' | '%' | '·' | '.' | ',' | ';' | '!' | '?')
        || is_closer(c) && c != '"'
}
