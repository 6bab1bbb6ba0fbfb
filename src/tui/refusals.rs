//! Why something did not happen, in the language of the desk.
//!
//! The services say it in English, with a kind and, for fields, a code. In English their sentence is shown as it is. In the
//! other languages the kind has a text here, and a code the text that the portal has for it (`problem-CODE`). What has neither
//! stays English rather than unsaid: a state that stands in the way, and who could give a permission.

use crate::domain::field::{FieldError, FieldErrors};
use crate::domain::staff::StaffPermission;
use crate::domain::state::Language;
use crate::service::Error;

use super::words;

/// The sentence for an error; nothing where that of the services is the one to show.
pub fn sentence(error: &Error) -> Option<String> {
    if words::language() == Language::English {
        return None;
    }
    Some(match error {
        Error::Invalid(FieldErrors(fields)) => {
            let said: Option<Vec<&str>> = fields.iter().map(|error| problem(error.code)).collect();
            said?.join(" ")
        }
        Error::Denied { needs, .. } => {
            let named = needs.parse::<StaffPermission>().map_or_else(|_| needs.clone(), |p| words::word(p.as_str()));
            t!("refused-denied", needs = named)
        }
        Error::NotFound { .. } => t!("refused-not-found").to_owned(),
        Error::Conflict { by: Some(by), .. } => t!("refused-overtaken", by = by),
        Error::Conflict { by: None, .. } => return None,
        Error::SignedOut { .. } => t!("refused-signed-out").to_owned(),
        Error::TemporaryPassword { .. } => t!("refused-temporary").to_owned(),
        Error::TooMany { seconds } => t!("refused-too-many", seconds = seconds),
        Error::Busy => t!("refused-busy").to_owned(),
        Error::Files(why) => t!("refused-files", why = why),
        Error::Unwritten(why) => t!("refused-unwritten", why = why),
        Error::Store(why) => t!("refused-store", why = why),
    })
}

/// What is wrong with a field, in the language of the desk where there is a text for its code.
pub fn field(error: FieldError) -> FieldError {
    if words::language() == Language::English {
        return error;
    }
    match problem(error.code) {
        Some(text) => FieldError { message: text.to_owned(), ..error },
        None => error,
    }
}

/// The portal's text for a code, if it has one that needs no values.
fn problem(code: &str) -> Option<&'static str> {
    words::found(&format!("problem-{code}"))
}

#[cfg(test)]
mod tests {
    use super::super::msg::Failure;
    use super::*;

    fn german(error: Error) -> Failure {
        let _german = words::speak(Language::German);
        Failure::from(error)
    }

    #[test]
    fn a_code_that_the_portal_knows_is_said_in_the_language_of_the_desk() {
        let error = || Error::Invalid(FieldErrors::one("reason", "reason-long", "is too long"));
        assert_eq!(german(error()).of("reason"), Some("Die Begründung ist länger als 500 Zeichen."));
        assert_eq!(german(error()).sentence, "Die Begründung ist länger als 500 Zeichen.");
        assert_eq!(Failure::from(error()).of("reason"), Some("is too long"));
    }

    #[test]
    fn a_code_without_a_text_keeps_the_services_words() {
        let failure = german(Error::Invalid(FieldErrors::one("x", "no-such-code", "must be green")));
        assert_eq!((failure.of("x"), failure.sentence.as_str()), (Some("must be green"), "X: must be green."));
    }

    #[test]
    fn refusals_and_overtaking_are_said() {
        let denied = Error::Denied { needs: "manage_orders".into(), because: ", which …".into() };
        assert_eq!(german(denied).sentence, "Das ist nicht erlaubt: es braucht das Recht „Aufträge verwalten“.");
        let overtaken = german(Error::overtaken(Some("Lars Holm".into()), |who| format!("{who} was faster")));
        assert!(overtaken.conflict && overtaken.sentence.starts_with("Lars Holm hat das inzwischen"));
        assert_eq!(german(Error::conflict("it is closed")).sentence, "It is closed.");
        assert!(german(Error::TooMany { seconds: 30 }).sentence.contains("30 Sekunden"));
    }
}
