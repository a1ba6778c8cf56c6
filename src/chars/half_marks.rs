//! C02: half-width marks in Chinese.

use super::brackets::Brackets;
use super::look::{ahead, ahead_of_spaces, behind, char_ahead, char_behind, is_mostly_latin, is_wide_text};
use super::{Context, Ingredients, Repair, Scope};
use crate::lang::Language;
use crate::lang::class::Class;
use crate::rule::{Certainty, Rule};
use crate::text::Edit;

pub(super) static REPAIR: Repair = Repair {
    rule: Rule {
        code: "C02",
        name: "half-width-marks",
        summary: "Half-width punctuation between Chinese characters becomes full-width.",
        why: "Typists forget to switch the keyboard, and old extractors know ASCII marks only. Both neighbours must be \
              Chinese, so numbers, times, addresses, file names and the dots of foreign names stay as they are.",
        certainty: Certainty::Sure,
        languages: Language::CHINESE,
        fixes: &[
            ("潮水退了,船还在;灯亮着.", "潮水退了，船还在；灯亮着。"),
            ("问:谁来守灯?答:轮流守!", "问：谁来守灯？答：轮流守！"),
            ("灯塔管理所(下称管理所)", "灯塔管理所（下称管理所）"),
            ("去年,120条船回港", "去年，120条船回港"),
            ("增长6%,其中", "增长6%，其中"),
            ("“老船”.”", "“老船”。”"),
            ("真的吗?!", "真的吗？！"),
            ("占去年的75%.今年又增", "占去年的75%。今年又增"),
            ("水退 ,船归", "水退 ，船归"),
            ("水退 . ", "水退 。 "),
            ("占去年的75%, 今年又增", "占去年的75%， 今年又增"),
            ("水退了. 2025年又涨", "水退了。 2025年又涨"),
            ("水退。( 记者柳禾", "水退。（ 记者柳禾"),
        ],
        leaves: &[
            "7:00-15:00停电",
            "共1,200人，增3.5%",
            "网址www.lamp.example/a?b=1",
            "见附件灯塔.doc",
            "约翰.史密斯",
            "比分3:2",
            "（IMO）f(x)",
            "一.开闸",
            "The lock 水门, built in May, opens",
            "型号No.5",
        ],
    },
    needs: Ingredients::HALF_MARK_BY_WIDE,
    scope: Scope::Line,
    find,
};

fn find(text: &str, _: Context, wishes: &mut Vec<Edit>) {
    if is_mostly_latin(text) {
        return;
    }
    // A mark that was just made wide is a wide neighbour for the next one.
    let mut widened = 0;
    for (at, c) in text.char_indices() {
        let fits = match c {
            ',' | ';' | ':' => widened == at && at > 0 || pause_fits(text, at, c),
            '?' | '!' => widened == at && at > 0 || behind(text, at).is_some_and(ends_wide),
            '.' => stop_fits(text, at),
            _ => false,
        };
        if let (true, Some(wide)) = (fits, wide(c)) {
            wishes.push(Edit::replace(at..at + 1, wide));
            widened = at + 1;
        }
    }
    brackets(text, wishes);
}

/// A character behind which a wide mark may stand: a wide letter, or a wide bracket or quote that closes.
const fn ends_wide(class: Class) -> bool {
    class.is_cjk() || matches!(class, Class::Closing | Class::Stop)
}

/// The character in front of byte `at`, a stray space between passed over.
fn char_before(text: &str, at: usize) -> Option<char> {
    match char_behind(text, at) {
        Some(space @ (' ' | '\u{3000}')) => char_behind(text, at - space.len_utf8()),
        c => c,
    }
}

/// Whether what follows from byte `at` on, a stray space passed over, is Chinese text, or nothing follows.
fn goes_on_wide(text: &str, at: usize) -> bool {
    ahead_of_spaces(text, at).is_none_or(|class| is_wide_text(class) || class == Class::Quote)
}

fn pause_fits(text: &str, at: usize, c: char) -> bool {
    let Some(before) = char_before(text, at) else { return false };
    let class = Class::of(before);
    let close = behind(text, at) == Some(class);
    if ends_wide(class) {
        // Behind an ideograph only an address such as `址:8080/` goes on in ASCII signs.
        return if close {
            !matches!(ahead(text, at + 1), Some(Class::Sign | Class::HalfPause | Class::HalfStop))
        } else {
            goes_on_wide(text, at + 1)
        };
    }
    // Behind a figure, a percent sign or a Latin name a comma belongs to the Chinese sentence that goes on.
    let figure = class.is_digit() || class.is_alphabetic() || matches!(before, '%' | '％');
    figure && close && c != ':' && ahead_of_spaces(text, at + 1).is_some_and(Class::is_cjk)
}

fn stop_fits(text: &str, at: usize) -> bool {
    let Some(before) = char_before(text, at) else { return false };
    if matches!(before, '%' | '％') {
        return ahead_of_spaces(text, at + 1).is_none_or(is_wide_text);
    }
    if !ends_wide(Class::of(before)) || is_item_number(&text[..at]) {
        return false;
    }
    match char_ahead(text, at + 1) {
        Some(next) if Class::of(next).is_han() => !(TRANSCRIBING.contains(before) && TRANSCRIBING.contains(next)),
        // `。1998年` begins a sentence, `图.5` does not.
        Some(_) if ahead_of_spaces(text, at + 1) == Some(Class::Digit) => {
            let counted = text[at + 1..].trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            ahead(counted, 0).is_some_and(Class::is_han) && !"图表圖第号號版注".contains(before)
        }
        _ => goes_on_wide(text, at + 1),
    }
}

/// Whether the text is nothing but a Chinese number: `三.` counts items.
fn is_item_number(text: &str) -> bool {
    let number = |c: char| "一二三四五六七八九十百甲乙丙丁".contains(c);
    // From its end, so that a long text is not read again for each of its marks.
    text.trim_end_matches(number).chars().rev().all(char::is_whitespace)
}

/// Characters that write foreign names; between two of them a dot divides first name and surname.
const TRANSCRIBING: &str = "阿艾安奥巴贝比宾波勃伯布查达戴丹德迪蒂多杜恩尔法菲费弗福格戈哈海赫霍基吉加杰金卡凯科克拉莱兰劳勒雷里利莉\
                            林鲁伦罗洛马玛迈曼梅米密莫姆穆纳内尼诺欧帕佩皮普齐乔琼萨塞森珊史斯苏索塔泰唐特汤图瓦威维温沃伍希西夏谢\
                            辛亚扬耶伊尤约泽詹朱兹翰奧貝賓達爾費傑凱萊蘭勞魯倫羅馬邁瑪納諾齊喬瓊薩塞蘇維亞揚約澤";

/// Brackets change in pairs that hold Chinese; one without partner must have Chinese on both sides.
fn brackets(text: &str, wishes: &mut Vec<Edit>) {
    let brackets = Brackets::of(text);
    for pair in brackets.pairs {
        if !pair.0.wide && !pair.1.wide && Brackets::hold_wide_text(pair) {
            wishes.push(Edit::replace(pair.0.at..pair.0.at + 1, "（"));
            wishes.push(Edit::replace(pair.1.at..pair.1.at + 1, "）"));
        }
    }
    for lone in brackets.unclosed.into_iter().filter(|b| !b.wide) {
        let before = behind(text, lone.at).is_none_or(is_wide_text);
        if before && ahead_of_spaces(text, lone.at + 1).is_some_and(Class::is_cjk) {
            wishes.push(Edit::replace(lone.at..lone.at + 1, "（"));
        }
    }
    for lone in brackets.unopened.into_iter().filter(|b| !b.wide) {
        let before = behind(text, lone.at).is_some_and(ends_wide);
        if before && ahead_of_spaces(text, lone.at + 1).is_none_or(is_wide_text) && !is_item_number(&text[..lone.at]) {
            wishes.push(Edit::replace(lone.at..lone.at + 1, "）"));
        }
    }
}

const fn wide(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '?' => "？",
        '!' => "！",
        '.' => "。",
        _ => return None,
    })
}
