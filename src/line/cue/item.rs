//! Marks that open an item of a list.

use super::words::Words;

/// Words that open the items of a list in running text.
static OPENERS: Words = Words::of(&[
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "一、",
    "二、",
    "三、",
    "四、",
    "五、",
    "六、",
    "七、",
    "八、",
    "九、",
    "十、",
    "（一）",
    "（二）",
    "（三）",
    "（四）",
    "（五）",
    "———",
    "第一，",
    "第二，",
    "第三，",
    "第四，",
    "首先，",
    "其次，",
]);

/// Whether the line opens an item of a list: `二是…`, `3. …`, `● …`.
#[must_use]
pub fn opens_item(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    match first {
        '●' | '○' | '■' | '□' | '◆' | '◇' | '▲' | '△' | '★' | '☆' | '※' | '•' | '▪' | '①'..='⑳' | '㈠'..='㈩' => {
            true
        }
        '0'..='9' => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            text.len() - rest.len() <= 2
                && rest
                    .strip_prefix(['．', '、', '.', '）', ')'])
                    .is_some_and(|item| !item.starts_with(|c: char| c.is_ascii_digit()))
        }
        '一'..='龥' | '（' | '—' => OPENERS.opening(text).is_some(),
        _ => false,
    }
}

/// To whom a letter is addressed.
const ADDRESSED: [&str; 13] = [
    "同志",
    "同志们",
    "同志們",
    "先生",
    "先生们",
    "先生們",
    "女士",
    "读者",
    "讀者",
    "朋友们",
    "朋友們",
    "编辑",
    "編輯",
];
/// What a line announces that stands below it.
const ANNOUNCED: [&str; 11] =
    ["编后", "编者按", "编辑点评", "图片", "图文", "附图", "編後", "編者按", "圖片", "圖文", "附圖"];

/// Whether the line is the salutation of a letter, `编辑同志：`, or announces what stands below: `编后：`.
#[must_use]
pub fn is_salutation(text: &str) -> bool {
    let Some(name) = text.strip_suffix(['：', ':']) else { return false };
    if ANNOUNCED.contains(&name) {
        return true;
    }
    name.len() <= 30 && ADDRESSED.iter().any(|e| name.ends_with(e))
}
