//! Giving and tuning access in the terminal: the form, the grid, the review, the scope editor, through the real loop with
//! the real services and a real database (R6, R8, R9, R12, R13, R21, R72).

use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, UserState};
use keydesk::domain::{CustomerId, CustomerUserId, FacilityId};
use keydesk::service::access::{self, Change, UserRow};
use keydesk::service::portal_switch;
use keydesk::store::Store;

use crate::support::database::{on_sqlite, stories};
use crate::support::terminal::{Hands, at_the_desk, settings};
use crate::support::world::{NewCustomer, NewUser, World};

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

stories! {
    somebody_is_invited_with_chosen_facilities,
    a_permission_is_taken_reviewed_and_saved,
    saving_over_a_colleagues_change_says_who_and_keeps_the_edits,
}

/// Huber with two facilities, objects and orders, and a contact.
struct Town {
    world: World,
    huber: CustomerId,
    graz: FacilityId,
    weiz: FacilityId,
}

impl Town {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let huber = world.customer("1042", "Huber Maschinen GmbH").await;
        let (graz, weiz) = (world.facility(huber, "Graz").await, world.facility(huber, "Weiz").await);
        for n in 0..3 {
            world.object(huber, Some(graz), &format!("Lift {n}")).await;
        }
        world.object(huber, Some(weiz), "Crane").await;
        world.order(huber, Some(graz), "A-1", "Ropes").await;
        world.order(huber, Some(weiz), "A-2", "Brakes").await;
        world.order(huber, None, "A-3", "Call").await;
        world.contact(huber, "Jan", "Moser").await;
        Self { world, huber, graz, weiz }
    }

    async fn user(&self, email: &str) -> UserRow {
        access::user_by_email(&self.world.app, &self.world.admin, email, None).await.unwrap()
    }
}

/// From the list of one customer into a dialog.
async fn open(hands: &mut Hands, key: &str, shown: &str) -> String {
    hands.see("Huber Maschinen").await;
    hands.press(key);
    hands.see(shown).await
}

async fn somebody_is_invited_with_chosen_facilities(store: Store) {
    let town = Town::new(store).await;
    at_the_desk(&town.world.app, Some(&town.world.admin), SMALL, settings(), |mut hands| async move {
        let form = open(&mut hands, "i", "First name").await;
        assert!(form.contains("The first user of this customer"), "R21 is said before:\n{form}");
        assert!(form.contains("not chosen yet"), "R12 is asked:\n{form}");
        hands.type_text("Eva");
        hands.press("tab");
        hands.type_text("Huber");
        hands.press("tab");
        hands.type_text("eva");
        hands.press("tab tab tab space");
        hands.see("Facilities that Eva Huber sees").await;
        hands.press("down space enter");
        hands.gone("Facilities that Eva Huber sees").await;
        hands.press("tab enter");
        let wrong = hands.see("Look again at: E-mail").await;
        assert!(wrong.contains("has no @") && wrong.contains("Huber"), "{wrong}");
        hands.type_text("@huber.example");
        hands.press("shift-tab shift-tab shift-tab shift-tab enter");
        let done = hands.see("kdi_").await;
        assert!(done.contains("eva@huber.example is queued"), "{done}");
        hands.press("y");
        hands.see("✓ The link is on the clipboard").await;
        assert!(hands.clipboard().contains("/invitation/kdi_"));
        hands.press("enter");
        hands.until("list the customer as pending", |f| f.contains("pending") && !f.contains("kdi_")).await;
    })
    .await;
    let eva = town.user("eva@huber.example").await;
    assert_eq!((eva.role, eva.state), (Role::Member, UserState::Pending));
    assert_eq!(eva.scope, Scope { all: false, unassigned: false, facilities: [town.graz].into() });
}

async fn a_permission_is_taken_reviewed_and_saved(store: Store) {
    let town = Town::new(store).await;
    let id = town.world.user(town.huber, "eva@huber.example").await;
    let (app, admin) = (town.world.app.clone(), town.world.admin.clone());
    at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
        open(&mut hands, "p", "Eva Huber / Orders: allowed by role").await;
        hands.press("right space");
        hands.see("Eva Huber / Objects: allowed by role → denied. Will no longer see 4 objects,").await;
        hands.press("w");
        let review = hands.see("Save 1 change for 1 person?").await;
        assert!(review.contains("See service objects: allowed by role → denied"), "{review}");
        hands.see("→ Will no longer see 4 objects, 0 orders.").await;
        hands.press("enter");
        hands.see("✓ Saved: 1 change for 1 person").await;
        let exceptions = town.user("eva@huber.example").await.exceptions;
        assert_eq!(exceptions.get(&Permission::ViewObjects), Some(&Exception::Denied));
        // The other way round: as the role says again.
        hands.press("= w");
        hands.see("See service objects: denied → allowed by role").await;
        hands.see("→ Will also see 4 objects").await;
        hands.press("enter");
        hands.see("✓ Saved").await;
        assert!(town.user("eva@huber.example").await.exceptions.is_empty());
        assert_eq!(town.user("eva@huber.example").await.id, id);
    })
    .await;
}

async fn saving_over_a_colleagues_change_says_who_and_keeps_the_edits(store: Store) {
    let town = Town::new(store).await;
    let id = town.world.user(town.huber, "eva@huber.example").await;
    let bob = town.world.staff("bob", StaffRole::Administrator, &[]).await;
    let (app, admin) = (town.world.app.clone(), town.world.admin.clone());
    at_the_desk(&app, Some(&admin), LARGE, settings(), |mut hands| async move {
        open(&mut hands, "p", "Eva Huber / Orders").await;
        hands.press("right space");
        hands.see("1 not saved").await;
        // While the change is on the screen, it comes in by itself and the row says who.
        change(&town, id, &bob, Permission::Comment).await;
        hands.see("! bob changed Eva Huber meanwhile; your changes are kept on top.").await;
        hands.press("w");
        hands.see("Save 1 change for 1 person?").await;
        hands.see("bob changed this person meanwhile").await;
        // While the review lies open, saving is a conflict: what was reviewed is not what is there.
        change(&town, id, &bob, Permission::ViewCalendar).await;
        hands.press("enter");
        let told = hands.see("was changed by bob meanwhile").await;
        assert!(told.contains("1 not saved"), "{told}");
        let now = town.user("eva@huber.example").await.exceptions;
        assert_eq!(now.get(&Permission::ViewObjects), None, "nothing was saved");
        hands.press("w");
        hands.see("Save 1 change for 1 person?").await;
        hands.press("enter");
        hands.see("✓ Saved").await;
        let now = town.user("eva@huber.example").await.exceptions;
        let denied: Vec<_> = now.keys().copied().collect();
        assert_eq!(denied, [Permission::ViewObjects, Permission::ViewCalendar, Permission::Comment]);
    })
    .await;
}

/// Bob denies a permission.
async fn change(town: &Town, user: CustomerUserId, bob: &keydesk::service::Actor, permission: Permission) {
    let row = access::user(&town.world.app, bob, user).await.unwrap();
    let mut change = Change::of(&row);
    change.permissions.insert(permission, Some(Exception::Denied));
    access::apply(&town.world.app, bob, &[change]).await.unwrap();
}

#[test]
fn facilities_and_contact_are_changed_from_the_users_tab() {
    on_sqlite(|store| async {
        let town = Town::new(store).await;
        town.world.user(town.huber, "eva@huber.example").await;
        let (app, admin) = (town.world.app.clone(), town.world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            hands.see("Huber Maschinen").await;
            hands.press("enter tab");
            hands.see("eva@huber.example").await;
            hands.press("f");
            hands.see("Facilities that Eva Huber sees").await;
            hands.press("down space enter");
            hands.see("Sees: all → Weiz, not assigned to a facility").await;
            hands.see("Will no longer see 3 objects, 1 order, 1 facility.").await;
            hands.press("enter");
            hands.see("✓ Saved: 1 change for 1 person").await;
            hands.press("c");
            hands.see("Contact of Eva Huber").await;
            hands.type_text("moser");
            hands.press("enter");
            hands.see("Contact: none → Jan Moser").await;
            hands.press("enter");
            hands.see("✓ Saved: 1 change for 1 person").await;
            let eva = town.user("eva@huber.example").await;
            assert_eq!(eva.scope, Scope { all: false, unassigned: true, facilities: [town.weiz].into() });
            assert!(eva.contact.is_some());
        })
        .await;
    });
}

#[test]
fn from_a_contact_the_form_begins_with_that_contact() {
    on_sqlite(|store| async {
        let town = Town::new(store).await;
        let (app, admin) = (town.world.app.clone(), town.world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            hands.see("Huber Maschinen").await;
            hands.press("enter tab tab tab tab");
            hands.see("Moser").await;
            hands.press("i");
            let form = hands.see("jan.moser@customer.example").await;
            assert!(form.contains("sees only orders of this contact, never invoices"), "{form}");
        })
        .await;
    });
}

#[test]
fn what_was_changed_and_not_saved_is_not_thrown_away_by_accident() {
    on_sqlite(|store| async {
        let town = Town::new(store).await;
        town.world.user(town.huber, "eva@huber.example").await;
        let (app, admin) = (town.world.app.clone(), town.world.admin.clone());
        at_the_desk(&app, Some(&admin), SMALL, settings(), |mut hands| async move {
            open(&mut hands, "p", "Eva Huber / Orders").await;
            hands.press("space esc");
            hands.see("1 change is not saved").await;
            hands.press("enter");
            hands.gone("Leave without saving?").await;
            hands.see("1 not saved").await;
            hands.press("esc y");
            hands.gone("Permissions ").await;
            assert!(town.user("eva@huber.example").await.exceptions.is_empty());
        })
        .await;
    });
}

#[test]
fn where_the_portal_is_off_it_can_be_switched_on_from_the_form() {
    on_sqlite(|store| async {
        let world = World::new(store).await;
        let off = NewCustomer { portal_on: false, access: AccessState::Off, ..NewCustomer::default() };
        world.customer_with("1042", "Huber Maschinen GmbH", off).await;
        portal_switch::module(&world.app, &world.admin, false).await.unwrap();
        at_the_desk(&world.app, Some(&world.admin), SMALL, settings(), |mut hands| async move {
            open(&mut hands, "i", "The portal is off for your whole organization").await;
            hands.click("Switch the portal on for the organization");
            hands.see("The portal is off for 1042 Huber").await;
            hands.click("Switch the portal on for this customer");
            hands.gone("The portal is off").await;
            hands.see("✓ The portal is switched on").await;
        })
        .await;
    });
}

#[test]
fn a_dispatcher_sees_the_grid_and_learns_why_it_cannot_be_changed() {
    on_sqlite(|store| async {
        let town = Town::new(store).await;
        let suspended = NewUser { state: UserState::Suspended, ..NewUser::default() };
        town.world.user_with(town.huber, "eva@huber.example", suspended).await;
        let dora = town.world.staff("dora", StaffRole::Dispatcher, &[]).await;
        let app = town.world.app.clone();
        at_the_desk(&app, Some(&dora), SMALL, settings(), |mut hands| async move {
            open(&mut hands, "p", "susp.").await;
            hands.see("To look at only").await;
            hands.press("space");
            hands.see("✗ toggle: this needs the permission edit_customer_user_permissions").await;
            hands.press("esc i");
            hands.see("✗ invite: this needs the permission grant_access").await;
        })
        .await;
    });
}
