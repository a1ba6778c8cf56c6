//! One form of each character and mark, and no spaces.

use unicode_normalization::UnicodeNormalization;

use crate::chars::radical;

/// Text without spaces, in one form of each character and punctuation mark.
///
/// ```
/// use stonehand::score::fold;
///
/// assert_eq!(fold("“灯 塔”，１2元……"), fold("\"灯塔\",12元..."));
/// assert_ne!(fold("灯塔。"), fold("灯塔！"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let marked = text.chars().map(|c| plain(radical(c).unwrap_or(c)));
    let mut out = String::with_capacity(text.len());
    let mut stops = 0;
    for c in marked.nfkc().map(plain) {
        // Compatibility forms write an ellipsis as stops, too.
        if c == '.' {
            stops += 1;
            continue;
        }
        close(&mut out, &mut stops);
        if !is_space(c) {
            out.push(c);
        }
    }
    close(&mut out, &mut stops);
    out
}

/// Ends a row of stops: three and more are an ellipsis.
fn close(out: &mut String, stops: &mut usize) {
    match std::mem::take(stops) {
        few @ 0..3 => out.extend(std::iter::repeat_n('.', few)),
        _ => out.push('…'),
    }
}

/// White space, and what takes no room.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// One form of each mark.
const fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '『' | '』' | '「' | '」' | '﹃' | '﹄' | '﹁' | '﹂' => '"',
        '‘' | '’' => '\'',
        '—' | '–' | '―' | '－' | '‐' | '‑' => '-',
        '⋯' => '…',
        '・' | '•' => '·',
        '、' | '，' => ',',
        '。' => '.',
        '；' => ';',
        '：' => ':',
        '？' => '?',
        '！' => '!',
        '（' => '(',
        '）' => ')',
        '％' => '%',
        '～' => '~',
        c => c,
    }
}
