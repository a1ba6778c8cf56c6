//! A page in traditional characters is read as the same page in simplified ones.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use stonehand::{Options, read, render};

/// A line of traditional ideographs, and below each the simplified one.
const PAIRS: &str = include_str!("../src/lang/simplified.txt");

/// Pages that show nothing of the script but their characters.
const SAMPLES: [&str; 7] =
    ["front-page", "content-order", "two-stories-one-topic", "heads-first", "row-by-row", "one-space", "side-by-side"];

/// The text with each character as `other` has it.
fn with(text: &str, other: &HashMap<char, char>) -> String {
    text.chars().map(|c| other.get(&c).copied().unwrap_or(c)).collect()
}

/// What is made of the page.
fn made_of(page: &str) -> String {
    let pages = read(page.as_bytes(), &Options::default()).unwrap();
    // How long a headline is underlined, its quotes decide.
    pages.iter().map(render::text::render).collect::<String>().replace('=', "")
}

#[test]
fn both_scripts_are_read_alike() {
    let (traditional, simplified) = PAIRS.trim_end().split_once('\n').unwrap();
    let pairs = || traditional.chars().zip(simplified.chars());
    // The marks of quotes that a vertical form stands for are those of the script.
    let to_simplified: HashMap<char, char> = pairs().chain([('『', '“'), ('』', '”')]).collect();
    // Of several traditional characters any will do.
    let to_traditional: HashMap<char, char> = pairs().map(|(t, s)| (s, t)).collect();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/zh-Hans");
    for name in SAMPLES {
        let page = fs::read_to_string(samples.join(name).with_extension("txt")).unwrap();
        let other = with(&page, &to_traditional);
        assert_ne!(page, other, "{name} has characters of the other script");
        let made = [page, other].map(|page| with(&made_of(&page), &to_simplified));
        for (simplified, traditional) in made[0].lines().zip(made[1].lines()) {
            assert_eq!(simplified, traditional, "{name}");
        }
    }
}
