//! `keydesk triage`: what wants attention, and the command that mends it (R73).

use serde_json::json;

use super::desk::Desk;
use super::exit::Failure;
use super::out::{table, time};
use crate::service::triage::{self, Fix, Item};

/// What to do with the triage list.
#[derive(clap::Subcommand, Clone, Debug)]
pub enum Triage {
    /// List what wants attention, the most urgent first, with the command that mends it
    #[command(before_help = "Examples:\n  keydesk triage list\n  keydesk --json triage list")]
    List,
}

/// Does it.
pub async fn run(desk: &Desk, command: &Triage) -> Result<(), Failure> {
    match command {
        Triage::List => list(desk).await,
    }
}

async fn list(desk: &Desk) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let items = triage::list(&app, &by).await?;
    if items.is_empty() {
        desk.out.say("Nothing wants your attention.");
    }
    let object = |i: &Item| {
        json!({
            "kind": i.kind,
            "customer": i.customer_number,
            "customer_name": i.customer_name,
            "email": i.email,
            "user": i.user,
            "invitation": i.invitation,
            "request": i.request,
            "sentence": i.sentence,
            "since": i.since,
            "fix": i.fix,
            "mend": mend(i),
        })
    };
    desk.out.show(&json!({ "items": items.iter().map(object).collect::<Vec<_>>() }), || {
        let row = |i: &Item| {
            let customer = format!("{} {}", i.customer_number, i.customer_name);
            vec![customer, i.sentence.clone(), time(i.since), mend(i)]
        };
        table(&["Customer", "What", "Since", "Mend it with"], items.iter().map(row))
    })
}

/// The command that mends it, where what has to be chosen stands in capitals.
fn mend(item: &Item) -> String {
    let (number, email) = (&item.customer_number, &item.email);
    match item.fix {
        Fix::Resend => format!("keydesk invitation resend {email} --customer {number}"),
        Fix::ChangeAddress => match item.invitation {
            Some(id) => format!("keydesk invitation address {id} EMAIL"),
            None => format!("keydesk invitation list --customer {number}"),
        },
        Fix::Extend => format!("keydesk user expire {email} --in 365d --customer {number}"),
        Fix::PasswordLink => format!("keydesk user password {email} --link --customer {number}"),
        Fix::MakeAdministrator => format!("keydesk user role EMAIL administrator --customer {number}"),
        Fix::ChooseScope => format!("keydesk user scope {email} --all-facilities --customer {number}"),
        Fix::Decide => format!("keydesk independence approve {number}"),
        Fix::Answer => format!("keydesk order comment {} TEXT", item.order.as_deref().unwrap_or("NUMBER")),
        Fix::Take => format!("keydesk fault take {}", item.fault.as_deref().unwrap_or("NUMBER")),
    }
}
