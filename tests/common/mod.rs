//! What several tests share.
#![allow(dead_code, reason = "each test uses its part")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

/// Checks that the file at `path` holds `fresh`, which is made from the code.
///
/// `STONEHAND_UPDATE=1 cargo test` writes the file anew.
pub fn keeps(path: &str, fresh: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os("STONEHAND_UPDATE").is_some_and(|wish| wish == "1") {
        fs::write(&path, fresh).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let differs = committed.lines().zip(fresh.lines()).position(|(old, new)| old != new);
    assert!(
        committed == fresh,
        "{path} is not up to date (first at line {}): run STONEHAND_UPDATE=1 cargo test",
        differs.map_or(committed.lines().count().min(fresh.lines().count()), |at| at) + 1
    );
}

/// Checks a page's JSON against the published schema.
pub fn valid(written: &str) -> Result<(), String> {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema = serde_json::from_str(&stonehand::page::json::schema()).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    });
    let value = serde_json::from_str(written).map_err(|e| e.to_string())?;
    SCHEMA.validate(&value).map_err(|e| format!("{e} at {}", e.instance_path()))
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            out.push(path);
        }
    }
}

/// The files of src with their path below it and their text, in order.
pub fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    rust_files(&src, &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    paths.into_iter().map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// Runs stonehand in a folder: its exit code, and what it printed to standard output and error.
pub fn stonehand(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_stonehand"));
    let output = command.args(args).current_dir(folder).stdin(std::process::Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}
