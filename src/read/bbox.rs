//! The XHTML of `pdftotext -bbox-layout`: pages, flows, blocks, lines and words with their boxes.
//!
//! A block is a piece of a column as poppler saw it; its order is that of the file. `pdftotext -bbox` has words alone:
//! without lines each word would be one, so the layout is asked for.

use super::galley::{Edges, Galley, number};
use super::xml::{Event, Tag, Xml};
use super::{ReadError, Sheet};
use crate::page::Source;
use crate::page::forme::Region;

/// Points are counted in tenths.
const SCALE: f64 = 10.0;

/// Whether the beginning of a file says that it is one.
pub(super) fn is_one(head: &str) -> bool {
    head.trim_start().starts_with('<') && head.contains("<doc>") && head.contains("<page ")
}

/// Reads the pages of a file.
pub(super) fn sheets(text: &str, blank: Source) -> Result<Vec<Sheet>, ReadError> {
    let mut xml = Xml::html(text, "pdftotext -bbox-layout");
    let mut galley = Galley::new(blank, SCALE);
    let mut open: Vec<Element> = Vec::new();
    let (mut word, mut edges) = (String::new(), [None; 4]);
    let mut line = [None; 4];
    let mut region = None;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => {
                let element = Element::of(tag.name());
                match element {
                    Element::Page => {
                        let [width, height] = xml.attributes(&tag, ["width", "height"])?;
                        let size = |value: Option<_>| value.as_deref().and_then(number);
                        galley.page(size(width), size(height));
                        region = None;
                    }
                    Element::Block => region = Some(galley.region(Region::default(), bounds(&xml, &tag)?)),
                    Element::Line => line = bounds(&xml, &tag)?,
                    Element::Word => {
                        word.clear();
                        edges = bounds(&xml, &tag)?;
                        if !open.contains(&Element::Line) {
                            let what = "words without lines; run `pdftotext -bbox-layout`, not `-bbox`".to_owned();
                            return Err(xml.error(tag.at(), what));
                        }
                    }
                    Element::Other => {}
                }
                open.push(element);
            }
            Event::Text(text) if open.last() == Some(&Element::Word) => word.push_str(&text),
            Event::Text(_) => {}
            Event::End => match open.pop() {
                Some(Element::Word) => galley.word(&word, edges, None),
                Some(Element::Line) => galley.line(line, None, region),
                Some(Element::Block) => region = None,
                _ => {}
            },
        }
    }
    galley.done()
}

/// The elements that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Page,
    Block,
    Line,
    Word,
    Other,
}

impl Element {
    fn of(name: &str) -> Self {
        match name {
            "page" => Self::Page,
            "block" => Self::Block,
            "line" => Self::Line,
            "word" => Self::Word,
            _ => Self::Other,
        }
    }
}

fn bounds(xml: &Xml, tag: &Tag) -> Result<Edges, ReadError> {
    let edges = xml.attributes(tag, ["xMin", "yMin", "xMax", "yMax"])?;
    Ok(edges.map(|edge| edge.as_deref().and_then(number)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::forme::Rect;

    fn read(text: &str) -> Vec<Sheet> {
        sheets(text, Source::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    const PAGE: &str =
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\" \"http://www.w3.org/x.dtd\">\n<html><body><doc>
<page width=\"100.04\" height=\"200\"><flow><block xMin=\"1\" yMin=\"2\" xMax=\"50\" yMax=\"30\">
<line xMin=\"1\" yMin=\"2\" xMax=\"50\" yMax=\"12\">
<word xMin=\"1\" yMin=\"2\" xMax=\"20.26\" yMax=\"12\">Tide &amp;</word>
<word xMin=\"25\" yMin=\"-0.5\" xMax=\"50\" yMax=\"12\">time</word></line></block></flow></page>
<page width=\"100\" height=\"200\"></page></doc></body></html>";

    #[test]
    fn lines_have_their_words_and_boxes() {
        let pages = read(PAGE);
        let [first, second] = &pages[..] else { panic!("two pages") };
        assert_eq!(first.source.text, "Tide & time\n\u{c}");
        let forme = first.source.forme.as_ref().unwrap();
        assert_eq!((forme.width, forme.height), (1000, 2000));
        assert_eq!(forme.words[0].rect, Rect::new(10, 20, 203, 120));
        assert_eq!(forme.words[1].rect.y0, 0);
        let place = first.rows[0].place.unwrap();
        assert_eq!((place.rect, place.region), (Rect::new(10, 20, 500, 120), Some(0)));
        assert_eq!(forme.words_of(&first.rows[0].text).count(), 2);
        assert!(second.rows.is_empty() && second.source.first_line == 1);
    }

    #[test]
    fn chinese_words_have_spaces_between_them_only_where_print_has() {
        let word =
            |at: u32, text: &str| format!("<word xMin='{at}' yMin='0' xMax='{}' yMax='10'>{text}</word>", at + 20);
        let page = |words: &str| format!("<doc><page ><block><line>{words}</line></block></page></doc>");
        let text = |words: &[(u32, &str)]| {
            let words: String = words.iter().map(|(at, text)| word(*at, text)).collect();
            read(&page(&words))[0].source.text.trim_end().to_owned()
        };
        assert_eq!(text(&[(0, "灯塔"), (22, "开放")]), "灯塔开放");
        assert_eq!(text(&[(0, "灯塔"), (40, "开放")]), "灯塔 开放");
        assert_eq!(text(&[(0, "灯塔"), (20, "26")]), "灯塔 26");
    }

    #[test]
    fn coordinates_that_cannot_be_true_are_set_right_and_noted() {
        let text = "<doc><page width='1e308' height='NaN'><block><line><word xMin='1e99' yMin='-7e9' xMax='-5' yMax='5'>a\
                    </word><word xMin='NaN' yMin='1' xMax='2' yMax='3'>b</word></line></block></page></doc>";
        let [sheet] = &read(text)[..] else { panic!("one page") };
        let forme = sheet.source.forme.as_ref().unwrap();
        assert_eq!((forme.width, forme.height), (Rect::FAR, 0));
        assert_eq!(forme.words.len(), 1);
        assert_eq!(forme.words[0].rect, Rect::new(Rect::FAR, 0, Rect::FAR, 50));
        assert_eq!(sheet.source.text, "a b\n");
        assert_eq!(sheet.notes[0].code, "N12");
        assert_eq!(sheet.notes[0].message, "6 coordinates cannot be true, the first at line 1; they were set right");
    }

    #[test]
    fn words_without_lines_are_refused_with_advice() {
        let error = sheets("<doc>\n<page ><word>a</word></page></doc>", Source::default()).unwrap_err().to_string();
        assert!(error.ends_with("words without lines; run `pdftotext -bbox-layout`, not `-bbox`"), "{error}");
    }
}
