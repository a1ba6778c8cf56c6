//! From lines to the parts of a page: titles, whole paragraphs, captions, tables and furniture, in the order of the
//! lines.

use crate::chars::Repairs;
use crate::join::Joiner;
use crate::line::facts::Width;
use crate::line::{Facts, Line, Place, Role};
use crate::page::{Furniture, FurnitureKind, Note, Table};
use crate::table::Found;
use crate::text::{Change, Text};

/// A part of a page, before anybody knows to which article it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A line of display type.
    Title(Title),
    /// A whole paragraph, the measure to which its first line was set, and whether a column begins with it that goes on
    /// from no other.
    Paragraph(Text, Width, bool),
    /// A title between the paragraphs of an article.
    Crosshead(Text),
    /// The caption of a picture.
    Caption(Text),
    /// A byline on a line of its own.
    Byline(Text),
    /// A table.
    Table(Table),
    /// A jump line.
    Jump(Text),
    /// The label of the page guide.
    GuideLabel(Text),
    /// What is no article.
    Furniture(Furniture),
}

/// A line of display type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The line.
    pub text: Text,
    /// What was measured on it.
    pub facts: Facts,
    /// Whether a new text frame begins here: an extractor left a space in front where a frame begins.
    pub frame: bool,
    /// Whether it was set vertically.
    pub vertical: bool,
    /// How many of a hundred lines of the page's paragraphs stand below a blank line.
    pub spacing: u8,
    /// Where it stands on the page, where the file says so.
    pub place: Option<crate::read::Place>,
}

/// Makes the parts: joins paragraphs and takes over tables.
#[must_use]
pub fn parts(
    lines: Vec<Line>,
    tables: Vec<Found>,
    joiner: Option<&Joiner>,
    repairs: &Repairs,
    changes: &mut Vec<Change>,
    notes: &mut Vec<Note>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(lines.len() / 4);
    let mut tables = tables.into_iter().peekable();
    let spacing = spacing(&lines);
    let mut open = false;
    let mut caption_open = false;
    let mut below = lines.into_iter();
    let mut index = 0;
    while let Some(line) = below.next() {
        if let Some(found) = tables.next_if(|t| t.lines[0].start == index) {
            let mut table = found.table;
            if table.caption.is_none() {
                table.caption = table_title(&mut parts);
            }
            parts.push(Part::Table(table));
            notes.extend(found.notes);
        }
        let Line { text, facts, role, because, place: at } = line;
        // A paragraph goes on behind what stands where it does for the sake of the page.
        let goes_on = open;
        open &= role.interrupts();
        let caption_goes_on = std::mem::replace(&mut caption_open, false);
        match role {
            Role::Cell => {}
            Role::Body(place) => {
                open = !place.ends();
                let above = parts.iter_mut().rev().find(|part| !matches!(part, Part::Furniture(_)));
                match (above, joiner) {
                    (Some(Part::Paragraph(upper, ..)), Some(joiner)) if goes_on && !place.begins() => {
                        joiner.append(upper, &text, changes);
                    }
                    _ => {
                        let mut text = text;
                        if open && joiner.is_some() {
                            let goes_on = |line: &&Line| matches!(line.role, Role::Body(place) if !place.begins());
                            text.reserve(below.as_slice().iter().take_while(goes_on).map(|line| &line.text));
                        }
                        let measure = if place == Place::Only { 0 } else { facts.measure };
                        parts.push(Part::Paragraph(text, measure, facts.fresh));
                    }
                }
            }
            Role::Display | Role::Unknown => parts.push(Part::Title(Title {
                frame: facts.indent > 0,
                place: at,
                spacing,
                vertical: because == crate::line::cue::vertical::RULE.code,
                text,
                facts,
            })),
            Role::Caption => {
                caption_open = !ends_caption(&text);
                match (parts.last_mut(), joiner) {
                    (Some(Part::Caption(upper)), Some(joiner)) if caption_goes_on || text.starts_with(['（', '(']) => {
                        joiner.append(upper, &text, changes);
                    }
                    _ => parts.push(Part::Caption(text)),
                }
            }
            Role::Crosshead => parts.push(Part::Crosshead(text)),
            Role::Byline => parts.push(Part::Byline(text)),
            Role::Jump => parts.push(Part::Jump(text)),
            Role::GuideLabel => parts.push(Part::GuideLabel(text)),
            Role::Masthead => parts.push(furniture(FurnitureKind::Masthead, text)),
            Role::Folio => parts.push(furniture(FurnitureKind::Folio, text)),
            Role::Editors => parts.push(furniture(FurnitureKind::Editors, text)),
            Role::Stray => parts.push(furniture(FurnitureKind::Other, text)),
        }
        index += 1;
    }
    for part in &mut parts {
        match part {
            Part::Paragraph(text, ..) | Part::Caption(text) => repairs.paragraph(text, changes, notes),
            Part::Title(Title { text, .. })
            | Part::Byline(text)
            | Part::Crosshead(text)
            | Part::Table(Table { caption: Some(text), .. }) => repairs.display(text, changes, notes),
            _ => {}
        }
    }
    parts
}

/// What a table inside a story is called: a line of its own between a paragraph and the table that ends as names of
/// tables do.
fn table_title(parts: &mut Vec<Part>) -> Option<Text> {
    const NAMES: &[&str] = &["表", "一览", "统计", "结果", "名单", "排名", "一覽", "統計", "結果", "名單"];
    let [.., Part::Paragraph(..), Part::Title(title)] = &parts[..] else { return None };
    if title.vertical || !NAMES.iter().any(|name| title.text.ends_with(name)) {
        return None;
    }
    match parts.pop() {
        Some(Part::Title(title)) => Some(title.text),
        _ => None,
    }
}

/// How many of a hundred lines inside paragraphs stand below a blank line.
fn spacing(lines: &[Line]) -> u8 {
    let inside = lines.iter().filter(|l| matches!(l.role, Role::Body(Place::Middle | Place::Last)));
    let (mut all, mut spaced) = (0, 0);
    for line in inside {
        all += 1;
        spaced += usize::from(line.facts.blanks > 0);
    }
    u8::try_from(spaced * 100 / all.max(1)).unwrap_or(100)
}

const fn furniture(kind: FurnitureKind, text: Text) -> Part {
    Part::Furniture(Furniture { kind, text })
}

fn ends_caption(text: &str) -> bool {
    text.ends_with(['）', ')', '摄', '攝'])
}

#[cfg(test)]
mod tests {
    use crate::page::{Block, FurnitureKind};

    #[test]
    fn a_paragraph_goes_on_behind_what_interrupts_the_page() {
        let page = "雁洲大桥下月封闭检修\n本报讯（记者 卢一帆）记者昨天从\n市桥梁养护中心获悉，雁洲大桥将于下月\n\
                    责任编辑：沈知秋　版式：何小满　校对：周也\n六日起封闭检修，工期四十天。检修期间，\n\
                    机动车须绕行上游的望潮桥，行人可乘轮\n渡过江，轮渡票价减半。\n";
        let pages = crate::read(page.as_bytes(), &crate::Options::default()).expect("a page");
        let article = &pages[0].articles[0];
        let [Block::Paragraph(text)] = &article.blocks[..] else { panic!("{:?}", article.blocks) };
        assert!(text.contains("将于下月六日起"), "{text:?}");
        assert_eq!(pages[0].furniture[0].kind, FurnitureKind::Editors);
    }
}
