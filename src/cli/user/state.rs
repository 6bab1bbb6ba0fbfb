//! Suspending, lifting, revoking (R15).

use super::places::Places;
use super::{Whom, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::service::access::{self, Farewell, UserRow};
use crate::service::{Actor, App};

/// Whose access ends.
#[derive(clap::Args, Clone, Debug)]
pub struct Revoke {
    #[command(flatten)]
    whom: Whom,
    /// Do not tell the person
    #[arg(long)]
    no_letter: bool,
    /// Send the letter to this address, for this once
    #[arg(long, value_name = "EMAIL", conflicts_with = "no_letter")]
    send_to: Option<String>,
}

pub async fn suspend(desk: &Desk, whom: &Whom) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, whom).await?;
    access::suspend(&app, &by, user.id).await?;
    desk.out.say(format!("{} is suspended: signed out everywhere, cannot sign in until lifted.", user.name()));
    after(desk, &app, &by, &user).await
}

pub async fn lift(desk: &Desk, whom: &Whom) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, whom).await?;
    access::lift(&app, &by, user.id).await?;
    desk.out.say(format!("{} may sign in again.", user.name()));
    after(desk, &app, &by, &user).await
}

pub async fn revoke(desk: &Desk, args: &Revoke) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let farewell = if args.no_letter { Farewell::Silent } else { Farewell::Letter(args.send_to.clone()) };
    access::revoke(&app, &by, user.id, &farewell).await?;
    let told = if args.no_letter { "is not told" } else { "is told by e-mail" };
    desk.out.say(format!("The access of {} to {} is over; the person {told}.", user.name(), user.customer_name));
    after(desk, &app, &by, &user).await
}

pub async fn after(desk: &Desk, app: &App, by: &Actor, user: &UserRow) -> Result<(), Failure> {
    if !desk.out.json {
        return Ok(());
    }
    let now = access::user(app, by, user.id).await?;
    let places = Places::of(app, by, user.customer).await?;
    super::show::print(desk, &now, &places)
}
