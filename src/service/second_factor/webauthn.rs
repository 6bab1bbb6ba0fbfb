//! What a browser sends for a passkey, and whether it holds (Web Authentication, level 2 with level 3's flags): pure, without
//! database or clock.
//!
//! The verification is our own, over `ring` (there for TLS already) and `minicbor` (no dependencies of its own), because no
//! attestation is asked for and what is left is a page: compare challenge, origin and relying party, ask for presence and
//! verification, check one signature. Looked at instead: `webauthn-rs` needs OpenSSL; `webauthn_rp` is careful and kept by
//! one person, and brings four signature crates of its own and their big-number arithmetic; `passkey-types` only has types.
//!
//! Attestation is neither asked for nor looked at: everybody may use the authenticator they like.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::Decoder;
use minicbor::data::Type;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// No part of an answer is longer.
const LONGEST_PART: usize = 16 * 1024;
/// The longest identifier that the specification allows.
const LONGEST_ID: usize = 1023;

/// For whom passkeys are made: both come from `public_url`, never from a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// The host name: a passkey works nowhere else.
    pub id: String,
    /// The origin that an answer must name.
    pub origin: String,
}

impl Party {
    /// The one of a public address.
    pub fn of(public_url: &str) -> Self {
        url::Url::parse(public_url).map_or_else(
            |_| Self { id: String::new(), origin: String::new() },
            |url| Self {
                id: url.host_str().unwrap_or_default().to_owned(),
                origin: url.origin().ascii_serialization(),
            },
        )
    }

    /// Whether browsers make passkeys for it at all: they do not for a bare address.
    pub fn is_name(&self) -> bool {
        let id = self.id.trim_start_matches('[').trim_end_matches(']');
        !id.is_empty() && id.parse::<std::net::IpAddr>().is_err()
    }
}

/// Why an answer is not taken. For the log, never for the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flaw {
    /// It cannot be read.
    Unreadable,
    /// It is an answer to something else, from somewhere else, or for somebody else.
    Foreign,
    /// The person was not there, or did not show who they are.
    Unverified,
    /// The key is of no kind that is known here.
    UnknownKey,
    /// The signature is not by the key.
    Signature,
    /// The counter went back: there may be a copy of the authenticator.
    Counter,
}

/// What is kept of a passkey to check its signatures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Credential {
    /// The public key, as COSE has it, in base64url.
    key: String,
    /// The signature counter that was seen last; 0 for passkeys that have none.
    count: u32,
    /// Whether it is kept in more than one place.
    backed_up: bool,
}

/// A new passkey.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Made {
    /// What the browser calls it.
    pub id: Vec<u8>,
    /// What is kept.
    pub credential: Credential,
}

/// What the script sends after making a passkey; every part in base64url.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MadeAnswer {
    id: String,
    client_data: String,
    attestation: String,
}

/// What the script sends after using one; every part in base64url.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct UsedAnswer {
    id: String,
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user_handle: Option<String>,
}

/// An answer of a passkey that was used, read but not yet checked: first it says which passkey it is.
#[derive(Debug)]
pub(super) struct Used {
    /// What the browser calls the passkey.
    pub id: Vec<u8>,
    /// The challenge that it answers.
    pub challenge: Vec<u8>,
    /// Whose it says to be.
    pub user: Option<Vec<u8>>,
    client_data: Vec<u8>,
    authenticator_data: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

fn bytes(part: &str) -> Result<Vec<u8>, Flaw> {
    if part.len() > LONGEST_PART {
        return Err(Flaw::Unreadable);
    }
    URL_SAFE_NO_PAD.decode(part).map_err(|_| Flaw::Unreadable)
}

fn client_data(raw: &[u8]) -> Result<(ClientData, Vec<u8>), Flaw> {
    let data: ClientData = serde_json::from_slice(raw).map_err(|_| Flaw::Unreadable)?;
    let challenge = bytes(&data.challenge)?;
    Ok((data, challenge))
}

fn is_ours(data: &ClientData, kind: &str, party: &Party) -> Result<(), Flaw> {
    let ours = data.kind == kind && data.origin == party.origin && !data.cross_origin && !party.origin.is_empty();
    if ours { Ok(()) } else { Err(Flaw::Foreign) }
}

/// The challenge that an answer about a new passkey names, so that the step it belongs to can be found.
pub(super) fn challenge_of_made(answer: &str) -> Result<Vec<u8>, Flaw> {
    let answer: MadeAnswer = read(answer)?;
    Ok(client_data(&bytes(&answer.client_data)?)?.1)
}

fn read<'a, T: Deserialize<'a>>(answer: &'a str) -> Result<T, Flaw> {
    if answer.len() > 4 * LONGEST_PART {
        return Err(Flaw::Unreadable);
    }
    serde_json::from_str(answer).map_err(|_| Flaw::Unreadable)
}

/// Checks the answer about a new passkey. That its challenge is one of ours the caller has asked.
pub(super) fn made(answer: &str, party: &Party) -> Result<Made, Flaw> {
    let answer: MadeAnswer = read(answer)?;
    let (data, _) = client_data(&bytes(&answer.client_data)?)?;
    is_ours(&data, "webauthn.create", party)?;
    let attestation = bytes(&answer.attestation)?;
    let seen = Seen::read(authenticator_data(&attestation)?, party)?;
    let (id, key) = seen.credential.ok_or(Flaw::Unreadable)?;
    if id != bytes(&answer.id)? {
        return Err(Flaw::Foreign);
    }
    // A key that cannot be read later would be one that never works.
    Key::read(&key)?;
    let credential = Credential { key: URL_SAFE_NO_PAD.encode(&key), count: seen.count, backed_up: seen.backed_up };
    Ok(Made { id, credential })
}

impl Used {
    /// Reads what the script sent.
    pub(super) fn read(answer: &str) -> Result<Self, Flaw> {
        let answer: UsedAnswer = read(answer)?;
        let client = bytes(&answer.client_data)?;
        let (_, challenge) = client_data(&client)?;
        let id = bytes(&answer.id)?;
        if id.is_empty() || id.len() > LONGEST_ID {
            return Err(Flaw::Unreadable);
        }
        let user = answer.user_handle.as_deref().filter(|user| !user.is_empty()).map(bytes).transpose()?;
        Ok(Self {
            id,
            challenge,
            user,
            client_data: client,
            authenticator_data: bytes(&answer.authenticator_data)?,
            signature: bytes(&answer.signature)?,
        })
    }

    /// Checks the answer against what is kept of the passkey; what is to be kept from now on. That the challenge is one of
    /// ours the caller has asked.
    pub(super) fn check(&self, kept: &Credential, party: &Party) -> Result<Credential, Flaw> {
        let (data, _) = client_data(&self.client_data)?;
        is_ours(&data, "webauthn.get", party)?;
        let seen = Seen::read(&self.authenticator_data, party)?;
        let mut signed = self.authenticator_data.clone();
        signed.extend_from_slice(&Sha256::digest(&self.client_data));
        let key = URL_SAFE_NO_PAD.decode(&kept.key).map_err(|_| Flaw::UnknownKey)?;
        Key::read(&key)?.verify(&signed, &self.signature)?;
        // Where either side counts, the count must have grown.
        if (seen.count > 0 || kept.count > 0) && seen.count <= kept.count {
            return Err(Flaw::Counter);
        }
        Ok(Credential { key: kept.key.clone(), count: seen.count, backed_up: seen.backed_up })
    }
}

/// The authenticator data inside an attestation object.
fn authenticator_data(attestation: &[u8]) -> Result<&[u8], Flaw> {
    let unreadable = |_| Flaw::Unreadable;
    let mut cbor = Decoder::new(attestation);
    let fields = cbor.map().map_err(unreadable)?.filter(|n| *n <= 8).ok_or(Flaw::Unreadable)?;
    let mut found = None;
    for _ in 0..fields {
        if cbor.str().map_err(unreadable)? == "authData" {
            found = Some(cbor.bytes().map_err(unreadable)?);
        } else {
            cbor.skip().map_err(unreadable)?;
        }
    }
    if cbor.position() == attestation.len() { found.ok_or(Flaw::Unreadable) } else { Err(Flaw::Unreadable) }
}

/// Identifier and public key of a new passkey.
type NewKey = (Vec<u8>, Vec<u8>);

/// What the authenticator says, once it is clear that it speaks to us and with the person.
struct Seen {
    count: u32,
    backed_up: bool,
    /// Identifier and public key of a new passkey.
    credential: Option<NewKey>,
}

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

impl Seen {
    fn read(data: &[u8], party: &Party) -> Result<Self, Flaw> {
        let (party_hash, rest) = data.split_at_checked(32).ok_or(Flaw::Unreadable)?;
        let (flags, rest) = rest.split_first().ok_or(Flaw::Unreadable)?;
        let (count, rest) = rest.split_first_chunk::<4>().ok_or(Flaw::Unreadable)?;
        if !bool::from(party_hash.ct_eq(&Sha256::digest(party.id.as_bytes()))) {
            return Err(Flaw::Foreign);
        }
        if flags & PRESENT == 0 || flags & VERIFIED == 0 {
            return Err(Flaw::Unverified);
        }
        if flags & BACKED_UP != 0 && flags & ELIGIBLE == 0 {
            return Err(Flaw::Unreadable);
        }
        let (credential, rest) = if flags & ATTESTED == 0 { (None, rest) } else { attested(rest)? };
        let rest = if flags & EXTENSIONS == 0 { rest } else { after_one(rest)? };
        if !rest.is_empty() {
            return Err(Flaw::Unreadable);
        }
        Ok(Self { count: u32::from_be_bytes(*count), backed_up: flags & BACKED_UP != 0, credential })
    }
}

/// Identifier and key of a new passkey, and what follows.
fn attested(data: &[u8]) -> Result<(Option<NewKey>, &[u8]), Flaw> {
    // The first sixteen bytes name the kind of authenticator.
    let (_, rest) = data.split_at_checked(16).ok_or(Flaw::Unreadable)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Flaw::Unreadable)?;
    let length = usize::from(u16::from_be_bytes(*length));
    if length == 0 || length > LONGEST_ID {
        return Err(Flaw::Unreadable);
    }
    let (id, rest) = rest.split_at_checked(length).ok_or(Flaw::Unreadable)?;
    let after = after_one(rest)?;
    let key = &rest[..rest.len() - after.len()];
    Ok((Some((id.to_vec(), key.to_vec())), after))
}

/// What follows one item of CBOR.
fn after_one(data: &[u8]) -> Result<&[u8], Flaw> {
    let mut cbor = Decoder::new(data);
    cbor.skip().map_err(|_| Flaw::Unreadable)?;
    data.get(cbor.position()..).ok_or(Flaw::Unreadable)
}

/// A public key of one of the three kinds that are asked for (RFC 9053, RFC 8812).
#[derive(PartialEq, Eq, Debug)]
enum Key {
    /// ECDSA over P-256 with SHA-256: an uncompressed point.
    Es256(Vec<u8>),
    /// Ed25519.
    EdDsa(Vec<u8>),
    /// RSA PKCS#1 v1.5 with SHA-256: modulus, exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

/// The algorithms, by COSE's numbers, the one liked best first.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];

impl Key {
    fn read(cose: &[u8]) -> Result<Self, Flaw> {
        let unreadable = |_| Flaw::UnknownKey;
        let mut cbor = Decoder::new(cose);
        let fields = cbor.map().map_err(unreadable)?.filter(|n| *n <= 16).ok_or(Flaw::UnknownKey)?;
        let (mut numbers, mut parts) = (Vec::new(), Vec::new());
        for _ in 0..fields {
            let label = cbor.i64().map_err(unreadable)?;
            match cbor.datatype().map_err(unreadable)? {
                Type::Bytes => parts.push((label, cbor.bytes().map_err(unreadable)?)),
                Type::U8 | Type::U16 | Type::U32 | Type::I8 | Type::I16 | Type::I32 => {
                    numbers.push((label, cbor.i64().map_err(unreadable)?));
                }
                _ => cbor.skip().map_err(unreadable)?,
            }
        }
        let number = |label| numbers.iter().find(|(l, _)| *l == label).map(|(_, n)| *n);
        let part = |label, length: std::ops::RangeInclusive<usize>| {
            let found = parts.iter().find(|(l, p)| *l == label && length.contains(&p.len()));
            found.map(|(_, p)| p.to_vec()).ok_or(Flaw::UnknownKey)
        };
        match (number(1), number(3), number(-1)) {
            (Some(2), Some(-7), Some(1)) => Ok(Self::Es256([vec![4], part(-2, 32..=32)?, part(-3, 32..=32)?].concat())),
            (Some(1), Some(-8), Some(6)) => Ok(Self::EdDsa(part(-2, 32..=32)?)),
            (Some(3), Some(-257), None) => Ok(Self::Rs256(part(-1, 256..=512)?, part(-2, 1..=8)?)),
            _ => Err(Flaw::UnknownKey),
        }
    }

    fn verify(&self, signed: &[u8], by: &[u8]) -> Result<(), Flaw> {
        let checked = match self {
            Self::Es256(point) => UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point).verify(signed, by),
            Self::EdDsa(key) => UnparsedPublicKey::new(&signature::ED25519, key).verify(signed, by),
            Self::Rs256(n, e) => {
                RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, signed, by)
            }
        };
        checked.map_err(|_| Flaw::Signature)
    }
}

#[cfg(test)]
#[path = "webauthn_tests.rs"]
mod tests;
