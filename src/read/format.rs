//! What a file is: told by its beginning, or by name.

use std::fmt;
use std::str::FromStr;

use super::encoding::Decoded;
use super::{How, ReadError, Sheet, plain};

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Whatever its beginning says; plain text where that says nothing.
    #[default]
    Auto,
    /// Plain text.
    Text,
    /// The XHTML of `pdftotext -bbox-layout`.
    Bbox,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Text, Self::Bbox];

    /// The word for it, on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Text => "text",
            Self::Bbox => "bbox",
        }
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
    if super::bbox::is_one(head) {
        return Format::Bbox;
    }
    let _ = head;
    Format::Text
}

/// Reads the pages of a decoded file.
pub(super) fn sheets(decoded: Decoded, how: How) -> Result<Vec<Sheet>, ReadError> {
    let format = match how.format {
        Format::Auto => told(&decoded.text),
        format => format,
    };
    match format {
        Format::Auto | Format::Text => plain::sheets(decoded, how.name),
        #[cfg(feature = "xml")]
        Format::Bbox => super::bbox::sheets(&decoded.text, blank(&decoded, how, format)),
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
