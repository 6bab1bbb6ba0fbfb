//! `/link/{token}`: the customer's secure link (R20). Opening it uses nothing up; it goes on as a cookie that is asked at
//! every request, beside the session and never mixed with it.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse as _, Redirect};

use crate::service::Error;
use crate::service::secure_link::{self, Opened};

use super::super::failure::Failure;
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::Answer;
use super::super::state::Portal;

/// `GET /link/{token}`: into the portal; to the sign-in page once somebody was invited (R21).
pub(in super::super) async fn open(State(portal): State<Portal>, Path(token): Path<String>, origin: Origin) -> Answer {
    match secure_link::open(&portal.app, &token).await {
        Ok(Opened::In(_)) => {
            let mut response = Redirect::to("/").into_response();
            portal.cookies.open_link(&token).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
            Ok(response)
        }
        Ok(Opened::SignIn(organization)) => {
            let query =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("branding", &organization).finish();
            let mut response = Redirect::to("/login").into_response();
            if let Ok(to) = HeaderValue::from_str(&format!("/login?{query}")) {
                response.headers_mut().insert(LOCATION, to);
            }
            Ok(response)
        }
        Err(Error::NotFound { .. }) => Err(Failure::NoLink.looking(&Look::neutral(origin.language))),
        Err(e) => Err(e.into()),
    }
}
