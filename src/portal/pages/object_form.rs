//! `/objects/new` and `/objects/{number}/edit`: customers' own users add objects, rename and move them (R34).

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use chrono::NaiveDate;

use crate::domain::FacilityId;
use crate::domain::field::FieldErrors;
use crate::domain::permission::Permission;
use crate::service::objects::{self, Moved, NewObject, ObjectChange, ObjectFile};
use crate::service::{Error, portal};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::Refusal;
use super::super::form::Fields;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::done::{done_at, overtaken};
use super::order::check;
use super::orders::encoded;

/// What stands for "at no facility".
const NOWHERE: &str = "none";

#[derive(Template)]
#[template(path = "portal/templates/object_form.html")]
struct FormPage {
    page: Page,
    csrf: String,
    /// Where the form goes.
    action: String,
    /// Where one comes from.
    back: String,
    /// The object that is changed; nothing for a new one.
    edited: Option<Edited>,
    key: String,
    draft: Draft,
    facilities: Vec<Choice>,
    effect: Option<Moved>,
}

struct Edited {
    number: String,
    version: i64,
}

/// What was typed, or what is so now.
#[derive(Clone, Default)]
struct Draft {
    name: String,
    facility: String,
    serial_number: String,
    installed_on: String,
}

impl Draft {
    fn of(fields: &Fields) -> Self {
        Self {
            name: text::line(fields.get("name")),
            facility: fields.line("facility", 40),
            serial_number: text::line(fields.get("serial_number")),
            installed_on: text::line(fields.get("installed_on")),
        }
    }

    fn from(file: &ObjectFile) -> Self {
        Self {
            name: file.object.name.clone(),
            facility: file.object.facility_id.map_or_else(|| NOWHERE.to_owned(), |id| id.to_string()),
            serial_number: file.object.serial_number.clone(),
            installed_on: String::new(),
        }
    }

    /// The facility that was chosen. What is no choice of this form is nowhere to be seen.
    fn facility(&self) -> Result<Option<FacilityId>, FieldErrors> {
        match self.facility.as_str() {
            NOWHERE => Ok(None),
            "" => Err(FieldErrors::one("facility", "facility-needed", "choose where it is")),
            id => id
                .parse()
                .map(Some)
                .map_err(|_| FieldErrors::one("facility", "facility-foreign", "there is no such facility")),
        }
    }

    fn installed_on(&self) -> Result<Option<NaiveDate>, FieldErrors> {
        if self.installed_on.is_empty() {
            return Ok(None);
        }
        let wrong = |_| FieldErrors::one("installed_on", "installed-wrong", "is no day");
        self.installed_on.parse().map(Some).map_err(wrong)
    }
}

/// `GET /objects/new`
pub(in super::super) async fn new(State(state): State<Portal>, Admitted(visit): Admitted, uri: Uri) -> Answer {
    needs(&visit)?;
    let draft = Draft { facility: Fields::of(&uri).line("facility", 40), ..Draft::default() };
    let page = visit.page("object-new", "/objects");
    show(&state, &visit, page, Shown { draft, ..Shown::default() }).await
}

/// `POST /objects/new`
pub(in super::super) async fn create(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    needs(&visit)?;
    let fields = visit.form(request).await?;
    let (draft, key) = (Draft::of(&fields), fields.line("key", 64));
    let mut errors = FieldErrors::new();
    let facility = errors.take(draft.facility());
    let installed_on = errors.take(draft.installed_on()).flatten();
    let new = NewObject {
        customer: String::new(),
        name: fields.get("name").to_owned(),
        facility: facility.flatten(),
        model: None,
        serial_number: fields.get("serial_number").to_owned(),
        installed_on,
        key: key.clone(),
    };
    let made = match errors.into_result() {
        Ok(()) => objects::create(&state.app, &visit.session.actor(&visit.client), &new).await,
        Err(mut errors) => {
            errors.0.extend(objects::wrong_words(&new.name, &new.serial_number).0);
            Err(errors.into())
        }
    };
    match made {
        Ok(file) => Ok(done(&state, &file.object.number)),
        Err(Error::Invalid(errors)) => {
            let mut page = visit.page("object-new", "/objects");
            page.refuse(&errors);
            show(&state, &visit, page, Shown { draft, key, ..Shown::default() }).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// `GET /objects/{number}/edit`
pub(in super::super) async fn edit(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
) -> Answer {
    needs(&visit)?;
    check(&visit, &number)?;
    let file = get(&state, &visit, &number).await?;
    let page = visit.page("object-edit", "/objects");
    show(&state, &visit, page, Shown { draft: Draft::from(&file), file: Some(file), ..Shown::default() }).await
}

/// `POST /objects/{number}/edit`: whoever manages the others is told first who would see it no longer, or from now on (R12).
pub(in super::super) async fn change(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(number): Path<String>,
    request: Request,
) -> Answer {
    needs(&visit)?;
    check(&visit, &number)?;
    let fields = visit.form(request).await?;
    let file = get(&state, &visit, &number).await?;
    let draft = Draft::of(&fields);
    // A mistake, or a question, does not hide that somebody else was faster.
    let version = fields.get("version").parse().ok();
    let mut page = visit.page("object-edit", "/objects");
    let to = match draft.facility() {
        Ok(to) => to,
        Err(mut errors) => {
            errors.0.extend(objects::wrong_words(fields.get("name"), fields.get("serial_number")).0);
            page.refuse(&errors);
            return show(&state, &visit, page, Shown { draft, version, file: Some(file), ..Shown::default() }).await;
        }
    };
    let by = visit.session.actor(&visit.client);
    if to != file.object.facility_id && fields.get("confirmed") != draft.facility {
        let effect = objects::move_preview(&state.app, &by, &number, to).await.ok();
        if let Some(effect) = effect.filter(|effect| *effect != Moved::default()) {
            return show(
                &state,
                &visit,
                page,
                Shown { draft, version, file: Some(file), effect: Some(effect), ..Shown::default() },
            )
            .await;
        }
    }
    let change = ObjectChange {
        number: number.clone(),
        version: version.unwrap_or_default(),
        name: Some(fields.get("name").to_owned()),
        facility: Some(to),
        serial_number: Some(fields.get("serial_number").to_owned()),
        installed_on: None,
        model: None,
    };
    match objects::edit(&state.app, &by, &change).await {
        Ok(file) => Ok(done(&state, &file.object.number)),
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            show(&state, &visit, page, Shown { draft, version, file: Some(file), ..Shown::default() }).await
        }
        Err(Error::Conflict { by, .. }) => {
            overtaken(&mut page, by.as_deref());
            show(&state, &visit, page, Shown { draft, file: Some(file), ..Shown::default() }).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

fn needs(visit: &Visit) -> Result<(), Refusal> {
    visit.needs(Permission::ViewObjects)?;
    visit.needs(Permission::ManageDevices)
}

async fn get(state: &Portal, visit: &Visit, number: &str) -> Result<ObjectFile, Refusal> {
    let by = visit.session.actor(&visit.client);
    objects::get(&state.app, &by, number).await.map_err(|e| visit.failed(e))
}

fn done(state: &Portal, number: &str) -> axum::response::Response {
    done_at(state, &format!("/objects/{}", encoded(number)), Notice::Object)
}

/// What a form shows.
#[derive(Default)]
struct Shown {
    draft: Draft,
    key: String,
    file: Option<ObjectFile>,
    effect: Option<Moved>,
    /// The version that was looked at; none: the one that is shown now.
    version: Option<i64>,
}

async fn show(state: &Portal, visit: &Visit, page: Page, shown: Shown) -> Answer {
    let places = portal::places(&state.app, &visit.viewer).await.map_err(|e| visit.failed(e))?;
    let choice = |value: String, text: String| Choice { chosen: value == shown.draft.facility, value, text };
    let mut facilities: Vec<Choice> =
        places.facilities.iter().map(|(id, name)| choice(id.to_string(), text::line(name))).collect();
    if places.nowhere {
        facilities.push(choice(NOWHERE.to_owned(), page.look.t("object-nowhere")));
    }
    // With one place there is nothing to choose; with several nothing is chosen by accident.
    if facilities.len() > 1 && facilities.iter().all(|f| !f.chosen) {
        facilities.insert(0, Choice { value: String::new(), text: page.look.t("object-choose"), chosen: true });
    }
    let key = match shown.key.as_str() {
        "" => state.app.random.uuid(state.app.now()).simple().to_string(),
        key => key.to_owned(),
    };
    let back = shown
        .file
        .as_ref()
        .map_or_else(|| "/objects".to_owned(), |file| format!("/objects/{}", encoded(&file.object.number)));
    let action = if shown.file.is_some() { format!("{back}/edit") } else { "/objects/new".to_owned() };
    let edited = shown.file.as_ref().map(|file| Edited {
        number: text::line(&file.object.number),
        version: shown.version.unwrap_or(file.object.version),
    });
    let status = page.status();
    let csrf = page.person.as_ref().map(|person| person.csrf.clone()).unwrap_or_default();
    let draft = shown.draft;
    render(status, &FormPage { page, csrf, action, back, edited, key, draft, facilities, effect: shown.effect })
}
