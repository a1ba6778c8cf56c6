//! Half-width katakana: a line that was filled with them measures half an em for each, though they were made ordinary.

use super::facts::Width;
use crate::text::Text;

/// By how much a text was narrower before its half-width katakana were repaired, in hundredths of an em.
pub(super) fn narrower(text: &Text) -> Width {
    let mut at = 0;
    let mut less = 0;
    for run in text.runs() {
        let end = at + run.len as usize;
        // A voiced kana had a mark of its own behind it, half an em as well.
        let kana = |&c: &char| is_katakana(c) && !is_voiced(c);
        less += if run.kept { 0 } else { text[at..end].chars().filter(kana).map(|_| 50).sum::<Width>() };
        at = end;
    }
    less
}

const fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヴ' | 'ー')
}

/// Kana with a voice mark follow those without.
fn is_voiced(c: char) -> bool {
    "ガギグゲゴザジズゼゾダヂヅデドバパビピブプベペボポヴ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Rule;
    use crate::text::Edit;

    #[test]
    fn kana_count_as_they_stood() {
        let mut text = Text::of("渡しのﾌｪﾘｰとｶﾞｽ", 0);
        text.apply(&[Edit::replace(9..21, "フェリー"), Edit::replace(24..33, "ガス")], &Rule::EMPTY, &mut Vec::new());
        assert_eq!(text.as_str(), "渡しのフェリーとガス");
        // The voiced one stands for two characters.
        assert_eq!(narrower(&text), 4 * 50 + 50);
        assert_eq!(narrower(&Text::of("フェリー", 0)), 0);
    }
}
