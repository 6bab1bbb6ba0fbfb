//! How long access lives: its end date (R16), and deleting a customer user with the person's data (R15).

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::json;

use crate::domain::CustomerUserId;
use crate::domain::activity::{DELETED_PERSON, Event};
use crate::domain::field::FieldErrors;
use crate::domain::staff::StaffPermission;
use crate::domain::state::UserState;
use crate::service::activity::{About, record};
use crate::service::{Actor, App, Error, view_as};
use crate::store::{Tx, organizations, outbox, sign_ins, standing, users};

use super::change::overtaken;
use super::{UserRow, about, forget, one};

/// Gives the access an end, moves it, or takes it away (`None`). What has ended comes back to life with a later end or
/// none. Ending sooner needs the right to revoke, ending later the right to grant.
///
/// # Errors
/// The field `ends_at` when the moment is past; a conflict when somebody else changed the person meanwhile, or when the
/// access was revoked.
pub async fn set_end(
    app: &App,
    by: &Actor,
    id: CustomerUserId,
    version: i64,
    ends_at: Option<DateTime<Utc>>,
) -> Result<UserRow, Error> {
    let mut tx = app.store.begin().await?;
    let after = set_end_in(app, &mut tx, by, (id, version), ends_at).await?;
    tx.commit().await?;
    Ok(after)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn set_end_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    (id, version): (CustomerUserId, i64),
    ends_at: Option<DateTime<Utc>>,
) -> Result<UserRow, Error> {
    let before = one(app, tx, by, id, StaffPermission::ViewCustomers).await?;
    let sooner = ends_at.is_some_and(|end| before.ends_at.is_none_or(|old| end < old));
    let needs = if sooner { StaffPermission::RevokeAccess } else { StaffPermission::GrantAccess };
    one(app, tx, by, id, needs).await?;
    if ends_at.is_some_and(|end| end <= app.now()) {
        let message = "is in the past; to end the access now, suspend or revoke it";
        return Err(FieldErrors::one("ends_at", "end-past", message).into());
    }
    if before.state == UserState::Revoked {
        return Err(Error::conflict(format!("the access of {} was revoked; grant it again first", before.name())));
    }
    if !users::touch(tx, by.organization, id, version).await? {
        return Err(overtaken(tx, by, &[&before]).await?);
    }
    if ends_at != before.ends_at {
        users::set_end(tx, by.organization, id, ends_at).await?;
        standing::refresh_access_state(tx, by.organization, before.customer, app.now()).await?;
        let data = json!({ "before": before.ends_at, "after": ends_at });
        record(app, tx, by, Event::AccessEndSet, about(&before), data).await?;
    }
    one(app, tx, by, id, needs).await
}

/// The end of a day in the organization's time zone: an access that ends then can be used on that day still.
pub async fn end_of_day(app: &App, by: &Actor, day: NaiveDate) -> Result<DateTime<Utc>, Error> {
    by.of_house()?;
    let organization = organizations::get(&mut app.store.read().await?, by.organization).await?;
    let zone = organization.and_then(|o| o.time_zone.parse::<Tz>().ok()).unwrap_or(Tz::UTC);
    let next = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
    // Where midnight does not exist (clocks go forward then), the day begins with the first moment there is.
    let begins = next.and_local_timezone(zone).earliest().map(|at| at.with_timezone(&Utc));
    Ok(begins.unwrap_or_else(|| {
        (next + TimeDelta::hours(1))
            .and_local_timezone(zone)
            .earliest()
            .map_or_else(|| next.and_utc(), |at| at.with_timezone(&Utc))
    }))
}

/// Deletes a customer user with the person's data: invitation, links, sessions, letters, and with the person's last customer
/// user the sign-in with its secrets. The log keeps what was done; the name in it is replaced for good, and the record of
/// the deletion states how it left each record, so that `log verify` still proves all of them (see
/// [`crate::service::log_chain`]).
pub async fn delete(app: &App, by: &Actor, id: CustomerUserId) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    delete_in(app, &mut tx, by, id).await?;
    Ok(tx.commit().await?)
}

/// The same, in a transaction that does more.
pub(in crate::service) async fn delete_in(
    app: &App,
    tx: &mut Tx,
    by: &Actor,
    id: CustomerUserId,
) -> Result<UserRow, Error> {
    let user = one(app, tx, by, id, StaffPermission::RevokeAccess).await?;
    delete_user(app, tx, by, &user).await?;
    Ok(user)
}

/// The deed itself, for callers that have asked whether `by` may.
pub(in crate::service) async fn delete_user(app: &App, tx: &mut Tx, by: &Actor, user: &UserRow) -> Result<(), Error> {
    let org = by.organization;
    view_as::end_all(app, tx, org, user.id, &by.origin).await?;
    // Then the letters' records, which are found through the letters.
    let mut links = forget::records(tx, by, user).await?;
    outbox::delete_of_user(tx, org, user.id).await?;
    users::rename_traces(tx, org, user.customer, user.id, &user.name(), DELETED_PERSON).await?;
    if !users::delete(tx, org, user.id).await? {
        return Err(Error::not_found("such customer user"));
    }
    if sign_ins::forget(tx, org, user.sign_in).await? {
        links.extend(forget::failures(tx, by, user, &links).await?);
    }
    let redacted = forget::redact(tx, by, user, links).await?;
    standing::refresh_access_state(tx, org, user.customer, app.now()).await?;
    let about =
        About { customer: Some(user.customer), user: Some(user.id), staff: None, subject: DELETED_PERSON.to_owned() };
    let data = json!({ "before": user.state, "role": user.role, "redacted": redacted });
    Ok(record(app, tx, by, Event::AccessDeleted, about, data).await?)
}
