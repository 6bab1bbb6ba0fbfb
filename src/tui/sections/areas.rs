//! Which parts of the portal exist for a customer (R2): waits for how they stand, then gives way to the boxes.

use ratatui::layout::Rect;

use crate::domain::CustomerId;
use crate::domain::portal_area::{PortalArea, PortalAreas};
use crate::service::customers::{self, CustomerDetail};
use crate::service::portal_switch;

use super::super::catalogue::{Id, Scope};
use super::super::dialogs::{Checks, Tick};
use super::super::load::{Load, Taken};
use super::super::msg::{Job, Reply};
use super::super::screen::{Canvas, Cx, Screen};
use super::super::widgets::modal;

/// What an area is, beside its word.
const fn note(area: PortalArea) -> &'static str {
    match area {
        PortalArea::Orders => "orders and comments",
        PortalArea::Objects => "service objects, readings, self-checks",
        PortalArea::Faults => "reporting faults",
        PortalArea::Documents => "documents of orders, objects, models",
        PortalArea::Calendar => "planned visits",
        PortalArea::Billing => "invoices and estimates",
        PortalArea::Video => "video sessions",
    }
}

/// Waits for the customer.
#[derive(Debug)]
pub struct Areas {
    customer: CustomerId,
    load: Load<CustomerDetail>,
}

impl Areas {
    /// The areas of a customer.
    pub fn new(customer: CustomerId) -> Self {
        Self { customer, load: Load::default() }
    }
}

fn boxes(customer: &CustomerDetail) -> Checks<bool> {
    let id = customer.row.id;
    let name = customer.row.name.clone();
    let ticks = PortalArea::ALL.iter().map(|a| Tick::new(a.as_str(), note(*a), customer.areas.on(*a))).collect();
    let job = move |ticks: &[Tick]| {
        let on = |area: PortalArea| {
            let at = PortalArea::ALL.iter().position(|a| *a == area);
            at.and_then(|at| ticks.get(at)).is_some_and(|t| t.mark.is_on())
        };
        let areas = PortalAreas {
            orders: on(PortalArea::Orders),
            objects: on(PortalArea::Objects),
            faults: on(PortalArea::Faults),
            documents: on(PortalArea::Documents),
            calendar: on(PortalArea::Calendar),
            billing: on(PortalArea::Billing),
            video: on(PortalArea::Video),
        };
        Job::new("areas", move |app, by| async move { portal_switch::areas(&app, &by, id, areas).await })
    };
    Checks::new(
        format!("Portal areas of {} {}", customer.row.number, customer.row.name),
        "An area that is off is off for all of this customer's users, whatever their permissions, and for the secure link.",
        ticks,
        job,
        move |_, cx| cx.done(format!("Portal areas of {name} saved")),
    )
}

impl Screen for Areas {
    fn title(&self) -> String {
        "Portal areas".to_owned()
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Dialog]
    }

    fn on_command(&mut self, command: Id, cx: &mut Cx<'_>) {
        if command == Id::Close {
            cx.close();
        }
    }

    fn on_changed(&mut self, cx: &mut Cx<'_>) {
        if self.load.is_idle() {
            let id = self.customer;
            self.load.ask(cx, "customer", move |app, by| async move { customers::get(&app, &by, id).await });
        }
    }

    fn waiting(&self) -> bool {
        self.load.is_loading()
    }

    fn on_reply(&mut self, reply: &mut Reply, cx: &mut Cx<'_>) {
        if self.load.take(reply) == Taken::Ready
            && let Some(customer) = self.load.get()
        {
            cx.close();
            cx.push(boxes(customer));
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let inner = modal(canvas, area, 60.min(area.width.saturating_sub(6)), 2, "Portal areas");
        match self.load.failure() {
            Some(failure) => canvas.line(inner, 0, &format!("✗ {}", failure.sentence), canvas.theme.bad),
            None => canvas.line(inner, 0, "Looking …", canvas.theme.dim),
        };
    }
}
