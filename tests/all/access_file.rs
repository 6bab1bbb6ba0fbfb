//! Access as a file (R76): what was just written changes nothing, what was edited is done wholly or not at all.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use keydesk::domain::CustomerId;
use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::{StaffPermission, StaffPermission as P, StaffRole};
use keydesk::domain::state::{CustomerKind, UserState};
use keydesk::random::Random;
use keydesk::service::access::{self, Farewell, UserRow};
use keydesk::service::access_file::{self, Action, Format, Options, Plan};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::{Actor, Error, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    what_was_just_written_changes_nothing,
    what_was_edited_is_planned_and_done,
    a_toml_file_says_the_same,
    everything_that_is_wrong_is_told_at_once,
    headers_and_documents_that_are_wrong,
    only_the_plan_that_was_seen_is_done,
    who_is_missing_goes_when_asked_for,
    one_user_of_a_private_customer_makes_room_for_another,
    permissions_hold_for_each_step,
    what_stops_half_way_changes_nothing,
}

const HEADER: &str =
    "customer,email,first_name,last_name,language,role,state,facilities,unassigned,contact,ends_at,permissions\n";

async fn export(world: &World, by: &Actor, customer: Option<CustomerId>, format: Format) -> String {
    let mut file = Vec::new();
    let people = access_file::export(&world.app, by, customer, format, &mut file).await.unwrap();
    let file = String::from_utf8(file).unwrap();
    if format == Format::Toml {
        assert_eq!(file.matches("[[user]]").count() as u64, people);
    }
    file
}

async fn plan(world: &World, file: &str) -> Plan {
    let plan = access_file::plan(&world.app, &world.admin, file, Format::Csv).await;
    plan.unwrap_or_else(|e| panic!("{e}\n{file}"))
}

/// What is wrong with a file, and that it changed nothing.
async fn refused(world: &World, file: &str, format: Format) -> Vec<String> {
    let before = (everybody(world).await, records(world).await.len());
    let mut told = Vec::new();
    for error in [
        access_file::plan(&world.app, &world.admin, file, format).await.map(drop),
        access_file::apply(&world.app, &world.admin, file, format).await.map(drop),
    ] {
        match error {
            Err(Error::Invalid(errors)) => told.push(errors.0.into_iter().map(|e| e.message).collect::<Vec<_>>()),
            other => panic!("{other:?}\n{file}"),
        }
    }
    assert_eq!((everybody(world).await, records(world).await.len()), before);
    assert_eq!(told[0], told[1]);
    told.remove(0)
}

#[track_caller]
fn says(told: &[String], parts: &[&str]) {
    for part in parts {
        assert!(told.iter().any(|t| t.contains(part)), "{part:?} is missing in {told:#?}");
    }
    assert_eq!(told.len(), parts.len(), "{told:#?}");
}

async fn records(world: &World) -> Vec<Event> {
    let query = ActivityQuery { limit: 500, ..ActivityQuery::default() };
    let records = activity::list(&world.app, &world.admin, &query).await.unwrap();
    records.into_iter().map(|r| r.event).filter(|e| *e != Event::Exported).collect()
}

/// Everybody's access as a file, which holds all that a file can change.
async fn everybody(world: &World) -> String {
    export(world, &world.admin, None, Format::Csv).await
}

async fn user(world: &World, email: &str) -> UserRow {
    access::user_by_email(&world.app, &world.admin, email, None).await.unwrap()
}

fn actions(plan: &Plan) -> Vec<(&str, Vec<Action>)> {
    plan.steps.iter().map(|s| (s.email.as_str(), s.actions.clone())).collect()
}

async fn what_was_just_written_changes_nothing(store: Store) {
    let first = World::new(store).await;
    let fresh = (0..2).map(|_| u64::from_le_bytes(Random::system().bytes()));
    for seed in (0..4).chain(fresh) {
        let world = first.another(&format!("House {seed}")).await;
        populate(&world, &Random::seeded(seed)).await;
        for format in [Format::Csv, Format::Toml] {
            let file = export(&world, &world.admin, None, format).await;
            let before = records(&world).await;
            let applied = access_file::apply(&world.app, &world.admin, &file, format).await;
            let applied = applied.unwrap_or_else(|e| panic!("seed {seed}: {e}\n{file}"));
            assert_eq!((applied.plan.steps, applied.plan.notes), (vec![], vec![]), "seed {seed}\n{file}");
            assert_eq!(applied.plan.people, 18, "seed {seed}\n{file}");
            assert_eq!(records(&world).await, before);
            assert_eq!(export(&world, &world.admin, None, format).await, file);
        }
    }
}

/// Customers, places and people with everything that is hard to write down.
async fn populate(world: &World, random: &Random) {
    let odd = ["=1+1", "'x", "A 7", "all", "-9", "x,\"y\""];
    let pick = |n: usize| random.below(u32::try_from(n).unwrap()) as usize;
    for (n, number) in odd.iter().enumerate() {
        let kind = if n == 0 { CustomerKind::Private } else { CustomerKind::Corporate };
        let customer = world.customer_with(number, "Huber", NewCustomer { kind, ..NewCustomer::default() }).await;
        let mut sites = Vec::new();
        for site in odd {
            let id = world.facility(customer, site).await;
            exec!(&world.sql, "UPDATE facility SET number = $1 WHERE id = $2", format!("{site}{n}"), id);
            sites.push(id);
        }
        let all = if n == 0 { "ALL".to_owned() } else { format!("all {n}") };
        exec!(&world.sql, "UPDATE facility SET number = $1 WHERE id = $2", all, sites[n]);
        let contact = world.contact(customer, "Eva", "Huber").await;
        exec!(&world.sql, "UPDATE contact SET number = $1 WHERE id = $2", format!("@{n}"), contact);
        for person in 0..3 {
            let all = random.below(3) == 0;
            let chosen = sites.iter().filter(|_| !all && random.below(2) == 0).copied().collect();
            let exceptions: Exceptions = Permission::ALL
                .iter()
                .filter(|_| random.below(4) == 0)
                .map(|p| (*p, if random.below(2) == 0 { Exception::Allowed } else { Exception::Denied }))
                .collect();
            let ends = [None, Some(-3), Some(1), Some(400)][pick(4)];
            let new = NewUser {
                role: Role::ALL[pick(3)],
                state: UserState::ALL[pick(5)],
                scope: Scope { all, unassigned: random.below(2) == 0, facilities: chosen },
                contact: (random.below(3) == 0).then_some(contact),
                exceptions,
                ends_at: ends.map(|days| world.app.now() + TimeDelta::days(days) + TimeDelta::microseconds(7)),
                password: false,
            };
            world.user_with(customer, &format!("p{person}+{n}@x.example"), new).await;
        }
    }
    let name = "UPDATE sign_in SET first_name = $1, last_name = $2, language = 'sv' WHERE email_key = $3";
    exec!(&world.sql, name, "=cmd|' /C calc'!A0", "'t Hooft", "p0+0@x.example");
    exec!(&world.sql, name, "\"Eva\"", "O'Hara, Ms", "p1+1@x.example");
}

async fn huber(world: &World) -> CustomerId {
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let graz = world.facility(huber, "Graz").await;
    world.facility(huber, "Weiz").await;
    exec!(&world.sql, "UPDATE facility SET number = 'G' WHERE name = 'Graz'");
    exec!(&world.sql, "UPDATE facility SET number = 'W' WHERE name = 'Weiz'");
    let contact = world.contact(huber, "Eva", "Huber").await;
    exec!(&world.sql, "UPDATE contact SET number = 'C1' WHERE id = $1", contact);
    world.object(huber, Some(graz), "Press").await;
    world.user(huber, "change@x.example").await;
    world.user(huber, "suspend@x.example").await;
    world.user_with(huber, "lift@x.example", NewUser { state: UserState::Suspended, ..NewUser::default() }).await;
    world.user(huber, "revoke@x.example").await;
    world.user_with(huber, "again@x.example", NewUser { state: UserState::Revoked, ..NewUser::default() }).await;
    world.user(huber, "same@x.example").await;
    huber
}

const EDITED: &str = "customer,email,first_name,last_name,role,state,facilities,unassigned,contact,ends_at,permissions\n\
    1042,new@x.example,Jan,Moser,moderator,active,G W,yes,C1,2027-01-01T00:00:00Z,view_invoices=allow comment=deny\n\
    1042,change@x.example,Eva,Huber,administrator,active,W,no,,2026-12-31,view_objects=deny\n\
    1042,suspend@x.example,,,,suspended,all,,,,\n\
    1042,lift@x.example,,,,active,all,,,,\n\
    1042,revoke@x.example,,,,revoked,all,,,,\n\
    1042,again@x.example,,,member,active,G,,,,report_faults=allow\n\
    1042,same@x.example,Eva,Huber,member,active,all,yes,,,\n";

async fn what_was_edited_is_planned_and_done(store: Store) {
    let world = World::new(store).await;
    huber(&world).await;
    let before = everybody(&world).await;
    let planned = plan(&world, EDITED).await;
    assert_eq!(everybody(&world).await, before, "a plan changes nothing");
    let expected = [
        ("new@x.example", vec![Action::Grant]),
        ("change@x.example", vec![Action::Change]),
        ("suspend@x.example", vec![Action::Suspend]),
        ("lift@x.example", vec![Action::Lift]),
        ("revoke@x.example", vec![Action::Revoke]),
        ("again@x.example", vec![Action::Grant]),
    ];
    assert_eq!(actions(&planned), expected);
    assert_eq!((planned.people, planned.unchanged), (7, 1));
    let change = &planned.steps[1];
    let told: BTreeMap<_, _> =
        change.differences.iter().map(|d| (d.what, (d.before.as_str(), d.after.as_str()))).collect();
    assert_eq!(told["role"], ("member", "administrator"));
    assert_eq!(told["facilities"], ("all", "W"));
    assert_eq!(told["view_objects"], ("role", "deny"));
    assert_eq!(told["ends_at"], ("", "2026-12-30T23:00:00Z"), "a day begins in the organization's time zone");
    let effect = change.effect.as_ref().unwrap();
    assert_eq!((effect.loses.objects, effect.loses.facilities), (1, 1));

    let applied = access_file::apply(&world.app, &world.admin, EDITED, Format::Csv).await.unwrap();
    assert_eq!(applied.plan.id, planned.id);
    assert_eq!(applied.granted.len(), 2);
    let new = user(&world, "new@x.example").await;
    assert_eq!((new.role, new.state, new.name().as_str()), (Role::Moderator, UserState::Pending, "Jan Moser"));
    assert!(new.scope.unassigned && new.scope.facilities.len() == 2 && new.contact.is_some() && new.ends_at.is_some());
    assert!(new.effective.holds(Permission::ViewInvoices) && !new.effective.holds(Permission::Comment));
    let states = ["suspend@x.example", "lift@x.example", "revoke@x.example", "again@x.example"];
    for (email, state) in
        states.into_iter().zip([UserState::Suspended, UserState::Active, UserState::Revoked, UserState::Pending])
    {
        assert_eq!(user(&world, email).await.state, state, "{email}");
    }
    let log = records(&world).await;
    let counted = |event| log.iter().filter(|e| **e == event).count();
    let events = [
        (Event::AccessGranted, 2),
        (Event::RoleChanged, 1),
        (Event::ScopeChanged, 1),
        (Event::PermissionsChanged, 3),
        (Event::AccessEndSet, 2),
        (Event::AccessSuspended, 1),
        (Event::SuspensionLifted, 1),
        (Event::AccessRevoked, 1),
    ];
    for (event, number) in events {
        assert_eq!(counted(event), number, "{event}");
    }

    // Once more: nothing is left to do.
    let again = access_file::apply(&world.app, &world.admin, EDITED, Format::Csv).await.unwrap();
    assert_eq!((actions(&again.plan), again.granted.len()), (vec![], 0));
    assert_eq!(records(&world).await, log);
    // Names are the person's own.
    let renamed = "customer,email,first_name\n1042,same@x.example,Anna\n";
    let noted = plan(&world, renamed).await;
    assert!(noted.steps.is_empty() && noted.notes.len() == 1 && noted.notes[0].contains("stays Eva"), "{noted:?}");
    // Half a file: what is not said stays.
    let part = "email;customer;role\nsame@x.example;1042;moderator\n";
    assert_eq!(actions(&plan(&world, part).await), [("same@x.example", vec![Action::Change])]);
}

async fn a_toml_file_says_the_same(store: Store) {
    let world = World::new(store).await;
    huber(&world).await;
    let file = "[[user]]\ncustomer = \"1042\"\nemail = \"new@x.example\"\nfirst_name = \"Jan\"\nlast_name = \"Moser\"\n\
        facilities = [\"G\"]\nunassigned = true\nends_at = 2027-01-01T00:00:00Z\n\n[[user]]\ncustomer = 1042\n\
        email = \"change@x.example\"\nrole = \"moderator\"\nfacilities = \"all\"\n[user.permissions]\nview_objects = \"deny\"\n";
    let applied = access_file::apply(&world.app, &world.admin, file, Format::Toml).await.unwrap();
    let expected = [("new@x.example", vec![Action::Grant]), ("change@x.example", vec![Action::Change])];
    assert_eq!(actions(&applied.plan), expected);
    assert_eq!(applied.plan.steps.iter().map(|s| s.line).collect::<Vec<_>>(), [1, 10]);
    let again = access_file::plan(&world.app, &world.admin, file, Format::Toml).await.unwrap();
    assert_eq!(actions(&again), []);
    let changed = user(&world, "change@x.example").await;
    assert!(changed.role == Role::Moderator && !changed.effective.holds(Permission::ViewObjects));
    // Everything wrong, by entry and key.
    let wrong = "title = 1\n[[user]]\ncustomer = \"1042\"\nemail = \"eva\"\nrole = \"boss\"\nrolle = \"x\"\nunassigned = []\n\
        [[user]]\nemail = \"x@x.example\"\n[user.permissions]\nview_oders = \"deny\"\n";
    let told = refused(&world, wrong, Format::Toml).await;
    says(
        &told,
        &[
            "line 1: there is no \"title\"",
            "entry 1 (line 2), email: \"eva\" has no @",
            "entry 1 (line 2), role \"boss\"",
            "entry 1 (line 2) \"rolle\": there is no such key; did you mean \"role\"?",
            "entry 1 (line 2), unassigned: has a value of another kind",
            "entry 2 (line 8), customer: is empty",
            "entry 2 (line 8), permissions \"view_oders=deny\": there is no permission \"view_oders\"; did you mean view_orders?",
        ],
    );
}

async fn everything_that_is_wrong_is_told_at_once(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    huber(&world).await;
    let member = NewUser { exceptions: [(Permission::ManageUsers, Exception::Allowed)].into(), ..NewUser::default() };
    let moser = world.customer("2000", "Moser").await;
    world.facility(moser, "Linz").await;
    exec!(&world.sql, "UPDATE facility SET number = 'L' WHERE name = 'Linz'");
    world.user_with(moser, "pending@x.example", NewUser { state: UserState::Pending, ..member }).await;
    let private = NewCustomer { kind: CustomerKind::Private, ..NewCustomer::default() };
    let private = world.customer_with("P1", "Eva Huber", private).await;
    world.user(private, "eva@x.example").await;
    let closed = world.customer("3000", "Closed").await;
    portal_switch::customer(app, admin, closed, false).await.unwrap();
    let rows = "1042,eva,,,,,,,,,,\n\
        9,a@x.example,Eva,Huber,,,,,,,,\n\
        1042,change@x.example,,,xx,boss,gone,G L,maybe,C9,soon,view_oders=deny comment\n\
        1042,CHANGE@x.example,,,,,,,,,,\n\
        1042,suspend@x.example,,,,,pending,all,no,,2020-01-01,manage_users=allow\n\
        1042,new@x.example,,,,,,,,,,\n\
        1042,nobody@x.example,A,B,,,suspended,,,,,\n\
        1042,revoke@x.example,,,,,expired,,,,,\n\
        2000,pending@x.example,,,,,suspended,,,,,\n\
        P1,eva@x.example,,,,member,,,,,,\n\
        P1,second@x.example,A,B,,,,,,,,\n\
        3000,c@x.example,A,B,,,,,,,,\n\
        1042,short@x.example\n\
        ,d@x.example,,,,,,,,,,\n\
        1042,again@x.example,,,,,revoked,,,,2028-01-01,\n";
    let told = refused(&world, &format!("{HEADER}{rows}"), Format::Csv).await;
    says(
        &told,
        &[
            "line 2, email: \"eva\" has no @",
            "line 3, customer \"9\": there is no such customer",
            "line 4, language \"xx\"",
            "line 4, role \"boss\": \"boss\" is not one of administrator, moderator, member",
            "line 4, state \"gone\"",
            "line 4, facilities \"L\": is no facility of this customer; there are G, W",
            "line 4, unassigned \"maybe\": is neither yes nor no",
            "line 4, contact \"C9\": is no contact of this customer; there are C1",
            "line 4, ends_at \"soon\"",
            "line 4, permissions \"view_oders=deny comment\"",
            "line 5, email \"CHANGE@x.example\": is at customer 1042 on line 4 already",
            "line 6, unassigned \"no\": all facilities include",
            "line 6, ends_at \"2019-12-31T23:00:00Z\": is in the past",
            "line 6, permissions \"manage_users\": cannot be given with the role member",
            "line 7, first_name: is needed",
            "line 7, last_name: is needed",
            "line 8, state \"suspended\": nobody with this address has access yet",
            "line 9, state \"expired\": nobody is made expired",
            "line 10, state \"suspended\": whoever is pending cannot be made suspended",
            "line 11, role \"member\": roles exist for corporate customers only",
            "line 12, email \"second@x.example\": a private customer has one user at most",
            "line 13, customer \"3000\": the portal is off for this customer",
            "line 14 \"1042\": the line has 2 cells, the header has 12",
            "line 15, customer: is empty",
            "line 16, ends_at",
        ],
    );
    // With the module off nobody gets access at all.
    portal_switch::module(app, admin, false).await.unwrap();
    let told = refused(&world, &format!("{HEADER}1042,n@x.example,A,B,,,,,,,,\n"), Format::Csv).await;
    says(&told, &["the portal is off for your organization"]);
}

async fn headers_and_documents_that_are_wrong(store: Store) {
    let world = World::new(store).await;
    huber(&world).await;
    let known = "a file of access has the columns customer, email";
    let told = refused(&world, "customer,emial,Role,role\n1042,a@x.example,,\n", Format::Csv).await;
    says(
        &told,
        &[
            "\"emial\": there is no such column; did you mean \"email\"?",
            "role\": the column is there more than once",
            "the column \"email\" is missing",
            known,
        ],
    );
    for (file, format, part) in [
        ("", Format::Csv, "the file is empty"),
        ("", Format::Toml, "the file is empty"),
        ("[[user]\n", Format::Toml, "line 1: this is not TOML"),
        ("user = 3\n", Format::Toml, "every person is an entry [[user]]"),
        ("user = [3]\n", Format::Toml, "is no table"),
        ("customer,email\n1042,\"a@x.example\n", Format::Csv, "opened on line 2 is never closed"),
        ("customer,email\n1042,\"a\"@x.example\n", Format::Csv, "text after the closing quotation mark"),
    ] {
        says(&refused(&world, file, format).await, &[part]);
    }
    let zip = access_file::read(&b"PK\x03\x04zip"[..]).unwrap_err();
    assert!(zip.to_string().contains("save it as CSV"), "{zip}");
    assert_eq!(access_file::read(&b"customer\xFC"[..]).unwrap(), "customer\u{fc}");
    // A header alone says nothing and does nothing.
    assert_eq!(actions(&plan(&world, HEADER).await), []);
}

async fn only_the_plan_that_was_seen_is_done(store: Store) {
    let world = World::new(store).await;
    huber(&world).await;
    let seen = plan(&world, EDITED).await;
    let expecting = Options { expect: Some(seen.id.clone()), ..Options::from(Format::Csv) };
    // Lines in another order are the same plan; what changed meanwhile is another.
    let mut lines: Vec<&str> = EDITED.lines().collect();
    lines[1..].reverse();
    assert_eq!(plan(&world, &lines.join("\r\n")).await.id, seen.id);
    let lifted = user(&world, "lift@x.example").await;
    access::lift(&world.app, &world.admin, lifted.id).await.unwrap();
    let before = everybody(&world).await;
    let refused = access_file::apply(&world.app, &world.admin, EDITED, expecting).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { .. }) && refused.to_string().contains(&seen.id), "{refused}");
    assert_eq!(everybody(&world).await, before);
    let now = plan(&world, EDITED).await;
    assert_ne!(now.id, seen.id);
    let expecting = Options { expect: Some(now.id), ..Options::from(Format::Csv) };
    access_file::apply(&world.app, &world.admin, EDITED, expecting).await.unwrap();
}

async fn who_is_missing_goes_when_asked_for(store: Store) {
    let world = World::new(store).await;
    huber(&world).await;
    let other = world.customer("2000", "Moser").await;
    world.user(other, "other@x.example").await;
    let file = "customer,email\n1042,same@x.example\n1042,change@x.example\n";
    assert_eq!(actions(&plan(&world, file).await), []);
    let prune = Options { prune: true, farewell: Farewell::Silent, ..Options::from(Format::Csv) };
    let applied = access_file::apply(&world.app, &world.admin, file, prune).await.unwrap();
    let mut gone = actions(&applied.plan);
    gone.sort_by_key(|(email, _)| *email);
    let expected = ["lift@x.example", "revoke@x.example", "suspend@x.example"].map(|e| (e, vec![Action::Revoke]));
    assert_eq!(gone, expected);
    assert!(applied.plan.steps.iter().all(|s| s.line == 0));
    assert_eq!(user(&world, "other@x.example").await.state, UserState::Active, "of another customer");
    assert_eq!(user(&world, "suspend@x.example").await.state, UserState::Revoked);
}

async fn one_user_of_a_private_customer_makes_room_for_another(store: Store) {
    let world = World::new(store).await;
    let private = NewCustomer { kind: CustomerKind::Private, ..NewCustomer::default() };
    let private = world.customer_with("P1", "Eva Huber", private).await;
    world.user_with(private, "eva@x.example", NewUser { role: Role::Moderator, ..NewUser::default() }).await;
    let file =
        "customer,email,first_name,last_name,state\nP1,jan@x.example,Jan,Huber,active\nP1,eva@x.example,,,revoked\n";
    let applied = access_file::apply(&world.app, &world.admin, file, Format::Csv).await.unwrap();
    assert_eq!(applied.granted.len(), 1);
    assert_eq!(user(&world, "eva@x.example").await.state, UserState::Revoked);
    assert_eq!(user(&world, "jan@x.example").await.role, Role::Moderator);
}

async fn permissions_hold_for_each_step(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let huber = huber(&world).await;
    let south = world.area("South").await;
    let moser = world.customer_with("2000", "Moser", NewCustomer { area: Some(south), ..NewCustomer::default() }).await;
    world.user(moser, "m@x.example").await;
    let with = |permissions: &[StaffPermission]| permissions.iter().map(|p| (*p, Exception::Allowed)).collect();
    let line = |email: &str, rest: &str| {
        format!("customer,email,first_name,last_name,role,state,ends_at\n1042,{email},{rest}\n")
    };
    let cases = [
        (P::GrantAccess, line("n@x.example", "A,B,,active,")),
        (P::EditCustomerUserPermissions, line("change@x.example", ",,moderator,,")),
        (P::RevokeAccess, line("suspend@x.example", ",,,suspended,")),
        (P::RevokeAccess, line("revoke@x.example", ",,,revoked,")),
        (P::GrantAccess, line("lift@x.example", ",,,active,")),
        (P::RevokeAccess, line("same@x.example", ",,,,2027-01-01")),
    ];
    let before = everybody(&world).await;
    let bare = world.staff_with("bare", StaffRole::Technician, &[], with(&[P::ImportExport])).await;
    let nobody = world.staff("nobody", StaffRole::Dispatcher, &[]).await;
    for (needs, file) in &cases {
        let denied = access_file::plan(app, &bare, file, Format::Csv).await.unwrap_err();
        let Error::Denied { needs: told, because } = denied else { panic!("{denied}") };
        assert!(told == needs.to_string() && because.contains("line 2"), "{told}{because}");
        assert!(matches!(access_file::apply(app, &bare, file, Format::Csv).await, Err(Error::Denied { .. })));
        let denied = access_file::apply(app, &nobody, file, Format::Csv).await.unwrap_err();
        assert!(denied.to_string().contains("import_export"), "{denied}");
    }
    // Staff who are bound to areas: their customers only, in files as anywhere.
    let anna = world.staff_with("anna", StaffRole::DepartmentAdministrator, &[south], BTreeMap::new()).await;
    assert!(matches!(access_file::plan(app, &anna, &cases[0].1, Format::Csv).await, Err(Error::Denied { .. })));
    assert_eq!(export(&world, &anna, None, Format::Csv).await.lines().count(), 2);
    let mut file = Vec::new();
    let elsewhere = access_file::export(app, &anna, Some(huber), Format::Csv, &mut file).await;
    assert!(matches!(elsewhere, Err(Error::Denied { .. })) && file.is_empty());
    assert!(matches!(access_file::export(app, &nobody, None, Format::Csv, &mut file).await, Err(Error::Denied { .. })));
    let own = "customer,email,state\n2000,m@x.example,suspended\n";
    assert_eq!(actions(&access_file::plan(app, &anna, own, Format::Csv).await.unwrap()).len(), 1);
    assert_eq!(everybody(&world).await, before);
    // Another organization does not even see the numbers.
    let other = world.another("Sydlift").await;
    let told = access_file::plan(app, &other.admin, own, Format::Csv).await.unwrap_err();
    assert!(told.to_string().contains("there is no such customer"), "{told}");
    // For each step exactly what it needs is enough.
    for (n, (needs, file)) in cases.iter().enumerate() {
        let able =
            world.staff_with(&format!("able{n}"), StaffRole::Technician, &[], with(&[P::ImportExport, *needs])).await;
        access_file::apply(app, &able, file, Format::Csv).await.unwrap_or_else(|e| panic!("{needs}: {e}"));
    }
    let exported = activity::list(app, admin, &ActivityQuery { limit: 500, ..ActivityQuery::default() }).await.unwrap();
    assert!(exported.iter().any(|r| r.event == Event::Exported && r.subject.contains("access of all customers")));
}

async fn what_stops_half_way_changes_nothing(store: Store) {
    let world = World::new(store).await;
    huber(&world).await;
    let before = (everybody(&world).await, records(&world).await.len());
    // The log refuses the fifth record: everything before it is undone too.
    let stop = match &world.sql {
        crate::support::sql::Sql::Sqlite(_) => {
            "CREATE TRIGGER stop BEFORE INSERT ON activity WHEN NEW.event = 'access_revoked' BEGIN SELECT RAISE(ABORT, 'stop'); END"
        }
        crate::support::sql::Sql::Postgres(_) => {
            "ALTER TABLE activity ADD CONSTRAINT stop CHECK (event <> 'access_revoked')"
        }
    };
    exec!(&world.sql, stop);
    let failed = access_file::apply(&world.app, &world.admin, EDITED, Format::Csv).await;
    assert!(matches!(failed, Err(Error::Store(_))), "{failed:?}");
    assert_eq!((everybody(&world).await, records(&world).await.len()), before);
}
