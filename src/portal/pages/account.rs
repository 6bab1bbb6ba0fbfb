//! `/account`: who one is here, the language, the password, the open sessions (R25, R51).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::domain::SessionId;
use crate::domain::notice::Topic;
use crate::domain::state::Language;
use crate::service::Error;
use crate::service::customer_sign_in::{self, OpenSession};
use crate::service::independence::{self, Own};
use crate::service::{phrase, preferences};
use crate::text;

use super::super::cookies::Notice;
use super::super::device;
use super::super::failure::{Failure, Refusal};
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit, signed_out};

#[derive(Template)]
#[template(path = "portal/templates/account.html")]
struct AccountPage {
    page: Page,
    csrf: String,
    name: String,
    email: String,
    customer: String,
    role: String,
    languages: Vec<Choice>,
    topics: Vec<Choice>,
    sessions: Vec<OpenHere>,
    independence: Option<Independence>,
    suggestion: String,
}

/// What the page says of independence (R19).
struct Independence {
    /// Since when an answer is waited for.
    waits: Option<String>,
    /// What was typed.
    reason: String,
}

/// One of the person's open sessions (R25).
struct OpenHere {
    id: String,
    device: String,
    address: String,
    began: String,
    seen: String,
    current: bool,
}

fn page(visit: &Visit) -> Page {
    visit.page("account-title", "/account")
}

async fn open_sessions(portal: &Portal, visit: &Visit) -> Result<Vec<OpenHere>, Refusal> {
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

async fn answer(portal: &Portal, visit: &Visit, page: Page) -> Answer {
    answer_with(portal, visit, page, "").await
}

/// The account with what was typed as the reason for independence.
async fn answer_with(portal: &Portal, visit: &Visit, page: Page, reason: &str) -> Answer {
    let session = &visit.session;
    let independence = match independence::own(&portal.app, session).await.map_err(|e| visit.failed(e))? {
        Own::Nothing => None,
        Own::Ask => Some(Independence { waits: None, reason: text::lines(reason) }),
        Own::Wait(at) => Some(Independence { waits: Some(visit.look.moment(at)), reason: String::new() }),
    };
    let sessions = open_sessions(portal, visit).await?;
    let topics = preferences::of_session(&portal.app, session).await.map_err(|e| visit.failed(e))?;
    let template = AccountPage {
        csrf: session.csrf.clone(),
        name: text::line(&session.name()),
        email: text::line(&session.email),
        customer: text::line(&session.customer_name),
        role: visit.look.t(&format!("role-{}", session.role)),
        languages: Language::ALL
            .iter()
            .map(|language| Choice {
                value: language.to_string(),
                text: language.own_name().to_owned(),
                chosen: *language == session.language,
            })
            .collect(),
        topics: topics
            .into_iter()
            .map(|(topic, told)| Choice {
                value: topic.to_string(),
                text: visit.look.t(&format!("topic-{topic}")),
                chosen: told,
            })
            .collect(),
        sessions,
        independence,
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
    let mut response = Redirect::to("/account").into_response();
    portal.cookies.notify(notice).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    response
}

/// `POST /account/language`
pub(in super::super) async fn language(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let Ok(language) = fields.get("language").parse::<Language>() else {
        let mut page = page(&visit);
        page.wrong_with("language", page.look.t("problem-other"));
        return answer(&portal, &visit, page).await;
    };
    customer_sign_in::set_language(&portal.app, &visit.session, language).await.map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::Language))
}

/// `POST /account/notices`: of what the person is told (R60).
pub(in super::super) async fn notices(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    // What is ticked has a value; everything else that was offered is off.
    let wanted = Topic::ALL.iter().copied().filter(|topic| !fields.get(topic.as_str()).is_empty()).collect();
    preferences::set_of_session(&portal.app, &visit.session, &wanted, &visit.client)
        .await
        .map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::Topics))
}

/// `POST /account/independence`: asks that the customer becomes an organization of its own (R19).
pub(in super::super) async fn independence(
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
            answer_with(&portal, &visit, page, reason).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/password`: every other session ends, this one goes on under a new cookie.
pub(in super::super) async fn password(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let (present, new) = (fields.get("present_password"), fields.get("new_password"));
    let mut page = page(&visit);
    for (field, value) in [("present_password", present), ("new_password", new)] {
        if value.is_empty() {
            page.wrong_with(field, page.look.t("problem-password-missing"));
        }
    }
    if !page.errors.is_empty() {
        return answer(&portal, &visit, page).await;
    }
    match customer_sign_in::change_password(&portal.app, &visit.session, present, new, &visit.client).await {
        Ok(token) => {
            let mut response = done(&portal, Notice::Password);
            portal.cookies.start(&token).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, &visit, page).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}

/// `POST /account/sessions/end`: one of the other sessions (R25).
pub(in super::super) async fn end_session(
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

/// `POST /account/sessions/end-others`: all but this one (R25).
pub(in super::super) async fn end_others(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    visit.form(request).await?;
    let ended = customer_sign_in::end_other_sessions(&portal.app, &visit.session, &visit.client).await;
    ended.map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::OthersEnded))
}
