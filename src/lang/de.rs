//! German.

/// Frequent short words that English does not have, in alphabetical order.
pub(super) const STOP_WORDS: &[&str] = &[
    "aber", "als", "auch", "auf", "aus", "bei", "bis", "das", "dass", "dem", "den", "der", "des", "die", "durch",
    "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "für", "haben", "hat", "ich", "ihre", "im", "ist",
    "kann", "mit", "nach", "nicht", "noch", "nur", "oder", "sein", "seine", "sich", "sie", "sind", "um", "und", "vom",
    "von", "vor", "war", "werden", "wie", "wird", "wurde", "zu", "zum", "zur", "über",
];

/// Words that have a capital at the beginning of a sentence only.
pub(super) const OPENERS: &[&str] = &[
    "Der", "Die", "Das", "Den", "Dem", "Des", "Ein", "Eine", "Einen", "Einem", "Einer", "In", "Im", "An", "Am", "Auf",
    "Aus", "Bei", "Mit", "Nach", "Vor", "Zu", "Zum", "Zur", "Für", "Wegen", "Seit", "Es", "Er", "Wir", "Ich", "Als",
    "Wenn", "Weil", "Nur", "Noch", "Auch", "Und", "Aber", "Doch", "Wie", "Was", "Wer", "Man", "Mehr", "Unter", "Über",
];
