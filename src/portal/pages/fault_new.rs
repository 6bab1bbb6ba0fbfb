//! `/faults/new`: the form to report a fault, made for a phone (R33).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::Uri;

use crate::domain::permission::Permission;
use crate::domain::state::Urgency;
use crate::service::Error;
use crate::service::faults::{self, NewFault};

use super::super::cookies::Notice;
use super::super::form::Fields;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::done::done_at;
use super::orders::encoded;
use super::spot::{SpotForm, facility, object, spot, urgencies, urgency};

#[derive(Template)]
#[template(path = "portal/templates/fault_new.html")]
struct NewPage {
    page: Page,
    csrf: String,
    /// The same for everything that this page sends: a second click is no second report.
    key: String,
    title: String,
    body: String,
    urgencies: Vec<Choice>,
    spot: SpotForm,
    photo_hint: String,
    /// Something was wrong: photographs that were chosen must be chosen again.
    again: bool,
}

/// `GET /faults/new`
pub(in super::super) async fn form(State(state): State<Portal>, Admitted(visit): Admitted, uri: Uri) -> Answer {
    visit.needs(Permission::ReportFaults)?;
    let page = visit.page("fault-new-title", "/faults");
    answer(&state, &visit, page, &Fields::of(&uri)).await
}

/// `POST /faults`: to the report, or the form again with everything that was typed.
pub(in super::super) async fn report(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    visit.needs(Permission::ReportFaults)?;
    let upload = visit.upload(request).await?;
    let mut page = visit.page("fault-new-title", "/faults");
    upload.note(&mut page);
    let urgency = urgency(&upload.fields).map_err(|errors| page.refuse(&errors)).unwrap_or(Urgency::Normal);
    if page.failed {
        upload.forget(&state.app).await;
        return answer(&state, &visit, page, &upload.fields).await;
    }
    let new = NewFault {
        title: upload.fields.get("title").to_owned(),
        body: upload.fields.get("body").to_owned(),
        urgency,
        facility: facility(&upload.fields),
        object: object(&upload.fields),
        key: upload.fields.line("key", 64),
        photos: upload.of("photo"),
    };
    match faults::report(&state.app, &visit.session.actor(&visit.client), &new).await {
        Ok(made) => Ok(done_at(&state, &format!("/faults/{}", encoded(&made.number)), Notice::Fault)),
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&state, &visit, page, &upload.fields).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

async fn answer(state: &Portal, visit: &Visit, page: Page, typed: &Fields) -> Answer {
    let spot = spot(state, visit, typed).await?;
    let key = match typed.line("key", 64).as_str() {
        "" => state.app.random.uuid(state.app.now()).simple().to_string(),
        key => key.to_owned(),
    };
    let most = state.app.files.largest() / (1024 * 1024);
    let template = NewPage {
        csrf: visit.session.csrf.clone(),
        key,
        title: crate::text::line(typed.get("title")),
        body: crate::text::lines(typed.get("body")),
        urgencies: urgencies(&page.look, typed.line("urgency", 20).parse().unwrap_or(Urgency::Normal)),
        spot,
        photo_hint: page.look.with("fault-photo-hint", "mib", &most.to_string()),
        again: page.failed,
        page,
    };
    render(template.page.status(), &template)
}
