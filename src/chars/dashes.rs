//! C09: what should be a Chinese dash.

use super::look::{ahead, behind, char_ahead, char_behind, is_wide_text, runs};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::class::Class;
use crate::lang::{Language, is_surname};
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C09",
        name: "makeshift-dashes",
        summary: "Two hyphens, two rules or, where no word is possible, two ideographs 一 become the dash ——.",
        why: "The dash of two ems is not on the keyboard, and OCR reads its halves as 一. A dash of three ems is a \
              flourish of the printer and is left alone.",
        certainty: Certainty::Likely,
        languages: Language::CHINESE,
        fixes: &[
            ("一盏灯--渡口的守望", "一盏灯——渡口的守望"),
            ("──写在开渔之前", "——写在开渔之前"),
            ("“灯亮着。”一一渡口老人", "“灯亮着。”——渡口老人"),
        ],
        leaves: &[
            "一盏灯——渡口的守望",
            "———一盏灯",
            "他一一介绍来客",
            "run --help",
            "第一一〇号",
            "2020--2025",
            "桥北-桥南",
        ],
    },
    needs: Ingredients::DOUBLED,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    for run in runs(text).filter(|run| run.count == 2) {
        let (before, after) = (behind(text, run.start), ahead(text, run.end));
        let dash = match run.c {
            '-' | '－' | '–' | '―' | '─' => {
                let fits = |class: Option<Class>| class.is_none_or(is_wide_text);
                fits(before) && fits(after) && (before.is_some() || after.is_some())
            }
            '一' => closes_speech(text, run.start) && after == Some(Class::Han),
            _ => false,
        };
        if dash {
            wishes.push(Edit::replace(run.start..run.end, "——"));
        }
    }
}

/// Whether a speech ends in front of byte `at`, stop and quote: behind it stands who said it.
fn closes_speech(text: &str, at: usize) -> bool {
    match char_behind(text, at) {
        Some(quote @ ('”' | '』' | '」')) => behind(text, at - quote.len_utf8()) == Some(Class::Stop),
        _ => false,
    }
}

/// C23: any other 一一 that may be a dash.
pub(super) static GUESS: Repair = Repair {
    rule: Rule {
        code: "C23",
        name: "one-one",
        summary: "Two ideographs 一 between words may be the dash ——.",
        why: "OCR reads the halves of a dash as 一, but 一一 is also the word for “one by one”.",
        certainty: Certainty::Guess,
        languages: Language::CHINESE,
        fixes: &[("渡口一一老船工的家", "渡口——老船工的家")],
        leaves: &["他一一介绍来客", "问题一一列出", "二一一号"],
    },
    needs: Ingredients::DOUBLED,
    scope: Scope::Line,
    find: guess,
};

/// First characters of what is done one by one, and of numbers.
const NO_DASH: &str = "列介核对对对道来回解说化给做作向记录分检查落排清展呈为與与和赠握告交加进進拜细細现現指看数數问問走过過办辦应應实實\
                       登满滿写寫比盘盤点點摆擺叫举舉亲親〇零一二三四五六七八九十百千万萬亿億";

fn guess(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    for run in runs(text).filter(|run| run.count == 2 && run.c == '一') {
        let word = |c: Option<char>| c.is_some_and(|c| Class::of(c) == Class::Han && !NO_DASH.contains(c));
        // 一一 is also a first name.
        let named = char_behind(text, run.start).is_some_and(is_surname);
        if !named && word(char_behind(text, run.start)) && word(char_ahead(text, run.end)) {
            wishes.push(Edit::replace(run.start..run.end, "——"));
        }
    }
}
