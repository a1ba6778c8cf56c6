//! `stonehand clean`: text to text.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use similar::{ChangeTag, TextDiff};
use stonehand::Cleaned;
use stonehand::read::Format;

use super::exit::Exit;
use super::input::Input;
use super::inputs::{self, Done, Failure};
use super::output::{Out, State, replace_file};
use super::press::{self, PressArgs};
use super::say;

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

impl Args {
    /// Whether the clean text goes to standard output.
    const fn prints(&self) -> bool {
        !(self.check || self.diff || self.write)
    }
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
    let exit = inputs::each(&inputs, |input, before| {
        options.name = input.name();
        let pages = match press::clean(input, before, &options) {
            Ok(pages) => pages,
            Err(failure) => {
                if matches!(failure, Failure::Broken(_)) && args.prints() {
                    // In a pipe this may be the only copy: it goes on as it came.
                    out.write_bytes(before).map_err(Failure::Output)?;
                }
                return Err(failure);
            }
        };
        let after = joined(&pages);
        // Of a format with coordinates, the text is what may be clean, not the file.
        let of_text = pages.iter().all(|page| page.source.format == Format::Text.name());
        let changed = if of_text { after.as_bytes() != before } else { after != sources(&pages) };
        press::say_doubts(&options.name, pages.iter().flat_map(|page| &page.notes));
        if args.check && changed {
            say::note(&format!("{}: would change: {}", options.name, what(&pages)));
        }
        if args.diff {
            print_diff(&mut out, &options.name, &pages, &after).map_err(Failure::Output)?;
        }
        if args.write && !of_text {
            return Err(
                anyhow!("holds more than text, and -w would leave only that; write it elsewhere with >").into()
            );
        }
        if args.write && changed {
            write(args, input, before, &pages, &after)?;
        }
        if args.prints() {
            // Pages of the next file begin on a page of their own.
            out.write(if out.is_used() { "\x0c" } else { "" }).map_err(Failure::Output)?;
            out.write(&after).map_err(Failure::Output)?;
        }
        out.flush().map_err(Failure::Output)?;
        Ok(match changed {
            _ if out.is_closed() => Done::Closed,
            true if args.check || args.diff => Done::Changed,
            _ => Done::Well,
        })
    })?;
    out.finish()?;
    Ok(exit)
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

/// What was read, as one text.
fn sources(pages: &[Cleaned]) -> String {
    pages.iter().map(|page| page.source.text.as_str()).collect()
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
    let before = sources(pages);
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
fn write(args: &Args, input: &Input, before: &[u8], pages: &[Cleaned], after: &str) -> Result<()> {
    let doubt = pages.iter().flat_map(|page| &page.notes).find(|note| match note.code {
        "N01" => !args.press.knows_encoding(),
        code => code == "N02",
    });
    if let (Some(note), None) = (doubt, &args.backup) {
        bail!("not cleaned in place, because that could lose text ({}); add --backup SUFFIX", note.code);
    }
    let Input::File(path) = input else { bail!("is no file") };
    // A link stays a link: the file behind it is the one that is cleaned.
    let path = path.canonicalize()?;
    let Some(state) = State::of(&path) else { bail!("is no regular file and cannot be cleaned in place") };
    if state.is_read_only() {
        bail!("is read-only; nothing was written");
    }
    if fs::read(&path)? != before {
        bail!("changed while it was read; nothing was written");
    }
    if let Some(suffix) = &args.backup {
        let mut name = path.clone().into_os_string();
        name.push(suffix);
        replace_file(Path::new(&name), before, &state)?;
    }
    replace_file(&path, after.as_bytes(), &state)
}
