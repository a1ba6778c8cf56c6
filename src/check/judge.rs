//! Whether a fact holds, and what was found instead.

use super::fact::{At, Claim, Fact, Role};
use super::nearest::{around, head, nearest, tail};
use super::proof::{Piece, Proof, Table, plain};

/// How many tables are looked into for what was found instead.
const TABLES: usize = 3;

impl Fact {
    /// Checks the fact.
    ///
    /// # Errors
    /// When it does not hold: what was found instead, in one sentence.
    pub fn check(&self, proof: &Proof) -> Result<(), String> {
        if let Some(page) = self.page.filter(|&page| page > proof.pages) {
            let pages = proof.pages;
            return Err(format!(
                "there is no page {page}; the file has {pages} page{}",
                if pages == 1 { "" } else { "s" }
            ));
        }
        let on_page = |page: usize| self.page.is_none_or(|wanted| wanted == page);
        let pieces: Vec<&Piece> = proof.pieces.iter().filter(|piece| on_page(piece.place.page)).collect();
        match &self.claim {
            Claim::Present { text, role } => present(&pieces, &plain(text), *role),
            Claim::Absent { text, role } => absent(&pieces, &plain(text), *role),
            Claim::Whole { text: Some(text), role, .. } => whole(&pieces, &plain(text), *role),
            Claim::Whole { text: None, starts, ends, role } => {
                let text = |text: &Option<String>| plain(text.as_deref().unwrap_or_default());
                framed(&pieces, &text(starts), &text(ends), *role)
            }
            Claim::Order { first, then } => order(&pieces, &plain(first), &plain(then)),
            Claim::Headline { headline, body } => under(&pieces, &plain(headline), &plain(body)),
            Claim::Cell { row, column, text, table } => {
                let named = |t: &&Table| {
                    let name = table.as_deref().map(plain);
                    on_page(t.place.page) && name.is_none_or(|name| t.texts().any(|text| text.contains(&name)))
                };
                let tables: Vec<&Table> = proof.tables.iter().filter(named).collect();
                cell(&tables, row, column, &plain(text), table.as_deref())
            }
        }
    }
}

/// The role as the beginning of a sentence that denies it.
fn none(role: Role) -> String {
    match role {
        Role::Anywhere => "nothing on the page".to_owned(),
        Role::Table => "no cell of a table".to_owned(),
        Role::Furniture => "no furniture".to_owned(),
        role => format!("no {}", role.name()),
    }
}

fn has<'a>(pieces: &[&'a Piece], text: &str, role: Role) -> Option<&'a Piece> {
    pieces.iter().find(|piece| piece.is(role) && piece.text.contains(text)).copied()
}

/// Where a text stands that is not where it should be, or what is most like it, as the end of a sentence.
fn elsewhere(pieces: &[&Piece], text: &str, role: Role) -> String {
    if let Some(piece) = has(pieces, text, Role::Anywhere) {
        return format!("it stands in {}", piece.place);
    }
    let near = |role: Role| nearest(text, pieces.iter().copied().filter(|piece| piece.is(role)));
    match near(role).or_else(|| near(Role::Anywhere)) {
        Some(found) => format!("{} has “{}”", found.piece.place, found.text),
        None => "nothing is like it".to_owned(),
    }
}

fn present(pieces: &[&Piece], text: &str, role: Role) -> Result<(), String> {
    match has(pieces, text, role) {
        Some(_) => Ok(()),
        None => Err(format!("{} has it; {}", none(role), elsewhere(pieces, text, role))),
    }
}

fn absent(pieces: &[&Piece], text: &str, role: Role) -> Result<(), String> {
    match has(pieces, text, role) {
        None => Ok(()),
        Some(piece) => Err(format!("it stands in {}: “{}”", piece.place, around(&piece.text, text))),
    }
}

fn whole(pieces: &[&Piece], text: &str, role: Role) -> Result<(), String> {
    let of_role = || pieces.iter().filter(|piece| piece.is(role));
    if of_role().any(|piece| piece.text == text) {
        return Ok(());
    }
    if let Some(piece) = of_role().find(|piece| piece.text.contains(text)) {
        let (before, after) = piece.text.split_once(text).unwrap_or_default();
        return Err(if after.is_empty() {
            format!("{} begins before it: “{}”", piece.place, tail(before))
        } else {
            format!("{} goes on behind it: “{}”", piece.place, head(after))
        });
    }
    // The longest part of it that stands alone.
    let part = of_role().filter(|p| p.text.chars().count() > 1 && text.contains(&p.text)).max_by_key(|p| p.text.len());
    if let Some(piece) = part {
        return Err(format!("{} is only a part of it and ends with “{}”", piece.place, tail(&piece.text)));
    }
    Err(format!("{} is just this; {}", none(role), elsewhere(pieces, text, role)))
}

fn framed(pieces: &[&Piece], starts: &str, ends: &str, role: Role) -> Result<(), String> {
    let of_role = || pieces.iter().filter(|piece| piece.is(role));
    let both = |text: &str| text.starts_with(starts) && text.ends_with(ends);
    if of_role().any(|piece| both(&piece.text)) {
        return Ok(());
    }
    if !starts.is_empty()
        && let Some(piece) = of_role().find(|piece| piece.text.starts_with(starts))
    {
        return Err(format!("{} begins so, but ends with “{}”", piece.place, tail(&piece.text)));
    }
    if !ends.is_empty()
        && let Some(piece) = of_role().find(|piece| piece.text.ends_with(ends))
    {
        return Err(format!("{} ends so, but begins with “{}”", piece.place, head(&piece.text)));
    }
    let (said, text) = if starts.is_empty() { ("ends", ends) } else { ("begins", starts) };
    Err(format!("{} {said} so; {}", none(role), elsewhere(pieces, text, role)))
}

fn order(pieces: &[&Piece], first: &str, then: &str) -> Result<(), String> {
    let places = |text: &str| -> Vec<(usize, usize)> {
        let found = |(index, piece): (usize, &&Piece)| Some((index, piece.text.find(text)?));
        let mut places: Vec<(usize, usize)> = pieces.iter().enumerate().filter_map(found).collect();
        if let Some(last) = places.last_mut() {
            // The last place of all: it may be further on in the same piece.
            let end = (last.0, pieces[last.0].text.rfind(text).unwrap_or(last.1));
            places.push(end);
        }
        places
    };
    let (firsts, thens) = (places(first), places(then));
    let (Some(earliest), Some(latest)) = (firsts.first(), thens.last()) else {
        let missing = if firsts.is_empty() { first } else { then };
        return Err(format!("“{}” is not there; {}", head(missing), elsewhere(pieces, missing, Role::Anywhere)));
    };
    if earliest < latest {
        return Ok(());
    }
    let (earliest, latest) = (&pieces[earliest.0].place, &pieces[latest.0].place);
    Err(format!("“{}” stands in {latest}, and “{}” behind it in {earliest}", head(then), head(first)))
}

fn under(pieces: &[&Piece], headline: &str, body: &str) -> Result<(), String> {
    let heads: Vec<&&Piece> = pieces.iter().filter(|p| p.is(Role::Headline) && p.text.contains(headline)).collect();
    if heads.is_empty() {
        let found = elsewhere(pieces, headline, Role::Headline);
        return Err(format!("no headline has “{}”; {found}", head(headline)));
    }
    let title = |piece: &Piece| {
        matches!(piece.role, Role::Kicker | Role::Headline | Role::Subheadline | Role::Teaser | Role::Furniture)
    };
    let bodies: Vec<&&Piece> = pieces.iter().filter(|p| !title(p) && p.text.contains(body)).collect();
    let story = |piece: &Piece| (piece.place.page, piece.place.article);
    if bodies.iter().any(|text| heads.iter().any(|head| story(head) == story(text))) {
        return Ok(());
    }
    let Some(text) = bodies.first() else {
        return Err(format!("no story has the text; {}", elsewhere(pieces, body, Role::Article)));
    };
    let other = pieces.iter().find(|p| p.is(Role::Headline) && story(p) == story(text));
    Err(match other {
        Some(other) => format!("the text is {}, under “{}”", text.place, head(&other.text)),
        None => format!("the text is {}, which has no headline", text.place),
    })
}

fn cell(tables: &[&Table], row: &At, column: &At, text: &str, table: Option<&str>) -> Result<(), String> {
    let found: Vec<Result<&str, String>> = tables.iter().map(|table| look_up(table, row, column)).collect();
    if found.iter().any(|cell| cell.as_ref().is_ok_and(|cell| *cell == text)) {
        return Ok(());
    }
    if tables.is_empty() {
        return Err(table.map_or("there is no table".to_owned(), |name| format!("no table has “{}”", head(name))));
    }
    let mut said: Vec<String> = tables
        .iter()
        .zip(found)
        .take(TABLES)
        .map(|(table, cell)| match cell {
            Ok("") => format!("the cell is empty in {}", table.place),
            Ok(cell) => format!("the cell is “{}” in {}", head(cell), table.place),
            Err(missing) => format!("{missing} in {}", table.place),
        })
        .collect();
    let same = |table: &&Table| {
        let at = |(number, row): (usize, &Vec<String>)| Some((number, row.iter().position(|cell| cell == text)? + 1));
        (1..).zip(&table.rows).find_map(at)
    };
    if let Some((row, column)) = tables.iter().find_map(same).filter(|_| !text.is_empty()) {
        said.push(format!("“{}” stands in row {row}, column {column}", head(text)));
    }
    Err(said.join("; "))
}

fn look_up<'a>(table: &'a Table, row: &At, column: &At) -> Result<&'a str, String> {
    let cells = match row {
        At::Number(number) => table.rows.get(number - 1),
        At::Text(text) => {
            let text = plain(text);
            table.rows.iter().find(|cells| cells.first().is_some_and(|cell| *cell == text))
        }
    };
    let cells = cells.ok_or_else(|| match row {
        At::Number(number) => format!("there is no row {number} of {}", table.rows.len()),
        At::Text(text) => format!("no row begins with “{}”", head(text)),
    })?;
    let index = match column {
        At::Number(number) => Some(number - 1),
        At::Text(text) => {
            let text = plain(text);
            table.header.iter().position(|cell| *cell == text)
        }
    };
    let cell = index.and_then(|index| cells.get(index));
    cell.map(String::as_str).ok_or_else(|| match column {
        At::Number(number) => format!("there is no column {number} of {}", cells.len()),
        At::Text(text) if table.header.is_empty() => format!("there are no heads to find “{}” by", head(text)),
        At::Text(text) => format!("no head is “{}”", head(text)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::facts;
    use super::*;
    use crate::page::json;

    /// What is found instead of what `fact` says; nothing when it holds.
    fn found(fact: &str) -> String {
        let source = json!({"name": "-", "format": "text", "encoding": "UTF-8", "lines": 20});
        let story = |id: &str, kicker: Option<&str>, headline: &str, blocks: serde_json::Value| {
            let byline = json!({"text": "By MARTHA PELLOW", "authors": ["Martha Pellow"], "agency": null,
                "place": null, "date": null});
            json!({"id": id, "kicker": kicker, "headline": headline, "subheadline": null, "byline": byline,
                "lede": null, "blocks": blocks, "jump": null, "source": [[1, 9]], "confidence": 0.9})
        };
        let paragraph =
            |text: &str, first: u32, last: u32| json!({"kind": "paragraph", "text": text, "source": [[first, last]]});
        let table = json!({"kind": "table", "caption": "Prices of the week", "header": ["Grain", "Price", "Change"],
            "rows": [["Oats", "3.20", ""], ["Rye", "2.95", "-0.10"]], "source": [[10, 14]]});
        let page = |articles: serde_json::Value| {
            json!({"version": 1, "source": source, "language": "en", "articles": articles, "teasers": [
                {"headline": "Fog in the sound", "kicker": null, "subheadline": null, "page": "3", "source": [[15, 15]]}
            ], "furniture": [{"kind": "masthead", "text": "The Harbour Gazette", "source": [[1, 1]]}], "notes": []})
        };
        let lock = [
            paragraph("The tide was still making when the first boat slid through the lock.", 3, 5),
            paragraph("The lock had been shut for two years.", 6, 6),
        ];
        let first = page(json!([
            story("a1", Some("Port Wenlow"), "Lock gates open again", json!(lock)),
            story("a2", None, "Oats dearer, rye cheaper", json!([paragraph("Rain fell on the fields.", 9, 9), table]))
        ]));
        let second =
            page(json!([story("a1", None, "Council splits", json!([paragraph("Four ways it split.", 30, 31)]))]));
        let pages: Vec<json::Page> =
            vec![serde_json::from_value(first).unwrap(), serde_json::from_value(second).unwrap()];
        let fact = facts(fact).remove(0).1.unwrap_or_else(|error| panic!("{fact}: {error}"));
        fact.check(&Proof::of(&pages)).err().unwrap_or_default()
    }

    #[test]
    fn facts_that_hold() {
        for fact in [
            r#"{"fact": "present", "text": "first  boat"}"#,
            r#"{"fact": "present", "text": "Port Wenlow", "in": "kicker"}"#,
            r#"{"fact": "present", "text": "Martha Pellow", "in": "byline"}"#,
            r#"{"fact": "present", "text": "2.95", "in": "table"}"#,
            r#"{"fact": "present", "text": "Fog", "in": "teaser", "page": 2}"#,
            r#"{"fact": "absent", "text": "Fog", "in": "article"}"#,
            r#"{"fact": "absent", "text": "first boat", "page": 2}"#,
            r#"{"fact": "whole", "text": "The lock had been shut for two years."}"#,
            r#"{"fact": "whole", "text": "Lock gates open again", "in": "headline"}"#,
            r#"{"fact": "whole", "starts": "The tide", "ends": "the lock."}"#,
            r#"{"fact": "order", "first": "first boat", "then": "Rain fell"}"#,
            r#"{"fact": "order", "first": "The tide", "then": "first boat"}"#,
            r#"{"fact": "headline", "headline": "gates open", "body": "two years"}"#,
            r#"{"fact": "cell", "row": "Rye", "column": "Price", "text": "2.95"}"#,
            r#"{"fact": "cell", "row": 1, "column": 3, "text": "", "table": "Prices"}"#,
        ] {
            assert_eq!(found(fact), "", "{fact}");
        }
    }

    #[test]
    fn facts_that_fail_say_what_was_found() {
        for (fact, said) in [
            (
                r#"{"fact": "present", "text": "Port Wenlow", "in": "headline"}"#,
                "no headline has it; it stands in the kicker of article 1",
            ),
            (
                r#"{"fact": "present", "text": "Lock gate opens again", "in": "headline"}"#,
                "no headline has it; the headline of article 1 has “Lock gates open again”",
            ),
            (r#"{"fact": "present", "text": "水文站", "in": "furniture"}"#, "no furniture has it; nothing is like it"),
            (
                r#"{"fact": "absent", "text": "shut"}"#,
                "it stands in paragraph 2 of article 1 (line 6): “The lock had been shut for two years.”",
            ),
            (
                r#"{"fact": "whole", "text": "The tide was still making"}"#,
                "paragraph 1 of article 1 (lines 3–5) goes on behind it: “when the first boat slid through…”",
            ),
            (
                r#"{"fact": "whole", "text": "slid through the lock."}"#,
                "paragraph 1 of article 1 (lines 3–5) begins before it: “…still making when the first boat”",
            ),
            (
                r#"{"fact": "whole", "text": "Rain fell on the fields. It was cold."}"#,
                "paragraph 1 of article 2 (line 9) is only a part of it and ends with “Rain fell on the fields.”",
            ),
            (
                r#"{"fact": "whole", "starts": "The tide", "ends": "years."}"#,
                "paragraph 1 of article 1 (lines 3–5) begins so, but ends with “…first boat slid through the lock.”",
            ),
            (
                r#"{"fact": "order", "first": "Rain fell", "then": "first boat"}"#,
                "“first boat” stands in paragraph 1 of article 1 (lines 3–5), and “Rain fell” behind it in paragraph 1 of article 2 (line 9)",
            ),
            (
                r#"{"fact": "order", "first": "Rain fall on fields", "then": "first boat"}"#,
                "“Rain fall on fields” is not there; paragraph 1 of article 2 (line 9) has “Rain fell on the fields.”",
            ),
            (
                r#"{"fact": "headline", "headline": "Lock gates", "body": "Rain fell"}"#,
                "the text is paragraph 1 of article 2 (line 9), under “Oats dearer, rye cheaper”",
            ),
            (
                r#"{"fact": "headline", "headline": "Lock gates", "body": "Four ways"}"#,
                "the text is paragraph 1 of article 1 on page 2 (lines 30–31), under “Council splits”",
            ),
            (
                r#"{"fact": "headline", "headline": "Fog in", "body": "Four ways"}"#,
                "no headline has “Fog in”; it stands in a teaser (line 15)",
            ),
            (
                r#"{"fact": "cell", "row": "Rye", "column": "Price", "text": "3.20"}"#,
                "the cell is “2.95” in table 1 of article 2 (lines 10–14); “3.20” stands in row 1, column 2",
            ),
            (
                r#"{"fact": "cell", "row": "Wheat", "column": 9, "text": "x"}"#,
                "no row begins with “Wheat” in table 1 of article 2 (lines 10–14)",
            ),
            (
                r#"{"fact": "cell", "row": 2, "column": 9, "text": "x"}"#,
                "there is no column 9 of 3 in table 1 of article 2 (lines 10–14)",
            ),
            (r#"{"fact": "cell", "row": 2, "column": 1, "text": "x", "table": "Tides"}"#, "no table has “Tides”"),
            (r#"{"fact": "cell", "row": 2, "column": 1, "text": "x", "page": 2}"#, "there is no table"),
            (r#"{"fact": "present", "text": "x", "page": 3}"#, "there is no page 3; the file has 2 pages"),
        ] {
            assert_eq!(found(fact), said, "{fact}");
        }
    }
}
