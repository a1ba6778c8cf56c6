//! Titles set from top to bottom in two columns.
//!
//! The two columns of an upright title stand so close that an extractor takes what stands at one height for one line, or
//! gives a character of each in turn. The characters are dealt back to two columns so that each reads best, and the
//! right column is read first. A run of short lines is such a title only if its columns read clearly better than its
//! lines do.

use super::continuity::{Edge, Score, Words};
use crate::lang::han::leading_han;
use crate::line::facts::{is_closer, is_ideograph, is_opener};
use crate::read::Row;
use crate::rule::{Certainty, Rule};
use crate::text::{Change, Text};

/// Upright titles of two columns.
pub const RULE: Rule = Rule {
    code: "L03",
    name: "upright-columns",
    summary: "Deals the characters of a title that is set from top to bottom in two columns back to its columns.",
    why: "Extractors print what stands at one height as one line, or a character of each column in turn. Each column then \
          reads as words do, and the lines do not.",
    certainty: Certainty::Likely,
    languages: crate::lang::Language::IDEOGRAPHIC,
    fixes: &[("渔\n守\n船\n望\n平\n灯\n安\n塔\n归\n来", "守望灯塔\n渔船平安归来")],
    leaves: &["守\n望\n灯\n塔\n三\n十\n年\n平\n安", "灯塔\n渔船\n海堤\n守望\n平安"],
};

/// A title of two columns has so many lines and characters at least, and no more than so many.
const FEWEST_ROWS: usize = 3;
const SHORTEST: usize = 8;
const LONGEST: usize = 60;
/// A line of it has no more characters.
const WIDEST: usize = 4;
/// So many ways of dealing are kept.
const BEAM: usize = 64;
/// What it costs that a column gets two lines in a row, while the other waits.
const WAITS: Score = 6;
/// Each character must read so much better in its column, in eighths of a natural logarithm.
const BETTER: Score = 6;

/// A line: its characters, by their places in it, and where a space parts them.
struct Piece {
    chars: Vec<(usize, char)>,
    gap: Option<usize>,
}

impl Piece {
    /// How many characters stand on the left of the space, and how many on its right.
    fn cells(&self) -> Option<(usize, usize)> {
        self.gap.map(|gap| (gap, self.chars.len() - gap))
    }
}

/// What the spaces of a run say of its columns. The smaller type of a deck or a byline puts two characters at the height
/// of one of the headline, and type of one size as many of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pitch {
    /// Nothing.
    Unknown,
    /// The columns have as many characters at each height.
    Even,
    /// The left column (0) or the right one (1) has one where the other has two, and so the characters that stand alone.
    Wide(usize),
}

impl Pitch {
    fn of(pieces: &[Piece]) -> Self {
        let cells = || pieces.iter().filter_map(Piece::cells);
        let count = |is: fn((usize, usize)) -> bool| cells().filter(|&cell| is(cell)).count();
        let (left, right) = (count(|(a, b)| a == 1 && b == 2), count(|(a, b)| a == 2 && b == 1));
        let even = count(|(a, b)| a == b && a > 1);
        let alone = pieces.iter().filter(|p| p.chars.len() == 1).count();
        match (left.max(right), alone) {
            // Between two such lines there is room for one character or two.
            (shown @ 2.., 1..) if left.min(right) == 0 && alone <= shown * 2 => Self::Wide(usize::from(right > 0)),
            (0, _) if even >= FEWEST_ROWS && even == cells().count() => Self::Even,
            _ => Self::Unknown,
        }
    }

    /// How many characters of a line may stand in the left column.
    fn cuts(self, piece: &Piece) -> std::ops::RangeInclusive<usize> {
        let n = piece.chars.len();
        match (self, piece.gap) {
            (_, Some(gap)) => gap..=gap,
            (Self::Wide(0), None) if n == 1 => 1..=1,
            (Self::Wide(_), None) if n == 1 => 0..=0,
            (Self::Even, None) if n.is_multiple_of(2) => n / 2..=n / 2,
            _ => 0..=n,
        }
    }
}

/// One way of dealing.
#[derive(Clone, Copy, Debug)]
struct Way {
    score: Score,
    /// For each line how many of its characters stand in the left column; nought for lines to come.
    cuts: [u8; LONGEST],
    /// The last two characters of the left column and of the right.
    last: [Edge; 2],
    /// The columns' lengths.
    sizes: [usize; 2],
}

/// Puts the columns of upright titles one behind the other.
#[must_use]
pub fn deal(rows: Vec<Row>, changes: &mut Vec<Change>) -> Vec<Row> {
    let mut run = 0;
    let mut reaches = |row: &Row| {
        run = if is_short(row) { run + 1 } else { 0 };
        run >= FEWEST_ROWS
    };
    if !rows.iter().any(&mut reaches) {
        return rows;
    }
    let mut words = None;
    let mut out = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        let len = rows[at..].iter().enumerate().take_while(|(k, row)| is_short(row) && (*k == 0 || row.blanks == 0));
        let len = len.count().max(1);
        let lead = lead(&rows[at..at + len]);
        out.extend_from_slice(&rows[at..at + lead]);
        let run = &rows[at + lead..at + len];
        at += len;
        let dealt = pieces(run).and_then(|pieces| {
            let words = words.get_or_insert_with(|| Words::of(rows.iter().map(|row| &*row.text)));
            columns(&pieces, words)
        });
        match dealt {
            Some(cuts) => out.extend(set(run, &cuts, changes)),
            None => out.extend_from_slice(run),
        }
    }
    out
}

/// Whether a line may be one of an upright title.
fn is_short(row: &Row) -> bool {
    // Nearly all lines begin with more ideographs.
    let mut rest = row.text.trim_start().as_bytes();
    let han = |_| leading_han(rest).map(|(_, behind)| rest = behind);
    if (0..=WIDEST).map_while(han).count() > WIDEST {
        return false;
    }
    let stands = |c: char| {
        is_ideograph(c) || is_opener(c) || is_closer(c) || matches!(c, '—' | '、' | '·' | '！' | '？' | '：' | '，')
    };
    let mut count = 0;
    for c in row.text.chars().filter(|c| !c.is_whitespace()) {
        count += 1;
        if count > WIDEST || !stands(c) {
            return false;
        }
    }
    count > 0 && row.place.is_none()
}

/// How many lines stand right above the title that are none of its: they are wider than any line of its two columns.
fn lead(run: &[Row]) -> usize {
    let lead = run.iter().take_while(|row| row.text.chars().count() > 3 && !row.text.trim().contains(' ')).count();
    let below = pieces(&run[lead..]).map_or(Pitch::Unknown, |pieces| Pitch::of(&pieces));
    if matches!(below, Pitch::Wide(_)) { lead } else { 0 }
}

/// The lines of a run, if they may be a title of two columns.
fn pieces(run: &[Row]) -> Option<Vec<Piece>> {
    if run.len() < FEWEST_ROWS {
        return None;
    }
    let mut pieces = Vec::with_capacity(run.len());
    let mut all = 0;
    for row in run {
        let (mut chars, mut gap) = (Vec::new(), None);
        for (at, c) in row.text.trim_end().char_indices() {
            if !c.is_whitespace() {
                chars.push((at, c));
            } else if !chars.is_empty() && gap != Some(chars.len()) {
                if gap.is_some() {
                    return None;
                }
                gap = Some(chars.len());
            }
        }
        all += chars.len();
        pieces.push(Piece { chars, gap });
    }
    let alone = pieces.iter().filter(|p| p.chars.len() == 1 || p.gap.is_some()).count();
    ((SHORTEST..=LONGEST).contains(&all) && alone * 2 >= pieces.len()).then_some(pieces)
}

/// How well a character goes on what stands above it.
fn touch(above: Edge, here: char, words: &Words) -> Score {
    if above.near == '\0' {
        return 0;
    }
    let begin = Edge::begin(here.encode_utf8(&mut [0; 4]));
    words.neighbours(above, begin).clamp(-24, 40)
}

/// How many characters of each line stand in the left column, if two columns read clearly better than the lines.
fn columns(pieces: &[Piece], words: &Words) -> Option<Vec<usize>> {
    let (mut rows, mut above, mut all) = (0, Edge::default(), 0);
    for &(_, c) in pieces.iter().flat_map(|piece| &piece.chars) {
        rows += touch(above, c, words);
        above = above.with(c);
        all += 1;
    }
    let whole = |cut: usize, piece: &Piece| (cut == 0 || cut == piece.chars.len()).then_some(cut == 0);
    let pitch = Pitch::of(pieces);
    let wide = matches!(pitch, Pitch::Wide(_));
    // Of two ways that are as good, the one that begins on the left.
    let order = |a: &Way, b: &Way| b.score.cmp(&a.score).then_with(|| b.cuts.cmp(&a.cuts));
    let mut beam = vec![Way { score: 0, cuts: [0; LONGEST], last: [Edge::default(); 2], sizes: [0; 2] }];
    for (index, piece) in pieces.iter().enumerate() {
        // Ways that differ further up mostly end alike.
        let mut known: Vec<(Edge, char, Score)> = Vec::new();
        let mut touch = |above: Edge, here: char| {
            if let Some((.., score)) = known.iter().find(|(edge, c, _)| (*edge, *c) == (above, here)) {
                return *score;
            }
            let score = touch(above, here, words);
            known.push((above, here, score));
            score
        };
        let mut next: Vec<Way> = Vec::with_capacity(beam.len() * 2);
        for way in &beam {
            for cut in pitch.cuts(piece) {
                let mut way = *way;
                for (k, &(_, c)) in piece.chars.iter().enumerate() {
                    let side = usize::from(k >= cut);
                    way.score += touch(way.last[side], c);
                    way.last[side] = way.last[side].with(c);
                    way.sizes[side] += 1;
                }
                let before = index.checked_sub(1).and_then(|above| whole(way.cuts[above].into(), &pieces[above]));
                if !wide && before.is_some() && before == whole(cut, piece) {
                    way.score -= WAITS;
                }
                way.cuts[index] = u8::try_from(cut).unwrap_or(u8::MAX);
                next.push(way);
            }
        }
        if next.len() > BEAM {
            next.select_nth_unstable_by(BEAM, order);
            next.truncate(BEAM);
        }
        beam = next;
    }
    beam.sort_unstable_by(order);
    let best = beam.into_iter().find(|way| way.sizes.iter().all(|&size| size > 2))?;
    // Where spaces show the columns, and a character of one stands beside those of the other, less says it.
    let beside = |p: &Piece| p.gap.is_some_and(|gap| gap == 1 || p.chars.len() == gap + 1);
    let shown = pieces.iter().filter(|p| beside(p)).count() * 2 >= pieces.len();
    let cuts = || best.cuts[..pieces.len()].iter().map(|&cut| cut.into()).collect();
    let better = match pitch {
        // Of words that stand in the cells as they are, the lines have as many as the columns.
        Pitch::Even => -all,
        _ if shown => 0,
        _ => BETTER * all,
    };
    (wide || best.score >= rows + better).then(cuts)
}

/// The two columns of a run, the right one first.
fn set(run: &[Row], cuts: &[usize], changes: &mut Vec<Change>) -> Vec<Row> {
    let mut columns: [Option<Text>; 2] = [None, None];
    for (row, &cut) in run.iter().zip(cuts) {
        let at = row.text.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(cut);
        let at = at.map_or(row.text.len(), |(at, _)| at);
        for (side, range) in [(0, 0..at), (1, at..row.text.len())] {
            let (from, to) = (range.start, range.end);
            let part = row.text[range].trim();
            if part.is_empty() {
                continue;
            }
            let start = from + (row.text[from..to].len() - row.text[from..to].trim_start().len());
            let part = row.text.slice(start..start + part.len());
            match &mut columns[side] {
                Some(text) => text.join(&part, "", &RULE, changes),
                none => *none = Some(part),
            }
        }
    }
    let blanks = run.first().map_or(0, |row| row.blanks);
    let [left, right] = columns;
    let rows = right.into_iter().chain(left).enumerate();
    rows.map(|(k, text)| Row { text, blanks: if k == 0 { blanks } else { 0 }, place: None, beside: false }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    const STORY: &str =
        "海堤上的灯塔守了三十年，老灯塔守望人今天退休。他说，渔船平安归来就是福，守望灯塔三十年，看着渔船平安归来。\n";

    fn dealt(title: &str) -> Vec<String> {
        let page = format!("{STORY}\n{title}\n{STORY}");
        let rows = deal(read::rows(&page), &mut Vec::new());
        rows.iter().map(|row| row.text.to_string()).filter(|text| text.trim() != STORY.trim()).collect()
    }

    #[test]
    fn the_examples_hold() {
        for (before, after) in RULE.fixes {
            assert_eq!(dealt(before).join("\n"), *after);
        }
        for before in RULE.leaves {
            assert_eq!(dealt(before).join("\n"), *before);
        }
    }

    #[test]
    fn the_pitch_of_the_columns_tells_whose_a_lone_character_is() {
        assert_eq!(dealt("塔下 海\n堤\n老人 上\n的\n守望 灯\n塔\n"), ["海堤上的灯塔", "塔下老人守望"]);
        assert_eq!(dealt("渔船 海堤\n平安 上的\n归来 灯塔\n退守\n"), ["海堤上的灯塔守", "渔船平安归来退"]);
    }

    #[test]
    fn spaces_show_the_columns() {
        assert_eq!(dealt("渔船 守\n望\n平 灯塔\n安 三\n归来 十年\n"), ["守望灯塔三十年", "渔船平安归来"]);
    }
}
