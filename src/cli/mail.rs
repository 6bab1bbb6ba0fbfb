//! `keydesk mail`: whether the mail settings work (R63).

use super::desk::Desk;
use super::exit::Failure;
use super::faces::Faces;
use super::sms;
use crate::domain::notice::Channel;

/// What to do with the mail settings.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Mail {
    /// Send a test letter at once, past the outbox, and print what the mail server says
    #[command(before_help = "Examples:\n  keydesk mail test anna@nordlift.example\n  \
        keydesk --json mail test anna@nordlift.example")]
    Test(Test),
}

/// To whom.
#[derive(clap::Args, Clone, Debug)]
pub struct Test {
    /// The e-mail address
    #[arg(value_name = "ADDRESS")]
    address: String,
}

/// Does it.
pub async fn run<F: Faces>(desk: &Desk, command: &Mail) -> Result<(), Failure> {
    let Mail::Test(test) = command;
    sms::trial::<F>(desk, Channel::Email, &test.address).await
}
