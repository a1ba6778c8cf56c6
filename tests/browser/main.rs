//! The proof sheet in a real browser: what people do with it, and what hostile pages may not do.
//!
//! It needs Chromium or Chrome (`apt-get install chromium`). Without one, each of these tests is reported as ignored,
//! with the reason. `STONEHAND_BROWSER=/path/to/chromium` names one, and then it must work.

mod driver;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use serde_json::json;
use stonehand::render::html::Scan;
use stonehand::{Options, render};
use tempfile::TempDir;

use driver::{Browser, Tab};

type Check = fn(&mut Tab, &Desk) -> Result<(), String>;

const CHECKS: [(&str, Check); 13] = [
    ("a_click_on_a_headline_lights_its_lines", a_click_on_a_headline_lights_its_lines),
    ("a_click_on_a_line_lights_its_block", a_click_on_a_line_lights_its_block),
    ("pointing_lights_for_as_long_as_it_points", pointing_lights_for_as_long_as_it_points),
    ("a_click_on_the_map_goes_there", a_click_on_the_map_goes_there),
    ("a_scan_lies_behind_the_boxes", a_scan_lies_behind_the_boxes),
    ("keys_walk_from_block_to_block_and_side_to_side", keys_walk_from_block_to_block_and_side_to_side),
    ("a_repair_is_explained_to_the_keyboard", a_repair_is_explained_to_the_keyboard),
    ("tab_goes_through_few_stops", tab_goes_through_few_stops),
    ("everything_has_a_name_for_those_who_listen", everything_has_a_name_for_those_who_listen),
    ("hostile_pages_do_nothing", hostile_pages_do_nothing),
    ("without_scripts_links_do_it", without_scripts_links_do_it),
    ("all_samples_can_be_read_by_day_by_night_and_on_paper", all_samples_can_be_read_by_day_by_night_and_on_paper),
    ("a_megabyte_is_no_trouble", a_megabyte_is_no_trouble),
];

/// Where sheets are laid.
struct Desk(TempDir);

impl Desk {
    /// Makes the proof sheet of a text and lays it on the desk.
    fn sheet(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, String> {
        let mut options = Options::default();
        name.clone_into(&mut options.name);
        let pages = stonehand::read(bytes, &options).map_err(|e| e.to_string())?;
        let path = self.0.path().join("sheet.html");
        fs::write(&path, render::html::render(&pages)).map_err(|e| e.to_string())?;
        Ok(path)
    }

    /// The proof sheet of a sample.
    fn sample(&self, name: &str) -> Result<PathBuf, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
        self.sheet(name, &fs::read(&path).map_err(|e| format!("{name}: {e}"))?)
    }
}

fn main() -> ExitCode {
    let mut args = Arguments::from_args();
    // One browser, one thing at a time.
    args.test_threads = Some(1);
    let program = driver::find();
    let browser: Arc<Mutex<Option<Browser>>> = Arc::default();
    let trials = CHECKS.map(|(name, check)| {
        let (program, browser) = (program.clone(), Arc::clone(&browser));
        Trial::ignorable_test(name, move || match program {
            Some(program) => run(&program, &browser, check).map_err(Failed::from),
            None => Ok(Completion::ignored_with(
                "no Chromium or Chrome was found: install one, or name it in STONEHAND_BROWSER",
            )),
        })
    });
    let conclusion = libtest_mimic::run(&args, trials.into());
    browser.lock().unwrap_or_else(PoisonError::into_inner).take();
    conclusion.exit_code()
}

/// Makes one check in a tab of its own, and sees to it that the page was quiet.
fn run(program: &OsString, browser: &Mutex<Option<Browser>>, check: Check) -> Result<Completion, String> {
    let mut browser = browser.lock().unwrap_or_else(PoisonError::into_inner);
    if browser.is_none() {
        *browser = Some(Browser::start(program)?);
    }
    let desk = Desk(TempDir::new().map_err(|e| e.to_string())?);
    let mut tab = browser.as_mut().ok_or("no browser")?.tab()?;
    check(&mut tab, &desk)?;
    match tab.complaints()?.as_slice() {
        [] => Ok(Completion::Completed),
        some => Err(format!("the page {}", some.join("; "))),
    }
}

/// The numbers of the lines that are lit.
const LIT_LINES: &str = "[...document.querySelectorAll('.l.lit')].map((line) => line.id).join(' ')";
/// The blocks that are lit.
const LIT_BLOCKS: &str = "[...document.querySelectorAll('.b.lit')].map((block) => block.id).join(' ')";
const FOCUS: &str = "document.activeElement.textContent.trim()";

/// Whether an element can be seen in its pane.
fn in_sight(selector: &str, pane: &str) -> String {
    format!(
        "(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect();\
          const pane = document.querySelector('{pane}').getBoundingClientRect();\
          return box.top >= pane.top - 1 && box.bottom <= pane.bottom + 1; }})()"
    )
}

fn a_click_on_a_headline_lights_its_lines(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("zh-Hans/front-page.txt")?, "")?;
    tab.expect(LIT_LINES, &json!(""))?;
    // This headline stands 180 lines below the first line of its story.
    tab.expect(&in_sight("#L203", "#raw"), &json!(false))?;
    tab.click("#a1 .headline h3")?;
    tab.expect(LIT_LINES, &json!("L203"))?;
    tab.expect("document.querySelector('#L203 .t').textContent.trim()", &json!("怀沙江大桥本月更换伸缩缝"))?;
    tab.expect(&in_sight("#L203", "#raw"), &json!(true))?;
    tab.expect("document.querySelectorAll('.map .lit').length", &json!(1))?;
    // It stays when the pointer goes, and a click beside everything puts it out.
    tab.move_to(300.0, 5.0)?;
    tab.expect(LIT_LINES, &json!("L203"))?;
    tab.click(".head h1")?;
    tab.expect(LIT_LINES, &json!(""))
}

fn a_click_on_a_line_lights_its_block(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("en/harbour-gazette.txt")?, "")?;
    tab.click("#L102 .t")?;
    tab.expect("document.querySelectorAll('.b.lit').length", &json!(1))?;
    tab.expect("document.querySelector('.b.lit .s.here').dataset.l", &json!("102"))?;
    tab.expect("document.querySelector('#L102').classList.contains('here')", &json!(true))?;
    tab.expect(&in_sight(".b.lit .s.here", "#page"), &json!(true))?;
    // Just this line's part of the paragraph is lit most.
    let line = tab.value("document.querySelector('#L102 .t').textContent.trim().replace(/-$/, '')")?;
    tab.expect("document.querySelector('.b.lit .s.here').textContent.trim()", &line)
}

fn pointing_lights_for_as_long_as_it_points(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("en/harbour-gazette.txt")?, "")?;
    tab.point("#L13 .t")?;
    tab.expect(LIT_BLOCKS, &json!("b4"))?;
    tab.point("#a1 .headline h3")?;
    tab.expect(LIT_LINES, &json!("L6 L7"))?;
    tab.expect("document.querySelector('#slip').textContent.includes('lines 6–7')", &json!(true))?;
    tab.move_to(300.0, 5.0)?;
    tab.expect(LIT_LINES, &json!(""))
}

fn a_click_on_the_map_goes_there(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("zh-Hans/front-page.txt")?, "")?;
    let last = "document.querySelector('#a5 .b:last-of-type').id.slice(1)";
    let last = tab.value(last)?.as_str().unwrap_or("").to_owned();
    tab.click(&format!(".map rect[data-b='{last}']"))?;
    tab.expect(LIT_BLOCKS, &json!(format!("b{last}")))?;
    tab.expect(&in_sight(".l.lit", "#raw"), &json!(true))?;
    tab.expect(&in_sight(".b.lit .ref", "#page"), &json!(true))
}

fn a_scan_lies_behind_the_boxes(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    const GIF: &[u8] = b"GIF89a\x02\0\x03\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x02\0\x03\0\0\x02\x03\x84\x8fY\0;";
    // Where the edges of the scan and of the sheet's drawing are, to the pixel.
    const EDGES: &str = "['.map image', '.map svg'].map((s) => document.querySelector(s).getBoundingClientRect())\
        .map((b) => [b.left, b.top, b.right, b.bottom].map(Math.round).join(' '))";
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/en/county-times.tsv");
    let page = fs::read(sample).map_err(|e| e.to_string())?;
    let pages = stonehand::read(&page, &Options::default()).map_err(|e| e.to_string())?;
    let scan = Scan::new(GIF.to_vec()).map_err(|e| e.to_string())?;
    let sheet = desk.0.path().join("scan.html");
    let html = render::html::render_with_scan(&pages, &scan).map_err(|e| e.to_string())?;
    fs::write(&sheet, html).map_err(|e| e.to_string())?;
    for scheme in ["light", "dark"] {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        tab.call("Emulation.setEmulatedMedia", &json!({ "media": "", "features": features }))?;
        tab.open(&sheet, "")?;
        // The browser could read it, and its policy lets it.
        tab.expect("document.querySelector('.map image').decode().then(() => 'shown', String)", &json!("shown"))?;
        let edges = tab.value(EDGES)?;
        if edges[0] != edges[1] {
            return Err(format!("the scan does not lie where the page is: {edges}"));
        }
        // Words are drawn in a dark colour on the paper of the scan.
        tab.expect(
            "getComputedStyle(document.querySelector('.map svg')).backgroundColor",
            &json!("rgb(255, 255, 255)"),
        )?;
        tab.expect("getComputedStyle(document.querySelector('.map rect.h0')).stroke", &json!("rgb(143, 61, 46)"))?;
        tab.expect("document.documentElement.scrollWidth <= innerWidth", &json!(true))?;
    }
    tab.value(
        "{ const fade = document.querySelector('#fade'); fade.value = 25; fade.dispatchEvent(new Event('input')); }",
    )?;
    tab.expect("getComputedStyle(document.querySelector('.map image')).opacity", &json!("0.25"))?;
    // Larger, and what is lit comes into sight.
    let width = "document.querySelector('.map svg').getBoundingClientRect().width";
    let narrow = tab.value(width)?.as_f64().unwrap_or(0.0);
    tab.click("#near")?;
    tab.expect(&format!("{width} > {}", narrow * 2.0), &json!(true))?;
    tab.click(".page .leaf article:last-of-type .b:last-of-type p")?;
    tab.expect("document.querySelectorAll('.map rect.lit').length > 0", &json!(true))?;
    tab.expect(&in_sight(".map rect.lit", ".map"), &json!(true))?;
    tab.click("#near")?;
    tab.expect(&format!("{width} === {narrow}"), &json!(true))?;
    tab.click(".map rect.h0")?;
    tab.expect("document.querySelector('.b.lit')?.closest('article').className", &json!("h0"))?;
    // On paper there is neither map nor scan.
    tab.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
    tab.expect("document.querySelector('.map image').getClientRects().length", &json!(0))
}

fn keys_walk_from_block_to_block_and_side_to_side(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("en/harbour-gazette.txt")?, "")?;
    for (key, block, focus) in [("j", "b1", "6–7"), ("j", "b2", "8"), ("ArrowDown", "b3", "9"), ("k", "b2", "8")] {
        tab.key(key)?;
        tab.expect(LIT_BLOCKS, &json!(block))?;
        tab.expect(FOCUS, &json!(focus))?;
    }
    tab.key("ArrowLeft")?;
    tab.expect("document.activeElement.closest('.l').id", &json!("L8"))?;
    tab.key("ArrowUp")?;
    tab.expect("document.activeElement.closest('.l').id", &json!("L7"))?;
    tab.expect(LIT_BLOCKS, &json!("b1"))?;
    tab.key("ArrowRight")?;
    tab.expect(FOCUS, &json!("6–7"))?;
    tab.key("Escape")?;
    tab.expect(LIT_BLOCKS, &json!(""))?;
    // Letters need not be keys.
    tab.value("document.querySelector('#letters').checked = false")?;
    tab.key("j")?;
    tab.expect(LIT_BLOCKS, &json!(""))
}

fn a_repair_is_explained_to_the_keyboard(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("en/harbour-gazette.txt")?, "")?;
    tab.key("m")?;
    tab.key("m")?;
    let rule = tab.value("document.activeElement.dataset.r")?;
    tab.expect("document.activeElement.matches('.page .k')", &json!(true))?;
    tab.expect(
        "document.querySelector('#slip').textContent.includes(document.querySelector('#' + document.activeElement.dataset.r + ' .reason').textContent)",
        &json!(true),
    )?;
    tab.expect("document.querySelectorAll('.raw .k.on').length", &json!(1))?;
    tab.key("Enter")?;
    tab.expect("document.activeElement.closest('details').id", &rule)?;
    tab.expect("document.activeElement.closest('details').open", &json!(true))?;
    // And by pointing: the mark in the raw text says the same.
    tab.click(".raw .k.j")?;
    tab.expect("document.querySelector('#slip ins').textContent.length > 0", &json!(true))
}

fn tab_goes_through_few_stops(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("zh-Hans/careless.txt")?, "")?;
    tab.key("Tab")?;
    tab.expect(FOCUS, &json!("The page of articles"))?;
    tab.key("Enter")?;
    tab.expect("document.activeElement.id", &json!("page"))?;
    // One line, one block with what belongs to it, and not hundreds of each.
    tab.expect("[...document.querySelectorAll('.raw a')].filter((a) => a.tabIndex === 0).length <= 4", &json!(true))?;
    tab.expect("[...document.querySelectorAll('.b a')].filter((a) => a.tabIndex === 0).length <= 4", &json!(true))?;
    // From a block Tab goes into its repairs.
    tab.click("#a1 .para p")?;
    let block = tab.value(LIT_BLOCKS)?;
    tab.value("document.querySelector('.b.lit .ref').focus()")?;
    tab.key("Tab")?;
    tab.expect("document.activeElement.matches('.k')", &json!(true))?;
    tab.expect("document.activeElement.closest('.b').id", &block)
}

fn everything_has_a_name_for_those_who_listen(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.open(&desk.sample("zh-Hans/careless.txt")?, "")?;
    let tree = tab.call("Accessibility.getFullAXTree", &json!({}))?;
    let nodes: Vec<(&str, &str)> = tree["nodes"]
        .as_array()
        .ok_or("no tree")?
        .iter()
        .filter(|node| node["ignored"] == false)
        .map(|node| (node["role"]["value"].as_str().unwrap_or(""), node["name"]["value"].as_str().unwrap_or("")))
        .collect();
    let roles = ["link", "button", "region", "main", "navigation", "article", "heading", "image", "checkbox"];
    if let Some(nameless) = nodes.iter().find(|(role, name)| roles.contains(role) && name.trim().is_empty()) {
        return Err(format!("a {} has no name", nameless.0));
    }
    for wanted in [
        ("main", "The page of articles"),
        ("region", "Raw text"),
        ("region", "Notes"),
        ("region", "Repairs"),
        ("navigation", "In this sheet"),
        ("navigation", "Map of the input"),
        ("heading", "zh-Hans/careless.txt"),
        ("article", "比法定供暖日提前七天"),
        ("link", "headline, lines 9"),
        ("status", ""),
    ] {
        let names = || nodes.iter().filter(|(role, _)| *role == wanted.0).map(|(_, name)| *name);
        // Capitals of the style sheet are none to those who listen.
        if !names().any(|name| name.trim().eq_ignore_ascii_case(wanted.1)) {
            return Err(format!("there is no {wanted:?}, but {:?}", names().collect::<Vec<_>>()));
        }
    }
    // What is printed is in the page's language, what we say in ours.
    tab.expect("document.documentElement.lang", &json!("en"))?;
    tab.expect("document.querySelector('#a1 h3').lang", &json!("zh-Hans"))?;
    tab.expect("document.querySelector('#L9 .t').closest('[lang]').lang", &json!("zh-Hans"))?;
    // Headings go down by one level at a time.
    tab.expect(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1])).every((n, i, all) => n <= (all[i - 1] ?? 0) + 1)",
        &json!(true),
    )
}

fn hostile_pages_do_nothing(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    const PAGE: &str = "\
        \"><script>window.harm = 1</script>\n\
        Lock gates <img src=x onerror=\"window.harm = 2\"> open again\n\
        By MARTHA PELLOW\n\
        The tide {{ 7 * 7 }} was still making {% raw %} when the </script><script>window.harm = 3</script> inter-\n\
        national <!-- crew --> came home, ' onmouseover='window.harm = 4' &lt;b&gt; and <svg onload=alert(1)> the\n\
        \u{202e}egnarts\u{2066} people \u{1b}]8;;http://harm.example/\u{7} cheered \u{0}\u{9b} </style></title>\u{e0041}.\n\
        <a href=\"javascript:window.harm=5\">Lunch</a> http://harm.example/x.png <link rel=stylesheet href=//harm.example>\n";
    let name = "x\"><script>window.harm = 6</script>\u{202e}.txt";
    tab.open(&desk.sheet(name, PAGE.as_bytes())?, "")?;
    tab.point("#L1 .t")?;
    tab.point("#L5 .t")?;
    tab.click("#L7 .t")?;
    for key in ["j", "m", "m", "Enter"] {
        tab.key(key)?;
    }
    tab.expect("window.harm ?? null", &json!(null))?;
    tab.expect("document.scripts.length", &json!(1))?;
    tab.expect(
        "document.querySelectorAll('img, iframe, object, embed, link, base, form, body style').length",
        &json!(0),
    )?;
    tab.expect(
        "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter((a) => a.name.startsWith('on')).length",
        &json!(0),
    )?;
    tab.expect("[...document.links].filter((a) => !a.getAttribute('href').startsWith('#')).length", &json!(0))?;
    // It is all there, as text.
    tab.expect("document.querySelector('#L1 .t').textContent", &json!("\"><script>window.harm = 1</script>"))?;
    tab.expect("document.querySelector('#L4 .t').textContent.includes('{{ 7 * 7 }}')", &json!(true))?;
    tab.expect(
        "document.querySelector('#L6 .t').textContent.startsWith('202Eegnarts2066 people 001B]8;;http://harm.example/0007 ')",
        &json!(true),
    )?;
    tab.expect("document.title.startsWith('x\"><script>window.harm = 6</script>⟨202E⟩.txt')", &json!(true))?;
    tab.expect(
        r"/[\u202a-\u202e\u2066-\u2069\0\x07\x1b\x80-\x9f]/.test(document.documentElement.textContent)",
        &json!(false),
    )?;
    if let [first, ..] = &tab.complaints()?[..] {
        return Err(format!("the page {first}"));
    }
    // Should any of it slip through one day, the page's policy stops it: here it is put in by force.
    tab.value(
        "{ const s = document.createElement('script'); s.textContent = 'window.harm = 7'; document.body.append(s); }",
    )?;
    tab.value("{ const d = document.createElement('div'); d.innerHTML = '<img src=\"http://harm.example/x.png\" onerror=\"window.harm = 8\">'; document.body.append(d); }")?;
    let complaints = tab.complaints()?;
    tab.expect("window.harm ?? null", &json!(null))?;
    if !complaints.iter().any(|c| c.contains("script-src"))
        || !complaints.iter().any(|c| c.contains("img-src") || c.contains("default-src"))
    {
        return Err(format!("the policy stopped nothing: {complaints:?}"));
    }
    tab.forget();
    Ok(())
}

fn without_scripts_links_do_it(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    tab.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true }))?;
    tab.open(&desk.sample("en/harbour-gazette.txt")?, "")?;
    tab.expect("getComputedStyle(document.querySelector('.slip')).display", &json!("none"))?;
    tab.expect("getComputedStyle(document.querySelector('.tools')).display", &json!("none"))?;
    let paper = tab.value("getComputedStyle(document.querySelector('#L6')).backgroundColor")?;
    tab.click("#b1 .ref")?;
    tab.expect("location.hash", &json!("#L6"))?;
    tab.expect(&format!("getComputedStyle(document.querySelector('#L6')).backgroundColor !== {paper}"), &json!(true))?;
    tab.click("#L13 .n")?;
    tab.expect("location.hash", &json!("#b4"))?;
    tab.click("#m2")?;
    tab.expect("location.hash", &json!("#J02"))?;
    tab.expect("document.querySelector(location.hash).matches('details.rule')", &json!(true))?;
    tab.call("Emulation.setScriptExecutionDisabled", &json!({ "value": false })).map(drop)
}

/// The contrast of texts to what is behind them, the least of them first: `[ratio, selector]`.
const CONTRAST: &str = "(() => {
  const light = (rgb) => rgb.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (e) => { const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
    return a === 1 ? [r, g, b] : e.parentElement ? behind(e.parentElement) : [255, 255, 255]; };
  const ratio = (e) => { const [a, b] = [light(parse(getComputedStyle(e).color).slice(0, 3)), light(behind(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
  const of = ['.b p', 'h3', '.ref', 'a.code', '.facts', '.flag', '.l .t', '.l a.n', '.lit .n', '.slip .reason', '.lead', 'a.query', '.byline p', '.slug .id', '.caption p'];
  return of.flatMap((s) => [...document.querySelectorAll(s)].map((e) => [ratio(e), s])).sort((a, b) => a[0] - b[0])[0];
})()";

fn all_samples_can_be_read_by_day_by_night_and_on_paper(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    for name in [
        "zh-Hans/careless.txt",
        "zh-Hans/content-order.txt",
        "zh-Hant/evening-post.txt",
        "ja/minato-shimbun.txt",
        "de/kreisblatt.txt",
        "encodings/two-pages.txt",
    ] {
        let sheet = desk.sample(name)?;
        for scheme in ["light", "dark"] {
            let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
            tab.call("Emulation.setEmulatedMedia", &json!({ "media": "", "features": features }))?;
            tab.open(&sheet, "")?;
            tab.key("j")?;
            let least = tab.value(CONTRAST)?;
            if least[0].as_f64().unwrap_or(0.0) < 4.5 {
                return Err(format!("{name}, {scheme}: contrast {least}"));
            }
            tab.expect("document.documentElement.scrollWidth <= innerWidth", &json!(true))?;
        }
        tab.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
        tab.expect("getComputedStyle(document.querySelector('.map')).display", &json!("none"))?;
        for pane in ["#raw", "#page"] {
            tab.expect(&format!("(() => {{ const e = document.querySelector('{pane}'); return e.scrollHeight - e.clientHeight; }})()"), &json!(0))?;
        }
        let ids = "(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.length - new Set(ids).size; })()";
        tab.expect(ids, &json!(0))?;
        let dead = "[...document.links].filter((a) => !document.getElementById(a.hash.slice(1))).map((a) => a.hash).join(' ')";
        tab.expect(dead, &json!(""))?;
    }
    tab.expect("document.querySelectorAll('.page .leaf').length", &json!(2))?;
    tab.expect("document.querySelectorAll('.map svg').length", &json!(2))
}

fn a_megabyte_is_no_trouble(tab: &mut Tab, desk: &Desk) -> Result<(), String> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/zh-Hans/careless.txt");
    let sample = fs::read_to_string(sample).map_err(|e| e.to_string())?;
    let page = sample.repeat(1_000_000 / sample.len() + 1);
    tab.open(&desk.sheet("large.txt", page.as_bytes())?, "")?;
    let lines = tab.value("document.querySelectorAll('.l').length")?.as_u64().unwrap_or(0);
    if lines < 10_000 {
        return Err(format!("only {lines} lines"));
    }
    // From the far end of one side to the other, and how long the page itself is busy with it.
    let busy = tab.value(
        "(() => { const line = [...document.querySelectorAll('a.n')].at(-1); const start = performance.now();\
          line.click(); document.querySelector('.b.lit').getBoundingClientRect(); return performance.now() - start; })()",
    )?;
    if busy.as_f64().unwrap_or(f64::MAX) > 5000.0 {
        return Err(format!("a click takes {busy} ms"));
    }
    tab.expect(&in_sight(".b.lit .ref", "#page"), &json!(true))?;
    tab.click(".b.lit .s")?;
    tab.expect("document.querySelectorAll('.l.lit').length > 0", &json!(true))
}
