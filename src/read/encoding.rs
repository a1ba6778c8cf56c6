//! Encodings: which one the bytes are in, and the text they decode to.
//!
//! UTF-8 and a byte order mark prove themselves. UTF-16 without a mark shows in its line ends and commas. Any other
//! encoding is guessed by the detector that browsers use, and the guess is doubted where it stands on little.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, EUC_JP, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs::{
    ISO_8859_2, ISO_8859_4, ISO_8859_13, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
};

use super::line::FORM_FEED;
use super::{ReadError, binary};

/// Bytes decoded.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark; borrowed where the bytes were the text.
    pub text: Cow<'a, str>,
    /// The encoding's WHATWG name.
    pub encoding: &'static str,
    /// Why it may be another encoding, in one sentence.
    pub doubt: Option<String>,
    /// Where bytes decoded to nothing, in order; one entry a page.
    pub damage: Vec<Damage>,
}

/// Bytes of one page that decoded to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// Where the first U+FFFD stands, in bytes of the decoded text.
    pub at: usize,
    /// How many there are.
    pub count: u64,
}

/// How much of a file the detectors look at: enough for them to be sure, little enough not to be felt.
const HEAD: usize = 64 * 1024;
/// Below this many characters beyond ASCII the detector errs: measured, it was right on every slice of 16.
const ENOUGH: usize = 16;
/// So many bytes beyond ASCII leave it no doubt: it costs a hundred times what decoding does.
const PLENTY: usize = 512;

/// Decodes `bytes`, from the encoding `label` names or from the one they are most likely in.
pub(super) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    let given = label.filter(|l| !l.trim().eq_ignore_ascii_case("auto")).map(named).transpose()?;
    let given = given.or_else(|| declared(bytes));
    if let Some(kind) = binary::magic(bytes) {
        return Err(ReadError::Binary(kind));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let doubt = given.filter(|&asked| asked != encoding).map(|asked| {
            let (is, asked) = (encoding.name(), asked.name());
            format!("the byte order mark says {is}, not {asked}: read as {is}, whatever --encoding says")
        });
        let (text, damage) = run(&bytes[mark..], encoding);
        return Ok(Decoded { text, encoding: encoding.name(), doubt, damage });
    }
    if let Some(encoding) = given {
        let (text, damage) = run(bytes, encoding);
        return Ok(Decoded { text, encoding: encoding.name(), doubt: None, damage });
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let valid = simdutf8::basic::from_utf8(bytes).ok();
    // What is valid UTF-8 and has no NUL is no UTF-16, and need not be looked at twice.
    let may_be_wide = valid.is_none() || head.contains(&0);
    if let Some(encoding) = may_be_wide.then(|| wide(head)).flatten() {
        let (text, damage) = run(bytes, encoding);
        return Ok(Decoded { text, encoding: encoding.name(), doubt: None, damage });
    }
    if let Some(kind) = binary::controls(head, valid.is_some()) {
        return Err(ReadError::Binary(kind));
    }
    if let Some(text) = valid {
        return Ok(Decoded { text: text.into(), encoding: UTF_8.name(), doubt: None, damage: Vec::new() });
    }
    let encoding = if mostly_utf8(bytes) { UTF_8 } else { legacy(bytes) };
    let (text, damage) = run(bytes, encoding);
    let doubt = doubt(&text, encoding, &damage);
    Ok(Decoded { text, encoding: encoding.name(), doubt, damage })
}

/// The encoding that the declaration of an XML file names: one that keeps ASCII, or it could not be read there.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(200)];
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let label = value.split(['"', '\'']).nth(1)?;
    Encoding::for_label_no_replacement(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

/// The encoding a label names.
fn named(label: &str) -> Result<&'static Encoding, ReadError> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| ReadError::UnknownEncoding(label.to_owned()))
}

/// Labels to choose from, and what programs outside the Web call the same encodings.
const LABELS: [(&str, &[&str]); 12] = [
    ("utf-8", &["utf-8-sig", "utf8-bom", "cp65001"]),
    ("utf-16le", &["utf-16-le", "utf16le", "utf16", "unicode"]),
    ("utf-16be", &["utf-16-be", "utf16be"]),
    ("gb18030", &["gb18030-2022", "gb-18030", "gb"]),
    ("gbk", &["cp936", "windows-936", "euc-cn", "hz", "hz-gb-2312"]),
    ("big5", &["cp950", "windows-950", "big-5", "big5-eten"]),
    ("big5-hkscs", &["big5hkscs"]),
    ("shift_jis", &["cp932", "windows-932", "shiftjis", "s-jis"]),
    ("euc-jp", &["eucjp", "ujis"]),
    ("windows-1252", &["ansi", "cp-1252", "windows1252"]),
    ("iso-8859-1", &["latin-1"]),
    ("euc-kr", &["cp949", "uhc", "euckr"]),
];

/// What to try instead of `label`.
pub(super) fn advice(label: &str) -> String {
    let wish = label.trim().to_ascii_lowercase();
    let alias = LABELS.iter().find(|(_, others)| others.contains(&wish.as_str()));
    let labels: Vec<&str> = LABELS.iter().map(|&(label, _)| label).collect();
    let near = match alias {
        Some(&(label, _)) => vec![label],
        None => similar::get_close_matches(wish.as_str(), &labels, 2, 0.7),
    };
    if near.is_empty() {
        "try utf-8, gb18030, big5, shift_jis, euc-jp, utf-16le or windows-1252".to_owned()
    } else {
        format!("did you mean {}?", near.join(" or "))
    }
}

/// UTF-16 without a byte order mark, if that is what `head` is.
///
/// Line feeds, blanks, Latin letters and the marks `，。、“”` hold a byte of 0, 1, 2, 0x1C or 0xFF in UTF-16, so that
/// text in another encoding hardly ever shows them. The order of the bytes is the one that makes the likelier
/// characters: a mark alone may deceive, because `一` of the one order is `N` of the other.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let (mut marks, mut likely, mut bad) = ([0_usize; 2], [0_usize; 2], [0_usize; 2]);
    let (pairs, _) = head.as_chunks::<2>();
    for &pair in pairs {
        for (order, unit) in [u16::from_le_bytes(pair), u16::from_be_bytes(pair)].into_iter().enumerate() {
            match unit {
                0x09..=0x0D | 0x20..=0x7E | 0x3001 | 0x3002 | 0xFF0C | 0xFF1A | 0x201C | 0x201D => marks[order] += 1,
                0xA0..0x180 | 0x2010..=0x2030 | 0x3000..=0x30FF | 0x4E00..0xA000 | 0xFF00..=0xFFEF => {
                    likely[order] += 1;
                }
                0..0x20 | 0x7F..0xA0 | 0xE000..=0xF8FF | 0xFFFE | 0xFFFF => bad[order] += 1,
                _ => {}
            }
        }
    }
    let sum = |order: usize| marks[order] + likely[order];
    let order = usize::from(sum(1) > sum(0));
    // Words with a NUL behind each make pairs that look like ideographs; but ideographs have high bytes too.
    let share = if head.is_ascii() { 2 } else { 50 };
    let shows = marks[order] > 0 && marks[order] * share >= pairs.len();
    let fits = sum(order) * 5 >= pairs.len() * 4 && bad[order] * 20 <= pairs.len();
    (shows && fits).then_some([UTF_16LE, UTF_16BE][order])
}

/// Whether `bytes` are UTF-8 with some damage.
///
/// Text in another encoding is hardly ever valid UTF-8 by chance. Measured over GB18030, Big5, Shift-JIS and EUC-JP,
/// for each place that is not valid there are 0.06 sequences of three bytes or more that are, and 0.4 of two. So what
/// has clearly more is UTF-8 even where lines in other encodings stand between its own; those show as U+FFFD, rather
/// than the other way round.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut two, mut more, mut bad, mut western, mut ascii) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        for byte in chunk.valid().bytes() {
            ascii += usize::from(byte < 0x80);
            two += usize::from((0xC0..0xE0).contains(&byte));
            more += usize::from(byte >= 0xE0);
            western += usize::from(matches!(byte, 0xC2..=0xC5 | 0xE2));
        }
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // Small numbers may be chance, except for Western letters and marks among plain ones.
    let ideographs = more * 3 >= bad + 6 || two + more >= 2 * bad + 6;
    ideographs || ascii * 2 > bytes.len() && western > 0 && western >= 2 * bad
}

/// The likeliest of the encodings from before Unicode.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    // ASCII tells the detector nothing: begin where the text goes beyond it.
    let start = Encoding::ascii_valid_up_to(bytes);
    let beyond = |(_, byte): &(usize, &u8)| !byte.is_ascii();
    let plenty =
        bytes[start..].iter().enumerate().filter(beyond).nth(PLENTY).map_or(bytes.len(), |(at, _)| start + at);
    let end = plenty.min(start + HEAD);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A character cut in two at the end of the file would rule its encoding out. So the end is no end, unless there is
    // so little that the last byte is a good part of the evidence: the é of `café`.
    let foreign = bytes[start..end].iter().filter(|b| !b.is_ascii()).count();
    detector.feed(&bytes[start..end], foreign < ENOUGH / 2 && end == bytes.len());
    match detector.guess(None, Utf8Detection::Allow) {
        // One decoder for both, and the older name would deny what the newer adds.
        guess if guess == GBK => GB18030,
        // From a few quotation marks nobody can tell Western encodings apart, and this one is by far the commonest.
        guess if foreign < ENOUGH && LATIN.contains(&guess) => WINDOWS_1252,
        guess => guess,
    }
}

/// Encodings of Latin letters that agree with windows-1252 on most marks.
const LATIN: [&Encoding; 7] =
    [WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, ISO_8859_2, ISO_8859_4, ISO_8859_13];

/// Why the guess may be wrong.
fn doubt(text: &str, encoding: &'static Encoding, damage: &[Damage]) -> Option<String> {
    let name = encoding.name();
    if encoding == UTF_8 && damage.iter().map(|d| d.count).sum::<u64>() * 20 <= text.len() as u64 {
        // What does not fit is damage, and has its own note.
        return None;
    }
    let foreign = text.chars().filter(|c| !c.is_ascii()).take(ENOUGH).count();
    let reason = if foreign < ENOUGH {
        format!("{foreign} characters beyond ASCII are too few to be sure")
    } else if !damage.is_empty() {
        "not all of its bytes fit".to_owned()
    } else if ![GB18030, BIG5, SHIFT_JIS, EUC_JP, WINDOWS_1252].contains(&encoding) {
        "newspapers in the languages stonehand knows are rarely in it".to_owned()
    } else if text.chars().any(|c| ('\u{80}'..'\u{a0}').contains(&c) && c != '\u{85}') {
        "it makes control characters of some bytes".to_owned()
    } else {
        return None;
    };
    Some(format!("the encoding looks like {name}, but {reason}; if the text is wrong, give --encoding"))
}

/// Decodes all of `bytes`, and notes what could not be decoded.
fn run<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> (Cow<'a, str>, Vec<Damage>) {
    if encoding == UTF_8
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return (Cow::Borrowed(text), Vec::new());
    }
    // Two bytes of most encodings become three of UTF-8; where that is too little, room is made as it is needed.
    let (text, damage) = decode_in_steps(bytes, encoding, bytes.len() / 2 * 3 + 64);
    (Cow::Owned(text), damage)
}

/// Decodes `bytes` into a string that grows by `room` bytes at a time or by a half, whichever is more.
pub(super) fn decode_in_steps(bytes: &[u8], encoding: &'static Encoding, room: usize) -> (String, Vec<Damage>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(room);
    let mut ledger = Ledger::default();
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return (text, ledger.damage),
            DecoderResult::OutputFull => text.reserve(room.max(text.len() / 2)),
            DecoderResult::Malformed(..) => {
                ledger.enter(&text);
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// Counts damage page by page, so that a file of nothing but damage costs no more than its pages.
#[derive(Default)]
struct Ledger {
    damage: Vec<Damage>,
    seen: usize,
}

impl Ledger {
    /// One more, at the end of what is decoded so far.
    fn enter(&mut self, text: &str) {
        let since = &text.as_bytes()[self.seen..];
        self.seen = text.len();
        match self.damage.last_mut() {
            Some(last) if !since.contains(&FORM_FEED) => last.count += 1,
            _ => self.damage.push(Damage { at: text.len(), count: 1 }),
        }
    }
}
