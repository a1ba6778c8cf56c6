//! stonehand rebuilds the articles of a newspaper page from the broken text that is left of it.

pub mod article;
pub mod block;
pub mod catalogue;
pub mod chars;
pub mod clean;
pub mod join;
pub mod lang;
pub mod line;
pub mod page;
pub mod read;
pub mod render;
pub mod rule;
pub mod table;
pub mod text;

use chars::{Context, Repairs};
pub use clean::Cleaned;
use join::{Joiner, Vocabulary};
use lang::Language;
use line::Line;
use page::{Note, Page};
use read::{ReadError, Row, Sheet};
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
    /// The language; detected when not given.
    pub language: Option<Language>,
    /// Which rules take part.
    pub rules: Choice,
    /// Whether broken lines are joined to paragraphs.
    pub join: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { name: "-".to_owned(), encoding: None, language: None, rules: Choice::default(), join: true }
    }
}

/// Reads the pages of a file.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn read(bytes: &[u8], options: &Options) -> Result<Vec<Page>, ReadError> {
    let sheets = read::sheets(bytes, &options.name, options.encoding.as_deref())?;
    let mut last: Option<Repairs> = None;
    let press = |sheet: Sheet| {
        let context = Context::of(&sheet.source.text, options.language);
        // Pages of one file are alike, and what one page needs to be repaired serves the next.
        let kept = last.take().filter(|repairs| *repairs.context() == context);
        let repairs = last.insert(kept.unwrap_or_else(|| Repairs::new(context, &options.rules)));
        press_with(sheet, options, repairs)
    };
    Ok(sheets.into_iter().map(press).collect())
}

/// The whole press: from a sheet to its articles.
#[must_use]
pub fn press(sheet: Sheet, options: &Options) -> Page {
    let repairs = Repairs::new(Context::of(&sheet.source.text, options.language), &options.rules);
    press_with(sheet, options, &repairs)
}

fn press_with(sheet: Sheet, options: &Options, repairs: &Repairs) -> Page {
    let Sheet { source, rows, mut notes } = sheet;
    let mut changes = Vec::new();
    let language = repairs.context().language;

    let rows = mended(rows, repairs, &mut changes);
    let lines = line::roles(rows, language, &options.rules, &mut changes);
    let joiner = options.join.then(|| Joiner::new(language, Vocabulary::of_page(&lines, language), &options.rules));
    let (lines, tables) = set(lines, language, joiner.as_ref(), &mut changes, &mut notes);
    let parts = block::parts(lines, tables, joiner.as_ref(), repairs, &mut changes, &mut notes);
    let made = article::make_up(parts, language, joiner.as_ref(), &mut changes, &mut notes);
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
    for sheet in read::sheets(bytes, &options.name, options.encoding.as_deref())? {
        let Sheet { source, rows, .. } = sheet;
        let (mut changes, mut notes) = (Vec::new(), Vec::new());
        let repairs = Repairs::new(Context::of(&source.text, options.language), &options.rules);
        let language = repairs.context().language;
        let rows = mended(rows, &repairs, &mut changes);
        let lines = line::roles(rows, language, &options.rules, &mut changes);
        let joiner =
            options.join.then(|| Joiner::new(language, Vocabulary::of_page(&lines, language), &options.rules));
        let (lines, _) = set(lines, language, joiner.as_ref(), &mut changes, &mut notes);
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

/// Repairs the characters of every row.
fn mended(mut rows: Vec<Row>, repairs: &Repairs, changes: &mut Vec<Change>) -> Vec<Row> {
    for row in &mut rows {
        repairs.line(&mut row.text, changes);
    }
    rows
}

/// Finds tables, then how the other lines were set.
fn set(
    mut lines: Vec<Line>,
    language: Language,
    joiner: Option<&Joiner>,
    changes: &mut Vec<Change>,
    notes: &mut Vec<Note>,
) -> (Vec<Line>, Vec<Found>) {
    let (tables, mut doubts) = table::find(&mut lines, joiner, changes);
    notes.append(&mut doubts);
    line::old_print::set(&mut lines, language);
    if language.is_ideographic() {
        line::setting::set(&mut lines);
    } else {
        line::latin::set(&mut lines, language);
    }
    (lines, tables)
}

/// Repairs and joins only, text to text in source order; one result a page.
///
/// # Errors
/// When the bytes are no text, or the encoding is unknown.
pub fn clean(bytes: &[u8], options: &Options) -> Result<Vec<Cleaned>, ReadError> {
    let sheets = read::sheets(bytes, &options.name, options.encoding.as_deref())?;
    let plan = clean::Plan { rules: &options.rules, language: options.language, join: options.join };
    Ok(sheets.into_iter().map(|sheet| clean::clean(sheet, plan)).collect())
}
