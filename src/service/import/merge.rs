//! One row and what is stored under its number: what is to be written, or what is wrong.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::staff::Territory;
use crate::domain::state::OrderState;
use crate::domain::{CustomerId, OrderId};
use crate::store::bulk::{Referenced, Stored, Value, Write};

use super::super::App;
use super::areas::Areas;
use super::cell::Cell;
use super::derive::derived;
use super::fields::{Empty, Kind, Reads};
use super::references::References;
use super::report::RowError;
use super::rows::Row;

/// What a row comes to.
#[derive(Debug)]
pub enum Outcome {
    /// Something new.
    New(Write),
    /// Something that is stored already, with other values.
    Changed(Write),
    /// Something that is stored exactly so.
    Unchanged,
    /// Nothing: the reasons were noted.
    Refused,
}

/// What a merge needs to know besides the row.
#[derive(Debug)]
pub struct Merger<'a> {
    /// Makes identifiers.
    pub app: &'a App,
    /// What is imported.
    pub kind: Kind,
    /// What the batch refers to.
    pub references: &'a References,
    /// The territory of whoever imports (R10); none for those who act everywhere.
    pub territory: Option<&'a Territory>,
    /// When the import began.
    pub now: DateTime<Utc>,
    /// The organization's time zone.
    pub zone: Tz,
}

impl Merger<'_> {
    /// Puts a row over what is stored.
    ///
    /// `kept` counts the orders whose time and state are left as they are, because visits are planned here.
    pub fn merge(&self, row: Row, areas: &mut Areas, errors: &mut Vec<RowError>, kept: &mut u64) -> Outcome {
        let before = errors.len();
        let stored = self.references.stored(&row.number);
        let fields = self.kind.fields();
        let mut values: Vec<Value> =
            stored.map_or_else(|| fields.iter().map(super::fields::Field::default).collect(), |s| s.values.clone());
        let mut refuse =
            |column: &str, value: &str, why: String| errors.push(RowError::new(row.line, column, value, why));
        let silent = |name| self.kind.place(name).is_some_and(|i| row.cells[i] == Cell::Silent);
        let guess_state = stored.is_none() && silent("state");
        let (mut area, mut amount) = (None, None);
        let says_state = !silent("state");
        let mut referred = Vec::new();
        for (i, (field, cell)) in fields.iter().zip(row.cells).enumerate() {
            match (cell, field.reads) {
                (Cell::Value(value), _) => values[i] = value,
                (Cell::Area(name), _) => area = Some((i, name)),
                (Cell::Amount(typed), _) => amount = Some(typed),
                (Cell::Number(number), Reads::Number(of)) => match self.references.find(of, &number) {
                    Some(found) => {
                        values[i] = Value::Id(found.id);
                        referred.push((of, found));
                    }
                    None => refuse(field.name, &number, format!("there is no {} with this number", of.one())),
                },
                (Cell::Silent, _) if stored.is_none() && field.empty == Empty::Refused => {
                    refuse(field.name, "", format!("is missing; a new {} needs one", self.kind.one()));
                }
                _ => {}
            }
        }
        let owner = self.owner(&row.number, &referred, &mut refuse);
        if let Some(owner) = owner {
            for (of, found) in referred.iter().filter(|(of, f)| *of != Kind::Customers && f.customer_id.is_some()) {
                if found.customer_id != owner.customer_id {
                    let (theirs, ours) = (number_of(found), number_of(owner));
                    let why = format!("this {} belongs to customer {theirs}, not to customer {ours}", of.one());
                    refuse(of.one(), &found.number, why);
                }
            }
        }
        self.territory(owner, stored.is_none(), area.as_ref(), areas, &mut refuse);
        let mut kept_time = false;
        match (self.kind, stored) {
            (Kind::Customers, Some(stored)) if self.references.has_users(CustomerId(stored.id)) => {
                let why = "a customer with customer users cannot become private; end their access first (R3)";
                refuse("kind", "private", why.to_owned());
            }
            (Kind::Orders, _) => {
                kept_time = stored.is_some_and(|s| self.keep_planned(s, &mut values));
                self.order_rules(guess_state, &mut values, &mut refuse);
            }
            (Kind::Billing, stored) => self.billing_rules(stored, amount, says_state, &mut values, &mut refuse),
            _ => {}
        }
        if row.bad || errors.len() > before {
            return Outcome::Refused;
        }
        if let Some((i, name)) = area {
            match areas.named(self.app, &name) {
                Ok(id) => values[i] = Value::Id(id.0),
                Err(why) => {
                    errors.push(RowError::new(row.line, "area", &name, why));
                    return Outcome::Refused;
                }
            }
        }
        if kept_time {
            *kept += 1;
        }
        if stored.is_some_and(|s| s.values == values) {
            return Outcome::Unchanged;
        }
        let (id, version) = stored.map_or_else(|| (self.app.id(), 0), |s| (s.id, s.version));
        let derived = derived(self.kind, &row.number, &values);
        let write = Write { id, version, number: row.number, values, derived };
        if stored.is_some() { Outcome::Changed(write) } else { Outcome::New(write) }
    }

    /// Whose the row is: who is stored, who is named. Nothing is moved from one customer to another.
    fn owner<'r>(
        &'r self,
        number: &str,
        referred: &[(Kind, &'r Referenced)],
        refuse: &mut impl FnMut(&str, &str, String),
    ) -> Option<&'r Referenced> {
        let stored = self.references.stored(number).and_then(|_| self.references.find(self.kind, number));
        let named = referred.iter().find(|(of, _)| *of == Kind::Customers).map(|(_, found)| *found);
        if let (Some(stored), Some(named)) = (stored, named)
            && stored.customer_id != named.customer_id
        {
            let (one, theirs, ours) = (self.kind.one(), number_of(stored), number_of(named));
            let why =
                format!("{one} {number} belongs to customer {theirs}; an import does not move it to customer {ours}");
            refuse("customer", &named.number, why);
            return None;
        }
        stored.or(named)
    }

    /// Whoever is bound to areas imports into those only (R10), and makes none.
    fn territory(
        &self,
        owner: Option<&Referenced>,
        new: bool,
        area: Option<&(usize, String)>,
        areas: &Areas,
        refuse: &mut impl FnMut(&str, &str, String),
    ) {
        let Some(territory) = self.territory.filter(|_| self.kind != Kind::Models) else { return };
        let said = " which is not one of yours; an administrator can assign it to you";
        if let Some(owner) = owner
            && !territory.includes(owner.area_id)
        {
            refuse("customer", number_of(owner), format!("this customer lies in an area{said}"));
            return;
        }
        if self.kind == Kind::Customers {
            match area {
                Some((_, name)) if !territory.includes(areas.known(name)) => {
                    refuse("area", name, format!("the customer would lie in an area{said}"));
                }
                None if new => refuse("area", "", "is missing; you act in your own areas only".to_owned()),
                _ => {}
            }
        }
    }

    /// When visits of an order are planned here, they say when it takes place and how it stands; the file, which may be old, does
    /// not. Whether it says otherwise.
    fn keep_planned(&self, stored: &Stored, values: &mut [Value]) -> bool {
        if !self.references.has_visits(OrderId(stored.id)) {
            return false;
        }
        let mut differs = false;
        for place in ["planned_at", "state", "closed_at"].into_iter().filter_map(|name| self.kind.place(name)) {
            if values[place] != stored.values[place] {
                values[place] = stored.values[place].clone();
                differs = true;
            }
        }
        differs
    }

    /// What must hold between the columns of an order. What was not said of its state follows from its dates.
    fn order_rules(&self, guess_state: bool, values: &mut [Value], refuse: &mut impl FnMut(&str, &str, String)) {
        let place = |name| self.kind.place(name).unwrap_or_default();
        let (state, created) = (place("state"), place("created_at"));
        let (planned, closed) = (values[place("planned_at")].time(), values[place("closed_at")].time());
        if values[created] == Value::Null {
            // Not said: it was known at the latest when it was planned or done.
            let known = [Some(self.now), planned, closed].into_iter().flatten().min().unwrap_or(self.now);
            values[created] = Value::Time(known);
        }
        if guess_state {
            let state_now = if closed.is_some() {
                OrderState::Closed
            } else if planned.is_some() {
                OrderState::Planned
            } else {
                OrderState::Open
            };
            values[state] = Value::Text(state_now.to_string());
        }
        let is_open = values[state].text().parse::<OrderState>().is_ok_and(OrderState::is_open);
        let Some(closed_at) = closed else { return };
        if is_open {
            let said = values[state].text().to_owned();
            refuse("state", &said, "an order with closed_at must be closed or cancelled".to_owned());
        }
        let day = |at: DateTime<Utc>| at.with_timezone(&self.zone).date_naive();
        if values[created].time().is_some_and(|created| day(closed_at) < day(created)) {
            refuse("closed_at", &day(closed_at).to_string(), "lies before created_at".to_owned());
        }
    }
}

fn number_of(of: &Referenced) -> &str {
    of.customer_number.as_deref().unwrap_or(&of.number)
}
