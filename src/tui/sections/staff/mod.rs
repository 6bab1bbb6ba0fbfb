//! The section Staff (R9–R11): the people of the organization itself; what can be done with each is in [`deeds`].

mod deeds;

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::AreaId;
use crate::domain::permission::Exception;
use crate::service::customers::Page;
use crate::service::staff::{self, Member};

use super::super::catalogue::{Command, Id, Scope};
use super::super::dialogs::Fetch;
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::widgets::{Column, Width};
use super::one_page;
use super::pane::{Ask, Look, Reaction, Rows};

/// The section Staff.
#[derive(Debug, Default)]
pub struct Staff;

const COLUMNS: &[Column] = &[
    Column::new("Name", Width::Share(2, 16)),
    Column::new("Role", Width::Fixed(24)),
    Column::new("State", Width::Fixed(13)),
    Column::new("Areas", Width::Share(1, 12)),
    Column::new("E-mail", Width::Share(2, 18)),
    Column::new("Last used", Width::Fixed(16)),
];

fn state(row: &Member) -> &'static str {
    match (row.active, row.temporary_until) {
        (false, _) => "off",
        (true, Some(_)) => "temporary pw",
        (true, None) => "active",
    }
}

fn areas(row: &Member) -> String {
    if !row.role.bound_to_areas() {
        return "everywhere".to_owned();
    }
    if row.areas.is_empty() {
        return "none !".to_owned();
    }
    row.areas.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

impl Rows for Staff {
    type Row = Member;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Staff.chain()
    }

    fn label(&self) -> &'static str {
        "Staff"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &Member) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &Member, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.name.clone(), theme.text),
            1 => {
                let mark = if row.exceptions.is_empty() { "" } else { "*" };
                (format!("{}{mark}", row.role.as_str().replace('_', " ")), theme.text)
            }
            2 => {
                let style = match state(row) {
                    "off" => theme.bad,
                    "active" => theme.good,
                    _ => theme.warn,
                };
                (state(row).to_owned(), style)
            }
            3 => (areas(row), theme.text),
            4 => (row.email.clone(), theme.dim),
            _ => (row.last_used_at.map_or_else(|| "–".to_owned(), |at| look.zone.short(at, look.now)), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, Member>) -> Job {
        let search = ask.search.clone();
        Job::new("staff", move |app, by| async move {
            let rows = staff::list(&app, &by).await?;
            Ok::<Page<Member>, _>(one_page(rows, &search, |m| {
                format!("{} {} {} {}", m.name, m.email, m.role, areas(m))
            }))
        })
    }

    fn empty(&self) -> &'static str {
        "Nobody here; n makes the first account."
    }

    fn sheet(&self, row: &Member, look: Look<'_>) -> (String, String) {
        let when = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| look.zone.full(at));
        let exceptions: Vec<String> = row
            .exceptions
            .iter()
            .map(|(p, e)| format!("{p} {}", if *e == Exception::Allowed { "allowed" } else { "denied" }))
            .collect();
        let rights = row.rights();
        let held: Vec<&str> = rights.held().map(crate::domain::staff::StaffPermission::as_str).collect();
        let customers: Vec<&str> = row.customers.iter().map(|(_, name)| name.as_str()).collect();
        let or = |text: String, none: &str| if text.is_empty() { none.to_owned() } else { text };
        let text = format!(
            "{}\n{}\n\nState         {}\nRole          {}\nExceptions    {}\nAreas         {}\nLooks after   {}\n\
             Mobile number {}\nWritten to in {}\n\
             Temporary pw  {}\nLast used     {}\n\nMay: {}",
            row.name,
            row.email,
            state(row),
            row.role.as_str().replace('_', " "),
            or(exceptions.join(", "), "none"),
            areas(row),
            or(customers.join(", "), "no customer of their own"),
            or(row.mobile.clone(), "none: told by e-mail"),
            row.language.map_or("the organization's language", |language| language.own_name()),
            row.temporary_until.map_or_else(|| "–".to_owned(), |at| format!("works until {}", look.zone.full(at))),
            when(row.last_used_at),
            held.join(", "),
        );
        (row.name.clone(), text)
    }

    fn availability(&self, command: Id, row: Option<&Member>) -> Availability {
        let own = Command::of(command).scope == Scope::Staff && command != Id::StaffNew;
        match row {
            None if own => Availability::Disabled("there is nobody here".into()),
            Some(row) if command == Id::StaffAreas => Availability::when(
                row.role.bound_to_areas(),
                &format!("the role {} acts everywhere", row.role.as_str().replace('_', " ")),
            ),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&Member>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::StaffNew, _) => cx.push(with_areas("New account", |areas, cx| cx.push(deeds::create(&areas)))),
            (Id::StaffEdit, Some(row)) => cx.push(deeds::edit(row)),
            (Id::StaffPermissions, Some(row)) => cx.push(deeds::permissions(row)),
            (Id::StaffAreas, Some(row)) => {
                let row = row.clone();
                cx.push(with_areas("Areas", move |areas, cx| cx.push(deeds::areas(&row, &areas))));
            }
            (Id::StaffCustomers, Some(row)) => cx.push(deeds::customers(row)),
            (Id::StaffSwitch, Some(row)) => cx.push(deeds::switch(row)),
            (Id::StaffPassword, Some(row)) => cx.push(deeds::password(row)),
            (Id::StaffSessions, Some(row)) => cx.push(deeds::end_sessions(row)),
            _ => {}
        }
        Reaction::None
    }
}

type Areas = Vec<(AreaId, String)>;

/// Asks for the areas first.
fn with_areas(title: &str, then: impl FnOnce(Areas, &mut Cx<'_>) + 'static) -> Fetch<Areas> {
    let job = Job::new("areas", |app, by| async move { staff::areas(&app, &by).await });
    Fetch::new(title, job, then)
}
