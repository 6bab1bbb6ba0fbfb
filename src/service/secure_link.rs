//! The secure link (R20, R21): whoever holds it sees what the customer may see, as long as nobody was invited.
//!
//! The link must be shown again whenever staff ask, so it is made from the customer, a rotation number and a key of the
//! organization (HMAC-SHA256) rather than stored as a hash. It is no factor: see `docs/operating.md`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::domain::access::{Scope, Viewer};
use crate::domain::activity::Event;
use crate::domain::field::FieldErrors;
use crate::domain::permission::PermissionSet;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{Language, UserState};
use crate::store::secure_links::{self, SecureLink};
use crate::store::{Tx, standing};

use super::activity::{About, record};
use super::{Actor, App, Error, portal_switch};

const PREFIX: &str = "kdl_";

/// A secure link as staff see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Shown {
    /// The address.
    pub link: String,
    /// Whether it is switched on.
    pub on: bool,
    /// When it ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// Whether it opens the portal at this moment.
    pub works: bool,
    /// Why it does not, for people.
    pub why_not: Option<String>,
}

/// What whoever holds a link sees the portal as.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What the access decision needs.
    pub viewer: Viewer,
    /// The customer's name.
    pub customer_name: String,
    /// The organization's name.
    pub organization_name: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo (R23).
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// The language of the pages.
    pub language: Language,
}

/// What a link leads to.
#[derive(Clone, Debug)]
pub enum Opened {
    /// Into the portal.
    In(Box<Visit>),
    /// To the sign-in page of the organization of this name: somebody was invited (R21).
    SignIn(String),
}

/// The link of a customer.
pub async fn show(app: &App, by: &Actor, customer: CustomerId) -> Result<Shown, Error> {
    let mut conn = app.store.read().await?;
    portal_switch::of_staff(&mut conn, by, customer, StaffPermission::GrantAccess).await?;
    let link = secure_links::get(&mut conn, customer).await?.ok_or_else(|| Error::not_found("such customer"))?;
    Ok(shown(app, &link))
}

/// Makes another link; the old one dies at once.
pub async fn rotate(app: &App, by: &Actor, customer: CustomerId) -> Result<Shown, Error> {
    change(app, by, customer, Event::SecureLinkRotated, json!({}), async |tx| {
        secure_links::rotate(tx, by.organization, customer).await?;
        Ok(true)
    })
    .await
}

/// Switches the link on or off.
pub async fn switch(app: &App, by: &Actor, customer: CustomerId, on: bool) -> Result<Shown, Error> {
    change(app, by, customer, Event::SecureLinkSwitched, json!({ "on": on }), async |tx| {
        Ok(secure_links::switch(tx, by.organization, customer, on).await?)
    })
    .await
}

/// Gives the link an end, or none.
pub async fn set_end(
    app: &App,
    by: &Actor,
    customer: CustomerId,
    ends_at: Option<DateTime<Utc>>,
) -> Result<Shown, Error> {
    if ends_at.is_some_and(|end| end <= app.now()) {
        return Err(FieldErrors::one("ends_at", "date-past", "the end must lie in the future").into());
    }
    change(app, by, customer, Event::SecureLinkEndSet, json!({ "ends_at": ends_at }), async |tx| {
        secure_links::set_end(tx, by.organization, customer, ends_at).await?;
        Ok(true)
    })
    .await
}

async fn change(
    app: &App,
    by: &Actor,
    customer: CustomerId,
    event: Event,
    data: serde_json::Value,
    deed: impl AsyncFnOnce(&mut Tx) -> Result<bool, Error>,
) -> Result<Shown, Error> {
    let mut tx = app.store.begin().await?;
    change_in(app, &mut tx, by, customer, event, data, deed).await?;
    let link = secure_links::get(&mut tx, customer).await?.ok_or_else(|| Error::not_found("such customer"))?;
    tx.commit().await?;
    Ok(shown(app, &link))
}

/// Switches the link in a transaction that does more.
pub(super) async fn switch_in(app: &App, tx: &mut Tx, by: &Actor, customer: CustomerId, on: bool) -> Result<(), Error> {
    change_in(app, tx, by, customer, Event::SecureLinkSwitched, json!({ "on": on }), async |tx| {
        Ok(secure_links::switch(tx, by.organization, customer, on).await?)
    })
    .await
}

async fn change_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    customer: CustomerId,
    event: Event,
    data: serde_json::Value,
    deed: impl AsyncFnOnce(&mut Tx) -> Result<bool, Error>,
) -> Result<(), Error> {
    let about = portal_switch::of_staff(tx, by, customer, StaffPermission::GrantAccess).await?;
    if deed(tx).await? {
        standing::refresh_access_state(tx, by.organization, customer, app.now()).await?;
        let about = About { customer: Some(customer), subject: about.title(), ..About::default() };
        record(app, tx, by, event, about, data).await?;
    }
    Ok(())
}

/// What a link leads to at this moment. One that was never made, was rotated away, is off or has ended is not found; the
/// answer does not tell which.
pub async fn open(app: &App, token: &str) -> Result<Opened, Error> {
    let gone = || Error::not_found("such link");
    let (customer, _) = parse(token).ok_or_else(gone)?;
    let link = secure_links::get(&mut app.store.read().await?, customer).await?.ok_or_else(gone)?;
    if !proves(&link, token) || refused(app, &link).is_some() {
        return Err(gone());
    }
    if link.has_users {
        return Ok(Opened::SignIn(link.organization_name));
    }
    let viewer = Viewer {
        organization: link.organization_id,
        customer: link.customer_id,
        user: None,
        module_on: link.module_on,
        portal_on: link.portal_on,
        independent: link.independent,
        areas: link.areas,
        state: UserState::Active,
        ends_at: link.link_ends_at,
        permissions: PermissionSet::secure_link(link.link_shows_billing),
        scope: Scope::everything(),
        contact: None,
    };
    Ok(Opened::In(Box::new(Visit {
        viewer,
        customer_name: link.customer_name,
        organization_name: link.organization_name,
        accent: link.accent,
        logo_key: link.logo_key,
        time_zone: link.time_zone,
        language: link.language,
    })))
}

fn refused(app: &App, link: &SecureLink) -> Option<&'static str> {
    if !link.module_on {
        Some("the portal is off for your organization")
    } else if !link.portal_on {
        Some("the portal is off for this customer")
    } else if link.independent {
        Some("the customer has become an organization of its own")
    } else if !link.link_on {
        Some("the link is switched off")
    } else if link.link_ends_at.is_some_and(|end| end <= app.now()) {
        Some("the link has ended")
    } else {
        None
    }
}

fn shown(app: &App, link: &SecureLink) -> Shown {
    let users = "somebody was given access, so the link leads to the sign-in page";
    let why_not = refused(app, link).or(link.has_users.then_some(users));
    Shown {
        link: format!("{}/link/{}", app.policy.public_url, make(link)),
        on: link.link_on,
        ends_at: link.link_ends_at,
        works: why_not.is_none(),
        why_not: why_not.map(str::to_owned),
    }
}

fn mac(link: &SecureLink) -> Hmac<Sha256> {
    // HMAC takes keys of any length, so this cannot fail; an empty MAC would only make links that do not work.
    let mut mac =
        <Hmac<Sha256>>::new_from_slice(&link.link_key).unwrap_or_else(|_| <Hmac<Sha256>>::new(&[0; 64].into()));
    mac.update(b"keydesk secure link\0");
    mac.update(link.customer_id.0.as_bytes());
    mac.update(&link.link_rotation.to_be_bytes());
    mac
}

fn make(link: &SecureLink) -> String {
    let mut bytes = link.customer_id.0.as_bytes().to_vec();
    bytes.extend_from_slice(&mac(link).finalize().into_bytes());
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
}

fn parse(token: &str) -> Option<(CustomerId, Vec<u8>)> {
    let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix(PREFIX)?).ok()?;
    let (id, proof) = bytes.split_at_checked(16)?;
    (proof.len() == 32).then(|| Some((CustomerId(Uuid::from_slice(id).ok()?), proof.to_vec())))?
}

/// Compares in constant time.
fn proves(link: &SecureLink, token: &str) -> bool {
    parse(token).is_some_and(|(_, proof)| mac(link).verify_slice(&proof).is_ok())
}
