//! METS: the issue of a paper, which names the files of its pages.
//!
//! Only the names are read here, and nothing is opened: that is for the command, which looks for them beside the METS file.

use std::collections::HashMap;

use super::xml::{Event, Tag, Xml};
use super::{How, ReadError, encoding};

/// Whether the beginning of a file says that it is one.
pub(super) fn is_one(head: &str) -> bool {
    super::format::has_root(head, "mets")
}

/// The files with the text of an issue's pages, in the order of the pages.
///
/// The order is that of the physical structure; where that names no files, that of the file section. Of a page's files,
/// those with text in a format that stonehand reads count: ALTO or PAGE XML, and neither pictures nor the METS of parts.
///
/// # Errors
/// When the file is broken, or names no file with text.
pub fn files(bytes: &[u8], how: How) -> Result<Vec<String>, ReadError> {
    let decoded = encoding::decode(bytes, how.encoding)?;
    let mut xml = Xml::new(&decoded.text, "METS");
    let mut mets = Mets::default();
    let mut open: Vec<Element> = Vec::new();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => open.push(mets.start(&xml, &tag)?),
            Event::End => mets.end(open.pop()),
            Event::Text(_) => {}
        }
    }
    let at = decoded.text.len();
    let files = mets.pages();
    if files.is_empty() {
        return Err(xml.error(at, "no page has a file with text; give the files of its pages instead".to_owned()));
    }
    Ok(files)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Group,
    File,
    Structure,
    Division,
    Other,
}

#[derive(Debug, Default)]
struct Mets {
    /// The groups of files that are open: whether each holds text, where it says so.
    groups: Vec<Option<bool>>,
    /// The file that is open: its name, and whether it holds text.
    file: Option<(String, Option<bool>)>,
    /// The files with text, by their names: where they are.
    places: HashMap<String, usize>,
    files: Vec<String>,
    /// Whether the physical structure is open.
    physical: bool,
    /// The place of each open division among its kin, and how many it has itself so far.
    divisions: Vec<(u64, u64)>,
    /// The files that the physical structure points at, with the places of their divisions.
    pointers: Vec<(Vec<u64>, String)>,
}

/// Divisions deeper than this are read as one.
const DEEPEST: usize = 8;

impl Mets {
    fn start(&mut self, xml: &Xml, tag: &Tag) -> Result<Element, ReadError> {
        Ok(match tag.name() {
            "fileGrp" => {
                let names = xml.attributes(tag, ["USE", "ID"])?;
                self.groups.push(names.iter().flatten().find_map(|name| holds_text(name)));
                Element::Group
            }
            "file" => {
                let [id, kind] = xml.attributes(tag, ["ID", "MIMETYPE"])?;
                let group = self.groups.iter().rev().find_map(|group| *group);
                let text = match kind.as_deref() {
                    Some(kind) if !kind.contains("xml") && !kind.contains("html") => Some(false),
                    _ => group,
                };
                self.file = id.map(|id| (id.into_owned(), text));
                Element::File
            }
            "FLocat" => {
                let [href] = xml.attributes(tag, ["href"])?;
                if let (Some((id, text)), Some(href)) = (&self.file, href)
                    && text.or_else(|| holds_text(id)).unwrap_or_else(|| is_xml(&href))
                    && !self.places.contains_key(id)
                {
                    self.places.insert(id.clone(), self.files.len());
                    self.files.push(href.into_owned());
                }
                Element::Other
            }
            "structMap" => {
                let [kind] = xml.attributes(tag, ["TYPE"])?;
                self.physical = kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("physical"));
                Element::Structure
            }
            "div" => {
                let [order] = xml.attributes(tag, ["ORDER"])?;
                let next = self.divisions.last_mut().map_or(0, |around| {
                    around.1 += 1;
                    around.1
                });
                let order = order.and_then(|order| order.trim().parse().ok()).unwrap_or(next);
                self.divisions.push((order, 0));
                Element::Division
            }
            "fptr" | "area" if self.physical => {
                let [id] = xml.attributes(tag, ["FILEID"])?;
                if let Some(id) = id {
                    let path = self.divisions.iter().take(DEEPEST).map(|division| division.0).collect();
                    self.pointers.push((path, id.into_owned()));
                }
                Element::Other
            }
            _ => Element::Other,
        })
    }

    fn end(&mut self, element: Option<Element>) {
        match element {
            Some(Element::Group) => drop(self.groups.pop()),
            Some(Element::File) => self.file = None,
            Some(Element::Structure) => self.physical = false,
            Some(Element::Division) => drop(self.divisions.pop()),
            _ => {}
        }
    }

    /// The files in the order of the pages, each once.
    fn pages(mut self) -> Vec<String> {
        self.pointers.sort_by(|a, b| a.0.cmp(&b.0));
        let mut seen = vec![false; self.files.len()];
        let pointed = self.pointers.iter().filter_map(|(_, id)| self.places.get(id).copied());
        let order: Vec<usize> = pointed.filter(|&file| !std::mem::replace(&mut seen[file], true)).collect();
        if order.is_empty() {
            return self.files;
        }
        order.into_iter().map(|file| std::mem::take(&mut self.files[file])).collect()
    }
}

/// Whether the name of a group says that its files hold the text of pages.
fn holds_text(name: &str) -> Option<bool> {
    let name = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["alto", "fulltext", "pagexml", "page-xml", "ocr"]) {
        Some(true)
    } else if has(&["image", "img", "thumb", "pdf", "master", "default", "max", "min", "mix", "tif", "jpg", "jp2"]) {
        Some(false)
    } else {
        None
    }
}

fn is_xml(href: &str) -> bool {
    std::path::Path::new(href).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xml"))
}
