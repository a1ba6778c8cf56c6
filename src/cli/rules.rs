//! `stonehand rules`: all rules, one a line.

use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;
use stonehand::catalogue;

use super::exit::Exit;
use super::output;

const EXAMPLES: &str = "\
Examples:
  stonehand rules | grep guess
  stonehand rules -f json
  stonehand explain C01";

/// List all rules: code, name, certainty and what it does
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to write
    #[arg(short, long, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// A list of objects
    Json,
}

/// A rule in JSON.
#[derive(Serialize)]
struct Row {
    code: &'static str,
    name: &'static str,
    certainty: &'static str,
    languages: Vec<&'static str>,
    summary: &'static str,
}

/// Runs `stonehand rules`.
pub fn run(args: &Args) -> Result<Exit> {
    let rules = catalogue::catalogue();
    match args.format {
        Format::Text => {
            let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
            let line = |rule: &&stonehand::rule::Rule| {
                format!("{:<4} {:<width$}  {:<6}  {}\n", rule.code, rule.name, rule.certainty.name(), rule.summary)
            };
            output::print(&rules.iter().map(line).collect::<String>())
        }
        Format::Json => {
            let row = |rule: &stonehand::rule::Rule| Row {
                code: rule.code,
                name: rule.name,
                certainty: rule.certainty.name(),
                languages: rule.languages.iter().map(|language| language.tag()).collect(),
                summary: rule.summary,
            };
            let rows: Vec<Row> = rules.into_iter().map(row).collect();
            output::print(&(serde_json::to_string_pretty(&rows)? + "\n"))
        }
    }
}
