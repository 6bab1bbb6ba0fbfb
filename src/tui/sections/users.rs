//! Tab Users: the customer users of a customer; suspend, lift, revoke (R15).

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::UserState;
use crate::service::access::{self, Farewell, UserRow};
use crate::service::customers::Page;

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Form, Question, Values};
use super::super::grid::Grid;
use super::super::msg::Job;
use super::super::screen::{Availability, Cx};
use super::super::theme::Theme;
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};

/// Tab Users.
#[derive(Debug, Default)]
pub struct Users;

const COLUMNS: &[Column] = &[
    Column::new("Name", Width::Share(2, 14)),
    Column::new("Role", Width::Fixed(9)),
    Column::new("State", Width::Fixed(9)),
    Column::new("Sees", Width::Fixed(12)),
    Column::new("E-mail", Width::Share(3, 16)),
    Column::new("Last sign-in", Width::Fixed(16)),
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
    let places = if chosen == 1 { "1 facility".to_owned() } else { format!("{chosen} facilities") };
    match (user.scope.all, chosen, user.scope.unassigned) {
        (true, ..) => "all".to_owned(),
        (_, 0, false) => "nothing !".to_owned(),
        (_, 0, true) => "unassigned".to_owned(),
        (_, _, false) => places,
        (_, n, true) => format!("{n} + unassigned"),
    }
}

fn role(user: &UserRow) -> &'static str {
    match user.role {
        crate::domain::permission::Role::Administrator => "admin",
        other => other.as_str(),
    }
}

impl Rows for Users {
    type Row = UserRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Users.chain()
    }

    fn label(&self) -> &'static str {
        "Users"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn user(&self, row: &UserRow) -> Option<crate::domain::CustomerUserId> {
        Some(row.id)
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
            2 => (row.state.to_string(), state_style(row.state, theme)),
            3 => {
                let style = if row.scope.is_empty() { theme.bad } else { theme.text };
                (sees(row), style)
            }
            4 => (row.email.clone(), theme.dim),
            _ => {
                let at = row.last_sign_in_at;
                (at.map_or_else(|| "never".to_owned(), |at| look.zone.short(at, look.now)), theme.dim)
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
        "Nobody has access yet. i invites the first person."
    }

    fn sheet(&self, row: &UserRow, look: Look<'_>) -> (String, String) {
        let when = |at: Option<_>| at.map_or_else(|| "–".to_owned(), |at| look.zone.full(at));
        let permissions: Vec<&str> = row.effective.iter().map(crate::domain::permission::Permission::as_str).collect();
        let exceptions: Vec<String> =
            row.exceptions.iter().map(|(p, e)| format!("{p} {}", format!("{e:?}").to_lowercase())).collect();
        let text = format!(
            "{}\n{}\n\nState         {}\nRole          {}\nExceptions    {}\nSees          {}\nLanguage      {}\n\
             Granted       {}\nActivated     {}\nLast sign-in  {}\nAccess ends   {}\n\nMay: {}",
            row.name(),
            row.email,
            row.state,
            row.role,
            if exceptions.is_empty() { "none".to_owned() } else { exceptions.join(", ") },
            sees(row),
            row.language.own_name(),
            when(Some(row.created_at)),
            when(row.activated_at),
            when(row.last_sign_in_at),
            when(row.ends_at),
            if permissions.is_empty() { "nothing".to_owned() } else { permissions.join(", ") },
        );
        (row.name(), text)
    }

    fn availability(&self, command: Id, row: Option<&UserRow>) -> Availability {
        let Some(user) = row else {
            return match command {
                Id::Suspend | Id::Lift | Id::Revoke | Id::UserContact | Id::UserScope => {
                    Availability::Disabled("there is nobody here".into())
                }
                _ => Availability::Enabled,
            };
        };
        let is = |allowed: bool| Availability::when(allowed, &format!("{} is {}", user.name(), user.state));
        match command {
            Id::Suspend => is(user.state == UserState::Active),
            Id::Lift => is(user.state == UserState::Suspended),
            Id::Revoke => is(user.state != UserState::Revoked),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&UserRow>, cx: &mut Cx<'_>) -> Reaction {
        let Some(user) = row else { return Reaction::None };
        match command {
            Id::Suspend => cx.push(suspend(user)),
            Id::Lift => cx.push(lift(user)),
            Id::Revoke => cx.push(revoke(user)),
            Id::UserContact => cx.push(Grid::only(user.customer, user.id, Id::GridContact)),
            Id::UserScope => cx.push(Grid::only(user.customer, user.id, Id::GridScope)),
            _ => {}
        }
        Reaction::None
    }
}

fn suspend(user: &UserRow) -> Question<()> {
    let (id, name) = (user.id, user.name());
    Question::new(
        format!("Suspend {name}?"),
        format!(
            "{name} ({}) can no longer sign in at {}, and open sessions end at once. Nothing is lost: u lifts the \
             suspension.",
            user.email, user.customer_name
        ),
        "Suspend",
        move || Job::new("suspend", move |app, by| async move { access::suspend(&app, &by, id).await }),
        move |(), cx| cx.done(format!("{name} suspended · u lifts it")),
    )
}

fn lift(user: &UserRow) -> Question<()> {
    let (id, name) = (user.id, user.name());
    Question::new(
        format!("Lift the suspension of {name}?"),
        format!("{name} ({}) can sign in at {} again, with the permissions of before.", user.email, user.customer_name),
        "Lift",
        move || Job::new("lift", move |app, by| async move { access::lift(&app, &by, id).await }),
        move |(), cx| cx.done(format!("{name} can sign in again")),
    )
}

/// Revoking, with a letter or without, to the person's own address or to another (R15).
pub fn revoke(user: &UserRow) -> Form<()> {
    let (id, name) = (user.id, user.name());
    let said = name.clone();
    let job = move |values: &Values| {
        let farewell = if values.ticked("told") { Farewell::Letter(values.some("send_to")) } else { Farewell::Silent };
        Job::new("revoke", move |app, by| async move { access::revoke(&app, &by, id, &farewell).await })
    };
    Form::new(format!("Revoke the access of {name}?"), "Revoke", job, move |(), cx| {
        cx.done(format!("Access of {said} revoked"));
    })
    .say(format!(
        "{name} ({}) loses access to {}: open sessions end and links stop working at once. Access can be granted again \
         with an invitation.",
        user.email, user.customer_name
    ))
    .tick("told", "Tell the person by a letter", true)
    .text("send_to", "Letter to", "", "the person's own address")
    .only_when(|values| values.ticked("told"))
}
