//! Forgetting a person in the log (R15): every record of the customer user keeps what was done, with the name, addresses
//! and the like replaced. Records that somebody altered before are replaced too, but not vouched for: they stay found.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::domain::activity::{DELETED_PERSON, Event};
use crate::service::{Actor, Error};
use crate::store::chain::{self, Link, Texts};
use crate::store::{StoreError, Tx};

use super::UserRow;

/// Records by their place in the log.
type Records = BTreeMap<i64, Link>;

/// Keys of facts that hold addresses, names and devices, in records about the person.
const PERSONAL: [&str; 6] = ["sent_to", "mailed_to", "email", "name", "address", "device"];

/// What a deletion states about records: never to be replaced itself.
const STATEMENTS: &str = "redacted";

fn placed(links: Vec<Link>) -> Records {
    links.into_iter().map(|link| (link.seq, link)).collect()
}

/// The records of the customer user, and those about letters to it. To be asked while the letters are still there.
pub(super) async fn records(tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<Records, StoreError> {
    let mut records = placed(chain::of_user(tx, by.organization, user.id).await?);
    records.extend(placed(chain::of_letters(tx, by.organization, user.customer, user.id).await?));
    Ok(records)
}

/// The records of failed sign-ins, which belong to the person and not to one of several customer users; also those under
/// addresses that the person had before, as `records` tell.
pub(super) async fn failures(
    tx: &mut Tx,
    by: &Actor,
    user: &UserRow,
    records: &Records,
) -> Result<Records, StoreError> {
    let changed = |link: &&Link| link.event == Event::InvitationAddressChanged.as_str();
    let before = |link: &Link| {
        let data: Value = serde_json::from_str(&link.data).unwrap_or_default();
        data.get("before").and_then(Value::as_str).map(str::to_owned)
    };
    let addresses: BTreeSet<String> =
        records.values().filter(changed).filter_map(before).chain([user.email.clone()]).collect();
    let mut found = Records::new();
    for address in addresses {
        found.extend(placed(chain::of_failures(tx, by.organization, &address).await?));
    }
    Ok(found)
}

/// Replaces what names the person; what the deletion states about each record afterwards.
pub(super) async fn redact(
    tx: &mut Tx,
    by: &Actor,
    user: &UserRow,
    records: Records,
) -> Result<BTreeMap<String, String>, Error> {
    let person = Person { id: user.id.0, names: [user.name(), user.email.clone()] };
    let mut stated = BTreeMap::new();
    for (seq, link) in records {
        let vouched = is_as_written(tx, by, user, &link).await?;
        let after = link.redacted(person.replaced(&link));
        chain::redact(tx, by.organization, &after).await?;
        if vouched {
            stated.insert(seq.to_string(), after.tag());
        }
    }
    Ok(stated)
}

/// Whether a record is still what its hash, or the deletion of the other person in it, says.
async fn is_as_written(tx: &mut Tx, by: &Actor, user: &UserRow, link: &Link) -> Result<bool, Error> {
    if !link.is_redacted() {
        let previous = chain::hash_at(tx, by.organization, link.seq - 1).await?.unwrap_or_else(|| vec![0; 32]);
        return Ok(link.holds(&previous));
    }
    let others = [link.customer_user_id, link.actor_id].into_iter().flatten().filter(|id| *id != user.id.0);
    for other in others {
        for deletion in chain::deletions_of(tx, by.organization, other).await? {
            if statements(&deletion.data).get(&link.seq) == Some(&link.tag()) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// What the record of a deletion states: the tag of each record that it redacted.
pub(in crate::service) fn statements(data: &str) -> BTreeMap<i64, String> {
    let data: Value = serde_json::from_str(data).unwrap_or_default();
    let stated = data.get(STATEMENTS).and_then(Value::as_object).into_iter().flatten();
    stated.filter_map(|(seq, tag)| Some((seq.parse().ok()?, tag.as_str()?.to_owned()))).collect()
}

struct Person {
    id: uuid::Uuid,
    names: [String; 2],
}

impl Person {
    fn replaced(&self, link: &Link) -> Texts {
        let by_person = link.actor_kind == "customer_user" && link.actor_id == Some(self.id);
        // Records about letters and failed sign-ins name nobody but the person.
        let about_person = link.customer_user_id == Some(self.id) || link.customer_user_id.is_none() && !by_person;
        let from_person = by_person || link.event == Event::SignInFailed.as_str();
        let either = |replaced: bool, text: &str| {
            if replaced || self.is_named(text) { DELETED_PERSON.to_owned() } else { text.to_owned() }
        };
        Texts {
            actor_name: either(by_person, &link.actor_name),
            origin: either(from_person, &link.origin),
            subject: either(about_person, &link.subject),
            data: self.facts(link, about_person),
        }
    }

    fn facts(&self, link: &Link, about_person: bool) -> String {
        let Ok(mut data) = serde_json::from_str::<Value>(&link.data) else { return "{}".to_owned() };
        let contact = link.event == Event::ContactLinkChanged.as_str();
        self.walk("", &mut data, about_person, contact);
        data.to_string()
    }

    fn walk(&self, key: &str, value: &mut Value, about_person: bool, contact: bool) {
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter_mut().filter(|(key, _)| *key != STATEMENTS) {
                    self.walk(key, value, about_person, contact);
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|v| self.walk(key, v, about_person, contact)),
            Value::String(text) => {
                let personal = PERSONAL.contains(&key) || text.contains('@');
                // A contact is the person under a name that need not be spelled alike.
                let contact = contact && ["before", "after"].contains(&key) && text != "none";
                if about_person && (personal || contact) || self.is_named(text) {
                    DELETED_PERSON.clone_into(text);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn is_named(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.names.iter().any(|name| !name.trim().is_empty() && text.contains(&name.to_lowercase()))
    }
}
