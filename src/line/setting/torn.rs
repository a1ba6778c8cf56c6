//! Pages whose lines an engine tore.
//!
//! A text recogniser loses the end of a line, or puts it elsewhere. One such line, too short for its measure, would make the
//! paragraph a row of titles. Where many paragraphs break off, a line may therefore miss its measure, and how well two
//! lines touch tells whether they are one paragraph.

use super::seam::{Seam, begins_part_of_head};
use super::{BODY, Cost, STATES};
use crate::line::cue::Opens;
use crate::line::{Ending, Line, Role};

/// Says of the end of one line and the beginning of the next how much more likely than by chance they stand together, in
/// eighths of a natural logarithm.
pub type Touch<'a> = &'a dyn Fn(&str, &str) -> i32;

/// So many paragraphs end without a stop where lines are torn: one in twenty. Where they are not, hardly one in a hundred
/// does, and one on a page is a slip.
const SHARE: usize = 20;
const FEWEST: usize = 2;
/// What it costs at most that a line in the middle of a paragraph misses its measure, and that the first does.
const MISFIT: Cost = 10;
const FIRST_MISFIT: Cost = 20;
/// What it costs at most to part two lines that touch well; three eighths of a natural logarithm cost one.
const PARTED: Cost = 20;
const EIGHTHS: i32 = 3;
/// What it costs to go on with the head of a message.
const HEAD: Cost = 30;

/// Whether the line was set, and has its role by nothing else.
pub(super) fn is_set(line: &Line) -> bool {
    line.because == BODY.code || line.because == super::DISPLAY.code
}

/// Whether many of the paragraphs break off.
#[must_use]
pub fn is_torn(lines: &[Line]) -> bool {
    let ends = |line: &&Line| matches!(line.role, Role::Body(place) if place.ends()) && is_set(line);
    let breaks_off = |line: &&Line| matches!(line.facts.ending, Ending::Bare | Ending::Comma);
    let (all, torn) = (lines.iter().filter(ends).count(), lines.iter().filter(ends).filter(breaks_off).count());
    torn >= FEWEST && torn * SHARE >= all
}

/// A line may miss the measures that are tried for it.
pub(super) fn forgive(own: &mut [Cost; STATES], measures: usize) {
    for of_measure in own.chunks_mut(4).take(measures) {
        of_measure[0] = of_measure[0].min(FIRST_MISFIT);
        of_measure[1] = of_measure[1].min(MISFIT);
    }
}

/// What it costs to part two lines, by how well they touch; a message head goes on from nothing.
pub(super) fn weigh(seam: &mut Seam, (upper, lower): (&Line, &Line), opens: Opens, touch: Touch<'_>) {
    if opens.story && !begins_part_of_head(lower.facts.first) {
        seam.joined = seam.joined.max(HEAD);
    } else {
        seam.part = (touch(&upper.text, &lower.text) / EIGHTHS).clamp(0, PARTED);
    }
}

#[cfg(test)]
mod tests {
    use crate::lang::Language;
    use crate::line::setting::{set, set_torn};
    use crate::line::{Line, Place, Role};
    use crate::text::Text;

    /// The end of the third line is lost.
    const TORN: [&str; 6] = [
        "临江的旧码头昨天打开了大门",
        "三百本旧书摆上了货架，来的人可",
        "以坐在缆桩上读到",
        "要钱，书也可以带回家，看完了再",
        "送回来，管书的人说，丢了也不用",
        "赔，多来几次就是。",
    ];

    fn lines() -> Vec<Line> {
        TORN.iter().map(|line| Line::new(Text::of(line, 0), 0, None)).collect()
    }

    fn is_last(line: &Line) -> bool {
        matches!(line.role, Role::Body(Place::Last | Place::Only))
    }

    #[test]
    fn a_torn_line_stands_in_a_paragraph_that_goes_on_well() {
        let mut page = lines();
        set(&mut page, Language::ZhHans);
        assert!(!matches!(page[2].role, Role::Body(Place::Middle)), "the torn line does not fill its measure");
        set_torn(&mut page, Language::ZhHans, &|_, _| 60);
        assert!(matches!(page[2].role, Role::Body(Place::Middle)));
        assert_eq!(page.iter().filter(|line| is_last(line)).count(), 1);
    }

    #[test]
    fn the_head_of_a_message_goes_on_from_nothing() {
        let mut page = lines();
        page[3] = Line::new(Text::of("本报讯（记者 何溪）渡口昨天", 0), 0, None);
        set_torn(&mut page, Language::ZhHans, &|_, _| 60);
        assert!(matches!(page[3].role, Role::Body(Place::First)));
    }
}
