//! stonehand rebuilds the articles of a newspaper page from the broken text that OCR engines and PDF extractors leave
//! of it.
//!
//! # A page before and after
//!
//! ```
//! let page = "\
//! The Harbour Gazette
//! Lock gates open again
//! By MARTHA PELLOW
//! The tide was still making when the inter-
//! national crew of the dredger came home,
//! and the people on the quay cheered.
//! ";
//! let pages = stonehand::read(page.as_bytes(), &stonehand::Options::default())?;
//!
//! let [article] = &pages[0].articles[..] else { panic!("one article") };
//! assert_eq!(article.headline.as_deref(), Some("Lock gates open again"));
//! assert_eq!(article.byline.as_ref().unwrap().authors, ["Martha Pellow"]);
//! assert_eq!(
//!     article.lede().unwrap().as_str(),
//!     "The tide was still making when the international crew of the dredger came home, and the people on the quay \
//!      cheered."
//! );
//! assert_eq!(pages[0].furniture[0].text.as_str(), "The Harbour Gazette");
//! # Ok::<(), stonehand::read::ReadError>(())
//! ```
//!
//! Chinese and Japanese have no spaces to go by, and characters need repair as well:
//!
//! ```
//! let page = "\
//! 柳泊湖开闸放鱼苗
//! 本报讯（记者 阮小舸）６月1
//! 日,柳泊湖禁渔期增殖放流启动，
//! 二十六万尾鲢鱼、鳙鱼苗从四条木
//! 船上滑入湖中。渔政站介绍，鱼苗
//! 长到两斤左右要三年，届时每尾鱼
//! 一年能滤掉近一吨水里的藻类。
//! ";
//! let pages = stonehand::read(page.as_bytes(), &stonehand::Options::default())?;
//! let article = &pages[0].articles[0];
//! assert_eq!(article.headline.as_deref(), Some("柳泊湖开闸放鱼苗"));
//! assert_eq!(article.byline.as_ref().unwrap().authors, ["阮小舸"]);
//! let lede = article.lede().unwrap().as_str();
//! assert!(lede.starts_with("本报讯（记者 阮小舸）6月1日，柳泊湖禁渔期增殖放流启动，二十六万尾鲢鱼、鳙鱼苗从四条木船上滑入"));
//!
//! // Every change says which rule made it, and why.
//! let rules: Vec<&str> = pages[0].repairs.iter().map(|change| change.rule).collect();
//! assert!(rules.contains(&"C01"));
//! assert!(stonehand::catalogue::find("C01").unwrap().why.starts_with("Input methods"));
//! # Ok::<(), stonehand::read::ReadError>(())
//! ```
//!
//! # What to call
//!
//! - [`read`](fn@read) makes pages of bytes, [`pages`] one after the other; [`render`] writes a page as JSON, Markdown
//!   or text.
//! - [`clean`](fn@clean) only repairs characters and joins lines, text to text in the order of the source.
//! - [`Options`] say how: the encoding and the language where they are known, which rules take part.
//! - [`page::json`] is the JSON of a page as types that can be written and read back.
//! - [`press`] takes a [`Sheet`], for those who read bytes themselves; [`lines`](fn@lines) shows what each line
//!   is taken for.
//!
//! ```
//! use stonehand::{Options, lang::Language, rule::Certainty};
//!
//! let mut options = Options::default();
//! options.encoding = Some("gb18030".to_owned());
//! options.language = Some(Language::ZhHans);
//! options.rules.certainty = Certainty::Sure;
//! options.rules.skip.push("C10".to_owned());
//! let bytes = b"\xb5\xc6\xcb\xfe"; // 灯塔
//! let pages = stonehand::clean(bytes, &options)?;
//! assert_eq!(pages[0].text.trim_end(), "灯塔");
//! # Ok::<(), stonehand::read::ReadError>(())
//! ```
//!
//! # Errors
//!
//! Only reading bytes can fail: with a [`ReadError`] where they are no text, where nobody knows the encoding, or where one
//! page has 4 GiB and more. Everything else that is doubtful is a [`Note`] with its place on the page.
//!
//! # Promises
//!
//! Every character of the source that is not a space stands in exactly one place of a [`Page`], and every change is
//! signed by a rule: [`Page::audit`] checks it, and the command calls it for every page. The same bytes give the same
//! page, and no input makes the library panic.
//!
//! ARCHITECTURE.md in the repository tells the way of a page through the stages.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

pub mod article;
pub mod block;
pub mod catalogue;
pub mod chars;
pub mod check;
pub mod clean;
pub mod column;
pub mod diff;
pub mod join;
pub mod lang;
pub mod line;
pub mod page;
pub mod read;
pub mod render;
pub mod rule;
#[cfg(feature = "score")]
pub mod score;
pub mod table;
pub mod text;

use chars::{Context, Repairs};
pub use clean::Cleaned;
use column::deal::{WEIGHTS, Worths};
use join::Joiner;
use lang::Language;
use line::Line;
use page::forme::Forme;
use page::{Note, Page, Source};
use read::{Format, How, ReadError, Row, Sheet, Sheets};
use rule::Choice;
use table::Found;
use text::Change;

/// How to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// What the page is called in the output.
    pub name: String,
    /// The encoding, by any WHATWG label; detected when not given.
    pub encoding: Option<String>,
    /// What the file is; told by its beginning when not given.
    pub format: Format,
    /// Whether the order in which the file has its lines is the order in which they are read, and not evidence only.
    pub trust_order: bool,
    /// The language; detected when not given.
    pub language: Option<Language>,
    /// Which rules take part.
    pub rules: Choice,
    /// Whether broken lines are joined to paragraphs.
    pub join: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "-".to_owned(),
            encoding: None,
            format: Format::Auto,
            trust_order: false,
            language: None,
            rules: Choice::default(),
            join: true,
        }
    }
}

impl Options {
    /// What the reader needs of them.
    fn how(&self) -> How<'_> {
        How { name: &self.name, encoding: self.encoding.as_deref(), format: self.format }
    }
}

/// Reads the pages of a file.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn read(bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
    pages(bytes, options).map(Iterator::collect)
}

/// Reads the pages of a file one after the other: each is made when it is asked for, so that a file of many pages takes
/// the room of one.
///
/// ```
/// let file = "Lock gates open\n\u{c}Ferry comes home\n";
/// let options = stonehand::Options::default();
/// let mut pages = stonehand::pages(file.as_bytes(), &options)?;
/// assert_eq!(pages.len(), 2);
/// assert_eq!(pages.next().unwrap().source.text, "Lock gates open\n\u{c}");
/// # Ok::<(), stonehand::read::ReadError>(())
/// ```
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn pages<'a>(bytes: &'a [u8], options: &'a Options) -> Result<Pages<'a>, ReadError> {
    let sheets = read::each(bytes, options.how())?;
    Ok(Pages { sheets, options, last: None })
}

/// The pages of a file, one after the other: see [`pages`].
#[derive(Debug)]
pub struct Pages<'a> {
    sheets: Sheets<'a>,
    options: &'a Options,
    /// What the last page needed to be repaired.
    last: Option<Repairs>,
}

impl Iterator for Pages<'_> {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        let sheet = self.sheets.next()?;
        let context = Context::of(&sheet.source.text, self.options.language);
        // Pages of one file are alike, and what one page needs to be repaired serves the next.
        let kept = self.last.take().filter(|repairs| *repairs.context() == context);
        let repairs = self.last.insert(kept.unwrap_or_else(|| Repairs::new(context, &self.options.rules)));
        Some(press_with(sheet, self.options, repairs, &WEIGHTS))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.sheets.size_hint()
    }
}

impl ExactSizeIterator for Pages<'_> {}

/// The whole press: from a sheet to its articles.
#[must_use]
pub fn press(sheet: Sheet, options: &Options) -> Page {
    let repairs = Repairs::new(Context::of(&sheet.source.text, options.language), &options.rules);
    press_with(sheet, options, &repairs, &WEIGHTS)
}

/// Reads the pages of a file, whose columns are dealt by these worths, for `examples/fit_deal.rs`.
#[doc(hidden)]
pub fn read_dealt_by(worths: &Worths, bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
    let press = |sheet: Sheet| {
        let repairs = Repairs::new(Context::of(&sheet.source.text, options.language), &options.rules);
        press_with(sheet, options, &repairs, worths)
    };
    Ok(read::sheets(bytes, options.how())?.into_iter().map(press).collect())
}

/// The lines of each page whose columns may have to be dealt, as they then are, for `examples/fit_deal.rs`.
#[doc(hidden)]
pub fn lines_to_deal(bytes: &[u8], options: &Options) -> Result<Vec<Vec<Line>>, ReadError> {
    let lines = |Sheet { source, rows, mut notes }| {
        let repairs = Repairs::new(Context::of(&source.text, options.language), &options.rules);
        let (lines, ordered) = as_printed(rows, &source, options, &repairs, (&mut Vec::new(), &mut notes));
        (!ordered).then_some(lines)
    };
    Ok(read::sheets(bytes, options.how())?.into_iter().filter_map(lines).collect())
}

fn press_with(sheet: Sheet, options: &Options, repairs: &Repairs, worths: &Worths) -> Page {
    let Sheet { source, rows, mut notes } = sheet;
    // Most changes are the joints of lines.
    let mut changes = Vec::with_capacity(rows.len());
    let language = repairs.context().language;

    let (lines, ordered) = as_printed(rows, &source, options, repairs, (&mut changes, &mut notes));
    let lines = column::in_order(lines, &options.rules, ordered, worths, &mut notes);
    let joiner = joiner(&lines, &source, language, options);
    let forme = source.forme.as_ref();
    let (lines, tables, placed) = set(lines, forme, language, joiner.as_ref(), &mut changes, &mut notes);
    let parts = block::parts(lines, tables, joiner.as_ref(), repairs, &mut changes, &mut notes);
    let made = article::make_up(parts, placed, language, joiner.as_ref(), &mut changes, &mut notes);
    Page {
        source,
        language,
        articles: made.articles,
        teasers: made.teasers,
        furniture: made.furniture,
        repairs: changes,
        notes,
    }
}

/// The lines of the pages with what they measure and what they are, to look at: one a line, as
/// `17  first  L20  13.0  本报讯（记者 …`, with the number of the line in the file, its role, the code of the cue that
/// decided, and its width in ems.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn lines(bytes: &[u8], options: &Options) -> Result<String, ReadError> {
    use std::fmt::Write as _;
    let mut out = String::new();
    for sheet in read::sheets(bytes, options.how())? {
        let Sheet { source, rows, .. } = sheet;
        let (mut changes, mut notes) = (Vec::new(), Vec::new());
        let repairs = Repairs::new(Context::of(&source.text, options.language), &options.rules);
        let language = repairs.context().language;
        let (lines, ordered) = as_printed(rows, &source, options, &repairs, (&mut changes, &mut notes));
        let lines = column::in_order(lines, &options.rules, ordered, &WEIGHTS, &mut notes);
        let joiner = joiner(&lines, &source, language, options);
        let forme = source.forme.as_ref();
        let (lines, ..) = set(lines, forme, language, joiner.as_ref(), &mut changes, &mut notes);
        for line in &lines {
            let number = line.text.span().map_or(0, |span| source.line_of(span.start));
            let (ems, tenths) = (line.facts.width / 100, line.facts.width % 100 / 10);
            let _ = writeln!(
                out,
                "{number:>4}  {:<8} {:<4} {ems:>3}.{tenths}  {}",
                line.role.to_string(),
                line.because,
                line.text
            );
        }
    }
    Ok(out)
}

/// The lines of a page as the file has them, or as their places or the rules of an old column tell; says whether so they
/// stand in the order in which they are read.
fn as_printed(
    rows: Vec<Row>,
    source: &Source,
    options: &Options,
    repairs: &Repairs,
    (changes, notes): (&mut Vec<Change>, &mut Vec<Note>),
) -> (Vec<Line>, bool) {
    let trusted = options.trust_order;
    let (rows, ordered) = column::told_apart(rows, source.forme.as_ref(), trusted, changes, notes);
    let rows = mended(rows, repairs, changes);
    (line::roles(rows, repairs.context().language, &options.rules, changes), ordered || trusted)
}

/// A joiner that knows the words of the page.
fn joiner(lines: &[Line], source: &Source, language: Language, options: &Options) -> Option<Joiner> {
    let joiner = Joiner::for_page(options.join, lines, language, &options.rules);
    joiner.map(|joiner| joiner.knowing(source.wholes()))
}

/// Repairs the characters of every row.
fn mended(mut rows: Vec<Row>, repairs: &Repairs, changes: &mut Vec<Change>) -> Vec<Row> {
    for row in &mut rows {
        repairs.line(&mut row.text, changes);
    }
    rows
}

/// Finds tables, then how the other lines were set. Says whether regions told which titles stand before which stories.
fn set(
    mut lines: Vec<Line>,
    forme: Option<&Forme>,
    language: Language,
    joiner: Option<&Joiner>,
    changes: &mut Vec<Change>,
    notes: &mut Vec<Note>,
) -> (Vec<Line>, Vec<Found>, bool) {
    let placed = line::blocks::mark(&mut lines, forme);
    line::old_print::set(&mut lines, language);
    let (tables, mut doubts) = table::find(&mut lines, forme, joiner, changes);
    notes.append(&mut doubts);
    line::set(&mut lines, language);
    // Boxes tell of torn lines by themselves.
    if forme.is_none() {
        column::torn::set_again(&mut lines, language);
    }
    if placed {
        line::blocks::settle(&mut lines);
    }
    (lines, tables, placed)
}

/// Repairs and joins only, text to text in source order; one result a page.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn clean(bytes: &[u8], options: &Options) -> Result<Vec<Cleaned>, ReadError> {
    let sheets = read::sheets(bytes, options.how())?;
    let plan = clean::Plan { rules: &options.rules, language: options.language, join: options.join };
    Ok(sheets.into_iter().map(|sheet| clean::clean(sheet, plan)).collect())
}
