//! Telling somebody (R63): the one way in which a use case puts a letter into the outbox, in its own transaction.

use crate::domain::letter::{Enclosure, Letter};
use crate::domain::notice::Channel;
use crate::domain::state::Language;
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, OutboxId, StaffId};
use crate::store::Tx;
use crate::store::outbox::{self, NewLetter};

use super::{App, Error};

/// Who is told, and about whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipient<'a> {
    /// From which organization.
    pub organization: OrganizationId,
    /// About which customer.
    pub customer: Option<CustomerId>,
    /// To or about which customer user.
    pub user: Option<CustomerUserId>,
    /// To which address.
    pub address: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// In which language.
    pub language: Language,
}

/// Puts a letter into the outbox, with the secret that travels with it.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    to: Recipient<'_>,
    letter: &Letter,
    enclosure: Option<&Enclosure>,
) -> Result<(), Error> {
    put(app, tx, to, letter, enclosure, None).await
}

/// Puts a notice into the outbox, with what it is about, so that the question who may hear of it can be asked again when
/// it is sent (R62).
pub(super) async fn tell_about(
    app: &App,
    tx: &mut Tx,
    to: Recipient<'_>,
    letter: &Letter,
    staff: Option<StaffId>,
    about: &str,
) -> Result<(), Error> {
    put(app, tx, to, letter, None, Some((staff, about))).await
}

async fn put(
    app: &App,
    tx: &mut Tx,
    to: Recipient<'_>,
    letter: &Letter,
    enclosure: Option<&Enclosure>,
    about: Option<(Option<StaffId>, &str)>,
) -> Result<(), Error> {
    let id: OutboxId = app.id();
    let new = NewLetter {
        id,
        organization: to.organization,
        customer: to.customer,
        user: to.user,
        staff: about.and_then(|(staff, _)| staff),
        about: about.map(|(_, about)| about),
        channel: Channel::Email,
        to_address: to.address,
        to_name: to.name,
        language: to.language,
        letter,
        enclosure,
        message_id: &app.message_id(id),
        at: app.now(),
    };
    Ok(outbox::enqueue(tx, &new).await?)
}
