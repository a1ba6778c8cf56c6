//! Columns whose lines are interleaved.
//!
//! Some extractors and OCR engines print a page row by row: the first line of each column, then the second of each, and
//! so on. The lines are dealt back to their columns (`tracks`) by the signs of what can follow what (`signs`): halves of words
//! ([`super::continuity`]), brackets and quotes, the measure, the ends of sentences, and the turn of the columns. A
//! region of the page is dealt only where its columns then read clearly better than its rows did.

#[doc(hidden)]
pub mod fit;
mod seam;
mod signs;
mod titles;
mod tracks;
mod weights;

use super::continuity::{self, Edge, Score, Words};
use crate::line::cue;
use crate::line::{Ending, Line, Role};
use crate::page::Note;
use crate::rule::{Certainty, Choice, Rule};
use crate::text::Span;
use std::ops::Range;

use seam::Ends;
use titles::Piece;
use tracks::{Dealt, Guide};

pub use weights::{WEIGHTS, Worths};

/// Interleaved columns.
pub const RULE: Rule = Rule {
    code: "N17",
    name: "interleaved-columns",
    summary: "Deals the lines of interleaved columns back to their columns, and says where.",
    why: "A page read row by row has a line of each column in turn. Lines of one column break off inside words, brackets \
          and sentences, and only few other lines can go on there.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A seam worth less than this, in eighths of a natural logarithm, may be one of two columns.
const DOUBTFUL: Score = 6;
/// Seams in a row must be doubtful by so much together before a page is dealt at all.
const SUSPECT: Score = 200;
/// A line must do so much better some lines below, and all together by so much.
const BETTER: Score = 2;
const APART: Score = 80;
/// So many columns beside each other are tried for it.
const BESIDE: usize = 6;
/// Narrower lines than this, in hundredths of an em, are cells of a table.
const NARROW: i32 = 600;
/// A region is dealt where so many lines and more stand behind one of another column, perhaps a third of all, each of
/// which then reads better by so much.
#[derive(Clone, Copy)]
struct Proof {
    seams: usize,
    third: bool,
    better: Score,
}

/// What proves that a page is interleaved: two natural logarithms a line.
const FIRST: Proof = Proof { seams: 10, third: true, better: 16 };
/// What proves it of another region of such a page.
const MORE: Proof = Proof { seams: 2, third: false, better: 8 };

/// So many lines that stand beside another prove it, too.
const SIDE_BY_SIDE: usize = 3;

/// Deals the lines of interleaved columns back to their columns, by these worths of the signs; says whether the page had
/// any.
#[must_use]
pub fn deal(lines: Vec<Line>, choice: &Choice, worths: &Worths, notes: &mut Vec<Note>) -> (Vec<Line>, bool) {
    if !choice.takes(&RULE) || !is_suspect(&lines) {
        return (lines, false);
    }
    let words = Words::of(lines.iter().map(|l| &*l.text));
    let ends: Vec<Ends> = lines.iter().map(Ends::of).collect();
    let dealt = tracks::deal(&lines, &ends, &words, is_boxed(&lines), Guide::new(worths));
    let regions = regions(&lines, &ends, &words, &dealt);
    if !regions.iter().any(|r| r.sure) {
        return (lines, false);
    }
    let mut pieces = Vec::with_capacity(lines.len());
    for region in regions {
        if region.interleaved {
            notes.push(note(&region, &lines));
        }
        for (index, track) in region.tracks.iter().enumerate() {
            let goes_on = index > 0 && goes_on(&region.tracks[index - 1], track, &ends, &words);
            pieces.push(Piece { lines: track.clone(), dealt: region.interleaved, goes_on });
        }
    }
    if !has_frames(&lines) {
        pieces = titles::put(pieces, &lines, &ends, &words);
    }
    let parted = are_parted(&lines);
    let mut slots: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut out = Vec::with_capacity(slots.len());
    for piece in pieces {
        let mut in_guide = false;
        for (nth, &number) in piece.lines.iter().enumerate() {
            let Some(mut line) = slots[number].take() else { continue };
            in_guide = line.role == Role::GuideLabel || in_guide && ends[number].bare;
            // Blank lines parted the lines of all columns alike; now they part the columns. Where nearly every line of the
            // page has one, they part nothing in the other regions either, but for the titles of the guide.
            if piece.dealt || parted && !in_guide {
                line.facts.blanks = u32::from(nth == 0 && !piece.goes_on);
            }
            out.push(line);
        }
    }
    // What a line is, its neighbours say, too.
    for line in &mut out {
        (line.role, line.because) = (Role::Unknown, "");
    }
    cue::ask(&mut out, choice);
    (out, true)
}

/// Whether the page may be interleaved at all. Few other pages pass, so that they need not be dealt.
pub(super) fn is_suspect(lines: &[Line]) -> bool {
    let rims: Vec<Rim> = boxes(lines).into_iter().map(|own| Rim::of(&lines[own])).collect();
    is_doubtful(&rims) && !is_japanese(lines.iter().map(|line| &*line.text)) && is_better_apart(&rims)
}

/// Whether many lines have letters of Japanese: what can follow what is known of Chinese only.
pub(super) fn is_japanese<'a>(lines: impl ExactSizeIterator<Item = &'a str>) -> bool {
    let all = lines.len();
    lines.filter(|line| has_kana(line)).count() * 4 > all
}

/// Where a box meets those above it and below it.
struct Rim {
    /// Whether it begins as wide as running text, and whether a sentence may go on behind it.
    wide: bool,
    goes_on: bool,
    begin: Edge,
    end: Edge,
}

/// How much a seam can say for or against two lines.
const MOST: Score = 24;

impl Rim {
    fn of(own: &[Line]) -> Self {
        let is_wide = |line: &&Line| line.facts.width >= NARROW;
        let first = own.first().filter(is_wide);
        let last = own.last().filter(is_wide).filter(|line| line.facts.ending != Ending::Stop);
        Self {
            wide: first.is_some(),
            goes_on: last.is_some(),
            begin: first.map_or_else(Edge::default, |line| Edge::begin(&line.text)),
            end: last.map_or_else(Edge::default, |line| Edge::end(&line.text)),
        }
    }

    /// Whether this may be followed by `lower`: both are running text.
    const fn meets(&self, lower: &Self) -> bool {
        self.goes_on && lower.wide
    }

    /// What it says that `lower` follows.
    fn touch(&self, lower: &Self) -> Score {
        continuity::touch(self.end, lower.begin).clamp(-MOST, MOST)
    }
}

/// The boxes of a page whose blank lines part boxes, so that lines without one above surely go on from the line above;
/// else each line is a box.
fn boxes(lines: &[Line]) -> Vec<Range<usize>> {
    let parts = is_boxed(lines);
    let mut boxes: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        match boxes.last_mut() {
            Some(last) if parts && line.facts.blanks == 0 => last.end = at + 1,
            _ => boxes.push(at..at + 1),
        }
    }
    boxes
}

/// Whether blank lines part boxes: some lines have one above, and others none.
fn is_boxed(lines: &[Line]) -> bool {
    lines.iter().filter(|l| l.facts.blanks > 0).count() * 4 > lines.len()
}

/// So many lines may have lost or got a blank line by accident.
const FEW: usize = 2;

/// Whether blank lines part frames of whatever size: such a frame holds a whole title.
fn has_frames(lines: &[Line]) -> bool {
    let parted = lines.iter().filter(|l| l.facts.blanks > 0).count();
    parted > FEW && parted + FEW < lines.len()
}

/// Whether nearly every line has a blank line above it.
fn are_parted(lines: &[Line]) -> bool {
    lines.iter().filter(|l| l.facts.blanks == 0).count() * 10 <= lines.len()
}

/// Whether boxes that touch are less likely neighbours than running text has them, over some boxes.
fn is_doubtful(rims: &[Rim]) -> bool {
    let mut doubt = 0;
    rims.windows(2).filter(|pair| pair[0].meets(&pair[1])).any(|pair| {
        doubt = (doubt + DOUBTFUL - pair[0].touch(&pair[1])).max(0);
        doubt >= SUSPECT
    })
}

/// Whether boxes follow those better that stand some boxes above, always as many: a list of names is doubtful as well,
/// but no other line of it would do better.
fn is_better_apart(rims: &[Rim]) -> bool {
    let mut gains = [0; BESIDE - 1];
    rims.windows(2).enumerate().filter(|(_, pair)| pair[0].meets(&pair[1])).any(|(at, pair)| {
        let needed = pair[0].touch(&pair[1]) + BETTER;
        gains.iter_mut().zip(&rims[at + 2..]).filter(|(_, below)| pair[0].meets(below)).any(|(gain, below)| {
            // Where even the best seam would gain nothing, nobody needs to look at it.
            let there = if *gain + MOST <= needed { -MOST } else { pair[0].touch(below) };
            *gain = (*gain + there - needed).max(0);
            *gain >= APART
        })
    })
}

/// Whether a letter of Japanese is among its characters: these begin with one byte, which few others do.
fn has_kana(text: &str) -> bool {
    memchr::memchr_iter(0xE3, text.as_bytes()).any(|at| text[at..].starts_with(|c| matches!(c, 'ぁ'..='ヿ')))
}

/// Lines that stand together, and the columns to which they were dealt.
struct Region {
    tracks: Vec<Vec<usize>>,
    interleaved: bool,
    /// Whether it proves that the page is interleaved.
    sure: bool,
    columns: usize,
}

/// The regions of the page, from one reset to the next.
fn regions(lines: &[Line], ends: &[Ends], words: &Words, dealt: &[Dealt]) -> Vec<Region> {
    let mut regions = Vec::new();
    let mut start = 0;
    for at in 1..=lines.len() {
        if at < lines.len() && !dealt[at].reset {
            continue;
        }
        let tracks = columns(start..at, dealt);
        let [sure, interleaved] = [FIRST, MORE].map(|p| is_interleaved(lines, ends, words, &tracks, p));
        // Lines that were cut from one line of the source stand side by side, as others of the page may.
        let sure = sure || interleaved && lines[start..at].iter().filter(|l| l.facts.beside).count() >= SIDE_BY_SIDE;
        let columns = tracks.iter().filter(|t| t.len() > 2).count();
        let tracks = if interleaved { tracks } else { vec![(start..at).collect()] };
        regions.push(Region { tracks, interleaved, sure, columns });
        start = at;
    }
    regions
}

/// The columns of the lines in `range`, by their first lines.
fn columns(range: Range<usize>, dealt: &[Dealt]) -> Vec<Vec<usize>> {
    let mut tracks: Vec<Vec<usize>> = Vec::new();
    let mut of = vec![0; range.len()];
    for line in range.clone() {
        let after = dealt[line].after.map(|after| of[after - range.start]);
        // Behind a single line, a paragraph begins a column: the line was its title.
        let track = after.filter(|&t| !(dealt[line].paragraph && tracks[t].len() == 1));
        of[line - range.start] = track.unwrap_or(tracks.len());
        match track {
            Some(track) => tracks[track].push(line),
            None => tracks.push(vec![line]),
        }
    }
    tracks
}

/// Whether a paragraph of one column goes on at the top of the next.
fn goes_on(upper: &[usize], lower: &[usize], ends: &[Ends], words: &Words) -> bool {
    let (Some(&above), Some(&below)) = (upper.last(), lower.first()) else { return false };
    let measure = |track: &[usize]| track.iter().map(|&line| ends[line].width).max().unwrap_or(0);
    let (above, below, next) = (&ends[above], &ends[below], measure(lower));
    upper.len() > 2
        && lower.len() > 2
        && (measure(upper) - next).abs() <= 75
        && above.ending != Ending::Stop
        && !below.head
        && !below.barred
        && below.width + 100 >= next
        && above.touch(below, words) >= 0
}

/// Whether the columns read clearly better than the rows.
fn is_interleaved(lines: &[Line], ends: &[Ends], words: &Words, tracks: &[Vec<usize>], proof: Proof) -> bool {
    let boxed = is_boxed(lines);
    let all = tracks.iter().flatten().filter(|&&line| !boxed || lines[line].facts.blanks > 0).count();
    let (mut seams, mut gain, mut width) = (0, 0, 0);
    for pair in tracks.iter().flat_map(|t| t.windows(2)) {
        let &[above, below] = pair else { continue };
        if below > above + 1 {
            seams += 1;
            gain += ends[above].touch(&ends[below], words) - ends[below - 1].touch(&ends[below], words);
            width += lines[below].facts.width;
        }
    }
    let count = Score::try_from(seams).unwrap_or(0);
    let many = seams >= proof.seams && (seams * 3 >= all || !proof.third);
    many && gain >= proof.better * count && width >= NARROW * count
}

fn note(region: &Region, lines: &[Line]) -> Note {
    let own = || region.tracks.iter().flatten().map(|&line| &lines[line]);
    Note {
        code: RULE.code,
        message: format!(
            "{} lines of {} columns stood one in turn; they were dealt back",
            own().count(),
            region.columns
        ),
        suggestion: None,
        span: Span::around(own().map(|line| &line.text)),
        evidence: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    const COLUMNS: [&[&str]; 3] = [
        &[
            "本报讯（记者 柳一舟）沿白苇河下",
            "行的旅客发现，停航六年的梅渡口又响起",
            "了汽笛。昨天上午九时，首班渡船载着四",
            "十二名乘客离开北岸码头，七分钟后靠上",
            "南岸的石阶。",
            "梅渡口始建于清末，曾是两岸菜农赶",
            "早市的必经之路。六年前上游大桥通车，",
            "渡口的客流一天天减少，最后一名船工也",
            "上岸改行修理自行车。去年秋天，镇里的",
        ],
        &[
            "老人联名写信，希望保留这条水路。",
            "“桥上走得快，可是从家里走到桥头",
            "要四十分钟。”七十一岁的乘客施阿婆",
            "说，她每周要到南岸看望妹妹，坐渡船比",
            "坐公共汽车方便得多。",
            "渡运站负责人介绍，新渡船由造船厂",
            "退休师傅设计，船身长十二米，装有两台",
            "电动机，一次充电可以往返三十趟。船票",
            "仍然是一元，学生和老人免费。",
        ],
        &[
            "为了保证安全，渡口重新铺设了防滑",
            "石板，添置了救生衣和照明灯。遇到大雾",
            "和六级以上大风，渡船一律停航，公告牌",
            "会提前一小时通知。",
            "据统计，开航首日共运送乘客三百一",
            "十六人次。不少摄影爱好者一早守候在岸",
            "边，等着拍下渡船穿过晨雾的样子。镇里",
            "计划明年春天把废弃的候船室改建成小型",
            "展览馆，展出老船票、船灯和航行日志。",
        ],
    ];

    fn lines(lines: &[&str]) -> Vec<Line> {
        lines.iter().map(|l| Line::new(Text::of(l, 0), 0, None)).collect()
    }

    #[test]
    fn rows_are_dealt_to_their_columns() {
        let rows: Vec<&str> =
            (0..COLUMNS[0].len()).flat_map(|row| COLUMNS.iter().filter_map(move |c| c.get(row).copied())).collect();
        let rows = lines(&rows);
        let words = Words::of(rows.iter().map(|l| &*l.text));
        let ends: Vec<Ends> = rows.iter().map(Ends::of).collect();
        let tracks = columns(0..rows.len(), &tracks::deal(&rows, &ends, &words, false, Guide::new(&WEIGHTS)));
        for (column, track) in tracks.iter().enumerate() {
            assert_eq!(track, &(0..9).map(|row| row * 3 + column).collect::<Vec<_>>());
        }
        assert!(is_interleaved(&rows, &ends, &words, &tracks, MORE));
    }

    #[test]
    fn what_reads_well_is_left_alone() {
        let page = lines(&COLUMNS.concat());
        assert_eq!(deal(page.clone(), &Choice::default(), &WEIGHTS, &mut Vec::new()), (page, false));
    }

    #[test]
    fn where_every_line_is_parted_no_blank_line_parts_a_column_that_stands_in_order() {
        let guide = ["导 读", "滩头灯塔换上新灯", "柳坡小学草皮铺好"];
        let story = [
            "本报讯（记者 傅望）南湾渔港昨日开航，三十二",
            "条渔船排成两列驶出港口，岸上的人挥着红巾。港务",
            "处说，今年休渔期比往年长了半个月，船家趁这段时",
            "间把机器全部检修了一遍。第一网预计后天清晨回港",
            "交易，鱼价要看当天的行情再定。",
        ];
        let rows = include_str!("../../samples/zh-Hans/row-by-row.txt").lines().filter(|line| !line.is_empty());
        let page: Vec<&str> = guide.into_iter().chain(story).chain(rows).collect();
        let mut page = lines(&page);
        for line in &mut page {
            line.facts.blanks = 1;
        }
        cue::ask(&mut page, &Choice::default());
        let (dealt, was) = deal(page, &Choice::default(), &WEIGHTS, &mut Vec::new());
        assert!(was);
        let blanks = |range: Range<usize>| dealt[range].iter().map(|line| line.facts.blanks).collect::<Vec<_>>();
        assert_eq!(blanks(0..3), [1, 1, 1], "the titles of the guide stay apart");
        assert_eq!(blanks(3..8), [1, 0, 0, 0, 0], "the story begins a column");
    }
}
