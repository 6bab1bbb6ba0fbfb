//! One thing for many in the terminal (R75), through the real loop with the real services and a real database.

use keydesk::domain::permission::{Exception, Permission};
use keydesk::domain::state::UserState;
use keydesk::service::access;
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! { marked_people_and_customers_are_changed_at_once }

async fn marked_people_and_customers_are_changed_at_once(store: Store) {
    let world = World::new(store).await;
    let (huber, hydro) = (world.customer("1042", "Huber GmbH").await, world.customer("1101", "Hydro Nord").await);
    let eva = world.user(huber, "eva@huber.example").await;
    let jan = world.user(huber, "jan@huber.example").await;
    let nils = world.user(hydro, "nils@hydro.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    let user = |id| {
        let (app, admin) = (app.clone(), admin.clone());
        async move { access::user(&app, &admin, id).await.unwrap() }
    };
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Hydro Nord").await;
        hands.press("b");
        hands.see("✗ for all marked: mark some rows first").await;
        // Everybody of two customers: one permission.
        hands.press("space space");
        hands.see("2 marked").await;
        hands.press("b");
        hands.see("For 2 marked customers").await;
        hands.press("enter");
        hands.see("Which permission?").await;
        hands.type_text("report faults");
        hands.press("enter");
        hands.see("whatever the role holds").await;
        hands.press("enter");
        let review = hands.see("Save 3 changes for 3 people?").await;
        assert!(review.contains("Report faults: as the role says → allowed"), "{review}");
        hands.press("enter");
        let done = hands.see("Done for 3").await;
        assert!(done.contains("nils@hydro.example"), "{done}");
        for id in [eva, jan, nils] {
            assert_eq!(user(id).await.exceptions.get(&Permission::ReportFaults), Some(&Exception::Allowed));
        }
        // Two people of one customer, in its tab.
        hands.press("esc ctrl-a g enter");
        hands.see("[Overview]").await;
        hands.press("tab");
        hands.see("jan@huber").await;
        hands.press("ctrl-a b");
        hands.see("For 2 marked people").await;
        hands.type_text("suspend");
        hands.press("enter");
        hands.see("Suspend: 2 people?").await;
        hands.press("enter enter");
        hands.see("✗ tick this first").await;
        hands.press("space enter enter");
        let rows = hands.see("Done for 2").await;
        assert!(rows.contains("active → suspended"), "{rows}");
        hands.press("esc b");
        hands.see("For 2 marked people").await;
        hands.type_text("send");
        hands.press("enter");
        hands.see("None of them has an invitation that waits").await;
        let states = [user(eva).await.state, user(jan).await.state, user(nils).await.state];
        assert_eq!(states, [UserState::Suspended, UserState::Suspended, UserState::Active]);
        hands.press("b");
        hands.see("For 2 marked people").await;
        hands.type_text("revoke");
        hands.press("enter");
        hands.see("■ Tell each of them by a letter").await;
        hands.press("tab space enter enter");
        let rows = hands.see("Done for 2").await;
        assert!(rows.contains("suspended → revoked"), "{rows}");
        assert_eq!(user(eva).await.state, UserState::Revoked);
    })
    .await;
}
