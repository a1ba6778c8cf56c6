//! Repairs of characters, line by line and paragraph by paragraph.
//!
//! A [`Repair`] is a [`Rule`] with the one function that finds its damage. The function sees a plain `&str` and the
//! page's [`Context`], and returns wishes; [`Text::apply`] grants them. To keep a page cheap, each line is looked at
//! once: the [`Ingredients`] found tell which repairs need to look closer at all.

mod brackets;
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
mod mixed_brackets;
mod radicals;
mod small_forms;
mod spaced_letters;
mod spaces;
mod stray_codes;
mod tables;
#[cfg(test)]
mod tests;
mod vertical;

pub use ingredients::Ingredients;

use crate::lang::{Census, Language};
use crate::page::Note;
use crate::rule::{Choice, Rule};
use crate::text::{Change, Edit, Text};

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
}

impl Context {
    /// Takes the census of a page's text; `language` overrules what it finds.
    #[must_use]
    pub fn of(text: &str, language: Option<Language>) -> Self {
        Self { language: language.unwrap_or_else(|| Census::of(text).language()), vertical: is_vertical(text) }
    }
}

/// Whether more than half of the lines hold a single character.
fn is_vertical(text: &str) -> bool {
    let (mut lines, mut lone) = (0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        lone += usize::from(line.len() <= 4 && line.chars().count() == 1);
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
    &half_marks::REPAIR,
    &mixed_brackets::REPAIR,
    &doubled::REPAIR,
    &spaces::REPAIR,
    &digit_spaces::REPAIR,
    &latin_marks::REPAIR,
    &spaced_letters::REPAIR,
];

/// How often the repairs go over a text at most. One repair may bare damage that another one mends; each round that
/// changes something leaves less to do, and the bound keeps hostile text from going on for ever.
const ROUNDS: usize = 8;

/// The repairs that take part on a page.
#[derive(Debug)]
pub struct Repairs {
    context: Context,
    chosen: Vec<&'static Repair>,
}

impl Repairs {
    /// Those of [`REPAIRS`] that are chosen and speak the page's language.
    #[must_use]
    pub fn new(context: Context, choice: &Choice) -> Self {
        let speaks = |r: &&Repair| choice.takes(&r.rule) && r.rule.speaks(context.language);
        Self { context, chosen: REPAIRS.iter().copied().filter(speaks).collect() }
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

    /// Repairs a whole paragraph, also what shows only now that its lines are joined, and notes what stays doubtful.
    pub fn paragraph(&self, text: &mut Text, changes: &mut Vec<Change>, _notes: &mut Vec<Note>) {
        self.run(Scope::Paragraph, text, changes);
    }

    fn run(&self, scope: Scope, text: &mut Text, changes: &mut Vec<Change>) {
        let mut found = Ingredients::of(text);
        let mut wishes = Vec::new();
        for _ in 0..ROUNDS {
            let made = changes.len();
            for repair in self.chosen.iter().filter(|r| r.scope <= scope) {
                if !found.meet(repair.needs) {
                    continue;
                }
                let made = changes.len();
                (repair.find)(text, self.context, &mut wishes);
                text.apply(&wishes, &repair.rule, changes);
                wishes.clear();
                if changes.len() > made {
                    found = Ingredients::of(text);
                }
            }
            if changes.len() == made {
                break;
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
