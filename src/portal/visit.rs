//! Who is asking: the session behind the cookie with the person's rights, read from the database at every request.

use axum::extract::{FromRequestParts, Request};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::domain::access::{Step, Viewer};
use crate::domain::permission::Permission;
use crate::service::customer_sign_in::{self, Client, Session};
use crate::service::secure_link::{self, Opened};
use crate::service::{Actor, Error};

use super::cookies::Notice;
use super::failure::{Failure, Refusal};
use super::form::Fields;
use super::gate::Origin;
use super::guard;
use super::kept::SignInFirst;
use super::look::{Look, Viewed};
use super::page::{NavItem, Page, Person};
use super::state::Portal;
use super::viewing;

/// The parts of the portal, in the order of the navigation.
const PARTS: &[(Permission, NavItem)] = &[
    (Permission::ViewDashboard, NavItem { href: "/dashboard", text: "nav-dashboard" }),
    (Permission::ViewOrders, NavItem { href: "/orders", text: "nav-orders" }),
    (Permission::ReportFaults, NavItem { href: "/faults", text: "nav-faults" }),
    (Permission::ViewObjects, NavItem { href: "/objects", text: "nav-objects" }),
    (Permission::SelfChecks, NavItem { href: CHECKS, text: "nav-checks" }),
    (Permission::ViewDocuments, NavItem { href: "/documents", text: "nav-documents" }),
    (Permission::ViewCalendar, NavItem { href: "/calendar", text: "nav-calendar" }),
    (Permission::ViewVideoSessions, NavItem { href: "/video", text: "nav-video" }),
    (Permission::ViewInvoices, NavItem { href: "/billing", text: "nav-billing" }),
    (Permission::ViewEstimates, NavItem { href: "/billing", text: "nav-billing" }),
    (Permission::ViewCustomerData, NavItem { href: "/company", text: "nav-company" }),
    (Permission::ManageUsers, NavItem { href: "/colleagues", text: "nav-colleagues" }),
];

/// The part that is there only when something is assigned (R36).
const CHECKS: &str = "/checks";

/// Somebody in front of the portal's pages: signed in, or with the customer's secure link (R20). As an extractor it
/// admits only who may be in the portal at this moment.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// What the access decision needs.
    pub viewer: Viewer,
    /// The organization's look in the reader's language.
    pub look: Look,
    /// The person as the one who does something; nobody for the secure link.
    pub actor: Option<Actor>,
    person: Option<Person>,
    guest: Option<String>,
    portal: Portal,
    notice: Option<Notice>,
    /// There are self-checks to fill in.
    checks: bool,
}

/// Somebody who is signed in. Whether they may be in the portal now is another question: see [`Admitted`].
#[derive(Clone, Debug)]
pub(super) struct Visit {
    /// The session and the rights.
    pub session: Session,
    /// The browser.
    pub client: Client,
    reading: Reading,
}

impl std::ops::Deref for Visit {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

/// Somebody who is signed in, perhaps with a temporary password that is still to be replaced (R17). Every other extractor
/// sends such a person to the page that asks for a password of their own.
#[derive(Clone, Debug)]
pub(super) struct Arrived(pub Visit);

/// Somebody who is signed in and may be in the portal at this moment (R1, R2, R15, R16).
#[derive(Clone, Debug)]
pub(super) struct Admitted(pub Visit);

impl FromRequestParts<Portal> for Arrived {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let origin = Origin::of(parts);
        if portal.cookies.carries_view(&parts.headers) {
            return viewing::arrived(parts, portal, origin).await.map(Self);
        }
        if !portal.cookies.carries_session(&parts.headers) {
            return Err(Failure::SignIn.into());
        }
        let found = match portal.cookies.session(&parts.headers) {
            Some(token) => customer_sign_in::session_used(&portal.app, &token, &origin.client()).await,
            None => Ok(None),
        };
        match found? {
            Some(session) => Ok(Self(Visit::of(portal, &origin, session, None))),
            None => Err(Refusal::with(signed_out(portal, Some(Notice::SessionOver)))),
        }
    }
}

/// Somebody who is signed in with a password of their own and may be in the portal, but perhaps has still to set up the second
/// factor that the organization demands (R22). Every other extractor sends such a person to the page for that.
#[derive(Clone, Debug)]
pub(super) struct Enrolling(pub Visit);

impl FromRequestParts<Portal> for Enrolling {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let Arrived(visit) = Arrived::from_request_parts(parts, portal).await?;
        if visit.session.must_replace {
            return Err(first("/password"));
        }
        visit.admitted()?;
        Ok(Self(visit))
    }
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let Arrived(visit) = Arrived::from_request_parts(parts, portal).await?;
        if visit.session.must_replace {
            return Err(first("/password"));
        }
        if visit.session.must_set_up {
            return Err(first("/account/second-factor"));
        }
        Ok(visit)
    }
}

impl FromRequestParts<Portal> for Admitted {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        let visit = Visit::from_request_parts(parts, portal).await?;
        visit.admitted()?;
        Ok(Self(visit))
    }
}

impl FromRequestParts<Portal> for Reading {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Refusal> {
        if portal.cookies.carries_session(&parts.headers) || portal.cookies.carries_view(&parts.headers) {
            return Ok(Admitted::from_request_parts(parts, portal).await?.0.reading);
        }
        let Some(token) = portal.cookies.link(&parts.headers) else { return Err(Failure::SignIn.into()) };
        match secure_link::open(&portal.app, token).await {
            Ok(Opened::In(link)) => {
                let reading = Self {
                    look: Look::of(link.language, &link.time_zone, &link.organization_name, &link.accent)
                        .with_logo(link.logo_key.as_deref()),
                    viewer: link.viewer,
                    actor: None,
                    person: None,
                    guest: Some(crate::text::line(&link.customer_name)),
                    portal: portal.clone(),
                    notice: None,
                    checks: false,
                };
                reading.admitted()?;
                Ok(reading)
            }
            // Replaced, switched off, over, or closed by the first customer user (R21).
            Ok(Opened::SignIn(_)) | Err(Error::NotFound { .. }) => Err(Refusal::with(link_over(portal))),
            Err(e) => Err(e.into()),
        }
    }
}

/// To what stands between the sign-in and everything else.
fn first(page: &str) -> Refusal {
    let mut response = Redirect::to(page).into_response();
    response.extensions_mut().insert(SignInFirst);
    Refusal::with(response)
}

/// To the sign-in page, with the link forgotten.
fn link_over(portal: &Portal) -> Response {
    let mut response = Failure::SignIn.into_response();
    portal.cookies.close_link().map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    response
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

impl Reading {
    /// Refuses whoever may not be in the portal at this moment.
    pub(super) fn admitted(&self) -> Result<(), Refusal> {
        let failure = match self.viewer.admitted(self.portal.app.now()).refused_by() {
            None => return Ok(()),
            Some(Step::Module | Step::CustomerPortal) => Failure::Off,
            Some(_) => Failure::NoAccess,
        };
        Err(failure.looking(&self.look))
    }

    /// Whether this person may see a part of the portal at all (whatever the thing).
    pub(super) fn may(&self, permission: Permission) -> bool {
        self.viewer.may(permission, self.portal.app.now()).allowed
    }

    /// A part of the portal that this person may not see is refused with a page that says so.
    pub(super) fn needs(&self, permission: Permission) -> Result<(), Refusal> {
        if self.may(permission) { Ok(()) } else { Err(Failure::NotAllowed.looking(&self.look)) }
    }

    /// What handlers are handed.
    pub(super) const fn portal(&self) -> &Portal {
        &self.portal
    }

    /// A failure as a page of this organization.
    pub(super) fn failed(&self, failure: impl Into<Failure>) -> Refusal {
        match failure.into() {
            // Somebody who could not come in now has no such page (R24); whoever looks stays where they are.
            Failure::SignIn if self.is_view() => Failure::NotAllowed,
            failure => failure,
        }
        .looking(&self.look)
    }

    /// Whether staff look at the page as this person (R24). What only the person may know is not shown then.
    pub(super) const fn is_view(&self) -> bool {
        self.look.viewed.is_some()
    }

    /// The first part of the portal that this person may see.
    pub(super) fn start(&self) -> &'static str {
        self.parts().first().map_or("/account", |part| part.href)
    }

    fn parts(&self) -> Vec<NavItem> {
        let there = |item: &NavItem| item.href != CHECKS || (self.checks && self.may(Permission::ViewObjects));
        let shown = PARTS.iter().filter(|(permission, item)| self.may(*permission) && there(item));
        let mut parts: Vec<NavItem> = shown.map(|(_, item)| *item).collect();
        // A part that two permissions open stands there once.
        parts.dedup_by_key(|item| item.href);
        parts
    }

    /// A page in the frame that this person sees.
    pub(super) fn page(&self, title_key: &str, current: &'static str) -> Page {
        let mut page = Page::new(self.look.clone(), title_key);
        page.current = current;
        page.nav = self.parts();
        page.notice = self.notice.map(|notice| self.look.t(notice.key()));
        page.person.clone_from(&self.person);
        page.guest.clone_from(&self.guest);
        page
    }
}

impl Visit {
    /// Somebody with a session, or staff who look at the portal as that person (R24).
    pub(super) fn of(portal: &Portal, origin: &Origin, session: Session, viewed: Option<Box<Viewed>>) -> Self {
        let look = Look::of(session.language, &session.time_zone, &session.organization_name, &session.accent)
            .with_logo(session.logo_key.as_deref());
        // Whoever cannot come in does nothing; what they would see is shown without what they would do.
        let shut_out = viewed.as_ref().is_some_and(|viewed| viewed.shut_out);
        let reading = Reading {
            viewer: session.viewer.clone(),
            look: Look { viewed, ..look },
            person: Some(Person {
                name: crate::text::line(&session.name()),
                customer: Some(crate::text::line(&session.customer_name)),
                several: session.several,
                csrf: session.csrf.clone(),
            }),
            actor: (!shut_out).then(|| session.actor(&origin.client())),
            guest: None,
            portal: portal.clone(),
            notice: origin.notice,
            checks: session.any_checks,
        };
        Self { client: origin.client(), session, reading }
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
