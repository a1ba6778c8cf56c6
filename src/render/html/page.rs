//! A page as the template knows it: its blocks, each with its lines, its marks and the notes about it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ink::{Ink, plain};
use super::lists::Lists;
use super::map::{self, Boxed, Map, Stretch};
use super::marks::Setter;
use super::raw::{self, Owner, RawLine};
use super::scan::Scan;
use crate::page::{self, Article, Note, Page, Source};
use crate::rule::Certainty;
use crate::text::Text;

/// The colours of articles, by the names of their classes.
const HUES: [&str; 8] = ["h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7"];
/// The colour of what is no article.
const NO_HUE: &str = "hf";

/// How many characters of a story stand for a headline that it has not.
const OPENING: usize = 24;

/// How far blocks, marks and notes are counted: they are numbered through the whole sheet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub blocks: usize,
    pub marks: usize,
    pub notes: usize,
}

/// A page.
#[derive(Debug, Serialize)]
pub(super) struct Proof {
    number: u32,
    language: &'static str,
    map: Map,
    raw: Vec<Vec<RawLine>>,
    pub articles: Vec<Story>,
    pub teasers: Vec<Block>,
    furniture: Vec<Block>,
    #[serde(skip)]
    pub end: Count,
}

/// An article.
#[derive(Debug, Serialize)]
pub(super) struct Story {
    /// Its name in the sheet: `a1`; on later pages `p2-a1`.
    id: String,
    hue: &'static str,
    /// Its headline, or how it begins.
    title: String,
    lines: String,
    confidence: String,
    blocks: Vec<Block>,
}

/// A piece of the page that is lit as one.
#[derive(Debug, Serialize)]
pub(super) struct Block {
    number: usize,
    kind: &'static str,
    /// What it is, in words.
    name: &'static str,
    /// The text; of a table, its caption.
    html: Ink,
    /// Kicker and deck of a teaser; head and rows of a table.
    header: Vec<Ink>,
    rows: Vec<Vec<Ink>>,
    /// The first line; 0 for none.
    line: u32,
    /// Its lines, to be read by people and by the script.
    lines: String,
    ranges: String,
    rules: Vec<Tally>,
    notes: Vec<usize>,
}

/// How often a rule did something in a block.
#[derive(Debug, Serialize)]
struct Tally {
    code: &'static str,
    count: usize,
    doubtful: bool,
}

/// Sets the blocks of a page one after the other.
struct Maker<'p> {
    page: u32,
    source: &'p Source,
    setter: Setter<'p>,
    owners: Vec<Owner>,
    stretches: Vec<Stretch>,
    boxes: Vec<Boxed>,
    blocks: usize,
    /// The notes by the line in which they begin.
    notes: BTreeMap<u32, Vec<usize>>,
    hue: &'static str,
    lane: usize,
}

impl Proof {
    /// The page with this number; `before` is what the pages before it have, and its notes and repairs go to `lists`.
    pub fn of(page: &Page, number: u32, before: Count, scan: Option<&Scan>, lists: &mut Lists) -> Self {
        let source = &page.source;
        let mut notes: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, Note { span, .. }) in (before.notes + 1..).zip(&page.notes) {
            notes.entry(source.line_of(span.start)).or_default().push(number);
        }
        let mut maker = Maker {
            page: number,
            source,
            setter: Setter::new(source, &page.repairs, before.marks),
            owners: vec![Owner { hue: NO_HUE, ..Owner::default() }; source.lines()],
            stretches: Vec::new(),
            boxes: Vec::new(),
            blocks: before.blocks,
            notes,
            hue: NO_HUE,
            lane: 0,
        };
        for (&line, numbers) in &maker.notes {
            if let Some(owner) = maker.owners.get_mut((line - source.first_line - 1) as usize) {
                owner.notes.clone_from(numbers);
            }
        }
        let articles = page.articles.iter().enumerate().map(|(index, article)| maker.story(index, article)).collect();
        let in_articles = maker.blocks;
        (maker.hue, maker.lane) = (NO_HUE, page.articles.len());
        let teasers = page.teasers.iter().map(|teaser| maker.teaser(teaser)).collect();
        let furniture = page.furniture.iter().map(|furniture| maker.furniture(furniture)).collect();
        let Maker { setter, owners, stretches, boxes, blocks, .. } = maker;
        lists.add(page, &setter, before);
        Self {
            number,
            language: page.language.tag(),
            map: match &source.forme {
                Some(forme) => map::of_boxes(forme, &boxes, in_articles, scan),
                None => map::of_lines(&stretches, source.lines()),
            },
            articles,
            teasers,
            furniture,
            end: Count { blocks, marks: before.marks + setter.marks.len(), notes: before.notes + page.notes.len() },
            raw: raw::chunks(source, owners, &setter.marks),
        }
    }
}

impl Maker<'_> {
    fn story(&mut self, index: usize, article: &Article) -> Story {
        (self.hue, self.lane) = (HUES[index % HUES.len()], index);
        let mut blocks = Vec::new();
        let byline = article.byline.as_ref().filter(|byline| byline.stands_alone).map(|byline| &byline.text);
        let heads = [
            ("kicker", "kicker", article.kicker.as_ref()),
            ("headline", "headline", article.headline.as_ref()),
            ("deck", "deck", article.subheadline.as_ref()),
            ("byline", "byline", byline),
        ];
        for (kind, name, text) in heads {
            blocks.extend(text.map(|text| self.block(kind, name, text)));
        }
        for block in &article.blocks {
            blocks.push(match block {
                page::Block::Paragraph(text) => self.block("para", "paragraph", text),
                page::Block::Subheading(text) => self.block("cross", "crosshead", text),
                page::Block::Caption(text) => self.block("caption", "caption", text),
                page::Block::Table(table) => self.table(table),
            });
        }
        blocks.extend(article.jump.as_ref().map(|jump| self.block("jump", "jump line", &jump.text)));
        let opening = || article.texts().next().map(|text| text.chars().take(OPENING).collect::<String>() + "…");
        let title = article.headline.as_ref().map(|headline| headline.as_str().to_owned());
        Story {
            id: if self.page == 1 { format!("a{}", index + 1) } else { format!("p{}-a{}", self.page, index + 1) },
            hue: self.hue,
            title: plain(&title.or_else(opening).unwrap_or_default()),
            lines: lines_to_read(&self.bridged(&self.source.line_ranges(article.texts()))),
            confidence: format!("{}.{:02}", article.confidence / 100, article.confidence % 100),
            blocks,
        }
    }

    fn block(&mut self, kind: &'static str, name: &'static str, text: &Text) -> Block {
        let before = self.setter.marks.len();
        let html = self.setter.set(text);
        self.made(kind, name, html, std::iter::once(text), before)
    }

    fn table(&mut self, table: &page::Table) -> Block {
        let before = self.setter.marks.len();
        let caption = table.caption.as_ref().map(|text| self.setter.set(text)).unwrap_or_default();
        let header = table.header.iter().map(|cell| self.setter.set(cell)).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.setter.set(cell)).collect()).collect();
        Block { header, rows, ..self.made("table", "table", caption, table.texts(), before) }
    }

    fn teaser(&mut self, teaser: &page::Teaser) -> Block {
        let before = self.setter.marks.len();
        let html = self.setter.set(&teaser.headline);
        let mut beside = |text: &Option<Text>| text.as_ref().map(|text| self.setter.set(text)).unwrap_or_default();
        let header = vec![beside(&teaser.kicker), beside(&teaser.subheadline)];
        Block { header, ..self.made("teaser", "teaser", html, teaser.texts(), before) }
    }

    fn furniture(&mut self, furniture: &page::Furniture) -> Block {
        let name = match furniture.kind {
            page::FurnitureKind::GuideLabel => "label of the page guide",
            page::FurnitureKind::Other => "no article",
            kind => kind.name(),
        };
        self.block("furniture", name, &furniture.text)
    }

    /// A block whose texts were set; its marks are those from `marks` on.
    fn made<'t>(
        &mut self,
        kind: &'static str,
        name: &'static str,
        html: Ink,
        texts: impl Iterator<Item = &'t Text>,
        marks: usize,
    ) -> Block {
        self.blocks += 1;
        let number = self.blocks;
        let texts: Vec<&Text> = texts.collect();
        let ranges = self.source.line_ranges(texts.iter().copied());
        if let Some(forme) = &self.source.forme {
            let boxed = map::boxes(self.source, forme, &texts).into_iter();
            self.boxes.extend(boxed.map(|rect| Boxed { block: number, hue: self.hue, rect }));
        }
        let shown = self.bridged(&ranges);
        let first = self.source.first_line;
        let mut notes = Vec::new();
        for &(from, to) in &ranges {
            for owner in &mut self.owners[(from - first - 1) as usize..(to - first) as usize] {
                if owner.blocks.is_empty() {
                    owner.hue = self.hue;
                }
                owner.blocks.push(number);
            }
            notes.extend(self.notes.range(from..=to).flat_map(|(_, numbers)| numbers));
        }
        for &(from, to) in &shown {
            let (hue, lane) = (self.hue, self.lane);
            self.stretches.push(Stretch { block: number, hue, lane, lines: (from - first, to - first) });
        }
        let mut rules: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for mark in &self.setter.marks[marks..] {
            for code in &mark.rules {
                let (count, doubtful) = rules.entry(code).or_default();
                *count += 1;
                *doubtful |= mark.certainty < Certainty::Sure;
            }
        }
        Block {
            number,
            kind,
            name,
            html,
            header: Vec::new(),
            rows: Vec::new(),
            line: ranges.first().map_or(0, |range| range.0),
            lines: lines_to_read(&shown),
            ranges: shown.iter().map(|(from, to)| format!("{from}-{to}")).collect::<Vec<_>>().join(" "),
            rules: rules.into_iter().map(|(code, (count, doubtful))| Tally { code, count, doubtful }).collect(),
            notes,
        }
    }
}

impl Maker<'_> {
    /// The ranges of lines, as one where only blank lines part them.
    fn bridged(&self, ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let start = |line: u32| {
            let at = self.source.line_starts.get((line - self.source.first_line - 1) as usize);
            at.map_or(self.source.text.len(), |&at| at as usize)
        };
        let mut bridged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for &(from, to) in ranges {
            match bridged.last_mut() {
                Some(last) if self.source.text[start(last.1 + 1)..start(from)].trim_start().is_empty() => last.1 = to,
                _ => bridged.push((from, to)),
            }
        }
        bridged
    }
}

/// Lines as people write them: `3–9, 12`.
pub(super) fn lines_to_read(ranges: &[(u32, u32)]) -> String {
    let range = |&(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}
