//! `/colleagues/{id}`: what one colleague may see and do, changed within the rights of whoever changes it (R9, R50).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Request, State};

use crate::domain::CustomerUserId;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Exception, Permission};
use crate::domain::state::UserState;
use crate::service::Error;
use crate::service::access::Change;
use crate::service::colleagues::{self, ColleagueFile, Gift};
use crate::text;

use super::super::cookies::Notice;
use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::colleagues::{Sees, contacts, roles, standing};
use super::done::{done_at, overtaken};

#[derive(Template)]
#[template(path = "portal/templates/colleague.html")]
struct ColleaguePage {
    page: Page,
    csrf: String,
    here: String,
    name: String,
    state: String,
    state_class: &'static str,
    facts: Vec<(String, String)>,
    /// What can be changed, for whoever may.
    form: Option<Form>,
    /// What else can be done.
    deeds: Vec<Deed>,
}

/// A button, or the way to the page that asks once more.
struct Deed {
    address: String,
    words: String,
    asks: bool,
}

struct Form {
    version: i64,
    roles: Vec<Choice>,
    contacts: Vec<Choice>,
    sees: Sees,
    permissions: Vec<Asked>,
    /// Whether any permission differs from the role, so that they are shown at once.
    open: bool,
}

/// One permission with its three states (R8).
struct Asked {
    id: String,
    name: String,
    states: Vec<Choice>,
}

/// The colleague with that identifier, if there is one.
pub(super) async fn found(state: &Portal, visit: &Visit, id: &str) -> Result<ColleagueFile, Refusal> {
    visit.needs(Permission::ManageUsers)?;
    let id: CustomerUserId = id.parse().map_err(|_| visit.failed(Failure::NotFound))?;
    match colleagues::get(&state.app, &visit.session.actor(&visit.client), id).await {
        Err(Error::Conflict { .. }) => Err(visit.failed(Failure::NotFound)),
        found => found.map_err(|e| visit.failed(e)),
    }
}

/// `GET /colleagues/{id}`
pub(in super::super) async fn show(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(id): Path<String>,
) -> Answer {
    let file = found(&state, &visit, &id).await?;
    answer(&state, &visit, visit.page("colleagues-title", "/colleagues"), &file, None)
}

/// The page, with what was typed where something was.
pub(super) fn answer(
    state: &Portal,
    visit: &Visit,
    mut page: Page,
    file: &ColleagueFile,
    typed: Option<&Change>,
) -> Answer {
    let one = &file.colleague;
    let user = typed.map_or_else(|| one.user.clone(), |change| change.on(&one.user));
    page.title = text::line(&user.name());
    let look = &page.look;
    let (key, state_class) = standing(state, one);
    let form = one.may_touch.then(|| Form {
        // A mistake elsewhere in the form does not hide that somebody else was faster.
        version: typed.filter(|_| !page.stale).map_or(one.user.version, |change| change.version),
        roles: roles(look, user.role),
        contacts: contacts(look, &file.offer, user.contact),
        sees: Sees::of(&file.offer, &user.scope),
        open: !user.exceptions.is_empty() || page.wrong("permission"),
        permissions: file
            .permissions
            .iter()
            .map(|gift| asked(look, Gift { exception: user.exceptions.get(&gift.permission).copied(), ..*gift }))
            .collect(),
    });
    let template = ColleaguePage {
        csrf: visit.session.csrf.clone(),
        here: format!("/colleagues/{}", user.id),
        name: page.title.clone(),
        state: look.t(key),
        state_class,
        facts: facts(look, file),
        form,
        deeds: deeds(look, file),
        page,
    };
    render(template.page.status(), &template)
}

/// Nobody suspends or removes themselves here.
fn deeds(look: &Look, file: &ColleagueFile) -> Vec<Deed> {
    let (one, user) = (&file.colleague, &file.colleague.user);
    if !one.may_touch || one.is_me {
        return Vec::new();
    }
    let deed = |name: &str, key: &str, asks| Deed {
        address: format!("/colleagues/{}/{name}", user.id),
        words: look.t(key),
        asks,
    };
    let first = match user.state {
        UserState::Pending => Some(deed("resend", "colleague-resend", false)),
        UserState::Active => Some(deed("suspend", "colleague-suspend", false)),
        UserState::Suspended => Some(deed("lift", "colleague-lift", false)),
        UserState::Revoked | UserState::Expired => None,
    };
    let end = if user.state == UserState::Pending { "colleague-withdraw" } else { "colleague-remove" };
    first.into_iter().chain([deed("remove", end, true)]).collect()
}

fn facts(look: &Look, file: &ColleagueFile) -> Vec<(String, String)> {
    let one = &file.colleague;
    let user = &one.user;
    [
        ("user-name", text::line(&user.email)),
        ("role", look.t(&format!("role-{}", user.role))),
        ("colleague-invited-by", one.invited_by.as_deref().map(text::line).unwrap_or_default()),
        ("colleague-invited-until", one.invited_until.map(|at| look.moment(at)).unwrap_or_default()),
        ("colleague-last-sign-in", user.last_sign_in_at.map(|at| look.moment(at)).unwrap_or_default()),
        ("colleague-ends", user.ends_at.map(|at| look.moment(at)).unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| (look.t(key), value))
    .collect()
}

const fn word(exception: Option<Exception>) -> &'static str {
    match exception {
        None => "role",
        Some(Exception::Allowed) => "allowed",
        Some(Exception::Denied) => "denied",
    }
}

fn asked(look: &Look, gift: Gift) -> Asked {
    let role = if gift.by_role { "permission-role-yes" } else { "permission-role-no" };
    let all = [
        (None, role),
        (Some(Exception::Allowed), "permission-allowed"),
        (Some(Exception::Denied), "permission-denied"),
    ];
    // What the giver does not have is not offered, except where it is given already (R9).
    let offered = |to: Option<Exception>| to != Some(Exception::Allowed) || gift.may_allow || gift.exception == to;
    let states = all.into_iter().filter(|(to, _)| offered(*to)).map(|(to, key)| Choice {
        value: word(to).to_owned(),
        text: look.t(key),
        chosen: gift.exception == to,
    });
    Asked {
        id: format!("p-{}", gift.permission),
        name: look.t(&format!("permission-{}", gift.permission)),
        states: states.collect(),
    }
}

/// What the form asks for, next to what there is; and what in it is none of the choices.
fn change(fields: &Fields, file: &ColleagueFile) -> (Change, FieldErrors) {
    let (user, mut errors) = (&file.colleague.user, FieldErrors::new());
    let mut permissions = BTreeMap::new();
    for gift in &file.permissions {
        let to = match fields.get(&format!("p-{}", gift.permission)) {
            "role" => None,
            "allowed" => Some(Exception::Allowed),
            "denied" => Some(Exception::Denied),
            "" => gift.exception,
            _ => {
                errors.add("permission", "choice", "is none of the choices");
                gift.exception
            }
        };
        if to != gift.exception {
            permissions.insert(gift.permission, to);
        }
    }
    let scope = Sees::read(fields, &file.offer, &user.scope, &mut errors);
    let contact = match fields.get("contact") {
        "" => None,
        _ => fields.choice("contact", &mut errors).or(user.contact),
    };
    let change = Change {
        user: user.id,
        version: fields.get("version").parse().unwrap_or_default(),
        role: fields.choice("role", &mut errors).filter(|role| *role != user.role),
        permissions,
        scope: Some(scope).filter(|scope| *scope != user.scope),
        contact: Some(contact).filter(|contact| *contact != user.contact),
    };
    (change, errors)
}

/// `POST /colleagues/{id}`
pub(in super::super) async fn save(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let file = found(&state, &visit, &id).await?;
    let fields = visit.form(request).await?;
    let (change, errors) = change(&fields, &file);
    let mut page = visit.page("colleagues-title", "/colleagues");
    let changed = match errors.into_result() {
        // What is so already is not changed once more: a second click is no conflict.
        Ok(()) if change.is_empty() && file.colleague.may_touch => Ok(()),
        Ok(()) => colleagues::change(&state.app, &visit.session.actor(&visit.client), &change).await.map(drop),
        Err(errors) => Err(errors.into()),
    };
    match changed {
        Ok(()) => {
            return Ok(done_at(&state, &format!("/colleagues/{}", file.colleague.user.id), Notice::ColleagueSaved));
        }
        Err(Error::Invalid(errors)) => page.refuse(&errors),
        Err(Error::Denied { .. }) => page.wrong_with("", page.look.t("problem-not-yours-to-give")),
        Err(Error::Conflict { by, .. }) if by.is_some() || change.version != file.colleague.user.version => {
            overtaken(&mut page, by.as_deref());
            // As the person stands now: what is sent next has seen that.
            let now = found(&state, &visit, &id).await?;
            return answer(&state, &visit, page, &now, Some(&change));
        }
        Err(Error::Conflict { .. }) => page.wrong_with("role", page.look.t("problem-last-administrator")),
        Err(e) => return Err(visit.failed(e)),
    }
    answer(&state, &visit, page, &file, Some(&change))
}
