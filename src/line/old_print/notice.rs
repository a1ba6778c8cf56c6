//! What a paper prints for its advertisers and for itself.
//!
//! Running text on one body has a mark in every ten characters, and a title is short. A few lines that stand by
//! themselves between titles, have no mark and are no verse are a notice: where the paper is sold, who sews and rents out
//! clothes. So are the rates of the paper, whatever marks they have.

use super::super::{Line, Place, Role};

/// The longest notice without a mark, in lines, and the longest line that may yet be a title.
const LINES: usize = 4;
const TITLE: u32 = 14;
/// A single line of so many characters without a mark is a notice wherever it stands.
const LONG: u32 = 24;

/// Takes notices out of the paragraphs. `length` counts the characters of a line; a `plain` one has neither marks nor
/// metre, and does not begin as a message or an item does.
pub(super) fn take_out(lines: &mut [Line], length: impl Fn(usize) -> u32, plain: impl Fn(usize) -> bool) {
    let is_text = |line: Option<&Line>| {
        line.is_some_and(|line| matches!(line.role, Role::Body(_) | Role::Byline) && !names_rates(&line.text))
    };
    let mut i = 0;
    while i < lines.len() {
        let Role::Body(place) = lines[i].role else {
            i += 1;
            continue;
        };
        let more = |line: &&Line| matches!(line.role, Role::Body(Place::Middle | Place::Last));
        let len = if place.ends() { 1 } else { 1 + lines[i + 1..].iter().take_while(more).count() };
        let all = i..i + len;
        let alone = !is_text(i.checked_sub(1).map(|above| &lines[above])) && !is_text(lines.get(all.end));
        let bare = len <= LINES && all.clone().all(&plain) && all.clone().map(&length).sum::<u32>() > TITLE;
        let long = len == 1 && plain(i) && length(i) >= LONG;
        if alone && bare || long || names_rates(&lines[i].text) {
            for line in &mut lines[all.clone()] {
                line.role = Role::Stray;
            }
        }
        i = all.end;
    }
}

/// Whether a text begins as the rates of a paper do.
pub(super) fn names_rates(text: &str) -> bool {
    ["定報", "定閱", "訂閱", "廣告", "廣吿"]
        .iter()
        .any(|head| text.strip_prefix(head).is_some_and(|rest| rest.starts_with(['價', '刊', '例'])))
}
