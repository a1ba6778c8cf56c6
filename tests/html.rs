//! The proof sheet's policy knows its script and its style by their hashes.
//!
//! `STONEHAND_UPDATE=1 cargo test --test html` writes the policy anew after one of them was changed.
#![cfg(feature = "html")]

mod common;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use stonehand::render::html::{POLICY, SCRIPT, STYLE};

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
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
