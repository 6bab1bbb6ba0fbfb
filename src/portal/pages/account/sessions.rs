//! Where one is signed in (R25).

use axum::extract::{Request, State};

use crate::domain::SessionId;
use crate::service::Error;
use crate::service::customer_sign_in::{self, OpenSession};
use crate::text;

use super::super::super::cookies::Notice;
use super::super::super::device;
use super::super::super::failure::{Failure, Refusal};
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::{Admitted, Visit, signed_out};
use super::done;

/// One of the person's open sessions.
pub(super) struct OpenHere {
    pub id: String,
    pub device: String,
    pub address: String,
    pub began: String,
    pub seen: String,
    pub current: bool,
}

pub(super) async fn open(portal: &Portal, visit: &Visit) -> Result<Vec<OpenHere>, Refusal> {
    let look = &visit.look;
    let open = customer_sign_in::sessions(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    let shown = |s: OpenSession| OpenHere {
        current: s.id == visit.session.id,
        id: s.id.to_string(),
        device: device::name(&s.device).unwrap_or_else(|| look.t("session-device-unknown")),
        address: text::line(&s.address),
        began: look.moment(s.created_at),
        seen: look.moment(s.last_seen_at),
    };
    Ok(open.into_iter().map(shown).collect())
}

/// `POST /account/sessions/end`: one of the other sessions.
pub(in super::super::super) async fn end(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let id: SessionId = fields.get("session").parse().map_err(|_| visit.failed(Failure::NotFound))?;
    match customer_sign_in::end_session(&portal.app, &visit.session, id, &visit.client).await {
        Ok(()) if id == visit.session.id => Ok(signed_out(&portal, Some(Notice::SignedOut))),
        // One that is over already is what was asked for.
        Ok(()) | Err(Error::NotFound { .. }) => Ok(done(&portal, Notice::SessionEnded)),
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/sessions/end-others`: all but this one.
pub(in super::super::super) async fn end_others(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    visit.form(request).await?;
    let ended = customer_sign_in::end_other_sessions(&portal.app, &visit.session, &visit.client).await;
    ended.map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::OthersEnded))
}
