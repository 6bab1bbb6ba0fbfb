//! The activity log (R70): a section, the docked panel, and the tab Log of a customer.

use chrono::{DateTime, Local, Utc};
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::CustomerId;
use crate::domain::field::FieldErrors;
use crate::domain::listing::List;
use crate::service::activity::{self, ActivityFilter, ActivityQuery, ExportFormat, Record};
use crate::service::customers::Page;

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Form, Values};
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::undo;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};
use super::record::Opened;

/// The log.
#[derive(Debug, Default)]
pub struct Activity {
    frozen: bool,
    tab: bool,
    customer: Option<CustomerId>,
    typed: String,
}

impl Activity {
    /// The log as a tab of a customer.
    pub const fn tab() -> Self {
        Self { frozen: false, tab: true, customer: None, typed: String::new() }
    }
}

const COLUMNS: &[Column] = &[
    Column::new("column-when", Width::Fixed(12)),
    Column::new("column-who", Width::Share(1, 12)),
    Column::new("column-what", Width::Share(5, 24)),
    Column::new("column-from", Width::Share(1, 16)),
];

impl Rows for Activity {
    type Row = Record;

    fn scopes(&self) -> Vec<Scope> {
        if self.tab {
            return vec![
                Scope::Activity,
                Scope::Detail,
                Scope::Customer,
                Scope::List,
                Scope::Search,
                Scope::Everywhere,
            ];
        }
        Scope::Activity.chain()
    }

    fn label(&self) -> &'static str {
        if self.tab { t!("tab-log") } else { t!("activity-title") }
    }

    fn remark(&self) -> String {
        if self.frozen { t!("activity-frozen") } else { t!("word-live") }.to_owned()
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &Record) -> Uuid {
        Uuid::from_u128(u128::from(row.seq.unsigned_abs()))
    }

    fn cell(&self, row: &Record, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (look.zone.short(row.at, look.now), theme.dim),
            1 => (row.actor_name.clone(), theme.key),
            2 => {
                let place = match (&row.customer_number, self.tab) {
                    (Some(number), false) if !row.subject.contains(number.as_str()) => format!(" · {number}"),
                    _ => String::new(),
                };
                (format!("{}{place}", crate::tui::logged::sentence(row)), theme.text)
            }
            _ => (row.origin.clone(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, Record>) -> Job {
        let typed = ask.search.clone();
        let query = ActivityQuery {
            customer: ask.customer,
            before_seq: ask.after.map(|row| row.seq),
            limit: ask.limit,
            ..ActivityQuery::default()
        };
        Job::new("activity", move |app, by| async move {
            let filter = filter(&typed, app.now())?;
            let page = activity::page(&app, &by, &ActivityQuery { filter, ..query }).await?;
            let more_after = page.next.is_some() && !page.records.is_empty();
            Ok(Page { rows: page.records, more_before: false, more_after })
        })
    }

    fn empty(&self) -> &'static str {
        t!("activity-none")
    }

    fn asked(&mut self, customer: Option<CustomerId>, search: &str) {
        self.customer = customer;
        search.clone_into(&mut self.typed);
    }

    fn list(&self) -> Option<List> {
        Some(List::Activity)
    }

    fn hint(&self) -> &'static str {
        "who:anna what:role_changed whom:eva since:7d"
    }

    fn opens(&mut self, row: &Record, cx: &mut Cx<'_>) -> bool {
        cx.push(Opened::new(row, cx.zone));
        true
    }

    fn availability(&self, command: Id, row: Option<&Record>) -> Availability {
        match command {
            Id::Undo => Availability::when(row.is_some(), t!("record-none")),
            _ => Availability::Enabled,
        }
    }

    fn sheet(&self, row: &Record, look: Look<'_>) -> (String, String) {
        (
            t!("record-number", seq = row.seq),
            format!("{} {}\n{}", row.actor_name, crate::tui::logged::sentence(row), look.zone.full(row.at)),
        )
    }

    fn follows_newest(&self) -> bool {
        true
    }

    fn frozen(&self) -> bool {
        self.frozen
    }

    fn command(&mut self, command: Id, row: Option<&Record>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::Freeze, _) => {
                self.frozen = !self.frozen;
                return if self.frozen { Reaction::None } else { Reaction::Reload };
            }
            (Id::Undo, Some(row)) => cx.push(undo::of(row)),
            (Id::LogExport, _) => cx.push(self.export(cx)),
            _ => {}
        }
        Reaction::None
    }
}

/// What was typed into the filter line, at this moment in the machine's zone.
fn filter(typed: &str, now: DateTime<Utc>) -> Result<ActivityFilter, FieldErrors> {
    ActivityFilter::parse(typed, &now.with_timezone(&Local))
}

impl Activity {
    /// Writes everything that the filter line means into a file.
    fn export(&self, cx: &Cx<'_>) -> Form<(u64, String)> {
        let (customer, typed) = (self.customer, self.typed.clone());
        let means = if typed.trim().is_empty() {
            t!("export-everything").to_owned()
        } else {
            t!("export-filtered", typed = typed)
        };
        let job = move |values: &Values| {
            let (path, typed) = (values.text("path"), typed.clone());
            Job::new("export log", move |app, by| async move {
                let filter = filter(&typed, app.now())?;
                let query = ActivityQuery { customer, filter, ..ActivityQuery::default() };
                let ending = std::path::Path::new(&path).extension();
                let table = ending.is_some_and(|e| e.eq_ignore_ascii_case("csv"));
                let format = if table { ExportFormat::Csv } else { ExportFormat::JsonLines };
                let file = make(&path).await?;
                let mut out = std::io::BufWriter::new(file);
                let written = activity::export(&app, &by, &query, format, &mut out).await?;
                let flushed = std::io::Write::flush(&mut out);
                flushed.map_err(|e| FieldErrors::one("path", "path", t!("path-unwritable", e = e)))?;
                Ok((written, path))
            })
        };
        let name = format!("activity-{}.csv", cx.zone.day(cx.now));
        Form::new(t!("export-title"), t!("write-verb"), job, |(written, path): (u64, String), cx| {
            cx.done(t!("export-done", written = written, path = path));
        })
        .say(t!("export-say", means = means))
        .text("path", t!("label-file"), &name, "")
    }
}

/// A new file; one that is there is never written over.
async fn make(path: &str) -> Result<std::fs::File, FieldErrors> {
    let wrong = |why: String| FieldErrors::one("path", "path", why);
    if path.is_empty() {
        return Err(wrong(t!("path-needed").into()));
    }
    let made = tokio::fs::OpenOptions::new().write(true).create_new(true).open(path).await;
    match made {
        Ok(file) => Ok(file.into_std().await),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Err(wrong(t!("path-there").into())),
        Err(e) => Err(wrong(t!("path-unmade", e = e))),
    }
}
