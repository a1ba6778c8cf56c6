//! C07: presentation forms for vertical text.

use super::{Context, Ingredients, Repair, Scope, map};
use crate::lang::Language;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C07",
        name: "vertical-forms",
        summary: "Presentation forms for vertical text become the ordinary marks.",
        why: "The forms turned by a quarter are for type set from top to bottom; a headline that was set so keeps them \
              when its text is extracted. In simplified Chinese the vertical double quotes are the horizontal “ ” \
              (GB/T 15834), elsewhere they are 『 』. A page that is itself one character a line is left alone.",
        certainty: Certainty::Sure,
        languages: &[],
        fixes: &[
            ("︵见第四版︶", "（见第四版）"),
            ("﹃老码头﹄换新颜", "“老码头”换新颜"),
            ("這是﹁老碼頭﹂的燈", "這是「老碼頭」的燈"),
            ("编者按︰本周起︐开设新栏目︒", "编者按：本周起，开设新栏目。"),
        ],
        leaves: &["（见第四版）“老码头”『新』", "老\n码\n头\n︵\n新\n︶\n的\n灯"],
    },
    needs: Ingredients::VERTICAL_FORMS,
    scope: Scope::Line,
    find,
};

fn find(text: &str, context: Context, wishes: &mut Vec<Edit>) {
    if !context.vertical {
        map(text, wishes, |c| horizontal(c, context.language));
    }
}

const fn horizontal(c: char, language: Language) -> Option<char> {
    let simplified = matches!(language, Language::ZhHans);
    Some(match c {
        '\u{fe10}' => '，',
        '\u{fe11}' => '、',
        '\u{fe12}' => '。',
        // By its name a two-dot leader, but printed pages know it as a colon.
        '\u{fe13}' | '\u{fe30}' => '：',
        '\u{fe14}' => '；',
        '\u{fe15}' => '！',
        '\u{fe16}' => '？',
        '\u{fe17}' => '〖',
        '\u{fe18}' => '〗',
        '\u{fe19}' => '…',
        '\u{fe31}' => '—',
        '\u{fe32}' => '–',
        '\u{fe35}' => '（',
        '\u{fe36}' => '）',
        '\u{fe37}' => '｛',
        '\u{fe38}' => '｝',
        '\u{fe39}' => '〔',
        '\u{fe3a}' => '〕',
        '\u{fe3b}' => '【',
        '\u{fe3c}' => '】',
        '\u{fe3d}' => '《',
        '\u{fe3e}' => '》',
        '\u{fe3f}' => '〈',
        '\u{fe40}' => '〉',
        '\u{fe41}' if simplified => '‘',
        '\u{fe42}' if simplified => '’',
        '\u{fe43}' if simplified => '“',
        '\u{fe44}' if simplified => '”',
        '\u{fe41}' => '「',
        '\u{fe42}' => '」',
        '\u{fe43}' => '『',
        '\u{fe44}' => '』',
        '\u{fe47}' => '［',
        '\u{fe48}' => '］',
        _ => return None,
    })
}
