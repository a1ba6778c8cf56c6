//! Columns that an extractor spliced line by line.
//!
//! Where columns stand close, an extractor takes what stands at one height for one line: pieces of several columns with
//! a mere space between, and now and then a piece by itself, where a column stands a little higher or lower. The lines
//! are cut into their pieces again, and the pieces dealt back to the columns (`tracks`).

mod frames;
mod short;
mod tracks;

use std::iter;
use std::ops::Range;

use crate::column::continuity::{Edge, Words};
use crate::column::deal;
use crate::line::Facts;
use crate::line::cue::{self, Opens};
use crate::line::facts::{Ending, Width, is_ideograph};
use crate::page::Note;
use crate::read::Row;
use crate::rule::{Certainty, Rule};
use crate::text::Span;

/// Columns spliced line by line.
pub const RULE: Rule = Rule {
    code: "N16",
    name: "columns-spliced",
    summary: "Cuts lines that hold pieces of several columns with a mere space between, and deals them back.",
    why: "Where columns stand close, an extractor takes what stands at one height for one line. What can follow what, \
          and that each column takes its next piece about once a line of type, tells which piece is whose.",
    certainty: Certainty::Likely,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// A column is at least so wide, in hundredths of an em.
const NARROWEST: Width = 600;
/// So many lines of a frame must hold pieces of several columns: one in four, and three at least.
const SHARE: (usize, usize) = (1, 4);
const FEWEST: usize = 3;
/// Narrower than its measure by so much, a piece is no full line.
const SHORT: Width = 300;
/// Two widths are the same up to this.
const SAME: Width = 70;
/// A frame of so many lines is no frame of columns, but the page or a good part of it, without a blank line anywhere;
/// where it is two thirds of the page, so many tell.
const PAGE_HIGH: usize = 60;
const WHOLE: usize = 40;

/// So long are the names in a bracket.
const LONGEST_NAMES: usize = 24;

/// A line that holds more pieces has a row of a table, or something else that no columns make. On a page of spliced lines,
/// one in eight may.
const MOST_PIECES: usize = 7;
const TABLES: usize = 8;

/// A piece of a line: what one column has of it.
#[derive(Clone, Debug)]
struct Piece {
    row: usize,
    range: Range<usize>,
    facts: Facts,
    /// How wide the piece must be at least to begin the next line, in hundredths of an em.
    lead: Width,
    /// Whether it opens a story.
    opens: bool,
    /// The characters with which it begins and ends.
    begin: Edge,
    end: Edge,
}

/// The lines of a frame of which some hold several pieces.
struct Spliced {
    lines: Vec<Vec<Piece>>,
    /// Whether their widths alone show that they are spliced; else the columns must read better.
    clear: bool,
    /// How many lines have more pieces than a page has columns.
    tables: usize,
}

/// Cuts spliced lines and puts the pieces of each column one below the other.
#[must_use]
pub fn undo(rows: Vec<Row>, notes: &mut Vec<Note>) -> Vec<Row> {
    let parted = frames::are_parted(&rows);
    let frames = frames::frames(&rows, parted);
    if frames.is_empty() {
        return if parted { short::undo(rows, false, notes) } else { rows };
    }
    let mut words = None;
    let mut out = Vec::with_capacity(rows.len() * 2);
    let mut at = 0;
    for frame in frames {
        let page = is_page(frame.len(), &rows);
        let Some(Spliced { lines, clear, tables }) = pieces(&rows, frame.clone()) else { continue };
        if tables > 0 && !(page && clear && tables * TABLES <= lines.len()) {
            continue;
        }
        let words = words.get_or_insert_with(|| Words::of(rows.iter().map(|r| &*r.text)));
        let (apart, lines) = of_no_column(&rows, lines);
        let dealt = if page && clear { None } else { Some(tracks::deal(&lines, words)) };
        if !clear && dealt.as_ref().is_none_or(|dealt| !dealt.is_better()) {
            continue;
        }
        out.extend_from_slice(&rows[at..frame.start]);
        at = frame.end;
        let Some(mut dealt) = dealt.filter(|_| !page).map(|dealt| dealt.columns) else {
            notes.push(note(&rows[frame], "they were cut at the gutters"));
            let mut lines = [lines, apart].concat();
            lines.sort_by_key(|line| line[0].row);
            out.extend(lines.into_iter().flat_map(|line| cut(&rows[line[0].row], line)));
            continue;
        };
        dealt.extend(apart);
        notes.push(note(&rows[frame], &format!("they were cut and dealt back to {}", dealt.len())));
        for column in dealt {
            out.extend(column_rows(&rows, column));
        }
        if let Some(below) = rows.get(at)
            && below.blanks == 0
        {
            out.push(Row { blanks: 1, ..below.clone() });
            at += 1;
        }
    }
    out.extend_from_slice(&rows[at..]);
    if at > 0 || parted { short::undo(out, at > 0, notes) } else { out }
}

/// The lines that are of no column, what stands below a picture and who edited the page, and all others.
fn of_no_column(rows: &[Row], lines: Vec<Vec<Piece>>) -> (Vec<Vec<Piece>>, Vec<Vec<Piece>>) {
    lines.into_iter().partition(|line| match &line[..] {
        [one] => {
            let text = &rows[one.row].text[one.range.clone()];
            cue::has_credit(text) || cue::is_furniture(text)
        }
        _ => false,
    })
}

/// The pieces of a column as rows of their own, parted from what stands above.
fn column_rows(rows: &[Row], column: Vec<Piece>) -> impl Iterator<Item = Row> {
    column.into_iter().enumerate().map(|(index, piece)| {
        let row = &rows[piece.row];
        let blanks = if index == 0 { row.blanks.max(1) } else { 0 };
        Row { text: row.text.slice(piece.range), blanks, place: row.place, beside: false }
    })
}

/// Whether a frame of so many lines, on a page with these `rows`, is the page: then columns begin and end inside, which are
/// told by the dealer of interleaved columns.
fn is_page(lines: usize, rows: &[Row]) -> bool {
    (lines > PAGE_HIGH || lines > WHOLE && lines * 3 > rows.len() * 2)
        && !deal::is_japanese(rows.iter().map(|row| &*row.text))
}

/// The pieces of a row, each on a line of its own.
fn cut(row: &Row, pieces: Vec<Piece>) -> impl Iterator<Item = Row> {
    pieces.into_iter().enumerate().map(|(nth, piece)| Row {
        text: row.text.slice(piece.range),
        blanks: if nth == 0 { row.blanks } else { 0 },
        place: row.place,
        beside: nth > 0,
    })
}

fn note(frame: &[Row], what: &str) -> Note {
    Note {
        code: RULE.code,
        message: format!("{} lines held pieces of several columns; {what}", frame.len()),
        suggestion: None,
        span: frame.first().and_then(|row| row.text.span()).unwrap_or_else(|| Span::new(0, 0)),
        evidence: None,
    }
}

/// The pieces of each line of a frame, or nothing if the frame is one column.
fn pieces(rows: &[Row], frame: Range<usize>) -> Option<Spliced> {
    let atoms: Vec<Vec<Range<usize>>> = rows[frame.clone()].iter().map(|row| atoms(&row.text)).collect();
    let width = |row: usize, range: &Range<usize>| Facts::of(&rows[row].text[range.clone()], 0).width;
    let widths: Vec<Vec<Width>> = atoms
        .iter()
        .enumerate()
        .map(|(i, atoms)| atoms.iter().map(|range| width(frame.start + i, range)).collect())
        .collect();
    let measures = measures(widths.iter().flatten().copied());
    let (&narrow, &wide) = (measures.iter().min()?, measures.iter().max()?);
    let usual = usual(&measures, &widths.concat())?;
    // A spaced line with a piece that is wider than any column shows that the spaces are strays.
    let spaced = widths.iter().filter(|line| line.len() > 1);
    // Unless a line by itself is as wide: then a column of another measure begins or ends beside.
    let alone = |w: Width| widths.iter().any(|line| matches!(line[..], [one] if (one - w).abs() <= SAME));
    let wider = spaced.clone().filter(|line| line.iter().any(|&w| w > wide + 2 * SAME && !alone(w))).count();
    if wider * 3 > spaced.count() {
        return None;
    }
    let mut lines = Vec::with_capacity(frame.len());
    let (mut spliced, mut tables) = (0, 0);
    for (i, atoms) in atoms.into_iter().enumerate() {
        let row = frame.start + i;
        let line = line_pieces(&rows[row].text, row, atoms, (&measures, usual));
        tables += usize::from(line.len() > MOST_PIECES);
        let full = line.iter().filter(|p| p.facts.width + 2 * SAME >= narrow - 200).count();
        spliced += usize::from(full >= 2);
        lines.push(line);
    }
    let many = spliced >= FEWEST && spliced * SHARE.1 >= lines.len() * SHARE.0;
    let clear = many || spliced > 0 && stand_out(&lines, &measures);
    // What is no wider than a column has strays.
    let sum = |line: &[Piece]| line.iter().map(|p| p.facts.width).sum::<Width>();
    let wider = |line: &&Vec<Piece>| line.len() > 1 && sum(line) > wide + NARROWEST / 2;
    let strays = lines.iter().filter(|line| line.len() > 1 && sum(line) <= wide + SAME).count();
    (clear || spliced > 0 && lines.iter().filter(wider).count() > strays).then_some(Spliced { lines, clear, tables })
}

/// The measure of most.
fn usual(measures: &[Width], widths: &[Width]) -> Option<Width> {
    let as_wide = |m: &Width| widths.iter().filter(|w| (*w - m).abs() <= SAME).count();
    measures.iter().copied().max_by_key(as_wide)
}

/// The pieces of a line, whose columns are set to these measures.
fn line_pieces(text: &str, row: usize, atoms: Vec<Range<usize>>, (measures, usual): (&[Width], Width)) -> Vec<Piece> {
    let mut line: Vec<Piece> = Vec::new();
    for range in atoms {
        let facts = Facts::of(&text[range.clone()], 0);
        if let Some(last) = line.last_mut()
            && belongs(&text[last.range.clone()], (&last.facts, &facts), measures, usual)
        {
            last.range.end = range.end;
            last.facts = Facts::of(&text[last.range.clone()], 0);
            continue;
        }
        line.push(Piece {
            row,
            lead: Facts::lead(&text[range.clone()]),
            range,
            facts,
            opens: false,
            begin: Edge::default(),
            end: Edge::default(),
        });
    }
    for piece in &mut line {
        let text = &text[piece.range.clone()];
        piece.opens = Opens::of(text).story;
        (piece.begin, piece.end) = (Edge::begin(text), Edge::end(text));
    }
    line
}

/// Whether what stands behind a space is of one column with the piece `before`: the two measure so, and fit into one.
fn belongs(before: &str, (last, facts): (&Facts, &Facts), measures: &[Width], usual: Width) -> bool {
    let (narrow, wide) = (measures.iter().min().unwrap_or(&0), measures.iter().max().unwrap_or(&0));
    if last.width + facts.width > wide + SAME || last.ending == Ending::Stop {
        return false;
    }
    // A bracket that is open and the head of a story go on behind their space.
    let held = last.open || Opens::of(before).story;
    if held && last.width + SHORT < usual {
        return true;
    }
    // What fills a column by itself, and the end of a paragraph, stand in columns of their own.
    let fills = |w: Width| measures.iter().any(|m| (w - m).abs() <= 2 * SAME || (w + 200 - m).abs() <= SAME);
    let apart = fills(last.width) || fills(facts.width) || facts.ending == Ending::Stop;
    let words = last.last.is_ascii_alphanumeric() && facts.first.is_ascii_alphanumeric();
    // What is too short for a column belongs to the piece beside it.
    last.width.min(facts.width) + SHORT < *narrow && (held || words || !apart)
}

/// The pieces of a line between its spaces; characters that stand alone are letters of a spread line. Who edited the page
/// and who wrote a story stand in one piece.
fn atoms(line: &str) -> Vec<Range<usize>> {
    if cue::is_furniture(line) {
        return iter::once(0..line.len()).collect();
    }
    let mut atoms: Vec<Range<usize>> = Vec::new();
    let mut spread = false;
    let mut at = 0;
    for piece in line.split(' ') {
        let range = at..at + piece.len();
        at = range.end + 1;
        if piece.is_empty() {
            continue;
        }
        if let Some(last) = atoms.last_mut()
            && lists_names(&line[last.clone()], &line[range.start..])
        {
            last.end = range.end;
            continue;
        }
        // So are the numbers and Latin words in it.
        let ideographs = piece.chars().filter(|c| is_ideograph(*c)).count();
        let alone = ideographs < 2 && piece.chars().nth(2).is_none() || spread && ideographs == 0;
        match atoms.last_mut() {
            Some(last) if alone && spread => last.end = range.end,
            _ => atoms.push(range),
        }
        spread = alone;
    }
    atoms
}

/// Whether a bracket that names reporters or who took a picture is open, and closed by what follows on the line.
fn lists_names(above: &str, rest: &str) -> bool {
    let open = above.rfind(['（', '(']).map(|at| &above[at..]).filter(|open| !open.contains(['）', ')']));
    let near =
        |rest: &str| rest.char_indices().take(LONGEST_NAMES + 1).find(|c| matches!(c.1, '）' | ')')).map(|c| c.0);
    open.zip(near(rest)).is_some_and(|(open, end)| {
        let names = &rest[..end];
        !names.contains(['（', '('])
            && (open.contains("记者") || open.contains("記者") || names.ends_with(['摄', '攝']))
    })
}

/// Whether the lines of several pieces are wider than any column, and the others are not: then it needs only one of them.
fn stand_out(lines: &[Vec<Piece>], measures: &[Width]) -> bool {
    let widest = measures.iter().max().copied().unwrap_or(0);
    let width = |line: &[Piece]| line.iter().map(|p| p.facts.width).sum::<Width>();
    let fills = |p: &&Piece| measures.iter().any(|m| (p.facts.width - m).abs() <= 2 * SAME);
    lines.iter().all(|line| match &line[..] {
        [one] => one.facts.width <= widest + 2 * SAME,
        several => several.iter().filter(fills).count() > 1 || width(several) > widest + NARROWEST / 2,
    })
}

/// The widths that several pieces share, so the measures of the columns.
fn measures(widths: impl Iterator<Item = Width>) -> Vec<Width> {
    let mut widths: Vec<Width> = widths.filter(|w| *w >= NARROWEST).collect();
    widths.sort_unstable();
    let mut measures: Vec<Width> = Vec::new();
    // They stand in order.
    let near = |w: Width| widths.partition_point(|&v| v <= w + SAME) - widths.partition_point(|&v| v < w - SAME);
    let least = (widths.len() / 8).clamp(3, 6);
    for &w in widths.iter().rev() {
        if near(w) >= least && measures.iter().all(|m| (m - w).abs() > 2 * SAME) {
            measures.push(w);
        }
    }
    measures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    fn dealt(page: &str) -> Vec<String> {
        undo(read::rows(page), &mut Vec::new()).iter().map(|row| row.text.to_string()).collect()
    }

    #[test]
    fn pieces_go_back_to_their_columns() {
        assert_eq!(dealt(&beside().join("\n")), [LEFT, RIGHT].concat());
    }

    #[test]
    fn the_end_of_a_paragraph_is_no_part_of_the_column_beside() {
        let left = [
            "本报讯（记者 傅望）南湾",
            "渔港昨日开航，三十二条渔",
            "船排成两列驶出港口，岸上",
            "的人挥着红巾。港务处说，",
        ];
        let left = [&left[..], &["休渔期比往年长了半个月，", "船家趁这段时间检修机器。"]].concat();
        let right = ["第一网预计后天清晨回港交易，鱼价要看当天", "的行情再定，不设底价。渔政艇在外海值守到", "月底。"];
        let right = [
            &right[..],
            &["提醒各船按时报告位置，不要驶进航道。", "潮水落下以后，滩上的人才慢慢散去，留下一", "串脚印。"],
        ]
        .concat();
        let page: Vec<String> = left.iter().zip(&right).map(|(a, b)| format!("{a} {b}")).collect();
        assert_eq!(dealt(&page.join("\n")), [left, right].concat());
    }

    #[test]
    fn one_line_of_two_columns_shows_those_that_stand_by_themselves() {
        let story = "雨季过后，山路上的石阶长满了青苔，\n挑担的人走得很慢。\n";
        let page = [
            "钟楼上的大钟停了二十年，",
            "《灯影》这出入冬才排好的新皮影戏，给老城",
            "谁也说不清它当初为什么停",
            "的戏台子添了一分生气。幕布还没挂起来就在",
            "下。镇上的老钟匠爬上楼去 茶馆里惹出好一番争论，班主的名字也开始为",
            "看了三回，说齿轮没有坏，",
            "街坊所知。他说，刻影人的三年里住在染坊楼",
            "是摆锤的挂钩让海风吹锈了",
            "上，天亮动刀，等牛皮阴干才能着手上色。有",
            "，换一个就能走。昨天正午",
            "一张脸刻了十九天，才刻出要的那份笑。",
            "，大钟又响了起来。",
        ];
        let dealt = dealt(&format!("{story}\n{}\n\n{story}\n{story}\n{story}", page.join("\n")));
        let at = |head: &str| dealt.iter().position(|l| l.starts_with(head)).unwrap();
        assert_eq!(at("谁也说不清"), at("钟楼上的大钟") + 1);
        assert_eq!(at("茶馆里惹出好一番争论，班主的名字也开始"), at("的戏台子添了一分生气。幕布还没挂起来就") + 1);
    }

    const LEFT: [&str; 6] = [
        "本报讯（记者 傅望）南湾",
        "渔港昨日开航，三十二条渔",
        "船排成两列驶出港口，岸上",
        "的人挥着红巾。港务处说，",
        "休渔期比往年长了半个月，",
        "船家趁这段时间检修机器。",
    ];
    const RIGHT: [&str; 6] = [
        "第一网预计后天清晨回港交",
        "易，鱼价要看当天的行情再",
        "定，不设底价。渔政艇在外",
        "海值守到月底，提醒各船按",
        "时报告位置，不要驶进航道",
        "去。",
    ];

    /// The two columns side by side.
    fn beside() -> Vec<String> {
        LEFT.iter().zip(RIGHT).map(|(a, b)| format!("{a} {b}")).collect()
    }

    #[test]
    fn a_blank_line_over_several_columns_parts_none_of_them() {
        let more = "潮水落下以后，滩上的人才 船上的灯一直亮到天明，岸\n慢慢散去。 上的人才回家。";
        let lines = beside();
        let dealt = dealt(&format!("{}\n\n{}\n{more}", lines[..2].join("\n"), lines[2..].join("\n")));
        assert_eq!(dealt[..6], LEFT);
        assert_eq!(dealt[8..14], RIGHT);
    }

    #[test]
    fn titles_side_by_side_are_cut_where_columns_were_spliced() {
        let titles = "南湾渔港昨日开航三十 柳坡小学新操场铺好草\n二条渔船排成两列出港 皮学生第一次在上跑步";
        let dealt = dealt(&format!("{titles}\n\n{}", beside().join("\n")));
        let titles = ["南湾渔港昨日开航三十", "二条渔船排成两列出港", "柳坡小学新操场铺好草", "皮学生第一次在上跑步"];
        assert_eq!(dealt[..4], titles);
    }

    #[test]
    fn who_wrote_and_who_edited_stand_in_one_piece() {
        let pieces = |line: &str| atoms(line).into_iter().map(|range| line[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            pieces("本报讯（记者 傅望 尹小）南湾 易，鱼价要看"),
            ["本报讯（记者 傅望 尹小）南湾", "易，鱼价要看"]
        );
        assert_eq!(pieces("图为渔港。（傅望 摄）"), ["图为渔港。（傅望 摄）"]);
        assert_eq!(pieces("责任编辑：傅望 版式：尹小"), ["责任编辑：傅望 版式：尹小"]);
    }

    #[test]
    fn lines_of_one_column_stay() {
        let page = "本报讯 （记者 傅望）南湾渔港昨日\n开航，三十二条渔船排成两列驶出\n港口，岸上的人挥着红巾。港务处\n说，休渔期比往年长 了半个月，船\n家趁这段时间检修机器。第一网预\n计后天清晨回港交易。\n";
        assert_eq!(dealt(page), page.lines().collect::<Vec<_>>());
    }
}
