//! Captions of pictures, and the credits of photographers.

use super::{Cue, opens_story};
use crate::line::{Ending, Line, Role};
use crate::rule::{Certainty, Rule};

pub(super) const CUE: Cue = Cue {
    rule: Rule {
        code: "L15",
        name: "caption",
        summary: "A line that explains a picture: it begins as captions do or ends with the photographer's credit.",
        why: "Captions stand inside stories in the extractor's order, but are no sentence of theirs.",
        certainty: Certainty::Likely,
        languages: &[],
        fixes: &[
            ("图为新桥合龙现场。（何溪 摄）", "caption"),
            ("渔船回港。 记者 林一禾 摄", "caption"),
            ("Am Ufer. Foto: Tann", "caption"),
        ],
        leaves: &["图为何物，众说纷纭，专家正在考证，", "他用三年拍摄"],
    },
    role: Role::Caption,
    shows: |lines: &[Line], index| is_caption(lines, index),
};

/// A photographer's credit on a line of its own.
pub(super) const CREDIT: Cue = Cue {
    rule: Rule {
        code: "L16",
        name: "photo-credit",
        summary: "A bracket on a line of its own that names the photographer.",
        why: "The credit belongs to the caption above it.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[("（何溪 摄）", "caption"), ("(Photo: J. Marlow)", "caption")],
        leaves: &["（何溪）"],
    },
    role: Role::Caption,
    shows: |lines: &[Line], index| is_credit(&lines[index].text) || opens_credit(lines, index),
};

/// Whether a credit on lines of its own begins here and goes on below: `（何` ⏎ `溪摄）`.
fn opens_credit(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    matches!(line.facts.first, '（' | '(')
        && line.facts.open
        && lines
            .get(index + 1)
            .is_some_and(|below| is_rest(below) && is_credit(&format!("{}{}", line.text, below.text)))
}

fn is_credit(text: &str) -> bool {
    let Some(inner) = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')'])) else { return false };
    if text.chars().count() > 30 {
        return false;
    }
    inner.ends_with(['摄', '攝']) || inner.ends_with("撮影") || inner.starts_with("Photo") || inner.starts_with("Foto")
}

/// Whether a text ends with the credit of a photographer.
#[must_use]
pub fn has_credit(text: &str) -> bool {
    let end = text.trim_end_matches(['）', ')', '。', ' ']);
    let credit = match end.chars().next_back() {
        Some('摄' | '攝') => true,
        Some('影') => end.ends_with("撮影"),
        Some('道') => end.ends_with("摄影报道"),
        Some('導') => end.ends_with("攝影報導"),
        _ => false,
    };
    if !credit {
        return false;
    }
    // A name stands before the credit, behind a bracket, a stop or a space: `。 记者 林一禾 摄`.
    let body = end.trim_end_matches(['摄', '攝', '影', '撮', '报', '報', '道', '導']);
    let tail: String = body.chars().rev().take(12).collect();
    body.ends_with([' ', '\u{3000}'])
        || tail.contains(['（', '(', '：', ':', '/', ' ', '\u{3000}'])
        || tail.contains("者记")
        || end.ends_with("撮影") && tail.contains(['、', '＝'])
}

/// What stands before a photographer's name.
const CREDITS: [&str; 6] = ["Foto:", "Fotos:", "Photo:", "Photo by ", "Photograph by ", "Bild:"];

/// `Foto: Tannhof` on a line of its own.
fn opens_with_credit(text: &str) -> bool {
    CREDITS.iter().any(|credit| text.starts_with(credit)) && has_latin_credit(text)
}

/// `… Foto: Tannhof`
fn has_latin_credit(text: &str) -> bool {
    // Nearly no line has any of them, and one look tells.
    let credit = |pair: &[u8]| matches!(pair, b"Fo" | b"Ph" | b"Bi");
    if !text.as_bytes().windows(2).any(credit) {
        return false;
    }
    CREDITS.iter().any(|credit| {
        text.rfind(credit).is_some_and(|at| {
            let name = &text[at + credit.len()..];
            name.chars().count() <= 30 && name.split_whitespace().count() <= 4 && !name.trim().is_empty()
        })
    })
}

/// Whether the line ends with a photographer's credit, or breaks off in it.
fn ends_with_credit(lines: &[Line], index: usize) -> bool {
    let text: &str = &lines[index].text;
    let may_break_off = || text.starts_with(['图', '圖']) || text.contains('＝');
    // Nearly no line stands above one so short.
    let below = || lines.get(index + 1).filter(|below| is_rest(below) && may_break_off());
    has_credit(text) || below().is_some_and(|below| has_credit(&format!("{text}{}", below.text)))
}

/// Whether the line is the rest of a credit that broke off in the caption above: `…（何溪` ⏎ `摄）`.
fn ends_credit(lines: &[Line], index: usize) -> bool {
    let above = index.checked_sub(1).filter(|&i| lines[i].role == Role::Caption);
    above
        .is_some_and(|i| !has_credit(&lines[i].text) && has_credit(&format!("{}{}", lines[i].text, lines[index].text)))
}

/// Whether the line may be the rest of a credit.
fn is_rest(line: &Line) -> bool {
    line.facts.chars <= 6 && line.text.contains(['摄', '攝', '影'])
}

/// The words with which a caption begins.
const OPENERS: [&str; 20] = [
    "图为",
    "图①",
    "图1",
    "上图",
    "下图",
    "左图",
    "右图",
    "圖為",
    "圖爲",
    "圖①",
    "圖1",
    "上圖",
    "下圖",
    "左圖",
    "右圖",
    "△",
    "▲",
    "▼",
    "写真は",
    "【写真",
];

/// Whether a text begins as captions do.
fn opens(text: &str) -> bool {
    text.starts_with(['图', '圖', '上', '下', '左', '右', '△', '▲', '▼', '写', '【'])
        && OPENERS.iter().any(|words| text.starts_with(words))
}

/// A caption has no more lines than this.
const MOST_LINES: usize = 5;

/// Whether a credit closes the caption of which line `index` is, on this line or a few lines below.
fn closes(lines: &[Line], index: usize) -> bool {
    let below = &lines[index..lines.len().min(index + MOST_LINES)];
    let other = |line: &Line| line.role != Role::Unknown || opens(&line.text) || opens_story(&line.text);
    let free = 1 + below[1..].iter().take_while(|line| !other(line)).count();
    let credited = |line: &Line| has_credit(&line.text) || is_credit(&line.text);
    let broken = |pair: &[Line]| is_rest(&pair[1]) && has_credit(&format!("{}{}", pair[0].text, pair[1].text));
    below[..free].iter().any(credited) || below[..free].windows(2).any(broken)
}

/// Whether a caption that began above goes on in this line, up to its credit.
fn goes_on(lines: &[Line], index: usize) -> bool {
    let Some(above) = index.checked_sub(1).map(|i| &lines[i]).filter(|above| above.role == Role::Caption) else {
        return false;
    };
    let ended = matches!(above.facts.ending, Ending::Stop | Ending::Closer) || has_credit(&above.text);
    !above.facts.is_latin() && !ended && closes(lines, index)
}

fn is_caption(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let text: &str = &line.text;
    if is_rest(line) && ends_credit(lines, index) || goes_on(lines, index) {
        return true;
    }
    if line.facts.chars < 3 || line.facts.chars > 120 {
        return false;
    }
    if line.facts.chars >= 5 && ends_with_credit(lines, index) {
        return true;
    }
    if line.facts.is_latin() {
        if line.facts.chars < 5 {
            return false;
        }
        if has_latin_credit(text) {
            return true;
        }
        // The line above a credit, if it is a sentence by itself.
        let own = index.checked_sub(1).is_none_or(|i| lines[i].facts.ending == Ending::Stop);
        let credited = |below: &Line| is_credit(&below.text) || opens_with_credit(&below.text);
        return own && line.facts.ending == Ending::Stop && lines.get(index + 1).is_some_and(credited);
    }
    if !opens(text) {
        return false;
    }
    // A caption is closed within a few lines; the first words alone may also open a sentence.
    closes(lines, index) || ["图为", "圖為", "圖爲"].iter().any(|o| text.starts_with(o)) && text.ends_with('。')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Choice;
    use crate::text::Text;

    #[test]
    fn a_caption_goes_on_to_its_credit() {
        let pages = [
            "图为新桥合龙后，工人们在\n桥面上排成一排，请路过的渔船\n替他们拍照留念。（何溪 摄）",
            "图为新\n桥合龙\n现场。\n（何溪\n摄）",
            "图为新桥合龙现场。（何\n溪 摄）",
            "图为新桥合龙现场。\n（何\n溪摄）",
            "水門を点検する小倉さん＝浜見市で、野\n中晶撮影",
        ];
        for page in pages {
            let mut lines: Vec<Line> = page.lines().map(|l| Line::new(Text::of(l, 0), 0, None)).collect();
            crate::line::cue::ask(&mut lines, &Choice::default());
            assert!(lines.iter().all(|l| l.role == Role::Caption), "{page}");
        }
        let mut lines: Vec<Line> =
            ["新桥合龙（上）", "他摄"].iter().map(|l| Line::new(Text::of(l, 0), 0, None)).collect();
        crate::line::cue::ask(&mut lines, &Choice::default());
        assert!(lines.iter().all(|l| l.role == Role::Unknown));
    }
}
