//! The names in bylines of Latin script: `By MARTHA PELLOW and Gus Lathom`.

/// The authors that a byline on a line of its own names.
pub(super) fn names(text: &str) -> Vec<String> {
    let names = ["By ", "BY ", "Von ", "VON "].iter().find_map(|by| text.strip_prefix(by)).unwrap_or(text);
    let mut authors = Vec::new();
    let mut name: Vec<String> = Vec::new();
    for word in names.split_inclusive([' ', ',']).chain([","]) {
        let bare = word.trim_end_matches([' ', ',']);
        let office = OFFICES.contains(&bare) || matches!(bare, "our" | "unserem" | "unserer");
        // A name in capitals ends where small letters begin.
        let smaller =
            bare.ends_with(char::is_lowercase) && name.iter().any(|n| n.chars().count() > 2 && is_in_capitals(n));
        let linked = matches!(bare, "and" | "und" | "AND" | "UND");
        if !office && !smaller && !linked && !bare.is_empty() {
            name.push(bare.to_owned());
        }
        if office || linked || smaller || word.ends_with(',') || word.ends_with(", ") {
            if name.len() >= 2 {
                authors.push(name.iter().map(|n| with_capital(n)).collect::<Vec<_>>().join(" "));
            }
            name.clear();
            if smaller {
                break;
            }
        }
    }
    authors
}

/// Words for what somebody does at the paper.
const OFFICES: &[&str] = &[
    "Staff",
    "Writer",
    "Times",
    "Special",
    "Correspondent",
    "Reporter",
    "Editor",
    "Mitarbeiter",
    "Mitarbeiterin",
    "Redakteur",
    "Redakteurin",
    "Korrespondent",
    "Korrespondentin",
    "STAFF",
    "WRITER",
    "CORRESPONDENT",
    "REPORTER",
];

fn is_in_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// A word in capitals as it is written in running text: `PENN-MARSH` is `Penn-Marsh`.
fn with_capital(word: &str) -> String {
    if !is_in_capitals(word) || word.chars().filter(|c| c.is_alphabetic()).count() < 2 || word.contains('.') {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut begins = true;
    for c in word.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic() || out == "Mc";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn offices_are_no_names() {
        for (line, authors) in [
            ("By DAVID TREMORRAN Staff Writer", "David Tremorran"),
            ("By Martha Pellow and GUS PENN-MARSH", "Martha Pellow; Gus Penn-Marsh"),
            ("Von unserem Mitarbeiter Kuno Ebers", "Kuno Ebers"),
            ("By HARLAN McDOWELL Times Staff Writer", "Harlan McDOWELL"),
        ] {
            assert_eq!(names(line).join("; "), authors, "{line}");
        }
    }
}
