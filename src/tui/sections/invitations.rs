//! Tab Invitations (R7): how they stand, how their letters were delivered; resend, copy link, withdraw.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::{InvitationState, OutboxState};
use crate::service::access::Granted;
use crate::service::customers::Page;
use crate::service::invitations::{self, InvitationRow};

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Question, Reader};
use super::super::msg::{Effect, Job};
use super::super::screen::{Availability, Cx};
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::link::Link;
use super::pane::{Ask, Look, Reaction, Rows};

/// Tab Invitations.
#[derive(Debug, Default)]
pub struct Invitations;

const COLUMNS: &[Column] = &[
    Column::new("Name", Width::Share(1, 12)),
    Column::new("State", Width::Fixed(8)),
    Column::new("Letter", Width::Share(2, 14)),
    Column::new("Expires", Width::Fixed(12)),
    Column::new("Role", Width::Fixed(13)),
    Column::new("Invited by", Width::Share(1, 10)),
    Column::new("E-mail", Width::Share(1, 20)),
];

/// How the newest letter stands, with the server's words when it failed.
fn letter(row: &InvitationRow) -> String {
    let Some(letter) = &row.letter else { return "none".to_owned() };
    let said = letter.last_error.as_deref().unwrap_or_default();
    match letter.state {
        OutboxState::Queued if letter.attempts > 0 => format!("trying again: {said}"),
        OutboxState::Failed => format!("failed ! {said}"),
        state => state.to_string(),
    }
}

impl Rows for Invitations {
    type Row = InvitationRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Invitations.chain()
    }

    fn label(&self) -> &'static str {
        "Invitations"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &InvitationRow) -> Uuid {
        row.id.0
    }

    fn cell(&self, row: &InvitationRow, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.name.clone(), theme.text),
            1 => {
                let style = match row.state {
                    InvitationState::Accepted => theme.good,
                    InvitationState::Pending => theme.warn,
                    InvitationState::Expired | InvitationState::Revoked => theme.dim,
                };
                (row.state.to_string(), style)
            }
            2 => (letter(row), if self.wrong(row) { theme.bad } else { theme.text }),
            3 if row.state == InvitationState::Pending => (distance(row.expires_at, look.now), theme.text),
            3 if row.state == InvitationState::Expired => (distance(row.expires_at, look.now), theme.warn),
            3 => ("–".to_owned(), theme.dim),
            4 => (row.role.to_string(), theme.text),
            5 => (row.invited_by.clone(), theme.dim),
            _ => (row.email.clone(), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, InvitationRow>) -> Job {
        let (customer, search) = (ask.customer, crate::text::fold(&ask.search));
        Job::new("invitations", move |app, by| async move {
            let mut rows = invitations::list(&app, &by, customer).await?;
            rows.retain(|i| crate::text::fold(&format!("{} {} {}", i.name, i.email, i.state)).contains(&search));
            Ok(Page { rows, more_before: false, more_after: false })
        })
    }

    fn empty(&self) -> &'static str {
        "Nobody was invited yet. i invites somebody; what becomes of the letter is shown here."
    }

    fn wrong(&self, row: &InvitationRow) -> bool {
        row.state == InvitationState::Pending
            && row.letter.as_ref().is_some_and(|l| l.state == OutboxState::Failed || l.last_error.is_some())
    }

    fn sheet(&self, row: &InvitationRow, look: Look<'_>) -> (String, String) {
        let when = |at| look.zone.full(at);
        let text = format!(
            "{}\n{}\n\nState       {}\nRole        {}\nLetter      {}\nSent to     {}\nInvited by  {}\nInvited     {}\n\
             Expires     {} ({})\nAccepted    {}",
            row.name,
            row.email,
            row.state,
            row.role,
            letter(row),
            row.sent_to,
            row.invited_by,
            when(row.created_at),
            when(row.expires_at),
            distance(row.expires_at, look.now),
            row.accepted_at.map_or_else(|| "–".to_owned(), when),
        );
        (format!("Invitation of {}", row.name), text)
    }

    fn availability(&self, command: Id, row: Option<&InvitationRow>) -> Availability {
        let own = matches!(command, Id::Resend | Id::CopyLink | Id::Withdraw);
        match row {
            None if own => Availability::Disabled("there is no invitation here".into()),
            Some(row) if own => {
                let open = match command {
                    Id::CopyLink => row.state == InvitationState::Pending,
                    _ => matches!(row.state, InvitationState::Pending | InvitationState::Expired),
                };
                Availability::when(open, &format!("the invitation of {} is {}", row.name, row.state))
            }
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&InvitationRow>, cx: &mut Cx<'_>) -> Reaction {
        let Some(row) = row else { return Reaction::None };
        match command {
            Id::Resend => cx.push(resend(row)),
            Id::CopyLink => cx.push(Link::new(row.id, &row.name)),
            Id::Withdraw => cx.push(withdraw(row)),
            _ => {}
        }
        Reaction::None
    }
}

fn resend(row: &InvitationRow) -> Question<Granted> {
    let (id, name) = (row.id, row.name.clone());
    Question::new(
        format!("Send the invitation of {name} again?"),
        format!("A new letter with a new link goes to {}. The links sent before stop working.", row.sent_to),
        "Send again",
        move || Job::new("resend", move |app, by| async move { invitations::resend(&app, &by, id, None).await }),
        move |granted: Granted, cx| cx.done(format!("Invitation of {name} is on its way to {}", granted.sent_to)),
    )
}

fn withdraw(row: &InvitationRow) -> Question<()> {
    let (id, name) = (row.id, row.name.clone());
    Question::new(
        format!("Withdraw the invitation of {name}?"),
        format!("The links sent to {} stop working and {name} gets no access. You can invite them again.", row.sent_to),
        "Withdraw",
        move || Job::new("withdraw", move |app, by| async move { invitations::withdraw(&app, &by, id).await }),
        move |(), cx| cx.done(format!("Invitation of {name} withdrawn")),
    )
}

/// Copies a link and shows it: a terminal may not pass the clipboard on.
pub fn show_link(name: &str, link: &str, cx: &mut Cx<'_>) {
    cx.effect(Effect::Copy(link.to_owned()));
    let text = format!(
        "{link}\n\nThe link is on your clipboard, if your terminal allows that (OSC 52); otherwise select it here. Whoever has \
         it can accept the invitation of {name}: give it to nobody else. The log says that you saw it."
    );
    cx.push(Reader::new(format!("Link for {name}"), text));
}
