//! Recovery codes: ten, each for one sign-in. Sixteen characters of an alphabet of 25 are 74 bits, so a plain hash keeps them.

use sha2::{Digest as _, Sha256};

use crate::domain::activity::Event;
use crate::domain::letter::FactorChange;
use crate::domain::{OrganizationId, SignInId};
use crate::service::customer_sign_in::{Client, Session};
use crate::service::{App, Error, spoken};
use crate::store::Tx;
use crate::store::second_factors;

use super::{Changed, changed, recent};

const COUNT: usize = 10;
const GROUPS: usize = 4;

/// What is kept of a code, however it was typed; `None` when it cannot be one. The person is part of it, so that a hash is
/// worth nothing elsewhere.
pub(super) fn hash(id: SignInId, typed: &str) -> Option<Vec<u8>> {
    let plain = spoken::plain_groups(typed, GROUPS)?;
    Some(Sha256::digest(format!("recovery code\0{id}\0{plain}")).to_vec())
}

/// Makes ten new codes; older ones work no more.
pub(super) async fn make(app: &App, tx: &mut Tx, org: OrganizationId, id: SignInId) -> Result<Vec<String>, Error> {
    second_factors::forget_codes(tx, org, id).await?;
    let codes: Vec<String> = (0..COUNT).map(|_| spoken::groups(&app.random, GROUPS)).collect();
    for code in &codes {
        if let Some(hash) = hash(id, code) {
            second_factors::add_code(tx, org, id, &hash).await?;
        }
    }
    Ok(codes)
}

/// Makes ten new recovery codes in the place of those there were.
///
/// # Errors
/// A conflict without any second factor to recover; denied when the person has not shown who they are for a while.
pub async fn new_codes(app: &App, session: &Session, client: &Client) -> Result<Changed, Error> {
    recent::needed(app, session)?;
    let mut tx = app.store.begin().await?;
    let before = second_factors::held(&mut tx, session.organization, session.sign_in).await?;
    if !before.app && before.passkeys == 0 {
        return Err(Error::conflict("there is no second factor to recover"));
    }
    second_factors::forget_codes(&mut tx, session.organization, session.sign_in).await?;
    let event = (Event::SecondFactorChanged, None);
    let done = changed(app, &mut tx, session, before, event, FactorChange::NewCodes, client).await?;
    tx.commit().await?;
    Ok(done)
}
