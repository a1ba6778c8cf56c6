//! What speaks for and against a break between two lines that follow each other.

use super::{Cost, STOPPED, UNTITLED};
use crate::line::cue::Opens;
use crate::line::facts::{Ending, is_ideograph, never_begins};
use crate::line::pairs::Pairs;
use crate::line::{Line, Role};

/// What blank lines say on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spacing {
    /// What it costs to join two lines over a blank line.
    blank: Cost,
    /// What it costs to join two lines that stand close.
    close: Cost,
}

impl Spacing {
    /// Where nearly every line has a blank line above it, blank lines say nothing, but a missing one does: the more, the
    /// fewer lines of running text miss it.
    pub(super) fn of(lines: &[Line]) -> Self {
        let spaced = |l: &&Line| l.facts.blanks > 0;
        if lines.iter().filter(spaced).count() * 5 <= lines.len() * 2 {
            return Self { blank: 8, close: 0 };
        }
        let running = || lines.iter().filter(|l| l.role == Role::Unknown && l.facts.commas > 0);
        let regular = running().filter(spaced).count() * 100 >= running().count() * 98;
        Self { blank: 0, close: if regular { 20 } else { 1 } }
    }
}

/// What speaks for and against a break between two lines.
pub(super) struct Seam {
    /// What it costs to join them.
    pub(super) joined: Cost,
    /// What it costs to break here.
    pub(super) broken: Cost,
    /// What it costs that the lower line is a display line below the upper.
    pub(super) shown: Cost,
    /// What it costs that a story opens below another without a title between.
    pub(super) untitled: Cost,
    /// What it costs to part them, by continuity.
    pub(super) part: Cost,
}

impl Seam {
    pub(super) fn of(
        (upper, opens_above): (&Line, &Opens),
        (lower, opens): (&Line, &Opens),
        pairs: &Pairs,
        spacing: Spacing,
    ) -> Self {
        let (a, b) = (&upper.facts, &lower.facts);
        let mut seam = Self { joined: 0, broken: 0, shown: 0, untitled: 0, part: 0 };
        if a.open || a.ending == Ending::Opener || a.ending == Ending::Hyphen {
            seam.broken += 14;
            seam.shown += 8;
        }
        if never_begins(b.first) {
            seam.broken += 30;
            seam.shown += 12;
        }
        if a.last.is_ascii_digit() && b.first.is_ascii_digit() {
            seam.broken += 12;
        }
        match a.ending {
            Ending::Comma => {
                seam.broken += 14;
                seam.shown += 4;
            }
            Ending::Bare | Ending::Dash => seam.broken += 6,
            // One line in twenty-five ends with a stop by chance.
            Ending::Stop => seam.joined += STOPPED,
            _ => {}
        }
        seam.joined += if b.blanks > 0 { spacing.blank } else { spacing.close };
        if b.first.is_lowercase() {
            seam.broken += 12;
        }
        if is_ideograph(a.last) && is_ideograph(b.first) {
            if pairs.have(a.last, b.first) {
                seam.broken += 5;
                seam.shown += 3;
            } else {
                seam.joined += 1;
            }
        }
        if opens.story {
            let inner = begins_part_of_head(b.first);
            let goes_on = inner && (a.last_of_head() || opens_above.story);
            if !goes_on && a.ending != Ending::Comma && !a.open {
                let closed = matches!(a.ending, Ending::Stop | Ending::Colon | Ending::Closer);
                seam.joined += if closed || !inner { 30 } else { 15 };
                seam.untitled = UNTITLED;
            }
        }
        if opens.letter {
            seam.joined += 14;
        }
        if opens.item {
            // Behind a sentence or an item that is closed, an item begins a paragraph of its own.
            let closed = matches!(a.ending, Ending::Stop | Ending::Colon) || matches!(a.last, '；' | ';');
            seam.joined += if closed { 8 } else { 4 };
            if matches!(a.last, '；' | ';') {
                seam.broken -= 14;
            }
        }
        seam
    }
}

/// Whether a part of a message head may begin so on a line of its own: `…1月4日电` ⏎ `（记者 …）`.
pub(super) const fn begins_part_of_head(first: char) -> bool {
    matches!(first, '（' | '(' | '记' | '記' | '据' | '據' | '新')
}
