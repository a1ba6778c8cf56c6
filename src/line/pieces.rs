//! Pieces of one printed line that an extractor tore apart where punctuation is squeezed.
//!
//! `pdftotext -raw` and its kin begin a new line where two marks meet, because squeezed type moves backwards. The
//! pieces betray themselves: no line begins with `，` or `”` (kinsoku), and together they are no wider than the measure.

use super::facts::{Ending, Width, is_closer, is_comma, is_mark, is_opener, never_begins};
use super::measure::{NARROWEST, WIDEST};
use super::{Facts, Line};
use crate::lang::Language;
use crate::read::Place;
use crate::rule::{Certainty, Rule};
use crate::text::Change;

/// Puts the pieces of a printed line together.
pub const RULE: Rule = Rule {
    code: "L01",
    name: "torn-line",
    summary: "Puts together the pieces of one printed line that were torn apart between two punctuation marks.",
    why: "Some extractors start a new line where squeezed marks make the type step back. No printed line begins with a \
          mark that kinsoku forbids there, and the pieces together are no wider than the measure.",
    certainty: Certainty::Sure,
    languages: Language::IDEOGRAPHIC,
    fixes: &[
        (
            "今年全市粮食总产量又创新\n高，各乡镇都说是“大丰收\n年”\n，据了解，粮站已备好\n仓库\n，等候农户送粮上门来",
            "今年全市粮食总产量又创新\n高，各乡镇都说是“大丰收\n年”，据了解，粮站已备好\n仓库，等候农户送粮上门来",
        ),
        (
            "船厂的老师傅每天清早六点就到\n码头他把工具一件件摆开才喝茶\n他说。\n“船底的每道缝都要看三\n遍再上油”\n。徒弟记住了这句\n\
         话以后也照着他的样子从头看起\n看完。\n“这条船明天可以下水了",
            "船厂的老师傅每天清早六点就到\n码头他把工具一件件摆开才喝茶\n他说。“船底的每道缝都要看三\n遍再上油”。徒弟记住了这句\n\
         话以后也照着他的样子从头看起\n看完。“这条船明天可以下水了",
        ),
    ],
    leaves: &["新桥通车。\n“真快”，他说"],
};

/// Marks at the beginning of lines must weigh so much before anything is put together: two that kinsoku forbids there do.
const PROOF: usize = 4;
/// One such mark is proof if so many quotes at least fill the lines above.
const FILLED: usize = 2;
/// How many lines to either side tell the measure of a piece.
const REACH: usize = 12;

/// Puts torn lines together; returns the printed lines.
#[must_use]
pub fn reunite(lines: Vec<Line>, language: Language, changes: &mut Vec<Change>) -> Vec<Line> {
    // Some proof that this extractor tears lines at all: marks that no printed line begins with. A quote or bracket that
    // closes may have come there otherwise.
    let weight = |c: char| if is_closer(c) { 1 } else { 2 };
    if !language.is_ideographic() {
        return lines;
    }
    let marked = || lines.iter().map(|l| &l.facts).filter(|f| never_begins(f.first));
    // A mark alone may have been thrown there; one with words behind it was torn off.
    let one = || marked().any(|f| f.chars > 3 && !is_closer(f.first));
    let proven = marked().map(|f| weight(f.first)).sum::<usize>() >= PROOF || one() && quotes_fill(&lines);
    let any = proven || lines.windows(2).any(|w| is_lone_mark(&w[0].facts, &w[1].facts, false));
    if !any {
        return lines;
    }
    let facts: Vec<Facts> = lines.iter().map(|l| l.facts).collect();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for (i, line) in lines.into_iter().enumerate() {
        let Some(upper) = out.last_mut() else {
            out.push(line);
            continue;
        };
        let beside = upper.place.zip(line.place).is_none_or(|(a, b)| is_level(&a, &b));
        let torn =
            proven && is_torn(&upper.facts, &line.facts) && fits(&upper.facts, &facts[i..], measure_near(&facts, i));
        if !beside || !torn && !is_lone_mark(&upper.facts, &line.facts, proven) {
            out.push(line);
            continue;
        }
        upper.text.join(&line.text, "", &RULE, changes);
        upper.place = Place::of_both(upper.place, line.place);
        upper.facts = upper.facts.with_next(&upper.text);
    }
    out
}

/// Whether all quotes that begin a line below the end of a sentence fill the measure together with it. Where paragraphs
/// begin with quotes, few do so by chance.
fn quotes_fill(lines: &[Line]) -> bool {
    let facts: Vec<Facts> = lines.iter().map(|l| l.facts).collect();
    let quoted = (1..facts.len()).filter(|&i| facts[i - 1].ending == Ending::Stop && is_opener(facts[i].first));
    let (mut filled, mut all) = (0, 0);
    for i in quoted {
        let sum = facts[i - 1].width + facts[i].width - squeezed(&facts[i - 1], &facts[i]);
        filled += usize::from((sum - measure_near(&facts, i)).abs() <= 110);
        all += 1;
    }
    filled >= FILLED && filled == all
}

/// Whether two places are at one height. Where a page was read by its boxes, the pieces of a line must be.
fn is_level(a: &Place, b: &Place) -> bool {
    let shared = a.rect.y1.min(b.rect.y1) - a.rect.y0.max(b.rect.y0);
    a.set.is_none() || b.set.is_none() || shared * 2 >= a.rect.height().min(b.rect.height())
}

/// Whether `b` is nothing but a mark that hung at the end of the line above. In a column of single characters it has its
/// place, and so it may have in a headline, if the page is not one with torn lines.
fn is_lone_mark(a: &Facts, b: &Facts, torn: bool) -> bool {
    let running = torn || a.open || a.ending == Ending::Stop || a.commas + a.inner_stops > 0;
    let closes = matches!(b.first, '，' | '。' | '、' | '；' | '：' | '！' | '？') || running && is_closer(b.first);
    a.chars > 3 && b.chars == 1 && b.blanks == 0 && closes
}

/// Whether two lines may be pieces of one.
fn is_torn(a: &Facts, b: &Facts) -> bool {
    if b.indent >= 100 || b.blanks > 1 || a.chars == 0 || a.chars == 1 && b.chars == 1 && !is_mark(a.last) {
        return false;
    }
    // A credit in brackets is whole; the figures of a number each have brackets of their own: `（一）（〇）`.
    let figure = a.chars.is_multiple_of(3) && b.chars == 3 && b.last == a.last;
    if matches!((a.first, a.last), ('（', '）') | ('(', ')')) && !never_begins(b.first) && !figure {
        return false;
    }
    let marks_meet = is_mark(a.last) && is_mark(b.first);
    let opens = is_opener(b.first) || is_opener(a.last);
    never_begins(b.first) || marks_meet && opens || is_opener(a.last) && a.chars == 1
}

/// Whether a piece and the lines behind it make a line of the measure.
fn fits(a: &Facts, below: &[Facts], measure: Width) -> bool {
    let b = &below[0];
    let room = |sum: Width, blurred: Width| sum <= measure + 110 + blurred;
    let blurred = blur(a) + blur(b);
    let mut sum = a.width + b.width - squeezed(a, b);
    if !room(sum, blurred) {
        return false;
    }
    if never_begins(b.first) || is_comma(a.last) || matches!(a.ending, Ending::Opener | Ending::Closer) {
        return true;
    }
    // Behind a full stop or a colon a new paragraph may begin: then only a full line is proof, with or without indent;
    // it may take further pieces to fill it.
    let is_full = |sum: Width| {
        let short = measure - sum;
        (-110 - blurred..=110).contains(&short) || (140..=310).contains(&short)
    };
    let mut above = b;
    for next in &below[1..below.len().min(MOST_PIECES)] {
        if is_full(sum) || !is_torn(above, next) {
            break;
        }
        let more = sum + next.width - squeezed(above, next);
        if !room(more, blurred + blur(next)) {
            break;
        }
        (sum, above) = (more, next);
    }
    is_full(sum)
}

/// No printed line was torn into more pieces.
const MOST_PIECES: usize = 8;

/// What is squeezed where two marks meet.
fn squeezed(a: &Facts, b: &Facts) -> Width {
    if is_mark(a.last) && is_mark(b.first) { 50 } else { 0 }
}

/// How far Latin letters and digits blur a width.
fn blur(facts: &Facts) -> Width {
    Width::try_from((facts.latin + facts.digits).min(40)).unwrap_or(0) * 6
}

/// The measure near line `i`: the widest of the widths that most of the wider lines around it share.
fn measure_near(facts: &[Facts], i: usize) -> Width {
    let near = &facts[i.saturating_sub(REACH)..(i + REACH).min(facts.len())];
    let support = |width: Width| near.iter().filter(|f| (f.width - width).abs() <= 60).count();
    let wide = || near.iter().map(|f| f.width).filter(|w| (NARROWEST..=WIDEST).contains(w));
    let most = wide().map(support).max().unwrap_or(0);
    wide().filter(|&w| support(w) >= (most / 2).max(2)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::text::Text;

    fn reunited(text: &str) -> String {
        let line = |l: &str| Line::new(Text::of(l, 0), 0, None);
        let lines = reunite(text.lines().map(line).collect(), Language::ZhHans, &mut Vec::new());
        lines.iter().map(|l| l.text.to_string()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_examples_hold() {
        for (before, after) in RULE.fixes {
            assert_eq!(reunited(before), *after);
        }
        for before in RULE.leaves {
            assert_eq!(reunited(before), *before);
        }
    }
}
