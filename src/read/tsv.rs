//! The TSV of Tesseract: a row for each page, block, paragraph, line and word, with box, confidence and text.

use super::galley::{Edges, Galley, number, sized};
use super::line::lines;
use super::{ReadError, Sheet};
use crate::page::Source;
use crate::page::forme::Region;

/// The columns that a file may have, by the names in its first line.
const COLUMNS: [&str; 12] = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
];

/// Whether the beginning of a file says that it is one.
pub(super) fn is_one(head: &str) -> bool {
    head.starts_with("level\tpage_num\tblock_num\t")
}

/// What a row is.
const PAGE: u32 = 1;
const BLOCK: u32 = 2;
const LINE: u32 = 4;
const WORD: u32 = 5;

/// Reads the pages of a file.
pub(super) fn sheets(text: &str, blank: Source) -> Result<Vec<Sheet>, ReadError> {
    let mut galley = Galley::new(blank, 1.0);
    let mut rows = (1..).zip(lines(text).map(|range| &text[range]));
    let broken = |line: usize, column: usize, what: String| ReadError::Broken { form: "TSV", line, column, what };
    let head = rows.next().map_or("", |(_, head)| head);
    if head.split('\t').ne(COLUMNS) {
        return Err(broken(1, 1, format!("the first line must name the columns {}", COLUMNS.join(", "))));
    }
    // The page, block, paragraph and line of the words so far, and the box of that line.
    let mut at = [0; 4];
    let (mut line_box, mut region) = ([None; 4], None);
    for (number_of_row, row) in rows {
        if row.is_empty() {
            continue;
        }
        let fields: Vec<&str> = row.splitn(COLUMNS.len(), '\t').collect();
        // Tesseract leaves out the text of a row that has none.
        if fields.len() < COLUMNS.len() - 1 {
            let what = format!("{} fields, where there should be {}", fields.len(), COLUMNS.len());
            return Err(broken(number_of_row, 1, what));
        }
        let mut numbers = [0_u32; 5];
        for (place, number) in numbers.iter_mut().enumerate() {
            *number = fields[place].trim().parse().map_err(|_| {
                let column = fields[..place].iter().map(|field| field.chars().count() + 1).sum::<usize>() + 1;
                broken(number_of_row, column, format!("{:?} is no {}", fields[place], COLUMNS[place]))
            })?;
        }
        let [level, here @ ..] = numbers;
        let edges: Edges = std::array::from_fn(|edge| number(fields[6 + edge]));
        let [_, _, width, height] = edges;
        let edges = sized(edges);
        if here != at {
            galley.line(std::mem::take(&mut line_box), None, region);
        }
        if here[0] != at[0] || level == PAGE {
            let size = if level == PAGE { (width, height) } else { (None, None) };
            galley.page(size.0, size.1);
            region = None;
        }
        if level == BLOCK || here[..2] != at[..2] && level > BLOCK {
            region = Some(galley.region(Region::default(), if level == BLOCK { edges } else { [None; 4] }));
        }
        at = here;
        match level {
            LINE => line_box = edges,
            WORD => galley.word(fields.get(11).unwrap_or(&""), edges, confidence(fields[10])),
            _ => {}
        }
    }
    galley.line(line_box, None, region);
    galley.done()
}

/// From 0 to 100; -1 stands for none.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn confidence(text: &str) -> Option<u8> {
    number(text).filter(|sure| (0.0..=100.0).contains(sure)).map(|sure| sure.round() as u8)
}
