//! The page as Markdown.
//!
//! Articles in reading order, each under a rule; then teasers, then furniture, as lists. What is printed renders as
//! itself: characters that would be markup are escaped where they are active, in `CommonMark` and in GitHub's dialect.

use super::{ended, push_block, shown};
use crate::page::{Article, Block, Page, Table, Teaser};
use crate::text::Text;

/// Writes the page as Markdown.
///
/// A headline is a heading of the second level with its kicker above and its deck below, a crosshead one of the third;
/// captions, jumps and kickers are set in italics, decks in bold. Hidden characters are left out.
#[must_use]
pub fn render(page: &Page) -> String {
    let mut out = String::with_capacity(page.source.text.len() + 256);
    for (index, article) in page.articles.iter().enumerate() {
        if index > 0 {
            push_block(&mut out, "---");
        }
        push_article(&mut out, article);
    }
    push_list(&mut out, page.teasers.iter().map(teaser));
    push_list(&mut out, page.furniture.iter().map(|f| format!("*{}:* {}", f.kind.name(), inline(&f.text))));
    ended(out)
}

fn push_article(out: &mut String, article: &Article) {
    if let Some(kicker) = &article.kicker {
        push_block(out, &emphasis("*", kicker));
    }
    if let Some(headline) = &article.headline {
        push_block(out, &heading("##", headline));
    }
    if let Some(deck) = &article.subheadline {
        push_block(out, &emphasis("**", deck));
    }
    if let Some(byline) = article.byline.as_ref().filter(|byline| byline.stands_alone) {
        push_block(out, &line(&byline.text));
    }
    for block in &article.blocks {
        match block {
            Block::Paragraph(text) => push_block(out, &line(text)),
            Block::Subheading(text) => push_block(out, &heading("###", text)),
            Block::Caption(text) => push_block(out, &emphasis("*", text)),
            Block::Table(table) => push_table(out, table),
        }
    }
    if let Some(jump) = &article.jump {
        push_block(out, &emphasis("*", &jump.text));
    }
}

fn push_list(out: &mut String, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.map(|item| format!("- {item}")).collect();
    if !items.is_empty() {
        push_block(out, "---");
        push_block(out, &items.join("\n"));
    }
}

fn teaser(teaser: &Teaser) -> String {
    let kicker = teaser.kicker.as_ref().map(|text| emphasis("*", text));
    let deck = teaser.subheadline.as_ref().map(|text| emphasis("*", text));
    let parts = [kicker, Some(emphasis("**", &teaser.headline)), deck];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A table with pipes. One without heads gets empty ones: Markdown knows no other.
fn push_table(out: &mut String, table: &Table) {
    if let Some(caption) = &table.caption {
        push_block(out, &emphasis("*", caption));
    }
    let columns = table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0);
    if columns == 0 {
        return;
    }
    let mut heads = table.header.clone();
    heads.resize(columns, Text::default());
    let rule = format!("|{}", " --- |".repeat(columns));
    let rows = table.rows.iter().filter(|cells| !cells.is_empty()).map(|cells| row(cells));
    let lines: Vec<String> = [row(&heads), rule].into_iter().chain(rows).collect();
    push_block(out, &lines.join("\n"));
}

fn row(cells: &[Text]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| inline(cell).replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

fn emphasis(mark: &str, text: &str) -> String {
    let text = inline(text);
    if text.is_empty() { text } else { format!("{mark}{text}{mark}") }
}

fn heading(mark: &str, text: &str) -> String {
    let mut text = inline(text);
    if text.is_empty() {
        return text;
    }
    // Number signs at the end of a heading are taken for its decoration.
    let body = text.trim_end_matches('#').len();
    if body < text.len() && (body == 0 || text[..body].ends_with(' ')) {
        text.insert(body, '\\');
    }
    format!("{mark} {text}")
}

/// A paragraph: what is active at the start of a line is escaped too.
fn line(text: &str) -> String {
    let mut text = inline(text);
    if let Some(at) = block_mark(&text) {
        text.insert(at, '\\');
    }
    text
}

/// Where the mark stands that would make a list, a quote, a heading or a rule of a line.
fn block_mark(text: &str) -> Option<usize> {
    let opens = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let first = text.chars().next()?;
    let active = match first {
        '>' => true,
        '#' => {
            let rest = text.trim_start_matches('#');
            text.len() - rest.len() <= 6 && opens(rest)
        }
        '-' | '+' => opens(&text[1..]) || text[1..].starts_with('-'),
        '0'..='9' => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let mark = rest.starts_with(['.', ')']) && opens(&rest[1..]);
            return mark.then_some(text.len() - rest.len());
        }
        _ => false,
    };
    active.then_some(0)
}

/// The text on one line with all that is markup inside a line escaped.
fn inline(text: &str) -> String {
    let text = shown(text);
    if !text.contains(['\\', '`', '*', '_', '[', '~', '<', '&', ':', '.']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let active = match c {
            '\\' | '`' | '*' | '_' | '[' | '~' => true,
            '<' => rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => is_entity(rest),
            // Bare addresses are made links by GitHub and others: the escape stands where they look for one.
            '.' => {
                out.len() >= 3
                    && out.is_char_boundary(out.len() - 3)
                    && out[out.len() - 3..].eq_ignore_ascii_case("www")
            }
            '/' => out.ends_with(":/") && !rest.is_empty(),
            _ => false,
        };
        if active {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether an ampersand before `rest` begins a character reference.
fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.len() < rest.len() && name.starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(string: &str) -> Text {
        Text::of(string, 0)
    }

    #[test]
    fn what_is_active_is_escaped_and_nothing_else() {
        for (printed, written) in [
            ("# 1号", "\\# 1号"),
            ("#话题#", "#话题#"),
            ("1. 甲", "1\\. 甲"),
            ("1.5亿元", "1.5亿元"),
            ("- 甲", "\\- 甲"),
            ("-5℃", "-5℃"),
            ("---", "\\---"),
            ("> 甲", "\\> 甲"),
            ("甲 > 乙", "甲 > 乙"),
            ("*甲*_乙_", "\\*甲\\*\\_乙\\_"),
            ("[甲](乙)", "\\[甲](乙)"),
            ("<b>甲", "\\<b>甲"),
            ("3 < 4", "3 < 4"),
            ("&lt; A&B", "\\&lt; A&B"),
            ("http://甲.cn", "http:/\\/甲.cn"),
            ("www.甲.cn", "www\\.甲.cn"),
            ("甲\u{202e}乙\u{1b}[31m", "甲乙\\[31m"),
            ("    甲", "甲"),
        ] {
            assert_eq!(line(printed), written);
        }
        assert_eq!(heading("##", "C#"), "## C#");
        assert_eq!(heading("##", "甲 ##"), "## 甲 \\##");
    }

    #[test]
    fn a_table_has_pipes_and_keeps_those_printed() {
        let table = Table {
            caption: Some(text("单位：元")),
            header: vec![text("甲")],
            rows: vec![vec![text("1|2"), text("3")], vec![]],
        };
        let page = Page {
            articles: vec![Article { blocks: vec![Block::Table(table)], ..Article::default() }],
            ..Page::default()
        };
        assert_eq!(render(&page), "*单位：元*\n\n| 甲 |  |\n| --- | --- |\n| 1\\|2 | 3 |\n");
    }
}
