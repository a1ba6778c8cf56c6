//! `stonehand diff`: before and after, or one reading and another.

mod json;
mod paint;
mod pair;
mod side;
mod single;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::ValueEnum;
use stonehand::diff::TextDiff;
use stonehand::rule::Certainty;

use super::exit::Exit;
use super::output::Out;
use super::press::{PageArgs, known};
use super::say;

const EXAMPLES: &str = "\
Examples:
  stonehand diff page.txt                  what `clean` does, side by side
  stonehand diff page.txt | less           as a unified diff, in a pipe
  stonehand diff --stat page.txt           how often each rule did something
  stonehand diff --rule C10,J page.txt     only what these rules did
  stonehand diff --certainty likely page.txt   only what might be otherwise
  stonehand diff -f json page.txt          each change, for programs
  stonehand diff one.txt other.txt         two texts, whatever their line breaks
  stonehand diff old.json new.json         two readings of a page, by article and block
  stonehand diff old/ new/                 all pages of two folders, by their names

Changes are marked [-before-]{+after+}. Hidden characters are shown as escapes, in a pipe too.

Exit codes:
  0  no difference
  1  a difference
  2  trouble";

/// Show what `clean` changes, and by which rule; or compare two texts or two readings of a page
///
/// With one FILE: the text before and after `stonehand clean`, each change with its rule and how certain that is. With
/// two: texts are compared without regard to where their lines break, pages (the JSON of `stonehand read`, or gold) by
/// article and block.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text to clean, or the first of two; `-` for standard input
    #[arg(value_name = "FILE")]
    before: Option<PathBuf>,
    /// The second text, page or folder
    #[arg(value_name = "OTHER")]
    after: Option<PathBuf>,
    /// How to show it [default: side-by-side on a terminal, unified in a pipe]
    #[arg(short, long)]
    format: Option<Format>,
    /// Show so many lines around each difference [default: 3, and 0 with one FILE]
    #[arg(short = 'U', long, value_name = "LINES")]
    unified: Option<usize>,
    /// Show only what these rules did, by code, name or the letter of a stage
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    rule: Vec<String>,
    /// Show only what rules of these certainties did: sure, likely, guess; with guess, guesses are made
    #[arg(long, value_name = "LEVEL,…", value_delimiter = ',')]
    certainty: Vec<Certainty>,
    /// Sum up instead: how often each rule did something
    #[arg(long)]
    stat: bool,
    /// Pass over line breaks, blank lines, indents and spaces at line ends
    #[arg(long)]
    content_only: bool,
    /// Look for the smallest difference of two texts for so many seconds at most
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    deadline: u32,
    #[command(flatten)]
    pages: PageArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Hunks of removed and added lines
    Unified,
    /// Before on the left, after on the right
    SideBySide,
    /// One JSON document
    Json,
}

/// Runs `stonehand diff`.
pub fn run(args: &Args) -> Result<Exit> {
    let Some(before) = &args.before else {
        if io::stdin().is_terminal() {
            return Ok(super::short_help(Some("diff")));
        }
        return single::run(args, &PathBuf::from("-"));
    };
    let Some(after) = &args.after else { return single::run(args, before) };
    let only = if args.rule.is_empty() { "--certainty" } else { "--rule" };
    if !(args.rule.is_empty() && args.certainty.is_empty()) {
        bail!("{only} is for one FILE, where rules are at work; leave out {only} or {}", after.display());
    }
    pair::run(args, before, after)
}

impl Args {
    fn format(&self) -> Format {
        let terminal = io::stdout().is_terminal();
        self.format.unwrap_or(if terminal { Format::SideBySide } else { Format::Unified })
    }
}

/// The two lines above the hunks.
fn header(out: &mut Out, before: &str, after: &str) -> Result<()> {
    let name = |name: &str| say::inert(name, false).into_owned();
    out.write(&format!("--- {}\n+++ {}\n", name(before), name(after)))
}

/// Says where time was up.
fn say_coarse(name: &str, diff: &TextDiff) {
    if diff.coarse > 0 {
        say::note(&format!(
            "{name}: time was up in {} {}, which are shown as changed as a whole; --deadline SECONDS gives more",
            diff.coarse,
            if diff.coarse == 1 { "place" } else { "places" }
        ));
    }
}
