//! The differences of two pages in words.

use std::fmt;

use super::super::shown;
use super::unit::bare;
use super::{Difference, PageDiff, Place, What};

/// So much of a text that is the same is shown beside a difference, and so much of one that is missing or new.
const AROUND: usize = 12;
const START: usize = 48;

impl fmt::Display for PageDiff {
    /// One line a difference, under the article of the first page that it belongs to.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut heading = None;
        for difference in &self.differences {
            if difference.places().any(|place| place.role == "article") {
                writeln!(f, "{}", whole(difference))?;
                heading = None;
                continue;
            }
            let here = self.heading(difference);
            if heading.as_ref() != Some(&here) {
                writeln!(f, "{here}:")?;
                heading = Some(here);
            }
            writeln!(f, "  {}", part(difference))?;
        }
        Ok(())
    }
}

impl PageDiff {
    /// Under which words a difference stands: the article on the first page, and where it is on the second if that is
    /// not plain to see.
    fn heading(&self, difference: &Difference) -> String {
        let start = |titles: &[String], number: usize| {
            shown::start(&titles.get(number - 1).map_or(String::new(), |title| title.replace('\n', " ")), START)
        };
        let article = |places: &[Place]| places.first().and_then(|place| place.article);
        let twin = |number: usize| self.pairs.iter().find(|pair| pair.1 == number).map(|pair| pair.0);
        let new = article(&difference.after);
        let old = if difference.before.is_empty() { new.and_then(twin) } else { article(&difference.before) };
        let now = old.and_then(|old| self.pairs.iter().find(|pair| pair.0 == old)).map(|pair| pair.1);
        match (old, now, new) {
            (Some(old), Some(now), _) if bare(&start(&self.before, old)) != bare(&start(&self.after, now)) => {
                let (title, title_now) = (start(&self.before, old), start(&self.after, now));
                format!("article {old} \"{title}\", now article {now} \"{title_now}\"")
            }
            (Some(old), _, _) => format!("article {old} \"{}\"", start(&self.before, old)),
            (None, _, Some(new)) if difference.before.is_empty() => {
                format!("new article {new} \"{}\"", start(&self.after, new))
            }
            _ => "outside the articles".to_owned(),
        }
    }
}

impl Difference {
    fn places(&self) -> impl Iterator<Item = &Place> {
        self.before.iter().chain(&self.after)
    }
}

/// What became of a whole article.
fn whole(difference: &Difference) -> String {
    let named = |places: &[Place]| {
        let one = |place: &Place| {
            format!(
                "article {} \"{}\"",
                place.article.unwrap_or(0),
                shown::start(&place.text.replace('\n', " "), START)
            )
        };
        places.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (named(&difference.before), named(&difference.after));
    match (difference.what, difference.after.len()) {
        (What::Missing, _) => format!("{before} is missing"),
        (What::Added, _) => format!("{after} is new"),
        (What::Merged, _) => format!("{before} went into {after}"),
        (What::Split, 1) => format!("new {after} was made of {before}"),
        (What::Split, _) => format!("{before} was split: {after}"),
        _ => format!("{before} is in another place: article {}", numbers(&difference.after, |p| p.article)),
    }
}

/// What became of a title, a block, a teaser or a piece of furniture.
fn part(difference: &Difference) -> String {
    let (before, after) = (&difference.before[..], &difference.after[..]);
    let text = |places: &[Place]| places.iter().map(|place| place.text.as_str()).collect::<Vec<_>>().join("\n");
    let (old, new) = (text(before), text(after));
    let home = before.first().and_then(|place| place.article);
    let marked = || shown::inline(&old, &new, AROUND);
    let start = |text: &str| shown::start(&text.replace('\n', " "), START);
    let words = match difference.what {
        What::Changed => return format!("{} changed: {}", names(before, home), marked()),
        What::Missing => return format!("{} is missing: \"{}\"", names(before, home), start(&old)),
        What::Added => {
            let home = after.first().and_then(|place| place.article);
            return format!("{} is new: \"{}\"", names(after, home), start(&new));
        }
        What::Moved => format!("{} moved: now {}", names(before, home), names(after, home)),
        What::Retyped => format!("{} is now {}: \"{}\"", names(before, home), names(after, home), start(&new)),
        What::Split => format!("{} split into {}", names(before, home), names(after, home)),
        What::Merged => format!("{} merged into {}", names(before, home), names(after, home)),
        What::Recut => format!("{} cut elsewhere: now {}", names(before, home), names(after, home)),
    };
    if difference.wording { format!("{words}, and changed: {}", marked()) } else { words }
}

/// The names of places that stand together: `paragraphs 1–3`. The article is named where it is not `home`.
fn names(places: &[Place], home: Option<usize>) -> String {
    let alike = |one: &Place, other: &Place| {
        one.role == other.role && one.article == other.article && one.number.is_some() && other.number.is_some()
    };
    let names = places.chunk_by(alike).map(|run| {
        let (Some(first), plural) = (run.first(), if run.len() > 1 { "s" } else { "" }) else { return String::new() };
        let away = match first.article {
            Some(article) if Some(article) != home => format!("article {article}, "),
            _ => String::new(),
        };
        let number = numbers(run, |place| place.number);
        let space = if number.is_empty() { "" } else { " " };
        format!("{away}{}{plural}{space}{number}", first.role)
    });
    names.collect::<Vec<_>>().join(" and ")
}

/// Numbers as people write them: `1–3, 5`.
fn numbers(places: &[Place], number: impl Fn(&Place) -> Option<usize>) -> String {
    let numbers: Vec<usize> = places.iter().filter_map(number).collect();
    let run = |run: &[usize]| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run.iter().map(ToString::to_string).collect(),
    };
    numbers.chunk_by(|one, next| one + 1 == *next).map(run).collect::<Vec<_>>().join(", ")
}
