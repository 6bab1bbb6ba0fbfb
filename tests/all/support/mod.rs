//! What the tests share: databases, worlds, servers.

#![allow(dead_code, reason = "a world offers more than today's stories use")]

pub mod authenticator;
pub mod between;
pub mod browser;
pub mod cluster;
pub mod database;
pub mod entering;
pub mod flows;
pub mod pages;
pub mod pty;
pub mod queue;
pub mod s3;
pub mod sms;
pub mod smtp;
pub mod sql;
pub mod still;
pub mod terminal;
pub mod world;

use std::io::Write as _;

/// Says that a test cannot run here, and why. Where everything is required (`KEYDESK_TEST_REQUIRE=all`, as
/// `tests/run` sets it) that is a failure. The line goes past the test runner's capture, so that it is seen.
pub fn skipped(because: &str) {
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    assert!(!everything_required(), "{name} must not be skipped, but: {because}");
    let _ = writeln!(std::io::stderr(), "{name}: skipped, because {because}");
}

/// Whether a missing server or browser is a failure.
pub fn everything_required() -> bool {
    std::env::var("KEYDESK_TEST_REQUIRE").is_ok_and(|v| v == "all")
}
