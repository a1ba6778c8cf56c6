//! The map: where the pieces of each article stand in the input.
//!
//! A map is a set of areas, in whatever units the input has. Plain text has only lines, so there each article gets a
//! lane of its own and its lines are bars in it: what stands in order makes a stair, and what was moved stands out.
//! Where the input has boxes, the map is the page.

use std::fmt::Write as _;

use serde::Serialize;

use super::scan::Scan;
use crate::page::Source;
use crate::page::forme::{Forme, Rect};
use crate::text::Text;

/// A piece of the input that belongs to a block.
#[derive(Debug, Serialize)]
pub(super) struct Area {
    /// The number of the block.
    pub block: usize,
    /// The colour of its article.
    pub hue: &'static str,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// All areas of a page.
#[derive(Debug, Serialize)]
pub(super) struct Map {
    pub width: f32,
    pub height: f32,
    /// Whether it shows the page as it stood.
    pub places: bool,
    pub areas: Vec<Area>,
    /// The way of the reader over the page, as the points of a line; empty where there are no places.
    pub way: String,
    /// The scan of the page.
    pub scan: Option<Picture>,
}

/// A scan, as large as it lies on the map.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    pub width: i32,
    pub height: i32,
    /// All of it.
    pub url: String,
}

/// Lines of the input that belong to a block.
#[derive(Debug)]
pub(super) struct Stretch {
    pub block: usize,
    pub hue: &'static str,
    /// Which lane: that of its article.
    pub lane: usize,
    /// The first and the last line, counted from 1 on the page.
    pub lines: (u32, u32),
}

/// The map of a page that has lines and no places.
pub(super) fn of_lines(stretches: &[Stretch], lines: usize) -> Map {
    let width = stretches.iter().map(|stretch| stretch.lane + 1).max().unwrap_or(1);
    let height = units(lines.max(1));
    // A single line must be seen on a long page too.
    let thinnest = height / 400.0;
    let area = |stretch: &Stretch| Area {
        block: stretch.block,
        hue: stretch.hue,
        x: units(stretch.lane) + 0.08,
        y: units(stretch.lines.0.saturating_sub(1) as usize),
        width: 0.84,
        height: units((stretch.lines.1 + 1).saturating_sub(stretch.lines.0) as usize).max(thinnest),
    };
    let areas = stretches.iter().map(area).collect();
    Map { width: units(width), height, places: false, areas, way: String::new(), scan: None }
}

/// A box of the input that belongs to a block.
#[derive(Debug)]
pub(super) struct Boxed {
    pub block: usize,
    pub hue: &'static str,
    pub rect: Rect,
}

/// The boxes of texts: lines that stand one below the other are one box.
pub(super) fn boxes(source: &Source, forme: &Forme, texts: &[&Text]) -> Vec<Rect> {
    let mut boxes: Vec<Rect> = Vec::new();
    // The box that grows, the line it is in, and that line's own box.
    let mut last: Option<(u32, Rect)> = None;
    for word in texts.iter().flat_map(|text| forme.words_of(text)) {
        let number = source.line_of(word.span.start);
        let line = match last {
            Some((same, line)) if same == number => line.with(word.rect),
            _ => word.rect,
        };
        let fresh = match (last, boxes.last_mut()) {
            (Some((same, above)), Some(whole)) if same == number || follows(above, word.rect) => {
                *whole = whole.with(word.rect);
                false
            }
            _ => true,
        };
        if fresh {
            boxes.push(word.rect);
        }
        last = Some((number, line));
    }
    boxes
}

/// Whether a line that begins with `word` stands right below or beside the line `above`, as type is set.
const fn follows(above: Rect, word: Rect) -> bool {
    let far = 2 * above.height();
    let below = word.y0 >= above.y0 && word.y0 - above.y1 <= far && word.x0 < above.x1 && above.x0 < word.x1;
    let left =
        word.x1 <= above.x1 && above.x0 - word.x1 <= 2 * above.width() && word.y0 < above.y1 && above.y0 < word.y1;
    below || left && above.height() > 2 * above.width()
}

/// The map of a page whose input says where things stand. The way leads over the boxes of `articles` blocks.
pub(super) fn of_boxes(forme: &Forme, boxes: &[Boxed], articles: usize, scan: Option<&Scan>) -> Map {
    let whole = boxes.iter().map(|boxed| boxed.rect).reduce(Rect::with).unwrap_or_default();
    let (across, down) = scan.map_or((1, 1), |scan| scan.on(forme));
    let scan = scan.map(|scan| Picture { width: across, height: down, url: scan.url() });
    let (width, height) = (forme.width.max(whole.x1).max(across), forme.height.max(whole.y1).max(down));
    let mut way = String::new();
    for Boxed { rect, .. } in boxes.iter().filter(|boxed| boxed.block <= articles) {
        // Writing to a string cannot fail.
        let _ = write!(way, "{},{} ", i32::midpoint(rect.x0, rect.x1), i32::midpoint(rect.y0, rect.y1));
    }
    let length = |length: i32| units(usize::try_from(length).unwrap_or(0));
    let area = |boxed: &Boxed| Area {
        block: boxed.block,
        hue: boxed.hue,
        x: length(boxed.rect.x0),
        y: length(boxed.rect.y0),
        width: length(boxed.rect.width()),
        height: length(boxed.rect.height()),
    };
    let areas = boxes.iter().map(area).collect();
    Map { width: length(width), height: length(height), places: true, areas, way, scan }
}

/// A count as a length: a picture needs no more than its first seven digits.
#[allow(clippy::cast_precision_loss, reason = "only drawn")]
const fn units(count: usize) -> f32 {
    count as f32
}
