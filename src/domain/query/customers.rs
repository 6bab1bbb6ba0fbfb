//! Which customers are meant.

use crate::domain::field::FieldErrors;
use crate::domain::listing::List;
use crate::domain::state::{AccessState, CustomerKind};

use super::{named, once, read, yes_or_no};

/// Which customers are meant. What is empty does not matter; what is given must all be so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CustomerFilter {
    /// Standing so to the portal.
    pub access: Option<AccessState>,
    /// In a city that begins so.
    pub city: Option<String>,
    /// In an area that begins so.
    pub area: Option<String>,
    /// Of this kind.
    pub kind: Option<CustomerKind>,
    /// Managed by the organization, or not.
    pub managed: Option<bool>,
    /// With a technician whose name holds this.
    pub tech: Option<String>,
}

impl CustomerFilter {
    /// Reads what was typed; the words besides.
    ///
    /// # Errors
    /// The field `filter`, with everything that is wrong and what there is instead.
    pub fn parse(typed: &str) -> Result<(Self, String), FieldErrors> {
        let mut filter = Self::default();
        let words = read(List::Customers, typed, |field, value| match field {
            "access" => once(field, &mut filter.access, named(field, value, AccessState::ALL, AccessState::as_str)?),
            "kind" => once(field, &mut filter.kind, named(field, value, CustomerKind::ALL, CustomerKind::as_str)?),
            "managed" => once(field, &mut filter.managed, yes_or_no(field, value)?),
            "city" => once(field, &mut filter.city, value.to_owned()),
            "area" => once(field, &mut filter.area, value.to_owned()),
            _ => once(field, &mut filter.tech, value.to_owned()),
        })?;
        Ok((filter, words))
    }
}
