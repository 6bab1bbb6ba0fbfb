//! One thing for several orders at once: who works on them, how they stand.

use crate::domain::state::OrderState;
use crate::service::orders::{self, OrderSheet, Technician, Work};

use super::super::bulk::{Rows, review};
use super::super::dialogs::{Chooser, Fetch, Item, Pick};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::words;

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Assign,
    State(OrderState),
}

/// Asks what to do with them.
pub fn many(orders: &[&OrderSheet]) -> Pick<impl Clone + PartialEq + 'static> {
    let orders: Vec<OrderSheet> = orders.iter().map(|order| (*order).clone()).collect();
    let assign =
        Item { label: t!("many-technician").into(), note: t!("many-technician-note").into(), value: Deed::Assign };
    let states = OrderState::ALL.iter().map(|state| Item {
        label: t!("many-state", state = words(state.as_str())),
        note: if state.is_open() { String::new() } else { t!("many-state-calls-off").to_owned() },
        value: Deed::State(*state),
    });
    let items = std::iter::once(assign).chain(states).collect();
    let title = t!("many-orders", n = orders.len());
    Pick::new(Chooser::new(title, t!("each-foot"), items, &Deed::Assign), move |deed, cx| match deed {
        Deed::Assign => cx.push(technician(orders)),
        Deed::State(state) => cx.push(stand(orders, state)),
    })
}

/// Whoever may work on the first is offered; each order is asked for itself when it is done.
fn technician(orders: Vec<OrderSheet>) -> Fetch<Vec<Technician>> {
    let work = orders.first().map(|order| Work::On(order.number.clone()));
    let job = Job::new("technicians", move |app, by| async move {
        match work {
            Some(work) => orders::technicians(&app, &by, &work).await,
            None => Ok(Vec::new()),
        }
    });
    Fetch::new(t!("many-assign"), job, move |found: Vec<Technician>, cx: &mut Cx<'_>| {
        let person = |t: Technician| Item {
            label: t.name.clone(),
            note: format!("{} · {}", words(t.role.as_str()), t.email),
            value: Some((t.email, t.name)),
        };
        let nobody = Item { label: t!("many-nobody").to_owned(), note: String::new(), value: None };
        let items = found.into_iter().map(person).chain([nobody]).collect();
        let title = t!("many-assign-who", n = orders.len());
        let chooser = Chooser::new(title, t!("many-assign-foot"), items, &None);
        cx.push(Pick::new(chooser, move |to, cx| cx.push(assign(orders, to))));
    })
}

fn name(order: &OrderSheet) -> String {
    format!("{} · {} {}", order.title(), order.customer_number, order.customer_name)
}

fn assign(orders: Vec<OrderSheet>, to: Option<(String, String)>) -> impl super::super::screen::Screen {
    let (email, who) = to.map_or((None, t!("many-nobody").to_owned()), |(email, name)| (Some(email), name));
    let already = email.clone();
    let rows = Rows::of(orders, |order| {
        if order.technician_email == already {
            return Err((name(&order), t!("many-assign-already", who = who)));
        }
        Ok((name(&order), (order.number, order.version)))
    });
    let said = who.clone();
    review(t!("many-assign"), &t!("many-assign-says", who = who), rows, move |app, by, (number, version)| {
        let (email, said) = (email.clone(), said.clone());
        Box::pin(async move {
            orders::assign(&app, &by, &number, version, email.as_deref()).await?;
            Ok(t!("many-assigned", who = said))
        })
    })
}

fn stand(orders: Vec<OrderSheet>, state: OrderState) -> impl super::super::screen::Screen {
    let word = words(state.as_str());
    let rows = Rows::of(orders, |order| {
        if order.state == state {
            return Err((name(&order), t!("many-is-already", state = word)));
        }
        Ok((format!("{}, {}", name(&order), words(order.state.as_str())), (order.number, order.version)))
    });
    let what = if state.is_open() { t!("many-set-says", state = word) } else { t!("many-set-closes", state = word) };
    review(&t!("many-set", state = word), &what, rows, move |app, by, (number, version)| {
        let word = word.clone();
        Box::pin(async move {
            orders::set_state(&app, &by, &number, version, state).await?;
            Ok(word)
        })
    })
}
