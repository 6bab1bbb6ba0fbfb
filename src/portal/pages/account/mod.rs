//! `/account`: who one is here, the language, what one is told of, the password, the open sessions, one's data (R25, R51).
//!
//! One page; each thing that can be changed has a file with its form. What does not belong here: second factors and passkeys,
//! which have pages of their own.

mod data;
mod independence;
mod notices;
mod password;
mod profile;
mod sessions;
mod time_zone;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::domain::permission::Permission;
use crate::service::phrase;
use crate::text;

use super::super::cookies::Notice;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};
use super::done::done_at;

pub(in super::super) use data::download;
pub(in super::super) use independence::ask;
pub(in super::super) use notices::choose;
pub(in super::super) use password::change;
pub(in super::super) use profile::{language, save};
pub(in super::super) use sessions::{end, end_others};
pub(in super::super) use time_zone::save as save_time_zone;

#[derive(Template)]
#[template(path = "portal/templates/account.html")]
struct AccountPage {
    page: Page,
    csrf: String,
    email: String,
    customer: String,
    role: String,
    you: profile::You,
    languages: Vec<Choice>,
    /// Whether there is a calendar whose address can be had (R38).
    calendar: bool,
    zones: Vec<Choice>,
    told_of: notices::Topics,
    sessions: Vec<sessions::OpenHere>,
    independence: Option<independence::Independence>,
    suggestion: String,
}

/// What was typed, when a form comes back.
#[derive(Default)]
struct Typed {
    you: Option<profile::You>,
    reason: String,
    wanted: Option<notices::Wanted>,
}

fn page(visit: &Visit) -> Page {
    visit.page("account-title", "/account")
}

async fn answer(portal: &Portal, visit: &Visit, page: Page) -> Answer {
    answer_with(portal, visit, page, Typed::default()).await
}

/// The account, with what was typed into one of its forms.
async fn answer_with(portal: &Portal, visit: &Visit, page: Page, typed: Typed) -> Answer {
    let session = &visit.session;
    let template = AccountPage {
        csrf: session.csrf.clone(),
        email: text::line(&session.email),
        customer: text::line(&session.customer_name),
        role: visit.look.t(&format!("role-{}", session.role)),
        you: profile::you(portal, visit, typed.you).await?,
        languages: super::language::choices(session.language),
        calendar: visit.may(Permission::ViewCalendar),
        zones: time_zone::choices(portal, visit).await?,
        told_of: notices::told(portal, visit, typed.wanted.as_ref()).await?,
        sessions: sessions::open(portal, visit).await?,
        independence: independence::shown(portal, visit, &typed.reason).await?,
        suggestion: phrase::suggest(&portal.app.random),
        page,
    };
    render(template.page.status(), &template)
}

/// `GET /account`
pub(in super::super) async fn show(State(portal): State<Portal>, Admitted(visit): Admitted) -> Answer {
    answer(&portal, &visit, page(&visit)).await
}

/// Back to the account, which says what has been done.
fn done(portal: &Portal, notice: Notice) -> Response {
    done_at(portal, "/account", notice)
}
