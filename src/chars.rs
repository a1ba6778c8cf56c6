//! Repairs of characters, line by line and paragraph by paragraph.
//!
//! A [`Repair`] is a [`Rule`] with the one function that finds its damage. The function sees a plain `&str` and the
//! page's [`Context`], and returns wishes; [`Text::apply`] grants them. To keep a page cheap, each line is looked at
//! once: the [`Ingredients`] found tell which repairs need to look closer at all.

mod brackets;
#[cfg(test)]
mod clean;
mod compatibility;
mod dashes;
mod digit_spaces;
mod doubled;
mod ellipses;
mod full_width;
mod gaps;
mod half_kana;
mod half_marks;
mod ingredients;
mod invisible;
mod latin_marks;
mod ligatures;
mod look;
mod misread;
mod mixed_brackets;
mod notes;
mod quotes;
mod radicals;
mod small_forms;
mod spaced_letters;
mod spaces;
mod stray_codes;
mod stray_spaces;
mod tables;
#[cfg(test)]
mod tests;
mod vertical;

pub use ingredients::Ingredients;
pub use notes::NOTES;

use crate::lang::{Census, Language};
use crate::page::Note;
use crate::rule::{Certainty, Choice, Rule};
use crate::text::{Change, Edit, Text};
use notes::Doubt;
#[cfg(feature = "score")]
pub(crate) use tables::radical;

/// What of the text a repair looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One printed line, and the paragraph once more when its lines are joined.
    Line,
    /// Only a whole paragraph, after its lines were joined.
    Paragraph,
}

/// A repair of characters.
#[derive(Debug)]
pub struct Repair {
    /// What it is called and why it exists.
    pub rule: Rule,
    /// The ingredients without which it has nothing to do: any one of them is enough.
    pub needs: Ingredients,
    /// What of the text it looks at.
    pub scope: Scope,
    /// Finds the damage.
    pub find: fn(&str, Context, &mut Vec<Edit>),
}

/// What the whole page says about its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The language of the page.
    pub language: Language,
    /// Whether most lines have only one character, as when vertical text was read line by line.
    pub vertical: bool,
    /// Whether the page quotes with 「 」 rather than with “ ”.
    pub corner_quotes: bool,
}

impl Context {
    /// Takes the census of a page's text; `language` overrules what it finds.
    #[must_use]
    pub fn of(text: &str, language: Option<Language>) -> Self {
        let census = Census::of(text);
        Self {
            language: language.unwrap_or_else(|| census.language()),
            vertical: is_vertical(text),
            corner_quotes: census.corner_quotes > census.curly_quotes,
        }
    }
}

/// Whether more than half of the lines hold a single character.
fn is_vertical(text: &str) -> bool {
    let (mut lines, mut lone) = (0, 0);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        if start == end {
            start += 1;
            continue;
        }
        // A long line is surely not one character; this spares trimming nearly all of them.
        let here = text[start..end].strip_suffix('\r').unwrap_or(&text[start..end]);
        let trimmed = if here.len() > 16 { here } else { here.trim() };
        lines += usize::from(!trimmed.is_empty());
        lone += usize::from(trimmed.len() <= 4 && trimmed.chars().count() == 1);
        start = end + 1;
    }
    lone * 2 > lines
}

/// All repairs, in the order in which they are made.
pub static REPAIRS: &[&Repair] = &[
    &stray_codes::REPAIR,
    &invisible::REPAIR,
    &radicals::REPAIR,
    &compatibility::REPAIR,
    &ligatures::REPAIR,
    &full_width::REPAIR,
    &half_kana::REPAIR,
    &small_forms::REPAIR,
    &vertical::REPAIR,
    &ellipses::REPAIR,
    &dashes::REPAIR,
    &dashes::GUESS,
    &misread::BRACKET,
    &misread::ONE,
    &half_marks::REPAIR,
    &mixed_brackets::REPAIR,
    &doubled::REPAIR,
    &spaces::REPAIR,
    &digit_spaces::REPAIR,
    &stray_spaces::REPAIR,
    &latin_marks::REPAIR,
    &spaced_letters::REPAIR,
    &quotes::REPAIR,
];

/// How often the repairs go over a text at most. One repair may bare damage that another one mends; each round that
/// changes something leaves less to do, and the bound keeps hostile text from going on for ever.
const ROUNDS: usize = 8;

/// The repairs that take part on a page.
#[derive(Debug)]
pub struct Repairs {
    context: Context,
    chosen: Vec<&'static Repair>,
    /// Those that are too unsure to be made, and are offered in notes.
    offered: Vec<&'static Repair>,
    doubts: Vec<&'static Doubt>,
    /// What any of the chosen repairs, offers and doubts is about.
    needs: Ingredients,
}

impl Repairs {
    /// Those of [`REPAIRS`] that are chosen and speak the page's language.
    #[must_use]
    pub fn new(context: Context, choice: &Choice) -> Self {
        let guesses = Choice { certainty: Certainty::Guess, ..choice.clone() };
        let spoken = REPAIRS.iter().copied().filter(|r| guesses.takes(&r.rule) && r.rule.speaks(context.language));
        let (chosen, left): (Vec<_>, Vec<_>) = spoken.partition(|r| choice.takes(&r.rule));
        let offered: Vec<_> = left.into_iter().filter(|r| r.rule.certainty == Certainty::Guess).collect();
        let doubts = notes::chosen(context, choice);
        let needs = chosen.iter().chain(&offered).map(|r| r.needs).chain(doubts.iter().map(|d| d.needs));
        let needs = needs.fold(Ingredients::NONE, Ingredients::and);
        Self { context, chosen, offered, doubts, needs }
    }

    /// The page's context.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// Repairs one printed line.
    pub fn line(&self, text: &mut Text, changes: &mut Vec<Change>) {
        self.run(Scope::Line, text, changes);
    }

    /// Repairs a whole paragraph, also what shows only now that its lines are joined, and notes what stays doubtful:
    /// brackets without partner, unreadable characters, and repairs that would be a guess.
    pub fn paragraph(&self, text: &mut Text, changes: &mut Vec<Change>, notes: &mut Vec<Note>) {
        let found = self.run(Scope::Paragraph, text, changes);
        if found.meet(self.needs) {
            self.offer(found, text, notes);
            notes::write(self.doubts.iter().copied(), text, found, self.context, notes);
        }
    }

    /// The same for a line of display type. Its brackets may have their partners in the next line.
    pub fn display(&self, text: &mut Text, changes: &mut Vec<Change>, notes: &mut Vec<Note>) {
        let found = self.run(Scope::Paragraph, text, changes);
        if found.meet(self.needs) {
            let of_characters = self.doubts.iter().copied().filter(|doubt| !doubt.needs_paragraph);
            notes::write(of_characters, text, found, self.context, notes);
        }
    }

    /// Makes the repairs of `scope`; what the text is made of afterwards.
    fn run(&self, scope: Scope, text: &mut Text, changes: &mut Vec<Change>) -> Ingredients {
        let mut found = Ingredients::of(text);
        if !found.meet(self.needs) {
            return found;
        }
        let mut wishes = Vec::new();
        for _ in 0..ROUNDS {
            let made = changes.len();
            for repair in self.chosen.iter().filter(|r| r.scope <= scope) {
                if !found.meet(repair.needs) {
                    continue;
                }
                let made = changes.len();
                (repair.find)(text, self.context, &mut wishes);
                if !wishes.is_empty() {
                    text.apply(&wishes, &repair.rule, changes);
                    wishes.clear();
                }
                if changes.len() > made {
                    found = Ingredients::of(text);
                }
            }
            if changes.len() == made {
                break;
            }
        }
        found
    }

    /// Notes what the unsure repairs would do.
    fn offer(&self, found: Ingredients, text: &Text, notes: &mut Vec<Note>) {
        let mut wishes = Vec::new();
        for repair in self.offered.iter().filter(|r| found.meet(r.needs)) {
            (repair.find)(text, self.context, &mut wishes);
            for wish in wishes.drain(..).take(notes::ENOUGH) {
                if let Some(span) = text.span_of(wish.range) {
                    let message = repair.rule.summary.to_owned();
                    let suggestion = Some(wish.with);
                    notes.push(Note { code: repair.rule.code, message, suggestion, span, evidence: None });
                }
            }
        }
    }
}

/// Wishes for each character that `meant` has something else for.
fn map<T: Into<String>>(text: &str, wishes: &mut Vec<Edit>, meant: impl Fn(char) -> Option<T>) {
    for (at, c) in text.char_indices() {
        if let Some(with) = meant(c) {
            wishes.push(Edit::replace(at..at + c.len_utf8(), with));
        }
    }
}
