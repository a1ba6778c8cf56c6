//! A page as a row of pieces in reading order, each with its role and its place.

use std::borrow::Cow;
use std::fmt;

use super::fact::Role;
use crate::page::json::{Article, Block, Lines, Page, Range};
use crate::render::shown;

/// What was made of the pages of a file, laid out so that facts can be checked.
#[derive(Debug)]
pub struct Proof {
    /// All pieces in reading order.
    pub(super) pieces: Vec<Piece>,
    /// The tables.
    pub(super) tables: Vec<Table>,
    /// How many pages there are.
    pub(super) pages: usize,
}

/// A text of the page.
#[derive(Debug)]
pub(super) struct Piece {
    pub text: String,
    pub role: Role,
    pub place: Place,
}

/// Where a text stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Counted from 1.
    pub page: usize,
    /// Counted from 1 on its page; nought outside of articles.
    pub article: usize,
    /// What it is, such as `paragraph 3`.
    pub what: String,
    /// The lines of the file, where they are known.
    pub lines: Lines,
}

/// A table with its cells as they are compared.
#[derive(Debug)]
pub(super) struct Table {
    pub place: Place,
    pub caption: Option<String>,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Proof {
    /// Lays out the pages of a file.
    #[must_use]
    pub fn of(pages: &[Page<'_>]) -> Self {
        let mut proof = Self { pieces: Vec::new(), tables: Vec::new(), pages: pages.len() };
        for (number, page) in (1..).zip(pages) {
            for (article, story) in (1..).zip(&page.articles) {
                let place = Place { page: number, article, what: String::new(), lines: Lines::new() };
                proof.article(&place, story);
            }
            let off = Place { page: number, article: 0, what: String::new(), lines: Lines::new() };
            for teaser in &page.teasers {
                let texts = [teaser.kicker.as_deref(), Some(&*teaser.headline), teaser.subheadline.as_deref()];
                for text in texts.into_iter().flatten() {
                    proof.piece(Role::Teaser, off.at("a teaser", &teaser.source), text);
                }
            }
            for furniture in &page.furniture {
                let what = format!("the furniture ({})", furniture.kind);
                proof.piece(Role::Furniture, off.at(&what, &furniture.source), &furniture.text);
            }
        }
        proof
    }

    fn piece(&mut self, role: Role, place: Place, text: &str) {
        self.pieces.push(Piece { text: plain(text), role, place });
    }

    fn article(&mut self, place: &Place, story: &Article) {
        let heads = [
            (Role::Kicker, story.kicker.as_deref(), "the kicker"),
            (Role::Headline, story.headline.as_deref(), "the headline"),
            (Role::Subheadline, story.subheadline.as_deref(), "the subheadline"),
        ];
        for (role, text, what) in heads {
            if let Some(text) = text {
                self.piece(role, place.at(what, &[]), text);
            }
        }
        if let Some(byline) = &story.byline {
            self.piece(Role::Byline, place.at("the byline", &[]), &byline.text);
            for author in &byline.authors {
                self.piece(Role::Byline, place.at("the authors", &[]), author);
            }
        }
        let (mut paragraphs, mut tables) = (0, 0);
        for block in &story.blocks {
            match block {
                Block::Paragraph { text, source } => {
                    paragraphs += 1;
                    self.piece(Role::Paragraph, place.at(&format!("paragraph {paragraphs}"), source), text);
                }
                Block::Subheading { text, source } => {
                    self.piece(Role::Subheading, place.at("a subheading", source), text);
                }
                Block::Caption { text, source } => self.piece(Role::Caption, place.at("a caption", source), text),
                Block::Table { caption, header, rows, source } => {
                    tables += 1;
                    let table = Table {
                        place: place.at(&format!("table {tables}"), source),
                        caption: caption.as_deref().map(plain),
                        header: row(header),
                        rows: rows.iter().map(|cells| row(cells)).collect(),
                    };
                    let texts = table.texts().map(|text| Piece {
                        text: text.to_owned(),
                        role: Role::Table,
                        place: table.place.clone(),
                    });
                    self.pieces.extend(texts);
                    self.tables.push(table);
                }
            }
        }
        if let Some(jump) = &story.jump {
            self.piece(Role::Jump, place.at("the jump line", &[]), &jump.text);
        }
    }
}

impl Table {
    /// All texts of it, row by row.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.caption.iter().chain(&self.header).chain(self.rows.iter().flatten()).map(String::as_str)
    }
}

impl Piece {
    /// Whether the text plays this role.
    pub fn is(&self, role: Role) -> bool {
        match role {
            Role::Anywhere => true,
            Role::Article => self.place.article > 0,
            role => self.role == role,
        }
    }
}

impl Place {
    fn at(&self, what: &str, lines: &[Range]) -> Self {
        Self { what: what.to_owned(), lines: lines.to_vec(), ..*self }
    }
}

/// As `paragraph 3 of article 1 (lines 31–35)`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if self.article > 0 {
            write!(f, " of article {}", self.article)?;
        }
        if self.page > 1 {
            write!(f, " on page {}", self.page)?;
        }
        let (Some(Range(first, _)), Some(Range(_, last))) = (self.lines.first(), self.lines.last()) else {
            return Ok(());
        };
        if first == last { write!(f, " (line {first})") } else { write!(f, " (lines {first}–{last})") }
    }
}

fn row(cells: &[Cow<'_, str>]) -> Vec<String> {
    cells.iter().map(|cell| plain(cell)).collect()
}

/// A text as it is compared: hidden characters left out, blanks between words made one space.
pub(super) fn plain(text: &str) -> String {
    let text = shown(text);
    if !text.contains("  ") && !text.contains(|c: char| c.is_whitespace() && c != ' ') {
        return text;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
