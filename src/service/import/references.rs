//! What a batch refers to by number: looked up once for all of its rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use crate::domain::{CustomerId, OrderId, OrganizationId};
use crate::store::billing::{self, Kept};
use crate::store::bulk::{self, BATCH, Referenced, Stored};
use crate::store::{Conn, StoreError};

use super::cell::Cell;
use super::fields::{Kind, Reads};
use super::rows::Row;

/// What is stored under the numbers of a batch, and what its cells refer to.
#[derive(Debug, Default)]
pub struct References {
    stored: HashMap<String, Stored>,
    found: BTreeMap<Kind, HashMap<String, Referenced>>,
    with_users: BTreeSet<CustomerId>,
    with_visits: BTreeSet<OrderId>,
    kept: HashMap<Uuid, Kept>,
}

impl References {
    /// Looks up everything that `rows` name.
    pub async fn look_up(
        c: &mut Conn,
        organization: OrganizationId,
        kind: Kind,
        rows: &[Row],
    ) -> Result<Self, StoreError> {
        let numbers: Vec<&str> = rows.iter().map(|r| r.number.as_str()).collect();
        let stored: HashMap<_, _> =
            bulk::by_number(c, organization, kind.table(), &numbers).await?.into_iter().collect();
        let mut wanted: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
        // Whose the stored ones are is asked of the rows themselves.
        wanted.insert(kind, stored.keys().map(String::as_str).collect());
        for row in rows {
            for (field, cell) in kind.fields().iter().zip(&row.cells) {
                if let (Reads::Number(of), Cell::Number(number)) = (field.reads, cell) {
                    wanted.entry(of).or_default().insert(number);
                }
            }
        }
        let mut found = BTreeMap::new();
        for (of, numbers) in wanted {
            let numbers: Vec<&str> = numbers.into_iter().collect();
            let mut known = HashMap::new();
            for some in numbers.chunks(BATCH) {
                let some = bulk::referenced(c, organization, of.table(), some).await?;
                known.extend(some.into_iter().map(|r| (r.number.clone(), r)));
            }
            found.insert(of, known);
        }
        let with_users = becoming_private(kind, rows, &stored);
        let with_users = if with_users.is_empty() {
            BTreeSet::new()
        } else {
            bulk::with_users(c, organization, &with_users).await?.into_iter().map(|(id,)| id).collect()
        };
        let with_visits = match kind {
            Kind::Orders if !stored.is_empty() => bulk::with_visits(c, organization, &numbers).await?,
            _ => Vec::new(),
        };
        let with_visits = with_visits.into_iter().map(|(id,)| id).collect();
        let kept = match kind {
            Kind::Billing => billing::kept(c, organization, stored.values().map(|s| s.id)).await?,
            _ => Vec::new(),
        };
        let kept = kept.into_iter().map(|k| (k.id.0, k)).collect();
        Ok(Self { stored, found, with_users, with_visits, kept })
    }

    /// What is stored under this number of the kind that is imported.
    pub fn stored(&self, number: &str) -> Option<&Stored> {
        self.stored.get(number)
    }

    /// What else is kept of an invoice or estimate: its file, its answer.
    pub fn kept(&self, id: Uuid) -> Option<&Kept> {
        self.kept.get(&id)
    }

    /// What this number of another kind leads to.
    pub fn find(&self, kind: Kind, number: &str) -> Option<&Referenced> {
        self.found.get(&kind)?.get(number)
    }

    /// Whether visits of the order are planned here.
    pub fn has_visits(&self, order: OrderId) -> bool {
        self.with_visits.contains(&order)
    }

    /// Whether a customer who is about to become private has customer users (R3).
    pub fn has_users(&self, customer: CustomerId) -> bool {
        self.with_users.contains(&customer)
    }
}

/// Stored corporate customers that the file says are private.
fn becoming_private(kind: Kind, rows: &[Row], stored: &HashMap<String, Stored>) -> Vec<uuid::Uuid> {
    let Some(place) = (kind == Kind::Customers).then(|| kind.place("kind")).flatten() else { return Vec::new() };
    let says = |row: &Row| matches!(&row.cells[place], Cell::Value(v) if v.text() == "private");
    let becoming = rows.iter().filter(|row| says(row)).filter_map(|row| stored.get(&row.number));
    becoming.filter(|stored| stored.values[place].text() == "corporate").map(|stored| stored.id).collect()
}
