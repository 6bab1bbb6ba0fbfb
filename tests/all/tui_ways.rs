//! The ways of access in the terminal (R2, R6, R7, R15, R20, R21), through the real loop with the real services and a real
//! database.

use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::portal_area::PortalArea;
use keydesk::domain::state::UserState;
use keydesk::service::access::{self, Grant, Granted};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::{customers, secure_link};
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{Hands, at_the_desk, settings};
use crate::support::world::World;

const SMALL: (u16, u16) = (80, 24);

stories! {
    the_secure_link_is_shown_copied_replaced_switched_and_ended,
    an_invitation_is_read_aloud_shown_as_a_picture_and_sent_elsewhere,
}

async fn town(store: Store) -> (World, CustomerId) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    (world, huber)
}

async fn invited(world: &World, customer: CustomerId, email: &str) -> Granted {
    let grant = Grant {
        customer,
        email: email.into(),
        first_name: "Jan".into(),
        last_name: "Moser".into(),
        role: None,
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    access::grant(&world.app, &world.admin, &grant).await.unwrap()
}

async fn letters_to(world: &World, address: &str) -> usize {
    let query = OutboxQuery { limit: 50, ..OutboxQuery::default() };
    let letters = outbox::list(&world.app, &world.admin, &query).await.unwrap();
    letters.iter().filter(|l| l.to_address == address).count()
}

/// The tab of the only customer that shows `label`.
async fn tab(hands: &mut Hands, label: &str) {
    hands.see("Huber Maschinen").await;
    hands.press("enter");
    hands.see("[Overview]").await;
    for next in ["Users", "Permissions", "Invitations", "Contacts"] {
        hands.press("tab");
        hands.see(&format!("[{next}")).await;
        if next == label {
            return;
        }
    }
    panic!("there is no tab {label}:\n{}", hands.now());
}

async fn the_secure_link_is_shown_copied_replaced_switched_and_ended(store: Store) {
    let (world, huber) = town(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    let first = secure_link::show(&app, &admin, huber).await.unwrap().link;
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("l");
        hands.see("✓ The link works").await;
        hands.press("y");
        hands.see("✓ The link is on the clipboard").await;
        assert_eq!(hands.clipboard(), first);
        hands.press("q");
        hands.see("y copies the link").await;
        hands.press("esc r");
        hands.see("Replace the secure link of Huber").await;
        hands.press("y");
        hands.see("✓ The old link no longer works").await;
        hands.press("y");
        hands.see("✓ The link is on the clipboard").await;
        let second = secure_link::show(&world.app, &world.admin, huber).await.unwrap().link;
        assert!(hands.clipboard() == second && second != first);
        hands.press("e");
        hands.see("The last day on which the link works").await;
        hands.type_text("yesterday");
        hands.press("enter enter");
        hands.see("✗ type a day").await;
        hands.press("ctrl-u");
        hands.type_text("2020-01-01");
        hands.press("enter enter");
        hands.see("✗ the end must lie in the future").await;
        hands.press("ctrl-u");
        hands.type_text("+14d");
        hands.press("enter enter");
        hands.see("✓ The link works until the end of").await;
        hands.press("s");
        hands.see("the link is switched off").await;
        hands.see("✓ The secure link is off").await;
        hands.press("esc");
        hands.gone("Secure link of").await;
        let now = secure_link::show(&world.app, &world.admin, huber).await.unwrap();
        assert!(!now.on && now.ends_at.is_some());
        // Which parts of the portal there are at all (R2).
        hands.press("A");
        hands.see("Portal areas of 1042").await;
        hands.press("/");
        hands.type_text("bill");
        hands.press("enter space enter");
        hands.see("✓ Portal areas of Huber Maschinen GmbH saved").await;
        let detail = customers::get(&world.app, &world.admin, huber).await.unwrap();
        assert!(!detail.areas.on(PortalArea::Billing) && detail.areas.on(PortalArea::Orders));
    })
    .await;
}

async fn an_invitation_is_read_aloud_shown_as_a_picture_and_sent_elsewhere(store: Store) {
    let (world, huber) = town(store).await;
    let granted = invited(&world, huber, "jan@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        tab(&mut hands, "Invitations").await;
        hands.see("[all 1]  pending 1").await;
        hands.press("q");
        let code = hands.see("y copies the link").await;
        assert!(code.contains('▀'), "{code}");
        hands.press("esc c");
        hands.see("Make a code for Jan Moser?").await;
        hands.press("y");
        let shown = hands.see("y copies the code").await;
        assert!(shown.contains("/code") && shown.contains("jan@huber.example"), "{shown}");
        hands.press("y");
        hands.see("✓ The code is on the clipboard").await;
        assert_eq!(hands.clipboard().len(), 9, "two groups of four: {}", hands.clipboard());
        hands.press("enter e");
        hands.see("Change the address of Jan Moser").await;
        hands.press("ctrl-u");
        hands.type_text("moser");
        hands.press("enter enter");
        hands.see("has no @").await;
        hands.type_text("@huber.example");
        hands.press("enter enter");
        hands.see("✓ Jan Moser is now moser@huber.example").await;
        hands.press("r");
        hands.see("Send the invitation of Jan Moser again?").await;
        hands.type_text("office@huber.example");
        hands.press("enter enter");
        hands.see("✓ Invitation of Jan Moser is on its way to office@huber.example").await;
        assert_eq!(letters_to(&world, "office@huber.example").await, 1);
        hands.press("f f");
        hands.see("[accepted 0]").await;
        hands.press("f f f");
        hands.see("[all 1]").await;
        let user = access::user(&world.app, &world.admin, granted.user).await.unwrap();
        assert_eq!((user.email.as_str(), user.state), ("moser@huber.example", UserState::Pending));
    })
    .await;
}

#[test]
fn revoking_writes_to_another_address_or_to_nobody() {
    on_sqlite(|store| async {
        let (world, huber) = town(store).await;
        let eva = world.user(huber, "eva@huber.example").await;
        let (app, admin) = (world.app.clone(), world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            tab(&mut hands, "Users").await;
            hands.see("eva@huber").await;
            hands.press("x");
            hands.see("■ Tell the person by a letter").await;
            hands.press("tab");
            hands.type_text("home@eva.example");
            hands.press("enter enter");
            hands.see("✓ Access of Eva Huber revoked").await;
            assert_eq!(letters_to(&world, "home@eva.example").await, 1);
            assert_eq!(access::user(&world.app, &world.admin, eva).await.unwrap().state, UserState::Revoked);
        })
        .await;
    });
}

#[test]
fn a_form_that_was_begun_is_not_lost_by_leaving_keydesk() {
    on_sqlite(|store| async {
        let (world, _) = town(store).await;
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.see("Huber Maschinen").await;
            hands.press("i");
            hands.see("The first user of this customer: the secure link stops").await;
            hands.type_text("Eva");
            hands.press("ctrl-q");
            hands.see("Not saved yet: an invitation that was not sent").await;
            hands.press("enter");
            hands.gone("Not saved yet").await;
            hands.see("Eva").await;
        })
        .await;
    });
}

#[test]
fn a_contact_made_a_moment_ago_can_be_invited_at_once() {
    on_sqlite(|store| async {
        let (world, huber) = town(store).await;
        let (app, admin) = (world.app.clone(), world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            tab(&mut hands, "Contacts").await;
            world.contact(huber, "Ida", "Wolf").await;
            // Whatever writes the next record is heard of at once, and the list loads again.
            customers_change(&world, huber).await;
            hands.see("Ida Wolf").await;
            hands.press("i");
            let form = hands.see("ida.wolf@customer.example").await;
            assert!(form.contains("sees only orders of this contact"), "{form}");
            hands.press("shift-tab shift-tab enter");
            hands.see("kdi_").await;
            let users = access::users(&world.app, &world.admin, huber).await.unwrap();
            assert!(users.len() == 1 && users[0].contact.is_some(), "{users:?}");
        })
        .await;
    });
}

async fn customers_change(world: &World, customer: CustomerId) {
    secure_link::rotate(&world.app, &world.admin, customer).await.unwrap();
}

#[test]
fn an_address_that_is_missing_or_wrong_is_said_at_its_field() {
    on_sqlite(|store| async {
        let (world, huber) = town(store).await;
        let (app, admin) = (world.app.clone(), world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            hands.see("Huber Maschinen").await;
            hands.press("i");
            hands.see("First name").await;
            hands.type_text("Eva");
            hands.press("tab");
            hands.type_text("Huber");
            hands.press("shift-tab shift-tab enter");
            let told = hands.see("Look again at: E-mail").await;
            assert!(told.contains("Eva") && told.contains("Huber"), "{told}");
            assert!(access::users(&world.app, &world.admin, huber).await.unwrap().is_empty());
        })
        .await;
    });
}
