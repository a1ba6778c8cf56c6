//! What `check` has to say, for people and for machines.

mod machine;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::ValueEnum;
use serde::{Serialize, Serializer};

use super::super::output::Out;
use super::super::say;
use super::corpus::Leaf;

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The differences, then one line that sums them up
    Text,
    /// One JSON document
    Json,
    /// Workflow commands of GitHub, which show at the files
    Github,
    /// JUnit XML, which most CI servers read
    Junit,
}

/// All that was found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    pub pages: Vec<PageReport>,
    pub orphans: Vec<Orphan>,
}

/// What became of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageReport {
    /// Its path from where the snapshots' directory stands.
    #[serde(rename = "page")]
    pub id: String,
    /// The file as it was named.
    pub file: String,
    pub snapshot: Option<String>,
    pub status: Option<Status>,
    /// Whether a new snapshot waits beside the old one.
    pub waits: bool,
    /// Whether the new snapshot was put in the place of the old one.
    pub accepted: bool,
    /// From the snapshot to what is read now, as a unified diff.
    pub diff: Option<String>,
    /// The command that made the snapshot, where it was another one.
    pub other_command: Option<String>,
    /// How many lines a new snapshot has.
    #[serde(skip)]
    pub lines: usize,
    pub facts: Vec<FactReport>,
    pub error: Option<String>,
}

/// How a page compares with its snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is read as before.
    Same,
    /// It is read differently.
    Changed,
    /// It has no snapshot yet; one was made.
    New,
    /// It has no snapshot, and none may be made here.
    Missing,
    /// It could not be compared.
    Failed,
}

impl Status {
    const ALL: [Self; 5] = [Self::Same, Self::Changed, Self::New, Self::Missing, Self::Failed];

    const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Missing => "missing",
            Self::Failed => "failed",
        }
    }

    const fn style(self) -> Style {
        match self {
            Self::Same => Style::new(),
            Self::Changed | Self::New => AnsiColor::Yellow.on_default(),
            Self::Missing | Self::Failed => AnsiColor::Red.on_default(),
        }
    }
}

/// What became of a fact.
#[derive(Clone, Debug, Serialize)]
pub struct FactReport {
    pub file: String,
    pub line: usize,
    pub fact: String,
    /// What was found instead; nothing when the fact holds.
    pub found: Option<String>,
    pub why: Option<String>,
}

/// A snapshot, or a file of facts, whose page is gone.
#[derive(Clone, Debug, Serialize)]
pub struct Orphan {
    #[serde(rename = "file", serialize_with = "shown")]
    pub path: PathBuf,
    /// Whether it is a snapshot.
    #[serde(skip)]
    pub snapshot: bool,
}

fn shown<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

impl PageReport {
    /// Of a page that nothing is known of yet.
    pub fn of(leaf: &Leaf) -> Self {
        let id = leaf.id.to_string_lossy().replace('\\', "/");
        Self {
            id: say::inert(&id, false).into_owned(),
            file: leaf.path.to_string_lossy().into_owned(),
            ..Self::default()
        }
    }

    /// Of a file that could not even be looked at.
    pub fn failed(path: &Path, why: &str) -> Self {
        let file = path.to_string_lossy().into_owned();
        let mut report = Self { id: say::inert(&file, false).into_owned(), file, ..Self::default() };
        report.fail(why);
        report
    }

    /// It could not be compared, and this is why.
    pub fn fail(&mut self, why: &str) {
        self.status = Some(Status::Failed);
        self.error = Some(why.to_owned());
    }

    /// Whether anything is not as it was, or as it must be.
    pub fn differs(&self) -> bool {
        let status = self.status.is_some_and(|s| matches!(s, Status::Changed | Status::New | Status::Missing));
        (status && !self.accepted) || self.facts.iter().any(|fact| fact.found.is_some())
    }

    /// What is to be said of its snapshot, in a few words.
    fn remark(&self) -> String {
        let Some(status) = self.status else { return String::new() };
        match status {
            _ if self.accepted => "accepted".to_owned(),
            Status::New => format!("{} lines", self.lines),
            Status::Missing => "has no snapshot".to_owned(),
            Status::Failed => self.error.clone().unwrap_or_default(),
            Status::Changed => {
                self.other_command.as_ref().map(|c| format!("the snapshot was made by `{c}`")).unwrap_or_default()
            }
            Status::Same => String::new(),
        }
    }
}

impl Report {
    /// All of it in one line.
    fn summary(&self) -> String {
        let count =
            |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
        let mut parts = Vec::new();
        for status in Status::ALL {
            let of: Vec<&PageReport> = self.pages.iter().filter(|page| page.status == Some(status)).collect();
            let accepted = of.iter().filter(|page| page.accepted).count();
            if !of.is_empty() {
                let (number, name) = (of.len(), status.name());
                parts.push(if accepted > 0 {
                    format!("{number} {name} and accepted")
                } else {
                    format!("{number} {name}")
                });
            }
        }
        let pages = count(self.pages.len(), "page", "pages");
        let mut summary = if parts.is_empty() { pages } else { format!("{pages}: {}", parts.join(", ")) };
        let facts: Vec<&FactReport> = self.pages.iter().flat_map(|page| &page.facts).collect();
        let failing = facts.iter().filter(|fact| fact.found.is_some()).count();
        if !facts.is_empty() {
            let holding = count(facts.len() - failing, "fact holds", "facts hold");
            summary.extend(["; ", &holding]);
            if failing > 0 {
                let _ = write!(summary, ", {failing} not");
            }
        }
        if !self.orphans.is_empty() {
            summary.extend(["; ", &count(self.orphans.len(), "orphan", "orphans")]);
        }
        summary
    }
}

/// Writes the report: as it goes where people read it, and at the end for machines.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    out: Out,
    report: Report,
}

impl Reporter {
    pub fn new(format: Format) -> Self {
        Self { format, out: Out::stdout(), report: Report::default() }
    }

    /// Whether nobody reads any more.
    pub const fn is_closed(&self) -> bool {
        self.out.is_closed()
    }

    pub fn page(&mut self, mut page: PageReport) -> Result<()> {
        if self.format == Format::Text {
            self.text(&page)?;
            // It is printed, and there may be many.
            page.diff = None;
        }
        self.report.pages.push(page);
        Ok(())
    }

    pub fn orphan(&mut self, orphan: Orphan) -> Result<()> {
        if self.format == Format::Text {
            let what =
                if orphan.snapshot { "the page of this snapshot is gone" } else { "the page of these facts is gone" };
            self.head("orphan", AnsiColor::Yellow.on_default(), &orphan.path.to_string_lossy(), what)?;
        }
        self.report.orphans.push(orphan);
        Ok(())
    }

    pub fn finish(mut self) -> Result<Report> {
        let summary = self.report.summary();
        let text = match self.format {
            Format::Text => summary + "\n",
            Format::Json => machine::json(&self.report, &summary),
            Format::Github => machine::github(&self.report),
            Format::Junit => machine::junit(&self.report),
        };
        self.out.write(&text)?;
        self.out.finish()?;
        Ok(self.report)
    }

    fn text(&mut self, page: &PageReport) -> Result<()> {
        // What failed was said where messages go.
        if let Some(status) = page.status.filter(|s| !matches!(s, Status::Same | Status::Failed)) {
            self.head(status.name(), status.style(), &page.id, &page.remark())?;
        }
        if let (Some(diff), Some(snapshot)) = (&page.diff, &page.snapshot) {
            write_diff(&mut self.out, snapshot, &page.id, diff)?;
        }
        for fact in page.facts.iter().filter(|fact| fact.found.is_some()) {
            let place = format!("{}:{}", fact.file, fact.line);
            self.head("fact", AnsiColor::Red.on_default(), &place, &fact.fact)?;
            let mut lines = fact.found.clone().unwrap_or_default();
            if let Some(why) = &fact.why {
                lines = format!("{lines}\n{why}");
            }
            for line in lines.lines() {
                self.out.write(&format!("         {}\n", say::inert(line, false)))?;
            }
        }
        self.out.flush()
    }

    /// A line such as `changed  pages/a.txt`.
    fn head(&mut self, word: &str, style: Style, name: &str, remark: &str) -> Result<()> {
        say::clear();
        self.out.write_styled(style, word)?;
        let gap = if remark.is_empty() { "" } else { "  " };
        let line = format!("{name}{gap}{remark}");
        self.out.write(&format!("{}{}\n", " ".repeat(9_usize.saturating_sub(word.len())), say::inert(&line, false)))
    }
}

/// The difference of two texts as the hunks of a unified diff.
pub fn diff(old: &str, new: &str) -> String {
    let (old, new) = (format!("{}\n", old.trim_end()), format!("{}\n", new.trim_end()));
    stonehand::diff::texts(&old, &new).unified(3)
}

/// Writes a difference with its two names above.
pub fn write_diff(out: &mut Out, old: &str, new: &str, diff: &str) -> Result<()> {
    out.write(&format!("--- {}\n+++ {}\n", say::inert(old, false), say::inert(new, false)))?;
    for line in diff.lines() {
        let style = match line.as_bytes().first() {
            Some(b'-') => AnsiColor::Red.on_default(),
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        out.write_styled(style, &say::inert(line, true))?;
        out.write("\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn page(id: &str, status: Status) -> PageReport {
        PageReport { id: id.to_owned(), file: id.to_owned(), status: Some(status), ..PageReport::default() }
    }

    #[test]
    fn all_is_summed_up_in_a_line() {
        let mut report = Report { pages: vec![page("a", Status::Same)], ..Report::default() };
        assert_eq!(report.summary(), "1 page: 1 same");
        report.pages.extend([page("b", Status::Changed), page("c", Status::New), page("d", Status::Failed)]);
        let fact = |found: Option<&str>| FactReport {
            file: "a.facts.jsonl".to_owned(),
            line: 1,
            fact: "present in anywhere: “甲”".to_owned(),
            found: found.map(str::to_owned),
            why: None,
        };
        report.pages[0].facts = vec![fact(None), fact(Some("nothing"))];
        report.orphans.push(Orphan { path: "s/x.snap".into(), snapshot: true });
        assert_eq!(report.summary(), "4 pages: 1 same, 1 changed, 1 new, 1 failed; 1 fact holds, 1 not; 1 orphan");
        assert!(report.pages[0].differs() && report.pages[2].differs());
        report.pages[1].accepted = true;
        assert!(!report.pages[1].differs());
        assert!(report.summary().contains("1 changed and accepted"));
    }

    #[test]
    fn differences_have_no_remarks_about_line_ends() {
        assert_eq!(diff("甲\n乙", "甲\n丙\n"), "@@ -1,2 +1,2 @@\n 甲\n-乙\n+丙\n");
        // A space more, or a line less, is a difference.
        assert_eq!(diff("甲 乙", "甲  乙"), "@@ -1 +1 @@\n-甲 乙\n+甲  乙\n");
        assert_eq!(diff("甲\n\n乙", "甲\n乙"), "@@ -1,3 +1,2 @@\n 甲\n-\n 乙\n");
    }
}
