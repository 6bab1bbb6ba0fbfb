//! Answers made by hand, with a key of our own, and everything that can be wrong with them.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use serde_json::{Value, json};

use super::*;

fn party() -> Party {
    Party::of("https://portal.example:8443/somewhere")
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn client(kind: &str, origin: &str) -> Vec<u8> {
    json!({ "type": kind, "challenge": encoded([7; 32]), "origin": origin, "crossOrigin": false }).to_string().into()
}

fn data(id: &str, flags: u8, count: u32, rest: &[u8]) -> Vec<u8> {
    [&Sha256::digest(id)[..], &[flags], &count.to_be_bytes(), rest].concat()
}

fn es256(point: &[u8]) -> Vec<u8> {
    let mut cbor = minicbor::Encoder::new(Vec::new());
    cbor.map(5).unwrap().i8(1).unwrap().i8(2).unwrap().i8(3).unwrap().i8(-7).unwrap().i8(-1).unwrap().i8(1).unwrap();
    cbor.i8(-2).unwrap().bytes(&point[1..33]).unwrap().i8(-3).unwrap().bytes(&point[33..]).unwrap();
    cbor.into_writer()
}

fn attested(key: &[u8]) -> Vec<u8> {
    [&[0; 16][..], &[0, 3], b"one", key].concat()
}

fn attestation(auth_data: &[u8]) -> Vec<u8> {
    let mut cbor = minicbor::Encoder::new(Vec::new());
    cbor.map(3).unwrap().str("fmt").unwrap().str("none").unwrap().str("attStmt").unwrap().map(0).unwrap();
    cbor.str("authData").unwrap().bytes(auth_data).unwrap();
    cbor.into_writer()
}

fn made_with(client: &[u8], attestation: &[u8]) -> String {
    json!({ "id": encoded("one"), "clientData": encoded(client), "attestation": encoded(attestation) }).to_string()
}

/// A key pair, and its answer when it was made.
struct Key2(EcdsaKeyPair);

impl Key2 {
    fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap())
    }

    fn made(&self, count: u32) -> Made {
        let key = es256(self.0.public_key().as_ref());
        let object = attestation(&data("portal.example", 0x45, count, &attested(&key)));
        made(&made_with(&client("webauthn.create", "https://portal.example:8443"), &object), &party()).unwrap()
    }

    fn used(&self, client: &[u8], data: &[u8]) -> Used {
        let signed = [data, &Sha256::digest(client)[..]].concat();
        let signature = self.0.sign(&SystemRandom::new(), &signed).unwrap();
        Used::read(&used_with(client, data, signature.as_ref()).to_string()).unwrap()
    }
}

fn used_with(client: &[u8], data: &[u8], signature: &[u8]) -> Value {
    json!({
        "id": encoded("one"), "clientData": encoded(client), "authenticatorData": encoded(data),
        "signature": encoded(signature), "userHandle": encoded("user"),
    })
}

#[test]
fn the_party_comes_from_the_public_address() {
    assert_eq!((party().id.as_str(), party().origin.as_str()), ("portal.example", "https://portal.example:8443"));
    assert!(party().is_name() && Party::of("http://localhost:8106").is_name());
    for bare in ["http://127.0.0.1:8080", "http://[::1]:8080", "nonsense"] {
        assert!(!Party::of(bare).is_name(), "{bare}");
    }
}

#[test]
fn a_passkey_is_made_and_used() {
    let key = Key2::new();
    let made = key.made(0);
    assert_eq!(made.id, b"one");
    let client = client("webauthn.get", "https://portal.example:8443");
    let used = key.used(&client, &data("portal.example", 0x1D, 0, &[]));
    assert_eq!((used.id.as_slice(), used.challenge.as_slice()), (&b"one"[..], &[7; 32][..]));
    assert_eq!(used.user.as_deref(), Some(&b"user"[..]));
    let kept = used.check(&made.credential, &party()).unwrap();
    assert!(kept.backed_up && kept.count == 0);
    assert_eq!(
        Key2::new().used(&client, &data("portal.example", 5, 0, &[])).check(&kept, &party()),
        Err(Flaw::Signature)
    );
}

#[test]
fn whatever_is_wrong_with_a_new_passkey_is_seen() {
    let key = es256(Key2::new().0.public_key().as_ref());
    let right = client("webauthn.create", "https://portal.example:8443");
    let fine = data("portal.example", 0x45, 0, &attested(&key));
    let check = |client: &[u8], data: &[u8]| made(&made_with(client, &attestation(data)), &party()).map(|_| ());
    assert_eq!(check(&right, &fine), Ok(()));
    for (client, data, flaw) in [
        (client("webauthn.get", "https://portal.example:8443"), fine.clone(), Flaw::Foreign),
        (client("webauthn.create", "https://portal.example"), fine.clone(), Flaw::Foreign),
        (client("webauthn.create", "https://evil.example"), fine.clone(), Flaw::Foreign),
        (b"{}".to_vec(), fine.clone(), Flaw::Unreadable),
        (right.clone(), data("evil.example", 0x45, 0, &attested(&key)), Flaw::Foreign),
        (right.clone(), data("portal.example", 0x41, 0, &attested(&key)), Flaw::Unverified),
        (right.clone(), data("portal.example", 0x44, 0, &attested(&key)), Flaw::Unverified),
        // Backed up, but not made for it.
        (right.clone(), data("portal.example", 0x55, 0, &attested(&key)), Flaw::Unreadable),
        (right.clone(), data("portal.example", 0x05, 0, &[]), Flaw::Unreadable),
        (right.clone(), data("portal.example", 0x45, 0, &[&attested(&key)[..], &[0]].concat()), Flaw::Unreadable),
        (right.clone(), data("portal.example", 0x45, 0, &attested(&key)[..30]), Flaw::Unreadable),
        (right.clone(), data("portal.example", 0x45, 0, &[&[0; 16][..], &[0, 0], &key].concat()), Flaw::Unreadable),
        // A key of a kind that nobody asked for.
        (right.clone(), data("portal.example", 0x45, 0, &attested(&[0xA1, 0x01, 0x02])), Flaw::UnknownKey),
    ] {
        assert_eq!(check(&client, &data), Err(flaw), "{}", String::from_utf8_lossy(&client));
    }
    let foreign = json!({
        "id": encoded("two"), "clientData": encoded(&right), "attestation": encoded(attestation(&fine)),
    });
    assert_eq!(made(&foreign.to_string(), &party()), Err(Flaw::Foreign), "it says another name than it shows");
    for never in ["", "{}", "[]", "null", "\u{0}", &"[".repeat(100_000), &"x".repeat(100_000)] {
        assert!(made(never, &party()).is_err() && Used::read(never).is_err());
    }
    // Deeply nested and cut off CBOR ends in an error, not in a crash.
    for cbor in [vec![0x81; 60_000], vec![0xBF; 10], vec![0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], vec![]]
    {
        assert!(made(&made_with(&right, &cbor), &party()).is_err());
    }
}

#[test]
fn whatever_is_wrong_with_a_used_passkey_is_seen() {
    let key = Key2::new();
    let kept = key.made(5).credential;
    let right = client("webauthn.get", "https://portal.example:8443");
    let check = |client: &[u8], data: &[u8]| key.used(client, data).check(&kept, &party()).map(|kept| kept.count);
    assert_eq!(check(&right, &data("portal.example", 5, 6, &[])), Ok(6));
    for (client, data, flaw) in [
        (client("webauthn.create", "https://portal.example:8443"), data("portal.example", 5, 6, &[]), Flaw::Foreign),
        (client("webauthn.get", "http://portal.example:8443"), data("portal.example", 5, 6, &[]), Flaw::Foreign),
        (right.clone(), data("example", 5, 6, &[]), Flaw::Foreign),
        (right.clone(), data("portal.example", 1, 6, &[]), Flaw::Unverified),
        (right.clone(), data("portal.example", 4, 6, &[]), Flaw::Unverified),
        (right.clone(), data("portal.example", 5, 5, &[]), Flaw::Counter),
        (right.clone(), data("portal.example", 5, 4, &[]), Flaw::Counter),
        (right.clone(), data("portal.example", 5, 0, &[]), Flaw::Counter),
        (right.clone(), data("portal.example", 5, 6, b"more"), Flaw::Unreadable),
        (right.clone(), b"short".to_vec(), Flaw::Unreadable),
    ] {
        assert_eq!(check(&client, &data), Err(flaw), "{}", String::from_utf8_lossy(&client));
    }
    let crossed = json!({
        "type": "webauthn.get", "challenge": encoded([7; 32]), "origin": "https://portal.example:8443", "crossOrigin": true,
    });
    assert_eq!(check(crossed.to_string().as_bytes(), &data("portal.example", 5, 6, &[])), Err(Flaw::Foreign), "framed");
    let mut other = key.used(&right, &data("portal.example", 5, 6, &[]));
    other.client_data =
        String::from_utf8(other.client_data).unwrap().replace("\"crossOrigin\"", " \"crossOrigin\"").into();
    assert_eq!(other.check(&kept, &party()), Err(Flaw::Signature), "what was signed is what was sent");
}

#[test]
fn the_other_two_kinds_of_keys_are_read() {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    let mut cbor = minicbor::Encoder::new(Vec::new());
    cbor.map(4).unwrap().i8(1).unwrap().i8(1).unwrap().i8(3).unwrap().i8(-8).unwrap().i8(-1).unwrap().i8(6).unwrap();
    cbor.i8(-2).unwrap().bytes(pair.public_key().as_ref()).unwrap();
    let key = Key::read(&cbor.into_writer()).unwrap();
    assert_eq!(key.verify(b"signed", pair.sign(b"signed").as_ref()), Ok(()));
    assert_eq!(key.verify(b"other", pair.sign(b"signed").as_ref()), Err(Flaw::Signature));
    let rsa = |modulus: usize| {
        let mut cbor = minicbor::Encoder::new(Vec::new());
        cbor.map(4).unwrap().i8(1).unwrap().i8(3).unwrap().i8(3).unwrap().i16(-257).unwrap();
        cbor.i8(-1).unwrap().bytes(&vec![0xC1; modulus]).unwrap().i8(-2).unwrap().bytes(&[1, 0, 1]).unwrap();
        Key::read(&cbor.into_writer())
    };
    assert!(matches!(rsa(256), Ok(Key::Rs256(..))));
    assert_eq!(rsa(256).unwrap().verify(b"signed", &[1; 256]), Err(Flaw::Signature));
    assert_eq!(rsa(128), Err(Flaw::UnknownKey), "too short to be worth anything");
}
