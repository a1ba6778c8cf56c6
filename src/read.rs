//! From bytes to [`Sheet`]s: one sheet a page, its lines in the order of the file.
//!
//! Reading loses nothing: the texts of the sheets, one after the other, are the decoded file without its byte order
//! mark, and every character of it that is not a space stands in a row. What the reader doubts it says in a [`Note`].

#[cfg(feature = "xml")]
mod alto;
#[cfg(feature = "xml")]
mod bbox;
mod binary;
mod encoding;
mod format;
#[cfg(feature = "xml")]
mod galley;
#[cfg(feature = "xml")]
mod hocr;
#[cfg(feature = "xml")]
mod label;
mod line;
#[cfg(feature = "xml")]
pub mod mets;
#[cfg(feature = "xml")]
mod order;
#[cfg(feature = "xml")]
mod page_xml;
pub mod plain;
#[cfg(feature = "xml")]
mod polygon;
#[cfg(feature = "xml")]
mod tsv;
#[cfg(feature = "xml")]
mod xml;

use std::borrow::Cow;

use crate::page::{Note, Source};
use crate::rule::{Certainty, Rule};
use crate::text::Text;

pub use crate::page::forme::{Forme, Place, Rect, Region, RegionKind, Word};
pub use binary::Binary;
pub use format::{Format, Sheets};

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
    /// Where it stands on the page, where the file says so.
    pub place: Option<Place>,
    /// Whether it stands beside the row before it, to its right: both were cut from one line of the source.
    pub beside: bool,
}

/// Why bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// An encoding that nobody knows.
    #[error("{0:?} is no encoding stonehand knows; {advice}", advice = encoding::advice(.0))]
    UnknownEncoding(String),
    /// Bytes that are no text.
    #[error("this is {kind}, not text; {advice}", kind = .0.kind, advice = .0.advice)]
    Binary(&'static Binary),
    /// A file of XML that is broken, or that asks for what is refused.
    #[error("broken {form} in line {line}, column {column}: {what}")]
    Broken {
        /// What it was read as.
        form: &'static str,
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// A format that holds no text to read here.
    #[error("this is {0}; {1}")]
    Elsewhere(&'static str, &'static str),
    /// More pages in one file, or more regions in one page, than any paper has.
    #[error("more than {0}, which no paper has; split the file, or mend what wrote it")]
    TooMany(&'static str),
    /// A format that this build leaves out.
    #[cfg(not(feature = "xml"))]
    #[error("this build cannot read {0}; build stonehand with its feature `xml`")]
    Unsupported(Format),
    /// 4 GiB and more in one page.
    #[error("one page of {0} bytes is more than stonehand can address (4 GiB); split the file")]
    TooLarge(usize),
}

/// The encoding was guessed, and the guess may be wrong.
pub(crate) const DOUBTFUL_ENCODING: Rule = Rule {
    code: "N01",
    name: "doubtful-encoding",
    summary: "The encoding was guessed from too little, or the guess does not fit everywhere.",
    why: "A file of bytes does not say how it was encoded. UTF-8 and a byte order mark prove themselves; any other \
          encoding is guessed from how often its characters follow each other, and fewer than sixteen characters \
          beyond ASCII, or bytes that the guess cannot decode, leave that guess weak. The note names the guess; \
          --encoding settles it.",
    certainty: Certainty::Guess,
    fixes: &[(r"\xC0\xBD\xB8\xDB\xC8\xD5\xB1\xA8", "澜港日报"), (r"caf\xE9", "café")],
    leaves: &["澜港日报", "café"],
    ..Rule::EMPTY
};

/// Some bytes decode to nothing.
pub(crate) const UNDECODABLE_BYTES: Rule = Rule {
    code: "N02",
    name: "undecodable-bytes",
    summary: "Bytes that mean nothing in the page's encoding stand as U+FFFD, one for each.",
    why: "A download that broke off cuts the last character in two, and a file pasted together from two encodings has \
          lines that fit only the other. Nothing is guessed and nothing is dropped: the place stays visible, and the \
          note says how many there are and where the first one stands.",
    certainty: Certainty::Sure,
    fixes: &[(r"澜港日报\xE7\x91", "澜港日报\u{fffd}")],
    leaves: &["澜港日报\u{fffd}"],
    ..Rule::EMPTY
};

/// Coordinates that no page can have.
#[cfg_attr(not(feature = "xml"), allow(dead_code))]
pub(crate) const ODD_COORDINATES: Rule = Rule {
    code: "N12",
    name: "odd-coordinates",
    summary: "Coordinates that no page can have were set right.",
    why: "A width below nought, a place far outside the page, or something that is no number comes from a broken export. \
          Edges are moved to where a page could have them, a box without numbers is left out, and the text stays; the \
          note says how many there are, for the layout may be wrong near them.",
    certainty: Certainty::Sure,
    ..Rule::EMPTY
};

/// The doubts that the reader can have.
pub static NOTES: &[&Rule] = &[&DOUBTFUL_ENCODING, &UNDECODABLE_BYTES, &ODD_COORDINATES];

/// How a file is to be read.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// What the page is called in the output.
    pub name: &'a str,
    /// Any label of the WHATWG Encoding Standard, such as `gb18030`, `big5` or `utf-16le`; without it, or with `auto`,
    /// the encoding is detected. A byte order mark wins over both.
    pub encoding: Option<&'a str>,
    /// What the file is; [`Format::Auto`] looks at how it begins.
    pub format: Format,
}

impl Default for How<'_> {
    fn default() -> Self {
        Self { name: "-", encoding: None, format: Format::Auto }
    }
}

/// Reads the pages of a file.
///
/// In plain text a form feed ends a page, but one at the end of the file begins no new page. There is always at least
/// one page.
///
/// # Errors
/// When the encoding is unknown, when the bytes are no text, when a file of another format is broken, and when one page
/// has 4 GiB and more.
///
/// ```
/// use stonehand::read::{How, sheets};
///
/// let sheets = sheets("澜港日报\u{c}第二版\n".as_bytes(), How::default())?;
/// assert_eq!(sheets.len(), 2);
/// assert_eq!(sheets[1].rows[0].text.as_str(), "第二版");
/// assert_eq!(sheets[1].source.line_of(0), 2);
/// # Ok::<(), stonehand::read::ReadError>(())
/// ```
pub fn sheets(bytes: &[u8], how: How) -> Result<Vec<Sheet>, ReadError> {
    each(bytes, how).map(Iterator::collect)
}

/// The same pages one after the other, so that a file of many pages of plain text takes the room of one.
///
/// # Errors
/// As [`sheets`].
pub fn each<'a>(bytes: &'a [u8], how: How) -> Result<Sheets<'a>, ReadError> {
    let decoded = encoding::decode(bytes, how.encoding)?;
    format::sheets(decoded, how)
}

/// Only decodes a file: its text, of all pages.
///
/// # Errors
/// When the encoding is unknown, or when the bytes are no text.
///
/// ```
/// let text = stonehand::read::text(b"\xb5\xc6\xcb\xfe", Some("gb18030"))?;
/// assert_eq!(text, "灯塔");
/// # Ok::<(), stonehand::read::ReadError>(())
/// ```
pub fn text<'b>(bytes: &'b [u8], encoding: Option<&str>) -> Result<Cow<'b, str>, ReadError> {
    Ok(encoding::decode(bytes, encoding)?.text)
}

/// The rows of one page of text that was decoded already.
#[must_use]
pub fn rows(text: &str) -> Vec<Row> {
    plain::rows(text)
}

#[cfg(test)]
mod tests;
