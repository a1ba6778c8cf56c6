//! Which column goes on where.
//!
//! Extractors that guess at columns hand out whole columns, one after the other with a blank line between, but often not
//! in the order in which a story runs through them. Where a column breaks off in the middle of a sentence, another one
//! begins in the middle of one, set to the same measure; the two touch in a pair of characters, and speak of the same
//! things. The columns are matched one to one so that most is explained (`assign`), and a page whose columns already
//! stand in a good order is left alone.

pub(in crate::column) mod assign;

use std::cmp::Ordering;
use std::ops::Range;

use super::continuity::{self, Words};
use crate::line::cue::Opens;
use crate::line::facts::{Ending, Width, is_ideograph, never_begins};
use crate::line::{Facts, Line, Role};
use crate::line::{full, slack};
use crate::page::Note;
use crate::rule::{Certainty, Rule};
use crate::text::Span;

/// Columns out of their order.
pub const RULE: Rule = Rule {
    code: "N15",
    name: "columns-out-of-order",
    summary: "Puts a column that begins in the middle of a sentence behind the one that breaks off there.",
    why: "An extractor's guess at the reading order goes from column to column across stories. A column that was set \
          full to its last line goes on in another of the same measure, and only few can follow it.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// What speaks for and against; about ten a piece of evidence.
type Gain = i32;

/// Of more columns no page of a newspaper consists; more are left in their order.
const MOST: usize = 160;
/// So much better the new order must explain the page.
const CLEARLY: Gain = 10;
/// A column is at least so wide, in hundredths of an em.
const NARROWEST: Width = 600;
/// Two measures are the same up to this, in hundredths of an em.
const SAME: Width = 70;
/// The indent that a first line lost, in hundredths of an em.
const INDENT: Width = 200;
/// So many lines may borrow the measure of others.
const FEW: usize = 5;
/// A title has so many lines at most.
const MOST_TITLES: usize = 3;

/// How a column begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// With a whole paragraph.
    Whole,
    /// Perhaps with a whole paragraph.
    Unsure,
    /// Inside a paragraph.
    Torn,
}

/// A run of lines that stand together, set to one measure.
#[derive(Debug)]
struct Column {
    lines: Range<usize>,
    measure: Width,
    begins: Edge,
    ends: Edge,
    /// Whether a story or a title stands at its beginning.
    headed: bool,
}

/// Puts columns behind those that they go on from. Where they were `dealt` from rows, blank lines part columns only.
#[must_use]
pub fn follow(lines: Vec<Line>, dealt: bool, notes: &mut Vec<Note>) -> Vec<Line> {
    let blanks = lines.iter().filter(|l| l.facts.blanks > 0).count();
    // Where nearly every line has a blank line above it, blank lines part no columns.
    if blanks < 3 || blanks * 3 > lines.len() {
        return lines;
    }
    let columns = columns(&lines);
    if columns.len() < 3 || columns.len() > MOST {
        return lines;
    }
    let gains = gains(&lines, &columns, dealt);
    let next = assign::chains(&gains);
    let n = columns.len();
    // Only sentences that break off prove that columns stand out of order.
    let torn = |a: usize, b: usize| columns[a].ends == Edge::Torn && columns[b].begins == Edge::Torn;
    let gain = |a: usize, b: usize| if torn(a, b) { gains[a][b].max(0) } else { 0 };
    let gained: Gain = (0..n).filter_map(|a| next[a].map(|b| gain(a, b))).sum();
    let had: Gain = (1..n).map(|b| gain(b - 1, b)).sum();
    let moved = (0..n).filter(|&a| next[a].is_some_and(|b| b != a + 1)).count();
    if moved == 0 || gained < had + CLEARLY {
        return lines;
    }
    notes.push(Note {
        code: RULE.code,
        message: format!(
            "{moved} columns went on in another one than the next; they were put in the order of the text"
        ),
        suggestion: None,
        span: lines[columns[0].lines.start].text.span().unwrap_or_else(|| Span::new(0, 0)),
        evidence: None,
    });
    in_order(lines, &columns, &next)
}

/// The lines, each column behind the one that it goes on from.
fn in_order(lines: Vec<Line>, columns: &[Column], next: &[Option<usize>]) -> Vec<Line> {
    let mut follows = vec![false; columns.len()];
    for b in next.iter().flatten() {
        follows[*b] = true;
    }
    let mut slots: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut out = Vec::with_capacity(slots.len());
    let mut at = 0;
    for (index, column) in columns.iter().enumerate() {
        out.extend(slots[at..column.lines.start].iter_mut().filter_map(Option::take));
        at = column.lines.end;
        if follows[index] {
            continue;
        }
        let first = out.len();
        out.extend(slots[column.lines.clone()].iter_mut().filter_map(Option::take));
        if let Some(line) = out.get_mut(first)
            && column.begins == Edge::Whole
        {
            line.facts.fresh = true;
        }
        let mut here = index;
        while let Some(then) = next[here] {
            let range = columns[then].lines.clone();
            let first = out.len();
            out.extend(slots[range].iter_mut().filter_map(Option::take));
            if let Some(line) = out.get_mut(first)
                && columns[then].begins != Edge::Whole
            {
                line.facts.blanks = 0;
            }
            here = then;
        }
    }
    out.extend(slots.into_iter().flatten());
    out
}

/// Finds the columns of running text.
fn columns(lines: &[Line]) -> Vec<Column> {
    let mut frames: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for i in 0..=lines.len() {
        let plain = lines.get(i).is_some_and(|l| l.role == Role::Unknown);
        if !plain || lines[i].facts.blanks > 0 || i > start && is_hidden_seam(&lines[i - 1], &lines[i]) {
            if i > start {
                frames.push(start..i);
            }
            start = if plain { i } else { i + 1 };
        }
    }
    let measures: Vec<Width> = frames.iter().map(|f| measure(&lines[f.clone()])).collect();
    let known: Vec<Width> = measures.iter().copied().filter(|m| *m > 0).collect();
    frames
        .into_iter()
        .zip(measures)
        .filter_map(|(frame, measure)| {
            let measure = if measure > 0 { measure } else { borrowed(&lines[frame.clone()], &known)? };
            Some(column(lines, frame, measure))
        })
        .collect()
}

/// Whether a column breaks off above and a story begins below, though no blank line parts them: no sentence goes on with
/// the head of a message.
fn is_hidden_seam(above: &Line, below: &Line) -> bool {
    let marked = above.facts.width >= NARROWEST && !above.facts.open;
    marked && matches!(above.facts.ending, Ending::Bare | Ending::Comma) && Opens::of(&below.text).story
}

/// The measure to which lines that stand together were set; 0 where they are no running text.
fn measure(lines: &[Line]) -> Width {
    let marked = lines.iter().any(|l| l.facts.commas + l.facts.inner_stops > 0 || l.facts.ending == Ending::Stop);
    if lines.len() < 3 || !marked {
        return 0;
    }
    let mut widths: Vec<Width> = lines[..lines.len() - 1].iter().map(|l| l.facts.width).collect();
    widths.sort_unstable();
    // The widest that others come near to.
    let near = |w: Width| widths.iter().filter(|v| (**v - w).abs() <= SAME).count();
    let least = if widths.len() > 5 { widths.len() / 3 } else { 2 };
    widths.iter().rev().copied().find(|&w| w >= 500 && near(w) >= least).map_or(0, |w| {
        let class: Vec<Width> = widths.iter().copied().filter(|v| (v - w).abs() <= 2 * SAME).collect();
        class[class.len() / 2]
    })
}

/// The measure of a few lines that do not show it themselves, from those of the page: a paragraph of three lines has one
/// that is full, and at the head or foot of a column one or two may stand alone.
fn borrowed(lines: &[Line], known: &[Width]) -> Option<Width> {
    let ([first, ..], [inner @ .., last]) = (lines, lines) else { return None };
    let closed = last.facts.ending == Ending::Stop;
    let marked = || lines.iter().any(|l| l.facts.commas + l.facts.inner_stops > 0);
    // A line that breaks off, or lines without marks, are as well titles.
    if lines.len() > FEW || !closed && (lines.len() == 1 || !marked()) {
        return None;
    }
    let near = |line: &Line, measure: Width| (measure - line.facts.width).abs() <= SAME;
    let fits = |measure: &&Width| {
        let begins = near(first, **measure) || near(first, **measure - INDENT);
        let ends =
            if closed || lines.len() > 2 { last.facts.width <= **measure + SAME } else { near(last, **measure) };
        ends && (inner.is_empty() || begins && inner[1..].iter().all(|l| near(l, **measure)))
    };
    let width = lines.iter().map(|l| l.facts.width).max()?;
    known.iter().filter(fits).min_by_key(|m| (**m - width).abs()).copied()
}

/// How a column begins and ends.
fn column(lines: &[Line], mut frame: Range<usize>, measure: Width) -> Column {
    // What stands below a column without a blank line, and is neither full nor closed, is no more of it: cells of a table.
    let cell = |l: &Line| l.facts.ending == Ending::Bare && l.facts.commas == 0 && l.facts.width < measure - 300;
    while frame.len() > 3 && cell(&lines[frame.end - 1]) {
        frame.end -= 1;
    }
    let own = &lines[frame.clone()];
    let unmarked = |l: &Line| l.facts.commas + l.facts.inner_stops == 0 && l.facts.ending != Ending::Stop;
    let opener = own.iter().take(6).position(|l| Opens::of(&l.text).story);
    let display = |l: &Line| unmarked(l) && (l.facts.width < measure - 320 || l.facts.width > measure + 200);
    let titles = own.iter().take(MOST_TITLES).take_while(|l| display(l)).count();
    // No story begins inside a paragraph: the title above it is of another. What spaces keep apart is a table.
    let cells = |l: &Line| l.facts.spaces + l.facts.gaps > 0;
    let prose = opener.is_none() && own.len() > titles + 1 && !own.iter().take(titles + 4).any(cells);
    let apart = titles > 0 && prose && begins(&own[titles..], measure) == Edge::Torn;
    if apart {
        frame.start += titles;
    }
    let own = &lines[frame.clone()];
    let signed = frame.start > 0 && lines[frame.start - 1].role == Role::Byline;
    let headed = !apart && (signed || opener.map_or(titles > 0, |at| own[..at].iter().all(unmarked)));
    let last = &own[own.len() - 1];
    let begins = if headed { Edge::Whole } else { begins(own, measure) };
    let (short, slack) = (measure - last.facts.width, slack(&last.facts, measure));
    let filled = short <= 160 + slack;
    let jumps = lines.get(frame.end).is_some_and(|l| l.role == Role::Jump);
    let ends = match last.facts.ending {
        _ if jumps => Edge::Whole,
        Ending::Stop | Ending::Closer if !filled => Edge::Whole,
        Ending::Stop | Ending::Closer => Edge::Unsure,
        _ if filled => Edge::Torn,
        _ => Edge::Unsure,
    };
    Column { lines: frame, measure, begins, ends, headed }
}

/// How the first of the lines of a column begins.
fn begins(own: &[Line], measure: Width) -> Edge {
    let first = &own[0].facts;
    if first.indent >= 150 {
        return Edge::Whole;
    }
    if never_begins(first.first) {
        return Edge::Torn;
    }
    let lead = own.get(1).map_or(100, |next| Facts::lead(&next.text));
    let (short, slack) = (measure - first.width, slack(first, measure));
    let (middle, start) = (full(short, lead, slack), full(short - 200, lead, slack));
    let closes = first.ending == Ending::Stop && short > 300;
    match middle.cmp(&start) {
        _ if closes => Edge::Torn,
        Ordering::Less => Edge::Torn,
        Ordering::Equal => Edge::Unsure,
        Ordering::Greater => Edge::Whole,
    }
}

/// Whether blank lines part paragraphs: many begin whole right below one of their measure that ends whole. Then the
/// extractor followed the columns, and what breaks off goes on elsewhere only now and then.
fn are_paragraphs(columns: &[Column]) -> bool {
    let whole = |pair: &&[Column]| {
        let (a, b) = (&pair[0], &pair[1]);
        a.ends == Edge::Whole && b.begins != Edge::Torn && !b.headed && (a.measure - b.measure).abs() <= SAME
    };
    columns.windows(2).filter(whole).count() * 10 >= columns.len() * 3
}

/// What it gains that column `b` goes on from column `a`, for all of them.
fn gains(lines: &[Line], columns: &[Column], dealt: bool) -> Vec<Vec<Gain>> {
    let words = Words::of(lines.iter().map(|l| &*l.text));
    let ends: Vec<_> = columns.iter().map(|c| continuity::Edge::end(&lines[c.lines.end - 1].text)).collect();
    let begins: Vec<_> = columns.iter().map(|c| continuity::Edge::begin(&lines[c.lines.start].text)).collect();
    let alike = likeness(lines, columns);
    // A title right above says that a story begins; where titles stand anywhere, it says little.
    let titled: Vec<bool> = (0..columns.len())
        .map(|j| {
            let above = columns[j].lines.start.checked_sub(1);
            above.is_some_and(|i| {
                lines[i].role == Role::Unknown && j.checked_sub(1).is_none_or(|k| columns[k].lines.end <= i)
            })
        })
        .collect();
    let settled = !dealt && are_paragraphs(columns);
    let n = columns.len();
    let mut gains = vec![vec![-1; n]; n];
    for (i, a) in columns.iter().enumerate() {
        for (j, b) in columns.iter().enumerate() {
            if i == j || b.headed {
                continue;
            }
            let torn = a.ends == Edge::Torn && b.begins == Edge::Torn && (a.measure - b.measure).abs() <= SAME;
            if settled && j != i + 1 && !torn {
                continue;
            }
            let mut gain = match (a.ends, b.begins) {
                (Edge::Torn, Edge::Torn) => 40,
                (Edge::Torn, Edge::Unsure) => 30,
                (Edge::Unsure, Edge::Torn) => 24,
                (Edge::Torn, Edge::Whole) | (Edge::Whole, Edge::Torn) => -10,
                (Edge::Unsure, Edge::Unsure) => 0,
                (Edge::Unsure, Edge::Whole) => -3,
                (Edge::Whole, Edge::Unsure) => -14,
                (Edge::Whole, Edge::Whole) => -6,
            };
            if (a.measure - b.measure).abs() > SAME {
                gain -= 20;
            }
            if a.ends != Edge::Whole {
                let (end, begin) = (ends[i], begins[j]);
                gain += (words.neighbours(end, begin) / 4).clamp(-24, 24);
            }
            gain += alike[i][j].min(24);
            if titled[j] && b.begins == Edge::Whole {
                gain -= 6;
            }
            let whole = a.ends == Edge::Whole || b.begins == Edge::Whole;
            gain += match j.cmp(&(i + 1)) {
                Ordering::Equal if settled && b.lines.start == a.lines.end => {
                    if whole {
                        40
                    } else {
                        24
                    }
                }
                Ordering::Equal => 12,
                Ordering::Greater => 0,
                Ordering::Less => -6,
            };
            let (tall, next) = (a.lines.len(), b.lines.len());
            if tall.abs_diff(next) <= 1 {
                gain += 3;
            } else if next > tall + 2 {
                gain -= 3;
            }
            gains[i][j] = gain;
        }
    }
    gains
}

/// How much of their wording columns share: pairs of ideographs that few columns have.
fn likeness(lines: &[Line], columns: &[Column]) -> Vec<Vec<Gain>> {
    // A pair and its column as one number: what columns share stands side by side when they are sorted.
    let mut have: Vec<u64> = Vec::new();
    for (index, column) in (0_u64..).zip(columns) {
        for line in &lines[column.lines.clone()] {
            let mut last = None;
            for c in line.text.chars() {
                let here = is_ideograph(c).then_some(c);
                have.extend(last.zip(here).map(|(a, b)| u64::from(a) << 43 | u64::from(b) << 22 | index));
                last = here;
            }
        }
    }
    have.sort_unstable();
    have.dedup();
    let owner = |key: u64| usize::try_from(key & 0x3F_FFFF).unwrap_or(0);
    let mut sizes = vec![0i32; columns.len()];
    for &key in &have {
        sizes[owner(key)] += 1;
    }
    let mut alike = vec![vec![0; columns.len()]; columns.len()];
    for owners in have.chunk_by(|a, b| a >> 22 == b >> 22).filter(|owners| (2..=5).contains(&owners.len())) {
        let weight = [0, 0, 40, 24, 12, 6][owners.len()];
        for &a in owners {
            for &b in owners {
                alike[owner(a)][owner(b)] += weight;
            }
        }
    }
    for (a, row) in alike.iter_mut().enumerate() {
        for (b, sum) in row.iter_mut().enumerate() {
            *sum = *sum * 4 / sizes[a].min(sizes[b]).max(40);
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::cue;
    use crate::rule::Choice;
    use crate::text::Text;

    /// The lines of a page as they stand after they were put in order, the beginning of each.
    fn order(page: &str) -> Vec<String> {
        let mut lines: Vec<Line> =
            crate::read::rows(page).into_iter().map(|row| Line::new(row.text, row.blanks, None)).collect();
        cue::ask(&mut lines, &Choice::default());
        let head = |text: &Text| text.chars().take(4).collect();
        follow(lines, false, &mut Vec::new()).iter().map(|l| head(&l.text)).collect()
    }

    const HARBOUR: [&str; 3] = [
        "本报讯（记者 傅望）南湾渔港昨日\n开航，三十二条渔船排成两列驶出\n港口，岸上的人挥着红巾。港务处\n",
        "说，今年休渔期比往年长了半个月\n，船家趁这段时间把机器全部检修\n了一遍。第一网预计后天清晨回港\n",
        "交易，鱼价要看当天的行情再定。\n渔政艇将在外海值守到月底。\n",
    ];
    const SCHOOL: [&str; 3] = [
        "本报讯（记者 尹小）柳坡小学的\n新操场上周铺好了草皮，学生第\n一次在上面跑步。校长说，从前\n",
        "雨后的操场两天都不能用，体育\n课只好在走廊里上，跳绳的孩子\n轮着来。如今排水沟挖在草皮下\n",
        "面，半小时就干。下个月这里要\n办全镇的运动会。\n",
    ];

    #[test]
    fn a_story_goes_on_where_the_sentence_does() {
        let [[h1, h2, h3], [s1, s2, s3]] = [HARBOUR, SCHOOL];
        let order = order(&[h1, s2, h3, s1, h2, s3].join("\n"));
        let at = |head: &str| order.iter().position(|l| l == head).unwrap();
        assert_eq!([at("说，今年"), at("交易，鱼")], [at("港口，岸") + 1, at("了一遍。") + 1]);
        assert_eq!([at("雨后的操"), at("面，半小")], [at("一次在上") + 1, at("轮着来。") + 1]);
    }

    #[test]
    fn a_few_lines_that_break_off_borrow_a_measure() {
        let lines = |page: &str| -> Vec<Line> {
            crate::read::rows(page).into_iter().map(|row| Line::new(row.text, row.blanks, None)).collect()
        };
        let borrowed = |page: &str| borrowed(&lines(page), &[1500, 1800]);
        // Only the line in the middle is full.
        assert_eq!(borrowed("渔政艇将在外海值守，一直到\n月底。第一网预计后天清晨回港交\n易"), Some(1500));
        assert_eq!(borrowed("渔政艇将在外海值守，一直到\n月底。第一网预计后天清晨回港交"), Some(1500));
        assert_eq!(borrowed("要看当天行情。"), Some(1500));
        // Lines without a mark may be a title.
        assert_eq!(borrowed("三十二条渔船昨日排成了两列\n驶出南湾渔港去外海捕第一网鱼虾"), None);
        assert_eq!(borrowed("渔政艇将在外海值守，从今日起直"), None);
    }

    #[test]
    fn a_title_above_the_middle_of_a_paragraph_is_of_another_story() {
        let [[h1, h2, h3], [s1, s2, s3]] = [HARBOUR, SCHOOL];
        let h2 = format!("雨后操场半小时就干\n{h2}");
        let order = order(&[h1, s1, &h2, s2, h3, s3].join("\n"));
        let at = |head: &str| order.iter().position(|l| l == head).unwrap();
        assert_eq!(at("说，今年"), at("港口，岸") + 1);
    }

    #[test]
    fn columns_in_order_stay() {
        let page = [HARBOUR, SCHOOL].concat().join("\n");
        let before: Vec<String> =
            page.lines().filter(|l| !l.is_empty()).map(|l| l.chars().take(4).collect()).collect();
        assert_eq!(order(&page), before);
    }
}
