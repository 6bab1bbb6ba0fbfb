//! The triage list (R73): each kind is told once, goes when it is mended, and is found without reading whole tables.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Role};
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::UserState;
use keydesk::domain::{CustomerId, IndependenceRequestId};
use keydesk::service::access::{self, Grant};
use keydesk::service::triage::{self, Fix, Item, TriageKind as K};
use keydesk::service::{Actor, Error, invitations};
use keydesk::store::Store;

use crate::support::database::{on_postgres, stories};
use crate::support::sql::{Sql, exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    every_kind_is_told_once_and_goes_when_it_is_mended,
    scope_and_contact_that_leave_nothing,
    areas_and_organizations_are_kept_apart,
}

async fn grant(world: &World, customer: CustomerId, email: &str) {
    let grant = Grant {
        customer,
        email: email.to_owned(),
        first_name: "Eva".to_owned(),
        last_name: "Huber".to_owned(),
        role: None,
        language: None,
        contact: None,
        scope: Scope::everything(),
        send_to: None,
    };
    access::grant(&world.app, &world.admin, &grant).await.unwrap();
}

async fn list(world: &World, by: &Actor) -> Vec<Item> {
    let items = triage::list(&world.app, by).await.unwrap();
    assert_eq!(triage::count(&world.app, by).await.unwrap(), items.len() as u64);
    items
}

fn told(items: &[Item]) -> Vec<(K, &str)> {
    items.iter().map(|i| (i.kind, i.email.as_str())).collect()
}

#[track_caller]
fn of(items: &[Item], kind: K) -> &Item {
    items.iter().find(|i| i.kind == kind).unwrap_or_else(|| panic!("no {kind} in {items:#?}"))
}

/// A customer without an administrator any more and one that never had one; accesses that end; invitations.
async fn troubled(world: &World) -> CustomerId {
    let huber = world.customer("1042", "Huber Maschinen GmbH").await;
    let ends = |at: DateTime<Utc>| NewUser { ends_at: Some(at), ..NewUser::default() };
    let now = world.app.now();
    for (email, days) in
        [("soon@x.example", 1), ("later@x.example", 10), ("far@x.example", 40), ("ended@x.example", -3)]
    {
        world.user_with(huber, email, ends(now + TimeDelta::days(days))).await;
    }
    world.user_with(huber, "nothing@x.example", NewUser { scope: Scope::default(), ..NewUser::default() }).await;
    world.user(huber, "fine@x.example").await;
    grant(world, huber, "invited@x.example").await;
    grant(world, huber, "bounce@x.example").await;
    let failed =
        "UPDATE outbox SET state = 'failed', last_error = '550 no such user' WHERE to_address = 'bounce@x.example'";
    assert_eq!(exec!(&world.sql, failed), 1);
    let moser = world.customer("2000", "Moser").await;
    let suspended = NewUser { role: Role::Administrator, state: UserState::Suspended, ..NewUser::default() };
    world.user_with(moser, "boss@x.example", suspended.clone()).await;
    world.user_with(moser, "boss2@x.example", NewUser { state: UserState::Revoked, ..suspended }).await;
    world.user(moser, "helper@x.example").await;
    let sql = "INSERT INTO independence_request (id, organization_id, customer_id, requested_by, reason, state, \
               requested_at, version) VALUES ($1, $2, $3, 'Jan Moser', 'we grow', 'open', $4, 1)";
    exec!(&world.sql, sql, world.app.id::<IndependenceRequestId>(), world.organization, moser, now);
    let seen = "UPDATE sign_in SET last_sign_in_at = $1 WHERE email <> 'fine@x.example'";
    exec!(&world.sql, seen, now);
    huber
}

async fn every_kind_is_told_once_and_goes_when_it_is_mended(store: Store) {
    let world = World::new(store).await;
    troubled(&world).await;
    let (app, admin) = (&world.app, &world.admin);
    let items = list(&world, admin).await;
    let expected = [
        (K::AccessEndsSoon, "soon@x.example"),
        (K::InvitationBounced, "bounce@x.example"),
        (K::NoAdministrator, "boss2@x.example"),
        (K::Independence, ""),
        (K::NothingInScope, "nothing@x.example"),
        (K::AccessEnds, "later@x.example"),
        (K::AccessEnded, "ended@x.example"),
    ];
    assert_eq!(told(&items), expected);
    assert!(of(&items, K::AccessEndsSoon).sentence.ends_with("tomorrow."), "{items:#?}");
    assert!(of(&items, K::InvitationBounced).sentence.contains("550 no such user"));
    assert!(
        of(&items, K::Independence).sentence.contains("Jan Moser") && of(&items, K::Independence).request.is_some()
    );
    let missing = of(&items, K::NoAdministrator);
    assert_eq!((missing.customer_number.as_str(), missing.user, missing.fix), ("2000", None, Fix::MakeAdministrator));

    // What needs a choice is not made here; what does not is mended with one call.
    for kind in [K::InvitationBounced, K::NoAdministrator, K::Independence, K::NothingInScope] {
        assert!(!of(&items, kind).fix.at_once());
        assert!(matches!(triage::fix(app, admin, of(&items, kind)).await, Err(Error::Conflict { .. })), "{kind}");
    }
    for kind in [K::AccessEndsSoon, K::AccessEnds, K::AccessEnded] {
        let said = triage::fix(app, admin, of(&items, kind)).await.unwrap();
        assert!(said.contains("2027"), "{said}");
    }
    let items = list(&world, admin).await;
    assert_eq!(told(&items), expected[1..5]);

    app.clock.advance(TimeDelta::days(4));
    let items = list(&world, admin).await;
    let never: Vec<_> = items.iter().filter(|i| i.kind == K::NeverSignedIn).collect();
    let by_fix: BTreeMap<&str, Fix> = never.iter().map(|i| (i.email.as_str(), i.fix)).collect();
    assert_eq!(by_fix, BTreeMap::from([("fine@x.example", Fix::PasswordLink), ("invited@x.example", Fix::Resend)]));
    let said = triage::fix(app, admin, never.iter().find(|i| i.fix == Fix::PasswordLink).unwrap()).await.unwrap();
    assert!(said.contains("fine@x.example"), "{said}");

    // Two days later the invitations have run out; the one whose letter bounced is told for that alone.
    app.clock.advance(TimeDelta::days(2));
    let items = list(&world, admin).await;
    let invited: Vec<_> =
        told(&items).into_iter().filter(|(_, e)| e.starts_with("invited") || e.starts_with("bounce")).collect();
    assert_eq!(invited, [(K::InvitationBounced, "bounce@x.example"), (K::InvitationExpired, "invited@x.example")]);
    triage::fix(app, admin, of(&items, K::InvitationExpired)).await.unwrap();
    let bounced = of(&items, K::InvitationBounced).invitation.unwrap();
    invitations::resend(app, admin, bounced, Some("right@x.example")).await.unwrap();
    let items = list(&world, admin).await;
    assert!(!items.iter().any(|i| i.invitation.is_some()), "{items:#?}");

    // An administrator again, and something to see.
    let nothing = of(&items, K::NothingInScope).user.unwrap();
    let user = access::user(app, admin, nothing).await.unwrap();
    let change = access::Change { scope: Some(Scope::everything()), ..access::Change::of(&user) };
    access::apply(app, admin, &[change]).await.unwrap();
    let helper = access::user_by_email(app, admin, "helper@x.example", None).await.unwrap();
    let change = access::Change { role: Some(Role::Administrator), ..access::Change::of(&helper) };
    access::apply(app, admin, &[change]).await.unwrap();
    let items = list(&world, admin).await;
    assert_eq!(told(&items), [(K::Independence, ""), (K::NeverSignedIn, "fine@x.example")], "{items:#?}");
}

async fn scope_and_contact_that_leave_nothing(store: Store) {
    let world = World::new(store).await;
    let full = world.customer("1", "With things").await;
    let graz = world.facility(full, "Graz").await;
    world.object(full, Some(graz), "Press").await;
    let chosen = Scope { facilities: [graz].into(), ..Scope::default() };
    let unassigned = Scope { unassigned: true, ..Scope::default() };
    world.user_with(full, "graz@x.example", NewUser { scope: chosen, ..NewUser::default() }).await;
    world.user_with(full, "loose@x.example", NewUser { scope: unassigned.clone(), ..NewUser::default() }).await;
    let bare = world.customer("2", "Without things").await;
    let contact = world.contact(bare, "Eva", "Huber").await;
    world.user_with(bare, "all@x.example", NewUser::default()).await;
    world.user_with(bare, "linked@x.example", NewUser { contact: Some(contact), ..NewUser::default() }).await;
    let items = list(&world, &world.admin).await;
    let mut emails: Vec<_> = told(&items);
    emails.sort_unstable();
    assert_eq!(emails, [(K::NothingInScope, "linked@x.example"), (K::NothingInScope, "loose@x.example")]);

    // As soon as there is something, nobody has to be asked.
    world.order(full, None, "A1", "Oil leak").await;
    let new = crate::support::world::NewOrder { contact: Some(contact), ..Default::default() };
    world.order_with(bare, "A2", "Oil leak", new).await;
    assert_eq!(list(&world, &world.admin).await, []);
}

async fn areas_and_organizations_are_kept_apart(store: Store) {
    let world = World::new(store).await;
    let (south, north) = (world.area("South").await, world.area("North").await);
    for (number, area) in [("1", Some(south)), ("2", Some(north)), ("3", None)] {
        let customer = world.customer_with(number, "Huber", NewCustomer { area, ..NewCustomer::default() }).await;
        let new = NewUser { scope: Scope::default(), ..NewUser::default() };
        world.user_with(customer, &format!("u{number}@x.example"), new).await;
    }
    let numbers = |items: Vec<Item>| items.into_iter().map(|i| i.customer_number).collect::<Vec<_>>();
    let anna = world.staff("anna", StaffRole::Supervisor, &[south]).await;
    assert_eq!(numbers(list(&world, &anna).await), ["1"]);
    let nowhere = world.staff("lars", StaffRole::Supervisor, &[]).await;
    assert_eq!(list(&world, &nowhere).await, []);
    assert_eq!(list(&world, &world.admin).await.len(), 3);
    let blind = BTreeMap::from([(StaffPermission::ViewCustomers, Exception::Denied)]);
    let blind = world.staff_with("kim", StaffRole::Dispatcher, &[], blind).await;
    assert!(matches!(triage::list(&world.app, &blind).await, Err(Error::Denied { .. })));
    assert!(matches!(triage::count(&world.app, &blind).await, Err(Error::Denied { .. })));
    let other = world.another("Sydlift").await;
    assert_eq!(list(&other, &other.admin).await, []);
    // The right to look is not the right to mend.
    let dispatcher = world.staff("dan", StaffRole::Dispatcher, &[]).await;
    let huber = world.customer("4", "Huber").await;
    let ends = NewUser { ends_at: Some(world.app.now() + TimeDelta::days(1)), ..NewUser::default() };
    world.user_with(huber, "soon@x.example", ends).await;
    let items = list(&world, &dispatcher).await;
    let refused = triage::fix(&world.app, &dispatcher, of(&items, K::AccessEndsSoon)).await;
    assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
}

#[test]
fn no_table_is_read_whole() {
    on_postgres(indexes);
}

async fn indexes(store: Store) {
    let world = World::new(store.clone()).await;
    let huber = world.customer("1042", "Huber").await;
    let many = "INSERT INTO sign_in (id, organization_id, email, email_key, first_name, last_name, language, epoch, \
                last_sign_in_at, created_at, version) SELECT gen_random_uuid(), $1, 'p' || n, 'p' || n, 'Eva', 'Huber', \
                'en', 0, CASE WHEN n % 1000 = 0 THEN NULL ELSE $2 END, $2, 1 FROM generate_series(1, 20000) n";
    exec!(&world.sql, many, world.organization, world.app.now());
    let many = "INSERT INTO customer_user (id, organization_id, customer_id, sign_in_id, role, state, sees_all, \
                sees_unassigned, ends_at, created_at, activated_at, version) SELECT gen_random_uuid(), organization_id, \
                $1, id, 'member', 'active', true, false, NULL, created_at, created_at, 1 FROM sign_in";
    exec!(&world.sql, many, huber);
    let many = "INSERT INTO invitation (id, organization_id, customer_id, customer_user_id, state, sent_to, invited_by, \
                created_at, expires_at, accepted_at, version) SELECT gen_random_uuid(), organization_id, customer_id, id, \
                'accepted', 'x', 'x', created_at, created_at, created_at, 1 FROM customer_user";
    exec!(&world.sql, many);
    store.analyze().await.unwrap();
    // The statements above read both tables once; the server says so when their connection has been idle for a moment.
    let mut before = whole_reads(&world.sql).await;
    for _ in 0..100 {
        if before.iter().all(|(table, reads)| table == "invitation" || *reads > 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        before = whole_reads(&world.sql).await;
    }
    // The server adds up what a connection did when it has been idle for a moment.
    for _ in 0..5 {
        list(&world, &world.admin).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert_eq!(whole_reads(&world.sql).await, before);
}

async fn whole_reads(sql: &Sql) -> Vec<(String, i64)> {
    let counted = "SELECT relname::text, seq_scan FROM pg_stat_user_tables \
                   WHERE relname IN ('sign_in', 'customer_user', 'invitation') ORDER BY relname";
    select!(sql, (String, i64), counted)
}
