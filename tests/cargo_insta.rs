//! The real cargo-insta works on the snapshots that `stonehand check` leaves.
//!
//! `cargo test` passes over this, because not everybody has cargo-insta; `.ci/run` has it. To run it:
//! `cargo install cargo-insta --locked && cargo test --test cargo_insta`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PAGE: &str = "澜港日报\n灯塔今夜复明\n本报讯（记者 邢可儿）昨日，灯塔的灯修好了。\n";

fn run(dir: &Path, program: &str, args: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(args).current_dir(dir).stdin(Stdio::null()).env_remove("INSTA_UPDATE").env_remove("CI");
    command.output().unwrap_or_else(|error| panic!("{program}: {error}"))
}

fn insta(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, "cargo", &[&["insta"], args].concat());
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo insta {args:?}: {err}\nis cargo-insta installed?");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs `stonehand`: its exit code and what it prints.
fn stonehand(dir: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = run(dir, env!("CARGO_BIN_EXE_stonehand"), args);
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn cargo_insta_lists_accepts_and_rejects_what_check_found() {
    let desk = tempfile::tempdir().unwrap();
    let dir = desk.path();
    fs::create_dir_all(dir.join("pages/一九三一")).unwrap();
    let pages = ["pages/a 1.txt", "pages/一九三一/第 2 版：“乙”.txt", "pages/c.txt"];
    for page in pages {
        fs::write(dir.join(page), PAGE).unwrap();
    }
    assert_eq!(stonehand(dir, &["check", "pages"]).0, Some(1));
    assert_eq!(stonehand(dir, &["snap", "init-insta", "."]).0, Some(0));
    let listed = insta(dir, &["pending-snapshots", "--as-json"]);
    let paths: Vec<String> = listed
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(paths.len(), 3, "{listed}");
    for page in pages {
        assert!(paths.iter().any(|path| path.ends_with(&format!("snapshots/{page}.snap"))), "{page}: {listed}");
    }
    insta(dir, &["accept"]);
    assert_eq!(insta(dir, &["pending-snapshots", "--as-json"]), "");
    assert_eq!(stonehand(dir, &["check", "pages"]), (Some(0), "3 pages: 3 same\n".to_owned()));

    for page in &pages[..2] {
        fs::write(dir.join(page), PAGE.replace("复明", "熄灭")).unwrap();
    }
    assert_eq!(stonehand(dir, &["check", "pages"]).0, Some(1));
    insta(dir, &["accept", "--snapshot", paths.iter().find(|path| path.contains("a 1")).unwrap()]);
    insta(dir, &["reject"]);
    let (code, said) = stonehand(dir, &["check", "pages"]);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("changed  pages/一九三一/第 2 版：“乙”.txt\n"), "{said}");
    assert!(said.contains("-headline    灯塔今夜复明\n+headline    灯塔今夜熄灭\n"), "{said}");
    assert!(said.ends_with("3 pages: 2 same, 1 changed\n"), "{said}");
}
