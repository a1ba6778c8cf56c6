//! Names as bylines print them: spread, touching, and with the words for reporters among them.

use crate::lang::{is_surname, surnames};
use crate::line::facts::is_ideograph;

/// Words in a bracket that name reporters.
const ROLES: &[&str] = &[
    "全媒体记者",
    "全媒體記者",
    "融媒体记者",
    "融媒體記者",
    "首席记者",
    "首席記者",
    "见习记者",
    "見習記者",
    "实习记者",
    "實習記者",
    "实习生",
    "實習生",
    "特约记者",
    "特約記者",
    "特约通讯员",
    "特約通訊員",
    "本报记者",
    "本報記者",
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "摄影",
    "攝影",
    "作者",
    "文/图",
    "文/圖",
    "文／图",
    "文／圖",
    "图/文",
    "圖/文",
    "文",
    "图",
    "圖",
];

/// The characters that [`ROLES`] begin with.
const FIRST: [char; 18] =
    ['全', '融', '首', '见', '見', '实', '實', '特', '本', '记', '記', '通', '摄', '攝', '作', '文', '图', '圖'];

/// Splits names that spaces, pause marks and words for reporters keep apart, and those that touch.
pub(super) fn people(text: &str) -> Vec<String> {
    listed(text).into_iter().flat_map(apart).collect()
}

/// Splits names that spaces, pause marks and words for reporters keep apart.
pub(super) fn listed(text: &str) -> Vec<String> {
    let mut plain = text.to_owned();
    // A bracket names few of the roles.
    let firsts: Vec<char> = text.chars().filter(|c| FIRST.contains(c)).collect();
    for role in ROLES.iter().filter(|role| role.chars().nth(1).is_some()) {
        if role.starts_with(&firsts[..]) && plain.contains(role) {
            plain = plain.replace(role, "、");
        }
    }
    let mut names: Vec<String> = Vec::new();
    let mut pending = String::new();
    for part in plain.split(['、', '，', ',', '；', '/', '／', '|']) {
        for word in part.split_whitespace() {
            let count = word.chars().count();
            let spread = word.chars().all(is_ideograph);
            if count == 1 && spread {
                // A name that is spread over its measure: `张  娅`, `张 胜 男`.
                pending.push_str(word);
                if pending.chars().count() == 3 {
                    names.push(std::mem::take(&mut pending));
                }
                continue;
            }
            flush(&mut pending, &mut names);
            names.push(word.trim_matches(['：', ':', '（', '）', '(', ')', '◎', '□']).to_owned());
        }
        flush(&mut pending, &mut names);
    }
    names.retain(|n| !n.is_empty() && n.chars().count() <= 24);
    names
}

/// Two names that touch, `林一禾何小溪`, are told apart by their family names.
fn apart(name: String) -> Vec<String> {
    match touching(&name) {
        Some((first, second)) => vec![first, second],
        None => vec![name],
    }
}

/// Two names that touch. Where they could be cut in two places, before the family name that more people have.
pub(super) fn touching(name: &str) -> Option<(String, String)> {
    let mut chars: Vec<char> = Vec::with_capacity(7);
    chars.extend(name.chars().take(7));
    let family = |at: usize| surnames::SINGLE.chars().position(|c| c == chars[at]);
    let whole = !(4..=6).contains(&chars.len()) || !chars.iter().all(|c| is_ideograph(*c));
    if whole || surnames::DOUBLE.iter().any(|double| name.starts_with(double)) {
        return None;
    }
    let cuts = (2..=3).filter(|at| family(0).is_some() && (2..=3).contains(&(chars.len() - at)));
    // No name has six characters; of two of three each, one family name may be a rare one.
    let halves = || (chars.len() == 6 && (family(0).is_some() || family(3).is_some())).then_some(3);
    let at = cuts.filter_map(|at| Some((family(at)?, at))).min().map(|(_, at)| at).or_else(halves)?;
    Some((chars[..at].iter().collect(), chars[at..].iter().collect()))
}

/// Whether a word may be a name that stands behind another one, or two that touch.
pub(super) fn is_next_name(word: &str) -> bool {
    let count = word.chars().take(7).count();
    let double = surnames::DOUBLE.iter().any(|double| word.starts_with(double));
    let single = word.chars().next().is_some_and(is_surname);
    word.chars().all(is_ideograph)
        && (double && count == 4 || single && (2..=3).contains(&count) || touching(word).is_some())
}

/// `林一禾雲渡` is a name of two or three characters and a place; which, the space or the family name tells.
pub(super) fn name_then_place(text: &str) -> (Vec<String>, Option<String>) {
    let text = text.trim();
    if let Some((name, place)) = text.split_once([' ', '\u{3000}', '／', '/', '∕']) {
        return (people(name), Some(place.trim().to_owned()).filter(|p| !p.is_empty()));
    }
    let count = text.chars().count();
    if !(5..=8).contains(&count) || !text.chars().next().is_some_and(is_surname) {
        return (people(text), None);
    }
    let at = text.char_indices().nth(3).map_or(text.len(), |(at, _)| at);
    (vec![text[..at].to_owned()], Some(text[at..].to_owned()))
}

fn flush(pending: &mut String, names: &mut Vec<String>) {
    if !pending.is_empty() {
        names.push(std::mem::take(pending));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_is_missed_for_its_first_character() {
        assert!(ROLES.iter().all(|role| role.starts_with(FIRST)));
    }
}
