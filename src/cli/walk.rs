//! The files below a folder.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use walkdir::WalkDir;

use super::input::plain;

/// All files below a folder, in order. Folders behind links are not entered, so there is an end.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry.map_err(|error| {
            let place = error.path().unwrap_or(folder).display().to_string();
            let what = error.io_error().map_or_else(|| error.to_string(), plain);
            anyhow!("{place}: {what}")
        })?;
        if path.path().is_file() {
            found.push(path.into_path());
        }
    }
    Ok(found)
}
