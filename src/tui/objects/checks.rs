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
    Boxed::new(
        t!("checks-of", object = object, name = name),
        Checks { object: object.to_owned(), name: name.to_owned() },
    )
}

/// "OVERDUE since 2026-03-02, every 30 days".
pub fn due(check: &DueCheck) -> String {
    let day = check.row.due_on;
    let word = match check.due {
        Due::Overdue => t!("checks-overdue", day = day),
        Due::Today => t!("checks-today").to_owned(),
        Due::Soon | Due::Later => t!("check-due", day = day),
    };
    t!("checks-every", word = word, every_days = check.row.every_days)
}

const COLUMNS: &[Column] =
    &[Column::new("column-check", Width::Share(2, 14)), Column::new("column-when", Width::Share(2, 37))];

impl Rows for Checks {
    type Row = DueCheck;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Checks.chain()
    }

    fn label(&self) -> &'static str {
        t!("nav-checks")
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
        t!("checks-none")
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
            Id::CheckUnassign => Availability::when(row.is_some(), t!("check-none-here")),
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
            t!("check-assign-title"),
            job,
            move |(templates, today): (Vec<TemplateRow>, NaiveDate), cx: &mut Cx<'_>| {
                if templates.is_empty() {
                    return cx.info(t!("check-no-template"));
                }
                cx.push(assigning(&object, &name, &templates, today));
            },
        )
    }

    fn unassign(&self, row: &AssignmentRow) -> Question<AssignmentRow> {
        let id = row.id;
        Question::new(
            t!("check-end-ask", template = row.template, name = self.name),
            t!("check-end-text"),
            t!("end-it"),
            move || Job::new("unassign", move |app, by| async move { checks::unassign(&app, &by, id).await }),
            |row: AssignmentRow, cx| cx.done(t!("check-ended", template = row.template)),
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
                t!("check-nobody").to_owned()
            } else {
                runs.iter().map(|run| filled(run, &zone.full(run.done_at))).collect::<Vec<_>>().join("\n\n")
            };
            cx.push(Reader::new(title, text));
        })
    }
}

fn filled(run: &RunRow, at: &str) -> String {
    let wrong = match run.not_ok() {
        0 => t!("check-all-right").to_owned(),
        n => t!("check-n-wrong", n = n),
    };
    let mut text = t!("check-run", at = at, by_name = run.by_name, wrong = wrong);
    for answer in run.answers.iter() {
        let said = match (answer.kind, answer.verdict) {
            (PointKind::Ok, Some(Verdict::Ok)) => t!("check-in-order"),
            (PointKind::Ok, Some(Verdict::NotOk)) => t!("check-not-in-order"),
            (PointKind::Ok, _) => t!("check-not-applicable"),
            _ => &answer.value,
        };
        let note = if answer.note.is_empty() { String::new() } else { format!(" ({})", answer.note) };
        let _ = write!(text, "\n  {}: {said}{note}", answer.point);
        if !answer.photos.is_empty() {
            let _ = write!(text, " · {}", t!("check-photographs", numbers = answer.photos.join(", ")));
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
                errors.add("every_days", "check-days", t!("check-days"));
            }
            let due_on = when::day_of(&due_on, today);
            if due_on.is_none() {
                errors.add("due_on", "date", t!("check-day"));
            }
            let (Some(every_days), Some(due_on), Some(template)) = (every_days, due_on, template) else {
                return Err(errors.into());
            };
            checks::assign(&app, &by, &Assignment { object, template, every_days, due_on }).await
        })
    };
    let names = templates.iter().map(|t| t.name.clone()).collect();
    Form::new(t!("check-assign-to", name = name), t!("assign-verb"), job, |check: DueCheck, cx: &mut Cx<'_>| {
        cx.done(format!("{}: {}", check.row.template, due(&check)));
    })
    .say(t!("check-assign-say"))
    .choice("template", t!("column-check"), names, 0)
    .text("every_days", t!("check-every-days"), "30", "")
    .text("due_on", t!("check-first-due"), "+30d", t!("check-first-empty"))
}
