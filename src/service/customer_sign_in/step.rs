//! After the password: in, or first the second factor (R22). The step between the two is a row of its own with a token for a
//! cookie; there is no session before the second factor, so nothing can be reached around it.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::{CustomerId, CustomerUserId, OrganizationId};
use crate::service::activity::record;
use crate::service::token::{Token, TokenKind};
use crate::service::{App, Error};
use crate::store::sign_in_steps::{self, Step};
use crate::store::sign_ins::SignIn;
use crate::store::{Tx, second_factors};

use super::{Client, Entered, about, actor, session};

/// The purpose of the step between the password and the second factor.
pub(in crate::service) const SECOND: &str = "second_factor";

/// How long there is for the second factor, and for the answer of a passkey.
pub const STEP_VALID: TimeDelta = TimeDelta::minutes(5);

/// What the step between the password and the second factor carries: as whom the person comes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(in crate::service) struct Comes {
    /// In which organization.
    pub organization: OrganizationId,
    /// The customer user.
    pub user: CustomerUserId,
    /// At which customer.
    pub customer: CustomerId,
}

/// Lets in a person who has shown the password (or a link in its place): with a session, or with the step to the second
/// factor, if there is one.
pub(super) async fn let_in(
    app: &App,
    tx: &mut Tx,
    person: &SignIn,
    comes: Comes,
    client: &Client,
) -> Result<Entered, Error> {
    let held = second_factors::held(tx, person.organization_id, person.id).await?;
    if held.app || held.passkeys > 0 {
        let token = Token::new(TokenKind::Step, &app.random);
        let step = Step {
            token_hash: token.hash(),
            sign_in_id: Some(person.id),
            epoch: person.epoch,
            purpose: SECOND.to_owned(),
            state: json!(comes).to_string(),
            failures: 0,
            created_at: app.now(),
            expires_at: app.now() + STEP_VALID,
        };
        sign_in_steps::insert(tx, &step).await?;
        return Ok(Entered::Second(token));
    }
    let token = session::open(app, tx, person, comes.user, client).await?;
    let by = actor(person, comes.user, client);
    record(app, tx, &by, Event::SignedIn, about(person, comes.customer, comes.user), json!({})).await?;
    Ok(Entered::In(token))
}
