//! The cast of a page: stories, and the chains of titles between them.

use crate::block::{Part, Title};
use crate::line::cue;
use crate::line::facts::{Width, is_closer, is_stop};
use crate::page::{Furniture, FurnitureKind, Table};
use crate::text::Text;

/// A piece of a story, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A paragraph.
    Paragraph(Text),
    /// A line of display type between paragraphs.
    Crosshead(Text),
    /// A caption.
    Caption(Text),
    /// A table.
    Table(Table),
    /// A byline on a line of its own.
    Byline(Text),
    /// A jump line.
    Jump(Text),
}

/// A run of paragraphs that no title interrupts, with what stands among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Its pieces.
    pub items: Vec<Item>,
    /// The measure of each of its paragraphs; 0 where a single line does not tell.
    pub measures: Vec<Width>,
    /// Whether its first paragraph opens with a message head.
    pub headed: bool,
    /// Whether that is the head of a news agency, as stories also have them in their middle.
    pub wired: bool,
    /// Whether a column begins with it that goes on from no other.
    pub fresh: bool,
}

impl Story {
    /// Its paragraphs.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|i| if let Item::Paragraph(text) = i { Some(text) } else { None })
    }

    /// Cuts the story in two before its paragraph `index`.
    #[must_use]
    pub fn cut(mut self, index: usize) -> (Story, Story) {
        let mut paragraph = 0;
        let at = self.items.iter().position(|item| {
            let here = matches!(item, Item::Paragraph(_));
            let found = here && paragraph == index;
            paragraph += usize::from(here);
            found
        });
        // Who wrote it goes with it.
        let at = at.map(|at| at - self.items[..at].iter().rev().take_while(|i| matches!(i, Item::Byline(_))).count());
        let items = self.items.split_off(at.unwrap_or(self.items.len()));
        let measures = self.measures.split_off(index.min(self.measures.len()));
        (self, Story { items, measures, ..Story::default() })
    }

    /// For each paragraph whether a byline stands right before it.
    pub fn signed_above(&self) -> impl Iterator<Item = bool> {
        let mut byline = false;
        self.items.iter().filter_map(move |item| {
            let above = std::mem::replace(&mut byline, matches!(item, Item::Byline(_)));
            matches!(item, Item::Paragraph(_)).then_some(above)
        })
    }

    /// For each paragraph whether a jump line stands between it and the one before, or a picture or table behind the end
    /// of a sentence.
    pub fn closed_above(&self) -> impl Iterator<Item = bool> {
        let (mut closed, mut whole) = (false, false);
        self.items.iter().filter_map(move |item| {
            if let Item::Paragraph(text) = item {
                whole = text.ends_with(|c| is_stop(c) || is_closer(c));
                return Some(std::mem::take(&mut closed));
            }
            closed |= matches!(item, Item::Jump(_)) || whole && matches!(item, Item::Caption(_) | Item::Table(_));
            None
        })
    }

    /// Whether paragraph `index` is set to another measure than the one before it.
    #[must_use]
    pub fn sets_anew(&self, index: usize) -> bool {
        let here = self.measures.iter().skip(index).copied().find(|&m| m > 0).unwrap_or(0);
        let before = self.measures[..index.min(self.measures.len())].iter().rev().find(|&&m| m > 0);
        here > 0 && before.is_some_and(|&m| (m - here).abs() > 120)
    }
}

/// The paragraphs of all stories, in order.
pub fn paragraphs(stories: &[Story]) -> impl Iterator<Item = &str> {
    stories.iter().flat_map(Story::paragraphs).map(|p| &**p)
}

/// How many paragraphs each story has.
pub fn sizes(stories: &[Story]) -> impl Iterator<Item = usize> {
    stories.iter().map(|s| s.paragraphs().count())
}

/// Titles that follow each other, and the story in front of which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The lines.
    pub titles: Vec<Title>,
    /// The index of the story behind them; the number of stories if none is.
    pub story: usize,
    /// How many of the first titles stand above the label of the page guide; all if there is no label here.
    pub guide_from: usize,
}

/// Stories, chains and furniture of a page.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// The stories, in the order of the page.
    pub stories: Vec<Story>,
    /// The chains of titles.
    pub chains: Vec<Chain>,
    /// What is no article.
    pub furniture: Vec<Furniture>,
    /// Tables that stand in front of a title, and so belong to no story by their place; each with the index of the story
    /// behind it.
    pub adrift: Vec<(Table, usize)>,
}

/// Takes the tables out of what waits for a story; `behind` is the index of the next.
fn set_adrift(waiting: &mut Vec<Item>, behind: usize, adrift: &mut Vec<(Table, usize)>) {
    waiting.retain_mut(|item| match item {
        Item::Table(table) => {
            adrift.push((std::mem::take(table), behind));
            false
        }
        _ => true,
    });
}

/// Whether most stories that open with a message head have a title right before them: then titles were not moved.
fn in_place(parts: &[Part]) -> bool {
    let (mut heads, mut titled, mut title) = (0, 0, false);
    for part in parts {
        match part {
            Part::Title(_) => title = true,
            Part::Paragraph(text, ..) => {
                if cue::opens_story(text) {
                    heads += 1;
                    titled += i32::from(title);
                }
                title = false;
            }
            _ => {}
        }
    }
    titled * 10 >= heads * 7
}

/// A table has no more lines of titles.
const MOST_OF_TABLE: usize = 2;

impl Cast {
    /// Hangs the titles so far in front of the next story, and begins a new chain.
    fn hang(&mut self, chain: &mut Chain) {
        chain.story = self.stories.len();
        let next = Chain { guide_from: usize::MAX, ..Chain::default() };
        self.chains.push(std::mem::replace(chain, next));
    }
}

/// Cuts the parts of a page into stories and chains of titles. Where all titles are `placed` in front of their stories,
/// nothing else begins one.
#[must_use]
pub fn cast(parts: Vec<Part>, placed: bool) -> Cast {
    let mut cast = Cast::default();
    let mut story = Story::default();
    // Whether the story has a paragraph.
    let mut begun = false;
    let mut chain = Chain { guide_from: usize::MAX, ..Chain::default() };
    // Captions and tables between titles and the paragraphs behind them.
    let mut waiting: Vec<Item> = Vec::new();
    let mut table_waits = false;
    let in_place = parts.iter().any(|part| matches!(part, Part::Table(_))) && in_place(&parts);
    for part in parts {
        let item = match part {
            Part::Title(title) => {
                // Titles right above a table that other titles follow are those of the table.
                if in_place
                    && table_waits
                    && begun
                    && chain.titles.len() <= MOST_OF_TABLE
                    && chain.guide_from == usize::MAX
                {
                    cast.stories.push(std::mem::take(&mut story));
                    cast.hang(&mut chain);
                    story.items.append(&mut waiting);
                    table_waits = false;
                }
                chain.titles.push(title);
                let behind = cast.stories.len() + usize::from(begun);
                if std::mem::take(&mut table_waits) {
                    set_adrift(&mut waiting, behind, &mut cast.adrift);
                }
                continue;
            }
            Part::GuideLabel(text) => {
                chain.guide_from = chain.guide_from.min(chain.titles.len());
                cast.furniture.push(Furniture { kind: FurnitureKind::GuideLabel, text });
                continue;
            }
            Part::Furniture(furniture) => {
                cast.furniture.push(furniture);
                continue;
            }
            Part::Paragraph(text, measure, fresh) => {
                let headed = cue::opens_story(&text);
                if begun && ((headed || fresh) && !placed || !chain.titles.is_empty()) {
                    cast.stories.push(std::mem::take(&mut story));
                    begun = false;
                }
                if !chain.titles.is_empty() {
                    cast.hang(&mut chain);
                }
                if !begun {
                    story.headed = headed;
                    story.fresh = fresh;
                    story.wired =
                        headed && text.trim_start_matches(['据', '據']).starts_with(['新', '中', '法', '路', '共']);
                }
                begun = true;
                story.items.append(&mut waiting);
                story.measures.push(measure);
                Item::Paragraph(text)
            }
            Part::Crosshead(text) => Item::Crosshead(text),
            Part::Caption(text) => Item::Caption(text),
            // A table may be all that stands below a headline.
            Part::Table(table) if placed && !chain.titles.is_empty() => {
                if begun {
                    cast.stories.push(std::mem::take(&mut story));
                }
                cast.hang(&mut chain);
                begun = true;
                story.items.append(&mut waiting);
                Item::Table(table)
            }
            Part::Table(table) => Item::Table(table),
            Part::Byline(text) => Item::Byline(text),
            Part::Jump(text) => Item::Jump(text),
        };
        let waits = !chain.titles.is_empty() || !begun;
        if waits && !matches!(item, Item::Paragraph(_) | Item::Jump(_)) {
            table_waits |= matches!(item, Item::Table(_));
            waiting.push(item);
        } else {
            story.items.push(item);
        }
    }
    // What waits for a story that never comes goes to the last one.
    if story.items.is_empty()
        && let Some(last) = cast.stories.pop()
    {
        story = last;
    }
    story.items.append(&mut waiting);
    if !story.items.is_empty() {
        cast.stories.push(story);
    }
    if !chain.titles.is_empty() {
        chain.story = cast.stories.len();
        cast.chains.push(chain);
    }
    if !placed {
        crossheads(&mut cast);
    }
    cast
}

/// The widest crosshead, in hundredths of an em: it fits into the column.
const WIDEST_CROSSHEAD: Width = 1200;
/// So many short titles in a row make crossheads; one alone may be the headline of a brief.
const FEWEST_CROSSHEADS: usize = 2;

/// Turns the short lines between the sections of one story into its crossheads.
///
/// A story that opens with a message head is followed by several sections that have none, each below one short line and
/// all set to one measure.
fn crossheads(cast: &mut Cast) {
    let section = |chain: &Chain, cast: &Cast| {
        let (Some(story), [title]) = (cast.stories.get(chain.story), &chain.titles[..]) else { return false };
        let plain = !story.headed && !story.items.iter().any(|i| matches!(i, Item::Byline(_)));
        let short = title.facts.width <= WIDEST_CROSSHEAD && !title.vertical && chain.guide_from == usize::MAX;
        let above = chain.story.checked_sub(1).and_then(|s| cast.stories[s].measures.iter().rev().find(|&&m| m > 0));
        let here = story.measures.iter().find(|&&m| m > 0);
        let even = above.zip(here).is_some_and(|(a, b)| (a - b).abs() <= 60);
        plain && short && even
    };
    let sections: Vec<bool> = cast.chains.iter().map(|chain| section(chain, cast)).collect();
    if !sections.windows(FEWEST_CROSSHEADS).any(|w| w.iter().all(|s| *s)) {
        return;
    }
    let mut joined = vec![false; cast.chains.len()];
    let mut c = 0;
    while c < sections.len() {
        // Where a jump line stands, the story ends on this page.
        let jumps = |story: &Story| story.items.iter().any(|i| matches!(i, Item::Jump(_)));
        let follows = |&n: &usize| n == c || !jumps(&cast.stories[cast.chains[n - 1].story]);
        let run = (c..sections.len()).take_while(|&n| sections[n]).take_while(follows).count();
        let first = cast.chains[c].story;
        let base = first.checked_sub(1).and_then(|s| cast.stories.get(s)).filter(|base| !jumps(base));
        let led = base.is_some_and(|b| b.headed || b.items.iter().any(|i| matches!(i, Item::Byline(_))));
        let in_a_row = cast.chains[c..c + run].windows(2).all(|w| w[1].story == w[0].story + 1);
        if run >= FEWEST_CROSSHEADS && led && in_a_row {
            joined[c..c + run].fill(true);
        }
        c += run.max(1);
    }
    let mut stories: Vec<Story> = Vec::with_capacity(cast.stories.len());
    let mut chains = Vec::with_capacity(cast.chains.len());
    let mut waiting = std::mem::take(&mut cast.chains).into_iter().zip(joined).peekable();
    for (index, story) in std::mem::take(&mut cast.stories).into_iter().enumerate() {
        let mut crosshead = None;
        while let Some((mut chain, is_crosshead)) = waiting.next_if(|(chain, _)| chain.story <= index) {
            if is_crosshead {
                crosshead = chain.titles.pop();
            } else {
                chain.story = stories.len();
                chains.push(chain);
            }
        }
        match (crosshead, stories.last_mut()) {
            (Some(title), Some(base)) => {
                base.items.push(Item::Crosshead(title.text));
                base.items.extend(story.items);
                base.measures.extend(story.measures);
            }
            _ => stories.push(story),
        }
    }
    for (mut chain, _) in waiting {
        chain.story = stories.len();
        chains.push(chain);
    }
    for (_, behind) in &mut cast.adrift {
        *behind = (*behind).min(stories.len());
    }
    (cast.stories, cast.chains) = (stories, chains);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_behind_a_whole_sentence_closes_what_is_above_it() {
        let closed = |above: &str| {
            let text = |s: &str| Text::of(s, 0);
            let items = vec![
                Item::Paragraph(text(above)),
                Item::Caption(text("图为新修的船闸。")),
                Item::Paragraph(text("渔船从昨天起改走南岸。")),
            ];
            Story { items, ..Story::default() }.closed_above().collect::<Vec<_>>()
        };
        assert_eq!(closed("闸门换上了新的。"), [false, true]);
        assert_eq!(closed("闸门换上了新的，看的人"), [false, false]);
    }
}
