//! How long access lives (R16), and deleting a person (R15).

use serde_json::json;

use super::{Whom, confirm, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::time;
use crate::cli::when::When;
use crate::service::{Error, access};

/// Whose access, and until when.
#[derive(clap::Args, Clone, Debug)]
pub struct Expire {
    #[command(flatten)]
    whom: Whom,
    #[command(flatten)]
    when: When,
}

/// Who is deleted.
#[derive(clap::Args, Clone, Debug)]
pub struct Delete {
    #[command(flatten)]
    whom: Whom,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub async fn expire(desk: &Desk, args: &Expire) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let ends_at = args.when.moment(&app, &by).await?;
    let after = access::set_end(&app, &by, user.id, user.version, ends_at).await.map_err(under_our_flag)?;
    desk.out.say(match after.ends_at {
        Some(end) => format!("The access of {} to {} ends {}.", after.name(), after.customer_name, time(end)),
        None => format!("The access of {} to {} has no end.", after.name(), after.customer_name),
    });
    super::state::after(desk, &app, &by, &after).await
}

/// The field `ends_at` is what `--on` says here.
fn under_our_flag(error: Error) -> Error {
    match error {
        Error::Invalid(mut errors) => {
            errors.0.iter_mut().filter(|e| e.field == "ends_at").for_each(|e| e.field = "on");
            Error::Invalid(errors)
        }
        other => other,
    }
}

pub async fn delete(desk: &Desk, args: &Delete) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    confirm(
        args.yes,
        &format!(
            "{} <{}> is deleted at {} {}, with invitation, links, sessions and letters, and the name goes from the log. This \
             cannot be undone; \"keydesk user revoke\" ends access and can be granted again.",
            user.name(),
            user.email,
            user.customer_number,
            user.customer_name
        ),
    )?;
    access::delete(&app, &by, user.id).await?;
    desk.out.say("Deleted. The log keeps what was done, without the name.");
    if desk.out.json { desk.out.show(&json!({ "deleted": user.email }), String::new) } else { Ok(()) }
}
