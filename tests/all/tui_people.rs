//! One person in the terminal: end date, new password, sessions, delete, explain, view as (R15–R17, R24, R25, R71), through
//! the real loop with the real services and a real database.

use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::state::UserState;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::{access, customers, sessions};
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::sql::exec;
use crate::support::terminal::{Hands, at_the_desk, settings};
use crate::support::world::{NewCustomer, NewUser, World};

const SMALL: (u16, u16) = (80, 24);

stories! {
    an_access_gets_an_end_and_loses_it,
    a_temporary_password_is_shown_once_and_a_link_goes_elsewhere,
    a_person_is_seen_through_and_explained,
    another_view_replaces_the_one_before,
    a_customer_is_edited_and_access_given_on_the_way,
}

async fn town(store: Store) -> (World, CustomerId) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    (world, huber)
}

/// The tab Users of the only customer.
async fn users(hands: &mut Hands) {
    hands.see("Huber Maschinen").await;
    hands.press("enter");
    hands.see("[Overview]").await;
    hands.press("tab");
    hands.see("eva@huber").await;
}

async fn an_access_gets_an_end_and_loses_it(store: Store) {
    let (world, huber) = town(store).await;
    let eva = world.user(huber, "eva@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        users(&mut hands).await;
        hands.press("d");
        hands.see("When the access of Eva Huber ends").await;
        hands.type_text("2001-01-01");
        hands.press("enter enter");
        hands.see("✗ is in the past").await;
        hands.press("ctrl-u");
        hands.type_text("+14d");
        hands.press("enter enter");
        hands.see("✓ The access of Eva Huber ends with").await;
        let end = access::user(&world.app, &world.admin, eva).await.unwrap().ends_at;
        assert!(end.is_some_and(|at| (13..=15).contains(&(at - world.app.now()).num_days())), "{end:?}");
        hands.press("d");
        hands.see("When the access of Eva Huber ends").await;
        hands.press("ctrl-u enter enter");
        hands.see("✓ The access of Eva Huber has no end").await;
        assert_eq!(access::user(&world.app, &world.admin, eva).await.unwrap().ends_at, None);
    })
    .await;
}

async fn a_temporary_password_is_shown_once_and_a_link_goes_elsewhere(store: Store) {
    let (world, huber) = town(store).await;
    let with = NewUser { password: true, ..NewUser::default() };
    let eva = world.user_with(huber, "eva@huber.example", with).await;
    world.session("eva@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        users(&mut hands).await;
        hands.press("S");
        hands.see("Sessions of Eva Huber").await;
        hands.see("Firefox on Linux").await;
        hands.press("x");
        hands.see("End this session of Eva Huber?").await;
        hands.press("y");
        hands.see("No open session").await;
        assert!(sessions::of_user(&world.app, &world.admin, eva).await.unwrap().is_empty());
        hands.press("esc r");
        hands.see("New password for Eva Huber").await;
        hands.press("tab");
        hands.type_text("home@eva.example");
        hands.press("enter enter");
        hands.see("is on its way to home@eva.example").await;
        hands.press("r right enter enter enter");
        let shown = hands.see("y copies the password").await;
        assert!(shown.contains("shown this once"), "{shown}");
        hands.press("enter");
        hands.see("press the key once more").await;
        hands.press("y");
        hands.see("✓ The password is on the clipboard").await;
        let temporary = hands.clipboard();
        assert!(temporary.len() >= 15, "{temporary}");
        hands.press("enter");
        hands.gone("Temporary password for").await;
        assert!(!hands.now().contains(&temporary));
    })
    .await;
}

async fn a_person_is_seen_through_and_explained(store: Store) {
    let (world, huber) = town(store).await;
    let (graz, weiz) = (world.facility(huber, "Graz").await, world.facility(huber, "Weiz").await);
    world.order(huber, Some(graz), "A-1", "Ropes").await;
    world.order(huber, Some(weiz), "A-2", "Brakes").await;
    let scope = Scope { all: false, unassigned: false, facilities: [graz].into() };
    let eva = world.user_with(huber, "eva@huber.example", NewUser { scope, ..NewUser::default() }).await;
    let before = access::user(&world.app, &world.admin, eva).await.unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        users(&mut hands).await;
        hands.press("v");
        let view = hands.see("VIEW AS Eva Huber").await;
        assert!(view.contains("READ-ONLY"), "{view}");
        let orders = hands.see("Ropes").await;
        assert!(!orders.contains("Brakes"), "not in scope:\n{orders}");
        hands.press("tab tab");
        hands.see("[Facilities]").await;
        let places = hands.see("Graz").await;
        assert!(!places.contains("Weiz"), "{places}");
        hands.press("tab");
        hands.see("The person sees no document").await;
        hands.press("esc");
        hands.gone("VIEW AS").await;
        let after = access::user(&world.app, &world.admin, eva).await.unwrap();
        assert_eq!(after.last_sign_in_at, before.last_sign_in_at, "looking leaves no trace at the person");
        hands.press("e");
        hands.see("Does Eva Huber see it?").await;
        hands.press("tab");
        hands.type_text("A-2");
        hands.press("enter enter");
        let why = hands.see("✗ ").await;
        assert!(why.contains("✓ ") && why.contains("changed by:"), "{why}");
        hands.press("esc L");
        hands.see("looked at the portal as Eva H").await;
    })
    .await;
}

async fn another_view_replaces_the_one_before(store: Store) {
    let (world, huber) = town(store).await;
    world.user(huber, "eva@huber.example").await;
    world.user(huber, "jan@huber.example").await;
    exec!(
        &world.sql,
        "UPDATE sign_in SET first_name = 'Jan', last_name = 'Moser' WHERE email_key = $1",
        "jan@huber.example"
    );
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("v");
        hands.see("View as whom?").await;
        hands.type_text("eva");
        hands.press("enter");
        hands.see("VIEW AS Eva Huber").await;
        hands.press("v");
        hands.see("View as whom?").await;
        hands.type_text("jan");
        hands.press("enter");
        hands.see("VIEW AS Jan Moser").await;
        hands.press("esc");
        let list = hands.gone("VIEW AS").await;
        assert!(!list.contains("Eva Huber"), "one view is open, not one above the other:\n{list}");
        hands.see("No longer viewing as Jan Moser").await;
        let query = ActivityQuery { limit: 2, ..ActivityQuery::default() };
        let log = activity::list(&world.app, &world.admin, &query).await.unwrap();
        let told: Vec<String> = log.iter().map(activity::Record::sentence).collect();
        assert!(told[0].contains("as Jan Moser") && told[1].contains("as Eva Huber"), "{told:?}");
    })
    .await;
}

async fn a_customer_is_edited_and_access_given_on_the_way(store: Store) {
    let world = World::new(store).await;
    let new = NewCustomer { email: String::new(), ..NewCustomer::default() };
    let huber = world.customer_with("1042", "Huber Maschinen GmbH", new).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), (90, 40), settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("E");
        let form = hands.see("Edit 1042 Huber Maschinen GmbH").await;
        assert!(!form.contains("First name") && !form.contains("the secure link stops"), "{form}");
        hands.press("tab");
        hands.type_text("eva@huber");
        hands.press("tab ctrl-u");
        hands.type_text("+43 1 555");
        hands.press("shift-tab shift-tab shift-tab shift-tab space tab");
        hands.see("the secure link stops").await;
        hands.type_text("Eva");
        hands.press("tab");
        hands.type_text("Huber");
        hands.press("tab right tab enter");
        let refused = hands.see("✗ \"eva@huber\" is not a valid e-mail address").await;
        assert!(refused.contains("+43 1 555") && refused.contains("moderator"), "nothing typed is lost:\n{refused}");
        let before = customers::get(&world.app, &world.admin, huber).await.unwrap();
        assert_eq!((before.row.email.as_str(), before.row.phone.as_str()), ("", "+43 316 1234"), "nothing is saved");
        assert!(access::users(&world.app, &world.admin, huber).await.unwrap().is_empty());

        hands.type_text(".example");
        hands.press("shift-tab shift-tab enter");
        let shown = hands.see("eva@huber.example is invited").await;
        assert!(shown.contains("y copies the link"), "{shown}");
        hands.press("y");
        hands.see("on the clipboard").await;
        assert!(hands.clipboard().contains("/invitation/"), "{}", hands.clipboard());
        hands.press("enter");
        hands.gone("y copies the link").await;
        let after = customers::get(&world.app, &world.admin, huber).await.unwrap();
        assert_eq!((after.row.email.as_str(), after.row.phone.as_str()), ("eva@huber.example", "+43 1 555"));
        let users = access::users(&world.app, &world.admin, huber).await.unwrap();
        let eva: Vec<_> = users.iter().map(|u| (u.name(), u.role, u.state)).collect();
        assert_eq!(eva, [("Eva Huber".to_owned(), Role::Moderator, UserState::Pending)]);
        hands.press("L");
        hands.see("edited the customer").await;
    })
    .await;
}

#[test]
fn deleting_waits_for_the_name_and_is_for_good() {
    on_sqlite(|store| async {
        let (world, huber) = town(store).await;
        let eva = world.user(huber, "eva@huber.example").await;
        let (app, admin) = (world.app.clone(), world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            users(&mut hands).await;
            hands.press("D");
            let asked = hands.see("Delete Eva Huber?").await;
            assert!(asked.contains("cannot be undone"), "{asked}");
            hands.press("enter enter");
            hands.see("✗ type Eva Huber to confirm").await;
            assert_eq!(access::user(&world.app, &world.admin, eva).await.unwrap().state, UserState::Active);
            hands.type_text("Eva Huber");
            hands.press("enter enter");
            hands.see("✓ Eva Huber is deleted").await;
            hands.see("Nobody has access yet").await;
            assert!(access::user(&world.app, &world.admin, eva).await.is_err());
        })
        .await;
    });
}
