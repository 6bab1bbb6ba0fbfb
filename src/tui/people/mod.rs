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
        t!("suspend-ask", name = name),
        t!("suspend-text", name = name, email = user.email, customer_name = user.customer_name),
        t!("suspend-verb"),
        move || Job::new("suspend", move |app, by| async move { access::suspend(&app, &by, id).await }),
        move |(), cx| undoable(cx, customer, t!("suspend-done", name = name)),
    )
}

/// Lifts a suspension (R15).
pub fn lift(user: &UserRow) -> Question<()> {
    let (id, name) = (user.id, user.name());
    let customer = user.customer;
    Question::new(
        t!("lift-ask", name = name),
        t!("lift-text", name = name, email = user.email, customer_name = user.customer_name),
        t!("lift-verb"),
        move || Job::new("lift", move |app, by| async move { access::lift(&app, &by, id).await }),
        move |(), cx| undoable(cx, customer, t!("lift-done", name = name)),
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
    Form::new(t!("revoke-ask", name = name), t!("revoke-verb"), job, move |(), cx| {
        undoable(cx, customer, t!("revoke-done", said = said));
    })
    .say(t!("revoke-text", name = name, email = user.email, customer_name = user.customer_name))
    .tick("told", t!("revoke-tell"), true)
    .text("send_to", t!("letter-to"), "", t!("own-address"))
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
        let end = end.map_or_else(|| t!("ends-never").to_owned(), |day| t!("ends-with", day = day));
        undoable(cx, customer, t!("ends-done", said = said, end = end));
    };
    let form = Form::new(t!("ends-title", name = name), t!("set-verb"), job, then).say(t!("ends-say"));
    let form = if user.state == UserState::Expired { form.warn(t!("ends-over")) } else { form };
    form.text("ends_at", t!("last-day"), &now, t!("no-end"))
}

/// Deletes the person's data for good (R15).
pub fn delete(user: &UserRow) -> Form<()> {
    let (id, name) = (user.id, user.name());
    let said = t!("delete-done", name = name, customer_name = user.customer_name);
    let job =
        move |_: &Values| Job::new("delete user", move |app, by| async move { access::delete(&app, &by, id).await });
    Form::new(t!("delete-ask", name = name), t!("delete-verb"), job, move |(), cx| cx.done(said))
        .warn(t!("no-undo"))
        .say(t!("delete-text", name = name, email = user.email, customer_name = user.customer_name))
        .confirm(&name)
}

/// Says what was done, and that it can be undone.
fn undoable(cx: &mut Cx<'_>, customer: crate::domain::CustomerId, text: String) {
    cx.undoable(Some(customer), text);
}
