//! What the regions of a file say of its lines.
//!
//! Engines and libraries part a page into regions, each with the lines of a headline, or of one or more paragraphs. A
//! region is looked at as a whole: what is short, stands alone in its column, centred, in capitals or in larger type, is
//! a headline.

use super::facts::{Ending, is_ideograph};
use super::{Line, Place as In, Role};
use crate::lang::Language;
use crate::page::forme::{Forme, Place, Rect, Region, RegionKind};
use crate::rule::{Certainty, Rule};
use crate::text::Text;

/// Regions that are headlines.
pub const RULE: Rule = Rule {
    code: "L30",
    name: "heading-region",
    summary: "Takes a region of the file for a headline that the file calls one, or that is short, centred above its \
              column, in capitals or in larger type.",
    why: "Engines and libraries part a page into regions, and a headline nearly always has its own. A line of running \
          text fills its column; a headline stands free in it.",
    certainty: Certainty::Likely,
    languages: Language::LATIN,
    fixes: &[],
    leaves: &[],
};

/// Advertisements that the file calls so.
pub const NOTICE: Rule = Rule {
    code: "L31",
    name: "advertisement-region",
    summary: "Takes a region for no part of an article that the file calls an advertisement or a running head.",
    why: "Libraries mark adverts, running heads and page numbers in their files.",
    certainty: Certainty::Sure,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A page with more blocks than this is not looked at.
const MOST: usize = 20_000;
/// The page is divided into so many strips to find what stands above and below.
const STRIPS: i32 = 64;
/// No headline has more lines, or more characters.
const LINES: usize = 7;
const CHARS: u32 = 160;
/// So much must speak for a headline.
const ENOUGH: i32 = 3;
/// A line fills its column that is so many hundredths of the widest below it.
const FULL: i32 = 88;
/// Text of so many lines tells how wide a column is.
const COLUMN: usize = 3;

/// The lines of one region, or of one table.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// What the file calls it.
    pub kind: RegionKind,
    /// The box around its words.
    pub rect: Rect,
    /// The box that the file gives it, or the same.
    pub frame: Rect,
    /// Its lines, by their places on the page.
    pub lines: Vec<usize>,
    /// Whether it is a headline.
    pub is_heading: bool,
    /// The block that stands above it, and the one below.
    pub above: Option<usize>,
    /// The block below it.
    pub below: Option<usize>,
    /// How large its type is, in hundredths of the page's body type.
    relative: i32,
}

/// The blocks of a page.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// The blocks, in the order in which their first lines come.
    pub all: Vec<Block>,
    /// How high a line of body type is.
    pub body: i32,
}

impl Blocks {
    /// The blocks of a page in Latin script of which nearly all lines stand in regions.
    #[must_use]
    pub fn of<'a>(lines: impl Iterator<Item = (&'a Text, Option<Place>)>, forme: &Forme) -> Option<Self> {
        let lines: Vec<(&Text, Option<Place>)> = lines.collect();
        let placed = lines.iter().filter(|(_, place)| place.is_some_and(|place| place.region.is_some())).count();
        if placed < 2 || placed * 10 < lines.len() * 9 || !is_latin(lines.iter().map(|line| line.0)) {
            return None;
        }
        let mut all: Vec<Block> = Vec::new();
        let mut of_region: Vec<Option<usize>> = vec![None; forme.regions.len()];
        for (i, (text, place)) in lines.iter().enumerate() {
            let Some((place, region)) = place.and_then(|place| Some((place, whole(forme, place.region?)?))) else {
                // A line of no region goes with the line before.
                match all.last_mut() {
                    Some(block) => block.lines.push(i),
                    None => all.push(Block { lines: vec![i], ..Block::default() }),
                }
                continue;
            };
            let rect = inked(text, place, forme);
            let at = *of_region[region].get_or_insert_with(|| {
                let Region { kind, rect: frame, .. } = forme.regions[region];
                all.push(Block { kind, rect, frame: frame.unwrap_or(rect), ..Block::default() });
                all.len() - 1
            });
            all[at].rect = all[at].rect.with(rect);
            all[at].lines.push(i);
        }
        if all.len() < 2 || all.len() > MOST {
            return None;
        }
        let mut blocks = Self { all, body: 1 };
        blocks.measure(&lines);
        blocks.neighbours();
        let headings: Vec<bool> = (0..blocks.all.len()).map(|i| blocks.is_heading(i, &lines)).collect();
        for (block, is_heading) in blocks.all.iter_mut().zip(headings) {
            block.is_heading = is_heading;
        }
        Some(blocks)
    }

    /// How large the type of each block is. A line's box wavers with its letters, so a block has the size of most of
    /// its lines.
    fn measure(&mut self, lines: &[(&Text, Option<Place>)]) {
        let height = |i: usize| lines[i].1.map_or(0, |place| place.rect.height().min(place.rect.width()));
        let size = |i: usize| lines[i].1.map_or(0, |place| place.size);
        let weighted = |of: &dyn Fn(usize) -> i32| {
            let all = lines.iter().enumerate().map(|(i, (text, _))| (of(i), text.len() as u64));
            middle(all.filter(|(size, _)| *size > 0).collect())
        };
        self.body = weighted(&height).max(1);
        let body_size = weighted(&size);
        for block in &mut self.all {
            let of = |of: &dyn Fn(usize) -> i32| middle(block.lines.iter().map(|&i| (of(i), 1)).collect());
            let ratio = of(&height) * 100 / self.body;
            // Where outlines went wrong, boxes are as thin as a hair or as high as the page.
            let high = if (40..=1200).contains(&ratio) { ratio } else { 0 };
            let stated = if body_size > 0 { of(&size) * 100 / body_size } else { 0 };
            block.relative = high.max(stated);
        }
    }

    /// Finds what stands above and below each block.
    fn neighbours(&mut self) {
        let right = self.all.iter().map(|block| block.rect.x1).max().unwrap_or(0).max(1);
        let strip = |x: i32| usize::try_from(i64::from(x) * i64::from(STRIPS) / (i64::from(right) + 1)).unwrap_or(0);
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|&i| (self.all[i].rect.y0, i));
        let found = |order: &mut dyn Iterator<Item = usize>, all: &[Block], down: bool| {
            let mut last: Vec<Option<usize>> = vec![None; STRIPS as usize];
            let mut found = vec![None; all.len()];
            for i in order {
                let a = all[i].rect;
                let strips = strip(a.x0)..=strip(a.x1);
                // The nearest of those that share half the width of the narrower.
                found[i] =
                    last[strips.clone()].iter().flatten().copied().filter(|&o| below(all[o].rect, a)).min_by_key(
                        |&o| {
                            let b = all[o].rect;
                            (if down { a.y0 - b.y1 } else { b.y0 - a.y1 }, o)
                        },
                    );
                last[strips].fill(Some(i));
            }
            found
        };
        let above = found(&mut order.iter().copied(), &self.all, true);
        let under = found(&mut order.iter().rev().copied(), &self.all, false);
        for (i, block) in self.all.iter_mut().enumerate() {
            (block.above, block.below) = (above[i], under[i]);
        }
    }

    /// How white the room between a block and the one above it is, in lines of body type; `None` where nothing stands
    /// above.
    #[must_use]
    pub fn white_above(&self, i: usize) -> Option<i32> {
        let above = &self.all[self.all[i].above?];
        Some((self.all[i].rect.y0 - above.rect.y1) / self.body)
    }

    /// The edges of the column in which a block stands: those of running text below it, or above.
    fn column(&self, i: usize) -> Option<(i32, i32)> {
        let seek = |next: fn(&Block) -> Option<usize>| {
            let mut at = next(&self.all[i])?;
            for _ in 0..4 {
                if self.all[at].lines.len() >= COLUMN {
                    return Some((self.all[at].rect.x0, self.all[at].rect.x1));
                }
                at = next(&self.all[at])?;
            }
            None
        };
        seek(|block| block.below).or_else(|| seek(|block| block.above))
    }

    fn is_heading(&self, i: usize, lines: &[(&Text, Option<Place>)]) -> bool {
        let block = &self.all[i];
        match block.kind {
            RegionKind::Heading => return true,
            RegionKind::Text => {}
            _ => return false,
        }
        let texts = || block.lines.iter().map(|&i| lines[i].0.as_str());
        let Some(shape) = Shape::of(texts()).filter(|_| block.lines.len() <= LINES) else { return false };
        let mut points = match block.relative {
            150.. => 4,
            120..150 => 2,
            108..120 => 1,
            _ => 0,
        };
        let large = points >= 4;
        points += if shape.capitals { 3 } else { 0 };
        points += i32::from(block.lines.len() == 1) - i32::from(block.lines.len() > 2 && !large);
        points -= match shape.ending {
            Ending::Stop if block.lines.len() == 1 => 1,
            Ending::Stop => 3,
            Ending::Comma | Ending::Opener => 2,
            Ending::Hyphen if !large => 3,
            _ => 0,
        };
        points -= if shape.stops > 1 { 2 } else { i32::from(shape.stops) };
        if let Some((left, right)) = self.column(i) {
            let (width, own) = (right - left, block.rect.width());
            let (before, behind) = (block.rect.x0 - left, right - block.rect.x1);
            let free = width / 20;
            if before >= free && behind >= free && (before - behind).abs() * 4 <= width {
                points += 2;
            } else if own * 100 >= width * 92 && own <= width * 5 / 4 && !large {
                points -= 1;
            } else if before < free && behind > width / 4 {
                // Flush left and short: the last line of a paragraph.
                points -= 1;
            }
        }
        points >= ENOUGH
    }
}

/// Where most of `sizes` lie, each with its weight.
fn middle(mut sizes: Vec<(i32, u64)>) -> i32 {
    sizes.sort_unstable();
    let half = sizes.iter().map(|size| size.1).sum::<u64>() / 2;
    let mut sum = 0;
    let found = sizes.iter().find(|size| {
        sum += size.1;
        sum > half
    });
    found.or(sizes.last()).map_or(0, |size| size.0)
}

/// Whether two boxes share half the width of the narrower.
#[must_use]
pub fn below(a: Rect, b: Rect) -> bool {
    let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
    shared > 0 && shared * 2 >= a.width().min(b.width())
}

/// The region as which a line is read: the table around its cell, or its own.
fn whole(forme: &Forme, region: u32) -> Option<usize> {
    let own = forme.regions.get(region as usize)?;
    let at = own.cell.and(own.parent).unwrap_or(region);
    ((at as usize) < forme.regions.len()).then_some(at as usize)
}

/// The box of a line's words, which may be narrower than that of the line.
fn inked(text: &Text, place: Place, forme: &Forme) -> Rect {
    let words = forme.words_of(text).map(|word| word.rect).reduce(Rect::with);
    words.map_or(place.rect, |words| Rect { x0: words.x0, x1: words.x1, ..place.rect })
}

/// Whether most characters are letters of Latin script.
fn is_latin<'a>(texts: impl Iterator<Item = &'a Text>) -> bool {
    let (mut latin, mut other) = (0_usize, 0_usize);
    for c in texts.flat_map(|text| text.chars()) {
        latin += usize::from(c.is_ascii_alphabetic());
        other += usize::from(is_ideograph(c));
    }
    latin > other
}

/// What the text of a block looks like.
struct Shape {
    capitals: bool,
    ending: Ending,
    stops: u8,
}

impl Shape {
    /// `None` where the text cannot be a headline.
    fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        let (mut letters, mut small, mut digits, mut chars, mut stops) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u8);
        let (mut first, mut ending) = (None, Ending::Bare);
        for line in lines {
            let facts = super::Facts::of(line, 0);
            ending = facts.ending;
            stops = stops.saturating_add(u8::try_from(facts.inner_stops).unwrap_or(u8::MAX));
            chars += facts.chars;
            for c in line.chars() {
                letters += u32::from(c.is_alphabetic());
                small += u32::from(c.is_lowercase());
                digits += u32::from(c.is_numeric());
                first = first.or(Some(c).filter(|c| c.is_alphanumeric()));
            }
            if chars > CHARS {
                return None;
            }
        }
        let begins = first.is_some_and(|c| !c.is_lowercase());
        (begins && letters >= 3 && digits < letters).then_some(Self {
            capitals: small * 5 < letters && letters >= 4,
            ending,
            stops,
        })
    }
}

/// Gives the lines of headlines and advertisements their roles; `false` where the page has no blocks, and nothing is
/// done.
#[must_use]
pub fn mark(lines: &mut [Line], forme: Option<&Forme>) -> bool {
    let Some(blocks) = forme.and_then(|forme| Blocks::of(lines.iter().map(|l| (&l.text, l.place)), forme)) else {
        return false;
    };
    for block in &blocks.all {
        let (role, reason) = match block.kind {
            RegionKind::Advertisement | RegionKind::Furniture => (Role::Stray, &NOTICE),
            _ if block.is_heading => (Role::Display, &RULE),
            _ => continue,
        };
        for (k, &i) in block.lines.iter().enumerate() {
            let line = &mut lines[i];
            let named = matches!(line.role, Role::Masthead | Role::Folio | Role::Editors);
            if line.role == Role::Unknown || role == Role::Stray && !named {
                (line.role, line.because) = (role, reason.code);
                line.facts.blanks = u32::from(k == 0);
            }
        }
    }
    true
}

/// Lines that look like titles inside a region of text stand between the paragraphs of one article. One that fills its
/// column is no title but a line of the paragraph that it opens, and
/// neither is one behind which a sentence goes on. Above a byline they are headlines.
pub fn settle(lines: &mut [Line]) {
    let mut widest = 0;
    let mut signed = false;
    for i in (0..lines.len()).rev() {
        let (head, rest) = lines.split_at_mut(i + 1);
        let line = &mut head[i];
        let region = |line: &Line| line.place.and_then(|place| place.region);
        let width = line.place.map_or(0, |place| place.rect.width());
        let next = rest.first_mut().filter(|next| region(next) == region(line));
        widest = if next.is_some() { widest.max(width) } else { width };
        if line.role != Role::Display || line.because == RULE.code {
            signed = line.role == Role::Byline;
            continue;
        }
        match next {
            // Above a byline stands a headline, though the engine put it into one region with the text.
            _ if signed => {}
            Some(next)
                if matches!(next.role, Role::Body(_))
                    && (width * 100 >= widest * FULL || next.facts.first.is_lowercase()) =>
            {
                next.role = match next.role {
                    Role::Body(In::First) => Role::Body(In::Middle),
                    Role::Body(In::Only) => Role::Body(In::Last),
                    role => role,
                };
                line.role = Role::Body(In::First);
            }
            _ => line.role = Role::Crosshead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of these regions, each with its lines: left, top and right edge, and text. Lines are 10 high.
    fn page(regions: &[&[(i32, i32, i32, &str)]]) -> (Vec<Line>, Forme) {
        let mut lines = Vec::new();
        for (region, of) in (0..).zip(regions) {
            for &(x0, y0, x1, text) in *of {
                let place = Place { rect: Rect::new(x0, y0, x1, y0 + 10), region: Some(region), ..Place::default() };
                lines.push(Line::new(Text::of(text, 0), 0, Some(place)));
            }
        }
        let regions = vec![Region::default(); regions.len()];
        (lines, Forme { regions, ..Forme::default() })
    }

    const TEXT: &[(i32, i32, i32, &str)] = &[
        (0, 40, 200, "The tide was still making when the"),
        (0, 52, 200, "first boat slid through the lock and"),
        (0, 64, 200, "the people on the quay cheered as"),
        (0, 76, 60, "it went by."),
    ];

    fn roles(title: (i32, i32, i32, &str)) -> (Role, Role) {
        let (mut lines, forme) = page(&[&[title], TEXT]);
        assert!(mark(&mut lines, Some(&forme)));
        (lines[0].role, lines[1].role)
    }

    #[test]
    fn what_stands_free_above_its_column_is_a_headline() {
        assert_eq!(roles((40, 20, 160, "Lock gates open")), (Role::Display, Role::Unknown));
        assert_eq!(roles((0, 20, 190, "LOCK GATES OPEN AGAIN AT LAST")), (Role::Display, Role::Unknown));
        // The end of a paragraph stands flush left, and a line of text fills the column.
        assert_eq!(roles((0, 20, 60, "Ferry")).0, Role::Unknown);
        assert_eq!(roles((0, 20, 200, "Lock gates open again")).0, Role::Unknown);
        assert_eq!(roles((40, 20, 160, "boats on the quay")).0, Role::Unknown);
    }

    #[test]
    fn what_the_file_says_of_its_regions_counts() {
        let (mut lines, mut forme) = page(&[&[(0, 0, 200, "Soap for every house")], &[(0, 20, 80, "Ferry")], TEXT]);
        forme.regions[0].kind = RegionKind::Advertisement;
        forme.regions[1].kind = RegionKind::Heading;
        assert!(mark(&mut lines, Some(&forme)));
        assert_eq!([lines[0].role, lines[1].role], [Role::Stray, Role::Display]);
    }

    #[test]
    fn a_line_that_fills_its_column_is_no_title_inside_a_region() {
        let (mut lines, _) = page(&[TEXT]);
        lines[0].role = Role::Display;
        lines[1].role = Role::Body(In::First);
        settle(&mut lines);
        assert_eq!([lines[0].role, lines[1].role], [Role::Body(In::First), Role::Body(In::Middle)]);
        let (mut lines, _) = page(&[&[(0, 0, 60, "Ferry"), (0, 20, 200, "The tide was still making")]]);
        lines[0].role = Role::Display;
        lines[1].role = Role::Body(In::Only);
        settle(&mut lines);
        assert_eq!(lines[0].role, Role::Crosshead);
    }

    #[test]
    fn pages_without_regions_have_no_blocks() {
        let (mut lines, _) = page(&[TEXT]);
        assert!(!mark(&mut lines, None));
        assert!(!mark(&mut lines, Some(&Forme::default())));
    }
}
