//! One's own copy of everything that is kept about one (R51).

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;

use crate::service::own_data;

use super::super::super::failure::Failure;
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::Admitted;

/// `POST /account/data`: a file, with a form around it because it is written down that somebody took it.
pub(in super::super::super) async fn download(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    visit.form(request).await?;
    let copy = own_data::export(&portal.app, &visit.session, &visit.client).await.map_err(|e| visit.failed(e))?;
    let body = serde_json::to_vec_pretty(&copy).map_err(|e| visit.failed(Failure::Internal(e.to_string())))?;
    let mut response = body.into_response();
    let name = format!("attachment; filename=\"my-data-{}.json\"", portal.app.now().date_naive());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
