//! The promise of the outbox under force (R63): workers killed in the middle lose nothing, what was rolled back is told to
//! nobody, and ten thousand letters leave without anybody having to wait for the database.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use keydesk::domain::notice::Channel;
use keydesk::notify::worker::run_once;
use keydesk::service::outbox;
use keydesk::store::Store;
use mail_parser::MessageParser;

use crate::support::database::{address, stories};
use crate::support::queue::{begin, put};
use crate::support::smtp::{Arrived, MailServer};
use crate::support::sql::{exec, select};
use crate::support::world::World;

stories! {
    workers_that_are_killed_lose_nothing,
    ten_thousand_letters_leave_and_nobody_waits,
}

/// So often both workers are killed; `KEYDESK_TEST_KILLS` has it done more often.
const KILLS: u32 = 20;
/// Events in each round; every third is rolled back.
const EVENTS: u32 = 12;
const LETTERS: usize = 10_000;

/// A real program that sends letters to the server, until it is killed or, with `--once`, done.
fn worker(store: &Store, server: &MailServer, home: &std::path::Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_keydesk"))
        .args(["outbox", "run"])
        .args(more)
        .env_clear()
        .env("HOME", home)
        .env("KEYDESK_DATABASE__URL", address(store))
        .env("KEYDESK_MAIL__TRANSPORT", "smtp")
        .env("KEYDESK_MAIL__HOST", "127.0.0.1")
        .env("KEYDESK_MAIL__PORT", server.port().to_string())
        .env("KEYDESK_MAIL__TLS", "none")
        .env("KEYDESK_MAIL__FROM", "portal@nordlift.example")
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Killed as the system does it: no last word.
fn kill(mut child: Child) {
    child.kill().expect("it runs");
    child.wait().expect("it is gone");
}

async fn workers_that_are_killed_lose_nothing(store: Store) {
    let world = World::new(store.clone()).await;
    let (server, home) = (MailServer::start().await, tempfile::tempdir().expect("a home"));
    let rounds = std::env::var("KEYDESK_TEST_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let mut committed = BTreeSet::new();
    for round in 0..rounds {
        let workers = [worker(&store, &server, home.path(), &[]), worker(&store, &server, home.path(), &[])];
        for n in 0..EVENTS {
            let to = format!("r{round}n{n}@huber.example");
            let mut tx = begin(&store).await;
            put(&world, &mut tx, Channel::Email, &to).await;
            if n % 3 == 0 {
                drop(tx);
            } else {
                tx.commit().await.expect("it is kept");
                committed.insert(to);
            }
            tokio::time::sleep(Duration::from_millis(u64::from(20 + 7 * (round + n) % 40))).await;
        }
        workers.into_iter().for_each(kill);
        // Both are dead: their leases are over now rather than in five minutes.
        exec!(&world.sql, "UPDATE outbox SET leased_until = created_at WHERE leased_until IS NOT NULL");
    }
    let before_the_last = server.arrived().len();
    let done = worker(&store, &server, home.path(), &["--once"]).wait().expect("it ends");
    assert!(done.success(), "what was left leaves");
    let arrived = server.arrived();
    assert!(before_the_last > 0, "the workers had time to send something before they were killed");
    let ids = ids_of(&arrived);
    let told: BTreeSet<String> = ids.keys().cloned().collect();
    let lost: Vec<_> = committed.difference(&told).collect();
    assert!(lost.is_empty(), "committed and never told: {lost:?}");
    let invented: Vec<_> = told.difference(&committed).collect();
    assert!(invented.is_empty(), "rolled back and told: {invented:?}");
    assert!(ids.values().all(|ids| ids.len() == 1), "copies of a letter have one Message-ID: {ids:?}");
    let waiting = select!(&world.sql, (i64,), "SELECT count(*) FROM outbox WHERE state <> 'sent'");
    assert_eq!(waiting, [(0,)]);
}

/// The Message-IDs under which each address was written to.
fn ids_of(arrived: &[Arrived]) -> BTreeMap<String, BTreeSet<String>> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for letter in arrived {
        let parsed = MessageParser::default().parse(&letter.octets).expect("a message");
        let id = parsed.message_id().expect("a Message-ID").to_owned();
        ids.entry(letter.to.clone()).or_default().insert(id);
    }
    ids
}

async fn ten_thousand_letters_leave_and_nobody_waits(store: Store) {
    let world = World::new(store.clone()).await;
    let mut tx = begin(&store).await;
    for n in 0..LETTERS {
        put(&world, &mut tx, Channel::Email, &format!("user{n}@huber.example")).await;
    }
    tx.commit().await.expect("they are kept");
    // What the other writer writes is not to be sent.
    outbox::pause(&world.app, &world.admin, Channel::Sms).await.expect("staff may");
    let server = MailServer::start().await;
    let (transport, done) = (server.transport(), AtomicBool::new(false));
    // Somebody else goes on writing; noted is how many letters had left at each commit.
    let writing = async {
        let mut commits = Vec::new();
        while !done.load(Ordering::Relaxed) {
            let mut tx = begin(&store).await;
            put(&world, &mut tx, Channel::Sms, "+436641234567").await;
            tx.commit().await.expect("nobody stands in the way");
            commits.push(server.count());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        commits
    };
    let sending = async {
        let counts = run_once(&world.app, &transport).await.expect("the database answers");
        done.store(true, Ordering::Relaxed);
        counts
    };
    let (counts, commits) = tokio::join!(sending, writing);
    assert_eq!((counts.sent, counts.failed), (LETTERS, 0));
    let to: BTreeSet<_> = server.arrived().into_iter().map(|a| a.to).collect();
    assert_eq!((to.len(), server.count()), (LETTERS, LETTERS), "each arrives once");
    for tenth in 0..10 {
        let range = tenth * LETTERS / 10..(tenth + 1) * LETTERS / 10;
        let count = commits.iter().filter(|left| range.contains(left)).count();
        assert!(count > 0, "nobody could write while letters {range:?} were sent");
    }
}
