//! Who may know whom: read from the sources, and held to the table in `lib.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms in which nothing may be known of databases: neither the driver nor a statement.
const WITHOUT_SQL: &[&str] =
    &["service", "letters", "notify", "portal", "tui", "cli", "config", "locale", "clock", "random", "text"];

/// A source file: its room, its path, and its text without comments and tests.
struct Source {
    room: String,
    path: PathBuf,
    code: String,
}

/// The table in `lib.rs`.
struct Map {
    /// Every room, and which others it may name.
    rooms: BTreeMap<String, BTreeSet<String>>,
    /// Rooms that everybody may name.
    free: BTreeSet<String>,
}

impl Map {
    fn read() -> Self {
        let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
        let mut map = Self { rooms: BTreeMap::new(), free: BTreeSet::new() };
        for row in text.lines().filter_map(|l| l.strip_prefix("//! | [")) {
            let cells: Vec<_> = row.split('|').collect();
            let quoted =
                |cell: &str| -> BTreeSet<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
            let (names, may_know) = (quoted(cells[0]), quoted(cells[2]));
            if names.len() > 1 {
                map.free.extend(names.iter().cloned());
            }
            map.rooms.extend(names.into_iter().map(|name| (name, may_know.clone())));
        }
        map
    }

    /// The rooms that the code names: what stands first after `crate::`, in a group too.
    fn named(&self, code: &str) -> BTreeSet<String> {
        let spaced = code.replace(" ::", "::").replace(":: ", "::").replace("keydesk::", "crate::");
        let mut found = BTreeSet::new();
        for after in spaced.split("crate::").skip(1) {
            match after.strip_prefix('{') {
                Some(group) => found.extend(firsts(group)),
                None => found.extend(identifier(after)),
            }
        }
        found.retain(|name| self.rooms.contains_key(name));
        found
    }
}

#[test]
fn rooms_name_only_those_they_may_know() {
    let (map, mut wrong) = (Map::read(), Vec::new());
    for source in sources() {
        let Some(may_know) = map.rooms.get(&source.room) else {
            panic!("{} stands in a room that the map does not have", source.path.display());
        };
        for named in map.named(&source.code) {
            if named != source.room && !may_know.contains(&named) && !map.free.contains(&named) {
                wrong.push(format!("{}: {} names {named}", source.path.display(), source.room));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn there_are_no_circles() {
    let (map, mut knows) = (Map::read(), BTreeMap::<String, BTreeSet<String>>::new());
    for source in sources() {
        let others = map.named(&source.code).into_iter().filter(|named| *named != source.room);
        knows.entry(source.room.clone()).or_default().extend(others);
    }
    // Rooms that know only rooms already taken away can be taken away; what remains stands in a circle.
    while let Some(free) = knows.iter().find(|(_, others)| others.iter().all(|o| !knows.contains_key(o))) {
        let free = free.0.clone();
        knows.remove(&free);
    }
    assert!(knows.is_empty(), "a circle: {knows:#?}");
}

#[test]
fn the_driver_is_named_in_the_store_alone_and_derived_in_the_domain() {
    let mut wrong = Vec::new();
    for source in sources() {
        let shown = source.path.display();
        if WITHOUT_SQL.contains(&source.room.as_str()) && names_sqlx(&source.code) {
            wrong.push(format!("{shown} names sqlx"));
        }
        if source.room == "domain" {
            // `text_enum!` writes by hand what a derive would: how a name is stored.
            let derives = source.path.ends_with("domain/text_enum.rs");
            let allowed = ["sqlx::Type", "sqlx::FromRow", "sqlx(", "#[sqlx"];
            let rest = allowed.iter().fold(source.code.clone(), |code, a| code.replace(a, ""));
            if names_sqlx(&rest) && !derives {
                wrong.push(format!("{shown} does more with sqlx than to derive"));
            }
            if source.code.contains("tokio") || source.code.contains(".await") || source.code.contains("std::fs") {
                wrong.push(format!("{shown} waits or reads files"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn statements_stand_in_the_store_alone() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|s| WITHOUT_SQL.contains(&s.room.as_str())) {
        for start in ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE FROM ", "\"WITH RECURSIVE ", "\"PRAGMA "] {
            if source.code.contains(start) {
                wrong.push(format!("{}: {start}…", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_map_has_every_room() {
    let map = Map::read();
    let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let rooms: BTreeSet<_> = text.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(map.rooms.keys().map(String::as_str).collect::<BTreeSet<_>>(), rooms);
    for face in ["tui", "portal", "cli"] {
        for other in ["tui", "portal", "cli", "store"] {
            assert!(!map.rooms[face].contains(other), "{face} may never know {other}");
        }
    }
    assert!(map.rooms["domain"].is_empty(), "the domain knows nobody");
}

/// The tests above can only fail if names are found.
#[test]
fn names_are_found_however_they_are_written() {
    let code = without_comments_and_tests(
        "use crate::store::Store; // crate::tui\nuse crate::{domain::ids, portal};\nuse keydesk::cli;\n\
         /* crate::notify */ let x = crate :: config::x(); \n#[cfg(test)]\nmod tests {\n use crate::tui; { } }\n\
         use crate::{\n    locale::{self, Text},\n    random::Random,\n};",
    );
    let found: Vec<_> = Map::read().named(&code).into_iter().collect();
    assert_eq!(found, ["cli", "config", "domain", "locale", "portal", "random", "store"]);
    assert!(names_sqlx("let c: sqlx::Pool") && !names_sqlx("mysqlx::a"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let all: Vec<_> = files
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(root().join("src")).ok()?.to_owned();
            let first = inside.components().next()?.as_os_str().to_str()?;
            // The binaries put the rooms together; lib.rs is the map.
            if first == "bin" || first == "lib.rs" || inside.ends_with("tests.rs") {
                return None;
            }
            let code = without_comments_and_tests(&std::fs::read_to_string(&path).expect("a source"));
            Some(Source { room: first.trim_end_matches(".rs").to_owned(), path: inside, code })
        })
        .collect();
    assert!(all.len() > 20, "the sources are found");
    all
}

pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The code that the programs are made of. Text in quotes stays: statements stand there.
pub fn without_comments_and_tests(text: &str) -> String {
    let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).flat_map(|l| [l, "\n"]).collect();
    let mut kept = String::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..start]);
        rest = after_block(&rest[start..]);
    }
    kept.push_str(rest);
    let mut plain = String::new();
    let mut rest = kept.as_str();
    while let Some(start) = rest.find("/* ") {
        plain.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let end_of_line = |line: &str| line.find(" // ").map_or(line.len(), |i| i);
    plain.lines().flat_map(|l| [&l[..end_of_line(l)], "\n"]).collect()
}

/// What follows the item that begins here: after its `;`, or after its braces.
fn after_block(text: &str) -> &str {
    let mut depth = 0_u32;
    for (i, c) in text.char_indices() {
        match c {
            ';' if depth == 0 => return &text[i + 1..],
            '{' => depth += 1,
            '}' if depth <= 1 => return &text[i + 1..],
            '}' => depth -= 1,
            _ => {}
        }
    }
    ""
}

/// The first names of a group of imports: `domain::{a, b}, portal` → domain, portal.
fn firsts(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut fresh) = (Vec::new(), 0_u32, true);
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && depth == 0 && (c.is_alphabetic() || c == '_') => {
                names.extend(identifier(&group[i..]));
                fresh = false;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

fn names_sqlx(code: &str) -> bool {
    code.match_indices("sqlx").any(|(i, _)| !code[..i].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}
