//! The tables are complete: every function that takes `by: &Actor` stands in one, read from the sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{people, rows};

/// Functions that stand in no table, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("activity::record", "writes the record of a deed inside its transaction; whoever does the deed was asked"),
    ("access_file::load", "reads for a plan, after the plan has asked"),
    ("checks::first_day", "counts days from today, with the organization's time zone and nothing else"),
    ("documents::bring", "stores bytes that are nobody's yet; the use case that takes them asks, or forgets them"),
    ("memory::all", "tells the asker what is remembered for themselves"),
    ("memory::forget", "forgets what is remembered for the asker"),
    ("memory::remember", "remembers for the asker alone"),
    ("notices::readers", "is handed a connection by deeds that have asked, customers' own among them"),
    ("orders::clocks", "tells the time zone of the person's own organization and nothing else"),
    ("orders::here", "turns what a clock shows into a moment, with the organization's time zone and nothing else"),
    ("preferences::mine", "tells the asker what they chose themselves"),
    ("preferences::reached", "tells the asker where and how they are written to themselves"),
    ("preferences::set_all_mine", "keeps what the asker chooses for themselves"),
    ("preferences::set_mine", "keeps what the asker chooses for themselves"),
    ("preferences::set_language", "keeps the asker's own language"),
    ("preferences::set_mobile", "keeps the asker's own number"),
    ("staff_sign_in::refresh", "reads the asker's own rights anew"),
    ("staff_sign_in::unlock", "proves the asker's own password anew"),
    ("video::span_of", "turns what a clock shows into moments, with the organization's time zone and nothing else"),
    ("views::delete", "deletes a view that is the asker's own; others' are not there"),
    ("views::list", "tells the asker their own views"),
    ("views::rename", "renames a view that is the asker's own; others' are not there"),
    ("views::save", "saves a view for the asker alone"),
    ("staff_sign_in::sign_out", "ends the asker's own sign-in, with its token"),
];

#[test]
fn every_function_that_somebody_calls_stands_in_a_table() {
    let found = functions();
    assert!(found.len() > 90, "{} functions are found", found.len());
    let tables: BTreeSet<String> = rows::names().into_iter().chain(people::names()).map(str::to_owned).collect();
    let exceptions: BTreeSet<String> = EXCEPTIONS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let known: BTreeSet<String> = tables.union(&exceptions).cloned().collect();
    let missing: Vec<_> = found.difference(&known).collect();
    assert!(missing.is_empty(), "in no table of tests/all/service_matrix: {missing:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "in a table, and not in src/service any more: {gone:#?}");
    assert!(tables.is_disjoint(&exceptions), "what is an exception stands in no table");
}

/// The test above can only fail if functions are found.
#[test]
fn functions_are_found_however_they_are_written() {
    let code = "/// pub async fn no(by: &Actor) {}\npub async fn one(app: &App, by: &Actor) -> X {\n}\n\
                pub(super) async fn two(by: &Actor) {}\npub async fn three<F: Fn(u8) -> bool>(\n    app: &App,\n    \
                (a, b): (u8, u8),\n    by: &Actor,\n) -> X {\n}\npub async fn four(app: &App) -> X {\n    f(by: &Actor)\n}\n\
                impl A {\n    pub async fn five(\n        &self,\n        by: &Actor,\n    ) {\n    }\n}\n\
                #[cfg(test)]\nmod tests {\n    pub async fn six(by: &Actor) {}\n}\n";
    assert_eq!(named_in(code), ["one", "three", "five"]);
}

/// `room::function` for each; a room is the first folder or file below `src/service`.
fn functions() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/service");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let mut found = BTreeSet::new();
    for path in files {
        let inside = path.strip_prefix(&root).expect("a source below the services").to_owned();
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let room = first.trim_end_matches(".rs");
        let code = std::fs::read_to_string(&path).expect("a source");
        found.extend(named_in(&code).into_iter().map(|name| format!("{room}::{name}")));
    }
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The public functions of a source that are told who calls.
fn named_in(code: &str) -> Vec<String> {
    let code: String =
        code.lines().filter(|l| !l.trim_start().starts_with("//")).flat_map(|l| [l.trim(), " "]).collect();
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for after in code.split("pub async fn ").skip(1) {
        let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if parameters(&after[name.len()..]).contains("by: &Actor") {
            found.push(name);
        }
    }
    found
}

/// What stands between the brackets of the parameters; generics before them may hold brackets of their own.
fn parameters(after_name: &str) -> &str {
    let (mut angles, mut depth, mut start, mut before) = (0_i32, 0_i32, 0, ' ');
    for (i, c) in after_name.char_indices() {
        match c {
            '<' if depth == 0 => angles += 1,
            '>' if depth == 0 && before != '-' => angles -= 1,
            '(' if angles == 0 => {
                if depth == 0 {
                    start = i + 1;
                }
                depth += 1;
            }
            ')' if angles == 0 => {
                depth -= 1;
                if depth == 0 {
                    return &after_name[start..i];
                }
            }
            _ => {}
        }
        before = c;
    }
    ""
}
