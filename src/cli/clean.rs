//! `stonehand clean`: text to text.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use similar::{ChangeTag, TextDiff};
use stonehand::Cleaned;

use super::exit::{Exit, Tally};
use super::input::Input;
use super::output::{self, Out};
use super::press::{self, Failure, PressArgs};
use super::say::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  stonehand clean page.txt > clean.txt
  pdftotext page.pdf - | stonehand clean
  stonehand clean --diff page.txt          see what would change
  stonehand clean --check *.txt            in a script: 1 when a file would change
  stonehand clean -w --backup .orig *.txt  in place, with a copy of each

The result is UTF-8 with line feeds, whatever came in. Form feeds part pages, as in the input.";

/// Repair characters and join broken lines, text to text
///
/// The order of the text stays as it is; `stonehand read` finds the articles. A clean text stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files to clean; `-` or none for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write nothing; name each file that would change, and exit with 1 if any would
    #[arg(long)]
    check: bool,
    /// Print what would change as a unified diff, and exit with 1 if anything would
    #[arg(long)]
    diff: bool,
    /// Clean the files in place
    #[arg(short, long, conflicts_with_all = ["check", "diff"])]
    write: bool,
    /// With -w: keep what was there under the name with this at its end
    #[arg(long, value_name = "SUFFIX", requires = "write", value_parser = suffix)]
    backup: Option<String>,
    #[command(flatten)]
    press: PressArgs,
}

fn suffix(suffix: &str) -> Result<String, &'static str> {
    if suffix.is_empty() || suffix.contains(['/', '\\']) {
        return Err("a suffix is the end of a name, such as .orig");
    }
    Ok(suffix.to_owned())
}

/// Runs `stonehand clean`.
pub fn run(args: &Args) -> Result<Exit> {
    let Some(inputs) = Input::all(&args.files) else { return Ok(super::short_help(Some("clean"))) };
    if args.write && inputs.contains(&Input::Stdin) {
        bail!("-w cleans files in place, and standard input is none; leave out -w");
    }
    let mut options = args.press.options()?;
    let mut out = Out::stdout();
    let mut tally = Tally::default();
    let mut progress = Progress::new(inputs.len());
    for input in &inputs {
        options.name = input.name();
        progress.step(&options.name);
        let before = match Before::read(input) {
            Ok(before) => before,
            Err(error) => {
                progress.clear();
                say::error(&format!("{error:#}"));
                tally.failed += 1;
                continue;
            }
        };
        let pages = match press::clean(&before.bytes, &options) {
            Ok(pages) => pages,
            Err(failure) => {
                progress.clear();
                failure.say(&options.name);
                match failure {
                    Failure::Input(_) => tally.failed += 1,
                    Failure::Broken(_) => {
                        tally.broken += 1;
                        // In a pipe this may be the only copy: it goes on as it came.
                        if !(args.check || args.diff || args.write) {
                            out.write_bytes(&before.bytes)?;
                        }
                    }
                }
                continue;
            }
        };
        let after = joined(&pages);
        let changed = after.as_bytes() != before.bytes;
        progress.clear();
        pages.iter().for_each(|page| press::say_doubts(&options.name, &page.notes));
        if args.check && changed {
            say::note(&format!("{}: would change: {}", options.name, what(&pages)));
        }
        if args.diff {
            print_diff(&mut out, &options.name, &pages, &after)?;
        }
        if args.check || args.diff {
            tally.changed += usize::from(changed);
        } else if args.write {
            if let Err(error) = write(args, &before, &pages, &after) {
                say::error(&format!("{}: {error:#}", options.name));
                tally.failed += 1;
                continue;
            }
        } else {
            // Pages of the next file begin on a page of their own.
            out.write(if out.is_used() { "\x0c" } else { "" })?;
            out.write(&after)?;
        }
        tally.done += 1;
        out.flush()?;
        if out.is_closed() {
            return Ok(tally.exit());
        }
    }
    out.finish()?;
    Ok(tally.exit())
}

/// A file as it was found.
struct Before {
    bytes: Vec<u8>,
    /// Its real path and its state, to write in its place.
    place: Option<(PathBuf, output::State)>,
}

impl Before {
    fn read(input: &Input) -> Result<Self> {
        let place = match input {
            Input::Stdin => None,
            // A link stays a link: the file behind it is the one that is cleaned.
            Input::File(path) => path.canonicalize().ok().and_then(|real| Some((output::State::of(&real)?, real))),
        };
        let bytes = input.read()?;
        Ok(Self { bytes, place: place.map(|(state, path)| (path, state)) })
    }
}

/// The pages as one text, with the form feeds that parted them.
fn joined(pages: &[Cleaned]) -> String {
    let mut text = String::with_capacity(pages.iter().map(|page| page.text.len() + 1).sum());
    for (index, page) in pages.iter().enumerate() {
        text.push_str(page.text.trim_end_matches('\x0c'));
        if index + 1 < pages.len() || page.source.text.contains('\x0c') {
            text.push('\x0c');
        }
    }
    text
}

/// What would change, in a few words.
fn what(pages: &[Cleaned]) -> String {
    let repairs: usize = pages.iter().map(|page| page.repairs.len()).sum();
    let encoding = pages.first().map_or("UTF-8", |page| page.source.encoding);
    let mut parts = Vec::new();
    match repairs {
        0 => {}
        1 => parts.push("1 repair".to_owned()),
        n => parts.push(format!("{n} repairs")),
    }
    if encoding != "UTF-8" {
        parts.push(format!("from {encoding} to UTF-8"));
    }
    if parts.is_empty() {
        parts.push("line ends or spaces".to_owned());
    }
    parts.join(", ")
}

fn print_diff(out: &mut Out, name: &str, pages: &[Cleaned], after: &str) -> Result<()> {
    let before: String = pages.iter().map(|page| page.source.text.as_str()).collect();
    if before == after {
        return Ok(());
    }
    let name = say::inert(name, false);
    let diff = TextDiff::from_lines(before.as_str(), after);
    out.write(&format!("--- {name}\n+++ {name} (clean)\n"))?;
    for hunk in diff.unified_diff().iter_hunks() {
        out.write(&format!("{}\n", hunk.header()))?;
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', anstyle::AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', anstyle::AnsiColor::Green.on_default()),
                ChangeTag::Equal => (' ', anstyle::Style::new()),
            };
            out.write_styled(style, &format!("{sign}{}", change.value()))?;
            if change.missing_newline() {
                out.write("\n\\ No newline at end of file\n")?;
            }
        }
        if out.is_closed() {
            break;
        }
    }
    Ok(())
}

/// Puts the clean text in the place of the file.
fn write(args: &Args, before: &Before, pages: &[Cleaned], after: &str) -> Result<()> {
    if after.as_bytes() == before.bytes {
        return Ok(());
    }
    let Some((path, state)) = &before.place else { bail!("is no file that can be written in place") };
    let doubt = pages.iter().flat_map(|page| &page.notes).find(|note| match note.code {
        "N01" => !args.press.knows_encoding(),
        code => code == "N02",
    });
    if let (Some(note), None) = (doubt, &args.backup) {
        bail!("not cleaned in place, because that could lose text ({}); add --backup SUFFIX", note.code);
    }
    if state.is_read_only() {
        bail!("is read-only; nothing was written");
    }
    if output::State::of(path).as_ref() != Some(state) {
        bail!("changed while it was read; nothing was written");
    }
    if let Some(suffix) = &args.backup {
        let mut name = path.clone().into_os_string();
        name.push(suffix);
        output::replace_file(Path::new(&name), &before.bytes, state)?;
    }
    output::replace_file(path, after.as_bytes(), state).map_err(|e| anyhow!("{e:#}"))
}
