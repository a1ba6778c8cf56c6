//! Rules and cues as values: what they are called, why they exist, what they fix and what they leave alone.
//!
//! A rule's examples are its test, its documentation (`stonehand explain C01`) and its row in RULES.md. Each stage adds
//! to a [`Rule`] the one function that does the work; the stages' own modules say how.

use std::fmt;
use std::str::FromStr;

use crate::lang::Language;

/// How sure a rule is of what it does. Ordered: `Guess < Likely < Sure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Offered as a note; applied only when asked for with `--certainty guess`.
    Guess,
    /// Right nearly always; applied by default.
    Likely,
    /// There is no other reading.
    Sure,
}

impl Certainty {
    /// The word for it in JSON and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Likely => "likely",
            Self::Sure => "sure",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Certainty {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        [Self::Guess, Self::Likely, Self::Sure]
            .into_iter()
            .find(|c| c.name() == word)
            .ok_or_else(|| format!("{word:?} is no certainty; choose sure, likely or guess"))
    }
}

/// One repair, or one sign of a line's role, and all that is to be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A letter for the stage and a number: `C` characters, `L` lines, `J` joints, `T` tables, `A` articles, `N` notes.
    pub code: &'static str,
    /// A short name in kebab case that says what is found: `full-width-latin`.
    pub name: &'static str,
    /// One sentence: what it does.
    pub summary: &'static str,
    /// Why the damage arises, or why the sign is reliable.
    pub why: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
    /// The languages it is for; empty for all.
    pub languages: &'static [Language],
    /// What it fixes or finds: before, and after (or the role it gives).
    pub fixes: &'static [(&'static str, &'static str)],
    /// What it must leave alone.
    pub leaves: &'static [&'static str],
}

impl Rule {
    /// A rule with nothing filled in yet, to start from.
    pub const EMPTY: Rule = Rule {
        code: "",
        name: "",
        summary: "",
        why: "",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[],
        leaves: &[],
    };

    /// Whether the rule is for pages in `language`.
    #[must_use]
    pub fn speaks(&self, language: Language) -> bool {
        self.languages.is_empty() || self.languages.contains(&language)
    }
}

/// Which rules take part: `--only`, `--skip` and `--certainty`.
///
/// A rule is named by its code (`C01`), by its name (`full-width-latin`) or, for a whole stage, by the letter (`C`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// When not empty, only these.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
    /// Nothing less sure than this.
    pub certainty: Certainty,
}

impl Default for Choice {
    fn default() -> Self {
        Self { only: Vec::new(), skip: Vec::new(), certainty: Certainty::Likely }
    }
}

impl Choice {
    /// Whether `rule` takes part.
    #[must_use]
    pub fn takes(&self, rule: &Rule) -> bool {
        let named = |list: &[String]| {
            list.iter().any(|n| {
                n.eq_ignore_ascii_case(rule.code)
                    || n.eq_ignore_ascii_case(rule.name)
                    || (n.len() == 1 && rule.code[..1].eq_ignore_ascii_case(n))
            })
        };
        rule.certainty >= self.certainty && (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}
