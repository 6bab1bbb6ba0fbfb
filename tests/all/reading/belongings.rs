//! What belongs to a customer, at one glance and in lists; and who may look (R10).

use chrono::TimeDelta;
use keydesk::domain::permission::Exception;
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::{OrderState, UserState};
use keydesk::service::customers::{self, Count, CustomerQuery, ListQuery};
use keydesk::service::{Actor, Error, Who};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::world::{NewCustomer, NewOrder, NewUser, World};

stories! { the_overview_holds_the_facts, lists_of_a_customer_are_paged_and_searched, who_may_not_look_is_told_why }

async fn the_overview_holds_the_facts(store: Store) {
    let world = World::new(store).await;
    let (app, by) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let other = world.customer("1043", "Moser").await;
    let facility = world.facility(customer, "Werk 1").await;
    world.facility(other, "Werk 2").await;
    let contact = world.contact(customer, "Eva", "Huber").await;
    world.contact(other, "Jan", "Moser").await;
    let object = world.object(customer, Some(facility), "Lift 1").await;
    world.object(customer, None, "Lift 2").await;
    world.user(customer, "eva@huber.example").await;
    let pending = NewUser { state: UserState::Pending, password: false, ..NewUser::default() };
    world.user_with(customer, "jan@huber.example", pending).await;
    world.user(other, "jan@moser.example").await;
    let now = app.now();
    for n in 0..7 {
        app.clock.advance(TimeDelta::minutes(1));
        let new = match n {
            0 => NewOrder {
                facility: Some(facility),
                object: Some(object),
                contact: Some(contact),
                ..NewOrder::default()
            },
            1 => NewOrder {
                state: OrderState::Closed,
                planned_at: Some(now + TimeDelta::hours(2)),
                ..NewOrder::default()
            },
            2 => NewOrder { planned_at: Some(now - TimeDelta::days(1)), ..NewOrder::default() },
            3 => NewOrder { planned_at: Some(now + TimeDelta::days(2)), ..NewOrder::default() },
            4 => NewOrder { planned_at: Some(now + TimeDelta::days(1)), ..NewOrder::default() },
            _ => NewOrder { state: OrderState::Cancelled, ..NewOrder::default() },
        };
        world.order_with(customer, &format!("A{n}"), "Wartung", new).await;
    }
    world.order(other, None, "B1", "Wartung").await;

    let overview = customers::overview(app, by, customer).await.unwrap();
    assert_eq!(overview.customer, customers::get(app, by, customer).await.unwrap());
    assert_eq!(overview.customer, customers::by_number(app, by, " 1042 ").await.unwrap());
    assert_eq!((overview.users.active, overview.users.pending, overview.users.total()), (1, 1, 2));
    assert_eq!(overview.contacts, Count::Exactly(1));
    assert_eq!(overview.facilities, Count::Exactly(1));
    assert_eq!(overview.objects, Count::Exactly(2));
    assert_eq!(overview.orders, Count::Exactly(7));
    assert_eq!(overview.open_orders, Count::Exactly(4));
    assert_eq!(overview.next_visit, Some(now + TimeDelta::days(1)), "neither past ones nor those of closed orders");
    let recent: Vec<_> = overview.recent.iter().map(|order| order.number.as_str()).collect();
    assert_eq!(recent, ["A6", "A5", "A4", "A3", "A2"]);

    let orders = customers::orders(app, by, customer, &ListQuery::default()).await.unwrap().rows;
    let first = orders.last().unwrap();
    let named = (first.facility.as_deref(), first.object.as_deref(), first.contact.as_deref());
    assert_eq!(named, (Some("Werk 1"), Some("Lift 1"), Some("Eva Huber")));
    assert_eq!(first.created_at, now + TimeDelta::minutes(1), "moments come back as they were written");
    assert_eq!(orders[0].contact, None);
    let contacts = customers::contacts(app, by, customer).await.unwrap();
    assert_eq!(contacts.iter().map(customers::ContactRow::name).collect::<Vec<_>>(), ["Eva Huber"]);
    let facilities = customers::facilities(app, by, customer).await.unwrap();
    assert_eq!(facilities.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Werk 1"]);
}

async fn lists_of_a_customer_are_paged_and_searched(store: Store) {
    let world = World::new(store).await;
    let (app, by) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber").await;
    let other = world.customer("1043", "Moser").await;
    world.object(other, None, "Lift").await;
    world.order(other, None, "B1", "Größere Wartung").await;
    for n in 0..23 {
        world.object(customer, None, if n % 2 == 0 { "Lift" } else { "Rolltreppe Süd" }).await;
        // Orders made in the same moment have an order too.
        let title = if n % 5 == 0 { "Größere Wartung" } else { "50% Anzahlung" };
        world.order(customer, None, &format!("A{n}"), title).await;
    }
    let everything = ListQuery { limit: 500, ..ListQuery::default() };
    for search in ["", "LIFT", "sud", "rolltreppe süd", "%"] {
        let all = ListQuery { search: search.to_owned(), ..everything.clone() };
        let all = customers::objects(app, by, customer, &all).await.unwrap().rows;
        let expected = match search {
            "" => 23,
            "LIFT" => 12,
            "%" => 0,
            _ => 11,
        };
        assert_eq!(all.len(), expected, "objects {search:?}");
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let query = ListQuery { search: search.to_owned(), after, limit: 5 };
            let page = customers::objects(app, by, customer, &query).await.unwrap();
            walked.extend(page.rows);
            if !page.more_after {
                break;
            }
            after = walked.last().map(customers::ObjectRow::cursor);
        }
        assert_eq!(walked, all, "objects {search:?}");
    }
    for (search, expected) in [("", 23), ("grossere", 5), ("grosse", 5), ("größ", 5), ("50%", 18), ("a7", 1)] {
        let (mut walked, mut after) = (Vec::new(), None);
        loop {
            let query = ListQuery { search: search.to_owned(), after, limit: 4 };
            let page = customers::orders(app, by, customer, &query).await.unwrap();
            walked.extend(page.rows);
            if !page.more_after {
                break;
            }
            after = walked.last().map(customers::OrderRow::cursor);
        }
        assert_eq!(walked.len(), expected, "orders {search:?}");
        let all = ListQuery { search: search.to_owned(), ..everything.clone() };
        assert_eq!(walked, customers::orders(app, by, customer, &all).await.unwrap().rows, "orders {search:?}");
    }
}

async fn who_may_not_look_is_told_why(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    let ours = world.customer_with("1", "Huber", NewCustomer { area: Some(graz), ..NewCustomer::default() }).await;
    let theirs = world.customer_with("2", "Moser", NewCustomer { area: Some(linz), ..NewCustomer::default() }).await;
    let bound = world.staff("bound", StaffRole::Supervisor, &[graz]).await;
    assert_eq!(customers::get(app, &bound, ours).await.unwrap().row.name, "Huber");
    assert_eq!(customers::by_number(app, &bound, "1").await.unwrap().row.id, ours);
    let query = ListQuery::default();
    let refused = [
        customers::get(app, &bound, theirs).await.err(),
        customers::by_number(app, &bound, "2").await.err(),
        customers::overview(app, &bound, theirs).await.err(),
        customers::contacts(app, &bound, theirs).await.err(),
        customers::facilities(app, &bound, theirs).await.err(),
        customers::objects(app, &bound, theirs, &query).await.err(),
        customers::orders(app, &bound, theirs, &query).await.err(),
    ];
    for error in refused {
        let error = error.expect("another area's customer is not shown");
        assert!(matches!(&error, Error::Denied { .. }), "{error}");
        assert!(error.to_string().contains("area"), "{error}");
    }

    let denied = [(StaffPermission::ViewCustomers, Exception::Denied)].into();
    let blind = world.staff_with("blind", StaffRole::Dispatcher, &[], denied).await;
    let user = world.user(ours, "eva@huber.example").await;
    let sign_in = app.id();
    let customer_user =
        Actor { who: Who::CustomerUser { id: user, sign_in, name: "Eva".to_owned() }, ..world.admin.clone() };
    for by in [&blind, &customer_user] {
        let refused = [
            customers::list(app, by, &CustomerQuery::default()).await.err(),
            customers::count(app, by, &CustomerQuery::default()).await.err(),
            customers::get(app, by, ours).await.err(),
            customers::orders(app, by, ours, &query).await.err(),
        ];
        for error in refused {
            let error = error.expect("without the permission nothing is shown");
            assert!(error.to_string().contains("view_customers"), "{error}");
        }
    }
    let system = Actor { who: Who::System, ..world.admin.clone() };
    let all = customers::list(app, &system, &CustomerQuery::default()).await.unwrap();
    assert_eq!(all.rows.len(), 2, "the program itself sees everything");
    let missing = customers::by_number(app, &system, "77").await.unwrap_err();
    assert_eq!(missing.to_string(), "there is no customer 77");
}
