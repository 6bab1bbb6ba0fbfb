//! Editing a customer, with access given on the way (R6), on both databases: what is kept, found and logged, what is refused,
//! and who may.

use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{Language, UserState};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customers::{self, CustomerDetail, CustomerEdit, CustomerQuery, Edited, GiveAccess};
use keydesk::service::import::{self, Kind, Options};
use keydesk::service::{Actor, Error, access, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::{NewCustomer, World};

stories! {
    what_is_changed_is_found_sorted_and_logged,
    what_cannot_be_taken_is_named_all_at_once,
    whoever_was_faster_is_named,
    access_is_given_with_the_change_or_nothing_is_saved,
    permission_area_and_organization_are_asked_for,
}

async fn scene(store: Store) -> (World, CustomerDetail) {
    let world = World::new(store).await;
    let id = world.customer("1042", "Huber Maschinen GmbH").await;
    let customer = get(&world, id).await;
    (world, customer)
}

async fn get(world: &World, id: CustomerId) -> CustomerDetail {
    customers::get(&world.app, &world.admin, id).await.unwrap()
}

async fn edit(world: &World, by: &Actor, edit: &CustomerEdit) -> Result<Edited, Error> {
    customers::edit(&world.app, by, edit).await
}

fn eva() -> GiveAccess {
    GiveAccess {
        first_name: "Eva".into(),
        last_name: "Huber".into(),
        role: Some(Role::Moderator),
        scope: Scope::everything(),
    }
}

async fn found(world: &World, words: &str) -> Vec<String> {
    let query = CustomerQuery { search: words.to_owned(), ..CustomerQuery::default() };
    let page = customers::list(&world.app, &world.admin, &query).await.unwrap();
    page.rows.into_iter().map(|row| row.number).collect()
}

async fn log(world: &World) -> Vec<activity::Record> {
    activity::list(&world.app, &world.admin, &ActivityQuery { limit: 100, ..ActivityQuery::default() }).await.unwrap()
}

async fn what_is_changed_is_found_sorted_and_logged(store: Store) {
    let (world, huber) = scene(store).await;
    world.customer("1043", "Moser KG").await;
    let graz = world.area("Graz Süd").await;
    let change = CustomerEdit {
        name: Some("  Zöbl\u{1b}   Pumpen AG ".to_owned()),
        email: Some("office@zobl.example".to_owned()),
        phone: Some("+43 1 98765".to_owned()),
        street: Some("Ring 3".to_owned()),
        postal_code: Some("1010".to_owned()),
        city: Some("Wien".to_owned()),
        country: Some("at".to_owned()),
        language: Some(Some(Language::German)),
        area: Some(Some(graz)),
        technician: Some(String::new()),
        managed: Some(true),
        ..CustomerEdit::of(&huber)
    };
    let preview = customers::preview_edit(&world.app, &world.admin, &change).await.unwrap();
    assert_eq!((preview.customer.row.city.as_str(), get(&world, huber.row.id).await), ("Wien", huber.clone()));

    let edited = edit(&world, &world.admin, &change).await.unwrap();
    let now = get(&world, huber.row.id).await;
    assert_eq!(edited.customer, now);
    assert_eq!((now.row.name.as_str(), now.row.country.as_str()), ("Zöbl Pumpen AG", "AT"));
    assert_eq!(
        (now.row.area.as_deref(), now.language, now.row.managed),
        (Some("Graz Süd"), Some(Language::German), true)
    );
    assert_eq!((now.row.technician.as_str(), now.row.version), ("", huber.row.version + 1));
    assert_eq!((now.row.access_state, now.row.portal_on), (huber.row.access_state, true), "what is not said stays");
    for words in ["zobl", "98765", "wien", "office@zobl", "1010"] {
        assert_eq!(found(&world, words).await, ["1042"], "{words}");
    }
    assert!(found(&world, "huber").await.is_empty(), "the old name is forgotten");
    assert_eq!(found(&world, "").await, ["1043", "1042"], "sorted by the new name");

    let record = log(&world).await.remove(0);
    assert_eq!((record.event, record.customer_number.as_deref()), (Event::CustomerEdited, Some("1042")));
    assert!(record.sentence().starts_with("edited the customer 1042 Huber Maschinen GmbH: area, city"), "{record:?}");
    let city = record.differences().into_iter().find(|d| d.what == "city").unwrap();
    assert_eq!((city.before.as_str(), city.after.as_str()), ("Graz", "Wien"));
    assert!(record.differences().iter().all(|d| d.what != "country"), "what was so already is no change: {record:?}");

    let again = CustomerEdit { city: Some("Wien ".to_owned()), managed: Some(true), ..CustomerEdit::of(&now) };
    let same = edit(&world, &world.admin, &again).await.unwrap();
    assert!(same.after.is_empty() && same.customer == now, "{same:?}");
    assert_eq!(log(&world).await[0].seq, record.seq, "nothing different is not logged");
}

async fn what_cannot_be_taken_is_named_all_at_once(store: Store) {
    let (world, huber) = scene(store).await;
    let other = world.another("Other Lifts").await.area("Theirs").await;
    let wrong = CustomerEdit {
        name: Some(" ".to_owned()),
        email: Some("office".to_owned()),
        phone: Some("1".repeat(61)),
        city: Some("Wien".to_owned()),
        country: Some("Austria".to_owned()),
        area: Some(Some(other)),
        give_access: Some(GiveAccess { first_name: String::new(), ..eva() }),
        ..CustomerEdit::of(&huber)
    };
    let Err(Error::Invalid(errors)) = edit(&world, &world.admin, &wrong).await else { panic!("it was taken") };
    let fields: Vec<_> = errors.0.iter().map(|e| e.field).collect();
    assert_eq!(fields, ["name", "email", "phone", "country", "area", "first_name"], "{errors}");
    assert!(errors.of("email").unwrap().contains("no @"), "{errors}");
    assert_eq!(get(&world, huber.row.id).await, huber);
    let long = CustomerEdit { name: Some("ä".repeat(200)), email: Some(String::new()), ..CustomerEdit::of(&huber) };
    let edited = edit(&world, &world.admin, &long).await.unwrap();
    assert_eq!((edited.customer.row.name.chars().count(), edited.customer.row.email.as_str()), (200, ""));
    let longer = CustomerEdit { name: Some("ä".repeat(201)), ..CustomerEdit::of(&edited.customer) };
    assert!(matches!(edit(&world, &world.admin, &longer).await, Err(Error::Invalid(e)) if e.of("name").is_some()));
}

async fn whoever_was_faster_is_named(store: Store) {
    let (world, huber) = scene(store).await;
    let (dora, lea) = (
        world.staff("dora", StaffRole::Administrator, &[]).await,
        world.staff("lea", StaffRole::Administrator, &[]).await,
    );
    let stale = CustomerEdit { city: Some("Linz".to_owned()), ..CustomerEdit::of(&huber) };
    edit(&world, &dora, &CustomerEdit { phone: Some("1".to_owned()), ..CustomerEdit::of(&huber) }).await.unwrap();
    let said = edit(&world, &world.admin, &stale).await.unwrap_err().to_string();
    assert!(said.contains("1042") && said.contains("changed by dora") && said.contains("nothing was saved"), "{said}");

    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    let file = std::io::Cursor::new(b"number,city\n1042,Weiz\n".to_vec());
    assert!(import::run(&world.app, &lea, Kind::Customers, file, Options::default()).await.unwrap().done);
    let said = edit(&world, &world.admin, &stale).await.unwrap_err().to_string();
    assert!(said.contains("changed by lea"), "the import was later: {said}");

    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    portal_switch::customer(&world.app, &dora, huber.row.id, false).await.unwrap();
    let said = edit(&world, &world.admin, &stale).await.unwrap_err().to_string();
    assert!(matches!(said.as_str(), said if said.contains("changed by dora")), "{said}");
    assert_eq!(get(&world, huber.row.id).await.row.city, "Weiz");
}

async fn access_is_given_with_the_change_or_nothing_is_saved(store: Store) {
    let (world, _) = scene(store).await;
    let new = NewCustomer { email: String::new(), ..NewCustomer::default() };
    let id = world.customer_with("2000", "Moser KG", new).await;
    let moser = get(&world, id).await;
    let give = CustomerEdit { city: Some("Linz".to_owned()), give_access: Some(eva()), ..CustomerEdit::of(&moser) };

    let missing = edit(&world, &world.admin, &give).await;
    assert!(matches!(&missing, Err(Error::Invalid(e)) if e.of("email").is_some()), "no address (R6): {missing:?}");
    let invalid = CustomerEdit { email: Some("moser@kg".to_owned()), ..give.clone() };
    let invalid = edit(&world, &world.admin, &invalid).await;
    assert!(matches!(&invalid, Err(Error::Invalid(e)) if e.of("email").is_some()), "{invalid:?}");
    let addressed = CustomerEdit { email: Some("eva@moser.example".to_owned()), ..give };
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let denied = edit(&world, &dora, &addressed).await;
    assert!(matches!(&denied, Err(Error::Denied { needs, .. }) if needs == "grant_access"), "{denied:?}");
    portal_switch::module(&world.app, &world.admin, false).await.unwrap();
    let off = edit(&world, &world.admin, &addressed).await;
    assert!(matches!(off, Err(Error::Conflict { .. })), "the portal is off: {off:?}");
    portal_switch::module(&world.app, &world.admin, true).await.unwrap();
    assert_eq!(get(&world, id).await, moser, "a grant that is refused saves nothing");
    let letters = "SELECT to_address FROM outbox WHERE kind = $1";
    assert!(select!(&world.sql, (String,), letters, "invitation").is_empty());

    let edited = edit(&world, &world.admin, &addressed).await.unwrap();
    let granted = edited.granted.unwrap();
    assert_eq!((granted.sent_to.as_str(), edited.customer.row.city.as_str()), ("eva@moser.example", "Linz"));
    let users = access::users(&world.app, &world.admin, id).await.unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!((users[0].id, users[0].role, users[0].state), (granted.user, Role::Moderator, UserState::Pending));
    assert_eq!(select!(&world.sql, (String,), letters, "invitation"), [("eva@moser.example".to_owned(),)]);
    let events: Vec<Event> = log(&world).await.into_iter().take(2).map(|r| r.event).collect();
    assert_eq!(events, [Event::AccessGranted, Event::CustomerEdited]);

    // The same address again: refused, and the phone number that came with it is not kept.
    let twice =
        CustomerEdit { phone: Some("77".to_owned()), give_access: Some(eva()), ..CustomerEdit::of(&edited.customer) };
    let twice = edit(&world, &world.admin, &twice).await;
    assert!(matches!(&twice, Err(Error::Invalid(e)) if e.of("email").is_some()), "{twice:?}");
    assert_eq!(get(&world, id).await.row.phone, moser.row.phone);
}

async fn permission_area_and_organization_are_asked_for(store: Store) {
    let (world, huber) = scene(store).await;
    let (graz, weiz) = (world.area("Graz").await, world.area("Weiz").await);
    let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
    let moser = get(&world, world.customer_with("2000", "Moser KG", new).await).await;
    let sven = world.staff("sven", StaffRole::Supervisor, &[graz]).await;
    let tina = world.staff("tina", StaffRole::Technician, &[]).await;
    let strange = world.another("Other Lifts").await.admin;

    let here = CustomerEdit { phone: Some("5".to_owned()), ..CustomerEdit::of(&moser) };
    let denied = edit(&world, &tina, &here).await;
    assert!(matches!(&denied, Err(Error::Denied { needs, .. }) if needs == "edit_customers"), "{denied:?}");
    assert!(matches!(edit(&world, &strange, &here).await, Err(Error::NotFound { .. })));
    for area in [Some(weiz), None] {
        let moved = CustomerEdit { area: Some(area), ..CustomerEdit::of(&moser) };
        let denied = edit(&world, &sven, &moved).await;
        assert!(matches!(denied, Err(Error::Denied { .. })), "not out of the own areas: {denied:?}");
    }
    let elsewhere = CustomerEdit { phone: Some("5".to_owned()), ..CustomerEdit::of(&huber) };
    assert!(matches!(edit(&world, &sven, &elsewhere).await, Err(Error::Denied { .. })));
    assert_eq!((get(&world, moser.row.id).await, get(&world, huber.row.id).await), (moser.clone(), huber));
    assert_eq!(edit(&world, &sven, &here).await.unwrap().customer.row.phone, "5");
}
