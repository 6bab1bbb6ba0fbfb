//! In bulk (R75): many are chosen, one thing is done for all of them or for nobody, each has a record.

use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, OutboxState, UserState};
use keydesk::domain::{CustomerId, CustomerUserId};
use keydesk::service::Error;
use keydesk::service::access::{self, Farewell, Grant};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::bulk::{self, Becomes, Selection};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::sql::select;
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    people_are_chosen_across_customers,
    one_change_for_many_is_previewed_applied_and_recorded,
    it_is_done_for_all_or_for_nobody,
    invitations_are_sent_again_together,
    areas_bind_many_as_they_bind_one,
}

async fn emails(world: &World, selection: Selection) -> Vec<String> {
    let found = bulk::select(&world.app, &world.admin, &selection).await.unwrap();
    found.into_iter().map(|u| u.email).collect()
}

async fn events(world: &World) -> Vec<Event> {
    let query = ActivityQuery { limit: 200, ..ActivityQuery::default() };
    let records = activity::list(&world.app, &world.admin, &query).await.unwrap();
    records.into_iter().map(|r| r.event).collect()
}

fn count(events: &[Event], event: Event) -> usize {
    events.iter().filter(|e| **e == event).count()
}

async fn states(world: &World) -> Vec<(String, String)> {
    let sql = "SELECT s.email, u.state FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id ORDER BY s.email";
    select!(&world.sql, (String, String), sql)
}

async fn people_are_chosen_across_customers(store: Store) {
    let world = World::new(store).await;
    let south = world.area("South").await;
    let huber = world.customer_with("1042", "Huber", NewCustomer { area: Some(south), ..NewCustomer::default() }).await;
    let moser = world.customer("2000", "Moser").await;
    world.user(huber, "a@x.example").await;
    world.user_with(huber, "b@x.example", NewUser { role: Role::Moderator, ..NewUser::default() }).await;
    world.user(moser, "c@x.example").await;
    world.user_with(moser, "d@x.example", NewUser { state: UserState::Revoked, ..NewUser::default() }).await;
    let over = NewUser { ends_at: Some(world.app.now()), ..NewUser::default() };
    world.user_with(moser, "e@x.example", over).await;
    // The same person at both customers comes twice.
    world.user(moser, "a@x.example").await;

    let by = |numbers: &[&str]| Selection {
        numbers: numbers.iter().map(|n| (*n).to_owned()).collect(),
        ..Selection::default()
    };
    assert_eq!(emails(&world, by(&["1042"])).await, ["a@x.example", "b@x.example"]);
    let mut both = emails(&world, Selection { role: Some(Role::Member), ..by(&["1042", "2000"]) }).await;
    both.sort_unstable();
    assert_eq!(both, ["a@x.example", "a@x.example", "c@x.example", "e@x.example"]);
    let state = |state| Selection { state: Some(state), ..by(&["2000"]) };
    assert_eq!(emails(&world, state(UserState::Revoked)).await, ["d@x.example"]);
    assert_eq!(emails(&world, state(UserState::Expired)).await, ["e@x.example"]);
    assert_eq!(emails(&world, state(UserState::Active)).await.len(), 2);
    let area = Selection { area: Some("south".to_owned()), ..Selection::default() };
    assert_eq!(emails(&world, area).await, ["a@x.example", "b@x.example"]);
    let access = Selection { access: Some(AccessState::Off), ..Selection::default() };
    assert_eq!(emails(&world, access).await, Vec::<String>::new());
    let email = Selection { emails: vec!["A@x.example".into()], customers: vec![huber], ..Selection::default() };
    assert_eq!(emails(&world, email).await, ["a@x.example"]);

    // Everybody by saying nothing is never meant; and every name that is nobody's is told.
    let nobody = bulk::select(&world.app, &world.admin, &Selection::default()).await.unwrap_err();
    assert!(matches!(nobody, Error::Invalid(_)), "{nobody}");
    let wrong = Selection { emails: vec!["no address".into()], area: Some("West".into()), ..by(&["1042", "77", "78"]) };
    let said = bulk::select(&world.app, &world.admin, &wrong).await.unwrap_err().to_string();
    for part in ["no address", "customer 77", "customer 78", "\"West\" is no area; there are: South"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let wrong = Selection { emails: vec!["z@x.example".into(), "c@x.example".into()], ..by(&["1042"]) };
    let said = bulk::select(&world.app, &world.admin, &wrong).await.unwrap_err().to_string();
    assert!(said.contains("z@x.example") && said.contains("c@x.example"), "{said}");
}

async fn one_change_for_many_is_previewed_applied_and_recorded(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    for n in 0..3 {
        let customer = world.customer(&format!("{n}"), "Huber").await;
        world.object(customer, None, "Press").await;
        for p in 0..2 {
            world.user(customer, &format!("p{p}.{n}@x.example")).await;
        }
    }
    let members = Selection { role: Some(Role::Member), ..Selection::default() };
    let users = bulk::select(app, admin, &members).await.unwrap();
    assert_eq!(users.len(), 6);
    let deny = Becomes::Permission(Permission::ViewObjects, Some(Exception::Denied));
    let changes = bulk::changes(&users, &deny);
    let effects = access::preview(app, admin, &changes).await.unwrap();
    assert!(effects.len() == 6 && effects.iter().all(|e| e.loses.objects == 1 && e.lost == [Permission::ViewObjects]));
    let after = access::apply(app, admin, &changes).await.unwrap();
    assert!(after.iter().all(|u| !u.effective.holds(Permission::ViewObjects)));
    assert_eq!(count(&events(&world).await, Event::PermissionsChanged), 6);
    // Whoever is so already is left alone.
    assert_eq!(bulk::changes(&after, &deny), []);
    let roles = bulk::changes(&after[..2], &Becomes::Role(Role::Moderator));
    let after = access::apply(app, admin, &roles).await.unwrap();
    assert!(bulk::changes(&after, &Becomes::Role(Role::Moderator)).is_empty());
    let scope = bulk::changes(&after, &Becomes::Scope(Scope { unassigned: true, ..Scope::default() }));
    assert_eq!(scope.len(), 2);
    // What one of them may never hold is given to none.
    let users = bulk::select(app, admin, &Selection { customers: vec![users[5].customer], ..members }).await.unwrap();
    let never = bulk::changes(&users, &Becomes::Permission(Permission::ManageUsers, Some(Exception::Allowed)));
    let log = events(&world).await.len();
    assert!(matches!(access::apply(app, admin, &never).await, Err(Error::Invalid(_))));
    assert_eq!(events(&world).await.len(), log);
}

async fn it_is_done_for_all_or_for_nobody(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let huber = world.customer("1042", "Huber").await;
    let a = world.user(huber, "a@x.example").await;
    let b = world.user_with(huber, "b@x.example", NewUser { state: UserState::Suspended, ..NewUser::default() }).await;
    let c = world.user_with(huber, "c@x.example", NewUser { state: UserState::Revoked, ..NewUser::default() }).await;
    let before = states(&world).await;
    let log = events(&world).await;
    let said = bulk::suspend(app, admin, &[a, b, c]).await.unwrap_err();
    assert!(matches!(said, Error::Conflict { .. }), "{said}");
    for part in ["nothing was done", "b@x.example", "c@x.example"] {
        assert!(said.to_string().contains(part), "{part}: {said}");
    }
    assert!(!said.to_string().contains("a@x.example"), "{said}");
    let unknown: CustomerUserId = app.id();
    for wrong in [&[a, unknown][..], &[unknown]] {
        assert!(bulk::revoke(app, admin, wrong, &Farewell::Silent).await.is_err());
    }
    let other = Farewell::Letter(Some("boss@x.example".to_owned()));
    assert!(matches!(bulk::revoke(app, admin, &[a], &other).await, Err(Error::Invalid(_))));
    assert_eq!((states(&world).await, events(&world).await), (before, log));

    // The same person twice is one person.
    let done = bulk::suspend(app, admin, &[a, a]).await.unwrap();
    assert_eq!(
        done.iter().map(|d| (d.before, d.after)).collect::<Vec<_>>(),
        [(UserState::Active, UserState::Suspended)]
    );
    assert_eq!(bulk::lift(app, admin, &[a, b]).await.unwrap().len(), 2);
    let done = bulk::revoke(app, admin, &[a, b], &Farewell::Letter(None)).await.unwrap();
    assert!(done.iter().all(|d| d.after == UserState::Revoked && d.customer_number == "1042"));
    assert!(states(&world).await.iter().all(|(_, state)| state == "revoked"));
    let now = events(&world).await;
    let counts = [Event::AccessSuspended, Event::SuspensionLifted, Event::AccessRevoked].map(|e| count(&now, e));
    assert_eq!(counts, [1, 2, 2]);
    assert_eq!(outbox::list(app, admin, &OutboxQuery::default()).await.unwrap().len(), 2);
}

async fn granted(world: &World, customer: CustomerId, email: &str) -> CustomerUserId {
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
    access::grant(&world.app, &world.admin, &grant).await.unwrap().user
}

async fn invitations_are_sent_again_together(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let huber = world.customer("1042", "Huber").await;
    let a = granted(&world, huber, "a@x.example").await;
    let b = granted(&world, huber, "b@x.example").await;
    let active = world.user(huber, "c@x.example").await;
    app.clock.advance(chrono::TimeDelta::days(6));
    let ids = bulk::invitations(app, admin, &[a, b, active]).await.unwrap();
    assert_eq!(ids.len(), 2);
    let sent = bulk::resend(app, admin, &ids).await.unwrap();
    assert!(sent.iter().all(|g| g.expires_at > app.now()));
    let waiting = OutboxQuery { state: Some(OutboxState::Queued), ..OutboxQuery::default() };
    assert_eq!(outbox::list(app, admin, &waiting).await.unwrap().len(), 2, "the older letters were cancelled");
    assert_eq!(count(&events(&world).await, Event::InvitationResent), 2);
    // One that was withdrawn meanwhile stops all of them.
    access::revoke(app, admin, a, &Farewell::Silent).await.unwrap();
    let log = events(&world).await;
    let said = bulk::resend(app, admin, &ids).await.unwrap_err();
    assert!(matches!(said, Error::Conflict { .. }) && said.to_string().contains("a@x.example"), "{said}");
    assert_eq!(events(&world).await, log);
}

async fn areas_bind_many_as_they_bind_one(store: Store) {
    let world = World::new(store).await;
    let (south, north) = (world.area("South").await, world.area("North").await);
    let mut users = Vec::new();
    for (number, area) in [("1", south), ("2", north), ("3", north)] {
        let new = NewCustomer { area: Some(area), ..NewCustomer::default() };
        let customer = world.customer_with(number, "Huber", new).await;
        users.push(world.user(customer, &format!("u{number}@x.example")).await);
    }
    let anna = world.staff("anna", StaffRole::Supervisor, &[south]).await;
    let members = Selection { role: Some(Role::Member), ..Selection::default() };
    let found = bulk::select(&world.app, &anna, &members).await.unwrap();
    assert_eq!(found.iter().map(|u| u.id).collect::<Vec<_>>(), [users[0]]);
    let elsewhere = Selection { numbers: vec!["2".into()], ..Selection::default() };
    assert!(matches!(bulk::select(&world.app, &anna, &elsewhere).await, Err(Error::Denied { .. })));
    let before = states(&world).await;
    let said = bulk::revoke(&world.app, &anna, &users, &Farewell::Silent).await.unwrap_err();
    assert!(matches!(said, Error::Denied { .. }) && !said.to_string().contains("u2@"), "{said}");
    let dispatcher = world.staff("dan", StaffRole::Dispatcher, &[]).await;
    for refused in [
        bulk::suspend(&world.app, &dispatcher, &users).await.unwrap_err(),
        bulk::lift(&world.app, &dispatcher, &users).await.unwrap_err(),
        bulk::revoke(&world.app, &dispatcher, &users, &Farewell::Silent).await.unwrap_err(),
    ] {
        assert!(matches!(refused, Error::Denied { .. }), "{refused}");
    }
    let other = world.another("Sydlift").await;
    assert!(bulk::suspend(&world.app, &other.admin, &users).await.is_err());
    assert_eq!(states(&world).await, before);
}
