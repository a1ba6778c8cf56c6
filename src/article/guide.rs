//! Where the page guide begins and ends among titles that follow each other.

use super::affinity::Affinity;
use super::laid;
use super::story::Chain;
use super::title;
use crate::block::Title;
use crate::column::continuity::{Edge, Score, touch};
use crate::line::facts::Width;
use crate::line::{Ending, Facts};

/// A headline that is broken over lines has none wider than this.
const WIDEST_BROKEN: Width = 1600;
/// The white on the right of a full line is a gutter, or that and the frame of the guide, in hundredths of an em.
const ROOM: i32 = 450;

/// A measure that nothing else tells is at least so wide, in hundredths of an em.
const LEAST_MEASURE: Width = 1850;
/// Where two lines end at one measure, it may be narrower.
const LEAST_SHARED: Width = 1400;
/// So few characters are the rest of a title, and none by themselves.
const REST: u32 = 4;
/// Two lines that touch worse are two titles: against them speaks more than a natural logarithm.
const LEAST_TOUCH: Score = -8;

/// A title whose story is not on the page.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Its lines.
    pub(super) lines: Vec<Title>,
    /// Whether they are one line that was too long for the guide.
    pub(super) one: bool,
}

/// Titles of a chain that stand in the guide, or do not.
pub(super) struct Stretch {
    pub(super) titles: Vec<Title>,
    pub(super) guided: bool,
    pub(super) chain: usize,
    /// The story behind the chain.
    pub(super) next: usize,
    /// Whether that stands right behind these titles.
    pub(super) adjacent: bool,
    /// How wide the guide is, if a line shows it.
    measure: Option<Width>,
    /// Whether the guide stands close, and what follows it apart.
    boxed: bool,
}

/// Parts a chain where the guide begins and ends.
///
/// `untitled` says of each story whether no titles stand right before it: then they may stand among these.
pub(super) fn stretches(chain: Chain, index: usize, affinity: &Affinity, untitled: &[bool]) -> Vec<Stretch> {
    let Chain { mut titles, story, guide_from } = chain;
    let count = titles.len();
    let guide_from = guide_from.min(count);
    // Without blank lines, only the wording tells where the guide ends and the first story's title begins.
    let box_end = end_of_box(&titles, guide_from);
    let own_from = match (end_of_frame(&titles, guide_from), box_end) {
        (Some(end), _) | (None, Some(end)) => end,
        (None, None) if guide_from < count => end_of_guide(&titles, guide_from, (story, untitled), affinity),
        (None, None) => count,
    };
    let measure = measure(&titles[guide_from..own_from]);
    let boxed = box_end.is_some();
    let own = titles.split_off(own_from);
    let guide = titles.split_off(guide_from);
    let adjacent = guide.is_empty() && own.is_empty();
    let stretch =
        |titles, guided, adjacent| Stretch { titles, guided, chain: index, next: story, adjacent, measure, boxed };
    let parts = [stretch(titles, false, adjacent), stretch(guide, true, false), stretch(own, false, true)];
    parts.into_iter().filter(|s| !s.titles.is_empty()).collect()
}

/// The titles of the guide, each with its lines.
pub(super) fn entries(stretch: &mut Stretch, spaced: bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // A list without any blank line has a title a line.
    let spaced = spaced && !stretch.boxed && stretch.titles.iter().skip(1).any(blank_above);
    for title in std::mem::take(&mut stretch.titles) {
        let above = entries.last().and_then(|entry| entry.lines.last());
        let wrapped = above.is_some_and(|above| wrapped(above, &title, stretch.measure));
        let goes_on = wrapped || above.is_some_and(|above| !new_entry(above, &title, spaced));
        match entries.last_mut() {
            Some(entry) if goes_on => {
                entry.one = wrapped && (entry.one || entry.lines.len() == 1);
                entry.lines.push(title);
            }
            _ => entries.push(Entry { lines: vec![title], one: false }),
        }
    }
    entries
}

/// How wide the lines of a guide may be, if one of them shows it.
fn measure(titles: &[Title]) -> Option<Width> {
    let widest = titles.iter().map(|t| t.facts.width).max()?;
    let shared = titles.iter().filter(|t| t.facts.width > widest - 100).count() > 1;
    let least = if shared { LEAST_SHARED } else { LEAST_MEASURE };
    // Where boxes tell, a line that has no white on its right is full.
    let full = |t: &Title| t.facts.width == widest && laid::set(t).is_some_and(|set| set.room <= ROOM);
    (widest >= least || titles.iter().any(full)).then_some(widest)
}

/// From which title on the titles are those of the story behind the chain, or of stories that have none of their own.
fn end_of_guide(titles: &[Title], from: usize, (story, untitled): (usize, &[bool]), affinity: &Affinity) -> usize {
    // Lines that are pieces of one title are weighed together.
    let runs = title::runs(&titles[from..], affinity, false);
    let runs = runs.into_iter().flat_map(|run| {
        // Wide lines of one width are titles of the guide below each other, not one title broken.
        let broken = titles[from + run.start].facts.width <= WIDEST_BROKEN;
        if broken { vec![run] } else { run.map(|i| i..i + 1).collect() }
    });
    let its = |k: &(usize, i32)| k.0 == story || untitled.get(k.0) == Some(&true);
    let shares = |lines: &[Title]| {
        let text: String = lines.iter().map(|t| &*t.text).collect();
        let mut shares = affinity.of_title(&text);
        shares.retain(its);
        shares
    };
    // Above a title may stand the last of the guide, as wide as it by chance: no word of its story is in that.
    let runs = runs.into_iter().flat_map(|run| {
        let lines = &titles[from + run.start..from + run.end];
        let whose = shares(lines).into_iter().max_by_key(|k| k.1).map(|k| k.0);
        let strange = |line: &&Title| shares(std::slice::from_ref(*line)).iter().all(|k| Some(k.0) != whose);
        let above = if lines.len() > 1 { lines.iter().take_while(strange).count() } else { 0 };
        (run.start..run.start + above)
            .map(|i| i..i + 1)
            .chain(std::iter::once(run.start + above..run.end))
            .filter(|run| !run.is_empty())
    });
    let runs: Vec<_> = runs.collect();
    let (mut best, mut best_at, mut sum) = (0, titles.len(), 0);
    for run in runs.iter().rev() {
        let (start, end) = (from + run.start, from + run.end);
        let share = shares(&titles[start..end]).iter().map(|k| k.1).max().unwrap_or(0);
        // The line right above the story needs less to be its title, unless that stands above the guide.
        let next_to = if end == titles.len() && from == 0 { 18 } else { 0 };
        let clear = blank_above(&titles[start]) && end < titles.len() && blank_above(&titles[end]);
        sum += share + next_to - if clear { 32 } else { 26 };
        if sum > best {
            (best, best_at) = (sum, start);
        }
    }
    best_at
}

/// Where the frame of a guide ends, as boxes tell it, or the list that begins in it.
fn end_of_frame(titles: &[Title], from: usize) -> Option<usize> {
    let frame = laid::set(titles.get(from)?)?.frame;
    let goes_on = |pair: &&[Title]| {
        let listed = pair[0].place.zip(pair[1].place).is_some_and(|(above, below)| above.lists(below));
        listed || laid::set(&pair[1]).is_some_and(|set| set.frame == frame)
    };
    Some(from + 1 + titles[from..].windows(2).take_while(goes_on).count())
}

/// Where the box of a guide ends that stands right below its label, and apart from what follows by a blank line.
fn end_of_box(titles: &[Title], from: usize) -> Option<usize> {
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

/// Whether `below` is the rest of a guide's title that was wider than the guide's box.
fn wrapped(above: &Title, below: &Title, measure: Option<Width>) -> bool {
    let Some(measure) = measure else { return false };
    if above.facts.width + Facts::lead(&below.text) <= measure {
        return false;
    }
    if title::breaks_off(&above.text) {
        return true;
    }
    let closed = above.text.ends_with(['”', '’', '》', '』', '」', '）', '？', '！']);
    let touching = !closed && touch(Edge::end(&above.text), Edge::begin(&below.text)) >= LEAST_TOUCH;
    below.facts.width < measure - 200 && (below.facts.chars <= REST || touching)
}

/// Whether a new title of the guide begins with `below`.
fn new_entry(above: &Title, below: &Title, spaced: bool) -> bool {
    if above.facts.open || above.facts.ending == Ending::Opener || below.facts.chars <= 2 {
        return false;
    }
    // A title that names its page is whole.
    if crate::line::cue::page_of(&above.text).is_some() {
        return true;
    }
    if below.frame && !above.frame {
        return true;
    }
    if spaced {
        return below.facts.blanks > 0;
    }
    above.vertical == below.vertical
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn wraps(above: &str, below: &str, measure: Width) -> bool {
        let title = |line: &str| {
            let text = Text::of(line, 0);
            Title { facts: Facts::of(&text, 0), text, frame: false, vertical: false, spacing: 0, place: None }
        };
        wrapped(&title(above), &title(below), Some(measure))
    }

    #[test]
    fn a_title_too_long_for_the_guide_goes_on() {
        assert!(wraps("市水务局公布今年汛期调度方案并开放沿江各泵站供居民参", "观", 2600));
        assert!(wraps("渡口老船工四十年撑篙不歇——访", "守灯人", 1500));
        assert!(!wraps("老渡口要修了", "参观", 2600), "the line is short");
        assert!(!wraps("全市中小学生下月起可免费游览“沿江十二景”", "白露过后菜价回落", 2100), "a quote closes it");
    }
}
