//! `stonehand read`: pages to articles.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, bail};
use clap::ValueEnum;
use stonehand::page::Page;
use stonehand::render;
use stonehand::render::html::Scan;

use super::exit::Exit;
use super::input::Input;
use super::inputs::{self, Done, Failure};
use super::output::{Out, Target, refuse_input};
use super::parts::parts;
use super::press::{self, PressArgs};
use super::say;

const EXAMPLES: &str = "\
Examples:
  stonehand read page.txt                         to look at it
  stonehand read -f json --pretty page.txt        as JSON, indented
  stonehand read -f jsonl *.txt > pages.jsonl     one page a line
  stonehand read -f markdown -o out/ *.txt        one file a page
  stonehand read -o proof.html page.txt           a proof sheet, to compare in a browser
  stonehand read -o p.html --image p.png p.xml    the same, with the scan behind the page's boxes
  iconv -f BIG5 -t UTF-8 p.txt | stonehand read   from a pipe
  stonehand read --encoding big5 p.txt            the same
  stonehand read page.alto.xml                    ALTO, hOCR, PAGE XML, TSV: told by how it begins
  stonehand read mets.xml                         an issue, page by page
  stonehand read page.pdf                         through poppler's pdftotext

Form feeds part the pages of a file. Several pages as JSON are JSON Lines: one page a line.
`stonehand schema` prints the JSON Schema of a page.";

/// Read pages: their articles, in order, as JSON, Markdown, text or a proof sheet
///
/// Finds the articles of each page with their headlines, bylines, paragraphs, captions and tables, in reading order.
/// Every character of the input is in the output, or in the list of repairs.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files to read; `-` or none for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to write [default: text on a terminal, json in a pipe, by its ending for -o FILE]
    #[arg(short, long)]
    format: Option<Format>,
    /// Write to this file, or one file for each input into this directory
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Indent the JSON
    #[arg(long)]
    pretty: bool,
    /// List every repair in the JSON
    #[arg(long)]
    repairs: bool,
    /// Lay this scan of the page behind the boxes on its proof sheet: PNG, JPEG, WebP or GIF
    #[arg(long, value_name = "SCAN")]
    image: Option<PathBuf>,
    #[command(flatten)]
    press: PressArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One page, one JSON document; several pages, JSON Lines
    Json,
    /// JSON Lines: one page a line
    Jsonl,
    /// Markdown
    #[value(alias = "md")]
    Markdown,
    /// Plain text to look at
    #[value(alias = "txt")]
    Text,
    /// A proof sheet for the browser: the raw text beside the articles, with every repair explained
    Html,
}

impl Format {
    /// Formats that hold any number of pages, told apart.
    const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }

    /// What a file of it is called.
    const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Html => "html",
        }
    }

    fn of_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let ending = if ending == "htm" { "html" } else { &*ending };
        Self::value_variants().iter().copied().find(|format| format.ending() == ending)
    }
}

/// Runs `stonehand read`.
pub fn run(args: &Args) -> Result<Exit> {
    let Some(inputs) = Input::all(&args.files) else { return Ok(super::short_help(Some("read"))) };
    let format = format(args)?;
    let several_files = inputs.len() > 1 && !format.is_json();
    if several_files && args.output.is_none() {
        bail!("several inputs as {} need -o DIR, or -f jsonl to have them in one stream", format.ending());
    }
    if args.image.is_some() && inputs.len() > 1 {
        bail!("--image is the scan of one page; read the files one by one, each with its own scan");
    }
    let mut options = args.press.options()?;
    let scan = args.image.as_deref().map(scan).transpose()?;
    // What is read is not written over.
    let sources = [&inputs[..], &args.image.iter().cloned().map(Input::File).collect::<Vec<_>>()].concat();
    let mut target = Target::of(args.output.as_deref(), several_files, &sources)?;
    let exit = inputs::each(&inputs, |input, bytes| {
        options.name = input.name();
        let parts = parts(input, bytes, &options)?;
        let pages = press::pages(&parts, &options)?;
        match &mut target {
            Target::Stream(out) => write(out, args, (format, &options.name), (pages, scan.as_ref()), Failure::Output),
            Target::Directory(directory) => {
                let ending = if pages.len() > 1 && format == Format::Json { "jsonl" } else { format.ending() };
                let path = directory.path(input, ending);
                refuse_input(&path, &sources)?;
                let mut out = Out::file(&path)?;
                write(&mut out, args, (format, &options.name), (pages, scan.as_ref()), Failure::Input)?;
                out.finish()?;
                Ok(Done::Well)
            }
        }
    })?;
    if let Target::Stream(out) = target {
        out.finish()?;
    }
    Ok(exit)
}

/// The format asked for, or the one that fits where the output goes.
fn format(args: &Args) -> Result<Format> {
    let json = args.pretty || args.repairs;
    let format = match (args.format, &args.output) {
        (Some(format), _) => format,
        (None, Some(path)) => Format::of_ending(path).unwrap_or(Format::Json),
        (None, None) if json || !io::stdout().is_terminal() => Format::Json,
        (None, None) => Format::Text,
    };
    if json && !format.is_json() {
        bail!("--pretty and --repairs are for JSON; add -f json or leave them out");
    }
    if args.image.is_some() && format != Format::Html {
        bail!("--image is for the proof sheet; add -f html or -o FILE.html, or leave it out");
    }
    if args.pretty && format == Format::Jsonl {
        bail!("JSON Lines have one page a line and cannot be indented; leave out --pretty");
    }
    Ok(format)
}

/// The scan in a file.
fn scan(path: &Path) -> Result<Scan> {
    let name = || path.to_string_lossy().into_owned();
    let size = fs::metadata(path).map_or(0, |data| data.len());
    Scan::has_room(size).with_context(name)?;
    let bytes = Input::File(path.to_owned()).read().with_context(name)?;
    Scan::new(bytes).with_context(name)
}

/// Writes the pages of one input, each as soon as it is made; `trouble` is what it is when they cannot be written.
fn write(
    out: &mut Out,
    args: &Args,
    (format, name): (Format, &str),
    (pages, scan): (Box<press::Pages<'_>>, Option<&Scan>),
    trouble: fn(Error) -> Failure,
) -> Result<Done, Failure> {
    // A proof sheet holds all pages of an input.
    let at_a_time = if format == Format::Html { pages.len().max(1) } else { 1 };
    let mut waiting: Vec<Page> = Vec::new();
    for (index, page) in pages.enumerate() {
        let page = page?;
        if !format.is_json() {
            press::say_doubts(name, &page.notes);
        }
        waiting.push(page);
        if waiting.len() < at_a_time {
            continue;
        }
        if index + 1 > at_a_time {
            out.write(between(format)).map_err(trouble)?;
        }
        match scan {
            Some(scan) => out.write(&sheet_with_scan(name, &waiting, scan)?).map_err(trouble)?,
            None => write_pages(out, args, format, &waiting).map_err(trouble)?,
        }
        waiting.clear();
        if out.is_closed() {
            return Ok(Done::Closed);
        }
    }
    out.flush().map_err(trouble)?;
    Ok(Done::Well)
}

/// The proof sheet of pages over their scan.
fn sheet_with_scan(name: &str, pages: &[Page], scan: &Scan) -> Result<String> {
    let sheet = render::html::render_with_scan(pages, scan)?;
    if let Some(page) = pages.iter().find(|page| !scan.fits(page)) {
        let (across, down) = scan.size();
        let (width, height) = page.source.forme.as_ref().map_or((0, 0), |forme| (forme.width, forme.height));
        say::note(&format!(
            "{name}: the page is {width} by {height} and the scan {across} by {down}, which is another shape: boxes may not \
             lie on their words"
        ));
    }
    Ok(sheet)
}

/// What stands between the pages of one input.
const fn between(format: Format) -> &'static str {
    match format {
        Format::Json | Format::Jsonl | Format::Html => "",
        Format::Markdown => "\n---\n\n",
        Format::Text => "\x0c",
    }
}

fn write_pages(out: &mut Out, args: &Args, format: Format, pages: &[Page]) -> Result<()> {
    let page = &pages[0];
    match format {
        Format::Json | Format::Jsonl => out.write_utf8(render::json::bytes(page, args.repairs, args.pretty)),
        Format::Markdown => out.write(&render::markdown::render(page)),
        Format::Text => out.write(&render::text::render(page)),
        Format::Html => out.write(&render::html::render(pages)),
    }
}
