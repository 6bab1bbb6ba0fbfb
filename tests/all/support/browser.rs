//! A real browser: headless Chromium, led by chromedriver, with a profile of its own, gone when the test is gone.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::http::Method;
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use super::skipped;

/// A browser window. Everything that fantoccini's [`Client`] can do, it can do.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    session: String,
    port: u16,
    driver: Child,
    guard: Child,
    _profile: tempfile::TempDir,
}

impl std::ops::Deref for Browser {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// How the window looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
    /// Does the person prefer dark pages?
    pub dark: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: (1280, 900), dark: false }
    }
}

impl Browser {
    /// A window of the usual size, or `None` after saying why there is none.
    pub async fn start() -> Option<Self> {
        Self::start_as(Look::default()).await
    }

    /// A window of a certain look, or `None` after saying why there is none.
    pub async fn start_as(look: Look) -> Option<Self> {
        let found =
            (program("CHROMEDRIVER", &["chromedriver"]), program("CHROMIUM", &["chromium", "chromium-browser"]));
        let (Some(driver), Some(chromium)) = found else {
            skipped("Chromium and chromedriver are not both on the PATH");
            return None;
        };
        let profile = tempfile::Builder::new().prefix("keydesk-browser-").tempdir().expect("a profile");
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .env("HOME", profile.path())
            .env("TMPDIR", profile.path())
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let guard = guard(driver.id());
        let port = listening(&mut driver);
        let capabilities = capabilities(&chromium, profile.path(), look);
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        let client = builder.capabilities(capabilities).connect(&address).await.expect("Chromium starts");
        let session = client.session_id().await.ok().flatten().unwrap_or_default();
        Some(Self { client, session, port, driver, guard, _profile: profile })
    }

    /// The HTTP status with which the page that is shown was answered.
    pub async fn status(&self) -> u16 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        let status = self.client.execute(script, Vec::new()).await.expect("the page answers");
        status.as_u64().and_then(|s| u16::try_from(s).ok()).expect("a status")
    }

    /// Opens an address; the status.
    pub async fn open(&self, url: &str) -> u16 {
        self.client.goto(url).await.unwrap_or_else(|e| panic!("{url}: {e}"));
        self.status().await
    }

    /// The element that a CSS selector finds within ten seconds.
    pub async fn element(&self, css: &str) -> Element {
        match self.client.wait().at_most(Duration::from_secs(10)).for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(e) => panic!("{css}: {e}\n{}", self.shown().await),
        }
    }

    /// Whether a CSS selector finds something now.
    pub async fn has(&self, css: &str) -> bool {
        !self.client.find_all(Locator::Css(css)).await.expect("the page answers").is_empty()
    }

    /// Types into a field, in place of what is there.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.element(css).await;
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field takes text");
    }

    /// Clicks, and waits until the page that this leads to is there.
    pub async fn click(&self, css: &str) {
        let element = self.element(css).await;
        element.click().await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// The text of the page, as a reader sees it.
    pub async fn shown(&self) -> String {
        let script = "return document.title + '\\n' + (document.body ? document.body.innerText : '')";
        let text = self.client.execute(script, Vec::new()).await.expect("the page answers");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Sends a command of the driver that fantoccini has no words for: `path` stands behind the session's address
    /// (`goog/cdp/execute`, `webauthn/authenticator`).
    pub async fn driver(&self, path: &'static str, body: Value) -> Value {
        let answer = self.client.issue_cmd(DriverCommand { path, body }).await;
        answer.unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Sends a command of Chromium's own protocol.
    pub async fn chromium(&self, command: &str, parameters: Value) -> Value {
        self.driver("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    /// Another size and preference from now on, in the same window.
    pub async fn look(&self, look: Look) {
        let (width, height) = look.size;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.chromium("Emulation.setDeviceMetricsOverride", metrics).await;
        let scheme = if look.dark { "dark" } else { "light" };
        // Without motion: colours that are still changing are no colours to judge.
        let features = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")];
        let features = features.map(|(name, value)| json!({ "name": name, "value": value }));
        let media = json!({ "features": features });
        self.chromium("Emulation.setEmulatedMedia", media).await;
    }

    /// Whether pages may run scripts from now on. What the tests themselves ask needs none.
    pub async fn scripts(&self, on: bool) {
        self.chromium("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
    }

    /// Saves a picture of the window.
    pub async fn picture(&self, path: &Path) {
        let png = self.client.screenshot().await.expect("a picture");
        std::fs::write(path, png).expect("the picture can be written");
    }
}

/// A command by its place behind the session's address.
#[derive(Debug)]
struct DriverCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for DriverCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Drop for Browser {
    /// Also on a failed test: ends the session, which ends Chromium, then the driver. The profile goes with its folder.
    fn drop(&mut self) {
        if let Ok(mut conn) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = conn.set_read_timeout(Some(Duration::from_secs(5)));
            let request = format!(
                "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                self.session, self.port
            );
            let _ = conn.write_all(request.as_bytes());
            let _ = BufReader::new(conn).lines().next();
        }
        for child in [&mut self.driver, &mut self.guard] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn capabilities(chromium: &Path, profile: &Path, look: Look) -> serde_json::Map<String, Value> {
    let mut arguments = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--disable-extensions".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--password-store=basic".to_owned(),
        format!("--window-size={},{}", look.size.0, look.size.1),
        format!("--user-data-dir={}", profile.display()),
    ];
    if look.dark {
        arguments.push("--force-dark-mode".to_owned());
    }
    let mut options = json!({ "args": arguments, "binary": chromium });
    if look.size.0 < 500 {
        // A desktop window cannot be as narrow as a phone; the emulated one can.
        options["mobileEmulation"] = json!({
            "deviceMetrics": { "width": look.size.0, "height": look.size.1, "pixelRatio": 1.0, "touch": true }
        });
    }
    let all = json!({ "browserName": "chrome", "goog:chromeOptions": options });
    all.as_object().cloned().unwrap_or_default()
}

/// A program named in the environment, or found on the PATH.
fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| std::env::split_paths(&path).map(|p| p.join(name)).find(|p| p.is_file()))
}

/// The port that chromedriver chose.
fn listening(driver: &mut Child) -> u16 {
    let output = driver.stdout.take().expect("chromedriver's output");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.by_ref().find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // Read on, or the driver stops when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    port.expect("chromedriver says its port")
}

/// Ends the driver's process group, browser included, if this process goes without having done so (a kill, an abort):
/// a shell that waits for the end of a pipe that only this process holds.
fn guard(group: u32) -> Child {
    Command::new("/bin/sh")
        .args(["-c", "read -r _; kill -TERM -- \"-$1\"; sleep 1; kill -KILL -- \"-$1\"", "keydesk-test-guard"])
        .arg(group.to_string())
        .env("PATH", "/usr/bin:/bin")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh starts")
}
