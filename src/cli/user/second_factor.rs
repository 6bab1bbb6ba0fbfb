//! What a person has beside the password, and taking it away when it is lost (R22).

use super::{Whom, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::facts;
use crate::service::second_factor::{self, Factors};

/// Whose, and whether to take it away.
#[derive(clap::Args, Clone, Debug)]
pub struct SecondFactor {
    #[command(flatten)]
    whom: Whom,
    /// Take away the authenticator app, every passkey and the recovery codes; the person is told by letter
    #[arg(long)]
    reset: bool,
}

pub async fn run(desk: &Desk, args: &SecondFactor) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    if !args.reset {
        return show(desk, &second_factor::of_user(&app, &by, user.id).await?);
    }
    let had = second_factor::reset(&app, &by, user.id).await?;
    desk.out.say(format!(
        "Taken away from {}: {}. The person is signed out everywhere, comes in with the password alone from now on, and is \
         told by letter.",
        user.name(),
        had.words()
    ));
    show(desk, &second_factor::of_user(&app, &by, user.id).await?)
}

fn show(desk: &Desk, factors: &Factors) -> Result<(), Failure> {
    let word = |on: bool| if on { "yes" } else { "no" }.to_owned();
    desk.out.show(factors, || {
        facts(&[
            ("Person", factors.person.clone()),
            ("Authenticator app", word(factors.app)),
            ("Passkeys", factors.passkeys.to_string()),
            ("Recovery codes", factors.codes.to_string()),
        ])
    })
}
