//! What reviewers would otherwise have to look for: the layers of the modules, the length of files, who may print.

mod common;

use std::fs;
use std::path::Path;

/// The modules from the lowest layer to the highest. Those in one row may not know each other; a module names only
/// those in rows above its own.
const LAYERS: &[&[&str]] = &[
    &["lang"],
    &["rule"],
    &["text"],
    &["page"],
    &["read"],
    &["chars"],
    &["line"],
    &["join"],
    &["table"],
    &["column"],
    &["block"],
    &["article", "clean"],
    &["catalogue"],
    &["render"],
    &["diff", "score"],
    &["check"],
    &["lib"],
    &["cli"],
    &["main"],
];

const LONGEST_FILE: usize = 400;

/// The module at the top of the tree in which a file stands.
fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// The code of a file: neither comments nor what stands behind `#[cfg(test)]`.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
    text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect()
}

/// The modules named behind each `root::` in `code`, also in a list in braces.
fn named(code: &str, root: &str) -> Vec<String> {
    let root = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&root) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + root.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(heads(list)),
            None => found.push(word(rest)),
        }
    }
    found
}

/// The first words of the members of a list in braces, whatever stands in braces of their own.
fn heads(list: &str) -> Vec<String> {
    let (mut depth, mut fresh) = (0, true);
    let mut found = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                found.push(word(&list[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

fn word(rest: &str) -> String {
    rest.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect()
}

#[test]
fn modules_name_only_those_below_them() {
    for (file, text) in common::sources() {
        let module = module_of(&file);
        let layer = layer_of(module).unwrap_or_else(|| panic!("src/{file}: give {module} its row in LAYERS"));
        let root = if ["cli", "main"].contains(&module) { "stonehand" } else { "crate" };
        for other in named(&code(&text), root).iter().chain(&named(&code(&text), "crate")) {
            // What is no module is a thing of lib.rs.
            let other = if layer_of(other).is_some() { other } else { "lib" };
            let below = layer_of(other).unwrap() < layer;
            assert!(
                other == module || below || module == "lib",
                "src/{file} names {other}, which stands beside or above {module}"
            );
        }
    }
}

#[test]
fn names_are_found_in_lists_too() {
    let code =
        "use crate::text::{Span, Text};\nuse crate::{lang, page::{self, Note}};\nlet x = crate::rule::Rule::EMPTY;";
    assert_eq!(named(code, "crate"), ["text", "lang", "page", "rule"]);
}

#[test]
fn files_are_short() {
    for (file, text) in common::sources() {
        // The tests at the end of a file are read beside it, not with it.
        let lines = text.split("#[cfg(test)]\nmod ").next().unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "src/{file} has {lines} lines: more than {LONGEST_FILE}; split it");
    }
}

#[test]
fn only_the_command_prints_and_exits() {
    let forbidden = [
        "print!(",
        "println!(",
        "eprint!(",
        "eprintln!(",
        "dbg!(",
        "process::exit",
        "io::stdout",
        "io::stderr",
        "todo!(",
    ];
    for (file, text) in common::sources() {
        if ["cli", "main"].contains(&module_of(&file)) {
            continue;
        }
        for word in forbidden {
            assert!(!code(&text).contains(word), "src/{file} has {word}: only cli may print or end the program");
        }
    }
}

#[test]
fn what_readers_are_told_is_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let read = |file: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let changelog = read("CHANGELOG.md");
    let newest = changelog.lines().find(|line| line.starts_with("## [")).unwrap();
    assert!(newest.starts_with(&format!("## [{version}]")), "CHANGELOG.md begins with {newest}, not {version}");
    if let Ok(readme) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")) {
        let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
        for (at, asked) in readme.match_indices("stonehand = ") {
            let line = readme[at..].lines().next().unwrap();
            assert!(
                line.contains(&format!("\"{major}.{minor}")),
                "README.md: {line} after {asked}, this is {version}"
            );
        }
    }
}

#[test]
fn lines_are_of_one_kind_and_end_well() {
    for (file, text) in common::sources() {
        assert!(!text.contains('\r') && !text.contains('\t'), "src/{file} has tabs or carriage returns");
        assert!(
            text.is_empty() || text.ends_with('\n') && !text.ends_with("\n\n"),
            "src/{file} ends without a line end"
        );
    }
}
