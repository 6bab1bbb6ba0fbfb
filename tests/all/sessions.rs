//! Sessions (R25): listed and ended by staff and by the person.

use chrono::TimeDelta;
use keydesk::domain::SessionId;
use keydesk::domain::activity::Event;
use keydesk::domain::staff::StaffRole;
use keydesk::notify::worker;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::{Error, customer_sign_in, sessions};
use keydesk::store::Store;

use crate::passwords::{cookie, elsewhere, session};
use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::smtp::folder_transport;
use crate::support::sql::select;
use crate::support::world::{PASSWORD, World};

stories! {
    staff_see_and_end_sessions,
    a_person_sees_and_ends_the_own,
    attempts_that_hold_nobody_up_are_forgotten,
}

/// What is counted to slow guessing down does not pile up for good: the worker removes it when it has no bearing any more.
async fn attempts_that_hold_nobody_up_are_forgotten(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let held = async || select!(&world.sql, (i64,), "SELECT count(*) FROM sign_in_attempt")[0].0;
    let ask = async |email| customer_sign_in::ask_recovery(app, email, None, &firefox()).await.unwrap();
    ask("eva@one.example").await;
    assert_eq!(held().await, 2, "the browser's address and the one that was typed");
    app.clock.advance(TimeDelta::hours(23));
    assert!(!customer_sign_in::forget_attempts(app).await.unwrap(), "a count may still go on");
    ask("jan@two.example").await;
    app.clock.advance(TimeDelta::hours(2));
    assert!(customer_sign_in::forget_attempts(app).await.unwrap());
    assert_eq!(held().await, 2, "what is younger than a day stays");
    app.clock.advance(TimeDelta::hours(25));
    let folder = tempfile::tempdir().unwrap();
    worker::run_once(app, &folder_transport(folder.path())).await.unwrap();
    assert_eq!(held().await, 0);
}

async fn staff_see_and_end_sessions(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (one, two) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    let (eva, jan) = (world.user(one, "eva@one.example").await, world.user(two, "jan@two.example").await);
    let other = elsewhere(&world).await;
    assert!(sessions::of_user(app, admin, eva).await.unwrap().is_empty());

    let first = cookie(app, "eva@one.example", PASSWORD).await;
    app.clock.advance(TimeDelta::minutes(5));
    let second = cookie(app, "eva@one.example", PASSWORD).await;
    let jans = cookie(app, "jan@two.example", PASSWORD).await;
    let open = sessions::of_user(&other, admin, eva).await.unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!((open[0].address.as_str(), open[0].device.as_str()), ("203.0.113.7", "Firefox on Linux"));
    app.clock.advance(TimeDelta::minutes(2));
    let of_first = session(app, &first).await.unwrap().id;
    let of_jan = session(app, &jans).await.unwrap().id;
    assert_eq!(sessions::of_user(app, admin, eva).await.unwrap()[0].id, of_first, "the one used last first");

    let foreign = sessions::end(&other, admin, eva, of_jan).await;
    assert!(matches!(foreign, Err(Error::NotFound { .. })), "another person's is none of hers");
    let writer = world.staff("conny", StaffRole::ContentCreator, &[]).await;
    assert!(matches!(sessions::end(app, &writer, eva, of_first).await, Err(Error::Denied { .. })));
    assert!(matches!(sessions::end_all(app, &writer, eva).await, Err(Error::Denied { .. })));
    let supervisor = world.staff("sven", StaffRole::Supervisor, &[]).await;
    assert!(matches!(sessions::of_user(app, &supervisor, eva).await, Err(Error::Denied { .. })), "R10");
    let stranger = world.another("Other Company").await;
    assert!(matches!(sessions::end_all(app, &stranger.admin, eva).await, Err(Error::NotFound { .. })));

    sessions::end(&other, admin, eva, of_first).await.unwrap();
    assert!(session(app, &first).await.is_none(), "within one request of the other process");
    assert!(session(app, &second).await.is_some());
    assert!(matches!(sessions::end(app, admin, eva, of_first).await, Err(Error::NotFound { .. })), "it is over");
    cookie(app, "eva@one.example", PASSWORD).await;
    assert_eq!(sessions::end_all(&other, admin, eva).await.unwrap(), 2);
    assert!(session(app, &second).await.is_none());
    assert!(session(app, &jans).await.is_some());
    assert_eq!(sessions::end_all(app, admin, eva).await.unwrap(), 0);

    app.clock.advance(app.policy.session_idle + TimeDelta::seconds(1));
    assert!(sessions::of_user(app, admin, jan).await.unwrap().is_empty(), "what is over is not listed");
    let query = ActivityQuery { user: Some(eva), limit: 100, ..ActivityQuery::default() };
    let records = activity::list(app, admin, &query).await.unwrap();
    let ended: Vec<_> =
        records.iter().filter(|r| r.event == Event::SessionsEnded).map(activity::Record::sentence).collect();
    assert_eq!(ended.len(), 2, "nothing ended, nothing recorded");
    assert!(ended[0].ends_with(": 2") && ended[1].ends_with(": 1"), "{ended:?}");
}

async fn a_person_sees_and_ends_the_own(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (one, two) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    world.user(one, "eva@one.example").await;
    world.user(two, "jan@two.example").await;
    let mut cookies = Vec::new();
    for _ in 0..4 {
        cookies.push(cookie(app, "eva@one.example", PASSWORD).await);
    }
    let jans = cookie(app, "jan@two.example", PASSWORD).await;
    let here = session(app, &cookies[0]).await.unwrap();
    assert_eq!(customer_sign_in::sessions(app, &here).await.unwrap().len(), 4);

    let of_jan = session(app, &jans).await.unwrap().id;
    for wrong in [of_jan, app.id::<SessionId>()] {
        let refused = customer_sign_in::end_session(app, &here, wrong, &firefox()).await;
        assert!(matches!(refused, Err(Error::NotFound { .. })));
    }
    assert!(session(app, &jans).await.is_some());
    let second = session(app, &cookies[1]).await.unwrap().id;
    customer_sign_in::end_session(app, &here, second, &firefox()).await.unwrap();
    assert!(session(app, &cookies[1]).await.is_none());
    assert_eq!(customer_sign_in::end_other_sessions(app, &here, &firefox()).await.unwrap(), 2);
    assert!(session(app, &cookies[2]).await.is_none() && session(app, &cookies[3]).await.is_none());
    assert!(session(app, &cookies[0]).await.is_some() && session(app, &jans).await.is_some());
    assert_eq!(customer_sign_in::end_other_sessions(app, &here, &firefox()).await.unwrap(), 0);
    customer_sign_in::end_session(app, &here, here.id, &firefox()).await.unwrap();
    assert!(session(app, &cookies[0]).await.is_none(), "ending this one is signing out");
}
