//! hOCR, as Tesseract, kraken and OCRopus write it: HTML whose classes say what an element is, and whose titles say where
//! it stands.
//!
//! Words may be missing: then the text of a line is all there is. Lines may be missing too: then a line ends where a word
//! stands left of the one before. What an engine or an editor left outside of all lines is a line of its own.

use super::galley::{Edges, Galley, number};
use super::label;
use super::xml::{Event, Tag, Xml};
use super::{ReadError, Sheet};
use crate::page::Source;
use crate::page::forme::{Region, RegionKind};

/// Whether the beginning of a file says that it is one.
pub(super) fn is_one(head: &str) -> bool {
    head.trim_start().starts_with('<') && ["ocr_page", "ocr-system", "ocr_line"].iter().any(|sign| head.contains(sign))
}

/// Reads the pages of a file.
pub(super) fn sheets(text: &str, blank: Source) -> Result<Vec<Sheet>, ReadError> {
    let mut xml = Xml::html(text, "hOCR");
    let mut hocr = Hocr { galley: Galley::new(blank, 1.0), ..Hocr::default() };
    let mut open: Vec<Element> = Vec::new();
    // Head, scripts and styles hold no text of the page.
    let mut silent = 0_usize;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => {
                let element = hocr.start(&xml, &tag)?;
                silent += usize::from(element == Element::Silent);
                open.push(element);
            }
            Event::Text(text) if silent == 0 => hocr.pending.push_str(&text),
            Event::Text(_) => {}
            Event::End => {
                let element = open.pop().unwrap_or(Element::Inline);
                silent -= usize::from(element == Element::Silent);
                hocr.end(element);
            }
        }
    }
    hocr.flush();
    hocr.end_line();
    hocr.galley.done()
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Page,
    Region,
    Line,
    Word,
    /// A paragraph, or any other element that no line goes across.
    Block,
    Inline,
    Silent,
}

/// A file being read.
#[derive(Debug, Default)]
struct Hocr {
    galley: Galley,
    regions: Vec<u32>,
    /// Whether an element that is a line is open, its box and the size of its type.
    in_line: bool,
    line: Edges,
    size: Option<f64>,
    /// What the engine says that the line is.
    kind: Option<RegionKind>,
    /// The word that is open.
    in_word: bool,
    word: Edges,
    confidence: Option<u8>,
    /// The right edge of the last word.
    right: Option<f64>,
    /// Text that was not set yet.
    pending: String,
}

impl Hocr {
    fn start(&mut self, xml: &Xml, tag: &Tag) -> Result<Element, ReadError> {
        let [class, title] = xml.attributes(tag, ["class", "title"])?;
        let class = class.as_deref().unwrap_or_default();
        let classes = || class.split_whitespace().filter(|class| class.starts_with("ocr"));
        let title = Title::of(title.as_deref().unwrap_or_default());
        let element = classes().next().map_or_else(|| html(tag.name()), role);
        if element != Element::Inline {
            self.flush();
        }
        match element {
            Element::Page => {
                self.end_line();
                let [_, _, width, height] = title.bbox;
                self.galley.page(width, height);
                self.regions.clear();
            }
            Element::Region => {
                self.end_line();
                let kind = classes().find_map(label::kind).unwrap_or_default();
                let region = Region { kind, parent: self.regions.last().copied(), ..Region::default() };
                self.regions.push(self.galley.region(region, title.bbox));
            }
            Element::Line => {
                self.end_line();
                self.in_line = true;
                self.line = title.bbox;
                self.size = title.size;
                self.kind = classes().find_map(label::kind);
            }
            Element::Word => {
                if !self.in_line && self.right.zip(title.bbox[0]).is_some_and(|(right, left)| left < right) {
                    self.end_line();
                }
                self.in_word = true;
                self.word = title.bbox;
                self.confidence = title.confidence;
                self.size = self.size.or(title.size);
            }
            Element::Block => self.end_line(),
            Element::Inline | Element::Silent => {}
        }
        if tag.name().eq_ignore_ascii_case("br") {
            self.pending.push(' ');
        }
        Ok(element)
    }

    fn end(&mut self, element: Element) {
        if element != Element::Inline {
            self.flush();
        }
        match element {
            Element::Word => {
                self.in_word = false;
                self.right = self.word[2].or(self.right);
            }
            Element::Line | Element::Block | Element::Page => self.end_line(),
            Element::Region => {
                self.end_line();
                self.regions.pop();
            }
            Element::Inline | Element::Silent => {}
        }
    }

    /// Sets the text that was read: the word that is open, or words without a box.
    fn flush(&mut self) {
        if self.in_word {
            self.galley.word(&self.pending, self.word, self.confidence);
        } else {
            for word in self.pending.split_whitespace() {
                self.galley.word(word, [None; 4], None);
            }
        }
        self.pending.clear();
    }

    fn end_line(&mut self) {
        let region = match self.kind.take() {
            Some(kind) if !self.galley.is_bare() => {
                let parent = self.regions.last().copied();
                Some(self.galley.region(Region { kind, parent, ..Region::default() }, self.line))
            }
            _ => self.regions.last().copied(),
        };
        self.galley.line(self.line, self.size, region);
        (self.in_line, self.line, self.size, self.right) = (false, [None; 4], None, None);
    }
}

/// What a class says of its element.
fn role(class: &str) -> Element {
    match class {
        "ocr_page" => Element::Page,
        "ocr_line" | "ocrx_line" | "ocr_textfloat" | "ocr_caption" | "ocr_header" | "ocr_footer" => Element::Line,
        "ocrx_word" | "ocr_word" => Element::Word,
        "ocr_cinfo" | "ocrx_cinfo" | "ocr_char" | "ocr_glyph" | "ocr_glyphs" | "ocr_dropcap" => Element::Inline,
        "ocr_par" | "ocr_document" | "ocr_linear" => Element::Block,
        _ => Element::Region,
    }
}

/// What an element without a class of hOCR is.
fn html(name: &str) -> Element {
    match name.to_ascii_lowercase().as_str() {
        "head" | "script" | "style" | "title" => Element::Silent,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "ul" | "ol" | "tr" | "td" | "th" | "table"
        | "body" | "html" | "hr" | "pre" | "blockquote" | "section" | "article" => Element::Block,
        _ => Element::Inline,
    }
}

/// What a title says: `bbox 10 20 30 40; x_wconf 95`.
#[derive(Debug, Default)]
struct Title {
    bbox: Edges,
    confidence: Option<u8>,
    size: Option<f64>,
}

impl Title {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn of(text: &str) -> Self {
        let mut title = Self::default();
        for property in text.split(';') {
            let mut words = property.split_whitespace();
            match words.next() {
                Some("bbox") => title.bbox = std::array::from_fn(|_| words.next().and_then(number)),
                Some("x_wconf") => {
                    let sure = words.next().and_then(number).filter(|sure| (0.0..=100.0).contains(sure));
                    title.confidence = sure.map(|sure| sure.round() as u8);
                }
                Some("x_size" | "x_fsize") => title.size = title.size.or(words.next().and_then(number)),
                _ => {}
            }
        }
        title
    }
}
