//! The sample company: it loads, it is true, its files are taken again without a change.

use std::collections::BTreeSet;
use std::sync::Arc;

use keydesk::clock::Clock;
use keydesk::domain::portal_area::PortalArea;
use keydesk::files::Files;
use keydesk::random::Random;
use keydesk::service::customer_sign_in::{self, Client};
use keydesk::service::hasher::Hasher;
use keydesk::service::import::{self, Kind, Options};
use keydesk::service::{App, Policy, access, customers, demo, invitations, staff_sign_in};
use keydesk::store::Store;

use super::counts;
use crate::support::database::stories;
use crate::support::sql::{Sql, select};
use crate::support::world::beginning;

stories! { the_sample_company_is_ready_to_be_tried }

async fn the_sample_company_is_ready_to_be_tried(store: Store) {
    let sql = Sql::of(&store).await;
    let random = Random::system();
    let hasher = Hasher::new(0, 0, random.clone());
    let mut app =
        App::new(store, Clock::manual(beginning()), random, hasher, Policy::default(), Files::memory(10_000_000));
    let begun = std::time::Instant::now();
    let demo = demo::load(&app, beginning()).await.expect("the sample company loads");
    println!("loaded in {:?}", begun.elapsed());
    app.policy = Arc::new(Policy::default());

    // Its files again change nothing, the orders for which the story planned visits among them (R80).
    let untouched = "SELECT number, state, version FROM service_order ORDER BY number";
    let before = select!(&sql, (String, String, i64), untouched);
    for kind in Kind::ALL {
        let file = std::io::Cursor::new(demo::file(*kind, beginning()).unwrap());
        let report = import::run(&app, &demo.actor, *kind, file, Options::default()).await.unwrap();
        let [created, changed, _, refused] = counts(&report);
        assert_eq!((created, changed, refused), (0, 0, 0), "{kind} {report:?}");
        let least = match kind {
            Kind::Contacts | Kind::Billing => 300,
            Kind::Customers | Kind::Facilities => 200,
            Kind::Models => 20,
            Kind::Objects => 500,
            Kind::Orders => 3_000,
        };
        assert!(report.rows >= least, "{kind}: {}", report.rows);
    }
    assert!(before.len() >= 3_000, "{}", before.len());
    assert!(select!(&sql, (String, String, i64), untouched) == before, "an order was changed");
    huber_is_as_the_office_knows_it(&app, &demo).await;

    // Customer users in every state, and every state of a customer.
    let states = select!(&sql, (String,), "SELECT DISTINCT state FROM customer_user ORDER BY state");
    assert_eq!(states.iter().map(|s| s.0.as_str()).collect::<Vec<_>>(), ["active", "pending", "revoked", "suspended"]);
    let states = select!(&sql, (String,), "SELECT DISTINCT access_state FROM customer ORDER BY access_state");
    assert_eq!(states.iter().map(|s| s.0.as_str()).collect::<Vec<_>>(), ["active", "link", "off", "pending"]);
    let invitations = invitations::list(&app, &demo.actor, None).await.unwrap();
    let states: BTreeSet<_> = invitations.iter().map(|i| i.state.as_str()).collect();
    assert_eq!(
        states,
        BTreeSet::from(["accepted", "expired", "pending"]),
        "an accepted one stays accepted when access ends"
    );

    // Nobody real can be reached, and nothing happens in the future but visits.
    let addresses = select!(&sql, (String,), "SELECT email FROM customer UNION SELECT email FROM contact");
    assert!(addresses.iter().all(|a| a.0.is_empty() || a.0.ends_with(".example")), "{addresses:?}");
    let future = select!(&sql, (i64,), "SELECT count(*) FROM service_order WHERE created_at > $1", beginning());
    assert_eq!(future, [(0,)]);
    let future = select!(&sql, (i64,), "SELECT count(*) FROM service_order WHERE closed_at > $1", beginning());
    assert_eq!(future, [(0,)]);
    let future = select!(&sql, (i64,), "SELECT count(*) FROM service_order WHERE planned_at > $1", beginning());
    assert!(future[0].0 > 20, "{future:?}");

    // Both doors open with what is written on the first screen.
    staff_sign_in::sign_in(&app, demo.staff_email, demo.staff_password, None, "terminal").await.expect("staff");
    let client = Client { address: "127.0.0.1".to_owned(), device: "a browser".to_owned() };
    customer_sign_in::sign_in(&app, demo.portal_email, demo.portal_password, None, &client).await.expect("portal");
}

async fn huber_is_as_the_office_knows_it(app: &App, demo: &demo::Demo) {
    let by = &demo.actor;
    let huber = customers::by_number(app, by, "1042").await.unwrap();
    assert_eq!((huber.row.name.as_str(), huber.row.city.as_str()), ("Huber Maschinen GmbH", "Graz"));
    assert_eq!((huber.row.access_state.as_str(), huber.areas.on(PortalArea::Orders)), ("active", true));
    let overview = customers::overview(app, by, huber.row.id).await.unwrap();
    let owned = [overview.facilities, overview.contacts, overview.objects].map(|count| count.to_string());
    assert_eq!(owned, ["2", "6", "31"]);
    assert!(overview.open_orders.to_string() != "0" && overview.next_visit.is_some());
    let users = access::users(app, by, huber.row.id).await.unwrap();
    let mut users: Vec<_> = users.iter().map(|u| (u.name(), u.state.as_str())).collect();
    users.sort();
    let expected =
        [("Andrea Wögerbauer", "pending"), ("Eva Huber", "active"), ("Jan Moser", "active"), ("L. Kern", "suspended")];
    assert_eq!(users, expected.map(|(name, state)| (name.to_owned(), state)));
    for (number, name, city, state) in [
        ("1038", "Hofer KG", "Linz", "off"),
        ("1077", "Hübner & Söhne", "Wien", "pending"),
        ("1101", "Hydro Nord", "Lienz", "link"),
    ] {
        let row = customers::by_number(app, by, number).await.unwrap().row;
        assert_eq!((row.name.as_str(), row.city.as_str(), row.access_state.as_str()), (name, city, state));
    }
}
