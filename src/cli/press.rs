//! The options that verbs share, and the promises that are checked on every run.

use anyhow::{Error, Result};
use stonehand::lang::Language;
use stonehand::page::{Note, Page};
use stonehand::read::{Format, How, ReadError};
use stonehand::rule::Certainty;
use stonehand::{Cleaned, Options, catalogue};

use super::guard::guarded;
use super::input::Input;
use super::inputs::Failure;
use super::parts::{Part, parts};
use super::say;

/// How to read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How to read")]
pub struct PressArgs {
    #[command(flatten)]
    pages: PageArgs,
    /// Use rules that are at least this certain: sure, likely or guess
    #[arg(long, value_name = "LEVEL", default_value = "likely")]
    certainty: Certainty,
}

impl PressArgs {
    /// The options they stand for.
    ///
    /// An encoding that nobody knows is told here, once and not for every input.
    pub fn options(&self) -> Result<Options> {
        self.pages.options(self.certainty)
    }

    /// What was given of them, as the end of a command.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut option = |name: &str, value: &str| words.extend([" --", name, " ", value]);
        if self.pages.from != Format::Auto {
            option("from", self.pages.from.name());
        }
        self.pages.encoding.iter().for_each(|label| option("encoding", label));
        self.pages.lang.iter().for_each(|lang| option("lang", lang.tag()));
        for (name, rules) in [("only", &self.pages.only), ("skip", &self.pages.skip)] {
            if !rules.is_empty() {
                option(name, &rules.join(","));
            }
        }
        if self.certainty != Certainty::Likely {
            option("certainty", self.certainty.name());
        }
        if self.pages.trust_order {
            words.push_str(" --trust-order");
        }
        if self.pages.no_join {
            words.push_str(" --no-join");
        }
        words
    }

    /// Whether the encoding was given.
    pub const fn knows_encoding(&self) -> bool {
        self.pages.encoding.is_some()
    }
}

/// What the pages are, and which rules take part.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How to read")]
pub struct PageArgs {
    /// The encoding of the input, by any name of the Web: utf-8, gb18030, big5, utf-16le … [default: detected]
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// What the files are: text, hocr, alto, page (PAGE XML), tsv (of Tesseract), bbox (of pdftotext -bbox-layout), mets
    /// or pdf [default: told by how they begin]
    #[arg(long, value_name = "FORMAT", default_value = "auto", hide_default_value = true)]
    from: Format,
    /// Take the order of the file's lines for the order in which they are read
    #[arg(long)]
    trust_order: bool,
    /// The language: zh-Hans, zh-Hant, en, de or ja [default: detected]
    #[arg(long, value_name = "TAG")]
    lang: Option<Language>,
    /// Leave lines broken as they are
    #[arg(long)]
    no_join: bool,
    /// Use only these rules, by code, name or the letter of a stage
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    only: Vec<String>,
    /// Do not use these rules
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    skip: Vec<String>,
}

impl PageArgs {
    /// The options they stand for, with rules that are at least so certain.
    pub fn options(&self, certainty: Certainty) -> Result<Options> {
        stonehand::read::sheets(b"", How { encoding: self.encoding.as_deref(), ..How::default() })?;
        let mut options = Options::default();
        options.format = self.from;
        options.trust_order = self.trust_order;
        options.encoding.clone_from(&self.encoding);
        options.language = self.lang;
        options.join = !self.no_join;
        options.rules.only.clone_from(&self.only);
        options.rules.skip.clone_from(&self.skip);
        options.rules.certainty = certainty;
        Ok(options)
    }
}

/// A rule that there is, by code, name or the letter of its stage.
pub fn known(name: &str) -> Result<String, String> {
    let stage = |letter: char| catalogue::STAGES.iter().any(|s| s.0 == letter.to_ascii_uppercase());
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) if stage(letter) => Ok(name.to_owned()),
        _ => match catalogue::find(name) {
            Some(rule) => Ok(rule.code.to_owned()),
            None => Err(format!("there is no such rule{}", near(name))),
        },
    }
}

/// Codes or names of rules that may have been meant, as the end of a sentence.
pub fn near(name: &str) -> String {
    let rules = catalogue::catalogue();
    let (code, word) = (name.to_uppercase(), name.to_lowercase());
    let codes: Vec<&str> = rules.iter().map(|rule| rule.code).collect();
    let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    let mut close = similar::get_close_matches(word.as_str(), &names, 2, 0.6);
    if close.is_empty() {
        close = similar::get_close_matches(code.as_str(), &codes, 3, 0.6);
    }
    if close.is_empty() {
        "; `stonehand rules` lists them".to_owned()
    } else {
        format!("; did you mean {}?", close.join(" or "))
    }
}

/// Reads the pages of an input.
pub fn read(input: &Input, bytes: &[u8], options: &Options) -> Result<Vec<Page>, Failure> {
    pages(&parts(input, bytes, options)?, options)?.collect()
}

/// Reads the pages of an input, and checks the books of each: one after the other where the input is one file, for
/// then it is known before the first that all can be read.
pub fn pages<'a>(parts: &'a [Part<'a>], options: &Options) -> Result<Box<Pages<'a>>, Failure> {
    if let [part] = parts {
        return Ok(Box::new(pages_of(part, options)?));
    }
    let mut pages = Vec::new();
    for part in parts {
        for page in pages_of(part, options)? {
            pages.push(page?);
        }
    }
    Ok(Box::new(pages.into_iter().map(Ok)))
}

/// Pages on their way.
pub type Pages<'a> = dyn ExactSizeIterator<Item = Result<Page, Failure>> + 'a;

fn pages_of<'a>(
    part: &'a Part<'a>,
    options: &Options,
) -> Result<impl ExactSizeIterator<Item = Result<Page, Failure>> + use<'a>, Failure> {
    let pages = stonehand::pages(&part.bytes, &part.options).map_err(|error| blamed(error, part, options))?;
    Ok(pages.map(|mut page| {
        page.audit().map_err(|breach| Failure::Broken(breach.to_string()))?;
        page.source.format = part.made_of.map_or(page.source.format, Format::name);
        Ok(page)
    }))
}

/// Cleans the pages of an input.
pub fn clean(input: &Input, bytes: &[u8], options: &Options) -> Result<Vec<Cleaned>, Failure> {
    let mut pages = Vec::new();
    for part in parts(input, bytes, options)? {
        let cleaned = guarded(|| stonehand::clean(&part.bytes, &part.options)).map_err(Failure::Broken)?;
        pages.extend(cleaned.map_err(|error| blamed(error, &part, options))?);
    }
    for page in &pages {
        page.audit().map_err(|breach| Failure::Broken(breach.to_string()))?;
    }
    Ok(pages)
}

/// The error with the name of the file, where that is not the input itself.
fn blamed(error: ReadError, part: &Part, options: &Options) -> Error {
    let error = Error::from(error);
    if part.options.name == options.name { error } else { error.context(part.options.name.clone()) }
}

/// Says what the reader doubts, for outputs that have no place for it.
pub fn say_doubts<'a>(name: &str, notes: impl IntoIterator<Item = &'a Note>) {
    for note in notes {
        if stonehand::read::NOTES.iter().any(|rule| rule.code == note.code) {
            say::note(&format!("{name}: {}: {}", note.code, note.message));
        }
    }
}
