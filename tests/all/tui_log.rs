//! The log and undoing in the terminal (R70, R74), through the real loop with the real services and a real database.

use keydesk::domain::CustomerId;
use keydesk::domain::permission::Permission;
use keydesk::domain::state::UserState;
use keydesk::service::access::{self, Change, Farewell};
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;

const LARGE: (u16, u16) = (120, 40);

stories! {
    what_was_changed_last_is_undone_with_z,
    a_record_is_opened_and_undone_and_says_why_not,
}

async fn town(store: Store) -> (World, CustomerId) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    (world, huber)
}

async fn what_was_changed_last_is_undone_with_z(store: Store) {
    let (world, huber) = town(store).await;
    let eva = world.user(huber, "eva@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), LARGE, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("z");
        hands.see("✗ undo: nothing was changed here").await;
        hands.press("enter tab s");
        hands.see("Suspend Eva Huber?").await;
        hands.press("y");
        hands.see("✓ Eva Huber suspended · z undo").await;
        hands.press("z");
        let asked = hands.see("Undo this?").await;
        assert!(asked.contains("can sign in again"), "{asked}");
        assert_eq!(access::user(&world.app, &world.admin, eva).await.unwrap().state, UserState::Suspended);
        hands.press("y");
        hands.see("✓ Undone").await;
        assert_eq!(access::user(&world.app, &world.admin, eva).await.unwrap().state, UserState::Active);
        // A permission, from the grid.
        hands.press("p");
        hands.see("Eva Huber / Orders: allowed by role").await;
        hands.press("space w");
        hands.see("Save 1 change for 1 person?").await;
        hands.press("enter");
        hands.see("✓ Saved: 1 change for 1 person · z undo").await;
        hands.press("z");
        let asked = hands.see("Undo this?").await;
        assert!(asked.contains("view orders: denied →"), "{asked}");
        hands.press("y");
        hands.see("✓ Undone").await;
        let now = access::user(&world.app, &world.admin, eva).await.unwrap();
        assert!(now.exceptions.is_empty() && now.effective.holds(Permission::ViewOrders));
    })
    .await;
}

async fn a_record_is_opened_and_undone_and_says_why_not(store: Store) {
    let (world, huber) = town(store).await;
    let eva = world.user(huber, "eva@huber.example").await;
    let row = access::user(&world.app, &world.admin, eva).await.unwrap();
    let mut change = Change::of(&row);
    change.role = Some(keydesk::domain::permission::Role::Moderator);
    access::apply(&world.app, &world.admin, &[change]).await.unwrap();
    access::revoke(&world.app, &world.admin, eva, &Farewell::Silent).await.unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), LARGE, settings(), |mut hands| async move {
        hands.press("6");
        hands.see("revoked the access of Eva").await;
        // The filter line, with what is wrong with it said plainly.
        hands.press("/");
        hands.see("who:anna what:role_changed whom:eva since:7d").await;
        hands.type_text("what:nonsense");
        hands.see("nonsense").await;
        hands.see("✗ ").await;
        hands.press("ctrl-u");
        hands.type_text("what:role_changed whom:eva");
        hands.gone("revoked the access").await;
        hands.press("enter");
        let record = hands.see("Before → after").await;
        assert!(record.contains("member → moderator"), "{record}");
        hands.see("z undoes it.").await;
        hands.press("r");
        hands.see("\"event\": \"role_changed\"").await;
        hands.press("r z");
        let asked = hands.see("Undo this?").await;
        assert!(asked.contains("moderator → member"), "{asked}");
        hands.press("y");
        hands.see("✓ Undone").await;
        let now = access::user(&world.app, &world.admin, eva).await.unwrap();
        assert_eq!(now.role, keydesk::domain::permission::Role::Member);
        // The same record once more: it is so no longer.
        hands.press("down z");
        hands.see("✗ Cannot be undone").await;
    })
    .await;
}

#[test]
fn what_is_shown_is_written_to_a_file_and_never_over_one() {
    on_sqlite(|store| async {
        let (world, huber) = town(store).await;
        let eva = world.user(huber, "eva@huber.example").await;
        access::suspend(&world.app, &world.admin, eva).await.unwrap();
        access::lift(&world.app, &world.admin, eva).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.csv");
        let there = folder.path().join("there.csv");
        std::fs::write(&there, "mine").unwrap();
        let (typed, taken) = (path.display().to_string(), there.display().to_string());
        at_the_desk(&world.app, Some(&world.admin), LARGE, settings(), |mut hands| async move {
            hands.press("6");
            hands.see("lifted the suspension of").await;
            hands.press("/");
            hands.type_text("what:access_suspended");
            hands.gone("lifted the suspension").await;
            // Enter would open the record: the search is left with the cursor.
            hands.press("down");
            hands.press("esc");
            hands.see("lifted the suspension of").await;
            hands.press("x");
            hands.see("Export the log").await;
            hands.press("ctrl-u");
            hands.type_text(&taken);
            hands.press("enter enter");
            hands.see("✗ is there already").await;
            hands.press("ctrl-u");
            hands.type_text(&typed);
            hands.press("enter enter");
            hands.see("✓ ").await;
            hands.gone("Export the log").await;
        })
        .await;
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains("access_suspended") && written.contains("suspension_lifted"), "{written}");
        assert_eq!(std::fs::read_to_string(&there).unwrap(), "mine");
    });
}
