//! How fast the press runs, in ratios that hold on a busy machine.
//!
//! Every candidate takes its turn in every round, on the CPU time of its thread; a ratio is taken within a round, and
//! its least, median and greatest over the rounds are printed.
//!
//! ```text
//! cargo bench --bench press                   stages and ratios
//! cargo bench --bench press -- --growth       1 and 10 MB, as pages and as one endless page
//! cargo bench --bench press -- --growth 100   100 MB too
//! cargo bench --bench press -- --shapes       hostile shapes, at 250 KB and 1 MB
//! cargo bench --bench press -- --alto         pages of ALTO in a second, and how that grows with the words of a page
//! ```

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher};
use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use stonehand::chars::{Context, Repairs};
use stonehand::rule::Choice;
use stonehand::{Options, clean, read, render};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/zh-Hans/front-page.txt");
const ROUNDS: usize = 15;
/// How long a candidate runs in a round, at least.
const TURN: Duration = Duration::from_millis(20);

fn main() {
    let page = fs::read_to_string(SAMPLE).expect("the sample page");
    let arguments: Vec<String> = env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            stages("one page", &page, 1);
            let copies = 1_000_000 / page.len() + 1;
            stages("a stream of pages, 1 MB", &stream(&page, copies * page.len(), "\u{c}"), copies);
        }
        ["--growth"] => growth(&page, &[1, 10]),
        ["--growth", "100"] => growth(&page, &[1, 10, 100]),
        ["--shapes"] => shapes(&page),
        ["--alto"] => alto(),
        _ => println!("usage: cargo bench --bench press [-- --growth [100] | --shapes | --alto]"),
    }
}

/// The text over and over, with `between` in between, until it has `size` bytes or a few more.
fn stream(text: &str, size: usize, between: &str) -> String {
    let times = size.div_ceil(text.len() + between.len()).max(1);
    vec![text; times].join(between)
}

/// The CPU time of this thread; where the system does not tell it, the time of day.
fn now(start: Instant) -> Duration {
    let cpu = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = cpu.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// One thing to be measured.
struct Candidate<'a> {
    name: &'static str,
    run: Box<dyn Fn() + 'a>,
}

fn candidate<'a, T>(name: &'static str, run: impl Fn() -> T + 'a) -> Candidate<'a> {
    Candidate { name, run: Box::new(move || drop(black_box(run()))) }
}

/// Seconds of one run.
fn measure(run: &dyn Fn(), turn: Duration) -> f64 {
    let start = Instant::now();
    let (before, mut runs) = (now(start), 0_u32);
    loop {
        // Asking for the time takes as long as a small page: it is asked ever more rarely.
        let more = runs.max(1);
        (0..more).for_each(|_| run());
        runs += more;
        let spent = now(start).saturating_sub(before);
        if spent >= turn {
            return spent.as_secs_f64() / f64::from(runs);
        }
    }
}

/// For each candidate its seconds in each round, every round in an order of its own.
fn alternate(candidates: &[Candidate<'_>], rounds: usize) -> Vec<Vec<f64>> {
    let mut seconds = vec![Vec::with_capacity(rounds); candidates.len()];
    for _ in 0..=rounds {
        let first = usize::try_from(RandomState::new().build_hasher().finish() % 64).unwrap_or(0);
        for turn in 0..candidates.len() {
            let index = (first + turn) % candidates.len();
            seconds[index].push(measure(&candidates[index].run, TURN));
        }
    }
    // The first round only warms up.
    seconds.into_iter().map(|list| list[1..].to_vec()).collect()
}

fn sorted(mut list: Vec<f64>) -> Vec<f64> {
    list.sort_by(f64::total_cmp);
    list
}

fn median(list: &[f64]) -> f64 {
    sorted(list.to_vec())[list.len() / 2]
}

/// A walk over the characters that looks each up in a table of classes and counts them: the least that any tool does.
fn walk(text: &str, classes: &[u8]) -> [usize; 4] {
    let mut counts = [0; 4];
    for c in text.chars() {
        let class = classes.get(c as usize).copied().unwrap_or(3);
        counts[usize::from(class & 3)] += 1;
    }
    counts
}

fn classes() -> Vec<u8> {
    let class = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_ascii() => 1,
        c if c.is_alphabetic() => 2,
        _ => 3,
    };
    (0..0x1_0000).map(|n| char::from_u32(n).map_or(3, class)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of test pages")]
fn stages(what: &str, text: &str, pages: usize) {
    let options = Options::default();
    let sheets = || stonehand::read::sheets(text.as_bytes(), read::How::default()).expect("a page");
    let repair = || {
        let mut sheets = sheets();
        let mut changes = Vec::new();
        for sheet in &mut sheets {
            let repairs = Repairs::new(Context::of(&sheet.source.text, None), &Choice::default());
            sheet.rows.iter_mut().for_each(|row| repairs.line(&mut row.text, &mut changes));
        }
        (sheets, changes)
    };
    let json = || {
        let pages = read(text.as_bytes(), &options).expect("a page");
        pages.iter().map(|page| render::json::bytes(page, false, false)).collect::<Vec<_>>()
    };
    let done = read(text.as_bytes(), &options).expect("a page");
    let classes = classes();
    let candidates = [
        candidate("character walk", || walk(text, &classes)),
        candidate("autocorrect::format", || autocorrect::format(text)),
        candidate("decode", sheets),
        candidate("decode, characters", repair),
        candidate("clean", || clean(text.as_bytes(), &options).expect("a page")),
        candidate("read", || read(text.as_bytes(), &options).expect("a page")),
        candidate("read to JSON", json),
        candidate("audit alone", || done.iter().map(|page| page.audit().is_ok()).collect::<Vec<_>>()),
        candidate("JSON alone", || done.iter().map(|p| render::json::bytes(p, false, false)).collect::<Vec<_>>()),
        candidate("Markdown alone", || done.iter().map(render::markdown::render).collect::<Vec<_>>()),
    ];
    let seconds = alternate(&candidates, ROUNDS);
    println!("\n{what}: {} bytes, {pages} pages", text.len());
    println!("{:<22}{:>12}{:>12}", "", "pages/s", "MB/s");
    for (candidate, seconds) in candidates.iter().zip(&seconds) {
        let second = median(seconds);
        let rates = (pages as f64 / second, text.len() as f64 / 1e6 / second);
        println!("{:<22}{:>12.0}{:>12.1}", candidate.name, rates.0, rates.1);
    }
    println!("{:<44}{:>9}{:>9}{:>9}", "times", "min", "median", "max");
    for (slow, fast) in [
        ("autocorrect::format", "clean"),
        ("autocorrect::format", "read to JSON"),
        ("read to JSON", "character walk"),
        ("decode, characters", "character walk"),
        ("clean", "character walk"),
        ("audit alone", "read to JSON"),
    ] {
        let of = |name: &str| &seconds[candidates.iter().position(|c| c.name == name).unwrap_or(0)];
        let ratios = sorted(of(slow).iter().zip(of(fast)).map(|(slow, fast)| slow / fast).collect());
        let (least, most) = (ratios[0], ratios[ratios.len() - 1]);
        println!("{:<44}{least:>9.2}{:>9.2}{most:>9.2}", format!("{slow} / {fast}"), median(&ratios));
    }
}

/// The exponent with which the time grows from one size to the next: 1 is linear, 2 is quadratic.
#[expect(clippy::cast_precision_loss, reason = "sizes of test pages")]
fn exponent(small: (usize, f64), large: (usize, f64)) -> f64 {
    (large.1 / small.1).ln() / (large.0 as f64 / small.0 as f64).ln()
}

/// Seconds of the whole chain: the least of three turns, or of one if it takes long.
fn whole_chain(text: &str) -> f64 {
    let options = Options::default();
    let run = || {
        // Bytes that are refused are soon done.
        for page in stonehand::pages(text.as_bytes(), &options).into_iter().flatten() {
            black_box(render::json::bytes(&page, false, false));
        }
    };
    let first = measure(&run, TURN);
    let turns = if first > 1.0 { 0 } else { 2 };
    (0..turns).map(|_| measure(&run, TURN)).fold(first, f64::min)
}

#[expect(clippy::cast_precision_loss, reason = "sizes of test pages")]
fn growth(page: &str, megabytes: &[usize]) {
    for (what, between) in [("pages", "\u{c}"), ("one endless page", "\n")] {
        let mut last: Option<(usize, f64)> = None;
        println!("\n{what}\n{:>8}{:>12}{:>10}{:>10}", "MB", "seconds", "MB/s", "exponent");
        for &size in megabytes {
            let text = stream(page, size * 1_000_000, between);
            let this = (text.len(), whole_chain(&text));
            let grown = last.map_or(String::new(), |last| format!("{:.3}", exponent(last, this)));
            println!("{size:>8}{:>12.3}{:>10.1}{grown:>10}", this.1, text.len() as f64 / 1e6 / this.1);
            last = Some(this);
        }
    }
}

/// A page of ALTO: `blocks` regions of nine lines in six columns, each with its headline.
fn alto_page(blocks: usize) -> String {
    const WORDS: [&str; 7] = ["the", "tide", "was", "still", "making", "in", "harbour"];
    let mut page = String::from("<alto><Layout><Page WIDTH='4000' HEIGHT='6000'><PrintSpace>");
    let line = |page: &mut String, x: usize, y: usize, words: usize| {
        let _ = write!(page, "<TextLine HPOS='{x}' VPOS='{y}' WIDTH='{}' HEIGHT='28'>", words * 100);
        for k in 0..words {
            let (word, at) = (WORDS[(x + y + k * k) % WORDS.len()], x + k * 100);
            let capital = if words == 3 { word.to_uppercase() } else { word.to_owned() };
            let _ = write!(
                page,
                "<String CONTENT='{capital}' HPOS='{at}' VPOS='{y}' WIDTH='90' HEIGHT='28' WC='0.9'/><SP/>"
            );
        }
        page.push_str("</TextLine>");
    };
    for block in 0..blocks {
        let (x, y) = (block % 6 * 650, block / 6 * 360);
        page.push_str("<TextBlock>");
        line(&mut page, x + 150, y, 3);
        page.push_str("</TextBlock><TextBlock>");
        (1..10).for_each(|k| line(&mut page, x, y + k * 32, 6));
        page.push_str("</TextBlock>");
    }
    page + "</PrintSpace></Page></Layout></alto>"
}

fn alto() {
    let mut last: Option<(usize, f64)> = None;
    println!("\nALTO\n{:>8}{:>12}{:>12}{:>10}", "words", "seconds", "pages/s", "exponent");
    for blocks in [50, 100, 400, 1600] {
        let page = alto_page(blocks);
        let words = page.matches("<String").count();
        let json = || {
            let pages = read(page.as_bytes(), &Options::default()).expect("a page");
            let bytes: usize = pages.iter().map(|page| render::json::bytes(page, false, false).len()).sum();
            black_box(bytes);
        };
        let rounds: Vec<f64> = (0..5).map(|_| measure(&json, TURN)).collect();
        let this = (words, median(&rounds));
        let grown = last.map_or(String::new(), |last| format!("{:.3}", exponent(last, this)));
        println!("{words:>8}{:>12.5}{:>12.0}{grown:>10}", this.1, 1.0 / this.1);
        last = Some(this);
    }
}

/// Pieces which, repeated, are the worst that a page may do to a reader of newspapers.
const SHAPES: [(&str, &str); 22] = [
    ("one line", "澜港日报"),
    ("blank lines", "\n"),
    ("one character a line", "甲\n"),
    ("open brackets", "（"),
    ("open brackets of all kinds", "“《（「"),
    ("closing brackets", "）\n"),
    ("quotes", "\""),
    ("combining marks", "\u{301}"),
    ("NUL", "\0"),
    ("hyphens at line ends", "-\n"),
    ("divided words", "wonder-\nful "),
    ("commas on their own", "，\n"),
    ("bylines", "本报讯（记者 王某）瑞\n"),
    ("short titles", "市委召开会议\n\n"),
    ("jumps", "（下转第4版）\n"),
    ("cells", "12 3.5 甲\n"),
    ("wide gaps", "甲    乙    丙\n"),
    ("stops", "。。。。。。\n"),
    ("spaced ideographs", "甲 乙 "),
    ("zero-width", "甲\u{200b}"),
    ("form feeds", "甲\u{c}"),
    ("digits", "1234567890"),
];

fn shapes(page: &str) {
    let usual = whole_chain(&stream(page, 1_000_000, "\u{c}"));
    println!("{:<28}{:>10}{:>12}{:>10}", "1 MB of", "seconds", "x a stream", "exponent");
    for (name, piece) in SHAPES {
        let [small, large] = [250_000, 1_000_000].map(|size| {
            let text = stream(piece, size, "");
            (text.len(), whole_chain(&text))
        });
        println!("{name:<28}{:>10.4}{:>12.2}{:>10.3}", large.1, large.1 / usual, exponent(small, large));
    }
}
