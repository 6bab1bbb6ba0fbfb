//! The outbox (R63): staff see it, retry and cancel; workers claim, send and report.

mod address;
mod bounce;
mod look;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::domain::OutboxId;
use crate::domain::activity::Event;
use crate::domain::letter::Letter;
use crate::domain::notice::{Channel, Still, rule};
use crate::domain::staff::{StaffPermission, Territory};
use crate::domain::state::{InvitationState, OutboxState, UserState};
use crate::store::organizations::{self, Organization};
use crate::store::{Conn, Tx, invitations, outbox as store, outbox_queue as queue, password_links, standing};

pub use crate::domain::outbox_filter::OutboxFilter;
pub use crate::store::outbox::{LetterRow, OutboxQuery};
pub use crate::store::outbox_queue::{Claimed, Outcome, Want};

pub use super::channels::{Health, Summary, Trial, pause, resume, summary, try_out};
pub use address::readdress;
pub use bounce::{Bounced, Fate, LARGEST as LARGEST_REPORT, NotAReport, Report, bounce, read as read_report};
pub use look::{Preview, Said, post, preview};

use super::activity::{About, record};
use super::notices::{self, Hears, Reader};
use super::token::{Token, TokenKind};
use super::{Actor, App, Error, access};

/// How long a worker may take over one batch before another may claim its letters.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// Whether a letter may still be sent (R62).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// In the name of this organization.
    Told(Organization),
    /// Another way than the one for which it was written.
    Otherwise {
        /// Which way.
        channel: Channel,
        /// To which address, or mobile number (E.164).
        address: String,
        /// Why.
        because: String,
    },
    /// To nobody any more, because.
    Untold(String),
}

/// Letters, newest first. Whoever is bound to areas sees those about customers there (R10).
pub async fn list(app: &App, by: &Actor, query: &OutboxQuery) -> Result<Vec<LetterRow>, Error> {
    by.may(StaffPermission::ViewOutbox)?.anywhere();
    let territory = by.rights().map_or(Territory::Everywhere, |rights| rights.territory.clone());
    Ok(store::list(&mut app.store.read().await?, by.organization, &territory, query).await?)
}

/// Has a failed letter, or one that came back, sent again, or a waiting one at once.
pub async fn retry(app: &App, by: &Actor, id: OutboxId) -> Result<(), Error> {
    let (mut tx, letter) = managed(app, by, id).await?;
    if letter.state == OutboxState::Bounced
        && let Some(instead) = address::decided_elsewhere(letter.kind)
    {
        return Err(Error::conflict(format!("its secret was forgotten when it was handed over; {instead}")));
    }
    if !store::retry(&mut tx, by.organization, id, app.now()).await? {
        return Err(Error::conflict(format!("the letter to {} is {} now", letter.to_address, letter.state)));
    }
    record(app, &mut tx, by, Event::LetterRetried, about(&letter), json!({ "kind": letter.kind })).await?;
    Ok(tx.commit().await?)
}

/// Cancels a letter that waits or failed.
pub async fn cancel(app: &App, by: &Actor, id: OutboxId) -> Result<(), Error> {
    let (mut tx, letter) = managed(app, by, id).await?;
    if !store::cancel(&mut tx, by.organization, id).await? {
        return Err(Error::conflict(format!("the letter to {} is {} already", letter.to_address, letter.state)));
    }
    notices::given_up(app, &mut tx, by.organization, id).await?;
    record(app, &mut tx, by, Event::LetterCancelled, about(&letter), json!({ "kind": letter.kind })).await?;
    Ok(tx.commit().await?)
}

/// The letter, if the staff person may manage letters in the area of its customer; one that is about no customer belongs
/// to those who act everywhere.
async fn managed(app: &App, by: &Actor, id: OutboxId) -> Result<(Tx, LetterRow), Error> {
    let granted = by.may(StaffPermission::ManageOutbox)?;
    let mut tx = app.store.begin().await?;
    let (letter, customer) = with_customer(&mut tx, by, id).await?;
    granted.in_area(customer.and_then(|c| c.area_id))?;
    Ok((tx, letter))
}

/// A letter, and how the customer stands that it is about, if it is about one. Whether it may be seen, its caller decides.
pub(super) async fn with_customer(
    conn: &mut Conn,
    by: &Actor,
    id: OutboxId,
) -> Result<(LetterRow, Option<standing::Standing>), Error> {
    let letter = store::get(conn, by.organization, id).await?.ok_or_else(|| Error::not_found("such letter"))?;
    let customer = match letter.customer_id {
        Some(id) => standing::get(conn, by.organization, id).await?,
        None => None,
    };
    Ok((letter, customer))
}

fn about(letter: &LetterRow) -> About {
    About { customer: letter.customer_id, user: None, staff: None, subject: letter.to_address.clone() }
}

/// When the next letter of a channel is due that nobody is sending at this moment and that may leave, if one waits.
pub async fn next_due(app: &App, want: Want) -> Result<Option<DateTime<Utc>>, Error> {
    Ok(queue::next_due(&mut app.store.read().await?, want, app.now()).await?)
}

/// Claims letters of a channel that are due, of every organization in the database: the worker's side, which no person calls.
/// Those of organizations that stopped the channel stay where they are, and no more are given out than the cap allows.
pub async fn claim(app: &App, want: Want) -> Result<Vec<Claimed>, Error> {
    let now = app.now();
    // Most looks find nothing: ask before taking the writer.
    if next_due(app, want).await?.is_none_or(|due| due > now) {
        return Ok(Vec::new());
    }
    let mut tx = app.store.begin().await?;
    let claimed = queue::claim(&mut tx, want, now, now + LEASE).await?;
    tx.commit().await?;
    Ok(claimed)
}

/// Gives back letters that were claimed and not tried: somebody else may have them at once.
pub async fn give_back(app: &App, letters: &[Claimed]) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    queue::give_back(&mut tx, letters).await?;
    Ok(tx.commit().await?)
}

/// Whether a claimed letter may still be sent, and in whose name. An invitation that was accepted, withdrawn or replaced
/// meanwhile, that has expired, or whose portal was switched off is told to nobody (R62).
pub async fn standing(app: &App, claimed: &Claimed) -> Result<Standing, Error> {
    let mut conn = app.store.read().await?;
    if let Some(because) = no_longer(app, &mut conn, claimed).await? {
        return Ok(Standing::Untold(because.to_owned()));
    }
    if let Some(about) = &claimed.about {
        match hears(app, &mut conn, claimed, about).await? {
            Hears::Still => {}
            Hears::Otherwise { channel, address, because } => {
                return Ok(Standing::Otherwise { channel, address, because: because.to_owned() });
            }
            Hears::NoLonger(because) => return Ok(Standing::Untold(because)),
        }
    }
    let sender = organizations::get(&mut conn, claimed.organization_id).await?;
    Ok(sender.map_or_else(|| Standing::Untold("the organization is gone".to_owned()), Standing::Told))
}

/// Whether the reader of a notice would still be told, and which way (R62).
async fn hears(app: &App, conn: &mut Conn, claimed: &Claimed, about: &str) -> Result<Hears, Error> {
    let reader = match (claimed.staff_id, claimed.customer_user_id) {
        (Some(id), _) => Reader::Staff(id),
        (None, Some(id)) => Reader::Customer(id),
        (None, None) => return Ok(Hears::NoLonger("the reader is no longer there".to_owned())),
    };
    let to = (claimed.channel, claimed.to_address.as_str());
    notices::still_told(app, conn, claimed.organization_id, about, reader, to).await
}

/// Why a letter about somebody's own access is told to nobody any more: what the table wants to be still so is not.
async fn no_longer(app: &App, conn: &mut Conn, claimed: &Claimed) -> Result<Option<&'static str>, Error> {
    let letter = claimed.letter();
    let person = letter.as_ref().and_then(|letter| rule(letter.kind()).person);
    match person.map(|whom| whom.still) {
        None | Some(Still::Always) => Ok(None),
        Some(Still::Invited) => no_longer_invited(app, conn, claimed).await,
        Some(Still::SecretWorks) => no_longer_helped(app, conn, claimed).await,
        Some(Still::Active) => no_longer_active(app, conn, claimed, None).await,
        Some(Still::Ending) => {
            let told = if let Some(Letter::AccessEnding { ends_at, .. }) = letter { Some(ends_at) } else { None };
            no_longer_active(app, conn, claimed, told).await
        }
    }
}

/// Why a letter about an access that goes on, or ends at `ends_at`, is told to nobody any more.
async fn no_longer_active(
    app: &App,
    conn: &mut Conn,
    claimed: &Claimed,
    ends_at: Option<DateTime<Utc>>,
) -> Result<Option<&'static str>, Error> {
    let Some(user) = claimed.customer_user_id else { return Ok(Some("the person is gone")) };
    let at = match access::stand(app, conn, claimed.organization_id, user).await {
        Ok(at) => at,
        Err(Error::NotFound { .. }) => return Ok(Some("the person is gone")),
        Err(e) => return Err(e),
    };
    Ok(if at.user.state != UserState::Active {
        Some("the access is no longer active")
    } else if !at.viewer.module_on || !at.viewer.portal_on {
        Some("the portal was switched off meanwhile")
    } else if ends_at.is_some() && at.user.ends_at != ends_at {
        Some("the access ends at another time now")
    } else {
        None
    })
}

async fn no_longer_invited(app: &App, conn: &mut Conn, claimed: &Claimed) -> Result<Option<&'static str>, Error> {
    let token = claimed.enclosure.as_deref().and_then(|shown| Token::parse(TokenKind::Invitation, shown));
    let Some(token) = token else { return Ok(Some("the link is no longer there; send the invitation again")) };
    // The letter's own link decides: whatever ends an invitation ends its links.
    let Some(target) = invitations::by_link(conn, &token.hash()).await? else {
        return Ok(Some("the link was replaced or ended meanwhile"));
    };
    Ok(if target.organization_id != claimed.organization_id {
        Some("the link belongs to another organization")
    } else if target.state != InvitationState::Pending || target.user_state != UserState::Pending {
        Some("the invitation is no longer pending")
    } else if target.expires_at <= app.now() {
        Some("the invitation expired before the letter could be sent; send it again")
    } else if !target.module_on || !target.portal_on {
        Some("the portal was switched off meanwhile")
    } else {
        None
    })
}

/// Why a link to set a new password, or a temporary password, is told to nobody any more (R17).
async fn no_longer_helped(app: &App, conn: &mut Conn, claimed: &Claimed) -> Result<Option<&'static str>, Error> {
    let Some(shown) = claimed.enclosure.as_deref() else {
        return Ok(Some("the secret is no longer there; send a new one"));
    };
    let until = match (claimed.letter(), Token::parse(TokenKind::Password, shown)) {
        (Some(Letter::TemporaryPassword { valid_until, .. }), _) => Some(valid_until),
        (_, Some(token)) => password_links::get(conn, &token.hash()).await?.map(|target| target.expires_at),
        (_, None) => None,
    };
    Ok(match until {
        None => Some("the link was used, replaced or ended meanwhile"),
        Some(until) if until <= app.now() => Some("its time was over before the letter could be sent; send a new one"),
        Some(_) => None,
    })
}

/// Reports what became of claimed letters, all in one transaction; how many of them had been lost to somebody else meanwhile.
pub async fn report(app: &App, tried: &[(Claimed, Outcome)]) -> Result<usize, Error> {
    let mut tx = app.store.begin().await?;
    let mut lost = 0;
    for (claimed, outcome) in tried {
        if !queue::report(&mut tx, claimed, outcome).await? {
            tracing::info!(message_id = claimed.message_id, "the letter was changed by somebody else meanwhile");
            lost += 1;
        } else if matches!(outcome, Outcome::Failed(_) | Outcome::Cancelled(_)) {
            notices::given_up(app, &mut tx, claimed.organization_id, claimed.id).await?;
        }
    }
    tx.commit().await?;
    Ok(lost)
}
