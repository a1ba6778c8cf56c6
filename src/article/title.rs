//! Kicker, headline and deck.

use crate::block::Title;
use crate::join::Joiner;
use crate::lang::Language;
use crate::lang::surnames;
use crate::line::Ending;
use crate::line::facts::{is_ideograph, never_begins};
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Span, Text};

/// A line of this width is no headline if a narrower one stands below it, in hundredths of an em.
const WIDE: i32 = 1750;

/// Kicker, headline and deck.
pub const RULE: Rule = Rule {
    code: "A03",
    name: "kicker-headline-deck",
    summary: "Tells kicker, headline and deck of a title apart, and puts broken headlines together.",
    why: "A headline that is broken has lines of about one width; kickers and decks have another, and names and offices \
          give themselves away.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A title taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// The line above.
    pub kicker: Option<Text>,
    /// The headline.
    pub headline: Option<Text>,
    /// The line below.
    pub deck: Option<Text>,
}

/// Joins lines of titles and writes it down.
#[derive(Debug)]
pub struct Joins<'a> {
    /// The language of the page.
    pub language: Language,
    /// `None` where nothing is to be joined; lines of a title then stand with a space between them.
    pub joiner: Option<&'a Joiner>,
    /// Where the joints are written down.
    pub changes: &'a mut Vec<Change>,
}

impl Joins<'_> {
    /// Appends a line to a title.
    pub fn append(&mut self, upper: &mut Text, lower: &Text) {
        let clauses = |upper: &str, lower: &str| {
            let full = |s: &str| s.chars().take(CLAUSE).filter(|c| is_ideograph(*c)).take(4).count() == 4;
            full(upper) && full(lower)
        };
        // Two clauses keep the pause that the line break stood for, unless the lines are one phrase cut in two: then
        // they are of one width.
        let even = even(upper, lower);
        if self.joiner.is_none() || self.language.is_ideographic() && clauses(upper, lower) && !even {
            let at = upper.runs().last().map_or(0, |r| r.span.end);
            upper.push_for(" ", Span::new(at, at));
            upper.append(lower);
            return;
        }
        if let Some(joiner) = self.joiner {
            joiner.append(upper, lower, self.changes);
        }
    }
}

/// Takes the lines of a title apart, of which the first `above` and the last `below` are known to be kickers and decks.
#[must_use]
pub fn read(lines: Vec<Title>, above: usize, below: usize, joins: &mut Joins) -> Heads {
    let lines: Vec<Title> = lines.into_iter().flat_map(signed_apart).collect();
    let mut roles = roles(&lines, &runs(&lines));
    if above + below > 0 && above + below < lines.len() {
        // What has its kicker or deck in another text frame is the headline, signatures apart.
        let end = lines.len() - below;
        // A wide line in a frame of its own above narrower ones is the kicker, whichever the wording found first.
        let widest = lines[end..].iter().map(|l| l.facts.width).max().unwrap_or(0);
        let long_host = above == 0 && end == 1 && lines[0].facts.width >= WIDE && widest < lines[0].facts.width;
        let (above, end) = if long_host { (1, lines.len()) } else { (above, end) };
        for (i, role) in roles.iter_mut().enumerate() {
            *role = match i {
                _ if i < above => Head::Kicker,
                _ if i >= end || i > above && is_signature(&lines[i].text) => Head::Deck,
                _ => Head::Headline,
            };
        }
    }
    let mut heads = Heads::default();
    for (title, role) in lines.into_iter().zip(roles) {
        let slot = match role {
            Head::Kicker => &mut heads.kicker,
            Head::Headline => &mut heads.headline,
            Head::Deck => &mut heads.deck,
        };
        match slot {
            Some(text) => joins.append(text, &title.text),
            None => *slot = Some(title.text),
        }
    }
    heads
}

/// A vertical title runs into the signature that is set below it: they are cut apart.
fn signed_apart(title: Title) -> Vec<Title> {
    if !title.vertical {
        return vec![title];
    }
    let cut = ["本报评论员", "本報評論員", "本报记者", "新华社记者"]
        .iter()
        .find_map(|s| title.text.find(s))
        .filter(|&at| at > 0);
    let Some(at) = cut else { return vec![title] };
    let (head, signature) = title.text.split(at);
    let of = |text: Text| Title { facts: crate::line::Facts::of(&text, 0), text, ..title.clone() };
    vec![of(head), of(signature)]
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Head {
    Kicker,
    Headline,
    Deck,
}

fn width(text: &str) -> i32 {
    crate::line::Facts::of(text, 0).width
}

/// How far into a line ideographs are looked for: a title of lines without end is not read anew for each of them.
const CLAUSE: usize = 200;

/// Whether two lines are of one width, to an em.
fn even(upper: &str, lower: &str) -> bool {
    let width_below = width(lower);
    // A title may be put together from any number of lines: one that is surely wider need not be measured.
    let most = usize::try_from((width_below + 100) / NARROWEST_LETTER).unwrap_or(0);
    let longer = upper.chars().filter(|c| !c.is_whitespace()).take(most + 1).count() > most;
    !longer && (width(upper) - width_below).abs() <= 100
}

/// No letter is narrower, in hundredths of an em.
const NARROWEST_LETTER: i32 = 30;

/// The lines that are pieces of one line of thought: of about one width.
#[must_use]
pub fn runs(lines: &[Title]) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    // Whether any line of the run was set vertically.
    let mut vertical = false;
    for (i, line) in lines.iter().enumerate() {
        let goes_on = runs.last().is_some_and(|run| {
            let above = &lines[i - 1];
            if vertical != line.vertical && line.facts.chars > 2 {
                return false;
            }
            if above.facts.open
                || above.facts.ending == Ending::Comma
                || line.facts.chars <= 2
                || above.facts.chars <= 1
                || never_begins(line.facts.first)
                || line.facts.is_latin() && line.facts.first.is_lowercase()
                || above.text.ends_with('—') && line.text.starts_with('—')
            {
                return true;
            }
            if is_signature(&line.text) || is_signature(&above.text) || line.text.starts_with(['—', '●']) {
                return false;
            }
            let count = i32::try_from(run.len()).unwrap_or(9);
            let short = lines[run.start].facts.width - line.facts.width;
            let slack = if line.facts.is_latin() { line.facts.width.max(above.facts.width) / 4 } else { 120 };
            (above.facts.width - line.facts.width).abs() <= slack
                || count >= 2 && (0..=count * 100 + 50).contains(&short)
        });
        vertical = line.vertical || goes_on && vertical;
        match runs.last_mut() {
            Some(run) if goes_on => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// What each line is.
fn roles(lines: &[Title], runs: &[std::ops::Range<usize>]) -> Vec<Head> {
    let wide = |r: &std::ops::Range<usize>| lines[r.clone()].iter().map(|l| l.facts.width).max().unwrap_or(0);
    let signed = |r: &std::ops::Range<usize>| r.len() == 1 && is_signature(&lines[r.start].text);
    // Compositors break a headline into lines of one width; a kicker or deck runs full and ends where it ends.
    let balanced = |r: &std::ops::Range<usize>| {
        let widths = || lines[r.clone()].iter().map(|l| l.facts.width);
        let (least, most) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
        // A mark that lost its words stands alone only in large type.
        let torn = lines[r.clone()].iter().any(|l| l.facts.chars == 1 && !is_ideograph(l.facts.first));
        torn || most - least <= 120 + 100 * i32::try_from(r.len()).unwrap_or(9).saturating_sub(2)
    };
    let main = match runs {
        [] | [_] => 0,
        [a, b] => {
            let dashed = lines[a.start].text.contains("——") && lines[a.start].facts.width < 2400;
            if lines[b.start].text.starts_with(['—', '●']) || signed(b) || dashed && b.len() == 1 {
                0
            } else if signed(a) || b.len() > 1 && a.len() == 1 && balanced(b) {
                1
            } else if a.len() > 1 && b.len() == 1 {
                0
            } else {
                // A kicker is long and small; a headline is large, so few characters fill it.
                usize::from(wide(a) >= WIDE && wide(b) < wide(a))
            }
        }
        many => {
            // The headline is the one that is set over several lines of one width; else the one in the middle.
            let broken = many.iter().position(|r| r.len() > 1 && balanced(r));
            let middle = usize::from(signed(&many[0]) || wide(&many[0]) > wide(&many[1]));
            broken.unwrap_or(middle)
        }
    };
    let mut roles = Vec::with_capacity(lines.len());
    for (i, run) in runs.iter().enumerate() {
        let head = match i.cmp(&main) {
            std::cmp::Ordering::Less => Head::Kicker,
            std::cmp::Ordering::Equal => Head::Headline,
            std::cmp::Ordering::Greater => Head::Deck,
        };
        roles.extend(run.clone().map(|_| head));
    }
    roles
}

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
    "主任",
    "司长",
    "局长",
    "教授",
    "研究员",
    "导演",
    "书记",
    "总导演",
    "经理",
    "校长",
    "馆长",
    "会长",
    "委员",
    "編輯",
    "部長",
    "總經理",
    "所長",
    "院長",
];

/// The longest such line, in characters.
const LONGEST_SIGNATURE: usize = 24;

/// Whether a line of a title names who wrote the story: an office, a name or several.
fn is_signature(text: &str) -> bool {
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
    if line.ends_with("评论员")
        || line.ends_with("評論員")
        || line.starts_with("本报记者")
        || line.starts_with("新华社记者")
    {
        return true;
    }
    // An office, then a name of two or three characters.
    let before_name = |length: usize| line.char_indices().rev().nth(length - 1).map_or("", |(at, _)| &line[..at]);
    let before = [before_name(2), before_name(3)];
    let office = OFFICES.iter().filter(|o| before.iter().any(|b| b.ends_with(**o))).any(|o| {
        line.rfind(o).is_some_and(|at| {
            let name = &line[at + o.len()..];
            (2..=3).contains(&name.chars().count()) && is_name(name)
        })
    });
    office
        || bare.len() <= 9 && bare.len() != 4 && names(&bare)
        || bare.len() == 4 && names(&bare) && text.contains(' ')
}

fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(|c| surnames::SINGLE.contains(c))
}

/// Whether the characters are names that follow each other.
fn names(chars: &[char]) -> bool {
    if chars.is_empty() {
        return true;
    }
    if !surnames::SINGLE.contains(chars[0]) {
        return false;
    }
    (2..=3).any(|n| chars.len() >= n && names(&chars[n..]))
}
