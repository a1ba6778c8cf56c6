//! The JSON Schema is the one that the types give, and a page keeps to it.

mod common;

use stonehand::page::json::{self, Page};
use stonehand::page::{Article, Block, Byline, Furniture, FurnitureKind, Jump, Note, Source, Table, Teaser};
use stonehand::rule::Certainty;
use stonehand::text::{Change, Span, Text};
use stonehand::{page, render};

/// A page with one of everything, so that every part of the schema is tried.
fn full() -> page::Page {
    let text = "澜港日报\n引题\n主题\n副题\n本报讯 第一段。\n小题\n图片说明\n甲 乙\n下转第4版\n".to_owned();
    let mut line_starts = vec![0];
    line_starts.extend(text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap()));
    line_starts.pop();
    let line = |n: usize| {
        let start = line_starts[n] as usize;
        let end = start + text[start..].find('\n').unwrap();
        Text::of(&text[start..end], line_starts[n])
    };
    let byline = Byline {
        text: line(4),
        authors: vec!["钱枫".to_owned()],
        place: Some("澜港".to_owned()),
        ..Byline::default()
    };
    let table = Table { header: vec![line(7)], rows: vec![vec![Text::default()]], ..Table::default() };
    let article = Article {
        kicker: Some(line(1)),
        headline: Some(line(2)),
        subheadline: Some(line(3)),
        byline: Some(byline),
        blocks: vec![
            Block::Paragraph(line(4)),
            Block::Subheading(line(5)),
            Block::Caption(line(6)),
            Block::Table(table),
        ],
        jump: Some(Jump { text: line(8), to: Some("4".to_owned()), from: None }),
        confidence: 93,
    };
    let note = Note {
        code: "N01",
        message: "doubtful".to_owned(),
        suggestion: Some("甲".to_owned()),
        span: Span::new(0, 3),
        evidence: Some(Span::new(20, 23)),
    };
    let change = Change {
        rule: "C01",
        certainty: Certainty::Likely,
        before: "Ａ".into(),
        after: "A".into(),
        span: Span::new(0, 3),
    };
    page::Page {
        articles: vec![article, Article::default()],
        teasers: vec![Teaser { headline: line(1), page: Some("2".to_owned()), ..Teaser::default() }],
        furniture: vec![Furniture { kind: FurnitureKind::Masthead, text: line(0) }],
        repairs: vec![change],
        notes: vec![note.clone(), Note { suggestion: None, evidence: None, ..note }],
        source: Source {
            name: "page.txt".to_owned(),
            format: "text",
            encoding: "UTF-8",
            text,
            line_starts,
            first_line: 0,
            forme: None,
        },
        ..page::Page::default()
    }
}

#[test]
fn the_committed_schema_is_up_to_date() {
    common::keeps("schema/page.schema.json", &json::schema());
}

#[test]
fn a_page_with_everything_keeps_to_the_schema() {
    for repairs in [false, true] {
        for pretty in [false, true] {
            let written = render::json::render(&full(), repairs, pretty);
            common::valid(&written).unwrap();
            assert_eq!(written.contains("\"repairs\""), repairs);
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_page() {
    let written = render::json::render(&full(), true, false);
    for (good, bad) in [
        ("\"version\":1", "\"version\":2"),
        ("\"kind\":\"masthead\"", "\"kind\":\"mast\""),
        ("\"confidence\":0.93", "\"confidence\":93"),
        ("\"certainty\":\"likely\"", "\"certainty\":\"surely\""),
        ("\"kind\":\"caption\"", "\"kind\":\"picture\""),
        ("\"lede\":", "\"lead\":"),
        ("[[1,1]]", "[[1]]"),
    ] {
        assert!(written.contains(good), "{good} in {written}");
        assert!(common::valid(&written.replace(good, bad)).is_err(), "{bad} is allowed");
    }
}

#[test]
fn what_was_written_reads_back() {
    let page = full();
    for (repairs, pretty) in [(false, false), (true, false), (true, true)] {
        let shape = Page::of(&page, repairs);
        let written = render::json::render(&page, repairs, pretty);
        let back: Page<'_> = serde_json::from_str(&written).unwrap();
        assert_eq!(back, shape);
    }
}

#[test]
fn readers_pass_over_fields_they_do_not_know() {
    let written = render::json::render(&full(), false, false);
    let newer = written.replacen("\"version\":1", "\"version\":1,\"press\":{\"of\":\"tomorrow\"}", 1);
    let back: Page<'_> = serde_json::from_str(&newer).unwrap();
    assert_eq!(back, serde_json::from_str(&written).unwrap());
    common::valid(&newer).unwrap();
}
