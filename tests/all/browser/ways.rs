//! The ways that people really go through the portal, in a real browser: each is written once and gone on a phone of 320 pixels
//! and on a desk, with script and without it. After each one what was done is asked of the database or of a second page.
//! What does not belong here: what a way must refuse in detail (`tests/all/portal`), and how pages look (`every_page`).

mod account;
mod billing;
mod company;
mod devices;
mod documents;
mod faults;
mod keyboard;
mod orders;
mod outside;
mod pages;
mod plans;
mod signing;
pub mod stage;

/// Makes a test that goes every way named in each of the four settings.
macro_rules! ways {
    ($($way:ident),+ $(,)?) => {
        #[test]
        fn go_at_every_size_with_and_without_script() {
            $crate::support::database::on_sqlite(|store| {
                super::stage::go_all(store, vec![$((stringify!($way), |stage| Box::pin($way(stage)))),+])
            });
        }
    };
}

use ways;
