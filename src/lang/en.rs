//! English.

/// Frequent short words that German does not have, in alphabetical order.
pub(super) const STOP_WORDS: &[&str] = &[
    "about", "after", "all", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had", "has",
    "have", "he", "her", "his", "if", "is", "it", "its", "more", "new", "not", "of", "on", "one", "or", "other",
    "our", "out", "said", "she", "than", "that", "the", "their", "there", "they", "this", "to", "up", "we", "were",
    "when", "which", "who", "with", "would", "year", "you",
];

/// Words that hardly have a capital but at the beginning of a sentence.
pub(super) const OPENERS: &[&str] = &[
    "The", "A", "An", "In", "On", "At", "It", "He", "She", "They", "We", "For", "From", "With", "When", "After", "As",
    "There", "This", "That", "These", "Those", "But", "And", "While", "Although", "More", "Some", "Many", "Two",
    "Three", "His", "Her", "Their", "Its", "To", "By", "If", "No", "One", "Most", "All",
];
