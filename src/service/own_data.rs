//! A person's own copy of everything that is kept about them (R51): one JSON document. What it never holds: passwords and
//! other secrets, what others wrote, what staff keep among themselves (R14).

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::domain::activity::Event;
use crate::store::profiles::{self, Did};
use crate::store::users::Which;
use crate::store::{Conn, attempts};

use super::access::{self, UserRow};
use super::activity::record;
use super::customer_sign_in::{self, Client, Session};
use super::{App, Error, preferences};

/// Makes the copy. Somebody who asks again and again is asked to wait a little.
pub async fn export(app: &App, session: &Session, client: &Client) -> Result<Value, Error> {
    let key = Sha256::digest(format!("own data\0{}", session.sign_in)).to_vec();
    let mut tx = app.store.begin().await?;
    if let Some(until) = attempts::locked_until(&mut tx, &key, app.now()).await? {
        let seconds = u64::try_from((until - app.now()).num_seconds()).unwrap_or(1).max(1);
        return Err(Error::TooMany { seconds });
    }
    attempts::failed(&mut tx, &key, 0, app.now()).await?;
    record(app, &mut tx, &session.actor(client), Event::OwnDataExported, session.about(), json!({})).await?;
    tx.commit().await?;

    let sessions = customer_sign_in::sessions(app, session).await?;
    let (topics, _) = preferences::of_session(app, session).await?;
    let mut conn = app.store.read().await?;
    let mut accesses = Vec::new();
    for id in profiles::users(&mut conn, session.organization, session.sign_in).await? {
        let found = access::load(app, &mut conn, session.organization, Which::One(id)).await?;
        for user in found {
            accesses.push(one_access(&mut conn, session, &user).await?);
        }
    }
    Ok(json!({
        "made_at": app.now(),
        "made_by": session.organization_name,
        "at_most_of_each": profiles::MOST,
        "person": person(&mut conn, session).await?,
        "told_of": topics,
        "sessions": sessions,
        "accesses": accesses,
    }))
}

async fn person(conn: &mut Conn, session: &Session) -> Result<Value, Error> {
    let (org, id) = (session.organization, session.sign_in);
    let profile = profiles::get(conn, org, id).await?;
    let times = profiles::times(conn, org, id).await?;
    let passkeys = profiles::passkeys(conn, org, id).await?.into_iter();
    let passkey = |(name, added_at, used_at)| json!({ "name": name, "added_at": added_at, "last_used_at": used_at });
    Ok(json!({
        "first_name": profile.as_ref().map(|p| &p.first_name),
        "last_name": profile.as_ref().map(|p| &p.last_name),
        "email": session.email,
        "mobile": profile.as_ref().map(|p| &p.mobile),
        "time_zone": profile.as_ref().map(|p| &p.time_zone).filter(|zone| !zone.is_empty()),
        "language": session.language,
        "made_at": times.map(|(made, _)| made),
        "last_sign_in_at": times.and_then(|(_, last)| last),
        "authenticator_app_since": profiles::authenticator(conn, org, id).await?,
        "passkeys": passkeys.map(passkey).collect::<Vec<_>>(),
    }))
}

/// What the person may see and do at one customer, and what they wrote and did there.
async fn one_access(conn: &mut Conn, session: &Session, user: &UserRow) -> Result<Value, Error> {
    let (org, customer) = (session.organization, user.customer);
    Ok(json!({
        "customer_number": user.customer_number,
        "customer": user.customer_name,
        "role": user.role,
        "state": user.state,
        "sees": user.scope,
        "permissions": user.effective,
        "exceptions": user.exceptions,
        "contact": user.contact,
        "granted_at": user.created_at,
        "activated_at": user.activated_at,
        "ends_at": user.ends_at,
        "comments": profiles::comments(conn, org, customer, user.id).await?,
        "fault_reports": profiles::reports(conn, org, customer, user.id).await?,
        "log": profiles::log(conn, org, user.id).await?.iter().map(did).collect::<Vec<_>>(),
    }))
}

fn did(record: &Did) -> Value {
    let facts: Value = serde_json::from_str(&record.data).unwrap_or_default();
    json!({ "at": record.at, "what": record.event, "about": record.subject, "from": record.origin, "facts": facts })
}
