//! `stonehand snap`: snapshots that wait to be accepted or rejected.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::check::report::{diff, write_diff};
use super::check::store::Pending;
use super::exit::{Exit, Tally};
use super::output::{self, Out};
use super::say;

const EXAMPLES: &str = "\
Examples:
  stonehand snap list                          what waits in snapshots/
  stonehand snap review                        look at one after the other
  stonehand snap accept                        accept all of it
  stonehand snap reject snapshots/pages/1931
  stonehand snap init-insta . && cargo insta review

Snapshots wait where `stonehand check` found that a page is read differently, or for the first time.";

/// List, accept, reject or review snapshots that wait
///
/// `stonehand check` leaves what differs beside the snapshot, as `.snap.new`. Accepting puts it in the snapshot's
/// place, rejecting takes it away.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List what waits; exits with 1 if anything does
    List {
        #[command(flatten)]
        paths: Paths,
        /// What to print
        #[arg(short, long, default_value = "text")]
        format: Format,
    },
    /// Put what waits in the place of the snapshots
    Accept(Paths),
    /// Take away what waits
    Reject(Paths),
    /// Look at what waits, one after the other, and accept or reject it
    Review(Paths),
    /// Write the Cargo.toml without which `cargo insta` does not look at a directory
    InitInsta {
        /// The directory that holds the snapshots' directory
        #[arg(value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
struct Paths {
    /// Directories of snapshots, or single snapshots
    #[arg(value_name = "PATH", default_value = "snapshots")]
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One a line
    Text,
    /// A list of objects
    Json,
}

impl Paths {
    /// All that waits there, each once, in order.
    fn pending(&self) -> Result<Vec<Pending>> {
        let mut all = Vec::new();
        for path in &self.paths {
            all.extend(Pending::below(path)?);
        }
        all.sort();
        all.dedup();
        Ok(all)
    }
}

/// Runs `stonehand snap`.
pub fn run(args: &Args) -> Result<Exit> {
    match &args.verb {
        Verb::List { paths, format } => list(&paths.pending()?, *format),
        Verb::Accept(paths) => settle(&paths.pending()?, "accepted", Pending::accept),
        Verb::Reject(paths) => settle(&paths.pending()?, "rejected", Pending::reject),
        Verb::Review(paths) => {
            let pending = paths.pending()?;
            if !io::stdin().is_terminal() {
                bail!(
                    "review asks about each snapshot, and there is nobody to answer; see snap list, accept and reject"
                );
            }
            let reviewed = review(&pending, &mut io::stdin().lock(), &mut Out::stdout())?;
            Ok(reviewed.exit())
        }
        Verb::InitInsta { dir } => init_insta(dir),
    }
}

fn list(pending: &[Pending], format: Format) -> Result<Exit> {
    let mut text = String::new();
    let kind = |pending: &Pending| if pending.old.exists() { "changed" } else { "new" };
    match format {
        Format::Text => {
            for pending in pending {
                let name = pending.old.to_string_lossy();
                let _ = writeln!(text, "{:<8} {}", kind(pending), say::inert(&name, false));
            }
        }
        Format::Json => {
            let row = |p: &Pending| json!({"kind": kind(p), "snapshot": p.old.to_string_lossy(), "new": p.new.to_string_lossy()});
            let rows: Vec<_> = pending.iter().map(row).collect();
            text = serde_json::to_string_pretty(&rows)? + "\n";
        }
    }
    output::print(&text)?;
    Ok(if pending.is_empty() { Exit::Good } else { Exit::Some })
}

/// Does the same with all that waits; what fails is named, and the rest is done all the same.
fn settle(pending: &[Pending], done: &str, work: fn(&Pending) -> Result<()>) -> Result<Exit> {
    let mut tally = Tally::default();
    let mut out = Out::stdout();
    for pending in pending {
        match work(pending) {
            Ok(()) => {
                tally.done += 1;
                out.write(&format!("{done} {}\n", say::inert(&pending.old.to_string_lossy(), false)))?;
            }
            Err(error) => {
                say::error(&format!("{error:#}"));
                tally.failed += 1;
            }
        }
    }
    if pending.is_empty() {
        say::note("nothing waits");
    }
    out.finish()?;
    Ok(tally.exit())
}

/// What became of a review.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reviewed {
    accepted: usize,
    rejected: usize,
    left: usize,
    failed: usize,
}

impl Reviewed {
    const fn exit(&self) -> Exit {
        if self.failed > 0 { Exit::Some } else { Exit::Good }
    }
}

/// Shows what waits and asks what to do with it, one after the other.
fn review(pending: &[Pending], answers: &mut dyn BufRead, out: &mut Out) -> Result<Reviewed> {
    let mut reviewed = Reviewed { left: pending.len(), ..Reviewed::default() };
    if pending.is_empty() {
        out.write("nothing waits\n")?;
    }
    for (number, one) in (1..).zip(pending) {
        if let Err(error) = show(one, number, pending.len(), out) {
            say::error(&format!("{error:#}"));
            reviewed.failed += 1;
            continue;
        }
        let settled = match ask(answers, out)? {
            Answer::Accept => one.accept().map(|()| reviewed.accepted += 1),
            Answer::Reject => one.reject().map(|()| reviewed.rejected += 1),
            Answer::Skip => continue,
            Answer::Quit => break,
        };
        match settled {
            Ok(()) => reviewed.left -= 1,
            Err(error) => {
                say::error(&format!("{error:#}"));
                reviewed.failed += 1;
            }
        }
    }
    let Reviewed { accepted, rejected, left, .. } = reviewed;
    out.write(&format!("{accepted} accepted, {rejected} rejected, {left} left\n"))?;
    out.flush()?;
    Ok(reviewed)
}

fn show(pending: &Pending, number: usize, of: usize, out: &mut Out) -> Result<()> {
    let (before, now) = pending.sides()?;
    let page = if now.page.is_empty() { pending.old.to_string_lossy().into_owned() } else { now.page.clone() };
    let kind = if before.is_some() { "changed" } else { "new" };
    out.write(&format!("\n{number}/{of}  {kind}  {}\n", say::inert(&page, false)))?;
    let before = before.unwrap_or_default();
    if !before.command.is_empty() && before.command != now.command {
        let commands = format!("made by `{}` now, by `{}` before", now.command, before.command);
        out.write(&format!("{}\n", say::inert(&commands, false)))?;
    }
    let (old, new) = (pending.old.to_string_lossy(), pending.new.to_string_lossy());
    if kind == "new" {
        let lines: String = now.text.lines().flat_map(|line| ["+", line, "\n"]).collect();
        return write_diff(out, "nothing", &new, &lines);
    }
    write_diff(out, &old, &new, &diff(&before.text, &now.text))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
    Quit,
}

/// Asks until there is an answer; the end of the input is one too.
fn ask(answers: &mut dyn BufRead, out: &mut Out) -> Result<Answer> {
    loop {
        out.write("accept, reject, skip or quit? [a/r/s/q] ")?;
        out.flush()?;
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            out.write("\n")?;
            return Ok(Answer::Quit);
        }
        match line.trim().to_lowercase().as_str() {
            "a" | "accept" | "y" | "yes" => return Ok(Answer::Accept),
            "r" | "reject" | "n" | "no" => return Ok(Answer::Reject),
            "s" | "skip" => return Ok(Answer::Skip),
            "q" | "quit" => return Ok(Answer::Quit),
            _ => {}
        }
    }
}

/// All that `cargo insta` wants to see: a package that has nothing in it.
const CARGO_TOML: &str = "\
# Here only so that `cargo insta review` looks for snapshots in this directory.
[package]
name = \"pages\"
version = \"0.0.0\"
edition = \"2021\"

[lib]
path = \"lib.rs\"

[workspace]
";

fn init_insta(dir: &Path) -> Result<Exit> {
    let path = dir.join("Cargo.toml");
    let shown = path.to_string_lossy();
    if !dir.is_dir() {
        bail!("{}: no such directory", dir.to_string_lossy());
    }
    if fs::symlink_metadata(&path).is_ok() {
        bail!("{shown} is there already, and was left as it is; `cargo insta review` may work as it is");
    }
    let mut out = Out::file(&path)?;
    out.write(CARGO_TOML)?;
    out.finish()?;
    output::print(&format!("wrote {}; now `cargo insta review` works there\n", say::inert(&shown, false)))
}

#[cfg(test)]
mod tests {
    use stonehand::check::Snapshot;

    use super::*;

    fn snapshot(text: &str) -> String {
        Snapshot { page: "pages/a.txt".to_owned(), text: text.to_owned(), ..Snapshot::default() }.write()
    }

    /// What a review says to `answers`, and what is then in the directory.
    fn reviewed(answers: &str) -> (Reviewed, String, Vec<(String, String)>) {
        let desk = tempfile::tempdir().unwrap();
        let path = |name: &str| desk.path().join(name);
        fs::write(path("a.txt.snap"), snapshot("headline  甲")).unwrap();
        fs::write(path("a.txt.snap.new"), snapshot("headline  乙")).unwrap();
        fs::write(path("b.txt.snap.new"), snapshot("headline  丙\u{1b}[2J")).unwrap();
        let said = path("said");
        let mut out = Out::file(&said).unwrap();
        let pending = Pending::below(desk.path()).unwrap();
        let reviewed = review(&pending, &mut answers.as_bytes(), &mut out).unwrap();
        out.finish().unwrap();
        let said = fs::read_to_string(&said).unwrap();
        let left = ["a.txt.snap", "a.txt.snap.new", "b.txt.snap", "b.txt.snap.new"].into_iter().filter_map(|name| {
            let text = Snapshot::read(&fs::read_to_string(path(name)).ok()?).unwrap().text;
            Some((name.to_owned(), text))
        });
        let left = left.collect();
        (reviewed, said, left)
    }

    #[test]
    fn a_review_does_what_is_answered() {
        let (done, said, left) = reviewed("a\nr\n");
        assert_eq!(done, Reviewed { accepted: 1, rejected: 1, ..Reviewed::default() });
        assert_eq!(left, [("a.txt.snap".to_owned(), "headline  乙".to_owned())]);
        assert!(
            said.contains("1/2  changed  pages/a.txt\n") && said.contains("-headline  甲\n+headline  乙\n"),
            "{said}"
        );
        assert!(said.contains("2/2  new  pages/a.txt\n") && said.contains("+headline  丙\\x1b[2J\n"), "{said}");
        assert!(said.ends_with("1 accepted, 1 rejected, 0 left\n"), "{said}");
    }

    #[test]
    fn what_is_no_answer_is_asked_again_and_the_end_leaves_all() {
        let (done, said, left) = reviewed("what?\n\nS\n");
        assert_eq!(done, Reviewed { left: 2, ..Reviewed::default() });
        assert_eq!((left.len(), said.matches("[a/r/s/q]").count()), (3, 4));
        let (done, _, left) = reviewed("q\na\n");
        assert_eq!((done.left, left.len()), (2, 3));
    }
}
