//! The frame around every page: whose it is, where one is, what went wrong.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse as _, Response};

use crate::domain::field::FieldErrors;
use crate::locale;

use super::assets;
use super::failure::{Failure, Refusal};
use super::look::Look;

/// So many parts stand beside each other on a phone without folding.
const FOLDED: usize = 3;

/// What a handler answers.
pub(super) type Answer = Result<Response, Refusal>;

/// The frame.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// Language, name and colour.
    pub look: Look,
    /// The title, as the browser's tab shows it.
    pub title: String,
    /// Whether the title says that something went wrong.
    pub failed: bool,
    /// Whether somebody else was faster, so that nothing was saved.
    pub stale: bool,
    /// The address of the part of the portal that one is in.
    pub current: &'static str,
    /// The parts that this person may see.
    pub nav: Vec<NavItem>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The customer whose portal a secure link has opened (R20); nobody is signed in then.
    pub guest: Option<String>,
    /// What has just been done.
    pub notice: Option<String>,
    /// What is wrong with the form.
    pub errors: Vec<FormError>,
}

/// A part of the portal.
#[derive(Clone, Copy, Debug)]
pub(super) struct NavItem {
    /// Its address.
    pub href: &'static str,
    /// The key of its name.
    pub text: &'static str,
}

/// Who is signed in, for the top of the page.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The name.
    pub name: String,
    /// The customer whose portal is open.
    pub customer: Option<String>,
    /// Whether there are more to switch to.
    pub several: bool,
    /// What every form carries.
    pub csrf: String,
}

/// One of the values that a list of choices offers.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub text: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// One thing that is wrong with a form.
#[derive(Clone, Debug)]
pub(super) struct FormError {
    /// The identifier of the field, or nothing when it is the form as a whole.
    pub field: String,
    /// The sentence.
    pub text: String,
}

impl Page {
    /// A page without a person.
    pub(super) fn new(look: Look, title_key: &str) -> Self {
        let title = look.t(title_key);
        Self {
            look,
            title,
            failed: false,
            stale: false,
            current: "",
            nav: Vec::new(),
            person: None,
            guest: None,
            notice: None,
            errors: Vec::new(),
        }
    }

    /// Notes what is wrong with a field; the title says so from then on.
    pub(super) fn wrong_with(&mut self, field: &str, text: String) {
        self.failed = true;
        self.errors.push(FormError { field: field.to_owned(), text });
    }

    /// Notes what a service says is wrong, in the reader's language.
    pub(super) fn refuse(&mut self, errors: &FieldErrors) {
        for error in &errors.0 {
            let key = format!("problem-{}", error.code);
            let known = if locale::has(self.look.language, &key) { key.as_str() } else { "problem-other" };
            self.wrong_with(error.field, self.look.t(known));
        }
    }

    /// What is said of a field.
    pub(super) fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|e| e.field == field).map(|e| e.text.as_str())
    }

    /// What describes a field, for `aria-describedby`: its hint and what is wrong with it.
    pub(super) fn described(&self, field: &str, hint: &str) -> String {
        let parts =
            [(!hint.is_empty()).then(|| format!("{field}-hint")), self.error(field).map(|_| format!("{field}-error"))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Whether something is wrong with a field.
    pub(super) fn wrong(&self, field: &str) -> bool {
        self.error(field).is_some()
    }

    /// The key of the name of the part that one is in.
    pub(super) fn part(&self) -> Option<&'static str> {
        self.nav.iter().find(|item| item.href == self.current).map(|item| item.text)
    }

    /// Whether the parts are so many that a small window folds them away behind one line.
    pub(super) fn folds(&self) -> bool {
        self.nav.len() > FOLDED
    }

    /// The status that fits: 409 when somebody else was faster, 422 when something else was wrong with a form.
    pub(super) fn status(&self) -> StatusCode {
        match (self.stale, self.errors.is_empty()) {
            (true, _) => StatusCode::CONFLICT,
            (false, true) => StatusCode::OK,
            (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The address of the style sheet.
    #[allow(clippy::unused_self, reason = "templates call it on the page they have")]
    pub(super) fn style(&self) -> &'static str {
        assets::style()
    }

    /// The address of the script for passkeys.
    #[allow(clippy::unused_self, reason = "templates call it on the page they have")]
    pub(super) fn passkeys(&self) -> &'static str {
        assets::passkeys()
    }

    /// The address of the icon.
    #[allow(clippy::unused_self, reason = "templates call it on the page they have")]
    pub(super) fn icon(&self) -> &'static str {
        assets::icon()
    }
}

/// Marks an answer whose page carries our script.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scripted;

/// A page that carries our script: the content security policy lets it run there, and nowhere else.
pub(super) fn scripted(answer: Answer) -> Answer {
    let mut response = answer?;
    response.extensions_mut().insert(Scripted);
    Ok(response)
}

/// A template as an answer.
pub(super) fn render(status: StatusCode, template: &impl Template) -> Answer {
    let html = template.render().map_err(|e| Failure::Internal(e.to_string()))?;
    let mut response = (status, html).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Ok(response)
}
