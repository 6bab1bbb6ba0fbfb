//! `keydesk link`: the secure link of a customer (R20, R21).

use super::desk::Desk;
use super::exit::Failure;
use super::when::When;
use crate::domain::CustomerId;
use crate::service::secure_link::{self, Shown};
use crate::service::{Actor, App, customers};

/// What to do with a customer's secure link.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Link {
    /// Show the link by which a customer without users sees the portal
    #[command(before_help = "Examples:\n  keydesk link show 1042\n  keydesk --json link show 1042")]
    Show(Whose),
    /// Replace it: the old one stops working at once
    #[command(before_help = "Examples:\n  keydesk link rotate 1042")]
    Rotate(Whose),
    /// Switch it on
    #[command(before_help = "Examples:\n  keydesk link on 1042")]
    On(Whose),
    /// Switch it off
    #[command(before_help = "Examples:\n  keydesk link off 1042")]
    Off(Whose),
    /// Give it an end, move it, or take it away
    #[command(before_help = "Examples:\n  keydesk link expire 1042 --on 2027-01-31\n  \
        keydesk link expire 1042 --in 14d\n  keydesk link expire 1042 --never")]
    Expire(Expire),
}

/// Whose link.
#[derive(clap::Args, Clone, Debug)]
pub struct Whose {
    /// The customer's number
    #[arg(value_name = "NUMBER")]
    number: String,
}

/// Whose link, and until when.
#[derive(clap::Args, Clone, Debug)]
pub struct Expire {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    when: When,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Link) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let shown = match command {
        Link::Show(whose) => secure_link::show(&app, &by, customer(&app, &by, whose).await?).await?,
        Link::Rotate(whose) => secure_link::rotate(&app, &by, customer(&app, &by, whose).await?).await?,
        Link::On(whose) => secure_link::switch(&app, &by, customer(&app, &by, whose).await?, true).await?,
        Link::Off(whose) => secure_link::switch(&app, &by, customer(&app, &by, whose).await?, false).await?,
        Link::Expire(args) => {
            let customer = customer(&app, &by, &args.whose).await?;
            let ends_at = args.when.moment(&app, &by).await?;
            secure_link::set_end(&app, &by, customer, ends_at).await?
        }
    };
    say(desk, &shown)
}

async fn customer(app: &App, by: &Actor, whose: &Whose) -> Result<CustomerId, Failure> {
    Ok(customers::by_number(app, by, &whose.number).await?.row.id)
}

fn say(desk: &Desk, shown: &Shown) -> Result<(), Failure> {
    if let Some(why) = &shown.why_not {
        desk.out.say(format!("It does not open the portal: {why}."));
    }
    desk.out.show(shown, || shown.link.clone())
}
