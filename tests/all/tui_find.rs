//! Finding anything with the palette, through the real loop with the real services and a real database.

use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{Hands, at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! { things_of_every_kind_are_found_and_shown }

/// Opens the palette, types, and waits until a row shows this.
async fn find(hands: &mut Hands, typed: &str, shown: &str) -> String {
    hands.press("ctrl-p");
    hands.see("─ Go to ─").await;
    hands.type_text(typed);
    hands.see(shown).await
}

async fn things_of_every_kind_are_found_and_shown(store: Store) {
    let world = World::new(store).await;
    let (huber, hydro) = (world.customer("1042", "Huber GmbH").await, world.customer("1101", "Hydro Nord").await);
    world.order(huber, None, "W7", "Lift stuck").await;
    world.object(huber, None, "Lift North").await;
    world.contact(hydro, "Nora", "Aas").await;
    world.contact(hydro, "Ida", "Kern").await;
    world.facility(hydro, "Bergen").await;
    world.facility(hydro, "Weiz").await;
    world.user(huber, "eva@huber.example").await;
    world.user(hydro, "nils@hydro.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Hydro Nord").await;
        // An order by its number, in small letters, and by words of its own and its customer.
        let found = find(&mut hands, "w7", "Lift stuck · Huber GmbH · open").await;
        assert!(found.lines().any(|l| l.contains("order") && l.contains("W7")), "{found}");
        hands.press("ctrl-u");
        hands.type_text("stuck hub");
        hands.see("Lift stuck · Huber GmbH · open").await;
        hands.press("enter");
        hands.see("Order W7 Lift stuck").await;
        hands.press("esc");

        // A person, at whichever customer: the tab opens with the person under the cursor.
        find(&mut hands, "nils", "nils@hydro.example").await;
        hands.press("enter");
        hands.see("Customers ▸ 1101 Hydro Nord").await;
        hands.until("mark Nils", |f| f.lines().any(|l| l.contains('▌') && l.contains("Eva Huber"))).await;
        hands.press("esc");

        find(&mut hands, "kern", "Ida Kern").await;
        hands.press("enter");
        hands.see("[Contacts 2]").await;
        hands.until("mark Ida", |f| f.lines().any(|l| l.contains('▌') && l.contains("Ida Kern"))).await;
        hands.press("esc");
        find(&mut hands, "weiz", "Weiz · Hydro Nord · Graz").await;
        hands.press("enter");
        hands.see("[Facilities 2]").await;
        hands.until("mark Weiz", |f| f.lines().any(|l| l.contains('▌') && l.contains("Weiz"))).await;
        hands.press("esc");

        // Where it led last stands first, and the arrows go down to the others.
        hands.press("ctrl-p");
        let first = hands.see("─ Go to ─").await;
        assert!(first.find("Weiz ·") < first.find("Ida Kern ·"), "the newest first: {first}");
        assert!(first.find("Ida Kern ·") < first.find("Go to the customers."), "then commands: {first}");
        hands.press("down enter");
        hands.see("[Contacts 2]").await;
        hands.press("esc ctrl-p");
        hands.see("─ Go to ─").await;
        hands.press("down down up down ctrl-j ctrl-k enter");
        hands.see("Customers ▸ 1101 Hydro Nord").await;
        hands.see("[Users").await;
        hands.press("esc");

        find(&mut hands, "lift north", "Lift North · Huber GmbH").await;
        hands.press("enter");
        hands.see("Readings · r").await;
        hands.press("esc");

        find(&mut hands, "1042", "Huber GmbH").await;
        hands.press("enter");
        hands.see("Customers ▸ 1042 Huber GmbH").await;
        hands.press("esc");
        find(&mut hands, "no such thing at all", "Nothing matches.").await;
        hands.press("esc");
    })
    .await;
}

#[test]
fn what_somebody_may_not_look_at_is_not_found() {
    on_sqlite(|store| async {
        let world = World::new(store).await;
        let (graz, wien) = (world.area("Graz").await, world.area("Wien").await);
        let area = |area| crate::support::world::NewCustomer { area: Some(area), ..Default::default() };
        let mine = world.customer_with("1", "Mine", area(graz)).await;
        let other = world.customer_with("2", "Other", area(wien)).await;
        world.order(mine, None, "W1", "Brakes here").await;
        world.order(other, None, "W2", "Brakes there").await;
        let sara = world.staff("sara", StaffRole::Supervisor, &[graz]).await;
        at_the_desk(&world.app, Some(&sara), SMALL, settings(), |mut hands| async move {
            hands.see("Mine").await;
            let found = find(&mut hands, "brakes", "Brakes here").await;
            assert!(!found.contains("Brakes there"), "{found}");
            hands.press("ctrl-u");
            hands.type_text("W2");
            let found = hands.see("Nothing matches.").await;
            assert!(!found.contains("Brakes there"), "{found}");
        })
        .await;
    });
}
