//! Counts which characters touch, for `src/column/continuity.rs`.
//!
//! ```console
//! $ cargo run --release --example train_continuity -- words=dict.txt text=laws.txt > src/column/continuity.model
//! ```
//!
//! `words=` names lists of words with how often each was seen (`word count …`, one a line), `text=` running text, one
//! paragraph a line. `src/column/continuity.model.md` says where the lists and texts come from.

use std::collections::BTreeMap;
use std::io::Write as _;

use stonehand::column::continuity::{BUCKET_BITS, LEVELS, MAGIC, place, plain};
use stonehand::line::facts::is_ideograph;

/// How many characters each kind of source counts for, whatever its size.
const SHARE: f64 = 3e6;
/// How often a pair is taken to have been seen before anything was counted.
const DOUBT: f64 = 50.0;
/// How many pairs and triples are kept: those that matter most.
const PAIRS: usize = 130_000;
const TRIPLES: usize = 90_000;
/// No character of fewer sightings has a row of its own.
const RARE: f64 = 3.0;

#[derive(Default)]
struct Counts {
    single: BTreeMap<char, f64>,
    pairs: BTreeMap<(char, char), f64>,
    triples: BTreeMap<(char, char, char), f64>,
    begins: BTreeMap<char, f64>,
    ends: BTreeMap<char, f64>,
}

impl Counts {
    fn add(&mut self, text: &[char], weight: f64) {
        for (i, &c) in text.iter().enumerate() {
            *self.single.entry(c).or_default() += weight;
            if i >= 1 {
                *self.pairs.entry((text[i - 1], c)).or_default() += weight;
            }
            if i >= 2 {
                *self.triples.entry((text[i - 2], text[i - 1], c)).or_default() += weight;
            }
        }
    }

    /// Scales all counts to `SHARE` characters.
    fn scaled(mut self) -> Self {
        let by = SHARE / self.single.values().sum::<f64>().max(1.0);
        self.single.values_mut().chain(self.begins.values_mut()).chain(self.ends.values_mut()).for_each(|n| *n *= by);
        self.pairs.values_mut().for_each(|n| *n *= by);
        self.triples.values_mut().for_each(|n| *n *= by);
        self
    }
}

fn get<K: Ord>(map: &BTreeMap<K, f64>, key: &K) -> f64 {
    map.get(key).copied().unwrap_or(0.0)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut words, mut text) = (Counts::default(), Counts::default());
    for arg in std::env::args().skip(1) {
        let (kind, file) = arg.split_once('=').ok_or("words=FILE or text=FILE")?;
        let all = std::fs::read_to_string(file)?;
        for line in all.lines() {
            if kind == "words" {
                let mut parts = line.split_whitespace();
                let (Some(word), Some(count)) = (parts.next(), parts.next()) else { continue };
                let word: Vec<char> = word.chars().collect();
                if word.iter().all(|&c| is_ideograph(c)) {
                    let count: f64 = count.parse()?;
                    words.add(&word, count);
                    *words.begins.entry(word[0]).or_default() += count;
                    *words.ends.entry(word[word.len() - 1]).or_default() += count;
                }
            } else {
                let line: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
                text.add(&line, 1.0);
            }
        }
    }
    std::io::stdout().write_all(&model(&words.scaled(), &text.scaled()))?;
    Ok(())
}

fn model(words: &Counts, text: &Counts) -> Vec<u8> {
    let mut both = Counts::default();
    for part in [words, text] {
        part.single.iter().for_each(|(k, n)| *both.single.entry(*k).or_default() += n);
        part.pairs.iter().for_each(|(k, n)| *both.pairs.entry(*k).or_default() += n);
        part.triples.iter().for_each(|(k, n)| *both.triples.entry(*k).or_default() += n);
    }
    let all: f64 = both.single.values().sum::<f64>() + 5000.0;
    let chance = |c: &char| (get(&both.single, c) + 0.5) / all;
    let tokens: f64 = words.begins.values().sum();
    // Where the halves of no known pair touch, one word ends and another begins.
    let end = |c: &char| {
        let seen = get(&words.single, c);
        if seen > 0.0 { ((get(&words.ends, c) + 2.0) / (seen + 4.0)).ln() } else { 0.0 }
    };
    let begin = |c: &char| {
        if get(&words.single, c) > 0.0 {
            ((get(&words.begins, c) / tokens).max(chance(c) * 0.05) / chance(c)).ln()
        } else {
            0.0
        }
    };

    let mut given: BTreeMap<(char, char), f64> = BTreeMap::new();
    let mut pairs: Vec<(f64, [char; 3], f64)> = Vec::new();
    for (&(a, b), &n) in &both.pairs {
        let loose = (end(&a) + begin(&b)).exp() * chance(&b);
        let p = (n + (get(&words.single, &a) + DOUBT) * loose) / (get(&both.single, &a) + DOUBT);
        given.insert((a, b), p);
        let gain = (p / chance(&b)).ln();
        pairs.push((n * (gain - end(&a) - begin(&b)).abs(), ['\0', a, b], gain));
    }
    let mut triples: Vec<(f64, [char; 3], f64)> = Vec::new();
    for (&(a, b, c), &n) in &both.triples {
        let (q, seen) = (given[&(b, c)], both.pairs[&(a, b)]);
        let gain = ((n + DOUBT * q) / (seen + DOUBT) / q).ln();
        triples.push((n.max(seen * q) * gain.abs(), [a, b, c], gain));
    }
    for (list, most) in [(&mut pairs, PAIRS), (&mut triples, TRIPLES)] {
        list.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        list.truncate(most);
    }
    pairs.append(&mut triples);
    let levels = levels(&pairs.iter().map(|p| eighths(p.2)).collect::<Vec<_>>());

    let mut out = MAGIC.to_vec();
    let chars: Vec<char> =
        both.single.iter().filter(|&(c, n)| *n >= RARE && u16::try_from(*c as u32).is_ok()).map(|(c, _)| *c).collect();
    out.extend(u32::try_from(chars.len()).unwrap().to_le_bytes());
    for c in chars {
        out.extend(u16::try_from(c as u32).unwrap().to_le_bytes());
        out.extend([eighths(end(&c)).cast_unsigned(), eighths(begin(&c)).cast_unsigned()]);
    }
    out.extend(levels.map(i8::cast_unsigned));
    let mut buckets: Vec<Vec<u16>> = vec![Vec::new(); 1 << BUCKET_BITS];
    for (_, [a, b, c], gain) in pairs {
        let (bucket, print) = place(a, b, c);
        let level = (0..LEVELS).min_by_key(|&l| (i32::from(levels[l]) - i32::from(eighths(gain))).abs()).unwrap();
        buckets[bucket].push(print << 4 | u16::try_from(level).unwrap());
    }
    let mut from = 0_u32;
    out.extend(from.to_le_bytes());
    for bucket in &mut buckets {
        bucket.sort_unstable();
        from += u32::try_from(bucket.len()).unwrap();
        out.extend(from.to_le_bytes());
    }
    out.extend(buckets.iter().flatten().flat_map(|e| e.to_le_bytes()));
    out
}

fn eighths(x: f64) -> i8 {
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let byte = (x * 8.0).round().clamp(-100.0, 100.0) as i8;
    byte
}

/// Sixteen values that stand for all others, each the mean of those nearest to it (Lloyd, 1957).
fn levels(values: &[i8]) -> [i8; LEVELS] {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let mut levels: [i8; LEVELS] = std::array::from_fn(|l| sorted[(2 * l + 1) * sorted.len() / (2 * LEVELS)]);
    for _ in 0..32 {
        let mut sums = [(0_i64, 0_i64); LEVELS];
        for &v in &sorted {
            let near = (0..LEVELS).min_by_key(|&l| (i32::from(levels[l]) - i32::from(v)).abs()).unwrap();
            sums[near] = (sums[near].0 + i64::from(v), sums[near].1 + 1);
        }
        for (level, (sum, count)) in levels.iter_mut().zip(sums) {
            *level = if count > 0 { i8::try_from(sum / count).unwrap() } else { *level };
        }
    }
    levels
}
