//! Kicker, headline and deck.

mod cut;

use super::affinity::Affinity;
use super::assign::Group;
use super::signature::{self, is_signature};
use crate::block::Title;
use crate::join::Joiner;
use crate::lang::{self, Language};
use crate::line::facts::{is_ideograph, never_begins, numbers_part};
use crate::line::{Ending, Facts};
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Span, Text};

/// A line of this width is no headline if a narrower one stands below it, in hundredths of an em.
const WIDE: i32 = 1750;
/// Type so much of the largest of a title is of one size with it, in hundredths.
const SAME: i32 = 92;

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
    /// Appends a line to a title; `even` says that it is of one length with the line above.
    pub fn append(&mut self, upper: &mut Text, lower: &Text, even: bool) {
        let clauses = |upper: &str, lower: &str| {
            let full = |s: &str| s.chars().take(CLAUSE).filter(|c| is_ideograph(*c)).take(4).count() == 4;
            full(lower) && full(upper)
        };
        // Two clauses keep the pause that the line break stood for, unless the lines are one phrase cut in two: then
        // they are of one length.
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

/// Takes the lines of a title apart. `spaced` says that blank lines between titles mean something.
#[must_use]
pub fn read(group: Group, affinity: &Affinity, spaced: bool, joins: &mut Joins) -> Heads {
    let Group { lines, above, below, .. } = group;
    let framed = spaced && lines.iter().skip(1).any(|l| l.facts.blanks > 0);
    let lines = signed_apart(lines, affinity);
    let signed = |title: &Title| is_signature(&title.text, |a, b| affinity.has(a, b));
    // What stands below the number of an instalment is no part of the headline above it.
    let part = lines.iter().skip(1).position(|line| numbers_part(&line.text)).map_or(lines.len(), |at| at + 1);
    let mut roles = by_size(&lines).unwrap_or_else(|| {
        let mut roles = if joins.language == Language::Ja {
            phrases(&lines[..part])
        } else {
            roles(&lines[..part], &cut::mend(runs(&lines[..part], affinity, framed), &lines), signed)
        };
        roles.resize(lines.len(), Head::Deck);
        roles
    });
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
                _ if i >= end || i > above && signed(&lines[i]) => Head::Deck,
                _ => Head::Headline,
            };
        }
    }
    let mut heads = Heads::default();
    let mut above: Option<Facts> = None;
    for (title, role) in lines.into_iter().zip(roles) {
        let slot = match role {
            Head::Kicker => &mut heads.kicker,
            Head::Headline => &mut heads.headline,
            Head::Deck => &mut heads.deck,
        };
        match slot {
            Some(text) => {
                // The decks of a Japanese headline are phrases of their own.
                let even = !(joins.language == Language::Ja && role == Head::Deck)
                    && above.is_some_and(|a| even(&a, &title.facts));
                joins.append(text, &title.text, even);
            }
            None => *slot = Some(title.text),
        }
        above = Some(title.facts);
    }
    heads
}

/// The lines of a title that was too long for its line.
#[must_use]
pub(super) fn one(lines: Vec<Title>, joins: &mut Joins) -> Heads {
    let mut headline: Option<Text> = None;
    for title in lines {
        match &mut headline {
            Some(text) => joins.append(text, &title.text, true),
            None => headline = Some(title.text),
        }
    }
    Heads { headline, ..Heads::default() }
}

/// A vertical title runs into the signature that is set above or below it: they are cut apart. The signature may go on
/// in the next column.
fn signed_apart(titles: Vec<Title>, affinity: &Affinity) -> Vec<Title> {
    let mut out: Vec<Title> = Vec::with_capacity(titles.len());
    let mut rest = titles.into_iter().peekable();
    while let Some(title) = rest.next() {
        if !title.vertical {
            out.push(title);
            continue;
        }
        let mut column = title.text.to_string();
        if let Some(next) = rest.peek().filter(|next| next.vertical) {
            column.push_str(&next.text);
        }
        let at = signature::cut(&column, |a, b| affinity.has(a, b)).filter(|&at| at < title.text.len());
        let Some(at) = at else {
            out.push(title);
            continue;
        };
        let (head, signature) = title.text.split(at);
        out.extend([head, signature].map(|text| Title { facts: Facts::of(&text, 0), text, ..title.clone() }));
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Head {
    Kicker,
    Headline,
    Deck,
}

/// What each line is by the size of its type, where that is known and differs: the headline is set largest.
fn by_size(lines: &[Title]) -> Option<Vec<Head>> {
    let sizes: Option<Vec<i32>> =
        lines.iter().map(|line| Some(line.place?.relative).filter(|size| *size > 0)).collect();
    let sizes = sizes?;
    let largest = *sizes.iter().max()?;
    let large = |size: &i32| *size * 100 >= largest * SAME;
    if sizes.iter().all(large) {
        return None;
    }
    let first = sizes.iter().position(large)?;
    let behind = first + sizes[first..].iter().take_while(|size| large(size)).count();
    let role = |i: usize| match i {
        _ if i < first => Head::Kicker,
        _ if i < behind => Head::Headline,
        _ => Head::Deck,
    };
    Some((0..lines.len()).map(role).collect())
}

/// How far into a line ideographs are looked for: a title of lines without end is not read anew for each of them.
const CLAUSE: usize = 200;

/// Whether two lines of a title are of one length, as a compositor breaks a headline: by their width, or by the number
/// of their characters, for digits are wide in large type.
#[must_use]
pub fn even(above: &Facts, below: &Facts) -> bool {
    let slack = if below.is_latin() { below.width.max(above.width) / 4 } else { 120 };
    (above.width - below.width).abs() <= slack || !below.is_latin() && above.chars.abs_diff(below.chars) <= 1
}

/// The lines that are pieces of one line of thought: of about one width, or, if the title is `framed`, of one text frame.
#[must_use]
pub fn runs(lines: &[Title], affinity: &Affinity, framed: bool) -> Vec<std::ops::Range<usize>> {
    let signed = |title: &Title| is_signature(&title.text, |a, b| affinity.has(a, b));
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    // Whether any line of the run was set vertically.
    let mut vertical = false;
    for (i, line) in lines.iter().enumerate() {
        let goes_on = runs.last().is_some_and(|run| {
            let above = &lines[i - 1];
            // Lines of one size in one frame are one title, but for who signs it.
            let set = |title: &Title| title.place.and_then(|place| Some((place.set?.frame, place.relative)));
            if set(above).is_some() && set(above) == set(line) && !signed(line) && !signed(above) {
                return true;
            }
            if above.facts.open || affinity.has(above.facts.last, line.facts.first) {
                return true;
            }
            if vertical != line.vertical && line.facts.chars > 2 {
                return false;
            }
            if breaks_off(&above.text)
                || matches!(above.facts.ending, Ending::Comma | Ending::Colon)
                || above.facts.last.is_ascii_digit() && is_unit(line.facts.first)
                || line.facts.chars <= 2
                || above.facts.chars <= 1
                || never_begins(line.facts.first)
                || line.facts.is_latin() && line.facts.first.is_lowercase()
                || above.text.ends_with('—') && line.text.starts_with('—')
            {
                return true;
            }
            if signed(line) || signed(above) || line.text.starts_with(['—', '●']) {
                return false;
            }
            let count = i32::try_from(run.len()).unwrap_or(9);
            let short = lines[run.start].facts.width - line.facts.width;
            // Where kicker, headline and deck stand in frames of their own, the lines of a frame are one of them.
            let (widest, least) = (above.facts.width.max(line.facts.width), above.facts.width.min(line.facts.width));
            if framed {
                return line.facts.blanks == 0 && widest < least * 2 && (widest < WIDE || least * 4 > widest * 3);
            }
            if is_balanced_pair(&line.text) != is_balanced_pair(&above.text) {
                return false;
            }
            if is_sentence(&above.text, &line.text) && line.facts.width * 10 > above.facts.width * 11 {
                return false;
            }
            even(&above.facts, &line.facts) || count >= 2 && (0..=count * 100 + 50).contains(&short)
        });
        vertical = line.vertical || goes_on && vertical;
        match runs.last_mut() {
            Some(run) if goes_on => run.end = i + 1,
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// Whether `upper` is written as a sentence is, with a capital in front alone, and `lower` begins with the next capital:
/// then a new phrase begins, unless a word such as `of` needs one to follow.
fn is_sentence(upper: &str, lower: &str) -> bool {
    let mut words = upper.split_whitespace();
    let last = words.clone().next_back().unwrap_or("");
    let first = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let small = || words.clone().filter(|word| word.starts_with(char::is_alphabetic));
    let as_sentence = small().count() >= 3 && small().all(|word| word.starts_with(char::is_lowercase));
    first && as_sentence && lower.starts_with(char::is_uppercase) && !lang::is_frequent(last)
}

/// Whether a dash stands so near to the end that what it announces must go on: `灯塔的守护者——访`.
pub(super) fn breaks_off(line: &str) -> bool {
    line.rsplit_once('—').is_some_and(|(_, tail)| (1..=2).contains(&tail.chars().count()))
}

/// Whether the line is two clauses of one length with a pause between, which make a whole: `江水清了　候鸟多了`.
fn is_balanced_pair(line: &str) -> bool {
    let clauses: Vec<usize> = line.split_whitespace().take(3).map(|c| c.chars().take(CLAUSE).count()).collect();
    matches!(clauses[..], [a, b] if a == b && a >= 3)
}

/// Whether a number goes on with the character: `24` ⏎ `日`.
fn is_unit(c: char) -> bool {
    c.is_ascii_digit() || "年月日时点分岁元万亿个多余％%".contains(c)
}

/// Whether a line reports that something took place, as kickers do above a headline that says what it was about.
fn is_event(line: &str) -> bool {
    const ENDS: &[&str] =
        &["召开", "举行", "举办", "开幕", "闭幕", "开班", "召開", "舉行", "舉辦", "開幕", "閉幕", "開班"];
    ENDS.iter().any(|end| line.ends_with(end))
}

/// Whether a line says who was there, as decks do below the headline of an event.
fn names_guests(line: &str) -> bool {
    ["出席", "主持", "讲话", "参加", "致辞", "講話", "參加", "致辭"].iter().any(|word| line.contains(word))
}

/// What each line of a Japanese title is. It is broken between phrases, never inside one: the main headline comes first,
/// unless a longer line in smaller type stands above it, and what is below are decks.
fn phrases(lines: &[Title]) -> Vec<Head> {
    let goes_on = |above: &Title, line: &Title| {
        above.facts.open
            || matches!(above.facts.ending, Ending::Comma | Ending::Dash)
            || never_begins(line.facts.first)
            || is_particle(line.facts.first)
    };
    let main =
        usize::from(lines.len() > 1 && lines[0].facts.width >= WIDE && lines[1].facts.width < lines[0].facts.width);
    let mut roles = vec![Head::Kicker; main];
    for i in main..lines.len() {
        let whole = i == main || roles[i - 1] == Head::Headline && goes_on(&lines[i - 1], &lines[i]);
        roles.push(if whole { Head::Headline } else { Head::Deck });
    }
    roles
}

/// Whether a Japanese phrase goes on with it rather than begins: `汐見港` ⏎ `の新市場`.
const fn is_particle(c: char) -> bool {
    matches!(c, 'の' | 'を' | 'は' | 'が' | 'に' | 'へ' | 'と' | 'も' | 'で' | 'や')
}

/// What each line is.
fn roles(lines: &[Title], runs: &[std::ops::Range<usize>], signed: impl Fn(&Title) -> bool) -> Vec<Head> {
    let wide = |r: &std::ops::Range<usize>| lines[r.clone()].iter().map(|l| l.facts.width).max().unwrap_or(0);
    let signed = |r: &std::ops::Range<usize>| r.len() == 1 && signed(&lines[r.start]);
    // Compositors break a headline into lines of one width; a kicker or deck runs full and ends where it ends.
    let balanced = |r: &std::ops::Range<usize>| {
        let widths = || lines[r.clone()].iter().map(|l| l.facts.width);
        let (least, most) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
        // A mark that lost its words stands alone only in large type.
        let torn = lines[r.clone()].iter().any(|l| l.facts.chars == 1 && !is_ideograph(l.facts.first));
        torn || most - least <= 120 + 100 * i32::try_from(r.len()).unwrap_or(9).saturating_sub(2)
    };
    let wrapped = |r: &std::ops::Range<usize>| {
        r.len() > 1 && !balanced(r) && lines[r.start].facts.width > lines[r.end - 1].facts.width
    };
    let main = match runs {
        [] | [_] => 0,
        [a, b] => {
            let dashed = lines[a.start].text.contains("——") && lines[a.start].facts.width < 2400;
            if lines[b.start].text.starts_with(['—', '●']) || signed(b) || dashed && b.len() == 1 {
                0
            } else if signed(a) || b.len() > 1 && a.len() == 1 && balanced(b) {
                1
            } else if wrapped(a) != wrapped(b) {
                // A line that was too long for its measure and wrapped is none of the headline.
                usize::from(wrapped(a))
            } else if a.len() > 1 && b.len() == 1 {
                0
            } else {
                // A kicker is long and small; a headline is large, so few characters fill it.
                let reported = is_event(&lines[a.start].text)
                    && !names_guests(&lines[b.start].text)
                    && wide(b) * 2 <= wide(a) * 3;
                usize::from(reported || wide(a) >= WIDE && wide(b) < wide(a))
            }
        }
        many => {
            // The headline is the one that is set over several lines of one width; else the one in the middle.
            let broken = many.iter().position(|r| r.len() > 1 && balanced(r));
            // Of three lines of their own the first is the kicker, unless what follows runs on as a deck does.
            let three = many.len() == 3
                && many.iter().all(|r| r.len() == 1 && !signed(r))
                && wide(&many[1]) * 2 <= wide(&many[0]) * 3;
            let middle = usize::from(signed(&many[0]) || three || wide(&many[0]) > wide(&many[1]));
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
