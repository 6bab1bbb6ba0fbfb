//! `/checks/{assignment}`: a checklist to be filled in, on a phone: one part for each point, one button at the end (R36).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;

use crate::domain::CheckAssignmentId;
use crate::domain::check::{Point, PointKind};
use crate::domain::meter::MeterValue;
use crate::domain::permission::Permission;
use crate::service::Error;
use crate::service::checks::{self, Checklist, Filled, FilledPoint, POINTS};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::upload::Upload;
use super::super::visit::{Admitted, Visit};
use super::checks::{Due, due};
use super::done::done_at;

#[derive(Template)]
#[template(path = "portal/templates/check.html")]
struct CheckPage {
    page: Page,
    csrf: String,
    key: String,
    action: String,
    object_href: String,
    version: i64,
    due: Due,
    points: Vec<Asked>,
    note: String,
    photos_again: bool,
}

/// A point with what was typed.
struct Asked {
    /// Its place on the page, and where what is wrong with it is said.
    id: &'static str,
    n: usize,
    text: String,
    kind: &'static str,
    photo: bool,
    verdict: String,
    value: String,
    note: String,
}

/// `GET /checks/{assignment}`
pub(in super::super) async fn show(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(id): Path<String>,
) -> Answer {
    let list = checklist(&state, &visit, &id).await?;
    let page = visit.page("checks-title", "/checks");
    answer(&state, page, &list, &Fields::default(), (StatusCode::OK, false))
}

/// `POST /checks/{assignment}`: kept once, or the form again with what was typed.
pub(in super::super) async fn fill(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let list = checklist(&state, &visit, &id).await?;
    let upload = visit.upload(request).await?;
    let mut page = visit.page("checks-title", "/checks");
    upload.note(&mut page);
    let photos_again = !upload.files.is_empty() || !upload.refused.is_empty();
    let filled = filled(&visit.look, &list, &upload);
    let by = visit.session.actor(&visit.client);
    if !page.errors.is_empty() {
        upload.forget(&state.app).await;
        return answer(&state, page, &list, &upload.fields, (StatusCode::UNPROCESSABLE_ENTITY, photos_again));
    }
    match checks::fill(&state.app, &by, &filled).await {
        Ok(done) => {
            if done.repeated {
                upload.forget(&state.app).await;
            }
            let there = format!("/checks/{}/{}", filled.assignment, done.run.id);
            Ok(done_at(&state, &there, Notice::Check))
        }
        Err(error) => {
            upload.forget(&state.app).await;
            let status = match error {
                Error::Invalid(errors) => {
                    page.refuse(&errors);
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                Error::Conflict { by, .. } => {
                    let somebody = || page.look.t("problem-somebody");
                    let who = by.as_deref().map_or_else(somebody, text::line);
                    page.wrong_with("", page.look.with("problem-check-changed", "who", &who));
                    StatusCode::CONFLICT
                }
                error => return Err(visit.failed(error)),
            };
            answer(&state, page, &list, &upload.fields, (status, photos_again))
        }
    }
}

async fn checklist(state: &Portal, visit: &Visit, id: &str) -> Result<Checklist, Refusal> {
    visit.needs(Permission::ViewObjects)?;
    visit.needs(Permission::SelfChecks)?;
    let id: CheckAssignmentId = id.parse().map_err(|_| visit.failed(Failure::NotFound))?;
    checks::checklist(&state.app, &visit.viewer, id).await.map_err(|e| visit.failed(e))
}

fn filled(look: &Look, list: &Checklist, upload: &Upload) -> Filled {
    let fields = &upload.fields;
    let point = |(n, point): (usize, &Point)| {
        let n = n + 1;
        let typed = fields.get(&format!("answer-{n}"));
        FilledPoint {
            verdict: if point.kind == PointKind::Ok { typed.parse().ok() } else { None },
            value: match point.kind {
                PointKind::Ok => String::new(),
                PointKind::Number => typed_number(look, typed),
                PointKind::Text => typed.to_owned(),
            },
            note: fields.get(&format!("note-{n}")).to_owned(),
            photos: upload.of(&format!("photo-{n}")),
        }
    };
    Filled {
        assignment: list.check.row.id,
        template_version: fields.get("version").parse().unwrap_or_default(),
        points: list.points.iter().enumerate().map(point).collect(),
        note: fields.get("note").to_owned(),
        key: fields.line("key", 64),
    }
}

/// A number as the reader's language writes it, perhaps below nought; what is none goes on as it is, to be named.
fn typed_number(look: &Look, typed: &str) -> String {
    let typed = typed.trim().replace('\u{2212}', "-");
    let (sign, digits) = typed.strip_prefix('-').map_or(("", typed.as_str()), |rest| ("-", rest));
    MeterValue::parse_in(digits, look.language).map_or(typed.clone(), |value| format!("{sign}{value}"))
}

fn answer(
    state: &Portal,
    mut page: Page,
    list: &Checklist,
    typed: &Fields,
    (status, photos_again): (StatusCode, bool),
) -> Answer {
    let key = match typed.line("key", 64) {
        key if key.is_empty() => state.app.random.uuid(state.app.now()).simple().to_string(),
        key => key,
    };
    let due = due(&page.look, &list.check);
    page.title.clone_from(&due.template);
    let asked = |((n, point), id): ((usize, &Point), &'static str)| Asked {
        id,
        n: n + 1,
        text: text::line(&point.text),
        kind: point.kind.as_str(),
        photo: point.photo,
        verdict: typed.line(&format!("answer-{}", n + 1), 20),
        value: text::lines(typed.get(&format!("answer-{}", n + 1))),
        note: text::lines(typed.get(&format!("note-{}", n + 1))),
    };
    let template = CheckPage {
        csrf: page.person.as_ref().map(|person| person.csrf.clone()).unwrap_or_default(),
        key,
        action: due.href.clone(),
        object_href: format!("/objects/{}", super::orders::encoded(&list.check.row.object_number)),
        version: list.template_version,
        points: list.points.iter().enumerate().zip(POINTS).map(asked).collect(),
        note: text::lines(typed.get("note")),
        photos_again,
        due,
        page,
    };
    render(status, &template)
}
