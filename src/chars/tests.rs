//! The examples of all repairs, and what must hold of every text.

use super::*;
use crate::rule::Certainty;

fn choice(only: &[&str]) -> Choice {
    Choice { only: only.iter().map(|&s| s.to_owned()).collect(), certainty: Certainty::Guess, ..Choice::default() }
}

/// The language in which a rule's example is to be read.
fn language(rule: &Rule, example: &str) -> Language {
    let seen = Census::of(example).language();
    if rule.speaks(seen) { seen } else { rule.languages[0] }
}

/// What becomes of a line, and in the scope of paragraphs of the paragraph that it is.
fn repaired(source: &str, language: Language, choice: &Choice, scope: Scope) -> (String, Vec<Change>) {
    let repairs = Repairs::new(Context::of(source, Some(language)), choice);
    let mut text = Text::of(source, 0);
    let mut changes = Vec::new();
    repairs.line(&mut text, &mut changes);
    if scope == Scope::Paragraph {
        repairs.paragraph(&mut text, &mut changes, &mut Vec::new());
    }
    (text.as_str().to_owned(), changes)
}

#[test]
fn each_repair_fixes_its_examples_and_only_once() {
    for Repair { rule, scope, .. } in REPAIRS {
        assert!(!rule.fixes.is_empty() && !rule.leaves.is_empty(), "{} needs examples", rule.code);
        for (before, after) in rule.fixes {
            let language = language(rule, before);
            let alone = choice(&[rule.code]);
            assert_eq!(
                repaired(before, language, &alone, *scope).0,
                *after,
                "{} on {before:?} in {language}",
                rule.code
            );
            assert_eq!(repaired(after, language, &alone, *scope).0, *after, "{} twice on {before:?}", rule.code);
        }
    }
}

#[test]
fn no_repair_touches_what_must_be_left_alone() {
    for Repair { rule, scope, .. } in REPAIRS {
        for text in rule.leaves {
            let language = language(rule, text);
            assert_eq!(
                repaired(text, language, &choice(&[rule.code]), *scope).0,
                *text,
                "{} in {language}",
                rule.code
            );
            let (all, changes) = repaired(text, language, &Choice::default(), *scope);
            assert_eq!(all, *text, "an example of {} in {language}: {changes:?}", rule.code);
        }
    }
}

#[test]
fn codes_and_names_are_used_once() {
    let mut seen = std::collections::BTreeSet::new();
    for Repair { rule, .. } in REPAIRS {
        assert!(seen.insert(rule.code) && seen.insert(rule.name), "{} {}", rule.code, rule.name);
    }
}

fn noted(source: &str, language: Language) -> Vec<(&'static str, &str)> {
    let repairs = Repairs::new(Context::of(source, Some(language)), &Choice { only: vec!["N".into()], ..choice(&[]) });
    let mut notes = Vec::new();
    repairs.paragraph(&mut Text::of(source, 0), &mut Vec::new(), &mut notes);
    notes.iter().map(|n| (n.code, &source[n.span.start as usize..n.span.end as usize])).collect()
}

#[test]
fn each_note_finds_its_examples() {
    for rule in NOTES {
        for (text, place) in rule.fixes {
            assert_eq!(noted(text, language(rule, text)), [(rule.code, *place)], "{text}");
        }
        for text in rule.leaves {
            assert_eq!(noted(text, language(rule, text)), [], "{} on {text}", rule.code);
        }
    }
}

#[test]
fn a_guess_is_offered_and_not_made() {
    let source = "渡口一一老船工的家。";
    let repairs = Repairs::new(Context::of(source, None), &Choice::default());
    let (mut text, mut changes, mut notes) = (Text::of(source, 0), Vec::new(), Vec::new());
    repairs.paragraph(&mut text, &mut changes, &mut notes);
    assert_eq!((text.as_str(), changes.len()), (source, 0));
    assert_eq!((notes[0].code, notes[0].suggestion.as_deref()), ("C23", Some("——")));
}
