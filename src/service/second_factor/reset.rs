//! Staff take away second factors that a person has lost (R22). Whoever takes one away leaves the password alone as the way in,
//! so the person is told, and every session ends.

use serde::Serialize;
use serde_json::json;

use crate::domain::CustomerUserId;
use crate::domain::activity::Event;
use crate::domain::letter::{FactorChange, Letter};
use crate::domain::staff::StaffPermission;
use crate::service::access::{self, UserRow};
use crate::service::activity::record;
use crate::service::passwords::reaches_everywhere;
use crate::service::telling::{Recipient, tell};
use crate::service::{Actor, App, Error};
use crate::store::second_factors::{self, Held};
use crate::store::{passkeys, sessions, sign_ins};

use super::describe;

/// What a person has, as staff see it: kinds and numbers, never a secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Factors {
    /// The person.
    pub user: CustomerUserId,
    /// Name and address.
    pub person: String,
    /// Whether an authenticator app is set up.
    pub app: bool,
    /// How many passkeys.
    pub passkeys: i64,
    /// How many recovery codes are left.
    pub codes: i64,
}

impl Factors {
    fn of(user: &UserRow, held: Held) -> Self {
        let person = format!("{} <{}>", user.name(), user.email);
        Self { user: user.id, person, app: held.app, passkeys: held.passkeys, codes: held.codes }
    }

    /// "authenticator app, 2 passkeys", or "none".
    pub fn words(&self) -> String {
        describe(Held { app: self.app, passkeys: self.passkeys, codes: self.codes })
    }
}

/// What a customer user has beside the password.
pub async fn of_user(app: &App, by: &Actor, id: CustomerUserId) -> Result<Factors, Error> {
    let mut conn = app.store.read().await?;
    let user = access::one(app, &mut conn, by, id, StaffPermission::ViewCustomers).await?;
    let held = second_factors::held(&mut conn, by.organization, user.sign_in).await?;
    Ok(Factors::of(&user, held))
}

/// Takes away all second factors of a person; what there was. They guard every customer of the person, so the permission is
/// needed in all of their areas (R10).
///
/// # Errors
/// A conflict when there is nothing to take away.
pub async fn reset(app: &App, by: &Actor, id: CustomerUserId) -> Result<Factors, Error> {
    let mut tx = app.store.begin().await?;
    let user = access::one(app, &mut tx, by, id, StaffPermission::ResetPassword).await?;
    reaches_everywhere(&mut tx, by, &user, "the second factor guards all of them; an administrator can do it").await?;
    let (org, sign_in) = (by.organization, user.sign_in);
    let before = second_factors::held(&mut tx, org, sign_in).await?;
    if !before.app && before.passkeys == 0 {
        return Err(Error::conflict(format!("{} has no second factor", user.name())));
    }
    second_factors::forget_totp(&mut tx, org, sign_in).await?;
    second_factors::forget_codes(&mut tx, org, sign_in).await?;
    passkeys::remove_all(&mut tx, org, sign_in).await?;
    sign_ins::end_sessions(&mut tx, org, sign_in).await?;
    sessions::end_of_sign_in(&mut tx, org, sign_in, None).await?;
    let data = json!({ "before": describe(before), "after": describe(Held::default()) });
    record(app, &mut tx, by, Event::SecondFactorChanged, access::about(&user), data).await?;
    let name = user.name();
    let to = Recipient {
        organization: org,
        customer: Some(user.customer),
        user: Some(user.id),
        address: &user.email,
        name: &name,
        language: user.language,
    };
    tell(app, &mut tx, to, &Letter::SecondFactor { name: name.clone(), change: FactorChange::Reset }, None).await?;
    tx.commit().await?;
    Ok(Factors::of(&user, before))
}
