//! Hyphens that hang before `und`, `oder`, `and`.

use super::{Join, Joint};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};

/// Words before which a hyphen stands for the rest of a compound.
const LINKS: &[&str] = &["und", "oder", "bis", "sowie", "bzw.", "and", "or", "to"];

pub(super) static JOINT: Joint = Joint {
    rule: Rule {
        code: "J01",
        name: "suspended-hyphen",
        summary: "Keeps the hyphen that stands for the rest of a compound, and the space behind it.",
        why: "In `Ein- und Ausgang` the hyphen is part of the word, not of the line break.",
        certainty: Certainty::Sure,
        languages: Language::LATIN,
        fixes: &[("Ein-\nund Ausgang", "Ein- und Ausgang"), ("two-\nand three-storey", "two- and three-storey")],
        leaves: &["Hund-\nund", "Gast-\nunderhaus"],
    },
    at: |seam| {
        if !seam.above.ends_with(['-', '‐']) {
            return None;
        }
        let next = seam.first_word();
        // `Hund-und` would be a word that repeats itself; no compound does.
        let stem = seam.last_word().trim_end_matches(['-', '‐']);
        (LINKS.contains(&next) && !stem.ends_with(next)).then_some(Join::Space)
    },
};
