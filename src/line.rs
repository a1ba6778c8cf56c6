//! What a line measures, and what it is.
//!
//! First every line is measured ([`facts`]), then the pieces of lines that an extractor tore apart are put together
//! ([`pieces`]), then the cues that are sure give some lines their role, and at last [`setting`] finds how the rest was
//! set: which lines are paragraphs, filled to a measure, and which are display lines such as headlines.

pub mod blocks;
pub mod cue;
pub mod drop_cap;
pub mod facts;
mod half_kana;
mod justify;
pub mod latin;
pub mod marks;
pub mod measure;
pub mod old_print;
pub mod pairs;
pub mod pieces;
pub mod setting;
pub mod signed;
mod sized;
pub mod stretched;

use std::fmt;

use crate::lang::Language;
use crate::read::{self, Row};
use crate::rule::{Choice, Rule};
use crate::text::{Change, Text};

pub use cue::CUES;
pub use facts::{Ending, Facts};
pub(crate) use justify::{full, slack};

/// A line with what it measures and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The text, without spaces at its ends.
    pub text: Text,
    /// What was measured.
    pub facts: Facts,
    /// What the line is.
    pub role: Role,
    /// The code of the cue or rule that decided the role.
    pub because: &'static str,
    /// Where it stands on the page, where the file says so.
    pub place: Option<read::Place>,
}

impl Line {
    /// A line that was measured, and of which nothing else is known yet.
    #[must_use]
    pub fn new(text: Text, blanks: u32, place: Option<read::Place>) -> Self {
        let mut facts = Facts::of(&text, blanks);
        // The lines were filled with kana as narrow as the source has them.
        facts.width -= half_kana::narrower(&text);
        Self { text: text.trimmed(), facts, role: Role::Unknown, because: "", place }
    }
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Not decided yet.
    Unknown,
    /// A line of a paragraph.
    Body(Place),
    /// A line of display type: kicker, headline, deck or crosshead. Which of them is for the article to say.
    Display,
    /// The caption of a picture.
    Caption,
    /// A credit or byline on a line of its own.
    Byline,
    /// `（下转第4版）`.
    Jump,
    /// The name of the paper.
    Masthead,
    /// Date, number, page.
    Folio,
    /// The line that names the editors.
    Editors,
    /// The label of the page guide.
    GuideLabel,
    /// A title between the paragraphs of an article.
    Crosshead,
    /// A line of a table.
    Cell,
    /// Marks without a word, specks.
    Stray,
}

impl Role {
    /// Whether a paragraph may go on behind such a line: it stands where it does for the sake of the page.
    #[must_use]
    pub const fn interrupts(self) -> bool {
        matches!(self, Self::Masthead | Self::Folio | Self::Editors | Self::Stray)
    }
}

/// Where in its paragraph a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The first of several lines.
    First,
    /// Neither the first nor the last.
    Middle,
    /// The last of several lines.
    Last,
    /// The only line.
    Only,
}

impl Place {
    /// Whether a paragraph begins here.
    #[must_use]
    pub const fn begins(self) -> bool {
        matches!(self, Self::First | Self::Only)
    }

    /// Whether a paragraph ends here.
    #[must_use]
    pub const fn ends(self) -> bool {
        matches!(self, Self::Last | Self::Only)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "?",
            Self::Body(Place::First) => "first",
            Self::Body(Place::Middle) => "body",
            Self::Body(Place::Last) => "last",
            Self::Body(Place::Only) => "only",
            Self::Display => "display",
            Self::Caption => "caption",
            Self::Byline => "byline",
            Self::Jump => "jump",
            Self::Masthead => "masthead",
            Self::Folio => "folio",
            Self::Editors => "editors",
            Self::GuideLabel => "guide",
            Self::Crosshead => "cross",
            Self::Cell => "cell",
            Self::Stray => "stray",
        })
    }
}

/// The rules of this stage that are no cues, for the catalogue.
pub static RULES: &[&Rule] = &[
    &blocks::RULE,
    &blocks::NOTICE,
    &pieces::RULE,
    &stretched::RULE,
    &drop_cap::RULE,
    &cue::vertical::RULE,
    &old_print::RULE,
    &latin::RULE,
    &setting::BODY,
    &setting::DISPLAY,
    &signed::RULE,
];

/// Measures each row of a sheet, mends what an extractor tore apart, and asks the cues.
#[must_use]
pub fn roles(rows: Vec<Row>, language: Language, choice: &Choice, changes: &mut Vec<Change>) -> Vec<Line> {
    let line = |row: Row| {
        let mut line = Line::new(row.text, row.blanks, row.place);
        line.facts.beside = row.beside;
        line
    };
    let lines = rows.into_iter().map(line).collect();
    let lines = pieces::reunite(lines, language, changes);
    let lines = drop_cap::put_back(lines, language, changes);
    let lines = stretched::gather(lines, language, changes);
    let mut lines = cue::vertical::turn(lines, changes);
    cue::ask(&mut lines, choice);
    lines
}

/// Finds how every line was set that has no role yet, in the manner of its language. Old print is [read](old_print::set)
/// before tables are sought.
pub fn set(lines: &mut [Line], language: Language) {
    if language.is_ideographic() {
        setting::set(lines, language);
        signed::end(lines);
    } else {
        latin::set(lines, language);
    }
}
