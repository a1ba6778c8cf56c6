//! C21: letter-spaced words.

use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C21",
        name: "letter-spaced-words",
        summary: "Four and more single letters in a row become the word they spell.",
        why: "German print spaced the letters of a word to stress it, and headlines are spaced to fill a line. Capitals \
              alone may be a list or initials, so they are joined only when they cannot be.",
        certainty: Certainty::Likely,
        languages: Language::LATIN,
        fixes: &[
            ("ein w i c h t i g e r Tag", "ein wichtiger Tag"),
            ("der F l u t Herr werden", "der Flut Herr werden"),
            ("N O T I C E", "NOTICE"),
        ],
        leaves: &["Plan A B C D", "Vitamin A C D E", "a b c", "I a m", "the lock"],
    },
    needs: Ingredients::LONE_LETTER,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    if !two_alone(text) {
        return;
    }
    let mut letters: Vec<(usize, char)> = Vec::new();
    let mut at = 0;
    // A word is what stands between two single spaces; two spaces in a row leave an empty word, which ends the run.
    for word in text.split(' ').chain([""]) {
        let mut chars = word.chars();
        let first = chars.next().filter(|c| c.is_alphabetic());
        // The last letter may have a mark behind it.
        let ends = !chars.as_str().is_empty();
        let alone = !chars.any(char::is_alphanumeric);
        match first {
            Some(letter) if alone => letters.push((at, letter)),
            _ => join(&mut letters, wishes),
        }
        if ends {
            join(&mut letters, wishes);
        }
        at += word.len() + 1;
    }
}

/// Whether two words of one character each stand side by side, as they do inside every word whose letters are apart.
fn two_alone(text: &str) -> bool {
    let mut above = false;
    text.as_bytes().split(|&b| b == b' ').any(|word| {
        let alone = match word {
            [] => false,
            [first, rest @ ..] => rest.is_empty() || *first >= 0x80 && rest.len() < 4,
        };
        std::mem::replace(&mut above, alone) && alone
    })
}

/// Wishes for the spaces between `letters` to go, if they spell a word.
fn join(letters: &mut Vec<(usize, char)>, wishes: &mut Vec<Edit>) {
    if spells_word(letters) {
        for pair in letters.windows(2) {
            wishes.push(Edit::remove(pair[0].0 + pair[0].1.len_utf8()..pair[1].0));
        }
    }
    letters.clear();
}

fn spells_word(letters: &[(usize, char)]) -> bool {
    let small = |&(_, c): &(usize, char)| c.is_lowercase();
    match letters {
        [_, rest @ ..] if rest.len() >= 3 && rest.iter().all(small) => true,
        // Capitals: five or more, not in the order of the alphabet, with a vowel.
        _ if letters.len() >= 5 && !letters.iter().any(small) => {
            !letters.is_sorted_by_key(|&(_, c)| c) && letters.iter().any(|&(_, c)| "AEIOUÄÖÜ".contains(c))
        }
        _ => false,
    }
}
