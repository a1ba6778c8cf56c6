//! Which output belongs to which gold page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::cli::input::Input;
use crate::cli::walk::files;

/// A page of gold.
#[derive(Debug)]
pub struct Gold {
    pub path: PathBuf,
    /// The folder below the one that was named.
    folder: PathBuf,
    /// What the page is called: the file's name without `.gold.json`.
    name: String,
}

/// An output and the gold page that it is to be compared with.
#[derive(Debug)]
pub struct Pair {
    /// What the output is called.
    pub name: String,
    /// What stands behind the page's name in that of the output: `page.tesseract.json` is the form `tesseract`.
    pub form: String,
    /// The gold page, by its place in the list.
    pub gold: usize,
    /// The page; `None` where there is none for the gold.
    pub page: Option<Value>,
}

const GOLD: &str = ".gold.json";

/// The gold pages that a file or a folder holds. In a folder they are called `NAME.gold.json`; where none is, every
/// `.json` is one.
pub fn golds(path: &Path) -> Result<Vec<Gold>> {
    if !path.is_dir() {
        return Ok(vec![Gold { path: path.to_owned(), folder: PathBuf::new(), name: String::new() }]);
    }
    let files = files(path)?;
    let ending = if files.iter().any(|file| name_of(file).ends_with(GOLD)) { GOLD } else { ".json" };
    let gold = |file: PathBuf| {
        let name = name_of(&file).strip_suffix(ending)?.to_owned();
        let folder =
            file.parent().and_then(|folder| folder.strip_prefix(path).ok()).unwrap_or(Path::new("")).to_owned();
        Some(Gold { path: file, folder, name })
    };
    let golds: Vec<Gold> = files.into_iter().filter_map(gold).collect();
    if golds.is_empty() {
        bail!("{}: there is no gold page in it; they are called NAME.gold.json", path.display());
    }
    Ok(golds)
}

/// Puts each page of the output to its gold. Those for which there is none are named in `strays`.
pub fn pairs(golds: &[Gold], out: &Path, strays: &mut Vec<String>) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    if let ([gold], false) = (golds, out.is_dir())
        && gold.name.is_empty()
    {
        let mut pages = pages(out)?;
        let (Some(page), true) = (pages.pop(), pages.is_empty()) else {
            bail!("{}: one gold page needs one page, and here are {}", out.display(), pages.len() + 1);
        };
        let name = out.display().to_string();
        return Ok(vec![Pair { name, form: String::new(), gold: 0, page: Some(page) }]);
    }
    if golds.iter().any(|gold| gold.name.is_empty()) {
        bail!("{}: many pages need a folder of gold pages", out.display());
    }
    let mut put = |folder: &Path, stem: &str, name: String, page: Value| match find(golds, folder, stem) {
        Some((gold, form)) => pairs.push(Pair { name, form, gold, page: Some(page) }),
        None => strays.push(name),
    };
    if out.is_dir() {
        for file in files(out)? {
            let name = name_of(&file);
            let Some(stem) = name.strip_suffix(".json").filter(|_| name.strip_suffix(GOLD).is_none()) else {
                continue;
            };
            let below = file.strip_prefix(out).unwrap_or(&file);
            let folder = below.parent().unwrap_or(Path::new(""));
            let shown = below.with_extension("").display().to_string();
            let mut pages = pages(&file)?;
            let (Some(page), true) = (pages.pop(), pages.is_empty()) else {
                bail!(
                    "{}: holds {} pages; one page a file, or JSON Lines by their names",
                    file.display(),
                    pages.len() + 1
                );
            };
            put(folder, stem, shown, page);
        }
    } else {
        // JSON Lines: each page says what it was read from.
        for page in pages(out)? {
            let name = page.pointer("/source/name").and_then(Value::as_str).unwrap_or("").to_owned();
            let path = Path::new(&name);
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            put(path.parent().unwrap_or(Path::new("")), &stem, name.clone(), page);
        }
    }
    let met: BTreeSet<usize> = pairs.iter().map(|pair| pair.gold).collect();
    let missing = (0..golds.len()).filter(|gold| !met.contains(gold));
    pairs.extend(missing.map(|gold| Pair { name: golds[gold].label(), form: String::new(), gold, page: None }));
    Ok(pairs)
}

impl Gold {
    /// The folder and name, as a user would say it.
    fn label(&self) -> String {
        self.folder.join(&self.name).display().to_string()
    }
}

/// The gold page with the longest name that the output's begins with, and what stands behind it. Of several with one
/// name, that in the same folder.
fn find(golds: &[Gold], folder: &Path, stem: &str) -> Option<(usize, String)> {
    let form = |gold: &Gold| match stem.strip_prefix(&gold.name)? {
        "" => Some(String::new()),
        form => form.strip_prefix('.').map(str::to_owned),
    };
    let fits = golds.iter().enumerate().filter_map(|(index, gold)| Some((index, gold, form(gold)?)));
    let best = fits.max_by_key(|(index, gold, _)| {
        (
            gold.name.len(),
            folder.ends_with(&gold.folder) && gold.folder != Path::new(""),
            gold.folder == folder,
            usize::MAX - index,
        )
    });
    best.map(|(index, _, form)| (index, form))
}

/// The pages of a file: one JSON document, or JSON Lines.
pub fn pages(path: &Path) -> Result<Vec<Value>> {
    let input = if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) };
    let bytes = input.read().with_context(|| path.display().to_string())?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let pages: serde_json::Result<Vec<Value>> = serde_json::Deserializer::from_slice(bytes).into_iter().collect();
    let pages = pages.map_err(|error| anyhow::anyhow!("{}: is no JSON: {error}", path.display()))?;
    if let Some(other) = pages.iter().find(|page| !page.get("articles").is_some_and(Value::is_array)) {
        let what = if other.is_object() { "has no list of articles" } else { "is no object" };
        bail!("{}: is no page: the JSON {what}", path.display());
    }
    Ok(pages)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
