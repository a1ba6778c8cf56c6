//! Exit codes.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Good = 0,
    /// Some of several inputs failed, or `--check` or `--diff` found a change.
    Some = 1,
    /// Wrong usage, or nothing could be done.
    Nothing = 2,
    /// A promise of stonehand itself broke.
    Broken = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What became of the inputs so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Inputs that were dealt with.
    pub done: usize,
    /// Inputs that could not be.
    pub failed: usize,
    /// Inputs that `--check` or `--diff` found a change for.
    pub changed: usize,
    /// Inputs that broke a promise.
    pub broken: usize,
}

impl Tally {
    /// The exit code for it.
    pub const fn exit(&self) -> Exit {
        if self.broken > 0 {
            Exit::Broken
        } else if self.failed > 0 && self.done == 0 {
            Exit::Nothing
        } else if self.failed > 0 || self.changed > 0 {
            Exit::Some
        } else {
            Exit::Good
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_tells() {
        let exit = |done, failed, changed, broken| Tally { done, failed, changed, broken }.exit();
        assert_eq!(exit(2, 0, 0, 0), Exit::Good);
        assert_eq!(exit(1, 1, 0, 0), Exit::Some);
        assert_eq!(exit(2, 0, 1, 0), Exit::Some);
        assert_eq!(exit(0, 2, 0, 0), Exit::Nothing);
        assert_eq!(exit(0, 1, 0, 1), Exit::Broken);
    }
}
