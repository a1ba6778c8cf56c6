//! A page of articles: the types that the press ends in.
//!
//! Types only. The JSON shape is in [`json`], and the books are checked in [`audit`]: every character of the source
//! that is not a space stands in exactly one place of the page.

pub mod audit;
pub mod forme;
pub mod json;
pub mod reading;

use crate::lang::Language;
use crate::text::{Change, Span, Text};
use forme::Forme;

/// The decoded text of one page and where its lines begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What the page is called: a file's name, or `-`.
    pub name: String,
    /// The form it came in: `text`, `alto` …
    pub format: &'static str,
    /// The encoding it was decoded from, by its WHATWG name.
    pub encoding: &'static str,
    /// The text of the page: of plain text all that was decoded; of the other forms the lines that the file has, put
    /// together from its words.
    pub text: String,
    /// The byte at which each line begins, from the first line on.
    pub line_starts: Vec<u32>,
    /// How many lines of the file stand before this page, when the file holds several.
    pub first_line: u32,
    /// Where lines and words stand on the page, for forms that say so.
    pub forme: Option<Forme>,
}

impl Source {
    /// The words that the file writes out where a line end divides them.
    #[must_use]
    pub fn wholes(&self) -> &[String] {
        self.forme.as_ref().map_or(&[], |forme| &forme.wholes)
    }

    /// How many lines the page has.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.line_starts.len()
    }

    /// The number of the line in which byte `at` stands, counted from 1 over the whole file.
    #[must_use]
    pub fn line_of(&self, at: u32) -> u32 {
        let on_page = self.line_starts.partition_point(|&start| start <= at).max(1);
        self.first_line + u32::try_from(on_page).unwrap_or(u32::MAX)
    }

    /// As [`Source::line_of`], looking first at line `near` of the page and a few after it; `near` is set to it.
    fn line_near(&self, at: u32, near: &mut usize) -> u32 {
        let begins = |line: usize| self.line_starts.get(line).copied().unwrap_or(u32::MAX);
        let mut steps = 0;
        while steps < 3 && at >= begins(*near + 1) {
            *near += 1;
            steps += 1;
        }
        if at < begins(*near) || at >= begins(*near + 1) {
            *near = self.line_starts.partition_point(|&start| start <= at).saturating_sub(1);
        }
        self.first_line + u32::try_from(*near + 1).unwrap_or(u32::MAX)
    }

    /// The lines, first and last, that `span` touches.
    #[must_use]
    pub fn lines_of(&self, span: Span) -> (u32, u32) {
        let first = self.line_of(span.start);
        let last = if span.end > span.start { self.line_of(span.end - 1) } else { first };
        (first, last)
    }

    /// The lines that a text stands for, as ranges in ascending order that do not touch.
    #[must_use]
    pub fn line_ranges<'a>(&self, texts: impl IntoIterator<Item = &'a Text>) -> Vec<(u32, u32)> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut sorted = true;
        // Runs follow one another: mostly a run stands in the line of the one before, or in the next.
        let mut near = 0;
        for run in texts.into_iter().flat_map(Text::runs) {
            let first = self.line_near(run.span.start, &mut near);
            let last = if run.span.end > run.span.start { self.line_near(run.span.end - 1, &mut near) } else { first };
            match ranges.last_mut() {
                Some(range) if range.0 <= first && first <= range.1 + 1 => range.1 = range.1.max(last),
                _ => {
                    sorted &= ranges.last().is_none_or(|r| r.0 <= first);
                    ranges.push((first, last));
                }
            }
        }
        if !sorted {
            ranges.sort_unstable();
            ranges.dedup_by(|next, kept| {
                let meets = next.0 <= kept.1 + 1;
                if meets {
                    kept.1 = kept.1.max(next.1);
                }
                meets
            });
        }
        ranges
    }
}

/// A page as it was made up: its articles in reading order, and all that is not an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// What was read.
    pub source: Source,
    /// The language of most of it.
    pub language: Language,
    /// The articles, in reading order.
    pub articles: Vec<Article>,
    /// Titles of the page guide, and titles whose story is not on this page.
    pub teasers: Vec<Teaser>,
    /// Masthead, folio, editors' line and whatever else is no article.
    pub furniture: Vec<Furniture>,
    /// Every repair, in the order in which it was made.
    pub repairs: Vec<Change>,
    /// Doubts, each with its place.
    pub notes: Vec<Note>,
}

/// A news story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The line above the headline (引题).
    pub kicker: Option<Text>,
    /// The headline (主题).
    pub headline: Option<Text>,
    /// The line below the headline (副题).
    pub subheadline: Option<Text>,
    /// Who wrote it, where and when.
    pub byline: Option<Byline>,
    /// Paragraphs, crossheads, captions and tables, in order.
    pub blocks: Vec<Block>,
    /// Where the story goes on, or comes from.
    pub jump: Option<Jump>,
    /// How likely the headline stands on this body and the body is this story and no other, in hundredths: over many
    /// pages, of what is said with 90 nine in ten are right (docs/quality.md).
    pub confidence: u8,
}

impl Article {
    /// The first paragraph, if the story is news: it opens with a message head.
    #[must_use]
    pub fn lede(&self) -> Option<&Text> {
        self.byline.as_ref()?;
        self.blocks.iter().find_map(|b| match b {
            Block::Paragraph(text) => Some(text),
            _ => None,
        })
    }

    /// All texts that this article alone accounts for.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let byline = self.byline.as_ref().filter(|b| b.stands_alone).map(|b| &b.text);
        let heads = [self.kicker.as_ref(), self.headline.as_ref(), self.subheadline.as_ref(), byline];
        let jump = self.jump.as_ref().map(|j| &j.text);
        heads.into_iter().flatten().chain(self.blocks.iter().flat_map(Block::texts)).chain(jump)
    }
}

/// Who wrote a story, for whom, where and when, as far as the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// The byline as printed.
    pub text: Text,
    /// Whether it stands on a line of its own; if not, it is also part of the paragraph that prints it.
    pub stands_alone: bool,
    /// The authors, as printed but without the spaces of spread names.
    pub authors: Vec<String>,
    /// The news agency.
    pub agency: Option<String>,
    /// The place of the dateline.
    pub place: Option<String>,
    /// The date of the dateline, as printed.
    pub date: Option<String>,
}

/// A piece of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A crosshead.
    Subheading(Text),
    /// The caption of a picture, with its credit.
    Caption(Text),
    /// A table.
    Table(Table),
}

impl Block {
    /// All texts of the block.
    #[must_use]
    pub fn texts(&self) -> Box<dyn Iterator<Item = &Text> + '_> {
        match self {
            Self::Paragraph(text) | Self::Subheading(text) | Self::Caption(text) => Box::new(std::iter::once(text)),
            Self::Table(table) => Box::new(table.texts()),
        }
    }
}

/// Rows and columns of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The line above the table that names it or its unit.
    pub caption: Option<Text>,
    /// The heads of the columns; empty when the table has none.
    pub header: Vec<Text>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Text>>,
}

impl Table {
    /// All texts of the table, row by row.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.caption.iter().chain(&self.header).chain(self.rows.iter().flatten())
    }
}

/// A line such as `（下转第4版）`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jump {
    /// The line as printed.
    pub text: Text,
    /// The page on which the story goes on.
    pub to: Option<String>,
    /// The page from which it comes.
    pub from: Option<String>,
}

/// A title whose story stands on another page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teaser {
    /// The line above.
    pub kicker: Option<Text>,
    /// The title.
    pub headline: Text,
    /// The line below.
    pub subheadline: Option<Text>,
    /// The page, where it is named.
    pub page: Option<String>,
}

impl Teaser {
    /// All texts of the teaser.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.kicker.iter().chain([&self.headline]).chain(&self.subheadline)
    }
}

/// What is on the page and is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// As printed.
    pub text: Text,
}

/// What a piece of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FurnitureKind {
    /// The name of the paper.
    Masthead,
    /// Date, number, page.
    Folio,
    /// The line that names the editors of the page.
    Editors,
    /// The label of the page guide (`导读`, `Inside`).
    GuideLabel,
    /// A notice or an advertisement.
    Notice,
    /// Stray marks, and what found no place.
    Other,
}

impl FurnitureKind {
    /// The word for it in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Masthead => "masthead",
            Self::Folio => "folio",
            Self::Editors => "editors",
            Self::GuideLabel => "guide",
            Self::Notice => "notice",
            Self::Other => "other",
        }
    }
}

/// A doubt, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The code of the rule that has the doubt.
    pub code: &'static str,
    /// What is doubtful, in one sentence.
    pub message: String,
    /// What may be missing or meant, when the page itself shows it.
    pub suggestion: Option<String>,
    /// Where.
    pub span: Span,
    /// Where the evidence for the suggestion stands.
    pub evidence: Option<Span>,
}
