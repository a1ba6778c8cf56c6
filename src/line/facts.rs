//! What can be measured on a line by itself.

use crate::lang::han::{leading_han, leading_han_len};
use crate::text::to_u32;

use super::marks::Kinds;
pub use super::marks::{is_closer, is_comma, is_ideograph, is_letter, is_mark, is_opener, is_stop, never_begins};

/// A hundredth of an em, the unit of widths. An ideograph is 100 wide.
pub type Width = i32;

/// How a line ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ending {
    /// With a letter, an ideograph or a digit: a sentence may go on.
    #[default]
    Bare,
    /// With a full stop, an exclamation or question mark, also inside closing quotes and brackets.
    Stop,
    /// With a colon.
    Colon,
    /// With a comma, a pause mark or a semicolon.
    Comma,
    /// With a closing bracket or quote that no stop goes before.
    Closer,
    /// With a dash.
    Dash,
    /// With a hyphen behind a Latin letter.
    Hyphen,
    /// With an opening bracket or quote.
    Opener,
}

/// Marks that cues look for, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// `，`
    pub const COMMA: Self = Self(1);
    /// `、`
    pub const PAUSE: Self = Self(1 << 1);
    /// `；`
    pub const SEMICOLON: Self = Self(1 << 2);
    /// `。`
    pub const STOP: Self = Self(1 << 3);
    /// `“`
    pub const QUOTE: Self = Self(1 << 4);
    /// `：`
    pub const COLON: Self = Self(1 << 5);
    /// `:` and the strokes `/`, `／`, `|` and `｜`.
    pub const STROKE: Self = Self(1 << 6);
    /// Digits and marks of numbers in full width, and characters without width.
    pub const WIDE_FIGURE: Self = Self(1 << 7);

    #[inline]
    const fn of(c: char) -> Self {
        match c {
            '，' => Self::COMMA,
            '、' => Self::PAUSE,
            '；' => Self::SEMICOLON,
            '。' => Self::STOP,
            '“' => Self::QUOTE,
            '：' => Self::COLON,
            ':' | '/' | '／' | '|' | '｜' => Self::STROKE,
            '０'..='９' | '－' | '％' | '．' | '∶' | '\u{200B}' | '\u{FEFF}' => Self::WIDE_FIGURE,
            _ => Self(0),
        }
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `other` is among these.
    #[must_use]
    pub const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What was measured on a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Width in hundredths of an em, spaces at the ends not counted. An ideograph counts 100, a Latin letter, a digit
    /// or a space 50, and of two marks that meet the first counts 50, as type is squeezed.
    pub width: Width,
    /// Width of the spaces in front.
    pub indent: Width,
    /// The measure to which the line was set; 0 for display lines, and while it is not known.
    pub measure: Width,
    /// How many blank lines stand above.
    pub blanks: u32,
    /// How many characters that are not spaces.
    pub chars: u32,
    /// How many ideographs and kana.
    pub ideographs: u32,
    /// How many Latin letters.
    pub latin: u32,
    /// How many digits.
    pub digits: u32,
    /// How many full stops, question and exclamation marks stand before the line's end.
    pub inner_stops: u32,
    /// How many commas, pause marks and semicolons.
    pub commas: u32,
    /// How many gaps of two spaces and more (or one of an ideograph's width) stand inside.
    pub gaps: u32,
    /// How many single spaces stand inside.
    pub spaces: u32,
    /// Which of the marks that cues look for it has.
    pub marks: Marks,
    /// How the line ends.
    pub ending: Ending,
    /// Whether a bracket or quote is opened and not closed.
    pub open: bool,
    /// Whether a column begins here that goes on from no other, as far as the page was put in order.
    pub fresh: bool,
    /// Whether the line stands beside the one before it, to its right: both were one line of the source.
    pub beside: bool,
    /// The first character; NUL for none.
    pub first: char,
    /// The last character; NUL for none.
    pub last: char,
}

/// The width of a single space.
const SPACE: Width = 0;

impl Facts {
    /// Measures a line; `blanks` blank lines stand above it.
    #[must_use]
    pub fn of(line: &str, blanks: u32) -> Self {
        let mut facts = Self { blanks, ..Self::default() };
        let mut printed = line;
        if line.starts_with(char::is_whitespace) {
            printed = line.trim_start();
            let indent = &line[..line.len() - printed.len()];
            facts.indent = indent.chars().map(|c| if c == '\u{3000}' { 100 } else { 50 }).sum();
        }
        facts.count(if line.ends_with(char::is_whitespace) { printed.trim_end() } else { printed });
        facts
    }

    /// The facts of a line that was put together from this one and the next.
    #[must_use]
    pub fn with_next(&self, whole: &str) -> Self {
        let mut facts = Self { indent: self.indent, blanks: self.blanks, beside: self.beside, ..Self::default() };
        facts.count(whole);
        facts
    }

    fn count(&mut self, line: &str) {
        let mut depth = 0i32;
        let mut stop_pending = false;
        let mut after_point = false;
        let mut squeeze = false;
        let mut space = 0;
        // No line is so long that this overflows.
        let mut width = i64::from(self.width);
        let (mut ideographs, mut letters_and_marks) = (0, 0);
        let printed = |c: &char| !c.is_whitespace();
        self.first = line.chars().find(printed).unwrap_or_default();
        self.last = line.chars().rev().find(printed).unwrap_or_default();
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            // Ideographs come in runs, and so do letters; one of a run counts like another.
            let (han, letters) = match byte {
                b' ' => {
                    space += 1;
                    at += 1;
                    continue;
                }
                0xE4..=0xE9 => (leading_han_len(&bytes[at..]), 0),
                0..0x80 => (0, leading_letters(&bytes[at..])),
                _ => (0, 0),
            };
            // Of what is no run, the character.
            let c = if han + letters > 0 { '\0' } else { line[at..].chars().next().unwrap_or_default() };
            let here = at;
            at += if han + letters > 0 { han + letters } else { c.len_utf8() };
            // Marks are asked first what they are: what is none may be anything.
            let kinds = Kinds::of(c);
            let is_mark = kinds != Kinds::NONE;
            if han + letters == 0 && !is_mark && c.is_whitespace() {
                space += if c == '\u{3000}' || c == '\t' { 2 } else { 1 };
                continue;
            }
            if space > 0 {
                after_point = false;
                // A single space is stretched or squeezed as the line needs it, and may be a stray one.
                width += i64::from(if space == 1 { SPACE } else { 100 });
                if space > 1 {
                    self.gaps += 1;
                } else {
                    self.spaces += 1;
                }
                space = 0;
                squeeze = false;
            }
            if han > 0 || letters == 0 && !is_mark && is_ideograph(c) {
                let run = to_u32(han / 3).max(1);
                ideographs += run;
                width += 100 * i64::from(run);
                self.inner_stops += u32::from(stop_pending);
                stop_pending = false;
                squeeze = false;
                continue;
            }
            if letters > 0 {
                // A letter or a digit is no mark of any kind.
                let mut digits = 0;
                for &letter in &bytes[here..at] {
                    width += i64::from(LETTERS[usize::from(letter)]);
                    digits += u32::from(letter.is_ascii_digit());
                }
                squeeze = false;
                // A point before it is a decimal point or part of a name, no stop.
                self.inner_stops += u32::from(stop_pending && !after_point);
                stop_pending = false;
                let all = to_u32(letters);
                letters_and_marks += all;
                self.digits += digits;
                self.latin += all - digits;
                continue;
            }
            letters_and_marks += 1;
            self.marks = self.marks.and(Marks::of(c));
            let wide = !c.is_ascii() && (c as u32) >= 0x2000 && c != '·';
            if wide {
                width += if squeeze { 50 } else { 100 };
                squeeze = kinds.meet(Kinds::SQUEEZED);
            } else {
                width += i64::from(narrow(c));
                squeeze = false;
            }
            if kinds.meet(Kinds::STOP) {
                stop_pending = true;
                after_point = c == '.';
            } else if !kinds.meet(Kinds::CLOSER) {
                self.inner_stops += u32::from(stop_pending);
                stop_pending = false;
            }
            if kinds.meet(Kinds::OPENER) {
                depth += 1;
            } else if kinds.meet(Kinds::CLOSER) {
                depth = (depth - 1).max(0);
            }
            self.latin += u32::from(!wide && !is_mark && !c.is_ascii() && c.is_alphabetic());
            self.commas += u32::from(kinds.meet(Kinds::COMMA));
        }
        self.width = Width::try_from(width).unwrap_or(Width::MAX);
        self.ideographs += ideographs;
        self.chars += ideographs + letters_and_marks;
        self.open = depth > 0;
        self.ending = if stop_pending { Ending::Stop } else { ending(self.last, line) };
    }

    /// Width of the shortest piece of the line's beginning that a compositor could have set at the end of the line above:
    /// opening marks, one ideograph or a whole Latin word or number, and the marks that may not begin a line.
    #[must_use]
    pub fn lead(line: &str) -> Width {
        // Nearly all lines begin with two ideographs, and lines may end behind the first.
        if leading_han(line.as_bytes()).is_some_and(|(_, rest)| leading_han(rest).is_some()) {
            return 100;
        }
        let line = line.trim_start();
        let mut chars = line.chars();
        let alone = |c: char| is_ideograph(c) && !never_begins(c);
        if chars.next().is_some_and(is_ideograph) && chars.next().is_none_or(alone) {
            return 100;
        }
        let mut facts = Self::default();
        let mut end = 0;
        let mut word = false;
        let mut done = false;
        for (at, c) in line.char_indices().take(40) {
            let latin = !is_ideograph(c) && is_letter(c)
                || matches!(c, '-' | '.' | '%' | '/' | '\'' | ':' | '·' | '∶' | '／' | '％') && word;
            let goes_on =
                if done { never_begins(c) || word && latin || c == '—' && line.starts_with('—') } else { true };
            if !goes_on {
                break;
            }
            word = latin && (word || !done);
            done = done || !is_opener(c);
            end = at + c.len_utf8();
        }
        facts.count(&line[..end]);
        facts.width
    }

    /// Whether the line ends as the first part of a message head does: `…1月4日电`.
    #[must_use]
    pub const fn last_of_head(&self) -> bool {
        matches!(self.last, '电' | '電' | '讯' | '訊' | '报' | '報' | '社')
    }

    /// Whether Latin letters carry the line.
    #[must_use]
    pub fn is_latin(&self) -> bool {
        self.latin > self.ideographs * 2
    }
}

/// The width of a character that is not of full width.
#[inline]
const fn narrow(c: char) -> Width {
    match c {
        'i' | 'l' | 'j' | 'f' | 't' | '.' | ',' | '\'' | ';' | ':' | '!' | '|' => 30,
        'm' | 'w' | 'M' | 'W' | '@' => 80,
        'A'..='Z' => 65,
        _ => 50,
    }
}

/// The widths of ASCII letters and digits; 0 for all that is none.
static LETTERS: [Width; 256] = {
    let mut widths = [0; 256];
    let mut code = 0_u8;
    while code < 128 {
        if code.is_ascii_alphanumeric() {
            widths[code as usize] = narrow(code as char);
        }
        code += 1;
    }
    widths
};

/// How many ASCII letters and digits the text begins with.
#[inline]
fn leading_letters(text: &[u8]) -> usize {
    text.iter().take_while(|&&b| LETTERS[usize::from(b)] > 0).count()
}

/// Whether a line begins with the number of an instalment in brackets: `（三）`, `（一）（〇）`, `（下）`.
pub(crate) fn numbers_part(line: &str) -> bool {
    let bracket = line.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']));
    let is_number = |number: &str| {
        let sign = |c: char| "〇零一二三四五六七八九十百廿卅上中下續续完".contains(c);
        !number.is_empty() && number.chars().count() < 6 && number.chars().all(sign)
    };
    bracket.is_some_and(|(number, _)| number.len() < 32 && is_number(number))
}

fn ending(last: char, line: &str) -> Ending {
    match last {
        '：' | ':' => Ending::Colon,
        '—' | '―' | '–' => Ending::Dash,
        '-' | '\u{ad}' | '¬' | '⸗' | '‐' => {
            let before = line.chars().rev().nth(1);
            if before.is_some_and(|c| c.is_alphabetic() && !is_ideograph(c)) { Ending::Hyphen } else { Ending::Dash }
        }
        c if is_comma(c) => Ending::Comma,
        c if is_closer(c) => Ending::Closer,
        c if is_opener(c) => Ending::Opener,
        _ => Ending::Bare,
    }
}
