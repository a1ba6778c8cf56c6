//! `stonehand explain`: all that is to be said of one rule.

use anyhow::{Result, bail};
use stonehand::catalogue;

use super::exit::Exit;
use super::{output, press};

const EXAMPLES: &str = "\
Examples:
  stonehand explain C01
  stonehand explain full-width-latin";

/// Explain a rule: what it does, why, what it fixes and what it leaves alone
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The code or the name of a rule
    #[arg(value_name = "CODE")]
    rule: String,
}

/// Runs `stonehand explain`.
pub fn run(args: &Args) -> Result<Exit> {
    match catalogue::find(&args.rule) {
        Some(rule) => output::print(&catalogue::explain(rule)),
        None => bail!("{}: there is no such rule{}", args.rule, press::near(&args.rule)),
    }
}
