//! Staff sign in to the terminal and the command line.

use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::store::organizations::{self, Organization};
use crate::store::staff::{self, StaffRow, StaffSession};
use crate::store::{Tx, attempts};
use crate::text;

use super::activity::{About, record};
use super::hasher::Verified;
use super::token::{Token, TokenKind};
use super::{Actor, App, Error, Who};

/// Signs a staff person in and remembers it. With several organizations in the database, `organization` names the one
/// that is meant; without it, the password decides.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &str,
    organization: Option<&str>,
    origin: &str,
) -> Result<(Token, Actor), Error> {
    let email = Email::parse("email", email)?;
    let now = app.now();
    let key = attempt_key(email.key());
    let candidates = {
        let mut conn = app.store.read().await?;
        if let Some(until) = attempts::locked_until(&mut conn, &key, now).await? {
            return Err(Error::TooMany { seconds: u64::try_from((until - now).num_seconds()).unwrap_or(1).max(1) });
        }
        let meant = match organization {
            Some(name) => organizations::by_name(&mut conn, name).await?.map(|o| o.id),
            None => None,
        };
        let mut found = staff::by_email(&mut conn, email.key()).await?;
        found.retain(|s| organization.is_none() || Some(s.organization_id) == meant);
        found
    };
    let Some((who, verified)) = verify(app, password, &candidates).await? else {
        let mut tx = app.store.begin().await?;
        attempts::failed(&mut tx, &key, 0, now).await?;
        if let Some(known) = candidates.first() {
            record_failure(app, &mut tx, known, origin).await?;
        }
        tx.commit().await?;
        return Err(Error::SignedOut { why: "e-mail address and password do not match a staff account".into() });
    };
    let rehashed = if verified == Verified::YesButOld { Some(app.hasher.hash(password).await?) } else { None };

    let mut tx = app.store.begin().await?;
    attempts::succeeded(&mut tx, &key).await?;
    if let Some(hash) = rehashed {
        staff::set_password(&mut tx, who.organization_id, who.id, &hash).await?;
    }
    let token = Token::new(TokenKind::Staff, &app.random);
    let session =
        StaffSession { id: app.id(), organization_id: who.organization_id, staff_id: who.id, last_used_at: now };
    let device = text::line(origin);
    staff::insert_session(&mut tx, &session, &token.hash(), &device, now + app.policy.staff_session).await?;
    let by = actor(&mut tx, who, origin).await?;
    let about = About { staff: Some(who.id), subject: format!("{} <{}>", who.name, who.email), ..About::default() };
    record(app, &mut tx, &by, Event::StaffSignedIn, about, json!({})).await?;
    tx.commit().await?;
    Ok((token, by))
}

/// The person whose sign-in a token remembers, with today's rights.
pub async fn resume(app: &App, token: &Token, origin: &str) -> Result<Actor, Error> {
    let over = || Error::SignedOut { why: "the remembered sign-in is over; use \"keydesk login\"".into() };
    let mut conn = app.store.read().await?;
    let session = staff::session(&mut conn, &token.hash(), app.now()).await?.ok_or_else(over)?;
    let who = staff::get(&mut conn, session.organization_id, session.staff_id).await?.filter(|s| s.active);
    actor(&mut conn, &who.ok_or_else(over)?, origin).await
}

/// Forgets a remembered sign-in.
pub async fn sign_out(app: &App, by: &Actor, token: &Token) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    if staff::end_session(&mut tx, by.organization, &token.hash()).await? {
        let about = About { staff: by.staff_id(), subject: by.name().to_owned(), ..About::default() };
        record(app, &mut tx, by, Event::StaffSignedOut, about, json!({})).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn verify<'a>(
    app: &App,
    password: &str,
    candidates: &'a [StaffRow],
) -> Result<Option<(&'a StaffRow, Verified)>, Error> {
    if candidates.is_empty() {
        app.hasher.verify(password, None).await?;
    }
    for staff in candidates {
        let verified = app.hasher.verify(password, staff.password_hash.as_deref()).await?;
        if verified != Verified::No {
            return Ok(Some((staff, verified)));
        }
    }
    Ok(None)
}

async fn actor(conn: &mut crate::store::Conn, who: &StaffRow, origin: &str) -> Result<Actor, Error> {
    let organization = organizations::get(conn, who.organization_id).await?;
    let Organization { id, name, .. } = organization.ok_or_else(|| Error::not_found("such organization"))?;
    let rights = staff::rights(conn, id, who.id, who.role).await?;
    Ok(Actor {
        organization: id,
        organization_name: name,
        who: Who::Staff { id: who.id, name: who.name.clone(), rights },
        origin: origin.to_owned(),
    })
}

async fn record_failure(app: &App, tx: &mut Tx, known: &StaffRow, origin: &str) -> Result<(), Error> {
    let by = Actor {
        organization: known.organization_id,
        organization_name: String::new(),
        who: Who::System,
        origin: origin.to_owned(),
    };
    let about = About { staff: Some(known.id), subject: known.email.clone(), ..About::default() };
    Ok(record(app, tx, &by, Event::StaffSignInFailed, about, json!({})).await?)
}

fn attempt_key(email_key: &str) -> Vec<u8> {
    Sha256::digest(format!("staff\0{email_key}")).to_vec()
}
