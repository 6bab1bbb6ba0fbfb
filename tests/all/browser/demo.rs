//! The sample company that `keydesk demo` starts, as the place where browsers look around.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::support::browser::Browser;

/// The program with its sample company; gone when dropped.
pub struct Demo {
    program: Child,
    _folder: tempfile::TempDir,
    /// Where the portal is.
    pub url: String,
    email: String,
    password: String,
}

impl Demo {
    /// Starts it on a port of its own.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut program = Command::new(env!("CARGO_BIN_EXE_keydesk"))
            .args(["--json", "demo", "--no-terminal"])
            .env("HOME", folder.path())
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the demo starts");
        let output = BufReader::new(program.stdout.take().expect("its output"));
        let mut said = String::new();
        for line in output.lines().map_while(Result::ok) {
            said.push_str(&line);
            if line == "}" {
                break;
            }
        }
        let said: serde_json::Value = serde_json::from_str(&said).expect("the demo says where it is");
        let text = |key: &str| said[key].as_str().expect("text").to_owned();
        let url = text("portal").trim_end_matches("/login").to_owned();
        Self { program, _folder: folder, url, email: text("email"), password: text("password") }
    }

    /// The address of a page.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Signs in as the person of the demo.
    pub async fn sign_in(&self, browser: &Browser) {
        browser.open(&self.at("/login")).await;
        browser.fill("#email", &self.email).await;
        browser.fill("#password", &self.password).await;
        browser.click("main button.main").await;
        browser.element("header .who form").await;
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // As a person ends it, so that its folder goes.
        let _ = Command::new("kill").args(["-INT", &self.program.id().to_string()]).status();
        let _ = self.program.wait();
    }
}
