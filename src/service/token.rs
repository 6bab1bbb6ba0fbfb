//! Tokens: 32 random bytes behind a readable prefix; only their SHA-256 is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::random::Random;

/// What a token opens; the prefix that people (and secret scanners) recognise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// An invitation's link.
    Invitation,
    /// A link to set a new password.
    Password,
    /// A portal session's cookie.
    Session,
    /// A staff person's remembered sign-in.
    Staff,
    /// A link to look at the portal as a customer user (R24).
    ViewLink,
    /// The cookie of such a view.
    View,
    /// Between the password and the second factor.
    Step,
}

impl TokenKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Invitation => "kdi_",
            Self::Password => "kdp_",
            Self::Session => "kds_",
            Self::Staff => "kdt_",
            Self::ViewLink => "kdv_",
            Self::View => "kdw_",
            Self::Step => "kdf_",
        }
    }
}

/// A secret that its holder shows to get in. It does not print itself by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn new(kind: TokenKind, random: &Random) -> Self {
        Self(format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(random.bytes::<32>())))
    }

    /// One that somebody shows; `None` when it cannot be one of this kind.
    pub fn parse(kind: TokenKind, shown: &str) -> Option<Self> {
        let body = shown.strip_prefix(kind.prefix())?;
        let bytes = URL_SAFE_NO_PAD.decode(body).ok()?;
        (bytes.len() == 32).then(|| Self(shown.to_owned()))
    }

    /// The secret itself, for a link, a cookie or a file.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token({}…)", &self.0[..4])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_recognised_by_kind_and_never_printed() {
        let token = Token::new(TokenKind::Invitation, &Random::system());
        assert_eq!(Token::parse(TokenKind::Invitation, token.reveal()), Some(token.clone()));
        assert_eq!(Token::parse(TokenKind::Session, token.reveal()), None);
        assert_eq!(Token::parse(TokenKind::Invitation, "kdi_short"), None);
        assert_eq!(Token::parse(TokenKind::Invitation, ""), None);
        assert_eq!(format!("{token:?}"), "Token(kdi_…)");
        assert_eq!(token.hash().len(), 32);
    }
}
