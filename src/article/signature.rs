//! Who signs a title: an office and a name, or several names.

use crate::lang::is_surname;
use crate::line::facts::is_ideograph;

/// Offices that a line of a title may name.
const OFFICES: &[&str] = &[
    "评论员",
    "評論員",
    "记者",
    "記者",
    "部长",
    "主席",
    "总经理",
    "所长",
    "院长",
    "副院长",
    "副院長",
    "主任",
    "司长",
    "司長",
    "局长",
    "局長",
    "教授",
    "研究员",
    "研究員",
    "导演",
    "導演",
    "书记",
    "書記",
    "总导演",
    "總導演",
    "经理",
    "經理",
    "校长",
    "校長",
    "馆长",
    "館長",
    "会长",
    "會長",
    "委员",
    "委員",
    "編輯",
    "部長",
    "總經理",
    "所長",
    "院長",
];

/// The longest such line, in characters.
const LONGEST_SIGNATURE: usize = 24;

/// Where those work who sign, as the word before a name.
const HOUSES: &[&str] = &[
    "宣传部",
    "宣傳部",
    "统计局",
    "統計局",
    "委员会",
    "委員會",
    "研究所",
    "研究院",
    "公司",
    "大学",
    "大學",
    "学院",
    "學院",
    "中学",
    "中學",
    "小学",
    "小學",
    "医院",
    "醫院",
    "出版社",
    "报社",
    "報社",
    "杂志社",
    "雜誌社",
    "办公室",
    "辦公室",
    "编辑部",
    "編輯部",
    "政府",
    "市委",
    "县委",
    "縣委",
    "省委",
    "地委",
    "区委",
    "區委",
    "市",
    "县",
    "縣",
    "省",
];

/// What those did who wrote and took the pictures, behind their names.
const PICTURED: &[&str] = &["摄影报道", "攝影報導", "文并摄", "文並攝"];

/// Whether a line of a title names who wrote the story: an office, a name or several.
///
/// `knows` says whether two characters stand side by side in the stories of the page.
#[must_use]
pub(super) fn is_signature(text: &str, knows: impl Fn(char, char) -> bool) -> bool {
    let mut bare: Vec<char> = Vec::with_capacity(LONGEST_SIGNATURE + 1);
    bare.extend(text.chars().filter(|c| !c.is_whitespace()).take(LONGEST_SIGNATURE + 1));
    if bare.len() < 2
        || bare.len() > LONGEST_SIGNATURE
        || !bare.iter().all(|c| is_ideograph(*c) || matches!(c, '、' | '·'))
    {
        return false;
    }
    let mut line = String::with_capacity(text.len());
    line.extend(&bare);
    let signs = ["本报记者", "本報記者", "新华社记者", "新華社記者"].iter().any(|office| line.starts_with(office));
    if signs || line.ends_with("评论员") || line.ends_with("評論員") {
        return true;
    }
    // Names, and that they took the pictures as well.
    let pictured = PICTURED.iter().find_map(|did| line.strip_suffix(did)).map_or(0, |named| named.chars().count());
    if pictured > 0 && names(&bare[..pictured]) {
        return true;
    }
    // An office, then a name of two or three characters.
    let before_name = |length: usize| line.char_indices().rev().nth(length - 1).map_or("", |(at, _)| &line[..at]);
    let before = [before_name(2), before_name(3)];
    let named = (2..=3).filter_map(|n| bare.len().checked_sub(n)).any(|at| is_surname(bare[at]));
    let office = named
        && OFFICES.iter().filter(|o| before.iter().any(|b| b.ends_with(**o))).any(|o| {
            line.rfind(o).is_some_and(|at| {
                let name = &line[at + o.len()..];
                (2..=3).contains(&name.chars().count()) && is_name(name)
            })
        });
    // A house, then a name that no story has.
    let housed = (2..=3).any(|n| {
        let Some(at) = bare.len().checked_sub(n).filter(|at| *at >= 4) else { return false };
        is_one_name(&bare[at..])
            && !bare[at - 1..].windows(2).any(|w| knows(w[0], w[1]))
            && HOUSES.iter().any(|h| is_at_end(&bare[..at], h))
    });
    office
        || housed
        || bare.len() <= 9 && bare.len() != 4 && names(&bare)
        || bare.len() == 4 && names(&bare) && text.contains(' ')
}

fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(is_surname)
}

/// Whether the characters are names that follow each other.
fn names(chars: &[char]) -> bool {
    if chars.is_empty() {
        return true;
    }
    if !is_surname(chars[0]) {
        return false;
    }
    (2..=3).any(|n| chars.len() >= n && names(&chars[n..]))
}

/// Whether the characters are one name.
fn is_one_name(chars: &[char]) -> bool {
    (2..=3).contains(&chars.len()) && is_surname(chars[0])
}

/// Where a vertical title ends and its signature begins, or the other way round, in bytes.
///
/// `knows` says whether two characters stand side by side in the stories of the page: where a word is cut, they do, and
/// the names of those who wrote stand nowhere else.
pub(super) fn cut(title: &str, knows: impl Fn(char, char) -> bool) -> Option<usize> {
    let at = ["本报评论员", "本報評論員", "本报记者", "本報記者", "新华社记者", "新華社記者"]
        .iter()
        .find_map(|s| title.find(s));
    if let Some(at) = at.filter(|&at| at > 0) {
        return Some(at);
    }
    let chars: Vec<(usize, char)> =
        title.char_indices().filter(|c| !c.1.is_whitespace()).take(LONGEST_TITLE).collect();
    let bare: Vec<char> = chars.iter().map(|c| c.1).collect();
    let n = bare.len();
    let whole = |i: usize| knows(bare[i - 1], bare[i]);
    // Where no word is cut, and enough is left for a title.
    let free = |i: usize| !whole(i) && i >= SHORTEST_TITLE && n - i >= 4;
    let office = |end: usize| OFFICES.iter().any(|o| is_at_end(&bare[..end], o));
    // `…` the house, the office, the name: what stands before the office reaches as far as its words are known.
    for name in [3, 2] {
        if n > name + 4 && is_one_name(&bare[n - name..]) && office(n - name) {
            let from = (1..n - name - 2).rev().find(|&i| !whole(i) && bare[i] != '、' && bare[i - 1] != '、');
            return from.filter(|&i| free(i)).map(|i| chars[i].0);
        }
    }
    // The same above the title.
    for name in [3, 2] {
        let end = (4..n.saturating_sub(name)).find(|&i| office(i) && is_one_name(&bare[i..i + name]));
        if let Some(i) = end.map(|i| i + name).filter(|&i| i < n && n - i >= SHORTEST_TITLE && !whole(i)) {
            return Some(chars[i].0);
        }
    }
    // A speech is reported, and what was said stands below; so does the note that tells of pictures.
    let said = [
        "上强调",
        "时强调",
        "上要求",
        "时要求",
        "上提出",
        "时提出",
        "上指出",
        "时指出",
        "张）",
        "上強調",
        "時強調",
        "時要求",
        "時提出",
        "時指出",
    ];
    let reported = |i: usize| said.iter().any(|s| is_at_end(&bare[..i], s));
    if let Some(i) = (6..n.saturating_sub(5)).find(|&i| reported(i) && free(i)) {
        return Some(chars[i].0);
    }
    // Names alone, of which the stories know nothing.
    let unknown = |from: usize, to: usize| (from + 1..to).all(|i| !whole(i));
    let below =
        (n.saturating_sub(9).max(1)..n.saturating_sub(3)).find(|&i| free(i) && unknown(i, n) && names(&bare[i..]));
    let above = || {
        let signed = |&i: &usize| n >= i + SHORTEST_TITLE && !whole(i) && unknown(0, i) && names(&bare[..i]);
        (4..=9).rev().filter(|i| *i < n).find(signed)
    };
    below.or_else(above).map(|i| chars[i].0)
}

fn is_at_end(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}

/// The shortest title that is signed, and the longest, in characters.
const SHORTEST_TITLE: usize = 4;
const LONGEST_TITLE: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_took_the_pictures_are_a_signature() {
        assert!(is_signature("林一禾何小溪摄影报道", |_, _| false));
        assert!(!is_signature("船队回港摄影报道", |_, _| false));
        assert!(!is_signature("摄影报道", |_, _| false));
    }
}
