//! The secret address of somebody's calendar (R38): whoever holds it reads the calendar, as long as the person may.
//!
//! It must be shown again whenever the person asks, so it is made from the customer user, a number that is drawn anew with
//! every replacement, and a key of the organization (HMAC-SHA256), as secure links are. Switched off and made again, it is
//! another address: the number is random, so an old one never comes back.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

use crate::domain::activity::Event;
use crate::domain::permission::Permission;
use crate::domain::{CustomerUserId, OrganizationId};
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error, acting};
use crate::store::Conn;
use crate::store::calendar_address::{self as store, CalendarAddress};

const PREFIX: &str = "kdc_";

/// The address of the person's own calendar, if there is one.
pub async fn feed_address(app: &App, by: &Actor) -> Result<Option<String>, Error> {
    let mut conn = app.store.read().await?;
    let me = acting::acting(app, &mut conn, by, Permission::ViewCalendar).await?.me.id;
    Ok(found(&mut conn, me).await?.and_then(|address| shown(app, &address)))
}

/// Makes an address, or another one: the old one dies at once.
pub async fn rotate(app: &App, by: &Actor) -> Result<String, Error> {
    let number = i64::from_be_bytes(app.random.bytes::<8>()) & i64::MAX;
    let address = change(app, by, Some(number)).await?;
    address.ok_or_else(|| Error::not_found("such calendar"))
}

/// Takes the address away. Nothing to take away changes nothing.
pub async fn switch_off(app: &App, by: &Actor) -> Result<(), Error> {
    change(app, by, None).await.map(drop)
}

async fn change(app: &App, by: &Actor, number: Option<i64>) -> Result<Option<String>, Error> {
    let mut tx = app.store.begin().await?;
    let acting = acting::acting(app, &mut tx, by, Permission::ViewCalendar).await?;
    let me = acting.me.id;
    let before = found(&mut tx, me).await?.ok_or_else(|| Error::not_found("such customer user"))?;
    if before.rotation.is_none() && number.is_none() {
        return Ok(None);
    }
    store::set(&mut tx, by.organization, me, number).await?;
    let about = About {
        customer: Some(acting.customer.id),
        user: Some(me),
        subject: format!("{} <{}>", acting.me.name(), acting.me.email),
        ..About::default()
    };
    let after = match (before.rotation, number) {
        (_, None) => "none",
        (None, Some(_)) => "an address",
        (Some(_), Some(_)) => "another address",
    };
    let data = json!({ "before": if before.rotation.is_some() { "an address" } else { "none" }, "after": after });
    record(app, &mut tx, by, Event::CalendarAddressChanged, about, data).await?;
    let address = CalendarAddress { rotation: number, ..before };
    tx.commit().await?;
    Ok(shown(app, &address))
}

async fn found(conn: &mut Conn, user: CustomerUserId) -> Result<Option<CalendarAddress>, Error> {
    Ok(store::get(conn, user).await?)
}

/// Whose address it is, if it is the one that there is now.
pub(super) async fn holder(conn: &mut Conn, token: &str) -> Result<Option<(OrganizationId, CustomerUserId)>, Error> {
    let Some((user, proof)) = parse(token) else { return Ok(None) };
    let Some(address) = found(conn, user).await? else { return Ok(None) };
    // Compares in constant time.
    let proves = mac(&address).is_some_and(|mac| mac.verify_slice(&proof).is_ok());
    Ok(proves.then_some((address.organization_id, user)))
}

fn shown(app: &App, address: &CalendarAddress) -> Option<String> {
    let mut bytes = address.user.0.as_bytes().to_vec();
    bytes.extend_from_slice(&mac(address)?.finalize().into_bytes());
    Some(format!("{}/calendar/feed/{PREFIX}{}.ics", app.policy.public_url, URL_SAFE_NO_PAD.encode(bytes)))
}

/// None where there is no address.
fn mac(address: &CalendarAddress) -> Option<Hmac<Sha256>> {
    let number = address.rotation?;
    let mut mac = <Hmac<Sha256>>::new_from_slice(&address.link_key).ok()?;
    mac.update(b"keydesk calendar\0");
    mac.update(address.user.0.as_bytes());
    mac.update(&number.to_be_bytes());
    Some(mac)
}

fn parse(token: &str) -> Option<(CustomerUserId, Vec<u8>)> {
    let bytes = URL_SAFE_NO_PAD.decode(token.strip_prefix(PREFIX)?).ok()?;
    let (id, proof) = bytes.split_at_checked(16)?;
    (proof.len() == 32).then(|| Some((CustomerUserId(Uuid::from_slice(id).ok()?), proof.to_vec())))?
}
