//! Signing in to the portal, through the real server, against a floor: raw argon2id with the same cost on as many
//! threads as there are cores. And what a flood of sign-ins does to somebody who reads pages meanwhile.
//!
//! `cargo bench --bench sign_in`. The last line of each database is the ratio; the bar is 0.95, and 10 ms for pages.

#![allow(clippy::expect_used, clippy::similar_names, reason = "as the tests, whose support this uses")]

mod common;
#[path = "../tests/all/support/mod.rs"]
#[allow(unused_imports, unused_macros, reason = "shared with the tests")]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use keydesk::service::hasher::LEAST_MEMORY_KIB;
use keydesk::store::Store;

use common::{Bench, Client, median};

/// Sign-ins under way at once, rounds, and how long each side is measured in a round.
const CLIENTS: usize = 8;
const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_secs(3);

fn main() {
    support::database::on_sqlite(|store| measure("SQLite", store));
    support::database::on_postgres(|store| measure("PostgreSQL", store));
}

async fn measure(name: &str, store: Store) {
    let bench = Bench::start(store).await;
    let (mut floors, mut portals, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let bare = tokio::task::spawn_blocking(hashes_per_second).await.expect("the floor");
        let real = sign_ins_per_second(&bench, TIME).await;
        floors.push(bare);
        portals.push(real);
        ratios.push(real / bare);
    }
    println!("{name}: raw argon2id on all cores     {:6.1} /s", median(floors));
    println!("{name}: sign-ins                      {:6.1} /s", median(portals));
    println!("{name}: pages during a flood, p50, p99 {}", pages_during_a_flood(&bench).await);
    println!("{name}: ratio {:.2} (bar 0.95)", median(ratios));
}

/// What this machine can hash when it does nothing else, with memory that is reused as ours is.
fn hashes_per_second() -> f64 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let started = Instant::now();
    let threads: Vec<_> = (0..cores)
        .map(|_| {
            std::thread::spawn(move || {
                let params = Params::new(LEAST_MEMORY_KIB, 2, 1, Some(32)).expect("parameters");
                let mut memory = vec![Block::new(); params.block_count()];
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                let (mut out, mut count) = ([0; 32], 0_u32);
                while started.elapsed() < TIME {
                    let done = argon2.hash_password_into_with_memory(b"password", &[7; 16], &mut out, &mut memory);
                    done.expect("a hash");
                    count += 1;
                }
                count
            })
        })
        .collect();
    let count: u32 = threads.into_iter().map(|t| t.join().expect("a thread")).sum();
    f64::from(count) / started.elapsed().as_secs_f64()
}

async fn sign_ins_per_second(bench: &Bench, time: Duration) -> f64 {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut client = Client::connect(bench.portal, "").await;
        let csrf = client.open_sign_in().await;
        clients.push((client, csrf));
    }
    let started = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|(mut client, csrf)| {
            tokio::spawn(async move {
                let mut count = 0_u32;
                while started.elapsed() < time {
                    client.sign_in(&csrf).await;
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut count = 0;
    for task in tasks {
        count += task.await.expect("a client");
    }
    f64::from(count) / started.elapsed().as_secs_f64()
}

/// One person reads pages while others sign in without a pause.
async fn pages_during_a_flood(bench: &Bench) -> String {
    let mut reader = Client::connect(bench.portal, "").await;
    let csrf = reader.open_sign_in().await;
    reader.cookie = reader.sign_in(&csrf).await;
    let over = Arc::new(AtomicBool::new(false));
    let reading = tokio::spawn({
        let over = Arc::clone(&over);
        async move {
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let started = Instant::now();
                let page = reader.get("/orders").await;
                assert_eq!(page.status, 200);
                times.push(started.elapsed().as_secs_f64() * 1e3);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            times
        }
    });
    sign_ins_per_second(bench, TIME * 2).await;
    over.store(true, Ordering::Relaxed);
    let mut times = reading.await.expect("a reader");
    times.sort_by(f64::total_cmp);
    format!("{:.1} ms, {:.1} ms (bar 10 ms)", times[times.len() / 2], times[times.len() * 99 / 100])
}
