//! The report for machines: JSON, GitHub's workflow commands, JUnit XML.

use std::fmt::Write as _;

use serde::Serialize;

use super::super::super::say;
use super::{PageReport, Report, Status};

/// The JSON document.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    summary: Summary<'a>,
    #[serde(flatten)]
    report: &'a Report,
}

#[derive(Serialize)]
struct Summary<'a> {
    text: &'a str,
    same: usize,
    changed: usize,
    new: usize,
    missing: usize,
    failed: usize,
    facts_that_hold: usize,
    facts_that_fail: usize,
    orphans: usize,
}

/// One JSON document.
pub fn json(report: &Report, text: &str) -> String {
    let pages = |status: Status| report.pages.iter().filter(|page| page.status == Some(status)).count();
    let facts = || report.pages.iter().flat_map(|page| &page.facts);
    let failing = facts().filter(|fact| fact.found.is_some()).count();
    let summary = Summary {
        text,
        same: pages(Status::Same),
        changed: pages(Status::Changed),
        new: pages(Status::New),
        missing: pages(Status::Missing),
        failed: pages(Status::Failed),
        facts_that_hold: facts().count() - failing,
        facts_that_fail: failing,
        orphans: report.orphans.len(),
    };
    let document = Document { version: 1, summary, report };
    // What serialises to a value can be written; hidden characters are written as escapes.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c != '\n' && say::is_command(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out + "\n"
}

/// One workflow command for each thing that is not as it should be.
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    let mut command = |level: &str, file: &str, line: usize, title: &str, message: &str| {
        let at = if line > 0 { format!(",line={line}") } else { String::new() };
        let (file, title, message) = (property(file), property(title), data(message));
        let _ = writeln!(out, "::{level} file={file}{at},title={title}::{message}");
    };
    for page in &report.pages {
        if let Some(status) = page.status.filter(|&status| status != Status::Same && !page.accepted) {
            command("error", &page.file, 0, &format!("page {}", status.name()), &message(page, status));
        }
        for fact in &page.facts {
            if let Some(found) = &fact.found {
                let why = fact.why.as_ref().map(|why| format!("\n{why}")).unwrap_or_default();
                command("error", &fact.file, fact.line, "fact does not hold", &format!("{}\n{found}{why}", fact.fact));
            }
        }
    }
    for orphan in &report.orphans {
        command("warning", &orphan.path.to_string_lossy(), 0, "orphan", "its page is gone");
    }
    out
}

/// What is not as it should be with a page, in one line and then in full.
fn message(page: &PageReport, status: Status) -> String {
    let remark = page.remark();
    let short = match status {
        Status::Changed if remark.is_empty() => "the page is read differently",
        Status::Changed => "the page is read differently;",
        Status::New => "the page has no snapshot yet;",
        Status::Missing | Status::Same => "the page",
        Status::Failed => "the page cannot be compared:",
    };
    let detail = page.diff.as_deref().unwrap_or_default();
    let gap = if remark.is_empty() { "" } else { " " };
    format!("{short}{gap}{remark}\n{detail}").trim_end().to_owned()
}

fn data(text: &str) -> String {
    say::inert(text, true).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// JUnit XML: each page is a test case, and so is each fact.
pub fn junit(report: &Report) -> String {
    let mut cases = String::new();
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    let mut case = |class: &str, name: &str, kind: &str, title: &str, text: &str| {
        tests += 1;
        let _ = write!(cases, "    <testcase classname=\"{}\" name=\"{}\"", xml(class), xml(&say::inert(name, false)));
        if kind.is_empty() {
            cases.push_str("/>\n");
            return;
        }
        *(if kind == "error" { &mut errors } else { &mut failures }) += 1;
        let (title, text) = (xml(&say::inert(title, false)), xml(text));
        let _ = writeln!(cases, ">\n      <{kind} message=\"{title}\">{text}</{kind}>\n    </testcase>");
    };
    for page in &report.pages {
        if let Some(status) = page.status {
            let text = message(page, status);
            let title = text.lines().next().unwrap_or_default();
            match status {
                Status::Same => case("snapshot", &page.id, "", "", ""),
                Status::Failed => case("snapshot", &page.id, "error", title, &text),
                _ if page.accepted => case("snapshot", &page.id, "", "", ""),
                _ => case("snapshot", &page.id, "failure", title, &text),
            }
        }
        for fact in &page.facts {
            let name = format!("{}:{} {}", fact.file, fact.line, fact.fact);
            match &fact.found {
                None => case("fact", &name, "", "", ""),
                Some(found) => case("fact", &name, "failure", found, fact.why.as_deref().unwrap_or(found)),
            }
        }
    }
    for orphan in &report.orphans {
        case("orphan", &orphan.path.to_string_lossy(), "failure", "its page is gone", "");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"stonehand check\" \
         tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">\n{cases}  </testsuite>\n</testsuites>\n"
    )
}

/// A text as XML may hold it.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in say::inert(text, true).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Neither is a character that XML knows.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;
    use super::super::{FactReport, Orphan};
    use serde_json::Value;

    use super::*;

    fn report() -> Report {
        let mut changed = page("a,b:1.txt", Status::Changed);
        changed.diff = Some("@@ -1 +1 @@\n-100% <甲>\n+\u{1b}]0;\"乙\"\n".to_owned());
        changed.facts = vec![
            FactReport {
                file: "a.facts.jsonl".to_owned(),
                line: 3,
                fact: "absent in anywhere: “甲”".to_owned(),
                found: Some("it stands in a teaser".to_owned()),
                why: Some("an advertisement".to_owned()),
            },
            FactReport {
                file: "a.facts.jsonl".to_owned(),
                line: 4,
                fact: "present in anywhere: “丙”".to_owned(),
                found: None,
                why: None,
            },
        ];
        let mut failed = page("c.txt", Status::Failed);
        failed.error = Some("permission denied".to_owned());
        let orphans = vec![Orphan { path: "s/x.snap".into(), snapshot: true }];
        Report { pages: vec![page("same.txt", Status::Same), changed, failed], orphans }
    }

    #[test]
    fn github_shows_it_at_the_files() {
        insta::assert_snapshot!(github(&report()), @r#"
        ::error file=a%2Cb%3A1.txt,title=page changed::the page is read differently%0A@@ -1 +1 @@%0A-100%25 <甲>%0A+\x1b]0;"乙"
        ::error file=a.facts.jsonl,line=3,title=fact does not hold::absent in anywhere: “甲”%0Ait stands in a teaser%0Aan advertisement
        ::error file=c.txt,title=page failed::the page cannot be compared: permission denied
        ::warning file=s/x.snap,title=orphan::its page is gone
        "#);
    }

    #[test]
    fn junit_has_a_case_for_each_page_and_fact() {
        insta::assert_snapshot!(junit(&report()), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="stonehand check" tests="6" failures="3" errors="1">
            <testcase classname="snapshot" name="same.txt"/>
            <testcase classname="snapshot" name="a,b:1.txt">
              <failure message="the page is read differently">the page is read differently
        @@ -1 +1 @@
        -100% &lt;甲&gt;
        +\x1b]0;&quot;乙&quot;</failure>
            </testcase>
            <testcase classname="fact" name="a.facts.jsonl:3 absent in anywhere: “甲”">
              <failure message="it stands in a teaser">an advertisement</failure>
            </testcase>
            <testcase classname="fact" name="a.facts.jsonl:4 present in anywhere: “丙”"/>
            <testcase classname="snapshot" name="c.txt">
              <error message="the page cannot be compared: permission denied">the page cannot be compared: permission denied</error>
            </testcase>
            <testcase classname="orphan" name="s/x.snap">
              <failure message="its page is gone"></failure>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn json_says_all_and_hides_nothing() {
        let text = json(&report(), "all of it");
        assert!(!text.contains('\u{1b}'));
        let value: Value = serde_json::from_str(&text).unwrap();
        let summary = &value["summary"];
        let count = |word: &str| summary[word].as_u64().unwrap_or(99);
        assert_eq!(["same", "changed", "new", "missing", "failed"].map(count), [1, 1, 0, 0, 1]);
        assert_eq!(["facts_that_hold", "facts_that_fail", "orphans"].map(count), [1, 1, 1]);
        assert_eq!(value["pages"][1]["status"], "changed");
        assert!(value["pages"][1]["diff"].as_str().unwrap().contains("+\u{1b}]0;"));
        assert_eq!(value["orphans"][0]["file"], "s/x.snap");
    }
}
