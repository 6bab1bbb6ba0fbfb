//! Tab Users: the customer users of a customer; suspend, lift, revoke (R15).

use crate::tui::words::word;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::UserState;
use crate::service::access::{self, UserRow};
use crate::service::customers::Page;

use super::super::bulk::{self, Who};
use super::super::catalogue::{Command, Id, Scope};
use super::super::grid::Grid;
use super::super::msg::Job;
use super::super::people;
use super::super::screen::{Availability, Cx};
use super::super::theme::Theme;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};

/// Tab Users.
#[derive(Debug, Default)]
pub struct Users;

const COLUMNS: &[Column] = &[
    Column::new("name", Width::Share(2, 14)),
    Column::new("role", Width::Fixed(9)),
    Column::new("column-state", Width::Fixed(9)),
    Column::new("column-sees", Width::Fixed(12)),
    Column::new("email-label", Width::Share(3, 16)),
    Column::new("column-last-sign-in", Width::Fixed(16)),
];

/// How a user's state is drawn: a word, and a colour beside it.
pub fn state_style(state: UserState, theme: &Theme) -> Style {
    match state {
        UserState::Active => theme.good,
        UserState::Pending => theme.warn,
        UserState::Suspended | UserState::Revoked | UserState::Expired => theme.bad,
    }
}

/// What a user's scope is, in a word or two (R12).
pub fn sees(user: &UserRow) -> String {
    let chosen = user.scope.facilities.len();
    let places = if chosen == 1 { t!("one-facility").to_owned() } else { t!("sees-n-facilities", chosen = chosen) };
    match (user.scope.all, chosen, user.scope.unassigned) {
        (true, ..) => t!("scope-all-word").to_owned(),
        (_, 0, false) => t!("scope-nothing-word").to_owned(),
        (_, 0, true) => t!("sees-unassigned-short").to_owned(),
        (_, _, false) => places,
        (_, n, true) => t!("sees-n-and-unassigned", n = n),
    }
}

fn role(user: &UserRow) -> String {
    match user.role {
        crate::domain::permission::Role::Administrator => t!("role-admin").to_owned(),
        other => word(other.as_str()),
    }
}

impl Rows for Users {
    type Row = UserRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Users.chain()
    }

    fn label(&self) -> &'static str {
        t!("tab-users")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn user(&self, row: &UserRow) -> Option<(crate::domain::CustomerUserId, String)> {
        Some((row.id, row.name()))
    }

    fn id(&self, row: &UserRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &UserRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.name(), theme.text),
            1 => {
                let mark = if row.exceptions.is_empty() { "" } else { "*" };
                (format!("{}{mark}", role(row)), theme.text)
            }
            2 => (word(row.state.as_str()), state_style(row.state, theme)),
            3 => {
                let style = if row.scope.is_empty() { theme.bad } else { theme.text };
                (sees(row), style)
            }
            4 => (row.email.clone(), theme.dim),
            _ => {
                let at = row.last_sign_in_at;
                (at.map_or_else(|| t!("word-never").to_owned(), |at| look.zone.short(at, look.now)), theme.dim)
            }
        }
    }

    fn job(&self, ask: &Ask<'_, UserRow>) -> Job {
        let (customer, search) = (ask.customer, crate::text::fold(&ask.search));
        Job::new("users", move |app, by| async move {
            let mut rows = match customer {
                Some(id) => access::users(&app, &by, id).await?,
                None => Vec::new(),
            };
            rows.retain(|u| crate::text::fold(&format!("{} {}", u.name(), u.email)).contains(&search));
            Ok(Page { rows, more_before: false, more_after: false })
        })
    }

    fn empty(&self) -> &'static str {
        t!("users-none")
    }

    fn sheet(&self, row: &UserRow, look: Look<'_>) -> (String, String) {
        let when = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| look.zone.full(at));
        let permissions: Vec<&str> = row.effective.iter().map(crate::domain::permission::Permission::as_str).collect();
        let exceptions: Vec<String> =
            row.exceptions.iter().map(|(p, e)| format!("{p} {}", format!("{e:?}").to_lowercase())).collect();
        let facts = crate::tui::words::facts(&[
            (t!("column-state"), word(row.state.as_str())),
            (t!("role"), word(row.role.as_str())),
            (
                t!("label-exceptions"),
                if exceptions.is_empty() { t!("exceptions-none").to_owned() } else { exceptions.join(", ") },
            ),
            (t!("column-sees"), sees(row)),
            (t!("language-label"), row.language.own_name().to_owned()),
            (t!("label-granted"), when(Some(row.created_at))),
            (t!("label-activated"), when(row.activated_at)),
            (t!("label-last-sign-in"), when(row.last_sign_in_at)),
            (t!("label-access-ends"), when(row.ends_at)),
        ]);
        let held = if permissions.is_empty() { t!("notices-none").to_owned() } else { permissions.join(", ") };
        let text = format!("{}\n{}\n\n{facts}\n\n{}", row.name(), row.email, t!("label-may", permissions = held));
        (row.name(), text)
    }

    fn availability(&self, command: Id, row: Option<&UserRow>) -> Availability {
        let Some(user) = row else {
            return match command {
                id if Command::of(id).scope == Scope::Users => Availability::Disabled(t!("nobody-here").into()),
                _ => Availability::Enabled,
            };
        };
        let is = |allowed: bool| {
            Availability::when(allowed, &t!("user-is", name = user.name(), state = word(user.state.as_str())))
        };
        match command {
            Id::Suspend => is(user.state == UserState::Active),
            Id::Lift => is(user.state == UserState::Suspended),
            Id::Revoke | Id::UserEnd => is(user.state != UserState::Revoked),
            _ => Availability::Enabled,
        }
    }

    fn many(&self, rows: &[&UserRow], cx: &mut Cx<'_>) {
        cx.push(bulk::start(Who::Users(rows.iter().map(|u| u.id).collect())));
    }

    fn command(&mut self, command: Id, row: Option<&UserRow>, cx: &mut Cx<'_>) -> Reaction {
        let Some(user) = row else { return Reaction::None };
        match command {
            Id::Suspend => cx.push(people::suspend(user)),
            Id::Lift => cx.push(people::lift(user)),
            Id::Revoke => cx.push(people::revoke(user)),
            Id::UserEnd => cx.push(people::end_date(user, cx.zone)),
            Id::UserPassword => cx.push(people::password(user, cx.zone)),
            Id::UserSessions => cx.push(people::sessions(user)),
            Id::UserExplain => cx.push(people::explain(user.id, &user.name())),
            Id::UserDelete => cx.push(people::delete(user)),
            Id::UserContact => cx.push(Grid::only(user.customer, user.id, Id::GridContact)),
            Id::UserScope => cx.push(Grid::only(user.customer, user.id, Id::GridScope)),
            _ => {}
        }
        Reaction::None
    }
}
