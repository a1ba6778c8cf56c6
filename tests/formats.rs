//! Pages with coordinates: what each format's reader takes out of a file, and what it says of broken ones.
#![cfg(feature = "xml")]

use std::fs;
use std::path::{Path, PathBuf};
use stonehand::page::forme::RegionKind::{Advertisement, Furniture, Heading, Picture, Rule, Table, Text};
use stonehand::page::forme::{Cell, Forme, Place, Rect, RegionKind};

use stonehand::read::{Format, How, ReadError, Sheet, mets, sheets};

/// Bytes that mean something in one of the formats.
const NASTY: &[u8] = b"<>&;\"'/= -!?\t\n\0[]9e#x\xff\xe4";

fn try_read(text: &str) -> Result<Vec<Sheet>, ReadError> {
    sheets(text.as_bytes(), How::default())
}

fn read(text: &str) -> Vec<Sheet> {
    try_read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The samples with coordinates, and the issue.
fn samples() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("xml" | "hocr" | "html" | "tsv") => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    assert!(found.len() >= 8, "{found:?}");
    found
}

/// A broken file gives its pages, whose books are right, or an error of one line that says where.
fn pages_or_a_clear_error(bytes: &[u8]) {
    match stonehand::read(bytes, &stonehand::Options::default()) {
        Ok(pages) => pages.iter().for_each(|page| page.audit().unwrap_or_else(|breach| panic!("{breach}"))),
        Err(error) => {
            let said = error.to_string();
            assert!(!said.contains('\n') && said.len() < 1000, "{said}");
            let clear = matches!(error, ReadError::Broken { .. } | ReadError::Binary(_) | ReadError::Elsewhere(..));
            assert!(clear, "{said}");
        }
    }
    if Format::of(bytes) == Format::Mets {
        let _ = mets::files(bytes, How::default());
    }
}

#[test]
fn every_sample_is_of_its_format() {
    for path in samples() {
        let format = Format::of(&fs::read(&path).unwrap());
        let name = path.to_string_lossy();
        let expected = [
            (".alto.xml", Format::Alto),
            ("page-", Format::Alto),
            (".page.xml", Format::Page),
            (".hocr", Format::Hocr),
            (".tsv", Format::Tsv),
            (".bbox.html", Format::Bbox),
            ("mets.xml", Format::Mets),
        ];
        let (_, expected) = expected.iter().find(|(sign, _)| name.contains(sign)).unwrap();
        assert_eq!(format, *expected, "{name}");
    }
}

#[test]
fn a_file_cut_off_anywhere_gives_its_pages_or_a_clear_error() {
    for path in samples() {
        let bytes = fs::read(path).unwrap();
        // About 150 places, which fall differently in each file, and each of the last.
        let step = bytes.len() / 150 + 1;
        for end in (0..bytes.len()).step_by(step).chain(bytes.len().saturating_sub(20)..bytes.len()) {
            pages_or_a_clear_error(&bytes[..end]);
        }
    }
}

#[test]
fn a_file_with_damaged_bytes_gives_its_pages_or_a_clear_error() {
    let mut seed = 1998_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for path in samples() {
        let bytes = fs::read(path).unwrap();
        for round in 0..120 {
            let mut damaged = bytes.clone();
            for _ in 0..=round % 4 {
                let at = random(damaged.len());
                damaged[at] =
                    if round % 2 == 0 { NASTY[random(NASTY.len())] } else { u8::try_from(random(256)).unwrap() };
            }
            pages_or_a_clear_error(&damaged);
        }
    }
}

#[test]
fn more_than_any_paper_has_is_refused() {
    for (unit, count, what) in [
        ("<Page/>", 100_001, "100,000 pages"),
        ("<TextBlock/>", 200_001, "200,000 regions of a page"),
        ("<TextLine><String CONTENT='a'/></TextLine>", 200_001, "200,000 lines of a page"),
        ("<TextLine><String CONTENT='a a a a a a a a a a'/></TextLine>", 50_001, "500,000 words of a page"),
    ] {
        let error = try_read(&format!("<alto>{}</alto>", unit.repeat(count)))
            .map(|pages| pages.len())
            .unwrap_err()
            .to_string();
        assert_eq!(error, format!("more than {what}, which no paper has; split the file, or mend what wrote it"));
    }
}

#[test]
fn dtds_and_their_entities_are_refused_in_every_format() {
    for root in ["alto", "PcGts", "html", "mets"] {
        let class = if root == "html" { " class='ocr_page'" } else { "" };
        let bomb = format!("<!DOCTYPE {root} [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><{root}{class}>&b;</{root}>");
        let error = match Format::of(bomb.as_bytes()) {
            Format::Mets => mets::files(bomb.as_bytes(), How::default()).unwrap_err(),
            _ => try_read(&bomb).unwrap_err(),
        };
        let said = error.to_string();
        assert!(
            said.ends_with("line 1, column 1: a DTD that declares things of its own is not read: take it out"),
            "{said}"
        );
    }
    let file = "<!DOCTYPE alto SYSTEM 'file:///etc/passwd'><alto/>";
    let said = try_read(file).unwrap_err().to_string();
    assert_eq!(said, "broken ALTO in line 1, column 1: a DTD in another file is not read: take the DOCTYPE out");
}

#[test]
fn huge_and_senseless_coordinates_are_set_right_and_noted() {
    let strings = "<String CONTENT='a' HPOS='1e308' VPOS='-5e5' WIDTH='-5' HEIGHT='NaN'/><String CONTENT='b' HPOS='inf' VPOS='-50000' WIDTH='1' HEIGHT='1'/>";
    let alto = format!(
        "<alto><Page WIDTH='1e9' HEIGHT='-1e9'><TextBlock><TextLine HPOS='9' VPOS='9' WIDTH='-3' HEIGHT='1'>{strings}</TextLine></TextBlock></Page></alto>"
    );
    let sheet = page("alto", &alto);
    assert_eq!(sheet.source.text, "a b\n");
    assert_eq!((forme(&sheet).width, forme(&sheet).height), (Rect::FAR, 0));
    assert_eq!(sheet.notes.len(), 1);
    assert_eq!(sheet.notes[0].code, "N12");
    assert!(sheet.notes[0].message.ends_with("coordinates cannot be true, the first at line 1; they were set right"));
    assert_eq!(places(&sheet)[0].rect, rect(9, 9, 9, 10));
    for word in &forme(&sheet).words {
        let Rect { x0, y0, x1, y1 } = word.rect;
        assert!(0 <= x0 && x0 <= x1 && x1 <= Rect::FAR && 0 <= y0 && y0 <= y1 && y1 <= Rect::FAR, "{word:?}");
    }
}

#[test]
fn a_word_that_the_file_writes_out_settles_its_hyphen() {
    let line = |first: &str, hyphen: &str, second: &str, whole: &str| {
        format!(
            "<alto><Page><TextBlock><TextLine><String CONTENT='The boat was a {first}' SUBS_CONTENT='{whole}'/>\
             {hyphen}</TextLine><TextLine><String CONTENT='{second} sight in the harbour.' SUBS_CONTENT='{whole}'/></TextLine>\
             </TextBlock></Page></alto>"
        )
    };
    let hyphen = "<HYP CONTENT='-'/>";
    for (file, expected) in [
        (line("well", hyphen, "known", "well-known"), "The boat was a well-known sight in the harbour.\n"),
        (line("well", hyphen, "springs", "wellsprings"), "The boat was a wellsprings sight in the harbour.\n"),
    ] {
        let pages = stonehand::clean(file.as_bytes(), &stonehand::Options::default()).unwrap();
        assert_eq!(pages[0].text, expected);
    }
}

#[test]
fn an_xml_file_is_decoded_as_it_says() {
    let alto = "<?xml version='1.0' encoding='ISO-8859-1'?><alto><Page><TextBlock><TextLine><String CONTENT='TEXT'/></TextLine></TextBlock></Page></alto>";
    let bytes: Vec<u8> =
        alto.replace("TEXT", "caf\u{e9}").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let pages = sheets(&bytes, How::default()).unwrap();
    assert_eq!(pages[0].source.text, "café\n");
    assert!(pages[0].notes.is_empty(), "{:?}", pages[0].notes);
    assert_eq!(pages[0].source.encoding, "windows-1252");
}

/// The only page of a file, and that it was told to be of `format`.
fn page(format: &str, text: &str) -> Sheet {
    let mut pages = read(text);
    assert_eq!(pages.len(), 1, "{text}");
    let page = pages.remove(0);
    assert_eq!(page.source.format, format);
    page
}

fn forme(page: &Sheet) -> &Forme {
    page.source.forme.as_ref().expect("a page with coordinates")
}

fn places(page: &Sheet) -> Vec<Place> {
    page.rows.iter().map(|row| row.place.expect("a place")).collect()
}

fn rect(x0: i32, y0: i32, x1: i32, y1: i32) -> Rect {
    Rect { x0, y0, x1, y1 }
}

#[test]
fn alto_has_words_hyphens_styles_and_composed_blocks() {
    let page = page(
        "alto",
        r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">
<Styles><TextStyle ID="BIG" FONTSIZE="24"/><TextStyle ID="SMALL" FONTSIZE="8.5"/></Styles>
<Tags><OtherTag ID="T1" LABEL="heading"/></Tags>
<Layout><Page WIDTH="1000" HEIGHT="1500"><PrintSpace>
<TextBlock ID="b1" HPOS="10" VPOS="10" WIDTH="500" HEIGHT="40" STYLEREFS="BIG PAR" TAGREFS="T1">
<TextLine HPOS="10" VPOS="10" WIDTH="500" HEIGHT="40"><String HPOS="10" VPOS="10" WIDTH="200" HEIGHT="40" CONTENT="Lock &amp; gates" WC="0.5"/><SP/><String CONTENT="open" HPOS="220" VPOS="10" WIDTH="90" HEIGHT="40" WC="1.00"/></TextLine>
</TextBlock>
<ComposedBlock TYPE="Table" HPOS="10" VPOS="60" WIDTH="400" HEIGHT="100"><TextBlock STYLEREFS="SMALL">
<TextLine><String CONTENT="by inter" SUBS_TYPE="HypPart1" SUBS_CONTENT="international" HPOS="10" VPOS="60" WIDTH="80" HEIGHT="10"/><HYP CONTENT="-"/></TextLine>
<TextLine><String STYLEREFS="BIG" SUBS_TYPE="HypPart2" SUBS_CONTENT="international" CONTENT="national" HPOS="10" VPOS="80" WIDTH="60" HEIGHT="10"><ALTERNATIVE>rational</ALTERNATIVE></String></TextLine>
</TextBlock></ComposedBlock>
<Illustration HPOS="500" VPOS="60" WIDTH="100" HEIGHT="100"/><GraphicalElement HPOS="0" VPOS="200" WIDTH="1000" HEIGHT="2"/>
<TextBlock><Shape><Polygon POINTS="0,300 50,300 50,340 0,340"/></Shape><TextLine BASELINE="0 320 50 320"><Shape><Polygon POINTS="0 300 50 300 50 320 0 320"/></Shape><String CONTENT="last"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>"#,
    );
    assert_eq!(page.source.text, "Lock & gates open\nby inter-\nnational\nlast\n");
    let forme = forme(&page);
    assert_eq!((forme.width, forme.height), (1000, 1500));
    assert_eq!(forme.wholes, ["international"]);
    let kinds: Vec<RegionKind> = forme.regions.iter().map(|region| region.kind).collect();
    assert_eq!(kinds, [Heading, Table, Table, Picture, Rule, Text]);
    assert_eq!(forme.regions[2].parent, Some(1));
    let places = places(&page);
    assert_eq!(
        places[0],
        Place {
            relative: 0,
            rect: rect(10, 10, 510, 50),
            size: 24,
            confidence: Some(62),
            region: Some(0),
            cell: None,
            set: None
        }
    );
    // A line without a box has that of its words; the hyphen is part of the word.
    assert_eq!(
        places[1],
        Place {
            relative: 0,
            rect: rect(10, 60, 90, 70),
            size: 9,
            confidence: None,
            region: Some(2),
            cell: None,
            set: None
        }
    );
    assert_eq!(places[2].size, 24);
    assert_eq!(forme.words[2].span.end as usize, page.source.text.find("-\n").unwrap() + 1);
    // Outlines stand in for boxes that are not given.
    assert_eq!(places[3].rect, rect(0, 300, 50, 320));
    assert_eq!(forme.regions[5].rect, Some(rect(0, 300, 50, 340)));
}

#[test]
fn alto_may_hold_several_pages_in_no_namespace_or_with_a_prefix() {
    let line = |text: &str| format!("<a:TextLine><a:String CONTENT='{text}'/></a:TextLine>");
    let page = |text: &str| format!("<a:Page><a:TextBlock>{}</a:TextBlock></a:Page>", line(text));
    let prefixed = format!("<a:alto xmlns:a='urn:x'>{}{}<a:Page/></a:alto>", page("one"), page("two"));
    for text in [prefixed.clone(), prefixed.replace("a:", "").replace(" xmlns:a='urn:x'", "")] {
        let pages = read(&text);
        let texts: Vec<&str> = pages.iter().map(|page| page.source.text.as_str()).collect();
        assert_eq!(texts, ["one\n\u{c}", "two\n\u{c}", ""]);
        assert_eq!(pages.iter().map(|page| page.source.first_line).collect::<Vec<_>>(), [0, 1, 2]);
    }
}

#[test]
fn a_stated_reading_order_is_kept() {
    let block = |id: &str| {
        format!(
            "<TextBlock ID='{id}' HPOS='1' VPOS='1' WIDTH='9' HEIGHT='9'><TextLine><String CONTENT='{id}1' HPOS='1' VPOS='1' WIDTH='5' HEIGHT='5'/></TextLine><TextLine><String CONTENT='{id}2' HPOS='2' VPOS='2' WIDTH='5' HEIGHT='5'/></TextLine></TextBlock>"
        )
    };
    let order = "<ReadingOrder><OrderedGroup ID='g'><ElementRef REF='b'/><OrderedGroup ID='h'><ElementRef REF='c'/></OrderedGroup><ElementRef REF='a'/></OrderedGroup></ReadingOrder>";
    let text = format!("<alto>{order}<Layout><Page>{}{}{}</Page></Layout></alto>", block("a"), block("b"), block("c"));
    let page = page("alto", &text);
    assert_eq!(page.source.text, "b1\nb2\nc1\nc2\na1\na2\n");
    let forme = forme(&page);
    for (row, expected) in page.rows.iter().zip(["b1", "b2", "c1", "c2", "a1", "a2"]) {
        assert_eq!(row.text.as_str(), expected);
        let [word] = forme.words_in(row.text.span().unwrap()) else { panic!("one word in {expected}") };
        assert_eq!(word.rect.x0, if expected.ends_with('1') { 1 } else { 2 });
    }
    assert_eq!(page.source.line_starts, [0, 3, 6, 9, 12, 15]);
}

#[test]
fn hocr_of_tesseract_has_words_confidences_and_kinds_of_lines() {
    let page = page(
        "hocr",
        r#"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><title>not on the page</title><meta charset="utf-8"></head><body>
<div class='ocr_page' title='image "a;b.png"; bbox 0 0 800 1200; ppageno 0'>
<div class='ocr_carea' title="bbox 10 10 400 90"><p class='ocr_par' title="bbox 10 10 400 90">
<span class='ocr_header' title="bbox 10 10 400 40; x_size 30.5"><span class='ocrx_word' title='bbox 10 10 90 40; x_wconf 91'><strong>Tide</strong></span> <span class='ocrx_word' title='bbox 100 10 190 40; x_wconf 71'>&amp; time</span></span>
<span class='ocr_line' title="bbox 10 50 400 90"><span class='ocrx_word' title='bbox 10 50 90 90'>wait</span></span></p></div>
<div class='ocr_separator' title='bbox 0 100 800 104'></div></div></body></html>"#,
    );
    assert_eq!(page.source.text, "Tide & time\nwait\n");
    let forme = forme(&page);
    assert_eq!((forme.width, forme.height), (800, 1200));
    let kinds: Vec<RegionKind> = forme.regions.iter().map(|region| region.kind).collect();
    assert_eq!(kinds, [Text, Furniture, Rule]);
    let places = places(&page);
    assert_eq!(
        places[0],
        Place {
            relative: 0,
            rect: rect(10, 10, 400, 40),
            size: 31,
            confidence: Some(79),
            region: Some(1),
            cell: None,
            set: None
        }
    );
    assert_eq!((places[1].rect, places[1].region, places[1].confidence), (rect(10, 50, 400, 90), Some(0), None));
}

#[test]
fn hocr_without_words_without_lines_or_with_loose_text_loses_nothing() {
    let page_of = |inner: &str| page("hocr", &format!("<div class=ocr_page title='bbox 0 0 9 9'>{inner}</div>"));
    // OCRopus: lines of text, elements left open.
    let ocropus = page_of(
        "<p><span class='ocr_line' title='bbox 1 1 5 2'>Tide and<br>time<span class='ocr_line' title='bbox 1 3 5 4'>wait</span></span>",
    );
    assert_eq!(ocropus.source.text, "Tide and time\nwait\n");
    assert_eq!(places(&ocropus)[1].rect, rect(1, 3, 5, 4));
    // Words without lines.
    let words = page_of(
        "<div class='ocr_par'><span class='ocrx_word' title='bbox 1 1 3 2'>Tide</span><span class='ocrx_word' title='bbox 4 1 6 2'>and</span><span class='ocrx_word' title='bbox 1 3 3 4'>time</span></div>",
    );
    assert_eq!(words.source.text, "Tide and\ntime\n");
    let loose = page_of("<p>Tide</p>and<h2>time</h2><script>no()</script>");
    assert_eq!(loose.source.text, "Tide\nand\ntime\n");
}

#[test]
fn page_xml_has_tables_outlines_and_the_best_reading() {
    let page = page(
        "page",
        r#"<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator>x</Creator></Metadata>
<Page imageFilename="p.png" imageWidth="2000" imageHeight="3000">
<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
<TextRegion id="r1" type="paragraph"><Coords points="0,0 900,0 900,200 0,200"/>
<TextLine id="l1"><Coords points="0,20 100,10 100,30 0,40"/><Baseline points="0,38 100,28"/>
<Word id="w1"><Coords points="0,10 40,10 40,40 0,40"/><TextEquiv><Unicode>Die</Unicode></TextEquiv><Glyph><Coords points="0,0 1,1"/><TextEquiv><Unicode>D</Unicode></TextEquiv></Glyph></Word>
<Word id="w2"><Coords points="50,10 100,10 100,40 50,40"/><TextEquiv conf="0.25"><Unicode>Zei⸗</Unicode></TextEquiv></Word>
<TextEquiv index="1"><Unicode>Oie Zei-</Unicode></TextEquiv><TextEquiv index="0" conf="0.75"><PlainText>?</PlainText><Unicode>Die Zei⸗</Unicode></TextEquiv></TextLine>
<TextEquiv><Unicode>Die Zei⸗</Unicode></TextEquiv></TextRegion>
<TextRegion id="r2" custom="readingOrder {index:0;} structure {type:heading;}"><Coords><Point x="0" y="300"/><Point x="900" y="300"/><Point x="900" y="400"/><Point x="0" y="400"/></Coords>
<TextEquiv><Unicode>Kreisblatt
Altwirs</Unicode></TextEquiv></TextRegion>
<TableRegion id="t"><Coords points="0,500 900,500 900,600 0,600"/><TableCell row="1" col="2" colSpan="2"><Coords points="0,500 90,500 90,550 0,550"/><TextLine><Coords points="0,500 90,500 90,520 0,520"/><TextEquiv><Unicode>4,50</Unicode></TextEquiv></TextLine></TableCell>
<TextRegion><Roles><TableCellRole rowIndex="3" columnIndex="0"/></Roles><TextLine><TextEquiv><Unicode>Milch</Unicode></TextEquiv></TextLine></TextRegion></TableRegion>
<SeparatorRegion id="s"><Coords points="0,700 900,700 900,702 0,702"/></SeparatorRegion><ImageRegion id="i"><Coords points="0,800 9,800 9,809 0,809"/></ImageRegion>
<AdvertRegion><TextRegion><TextLine><TextEquiv><Unicode>Seife!</Unicode></TextEquiv></TextLine></TextRegion></AdvertRegion>
</Page></PcGts>"#,
    );
    // What the reading order leaves out goes with what stands before it in the file.
    assert_eq!(page.source.text, "Kreisblatt\nAltwirs\n4,50\nMilch\nSeife!\nDie Zei⸗\n");
    let forme = forme(&page);
    assert_eq!((forme.width, forme.height), (2000, 3000));
    let kinds: Vec<RegionKind> = forme.regions.iter().map(|region| region.kind).collect();
    assert_eq!(kinds, [Text, Heading, Table, Table, Table, Rule, Picture, Advertisement, Advertisement]);
    let cells: Vec<Cell> = forme.regions.iter().filter_map(|region| region.cell).collect();
    let cell = |row, column, columns| Cell { row, column, rows: 1, columns };
    assert_eq!(cells, [cell(1, 2, 2), cell(3, 0, 1)]);
    // A region without lines is cut into those of its text.
    assert_eq!(page.rows[0].place.unwrap().rect, rect(0, 300, 900, 350));
    assert_eq!(page.rows[1].place.unwrap().rect, rect(0, 350, 900, 400));
    // A line askew is as high as it is thick; its words have boxes where they are the same words.
    let line = page.rows[5].place.unwrap();
    assert_eq!((line.rect, line.confidence), (rect(0, 15, 100, 35), Some(41)));
    assert_eq!(forme.words.len(), 2);
    assert_eq!(forme.words[1].confidence, Some(25));
}

#[test]
fn tsv_has_pages_blocks_lines_and_words() {
    let head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
    let rows = "1\t1\t0\t0\t0\t0\t0\t0\t567\t741\t-1\t\n2\t1\t1\t0\t0\t0\t10\t10\t300\t50\t-1\t\n\
                4\t1\t1\t1\t1\t0\t10\t10\t300\t20\t-1\t\n5\t1\t1\t1\t1\t1\t10\t10\t100\t20\t95.4\t\"Tide\n\
                5\t1\t1\t1\t1\t2\t120\t10\t100\t20\t85.6\tand\n4\t1\t1\t1\t2\t0\t10\t40\t300\t20\t-1\n\
                5\t1\t1\t1\t2\t1\t10\t40\t100\t20\t0\ttime\n1\t2\t0\t0\t0\t0\t0\t0\t567\t741\t-1\t\n\
                5\t2\t1\t1\t1\t1\t1\t2\t3\t4\t-1\twait\n";
    let pages = read(&(head.to_owned() + rows));
    let [first, second] = &pages[..] else { panic!("two pages") };
    assert_eq!((first.source.text.as_str(), second.source.text.as_str()), ("\"Tide and\ntime\n\u{c}", "wait\n"));
    assert_eq!((forme(first).width, forme(first).height), (567, 741));
    let places = places(first);
    assert_eq!(
        places[0],
        Place {
            relative: 0,
            rect: rect(10, 10, 310, 30),
            size: 0,
            confidence: Some(91),
            region: Some(0),
            cell: None,
            set: None
        }
    );
    assert_eq!(places[1].confidence, Some(0));
    assert_eq!(second.rows[0].place.unwrap().rect, rect(1, 2, 4, 6));

    for (rows, what) in [
        ("5\t1\t1\n", "broken TSV in line 2, column 1: 3 fields, where there should be 12"),
        ("5\t1\tx\t1\t1\t1\t1\t1\t1\t1\t-1\ta\n", "broken TSV in line 2, column 5: \"x\" is no block_num"),
    ] {
        assert_eq!(try_read(&(head.to_owned() + rows)).unwrap_err().to_string(), what);
    }
    let error = try_read("level\tpage_num\tblock_num\tfoo\n").unwrap_err().to_string();
    assert!(error.starts_with("broken TSV in line 1, column 1: the first line must name the columns level, page_num"));
}

#[test]
fn mets_names_the_text_of_its_pages_in_their_order() {
    let file = |id: &str, kind: &str, href: &str| {
        format!("<file ID='{id}' MIMETYPE='{kind}'><FLocat LOCTYPE='URL' xlink:href='{href}'/></file>")
    };
    let groups = format!(
        "<mets:fileSec><mets:fileGrp USE='FULLTEXT'>{}{}</mets:fileGrp><mets:fileGrp USE='IMAGES'>{}</mets:fileGrp></mets:fileSec>",
        file("A2", "text/xml", "alto/2.xml"),
        file("A1", "application/xml", "file://./alto/1.xml"),
        file("I1", "image/jp2", "1.jp2"),
    )
    .replace("<file", "<mets:file").replace("</file>", "</mets:file>").replace("<mets:mets:", "<mets:").replace("<FLocat", "<mets:FLocat");
    let map = "<mets:structMap TYPE='LOGICAL'><mets:div><mets:fptr FILEID='A2'/></mets:div></mets:structMap><mets:structMap TYPE='PHYSICAL'><mets:div><mets:div ORDER='2'><mets:fptr><mets:area FILEID='A2'/></mets:fptr></mets:div><mets:div ORDER='1'><mets:fptr FILEID='I1'/><mets:fptr FILEID='A1'/></mets:div></mets:div></mets:structMap>";
    let whole = format!("<mets:mets xmlns:mets='urn:m'>{groups}{map}</mets:mets>");
    assert_eq!(Format::of(whole.as_bytes()), Format::Mets);
    let files = |text: &str| mets::files(text.as_bytes(), How::default());
    assert_eq!(files(&whole).unwrap(), ["file://./alto/1.xml", "alto/2.xml"]);
    // Without a physical structure, the order of the files.
    let without = format!("<mets:mets xmlns:mets='urn:m'>{groups}</mets:mets>");
    assert_eq!(files(&without).unwrap(), ["alto/2.xml", "file://./alto/1.xml"]);
    let error = files("<mets></mets>").unwrap_err().to_string();
    assert!(error.ends_with("no page has a file with text; give the files of its pages instead"), "{error}");
    let error = try_read(&whole).unwrap_err().to_string();
    assert_eq!(error, "this is METS; it holds no text itself; read the files of its pages");
}

#[test]
fn a_page_without_text_is_an_empty_page() {
    for text in [
        "<alto/>",
        "<alto><Layout><Page/></Layout></alto>",
        "<PcGts><Page/></PcGts>",
        "<div class='ocr_page'></div>",
        "<html><body><doc><page width='1' height='1'></page></doc></body></html>",
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n",
        "<alto><Page><TextBlock><TextLine><String CONTENT=' '/></TextLine></TextBlock></Page></alto>",
    ] {
        let pages = read(text);
        assert_eq!(pages.len(), 1, "{text}");
        assert!(pages[0].rows.is_empty() && pages[0].notes.is_empty() && pages[0].source.forme.is_some(), "{text}");
    }
}

#[test]
fn what_is_none_of_them_is_text() {
    for text in
        ["<p>the tide</p>", "<html><body>x</body></html>", "<!-- <alto> -->", "level\tof the tide", "<altos/>", "<"]
    {
        assert_eq!(page("text", text).source.forme, None, "{text}");
    }
    assert_eq!(Format::of(b"%PDF-1.7"), Format::Pdf);
    let prolog = "\u{feff}<?xml version='1.0'?>\n<!-- <html> -->\n<!DOCTYPE alto>\n<x:alto\n/>";
    assert_eq!(page("alto", prolog).rows, []);
}

#[test]
fn a_format_that_is_named_is_taken_at_its_word() {
    let named = |text: &str, format: Format| sheets(text.as_bytes(), How { format, ..How::default() });
    assert_eq!(named("<alto/>", Format::Text).unwrap()[0].source.text, "<alto/>");
    assert!(named("tide", Format::Tsv).is_err());
    assert_eq!("ALTO".parse(), Ok(Format::Alto));
    let error = "docx".parse::<Format>().unwrap_err();
    assert_eq!(error, "there is no such format; there are auto, text, hocr, alto, page, tsv, bbox, mets, pdf");
}
