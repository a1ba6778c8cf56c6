//! Where the snapshot of a page stands.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use crate::render::is_hidden;

/// The longest name in bytes that is kept as it is: the longest that most file systems take is 255, and endings of
/// snapshots and of other tools still come.
const LONGEST: usize = 200;

/// The file of a page's snapshot below the directory of snapshots: the page's own path, with `.snap` behind it.
///
/// Two pages never share one. The path leads nowhere else: what a file system, a shell or a terminal could take for
/// more than a name is written as `%` and two digits for each byte, and so are names that are reserved or hidden. A
/// name that is too long ends in a number made from all of it.
///
/// ```
/// use std::path::Path;
/// use stonehand::check::snapshot_path;
///
/// assert_eq!(snapshot_path(Path::new("1931/澜港日报 1.txt")), Path::new("1931/澜港日报 1.txt.snap"));
/// assert_eq!(snapshot_path(Path::new("../-rf/a:b.txt")), Path::new("%2e%2e/%2drf/a%3ab.txt.snap"));
/// ```
#[must_use]
pub fn snapshot_path(page: &Path) -> PathBuf {
    let mut names: Vec<String> = page
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(safe(name)),
            Component::ParentDir => Some("%2e%2e".to_owned()),
            Component::Prefix(prefix) => Some(safe(prefix.as_os_str())),
            Component::RootDir | Component::CurDir => None,
        })
        .collect();
    if let Some((page, folders)) = names.split_last_mut() {
        page.push_str(".snap");
        // A folder may not stand where the snapshot of a page stands.
        let taken = |folder: &&mut String| {
            let name = folder.to_ascii_lowercase();
            [".snap", ".snap.new"].iter().any(|ending| name.ends_with(ending))
        };
        for folder in folders.iter_mut().filter(taken) {
            folder.push_str("%2f");
        }
    }
    names.into_iter().collect()
}

fn safe(name: &OsStr) -> String {
    const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let bytes = name.as_encoded_bytes();
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            let first = out.is_empty() && matches!(c, '.' | '-' | '~' | ' ');
            if first || is_hidden(c) || r#"/\:*?"<>|%"#.contains(c) {
                let mut buffer = [0; 4];
                escape(&mut out, c.encode_utf8(&mut buffer).as_bytes());
            } else {
                out.push(c);
            }
        }
        escape(&mut out, chunk.invalid());
    }
    let stem = out.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    if RESERVED.contains(&device) || RESERVED.contains(&&*stem) {
        let rest = out.split_off(1);
        let first = std::mem::take(&mut out);
        escape(&mut out, first.as_bytes());
        out.push_str(&rest);
    }
    if out.ends_with([' ', '.'])
        && let Some(last) = out.pop()
    {
        escape(&mut out, &[u8::try_from(last).unwrap_or_default()]);
    }
    if out.len() > LONGEST {
        let mut end = LONGEST - 18;
        while !out.is_char_boundary(end) {
            end -= 1;
        }
        out.truncate(end);
        // No other name has `%~`: behind a `%` there are digits.
        let _ = write!(out, "%~{:016x}", number(bytes));
    }
    out
}

fn escape(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(out, "%{byte:02x}");
    }
}

/// A number for a name (FNV-1a): the same on every machine and in every version.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn name(page: &str) -> String {
        snapshot_path(Path::new(page)).to_string_lossy().replace('\\', "/")
    }

    #[test]
    fn names_are_kept_where_they_are_harmless_and_never_shared() {
        let pairs = [
            ("a/b/page.txt", "a/b/page.txt.snap"),
            ("./a//b", "a/b.snap"),
            ("a b　c", "a b　c.snap"),
            (".hidden/x", "%2ehidden/x.snap"),
            ("a\n\u{202e}b", "a%0a%e2%80%aeb.snap"),
            ("100%", "100%25.snap"),
            ("100%25", "100%2525.snap"),
            ("CON", "%43ON.snap"),
            ("con.txt", "%63on.txt.snap"),
            ("com1.txt", "%63om1.txt.snap"),
            ("contents", "contents.snap"),
            ("end. /x", "end.%20/x.snap"),
            ("..%2f", "%2e.%252f.snap"),
            ("a.snap", "a.snap.snap"),
            ("a.snap/b", "a.snap%2f/b.snap"),
        ];
        for (page, path) in pairs {
            assert_eq!(name(page), path);
        }
        assert_eq!(pairs.iter().map(|(_, path)| path).collect::<BTreeSet<_>>().len(), pairs.len());
    }

    #[test]
    fn long_names_are_cut_and_told_apart() {
        let (one, two) = (name(&"国".repeat(300)), name(&"国".repeat(301)));
        assert!(one != two && one.len() <= LONGEST + 5 && one.starts_with("国国"), "{one} {two}");
    }

    #[cfg(unix)]
    #[test]
    fn names_need_not_be_text() {
        use std::os::unix::ffi::OsStrExt;
        let path = |bytes: &[u8]| snapshot_path(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(path(b"a\xff.txt"), Path::new("a%ff.txt.snap"));
        assert_ne!(path(b"\xc0"), path(b"\xc1"));
    }
}
