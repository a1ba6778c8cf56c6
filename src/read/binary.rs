//! Files that are no text, and what to do with them instead.

/// A kind of file that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary {
    /// What it is, with its article: `a PDF file`.
    pub kind: &'static str,
    /// What to do with it, as the end of a sentence.
    pub advice: &'static str,
    /// The bytes it begins with.
    magic: &'static [u8],
}

const UNPACK: &str = "unpack it first";
const RECOGNISE: &str = "run an OCR engine on it first, for example tesseract";
const EXTRACT: &str = "save it as plain text first";

const fn file(magic: &'static [u8], kind: &'static str, advice: &'static str) -> Binary {
    Binary { kind, advice, magic }
}

/// By their first bytes. Only signs that no newspaper page begins with.
static KINDS: &[Binary] = &[
    file(b"%PDF-", "a PDF file", "extract its text first with `pdftotext -bbox-layout`"),
    file(b"%!PS-Adobe", "a PostScript file", "extract its text first, for example with ps2ascii"),
    file(b"\x89PNG\r\n\x1a\n", "a PNG picture", RECOGNISE),
    file(b"\xff\xd8\xff", "a JPEG picture", RECOGNISE),
    file(b"GIF87a", "a GIF picture", RECOGNISE),
    file(b"GIF89a", "a GIF picture", RECOGNISE),
    file(b"II*\0", "a TIFF picture", RECOGNISE),
    file(b"MM\0*", "a TIFF picture", RECOGNISE),
    file(b"\0\0\0\x0cjP  ", "a JPEG 2000 picture", RECOGNISE),
    file(b"AT&TFORM", "a DjVu file", "extract its text first, for example with djvutxt"),
    file(b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save the document as plain text, first"),
    file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document", EXTRACT),
    file(b"{\\rtf", "an RTF document", EXTRACT),
    file(b"\x1f\x8b\x08", "a gzip file", UNPACK),
    file(b"BZh", "a bzip2 file", UNPACK),
    file(b"\xfd7zXZ\0", "an xz file", UNPACK),
    file(b"\x28\xb5\x2f\xfd", "a Zstandard file", UNPACK),
    file(b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    file(b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    file(b"\x7fELF", "a program", "give it a file of text"),
    file(b"SQLite format 3\0", "an SQLite database", "export its text first"),
    file(b"\xff\xfe\0\0", "text in UTF-32", "convert it first, for example with `iconv -f UTF-32 -t UTF-8`"),
    file(b"\0\0\xfe\xff", "text in UTF-32", "convert it first, for example with `iconv -f UTF-32 -t UTF-8`"),
];

static UNKNOWN: Binary = file(b"", "a binary file", "extract its text first");

/// The kind of file that begins like this.
pub(super) fn magic(bytes: &[u8]) -> Option<&'static Binary> {
    KINDS.iter().find(|kind| bytes.starts_with(kind.magic) && (kind.magic != b"BZh" || is_bzip2(bytes)))
}

/// `BZh` could begin a word; a digit and the digits of pi could not.
fn is_bzip2(bytes: &[u8]) -> bool {
    matches!(bytes, [_, _, _, b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..])
}

/// A few control characters are damage of a text, and rules deal with them; many of them are no text.
///
/// `head` is the beginning of bytes in an encoding that keeps ASCII; `valid` says that it is valid UTF-8, which
/// bytes that are no text rarely are.
pub(super) fn controls(head: &[u8], valid: bool) -> Option<&'static Binary> {
    const FEW: usize = 8;
    let control = |&b: &u8| u8::from((b < b' ' && !(b'\t'..=b'\r').contains(&b) && b != b'\x1b') || b == 0x7f);
    // So few at a time that their number is a byte: many bytes are looked at in one step.
    let count: usize = head.chunks(255).map(|some| usize::from(some.iter().map(control).sum::<u8>())).sum();
    // Compressed data has one in ten.
    let share = if valid { 8 } else { 32 };
    (count > FEW && count * share > head.len()).then_some(&UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_begins_like_an_archive_is_text() {
        assert_eq!(magic(b"BZh is short for nothing"), None);
        assert_eq!(magic(b"%PD"), None);
        assert_eq!(magic(b"PK 4 fell on Monday"), None);
        assert_eq!(magic(b"%PDF-1.7\n").map(|b| b.kind), Some("a PDF file"));
        assert_eq!(magic(b"BZh91AY&SY").map(|b| b.kind), Some("a bzip2 file"));
    }

    #[test]
    fn a_few_nuls_among_letters_are_text() {
        let mut text = "澜港日报".repeat(500).into_bytes();
        text[3] = 0;
        text[6] = 7;
        assert_eq!(controls(&text, true), None);
        assert_eq!(controls(b"a\0b\x07", true), None);
        assert!(controls(&[0; 100], true).is_some());
        assert!(controls(&[1, 2, 3, 200].repeat(20), false).is_some());
    }
}
