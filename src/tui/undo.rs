//! Undoing (R74): from a record of the log, or what was changed here last. It asks with what will happen, and says why not.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::CustomerId;
use crate::domain::activity::Event;
use crate::service::activity::{self, ActivityQuery, Record};
use crate::service::undo::{self, Undone};

use super::desk::Desk;
use super::dialogs::{Fetch, Question};
use super::msg::Job;
use super::screen::Cx;

/// What was changed here last that can be undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LastChange {
    /// At which customer, if at one.
    pub customer: Option<CustomerId>,
    /// When it was known here.
    pub at: DateTime<Utc>,
}

/// A change and its record can lie so far apart, with a slow database between them.
const APART: TimeDelta = TimeDelta::seconds(30);

impl Desk {
    /// Remembers that something was changed here.
    pub(super) fn remember_change(&mut self, customer: Option<CustomerId>) {
        self.last_change = Some(LastChange { customer, at: self.now() });
    }

    /// Whether the keys go to the activity log, where `z` is about the record under the cursor.
    pub(super) fn in_the_log(&self) -> bool {
        self.front().scopes().contains(&super::catalogue::Scope::Activity)
    }

    /// Asks whether to undo what was changed here last.
    pub(super) fn undo_last(&mut self) {
        let Some(last) = self.last_change else { return };
        let job = Job::new("last change", move |app, by| async move {
            let query = ActivityQuery { customer: last.customer, limit: 50, ..ActivityQuery::default() };
            let records = activity::list(&app, &by, &query).await?;
            let mine = |r: &Record| r.actor_name == by.name() && r.at + APART >= last.at && can_be(r.event);
            let Some(record) = records.into_iter().find(mine) else { return Ok(None) };
            let possible = undo::possible(&app, &by, &record).await;
            Ok(Some((record, possible)))
        });
        self.push_dialog(Fetch::new(
            t!("undo-verb"),
            job,
            |found: Option<(Record, Result<(), String>)>, cx| match found {
                None => cx.info(t!("undo-nothing-lately")),
                Some((_, Err(why))) => cx.failed(t!("undo-cannot", why = why)),
                Some((record, Ok(()))) => cx.push(question(&record)),
            },
        ));
    }
}

/// Whether a record of this kind tells of something that can be undone at all.
pub const fn can_be(event: Event) -> bool {
    matches!(
        event,
        Event::RoleChanged
            | Event::PermissionsChanged
            | Event::ScopeChanged
            | Event::ContactLinkChanged
            | Event::AccessEndSet
            | Event::AccessSuspended
            | Event::SuspensionLifted
            | Event::AccessRevoked
            | Event::InvitationWithdrawn
            | Event::AccessRestored
            | Event::RoleContentChanged
            | Event::CustomerPortalSwitched
            | Event::PortalAreasChanged
            | Event::SecureLinkSwitched
    )
}

/// Looks whether the record can be undone, then asks, or says why not.
pub fn of(record: &Record) -> Fetch<Result<(), String>> {
    let (asked, told) = (record.clone(), record.clone());
    let job = Job::new("undo possible", move |app, by| async move { Ok(undo::possible(&app, &by, &asked).await) });
    Fetch::new(t!("undo-verb"), job, move |possible: Result<(), String>, cx: &mut Cx<'_>| match possible {
        Ok(()) => cx.push(question(&told)),
        Err(why) => cx.failed(t!("undo-cannot", why = why)),
    })
}

/// What will happen, in a sentence or two.
fn happens(record: &Record) -> String {
    let subject = &record.subject;
    let differences = record.differences();
    let back = match record.event {
        Event::AccessSuspended => t!("undo-suspended", subject = subject),
        Event::SuspensionLifted => t!("undo-lifted", subject = subject),
        Event::AccessRevoked => {
            t!("undo-revoked", subject = subject)
        }
        Event::AccessRestored => t!("undo-restored", subject = subject),
        Event::InvitationWithdrawn => {
            t!("undo-withdrawn", subject = subject)
        }
        _ if differences.is_empty() => t!("undo-back").to_owned(),
        _ => {
            let line = |d: &activity::Difference| {
                let what = if d.what.is_empty() { String::new() } else { format!("{}: ", d.what.replace('_', " ")) };
                format!("  {what}{} → {}", d.after, d.before)
            };
            let lines = differences.iter().map(line).collect::<Vec<_>>().join("\n");
            format!("{}\n{lines}", t!("undo-back-to"))
        }
    };
    let record =
        t!("undo-record", seq = record.seq, name = record.actor_name, sentence = super::logged::sentence(record));
    format!("{record}\n\n{back}\n\n{}", t!("undo-own-record"))
}

/// The question.
fn question(record: &Record) -> Question<Undone> {
    let (seq, customer) = (record.seq, record.customer_id);
    Question::new(
        t!("undo-ask"),
        happens(record),
        t!("undo-verb"),
        move || Job::new("undo", move |app, by| async move { undo::undo(&app, &by, seq).await }),
        move |undone: Undone, cx| cx.undoable(customer, t!("undo-done", sentence = undone.sentence)),
    )
}
