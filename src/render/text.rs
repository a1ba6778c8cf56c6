//! The page as plain text, for people at a terminal.
//!
//! One paragraph a line and a blank line between blocks; headlines are underlined, crossheads too, captions indented,
//! tables set in columns. A rule stands between articles; teasers and furniture come last.

use super::{ended, push_block, shown, width};
use crate::page::{Article, Block, Page, Table};
use crate::text::Text;

/// The widest that a column of a table is filled up to, and the longest underline: what is longer stands as it is.
const WIDEST_COLUMN: usize = 40;
const LONGEST_LINE: usize = 72;

/// Writes the page as plain text. Hidden characters are left out.
#[must_use]
pub fn render(page: &Page) -> String {
    let rule = "─".repeat(LONGEST_LINE);
    let mut out = String::with_capacity(page.source.text.len() + 256);
    for (index, article) in page.articles.iter().enumerate() {
        if index > 0 {
            push_block(&mut out, &rule);
        }
        push_article(&mut out, article);
    }
    let teasers = page.teasers.iter().map(|teaser| {
        let parts: Vec<String> = teaser.texts().map(|text| shown(text)).filter(|part| !part.is_empty()).collect();
        format!("→ {}", parts.join("  "))
    });
    let furniture = page.furniture.iter().map(|f| format!("[{}] {}", f.kind.name(), shown(&f.text)));
    for list in [teasers.collect::<Vec<_>>(), furniture.collect()] {
        if !list.is_empty() {
            push_block(&mut out, &rule);
            push_block(&mut out, &list.join("\n"));
        }
    }
    ended(out)
}

fn push_article(out: &mut String, article: &Article) {
    let heads = [
        article.kicker.as_ref().map(|text| shown(text)),
        article.headline.as_ref().map(|text| underlined(text, '=')),
        article.subheadline.as_ref().map(|text| shown(text)),
    ];
    // The lines of a headline belong together: no blank lines between them.
    let heads: Vec<String> = heads.into_iter().flatten().filter(|head| !head.is_empty()).collect();
    push_block(out, &heads.join("\n"));
    if let Some(byline) = article.byline.as_ref().filter(|byline| byline.stands_alone) {
        push_block(out, &shown(&byline.text));
    }
    for block in &article.blocks {
        match block {
            Block::Paragraph(text) => push_block(out, &shown(text)),
            Block::Subheading(text) => push_block(out, &underlined(text, '-')),
            Block::Caption(text) => push_block(out, &indented(text)),
            Block::Table(table) => push_table(out, table),
        }
    }
    if let Some(jump) = &article.jump {
        push_block(out, &shown(&jump.text));
    }
}

fn underlined(text: &Text, mark: char) -> String {
    let mut text = shown(text);
    if !text.is_empty() {
        let columns = width(&text).min(LONGEST_LINE);
        text.push('\n');
        text.extend(std::iter::repeat_n(mark, columns));
    }
    text
}

fn indented(text: &Text) -> String {
    let text = shown(text);
    if text.is_empty() { text } else { format!("    {text}") }
}

fn push_table(out: &mut String, table: &Table) {
    if let Some(caption) = &table.caption {
        push_block(out, &shown(caption));
    }
    let cells = |row: &Vec<Text>| -> Vec<String> { row.iter().map(|cell| shown(cell)).collect() };
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(table.rows.len() + 1);
    if !table.header.is_empty() {
        rows.push(cells(&table.header));
    }
    rows.extend(table.rows.iter().map(cells));
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for row in &rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).min(WIDEST_COLUMN).max(*widest);
        }
    }
    let mut lines: Vec<String> = rows.iter().map(|row| table_line(row, &widths)).collect();
    if !table.header.is_empty() {
        let dashes: Vec<String> = widths.iter().map(|&columns| "-".repeat(columns)).collect();
        lines.insert(1, dashes.join("  "));
    }
    // A row without a word would leave a blank line, and that ends a table.
    lines.retain(|line| !line.is_empty());
    push_block(out, &lines.join("\n"));
}

/// The cells of a row, each filled up to the width of its column.
fn table_line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, &columns) in row.iter().zip(widths) {
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(cell)) + 2));
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_set_in_columns_by_width() {
        let text = |string: &str| Text::of(string, 0);
        let table = Table {
            header: vec![text("品名"), text("价")],
            rows: vec![vec![text("A4"), text("1")], vec![text(&"长".repeat(30)), text("2")], vec![text(""), text("")]],
            ..Table::default()
        };
        let mut out = String::new();
        push_table(&mut out, &table);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], format!("品名{}价", " ".repeat(38)));
        assert_eq!(lines[1], format!("{}  --", "-".repeat(40)));
        assert_eq!(lines[2], format!("A4{}1", " ".repeat(40)));
        assert_eq!(lines[3], format!("{}  2", "长".repeat(30)));
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn nothing_hidden_reaches_the_terminal() {
        let text = Text::of("\u{feff} 甲\u{1b}]0;乙\u{7}\u{202e}丙\u{9b}\n丁 ", 0);
        let blocks = vec![Block::Subheading(text)];
        let page = Page { articles: vec![Article { blocks, ..Article::default() }], ..Page::default() };
        assert_eq!(render(&page), "甲]0;乙丙 丁\n------------\n");
    }
}
