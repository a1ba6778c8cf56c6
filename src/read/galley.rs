//! Words with their boxes set into lines, and lines into sheets: what all formats with coordinates share.
//!
//! The text of a sheet is put together from the file, a line for each line of the file, and words parted by a space
//! where print parts them. Rows, words and notes point into that text.

use super::{ODD_COORDINATES, ReadError, Row, Sheet};
use crate::page::forme::{Forme, Place, Rect, Region, RegionKind, Word};
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

/// Sheets in the making.
#[derive(Debug)]
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
        Self {
            blank,
            scale,
            sheets: Vec::new(),
            sheet: Sheet::default(),
            forme: Forme::default(),
            begun: false,
            line: Line::default(),
            blanks: 0,
            odd: 0,
            first_odd: None,
        }
    }

    /// A page begins.
    pub(super) fn page(&mut self, width: Option<f64>, height: Option<f64>) {
        self.end_page();
        self.begun = true;
        let [width, height] = [width, height].map(|edge| self.unit(edge.unwrap_or(0.0)).max(0));
        self.forme = Forme { width, height, ..Forme::default() };
    }

    /// A region begins; the number by which lines know it.
    pub(super) fn region(&mut self, kind: RegionKind, edges: Edges) -> u32 {
        let rect = self.rect(edges);
        self.forme.regions.push(Region { rect, kind });
        to_u32(self.forme.regions.len() - 1)
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
        for piece in pieces {
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
        let last = self.sheet.source.text.chars().next_back();
        if !last.is_some_and(is_wide) || !next.chars().next().is_some_and(is_wide) {
            return true;
        }
        let (Some(a), Some(b)) = (self.line.last, rect) else { return false };
        let gap = (b.x0 - a.x1).max(b.y0 - a.y1);
        let size = a.width().min(a.height()).max(1);
        gap * 2 > size
    }

    /// The line ends. Its box is that of its words where the file gives none.
    pub(super) fn line(&mut self, edges: Edges, size: Option<f64>, region: Option<u32>) {
        let own = self.rect(edges);
        let size = size.map_or(0, |size| self.unit(size).max(0));
        let Line { start, rect, confidence, .. } = std::mem::take(&mut self.line);
        let text = &mut self.sheet.source.text;
        let end = text.len();
        if end > start as usize {
            let line = Text::of(&text[start as usize..], start);
            text.push('\n');
            self.sheet.source.line_starts.push(start);
            let confidence = confidence.0.checked_div(confidence.1).and_then(|mean| u8::try_from(mean).ok());
            let place = own.or(rect).map(|rect| Place { rect, size, confidence, region });
            self.sheet.rows.push(Row { text: line, blanks: std::mem::take(&mut self.blanks), place });
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
        if !self.begun && self.sheet.rows.is_empty() {
            return;
        }
        let mut sheet = std::mem::take(&mut self.sheet);
        let forme = std::mem::take(&mut self.forme);
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
        match self.sheets.iter().map(|sheet| sheet.source.text.len()).max() {
            Some(len) if len >= u32::MAX as usize => Err(ReadError::TooLarge(len)),
            _ => Ok(self.sheets),
        }
    }
}
