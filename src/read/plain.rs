//! Plain text: encodings, line ends, form feeds.

use super::{ReadError, Row, Sheet};
use crate::page::Source;
use crate::text::{Text, to_u32};

pub(super) fn sheets(bytes: &[u8], name: &str, _encoding: Option<&str>) -> Result<Vec<Sheet>, ReadError> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut line_starts = Vec::new();
    let mut rows = Vec::new();
    let mut blanks = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        line_starts.push(to_u32(at));
        let body = line.trim_end_matches(['\n', '\r']);
        if body.trim().is_empty() {
            blanks += 1;
        } else {
            rows.push(Row { text: Text::of(body, to_u32(at)), blanks });
            blanks = 0;
        }
        at += line.len();
    }
    let source = Source { name: name.to_owned(), format: "text", encoding: "UTF-8", text, line_starts, first_line: 0 };
    Ok(vec![Sheet { source, rows, notes: Vec::new() }])
}
