//! Bylines on a line of their own.

use super::Cue;
use crate::lang::{is_surname, surnames};
use crate::line::facts::{Marks, is_ideograph};
use crate::line::{Ending, Line, Role};
use crate::rule::{Certainty, Rule};

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L17",
        name: "own-byline",
        summary: "A line that holds nothing but who wrote the story.",
        why: "Many papers print the byline between headline and text.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[
            ("By JOHN MARLOW", "byline"),
            ("Von Klara Behrens", "byline"),
            ("◎本报记者 林一禾", "byline"),
            ("◎文/本报记者 江晚 图/郝大川", "byline"),
            ("Von unserem Mitarbeiter Kuno Ebers", "byline"),
        ],
        leaves: &[
            "By the harbour wall, John Marlow waited.",
            "Von allem das Beste",
            "记者节快乐",
            "□本报记者 林一禾 翻过堤",
            "记者 林一禾 何溪 报",
            "□本报记者 林一禾 何溪 据",
        ],
    },
    role: Role::Byline,
    shows: |lines: &[Line], index| is_byline(&lines[index]) || is_office(lines, index) || is_short_name(lines, index),
};

/// Chinese words that open a byline, longest first.
const ROLES: &[&str] = &[
    "本报记者",
    "本报通讯员",
    "本報通訊員",
    "特约记者",
    "特約記者",
    "全媒体记者",
    "全媒體記者",
    "见习记者",
    "見習記者",
    "实习记者",
    "實習記者",
    "首席记者",
    "首席記者",
    "融媒记者",
    "融媒記者",
    "通讯员",
    "通訊員",
    "记者",
    "本報記者",
    "記者",
    "文/",
    "文／",
    "图文/",
    "圖文/",
    "文图/",
    "文圖/",
    "撰文",
];

/// Words that name who took the picture, behind who wrote the text.
const PICTURES: &[&str] = &["图/", "图／", "圖/", "圖／", "摄影/", "攝影/", "摄/", "攝/"];

/// The characters that [`ROLES`] begin with.
const FIRST: [char; 16] =
    ['本', '特', '全', '见', '見', '实', '實', '首', '融', '通', '记', '記', '文', '图', '圖', '撰'];

/// Marks of sentences, which no byline has.
const SENTENCE: Marks = Marks::COMMA.and(Marks::STOP).and(Marks::COLON).and(Marks::PAUSE);

fn is_byline(line: &Line) -> bool {
    let facts = &line.facts;
    if facts.chars > 44 || facts.chars < 4 || facts.ending == Ending::Stop && facts.last != '.' {
        return false;
    }
    let text: &str = &line.text;
    let by = || ["By ", "BY ", "Von ", "VON "].iter().find_map(|by| text.strip_prefix(by));
    if let Some(names) =
        Some(facts.first).filter(|c| matches!(c, 'B' | 'V')).and_then(|_| by()).filter(|_| facts.commas <= 2)
    {
        let words: Vec<&str> = names.split_whitespace().collect();
        let is_name = |w: &&str| {
            w.chars().next().is_some_and(char::is_uppercase)
                || matches!(*w, "and" | "und" | "von" | "van" | "de" | "of" | "our" | "unserem" | "unserer")
        };
        return (2..=8).contains(&words.len())
            && words.iter().all(is_name)
            && facts.ending == Ending::Bare
            && words.iter().filter(|w| w.len() > 1).count() >= 2;
    }
    if facts.ideographs < 4 || is_ideograph(facts.first) && !FIRST.contains(&facts.first) {
        return false;
    }
    if facts.marks.meet(SENTENCE) && !text.contains("文/") {
        return false;
    }
    let bare = text.trim_start_matches(['□', '■', '◎', '●', '○', '◇', '◆', '★', '（', '(', ' ', '\u{3000}']);
    let marked = bare.len() < text.len();
    let Some(role) = ROLES.iter().find(|r| bare.starts_with(**r)) else { return false };
    let rest = bare[role.len()..].trim_end_matches(['）', ')']);
    // Names are short and kept apart by spaces, or the mark in front says that this is a byline.
    let spaced = rest.starts_with([' ', '\u{3000}']);
    // One wrote it, and another took the picture: `文/本报记者 江晚 图/郝大川`.
    let bare_name = |word: &str| {
        let role = ROLES.iter().chain(PICTURES).find(|role| word.starts_with(**role));
        role.map_or(word.chars().count(), |role| word.chars().count() - role.chars().count())
    };
    let longest = rest.split_whitespace().map(bare_name).max().unwrap_or(0);
    let names = rest.split_whitespace().count();
    // Behind the names the story may begin: what stands there begins as no name does, or is one character by itself.
    let mut words = rest.split_whitespace().rev();
    if let (Some(last), Some(before)) = (words.next(), words.next()) {
        let several = |word: &str| word.chars().nth(1).is_some();
        if several(last) && !begins_as_name(last) || !several(last) && (several(before) || matches!(last, "报" | "報"))
        {
            return false;
        }
    }
    let closed = marked || spaced || *role == "文/" || *role == "文／";
    closed
        && (2..=4).contains(&longest)
        && names <= 5
        && !["报道", "報導", "報道"].iter().any(|word| rest.contains(word))
}

/// Whether a word begins with a family name, or with the office of one more who wrote.
fn begins_as_name(word: &str) -> bool {
    let family = |c: char| is_surname(c) || surnames::DOUBLE.iter().any(|double| word.starts_with(double));
    word.chars().next().is_some_and(|c| family(c) || !is_ideograph(c))
        || ROLES.iter().chain(PICTURES).any(|role| word.starts_with(role))
}

/// The second line of a byline: `Staff Writer`.
fn is_office(lines: &[Line], index: usize) -> bool {
    const OFFICES: [&str; 10] = [
        "Writer",
        "Reporter",
        "Correspondent",
        "Editor",
        "Staff",
        "Korrespondent",
        "Redakteur",
        "Redaktion",
        "Redakteurin",
        "Mitarbeiter",
    ];
    let facts = &lines[index].facts;
    let below = index > 0 && lines[index - 1].role == Role::Byline;
    below
        && facts.is_latin()
        && facts.chars <= 32
        && facts.ending == Ending::Bare
        && facts.spaces <= 4
        && lines[index].text.as_str().rsplit(' ').next().is_some_and(|last| OFFICES.contains(&last))
}

/// Letters in brackets that stand for a name: `(tan)` below a story, `（冷眼）` between a title and its story.
fn is_short_name(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    if line.facts.chars > 6 || line.facts.chars < 4 {
        return false;
    }
    let Some(inner) = line.text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')'])) else {
        return false;
    };
    let above = index.checked_sub(1).map(|i| &lines[i]);
    if inner.chars().all(|c| c.is_ascii_lowercase()) {
        return above.is_some_and(|l| l.facts.is_latin() && l.facts.ending == Ending::Stop);
    }
    let number = inner.chars().any(|c| "一二三四五六七八九十上中下完續续未待".contains(c));
    let title = |l: &Line| l.facts.ending == Ending::Bare && l.facts.commas == 0 && l.facts.chars <= 20;
    inner.chars().all(is_ideograph) && !number && above.is_some_and(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_is_missed_for_its_first_character() {
        assert!(ROLES.iter().all(|role| role.starts_with(FIRST)));
    }
}
