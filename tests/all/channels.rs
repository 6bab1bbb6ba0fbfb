//! Channels (R63): stopped and let go on, capped, watched; and what staff see and script of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use keydesk::domain::activity::Event;
use keydesk::domain::notice::Channel;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::OutboxState;
use keydesk::notify::transport::Transport;
use keydesk::notify::worker::{Counts, run, run_once};
use keydesk::service::Error;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::outbox::{self, OutboxQuery, Want};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::queue::{begin, put, queued};
use crate::support::sms::SmsGateway;
use crate::support::smtp::{Act, MAIL, MailServer};
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    a_stopped_channel_waits_and_goes_on,
    ten_thousand_that_wait_do_not_slow_the_others,
    staff_see_how_the_channels_stand,
    the_cap_holds_over_all_workers,
    what_is_not_begun_in_time_is_given_back,
    a_worker_hears_that_a_channel_goes_on,
}

const NUMBER: &str = "+436641234567";

async fn sent(world: &World, transport: &Transport) -> Counts {
    run_once(&world.app, transport).await.expect("the database answers")
}

async fn a_stopped_channel_waits_and_goes_on(store: Store) {
    let world = World::new(store).await;
    let other = world.another("Südlift").await;
    let (server, gateway) = (MailServer::start().await, SmsGateway::start().await);
    let (mail, sms) = (server.transport(), gateway.transport());
    let app = &world.app;
    assert!(outbox::pause(app, &world.admin, Channel::Email).await.expect("staff may"));
    assert!(!outbox::pause(app, &world.admin, Channel::Email).await.expect("staff may"), "once is enough");
    queued(&world, Channel::Email, "eva@huber.example").await;
    queued(&world, Channel::Sms, NUMBER).await;
    queued(&other, Channel::Email, "jan@moser.example").await;
    assert_eq!(sent(&world, &mail).await.sent, 1, "the other organization's letter");
    assert_eq!(server.arrived()[0].to, "jan@moser.example");
    assert_eq!(outbox::next_due(app, MAIL).await.expect("the database answers"), None, "nothing to wake up for");
    exec!(&world.sql, "UPDATE outbox SET next_at = created_at WHERE state = 'queued'");
    assert_eq!(sent(&world, &sms).await.sent, 1, "the other channel goes on");

    let summary = outbox::summary(app, &world.admin).await.expect("staff may");
    assert_eq!((summary.email.paused, summary.email.queued, summary.sms.paused), (true, 1, false));
    assert_eq!(summary.email.paused_by.as_deref(), Some(world.admin.name()));
    assert!(!outbox::summary(app, &other.admin).await.expect("staff may").email.paused);

    assert!(outbox::resume(app, &world.admin, Channel::Email).await.expect("staff may"));
    assert!(!outbox::resume(app, &world.admin, Channel::Email).await.expect("staff may"));
    assert_eq!(sent(&world, &mail).await.sent, 1);
    assert_eq!(server.arrived()[1].to, "eva@huber.example");

    let query = ActivityQuery { limit: 10, ..ActivityQuery::default() };
    let log = activity::list(app, &world.admin, &query).await.expect("the log is read");
    let events: Vec<_> = log.iter().map(|record| record.event).collect();
    assert_eq!(events[..2], [Event::ChannelResumed, Event::ChannelPaused], "each is written down once");

    // Whoever is bound to areas does not stop everybody's letters.
    let area = world.area("Graz").await;
    let bound = world.staff("Lars Holm", StaffRole::DepartmentAdministrator, &[area]).await;
    for refused in [outbox::pause(app, &bound, Channel::Sms).await, outbox::resume(app, &bound, Channel::Sms).await] {
        assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
    }
}

async fn ten_thousand_that_wait_do_not_slow_the_others(store: Store) {
    let world = World::new(store).await;
    let other = world.another("Südlift").await;
    outbox::pause(&world.app, &world.admin, Channel::Email).await.expect("staff may");
    let mut tx = begin(&world.app.store).await;
    for n in 0..10_000 {
        put(&world, &mut tx, Channel::Email, &format!("user{n}@huber.example")).await;
    }
    tx.commit().await.expect("they are kept");
    let server = MailServer::start().await;
    let transport = server.transport();
    for n in 0..20 {
        // Each is due after ten thousand that may not leave.
        world.app.clock.advance(TimeDelta::seconds(1));
        queued(&other, Channel::Email, &format!("{n}@moser.example")).await;
        assert_eq!(sent(&world, &transport).await.sent, 1);
    }
    assert_eq!(server.arrived().len(), 20);
    let summary = outbox::summary(&world.app, &world.admin).await.expect("staff may");
    assert_eq!((summary.email.queued, summary.email.troubled), (1_000, false), "counted to a thousand");
    let untouched = select!(&world.sql, (i64,), "SELECT count(*) FROM outbox WHERE state = 'queued' AND version = 1");
    assert_eq!(untouched, [(10_000,)], "those that are stopped were left alone");
}

async fn staff_see_how_the_channels_stand(store: Store) {
    let world = World::new(store).await;
    let server = MailServer::start().await;
    queued(&world, Channel::Email, "eva@huber.example").await;
    server.script(&[Act::Recipient("450 4.2.1 eva@huber.example is busy")]);
    sent(&world, &server.transport()).await;
    queued(&world, Channel::Email, "jan@huber.example").await;
    let summary = outbox::summary(&world.app, &world.admin).await.expect("staff may");
    assert_eq!((summary.queued, summary.email.queued, summary.sms.queued, summary.failed), (2, 2, 0, 0));
    assert_eq!(summary.email.trouble.as_deref(), Some("450 4.2.1 eva@huber.example is busy"));
    // What a server said may name somebody: it is for those who see the letters.
    let technician = world.staff("Tim Berg", StaffRole::Technician, &[]).await;
    let told = outbox::summary(&world.app, &technician).await.expect("every staff person may");
    assert_eq!((told.email.troubled, told.email.trouble), (true, None));
    world.app.clock.advance(TimeDelta::minutes(2));
    sent(&world, &server.transport()).await;
    let summary = outbox::summary(&world.app, &world.admin).await.expect("staff may");
    assert_eq!((summary.email.troubled, summary.queued), (false, 0), "over when nothing waits any more");
}

async fn the_cap_holds_over_all_workers(store: Store) {
    let world = World::new(store).await;
    let server = MailServer::start().await;
    for n in 0..25 {
        queued(&world, Channel::Email, &format!("user{n}@huber.example")).await;
    }
    let capped = || server.transport().capped(Channel::Email, 10);
    let want = Want { per_minute: Some(10), ..MAIL };
    let (a, b, c) = (capped(), capped(), capped());
    let together = async || {
        let (a, b, c) = tokio::join!(run_once(&world.app, &a), run_once(&world.app, &b), run_once(&world.app, &c));
        [a, b, c].into_iter().map(|counts| counts.expect("the database answers").sent).sum::<usize>()
    };
    assert_eq!(together().await, 10, "ten in the first minute, whoever sends");
    let room = world.app.now() + TimeDelta::minutes(1);
    assert_eq!(outbox::next_due(&world.app, want).await.expect("the database answers"), Some(room), "not before");
    world.app.clock.advance(TimeDelta::seconds(59));
    assert_eq!(together().await, 0, "the minute is not over");
    world.app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(together().await, 10);

    // What somebody holds counts as well: it may leave at any moment.
    world.app.clock.advance(TimeDelta::minutes(1));
    let held = outbox::claim(&world.app, Want { limit: 3, ..want }).await.expect("the database answers");
    assert_eq!(held.len(), 3);
    let rest = outbox::claim(&world.app, Want { per_minute: Some(4), ..want }).await.expect("the database answers");
    assert_eq!(rest.len(), 1, "three are held, so one more may be");
    outbox::give_back(&world.app, &held).await.expect("given back");
    outbox::give_back(&world.app, &rest).await.expect("given back");
    assert_eq!(together().await, 5);
    let to: BTreeSet<_> = server.arrived().into_iter().map(|a| a.to).collect();
    assert_eq!((to.len(), server.arrived().len()), (25, 25), "each once");
}

async fn what_is_not_begun_in_time_is_given_back(store: Store) {
    let world = World::new(store).await;
    for n in 0..3 {
        queued(&world, Channel::Email, &format!("user{n}@huber.example")).await;
    }
    let claimed = outbox::claim(&world.app, MAIL).await.expect("the database answers");
    assert_eq!((claimed.len(), claimed[0].attempts), (3, 0));
    outbox::give_back(&world.app, &claimed[1..]).await.expect("given back");
    let again = outbox::claim(&world.app, MAIL).await.expect("the database answers");
    assert_eq!((again.len(), again[0].attempts), (2, 0), "at once, and as if it had not been tried");
    let late =
        claimed.iter().map(|letter| (letter.clone(), outbox::Outcome::Sent(world.app.now()))).collect::<Vec<_>>();
    let lost = outbox::report(&world.app, &late).await.expect("the database answers");
    assert_eq!(lost, 2, "what was given back is not reported any more; the one that was kept is");
    let states: Vec<_> = outbox::list(&world.app, &world.admin, &OutboxQuery::default()).await.expect("seen");
    assert_eq!(states.iter().filter(|row| row.state == OutboxState::Sent).count(), 1);
}

async fn a_worker_hears_that_a_channel_goes_on(store: Store) {
    let world = World::new(store).await;
    let server = MailServer::start().await;
    outbox::pause(&world.app, &world.admin, Channel::Email).await.expect("staff may");
    queued(&world, Channel::Email, "eva@huber.example").await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let (app, transport) = (world.app.clone(), Arc::new(server.transport()));
    let working = tokio::spawn(async move { run(&app, &transport, async { drop(stopped.await) }).await });
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert!(server.arrived().is_empty(), "stopped is stopped");
    outbox::resume(&world.app, &world.admin, Channel::Email).await.expect("staff may");
    server.wait_for(1).await;
    stop.send(()).expect("the worker listens");
    tokio::time::timeout(Duration::from_secs(5), working).await.expect("it stops").expect("without a panic");
}
