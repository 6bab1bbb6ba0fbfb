//! Facilities and contacts are named by their numbers, as the customer's own lists show them.

use std::collections::BTreeSet;

use crate::domain::access::Scope;
use crate::domain::field::FieldErrors;
use crate::domain::{ContactId, CustomerId, FacilityId};
use crate::service::customers::{self, ContactRow, FacilityRow};
use crate::service::{Actor, App, Error};
use crate::text;

/// Which facilities a person is to see.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct ScopeFlags {
    /// Every facility and what is at none, also those that come later
    #[arg(long, conflicts_with_all = ["facility", "unassigned"])]
    pub all_facilities: bool,
    /// This facility; may be given several times
    #[arg(long, value_name = "NUMBER")]
    pub facility: Vec<String>,
    /// What is not assigned to a facility
    #[arg(long)]
    pub unassigned: bool,
}

impl ScopeFlags {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        !self.all_facilities && !self.unassigned && self.facility.is_empty()
    }
}

/// A customer's facilities and contacts, to be named by number.
pub struct Places {
    pub facilities: Vec<FacilityRow>,
    contacts: Vec<ContactRow>,
}

impl Places {
    /// Those of a customer.
    pub async fn of(app: &App, by: &Actor, customer: CustomerId) -> Result<Self, Error> {
        Ok(Self {
            facilities: customers::facilities(app, by, customer).await?,
            contacts: customers::contacts(app, by, customer).await?,
        })
    }

    /// The scope that the flags describe; unknown numbers are noted in `errors`.
    pub fn scope(&self, flags: &ScopeFlags, errors: &mut FieldErrors) -> Scope {
        let mut facilities: BTreeSet<FacilityId> = BTreeSet::new();
        for number in &flags.facility {
            if let Some(facility) = self.facilities.iter().find(|f| f.number == number.trim()) {
                facilities.insert(facility.id);
            } else {
                let known = self.facilities.iter().map(|f| f.number.as_str());
                errors.add("facility", "facility-foreign", unknown("facility", number, known));
            }
        }
        Scope { all: flags.all_facilities, unassigned: flags.unassigned, facilities }
    }

    /// The contact with this number.
    pub fn contact(&self, number: Option<&str>, errors: &mut FieldErrors) -> Option<ContactId> {
        let number = number?;
        let found = self.contacts.iter().find(|c| c.number == number.trim());
        if found.is_none() {
            let known = self.contacts.iter().map(|c| c.number.as_str());
            errors.add("contact", "contact-foreign", unknown("contact", number, known));
        }
        found.map(|c| c.id)
    }

    /// The number of a facility.
    pub fn facility_number(&self, id: FacilityId) -> Option<&str> {
        self.facilities.iter().find(|f| f.id == id).map(|f| f.number.as_str())
    }

    /// The number of a contact.
    pub fn contact_number(&self, id: ContactId) -> Option<&str> {
        self.contacts.iter().find(|c| c.id == id).map(|c| c.number.as_str())
    }

    /// A scope for people: "all", "F7 Graz, not assigned", "nothing".
    pub fn scope_shown(&self, scope: &Scope) -> String {
        if scope.all {
            return "all".to_owned();
        }
        let chosen = self.facilities.iter().filter(|f| scope.facilities.contains(&f.id));
        let mut names: Vec<String> = chosen.map(|f| format!("{} {}", f.number, f.name)).collect();
        if scope.unassigned {
            names.push("not assigned".to_owned());
        }
        if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
    }
}

fn unknown<'a>(thing: &str, number: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.collect();
    let more = if known.len() > 20 { ", …" } else { "" };
    known.truncate(20);
    let shown = text::line(number);
    if known.is_empty() {
        return format!("\"{shown}\" is no {thing} of this customer, which has none");
    }
    format!("\"{shown}\" is no {thing} of this customer; there are {}{more}", known.join(", "))
}
