//! Looking at staff accounts and their sign-ins.

use serde_json::{Value, json};

use super::super::desk::Desk;
use super::super::exit::Failure;
use super::super::out::{facts, table, time};
use super::{Sessions, Whom};
use crate::domain::permission::Exception;
use crate::service::staff::{self, Member};

pub async fn list(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let members = staff::list(&app, &by).await?;
    let value = json!({ "staff": members.iter().map(object).collect::<Vec<_>>() });
    desk.out.show(&value, || {
        let row = |m: &Member| {
            let seen = m.last_used_at.map_or_else(|| "–".to_owned(), time);
            vec![m.email.clone(), m.name.clone(), m.role.to_string(), names(&m.areas), state(m).to_owned(), seen]
        };
        table(&["E-mail", "Name", "Role", "Areas", "Account", "Last used"], members.iter().map(row))
    })
}

pub async fn show(desk: &Desk, whom: &Whom) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let member = staff::by_email(&app, &by, &whom.email).await?;
    one(desk, &member)
}

/// An account, in full.
pub fn one(desk: &Desk, member: &Member) -> Result<(), Failure> {
    desk.out.show(&object(member), || {
        let held: Vec<_> = member.rights().held().map(crate::domain::staff::StaffPermission::as_str).collect();
        let single: Vec<_> = member.exceptions.iter().map(|(p, e)| format!("{p} {}", word(*e))).collect();
        let mut shown = vec![
            ("Name", member.name.clone()),
            ("E-mail", member.email.clone()),
            ("Role", member.role.to_string()),
            ("Account", state(member).to_owned()),
            ("May", held.join(", ")),
            ("Single permissions", if single.is_empty() { "none".into() } else { single.join(", ") }),
            ("Areas", names(&member.areas)),
            ("Looks after", names(&member.customers)),
            ("Mobile number", or(&member.mobile, "none: told by e-mail")),
            ("Written to in", member.language.map_or_else(house, |l| l.own_name().to_owned())),
            ("Time zone", or(&member.time_zone, &house())),
        ];
        if let Some(until) = member.temporary_until {
            shown.push(("Temporary password", format!("waits to be replaced until {}", time(until))));
        }
        facts(&shown)
    })
}

pub async fn sessions(desk: &Desk, args: &Sessions) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let member = staff::by_email(&app, &by, &args.whom.email).await?;
    if args.all || args.end.is_some() {
        let ended = match args.end {
            Some(id) => staff::end_session(&app, &by, member.id, id).await.map(|()| 1)?,
            None => staff::end_all_sessions(&app, &by, member.id).await?,
        };
        desk.out.say(format!("Ended {ended} of the sign-ins of {}.", member.name));
        return if desk.out.json { desk.out.show(&json!({ "ended": ended }), String::new) } else { Ok(()) };
    }
    let found = staff::sessions(&app, &by, member.id).await?;
    if found.is_empty() {
        desk.out.say(format!("{} is not signed in anywhere.", member.name));
    }
    desk.out.show(&json!({ "sessions": found }), || {
        let row = |s: &staff::StaffSessionRow| {
            vec![s.id.to_string(), s.device.clone(), time(s.created_at), time(s.last_used_at), time(s.expires_at)]
        };
        table(&["Id", "Where", "Since", "Last used", "Ends"], found.iter().map(row))
    })
}

fn or(text: &str, none: &str) -> String {
    if text.is_empty() { none.to_owned() } else { text.to_owned() }
}

fn house() -> String {
    "the organization's".to_owned()
}

const fn state(member: &Member) -> &'static str {
    match (member.active, member.temporary_until.is_some()) {
        (false, _) => "off",
        (true, true) => "temporary password",
        (true, false) => "on",
    }
}

fn names<T>(of: &[(T, String)]) -> String {
    let names: Vec<_> = of.iter().map(|(_, name)| name.as_str()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

pub const fn word(exception: Exception) -> &'static str {
    match exception {
        Exception::Allowed => "allowed",
        Exception::Denied => "denied",
    }
}

fn object(member: &Member) -> Value {
    let exceptions: serde_json::Map<_, _> =
        member.exceptions.iter().map(|(p, e)| (p.to_string(), word(*e).into())).collect();
    let second = |of: Vec<&String>| json!(of);
    json!({
        "email": member.email,
        "name": member.name,
        "role": member.role,
        "active": member.active,
        "permissions": member.rights().held().collect::<Vec<_>>(),
        "exceptions": exceptions,
        "areas": second(member.areas.iter().map(|a| &a.1).collect()),
        "customers": second(member.customers.iter().map(|c| &c.1).collect()),
        "mobile": member.mobile,
        "language": member.language,
        "time_zone": member.time_zone,
        "temporary_until": member.temporary_until,
        "last_used_at": member.last_used_at,
        "version": member.version,
    })
}
