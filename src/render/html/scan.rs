//! The scan of a page, to lie behind its boxes.
//!
//! It is not decoded here: its first bytes say what it is and how large, and the browser does the rest. In the sheet it
//! stands as text, so that the sheet stays one file that asks nothing of the network.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use imagesize::ImageType;

use crate::page::Page;
use crate::page::forme::Forme;

/// A picture of a page: PNG, JPEG, WebP or GIF, which every browser shows.
///
/// ```
/// use stonehand::render::html::Scan;
///
/// let gif = b"GIF89a\x02\0\x03\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x03\0\0\x02\x03\x84\x8fY\0;";
/// assert_eq!(Scan::new(gif.to_vec())?.size(), (2, 3));
///
/// let error = Scan::new(b"II*\0".to_vec()).unwrap_err();
/// assert!(error.to_string().starts_with("is TIFF, which browsers do not show"));
/// # Ok::<(), stonehand::render::html::ScanError>(())
/// ```
#[derive(Clone)]
pub struct Scan {
    bytes: Vec<u8>,
    kind: &'static str,
    size: (u32, u32),
}

impl fmt::Debug for Scan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bytes, kind, size } = self;
        f.debug_struct("Scan").field("kind", kind).field("size", size).field("bytes", &bytes.len()).finish()
    }
}

/// Why a picture cannot lie behind a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScanError {
    /// A picture that libraries keep and browsers do not show.
    #[error("is {0}, which browsers do not show; make a PNG or JPEG of it, e.g. `magick {1} scan.jpg`")]
    Unshown(&'static str, &'static str),
    /// No picture, or one of another kind.
    #[error("is no PNG, JPEG, WebP or GIF; make one of them of it, e.g. `magick FILE scan.jpg`")]
    Unknown,
    /// It begins as a picture, and does not say how large it is.
    #[error("begins as {0} but does not say how large it is; it is cut off or damaged, so make it anew")]
    Damaged(&'static str),
    /// It has more bytes than [`Scan::MOST_BYTES`].
    #[error(
        "has {} MB, and a proof sheet takes scans of up to {} MB; make it smaller, e.g. `magick FILE -resize 50% scan.jpg`",
        .0.div_ceil(1_000_000),
        Scan::MOST_BYTES / 1_000_000
    )]
    Large(u64),
    /// There is another number of pages than one.
    #[error("has {0} pages, and a scan shows one; read a file with that page alone")]
    Pages(usize),
    /// The page does not say where its words stand.
    #[error(
        "does not say where its words stand, so no scan can lie behind them; that takes hOCR, ALTO, PAGE XML, TSV, bbox or PDF"
    )]
    NoPlaces,
}

impl Scan {
    /// A scan with more bytes than this is not taken: a browser would be long over its sheet.
    pub const MOST_BYTES: u64 = 50_000_000;

    /// A scan, from the bytes of its file.
    ///
    /// # Errors
    /// When it is no PNG, JPEG, WebP or GIF, is damaged, or has more than [`Self::MOST_BYTES`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, ScanError> {
        Self::has_room(bytes.len() as u64)?;
        let (kind, name) = match imagesize::image_type(&bytes) {
            Ok(ImageType::Png) => ("image/png", "PNG"),
            Ok(ImageType::Jpeg) => ("image/jpeg", "JPEG"),
            Ok(ImageType::Webp) => ("image/webp", "WebP"),
            Ok(ImageType::Gif) => ("image/gif", "GIF"),
            _ => return Err(other(&bytes)),
        };
        let edge = |edge: usize| u32::try_from(edge).ok().filter(|&edge| edge > 0);
        let size = imagesize::blob_size(&bytes).ok();
        let size = size.and_then(|size| edge(size.width).zip(edge(size.height))).ok_or(ScanError::Damaged(name))?;
        Ok(Self { bytes, kind, size })
    }

    /// Whether a scan may have so many bytes, to be asked before they are read.
    ///
    /// # Errors
    /// When they are more than [`Self::MOST_BYTES`].
    pub const fn has_room(bytes: u64) -> Result<(), ScanError> {
        if bytes > Self::MOST_BYTES { Err(ScanError::Large(bytes)) } else { Ok(()) }
    }

    /// How wide and how high it is, in pixels.
    #[must_use]
    pub const fn size(&self) -> (u32, u32) {
        self.size
    }

    /// Whether it has the shape of a page, to one part in fifty. Boxes do not lie on a scan of another shape: it was
    /// cut, or is of another page.
    #[must_use]
    pub fn fits(&self, page: &Page) -> bool {
        let Some((width, height)) = page.source.forme.as_ref().and_then(stated) else { return true };
        let [across, down] = [self.size.0, self.size.1].map(u64::from);
        let (one, other) = (across * u64::from(height), down * u64::from(width));
        one.abs_diff(other) * 50 <= one.max(other)
    }

    /// How large it lies on a page, in the units of the page: as large as the page, or as its pixels where the page does
    /// not say how large it is.
    pub(super) fn on(&self, forme: &Forme) -> (i32, i32) {
        let (width, height) = stated(forme).unwrap_or(self.size);
        let edge = |edge: u32| i32::try_from(edge).unwrap_or(i32::MAX);
        (edge(width), edge(height))
    }

    /// The scan as an address that holds all of it.
    pub(super) fn url(&self) -> String {
        let mut url = format!("data:{};base64,", self.kind);
        STANDARD.encode_string(&self.bytes, &mut url);
        url
    }
}

/// How large a page says that it is.
fn stated(forme: &Forme) -> Option<(u32, u32)> {
    let edge = |edge: i32| u32::try_from(edge).ok().filter(|&edge| edge > 0);
    edge(forme.width).zip(edge(forme.height))
}

/// What to say of bytes that are no picture for a browser.
fn other(bytes: &[u8]) -> ScanError {
    const TIFF: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
    const JP2: [&[u8]; 2] = [b"\0\0\0\x0cjP  \r\n", b"\xff\x4f\xff\x51"];
    let begins = |signs: &[&[u8]]| signs.iter().any(|sign| bytes.starts_with(sign));
    if begins(&TIFF) {
        ScanError::Unshown("TIFF", "FILE.tif")
    } else if begins(&JP2) {
        ScanError::Unshown("JPEG 2000", "FILE.jp2")
    } else {
        ScanError::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x03\0\x08\0\0\0\0";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\x03\0\x02\0\x03";
    const GIF: &[u8] = b"GIF89a\0\x02\0\x03\x80\0\0";
    const WEBP: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x01\0\xff\x02\0";

    #[test]
    fn pictures_are_known_by_how_they_begin() {
        for (bytes, kind) in [(PNG, "png"), (JPEG, "jpeg"), (GIF, "gif"), (WEBP, "webp")] {
            let scan = Scan::new(bytes.to_vec()).unwrap();
            assert_eq!(scan.size(), (512, 768), "{kind}");
            assert!(scan.url().starts_with(&format!("data:image/{kind};base64,")));
        }
        assert_eq!(Scan::new(GIF.to_vec()).unwrap().url(), "data:image/gif;base64,R0lGODlhAAIAA4AAAA==");
    }

    #[test]
    fn what_no_browser_shows_is_refused_with_advice() {
        for (bytes, words) in [
            (
                &b"II*\0\x08"[..],
                "is TIFF, which browsers do not show; make a PNG or JPEG of it, e.g. `magick FILE.tif",
            ),
            (b"MM\0*\0\0", "is TIFF"),
            (b"\0\0\0\x0cjP  \r\n\x87\n", "is JPEG 2000"),
            (b"\xff\x4f\xff\x51\0", "is JPEG 2000"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no PNG, JPEG, WebP or GIF"),
            (b"BM", "is no PNG"),
            (b"", "is no PNG"),
            (&PNG[..18], "begins as PNG but does not say how large it is"),
            (&JPEG[..12], "begins as JPEG"),
            (b"GIF89a\0\0\0\0\x80\0\0", "begins as GIF"),
        ] {
            let error = Scan::new(bytes.to_vec()).unwrap_err().to_string();
            assert!(error.starts_with(words), "{error}");
        }
    }

    #[test]
    fn a_scan_may_have_so_many_bytes_and_no_more() {
        assert_eq!(Scan::has_room(Scan::MOST_BYTES), Ok(()));
        let error = Scan::new(vec![0; 50_000_001]).unwrap_err();
        assert_eq!(error, ScanError::Large(50_000_001));
        assert!(error.to_string().starts_with("has 51 MB, and a proof sheet takes scans of up to 50 MB"));
    }

    #[test]
    fn a_scan_fits_a_page_of_its_shape() {
        let scan = Scan::new(PNG.to_vec()).unwrap();
        for (width, height, fits) in [(512, 768, true), (1000, 1500, true), (1000, 1520, true), (1500, 1000, false)] {
            let mut page = Page::default();
            page.source.forme = Some(Forme { width, height, ..Forme::default() });
            assert_eq!(scan.fits(&page), fits, "{width} {height}");
        }
        // A page that says nothing of its size is as large as its scan.
        assert_eq!(scan.on(&Forme { width: 900, ..Forme::default() }), (512, 768));
        assert_eq!(scan.on(&Forme { width: 900, height: 800, ..Forme::default() }), (900, 800));
    }
}
