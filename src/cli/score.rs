//! `stonehand score`: figures against gold pages.

mod pairs;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value;
use stonehand::page::reading::Reading;
use stonehand::score::{Figure, Figures, kept, score};

use super::exit::Exit;
use super::output::Out;
use super::say;
use pairs::{Gold, Pair};

const EXAMPLES: &str = "\
Examples:
  stonehand score page.gold.json page.json                one page
  stonehand read page.txt | stonehand score page.gold.json -
  stonehand read -f json -o out/ raw/*.txt                many pages:
  stonehand score gold/ out/ --raw raw/                   NAME.gold.json with NAME.json or NAME.FORM.json
  stonehand read -f jsonl raw/*.txt > out.jsonl           or all in one file
  stonehand score gold/ out.jsonl
  stonehand score gold/ out/ --min fidelity=0.95,para_f1=0.9   in a script: 1 when a mean is below

Figures, from 0 to 1, more is better:
  fidelity  how little of the articles' text would have to be edited
  para_f1   paragraphs that are whole and right; break_f1: their starts and ends
  group_f1  which text belongs to one article
  headline  headlines on the right body; titles: kickers and subheadlines
  authors   authors that are right; cells: table cells; teasers: teasers found
  kept      letters, ideographs and digits of the raw text that are still there (needs --raw)

A gold page is JSON as `stonehand read` writes it, as much of it as you know: articles with kicker, headline,
subheadline (strings or lists of lines), byline {\"authors\": […]}, blocks; teasers; furniture. The spaces and the
forms of marks do not count.";

/// Score pages against gold pages, as a table or as JSON
///
/// GOLD and OUT are a page each, or a folder each. A gold page without an output counts as nothing found.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The right reading: a file, or a folder of NAME.gold.json
    gold: PathBuf,
    /// What was read: a file, a folder, or JSON Lines; `-` for standard input
    out: PathBuf,
    /// The raw text of the pages, a file or a folder of NAME.txt, for the figure `kept`
    #[arg(long, value_name = "PATH")]
    raw: Option<PathBuf>,
    /// What to write
    #[arg(short, long, default_value = "table")]
    format: Format,
    /// End with 1 if a mean is below this
    #[arg(long, value_name = "FIGURE=VALUE,…", value_delimiter = ',', value_parser = at_least)]
    min: Vec<(Figure, f64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table to look at
    Table,
    /// One JSON document
    Json,
}

fn at_least(wish: &str) -> Result<(Figure, f64), String> {
    let (name, value) = wish.split_once('=').ok_or("say FIGURE=VALUE, such as fidelity=0.95")?;
    let figure = Figure::ALL.into_iter().find(|figure| figure.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Figure::ALL.iter().map(|figure| figure.name()).collect();
        format!("there is no figure {name:?}; choose one of {}", names.join(", "))
    })?;
    let value: Option<f64> = value.parse().ok().filter(|value| (0.0..=1.0).contains(value));
    Ok((figure, value.ok_or("a figure lies between 0 and 1")?))
}

/// A page and its figures.
#[derive(Debug, Serialize)]
struct Row {
    page: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    form: String,
    figures: Figures,
}

/// The means of some pages.
#[derive(Debug, Serialize)]
struct Mean {
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<String>,
    pages: usize,
    figures: Figures,
}

#[derive(Debug, Serialize)]
struct Report {
    pages: Vec<Row>,
    means: Vec<Mean>,
}

/// Runs `stonehand score`.
pub fn run(args: &Args) -> Result<Exit> {
    let golds = pairs::golds(&args.gold)?;
    let mut strays = Vec::new();
    let mut pairs = pairs::pairs(&golds, &args.out, &mut strays)?;
    for name in &strays {
        say::note(&format!("{name}: there is no gold page for it; passed over"));
    }
    let raw = Raws::of(args.raw.as_deref())?;
    let mut readings: HashMap<usize, Reading> = HashMap::new();
    let mut rows = Vec::with_capacity(pairs.len());
    for pair in &mut pairs {
        if !readings.contains_key(&pair.gold) {
            // Pages come in the order of their gold: one at a time is enough.
            readings.clear();
            readings.insert(pair.gold, gold(&golds[pair.gold])?);
        }
        rows.push(row(pair, &readings[&pair.gold], &raw)?);
    }
    let report = Report { means: means(&rows), pages: rows };
    let mut out = Out::stdout();
    out.write(&match args.format {
        Format::Table => table(&report),
        Format::Json => stonehand::render::json::indented(&report),
    })?;
    out.finish()?;
    Ok(if below(&args.min, &report) { Exit::Some } else { Exit::Good })
}

fn gold(gold: &Gold) -> Result<Reading> {
    let mut pages = pairs::pages(&gold.path)?;
    let (Some(page), true) = (pages.pop(), pages.is_empty()) else {
        bail!("{}: holds {} pages; a gold page is one", gold.path.display(), pages.len() + 1);
    };
    reading(page).with_context(|| gold.path.display().to_string())
}

fn reading(page: Value) -> Result<Reading> {
    serde_json::from_value(page).map_err(|error| anyhow::anyhow!("is no page: {error}"))
}

fn row(pair: &mut Pair, gold: &Reading, raws: &Raws) -> Result<Row> {
    let figures = if let Some(page) = pair.page.take() {
        let kept = raws.text(&pair.name)?.map(|raw| kept(&page, &raw));
        let mut figures = score(gold, &reading(page).with_context(|| pair.name.clone())?);
        figures.set(Figure::Kept, kept);
        figures
    } else {
        say::note(&format!("{}: there is no output for it; it counts as nothing found", pair.name));
        score(gold, &Reading::default())
    };
    Ok(Row { page: pair.name.clone(), form: pair.form.clone(), figures })
}

/// The means of each form, where there are several, and of all pages.
fn means(rows: &[Row]) -> Vec<Mean> {
    let mut forms: Vec<&str> = rows.iter().map(|row| row.form.as_str()).collect();
    forms.sort_unstable();
    forms.dedup();
    let mean = |form: Option<&str>| {
        let rows: Vec<&Row> = rows.iter().filter(|row| form.is_none_or(|form| row.form == form)).collect();
        let figures = Figures::mean(rows.iter().map(|row| &row.figures));
        Mean { form: form.map(str::to_owned), pages: rows.len(), figures }
    };
    let each = forms.iter().filter(|form| forms.len() > 1 && !form.is_empty()).map(|form| mean(Some(form)));
    each.chain([mean(None)]).collect()
}

/// Says which means are below what was asked for.
fn below(wishes: &[(Figure, f64)], report: &Report) -> bool {
    let Some(all) = report.means.last() else { return false };
    let mut below = false;
    for &(figure, least) in wishes {
        let name = figure.name();
        match all.figures.get(figure) {
            Some(value) if value >= least => continue,
            Some(value) => say::error(&format!("{name} is {value:.4}, below {least}")),
            None => say::error(&format!("no page has the figure {name}, so it is not at least {least}")),
        }
        below = true;
    }
    below
}

/// The columns of a figure, with two before it.
const fn space(figure: Figure) -> usize {
    let name = figure.name().len();
    (if name > "0.000".len() { name } else { "0.000".len() }) + 2
}

fn table(report: &Report) -> String {
    let mut lines: Vec<(String, &Figures)> =
        report.pages.iter().map(|row| (say::inert(&row.page, false).into_owned(), &row.figures)).collect();
    if report.pages.len() > 1 {
        for mean in &report.means {
            let form = mean.form.as_deref().map(|form| format!(" {}", say::inert(form, false))).unwrap_or_default();
            lines.push((format!("mean{form} ({})", mean.pages), &mean.figures));
        }
    }
    let width = |text: &str| stonehand::render::width(text);
    let first = lines.iter().map(|line| width(&line.0)).max().unwrap_or(0).max("page".len());
    let mut out = format!("{:<first$}", "page");
    for figure in Figure::ALL {
        let _ = write!(out, "{:>space$}", figure.name(), space = space(figure));
    }
    out.push('\n');
    for (index, (name, figures)) in lines.iter().enumerate() {
        if index == report.pages.len() {
            out.push('\n');
        }
        let _ = write!(out, "{name}{}", " ".repeat(first - width(name)));
        for figure in Figure::ALL {
            let space = space(figure);
            let _ = match figures.get(figure) {
                Some(value) => write!(out, "{value:>space$.3}"),
                None => write!(out, "{:>space$}", "-"),
            };
        }
        out.push('\n');
    }
    out
}

/// The raw text of pages.
struct Raws {
    /// The one file, or those of a folder by their names without the ending.
    one: Option<PathBuf>,
    many: HashMap<String, Vec<PathBuf>>,
}

impl Raws {
    fn of(path: Option<&Path>) -> Result<Self> {
        let mut raws = Self { one: None, many: HashMap::new() };
        match path {
            Some(folder) if folder.is_dir() => {
                for file in super::walk::files(folder)? {
                    if file.extension().is_some_and(|ending| ending == "txt") {
                        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                        raws.many.entry(stem).or_default().push(file);
                    }
                }
            }
            path => raws.one = path.map(Path::to_owned),
        }
        Ok(raws)
    }

    /// The raw text of the page of this name; of several, the one that lies in the most similar place.
    fn text(&self, page: &str) -> Result<Option<String>> {
        let near = |file: &PathBuf| {
            let tails = file.iter().rev().skip(1).zip(Path::new(page).iter().rev().skip(1));
            tails.take_while(|(one, other)| one == other).count()
        };
        let stem = |name: &str| Path::new(name).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = stem(page);
        let bare = [".txt", ".json"].iter().find_map(|ending| name.strip_suffix(ending));
        let found = self.many.get(&name).or_else(|| self.many.get(bare?));
        let found = found.and_then(|files| files.iter().max_by_key(|file| near(file)));
        let Some(path) = self.one.as_ref().or(found) else { return Ok(None) };
        let bytes = super::input::Input::File(path.clone()).read().with_context(|| path.display().to_string())?;
        let text = stonehand::read::text(&bytes, None).with_context(|| path.display().to_string())?;
        Ok(Some(text.into_owned()))
    }
}
