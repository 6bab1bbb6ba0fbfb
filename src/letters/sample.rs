//! Letters to nobody, for a look at how a kind would read.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::letter::{AccessShown, FactorChange, Letter, LetterKind, SeenAt};
use crate::domain::notice;
use crate::domain::permission::{Holding, Permission, Role};
use crate::domain::state::Language;
use crate::locale;

/// A letter of this kind about a customer who does not exist, as if it were written `now`.
pub fn letter(kind: LetterKind, language: Language, now: DateTime<Utc>) -> Letter {
    let said = |key: &str| locale::text(language, key).into_owned();
    let (name, customer, by) = ("Eva Huber".to_owned(), "Huber Maschinen GmbH".to_owned(), "Anna Berg".to_owned());
    let email = "eva.huber@huber.example".to_owned();
    match kind {
        LetterKind::Invitation => {
            Letter::Invitation { name, customer, invited_by: by, expires_at: now + TimeDelta::days(5) }
        }
        LetterKind::Welcome => Letter::Welcome { name, customer, email },
        LetterKind::PasswordChanged => Letter::PasswordChanged { name },
        LetterKind::AccessChanged => Letter::AccessChanged {
            name,
            customer,
            by: vec![by],
            before: shown(Role::Member),
            after: shown(Role::Moderator),
        },
        LetterKind::AccessEnding => Letter::AccessEnding { name, customer, ends_at: now + TimeDelta::days(14) },
        LetterKind::AccessRevoked => Letter::AccessRevoked { name, customer },
        LetterKind::NewPassword => Letter::NewPassword { name, sent_by: by, expires_at: now + TimeDelta::minutes(30) },
        LetterKind::TemporaryPassword => {
            Letter::TemporaryPassword { name, made_by: by, valid_until: now + TimeDelta::hours(72) }
        }
        LetterKind::Recovery => Letter::Recovery { name, expires_at: now + TimeDelta::minutes(30) },
        LetterKind::SecondFactor => Letter::SecondFactor { name, change: FactorChange::AppSetUp },
        LetterKind::IndependenceApproved => {
            Letter::IndependenceApproved { name, made: customer.clone(), customer, email }
        }
        LetterKind::IndependenceDeclined => {
            Letter::IndependenceDeclined { name, customer, answer: said("letter-sample-detail") }
        }
        notice => {
            // What no customer hears of has no page in the portal.
            let for_staff = notice::rule(notice).customers.is_none();
            Letter::Notice {
                notice,
                name,
                customer,
                by,
                thing: said("letter-sample-thing"),
                detail: if says_more(notice) { said("letter-sample-detail") } else { String::new() },
                at: Some(now + TimeDelta::days(2)),
                path: if for_staff { String::new() } else { "/orders/A-2041".to_owned() },
                more: Vec::new(),
            }
        }
    }
}

/// What somebody with a role sees and may.
fn shown(role: Role) -> AccessShown {
    let permissions = Permission::ALL.iter().copied().filter(|p| role.holding(*p) == Holding::Yes).collect();
    AccessShown {
        role,
        permissions,
        sees: SeenAt { all: true, unassigned: true, facilities: Vec::new() },
        contact: None,
    }
}

/// Whether such a notice usually quotes what somebody wrote.
const fn says_more(kind: LetterKind) -> bool {
    use LetterKind as K;
    matches!(
        kind,
        K::Comment
            | K::InternalComment
            | K::OrderEdited
            | K::FaultReceived
            | K::FaultClosed
            | K::EstimateDecided
            | K::IndependenceAsked
    )
}
