use super::*;

fn page(text: &str) -> Reading {
    serde_json::from_str(text).unwrap()
}

fn figures(gold: &str, out: &str) -> Figures {
    score(&page(gold), &page(out))
}

fn near(value: Option<f64>, wish: f64) {
    assert!(value.is_some_and(|value| (value - wish).abs() < 1e-9), "{value:?} is not {wish}");
}

const GOLD: &str = r#"{"articles": [
    {"headline": ["灯塔", "重开"], "kicker": "时隔三年", "byline": {"authors": ["柳禾", "江帆"]}, "blocks": [
        {"kind": "paragraph", "text": "昨日，停用三年的老灯塔重新亮灯，港区船只鸣笛相贺。"},
        {"kind": "table", "header": ["项目", "数"], "rows": [["船", "12"], ["灯", "3"]]}]},
    {"headline": "渡口增开夜航", "blocks": [
        {"kind": "paragraph", "text": "自下月起，渡口增开两班夜航，末班延至二十三时。"},
        {"kind": "paragraph", "text": "票价不变。"}]}],
    "teasers": [{"headline": "老街修缮完工"}, {"headline": "柳泊湖开闸"}], "furniture": []}"#;

#[test]
fn gold_against_itself_is_perfect() {
    let figures = figures(GOLD, GOLD);
    for figure in Figure::ALL {
        assert_eq!(figures.get(figure), (figure != Figure::Kept).then_some(1.0), "{}", figure.name());
    }
}

#[test]
fn nothing_at_all_is_nothing() {
    let figures = figures(GOLD, r#"{"articles": []}"#);
    for figure in Figure::ALL {
        assert_eq!(figures.get(figure), (figure != Figure::Kept).then_some(0.0), "{}", figure.name());
    }
}

#[test]
fn each_mistake_costs_its_figure() {
    let change = |old: &str, new: &str| {
        assert!(GOLD.contains(old), "{old}");
        figures(GOLD, &GOLD.replace(old, new))
    };
    near(change(r#""柳禾", "江帆""#, r#""柳禾""#).get(Figure::Authors), 0.0);
    near(change("时隔三年", "").get(Figure::Titles), 0.0);
    near(change("渡口增开夜航\"", "票价不变\"").get(Figure::Headline), 0.5);
    near(change(r#"["灯", "3"]"#, r#"["灯", "8"]"#).get(Figure::Cells), 5.0 / 6.0);
    near(change("柳泊湖开闸", "柳泊湖").get(Figure::Teasers), 0.5);
    // Two of three paragraphs became one: one start is gone, and both their ends have other characters before them.
    let joined = change(
        r#"时。"},
        {"kind": "paragraph", "text": "票"#,
        "时。票",
    );
    near(joined.get(Figure::ParaF1), 2.0 / 5.0);
    near(joined.get(Figure::BreakF1), 6.0 / 10.0);
    near(joined.get(Figure::Fidelity), 1.0);
    // Only spaces and the forms of marks differ.
    near(change("昨日，停用", "昨日, 停用").get(Figure::ParaF1), 1.0);
    // One character of the 54 of both stories.
    let length: usize = page(GOLD).articles.iter().map(|story| linear(story).chars().count()).sum();
    near(change("老灯塔", "老灯培").get(Figure::Fidelity), 1.0 - 1.0 / float(length));
}

#[test]
fn stories_run_together_cost_precision() {
    let one = GOLD.replace("]]}]},\n    {\"headline\": \"渡口增开夜航\", \"blocks\": [", "]]},");
    let figures = figures(GOLD, &one);
    // Pieces of 12 characters: two of the first story, two of the second, all in one article.
    let (_, best) = groups(&page(GOLD), &page(&one));
    assert_eq!(best, [Some(0), Some(0)]);
    let precision = (2.0 * 2.0 / 4.0 + 2.0 * 2.0 / 4.0) / 4.0;
    near(figures.get(Figure::GroupF1), 2.0 * precision / (precision + 1.0));
}

#[test]
fn chunks_have_no_paragraphs_to_find() {
    let chunks = GOLD.replacen('{', r#"{"paragraphs": "chunks","#, 1);
    let figures = figures(&chunks, GOLD);
    assert_eq!((figures.get(Figure::ParaF1), figures.get(Figure::BreakF1)), (None, None));
    near(figures.get(Figure::Fidelity), 1.0);
}

#[test]
fn means_are_over_the_pages_that_have_a_figure() {
    let mut one = Figures::default();
    one.set(Figure::Cells, Some(0.5));
    one.set(Figure::Fidelity, Some(1.0));
    let mut other = Figures::default();
    other.set(Figure::Fidelity, Some(0.0));
    let mean = Figures::mean([&one, &other]);
    near(mean.get(Figure::Cells), 0.5);
    near(mean.get(Figure::Fidelity), 0.5);
    assert_eq!(mean.get(Figure::Authors), None);
    assert_eq!(serde_json::to_string(&mean).unwrap(), r#"{"fidelity":0.5,"cells":0.5}"#);
}

#[test]
fn ellipses_are_one_mark() {
    for text in ["他说……走", "他说…走", "他说...走", "他说......走", "他说⋯⋯走", "他说.....…走", "他说。。。走"]
    {
        assert_eq!(fold(text), "他说…走", "{text}");
    }
    assert_eq!(fold("他说..走"), "他说..走");
    assert_eq!(fold("a… …b"), "a……b");
}
