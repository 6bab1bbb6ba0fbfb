//! What is done with a fault report: taken, converted, closed with an answer.

use crate::domain::state::OrderKind;
use crate::service::faults::{self, FaultRow, FaultState, Into};

use super::super::bulk::{Rows, review};
use super::super::dialogs::{Form, Question, Values};
use super::super::msg::Job;
use super::super::orders::words;
use super::super::screen::{Cx, Screen};

/// Takes it: the customer is told, which nothing can call back, so it asks.
pub fn take(report: &FaultRow) -> Question<FaultRow> {
    let (number, version) = (report.number.clone(), report.version);
    Question::new(
        t!("fault-take-ask", title = report.title()),
        t!("fault-take-text"),
        t!("fault-take-verb"),
        move || {
            let number = number.clone();
            Job::new("take fault", move |app, by| async move { faults::take(&app, &by, &number, version).await })
        },
        |report: FaultRow, cx| cx.done(t!("fault-taken-done", number = report.number)),
    )
}

/// Takes several: those that somebody has taken or closed already are left out.
pub fn take_many(reports: &[&FaultRow]) -> impl Screen + use<> {
    let rows = Rows::of(reports.iter().copied(), |report| match (&report.taken_by, report.state) {
        (_, FaultState::Open) => Ok((report.title(), (report.number.clone(), report.version))),
        (Some(who), FaultState::Taken) => Err((report.title(), t!("many-taken-by", who = who))),
        (_, state) => Err((report.title(), t!("many-is", state = words(state.as_str())))),
    });
    review(t!("many-take"), t!("many-take-says"), rows, |app, by, (number, version)| {
        Box::pin(async move {
            let report = faults::take(&app, &by, &number, version).await?;
            Ok(t!("many-taken", order = report.order_number))
        })
    })
}

/// Makes its order one of another kind, or counts it to an order that is there.
pub fn convert(report: &FaultRow) -> Form<FaultRow> {
    let (number, version) = (report.number.clone(), report.version);
    let job = move |values: &Values| {
        let into = match OrderKind::ALL.get(values.choice("into")) {
            Some(kind) => Into::Kind(*kind),
            None => Into::Order(values.text("order")),
        };
        let number = number.clone();
        Job::new(
            "convert fault",
            move |app, by| async move { faults::convert(&app, &by, &number, version, &into).await },
        )
    };
    let then = |report: FaultRow, cx: &mut Cx<'_>| {
        cx.done(t!("fault-belongs", number = report.number, order_number = report.order_number));
    };
    let kinds = OrderKind::ALL.iter().map(|kind| t!("fault-becomes", kind = words(kind.as_str())));
    let all = kinds.chain([t!("fault-belongs-other").to_owned()]).collect();
    Form::new(t!("fault-convert-title", title = report.title()), t!("convert-verb"), job, then)
        .say(t!("fault-convert-say", order_number = report.order_number))
        .choice("into", t!("label-becomes"), all, 1)
        .text("order", t!("label-order-no"), "", t!("fault-other-number"))
        .only_when(|values| values.choice("into") >= OrderKind::ALL.len())
}

/// Closes it with an answer.
pub fn close(report: &FaultRow) -> Form<FaultRow> {
    let (number, version) = (report.number.clone(), report.version);
    let job = move |values: &Values| {
        let (number, answer) = (number.clone(), values.text("answer"));
        Job::new("close fault", move |app, by| async move { faults::close(&app, &by, &number, version, &answer).await })
    };
    let then = |report: FaultRow, cx: &mut Cx<'_>| {
        cx.done(t!("fault-closed-done", number = report.number));
    };
    Form::new(t!("fault-close-title", title = report.title()), t!("close-verb"), job, then)
        .say(t!("fault-close-say", order_number = report.order_number))
        .lines("answer", t!("label-answer"), "")
}
