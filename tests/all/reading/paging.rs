//! Pages: forwards and backwards the same list, nothing twice, nothing missed.

use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::AccessState;
use keydesk::service::customers::{self, Count, CustomerQuery, CustomerRow, CustomerSort, Seek};
use keydesk::service::{Actor, App};
use keydesk::store::Store;

use super::numbers;
use crate::support::database::stories;
use crate::support::world::{NewCustomer, World};

stories! {
    forwards_and_backwards_are_the_same_list,
    a_page_opens_around_a_customer,
    filters_and_areas_keep_the_order,
    counts_stop_at_the_cap,
    another_organization_is_never_seen,
}

/// Many equal names and cities, numbers that sort by size.
async fn crowd(world: &World, how_many: usize, new: &NewCustomer) {
    for n in 0..how_many {
        let name = ["Huber", "huber", "Hübner", "Ångström", "Zoë & Co", "株式会社", "Аврора"][n % 7];
        let city = ["Graz", "Göteborg", "", "graz"][n % 4].to_owned();
        world.customer_with(&format!("K-{n}"), name, NewCustomer { city, ..new.clone() }).await;
    }
}

pub async fn walk(app: &App, by: &Actor, query: &CustomerQuery, back: bool) -> Vec<CustomerRow> {
    let mut all: Vec<CustomerRow> = Vec::new();
    let mut seek = if back { Seek::Last } else { Seek::First };
    loop {
        let page = customers::list(app, by, &CustomerQuery { seek, ..query.clone() }).await.unwrap();
        assert!(page.rows.len() <= query.limit as usize);
        if all.is_empty() {
            assert!(!(if back { page.more_after } else { page.more_before }), "nothing lies beyond the end");
        } else {
            assert!(if back { page.more_after } else { page.more_before }, "where one came from there are rows");
        }
        let more = if back { page.more_before } else { page.more_after };
        let Some(edge) = (if back { page.rows.first() } else { page.rows.last() }) else { return all };
        let cursor = edge.cursor(query.sort);
        seek = if back { Seek::Before(cursor) } else { Seek::After(cursor) };
        if back {
            all.splice(0..0, page.rows);
        } else {
            all.extend(page.rows);
        }
        if !more {
            return all;
        }
    }
}

async fn forwards_and_backwards_are_the_same_list(store: Store) {
    let world = World::new(store).await;
    crowd(&world, 53, &NewCustomer::default()).await;
    for sort in CustomerSort::ALL.iter().copied() {
        let query = CustomerQuery { sort, limit: 7, ..CustomerQuery::default() };
        let forwards = walk(&world.app, &world.admin, &query, false).await;
        let backwards = walk(&world.app, &world.admin, &query, true).await;
        assert_eq!(forwards, backwards, "{sort}");
        assert_eq!(forwards.len(), 53, "{sort}: nothing is missing");
        let mut ids: Vec<_> = forwards.iter().map(|row| row.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 53, "{sort}: nothing comes twice");
    }
    let by_number = CustomerQuery { sort: CustomerSort::Number, limit: 100, ..CustomerQuery::default() };
    let page = customers::list(&world.app, &world.admin, &by_number).await.unwrap();
    let expected: Vec<_> = (0..53).map(|n| format!("K-{n}")).collect();
    assert_eq!(numbers(&page), expected, "numbers sort by size");
    let by_name = CustomerQuery { sort: CustomerSort::Name, limit: 100, ..CustomerQuery::default() };
    let page = customers::list(&world.app, &world.admin, &by_name).await.unwrap();
    let mut names: Vec<_> = page.rows.iter().map(|row| row.name.to_lowercase()).collect();
    names.dedup();
    assert_eq!(
        names,
        ["ångström", "huber", "hübner", "zoë & co", "аврора", "株式会社"],
        "as folded, equal ones together"
    );
}

async fn a_page_opens_around_a_customer(store: Store) {
    let world = World::new(store).await;
    crowd(&world, 30, &NewCustomer::default()).await;
    let all = CustomerQuery { limit: 100, ..CustomerQuery::default() };
    let all = customers::list(&world.app, &world.admin, &all).await.unwrap().rows;
    for (place, row) in all.iter().enumerate() {
        let query = CustomerQuery { seek: Seek::Around(row.id), limit: 8, ..CustomerQuery::default() };
        let page = customers::list(&world.app, &world.admin, &query).await.unwrap();
        assert_eq!(page.rows.len(), 8, "the page is full also near an end");
        let begins = all.iter().position(|r| r.id == page.rows[0].id).unwrap();
        assert_eq!(page.rows, all[begins..begins + 8], "a stretch of the list");
        assert!((begins..begins + 8).contains(&place), "it holds the customer");
        assert_eq!((page.more_before, page.more_after), (begins > 0, begins + 8 < all.len()));
    }
    let filtered = CustomerQuery {
        seek: Seek::Around(all[20].id),
        access: Some(AccessState::Active),
        limit: 8,
        ..CustomerQuery::default()
    };
    let page = customers::list(&world.app, &world.admin, &filtered).await.unwrap();
    assert!(page.rows.is_empty() && !page.more_after, "a list that does not hold it opens at its beginning");
}

async fn filters_and_areas_keep_the_order(store: Store) {
    let world = World::new(store).await;
    let (graz, linz, wien) = (world.area("Graz").await, world.area("Linz").await, world.area("Wien").await);
    for n in 0..45 {
        let area = [Some(graz), Some(linz), Some(wien), None][n % 4];
        let access = if n % 3 == 0 { AccessState::Active } else { AccessState::Link };
        world.customer_with(&format!("K-{n}"), "Huber", NewCustomer { area, access, ..NewCustomer::default() }).await;
    }
    let supervisor = world.staff("supervisor", StaffRole::Supervisor, &[graz, linz]).await;
    let one_area = world.staff("one", StaffRole::DepartmentAdministrator, &[wien]).await;
    let no_area = world.staff("none", StaffRole::Supervisor, &[]).await;
    let dispatcher = world.staff("dispatcher", StaffRole::Dispatcher, &[]).await;
    for sort in CustomerSort::ALL.iter().copied() {
        for access in [None, Some(AccessState::Active)] {
            let query = CustomerQuery { sort, access, limit: 4, ..CustomerQuery::default() };
            let everything = walk(&world.app, &world.admin, &query, false).await;
            assert_eq!(everything.len(), if access.is_some() { 15 } else { 45 });
            for (by, areas) in [(&supervisor, vec![graz, linz]), (&one_area, vec![wien]), (&no_area, vec![])] {
                let expected: Vec<_> = everything
                    .iter()
                    .filter(|row| row.area_id.is_some_and(|area| areas.contains(&area)))
                    .cloned()
                    .collect();
                assert_eq!(walk(&world.app, by, &query, false).await, expected, "{sort} {access:?}");
                assert_eq!(walk(&world.app, by, &query, true).await, expected, "{sort} {access:?} backwards");
                let count = customers::count(&world.app, by, &query).await.unwrap();
                assert_eq!(count, Count::Exactly(expected.len() as u64));
            }
            assert_eq!(walk(&world.app, &dispatcher, &query, false).await, everything, "a dispatcher is not bound");
        }
    }
    let named = customers::list(&world.app, &one_area, &CustomerQuery::default()).await.unwrap();
    assert!(named.rows.iter().all(|row| row.area.as_deref() == Some("Wien")), "the area is named");
}

async fn counts_stop_at_the_cap(store: Store) {
    let world = World::new(store).await;
    crowd(&world, 1_001, &NewCustomer::default()).await;
    let count = |query: CustomerQuery| {
        let world = world.clone();
        async move { customers::count(&world.app, &world.admin, &query).await.unwrap() }
    };
    assert_eq!(count(CustomerQuery::default()).await.to_string(), "1000+");
    assert_eq!(count(super::search("k-")).await, Count::AtLeast(1_000));
    assert_eq!(count(super::search("K-77")).await, Count::Exactly(11));
    assert_eq!(count(super::search("nowhere")).await, Count::Exactly(0));
    let off = CustomerQuery { access: Some(AccessState::Off), ..CustomerQuery::default() };
    assert_eq!(count(off).await, Count::Exactly(0));
}

async fn another_organization_is_never_seen(store: Store) {
    let ours = World::new(store).await;
    let theirs = ours.another("Südlift").await;
    let theirs_id = theirs.customer("1042", "Huber").await;
    ours.customer("1043", "Huber").await;
    let seen = walk(&ours.app, &ours.admin, &CustomerQuery::default(), false).await;
    assert_eq!(seen.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["1043"]);
    for typed in ["1042", "huber", "hu", "1"] {
        let page = customers::list(&ours.app, &ours.admin, &super::search(typed)).await.unwrap();
        assert!(!page.rows.iter().any(|row| row.id == theirs_id), "{typed}");
    }
    assert!(customers::get(&ours.app, &ours.admin, theirs_id).await.is_err());
    assert!(customers::by_number(&ours.app, &ours.admin, "1042").await.is_err());
    assert!(customers::overview(&ours.app, &ours.admin, theirs_id).await.is_err());
    let around = CustomerQuery { seek: Seek::Around(theirs_id), ..CustomerQuery::default() };
    let page = customers::list(&ours.app, &ours.admin, &around).await.unwrap();
    assert_eq!(numbers(&page), ["1043"]);
}
