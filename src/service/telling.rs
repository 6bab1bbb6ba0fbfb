//! Telling somebody (R63): the one way in which a use case puts a letter into the outbox, in its own transaction.
//!
//! Several letters of some kinds about the same thing within some minutes become one: the first waits, and what comes while
//! it waits and was not tried yet is put into it.

use crate::domain::letter::{Enclosure, Letter, More};
use crate::domain::notice::Channel;
use crate::domain::state::Language;
use crate::domain::{CustomerId, CustomerUserId, OrganizationId, OutboxId, StaffId};
use crate::store::Tx;
use crate::store::outbox::{self, NewLetter};

use super::{App, Error};

/// So many become one letter at most; then a new one begins.
const MOST: usize = 20;
/// What was written by several becomes one letter up to so many characters.
const LONGEST: usize = 20_000;

/// Who is told, and about whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipient<'a> {
    /// From which organization.
    pub organization: OrganizationId,
    /// About which customer.
    pub customer: Option<CustomerId>,
    /// To or about which customer user.
    pub user: Option<CustomerUserId>,
    /// To which address, or mobile number (E.164).
    pub address: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// In which language.
    pub language: Language,
}

/// How a letter goes, and what is kept with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct How<'a> {
    /// To which staff person.
    pub staff: Option<StaffId>,
    /// Which way.
    pub channel: Channel,
    /// What a notice is about, so that the question who may hear of it can be asked again when it is sent (R62).
    pub about: Option<&'a str>,
    /// Letters with the same words here become one while the first waits.
    pub bundle: Option<&'a str>,
}

impl Default for How<'_> {
    fn default() -> Self {
        Self { staff: None, channel: Channel::Email, about: None, bundle: None }
    }
}

/// Puts a letter into the outbox, with the secret that travels with it.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    to: Recipient<'_>,
    letter: &Letter,
    enclosure: Option<&Enclosure>,
) -> Result<(), Error> {
    put(app, tx, to, letter, enclosure, How::default()).await
}

/// Puts a letter without a secret into the outbox, or into the one like it that waits.
pub(super) async fn tell_how(
    app: &App,
    tx: &mut Tx,
    to: Recipient<'_>,
    letter: &Letter,
    how: How<'_>,
) -> Result<(), Error> {
    let how = How { bundle: how.bundle.filter(|_| !app.policy.quiet.is_zero()), ..how };
    if let Some(bundle) = how.bundle
        && join(tx, to, letter, how.channel, bundle).await?
    {
        return Ok(());
    }
    put(app, tx, to, letter, None, how).await
}

async fn put(
    app: &App,
    tx: &mut Tx,
    to: Recipient<'_>,
    letter: &Letter,
    enclosure: Option<&Enclosure>,
    how: How<'_>,
) -> Result<(), Error> {
    let id: OutboxId = app.id();
    let new = NewLetter {
        id,
        organization: to.organization,
        customer: to.customer,
        user: to.user,
        staff: how.staff,
        about: how.about,
        channel: how.channel,
        to_address: to.address,
        to_name: to.name,
        language: to.language,
        letter,
        enclosure,
        message_id: &app.message_id(id),
        at: app.now(),
        next_at: if how.bundle.is_some() { app.now() + app.policy.quiet } else { app.now() },
        bundle: how.bundle,
    };
    Ok(outbox::enqueue(tx, &new).await?)
}

/// Puts what a letter says into one that waits; `false` when none does, or it is full.
async fn join(tx: &mut Tx, to: Recipient<'_>, letter: &Letter, channel: Channel, bundle: &str) -> Result<bool, Error> {
    let Some(waiting) = outbox::waiting(tx, to.organization, bundle, (channel, to.address)).await? else {
        return Ok(false);
    };
    let Ok(there) = serde_json::from_str::<Letter>(&waiting.letter) else { return Ok(false) };
    Ok(match joined(there, letter) {
        Joined::No => false,
        Joined::Into(letter) => outbox::replace_waiting(tx, to.organization, &waiting, &letter).await?,
        Joined::Nothing => outbox::cancel(tx, to.organization, waiting.id).await?,
    })
}

/// What becomes of a letter that waits and of another one like it.
enum Joined {
    /// They stay two.
    No,
    /// One letter.
    Into(Box<Letter>),
    /// The second took back what the first tells: there is nothing to tell.
    Nothing,
}

fn joined(there: Letter, new: &Letter) -> Joined {
    match (there, new) {
        (
            Letter::Notice { notice, name, customer, by, thing, detail, at, path, mut more },
            Letter::Notice { by: also_by, detail: also, more: _, .. },
        ) => {
            let length = detail.chars().count() + more.iter().map(|m| m.detail.chars().count()).sum::<usize>();
            if more.len() + 2 > MOST || length + also.chars().count() > LONGEST {
                return Joined::No;
            }
            more.push(More { by: also_by.clone(), detail: also.clone() });
            Joined::Into(Box::new(Letter::Notice { notice, name, customer, by, thing, detail, at, path, more }))
        }
        (
            Letter::AccessChanged { name, customer, mut by, before, .. },
            Letter::AccessChanged { by: also_by, after, .. },
        ) => {
            if before == *after {
                return Joined::Nothing;
            }
            for person in also_by {
                if !by.contains(person) && by.len() < MOST {
                    by.push(person.clone());
                }
            }
            Joined::Into(Box::new(Letter::AccessChanged { name, customer, by, before, after: after.clone() }))
        }
        _ => Joined::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::LetterKind;

    fn comment(detail: &str) -> Letter {
        Letter::Notice {
            notice: LetterKind::Comment,
            name: "Eva".into(),
            customer: "Huber".into(),
            by: "Lars".into(),
            thing: "A-7 Lift".into(),
            detail: detail.into(),
            at: None,
            path: "/orders/A-7".into(),
            more: Vec::new(),
        }
    }

    #[test]
    fn a_letter_takes_so_many_and_so_much_and_no_more() {
        let mut letter = comment("0");
        let mut taken = 1;
        while let Joined::Into(next) = joined(letter.clone(), &comment(&taken.to_string())) {
            (letter, taken) = (*next, taken + 1);
        }
        assert_eq!(taken, MOST);
        let Letter::Notice { detail, more, .. } = &letter else { panic!("a notice") };
        let said: Vec<_> = std::iter::once(detail).chain(more.iter().map(|m| &m.detail)).cloned().collect();
        assert_eq!(said, (0..MOST).map(|n| n.to_string()).collect::<Vec<_>>(), "in order, none lost");
        let long = comment(&"x".repeat(LONGEST));
        assert!(matches!(joined(long, &comment("y")), Joined::No));
    }

    #[test]
    fn a_letter_of_an_older_version_still_reads() {
        let old = r#"{"kind":"notice","notice":"comment","name":"Eva","customer":"Huber","by":"Lars","thing":"A-7","detail":"x","at":null,"path":""}"#;
        let Ok(Letter::Notice { more, .. }) = serde_json::from_str(old) else { panic!("a notice") };
        assert_eq!(more, []);
    }
}
