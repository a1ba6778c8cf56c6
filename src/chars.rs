//! Repairs of characters, line by line and paragraph by paragraph.
//!
//! A [`Repair`] is a [`Rule`] with the one function that finds its damage. The function sees a plain `&str` and the
//! page's [`Context`], and returns wishes; [`Text::apply`] grants them. To keep a page cheap, each line is looked at
//! once: the [`Ingredients`] found tell which repairs need to look closer at all.

use crate::lang::Language;
use crate::page::Note;
use crate::rule::{Choice, Rule};
use crate::text::{Change, Edit, Text};

/// Kinds of characters a repair may be about, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ingredients(pub u32);

/// What of the text a repair looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One printed line.
    Line,
    /// A whole paragraph, after its lines were joined.
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
    pub find: fn(&str, &Context, &mut Vec<Edit>),
}

/// What the whole page says about its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The language of the page.
    pub language: Language,
}

impl Context {
    /// Takes the census of a page's text.
    #[must_use]
    pub fn of(_text: &str, language: Option<Language>) -> Self {
        Self { language: language.unwrap_or_default() }
    }
}

/// The repairs that take part on a page.
#[derive(Debug)]
pub struct Repairs {
    context: Context,
    chosen: Vec<&'static Repair>,
}

/// All repairs, in the order in which they are made.
pub static REPAIRS: &[&Repair] = &[];

impl Repairs {
    /// Those of [`REPAIRS`] that are chosen and speak the page's language.
    #[must_use]
    pub fn new(context: Context, choice: &Choice) -> Self {
        let chosen =
            REPAIRS.iter().copied().filter(|r| choice.takes(&r.rule) && r.rule.speaks(context.language)).collect();
        Self { context, chosen }
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

    /// Repairs a whole paragraph, and notes what stays doubtful (brackets that close nothing).
    pub fn paragraph(&self, text: &mut Text, changes: &mut Vec<Change>, _notes: &mut Vec<Note>) {
        self.run(Scope::Paragraph, text, changes);
    }

    fn run(&self, scope: Scope, text: &mut Text, changes: &mut Vec<Change>) {
        let mut wishes = Vec::new();
        for repair in self.chosen.iter().filter(|r| r.scope == scope) {
            wishes.clear();
            (repair.find)(text, &self.context, &mut wishes);
            text.apply(&wishes, &repair.rule, changes);
        }
    }
}
