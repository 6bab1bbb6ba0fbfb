//! Letters about somebody's own access: that it was changed, that it ends; and that a customer asks for independence.

use chrono::TimeDelta;
use keydesk::domain::CustomerUserId;
use keydesk::domain::access::Scope;
use keydesk::domain::letter::Letter;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::state::UserState;
use keydesk::service::access::{self, Change};
use keydesk::service::outbox::{self, LetterRow, OutboxQuery, Standing};
use keydesk::service::{Policy, activity, independence};
use keydesk::store::Store;

use super::Scene;
use crate::support::database::stories;
use crate::support::smtp::MAIL;
use crate::support::world::{NewUser, World};

stories! {
    changed_access_is_told_once_and_wholly,
    what_was_taken_back_is_not_told,
    whoever_is_not_active_is_not_told_of_changes,
    the_end_is_told_twice_and_to_everybody_once,
    an_end_that_moved_is_told_anew,
    a_request_for_independence_is_told_to_whoever_decides,
}

async fn letters(world: &World, kind: &str) -> Vec<LetterRow> {
    let query = OutboxQuery { limit: 200, ..OutboxQuery::default() };
    let mut found = outbox::list(&world.app, &world.admin, &query).await.unwrap();
    found.retain(|letter| letter.kind.as_str() == kind);
    found.reverse();
    found
}

async fn change(world: &World, user: CustomerUserId, to: impl FnOnce(&mut Change)) {
    let row = access::user(&world.app, &world.admin, user).await.unwrap();
    let mut change = Change::of(&row);
    to(&mut change);
    access::apply(&world.app, &world.admin, &[change]).await.unwrap();
}

fn quiet() -> Policy {
    Policy { quiet: TimeDelta::minutes(3), ..Policy::default() }
}

async fn changed_access_is_told_once_and_wholly(store: Store) {
    let world = World::with_policy(store, quiet()).await;
    let customer = world.customer("1042", "Huber").await;
    let here = world.facility(customer, "Graz").await;
    let eva = world.user(customer, "eva@huber.example").await;
    change(&world, eva, |c| c.role = Some(Role::Moderator)).await;
    change(&world, eva, |c| c.scope = Some(Scope { facilities: [here].into(), ..Scope::default() })).await;
    change(&world, eva, |c| {
        c.permissions.insert(Permission::ViewInvoices, Some(Exception::Allowed));
    })
    .await;
    let found = letters(&world, "access_changed").await;
    assert_eq!(found.len(), 1, "several changes are one letter");
    let Letter::AccessChanged { by, before, after, .. } = &found[0].letter else { panic!("{found:?}") };
    assert_eq!(by, &["admin"]);
    assert_eq!((before.role, after.role), (Role::Member, Role::Moderator));
    assert!(before.sees.all && after.sees.facilities == ["Graz"]);
    assert!(after.permissions.contains(&Permission::ViewInvoices));
    assert_eq!(found[0].to_address, "eva@huber.example");
    // Saving what stands there already tells nobody.
    change(&world, eva, |c| c.role = Some(Role::Moderator)).await;
    assert_eq!(letters(&world, "access_changed").await.len(), 1);
    // Whose access ends meanwhile is not told of it (R62).
    let row = access::user(&world.app, &world.admin, eva).await.unwrap();
    access::suspend(&world.app, &world.admin, row.id).await.unwrap();
    world.app.clock.advance(TimeDelta::minutes(3));
    let claimed = outbox::claim(&world.app, MAIL).await.unwrap();
    let changed = claimed.iter().find(|c| matches!(c.letter(), Some(Letter::AccessChanged { .. }))).unwrap();
    let standing = outbox::standing(&world.app, changed).await.unwrap();
    assert!(matches!(standing, Standing::Untold(_)), "{standing:?}");
}

async fn what_was_taken_back_is_not_told(store: Store) {
    let world = World::with_policy(store, quiet()).await;
    let customer = world.customer("1042", "Huber").await;
    let eva = world.user(customer, "eva@huber.example").await;
    change(&world, eva, |c| c.role = Some(Role::Administrator)).await;
    change(&world, eva, |c| c.role = Some(Role::Member)).await;
    let found = letters(&world, "access_changed").await;
    assert_eq!(found.iter().map(|l| l.state.as_str()).collect::<Vec<_>>(), ["cancelled"]);
    change(&world, eva, |c| c.role = Some(Role::Moderator)).await;
    assert_eq!(letters(&world, "access_changed").await.len(), 2, "what comes next is told");
}

async fn whoever_is_not_active_is_not_told_of_changes(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    for (name, state) in [("pending", UserState::Pending), ("suspended", UserState::Suspended)] {
        let new = NewUser { state, ..NewUser::default() };
        let user = world.user_with(customer, &format!("{name}@huber.example"), new).await;
        change(&world, user, |c| c.role = Some(Role::Moderator)).await;
    }
    assert_eq!(letters(&world, "access_changed").await, []);
}

/// Which letters of its ending there are: to whom.
async fn ending(world: &World) -> Vec<String> {
    letters(world, "access_ending").await.into_iter().map(|letter| letter.to_address).collect()
}

async fn the_end_is_told_twice_and_to_everybody_once(store: Store) {
    let world = World::new(store.clone()).await;
    let (app, clock) = (&world.app, &world.app.clock);
    let customer = world.customer("1042", "Huber").await;
    let new = NewUser { ends_at: Some(app.now() + TimeDelta::days(20)), ..NewUser::default() };
    world.user_with(customer, "eva@huber.example", new.clone()).await;
    let suspended = NewUser { state: UserState::Suspended, ..new };
    world.user_with(customer, "gone@huber.example", suspended).await;
    assert_eq!(access::tell_ending(app).await.unwrap(), 0);
    clock.advance(TimeDelta::days(6));
    // Two workers at once tell it once.
    let second = World::app_of(Store::open_existing(store.url()).await.unwrap(), Policy::default());
    second.clock.advance(TimeDelta::days(6));
    let (one, two) = tokio::join!(access::tell_ending(app), access::tell_ending(&second));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(ending(&world).await, ["eva@huber.example"]);
    clock.advance(TimeDelta::days(11));
    assert_eq!(access::tell_ending(app).await.unwrap(), 0);
    clock.advance(TimeDelta::days(1));
    assert_eq!(access::tell_ending(app).await.unwrap(), 1, "once more two days before");
    assert_eq!(access::tell_ending(app).await.unwrap(), 0);
    clock.advance(TimeDelta::days(3));
    assert_eq!(access::tell_ending(app).await.unwrap(), 0, "it has ended");
    let query = activity::ActivityQuery { limit: 5, ..activity::ActivityQuery::default() };
    let log = activity::list(app, &world.admin, &query).await.unwrap();
    assert!(log[0].sentence().contains("the access ends on"), "{}", log[0].sentence());
}

async fn an_end_that_moved_is_told_anew(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let customer = world.customer("1042", "Huber").await;
    let new = NewUser { ends_at: Some(app.now() + TimeDelta::days(10)), ..NewUser::default() };
    let eva = world.user_with(customer, "eva@huber.example", new).await;
    assert_eq!(access::tell_ending(app).await.unwrap(), 1);
    let row = access::user(app, &world.admin, eva).await.unwrap();
    let later = app.now() + TimeDelta::days(12);
    access::set_end(app, &world.admin, eva, row.version, Some(later)).await.unwrap();
    // The letter that tells the end of before is told to nobody (R62).
    let claimed = outbox::claim(app, MAIL).await.unwrap();
    assert!(matches!(outbox::standing(app, &claimed[0]).await.unwrap(), Standing::Untold(_)));
    assert_eq!(access::tell_ending(app).await.unwrap(), 1);
    let claimed = outbox::claim(app, MAIL).await.unwrap();
    assert!(matches!(outbox::standing(app, &claimed[0]).await.unwrap(), Standing::Told(_)));
}

async fn a_request_for_independence_is_told_to_whoever_decides(store: Store) {
    let scene = Scene::new(store).await;
    let (world, app) = (&scene.world, &scene.world.app);
    let asker = scene.acting("sees").await;
    independence::request(app, &asker, "We have grown.").await.unwrap();
    let found = letters(world, "independence_asked").await;
    let to: Vec<_> = found.iter().map(|letter| letter.to_address.as_str()).collect();
    assert_eq!(to, ["admin@nordlift.example"], "a technician decides nothing");
    let Letter::Notice { detail, path, .. } = &found[0].letter else { panic!("{found:?}") };
    assert_eq!((detail.as_str(), path.as_str()), ("We have grown.", ""));
    let claimed = outbox::claim(app, MAIL).await.unwrap();
    assert!(matches!(outbox::standing(app, &claimed[0]).await.unwrap(), Standing::Told(_)));
}
