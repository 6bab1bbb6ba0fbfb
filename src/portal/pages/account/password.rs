//! One's own password.

use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;

use crate::service::Error;
use crate::service::customer_sign_in;

use super::super::super::cookies::Notice;
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::Admitted;
use super::{answer, done, page};

/// `POST /account/password`: every other session ends, this one goes on under a new cookie.
pub(in super::super::super) async fn change(
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
