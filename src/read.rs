//! From bytes to [`Sheet`]s: one sheet a page, its lines in the order of the file.

pub mod plain;

use crate::page::{Note, Source};
use crate::text::Text;

/// One page as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The decoded text and its line table.
    pub source: Source,
    /// The lines that hold something, in the order of the file.
    pub rows: Vec<Row>,
    /// Doubts of the reader: about the encoding, about bytes that decode to nothing.
    pub notes: Vec<Note>,
}

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line without its line end, spaces at its ends included.
    pub text: Text,
    /// How many blank lines stand above it.
    pub blanks: u32,
}

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// An encoding that nobody knows.
    #[error("{0:?} is no encoding stonehand knows; try utf-8, gb18030, big5, shift_jis, utf-16le, windows-1252 …")]
    UnknownEncoding(String),
    /// Bytes that are no text.
    #[error("this is a binary file ({0}), not text; extract its text first, for example with pdftotext")]
    Binary(&'static str),
    /// 4 GiB and more in one page.
    #[error("one page of {0} bytes is more than stonehand can address (4 GiB); split the file")]
    TooLarge(usize),
}

/// Reads the pages of a file.
///
/// `name` is what the page is called in the output. Without `encoding` the encoding is detected.
///
/// # Errors
/// When the encoding is unknown or the bytes are no text.
pub fn sheets(bytes: &[u8], name: &str, encoding: Option<&str>) -> Result<Vec<Sheet>, ReadError> {
    plain::sheets(bytes, name, encoding)
}
