//! Jump lines: where a story goes on, or where it comes from.

use super::Cue;
use crate::line::facts::{is_ideograph, is_letter};
use crate::line::{Line, Role};
use crate::rule::{Certainty, Rule};

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L14",
        name: "jump-line",
        summary: "A line that says on which page the story goes on, or from which it comes.",
        why: "Stories that do not fit are carried over to another page; the line is a signpost, not a sentence.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("（下转第4版）", "jump"),
            ("《下转第4版 )", "jump"),
            ("Continued on Page A6", "jump"),
            ("Fortsetzung auf Seite 4", "jump"),
        ],
        leaves: &["列车下转支线后，第4版时刻表同时启用。"],
    },
    role: Role::Jump,
    shows: |lines: &[Line], index| {
        let line = &lines[index];
        // Most lines begin and end with an ideograph that no jump line has there.
        let (first, last) = (line.facts.first, line.facts.last);
        let sentence = is_ideograph(first) && !FIRST.contains(&first) && is_ideograph(last) && last != 'く';
        line.facts.chars <= 44 && !sentence && directions(&line.text).is_some()
    },
};

/// Words before the number of the page a story goes on to, and whether they mean "from" instead.
const WORDS: &[(&str, bool)] = &[
    ("下转", false),
    ("下轉", false),
    ("紧接", true),
    ("緊接", true),
    ("上接", true),
    ("Continued on Page", false),
    ("Continued on page", false),
    ("CONTINUED ON PAGE", false),
    ("Continued from Page", true),
    ("Continued from page", true),
    ("CONTINUED FROM PAGE", true),
    ("Please turn to Page", false),
    ("Turn to Page", false),
    ("Fortsetzung auf Seite", false),
    ("Fortsetzung Seite", false),
    ("Fortsetzung von Seite", true),
];

/// What the [`WORDS`], and `See`, begin with.
const FIRST: [char; 9] = ['下', '紧', '緊', '上', 'C', 'P', 'T', 'F', 'S'];

/// What a jump line says: the page the story goes on to, and the page it comes from.
#[must_use]
pub fn directions(line: &str) -> Option<(Option<String>, Option<String>)> {
    // A recogniser takes its brackets for others, or for quotes.
    let bare = line.trim_matches(|c| !is_letter(c));
    // Nearly no line begins or ends like this.
    if !bare.starts_with(FIRST) && !bare.ends_with('く') {
        return None;
    }
    // Japanese puts the number first.
    for (word, from) in [("面に続く", false), ("面につづく", false), ("面から続く", true), ("面からつづく", true)]
    {
        if let Some(page) = bare.strip_suffix(word)
            && page.chars().count() <= 6
        {
            return Some(way(page_number(page)?, from));
        }
    }
    if let Some(rest) = bare.strip_prefix("See ").or_else(|| bare.strip_prefix("SEE "))
        && let Some((_, page)) = rest.rsplit_once(", Page ").or_else(|| rest.rsplit_once(", PAGE "))
        && page.len() <= 4
    {
        return Some(way(page_number(page)?, false));
    }
    let &(word, from) = WORDS.iter().find(|(word, _)| bare.starts_with(word))?;
    let rest = bare[word.len()..].trim();
    if rest.chars().count() > 12 {
        return None;
    }
    Some(way(page_number(rest)?, from))
}

fn way(page: String, from: bool) -> (Option<String>, Option<String>) {
    if from { (None, Some(page)) } else { (Some(page), None) }
}

fn page_number(text: &str) -> Option<String> {
    let page: String = text
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "〇一二三四五六七八九十".contains(*c) || ('０'..='９').contains(c))
        .collect();
    (!page.is_empty() && page.chars().count() <= 4).then_some(page)
}

/// The byte at which a jump line begins that ends a paragraph: `…通车。（下转第4版）`.
#[must_use]
pub fn find_jump(paragraph: &str) -> Option<usize> {
    if !paragraph.ends_with(['）', ')', '】']) {
        return None;
    }
    let at = paragraph.rfind(['（', '(', '【'])?;
    (at > 0 && directions(&paragraph[at..]).is_some()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_missed_for_its_first_character() {
        assert!(WORDS.iter().all(|(word, _)| word.starts_with(FIRST)));
    }
}
