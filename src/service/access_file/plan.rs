//! What a file would do: every line compared with what is there, in numbers where they are known (R72).

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::permission::Exceptions;
use crate::domain::staff::StaffPermission;
use crate::domain::{CustomerId, CustomerUserId};
use crate::service::access::{self, Change, Effect, Grant};
use crate::service::{Actor, App, Error};
use crate::store::{Conn, organizations};

use super::Options;
use super::compare;
use super::parse::{self, Entry, Problems};

/// What a file would do.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Plan {
    /// The same for the same steps; `apply` can insist on it.
    pub id: String,
    /// How many people are in the file.
    pub people: u64,
    /// How many of them are as the file says already.
    pub unchanged: u64,
    /// What would be done, in the order of the file; what is done to people who are not in it comes last.
    pub steps: Vec<Step>,
    /// What is worth knowing: names that were left alone, people who will see nothing, secure links that close.
    pub notes: Vec<String>,
}

/// What would be done for one person.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Step {
    /// The line of the file, 0 for who is not in it.
    pub line: u64,
    /// At which customer.
    pub customer: CustomerId,
    /// That customer's number.
    pub customer_number: String,
    /// The user name.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The customer user, where there is one already.
    pub user: Option<CustomerUserId>,
    /// What would be done.
    pub actions: Vec<Action>,
    /// What would be different.
    pub differences: Vec<Difference>,
    /// What the person would see and may do, against now; for changes.
    pub effect: Option<Effect>,
    #[serde(skip)]
    pub(super) work: Work,
}

/// What is done for a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Access is granted and the invitation sent (R6).
    Grant,
    /// Role, permissions, scope, contact or end are changed.
    Change,
    /// Access is suspended.
    Suspend,
    /// A suspension is lifted.
    Lift,
    /// Access is revoked.
    Revoke,
}

impl Action {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Change => "change",
            Self::Suspend => "suspend",
            Self::Lift => "lift",
            Self::Revoke => "revoke",
        }
    }
}

/// One thing that would be different.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Difference {
    /// Which column, or the permission.
    pub what: &'static str,
    /// What it is; empty where there is nobody yet.
    pub before: String,
    /// What it would be.
    pub after: String,
}

/// What `apply` has to do.
#[derive(Clone, PartialEq, Debug)]
#[allow(clippy::option_option, reason = "left alone, taken away, set")]
pub(super) enum Work {
    /// Nothing.
    Nothing,
    /// Somebody gets access.
    Grant {
        /// Who, and to what.
        grant: Box<Grant>,
        /// Beyond the role.
        exceptions: Exceptions,
        /// Until when.
        ends_at: Option<DateTime<Utc>>,
    },
    /// Somebody has access.
    Tune {
        /// Who.
        user: CustomerUserId,
        /// The version that was looked at.
        version: i64,
        /// Role, permissions, scope, contact.
        change: Option<Change>,
        /// The new end.
        ends_at: Option<Option<DateTime<Utc>>>,
        /// The new state.
        turn: Option<Action>,
    },
}

impl Plan {
    /// How many people something would be done for.
    pub fn count(&self, action: Action) -> usize {
        self.steps.iter().filter(|s| s.actions.contains(&action)).count()
    }
}

/// What the file would do. Nothing is changed.
///
/// # Errors
/// Every line and cell that cannot be taken, all at once; denied when only permissions are missing.
pub async fn plan(app: &App, by: &Actor, content: &str, options: impl Into<Options>) -> Result<Plan, Error> {
    let options = options.into();
    let mut conn = app.store.read().await?;
    let read = read(&mut conn, by, content, &options).await?;
    let mut plan = draw_up(app, &mut conn, by, read, &options).await?;
    drop(conn);
    let changes: Vec<Change> = plan.steps.iter().filter_map(|s| s.work.change().cloned()).collect();
    let mut effects = access::preview(app, by, &changes).await?.into_iter();
    for step in plan.steps.iter_mut().filter(|s| s.work.change().is_some()) {
        step.effect = effects.next();
    }
    Ok(plan)
}

impl Work {
    pub(super) const fn change(&self) -> Option<&Change> {
        match self {
            Self::Tune { change, .. } => change.as_ref(),
            Self::Nothing | Self::Grant { .. } => None,
        }
    }
}

/// Reads the file, as far as it alone tells. Not inside a transaction: a large file must keep nobody waiting.
pub(super) async fn read(
    conn: &mut Conn,
    by: &Actor,
    content: &str,
    options: &Options,
) -> Result<(Vec<Entry>, Problems), Error> {
    by.may(StaffPermission::ImportExport)?.anywhere();
    let organization = organizations::get(conn, by.organization).await?;
    let zone = organization.and_then(|o| o.time_zone.parse().ok()).unwrap_or(Tz::UTC);
    let mut problems = Problems::default();
    let entries = parse::read(content, options.format, zone, &mut problems);
    Ok((entries, problems))
}

/// Compares every line with what is there now.
pub(super) async fn draw_up(
    app: &App,
    conn: &mut Conn,
    by: &Actor,
    (entries, mut problems): (Vec<Entry>, Problems),
    options: &Options,
) -> Result<Plan, Error> {
    let compared = compare::all(app, conn, by, &entries, options.prune, &mut problems).await?;
    let denied = compared.denied;
    if !problems.is_empty() {
        for (at, error) in denied {
            problems.add(at, "", "", error.to_string());
        }
    } else if let Some((at, Error::Denied { needs, because })) = denied.into_iter().next() {
        return Err(Error::Denied { needs, because: format!("{because} ({at})") });
    }
    problems.into_result()?;
    let people = entries.len() as u64;
    let named = compared.steps.iter().filter(|s| s.line > 0).count() as u64;
    Ok(Plan {
        id: id(by, &compared.steps),
        people,
        unchanged: people - named,
        steps: compared.steps,
        notes: compared.notes,
    })
}

/// The same steps give the same identifier, whatever else the file says and in whatever order.
fn id(by: &Actor, steps: &[Step]) -> String {
    let mut told: Vec<String> = steps
        .iter()
        .map(|s| serde_json::json!([s.customer, s.user, s.email.to_lowercase(), s.actions, s.differences]).to_string())
        .collect();
    told.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update(by.organization.0.as_bytes());
    for step in told {
        hasher.update((step.len() as u64).to_be_bytes());
        hasher.update(step.as_bytes());
    }
    let mut id = String::with_capacity(16);
    for byte in hasher.finalize().iter().take(8) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}
