//! Fields of a search and sorting, held to what a plain loop over all rows would give: every filter, every order, both ways.

use chrono::{TimeDelta, TimeZone as _, Utc};
use keydesk::domain::AreaId;
use keydesk::domain::query::{CustomerFilter, FaultFilter, OrderFilter};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, CustomerKind, OrderState};
use keydesk::service::Error;
use keydesk::service::customers::{self, Count, CustomerQuery, CustomerRow, CustomerSort, Seek};
use keydesk::service::faults::{self, FaultsQuery};
use keydesk::service::orders::{self, ListQuery, OrderSort, OrdersQuery};
use keydesk::store::Store;

use super::paging::walk;
use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewCustomer, NewOrder, World};

stories! {
    customers_are_narrowed_by_every_field_in_every_order,
    what_a_field_names_is_looked_up,
    orders_are_narrowed_and_sorted_either_way,
    a_place_in_another_order_is_no_place_in_this_one,
}

const CITIES: [&str; 4] = ["Graz", "Gratkorn", "Weiz", "Öblarn"];

/// Sixty customers of all kinds; the areas West and Ost.
async fn crowd(world: &World) -> [AreaId; 2] {
    let [west, ost] = [world.area("West").await, world.area("Ost").await];
    let areas = [Some(west), Some(ost), None];
    for n in 0_usize..60 {
        let access = AccessState::ALL[1 + n % 4];
        let city = CITIES[n % 7 % 4].to_owned();
        let kind = if n % 5 == 0 { CustomerKind::Private } else { CustomerKind::Corporate };
        let new = NewCustomer { area: areas[n % 3], access, city, kind, managed: n % 6 == 0, ..NewCustomer::default() };
        let id = world.customer_with(&format!("K-{n}"), ["Huber", "Hofer", "Älpl"][n % 3], new).await;
        let tech = ["M. Berger", "Jörg Bergmann", "", "Nora Aas"][n % 4];
        let at = world.app.now() - TimeDelta::minutes(i64::try_from(n * 37 % 60).unwrap());
        exec!(&world.sql, "UPDATE customer SET technician = $1, updated_at = $2 WHERE id = $3", tech, at, id);
    }
    [west, ost]
}

/// What a filter says of a row.
fn meets(row: &CustomerRow, filter: &CustomerFilter) -> bool {
    let fold = keydesk::text::fold;
    let begins = |whole: &str, typed: &Option<String>| typed.as_ref().is_none_or(|t| fold(whole).starts_with(&fold(t)));
    filter.access.is_none_or(|a| row.access_state == a)
        && filter.kind.is_none_or(|k| row.kind == k)
        && filter.managed.is_none_or(|m| row.managed == m)
        && begins(&row.city, &filter.city)
        && (filter.area.is_none() || row.area.as_ref().is_some_and(|area| begins(area, &filter.area)))
        && filter.tech.as_ref().is_none_or(|t| fold(&row.technician).contains(&fold(t)) && !row.technician.is_empty())
}

async fn customers_are_narrowed_by_every_field_in_every_order(store: Store) {
    let world = World::new(store).await;
    let [west, _] = crowd(&world).await;
    let (app, admin) = (&world.app, &world.admin);
    let bound = world.staff("west", StaffRole::Supervisor, &[west]).await;
    let mut met = 0;
    for typed in [
        "",
        "access:active",
        "city:gra",
        "city:Graz",
        "city:\"öblarn\"",
        "area:west",
        "kind:private",
        "managed:yes",
        "managed:no",
        "tech:berg",
        "tech:bergmann access:link",
        "city:gra tech:berg managed:no",
        "area:ost access:pending",
        "area:west kind:corporate city:weiz",
        "city:nowhere",
        "tech:nobody",
    ] {
        let (filter, words) = CustomerFilter::parse(typed).unwrap();
        assert!(words.is_empty());
        for sort in CustomerSort::ALL.iter().copied() {
            let plain = CustomerQuery { sort, limit: 7, ..CustomerQuery::default() };
            for by in [admin, &bound] {
                let all = walk(app, by, &plain, false).await;
                let expected: Vec<_> = all.iter().filter(|row| meets(row, &filter)).cloned().collect();
                let query = CustomerQuery { filter: filter.clone(), ..plain.clone() };
                assert_eq!(walk(app, by, &query, false).await, expected, "{typed} by {sort}");
                let mut turned = expected.clone();
                turned.reverse();
                let down = CustomerQuery { descending: true, ..query.clone() };
                assert_eq!(walk(app, by, &down, false).await, turned, "{typed} by {sort}, downwards");
                assert_eq!(walk(app, by, &down, true).await, turned, "{typed} by {sort}, downwards from the end");
                let count = customers::count(app, by, &query).await.unwrap();
                assert_eq!(count, Count::Exactly(expected.len() as u64), "{typed}");
                met += expected.len();
            }
        }
        // Words beside fields: the same rows, of those that hold the word.
        let query =
            CustomerQuery { search: "huber".into(), filter: filter.clone(), limit: 500, ..CustomerQuery::default() };
        let mut found = customers::list(app, admin, &query).await.unwrap().rows;
        found.sort_by_key(|row| row.id);
        let plain = CustomerQuery { limit: 500, ..CustomerQuery::default() };
        let mut expected = customers::list(app, admin, &plain).await.unwrap().rows;
        expected.retain(|row| meets(row, &filter) && row.name == "Huber");
        expected.sort_by_key(|row| row.id);
        assert_eq!(found, expected, "{typed} huber");
    }
    assert!(met > 500, "the filters meet something: {met}");
}

async fn what_a_field_names_is_looked_up(store: Store) {
    let world = World::new(store).await;
    let [_, ost] = crowd(&world).await;
    let app = &world.app;
    let wrong = CustomerFilter { area: Some("Wset".into()), ..CustomerFilter::default() };
    let wrong = CustomerQuery { filter: wrong, ..CustomerQuery::default() };
    for said in [
        customers::list(app, &world.admin, &wrong).await.err(),
        customers::count(app, &world.admin, &wrong).await.err(),
    ] {
        let Some(Error::Invalid(errors)) = said else { panic!("{said:?}") };
        assert!(errors.of("filter").unwrap().contains("no area is called"), "{errors}");
    }
    // Asking for another area than one's own shows nothing more (R10).
    let ost = world.staff("ost", StaffRole::Supervisor, &[ost]).await;
    let west = CustomerFilter { area: Some("West".into()), ..CustomerFilter::default() };
    let west = CustomerQuery { filter: west, ..CustomerQuery::default() };
    assert!(customers::list(app, &ost, &west).await.unwrap().rows.is_empty());
    assert!(!customers::list(app, &world.admin, &west).await.unwrap().rows.is_empty());
    // What two places say of the state must be one and the same.
    let two = CustomerQuery { access: Some(AccessState::Link), ..CustomerQuery::default() };
    let two = CustomerQuery {
        filter: CustomerFilter { access: Some(AccessState::Active), ..CustomerFilter::default() },
        ..two
    };
    assert!(customers::list(app, &world.admin, &two).await.unwrap().rows.is_empty());
    assert_eq!(customers::count(app, &world.admin, &two).await.unwrap(), Count::Exactly(0));
}

async fn orders_are_narrowed_and_sorted_either_way(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (huber, hydro) = (world.customer("1042", "Huber").await, world.customer("1077", "Hydro").await);
    let now = app.now();
    for n in 1_i64..=25 {
        let customer = if n % 3 == 0 { hydro } else { huber };
        let state = OrderState::ALL[usize::try_from(n).unwrap() % 6];
        let planned_at = (n % 4 != 0).then(|| now + TimeDelta::days(n - 12));
        let new = NewOrder { state, planned_at, ..NewOrder::default() };
        let id = world.order_with(customer, &format!("W{n}"), "Lift", new).await;
        let tech = ["M. Berger", "Nora Aas"][usize::try_from(n).unwrap() % 2];
        let sql = "UPDATE service_order SET created_at = $1, technician = $2 WHERE id = $3";
        exec!(&world.sql, sql, now - TimeDelta::hours(n * 7 % 25), tech, id);
    }
    let vienna = now.with_timezone(&chrono_tz::Europe::Vienna);
    for typed in [
        "",
        "state:open",
        "tech:aas",
        "tech:berg state:closed",
        "customer:1077",
        "planned:<tomorrow",
        "planned:today..",
        "created:today tech:nora",
        "tech:me",
    ] {
        let (filter, _) = OrderFilter::parse(typed, &vienna).unwrap();
        for sort in OrderSort::ALL.iter().copied() {
            for descending in [false, true] {
                let query = |seek, limit| OrdersQuery {
                    filter: filter.clone(),
                    sort,
                    descending,
                    seek,
                    list: ListQuery { limit, ..ListQuery::default() },
                    ..OrdersQuery::default()
                };
                let whole = orders::list(app, &world.admin, &query(Seek::First, 500)).await.unwrap().rows;
                // Page by page from the beginning, and from the end.
                let (mut forwards, mut seek) = (Vec::new(), Seek::First);
                loop {
                    let page = orders::list(app, &world.admin, &query(seek, 4)).await.unwrap();
                    forwards.extend(page.rows);
                    if !page.more_after {
                        break;
                    }
                    seek = Seek::After(forwards.last().unwrap().cursor_by(sort));
                }
                assert_eq!(forwards, whole, "{typed} by {sort}, {descending}");
                let (mut backwards, mut seek) = (Vec::new(), Seek::Last);
                loop {
                    let page = orders::list(app, &world.admin, &query(seek, 4)).await.unwrap();
                    backwards.splice(0..0, page.rows);
                    if !page.more_before {
                        break;
                    }
                    seek = Seek::Before(backwards[0].cursor_by(sort));
                }
                assert_eq!(backwards, whole, "{typed} by {sort}, {descending}, from the end");
                let mut turned = orders::list(
                    app,
                    &world.admin,
                    &OrdersQuery { descending: !descending, ..query(Seek::First, 500) },
                )
                .await
                .unwrap()
                .rows;
                turned.reverse();
                assert_eq!(turned, whole, "{typed} by {sort}: the other way round is the same backwards");
            }
        }
    }
    let rows = async |typed: &str, sort| {
        let (filter, _) = OrderFilter::parse(typed, &vienna).unwrap();
        let query = OrdersQuery { filter, sort, descending: false, ..OrdersQuery::default() };
        orders::list(app, &world.admin, &query).await.unwrap().rows
    };
    let numbers: Vec<_> = rows("", OrderSort::Number).await.into_iter().map(|o| o.number).collect();
    assert_eq!(numbers, (1..=25).map(|n| format!("W{n}")).collect::<Vec<_>>(), "W9 before W10");
    let planned = rows("planned:<tomorrow", OrderSort::Planned).await;
    let midnight = chrono_tz::Europe::Vienna
        .from_local_datetime(&(vienna.date_naive() + TimeDelta::days(1)).and_hms_opt(0, 0, 0).unwrap())
        .unwrap();
    assert!(!planned.is_empty() && planned.iter().all(|o| o.planned_at.unwrap() < midnight.with_timezone(&Utc)));
    assert!(rows("customer:1077", OrderSort::Created).await.iter().all(|o| o.customer_id == hydro));
    assert_eq!(rows("tech:aas", OrderSort::State).await.len(), 13);
    let (none, _) = OrderFilter::parse("customer:9999", &vienna).unwrap();
    let none = orders::list(app, &world.admin, &OrdersQuery { filter: none, ..OrdersQuery::default() }).await;
    assert!(matches!(none, Err(Error::NotFound { .. })), "{none:?}");
    let (none, _) = FaultFilter::parse("customer:9999 state:open", &vienna).unwrap();
    let none = faults::list(app, &world.admin, &FaultsQuery { filter: none, ..FaultsQuery::default() }).await;
    assert!(matches!(none, Err(Error::NotFound { .. })), "{none:?}");
}

async fn a_place_in_another_order_is_no_place_in_this_one(store: Store) {
    let world = World::new(store).await;
    crowd(&world).await;
    let app = &world.app;
    let first = CustomerQuery { limit: 3, ..CustomerQuery::default() };
    let row = customers::list(app, &world.admin, &first).await.unwrap().rows.remove(2);
    for sort in CustomerSort::ALL.iter().copied() {
        for other in CustomerSort::ALL.iter().copied() {
            let query = CustomerQuery { sort, seek: Seek::After(row.cursor(other)), ..first.clone() };
            customers::list(app, &world.admin, &query).await.unwrap();
        }
    }
    for sort in OrderSort::ALL.iter().copied() {
        for other in CustomerSort::ALL.iter().copied() {
            let query = OrdersQuery { sort, seek: Seek::Before(row.cursor(other)), ..OrdersQuery::default() };
            orders::list(app, &world.admin, &query).await.unwrap();
        }
    }
}
