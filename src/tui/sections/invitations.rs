//! Tab Invitations (R7): how they stand, how their letters were delivered; by state, with what can be done for each.

use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::state::{InvitationState, OutboxState};
use crate::service::access::Granted;
use crate::service::customers::Page;
use crate::service::invitations::{self, Code, InvitationRow};

use super::super::bulk;
use super::super::catalogue::{Command, Id, Scope};
use super::super::dialogs::{Chooser, Fetch, Form, Handed, Item, Pick, Qr, Question, Values};
use super::super::msg::{Effect, Job};
use super::super::screen::{Availability, Cx, Screen};
use super::super::when::{Zone, distance};
use super::super::widgets::{Column, Width};
use super::pane::{Ask, Look, Reaction, Rows};

/// Tab Invitations.
#[derive(Debug, Default)]
pub struct Invitations {
    state: Option<InvitationState>,
    /// How many there are in each state, in the order of [`InvitationState::ALL`].
    counts: Vec<usize>,
}

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
        OutboxState::Bounced => format!("bounced ! {said}"),
        state => state.to_string(),
    }
}

/// What is to be done with several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Resend,
    Withdraw,
}

/// Asks what to do with several invitations.
fn many(rows: &[&InvitationRow]) -> Pick<impl Clone + PartialEq + 'static> {
    let rows: Vec<InvitationRow> = rows.iter().map(|row| (*row).clone()).collect();
    let item = |label: &str, note: &str, value| Item { label: label.into(), note: note.into(), value };
    let items = vec![
        item("Send again", "pending and expired ones; the old links stop working", Deed::Resend),
        item("Withdraw", "pending and expired ones; their links stop working", Deed::Withdraw),
    ];
    let title = format!("For {} marked invitations", rows.len());
    let foot = "It is shown once more before anything happens; then each says what became of it.";
    Pick::new(Chooser::new(title, foot, items, &Deed::Resend), move |deed, cx| cx.push(each(deed, rows)))
}

fn each(deed: Deed, rows: Vec<InvitationRow>) -> impl Screen {
    let rows = bulk::Rows::of(rows, |row| {
        let name = format!("{} · {}", row.name, row.sent_to);
        match row.state {
            InvitationState::Pending | InvitationState::Expired => Ok((name, row.id)),
            state => Err((name, format!("it is {state}"))),
        }
    });
    let (verb, what) = match deed {
        Deed::Resend => ("Send again", "Each gets a new letter with a new link; expired ones are revived."),
        Deed::Withdraw => ("Withdraw", "Their links stop working at once; nobody is told."),
    };
    bulk::review(verb, what, rows, move |app, by, id| {
        Box::pin(async move {
            match deed {
                Deed::Resend => {
                    let sent = invitations::resend(&app, &by, id, None).await?;
                    Ok(format!("a new letter to {}", sent.sent_to))
                }
                Deed::Withdraw => invitations::withdraw(&app, &by, id).await.map(|()| "withdrawn".to_owned()),
            }
        })
    })
}

impl Rows for Invitations {
    type Row = InvitationRow;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Invitations.chain()
    }

    fn label(&self) -> &'static str {
        "Invitations"
    }

    fn arrived(&mut self, mut page: Page<InvitationRow>) -> Page<InvitationRow> {
        let of = |state: &InvitationState| page.rows.iter().filter(|row| row.state == *state).count();
        self.counts = InvitationState::ALL.iter().map(of).collect();
        page.rows.retain(|row| self.state.is_none_or(|state| row.state == state));
        page
    }

    fn parts(&self) -> Vec<(String, bool)> {
        let all: usize = self.counts.iter().sum();
        let states = InvitationState::ALL.iter().zip(&self.counts);
        let one = |(state, n): (&InvitationState, &usize)| (format!("{state} {n}"), self.state == Some(*state));
        if all == 0 {
            return Vec::new();
        }
        std::iter::once((format!("all {all}"), self.state.is_none())).chain(states.map(one)).collect()
    }

    fn pick(&mut self, part: usize) {
        self.state = part.checked_sub(1).and_then(|i| InvitationState::ALL.get(i)).copied();
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

    fn many(&self, rows: &[&InvitationRow], cx: &mut Cx<'_>) {
        cx.push(many(rows));
    }

    fn empty(&self) -> &'static str {
        "Nobody was invited yet. i invites somebody; what becomes of the letter is shown here."
    }

    fn wrong(&self, row: &InvitationRow) -> bool {
        row.state == InvitationState::Pending
            && row.letter.as_ref().is_some_and(|l| {
                matches!(l.state, OutboxState::Failed | OutboxState::Bounced) || l.last_error.is_some()
            })
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
        let own = Command::of(command).scope == Scope::Invitations && command != Id::InvitationFilter;
        match row {
            None if own => Availability::Disabled("there is no invitation here".into()),
            Some(row) if own => {
                let open = match command {
                    Id::InvitationDelete => true,
                    Id::CopyLink | Id::InvitationQr | Id::InvitationCode => row.state == InvitationState::Pending,
                    _ => matches!(row.state, InvitationState::Pending | InvitationState::Expired),
                };
                let expired = row.state == InvitationState::Expired;
                let hint = if expired { "; r sends it again and revives it" } else { "" };
                Availability::when(open, &format!("the invitation of {} is {}{hint}", row.name, row.state))
            }
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&InvitationRow>, cx: &mut Cx<'_>) -> Reaction {
        if command == Id::InvitationFilter {
            self.state = match self.state {
                None => InvitationState::ALL.first().copied(),
                Some(now) => InvitationState::ALL.iter().copied().skip_while(|s| *s != now).nth(1),
            };
            return Reaction::Reload;
        }
        let Some(row) = row else { return Reaction::None };
        match command {
            Id::Resend => cx.push(resend(row)),
            Id::CopyLink => cx.push(link(row)),
            Id::InvitationQr => cx.push(qr(row)),
            Id::InvitationCode => cx.push(code(row, cx.zone)),
            Id::InvitationAddress => cx.push(address(row)),
            Id::Withdraw => cx.push(withdraw(row)),
            Id::InvitationDelete => cx.push(delete(row)),
            _ => {}
        }
        Reaction::None
    }
}

/// Sending it again, perhaps to another address; an expired one is revived by it.
pub fn resend(row: &InvitationRow) -> Form<Granted> {
    let (id, name) = (row.id, row.name.clone());
    let job = move |values: &Values| {
        let other = values.some("send_to");
        Job::new("resend", move |app, by| async move { invitations::resend(&app, &by, id, other.as_deref()).await })
    };
    let said = name.clone();
    let title = match row.state {
        InvitationState::Expired => format!("Revive the invitation of {name}?"),
        _ => format!("Send the invitation of {name} again?"),
    };
    Form::new(title, "Send again", job, move |granted: Granted, cx| {
        cx.done(format!("Invitation of {said} is on its way to {}", granted.sent_to));
    })
    .say("A new letter with a new link goes out, and the time to accept begins anew. The links sent before stop working.")
    .text("send_to", "Letter to", "", &row.sent_to)
}

/// Another address for the person: the user name changes with it.
fn address(row: &InvitationRow) -> Form<Granted> {
    let (id, name) = (row.id, row.name.clone());
    let job = move |values: &Values| {
        let email = values.text("email");
        Job::new("address", move |app, by| async move { invitations::set_address(&app, &by, id, &email).await })
    };
    let said = name.clone();
    Form::new(format!("Change the address of {name}"), "Change and send", job, move |granted: Granted, cx| {
        cx.done(format!("{said} is now {} and was written to", granted.sent_to));
    })
    .say(
        "It is the name to sign in with. A new letter with a new link goes to it; the links sent to the old address stop \
         working.",
    )
    .text("email", "E-mail", &row.email, "")
}

fn withdraw(row: &InvitationRow) -> Question<()> {
    let (id, name, customer) = (row.id, row.name.clone(), row.customer);
    Question::new(
        format!("Withdraw the invitation of {name}?"),
        format!("The links sent to {} stop working and {name} gets no access. You can invite them again.", row.sent_to),
        "Withdraw",
        move || Job::new("withdraw", move |app, by| async move { invitations::withdraw(&app, &by, id).await }),
        move |(), cx| cx.undoable(Some(customer), format!("Invitation of {name} withdrawn")),
    )
}

/// Deleting it, with the person whom it made (R15).
fn delete(row: &InvitationRow) -> Form<()> {
    let (id, name) = (row.id, row.name.clone());
    let said = format!("The invitation of {name} is deleted");
    let job = move |_: &Values| {
        Job::new("delete invitation", move |app, by| async move { invitations::delete(&app, &by, id).await })
    };
    let happens = if row.state == InvitationState::Accepted {
        format!("{name} accepted it: the access of {name} ends at once, and the person's data here is removed with it.")
    } else {
        format!("The links sent to {} stop working, and what is known of {name} here is removed.", row.sent_to)
    };
    Form::new(format!("Delete the invitation of {name}?"), "Delete for good", job, move |(), cx| cx.done(said))
        .warn("This cannot be undone.")
        .say(format!("{happens} The log keeps what was done; the name in it is replaced."))
        .confirm(&name)
}

fn made(row: &InvitationRow) -> Job {
    let id = row.id;
    Job::new("link", move |app, by| async move { invitations::link(&app, &by, id).await })
}

/// Makes a link, copies it and shows it: a terminal may not pass the clipboard on.
fn link(row: &InvitationRow) -> Fetch<String> {
    let name = row.name.clone();
    let then = move |link: String, cx: &mut Cx<'_>| {
        cx.effect(Effect::Copy(link.clone()));
        cx.push(Handed::new(
            format!("Link for {name}"),
            "The link is on your clipboard, if your terminal allows that (OSC 52); otherwise select it here.",
            link,
            format!(
                "Whoever has it can accept the invitation of {name}: give it to nobody else. The log says that you saw it."
            ),
            "link",
        ));
    };
    Fetch::new(format!("Link for {}", row.name), made(row), then).changing()
}

/// The link as a QR code.
fn qr(row: &InvitationRow) -> Fetch<String> {
    let title = format!("Invitation of {}", row.name);
    let shown = title.clone();
    Fetch::new(title, made(row), move |link, cx| cx.push(Qr::new(shown, link))).changing()
}

/// A short code to read aloud.
fn code(row: &InvitationRow, zone: Zone) -> Question<Code> {
    let (id, name, email) = (row.id, row.name.clone(), row.email.clone());
    let then = move |code: Code, cx: &mut Cx<'_>| {
        let clock = zone.short(code.valid_until, cx.now);
        cx.push(
            Handed::new(
                format!("Code for {name}"),
                format!("Ask them to open {} and to type their address {email} and:", code.url),
                code.code,
                format!("It works once, until {clock}. Read it to nobody else. The log says that you saw it."),
                "code",
            )
            .once(),
        );
    };
    Question::new(
        format!("Make a code for {}?", row.name),
        "A short code that you read aloud on the telephone. It works once and for a few minutes; a code made before dies, \
         links stay good.",
        "Make a code",
        move || Job::new("code", move |app, by| async move { invitations::code(&app, &by, id).await }),
        then,
    )
}
