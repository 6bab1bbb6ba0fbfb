//! `/brand/logo/{name}`: an organization's logo (R23), under an address made from its bytes.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;

use crate::service::Error;
use crate::service::settings;

use super::super::assets::FOR_EVER;
use super::super::failure::Failure;
use super::super::page::Answer;
use super::super::state::Portal;

/// `GET /brand/logo/{name}`
pub(in super::super) async fn show(State(portal): State<Portal>, Path(name): Path<String>) -> Answer {
    let hash = name.strip_suffix(".png").ok_or(Failure::NotFound)?;
    match settings::logo_by_hash(&portal.app, hash).await {
        Ok(picture) => Ok(([(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, FOR_EVER)], picture).into_response()),
        Err(Error::NotFound { .. }) => Err(Failure::NotFound.into()),
        Err(e) => Err(e.into()),
    }
}
