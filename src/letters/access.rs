//! What a letter about changed access says: what is different, a plain line each (R8, R12, R13).

use std::collections::BTreeSet;

use super::{LONGEST_ANSWER, bounded, value};
use crate::domain::letter::{AccessShown, SeenAt};
use crate::domain::permission::Permission;
use crate::domain::state::Language;
use crate::locale;

/// What is different, in the reader's language.
pub(super) fn lines(language: Language, before: &AccessShown, after: &AccessShown) -> Vec<String> {
    let say = |part: &str, was: &str, is: &str| {
        let values = [("before", was.to_owned().into()), ("after", is.to_owned().into())];
        locale::text_with(language, &format!("letter-access_changed-{part}"), &values)
    };
    let mut lines = Vec::new();
    if before.role != after.role {
        let role = |of: &AccessShown| locale::text(language, &format!("role-{}", of.role)).into_owned();
        lines.push(say("role", &role(before), &role(after)));
    }
    let (gained, lost) = (beyond(after, before), beyond(before, after));
    if !gained.is_empty() {
        lines.push(say("gained", "", &named(language, &gained)));
    }
    if !lost.is_empty() {
        lines.push(say("lost", &named(language, &lost), ""));
    }
    if before.sees != after.sees {
        lines.push(say("sees", &seen(language, &before.sees), &seen(language, &after.sees)));
    }
    match (&before.contact, &after.contact) {
        (was, is) if was == is => {}
        (_, Some(contact)) => lines.push(say("contact", "", &value(contact))),
        (was, None) => lines.push(say("no-contact", &value(was.as_deref().unwrap_or_default()), "")),
    }
    lines
}

/// What one may and the other may not, in the order in which permissions are listed everywhere.
fn beyond(one: &AccessShown, other: &AccessShown) -> Vec<Permission> {
    let other: BTreeSet<_> = other.permissions.iter().collect();
    let one: BTreeSet<_> = one.permissions.iter().filter(|p| !other.contains(p)).collect();
    Permission::ALL.iter().copied().filter(|p| one.contains(p)).collect()
}

fn named(language: Language, permissions: &[Permission]) -> String {
    let names = permissions.iter().map(|p| locale::text(language, &format!("permission-{p}")).into_owned());
    names.collect::<Vec<_>>().join("; ")
}

/// "everything", "Graz, Weiz, what belongs to no facility", "nothing".
fn seen(language: Language, at: &SeenAt) -> String {
    let say = |part: &str| locale::text(language, &format!("letter-access_changed-sees-{part}")).into_owned();
    if at.all {
        return say("all");
    }
    let mut places: Vec<String> = at.facilities.iter().map(|name| value(name)).collect();
    if at.unassigned {
        places.push(say("unassigned"));
    }
    if places.is_empty() { say("nothing") } else { bounded(&places.join(", "), LONGEST_ANSWER) }
}
