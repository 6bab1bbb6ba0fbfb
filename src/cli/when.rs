//! When something ends: a day, a while from now, or never.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::service::{Actor, App, Error, access};

/// When it ends.
#[derive(clap::Args, Clone, Debug)]
#[command(group(clap::ArgGroup::new("when").required(true).args(["on", "after", "never"])))]
pub struct When {
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

impl When {
    /// The moment, or none.
    ///
    /// # Errors
    /// When the organization's time zone cannot be read.
    pub async fn moment(&self, app: &App, by: &Actor) -> Result<Option<DateTime<Utc>>, Error> {
        Ok(match (self.on, self.after) {
            (Some(day), _) => Some(access::end_of_day(app, by, day).await?),
            (None, Some(after)) => Some(app.now() + after),
            (None, None) => None,
        })
    }
}

/// `36h`, `14d`, `6w`.
fn span(text: &str) -> Result<TimeDelta, String> {
    const LONGEST: i64 = 24 * 366 * 100;
    let wrong = || "write hours, days or weeks: 36h, 14d, 6w".to_owned();
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(wrong)?;
    let number: u32 = number.parse().map_err(|_| wrong())?;
    let hours = match unit {
        "h" => 1,
        "d" => 24,
        "w" => 24 * 7,
        _ => return Err(wrong()),
    };
    match i64::from(number) * hours {
        0 => Err("must be longer than nothing".to_owned()),
        hours if hours > LONGEST => Err("is longer than a hundred years; use --never".to_owned()),
        hours => Ok(TimeDelta::hours(hours)),
    }
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
