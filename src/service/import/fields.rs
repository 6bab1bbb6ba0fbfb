//! What can be imported, and the columns of each kind (SCREENS.md), as data.

use crate::domain::text_enum::text_enum;
use crate::store::bulk::{self, Table, Value};

text_enum! {
    /// What a file is about.
    pub enum Kind {
        /// Who is served.
        Customers = "customers",
        /// Named persons at customers.
        Contacts = "contacts",
        /// Sites of customers.
        Facilities = "facilities",
        /// Product types.
        Models = "models",
        /// Devices and assets.
        Objects = "objects",
        /// Service orders, work orders, tickets.
        Orders = "orders",
        /// Invoices and estimates.
        Billing = "billing",
    }
}

/// A column of a file, next to the database column in the same place of [`Kind::table`].
#[derive(Debug)]
pub struct Field {
    /// The name in the header.
    pub name: &'static str,
    /// How its cells are read.
    pub reads: Reads,
    /// What an empty cell means.
    pub empty: Empty,
}

/// How a cell is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reads {
    /// One line of at most so many characters.
    Line(usize),
    /// Several lines of at most so many characters together.
    Lines(usize),
    /// An e-mail address.
    Email,
    /// `en`, `sv`, `de`, `da`.
    Language,
    /// ISO 3166-1 alpha-2.
    Country,
    /// Yes or no.
    YesNo,
    /// Corporate or private.
    CustomerKind,
    /// Service order, work order, ticket.
    OrderKind,
    /// The state of an order.
    OrderState,
    /// Invoice or estimate.
    BillingKind,
    /// How an invoice or estimate stands.
    BillingState,
    /// A currency of ISO 4217.
    Currency,
    /// An amount, kept in the smallest unit of the row's currency.
    Amount,
    /// The name of a file, without folders.
    FileName,
    /// A moment (or a day, which begins at midnight in the organization's time zone).
    Moment,
    /// A day.
    Day,
    /// The name of an area, made when it is missing.
    Area,
    /// The number of something else.
    Number(Kind),
}

/// What an empty cell means. A column that is not in the file at all leaves what is stored alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Empty {
    /// There is none; what was stored is cleared.
    Clears,
    /// Not said: what is stored stays, something new begins with the default.
    Keeps,
    /// Refused: nothing new can be without.
    Refused,
}

const fn field(name: &'static str, reads: Reads, empty: Empty) -> Field {
    Field { name, reads, empty }
}

use Empty::{Clears, Keeps, Refused};
use Reads::{
    Amount, Area, BillingKind, BillingState, Country, Currency, CustomerKind, Day, Email, FileName, Language, Line,
    Lines, Moment, Number, OrderKind, OrderState, YesNo,
};

/// The longest external number.
pub const LONGEST_NUMBER: usize = 60;

const CUSTOMERS: &[Field] = &[
    field("name", Line(200), Refused),
    field("kind", CustomerKind, Keeps),
    field("area", Area, Clears),
    field("email", Email, Clears),
    field("phone", Line(60), Clears),
    field("street", Line(200), Clears),
    field("postal_code", Line(20), Clears),
    field("city", Line(100), Clears),
    field("country", Country, Clears),
    field("language", Language, Clears),
    field("technician", Line(120), Clears),
    field("managed", YesNo, Keeps),
];

const CONTACTS: &[Field] = &[
    field("customer", Number(Kind::Customers), Refused),
    field("first_name", Line(100), Clears),
    field("last_name", Line(100), Refused),
    field("title", Line(100), Clears),
    field("email", Email, Clears),
    field("phone", Line(60), Clears),
    field("mobile", Line(60), Clears),
];

const FACILITIES: &[Field] = &[
    field("customer", Number(Kind::Customers), Refused),
    field("name", Line(200), Refused),
    field("street", Line(200), Clears),
    field("postal_code", Line(20), Clears),
    field("city", Line(100), Clears),
    field("country", Country, Clears),
];

const MODELS: &[Field] = &[field("name", Line(200), Refused), field("manufacturer", Line(200), Clears)];

const OBJECTS: &[Field] = &[
    field("customer", Number(Kind::Customers), Refused),
    field("facility", Number(Kind::Facilities), Clears),
    field("model", Number(Kind::Models), Clears),
    field("name", Line(200), Refused),
    field("serial_number", Line(100), Clears),
    field("installed_on", Day, Clears),
];

const ORDERS: &[Field] = &[
    field("kind", OrderKind, Keeps),
    field("customer", Number(Kind::Customers), Refused),
    field("facility", Number(Kind::Facilities), Clears),
    field("object", Number(Kind::Objects), Clears),
    field("contact", Number(Kind::Contacts), Clears),
    field("title", Line(200), Refused),
    field("description", Lines(20_000), Clears),
    field("state", OrderState, Keeps),
    field("technician", Line(120), Clears),
    field("created_at", Moment, Keeps),
    field("planned_at", Moment, Clears),
    field("closed_at", Moment, Clears),
];

const BILLING: &[Field] = &[
    field("kind", BillingKind, Refused),
    field("customer", Number(Kind::Customers), Refused),
    field("order", Number(Kind::Orders), Clears),
    field("issued_on", Day, Refused),
    field("due_on", Day, Clears),
    field("amount", Amount, Refused),
    field("currency", Currency, Refused),
    field("state", BillingState, Keeps),
    field("file", FileName, Keeps),
];

impl Kind {
    /// The columns besides `number`, in the order of the table's.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Customers => CUSTOMERS,
            Self::Contacts => CONTACTS,
            Self::Facilities => FACILITIES,
            Self::Models => MODELS,
            Self::Objects => OBJECTS,
            Self::Orders => ORDERS,
            Self::Billing => BILLING,
        }
    }

    /// Where it is kept.
    pub const fn table(self) -> &'static Table {
        match self {
            Self::Customers => &bulk::CUSTOMER,
            Self::Contacts => &bulk::CONTACT,
            Self::Facilities => &bulk::FACILITY,
            Self::Models => &bulk::MODEL,
            Self::Objects => &bulk::SERVICE_OBJECT,
            Self::Orders => &bulk::SERVICE_ORDER,
            Self::Billing => &bulk::BILLING_RECORD,
        }
    }

    /// One of them, for messages.
    pub const fn one(self) -> &'static str {
        match self {
            Self::Customers => "customer",
            Self::Contacts => "contact",
            Self::Facilities => "facility",
            Self::Models => "model",
            Self::Objects => "object",
            Self::Orders => "order",
            Self::Billing => "invoice or estimate",
        }
    }

    /// What something new holds, in the order of the fields.
    pub fn defaults(self) -> Vec<Value> {
        self.fields().iter().map(Field::default).collect()
    }

    /// Every name that a header may hold.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        std::iter::once("number").chain(self.fields().iter().map(|f| f.name))
    }

    /// The place of a field that this kind is known to have.
    pub fn place(self, name: &str) -> Option<usize> {
        self.fields().iter().position(|f| f.name == name)
    }
}

impl Field {
    /// What something new holds, and what an empty cell writes where it clears.
    pub fn default(&self) -> Value {
        match self.reads {
            Line(_) | Lines(_) | Email | Country | Currency | FileName => Value::Text(String::new()),
            CustomerKind => Value::Text(crate::domain::state::CustomerKind::Corporate.to_string()),
            OrderKind => Value::Text(crate::domain::state::OrderKind::ServiceOrder.to_string()),
            OrderState => Value::Text(crate::domain::state::OrderState::Open.to_string()),
            BillingKind => Value::Text(crate::domain::state::BillingKind::Invoice.to_string()),
            BillingState => Value::Text(crate::domain::state::BillingState::Open.to_string()),
            Amount => Value::Whole(0),
            YesNo => Value::Bool(false),
            Language | Moment | Day | Area | Number(_) => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::bulk::Type;

    #[test]
    fn fields_stand_next_to_the_column_they_fill() {
        for kind in Kind::ALL {
            let columns = kind.table().columns;
            assert_eq!(kind.fields().len(), columns.len(), "{kind}");
            for (field, column) in kind.fields().iter().zip(columns) {
                assert_eq!(column.name.trim_end_matches("_id"), field.name, "{kind}");
                let expected = match field.reads {
                    Area | Number(_) => Type::Id,
                    YesNo => Type::Bool,
                    Moment => Type::Time,
                    Day => Type::Date,
                    Amount => Type::Whole,
                    _ => Type::Text,
                };
                assert_eq!(column.of, expected, "{kind} {}", field.name);
            }
        }
    }
}
