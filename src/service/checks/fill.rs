//! Filling in a self-check: every point is answered, it is kept once, and it is due again when its days are over.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use serde_json::json;

use crate::domain::CheckAssignmentId;
use crate::domain::activity::Event;
use crate::domain::check::{Answer, LONGEST_NOTE, Point, PointKind, Verdict, checked_value};
use crate::domain::field::FieldErrors;
use crate::service::activity::{About, record};
use crate::service::documents::{Brought, Parent, hang};
use crate::service::objects::{find, may_some};
use crate::service::{Actor, App, Error, sent};
use crate::store::checks::{self as store, NewRun};
use crate::store::object_work;
use crate::text;

use super::{FILL_IN, RunRow, overtaken, today, unknown};

/// What is wrong with a point is said under its own field: `point-1`, `point-2` and so on.
pub const POINTS: [&str; crate::domain::check::MOST_POINTS] = [
    "point-1", "point-2", "point-3", "point-4", "point-5", "point-6", "point-7", "point-8", "point-9", "point-10",
    "point-11", "point-12", "point-13", "point-14", "point-15", "point-16", "point-17", "point-18", "point-19",
    "point-20", "point-21", "point-22", "point-23", "point-24", "point-25", "point-26", "point-27", "point-28",
    "point-29", "point-30", "point-31", "point-32", "point-33", "point-34", "point-35", "point-36", "point-37",
    "point-38", "point-39", "point-40", "point-41", "point-42", "point-43", "point-44", "point-45", "point-46",
    "point-47", "point-48", "point-49", "point-50",
];

/// What was answered to a point.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FilledPoint {
    /// How it was found, for points of that kind.
    pub verdict: Option<Verdict>,
    /// The number or the words, for points of the other kinds.
    pub value: String,
    /// What is to be noted, perhaps empty.
    pub note: String,
    /// Its photographs, which lie in the storage and are nobody's: whoever brought them forgets them when this fails or was
    /// sent before.
    pub photos: Vec<Brought>,
}

/// A self-check as it was filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    /// For which assignment.
    pub assignment: CheckAssignmentId,
    /// The version of the checklist that was looked at.
    pub template_version: i64,
    /// An answer to each point, in their order.
    pub points: Vec<FilledPoint>,
    /// What is to be noted on the whole, perhaps empty.
    pub note: String,
    /// The same for everything that is sent again by mistake: it is one then. Empty: each is one of its own.
    pub key: String,
}

/// A self-check that was kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Done {
    /// What was kept.
    pub run: RunRow,
    /// The day on which it is due again.
    pub next_due: NaiveDate,
    /// It had been sent already, and is not there twice.
    pub repeated: bool,
}

/// Keeps a self-check that was filled in by a customer's own user with *self-checks* who sees the object, or by staff with *edit
/// customers* to whom it was read out. It is due again as many days after today as it was assigned with.
///
/// # Errors
/// Every point that is not answered as it wants, under its own field ([`POINTS`]); a conflict when the checklist was changed
/// meanwhile.
pub async fn fill(app: &App, by: &Actor, filled: &Filled) -> Result<Done, Error> {
    let mut tx = app.store.begin().await?;
    may_some(app, &mut tx, by, FILL_IN).await?;
    let row = store::assignment(&mut tx, by.organization, filled.assignment).await?.ok_or_else(unknown)?;
    let object = find(app, &mut tx, by, &row.object_number, FILL_IN).await.map_err(|error| match error {
        Error::NotFound { .. } => unknown(),
        other => other,
    })?;
    let object = object.object;
    object_work::lock(&mut tx, by.organization, object.id).await?;
    let key = sent::key_or_own(app, by, &filled.key);
    if let Some(run) = store::run_by_key(&mut tx, by.organization, row.id, &key).await? {
        let row = store::assignment(&mut tx, by.organization, row.id).await?.ok_or_else(unknown)?;
        return Ok(Done { run, next_due: row.due_on, repeated: true });
    }
    let template = store::template(&mut tx, by.organization, row.template_id).await?.ok_or_else(unknown)?;
    if template.version != filled.template_version || template.points.len() != filled.points.len() {
        return Err(overtaken(&mut tx, by, &template.name).await?);
    }
    let (mut answers, note) = checked(&template.points, filled)?;
    let parent = Parent::Object(object.customer_id, object.id);
    for (answer, given) in answers.iter_mut().zip(&filled.points) {
        for photo in &given.photos {
            answer.photos.push(hang(app, &mut tx, by, parent, photo, None).await?);
        }
    }
    let run = NewRun {
        id: app.id(),
        assignment: &row,
        answers: &answers,
        note: &note,
        by_name: &text::line(by.name()),
        sent_key: &key,
        done_at: app.now(),
    };
    store::insert_run(&mut tx, by.organization, &run).await?;
    let today = today(app, &mut tx, by.organization).await?;
    let days = u64::try_from(row.every_days).unwrap_or_default();
    let next_due = today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    store::set_due(&mut tx, by.organization, row.id, next_due).await?;
    let not_ok: Vec<&str> = answers.iter().filter(|a| a.is_not_ok()).map(|a| a.point.as_str()).collect();
    let subject = format!("{}: {}", object.title(), row.template);
    let about = About { customer: Some(row.customer_id), subject, ..About::default() };
    let data = json!({ "was_due": row.due_on, "next_due": next_due, "not_ok": not_ok });
    record(app, &mut tx, by, Event::CheckDone, about, data).await?;
    let run = store::run(&mut tx, by.organization, run.id).await?.ok_or_else(unknown)?;
    tx.commit().await?;
    Ok(Done { run, next_due, repeated: false })
}

/// The answers as they are kept, or everything that is wrong with them.
fn checked(points: &[Point], filled: &Filled) -> Result<(Vec<Answer>, String), FieldErrors> {
    let mut errors = FieldErrors::new();
    let mut answers = Vec::with_capacity(points.len());
    for ((point, given), field) in points.iter().zip(&filled.points).zip(POINTS) {
        let mut answer = Answer {
            point: point.text.clone(),
            kind: point.kind,
            verdict: None,
            value: String::new(),
            note: text::lines(&given.note).trim().to_owned(),
            photos: Vec::new(),
        };
        match (point.kind, given.verdict) {
            (PointKind::Ok, None) => errors.add(field, "check-answer", "an answer is needed"),
            (PointKind::Ok, verdict) => answer.verdict = verdict,
            (kind, _) => match checked_value(kind, &given.value) {
                Ok(value) => answer.value = value,
                Err((code, message)) => errors.add(field, code, message),
            },
        }
        if given.photos.iter().any(|photo| !photo.media_type.starts_with("image/")) {
            errors.add(field, "check-photo", "the file is no photograph");
        }
        if answer.note.chars().count() > LONGEST_NOTE {
            errors.add(field, "check-note-long", format!("the note is longer than {LONGEST_NOTE} characters"));
        }
        answers.push(answer);
    }
    let note = text::lines(&filled.note).trim().to_owned();
    if note.chars().count() > LONGEST_NOTE {
        errors.add("note", "check-note-long", format!("the note is longer than {LONGEST_NOTE} characters"));
    }
    errors.into_result().map(|()| (answers, note))
}
