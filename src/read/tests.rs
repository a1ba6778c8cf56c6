//! The reader as a whole: every encoding there and back, every kind of damage, and any bytes at all.

use encoding_rs::{Encoding, GB18030};
use proptest::prelude::*;

use super::*;

const ZH: &str = "澜港日报\n本报讯（记者 邢可儿）昨日，市委召开第三轮清河工作动员部署会。\n　　会议要求，各镇街、各部门要高度重视。\n";
const HANT: &str =
    "聯合報\n【本報訊】台北市政府昨日宣布，捷運新線明年動工，預計三年後完工。\n市長表示，將全力以赴，請市民放心。\n";
const JA: &str =
    "東京都は十八日、新しい交通計画を発表した。\n知事は「市民の安全を第一に考える」と述べ、カタカナの計画を示した。\n";
const DE: &str = "Die Bürger äußerten sich über die Größe der Straße.\nDas Gebäude gehört dem Bürgermeister – „schön“, fügte er höflich hinzu.\n";

fn sheets(bytes: &[u8], name: &str, encoding: Option<&str>) -> Result<Vec<Sheet>, ReadError> {
    super::sheets(bytes, How { name, encoding, format: Format::Auto })
}

fn one(bytes: &[u8], encoding: Option<&str>) -> Sheet {
    let mut sheets = sheets(bytes, "page.txt", encoding).unwrap_or_else(|e| panic!("{e}: {bytes:x?}"));
    assert_eq!(sheets.len(), 1, "one page");
    sheets.remove(0)
}

fn codes(sheet: &Sheet) -> Vec<&str> {
    sheet.notes.iter().map(|n| n.code).collect()
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn encode(text: &str, label: &str) -> Vec<u8> {
    match label {
        "UTF-16LE" => utf16(text, u16::to_le_bytes),
        "UTF-16BE" => utf16(text, u16::to_be_bytes),
        label => {
            let (bytes, _, lossy) = Encoding::for_label(label.as_bytes()).expect(label).encode(text);
            assert!(!lossy, "{label} has all the characters");
            bytes.into_owned()
        }
    }
}

#[test]
fn every_encoding_is_found_and_comes_back() {
    for (text, labels) in [
        (ZH, &["UTF-8", "UTF-16LE", "UTF-16BE", "gb18030"][..]),
        (HANT, &["UTF-8", "UTF-16LE", "UTF-16BE", "Big5"]),
        (JA, &["UTF-8", "UTF-16LE", "UTF-16BE", "Shift_JIS", "EUC-JP"]),
        (DE, &["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"]),
    ] {
        for &label in labels {
            let bytes = encode(text, label);
            for given in [None, Some("auto"), Some(label)] {
                let sheet = one(&bytes, given);
                assert_eq!(sheet.source.text, text, "{label}, given {given:?}");
                assert_eq!(sheet.source.encoding, label, "given {given:?}");
                assert_eq!(codes(&sheet), [""; 0], "{label}: {:?}", sheet.notes);
            }
        }
    }
}

#[test]
fn labels_of_the_web_and_older_names_are_understood() {
    let bytes = encode(ZH, "gb18030");
    for label in ["gbk", "GB2312", " gb_2312-80 ", "chinese"] {
        assert_eq!(one(&bytes, Some(label)).source.text, ZH, "{label}");
    }
    assert_eq!(one(b"caf\xe9 \x80", Some("iso-8859-1")).source.text, "café €");
}

#[test]
fn an_unknown_encoding_names_the_one_that_was_meant() {
    for (label, near) in [
        ("gb18300", "did you mean gb18030"),
        ("cp936", "did you mean gbk?"),
        ("utf-9", "utf-8"),
        ("klingon", "try utf-8, gb18030"),
        ("\u{1b}[31m", "\"\\u{1b}[31m\" is no encoding"),
    ] {
        let error = sheets(b"", "-", Some(label)).expect_err(label).to_string();
        assert!(error.contains(near), "{error}");
    }
}

#[test]
fn a_byte_order_mark_is_no_character_and_wins_over_a_label() {
    for (mark, text) in [
        (&b"\xef\xbb\xbf"[..], ZH.as_bytes().to_vec()),
        (b"\xff\xfe", encode(ZH, "UTF-16LE")),
        (b"\xfe\xff", encode(ZH, "UTF-16BE")),
    ] {
        let bytes = [mark, &text].concat();
        assert_eq!(one(&bytes, None).source.text, ZH);
        let asked = one(&bytes, Some("big5"));
        assert_eq!(asked.source.text, ZH);
        assert_eq!(codes(&asked), ["N01"]);
        assert!(asked.notes[0].message.contains("not Big5"), "{}", asked.notes[0].message);
    }
    // In the middle of a file it is damage, for a rule to deal with.
    assert_eq!(one("甲\u{feff}乙".as_bytes(), None).source.text, "甲\u{feff}乙");
}

/// The bytes of a rule's example, in which `\xC8` stands for one byte.
fn bytes_of(example: &str) -> Vec<u8> {
    let mut parts = example.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend(part[2..].bytes());
    }
    bytes
}

#[test]
fn the_notes_show_what_they_say() {
    for rule in NOTES {
        for (bytes, text) in rule.fixes {
            let sheet = one(&bytes_of(bytes), None);
            assert!(codes(&sheet).contains(&rule.code), "{} on {bytes}", rule.code);
            assert_eq!(sheet.source.text, *text);
        }
        for text in rule.leaves {
            assert_eq!(codes(&one(text.as_bytes(), None)), [""; 0], "{} on {text}", rule.code);
        }
    }
}

#[test]
fn little_text_leaves_a_doubt_that_says_what_to_do() {
    let sheet = one(&encode("澜港日报\n", "gb18030"), None);
    assert_eq!(codes(&sheet), ["N01"]);
    assert!(sheet.notes[0].message.contains("--encoding"), "{}", sheet.notes[0].message);
    assert!(codes(&one("澜港\n".as_bytes(), None)).is_empty(), "UTF-8 proves itself");
}

#[test]
fn damaged_utf8_stays_utf8() {
    for text in [ZH, DE] {
        let mut bytes = text.as_bytes().to_vec();
        bytes.insert(text.find('\n').expect("two lines"), 0xff);
        bytes.push(0xe4);
        let sheet = one(&bytes, None);
        assert_eq!(sheet.source.encoding, "UTF-8");
        assert_eq!(codes(&sheet), ["N02"]);
        assert_eq!(sheet.source.text.matches('\u{fffd}').count(), 2);
    }
}

#[test]
fn lines_in_another_encoding_show_and_are_counted() {
    let bytes = [ZH.as_bytes(), &encode(ZH, "gb18030"), &encode(HANT, "Big5")].concat();
    let sheet = one(&bytes, None);
    assert_eq!(sheet.source.encoding, "UTF-8");
    assert!(sheet.source.text.starts_with(ZH));
    assert_eq!(codes(&sheet), ["N01", "N02"]);
    assert!(sheet.notes[1].message.contains("the first in line 4"), "{}", sheet.notes[1].message);
}

#[test]
fn gb18030_cut_anywhere_loses_only_its_last_character() {
    let text = "本报讯（记者 邢可儿）昨日，市委召开第三轮清河。𠮷";
    let bytes = encode(text, "gb18030");
    for cut in 1..=8 {
        for given in [None, Some("gb18030")] {
            let sheet = one(&bytes[..bytes.len() - cut], given);
            let whole = sheet.source.text.trim_end_matches(|c: char| c == '\u{fffd}' || c.is_ascii());
            assert!(text.starts_with(whole) && whole.chars().count() + 6 > text.chars().count(), "{cut}: {whole}");
        }
    }
    let sheet = one(&bytes[..bytes.len() - 1], Some("gb18030"));
    assert_eq!(codes(&sheet), ["N02"]);
    assert!(sheet.notes[0].message.contains("line 1"), "{}", sheet.notes[0].message);
}

#[test]
fn utf16_with_lone_surrogates_and_odd_length_is_read() {
    // 中, a lone high surrogate, 文, half a character.
    let sheet = one(b"\xff\xfe\x2d\x4e\x00\xd8\x87\x65\x0a", None);
    assert_eq!(sheet.source.text, "中\u{fffd}文\u{fffd}");
    assert_eq!(codes(&sheet), ["N02"]);
    assert!(sheet.notes[0].message.starts_with("2 sequences"), "{}", sheet.notes[0].message);
    assert_eq!(&sheet.source.text[3..6], "\u{fffd}");
    assert_eq!((sheet.notes[0].span.start, sheet.notes[0].span.end), (3, 6));
}

#[test]
fn form_feeds_part_pages_and_lines_count_on() {
    let pages = sheets("甲\n乙\n\u{c}\u{c}丙\u{c}丁\n\u{c}\n".as_bytes(), "-", None).expect("text");
    let seen: Vec<(&str, u32, usize)> =
        pages.iter().map(|p| (p.source.text.as_str(), p.source.first_line, p.source.lines())).collect();
    assert_eq!(seen, [("甲\n乙\n\u{c}", 0, 2), ("\u{c}", 2, 0), ("丙\u{c}", 2, 1), ("丁\n\u{c}\n", 3, 2)]);
    assert_eq!(pages[3].source.line_of(0), 4);
}

#[test]
fn damage_is_noted_on_the_page_where_it_stands() {
    let pages = sheets("甲甲甲\n\u{c}乙\n\u{c}丙\u{c}丁".as_bytes(), "-", None).expect("text");
    assert!(pages.iter().all(|p| p.notes.is_empty()));
    let bytes = b"a\xc3\xa4\xc3\xa4\n\x0cb\n\nx\xff\xffy\n\x0cc\xc3\xa4\xc3\xa4\x0c\xff";
    let pages = sheets(bytes, "-", Some("utf-8")).expect("text");
    let notes: Vec<Vec<&str>> = pages.iter().map(codes).collect();
    assert_eq!(notes, [&[][..], &["N02"], &[], &["N02"]]);
    assert!(pages[1].notes[0].message.contains("the first in line 4"), "{}", pages[1].notes[0].message);
    assert!(pages[3].notes[0].message.contains("in line 6"), "{}", pages[3].notes[0].message);
}

#[test]
fn nothing_and_almost_nothing_is_one_page() {
    for bytes in [&b""[..], b"\xef\xbb\xbf", b" ", b"\n\n\n", b"\x0c", b"\x0c\n"] {
        let sheet = one(bytes, None);
        assert!(sheet.rows.is_empty() && sheet.notes.is_empty(), "{bytes:?}");
    }
    assert_eq!(one(b"x", None).rows.len(), 1);
}

#[test]
fn control_characters_among_text_are_text() {
    let sheet = one("中\0文\u{7}\u{1b}".as_bytes(), None);
    assert_eq!(sheet.rows[0].text.as_str(), "中\0文\u{7}\u{1b}");
    assert_eq!(sheet.source.encoding, "UTF-8");
}

#[test]
fn what_is_no_text_says_what_it_is() {
    for (bytes, kind) in [
        (&b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"[..], "a PDF file"),
        (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "a gzip file"),
        (&[0; 4096], "a binary file"),
    ] {
        let error = sheets(bytes, "-", None).expect_err(kind);
        assert!(matches!(error, ReadError::Binary(_)) && error.to_string().contains(kind), "{error}");
    }
}

#[test]
fn rows_remember_the_blank_lines_above() {
    let sheet = one("\n \n甲 \r\n乙\n\u{3000}\n\n丙".as_bytes(), None);
    let rows: Vec<(&str, u32)> = sheet.rows.iter().map(|r| (r.text.as_str(), r.blanks)).collect();
    assert_eq!(rows, [("甲 ", 2), ("乙", 0), ("丙", 2)]);
    assert_eq!(sheet.source.lines(), 7);
}

/// The non-space characters of a string.
fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn check(bytes: &[u8], encoding: Option<&str>) {
    let Ok(sheets) = sheets(bytes, "-", encoding) else { return };
    assert!(!sheets.is_empty());
    let mut first_line = 0;
    for sheet in &sheets {
        let source = &sheet.source;
        assert_eq!(source.first_line as usize, first_line);
        first_line += source.lines();
        let rows: String = sheet.rows.iter().map(|r| ink(&r.text)).collect();
        assert_eq!(rows, ink(&source.text));
        for row in &sheet.rows {
            let span = row.text.span().expect("a row is not empty");
            assert_eq!(&source.text[span.start as usize..span.end as usize], row.text.as_str());
        }
        for note in &sheet.notes {
            assert!(source.text.is_char_boundary(note.span.start as usize), "{note:?}");
            assert!(source.text.is_char_boundary(note.span.end as usize), "{note:?}");
        }
    }
}

/// Bytes that the reader has a special eye for, among others.
fn nasty() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&[u8]] = &[
        b"\n",
        b"\r",
        b"\x0c",
        b"\x0b",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b" ",
        b"a",
        b"\xe7\x91\x9e",
        b"\xc8\xf0\xb0\xb2",
        b"\x81\x30\x81",
        b"\xe4\xb8",
        b"\x0a\x00",
        b"\x00\x0a",
        b"\xff\x0c",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_keep_their_ink(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes, None);
        check(&bytes, Some("gb18030"));
        check(&bytes, Some("utf-16be"));
    }

    #[test]
    fn nasty_bytes_keep_their_ink(bytes in nasty()) {
        for label in [None, Some("utf-8"), Some("gb18030"), Some("utf-16le"), Some("shift_jis")] {
            check(&bytes, label);
        }
    }

    #[test]
    fn the_room_for_decoding_changes_nothing(bytes in nasty(), room in 16_usize..80) {
        for encoding in [GB18030, encoding_rs::UTF_16LE, encoding_rs::UTF_8, encoding_rs::BIG5] {
            let whole = encoding::decode_in_steps(&bytes, encoding, 4096);
            prop_assert_eq!(&encoding::decode_in_steps(&bytes, encoding, room), &whole);
            prop_assert_eq!(&whole.0, &*encoding.decode_without_bom_handling(&bytes).0);
        }
    }
}
