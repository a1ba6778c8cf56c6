//! What a line shows at its ends, and what a column shows at its foot.

use crate::column::continuity::{self, Edge, Score, Words};
use crate::line::cue::opens_story;
use crate::line::facts::{Width, never_begins};
use crate::line::{Ending, Facts, Line};

/// Two widths are the same up to this, in hundredths of an em.
const SAME: Width = 75;
/// The indent of a paragraph's first line, which extractors lose.
const INDENT: Width = 200;
/// So much narrower than its column, a line that ends with a stop closes a paragraph.
const SHORT: Width = 150;
/// A line whose characters stand apart is narrower than its column by so much at most.
const STRETCH: Width = 300;

/// What is asked of a line again and again.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that a line shows")]
pub struct Ends {
    pub width: Width,
    pub ending: Ending,
    /// Whether it begins with a mark that no line begins with.
    pub barred: bool,
    /// Whether a story opens with it.
    pub head: bool,
    /// Whether it has no marks, as titles have none.
    pub bare: bool,
    /// Whether its characters were set apart to fill the measure.
    pub stretched: bool,
    begin: Edge,
    end: Edge,
    lead: Width,
    /// How likely its first character begins a word, at most nought.
    pub starts: Score,
    pub marks: Marks,
}

/// How many quotes and how many brackets of a line close what it did not open, and stay open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    pub closes: [u8; 2],
    opens: [u8; 2],
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        for c in text.chars() {
            let (kind, opener) = match c {
                '“' | '「' | '『' => (0, true),
                '”' | '」' | '』' => (0, false),
                '（' | '(' | '《' => (1, true),
                '）' | ')' | '》' => (1, false),
                _ => continue,
            };
            let (opens, closes) = (&mut marks.opens[kind], &mut marks.closes[kind]);
            if opener {
                *opens = opens.saturating_add(1);
            } else if *opens > 0 {
                *opens -= 1;
            } else {
                *closes = closes.saturating_add(1);
            }
        }
        marks
    }
}

/// What stands open at the end of a column: quotes, and brackets. `None` where nobody knows, at a column's top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open(pub [Option<u8>; 2]);

impl Open {
    fn after(self, marks: Marks) -> Self {
        Self(std::array::from_fn(|kind| {
            let (closes, opens) = (marks.closes[kind], marks.opens[kind]);
            match self.0[kind] {
                None if closes == 0 && opens == 0 => None,
                None => Some(opens),
                Some(open) => Some(open.saturating_sub(closes).saturating_add(opens).min(4)),
            }
        }))
    }
}

/// Whether its characters stand apart, as a compositor sets them where a line does not come out even. The last line of a
/// paragraph has no need of it.
fn is_stretched(line: &Line) -> bool {
    let gaps = line.text.runs().iter().filter(|run| run.len == 0).count();
    line.facts.chars >= 6 && gaps * 2 >= line.facts.chars as usize
}

/// Whether a line has no marks, opens no story, and was not set to a measure.
fn is_bare(line: &Line) -> bool {
    line.facts.commas + line.facts.inner_stops == 0
        && matches!(line.facts.ending, Ending::Bare | Ending::Closer)
        && !is_stretched(line)
        && !opens_story(&line.text)
}

impl Ends {
    /// Of a line.
    pub fn of(line: &Line) -> Self {
        Self {
            width: line.facts.width,
            ending: line.facts.ending,
            barred: never_begins(line.facts.first),
            head: opens_story(&line.text),
            bare: is_bare(line),
            stretched: is_stretched(line),
            begin: Edge::begin(&line.text),
            end: Edge::end(&line.text),
            lead: Facts::lead(&line.text),
            starts: continuity::edges(line.facts.first).1.min(0),
            marks: Marks::of(&line.text),
        }
    }

    /// Whether it is as wide as a line above with the indent that this lost.
    pub fn is_out_dented(&self, above: &Self) -> bool {
        (150..=300).contains(&(self.width - above.width))
    }

    /// How likely this line and `next` touch.
    pub fn touch(&self, next: &Self, words: &Words) -> Score {
        let (known, here) = self.touches(next, words);
        known + here
    }

    /// How likely this line and `next` touch, by what is known and by what the page itself says.
    pub fn touches(&self, next: &Self, words: &Words) -> (Score, Score) {
        (continuity::touch(self.end, next.begin), words.touch(self.end, next.begin))
    }
}

/// The foot of a column, as far as it was dealt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foot {
    /// Its last line, and its first.
    pub last: u32,
    pub first: u32,
    /// How many lines it has, up to nine.
    pub lines: u8,
    /// How often it was passed over since.
    pub missed: u8,
    /// Whether it was passed over before, and went on.
    pub late: bool,
    /// Its width, as far as it shows.
    pub measure: Width,
    /// Whether its last line is the first of a paragraph, and lost its indent.
    indented: bool,
    pub open: Open,
    /// Whether its last line closes a paragraph.
    pub closed: bool,
    /// The first line of the first of the columns that began side by side with it.
    pub begun: u32,
    /// How many lines of its own and of columns above stand at its side.
    pub level: u16,
}

impl Foot {
    /// The foot of a column of one line that begins behind the line of another column, side by side with it if that has
    /// only this one.
    pub fn new(last: u32, line: &Ends, before: Option<&Self>) -> Self {
        let beside = before.filter(|f| f.lines == 1);
        Self {
            last,
            first: last,
            lines: 1,
            missed: 0,
            late: false,
            measure: line.width,
            indented: false,
            open: Open::default().after(line.marks),
            closed: line.ending == Ending::Stop,
            begun: beside.map_or(last, |f| f.begun),
            level: before.map_or(0, |f| f.level),
        }
    }

    /// The same foot, passed over so often.
    pub const fn missed(self, missed: u8) -> Self {
        Self { missed, ..self }
    }

    /// Whether the two go on alike.
    pub fn is_like(&self, other: &Self) -> bool {
        self.last == other.last && self.measure == other.measure
    }

    /// A sum of feet with this one behind them: of feet that go on alike the sums are equal.
    pub fn added_to(&self, sum: u64) -> u64 {
        let own = u64::from(self.last) << 32 | u64::from(self.measure.cast_unsigned());
        (sum ^ own).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
    }

    /// The width of its last line `above` with the indent that it lost.
    pub const fn own(&self, above: &Ends) -> Width {
        above.width + if self.indented { INDENT } else { 0 }
    }

    /// Whether its last line `above` has no room for the beginning of `next`. The only line may have lost its indent.
    pub const fn is_full(&self, above: &Ends, next: &Ends) -> bool {
        let indent = if self.lines == 1 { INDENT } else { 0 };
        above.stretched || self.own(above) + indent + next.lead > self.measure - 50
    }

    /// The foot when line `at` goes on the column, whose last line is `above`, and whether a paragraph begins.
    pub fn with(self, above: &Ends, at: u32, next: &Ends, touch: (Score, Score)) -> (Self, bool) {
        let paragraph = self.is_ended(above, next, touch.0 + touch.1);
        let measure = if paragraph {
            self.measure.max(next.width.min(self.measure + SAME))
        } else {
            self.measure_with(above, next)
        };
        let foot = Self {
            last: at,
            lines: (self.lines + 1).min(9),
            missed: 0,
            late: self.late || self.missed > 0,
            measure,
            indented: paragraph && next.width < self.measure - SAME,
            open: self.open.after(next.marks),
            closed: next.ending == Ending::Stop && next.width < self.measure - SHORT,
            level: self.level.saturating_add(1),
            ..self
        };
        (foot, paragraph)
    }

    /// Whether a paragraph ends with the line above: with a stop, and it is short or the next lost its indent; or without
    /// one, where that did and nothing else speaks for it.
    fn is_ended(&self, above: &Ends, next: &Ends, touch: Score) -> bool {
        let closes = matches!(above.ending, Ending::Stop | Ending::Closer | Ending::Colon);
        let indented = (-SAME..=SAME).contains(&(next.width - self.measure + INDENT));
        let ended = if indented { closes || touch < 0 } else { closes && !self.is_full(above, next) };
        ended && !above.stretched && !next.barred
    }

    /// The width of the column when a line goes on its paragraph.
    fn measure_with(&self, above: &Ends, next: &Ends) -> Width {
        let (width, measure) = (next.width, self.measure);
        let wider = width - measure;
        let stretched = next.stretched && (-STRETCH..=SAME).contains(&wider);
        if stretched || self.lines == 1 && above.stretched && (0..=STRETCH).contains(&wider) {
            return measure.max(width);
        }
        if wider > SAME {
            width
        } else if wider >= -SAME {
            measure.max(width.min(measure + 50))
        } else {
            measure
        }
    }
}
