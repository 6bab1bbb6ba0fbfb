//! Telling that a self-check is due (R60): nobody does anything on that day, so a worker looks.

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::domain::access::ThingKind;
use crate::domain::letter::LetterKind;
use crate::domain::notice::Subject;
use crate::service::actor::House;
use crate::service::notices::{Notice, announce};
use crate::service::{Actor, App, Error, Who};
use crate::store::checks::{self as store, Untold};

/// Tells everybody who may fill them in of the self-checks that are due today or were before, each once for each day on which
/// it is due, whatever the number of workers; how many there were.
pub async fn tell_due(app: &App) -> Result<usize, Error> {
    // It may be tomorrow already where an organization is.
    let latest = (app.now() + TimeDelta::hours(14)).date_naive();
    // Most looks find nothing: ask before taking the writer.
    let found = store::untold(&mut app.store.read().await?, latest).await?;
    let due: Vec<&Untold> = found.iter().filter(|check| is_due(app, check)).collect();
    let mut told = 0;
    for check in due {
        let mut tx = app.store.begin().await?;
        if !store::mark_told(&mut tx, check).await? {
            continue;
        }
        let by = Actor {
            organization: check.organization_id,
            organization_name: check.organization.clone(),
            who: Who::System,
            origin: "worker".to_owned(),
            house: House::default(),
        };
        let notice = Notice {
            kind: LetterKind::CheckDue,
            customer: check.customer_id,
            subject: Some(Subject { kind: ThingKind::Object, number: check.object_number.clone() }),
            order: None,
            detail: check.template.clone(),
            at: check.due_on.and_hms_opt(12, 0, 0).map(|at| at.and_utc()),
        };
        announce(app, &mut tx, &by, &notice).await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}

fn is_due(app: &App, check: &Untold) -> bool {
    let zone = check.time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
    check.due_on <= app.now().with_timezone(&zone).date_naive()
}
