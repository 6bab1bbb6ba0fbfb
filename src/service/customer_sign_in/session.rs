//! Portal sessions: opened on sign-in, read live at every request, turned to another customer, ended.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::domain::access::{Scope, Viewer};
use crate::domain::activity::Event;
use crate::domain::permission::{Exception, Exceptions, Role, RoleTable};
use crate::domain::state::Language;
use crate::domain::{CustomerUserId, OrganizationId, SessionId, SignInId};
use crate::service::activity::{About, record};
use crate::service::token::{Token, TokenKind};
use crate::service::{Actor, App, Error, House, Who};
use crate::store::sessions::{self, NewSession, OpenSession, SessionRow};
use crate::store::sign_ins::SignIn;
use crate::store::{Conn, Tx, visible};
use crate::text;

pub use crate::store::visible::Choice;

use super::Client;

/// An open session, with the person's rights as they are at this request.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about the request, each read by its name")]
pub struct Session {
    /// The session.
    pub id: SessionId,
    /// In which organization.
    pub organization: OrganizationId,
    /// That organization's name.
    pub organization_name: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// Whose session.
    pub sign_in: SignInId,
    /// The user name.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The person's language.
    pub language: Language,
    /// The customer's name.
    pub customer_name: String,
    /// The role.
    pub role: Role,
    /// As which customer user.
    pub user: CustomerUserId,
    /// What the access decision needs.
    pub viewer: Viewer,
    /// The person came in with a temporary password and must replace it before anything else (R17).
    pub must_replace: bool,
    /// The organization demands a second factor, and the person must set one up before anything else (R22).
    pub must_set_up: bool,
    /// When the person last showed who they are in this session: with a password, a passkey or a link.
    pub since: DateTime<Utc>,
    /// Whether there are other customers to turn to (R4).
    pub several: bool,
    /// Whether any self-check is assigned to an object in the person's scope (R36), whatever the permissions.
    pub any_checks: bool,
    /// What every form of this session carries.
    pub csrf: String,
}

impl Session {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// The person as the one who does something.
    pub fn actor(&self, client: &Client) -> Actor {
        Actor {
            organization: self.organization,
            organization_name: self.organization_name.clone(),
            who: Who::CustomerUser { id: self.user, sign_in: self.sign_in, name: self.name() },
            origin: client.origin(),
            house: House::default(),
        }
    }

    pub(in crate::service) fn about(&self) -> About {
        About {
            customer: Some(self.viewer.customer),
            user: Some(self.user),
            staff: None,
            subject: format!("{} <{}>", self.name(), self.email),
        }
    }
}

/// A session is noted as seen at most so often, so that reading pages does not write.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The open session for a cookie, if there is one. Whether its person may still come in is for the caller to ask
/// ([`Viewer::admitted`]).
pub async fn session(app: &App, token: &Token) -> Result<Option<Session>, Error> {
    look(app, token, None).await
}

/// The same, for a browser that uses it now: the address is noted with the time (R25).
pub async fn session_used(app: &App, token: &Token, client: &Client) -> Result<Option<Session>, Error> {
    look(app, token, Some(client)).await
}

async fn look(app: &App, token: &Token, client: Option<&Client>) -> Result<Option<Session>, Error> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let row = sessions::get(&mut conn, &token.hash(), now, now - app.policy.session_idle).await?;
    let Some(row) = row else { return Ok(None) };
    let (id, organization, last_seen_at) = (row.id, row.organization_id, row.last_seen_at);
    let session = live(&mut conn, row).await?;
    drop(conn);
    if now - last_seen_at > SEEN_EVERY {
        seen(app, organization, id, now, client).await?;
    }
    Ok(Some(session))
}

async fn seen(
    app: &App,
    organization: OrganizationId,
    id: SessionId,
    now: DateTime<Utc>,
    client: Option<&Client>,
) -> Result<(), Error> {
    let address = client.map(|c| text::line(&c.address));
    let mut tx = app.store.begin().await?;
    sessions::seen(&mut tx, organization, id, now, address.as_deref()).await?;
    Ok(tx.commit().await?)
}

async fn live(conn: &mut Conn, row: SessionRow) -> Result<Session, Error> {
    let mut exceptions = Exceptions::new();
    let mut changes = Vec::new();
    for (about_role, permission, allowed) in
        sessions::permissions(conn, row.organization_id, row.customer_user_id, row.role).await?
    {
        if about_role {
            changes.push((row.role, permission, allowed));
        } else {
            exceptions.insert(permission, if allowed { Exception::Allowed } else { Exception::Denied });
        }
    }
    let facilities = if row.sees_all {
        Vec::new()
    } else {
        sessions::facilities(conn, row.organization_id, row.customer_user_id).await?
    };
    let viewer = Viewer {
        organization: row.organization_id,
        customer: row.customer_id,
        user: Some(row.customer_user_id),
        module_on: row.module_on,
        portal_on: row.portal_on,
        independent: row.independent,
        areas: row.areas,
        state: row.state,
        ends_at: row.ends_at,
        permissions: RoleTable::with_changes(changes).effective(row.role, &exceptions),
        scope: Scope {
            all: row.sees_all,
            unassigned: row.sees_unassigned,
            facilities: facilities.into_iter().collect(),
        },
        contact: row.contact_id,
    };
    Ok(Session {
        id: row.id,
        organization: row.organization_id,
        organization_name: row.organization_name,
        accent: row.accent,
        logo_key: row.logo_key,
        time_zone: row.time_zone,
        sign_in: row.sign_in_id,
        email: row.email,
        first_name: row.first_name,
        last_name: row.last_name,
        language: row.language,
        customer_name: row.customer_name,
        role: row.role,
        user: row.customer_user_id,
        viewer,
        must_replace: row.must_replace,
        must_set_up: row.must_set_up,
        since: row.created_at,
        several: row.several,
        any_checks: row.any_checks,
        csrf: row.csrf,
    })
}

/// Opens a session; a new token each time, so that nobody can plant one.
pub(in crate::service) async fn open(
    app: &App,
    tx: &mut Tx,
    person: &SignIn,
    user: CustomerUserId,
    client: &Client,
) -> Result<Token, Error> {
    let token = Token::new(TokenKind::Session, &app.random);
    let new = NewSession {
        id: app.id(),
        organization: person.organization_id,
        sign_in: person.id,
        user,
        token_hash: &token.hash(),
        csrf: &URL_SAFE_NO_PAD.encode(app.random.bytes::<32>()),
        epoch: person.epoch,
        address: &text::line(&client.address),
        device: &text::line(&client.device).chars().take(200).collect::<String>(),
        at: app.now(),
        expires_at: app.now() + app.policy.session_absolute,
    };
    sessions::insert(tx, &new).await?;
    crate::store::sign_ins::signed_in(tx, person.organization_id, person.id, app.now()).await?;
    Ok(token)
}

/// The customers that this person may turn to (R4), the present one among them.
pub async fn choices(app: &App, session: &Session) -> Result<Vec<Choice>, Error> {
    let mut conn = app.store.read().await?;
    Ok(visible::choices(&mut conn, session.organization, session.sign_in, app.now()).await?)
}

/// Turns the session to another customer of the same person (R4).
pub async fn switch(app: &App, session: &Session, user: CustomerUserId) -> Result<(), Error> {
    if !choices(app, session).await?.iter().any(|c| c.user == user) {
        return Err(Error::not_found("such customer of yours"));
    }
    let mut tx = app.store.begin().await?;
    sessions::switch(&mut tx, session.organization, session.id, user).await?;
    Ok(tx.commit().await?)
}

/// Ends the session: the person signs out.
pub async fn end(app: &App, session: &Session, client: &Client) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    sessions::end(&mut tx, session.organization, session.id).await?;
    record(app, &mut tx, &session.actor(client), Event::SignedOut, session.about(), json!({})).await?;
    Ok(tx.commit().await?)
}

/// The person's own open sessions, this one among them, the one used last first (R25).
pub async fn sessions(app: &App, session: &Session) -> Result<Vec<OpenSession>, Error> {
    let mut conn = app.store.read().await?;
    let now = app.now();
    let idle_since = now - app.policy.session_idle;
    Ok(sessions::open_of_sign_in(&mut conn, session.organization, session.sign_in, now, idle_since).await?)
}

/// Ends one of the person's own sessions (R25); ending this one is signing out.
///
/// # Errors
/// Not found when the person has no session of that identifier.
pub async fn end_session(app: &App, session: &Session, id: SessionId, client: &Client) -> Result<(), Error> {
    if id == session.id {
        return end(app, session, client).await;
    }
    let mut tx = app.store.begin().await?;
    if !sessions::end_one(&mut tx, session.organization, session.sign_in, id).await? {
        return Err(Error::not_found("such session of yours"));
    }
    let data = json!({ "ended": 1 });
    record(app, &mut tx, &session.actor(client), Event::SessionsEnded, session.about(), data).await?;
    Ok(tx.commit().await?)
}

/// Ends all of the person's sessions but this one (R25); how many were open.
pub async fn end_other_sessions(app: &App, session: &Session, client: &Client) -> Result<u64, Error> {
    let mut tx = app.store.begin().await?;
    let now = app.now();
    let idle_since = now - app.policy.session_idle;
    let open = sessions::open_of_sign_in(&mut tx, session.organization, session.sign_in, now, idle_since).await?;
    let others = open.iter().filter(|other| other.id != session.id).count();
    sessions::end_of_sign_in(&mut tx, session.organization, session.sign_in, Some(session.id)).await?;
    if others > 0 {
        let data = json!({ "ended": others });
        record(app, &mut tx, &session.actor(client), Event::SessionsEnded, session.about(), data).await?;
    }
    tx.commit().await?;
    Ok(u64::try_from(others).unwrap_or_default())
}
