//! The frame of the terminal through its real loop: own keys, the lock, the database that goes away and comes back.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::{Policy, customers, portal_switch};
use keydesk::store::{DatabaseUrl, Store};
use keydesk::tui::keymap::Keymap;
use keydesk::tui::{Colours, ThemeName, TuiSettings};

use crate::support::between::Line;
use crate::support::database::{on_postgres, on_sqlite, stories};
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::{PASSWORD, World};

const SMALL: (u16, u16) = (80, 24);

stories! {
    the_screen_is_locked_and_opens_for_its_person_alone,
    own_keys_are_shown_and_work,
    back_leads_to_what_was_left,
    a_terminal_opened_to_read_only_changes_nothing_and_says_so,
}

async fn town(store: Store) -> World {
    let world = World::new(store).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    world.customer("1101", "Hydro Nord").await;
    world
}

async fn the_screen_is_locked_and_opens_for_its_person_alone(store: Store) {
    let world = town(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    let idle = TuiSettings { lock_after: Some(Duration::from_mins(15)), mouse: true, ..settings() };
    at_the_desk(&app, Some(&admin), SMALL, idle, |mut hands| async move {
        hands.see("Hydro Nord").await;
        hands.press("i");
        hands.see("First name").await;
        hands.type_text("Zoltan");
        hands.press("f8");
        let frame = hands.see("f8 takes it again").await;
        assert!(frame.contains("Zoltan"), "{frame}");
        hands.press("f8 ctrl-l");
        let locked = hands.see("locked this screen").await;
        assert!(!locked.contains("Zoltan") && !locked.contains("Huber"), "{locked}");
        // What happens meanwhile is not seen behind it.
        world.customer("1200", "Secret Newcomer").await;
        hands.type_text("not the password");
        hands.press("enter");
        let refused = hands.see("that is not the password").await;
        assert!(!refused.contains("Newcomer"), "{refused}");
        hands.type_text("half");
        hands.press("esc");
        hands.type_text(PASSWORD);
        hands.press("enter");
        hands.see("Zoltan").await;
        hands.press("esc y");
        hands.see("Secret Newcomer").await;
        let told = activity::list(&world.app, &world.admin, &ActivityQuery { limit: 50, ..ActivityQuery::default() })
            .await
            .unwrap();
        let told: Vec<_> = told.iter().map(activity::Record::sentence).collect();
        assert!(told.iter().any(|what| what.contains("unlocked the screen")), "{told:?}");

        // Once more from the list, and by time: the key that comes after the break does nothing but lock.
        hands.press("f8 f8 ctrl-l");
        hands.see("locked this screen").await;
        hands.type_text(PASSWORD);
        hands.press("enter");
        hands.see("Hydro Nord").await;
        world.app.clock.advance(TimeDelta::minutes(16));
        hands.press("2");
        hands.see("locked this screen").await;
        hands.type_text(PASSWORD);
        hands.press("enter");
        let back = hands.see("Hydro Nord").await;
        assert!(back.contains("▸ Customers"), "{back}");
    })
    .await;
}

async fn own_keys_are_shown_and_work(store: Store) {
    let world = town(store).await;
    let own = [("search", vec!["f3"]), ("help", vec!["f1"]), ("section-orders", vec!["ctrl-o"]), ("view-link", vec![])];
    let own: Vec<(String, Vec<String>)> =
        own.into_iter().map(|(name, keys)| (name.to_owned(), keys.into_iter().map(str::to_owned).collect())).collect();
    let keys = Arc::new(Keymap::configured(&own).expect("nothing is wrong with them"));
    let colours = Colours::configured(&[("accent".to_owned(), "teal".to_owned())], true).unwrap_or_default();
    let settings = TuiSettings { keys, colours, theme: ThemeName::Light, ..settings() };
    at_the_desk(&world.app, Some(&world.admin), (120, 40), settings, |mut hands| async move {
        let frame = hands.see("Hydro Nord").await;
        assert!(frame.contains("f3 search") && frame.contains("f1 help"), "{frame}");
        assert!(frame.contains("ctrl-o Orders"), "{frame}");
        hands.press("/");
        hands.see("/ does nothing here · f1 shows every key").await;
        hands.press("f3");
        hands.type_text("hub");
        hands.gone("Hydro Nord").await;
        hands.press("esc esc f1");
        hands.see("Keys that work here").await;
        hands.type_text("f3");
        hands.see("Search in this list").await;
        hands.press("esc ctrl-p");
        hands.type_text("orders");
        hands.see("ctrl-o").await;
        hands.press("esc ctrl-o");
        hands.see("▸ Orders").await;
    })
    .await;
}

/// Whoever goes to a customer from elsewhere comes back to just what was left.
async fn back_leads_to_what_was_left(store: Store) {
    let world = town(store).await;
    let hydro = customers::by_number(&world.app, &world.admin, "1101").await.unwrap().row.id;
    world.order(hydro, None, "A-7", "The pump stands still").await;
    at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
        hands.see("Hydro Nord").await;
        // From a search, by the palette, to another customer and back to the search.
        hands.press("/");
        hands.type_text("hub");
        hands.gone("Hydro Nord").await;
        hands.press("enter tab");
        hands.see("[Users").await;
        hands.press("ctrl-p");
        hands.type_text("hydro");
        hands.see("1101").await;
        hands.press("enter");
        hands.see("▸ 1101 Hydro Nord").await;
        hands.press("esc");
        let back = hands.see("▸ 1042 Huber Maschinen GmbH").await;
        assert!(back.contains("[Users"), "{back}");
        hands.press("esc");
        hands.see("match \"hub\"").await;
        // From an order that the palette found, to its customer, and back to the order.
        hands.press("ctrl-p");
        hands.type_text("A-7");
        hands.see("pump").await;
        hands.press("enter");
        hands.see("The pump stands still").await;
        hands.press("C");
        hands.see("▸ 1101 Hydro Nord").await;
        hands.press("esc");
        hands.see("The pump stands still").await;
        hands.press("esc");
        hands.see("match \"hub\"").await;
        // From another section.
        hands.press("esc 3");
        hands.see("▸ Orders").await;
        hands.see("A-7").await;
        hands.press("C");
        hands.see("▸ 1101 Hydro Nord").await;
        hands.press("esc");
        hands.see("▸ Orders").await;
        // Whoever went on does not want to come back to it.
        hands.press("C");
        hands.see("▸ 1101 Hydro Nord").await;
        hands.press("4");
        hands.see("▸ Triage").await;
        hands.press("1 esc esc");
        let list = hands.gone("▸ 1101 Hydro Nord").await;
        assert!(list.contains("Customers"), "{list}");
    })
    .await;
}

async fn a_terminal_opened_to_read_only_changes_nothing_and_says_so(store: Store) {
    let world = town(store).await;
    let only = TuiSettings { read_only: true, ..settings() };
    at_the_desk(&world.app, Some(&world.admin), (120, 40), only, |mut hands| async move {
        let frame = hands.see("Hydro Nord").await;
        assert!(frame.contains("READ-ONLY"), "{frame}");
        for key in ["i", "E", "M", "z", "P"] {
            hands.press(key);
            hands.see("nothing is changed from here: the terminal was opened to read only").await;
            hands.press("down");
            hands.gone("nothing is changed from here").await;
        }
        hands.press("enter");
        hands.see("[Overview]").await;
        hands.press("ctrl-p");
        hands.type_text("invite");
        hands.see("not now: nothing is changed").await;
    })
    .await;
    // Whatever a screen lets through, the services refuse.
    let reader = world.admin.clone().only_reading(true);
    let wish = keydesk::service::customers::CustomerQuery::default();
    assert_eq!(customers::list(&world.app, &reader, &wish).await.unwrap().rows.len(), 2);
    let refused = portal_switch::module(&world.app, &reader, false).await;
    assert!(refused.is_err_and(|e| e.to_string().contains("opened to read only")));
}

/// For a screen reader: no borders, no marks, one column, the cursor where the keys go.
#[test]
fn the_plain_manner_has_words_in_the_place_of_borders_and_marks() {
    on_sqlite(|store| async {
        let world = town(store).await;
        let huber = customers::by_number(&world.app, &world.admin, "1042").await.unwrap().row.id;
        world.user(huber, "eva@huber.example").await;
        let plain = TuiSettings { plain: true, ..settings() };
        at_the_desk(&world.app, Some(&world.admin), (120, 30), plain, |mut hands| async move {
            let mut seen = Vec::new();
            seen.push(("list", hands.see("Hydro Nord").await));
            hands.press("enter");
            seen.push(("customer", hands.see("1 of 1 users").await));
            hands.press("tab");
            seen.push(("users", hands.see("eva@huber").await));
            hands.press("p");
            seen.push(("permissions", hands.see("yes,role").await));
            hands.press("esc i");
            hands.see("First name").await;
            hands.press("shift-tab enter");
            seen.push(("invite", hands.see("failed:").await));
            hands.press("esc");
            hands.gone("First name").await;
            hands.press("?");
            seen.push(("help", hands.see("Keys that work here").await));
            for (what, frame) in &seen {
                for c in frame.chars() {
                    let drawn = matches!(c, '\u{2500}'..='\u{25ff}' | '✓' | '✗' | '•' | '…' | '·' | '→');
                    assert!(!drawn, "{c} stands in {what}:\n{frame}");
                }
                assert!(frame.lines().all(|line| line.chars().count() < 100), "{what} has one column:\n{frame}");
            }
        })
        .await;
    });
}

/// A server that stops while somebody types, and starts again.
#[test]
fn the_database_goes_away_during_an_edit_and_nothing_typed_is_lost() {
    on_postgres(|store| async move {
        let world = town(store.clone()).await;
        let mut line = Line::to(&store).await;
        let url = DatabaseUrl::parse(&line.address()).expect("an address");
        let far = Store::open_existing(&url).await.expect("the line is open");
        let app = World::app_of(far.clone(), Policy::default());
        let admin = world.admin.clone();
        at_the_desk(&app, Some(&admin), (90, 40), settings(), |mut hands| async move {
            hands.see("Hydro Nord").await;
            hands.press("E");
            hands.see("Edit 1042 Huber Maschinen GmbH").await;
            hands.press("tab tab ctrl-u");
            hands.type_text("+43 1 555");
            hands.see("+43 1 555").await;
            line.cut().await;
            hands.press("shift-tab shift-tab shift-tab enter");
            let away = hands.see("The database does not answer. What you typed is kept").await;
            assert!(away.contains("+43 1 555") && away.contains("offline"), "{away}");
            let phone = |world: &World| {
                let (app, admin) = (world.app.clone(), world.admin.clone());
                async move { customers::by_number(&app, &admin, "1042").await.unwrap().row.phone }
            };
            assert_eq!(phone(&world).await, "+43 316 1234", "nothing was saved");
            world.customer("1200", "Newcomer").await;
            line.mend().await;
            let back = hands.see("The database answers again").await;
            assert!(back.contains("+43 1 555") && !back.contains("offline"), "{back}");
            hands.press("enter");
            hands.gone("Edit 1042").await;
            hands.see("Newcomer").await;
            assert_eq!(phone(&world).await, "+43 1 555");
        })
        .await;
        far.close().await;
    });
}
