//! One input after the other: what fails is named, and the others are done all the same.

use anyhow::{Error, Result, bail};

use super::exit::{Exit, Tally};
use super::guard::{bug, guarded};
use super::input::Input;
use super::say::{self, Progress};

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It was dealt with.
    Well,
    /// `--check` or `--diff` found that it would change.
    Changed,
    /// Nobody reads the output any more: the rest need not be done.
    Closed,
}

/// Why an input was not dealt with.
#[derive(Debug)]
pub enum Failure {
    /// The input is to blame, or the file that its result should go to.
    Input(Error),
    /// The one output of all inputs cannot be written: there is no going on.
    Output(Error),
    /// stonehand is to blame.
    Broken(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Input(error)
    }
}

/// Does `work` with each input and its bytes; the exit code for all.
///
/// # Errors
/// When the output cannot be written, or standard input is to be read twice.
pub fn each(inputs: &[Input], mut work: impl FnMut(&Input, &[u8]) -> Result<Done, Failure>) -> Result<Exit> {
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        bail!("standard input can be read once; name - once");
    }
    let mut tally = Tally::default();
    let mut progress = Progress::new(inputs.len());
    for input in inputs {
        let name = input.name();
        progress.step(&name);
        let done = match input.read() {
            Ok(bytes) => guarded(|| work(input, &bytes)).unwrap_or_else(|what| Err(Failure::Broken(what))),
            Err(error) => Err(Failure::Input(error)),
        };
        match done {
            Ok(Done::Well) => tally.done += 1,
            Ok(Done::Changed) => {
                tally.done += 1;
                tally.changed += 1;
            }
            Ok(Done::Closed) => break,
            Err(Failure::Input(error)) => {
                say::error(&format!("{name}: {error:#}"));
                tally.failed += 1;
            }
            Err(Failure::Output(error)) => return Err(error),
            Err(Failure::Broken(what)) => {
                bug(&name, &what);
                tally.broken += 1;
            }
        }
    }
    Ok(tally.exit())
}
