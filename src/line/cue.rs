//! Cues: signs by which a line says what it is.
//!
//! A [`Cue`] that is sure decides alone, the first that fires, and is the reason shown. What no cue decides is left to
//! [`super::setting`].

mod caption;
mod editors;
mod folio;
mod guide;
mod item;
mod jump;
mod masthead;
mod own_byline;
mod story;
mod stray;
pub mod vertical;
mod words;

use super::{Line, Role};
use crate::rule::{Choice, Rule};
use crate::text::Text;

pub use caption::has_credit;
pub use editors::names_office;
pub use guide::{is_guide_label, page_of};
pub use item::{is_salutation, opens_item};
pub use jump::{directions, find_jump};
pub use story::opens_story;

/// A sign by which a line says what it is.
#[derive(Debug)]
pub struct Cue {
    /// What it is called and why it is reliable.
    pub rule: Rule,
    /// The role it gives.
    pub role: Role,
    /// Whether the line at `index` shows the sign.
    pub shows: fn(&[Line], usize) -> bool,
}

/// All cues, in the order in which they are asked.
pub static CUES: &[&Cue] = &[
    &guide::CUE,
    &guide::ENTRY,
    &folio::CUE,
    &editors::CUE,
    &masthead::CUE,
    &jump::CUE,
    &caption::CUE,
    &caption::CREDIT,
    &own_byline::CUE,
    &stray::CUE,
];

/// Asks the cues about every line that has no role yet.
pub fn ask(lines: &mut [Line], choice: &Choice) {
    let cues: Vec<&Cue> = CUES.iter().copied().filter(|c| choice.takes(&c.rule)).collect();
    for index in 0..lines.len() {
        if lines[index].role != Role::Unknown {
            continue;
        }
        if let Some(cue) = cues.iter().find(|c| (c.shows)(lines, index)) {
            lines[index].role = cue.role;
            lines[index].because = cue.rule.code;
        }
    }
    guide::open(lines);
}

/// Whether the line is furniture of the page by its words alone, whatever stands around it: the folio, or who edits the
/// page.
#[must_use]
pub fn is_furniture(text: &str) -> bool {
    let line = [Line::new(Text::of(text, 0), 0, None)];
    [&folio::CUE, &editors::CUE].iter().any(|cue| (cue.shows)(&line, 0))
}

/// What a line opens by its first words; asked once, for the line itself and for the seams above and below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opens {
    /// A story, with its message head.
    pub story: bool,
    /// An item of a list.
    pub item: bool,
    /// A letter, with its salutation.
    pub letter: bool,
}

impl Opens {
    /// What `text` opens.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { story: opens_story(text), item: opens_item(text), letter: is_salutation(text) }
    }
}

/// `text` without its spaces, if it is short enough to be a label.
fn squeezed(text: &str, longest: usize) -> Option<String> {
    if text.len() > longest * 8 {
        return None;
    }
    let mut squeezed = String::with_capacity(text.len());
    squeezed.extend(text.chars().filter(|c| !c.is_whitespace()));
    (squeezed.chars().count() <= longest).then_some(squeezed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the cue shows on the last line; those above have the roles that the cues give them.
    fn shows(cue: &Cue, text: &str) -> bool {
        let line = |l: &str| Line::new(Text::of(l, 0), 0, None);
        let mut lines: Vec<Line> = text.lines().map(line).collect();
        let last = lines.len() - 1;
        ask(&mut lines[..last], &Choice::default());
        (cue.shows)(&lines, last)
    }

    #[test]
    fn each_cue_shows_where_its_examples_say() {
        for cue in CUES {
            for (line, role) in cue.rule.fixes {
                assert!(shows(cue, line), "{} does not show on {line:?}", cue.rule.code);
                assert_eq!(cue.role.to_string(), *role, "{}", cue.rule.code);
            }
            for line in cue.rule.leaves {
                assert!(!shows(cue, line), "{} shows on {line:?}", cue.rule.code);
            }
        }
    }
}
