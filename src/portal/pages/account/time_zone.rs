//! By whose clocks the times in one's letters are.

use axum::extract::{Request, State};

use crate::service::Error;
use crate::service::profile;

use super::super::super::cookies::Notice;
use super::super::super::failure::Refusal;
use super::super::super::page::{Answer, Choice};
use super::super::super::state::Portal;
use super::super::super::visit::{Admitted, Visit};
use super::{answer, done, page};

/// The zones to choose from; the first is the organization's.
pub(super) async fn choices(portal: &Portal, visit: &Visit) -> Result<Vec<Choice>, Refusal> {
    let kept = profile::of_session(&portal.app, &visit.session).await.map_err(|e| visit.failed(e))?;
    let own = visit.look.zone.name().replace('_', " ");
    let of_house = Choice {
        value: String::new(),
        text: visit.look.with("time-zone-house", "zone", &own),
        chosen: kept.time_zone.is_empty(),
    };
    let zone = |name: &'static str| Choice {
        value: name.to_owned(),
        text: name.replace('_', " "),
        chosen: kept.time_zone == name,
    };
    Ok(std::iter::once(of_house).chain(profile::time_zones(&kept.time_zone).map(zone)).collect())
}

/// `POST /account/time-zone`
pub(in super::super::super) async fn save(
    State(portal): State<Portal>,
    Admitted(visit): Admitted,
    request: Request,
) -> Answer {
    let fields = visit.form(request).await?;
    let chosen = fields.get("time_zone");
    match profile::set_time_zone(&portal.app, &visit.session, chosen, &visit.client).await {
        Ok(()) => Ok(done(&portal, Notice::TimeZone)),
        Err(Error::Invalid(errors)) => {
            let mut page = page(&visit);
            page.refuse(&errors);
            answer(&portal, &visit, page).await
        }
        Err(e) => Err(visit.failed(e)),
    }
}
