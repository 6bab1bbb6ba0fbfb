//! Telling people that their access ends (R16), once two weeks and once two days before: nobody does anything on those days, so
//! a worker looks.

use chrono::TimeDelta;
use serde_json::json;

use crate::domain::activity::Event;
use crate::domain::letter::Letter;
use crate::service::activity::{About, record};
use crate::service::actor::House;
use crate::service::telling::{Recipient, tell};
use crate::service::{Actor, App, Error, Who};
use crate::store::users::{self, Ending};

/// So many days before the end people are told, the last time at the last.
const DAYS: [i64; 2] = [14, 2];
/// So many are told in one go.
const MOST: u32 = 200;

/// Tells everybody whose access ends within two weeks, and once more within two days, each once whatever the number of workers;
/// how many there were. Another end date begins anew.
pub async fn tell_ending(app: &App) -> Result<usize, Error> {
    let now = app.now();
    let [first, last] = DAYS.map(|days| now + TimeDelta::days(days));
    // Most looks find nothing: ask before taking the writer.
    let found = users::ending_untold(&mut app.store.read().await?, now, (first, last, DAYS[1]), MOST).await?;
    let mut told = 0;
    for person in &found {
        let days = if person.ends_at <= last { DAYS[1] } else { DAYS[0] };
        let mut tx = app.store.begin().await?;
        if !users::mark_ending_told(&mut tx, person, days).await? {
            continue;
        }
        tell_one(app, &mut tx, person).await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}

async fn tell_one(app: &App, tx: &mut crate::store::Tx, person: &Ending) -> Result<(), Error> {
    let by = Actor {
        organization: person.organization_id,
        organization_name: person.organization.clone(),
        who: Who::System,
        origin: "worker".to_owned(),
        house: House::default(),
    };
    let name = format!("{} {}", person.first_name, person.last_name);
    let to = Recipient {
        organization: person.organization_id,
        customer: Some(person.customer_id),
        user: Some(person.id),
        address: &person.email,
        name: &name,
        language: person.language,
    };
    let letter =
        Letter::AccessEnding { name: name.clone(), customer: person.customer.clone(), ends_at: person.ends_at };
    tell(app, tx, to, &letter, None).await?;
    let about = About {
        customer: Some(person.customer_id),
        user: Some(person.id),
        staff: None,
        subject: format!("{name} <{}>", person.email),
    };
    Ok(record(app, tx, &by, Event::AccessEndingTold, about, json!({ "ends_at": person.ends_at })).await?)
}
