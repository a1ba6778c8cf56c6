//! Message heads: how a news story opens.

/// Whether a line opens a story with a message head: `本报讯（记者 …`, `新华社…1月4日电`, `【本報訊】`, `LONDON, Jan. 4 —`.
///
/// The line may break off inside the head, for heads are often longer than a line.
#[must_use]
pub fn opens_story(text: &str) -> bool {
    const MARKS: [char; 7] = ['□', '■', '◎', '◇', '◆', ' ', '\u{3000}'];
    let bare = if text.starts_with(MARKS) { text.trim_start_matches(MARKS) } else { text };
    // Text recognisers take the hollow square for a mouth.
    let bare = bare
        .strip_prefix('口')
        .filter(|rest| ["本报记者", "本報記者"].iter().any(|r| rest.starts_with(r)))
        .unwrap_or(bare);
    let marked = bare.len() < text.len();
    let Some(first) = bare.chars().next() else { return false };
    match first {
        '本' => chinese_head(bare, &["本报", "本報", "本刊", "本网", "本網", "本台", "本臺"], marked),
        '新' => {
            chinese_head(bare, &["新华社"], marked) || chinese_head(bare, &["新华网", "新華社", "新華網"], marked)
        }
        '中' => chinese_head(bare, &["中新社", "中新网", "中新網", "中央社", "中通社"], marked),
        '法' | '路' | '共' => chinese_head(bare, &["法新社", "路透社", "共同社"], marked),
        '据' | '據' => {
            let rest = &bare[first.len_utf8()..];
            chinese_head(rest, &["新华社", "新華社", "中新社", "本报", "本報"], false)
        }
        '记' | '記' => reporter_reports(bare),
        '（' | '(' | '〔' => {
            let rest = &bare[first.len_utf8()..];
            ["记者", "本报记者", "記者", "本報記者", "通讯员", "通訊員", "全媒体记者", "全媒體記者"]
                .iter()
                .any(|r| rest.starts_with(r))
        }
        '【' => {
            let inner = &bare[first.len_utf8()..];
            let head = inner.split('】').next().unwrap_or("");
            let short = head.chars().count() <= 16 && head.len() < inner.len();
            short && (head.contains(['＝', '讯', '訊', '電', '电']) || head.contains("記者") || head.contains("共同"))
        }
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => latin_dateline(bare) || signed_dateline(bare),
        _ => false,
    }
}

/// `本报讯`, `本报记者 …`, `本报杭州12月3日电`.
fn chinese_head(text: &str, agencies: &[&str], marked: bool) -> bool {
    let Some(rest) = agencies.iter().find_map(|a| text.strip_prefix(a)) else { return false };
    if rest.starts_with(['讯', '訊']) || rest.is_empty() && marked {
        return true;
    }
    if let Some(names) = rest.strip_prefix("记者").or_else(|| rest.strip_prefix("記者")) {
        // `本报记者` also stands in running text; a spaced name or the mark in front makes it a head.
        return marked || names.starts_with([' ', '\u{3000}']);
    }
    if ["评论员", "評論員", "社论", "社論"].iter().any(|w| rest.starts_with(w)) {
        return false;
    }
    // A place and a date, or `电`, within a dozen characters.
    let mut places = 0;
    for c in rest.chars().take(14) {
        match c {
            '电' | '電' | '讯' | '訊' => return places > 0,
            '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '０'..='９' =>
            {
                return places > 1;
            }
            ' ' | '\u{3000}' | '·' | '(' | '（' => {}
            '，' | '。' | '、' | '的' | '在' | '是' | '和' | '将' | '將' | '了' => return false,
            _ => places += 1,
        }
    }
    places > 1 && rest.chars().count() <= 6
}

/// `记者 林一禾 报道`.
fn reporter_reports(text: &str) -> bool {
    let head: String = text.chars().skip(2).take(18).collect();
    if !head.starts_with([' ', '\u{3000}']) && !["报道", "報導", "報道"].iter().any(|word| head.contains(word)) {
        return false;
    }
    let Some(at) = ["报道", "報導", "報道"].iter().find_map(|word| head.find(word)) else { return false };
    !head[..at].contains(['，', '。', '、', '的', '从', '從', '在', '了'])
}

/// How the names of the months begin, in English and in German.
const MONTHS: &[&str] =
    &["Jan", "Feb", "Mar", "Mär", "Apr", "May", "Mai", "Jun", "Jul", "Aug", "Sep", "Oct", "Okt", "Nov", "Dec", "Dez"];

/// `PORT MARLOW, March 3 —`, `BERLIN (dpa)`, `HAMBURG. `.
fn latin_dateline(text: &str) -> bool {
    let capitals = text.chars().take_while(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-')).count();
    let place = text.chars().take(capitals).filter(|c| c.is_uppercase()).count();
    if place < 3 {
        return false;
    }
    let rest: String = text.chars().skip(capitals).take(40).collect();
    // The line may end behind the month, or behind the day.
    let date =
        rest.strip_prefix(", ").map(|date| date.trim_end_matches(|c: char| c.is_ascii_digit() || " .,".contains(c)));
    if date.is_some_and(|month| !month.contains(' ') && MONTHS.iter().any(|m| month.starts_with(m))) {
        return true;
    }
    let dash = rest.find(['—', '–']).or_else(|| rest.find("--"));
    dash.is_some_and(|at| at < 36) || rest.starts_with('(') && rest.find(')').is_some_and(|at| at < 12)
}

/// `Altwirs (üb). Der Kreistag`: a place, and in brackets the sign of who wrote it, or of an agency.
fn signed_dateline(text: &str) -> bool {
    let Some((place, rest)) = text.split_once(" (") else { return false };
    let Some((sign, rest)) = rest.split_once(')') else { return false };
    let words = place.split(' ').count();
    let letters = sign.chars().count();
    let signs = (2..=4).contains(&letters)
        && sign.chars().all(char::is_alphabetic)
        && (!sign.contains(char::is_uppercase) || !sign.contains(char::is_lowercase));
    let named = words <= 4 && place.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/'));
    signs && named && [". ", ": ", " – ", " - ", " — "].iter().any(|end| rest.starts_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_with_a_sign_in_brackets_opens_a_story() {
        assert!(opens_story("Tannbach (üb). Der Rat"));
        assert!(opens_story("Bad Tannbach (dpa) – Der"));
        assert!(!opens_story("Tannbach (Kreis Wald). Der Rat"));
        assert!(!opens_story("Der Rat wählte Wald (üb) und"));
    }

    #[test]
    fn a_hollow_square_may_be_read_as_a_mouth() {
        assert!(opens_story("口本报记者 林一禾"));
        assert!(!opens_story("口本报道"));
    }

    #[test]
    fn a_dateline_may_break_off_behind_its_month() {
        assert!(opens_story("WENLOW CROSS, March"));
        assert!(opens_story("WENLOW CROSS, Oct. 12"));
        assert!(!opens_story("WENLOW CROSS, Marble Street 4"));
        assert!(!opens_story("WENLOW CROSS, once a village"));
    }
}
