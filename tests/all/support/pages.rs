//! What pages are held to by others' rules: valid HTML (html-validate) and accessibility (axe-core). Both come from npm into
//! `tests/tools`; `tests/run` installs them where they are missing.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::browser::Browser;
use super::skipped;

/// The two checkers.
#[derive(Debug)]
pub struct Checkers {
    tools: PathBuf,
    axe: String,
}

impl Checkers {
    /// Both, or `None` after saying why not.
    pub fn get() -> Option<Self> {
        let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools");
        let axe = std::fs::read_to_string(tools.join("node_modules/axe-core/axe.min.js"));
        let Ok(axe) = axe else {
            skipped("tests/tools/node_modules is not there (npm ci --prefix tests/tools)");
            return None;
        };
        Some(Self { tools, axe })
    }

    /// What is wrong with the HTML of pages, each with its name; empty when nothing is.
    pub fn invalid(&self, pages: &[(String, String)]) -> String {
        let mut node = Command::new("node")
            .arg(self.tools.join("validate.mjs"))
            .current_dir(&self.tools)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let mut input = node.stdin.take().expect("its input");
        for (name, html) in pages {
            writeln!(input, "{}", json!({ "name": name, "html": html })).expect("node reads");
        }
        drop(input);
        let output = node.wait_with_output().expect("node ends");
        assert!(output.status.success(), "the validator ran");
        String::from_utf8(output.stdout).expect("text")
    }

    /// What axe-core finds on the page that is shown, `impact rule: where`; empty when nothing is wrong.
    pub async fn barriers(&self, browser: &Browser) -> BTreeSet<String> {
        browser.execute(&self.axe, Vec::new()).await.expect("axe-core loads");
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'],
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
               .then(found => done(found.violations), error => done([{ id: String(error), impact: 'critical', nodes: [] }]));";
        let found = browser.execute_async(script, Vec::new()).await.expect("axe-core answers");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut barriers = BTreeSet::new();
        for violation in found.as_array().expect("a list") {
            let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
            let places: Vec<_> =
                nodes.iter().map(|n| format!("{} ({})", n["target"], text(&n["failureSummary"]))).collect();
            barriers.insert(format!(
                "{} {}: {}",
                text(&violation["impact"]),
                text(&violation["id"]),
                places.join("; ")
            ));
        }
        barriers
    }
}
