//! Codes that only the holder of an organization's key can make (HMAC-SHA256), each in a domain of its own, so that what was
//! made for one purpose proves nothing for another.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Begins a code for a purpose, which ends in a zero octet.
pub(super) fn mac(key: &[u8], purpose: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length, so this cannot fail; the fallback is there so that nothing has to be promised.
    let mut mac = <Hmac<Sha256>>::new_from_slice(key).unwrap_or_else(|_| <Hmac<Sha256>>::new(&[0; 64].into()));
    mac.update(purpose);
    mac
}

/// Octets as hexadecimal digits.
pub(super) fn hex(octets: &[u8]) -> String {
    octets.iter().fold(String::with_capacity(octets.len() * 2), |mut hex, octet| {
        let _ = write!(hex, "{octet:02x}");
        hex
    })
}
