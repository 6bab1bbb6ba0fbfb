//! `config.example.toml`, written from the table of keys.

use std::fmt::Write as _;

use super::keys::{KEYS, SECTIONS, Values};
use super::read::variable;

/// The text of `config.example.toml`: every key with what it means and its default. Keys that are not set by default
/// stand there as a comment with a sample value.
pub fn example() -> String {
    let defaults = Values::default();
    let mut out = String::from(
        "# Keydesk's configuration, with every key and its default. Put the lines you want to change into ./keydesk.toml or\n\
         # ~/.config/keydesk/config.toml. What counts first: flags, then variables, then ./keydesk.toml (or the file named\n\
         # with --config), then the user's file. Every key has a variable: portal.listen is KEYDESK_PORTAL__LISTEN.\n",
    );
    for (section, about) in SECTIONS {
        out.push('\n');
        comment(&mut out, about);
        let _ = writeln!(out, "[{section}]");
        for key in KEYS.iter().filter(|k| k.path.starts_with(&format!("{section}."))) {
            let name = &key.path[section.len() + 1..];
            out.push('\n');
            comment(&mut out, key.doc);
            let _ = writeln!(out, "# {}", variable(key.path));
            let _ = match (defaults.show(key.path), key.sample) {
                (Some(value), _) => writeln!(out, "{name} = {value}"),
                (None, sample) => writeln!(out, "#{name} = {}", sample.unwrap_or("\"\"")),
            };
        }
    }
    out
}

fn comment(out: &mut String, lines: &[&str]) {
    for line in lines {
        out.push_str("# ");
        out.push_str(line.trim());
        out.push('\n');
    }
}
