//! The section Staff (R9–R11): the people of the organization itself; what can be done with each is in [`deeds`].

mod deeds;

use crate::tui::words::word;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::AreaId;
use crate::domain::permission::Exception;
use crate::domain::state::Language;
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
    Column::new("name", Width::Share(2, 16)),
    Column::new("role", Width::Fixed(24)),
    Column::new("column-state", Width::Fixed(13)),
    Column::new("label-areas", Width::Share(1, 12)),
    Column::new("email-label", Width::Share(2, 18)),
    Column::new("column-last-used", Width::Fixed(16)),
];

fn state(row: &Member) -> &'static str {
    match (row.active, row.temporary_until) {
        (false, _) => t!("word-off"),
        (true, Some(_)) => t!("staff-temporary-short"),
        (true, None) => t!("staff-active"),
    }
}

fn areas(row: &Member) -> String {
    if !row.role.bound_to_areas() {
        return t!("staff-everywhere").to_owned();
    }
    if row.areas.is_empty() {
        return t!("staff-nowhere").to_owned();
    }
    row.areas.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

impl Rows for Staff {
    type Row = Member;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Staff.chain()
    }

    fn label(&self) -> &'static str {
        t!("staff-title")
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
                (format!("{}{mark}", word(row.role.as_str())), theme.text)
            }
            2 => {
                let style = match (row.active, row.temporary_until) {
                    (false, _) => theme.bad,
                    (true, None) => theme.good,
                    (true, Some(_)) => theme.warn,
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
        t!("staff-nobody")
    }

    fn sheet(&self, row: &Member, look: Look<'_>) -> (String, String) {
        let when = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| look.zone.full(at));
        let exceptions: Vec<String> = row
            .exceptions
            .iter()
            .map(|(p, e)| {
                format!(
                    "{} {}",
                    word(p.as_str()),
                    if *e == Exception::Allowed { t!("standing-allowed") } else { t!("standing-denied") }
                )
            })
            .collect();
        let rights = row.rights();
        let held: Vec<String> = rights.held().map(|p| word(p.as_str())).collect();
        let customers: Vec<&str> = row.customers.iter().map(|(_, name)| name.as_str()).collect();
        let or = |text: String, none: &str| if text.is_empty() { none.to_owned() } else { text };
        let temporary = |at| t!("staff-works-until", at = look.zone.full(at));
        let facts = crate::tui::words::facts(&[
            (t!("column-state"), state(row).to_owned()),
            (t!("role"), word(row.role.as_str())),
            (t!("label-exceptions"), or(exceptions.join(", "), t!("exceptions-none"))),
            (t!("label-areas"), areas(row)),
            (t!("label-looks-after"), or(customers.join(", "), t!("staff-no-customer-own"))),
            (t!("profile-mobile"), or(row.mobile.clone(), t!("staff-no-mobile"))),
            (
                t!("staff-written-in"),
                row.language.map_or(t!("staff-house-language-long"), Language::own_name).to_owned(),
            ),
            (t!("staff-temporary-short"), row.temporary_until.map_or_else(|| "–".to_owned(), temporary)),
            (t!("column-last-used"), when(row.last_used_at)),
        ]);
        let text =
            format!("{}\n{}\n\n{facts}\n\n{}", row.name, row.email, t!("label-may", permissions = held.join(", ")));
        (row.name.clone(), text)
    }

    fn availability(&self, command: Id, row: Option<&Member>) -> Availability {
        let own = Command::of(command).scope == Scope::Staff && command != Id::StaffNew;
        match row {
            None if own => Availability::Disabled(t!("nobody-here").into()),
            Some(row) if command == Id::StaffAreas => Availability::when(
                row.role.bound_to_areas(),
                &t!("staff-role-everywhere", role = word(row.role.as_str())),
            ),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&Member>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::StaffNew, _) => cx.push(with_areas(t!("staff-new-short"), |areas, cx| cx.push(deeds::create(&areas)))),
            (Id::StaffEdit, Some(row)) => cx.push(deeds::edit(row)),
            (Id::StaffPermissions, Some(row)) => cx.push(deeds::permissions(row)),
            (Id::StaffAreas, Some(row)) => {
                let row = row.clone();
                cx.push(with_areas(t!("label-areas"), move |areas, cx| cx.push(deeds::areas(&row, &areas))));
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
