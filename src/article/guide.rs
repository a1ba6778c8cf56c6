//! The box of the page guide.

use crate::block::Title;

/// Where the box of a guide ends that stands right below its label, and apart from what follows by a blank line.
pub fn end_of_box(titles: &[Title], from: usize) -> Option<usize> {
    let below = titles.get(from..)?;
    if below.first().is_none_or(blank_above) {
        return None;
    }
    Some(from + below.iter().position(blank_above).unwrap_or(below.len()))
        .filter(|end| *end < titles.len() || titles.iter().any(blank_above))
}

fn blank_above(title: &Title) -> bool {
    title.facts.blanks > 0
}
