//! What is there of the customers and people that a file names, read at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use crate::domain::{ContactId, CustomerId, FacilityId};
use crate::service::{Actor, App, Error};
use crate::store::access_rows::{self, AccessRow, Person};
use crate::store::standing::Standing;
use crate::store::{Conn, organizations, selection};

use super::parse::Entry;

/// What is there of the customers and people that a file names.
pub struct There {
    pub now: DateTime<Utc>,
    pub module_on: bool,
    pub customers: HashMap<String, Standing>,
    pub rows: Vec<AccessRow>,
    pub users: HashMap<(CustomerId, String), AccessRow>,
    pub facilities: HashMap<CustomerId, BTreeMap<String, FacilityId>>,
    pub contacts: HashMap<CustomerId, BTreeMap<String, ContactId>>,
    pub people: HashMap<String, Person>,
}

impl There {
    /// Reads it, each kind of thing with one statement for all customers.
    pub async fn load(app: &App, conn: &mut Conn, by: &Actor, entries: &[Entry]) -> Result<Self, Error> {
        let org = by.organization;
        let numbers: BTreeSet<&str> = entries.iter().map(|e| e.customer.as_str()).collect();
        let numbers: Vec<&str> = numbers.into_iter().collect();
        let keys: BTreeSet<&str> = entries.iter().map(|e| e.email.key()).collect();
        let keys: Vec<&str> = keys.into_iter().collect();
        let found = selection::customers(conn, org, &numbers).await?;
        let ids: Vec<CustomerId> = found.iter().map(|c| c.id).collect();
        let rows = access_rows::of_customers(conn, org, &ids).await?;
        let mut facilities: HashMap<_, BTreeMap<_, _>> = HashMap::new();
        for (customer, id, number) in access_rows::facilities(conn, org, &ids).await? {
            facilities.entry(customer).or_default().insert(number, id);
        }
        let mut contacts: HashMap<_, BTreeMap<_, _>> = HashMap::new();
        for (customer, id, number) in access_rows::contacts(conn, org, &ids).await? {
            contacts.entry(customer).or_default().insert(number, id);
        }
        let people = access_rows::people(conn, org, &keys).await?;
        Ok(Self {
            now: app.now(),
            module_on: organizations::get(conn, org).await?.is_some_and(|o| o.module_on),
            customers: found.into_iter().map(|c| (c.number.clone(), c)).collect(),
            users: rows.iter().map(|row| ((row.customer_id, row.email_key.clone()), row.clone())).collect(),
            rows,
            facilities,
            contacts,
            people: people.into_iter().map(|p| (p.0.clone(), p)).collect(),
        })
    }
}
