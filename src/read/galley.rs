//! Words with their boxes set into lines, and lines into sheets: what all formats with coordinates share.
//!
//! The text of a sheet is put together from the file, a line for each line of the file, and words parted by a space
//! where print parts them. Rows, words and notes point into that text.

use super::{ODD_COORDINATES, ReadError, Row, Sheet};
use crate::page::forme::{Cell, Forme, Place, Rect, Region, RegionKind, Word};
use crate::page::{Note, Source};
use crate::text::{Span, Text, to_u32};

/// Coordinates as a file gives them: left, top, right, bottom, in its own units.
pub(super) type Edges = [Option<f64>; 4];

/// Whether a character takes a whole em and no space parts it from its like: ideographs, kana and their marks.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// A number of a file.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

/// The edges of a box of which the left upper corner, the width and the height are known.
pub(super) fn sized([x, y, width, height]: Edges) -> Edges {
    let sum = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a + b);
    [x, y, sum(x, width), sum(y, height)]
}

/// A share of one as a confidence.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn hundredths(share: f64) -> Option<u8> {
    // NaN is no confidence.
    (0.0..=1.0).contains(&share).then(|| (share * 100.0).round() as u8)
}

/// More than any paper has. An element takes few bytes of a file, and its page, region or line many.
const MOST_PAGES: usize = 100_000;
const MOST_REGIONS: usize = 200_000;
const MOST_LINES: usize = 200_000;
const MOST_WORDS: u32 = 500_000;

/// Sheets in the making.
#[derive(Debug, Default)]
pub(super) struct Galley {
    /// What all sheets share.
    blank: Source,
    /// How many units of a sheet one unit of the file is.
    scale: f64,
    sheets: Vec<Sheet>,
    sheet: Sheet,
    forme: Forme,
    /// Whether a page was begun.
    begun: bool,
    /// The line in the making.
    line: Line,
    /// Blank lines above the next row.
    blanks: u32,
    /// Boxes that cannot be true, and where the first stands.
    odd: u32,
    first_odd: Option<u32>,
    /// How many words the page has so far.
    words: u32,
    /// What there is too much of.
    too_many: Option<&'static str>,
}

#[derive(Debug, Default)]
struct Line {
    start: u32,
    rect: Option<Rect>,
    last: Option<Rect>,
    /// The sum of the words' confidences, each times its length, and of those lengths.
    confidence: (u64, u64),
}

impl Galley {
    /// Nothing yet; `blank` has the name, format and encoding of the file.
    pub(super) fn new(blank: Source, scale: f64) -> Self {
        Self { blank, scale, ..Self::default() }
    }

    /// A page begins.
    pub(super) fn page(&mut self, width: Option<f64>, height: Option<f64>) {
        if self.sheets.len() + usize::from(self.begun) == MOST_PAGES {
            self.too_many.get_or_insert("100,000 pages");
            return;
        }
        self.end_page();
        if let Some(last) = self.sheets.last_mut() {
            // As in plain text, so that the pages of a file are one text.
            last.source.text.push('\u{c}');
        }
        self.begun = true;
        let [width, height] = [width, height].map(|edge| self.unit(edge.unwrap_or(0.0)).max(0));
        self.forme = Forme { width, height, ..Forme::default() };
    }

    /// A region begins; the number by which lines know it.
    pub(super) fn region(&mut self, region: Region, edges: Edges) -> u32 {
        let rect = self.rect(edges);
        if self.forme.regions.len() == MOST_REGIONS {
            self.too_many.get_or_insert("200,000 regions of a page");
        } else {
            self.forme.regions.push(Region { rect, ..region });
        }
        to_u32(self.forme.regions.len() - 1)
    }

    /// The box of a region that has none yet: its outline comes after its beginning.
    pub(super) fn reshape(&mut self, region: u32, edges: Edges) {
        let rect = self.rect(edges);
        if let Some(region) = self.forme.regions.get_mut(region as usize) {
            region.rect = region.rect.or(rect);
        }
    }

    /// Says that a region is a cell of a table.
    pub(super) fn set_cell(&mut self, region: u32, cell: Option<Cell>) {
        if let Some(region) = self.forme.regions.get_mut(region as usize) {
            (region.cell, region.kind) = (cell, RegionKind::Table);
        }
    }

    /// What a region is, by its number.
    pub(super) fn kind(&self, region: Option<u32>) -> RegionKind {
        region.and_then(|region| self.forme.regions.get(region as usize)).map_or(RegionKind::Text, |r| r.kind)
    }

    /// A word that the file writes out, because a line end divides it.
    pub(super) fn whole(&mut self, word: &str) {
        // The same word comes with both of its halves.
        if self.forme.wholes.last().is_none_or(|last| last != word) {
            self.forme.wholes.push(word.to_owned());
        }
    }

    /// A mark that belongs to the word before: a hyphen at the end of a line.
    pub(super) fn mark(&mut self, text: &str) {
        let source = &mut self.sheet.source.text;
        let Some(text) = text.split_whitespace().next() else { return };
        let end = to_u32(source.len());
        source.push_str(text);
        if let Some(word) = self.forme.words.last_mut().filter(|word| word.span.end == end) {
            word.span.end = to_u32(source.len());
        }
    }

    /// Whether the line has nothing yet.
    pub(super) fn is_bare(&self) -> bool {
        self.sheet.source.text.len() == self.line.start as usize
    }

    /// A word of the line. White space inside it parts words that share a box.
    pub(super) fn word(&mut self, text: &str, edges: Edges, confidence: Option<u8>) {
        let rect = self.rect(edges);
        let before = self.sheet.source.text.len();
        let mut pieces = text.split_whitespace();
        let Some(first) = pieces.next() else { return };
        if before > self.line.start as usize && self.parted(first, rect) {
            self.sheet.source.text.push(' ');
        }
        let start = self.sheet.source.text.len();
        self.sheet.source.text.push_str(first);
        self.words = self.words.saturating_add(1);
        if self.words > MOST_WORDS {
            self.too_many.get_or_insert("500,000 words of a page");
        }
        for piece in pieces {
            self.words = self.words.saturating_add(1);
            self.sheet.source.text.push(' ');
            self.sheet.source.text.push_str(piece);
        }
        let end = self.sheet.source.text.len();
        self.line.last = rect;
        if let Some(rect) = rect {
            self.line.rect = Some(self.line.rect.map_or(rect, |line| line.with(rect)));
            self.forme.words.push(Word { span: Span::new(to_u32(start), to_u32(end)), rect, confidence });
        }
        if let Some(confidence) = confidence {
            let weight = (end - start) as u64;
            self.line.confidence.0 += u64::from(confidence) * weight;
            self.line.confidence.1 += weight;
        }
    }

    /// Whether a space parts the line so far from the word `next`. Engines cut Chinese lines into words that print
    /// does not part: between ideographs there is a space only where there is room for half a character.
    fn parted(&self, next: &str, rect: Option<Rect>) -> bool {
        let touching = self.sheet.source.text.chars().next_back().zip(next.chars().next());
        let Some((a, b)) = touching else { return true };
        let marks = |c: char| is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·');
        if !(is_wide(a) && marks(b) || marks(a) && is_wide(b)) {
            return true;
        }
        let (Some(a), Some(b)) = (self.line.last, rect) else { return false };
        let (across, down) = (b.x0 - a.x1, b.y0 - a.y1);
        if across >= down { across * 2 > a.height().max(b.height()) } else { down * 2 > a.width().max(b.width()) }
    }

    /// The line ends. Its box is that of its words where the file gives none.
    pub(super) fn line(&mut self, edges: Edges, size: Option<f64>, region: Option<u32>) {
        let own = self.rect(edges);
        let size = size.map_or(0, |size| self.unit(size).max(0));
        let Line { start, rect, confidence, .. } = std::mem::take(&mut self.line);
        let text = &mut self.sheet.source.text;
        let end = text.len();
        if self.sheet.rows.len() == MOST_LINES {
            self.too_many.get_or_insert("200,000 lines of a page");
            text.truncate(start as usize);
        } else if end > start as usize {
            let line = Text::of(&text[start as usize..], start);
            text.push('\n');
            self.sheet.source.line_starts.push(start);
            let confidence = confidence.0.checked_div(confidence.1).and_then(|mean| u8::try_from(mean).ok());
            let place =
                own.or(rect).map(|rect| Place { rect, size, relative: 0, confidence, region, cell: None, set: None });
            self.sheet.rows.push(Row { text: line, blanks: std::mem::take(&mut self.blanks), place, beside: false });
        }
        self.line.start = to_u32(self.sheet.source.text.len());
    }

    /// The box with these edges, if they are numbers. What cannot be true is set right and counted.
    fn rect(&mut self, edges: Edges) -> Option<Rect> {
        let [Some(x0), Some(y0), Some(x1), Some(y1)] = edges else { return None };
        if [x0, y0, x1, y1].iter().any(|edge| edge.is_nan()) {
            self.count_odd();
            return None;
        }
        let mut rect = Rect::new(self.unit(x0), self.unit(y0), self.unit(x1), self.unit(y1));
        if rect.x1 < rect.x0 || rect.y1 < rect.y0 {
            self.count_odd();
            rect.x1 = rect.x1.max(rect.x0);
            rect.y1 = rect.y1.max(rect.y0);
        }
        Some(rect)
    }

    /// A number of the file in whole units between 0 and [`Rect::FAR`].
    #[allow(clippy::cast_possible_truncation)]
    fn unit(&mut self, number: f64) -> i32 {
        let scaled = (number * self.scale).round();
        let far = f64::from(Rect::FAR);
        // Type may stand out a little over the edge of the page.
        let slack = f64::from(self.forme.width.max(self.forme.height).max(1000)) / 20.0;
        if !(-slack..=far).contains(&scaled) {
            self.count_odd();
        }
        // NaN becomes 0.
        scaled.clamp(0.0, far) as i32
    }

    fn count_odd(&mut self) {
        self.odd = self.odd.saturating_add(1);
        self.first_odd = self.first_odd.or(Some(self.line.start));
    }

    fn end_page(&mut self) {
        self.line([None; 4], None, None);
        self.words = 0;
        if !self.begun && self.sheet.rows.is_empty() {
            return;
        }
        let mut sheet = std::mem::take(&mut self.sheet);
        let mut forme = std::mem::take(&mut self.forme);
        put_in_order(&mut sheet, &mut forme);
        sheet.source = Source {
            text: sheet.source.text,
            line_starts: sheet.source.line_starts,
            forme: Some(forme),
            ..self.blank.clone()
        };
        self.blank.first_line = self.blank.first_line.saturating_add(to_u32(sheet.source.lines()));
        if let Some(at) = self.first_odd.take() {
            let at = at.min(to_u32(sheet.source.text.len()));
            let (odd, line) = (std::mem::take(&mut self.odd), sheet.source.line_of(at));
            let message = format!("{odd} coordinates cannot be true, the first at line {line}; they were set right");
            let span = Span::new(at, at);
            let code = ODD_COORDINATES.code;
            sheet.notes.push(Note { code, message, suggestion: None, span, evidence: None });
        }
        self.line = Line::default();
        self.blanks = 0;
        self.sheets.push(sheet);
    }

    /// All sheets; one without a line where the file has no page.
    pub(super) fn done(mut self) -> Result<Vec<Sheet>, ReadError> {
        self.begun |= self.sheets.is_empty();
        self.end_page();
        if let Some(what) = self.too_many {
            return Err(ReadError::TooMany(what));
        }
        match self.sheets.iter().map(|sheet| sheet.source.text.len()).max() {
            Some(len) if len >= u32::MAX as usize => Err(ReadError::TooLarge(len)),
            _ => Ok(self.sheets),
        }
    }
}

/// Puts the lines into the reading order that the file states, if it states one. A line in a region without a place in
/// it goes with the line before.
fn put_in_order(sheet: &mut Sheet, forme: &mut Forme) {
    let order = orders(&forme.regions);
    if order.iter().all(Option::is_none) {
        return;
    }
    let mut last = 0;
    let keys: Vec<u32> = sheet
        .rows
        .iter()
        .map(|row| {
            let region = row.place.and_then(|place| place.region);
            last = region.and_then(|region| order[region as usize]).unwrap_or(last);
            last
        })
        .collect();
    if keys.is_sorted() {
        return;
    }
    let mut lines: Vec<usize> = (0..keys.len()).collect();
    lines.sort_by_key(|&line| keys[line]);
    let old = std::mem::take(&mut sheet.source.text);
    let rows = std::mem::take(&mut sheet.rows);
    sheet.source.line_starts.clear();
    let mut words = Vec::with_capacity(forme.words.len());
    for line in lines {
        let Some(span) = rows[line].text.span() else { continue };
        let start = to_u32(sheet.source.text.len());
        let moved = |at: u32| at - span.start + start;
        words.extend(
            forme
                .words_in(span)
                .iter()
                .map(|word| Word { span: Span::new(moved(word.span.start), moved(word.span.end)), ..*word }),
        );
        let body = &old[span.start as usize..span.end as usize];
        sheet.source.text.push_str(body);
        sheet.source.text.push('\n');
        sheet.source.line_starts.push(start);
        sheet.rows.push(Row { text: Text::of(body, start), ..rows[line] });
    }
    forme.words = words;
}

/// The place of each region in the reading order: its own, or that of the region around it.
fn orders(regions: &[Region]) -> Vec<Option<u32>> {
    let mut orders: Vec<Option<u32>> = Vec::with_capacity(regions.len());
    for region in regions {
        let around = region.parent.and_then(|parent| orders.get(parent as usize).copied().flatten());
        orders.push(region.order.or(around));
    }
    orders
}
