//! New passwords by staff (R17).

use serde_json::json;

use super::{Whom, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::{facts, time};
use crate::service::passwords;

/// Whose password, and how.
#[derive(clap::Args, Clone, Debug)]
#[command(group(clap::ArgGroup::new("how").required(true).args(["link", "temporary"])))]
pub struct Password {
    #[command(flatten)]
    whom: Whom,
    /// Send a link that works once, for half an hour
    #[arg(long)]
    link: bool,
    /// Send the link to this address, for this once
    #[arg(long, value_name = "EMAIL", requires = "link", conflicts_with = "temporary")]
    send_to: Option<String>,
    /// Make a temporary password to read aloud, good for 72 hours
    #[arg(long)]
    temporary: bool,
    /// Also mail the temporary password, where the organization allows that
    #[arg(long, requires = "temporary", conflicts_with = "link")]
    mail: bool,
}

pub async fn run(desk: &Desk, args: &Password) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    if args.link {
        let sent = passwords::send_link(&app, &by, user.id, args.send_to.as_deref()).await?;
        desk.out.say(format!("{} is signed out everywhere; a link is on its way to {}.", user.name(), sent.sent_to));
        return desk
            .out
            .show(&sent, || facts(&[("Sent to", sent.sent_to.clone()), ("Valid until", time(sent.expires_at))]));
    }
    let made = passwords::temporary(&app, &by, user.id, args.mail).await?;
    desk.out.say(format!(
        "{} is signed out everywhere. Read the password aloud; it is not shown again, and the person chooses an own one at \
         the first sign-in.",
        user.name()
    ));
    if made.mailed_to.is_some() {
        desk.out.warn("the password stands in a letter: whoever reads that mailbox can sign in until it is replaced");
    }
    let value = json!({ "password": made.password, "valid_until": made.valid_until, "mailed_to": made.mailed_to });
    desk.out.show(&value, || {
        let mut shown = vec![("Password", made.password.clone()), ("Valid until", time(made.valid_until))];
        shown.extend(made.mailed_to.clone().map(|to| ("Mailed to", to)));
        facts(&shown)
    })
}
