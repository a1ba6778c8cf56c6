//! Fits what the signs of the deal are worth, `src/column/deal/weights.rs`, to pages of which the reading is known.
//!
//! ```console
//! $ cargo run --release --example fit_deal -- PAGES --folds 5 --on OTHERS
//! $ cargo run --release --example fit_deal -- PAGES --write src/column/deal/weights.rs
//! ```
//!
//! PAGES is a folder of gold pages, `NAME.gold.json` (docs/score.md), each beside the texts that extractors made of it,
//! `NAME.txt` or `NAME.FORM.txt`. Only texts whose columns are interleaved are learned from. Besides, pages are made of the
//! gold's stories: set in columns side by side, read row by row, some with misread and lost characters; `--made` says how
//! many. The same folder gives the same weights.
//!
//! `--folds 5` fits five times, each time to four fifths of the pages, and says how well the weights deal the last fifth:
//! how many lines follow the right line, and how well the whole page is then read. No story of that fifth is on the pages
//! that were made. `--on` names a folder to which nothing is fitted; it may have other forms. Beside stand the figures by
//! continuity alone, and by the weights that the library has, which may have been fitted to just these pages.

use std::path::Path;

use stonehand::column::deal::fit::{self, COUNT, Known, Lesson, Way, by_continuity};
use stonehand::column::deal::{WEIGHTS, Worths};
use stonehand::line::Line;
use stonehand::line::facts::{is_ideograph, never_begins};
use stonehand::page::reading::Reading;
use stonehand::score::{Figure, Figures, fold, score};
use stonehand::{Options, render};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// So many pages are made when it is not said.
const MADE: usize = 60;
/// The right way is sought so often, each time by the worths of the choices on the last.
const ROUNDS: usize = 2;
/// Gradients are followed so often, and worths held so strongly.
const STEPS: i32 = 400;
const HELD: f64 = 3.0;
/// The pages are gone through so often, and all of this so often again in other orders.
const EPOCHS: usize = 4;
const ORDERS: u64 = 4;
/// A way with so many lines dealt wrong shall be worse than the right way by this for each of them, in sixteenths of a
/// natural logarithm: half of one.
const MARGIN: f64 = 8.0;
/// No page moves a weight by more for each time that its sign was seen.
const MOST: f64 = 0.1;
/// So many ways to deal are followed side by side while weights are fitted: fewer than later, so that it takes less time.
const BEAM: usize = 24;
/// A line that follows one further above than this was not printed in turn: what the search should do, is not known.
const TURN: usize = 8;
/// No column waits so long.
const FAR: usize = 30;
/// A page is interleaved if not so many lines of a hundred follow the line above.
const INTERLEAVED: usize = 85;

/// A page to learn from.
struct Page {
    lesson: Lesson,
    known: Vec<Known>,
}

impl Page {
    /// A page of these lines, with what is known of each. It is no page to learn from where its columns are not interleaved.
    fn new(lines: Vec<Line>, mut known: Vec<Known>) -> Option<Self> {
        for (at, known) in known.iter_mut().enumerate() {
            match *known {
                Known::After(above) if above + TURN < at && above + FAR >= at => *known = Known::Nothing,
                Known::After(above) if above >= at || above + TURN < at => *known = Known::Begins,
                _ => {}
            }
        }
        let count = lines.len();
        let page = Self { lesson: Lesson::new(lines), known };
        let all = page.links().count();
        let next = page.links().filter(|&(at, above)| above + 1 == at).count();
        (all * 2 >= count && next * 100 < all * INTERLEAVED).then_some(page)
    }

    /// The lines that follow another, with that.
    fn links(&self) -> impl Iterator<Item = (usize, usize)> {
        self.known.iter().enumerate().filter_map(|(at, known)| match known {
            Known::After(above) => Some((at, *above)),
            _ => None,
        })
    }

    /// What is known, and of lines that begin a column also whether below all others: so where none of those goes on.
    fn known_below(&self) -> Vec<Known> {
        let mut known = self.known.clone();
        for (at, known) in known.iter_mut().enumerate().filter(|(_, known)| **known == Known::Begins) {
            let goes_on = self.links().any(|(line, above)| above < at && at < line);
            *known = Known::BeginsBelow(!goes_on);
        }
        known
    }

    /// How many lines follow the right line when they are dealt so, and how many should.
    fn score(&self, worths: &Worths) -> (usize, usize) {
        let after: Vec<Option<usize>> = self.lesson.deal(worths, &[], fit::BEAM).after().collect();
        (self.links().filter(|&(at, above)| after[at] == Some(above)).count(), self.links().count())
    }

    /// How often each sign is seen on this way.
    fn seen(&self, way: &Way) -> [i32; COUNT] {
        let mut seen = [0; COUNT];
        self.lesson.choices(way, |_, all, taken| all[taken].iter().for_each(|&sign| seen[sign] += 1));
        seen
    }
}

/// The text of a gold page, folded, and where in it the cells of tables begin. The titles of a story, its text and its
/// tables end with a line break.
fn text_of(gold: &Reading) -> (String, Vec<usize>) {
    let (mut text, mut cells) = (String::from("\n"), Vec::new());
    for story in &gold.articles {
        for title in [&story.kicker, &story.headline, &story.subheadline] {
            text.push_str(&fold(title));
        }
        text.push('\n');
        for block in &story.blocks {
            if block.is_table() {
                text.push('\n');
                for cell in block.header.iter().chain(block.rows.iter().flatten()) {
                    cells.push(text.len());
                    text.push_str(&fold(cell));
                }
                text.push('\n');
            } else {
                text.push_str(&fold(&block.text));
            }
        }
        text.push('\n');
    }
    (text, cells)
}

/// The line that each line follows in the gold; none where it begins something, as a cell does. Where what stands before it
/// in the gold is no line, it was misread, and nothing is known. A line that stands in the gold more than once is the one
/// whose neighbours are known.
fn follows(lines: &[Line], gold: &str, cells: &[usize]) -> Vec<Known> {
    let places: Vec<Vec<(usize, usize)>> = lines
        .iter()
        .map(|line| {
            let line = fold(&line.text);
            let is_long = line.chars().nth(1).is_some();
            let all = gold.match_indices(&line).filter(|_| is_long);
            all.map(|(at, _)| (at, at + line.len())).take(50).collect()
        })
        .collect();
    let mut found: Vec<Option<(usize, usize)>> =
        places.iter().map(|all| if let [one] = all[..] { Some(one) } else { None }).collect();
    for _ in 0..3 {
        for (at, all) in places.iter().enumerate() {
            if found[at].is_none() {
                let others = || found.iter().flatten();
                let meets = |place: &(usize, usize)| others().filter(|o| o.1 == place.0 || o.0 == place.1).count();
                let free = all.iter().filter(|place| !others().any(|other| other == *place));
                found[at] = free.copied().filter(|place| meets(place) > 0).max_by_key(meets);
            }
        }
    }
    let begins = |start: usize| gold[..start].ends_with('\n') || cells.binary_search(&start).is_ok();
    let follows = |start: usize| {
        let above = || found.iter().position(|above| above.is_some_and(|above| above.1 == start));
        if begins(start) { Known::Begins } else { above().map_or(Known::Nothing, Known::After) }
    };
    found.iter().map(|place| place.map_or(Known::Nothing, |(start, _)| follows(start))).collect()
}

/// Numbers by chance, the same each time (xorshift: G. Marsaglia, 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// A story to make pages of: its headline and its paragraphs.
struct Story {
    title: String,
    paragraphs: Vec<String>,
}

fn stories(gold: &Reading) -> Vec<Story> {
    let mut stories = Vec::new();
    for story in &gold.articles {
        let paragraphs: Vec<String> =
            story.blocks.iter().filter(|b| b.kind == "paragraph").map(|b| b.text.clone()).collect();
        if (80..1600).contains(&paragraphs.iter().map(|p| p.chars().count()).sum::<usize>()) {
            stories.push(Story { title: story.headline.clone(), paragraphs });
        }
    }
    stories
}

/// The lines of a paragraph set to a measure, in hundredths of an em; the first has an indent. No line begins with a mark
/// that closes, or ends with one that opens; numbers and words of letters are not divided.
fn set(paragraph: &str, measure: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = measure - 200;
    let mut rest: Vec<char> = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
    while !rest.is_empty() {
        let of = |from: usize, is: &dyn Fn(char) -> bool| rest[from..].iter().take_while(|&&c| is(c)).count();
        let is_opener = |c: char| "“‘（《【『「".contains(c);
        let mut len = of(0, &is_opener);
        len += of(len, &|c| c.is_ascii_alphanumeric()).max(1);
        len = (len + of(len.min(rest.len()), &never_begins)).min(rest.len());
        let part: String = rest.drain(..len).collect();
        let width: i32 = part.chars().map(|c| if c.is_ascii() { 50 } else { 100 }).sum();
        if width > room + 25 && !lines.last().unwrap().is_empty() {
            lines.push(String::new());
            room = measure;
        }
        room -= width;
        lines.last_mut().unwrap().push_str(&part);
    }
    lines
}

/// A line that stands on a page that was made: its height, its left edge, its text, and where it stands in its column.
struct Printed {
    y: usize,
    x: usize,
    text: String,
    column: usize,
    row: usize,
}

/// A page of stories, each in columns of its own, side by side in one to three zones, read row by row.
fn made<'a>(stories: &mut impl Iterator<Item = &'a Story>, chance: &mut Chance) -> Option<Page> {
    let mut printed: Vec<Printed> = Vec::new();
    let wide = [6000, 6600, 7200][chance.below(3)];
    let foot = [6000, 7500, 9000][chance.below(3)];
    let cuts: Vec<usize> = match (chance.below(4), chance.below(3)) {
        (0, _) => vec![0, wide],
        (1 | 2, cut) => vec![0, wide * (4 + cut) / 10, wide],
        _ => vec![0, wide / 3, wide * 2 / 3, wide],
    };
    let mut column = 0;
    for zone in cuts.windows(2) {
        let (left, width) = (zone[0], zone[1] - zone[0] - 100);
        let mut y = chance.below(200);
        while y < foot {
            let most = (width / 900).clamp(1, 5);
            let columns = (1 + chance.below(most)).max(if chance.below(10) < 7 { 2.min(most) } else { 1 });
            let measure = (width - (columns - 1) * 150) / columns / 100;
            let story = stories.next()?;
            printed.push(Printed { y, x: left + chance.below(300), text: story.title.clone(), column, row: 0 });
            column += 1;
            y += 300;
            let lines: Vec<String> =
                story.paragraphs.iter().flat_map(|p| set(p, i32::try_from(measure * 100).unwrap())).collect();
            let high = lines.len().div_ceil(columns).max(1);
            for (at, text) in lines.into_iter().enumerate() {
                let (beside, row) = (at / high, at % high);
                let x = left + beside * (measure * 100 + 150);
                printed.push(Printed { y: y + row * 143, x, text, column: column + beside, row });
            }
            column += columns;
            y += high * 143 + 100 + chance.below(100);
        }
    }
    // What stands at about one height is a row, read from left to right.
    printed.sort_by_key(|line| (line.y, line.x));
    for at in 1..printed.len() {
        let mut at = at;
        while at > 0 && printed[at].y.abs_diff(printed[at - 1].y) < 36 && printed[at].x < printed[at - 1].x {
            printed.swap(at, at - 1);
            at -= 1;
        }
    }
    let all: Vec<char> = printed.iter().flat_map(|line| line.text.chars()).filter(|&c| is_ideograph(c)).collect();
    // Half of the pages were scanned: of a thousand characters so many were misread, and as many lost, marks more often.
    let faults = [0, 0, 0, 1, 2, 5][chance.below(6)];
    let mut text = String::new();
    let mut starts = Vec::new();
    for line in &printed {
        starts.push(text.len());
        for c in line.text.chars() {
            let often = if c.is_alphanumeric() { faults } else { 10 * faults };
            match chance.below(1000) {
                lost if lost < often => {}
                misread if misread < 2 * faults && !all.is_empty() => text.push(all[chance.below(all.len())]),
                _ => text.push(c),
            }
        }
        text.push('\n');
    }
    let lines = stonehand::lines_to_deal(text.as_bytes(), &Options::default()).ok()?.pop()?;
    let of: Vec<usize> = lines
        .iter()
        .map(|line| starts.partition_point(|&start| start <= line.text.span().map_or(0, |s| s.start as usize)) - 1)
        .collect();
    let above = |line: usize| {
        let Printed { column, row, .. } = printed[line];
        of.iter().position(|&above| printed[above].column == column && printed[above].row + 1 == row)
    };
    let known = of.iter().map(|&line| above(line).map_or(Known::Begins, Known::After)).collect();
    Page::new(lines, known)
}

/// All choices on the right ways of some pages: of each line that had one, the signs of what is right and of what is not.
#[derive(Default)]
struct Choices {
    /// The signs of one choice after another, and where each choice begins.
    signs: Vec<u16>,
    starts: Vec<usize>,
    /// The first choice of each line, and that which is right.
    lines: Vec<(usize, usize)>,
}

impl Choices {
    /// Those on the ways that are best by these worths, of those that are right.
    fn of(pages: &[&Page], worths: &Worths) -> Self {
        let mut all = Self::default();
        for page in pages {
            let known = page.known_below();
            let way = page.lesson.deal(worths, &known, BEAM);
            let after: Vec<Option<usize>> = way.after().collect();
            page.lesson.choices(&way, |line, choices, taken| {
                let is_right = match known[line] {
                    Known::Nothing => false,
                    Known::After(above) => after[line] == Some(above),
                    _ => after[line].is_none(),
                };
                if !is_right || choices.len() < 2 {
                    return;
                }
                all.lines.push((all.starts.len(), all.starts.len() + taken));
                for signs in choices {
                    all.starts.push(all.signs.len());
                    all.signs.extend(signs.iter().map(|&sign| u16::try_from(sign).unwrap()));
                }
            });
        }
        all
    }

    fn signs(&self, choice: usize) -> &[u16] {
        let end = self.starts.get(choice + 1).copied().unwrap_or(self.signs.len());
        &self.signs[self.starts[choice]..end]
    }

    /// The worths by which what is right is likeliest, in natural logarithms: a logistic model, whose worths are held near
    /// nought. Found by gradients (Adam: D. Kingma, J. Ba, 2015).
    fn fit(&self) -> [f64; COUNT] {
        let (mut worths, mut mean, mut square) = ([0.0; COUNT], [0.0; COUNT], [0.0; COUNT]);
        for step in 1..=STEPS {
            let mut slope = worths.map(|worth| -HELD * worth);
            for (at, &(first, right)) in self.lines.iter().enumerate() {
                let end = self.lines.get(at + 1).map_or(self.starts.len(), |line| line.0);
                let scores: Vec<f64> = (first..end)
                    .map(|choice| self.signs(choice).iter().map(|&sign| worths[usize::from(sign)]).sum())
                    .collect();
                let best = scores.iter().copied().fold(f64::MIN, f64::max);
                let all: f64 = scores.iter().map(|score| (score - best).exp()).sum();
                for (choice, score) in (first..end).zip(scores) {
                    let by = f64::from(u8::from(choice == right)) - (score - best).exp() / all;
                    self.signs(choice).iter().for_each(|&sign| slope[usize::from(sign)] += by);
                }
            }
            for (sign, slope) in slope.into_iter().enumerate() {
                mean[sign] = 0.9 * mean[sign] + 0.1 * slope;
                square[sign] = 0.99 * square[sign] + 0.01 * slope * slope;
                let (mean, square) =
                    (mean[sign] / (1.0 - 0.9_f64.powi(step)), square[sign] / (1.0 - 0.99_f64.powi(step)));
                worths[sign] += 0.05 * mean / (square.sqrt() + 1e-9);
            }
        }
        worths
    }
}

/// The worths with which fitting begins: of single choices.
fn singly(pages: &[&Page]) -> Worths {
    let mut worths = [0; COUNT];
    for _ in 0..ROUNDS {
        worths = rounded(&Choices::of(pages, &worths).fit().map(|worth| 16.0 * worth));
    }
    worths
}

/// The worths with which the right way to deal is the best, of many pages: the mean of what they become in some orders of
/// the pages.
fn fit(pages: &[&Page]) -> Worths {
    let start = singly(pages).map(f64::from);
    let mut sum = [0.0; COUNT];
    for order in 0..ORDERS {
        let worths = as_ways(pages, start, &mut Chance(7 + 1000 * order));
        sum.iter_mut().zip(worths).for_each(|(sum, worth)| *sum += worth);
    }
    rounded(&sum.map(|sum| sum / (0..ORDERS).map(|_| 1.0).sum::<f64>()))
}

/// The worths changed page by page, by as little as is needed for the right way to be the best (MIRA: K. Crammer, Y.
/// Singer, 2003), and of all that they were on the way the mean (M. Collins, 2002).
fn as_ways(pages: &[&Page], mut worths: [f64; COUNT], chance: &mut Chance) -> [f64; COUNT] {
    let (mut sum, mut count) = ([0.0; COUNT], 0.0);
    let mut order: Vec<&Page> = pages.to_vec();
    for _ in 0..EPOCHS {
        chance.shuffle(&mut order);
        for page in &order {
            let now = rounded(&worths);
            let [way, right] = [&[][..], &page.known].map(|known| page.lesson.deal(&now, known, BEAM));
            let wrong = way.after().zip(right.after()).zip(&page.known);
            let wrong = wrong.filter(|((way, right), known)| way != right && **known != Known::Nothing).count();
            let seen = page.seen(&right).into_iter().zip(page.seen(&way));
            let step: Vec<f64> = seen.map(|(right, way)| f64::from(right - way)).collect();
            let better: f64 = step.iter().zip(&worths).map(|(step, worth)| step * worth).sum();
            let size: f64 = step.iter().map(|step| step * step).sum();
            if wrong > 0 && size > 0.0 {
                let by = ((float(wrong) * MARGIN - better) / size).clamp(0.0, MOST);
                worths.iter_mut().zip(&step).for_each(|(worth, step)| *worth += by * step);
            }
            sum.iter_mut().zip(&worths).for_each(|(sum, worth)| *sum += worth);
            count += 1.0;
        }
    }
    sum.map(|sum| sum / count)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped")]
fn rounded(worths: &[f64; COUNT]) -> Worths {
    worths.map(|worth| worth.round().clamp(-127.0, 127.0) as i8)
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines")]
fn float(n: usize) -> f64 {
    n as f64
}

/// A text whose columns are interleaved.
struct Text {
    bytes: Vec<u8>,
    page: Page,
    /// Which gold page of the folder it is.
    gold: usize,
}

/// A folder of gold pages.
struct Folder {
    golds: Vec<Reading>,
    texts: Vec<Text>,
}

impl Folder {
    fn read(folder: &str) -> Result<Self> {
        let path = Path::new(folder);
        let mut files: Vec<String> = Vec::new();
        for entry in path.read_dir().map_err(|error| format!("{folder}: {error}"))? {
            files.extend(entry?.file_name().into_string());
        }
        files.sort();
        let mut read = Self { golds: Vec::new(), texts: Vec::new() };
        for name in files.iter().filter_map(|file| file.strip_suffix(".gold.json")) {
            let file = format!("{name}.gold.json");
            let gold: Reading = std::fs::read(path.join(&file))
                .map_err(Into::into)
                .and_then(|bytes| serde_json::from_slice(&bytes).map_err(Box::<dyn std::error::Error>::from))
                .map_err(|error| format!("{folder}/{file}: {error}"))?;
            let (text, cells) = text_of(&gold);
            let is_form = |file: &&String| {
                let form = file.strip_prefix(name).and_then(|file| file.strip_suffix("txt"));
                form.is_some_and(|form| form.starts_with('.') && form.ends_with('.') && form.matches('.').count() < 3)
            };
            for file in files.iter().filter(is_form) {
                let bytes = std::fs::read(path.join(file))?;
                for lines in stonehand::lines_to_deal(&bytes, &Options::default())? {
                    let known = follows(&lines, &text, &cells);
                    let page = Page::new(lines, known);
                    read.texts.extend(page.map(|page| Text { bytes: bytes.clone(), page, gold: read.golds.len() }));
                }
            }
            read.golds.push(gold);
        }
        Ok(read)
    }

    /// How these texts are dealt by these worths, and read.
    fn measure<'t>(&self, texts: impl Iterator<Item = &'t Text>, worths: &Worths) -> Result<Measured> {
        let mut all = Measured::default();
        for text in texts {
            let (right, links) = text.page.score(worths);
            all.right += right;
            all.links += links;
            for page in stonehand::read_dealt_by(worths, &text.bytes, &Options::default())? {
                let out: Reading = serde_json::from_str(&render::json::render(&page, false, false))?;
                all.figures.push(score(&self.golds[text.gold], &out));
            }
        }
        Ok(all)
    }
}

/// How some texts are dealt: how many lines follow the right line, of how many, and how well the pages are then read.
#[derive(Default)]
struct Measured {
    right: usize,
    links: usize,
    figures: Vec<Figures>,
}

impl Measured {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.links += other.links;
        self.figures.extend(other.figures);
    }

    fn print(&self, pages: &str, by: &str) {
        let mean = Figures::mean(&self.figures);
        let figures = [Figure::Fidelity, Figure::GroupF1, Figure::Headline];
        let figures: Vec<String> = figures.iter().map(|&f| format!("{:.3}", mean.get(f).unwrap_or(0.0))).collect();
        let share = 100.0 * float(self.right) / float(self.links.max(1));
        println!(
            "| {pages} | {by} | {} | {} | {share:.1} % | {} |",
            self.figures.len(),
            self.links,
            figures.join(" | ")
        );
    }
}

/// So many pages made of these gold pages' stories.
fn make<'g>(golds: impl Iterator<Item = &'g Reading>, count: usize) -> Vec<Page> {
    let mut chance = Chance(11);
    let mut stories: Vec<Story> = golds.flat_map(stories).collect();
    chance.shuffle(&mut stories);
    let mut endless = stories.iter().cycle();
    (0..count).filter_map(|_| made(&mut endless, &mut chance)).collect()
}

/// What fitting to the other folds does for the pages of one.
fn held_out(folder: &Folder, fold: usize, folds: usize, count: usize) -> Result<Measured> {
    let mut pages: Vec<usize> = folder.texts.iter().map(|text| text.gold).collect();
    pages.dedup();
    let is_held = |gold: usize| pages.binary_search(&gold).is_ok_and(|at| at % folds == fold);
    let golds = folder.golds.iter().enumerate().filter(|(gold, _)| !is_held(*gold));
    let made = make(golds.map(|(_, gold)| gold), count);
    let (held, seen): (Vec<&Text>, Vec<&Text>) = folder.texts.iter().partition(|text| is_held(text.gold));
    let worths = fit(&seen.iter().map(|text| &text.page).chain(&made).collect::<Vec<_>>());
    folder.measure(held.into_iter(), &worths)
}

fn main() -> Result<()> {
    let (mut folder, mut write, mut folds, mut count, mut others) = (None, None, 0, MADE, Vec::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} needs a value"));
        match &*arg {
            "--write" => write = Some(value()?),
            "--folds" => folds = value()?.parse()?,
            "--made" => count = value()?.parse()?,
            "--on" => others.push(value()?),
            _ if arg.starts_with("--") => {
                return Err(format!("{arg} is none of --folds, --on, --made, --write").into());
            }
            _ => folder = Some(arg),
        }
    }
    let name =
        folder.ok_or("say which folder holds gold pages (NAME.gold.json) and their raw forms (NAME.FORM.txt)")?;
    let folder = Folder::read(&name)?;
    let made = make(folder.golds.iter(), count);
    let pages: Vec<&Page> = folder.texts.iter().map(|text| &text.page).chain(&made).collect();
    if pages.is_empty() {
        return Err(
            format!("{name}: holds no page whose columns are interleaved, and no stories to make one of").into()
        );
    }
    println!(
        "{} texts of {} pages are interleaved; {} pages were made of their stories",
        folder.texts.len(),
        folder.golds.len(),
        made.len()
    );
    println!(
        "\n| pages | dealt by | texts | lines | right | fidelity | group_f1 | headline |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
    let all = folder.texts.iter();
    folder.measure(all.clone(), &by_continuity())?.print(&name, "continuity alone");
    folder.measure(all.clone(), &WEIGHTS)?.print(&name, "the library");
    if folds > 1 {
        let mut sum = Measured::default();
        let parts: Vec<Measured> = std::thread::scope(|scope| {
            let folder = &folder;
            let parts: Vec<_> = (0..folds)
                .map(|fold| {
                    scope.spawn(move || held_out(folder, fold, folds, count).map_err(|error| error.to_string()))
                })
                .collect();
            parts.into_iter().map(|part| part.join().expect("no fold panics")).collect::<std::result::Result<_, _>>()
        })?;
        for (fold, part) in parts.into_iter().enumerate() {
            part.print(&format!("fold {}", fold + 1), "weights of the other folds");
            sum.add(part);
        }
        sum.print(&format!("all {folds} folds"), "weights of the other folds");
    }
    if write.is_none() && others.is_empty() {
        return Ok(());
    }
    let worths = fit(&pages);
    folder.measure(all, &worths)?.print(&name, "weights fitted to them");
    for name in others {
        let other = Folder::read(&name)?;
        for (by, worths) in [("continuity alone", by_continuity()), ("the library", WEIGHTS), ("the weights", worths)]
        {
            other.measure(other.texts.iter(), &worths)?.print(&name, by);
        }
    }
    let Some(write) = write else { return Ok(()) };
    let old = std::fs::read_to_string(&write).map_err(|error| format!("{write}: {error}"))?;
    let (Some(from), Some(to)) = (old.find("= [\n"), old.rfind("];")) else {
        return Err(format!("{write}: has no list of weights").into());
    };
    let row = |row: &[i8]| format!("    {},\n", row.iter().map(i8::to_string).collect::<Vec<_>>().join(", "));
    let rows: String = worths.chunks(16).map(row).collect();
    std::fs::write(&write, format!("{}{rows}{}", &old[..from + 4], &old[to..]))?;
    Ok(())
}
