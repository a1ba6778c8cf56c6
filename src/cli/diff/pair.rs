//! Two texts, two pages, or two folders of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde::Serialize;
use serde_json::Value;
use stonehand::diff::{Hunk, Hunks, Kind, PageDiff, Piece, Side, Sign, TextDiff, pages, texts_until, visible};
use stonehand::page::reading::Reading;
use stonehand::render::json::indented;

use super::side::{self, Columns};
use super::{Args, Format, header, json, paint, say_coarse};
use crate::cli::exit::Exit;
use crate::cli::input::Input;
use crate::cli::output::Out;
use crate::cli::say;
use crate::cli::walk::files;

pub fn run(args: &Args, before: &Path, after: &Path) -> Result<Exit> {
    let mut out = Out::stdout();
    let differ = match (before.is_dir(), after.is_dir()) {
        (true, true) => folders(args, &mut out, before, after)?,
        (false, false) => two(args, &mut out, before, after)?,
        (true, false) => bail!("{} is a directory and {} is none", before.display(), after.display()),
        (false, true) => bail!("{} is a directory and {} is none", after.display(), before.display()),
    };
    out.finish()?;
    Ok(if differ { Exit::Some } else { Exit::Good })
}

/// Files of the same name in two folders.
fn folders(args: &Args, out: &mut Out, before: &Path, after: &Path) -> Result<bool> {
    let below = |folder: &Path| -> Result<BTreeSet<PathBuf>> {
        let pages = files(folder)?.into_iter().filter(|file| {
            file.extension().is_some_and(|ending| ["json", "jsonl", "txt"].iter().any(|known| ending == *known))
        });
        Ok(pages.filter_map(|file| file.strip_prefix(folder).map(Path::to_owned).ok()).collect())
    };
    let (old, new) = (below(before)?, below(after)?);
    if old.is_empty() && new.is_empty() {
        bail!("there is no .json, .jsonl or .txt in {} and {}", before.display(), after.display());
    }
    let mut differ = false;
    for name in old.union(&new) {
        let only = match (old.contains(name), new.contains(name)) {
            (true, true) => None,
            (true, false) => Some(before),
            _ => Some(after),
        };
        if let Some(folder) = only {
            say::note(&format!("{}: only in {}", name.display(), folder.display()));
            differ = true;
        } else {
            differ |= two(args, out, &before.join(name), &after.join(name))?;
        }
        if out.is_closed() {
            break;
        }
    }
    Ok(differ)
}

/// What a file holds.
enum Content {
    Text(String),
    Pages(Vec<Reading>),
}

fn two(args: &Args, out: &mut Out, before: &Path, after: &Path) -> Result<bool> {
    let names = (before.display().to_string(), after.display().to_string());
    if names.0 == "-" && names.1 == "-" {
        bail!("standard input can be read once; name - once");
    }
    match (content(args, before)?, content(args, after)?) {
        (Content::Text(old), Content::Text(new)) => two_texts(args, out, (&names.0, &names.1), &old, &new),
        (Content::Pages(old), Content::Pages(new)) => two_pages(args, out, (&names.0, &names.1), &old, &new),
        (Content::Text(_), Content::Pages(_)) => {
            bail!("{} is a text and {} is a page as JSON; `stonehand read` makes a page of the text", names.0, names.1)
        }
        (Content::Pages(_), Content::Text(_)) => {
            bail!("{} is a page as JSON and {} is a text; `stonehand read` makes a page of the text", names.0, names.1)
        }
    }
}

fn content(args: &Args, path: &Path) -> Result<Content> {
    let input = if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) };
    let name = input.name();
    let bytes = input.read().with_context(|| name.clone())?;
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if bare.trim_ascii_start().starts_with(b"{") {
        let found: serde_json::Result<Vec<Value>> = serde_json::Deserializer::from_slice(bare).into_iter().collect();
        match found {
            Ok(found) if found.iter().all(|page| page.get("articles").is_some_and(Value::is_array)) => {
                let read = |page| serde_json::from_value(page).map_err(|error| anyhow!("{name}: is no page: {error}"));
                return found.into_iter().map(read).collect::<Result<_>>().map(Content::Pages);
            }
            Err(error) if path.extension().is_some_and(|ending| ending == "json" || ending == "jsonl") => {
                bail!("{name}: is no JSON: {error}");
            }
            _ => {}
        }
    }
    let options = args.pages.options(stonehand::rule::Certainty::Likely)?;
    let text = stonehand::read::text(&bytes, options.encoding.as_deref()).with_context(|| name.clone())?;
    Ok(Content::Text(text.into_owned()))
}

fn two_texts(args: &Args, out: &mut Out, names: (&str, &str), before: &str, after: &str) -> Result<bool> {
    if before.len().max(after.len()) >= u32::MAX as usize {
        bail!("texts of 4 GiB and more cannot be compared; cut them into pages");
    }
    let diff = texts_until(before, after, Instant::now() + Duration::from_secs(u64::from(args.deadline)));
    say_coarse(names.1, &diff);
    let mut pieces = diff.pieces();
    pieces.retain(|piece| !args.content_only || piece.is_changed);
    if args.format == Some(Format::Json) {
        out.write(&json::texts(names, &diff, &pieces, args.stat))?;
    } else if args.stat {
        out.write(&stat(args, &diff, &pieces))?;
    } else if !pieces.is_empty() {
        header(out, names.0, names.1)?;
        let hunks = Hunks::of(&diff);
        let columns = Columns::of(hunks.lines_of(Side::Before).max(hunks.lines_of(Side::After)), side::width());
        for hunk in hunks.group(&pieces, args.unified.unwrap_or(3)) {
            out.write_styled(paint::HEAD, &hunk.header())?;
            out.write("\n")?;
            if args.format() == Format::SideBySide {
                side::hunk(out, &diff, &hunks, &pieces, &hunk, columns)?;
            } else {
                body(out, &diff, &hunks, &pieces, &hunk)?;
            }
            if out.is_closed() {
                break;
            }
        }
    }
    Ok(!pieces.is_empty())
}

fn stat(args: &Args, diff: &TextDiff, pieces: &[Piece]) -> String {
    let (mut removed, mut added) = (0, 0);
    for op in diff.ops.iter().filter(|op| op.kind == Kind::Changed) {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        removed += count(&diff.before[op.before.clone()]);
        added += count(&diff.after[op.after.clone()]);
    }
    let mut words = Vec::new();
    if removed + added > 0 {
        words.push(format!("text: {removed} characters removed, {added} added"));
    }
    let layout = diff.layout();
    if !args.content_only && !layout.is_same() {
        words.push(format!("layout: {}", layout.words().join(", ")));
    }
    if !pieces.is_empty() {
        words.push(format!("{} {}", pieces.len(), if pieces.len() == 1 { "place" } else { "places" }));
    }
    words.into_iter().map(|line| line + "\n").collect()
}

/// The lines of a hunk, signed.
pub fn body(out: &mut Out, diff: &TextDiff, hunks: &Hunks, pieces: &[Piece], hunk: &Hunk) -> Result<()> {
    if !out.has_styles() {
        let mut text = String::new();
        hunks.lines(pieces, hunk, |sign, line| {
            text.extend(sign.map(Sign::char));
            text.push_str(&visible(line));
            text.push('\n');
        });
        return out.write(&text);
    }
    let mut lines: Vec<(Option<Sign>, &str)> = Vec::new();
    hunks.lines(pieces, hunk, |sign, line| lines.push((sign, line)));
    let mut marked = pieces[hunk.pieces.clone()]
        .iter()
        .flat_map(|piece| {
            [Side::Before, Side::After].map(|side| diff.marked(piece, side).into_iter().map(move |l| (side, l)))
        })
        .flatten();
    for (sign, line) in lines {
        match sign {
            Some(Sign::Removed | Sign::Added) => {
                let Some((side, parts)) = marked.next() else { continue };
                let sign = if side == Side::Before { '-' } else { '+' };
                let plain = if side == Side::Before { anstyle::AnsiColor::Red } else { anstyle::AnsiColor::Green };
                out.write_styled(plain.on_default(), &sign.to_string())?;
                for (kind, text) in parts {
                    let style =
                        if kind == Kind::Same { plain.on_default() } else { paint::style(kind, side).invert() };
                    out.write_styled(style, &text)?;
                }
                out.write("\n")?;
            }
            sign => out.write(&format!(
                "{}{}\n",
                sign.map(Sign::char).map(String::from).unwrap_or_default(),
                visible(line)
            ))?,
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Report<'d> {
    kind: &'static str,
    before: &'d str,
    after: &'d str,
    same: bool,
    /// How many pages there are on each side.
    count: (usize, usize),
    pages: Vec<Numbered<'d>>,
}

#[derive(Serialize)]
struct Numbered<'d> {
    page: usize,
    #[serde(flatten)]
    diff: &'d PageDiff,
}

fn two_pages(args: &Args, out: &mut Out, names: (&str, &str), old: &[Reading], new: &[Reading]) -> Result<bool> {
    let diffs: Vec<PageDiff> = old.iter().zip(new).map(|(old, new)| pages(old, new)).collect();
    let same = old.len() == new.len() && diffs.iter().all(PageDiff::is_same);
    if args.format == Some(Format::Json) {
        let pages = (1..).zip(&diffs).map(|(page, diff)| Numbered { page, diff }).collect();
        let count = (old.len(), new.len());
        out.write(&indented(&Report { kind: "pages", before: names.0, after: names.1, same, count, pages }))?;
        return Ok(!same);
    }
    if same {
        return Ok(false);
    }
    header(out, names.0, names.1)?;
    for (number, diff) in (1..).zip(&diffs).filter(|(_, diff)| !diff.is_same()) {
        if old.len().max(new.len()) > 1 {
            out.write_styled(paint::HEAD, &format!("page {number}"))?;
            out.write("\n")?;
        }
        if args.stat {
            out.write(&sums(diff))?;
        } else {
            paint::marks(out, &diff.to_string())?;
        }
    }
    if old.len() != new.len() {
        out.write(&format!("{} pages before, {} after\n", old.len(), new.len()))?;
    }
    Ok(true)
}

/// How often each kind of difference is there.
fn sums(diff: &PageDiff) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for difference in &diff.differences {
        let role = difference.before.first().or(difference.after.first()).map_or("", |place| &place.role);
        let what = format!("{role} {}", difference.what.name());
        match counts.iter_mut().find(|known| known.0 == what) {
            Some(known) => known.1 += 1,
            None => counts.push((what, 1)),
        }
    }
    let lines: Vec<String> = counts.into_iter().map(|(what, count)| format!("{count:>6}  {what}\n")).collect();
    lines.concat()
}
