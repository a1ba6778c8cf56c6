//! `stonehand check` and `stonehand snap`: a corpus is compared with its snapshots, and facts about it are checked.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use stonehand::check::{Claim, Proof, by_role, facts};
use stonehand::page::json;
use stonehand::{Options, check};
use tempfile::TempDir;

const PAGE: &str =
    "Lock gates open again\nBy MARTHA PELLOW\nThe tide was still making when the first boat came home.\n";

/// A directory with pages, in which the command runs.
struct Desk(TempDir);

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        for (name, text) in files {
            desk.put(name, text);
        }
        desk
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// All files below a directory, hidden ones too: nothing temporary may stay.
    fn files(&self, below: &str) -> Vec<String> {
        let root = self.0.path().join(below);
        let mut names: Vec<String> = walkdir(&root);
        names.sort();
        names
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_in(args, &[])
    }

    fn run_in(&self, args: &[&str], env: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stonehand"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null()).env_remove("CI").env_remove("INSTA_UPDATE");
        let output = command.envs(env.iter().copied()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn walkdir(dir: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            names.extend(walkdir(&path).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            names.push(name);
        }
    }
    names
}

impl Ran {
    /// Ended with `code`, printed each of `words`, or said it on standard error.
    #[track_caller]
    fn ends(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        for word in words {
            assert!(self.out.contains(word) || self.err.contains(word), "{word:?} is missing: {self:#?}");
        }
        self
    }
}

#[test]
fn a_page_is_new_then_the_same_then_changed() {
    let desk = Desk::with(&[("pages/1931/a.txt", PAGE), ("pages/b.txt", PAGE)]);
    desk.run(&["check", "pages"]).ends(1, &["new      pages/1931/a.txt  ", "2 pages: 2 new\n", "2 snapshots wait"]);
    let waiting = ["pages/1931/a.txt.snap.new", "pages/b.txt.snap.new"];
    assert_eq!(desk.files("snapshots"), waiting);
    // What waits is not what holds.
    desk.run(&["check", "pages"]).ends(1, &["2 new"]);
    desk.run(&["snap", "list"]).ends(1, &["new      snapshots/pages/1931/a.txt.snap\n"]);
    desk.run(&["snap", "accept"]).ends(0, &["accepted snapshots/pages/b.txt.snap\n"]);
    assert_eq!(desk.files("snapshots"), ["pages/1931/a.txt.snap", "pages/b.txt.snap"]);
    desk.run(&["snap", "list"]).ends(0, &[]);
    assert_eq!(desk.run(&["check", "pages"]).ends(0, &[]).out, "2 pages: 2 same\n");

    desk.put("pages/b.txt", &PAGE.replace("gates", "doors"));
    let ran = desk.run(&["check", "pages/"]).ends(1, &["2 pages: 1 same, 1 changed\n", "1 snapshot waits"]);
    let hunk = "-headline    Lock gates open again\n+headline    Lock doors open again\n";
    assert!(
        ran.out.starts_with("changed  pages/b.txt\n--- snapshots/pages/b.txt.snap\n+++ pages/b.txt\n@@ "),
        "{ran:#?}"
    );
    assert!(ran.out.contains(hunk), "{ran:#?}");
    assert!(desk.get("snapshots/pages/b.txt.snap").contains("Lock gates"));
    desk.run(&["snap", "list", "-f", "json"]).ends(1, &["\"kind\": \"changed\""]);
    desk.run(&["snap", "reject", "snapshots/pages/b.txt.snap"]).ends(0, &["rejected"]);
    desk.run(&["check", "pages"]).ends(1, &["1 changed"]);
    // A page that is read as before again leaves nothing that waits.
    desk.put("pages/b.txt", PAGE);
    desk.run(&["check", "pages"]).ends(0, &["2 same"]);
    assert_eq!(desk.files("snapshots"), ["pages/1931/a.txt.snap", "pages/b.txt.snap"]);
}

#[test]
fn where_nobody_looks_nothing_is_written() {
    let desk = Desk::with(&[("pages/a.txt", PAGE)]);
    desk.run_in(&["check", "pages"], &[("CI", "true")])
        .ends(1, &["missing  pages/a.txt  has no snapshot", "1 missing"]);
    desk.run_in(&["check", "pages"], &[("INSTA_UPDATE", "no")]).ends(1, &["1 missing"]);
    desk.run(&["check", "--update", "no", "pages"]).ends(1, &["1 missing"]);
    assert_eq!(desk.files(""), ["pages/a.txt"]);
    desk.run_in(&["check", "pages"], &[("INSTA_UPDATE", "never")]).ends(2, &["INSTA_UPDATE is \"never\"", "unseen"]);
    // What is said outright counts more than the surroundings.
    desk.run_in(&["check", "--update", "new", "pages"], &[("CI", "true")]).ends(1, &["1 new"]);
    desk.run_in(&["check", "pages"], &[("CI", "0"), ("INSTA_UPDATE", "unseen")]).ends(0, &["1 new and accepted"]);
    desk.put("pages/a.txt", &PAGE.replace("gates", "doors"));
    desk.run(&["check", "--update", "unseen", "pages"]).ends(1, &["1 changed\n"]);
    let before = desk.files("");
    desk.run_in(&["check", "pages"], &[("CI", "true")]).ends(1, &["1 changed\n", "+headline    Lock doors"]);
    assert_eq!(desk.files(""), before);
    desk.run(&["check", "--update", "always", "pages"]).ends(0, &["1 changed and accepted"]);
    assert_eq!(desk.files("snapshots"), ["pages/a.txt.snap"]);
    desk.run_in(&["check", "pages"], &[("CI", "true")]).ends(0, &["1 same"]);
}

#[test]
fn snapshots_and_facts_without_a_page_are_orphans() {
    let desk = Desk::with(&[("pages/a.txt", PAGE), ("pages/old/b.txt", PAGE), ("pages/old/b.facts.jsonl", "")]);
    desk.run(&["check", "--update", "always", "pages"]).ends(0, &[]);
    fs::remove_file(desk.0.path().join("pages/old/b.txt")).unwrap();
    let said = ["orphan   snapshots/pages/old/b.txt.snap", "orphan   pages/old/b.facts.jsonl", "1 same; 2 orphans"];
    desk.run(&["check", "pages"]).ends(1, &said);
    desk.run(&["check", "--orphans", "warn", "pages"]).ends(0, &said);
    assert!(!desk.run(&["check", "--orphans", "ignore", "pages"]).ends(0, &[]).out.contains("orphan"));
    // A page alone says nothing of its neighbours.
    desk.run(&["check", "--snapshots", "snapshots", "pages/a.txt"]).ends(0, &["1 page: 1 same\n"]);
    desk.run_in(&["check", "--orphans", "delete", "pages"], &[("CI", "1")]).ends(2, &["nothing may be written"]);
    desk.run(&["check", "--orphans", "delete", "pages"]).ends(0, &said);
    assert_eq!(desk.files("snapshots"), ["pages/a.txt.snap"]);
    assert_eq!(desk.files("pages"), ["a.txt", "old/b.facts.jsonl"]);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let desk = Desk::with(&[("pages/a.txt", PAGE), ("pages/b.txt", PAGE), ("pages/c.txt", "PK\u{3}\u{4}\0\u{1}")]);
    desk.run(&["check", "pages"]).ends(1, &["stonehand: pages/c.txt: this is ", "3 pages: 2 new, 1 failed"]);
    desk.run(&["snap", "accept"]).ends(0, &[]);
    desk.put("snapshots/pages/a.txt.snap", "<<<<<<< ours\n---\n");
    let damaged = "pages/a.txt: snapshots/pages/a.txt.snap is no snapshot: its first line is not ---; restore it";
    desk.run(&["check", "pages"]).ends(1, &[damaged, "1 same, 2 failed"]);
    desk.put("pages/mets.xml", r#"<?xml version="1.0"?><mets xmlns="http://www.loc.gov/METS/"></mets>"#);
    desk.run(&["check", "pages"]).ends(1, &["pages/mets.xml: this is METS", "passed over", "1 same, 2 failed"]);
    desk.run(&["check", "pages/mets.xml"]).ends(2, &["this is METS"]);
    desk.run(&["check", "pages/c.txt"]).ends(2, &["1 failed"]);
    desk.run(&["check", "pagse"]).ends(2, &["pagse: no such file"]);
    desk.run(&["check", "snapshots"]).ends(2, &["no pages (*.txt", "--endings"]);
    desk.run(&["check"]).ends(2, &["DIR"]);
    // A damaged snapshot that waits takes no place.
    desk.put("snapshots/pages/b.txt.snap.new", "---\n");
    desk.run(&["snap", "accept"]).ends(2, &["b.txt.snap.new is cut off"]);
    desk.run(&["snap", "reject"]).ends(0, &["rejected snapshots/pages/b.txt.snap"]);
    desk.run(&["snap", "accept", "nowhere"]).ends(2, &["nowhere: no such file"]);
}

#[test]
fn facts_that_fail_are_shown_with_what_was_found() {
    let facts = concat!(
        "// the lead\n",
        r#"{"fact": "present", "text": "Lock gates", "in": "headline"}"#,
        "\n",
        r#"{"fact": "absent", "text": "first boat", "why": "it is an advertisement"}"#,
    );
    let desk = Desk::with(&[("pages/a.txt", PAGE), ("pages/a.facts.jsonl", facts)]);
    let said = [
        "fact     pages/a.facts.jsonl:3  absent in anywhere: “first boat”\n",
        "         it stands in paragraph 1 of article 1 (line 3): “…",
        "         it is an advertisement\n",
        "1 page; 1 fact holds, 1 not\n",
    ];
    desk.run(&["check", "--no-snapshots", "pages"]).ends(1, &said);
    assert_eq!(desk.files(""), ["pages/a.facts.jsonl", "pages/a.txt"]);
    desk.run(&["check", "--no-facts", "--update", "always", "pages"]).ends(0, &["1 page: 1 new and accepted\n"]);
    desk.run(&["check", "pages"]).ends(1, &["1 page: 1 same; 1 fact holds, 1 not\n"]);
    let broken = facts.replace("absent", "absence").replace("\"in\"", "\"where\"");
    desk.put("pages/a.facts.jsonl", &broken);
    let ran = desk.run(&["check", "pages"]).ends(2, &["pages/a.facts.jsonl:2: unknown field `where`, expected"]);
    assert!(ran.err.contains("pages/a.facts.jsonl:3: unknown variant `absence`"), "{ran:#?}");
}

#[test]
fn the_way_a_page_was_written_is_kept() {
    let desk = Desk::with(&[("pages/a.txt", PAGE)]);
    desk.run(&["check", "--as", "markdown", "--update", "always", "pages"]).ends(0, &[]);
    assert!(desk.get("snapshots/pages/a.txt.snap").contains("\n## Lock gates open again\n"));
    desk.run(&["check", "pages"]).ends(1, &["the snapshot was made by `stonehand check --as markdown`"]);
    for form in ["json", "text", "roles"] {
        desk.run(&["check", "--as", form, "--update", "always", "pages"]).ends(0, &["accepted"]);
        desk.run(&["check", "--as", form, "pages"]).ends(0, &["1 same"]);
    }
    // From wherever it is read, a page is the same.
    desk.run(&["check", "--as", "json", "--update", "always", "pages"]).ends(0, &[]);
    let absolute = desk.0.path().join("pages");
    desk.run(&["check", "--as", "json", absolute.to_str().unwrap()]).ends(0, &["1 same"]);
}

#[test]
fn machines_are_told_in_their_own_ways() {
    let desk = Desk::with(&[("pages/a.txt", PAGE), ("pages/b.txt", PAGE)]);
    desk.run(&["check", "--update", "always", "pages"]).ends(0, &[]);
    desk.put("pages/b.txt", &PAGE.replace("gates", "doors"));
    let ran = desk.run(&["check", "-f", "json", "pages"]).ends(1, &[]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["pages"][1]["status"], "changed");
    assert_eq!(report["summary"]["same"], 1);
    assert_eq!(desk.run(&["check", "-f", "json", "pages"]).out, ran.out);
    let ran = desk.run(&["check", "-f", "github", "pages"]).ends(1, &[]);
    assert!(ran.out.starts_with("::error file=pages/b.txt,title=page changed::"), "{ran:#?}");
    assert_eq!(ran.out.lines().count(), 1);
    desk.run(&["check", "-f", "junit", "pages"]).ends(1, &["tests=\"2\" failures=\"1\" errors=\"0\""]);
}

#[cfg(unix)]
#[test]
fn what_is_printed_or_named_to_do_harm_does_none() {
    let hostile = "\u{1b}]0;evil\u{7}\u{202e}x";
    let page =
        format!("Lock {hostile} gates\nBy MARTHA PELLOW\nThe tide {hostile} was still making, and all went home.\n");
    let fact = serde_json::json!({"fact": "present", "text": format!("tide {hostile} was not"), "in": "headline"});
    let name = format!("pages/-rf {hostile}\n::error::x");
    let desk = Desk::with(&[
        (&format!("{name}.txt"), &page),
        (&format!("{name}.facts.jsonl"), &fact.to_string()),
        ("pages/CON/a.snap/CON.txt", PAGE),
        (&format!("pages/{}.txt", "国".repeat(80)), PAGE),
    ]);
    for form in ["roles", "markdown", "text", "json"] {
        for format in ["text", "json", "github", "junit"] {
            let ran = desk.run(&["check", "--as", form, "-f", format, "pages"]);
            assert_eq!(ran.code, 1, "{ran:#?}");
            for said in [&ran.out, &ran.err] {
                assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{form} {format}: {said}");
                assert!(!said.lines().any(|line| line.starts_with("::error::x")), "{said}");
            }
        }
    }
    for name in desk.files("snapshots") {
        let harmless = |part: &str| part.len() <= 255 && !part.starts_with(['-', '.']) && !part.starts_with("CON");
        assert!(name.split('/').all(harmless) && !name.contains(['\u{1b}', '\u{202e}', '\n']), "{name}");
        assert!(!desk.get(&format!("snapshots/{name}")).contains(['\u{1b}', '\u{202e}']));
    }
    for args in [&["snap", "list"][..], &["snap", "list", "-f", "json"], &["snap", "accept"]] {
        let ran = desk.run(args);
        assert!(!(ran.out + &ran.err).contains(['\u{1b}', '\u{202e}']), "{args:?}");
    }
    desk.run(&["check", "--as", "json", "--no-facts", "pages"]).ends(0, &["3 same"]);
}

#[cfg(unix)]
#[test]
fn a_link_among_the_snapshots_leads_nowhere() {
    let desk = Desk::with(&[("pages/a.txt", PAGE), ("elsewhere/keep", ""), ("snapshots/keep", "")]);
    std::os::unix::fs::symlink("../elsewhere", desk.0.path().join("snapshots/pages")).unwrap();
    let ran = desk.run(&["check", "pages"]).ends(2, &["leads out of snapshots; nothing was written", "1 failed"]);
    assert!(!ran.err.contains("wait"), "{ran:#?}");
    assert_eq!(desk.files("elsewhere"), ["keep"]);
}

#[test]
fn questions_are_for_people() {
    let desk = Desk::with(&[("snapshots/pages/a.txt.snap.new", "---\n---\nx\n")]);
    desk.run(&["snap", "review"]).ends(2, &["nobody to answer", "snap list, accept and reject"]);
    desk.run(&["snap", "list", "pages"]).ends(2, &["pages: no such"]);
    desk.run(&["snap", "init-insta", "."]).ends(0, &["wrote ./Cargo.toml"]);
    assert!(desk.get("Cargo.toml").contains("[workspace]"));
    desk.run(&["snap", "init-insta", "."]).ends(2, &["is there already"]);
    for verb in ["check", "snap"] {
        desk.run(&[verb, "--help"]).ends(0, &["Examples:"]);
    }
}

/// The facts beside our samples, with the page of each.
fn sample_facts() -> Vec<(String, Vec<u8>, String)> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = walkdir(&samples).into_iter().filter_map(|name| {
        let page = name.strip_suffix(".facts.jsonl")?.to_owned() + ".txt";
        let bytes = fs::read(samples.join(&page)).unwrap_or_else(|e| panic!("{page}: {e}"));
        Some((name.clone(), bytes, fs::read_to_string(samples.join(name)).unwrap()))
    });
    files.collect()
}

#[test]
fn facts_about_our_samples_hold_and_would_fail_of_another_page() {
    let files = sample_facts();
    assert!(files.len() >= 3, "{}", files.len());
    let proof = |bytes: &[u8]| {
        let pages = stonehand::read(bytes, &Options::default()).unwrap();
        let shapes: Vec<json::Page> = pages.iter().map(|page| json::Page::of(page, false)).collect();
        Proof::of(&shapes)
    };
    let other = proof("甲乙丙\n".as_bytes());
    for (name, bytes, text) in files {
        let page = proof(&bytes);
        for (line, fact) in facts(&text) {
            let fact = fact.unwrap_or_else(|error| panic!("{name}:{line}: {error}"));
            assert_eq!(fact.check(&page), Ok(()), "{name}:{line}");
            let absent = matches!(fact.claim, Claim::Absent { .. });
            assert_eq!(fact.check(&other).is_ok(), absent, "{name}:{line}");
        }
    }
}

/// The words in backticks.
fn ticked(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_facts_that_the_docs_tell_of_are_those_there_are() {
    let docs = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/check.md")).unwrap();
    let table = docs.split("| fact | holds when | members |\n| --- | --- | --- |\n").nth(1).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().take_while(|line| line.starts_with('|')).map(ticked).collect();
    assert_eq!(rows.len(), 6);
    for row in rows {
        // Either the text, or its beginning and its end.
        let members = row[1..].iter().filter(|member| **member != "starts" && **member != "ends");
        let values = members.map(|m| (*m).to_owned()).map(|m| if m == "in" { (m, "table") } else { (m, "甲") });
        let mut fact: serde_json::Map<_, _> = values.map(|(member, value)| (member, value.into())).collect();
        fact.insert("fact".to_owned(), row[0].into());
        let line = serde_json::Value::from(fact).to_string();
        assert!(facts(&line)[0].1.is_ok(), "{line}: {:?}", facts(&line));
    }
    let roles = docs.split("- `in` is a role:").nth(1).unwrap().split("Where it is not").next().unwrap();
    assert_eq!(ticked(roles).len(), 13);
    for role in ticked(roles) {
        let line = format!(r#"{{"fact": "present", "text": "甲", "in": "{role}"}}"#);
        let Claim::Present { role: read, .. } = facts(&line).remove(0).1.unwrap().claim else { panic!("{line}") };
        assert_eq!(read.name(), role);
    }
}

#[test]
fn every_text_of_a_page_is_in_its_snapshot() {
    let page = &stonehand::read(PAGE.as_bytes(), &Options::default()).unwrap()[0];
    let snapshot = by_role(&[json::Page::of(page, false)]);
    for line in PAGE.lines() {
        assert!(snapshot.contains(line), "{line}: {snapshot}");
    }
    assert!(check::Snapshot { text: snapshot, ..check::Snapshot::default() }.write().ends_with("home.\n"));
}
