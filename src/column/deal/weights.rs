//! What each sign is worth ([`super::signs`]), in sixteenths of a natural logarithm.
//!
//! The numbers were fitted, not chosen, by
//!
//! ```sh
//! cargo run --release --example fit_deal -- PAGES --folds 5 --on OTHERS --write src/column/deal/weights.rs
//! ```
//!
//! It begins with a logistic model of each single choice on the right way to deal; then the best way is made the right
//! one with as few changes as possible (MIRA: K. Crammer, Y. Singer, 2003; the mean of all steps, after M. Collins, 2002).
//! The same pages give the same numbers. A sign that no page showed is worth nothing. A sign that is added begins with
//! nought; then, or when the meaning of one changes, run the command again.
//!
//! PAGES were 60 pages that were typeset from articles of a Chinese newspaper of 1998 and read back by pdfminer; the
//! columns of 37 came out interleaved. Another 60 were made by the command of the same articles, set in columns side by
//! side and put in rows, some with misread and lost characters. OTHERS were 15 pages made as the 37 from other articles,
//! and six of that kind that were printed, scanned and read by `RapidOCR`, a form that no number was fitted to.
//!
//! How well they serve is counted in lines that go on from one at most eight lines above, and are put behind it; and by
//! how much of each article is then found in its order (fidelity, docs/score.md). Nothing was fitted to pages held out:
//!
//! | pages | lines | right | fidelity | by continuity alone |
//! | --- | ---: | ---: | ---: | ---: |
//! | the 37, each fifth with weights of the other four | 11 654 | 96.7 % | 0.685 | 82.9 %, 0.317 |
//! | the five fifths one by one | | 97.1, 96.5, 97.0, 97.2, 95.5 % | 0.708, 0.663, 0.734, 0.698, 0.620 | |
//! | the 37, with these weights, which know them | 11 654 | 96.8 % | 0.706 | 82.9 %, 0.317 |
//! | 15 others | 4 998 | 96.7 % | 0.674 | 82.4 %, 0.312 |
//! | six others, scanned | 2 034 | 93.5 % | 0.700 | 71.6 %, 0.241 |
//!
//! By continuity alone means that a quarter of its logarithm counts, and that to pass a column over or to begin one costs
//! something. How often pages are gone through, and how many are made, was tried a few times, with the figures of all
//! these pages in sight; and all articles are of one newspaper. Pages of others may do worse.

/// What each sign is worth, by its number.
pub type Worths = [i8; super::signs::COUNT];

/// By the number of the sign.
#[rustfmt::skip]
pub static WEIGHTS: Worths = [
    -11, -19, -25, -24, -23, -18, -12, -5, 0, 8, 17, 15, 18, 28, 20, 27,
    12, 0, 0, 0, -5, -10, 0, -4, -5, -4, 5, 2, 0, 0, 7, 0,
    0, 0, -18, -10, 2, 4, 20, 9, -13, 15, -12, -3, 0, -3, 0, -5,
    7, 11, 2, -4, 0, -1, 0, -1, 0, -18, -2, 1, 0, -1, 0, -4,
    1, -6, 1, 0, 0, 3, 0, 9, 1, 6, -7, 1, 0, 7, 0, 0,
    0, 14, 0, 0, 0, 10, 0, 15, 0, 15, 4, -5, 0, 8, 0, 5,
    0, 11, -3, 7, -3, 0, -4, -5, 0, -7, -5, -13, -11, 4, 5, -3,
    47, 5, -11, 0, -24, -6, -4, 0, -23, -3, -1, -1, 29, -5, -6, 0,
    -10, 0, 0, 0, -4, 0, -6, 5, 0, 0, 0, 0, 1, 0, 0, 0,
    0, 0, -3, 9, 3, 0, 4, 0, -4, 0, -1, 0, -14, 0, 2, -1,
    22, 0, -3, 0, -12, 0, 0, 0, -8, 0, -6, 5, 3, 0, -2, 0,
    4, 0, -5, 0, -5, 0, -1, 1, 3, 0, 8, 0, 11, 0, 0, 0,
    -5, 0, -19, 7, -8, 5, 17, 0, 21, 6, -8, 0, -36, -3, -17, -7,
    19, 0, 17, -2, 19, 0, -3, 0, -24, 0, -5, 8, 4, 0, 9, 0,
    16, 0, 1, 0, -9, 0, -25, 9, -14, -1, 19, 0, 26, 3, -4, 0,
    -21, -3, -41, 12, -12, -2, 18, 15, 23, 11, -9, -2, -38, -28, -9, -10,
    6, 2, 8, -3, 9, -3, 4, -11, 1, -28, -13, -3, 27, -5, -18, -2,
    39, -15, -12, -1, 13, -27, -1, -31, -11, -19, 3, 0, -5, -3, 1, -10,
    0, 9, -20, -9, -9, -4, 12, -2, 7, -3, 0, 0, 0, 15, -19, -5,
    -3, -3, -9, 13, -13, 1, -30, -22, 3, -29, -1, -3, 3, 11, -13, -2,
    -2, 1, 5, -20, -2, -3, 3, -2, 6, 22, 6, 3, 3, 10, 9, 1,
    1, -21, -2, -13, 2, 7, 8, -3, 5, -4, 10, 4, 5, 0, -15, -3,
    -2, 12, 6, 7, 8, 30, -19, 11, 3, 15, 7, 21, -3, 0, 3, 19,
    12, 1, -2, 0, -8, -17, -10, -4, 29, -10, -5, -5, -8, 2, -18, -28,
    -19, -2, 2, 9, 27, 20, 40, 12, 18, -6, -3, -17, -16, 24, 1, -1,
    -1, -8, -26, 7, -7, 5, -3, 4, 0, -17, 10, 9, -24, 0, -24, -4,
    -17, -25, -2, -2, 3, -4, -6, -14, 0, 25, -25, -20, -20, -14, 0, 8,
    7,
];
