//! Which keys mean which command: the catalogue's, or the person's own from the configuration.
//!
//! Everything that shows or reads keys asks the [`Keymap`] that the desk was handed; the catalogue says only what is bound
//! when nobody says anything else. What does not belong here: reading files.

use std::collections::BTreeMap;

use crate::text;

use super::catalogue::{self, COMMANDS, Command, Id, Scope};
use super::key::Key;

/// The keys of every command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keymap(BTreeMap<Id, Vec<Binding>>);

/// A key as it is written and as it arrives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binding {
    /// Its name: `ctrl-p`.
    pub name: String,
    /// The key itself.
    pub key: Key,
}

impl Binding {
    fn parse(name: &str) -> Option<Self> {
        Key::parse(name).map(|key| Self { name: name.to_owned(), key })
    }
}

impl Default for Keymap {
    fn default() -> Self {
        let of = |c: &Command| (c.id, c.keys.iter().filter_map(|name| Binding::parse(name)).collect());
        Self(COMMANDS.iter().map(of).collect())
    }
}

impl Keymap {
    /// The catalogue's keys, with those of the configuration in their place. Each of `own` is the name of a command as
    /// `docs/keys.md` gives it ([`Id::name`]) and its keys; without keys, the command is found in the palette only.
    ///
    /// # Errors
    /// Everything that is wrong, at once: unknown commands (with the nearest known one), words that are no key, a key that means
    /// two commands in one place (with both names), commands that nothing could reach any more.
    pub fn configured(own: &[(String, Vec<String>)]) -> Result<Self, Vec<String>> {
        let mut map = Self::default();
        let mut wrong = Vec::new();
        for (name, keys) in own {
            let Some(id) = Id::named(name) else {
                let near = text::nearest(name, COMMANDS.iter().map(|c| c.id.name()));
                let near = near.map(|n| format!("; did you mean {n}?")).unwrap_or_default();
                wrong.push(format!("there is no command \"{}\"{near}", text::line(name)));
                continue;
            };
            let mut bound: Vec<Binding> = Vec::new();
            for key in keys {
                match Binding::parse(key) {
                    Some(key) if !bound.contains(&key) => bound.push(key),
                    Some(_) => {}
                    None => wrong.push(format!(
                        "{name}: \"{}\" is no key; write it like u, U, ctrl-u, alt-u, f5, enter, space, pgup",
                        text::line(key)
                    )),
                }
            }
            if let Err(why) = reachable(Command::of(id), &bound) {
                wrong.push(format!("{name}: {why}"));
            }
            map.0.insert(id, bound);
        }
        wrong.extend(map.conflicts());
        if wrong.is_empty() { Ok(map) } else { Err(wrong) }
    }

    /// Keys that mean two commands in the same place.
    fn conflicts(&self) -> Vec<String> {
        let mut scopes: Vec<Scope> = COMMANDS.iter().map(|c| c.scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let mut found = Vec::new();
        for scope in scopes {
            let mut bound: BTreeMap<&str, Id> = BTreeMap::new();
            for command in catalogue::of_scopes(&scope.chain()) {
                for binding in self.of(command.id) {
                    // The same key may have two names.
                    let name = self.spelled(binding);
                    if let Some(other) = bound.insert(name, command.id).filter(|other| *other != command.id) {
                        let (one, two) = (other.name(), command.id.name());
                        found.push(format!(
                            "{name} would mean both {one} and {two} in \"{}\"; give one of them another key",
                            scope.heading()
                        ));
                    }
                }
            }
        }
        // Two commands that meet in many places are named once.
        let mut seen: Vec<String> = Vec::new();
        found.retain(|sentence| {
            let pair = sentence.split(" in \"").next().unwrap_or_default().to_owned();
            !seen.contains(&pair) && {
                seen.push(pair);
                true
            }
        });
        found
    }

    /// The first name that any command gives to this key.
    fn spelled<'a>(&'a self, binding: &'a Binding) -> &'a str {
        let mut all = self.0.values().flatten();
        all.find(|other| other.key == binding.key).map_or(&binding.name, |other| &other.name)
    }

    /// The keys of a command.
    pub fn of(&self, id: Id) -> &[Binding] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The names of a command's keys, side by side.
    pub fn all(&self, id: Id) -> String {
        self.of(id).iter().map(|binding| binding.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The name of a command's first key; empty when it has none.
    pub fn first(&self, id: Id) -> &str {
        self.of(id).first().map_or("", |binding| &binding.name)
    }

    /// The name of a command's first key that types nothing, or, where nothing is being typed, of the first of all.
    pub fn usable(&self, id: Id, typing: bool) -> Option<&str> {
        self.of(id).iter().find(|binding| !typing || binding.key.typed().is_none()).map(|b| b.name.as_str())
    }

    /// The command that a key means in these scopes, nearest first.
    pub fn command_for(&self, scopes: &[Scope], key: Key) -> Option<&'static Command> {
        catalogue::of_scopes(scopes).find(|c| self.of(c.id).iter().any(|binding| binding.key == key))
    }
}

/// Whether a command can still be carried out by somebody.
fn reachable(command: &Command, keys: &[Binding]) -> Result<(), &'static str> {
    if keys.is_empty() && !command.palette {
        return Err("needs a key, because the palette does not offer it");
    }
    // Where there are fields, letters are text.
    let typed = matches!(
        command.scope,
        Scope::Form | Scope::Picker | Scope::SignIn | Scope::Locked | Scope::Views | Scope::Dialog
    );
    if typed && keys.iter().all(|binding| binding.key.typed().is_some_and(|c| c != ' ')) {
        return Err("needs a key that types no letter, because there are fields where it works");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(lines: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        let of = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        lines.iter().map(|(name, keys)| ((*name).to_owned(), of(keys))).collect()
    }

    fn wrong(lines: &[(&str, &[&str])]) -> Vec<String> {
        Keymap::configured(&own(lines)).expect_err("something is wrong with it")
    }

    #[test]
    fn own_keys_take_the_place_of_the_catalogues() {
        let map = Keymap::configured(&own(&[("undo", &["ctrl-u"]), ("invite", &[])])).expect("nothing is wrong");
        let scopes = Scope::Customers.chain();
        let means = |key: &str| map.command_for(&scopes, Key::parse(key).unwrap()).map(|c| c.id);
        assert_eq!((means("ctrl-u"), means("z"), means("i")), (Some(Id::Undo), None, None));
        assert_eq!(means("/"), Some(Id::Search), "what is not named keeps its key");
        assert_eq!((map.first(Id::Undo), map.first(Id::Invite), map.all(Id::Help).as_str()), ("ctrl-u", "", "? f1"));
    }

    #[test]
    fn a_key_that_means_two_commands_is_refused_with_both_names() {
        assert_eq!(
            wrong(&[("undo", &["i"])]),
            ["i would mean both invite and undo in \"Customers\"; give one of them another key"]
        );
        assert!(Keymap::configured(&own(&[("undo", &["i"]), ("invite", &["ctrl-n"])])).is_ok(), "unless both move");
        // Commands that never meet may share one.
        assert!(Keymap::configured(&own(&[("retry", &["f"]), ("outbox-filter", &["r"])])).is_ok());
    }

    #[test]
    fn what_cannot_be_meant_is_said_all_at_once() {
        let said = wrong(&[("undoo", &["u"]), ("sort", &["hyper-x"]), ("close", &["x"]), ("back", &[])]);
        assert_eq!(said[0], "there is no command \"undoo\"; did you mean undo?");
        assert!(said[1].starts_with("sort: \"hyper-x\" is no key"), "{said:?}");
        assert_eq!(said[2], "close: needs a key that types no letter, because there are fields where it works");
        assert_eq!(said[3], "back: needs a key, because the palette does not offer it");
    }

    #[test]
    fn every_command_has_a_name_of_its_own_in_the_configuration() {
        assert_eq!(Id::SectionCustomers.name(), "section-customers");
        for id in Id::ALL {
            assert_eq!(Id::named(id.name()), Some(*id));
        }
        assert_eq!(Keymap::configured(&[]), Ok(Keymap::default()));
    }
}
