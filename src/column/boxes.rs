//! Reading order from boxes: lines are cut at gutters, put together to blocks, and the blocks are read by an XY-cut.
//!
//! A row is cut where white parts its words, more or as much as the rows near by show (`pieces`). Characters that stand
//! below each other are an upright headline (`upright`), short cells in rows a table (`tables`). What is left is put
//! together to columns (`blocks`), and columns that begin at one height to a text (`frames`), which is read from
//! left to right whatever stands below it. Frames are read by the XY-cut of [`super::order`].

mod blocks;
mod frames;
mod gutters;
mod pieces;
mod room;
mod tables;
mod upright;
mod waver;

use super::order::{Area, Seam, order};
use crate::line::Facts;
use crate::page::forme::{Forme, Place, Set};
use crate::read::Row;
use crate::text::{Span, Text};
use blocks::{Block, LARGE, stacked};
use frames::Frame;
use pieces::{Piece, body, cut};

/// Puts the rows of a page into reading order by their boxes; `false` where a row has none, and they stay as they are.
#[must_use]
pub fn in_order(rows: Vec<Row>, forme: Option<&Forme>) -> (Vec<Row>, bool) {
    let Some(forme) = forme.filter(|forme| !forme.words.is_empty() && rows.len() > 1) else { return (rows, false) };
    if rows.iter().any(|row| row.place.is_none()) || !is_square(&rows) {
        return (rows, false);
    }
    // Boxes of an engine waver with the ink; those of an extractor are exact.
    let exact = rows.iter().all(|row| row.place.is_some_and(|place| place.confidence.is_none()));
    let (mut pieces, edges, gutters): (Vec<Piece>, _, _) = cut(&rows, forme, exact);
    let body = body(pieces.iter().map(|p| (p.em, p.chars.unsigned_abs())));
    if !exact {
        pieces = waver::level(pieces, body, &edges, &gutters);
    }
    pieces.sort_by_key(|p| (p.rect.y0 + p.rect.y1, p.rect.x0));
    let tables = tables::find(&pieces, body);
    for (n, table) in (0..).zip(&tables) {
        for &(line, cell) in &table.lines {
            pieces[line].cell = Some((n, cell));
        }
    }
    let mut blocks = stacked(&pieces, body, exact);
    blocks.extend(tables.into_iter().map(|table| Block {
        rect: table.rect,
        em: body,
        lines: table.lines.iter().map(|line| line.0).collect(),
        upright: false,
        table: true,
    }));
    let frames = frames::frames(&blocks, body);
    let mut out = Vec::with_capacity(pieces.len());
    let rooms = room::rooms(&pieces);
    for f in frames::with_heads(in_turn(&frames), &frames, body) {
        let blocks = || frames[f].blocks.iter().map(|&b| &blocks[b]);
        let lines = blocks().flat_map(|block| {
            let left = if exact { block.rect.x0 } else { waver::left(block, &pieces) };
            block.lines.iter().map(move |&line| (block, line, left))
        });
        let indents: Vec<_> = lines.map(|(block, line, left)| indented(&pieces[line], block, left, body)).collect();
        // Where no line stands in, paragraphs have no indents.
        let has_indents = indents.contains(&Some(true));
        let mut indents = indents.into_iter();
        for block in blocks() {
            for (k, &line) in block.lines.iter().enumerate() {
                let indented = indents.next().flatten().filter(|_| has_indents);
                let set = Set { frame: u32::try_from(f).unwrap_or(u32::MAX), indented, room: rooms[line] };
                out.push(row(&pieces[line], block, k == 0, body, set));
            }
        }
    }
    (out, true)
}

/// The order in which frames are read: a headline belongs to what is below it, and where one comes a story ended.
fn in_turn(frames: &[Frame]) -> Vec<usize> {
    let areas: Vec<Area> = frames.iter().map(|frame| Area::from(frame.rect)).collect();
    order(&areas, |above, below| {
        let begins = frames[below].display || frames[below].headed;
        if begins && !frames[above].display { Seam::End } else { Seam::Closed }
    })
}

/// Whether most characters are set on a square, so that their boxes tell the size of the type.
fn is_square(rows: &[Row]) -> bool {
    let facts = rows.iter().map(|row| Facts::of(&row.text, 0));
    let (square, other) = facts
        .fold((0_u64, 0_u64), |(square, other), f| (square + u64::from(f.ideographs), other + u64::from(f.latin)));
    square > other
}

/// Whether a line of running text stands in by two ems.
fn indented(piece: &Piece, block: &Block, left: i32, body: i32) -> Option<bool> {
    let em = piece.em.max(1);
    let indent = (piece.rect.x0 - left) * 100 / em;
    let running = !block.table && !block.upright && block.em * 100 < body * LARGE && block.lines.len() > 1;
    match indent {
        _ if !running => None,
        150..=300 => Some(true),
        // A line that is alone in its block's full width tells nothing.
        ..=60 => Some(false),
        _ => None,
    }
}

/// A line as a row, with its indent and the size of its type.
fn row(piece: &Piece, block: &Block, first: bool, body: i32, set: Set) -> Row {
    let relative = block.em * 100 / body.max(1);
    let mut text = Text::default();
    if set.indented == Some(true) {
        let at = piece.row.text.span().map_or(0, |span| span.start);
        text.push_for("    ", Span::new(at, at));
    }
    text.append(&piece.row.text);
    let place = piece.row.place;
    let place = place.map(|place| Place { rect: piece.rect, relative, cell: piece.cell, set: Some(set), ..place });
    // A column goes on in the next: only other type begins something new for sure.
    let first = first || piece.upright.is_some_and(|upright| upright.at == 0);
    Row { text, blanks: u32::from(first && relative >= 125), place, beside: false }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::read;

    /// A page of lines, each with its left and upper edge and the size of its type; two spaces part words by two ems.
    fn page(lines: &[(i32, i32, i32, &str)]) -> Vec<Row> {
        let mut xml = "<doc><page width='600' height='800'>".to_owned();
        for &(x, y, size, text) in lines {
            xml.push_str("<block><line>");
            let mut at = x;
            for word in text.split("  ") {
                let end = at + size * i32::try_from(word.chars().count()).unwrap();
                let _ = write!(xml, "<word xMin='{at}' yMin='{y}' xMax='{end}' yMax='{}'>{word}</word>", y + size);
                at = end + 2 * size;
            }
            xml.push_str("</line></block>");
        }
        xml.push_str("</page></doc>");
        let how = read::How { name: "page", encoding: None, format: read::Format::Auto };
        let sheet = read::sheets(xml.as_bytes(), how).unwrap().remove(0);
        let (rows, ordered) = in_order(sheet.rows, sheet.source.forme.as_ref());
        assert!(ordered);
        rows
    }

    fn texts(lines: &[(i32, i32, i32, &str)]) -> Vec<String> {
        page(lines).iter().map(|row| row.text.trim().to_owned()).collect()
    }

    #[test]
    fn columns_are_read_down_then_over_behind_their_headline() {
        // The last row is one line of the file, though it reaches over both columns.
        let found = texts(&[
            (0, 0, 30, "灯塔开放"),
            (0, 50, 10, "海边的灯塔昨天起"),
            (100, 50, 10, "参观要上九十九级"),
            (0, 65, 10, "对市民开放每天上"),
            (100, 65, 10, "台阶看守人说夜里"),
            (0, 80, 10, "午八点开门下午四  风大请扶好栏杆不"),
        ]);
        let order = [
            "灯塔开放",
            "海边的灯塔昨天起",
            "对市民开放每天上",
            "午八点开门下午四",
            "参观要上九十九级",
            "台阶看守人说夜里",
            "风大请扶好栏杆不",
        ];
        assert_eq!(found, order);
    }

    #[test]
    fn an_upright_headline_is_read_before_the_text_beside_it() {
        let found = texts(&[
            (40, 0, 10, "海边的灯塔昨天起"),
            (0, 10, 20, "灯"),
            (40, 15, 10, "对市民开放每天上"),
            (0, 32, 20, "塔"),
            (40, 30, 10, "午八点开门下午四"),
            (40, 45, 10, "点关门登塔要买票"),
            (0, 54, 20, "开"),
            (40, 60, 10, "学生只要半价老人"),
            (0, 76, 20, "放"),
            (40, 75, 10, "不要票看守人在门"),
            (40, 90, 10, "口等着给大家讲塔"),
        ]);
        assert_eq!(found[..5], ["灯", "塔", "开", "放", "海边的灯塔昨天起"]);
    }

    #[test]
    fn short_cells_in_rows_make_a_table() {
        let rows = page(&[
            (0, 0, 10, "海边的灯塔昨天起对市民开放每天上午八点开门下"),
            (0, 15, 10, "午四点关门登塔要买票学生只要半价老人不要票看"),
            (0, 50, 10, "码头"),
            (100, 50, 10, "船名"),
            (0, 72, 10, "东码头"),
            (100, 72, 10, "海鸥"),
            (0, 94, 10, "西码头"),
            (100, 94, 10, "白帆"),
            (100, 106, 10, "二号"),
        ]);
        let cells: Vec<(&str, Option<(u32, u32)>)> = rows
            .iter()
            .map(|row| (&*row.text, row.place.unwrap().cell.map(|(_, cell)| (cell.row, cell.column))))
            .collect();
        assert_eq!(cells[1].1, None);
        assert_eq!(cells[6..], [("西码头", Some((2, 0))), ("白帆", Some((2, 1))), ("二号", Some((2, 1)))]);
    }

    #[test]
    fn boxes_that_waver_are_read_like_exact_ones() {
        // As an engine gives them: a box a character, some as high as the line, and rows that run over the gutter.
        let left =
            ["海边的灯塔昨天起", "对市民开放每天上", "午八点开门下午四", "点关门登塔要买票", "学生只要半价老人"];
        let right =
            ["参观要上九十九级", "台阶看守人说夜里", "风大请扶好栏杆不", "要探出身子去看海", "灯每晚六点亮起来"];
        let mut tsv =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
                .to_owned();
        for (n, (left, right)) in left.iter().zip(right).enumerate() {
            let y = 100 + 40 * n;
            let _ = writeln!(tsv, "4\t1\t1\t1\t{}\t0\t100\t{y}\t480\t24\t-1\t", n + 1);
            for (at, c) in left.chars().chain(right.chars()).enumerate() {
                let x = 100 + 26 * at + if at < 8 { 0 } else { 52 };
                let (x, y, width, height) =
                    if (at + n) % 3 == 0 { (x - 2, y - 6, 30, 38) } else { (x + 5, y, 15, 24) };
                let _ = writeln!(tsv, "5\t1\t1\t1\t{}\t{}\t{x}\t{y}\t{width}\t{height}\t90\t{c}", n + 1, at + 1);
            }
        }
        let how = read::How { name: "page", encoding: None, format: read::Format::Auto };
        let sheet = read::sheets(tsv.as_bytes(), how).unwrap().remove(0);
        assert_eq!(sheet.rows.len(), 5);
        let (rows, ordered) = in_order(sheet.rows, sheet.source.forme.as_ref());
        assert!(ordered);
        let found: Vec<String> = rows.iter().map(|row| row.text.replace(' ', "")).collect();
        assert_eq!(found, [left, right].concat());
        assert!(rows.iter().all(|row| row.place.unwrap().relative == 100));
    }

    /// A page as an engine gives it: lines with their left and upper edge and the size of their type, a box a character,
    /// some as high as the line; a space is half an em of white.
    fn read_by_an_engine(lines: &[(i32, i32, i32, &str)]) -> Vec<String> {
        let mut tsv =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
                .to_owned();
        for (n, &(x, y, em, text)) in lines.iter().enumerate() {
            let _ = writeln!(tsv, "4\t1\t1\t1\t{}\t0\t{x}\t{y}\t{em}\t{em}\t-1\t", n + 1);
            let mut x = x;
            for (at, c) in text.chars().enumerate() {
                let width = if c == ' ' || c == '”' { em / 2 } else { em };
                let (rise, narrow) = if (at + n) % 3 == 0 { (em / 4, 0) } else { (0, em / 5) };
                if c != ' ' {
                    let (left, top, width, height) = (x + narrow, y - rise, width - narrow, em * 9 / 10 + rise);
                    let _ =
                        writeln!(tsv, "5\t1\t1\t1\t{}\t{}\t{left}\t{top}\t{width}\t{height}\t90\t{c}", n + 1, at + 1);
                }
                x += width;
            }
        }
        let how = read::How { name: "page", encoding: None, format: read::Format::Auto };
        let sheet = read::sheets(tsv.as_bytes(), how).unwrap().remove(0);
        let (rows, ordered) = in_order(sheet.rows, sheet.source.forme.as_ref());
        assert!(ordered);
        rows.iter().map(|row| row.text.replace(' ', "")).collect()
    }

    const LEFT: [&str; 8] = [
        "海边的灯塔昨天起对市",
        "民开放每天上午八点开",
        "门下午四点关门登塔要",
        "买票学生只要半价老人",
        "不要票看守人在门口等",
        "着给大家讲塔的故事听",
        "的人不少参观要上九十",
        "九级台阶看守人说夜里",
    ];
    const RIGHT: [&str; 8] = [
        "风大请扶好栏杆不要探",
        "出身子去看海灯每晚六",
        "点亮起来两小时后才会",
        "熄灭停在岸边的船都看",
        "得见它也有人特地从镇",
        "上赶来看天晴的日子里",
        "能望到对面的岛和岛上",
        "的渔村明年塔下要修路",
    ];

    #[test]
    fn a_gutter_shows_by_the_lines_around_it() {
        // Most lines run over the gutter, one of them with its rule in it; it is too narrow to show in one line.
        let both: Vec<String> = LEFT.iter().zip(RIGHT).map(|(left, right)| format!("{left}  {right}")).collect();
        let ruled = format!("{} ”{}", LEFT[3], RIGHT[3]);
        let mut lines = Vec::new();
        for n in 0..8 {
            let y = 100 + 36 * i32::try_from(n).unwrap();
            match n {
                0 | 7 => lines.extend([(100, y, 26, LEFT[n]), (100 + 26 * 11, y, 26, RIGHT[n])]),
                3 => lines.push((100, y, 26, ruled.as_str())),
                _ => lines.push((100, y, 26, both[n].as_str())),
            }
        }
        let mut found = read_by_an_engine(&lines);
        // The rule is no character of either column.
        found.retain(|line| line != "”");
        assert_eq!(found, [LEFT, RIGHT].concat());
    }

    #[test]
    fn a_title_with_a_gap_is_one_where_no_gutter_is_below() {
        let title = |below: i32| {
            let mut lines = vec![(100, 0, 60, "海边的灯塔"), (500, 0, 60, "昨天起开放")];
            for (n, (left, right)) in (0..).zip(LEFT.iter().zip(RIGHT)) {
                lines.extend([(100, 100 + 36 * n, 26, *left), (below, 100 + 36 * n, 26, right)]);
                lines.push((below + 26 * 10 + 40, 100 + 36 * n, 26, right));
            }
            read_by_an_engine(&lines)[0].clone()
        };
        assert_eq!(title(390), "海边的灯塔昨天起开放");
        assert_eq!(title(500), "海边的灯塔");
    }

    #[test]
    fn a_head_above_a_picture_is_read_with_its_story() {
        // The story on the right ends at the height of the head of the one on the left.
        let mut lines = vec![(0, 0, 10, "昨天的雨下到半夜"), (140, 0, 20, "渡口点灯"), (0, 90, 20, "灯塔开放")];
        for n in 0..5 {
            lines.push((140, 30 + 15 * n, 10, "海边的灯塔昨天起对市"));
            lines.push((0, 200 + 15 * n, 10, "参观要上九十九级"));
            lines.push((85, 200 + 15 * n, 10, "台阶看守人说夜里"));
            lines.push((170, 200 + 15 * n, 10, "风大请扶好栏杆不"));
        }
        let found = texts(&lines);
        let at = |text: &str| found.iter().position(|line| line == text).unwrap();
        assert_eq!(at("灯塔开放") + 1, at("参观要上九十九级"));
    }

    #[test]
    fn lines_know_their_indent_and_their_frame() {
        let rows = page(&[
            (20, 0, 10, "海边的灯塔昨"),
            (0, 15, 10, "天起对市民开放每"),
            (0, 30, 10, "天上午八点开门"),
            (100, 0, 10, "下午四点关门登塔"),
            (100, 15, 10, "要买票"),
        ]);
        let sets: Vec<_> = rows.iter().map(|row| row.place.unwrap().set.unwrap()).collect();
        assert_eq!(sets[0].indented, Some(true));
        assert_eq!(sets[1].indented, Some(false));
        assert_eq!((sets[0].room, sets[3].room), (200, 0));
        assert!(sets.iter().all(|set| set.frame == sets[0].frame));
    }
}
