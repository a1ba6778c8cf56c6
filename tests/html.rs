//! The proof sheet's policy knows its script and its style by their hashes.
//!
//! `STONEHAND_UPDATE=1 cargo test --test html` writes the policy anew after one of them was changed.
#![cfg(feature = "html")]

mod common;

use sha2::{Digest, Sha256};
use stonehand::render::html::{POLICY, SCRIPT, STYLE};

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let three = chunk.iter().fold(0, |all, &byte| all << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = char::from(DIGITS[(three >> (18 - 6 * at) & 63) as usize]);
            out.push(if at <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

#[test]
fn base64_is_that_of_the_web() {
    for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}

#[test]
fn the_policy_lets_run_what_is_there_and_nothing_else() {
    let fresh = format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'\n",
        hash(SCRIPT),
        hash(STYLE)
    );
    common::keeps("src/render/html/policy.txt", &fresh);
    assert!(!POLICY.contains("unsafe"));
}

/// A tag of either inside it would end it early, and the hash would not fit.
#[test]
fn script_and_style_hold_no_tags_and_load_nothing() {
    for text in [SCRIPT, STYLE] {
        for word in ["</", "<!--", "http:", "https:", "url(", "@import", "fetch(", "innerHTML", "eval("] {
            let allowed =
                word == "http:" && text.matches(word).count() == text.matches("http://www.w3.org/2000/svg").count();
            assert!(allowed || !text.contains(word), "{word}");
        }
    }
}
