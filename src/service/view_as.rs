//! View as (R24): staff see what a customer user sees, through the portal's own queries, without a session.
//!
//! Screens call `service::portal` with the [`View`]'s viewer. Nothing is marked as seen, no session is opened, the
//! person's last sign-in stays as it is; that somebody looked is in the log.

mod browser;

use serde_json::json;

use crate::domain::CustomerUserId;
use crate::domain::access::{Step, Viewer};
use crate::domain::activity::Event;
use crate::domain::staff::StaffPermission;
use crate::domain::state::{Language, UserState};

use super::access::{self, Standpoint, UserRow};
use super::activity::record;
use super::{Actor, App, Error};

pub(in crate::service) use browser::end_all;
pub use browser::{Offered, ViewLink, Viewing, end, link, offered, start, viewing};

/// What a customer user sees, for staff to look at.
#[derive(Clone, Debug)]
pub struct View {
    /// The customer user.
    pub user: UserRow,
    /// The person, let in: whoever is pending or suspended is shown with what they would see.
    pub viewer: Viewer,
    /// The person's language.
    pub language: Language,
    /// The organization's time zone.
    pub time_zone: String,
    /// Why the person cannot come in at this moment, if so.
    pub shut_out: Option<String>,
}

/// Looks at the portal as this customer user. Needs *view as customer* in the area.
pub async fn open(app: &App, by: &Actor, user: CustomerUserId) -> Result<View, Error> {
    let mut tx = app.store.begin().await?;
    let at = access::standpoint(app, &mut tx, by, user, StaffPermission::ViewAsCustomer).await?;
    record(app, &mut tx, by, Event::ViewedAs, access::about(&at.user), json!({})).await?;
    tx.commit().await?;
    let shut_out = shut_out(app, &at);
    let Standpoint { user, viewer, organization, .. } = at;
    let viewer = let_in(viewer);
    Ok(View { language: user.language, time_zone: organization.time_zone, user, viewer, shut_out })
}

/// The person, let in: whoever is pending or suspended is shown with what they would see.
fn let_in(viewer: Viewer) -> Viewer {
    Viewer { module_on: true, portal_on: true, state: UserState::Active, ends_at: None, ..viewer }
}

fn shut_out(app: &App, at: &Standpoint) -> Option<String> {
    let name = at.user.name();
    Some(match at.viewer.admitted(app.now()).refused_by()? {
        Step::Module => format!("the portal of {} is off, so {name} cannot come in now", at.organization.name),
        Step::CustomerPortal => format!("the portal is off for {}, so {name} cannot come in now", at.customer.title()),
        Step::EndDate => format!("the access of {name} has ended"),
        _ => match at.viewer.state {
            UserState::Pending => format!("{name} has not accepted the invitation yet and cannot come in before"),
            UserState::Suspended => format!("{name} is suspended and cannot come in now"),
            UserState::Revoked => format!("the access of {name} was revoked"),
            UserState::Expired | UserState::Active => format!("the access of {name} has ended"),
        },
    })
}
