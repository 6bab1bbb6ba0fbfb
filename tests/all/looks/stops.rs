//! Where to look, and how to get there: `stops.txt`, a line each.

use keydesk::tui::msg::Msg;

use crate::support::still::{Still, event};

/// One thing to look at.
#[derive(Debug)]
pub struct Stop {
    /// Its name, and that of its snapshot.
    pub name: String,
    /// The keys as they are written.
    pub typed: String,
    /// The keys.
    pub keys: Vec<Pressed>,
    /// What it shows at every size.
    pub shows: String,
    /// With nobody signed in.
    pub nobody: bool,
    /// Before what it asks for has come.
    pub waiting: bool,
    /// With the card of the first start and the stripe of an environment.
    pub card: bool,
}

/// A key, or a text typed letter by letter.
#[derive(Debug)]
pub enum Pressed {
    /// A key by its name.
    Key(String),
    /// A text.
    Text(String),
}

impl Pressed {
    pub fn press(&self, still: &mut Still) {
        match self {
            Self::Key(name) => still.press(name),
            Self::Text(text) => {
                for c in text.chars() {
                    still.send(Msg::Key(event(&if c == ' ' { "space".to_owned() } else { c.to_string() })));
                }
            }
        }
    }
}

/// The table: `NAME | KEYS | WHAT IT SHOWS`; text stands in quotes with `_` for a space, `@name` for the keys of a line
/// `= @name KEYS`. A name that begins with `nobody-` is looked at before signing in, one with `card-` as after the first start, one with `waiting-` before the last key's
/// reply has come.
pub fn stops() -> Vec<Stop> {
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all/looks/stops.txt"));
    let table = table.expect("the table is there");
    let (mut stops, mut ways) = (Vec::<Stop>::new(), Vec::<(String, String)>::new());
    for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some((name, keys)) = line.strip_prefix("= ").and_then(|way| way.split_once(' ')) {
            ways.push((name.to_owned(), meant(keys, &ways)));
        } else {
            stops.push(stop(line, &ways));
        }
    }
    let mut names: Vec<_> = stops.iter().map(|stop| &stop.name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), stops.len(), "each name stands there once");
    stops
}

/// The keys with the ways in them written out.
fn meant(keys: &str, ways: &[(String, String)]) -> String {
    keys.split_whitespace()
        .map(|key| ways.iter().find(|(way, _)| way == key).map_or(key, |(_, meant)| meant.as_str()))
        .collect::<Vec<_>>()
        .join(" ")
}

fn stop(line: &str, ways: &[(String, String)]) -> Stop {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [name, typed, shows] = parts[..] else { panic!("{line:?} has not three parts") };
    let whole = meant(typed, ways);
    let keys = whole.split_whitespace().map(|key| match key.strip_prefix('"').and_then(|k| k.strip_suffix('"')) {
        Some(text) => Pressed::Text(text.replace('_', " ")),
        None => Pressed::Key(key.to_owned()),
    });
    Stop {
        name: name.to_owned(),
        typed: typed.to_owned(),
        keys: keys.collect(),
        shows: shows.to_owned(),
        nobody: name.starts_with("nobody-"),
        waiting: name.starts_with("waiting-"),
        card: name.starts_with("card-"),
    }
}
