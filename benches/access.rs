//! Changing a permission of 500 people of 50 customers in one go (preview, then apply with a record for each), against a
//! floor: 500 bare updates by primary key in one transaction, measured in turns in the same run.
//!
//! `cargo bench --bench access`. The last line of each database is the ratio; the bar is 4 for the two together, and 100 ms
//! each on a machine of two cores.

#![allow(clippy::expect_used, clippy::similar_names, reason = "as the tests, whose support this uses")]

#[path = "../tests/all/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "shared with the tests")]
mod support;

use std::time::{Duration, Instant};

use keydesk::domain::CustomerUserId;
use keydesk::domain::permission::{Exception, Permission};
use keydesk::domain::staff::StaffPermission;
use keydesk::service::access::{self, Change};
use keydesk::store::Store;

use support::sql::{Sql, exec};
use support::world::World;

const CUSTOMERS: u32 = 50;
const PEOPLE: u32 = 10;
const ORDERS: u32 = 40;
const ROUNDS: usize = 9;

fn main() {
    support::database::on_sqlite(|store| measure("SQLite", store));
    support::database::on_postgres(|store| measure("PostgreSQL", store));
}

async fn measure(name: &str, store: Store) {
    let world = World::new(store).await;
    let people = fill(&world).await;
    let (mut floors, mut previews, mut applies) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let exception = if round.is_multiple_of(2) { Some(Exception::Denied) } else { None };
        floors.push(bare(&world.sql, &people).await);
        let needs = StaffPermission::EditCustomerUserPermissions;
        let users = access::many(&world.app, &world.admin, &people, needs).await.expect("they are there");
        let changes = users.iter().map(|user| {
            let mut change = Change::of(user);
            change.permissions.insert(Permission::ViewObjects, exception);
            change
        });
        let changes: Vec<_> = changes.collect();
        let started = Instant::now();
        let effects = access::preview(&world.app, &world.admin, &changes).await.expect("a preview");
        previews.push(started.elapsed());
        assert_eq!(effects.len(), people.len());
        let started = Instant::now();
        access::apply(&world.app, &world.admin, &changes).await.expect("applied");
        applies.push(started.elapsed());
    }
    let (floor, preview, apply) = (median(floors), median(previews), median(applies));
    println!("{name}: 500 bare updates, one transaction {:7.1} ms", ms(floor));
    println!("{name}: preview of 500 people             {:7.1} ms", ms(preview));
    println!("{name}: apply to 500 people, 500 records  {:7.1} ms (bar 100)", ms(apply));
    println!("{name}: ratio {:.2} (bar 4.00)", (ms(preview) + ms(apply)) / ms(floor));
}

async fn fill(world: &World) -> Vec<CustomerUserId> {
    let mut people = Vec::new();
    for n in 0..CUSTOMERS {
        let customer = world.customer(&n.to_string(), &format!("Customer {n}")).await;
        let facility = world.facility(customer, "Works").await;
        for o in 0..ORDERS {
            world.order(customer, Some(facility), &format!("A-{n}-{o}"), "Pressure valve leaks").await;
            world.object(customer, Some(facility), &format!("Valve {o}")).await;
        }
        for p in 0..PEOPLE {
            people.push(world.user(customer, &format!("p{p}@c{n}.example")).await);
        }
    }
    if let Sql::Postgres(_) = world.sql {
        exec!(&world.sql, "ANALYZE");
    }
    people
}

/// The least that changing 500 rows one by one costs. The rows' versions stay as they are.
async fn bare(sql: &Sql, people: &[CustomerUserId]) -> Duration {
    const UPDATE: &str = "UPDATE customer_user SET version = version WHERE id = $1";
    let started = Instant::now();
    match sql {
        Sql::Sqlite(pool) => {
            let mut tx = pool.begin().await.expect("a transaction");
            for id in people {
                sqlx::query(UPDATE).bind(*id).execute(&mut *tx).await.expect("the update");
            }
            tx.commit().await.expect("committed");
        }
        Sql::Postgres(pool) => {
            let mut tx = pool.begin().await.expect("a transaction");
            for id in people {
                sqlx::query(UPDATE).bind(*id).execute(&mut *tx).await.expect("the update");
            }
            tx.commit().await.expect("committed");
        }
    }
    started.elapsed()
}

fn median(mut of: Vec<Duration>) -> Duration {
    of.sort();
    of[of.len() / 2]
}

fn ms(of: Duration) -> f64 {
    of.as_secs_f64() * 1e3
}
