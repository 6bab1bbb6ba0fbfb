//! Staff accounts (R9–R11): nobody gives beyond the own, an administrator always stays, what is decided holds at once.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use keydesk::domain::permission::Exception;
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::settings::{self, SettingsChange};
use keydesk::service::staff::{self, Member, MemberChange, NewMember};
use keydesk::service::{Actor, App, Error, Policy, access, areas, customers, portal_switch, staff_sign_in};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::world::{NewCustomer, PASSWORD, World};

stories! {
    an_account_begins_with_a_temporary_password,
    nobody_gives_beyond_the_own,
    an_administrator_always_stays,
    what_is_decided_holds_with_the_next_request_of_another_process,
    two_at_once_are_one_winner_and_one_clear_conflict,
    a_denied_action_says_who_can_help,
    customers_elsewhere_are_hidden_or_read_only,
    areas_are_made_and_renamed,
}

const OWN: &str = "sju glada kameler i dimman";

fn member(email: &str, role: StaffRole) -> NewMember {
    NewMember { email: email.into(), name: "Lars Holm".into(), role, areas: Vec::new(), customers: Vec::new() }
}

async fn found(app: &App, by: &Actor, name: &str) -> Member {
    let all = staff::list(app, by).await.unwrap();
    all.into_iter().find(|m| m.name == name).unwrap_or_else(|| panic!("{name} is listed"))
}

fn denied<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(e @ Error::Denied { .. }) => e.to_string(),
        other => panic!("denied, not {other:?}"),
    }
}

fn conflict<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(e @ Error::Conflict { .. }) => e.to_string(),
        other => panic!("a conflict, not {other:?}"),
    }
}

async fn an_account_begins_with_a_temporary_password(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let sign_in = |password: &str| {
        let password = password.to_owned();
        async move { staff_sign_in::sign_in(app, "lars@nordlift.example", &password, None, "test").await }
    };
    // Every wrong field at once, and nothing is made.
    let wrong = NewMember { name: String::new(), areas: vec![app.id()], ..member("lars", StaffRole::Dispatcher) };
    let Err(Error::Invalid(errors)) = staff::create(app, &world.admin, &wrong).await else { panic!("refused") };
    for field in ["email", "name", "areas"] {
        assert!(errors.of(field).is_some(), "{field}: {errors}");
    }
    let made = staff::create(app, &world.admin, &member("Lars@nordlift.example", StaffRole::Dispatcher)).await.unwrap();
    let taken = staff::create(app, &world.admin, &member("lars@NORDLIFT.example", StaffRole::Technician)).await;
    assert!(matches!(&taken, Err(Error::Invalid(e)) if e.of("email").is_some()), "{taken:?}");

    // It signs nobody in before it was replaced.
    assert!(matches!(sign_in(&made.temporary_password).await, Err(Error::TemporaryPassword { .. })));
    let replace = |new: &str| {
        let (temporary, new) = (made.temporary_password.clone(), new.to_owned());
        async move { staff_sign_in::replace_temporary(app, "lars@nordlift.example", &temporary, &new, None, "test").await }
    };
    for weak in ["kurz", &made.temporary_password.clone()] {
        let refused = replace(weak).await;
        assert!(matches!(&refused, Err(Error::Invalid(e)) if e.of("new_password").is_some()), "{refused:?}");
    }
    let (_, lars) = replace(OWN).await.unwrap();
    assert_eq!(lars.name(), "Lars Holm");
    assert!(matches!(sign_in(&made.temporary_password).await, Err(Error::SignedOut { .. })));
    assert!(sign_in(OWN).await.is_ok());
    conflict(staff_sign_in::replace_temporary(app, "lars@nordlift.example", OWN, PASSWORD, None, "test").await);
    assert_eq!(found(app, &world.admin, "Lars Holm").await.temporary_until, None);

    // A new one ends the old one and every sign-in, and is over after 72 hours.
    let (token, _) = sign_in(OWN).await.unwrap();
    let second = staff::new_password(app, &world.admin, made.id).await.unwrap();
    assert!(matches!(staff_sign_in::resume(app, &token, "test").await, Err(Error::SignedOut { .. })));
    assert!(matches!(sign_in(OWN).await, Err(Error::SignedOut { .. })));
    app.clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
    assert!(matches!(sign_in(&second).await, Err(Error::TemporaryPassword { .. })));
    app.clock.advance(TimeDelta::seconds(1));
    let over = sign_in(&second).await;
    assert!(matches!(&over, Err(Error::SignedOut { why }) if why.contains("has ended")), "{over:?}");
    // Neither password stands in the log.
    let log =
        activity::list(app, &world.admin, &ActivityQuery { limit: 100, ..ActivityQuery::default() }).await.unwrap();
    let written = format!("{log:?}");
    assert!(!written.contains(&second) && !written.contains(&made.temporary_password) && !written.contains(OWN));
}

async fn nobody_gives_beyond_the_own(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let boss = world.staff("boss", StaffRole::DepartmentAdministrator, &[graz]).await;
    let gives = BTreeMap::from([(StaffPermission::ManageStaff, Exception::Allowed)]);
    let clerk = world.staff_with("clerk", StaffRole::Dispatcher, &[], gives).await;
    world.staff("sepp", StaffRole::Supervisor, &[linz]).await;

    // Who holds no such permission does nothing at all.
    let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    denied(staff::list(app, &dispatcher).await);
    denied(staff::create(app, &dispatcher, &member("x@nordlift.example", StaffRole::Technician)).await);

    // A department administrator makes supervisors of the own areas, and nobody who acts elsewhere or holds more.
    let in_areas = |email: &str, role, areas: &[_]| NewMember { areas: areas.to_vec(), ..member(email, role) };
    staff::create(app, &boss, &in_areas("s@nordlift.example", StaffRole::Supervisor, &[graz])).await.unwrap();
    for (role, areas) in [
        (StaffRole::Administrator, &[][..]),
        (StaffRole::Dispatcher, &[]),
        (StaffRole::Supervisor, &[graz, linz]),
        (StaffRole::DepartmentAdministrator, &[linz]),
    ] {
        let said = denied(staff::create(app, &boss, &in_areas("t@nordlift.example", role, areas)).await);
        assert!(said.contains("beyond"), "{role}: {said}");
    }
    let listed: Vec<_> = staff::list(app, &boss).await.unwrap().into_iter().map(|m| m.name).collect();
    assert_eq!(listed, ["Lars Holm", "boss"], "those they may manage, and themselves");

    // Not to others, and not to themselves: role, permission, area; and no password of somebody who holds more.
    let all = staff::list(app, &world.admin).await.unwrap();
    let of = |name: &str| all.iter().find(|m| m.name == name).unwrap().clone();
    let wish = |name: &str, wish: &dyn Fn(&mut MemberChange)| {
        let mut change = MemberChange::of(&of(name));
        wish(&mut change);
        change
    };
    let settings = BTreeMap::from([(StaffPermission::ManageSettings, Exception::Allowed)]);
    for (by, change) in [
        (&boss, wish("Lars Holm", &|c| c.role = Some(StaffRole::Administrator))),
        (&boss, wish("Lars Holm", &|c| c.role = Some(StaffRole::Technician))),
        (&boss, wish("Lars Holm", &|c| c.exceptions = Some(settings.clone()))),
        (&boss, wish("Lars Holm", &|c| c.areas = Some(vec![graz, linz]))),
        (&boss, wish("boss", &|c| c.areas = Some(vec![graz, linz]))),
        (&boss, wish("boss", &|c| c.exceptions = Some(settings.clone()))),
        (&boss, wish("boss", &|c| c.role = Some(StaffRole::Administrator))),
        (&boss, wish("sepp", &|c| c.active = Some(false))),
        (&clerk, wish("admin", &|c| c.active = Some(false))),
        (&clerk, wish("clerk", &|c| c.role = Some(StaffRole::Administrator))),
        (&clerk, wish("dora", &|c| c.exceptions = Some(settings.clone()))),
    ] {
        denied(staff::change(app, by, &change).await);
    }
    denied(staff::new_password(app, &clerk, world.admin.staff_id().unwrap()).await);
    denied(staff::new_password(app, &boss, of("sepp").id).await);
    denied(staff::sessions(app, &clerk, world.admin.staff_id().unwrap()).await);
    assert_eq!(staff::list(app, &world.admin).await.unwrap(), all, "nothing was changed");

    // Within the own rights everything goes, and each change is a record of its own.
    let mut change = MemberChange::of(&of("Lars Holm"));
    change.name = Some("Lars Berg".into());
    change.exceptions = Some(BTreeMap::from([(StaffPermission::ManageDocuments, Exception::Allowed)]));
    change.areas = Some(Vec::new());
    change.customers = Some(vec![customer]);
    let after = staff::change(app, &boss, &change).await.unwrap();
    assert_eq!(
        (after.name.as_str(), after.areas.len(), after.customers[0].1.as_str()),
        ("Lars Berg", 0, "1042 Huber Maschinen GmbH")
    );
    let log = activity::list(app, &world.admin, &ActivityQuery { limit: 4, ..ActivityQuery::default() }).await.unwrap();
    let said: Vec<_> = log.iter().map(activity::Record::sentence).collect();
    assert!(said[0].contains("customers that Lars Holm") && said[0].contains("none → 1042"), "{said:?}");
    assert!(said[1].contains("areas of Lars Holm") && said[1].ends_with("Graz → none"), "{said:?}");
    assert!(said[2].contains("manage_documents role → allowed"), "{said:?}");
    assert!(said[3].contains("renamed Lars Holm") && said[3].ends_with("to Lars Berg"), "{said:?}");

    // Another organization's accounts are not there.
    let other = world.another("Sydlift").await;
    assert!(matches!(staff::change(app, &other.admin, &change).await, Err(Error::NotFound { .. })));
    let foreign = MemberChange { version: after.version, areas: Some(vec![other.area("Graz").await]), ..change };
    assert!(matches!(staff::change(app, &world.admin, &foreign).await, Err(Error::Invalid(_))));
}

async fn an_administrator_always_stays(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let own = found(app, &world.admin, "admin").await;
    let off = MemberChange { active: Some(false), ..MemberChange::of(&own) };
    let demoted = MemberChange { role: Some(StaffRole::Supervisor), ..MemberChange::of(&own) };
    for change in [&off, &demoted] {
        assert!(conflict(staff::change(app, &world.admin, change).await).contains("last administrator"));
    }
    // Denying does not touch an administrator, who holds everything.
    let all = StaffPermission::ALL.iter().map(|p| (*p, Exception::Denied)).collect();
    let none = MemberChange { exceptions: Some(all), ..MemberChange::of(&own) };
    let after = staff::change(app, &world.admin, &none).await.unwrap();
    assert!(after.rights().may(StaffPermission::ManageStaff));
    // One whose temporary password has ended is no help; one who can still replace it is.
    let second =
        staff::create(app, &world.admin, &member("lars@nordlift.example", StaffRole::Administrator)).await.unwrap();
    app.clock.advance(TimeDelta::hours(73));
    let demoted = MemberChange { version: after.version, ..demoted };
    conflict(staff::change(app, &world.admin, &demoted).await);
    staff::new_password(app, &world.admin, second.id).await.unwrap();
    staff::change(app, &world.admin, &demoted).await.unwrap();
}

async fn what_is_decided_holds_with_the_next_request_of_another_process(store: Store) {
    let world = World::new(store.clone()).await;
    let here = &world.app;
    // Another process on the same database.
    let there = World::app_of(store, Policy::default());
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.staff("dora", StaffRole::Supervisor, &[]).await;
    let dora = found(here, &world.admin, "dora").await;
    let (token, held) =
        staff_sign_in::sign_in(&there, "dora@nordlift.example", PASSWORD, None, "terminal").await.unwrap();
    assert!(matches!(staff_sign_in::refresh(&there, &held).await, Ok(None)), "nothing has changed");

    // A permission more, a permission less: the sign-in stays, the rights are others.
    let more = BTreeMap::from([(StaffPermission::ViewOutbox, Exception::Allowed)]);
    let change = MemberChange { exceptions: Some(more), ..MemberChange::of(&dora) };
    let dora = staff::change(here, &world.admin, &change).await.unwrap();
    let now = staff_sign_in::refresh(&there, &held).await.unwrap().expect("other rights");
    assert!(now.holds(StaffPermission::ViewOutbox) && !held.holds(StaffPermission::ViewOutbox));
    assert!(matches!(staff_sign_in::refresh(&there, &now).await, Ok(None)));

    // Another role ends remembered sign-ins, and what is open with them.
    let change = MemberChange { role: Some(StaffRole::Dispatcher), ..MemberChange::of(&dora) };
    let dora = staff::change(here, &world.admin, &change).await.unwrap();
    assert!(matches!(staff_sign_in::refresh(&there, &now).await, Err(Error::SignedOut { .. })));
    assert!(matches!(staff_sign_in::resume(&there, &token, "x").await, Err(Error::SignedOut { .. })));
    let (_, held) = staff_sign_in::sign_in(&there, "dora@nordlift.example", PASSWORD, None, "x").await.unwrap();
    denied(access::suspend(&there, &held, here.id()).await);
    assert!(customers::get(&there, &held, customer).await.is_ok());

    // One sign-in ended, all ended, the account switched off.
    let (other, _) = staff_sign_in::sign_in(&there, "dora@nordlift.example", PASSWORD, None, "laptop").await.unwrap();
    let listed = staff::sessions(here, &world.admin, dora.id).await.unwrap();
    assert_eq!(listed.len(), 2);
    let laptop = listed.iter().find(|s| s.device == "laptop").unwrap();
    staff::end_session(here, &world.admin, dora.id, laptop.id).await.unwrap();
    assert!(matches!(staff_sign_in::resume(&there, &other, "x").await, Err(Error::SignedOut { .. })));
    assert!(matches!(staff::end_session(here, &world.admin, dora.id, laptop.id).await, Err(Error::NotFound { .. })));
    let off = MemberChange { active: Some(false), ..MemberChange::of(&dora) };
    staff::change(here, &world.admin, &off).await.unwrap();
    assert!(matches!(staff_sign_in::refresh(&there, &held).await, Err(Error::SignedOut { .. })));
    let refused = staff_sign_in::sign_in(&there, "dora@nordlift.example", PASSWORD, None, "x").await;
    assert!(matches!(refused, Err(Error::SignedOut { .. })));
    conflict(staff::new_password(here, &world.admin, dora.id).await);
}

async fn two_at_once_are_one_winner_and_one_clear_conflict(store: Store) {
    let world = World::new(store.clone()).await;
    let there = World::app_of(store, Policy::default());
    let anna = world.staff("anna", StaffRole::Administrator, &[]).await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let dora = found(&world.app, &world.admin, "dora").await;
    let permit = |permission| MemberChange {
        exceptions: Some(BTreeMap::from([(permission, Exception::Allowed)])),
        ..MemberChange::of(&dora)
    };
    let (one, two) = (permit(StaffPermission::ViewOutbox), permit(StaffPermission::GrantAccess));
    let both = tokio::join!(staff::change(&world.app, &world.admin, &one), staff::change(&there, &anna, &two));
    let said = match both {
        (Ok(_), Err(e)) => (e, "admin"),
        (Err(e), Ok(_)) => (e, "anna"),
        other => panic!("one winner: {other:?}"),
    };
    assert!(matches!(said.0, Error::Conflict { .. }) && said.0.to_string().contains(said.1), "{said:?}");

    // Two administrators who demote each other: one stays.
    let demote = |member: &Member| MemberChange { role: Some(StaffRole::Technician), ..MemberChange::of(member) };
    let (admin, anna_row) = (found(&there, &anna, "admin").await, found(&there, &anna, "anna").await);
    let (one, two) = (demote(&anna_row), demote(&admin));
    let both = tokio::join!(staff::change(&world.app, &world.admin, &one), staff::change(&there, &anna, &two));
    assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
}

async fn a_denied_action_says_who_can_help(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    let customer =
        world.customer_with("1042", "Huber", NewCustomer { area: Some(graz), ..NewCustomer::default() }).await;
    world.staff("Lars Holm", StaffRole::DepartmentAdministrator, &[graz]).await;
    world.staff("Else Lind", StaffRole::DepartmentAdministrator, &[linz]).await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let no_grants = BTreeMap::from([(StaffPermission::GrantAccess, Exception::Denied)]);
    world.staff_with("sepp", StaffRole::Supervisor, &[graz], no_grants).await;
    world.staff("linde", StaffRole::Supervisor, &[linz]).await;
    let as_person = async |name: &str| {
        let email = format!("{name}@nordlift.example");
        staff_sign_in::sign_in(app, &email, PASSWORD, None, "test").await.unwrap().1
    };
    // Who acts everywhere is helped by those who act everywhere.
    let said = denied(portal_switch::customer(app, &as_person("dora").await, customer, false).await);
    assert_eq!(
        said,
        "not allowed: this needs grant_access, which the role dispatcher does not hold for you; admin can give it to you"
    );
    // Who is bound is helped nearby first.
    let said = denied(portal_switch::customer(app, &as_person("sepp").await, customer, false).await);
    assert_eq!(
        said,
        "not allowed: this needs grant_access, which was denied to you; Lars Holm or admin can give it to you"
    );
    let said = denied(portal_switch::customer(app, &as_person("linde").await, customer, false).await);
    assert!(said.contains("not one of yours; Lars Holm or admin can assign it to you"), "{said}");
}

async fn customers_elsewhere_are_hidden_or_read_only(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (graz, linz) = (world.area("Graz").await, world.area("Linz").await);
    let new = |area| NewCustomer { area, ..NewCustomer::default() };
    let own = world.customer_with("1", "Huber Graz", new(Some(graz))).await;
    let elsewhere = world.customer_with("2", "Huber Linz", new(Some(linz))).await;
    world.customer_with("3", "Huber nowhere", new(None)).await;
    world.user(elsewhere, "eva@huber.example").await;
    world.staff("sepp", StaffRole::Supervisor, &[graz]).await;
    let (_, sepp) = staff_sign_in::sign_in(app, "sepp@nordlift.example", PASSWORD, None, "test").await.unwrap();
    let numbers = async |by: &Actor, search: &str| {
        let query = customers::CustomerQuery { search: search.into(), ..customers::CustomerQuery::default() };
        let page = customers::list(app, by, &query).await.unwrap();
        let counted = customers::count(app, by, &query).await.unwrap().to_string();
        let numbers: Vec<_> = page.rows.into_iter().map(|c| c.number).collect();
        assert_eq!(counted, numbers.len().to_string());
        numbers.join(" ")
    };
    assert_eq!((numbers(&sepp, "").await, numbers(&sepp, "hub").await), ("1".to_owned(), "1".to_owned()));
    denied(customers::get(app, &sepp, elsewhere).await);

    let change = SettingsChange {
        version: settings::get(app, &world.admin).await.unwrap().version,
        outside_areas: Some(keydesk::domain::staff::OutsideAreas::ReadOnly),
        ..SettingsChange::default()
    };
    settings::set(app, &world.admin, &change).await.unwrap();
    let sepp = staff_sign_in::refresh(app, &sepp).await.unwrap().expect("another setting");
    assert_eq!((numbers(&sepp, "").await, numbers(&sepp, "hub").await), ("1 2 3".to_owned(), "1 2 3".to_owned()));
    assert!(
        customers::overview(app, &sepp, elsewhere).await.is_ok() && customers::by_number(app, &sepp, "3").await.is_ok()
    );
    let eva = access::users(app, &sepp, elsewhere).await.unwrap().remove(0);
    // Looking only: every change says why not, and so does the log.
    for said in [
        denied(portal_switch::customer(app, &sepp, elsewhere, false).await),
        denied(access::suspend(app, &sepp, eva.id).await),
        denied(
            access::apply(
                app,
                &sepp,
                &[access::Change {
                    role: Some(keydesk::domain::permission::Role::Moderator),
                    ..access::Change::of(&eva)
                }],
            )
            .await
            .map(drop),
        ),
    ] {
        assert!(said.contains("so you can only look; admin can assign it to you"), "{said}");
    }
    let log = ActivityQuery { customer: Some(elsewhere), limit: 5, ..ActivityQuery::default() };
    denied(activity::list(app, &sepp, &log).await);
    portal_switch::customer(app, &sepp, own, false).await.unwrap();
}

async fn areas_are_made_and_renamed(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    assert!(areas::add(app, &world.admin, " Graz ").await.unwrap());
    assert!(!areas::add(app, &world.admin, "GRAZ").await.unwrap());
    areas::add(app, &world.admin, "Linz").await.unwrap();
    areas::rename(app, &world.admin, "graz", "Steiermark").await.unwrap();
    assert!(matches!(areas::rename(app, &world.admin, "Linz", "steiermark").await, Err(Error::Invalid(_))));
    assert!(matches!(areas::rename(app, &world.admin, "Graz", "Wien").await, Err(Error::NotFound { .. })));
    assert!(matches!(areas::add(app, &world.admin, " ").await, Err(Error::Invalid(_))));
    let names: Vec<_> = areas::list(app, &world.admin).await.unwrap().into_iter().map(|a| a.1).collect();
    assert_eq!(names, ["Linz", "Steiermark"]);
    let graz = areas::list(app, &world.admin).await.unwrap()[1].0;
    let boss = world.staff("boss", StaffRole::DepartmentAdministrator, &[graz]).await;
    denied(areas::add(app, &boss, "Wien").await);
}
