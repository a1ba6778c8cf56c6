//! Who wrote a story, for whom, where and when.
//!
//! News stories say so in their first words (the message head), on a line of their own, or at their end. The head stays
//! in the paragraph that prints it; the fields repeat it.

mod latin_names;
mod names;

use crate::lang::{Language, is_surname};
use crate::line::facts::is_ideograph;
use crate::page::{Article, Block, Byline};
use crate::rule::{Certainty, Rule};
use crate::text::Text;
use names::{is_next_name, listed, name_then_place, people};

/// Who wrote a story.
pub const RULE: Rule = Rule {
    code: "A04",
    name: "message-head",
    summary: "Reads authors, agency, place and date from the message head, the byline or the credit at the end.",
    why: "Message heads have fixed forms: `本报讯（记者 …）`, `新华社…1月4日电`, `By …`, `【…＝…】`.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[("本报讯（记者 林一禾 何溪）新桥", "林一禾, 何溪")],
    leaves: &["记者从会上获悉"],
};

/// How far into a paragraph a message head reaches, in characters.
const REACH: usize = 70;

/// Fills the article's byline.
pub fn read(article: &mut Article, language: Language) {
    if let Some(byline) = &mut article.byline {
        byline.authors = own_line(&byline.text, language);
    }
    let paragraphs: Vec<&Text> = article.blocks.iter().filter_map(paragraph).collect();
    let head = paragraphs.first().and_then(|p| head(p));
    let credit = || paragraphs.iter().rev().take(2).find_map(|p| credit(p));
    match (&mut article.byline, head) {
        (Some(byline), Some(head)) => {
            if byline.authors.is_empty() {
                byline.authors = head.authors;
            }
            byline.agency = byline.agency.take().or(head.agency);
            byline.place = byline.place.take().or(head.place);
            byline.date = byline.date.take().or(head.date);
        }
        (None, Some(mut head)) => {
            if head.authors.is_empty()
                && let Some(credit) = credit()
            {
                head.authors = credit.authors;
            }
            article.byline = Some(head);
        }
        (None, None) => article.byline = credit(),
        (Some(_), None) => {}
    }
}

fn paragraph(block: &Block) -> Option<&Text> {
    if let Block::Paragraph(text) = block { Some(text) } else { None }
}

/// The message head that a paragraph opens with.
fn head(text: &Text) -> Option<Byline> {
    let line: &str = text;
    let end = line.char_indices().nth(REACH).map_or(line.len(), |(at, _)| at);
    let window = &line[..end];
    let bare = window.trim_start_matches(['□', '■', '◎', '◇', '◆', ' ', '\u{3000}']);
    let offset = window.len() - bare.len();
    let first = bare.chars().next()?;
    let found = match first {
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => latin(bare),
        '【' | '〔' => bracketed(bare),
        _ => chinese(bare, offset > 0).or_else(|| window.starts_with('□').then(|| writer(bare)).flatten()),
    }?;
    let (byline, length) = found;
    Some(Byline { text: text.slice(0..offset + length), ..byline })
}

/// Whether a paragraph opens with a message head that says on what day it was sent: `本报北京1月4日电`.
pub(super) fn is_dispatch(text: &Text) -> bool {
    head(text).is_some_and(|byline| byline.date.is_some())
}

/// `PORT MARLOW, March 3 (AP) — …`
fn latin(text: &str) -> Option<(Byline, usize)> {
    if !crate::line::cue::opens_story(text) {
        return None;
    }
    let dash = text.find(['—', '–']).or_else(|| text.find("--"));
    let bracket = text.find('(').and_then(|a| text[a..].find(')').map(|b| (a, a + b + 1)));
    let agency = bracket.filter(|b| b.1 - b.0 < 14).map(|(a, b)| text[a + 1..b - 1].to_owned());
    let head_end = match (dash, bracket) {
        (Some(dash), _) => dash,
        (None, Some((_, end))) => end,
        _ => return None,
    };
    let named = &text[..bracket.map_or(head_end, |b| b.0.min(head_end))];
    let (place, date) = match named.split_once(',') {
        Some((place, rest)) if rest.chars().any(|c| c.is_ascii_digit()) => (place, Some(rest.trim())),
        _ => (named, None),
    };
    let length = head_end + text[head_end..].chars().next().map_or(0, char::len_utf8);
    let byline = Byline {
        agency,
        place: Some(place.trim().trim_end_matches(',').to_owned()).filter(|p| !p.is_empty()),
        date: date.map(|d| d.trim_matches([',', ' ', '.']).to_owned()),
        ..Byline::default()
    };
    Some((byline, length))
}

/// `【港町＝山田太郎】`, `【本報訊】`, `【記者林一禾雲渡報導】`
fn bracketed(text: &str) -> Option<(Byline, usize)> {
    let close = text.find(['】', '〕'])?;
    let inner: String = text['【'.len_utf8()..close].to_owned();
    let mut length = close + '】'.len_utf8();
    let mut byline = Byline::default();
    if let Some((place, name)) = inner.split_once('＝').or_else(|| inner.split_once('=')) {
        byline.place = Some(place.trim().to_owned());
        byline.authors = people(name);
    } else if let Some(at) = ["記者", "记者"].iter().find_map(|r| inner.find(r)) {
        let rest =
            inner[at + "記者".len()..].trim_end_matches("報導").trim_end_matches("報道").trim_end_matches("报道");
        let (names, place) = name_then_place(rest);
        byline.authors = names;
        byline.place = place;
    } else if !inner.contains(['訊', '讯', '電', '电']) {
        return None;
    }
    byline.agency = agency(&inner);
    // `【本報訊】（記者…）`
    if byline.authors.is_empty()
        && let Some((authors, end)) = bracket_names(&text[length..])
    {
        byline.authors = authors;
        length += end;
    }
    Some((byline, length))
}

/// The Chinese heads.
fn chinese(text: &str, marked: bool) -> Option<(Byline, usize)> {
    let mut byline = Byline::default();
    let mut length = 0;
    if text.starts_with(['（', '(']) {
        let (authors, end) = bracket_names(text)?;
        let inner = &text[..end];
        byline.place = inner.find(['／', '/', '∕']).map(|at| {
            inner[at..]
                .trim_start_matches(['／', '/', '∕'])
                .trim_end_matches(['）', ')'])
                .trim_end_matches("報導")
                .trim_end_matches("报道")
                .to_owned()
        });
        byline.authors = authors;
        return Some((byline, end));
    }
    if let Some(rest) = text.strip_prefix("记者").or_else(|| text.strip_prefix("記者")) {
        let (authors, used) = reporting(rest)?;
        byline.authors = authors;
        return Some((byline, text.len() - rest.len() + used));
    }
    let rest = text.strip_prefix(['据', '據']).unwrap_or(text);
    let skipped = text.len() - rest.len();
    let paper = ["本报", "本報", "本刊", "本网", "本網", "本台", "本臺"].iter().find(|p| rest.starts_with(**p));
    let wire = agency(rest).filter(|a| rest.starts_with(a.as_str()));
    let name = paper.map(|p| (*p).to_owned()).or_else(|| wire.clone())?;
    let tail = &rest[name.len()..];
    byline.agency = wire;
    if let Some(names) = tail.strip_prefix("记者").or_else(|| tail.strip_prefix("記者")) {
        let (authors, used) = if marked { spaced(names)? } else { reporting(names).or_else(|| spaced(names))? };
        byline.authors = authors;
        return Some((byline, skipped + name.len() + (tail.len() - names.len()) + used));
    }
    // Place and date up to `电` or `讯`.
    let wired = tail.char_indices().take(24).find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊'));
    let (at, mark) = wired?;
    if tail[..at].contains(['，', '。', '、', '“']) {
        return None;
    }
    (byline.place, byline.date) = place_and_date(&tail[..at]);
    length += skipped + name.len() + at + mark.len_utf8();
    let after = &text[length..];
    if let Some((authors, end)) = bracket_names(after) {
        byline.authors = authors;
        length += end;
    } else {
        // `讯记者林一禾报道：`, `讯新华社记者…、本报记者…报道`
        let trimmed = after.trim_start();
        let label = ["新华社", "新華社", "本报", "本報", "特约", "特約"]
            .iter()
            .find_map(|l| trimmed.strip_prefix(l))
            .unwrap_or(trimmed);
        if let Some(names) = label.strip_prefix("记者").or_else(|| label.strip_prefix("記者"))
            && let Some((authors, used)) = reporting(names)
        {
            byline.authors = authors;
            length = text.len() - names.len() + used;
        }
    }
    Some((byline, length))
}

/// The news agency that is named first.
fn agency(text: &str) -> Option<String> {
    const AGENCIES: &[&str] = &[
        "新华社",
        "中新社",
        "中新网",
        "中新網",
        "新華社",
        "中央社",
        "中通社",
        "法新社",
        "路透社",
        "共同社",
        "塔斯社",
        "美联社",
        "美聯社",
        "合众社",
        "合眾社",
        "共同",
        "時事",
    ];
    AGENCIES.iter().find(|a| text.starts_with(**a)).map(|a| (*a).to_owned())
}

/// `北京1月4日` is a place and a date.
fn place_and_date(text: &str) -> (Option<String>, Option<String>) {
    let text = text.trim();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９".contains(c);
    let date_at =
        text.char_indices().find(|&(at, c)| numeral(c) && text[at..].contains(['月', '日'])).map(|(at, _)| at);
    let (place, date) = text.split_at(date_at.unwrap_or(text.len()));
    let some = |s: &str| (!s.trim().is_empty()).then(|| s.trim().to_owned());
    (some(place), some(date))
}

/// The names in a bracket at the start of `text` that names reporters, and the bracket's end.
fn bracket_names(text: &str) -> Option<(Vec<String>, usize)> {
    let skipped = text.len() - text.trim_start().len();
    let bare = text.trim_start();
    if !bare.starts_with(['（', '(']) {
        return None;
    }
    let close = bare.char_indices().take(60).find(|(_, c)| matches!(c, '）' | ')'))?;
    let inner = &bare[bare.chars().next().map_or(1, char::len_utf8)..close.0];
    let at = ["记者", "記者", "通讯员", "通訊員"].iter().filter_map(|r| inner.find(r)).min()?;
    let names = inner[at..].split(['／', '/', '∕']).next().unwrap_or("");
    Some((people(names), skipped + close.0 + close.1.len_utf8()))
}

/// Names up to `报道`: `林一禾、何溪报道：`; or one name before `从`.
fn reporting(text: &str) -> Option<(Vec<String>, usize)> {
    let window_end = text.char_indices().nth(34).map_or(text.len(), |(at, _)| at);
    let window = &text[..window_end];
    let report = window.find("报道").or_else(|| window.find("報導")).or_else(|| window.find("報道"));
    if let Some(at) = report
        && !window[..at].contains(['。', '，', '：', '“'])
    {
        let mut used = at + "报道".len();
        if let Some(colon) = text[used..].chars().next().filter(|c| matches!(c, '：' | ':' | '\u{3000}')) {
            used += colon.len_utf8();
        }
        let names: Vec<String> = people(&window[..at].replace("新华社", "、").replace("本报", "、"))
            .into_iter()
            .filter(|n| n.chars().count() <= 12)
            .collect();
        return (!names.is_empty()).then_some((names, used));
    }
    let name: String = window.chars().take_while(|c| is_ideograph(*c) && *c != '从').collect();
    let known = name.chars().next().is_some_and(is_surname);
    let before_from = window[name.len()..].starts_with('从') && (2..=3).contains(&name.chars().count());
    (known && before_from).then(|| (vec![name.clone()], name.len()))
}

/// `□林一禾　…`: the hollow square signs for a writer who has no office.
fn writer(text: &str) -> Option<(Byline, usize)> {
    let (authors, length) = spaced(text).filter(|(authors, _)| !authors.is_empty() && !text.starts_with('本'))?;
    Some((Byline { authors, ..Byline::default() }, length))
}

/// What keeps names apart; the wide ones are of an em.
const GAPS: [char; 4] = [' ', '\u{3000}', '\u{2003}', '、'];

/// Names up to the space that ends the head: `□本报记者 林一禾　…`.
fn spaced(text: &str) -> Option<(Vec<String>, usize)> {
    let start = text.len() - text.trim_start().len();
    let window_end = text.char_indices().nth(30).map_or(text.len(), |(at, _)| at);
    let window = &text[..window_end];
    // The gap behind the names is wide, or the only one; names are of two to four characters.
    let mut end = start;
    let mut names = Vec::new();
    // Whether the word before is one character of a name that is spread.
    let mut alone = false;
    for word in window[start..].split_inclusive(GAPS) {
        let bare = word.trim_end_matches(GAPS);
        let count = bare.chars().count();
        let ended = word.len() > bare.len();
        // The first word may be any name. Behind it another name begins as names do, or is spread over its measure.
        let spread = count == 1 && bare.chars().all(is_ideograph);
        let first = names.is_empty() && (2..=4).contains(&count) && bare.chars().all(is_ideograph);
        if !(ended
            && (first || spread && (names.is_empty() || alone || bare.starts_with(is_surname)) || is_next_name(bare)))
        {
            break;
        }
        alone = spread;
        names.push(bare.to_owned());
        end += word.len();
        if word.ends_with(['\u{3000}', '\u{2003}']) {
            break;
        }
    }
    (!names.is_empty()).then(|| (people(&names.join(" ")), end))
}

/// The names of a byline on a line of its own.
fn own_line(text: &str, language: Language) -> Vec<String> {
    if language.is_ideographic() && text.chars().any(is_ideograph) {
        let bare = text.trim_matches(['□', '■', '◎', '●', '○', '◇', '◆', '★', '（', '）', '(', ')', ' ', '\u{3000}']);
        let labels = ["文/图", "文/圖", "文/", "图/", "圖/", "本报", "本報"];
        let names = labels.iter().fold(bare.to_owned(), |names, label| names.replace(label, "、"));
        // Japanese names have three to five characters, and the second half of one looks like a Chinese name.
        let names = if language == Language::Ja { listed(&names) } else { people(&names) };
        return names.into_iter().filter(|n| !n.contains("文") || n.chars().count() > 1).collect();
    }
    latin_names::names(text)
}

/// A credit at the end of a paragraph: `（记者 林一禾）`.
fn credit(text: &Text) -> Option<Byline> {
    if !text.ends_with(['）', ')']) {
        return None;
    }
    let at = text.rfind(['（', '('])?;
    let tail = &text[at..];
    let inner = tail.trim_start_matches(['（', '(']);
    let offices = ["记者", "記者", "本报记者", "本報記者", "通讯员", "通訊員", "特约记者", "特約記者"];
    let named = offices.iter().any(|office| inner.starts_with(office));
    if !named || tail.chars().count() > 40 || tail.contains(['摄', '攝']) {
        return None;
    }
    let (authors, _) = bracket_names(tail)?;
    Some(Byline { text: text.slice(at..text.len()), authors, ..Byline::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_behind_a_hollow_square_signs_what_follows() {
        let authors = |text: &str| head(&Text::of(text, 0)).map(|byline| byline.authors);
        let essay = "近来楼道里的告示多了起来，一张挨着一张。";
        assert_eq!(authors(&format!("□林一禾　{essay}")), Some(vec!["林一禾".to_owned()]));
        assert_eq!(authors(&format!("□本报记者 林一禾\u{2003}{essay}")), Some(vec!["林一禾".to_owned()]));
        assert_eq!(authors(&format!("◆告示　{essay}")), None);
        assert_eq!(authors(&format!("□{essay}")), None);
    }

    #[test]
    fn names_that_touch_are_told_apart_where_names_are_short() {
        assert_eq!(own_line("□本报记者 林一禾何小溪", Language::ZhHans), ["林一禾", "何小溪"]);
        assert_eq!(own_line("記者　高橋和男", Language::Ja), ["高橋和男"]);
    }
}
