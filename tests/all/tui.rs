//! Flows through the terminal's real loop with the real services and a real database.

use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, UserState};
use keydesk::service::{access, portal_switch};
use keydesk::store::Store;
use keydesk::tui::{TuiSettings, Welcome};

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::{NewCustomer, NewUser, PASSWORD, World};

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

stories! { an_invitation_is_followed_on_the_screen }

async fn town(store: Store) -> World {
    let world = World::new(store).await;
    for (number, name, city, access) in [
        ("1038", "Hofer KG", "Linz", AccessState::Off),
        ("1042", "Huber Maschinen GmbH", "Graz", AccessState::Link),
        ("1077", "Hübner & Söhne", "Wien", AccessState::Pending),
        ("1101", "Hydro Nord", "Lienz", AccessState::Link),
        ("2001", "株式会社テスト", "東京", AccessState::Link),
        ("2002", "Evil \u{1b}[2J\u{202e}Corp", "Berlin", AccessState::Off),
    ] {
        let portal_on = access != AccessState::Off;
        let new = NewCustomer { city: city.into(), access, portal_on, ..NewCustomer::default() };
        world.customer_with(number, name, new).await;
    }
    world
}

/// A customer of `town` by number.
async fn customer(world: &World, number: &str) -> keydesk::domain::CustomerId {
    keydesk::service::customers::by_number(&world.app, &world.admin, number).await.unwrap().row.id
}

#[test]
fn a_customer_is_found_in_three_letters() {
    on_sqlite(|store| async {
        let world = town(store).await;
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            let frame = hands.see("Hydro Nord").await;
            assert!(frame.contains("株式会社テスト"), "{frame}");
            assert!(frame.contains("Evil [2J Corp"), "control characters are gone:\n{frame}");
            hands.press("/");
            hands.type_text("hub");
            hands.see("2 match \"hub\"").await;
            let frame = hands.gone("Hydro").await;
            assert!(frame.contains("Hübner"), "{frame}");
            hands.press("enter");
            let frame = hands.see("Customers ▸ 1042 Huber Maschinen GmbH").await;
            assert!(frame.contains("[Overview]"), "{frame}");
            hands.see("link · nobody was invited yet").await;
            hands.press("esc");
            hands.see("2 match \"hub\"").await;
            hands.press("esc");
            hands.see("Customers · 6").await;
        })
        .await;
    });
}

#[test]
fn list_and_detail_stand_side_by_side_where_there_is_room() {
    on_sqlite(|store| async {
        let world = town(store).await;
        world.user_with(customer(&world, "1042").await, "eva@huber.example", NewUser::default()).await;
        at_the_desk(&world.app, Some(&world.admin), LARGE, settings(), |mut hands| async move {
            hands.see("─ 2002 Evil").await;
            hands.press("down down");
            hands.see("active · 1 of 1 users").await;
            hands.press("enter tab");
            hands.see("eva@huber.").await;
            hands.press("esc up");
            hands.see("─ 1038 Hofer KG").await;
        })
        .await;
    });
}

#[test]
fn what_another_process_does_appears_by_itself_and_the_row_stays() {
    on_sqlite(|store| async {
        let world = town(store).await;
        let other = world.clone();
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.see("Hydro Nord").await;
            hands.press("S");
            hands.see("by number").await;
            hands.until("keep 2002", |f| f.lines().any(|l| l.contains('▌') && l.contains("2002"))).await;
            hands.press("g down down");
            hands.until("mark 1077", |f| f.lines().any(|l| l.contains('▌') && l.contains("1077"))).await;
            other.customer_with("1001", "Neu GmbH", NewCustomer::default()).await;
            let id = customer(&other, "1038").await;
            portal_switch::customer(&other.app, &other.admin, id, true).await.unwrap();
            let frame = hands.see("Neu GmbH").await;
            assert!(frame.lines().any(|l| l.contains('▌') && l.contains("1077")), "{frame}");
            hands.until("show 1038 as link", |f| f.lines().any(|l| l.contains("1038") && l.contains("link"))).await;
        })
        .await;
    });
}

#[test]
fn suspending_asks_first_and_no_is_the_default() {
    on_sqlite(|store| async {
        let world = town(store).await;
        let id = customer(&world, "1042").await;
        let user = world.user(id, "eva@huber.example").await;
        let check = world.clone();
        let state = move || {
            let check = check.clone();
            async move { access::user(&check.app, &check.admin, user).await.unwrap().state }
        };
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.press("/");
            hands.type_text("1042");
            hands.see("Customers · 1 match").await;
            hands.press("enter tab");
            hands.see("eva@huber.example").await;
            hands.press("s");
            hands.see("Suspend Eva Huber?").await;
            hands.press("enter");
            hands.gone("Suspend Eva Huber?").await;
            assert_eq!(state().await, UserState::Active);
            hands.press("s");
            hands.see("Suspend Eva Huber?").await;
            hands.press("s y");
            hands.see("✓ Eva Huber suspended").await;
            hands.see("suspended").await;
            assert_eq!(state().await, UserState::Suspended);
            hands.press("u");
            hands.see("Lift the suspension").await;
            hands.press("tab enter");
            hands.see("✓ Eva Huber can sign in again").await;
            assert_eq!(state().await, UserState::Active);
            hands.press("u");
            hands.see("✗ lift: Eva Huber is active").await;
        })
        .await;
    });
}

async fn an_invitation_is_followed_on_the_screen(store: Store) {
    let world = town(store).await;
    let id = customer(&world, "1042").await;
    let grant = access::Grant {
        customer: id,
        email: "jan@huber.example".into(),
        first_name: "Jan".into(),
        last_name: "Moser".into(),
        role: None,
        language: None,
        contact: None,
        scope: keydesk::domain::access::Scope::everything(),
        send_to: None,
    };
    access::grant(&world.app, &world.admin, &grant).await.unwrap();
    at_the_desk(&world.app, Some(&world.admin), (100, 30), settings(), |mut hands| async move {
        hands.press("/");
        hands.type_text("1042");
        hands.see("Customers · 1 match").await;
        hands.press("enter tab tab tab");
        hands.see("[Invitations 1]").await;
        hands.see("Jan Moser").await;
        let frame = hands.see("queued").await;
        assert!(frame.contains("in 5 days"), "{frame}");
        hands.press("y");
        hands.see("Link for Jan Moser").await;
        hands.see("/invitation/kdi_").await;
        assert!(hands.clipboard().contains("/invitation/kdi_"), "{}", hands.clipboard());
        hands.press("esc r");
        hands.see("Send the invitation of Jan Moser again?").await;
        hands.press("enter enter");
        hands.see("✓ Invitation of Jan Moser is on its way").await;
        hands.press("x");
        hands.see("Withdraw the invitation of Jan Moser?").await;
        hands.press("y");
        hands.see("✓ Invitation of Jan Moser withdrawn").await;
        hands.see("revoked").await;
        hands.press("L");
        hands.see("withdrew the invitation of Jan Moser").await;
        hands.see("granted access to Jan Moser").await;
        hands.press("/");
        hands.type_text("shown");
        hands.gone("withdrew").await;
        hands.press("esc esc L 5");
        hands.see("Outbox · all letters").await;
        hands.see("jan@huber.example").await;
    })
    .await;
}

#[test]
fn keys_typed_ahead_are_about_what_was_searched_for() {
    on_sqlite(|store| async {
        let world = town(store).await;
        world.user(customer(&world, "1101").await, "nils@hydro.example").await;
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.press("/");
            hands.type_text("hydro");
            hands.press("enter tab s");
            hands.see("Suspend Eva Huber?").await;
            hands.see("nils@hydro.example").await;
        })
        .await;
    });
}

#[test]
fn what_may_not_be_done_says_why() {
    on_sqlite(|store| async {
        let world = town(store).await;
        world.user(customer(&world, "1042").await, "eva@huber.example").await;
        let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
        at_the_desk(&world.app, Some(&dispatcher), SMALL, settings(), |mut hands| async move {
            hands.see("Hydro Nord").await;
            hands.press("M");
            hands.see("✗ portal module: this needs the permission manage_settings").await;
            hands.press("5");
            hands.see("✗ Outbox: this needs the permission view_outbox").await;
        })
        .await;
    });
}

#[test]
fn signing_in_needs_the_right_password() {
    on_sqlite(|store| async {
        let world = town(store).await;
        at_the_desk(&world.app, None, SMALL, settings(), |mut hands| async move {
            hands.see("Sign in to Keydesk").await;
            hands.type_text("admin@nordlift.example");
            hands.press("enter");
            hands.type_text("wrong");
            let frame = hands.see("•••••").await;
            assert!(!frame.contains("wrong"), "{frame}");
            hands.press("enter");
            hands.see("staff account").await;
            hands.type_text(PASSWORD);
            hands.press("enter");
            hands.see("Customers · 6").await;
            hands.see("admin · administrator").await;
        })
        .await;
    });
}

#[test]
fn the_first_screen_says_where_the_portal_is_and_shows_the_newest_letter() {
    on_sqlite(|store| async {
        let world = town(store).await;
        let folder = tempfile::tempdir().unwrap();
        let letter = "Subject: Ihr Zugang\r\nTo: <eva@h.example>\r\n\r\nGuten Tag\r\n";
        std::fs::write(folder.path().join("1.eml"), letter).unwrap();
        let settings = TuiSettings {
            welcome: Some(Welcome { lines: vec!["The portal is at http://127.0.0.1:4711".into()] }),
            letters: Some(folder.path().to_owned()),
            ..settings()
        };
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings, |mut hands| async move {
            hands.see("http://127.0.0.1:4711").await;
            hands.press("o");
            hands.see("Guten Tag").await;
            hands.press("esc w");
            hands.gone("http://127.0.0.1:4711").await;
        })
        .await;
    });
}

#[test]
fn palette_help_mouse_and_odd_input_work_together() {
    on_sqlite(|store| async {
        let world = town(store).await;
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.see("Hydro Nord").await;
            hands.press("?");
            hands.see("Keys that work here").await;
            hands.type_text("sort");
            hands.gone("Leave Keydesk").await;
            hands.press("esc ctrl-p");
            hands.see("Go to").await;
            hands.type_text("outb");
            hands.press("enter");
            hands.see("Outbox · all letters").await;
            hands.click("Customers");
            hands.see("Hydro Nord").await;
            hands.click("1101");
            hands.until("mark 1101", |f| f.lines().any(|l| l.contains('▌') && l.contains("1101"))).await;
            hands.click("1101");
            hands.see("Customers ▸ 1101 Hydro Nord").await;
            hands.press("esc /");
            hands.send(keydesk::tui::Msg::Paste("hüb\r\nner\n".into()));
            hands.see("/ hüb ner").await;
            hands.send(keydesk::tui::Msg::Resize(40, 10));
            hands.press("esc");
        })
        .await;
    });
}
