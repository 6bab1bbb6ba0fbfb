//! `keydesk sms`: whether the settings of the SMS gateway work (R65).

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::faces::Faces;
use crate::domain::notice::Channel;
use crate::service::outbox;

/// What to do with the settings of the SMS gateway.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Sms {
    /// Send a test SMS at once, past the outbox, and print what the gateway says
    #[command(
        before_help = "Examples:\n  keydesk sms test +436641234567\n  keydesk --json sms test \"+46 70 123 45 67\""
    )]
    Test(Test),
}

/// To whom.
#[derive(clap::Args, Clone, Debug)]
pub struct Test {
    /// The mobile number, with the code of its country
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// Does it.
pub async fn run<F: Faces>(desk: &Desk, command: &Sms) -> Result<(), Failure> {
    let Sms::Test(test) = command;
    trial::<F>(desk, Channel::Sms, &test.number).await
}

/// Sends a test and says what came of it.
pub(super) async fn trial<F: Faces>(desk: &Desk, channel: Channel, to: &str) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let message = outbox::try_out(&app, &by, channel, to).await?;
    let to = message.to.clone();
    match F::trial(app, desk.config.clone(), channel, message).await {
        Ok(said) => {
            desk.out.say(format!("The test to {to} was taken."));
            desk.out.show(&json!({ "channel": channel, "to": to, "taken": true, "said": said }), || said.clone())
        }
        Err(said) => Err(Failure::failed(format!(
            "the test to {to} was not taken: {said}; nothing waits in the outbox because of it, and \"keydesk doctor\" looks at the settings"
        ))),
    }
}
