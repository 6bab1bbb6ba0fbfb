//! The organization's own matters in the terminal: triage, staff, settings, what roles hold (R8–R11, R73), through the real
//! loop with the real services and a real database.

use chrono::TimeDelta;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::{AccessState, RequestState};
use keydesk::service::{access, customers, independence, roles, settings as settled, staff};
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{at_the_desk, settings};
use crate::support::world::{NewUser, World};

const SMALL: (u16, u16) = (80, 24);

stories! {
    a_role_is_changed_after_its_effect_was_said,
    what_wants_attention_is_mended_with_one_key,
    a_staff_account_is_made_and_changed,
    a_request_for_independence_is_decided_from_triage,
}

async fn a_role_is_changed_after_its_effect_was_said(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let eva = world.user(huber, "eva@huber.example").await;
    world.user(huber, "jan@huber.example").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("8");
        hands.see("What roles hold").await;
        hands.press("down enter");
        hands.see("□ can be given to a person").await;
        hands.press("right right down down space w");
        let review = hands.see("Change what roles hold?").await;
        assert!(review.contains("2 people gain: Report faults"), "{review}");
        assert!(
            !roles::table(&world.app, &world.admin)
                .await
                .unwrap()
                .table
                .of(Role::Member)
                .holds(Permission::ReportFaults)
        );
        hands.press("y");
        hands.see("✓ 1 change of what roles hold saved").await;
        let eva = access::user(&world.app, &world.admin, eva).await.unwrap();
        assert!(eva.effective.holds(Permission::ReportFaults));
        hands.press("esc down down down down enter");
        hands.see("Whoever can read the person's mail").await;
        hands.press("space enter enter");
        hands.see("✓ Mail temporary pw: saved").await;
        assert!(settled::get(&world.app, &world.admin).await.unwrap().mails_temporary);
    })
    .await;
}

async fn what_wants_attention_is_mended_with_one_key(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let soon = world.app.now() + TimeDelta::days(1);
    let eva = world.user_with(huber, "eva@huber.example", NewUser { ends_at: Some(soon), ..NewUser::default() }).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.see("Triage").await;
        hands.press("4");
        let list = hands.see("another end date").await;
        assert!(list.contains("1042"), "{list}");
        hands.press("enter");
        hands.see("When the access of Eva Huber ends").await;
        hands.press("ctrl-u");
        hands.type_text("+52w");
        hands.press("enter enter");
        hands.see("✓ The access of Eva Huber ends with").await;
        hands.gone("another end date").await;
        let end = access::user(&world.app, &world.admin, eva).await.unwrap().ends_at;
        assert!(end.is_some_and(|at| at > soon + TimeDelta::days(300)));
    })
    .await;
}

async fn a_staff_account_is_made_and_changed(store: Store) {
    let world = World::new(store).await;
    world.area("Graz").await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), (100, 30), settings(), |mut hands| async move {
        hands.press("7");
        hands.see("administrator").await;
        hands.press("n");
        hands.see("New staff account").await;
        hands.type_text("Dora Dorn");
        hands.press("enter");
        hands.type_text("dora");
        hands.press("enter enter enter enter");
        hands.see("has no @").await;
        hands.type_text("@nordlift.example");
        hands.press("enter enter enter enter");
        hands.see("y copies the password").await;
        hands.press("y enter");
        hands.see("temporary pw").await;
        hands.press("/");
        hands.type_text("dora");
        hands.gone("admin@nordlift").await;
        hands.press("esc");
        hands.see("admin@nordlift").await;
        // The search is empty again; the row is kept.
        let dora = staff::by_email(&world.app, &world.admin, "dora@nordlift.example").await.unwrap();
        assert_eq!(dora.role, StaffRole::Dispatcher);
        hands.until("mark Dora", |f| f.lines().any(|l| l.contains('▌') && l.contains("Dora"))).await;
        hands.press("p");
        hands.see("Permissions of Dora Dorn").await;
        hands.press("/");
        hands.type_text("grant");
        hands.press("enter space enter");
        hands.see("✓ Permissions of Dora Dorn saved").await;
        let dora = staff::by_email(&world.app, &world.admin, "dora@nordlift.example").await.unwrap();
        assert_eq!(dora.exceptions.get(&StaffPermission::GrantAccess), Some(&Exception::Allowed));
        hands.press("x");
        hands.see("Switch the account of Dora Dorn off?").await;
        hands.press("y");
        hands.see("✓ The account of Dora Dorn is off").await;
        assert!(!staff::by_email(&world.app, &world.admin, "dora@nordlift.example").await.unwrap().active);
    })
    .await;
}

async fn a_request_for_independence_is_decided_from_triage(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let administrator = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(huber, "eva@huber.example", administrator).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let asked = independence::request(&world.app, &eva, "our own technicians").await.unwrap();
    let (app, admin) = (world.app.clone(), world.admin.clone());
    at_the_desk(&app, Some(&admin), (110, 30), settings(), |mut hands| async move {
        hands.see("Huber Maschinen").await;
        hands.press("4");
        hands.see("decide").await;
        hands.press("enter");
        hands.see("Huber Maschinen GmbH wants to become independent").await;
        hands.press("tab tab enter");
        hands.see("✗ ").await;
        let open = independence::list(&world.app, &world.admin).await.unwrap();
        assert_eq!(open[0].state, RequestState::Open, "no answer, no decision");
        hands.type_text("Let us talk first.");
        hands.press("enter enter");
        hands.see("✓ The request of Huber Maschinen GmbH is declined").await;
        hands.see("Nothing wants attention").await;
        let declined = independence::list(&world.app, &world.admin).await.unwrap();
        let declined = declined.iter().find(|r| r.id == asked.id).unwrap();
        assert_eq!((declined.state, declined.answer.as_deref()), (RequestState::Declined, Some("Let us talk first.")));

        independence::request(&world.app, &eva, "we have talked").await.unwrap();
        hands.press("f5");
        hands.see("decide").await;
        hands.press("enter");
        hands.see("wants to become independent").await;
        hands.press("right tab tab enter");
        hands.see("✓ Huber Maschinen GmbH is an organization of its own now").await;
        let customer = customers::get(&world.app, &world.admin, huber).await.unwrap();
        assert_eq!(customer.row.access_state, AccessState::Independent);
    })
    .await;
}

#[test]
fn who_may_not_manage_staff_is_told_what_is_missing() {
    on_sqlite(|store| async {
        let world = World::new(store).await;
        let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
        at_the_desk(&world.app, Some(&dora), SMALL, settings(), |mut hands| async move {
            hands.press("7");
            hands.see("✗ Staff: this needs the permission manage_staff").await;
            hands.press("8");
            hands.see("✗ Settings: this needs the permission manage_settings").await;
        })
        .await;
    });
}
