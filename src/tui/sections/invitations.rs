//! Tab Invitations (R7): how they stand, how their letters were delivered; by state, with what can be done for each.

use crate::tui::words::word;
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
    Column::new("name", Width::Share(1, 12)),
    Column::new("label-state", Width::Fixed(8)),
    Column::new("column-letter", Width::Share(2, 14)),
    Column::new("column-expires", Width::Fixed(12)),
    Column::new("role", Width::Fixed(13)),
    Column::new("colleague-invited-by", Width::Share(1, 10)),
    Column::new("email-label", Width::Share(1, 20)),
];

/// How the newest letter stands, with the server's words when it failed.
fn letter(row: &InvitationRow) -> String {
    let Some(letter) = &row.letter else { return "none".to_owned() };
    let said = letter.last_error.as_deref().unwrap_or_default();
    match letter.state {
        OutboxState::Queued if letter.attempts > 0 => t!("letter-again", said = said),
        OutboxState::Failed => t!("letter-failed", said = said),
        OutboxState::Bounced => t!("letter-bounced", said = said),
        state => word(state.as_str()),
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
        item(t!("bulk-resend-verb"), t!("many-resend-note"), Deed::Resend),
        item(t!("withdraw-verb"), t!("many-withdraw-note"), Deed::Withdraw),
    ];
    let title = t!("many-invitations", rows = rows.len());
    let foot = t!("many-foot");
    Pick::new(Chooser::new(title, foot, items, &Deed::Resend), move |deed, cx| cx.push(each(deed, rows)))
}

fn each(deed: Deed, rows: Vec<InvitationRow>) -> impl Screen {
    let rows = bulk::Rows::of(rows, |row| {
        let name = format!("{} · {}", row.name, row.sent_to);
        match row.state {
            InvitationState::Pending | InvitationState::Expired => Ok((name, row.id)),
            state => Err((name, t!("many-it-is", state = word(state.as_str())))),
        }
    });
    let (verb, what) = match deed {
        Deed::Resend => (t!("bulk-resend-verb"), t!("many-resend-text")),
        Deed::Withdraw => (t!("withdraw-verb"), t!("many-withdraw-text")),
    };
    bulk::review(verb, what, rows, move |app, by, id| {
        Box::pin(async move {
            match deed {
                Deed::Resend => {
                    let sent = invitations::resend(&app, &by, id, None).await?;
                    Ok(t!("many-new-letter", sent_to = sent.sent_to))
                }
                Deed::Withdraw => invitations::withdraw(&app, &by, id).await.map(|()| t!("many-withdrawn").to_owned()),
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
        t!("bulk-invitations")
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
        let one = |(state, n): (&InvitationState, &usize)| {
            (format!("{} {n}", word(state.as_str())), self.state == Some(*state))
        };
        if all == 0 {
            return Vec::new();
        }
        std::iter::once((t!("state-all", all = all), self.state.is_none())).chain(states.map(one)).collect()
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
                (word(row.state.as_str()), style)
            }
            2 => (letter(row), if self.wrong(row) { theme.bad } else { theme.text }),
            3 if row.state == InvitationState::Pending => (distance(row.expires_at, look.now), theme.text),
            3 if row.state == InvitationState::Expired => (distance(row.expires_at, look.now), theme.warn),
            3 => ("–".to_owned(), theme.dim),
            4 => (word(row.role.as_str()), theme.text),
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
        t!("invitations-none")
    }

    fn wrong(&self, row: &InvitationRow) -> bool {
        row.state == InvitationState::Pending
            && row.letter.as_ref().is_some_and(|l| {
                matches!(l.state, OutboxState::Failed | OutboxState::Bounced) || l.last_error.is_some()
            })
    }

    fn sheet(&self, row: &InvitationRow, look: Look<'_>) -> (String, String) {
        let when = |at| look.zone.full(at);
        let expires = format!("{} ({})", when(row.expires_at), distance(row.expires_at, look.now));
        let facts = crate::tui::words::facts(&[
            (t!("column-state"), word(row.state.as_str())),
            (t!("role"), word(row.role.as_str())),
            (t!("column-letter"), letter(row)),
            (t!("invitation-sent-to"), row.sent_to.clone()),
            (t!("colleague-invited-by"), row.invited_by.clone()),
            (t!("invitation-invited"), when(row.created_at)),
            (t!("column-expires"), expires),
            (t!("invitation-accepted"), row.accepted_at.map_or_else(|| "–".to_owned(), when)),
        ]);
        let text = format!("{}\n{}\n\n{facts}", row.name, row.email);
        (t!("invitation-of", name = row.name), text)
    }

    fn availability(&self, command: Id, row: Option<&InvitationRow>) -> Availability {
        let own = Command::of(command).scope == Scope::Invitations && command != Id::InvitationFilter;
        match row {
            None if own => Availability::Disabled(t!("invitation-none-here").into()),
            Some(row) if own => {
                let open = match command {
                    Id::InvitationDelete => true,
                    Id::CopyLink | Id::InvitationQr | Id::InvitationCode => row.state == InvitationState::Pending,
                    _ => matches!(row.state, InvitationState::Pending | InvitationState::Expired),
                };
                let expired = row.state == InvitationState::Expired;
                let hint = if expired { t!("invitation-r-revives") } else { "" };
                Availability::when(
                    open,
                    &t!("invitation-is", name = row.name, state = word(row.state.as_str()), hint = hint),
                )
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
        InvitationState::Expired => t!("invitation-revive-ask", name = name),
        _ => t!("invitation-resend-ask", name = name),
    };
    Form::new(title, t!("bulk-resend-verb"), job, move |granted: Granted, cx| {
        cx.done(t!("invitation-on-way", said = said, sent_to = granted.sent_to));
    })
    .say(t!("invitation-resend-say"))
    .text("send_to", t!("letter-to"), "", &row.sent_to)
}

/// Another address for the person: the user name changes with it.
fn address(row: &InvitationRow) -> Form<Granted> {
    let (id, name) = (row.id, row.name.clone());
    let job = move |values: &Values| {
        let email = values.text("email");
        Job::new("address", move |app, by| async move { invitations::set_address(&app, &by, id, &email).await })
    };
    let said = name.clone();
    Form::new(t!("invitation-address-title", name = name), t!("change-and-send"), job, move |granted: Granted, cx| {
        cx.done(t!("invitation-address-done", said = said, sent_to = granted.sent_to));
    })
    .say(t!("invitation-address-say"))
    .text("email", t!("email-label"), &row.email, "")
}

fn withdraw(row: &InvitationRow) -> Question<()> {
    let (id, name, customer) = (row.id, row.name.clone(), row.customer);
    Question::new(
        t!("withdraw-ask", name = name),
        t!("withdraw-text", sent_to = row.sent_to, name = name),
        t!("withdraw-verb"),
        move || Job::new("withdraw", move |app, by| async move { invitations::withdraw(&app, &by, id).await }),
        move |(), cx| cx.undoable(Some(customer), t!("withdraw-done", name = name)),
    )
}

/// Deleting it, with the person whom it made (R15).
fn delete(row: &InvitationRow) -> Form<()> {
    let (id, name) = (row.id, row.name.clone());
    let said = t!("invitation-deleted", name = name);
    let job = move |_: &Values| {
        Job::new("delete invitation", move |app, by| async move { invitations::delete(&app, &by, id).await })
    };
    let happens = if row.state == InvitationState::Accepted {
        t!("invitation-delete-accepted", name = name)
    } else {
        t!("invitation-delete-open", sent_to = row.sent_to, name = name)
    };
    Form::new(t!("invitation-delete-ask", name = name), t!("delete-verb"), job, move |(), cx| cx.done(said))
        .warn(t!("no-undo"))
        .say(t!("happens-log-keeps", happens = happens))
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
            t!("link-for", name = name),
            t!("link-on-clipboard"),
            link,
            t!("link-for-care", name = name),
            "link",
        ));
    };
    Fetch::new(t!("link-for", name = row.name), made(row), then).changing()
}

/// The link as a QR code.
fn qr(row: &InvitationRow) -> Fetch<String> {
    let title = t!("invitation-of", name = row.name);
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
                t!("code-for", name = name),
                t!("code-ask-them", url = code.url, email = email),
                code.code,
                t!("code-once", clock = clock),
                "code",
            )
            .once(),
        );
    };
    Question::new(
        t!("code-make-ask", name = row.name),
        t!("code-make-text"),
        t!("code-make-verb"),
        move || Job::new("code", move |app, by| async move { invitations::code(&app, &by, id).await }),
        then,
    )
}
