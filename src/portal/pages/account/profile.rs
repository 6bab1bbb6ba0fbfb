//! Names, mobile number, language.

use axum::extract::{Request, State};

use crate::domain::state::Language;
use crate::service::Error;
use crate::service::customer_sign_in;
use crate::service::profile::{self, ProfileChange};
use crate::text;

use super::super::super::cookies::Notice;
use super::super::super::failure::Refusal;
use super::super::super::page::Answer;
use super::super::super::state::Portal;
use super::super::super::visit::{Admitted, Visit};
use super::{Typed, answer, answer_with, done, page};

/// What the form of one's own data shows.
pub(super) struct You {
    pub first_name: String,
    pub last_name: String,
    pub mobile: String,
    pub version: i64,
}

/// What is kept, or what was typed over it.
pub(super) async fn you(portal: &Portal, visit: &Visit, typed: Option<You>) -> Result<You, Refusal> {
    if let Some(typed) = typed {
        return Ok(typed);
    }
    let kept = profile::of_session(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    Ok(You {
        first_name: text::line(&kept.first_name),
        last_name: text::line(&kept.last_name),
        mobile: text::line(&kept.mobile),
        version: kept.version,
    })
}

/// `POST /account/profile` (R51)
pub(in super::super::super) async fn save(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let change = ProfileChange {
        first_name: fields.get("first_name").to_owned(),
        last_name: fields.get("last_name").to_owned(),
        mobile: fields.get("mobile").to_owned(),
        version: fields.get("version").parse().unwrap_or_default(),
    };
    let mut page = page(&visit);
    let mut version = change.version;
    match profile::change(&portal.app, &visit.session, &change, &visit.client).await {
        Ok(()) => return Ok(done(&portal, Notice::Profile)),
        Err(Error::Invalid(errors)) => page.refuse(&errors),
        Err(Error::Conflict { .. }) => {
            page.stale = true;
            page.wrong_with("", page.look.t("problem-profile-changed"));
            // What is sent next has seen that.
            version = you(&portal, &visit, None).await?.version;
        }
        Err(e) => return Err(visit.failed(e)),
    }
    let typed = You {
        first_name: text::line(&change.first_name),
        last_name: text::line(&change.last_name),
        mobile: text::line(&change.mobile),
        version,
    };
    answer_with(&portal, &visit, page, Typed { you: Some(typed), ..Typed::default() }).await
}

/// `POST /account/language`
pub(in super::super::super) async fn language(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let Ok(language) = fields.get("language").parse::<Language>() else {
        let mut page = page(&visit);
        page.wrong_with("language", page.look.t("problem-choice"));
        return answer(&portal, &visit, page).await;
    };
    customer_sign_in::set_language(&portal.app, &visit.session, language).await.map_err(|e| visit.failed(e))?;
    Ok(done(&portal, Notice::Language))
}
