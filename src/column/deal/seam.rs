//! Can a line go on a column? What speaks for it and against it.

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

/// What two lines say of each other weighs so much less than what the columns say, in eighths.
const WORDING: Score = 6;
/// A line whose characters stand apart is narrower than its column by so much at most.
const STRETCH: Width = 300;
/// A line as wide as its column.
const FITS: Score = 8;
/// A line wider than its column.
const WIDER: Score = -36;
/// A line that neither fills its column nor ends a sentence.
const STUB: Score = -48;
/// The same, where it is not much narrower.
const NARROW: Score = -10;
/// A first line that is wider or narrower than any indent makes it.
const ODD: Score = -16;
/// The line above left room for the beginning of this one.
const ROOM: Score = -40;
/// What is opened above is closed here, or is not.
const CLOSES: Score = 20;
const NOTHING_OPEN: Score = -32;
/// A paragraph begins.
const PARAGRAPH: Score = -14;
/// A paragraph begins where none ended.
const TORN: Score = -48;
/// A paragraph's first line has the width of one that lost its indent, or the full width.
const INDENTED: Score = 14;
const NOT_INDENTED: Score = -12;
/// A paragraph's first line is too short for that, and ends no sentence.
const SHORT_FIRST: Score = -16;
/// A line begins with a mark that none begins with.
pub const BARRED: Score = -64;

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
    stretched: bool,
    begin: Edge,
    end: Edge,
    lead: Width,
    /// How likely its first character begins a word, at most nought.
    starts: Score,
    marks: Marks,
}

/// How many quotes and how many brackets of a line close what it did not open, and stay open.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    closes: [u8; 2],
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
struct Open([Option<u8>; 2]);

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
        continuity::touch(self.end, next.begin) + words.touch(self.end, next.begin)
    }
}

/// The foot of a column, as far as it was dealt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foot {
    /// Its last line.
    pub last: u32,
    /// How many lines it has, up to nine.
    pub lines: u8,
    /// How often it was passed over since.
    pub missed: u8,
    /// Whether it was passed over before, and went on.
    pub late: bool,
    /// Its width, as far as it shows.
    measure: Width,
    /// Whether its last line is the first of a paragraph.
    first: bool,
    open: Open,
    /// Whether its last line closes a paragraph.
    pub closed: bool,
}

impl Foot {
    /// The foot of a column of one line.
    pub fn new(last: u32, line: &Ends) -> Self {
        let open = Open::default().after(line.marks);
        let closed = line.ending == Ending::Stop;
        Self { last, lines: 1, missed: 0, late: false, measure: line.width, first: false, open, closed }
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

    /// What speaks for line `at` going on the column whose last line is `above`, what the foot is then, and whether a
    /// paragraph begins.
    pub fn with(self, above: &Ends, at: u32, next: &Ends, touch: Score) -> (Score, Self, bool) {
        let (width, measure) = self.fit(above, next);
        let own = above.width + if self.first || self.lines == 1 { INDENT } else { 0 };
        let full = above.stretched || own + next.lead > measure - 50;
        let inside = touch * WORDING / 8 + width + self.marks(next) + if full { 0 } else { ROOM };
        let fresh = self.paragraph(above, next);
        let foot = Self {
            last: at,
            lines: (self.lines + 1).min(9),
            missed: 0,
            late: self.late || self.missed > 0,
            measure,
            first: false,
            open: self.open.after(next.marks),
            closed: next.ending == Ending::Stop && next.width < self.measure - SHORT,
        };
        if inside >= fresh {
            return (inside, foot, false);
        }
        let measure = self.measure.max(next.width.min(self.measure + SAME));
        (fresh, Self { measure, first: next.width < self.measure - SAME, ..foot }, true)
    }

    /// Whether a line of a paragraph that goes on has the width of the column, and what that width is then.
    fn fit(&self, above: &Ends, next: &Ends) -> (Score, Width) {
        let (width, measure) = (next.width, self.measure);
        let wider = width - measure;
        let closed = next.ending == Ending::Stop;
        let stretched = next.stretched && (-STRETCH..=SAME).contains(&wider);
        if stretched || self.lines == 1 && above.stretched && (0..=STRETCH).contains(&wider) {
            return (FITS, measure.max(width));
        }
        if wider.abs() <= SAME {
            return (FITS, measure.max(width.min(measure + 50)));
        }
        if self.lines == 1 {
            // The first line may have lost its indent.
            return match wider {
                125..=275 => (2, width),
                100..=350 => (if above.head { 0 } else { ODD }, width),
                1.. => (WIDER, width),
                _ if closed => (0, measure),
                _ => (STUB, measure),
            };
        }
        let shut = matches!(next.ending, Ending::Closer | Ending::Colon);
        match wider {
            1.. => (WIDER, width),
            _ if closed => (0, measure),
            -159.. => (NARROW, measure),
            _ if shut => (NARROW, measure),
            _ => (STUB, measure),
        }
    }

    /// Whether quotes and brackets that the line closes were opened.
    fn marks(&self, next: &Ends) -> Score {
        let [quotes, brackets] = [0, 1].map(|kind| match self.open.0[kind] {
            Some(0) if next.marks.closes[kind] > 0 => NOTHING_OPEN,
            Some(1..) if next.marks.closes[kind] > 0 => CLOSES,
            // Quotations are long; a bracket is closed in the next line.
            Some(1..) if kind == 1 => -CLOSES,
            _ => 0,
        });
        quotes + brackets
    }

    /// Whether the line begins a paragraph of the column.
    fn paragraph(&self, above: &Ends, next: &Ends) -> Score {
        let torn = match above.ending {
            _ if above.stretched => TORN,
            Ending::Stop => 0,
            Ending::Closer | Ending::Colon => TORN / 3,
            _ => TORN,
        };
        let wider = next.width - self.measure;
        let indent = match wider + INDENT {
            -75..=75 => INDENTED,
            ..-75 if next.ending == Ending::Stop => -8,
            ..-75 => SHORT_FIRST,
            _ if wider <= SAME => NOT_INDENTED,
            _ if self.lines == 1 => WIDER / 2,
            _ => WIDER,
        };
        PARAGRAPH + torn + indent + next.starts + if next.barred { BARRED } else { 0 }
    }
}
