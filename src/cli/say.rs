//! Messages on standard error.
//!
//! Nothing that comes from a file or its name reaches a terminal as a command: control characters and marks of
//! writing direction are shown as `\x1b`. A standard error that is closed is no reason to stop.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// Says what went wrong, where, and what to do.
pub fn error(message: &str) {
    say(ERROR, message);
}

/// Says what is doubtful, or what was done.
pub fn note(message: &str) {
    say(NOTE, message);
}

fn say(style: Style, message: &str) {
    let message = inert(message, false);
    clear();
    let _ = writeln!(anstream::stderr().lock(), "{style}stonehand:{style:#} {message}");
}

/// Takes the line of a [`Progress`] away, before something is written where it stands.
pub fn clear() {
    if PROGRESS.swap(false, Ordering::Relaxed) {
        let _ = write!(io::stderr(), "{CLEAR}");
    }
}

/// Prints text of our own, styles included.
pub fn lines(text: &str) {
    let _ = write!(anstream::stderr().lock(), "{text}");
}

/// The text with every character that could command a terminal shown as an escape. With `layout`, line feeds and tabs
/// stay what they are.
pub fn inert(text: &str, layout: bool) -> Cow<'_, str> {
    let commands = |c: char| is_command(c) && !(layout && matches!(c, '\n' | '\t'));
    if !text.contains(commands) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        // Writing to a string cannot fail.
        let _ = match u32::from(c) {
            code if commands(c) && code < 0x100 => write!(out, "\\x{code:02x}"),
            code if commands(c) => write!(out, "\\u{{{code:x}}}"),
            _ => out.write_char(c),
        };
    }
    Cow::Owned(out)
}

/// Whether a character can command a terminal, or turn the direction of the text around it.
pub const fn is_command(c: char) -> bool {
    stonehand::render::is_hidden(c) && c != '\u{feff}'
}

/// Whether a line of [`Progress`] stands on the terminal, to be cleared before anything else is said.
static PROGRESS: AtomicBool = AtomicBool::new(false);
const CLEAR: &str = "\r\x1b[K";

/// The line that says how far a long run has come; only on a terminal that shows nothing else, and only when there is
/// much to do.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    done: usize,
    shown: bool,
}

impl Progress {
    /// For so many inputs.
    pub fn new(total: usize) -> Self {
        let mut progress = Self::beside_output(total);
        progress.shown &= !io::stdout().is_terminal();
        progress
    }

    /// For so many inputs of which most print nothing; the others call [`clear`] first.
    pub fn beside_output(total: usize) -> Self {
        Self { total, done: 0, shown: total > 20 && io::stderr().is_terminal() }
    }

    /// The next input begins.
    pub fn step(&mut self, name: &str) {
        self.done += 1;
        if self.shown {
            let skipped = name.chars().count().saturating_sub(50);
            let name: String = name.chars().skip(skipped).collect();
            let _ = write!(io::stderr(), "{CLEAR}{}/{} {}", self.done, self.total, inert(&name, false));
            PROGRESS.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_shown_and_never_sent() {
        assert_eq!(inert("a\x1b]0;x\x07\u{9b}b\u{202e}\n", false), "a\\x1b]0;x\\x07\\x9bb\\u{202e}\\x0a");
        assert_eq!(inert("澜港\n\t日报", true), "澜港\n\t日报");
    }
}
