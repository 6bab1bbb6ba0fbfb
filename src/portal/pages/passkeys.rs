//! `/account/passkeys`: the person's passkeys, added with the one script there is, named, removed (R22, R51).

use askama::Template;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Redirect};

use crate::domain::PasskeyId;
use crate::service::Error;
use crate::service::second_factor::{self, ALGORITHMS, Known, NAME_LENGTH};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::Failure;
use super::super::page::{Answer, Page, render, scripted};
use super::super::state::Portal;
use super::super::visit::{Enrolling, Visit};
use super::passkey::Asking;
use super::second_factor::{confirm_first, done, frame};

const HERE: &str = "/account/passkeys";

#[derive(Template)]
#[template(path = "portal/templates/passkeys.html")]
struct PasskeysPage {
    page: Page,
    csrf: String,
    passkeys: Vec<Shown>,
    /// The form for a new one; without it the person shows first who they are.
    asking: Option<Asking>,
    organization: String,
    email: String,
    person: String,
    algorithms: String,
    name: String,
    longest: usize,
}

struct Shown {
    id: String,
    name: String,
    since: String,
    used: String,
}

async fn answer(portal: &Portal, visit: &Visit, page: Page, name: &str) -> Answer {
    let (app, look) = (&portal.app, &visit.look);
    let known = second_factor::passkeys(app, &visit.session).await.map_err(|e| visit.failed(e))?;
    let asking = if second_factor::is_recent(app, &visit.session) {
        Some(second_factor::ask_to_add(app, &visit.session).await.map_err(|e| visit.failed(e))?)
    } else {
        None
    };
    let shown = |passkey: Known| Shown {
        id: passkey.id.to_string(),
        name: text::line(&passkey.name),
        since: look.moment(passkey.created_at),
        used: passkey.last_used_at.map_or_else(|| look.t("passkey-never"), |at| look.moment(at)),
    };
    let template = PasskeysPage {
        csrf: visit.session.csrf.clone(),
        passkeys: known.into_iter().map(shown).collect(),
        asking: asking.map(Asking::from),
        organization: look.name(),
        email: text::line(&visit.session.email),
        person: text::line(&visit.session.name()),
        algorithms: ALGORITHMS.map(|algorithm| algorithm.to_string()).join(" "),
        name: text::line(name),
        longest: NAME_LENGTH,
        page,
    };
    scripted(render(template.page.status(), &template))
}

/// `GET /account/passkeys`
pub(in super::super) async fn show(State(portal): State<Portal>, Enrolling(visit): Enrolling) -> Answer {
    answer(&portal, &visit, frame(&visit, "passkeys-title"), "").await
}

/// `POST /account/passkeys`: one more.
pub(in super::super) async fn add(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    if !second_factor::is_recent(&portal.app, &visit.session) {
        return Ok(confirm_first("passkeys"));
    }
    let (name, made) = (fields.get("name"), fields.get("passkey"));
    let mut page = frame(&visit, "passkeys-title");
    if made.is_empty() {
        page.wrong_with("", page.look.t("passkey-needs-script"));
        return answer(&portal, &visit, page, name).await;
    }
    match second_factor::add_passkey(&portal.app, &visit.session, name, made, &visit.client).await {
        Ok(changed) => done(&portal, &visit, changed, Notice::PasskeyAdded, HERE).await,
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, &visit, page, name).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/passkeys/remove`
pub(in super::super) async fn remove(
    State(portal): State<Portal>,
    Enrolling(visit): Enrolling,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    if !second_factor::is_recent(&portal.app, &visit.session) {
        return Ok(confirm_first("passkeys"));
    }
    let id: PasskeyId = fields.get("id").parse().map_err(|_| visit.failed(Failure::NotFound))?;
    match second_factor::remove_passkey(&portal.app, &visit.session, id, &visit.client).await {
        Ok(changed) => done(&portal, &visit, changed, Notice::PasskeyRemoved, HERE).await,
        // Removed in another window already.
        Err(Error::NotFound { .. }) => Ok(Redirect::to(HERE).into_response()),
        Err(e) => Err(visit.failed(e)),
    }
}
