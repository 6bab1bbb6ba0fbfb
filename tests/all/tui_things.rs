//! What a customer owns, and what it reports, in the terminal (R33–R36, R40, R41): through the real loop with the real
//! services and a real database.

use std::collections::BTreeSet;

use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::state::{FaultState, Urgency, VideoState};
use keydesk::service::faults::{self, NewFault};
use keydesk::service::video::{self, VideoQuery};
use keydesk::service::{checks, contacts, facilities, objects, readings};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::{NewUser, World};

const SMALL: (u16, u16) = (80, 24);

stories! {
    a_report_is_taken_counted_to_an_order_and_answered,
    an_object_is_moved_after_it_was_said_who_sees_it_no_longer,
    a_self_check_is_made_and_assigned_and_a_reading_added,
    contacts_and_facilities_are_made_and_edited,
    a_video_session_is_planned_moved_and_cancelled,
}

async fn a_report_is_taken_counted_to_an_order_and_answered(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let administrator = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(huber, "eva@huber.example", administrator).await;
    world.order(huber, None, "W7", "Yearly check").await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        let new = NewFault {
            title: "The doors do not close".into(),
            body: "Since this morning.".into(),
            urgency: Urgency::Urgent,
            facility: None,
            object: None,
            key: "once".into(),
            photos: Vec::new(),
        };
        faults::report(&world.app, &eva, &new).await.unwrap();
        // What a customer reports appears without a key.
        hands.see("Faults!1").await;
        hands.press("2");
        let list = hands.see("urgent! The doors do not…").await;
        assert!(list.contains("open !") || list.contains("UNHEARD !"), "{list}");
        hands.press("enter");
        let page = hands.see("Since this morning.").await;
        assert!(page.contains("The doors do not close"), "{page}");
        hands.press("t");
        hands.see("Everybody sees from then on that you see to it").await;
        hands.press("y");
        hands.see("✓ You have taken").await;
        hands.gone("Faults!1").await;
        hands.press("c");
        hands.see("Counted to another order").await;
        hands.press("right right tab");
        hands.type_text("W9");
        hands.press("enter enter");
        hands.see("✗").await;
        hands.press("shift-tab ctrl-u");
        hands.type_text("W7");
        hands.press("enter enter");
        hands.see("belongs to order W7").await;
        hands.press("O");
        hands.see("Order W7 Yearly check").await;
        hands.press("esc a");
        hands.see("The customer reads the answer").await;
        hands.type_text("The sensor was dirty.");
        hands.press("tab enter");
        hands.see("is closed; the customer reads the answer").await;
        hands.see("The sensor was dirty.").await;
        let report =
            faults::list(&world.app, &world.admin, &faults::FaultsQuery::default()).await.unwrap().rows.remove(0);
        assert_eq!((report.state, report.order_number.as_str()), (FaultState::Closed, "W7"));
    })
    .await;
}

async fn an_object_is_moved_after_it_was_said_who_sees_it_no_longer(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let graz = world.facility(huber, "Graz").await;
    let only = Scope { facilities: BTreeSet::from([graz]), ..Scope::default() };
    world.user_with(huber, "eva@huber.example", NewUser { scope: only, ..NewUser::default() }).await;
    world.object(huber, Some(graz), "Lift North").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("enter tab tab tab tab tab tab");
        hands.see("Lift North").await;
        hands.press("enter");
        let page = hands.see("Readings · r").await;
        assert!(page.contains("Graz"), "{page}");
        hands.press("m");
        hands.see("It is at: Graz").await;
        hands.press("left");
        hands.see("⚠ See it no longer: Eva Huber").await;
        let number = number_of(&hands.now());
        assert!(objects::get(&world.app, &world.admin, &number).await.unwrap().object.facility_id.is_some());
        hands.press("tab enter");
        hands.see("is at no facility now").await;
        let moved = objects::get(&world.app, &world.admin, &number).await.unwrap().object;
        assert_eq!(moved.facility_id, None);
        hands.see("not assigned to a facility").await;
    })
    .await;
}

/// The number of the object in "Move NUMBER Lift North".
fn number_of(frame: &str) -> String {
    let after = frame.split("Move ").nth(1).unwrap_or_else(|| panic!("{frame}"));
    after.split_whitespace().next().unwrap().to_owned()
}

async fn a_self_check_is_made_and_assigned_and_a_reading_added(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    world.object(huber, None, "Lift North").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("T");
        hands.see("No template yet").await;
        hands.press("+");
        hands.see("One point a line").await;
        hands.type_text("Monthly look");
        hands.press("tab");
        hands.type_text("Doors close");
        hands.press("enter");
        hands.type_text("# Pressure in bar");
        hands.press("tab tab enter");
        hands.see("✓ Monthly look is saved").await;
        hands.press("esc enter tab tab tab tab tab tab");
        hands.see("Lift North").await;
        hands.press("enter c");
        hands.see("No self-check is assigned").await;
        hands.press("+");
        hands.see("First due").await;
        hands.press("tab ctrl-u");
        hands.type_text("often");
        hands.press("tab tab enter");
        hands.see("✗ type a number of days").await;
        hands.press("ctrl-u");
        hands.type_text("14");
        hands.press("tab tab enter");
        hands.see("every 14 days").await;
        hands.press("enter");
        hands.see("Nobody has filled it in yet").await;
        hands.press("esc esc r");
        hands.see("No reading yet").await;
        hands.press("+");
        hands.see("what the meter shows").await;
        hands.type_text("1234.5");
        hands.press("enter enter enter enter");
        hands.see("✓ Reading 1234.5 h is added").await;
        hands.press("+");
        hands.see("New reading").await;
        hands.type_text("12");
        hands.press("tab");
        hands.type_text("today 23:59");
        hands.press("tab tab enter");
        hands.see("✗").await;
        hands.press("esc y x");
        hands.see("Remove the reading 1234.5 h?").await;
        hands.press("y");
        hands.see("✓ Reading 1234.5 h is removed").await;
        let template = checks::templates(&world.app, &world.admin).await.unwrap().remove(0);
        assert_eq!((template.points.len(), template.assigned), (2, 1));
        let object = checks::of_customer(&world.app, &world.admin, huber).await.unwrap().remove(0).row.object_number;
        assert!(readings::list(&world.app, &world.admin, &object, 9).await.unwrap().is_empty());
    })
    .await;
}

async fn contacts_and_facilities_are_made_and_edited(store: Store) {
    let world = World::new(store).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("enter tab tab tab tab");
        hands.see("No contacts yet").await;
        hands.press("+");
        hands.see("New contact").await;
        hands.type_text("Ida");
        hands.press("tab");
        hands.type_text("Kern");
        hands.press("tab tab");
        hands.type_text("ida");
        hands.press("tab tab tab enter");
        hands.see("✗").await;
        hands.type_text("@huber.example");
        hands.press("tab tab tab enter");
        hands.see("is a contact now").await;
        hands.press("e");
        hands.see("Edit ").await;
        hands.press("tab ctrl-u");
        hands.type_text("Kernmayer");
        hands.press("tab tab tab tab tab enter");
        hands.see("✓ Ida Kernmayer is saved").await;
        let made = contacts::list(&world.app, &world.admin, "1042").await.unwrap().remove(0);
        assert_eq!((made.name().as_str(), made.email.as_str()), ("Ida Kernmayer", "ida@huber.example"));

        hands.press("tab");
        hands.see("No facilities yet").await;
        hands.press("+");
        hands.see("New facility").await;
        hands.type_text("Weiz");
        hands.press("tab tab tab");
        hands.type_text("Weiz");
        hands.press("tab");
        hands.type_text("AT");
        hands.press("tab enter");
        hands.see("is a facility now").await;
        let made = facilities::list(&world.app, &world.admin, "1042").await.unwrap().remove(0);
        assert_eq!((made.name.as_str(), made.country.as_str()), ("Weiz", "AT"));
    })
    .await;
}

async fn a_video_session_is_planned_moved_and_cancelled(store: Store) {
    let world = World::new(store).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("enter shift-tab shift-tab");
        hands.see("No video session").await;
        hands.press("+");
        hands.see("New video session").await;
        hands.type_text("How the new lift works");
        hands.press("tab");
        hands.type_text("tomorrow 14:00");
        hands.press("tab tab tab tab");
        hands.type_text("https://meet.example/huber");
        hands.press("tab tab enter");
        hands.see("How the new lift works is planned").await;
        hands.press("m");
        hands.see("By the clocks of").await;
        hands.press("ctrl-u");
        hands.type_text("+2d 9:00");
        hands.press("tab ctrl-u");
        hands.type_text("+30min");
        hands.press("tab enter");
        hands.see("is moved").await;
        hands.press("X");
        hands.see("It does not take place").await;
        hands.press("y");
        hands.see("is cancelled").await;
        let rows = video::list(&world.app, &world.admin, &VideoQuery::default()).await.unwrap();
        let row = rows.iter().find(|row| row.title == "How the new lift works").unwrap();
        assert_eq!((row.state, (row.ends_at - row.starts_at).num_minutes()), (VideoState::Cancelled, 30));
    })
    .await;
}
