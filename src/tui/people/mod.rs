//! What can be done with one customer user, from whatever screen names the person: end date, new password, sessions, delete,
//! explain, view as (R15–R17, R24, R25, R71).

mod explain;
mod language;
mod notices;
mod password;
mod sessions;
mod view;

use chrono::Utc;

use crate::domain::state::UserState;
use crate::service::access::{self, Farewell, UserRow};

use super::dialogs::{Form, Question, Values};
use super::msg::Job;
use super::screen::Cx;
use super::when::{self, Zone};

pub use explain::explain;
pub use language::mine as my_language;
pub use notices::{mine as my_notices, who_is_told, who_is_told_of};
pub use password::password;
pub use sessions::sessions;
pub use view::{Where, link_one, view, view_one};

/// Stops the sign-in until it is lifted (R15).
pub fn suspend(user: &UserRow) -> Question<()> {
    let (id, name) = (user.id, user.name());
    let customer = user.customer;
    Question::new(
        format!("Suspend {name}?"),
        format!(
            "{name} ({}) can no longer sign in at {}, and open sessions end at once. Nothing is lost: u lifts the \
             suspension.",
            user.email, user.customer_name
        ),
        "Suspend",
        move || Job::new("suspend", move |app, by| async move { access::suspend(&app, &by, id).await }),
        move |(), cx| undoable(cx, customer, format!("{name} suspended")),
    )
}

/// Lifts a suspension (R15).
pub fn lift(user: &UserRow) -> Question<()> {
    let (id, name) = (user.id, user.name());
    let customer = user.customer;
    Question::new(
        format!("Lift the suspension of {name}?"),
        format!("{name} ({}) can sign in at {} again, with the permissions of before.", user.email, user.customer_name),
        "Lift",
        move || Job::new("lift", move |app, by| async move { access::lift(&app, &by, id).await }),
        move |(), cx| undoable(cx, customer, format!("{name} can sign in again")),
    )
}

/// Ends access, with a letter or without, to the person's own address or to another (R15).
pub fn revoke(user: &UserRow) -> Form<()> {
    let (id, name, customer) = (user.id, user.name(), user.customer);
    let said = name.clone();
    let job = move |values: &Values| {
        let farewell = if values.ticked("told") { Farewell::Letter(values.some("send_to")) } else { Farewell::Silent };
        Job::new("revoke", move |app, by| async move { access::revoke(&app, &by, id, &farewell).await })
    };
    Form::new(format!("Revoke the access of {name}?"), "Revoke", job, move |(), cx| {
        undoable(cx, customer, format!("Access of {said} revoked"));
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

/// Gives the access an end, moves it, takes it away (R16).
pub fn end_date(user: &UserRow, zone: Zone) -> Form<UserRow> {
    let (id, version, name, customer) = (user.id, user.version, user.name(), user.customer);
    let now = user.ends_at.map(|at| zone.day(at)).unwrap_or_default();
    let job = move |values: &Values| {
        let typed = values.text("ends_at");
        Job::new("end date", move |app, by| async move {
            let end = when::end_of("ends_at", &typed, app.now(), zone)?;
            access::set_end(&app, &by, id, version, end).await
        })
    };
    let said = name.clone();
    let then = move |user: UserRow, cx: &mut Cx<'_>| {
        let end = user.ends_at.map(|at: chrono::DateTime<Utc>| zone.day(at));
        let end = end.map_or_else(|| "has no end".to_owned(), |day| format!("ends with {day}"));
        undoable(cx, customer, format!("The access of {said} {end}"));
    };
    let form = Form::new(format!("When the access of {name} ends"), "Set", job, then)
        .say("The last day: 2026-12-31, tomorrow, +14d. Empty: no end. Before it ends, the triage list shows it.");
    let form = if user.state == UserState::Expired {
        form.warn("The access has ended; a later day, or none, brings it back.")
    } else {
        form
    };
    form.text("ends_at", "Last day", &now, "no end")
}

/// Deletes the person's data for good (R15).
pub fn delete(user: &UserRow) -> Form<()> {
    let (id, name) = (user.id, user.name());
    let said = format!("{name} is deleted at {}", user.customer_name);
    let job =
        move |_: &Values| Job::new("delete user", move |app, by| async move { access::delete(&app, &by, id).await });
    Form::new(format!("Delete {name}?"), "Delete for good", job, move |(), cx| cx.done(said))
        .warn("This cannot be undone.")
        .say(format!(
            "Everything about {name} ({}) at {} is removed: role, permissions, invitation, sessions, letters, and with \
             the person's last customer the sign-in as well. The log keeps what was done; the name in it is replaced.",
            user.email, user.customer_name
        ))
        .confirm(&name)
}

/// Says what was done, and that it can be undone.
fn undoable(cx: &mut Cx<'_>, customer: crate::domain::CustomerId, text: String) {
    cx.undoable(Some(customer), text);
}
