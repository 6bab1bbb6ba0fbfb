//! One thing for many people (R75): from marked customers or marked users. What it is, is asked; what it means is reviewed
//! once; then it happens in one transaction, and every row says what became of it.

mod each;
mod review;

use std::collections::BTreeSet;

use crate::domain::access::Scope;
use crate::domain::permission::{Exception, Permission, Role};
use crate::domain::staff::StaffPermission;
use crate::domain::state::{InvitationState, UserState};
use crate::domain::{CustomerId, CustomerUserId, InvitationId};
use crate::service::access::{self, Farewell, Granted, UserRow};
use crate::service::bulk::{self, Becomes, Done, Selection};
use crate::service::{Actor, App, Error, invitations};

use super::dialogs::{Chooser, Fetch, Form, Item, Pick, Reader, Values};
use super::grid::words;
use super::msg::Job;
use super::screen::Cx;
pub use each::{Rows, review};
use review::Many;

/// Who is meant.
#[derive(Clone, Debug)]
pub enum Who {
    /// Everybody of these customers who was not revoked.
    Customers(Vec<CustomerId>),
    /// These people.
    Users(Vec<CustomerUserId>),
}

impl Who {
    fn words(&self) -> String {
        let (key, n) = match self {
            Self::Customers(ids) if ids.len() == 1 => ("bulk-marked-customer", 1),
            Self::Customers(ids) => ("bulk-marked-customers", ids.len()),
            Self::Users(ids) if ids.len() == 1 => ("bulk-marked-person", 1),
            Self::Users(ids) => ("bulk-marked-people", ids.len()),
        };
        t!(key, n = n)
    }
}

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Permission,
    Role,
    Everything,
    Unassigned,
    Resend,
    Suspend,
    Lift,
    Revoke,
}

/// Asks what to do with them.
pub fn start(who: Who) -> Pick<impl Clone + PartialEq + 'static> {
    let item = |label: &str, note: &str, value| Item { label: label.into(), note: note.into(), value };
    let items = vec![
        item(t!("bulk-permission"), t!("bulk-permission-note"), Deed::Permission),
        item(t!("role"), t!("bulk-role-note"), Deed::Role),
        item(t!("bulk-everything"), t!("bulk-everything-note"), Deed::Everything),
        item(t!("bulk-unassigned"), t!("not-at-facility"), Deed::Unassigned),
        item(t!("bulk-resend"), t!("bulk-resend-note"), Deed::Resend),
        item(t!("suspend-verb"), t!("bulk-suspend-note"), Deed::Suspend),
        item(t!("bulk-lift"), "", Deed::Lift),
        item(t!("revoke-verb"), t!("bulk-revoke-note"), Deed::Revoke),
    ];
    let foot = t!("bulk-foot");
    let title = t!("bulk-for", words = who.words());
    Pick::new(Chooser::new(title, foot, items, &Deed::Permission), move |deed, cx| go_on(deed, who, cx))
}

fn go_on(deed: Deed, who: Who, cx: &mut Cx<'_>) {
    match deed {
        Deed::Permission => cx.push(which_permission(who)),
        Deed::Role => cx.push(which_role(who)),
        Deed::Everything => cx.push(change(who, Becomes::Scope(Scope::everything()))),
        Deed::Unassigned => cx.push(change(who, Becomes::Scope(Scope { unassigned: true, ..Scope::default() }))),
        Deed::Resend => cx.push(people(who, |users, cx| cx.push(resend(users)))),
        Deed::Suspend | Deed::Lift | Deed::Revoke => {
            cx.push(people(who, move |users, cx| cx.push(turn(deed, users))));
        }
    }
}

fn which_permission(who: Who) -> Pick<Permission> {
    let items = words::ORDER
        .iter()
        .map(|p| Item { label: words::names(*p).1.to_owned(), note: p.to_string(), value: *p })
        .collect();
    let foot = t!("bulk-which-foot");
    Pick::new(Chooser::new(t!("bulk-which-permission"), foot, items, &Permission::ViewOrders), move |permission, cx| {
        cx.push(how(who, permission));
    })
}

fn how(who: Who, permission: Permission) -> Pick<Option<Exception>> {
    let item = |label: &str, note: &str, value| Item { label: label.into(), note: note.into(), value };
    let items = vec![
        item(t!("standing-allowed"), t!("bulk-whatever-role"), Some(Exception::Allowed)),
        item(t!("standing-denied"), t!("bulk-whatever-role"), Some(Exception::Denied)),
        item(t!("bulk-as-role"), t!("bulk-no-exception"), None),
    ];
    let title = words::names(permission).1;
    Pick::new(Chooser::new(title, t!("bulk-so-already"), items, &Some(Exception::Allowed)), move |to, cx| {
        cx.push(change(who, Becomes::Permission(permission, to)));
    })
}

fn which_role(who: Who) -> Pick<Role> {
    let item = |r: &Role| Item { label: r.to_string(), note: words::role_note(*r).to_owned(), value: *r };
    let items = Role::ALL.iter().rev().map(item).collect();
    let foot = t!("bulk-role-foot");
    Pick::new(Chooser::new(t!("bulk-which-role"), foot, items, &Role::Member), move |role, cx| {
        cx.push(change(who, Becomes::Role(role)));
    })
}

async fn load(app: &App, by: &Actor, who: &Who) -> Result<Vec<UserRow>, Error> {
    match who {
        Who::Customers(ids) => {
            bulk::select(app, by, &Selection { customers: ids.clone(), ..Selection::default() }).await
        }
        Who::Users(ids) => access::many(app, by, ids, StaffPermission::ViewCustomers).await,
    }
}

/// Finds the people, then goes on.
fn people(who: Who, then: impl FnOnce(Vec<UserRow>, &mut Cx<'_>) + 'static) -> Fetch<Vec<UserRow>> {
    let title = t!("bulk-for", words = who.words());
    let job = Job::new("many", move |app, by| async move { load(&app, &by, &who).await });
    Fetch::new(title, job, move |users: Vec<UserRow>, cx: &mut Cx<'_>| {
        if users.is_empty() {
            cx.info(t!("bulk-nobody"));
        } else {
            then(users, cx);
        }
    })
}

/// The review of a change for all of them.
fn change(who: Who, becomes: Becomes) -> Fetch<Vec<UserRow>> {
    people(who, move |users, cx| {
        let changes = bulk::changes(&users, &becomes);
        if changes.is_empty() {
            cx.info(t!("bulk-all-so"));
        } else {
            cx.push(Many::new(&users, changes));
        }
    })
}

/// A person with address, customer and how the access stands.
fn person(u: &UserRow) -> String {
    let state = crate::tui::words::word(u.state.as_str());
    t!("bulk-person", name = u.name(), email = u.email, customer_number = u.customer_number, state = state)
}

fn names(users: &[UserRow]) -> String {
    const SHOWN: usize = 8;
    let one = |u: &UserRow| format!("  {}", person(u));
    let mut lines: Vec<String> = users.iter().take(SHOWN).map(one).collect();
    if users.len() > SHOWN {
        lines.push(format!("  {}", t!("bulk-more", n = users.len() - SHOWN)));
    }
    lines.join("\n")
}

/// Suspends, lifts or revokes for those for whom it makes sense.
fn turn(deed: Deed, mut users: Vec<UserRow>) -> Form<Vec<Done>> {
    let (verb, states): (_, &[UserState]) = match deed {
        Deed::Suspend => (t!("suspend-verb"), &[UserState::Active]),
        Deed::Lift => (t!("lift-verb"), &[UserState::Suspended]),
        _ => (t!("revoke-verb"), &[UserState::Active, UserState::Pending, UserState::Suspended, UserState::Expired]),
    };
    let all = users.len();
    users.retain(|u| states.contains(&u.state));
    let ids: Vec<CustomerUserId> = users.iter().map(|u| u.id).collect();
    let left_out = all - ids.len();
    let job = move |values: &Values| {
        let (ids, told) = (ids.clone(), values.ticked("told"));
        Job::new("bulk", move |app, by| async move {
            match deed {
                Deed::Suspend => bulk::suspend(&app, &by, &ids).await,
                Deed::Lift => bulk::lift(&app, &by, &ids).await,
                _ => {
                    let farewell = if told { Farewell::Letter(None) } else { Farewell::Silent };
                    bulk::revoke(&app, &by, &ids, &farewell).await
                }
            }
        })
    };
    let then = |done: Vec<Done>, cx: &mut Cx<'_>| {
        let row = |d: &Done| format!("✓ {} {} · {}: {} → {}", d.customer_number, d.name, d.email, d.before, d.after);
        result(&done.iter().map(row).collect::<Vec<_>>(), cx);
    };
    let title = t!("bulk-ask", verb = verb, users = users.len());
    let form = Form::new(title, verb, job, then).say(names(&users));
    let form = if left_out > 0 { form.warn(t!("bulk-left-out", left_out = left_out)) } else { form };
    let form = if deed == Deed::Revoke { form.tick("told", t!("bulk-tell"), true) } else { form };
    form.sure(&t!("bulk-sure", to_lowercase = verb.to_lowercase()))
}

/// Sends the invitations again that have not been accepted.
fn resend(users: Vec<UserRow>) -> Fetch<Vec<(InvitationId, String)>> {
    let job = Job::new("open invitations", move |app, by| async move {
        let (customers, ids): (BTreeSet<_>, BTreeSet<_>) = users.iter().map(|u| (u.customer, u.id)).unzip();
        let mut open = Vec::new();
        for customer in customers {
            let rows = invitations::list(&app, &by, Some(customer)).await?;
            let waits = |s| matches!(s, InvitationState::Pending | InvitationState::Expired);
            let mine = rows.into_iter().filter(|r| ids.contains(&r.user) && waits(r.state));
            open.extend(mine.map(|r| (r.id, format!("  {} · {} · {}", r.name, r.sent_to, r.state))));
        }
        Ok(open)
    });
    Fetch::new(t!("bulk-invitations"), job, |open: Vec<(InvitationId, String)>, cx: &mut Cx<'_>| {
        if open.is_empty() {
            return cx.info(t!("bulk-no-invitation"));
        }
        let ids: Vec<InvitationId> = open.iter().map(|o| o.0).collect();
        let said: Vec<String> = open.iter().take(8).map(|o| o.1.clone()).collect();
        let more = if open.len() > 8 { format!("\n  {}", t!("bulk-more", n = open.len() - 8)) } else { String::new() };
        let job = move |_: &Values| {
            let ids = ids.clone();
            Job::new("bulk resend", move |app, by| async move { bulk::resend(&app, &by, &ids).await })
        };
        let then = |sent: Vec<Granted>, cx: &mut Cx<'_>| {
            let row = |g: &Granted| t!("bulk-new-letter", sent_to = g.sent_to);
            result(&sent.iter().map(row).collect::<Vec<_>>(), cx);
        };
        let title = t!("bulk-resend-ask", open = open.len());
        let form = Form::new(title, t!("bulk-resend-verb"), job, then)
            .say(t!("bulk-resend-text"))
            .say(format!("{}{more}", said.join("\n")))
            .sure(t!("bulk-resend-sure"));
        cx.push(form);
    })
}

/// What became of each.
fn result(rows: &[String], cx: &mut Cx<'_>) {
    cx.done(t!("bulk-done", rows = rows.len()));
    cx.push(Reader::new(t!("bulk-done", rows = rows.len()), rows.join("\n")));
}
