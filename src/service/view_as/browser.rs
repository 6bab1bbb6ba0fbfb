//! View as in the browser (R24): a link that works once and for a minute, then a view of half an hour that is read-only.
//! Nothing of the customer user is touched: no session is opened or noted as seen, nobody's last sign-in moves.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::domain::{CustomerUserId, OrganizationId, SessionId};
use crate::service::access::{self, Standpoint};
use crate::service::activity::record;
use crate::service::customer_sign_in::{Client, Session};
use crate::service::token::{Token, TokenKind};
use crate::service::{Actor, App, Error, House, Who, staff_sign_in};
use crate::store::views::{self, ViewRow};
use crate::store::{Conn, Tx, visible};

use super::{let_in, shut_out};

/// A link works for so long.
const LINK_VALID: TimeDelta = TimeDelta::minutes(1);
/// A view lasts so long.
const VIEW_LASTS: TimeDelta = TimeDelta::minutes(30);

/// A link that opens a view, once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ViewLink {
    /// The address to open in a browser.
    pub url: String,
    /// Until when it works.
    pub valid_until: DateTime<Utc>,
}

/// What a link offers: as whom one would look.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The customer user's session, as it would be.
    pub session: Session,
    /// The staff person for whom the link was made.
    pub by: String,
}

/// An open view.
#[derive(Clone, Debug)]
pub struct Viewing {
    /// What a session of the customer user would be, let in.
    pub session: Session,
    /// The staff person who looks.
    pub by: String,
    /// Whether the customer user cannot come in at this moment.
    pub shut_out: bool,
    /// When it ends by itself.
    pub until: DateTime<Utc>,
}

/// Makes a link that opens the portal as this customer user sees it. Needs *view as customer* in the area. A link made
/// before by the same person and not opened is over.
///
/// # Errors
/// A conflict when the access was revoked or has ended: there is nothing that the person sees.
pub async fn link(app: &App, by: &Actor, user: CustomerUserId) -> Result<ViewLink, Error> {
    let mut tx = app.store.begin().await?;
    let at = access::standpoint(app, &mut tx, by, user, StaffPermission::ViewAsCustomer).await?;
    let Some(staff) = by.staff_id() else {
        return Err(Error::Denied { needs: "a staff account".into(), because: ", which looks at the portal".into() });
    };
    if is_over(&at) {
        let what = format!("the access of {} was revoked or has ended, so there is nothing to see", at.user.name());
        return Err(Error::conflict(what));
    }
    let token = Token::new(TokenKind::ViewLink, &app.random);
    let row = ViewRow {
        id: app.id(),
        organization_id: by.organization,
        staff_id: staff,
        customer_user_id: user,
        csrf: URL_SAFE_NO_PAD.encode(app.random.bytes::<32>()),
        created_at: app.now(),
        expires_at: app.now() + LINK_VALID,
    };
    views::offer(&mut tx, &row, &token.hash()).await?;
    record(app, &mut tx, by, Event::ViewedAs, access::about(&at.user), json!({ "how": "link" })).await?;
    tx.commit().await?;
    let url = format!("{}/view/{}", app.policy.public_url, token.reveal());
    Ok(ViewLink { url, valid_until: row.expires_at })
}

/// What a link offers; looking uses nothing up.
///
/// # Errors
/// Not found when it never was, is used, replaced or over, or when whoever made it may not look any more.
pub async fn offered(app: &App, link: &Token) -> Result<Offered, Error> {
    let mut conn = app.store.read().await?;
    let row = views::offered(&mut conn, &link.hash(), app.now()).await?.ok_or_else(gone)?;
    let (by, at) = looking(app, &mut conn, &row, "").await?.ok_or_else(gone)?;
    Ok(Offered { session: session(app, &mut conn, &row, at).await?, by: by.name().to_owned() })
}

/// Opens the view; the token is for the browser's cookie. Whatever the same person looked at before is over at once.
///
/// # Errors
/// As [`offered`].
pub async fn start(app: &App, link: &Token, client: &Client) -> Result<Token, Error> {
    let token = Token::new(TokenKind::View, &app.random);
    let mut tx = app.store.begin().await?;
    let until = app.now() + VIEW_LASTS;
    let opened = views::open(&mut tx, &link.hash(), &token.hash(), app.now(), until).await?;
    let row = opened.ok_or_else(gone)?;
    let (by, at) = looking(app, &mut tx, &row, &client.origin()).await?.ok_or_else(gone)?;
    for other in views::of_staff(&mut tx, row.organization_id, row.staff_id).await? {
        if other.id != row.id {
            end_one(app, &mut tx, &other, &client.origin()).await?;
        }
    }
    record(app, &mut tx, &by, Event::ViewedAs, access::about(&at.user), json!({ "how": "browser" })).await?;
    tx.commit().await?;
    Ok(token)
}

/// The view behind a cookie, with everybody's rights as they are at this request. None when it is over: its time has run
/// out, it was ended or replaced, the staff person may not look any more, or the customer user's access is gone.
pub async fn viewing(app: &App, token: &Token, client: &Client) -> Result<Option<Viewing>, Error> {
    let mut conn = app.store.read().await?;
    let Some(row) = views::get(&mut conn, &token.hash()).await? else { return Ok(None) };
    let found = if row.expires_at > app.now() { looking(app, &mut conn, &row, "").await? } else { None };
    let Some((by, at)) = found else {
        drop(conn);
        finish(app, &row, client).await?;
        return Ok(None);
    };
    let shut_out = shut_out(app, &at).is_some();
    let until = row.expires_at;
    Ok(Some(Viewing { session: session(app, &mut conn, &row, at).await?, by: by.name().to_owned(), shut_out, until }))
}

/// Ends the view behind a cookie; nothing happens when it is over already.
pub async fn end(app: &App, token: &Token, client: &Client) -> Result<(), Error> {
    let row = views::get(&mut app.store.read().await?, &token.hash()).await?;
    match row {
        Some(row) => finish(app, &row, client).await,
        None => Ok(()),
    }
}

async fn finish(app: &App, row: &ViewRow, client: &Client) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    end_one(app, &mut tx, row, &client.origin()).await?;
    Ok(tx.commit().await?)
}

/// Ends every view as a customer user who is about to be deleted: afterwards nobody could say whose it was.
pub(in crate::service) async fn end_all(
    app: &App,
    tx: &mut Tx,
    org: OrganizationId,
    user: CustomerUserId,
    origin: &str,
) -> Result<(), Error> {
    for row in views::of_user(tx, org, user).await? {
        end_one(app, tx, &row, origin).await?;
    }
    Ok(())
}

fn gone() -> Error {
    Error::not_found("such view")
}

fn is_over(at: &Standpoint) -> bool {
    matches!(at.user.state, UserState::Revoked | UserState::Expired)
}

/// Who looks as whom, if both still may: the staff account is active and holds the permission in the customer's area, the
/// customer user is there and the access not gone.
async fn looking(
    app: &App,
    conn: &mut Conn,
    row: &ViewRow,
    origin: &str,
) -> Result<Option<(Actor, Standpoint)>, Error> {
    let Some(by) = staff_sign_in::as_of_now(app, conn, row.organization_id, row.staff_id, origin).await? else {
        return Ok(None);
    };
    let asked = access::standpoint(app, conn, &by, row.customer_user_id, StaffPermission::ViewAsCustomer).await;
    match asked {
        Ok(at) if !is_over(&at) => Ok(Some((by, at))),
        Ok(_) | Err(Error::Denied { .. } | Error::NotFound { .. }) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Ends a view and says so in the log, once, also when the staff account is switched off by now.
async fn end_one(app: &App, tx: &mut Tx, row: &ViewRow, origin: &str) -> Result<(), Error> {
    let org = row.organization_id;
    if !views::end(tx, org, row.id).await? {
        return Ok(());
    }
    let by = match staff_sign_in::as_of_now(app, tx, org, row.staff_id, origin).await? {
        Some(by) => by,
        None => Actor {
            organization: org,
            organization_name: String::new(),
            who: Who::System,
            origin: origin.to_owned(),
            house: House::default(),
        },
    };
    let user = access::stand(app, tx, org, row.customer_user_id).await?.user;
    record(app, tx, &by, Event::ViewEnded, access::about(&user), json!({})).await?;
    Ok(())
}

/// What a session of the customer user would be.
async fn session(app: &App, conn: &mut Conn, row: &ViewRow, at: Standpoint) -> Result<Session, Error> {
    let Standpoint { user, viewer, organization, .. } = at;
    let any_checks = visible::any_check(conn, &viewer).await?;
    let choices = visible::choices(conn, row.organization_id, user.sign_in, app.now()).await?;
    Ok(Session {
        id: SessionId(row.id.0),
        organization: organization.id,
        organization_name: organization.name,
        accent: organization.accent,
        logo_key: organization.logo_key,
        time_zone: organization.time_zone,
        sign_in: user.sign_in,
        email: user.email,
        first_name: user.first_name,
        last_name: user.last_name,
        language: user.language,
        customer_name: user.customer_name,
        role: user.role,
        user: user.id,
        viewer: let_in(viewer),
        must_replace: false,
        must_set_up: false,
        // Staff never showed that they are this person: nothing that asks for it opens to them (R22).
        since: chrono::DateTime::UNIX_EPOCH,
        several: choices.iter().any(|choice| choice.user != user.id),
        any_checks,
        csrf: row.csrf.clone(),
    })
}
