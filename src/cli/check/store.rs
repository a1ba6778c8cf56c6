//! A directory of snapshots: reading, writing and settling them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use stonehand::check::Snapshot;
use walkdir::WalkDir;

use super::super::input::plain;
use super::super::output::Out;

/// A directory of snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// Where it is; it need not be there yet.
    pub dir: PathBuf,
}

/// A snapshot that waits to be accepted or rejected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pending {
    /// The snapshot, which need not be there.
    pub old: PathBuf,
    /// What would take its place.
    pub new: PathBuf,
}

/// What waits beside a snapshot: `page.txt.snap.new`.
pub fn pending_path(snapshot: &Path) -> PathBuf {
    let mut name = snapshot.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// Reads a snapshot; nothing where there is no file.
pub fn read(path: &Path) -> Result<Option<Snapshot>> {
    let shown = path.to_string_lossy();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => bail!("{shown} is no snapshot: it is not UTF-8"),
        Err(error) => bail!("{shown} cannot be read: {}", plain(&error)),
    };
    let read = Snapshot::read(&text).map(Some);
    read.map_err(|damaged| anyhow!("{shown} {damaged}; restore it, or remove it to have it made anew"))
}

/// Removes a file; it is no error when it is not there.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            bail!("{} cannot be removed: {}", path.to_string_lossy(), plain(&error))
        }
        _ => Ok(()),
    }
}

impl Store {
    /// Writes a snapshot to `path`, whole or not at all.
    pub fn write(&self, path: &Path, snapshot: &Snapshot) -> Result<()> {
        let folder = path.parent().unwrap_or(&self.dir);
        let made = fs::create_dir_all(&self.dir).and_then(|()| fs::create_dir_all(folder));
        made.map_err(|error| anyhow!("{} cannot be made: {}", folder.to_string_lossy(), plain(&error)))?;
        // A link among the snapshots must not lead the pen elsewhere.
        let inside = |dir: &Path| Some(folder.canonicalize().ok()?.starts_with(dir.canonicalize().ok()?));
        if inside(&self.dir) != Some(true) {
            bail!("{} leads out of {}; nothing was written", folder.to_string_lossy(), self.dir.to_string_lossy());
        }
        let mut out = Out::file(path)?;
        out.write(&snapshot.write())?;
        out.finish()
    }

    /// The files with an ending, in order.
    pub fn files(&self, ending: &str) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        if !self.dir.exists() {
            return Ok(files);
        }
        for entry in WalkDir::new(&self.dir).sort_by_file_name() {
            let entry = entry.map_err(|error| anyhow!("{error}"))?;
            if !entry.file_type().is_dir() && entry.file_name().as_encoded_bytes().ends_with(ending.as_bytes()) {
                files.push(entry.into_path());
            }
        }
        Ok(files)
    }
}

impl Pending {
    /// What waits at a path: all of a directory, or one snapshot, named with or without `.new`.
    pub fn below(path: &Path) -> Result<Vec<Self>> {
        let shown = path.to_string_lossy();
        if path.is_dir() {
            let files = Store { dir: path.to_owned() }.files(".snap.new")?;
            return Ok(files.into_iter().filter_map(Self::of).collect());
        }
        let new = if shown.ends_with(".snap") { pending_path(path) } else { path.to_owned() };
        if !new.exists() && !path.exists() {
            bail!("{shown}: no such file or directory");
        }
        match Self::of(new) {
            Some(pending) if pending.new.exists() => Ok(vec![pending]),
            Some(_) => Ok(Vec::new()),
            None => bail!("{shown} is no snapshot: their names end in .snap or .snap.new"),
        }
    }

    fn of(new: PathBuf) -> Option<Self> {
        let name = new.file_name()?.to_str()?.strip_suffix(".new")?;
        Path::new(name).extension().filter(|ending| *ending == "snap")?;
        Some(Self { old: new.with_file_name(name), new })
    }

    /// Both sides: what there was, if anything, and what would take its place.
    pub fn sides(&self) -> Result<(Option<Snapshot>, Snapshot)> {
        let gone = || anyhow!("{} is gone", self.new.to_string_lossy());
        Ok((read(&self.old)?, read(&self.new)?.ok_or_else(gone)?))
    }

    /// Puts the new snapshot in the place of the old one.
    pub fn accept(&self) -> Result<()> {
        // What is damaged takes no place.
        if read(&self.new)?.is_none() {
            bail!("{} is gone", self.new.to_string_lossy());
        }
        let moved = fs::rename(&self.new, &self.old);
        moved.map_err(|error| anyhow!("{} cannot be written: {}", self.old.to_string_lossy(), plain(&error)))
    }

    /// Takes the new snapshot away.
    pub fn reject(&self) -> Result<()> {
        remove(&self.new)
    }
}
