//! Moving about, and the deeds that no other flow of the terminal has room for: lists by the page, the grid by keys, filters,
//! ways from a thing to its customer, signing in and leaving, through the real loop with the real services and a real
//! database.

use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::check::{Point, PointKind};
use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, OutboxState, Urgency};
use keydesk::service::access::{self, Grant};
use keydesk::service::checks::{self, Assignment, TemplateChange};
use keydesk::service::faults::{self, NewFault};
use keydesk::service::orders::OrderChange;
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::{customers, orders, portal_switch, sessions, staff};
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{Hands, at_the_desk, settings, until_the_desk_is_left};
use crate::support::world::{NewUser, PASSWORD, World};

const SMALL: (u16, u16) = (80, 24);
const TINY: (u16, u16) = (60, 18);

stories! {
    a_long_list_is_walked_by_the_page_and_to_its_ends,
    the_grid_is_walked_and_a_long_review_is_read,
    an_order_is_filtered_edited_and_leads_to_its_customer,
    a_report_leads_to_its_documents_and_its_customer,
    an_object_is_edited_and_its_self_check_ended,
    letters_are_filtered_put_first_and_cancelled,
    a_colleague_is_changed_in_every_way,
}

/// Huber with an administrator.
async fn huber(store: Store) -> (World, CustomerId) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let new = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(huber, "eva@huber.example", new).await;
    (world, huber)
}

/// Waits until the row under the cursor holds this.
async fn marked(hands: &mut Hands, what: &str) -> String {
    hands.until(&format!("mark {what}"), |f| f.lines().any(|l| l.contains('▌') && l.contains(what))).await
}

async fn a_long_list_is_walked_by_the_page_and_to_its_ends(store: Store) {
    let world = World::new(store).await;
    for n in 0..60 {
        world.customer(&format!("{}", 1000 + n), &format!("Customer {n:02}")).await;
    }
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        marked(&mut hands, "Customer 00").await;
        hands.press("pgdn");
        let frame = marked(&mut hands, "Customer 16").await;
        assert!(frame.contains("Customer 00"), "down to the last row first: {frame}");
        hands.press("pgdn");
        let frame = marked(&mut hands, "Customer 32").await;
        assert!(!frame.contains("Customer 00"), "{frame}");
        hands.press("pgup pgup");
        marked(&mut hands, "Customer 00").await;
        hands.press("G");
        marked(&mut hands, "Customer 59").await;
        hands.press("home");
        marked(&mut hands, "Customer 00").await;
        // One state after the other; the portal of one is switched off, and not of all.
        hands.press("P");
        hands.see("Switch the portal off for 1000 Customer 00?").await;
        hands.press("tab enter");
        hands.see("✓ The portal is off for Customer 00").await;
        hands.press("f");
        // The count and the rows come each in their own time.
        hands.see("Customers · 1 · off").await;
        let off = hands.gone("Customer 01").await;
        assert!(off.contains("Customer 00"), "{off}");
        hands.press("esc");
        hands.see("Customers · 60").await;
        hands.press("M");
        hands.see("Switch the portal off for the whole organization?").await;
        // The organization's name has to be typed; another word does nothing.
        hands.type_text("yes");
        hands.press("enter enter");
        hands.see("Switch the portal off for the whole organization?").await;
        hands.press("esc");
        hands.gone("Switch the portal off").await;
        hands.press("P");
        hands.see("Switch the portal on for 1000").await;
        hands.press("n");
        hands.gone("Switch the portal on").await;
        assert!(portal_switch::module_is_on(&world.app, &world.admin).await.unwrap());
        let first = customers::by_number(&world.app, &world.admin, "1000").await.unwrap();
        assert_eq!(first.row.access_state, AccessState::Off);
        // What works in a dialog is said there too.
        hands.press("i");
        hands.see("First name").await;
        hands.press("f1");
        hands.see("Keys that work here").await;
        hands.see("To the previous field.").await;
        hands.press("down up esc esc");
        hands.gone("First name").await;
        hands.press("ctrl-z");
        hands.press("f5");
        hands.see("Customers · 60").await;
    })
    .await;
}

async fn the_grid_is_walked_and_a_long_review_is_read(store: Store) {
    let (world, huber) = huber(store).await;
    world.facility(huber, "Graz").await;
    world.contact(huber, "Ida", "Kern").await;
    world.user(huber, "jan@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), TINY, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("p");
        hands.see("/ Orders: allowed by role").await;
        hands.press("l");
        hands.gone("/ Orders: allowed by role").await;
        hands.press("h");
        hands.see("/ Orders: allowed by role").await;
        hands.press("$");
        hands.gone("/ Orders:").await;
        hands.press("f");
        hands.see("Facilities that Eva Huber sees").await;
        hands.press("down up pgdn pgup esc");
        hands.gone("Facilities that Eva").await;
        hands.press("0 r");
        hands.see("Role of Eva Huber").await;
        hands.press("esc c");
        hands.see("Contact of Eva Huber").await;
        hands.press("esc e");
        hands.see("Does Eva Huber see it?").await;
        hands.press("esc");
        hands.gone("Does Eva Huber see it?").await;
        // The cells of one person, carried over to the marked ones, until the review is longer than the screen.
        hands.press("home right space m a");
        hands.see("nothing is saved before w").await;
        for _ in 0..6 {
            hands.press("right space a");
        }
        hands.press("w");
        // The lines of the review alone: the status line changes by itself.
        let review = |f: &str| f.lines().filter(|l| l.starts_with("││")).map(str::to_owned).collect::<Vec<_>>();
        hands.see("for 2 people?").await;
        // With the effects, which are counted while one reads on.
        let top = review(&hands.see("seen stay the same").await);
        hands.press("pgdn");
        let further = review(&hands.until("go on", |f| review(f) != top).await);
        hands.press("pgup");
        hands.until("go back", |f| review(f) != further).await;
        hands.press("down");
        hands.until("scroll", |f| review(f) != top).await;
        hands.press("up");
        hands.until("scroll back", |f| review(f) == top).await;
        hands.press("esc");
        hands.gone("for 2 people?").await;
        hands.press("esc");
        hands.see("Discard").await;
        hands.press("y");
        hands.gone("■ yes").await;
        let users = access::users(&world.app, &world.admin, huber).await.unwrap();
        assert!(users.iter().all(|user| user.exceptions.is_empty()), "nothing was saved");
        // What roles hold: from column to column, and what was changed is undone where it was saved.
        hands.press("8");
        hands.see("What roles hold").await;
        hands.press("down enter");
        hands.see("□ can be given to a person").await;
        hands.press("right right left right down down space w");
        hands.see("Change what roles hold?").await;
        hands.press("y");
        hands.see("✓ 1 change of what roles hold saved").await;
        hands.press("z");
        hands.see("Undo this?").await;
        hands.press("y");
        hands.see("✓ Undone").await;
    })
    .await;
}

async fn an_order_is_filtered_edited_and_leads_to_its_customer(store: Store) {
    let (world, huber) = huber(store).await;
    world.order(huber, None, "W7", "Lift stuck").await;
    let long = Some("One line.\n".repeat(40));
    let change = OrderChange { order: "W7".into(), version: 1, description: long, ..OrderChange::default() };
    orders::edit(&world.app, &world.admin, &change).await.unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.press("3");
        hands.see("Lift stuck").await;
        hands.press("f");
        hands.see("Orders · all").await;
        hands.press("f");
        hands.see("Orders · mine").await;
        hands.gone("Lift stuck").await;
        hands.press("f");
        hands.see("Orders · open").await;
        hands.see("Lift stuck").await;
        hands.press("e");
        hands.see("Edit W7 Lift stuck").await;
        hands.press("ctrl-u");
        hands.type_text("Lift stuck again");
        hands.press("shift-tab enter");
        hands.see("✓ W7").await;
        hands.see("Lift stuck again").await;
        // Its page is longer than the screen.
        hands.press("enter");
        hands.see("more lines").await;
        hands.press("down");
        hands.gone("State  ").await;
        hands.press("up");
        hands.see("State  ").await;
        hands.press("pgdn pgdn pgdn pgdn");
        hands.see("the end").await;
        hands.press("pgup pgup pgup pgup");
        hands.see("State  ").await;
        hands.press("C");
        hands.see("Customers ▸ 1042 Huber Maschinen GmbH").await;
        hands.gone("Order W7").await;
        let file = orders::get(&world.app, &world.admin, "W7").await.unwrap();
        assert_eq!(file.order.title, "Lift stuck again");
    })
    .await;
}

async fn a_report_leads_to_its_documents_and_its_customer(store: Store) {
    let (world, _) = huber(store).await;
    let eva = world.in_the_portal("eva@huber.example").await;
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
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.press("2");
        hands.see("The doors do not").await;
        hands.press("f");
        hands.see("Fault reports · open").await;
        hands.see("The doors do not").await;
        hands.press("f");
        hands.see("Fault reports · taken").await;
        hands.gone("The doors do not").await;
        hands.press("f f");
        hands.see("The doors do not").await;
        hands.press("d");
        hands.see("No documents yet").await;
        hands.press("esc");
        hands.gone("No documents yet").await;
        // From its page, which would lie above the customer.
        hands.press("enter");
        hands.see("Since this morning.").await;
        hands.press("C");
        let frame = hands.see("Customers ▸ 1042 Huber Maschinen GmbH").await;
        assert!(!frame.contains("Since this morning."), "{frame}");
        // From triage the same, and the whole sentence.
        hands.press("esc 4");
        hands.see("reported a fault").await;
        hands.press("t");
        hands.see("Enter in the list:").await;
        hands.press("esc c");
        hands.see("Customers ▸ 1042 Huber Maschinen GmbH").await;
        // And from a record of the log, which stands still while it is frozen.
        hands.press("esc 6");
        hands.see("reported").await;
        hands.press("space");
        hands.see("frozen").await;
        hands.press("space");
        hands.see("live").await;
        hands.press("enter");
        hands.see("raw record").await;
        hands.press("c");
        hands.see("Customers ▸ 1042 Huber Maschinen GmbH").await;
    })
    .await;
}

async fn an_object_is_edited_and_its_self_check_ended(store: Store) {
    let (world, huber) = huber(store).await;
    world.object(huber, None, "Lift North").await;
    let point = Point { kind: PointKind::Ok, photo: false, text: "Doors close".into() };
    let template =
        TemplateChange { id: None, version: 0, name: "Monthly look".into(), points: vec![point], active: true };
    let template = checks::template(&world.app, &world.admin, &template).await.unwrap();
    let object = customers::objects(&world.app, &world.admin, huber, &customers::ListQuery::default()).await.unwrap();
    let number = object.rows[0].number.clone();
    let due_on = (world.app.now() + chrono::TimeDelta::days(3)).date_naive();
    let new = Assignment { object: number.clone(), template: template.id, every_days: 30, due_on };
    checks::assign(&world.app, &world.admin, &new).await.unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("enter tab tab tab tab tab tab");
        hands.see("Lift North").await;
        hands.press("e");
        hands.see("Edit ").await;
        hands.press("ctrl-u");
        hands.type_text("Lift South");
        hands.press("shift-tab enter");
        hands.see("Lift South is saved").await;
        hands.press("c");
        hands.see("Monthly look").await;
        hands.press("x");
        hands.see("End the self-check Monthly look of Lift South?").await;
        hands.press("y");
        hands.see("✓ Monthly look is not due any more").await;
        hands.see("No self-check is assigned").await;
        let now = checks::templates(&world.app, &world.admin).await.unwrap().remove(0);
        assert_eq!(now.assigned, 0);
        // Sessions of the person, all at once; and the link, as it was before.
        world.in_the_portal("eva@huber.example").await;
        hands.press("esc shift-tab shift-tab shift-tab shift-tab shift-tab");
        hands.see("eva@huber").await;
        hands.press("S");
        hands.see("Firefox").await;
        hands.press("X");
        hands.see("End every session of Eva Huber?").await;
        hands.press("y");
        hands.see("1 session is ended").await;
        let user = access::user_by_email(&world.app, &world.admin, "eva@huber.example", None).await.unwrap().id;
        assert!(sessions::of_user(&world.app, &world.admin, user).await.unwrap().is_empty());
        hands.press("esc l");
        hands.see("switch on/off").await;
        hands.press("s");
        hands.see("✓ The secure link is off").await;
        hands.press("z");
        hands.see("Undo this?").await;
        hands.press("y");
        hands.see("✓ Undone").await;
    })
    .await;
}

async fn letters_are_filtered_put_first_and_cancelled(store: Store) {
    let (world, huber) = huber(store).await;
    let grant = Grant {
        customer: huber,
        email: "jan@huber.example".into(),
        first_name: "Jan".into(),
        last_name: "Moser".into(),
        role: None,
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    access::grant(&world.app, &world.admin, &grant).await.unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.press("5");
        hands.see("jan@huber.example").await;
        // Whoever reads an invitation gets in by it, so that it is not sent elsewhere here.
        hands.press("e");
        hands.see("Send the letter to jan@huber.example elsewhere").await;
        hands.press("ctrl-u");
        hands.type_text("office@huber.example");
        hands.press("enter enter");
        hands.see("gets in by it").await;
        hands.press("esc y");
        hands.gone("gets in by it").await;
        hands.press("r");
        hands.see("Send the letter to jan@huber.example now?").await;
        hands.press("y");
        hands.see("✓ The letter to jan@huber.example is in the queue again").await;
        hands.press("x");
        hands.see("Cancel the letter to jan@huber.example?").await;
        hands.press("y");
        hands.see("✓ The letter to jan@huber.example was cancelled").await;
        hands.press("r");
        hands.see("✗ retry: the letter is cancelled").await;
        hands.press("f");
        hands.see("Outbox · queued").await;
        hands.gone("jan@huber.example").await;
        let query = OutboxQuery { limit: 9, ..OutboxQuery::default() };
        let letters = outbox::list(&world.app, &world.admin, &query).await.unwrap();
        assert!(letters.iter().all(|letter| letter.state == OutboxState::Cancelled), "{letters:?}");
        // The invitation itself, for good.
        hands.press("1");
        hands.see("Huber Maschinen").await;
        hands.press("enter tab tab tab");
        hands.see("Jan Moser").await;
        hands.press("D");
        hands.see("Delete the invitation of Jan Moser?").await;
        hands.type_text("Jan Moser");
        hands.press("enter enter");
        hands.see("✓ The invitation of Jan Moser is deleted").await;
        assert_eq!(access::users(&world.app, &world.admin, huber).await.unwrap().len(), 1);
    })
    .await;
}

async fn a_colleague_is_changed_in_every_way(store: Store) {
    let (world, _) = huber(store).await;
    let graz = world.area("Graz").await;
    world.staff("sara", StaffRole::Supervisor, &[]).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), (100, 30), settings(), |mut hands| async move {
        hands.press("7");
        hands.see("supervisor").await;
        hands.press("/");
        hands.type_text("sara");
        hands.gone("admin@nordlift").await;
        hands.press("esc");
        hands.see("admin@nordlift").await;
        marked(&mut hands, "sara").await;
        hands.press("a");
        hands.see("Areas of sara").await;
        hands.press("space enter");
        hands.see("✓ Areas of sara saved").await;
        hands.press("c");
        hands.see("Customers that sara looks after").await;
        hands.type_text("1042");
        hands.press("enter enter");
        hands.see("✓ sara looks after 1 customers").await;
        hands.press("e");
        hands.see("Account of sara").await;
        hands.press("ctrl-u");
        hands.type_text("Sara Dorn");
        hands.press("shift-tab enter");
        hands.see("✓ Sara Dorn is supervisor").await;
        hands.press("S");
        hands.see("Sign Sara Dorn out everywhere?").await;
        hands.press("y");
        hands.see("✓ 0 remembered sign-ins ended").await;
        hands.press("r");
        hands.see("Make a new password for Sara Dorn?").await;
        hands.press("y");
        hands.see("y copies the password").await;
        hands.press("y enter");
        hands.gone("y copies the password").await;
        let sara = staff::by_email(&world.app, &world.admin, "sara@nordlift.example").await.unwrap();
        assert_eq!((sara.name.as_str(), sara.areas.len(), sara.customers.len()), ("Sara Dorn", 1, 1));
        assert!(sara.areas.iter().any(|(id, _)| *id == graz));
    })
    .await;
}

#[test]
fn signing_in_goes_from_field_to_field_and_sleeps() {
    on_sqlite(|store| async {
        let (world, _) = huber(store).await;
        at_the_desk(&world.app, None, SMALL, settings(), |mut hands| async move {
            hands.see("Sign in to Keydesk").await;
            hands.press("tab");
            hands.type_text(PASSWORD);
            hands.see("•••••").await;
            hands.press("ctrl-z up");
            hands.type_text("admin@nordlift.example");
            hands.press("enter enter");
            hands.see("Huber Maschinen").await;
        })
        .await;
    });
}

#[test]
fn the_sign_in_page_is_left_with_escape() {
    on_sqlite(|store| async {
        let (world, _) = huber(store).await;
        until_the_desk_is_left(&world.app, None, SMALL, settings(), |mut hands| async move {
            hands.see("Sign in to Keydesk").await;
            hands.press("esc");
        })
        .await;
    });
}

#[test]
fn with_nothing_unsaved_keydesk_is_left_at_once() {
    on_sqlite(|store| async {
        let (world, _) = huber(store).await;
        until_the_desk_is_left(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            hands.see("Huber Maschinen").await;
            hands.press("ctrl-q");
        })
        .await;
    });
}
