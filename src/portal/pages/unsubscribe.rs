//! `/unsubscribe/{token}`: a letter's own way to be told of less (RFC 8058). Looking changes nothing, because mail scanners
//! look; the button and the mail program send the same form. The link is the proof, so nothing else is asked for: no cookie,
//! no token of a form, no page that it must come from.

use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Path, Request, State};

use crate::locale;
use crate::service::Error;
use crate::service::unsubscribing::{self, Offered, Whose};

use super::super::failure::{Failure, Refusal};
use super::super::form::Fields;
use super::super::gate::Origin;
use super::super::look::Look;
use super::super::page::{Answer, Page, render};
use super::super::state::Portal;
use super::super::upload::Upload;

/// What a mail program sends, and the button too (RFC 8058, section 3.1).
const FIELD: (&str, &str) = ("List-Unsubscribe", "One-Click");

#[derive(Template)]
#[template(path = "portal/templates/unsubscribe.html")]
struct UnsubscribePage {
    page: Page,
    topic: String,
    /// Whether the topic is on, and the button is there.
    on: bool,
    /// Whether it is staff's, who have no account in the portal.
    staff: bool,
}

fn lost(error: Error, origin: &Origin) -> Refusal {
    let failure = match error {
        Error::NotFound { .. } => Failure::NotFound,
        Error::Denied { .. } => Failure::Off,
        e => Failure::from(e),
    };
    failure.looking(&Look::neutral(origin.language))
}

fn answer(offered: &Offered, title: &str, complaint: Option<&str>) -> Answer {
    let look = Look::of(offered.language, &offered.time_zone, &offered.organization, &offered.accent)
        .with_logo(offered.logo_key.as_deref());
    let mut page = Page::new(look, title);
    if let Some(key) = complaint {
        page.wrong_with("", page.look.t(key));
    }
    let (key, name) = match offered.whose {
        Whose::Customer(_, topic) => (format!("topic-{topic}"), topic.as_str()),
        Whose::Staff(_, topic) => (format!("staff-topic-{topic}"), topic.as_str()),
    };
    let topic = if locale::has(offered.language, &key) { page.look.t(&key) } else { name.replace('_', " ") };
    let staff = matches!(offered.whose, Whose::Staff(..));
    let template = UnsubscribePage { topic, on: offered.on, staff, page };
    render(template.page.status(), &template)
}

/// `GET /unsubscribe/{token}`
pub(in super::super) async fn show(State(portal): State<Portal>, Path(token): Path<String>, origin: Origin) -> Answer {
    let offered = unsubscribing::offered(&portal.app, &token).await.map_err(|e| lost(e, &origin))?;
    answer(&offered, if offered.on { "unsubscribe-title" } else { "unsubscribe-off-title" }, None)
}

/// `POST /unsubscribe/{token}`: from the button, or from a mail program, which is not led elsewhere.
pub(in super::super) async fn switch_off(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    origin: Origin,
    request: Request,
) -> Answer {
    if !asked(&portal, request).await? {
        let offered = unsubscribing::offered(&portal.app, &token).await.map_err(|e| lost(e, &origin))?;
        return answer(&offered, "unsubscribe-title", Some("problem-form-old"));
    }
    let offered = unsubscribing::switch_off(&portal.app, &token, &origin.client()).await;
    answer(&offered.map_err(|e| lost(e, &origin))?, "unsubscribe-off-title", None)
}

/// Whether the form says what it must. Mail programs send it as either kind of form.
async fn asked(portal: &Portal, request: Request) -> Result<bool, Failure> {
    if !Upload::is_one(request.headers()) {
        let (parts, body) = request.into_parts();
        let fields = Fields::read(&parts.headers, body, portal.settings.body_time).await?;
        return Ok(fields.get(FIELD.0) == FIELD.1);
    }
    let read = async {
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| Failure::NotAForm)?;
        while let Some(field) = form.next_field().await.map_err(|_| Failure::NotAForm)? {
            let is_it = field.name() == Some(FIELD.0);
            let value = field.text().await.map_err(|_| Failure::NotAForm)?;
            if is_it {
                return Ok(value == FIELD.1);
            }
        }
        Ok(false)
    };
    tokio::time::timeout(portal.settings.body_time, read).await.map_err(|_| Failure::TooSlow)?
}
