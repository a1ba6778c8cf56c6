//! The name of the paper at the head of the page.

use super::{Cue, squeezed};
use crate::line::{Ending, Line, Role};
use crate::rule::{Certainty, Rule};

/// How names of papers end.
const ENDS: &[&str] = &[
    "日报",
    "晚报",
    "早报",
    "早報",
    "时报",
    "商报",
    "新报",
    "都市报",
    "都市報",
    "晨报",
    "周报",
    "周報",
    "週報",
    "导报",
    "導報",
    "快报",
    "快報",
    "青年报",
    "青年報",
    "报",
    "日報",
    "晚報",
    "時報",
    "商報",
    "新報",
    "晨報",
    "報",
    "新聞",
    "新闻",
    "タイムス",
    "だより",
    "ニュース",
    "毎日",
    "times",
    "gazette",
    "post",
    "herald",
    "chronicle",
    "tribune",
    "courier",
    "journal",
    "mercury",
    "advertiser",
    "observer",
    "echo",
    "zeitung",
    "anzeiger",
    "blatt",
    "tageblatt",
    "nachrichten",
    "kurier",
    "bote",
    "rundschau",
    "presse",
];

/// How the names in Latin letters end: by their last two letters, which few lines end in.
const LAST_TWO: [&str; 15] =
    ["al", "au", "en", "er", "es", "ho", "ld", "le", "ne", "ng", "ry", "se", "st", "te", "tt"];

/// What all other names end in.
const LAST: [char; 7] = ['报', '報', '闻', '聞', 'ス', '日', 'り'];

/// Whether the last letters are those of a name.
fn may_end(text: &str) -> bool {
    let mut letters = text.chars().rev().filter(|c| !c.is_whitespace());
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return false };
    if !last.is_ascii() {
        return LAST.contains(&last);
    }
    if !before.is_ascii() {
        return false;
    }
    let pair = [before as u8 | 0x20, last as u8 | 0x20];
    LAST_TWO.iter().any(|two| two.as_bytes() == pair)
}

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L13",
        name: "masthead",
        summary: "A short line at the head of the page or right above the folio that ends as names of newspapers do.",
        why: "The paper's name heads its front page, and the running head of the others.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("云渡日报", "masthead"), ("The Harbour Gazette", "masthead")],
        leaves: &["他为什么每天读报？", "一份报纸怎样走进千家万户的信报"],
    },
    role: Role::Masthead,
    shows: |lines: &[Line], index| {
        let line = &lines[index];
        if line.facts.chars > 34 || line.facts.ending != Ending::Bare || line.facts.commas > 0 {
            return false;
        }
        let longest = if line.facts.is_latin() { 34 } else { 7 };
        let named = || {
            may_end(&line.text)
                && squeezed(&line.text, longest).is_some_and(|name| {
                    let name = name.to_lowercase();
                    name.chars().count() >= 2 && ENDS.iter().any(|end| name.ends_with(end))
                })
        };
        // At the head of the page, or right above the folio, wherever an extractor put the two.
        let head = index <= 4 && lines[..index].iter().all(|l| matches!(l.role, Role::Folio | Role::Masthead));
        let above_folio = || lines.get(index + 1).is_some_and(super::folio::is_folio);
        line.facts.chars as usize <= longest && named() && (head || above_folio())
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_missed_for_its_last_letters() {
        assert!(ENDS.iter().all(|end| may_end(&format!("The {end}"))));
        assert!(!may_end("on Monday"));
    }
}
