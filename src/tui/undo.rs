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
        self.push_dialog(Fetch::new("Undo", job, |found: Option<(Record, Result<(), String>)>, cx| match found {
            None => cx.info("Nothing was changed here lately that could be undone; the log knows older changes"),
            Some((_, Err(why))) => cx.failed(format!("Cannot be undone: {why}")),
            Some((record, Ok(()))) => cx.push(question(&record)),
        }));
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
    Fetch::new("Undo", job, move |possible, cx: &mut Cx<'_>| match possible {
        Ok(()) => cx.push(question(&told)),
        Err(why) => cx.failed(format!("Cannot be undone: {why}")),
    })
}

/// What will happen, in a sentence or two.
fn happens(record: &Record) -> String {
    let subject = &record.subject;
    let differences = record.differences();
    let back = match record.event {
        Event::AccessSuspended => format!("{subject} can sign in again."),
        Event::SuspensionLifted => format!("{subject} is suspended again; open sessions end."),
        Event::AccessRevoked => {
            format!("{subject} has the access of before again. A letter that told of the end is not called back.")
        }
        Event::AccessRestored => format!("{subject} loses the access again; nobody is written to."),
        Event::InvitationWithdrawn => {
            format!("The invitation of {subject} is pending again; send it again, because its links stay dead.")
        }
        _ if differences.is_empty() => "It is put back as it was before.".to_owned(),
        _ => {
            let line = |d: &activity::Difference| {
                let what = if d.what.is_empty() { String::new() } else { format!("{}: ", d.what.replace('_', " ")) };
                format!("  {what}{} → {}", d.after, d.before)
            };
            format!("It is put back:\n{}", differences.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    };
    format!(
        "Record {}: {} {}.\n\n{back}\n\nThis is a record of its own, and can be undone again.",
        record.seq,
        record.actor_name,
        record.sentence()
    )
}

/// The question.
fn question(record: &Record) -> Question<Undone> {
    let (seq, customer) = (record.seq, record.customer_id);
    Question::new(
        "Undo this?",
        happens(record),
        "Undo",
        move || Job::new("undo", move |app, by| async move { undo::undo(&app, &by, seq).await }),
        move |undone: Undone, cx| cx.undoable(customer, format!("Undone: you {}", undone.sentence)),
    )
}
