//! A passkey made of software: it answers what the portal asks, and can be told to answer wrongly.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use keydesk::service::second_factor::Question;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// A passkey on a device that verifies its person.
pub struct Authenticator {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    user: String,
    origin: String,
    /// The counter that the next answer carries.
    pub count: u32,
    /// Present and verified; less for a device that only was touched.
    pub flags: u8,
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    /// A device of somebody at `origin`; each has an identifier of its own.
    pub fn at(origin: &str) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).expect("a key");
        let id = Sha256::digest(pair.public_key().as_ref()).to_vec();
        Self { pair, id, user: String::new(), origin: origin.to_owned(), count: 1, flags: 0x05 }
    }

    fn client(&self, kind: &str, question: &Question) -> String {
        json!({ "type": kind, "challenge": question.challenge, "origin": self.origin }).to_string()
    }

    fn data(&self, question: &Question, more: u8, rest: &[u8]) -> Vec<u8> {
        let party = Sha256::digest(&question.party.id);
        [&party[..], &[self.flags | more], &self.count.to_be_bytes(), rest].concat()
    }

    /// Makes the passkey; what the script would send.
    pub fn make(&mut self, question: &Question) -> String {
        self.user.clone_from(&question.user);
        let point = self.pair.public_key().as_ref();
        let mut key = minicbor::Encoder::new(Vec::new());
        key.map(5).and_then(|k| k.i8(1)?.i8(2)?.i8(3)?.i8(-7)?.i8(-1)?.i8(1)).expect("memory");
        key.i8(-2).and_then(|k| k.bytes(&point[1..33])?.i8(-3)?.bytes(&point[33..])).expect("memory");
        let length = u16::try_from(self.id.len()).expect("short").to_be_bytes();
        let rest = [&[0; 16][..], &length, &self.id, &key.into_writer()].concat();
        let mut object = minicbor::Encoder::new(Vec::new());
        object.map(3).and_then(|o| o.str("fmt")?.str("none")?.str("attStmt")?.map(0)).expect("memory");
        object.str("authData").and_then(|o| o.bytes(&self.data(question, 0x40, &rest))).expect("memory");
        let client = self.client("webauthn.create", question);
        json!({
            "id": encoded(&self.id), "clientData": encoded(client), "attestation": encoded(object.into_writer()),
        })
        .to_string()
    }

    /// Uses the passkey; what the script would send. The counter moves on.
    pub fn answer(&mut self, question: &Question) -> String {
        self.count += 1;
        let (client, data) = (self.client("webauthn.get", question), self.data(question, 0, &[]));
        let signed = [&data[..], &Sha256::digest(&client)[..]].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        json!({
            "id": encoded(&self.id), "clientData": encoded(client), "authenticatorData": encoded(data),
            "signature": encoded(signature), "userHandle": self.user,
        })
        .to_string()
    }
}
