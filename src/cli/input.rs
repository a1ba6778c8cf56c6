//! Where the bytes come from: files and standard input.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input, to its end.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// What the command line names; standard input where it names nothing. `None` when that would be a terminal, at
    /// which somebody waits for help rather than types a page.
    pub fn all(files: &[PathBuf]) -> Option<Vec<Self>> {
        if files.is_empty() {
            return (!io::stdin().is_terminal()).then(|| vec![Self::Stdin]);
        }
        let input = |f: &PathBuf| if f.as_os_str() == "-" { Self::Stdin } else { Self::File(f.clone()) };
        Some(files.iter().map(input).collect())
    }

    /// What it is called in messages and in the output: the name as it was given.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.to_string_lossy().into_owned(),
        }
    }

    /// All its bytes.
    pub fn read(&self) -> Result<Vec<u8>> {
        match self {
            Self::Stdin => stdin(),
            Self::File(path) => file(path),
        }
    }
}

fn stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|e| anyhow!(plain(&e)))?;
    Ok(bytes)
}

fn file(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        let shown = path.to_string_lossy();
        bail!("is a directory; name its files, e.g. {}/*.txt", shown.trim_end_matches('/'));
    }
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!("no such file{}", near(path)),
        Err(error) => bail!(plain(&error)),
    }
}

/// The error in words, without its number and in the lower case of our messages.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    // A capital in front of another one is a name, such as `I/O`.
    match (chars.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// Names in the same directory that may have been meant.
fn near(path: &Path) -> String {
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let Some(wish) = path.file_name().and_then(|n| n.to_str()) else { return String::new() };
    let Ok(entries) = fs::read_dir(parent) else {
        return format!("; there is no directory {}", parent.display());
    };
    // Enough to help in a folder of pages, and no more work than a reader would wait for.
    let names: Vec<String> = entries.take(10_000).filter_map(|e| e.ok()?.file_name().into_string().ok()).collect();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    let close = similar::get_close_matches(wish, &names, 3, 0.7);
    if close.is_empty() { String::new() } else { format!("; did you mean {}?", close.join(" or ")) }
}
