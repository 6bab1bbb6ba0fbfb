//! What can be done with one order, from whatever list or page names it (R31, R32): comment, assign, plan, state, edit.

mod comment;
mod list;
mod make;
mod many;
mod page;
mod visits;

use crate::domain::state::OrderState;
use crate::service::orders::{self, OrderSheet, Technician, Work};

use super::catalogue::{Command, Id, Scope};
use super::dialogs::{Chooser, Dossier, Fetch, Form, Item, Pick, Values};
use super::documents;
use super::msg::Job;
use super::people;
use super::screen::{Availability, Cx, Wish};

pub use list::Orders;
pub use page::{Page, papers};

/// The page of the order with this number.
pub fn page(number: impl Into<String>) -> Dossier<Page> {
    Dossier::new(Page { number: number.into() })
}

/// Whether a command of the scope Order can be carried out; none of another scope is refused.
pub fn availability(command: Id, order: Option<&OrderSheet>) -> Availability {
    if Command::of(command).scope != Scope::Order {
        return Availability::Enabled;
    }
    match order {
        None => Availability::Disabled(t!("order-none-here").into()),
        Some(order) if matches!(command, Id::OrderPlan | Id::OrderMove) && !order.state.is_open() => {
            Availability::Disabled(t!("order-is-state", number = order.number, state = words(order.state.as_str())))
        }
        Some(order) if matches!(command, Id::OrderMove | Id::OrderCancelVisit) && order.planned_at.is_none() => {
            Availability::Disabled(t!("visit-none-v").into())
        }
        Some(_) => Availability::Enabled,
    }
}

/// Carries out a command of the scope Order.
pub fn perform(command: Id, order: &OrderSheet, cx: &mut Cx<'_>) {
    match command {
        Id::OrderComment => cx.push(comment::comment(order)),
        Id::OrderAssign => cx.push(assign(order)),
        Id::OrderPlan => cx.push(visits::plan(order)),
        Id::OrderMove => cx.push(visits::choose(order, visits::Deed::Move)),
        Id::OrderCancelVisit => cx.push(visits::choose(order, visits::Deed::Cancel)),
        Id::OrderState => cx.push(state(order)),
        Id::OrderEdit => cx.push(make::edit(order)),
        Id::OrderDocuments => cx.push(documents::of_order(&order.number)),
        Id::OrderTold => cx.push(people::who_is_told(&order.number)),
        Id::OrderCustomer => {
            cx.wish(Wish::Customer(order.customer_id));
        }
        _ => {}
    }
}

/// A word of the database for people: `in_progress` is `in progress`.
pub fn words(word: &str) -> String {
    crate::tui::words::word(word)
}

/// Picks who works on it, or nobody.
fn assign(order: &OrderSheet) -> Fetch<Vec<Technician>> {
    let (order, work) = (order.clone(), Work::On(order.number.clone()));
    let job = Job::new("technicians", move |app, by| async move { orders::technicians(&app, &by, &work).await });
    Fetch::new(t!("order-assign-number", number = order.number), job, move |found: Vec<Technician>, cx: &mut Cx<'_>| {
        let person = |t: Technician| Item {
            label: t.name,
            note: format!("{} · {}", words(t.role.as_str()), t.email),
            value: Some(t.email),
        };
        let nobody = Item { label: t!("word-nobody").to_owned(), note: String::new(), value: None };
        let items = found.into_iter().map(person).chain([nobody]).collect();
        let title = t!("order-who-works", title = order.title());
        let foot = t!("order-assign-foot");
        let chooser = Chooser::new(title, foot, items, &order.technician_email);
        cx.push(Pick::new(chooser, move |email, cx| cx.push(assigned(&order, email))));
    })
}

fn assigned(order: &OrderSheet, email: Option<String>) -> Fetch<OrderSheet> {
    let (number, version) = (order.number.clone(), order.version);
    let job = Job::new("assign", move |app, by| async move {
        orders::assign(&app, &by, &number, version, email.as_deref()).await
    });
    let then = |order: OrderSheet, cx: &mut Cx<'_>| {
        let to = if order.technician.is_empty() { t!("word-nobody") } else { &order.technician };
        cx.done(t!("order-assigned-to", number = order.number, to = to));
    };
    Fetch::new(t!("order-assign-number", number = order.number), job, then).changing()
}

/// Changes how it stands.
fn state(order: &OrderSheet) -> Form<OrderSheet> {
    let (number, version) = (order.number.clone(), order.version);
    let job = move |values: &Values| {
        let state = OrderState::ALL.get(values.choice("state")).copied().unwrap_or(OrderState::Open);
        let number = number.clone();
        Job::new(
            "order state",
            move |app, by| async move { orders::set_state(&app, &by, &number, version, state).await },
        )
    };
    let then = |order: OrderSheet, cx: &mut Cx<'_>| {
        cx.done(t!("order-now-state", number = order.number, state = words(order.state.as_str())));
    };
    let all = OrderState::ALL.iter().map(|state| words(state.as_str())).collect();
    let at = OrderState::ALL.iter().position(|state| *state == order.state).unwrap_or(0);
    Form::new(t!("order-state-of", title = order.title()), t!("set-verb"), job, then).say(t!("order-state-say")).choice(
        "state",
        t!("label-state"),
        all,
        at,
    )
}
