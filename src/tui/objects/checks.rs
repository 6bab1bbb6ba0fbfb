//! The self-checks of an object (R36): assign, end, look at what was filled in.

use std::fmt::Write as _;

use chrono::NaiveDate;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::check::{Due, PointKind, Verdict};
use crate::domain::field::FieldErrors;
use crate::service::checks::{self, Assignment, AssignmentRow, DueCheck, RunRow, TemplateRow};
use crate::service::customers::Page;
use crate::service::orders;

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Fetch, Form, Question, Reader, Values};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::sections::pane::{Ask, Look, Reaction, Rows};
use super::super::sections::{Boxed, one_page};
use super::super::when;
use super::super::widgets::{Column, Width};

/// The self-checks of one object.
#[derive(Debug)]
pub struct Checks {
    object: String,
    name: String,
}

/// The self-checks of an object, in a box.
pub fn checks(object: &str, name: &str) -> Boxed<Checks> {
    Boxed::new(format!("Self-checks of {object} {name}"), Checks { object: object.to_owned(), name: name.to_owned() })
}

/// "OVERDUE since 2026-03-02, every 30 days".
pub fn due(check: &DueCheck) -> String {
    let day = check.row.due_on;
    let word = match check.due {
        Due::Overdue => format!("OVERDUE since {day}"),
        Due::Today => "due today".to_owned(),
        Due::Soon | Due::Later => format!("due {day}"),
    };
    format!("{word}, every {} days", check.row.every_days)
}

const COLUMNS: &[Column] = &[Column::new("Self-check", Width::Share(2, 14)), Column::new("When", Width::Share(2, 37))];

impl Rows for Checks {
    type Row = DueCheck;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Checks.chain()
    }

    fn label(&self) -> &'static str {
        "Self-checks"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &DueCheck) -> Uuid {
        row.row.id.0
    }

    fn cell(&self, row: &DueCheck, column: usize, look: Look<'_>) -> (String, Style) {
        match column {
            0 => (row.row.template.clone(), look.theme.text),
            _ => (due(row), if row.due == Due::Overdue { look.theme.bad } else { look.theme.dim }),
        }
    }

    fn job(&self, ask: &Ask<'_, DueCheck>) -> Job {
        let (object, search) = (self.object.clone(), ask.search.clone());
        Job::new("checks", move |app, by| async move {
            let rows = checks::of_object(&app, &by, &object).await?;
            Ok::<Page<DueCheck>, _>(one_page(rows, &search, |c| c.row.template.clone()))
        })
    }

    fn empty(&self) -> &'static str {
        "No self-check is assigned. + assigns one; T in any list shows the templates."
    }

    fn sheet(&self, row: &DueCheck, _: Look<'_>) -> (String, String) {
        (row.row.template.clone(), due(row))
    }

    fn opens(&mut self, row: &DueCheck, cx: &mut Cx<'_>) -> bool {
        cx.push(self.runs(row));
        true
    }

    fn availability(&self, command: Id, row: Option<&DueCheck>) -> Availability {
        match command {
            Id::CheckUnassign => Availability::when(row.is_some(), "there is no self-check here"),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&DueCheck>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::CheckAssign, _) => cx.push(self.assign()),
            (Id::CheckUnassign, Some(row)) => cx.push(self.unassign(&row.row)),
            _ => {}
        }
        Reaction::None
    }
}

impl Checks {
    /// Chooses a template, then how often.
    fn assign(&self) -> Fetch<(Vec<TemplateRow>, NaiveDate)> {
        let (object, name) = (self.object.clone(), self.name.clone());
        let job = Job::new("check ground", |app, by| async move {
            let today = app.now().with_timezone(&orders::clocks(&app, &by).await?).date_naive();
            let mut templates = checks::templates(&app, &by).await?;
            templates.retain(|t| t.active);
            Ok((templates, today))
        });
        Fetch::new(
            "Assign a self-check",
            job,
            move |(templates, today): (Vec<TemplateRow>, NaiveDate), cx: &mut Cx<'_>| {
                if templates.is_empty() {
                    return cx.info("There is no self-check to assign; T makes one");
                }
                cx.push(assigning(&object, &name, &templates, today));
            },
        )
    }

    fn unassign(&self, row: &AssignmentRow) -> Question<AssignmentRow> {
        let id = row.id;
        Question::new(
            format!("End the self-check {} of {}?", row.template, self.name),
            "It is not due any more. What was filled in is kept.",
            "End it",
            move || Job::new("unassign", move |app, by| async move { checks::unassign(&app, &by, id).await }),
            |row: AssignmentRow, cx| cx.done(format!("{} is not due any more", row.template)),
        )
    }

    /// What was filled in, the newest first.
    fn runs(&self, check: &DueCheck) -> Fetch<Vec<RunRow>> {
        let (object, id, template) = (self.object.clone(), check.row.id, check.row.template.clone());
        let job = Job::new("check runs", move |app, by| async move {
            let mut runs = checks::runs(&app, &by, &object).await?;
            runs.retain(|run| run.assignment_id == id);
            Ok(runs)
        });
        let title = format!("{template} · {}", self.name);
        Fetch::new(title.clone(), job, move |runs: Vec<RunRow>, cx: &mut Cx<'_>| {
            let zone = cx.zone;
            let text = if runs.is_empty() {
                "Nobody has filled it in yet.".to_owned()
            } else {
                runs.iter().map(|run| filled(run, &zone.full(run.done_at))).collect::<Vec<_>>().join("\n\n")
            };
            cx.push(Reader::new(title, text));
        })
    }
}

fn filled(run: &RunRow, at: &str) -> String {
    let wrong = match run.not_ok() {
        0 => "everything in order".to_owned(),
        n => format!("{n} NOT in order"),
    };
    let mut text = format!("{at} by {} · {wrong}", run.by_name);
    for answer in run.answers.iter() {
        let said = match (answer.kind, answer.verdict) {
            (PointKind::Ok, Some(Verdict::Ok)) => "in order",
            (PointKind::Ok, Some(Verdict::NotOk)) => "✗ NOT in order",
            (PointKind::Ok, _) => "not applicable",
            _ => &answer.value,
        };
        let note = if answer.note.is_empty() { String::new() } else { format!(" ({})", answer.note) };
        let _ = write!(text, "\n  {}: {said}{note}", answer.point);
        if !answer.photos.is_empty() {
            let _ = write!(text, " · photographs {}", answer.photos.join(", "));
        }
    }
    if !run.note.is_empty() {
        let _ = write!(text, "\n  {}", run.note);
    }
    text
}

fn assigning(object: &str, name: &str, templates: &[TemplateRow], today: NaiveDate) -> Form<DueCheck> {
    let object = object.to_owned();
    let ids: Vec<_> = templates.iter().map(|t| t.id).collect();
    let job = move |values: &Values| {
        let (object, template) = (object.clone(), ids.get(values.choice("template")).copied());
        let (every, due_on) = (values.text("every_days"), values.text("due_on"));
        Job::new("assign check", move |app, by| async move {
            let mut errors = FieldErrors::new();
            let every_days = every.parse::<i64>().ok();
            if every_days.is_none() {
                errors.add("every_days", "check-days", "type a number of days: 30");
            }
            let due_on = when::day_of(&due_on, today);
            if due_on.is_none() {
                errors.add("due_on", "date", "type a day: 2026-12-31, today, +14d");
            }
            let (Some(every_days), Some(due_on), Some(template)) = (every_days, due_on, template) else {
                return Err(errors.into());
            };
            checks::assign(&app, &by, &Assignment { object, template, every_days, due_on }).await
        })
    };
    let names = templates.iter().map(|t| t.name.clone()).collect();
    Form::new(format!("Assign a self-check to {name}"), "Assign", job, |check: DueCheck, cx: &mut Cx<'_>| {
        cx.done(format!("{}: {}", check.row.template, due(&check)));
    })
    .say("The customer's people who may fill in self-checks are told when it is due.")
    .choice("template", "Self-check", names, 0)
    .text("every_days", "Every (days)", "30", "")
    .text("due_on", "First due", "+30d", "2026-12-31, today, +14d")
}
