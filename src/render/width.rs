//! How many columns a text takes on a terminal.

/// The first and the last of each range of characters that take two columns, from Unicode's East Asian Width.
const WIDE: &[(char, char)] = &[
    ('\u{1100}', '\u{115f}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{4dbf}'),
    ('\u{4e00}', '\u{a4cf}'),
    ('\u{a960}', '\u{a97f}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fe10}', '\u{fe19}'),
    ('\u{fe30}', '\u{fe6f}'),
    ('\u{ff01}', '\u{ff60}'),
    ('\u{ffe0}', '\u{ffe6}'),
    ('\u{1f300}', '\u{1f64f}'),
    ('\u{1f680}', '\u{1f6ff}'),
    ('\u{1f900}', '\u{1f9ff}'),
    ('\u{20000}', '\u{3fffd}'),
];

/// The columns that `text` takes: two for ideographs and full-width marks, none for marks set upon others.
///
/// Curly quotes, dashes and dots take one column, as nearly all terminals show them.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    if c < '\u{300}' {
        return usize::from(!c.is_control());
    }
    if matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
    {
        return 0;
    }
    let at = WIDE.partition_point(|range| range.1 < c);
    if WIDE.get(at).is_some_and(|range| range.0 <= c) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_terminals_do() {
        for (text, columns) in [("", 0), ("abc", 3), ("澜港", 4), ("“Ａ”，", 6), ("e\u{301}é", 2), ("𠮷", 2), ("ｱ", 1)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
    }
}
