//! Which fault reports are meant.

use chrono::{DateTime, TimeZone};

use crate::domain::field::FieldErrors;
use crate::domain::listing::List;
use crate::domain::state::{FaultState, Urgency};

use super::{Span, named, once, read};

/// Which fault reports are meant. What is empty does not matter; what is given must all be so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FaultFilter {
    /// In this state.
    pub state: Option<FaultState>,
    /// This urgent.
    pub urgency: Option<Urgency>,
    /// Reported then.
    pub reported: Option<Span>,
    /// Of the customer with this number.
    pub customer: Option<String>,
}

impl FaultFilter {
    /// Reads what was typed at `now`, in the time zone of whoever typed it; the words besides.
    ///
    /// # Errors
    /// The field `filter`, with everything that is wrong and what there is instead.
    pub fn parse<Z: TimeZone>(typed: &str, now: &DateTime<Z>) -> Result<(Self, String), FieldErrors> {
        let mut filter = Self::default();
        let words = read(List::Faults, typed, |field, value| match field {
            "state" => once(field, &mut filter.state, named(field, value, FaultState::ALL, FaultState::as_str)?),
            "urgency" => once(field, &mut filter.urgency, named(field, value, Urgency::ALL, Urgency::as_str)?),
            "reported" => once(field, &mut filter.reported, Span::parse(field, value, now)?),
            _ => once(field, &mut filter.customer, value.to_owned()),
        })?;
        Ok((filter, words))
    }
}
