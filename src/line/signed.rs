//! Signatures at the end of a story: in brackets, or with a date.

use super::facts::is_ideograph;
use super::{Ending, Line, Place, Role};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// A signature in brackets ends the paragraph above.
pub const RULE: Rule = Rule {
    code: "L24",
    name: "signed-at-the-end",
    summary: "Takes a short bracket below the end of a paragraph, which says who wrote the story or where it comes from, \
              for the end of that paragraph; who signs a notice, with the date below, stays with the notice.",
    why: "Papers sign at the end of the last line where there is room, and on a line of its own where there is none. \
          By their width such lines might be headlines.",
    certainty: Certainty::Likely,
    languages: &[Language::ZhHans, Language::ZhHant, Language::Ja],
    fixes: &[("（何溪 林一禾）", "last"), ("（据渔政站消息）", "last")],
    leaves: &["（一）", "（何溪）说", "（何溪，林一禾）"],
};

/// The longest signature, in characters, and on how many lines it may stand.
const LONGEST: u32 = 26;
const MOST_LINES: usize = 3;

/// Ends paragraphs with the signatures below them, and notices with who gives notice and the date.
pub(super) fn end(lines: &mut [Line]) {
    for i in 1..lines.len() {
        if let Some(from) = dated(lines, i) {
            for line in &mut lines[from..=i] {
                (line.role, line.because) = (Role::Body(Place::Only), RULE.code);
            }
        }
        let Role::Body(above) = lines[i - 1].role else { continue };
        if !above.ends() || lines[i - 1].facts.ending != Ending::Stop {
            continue;
        }
        if lines[i].role == Role::Display && is_dashed(&lines[i]) {
            (lines[i].role, lines[i].because) = (Role::Body(Place::Only), RULE.code);
            continue;
        }
        let Some(count) = signature(&lines[i..]) else { continue };
        lines[i - 1].role = Role::Body(if above.begins() { Place::First } else { Place::Middle });
        for line in &mut lines[i..i + count] {
            line.role = Role::Body(Place::Middle);
            line.because = RULE.code;
        }
        lines[i + count - 1].role = Role::Body(Place::Last);
    }
}

/// Where a signature begins that ends with the date on line `i`: below the end of a paragraph, short lines that name who
/// signs, or none.
fn dated(lines: &[Line], i: usize) -> Option<usize> {
    let display = |line: &Line| line.role == Role::Display && line.facts.chars <= LONGEST;
    if !display(&lines[i]) || !is_date(&lines[i].text) {
        return None;
    }
    let signers =
        lines[..i].iter().rev().take(MOST_LINES).take_while(|l| display(l) && l.facts.ending == Ending::Bare);
    let from = i - signers.count();
    let above = lines.get(from.checked_sub(1)?)?;
    matches!(above.role, Role::Body(place) if place.ends() && above.facts.ending == Ending::Stop).then_some(from)
}

/// Whether a line is a date and nothing else: `2024年8月30日`.
fn is_date(line: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    let mut rest = line;
    for (unit, longest) in [('年', 4), ('月', 2), ('日', 3)] {
        let bare = rest.trim_start();
        let digits = bare.chars().take_while(|c| figure(*c)).count();
        let behind = bare.trim_start_matches(figure).trim_start();
        let Some(behind) = behind.strip_prefix(unit).filter(|_| (1..=longest).contains(&digits)) else { return false };
        rest = behind;
    }
    rest.trim().is_empty()
}

/// Whether a line names who wrote what stands above, behind a dash and with where they are from: `——何溪（青川）`.
fn is_dashed(line: &Line) -> bool {
    let Some((names, place)) = line.text.strip_prefix("——").and_then(|rest| rest.split_once('（')) else {
        return false;
    };
    let names = names.trim_start_matches('—');
    let Some(place) = place.strip_suffix('）') else { return false };
    let han = |text: &str| text.chars().all(|c| is_ideograph(c) || c.is_whitespace());
    let counts = place.chars().all(|c| "一二三四五六七八九十百上中下续完".contains(c));
    let shown = |text: &str, most: usize| (2..=most).contains(&text.chars().count());
    han(names) && han(place) && shown(names, 10) && shown(place, 8) && !counts
}

/// On how many lines a signature stands that begins with the first of these.
fn signature(lines: &[Line]) -> Option<usize> {
    if !lines.first()?.text.starts_with(['（', '(']) {
        return None;
    }
    let mut chars = 0;
    for (i, line) in lines.iter().take(MOST_LINES).enumerate() {
        let may_be = matches!(line.role, Role::Display | Role::Body(_));
        chars += line.facts.chars;
        let inner = line.text.strip_prefix(['（', '(']).filter(|_| i == 0).unwrap_or(&line.text);
        let closed = inner.strip_suffix(['）', ')']);
        let inner = closed.unwrap_or(inner);
        if !may_be || chars > LONGEST || inner.contains(|c| "（）()，。；！？,;!?“”《》".contains(c)) {
            return None;
        }
        if closed.is_some() {
            // A number in brackets counts parts.
            let counts = inner.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百上中下".contains(c));
            return (!counts && line.facts.ideographs > 0).then_some(i + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    /// The roles of a page's last paragraph and what stands below.
    fn roles(below: &[&str]) -> String {
        let texts = ["昨日起照常开放，票价", "不变。"].iter().chain(below);
        let mut lines: Vec<Line> = texts.map(|text| Line::new(Text::of(text, 0), 0, None)).collect();
        for line in &mut lines {
            line.role = Role::Display;
        }
        lines[0].role = Role::Body(Place::First);
        lines[1].role = Role::Body(Place::Last);
        end(&mut lines);
        lines[1..].iter().map(|line| line.role.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_signature_ends_the_paragraph_above() {
        for (text, role) in RULE.fixes {
            assert_eq!(roles(&[text]), format!("body {role}"), "{text}");
        }
        assert_eq!(roles(&["（何溪", "林一禾）", "新桥通车"]), "body body last display");
    }

    #[test]
    fn a_notice_ends_with_who_gives_it_and_the_date() {
        assert_eq!(roles(&["渡口管理站", "2024年8月30日", "新桥通车"]), "last only only display");
        assert_eq!(roles(&["二〇二四年八月三十日"]), "last only");
        assert_eq!(roles(&["8月30日新桥通车"]), "last display");
    }

    #[test]
    fn names_behind_a_dash_with_their_place_sign() {
        assert_eq!(roles(&["———何溪林一禾（青川）", "新桥通车"]), "last only display");
        assert_eq!(roles(&["——老街改造纪实（上）"]), "last display");
    }

    #[test]
    fn other_brackets_stay_what_they_are() {
        for text in RULE.leaves {
            assert_eq!(roles(&[text]), "last display", "{text}");
        }
    }
}
