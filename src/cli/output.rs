//! Where the text goes: standard output, or files that appear whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anstream::ColorChoice;
use anstyle::Style;
use anyhow::{Result, anyhow, bail};
use tempfile::NamedTempFile;

use super::exit::Exit;
use super::input::{Input, plain};
use super::say;

/// Prints a text that is all there is to print.
pub fn print(text: &str) -> Result<Exit> {
    let mut out = Out::stdout();
    out.write(text)?;
    out.finish()?;
    Ok(Exit::Good)
}

/// A stream of text.
#[derive(Debug)]
pub struct Out {
    to: To,
    /// Nobody reads any more.
    closed: bool,
    used: bool,
}

#[derive(Debug)]
enum To {
    Terminal(io::Stdout),
    Pipe(BufWriter<io::Stdout>),
    /// A device or a pipe that has a name.
    Device(BufWriter<fs::File>, PathBuf),
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Out {
    /// Standard output.
    pub fn stdout() -> Self {
        let stdout = io::stdout();
        let to = if stdout.is_terminal() { To::Terminal(stdout) } else { To::Pipe(BufWriter::new(stdout)) };
        Self { to, closed: false, used: false }
    }

    /// A file, which is there when [`Out::finish`] has been called and not before.
    pub fn file(path: &Path) -> Result<Self> {
        let to = if path.exists() && !path.is_file() {
            let device = fs::OpenOptions::new().write(true).open(path);
            To::Device(BufWriter::new(device.map_err(|e| trouble(path, &e))?), path.to_owned())
        } else {
            To::File(BufWriter::new(temporary(path)?), path.to_owned())
        };
        Ok(Self { to, closed: false, used: false })
    }

    /// Whether the reader of the pipe has gone: the rest need not be written.
    pub const fn is_closed(&self) -> bool {
        self.closed
    }

    /// Whether anything was written.
    pub const fn is_used(&self) -> bool {
        self.used
    }

    /// Writes a piece of text. On a terminal, control characters in it are shown and not obeyed.
    pub fn write(&mut self, text: &str) -> Result<()> {
        match self.to {
            // A terminal has no pages.
            To::Terminal(_) => self.write_bytes(say::inert(&text.replace('\x0c', "\n"), true).as_bytes()),
            _ => self.write_bytes(text.as_bytes()),
        }
    }

    /// Whether styles are shown.
    pub fn has_styles(&self) -> bool {
        matches!(self.to, To::Terminal(_)) && anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never
    }

    /// Writes a piece of text that is there as its bytes of UTF-8.
    pub fn write_utf8(&mut self, text: Vec<u8>) -> Result<()> {
        match self.to {
            To::Terminal(_) => self.write(&String::from_utf8(text)?),
            _ => self.write_bytes(&text),
        }
    }

    /// Writes a piece of text in a style, which only a terminal shows.
    pub fn write_styled(&mut self, style: Style, text: &str) -> Result<()> {
        if self.has_styles() {
            let styled = format!("{style}{}{style:#}", say::inert(text, true));
            return self.write_bytes(styled.as_bytes());
        }
        self.write(text)
    }

    /// Writes bytes as they are.
    pub fn write_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.used = true;
        let result = match &mut self.to {
            To::Terminal(w) => w.write_all(bytes),
            To::Pipe(w) => w.write_all(bytes),
            To::Device(w, _) => w.write_all(bytes),
            To::File(w, _) => w.write_all(bytes),
        };
        self.settle(result)
    }

    /// Passes on what waits in the buffer of a pipe, so that its reader can go on.
    pub fn flush(&mut self) -> Result<()> {
        let result = match &mut self.to {
            To::Terminal(w) => w.flush(),
            To::Pipe(w) => w.flush(),
            To::Device(w, _) => w.flush(),
            To::File(..) => Ok(()),
        };
        self.settle(result)
    }

    fn settle(&mut self, result: io::Result<()>) -> Result<()> {
        match result {
            Ok(()) => Ok(()),
            Err(_) if self.closed => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(match &self.to {
                To::Terminal(_) | To::Pipe(_) => anyhow!("standard output: {}", plain(&error)),
                To::Device(_, path) | To::File(_, path) => trouble(path, &error),
            }),
        }
    }

    /// The end: what was written is in its place now. A file to which nothing was written is not made.
    pub fn finish(mut self) -> Result<()> {
        if !self.used {
            return Ok(());
        }
        self.flush()?;
        if let To::File(buffer, path) = self.to {
            let temp = buffer.into_inner().map_err(|e| trouble(&path, e.error()))?;
            temp.persist(&path).map_err(|e| trouble(&path, &e.error))?;
        }
        Ok(())
    }
}

/// Puts `bytes` in the place of a file that exists, with its permissions.
///
/// The only copy of somebody's page is at stake, so it is on the disk before the old one goes.
pub fn replace_file(path: &Path, bytes: &[u8], state: &State) -> Result<()> {
    let write = || -> Result<()> {
        let mut temp = temporary(path)?;
        temp.write_all(bytes)?;
        temp.as_file().set_permissions(state.permissions.clone())?;
        temp.as_file().sync_all()?;
        temp.persist(path)?;
        Ok(())
    };
    write().map_err(|error| match error.downcast::<io::Error>() {
        Ok(error) => trouble(path, &error),
        Err(error) => error,
    })
}

/// A file in the same directory, so that it can be renamed; it goes away unless it is.
fn temporary(path: &Path) -> Result<NamedTempFile> {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".stonehand-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: the user's mask takes away what it should.
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(parent).map_err(|e| trouble(path, &e))
}

fn trouble(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{}: cannot be written: {}", path.to_string_lossy(), plain(error))
}

/// Where the results go.
#[derive(Debug)]
pub enum Target {
    /// All of them to standard output or into one file.
    Stream(Out),
    /// Each into a file of its own.
    Directory(Directory),
}

impl Target {
    /// What a path given with `-o` means. It is a directory when it is one, when it ends in `/`, or when there are
    /// several texts that one file cannot hold. No input may be written over.
    pub fn of(path: Option<&Path>, several_files: bool, inputs: &[Input]) -> Result<Self> {
        let Some(path) = path else { return Ok(Self::Stream(Out::stdout())) };
        let ends_in_slash = path.as_os_str().as_encoded_bytes().last() == Some(&b'/');
        if path.is_dir() || ends_in_slash || (several_files && !path.exists()) {
            fs::create_dir_all(path).map_err(|e| trouble(path, &e))?;
            return Ok(Self::Directory(Directory { path: path.to_owned(), taken: BTreeSet::new() }));
        }
        if several_files {
            bail!("{} is a file; several inputs need a directory", path.to_string_lossy());
        }
        refuse_input(path, inputs)?;
        Out::file(path).map(Self::Stream)
    }
}

/// A directory with a file for each input.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
    /// Names that are given away, in small letters.
    taken: BTreeSet<String>,
}

impl Directory {
    /// The file for an input's result.
    pub fn path(&mut self, input: &Input, ending: &str) -> PathBuf {
        let stem = match input {
            Input::Stdin => "stdin".to_owned(),
            Input::File(path) => safe(&path.file_stem().unwrap_or_default().to_string_lossy()),
        };
        let mut name = format!("{stem}.{ending}");
        let mut number = 2;
        // Some file systems take capitals for small letters.
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}.{ending}");
            number += 1;
        }
        self.path.join(name)
    }
}

/// Fails when writing `path` would write over an input.
pub fn refuse_input(path: &Path, inputs: &[Input]) -> Result<()> {
    let Ok(real) = path.canonicalize() else { return Ok(()) };
    let same = |input: &Input| matches!(input, Input::File(f) if f.canonicalize().is_ok_and(|f| f == real));
    if real.is_file() && inputs.iter().any(same) {
        bail!("{} is an input and would be written over; choose another -o", path.to_string_lossy());
    }
    Ok(())
}

/// A name that every file system takes and no program takes for an option or a path.
fn safe(stem: &str) -> String {
    const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let forbidden = |c: char| r#"/\:*?"<>|"#.contains(c) || say::is_command(c);
    let mut name: String = stem.chars().map(|c| if forbidden(c) { '_' } else { c }).collect();
    let lower = name.to_lowercase();
    let reserved = RESERVED.contains(&lower.trim_end_matches(|c: char| c.is_ascii_digit()));
    if name.is_empty() || reserved || name.starts_with(['-', '.', ' ', '~']) {
        name.insert(0, '_');
    }
    // Most file systems end at 255 bytes, and a number and an ending are still to come.
    let mut end = name.len().min(200);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name
}

/// How a file was found: to see later whether somebody changed it, and to leave it as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    len: u64,
    modified: Option<SystemTime>,
    permissions: Permissions,
}

impl State {
    /// The state of a regular file; there is none of anything else.
    pub fn of(path: &Path) -> Option<Self> {
        let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self { len: data.len(), modified: data.modified().ok(), permissions: data.permissions() })
    }

    /// Whether nobody may write the file.
    pub fn is_read_only(&self) -> bool {
        self.permissions.readonly()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_whatever_the_input_is_called() {
        for (stem, name) in [
            ("澜港日报-1", "澜港日报-1"),
            ("-rf", "_-rf"),
            (".hidden", "_.hidden"),
            ("CON", "_CON"),
            ("com1", "_com1"),
            ("a:b\n\u{202e}c", "a_b__c"),
            ("", "_"),
        ] {
            assert_eq!(safe(stem), name);
        }
        assert_eq!(safe(&"国".repeat(300)).len(), 198);
    }

    #[test]
    fn names_that_collide_are_numbered() {
        let mut directory = Directory { path: PathBuf::from("o"), taken: BTreeSet::new() };
        let mut name = |path: &str| directory.path(&Input::File(path.into()), "json").to_string_lossy().into_owned();
        assert_eq!(name("a/page.txt"), "o/page.json");
        assert_eq!(name("b/Page.txt"), "o/Page-2.json");
        assert_eq!(name("b/../page.xml"), "o/page-3.json");
    }
}
