//! Where the palette can lead: a customer, a row of one of its tabs, a page of its own.

use uuid::Uuid;

use crate::domain::CustomerId;
use crate::service::customers::CustomerRow;
use crate::service::search::{Hit, Kind};

/// A tab of a customer in which one row is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// A customer user.
    User(Uuid),
    /// A contact.
    Contact(Uuid),
    /// A facility.
    Facility(Uuid),
}

/// What can be gone to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// A customer.
    Customer(CustomerId),
    /// A row of a customer's tab.
    Part(CustomerId, Part),
    /// The page of the order with this number.
    Order(String),
    /// The page of the fault report with this number.
    Fault(String),
    /// The page of the service object with this number.
    Object(String),
    /// The documents of the model with this number.
    Model(String),
}

/// A goal, and how it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Where it leads.
    pub goal: Goal,
    /// What it is, in a word.
    pub kind: &'static str,
    /// Its number, where it has one.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// What it is called, and a few words more.
    pub text: String,
}

impl From<&CustomerRow> for Place {
    fn from(row: &CustomerRow) -> Self {
        Self {
            goal: Goal::Customer(row.id),
            kind: t!("kind-customer"),
            number: row.number.clone(),
            name: row.name.clone(),
            text: format!("{} · {} · {}", row.name, row.city, row.access_state),
        }
    }
}

impl Place {
    /// What was found; nothing where it belongs to no customer though it should.
    pub fn of(hit: &Hit) -> Option<Self> {
        let part = |part: fn(Uuid) -> Part| hit.customer_id.map(|customer| Goal::Part(customer, part(hit.id)));
        let (kind, goal) = match hit.kind {
            Kind::User => (t!("kind-user"), part(Part::User)?),
            Kind::Order => (t!("kind-order"), Goal::Order(hit.number.clone())),
            Kind::Fault => (t!("kind-report"), Goal::Fault(hit.number.clone())),
            Kind::Contact => (t!("kind-contact"), part(Part::Contact)?),
            Kind::Facility => (t!("kind-facility"), part(Part::Facility)?),
            Kind::Object => (t!("kind-object"), Goal::Object(hit.number.clone())),
            Kind::Model => (t!("kind-model"), Goal::Model(hit.number.clone())),
        };
        // Whose it is stands before its state: it must not be cut off.
        let words = [hit.name.as_str(), hit.customer_name.as_deref().unwrap_or_default(), hit.note.as_str()];
        let text = words.iter().filter(|w| !w.is_empty()).copied().collect::<Vec<_>>().join(" · ");
        Some(Self { goal, kind, number: hit.number.clone(), name: hit.name.clone(), text })
    }
}
