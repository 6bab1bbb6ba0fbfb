//! What the documents say is held to the program: commands exist, variables and columns too, links lead somewhere.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use keydesk::config::KEYS;
use keydesk::service::import::Kind;

const DOCUMENTS: &[&str] = &[
    "README.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/operating.md",
    "docs/import.md",
    "docs/access.md",
    "docs/notices.md",
];

fn read(document: &str) -> String {
    std::fs::read_to_string(root().join(document)).unwrap_or_else(|e| panic!("{document}: {e}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of shell blocks, without comments, with continued lines joined.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    let joined = blocks.map(|block| block.replace("\\\n", " ")).collect::<String>();
    let plain = joined.lines().map(|line| line.split("  #").next().unwrap_or_default().trim().to_owned());
    plain.filter(|line| !line.is_empty()).collect()
}

/// `--help` after a command and its flags is understood only if the command exists; flags are looked up in the help.
#[test]
fn every_command_exists_with_its_flags() {
    let mut seen = 0;
    for document in DOCUMENTS {
        for line in commands(&read(document)) {
            let Some(arguments) = line.strip_prefix("keydesk ") else { continue };
            let words: Vec<&str> = arguments.split_whitespace().collect();
            let verbs = words
                .iter()
                .take_while(|w| {
                    w.starts_with(|c: char| c.is_ascii_lowercase())
                        && w.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                })
                .take(3);
            let help = Command::new(env!("CARGO_BIN_EXE_keydesk")).args(verbs).arg("--help").output().expect("it runs");
            let said = String::from_utf8_lossy(&help.stdout).into_owned();
            assert!(help.status.success(), "{document}: {line}\n{}", String::from_utf8_lossy(&help.stderr));
            for flag in words.iter().filter(|w| w.starts_with("--")) {
                let flag = flag.split('=').next().expect("a word");
                assert!(said.contains(flag), "{document}: {line}\nhas no {flag}:\n{said}");
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "the commands are found: {seen}");
}

#[test]
fn every_variable_exists() {
    let known: BTreeSet<String> =
        KEYS.iter().map(|key| format!("KEYDESK_{}", key.path.to_uppercase().replace('.', "__"))).collect();
    for document in DOCUMENTS {
        let text = read(document);
        let named = text.split(|c: char| !c.is_ascii_uppercase() && c != '_').filter(|w| w.starts_with("KEYDESK_"));
        for name in named.filter(|name| !name.starts_with("KEYDESK_TEST_")) {
            assert!(known.contains(name), "{document} names {name}");
        }
    }
}

#[test]
fn every_column_is_described() {
    let text = read("docs/import.md");
    for kind in Kind::ALL {
        let row = text.lines().find(|line| line.starts_with(&format!("| {kind} |"))).expect("a row");
        let columns = row.split('|').nth(2).expect("columns").replace("**", "");
        let described: BTreeSet<&str> = columns.split(',').map(str::trim).collect();
        assert_eq!(described, kind.columns().collect::<BTreeSet<_>>(), "{kind}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    for document in DOCUMENTS {
        let text = read(document);
        let folder = root().join(document).parent().expect("a folder").to_owned();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let there = link.starts_with("https://") || folder.join(link.split('#').next().expect("a path")).exists();
            assert!(there, "{document} links to {link}");
        }
    }
}
