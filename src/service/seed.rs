//! A large, fixed sample: the database that benches measure and that one tries a million customers on.
//!
//! The same seed makes the same organization (but for the administrator's password hash and sign-in identifiers), on
//! both databases. It goes into an empty database only: its administrator's password is known to everybody.

mod world;

use crate::domain::OrganizationId;
use crate::domain::state::Language;
use crate::random::Random;
use crate::store::bulk::{self, BATCH, Table, Write};
use crate::store::{customers, organizations};

use super::setup::{self, Setup};
use super::{Actor, App, Error};

/// The administrator's address.
pub const ADMIN_EMAIL: &str = "admin@seed.example";

/// The administrator's password.
pub const ADMIN_PASSWORD: &str = "seventeen slow green tractors";

/// What a run makes for each customer, in hundredths: the customer, 0.8 contacts, 0.4 facilities, 1.16 orders.
const HUNDREDTHS_FOR_EACH: u64 = 100 + 80 + 40 + 116;

/// Fills an empty database with an organization, its administrator, `customers` customers and what they own.
/// `progress` hears how many rows of how many (about) are written.
///
/// # Errors
/// When the database holds an organization already.
pub async fn seed(
    app: &App,
    organization: &str,
    customers: u64,
    seed: u64,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Actor, Error> {
    let setup = Setup {
        organization: organization.to_owned(),
        admin_email: ADMIN_EMAIL.to_owned(),
        admin_name: "Seed Administrator".to_owned(),
        password: ADMIN_PASSWORD.to_owned(),
        language: Language::English,
        time_zone: "Europe/Vienna".to_owned(),
        additional: false,
    };
    let by = setup::initialise(app, &setup, "seed").await?;
    let random = Random::seeded(seed);
    let mut tx = app.store.begin().await?;
    let mut areas = Vec::new();
    for name in world::AREAS {
        let new = random.uuid(world::beginning()).into();
        areas.push(organizations::area_named(&mut tx, by.organization, new, name).await?.0);
    }
    let mut world = world::World::new(random, areas);
    let total = customers * HUNDREDTHS_FOR_EACH / 100;
    let mut written = 0;
    let indexes = bulk::suspend(&mut tx).await?;
    while world.customers_made() < customers {
        let batch = (customers - world.customers_made()).min(BATCH as u64);
        for (table, rows) in world.batch(batch) {
            written += rows.len() as u64;
            insert(&mut tx, by.organization, table, rows).await?;
        }
        progress(written, total.max(written));
    }
    customers::switch_on_some(&mut tx, by.organization).await?;
    indexes.rebuild(&mut tx).await?;
    tx.commit().await?;
    app.store.analyze().await?;
    progress(written, written);
    Ok(by)
}

/// A batch of customers owns more orders than one statement takes.
async fn insert(
    tx: &mut crate::store::Tx,
    organization: OrganizationId,
    table: &Table,
    rows: Vec<Write>,
) -> Result<(), Error> {
    for batch in rows.chunks(BATCH) {
        bulk::insert(tx, organization, table, world::beginning(), batch).await?;
    }
    Ok(())
}
