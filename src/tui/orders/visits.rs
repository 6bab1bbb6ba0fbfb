//! Planning, moving and cancelling visits (R31, R38). Times are typed and shown by the organization's clocks.

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::domain::VisitId;
use crate::domain::state::VisitState;
use crate::service::orders::{self, OrderFile, OrderSheet, Technician, VisitPlan, VisitRow, Work};
use crate::service::{Actor, App, Error};

use super::super::dialogs::{Chooser, Fetch, Form, Item, Pick, Question, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::super::when;

/// What is done with a visit that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    Move,
    Cancel,
}

/// What the form needs to know.
pub struct Ground {
    file: OrderFile,
    clocks: Tz,
    technicians: Vec<Technician>,
}

async fn load(app: App, by: std::sync::Arc<Actor>, number: String) -> Result<Ground, Error> {
    let technicians = orders::technicians(&app, &by, &Work::On(number.clone())).await?;
    Ok(Ground { file: orders::get(&app, &by, &number).await?, clocks: orders::clocks(&app, &by).await?, technicians })
}

/// `Mon 2026-03-02 09:30 – 11:30`, by these clocks.
pub fn span(visit: &VisitRow, clocks: Tz) -> String {
    let (starts, ends) = (visit.starts_at.with_timezone(&clocks), visit.ends_at.with_timezone(&clocks));
    let same_day = starts.date_naive() == ends.date_naive();
    let end = ends.format(if same_day { "%H:%M" } else { "%Y-%m-%d %H:%M" });
    format!("{} – {end}", starts.format("%a %Y-%m-%d %H:%M"))
}

/// Opens the form for a new visit.
pub fn plan(order: &OrderSheet) -> Fetch<Ground> {
    let number = order.number.clone();
    let job = Job::new("visit ground", move |app, by| load(app, by, number));
    Fetch::new(t!("visit-plan-number", number = order.number), job, |ground: Ground, cx: &mut Cx<'_>| {
        cx.push(form(&ground, None));
    })
}

/// Asks which visit, where there are several, and goes on.
pub fn choose(order: &OrderSheet, deed: Deed) -> Fetch<Ground> {
    let number = order.number.clone();
    let job = Job::new("visit ground", move |app, by| load(app, by, number));
    Fetch::new(t!("visits-of", number = order.number), job, move |ground: Ground, cx: &mut Cx<'_>| {
        let planned = ground.file.visits.iter().filter(|v| v.state == VisitState::Planned);
        let visits: Vec<VisitRow> = planned.cloned().collect();
        match visits.as_slice() {
            [] => cx.info(t!("visit-none-say")),
            [one] => go_on(&ground, one, deed, cx),
            [.., last] => {
                let item = |v: &VisitRow| Item { label: span(v, ground.clocks), note: v.note.clone(), value: v.id };
                let title = if deed == Deed::Move { t!("visit-move-which") } else { t!("visit-cancel-which") };
                let chooser =
                    Chooser::new(title, ground.file.order.title(), visits.iter().map(item).collect(), &last.id);
                cx.push(Pick::new(chooser, move |id: VisitId, cx: &mut Cx<'_>| {
                    if let Some(visit) = visits.iter().find(|v| v.id == id) {
                        go_on(&ground, visit, deed, cx);
                    }
                }));
            }
        }
    })
}

fn go_on(ground: &Ground, visit: &VisitRow, deed: Deed, cx: &mut Cx<'_>) {
    match deed {
        Deed::Move => cx.push(form(ground, Some(visit))),
        Deed::Cancel => cx.push(cancel(&ground.file.order, visit, ground.clocks)),
    }
}

fn form(ground: &Ground, visit: Option<&VisitRow>) -> Form<OrderFile> {
    let (order, clocks) = (&ground.file.order, ground.clocks);
    let (number, version, moved) = (order.number.clone(), order.version, visit.map(|v| v.id));
    let emails: Vec<String> = ground.technicians.iter().map(|t| t.email.clone()).collect();
    let job = move |values: &Values| {
        let typed = (values.text("starts_at"), values.text("ends_at"));
        let technician = values.choice("technician").checked_sub(1).and_then(|at| emails.get(at)).cloned();
        let (number, note) = (number.clone(), values.text("note"));
        Job::new("plan visit", move |app, by| async move {
            let today = app.now().with_timezone(&clocks).date_naive();
            let begins = when::beginning("starts_at", &typed.0, today)?;
            let ends = when::ending("ends_at", &typed.1, begins)?;
            let plan = VisitPlan {
                order: number,
                version,
                visit: moved,
                starts_at: here(&app, &by, "starts_at", begins).await?,
                ends_at: here(&app, &by, "ends_at", ends).await?,
                note,
                technician,
            };
            orders::plan(&app, &by, &plan).await
        })
    };
    let key = if visit.is_some() { "visit-moved" } else { "visit-planned" };
    let then = move |file: OrderFile, cx: &mut Cx<'_>| {
        let next = file.order.planned_at.map(|at| at.with_timezone(&clocks).format("%a %Y-%m-%d %H:%M").to_string());
        cx.done(t!(key, number = file.order.number, next = next.unwrap_or_default()));
    };
    let title = if visit.is_some() { t!("visit-move") } else { t!("visit-plan") };
    let clock = |at: DateTime<Utc>| at.with_timezone(&clocks).format("%Y-%m-%d %H:%M").to_string();
    let (starts, ends) = visit.map(|v| (clock(v.starts_at), clock(v.ends_at))).unwrap_or_default();
    let first = match (visit.and_then(|v| v.technician.as_deref()), order.technician.as_str()) {
        (Some(stays), _) => t!("visit-as-planned", stays = stays),
        (None, "") => t!("nobody-yet").to_owned(),
        (None, name) => t!("visit-orders-technician", name = name),
    };
    let people = std::iter::once(first).chain(ground.technicians.iter().map(|t| t.name.clone())).collect();
    Form::new(
        format!("{title} · {}", order.title()),
        if visit.is_some() { t!("move-verb") } else { t!("plan-verb") },
        job,
        then,
    )
    .say(t!("visit-say", clocks = clocks))
    .text("starts_at", t!("label-begins"), &starts, t!("visit-begins-empty"))
    .text("ends_at", t!("label-ends"), &ends, t!("visit-ends-empty"))
    .choice("technician", t!("visit-who"), people, 0)
    .text("note", t!("label-note"), visit.map_or("", |v| &v.note), t!("visit-note-empty"))
}

async fn here(app: &App, by: &Actor, field: &'static str, at: NaiveDateTime) -> Result<DateTime<Utc>, Error> {
    orders::here(app, by, field, at).await
}

fn cancel(order: &OrderSheet, visit: &VisitRow, clocks: Tz) -> Question<OrderFile> {
    let (number, version, id) = (order.number.clone(), order.version, visit.id);
    Question::new(
        t!("visit-cancel-ask", number = order.number),
        format!("{}\n\n{}", span(visit, clocks), t!("visit-cancel-text")),
        t!("visit-cancel-verb"),
        move || {
            let number = number.clone();
            Job::new("cancel visit", move |app, by| async move {
                orders::cancel_visit(&app, &by, &number, version, id).await
            })
        },
        |file: OrderFile, cx| cx.done(t!("visit-cancelled", number = file.order.number)),
    )
}
