//! German.

/// Frequent short words that English does not have, in alphabetical order.
pub(super) const STOP_WORDS: &[&str] = &[
    "aber", "als", "auch", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der", "des", "die", "durch",
    "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "für", "haben", "hat", "ich", "ihre", "im", "ist",
    "kann", "mit", "nach", "nicht", "noch", "nur", "oder", "sein", "seine", "sich", "sie", "sind", "um", "und", "vom",
    "von", "vor", "war", "werden", "wie", "wird", "wurde", "zu", "zum", "zur", "über",
];
