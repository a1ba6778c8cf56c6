//! The catalogue is in order, and RULES.md is made from it.

mod common;

use std::collections::BTreeSet;

use stonehand::catalogue::{STAGES, catalogue, explain, find, rules_md};

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
            assert!(sentence.ends_with('.'), "{code}: {sentence:?} is no sentence");
        }
        assert!(!rule.fixes.is_empty(), "{code} shows nothing that it fixes or finds");
        assert!(!rule.leaves.is_empty(), "{code} shows nothing that it leaves alone");
        for (before, after) in rule.fixes {
            assert_ne!(before, after, "{code} shows a repair that repairs nothing");
        }
    }
}
