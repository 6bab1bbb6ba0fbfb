//! Changing what a role holds (R8) tells everybody who can do something else after it, once, and nobody else; and nobody at all when
//! they are too many.

use chrono::TimeDelta;
use keydesk::domain::letter::Letter;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::state::{AccessState, UserState};
use keydesk::domain::{CustomerId, CustomerUserId};
use keydesk::service::outbox::{self, LetterRow, OutboxQuery, Standing};
use keydesk::service::roles::{self, MOST_TOLD, RoleChange, RoleEffect};
use keydesk::service::{Error, Policy, access};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::smtp::MAIL;
use crate::support::sql::{Sql, exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    whoever_can_do_something_else_is_told,
    a_role_and_a_person_changed_within_minutes_are_one_letter,
    a_change_that_was_not_saved_tells_nobody,
    a_thousand_are_told_and_more_are_not,
}

async fn letters(world: &World) -> Vec<LetterRow> {
    let query = OutboxQuery { limit: 2_000, ..OutboxQuery::default() };
    let mut found = outbox::list(&world.app, &world.admin, &query).await.unwrap();
    found.retain(|letter| letter.kind.as_str() == "access_changed");
    found.sort_by(|a, b| a.to_address.cmp(&b.to_address));
    found
}

async fn change(world: &World, permissions: &[(Permission, bool)]) -> RoleChange {
    let version = roles::table(&world.app, &world.admin).await.unwrap().version;
    RoleChange { version, role: Role::Member, permissions: permissions.iter().copied().collect() }
}

async fn saved(world: &World, permissions: &[(Permission, bool)]) -> RoleEffect {
    let change = change(world, permissions).await;
    let effect = roles::preview(&world.app, &world.admin, &change).await.unwrap();
    roles::set(&world.app, &world.admin, &change).await.unwrap();
    effect
}

/// People of every kind; those whose names begin with "told" can do something else when members may report faults and comment no more.
async fn people(world: &World) -> CustomerUserId {
    let exceptions = |of: &[(Permission, Exception)]| of.iter().copied().collect::<Exceptions>();
    let (faults, comment) = (Permission::ReportFaults, Permission::Comment);
    let (on, off) = (Exception::Allowed, Exception::Denied);
    let huber = world.customer("1042", "Huber").await;
    let new = NewUser::default;
    let all: [(&str, NewUser); 10] = [
        ("told", new()),
        ("told-may-already", NewUser { exceptions: exceptions(&[(faults, on)]), ..new() }),
        ("told-may-not", NewUser { exceptions: exceptions(&[(faults, off)]), ..new() }),
        ("both-stay", NewUser { exceptions: exceptions(&[(faults, on), (comment, on)]), ..new() }),
        ("both-are-so", NewUser { exceptions: exceptions(&[(faults, on), (comment, off)]), ..new() }),
        ("moderator", NewUser { role: Role::Moderator, ..new() }),
        ("pending", NewUser { state: UserState::Pending, ..new() }),
        ("suspended", NewUser { state: UserState::Suspended, ..new() }),
        ("revoked", NewUser { state: UserState::Revoked, ..new() }),
        ("ended", NewUser { ends_at: Some(world.app.now()), ..new() }),
    ];
    let mut ids = Vec::new();
    for (name, new) in all {
        ids.push(world.user_with(huber, &format!("{name}@huber.example"), new).await);
    }
    let off = world.customer_with("1043", "Off", NewCustomer { portal_on: false, ..NewCustomer::default() }).await;
    world.user(off, "portal-off@off.example").await;
    let gone = world.customer("1044", "Gone").await;
    world.user(gone, "independent@gone.example").await;
    exec!(&world.sql, "UPDATE customer SET access_state = $1 WHERE id = $2", AccessState::Independent, gone);
    let stranger = world.another("Südlift").await;
    let theirs = stranger.customer("1", "Theirs").await;
    stranger.user(theirs, "stranger@theirs.example").await;
    ids[0]
}

async fn whoever_can_do_something_else_is_told(store: Store) {
    let world = World::new(store).await;
    people(&world).await;
    let effect = saved(&world, &[(Permission::ReportFaults, true), (Permission::Comment, false)]).await;
    assert_eq!((effect.told, effect.too_many_to_tell), (3, false), "{effect:?}");
    let found = letters(&world).await;
    let to: Vec<_> = found.iter().map(|letter| letter.to_address.as_str()).collect();
    assert_eq!(to, ["told-may-already@huber.example", "told-may-not@huber.example", "told@huber.example"]);
    // Each reads what is different for them.
    let different = found.iter().map(|letter| {
        let Letter::AccessChanged { by, before, after, .. } = &letter.letter else { panic!("{letter:?}") };
        assert_eq!((by.as_slice(), before.role, after.role), (&["admin".to_owned()][..], Role::Member, Role::Member));
        assert_eq!(before.sees, after.sees);
        let only = |of: &[Permission], not: &[Permission]| -> Vec<Permission> {
            of.iter().copied().filter(|p| !not.contains(p)).collect()
        };
        (only(&after.permissions, &before.permissions), only(&before.permissions, &after.permissions))
    });
    let (faults, comment) = (Permission::ReportFaults, Permission::Comment);
    let expected = [(vec![], vec![comment]), (vec![], vec![comment]), (vec![faults], vec![comment])];
    assert_eq!(different.collect::<Vec<_>>(), expected);
    // What is so already changes nothing and tells nobody.
    let again = saved(&world, &[(faults, true), (comment, false)]).await;
    assert_eq!((again.people, again.told, again.too_many_to_tell), (0, 0, false));
    assert_eq!(letters(&world).await.len(), 3);
    // Where nobody comes in, nobody is told.
    exec!(&world.sql, "UPDATE organization SET module_on = $1", false);
    assert_eq!(saved(&world, &[(comment, true)]).await.told, 0);
    assert_eq!(letters(&world).await.len(), 3);
}

async fn a_role_and_a_person_changed_within_minutes_are_one_letter(store: Store) {
    let world = World::with_policy(store, Policy { quiet: TimeDelta::minutes(3), ..Policy::default() }).await;
    let (app, admin) = (&world.app, &world.admin);
    let told = people(&world).await;
    saved(&world, &[(Permission::ReportFaults, true)]).await;
    let row = access::user(app, admin, told).await.unwrap();
    let mut own = access::Change::of(&row);
    own.permissions.insert(Permission::ViewInvoices, Some(Exception::Allowed));
    access::apply(app, admin, &[own]).await.unwrap();
    let found = letters(&world).await;
    assert_eq!(found.len(), 1, "the others may already, or may not in any case: {found:?}");
    let Letter::AccessChanged { before, after, .. } = &found[0].letter else { panic!("{found:?}") };
    for permission in [Permission::ReportFaults, Permission::ViewInvoices] {
        assert!(!before.permissions.contains(&permission) && after.permissions.contains(&permission));
    }
    // It is asked about when it leaves, as every letter of the kind (R62).
    access::suspend(app, admin, told).await.unwrap();
    app.clock.advance(TimeDelta::minutes(3));
    let claimed = outbox::claim(app, MAIL).await.unwrap();
    let changed = claimed.iter().find(|c| matches!(c.letter(), Some(Letter::AccessChanged { .. }))).unwrap();
    assert!(matches!(outbox::standing(app, changed).await.unwrap(), Standing::Untold(_)));
    access::lift(app, admin, told).await.unwrap();
    // What is taken back while it waits is not told.
    exec!(&world.sql, "DELETE FROM outbox");
    saved(&world, &[(Permission::UploadDocuments, true)]).await;
    saved(&world, &[(Permission::UploadDocuments, false)]).await;
    let found = letters(&world).await;
    assert_eq!(found.len(), 5);
    assert!(found.iter().all(|letter| letter.state.as_str() == "cancelled"), "{found:?}");
}

async fn a_change_that_was_not_saved_tells_nobody(store: Store) {
    let world = World::new(store).await;
    people(&world).await;
    let late = change(&world, &[(Permission::ReportFaults, true)]).await;
    saved(&world, &[]).await;
    let refused = roles::set(&world.app, &world.admin, &late).await;
    assert!(matches!(refused, Err(Error::Conflict { .. })), "{refused:?}");
    assert_eq!(letters(&world).await, []);
}

/// So many members of a customer, written in two statements.
async fn crowd(world: &World, customer: CustomerId, from: usize, count: usize) {
    let (org, now) = (world.organization, world.app.now());
    let (id, many) = match &world.sql {
        Sql::Sqlite(_) => ("randomblob(16)", "CAST($1 AS INTEGER)"),
        Sql::Postgres(_) => ("gen_random_uuid()", "CAST($1 AS BIGINT)"),
    };
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT {many} UNION ALL SELECT i + 1 FROM n WHERE i < $2)");
    let people = format!(
        "INSERT INTO sign_in (id, organization_id, email, email_key, first_name, last_name, name_key, language, epoch, \
         created_at, version) {numbers} SELECT {id}, $3, 'crowd' || i || '@huber.example', 'crowd' || i || '@huber.example', \
         'Ida', 'Neu', 'neu ida', 'en', 0, $4, 1 FROM n"
    );
    let users = format!(
        "INSERT INTO customer_user (id, organization_id, customer_id, sign_in_id, role, state, sees_all, sees_unassigned, \
         created_at, version) SELECT {id}, s.organization_id, $1, s.id, 'member', 'active', TRUE, FALSE, s.created_at, 1 \
         FROM sign_in s WHERE s.email_key LIKE 'crowd%' AND NOT EXISTS (SELECT 1 FROM customer_user u WHERE u.sign_in_id = s.id)"
    );
    let (from, to) = (i64::try_from(from).unwrap(), i64::try_from(from + count).unwrap() - 1);
    match &world.sql {
        Sql::Sqlite(pool) => {
            let made = sqlx::query(sqlx::AssertSqlSafe(people)).bind(from).bind(to).bind(org).bind(now);
            made.execute(pool).await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(users)).bind(customer).execute(pool).await.unwrap();
        }
        Sql::Postgres(pool) => {
            let made = sqlx::query(sqlx::AssertSqlSafe(people)).bind(from).bind(to).bind(org).bind(now);
            made.execute(pool).await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(users)).bind(customer).execute(pool).await.unwrap();
        }
    }
}

async fn a_thousand_are_told_and_more_are_not(store: Store) {
    let world = World::new(store).await;
    let huber = world.customer("1042", "Huber").await;
    crowd(&world, huber, 0, MOST_TOLD).await;
    let told = "SELECT count(*) FROM outbox";
    let effect = saved(&world, &[(Permission::ReportFaults, true)]).await;
    assert_eq!((effect.people, effect.told, effect.too_many_to_tell), (1_000, MOST_TOLD, false));
    assert_eq!(select!(&world.sql, (i64,), told), [(1_000,)]);
    exec!(&world.sql, "DELETE FROM outbox");
    // One more, and the preview says that nobody is told; the change itself holds for all.
    crowd(&world, huber, MOST_TOLD, 1).await;
    let effect = saved(&world, &[(Permission::UploadDocuments, true)]).await;
    assert_eq!((effect.people, effect.told, effect.too_many_to_tell), (1_001, 0, true));
    assert_eq!(select!(&world.sql, (i64,), told), [(0,)]);
    let table = roles::table(&world.app, &world.admin).await.unwrap().table;
    assert!(table.of(Role::Member).holds(Permission::UploadDocuments));
}
