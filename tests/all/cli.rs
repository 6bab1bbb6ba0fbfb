//! The real program, as a person or a script starts it: what it says, where, and with which exit code.

mod bad_input;
mod customers;
mod demonstration;
mod faults;
mod help;
mod house;
mod many;
mod offers;
mod orders;
mod outbox;
mod people;
mod rights;
mod sending;
mod setting_up;
mod story;
mod things;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::world::PASSWORD;

/// A person's machine: a home of its own, a database, and nothing from the environment of the test.
struct Machine {
    home: TempDir,
    database: String,
    variables: Vec<(String, String)>,
}

/// What a command said.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Machine {
    fn new(database: impl Into<String>) -> Self {
        let home = tempfile::tempdir().expect("a home");
        Self { home, database: database.into(), variables: Vec::new() }
    }

    fn with(mut self, variable: &str, value: impl Into<String>) -> Self {
        self.variables.push((variable.to_owned(), value.into()));
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn letters(&self) -> PathBuf {
        self.path(".local/share/keydesk/letters")
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().current_dir(self.home.path()).env("HOME", self.home.path());
        if !self.database.is_empty() {
            command.env("KEYDESK_DATABASE__URL", &self.database);
        }
        command.envs(self.variables.iter().map(|(k, v)| (k, v)));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.command(env!("CARGO_BIN_EXE_keydesk"), arguments).output().expect("the program starts").into()
    }

    /// With something on standard input.
    fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = self.command(env!("CARGO_BIN_EXE_keydesk"), arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
        // A program that refuses before it reads closes its end; that is its right.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends").into()
    }

    /// Runs a command that must succeed; its data.
    fn json(&self, arguments: &[&str]) -> Value {
        let with_json: Vec<&str> = ["--json"].iter().chain(arguments).copied().collect();
        let said = self.run(&with_json);
        assert_eq!(said.code, 0, "{arguments:?}: {said:?}");
        serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {said:?}"))
    }

    /// Signs the world's administrator in.
    fn login(&self, email: &str) {
        let said = self.run_with(&["login", "--email", email, "--password-file", "-"], PASSWORD);
        assert_eq!(said.code, 0, "{said:?}");
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ended it"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Said {
    /// One plain sentence for each thing that is wrong on standard error, nothing on standard output, this exit code.
    #[track_caller]
    fn refuses(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.out, "", "{self:?}");
        for part in parts {
            assert!(self.err.contains(part), "{part:?} is missing: {self:?}");
        }
        assert!(!self.err.contains("panicked") && !self.err.contains("RUST_BACKTRACE"), "{self:?}");
        assert!(self.err.lines().count() <= 8, "{self:?}");
    }
}

impl Said {
    /// The same for a command that shows what is meant before it asks.
    #[track_caller]
    fn refuses_after_showing(&self, code: i32, parts: &[&str]) {
        assert!(!self.out.is_empty(), "{self:?}");
        Self { code: self.code, out: String::new(), err: self.err.clone() }.refuses(code, parts);
    }
}

/// The letters in a folder, the oldest first.
fn letters(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> =
        entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "eml")).collect();
    files.sort();
    files.iter().map(|f| std::fs::read_to_string(f).expect("a letter")).collect()
}
