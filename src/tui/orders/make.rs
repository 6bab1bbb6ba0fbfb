//! Creating an order, and changing what it is about.

use crate::domain::CustomerId;
use crate::domain::state::{OrderKind, Urgency};
use crate::service::customers::{self, ContactRow, CustomerRow, FacilityRow, ListQuery, ObjectRow};
use crate::service::orders::{self, NewOrder, OrderChange, OrderSheet, Technician, Work};
use crate::service::{Actor, App, Error};

use super::super::dialogs::{Fetch, Form, SentKey, Values};
use super::super::msg::Job;
use super::super::screen::Cx;
use super::{page, words};

/// Of more objects than this one is not chosen but typed, by its number.
const MOST_OBJECTS: u32 = 500;

/// What an order of a customer can be about.
#[derive(Clone, Debug)]
pub struct Ground {
    pub customer: CustomerRow,
    pub facilities: Vec<FacilityRow>,
    /// None: too many to choose among.
    pub objects: Option<Vec<ObjectRow>>,
    pub contacts: Vec<ContactRow>,
    pub technicians: Vec<Technician>,
}

impl Ground {
    async fn load(app: &App, by: &Actor, customer: CustomerRow, assigns: bool) -> Result<Self, Error> {
        let id = customer.id;
        let all = ListQuery { limit: MOST_OBJECTS, ..ListQuery::default() };
        let objects = customers::objects(app, by, id, &all).await?;
        let technicians =
            if assigns { orders::technicians(app, by, &Work::Of(customer.number.clone())).await? } else { Vec::new() };
        Ok(Self {
            facilities: customers::facilities(app, by, id).await?,
            objects: (!objects.more_after).then_some(objects.rows),
            contacts: customers::contacts(app, by, id).await?,
            technicians,
            customer,
        })
    }
}

/// Asks for the customer's number, then for the order.
pub fn new() -> Form<Ground> {
    let job = |values: &Values| {
        let number = values.text("customer");
        Job::new("order ground", move |app, by| async move {
            let customer = customers::by_number(&app, &by, &number).await?.row;
            Ground::load(&app, &by, customer, true).await
        })
    };
    Form::new(t!("order-new-whom"), t!("go-on"), job, |ground, cx| cx.push(create(&ground)))
        .say(t!("order-new-say"))
        .text("customer", t!("label-customer-no"), "", "1042")
        .quiet()
}

/// The form for an order of this customer.
pub fn new_for(customer: CustomerId) -> Fetch<Ground> {
    let job = Job::new("order ground", move |app, by| async move {
        let customer = customers::get(&app, &by, customer).await?.row;
        Ground::load(&app, &by, customer, true).await
    });
    Fetch::new(t!("order-new-short"), job, |ground, cx| cx.push(create(&ground)))
}

/// The form for what an order is about now.
pub fn edit(order: &OrderSheet) -> Fetch<(OrderSheet, Ground)> {
    let number = order.number.clone();
    let job = Job::new("order ground", move |app, by| async move {
        let order = orders::get(&app, &by, &number).await?.order;
        let customer = customers::get(&app, &by, order.customer_id).await?.row;
        let ground = Ground::load(&app, &by, customer, false).await?;
        Ok((order, ground))
    });
    Fetch::new(t!("order-edit-number", number = order.number), job, |(order, ground), cx| {
        cx.push(change(&order, &ground));
    })
}

fn choices(first: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(names).collect()
}

/// The number of what was chosen; the first choice is none.
fn number_at(values: &Values, field: &str, numbers: &[String]) -> Option<String> {
    values.choice(field).checked_sub(1).and_then(|at| numbers.get(at)).cloned()
}

/// The numbers of what can be chosen, in the order of the choices.
#[derive(Clone)]
struct Numbers {
    facilities: Vec<String>,
    objects: Option<Vec<String>>,
    contacts: Vec<String>,
}

impl Numbers {
    fn of(ground: &Ground) -> Self {
        Self {
            facilities: ground.facilities.iter().map(|f| f.number.clone()).collect(),
            objects: ground.objects.as_ref().map(|all| all.iter().map(|o| o.number.clone()).collect()),
            contacts: ground.contacts.iter().map(|c| c.number.clone()).collect(),
        }
    }

    fn object(&self, values: &Values) -> Option<String> {
        self.objects.as_ref().map_or_else(|| values.some("object"), |all| number_at(values, "object", all))
    }
}

/// What an order is about, with what it is about now.
fn about<T: Send + 'static>(form: Form<T>, ground: &Ground, now: Option<&OrderSheet>) -> Form<T> {
    let kinds = OrderKind::ALL.iter().map(|kind| words(kind.as_str())).collect();
    let kind = now.map_or(OrderKind::WorkOrder, |o| o.kind);
    let urgencies = Urgency::ALL.iter().map(|urgency| urgency.as_str().to_owned()).collect();
    let urgency = now.map_or(Urgency::Normal, |o| o.urgency);
    let mut form = form
        .text("title", t!("label-title"), now.map_or("", |o| &o.title), t!("order-title-empty"))
        .lines("description", t!("label-description"), now.map_or("", |o| &o.description))
        .choice("kind", t!("label-kind"), kinds, OrderKind::ALL.iter().position(|k| *k == kind).unwrap_or(0))
        .choice(
            "urgency",
            t!("label-urgency"),
            urgencies,
            Urgency::ALL.iter().position(|u| *u == urgency).unwrap_or(0),
        );
    let at = |found: Option<usize>| found.map_or(0, |at| at + 1);
    if !ground.facilities.is_empty() {
        let names =
            choices(t!("invite-unassigned"), ground.facilities.iter().map(|f| format!("{} {}", f.number, f.name)));
        let facility = now.and_then(|o| o.facility_id);
        form = form.choice(
            "facility",
            t!("order-facility"),
            names,
            at(ground.facilities.iter().position(|f| Some(f.id) == facility)),
        );
    }
    let object = now.and_then(|o| o.object_id);
    form = match &ground.objects {
        Some(all) if all.is_empty() => form,
        Some(all) => {
            let names = choices(t!("word-none"), all.iter().map(|o| format!("{} {}", o.number, o.name)));
            form.choice("object", t!("order-object"), names, at(all.iter().position(|o| Some(o.id) == object)))
        }
        None => form.text(
            "object",
            t!("label-object-no"),
            now.and_then(|o| o.object_number.as_deref()).unwrap_or(""),
            t!("word-none"),
        ),
    };
    if !ground.contacts.is_empty() {
        let names = choices(t!("word-none"), ground.contacts.iter().map(ContactRow::name));
        let contact = now.and_then(|o| o.contact_id);
        form = form.choice(
            "contact",
            t!("label-contact"),
            names,
            at(ground.contacts.iter().position(|c| Some(c.id) == contact)),
        );
    }
    form
}

/// The form for a new order.
fn create(ground: &Ground) -> Form<OrderSheet> {
    let (customer, numbers) = (ground.customer.number.clone(), Numbers::of(ground));
    let emails: Vec<String> = ground.technicians.iter().map(|t| t.email.clone()).collect();
    let key = SentKey::default();
    let job = move |values: &Values| {
        let key = key.clone();
        let mut new = NewOrder {
            customer: customer.clone(),
            kind: OrderKind::ALL.get(values.choice("kind")).copied().unwrap_or(OrderKind::WorkOrder),
            title: values.text("title"),
            description: values.text("description"),
            urgency: Urgency::ALL.get(values.choice("urgency")).copied().unwrap_or(Urgency::Normal),
            facility: number_at(values, "facility", &numbers.facilities),
            object: numbers.object(values),
            contact: number_at(values, "contact", &numbers.contacts),
            technician: number_at(values, "technician", &emails),
            key: String::new(),
        };
        Job::new("create order", move |app, by| async move {
            // What is sent again after an unclear failure is the same order.
            new.key = key.of(&app);
            orders::create(&app, &by, &new).await
        })
    };
    let then = |order: OrderSheet, cx: &mut Cx<'_>| {
        cx.done(t!("order-created", title = order.title()));
        cx.push(page(&order.number));
    };
    let title = t!("order-new-of", number = ground.customer.number, name = ground.customer.name);
    let names = choices(t!("nobody-yet"), ground.technicians.iter().map(|t| t.name.clone()));
    about(Form::new(title, t!("create-verb"), job, then), ground, None).choice(
        "technician",
        t!("order-technician"),
        names,
        0,
    )
}

/// The form for an order that is there.
fn change(order: &OrderSheet, ground: &Ground) -> Form<OrderSheet> {
    let (before, numbers, asks) = (order.clone(), Numbers::of(ground), !ground.facilities.is_empty());
    let job = move |values: &Values| {
        let place = |now: Option<String>, was: &Option<String>| (now != *was).then_some(now);
        let change = OrderChange {
            order: before.number.clone(),
            version: before.version,
            kind: OrderKind::ALL.get(values.choice("kind")).copied(),
            title: Some(values.text("title")),
            description: Some(values.text("description")),
            urgency: Urgency::ALL.get(values.choice("urgency")).copied(),
            facility: place(number_at(values, "facility", &numbers.facilities), &before.facility_number)
                .filter(|_| asks),
            object: place(numbers.object(values), &before.object_number),
            contact: place(number_at(values, "contact", &numbers.contacts), &before.contact_number),
        };
        Job::new("edit order", move |app, by| async move { orders::edit(&app, &by, &change).await })
    };
    let version = order.version;
    let then = move |order: OrderSheet, cx: &mut Cx<'_>| {
        let key = if order.version == version { "order-as-was" } else { "order-saved" };
        cx.done(t!(key, title = order.title()));
    };
    let form = Form::new(t!("order-edit-of", title = order.title()), t!("save"), job, then).say(t!("order-edit-say"));
    about(form, ground, Some(order))
}

#[cfg(test)]
mod tests {
    use super::super::super::harness::Bench;
    use super::super::page::tests::order;
    use super::*;
    use crate::tui::grid::fixtures::{customer, facility};

    fn ground() -> Ground {
        Ground {
            customer: customer(true).row,
            facilities: (21..30).map(|n| facility(n, &format!("Place {n}"))).collect(),
            objects: None,
            contacts: Vec::new(),
            technicians: Vec::new(),
        }
    }

    #[test]
    fn a_long_choice_is_a_list_that_is_filtered_as_one_types() {
        let mut bench = Bench::with_dialog(create(&ground()));
        bench.type_text("Lift stuck");
        bench.press("tab tab tab tab");
        let screen = bench.screen(80, 24);
        assert!(screen.contains("not assigned to a facility") && screen.contains("space: list"), "{screen}");
        bench.press("space");
        bench.type_text("place 27");
        bench.press("enter");
        let screen = bench.screen(80, 24);
        assert!(screen.contains("Place 27") && !screen.contains("Filter"), "{screen}");
        assert_eq!(bench.desk.dialogs(), 1);
    }

    #[test]
    fn what_an_order_is_about_now_stands_in_the_form() {
        let mut bench = Bench::with_dialog(change(&order(), &ground()));
        let screen = bench.screen(80, 24);
        for there in ["Lift stuck", "Between the second", "work order", "urgent", "Object no."] {
            assert!(screen.contains(there), "{there}:\n{screen}");
        }
    }
}
