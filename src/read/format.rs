//! What a file is: told by its beginning, or by name.

use std::fmt;
use std::str::FromStr;

use super::encoding::Decoded;
use super::{How, ReadError, Sheet, plain};
#[cfg(feature = "xml")]
use super::{alto, bbox, hocr, mets, page_xml, tsv};

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Whatever its beginning says; plain text where that says nothing.
    #[default]
    Auto,
    /// Plain text.
    Text,
    /// hOCR, of Tesseract, kraken or OCRopus.
    Hocr,
    /// ALTO, versions 1 to 4.
    Alto,
    /// PAGE XML, 2010 to 2019.
    Page,
    /// The TSV of Tesseract.
    Tsv,
    /// The XHTML of `pdftotext -bbox-layout`.
    Bbox,
    /// METS: an issue that names the files of its pages. Only the command opens them.
    Mets,
    /// PDF, which only the command reads, with poppler.
    Pdf,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 9] =
        [Self::Auto, Self::Text, Self::Hocr, Self::Alto, Self::Page, Self::Tsv, Self::Bbox, Self::Mets, Self::Pdf];

    /// The word for it, on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Text => "text",
            Self::Hocr => "hocr",
            Self::Alto => "alto",
            Self::Page => "page",
            Self::Tsv => "tsv",
            Self::Bbox => "bbox",
            Self::Mets => "mets",
            Self::Pdf => "pdf",
        }
    }

    /// What a file is, by its beginning: PDF and METS, which the command opens other files for, among them.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        let mut end = bytes.len().min(HEAD);
        while end < bytes.len() && bytes[end] & 0xC0 == 0x80 && end > 0 {
            end -= 1;
        }
        let head = &bytes[..end];
        simdutf8::basic::from_utf8(head).map_or_else(|_| told(&String::from_utf8_lossy(head)), told)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name.trim()));
        let names = Self::ALL.map(Self::name);
        found.ok_or_else(|| format!("there is no such format; there are {}", names.join(", ")))
    }
}

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 * 1024;

/// What the beginning of a file says that it is.
fn told(text: &str) -> Format {
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    #[cfg(feature = "xml")]
    {
        type Sign = fn(&str) -> bool;
        let signs: [(Format, Sign); 6] = [
            (Format::Alto, alto::is_one),
            (Format::Page, page_xml::is_one),
            (Format::Mets, mets::is_one),
            (Format::Tsv, tsv::is_one),
            (Format::Hocr, hocr::is_one),
            (Format::Bbox, bbox::is_one),
        ];
        if let Some((format, _)) = signs.into_iter().find(|(_, sign)| sign(head)) {
            return format;
        }
    }
    let _ = head;
    Format::Text
}

/// Whether the first element of a file of XML has this name, in any namespace.
#[cfg(feature = "xml")]
pub(super) fn has_root(head: &str, name: &str) -> bool {
    let mut rest = head.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") => match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => "]>",
                _ => ">",
            },
            _ => break,
        };
        let declared = rest.get(..9).is_some_and(|sign| sign.eq_ignore_ascii_case("<!DOCTYPE"));
        if declared
            && rest[9..].split(|c: char| c.is_whitespace() || c == '[').find(|word| !word.is_empty()) == Some(name)
        {
            return true;
        }
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let tag = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    tag.rsplit(':').next() == Some(name)
}

/// The pages of a file, one after the other: see [`each`](super::each).
#[derive(Debug)]
pub struct Sheets<'a>(Way<'a>);

#[derive(Debug)]
enum Way<'a> {
    /// Plain text: each page is cut into its lines when it is asked for.
    Plain(Box<plain::Pages<'a>>),
    /// Formats that are read to their end before it is known that they are whole.
    #[cfg_attr(not(feature = "xml"), expect(dead_code))]
    Whole(std::vec::IntoIter<Sheet>),
}

impl Iterator for Sheets<'_> {
    type Item = Sheet;

    fn next(&mut self) -> Option<Sheet> {
        match &mut self.0 {
            Way::Plain(pages) => pages.next(),
            Way::Whole(sheets) => sheets.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.0 {
            Way::Plain(pages) => pages.size_hint(),
            Way::Whole(sheets) => sheets.size_hint(),
        }
    }
}

impl ExactSizeIterator for Sheets<'_> {}

#[cfg(feature = "xml")]
fn whole<'a>(sheets: Vec<Sheet>) -> Sheets<'a> {
    Sheets(Way::Whole(sheets.into_iter()))
}

/// Reads the pages of a decoded file.
pub(super) fn sheets<'a>(decoded: Decoded<'a>, how: How) -> Result<Sheets<'a>, ReadError> {
    let format = match how.format {
        Format::Auto => told(&decoded.text),
        format => format,
    };
    #[cfg(feature = "xml")]
    let blank = || blank(&decoded, how, format);
    match format {
        Format::Auto | Format::Text => {
            plain::Pages::of(decoded, how.name).map(|pages| Sheets(Way::Plain(Box::new(pages))))
        }
        Format::Pdf => Err(ReadError::Elsewhere("PDF", "run `pdftotext -bbox-layout` on it and read what that makes")),
        #[cfg(feature = "xml")]
        Format::Mets => Err(ReadError::Elsewhere("METS", "it holds no text itself; read the files of its pages")),
        #[cfg(feature = "xml")]
        Format::Hocr => hocr::sheets(&decoded.text, blank()).map(whole),
        #[cfg(feature = "xml")]
        Format::Alto => alto::sheets(&decoded.text, blank()).map(whole),
        #[cfg(feature = "xml")]
        Format::Page => page_xml::sheets(&decoded.text, blank()).map(whole),
        #[cfg(feature = "xml")]
        Format::Tsv => tsv::sheets(&decoded.text, blank()).map(whole),
        #[cfg(feature = "xml")]
        Format::Bbox => bbox::sheets(&decoded.text, blank()).map(whole),
        #[cfg(not(feature = "xml"))]
        other => Err(ReadError::Unsupported(other)),
    }
}

/// A source that knows all but its text.
#[cfg(feature = "xml")]
fn blank(decoded: &Decoded, how: How, format: Format) -> crate::page::Source {
    crate::page::Source {
        name: how.name.to_owned(),
        format: format.name(),
        encoding: decoded.encoding,
        ..crate::page::Source::default()
    }
}
