//! Cells that say how many things they list.

use crate::page::{Note, Table};
use crate::rule::{Certainty, Rule};
use crate::text::Text;

/// Cells whose count does not come out.
pub const RULE: Rule = Rule {
    code: "N09",
    name: "miscounted-cell",
    summary: "Reports a cell that states a count (`等12个村`) other than the number of things it lists.",
    why: "Either the paper miscounted, or a line of the cell was lost: the archive should know.",
    certainty: Certainty::Sure,
    languages: &[],
    fixes: &[],
    leaves: &[],
};

/// Compares the counts that cells state with what they list.
pub(super) fn check(table: &Table, notes: &mut Vec<Note>) {
    for cell in table.rows.iter().flatten() {
        check_cell(cell, notes);
    }
}

fn check_cell(cell: &Text, notes: &mut Vec<Note>) {
    let mut from = 0;
    // Its first byte is soon found.
    let marks = memchr::memchr_iter("等".as_bytes()[0], cell.as_bytes());
    for at in marks.filter(|&at| cell[at..].starts_with('等')) {
        let behind = &cell[at + '等'.len_utf8()..];
        let digits = behind.trim_start().bytes().take_while(u8::is_ascii_digit).count();
        let skipped = behind.len() - behind.trim_start().len();
        let Ok(stated) = behind[skipped..skipped + digits].parse::<usize>() else { continue };
        if !behind[skipped + digits..]
            .trim_start()
            .starts_with(['个', '個', '家', '所', '条', '條', '项', '項', '名', '户', '戶'])
        {
            continue;
        }
        let list = &cell[from..at];
        // What goes before the list is named by `所辖` and the like; the list itself is a chain of pause marks.
        let start = list.rfind(['，', '。', '；', '：']).map_or(0, |i| i + '，'.len_utf8());
        let listed = list[start..].matches('、').count() + 1;
        from = at;
        if listed > 1 && listed != stated {
            notes.push(Note {
                code: RULE.code,
                message: format!("a cell states a count of {stated} but lists {listed}"),
                suggestion: None,
                span: cell.span().unwrap_or_else(|| crate::text::Span::new(0, 0)),
                evidence: None,
            });
        }
    }
}
