//! ALTO, versions 1 to 4, in its namespace or in none: what libraries keep of their scanned papers.
//!
//! Text stands in the attributes of `String`; `HYP` is the hyphen at a line end, and `SUBS_CONTENT` the whole word of
//! which it divides. Composed blocks hold blocks: a table, an advertisement. The reading order of version 4.3 is kept.

use std::borrow::Cow;
use std::collections::HashMap;

use super::galley::{Edges, Galley, hundredths, number, sized};
use super::order::Order;
use super::polygon;
use super::xml::{Event, Tag, Xml};
use super::{ReadError, Sheet, label};
use crate::page::Source;
use crate::page::forme::{Region, RegionKind};

/// Whether the beginning of a file says that it is one.
pub(super) fn is_one(head: &str) -> bool {
    super::format::has_root(head, "alto")
}

/// Reads the pages of a file.
pub(super) fn sheets(text: &str, blank: Source) -> Result<Vec<Sheet>, ReadError> {
    let mut xml = Xml::new(text, "ALTO");
    let mut alto = Alto { galley: Galley::new(blank, 1.0), ..Alto::default() };
    let mut open: Vec<Element> = Vec::new();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => open.push(alto.start(&xml, &tag)?),
            Event::End => match open.pop() {
                Some(Element::Block) => drop(alto.blocks.pop()),
                Some(Element::Line) => {
                    let line = alto.line.take().unwrap_or_default();
                    alto.galley.line(line.edges, line.size, alto.region());
                }
                Some(Element::Group) => alto.order.close(),
                _ => {}
            },
            // What is printed stands in attributes.
            Event::Text(_) => {}
        }
    }
    alto.galley.done()
}

/// What has to be done where an element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Block,
    Line,
    Group,
    Other,
}

/// A file being read.
#[derive(Debug, Default)]
struct Alto {
    galley: Galley,
    /// The sizes of the text styles, by their names.
    sizes: HashMap<String, f64>,
    /// What labels say, by the names of their tags.
    tags: HashMap<String, RegionKind>,
    order: Order,
    /// The blocks that are open: their regions and the sizes of their type.
    blocks: Vec<(u32, Option<f64>)>,
    /// The line that is open.
    line: Option<Line>,
}

#[derive(Debug, Default)]
struct Line {
    edges: Edges,
    /// The size of its first word that has one, or its own.
    size: Option<f64>,
}

impl Alto {
    fn start(&mut self, xml: &Xml, tag: &Tag) -> Result<Element, ReadError> {
        match tag.name() {
            "TextStyle" => {
                let [id, size] = xml.attributes(tag, ["ID", "FONTSIZE"])?;
                if let (Some(id), Some(size)) = (id, size.as_deref().and_then(number)) {
                    self.sizes.insert(id.into_owned(), size);
                }
            }
            "LayoutTag" | "StructureTag" | "OtherTag" | "RoleTag" => {
                let [id, label] = xml.attributes(tag, ["ID", "LABEL"])?;
                if let (Some(id), Some(kind)) = (id, label.as_deref().and_then(label::kind)) {
                    self.tags.insert(id.into_owned(), kind);
                }
            }
            "OrderedGroup" | "UnorderedGroup" => {
                self.order.open(tag.name() == "OrderedGroup", None);
                return Ok(Element::Group);
            }
            "ElementRef" => {
                let [id] = xml.attributes(tag, ["REF"])?;
                self.order.region(id.unwrap_or_default().as_ref(), None);
            }
            "Page" => {
                let [width, height] = xml.attributes(tag, ["WIDTH", "HEIGHT"])?;
                let size = |value: Option<Cow<str>>| value.as_deref().and_then(number);
                self.galley.page(size(width), size(height));
                self.blocks.clear();
            }
            "TextBlock" | "ComposedBlock" | "Illustration" | "GraphicalElement" => {
                self.block(xml, tag)?;
                return Ok(Element::Block);
            }
            "TextLine" => {
                let size = self.size(xml, tag)?.or_else(|| self.blocks.iter().rev().find_map(|block| block.1));
                self.line = Some(Line { edges: edges(xml, tag)?, size });
                return Ok(Element::Line);
            }
            "Polygon" => {
                let [points] = xml.attributes(tag, ["POINTS"])?;
                let outline = polygon::points(points.as_deref().unwrap_or_default());
                match (&mut self.line, self.blocks.last()) {
                    // A box that the file gives is taken as it is.
                    (Some(line), _) if line.edges.contains(&None) => line.edges = polygon::line(&outline),
                    (None, Some(&(region, _))) => self.galley.reshape(region, polygon::bounds(&outline)),
                    _ => {}
                }
            }
            "String" if self.line.is_some() => self.string(xml, tag)?,
            "HYP" if self.line.is_some() => {
                let [content] = xml.attributes(tag, ["CONTENT"])?;
                self.galley.mark(content.as_deref().unwrap_or("-"));
            }
            _ => {}
        }
        Ok(Element::Other)
    }

    fn block(&mut self, xml: &Xml, tag: &Tag) -> Result<(), ReadError> {
        let [id, r#type, tags] = xml.attributes(tag, ["ID", "TYPE", "TAGREFS"])?;
        let parent = self.region();
        let tagged = || tags.as_deref()?.split_whitespace().find_map(|name| self.tags.get(name).copied());
        let kind = match tag.name() {
            "Illustration" => RegionKind::Picture,
            "GraphicalElement" => RegionKind::Rule,
            _ => r#type.as_deref().and_then(label::kind).or_else(tagged).unwrap_or(self.galley.kind(parent)),
        };
        let order = id.as_deref().and_then(|id| self.order.of(id));
        let size = self.size(xml, tag)?;
        let region = Region { kind, parent, order, ..Region::default() };
        let region = self.galley.region(region, edges(xml, tag)?);
        self.blocks.push((region, size));
        Ok(())
    }

    fn string(&mut self, xml: &Xml, tag: &Tag) -> Result<(), ReadError> {
        let names = ["CONTENT", "HPOS", "VPOS", "WIDTH", "HEIGHT", "WC", "SUBS_CONTENT"];
        let [content, x, y, width, height, confidence, whole] = xml.attributes(tag, names)?;
        let own = [x, y, width, height].map(|edge| edge.as_deref().and_then(number));
        let confidence = confidence.as_deref().and_then(number).and_then(hundredths);
        if let Some(whole) = whole.as_deref() {
            self.galley.whole(whole);
        }
        let first = self.galley.is_bare();
        self.galley.word(content.as_deref().unwrap_or_default(), sized(own), confidence);
        if first
            && let Some(size) = self.size(xml, tag)?
            && let Some(line) = &mut self.line
        {
            line.size = Some(size);
        }
        Ok(())
    }

    /// The region that is open.
    fn region(&self) -> Option<u32> {
        self.blocks.last().map(|block| block.0)
    }

    /// The size of the type, by the style of the element.
    fn size(&self, xml: &Xml, tag: &Tag) -> Result<Option<f64>, ReadError> {
        let [styles] = xml.attributes(tag, ["STYLEREFS"])?;
        Ok(styles.and_then(|names| names.split_whitespace().find_map(|name| self.sizes.get(name).copied())))
    }
}

fn edges(xml: &Xml, tag: &Tag) -> Result<Edges, ReadError> {
    let edges = xml.attributes(tag, ["HPOS", "VPOS", "WIDTH", "HEIGHT"])?;
    Ok(sized(edges.map(|edge| edge.as_deref().and_then(number))))
}
