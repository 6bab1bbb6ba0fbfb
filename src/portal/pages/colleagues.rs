//! `/colleagues`: who else sees this customer's portal, and inviting somebody (R50).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;

use crate::domain::FacilityId;
use crate::domain::access::Scope;
use crate::domain::field::FieldErrors;
use crate::domain::permission::{Permission, Role};
use crate::domain::state::{Language, UserState};
use crate::service::Error;
use crate::service::colleagues::{self, Colleague, NewColleague, Offer};
use crate::text;

use super::super::cookies::Notice;
use super::super::form::{Fields, chosen};
use super::super::look::Look;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::done::done_at;

#[derive(Template)]
#[template(path = "portal/templates/colleagues.html")]
struct ColleaguesPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    name: String,
    mine: bool,
    detail: String,
    state: String,
    state_class: &'static str,
    last: String,
}

/// `GET /colleagues`
pub(in super::super) async fn list(State(state): State<Portal>, Admitted(visit): Admitted) -> Answer {
    visit.needs(Permission::ManageUsers)?;
    let found = colleagues::list(&state.app, &visit.session.actor(&visit.client)).await;
    let found = match found {
        // A private customer has one user and no colleagues (R3).
        Err(Error::Conflict { .. }) => Vec::new(),
        found => found.map_err(|e| visit.failed(e))?,
    };
    let page = visit.page("colleagues-title", "/colleagues");
    let rows = found.iter().map(|one| shown(&state, &page.look, one)).collect();
    render(StatusCode::OK, &ColleaguesPage { page, rows })
}

fn shown(state: &Portal, look: &Look, one: &Colleague) -> Row {
    let user = &one.user;
    let (key, state_class) = standing(state, one);
    let last = match (user.state, one.invited_until, user.last_sign_in_at) {
        (UserState::Pending, Some(until), _) => look.with("colleague-until", "day", &look.day(until)),
        (_, _, Some(at)) => look.with("colleague-last", "day", &look.day(at)),
        _ => String::new(),
    };
    Row {
        href: format!("/colleagues/{}", user.id),
        name: text::line(&user.name()),
        mine: one.is_me,
        detail: format!("{} · {}", look.t(&format!("role-{}", user.role)), text::line(&user.email)),
        state: look.t(key),
        state_class,
        last,
    }
}

/// How a colleague stands, and how the style sheet calls that.
pub(super) fn standing(state: &Portal, one: &Colleague) -> (&'static str, &'static str) {
    match one.user.state {
        UserState::Pending if one.invited_until.is_none_or(|until| until <= state.app.now()) => {
            ("user-state-unanswered", "over")
        }
        UserState::Pending => ("user-state-pending", "open"),
        UserState::Active => ("user-state-active", "done"),
        UserState::Suspended => ("user-state-suspended", "busy"),
        UserState::Revoked => ("user-state-revoked", "over"),
        UserState::Expired => ("user-state-expired", "over"),
    }
}

#[derive(Template)]
#[template(path = "portal/templates/colleague_new.html")]
struct InvitePage {
    page: Page,
    csrf: String,
    first_name: String,
    last_name: String,
    email: String,
    roles: Vec<Choice>,
    languages: Vec<Choice>,
    contacts: Vec<Choice>,
    sees: Sees,
}

/// The boxes that say what a person sees (R12); the template part `sees` reads them.
pub(super) struct Sees {
    /// Whether everything is chosen; none where it cannot be.
    pub all: Option<bool>,
    /// Whether what belongs to no facility is chosen; none where it cannot be.
    pub unassigned: Option<bool>,
    pub facilities: Vec<Choice>,
}

impl Sees {
    /// What can be given, with `scope` ticked.
    pub(super) fn of(offer: &Offer, scope: &Scope) -> Self {
        Self {
            all: (offer.everything || scope.all).then_some(scope.all),
            unassigned: offer.unassigned.then_some(scope.unassigned),
            facilities: offer
                .facilities
                .iter()
                .map(|(id, name)| Choice {
                    value: id.to_string(),
                    text: text::line(name),
                    chosen: scope.facilities.contains(id),
                })
                .collect(),
        }
    }

    /// What was ticked. What the giver does not see was not offered: of `before`, it stays.
    pub(super) fn read(fields: &Fields, offer: &Offer, before: &Scope, errors: &mut FieldErrors) -> Scope {
        if fields.get("sees") == "all" {
            return Scope::everything();
        }
        let offered = |id: &FacilityId| offer.facilities.iter().any(|(known, _)| known == id);
        let ticked: Vec<FacilityId> =
            fields.all("facility").filter_map(|id| chosen(id, "facilities", errors)).collect();
        let kept = before.facilities.iter().copied().filter(|id| !offered(id));
        let unassigned = if offer.unassigned { !fields.get("unassigned").is_empty() } else { before.unassigned };
        Scope { all: false, unassigned, facilities: ticked.into_iter().chain(kept).collect() }
    }
}

/// The roles to choose from.
pub(super) fn roles(look: &Look, chosen: Role) -> Vec<Choice> {
    Offer::ROLES
        .map(|role| Choice { value: role.to_string(), text: look.t(&format!("role-{role}")), chosen: role == chosen })
        .into()
}

/// The contacts to choose from; `keeps` is one that is chosen already.
pub(super) fn contacts(look: &Look, offer: &Offer, chosen: Option<crate::domain::ContactId>) -> Vec<Choice> {
    let none = Choice { value: String::new(), text: look.t("colleague-no-contact"), chosen: chosen.is_none() };
    let none = Some(none).filter(|_| offer.no_contact || chosen.is_none());
    let people = offer.contacts.iter().map(|(id, name)| Choice {
        value: id.to_string(),
        text: text::line(name),
        chosen: chosen == Some(*id),
    });
    none.into_iter().chain(people).collect()
}

fn languages(look: &Look, chosen: Option<Language>) -> Vec<Choice> {
    let usual = Choice { value: String::new(), text: look.t("colleague-usual-language"), chosen: chosen.is_none() };
    let one = |language: &Language| Choice {
        value: language.to_string(),
        text: language.own_name().to_owned(),
        chosen: chosen == Some(*language),
    };
    std::iter::once(usual).chain(Language::ALL.iter().map(one)).collect()
}

/// `GET /colleagues/invite`
pub(in super::super) async fn form(State(state): State<Portal>, Admitted(visit): Admitted) -> Answer {
    visit.needs(Permission::ManageUsers)?;
    let offer = offered(&state, &visit).await?;
    let new = NewColleague {
        email: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        role: Role::Member,
        language: None,
        contact: None,
        scope: Scope { all: offer.everything, ..Scope::default() },
    };
    asked(&visit, visit.page("colleague-invite-title", "/colleagues"), &offer, &new)
}

async fn offered(state: &Portal, visit: &Visit) -> Result<Offer, super::super::failure::Refusal> {
    match colleagues::offer(&state.app, &visit.session.actor(&visit.client)).await {
        Err(Error::Conflict { .. }) => Err(visit.failed(super::super::failure::Failure::NotFound)),
        found => found.map_err(|e| visit.failed(e)),
    }
}

fn asked(visit: &Visit, page: Page, offer: &Offer, new: &NewColleague) -> Answer {
    let template = InvitePage {
        csrf: visit.session.csrf.clone(),
        first_name: text::line(&new.first_name),
        last_name: text::line(&new.last_name),
        email: text::line(&new.email),
        roles: roles(&page.look, new.role),
        languages: languages(&page.look, new.language),
        contacts: contacts(&page.look, offer, new.contact),
        sees: Sees::of(offer, &new.scope),
        page,
    };
    render(template.page.status(), &template)
}

/// `POST /colleagues/invite`: the letter goes to the person's own address.
pub(in super::super) async fn invite(
    State(state): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    visit.needs(Permission::ManageUsers)?;
    let fields = visit.form(request).await?;
    let offer = offered(&state, &visit).await?;
    let mut errors = FieldErrors::new();
    let new = NewColleague {
        email: fields.get("email").to_owned(),
        first_name: fields.get("first_name").to_owned(),
        last_name: fields.get("last_name").to_owned(),
        role: fields.choice("role", &mut errors).unwrap_or(Role::Member),
        language: fields.choice("language", &mut errors),
        contact: fields.choice("contact", &mut errors),
        scope: Sees::read(&fields, &offer, &Scope::default(), &mut errors),
    };
    let mut page = visit.page("colleague-invite-title", "/colleagues");
    // A contact that cannot be read must not become none: whoever is linked to none sees more (R13).
    let invited = match errors.into_result() {
        Ok(()) => colleagues::invite(&state.app, &visit.session.actor(&visit.client), &new).await,
        Err(errors) => Err(errors.into()),
    };
    match invited {
        Ok(_) => return Ok(done_at(&state, "/colleagues", Notice::Invited)),
        Err(Error::Invalid(errors)) => page.refuse(&errors),
        // Nothing that the form offers leads here, but forms can be forged (R9).
        Err(Error::Denied { .. }) => page.wrong_with("", page.look.t("problem-not-yours-to-give")),
        Err(Error::Conflict { .. }) => page.wrong_with("", page.look.t("problem-other")),
        Err(e) => return Err(visit.failed(e)),
    }
    asked(&visit, page, &offer, &new)
}
