//! The catalogue of fields: what can be typed before a colon, list by list, and what can stand after it.

use crate::domain::activity::Event;
use crate::domain::letter::LetterKind;
use crate::domain::listing::List;
use crate::domain::notice::Channel;
use crate::domain::state::{
    AccessState, BillingKind, BillingState, CustomerKind, FaultState, OrderKind, OrderState, OutboxState, Urgency,
};

/// What can stand after a field's colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Values {
    /// One of these.
    Names(&'static [&'static str]),
    /// A day or a stretch of days; these are examples.
    Days(&'static [&'static str]),
    /// Any text.
    Text,
}

/// A field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// What is typed before the colon.
    pub name: &'static str,
    /// What it means, in a few words.
    pub means: &'static str,
    /// What can stand after the colon.
    pub values: Values,
    /// Written out.
    pub example: &'static str,
}

const fn field(name: &'static str, means: &'static str, values: Values, example: &'static str) -> Field {
    Field { name, means, values, example }
}

const YES_OR_NO: Values = Values::Names(&["yes", "no"]);
const DAYS: Values = Values::Days(&["today", "tomorrow", "<tomorrow", ">yesterday", "-7d..today", "2026-11-01"]);

const CUSTOMERS: &[Field] = &[
    field("access", "how the customer stands to the portal", Values::Names(AccessState::NAMES), "access:pending"),
    field("city", "the city begins so", Values::Text, "city:Graz"),
    field("area", "the area begins so", Values::Text, "area:West"),
    field("kind", "corporate or private", Values::Names(CustomerKind::NAMES), "kind:corporate"),
    field("managed", "managed by the organization", YES_OR_NO, "managed:yes"),
    field("tech", "the technician's name holds this", Values::Text, "tech:Berger"),
];

const ORDERS: &[Field] = &[
    field("state", "how the order stands", Values::Names(OrderState::NAMES), "state:open"),
    field("kind", "what kind of order", Values::Names(OrderKind::NAMES), "kind:ticket"),
    field("tech", "the technician's name holds this; me: your own", Values::Text, "tech:me"),
    field("urgency", "how soon", Values::Names(Urgency::NAMES), "urgency:high"),
    field("planned", "when somebody goes there", DAYS, "planned:<tomorrow"),
    field("created", "when it was created", DAYS, "created:-7d..today"),
    field("customer", "of the customer with this number", Values::Text, "customer:1042"),
];

const FAULTS: &[Field] = &[
    field("state", "how the report stands", Values::Names(FaultState::NAMES), "state:open"),
    field("urgency", "how soon", Values::Names(Urgency::NAMES), "urgency:urgent"),
    field("reported", "when it was reported", DAYS, "reported:today"),
    field("customer", "of the customer with this number", Values::Text, "customer:1042"),
];

const OUTBOX: &[Field] = &[
    field("state", "how the letter stands", Values::Names(OutboxState::NAMES), "state:failed"),
    field("channel", "which way it goes", Values::Names(Channel::NAMES), "channel:sms"),
    field("kind", "what kind of letter", Values::Names(LetterKind::NAMES), "kind:comment"),
    field("customer", "about the customer with this number", Values::Text, "customer:1042"),
    field("to", "address, number or name hold this", Values::Text, "to:huber"),
];

const ACTIVITY: &[Field] = &[
    field("who", "whoever did it", Values::Text, "who:anna"),
    field("what", "what happened", Values::Names(Event::NAMES), "what:role_changed"),
    field("whom", "whom or what it concerned", Values::Text, "whom:eva"),
    field("customer", "about the customer with this number", Values::Text, "customer:1042"),
    field("since", "since then", Values::Days(&["today", "yesterday", "12h", "7d", "2w", "2026-11-01"]), "since:7d"),
];

const BILLING: &[Field] = &[
    field("kind", "invoice or estimate", Values::Names(BillingKind::NAMES), "kind:invoice"),
    field("state", "how it stands", Values::Names(BillingState::NAMES), "state:open"),
];

/// The fields of a list, in the order in which they are explained.
pub const fn fields(list: List) -> &'static [Field] {
    match list {
        List::Customers => CUSTOMERS,
        List::Orders => ORDERS,
        List::Faults => FAULTS,
        List::Outbox => OUTBOX,
        List::Activity => ACTIVITY,
        List::Billing => BILLING,
    }
}
