//! Lines of Latin script: where a paragraph ends, and which lines are titles.
//!
//! Words differ in length, so full lines do too: a line is full when the first word of the next would not have fitted.
//! Where it would have, the line was ended on purpose: a sentence that ends there ends its paragraph, and words without
//! a stop are a title.

use std::collections::HashSet;
use std::ops::Range;

use super::facts::{Ending, Facts, Width, never_begins};
use super::setting;
use super::{Line, Place, Role, cue};
use crate::lang::{self, Language};
use crate::rule::{Certainty, Rule};

/// How lines of Latin script are read.
pub const RULE: Rule = Rule {
    code: "L23",
    name: "room-for-a-word",
    summary: "Ends a paragraph where a sentence ends and the next line's first word would still have fitted, and takes \
              lines without a stop for a title that end so.",
    why: "A compositor fills the line: a line with room for the next word was ended on purpose.",
    certainty: Certainty::Likely,
    languages: Language::LATIN,
    fixes: &[("Lunch goes up 23 cents", "display"), ("dredger called Patience.", "last")],
    leaves: &["今天开会。"],
};

/// How many lines to either side tell the measure.
const REACH: usize = 5;
/// Lines that are as full as others are no shorter than this.
const RAGGED: Width = 150;
/// No title has more lines.
const TITLE: usize = 5;
/// No more lines of titles follow each other.
const MOST_TITLES: usize = 16;
/// The part of a long word that would have been set at the end of a line, with its hyphen.
const SYLLABLES: Width = 320;
/// How many lines below a title are asked for its words; a word of so many letters counts, and so many of them tell.
const ECHO: usize = 10;
const LONG_WORD: usize = 4;
const FEWEST_ECHOES: usize = 3;
/// A line with so much room behind the next word is short, however ragged the others are.
const SHORT: Width = 300;
/// A space between words.
const SPACE: Width = 25;
/// The same in a line that was filled.
pub(super) const BLANK: Width = 50;

/// Gives every line that has no role yet its place in a paragraph, or the role of a title.
pub fn set(lines: &mut [Line], language: Language) {
    let widths: Vec<Width> = lines.iter().map(width).collect();
    let blank = lines.iter().filter(|l| l.facts.blanks > 0).count();
    let divided = lines.iter().filter(|l| l.facts.ending == Ending::Hyphen).count();
    let spaced = blank * 5 > lines.len() * 2;
    let page = Frame { widths, language, spaced, kept: setting::keeps_indents(lines), divides: divided >= 3 };
    let mut start = 0;
    while start < lines.len() {
        if lines[start].role != Role::Unknown {
            start += 1;
            continue;
        }
        let len = lines[start..].iter().take_while(|l| l.role == Role::Unknown).count();
        page.read(lines, start, start + len);
        start += len;
    }
}

/// What is the same for all lines of a page.
struct Frame {
    widths: Vec<Width>,
    language: Language,
    /// Whether blank lines stand everywhere and mean nothing.
    spaced: bool,
    /// Whether first lines kept their indents.
    kept: bool,
    /// Whether words are divided at line ends: then part of a long word would have fitted.
    divides: bool,
}

impl Frame {
    /// Reads the lines from `start` to `end`, all without a role.
    fn read(&self, lines: &mut [Line], start: usize, end: usize) {
        let mut begins: Vec<Option<bool>> = Vec::with_capacity(end - start);
        let above = start.checked_sub(1).map(|i| lines[i].role);
        let below = lines.get(end).map(|l| l.role);
        // Above a byline stand titles, up to the sentence that ends the story before.
        let titles = if below == Some(Role::Byline) {
            (start..end).rev().take(TITLE + 1).take_while(|&i| is_bare(&lines[i])).last().unwrap_or(end)
        } else {
            end
        };
        // Text above a table that breaks off without a stop is its title.
        let labelled = below == Some(Role::Cell)
            && (end > start + 1 && is_closed(&lines[end - 2]) || end == start + 1 && above == Some(Role::Caption))
            && is_bare(&lines[end - 1])
            && (lines[end - 1].facts.ending, lines[end - 1].facts.gaps) == (Ending::Bare, 0);
        let titles = if labelled { end - 1 } else { titles };
        let fresh = matches!(
            above,
            None | Some(Role::Jump | Role::Folio | Role::Masthead | Role::Cell | Role::Caption | Role::Display)
        );
        let signed = above == Some(Role::Byline);
        let mut open = false;
        let mut i = start;
        while i < end {
            if i >= titles {
                begins.push(None);
                i += 1;
                continue;
            }
            let first = i == start;
            let broken = open && self.breaks(lines, i);
            // A line inside a paragraph has no room for the next word.
            let short = || lines.get(i + 1).is_some_and(|l| !is_tabular(l)) && self.room(lines, i + 1, i) > SHORT;
            let headed = || is_closed(&lines[i - 1]) && self.heading(lines, i, end, false) > 0;
            if open && !broken && !((self.names_itself(lines, i) || short()) && headed()) {
                begins.push(Some(false));
                i += 1;
                continue;
            }
            let fresh = if first { fresh } else { is_tabular(&lines[i - 1]) };
            let plain = first && signed || is_tabular(&lines[i]);
            let count = if plain { 0 } else { self.heading(lines, i, titles, fresh) };
            let more = (i + count..titles).take_while(|&k| self.is_flush(lines, k)).count();
            let count = if count > 0 { count + more.min(TITLE) } else { count };
            for _ in 0..count {
                begins.push(None);
            }
            i += count;
            open = i < titles;
            if open && count == 0 || count > 0 && i < titles {
                begins.push(Some(true));
                i += 1;
            }
        }
        for (k, kind) in begins.iter().enumerate() {
            let ends = begins.get(k + 1) != Some(&Some(false));
            let line = &mut lines[start + k];
            line.because = RULE.code;
            line.role = match (kind, ends) {
                (None, _) => Role::Display,
                (Some(true), true) => Role::Body(Place::Only),
                (Some(true), false) => Role::Body(Place::First),
                (Some(false), true) => Role::Body(Place::Last),
                (Some(false), false) => Role::Body(Place::Middle),
            };
        }
    }

    /// Whether a paragraph ends above line `i`, in the middle of which it may stand.
    fn breaks(&self, lines: &[Line], i: usize) -> bool {
        let (upper, lower) = (&lines[i - 1], &lines[i]);
        let (a, b) = (&upper.facts, &lower.facts);
        if is_tabular(upper) || is_tabular(lower) {
            return true;
        }
        if a.ending == Ending::Hyphen || a.ending == Ending::Comma || a.ending == Ending::Opener {
            return false;
        }
        if b.first.is_lowercase() || never_begins(b.first) {
            return false;
        }
        let indented = b.indent >= 100 && a.indent + 100 <= b.indent;
        if !is_closed(upper) {
            let wider = self.widths[i] > self.measure(lines, i - 1) + 4 * RAGGED;
            let labelled = is_labelled(lower) && self.room(lines, i, i - 1) > SHORT;
            return wider
                || labelled
                || self.kept && indented
                || b.blanks > 0 && !self.spaced && self.room(lines, i, i - 1) > SPACE;
        }
        let apart = b.blanks > 0 && !self.spaced;
        indented || apart || cue::opens_story(&lower.text) || self.room(lines, i, i - 1) > self.slack(i - 1)
    }

    /// Whether a line stands above one whose indent says that a paragraph begins there, and has none.
    fn is_flush(&self, lines: &[Line], i: usize) -> bool {
        let below = lines.get(i + 1).map_or(0, |line| line.facts.indent);
        self.kept && below >= 100 && lines[i].facts.indent + 100 <= below && is_bare(&lines[i])
    }

    /// How much room the line above `i` has left behind the first word of line `i`, by the lines around `near`.
    fn room(&self, lines: &[Line], i: usize, near: usize) -> Width {
        let lead = Facts::lead(&lines[i].text).min(if self.divides { SYLLABLES } else { Width::MAX });
        self.measure(lines, near) - self.widths[i - 1] - SPACE - lead
    }

    fn slack(&self, i: usize) -> Width {
        (self.widths[i] / 30).max(20)
    }

    /// The measure around line `i`: the greatest width that others have nearly as well.
    fn measure(&self, lines: &[Line], i: usize) -> Width {
        let from = i.saturating_sub(REACH);
        let to = (i + REACH + 1).min(lines.len());
        let text = |l: &Line| matches!(l.role, Role::Unknown | Role::Body(_));
        let mut near: Vec<Width> = (from..to).filter(|&k| text(&lines[k])).map(|k| self.widths[k]).collect();
        near.sort_unstable_by(|a, b| b.cmp(a));
        let widest = near.first().copied().unwrap_or(0);
        // Short lines of one width, as of cells, are not full.
        let shared = near.windows(3).find(|w| w[0] - w[2] <= RAGGED).map(|w| w[0]);
        shared.filter(|shared| shared * 3 >= widest * 2).unwrap_or(widest)
    }

    /// How many lines from `i` on are a title. A `fresh` line stands where a story must begin.
    fn heading(&self, lines: &[Line], i: usize, end: usize, fresh: bool) -> usize {
        self.heading_of(lines, i..i + 2 * TITLE, end, fresh)
    }

    /// The same for titles that have no more than the lines of `within`.
    fn heading_of(&self, lines: &[Line], within: Range<usize>, end: usize, fresh: bool) -> usize {
        let i = within.start;
        for j in i..(i + TITLE).min(end).min(within.end) {
            let line = &lines[j];
            if !is_bare(line) || j == i && !opens_title(line) {
                return 0;
            }
            let Some(next) = lines.get(j + 1).filter(|_| j + 1 < end) else {
                return if end == lines.len() || j > i { j + 1 - i } else { 0 };
            };
            if next.facts.first.is_lowercase() || never_begins(next.facts.first) {
                continue;
            }
            // No sentence of running text breaks off above a message head.
            if self.names_itself(lines, j) || cue::opens_story(&next.text) {
                return j + 1 - i;
            }
            if fresh && !is_bare_title(next) && !self.wide(lines, j) {
                return j + 1 - i + self.more(lines, j + 1, end);
            }
            if echoes(&lines[i..=j], &lines[j + 1..end.min(j + 1 + ECHO)]) {
                return j + 1 - i;
            }
            let apart = next.facts.blanks > 0 && !self.spaced || self.is_flush(lines, j);
            let wide = self.wide(lines, j);
            if wide && !apart && !self.wide(lines, j + 1) {
                return j + 1 - i;
            }
            if apart || wide || self.room(lines, j + 1, (j + 1 + REACH).min(lines.len() - 1)) > 100 {
                // The next line may be of the title as well.
                return j + 1 - i + self.heading_of(lines, j + 1..within.end, end, false);
            }
        }
        0
    }

    /// How many lines from `from` on are titles below a title: up to a line that can be nothing else.
    fn more(&self, lines: &[Line], from: usize, end: usize) -> usize {
        let plain = |line: &Line| is_bare(line) && (line.facts.inner_stops == 0 || line.facts.first.is_ascii_digit());
        let titles = (from..end.min(lines.len())).take(MOST_TITLES).take_while(|&i| plain(&lines[i]));
        let told = titles
            .filter(|&i| self.names_itself(lines, i) || lines.get(i + 1).is_some_and(|l| cue::opens_story(&l.text)));
        told.last().map_or(0, |last| last + 1 - from)
    }

    /// Whether line `i` is wider than the column below it.
    fn wide(&self, lines: &[Line], i: usize) -> bool {
        self.widths[i] > self.measure(lines, (i + 1 + REACH).min(lines.len() - 1)) + 2 * RAGGED
    }

    /// Whether the line is a title by itself: in capitals, or above a word that can only begin a sentence.
    fn names_itself(&self, lines: &[Line], i: usize) -> bool {
        let line = &lines[i];
        let capitals = line.facts.latin >= 4 && !line.text.chars().any(char::is_lowercase);
        let next = lines.get(i + 1).map_or("", |l| &*l.text);
        let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let begins = word.chars().skip(1).all(char::is_lowercase) && lang::begins_sentence(word, self.language);
        is_bare(line) && (capitals || begins)
    }
}

/// The width of a line with the spaces between its words, and with quotes as narrow as Latin type has them.
pub(super) fn width(line: &Line) -> Width {
    let narrow = line.text.chars().filter(|c| matches!(c, '“' | '”' | '‘' | '’' | '„')).count();
    let count = |n: u32| Width::try_from(n.min(400)).unwrap_or(0);
    line.facts.width + BLANK * count(line.facts.spaces) - 60 * Width::try_from(narrow.min(40)).unwrap_or(0)
}

/// Whether a sentence ends with the line. The point behind an initial or a form of address ends none.
fn is_closed(line: &Line) -> bool {
    const ADDRESSES: [&str; 7] = ["Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Prof.", "Nr."];
    let abbreviated = || {
        let word = str::rsplit(&line.text, ' ').next().unwrap_or("");
        let initial = word.ends_with('.') && word.chars().count() == 2 && word.starts_with(char::is_uppercase);
        initial || ADDRESSES.contains(&word)
    };
    match line.facts.ending {
        Ending::Stop => line.facts.last != '.' || !abbreviated(),
        Ending::Closer => !breaks_off(line),
        _ => false,
    }
}

/// Whether what was said ends with a comma inside its quotes, for the sentence goes on: `“It is,”`.
fn breaks_off(line: &Line) -> bool {
    line.facts.ending == Ending::Closer && line.text.chars().rev().nth(1) == Some(',')
}

/// Whether the line may be of a title: no stop in it or behind it.
fn is_bare(line: &Line) -> bool {
    let facts = &line.facts;
    let asks = facts.ending == Ending::Stop && matches!(facts.last, '?' | '!');
    let ends = matches!(facts.ending, Ending::Bare | Ending::Closer | Ending::Colon) || asks;
    // Many words with pauses between them are a sentence.
    let pauses = facts.chars > 45 && facts.commas > 1;
    ends && facts.inner_stops <= 1 && facts.chars <= 70 && !pauses && !breaks_off(line)
}

/// Whether the lines below say most words of a title again, as the beginning of its story does.
fn echoes(title: &[Line], below: &[Line]) -> bool {
    let words = |line: &Line| -> Vec<String> {
        let words = str::split(&line.text, |c: char| !c.is_alphanumeric());
        words.filter(|word| word.chars().count() >= LONG_WORD).map(str::to_lowercase).collect()
    };
    let title: HashSet<String> = title.iter().flat_map(&words).collect();
    if title.len() < FEWEST_ECHOES {
        return false;
    }
    let again: HashSet<String> = below.iter().flat_map(&words).filter(|word| title.contains(word)).collect();
    again.len() >= FEWEST_ECHOES && again.len() * 3 >= title.len() * 2
}

/// Whether the line opens with a label in capitals: `WEATHER: Fair and cool.`
fn is_labelled(line: &Line) -> bool {
    let label = line.text.split_once(':').map_or("", |(label, _)| label);
    (3..20).contains(&label.len()) && label.chars().all(|c| c.is_uppercase() || c == ' ')
}

/// Whether the line is a row of figures, which are kept apart by wide spaces.
fn is_tabular(line: &Line) -> bool {
    line.facts.gaps >= 2 && line.facts.digits >= 2
}

fn is_bare_title(line: &Line) -> bool {
    is_bare(line) && line.facts.commas == 0 && line.facts.chars < 12
}

/// Whether a title may begin with the line.
fn opens_title(line: &Line) -> bool {
    let first = line.facts.first;
    first.is_uppercase()
        || first.is_ascii_digit()
        || matches!(first, '“' | '„' | '"' | '‘' | '\'' | '»' | '«' | '£' | '$')
}
