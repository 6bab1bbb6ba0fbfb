//! The activity log (R70): a section, the docked panel, and the tab Log of a customer.

use ratatui::layout::Rect;
use ratatui::style::Style;
use uuid::Uuid;

use crate::service::activity::{self, ActivityQuery, Record};
use crate::service::customers::Page;

use super::super::catalogue::{Id, Scope};
use super::super::msg::{Job, Reply};
use super::super::screen::{Availability, Canvas, Cx, Screen, Typed};
use super::super::widgets::{Column, Width, block};
use super::pane::{Ask, Look, Pane, Reaction, Rows};

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
        let data: serde_json::Value = serde_json::from_str(&row.data).unwrap_or_default();
        let facts = serde_json::to_string_pretty(&data).unwrap_or_default();
        let text = format!(
            "{} {}\n\nWhen      {}\nWho       {} ({})\nFrom      {}\nEvent     {}\nSubject   {}\nCustomer  {}\n\n\
             Before, after and other facts:\n{facts}",
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

/// The log docked below, in a frame.
pub struct Panel(Pane<Activity>);

impl Default for Panel {
    fn default() -> Self {
        Self(Pane::new(Activity::default()))
    }
}

impl Screen for Panel {
    fn title(&self) -> String {
        self.0.title()
    }

    fn scopes(&self) -> Vec<Scope> {
        self.0.scopes()
    }

    fn availability(&self, command: Id, now: chrono::DateTime<chrono::Utc>) -> Availability {
        self.0.availability(command, now)
    }

    fn typing(&self) -> bool {
        self.0.typing()
    }

    fn waiting(&self) -> bool {
        self.0.waiting()
    }

    fn on_text(&mut self, typed: &Typed, cx: &mut Cx<'_>) -> bool {
        self.0.on_text(typed, cx)
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        self.0.on_command(command, cx);
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        self.0.on_changed(cx);
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        self.0.on_reply(reply, cx);
    }

    fn on_click(&mut self, target: usize, cx: &mut Cx<'_>) {
        self.0.on_click(target, cx);
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = block(canvas, area, &self.title());
        self.0.draw(canvas, inner);
    }
}
