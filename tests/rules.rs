//! The catalogue is in order, and RULES.md is made from it.

mod common;

use std::collections::BTreeSet;

use stonehand::catalogue::{STAGES, catalogue, explain, find, rules_md};
use stonehand::rule::Rule;

#[test]
fn rules_md_is_up_to_date() {
    common::keeps("RULES.md", &rules_md());
}

#[test]
fn every_rule_is_found_by_its_code_and_its_name() {
    for rule in catalogue() {
        assert_eq!(find(rule.code), Some(rule));
        assert_eq!(find(&rule.code.to_lowercase()), Some(rule));
        assert_eq!(find(rule.name), Some(rule), "two rules are called {}", rule.name);
        assert!(explain(rule).starts_with(&format!("{} {} (", rule.code, rule.name)));
    }
    assert_eq!(find("no-such-rule"), None);
}

/// Whether a rule is about more of a page than an example can show: how articles and doubts arise, how lines are
/// set, what a file says of its regions.
fn needs_a_page(rule: &Rule) -> bool {
    rule.code.starts_with(['A', 'N']) || ["L20", "L21", "L30", "L31", "T06"].contains(&rule.code)
}

#[test]
fn every_rule_says_what_there_is_to_say() {
    let mut codes = BTreeSet::new();
    for rule in catalogue() {
        let code = rule.code;
        assert!(codes.insert(code), "{code} is given twice");
        let (letter, number) = code.split_at(1);
        assert!(STAGES.iter().any(|stage| letter.starts_with(stage.0)), "{code} belongs to no stage");
        assert!(number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()), "{code} is no code");
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!rule.name.is_empty() && rule.name.chars().all(kebab), "{code}: {:?} is no name", rule.name);
        for sentence in [rule.summary, rule.why] {
            assert!(sentence.ends_with(['.', '…']), "{code}: {sentence:?} is no sentence");
        }
        assert!(needs_a_page(rule) || !rule.fixes.is_empty(), "{code} shows nothing that it fixes or finds");
        for (before, after) in rule.fixes {
            assert_ne!(before, after, "{code} shows a repair that repairs nothing");
        }
    }
}

#[test]
fn every_rule_shows_what_it_leaves_alone() {
    // Not the joint that knows every case, nor tables: what is none would take many lines to show.
    let bound = |rule: &&&Rule| !needs_a_page(rule) && rule.code != "J09" && !rule.code.starts_with('T');
    let bold: Vec<&str> = catalogue().iter().filter(bound).filter(|r| r.leaves.is_empty()).map(|r| r.code).collect();
    assert!(bold.is_empty(), "these show nothing that they leave alone: {bold:?}");
}

#[test]
fn every_rule_in_the_source_is_in_the_catalogue() {
    let known: BTreeSet<&str> = catalogue().iter().map(|rule| rule.code).collect();
    let mut missing = Vec::new();
    for (file, text) in common::sources() {
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        for (at, field) in code.match_indices("code: \"") {
            let code = code[at + field.len()..].split('"').next().unwrap();
            let in_doc = text[..at].lines().last().is_some_and(|line| line.trim_start().starts_with("//"));
            if !in_doc && !code.is_empty() && !known.contains(code) {
                missing.push(format!("{code} in src/{file}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
}
