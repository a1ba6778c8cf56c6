//! A real browser, driven over its own debugging protocol through a pair of pipes: nothing to install but the browser.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use std::{env, thread};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long the browser may take for one answer, on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_mins(2);

/// What Chromium is called on one system or another.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser to drive: the one named by `STONEHAND_BROWSER`, or the first that is found.
pub fn find() -> Option<OsString> {
    if let Some(named) = env::var_os("STONEHAND_BROWSER").filter(|name| !name.is_empty()) {
        return Some(named);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let in_path = env::split_paths(&path).flat_map(|dir| NAMES.map(|name| dir.join(name)));
    in_path.chain([PathBuf::from(MAC)]).find(|path| path.is_file()).map(PathBuf::into_os_string)
}

/// A browser without a window.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    next: u64,
    events: VecDeque<Value>,
    _profile: TempDir,
}

impl Browser {
    /// Starts `program`.
    pub fn start(program: &OsString) -> Result<Self, String> {
        let profile = TempDir::new().map_err(|e| e.to_string())?;
        // The browser speaks on descriptors 3 and 4, and a shell can lay them there.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null"])
            .arg(program)
            .args(["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic"])
            .args(["--no-first-run", "--disable-background-networking", "--disable-component-update"])
            .args([
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--force-prefers-reduced-motion",
                "--window-size=1280,800",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("{}: {e}", program.display()))?;
        let to = child.stdin.take().ok_or("no pipe to the browser")?;
        let stdout = child.stdout.take().ok_or("no pipe from the browser")?;
        let (sender, from) = channel();
        thread::spawn(move || {
            // Messages end in a zero byte.
            for message in BufReader::new(stdout).split(0).map_while(Result::ok) {
                let Ok(value) = serde_json::from_slice(&message) else { continue };
                if sender.send(value).is_err() {
                    break;
                }
            }
        });
        let mut browser = Self { child, to, from, next: 0, events: VecDeque::new(), _profile: profile };
        browser.call("", "Browser.getVersion", &json!({})).map_err(|e| format!("{}: {e}", program.display()))?;
        Ok(browser)
    }

    fn call(&mut self, session: &str, method: &str, params: &Value) -> Result<Value, String> {
        self.next += 1;
        let mut message = json!({ "id": self.next, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        self.to.write_all(format!("{message}\0").as_bytes()).map_err(|e| format!("the browser is gone: {e}"))?;
        loop {
            let answer = self.from.recv_timeout(PATIENCE).map_err(|e| format!("{method}: no answer: {e}"))?;
            if answer["id"] == self.next {
                if answer["error"].is_object() {
                    return Err(format!("{method}: {}", answer["error"]));
                }
                return Ok(answer["result"].clone());
            }
            self.events.push_back(answer);
        }
    }

    /// A fresh tab that shows nothing yet.
    pub fn tab(&mut self) -> Result<Tab<'_>, String> {
        self.events.clear();
        let target = self.call("", "Target.createTarget", &json!({ "url": "about:blank" }))?;
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = self.call("", "Target.attachToTarget", &target)?["sessionId"].as_str().unwrap_or("").to_owned();
        let mut tab = Tab { browser: self, session };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            tab.call(&format!("{domain}.enable"), &json!({}))?;
        }
        Ok(tab)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.call("", "Browser.close", &json!({}));
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A tab. All that it says, asks for or complains about is remembered.
pub struct Tab<'b> {
    browser: &'b mut Browser,
    session: String,
}

impl Tab<'_> {
    /// Calls the browser's protocol.
    pub fn call(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        let session = self.session.clone();
        self.browser.call(&session, method, params)
    }

    /// Opens a file, at `#fragment` where it is not empty, and waits until it stands.
    pub fn open(&mut self, path: &Path, fragment: &str) -> Result<(), String> {
        let url = format!("file://{}{fragment}", path.display());
        self.browser.events.retain(|event| event["method"] != "Page.loadEventFired");
        self.call("Page.navigate", &json!({ "url": url }))?;
        while !self.browser.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.browser.from.recv_timeout(PATIENCE).map_err(|e| format!("{url}: not loaded: {e}"))?;
            self.browser.events.push_back(event);
        }
        Ok(())
    }

    /// The value of an expression of JavaScript in the page.
    pub fn value(&mut self, expression: &str) -> Result<Value, String> {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", &params)?;
        if answer["exceptionDetails"].is_object() {
            return Err(format!("{expression}: {}", answer["exceptionDetails"]["exception"]["description"]));
        }
        Ok(answer["result"]["value"].clone())
    }

    /// Checks that an expression comes to be `expected`; the page may take a moment.
    pub fn expect(&mut self, expression: &str, expected: &Value) -> Result<(), String> {
        let mut value = Value::Null;
        for _ in 0..100 {
            value = self.value(expression)?;
            if value == *expected {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Err(format!("{expression}\n  is {value}\n  not {expected}"))
    }

    /// Moves the pointer onto the first element that a selector finds.
    pub fn point(&mut self, selector: &str) -> Result<(f64, f64), String> {
        let quoted = Value::from(selector).to_string();
        self.value(&format!(
            "document.querySelector({quoted}).scrollIntoView({{block: 'center', behavior: 'instant'}})"
        ))?;
        // Text may be broken over several lines: its first piece is the one to point at.
        let place = self.value(&format!(
            "(() => {{ const box = document.querySelector({quoted}).getClientRects()[0];\
              return [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2]; }})()"
        ))?;
        let (x, y) = (place[0].as_f64().unwrap_or(0.0), place[1].as_f64().unwrap_or(0.0));
        self.mouse("mouseMoved", x, y, 0)?;
        Ok((x, y))
    }

    /// Clicks the first element that a selector finds.
    pub fn click(&mut self, selector: &str) -> Result<(), String> {
        let (x, y) = self.point(selector)?;
        self.mouse("mousePressed", x, y, 1)?;
        self.mouse("mouseReleased", x, y, 1)
    }

    /// Moves the pointer to a place of the window.
    pub fn move_to(&mut self, x: f64, y: f64) -> Result<(), String> {
        self.mouse("mouseMoved", x, y, 0)
    }

    fn mouse(&mut self, kind: &str, x: f64, y: f64, clicks: u32) -> Result<(), String> {
        let button = if clicks > 0 { "left" } else { "none" };
        let params = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": clicks });
        self.call("Input.dispatchMouseEvent", &params).map(drop)
    }

    /// Strikes a key.
    pub fn key(&mut self, key: &str) -> Result<(), String> {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowLeft" => (37, ""),
            "ArrowUp" => (38, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            letter => (u32::from(letter.to_ascii_uppercase().as_bytes()[0]), letter),
        };
        let kind = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        let mut params = json!({ "type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text });
        self.call("Input.dispatchKeyEvent", &params)?;
        params["type"] = "keyUp".into();
        self.call("Input.dispatchKeyEvent", &params).map(drop)
    }

    /// Forgets what the page said so far.
    pub fn forget(&mut self) {
        self.browser.events.clear();
    }

    /// Everything the page asked the network for, or said: neither may be there.
    pub fn complaints(&mut self) -> Result<Vec<String>, String> {
        // What was on its way has arrived before the answer to this.
        self.value("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")?;
        let session = &self.session;
        let mine = self.browser.events.iter().filter(|event| event["sessionId"] == session.as_str());
        let complaint = |event: &Value| match event["method"].as_str()? {
            "Network.requestWillBeSent" => {
                let url = event["params"]["request"]["url"].as_str()?;
                let page = event["params"]["type"] == "Document" && url.starts_with("file:");
                // What stands in the page itself is asked of nobody.
                let page = page || url.starts_with("data:");
                (!page).then(|| format!("asks for {url}"))
            }
            "Network.webSocketCreated" => Some(format!("opens {}", event["params"]["url"])),
            "Runtime.exceptionThrown" => Some(format!("throws {}", event["params"]["exceptionDetails"])),
            "Runtime.consoleAPICalled" => Some(format!("says {}", event["params"]["args"])),
            "Log.entryAdded" => Some(format!("logs {}", event["params"]["entry"]["text"])),
            "Page.javascriptDialogOpening" => Some(format!("shows {}", event["params"]["message"])),
            _ => None,
        };
        Ok(mine.filter_map(complaint).collect())
    }
}
