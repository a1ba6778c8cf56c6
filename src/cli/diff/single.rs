//! One file, before and after it is cleaned.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use stonehand::catalogue;
use stonehand::diff::{Doing, Doings, Hunk, Hunks, Made, Piece, Side, TextDiff, cleaned};
use stonehand::rule::Certainty;

use super::side::Columns;
use super::{Args, Format, header, json, paint, side};
use crate::cli::exit::Exit;
use crate::cli::guard::{bug, guarded};
use crate::cli::input::Input;
use crate::cli::inputs::Failure;
use crate::cli::output::Out;
use crate::cli::press;

pub fn run(args: &Args, path: &Path) -> Result<Exit> {
    let input = if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) };
    let name = input.name();
    let bytes = input.read().map_err(|error| anyhow!("{name}: {error:#}"))?;
    if path.is_dir() {
        bail!("{name}: is a directory; name a file, or two directories to compare");
    }
    let guess = args.certainty.contains(&Certainty::Guess);
    let mut options = args.pages.options(if guess { Certainty::Guess } else { Certainty::Likely })?;
    options.name.clone_from(&name);
    let shown = guarded(|| press::clean(&input, &bytes, &options)).unwrap_or_else(|what| Err(Failure::Broken(what)));
    let pages = match shown {
        Ok(pages) => pages,
        Err(Failure::Broken(what)) => {
            bug(&name, &what);
            return Ok(Exit::Broken);
        }
        Err(Failure::Input(error) | Failure::Output(error)) => return Err(anyhow!("{name}: {error:#}")),
    };
    if let Some(page) = pages.iter().find(|page| page.source.format != "text") {
        bail!("{name}: is {}, and only plain text can be cleaned; `stonehand read` reads it", page.source.format);
    }
    press::say_doubts(&name, pages.iter().flat_map(|page| &page.notes));
    let doings = cleaned(&pages);
    let diff = doings.diff(&pages);
    let shown = Shown::of(args, &doings, &diff);
    let mut out = Out::stdout();
    if args.stat && args.format != Some(Format::Json) {
        out.write(&stat(&shown, &diff))?;
    } else {
        match args.format() {
            Format::Json => out.write(&json::cleaned(&name, &shown, &diff, args.stat))?,
            format => write(&mut out, args, &name, &shown, &diff, format)?,
        }
    }
    out.finish()?;
    Ok(if shown.pieces.is_empty() && shown.doings.is_empty() { Exit::Good } else { Exit::Some })
}

/// What of the difference was asked for.
pub struct Shown<'d> {
    pub all: &'d Doings<'d>,
    /// What was done, in the order of the text.
    pub doings: Vec<&'d Doing<'d>>,
    /// Where the text differs.
    pub pieces: Vec<Piece>,
    wish: Wish<'d>,
}

#[derive(Clone, Copy)]
struct Wish<'a> {
    rules: &'a [String],
    certainties: &'a [Certainty],
}

impl Wish<'_> {
    const fn is_all(self) -> bool {
        self.rules.is_empty() && self.certainties.is_empty()
    }

    fn takes(self, doing: &Doing<'_>) -> bool {
        let named = |name: &String| {
            name.eq_ignore_ascii_case(doing.rule) || (name.len() == 1 && doing.rule[..1].eq_ignore_ascii_case(name))
        };
        (self.rules.is_empty() || self.rules.iter().any(named))
            && (self.certainties.is_empty() || self.certainties.contains(&doing.certainty))
    }
}

impl<'d> Shown<'d> {
    fn of(args: &'d Args, all: &'d Doings<'d>, diff: &TextDiff) -> Self {
        let wish = Wish { rules: &args.rule, certainties: &args.certainty };
        let mut pieces = diff.pieces();
        pieces.retain(|piece| !args.content_only || piece.is_changed);
        pieces.retain(|piece| wish.is_all() || all.of(piece).iter().any(|doing| wish.takes(doing)));
        let taken = |doing: &&Doing| wish.takes(doing);
        let doings = if args.content_only {
            pieces.iter().flat_map(|piece| all.of(piece)).filter(taken).collect()
        } else {
            all.list.iter().filter(taken).collect()
        };
        Self { all, doings, pieces, wish }
    }

    /// What was done in these pieces.
    pub fn made(&self, pieces: &[Piece]) -> Vec<(Made, usize)> {
        let doings = pieces.iter().flat_map(|piece| self.all.of(piece));
        Made::count(doings.filter(|doing| self.wish.takes(doing)))
    }
}

/// `C03 sure [-,-]{+，+} ×2`
fn label((made, count): &(Made, usize)) -> String {
    let times = if *count > 1 { format!(" ×{count}") } else { String::new() };
    format!("{} {} {}{times}", made.rule, made.certainty, made.change)
}

fn write(out: &mut Out, args: &Args, name: &str, shown: &Shown, diff: &TextDiff, format: Format) -> Result<()> {
    if shown.pieces.is_empty() {
        return Ok(());
    }
    let hunks = Hunks::of(diff);
    let groups = hunks.group(&shown.pieces, args.unified.unwrap_or(0));
    header(out, name, &format!("{name} (clean)"))?;
    let columns = Columns::of(hunks.lines_of(Side::Before), side::width());
    for group in &groups {
        let made = shown.made(&shown.pieces[group.pieces.clone()]);
        if format == Format::SideBySide {
            side::hunk(out, diff, &hunks, &shown.pieces, group, columns)?;
            for made in &made {
                out.write("    ")?;
                paint::marks(out, &label(made))?;
                out.write("\n")?;
            }
        } else {
            unified(out, diff, &hunks, &shown.pieces, group, &made)?;
        }
        if out.is_closed() {
            break;
        }
    }
    Ok(())
}

fn unified(
    out: &mut Out,
    diff: &TextDiff,
    hunks: &Hunks,
    pieces: &[Piece],
    hunk: &Hunk,
    made: &[(Made, usize)],
) -> Result<()> {
    out.write_styled(paint::HEAD, &hunk.header())?;
    let labels: Vec<String> = made.iter().map(label).collect();
    if !labels.is_empty() {
        out.write(" ")?;
        paint::marks(out, &labels.join("; "))?;
    }
    out.write("\n")?;
    super::pair::body(out, diff, hunks, pieces, hunk)
}

/// How often each rule did something.
fn stat(shown: &Shown, diff: &TextDiff) -> String {
    let mut out = String::new();
    let rules = json::rules(shown);
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for rule in &rules {
        let _ = writeln!(out, "{:>6}  {}  {:<width$}  {}", rule.count, rule.code, rule.name, rule.certainty);
    }
    let layout = diff.layout();
    if shown.wish.is_all() && !layout.is_same() {
        let _ = writeln!(out, "layout: {}", layout.words().join(", "));
    }
    let count = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    if !out.is_empty() {
        let (changes, places) = (count(shown.doings.len(), "change"), count(shown.pieces.len(), "place"));
        let _ = writeln!(out, "{changes} in {places}");
    }
    out
}

/// The name of a rule.
pub fn name_of(code: &str) -> &'static str {
    catalogue::find(code).map_or("", |rule| rule.name)
}
