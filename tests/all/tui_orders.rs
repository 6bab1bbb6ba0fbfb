//! Orders, fault reports and documents in the terminal (R31–R33, R37): through the real loop with the real services and a
//! real database.

use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::VisitState;
use keydesk::service::documents::{self, On};
use keydesk::service::{comments, orders};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! {
    an_order_is_created_assigned_planned_and_talked_about,
    a_document_is_attached_saved_and_removed,
}

async fn an_order_is_created_assigned_planned_and_talked_about(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    world.user(huber, "eva@huber.example").await;
    world.staff("lars", StaffRole::Technician, &[]).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("3");
        hands.see("No order is open").await;
        hands.press("+");
        hands.see("for whom?").await;
        hands.type_text("9999");
        hands.press("enter enter");
        hands.see("There is no customer 9999").await;
        hands.press("shift-tab ctrl-u");
        hands.type_text("1042");
        hands.press("enter enter");
        hands.see("New order · 1042 Huber").await;
        // Without a title: it is said at the field, and what was typed is still there.
        hands.press("tab");
        hands.type_text("On the second floor");
        hands.press("tab tab tab tab enter");
        hands.see("✗ a title is needed").await;
        hands.type_text("Lift stuck");
        hands.press("shift-tab enter");
        hands.see("✓ W1 Lift stuck is created").await;
        let page = hands.see("On the second floor").await;
        assert!(page.contains("nobody yet"), "{page}");

        hands.press("t");
        hands.see("Who works on W1 Lift stuck?").await;
        hands.type_text("lars");
        hands.press("enter");
        hands.see("✓ W1 is assigned to").await;

        hands.press("V");
        hands.see("By the clocks of").await;
        hands.type_text("soon");
        hands.press("shift-tab enter");
        hands.see("✗ type day and time").await;
        hands.press("ctrl-u");
        hands.type_text("tomorrow 8:00");
        hands.press("tab");
        hands.type_text("+2h");
        hands.press("tab tab tab enter");
        hands.see("✓ The visit is planned").await;
        hands.press("m");
        hands.see("Move the visit").await;
        hands.press("ctrl-u");
        hands.type_text("+3d 13:30");
        hands.press("tab ctrl-u");
        hands.type_text("15:00");
        hands.press("tab tab tab enter");
        hands.see("✓ The visit is moved").await;

        hands.press("c");
        hands.see("The customer's people who see the order read it").await;
        hands.type_text("We come on Thursday.");
        hands.press("tab tab enter");
        hands.see("✓ Comment sent").await;
        hands.press("c");
        hands.see("The customer's people").await;
        hands.type_text("They owe us money.");
        hands.press("tab space");
        let said = hands.see("⚠ INTERNAL: only staff read it").await;
        assert!(!said.contains("eva@huber.example"), "{said}");
        hands.press("tab enter");
        hands.see("✓ Internal comment sent").await;
        hands.press("pgdn");
        let page = hands.see("They owe us money").await;
        assert!(page.contains("INTERNAL, never shown to the customer"), "{page}");

        hands.press("X");
        hands.see("Cancel the visit of W1?").await;
        hands.press("y");
        hands.see("✓ The visit of W1 is cancelled").await;
        hands.press("s");
        hands.see("State of W1").await;
        hands.press("left left tab enter");
        hands.see("✓ W1 is closed").await;
        hands.press("V");
        hands.see("✗ plan visit: order W1 is closed").await;
        hands.press("q");
        hands.see("No order is open").await;

        let file = orders::get(&world.app, &world.admin, "W1").await.unwrap();
        assert_eq!(file.order.technician_email.as_deref(), Some("lars@nordlift.example"));
        assert_eq!((file.visits.len(), file.visits[0].state), (1, VisitState::Cancelled));
        assert_eq!((file.visits[0].ends_at - file.visits[0].starts_at).num_minutes(), 90);
        let said = comments::list(&world.app, &world.admin, "W1").await.unwrap();
        let said: Vec<(&str, bool)> = said.iter().map(|c| (c.body.as_str(), c.internal)).collect();
        assert_eq!(said, [("We come on Thursday.", false), ("They owe us money.", true)]);
    })
    .await;
}

async fn a_document_is_attached_saved_and_removed(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    world.order(huber, None, "W7", "Lift stuck").await;
    let folder = tempfile::tempdir().unwrap();
    let brought = folder.path().join("how it was.txt");
    std::fs::write(&brought, "The door does not close.\n").unwrap();
    let kept = folder.path().to_owned();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        // Log, Video, Billing, Documents, Orders.
        hands.press("enter shift-tab shift-tab shift-tab shift-tab shift-tab");
        hands.see("[Orders 1]").await;
        hands.see("Lift stuck").await;
        hands.press("d");
        hands.see("No documents yet").await;
        hands.press("+");
        hands.see("Attach a file").await;
        hands.type_text("/nowhere/at/all.pdf");
        hands.press("enter enter");
        hands.see("✗ there is no file /nowhere/at/all.pdf").await;
        hands.press("ctrl-u");
        hands.type_text(&brought.to_string_lossy());
        hands.press("enter enter");
        hands.see("is attached").await;
        hands.see("how it was.txt").await;

        hands.press("s");
        hands.see("Save as").await;
        hands.press("ctrl-u");
        hands.type_text(&brought.to_string_lossy());
        hands.press("enter enter");
        hands.see("is there already").await;
        hands.press("ctrl-u");
        hands.type_text(&kept.to_string_lossy());
        hands.press("enter enter");
        hands.see("✓ Saved as").await;
        let row = documents::list(&world.app, &world.admin, &On::Order("W7".into())).await.unwrap().remove(0);
        let copy = std::fs::read_to_string(kept.join(format!("{}.txt", row.number))).unwrap();
        assert_eq!(copy, "The door does not close.\n", "under a name of our own, in the folder that was named");

        hands.press("x");
        hands.see("To confirm, type").await;
        hands.type_text(&row.number);
        hands.press("enter enter");
        hands.see("is removed").await;
        hands.see("No documents yet").await;
        assert!(documents::list(&world.app, &world.admin, &On::Order("W7".into())).await.unwrap().is_empty());
    })
    .await;
}
