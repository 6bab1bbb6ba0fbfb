//! `/login/language`: the language of the pages before signing in; after it, everybody has their own.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse as _, Redirect};

use crate::domain::state::Language;

use super::super::failure::Failure;
use super::super::form::Sent;
use super::super::page::{Answer, Choice};
use super::super::state::Portal;

/// The languages to choose from, the present one marked.
pub(super) fn choices(present: Language) -> Vec<Choice> {
    let choice = |language: &Language| Choice {
        value: language.to_string(),
        text: language.own_name().to_owned(),
        chosen: *language == present,
    };
    Language::ALL.iter().map(choice).collect()
}

/// `POST /login/language`: back to the sign-in page of the same organization. It changes nothing but a cookie of this
/// browser, so that no token is asked for; where the form comes from is looked at as with every form.
pub(in super::super) async fn choose(State(portal): State<Portal>, Sent { fields, .. }: Sent) -> Answer {
    let language: Language = fields.get("lang").parse().map_err(|_| Failure::NotFound)?;
    let branding = fields.line("branding", 200);
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("branding", &branding).finish();
    let mut response = Redirect::to("/login").into_response();
    if let (false, Ok(to)) = (branding.is_empty(), HeaderValue::from_str(&format!("/login?{query}"))) {
        response.headers_mut().insert(LOCATION, to);
    }
    portal.cookies.remember_language(language).map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    Ok(response)
}
