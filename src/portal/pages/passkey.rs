//! What a page carries so that its script can ask the browser for a passkey: a form that the script fills and sends.

use crate::service::second_factor::Question;

/// The data of such a form, as attributes.
pub(super) struct Asking {
    /// What is to be signed, in base64url.
    pub challenge: String,
    /// The relying party's identifier.
    pub party: String,
    /// Identifiers of passkeys, in base64url, with spaces between.
    pub credentials: String,
    /// The identifier under which a new passkey is kept.
    pub user: String,
    /// Whether passkeys can be used at the portal's address at all.
    pub possible: bool,
}

impl From<Question> for Asking {
    fn from(question: Question) -> Self {
        Self {
            possible: question.party.is_name(),
            challenge: question.challenge,
            party: question.party.id,
            credentials: question.credentials.join(" "),
            user: question.user,
        }
    }
}
