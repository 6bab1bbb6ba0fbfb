//! One-time codes by time (RFC 6238 over RFC 4226): six digits, thirty seconds, SHA-1, which is what authenticator apps do.
//!
//! Thirty lines over `ring`, which is here for TLS already. The crate `totp-rs` was looked at: it does no more of what is
//! needed and would bring a second generation of `hmac` and `sha1` along.

use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::hmac;
use subtle::ConstantTimeEq as _;

/// Bytes of a secret: what RFC 4226 recommends (160 bits).
pub(super) const SECRET: usize = 20;

/// Seconds of a step.
const STEP: i64 = 30;
/// A code may be so many steps early or late: clocks differ, and people type.
const DRIFT: i64 = 1;

/// The step that a moment lies in.
fn step_of(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(STEP)
}

/// The code of a step.
fn code(secret: &[u8], step: i64) -> [u8; 6] {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[19] & 0x0F);
    let mut number = u32::from_be_bytes([tag[at] & 0x7F, tag[at + 1], tag[at + 2], tag[at + 3]]) % 1_000_000;
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
    digits
}

/// The six digits, however they were typed; `None` when it cannot be such a code.
pub(super) fn plain(typed: &str) -> Option<[u8; 6]> {
    let mut digits = Vec::with_capacity(6);
    for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        if !c.is_ascii_digit() || digits.len() == 6 {
            return None;
        }
        digits.push(u8::try_from(c).ok()?);
    }
    digits.try_into().ok()
}

/// The step whose code was typed, among the present one and its neighbours. All are compared, each in constant time.
pub(super) fn matching(secret: &[u8], typed: [u8; 6], now: DateTime<Utc>) -> Option<i64> {
    let present = step_of(now);
    let mut found = None;
    for step in present - DRIFT..=present + DRIFT {
        if bool::from(code(secret, step).ct_eq(&typed)) {
            found = Some(step);
        }
    }
    found
}

/// The secret as apps take it by hand (RFC 4648, base 32 without padding).
pub(super) fn base32(secret: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(secret.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in secret {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[((held >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[((held << (5 - bits)) & 31) as usize]));
    }
    text
}

/// The address that a QR code carries to an app. The names are cut, so that the code stays one that a screen can show.
pub(super) fn address(secret: &[u8], organization: &str, email: &str) -> String {
    let part = |text: &str, longest: usize| {
        let short: String = text.chars().filter(|c| *c != ':').take(longest).collect();
        utf8_percent_encode(&short, NON_ALPHANUMERIC).to_string()
    };
    let (issuer, person) = (part(organization, 40), part(email, 80));
    format!("otpauth://totp/{issuer}:{person}?secret={}&issuer={issuer}", base32(secret))
}

/// The code that an app with this secret shows at that moment.
///
/// For tests and demonstrations, which have no app; nothing in the programs calls it.
pub fn shown(secret: &str, at: DateTime<Utc>) -> Option<String> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for c in secret.chars().filter(|c| !c.is_whitespace()) {
        held = (held << 5) | u32::try_from(ALPHABET.find(c)?).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).ok()?);
        }
    }
    Some(code(&bytes, step_of(at)).map(char::from).iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B: the last six of its eight digits.
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SEED, step_of(at(seconds))), *digits.as_bytes(), "{seconds}");
            assert_eq!(shown(&base32(SEED), at(seconds)).as_deref(), Some(digits));
        }
    }

    #[test]
    fn a_code_may_be_one_step_early_or_late_and_no_more() {
        let typed = code(SEED, 100);
        for (step, expected) in [(98, None), (99, Some(100)), (100, Some(100)), (101, Some(100)), (102, None)] {
            assert_eq!(matching(SEED, typed, at(step * STEP)), expected, "{step}");
        }
    }

    #[test]
    fn codes_are_typed_in_any_way_and_nothing_else_is_one() {
        for typed in ["123456", " 123 456 ", "123-456"] {
            assert_eq!(plain(typed), Some(*b"123456"), "{typed}");
        }
        for never in ["", "12345", "1234567", "12345a", "１２３４５６", "12345\u{0}", &"1".repeat(10_000)] {
            assert_eq!(plain(never), None, "{never}");
        }
    }

    #[test]
    fn an_app_is_told_whose_it_is() {
        assert_eq!(base32(b"Hello!\xDE\xAD\xBE\xEF"), "JBSWY3DPEHPK3PXP");
        let address = address(SEED, "Nord: lift & Söhne", "eva@huber.example");
        assert_eq!(
            address,
            "otpauth://totp/Nord%20lift%20%26%20S%C3%B6hne:eva%40huber%2Eexample?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Nord%20lift%20%26%20S%C3%B6hne"
        );
    }
}
