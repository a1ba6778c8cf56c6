//! What became of the characters of the raw text.

use std::collections::HashMap;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::chars::radical;

/// Fields that repeat what stands elsewhere, or say something of their own.
const OTHER: [&str; 12] = [
    "source",
    "repairs",
    "id",
    "schema",
    "kind",
    "warnings",
    "confidence",
    "language",
    "rule",
    "schema_version",
    "authors",
    "lede",
];

/// The share of the raw text's letters, ideographs and digits that a page as JSON still holds, wherever it holds them.
///
/// ```
/// let page = serde_json::json!({"articles": [{"headline": "灯塔重开", "blocks": []}]});
/// assert_eq!(stonehand::score::kept(&page, "灯塔\n重开"), 1.0);
/// assert_eq!(stonehand::score::kept(&page, "灯塔明日重开。"), 4.0 / 6.0);
/// ```
#[must_use]
pub fn kept(page: &Value, raw: &str) -> f64 {
    let mut missing: HashMap<char, usize> = HashMap::new();
    let mut all = 0_u32;
    for letter in letters(raw) {
        *missing.entry(letter).or_default() += 1;
        all += 1;
    }
    let mut found = 0_u32;
    let mut waiting = vec![page];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) => {
                for letter in letters(text) {
                    if let Some(left) = missing.get_mut(&letter).filter(|left| **left > 0) {
                        *left -= 1;
                        found += 1;
                    }
                }
            }
            Value::Array(list) => waiting.extend(list),
            Value::Object(fields) => {
                waiting
                    .extend(fields.iter().filter(|(key, _)| !OTHER.contains(&key.as_str())).map(|(_, value)| value));
            }
            _ => {}
        }
    }
    f64::from(found) / f64::from(all.max(1))
}

/// The characters that must never be lost.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|c| radical(c).unwrap_or(c)).nfkc().filter(|c| c.is_alphanumeric())
}
