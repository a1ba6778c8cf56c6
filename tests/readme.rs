//! The papers tell the truth: every command in README.md and in docs/ is run and prints what is said there, and every
//! file that the papers name is there.
//!
//! A block marked `console` holds commands (`$ …`) and what they print; a line with nothing but `…` stands for lines
//! left out. Those of README.md run in the root of the repository, those of each paper in docs/ in a directory of its own
//! with a copy of `samples/`, where they may write files; what they leave in `$?` the next command of the block sees.
//! `STONEHAND_UPDATE=1 cargo test --test readme` writes what they print now; look at the difference before committing.
#![cfg(unix)]

mod common;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PAPERS: [&str; 5] = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "samples/README.md", "docs/formats.md"];
/// The line that stands for any lines.
const ANY: &str = "…";
const LONGEST_LINE: usize = 120;

/// The papers on one subject each, in order.
fn docs() -> Vec<String> {
    let entries = fs::read_dir(Path::new(ROOT).join("docs")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut docs: Vec<String> =
        names.filter(|name| name.strip_suffix(".md").is_some()).map(|name| format!("docs/{name}")).collect();
    docs.sort();
    docs
}

fn papers() -> Vec<String> {
    PAPERS.iter().map(|name| (*name).to_owned()).chain(docs()).collect()
}

fn paper(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Runs a command of README in a shell; the lines it prints, errors among them, and its exit code.
fn run(command: &str, status: i32, dir: &Path) -> (Vec<String>, i32) {
    let command = command.replace("cargo run --release --", "stonehand");
    let here = Path::new(env!("CARGO_BIN_EXE_stonehand")).parent().unwrap().display();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n(exit {status})\n{command}")])
        .current_dir(dir)
        .env("PATH", format!("{here}:{}", env::var("PATH").unwrap_or_default()))
        .env_remove("CLICOLOR_FORCE")
        .env_remove("CI")
        .env_remove("INSTA_UPDATE")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap_or_else(|_| panic!("{command} printed no UTF-8"));
    (printed.lines().map(str::to_owned).collect(), output.status.code().unwrap_or(-1))
}

/// The byte behind the place where `chunk` stands in `lines`, from line `from` on.
fn find(lines: &[String], from: usize, chunk: &[String]) -> Option<usize> {
    let starts = from..(lines.len() + 1).saturating_sub(chunk.len());
    starts.into_iter().find(|&at| lines[at..at + chunk.len()] == *chunk).map(|at| at + chunk.len())
}

/// Whether `printed` is what is `shown`, where [`ANY`] stands for any lines.
fn agree(shown: &[String], printed: &[String]) -> bool {
    let chunks: Vec<&[String]> = shown.split(|line| line == ANY).collect();
    let [first, rest @ ..] = &chunks[..] else { return false };
    let Some((last, middle)) = rest.split_last() else { return *first == printed };
    let mut at = first.len();
    printed.starts_with(first)
        && middle.iter().all(|chunk| find(printed, at, chunk).inspect(|&end| at = end).is_some())
        && at + last.len() <= printed.len()
        && printed.ends_with(last)
}

/// What to show from now on: `printed`, with the same lines left out as far as that can be told.
fn shown_anew(shown: &[String], printed: &[String]) -> Vec<String> {
    if agree(shown, printed) {
        return shown.to_vec();
    }
    let chunks: Vec<&[String]> = shown.split(|line| line == ANY).collect();
    let (first, last) = (chunks[0].len(), chunks[chunks.len() - 1].len());
    if chunks.len() == 1 || first + last > printed.len() {
        return printed.to_vec();
    }
    let mut anew = printed[..first].to_vec();
    for chunk in &chunks[1..chunks.len() - 1] {
        let Some(at) = chunk.first().and_then(|line| printed.iter().position(|p| p == line)) else { continue };
        anew.push(ANY.to_owned());
        anew.extend(printed[at..].iter().take(chunk.len()).cloned());
    }
    anew.push(ANY.to_owned());
    anew.extend_from_slice(&printed[printed.len() - last..]);
    if agree(&anew, printed) { anew } else { printed.to_vec() }
}

/// A paper with what its commands print now.
fn anew(name: &str, dir: &Path) -> String {
    let readme = paper(name);
    let mut anew = String::new();
    let mut lines = readme.lines().peekable();
    let (mut console, mut status) = (false, 0);
    while let Some(line) = lines.next() {
        anew.extend([line, "\n"]);
        if line.starts_with("```") {
            (console, status) = (line == "```console", 0);
        }
        if let Some(command) = line.strip_prefix("$ ").filter(|_| console) {
            let mut shown = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && !line.starts_with("```")) {
                shown.push(line.to_owned());
            }
            let (printed, code) = run(command, status, dir);
            status = code;
            anew.extend(shown_anew(&shown, &printed).into_iter().map(|line| line + "\n"));
        }
    }
    anew
}

#[test]
fn commands_print_what_readme_shows() {
    common::keeps("README.md", &anew("README.md", Path::new(ROOT)));
}

#[test]
fn commands_print_what_the_docs_show() {
    let docs = docs();
    assert!(!docs.is_empty());
    for name in docs {
        let desk = tempfile::tempdir().unwrap();
        let copied = Command::new("cp").args(["-r", "samples"]).arg(desk.path()).current_dir(ROOT).status().unwrap();
        assert!(copied.success());
        common::keeps(&name, &anew(&name, desk.path()));
    }
}

#[test]
fn the_commands_that_set_up_work() {
    let readme = paper("README.md");
    let commands: Vec<&str> = readme.lines().filter(|line| line.starts_with("cargo ")).collect();
    assert!(commands.contains(&"cargo test"), "{commands:?}");
    let samples: Vec<&&str> = commands.iter().filter(|c| c.starts_with("cargo run --release -- ")).collect();
    assert!(!samples.is_empty(), "{commands:?}");
    for command in samples {
        let (printed, code) = run(command, 0, Path::new(ROOT));
        assert!(code == 0 && !printed.is_empty(), "{command} ends with {code}: {printed:?}");
    }
}

#[test]
fn what_the_papers_name_is_there() {
    for name in papers() {
        let text = paper(&name);
        let folder = Path::new(ROOT).join(&name).parent().unwrap().to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        for link in links.filter(|link| !link.is_empty() && !link.contains("://")) {
            assert!(folder.join(link).exists(), "{name} leads to {link}, which is not there");
        }
        for path in text.split('`').skip(1).step_by(2).filter(|code| code.starts_with("src/")) {
            assert!(Path::new(ROOT).join(path).exists(), "{name} names {path}, which is not there");
        }
    }
}

#[test]
fn lines_of_the_papers_fit_a_window() {
    for name in papers() {
        let mut code = false;
        for (number, line) in paper(&name).lines().enumerate() {
            code ^= line.starts_with("```");
            let long = line.chars().count() > LONGEST_LINE && !code && !line.starts_with('|');
            assert!(!long, "{name}, line {} has more than {LONGEST_LINE} characters", number + 1);
        }
    }
}

#[test]
fn left_out_lines_may_be_any() {
    let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (shown, printed, good) in [
        ("a b", "a b", true),
        ("a …", "a b c", true),
        ("… c", "a b c", true),
        ("a … c … e", "a b c d e", true),
        ("a … c … e", "a b d e", false),
        ("a … a", "a", false),
        ("a", "a b", false),
    ] {
        assert_eq!(agree(&lines(shown), &lines(printed)), good, "{shown} and {printed}");
    }
    assert_eq!(shown_anew(&lines("a … d"), &lines("x b c y")), lines("x … y"));
    assert_eq!(shown_anew(&lines("a … c … e"), &lines("x c z e")), lines("x … c … e"));
    assert_eq!(shown_anew(&lines("a"), &lines("x y")), lines("x y"));
}
