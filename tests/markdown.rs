//! What is printed on the page renders as itself: the Markdown is read with a parser and compared with the page.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use stonehand::page::{Article, Block, Byline, Furniture, FurnitureKind, Jump, Page, Table, Teaser};
use stonehand::render::markdown;
use stonehand::text::Text;

/// The plain text of each block of a Markdown document, and the names of all tags in it.
fn rendered(markdown: &str) -> (Vec<String>, Vec<String>) {
    let (mut texts, mut tags) = (Vec::new(), Vec::new());
    let mut text = String::new();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::Start(tag) => tags.push(format!("{tag:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item) => {
                texts.push(std::mem::take(&mut text));
            }
            Event::End(_) => {}
            Event::Rule => tags.push("Rule".to_owned()),
            other => tags.push(format!("{other:?}")),
        }
    }
    (texts, tags)
}

/// A page that prints the same words in every place there is.
fn page_of(printed: &str) -> Page {
    let text = || Text::of(printed, 0);
    let table = Table {
        caption: Some(text()),
        header: vec![text(), text()],
        rows: vec![vec![text(), text()], vec![text(), text()]],
    };
    let article = Article {
        kicker: Some(text()),
        headline: Some(text()),
        subheadline: Some(text()),
        byline: Some(Byline { text: text(), stands_alone: true, ..Byline::default() }),
        blocks: vec![Block::Paragraph(text()), Block::Subheading(text()), Block::Caption(text()), Block::Table(table)],
        jump: Some(Jump { text: text(), ..Jump::default() }),
        ..Article::default()
    };
    Page {
        articles: vec![article.clone(), article],
        teasers: vec![Teaser { headline: text(), ..Teaser::default() }],
        furniture: vec![Furniture { kind: FurnitureKind::Other, text: text() }],
        ..Page::default()
    }
}

/// Checks that the page of `printed` has the blocks that it should have, and in each the words as printed.
fn renders_as_itself(printed: &str) {
    let printed = printed.trim();
    if printed.is_empty() {
        return;
    }
    let markdown = markdown::render(&page_of(printed));
    let (texts, tags) = rendered(&markdown);
    let (_, expected) = rendered(&markdown::render(&page_of("甲")));
    assert_eq!(tags, expected, "{printed:?} is markup in:\n{markdown}");
    for text in texts {
        assert_eq!(text.trim_start_matches("other: "), printed, "in:\n{markdown}");
    }
}

#[test]
fn marks_render_as_themselves() {
    let marks = [
        "# 甲",
        "## 甲 ##",
        "#",
        "> 甲",
        "- 甲",
        "-",
        "---",
        "- - -",
        "+ 甲",
        "+",
        "* 甲",
        "***",
        "___",
        "_ _ _",
        "1. 甲",
        "1) 甲",
        "1.",
        "123456789. 甲",
        "**甲**",
        "_甲_ __乙__",
        "`甲`",
        "```",
        "~~~",
        "~~甲~~",
        "~甲~",
        "[甲](乙)",
        "[甲]: 乙",
        "![甲](乙)",
        "[^1]",
        "[^1]: 甲",
        "[ ] 甲",
        "<b>甲</b>",
        "<!-- 甲",
        "<?甲",
        "<http://a.cn>",
        "&lt;甲",
        "&#35;",
        "甲\\",
        "\\*甲",
        "\\|",
        "甲|乙",
        "|---|",
        "| a | b |",
        "===",
        "http://a.cn",
        "www.a.cn",
        "“甲”",
        "*“甲”",
        "（甲）",
        "a_b_c",
        "甲  乙",
        "=",
        "$5 and $6",
        ":-",
        "> [!NOTE]",
        "{#id}",
        "a\\\\|b",
        "*",
        "_",
        "“",
        "\\",
        "`",
        "-甲-",
    ];
    for printed in marks {
        renders_as_itself(printed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn so_does_any_run_of_them(
        printed in "([#>*_+=|~`\\[\\]()<>&;!:.\\\\/$^{}\"' -]|[甲“”（，0-9a-c]|---|1\\. |www\\.|https?://|&amp;|<a ){1,12}"
    ) {
        renders_as_itself(&printed);
    }
}
