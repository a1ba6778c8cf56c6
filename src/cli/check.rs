//! `stonehand check`: whether pages are read as before, and whether facts about them hold.

mod corpus;
pub mod report;
pub mod store;
mod update;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Error, Result, anyhow, bail};
use clap::ValueEnum;
use stonehand::check::{Proof, Snapshot, by_role, facts, snapshot_path};
use stonehand::page::{Page, json};
use stonehand::read::{Format as FileFormat, ReadError};
use stonehand::{Options, render};

use super::exit::{Exit, Tally};
use super::guard::{bug, guarded};
use super::input::{Input, plain};
use super::inputs::Failure;
use super::press::{self, PressArgs};
use super::say::{self, Progress};
use corpus::{Corpus, Leaf};
use report::{FactReport, Format, Orphan, PageReport, Report, Reporter, Status};
use store::Store;
use update::{Update, Written};

const EXAMPLES: &str = "\
Examples:
  stonehand check pages/                   compare with snapshots/, beside pages/
  stonehand check pages/ && echo as before
  stonehand snap review                    look at what changed; accept or reject it
  CI=true stonehand check pages/           write nothing, only compare
  stonehand check -f junit pages/ > report.xml
  stonehand check --no-snapshots pages/    only the facts in PAGE.facts.jsonl

The first run makes a snapshot of each page, which waits to be accepted; later runs compare with it. Snapshots are files
of insta: `cargo insta review` works on them once `stonehand snap init-insta` has been run.

Environment:
  CI            set, and not to 0 or false: nothing is written
  INSTA_UPDATE  as --update

Exit codes:
  0  all pages are read as before, and all facts hold
  1  something differs, or some pages could not be read
  2  wrong usage, or nothing could be done";

/// Check that pages are read as before, against snapshots and facts
///
/// Reads every page below the given directories and compares it with its snapshot. What differs is shown, and waits
/// beside the snapshot as `.snap.new` to be accepted or rejected. Facts in PAGE.facts.jsonl are checked too.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Directories with pages, or single pages
    #[arg(value_name = "DIR", required = true)]
    roots: Vec<PathBuf>,
    /// Where the snapshots are [default: the directory `snapshots` beside each DIR]
    #[arg(short, long, value_name = "DIR")]
    snapshots: Option<PathBuf>,
    /// The endings of pages
    #[arg(long, value_name = "ENDING,…", value_delimiter = ',', default_value = "txt,xml,html,xhtml,hocr,tsv")]
    endings: Vec<String>,
    /// How a page stands in its snapshot
    #[arg(long = "as", value_name = "FORM", default_value = "roles")]
    form: Form,
    /// What to print
    #[arg(short, long, default_value = "text")]
    format: Format,
    /// What to write; else the environment says so, as below [default: auto]
    #[arg(long, value_name = "WHAT")]
    update: Option<Update>,
    /// What to do with snapshots and facts whose page is gone
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    orphans: Orphans,
    /// Compare with no snapshots: only check facts
    #[arg(long)]
    no_snapshots: bool,
    /// Check no facts: only compare with snapshots
    #[arg(long, conflicts_with = "no_snapshots")]
    no_facts: bool,
    #[command(flatten)]
    press: PressArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Each piece of the page with its role, one sentence a line
    Roles,
    /// As `stonehand read -f markdown`
    #[value(alias = "md")]
    Markdown,
    /// As `stonehand read -f text`
    #[value(alias = "txt")]
    Text,
    /// As `stonehand read --pretty`: with places and confidence
    Json,
}

impl Form {
    fn write(self, pages: &[Page], shapes: &[json::Page]) -> String {
        let each =
            |write: fn(&Page) -> String, between: &str| pages.iter().map(write).collect::<Vec<_>>().join(between);
        match self {
            Self::Roles => by_role(shapes),
            Self::Markdown => each(render::markdown::render, "\n---\n\n"),
            Self::Text => each(render::text::render, "\n\n"),
            Self::Json => each(|page| render::json::render(page, false, true), ""),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Orphans {
    /// List them, and exit with 1
    Fail,
    /// List them
    Warn,
    /// Do not look for them
    Ignore,
    /// Remove the snapshots
    Delete,
}

/// Runs `stonehand check`.
pub fn run(args: &Args) -> Result<Exit> {
    let written = args.update.unwrap_or(Update::from_env()?).written();
    if args.orphans == Orphans::Delete && written == Written::Nothing {
        bail!("--orphans delete removes files, but nothing may be written here (CI, INSTA_UPDATE or --update no)");
    }
    let corpus = Corpus::of(&args.roots, args.snapshots.as_deref(), &args.endings)?;
    if corpus.leaves.is_empty() && corpus.trouble.is_empty() {
        let roots: Vec<_> = args.roots.iter().map(|root| root.to_string_lossy()).collect();
        bail!("no pages (*.{}) in {}; --endings tells how pages end", args.endings.join(", *."), roots.join(", "));
    }
    let form = args.form.to_possible_value();
    let form = form.as_ref().map_or("", |form| form.get_name());
    let desk = Desk {
        args,
        corpus: &corpus,
        written,
        options: args.press.options()?,
        command: format!("stonehand check --as {form}{}", args.press.words()),
    };
    let mut reporter = Reporter::new(args.format);
    let mut tally = Tally::default();
    let mut progress = Progress::beside_output(corpus.leaves.len());
    for (path, why) in &corpus.trouble {
        say::error(&format!("{}: {why}", path.to_string_lossy()));
        reporter.page(PageReport::failed(path, why))?;
        tally.failed += 1;
    }
    for leaf in &corpus.leaves {
        progress.step(&leaf.path.to_string_lossy());
        let mut page = PageReport::of(leaf);
        match guarded(|| desk.check(leaf, &mut page)).unwrap_or_else(|what| Err(Failure::Broken(what))) {
            Ok(()) => tally.done += 1,
            Err(Failure::Broken(what)) => {
                bug(&leaf.path.to_string_lossy(), &what);
                page.fail(&what);
                tally.broken += 1;
            }
            Err(Failure::Input(error)) if !leaf.named && only_names_pages(&error) => {
                say::note(&format!("{}: {error:#}; it is passed over", leaf.path.to_string_lossy()));
                continue;
            }
            Err(Failure::Input(error) | Failure::Output(error)) => {
                say::error(&format!("{}: {error:#}", leaf.path.to_string_lossy()));
                page.fail(&format!("{error:#}"));
                tally.failed += 1;
            }
        }
        tally.changed += usize::from(page.differs());
        reporter.page(page)?;
        if reporter.is_closed() {
            return Ok(tally.exit());
        }
    }
    drop(progress);
    if args.orphans != Orphans::Ignore {
        for orphan in desk.orphans()? {
            if args.orphans == Orphans::Delete && orphan.snapshot {
                store::remove(&orphan.path)?;
                store::remove(&store::pending_path(&orphan.path))?;
            }
            tally.changed += usize::from(args.orphans == Orphans::Fail);
            reporter.orphan(orphan)?;
        }
    }
    let report = reporter.finish()?;
    advise(&report, &corpus);
    Ok(tally.exit())
}

/// Whether a file was not read because it is one that stands beside pages and only names them.
fn only_names_pages(error: &Error) -> bool {
    matches!(error.downcast_ref(), Some(ReadError::Elsewhere("METS", _)))
}

/// What can be done about what differs.
fn advise(report: &Report, corpus: &Corpus) {
    let waits = report.pages.iter().filter(|page| page.waits).count();
    if waits > 0 {
        let dirs: Vec<_> = corpus.stores.iter().map(|store| store.dir.to_string_lossy()).collect();
        let (wait, them) = if waits == 1 { ("1 snapshot waits", "it") } else { ("snapshots wait", "them") };
        let number = if waits == 1 { String::new() } else { format!("{waits} ") };
        say::note(&format!("{number}{wait}; to look at {them}: stonehand snap review {}", dirs.join(" ")));
    }
}

/// All that is needed to check a page.
struct Desk<'a> {
    args: &'a Args,
    corpus: &'a Corpus,
    written: Written,
    options: Options,
    command: String,
}

impl Desk<'_> {
    fn check(&self, leaf: &Leaf, report: &mut PageReport) -> Result<(), Failure> {
        let input = Input::File(leaf.path.clone());
        let bytes = input.read()?;
        let mut options = self.options.clone();
        options.name.clone_from(&report.id);
        if FileFormat::of(&bytes) == FileFormat::Mets {
            // Its pages are checked themselves.
            stonehand::read(&bytes, &options).map_err(Error::from)?;
        }
        let pages = press::read(&input, &bytes, &options)?;
        let shapes: Vec<json::Page> = pages.iter().map(|page| json::Page::of(page, false)).collect();
        // A snapshot that cannot be read is no reason to keep quiet about facts, nor the other way round.
        let facts = if self.args.no_facts { Ok(()) } else { check_facts(&leaf.path, &shapes, report) };
        let snapshot = if self.args.no_snapshots {
            Ok(())
        } else {
            let text = self.args.form.write(&pages, &shapes);
            self.compare(&self.corpus.stores[leaf.store], leaf, text, report)
        };
        match (snapshot, facts) {
            (Err(one), Err(two)) => Err(anyhow!("{one:#}; {two:#}").into()),
            (snapshot, facts) => Ok(snapshot.and(facts)?),
        }
    }

    fn compare(&self, store: &Store, leaf: &Leaf, text: String, report: &mut PageReport) -> Result<()> {
        let path = store.dir.join(snapshot_path(&leaf.id));
        let pending = store::pending_path(&path);
        report.snapshot = Some(path.to_string_lossy().into_owned());
        let now = Snapshot {
            page: report.id.clone(),
            made_by: concat!("stonehand ", env!("CARGO_PKG_VERSION")).to_owned(),
            command: self.command.clone(),
            text,
        };
        let before = store::read(&path)?;
        if before.as_ref().is_some_and(|before| before.agrees(&now)) {
            report.status = Some(Status::Same);
            // What waited is settled.
            return if self.written == Written::Nothing { Ok(()) } else { store::remove(&pending) };
        }
        report.lines = now.text.lines().count();
        report.status = Some(match &before {
            Some(before) => {
                report.diff = Some(report::diff(&before.text, &now.text));
                report.other_command = Some(before.command.clone()).filter(|c| !c.is_empty() && *c != now.command);
                Status::Changed
            }
            None if self.written == Written::Nothing => Status::Missing,
            None => Status::New,
        });
        let accept = match self.written {
            Written::Nothing | Written::Pending => false,
            Written::Accepted => true,
            Written::Unseen => before.is_none(),
        };
        if accept {
            store.write(&path, &now)?;
            report.accepted = true;
            return store::remove(&pending);
        }
        if self.written != Written::Nothing {
            let there = store::read(&pending).ok().flatten().is_some_and(|there| there.agrees(&now));
            if !there {
                store.write(&pending, &now)?;
            }
            report.waits = true;
        }
        Ok(())
    }

    /// Snapshots and facts below the folders that were looked into whose page is gone.
    fn orphans(&self) -> Result<Vec<Orphan>> {
        let mut orphans = Vec::new();
        if !self.args.no_facts {
            orphans.extend(self.corpus.idle_facts.iter().map(|path| Orphan { path: path.clone(), snapshot: false }));
        }
        if self.args.no_snapshots {
            return Ok(orphans);
        }
        let known: std::collections::BTreeSet<PathBuf> = self
            .corpus
            .leaves
            .iter()
            .map(|leaf| self.corpus.stores[leaf.store].dir.join(snapshot_path(&leaf.id)))
            .collect();
        for (index, store) in self.corpus.stores.iter().enumerate() {
            // The place of a page in a folder, without that page, is the place of the folder.
            let place = |id: &Path| store.dir.join(snapshot_path(&id.join("x")).parent().unwrap_or(Path::new("")));
            let folders: Vec<PathBuf> =
                self.corpus.folders.iter().filter(|(s, _)| *s == index).map(|(_, id)| place(id)).collect();
            let below = |path: &PathBuf| folders.iter().any(|folder| path.starts_with(folder));
            let mut lost: Vec<PathBuf> = store.files(".snap")?;
            let waiting = store.files(".snap.new")?;
            lost.extend(waiting.iter().map(|path| path.with_extension("")));
            lost.sort();
            lost.dedup();
            let lost = lost.into_iter().filter(|path| below(path) && !known.contains(path));
            orphans.extend(lost.map(|path| Orphan { path, snapshot: true }));
        }
        Ok(orphans)
    }
}

/// Checks the facts beside a page, if there are any.
fn check_facts(page: &Path, shapes: &[json::Page], report: &mut PageReport) -> Result<()> {
    let path = corpus::facts_of(page);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => bail!("{}: {}", path.to_string_lossy(), plain(&error)),
    };
    let proof = Proof::of(shapes);
    let mut faults = Vec::new();
    for (line, fact) in facts(&text) {
        match fact {
            Ok(fact) => report.facts.push(FactReport {
                file: path.to_string_lossy().into_owned(),
                line,
                fact: fact.to_string(),
                found: fact.check(&proof).err(),
                why: fact.why,
            }),
            Err(fault) => faults.push(format!("{}:{line}: {fault}", path.to_string_lossy())),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::msg(faults.join("; "))) }
}
