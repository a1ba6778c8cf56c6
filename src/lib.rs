//! stonehand rebuilds the articles of a newspaper page from the broken text that is left of it.

pub mod catalogue;
pub mod chars;
pub mod lang;
pub mod page;
pub mod read;
pub mod render;
pub mod rule;
pub mod text;

use chars::{Context, Repairs};
use lang::Language;
use page::{Article, Block, Page};
use read::{ReadError, Sheet};
use rule::Choice;

/// How to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// What the page is called in the output.
    pub name: String,
    /// The encoding, by any WHATWG label; detected when not given.
    pub encoding: Option<String>,
    /// The language; detected when not given.
    pub language: Option<Language>,
    /// Which rules take part.
    pub rules: Choice,
    /// Whether broken lines are joined to paragraphs.
    pub join: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { name: "-".to_owned(), encoding: None, language: None, rules: Choice::default(), join: true }
    }
}

/// Reads the pages of a file.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn read(bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
    let sheets = read::sheets(bytes, &options.name, options.encoding.as_deref())?;
    Ok(sheets.into_iter().map(|sheet| press(sheet, options)).collect())
}

/// The whole press: from a sheet to its articles.
#[must_use]
pub fn press(mut sheet: Sheet, options: &Options) -> Page {
    let mut changes = Vec::new();
    let repairs = Repairs::new(Context::of(&sheet.source.text, options.language), &options.rules);
    for row in &mut sheet.rows {
        repairs.line(&mut row.text, &mut changes);
    }
    let blocks = sheet.rows.into_iter().map(|row| Block::Paragraph(row.text.trimmed())).collect();
    Page {
        language: repairs.context().language,
        source: sheet.source,
        articles: vec![Article { blocks, ..Article::default() }],
        repairs: changes,
        notes: sheet.notes,
        ..Page::default()
    }
}

/// A page cleaned: its characters repaired and its broken lines joined, in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// What was read.
    pub source: page::Source,
    /// The clean text, with a line end at the end of each paragraph.
    pub text: String,
    /// Every repair and every joint.
    pub repairs: Vec<text::Change>,
    /// Doubts.
    pub notes: Vec<page::Note>,
}

/// Repairs and joins only, text to text in source order; one result a page.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn clean(bytes: &[u8], options: &Options) -> Result<Vec<Cleaned>, ReadError> {
    let sheets = read::sheets(bytes, &options.name, options.encoding.as_deref())?;
    Ok(sheets
        .into_iter()
        .map(|sheet| {
            let text = sheet.source.text.clone();
            Cleaned { text, source: sheet.source, notes: sheet.notes, ..Cleaned::default() }
        })
        .collect())
}
