//! Accepting and declining estimates (R39): once, by a customer's own user who sees the estimate, told to staff.

use serde_json::json;

use crate::domain::access::ThingKind;
use crate::domain::activity::Event;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::domain::permission::Permission;
use crate::domain::state::{BillingKind, BillingState};
use crate::domain::text_enum::text_enum;
use crate::service::activity::{About, record};
use crate::service::notices::{Notice, announce};
use crate::service::{Actor, App, Error, access, acting, portal};
use crate::store::billing::{self as store, Answer};

use super::{BillingSheet, about, checked_words, overtaken, unknown};

/// An answer has at most so many characters.
pub const LONGEST_ANSWER: usize = 1_000;

text_enum! {
    /// What is answered to an estimate.
    pub enum Decision {
        /// It is wanted.
        Accept = "accept",
        /// It is not.
        Decline = "decline",
    }
}

impl Decision {
    /// How the estimate stands from then on.
    pub const fn state(self) -> BillingState {
        match self {
            Self::Accept => BillingState::Accepted,
            Self::Decline => BillingState::Declined,
        }
    }
}

/// Answers an estimate that is open, with words or without. The same answer of the same person sent twice is one.
///
/// # Errors
/// The field `words` when it is too long; a conflict when the estimate was answered or changed meanwhile; not found for whoever
/// does not see it.
pub async fn decide(
    app: &App,
    by: &Actor,
    number: &str,
    version: i64,
    decision: Decision,
    words: &str,
) -> Result<BillingSheet, Error> {
    let mut tx = app.store.begin().await?;
    let acting = acting::acting_alone(app, &mut tx, by, Permission::ViewEstimates).await?;
    let viewer = access::stand(app, &mut tx, by.organization, acting.me.id).await?.viewer;
    // To look is all that is left (R19), and an answer is more than a look.
    if viewer.independent {
        return Err(Error::Denied {
            needs: Permission::ViewEstimates.to_string(),
            because: ", and the customer has become an organization of its own".into(),
        });
    }
    let seen = portal::seen_record(app, &mut tx, &viewer, number).await?.filter(|r| r.kind == BillingKind::Estimate);
    let seen = seen.ok_or_else(|| unknown(number))?;
    let before = store::by_number(&mut tx, by.organization, &seen.number).await?.ok_or_else(|| unknown(number))?;
    let words = checked_words(words)?;
    let again = before.state == decision.state() && before.decided_by.as_deref() == Some(by.name());
    if again && before.version == version + 1 && before.answer == words {
        return Ok(before);
    }
    let answer = Answer { state: decision.state(), by: by.name(), at: app.now(), words: &words };
    if !store::decide(&mut tx, by.organization, (before.id, version), answer).await? {
        return Err(match (&before.decided_by, before.state) {
            (Some(who), state) => Error::overtaken(Some(who.clone()), |who| {
                format!("the estimate {} was {state} by {who}; it is answered once", before.number)
            }),
            (None, BillingState::Open) => overtaken(&mut tx, by, &before).await?,
            (None, state) => Error::conflict(format!("the estimate {} is {state}; it is not open", before.number)),
        });
    }
    let about = About { user: Some(acting.me.id), ..about(&before) };
    let data = json!({ "before": before.state, "after": decision.state(), "words": words });
    record(app, &mut tx, by, Event::EstimateDecided, about, data).await?;
    let notice = Notice {
        kind: LetterKind::EstimateDecided,
        customer: before.customer_id,
        subject: Some(Subject { kind: ThingKind::Estimate, number: before.number.clone() }),
        order: before.order_number.clone(),
        detail: match words.as_str() {
            "" => decision.state().to_string(),
            words => format!("{}: {words}", decision.state()),
        },
        at: None,
    };
    announce(app, &mut tx, by, &notice).await?;
    let after = store::by_number(&mut tx, by.organization, &before.number).await?.ok_or_else(|| unknown(number))?;
    tx.commit().await?;
    Ok(after)
}
