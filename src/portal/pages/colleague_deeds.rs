//! The buttons on a colleague's page: suspend, lift, send again, remove (R15, R50).

use askama::Template;
use axum::extract::{FromRequest, FromRequestParts as _, Path, Request, State};
use axum::http::StatusCode;

use crate::domain::CustomerUserId;
use crate::domain::state::UserState;
use crate::service::colleagues::{self, ColleagueFile};
use crate::service::{Actor, Error};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::colleague::{answer, found};
use super::done::done_at;

/// A button on the page of a colleague whom the visitor sees, with the form that it belongs to.
pub(in super::super) struct Pressed {
    portal: Portal,
    visit: Visit,
    file: ColleagueFile,
    fields: Fields,
    /// Who pressed it.
    by: Actor,
}

impl FromRequest<Portal> for Pressed {
    type Rejection = Refusal;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Admitted(visit) = Admitted::from_request_parts(&mut parts, portal).await?;
        let id = Path::<String>::from_request_parts(&mut parts, portal).await;
        let Path(id) = id.map_err(|_| visit.failed(Failure::NotFound))?;
        let file = found(portal, &visit, &id).await?;
        let fields = visit.form(Request::from_parts(parts, body)).await?;
        let by = visit.session.actor(&visit.client);
        Ok(Self { portal: portal.clone(), visit, file, fields, by })
    }
}

impl Pressed {
    const fn user(&self) -> CustomerUserId {
        self.file.colleague.user.id
    }

    /// What the button did, or why it did not.
    async fn said(self, done: Result<Notice, Error>, why: &'static str) -> Answer {
        let Self { portal, visit, .. } = &self;
        let mut page = visit.page("colleagues-title", "/colleagues");
        let id = self.user();
        match done {
            Ok(notice @ (Notice::Removed | Notice::Withdrawn)) => return Ok(done_at(portal, "/colleagues", notice)),
            Ok(notice) => return Ok(done_at(portal, &format!("/colleagues/{id}"), notice)),
            Err(Error::Conflict { .. }) => page.wrong_with("", page.look.t(why)),
            Err(Error::Denied { .. }) => page.wrong_with("", page.look.t("problem-colleague-denied")),
            Err(e) => return Err(visit.failed(e)),
        }
        // As the person stands now, not as before the button.
        let now = found(portal, visit, &id.to_string()).await?;
        answer(portal, visit, page, &now, None)
    }
}

/// `POST /colleagues/{id}/suspend`
pub(in super::super) async fn suspend(pressed: Pressed) -> Answer {
    let done = colleagues::suspend(&pressed.portal.app, &pressed.by, pressed.user()).await;
    let why = if pressed.file.colleague.user.state == UserState::Active {
        "problem-last-administrator"
    } else {
        "problem-colleague-state"
    };
    pressed.said(done.map(|()| Notice::Suspended), why).await
}

/// `POST /colleagues/{id}/lift`
pub(in super::super) async fn lift(pressed: Pressed) -> Answer {
    let done = colleagues::lift(&pressed.portal.app, &pressed.by, pressed.user()).await;
    pressed.said(done.map(|()| Notice::Lifted), "problem-colleague-state").await
}

/// `POST /colleagues/{id}/resend`
pub(in super::super) async fn resend(pressed: Pressed) -> Answer {
    let done = colleagues::resend(&pressed.portal.app, &pressed.by, pressed.user()).await;
    pressed.said(done.map(|_| Notice::Resent), "problem-colleague-state").await
}

#[derive(Template)]
#[template(path = "portal/templates/colleague_remove.html")]
struct RemovePage {
    page: Page,
    csrf: String,
    here: String,
    name: String,
    email: String,
    pending: bool,
}

/// `GET /colleagues/{id}/remove`: one more look.
pub(in super::super) async fn ask(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(id): Path<String>,
) -> Answer {
    let file = found(&state, &visit, &id).await?;
    let user = &file.colleague.user;
    if !file.colleague.may_touch || file.colleague.is_me {
        return Err(visit.failed(Failure::NotAllowed));
    }
    let pending = user.state == UserState::Pending;
    let title = if pending { "colleague-withdraw-title" } else { "colleague-remove-title" };
    let template = RemovePage {
        page: visit.page(title, "/colleagues"),
        csrf: visit.session.csrf.clone(),
        here: format!("/colleagues/{}", user.id),
        name: text::line(&user.name()),
        email: text::line(&user.email),
        pending,
    };
    render(StatusCode::OK, &template)
}

/// `POST /colleagues/{id}/remove`: the access ends, or the invitation that nobody has answered is withdrawn.
pub(in super::super) async fn remove(pressed: Pressed) -> Answer {
    if pressed.file.colleague.is_me {
        return Err(pressed.visit.failed(Failure::NotAllowed));
    }
    let (app, by, user) = (&pressed.portal.app, &pressed.by, pressed.user());
    let done = if pressed.file.colleague.user.state == UserState::Pending {
        colleagues::withdraw(app, by, user).await.map(|()| Notice::Withdrawn)
    } else {
        let tell = !pressed.fields.get("tell").is_empty();
        colleagues::remove(app, by, user, tell).await.map(|()| Notice::Removed)
    };
    pressed.said(done, "problem-last-administrator").await
}
