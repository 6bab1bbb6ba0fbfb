//! Emptying the outbox into a mail server on this machine, against a floor: the same letters handed over by the same client code
//! without a database.
//!
//! The floor has the messages ready made and its connections open; emptying the outbox claims, asks whether each may still be
//! told, writes each out, opens the connections and notes what became of each. So the ratio says what all of that costs together,
//! and never flatters. The server's own work is the same in both.
//!
//! `cargo bench --bench outbox`; `KEYDESK_BENCH_LETTERS` sets how many (1,000 otherwise). The last line of each database is the
//! ratio.

#![allow(clippy::expect_used, clippy::similar_names, reason = "as the tests, whose support this uses")]

#[path = "../tests/all/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "shared with the tests")]
mod support;

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use keydesk::domain::CustomerUserId;
use keydesk::domain::access::ThingKind;
use keydesk::domain::letter::LetterKind;
use keydesk::domain::notice::Channel;
use keydesk::notify::message::Message;
use keydesk::notify::settings::Way;
use keydesk::notify::transport::{Outcome, Transport};
use keydesk::notify::worker::run_once;
use keydesk::store::Store;
use serde_json::json;

use support::queue::{begin, put};
use support::smtp::MailServer;
use support::sql::exec;
use support::world::World;

/// The median of so many rounds counts.
const ROUNDS: usize = 3;

fn main() {
    support::database::on_sqlite(|store| measure("SQLite", store));
    support::database::on_postgres(|store| measure("PostgreSQL", store));
}

fn letters() -> usize {
    std::env::var("KEYDESK_BENCH_LETTERS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000)
}

async fn measure(name: &str, store: Store) {
    let world = World::new(store).await;
    let reader = reader(&world).await;
    let (count, mut outbox, mut bare) = (letters(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let server = MailServer::start().await;
        let transport = patient(&server);
        exec!(&world.sql, "DELETE FROM outbox");
        let mut tx = begin(&world.app.store).await;
        for n in 0..count {
            put(&world, &mut tx, Channel::Email, &format!("user{n}@huber.example")).await;
        }
        tx.commit().await.expect("they are kept");
        exec!(&world.sql, "UPDATE outbox SET customer_user_id = $1, about = $2", reader.0, &reader.1);
        let started = Instant::now();
        let counts = run_once(&world.app, &transport).await.expect("the database answers");
        outbox.push(rate(count, started));
        assert_eq!((counts.sent, server.count()), (count, count), "all arrived, once");
        bare.push(handed_over(&server, &transport).await);
    }
    let (outbox, bare) = (median(outbox), median(bare));
    println!("{name}: handed over without a database {bare:8.0} letters/s");
    println!("{name}: out of the outbox              {outbox:8.0} letters/s");
    println!("{name}: ratio {:.2}", outbox / bare);
}

/// Somebody who hears of the order that the letters are about, and what the outbox keeps of that: it is asked again for each
/// letter when it leaves (R62).
async fn reader(world: &World) -> (CustomerUserId, String) {
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "W12", "Lift").await;
    let subject = json!({ "kind": ThingKind::Order, "number": "W12" });
    let about = json!({ "kind": LetterKind::OrderPlanned, "customer": customer, "subject": subject, "order": null });
    (world.user(customer, "eva@huber.example").await, about.to_string())
}

/// A transport that measures a busy machine too, where the patience of the tests would end.
fn patient(server: &MailServer) -> Transport {
    let mut settings = server.settings();
    if let Way::Smtp(smtp) = &mut settings.way {
        smtp.timeout = Duration::from_secs(30);
    }
    Transport::new(&settings).expect("the settings are right")
}

/// The messages that arrived, handed over again as they are.
async fn handed_over(server: &MailServer, transport: &Transport) -> f64 {
    let messages: Vec<Message> = server
        .arrived()
        .into_iter()
        .map(|arrived| {
            let (from, to) = (arrived.from.parse().expect("an address"), arrived.to.parse().expect("an address"));
            let envelope = lettre::address::Envelope::new(Some(from), vec![to]).expect("an envelope");
            Message { envelope, octets: arrived.octets }
        })
        .collect();
    let (count, started) = (messages.len(), Instant::now());
    let at_once = transport.lane(Channel::Email).at_once;
    let sending = futures_util::stream::iter(messages).map(|message| transport.send("again", message));
    let outcomes: Vec<Outcome> = sending.buffer_unordered(at_once).collect().await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Sent { .. })), "all are taken");
    rate(count, started)
}

#[allow(clippy::cast_precision_loss, reason = "thousands")]
fn rate(count: usize, started: Instant) -> f64 {
    count as f64 / started.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
