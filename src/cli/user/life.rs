//! How long access lives (R16), and deleting a person (R15).

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::{Whom, confirm, find};
use crate::cli::desk::Desk;
use crate::cli::exit::Failure;
use crate::cli::out::time;
use crate::service::access;

/// Whose access, and until when.
#[derive(clap::Args, Clone, Debug)]
#[command(group(clap::ArgGroup::new("when").required(true).args(["on", "after", "never"])))]
pub struct Expire {
    #[command(flatten)]
    whom: Whom,
    /// The last day, in the organization's time zone
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<NaiveDate>,
    /// So long from now: hours (h), days (d) or weeks (w)
    #[arg(long = "in", value_name = "14d", value_parser = span)]
    after: Option<TimeDelta>,
    /// Take the end away
    #[arg(long)]
    never: bool,
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

/// `36h`, `14d`, `6w`.
fn span(text: &str) -> Result<TimeDelta, String> {
    let wrong = || "write hours, days or weeks: 36h, 14d, 6w".to_owned();
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
    let number: u32 = number.parse().map_err(|_| wrong())?;
    let hours = match unit {
        "h" => 1,
        "d" => 24,
        "w" => 24 * 7,
        _ => return Err(wrong()),
    };
    const LONGEST: i64 = 24 * 366 * 100;
    match i64::from(number) * hours {
        0 => Err("must be longer than nothing".to_owned()),
        hours if hours > LONGEST => Err("is longer than a hundred years; use --never".to_owned()),
        hours => Ok(TimeDelta::hours(hours)),
    }
}

pub async fn expire(desk: &Desk, args: &Expire) -> Result<(), Failure> {
    let (app, by) = desk.signed_in().await?;
    let user = find(&app, &by, &args.whom).await?;
    let ends_at = match (args.on, args.after) {
        (Some(day), _) => Some(access::end_of_day(&app, &by, day).await?),
        (None, Some(after)) => Some(app.now() + after),
        (None, None) => None,
    };
    let after = access::set_end(&app, &by, user.id, user.version, ends_at).await?;
    desk.out.say(match after.ends_at {
        Some(end) => format!("The access of {} to {} ends {}.", after.name(), after.customer_name, time(end)),
        None => format!("The access of {} to {} has no end.", after.name(), after.customer_name),
    });
    super::state::after(desk, &app, &by, &after).await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_strictly() {
        assert_eq!(span("14d"), Ok(TimeDelta::days(14)));
        assert_eq!((span("36h"), span("6w")), (Ok(TimeDelta::hours(36)), Ok(TimeDelta::weeks(6))));
        for wrong in ["", "d", "14", "0d", "-1d", "1.5d", "14 d", "14m", "99999999w", "1é"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
