//! The command line: the only code that reads files, prints and knows exit codes.
//!
//! One file a verb. What the verbs share: [`input`], [`inputs`] and [`output`] for files and pipes, [`parts`] and [`poppler`]
//! for inputs that stand for others, [`press`] for the options of the library and its promises, [`say`] for standard error, [`exit`] and [`guard`] for how it
//! ended.

mod check;
mod clean;
mod diff;
mod exit;
mod explain;
mod guard;
mod input;
mod inputs;
mod output;
mod parts;
mod poppler;
mod press;
mod read;
mod rules;
mod say;
mod schema;
mod score;
mod snap;
mod walk;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use exit::Exit;

/// Rebuilds the articles of a newspaper page from the broken text of OCR engines and PDF extractors.
#[derive(Debug, Parser)]
#[command(name = "stonehand", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
}

const EXAMPLES: &str = "\
Examples:
  stonehand read page.txt                 the articles of a page, to look at
  pdftotext page.pdf - | stonehand        the same as JSON, in a pipe
  stonehand read -f markdown -o out/ *.txt
  stonehand clean page.txt                only repair the text, in its own order
  stonehand diff page.txt                 see what that changes, and by which rule
  stonehand diff old.json new.json        compare two readings of a page
  stonehand score gold/ out/              compare pages with gold pages
  stonehand check pages/                  see whether all pages are read as before
  stonehand explain C01                   why a rule exists and what it does

Exit codes:
  0  all is well
  1  some of several inputs failed; or a change, a difference or too low a figure was found
  2  wrong usage, or nothing could be done
  3  a promise of stonehand broke; please report it";

/// Each verb is described at its arguments.
#[derive(Debug, Subcommand)]
enum Verb {
    Read(read::Args),
    Clean(clean::Args),
    Diff(diff::Args),
    Check(check::Args),
    Snap(snap::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Score(score::Args),
    /// Print the JSON Schema of a page
    Schema,
}

impl Verb {
    fn run(self) -> anyhow::Result<Exit> {
        match self {
            Self::Read(args) => read::run(&args),
            Self::Clean(args) => clean::run(&args),
            Self::Diff(args) => diff::run(&args),
            Self::Check(args) => check::run(&args),
            Self::Snap(args) => snap::run(&args),
            Self::Rules(args) => rules::run(&args),
            Self::Explain(args) => explain::run(&args),
            Self::Score(args) => score::run(&args),
            Self::Schema => schema::run(),
        }
    }
}

/// Runs the command.
pub fn main() -> ExitCode {
    let exit = guard::guarded(run).unwrap_or_else(|what| {
        guard::bug("the command", &what);
        Exit::Broken
    });
    exit.into()
}

fn run() -> Exit {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if args.len() <= 1 && !io::stdin().is_terminal() {
        // `… | stonehand`: only without any argument, so that a new verb can never change what a command means.
        args = ["stonehand", "read", "-"].map(OsString::from).to_vec();
    }
    match Cli::try_parse_from(&args) {
        Ok(Cli { verb: Some(verb) }) => verb.run().unwrap_or_else(|error| {
            say::error(&format!("{error:#}"));
            Exit::Nothing
        }),
        Ok(Cli { verb: None }) => short_help(None),
        Err(error) => misused(&error, &args),
    }
}

/// What to do when nothing was asked for: the help of the command or of one verb, on standard error.
fn short_help(verb: Option<&str>) -> Exit {
    let mut command = Cli::command();
    command.build();
    let help = match verb.and_then(|verb| command.find_subcommand_mut(verb)) {
        Some(verb) => verb.render_help(),
        None => command.render_help(),
    };
    say::lines(&help.ansi().to_string());
    Exit::Nothing
}

/// Help and versions that were asked for, and arguments that make no sense.
fn misused(error: &clap::Error, args: &[OsString]) -> Exit {
    // A closed pipe is no reason to complain.
    let _ = error.print();
    if !error.use_stderr() {
        return Exit::Good;
    }
    if let (ErrorKind::InvalidSubcommand, Some(first)) = (error.kind(), args.get(1))
        && std::path::Path::new(first).exists()
    {
        let name = first.to_string_lossy();
        say::error(&format!("{name} is a file; to read it: stonehand read {name}"));
    }
    Exit::Nothing
}
