//! XML and the HTML of hOCR, one event after the other. The only module that knows the XML library.
//!
//! Nothing is ever expanded or fetched: a document type may have a name and a place, as hOCR's has, but no declarations
//! of its own, so that there are no entities but those that XML and HTML know by themselves. Elements may be nested to
//! [`DEEPEST`]. Whatever is broken says in which line and column.

use std::borrow::Cow;

use quick_xml::escape::{EscapeError, resolve_html5_entity, resolve_xml_entity, unescape_with};
use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::reader::Reader;

use super::ReadError;

/// How deep elements may be nested. Files of OCR engines and libraries stay below twenty.
const DEEPEST: usize = 256;

/// How many characters an error has at most.
const LONGEST: usize = 200;

/// What comes next.
#[derive(Debug)]
pub(super) enum Event<'a> {
    /// An element opens.
    Start(Tag<'a>),
    /// The element that was opened last and is still open closes.
    End,
    /// Text. It may come in pieces.
    Text(Cow<'a, str>),
}

/// The tag that opens an element.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    at: usize,
}

impl Tag<'_> {
    /// The element's name without the prefix of its namespace.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The byte of the decoded file at which it stands.
    pub(super) const fn at(&self) -> usize {
        self.at
    }
}

/// A file of XML being read.
#[derive(Debug)]
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    /// What the file is called in errors: `ALTO`.
    form: &'static str,
    /// Whether it is HTML: elements may stay open, and attributes bare.
    html: bool,
    /// The elements that are open, each with the byte at which it begins.
    open: Vec<(&'a str, usize)>,
    /// How many of them close before anything else is read.
    closing: usize,
    /// A tag that waits for them to close, where it stands, and whether its element is empty.
    waiting: Option<(BytesStart<'a>, usize, bool)>,
}

/// Elements of HTML that have no content and no end.
const VOID: [&str; 7] = ["br", "meta", "img", "hr", "input", "link", "wbr"];
/// Elements of HTML whose end may be left out.
const LAX: [&str; 6] = ["p", "li", "body", "html", "head", "font"];

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

impl<'a> Xml<'a> {
    /// A file of XML, which errors call `form`.
    pub(super) fn new(text: &'a str, form: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        // Ends are held against `open`, so that the error can say where the element began.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self { reader, text, form, html: false, open: Vec::new(), closing: 0, waiting: None }
    }

    /// A file of HTML.
    pub(super) fn html(text: &'a str, form: &'static str) -> Self {
        let mut xml = Self { html: true, ..Self::new(text, form) };
        xml.reader.config_mut().allow_dangling_amp = true;
        xml
    }

    /// The next event; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, ReadError> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                self.open.pop();
                return Ok(Some(Event::End));
            }
            if let Some((start, at, empty)) = self.waiting.take() {
                return self.start(start, at, empty).map(|tag| Some(Event::Start(tag)));
            }
            let at = self.position();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or(at);
                    let what = error.to_string();
                    return Err(self.error(at, what.trim_start_matches("syntax error: ").to_owned()));
                }
            };
            match event {
                Raw::Start(start) => self.open(start, at, false),
                Raw::Empty(start) => self.open(start, at, true),
                Raw::End(_) => self.end(at)?,
                Raw::Text(text) => return Ok(Some(Event::Text(text.into_inner()))),
                Raw::CData(text) => return Ok(Some(Event::Text(text.into_inner()))),
                Raw::GeneralRef(name) => return self.reference(&name, at).map(|text| Some(Event::Text(text))),
                Raw::DocType(content) => self.document_type(&content, at)?,
                Raw::Eof => {
                    self.end_of_file()?;
                    if self.closing == 0 {
                        return Ok(None);
                    }
                }
                Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => {}
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Has a tag wait until the paragraph that it ends in HTML has closed.
    fn open(&mut self, start: BytesStart<'a>, at: usize, empty: bool) {
        let name = start.name();
        let ends = |open: &str| is_in(&["p", "li"], open) && name.as_ref().eq_ignore_ascii_case(open);
        self.closing = usize::from(self.html && self.open.last().is_some_and(|(open, _)| ends(open)));
        self.waiting = Some((start, at, empty));
    }

    fn start(&mut self, start: BytesStart<'a>, at: usize, empty: bool) -> Result<Tag<'a>, ReadError> {
        if self.open.len() == DEEPEST {
            return Err(self.error(at, format!("elements are nested deeper than {DEEPEST}")));
        }
        // The name once more, out of the file, where it lives long enough.
        let name = self.text.get(at + 1..at + 1 + start.name().as_ref().len()).unwrap_or_default();
        self.open.push((name, at));
        self.closing = usize::from(empty || self.html && is_in(&VOID, name));
        Ok(Tag { start, at })
    }

    /// Closes what the end tag at byte `at` closes.
    fn end(&mut self, at: usize) -> Result<(), ReadError> {
        let tag = self.text[at..].strip_prefix("</").and_then(|rest| rest.split('>').next());
        let name = tag.unwrap_or_default().trim_ascii_end();
        let closes = |open: &str| if self.html { name.eq_ignore_ascii_case(open) } else { name == open };
        // Elements of HTML whose end was left out close with the one around them.
        let left_out = |open: &&(&str, usize)| self.html && !closes(open.0) && is_in(&LAX, open.0);
        let inner = self.open.iter().rev().take_while(left_out).count();
        match self.open.iter().rev().nth(inner) {
            Some((open, _)) if closes(open) => self.closing = inner + 1,
            _ if self.html && (is_in(&LAX, name) || is_in(&VOID, name)) => {}
            None => return Err(self.error(at, format!("</{name}> closes nothing"))),
            Some(&(open, from)) => {
                let (line, _) = self.line_and_column(from);
                let what = format!("</{name}> cannot close <{open}>, which begins in line {line}");
                return Err(self.error(at, what));
            }
        }
        Ok(())
    }

    fn end_of_file(&mut self) -> Result<(), ReadError> {
        match self.open.last() {
            None => Ok(()),
            Some(_) if self.html && self.open.iter().all(|(open, _)| is_in(&LAX, open)) => {
                self.closing = self.open.len();
                Ok(())
            }
            Some(&(open, from)) => {
                let (line, _) = self.line_and_column(from);
                let what = format!("the file ends here, and <{open}> of line {line} is still open; is it cut off?");
                Err(self.error(self.text.len(), what))
            }
        }
    }

    /// What a reference such as `&amp;` stands for.
    fn reference(&self, name: &str, at: usize) -> Result<Cow<'a, str>, ReadError> {
        let whole = format!("&{name};");
        self.resolved(&whole, at).map(|text| Cow::Owned(text.into_owned()))
    }

    /// Text with its references resolved.
    fn resolved<'t>(&self, raw: &'t str, at: usize) -> Result<Cow<'t, str>, ReadError> {
        if !raw.contains('&') {
            return Ok(Cow::Borrowed(raw));
        }
        let known = |name: &str| if self.html { resolve_html5_entity(name) } else { resolve_xml_entity(name) };
        match unescape_with(raw, known) {
            Ok(text) => Ok(text),
            Err(_) if self.html => Ok(Cow::Borrowed(raw)),
            Err(EscapeError::UnrecognizedEntity(_, name)) => {
                Err(self.error(at, format!("&{name}; stands for nothing: entities of a DTD are not read")))
            }
            Err(EscapeError::UnterminatedEntity(_)) => Err(self.error(at, "an & that begins no entity".to_owned())),
            Err(error) => Err(self.error(at, error.to_string())),
        }
    }

    fn document_type(&self, content: &str, at: usize) -> Result<(), ReadError> {
        let name = content.split(|c: char| c.is_whitespace() || c == '[').next().unwrap_or_default();
        let mut quote = None;
        let declares = content.chars().any(|c| {
            match quote {
                None if matches!(c, '"' | '\'') => quote = Some(c),
                Some(q) if q == c => quote = None,
                _ => {}
            }
            quote.is_none() && c == '['
        });
        if declares {
            return Err(self.error(at, "a DTD that declares things of its own is not read: take it out".to_owned()));
        }
        if !name.eq_ignore_ascii_case("html") && content.trim() != name {
            return Err(self.error(at, "a DTD in another file is not read: take the DOCTYPE out".to_owned()));
        }
        Ok(())
    }

    /// The values of some attributes, without the prefixes of their names; `None` for those that are not there.
    pub(super) fn attributes<'t, const N: usize>(
        &self,
        tag: &'t Tag<'_>,
        names: [&str; N],
    ) -> Result<[Option<Cow<'t, str>>; N], ReadError> {
        let mut values = [const { None }; N];
        let mut attributes = if self.html { tag.start.html_attributes() } else { tag.start.attributes() };
        for attribute in attributes.with_checks(false) {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(_) if self.html => continue,
                Err(error) => return Err(self.error(tag.at, format!("<{}>: {error}", tag.name()))),
            };
            let key = attribute.key.local_name().into_inner();
            if let Some(place) = names.iter().position(|name| *name == key)
                && values[place].is_none()
            {
                values[place] = Some(match attribute.value {
                    Cow::Borrowed(raw) => self.resolved(raw, tag.at)?,
                    Cow::Owned(raw) => Cow::Owned(self.resolved(&raw, tag.at)?.into_owned()),
                });
            }
        }
        Ok(values)
    }

    /// The error that the file is broken at byte `at`.
    pub(super) fn error(&self, at: usize, mut what: String) -> ReadError {
        let (line, column) = self.line_and_column(at);
        // A name of a broken file may be anything, and as long as the file.
        if what.len() > LONGEST || what.contains(char::is_control) {
            what = what.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        }
        ReadError::Broken { form: self.form, line, column, what }
    }

    /// Both counted from 1, the column in characters.
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        (before.bytes().filter(|&b| b == b'\n').count() + 1, before[start..].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a file, one a word: `+name`, `-`, and text in quotes; or the error.
    fn told(mut xml: Xml) -> String {
        let mut out: Vec<String> = Vec::new();
        loop {
            match xml.next() {
                Ok(None) => return out.join(" "),
                Ok(Some(Event::Start(tag))) => out.push(format!("+{}", tag.name())),
                Ok(Some(Event::End)) => out.push("-".to_owned()),
                Ok(Some(Event::Text(text))) => out.push(format!("{text:?}")),
                Err(error) => return error.to_string(),
            }
        }
    }

    fn xml(text: &str) -> String {
        told(Xml::new(text, "ALTO"))
    }

    fn html(text: &str) -> String {
        told(Xml::html(text, "hOCR"))
    }

    #[test]
    fn elements_open_and_close() {
        assert_eq!(xml("<a:b c='1'>x<d/></a:b >"), "+b \"x\" +d - -");
        assert_eq!(xml("<a>&lt;&#x4E2d;<![CDATA[<&]]></a>"), "+a \"<\" \"中\" \"<&\" -");
        assert_eq!(xml("<?xml version='1.0'?><!-- x --><a/>"), "+a -");
        assert_eq!(xml(""), "");
    }

    #[test]
    fn html_may_leave_ends_out() {
        assert_eq!(html("<body><p>x<br>y<p>z</body>"), "+body +p \"x\" +br - \"y\" - +p \"z\" - -");
        assert_eq!(html("<meta name=a b><br/>&nbsp;a & b&foo;"), "+meta - +br - \"\\u{a0}\" \"a \" \"& b\" \"&foo;\"");
        assert_eq!(html("<P>x</p></p></br>"), "+P \"x\" -");
    }

    #[test]
    fn what_is_broken_says_where() {
        for (text, what) in [
            ("<a>\n <b>\n</a>", "line 3, column 1: </a> cannot close <b>, which begins in line 2"),
            ("<a>中</a></b>", "line 1, column 9: </b> closes nothing"),
            ("<a>\n<b>中", "line 2, column 5: the file ends here, and <b> of line 2 is still open; is it cut off?"),
            ("<a\n", "line 1, column 1: tag not closed: `>` not found before end of input"),
        ] {
            assert_eq!(xml(text), format!("broken ALTO in {what}"), "{text}");
        }
        assert_eq!(
            html("<div><span>x</div>"),
            "broken hOCR in line 1, column 13: </div> cannot close <span>, which begins in line 1"
        );
        assert_eq!(
            html("<body><div>"),
            "broken hOCR in line 1, column 12: the file ends here, and <div> of line 1 is still open; is it cut off?"
        );
        assert_eq!(html("</div>"), "broken hOCR in line 1, column 1: </div> closes nothing");
    }

    #[test]
    fn nothing_is_declared_expanded_or_fetched() {
        assert_eq!(html("<!DOCTYPE html PUBLIC '-//W3C//DTD [XHTML]' 'http://www.w3.org/x.dtd'><html>"), "+html -");
        assert_eq!(xml("<!DOCTYPE alto><alto/>"), "+alto -");
        let bomb = "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
        assert!(
            xml(bomb).ends_with("a DTD that declares things of its own is not read: take it out"),
            "{}",
            xml(bomb)
        );
        assert!(html(bomb).ends_with("take it out"));
        let file = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>";
        assert!(xml(file).ends_with("a DTD in another file is not read: take the DOCTYPE out"), "{}", xml(file));
        let unknown = xml("<a>&b;</a>");
        assert!(unknown.ends_with("column 4: &b; stands for nothing: entities of a DTD are not read"), "{unknown}");
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |deep: usize| xml(&("<a>".repeat(deep) + &"</a>".repeat(deep)));
        assert!(nested(DEEPEST).ends_with('-'));
        assert!(nested(DEEPEST + 1).ends_with("elements are nested deeper than 256"));
    }
}
