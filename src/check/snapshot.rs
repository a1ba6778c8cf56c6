//! Snapshots in the files of [insta](https://insta.rs): a head of a few lines between two `---`, then the text.
//!
//! The format is read and written here, in a few lines, and not by the library `insta`: that is made for tests, where
//! it panics, asks cargo where it is, and prints what it likes. The tests of this file read with the real one what was
//! written here, and the other way round.

use crate::render::is_hidden;

/// What was once made of a page, and accepted; or what is made of it now, and waits to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The page, by its path from where the snapshots' directory stands.
    pub page: String,
    /// Who made it: `stonehand 0.1.0`.
    pub made_by: String,
    /// The command that makes it.
    pub command: String,
    /// What was made of the page.
    pub text: String,
}

/// Why a file is no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damaged {
    /// It does not begin with `---`.
    #[error("is no snapshot: its first line is not ---")]
    NoHead,
    /// The head has no end.
    #[error("is cut off: the --- that ends its head is missing")]
    OpenHead,
    /// It belongs to somebody else.
    #[error("is a snapshot of something that is no text")]
    Binary,
}

impl Snapshot {
    /// Reads the text of a file.
    ///
    /// The head may have been written by `cargo insta`, which writes it in a way of its own; only the text below it
    /// counts when snapshots are compared.
    ///
    /// # Errors
    /// When it is no snapshot.
    pub fn read(file: &str) -> Result<Self, Damaged> {
        let file = file.strip_prefix('\u{feff}').unwrap_or(file);
        let mut lines = file.split_inclusive('\n');
        let first = lines.next().unwrap_or_default();
        if first.trim_end() != "---" {
            return Err(Damaged::NoHead);
        }
        let mut snapshot = Self::default();
        let mut at = first.len();
        for line in lines {
            at += line.len();
            let line = line.trim_end();
            if line == "---" {
                snapshot.text = even(&file[at..]);
                return Ok(snapshot);
            }
            match line.split_once(": ") {
                Some(("source", value)) => snapshot.page = scalar(value),
                Some(("description", value)) => snapshot.made_by = scalar(value),
                Some(("expression", value)) => snapshot.command = scalar(value),
                Some(("snapshot_kind", "binary")) => return Err(Damaged::Binary),
                _ => {}
            }
        }
        Err(Damaged::OpenHead)
    }

    /// The text of the file for it.
    #[must_use]
    pub fn write(&self) -> String {
        let Self { page, made_by, command, text } = self;
        let mut file = "---\n".to_owned();
        for (key, value) in [("source", page), ("description", made_by), ("expression", command), ("input_file", page)]
        {
            if !value.is_empty() {
                file.extend([key, ": ", &quoted(value), "\n"]);
            }
        }
        file.push_str("---\n");
        file.push_str(&even(text));
        file.push('\n');
        file
    }

    /// Whether both say the same of the page.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        even(&self.text) == even(&other.text)
    }
}

/// The text as it is compared: insta gives no meaning to line ends of Windows and to blanks at the end.
fn even(text: &str) -> String {
    text.trim_end().replace("\r\n", "\n")
}

/// A string as YAML and JSON both write it, without characters that command a terminal.
fn quoted(value: &str) -> String {
    let shown: String = value.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect();
    // A string can always be written.
    serde_json::to_string(&shown).unwrap_or_default()
}

/// A value of the head, with or without quotes.
fn scalar(value: &str) -> String {
    if let Ok(value) = serde_json::from_str(value) {
        return value;
    }
    match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        Some(value) => value.replace("''", "'"),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(text: &str) -> Snapshot {
        Snapshot {
            page: "pages/澜港 “1”: #2.txt".to_owned(),
            made_by: "stonehand 0.1.0".to_owned(),
            command: "stonehand check --as roles".to_owned(),
            text: text.to_owned(),
        }
    }

    const TEXTS: [&str; 5] = ["headline  灯塔复明\n\n---\nparagraph 甲。", "", "\n\n甲", "---", "a: b\n'\"\\ 甲"];

    #[test]
    fn what_is_written_is_read() {
        for text in TEXTS {
            assert_eq!(Snapshot::read(&snapshot(text).write()), Ok(snapshot(text)));
        }
    }

    #[test]
    fn insta_reads_what_is_written_here() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.txt.snap.new");
        for text in TEXTS {
            std::fs::write(&path, snapshot(text).write()).unwrap();
            let theirs = insta::Snapshot::from_file(&path).unwrap();
            let insta::internals::SnapshotContents::Text(contents) = theirs.contents() else { panic!("text") };
            assert_eq!(contents.to_string(), text);
            assert_eq!(theirs.metadata().source(), Some(&*snapshot(text).page));
            assert_eq!(theirs.metadata().expression(), Some("stonehand check --as roles"));
        }
    }

    #[test]
    fn what_cargo_insta_writes_is_read() {
        let file = "---\nsource: \"pages/澜港 \\\"1\\\": #2.txt\"\nexpression: stonehand check\ninfo:\n  a: b\n\
                    input_file: 'it''s'\n---\n甲\r\n乙\n\n";
        let read = Snapshot::read(file).unwrap();
        assert_eq!((read.page.as_str(), read.command.as_str()), ("pages/澜港 \"1\": #2.txt", "stonehand check"));
        assert!(read.agrees(&snapshot("甲\n乙")) && !read.agrees(&snapshot("甲\n 乙")));
        assert_eq!(scalar("'it''s'"), "it's");
    }

    #[test]
    fn what_is_no_snapshot_says_so() {
        for (file, why) in [
            ("", Damaged::NoHead),
            ("headline 甲\n", Damaged::NoHead),
            ("---\nsource: a\n", Damaged::OpenHead),
            ("---\nsnapshot_kind: binary\n---\n", Damaged::Binary),
        ] {
            assert_eq!(Snapshot::read(file), Err(why), "{file}");
        }
    }

    #[test]
    fn a_head_commands_no_terminal() {
        let hostile = Snapshot { page: "a\u{1b}[2J\u{202e}\n---\nb".to_owned(), ..snapshot("甲") };
        let written = hostile.write();
        assert!(!written.contains(['\u{1b}', '\u{202e}']), "{written}");
        assert_eq!(Snapshot::read(&written).unwrap().text, "甲");
    }
}
