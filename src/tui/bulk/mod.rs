//! One thing for many people (R75): from marked customers or marked users. What it is, is asked; what it means is reviewed
//! once; then it happens in one transaction, and every row says what became of it.

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
        let of = |n: usize, one: &str, many: &str| format!("{n} marked {}", if n == 1 { one } else { many });
        match self {
            Self::Customers(ids) => of(ids.len(), "customer", "customers"),
            Self::Users(ids) => of(ids.len(), "person", "people"),
        }
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
        item("Permission", "allowed, denied, or as the role says", Deed::Permission),
        item("Role", "administrator, moderator, member", Deed::Role),
        item("See everything", "every facility, and what is at none", Deed::Everything),
        item("See only what is at no facility", "not assigned to a facility", Deed::Unassigned),
        item("Send invitations again", "pending and expired ones", Deed::Resend),
        item("Suspend", "until it is lifted", Deed::Suspend),
        item("Lift suspensions", "", Deed::Lift),
        item("Revoke", "ends the access", Deed::Revoke),
    ];
    let foot = "It is shown once more before anything happens. One transaction: for all of them or for nobody.";
    let title = format!("For {}", who.words());
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
    let foot = "Which permission changes.";
    Pick::new(Chooser::new("Which permission?", foot, items, &Permission::ViewOrders), move |permission, cx| {
        cx.push(how(who, permission));
    })
}

fn how(who: Who, permission: Permission) -> Pick<Option<Exception>> {
    let item = |label: &str, note: &str, value| Item { label: label.into(), note: note.into(), value };
    let items = vec![
        item("allowed", "whatever the role holds", Some(Exception::Allowed)),
        item("denied", "whatever the role holds", Some(Exception::Denied)),
        item("as the role says", "no exception", None),
    ];
    let title = words::names(permission).1;
    Pick::new(Chooser::new(title, "Who is so already is left out.", items, &Some(Exception::Allowed)), move |to, cx| {
        cx.push(change(who, Becomes::Permission(permission, to)));
    })
}

fn which_role(who: Who) -> Pick<Role> {
    let item = |r: &Role| Item { label: r.to_string(), note: words::role_note(*r).to_owned(), value: *r };
    let items = Role::ALL.iter().rev().map(item).collect();
    let foot = "A new role ends the open sessions of whoever gets it. Exceptions stay, as far as the role allows them.";
    Pick::new(Chooser::new("Which role?", foot, items, &Role::Member), move |role, cx| {
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
    let title = format!("For {}", who.words());
    let job = Job::new("many", move |app, by| async move { load(&app, &by, &who).await });
    Fetch::new(title, job, move |users: Vec<UserRow>, cx: &mut Cx<'_>| {
        if users.is_empty() {
            cx.info("Nobody there has access");
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
            cx.info("They are all so already; nothing is to be changed");
        } else {
            cx.push(Many::new(&users, changes));
        }
    })
}

fn names(users: &[UserRow]) -> String {
    const SHOWN: usize = 8;
    let one = |u: &UserRow| format!("  {} · {} at {} · {}", u.name(), u.email, u.customer_number, u.state);
    let mut lines: Vec<String> = users.iter().take(SHOWN).map(one).collect();
    if users.len() > SHOWN {
        lines.push(format!("  … and {} more", users.len() - SHOWN));
    }
    lines.join("\n")
}

/// Suspends, lifts or revokes for those for whom it makes sense.
fn turn(deed: Deed, mut users: Vec<UserRow>) -> Form<Vec<Done>> {
    let (verb, states): (_, &[UserState]) = match deed {
        Deed::Suspend => ("Suspend", &[UserState::Active]),
        Deed::Lift => ("Lift", &[UserState::Suspended]),
        _ => ("Revoke", &[UserState::Active, UserState::Pending, UserState::Suspended, UserState::Expired]),
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
    let title = format!("{verb}: {} people?", users.len());
    let form = Form::new(title, verb, job, then).say(names(&users));
    let form = if left_out > 0 {
        form.warn(format!("{left_out} of the marked are left out: it makes no sense for how they stand."))
    } else {
        form
    };
    let form = if deed == Deed::Revoke { form.tick("told", "Tell each of them by a letter", true) } else { form };
    form.sure(&format!("Yes, {} all of them", verb.to_lowercase()))
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
    Fetch::new("Invitations", job, |open: Vec<(InvitationId, String)>, cx: &mut Cx<'_>| {
        if open.is_empty() {
            return cx.info("None of them has an invitation that waits");
        }
        let ids: Vec<InvitationId> = open.iter().map(|o| o.0).collect();
        let said: Vec<String> = open.iter().take(8).map(|o| o.1.clone()).collect();
        let more = if open.len() > 8 { format!("\n  … and {} more", open.len() - 8) } else { String::new() };
        let job = move |_: &Values| {
            let ids = ids.clone();
            Job::new("bulk resend", move |app, by| async move { bulk::resend(&app, &by, &ids).await })
        };
        let then = |sent: Vec<Granted>, cx: &mut Cx<'_>| {
            let row = |g: &Granted| format!("✓ a new letter to {}", g.sent_to);
            result(&sent.iter().map(row).collect::<Vec<_>>(), cx);
        };
        let title = format!("Send {} invitations again?", open.len());
        let form = Form::new(title, "Send again", job, then)
            .say(
                "Each gets a new letter with a new link; the links sent before stop working, expired ones are revived.",
            )
            .say(format!("{}{more}", said.join("\n")))
            .sure("Yes, send all of them");
        cx.push(form);
    })
}

/// What became of each.
fn result(rows: &[String], cx: &mut Cx<'_>) {
    cx.done(format!("Done for {}", rows.len()));
    cx.push(Reader::new(format!("Done for {}", rows.len()), rows.join("\n")));
}
