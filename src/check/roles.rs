//! A page as a text that is made to be compared with the one before, and to be read by who compares.
//!
//! Each piece of the page stands on lines of its own behind its role, one sentence a line, so that a difference shows
//! the sentence it is in and what kind of text that is. What says nothing of the text is left out: places, confidence,
//! repairs, and the wording of notes.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::page::json::{Article, Block, Byline, Page};
use crate::render::is_hidden;

/// How wide the column of roles is.
const ROLE: usize = 12;

/// Writes the pages of a file with the role of each piece.
///
/// Behind the column of roles a line holds the text as it is: the lines of a piece, one after the other, are its text,
/// and a sentence that begins with a space is set off by it. Hidden characters are shown as `\u{202e}`.
///
/// ```
/// use stonehand::{Options, check::by_role, page::json};
///
/// let text = "Lock gates open again\nBy MARTHA PELLOW\nThe tide was still making. The gates opened.\n";
/// let pages = stonehand::read(text.as_bytes(), &Options::default())?;
/// let shape = json::Page::of(&pages[0], false);
/// assert_eq!(by_role(&[shape]), "\
/// language    en
///
/// article     1
/// headline    Lock gates open again
/// byline      By MARTHA PELLOW
/// author      Martha Pellow
/// paragraph   The tide was still making.
///              The gates opened.
/// ");
/// # Ok::<(), stonehand::read::ReadError>(())
/// ```
#[must_use]
pub fn by_role(pages: &[Page<'_>]) -> String {
    let mut out = Roles(String::new());
    for (number, page) in (1..).zip(pages) {
        out.gap();
        if pages.len() > 1 {
            out.piece("page", &number.to_string());
        }
        out.page(page);
    }
    out.0
}

struct Roles(String);

impl Roles {
    /// A blank line, unless nothing stands above it.
    fn gap(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }

    fn piece(&mut self, role: &str, text: &str) {
        let mut label = role;
        let (mut from, mut to) = (0, 0);
        for sentence in text.split_sentence_bounds() {
            // A space behind a sentence is set before the next one, where it can be seen; and so is a quote that opens
            // there, which Unicode takes for one that closes.
            let end =
                to + sentence.trim_end_matches(|c: char| c.is_whitespace() || "“‘「『《〈（【".contains(c)).len();
            to += sentence.len();
            if end > from {
                self.line(label, &text[from..end]);
                (label, from) = ("", end);
            }
        }
        if from < text.trim_end().len() || !label.is_empty() {
            self.line(label, &text[from..]);
        }
    }

    fn line(&mut self, label: &str, text: &str) {
        let start = self.0.len();
        self.0.push_str(label);
        self.0.extend(std::iter::repeat_n(' ', ROLE.saturating_sub(label.len())));
        for c in text.chars() {
            if is_hidden(c) { self.0.extend(c.escape_unicode()) } else { self.0.push(c) }
        }
        let end = start + self.0[start..].trim_end().len();
        self.0.truncate(end);
        self.0.push('\n');
    }

    fn page(&mut self, page: &Page) {
        self.piece("language", &page.language);
        for (number, article) in (1..).zip(&page.articles) {
            self.gap();
            self.piece("article", &number.to_string());
            self.article(article);
        }
        if !page.teasers.is_empty() {
            self.gap();
        }
        for teaser in &page.teasers {
            self.maybe("kicker", teaser.kicker.as_deref());
            self.piece("teaser", &teaser.headline);
            self.maybe("subheadline", teaser.subheadline.as_deref());
            self.word("on page", teaser.page.as_deref());
        }
        if !page.furniture.is_empty() {
            self.gap();
        }
        for furniture in &page.furniture {
            self.piece(&furniture.kind, &furniture.text);
        }
        if !page.notes.is_empty() {
            self.gap();
        }
        for note in &page.notes {
            let suggestion = note.suggestion.as_deref().unwrap_or_default();
            self.line("note", &format!("{} {suggestion}", note.code));
        }
    }

    fn maybe(&mut self, role: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.piece(role, text);
        }
    }

    /// What is no sentence, whatever stops it has.
    fn word(&mut self, role: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(role, text);
        }
    }

    fn article(&mut self, article: &Article) {
        self.maybe("kicker", article.kicker.as_deref());
        self.maybe("headline", article.headline.as_deref());
        self.maybe("subheadline", article.subheadline.as_deref());
        if let Some(byline) = &article.byline {
            self.byline(byline);
        }
        for block in &article.blocks {
            match block {
                Block::Paragraph { text, .. } => self.piece("paragraph", text),
                Block::Subheading { text, .. } => self.piece("subheading", text),
                Block::Caption { text, .. } => self.piece("caption", text),
                Block::Table { caption, header, rows, .. } => {
                    self.line("table", caption.as_deref().unwrap_or_default());
                    if !header.is_empty() {
                        self.line(" head", &cells(header));
                    }
                    for row in rows {
                        self.line(" row", &cells(row));
                    }
                }
            }
        }
        if let Some(jump) = &article.jump {
            self.piece("jump", &jump.text);
            self.word("to page", jump.to.as_deref());
            self.word("from page", jump.from.as_deref());
        }
    }

    fn byline(&mut self, byline: &Byline) {
        self.piece("byline", &byline.text);
        for author in &byline.authors {
            self.line("author", author);
        }
        self.word("agency", byline.agency.as_deref());
        self.word("place", byline.place.as_deref());
        self.word("date", byline.date.as_deref());
    }
}

/// The cells of a row, told apart by bars.
fn cells(row: &[Cow<'_, str>]) -> String {
    row.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        let mut out = Roles(String::new());
        out.piece("paragraph", text);
        out.0
    }

    #[test]
    fn a_sentence_is_a_line_and_every_space_shows() {
        assert_eq!(set("甲乙。丙“丁！”戊。"), "paragraph   甲乙。\n            丙“丁！”\n            戊。\n");
        assert_eq!(set("甲。“乙。”（"), "paragraph   甲。\n            “乙。”\n            （\n");
        assert_eq!(set("甲。 乙。"), "paragraph   甲。\n             乙。\n");
        assert_eq!(set(""), "paragraph\n");
    }

    #[test]
    fn the_lines_of_a_piece_are_its_text() {
        for text in ["One. Two?  Three!", "甲。乙；丙。 丁", "a.b c.", "“Well,” she said. “Go.”  No"] {
            let lines: String = set(text).lines().map(|line| &line[ROLE..]).collect();
            assert_eq!(lines, text);
        }
    }

    #[test]
    fn nothing_hidden_is_sent_to_a_terminal() {
        assert_eq!(set("甲\u{202e}乙\u{1b}[2J"), "paragraph   甲\\u{202e}乙\\u{1b}[2J\n");
    }
}
