//! Which orders are meant.

use chrono::{DateTime, TimeZone};

use crate::domain::field::FieldErrors;
use crate::domain::listing::List;
use crate::domain::state::{OrderKind, OrderState, Urgency};

use super::{Span, named, once, read};

/// Which orders are meant. What is empty does not matter; what is given must all be so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrderFilter {
    /// In this state.
    pub state: Option<OrderState>,
    /// Of this kind.
    pub kind: Option<OrderKind>,
    /// With a technician whose name holds this; `me` for whoever asks.
    pub tech: Option<String>,
    /// This urgent.
    pub urgency: Option<Urgency>,
    /// With the next visit then.
    pub planned: Option<Span>,
    /// Created then.
    pub created: Option<Span>,
    /// Of the customer with this number.
    pub customer: Option<String>,
}

impl OrderFilter {
    /// Reads what was typed at `now`, in the time zone of whoever typed it; the words besides.
    ///
    /// # Errors
    /// The field `filter`, with everything that is wrong and what there is instead.
    pub fn parse<Z: TimeZone>(typed: &str, now: &DateTime<Z>) -> Result<(Self, String), FieldErrors> {
        let mut filter = Self::default();
        let words = read(List::Orders, typed, |field, value| match field {
            "state" => once(field, &mut filter.state, named(field, value, OrderState::ALL, OrderState::as_str)?),
            "kind" => once(field, &mut filter.kind, named(field, value, OrderKind::ALL, OrderKind::as_str)?),
            "urgency" => once(field, &mut filter.urgency, named(field, value, Urgency::ALL, Urgency::as_str)?),
            "planned" => once(field, &mut filter.planned, Span::parse(field, value, now)?),
            "created" => once(field, &mut filter.created, Span::parse(field, value, now)?),
            "customer" => once(field, &mut filter.customer, value.to_owned()),
            _ => once(field, &mut filter.tech, value.to_owned()),
        })?;
        Ok((filter, words))
    }
}
