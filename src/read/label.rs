//! The names that formats and engines give to the regions of a page.

use crate::page::forme::RegionKind;

/// What a label such as `heading`, `Title` or `RunningTitleZone` says of a region; `None` if it says nothing that
/// matters.
///
/// PAGE has a fixed list, Tesseract a longer one; ALTO takes whatever the engine calls them, and many of those that call
/// them anything use the `SegmOnto` vocabulary.
pub(super) fn kind(label: &str) -> Option<RegionKind> {
    let label: String = label.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    Some(if has(&["runningtitle", "pagenumber", "numbering", "running", "signaturemark", "catchword"]) {
        RegionKind::Furniture
    } else if has(&["advert"]) {
        RegionKind::Advertisement
    } else if has(&["caption"]) {
        RegionKind::Caption
    } else if has(&["table"]) {
        RegionKind::Table
    } else if has(&["heading", "headline", "title", "chapter"]) {
        RegionKind::Heading
    } else if has(&["header", "footer"]) {
        RegionKind::Furniture
    } else if has(&["illustration", "graphic", "image", "photo", "drawing", "picture", "figure", "chart"]) {
        RegionKind::Picture
    } else if has(&["separator"]) {
        RegionKind::Rule
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_many_engines_are_known() {
        for (label, is) in [
            ("heading", Some(RegionKind::Heading)),
            ("MainZone", None),
            ("paragraph", None),
            ("RunningTitleZone", Some(RegionKind::Furniture)),
            ("page-number", Some(RegionKind::Furniture)),
            ("header", Some(RegionKind::Furniture)),
            ("ocr_header", Some(RegionKind::Furniture)),
            ("Advertisement", Some(RegionKind::Advertisement)),
            ("ocr_caption", Some(RegionKind::Caption)),
            ("TitlePageZone", Some(RegionKind::Heading)),
            ("GraphicZone", Some(RegionKind::Picture)),
            ("Table", Some(RegionKind::Table)),
        ] {
            assert_eq!(kind(label), is, "{label}");
        }
    }
}
