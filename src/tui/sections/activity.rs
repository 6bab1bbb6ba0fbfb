//! The activity log (R70): a section, the docked panel, and the tab Log of a customer.

use ratatui::style::Style;
use serde_json::Value;
use uuid::Uuid;

use crate::service::activity::{self, ActivityQuery, Record};
use crate::service::customers::Page;

use super::super::catalogue::{Id, Scope};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};

/// The log.
#[derive(Debug, Default)]
pub struct Activity {
    frozen: bool,
    tab: bool,
}

impl Activity {
    /// The log as a tab of a customer.
    pub const fn tab() -> Self {
        Self { frozen: false, tab: true }
    }
}

const COLUMNS: &[Column] = &[
    Column::new("When", Width::Fixed(12)),
    Column::new("Who", Width::Share(1, 12)),
    Column::new("What", Width::Share(5, 24)),
    Column::new("From", Width::Share(1, 16)),
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
        if self.tab { "Log" } else { "Activity" }
    }

    fn remark(&self) -> String {
        if self.frozen { "frozen, space follows again" } else { "live" }.to_owned()
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
                (format!("{}{place}", row.sentence()), theme.text)
            }
            _ => (row.origin.clone(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, Record>) -> Job {
        let limit = ask.limit;
        let query = ActivityQuery {
            customer: ask.customer,
            search: ask.search.clone(),
            before_seq: ask.after.map(|row| row.seq),
            limit: limit + 1,
            ..ActivityQuery::default()
        };
        Job::new("activity", move |app, by| async move {
            let mut rows = activity::list(&app, &by, &query).await?;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let more_after = rows.len() > limit;
            rows.truncate(limit);
            Ok(Page { rows, more_before: false, more_after })
        })
    }

    fn empty(&self) -> &'static str {
        "Nothing has happened yet. Every change and every sign-in will be here."
    }

    fn sheet(&self, row: &Record, look: Look<'_>) -> (String, String) {
        let data: Value = serde_json::from_str(&row.data).unwrap_or_default();
        let facts = facts(&data, 0);
        let text = format!(
            "{} {}\n\nWhen      {}\nWho       {} ({})\nFrom      {}\nEvent     {}\nSubject   {}\nCustomer  {}\n\n\
             {facts}",
            row.actor_name,
            row.sentence(),
            look.zone.full(row.at),
            row.actor_name,
            row.actor_kind.as_str().replace('_', " "),
            row.origin,
            row.event,
            row.subject,
            row.customer_number.as_deref().unwrap_or("–"),
        );
        (format!("Record {}", row.seq), text)
    }

    fn follows_newest(&self) -> bool {
        true
    }

    fn frozen(&self) -> bool {
        self.frozen
    }

    fn command(&mut self, command: Id, _: Option<&Record>, _: &mut Cx<'_>) -> Reaction {
        if command == Id::Freeze {
            self.frozen = !self.frozen;
            return if self.frozen { Reaction::None } else { Reaction::Reload };
        }
        Reaction::None
    }
}

/// Facts as lines: "role: member"; what is inside something is set in.
fn facts(value: &Value, depth: usize) -> String {
    let inset = "  ".repeat(depth);
    match value {
        Value::Object(map) if depth < 4 => {
            let line = |(key, value): (&String, &Value)| {
                let gap = if value.is_object() { "\n" } else { " " };
                format!("{inset}{}:{gap}{}", key.replace('_', " "), facts(value, depth + 1))
            };
            map.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Value::String(text) => text.clone(),
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    }
}
