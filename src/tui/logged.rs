//! What a record of the log says, in the language of the desk. The services say the same in English, for scripts and files
//! (`service::activity`); a test holds the English of both to each other.

use serde_json::Value;

use crate::domain::activity::Event;
use crate::domain::state::Language;
use crate::service::activity::Record;

use super::words;

/// The sentence after the name: "hat die Rolle von Eva Huber geändert: member → moderator".
pub fn sentence(record: &Record) -> String {
    if words::now() == words::Tongue::Of(Language::English) {
        return record.sentence();
    }
    said(record)
}

fn said(record: &Record) -> String {
    let data = record.facts();
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default();
    let moment = |kept: &str| {
        let at = kept.parse::<chrono::DateTime<chrono::Utc>>();
        at.map_or_else(|_| kept.to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
    };
    let end = match record.event {
        Event::SecureLinkEndSet => text("ends_at"),
        _ => text("after"),
    };
    let on = data.get("on").and_then(Value::as_bool).unwrap_or_default();
    let on = if on { t!("word-on") } else { t!("word-off") };
    let said = t!(
        &key(record.event, &data),
        subject = record.subject,
        before = text("before"),
        after = text("after"),
        on = on,
        changes = changes(record.event, &data),
        role = words::word(text("role")),
        end = moment(end),
        ends = moment(text("ends_at")),
        sent_to = text("sent_to"),
        organization = text("organization"),
        place = text("on"),
        value = text("value"),
        channel = text("channel"),
        list = text("list"),
        words = text("words"),
        ended = data.get("ended").unwrap_or(&Value::Null),
    );
    match data.get("undoes").and_then(Value::as_i64) {
        Some(seq) => t!("log-undoes", said = said, seq = seq),
        None => said,
    }
}

/// The key of the text: that of the event, with a word more where one event is said in two ways.
fn key(event: Event, data: &Value) -> String {
    let empty = |name: &str| data.get(name).and_then(Value::as_str).is_none_or(str::is_empty);
    let name = match event {
        Event::StaffSignedIn => "signed_in",
        Event::StaffSignedOut => "signed_out",
        Event::StaffSignInFailed => "sign_in_failed",
        event => event.as_str(),
    };
    let more = match event {
        Event::SecureLinkEndSet if empty("ends_at") => "-none",
        Event::AccessEndSet if empty("after") => "-none",
        Event::ViewedAs if data.get("how").and_then(Value::as_str) == Some("link") => "-link",
        Event::CommentAdded if data.get("internal").and_then(Value::as_bool).unwrap_or_default() => "-internal",
        _ => "",
    };
    format!("log-{}{more}", name.replace('_', "-"))
}

/// What changed: the permissions with both sides, of other things their names.
fn changes(event: Event, data: &Value) -> String {
    let Some(after) = data.get("after").and_then(Value::as_object) else { return String::new() };
    let permissions =
        matches!(event, Event::PermissionsChanged | Event::RoleContentChanged | Event::StaffPermissionsChanged);
    let side = |name: &str, key: &str| {
        data.get(name).and_then(|side| side.get(key)).and_then(Value::as_str).unwrap_or("role").to_owned()
    };
    let one = |key: &String| {
        if permissions { format!("{key} {} → {}", side("before", key), side("after", key)) } else { key.clone() }
    };
    after.keys().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;
    use crate::domain::activity::ActorKind;

    fn record(event: Event, data: &Value) -> Record {
        Record {
            seq: 7,
            event,
            at: DateTime::from_timestamp(1_790_000_000, 0).unwrap(),
            actor_kind: ActorKind::Staff,
            actor_name: "Anna Berg".into(),
            subject: "Eva Huber".into(),
            data: data.to_string(),
            origin: "test".into(),
            customer_id: None,
            customer_number: None,
            customer_user_id: None,
        }
    }

    #[test]
    fn english_says_what_the_services_say_of_every_event() {
        let texts = json!({ "before": "old", "after": "new", "role": "member", "sent_to": "a@b.example", "organization": "Huber",
            "on": "A-1", "value": "12", "channel": "sms", "words": "unknown", "ended": 3, "ends_at": "2026-12-02T11:53:00Z" });
        let others = json!({ "before": { "view_orders": "role" }, "after": { "view_orders": "denied" }, "on": true,
            "internal": true, "how": "link", "undoes": 5, "ended": 1 });
        let moments = json!({ "after": "2026-12-02T11:53:00Z" });
        for event in Event::ALL {
            for data in [&texts, &others, &moments, &json!({})] {
                let record = record(*event, data);
                assert_eq!(said(&record), record.sentence(), "{event} {data}");
            }
        }
    }
}
