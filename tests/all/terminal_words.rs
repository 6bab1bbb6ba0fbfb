//! What the terminal says stands in the catalogues: no sentence is left in its sources, beyond those that are listed here.
//!
//! The list may only become shorter: a file that has nothing left has to leave it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files with sentences that are still English in every language, and how many: what is said on standard error, before the
/// terminal is entered or after it was left.
const LEFT: &[(&str, usize)] = &[("crash.rs", 2), ("keymap.rs", 2), ("run.rs", 1), ("terminal.rs", 3)];

/// Files whose literals are for programs, for the documentation of the keys, or for who looks for a flaw.
const NOT_FOR_PEOPLE: &[&str] = &["catalogue.rs", "desk/flaws.rs", "eml.rs", "screen.rs"];

/// Literals of the program's own that look like sentences and are none for people: names of jobs, what the services say,
/// what a lint says.
const NO_WORDS: &[&str] = &[
    "Keydesk",
    "switch link",
    "such customer",
    "view as",
    "undo possible",
    "this cannot be undone: ",
    "the language holds as long as this lives",
];

#[test]
fn no_sentence_is_left_in_the_sources_of_the_terminal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tui");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources(&root) {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let sentences = sentences(&std::fs::read_to_string(&path).unwrap());
        if !sentences.is_empty() && !NOT_FOR_PEOPLE.contains(&&*name) {
            found.insert(name, sentences);
        }
    }
    let left: BTreeMap<_, _> = LEFT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (file, sentences) in &found {
        if left.get(file.as_str()).copied().unwrap_or_default() < sentences.len() {
            wrong.push(format!("(\"{file}\", {}),  {sentences:?}", sentences.len()));
        }
    }
    let done: Vec<_> = left.keys().filter(|file| !found.contains_key(**file)).collect();
    assert!(wrong.is_empty() && done.is_empty(), "not as listed:\n{}\nnothing is left in {done:?}", wrong.join("\n"));
}

#[test]
fn a_sentence_is_told_from_a_name() {
    let source = "fn f() { // \"a comment is none\"\n say(\"No orders yet.\"); Job::new(\"save notices\", x); t!(\"key-of-a-text\"); \
                  let c = '\"'; x(\"snake_case\"); y(\"{} · {}\"); z(\"Title\"); }\n#[cfg(test)] mod tests { fn g() { \"In a test.\" } }";
    assert_eq!(sentences(source), ["No orders yet.", "Title"]);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !name.starts_with("tests")
            && !["harness.rs", "fixtures.rs"].contains(&&*name)
        {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// The literals that people would read: two words or more, or one that begins with a capital letter.
fn sentences(source: &str) -> Vec<String> {
    let end = source.find("\n#[cfg(test)]").unwrap_or(source.len());
    let source: Vec<char> = source[..end].chars().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < source.len() {
        match source[i] {
            '/' if source.get(i + 1) == Some(&'/') => {
                while i < source.len() && source[i] != '\n' {
                    i += 1;
                }
            }
            '\'' if source.get(i + 1) == Some(&'\\') || source.get(i + 2) == Some(&'\'') => {
                i += 2;
                while i < source.len() && source[i] != '\'' {
                    i += 1;
                }
            }
            '"' => {
                let start = i + 1;
                i = start;
                while source[i] != '"' {
                    i += if source[i] == '\\' { 2 } else { 1 };
                }
                let text: String = source[start..i].iter().collect();
                let before: String = source[start.saturating_sub(60)..start - 1].iter().collect();
                let own = [
                    "t!(",
                    "Job::new(",
                    "Job::anonymous(",
                    ".ask(cx,",
                    "reason =",
                    "debug_struct(",
                    "write!(f,",
                    "#[error(",
                ];
                let before = before.trim_end();
                if !own.iter().any(|own| before.ends_with(own)) && reads(&text) && !NO_WORDS.contains(&&*text) {
                    found.push(text);
                }
            }
            _ => {}
        }
        i += 1;
    }
    found
}

/// Whether people would read it as words: what stands in braces and after a backslash is none of them.
fn reads(text: &str) -> bool {
    let mut plain = String::new();
    let mut inside = false;
    for part in text.replace("\\n", " ").chars() {
        match part {
            '{' => inside = true,
            '}' => inside = false,
            c if !inside => plain.push(c),
            _ => {}
        }
    }
    let word = |word: &&str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(['_', '/', '%', '=', ':'])
    };
    let words: Vec<&str> = plain.split_whitespace().filter(word).collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase()) && word.chars().any(char::is_lowercase);
    words.len() > 1 || words.first().is_some_and(capital)
}
