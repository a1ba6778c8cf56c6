//! Drop caps: the large first letter of a story, which an extractor puts on a line of its own.

use super::{Facts, Line, Role};
use crate::lang::{self, Language};
use crate::read::Place;
use crate::rule::{Certainty, Rule};
use crate::text::Change;

/// Puts a drop cap back before its word.
pub const RULE: Rule = Rule {
    code: "L05",
    name: "drop-cap",
    summary: "Puts a large initial on a line of its own back before the word or the words that it begins.",
    why: "Extractors give type of another size its own line. A capital alone, and a line below that goes on in small \
          letters or in capitals, are one beginning.",
    certainty: Certainty::Sure,
    languages: Language::LATIN,
    fixes: &[
        ("T\nhe tide was still", "The tide was still"),
        ("I\nthink so", "I think so"),
        ("A\nll boats", "All boats"),
    ],
    leaves: &["A\n17 points", "TO\nthe sea"],
};

/// Puts drop caps back.
#[must_use]
pub fn put_back(lines: Vec<Line>, language: Language, changes: &mut Vec<Change>) -> Vec<Line> {
    if !lines.iter().any(is_cap) || !RULE.speaks(language) {
        return lines;
    }
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(cap) = out.last_mut().filter(|cap| is_cap(cap)) else {
            out.push(line);
            continue;
        };
        let Some(with) = between(cap.facts.first, &line, language) else {
            out.push(line);
            continue;
        };
        cap.text.join(&line.text, with, &RULE, changes);
        cap.place = Place::of_both(cap.place, line.place);
        let (indent, blanks) = (cap.facts.indent, cap.facts.blanks);
        cap.facts = Facts { indent, blanks, ..Facts::of(&cap.text, 0) };
    }
    out
}

fn is_cap(line: &Line) -> bool {
    line.role == Role::Unknown && line.facts.chars == 1 && line.facts.first.is_uppercase()
}

/// What stands between a capital and the line below; `None` if the line does not go on from it.
fn between(cap: char, line: &Line, language: Language) -> Option<&'static str> {
    let word: String = line.text.chars().take_while(|c| c.is_alphabetic()).take(16).collect();
    let small = line.facts.first.is_lowercase();
    let capitals = word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
    let single = line.facts.first.is_uppercase() && word.chars().count() == 1;
    if line.facts.chars < 4 || !(small || capitals || single) {
        return None;
    }
    if language != Language::En || !matches!(cap, 'A' | 'I' | 'O') {
        return Some("");
    }
    // `A brief`, `I think`: a word of one letter, unless what follows is no word.
    let rest = word.to_lowercase();
    let whole = format!("{}{rest}", cap.to_lowercase());
    let mut letters = rest.chars();
    let vowel = |c: Option<char>| c.is_none_or(|c| "aeiouyhlrw".contains(c));
    let cluster =
        !vowel(letters.next()) && !vowel(letters.next()) && !rest.starts_with("st") && !rest.starts_with("sp");
    let divided = rest.len() == 1 || lang::is_frequent(&whole) && !lang::is_frequent(&rest) || cluster;
    Some(if divided { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn drop_caps_come_back_as_the_examples_say() {
        let line = |text: &str| Line::new(Text::of(text, 0), 0, None);
        let put = |page: &str| {
            let lines = put_back(page.lines().map(line).collect(), Language::En, &mut Vec::new());
            lines.iter().map(|l| l.text.to_string()).collect::<Vec<_>>().join("\n")
        };
        for (before, after) in RULE.fixes {
            assert_eq!(put(before), *after);
        }
        for before in RULE.leaves {
            assert_eq!(put(before), *before);
        }
    }
}
