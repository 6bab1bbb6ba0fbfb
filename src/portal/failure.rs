//! Answers that are no page: what went wrong, said plainly and without a word about the inside.

use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::service::Error;

use super::kept::SignInFirst;
use super::look::Look;

/// Why a request gets no page of its own.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// There is no such page or thing, or it is none of the visitor's business.
    NotFound,
    /// The address is there, the method is not.
    MethodNotAllowed,
    /// The body is larger than any form of ours.
    TooLarge,
    /// The files of a form are larger than so many MiB together, which is the most that is taken.
    FilesTooLarge(u64),
    /// The body did not come in time.
    TooSlow,
    /// The body is no form.
    NotAForm,
    /// A form from another site, or one whose token is not (any longer) the right one.
    ForeignForm,
    /// A part of the portal that this person may not see.
    NotAllowed,
    /// The portal is off: for the organization (R1) or for the customer (R2).
    Off,
    /// Every access of this person still waits for its invitation to be accepted.
    NotAccepted,
    /// This person's access is suspended, revoked or over (R15, R16).
    NoAccess,
    /// An invitation that is used, withdrawn or over.
    Gone,
    /// An invitation that never was.
    NoInvitation,
    /// A link to set a new password that never was, was used or replaced (R17).
    NoPasswordLink,
    /// A link to set a new password whose time is over (R17).
    PasswordLinkOver,
    /// The right password, but a temporary one whose time is over (R17).
    TemporaryOver,
    /// A secure link that was never made, was replaced, is switched off or over (R20).
    NoLink,
    /// Staff look at the portal as a customer user (R24): nothing is changed on the way.
    ViewOnly,
    /// A link to look as somebody that never was, is used, replaced or over (R24).
    NoView,
    /// A view that is over: its time, its end, or the rights behind it (R24).
    ViewOver,
    /// Too many attempts; come back after so many seconds.
    TooMany(u64),
    /// Too much to do, or the database is away, for so many seconds perhaps.
    Unavailable(u64),
    /// A mistake of ours; what it was stands in the log.
    Internal(String),
    /// Nobody is signed in: to the sign-in page.
    SignIn,
}

/// A failure on its way out, for the gate to render in the visitor's language.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    /// What.
    pub failure: Failure,
    /// Whose page it is, where that is known.
    pub look: Option<Look>,
}

impl Failure {
    /// The status.
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::NoInvitation | Self::NoPasswordLink | Self::NoLink | Self::NoView => {
                StatusCode::NOT_FOUND
            }
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge | Self::FilesTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::ForeignForm
            | Self::NotAllowed
            | Self::Off
            | Self::NoAccess
            | Self::ViewOnly
            | Self::NotAccepted
            | Self::TemporaryOver => StatusCode::FORBIDDEN,
            Self::Gone | Self::PasswordLinkOver | Self::ViewOver => StatusCode::GONE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::SignIn => StatusCode::SEE_OTHER,
        }
    }

    /// The texts' key: `failure-KEY-title`, `failure-KEY-text`.
    pub(super) const fn key(&self) -> &'static str {
        match self {
            Self::NotFound | Self::SignIn => "not-found",
            Self::MethodNotAllowed | Self::NotAForm => "method",
            Self::TooLarge => "too-large",
            Self::FilesTooLarge(_) => "files-too-large",
            Self::TooSlow => "too-slow",
            Self::ForeignForm => "foreign-form",
            Self::NotAllowed => "not-allowed",
            Self::Off => "off",
            Self::NoAccess => "no-access",
            Self::NotAccepted => "not-accepted",
            Self::Gone => "gone",
            Self::NoInvitation => "no-invitation",
            Self::NoPasswordLink => "no-password-link",
            Self::PasswordLinkOver => "password-link-over",
            Self::TemporaryOver => "temporary-over",
            Self::NoLink => "no-link",
            Self::ViewOnly => "view-only",
            Self::NoView => "no-view",
            Self::ViewOver => "view-over",
            Self::TooMany(_) => "too-many",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// With the look of the organization whose page it is.
    pub(super) fn looking(self, look: &Look) -> Refusal {
        Refusal(Box::new(self.respond(Some(look.clone()))))
    }

    fn respond(self, look: Option<Look>) -> Response {
        let mut response = self.status().into_response();
        match self {
            Self::TooMany(seconds) | Self::Unavailable(seconds) => {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
            }
            Self::SignIn => {
                response.headers_mut().insert(LOCATION, HeaderValue::from_static("/login"));
                response.extensions_mut().insert(SignInFirst);
                return response;
            }
            _ => {}
        }
        response.extensions_mut().insert(Pending { failure: self, look });
        response
    }
}

/// An answer that is no page of its own: a failure on its way out, or the way to the sign-in page. Boxed, because it is the
/// rare half of every handler's result.
#[derive(Debug)]
pub(super) struct Refusal(Box<Response>);

impl Refusal {
    /// Any answer.
    pub(super) fn with(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::with(failure.into_response())
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Failure::from(error).into()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.respond(None)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound { .. } => Self::NotFound,
            Error::Denied { .. } => Self::NotAllowed,
            Error::SignedOut { .. } | Error::TemporaryPassword { .. } => Self::SignIn,
            Error::TooMany { seconds } => Self::TooMany(seconds),
            Error::Busy => Self::Unavailable(5),
            // Whoever can act on these does so where the form is; here they are a mistake of ours.
            Error::Conflict { .. } | Error::Invalid(_) => Self::Internal(error.to_string()),
            Error::Store(e) if e.is_passing() => {
                tracing::warn!("{e}");
                Self::Unavailable(10)
            }
            Error::Files(e) => Self::Internal(e.to_string()),
            Error::Unwritten(e) => Self::Internal(e.to_string()),
            Error::Store(e) => Self::Internal(e.to_string()),
        }
    }
}
