//! Two processes on one database change the same thing at the same moment: one wins, the other is told clearly who was
//! faster, and nothing is lost.

use std::collections::BTreeMap;
use std::time::Duration;

use keydesk::domain::CustomerUserId;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::service::access::{self, Change, UserRow};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::roles::{self, RoleChange, Roles};
use keydesk::service::{Actor, App, Error, Policy, log_chain};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::world::World;

stories! {
    one_permission_changed_twice_has_one_winner,
    many_changed_by_two_in_either_order_end_whole,
    one_role_changed_twice_has_one_winner,
}

/// So often, so that the two really meet.
const ROUNDS: usize = 12;

/// The world, another process on its database, and somebody who works there.
async fn two(store: Store) -> (World, App, Actor) {
    let world = World::new(store.clone()).await;
    let second = Store::open_existing(store.url()).await.expect("a second process opens the same database");
    let bert = world.staff("bert", StaffRole::Administrator, &[]).await;
    (world, World::app_of(second, Policy::default()), bert)
}

/// Both at the same moment.
async fn race<T: Send + 'static>(
    first: impl Future<Output = T> + Send + 'static,
    second: impl Future<Output = T> + Send + 'static,
) -> (T, T) {
    let (first, second) = (tokio::spawn(first), tokio::spawn(second));
    tokio::time::timeout(Duration::from_secs(30), async { (first.await.unwrap(), second.await.unwrap()) })
        .await
        .expect("neither waits for the other for ever")
}

/// One of the two won; the other was told that `winner` was faster.
fn one_winner<T: std::fmt::Debug>(admin: Result<T, Error>, bert: Result<T, Error>) -> (T, &'static str) {
    match (admin, bert) {
        (Ok(won), Err(Error::Conflict { what, .. })) => {
            assert!(what.contains("admin") && what.contains("nothing was saved"), "{what}");
            (won, "admin")
        }
        (Err(Error::Conflict { what, .. }), Ok(won)) => {
            assert!(what.contains("bert") && what.contains("nothing was saved"), "{what}");
            (won, "bert")
        }
        (admin, bert) => panic!("one winner and one conflict: {admin:?} and {bert:?}"),
    }
}

async fn apply(app: App, by: Actor, changes: Vec<Change>) -> Result<Vec<UserRow>, Error> {
    access::apply(&app, &by, &changes).await
}

async fn one_permission_changed_twice_has_one_winner(store: Store) {
    let (world, other, bert) = two(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    let customer = world.customer("1", "One").await;
    let user = world.user(customer, "eva@one.example").await;
    for _ in 0..ROUNDS {
        let before = access::user(&app, &admin, user).await.unwrap();
        let to = |exception| {
            let permissions = BTreeMap::from([(Permission::ReportFaults, exception)]);
            vec![Change { permissions, ..Change::of(&before) }]
        };
        // What stands there is changed by both, and to something else by each.
        let (mine, berts) = match before.exceptions.get(&Permission::ReportFaults) {
            None => (Some(Exception::Allowed), Some(Exception::Denied)),
            Some(Exception::Allowed) => (None, Some(Exception::Denied)),
            Some(Exception::Denied) => (Some(Exception::Allowed), None),
        };
        let (first, second) =
            race(apply(app.clone(), admin.clone(), to(mine)), apply(other.clone(), bert.clone(), to(berts))).await;
        let (won, winner) = one_winner(first, second);
        let after = access::user(&app, &admin, user).await.unwrap();
        let wanted = if winner == "admin" { mine } else { berts };
        assert_eq!(after.exceptions.get(&Permission::ReportFaults).copied(), wanted, "what the winner wanted stands");
        assert_eq!((won, after.version), (vec![after.clone()], before.version + 1));
    }
    let records =
        activity::list(&app, &admin, &ActivityQuery { limit: 100, ..ActivityQuery::default() }).await.unwrap();
    assert_eq!(records.len(), ROUNDS, "one record for each round, the winner's");
    assert!(matches!(log_chain::verify(&app, &admin, None).await.unwrap(), log_chain::Verdict::Whole { .. }));
}

/// Each changes all, the one from the front and the other from the back: they must not stand in each other's way.
async fn many_changed_by_two_in_either_order_end_whole(store: Store) {
    let (world, other, bert) = two(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    let customer = world.customer("1", "One").await;
    let mut people: Vec<CustomerUserId> = Vec::new();
    for n in 0..30 {
        people.push(world.user(customer, &format!("p{n}@one.example")).await);
    }
    for _ in 0..ROUNDS {
        let before = access::many(&app, &admin, &people, StaffPermission::ViewCustomers).await.unwrap();
        // What both want is something else than what there is: only what was changed stands in the log with a name.
        let role = if before[0].role == Role::Member { Role::Moderator } else { Role::Member };
        let mine: Vec<_> = before.iter().map(|u| Change { role: Some(role), ..Change::of(u) }).collect();
        let scope = Scope { unassigned: !before[0].scope.unassigned, ..Scope::default() };
        let berts = before.iter().rev().map(|u| Change { scope: Some(scope.clone()), ..Change::of(u) }).collect();
        let (first, second) =
            race(apply(app.clone(), admin.clone(), mine), apply(other.clone(), bert.clone(), berts)).await;
        let (_, winner) = one_winner(first, second);
        let after = access::many(&app, &admin, &people, StaffPermission::ViewCustomers).await.unwrap();
        for (was, is) in before.iter().zip(&after) {
            assert_eq!(is.version, was.version + 1, "each was changed once");
            let (new_role, new_scope) = if winner == "admin" { (role, &was.scope) } else { (was.role, &scope) };
            assert_eq!((is.role, &is.scope), (new_role, new_scope));
        }
    }
    assert!(matches!(log_chain::verify(&app, &admin, None).await.unwrap(), log_chain::Verdict::Whole { .. }));
}

async fn one_role_changed_twice_has_one_winner(store: Store) {
    async fn set(app: App, by: Actor, change: RoleChange) -> Result<Roles, Error> {
        roles::set(&app, &by, &change).await
    }
    let (world, other, bert) = two(store).await;
    let (app, admin) = (world.app.clone(), world.admin.clone());
    for _ in 0..ROUNDS {
        let before = roles::table(&app, &admin).await.unwrap();
        let flip = |permission| {
            let on = !before.table.of(Role::Member).holds(permission);
            RoleChange { version: before.version, role: Role::Member, permissions: BTreeMap::from([(permission, on)]) }
        };
        let (mine, berts) = (flip(Permission::ReportFaults), flip(Permission::SelfChecks));
        let (first, second) =
            race(set(app.clone(), admin.clone(), mine), set(other.clone(), bert.clone(), berts)).await;
        let (won, _) = one_winner(first, second);
        // Effective at once in the other process.
        assert_eq!(roles::table(&other, &bert).await.unwrap(), won);
        assert_eq!(won.version, before.version + 1);
    }
}
