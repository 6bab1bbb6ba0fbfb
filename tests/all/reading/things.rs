//! Finding things of all customers: what is found by what, in which order, by whom (R10), and at what cost.

use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::service::search::{self, Kind};
use keydesk::service::{Actor, Error, Policy, seed};
use keydesk::store::Store;

use crate::support::database::{on_postgres, on_sqlite, stories};
use crate::support::sql::{Sql, exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    things_are_found_by_number_name_and_words,
    old_things_are_found_by_number_and_name_alone,
    nobody_finds_what_is_not_theirs,
}

/// What is found, as `kind name` in its order.
async fn found(world: &World, by: &Actor, typed: &str) -> Vec<String> {
    let hits = search::find(&world.app, by, typed).await.unwrap();
    hits.iter().map(|hit| format!("{:?} {}", hit.kind, hit.name).to_lowercase()).collect()
}

async fn things_are_found_by_number_name_and_words(store: Store) {
    let world = World::new(store).await;
    let (huber, hydro) = (world.customer("1042", "Hübner GmbH").await, world.customer("1101", "Hydro").await);
    world.order(huber, None, "W1", "Lift stuck").await;
    world.order(hydro, None, "W10", "Crane").await;
    world.order(huber, None, "w-11/b", "Door W1").await;
    world.contact(huber, "Ida", "Kern").await;
    world.facility(hydro, "Kernstraße").await;
    world.object(hydro, None, "Kern drill").await;
    world.model("Kernel 7").await;
    world.user(huber, "eva@huber.example").await;
    let by = &world.admin;
    // The number that was typed first, then the newest; whole words may be the customer's.
    assert_eq!(found(&world, by, "w1").await, ["order lift stuck", "order door w1", "order crane"]);
    assert_eq!(found(&world, by, "W-11/B").await, ["order door w1"]);
    assert_eq!(found(&world, by, "hubner lift").await, ["order lift stuck"]);
    assert_eq!(found(&world, by, "hubner crane").await, Vec::<String>::new());
    assert_eq!(
        found(&world, by, "kern").await,
        ["contact ida kern", "facility kernstraße", "object kern drill", "model kernel 7"]
    );
    assert_eq!(found(&world, by, "ida KERN").await, ["contact ida kern"]);
    assert_eq!(found(&world, by, "hub eva").await, ["user eva huber"]);
    assert_eq!(found(&world, by, "eva@h").await, ["user eva huber"]);
    for nothing in ["", "  ", "\u{1b}", "%", "_", "'; DROP TABLE model; --"] {
        assert_eq!(found(&world, by, nothing).await, Vec::<String>::new(), "{nothing}");
    }
    let hit = search::find(&world.app, by, "w1").await.unwrap().remove(0);
    assert_eq!((hit.kind, hit.number.as_str(), hit.note.as_str()), (Kind::Order, "W1", "open"));
    assert_eq!((hit.customer_id, hit.customer_name.as_deref()), (Some(huber), Some("Hübner GmbH")));
    // Another organization finds nothing of it.
    let other = world.another("Other Service").await;
    assert_eq!(found(&other, &other.admin, "w1").await, Vec::<String>::new());
}

/// Behind more than is read for words, what is old is still found by what it begins with.
async fn old_things_are_found_by_number_and_name_alone(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber").await;
    world.order(huber, None, "A1", "Elevator").await;
    world.contact(huber, "Ida", "Kern").await;
    world.user(huber, "old@huber.example").await;
    let later = world.app.now() + chrono::TimeDelta::days(1);
    for n in 0..501 {
        let (id, number) = (world.app.id::<keydesk::domain::OrderId>(), format!("B{n}"));
        exec!(
            &world.sql,
            "INSERT INTO service_order (id, organization_id, customer_id, number, kind, title, description, state, \
             technician, search, created_at, version) VALUES ($1, $2, $3, $4, 'ticket', 'Newer', '', 'open', '', 'newer', \
             $5, 1)",
            id,
            world.organization,
            huber,
            number,
            later,
        );
        world.contact(huber, "New", "Body").await;
    }
    let by = &world.admin;
    assert_eq!(found(&world, by, "elevator").await, Vec::<String>::new(), "a word of an old order");
    assert_eq!(found(&world, by, "a1").await, ["order elevator"]);
    assert_eq!(found(&world, by, "a1 elev").await, ["order elevator"]);
    assert_eq!(found(&world, by, "ida").await, Vec::<String>::new(), "a first name of long ago");
    assert_eq!(found(&world, by, "ida kern").await, ["contact ida kern"]);
    assert_eq!(found(&world, by, "newer").await.len(), 6, "no more than six of a kind");
}

async fn nobody_finds_what_is_not_theirs(store: Store) {
    let world = World::new(store).await;
    let (graz, wien) = (world.area("Graz").await, world.area("Wien").await);
    let of = |area| NewCustomer { area: Some(area), ..NewCustomer::default() };
    for (number, area) in [("1", graz), ("2", wien)] {
        let customer = world.customer_with(number, &format!("Customer {number}"), of(area)).await;
        world.order(customer, None, &format!("W{number}"), "Brakes").await;
        world.contact(customer, "Bra", &format!("Kern{number}")).await;
        world.facility(customer, &format!("Bravo {number}")).await;
        world.user_with(customer, &format!("bra{number}@x.example"), NewUser::default()).await;
    }
    let sara = world.staff("sara", StaffRole::Supervisor, &[graz]).await;
    let hers = search::find(&world.app, &sara, "bra").await.unwrap();
    assert_eq!(hers.len(), 4, "{hers:?}");
    assert!(hers.iter().all(|hit| hit.customer_name.as_deref() == Some("Customer 1")), "{hers:?}");
    let nobody = world.staff("nobody", StaffRole::Supervisor, &[]).await;
    assert_eq!(found(&world, &nobody, "bra").await, Vec::<String>::new());
    let denied = [(StaffPermission::ViewCustomers, keydesk::domain::permission::Exception::Denied)].into();
    let blind = world.staff_with("blind", StaffRole::Dispatcher, &[], denied).await;
    assert!(matches!(search::find(&world.app, &blind, "bra").await, Err(Error::Denied { .. })));
}

/// With many thousands of rows no table is read through: each index is used, and the server counts no reading of a whole
/// table.
#[test]
fn finding_goes_along_the_indexes() {
    on_postgres(|store| async {
        let sql = Sql::of(&store).await;
        let app = World::app_of(store, Policy::default());
        let by = seed::seed(&app, "Nordlift", 8_000, 3, &mut |_, _| {}).await.unwrap();
        let tables = ["service_order", "contact", "facility"];
        let read = async || {
            let sums = "SELECT CAST(SUM(seq_tup_read) AS BIGINT) FROM pg_stat_user_tables \
                        WHERE relname IN ('service_order', 'contact', 'facility')";
            select!(&sql, (Option<i64>,), sums)[0].0.unwrap_or_default()
        };
        let uses = async |index: &'static str| {
            let scans = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = $1";
            select!(&sql, (i64,), scans, index)[0].0
        };
        let wanted = ["service_order_newest", "contact_by_name", "facility_by_name"];
        // The server adds up what a connection did when it has been idle for a moment.
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        let before = read().await;
        for _ in 0..100 {
            search::find(&app, &by, "hub 10").await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            let mut used = true;
            for index in wanted {
                used &= uses(index).await > 0;
            }
            if used {
                assert_eq!(read().await, before, "one of {tables:?} was read through");
                return;
            }
        }
        panic!("not all of {wanted:?} are used");
    });
}

/// The same on SQLite, which tells its plan.
#[test]
fn finding_scans_nothing_on_sqlite() {
    on_sqlite(|store| async move {
        let sql = Sql::of(&store).await;
        for (table, newest) in [
            ("service_order", "created_at DESC, id DESC"),
            ("fault_report", "created_at DESC, id DESC"),
            ("sign_in", "created_at DESC, id DESC"),
            ("contact", "id DESC"),
            ("facility", "id DESC"),
            ("service_object", "id DESC"),
            ("model", "id DESC"),
        ] {
            let Sql::Sqlite(pool) = &sql else { unreachable!() };
            let ask = format!(
                "EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE organization_id = $1 ORDER BY {newest} LIMIT 500"
            );
            let plan: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(sqlx::AssertSqlSafe(ask)).bind("x").fetch_all(pool).await.unwrap();
            let steps: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
            assert!(
                steps.len() == 1 && steps[0].contains(&format!("USING COVERING INDEX {table}_newest")),
                "{table}: {steps:?}"
            );
        }
    });
}
