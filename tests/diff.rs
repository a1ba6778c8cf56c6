//! `stonehand diff` as users meet it: one file before and after, two texts, two pages, two folders.

mod common;

use std::fs;
use std::path::Path;

use common::stonehand;
use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str = "灯塔重开\n\n本报讯（记者 柳禾）昨日,停用三年的老灯\n塔重新亮灯，港区船只鸣笛相贺。灯塔高1２米，\n守灯人江帆说，灯一亮，船就回来了。\n";

fn desk(files: &[(&str, &str)]) -> TempDir {
    let desk = TempDir::new().unwrap();
    for (name, text) in files {
        let path = desk.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    desk
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Every character that a terminal would obey, or that would turn the text around it.
fn is_harmless(text: &str) -> bool {
    !text.chars().any(|c| stonehand::render::is_hidden(c) && c != '\n')
}

#[test]
fn each_change_of_a_file_is_shown_with_its_rule() {
    let desk = desk(&[("page.txt", PAGE)]);
    let (code, out, err) = stonehand(desk.path(), &["diff", "page.txt"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.starts_with("--- page.txt\n+++ page.txt (clean)\n@@ -3,3 +3 @@ "), "{out}");
    for label in ["C02 sure [-,-]{+，+}", "C01 sure [-２-]{+2+}", "J09 sure [-⏎-] ×2"] {
        assert!(out.contains(label), "{label} in {out}");
    }
    // The hunks alone are what `clean` makes of the page.
    let (_, clean, _) = stonehand(desk.path(), &["clean", "page.txt"]);
    let added: Vec<&str> = out.lines().skip(2).filter_map(|line| line.strip_prefix('+')).collect();
    assert!(added.iter().all(|line| clean.lines().any(|clean| clean == *line)), "{added:?}");
    fs::write(desk.path().join("clean.txt"), &clean).unwrap();
    assert_eq!(stonehand(desk.path(), &["diff", "clean.txt"]), (0, String::new(), String::new()));
}

#[test]
fn patch_makes_the_clean_text_of_it() {
    if std::process::Command::new("patch").arg("--version").output().is_err() {
        return;
    }
    for name in ["zh-Hans/front-page.txt", "zh-Hans/careless.txt", "en/harbour-gazette.txt", "de/kreisblatt.txt"] {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let page = fs::read_to_string(samples.join(name)).unwrap();
        if !page.chars().all(|c| !stonehand::render::is_hidden(c) || c == '\n') || page.contains('\u{200b}') {
            // What is hidden is shown as an escape, and the patch is for people.
            continue;
        }
        let desk = desk(&[("page.txt", &page)]);
        for around in ["0", "3"] {
            let (_, out, _) = stonehand(desk.path(), &["diff", "-U", around, "page.txt"]);
            fs::write(desk.path().join("page.patch"), out).unwrap();
            let patch = std::process::Command::new("patch")
                .args(["-s", "-o", "patched.txt", "page.txt", "page.patch"])
                .current_dir(desk.path())
                .status()
                .unwrap();
            assert!(patch.success(), "{name}");
            let (_, clean, _) = stonehand(desk.path(), &["clean", "page.txt"]);
            assert_eq!(fs::read_to_string(desk.path().join("patched.txt")).unwrap(), clean, "{name}");
        }
    }
}

#[test]
fn rules_and_certainties_are_chosen() {
    let desk = desk(&[("page.txt", PAGE)]);
    let shown = |args: &[&str]| {
        let (code, out, _) = stonehand(desk.path(), &[&["diff", "page.txt", "-f", "json"], args].concat());
        let rules: Vec<String> =
            json(&out)["changes"].as_array().unwrap().iter().map(|c| c["rule"].as_str().unwrap().to_owned()).collect();
        (code, rules.join(" "))
    };
    assert_eq!(shown(&["--rule", "C01"]), (1, "C01".to_owned()));
    assert_eq!(shown(&["--rule", "j"]), (1, "J09 J09".to_owned()));
    assert_eq!(shown(&["--rule", "half-width-marks,J"]), (1, "C02 J09 J09".to_owned()));
    assert_eq!(shown(&["--rule", "C17"]), (0, String::new()));
    assert_eq!(shown(&["--certainty", "likely"]), (0, String::new()));
    assert_eq!(shown(&["--certainty", "sure", "--rule", "C"]), (1, "C02 C01".to_owned()));
    assert_eq!(shown(&["--content-only", "--rule", "C"]), (1, "C02 C01".to_owned()));
    let (code, out, err) = stonehand(desk.path(), &["diff", "--rule", "C99", "page.txt"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no such rule"), "{err}");
}

#[test]
fn sums_are_by_rule() {
    let desk = desk(&[("page.txt", PAGE)]);
    let (code, out, _) = stonehand(desk.path(), &["diff", "--stat", "page.txt"]);
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "     1  C01  full-width-latin             sure\n     1  C02  half-width-marks             sure\n     2  J09  \
         no-space-between-ideographs  sure\nlayout: 2 line breaks joined\n4 changes in 1 place\n"
    );
}

#[test]
fn json_tells_each_change_and_all_of_both_texts() {
    let desk = desk(&[("page.txt", PAGE)]);
    let (_, out, _) = stonehand(desk.path(), &["diff", "-f", "json", "page.txt"]);
    let diff = json(&out);
    let change = &diff["changes"][0];
    assert_eq!(change["rule"], "C02");
    assert_eq!((&change["before"], &change["after"]), (&Value::from(","), &Value::from("，")));
    assert_eq!(change["source"], serde_json::json!([3, 3]));
    let hunk = &diff["hunks"][0];
    let side = |side: &str| -> String {
        hunk["parts"].as_array().unwrap().iter().map(|part| part[side].as_str().unwrap()).collect()
    };
    assert_eq!(side("before"), PAGE.split_inclusive('\n').skip(2).collect::<String>());
    assert_eq!(hunk["after"], serde_json::json!({"line": 3, "lines": 1}));
    assert!(side("after").starts_with("本报讯（记者 柳禾）昨日，停用三年的老灯塔"));
    assert_eq!(diff["layout"]["joined"], 2);
}

#[test]
fn sides_stand_side_by_side_in_the_width_there_is() {
    let desk = desk(&[("page.txt", PAGE)]);
    for width in [40, 61, 100] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_stonehand"));
        command
            .args(["diff", "-f", "side-by-side", "page.txt"])
            .current_dir(desk.path())
            .env("COLUMNS", width.to_string());
        let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
        let rows: Vec<&str> = out.lines().filter(|line| line.contains('│')).collect();
        assert!(rows.len() >= 3, "{out}");
        for row in &rows {
            assert!(stonehand::render::width(row) <= width, "{width}: {row}");
        }
        let bars: Vec<usize> =
            rows.iter().map(|row| stonehand::render::width(&row[..row.find('│').unwrap()])).collect();
        assert!(bars.iter().all(|bar| *bar == bars[0]), "the halves are parted in one column: {bars:?}");
        assert!(out.contains("C01 sure [-２-]{+2+}"), "{out}");
    }
}

#[test]
fn texts_are_compared_whatever_their_lines() {
    let one = "The tide was still making\nwhen the first boat slid through.\n\nA band played.\n";
    let other = "The tide was still making when the\nfirst boat slid trough.\nA band played.\n";
    let desk = desk(&[("one.txt", one), ("other.txt", other), ("wide.txt", &one.replace("making\n", "making "))]);
    let (code, out, _) = stonehand(desk.path(), &["diff", "one.txt", "other.txt"]);
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "--- one.txt\n+++ other.txt\n@@ -1,4 +1,3 @@\n-The tide was still making\n-when the first boat slid through.\n+The \
         tide was still making when the\n+first boat slid trough.\n-\n A band played.\n"
    );
    let (_, out, _) = stonehand(desk.path(), &["diff", "--stat", "one.txt", "other.txt"]);
    assert_eq!(
        out,
        "text: 1 characters removed, 0 added\nlayout: 1 line break joined, 1 line break added, 1 blank line removed\n2 places\n"
    );
    assert_eq!(stonehand(desk.path(), &["diff", "one.txt", "wide.txt"]).0, 1);
    assert_eq!(stonehand(desk.path(), &["diff", "--content-only", "one.txt", "wide.txt"]).0, 0);
    assert_eq!(stonehand(desk.path(), &["diff", "one.txt", "one.txt"]), (0, String::new(), String::new()));
    let (_, out, _) = stonehand(desk.path(), &["diff", "-f", "json", "--content-only", "one.txt", "other.txt"]);
    let parts = json(&out)["hunks"][0]["parts"].clone();
    let changed: Vec<&Value> = parts.as_array().unwrap().iter().filter(|part| part["kind"] == "changed").collect();
    assert_eq!(changed, [&serde_json::json!({"kind": "changed", "before": "h", "after": ""})]);
}

#[test]
fn encodings_do_not_count() {
    let desk = desk(&[("page.txt", PAGE)]);
    let (gbk, ..) = encoding_rs::GB18030.encode(PAGE);
    fs::write(desk.path().join("page.gbk"), &gbk).unwrap();
    assert_eq!(stonehand(desk.path(), &["diff", "page.txt", "page.gbk"]).0, 0);
}

#[test]
fn pages_are_compared_by_article_and_block() {
    let desk = desk(&[("page.txt", PAGE), ("dearer.txt", &PAGE.replace("高1２米", "高2３米"))]);
    for name in ["page", "dearer"] {
        let (_, out, _) = stonehand(desk.path(), &["read", "-f", "json", &format!("{name}.txt")]);
        fs::write(desk.path().join(format!("{name}.json")), out).unwrap();
    }
    let (code, out, _) = stonehand(desk.path(), &["diff", "page.json", "dearer.json"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("article 1 \"灯塔重开\":\n  paragraph 1 changed: …") && out.contains("灯塔高[-1-]2{+3+}米"),
        "{out}"
    );
    let (_, out, _) = stonehand(desk.path(), &["diff", "-f", "json", "page.json", "dearer.json"]);
    let difference = &json(&out)["pages"][0]["differences"][0];
    assert_eq!(difference["what"], "changed");
    assert_eq!(difference["before"][0]["role"], "paragraph");
    assert_eq!(stonehand(desk.path(), &["diff", "page.json", "page.json"]), (0, String::new(), String::new()));
    let (code, _, err) = stonehand(desk.path(), &["diff", "page.json", "page.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("page.txt is a text") && err.contains("stonehand read"), "{err}");
}

#[test]
fn folders_are_compared_by_names() {
    let desk = desk(&[
        ("old/a.txt", PAGE),
        ("new/a.txt", PAGE),
        ("old/b/c.txt", "一\n"),
        ("new/b/c.txt", "二\n"),
        ("old/gone.txt", "一\n"),
    ]);
    let (code, out, err) = stonehand(desk.path(), &["diff", "old", "new"]);
    assert_eq!(code, 1);
    assert_eq!(out, "--- old/b/c.txt\n+++ new/b/c.txt\n@@ -1 +1 @@\n-一\n+二\n");
    assert!(err.contains("gone.txt: only in old"), "{err}");
}

#[test]
fn what_is_hostile_is_shown_and_does_no_harm() {
    let hostile = "灯塔\u{1b}]0;x\u{7}重\u{202e}开\u{9b}31m，票价１元\n";
    let other = hostile.replace("票价１", "票价\u{2066}2");
    let desk = desk(&[("hostile.txt", hostile), ("other.txt", &other)]);
    for args in [
        &["diff", "hostile.txt"][..],
        &["diff", "-f", "side-by-side", "hostile.txt"],
        &["diff", "-f", "json", "hostile.txt"],
        &["diff", "hostile.txt", "other.txt"],
        &["diff", "-f", "side-by-side", "hostile.txt", "other.txt"],
    ] {
        let (code, out, err) = stonehand(desk.path(), args);
        assert_eq!(code, 1, "{args:?}");
        assert!(is_harmless(&out) && is_harmless(&err), "{args:?}: {out:?}");
        assert!(out.contains("\\x1b") || out.contains("\\u001b"), "{args:?}: {out}");
    }
}

#[test]
fn trouble_is_told() {
    let desk = desk(&[("page.txt", PAGE), ("broken.json", "{\"articles\": [")]);
    for (args, words) in [
        (&["diff", "missing.txt"][..], "missing.txt: no such file"),
        (&["diff", "page.txt", "missing.txt"], "missing.txt: no such file"),
        (&["diff", "page.txt", "."], "is a directory"),
        (&["diff", "broken.json", "broken.json"], "broken.json: is no JSON"),
        (&["diff", "--rule", "C01", "page.txt", "page.txt"], "--rule is for one FILE"),
        (&["diff", "-", "-"], "standard input can be read once"),
    ] {
        let (code, _, err) = stonehand(desk.path(), args);
        assert_eq!(code, 2, "{args:?}: {err}");
        assert!(err.contains(words), "{args:?}: {err}");
    }
}

#[test]
fn long_texts_are_compared_in_time_that_grows_with_them() {
    // Paragraphs of which none is like another, in lines of another width: four megabytes on each side.
    let mut state = 7_u32;
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4E00 + (state >> 8) % 3000).unwrap()
    };
    let paragraphs: Vec<String> = (0..4000).map(|_| (0..330).map(|_| word()).collect()).collect();
    let set = |width: usize, change: bool| -> String {
        let mut out = String::new();
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let mut chars: Vec<char> = paragraph.chars().collect();
            if change {
                chars[number % 330] = '〇';
            }
            for line in chars.chunks(width) {
                out.extend(line);
                out.push('\n');
            }
        }
        out
    };
    let desk = desk(&[("one.txt", &set(13, false)), ("other.txt", &set(20, true))]);
    let (code, out, err) = stonehand(desk.path(), &["diff", "--stat", "one.txt", "other.txt"]);
    assert_eq!((code, err.as_str()), (1, ""), "time was not up");
    assert!(out.starts_with("text: 4000 characters removed, 4000 added\n"), "{out}");
}

#[test]
fn when_time_is_up_it_is_said() {
    let lines = |seed: u32| -> String {
        let mut state = seed;
        let mut letter = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'][(state >> 20) as usize % 8]
        };
        (0..200_000).flat_map(|_| [letter(), letter(), ' ']).collect()
    };
    let desk = desk(&[("one.txt", &lines(1)), ("other.txt", &lines(2))]);
    let (code, out, err) = stonehand(desk.path(), &["diff", "--deadline", "0", "--stat", "one.txt", "other.txt"]);
    assert_eq!(code, 1, "{out}");
    assert!(err.contains("time was up in"), "{err}");
}
