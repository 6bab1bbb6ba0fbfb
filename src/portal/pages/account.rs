//! `/account`: who one is here, the language, the password (R51).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::domain::state::Language;
use crate::service::Error;
use crate::service::customer_sign_in;
use crate::service::phrase;
use crate::text;

use super::super::cookies::Notice;
use super::super::page::{Answer, Choice, Page, render};
use super::super::state::Portal;
use super::super::visit::{Admitted, Visit};

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
    suggestion: String,
}

fn page(visit: &Visit) -> Page {
    visit.page("account-title", "/account")
}

fn answer(portal: &Portal, visit: &Visit, page: Page) -> Answer {
    let session = &visit.session;
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
        suggestion: phrase::suggest(&portal.app.random),
        page,
    };
    render(template.page.status(), &template)
}

/// `GET /account`
pub(in super::super) async fn show(State(portal): State<Portal>, Admitted(visit): Admitted) -> Answer {
    answer(&portal, &visit, page(&visit))
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
        return answer(&portal, &visit, page);
    };
    customer_sign_in::set_language(&portal.app, &visit.session, language).await.map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::Language))
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
        return answer(&portal, &visit, page);
    }
    match customer_sign_in::change_password(&portal.app, &visit.session, present, new, &visit.client).await {
        Ok(token) => {
            let mut response = done(&portal, Notice::Password);
            portal.cookies.start(&token).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            page.refuse(&errors);
            answer(&portal, &visit, page)
        }
        Err(e) => Err(visit.failed(e)),
    }
}
