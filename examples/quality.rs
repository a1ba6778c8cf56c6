//! Measures how well pages are read, for docs/quality.md:
//! `cargo run --release --example quality -- --write docs/quality.md PAGES…`.
//!
//! Each folder of PAGES holds gold pages, `NAME.gold.json`, and the same pages in many forms, `NAME.FORM.EXT`. Without
//! `--write` the tables are printed; with it they take the place of those between the two marks of the paper.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use stonehand::page::Page;
use stonehand::page::reading::{Block, Reading, Story};
use stonehand::score::{Figure, Figures, fold, kept, score};
use stonehand::{Options, render};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const BEGIN: &str = "<!-- measured: written by the command above -->\n";
const END: &str = "<!-- end of what is measured -->\n";
/// Below which confidences the rows of the table of reliability lie, in hundredths.
const ROWS: [u8; 8] = [30, 50, 60, 70, 80, 90, 95, 101];
/// Text is followed to its story in pieces of so many characters, as by `stonehand score`.
const PIECE: usize = 12;
/// So many characters on either side of a seam are looked for in the gold.
const REACH: usize = 6;

fn main() -> Result<()> {
    let mut folders = Vec::new();
    let mut paper = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--write" {
            paper = Some(PathBuf::from(args.next().ok_or("--write needs the paper to write to")?));
        } else {
            folders.push(PathBuf::from(arg));
        }
    }
    if folders.is_empty() {
        return Err("say which folders hold gold pages (NAME.gold.json) and their raw forms (NAME.FORM.txt)".into());
    }
    let mut report = String::new();
    for folder in &folders {
        report.push_str(&measure(folder)?);
    }
    let Some(paper) = paper else {
        print!("{report}");
        return Ok(());
    };
    let text = std::fs::read_to_string(&paper)?;
    let (Some(from), Some(to)) = (text.find(BEGIN), text.find(END)) else {
        return Err(format!("{}: has no marks to write between", paper.display()).into());
    };
    std::fs::write(&paper, format!("{}\n{report}{}", &text[..from + BEGIN.len()], &text[to..]))?;
    Ok(())
}

/// The tables of one folder.
fn measure(folder: &Path) -> Result<String> {
    let mut forms: BTreeMap<String, Vec<Figures>> = BTreeMap::new();
    let mut said: BTreeMap<String, Vec<(u8, bool)>> = BTreeMap::new();
    let mut seams: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (stem, gold) in golds(folder)? {
        let gold: Reading = serde_json::from_str(&std::fs::read_to_string(gold)?)?;
        let texts: Vec<String> = gold.articles.iter().map(body).collect();
        for (form, raw) in raws(&stem)? {
            let mut pages = stonehand::read(&std::fs::read(&raw)?, &Options::default())
                .map_err(|error| format!("{}: {error}", raw.display()))?;
            if pages.is_empty() {
                continue;
            }
            let page = pages.remove(0);
            let value: serde_json::Value = serde_json::from_str(&render::json::render(&page, false, false))?;
            let out: Reading = serde_json::from_value(value.clone())?;
            let mut figures = score(&gold, &out);
            if raw.extension().is_some_and(|ext| ext == "txt") {
                figures.set(Figure::Kept, Some(kept(&value, &page.source.text)));
            }
            forms.entry(form.clone()).or_default().push(figures);
            for (story, article) in out.articles.iter().zip(&page.articles) {
                said.entry(form.clone()).or_default().push((article.confidence, right(story, &gold, &texts)));
            }
            count_seams(&page, &texts, seams.entry(form.clone()).or_default());
        }
    }
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut out = format!("### {name}\n\n| form | pages |");
    for figure in Figure::ALL {
        let _ = write!(out, " {} |", figure.name());
    }
    let _ = write!(out, "\n| --- |{}\n", " ---: |".repeat(1 + Figure::ALL.len()));
    for (form, pages) in &forms {
        let mean = Figures::mean(pages);
        let _ = write!(out, "| {form} | {} |", pages.len());
        for figure in Figure::ALL {
            let _ = match mean.get(figure) {
                Some(value) => write!(out, " {value:.3} |"),
                None => write!(out, " – |"),
            };
        }
        out.push('\n');
    }
    out.push_str("\nConfidence of articles, and how often it was right:\n\n| said | articles | mean said | right |\n");
    out.push_str("| --- | ---: | ---: | ---: |\n");
    let all: Vec<(u8, bool)> = said.into_values().flatten().collect();
    let mut low = 0;
    for high in ROWS {
        let row: Vec<_> = all.iter().filter(|(c, _)| (low..high).contains(c)).collect();
        if !row.is_empty() {
            let sum: f64 = row.iter().map(|(c, _)| f64::from(*c)).sum();
            let hits = row.iter().filter(|(_, right)| *right).count();
            let (mean, share) = (sum / float(row.len()) / 100.0, float(hits) / float(row.len()));
            let _ =
                writeln!(out, "| 0.{low:02}–0.{:02} | {} | {mean:.2} | {share:.2} |", (high - 1).min(99), row.len());
        }
        low = high;
    }
    out.push_str("\nLines joined, and how many of them go on so in the gold:\n\n| form | joins | right |\n| --- | ---: | ---: |\n");
    for (form, (hits, count)) in seams.iter().filter(|(_, (_, count))| *count > 0) {
        let _ = writeln!(out, "| {form} | {count} | {:.3} |", float(*hits) / float(*count));
    }
    out.push('\n');
    Ok(out)
}

#[allow(clippy::cast_precision_loss, reason = "counts of pages and articles")]
fn float(n: usize) -> f64 {
    n as f64
}

/// The gold pages of a folder and the folders in it, each with its path without `.gold.json`.
fn golds(folder: &Path) -> Result<Vec<(PathBuf, PathBuf)>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Some(stem) = path.to_str().and_then(|p| p.strip_suffix(".gold.json")) {
                found.push((PathBuf::from(stem), path.clone()));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The raw forms of a page, each with its name.
fn raws(stem: &Path) -> Result<Vec<(String, PathBuf)>> {
    let folder = stem.parent().ok_or("a page stands in a folder")?;
    let name = stem.file_name().and_then(|name| name.to_str()).ok_or("a page has a name")?;
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(form) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_prefix(name)) else {
            continue;
        };
        let form = form.trim_start_matches('.');
        if form.is_empty() || form == "gold.json" || !path.is_file() {
            continue;
        }
        found.push((form.trim_end_matches(".txt").to_owned(), path.clone()));
    }
    found.sort();
    Ok(found)
}

/// The text of a story's blocks, folded.
fn body(story: &Story) -> String {
    let mut text = String::new();
    for block in &story.blocks {
        let Block { text: own, header, rows, .. } = block;
        text.push_str(&fold(own));
        for cell in header.iter().chain(rows.iter().flatten()) {
            text.push_str(&fold(cell));
        }
    }
    text
}

/// Whether the headline is that of the gold story which has most of the body, and has four fifths of it at least.
fn right(story: &Story, gold: &Reading, texts: &[String]) -> bool {
    let chars: Vec<char> = body(story).chars().collect();
    let mut votes: HashMap<usize, usize> = HashMap::new();
    let mut pieces = 0;
    for piece in chars.chunks(PIECE) {
        let piece: String = piece.iter().collect();
        pieces += 1;
        let mut owners = texts.iter().enumerate().filter(|(_, text)| text.contains(&piece)).map(|(index, _)| index);
        if let (Some(owner), None) = (owners.next(), owners.next()) {
            *votes.entry(owner).or_default() += 1;
        }
    }
    let Some((&owner, &count)) = votes.iter().max_by_key(|(owner, count)| (**count, usize::MAX - **owner)) else {
        return false;
    };
    let titled = |story: &Story| Reading { articles: vec![story.clone()], ..Reading::default() };
    let figures = score(&titled(&gold.articles[owner]), &titled(story));
    // The headline counts where the bodies meet; where the gold has none, there is none to be right.
    figures.get(Figure::Headline) == Some(1.0) && count * 5 >= pieces * 4
}

/// Counts the seams of a page's paragraphs, where two lines were joined, and those whose characters stand together in
/// the gold.
fn count_seams(page: &Page, texts: &[String], seams: &mut (usize, usize)) {
    let paragraphs = page.articles.iter().flat_map(|article| &article.blocks).filter_map(|block| match block {
        stonehand::page::Block::Paragraph(text) => Some(text),
        _ => None,
    });
    for text in paragraphs {
        let mut at = 0;
        let mut end: Option<u32> = None;
        for run in text.runs() {
            let (from, to) = (run.span.start, run.span.end);
            let wraps = end.is_some_and(|end| {
                from < end || page.source.text.get(end as usize..from as usize).is_some_and(|gap| gap.contains('\n'))
            });
            if wraps && at > 0 {
                let upper: String = text[..at].chars().rev().take(REACH).collect();
                let upper: String = upper.chars().rev().collect();
                let lower: String = text[at..].chars().take(REACH).collect();
                let seam = fold(&upper) + &fold(&lower);
                seams.1 += 1;
                seams.0 += usize::from(texts.iter().any(|text| text.contains(&seam)));
            }
            at += run.len as usize;
            end = Some(to);
        }
    }
}
