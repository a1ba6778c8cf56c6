//! The command as users meet it: pipes, files, mistakes and exit codes. What becomes of the text is tested elsewhere.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PAGE: &str = "澜港日报\n本报讯（记者 邢可儿）昨日，市委召开第三轮清河工作动员部署会。\n";

/// A directory with files, in which the command runs.
struct Desk(TempDir);

impl Desk {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        for (name, bytes) in files {
            desk.put(name, bytes);
        }
        desk
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn get(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// The names in the directory, hidden ones too: nothing temporary may stay.
    fn names(&self, below: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.path().join(below)).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stonehand"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        Ran::from(self.command(args).output().unwrap())
    }

    fn pipe(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        // A child that refuses its arguments does not wait for its input.
        let _ = writer.join().unwrap();
        Ran::from(output)
    }
}

#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    #[track_caller]
    fn good(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{self:#?}");
        self
    }

    /// Ended with `code`, and said each of `words` on standard error.
    #[track_caller]
    fn said(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        for word in words {
            assert!(self.err.contains(word), "{word:?} is missing: {self:#?}");
        }
        self
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {self:#?}"))
    }
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

#[test]
fn a_page_in_a_pipe_becomes_one_line_of_json() {
    let desk = Desk::with(&[("page.txt", PAGE.as_bytes())]);
    for ran in [
        desk.pipe(&[], PAGE.as_bytes()),
        desk.pipe(&["read"], PAGE.as_bytes()),
        desk.pipe(&["read", "-"], PAGE.as_bytes()),
        desk.run(&["read", "page.txt"]),
        desk.run(&["read", "-f", "json", "page.txt"]),
        desk.run(&["read", "-f", "jsonl", "page.txt"]),
    ] {
        let ran = ran.good();
        assert_eq!(ran.json()["source"]["encoding"], "UTF-8");
        assert_eq!(ran.json()["source"]["lines"], 2);
        assert_eq!(ran.out.matches('\n').count(), 1);
    }
    assert_eq!(desk.run(&["read", "page.txt"]).json()["source"]["name"], "page.txt");
    assert_eq!(desk.pipe(&[], b"x").json()["source"]["name"], "-");
    assert_eq!(desk.names(""), ["page.txt"]);
}

#[test]
fn the_same_bytes_give_the_same_output_wherever_they_come_from() {
    let desk = Desk::with(&[("-", PAGE.as_bytes())]);
    let file = desk.run(&["read", "./-"]).good().out.replace("\"./-\"", "\"-\"");
    let mut command = desk.command(&["read", "-"]);
    command.env_clear().env("LANG", "C").env("TZ", "Asia/Shanghai");
    command.stdin(fs::File::open(desk.0.path().join("-")).unwrap());
    assert_eq!(Ran::from(command.output().unwrap()).good().out, file);
}

#[test]
fn several_inputs_and_several_pages_are_json_lines() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", "甲\n\u{c}乙\n\u{c}".as_bytes())]);
    let ran = desk.run(&["read", "a.txt", "b.txt"]).good();
    let pages: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let names: Vec<&str> = pages.iter().map(|p| p["source"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a.txt", "b.txt", "b.txt"]);
    assert_eq!(desk.run(&["read", "b.txt"]).good().out.lines().count(), 2);
}

#[test]
fn pretty_and_repairs_are_for_json() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes())]);
    assert!(desk.run(&["read", "--pretty", "a.txt"]).good().out.starts_with("{\n  \"version\": 1,"));
    assert!(desk.run(&["read", "--repairs", "a.txt"]).good().json()["repairs"].is_array());
    desk.run(&["read", "--pretty", "-f", "text", "a.txt"])
        .said(2, &["stonehand: --pretty and --repairs are for JSON"]);
    desk.run(&["read", "--pretty", "-f", "jsonl", "a.txt"]).said(2, &["leave out --pretty"]);
}

#[test]
fn text_and_markdown_of_one_input_go_to_standard_output() {
    let desk = Desk::with(&[("a.txt", "甲乙丙\n\u{c}丁戊己\n".as_bytes())]);
    for format in ["text", "markdown", "md", "txt"] {
        let ran = desk.run(&["read", "-f", format, "a.txt"]).good();
        assert!(ran.out.contains("甲乙丙") && ran.out.contains("丁戊己"), "{ran:?}");
    }
    desk.run(&["read", "-f", "text", "a.txt", "a.txt"]).said(2, &["need -o DIR", "-f jsonl"]);
}

#[test]
fn a_proof_sheet_holds_all_pages_of_one_input() {
    let desk = Desk::with(&[("a.txt", "甲乙丙\n\u{c}丁戊己\n".as_bytes()), ("b.txt", PAGE.as_bytes())]);
    let ran = desk.run(&["read", "-f", "html", "a.txt"]).good();
    assert_eq!(ran.out.matches("<!doctype html>").count(), 1);
    assert!(ran.out.contains("甲乙丙") && ran.out.contains("丁戊己") && ran.out.ends_with("</html>\n"));
    desk.run(&["read", "a.txt", "-o", "proof.html"]).good();
    assert_eq!(desk.get("proof.html"), ran.out);
    desk.run(&["read", "-f", "html", "a.txt", "b.txt"]).said(2, &["need -o DIR"]);
    desk.run(&["read", "-f", "html", "-o", "proofs", "a.txt", "b.txt"]).good();
    assert_eq!(desk.names("proofs"), ["a.html", "b.html"]);
}

#[test]
fn a_scan_lies_behind_the_boxes_of_a_proof_sheet() {
    const GIF: &[u8] = b"GIF89a\x02\0\x03\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x03\0\0\x02\x03\x84\x8fY\0;";
    const HEAD: &str =
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
    let page = |number: u32| {
        format!(
            "1\t{number}\t0\t0\t0\t0\t0\t0\t400\t600\t-1\t\n\
             5\t{number}\t1\t1\t1\t1\t20\t30\t60\t12\t96\tHarbour\n5\t{number}\t1\t1\t1\t2\t85\t30\t50\t12\t96\treopens\n"
        )
    };
    let wide = page(1).replace("400\t600", "800\t600");
    let desk = Desk::with(&[
        ("p.tsv", (HEAD.to_owned() + &page(1)).as_bytes()),
        ("two.tsv", (HEAD.to_owned() + &page(1) + &page(2)).as_bytes()),
        ("wide.tsv", (HEAD.to_owned() + &wide).as_bytes()),
        ("plain.txt", PAGE.as_bytes()),
        ("scan.gif", GIF),
        ("scan.tif", b"II*\0\x08\0\0\0"),
        ("cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    ]);
    let ran = desk.run(&["read", "-f", "html", "--image", "scan.gif", "p.tsv"]).good();
    let image =
        "<image width=\"400\" height=\"600\" preserveAspectRatio=\"none\" href=\"data:image/gif;base64,R0lGODlhAgADAI";
    assert!(ran.out.contains(image) && ran.out.contains("; img-src data:\""), "{ran:?}");
    desk.run(&["read", "--image", "scan.gif", "p.tsv", "-o", "proof.html"]).good();
    assert_eq!(desk.get("proof.html"), ran.out);
    desk.run(&["read", "--image", "scan.gif", "-f", "html", "-o", "out/", "p.tsv"]).good();
    assert_eq!(desk.get("out/p.html"), ran.out);

    // A scan of another shape is taken, and that said.
    let ran = desk.run(&["read", "-f", "html", "--image", "scan.gif", "wide.tsv"]);
    let ran = ran.said(0, &["wide.tsv: the page is 800 by 600 and the scan 2 by 3, which is another shape"]);
    assert!(ran.out.contains("<image width=\"800\""));

    for (args, words) in [
        (&["-f", "json", "--image", "scan.gif", "p.tsv"][..], "--image is for the proof sheet; add -f html"),
        (&["--image", "scan.gif", "p.tsv"], "--image is for the proof sheet; add -f html"),
        (&["-f", "html", "-o", "o/", "--image", "scan.gif", "p.tsv", "wide.tsv"], "--image is the scan of one page"),
        (&["-f", "html", "--image", "scan.gif", "two.tsv"], "two.tsv: has 2 pages, and a scan shows one"),
        (&["-f", "html", "--image", "scan.gif", "plain.txt"], "plain.txt: does not say where its words stand"),
        (&["-f", "html", "--image", "scan.tif", "p.tsv"], "scan.tif: is TIFF, which browsers do not show"),
        (&["-f", "html", "--image", "cut.png", "p.tsv"], "cut.png: begins as PNG"),
        (&["-f", "html", "--image", "p.tsv", "p.tsv"], "p.tsv: is no PNG, JPEG, WebP or GIF"),
        (&["-f", "html", "--image", "scam.gif", "p.tsv"], "scam.gif: no such file; did you mean scan.gif"),
        (&["-f", "html", "-o", "scan.gif", "--image", "scan.gif", "p.tsv"], "scan.gif is an input"),
    ] {
        let ran = desk.run(&[&["read"], args].concat()).said(2, &[words]);
        assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 1), "{ran:?}");
    }
    // A file that is too large is not read at all.
    let large = fs::File::create(desk.0.path().join("large.png")).unwrap();
    large.set_len(60_000_000).unwrap();
    desk.run(&["read", "-f", "html", "--image", "large.png", "p.tsv"])
        .said(2, &["large.png: has 60 MB, and a proof sheet takes scans of up to 50 MB; make it smaller"]);
    assert!(!desk.names("").contains(&"o".to_owned()));
}

#[test]
fn a_file_of_output_is_written_whole_and_its_ending_tells_the_format() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", PAGE.as_bytes())]);
    desk.run(&["read", "a.txt", "-o", "out.md"]).good();
    assert!(!desk.get("out.md").contains("\"version\""));
    desk.run(&["read", "a.txt", "b.txt", "-o", "all.jsonl"]).good();
    assert_eq!(desk.get("all.jsonl").lines().count(), 2);
    desk.run(&["read", "a.txt", "-o", "page"]).good();
    assert!(desk.get("page").starts_with('{'));
    assert_eq!(desk.names(""), ["a.txt", "all.jsonl", "b.txt", "out.md", "page"]);
    desk.run(&["read", "none.txt", "-o", "never.json"]).said(2, &[]);
    desk.run(&["read", "a.txt", "-o", "no/such/place.json"]).said(2, &["no/such/place.json", "no such file"]);
    assert_eq!(desk.names("").len(), 5);
}

#[test]
fn a_directory_of_output_has_a_file_for_each_input() {
    let desk = Desk::with(&[
        ("x/page.txt", PAGE.as_bytes()),
        ("y/page.txt", PAGE.as_bytes()),
        ("-rf.txt", PAGE.as_bytes()),
        ("two.txt", "甲\n\u{c}乙\n".as_bytes()),
    ]);
    let inputs = ["x/page.txt", "y/page.txt", "./-rf.txt", "two.txt"];
    desk.run(&[&["read", "-f", "markdown", "-o", "md"], &inputs[..]].concat()).good();
    assert_eq!(desk.names("md"), ["_-rf.md", "page-2.md", "page.md", "two.md"]);
    desk.run(&[&["read", "-o", "json/"], &inputs[..]].concat()).good();
    assert_eq!(desk.names("json"), ["_-rf.json", "page-2.json", "page.json", "two.jsonl"]);
    // Again, over what is there.
    desk.run(&[&["read", "-o", "json/"], &inputs[..]].concat()).good();
    assert_eq!(desk.names("json").len(), 4);
    desk.run(&["read", "-f", "text", "-o", "two.txt", "x/page.txt", "y/page.txt"]).said(2, &["is a file"]);
}

#[test]
fn no_input_is_written_over() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", PAGE.as_bytes())]);
    desk.run(&["read", "a.txt", "-o", "a.txt"]).said(2, &["a.txt is an input"]);
    desk.run(&["read", "-f", "text", "a.txt", "b.txt", "-o", "."])
        .said(2, &["./a.txt is an input", "./b.txt is an input"]);
    assert_eq!((desk.get("a.txt").as_str(), desk.get("b.txt").as_str()), (PAGE, PAGE));
}

#[test]
fn a_missing_file_is_named_and_the_right_one_offered() {
    let desk = Desk::with(&[("page-1.txt", PAGE.as_bytes())]);
    desk.run(&["read", "page1.txt"]).said(2, &["stonehand: page1.txt: no such file; did you mean page-1.txt?"]);
    desk.run(&["clean", "nowhere/page.txt"]).said(2, &["there is no directory nowhere"]);
}

#[test]
fn a_directory_says_to_name_its_files() {
    let desk = Desk::with(&[("pages/a.txt", PAGE.as_bytes())]);
    for verb in ["read", "clean"] {
        desk.run(&[verb, "pages"]).said(2, &["stonehand: pages: is a directory; name its files, e.g. pages/*.txt"]);
        desk.run(&[verb, "pages", "pages/a.txt"]).said(1, &["is a directory"]);
    }
}

#[test]
fn of_several_inputs_those_that_can_be_read_are() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes()), ("b.png", b"\x89PNG\r\n\x1a\n"), ("c.txt", PAGE.as_bytes())]);
    let ran = desk.run(&["read", "a.txt", "b.png", "none.txt", "c.txt"]);
    let ran = ran.said(1, &["b.png: this is a PNG picture, not text; run an OCR", "none.txt: no such file"]);
    assert_eq!(ran.out.lines().count(), 2);
    assert_eq!(ran.err.lines().count(), 2);
    desk.run(&["read", "b.png", "none.txt"]).said(2, &[]);
}

#[test]
fn nothing_is_a_page_without_articles() {
    let desk =
        Desk::with(&[("empty", b""), ("mark", b"\xef\xbb\xbf"), ("blank", &[b'\n'; 5000]), ("feed", b" \n\x0c\n")]);
    for name in ["empty", "mark", "blank", "feed"] {
        let ran = desk.run(&["read", name]).good();
        assert_eq!(ran.out.lines().count(), 1, "{name}");
        assert_eq!(ran.json()["version"], 1);
        desk.run(&["read", "-f", "markdown", name]).good();
        desk.run(&["clean", name]).good();
    }
}

#[test]
fn an_unknown_encoding_is_told_once_with_the_one_that_was_meant() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes()), ("b.txt", PAGE.as_bytes())]);
    let ran = desk.run(&["read", "--encoding", "gb18300", "a.txt", "b.txt"]);
    let ran = ran.said(2, &["\"gb18300\" is no encoding", "did you mean gb18030"]);
    assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 1));
}

#[test]
fn an_encoding_is_found_or_given() {
    let desk = Desk::with(&[("a.txt", &gbk(PAGE)), ("short.txt", &gbk("澜港日报\n"))]);
    assert_eq!(desk.run(&["read", "a.txt"]).good().json()["source"]["encoding"], "gb18030");
    assert_eq!(desk.run(&["clean", "--encoding", "gbk", "short.txt"]).good().out, "澜港日报\n");
    // A doubt goes with the page, and to people where the output has no place for it.
    assert_eq!(desk.run(&["read", "short.txt"]).good().json()["notes"][0]["code"], "N01");
    desk.run(&["read", "-f", "text", "short.txt"]).said(0, &["stonehand: short.txt: N01: ", "--encoding"]);
    desk.run(&["clean", "short.txt"]).said(0, &["stonehand: short.txt: N01: "]);
}

#[test]
fn a_wrong_option_says_which_ones_there_are() {
    let desk = Desk::with(&[]);
    desk.run(&["read", "--lang", "tlh"]).said(2, &["zh-Hant"]);
    desk.run(&["read", "--certainty", "perhaps"]).said(2, &["sure, likely or guess"]);
    desk.run(&["read", "--only", "N1"]).said(2, &["there is no such rule; did you mean N01"]);
    desk.run(&["read", "--skip", "N01,doubtful-encodings"]).said(2, &["did you mean doubtful-encoding?"]);
    desk.run(&["read", "--frmat", "json"]).said(2, &["--format"]);
    desk.pipe(&["read", "--only", "c,N01", "--skip", "undecodable-bytes"], b"x").good();
}

#[test]
fn a_file_where_a_verb_belongs_is_understood() {
    let desk = Desk::with(&[("page.txt", PAGE.as_bytes())]);
    desk.run(&["page.txt"]).said(2, &["to read it: stonehand read page.txt"]);
    desk.run(&["raed", "page.txt"]).said(2, &["read"]);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let many = format!("{PAGE}\x0c").repeat(5000);
    let desk = Desk::with(&[("many.txt", many.as_bytes())]);
    for args in [&["read", "many.txt"][..], &["clean", "many.txt"], &["read", "-f", "text", "many.txt"]] {
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        Ran::from(child.wait_with_output().unwrap()).good();
    }
    for args in [&["--help"][..], &["rules"], &["schema"]] {
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        Ran::from(child.wait_with_output().unwrap()).good();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes())]);
    for args in [&["read", "a.txt"][..], &["clean", "a.txt"], &["rules"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Ran::from(desk.command(args).stdout(full).output().unwrap());
        ran.said(2, &["standard output: no space left"]);
    }
    desk.run(&["read", "a.txt", "-o", "/dev/full"]).said(2, &["/dev/full: cannot be written: no space left"]);
    desk.run(&["read", "a.txt", "-o", "/dev/null"]).good();
}

#[test]
fn a_clean_text_stays_as_it_is() {
    let desk = Desk::with(&[("a.txt", "甲。\n\u{c}丙。\n\u{c}".as_bytes())]);
    let text = desk.get("a.txt");
    assert_eq!(desk.run(&["clean", "a.txt"]).good().out, text);
    assert_eq!(desk.pipe(&["clean"], text.as_bytes()).good().out, text);
    desk.run(&["clean", "--check", "a.txt"]).good();
    assert_eq!(desk.run(&["clean", "--diff", "a.txt"]).good().out, "");
    desk.run(&["clean", "-w", "--backup", "~", "a.txt"]).good();
    assert_eq!((desk.get("a.txt"), desk.names("")), (text, vec!["a.txt".to_owned()]));
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let desk = Desk::with(&[("old.txt", &gbk(PAGE)), ("clean.txt", "甲。\n".as_bytes())]);
    let ran = desk.run(&["clean", "--check", "clean.txt", "old.txt"]).said(1, &["old.txt: would change", "gb18030"]);
    assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 1));
    assert_eq!(fs::read(desk.0.path().join("old.txt")).unwrap(), gbk(PAGE));
}

#[test]
fn writing_in_place_keeps_the_old_text_when_asked() {
    let desk = Desk::with(&[("old.txt", &gbk(PAGE))]);
    desk.run(&["clean", "-w", "--backup", ".orig", "old.txt"]).good();
    assert!(desk.get("old.txt").starts_with("澜港日报"));
    assert_eq!(fs::read(desk.0.path().join("old.txt.orig")).unwrap(), gbk(PAGE));
    desk.run(&["clean", "--check", "old.txt"]).good();
    desk.run(&["clean", "--backup", ".orig", "old.txt"]).said(2, &["--write"]);
    desk.run(&["clean", "-w", "--backup", "/x", "old.txt"]).said(2, &["suffix"]);
    desk.pipe(&["clean", "-w"], b"x").said(2, &["standard input"]);
    desk.run(&["clean", "-w", "--check", "old.txt"]).said(2, &["--check"]);
}

#[test]
fn writing_in_place_loses_nothing() {
    let damaged = [PAGE.as_bytes(), b"\xff\xff\n"].concat();
    let desk = Desk::with(&[("damaged.txt", &damaged), ("short.txt", &gbk("澜港日报\n"))]);
    desk.run(&["clean", "-w", "damaged.txt"]).said(2, &["damaged.txt: not cleaned in place", "N02", "--backup"]);
    desk.run(&["clean", "-w", "short.txt"]).said(2, &["short.txt: not cleaned in place", "N01"]);
    assert_eq!(fs::read(desk.0.path().join("damaged.txt")).unwrap(), damaged);
    desk.run(&["clean", "-w", "--encoding", "gbk", "short.txt"]).good();
    assert_eq!(desk.get("short.txt"), "澜港日报\n");
    desk.run(&["clean", "-w", "--backup", ".orig", "damaged.txt"]).said(0, &["N02"]);
    assert_eq!(fs::read(desk.0.path().join("damaged.txt.orig")).unwrap(), damaged);
}

#[cfg(unix)]
#[test]
fn writing_in_place_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::with(&[("real.txt", &gbk(PAGE)), ("locked.txt", &gbk(PAGE))]);
    let path = |name: &str| desk.0.path().join(name);
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o777;
    symlink("real.txt", path("link.txt")).unwrap();
    fs::set_permissions(path("real.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    desk.run(&["clean", "-w", "link.txt"]).good();
    assert!(fs::symlink_metadata(path("link.txt")).unwrap().is_symlink());
    assert!(desk.get("real.txt").starts_with("澜港日报"));
    assert_eq!(mode("real.txt"), 0o640);
    fs::set_permissions(path("locked.txt"), fs::Permissions::from_mode(0o440)).unwrap();
    desk.run(&["clean", "-w", "locked.txt"]).said(2, &["locked.txt: is read-only"]);
    // What is made anew has the permissions of any new file, not those of a temporary one.
    desk.run(&["read", "real.txt", "-o", "new.json"]).good();
    fs::write(path("usual"), "").unwrap();
    assert_eq!(mode("new.json"), mode("usual"));
}

#[test]
fn diff_shows_what_would_change() {
    let desk = Desk::with(&[("a.txt", PAGE.as_bytes())]);
    let ran = desk.run(&["clean", "--diff", "a.txt"]);
    let cleaned = desk.run(&["clean", "a.txt"]).good().out;
    if cleaned == PAGE {
        ran.good();
    } else {
        let ran = ran.said(1, &[]);
        assert!(ran.out.starts_with("--- a.txt\n+++ a.txt (clean)\n@@ "), "{ran:?}");
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let desk = Desk::with(&[]);
    let ran = desk.run(&["rules"]).good();
    assert!(ran.out.lines().any(|line| line.starts_with("N01") && line.contains("doubtful-encoding")), "{ran:?}");
    let ran = desk.run(&["rules", "-f", "json"]).good();
    let listed = ran.json();
    assert!(listed.as_array().unwrap().iter().any(|rule| rule["code"] == "N02" && rule["certainty"] == "sure"));
    for name in ["N01", "n01", "doubtful-encoding"] {
        assert!(desk.run(&["explain", name]).good().out.contains("--encoding"), "{name}");
    }
    desk.run(&["explain", "N0"]).said(2, &["stonehand: N0: there is no such rule; did you mean N01"]);
    desk.run(&["explain", "\x1b]0;evil\x07"]).said(2, &["\\x1b]0;evil\\x07: there is no such rule"]);
}

#[test]
fn the_schema_is_json() {
    let ran = Desk::with(&[]).run(&["schema"]).good();
    assert_eq!(ran.json()["type"], "object");
}

#[cfg(unix)]
#[test]
fn names_cannot_command_a_terminal() {
    let desk = Desk::with(&[]);
    let ran = desk.run(&["read", "a\x1b[2Jb\n.txt"]).said(2, &["a\\x1b[2Jb\\x0a.txt: no such file"]);
    assert!(!ran.err.contains('\x1b'));
}

#[test]
fn help_teaches_with_examples() {
    let desk = Desk::with(&[]);
    for args in [&["--help"][..], &["-h"], &["read", "--help"], &["clean", "-h"], &["explain", "--help"]] {
        let ran = desk.run(args).good();
        assert!(ran.out.contains("Examples:") && ran.out.contains("stonehand "), "{ran:#?}");
        assert!(!ran.out.contains('\x1b'));
    }
    assert_eq!(desk.run(&["-V"]).good().out, concat!("stonehand ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn standard_input_is_read_once() {
    let desk = Desk::with(&[]);
    desk.pipe(&["read", "-", "-"], b"x").said(2, &["can be read once"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_read_and_written_like_a_file() {
    let desk = Desk::with(&[]);
    let fifo = desk.0.path().join("fifo");
    if !Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
        return;
    }
    let writer = std::thread::spawn(move || fs::write(fifo, PAGE));
    assert_eq!(desk.run(&["read", "fifo"]).good().json()["source"]["lines"], 2);
    writer.join().unwrap().unwrap();
    assert!(Path::new(&desk.0.path().join("fifo")).exists());
}

const ALTO: &str = "<alto><Layout><Page WIDTH='900' HEIGHT='900'><TextBlock><TextLine><String CONTENT='TEXT' HPOS='1' VPOS='1' \
                    WIDTH='9' HEIGHT='9'/></TextLine></TextBlock></Page></Layout></alto>";

#[test]
fn an_issue_is_read_page_by_page() {
    let file = |id: &str, href: &str| format!("<file ID='{id}'><FLocat xlink:href='{href}'/></file>");
    let mets = |second: &str| {
        let files = file("A", "file://./alto/1.xml") + &file("B", second);
        format!("<mets xmlns:xlink='x'><fileSec><fileGrp USE='ALTO'>{files}</fileGrp></fileSec></mets>")
    };
    let desk = Desk::with(&[
        ("issue/mets.xml", mets("alto/2%20b.xml").as_bytes()),
        ("issue/missing.xml", mets("alto/3.xml").as_bytes()),
        ("issue/out.xml", mets("../../secret.xml").as_bytes()),
        ("issue/far.xml", mets("https://example.org/2.xml").as_bytes()),
        ("issue/broken.xml", mets("alto/broken.xml").as_bytes()),
        ("issue/alto/1.xml", ALTO.replace("TEXT", "tide").as_bytes()),
        ("issue/alto/2 b.xml", ALTO.replace("TEXT", "time").as_bytes()),
        ("issue/alto/broken.xml", b"<alto>\n<Page>"),
    ]);
    let ran = desk.run(&["read", "-f", "jsonl", "issue/mets.xml"]).good();
    let pages: Vec<&str> = ran.out.lines().collect();
    assert_eq!(pages.len(), 2, "{ran:#?}");
    assert!(pages[0].contains("\"issue/alto/1.xml\"") && pages[0].contains("tide"), "{ran:#?}");
    assert!(pages[1].contains("\"issue/alto/2 b.xml\"") && pages[1].contains("time"), "{ran:#?}");

    desk.run(&["read", "issue/missing.xml"]).said(2, &["issue/missing.xml: page 2: issue/alto/3.xml: no such file"]);
    desk.run(&["read", "issue/out.xml"])
        .said(2, &["page 2: ../../secret.xml leads out of the directory of the METS file"]);
    desk.run(&["read", "issue/far.xml"]).said(2, &["page 2: https://example.org/2.xml is not beside the METS file"]);
    let said = "issue/broken.xml: issue/alto/broken.xml: broken ALTO in line 2, column 7: the file ends here";
    desk.run(&["read", "issue/broken.xml"]).said(2, &[said]);
    desk.pipe(&["read", "-"], mets("2.xml").as_bytes()).said(2, &["give its name, not its bytes"]);
}

#[test]
fn a_page_with_coordinates_is_cleaned_to_text_and_not_written_over() {
    let alto = ALTO.replace("TEXT", "灯塔３月26日开放。");
    let desk = Desk::with(&[("page.xml", alto.as_bytes())]);
    assert_eq!(desk.run(&["clean", "page.xml"]).good().out, "灯塔3月26日开放。\n");
    desk.run(&["clean", "--check", "page.xml"]).said(1, &["would change: 1 repair"]);
    desk.run(&["clean", "-w", "page.xml"]).said(2, &["page.xml: holds more than text, and -w would leave only that"]);
    assert_eq!(desk.get("page.xml"), alto);
    desk.put("page.xml", ALTO.as_bytes());
    desk.run(&["clean", "--check", "page.xml"]).good();
    desk.run(&["read", "--from", "alot", "page.xml"])
        .said(2, &["there is no such format; there are auto, text, hocr"]);
    let raw = desk.run(&["read", "--from", "text", "page.xml"]).good();
    assert_eq!(raw.json()["source"]["format"], "text");
}

/// A program in the place of poppler's, so that the test stands on no installation.
#[cfg(unix)]
#[test]
fn pdf_is_read_through_pdftotext() {
    use std::os::unix::fs::PermissionsExt;
    let script = "#!/bin/sh\n[ \"$*\" = '-bbox-layout -enc UTF-8 - -' ] || exit 9\nif /bin/grep -q broken; then\n  echo >&2; echo \
                  'Syntax Error: \u{1b}no trailer' >&2; exit 1\nfi\necho '<doc><page width=\"9\" \
                  height=\"9\"><line><word>tide</word></line></page></doc>'\n";
    let big = [b"%PDF-1.7\n".as_slice(), &vec![b'x'; 1 << 20]].concat();
    let desk = Desk::with(&[("bin/pdftotext", script.as_bytes()), ("p.pdf", &big), ("b.pdf", b"%PDF-1.4 broken")]);
    let bin = desk.0.path().join("bin");
    let run = |path: &Path, args: &[&str]| Ran::from(desk.command(args).env("PATH", path).output().unwrap());
    run(&bin, &["read", "p.pdf"]).said(2, &["p.pdf: pdftotext cannot be run"]);
    fs::set_permissions(bin.join("pdftotext"), fs::Permissions::from_mode(0o755)).unwrap();
    let ran = run(&bin, &["read", "--encoding", "big5", "p.pdf"]).good();
    assert_eq!(ran.json()["source"]["format"], "pdf");
    assert!(ran.out.contains("tide"), "{ran:#?}");
    let ran = run(&bin, &["read", "b.pdf"]).said(2, &["b.pdf: pdftotext cannot read this PDF: Syntax Error: "]);
    assert!(!ran.err.contains('\u{1b}'), "{ran:#?}");
    run(desk.0.path(), &["read", "p.pdf"]).said(2, &["p.pdf: PDF is read through pdftotext, which is not installed"]);
}
