//! The section Triage (R73): what wants attention, in one sentence each, and the one key that mends it.

use crate::domain::state::{Language, UserState};
use crate::tui::words;
use ratatui::style::Style;
use uuid::Uuid;

use crate::domain::{IndependenceRequestId, InvitationId};
use crate::service::access::{self, Granted, UserRow};
use crate::service::customers::Page;
use crate::service::independence;
use crate::service::invitations;
use crate::service::triage::{self, Fix, Item, TriageKind};

use super::super::catalogue::{Command, Id, Scope};
use super::super::dialogs::{Fetch, Form, Reader, Values};
use super::super::grid::Grid;
use super::super::msg::Job;
use super::super::orders;
use super::super::people;
use super::super::screen::{Availability, Cx, Wish};
use super::super::theme::Theme;
use super::super::when::distance;
use super::super::widgets::{Column, Width};
use super::one_page;
use super::pane::{Ask, Look, Reaction, Rows};

/// The section Triage.
#[derive(Debug, Default)]
pub struct Triage;

const COLUMNS: &[Column] = &[
    Column::new("column-no", Width::Fixed(8)),
    Column::new("column-up", Width::Share(4, 44)),
    Column::new("column-enter", Width::Fixed(18)),
    Column::new("column-since", Width::Fixed(12)),
];

/// What enter does.
fn deed(fix: Fix) -> &'static str {
    match fix {
        Fix::Resend => t!("fix-resend"),
        Fix::ChangeAddress => t!("fix-address"),
        Fix::Extend => t!("fix-extend"),
        Fix::PasswordLink => t!("fix-password"),
        Fix::MakeAdministrator => t!("fix-admin"),
        Fix::ChooseScope => t!("fix-scope"),
        Fix::Decide => t!("fix-decide"),
        Fix::Take => t!("fix-take"),
        Fix::Answer => t!("fix-answer"),
    }
}

const fn style(kind: TriageKind, theme: &Theme) -> Style {
    match kind {
        TriageKind::Unheard
        | TriageKind::UnheardComment
        | TriageKind::AccessEndsSoon
        | TriageKind::InvitationBounced
        | TriageKind::NoAdministrator => theme.bad,
        TriageKind::Independence | TriageKind::InvitationExpired | TriageKind::NothingInScope => theme.warn,
        TriageKind::AccessEnds | TriageKind::NeverSignedIn | TriageKind::AccessEnded => theme.text,
    }
}

impl Rows for Triage {
    type Row = Item;

    fn scopes(&self) -> Vec<Scope> {
        Scope::Triage.chain()
    }

    fn label(&self) -> &'static str {
        t!("triage-title")
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn id(&self, row: &Item) -> Uuid {
        // One customer or person can stand here for several reasons.
        let about = row.user.map(|u| u.0).or(row.request.map(|r| r.0)).unwrap_or(row.customer.0);
        // And so can several orders and reports of it.
        let number = row.order.as_deref().or(row.fault.as_deref()).unwrap_or_default();
        let about = Uuid::from_u128(
            number.bytes().fold(about.as_u128(), |all, b| all.wrapping_mul(257).wrapping_add(u128::from(b))),
        );
        Uuid::from_u128(about.as_u128().wrapping_add(row.kind as u128))
    }

    fn cell(&self, row: &Item, column: usize, look: Look<'_>) -> (String, Style) {
        let theme = look.theme;
        match column {
            0 => (row.customer_number.clone(), theme.text),
            1 => (said(row), style(row.kind, theme)),
            2 => (deed(row.fix).to_owned(), theme.key),
            _ => (distance(row.since, look.now), theme.dim),
        }
    }

    fn job(&self, ask: &Ask<'_, Item>) -> Job {
        let search = ask.search.clone();
        Job::new("triage", move |app, by| async move {
            let rows = triage::list(&app, &by).await?;
            let words =
                |i: &Item| format!("{} {} {} {} {}", i.customer_number, i.customer_name, i.email, said(i), i.kind);
            Ok::<Page<Item>, _>(one_page(rows, &search, words))
        })
    }

    fn empty(&self) -> &'static str {
        t!("triage-nothing")
    }

    fn sheet(&self, row: &Item, _: Look<'_>) -> (String, String) {
        (row.customer_name.clone(), said(row))
    }

    fn opens(&mut self, row: &Item, cx: &mut Cx<'_>) -> bool {
        mend(row, cx);
        true
    }

    fn availability(&self, command: Id, row: Option<&Item>) -> Availability {
        match row {
            None if Command::of(command).scope == Scope::Triage => Availability::Disabled(t!("triage-none").into()),
            _ => Availability::Enabled,
        }
    }

    fn command(&mut self, command: Id, row: Option<&Item>, cx: &mut Cx<'_>) -> Reaction {
        match (command, row) {
            (Id::TriageCustomer, Some(row)) => cx.wish(Wish::Customer(row.customer)),
            (Id::TriageRead, Some(row)) => {
                let title = format!("{} {}", row.customer_number, row.customer_name);
                let text = format!("{}\n\n{}", said(row), t!("triage-enter", fix = deed(row.fix)));
                cx.push(Reader::new(title, text));
            }
            _ => {}
        }
        Reaction::None
    }
}

/// Opens what mends it.
fn mend(item: &Item, cx: &mut Cx<'_>) {
    match (item.fix, item.user, item.invitation, item.request) {
        (Fix::Resend, _, Some(invitation), _) => cx.push(resend(item, invitation)),
        (Fix::ChangeAddress, _, Some(invitation), _) => cx.push(address(item, invitation)),
        (Fix::Extend, Some(_), ..) => with_user(item, cx, |user, cx| cx.push(people::end_date(&user, cx.zone))),
        (Fix::PasswordLink, Some(_), ..) => with_user(item, cx, |user, cx| cx.push(people::password(&user, cx.zone))),
        (Fix::ChooseScope, Some(user), ..) => cx.push(Grid::only(item.customer, user, Id::GridScope)),
        (Fix::MakeAdministrator, user, ..) => cx.push(Grid::at_roles(item.customer, user)),
        (Fix::Decide, _, _, Some(request)) => cx.push(decide(item, request)),
        (Fix::Take, ..) => cx.push(take(item)),
        (Fix::Answer, ..) => cx.push(orders::page(item.order.clone().unwrap_or_default())),
        _ => cx.wish(Wish::Customer(item.customer)),
    }
}

fn with_user(item: &Item, cx: &mut Cx<'_>, then: impl FnOnce(UserRow, &mut Cx<'_>) + 'static) {
    let Some(user) = item.user else { return };
    let job = Job::new("user", move |app, by| async move { access::user(&app, &by, user).await });
    cx.push(Fetch::new(item.email.clone(), job, then));
}

fn resend(item: &Item, id: InvitationId) -> Form<Granted> {
    let job = move |values: &Values| {
        let other = values.some("send_to");
        Job::new("resend", move |app, by| async move { invitations::resend(&app, &by, id, other.as_deref()).await })
    };
    Form::new(t!("triage-resend-ask"), t!("bulk-resend-verb"), job, |granted: Granted, cx| {
        cx.done(t!("triage-on-way", sent_to = granted.sent_to));
    })
    .say(said(item))
    .say(t!("invitation-resend-say"))
    .text("send_to", t!("letter-to"), "", &item.email)
}

/// Takes a fault report of which nobody was told (R33).
fn take(item: &Item) -> Form<String> {
    let report = item.clone();
    let job = move |_: &Values| {
        let report = report.clone();
        Job::new("take", move |app, by| async move { triage::fix(&app, &by, &report).await })
    };
    Form::new(t!("triage-take-ask"), t!("fault-take-verb"), job, |said: String, cx| cx.done(said))
        .say(said(item))
        .say(t!("triage-take-say"))
}

fn address(item: &Item, id: InvitationId) -> Form<Granted> {
    let job = move |values: &Values| {
        let email = values.text("email");
        Job::new("address", move |app, by| async move { invitations::set_address(&app, &by, id, &email).await })
    };
    Form::new(t!("triage-address-title"), t!("change-and-send"), job, |granted: Granted, cx| {
        cx.done(t!("triage-letter-on-way", sent_to = granted.sent_to));
    })
    .say(said(item))
    .say(t!("triage-address-say"))
    .text("email", t!("email-label"), &item.email, "")
}

/// Approves or declines a request for independence (R19).
fn decide(item: &Item, id: IndependenceRequestId) -> Form<Decided> {
    let job = move |values: &Values| {
        let (approve, name, answer) = (values.choice("decision") == 1, values.some("name"), values.text("answer"));
        Job::new("decide", move |app, by| async move {
            if approve {
                let made = independence::approve(&app, &by, id, name.as_deref()).await?;
                Ok(Decided::Approved(made.name))
            } else {
                independence::decline(&app, &by, id, &answer).await.map(|_| Decided::Declined)
            }
        })
    };
    let customer = item.customer_name.clone();
    let then = move |decided: Decided, cx: &mut Cx<'_>| match decided {
        Decided::Approved(name) => cx.done(t!("independence-approved", name = name)),
        Decided::Declined => cx.done(t!("independence-declined", customer = customer)),
    };
    Form::new(t!("independence-title", customer_name = item.customer_name), t!("decide-verb"), job, then)
        .say(said(item))
        .choice("decision", t!("label-decision"), vec![t!("decline-verb").to_owned(), t!("approve-verb").to_owned()], 0)
        .text("answer", t!("label-answer"), "", t!("independence-why-not"))
        .only_when(|values| values.choice("decision") == 0)
        .text("name", t!("independence-name"), "", t!("independence-customers"))
        .only_when(|values| values.choice("decision") == 1)
}

/// What was decided.
pub enum Decided {
    /// An organization of this name was made.
    Approved(String),
    /// Nothing was made.
    Declined,
}

/// What is up, in the language of the desk; in English as the service says it.
fn said(item: &Item) -> String {
    let facts = &item.facts;
    if words::language() == Language::English || facts.who.is_empty() {
        return item.sentence.clone();
    }
    let who = facts.who.as_str();
    let with = |before: &str, after: &str| {
        if facts.said.is_empty() { String::new() } else { format!("{before}{}{after}", facts.said) }
    };
    match item.kind {
        TriageKind::AccessEndsSoon | TriageKind::AccessEnds => {
            let ahead = match facts.days {
                ..=0 => t!("when-today").to_owned(),
                1 => t!("when-tomorrow").to_owned(),
                days => t!("when-in", text = format!("{days} {}", t!("when-days"))),
            };
            t!("triage-access-ends", who = who, day = facts.day, ahead = ahead)
        }
        TriageKind::AccessEnded => t!("triage-access-ended", who = who, day = facts.day),
        TriageKind::InvitationBounced => {
            t!("triage-bounced", who = who, address = facts.address, server = with(": ", ""))
        }
        TriageKind::InvitationExpired => t!("triage-expired", who = who, day = facts.day),
        TriageKind::NeverSignedIn if facts.state == Some(UserState::Pending) => {
            t!("triage-not-accepted", who = who, day = facts.day)
        }
        TriageKind::NeverSignedIn => t!("triage-never", who = who, day = facts.day),
        TriageKind::NoAdministrator => {
            let state = facts.state.filter(|state| *state != UserState::Active).unwrap_or(UserState::Expired);
            t!("triage-no-administrator", who = who, state = words::word(state.as_str()))
        }
        TriageKind::NothingInScope => t!("triage-sees-nothing", who = who),
        TriageKind::Independence => t!("triage-independence", who = who, why = with(": ”", "”")),
        TriageKind::Unheard => t!("triage-unheard", who = who, number = facts.number, title = facts.said),
        TriageKind::UnheardComment => {
            t!("triage-unheard-comment", who = who, number = facts.number, title = facts.said)
        }
    }
}
