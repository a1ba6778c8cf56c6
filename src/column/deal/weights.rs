//! What each sign is worth ([`super::signs`]), in sixteenths of a natural logarithm.
//!
//! The numbers were fitted, not chosen: the best way to deal a page was made the right one with as few changes as possible
//! (MIRA: K. Crammer, Y. Singer, 2003; the mean of all steps, after M. Collins, 2002), beginning with a logistic model of
//! each single choice. A sign that no page showed is worth nothing.
//!
//! The pages were 37 of 60 that were typeset from articles of a Chinese newspaper of 1998 and read back by pdfminer: those
//! whose columns came out interleaved. About as many again were made of the same articles, set in columns side by side
//! and put in rows, some with misread and lost characters.
//!
//! How well they serve is counted in lines that go on from one at most eight lines above, and are put behind it:
//!
//! | pages | lines | by these numbers | by continuity alone |
//! | --- | ---: | ---: | ---: |
//! | the 37 | 11 631 | 97.2 % | 83.0 % |
//! | 15 others, made alike of other articles | 4 990 | 96.9 % | 82.4 % |
//! | six pages like those 15, printed, scanned and read by `RapidOCR` | 2 034 | 93.6 % | 71.6 % |
//!
//! By continuity alone means that a quarter of its logarithm counts, and that to pass a column over or to begin one costs
//! something. Nothing was fitted to the other pages, but their figures were seen while the numbers were fitted, and there
//! was no cross-validation: pages of other newspapers may do worse.
//!
//! The tools that fitted them are not in this repository, so no command in it makes them again. They belong to the
//! signs as these stand: a sign that is added begins with nought, and one whose meaning changes needs new numbers.

/// By the number of the sign.
#[rustfmt::skip]
pub static WEIGHTS: [i8; super::signs::COUNT] = [
    -6, -6, -22, -19, -21, -17, -10, -4, -2, 5, 11, 13, 26, 23, 11, 19,
    8, 0, 0, 0, -4, -7, -3, -1, -7, -2, 2, 2, -2, 0, 0, 0,
    0, 0, -14, -8, 1, 0, 17, 10, -7, 6, -18, 0, 0, 0, 0, -2,
    4, -6, 6, -4, 0, 0, 0, 0, 0, -10, 2, 0, 0, 0, 0, -4,
    2, -3, -1, -2, 0, 1, 0, 3, 0, 2, -5, 1, 0, 4, 0, 2,
    0, 9, -2, 2, 0, 5, 0, 5, 0, 7, 6, 0, 0, 4, 0, 4,
    0, 4, 0, 0, -4, -2, 0, 0, 0, -8, -6, -11, -3, 8, 11, -2,
    42, 4, -15, 0, -23, -4, -4, 0, -10, 0, 3, -2, 16, -6, -6, 0,
    -10, 0, 0, 0, 0, 0, 4, 0, -2, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 1, 4, -4, 4, 5, 0, -3, -4, -2, 0, -4, 0, -2, -2,
    17, 0, 0, 0, -18, 0, 0, 0, -1, 0, 0, 0, 2, 0, -2, 0,
    0, 0, 0, 0, -6, 0, 0, 0, 0, 0, 3, 0, 2, 0, 0, 0,
    0, 0, -14, 1, -7, 4, 16, 1, 23, 8, -4, 0, -35, -4, -9, 0,
    10, 0, 0, 0, 14, -6, -2, 0, -11, 2, -2, 4, 2, 2, 7, 0,
    10, 0, 0, 0, -6, 0, -10, 9, -6, 0, 12, 0, 20, 1, -4, 0,
    -8, 0, -28, 10, -8, -3, 11, 10, 22, 10, -4, 0, -25, -18, -9, -12,
    5, 0, 5, -5, 10, -3, -5, -8, 0, -23, -6, -2, 18, -5, -15, 0,
    37, -16, -8, 0, 14, -22, -5, -28, -12, -18, -1, -2, 0, 3, -1, -11,
    10, 7, -14, -2, -2, -2, 9, -4, 5, -4, 0, 0, 0, 12, -18, -3,
    -3, 1, -12, 11, -14, 7, -24, -9, 5, -7, 2, 1, 0, -3, -12, -4,
    2, 1, 8, -18, -5, 0, 7, -1, 2, 23, 2, 2, -1, 3, 2, 0,
    5, 2, -3, -6, 5, 4, 7, 0, 14, -1, 10, -1, 4, -2, -12, -5,
    -6, 10, 6, 12, 3, 24, -8, 8, 1, 12, 7, 12, -5, 0, -2, 21,
    10, 1, 2, 0, -7, -12, -6, 0, 31, -13, -1, -1, -6, 4, -28, -27,
    -10, -3, 6, 11, 34, 14, 33, 9, 15, -2, -8, -9, -11, 12, -4, 0,
    4, -1, -14, 11, 3, -5, 5, 10, -2, -25, 17, -1, -12, 5, -18, -1,
    -12, -7, 1, -7, -2, 1, -6, -5, 0, 17, -12, -12, -12, -6, 0, 10,
    6,
];
