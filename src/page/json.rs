//! The JSON shape of a page, version 1: the published contract.
//!
//! These are types of their own, so that the core can change without the contract: [`Page::of`] looks at a page and
//! borrows its strings, and what was written reads back into the same types. `schema/page.schema.json` is made from
//! them. `source` always counts lines from 1, as ranges of a first and a last line: of plain text the lines of the file;
//! of ALTO, hOCR and their like the lines of text that the file holds, in the order in which it has them.
//!
//! New versions may add fields; readers should pass over those they do not know.

mod of;

use std::borrow::Cow;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FurnitureKind;
use crate::rule::Certainty;

/// The version of the contract. It is raised when a field changes its meaning or goes away.
pub const VERSION: u32 = 1;

/// Lines of the source; the ranges ascend and do not touch.
pub type Lines = Vec<Range>;

/// The first and the last of some lines, counted from 1: of plain text the lines of the file, of formats with coordinates
/// the lines of text that the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Range(#[schemars(range(min = 1))] pub u32, #[schemars(range(min = 1))] pub u32);

const FURNITURE: [&str; 6] = [
    FurnitureKind::Masthead.name(),
    FurnitureKind::Folio.name(),
    FurnitureKind::Editors.name(),
    FurnitureKind::GuideLabel.name(),
    FurnitureKind::Notice.name(),
    FurnitureKind::Other.name(),
];

const CERTAINTY: [&str; 3] = [Certainty::Sure.name(), Certainty::Likely.name(), Certainty::Guess.name()];

/// A newspaper page as its articles. Every character of the input that is not a space stands in exactly one article,
/// teaser or piece of furniture, or in the `before` of a repair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page<'a> {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    pub version: u32,
    /// What was read.
    pub source: Source<'a>,
    /// The language of most of the page, as a BCP 47 tag.
    pub language: Cow<'a, str>,
    /// The articles, in reading order.
    pub articles: Vec<Article<'a>>,
    /// Titles whose story stands on another page.
    pub teasers: Vec<Teaser<'a>>,
    /// What is on the page and is no article.
    pub furniture: Vec<Furniture<'a>>,
    /// Every repair, in the order in which it was made; only there when asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Repair<'a>>")]
    pub repairs: Option<Vec<Repair<'a>>>,
    /// Doubts, each with its place.
    pub notes: Vec<Note<'a>>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source<'a> {
    /// The file's name as it was given; `-` for standard input.
    pub name: Cow<'a, str>,
    /// The form it came in: `text`, `hocr`, `alto`, `page`, `tsv` or `bbox`.
    pub format: Cow<'a, str>,
    /// The encoding it was decoded from, by its WHATWG name.
    pub encoding: Cow<'a, str>,
    /// How many lines the page has: of plain text the lines of the file, of other forms the lines of text that the file
    /// holds.
    pub lines: usize,
}

/// A news story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article<'a> {
    /// A name for it on this page: `a1` is the first.
    pub id: Cow<'a, str>,
    /// The line above the headline.
    pub kicker: Option<Cow<'a, str>>,
    /// The headline.
    pub headline: Option<Cow<'a, str>>,
    /// The line below the headline.
    pub subheadline: Option<Cow<'a, str>>,
    /// Who wrote it, where and when.
    pub byline: Option<Byline<'a>>,
    /// The first paragraph once more, if the story is news: it opens with a message head.
    pub lede: Option<Cow<'a, str>>,
    /// Paragraphs, crossheads, captions and tables, in reading order.
    pub blocks: Vec<Block<'a>>,
    /// Where the story goes on, or comes from.
    pub jump: Option<Jump<'a>>,
    /// All lines of the article.
    pub source: Lines,
    /// How sure the reading is.
    pub confidence: Confidence,
}

/// Who wrote a story, for whom, where and when, as far as the page says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Byline<'a> {
    /// The byline as printed. Unless it stands on a line of its own it is also part of the paragraph that prints it.
    pub text: Cow<'a, str>,
    /// The authors.
    pub authors: Vec<Cow<'a, str>>,
    /// The news agency.
    pub agency: Option<Cow<'a, str>>,
    /// The place of the dateline.
    pub place: Option<Cow<'a, str>>,
    /// The date of the dateline, as printed.
    pub date: Option<Cow<'a, str>>,
}

/// A piece of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block<'a> {
    /// A paragraph.
    Paragraph {
        /// The text on one line.
        text: Cow<'a, str>,
        /// Its lines.
        source: Lines,
    },
    /// A crosshead.
    Subheading {
        /// The text on one line.
        text: Cow<'a, str>,
        /// Its lines.
        source: Lines,
    },
    /// The caption of a picture, with its credit.
    Caption {
        /// The text on one line.
        text: Cow<'a, str>,
        /// Its lines.
        source: Lines,
    },
    /// A table.
    Table {
        /// The line above the table that names it or its unit.
        caption: Option<Cow<'a, str>>,
        /// The heads of the columns; empty when the table has none.
        header: Vec<Cow<'a, str>>,
        /// The rows, each with as many cells as there are columns.
        rows: Vec<Vec<Cow<'a, str>>>,
        /// Its lines.
        source: Lines,
    },
}

/// A line that says where a story goes on, or where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Jump<'a> {
    /// The line as printed.
    pub text: Cow<'a, str>,
    /// The page on which the story goes on.
    pub to: Option<Cow<'a, str>>,
    /// The page from which it comes.
    pub from: Option<Cow<'a, str>>,
}

/// A title whose story stands on another page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Teaser<'a> {
    /// The title.
    pub headline: Cow<'a, str>,
    /// The line above it.
    pub kicker: Option<Cow<'a, str>>,
    /// The line below it.
    pub subheadline: Option<Cow<'a, str>>,
    /// The page, where it is named.
    pub page: Option<Cow<'a, str>>,
    /// Its lines.
    pub source: Lines,
}

/// What is on the page and is no article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Furniture<'a> {
    /// What it is.
    #[schemars(extend("enum" = FURNITURE))]
    pub kind: Cow<'a, str>,
    /// As printed.
    pub text: Cow<'a, str>,
    /// Its lines.
    pub source: Lines,
}

/// A repair that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair<'a> {
    /// The code of the rule; `stonehand explain CODE` tells more.
    pub rule: Cow<'a, str>,
    /// How sure the rule is.
    #[schemars(extend("enum" = CERTAINTY))]
    pub certainty: Cow<'a, str>,
    /// The text before.
    pub before: Cow<'a, str>,
    /// The text after.
    pub after: Cow<'a, str>,
    /// Its lines.
    pub source: Lines,
}

/// A doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note<'a> {
    /// The code of the rule that has the doubt; `stonehand explain CODE` tells more.
    pub code: Cow<'a, str>,
    /// What is doubtful, in one sentence.
    pub message: Cow<'a, str>,
    /// What may be missing or meant, when the page itself shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Cow<'a, str>")]
    pub suggestion: Option<Cow<'a, str>>,
    /// Where.
    pub source: Lines,
    /// Where the evidence for the suggestion stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Lines")]
    pub evidence: Option<Lines>,
}

/// A number from 0 to 1 with two decimals; kept in hundredths, so that equal means equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(pub u8);

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0.min(100)) / 100.0)
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hundredths = (f64::deserialize(deserializer)? * 100.0).round();
        let found = (0..=100).find(|&n| f64::from(n) >= hundredths);
        found.map(Self).ok_or_else(|| serde::de::Error::custom("a confidence is a number from 0 to 1"))
    }
}

impl JsonSchema for Confidence {
    fn schema_name() -> Cow<'static, str> {
        "Confidence".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": 1 })
    }
}

/// The JSON Schema of a page as stonehand writes it, indented; the same as `schema/page.schema.json`.
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Page<'_>>();
    schema.insert("title".to_owned(), format!("A page of stonehand, version {VERSION}").into());
    // A schema is made of strings, numbers and lists: writing it cannot fail.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
