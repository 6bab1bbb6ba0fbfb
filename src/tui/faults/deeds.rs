//! What is done with a fault report: taken, converted, closed with an answer.

use crate::domain::state::OrderKind;
use crate::service::faults::{self, FaultRow, Into};

use super::super::dialogs::{Form, Question, Values};
use super::super::msg::Job;
use super::super::orders::words;
use super::super::screen::Cx;

/// Takes it: the customer is told, which nothing can call back, so it asks.
pub fn take(report: &FaultRow) -> Question<FaultRow> {
    let (number, version) = (report.number.clone(), report.version);
    Question::new(
        format!("Take {}?", report.title()),
        "Everybody sees from then on that you see to it, and the customer is told. Its order is assigned to you if it is \
         nobody's yet.",
        "Take it",
        move || {
            let number = number.clone();
            Job::new("take fault", move |app, by| async move { faults::take(&app, &by, &number, version).await })
        },
        |report: FaultRow, cx| cx.done(format!("You have taken {}; the customer is told", report.number)),
    )
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
        cx.done(format!("{} belongs to order {}", report.number, report.order_number));
    };
    let kinds = OrderKind::ALL.iter().map(|kind| format!("its order becomes a {}", words(kind.as_str())));
    let all = kinds.chain(["it belongs to another order".to_owned()]).collect();
    Form::new(format!("Convert {}", report.title()), "Convert", job, then)
        .say(format!(
            "Its order is {}. Counted to another order, its documents move there, and {} is cancelled with a word why.",
            report.order_number, report.order_number
        ))
        .choice("into", "Becomes", all, 1)
        .text("order", "Order no.", "", "the number of the other order")
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
        cx.done(format!("{} is closed; the customer reads the answer", report.number));
    };
    Form::new(format!("Close {}", report.title()), "Close", job, then)
        .say(format!("The customer reads the answer. Order {} stays as it is.", report.order_number))
        .lines("answer", "Answer", "")
}
