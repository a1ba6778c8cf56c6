//! PAGE XML, 2010 to 2019, as Transkribus, eScriptorium and OCR-D write it: regions, lines with outlines and baselines,
//! tables with cells, and a reading order.
//!
//! Each level may have a text of its own. That of a line is taken, with the boxes of its words where they are the same
//! words; words make a line that has none, and a region without lines is cut into those of its text.

use std::borrow::Cow;

use super::galley::{Edges, Galley, hundredths, number};
use super::order::Order;
use super::xml::{Event, Tag, Xml};
use super::{ReadError, Sheet, label, polygon};
use crate::page::Source;
use crate::page::forme::{Cell, Region};

/// Whether the beginning of a file says that it is one.
pub(super) fn is_one(head: &str) -> bool {
    super::format::has_root(head, "PcGts")
}

/// Reads the pages of a file.
pub(super) fn sheets(text: &str, blank: Source) -> Result<Vec<Sheet>, ReadError> {
    let mut xml = Xml::new(text, "PAGE XML");
    let mut page = PageXml { galley: Galley::new(blank, 1.0), ..PageXml::default() };
    let mut open: Vec<Element> = Vec::new();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => open.push(page.start(&xml, &tag)?),
            Event::Text(text) => {
                if let (Some(Element::Unicode), Some(reading)) = (open.last(), page.reading()) {
                    reading.fresh.push_str(&text);
                }
            }
            Event::End => {
                if let Some(element) = open.pop() {
                    page.end(element);
                }
            }
        }
    }
    page.galley.done()
}

/// What has to be done where an element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Group,
    Region,
    Line,
    Word,
    Reading,
    Unicode,
    Coords,
    /// An element whose readings are not wanted.
    Glyph,
    Other,
}

/// A file being read.
#[derive(Debug, Default)]
struct PageXml {
    galley: Galley,
    order: Order,
    regions: Vec<Zone>,
    line: Option<Line>,
    word: Option<Line>,
    /// The outline that stands in elements of their own, in old files.
    points: Vec<[f64; 2]>,
    /// How many glyphs are open.
    glyphs: u32,
}

/// A region that is open.
#[derive(Debug)]
struct Zone {
    number: u32,
    edges: Edges,
    /// Whether lines were found in it.
    lines: bool,
    reading: Reading,
}

/// A line or a word that is open.
#[derive(Debug, Default)]
struct Line {
    edges: Edges,
    size: Option<f64>,
    reading: Reading,
    /// The words of a line.
    words: Vec<(String, Edges, Option<u8>)>,
}

/// Which of several readings of one thing counts: the one with the lowest index.
#[derive(Debug, Default)]
struct Reading {
    best: Option<(u32, String, Option<u8>)>,
    index: u32,
    confidence: Option<u8>,
    fresh: String,
}

impl Reading {
    fn close(&mut self) {
        let fresh = std::mem::take(&mut self.fresh);
        if self.best.as_ref().is_none_or(|best| self.index < best.0) && !fresh.trim().is_empty() {
            self.best = Some((self.index, fresh, self.confidence));
        }
    }
}

impl PageXml {
    fn start(&mut self, xml: &Xml, tag: &Tag) -> Result<Element, ReadError> {
        Ok(match tag.name() {
            "Page" => {
                let size = xml.attributes(tag, ["imageWidth", "imageHeight"])?;
                let [width, height] = size.map(|size| size.as_deref().and_then(number));
                self.galley.page(width, height);
                self.order.clear();
                Element::Other
            }
            "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => {
                let [index] = xml.attributes(tag, ["index"])?;
                self.order.open(tag.name().starts_with("Ordered"), whole(index));
                Element::Group
            }
            "RegionRef" | "RegionRefIndexed" => {
                let [name, index] = xml.attributes(tag, ["regionRef", "index"])?;
                self.order.region(name.as_deref().unwrap_or_default(), whole(index));
                Element::Other
            }
            "TableCellRole" => {
                let names = ["rowIndex", "columnIndex", "rowSpan", "colSpan"];
                let cell = cell(xml.attributes(tag, names)?);
                if let Some(zone) = self.regions.last() {
                    self.galley.set_cell(zone.number, cell);
                }
                Element::Other
            }
            "TextLine" => {
                self.line = Some(Line::default());
                Element::Line
            }
            "Word" if self.line.is_some() => {
                self.word = Some(Line::default());
                Element::Word
            }
            "Glyph" | "Grapheme" | "NonPrintingChar" | "GraphemeGroup" => {
                self.glyphs += 1;
                Element::Glyph
            }
            "TextEquiv" => {
                let [index, sure] = xml.attributes(tag, ["index", "conf"])?;
                if let Some(reading) = self.reading() {
                    reading.index = whole(index).unwrap_or(0);
                    reading.confidence = sure.as_deref().and_then(number).and_then(hundredths);
                    reading.fresh.clear();
                }
                Element::Reading
            }
            "Unicode" => Element::Unicode,
            "TextStyle" => {
                let [size] = xml.attributes(tag, ["fontSize"])?;
                if let Some(line) = &mut self.line {
                    line.size = line.size.or(size.as_deref().and_then(number));
                }
                Element::Other
            }
            "Coords" => {
                let [points] = xml.attributes(tag, ["points"])?;
                self.points = polygon::points(points.as_deref().unwrap_or_default());
                Element::Coords
            }
            "Point" => {
                let point = xml.attributes(tag, ["x", "y"])?;
                if let [Some(x), Some(y)] = point.map(|edge| edge.as_deref().and_then(number)) {
                    self.points.push([x, y]);
                }
                Element::Other
            }
            name if name.ends_with("Region") || name == "TableCell" => {
                self.region(xml, tag)?;
                Element::Region
            }
            _ => Element::Other,
        })
    }

    fn region(&mut self, xml: &Xml, tag: &Tag) -> Result<(), ReadError> {
        let [id, r#type, custom] = xml.attributes(tag, ["id", "type", "custom"])?;
        let parent = self.regions.last().map(|zone| zone.number);
        let name = tag.name();
        // Transkribus says `structure {type:heading;}`.
        let custom =
            custom.as_deref().and_then(|custom| custom.split("structure {type:").nth(1)?.split([';', '}']).next());
        let said = r#type.as_deref().or(custom).and_then(label::kind);
        let kind = match name {
            "TextRegion" => said.unwrap_or(self.galley.kind(parent)),
            _ => label::kind(name).unwrap_or_default(),
        };
        let cell = match name {
            "TableCell" => cell(xml.attributes(tag, ["row", "col", "rowSpan", "colSpan"])?),
            _ => None,
        };
        let order = id.as_deref().and_then(|id| self.order.of(id));
        let number = self.galley.region(Region { rect: None, kind, parent, order, cell }, [None; 4]);
        self.regions.push(Zone { number, edges: [None; 4], lines: false, reading: Reading::default() });
        Ok(())
    }

    /// The reading of the innermost thing that is open.
    fn reading(&mut self) -> Option<&mut Reading> {
        match (&mut self.word, &mut self.line, self.regions.last_mut()) {
            _ if self.glyphs > 0 => None,
            (Some(word), ..) => Some(&mut word.reading),
            (_, Some(line), _) => Some(&mut line.reading),
            (.., Some(zone)) => Some(&mut zone.reading),
            _ => None,
        }
    }

    fn end(&mut self, element: Element) {
        match element {
            Element::Group => self.order.close(),
            Element::Glyph => self.glyphs -= 1,
            Element::Reading => {
                if let Some(reading) = self.reading() {
                    reading.close();
                }
            }
            Element::Coords => {
                let points = std::mem::take(&mut self.points);
                match (&mut self.word, &mut self.line, self.regions.last_mut()) {
                    _ if self.glyphs > 0 => {}
                    (Some(word), ..) => word.edges = polygon::line(&points),
                    (_, Some(line), _) => line.edges = polygon::line(&points),
                    (.., Some(zone)) => {
                        zone.edges = polygon::bounds(&points);
                        self.galley.reshape(zone.number, zone.edges);
                    }
                    _ => {}
                }
            }
            Element::Word => {
                if let (Some(word), Some(line)) = (self.word.take(), &mut self.line)
                    && let Some((_, text, sure)) = word.reading.best
                {
                    line.words.push((text, word.edges, sure));
                    line.size = line.size.or(word.size);
                }
            }
            Element::Line => {
                if let Some(line) = self.line.take() {
                    self.set_line(&line);
                }
            }
            Element::Region => {
                if let Some(zone) = self.regions.pop() {
                    self.set_region(zone);
                }
            }
            Element::Unicode | Element::Other => {}
        }
    }

    /// Sets a line from its own text or from its words.
    fn set_line(&mut self, line: &Line) {
        if let Some((_, text, sure)) = &line.reading.best {
            let same = text.split_whitespace().eq(line.words.iter().map(|word| word.0.trim()));
            if same {
                for (text, edges, own) in &line.words {
                    self.galley.word(text, *edges, own.or(*sure));
                }
            } else {
                for word in text.split_whitespace() {
                    self.galley.word(word, [None; 4], *sure);
                }
            }
        } else {
            for (text, edges, sure) in &line.words {
                self.galley.word(text, *edges, *sure);
            }
        }
        if let Some(zone) = self.regions.last_mut() {
            zone.lines |= !self.galley.is_bare();
        }
        self.galley.line(line.edges, line.size, self.regions.last().map(|zone| zone.number));
    }

    /// Sets the text of a region that has no lines, in lines of one height.
    fn set_region(&mut self, zone: Zone) {
        if let Some(around) = self.regions.last_mut() {
            around.lines |= zone.lines;
        }
        let Some((_, text, sure)) = zone.reading.best.filter(|_| !zone.lines) else { return };
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let count = lines().count();
        let [left, top, right, bottom] = zone.edges;
        #[allow(clippy::cast_precision_loss)]
        let edge = |line: usize| {
            let share = line as f64 / count as f64;
            top.zip(bottom).map(|(top, bottom)| top + (bottom - top) * share)
        };
        for (at, line) in lines().enumerate() {
            for word in line.split_whitespace() {
                self.galley.word(word, [None; 4], sure);
            }
            self.galley.line([left, edge(at), right, edge(at + 1)], None, Some(zone.number));
        }
        if let Some(around) = self.regions.last_mut() {
            around.lines = true;
        }
    }
}

fn whole(text: Option<Cow<str>>) -> Option<u32> {
    text?.trim().parse().ok()
}

/// A cell with this row, column and spans.
fn cell([row, column, rows, columns]: [Option<Cow<str>>; 4]) -> Option<Cell> {
    let span = |text| whole(text).unwrap_or(1).max(1);
    Some(Cell { row: whole(row)?, column: whole(column)?, rows: span(rows), columns: span(columns) })
}
