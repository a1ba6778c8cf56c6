//! How much of a title's wording each place has, as the title gets line after line.

use crate::article::affinity::{Affinity, Gram, Reader};
use crate::lang::han::leading_han_key;

/// How much of a title's wording each place has.
pub(super) struct Shares<'a> {
    affinity: &'a Affinity,
    /// The index in `affinity` of the first place.
    first: usize,
    reader: Reader,
    total: i32,
    /// For each place what it has, and where that stood last before it.
    at: Vec<Vec<(i32, usize)>>,
    /// For each place all that it has.
    whole: Vec<i32>,
}

/// What a line of a title says: its pairs and words with their weights, and the stories that have them.
pub(super) struct Said<'a> {
    text: &'a str,
    /// The ideograph that it begins with, if it does.
    first: Option<Gram>,
    /// What it says by itself but for the last word, which may go on in the next line.
    grams: Vec<(i32, &'a [u32])>,
    /// How the reading goes on behind it.
    reader: Reader,
}

impl<'a> Said<'a> {
    pub(super) fn of(text: &'a str, affinity: &'a Affinity) -> Self {
        let first = leading_han_key(text.as_bytes()).map(|(han, _)| Gram::from(han));
        let (mut grams, mut reader) = (Vec::with_capacity(text.len() / 3), Reader::default());
        reader.read(text, |gram| grams.push(affinity.weigh(gram)));
        Self { text, first, grams, reader }
    }
}

impl<'a> Shares<'a> {
    /// Nothing yet, of so many places.
    pub(super) fn over(places: usize, (affinity, first): (&'a Affinity, usize)) -> Self {
        let (at, whole) = (vec![Vec::new(); places], vec![0; places]);
        Self { affinity, first, reader: Reader::default(), total: 0, at, whole }
    }

    /// What the places have of another title, which has no line yet.
    pub(super) fn clear(&mut self) {
        (self.reader, self.total) = (Reader::default(), 0);
        self.at.iter_mut().for_each(Vec::clear);
        self.whole.fill(0);
    }

    /// What they have when the title has one line more.
    pub(super) fn add(&mut self, line: &Said<'_>) {
        if let Some(first) = line.first {
            // An ideograph ends the last word, or makes a pair with the last one.
            if let Some(pair) = self.reader.pair_with(first) {
                self.count(self.affinity.weigh(pair));
            }
            for &gram in &line.grams {
                self.count(gram);
            }
            self.reader = line.reader;
        } else {
            // The last word may go on.
            if let Some(word) = self.reader.word() {
                let (affinity, first) = (self.affinity, self.first);
                let (weight, stories) = affinity.weigh(word);
                self.total -= weight;
                for place in places_of(stories, first, self.at.len()) {
                    self.at[place].pop();
                    self.whole[place] -= weight;
                }
            }
            let (mut reader, affinity) = (self.reader, self.affinity);
            reader.read(line.text, |gram| self.count(affinity.weigh(gram)));
            self.reader = reader;
        }
        if let Some(word) = self.reader.word() {
            self.count(self.affinity.weigh(word));
        }
    }

    /// Counts a pair or a word by its weight and the stories that have it.
    fn count(&mut self, (weight, stories): (i32, &[u32])) {
        self.total += weight;
        let mut before = usize::MAX;
        for place in places_of(stories, self.first, self.at.len()) {
            self.at[place].push((weight, before));
            self.whole[place] += weight;
            before = place;
        }
    }

    /// What place `at` adds to a story that begins at `from`.
    pub(super) fn added(&self, at: usize, from: usize) -> i32 {
        if at == from {
            return self.whole[at];
        }
        self.at[at]
            .iter()
            .filter(|(_, before)| *before == usize::MAX || *before < from)
            .map(|(weight, _)| weight)
            .sum()
    }

    /// What all of these places have.
    pub(super) fn of_places(&self, places: std::ops::Range<usize>) -> i32 {
        let from = places.start;
        places.map(|at| self.added(at, from)).sum()
    }

    pub(super) fn hundredths(&self, share: i32) -> i32 {
        i32::try_from(i64::from(share) * 100 / i64::from(self.total.max(1))).unwrap_or(100)
    }
}

/// Which of so many places from `first` on some stories are.
fn places_of(stories: &[u32], first: usize, places: usize) -> impl Iterator<Item = usize> {
    stories.iter().filter_map(move |&story| (story as usize).checked_sub(first).filter(|&place| place < places))
}
