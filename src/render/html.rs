//! The proof sheet: one HTML page that shows the raw text beside the articles that were made of it.
//!
//! Pointing at a line lights what became of it, and the other way round; every repair carries its rule with the rule's
//! reason; notes, doubtful joins and repairs are listed. The page needs nothing but itself: no network, no other file.
//!
//! What is printed cannot become markup: pieces of text are written by `ink` alone, all else is escaped by the
//! template, no data is put into scripts, and the page's own policy lets no script run but the one of
//! `html/proof.js`, which it knows by its hash. Without scripts all of it is there still, joined by plain links.

mod ink;
mod lists;
mod map;
mod marks;
mod page;
mod raw;
mod scan;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::page::Page;
use lists::Lists;
use page::Proof;
pub use scan::{Scan, ScanError};

/// The page's frame.
const TEMPLATE: &str = include_str!("html/proof.html.j2");
/// How it looks; [`POLICY`] knows its hash.
pub const STYLE: &str = include_str!("html/proof.css");
/// What it does; [`POLICY`] knows its hash.
pub const SCRIPT: &str = include_str!("html/proof.js");
/// The Content-Security-Policy of the sheet: nothing is loaded, nothing runs but [`SCRIPT`], nothing is styled but by
/// [`STYLE`]. Where there is a scan, the sheet's own picture is let in too.
pub const POLICY: &str = include_str!("html/policy.txt");

/// More lines than this, and what is not on the screen is not laid out either.
const MANY_LINES: usize = 3000;

/// The sheet, as the template knows it.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    name: String,
    format: &'a str,
    encoding: &'a str,
    languages: String,
    lines: usize,
    many: bool,
    /// Whether the map shows pages as they stood, and not only lines.
    places: bool,
    /// Whether a scan lies behind the map.
    scan: bool,
    pages: Vec<Proof>,
    lists: Lists,
    counts: Counts,
    version: &'a str,
    policy: String,
    style: &'a str,
    script: &'a str,
}

/// What there is of each kind.
#[derive(Debug, Default, Serialize)]
struct Counts {
    articles: usize,
    teasers: usize,
    notes: usize,
    joins: usize,
    repairs: usize,
}

/// Writes the pages of one input as one proof sheet.
///
/// ```
/// let page = "Lock gates open again\nBy MARTHA PELLOW\nThe tide was still making when the inter-\nnational crew came.\n";
/// let pages = stonehand::read(page.as_bytes(), &stonehand::Options::default())?;
/// let sheet = stonehand::render::html::render(&pages);
/// assert!(sheet.starts_with("<!doctype html>"));
/// assert!(sheet.contains("<h3 lang=\"en\"><span class=\"s\" data-l=\"1\">Lock gates open again</span></h3>"));
/// # Ok::<(), stonehand::read::ReadError>(())
/// ```
///
/// # Panics
/// When the template itself is wrong: no page can cause that.
#[must_use]
pub fn render(pages: &[Page]) -> String {
    sheet(pages, None)
}

/// Writes a page as a proof sheet with its scan behind its boxes.
///
/// The scan is stretched to the size that the page has in its file. [`Scan::fits`] says whether it has the page's shape.
///
/// ```
/// use stonehand::render::html::{Scan, render_with_scan};
///
/// let page = "\
/// level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
/// 1\t1\t0\t0\t0\t0\t0\t0\t200\t300\t-1\t
/// 5\t1\t1\t1\t1\t1\t20\t30\t60\t12\t96\tHarbour
/// 5\t1\t1\t1\t1\t2\t85\t30\t50\t12\t96\treopens
/// ";
/// let pages = stonehand::read(page.as_bytes(), &stonehand::Options::default())?;
/// # let gif = b"GIF89a\x02\0\x03\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x03\0\0\x02\x03\x84\x8fY\0;".to_vec();
/// let scan = Scan::new(gif)?; // `gif`: the bytes of the picture's file
/// assert!(scan.fits(&pages[0]));
/// let sheet = render_with_scan(&pages, &scan)?;
/// assert!(sheet.contains("<image width=\"200\" height=\"300\" preserveAspectRatio=\"none\" href=\"data:image/gif;base64,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there is not one page, or it does not say where its words stand.
///
/// # Panics
/// When the template itself is wrong: no page can cause that.
pub fn render_with_scan(pages: &[Page], scan: &Scan) -> Result<String, ScanError> {
    match pages {
        [page] if page.source.forme.is_some() => Ok(sheet(pages, Some(scan))),
        [_] => Err(ScanError::NoPlaces),
        pages => Err(ScanError::Pages(pages.len())),
    }
}

fn sheet(pages: &[Page], scan: Option<&Scan>) -> String {
    let source = pages.first().map(|page| &page.source);
    let mut proofs: Vec<Proof> = Vec::with_capacity(pages.len());
    let mut lists = Lists::default();
    for (number, page) in (1..).zip(pages) {
        let before = proofs.last().map(|proof| proof.end).unwrap_or_default();
        proofs.push(Proof::of(page, number, before, scan, &mut lists));
    }
    lists.finish();
    let sum = |count: fn(&Proof) -> usize| proofs.iter().map(count).sum();
    let name = source.map_or("-", |source| &source.name);
    let lines = pages.iter().map(|page| page.source.lines()).sum();
    let mut languages: Vec<&str> = pages.iter().map(|page| page.language.tag()).collect();
    languages.dedup();
    let sheet = Sheet {
        name: if name == "-" { "standard input".to_owned() } else { ink::plain(name) },
        format: source.map_or("text", |source| source.format),
        encoding: source.map_or("UTF-8", |source| source.encoding),
        languages: languages.join(", "),
        lines,
        many: lines > MANY_LINES,
        places: pages.iter().any(|page| page.source.forme.is_some()),
        scan: scan.is_some(),
        counts: Counts {
            articles: sum(|proof| proof.articles.len()),
            teasers: sum(|proof| proof.teasers.len()),
            notes: lists.notes.len(),
            joins: lists.joins.len(),
            repairs: pages.iter().map(|page| page.repairs.len()).sum(),
        },
        pages: proofs,
        lists,
        version: env!("CARGO_PKG_VERSION"),
        policy: POLICY.trim_end().to_owned() + if scan.is_some() { "; img-src data:" } else { "" },
        style: STYLE,
        script: SCRIPT,
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("the usual marks"));
    environment.add_template("proof.html", TEMPLATE).expect("the template can be read");
    let template = environment.get_template("proof.html").expect("the template was added");
    template.render(Serde(&sheet)).expect("the template knows what it is given")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::lang::Language;
    use crate::page::forme::{Forme, Rect, Word};
    use crate::page::{Article, Block, Source, Table};
    use crate::rule::{Certainty, Rule};
    use crate::text::{Edit, Span, Text};

    /// The sheet of a text.
    fn sheet(text: &str) -> String {
        render(&crate::read(text.as_bytes(), &Options::default()).unwrap())
    }

    /// What stands in `html` between two pieces of it.
    fn between<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
        let from = html.find(start).unwrap_or_else(|| panic!("{start} in {html}")) + start.len();
        &html[from..from + html[from..].find(end).unwrap()]
    }

    const GAZETTE: &str = "\
Lock gates open again
By MARTHA PELLOW
The tide was still making when the inter-
national crew of the dredger came home,
and the people on the quay cheered.
";

    #[test]
    fn each_piece_of_a_paragraph_knows_its_line() {
        let html = sheet(GAZETTE);
        let paragraph = between(&html, "<p lang=\"en\"><span class=\"s\" data-l=\"3\">", "</p>");
        assert_eq!(
            paragraph,
            "The tide was still making when the inter<a class=\"k d j\" id=\"m1\" href=\"#J04\" data-r=\"J04\" \
         data-was=\"inter-⏎national\" aria-label=\"taken out: - (J04)\"></a></span><span class=\"s\" data-l=\"4\">\
         national crew of the dredger came home, </span><span class=\"s\" data-l=\"5\">and the people on the quay \
         cheered.</span>"
        );
        assert!(html.contains("<a class=\"ref\" href=\"#L3\" aria-label=\"paragraph, lines 3–5\">3–5</a>"));
        let line = between(&html, "<div class=\"l h0\" id=\"L3\" data-b=\"3\">", "</div>");
        assert_eq!(
            line,
            "<a class=\"n\" href=\"#b3\">3</a><span class=\"t\">The tide was still making when the inter<a \
         class=\"k d j\" id=\"r1\" href=\"#m1\" data-r=\"J04\" data-now=\"international\" \
         aria-label=\"taken out: - (J04)\">-</a></span>"
        );
    }

    #[test]
    fn doubtful_joins_and_rules_are_listed_and_explained() {
        let html = sheet(GAZETTE);
        let joins = between(&html, "id=\"joins-title\"", "</section>");
        assert!(joins.contains("<del>inter-⏎national</del>") && joins.contains("<ins>international</ins>"), "{joins}");
        let rule = between(&html, "<details class=\"rule\" id=\"J04\">", "</details>");
        let known = crate::catalogue::find("J04").unwrap();
        assert!(rule.contains("line&#39;s end") && rule.contains(known.name), "{rule}");
        // Joints as every page has them are counted, and no more.
        let plain = between(&html, "<details class=\"rule\" id=\"J08\">", "</details>");
        assert!(plain.contains("<span class=\"many\">1</span>") && !plain.contains("<li>"), "{plain}");
    }

    #[test]
    fn notes_stand_beside_their_lines() {
        let html = sheet("推行灯长制\u{e5e5}今日\n本报讯（记者 柳禾）昨天下午，三百米海塘全部完工。\n");
        assert!(between(&html, "id=\"L1\"", "</div>").contains("<a class=\"query\" href=\"#n1\""));
        assert!(between(&html, "<li id=\"n1\">", "\n").contains("href=\"#N05\""));
        assert!(between(&html, "<div class=\"b headline\"", "</div>").contains("href=\"#n1\""));
        assert!(between(&html, "<h3 lang=\"zh-Hans\">", "</h3>").contains("<b class=\"u\">E5E5</b>"));
    }

    #[test]
    fn lines_are_told_together_where_only_blank_ones_part_them() {
        let html = sheet("海塘加固昨日完工\n\n本报讯（记者 柳禾）昨天下午，三百米\n\n海塘全部完工。\n\n\n");
        assert!(html.contains("lines 3–5\">3–5</a>"), "{}", between(&html, "<article", "</article>"));
        assert!(html.contains("<div class=\"l hf blank\" id=\"L7\" data-b=\"\"><span class=\"n\">7</span>"));
    }

    #[test]
    fn pages_of_one_file_share_a_sheet_and_no_names() {
        let page = "海塘加固昨日完工\n本报讯（记者 柳禾）昨天下午,三百米海塘全部完工。\n";
        let html = sheet(&format!("{page}\u{c}{page}"));
        let ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{ids:?}");
        for id in ["a1", "p2-a1", "L4", "b4", "m2", "r2", "C02"] {
            assert!(once.contains(&id), "{id} in {ids:?}");
        }
        assert_eq!(html.matches("<svg").count(), 2);
    }

    #[test]
    fn what_is_printed_stays_text() {
        let mut options = Options { name: "a\"><script>.txt".to_owned(), ..Options::default() };
        options.language = Some(Language::En);
        let page =
            "</title><script>x</script>\nBy A\n{{ 7*7 }} {% if %} \"onerror='y' <!-- &lt; \u{202e}\u{1b}[31m \u{9b}\n";
        let html = render(&crate::read(page.as_bytes(), &options).unwrap());
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.matches("</title>").count(), 1);
        assert!(html.contains("<title>a&quot;&gt;&lt;script&gt;.txt · proof sheet</title>"));
        assert!(html.contains("{{ 7*7 }} {% if %} &quot;onerror=&#39;y&#39; &lt;!-- &amp;lt; "));
        assert!(!html.chars().any(|c| super::super::is_hidden(c) && c != '\n'));
    }

    #[test]
    fn empty_pages_and_nothing_at_all_are_sheets_too() {
        for html in [sheet(""), sheet(" \n\n"), render(&[])] {
            assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"));
        }
    }

    /// Tables, and repairs on top of repairs, one of them from far away.
    #[test]
    fn marks_hold_whatever_was_done() {
        const FIRST: Rule = Rule { code: "C01", ..Rule::EMPTY };
        const SECOND: Rule = Rule { code: "C08", certainty: Certainty::Likely, ..Rule::EMPTY };
        let source = "甲。。。乙\n１\n2\n3\n4\n５";
        let mut changes = Vec::new();
        let mut text = Text::of("甲。。。乙", 0);
        text.apply(&[Edit::replace(3..12, "...")], &FIRST, &mut changes);
        text.apply(&[Edit::replace(3..6, "……")], &SECOND, &mut changes);
        let mut far = Text::of("１", 16);
        far.append(&Text::of("５", 26));
        far.apply(&[Edit::replace(0..6, "15")], &FIRST, &mut changes);
        let table = Table { header: vec![text.clone()], rows: vec![vec![far]], ..Table::default() };
        let article = Article { blocks: vec![Block::Table(table)], ..Article::default() };
        let line_starts = vec![0, 16, 20, 22, 24, 26];
        let source = Source { text: source.to_owned(), line_starts, ..Source::default() };
        let page = Page { source, articles: vec![article], repairs: changes, ..Page::default() };
        let html = render(&[page]);
        assert!(
            html.contains(
                "甲<a class=\"k d\" id=\"m1\" href=\"#C01\" data-r=\"C01 C08\" data-was=\"。。。\">……</a>乙"
            )
        );
        assert!(
            html.contains("甲<a class=\"k d\" id=\"r1\" href=\"#m1\" data-r=\"C01 C08\" data-now=\"……\">。。。</a>乙")
        );
        // What was taken from several lines is marked in the first of them only.
        assert!(between(&html, "id=\"L2\"", "</div>").contains("id=\"r2\""));
        assert!(!between(&html, "id=\"L4\"", "</div>").contains("class=\"k"));
    }

    #[test]
    fn a_scan_lies_behind_one_page_that_has_boxes() {
        let scan = Scan::new(b"GIF89a\x02\0\x03\0\x80\0\0".to_vec()).unwrap();
        let mut page = Page::default();
        assert_eq!(render_with_scan(&[], &scan), Err(ScanError::Pages(0)));
        assert_eq!(render_with_scan(&[page.clone()], &scan), Err(ScanError::NoPlaces));
        page.source.forme = Some(Forme { width: 200, height: 300, ..Forme::default() });
        assert_eq!(render_with_scan(&[page.clone(), page.clone()], &scan), Err(ScanError::Pages(2)));
        let html = render_with_scan(&[page.clone()], &scan).unwrap();
        assert!(between(&html, "<svg", "</svg>").contains(
            "<image width=\"200\" height=\"300\" preserveAspectRatio=\"none\" \
             href=\"data:image/gif;base64,R0lGODlhAgADAIAAAA==\"/>"
        ));
        let policy =
            |html: &str| between(html, "Policy\" content=\"", "\"").replace("&#x27;", "'").replace("&#39;", "'");
        assert!(policy(&html).ends_with("form-action 'none'; img-src data:"), "{}", policy(&html));
        // Without a scan nothing is let in.
        let html = render(&[page]);
        assert!(!policy(&html).contains("img-src") && !html.contains("<image") && !html.contains("id=\"fade\""));
    }

    /// A paragraph of two columns is two boxes, each of them as many lines as stand together.
    #[test]
    fn the_map_is_the_page_where_the_input_has_boxes() {
        let word = |at: u32, x: i32, y: i32| Word {
            span: Span::new(at, at + 1),
            rect: Rect::new(x, y, x + 40, y + 10),
            confidence: None,
        };
        let words = vec![word(0, 0, 100), word(2, 0, 112), word(4, 50, 0), word(5, 92, 0)];
        let forme = Forme { width: 200, height: 300, words, ..Forme::default() };
        let mut text = Text::of("a", 0);
        text.append(&Text::of("b", 2));
        text.append(&Text::of("cd", 4));
        let article = Article { blocks: vec![Block::Paragraph(text)], ..Article::default() };
        let (text, line_starts) = ("a\nb\ncd".to_owned(), vec![0, 2, 4]);
        let source = Source { text, line_starts, forme: Some(forme), ..Source::default() };
        let html = render(&[Page { source, articles: vec![article], ..Page::default() }]);
        let map = between(&html, "<svg", "</svg>");
        assert!(map.starts_with(" class=\"forme\" viewBox=\"0 0 200.0 300.0\""), "{map}");
        let areas: Vec<&str> =
            map.split("data-b=\"1\" ").skip(1).map(|rest| rest.split("/>").next().unwrap()).collect();
        assert_eq!(
            areas,
            [
                "x=\"0.0\" y=\"100.0\" width=\"40.0\" height=\"22.0\"",
                "x=\"50.0\" y=\"0.0\" width=\"82.0\" height=\"10.0\""
            ]
        );
        assert!(map.contains("<polyline points=\"20,111 91,5 \"/>"));
    }
}
