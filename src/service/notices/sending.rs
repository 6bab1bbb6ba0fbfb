//! A notice at the moment when it leaves (R62): whether its reader is still told, by which way, and if not, why not. The question is
//! the one that was asked when it was written; only the answer is put into words here.

use crate::domain::OrganizationId;
use crate::domain::access;
use crate::domain::letter::LetterKind;
use crate::domain::notice::{Channel, Instead, Reach, Step, rule};
use crate::service::{App, Error};
use crate::store::Conn;

use super::readers::{Candidate, Of, candidates};
use super::{Kept, Reader};

/// How it stands with a notice that is to leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::service) enum Hears {
    /// It goes as it was written.
    Still,
    /// Not the way for which it was written, but this one: an SMS whose number is gone or another.
    Otherwise {
        /// Which way.
        channel: Channel,
        /// To which address, or mobile number (E.164).
        address: String,
        /// What changed.
        because: &'static str,
    },
    /// Its reader is told nothing of it any more.
    NoLonger(String),
}

/// Whether a notice about `kept`, written to `address` for a channel, may still go to its reader (R62).
///
/// An SMS goes to nobody but the person whose number it is now. Where there is none any more, where none are sent here any more, or
/// where the person prefers e-mail by now, it becomes a letter: nobody goes unheard because of a choice. A letter goes where it
/// was written to, which staff may have changed by hand.
pub(in crate::service) async fn still_told(
    app: &App,
    conn: &mut Conn,
    org: OrganizationId,
    kept: &str,
    reader: Reader,
    (channel, address): (Channel, &str),
) -> Result<Hears, Error> {
    let gone = |what: &str| Ok(Hears::NoLonger(what.to_owned()));
    let Ok(kept) = serde_json::from_str::<Kept>(kept) else { return gone("what it is about cannot be read") };
    let Some(found) = candidates(app, conn, org, &kept, Of::One(reader)).await? else {
        return gone("what it is about is no longer there");
    };
    let Some(found) = found.into_iter().find(|candidate| candidate.reader == reader) else {
        return gone("the reader is no longer there");
    };
    if let Some(because) = refusal(&found, kept.kind) {
        return Ok(Hears::NoLonger(because));
    }
    Ok(match (channel, found.way.channel) {
        (Channel::Sms, Channel::Email) => {
            let because = match found.way.instead {
                Some(Instead::NoGateway) => "no SMS are sent here any more; it goes by e-mail",
                Some(Instead::NoNumber) => "there is no mobile number any more; it goes by e-mail",
                Some(Instead::EmailOnly) => "such letters go by e-mail only",
                None => "the reader prefers e-mail by now",
            };
            Hears::Otherwise { channel: Channel::Email, address: found.email, because }
        }
        (Channel::Sms, Channel::Sms) if found.mobile != address => {
            let because = "the mobile number is another by now";
            Hears::Otherwise { channel: Channel::Sms, address: found.mobile, because }
        }
        _ => Hears::Still,
    })
}

/// The first link of the chain that does not hold, as a sentence for whoever looks at the outbox.
fn refusal(who: &Candidate, kind: LetterKind) -> Option<String> {
    let step = who.chain.iter().find(|link| !link.holds)?.step;
    let rule = rule(kind);
    let of_customers = rule.customers.map(|whom| whom.topic.as_str().replace('_', " ")).unwrap_or_default();
    let of_staff = rule.staff.map(|whom| whom.topic.as_str().replace('_', " ")).unwrap_or_default();
    let unwanted = |topic: &str| format!("the reader does not want to be told of {topic} any more");
    Some(match (step, who.reader) {
        (Step::Active, Reader::Customer(_)) => "the access is no longer active".to_owned(),
        (Step::Active, Reader::Staff(_)) => "the staff person can no longer sign in".to_owned(),
        (Step::Sees, _) => unseen(who.unseen).to_owned(),
        (Step::Key, _) => {
            let key = rule.customers.and_then(|whom| whom.both_keys).map(|key| key.to_string()).unwrap_or_default();
            format!("the reader no longer holds {key}")
        }
        (Step::Wanted, _) => unwanted(&of_customers),
        (Step::May, _) => {
            let needs = rule.staff.map(|whom| whom.needs.to_string()).unwrap_or_default();
            format!("the staff person no longer holds {needs}")
        }
        (Step::Area, _) => "the customer no longer lies in the staff person's areas".to_owned(),
        (Step::Near, _) if who.reach == Some(Reach::None) => unwanted(&of_staff),
        (Step::Near, _) => "it is no longer assigned to the staff person".to_owned(),
    })
}

/// Why a customer user no longer sees the thing.
const fn unseen(by: Option<access::Step>) -> &'static str {
    use access::Step;
    match by {
        None => "what it is about is no longer there",
        Some(Step::Module | Step::CustomerPortal) => "the portal was switched off meanwhile",
        Some(Step::UserState | Step::EndDate) => "the access is no longer active",
        Some(Step::Independence) => "the customer has become an organization of its own",
        Some(Step::PortalArea | Step::ParentArea) => "the portal area was switched off for the customer",
        Some(Step::Permission | Step::ParentPermission) => "the reader may no longer see such things",
        Some(Step::Customer) => "it belongs to another customer by now",
        Some(Step::Scope) => "it lies outside the reader's facilities by now",
        Some(Step::Contact) => "the reader's contact does not let it be seen any more",
    }
}
