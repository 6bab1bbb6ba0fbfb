//! E-mail addresses: what is valid, and when two are the same (R4).

use unicode_normalization::UnicodeNormalization as _;

use super::field::FieldErrors;

/// A valid e-mail address as it was typed, with the key under which it is unique.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Email {
    address: String,
    key: String,
}

impl Email {
    /// Reads an address: trimmed, Unicode NFC, at most 254 octets, one `@`, a domain with a dot (RFC 5321 with the
    /// local part limited to what mail servers take without quoting).
    ///
    /// # Errors
    /// Names `field` and says what is wrong.
    pub fn parse(field: &'static str, typed: &str) -> Result<Self, FieldErrors> {
        let address: String = typed.trim().nfc().collect();
        let refuse = |code, message: String| Err(FieldErrors::one(field, code, message));
        if address.is_empty() {
            return refuse("email-missing", "an e-mail address is needed, for example name@company.com".into());
        }
        let shown: String = crate::text::line(&address).chars().take(80).collect();
        if address.len() > 254 {
            return refuse("email-too-long", format!("\"{shown}…\" is longer than the 254 characters mail allows"));
        }
        let Some((local, domain)) = address.rsplit_once('@') else {
            return refuse("email-invalid", format!("\"{shown}\" has no @; an address looks like name@company.com"));
        };
        let invalid = || refuse("email-invalid", format!("\"{shown}\" is not a valid e-mail address"));
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom));
        let domain_ok = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c == '-' || c.is_alphanumeric())
            });
        if !local_ok || !domain_ok {
            return invalid();
        }
        let key = address.nfkc().flat_map(char::to_lowercase).nfkc().collect();
        Ok(Self { address, key })
    }

    /// The address as typed, for letters and screens.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The key under which the address is compared: NFKC, lower case.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.address)
    }
}

fn is_atom(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_addresses_are_kept_as_typed_and_compared_folded() {
        let email = Email::parse("email", " Eva.Huber+portal@Huber.example ").unwrap();
        assert_eq!(email.as_str(), "Eva.Huber+portal@Huber.example");
        assert_eq!(email.key(), "eva.huber+portal@huber.example");
        let decomposed = Email::parse("email", "jo\u{308}rg@müller.example").unwrap();
        assert_eq!(decomposed.key(), Email::parse("email", "JÖRG@MÜLLER.example").unwrap().key());
    }

    #[test]
    fn invalid_addresses_are_refused_with_the_field_named() {
        for typed in [
            "", "eva", "@x.de", "a@b", "a@@b.de", "a b@c.de", "a@b..de", ".a@b.de", "a\n@b.de", "a@-b.de", "a,b@c.de",
            "<a@b.de>",
        ] {
            let errors = Email::parse("send_to", typed).unwrap_err();
            assert_eq!(errors.0[0].field, "send_to", "{typed}");
        }
    }
}
