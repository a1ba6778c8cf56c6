//! All rules there are, and what is said of them: `stonehand explain` and RULES.md.

use crate::rule::{Certainty, Rule};
use crate::{article, chars, column, join, line, read, table};

/// The stages by the letter of their rules, in the order of the press.
pub const STAGES: [(char, &str, &str); 6] = [
    ('C', "Characters", "Repairs of characters, within a line or a paragraph."),
    ('L', "Lines", "Signs that tell what a printed line is."),
    ('J', "Joints", "How lines that were broken are joined again."),
    ('T', "Tables", "How rows and columns are found again."),
    ('A', "Articles", "How titles, bodies and all else find together."),
    ('N', "Notes", "Doubts: nothing is changed, a person should look."),
];

/// Every rule, by stage and in the order in which each stage takes them.
#[must_use]
pub fn catalogue() -> Vec<&'static Rule> {
    // One line a list; a rule that is in none of them is found by the tests.
    let lists: [Vec<&'static Rule>; 8] = [
        chars::REPAIRS.iter().map(|repair| &repair.rule).collect(),
        chars::NOTES.to_vec(),
        line::RULES.iter().copied().chain(line::CUES.iter().map(|cue| &cue.rule)).collect(),
        join::JOINTS.iter().map(|joint| &joint.rule).collect(),
        table::RULES.to_vec(),
        article::RULES.to_vec(),
        read::NOTES.to_vec(),
        column::RULES.to_vec(),
    ];
    let stage = |rule: &Rule| STAGES.iter().position(|stage| rule.code.starts_with(stage.0));
    let mut rules = lists.concat();
    // Doubts come from all stages: they alone are put in order.
    rules.sort_by_key(|rule| (stage(rule), if rule.code.starts_with('N') { rule.code } else { "" }));
    rules
}

/// The rule of this code or name, in capitals or not.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    catalogue().into_iter().find(|rule| name.eq_ignore_ascii_case(rule.code) || name.eq_ignore_ascii_case(rule.name))
}

/// All that is to be said of a rule, as plain text that ends in a line end.
#[must_use]
pub fn explain(rule: &Rule) -> String {
    let mut lines = vec![format!("{} {} ({}; {})", rule.code, rule.name, certainty(rule), languages(rule))];
    for sentence in [rule.summary, rule.why] {
        if !sentence.is_empty() {
            lines.extend([String::new(), sentence.to_owned()]);
        }
    }
    for (title, examples) in examples(rule, quoted) {
        lines.extend([String::new(), format!("{title}:")]);
        lines.extend(examples.into_iter().map(|example| format!("  {example}")));
    }
    lines.join("\n") + "\n"
}

/// RULES.md: a section a stage, a table of its rules, and each rule with its reason and its examples.
#[must_use]
pub fn rules_md() -> String {
    let mut blocks = vec![
        "# The rules".to_owned(),
        "Made from the rules themselves: `STONEHAND_UPDATE=1 cargo test --test rules` writes this file anew.\n\
         A rule takes part when it is at least as certain as asked for with `--certainty` (by default `likely`).\n\
         `--only` and `--skip` take codes, names, or the letter of a stage. The examples are the rules' tests."
            .to_owned(),
    ];
    let rules = catalogue();
    for (letter, title, what) in STAGES {
        let stage: Vec<&Rule> = rules.iter().copied().filter(|rule| rule.code.starts_with(letter)).collect();
        if stage.is_empty() {
            continue;
        }
        blocks.extend([format!("## {letter}: {title}"), what.to_owned()]);
        let mut table = vec![
            "| Code | Name | Certainty | Languages | What it does |".to_owned(),
            "| --- | --- | --- | --- | --- |".to_owned(),
        ];
        table.extend(stage.iter().map(|rule| row(rule)));
        blocks.push(table.join("\n"));
        for rule in stage {
            blocks.extend([format!("### {} {}", rule.code, rule.name), escaped(rule.summary), escaped(rule.why)]);
            for (title, examples) in examples(rule, code) {
                let items: Vec<String> = examples.into_iter().map(|example| format!("- {example}")).collect();
                blocks.extend([format!("{title}:"), items.join("\n")]);
            }
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n") + "\n"
}

/// A rule's row in the table of its stage.
fn row(rule: &Rule) -> String {
    let cells = [
        rule.code.to_owned(),
        format!("`{}`", rule.name),
        certainty(rule).to_owned(),
        languages(rule),
        escaped(rule.summary).replace('|', "\\|"),
    ];
    format!("| {} |", cells.join(" | "))
}

/// The examples of a rule under their titles, each text written by `write`. A title without examples is left out.
fn examples(rule: &Rule, write: fn(&str) -> String) -> Vec<(&'static str, Vec<String>)> {
    // Repairs, joints and tables change the text; all others name what they find.
    let verb = if rule.code.starts_with(['C', 'J', 'T']) { "Fixes" } else { "Finds" };
    let fixes = rule.fixes.iter().map(|(before, after)| format!("{} → {}", write(before), write(after))).collect();
    let leaves = rule.leaves.iter().map(|text| write(text)).collect();
    [(verb, fixes), ("Leaves alone", leaves)]
        .into_iter()
        .filter(|(_, examples): &(_, Vec<_>)| !examples.is_empty())
        .collect()
}

fn certainty(rule: &Rule) -> &'static str {
    match rule.certainty {
        Certainty::Guess => "guess: offered, not applied",
        other => other.name(),
    }
}

fn languages(rule: &Rule) -> String {
    if rule.languages.is_empty() {
        return "all languages".to_owned();
    }
    rule.languages.iter().map(|language| language.tag()).collect::<Vec<_>>().join(", ")
}

/// An example between marks that show where it ends, with an escape for what cannot be seen.
fn quoted(example: &str) -> String {
    format!("`{}`", visible(example))
}

/// An example as code in Markdown, with backticks enough that none of its own ends it.
fn code(example: &str) -> String {
    let example = visible(example);
    let longest = example.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    // A space is taken off on each side where both sides have one, or where a backtick stands at an end.
    let pad = if longest > 0 || (example.starts_with(' ') && example.ends_with(' ')) { " " } else { "" };
    if example.is_empty() { "(nothing)".to_owned() } else { format!("{ticks}{pad}{example}{pad}{ticks}") }
}

/// Line ends as `⏎`, and each character that would not be seen by its number.
fn visible(example: &str) -> String {
    let show = |c: char| match c {
        '\n' => "⏎".to_owned(),
        c if c.is_control() || is_unseen(c) => format!("<U+{:04X}>", u32::from(c)),
        c => c.to_string(),
    };
    example.chars().map(show).collect()
}

const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fffe}'..='\u{ffff}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

/// Words of ours in Markdown: they may hold `code` and emphasis, but marks of tags are meant as printed.
fn escaped(text: &str) -> String {
    text.replace('<', "\\<")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    const RULE: Rule = Rule {
        code: "C99",
        name: "doubled-comma",
        summary: "Two commas become one.",
        why: "The page was scanned twice.",
        languages: Language::CHINESE,
        fixes: &[("甲，，乙\n", "甲，乙"), ("\u{200b}", "")],
        leaves: &["甲，乙"],
        ..Rule::EMPTY
    };

    #[test]
    fn explaining_a_rule_says_all_there_is() {
        let expected = "C99 doubled-comma (sure; zh-Hans, zh-Hant)

Two commas become one.

The page was scanned twice.

Fixes:
  `甲，，乙⏎` → `甲，乙`
  `<U+200B>` → ``

Leaves alone:
  `甲，乙`
";
        assert_eq!(explain(&RULE), expected);
    }

    #[test]
    fn examples_with_backticks_and_nothing_in_them_stay_code() {
        assert_eq!(code("甲`乙"), "`` 甲`乙 ``");
        assert_eq!(code(""), "(nothing)");
        assert_eq!(code(" 甲"), "` 甲`");
    }
}
