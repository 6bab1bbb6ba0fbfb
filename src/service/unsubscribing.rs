//! One click in a letter switches its topic off (R60, R61; RFC 8058).
//!
//! The link must work from any mail program, years later and without signing in, so it holds the person and the topic and
//! proves itself with a key of the organization, as secure links do. Nothing is kept of it. It can do one thing: be told of
//! less. Looking at it changes nothing; what it does, it does once, however often it is used.

use std::str::FromStr as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac as _;
use serde_json::json;
use uuid::Uuid;

use crate::domain::activity::Event;
use crate::domain::notice::{Channel, Reach, StaffTopic, Topic, rule};
use crate::domain::state::Language;
use crate::domain::{CustomerUserId, OrganizationId, StaffId};
use crate::store::outbox_queue::Claimed;
use crate::store::unsubscribing::{self as store, Holder};
use crate::store::{Conn, notices, staff};

use super::activity::{About, record};
use super::customer_sign_in::Client;
use super::{Actor, App, Error, House, Who, keyed};

const PREFIX: &str = "kdu_";
const PURPOSE: &[u8] = b"keydesk unsubscribe\0";
/// No token of ours is longer.
const LONGEST: usize = 200;

/// A topic of somebody's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// A customer user's.
    Customer(CustomerUserId, Topic),
    /// A staff person's.
    Staff(StaffId, StaffTopic),
}

/// What the page of such a link shows. Nothing of the person: letters are passed on.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The organization's name.
    pub organization: String,
    /// Its accent colour.
    pub accent: String,
    /// Under which key the storage has its logo.
    pub logo_key: Option<String>,
    /// Its time zone.
    pub time_zone: String,
    /// The person's language.
    pub language: Language,
    /// Of which topic.
    pub whose: Whose,
    /// Whether the person is told of it at present.
    pub on: bool,
}

/// The address behind which the topic of a letter is switched off; none for what nobody chooses.
pub(super) fn address(app: &App, claimed: &Claimed, key: &[u8]) -> Option<String> {
    claimed.about.as_ref()?;
    let rule = rule(claimed.letter()?.kind());
    let whose = match (claimed.staff_id, claimed.customer_user_id) {
        (Some(id), _) => Whose::Staff(id, rule.staff?.topic),
        (None, Some(id)) => Whose::Customer(id, rule.customers?.topic),
        (None, None) => return None,
    };
    Some(format!("{}/unsubscribe/{}", app.policy.public_url, token(whose, key)))
}

/// What a link would switch off.
///
/// # Errors
/// Not found for whatever is no link of ours; denied when the organization's portal is off and the person is a
/// customer's (R1).
pub async fn offered(app: &App, token: &str) -> Result<Offered, Error> {
    let mut conn = app.store.read().await?;
    let (whose, holder) = held(&mut conn, token).await?;
    let on = is_on(&mut conn, &holder, whose).await?;
    Ok(offer(holder, whose, on))
}

/// Switches the topic off. What is off stays off, and is not noted again.
///
/// # Errors
/// As [`offered`].
pub async fn switch_off(app: &App, token: &str, client: &Client) -> Result<Offered, Error> {
    let mut tx = app.store.begin().await?;
    let (whose, holder) = held(&mut tx, token).await?;
    if !is_on(&mut tx, &holder, whose).await? {
        return Ok(offer(holder, whose, false));
    }
    let org = holder.organization_id;
    let (topic, before, after) = match whose {
        Whose::Customer(id, topic) => {
            let (_, channel) = of_user(&mut tx, org, id, topic).await?;
            notices::set_of_user(&mut tx, org, id, topic, (false, channel)).await?;
            (topic.as_str(), "on", "off")
        }
        Whose::Staff(id, topic) => {
            let (before, channel) = of_staff(&mut tx, org, id, topic).await?;
            notices::set_of_member(&mut tx, org, id, topic, (Reach::None, channel)).await?;
            (topic.as_str(), before.as_str(), Reach::None.as_str())
        }
    };
    let by = actor(&mut tx, &holder, whose, client).await?;
    let data = json!({
        "before": format!("{topic} {before}"), "after": format!("{topic} {after}"), "with": "the link in a letter",
    });
    record(app, &mut tx, &by, Event::TopicsChosen, about(&holder, whose), data).await?;
    tx.commit().await?;
    Ok(offer(holder, whose, false))
}

fn offer(holder: Holder, whose: Whose, on: bool) -> Offered {
    Offered {
        organization: holder.organization_name,
        accent: holder.accent,
        logo_key: holder.logo_key,
        time_zone: holder.time_zone,
        language: holder.language,
        whose,
        on,
    }
}

async fn is_on(conn: &mut Conn, holder: &Holder, whose: Whose) -> Result<bool, Error> {
    let org = holder.organization_id;
    Ok(match whose {
        Whose::Customer(id, topic) => of_user(conn, org, id, topic).await?.0,
        Whose::Staff(id, topic) => of_staff(conn, org, id, topic).await?.0 != Reach::None,
    })
}

/// Whether a customer user is told of a topic, and which way it was chosen.
async fn of_user(
    conn: &mut Conn,
    org: OrganizationId,
    id: CustomerUserId,
    topic: Topic,
) -> Result<(bool, Channel), Error> {
    let chosen = notices::of_user(conn, org, id).await?.into_iter().find(|(of, ..)| *of == topic);
    Ok(chosen.map_or((topic.by_default(), Channel::Email), |(_, told, channel)| (told, channel)))
}

/// How far a staff person is told of a topic, and which way it was chosen.
async fn of_staff(
    conn: &mut Conn,
    org: OrganizationId,
    id: StaffId,
    topic: StaffTopic,
) -> Result<(Reach, Channel), Error> {
    let chosen = notices::of_member(conn, org, id).await?.into_iter().find(|(of, ..)| *of == topic);
    Ok(chosen.map_or((topic.by_default(), Channel::Email), |(_, reach, channel)| (reach, channel)))
}

async fn actor(conn: &mut Conn, holder: &Holder, whose: Whose, client: &Client) -> Result<Actor, Error> {
    let org = holder.organization_id;
    let name = holder.name.trim().to_owned();
    let who = match whose {
        Whose::Customer(id, _) => {
            let sign_in = holder.sign_in_id.ok_or_else(gone)?;
            Who::CustomerUser { id, sign_in, name }
        }
        Whose::Staff(id, _) => {
            let account = staff::accounts(conn, org, staff::Who::One(id)).await?.into_iter().next().ok_or_else(gone)?;
            Who::Staff { id, name, rights: account.rights() }
        }
    };
    let organization_name = holder.organization_name.clone();
    Ok(Actor { organization: org, organization_name, who, origin: client.origin(), house: House::default() })
}

fn about(holder: &Holder, whose: Whose) -> About {
    match whose {
        Whose::Customer(id, _) => About {
            customer: holder.customer_id,
            user: Some(id),
            staff: None,
            subject: format!("{} <{}>", holder.name.trim(), holder.email),
        },
        Whose::Staff(id, _) => About { staff: Some(id), subject: holder.name.clone(), ..About::default() },
    }
}

fn gone() -> Error {
    Error::not_found("such link")
}

/// The person whom a link names, if it proves itself.
async fn held(conn: &mut Conn, token: &str) -> Result<(Whose, Holder), Error> {
    let (whose, proof) = parse(token).ok_or_else(gone)?;
    let holder = match whose {
        Whose::Customer(id, _) => store::of_user(conn, id).await?,
        Whose::Staff(id, _) => store::of_staff(conn, id).await?,
    };
    let holder = holder.ok_or_else(gone)?;
    let mut mac = keyed::mac(&holder.link_key, PURPOSE);
    mac.update(&named(whose));
    // Compares in constant time.
    mac.verify_slice(&proof).map_err(|_| gone())?;
    if !holder.module_on && matches!(whose, Whose::Customer(..)) {
        return Err(Error::Denied { needs: "the portal".into(), because: ", which is off".into() });
    }
    Ok((whose, holder))
}

/// What a token names: whose kind, who, which topic.
fn named(whose: Whose) -> Vec<u8> {
    let (kind, id, topic) = match whose {
        Whose::Customer(id, topic) => (b'c', id.0, topic.as_str()),
        Whose::Staff(id, topic) => (b's', id.0, topic.as_str()),
    };
    [&[kind], id.as_bytes().as_slice(), topic.as_bytes()].concat()
}

fn token(whose: Whose, key: &[u8]) -> String {
    let named = named(whose);
    let mut mac = keyed::mac(key, PURPOSE);
    mac.update(&named);
    // The proof stands first: it has a fixed length, the topic has not.
    let octets = [mac.finalize().into_bytes().as_slice(), &named].concat();
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(octets))
}

fn parse(token: &str) -> Option<(Whose, Vec<u8>)> {
    let body = token.strip_prefix(PREFIX).filter(|body| body.len() <= LONGEST)?;
    let octets = URL_SAFE_NO_PAD.decode(body).ok()?;
    let (proof, named) = octets.split_at_checked(32)?;
    let (kind, rest) = named.split_first()?;
    let (id, topic) = rest.split_at_checked(16)?;
    let (id, topic) = (Uuid::from_slice(id).ok()?, std::str::from_utf8(topic).ok()?);
    let whose = match kind {
        b'c' => Whose::Customer(CustomerUserId(id), Topic::from_str(topic).ok()?),
        b's' => Whose::Staff(StaffId(id), StaffTopic::from_str(topic).ok()?),
        _ => return None,
    };
    Some((whose, proof.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_one_person_and_one_topic_and_no_bit_of_it_can_be_changed() {
        let id = Uuid::from_u128(7);
        let whose = Whose::Customer(CustomerUserId(id), Topic::Comments);
        let made = token(whose, b"key");
        let (found, proof) = parse(&made).unwrap();
        assert_eq!(found, whose);
        let proves = |whose, key: &[u8], proof: &[u8]| {
            let mut mac = keyed::mac(key, PURPOSE);
            mac.update(&named(whose));
            mac.verify_slice(proof).is_ok()
        };
        assert!(proves(whose, b"key", &proof));
        assert!(!proves(whose, b"another key", &proof));
        assert!(!proves(Whose::Customer(CustomerUserId(id), Topic::Documents), b"key", &proof));
        assert!(!proves(Whose::Staff(StaffId(id), StaffTopic::Comments), b"key", &proof));
        for wrong in ["", "kdu_", "kdl_AAAA", &made[4..], &made.replace("kdu_", "kdl_"), &"kdu_A".repeat(100)] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
        assert!(parse(&format!("{}{}", PREFIX, URL_SAFE_NO_PAD.encode([0; 49]))).is_none(), "no topic");
    }
}
