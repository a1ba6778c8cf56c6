//! The pages below some folders, and where their snapshots stand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Result, bail};
use walkdir::WalkDir;

use super::super::input::plain;
use super::super::say;
use super::store::Store;

/// What a file of facts is called behind the name of its page.
pub const FACTS: &str = ".facts.jsonl";

/// A page to check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leaf {
    /// The file.
    pub path: PathBuf,
    /// Its path from where the directory of snapshots stands.
    pub id: PathBuf,
    /// Which of the stores its snapshot is in.
    pub store: usize,
    /// Whether it was named itself, and not found in a folder.
    pub named: bool,
}

/// All that is to be checked.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The pages, in the order of their names.
    pub leaves: Vec<Leaf>,
    /// Where their snapshots are.
    pub stores: Vec<Store>,
    /// Folders that were looked into, by their paths from where the directory of snapshots stands; with the store.
    pub folders: Vec<(usize, PathBuf)>,
    /// Files of facts without a page.
    pub idle_facts: Vec<PathBuf>,
    /// What could not be looked into, and why.
    pub trouble: Vec<(PathBuf, String)>,
}

impl Corpus {
    /// Looks for pages in `roots`: files with one of `endings` below folders, and files that are named themselves.
    ///
    /// Their snapshots are in `snapshots`, or else in a directory of this name beside each root.
    ///
    /// # Errors
    /// When a root is not there, or two pages would share a snapshot.
    pub fn of(roots: &[PathBuf], snapshots: Option<&Path>, endings: &[String]) -> Result<Self> {
        let mut corpus = Self::default();
        for root in roots {
            let Ok(real) = root.canonicalize() else { bail!("{}: no such file or directory", root.to_string_lossy()) };
            let dir = snapshots.map_or_else(|| beside(root), Path::to_owned);
            let id = id_of(root, &real, &dir, snapshots.is_some());
            let store = corpus.stores.iter().position(|store| store.dir == dir).unwrap_or_else(|| {
                corpus.stores.push(Store { dir });
                corpus.stores.len() - 1
            });
            if real.is_dir() {
                corpus.folders.push((store, id.clone()));
                corpus.walk(root, &id, store, endings);
            } else {
                corpus.leaves.push(Leaf { path: root.clone(), id, store, named: true });
            }
        }
        corpus.settle()?;
        Ok(corpus)
    }

    fn walk(&mut self, root: &Path, id: &Path, store: usize, endings: &[String]) {
        let snapshots = self.stores[store].dir.canonicalize().ok();
        let (mut pages, mut facts) = (Vec::new(), BTreeSet::new());
        let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let why = error.io_error().map_or_else(|| error.to_string(), plain);
                    self.trouble.push((error.path().unwrap_or(root).to_owned(), why));
                    continue;
                }
            };
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let kind = entry.file_type();
            if kind.is_dir() {
                let ours = snapshots.is_some() && entry.path().canonicalize().ok() == snapshots;
                if entry.depth() > 0 && (hidden || ours) {
                    walk.skip_current_dir();
                }
                continue;
            }
            let name = entry.file_name().to_string_lossy();
            if hidden {
                continue;
            }
            if name.ends_with(FACTS) {
                facts.insert(entry.path().to_owned());
                continue;
            }
            let page = has_ending(entry.path(), endings);
            let shown = entry.path().to_string_lossy();
            let target =
                if kind.is_symlink() { fs::metadata(entry.path()).map(|data| data.file_type()) } else { Ok(kind) };
            match target {
                Ok(target) if target.is_dir() => {
                    say::note(&format!("{shown}: a link to a directory is not followed; name it to have it checked"));
                }
                _ if !page => {}
                Ok(target) if target.is_file() => pages.push(entry.path().to_owned()),
                Ok(_) => say::note(&format!("{shown}: is no file, and is passed over")),
                Err(error) => self.trouble.push((entry.path().to_owned(), dangling(&error))),
            }
        }
        for page in &pages {
            facts.remove(&facts_of(page));
        }
        self.idle_facts.extend(facts);
        for path in pages {
            let below = path.strip_prefix(root).unwrap_or(&path);
            let id = id.join(below);
            self.leaves.push(Leaf { path, id, store, named: false });
        }
    }

    /// Puts the pages in order, each of them once.
    fn settle(&mut self) -> Result<()> {
        self.leaves.sort_by(|a, b| (a.store, &a.id).cmp(&(b.store, &b.id)));
        let mut taken: BTreeMap<(usize, PathBuf), PathBuf> = BTreeMap::new();
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for leaf in std::mem::take(&mut self.leaves) {
            let key = (leaf.store, stonehand::check::snapshot_path(&leaf.id));
            if let Some(other) = taken.get(&key) {
                if leaf.path.canonicalize().ok() == other.canonicalize().ok() {
                    continue;
                }
                bail!(
                    "{} and {} would share one snapshot; check them apart, each with its own --snapshots",
                    other.to_string_lossy(),
                    leaf.path.to_string_lossy()
                );
            }
            taken.insert(key, leaf.path.clone());
            leaves.push(leaf);
        }
        self.leaves = leaves;
        self.idle_facts.sort();
        self.idle_facts.dedup();
        self.trouble.sort();
        self.trouble.dedup();
        Ok(())
    }
}

/// The file with the facts about a page: `page.facts.jsonl` for `page.txt`.
pub fn facts_of(page: &Path) -> PathBuf {
    let mut name = page.file_stem().unwrap_or_default().to_owned();
    name.push(FACTS);
    page.with_file_name(name)
}

fn has_ending(path: &Path, endings: &[String]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    endings.iter().any(|wanted| wanted.eq_ignore_ascii_case(ending))
}

fn dangling(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is a link to a file that is not there".to_owned(),
        _ => plain(error),
    }
}

/// The directory of snapshots beside a root; inside it where the root has no name of its own, such as `.`.
fn beside(root: &Path) -> PathBuf {
    let outside = root.file_name().and(root.parent());
    outside.unwrap_or(root).join("snapshots")
}

/// The path of a root from the directory that holds the snapshots; its name where it stands elsewhere.
fn id_of(root: &Path, real: &Path, snapshots: &Path, given: bool) -> PathBuf {
    if given {
        let parent = snapshots.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Ok(parent) = parent.canonicalize()
            && let Ok(id) = real.strip_prefix(&parent)
        {
            return id.to_owned();
        }
    }
    root.file_name().map(PathBuf::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(corpus: &Corpus) -> Vec<String> {
        corpus.leaves.iter().map(|leaf| leaf.id.to_string_lossy().replace('\\', "/")).collect()
    }

    fn desk(files: &[&str]) -> tempfile::TempDir {
        let desk = tempfile::tempdir().unwrap();
        for file in files {
            let path = desk.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "甲\n").unwrap();
        }
        desk
    }

    fn txt() -> Vec<String> {
        vec!["txt".to_owned()]
    }

    #[test]
    fn pages_are_found_in_order_and_named_from_where_the_snapshots_stand() {
        let desk = desk(&[
            "pages/b/2.txt",
            "pages/b/1.TXT",
            "pages/a.txt",
            "pages/.git/x.txt",
            "pages/.x.txt",
            "pages/a.md",
            "pages/a.facts.jsonl",
            "pages/gone.facts.jsonl",
            "pages/snapshots/pages/old.txt",
        ]);
        let root = desk.path().join("pages");
        let corpus = Corpus::of(std::slice::from_ref(&root), None, &txt()).unwrap();
        let all = ["pages/a.txt", "pages/b/1.TXT", "pages/b/2.txt", "pages/snapshots/pages/old.txt"];
        assert_eq!(names(&corpus), all);
        assert_eq!(corpus.stores[0].dir, desk.path().join("snapshots"));
        assert_eq!(corpus.idle_facts, [root.join("gone.facts.jsonl")]);
        // Where the snapshots are told, a part of the pages has the same names.
        let snapshots = desk.path().join("snapshots");
        let corpus = Corpus::of(&[root.join("b"), root.join("b/2.txt")], Some(&snapshots), &txt()).unwrap();
        assert_eq!(names(&corpus), all[1..3]);
        // Snapshots are no pages.
        let corpus = Corpus::of(&[root.join(".")], Some(&root.join("snapshots")), &txt()).unwrap();
        assert_eq!(names(&corpus), ["a.txt", "b/1.TXT", "b/2.txt"]);
    }

    #[test]
    fn no_two_pages_share_a_snapshot() {
        let desk = desk(&["one/pages/a.txt", "two/pages/a.txt"]);
        let roots = ["one/pages", "two/pages"].map(|root| desk.path().join(root));
        let error = Corpus::of(&roots, Some(&desk.path().join("three/snapshots")), &txt()).unwrap_err();
        assert!(error.to_string().contains("would share one snapshot"), "{error}");
        assert_eq!(Corpus::of(&roots, None, &txt()).unwrap().stores.len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_and_files_that_are_none_stop_nobody() {
        use std::os::unix::fs::symlink;
        let desk = desk(&["pages/a.txt"]);
        let root = desk.path().join("pages");
        symlink(".", root.join("loop")).unwrap();
        symlink("a.txt", root.join("b.txt")).unwrap();
        symlink("gone.txt", root.join("c.txt")).unwrap();
        let _ = std::process::Command::new("mkfifo").arg(root.join("d.txt")).status();
        let corpus = Corpus::of(std::slice::from_ref(&root), None, &txt()).unwrap();
        assert_eq!(names(&corpus), ["pages/a.txt", "pages/b.txt"]);
        assert_eq!(corpus.trouble.len(), 1);
        assert_eq!(corpus.trouble[0].0, root.join("c.txt"));
    }
}
