//! The cookies: the session, the one that a form before sign-in is bound to, and a word to say on the next page.

use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::header::COOKIE;

use crate::domain::state::Language;
use crate::service::customer_sign_in::STEP_VALID;
use crate::service::token::{Token, TokenKind};

/// Which cookies this portal sets, decided by its public address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cookies {
    secure: bool,
}

/// The names of one cookie: with the prefix that browsers guard, and without it for plain HTTP on loopback.
#[derive(Clone, Copy)]
struct Name {
    secure: &'static str,
    plain: &'static str,
}

const SESSION: Name = Name { secure: "__Host-keydesk", plain: "keydesk" };
const FORM: Name = Name { secure: "__Host-keydesk-form", plain: "keydesk-form" };
const LINK: Name = Name { secure: "__Host-keydesk-link", plain: "keydesk-link" };
const STEP: Name = Name { secure: "__Host-keydesk-step", plain: "keydesk-step" };
const NOTICE: Name = Name { secure: "__Host-keydesk-notice", plain: "keydesk-notice" };

/// Staff looking at the portal as somebody (R24): beside the session, and never mixed with it.
const VIEW: Name = Name { secure: "__Host-keydesk-view", plain: "keydesk-view" };
/// The name of the organization whose portal this browser saw last (R23): what `/login?branding=` would say, no more.
const BRAND: Name = Name { secure: "__Host-keydesk-brand", plain: "keydesk-brand" };
/// The language that was chosen before signing in.
const LANGUAGE: Name = Name { secure: "__Host-keydesk-language", plain: "keydesk-language" };

/// How long a browser remembers whose portal it saw, and in which language.
const REMEMBERED: u32 = 180 * 24 * 60 * 60;

/// What the next page says has been done. It travels in a cookie, not in the address: a link cannot make a page claim
/// something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Notice {
    /// The language was changed.
    Language,
    /// The time zone was changed.
    TimeZone,
    /// The password was changed.
    Password,
    /// A session was ended.
    SessionEnded,
    /// What the person is told of was changed.
    Topics,
    /// Independence was asked for.
    Independence,
    /// All other sessions were ended.
    OthersEnded,
    /// The person signed out.
    SignedOut,
    /// The session was over.
    SessionOver,
    /// A comment was sent.
    Comment,
    /// Documents were added.
    Documents,
    /// An object was made or changed.
    Object,
    /// A reading was entered.
    Reading,
    /// A self-check was filled in.
    Check,
    /// There was no second factor in time.
    StepOver,
    /// An authenticator app was set up.
    AppOn,
    /// The authenticator app was switched off.
    AppOff,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// Somebody signed in again, and what was typed is still there.
    Kept,
    /// The same, without the files.
    KeptWithoutFiles,
    /// Names or mobile number were changed.
    Profile,
    /// The calendar has a new address (R38).
    CalendarMade,
    /// The calendar has no address any more.
    CalendarOff,
    /// A video session was asked for (R40).
    VideoAsked,
    /// Another time was asked for.
    VideoMoved,
    /// A video session was cancelled.
    VideoCancelled,
    /// A fault was reported.
    Fault,
    /// An order was asked for.
    OrderAsked,
    /// An order was changed.
    OrderChanged,
    /// An order was taken back.
    OrderCancelled,
    /// An estimate was answered.
    Decision,
    /// The company's data were changed.
    Company,
    /// A contact was added.
    ContactAdded,
    /// A contact was changed.
    ContactSaved,
    /// A colleague was invited.
    Invited,
    /// An invitation was sent again.
    Resent,
    /// An invitation was withdrawn.
    Withdrawn,
    /// What a colleague may do was changed.
    ColleagueSaved,
    /// A colleague was suspended.
    Suspended,
    /// A suspension was lifted.
    Lifted,
    /// A colleague was removed.
    Removed,
}

impl Notice {
    const ALL: &[Self] = &[
        Self::Language,
        Self::TimeZone,
        Self::Password,
        Self::SessionEnded,
        Self::Topics,
        Self::Independence,
        Self::OthersEnded,
        Self::SignedOut,
        Self::SessionOver,
        Self::Comment,
        Self::Object,
        Self::Reading,
        Self::Check,
        Self::StepOver,
        Self::AppOn,
        Self::AppOff,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::Documents,
        Self::Kept,
        Self::KeptWithoutFiles,
        Self::Profile,
        Self::CalendarMade,
        Self::CalendarOff,
        Self::VideoAsked,
        Self::VideoMoved,
        Self::VideoCancelled,
        Self::Fault,
        Self::OrderAsked,
        Self::OrderChanged,
        Self::OrderCancelled,
        Self::Decision,
        Self::Company,
        Self::ContactAdded,
        Self::ContactSaved,
        Self::Invited,
        Self::Resent,
        Self::Withdrawn,
        Self::ColleagueSaved,
        Self::Suspended,
        Self::Lifted,
        Self::Removed,
    ];

    /// The key of its text, which is also the cookie's value.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Language => "notice-language",
            Self::TimeZone => "notice-time-zone",
            Self::Password => "notice-password",
            Self::SessionEnded => "notice-session-ended",
            Self::Topics => "notice-topics",
            Self::Independence => "notice-independence",
            Self::OthersEnded => "notice-others-ended",
            Self::SignedOut => "notice-signed-out",
            Self::SessionOver => "notice-session-over",
            Self::Comment => "notice-comment",
            Self::Object => "notice-object",
            Self::Reading => "notice-reading",
            Self::Check => "notice-check",
            Self::StepOver => "notice-step-over",
            Self::AppOn => "notice-app-on",
            Self::AppOff => "notice-app-off",
            Self::PasskeyAdded => "notice-passkey-added",
            Self::PasskeyRemoved => "notice-passkey-removed",
            Self::Documents => "notice-documents",
            Self::Kept => "notice-kept",
            Self::KeptWithoutFiles => "notice-kept-without-files",
            Self::Profile => "notice-profile",
            Self::CalendarMade => "notice-calendar-made",
            Self::CalendarOff => "notice-calendar-off",
            Self::VideoAsked => "notice-video-asked",
            Self::VideoMoved => "notice-video-moved",
            Self::VideoCancelled => "notice-video-cancelled",
            Self::Fault => "notice-fault",
            Self::OrderAsked => "notice-order-asked",
            Self::OrderChanged => "notice-order-changed",
            Self::OrderCancelled => "notice-order-cancelled",
            Self::Decision => "notice-decision",
            Self::Company => "notice-company",
            Self::ContactAdded => "notice-contact-added",
            Self::ContactSaved => "notice-contact-saved",
            Self::Invited => "notice-invited",
            Self::Resent => "notice-resent",
            Self::Withdrawn => "notice-withdrawn",
            Self::ColleagueSaved => "notice-colleague-saved",
            Self::Suspended => "notice-suspended",
            Self::Lifted => "notice-lifted",
            Self::Removed => "notice-removed",
        }
    }
}

impl Cookies {
    /// For a portal at `public_url`.
    pub(super) fn of(public_url: &str) -> Self {
        Self { secure: public_url.starts_with("https://") }
    }

    const fn name(self, name: Name) -> &'static str {
        if self.secure { name.secure } else { name.plain }
    }

    fn read(self, headers: &HeaderMap, name: Name) -> Option<&str> {
        let name = self.name(name);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The session's token, if the request carries what may be one.
    pub(super) fn session(self, headers: &HeaderMap) -> Option<Token> {
        Token::parse(TokenKind::Session, self.read(headers, SESSION)?)
    }

    /// Whether the request carries a session cookie at all, good or not.
    pub(super) fn carries_session(self, headers: &HeaderMap) -> bool {
        self.read(headers, SESSION).is_some()
    }

    /// The secret that forms before sign-in are bound to.
    pub(super) fn form_secret(self, headers: &HeaderMap) -> Option<&str> {
        self.read(headers, FORM).filter(|v| (32..=64).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_graphic()))
    }

    fn set(self, name: Name, value: &str, age: Option<u32>) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = age.map_or_else(String::new, |age| format!("; Max-Age={age}"));
        let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", self.name(name));
        HeaderValue::from_str(&cookie).ok()
    }

    /// `Set-Cookie` for a new session. It has no age: closing the browser forgets it, the server ends it in any case.
    pub(super) fn start(self, token: &Token) -> Option<HeaderValue> {
        self.set(SESSION, token.reveal(), None)
    }

    /// `Set-Cookie` that forgets the session.
    pub(super) fn end(self) -> Option<HeaderValue> {
        self.set(SESSION, "", Some(0))
    }

    /// The token of the step between the password and the second factor, if the request carries what may be one (R22).
    pub(super) fn step(self, headers: &HeaderMap) -> Option<Token> {
        Token::parse(TokenKind::Step, self.read(headers, STEP)?)
    }

    /// `Set-Cookie` for the step to the second factor.
    pub(super) fn begin_step(self, token: &Token) -> Option<HeaderValue> {
        self.set(STEP, token.reveal(), u32::try_from(STEP_VALID.num_seconds()).ok())
    }

    /// `Set-Cookie` that forgets the step.
    pub(super) fn end_step(self) -> Option<HeaderValue> {
        self.set(STEP, "", Some(0))
    }

    /// The secure link's token, if the request carries one (R20).
    pub(super) fn link(self, headers: &HeaderMap) -> Option<&str> {
        self.read(headers, LINK).filter(|v| !v.is_empty())
    }

    /// `Set-Cookie` for a secure link. The link is asked at every request, so what is rotated away is over at once.
    pub(super) fn open_link(self, token: &str) -> Option<HeaderValue> {
        self.set(LINK, token, None)
    }

    /// `Set-Cookie` that forgets a secure link.
    pub(super) fn close_link(self) -> Option<HeaderValue> {
        self.set(LINK, "", Some(0))
    }

    /// The view's token, if the request carries what may be one (R24).
    pub(super) fn view(self, headers: &HeaderMap) -> Option<Token> {
        Token::parse(TokenKind::View, self.read(headers, VIEW)?)
    }

    /// Whether the request carries a view's cookie at all, good or not.
    pub(super) fn carries_view(self, headers: &HeaderMap) -> bool {
        self.read(headers, VIEW).is_some()
    }

    /// `Set-Cookie` for a view.
    pub(super) fn start_view(self, token: &Token) -> Option<HeaderValue> {
        self.set(VIEW, token.reveal(), None)
    }

    /// `Set-Cookie` that forgets a view.
    pub(super) fn end_view(self) -> Option<HeaderValue> {
        self.set(VIEW, "", Some(0))
    }

    /// Whether an answer's cookie begins a session.
    pub(super) fn begins_session(self, cookie: &HeaderValue) -> bool {
        let begin = format!("{}=", self.name(SESSION));
        cookie.to_str().is_ok_and(|c| c.strip_prefix(&begin).is_some_and(|value| !value.starts_with(';')))
    }

    /// The name of the organization whose portal was seen last (R23).
    pub(super) fn brand(self, headers: &HeaderMap) -> Option<String> {
        let name = percent_encoding::percent_decode_str(self.read(headers, BRAND)?).decode_utf8().ok()?;
        (!name.is_empty()).then(|| name.into_owned())
    }

    /// `Set-Cookie` that remembers whose portal was seen.
    pub(super) fn remember_brand(self, name: &str) -> Option<HeaderValue> {
        let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string();
        // Longer than any name is, and as much as browsers keep.
        if name.len() > 3_000 { None } else { self.set(BRAND, &name, Some(REMEMBERED)) }
    }

    /// The language that was chosen before signing in.
    pub(super) fn language(self, headers: &HeaderMap) -> Option<Language> {
        self.read(headers, LANGUAGE)?.parse().ok()
    }

    /// `Set-Cookie` that remembers a language.
    pub(super) fn remember_language(self, language: Language) -> Option<HeaderValue> {
        self.set(LANGUAGE, language.as_str(), Some(REMEMBERED))
    }

    /// What the next page is to say.
    pub(super) fn notice(self, headers: &HeaderMap) -> Option<Notice> {
        let value = self.read(headers, NOTICE)?;
        Notice::ALL.iter().copied().find(|notice| notice.key() == value)
    }

    /// `Set-Cookie` that has the next page say something.
    pub(super) fn notify(self, notice: Notice) -> Option<HeaderValue> {
        self.set(NOTICE, notice.key(), Some(60))
    }

    /// `Set-Cookie` that forgets what was to be said.
    pub(super) fn said(self) -> Option<HeaderValue> {
        self.set(NOTICE, "", Some(0))
    }

    /// `Set-Cookie` for a new form secret.
    pub(super) fn bind_form(self, secret: &str) -> Option<HeaderValue> {
        self.set(FORM, secret, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn behind_tls_the_cookie_is_guarded_and_plain_names_are_not_read() {
        let token = Token::new(TokenKind::Session, &Random::system());
        let (tls, plain) = (Cookies::of("https://portal.example"), Cookies::of("http://127.0.0.1:8080"));
        let set = tls.start(&token).unwrap();
        assert_eq!(
            set.to_str().unwrap(),
            format!("__Host-keydesk={}; Path=/; HttpOnly; SameSite=Lax; Secure", token.reveal())
        );
        assert!(!plain.start(&token).unwrap().to_str().unwrap().contains("Secure"));
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, format!("a=b; keydesk={}", token.reveal()).parse().unwrap());
        assert_eq!(plain.session(&headers), Some(token));
        assert_eq!(tls.session(&headers), None);
        headers.insert(COOKIE, "keydesk=kds_nonsense".parse().unwrap());
        assert!(plain.session(&headers).is_none() && plain.carries_session(&headers));
    }
}
