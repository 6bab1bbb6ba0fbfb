//! Every service function that somebody calls, against every staff role, in an own area, in another area and in another
//! organization (R9, R10): who may is served, who may not is told which permission is missing, what is another
//! organization's is not there, and a refusal changes nothing. The same for a customer's own people and what is theirs.

mod complete;
mod devices;
mod own_things;
mod people;
mod rows;
mod scene;
mod staff;

use std::pin::Pin;

use keydesk::domain::staff::StaffPermission;
use keydesk::service::{Actor, App, Error};

use crate::support::database::stories;
use own_things::what_people_do_with_things;
use people::what_is_a_customers_own_against_its_people;
use scene::Things;
use staff::{every_function_against_every_staff_role, of_several_customers_those_elsewhere_are_not_named};

stories! {
    every_function_against_every_staff_role,
    of_several_customers_those_elsewhere_are_not_named,
    what_is_a_customers_own_against_its_people,
    what_people_do_with_things,
}

/// What a call came to; the answer as text, to look for what must not be in it.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<String, Error>> + Send + 'a>>;

/// Calls a function on things that lie somewhere.
type Call = for<'a> fn(&'a App, &'a Actor, &'a Things) -> Answer<'a>;

/// Where a permission counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Reach {
    /// In the area of the customer it is about.
    Placed,
    /// It names no customer; whoever is bound to areas is told of those only.
    Wide,
    /// It is about everything at once: whoever is bound to areas may not.
    Everywhere,
}

/// How a thing of another organization, or one in a hidden area, is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Refusal {
    /// The permission does not hold there.
    Denied,
    /// There is no such thing.
    NotFound,
    /// What was typed names nothing.
    Invalid,
    /// It cannot be done.
    Conflict,
    /// Names are each organization's own, so there is nothing to ask.
    Unasked,
}

/// One function.
struct Row {
    name: &'static str,
    /// What it needs, in the order in which it is asked for; nothing: to be staff.
    needs: &'static [StaffPermission],
    reach: Reach,
    elsewhere: Refusal,
    foreign: Refusal,
    /// Whether being served changes something, so that each who is served needs things of their own.
    changes: bool,
    /// Whether customers' own users call it too: they are asked who they are, not for a permission of staff. What they
    /// may with it stands in the matrix of people and in the stories of each part.
    both: bool,
    call: Call,
}

impl Row {
    const fn changes(mut self) -> Self {
        self.changes = true;
        self
    }

    const fn both(mut self) -> Self {
        self.both = true;
        self
    }

    const fn elsewhere(mut self, refusal: Refusal) -> Self {
        self.elsewhere = refusal;
        self
    }

    const fn foreign(mut self, refusal: Refusal) -> Self {
        self.foreign = refusal;
        self
    }
}

/// A row: name, permissions, reach, and the call, whose answer is turned into text.
macro_rules! row {
    ($name:literal, [$($needs:ident),*], $reach:ident, |$app:ident, $by:ident, $t:ident| $call:expr) => {{
        fn call<'a>($app: &'a App, $by: &'a Actor, $t: &'a Things) -> Answer<'a> {
            let _ = $t;
            Box::pin(async move { $call.await.map(|answer| format!("{answer:?}")) })
        }
        Row {
            name: $name,
            needs: &[$(StaffPermission::$needs),*],
            reach: Reach::$reach,
            elsewhere: Refusal::Denied,
            foreign: Refusal::NotFound,
            changes: false,
            both: false,
            call,
        }
    }};
}

use row;

/// Whether an error is the refusal.
fn is(refusal: Refusal, error: &Error) -> bool {
    match refusal {
        Refusal::Denied => matches!(error, Error::Denied { .. }),
        Refusal::NotFound => matches!(error, Error::NotFound { .. }),
        Refusal::Invalid => matches!(error, Error::Invalid(_)),
        Refusal::Conflict => matches!(error, Error::Conflict { .. }),
        Refusal::Unasked => false,
    }
}
