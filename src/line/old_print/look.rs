//! What is to be known of a line on one body, and what the line costs as this or that.

use super::super::Line;
use super::super::facts::{is_ideograph, numbers_part};
use super::notice;
use super::path::{
    BESIDE, BESIDE_FIRST, Cost, LENGTHS, NAME, NARROW, NEVER, PER_LENGTH, STATES, TITLE, VERSE, VERSE_PAIR,
};

/// No column is wider: longer lines are whole paragraphs.
const WIDE: u32 = 70;
/// The longest title without doubts, and the longest name in brackets.
const LONG_TITLE: u32 = 14;
const LONG_NAME: u32 = 10;

/// The longest head that is set into its paragraph, and the longest line beside it.
const LONG_HEAD: u32 = 4;
const LONG_BESIDE: u32 = 11;

/// What it costs that a paragraph ends without a mark, where there is a place for it and where there is none.
const BARE_END: Cost = 34;
const BARE_FULL_END: Cost = 10;

/// What a line length costs, by how many characters the line is longer than its measure: from five fewer to three more.
type ByLength = [Cost; 9];
const EXACT: ByLength = [55, 60, 60, 50, 22, 5, 28, 60, 60];
const EXACT_FIRST: ByLength = [60, 60, 60, 45, 12, 11, 28, 60, 60];
const INDENTED: ByLength = [60, 60, 60, 35, 3, 28, 50, 60, 60];
const LAST: ByLength = [6, 25, 25, 25, 25, 22, 40, 60, 60];
/// The same where lines are spaced out, so that one has a character more or less than another.
const SPACED: ByLength = [55, 60, 60, 40, 14, 5, 22, 55, 55];
const SPACED_LAST: ByLength = [6, 25, 25, 28, 27, 27, 40, 60, 60];

/// What a line is by its wording.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is all in brackets, and short, as a name is.
    Name,
    /// It is one remark in brackets.
    Remark,
    /// It has the head of a message: `（倫敦廿日電）`.
    Message,
    /// It begins with a number and a mark: `三、`.
    Item,
    /// It begins as the rates of the paper do.
    Rates,
    /// It numbers a chapter.
    Chapter,
    /// Its wording does not tell.
    Other,
}

/// What is to be known of a line.
pub(super) struct Look {
    pub(super) length: u32,
    /// How many marks of a sentence it has.
    marks: u32,
    first: char,
    last: char,
    kind: Kind,
    /// Whether a mark stands behind its first character.
    cut: bool,
}

impl Look {
    pub(super) fn of(line: &Line) -> Self {
        let facts = &line.facts;
        let is_mark = |&c: &char| matches!(c, '、' | '，' | '。' | '；' | '：' | '？' | '！');
        let marks = line.text.chars().filter(is_mark).count();
        let marks = u32::try_from(marks).unwrap_or(u32::MAX);
        let short = facts.chars <= LONG_NAME && facts.first == '（' && facts.last == '）' && marks == 0;
        let bracket = line.text.strip_prefix('（').and_then(|rest| rest.split('）').next());
        let kind = match bracket {
            Some(head) if head.ends_with(['電', '訊']) => Kind::Message,
            Some(_) if short && !numbers_part(&line.text) && line.text.matches('（').count() == 1 => Kind::Name,
            Some(all) if facts.last == '）' && all.len() + 6 == line.text.len() => Kind::Remark,
            None if is_numbered(&line.text) => Kind::Item,
            None if notice::names_rates(&line.text) => Kind::Rates,
            None if marks == 0 && is_chapter(&line.text) => Kind::Chapter,
            _ => Kind::Other,
        };
        let cut = line.text.chars().nth(1).as_ref().is_some_and(is_mark);
        Self { length: facts.chars, marks, first: facts.first, last: facts.last, kind, cut }
    }

    /// Whether it numbers a chapter.
    pub(super) fn is_chapter(&self) -> bool {
        self.kind == Kind::Chapter
    }

    /// Whether a mark ends it.
    fn is_closed(&self) -> bool {
        !is_ideograph(self.last) && !self.last.is_alphanumeric() && !matches!(self.last, '（' | '「' | '『')
    }

    /// Whether it begins as items and messages do.
    fn opens(&self) -> bool {
        self.kind == Kind::Item || self.first == '（' && self.last != '）' || self.has_ornament() && !self.is_flanked()
    }

    /// Whether ornaments stand on both sides, as beside captions.
    fn is_flanked(&self) -> bool {
        self.first == self.last && self.has_ornament()
    }

    fn has_ornament(&self) -> bool {
        matches!(self.first, '▲' | '△' | '●' | '○' | '◎' | '◇' | '◆' | '■' | '□' | '◘' | '★' | '☆' | '※')
    }

    /// What it costs that a paragraph or title begins with such a character.
    const fn begun(&self) -> Cost {
        match self.first {
            '、' | '，' | '。' | '；' | '：' | '？' | '！' | '）' | '」' | '』' => 50,
            // Few sentences begin with one character and a pause, but in one line of ten a clause ends so.
            _ if self.cut && !matches!(self.kind, Kind::Item) => 15,
            _ => 0,
        }
    }

    /// What it costs that a paragraph goes on behind it, and that it ends.
    fn end(&self) -> (Cost, Cost) {
        match self.last {
            '、' => (22, 3),
            '。' => (35, 3),
            '，' | '（' | '「' | '『' => (30, 40),
            '云' => (12, 8),
            _ if self.is_flanked() => (40, 40),
            '）' if self.kind == Kind::Message => (5, 40),
            '）' if self.kind == Kind::Remark => (60, 3),
            _ if self.is_closed() => (40, 12),
            _ => (2, BARE_END),
        }
    }

    /// Whether nothing but its length tells that it ends a paragraph.
    fn is_bare(&self) -> bool {
        self.last != '云' && !self.is_closed() && !matches!(self.last, '（' | '「' | '『')
    }

    fn title(&self) -> Cost {
        if self.is_chapter() {
            return 5;
        }
        let closed = self.marks == 0 && self.is_closed() && self.last != '）' && !self.is_flanked();
        let message = self.first == '（' && self.last != '）';
        let marks = Cost::try_from(self.marks.min(100)).unwrap_or(0);
        let long = Cost::try_from(self.length.saturating_sub(LONG_TITLE).min(100)).unwrap_or(0);
        18 + marks * 28
            + long * 8
            + self.begun()
            + if closed { 25 } else { 0 }
            + if self.kind == Kind::Message {
                60
            } else if message {
                25
            } else {
                0
            }
    }

    /// Whether it may be a head that is set into its paragraph.
    pub(super) fn may_stand_in(&self) -> bool {
        self.marks == 0 && (2..=LONG_HEAD).contains(&self.length)
    }

    /// Whether it has no mark and does not begin as items and messages do.
    pub(super) fn is_plain(&self) -> bool {
        self.marks == 0 && !self.opens() && self.kind != Kind::Message
    }

    /// Whether it may be a line of verse or of a list, which have no marks.
    fn is_verse(&self) -> bool {
        self.marks == 0 && self.length > 1 && self.first != '（' && self.last != '）' && !self.has_ornament()
    }

    /// What the line costs in each state.
    pub(super) fn costs(&self, lengths: &[u32; LENGTHS], spaced: bool) -> [Cost; STATES] {
        let mut costs = [NEVER; STATES];
        costs[TITLE] = self.title();
        if self.kind == Kind::Name {
            costs[NAME] = 5;
        }
        let (mut goes_on, ends) = self.end();
        if self.length > WIDE {
            goes_on = NEVER / 2;
        }
        if (2..=LONG_BESIDE).contains(&self.length) {
            costs[BESIDE] = 8 + goes_on;
            costs[BESIDE_FIRST] = 8 + goes_on + self.begun();
        }
        // Running text has a mark in every ten characters.
        let bare = if self.marks == 0 { Cost::try_from(self.length.min(100)).unwrap_or(0) } else { 0 };
        let begins = self.begun() + if self.is_chapter() { 40 } else { 0 } + if self.opens() { -12 } else { 3 };
        let inside = match self.kind {
            Kind::Message | Kind::Rates | Kind::Chapter => 60,
            _ if self.has_ornament() && !self.is_flanked() => 45,
            _ if self.opens() => 20,
            _ => 0,
        };
        for (k, &length) in lengths.iter().enumerate().filter(|&(_, &length)| length > 0) {
            let own = &mut costs[k * PER_LENGTH..(k + 1) * PER_LENGTH];
            let longer = i64::from(self.length) - i64::from(length);
            let by = usize::try_from(longer.clamp(-5, 3) + 5).unwrap_or(0);
            let (middle, last) = if spaced { (SPACED, SPACED_LAST) } else { (EXACT, LAST) };
            for (indent, first) in [EXACT_FIRST, INDENTED].iter().enumerate() {
                // Where lines are spaced out, a character less is no indent.
                if spaced && indent == 1 {
                    continue;
                }
                // No column is narrower; only the end of a paragraph may be so short.
                let narrow = if length < NARROW { 40 } else { 0 };
                own[indent * 4] = first[by] + goes_on + bare + begins + narrow;
                own[indent * 4 + 1] = middle[by] + goes_on + bare + inside + 2 + narrow;
                // A full line has no place for the mark; a shorter one has.
                let ends = if self.is_bare() && longer >= -i64::from(spaced) { BARE_FULL_END } else { ends };
                own[indent * 4 + 2] = last[by] + ends + bare + inside;
                own[indent * 4 + 3] = last[by] + ends + bare + begins;
            }
            // The lines of verse have one length, those of a list nearly.
            if self.is_verse() {
                own[VERSE] = match longer {
                    0 => 6,
                    1 | -1 => 12,
                    // The last line of a rhyme that is set like a paragraph.
                    ..-1 if length >= VERSE_PAIR => 31,
                    _ => NEVER,
                };
            }
        }
        costs
    }
}

/// Whether a line is the heading of a chapter: `第四章`, `第七囘　雨夜渡江`.
fn is_chapter(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let number = |c: char| "〇零一二三四五六七八九十廿卅百".contains(c);
    let Some(rest) = rest.trim_start_matches(number).strip_prefix(['章', '囘', '回', '節', '折', '幕']) else {
        return false;
    };
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

/// Whether a line begins as the items of a list do: `三、`, `十二、`.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    (1..=3).contains(&((text.len() - rest.len()) / 3)) && rest.starts_with(['、', '，', '．'])
}
