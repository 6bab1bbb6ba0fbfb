//! Asking that the customer becomes an organization of its own (R19).

use axum::extract::{Request, State};

use crate::service::Error;
use crate::service::independence::{self, Own};
use crate::text;

use super::super::super::cookies::Notice;
use super::super::super::failure::Refusal;
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::{Admitted, Visit};
use super::{Typed, answer_with, done, page};

/// What the page says of independence.
pub(super) struct Independence {
    /// Since when an answer is waited for.
    pub waits: Option<String>,
    /// What was typed.
    pub reason: String,
}

pub(super) async fn shown(portal: &Portal, visit: &Visit, reason: &str) -> Result<Option<Independence>, Refusal> {
    let own = independence::own(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    Ok(match own {
        Own::Nothing => None,
        Own::Ask => Some(Independence { waits: None, reason: text::lines(reason) }),
        Own::Wait(at) => Some(Independence { waits: Some(visit.look.moment(at)), reason: String::new() }),
    })
}

/// `POST /account/independence`
pub(in super::super::super) async fn ask(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let reason = fields.get("reason");
    match independence::request(&portal.app, &visit.session.actor(&visit.client), reason).await {
        // Whoever asks twice has asked.
        Ok(_) | Err(Error::Conflict { .. }) => Ok(done(&portal, Notice::Independence)),
        Err(Error::Invalid(errors)) => {
            let mut page = page(&visit);
            page.refuse(&errors);
            answer_with(&portal, &visit, page, Typed { reason: reason.to_owned(), ..Typed::default() }).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}
