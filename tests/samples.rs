//! What the press makes of each page in `samples/`, stage by stage: one snapshot a stage and page.
//!
//! `INSTA_UPDATE=always cargo test --test samples` takes what is there; look at the difference before committing it.
//! `INSTA_GLOB_FILTER='zh-Hans/*' cargo test --test samples` looks at some pages only.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use insta::{Settings, assert_snapshot, glob};
use stonehand::page::Page;
use stonehand::{Options, render};

type Writer = fn(&Page) -> String;

/// The stages that are looked at, and how each is written.
const STAGES: [(&str, Writer); 3] = [
    ("page", |page| render::json::render(page, true, true)),
    ("text", render::text::render),
    ("md", render::markdown::render),
];

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
    glob!("../samples", "**/*.txt", |sample| {
        let name = name_of(sample);
        let mut options = Options::default();
        options.name.clone_from(&name);
        let pages = stonehand::read(&fs::read(sample).unwrap(), &options).unwrap();
        let mut settings = Settings::new();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.set_snapshot_suffix(suffix_of(&name));
        for (stage, write) in STAGES {
            let written: Vec<String> = pages.iter().map(write).collect();
            settings.bind(|| assert_snapshot!(stage, written.join("\n")));
        }
    });
}

#[test]
fn every_snapshot_has_its_sample() {
    let mut known = BTreeSet::new();
    glob!("../samples", "**/*.txt", |sample| {
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
