//! Staff sign in to the terminal and the command line.

use chrono::TimeDelta;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::domain::activity::Event;
use crate::domain::email::Email;
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::domain::{OrganizationId, StaffId, StaffSessionId};
use crate::store::organizations::{self, Organization};
use crate::store::staff::{self, StaffRow};
use crate::store::staff_sessions::{self, StaffSession};
use crate::store::{Conn, Tx, attempts, settings};
use crate::text;

use super::activity::{About, record};
use super::hasher::Verified;
use super::password::{self, Strength};
use super::token::{Token, TokenKind};
use super::{Actor, App, Error, Giver, House, Who};

/// Signs a staff person in and remembers it. With several organizations in the database, `organization` names the one
/// that is meant; without it, the password decides.
///
/// # Errors
/// A temporary password signs nobody in: [`Error::TemporaryPassword`] asks for one of the person's own
/// ([`replace_temporary`]).
pub async fn sign_in(
    app: &App,
    email: &str,
    password: &str,
    organization: Option<&str>,
    origin: &str,
) -> Result<(Token, Actor), Error> {
    let (who, verified) = prove(app, email, password, organization, origin).await?;
    if let Some(until) = who.temporary_until {
        return Err(Error::TemporaryPassword { until });
    }
    let rehashed = if verified == Verified::YesButOld { Some(app.hasher.hash(password).await?) } else { None };
    let mut tx = app.store.begin().await?;
    if let Some(hash) = rehashed {
        staff::rehash(&mut tx, who.organization_id, who.id, &hash).await?;
    }
    let opened = open(app, &mut tx, &who, origin).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Replaces a temporary password by one of the person's own and signs in with it (R17).
///
/// # Errors
/// `new_password` names what is wrong with the new one; the temporary one stays good until its end.
pub async fn replace_temporary(
    app: &App,
    email: &str,
    temporary: &str,
    new: &str,
    organization: Option<&str>,
    origin: &str,
) -> Result<(Token, Actor), Error> {
    let (who, _) = prove(app, email, temporary, organization, origin).await?;
    if who.temporary_until.is_none() {
        return Err(Error::conflict("this password is your own already; sign in with it"));
    }
    if new == temporary {
        let message = "must be another one than the temporary password, which somebody else has seen";
        return Err(FieldErrors::one("new_password", "password-same", message).into());
    }
    password::check("new_password", new, Strength::OnlyFactor, &[&who.name, &who.email])?;
    let hash = app.hasher.hash(new).await?;
    let mut tx = app.store.begin().await?;
    staff::set_password(&mut tx, who.organization_id, who.id, &hash, None).await?;
    // Whoever verified the temporary password a moment before somebody else replaced it is too late.
    let own = StaffRow { version: who.version + 1, ..who };
    let (token, by) = open(app, &mut tx, &own, origin).await?;
    record(app, &mut tx, &by, Event::StaffPasswordChanged, about(&own), json!({ "own": true })).await?;
    tx.commit().await?;
    Ok((token, by))
}

/// Who has this address and this password. Failures are counted and recorded; a temporary password that has ended is none.
async fn prove(
    app: &App,
    email: &str,
    password: &str,
    organization: Option<&str>,
    origin: &str,
) -> Result<(StaffRow, Verified), Error> {
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
    if who.temporary_until.is_some_and(|end| end <= now) {
        return Err(Error::SignedOut {
            why: "the temporary password has ended; ask for another one (keydesk staff password)".into(),
        });
    }
    Ok((who.clone(), verified))
}

/// Remembers a sign-in of an account that is as it was when its password was verified.
async fn open(app: &App, tx: &mut Tx, who: &StaffRow, origin: &str) -> Result<(Token, Actor), Error> {
    let now = staff::get(tx, who.organization_id, who.id).await?;
    if !now.is_some_and(|now| now.active && now.version == who.version) {
        return Err(Error::conflict("the account was changed at this very moment; sign in again"));
    }
    attempts::succeeded(tx, &attempt_key(Email::parse("email", &who.email)?.key())).await?;
    let token = Token::new(TokenKind::Staff, &app.random);
    let session =
        StaffSession { id: app.id(), organization_id: who.organization_id, staff_id: who.id, last_used_at: app.now() };
    let ends = app.now() + app.policy.staff_session;
    staff_sessions::insert(tx, &session, &token.hash(), &text::line(origin), ends).await?;
    let by = actor(app, tx, who, Some(session.id), origin).await?;
    record(app, tx, &by, Event::StaffSignedIn, about(who), json!({})).await?;
    Ok((token, by))
}

/// The person whose sign-in a token remembers, with today's rights.
pub async fn resume(app: &App, token: &Token, origin: &str) -> Result<Actor, Error> {
    /// Noting every single use would make every reading command write.
    const NOTED: TimeDelta = TimeDelta::minutes(10);
    let mut conn = app.store.read().await?;
    let session = staff_sessions::get(&mut conn, &token.hash(), app.now()).await?.ok_or_else(over)?;
    let who = staff::get(&mut conn, session.organization_id, session.staff_id).await?.filter(|s| s.active);
    let by = actor(app, &mut conn, &who.ok_or_else(over)?, Some(session.id), origin).await?;
    drop(conn);
    if app.now() - session.last_used_at > NOTED {
        let mut tx = app.store.begin().await?;
        staff_sessions::used(&mut tx, session.organization_id, session.id, app.now()).await?;
        tx.commit().await?;
    }
    Ok(by)
}

/// The same person with the rights of this moment: `None` when nothing has changed. Whoever keeps an [`Actor`] for longer
/// than one request asks this at the beginning of each, so that what another process decided holds at once (R9).
///
/// # Errors
/// The account was switched off, or the remembered sign-in was ended.
pub async fn refresh(app: &App, by: &Actor) -> Result<Option<Actor>, Error> {
    let Some(id) = by.staff_id() else { return Ok(None) };
    let mut conn = app.store.read().await?;
    let stamp = staff::stamp(&mut conn, by.organization, id, by.house.session, app.now()).await?;
    let (_, staff_now, settings_now) = stamp.filter(|(valid, ..)| *valid).ok_or_else(over)?;
    if by.house.stamp == Some((staff_now, settings_now)) {
        return Ok(None);
    }
    let who = staff::get(&mut conn, by.organization, id).await?.filter(|s| s.active).ok_or_else(over)?;
    let now = actor(app, &mut conn, &who, by.house.session, &by.origin).await?;
    Ok(Some(now.only_reading(by.house.only_reads)))
}

/// Lets a person go on who locked their screen: the password is asked for again, with the limits of any sign-in, and what came of it
/// is recorded.
///
/// # Errors
/// `password` does not match; too many attempts; the sign-in was ended meanwhile.
pub async fn unlock(app: &App, by: &Actor, password: &str) -> Result<(), Error> {
    let id = by.staff_id().ok_or_else(over)?;
    let now = app.now();
    let who = {
        let mut conn = app.store.read().await?;
        let stamp = staff::stamp(&mut conn, by.organization, id, by.house.session, now).await?;
        stamp.filter(|(valid, ..)| *valid).ok_or_else(over)?;
        staff::get(&mut conn, by.organization, id).await?.filter(|s| s.active).ok_or_else(over)?
    };
    let key = attempt_key(Email::parse("email", &who.email)?.key());
    {
        let mut conn = app.store.read().await?;
        if let Some(until) = attempts::locked_until(&mut conn, &key, now).await? {
            return Err(Error::TooMany { seconds: u64::try_from((until - now).num_seconds()).unwrap_or(1).max(1) });
        }
    }
    let matches = app.hasher.verify(password, who.password_hash.as_deref()).await? != Verified::No;
    let mut tx = app.store.begin().await?;
    if matches {
        attempts::succeeded(&mut tx, &key).await?;
        record(app, &mut tx, by, Event::StaffSignedIn, about(&who), json!({ "unlocked": true })).await?;
    } else {
        attempts::failed(&mut tx, &key, 0, now).await?;
        record_failure(app, &mut tx, &who, &by.origin).await?;
    }
    tx.commit().await?;
    if matches {
        Ok(())
    } else {
        Err(FieldErrors::one("password", "password-wrong", "that is not the password of this account").into())
    }
}

/// A staff person as of this moment, for what goes on without them: `None` when the account is gone or switched off.
pub(super) async fn as_of_now(
    app: &App,
    conn: &mut Conn,
    organization: OrganizationId,
    id: StaffId,
    origin: &str,
) -> Result<Option<Actor>, Error> {
    match staff::get(conn, organization, id).await?.filter(|s| s.active) {
        Some(who) => actor(app, conn, &who, None, origin).await.map(Some),
        None => Ok(None),
    }
}

fn over() -> Error {
    Error::SignedOut { why: "the remembered sign-in is over; use \"keydesk login\"".into() }
}

/// Forgets a remembered sign-in.
pub async fn sign_out(app: &App, by: &Actor, token: &Token) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    if staff_sessions::end(&mut tx, by.organization, &token.hash()).await? {
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

async fn actor(
    app: &App,
    conn: &mut Conn,
    who: &StaffRow,
    session: Option<StaffSessionId>,
    origin: &str,
) -> Result<Actor, Error> {
    // The stamp first: what changes while the rest is read makes the next request read again.
    let stamp = staff::stamp(conn, who.organization_id, who.id, None, app.now()).await?;
    let organization = organizations::get(conn, who.organization_id).await?;
    let settings = settings::get(conn, who.organization_id).await?;
    let (Some(Organization { id, name, .. }), Some(settings)) = (organization, settings) else {
        return Err(Error::not_found("such organization"));
    };
    let rights = staff::rights(conn, id, who.id, who.role).await?;
    let accounts = staff::accounts(conn, id, staff::Who::Givers).await?.into_iter();
    let givers = accounts.map(|a| Giver { id: a.row.id, rights: a.rights(), name: a.row.name });
    Ok(Actor {
        organization: id,
        organization_name: name,
        who: Who::Staff { id: who.id, name: who.name.clone(), rights },
        origin: origin.to_owned(),
        house: House {
            outside: settings.outside_areas,
            givers: givers.filter(|g| g.rights.may(StaffPermission::ManageStaff)).collect(),
            session,
            language: who.language(),
            stamp: stamp.map(|(_, staff, settings)| (staff, settings)),
            only_reads: false,
            undoes: None,
        },
    })
}

fn about(who: &StaffRow) -> About {
    About { staff: Some(who.id), subject: who.title(), ..About::default() }
}

async fn record_failure(app: &App, tx: &mut Tx, known: &StaffRow, origin: &str) -> Result<(), Error> {
    let by = Actor {
        organization: known.organization_id,
        organization_name: String::new(),
        who: Who::System,
        origin: origin.to_owned(),
        house: House::default(),
    };
    let about = About { staff: Some(known.id), subject: known.email.clone(), ..About::default() };
    Ok(record(app, tx, &by, Event::StaffSignInFailed, about, json!({})).await?)
}

fn attempt_key(email_key: &str) -> Vec<u8> {
    Sha256::digest(format!("staff\0{email_key}")).to_vec()
}
