//! Facts as they are written: JSON, one a line.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

/// One thing that must hold of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What must hold.
    pub claim: Claim,
    /// The page of the file, counted from 1; any page when not given.
    pub page: Option<usize>,
    /// Why it must: said when it does not.
    pub why: Option<String>,
}

/// What a fact says.
///
/// Texts are compared without regard to how many blanks stand between words, and with regard to everything else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "fact", rename_all = "lowercase", deny_unknown_fields)]
pub enum Claim {
    /// A text stands in a role.
    Present {
        /// The text, or a part of it.
        text: String,
        /// The role; anywhere when not given.
        #[serde(default, rename = "in")]
        role: Role,
    },
    /// A text does not stand in a role.
    Absent {
        /// The text.
        text: String,
        /// The role; anywhere when not given.
        #[serde(default, rename = "in")]
        role: Role,
    },
    /// A piece of the page is this text, no more and no less; or it begins and ends so.
    Whole {
        /// All of the text.
        text: Option<String>,
        /// How the text begins.
        starts: Option<String>,
        /// How the text ends.
        ends: Option<String>,
        /// The role; a paragraph when not given.
        #[serde(default = "paragraph", rename = "in")]
        role: Role,
    },
    /// One text stands before another in reading order.
    Order {
        /// The text that comes first.
        first: String,
        /// The text that comes later.
        then: String,
    },
    /// A story stands under its headline.
    Headline {
        /// The headline, or a part of it.
        headline: String,
        /// A text of the story below it.
        body: String,
    },
    /// A cell of a table.
    Cell {
        /// The row, by the text of its first cell or by its number.
        row: At,
        /// The column, by its head or by its number.
        column: At,
        /// What the cell holds.
        text: String,
        /// A text that the table has, to tell it from others; any table when not given.
        table: Option<String>,
    },
}

const fn paragraph() -> Role {
    Role::Paragraph
}

/// What a text is on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Whatever it is.
    #[default]
    Anywhere,
    /// Any part of an article.
    Article,
    /// The line above a headline.
    Kicker,
    /// A headline.
    Headline,
    /// The line below a headline.
    Subheadline,
    /// A byline, or the name of an author.
    Byline,
    /// A paragraph.
    Paragraph,
    /// A crosshead.
    Subheading,
    /// The caption of a picture.
    Caption,
    /// A cell, a head or the caption of a table.
    Table,
    /// The line that says where a story goes on.
    Jump,
    /// The title of a story on another page.
    Teaser,
    /// Masthead, folio and whatever else is no article.
    Furniture,
}

impl Role {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Article => "article",
            Self::Kicker => "kicker",
            Self::Headline => "headline",
            Self::Subheadline => "subheadline",
            Self::Byline => "byline",
            Self::Paragraph => "paragraph",
            Self::Subheading => "subheading",
            Self::Caption => "caption",
            Self::Table => "table",
            Self::Jump => "jump",
            Self::Teaser => "teaser",
            Self::Furniture => "furniture",
        }
    }
}

/// A row or a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum At {
    /// Counted from 1; the heads are not counted.
    Number(usize),
    /// By the text of its first cell, or of its head.
    Text(String),
}

/// As `present in headline: “Lock gates open again”`.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.claim {
            Claim::Present { text, role } => write!(f, "present in {}: “{text}”", role.name())?,
            Claim::Absent { text, role } => write!(f, "absent in {}: “{text}”", role.name())?,
            Claim::Whole { text, starts, ends, role } => {
                write!(f, "whole {}: “", role.name())?;
                if let Some(text) = text {
                    write!(f, "{text}”")?;
                } else {
                    let (starts, ends) = (starts.as_deref(), ends.as_deref());
                    write!(f, "{} … {}”", starts.unwrap_or_default(), ends.unwrap_or_default())?;
                }
            }
            Claim::Order { first, then } => write!(f, "order: “{first}”, then “{then}”")?,
            Claim::Headline { headline, body } => write!(f, "headline “{headline}” above “{body}”")?,
            Claim::Cell { row, column, text, .. } => write!(f, "cell at row {row}, column {column}: “{text}”")?,
        }
        self.page.map_or(Ok(()), |page| write!(f, " (page {page})"))
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "“{text}”"),
        }
    }
}

/// Reads facts, one a line: each with the number of its line, and in the place of a broken one what is wrong with it.
///
/// Blank lines, and lines that begin with `//`, are passed over.
#[must_use]
pub fn facts(text: &str) -> Vec<(usize, Result<Fact, String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = (1..).zip(text.lines()).map(|(number, line)| (number, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with("//"))
        .map(|(number, line)| (number, fact(line)))
        .collect()
}

fn fact(line: &str) -> Result<Fact, String> {
    let json = |error: serde_json::Error| {
        let text = error.to_string();
        // The line is ours to number, and a column of 0 says nothing.
        match text.split_once(" at line 1 column ") {
            Some((text, column)) if column != "0" => format!("{text} at column {column}"),
            Some((text, _)) => text.to_owned(),
            None => text.split(" at line ").next().unwrap_or(&text).to_owned(),
        }
    };
    let mut object: Map<String, Value> = serde_json::from_str(line).map_err(json)?;
    // What every fact may have is taken out, so that what is left can be checked by its kind.
    let page = object.remove("page").map(serde_json::from_value).transpose();
    let page: Option<usize> = page.map_err(|_| "\"page\" is the number of a page, from 1")?;
    let why = object.remove("why").map(serde_json::from_value).transpose();
    let why: Option<String> = why.map_err(|_| "\"why\" is a text")?;
    if page == Some(0) {
        return Err("\"page\" is the number of a page, from 1".to_owned());
    }
    if !object.contains_key("fact") {
        return Err("\"fact\" is missing: present, absent, whole, order, headline or cell".to_owned());
    }
    let claim: Claim = serde_json::from_value(Value::Object(object)).map_err(|error| {
        let text = json(error);
        if text.starts_with("data did not match any variant of untagged enum At") {
            return "\"row\" and \"column\" are numbers from 1, or texts".to_owned();
        }
        text
    })?;
    claim.fault().map_or(Ok(Fact { claim, page, why }), Err)
}

impl Claim {
    /// Why the claim can never fail or never hold.
    fn fault(&self) -> Option<String> {
        let texts: Vec<&str> = match self {
            Self::Present { text, .. } | Self::Absent { text, .. } => vec![text],
            Self::Whole { text, starts, ends, .. } => {
                if text.is_some() == (starts.is_some() || ends.is_some()) {
                    return Some("give \"text\", or else \"starts\" and \"ends\"".to_owned());
                }
                [text, starts, ends].into_iter().flatten().map(String::as_str).collect()
            }
            Self::Order { first, then } => vec![first, then],
            Self::Headline { headline, body } => vec![headline, body],
            // A cell may be empty.
            Self::Cell { row: At::Number(0), .. } | Self::Cell { column: At::Number(0), .. } => {
                return Some("\"row\" and \"column\" count from 1".to_owned());
            }
            Self::Cell { table, .. } => table.iter().map(String::as_str).collect(),
        };
        texts
            .iter()
            .any(|text| text.trim().is_empty())
            .then(|| "a text is empty, and would be found everywhere".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(line: &str) -> String {
        fact(line).expect_err(line)
    }

    #[test]
    fn every_kind_is_read() {
        let text = r#"
// what the front page must have
{"fact": "present", "text": "甲", "in": "headline", "why": "the lead"}
{"fact": "absent", "text": "乙"}

{"fact": "whole", "starts": "甲", "ends": "乙"}
{"fact": "order", "first": "甲", "then": "乙", "page": 2}
{"fact": "headline", "headline": "甲", "body": "乙"}
{"fact": "cell", "row": 2, "column": "价", "text": ""}"#;
        let facts = facts(text);
        let numbers: Vec<usize> = facts.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [3, 4, 6, 7, 8, 9]);
        let facts: Vec<Fact> = facts.into_iter().map(|(_, fact)| fact.unwrap()).collect();
        assert_eq!(facts[0].claim, Claim::Present { text: "甲".to_owned(), role: Role::Headline });
        assert_eq!((facts[0].why.as_deref(), facts[3].page), (Some("the lead"), Some(2)));
        assert!(matches!(&facts[1].claim, Claim::Absent { role: Role::Anywhere, .. }));
        assert!(matches!(&facts[2].claim, Claim::Whole { role: Role::Paragraph, text: None, .. }));
        assert!(matches!(&facts[5].claim, Claim::Cell { row: At::Number(2), column: At::Text(_), .. }));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, said) in [
            ("present: 甲", "expected value at column 1"),
            (r#"["present"]"#, "invalid type: sequence"),
            (r#"{"fact": "present", "text": "甲""#, "EOF while parsing"),
            (r#"{"text": "甲"}"#, "\"fact\" is missing"),
            (r#"{"fact": "presence", "text": "甲"}"#, "unknown variant `presence`"),
            (r#"{"fact": "present", "txt": "甲"}"#, "unknown field `txt`"),
            (r#"{"fact": "present"}"#, "missing field `text`"),
            (r#"{"fact": "present", "text": "甲", "in": "title"}"#, "unknown variant `title`"),
            (r#"{"fact": "present", "text": " "}"#, "a text is empty"),
            (r#"{"fact": "whole", "in": "headline"}"#, "give \"text\", or else"),
            (r#"{"fact": "whole", "text": "甲", "ends": "甲"}"#, "give \"text\", or else"),
            (r#"{"fact": "cell", "row": 0, "column": 1, "text": "甲"}"#, "count from 1"),
            (r#"{"fact": "cell", "row": -1, "column": 1, "text": "甲"}"#, "\"row\" and \"column\" are numbers"),
            (r#"{"fact": "absent", "text": "甲", "page": 0}"#, "\"page\" is the number of a page"),
        ] {
            let fault = broken(line);
            assert!(fault.contains(said) && !fault.contains(" line "), "{line}: {fault}");
        }
    }
}
