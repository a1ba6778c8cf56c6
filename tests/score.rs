//! `stonehand score` as users meet it, and the figures of our own samples.
#![cfg(feature = "score")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::stonehand;
use serde_json::Value;
use stonehand::page::reading::Reading;
use stonehand::score::{Figure, kept, score};
use tempfile::TempDir;

const GOLD: &str = r#"{"articles": [{"headline": "灯塔重开", "blocks": [{"kind": "paragraph", "text": "昨日，停用三年的老灯塔重新亮灯。"}]}]}"#;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn desk(files: &[(&str, &str)]) -> TempDir {
    let desk = TempDir::new().unwrap();
    for (name, text) in files {
        let path = desk.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    desk
}

/// A page's gold and the figures of a reading that has mistakes of each kind: what another program made of it.
type Reference = (&'static str, &'static [(Figure, f64)]);

/// Computed by another implementation of the figures, which shares no code with this one.
#[rustfmt::skip]
const REFERENCE: [Reference; 5] = [
    ("en/harbour-gazette", &[(Figure::Fidelity, 0.693_855), (Figure::ParaF1, 1.0), (Figure::BreakF1, 1.0), (Figure::GroupF1, 0.738_526), (Figure::Headline, 0.8), (Figure::Titles, 1.0), (Figure::Authors, 0.8), (Figure::Teasers, 0.5)]),
    ("zh-Hans/careless", &[(Figure::Fidelity, 0.585_967), (Figure::ParaF1, 1.0), (Figure::BreakF1, 1.0), (Figure::GroupF1, 0.681_635), (Figure::Headline, 0.6), (Figure::Titles, 1.0), (Figure::Authors, 0.75)]),
    ("zh-Hans/content-order", &[(Figure::Fidelity, 0.602_791), (Figure::ParaF1, 1.0), (Figure::BreakF1, 1.0), (Figure::GroupF1, 0.692_788), (Figure::Headline, 0.666_667), (Figure::Titles, 0.75), (Figure::Authors, 0.666_667), (Figure::Cells, 0.909_091), (Figure::Teasers, 0.5)]),
    ("zh-Hans/front-page", &[(Figure::Fidelity, 0.716_143), (Figure::ParaF1, 1.0), (Figure::BreakF1, 1.0), (Figure::GroupF1, 0.762_472), (Figure::Headline, 0.6), (Figure::Titles, 1.0), (Figure::Authors, 0.6), (Figure::Cells, 0.923_077), (Figure::Teasers, 0.666_667)]),
    ("zh-Hans/squeezed", &[(Figure::Fidelity, 0.602_792), (Figure::ParaF1, 1.0), (Figure::BreakF1, 1.0), (Figure::GroupF1, 0.675_733), (Figure::Headline, 0.8), (Figure::Titles, 1.0), (Figure::Authors, 0.8), (Figure::Teasers, 0.5)]),
];

/// The first block of each article goes to the end of the one before; the first headline, the last byline, the first
/// teaser and the heads of tables are lost; commas become half-width, which does not count.
fn mistaken(gold: &Reading) -> Reading {
    let mut page = gold.clone();
    for index in 1..page.articles.len() {
        if !page.articles[index].blocks.is_empty() {
            let block = page.articles[index].blocks.remove(0);
            page.articles[index - 1].blocks.push(block);
        }
    }
    page.articles[0].headline.clear();
    page.articles.last_mut().unwrap().byline = None;
    if !page.teasers.is_empty() {
        page.teasers.remove(0);
    }
    for block in page.articles.iter_mut().flat_map(|story| &mut story.blocks) {
        block.header.clear();
        block.text = block.text.replace('，', ", ");
    }
    page
}

#[test]
fn figures_are_those_of_the_reference() {
    for (name, reference) in REFERENCE {
        let gold = fs::read_to_string(samples().join(format!("{name}.gold.json"))).unwrap();
        let gold: Reading = serde_json::from_str(&gold).unwrap();
        let figures = score(&gold, &mistaken(&gold));
        for figure in Figure::ALL {
            let wish = reference.iter().find(|known| known.0 == figure).map(|known| known.1);
            let agree = match (figures.get(figure), wish) {
                (Some(value), Some(wish)) => (value - wish).abs() < 1e-6,
                (value, wish) => value.is_none() && wish.is_none(),
            };
            assert!(agree, "{name}: {} is {:?}, not {wish:?}", figure.name(), figures.get(figure));
        }
    }
}

#[test]
fn all_of_the_samples_is_kept() {
    for (name, _) in REFERENCE {
        let raw = fs::read(samples().join(format!("{name}.txt"))).unwrap();
        let page = stonehand::read(&raw, &stonehand::Options::default()).unwrap().remove(0);
        let json = serde_json::to_value(stonehand::page::json::Page::of(&page, true)).unwrap();
        assert!((kept(&json, &page.source.text) - 1.0).abs() < 1e-9, "{name}");
    }
}

#[test]
fn one_page_is_a_row() {
    let desk = desk(&[
        ("gold.json", GOLD),
        ("out.json", GOLD),
        ("raw.txt", "灯塔重开\n昨日，停用三年的老灯\n塔重新亮灯。\n广告\n"),
    ]);
    let (code, out, err) = stonehand(desk.path(), &["score", "gold.json", "out.json", "--raw", "raw.txt"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let mut lines = out.lines();
    let head: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let row: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(lines.next(), None);
    let value = |name: &str| row[head.iter().position(|h| *h == name).unwrap()];
    assert_eq!((value("page"), value("fidelity"), value("cells")), ("out.json", "1.000", "-"));
    // 18 letters, two of which the output has not.
    assert_eq!(value("kept"), "0.900");
}

#[test]
fn folders_are_matched_by_name_and_summed_by_form() {
    let lost = GOLD.replace("重新", "");
    let desk = desk(&[
        ("gold/a.gold.json", GOLD),
        ("gold/b.gold.json", GOLD),
        ("gold/b.c.gold.json", GOLD),
        ("out/a.one.json", GOLD),
        ("out/a.two.json", &lost),
        ("out/b.c.one.json", GOLD),
        ("out/stray.json", GOLD),
    ]);
    let (code, out, err) = stonehand(desk.path(), &["score", "gold", "out", "-f", "json"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("stray: there is no gold page"), "{err}");
    assert!(err.contains("b: there is no output"), "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let pages: Vec<(&str, Option<&str>, f64)> = report["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["page"].as_str().unwrap(), p["form"].as_str(), p["figures"]["para_f1"].as_f64().unwrap()))
        .collect();
    assert_eq!(
        pages,
        [("a.one", Some("one"), 1.0), ("a.two", Some("two"), 0.0), ("b.c.one", Some("one"), 1.0), ("b", None, 0.0)]
    );
    let means: Vec<(Option<&str>, u64)> = report["means"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["form"].as_str(), m["pages"].as_u64().unwrap()))
        .collect();
    assert_eq!(means, [(Some("one"), 2), (Some("two"), 1), (None, 4)]);
    assert_eq!(report["means"][2]["figures"]["para_f1"], 0.5);
}

#[test]
fn json_lines_are_matched_by_what_they_were_read_from() {
    let page = |name: &str| GOLD.replacen('{', &format!(r#"{{"source": {{"name": "raw/{name}.txt"}},"#), 1);
    let lines = format!("{}\n{}\n", page("b"), page("a").replace("灯塔重开", "灯塔"));
    let desk = desk(&[("gold/a.gold.json", GOLD), ("gold/b.gold.json", GOLD), ("out.jsonl", &lines)]);
    let (code, out, _) = stonehand(desk.path(), &["score", "gold", "out.jsonl", "-f", "json"]);
    assert_eq!(code, 0);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["pages"][0]["figures"]["headline"], 1.0);
    assert_eq!(report["pages"][1]["figures"]["headline"], 0.0);
}

#[test]
fn a_gate_ends_with_1() {
    let desk = desk(&[("gold.json", GOLD), ("out.json", &GOLD.replace("亮灯。", "亮。"))]);
    let run = |min: &str| stonehand(desk.path(), &["score", "gold.json", "out.json", "--min", min]);
    assert_eq!(run("headline=1,fidelity=0.5").0, 0);
    let (code, out, err) = run("headline=1,fidelity=0.99");
    assert_eq!(code, 1);
    assert!(out.contains("fidelity") && err.contains("below 0.99"), "{err}");
    let (code, _, err) = run("cells=0.5");
    assert_eq!(code, 1);
    assert!(err.contains("no page has the figure cells"), "{err}");
    for (min, words) in
        [("headlines=1", "choose one of"), ("headline", "FIGURE=VALUE"), ("headline=2", "between 0 and 1")]
    {
        let (code, _, err) = run(min);
        assert_eq!(code, 2, "{min}");
        assert!(err.contains(words), "{err}");
    }
}

#[test]
fn trouble_is_told() {
    let desk = desk(&[("gold.json", GOLD), ("text.txt", "灯塔"), ("other.json", "{}"), ("empty/readme.md", "")]);
    for (args, words) in [
        (["score", "gold.json", "missing.json"], "missing.json: no such file"),
        (["score", "gold.json", "text.txt"], "text.txt: is no JSON"),
        (["score", "gold.json", "other.json"], "other.json: is no page"),
        (["score", "empty", "gold.json"], "NAME.gold.json"),
    ] {
        let (code, _, err) = stonehand(desk.path(), &args);
        assert_eq!(code, 2, "{err}");
        assert!(err.contains(words), "{args:?}: {err}");
    }
}
