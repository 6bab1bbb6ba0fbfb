//! What there is to look at, read from the sources: every screen, and every place that makes a form, a question or a choice.

use std::collections::BTreeSet;
use std::path::Path;

use crate::architecture::collect;

/// What makes a dialog of its own look: its words are where it is made.
const MAKERS: [&str; 3] = ["Form::new(", "Question::new(", "Pick::new("];

/// The screens, and the places of the sources, that nobody looked at.
pub fn missing(kinds: &BTreeSet<&'static str>, made: &BTreeSet<(&'static str, u32)>) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src/tui"), &mut files);
    let (mut missing, mut screens) = (Vec::new(), 0);
    for path in files {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if stem.starts_with("tests") || stem == "harness" {
            continue;
        }
        let file = path.strip_prefix(root).expect("a path inside").to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).expect("a source");
        for name in screens_of(&source) {
            screens += 1;
            let full = format!("{}::{name}", module(&file));
            let seen = kinds.iter().any(|kind| names(kind).any(|part| part == full));
            missing.extend((!seen).then(|| format!("{full}: no stop shows this screen")));
        }
        for line in makers_of(&source) {
            let seen = made.contains(&(file.as_str(), line));
            missing.extend((!seen).then(|| format!("{file}:{line}: no stop shows the dialog that is made here")));
        }
    }
    assert!(screens > 40, "the screens are found");
    missing
}

/// The types that are screens or lists.
fn screens_of(source: &str) -> Vec<String> {
    let code = before_tests(source);
    let heads = code.lines().filter(|line| line.starts_with("impl"));
    let of = |line: &str| {
        let (_, name) = line.split_once(" Screen for ").or_else(|| line.split_once(" Rows for "))?;
        Some(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
    };
    heads.filter_map(of).collect()
}

/// The lines on which a dialog is made.
fn makers_of(source: &str) -> Vec<u32> {
    let lines = before_tests(source).lines().zip(1..);
    let made = |line: &&str| {
        let makes = MAKERS.iter().any(|maker| {
            line.match_indices(maker).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        });
        makes && !line.trim_start().starts_with("//")
    };
    lines.filter(|(line, _)| made(line)).map(|(_, number)| number).collect()
}

/// Tests stand at the end of a file.
fn before_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap_or(source)
}

/// `src/tui/people/mod.rs` → `keydesk::tui::people`.
fn module(file: &str) -> String {
    let inside = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    format!("keydesk::{}", inside.replace('/', "::"))
}

/// The full names in the name of a type.
fn names(kind: &str) -> impl Iterator<Item = &str> {
    kind.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
}

#[test]
fn screens_and_makers_are_found_in_sources() {
    let source = "impl Screen for Help {\nimpl<T: Send> Screen for Form<T> {\n    impl Rows for Inner {\nimpl Rows for Users {\n\
                  // Form::new(\n  let x = Form::new(\"a\");\n  MyForm::new(1);\n#[cfg(test)]\nmod tests {\nForm::new(";
    assert_eq!(screens_of(source), ["Help", "Form", "Users"]);
    assert_eq!(makers_of(source), [6]);
    assert_eq!(module("src/tui/people/mod.rs"), "keydesk::tui::people");
    assert!(names("a::Framed<b::Outbox>").any(|name| name == "b::Outbox"));
}
