//! What a page says, and no more: the common ground of a page that stonehand read, of one that another program read, and
//! of a gold page written by hand.
//!
//! [`json::Page`] is a contract, and every field of it must be there. A [`Reading`] takes what it finds: a field that is
//! missing or null is empty, a title may be a string or a list of lines, a piece of furniture a string or an object.

use serde::{Deserialize, Deserializer};

use super::json;

/// What a page says.
///
/// ```
/// use stonehand::page::reading::Reading;
///
/// let page = r#"{"articles": [{"headline": ["Lock gates", "open again"], "blocks": [{"kind": "paragraph", "text": "…"}]}]}"#;
/// let page: Reading = serde_json::from_str(page)?;
/// assert_eq!(page.articles[0].headline, "Lock gates\nopen again");
/// assert_eq!(page.articles[0].blocks[0].text, "…");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The articles, in reading order.
    #[serde(deserialize_with = "nullable")]
    pub articles: Vec<Story>,
    /// Titles whose story stands on another page.
    #[serde(deserialize_with = "nullable")]
    pub teasers: Vec<Titles>,
    /// What is on the page and is no article.
    #[serde(deserialize_with = "nullable")]
    pub furniture: Vec<Piece>,
    /// Whether the blocks are chunks of which nobody knows if they are the printed paragraphs.
    #[serde(rename = "paragraphs", deserialize_with = "chunks")]
    pub chunks: bool,
}

/// A news story. What it does not have is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Story {
    /// The line above the headline.
    #[serde(deserialize_with = "words")]
    pub kicker: String,
    /// The headline.
    #[serde(deserialize_with = "words")]
    pub headline: String,
    /// The line below the headline.
    #[serde(deserialize_with = "words")]
    pub subheadline: String,
    /// Who wrote it.
    #[serde(deserialize_with = "byline")]
    pub byline: Option<Byline>,
    /// Paragraphs, crossheads, captions and tables, in reading order.
    #[serde(deserialize_with = "nullable")]
    pub blocks: Vec<Block>,
    /// Where the story goes on, or comes from.
    #[serde(deserialize_with = "jump")]
    pub jump: String,
}

/// The titles of a teaser. What it does not have is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Titles {
    /// The line above the title.
    #[serde(deserialize_with = "words")]
    pub kicker: String,
    /// The title.
    #[serde(deserialize_with = "words")]
    pub headline: String,
    /// The line below the title.
    #[serde(deserialize_with = "words")]
    pub subheadline: String,
}

/// Who wrote a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Byline {
    /// The byline as printed; gold pages leave it out.
    #[serde(deserialize_with = "words")]
    pub text: String,
    /// The authors.
    #[serde(deserialize_with = "list")]
    pub authors: Vec<String>,
    /// The news agency.
    #[serde(deserialize_with = "words")]
    pub agency: String,
    /// The place of the dateline.
    #[serde(deserialize_with = "words")]
    pub place: String,
    /// The date of the dateline.
    #[serde(deserialize_with = "words")]
    pub date: String,
}

/// A piece of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Block {
    /// `paragraph`, `subheading`, `caption` or `table`.
    #[serde(deserialize_with = "words")]
    pub kind: String,
    /// The text; empty for a table.
    #[serde(deserialize_with = "words")]
    pub text: String,
    /// The line above a table.
    #[serde(deserialize_with = "words")]
    pub caption: String,
    /// The heads of a table's columns.
    #[serde(deserialize_with = "list")]
    pub header: Vec<String>,
    /// The rows of a table.
    #[serde(deserialize_with = "rows")]
    pub rows: Vec<Vec<String>>,
}

impl Block {
    /// Whether it is a table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.kind == "table"
    }
}

/// Something that is no article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What it is; empty where nobody says.
    pub kind: String,
    /// As printed.
    pub text: String,
}

/// A string, or a list of its lines.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Line(String),
    Lines(Vec<Option<String>>),
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        match words {
            Words::Line(line) => line,
            Words::Lines(lines) => lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        }
    }
}

fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::<Words>::deserialize(deserializer)?.map(String::from).unwrap_or_default())
}

fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let list: Vec<Option<Words>> = nullable(deserializer)?;
    Ok(list.into_iter().map(|words| words.map(String::from).unwrap_or_default()).collect())
}

fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<String>>, D::Error> {
    let rows: Vec<Vec<Option<Words>>> = nullable(deserializer)?;
    let cell = |words: Option<Words>| words.map(String::from).unwrap_or_default();
    Ok(rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect())
}

fn chunks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.is_some_and(|word| word == "chunks"))
}

fn byline<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Byline>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Found {
        Text(Words),
        Fields(Byline),
    }
    Ok(Option::<Found>::deserialize(deserializer)?.map(|found| match found {
        Found::Fields(byline) => byline,
        Found::Text(words) => Byline { text: words.into(), ..Byline::default() },
    }))
}

fn jump<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Found {
        Text(Words),
        Fields {
            #[serde(default, deserialize_with = "words")]
            text: String,
        },
    }
    Ok(Option::<Found>::deserialize(deserializer)?.map_or_else(String::new, |found| match found {
        Found::Text(words) => words.into(),
        Found::Fields { text } => text,
    }))
}

impl<'de> Deserialize<'de> for Piece {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Found {
            Text(Words),
            Fields {
                #[serde(default, deserialize_with = "words")]
                kind: String,
                #[serde(default, deserialize_with = "words")]
                text: String,
            },
        }
        Ok(match Found::deserialize(deserializer)? {
            Found::Text(words) => Self { kind: String::new(), text: words.into() },
            Found::Fields { kind, text } => Self { kind, text },
        })
    }
}

fn owned(text: Option<&std::borrow::Cow<'_, str>>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn all(texts: &[std::borrow::Cow<'_, str>]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

impl From<&json::Page<'_>> for Reading {
    fn from(page: &json::Page<'_>) -> Self {
        let teaser = |teaser: &json::Teaser<'_>| Titles {
            kicker: owned(teaser.kicker.as_ref()),
            headline: teaser.headline.to_string(),
            subheadline: owned(teaser.subheadline.as_ref()),
        };
        let piece = |piece: &json::Furniture<'_>| Piece { kind: piece.kind.to_string(), text: piece.text.to_string() };
        Self {
            articles: page.articles.iter().map(Story::from).collect(),
            teasers: page.teasers.iter().map(teaser).collect(),
            furniture: page.furniture.iter().map(piece).collect(),
            chunks: false,
        }
    }
}

impl From<&json::Article<'_>> for Story {
    fn from(article: &json::Article<'_>) -> Self {
        let byline = |byline: &json::Byline<'_>| Byline {
            text: byline.text.to_string(),
            authors: all(&byline.authors),
            agency: owned(byline.agency.as_ref()),
            place: owned(byline.place.as_ref()),
            date: owned(byline.date.as_ref()),
        };
        Self {
            kicker: owned(article.kicker.as_ref()),
            headline: owned(article.headline.as_ref()),
            subheadline: owned(article.subheadline.as_ref()),
            byline: article.byline.as_ref().map(byline),
            blocks: article.blocks.iter().map(Block::from).collect(),
            jump: article.jump.as_ref().map(|jump| jump.text.to_string()).unwrap_or_default(),
        }
    }
}

impl From<&json::Block<'_>> for Block {
    fn from(block: &json::Block<'_>) -> Self {
        let simple = |kind: &str, text: &str| Self { kind: kind.to_owned(), text: text.to_owned(), ..Self::default() };
        match block {
            json::Block::Paragraph { text, .. } => simple("paragraph", text),
            json::Block::Subheading { text, .. } => simple("subheading", text),
            json::Block::Caption { text, .. } => simple("caption", text),
            json::Block::Table { caption, header, rows, .. } => Self {
                kind: "table".to_owned(),
                text: String::new(),
                caption: owned(caption.as_ref()),
                header: all(header),
                rows: rows.iter().map(|row| all(row)).collect(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stonehand_writes_and_what_people_write_read_alike() {
        let page = crate::read(
            "灯塔日报\n灯塔重开\n本报讯（记者 柳禾）昨日，灯塔重开。\n".as_bytes(),
            &crate::Options::default(),
        );
        let page = page.unwrap().remove(0);
        let page = json::Page::of(&page, true);
        let read: Reading = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
        assert_eq!(read, Reading::from(&page));
        assert!(!read.articles.is_empty() && !read.furniture.is_empty());

        let by_hand = r#"{"articles": [{"kicker": null, "headline": ["灯塔", "重开"], "byline": "柳禾",
            "jump": {"to": "4"}, "blocks": [{"kind": "table", "header": null, "rows": [["一", null]]}]}],
            "teasers": null, "furniture": ["灯塔日报", {"text": "3月"}], "paragraphs": "chunks"}"#;
        let read: Reading = serde_json::from_str(by_hand).unwrap();
        assert_eq!(read.articles[0].headline, "灯塔\n重开");
        assert_eq!(read.articles[0].byline.as_ref().unwrap().text, "柳禾");
        assert_eq!(read.articles[0].blocks[0].rows, [["一", ""]]);
        assert_eq!(read.furniture[1].text, "3月");
        assert!(read.chunks);
    }
}
