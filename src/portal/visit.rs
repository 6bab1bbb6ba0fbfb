//! Who is asking: the session behind the cookie with the person's rights, read from the database at every request.

use axum::extract::{FromRequestParts, Request};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};

use crate::domain::access::Step;
use crate::domain::permission::Permission;
use crate::service::customer_sign_in::{self, Client, Session};

use super::cookies::Notice;
use super::failure::{Failure, Refusal};
use super::form::Fields;
use super::gate::Origin;
use super::guard;
use super::look::Look;
use super::page::{NavItem, Page, Person};
use super::state::Portal;

/// The parts of the portal, in the order of the navigation.
const PARTS: [(Permission, NavItem); 3] = [
    (Permission::ViewOrders, NavItem { href: "/orders", text: "nav-orders" }),
    (Permission::ViewObjects, NavItem { href: "/objects", text: "nav-objects" }),
    (Permission::ViewCustomerData, NavItem { href: "/facilities", text: "nav-facilities" }),
];

/// Somebody who is signed in. Whether they may be in the portal now is another question: see [`Admitted`].
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The session and the rights.
    pub session: Session,
    /// The browser.
    pub client: Client,
    /// The organization's look in the person's language.
    pub look: Look,
    portal: Portal,
    notice: Option<Notice>,
}

/// Somebody who is signed in and may be in the portal at this moment (R1, R2, R15, R16).
#[derive(Clone, Debug)]
pub(super) struct Admitted(pub Visit);

impl FromRequestParts<Portal> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let origin = Origin::of(parts);
        if !portal.cookies.carries_session(&parts.headers) {
            return Err(Failure::SignIn.into());
        }
        let found = match portal.cookies.session(&parts.headers) {
            Some(token) => customer_sign_in::session(&portal.app, &token).await,
            None => Ok(None),
        };
        match found? {
            Some(session) => Ok(Self {
                look: Look::of(session.language, &session.time_zone, &session.organization_name, &session.accent),
                client: origin.client(),
                notice: origin.notice,
                portal: portal.clone(),
                session,
            }),
            None => Err(Refusal::with(signed_out(portal, Some(Notice::SessionOver)))),
        }
    }
}

impl FromRequestParts<Portal> for Admitted {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let visit = Visit::from_request_parts(parts, portal).await?;
        let failure = match visit.session.viewer.admitted(portal.app.now()).refused_by() {
            None => return Ok(Self(visit)),
            Some(Step::Module | Step::CustomerPortal) => Failure::Off,
            Some(_) => Failure::NoAccess,
        };
        Err(failure.looking(&visit.look))
    }
}

/// To the sign-in page, with the cookie forgotten.
pub(super) fn signed_out(portal: &Portal, notice: Option<Notice>) -> Response {
    let mut response = Failure::SignIn.into_response();
    let cookies = [portal.cookies.end(), notice.and_then(|n| portal.cookies.notify(n))];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

impl Visit {
    /// Whether this person may see a part of the portal at all (whatever the thing).
    pub(super) fn may(&self, permission: Permission) -> bool {
        self.session.viewer.may(permission, self.portal.app.now()).allowed
    }

    /// A part of the portal that this person may not see is refused with a page that says so.
    pub(super) fn needs(&self, permission: Permission) -> Result<(), Refusal> {
        if self.may(permission) { Ok(()) } else { Err(Failure::NotAllowed.looking(&self.look)) }
    }

    /// A failure as a page of this organization.
    pub(super) fn failed(&self, failure: impl Into<Failure>) -> Refusal {
        failure.into().looking(&self.look)
    }

    /// The first part of the portal that this person may see.
    pub(super) fn start(&self) -> &'static str {
        self.parts().first().map_or("/account", |part| part.href)
    }

    fn parts(&self) -> Vec<NavItem> {
        PARTS.iter().filter(|(permission, _)| self.may(*permission)).map(|(_, item)| *item).collect()
    }

    /// A page in the frame that this person sees.
    pub(super) fn page(&self, title_key: &str, current: &'static str) -> Page {
        let session = &self.session;
        let mut page = Page::new(self.look.clone(), title_key);
        page.current = current;
        page.nav = self.parts();
        page.notice = self.notice.map(|notice| self.look.t(notice.key()));
        page.person = Some(Person {
            name: crate::text::line(&session.name()),
            customer: Some(crate::text::line(&session.customer_name)),
            several: session.several,
            csrf: session.csrf.clone(),
        });
        page
    }

    /// Reads a form of this session; one without the session's token is refused.
    pub(super) async fn form(&self, request: Request) -> Result<Fields, Refusal> {
        let (parts, body) = request.into_parts();
        let fields = Fields::read(&parts.headers, body, self.portal.settings.body_time).await;
        let fields = fields.map_err(|failure| failure.looking(&self.look))?;
        if guard::matches(fields.get("csrf"), &self.session.csrf) {
            Ok(fields)
        } else {
            Err(Failure::ForeignForm.looking(&self.look))
        }
    }
}
