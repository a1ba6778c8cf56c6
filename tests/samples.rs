//! What the press makes of each page in `samples/`, stage by stage: one snapshot a stage and page.
//!
//! `INSTA_UPDATE=always cargo test --test samples` takes what is there; look at the difference before committing it.
//! `INSTA_GLOB_FILTER='zh-Hans/*' cargo test --test samples` looks at some pages only.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use insta::{Settings, assert_snapshot, glob};
use stonehand::page::Page;
use stonehand::{Options, render};

type Writer = fn(&[u8], &Options) -> String;

/// The stages that are looked at, and how each is written.
const STAGES: [(&str, Writer); 6] = [
    ("lines", |bytes, options| stonehand::lines(bytes, options).unwrap()),
    ("repairs", |bytes, options| by_page(bytes, options, repairs)),
    ("clean", |bytes, options| {
        stonehand::clean(bytes, options).unwrap().into_iter().map(|page| page.text).collect::<Vec<_>>().join("\u{c}")
    }),
    ("page", |bytes, options| by_page(bytes, options, |page| render::json::render(page, false, true))),
    ("text", |bytes, options| by_page(bytes, options, render::text::render)),
    ("md", |bytes, options| by_page(bytes, options, render::markdown::render)),
];

/// The samples that are pages, by their endings.
const PAGES: &str = "**/*.{txt,hocr,html,tsv,xml}";

/// METS names pages and is none.
fn is_issue(name: &str) -> bool {
    name.ends_with("mets.xml")
}

/// Writes each page of a file.
fn by_page(bytes: &[u8], options: &Options, write: fn(&Page) -> String) -> String {
    stonehand::read(bytes, options).unwrap().iter().map(write).collect::<Vec<_>>().join("\n")
}

/// The repairs of a page, one a line: rule, certainty, line, before and after. Plain joints are only counted.
fn repairs(page: &Page) -> String {
    let joint = |rule: &str| matches!(rule, "J08" | "J09");
    let plain = page.repairs.iter().filter(|r| joint(r.rule)).count();
    let mut out = format!("{plain} plain joints\n");
    for repair in page.repairs.iter().filter(|r| !joint(r.rule)) {
        let (line, _) = page.source.lines_of(repair.span);
        let _ =
            writeln!(out, "{} {} {line}: {:?} -> {:?}", repair.rule, repair.certainty, repair.before, repair.after);
    }
    out
}

/// The name of a sample: `zh-Hans/front-page.txt`.
fn name_of(sample: &Path) -> String {
    let samples = fs::canonicalize(concat!(env!("CARGO_MANIFEST_DIR"), "/samples")).unwrap();
    let sample = fs::canonicalize(sample).unwrap();
    sample.strip_prefix(samples).unwrap().to_string_lossy().replace('\\', "/")
}

/// The part of a snapshot's name behind the `@`: `zh-Hans__front-page`.
fn suffix_of(name: &str) -> String {
    name.strip_suffix(".txt").unwrap_or(name).replace('/', "__")
}

#[test]
fn pages_are_read_as_before() {
    glob!("../samples", PAGES, |sample| {
        let name = name_of(sample);
        if is_issue(&name) {
            return;
        }
        let mut options = Options::default();
        options.name.clone_from(&name);
        let bytes = fs::read(sample).unwrap();
        let mut settings = Settings::new();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_suffix(suffix_of(&name));
        for (stage, write) in STAGES {
            settings.bind(|| assert_snapshot!(stage, write(&bytes, &options)));
        }
    });
}

/// Lines that are whole paragraphs have no measure to go by, least of all on a page of one story.
#[test]
fn whole_paragraphs_are_stories_from_the_first_on() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/samples/zh-Hans/clean.txt")).unwrap();
    let first = text.lines().take(3).collect::<Vec<_>>().join("\n");
    for text in [&*text, &first, "海塘加固昨日完工\n本报讯（记者 柳禾）昨天下午，三百米海塘全部完工。\n下月开放。\n"]
    {
        let page = &stonehand::read(text.as_bytes(), &Options::default()).unwrap()[0];
        assert_eq!(page.articles.len(), text.matches("本报讯").count(), "{text}");
        assert!(page.teasers.is_empty(), "{text}");
    }
}

/// What is mended and noted in a paragraph is so in a headline.
#[test]
fn headlines_are_mended_as_paragraphs_are() {
    let text = "推行\"灯长制”\u{e5e5}今\u{202e}日\n本报讯（记者 柳禾）昨天下午，三百米海塘全部完工。\n";
    let page = &stonehand::read(text.as_bytes(), &Options::default()).unwrap()[0];
    assert_eq!(page.articles[0].headline.as_deref(), Some("推行“灯长制”\u{e5e5}今\u{202e}日"));
    assert_eq!(page.notes.iter().map(|n| n.code).collect::<Vec<_>>(), ["N05", "N06"]);
}

#[test]
fn every_snapshot_has_its_sample() {
    let mut known = BTreeSet::new();
    glob!("../samples", PAGES, |sample| {
        let suffix = suffix_of(&name_of(sample));
        known.extend(STAGES.map(|(stage, _)| format!("{stage}@{suffix}.snap")));
    });
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots")).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.extension().is_some_and(|ext| ext == "snap") && std::env::var_os("INSTA_GLOB_FILTER").is_none() {
            assert!(known.contains(&*name), "snapshots/{name} is of no sample: remove it");
        }
    }
}
