use super::*;

const TIDE: &str = "The tide was still making when the first boat slid through the rebuilt lock.";
const QUAY: &str = "The people on the quay cheered as though it were an exceedingly well-known liner.";
const BAND: &str = "A band of four played marches until the rain came down over the basin.";
const FERRY: &str = "The ferry to the island will leave at seven from the first of the month.";
const BREAD: &str = "Bread is dearer by a penny since Tuesday, and the bakers blame the flour.";

fn page(articles: &[(&str, &[&str])]) -> Reading {
    let story = |(headline, paragraphs): &(&str, &[&str])| {
        let block = |text: &&str| serde_json::json!({"kind": "paragraph", "text": text});
        serde_json::json!({"headline": headline, "blocks": paragraphs.iter().map(block).collect::<Vec<_>>()})
    };
    let page = serde_json::json!({"articles": articles.iter().map(story).collect::<Vec<_>>()});
    serde_json::from_value(page).unwrap()
}

fn told(before: &[(&str, &[&str])], after: &[(&str, &[&str])]) -> String {
    pages(&page(before), &page(after)).to_string()
}

#[test]
fn the_same_page_does_not_differ() {
    let both: &[(&str, &[&str])] = &[("Lock", &[TIDE, QUAY]), ("Ferry", &[FERRY])];
    assert!(pages(&page(both), &page(both)).is_same());
}

#[test]
fn paragraphs_are_changed_split_merged_and_moved() {
    let changed = QUAY.replace("liner", "dredger");
    assert_eq!(
        told(&[("Lock", &[TIDE, QUAY])], &[("Lock", &[TIDE, &changed])]),
        "article 1 \"Lock\":\n  paragraph 2 changed: …well-known [-liner-]{+dredger+}.\n"
    );
    let both = format!("{TIDE} {QUAY}");
    assert_eq!(
        told(&[("Lock", &[&both, BAND])], &[("Lock", &[TIDE, QUAY, BAND])]),
        "article 1 \"Lock\":\n  paragraph 1 split into paragraphs 1–2\n"
    );
    assert_eq!(
        told(&[("Lock", &[TIDE, QUAY, BAND])], &[("Lock", &[&both, BAND])]),
        "article 1 \"Lock\":\n  paragraphs 1–2 merged into paragraph 1\n"
    );
    assert_eq!(
        told(&[("Lock", &[TIDE, QUAY, BAND])], &[("Lock", &[BAND, TIDE, QUAY])]),
        "article 1 \"Lock\":\n  paragraph 3 moved: now paragraph 1\n"
    );
    let (first, second) = (format!("{TIDE} {}", &QUAY[..40]), format!("{} {BAND}", &QUAY[40..]));
    assert_eq!(
        told(&[("Lock", &[&both, BAND])], &[("Lock", &[&first, &second])]),
        "article 1 \"Lock\":\n  paragraphs 1–2 cut elsewhere: now paragraphs 1–2\n"
    );
}

#[test]
fn paragraphs_go_to_another_article_together() {
    let before: &[(&str, &[&str])] = &[("Lock", &[TIDE, QUAY, BAND, BREAD]), ("Ferry", &[FERRY])];
    let after: &[(&str, &[&str])] = &[("Lock", &[TIDE, QUAY]), ("Ferry", &[FERRY, BAND, BREAD])];
    assert_eq!(told(before, after), "article 1 \"Lock\":\n  paragraphs 3–4 moved: now article 2, paragraphs 2–3\n");
    assert_eq!(told(after, before), "article 2 \"Ferry\":\n  paragraphs 2–3 moved: now article 1, paragraphs 3–4\n");
}

#[test]
fn headlines_that_changed_places_are_told_as_such() {
    let before: &[(&str, &[&str])] = &[("Lock gates open", &[TIDE, QUAY]), ("Dear bread again", &[BREAD, FERRY])];
    let after: &[(&str, &[&str])] = &[("Dear bread again", &[TIDE, QUAY]), ("Lock gates open", &[BREAD, FERRY])];
    assert_eq!(
        told(before, after),
        "article 1 \"Lock gates open\", now article 1 \"Dear bread again\":\n  headline moved: now article 2, headline\n\
         article 2 \"Dear bread again\", now article 2 \"Lock gates open\":\n  headline moved: now article 1, headline\n"
    );
}

#[test]
fn articles_are_missing_new_merged_split_and_moved() {
    let [lock, ferry, bread]: [(&str, &[&str]); 3] =
        [("Lock", &[TIDE, QUAY]), ("Ferry", &[FERRY]), ("Bread", &[BREAD])];
    assert_eq!(told(&[lock, ferry], &[lock]), "article 2 \"Ferry\" is missing\n");
    assert_eq!(told(&[lock], &[ferry, lock]), "article 1 \"Ferry\" is new\n");
    assert_eq!(
        told(&[lock, ferry, bread], &[bread, lock, ferry]),
        "article 3 \"Bread\" is in another place: article 1\n"
    );
    assert_eq!(
        told(&[lock, ferry], &[("Lock", &[TIDE, QUAY, FERRY])]),
        "article 2 \"Ferry\" went into article 1 \"Lock\"\narticle 2 \"Ferry\":\n  headline is missing: \"Ferry\"\n"
    );
    assert_eq!(
        told(&[("Lock", &[TIDE, QUAY, FERRY])], &[lock, ferry]),
        "new article 2 \"Ferry\" was made of article 1 \"Lock\"\nnew article 2 \"Ferry\":\n  headline is new: \"Ferry\"\n"
    );
}

#[test]
fn titles_and_roles_are_told() {
    assert_eq!(
        told(&[("Lock opens", &[TIDE])], &[("Dock opens", &[TIDE])]),
        "article 1 \"Lock opens\", now article 1 \"Dock opens\":\n  headline changed: [-L-]{+D+}ock opens\n"
    );
    assert_eq!(
        told(&[("Lock gates open again", &[TIDE])], &[("", &["Lock gates open again", TIDE])]),
        "article 1 \"Lock gates open again\":\n  headline is now paragraph 1: \"Lock gates open again\"\n"
    );
}

#[test]
fn authors_are_compared_as_far_as_both_pages_say() {
    let page = |byline: &str| -> Reading {
        let text = format!(
            r#"{{"articles": [{{"headline": "Lock", "byline": {byline},
            "blocks": [{{"kind": "paragraph", "text": "{TIDE}"}}]}}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    };
    let gold = page(r#"{"authors": ["Martha Pellow"]}"#);
    let read = page(r#"{"text": "By MARTHA PELLOW", "authors": ["Martha Pellow"], "place": "Port Wenlow"}"#);
    assert!(pages(&gold, &read).is_same());
    assert_eq!(
        pages(&read, &page("null")).to_string(),
        "article 1 \"Lock\":\n  byline is missing: \"Martha Pellow, Port Wenlow\"\n"
    );
}

#[test]
fn many_blocks_alike_take_no_longer() {
    let alike = vec![BAND; 4000];
    let more = vec![BAND; 4001];
    let diff = pages(&page(&[("Band", &alike)]), &page(&[("Band", &more)]));
    assert_eq!(diff.differences.len(), 1);
}
