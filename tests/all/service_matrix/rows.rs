//! The table for staff: each function, what it needs, and how it is called.

use std::io::Cursor;

use keydesk::domain::access::ThingKind;
use keydesk::domain::field::FieldErrors;
use keydesk::domain::letter::{LetterKind, LetterPart};
use keydesk::domain::notice::Channel;
use keydesk::domain::permission::Role;
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::{Language, OrderKind, OrderState};
use keydesk::service::access::{self, Farewell, Grant};
use keydesk::service::access_file::{self, Format};
use keydesk::service::activity::{self, ActivityQuery, ExportFormat};
use keydesk::service::billing::{self, BillingQuery};
use keydesk::service::bulk::{self, Selection};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::contacts::{self, ContactChange, NewContact};
use keydesk::service::customers::{self, CustomerEdit, CustomerQuery, GiveAccess, ListQuery};
use keydesk::service::documents::{self, On};
use keydesk::service::facilities::{self, FacilityChange, NewFacility};
use keydesk::service::faults::{self, FaultsQuery};
use keydesk::service::import::{self, Kind, Options};
use keydesk::service::orders::{self, NewOrder, OrderChange, OrdersQuery, VisitPlan, Work};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::roles::{self, RoleChange};
use keydesk::service::settings::{self, SettingsChange};
use keydesk::service::staff::{self, MemberChange, NewMember};
use keydesk::service::triage::{self, Fix, Item, TriageKind};
use keydesk::service::video::{self, VideoPlan, VideoQuery};
use keydesk::service::{
    Actor, App, Error, areas, explain, independence, invitations, log_chain, notices, passwords, portal_switch, search,
    second_factor, secure_link, sessions, undo, view_as, wording,
};

use super::devices;
use super::scene::Things;
use super::{Answer, Reach, Refusal, Row, row};
use crate::support::world::PASSWORD;

/// Every row.
pub fn rows() -> Vec<Row> {
    let all = [
        people(),
        offers(),
        customers(),
        work(),
        organization(),
        log(),
        house(),
        many(),
        files(),
        belongings(),
        devices::rows(),
    ];
    all.into_iter().flatten().collect()
}

/// The names that stand in the table.
pub fn names() -> Vec<&'static str> {
    rows().iter().map(|row| row.name).collect()
}

fn people() -> Vec<Row> {
    vec![
        row!("access::users", [ViewCustomers], Placed, |app, by, t| access::users(app, by, t.customer)),
        row!("access::user", [ViewCustomers], Placed, |app, by, t| access::user(app, by, t.user)),
        row!("access::user_by_email", [ViewCustomers], Placed, |app, by, t| {
            access::user_by_email(app, by, &t.email, None)
        }),
        row!("access::many", [ViewCustomers], Placed, |app, by, t| async {
            access::many(app, by, &[t.user, t.pending], StaffPermission::ViewCustomers).await
        }),
        row!("access::roles", [ViewCustomers], Wide, |app, by, t| access::roles(app, by)),
        row!("access::preview", [EditCustomerUserPermissions], Placed, |app, by, t| async {
            access::preview(app, by, &[t.change()]).await
        }),
        row!("access::apply", [EditCustomerUserPermissions], Placed, |app, by, t| async {
            access::apply(app, by, &[t.change()]).await
        })
        .changes(),
        row!("access::first_user_warning", [GrantAccess], Placed, |app, by, t| {
            access::first_user_warning(app, by, t.customer)
        }),
        row!("access::grant", [GrantAccess], Placed, |app, by, t| async { access::grant(app, by, &grant(t)).await })
            .changes(),
        row!("access::set_end", [ViewCustomers, RevokeAccess], Placed, |app, by, t| {
            access::set_end(app, by, t.user, 1, Some(app.now() + chrono::TimeDelta::days(9)))
        })
        .changes(),
        row!("access::end_of_day", [], Wide, |app, by, t| access::end_of_day(app, by, app.now().date_naive())),
        row!("access::suspend", [RevokeAccess], Placed, |app, by, t| access::suspend(app, by, t.user)).changes(),
        row!("access::lift", [GrantAccess], Placed, |app, by, t| access::lift(app, by, t.suspended)).changes(),
        row!("access::revoke", [RevokeAccess], Placed, |app, by, t| {
            access::revoke(app, by, t.user, &Farewell::Letter(None))
        })
        .changes(),
        row!("access::delete", [RevokeAccess], Placed, |app, by, t| access::delete(app, by, t.user)).changes(),
        row!("passwords::send_link", [ResetPassword], Placed, |app, by, t| {
            passwords::send_link(app, by, t.user, None)
        })
        .changes(),
        row!("passwords::temporary", [ResetPassword], Placed, |app, by, t| {
            passwords::temporary(app, by, t.user, false)
        })
        .changes(),
        row!("second_factor::of_user", [ViewCustomers], Placed, |app, by, t| second_factor::of_user(app, by, t.user)),
        row!("second_factor::reset", [ResetPassword], Placed, |app, by, t| second_factor::reset(app, by, t.user))
            .changes(),
        row!("sessions::of_user", [ViewCustomers], Placed, |app, by, t| sessions::of_user(app, by, t.user)),
        row!("sessions::end", [RevokeAccess], Placed, |app, by, t| sessions::end(app, by, t.user, t.session)).changes(),
        row!("sessions::end_all", [RevokeAccess], Placed, |app, by, t| sessions::end_all(app, by, t.user)).changes(),
        row!("view_as::open", [ViewAsCustomer], Placed, |app, by, t| view_as::open(app, by, t.user)).changes(),
        row!("view_as::link", [ViewAsCustomer], Placed, |app, by, t| view_as::link(app, by, t.user)).changes(),
        row!("explain::explain", [ViewCustomers], Placed, |app, by, t| {
            explain::explain(app, by, t.user, ThingKind::Order, &t.order)
        }),
        row!("notices::explain", [ViewCustomers], Placed, |app, by, t| {
            notices::explain(app, by, LetterKind::Comment, &t.order, None)
        }),
    ]
}

fn grant(t: &Things) -> Grant {
    Grant {
        customer: t.customer,
        email: format!("another{}@x.example", t.n),
        first_name: "Anna".to_owned(),
        last_name: "Neu".to_owned(),
        role: Some(Role::Member),
        language: None,
        contact: None,
        scope: keydesk::domain::access::Scope::everything(),
        send_to: None,
    }
}

fn offers() -> Vec<Row> {
    vec![
        row!("invitations::list", [ViewCustomers], Placed, |app, by, t| invitations::list(app, by, Some(t.customer))),
        row!("invitations::list", [ViewCustomers], Everywhere, |app, by, t| invitations::list(app, by, None)),
        row!("invitations::resend", [GrantAccess], Placed, |app, by, t| {
            invitations::resend(app, by, t.invitation, None)
        })
        .changes(),
        row!("invitations::link", [GrantAccess], Placed, |app, by, t| invitations::link(app, by, t.invitation))
            .changes(),
        row!("invitations::code", [GrantAccess], Placed, |app, by, t| invitations::code(app, by, t.invitation))
            .changes(),
        row!("invitations::set_address", [GrantAccess], Placed, |app, by, t| async {
            invitations::set_address(app, by, t.invitation, &format!("moved{}@x.example", t.n)).await
        })
        .changes(),
        row!("invitations::withdraw", [RevokeAccess], Placed, |app, by, t| {
            invitations::withdraw(app, by, t.invitation)
        })
        .changes(),
        row!("invitations::delete", [RevokeAccess], Placed, |app, by, t| invitations::delete(app, by, t.invitation))
            .changes(),
        row!("secure_link::show", [GrantAccess], Placed, |app, by, t| secure_link::show(app, by, t.customer)),
        row!("secure_link::rotate", [GrantAccess], Placed, |app, by, t| secure_link::rotate(app, by, t.customer))
            .changes(),
        row!("secure_link::switch", [GrantAccess], Placed, |app, by, t| {
            secure_link::switch(app, by, t.customer, false)
        })
        .changes(),
        row!("secure_link::set_end", [GrantAccess], Placed, |app, by, t| {
            secure_link::set_end(app, by, t.customer, Some(app.now() + chrono::TimeDelta::days(9)))
        })
        .changes(),
        row!("portal_switch::customer", [GrantAccess], Placed, |app, by, t| {
            portal_switch::customer(app, by, t.customer, false)
        })
        .changes(),
        row!("portal_switch::areas", [GrantAccess], Placed, |app, by, t| {
            portal_switch::areas(app, by, t.customer, PortalAreas { faults: false, ..PortalAreas::ALL })
        })
        .changes(),
        row!("independence::list", [ViewCustomers], Wide, |app, by, t| independence::list(app, by)),
        row!("independence::decline", [ManageSettings], Placed, |app, by, t| {
            independence::decline(app, by, t.request, "not now")
        })
        .changes(),
        row!("independence::approve", [ManageSettings], Placed, |app, by, t| {
            independence::approve(app, by, t.request, None)
        })
        .changes(),
    ]
}

fn customers() -> Vec<Row> {
    vec![
        row!("customers::list", [ViewCustomers], Wide, |app, by, t| async {
            customers::list(app, by, &CustomerQuery { limit: 200, ..CustomerQuery::default() }).await
        }),
        row!("customers::count", [ViewCustomers], Wide, |app, by, t| async {
            customers::count(app, by, &CustomerQuery::default()).await
        }),
        row!("search::find", [ViewCustomers], Wide, |app, by, t| search::find(app, by, &t.number)),
        row!("customers::get", [ViewCustomers], Placed, |app, by, t| customers::get(app, by, t.customer)),
        row!("customers::by_number", [ViewCustomers], Placed, |app, by, t| customers::by_number(app, by, &t.number)),
        row!("customers::overview", [ViewCustomers], Placed, |app, by, t| customers::overview(app, by, t.customer)),
        row!("customers::contacts", [ViewCustomers], Placed, |app, by, t| customers::contacts(app, by, t.customer)),
        row!("customers::facilities", [ViewCustomers], Placed, |app, by, t| {
            customers::facilities(app, by, t.customer)
        }),
        row!("customers::objects", [ViewCustomers], Placed, |app, by, t| async {
            customers::objects(app, by, t.customer, &ListQuery::default()).await
        }),
        row!("customers::orders", [ViewCustomers], Placed, |app, by, t| async {
            customers::orders(app, by, t.customer, &ListQuery::default()).await
        }),
        row!("customers::preview_edit", [EditCustomers], Placed, |app, by, t| async {
            customers::preview_edit(app, by, &edit(app, by, t, None).await).await
        }),
        row!("customers::edit", [EditCustomers], Placed, |app, by, t| async {
            customers::edit(app, by, &edit(app, by, t, None).await).await
        })
        .changes(),
        row!("customers::edit", [EditCustomers, GrantAccess], Placed, |app, by, t| async {
            let eva = GiveAccess {
                first_name: "Anna".to_owned(),
                last_name: "Neu".to_owned(),
                role: None,
                scope: keydesk::domain::access::Scope::everything(),
            };
            customers::edit(app, by, &edit(app, by, t, Some(eva)).await).await
        })
        .changes(),
        row!("documents::list", [ViewCustomers], Placed, |app, by, t| async {
            documents::list(app, by, &On::Order(t.order.clone())).await
        }),
        row!("documents::open", [ViewCustomers], Placed, |app, by, t| async {
            documents::open(app, by, &t.document).await.map(|(row, _)| row)
        }),
        row!("documents::add", [ManageDocuments], Placed, |app, by, t| async {
            let mut file: &[u8] = b"%PDF-1.7\nmore";
            documents::add(app, by, &On::Customer(t.number.clone()), "more.pdf", &mut file).await
        })
        .changes(),
        row!("documents::remove", [ManageDocuments], Placed, |app, by, t| documents::remove(app, by, &t.document))
            .changes(),
    ]
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn work() -> Vec<Row> {
    vec![
        row!("orders::list", [ViewCustomers], Placed, |app, by, t| async {
            orders::list(app, by, &OrdersQuery { customer: Some(t.number.clone()), ..OrdersQuery::default() }).await
        }),
        row!("orders::list", [ViewCustomers], Wide, |app, by, t| async {
            orders::list(app, by, &OrdersQuery::default()).await
        }),
        row!("orders::technicians", [ManageOrders], Placed, |app, by, t| async {
            orders::technicians(app, by, &Work::Of(t.number.clone())).await
        }),
        row!("orders::technicians", [ManageOrders], Placed, |app, by, t| async {
            orders::technicians(app, by, &Work::On(t.order.clone())).await
        }),
        row!("orders::get", [ViewCustomers], Placed, |app, by, t| orders::get(app, by, &t.order)),
        row!("orders::create", [ManageOrders], Placed, |app, by, t| async {
            orders::create(app, by, &NewOrder::titled(&t.number, "Lift stands still")).await
        })
        .changes(),
        row!("orders::edit", [ManageOrders], Placed, |app, by, t| async {
            let title = Some("Door".to_owned());
            let change = OrderChange { order: t.order.clone(), version: 1, title, ..OrderChange::default() };
            orders::edit(app, by, &change).await
        })
        .changes(),
        row!("orders::assign", [ManageOrders], Placed, |app, by, t| orders::assign(app, by, &t.order, 1, None))
            .changes(),
        row!("orders::plan", [ManageOrders], Placed, |app, by, t| async {
            let (starts_at, order) = (app.now() + chrono::TimeDelta::days(1), t.order.clone());
            let ends_at = starts_at + chrono::TimeDelta::hours(1);
            let (note, technician) = (String::new(), None);
            let plan = VisitPlan { order, version: 1, visit: None, starts_at, ends_at, note, technician };
            orders::plan(app, by, &plan).await
        })
        .changes(),
        row!("orders::cancel_visit", [ManageOrders], Placed, |app, by, t| {
            orders::cancel_visit(app, by, &t.order, 1, t.visit)
        })
        .changes(),
        row!("orders::set_state", [ManageOrders], Placed, |app, by, t| {
            orders::set_state(app, by, &t.order, 1, OrderState::Waiting)
        })
        .changes(),
        row!("faults::list", [HandleFaultReports], Wide, |app, by, t| async {
            faults::list(app, by, &FaultsQuery::default()).await
        }),
        row!("faults::count", [HandleFaultReports], Wide, |app, by, t| faults::count(app, by)),
        row!("faults::get", [HandleFaultReports], Placed, |app, by, t| faults::get(app, by, &t.fault)),
        row!("faults::take", [HandleFaultReports], Placed, |app, by, t| faults::take(app, by, &t.fault, 1)).changes(),
        row!("faults::close", [HandleFaultReports], Placed, |app, by, t| {
            faults::close(app, by, &t.fault, 1, "It runs again.")
        })
        .changes(),
        row!("faults::convert", [HandleFaultReports], Placed, |app, by, t| async {
            faults::convert(app, by, &t.fault, 1, &faults::Into::Kind(OrderKind::Ticket)).await
        })
        .changes(),
        row!("video::list", [ManageOrders], Wide, |app, by, t| async {
            video::list(app, by, &VideoQuery::default()).await
        }),
        row!("video::get", [ManageOrders], Placed, |app, by, t| video::get(app, by, &t.video)),
        row!("video::plan", [ManageOrders], Placed, |app, by, t| async {
            let starts_at = app.now() + chrono::TimeDelta::days(2);
            let plan = VideoPlan {
                customer: t.number.clone(),
                order: None,
                facility: None,
                title: "Look at it".into(),
                note: String::new(),
                starts_at,
                ends_at: starts_at + chrono::TimeDelta::hours(1),
                join_url: "https://meet.example/abc".into(),
            };
            video::plan(app, by, &plan).await
        })
        .changes(),
        row!("video::move_to", [ManageOrders], Placed, |app, by, t| async {
            let starts_at = app.now() + chrono::TimeDelta::days(2);
            video::move_to(app, by, &t.video, 1, starts_at, starts_at + chrono::TimeDelta::hours(1)).await
        })
        .changes()
        .both(),
        row!("video::confirm", [ManageOrders], Placed, |app, by, t| {
            video::confirm(app, by, &t.video, 1, "https://meet.example/other")
        })
        .changes(),
        row!("video::cancel", [ManageOrders], Placed, |app, by, t| video::cancel(app, by, &t.video, 1))
            .changes()
            .both(),
        row!("comments::list", [ViewCustomers], Placed, |app, by, t| comments::list(app, by, &t.order)),
        row!("comments::who_is_told", [ManageOrders], Placed, |app, by, t| {
            comments::who_is_told(app, by, &t.order, true)
        }),
        row!("comments::add", [ManageOrders], Placed, |app, by, t| async {
            let new = NewComment {
                order: t.order.clone(),
                body: "on my way".into(),
                internal: true,
                ..NewComment::default()
            };
            comments::add(app, by, &new).await
        })
        .changes(),
    ]
}

/// What customers have and owe (R39, R41).
fn belongings() -> Vec<Row> {
    vec![
        row!("contacts::list", [ViewCustomers], Placed, |app, by, t| contacts::list(app, by, &t.number)),
        row!("contacts::get", [ViewCustomers], Placed, |app, by, t| contacts::get(app, by, &t.contact)),
        row!("contacts::create", [EditCustomers], Placed, |app, by, t| async {
            let last_name = "Neu".to_owned();
            contacts::create(app, by, &NewContact { customer: t.number.clone(), last_name, ..NewContact::default() })
                .await
        })
        .changes()
        .both(),
        row!("contacts::edit", [EditCustomers], Placed, |app, by, t| async {
            let (number, title) = (t.contact.clone(), Some("Boss".to_owned()));
            contacts::edit(app, by, &ContactChange { number, version: 1, title, ..ContactChange::default() }).await
        })
        .changes()
        .both(),
        row!("facilities::list", [ViewCustomers], Placed, |app, by, t| facilities::list(app, by, &t.number)),
        row!("facilities::get", [ViewCustomers], Placed, |app, by, t| facilities::get(app, by, &t.facility)),
        row!("facilities::create", [EditCustomers], Placed, |app, by, t| async {
            let (customer, name) = (t.number.clone(), "Hall 2".to_owned());
            facilities::create(app, by, &NewFacility { customer, name, ..NewFacility::default() }).await
        })
        .changes(),
        row!("facilities::edit", [EditCustomers], Placed, |app, by, t| async {
            let (number, city) = (t.facility.clone(), Some("Weiz".to_owned()));
            facilities::edit(app, by, &FacilityChange { number, version: 1, city, ..FacilityChange::default() }).await
        })
        .changes(),
        row!("billing::list", [ManageBilling], Placed, |app, by, t| async {
            billing::list(app, by, &BillingQuery { customer: Some(t.number.clone()), ..BillingQuery::default() }).await
        }),
        row!("billing::list", [ManageBilling], Wide, |app, by, t| async {
            billing::list(app, by, &BillingQuery::default()).await
        }),
        row!("billing::get", [ManageBilling], Placed, |app, by, t| billing::get(app, by, &t.bill)),
        row!("billing::open", [ManageBilling], Placed, |app, by, t| async {
            billing::open(app, by, &t.bill).await.map(|(sheet, _)| sheet)
        }),
        row!("billing::attach", [ManageBilling], Placed, |app, by, t| async {
            let mut file: &[u8] = b"%PDF-1.7\nanother";
            billing::attach(app, by, &t.bill, "another.pdf", &mut file).await
        })
        .changes(),
    ]
}

/// Who may not even look must not come as far as a conflict.
async fn edit(app: &App, by: &Actor, t: &Things, give_access: Option<GiveAccess>) -> CustomerEdit {
    CustomerEdit {
        customer: t.customer,
        version: customers::get(app, by, t.customer).await.map_or(0, |customer| customer.row.version),
        name: None,
        email: None,
        phone: Some(format!("+43 316 {}", t.n)),
        street: None,
        postal_code: None,
        city: None,
        country: None,
        language: None,
        area: None,
        technician: None,
        managed: None,
        give_access,
    }
}

fn organization() -> Vec<Row> {
    vec![
        row!("portal_switch::module", [ManageSettings], Wide, |app, by, t| portal_switch::module(app, by, true)),
        row!("portal_switch::module_is_on", [], Wide, |app, by, t| portal_switch::module_is_on(app, by)),
        row!("roles::table", [ViewCustomers], Wide, |app, by, t| roles::table(app, by)),
        row!("roles::preview", [ManageSettings], Wide, |app, by, t| async {
            roles::preview(app, by, &no_role_change(0)).await
        }),
        row!("roles::set", [ManageSettings], Wide, |app, by, t| async {
            let version = roles::table(app, by).await?.version;
            roles::set(app, by, &no_role_change(version)).await
        })
        .changes(),
        row!("wording::kinds", [ManageSettings], Wide, |app, by, t| wording::kinds(app, by)),
        row!("wording::get", [ManageSettings], Wide, |app, by, t| {
            wording::get(app, by, LetterKind::Comment, Language::English)
        }),
        row!("wording::preview", [ManageSettings], Wide, |app, by, t| {
            wording::preview(app, by, (LetterKind::Comment, Language::English), None)
        }),
        row!("wording::set", [ManageSettings], Wide, |app, by, t| async {
            let place = (LetterKind::Comment, Language::English, LetterPart::Button);
            let parts = wording::get(app, by, place.0, place.1).await.unwrap_or_default();
            let version = parts.iter().find(|p| p.part == place.2).map_or(0, |p| p.version);
            wording::set(app, by, place, "Open {thing}", version).await
        }),
        row!("wording::reset", [ManageSettings], Wide, |app, by, t| {
            wording::reset(app, by, (LetterKind::Comment, Language::English, LetterPart::Why), 0)
        }),
        row!("settings::get", [ManageSettings], Wide, |app, by, t| settings::get(app, by)),
        row!("settings::set_logo", [ManageSettings], Wide, |app, by, t| settings::set_logo(app, by, None)),
        row!("settings::set", [ManageSettings], Wide, |app, by, t| async {
            // The version is not asked for: who may not must not come as far as a conflict.
            let version = settings::get(app, by).await.map_or(0, |settings| settings.version);
            let accent = Some("#204060".to_owned());
            settings::set(app, by, &SettingsChange { version, accent, ..SettingsChange::default() }).await
        })
        .changes(),
        row!("areas::add", [ManageStaff], Everywhere, |app, by, t| async {
            areas::add(app, by, &format!("Area {}", t.n)).await
        })
        .changes(),
        row!("areas::rename", [ManageStaff], Everywhere, |app, by, t| areas::rename(app, by, "Spare", "spare"))
            .changes(),
    ]
}

fn no_role_change(version: i64) -> RoleChange {
    RoleChange { version, role: Role::Member, permissions: std::collections::BTreeMap::new() }
}

fn log() -> Vec<Row> {
    vec![
        row!("activity::list", [ViewActivity], Placed, |app, by, t| async {
            activity::list(app, by, &query(Some(t))).await
        }),
        row!("activity::list", [ViewActivity], Everywhere, |app, by, t| async {
            activity::list(app, by, &query(None)).await
        }),
        row!("activity::page", [ViewActivity], Placed, |app, by, t| async {
            activity::page(app, by, &query(Some(t))).await.map(|page| page.records)
        }),
        row!("activity::page", [ViewActivity], Everywhere, |app, by, t| async {
            activity::page(app, by, &query(None)).await.map(|page| page.records)
        }),
        row!("activity::get", [ViewActivity], Placed, |app, by, t| activity::get(app, by, t.record.seq)),
        row!("activity::export", [ViewActivity], Placed, |app, by, t| async {
            let mut file = Vec::new();
            let done = activity::export(app, by, &query(Some(t)), ExportFormat::Csv, &mut file).await;
            done.map(|_| String::from_utf8(file))
        })
        .changes(),
        row!("activity::export", [ViewActivity], Everywhere, |app, by, t| async {
            let mut file = Vec::new();
            let done = activity::export(app, by, &query(None), ExportFormat::JsonLines, &mut file).await;
            done.map(|_| String::from_utf8(file))
        })
        .changes(),
        row!("log_chain::anchor", [ViewActivity], Everywhere, |app, by, t| log_chain::anchor(app, by)),
        row!("log_chain::verify", [ViewActivity], Everywhere, |app, by, t| log_chain::verify(app, by, None)),
        row!("undo::undo", [ViewActivity, GrantAccess], Placed, |app, by, t| undo::undo(app, by, t.record.seq))
            .changes(),
        row!("undo::possible", [GrantAccess], Placed, |app, by, t| async {
            undo::possible(app, by, &t.record).await.map_err(|said| as_error(&said))
        })
        .foreign(Refusal::Conflict),
        row!("outbox::list", [ViewOutbox], Wide, |app, by, t| async {
            outbox::list(app, by, &OutboxQuery { limit: 1_000, ..OutboxQuery::default() }).await
        }),
        row!("channels::summary", [], Wide, |app, by, t| outbox::summary(app, by)),
        row!("channels::pause", [ManageOutbox], Everywhere, |app, by, t| outbox::pause(app, by, Channel::Sms))
            .changes(),
        row!("channels::resume", [ManageOutbox], Everywhere, |app, by, t| async {
            outbox::resume(app, by, Channel::Sms).await
        })
        .changes(),
        row!("channels::try_out", [ManageOutbox], Everywhere, |app, by, t| async {
            outbox::try_out(app, by, Channel::Sms, "+436641234567").await
        })
        .changes(),
        row!("notices::explain_letter", [ViewOutbox], Placed, |app, by, t| notices::explain_letter(app, by, t.letter)),
        row!("outbox::retry", [ManageOutbox], Placed, |app, by, t| outbox::retry(app, by, t.letter)).changes(),
        row!("outbox::preview", [ViewOutbox], Placed, |app, by, t| outbox::preview(app, by, t.letter))
            .elsewhere(Refusal::NotFound),
        row!("outbox::post", [ViewOutbox], Placed, |app, by, t| outbox::post(app, by, t.letter))
            .elsewhere(Refusal::NotFound),
        // The letter is an invitation's, whose address is decided there: whoever may is told so.
        row!("outbox::readdress", [ManageOutbox], Placed, |app, by, t| async {
            match outbox::readdress(app, by, t.letter, 1, "eva@other.example").await {
                Err(Error::Conflict { .. }) => Ok("decided elsewhere".to_owned()),
                other => other.map(|letter| letter.to_address),
            }
        }),
        row!("outbox::cancel", [ManageOutbox], Placed, |app, by, t| outbox::cancel(app, by, t.letter)).changes(),
    ]
}

fn query(t: Option<&Things>) -> ActivityQuery {
    ActivityQuery { customer: t.map(|t| t.customer), limit: 500, ..ActivityQuery::default() }
}

/// Why undoing is not possible is said as a sentence only; the permission that it names makes it a denial again.
fn as_error(said: &str) -> Error {
    match said.strip_prefix("not allowed: this needs ") {
        Some(rest) => {
            let (needs, because) = rest.split_at(rest.find([',', ' ']).unwrap_or(rest.len()));
            Error::Denied { needs: needs.to_owned(), because: because.to_owned() }
        }
        None => Error::conflict(said),
    }
}

fn house() -> Vec<Row> {
    vec![
        row!("staff::list", [ManageStaff], Wide, |app, by, t| staff::list(app, by)),
        row!("staff::areas", [ViewCustomers], Wide, |app, by, t| staff::areas(app, by)),
        row!("staff::by_email", [ManageStaff], Placed, |app, by, t| staff::by_email(app, by, &t.member_email))
            .elsewhere(Refusal::NotFound),
        row!("staff::create", [ManageStaff], Placed, |app, by, t| async { staff::create(app, by, &new(t, "a")).await })
            .foreign(Refusal::Invalid)
            .changes(),
        row!("staff::create_with", [ManageStaff], Placed, |app, by, t| async {
            staff::create_with(app, by, &new(t, "b"), PASSWORD).await
        })
        .foreign(Refusal::Invalid)
        .changes(),
        row!("staff::change", [ManageStaff], Placed, |app, by, t| async { staff::change(app, by, &renamed(t)).await })
            .changes(),
        row!("staff::new_password", [ManageStaff], Placed, |app, by, t| staff::new_password(app, by, t.member))
            .changes(),
        row!("staff::new_password_with", [ManageStaff], Placed, |app, by, t| {
            staff::new_password_with(app, by, t.member, PASSWORD)
        })
        .changes(),
        row!("staff::sessions", [ManageStaff], Placed, |app, by, t| staff::sessions(app, by, t.member)),
        row!("staff::end_session", [ManageStaff], Placed, |app, by, t| {
            staff::end_session(app, by, t.member, t.member_session)
        })
        .changes(),
        row!("staff::end_all_sessions", [ManageStaff], Placed, |app, by, t| {
            staff::end_all_sessions(app, by, t.member)
        })
        .changes(),
    ]
}

fn new(t: &Things, letter: &str) -> NewMember {
    NewMember {
        email: format!("new{letter}{}@x.example", t.n),
        name: "Lars Holm".to_owned(),
        role: StaffRole::Supervisor,
        areas: vec![t.area],
        customers: Vec::new(),
    }
}

fn renamed(t: &Things) -> MemberChange {
    MemberChange {
        staff: t.member,
        version: 1,
        name: Some(format!("Lars {}", t.n)),
        role: None,
        active: None,
        exceptions: None,
        areas: None,
        customers: None,
        mobile: None,
        language: None,
        time_zone: None,
    }
}

fn many() -> Vec<Row> {
    vec![
        row!("bulk::select", [ViewCustomers], Placed, |app, by, t| async {
            bulk::select(app, by, &Selection { customers: vec![t.customer], ..Selection::default() }).await
        })
        .foreign(Refusal::Invalid),
        row!("bulk::select", [ViewCustomers], Wide, |app, by, t| async {
            bulk::select(app, by, &Selection { role: Some(Role::Member), ..Selection::default() }).await
        }),
        row!("bulk::invitations", [ViewCustomers], Placed, |app, by, t| async {
            bulk::invitations(app, by, &[t.pending]).await
        }),
        row!("bulk::resend", [GrantAccess], Placed, |app, by, t| async {
            bulk::resend(app, by, &[t.invitation]).await
        })
        .changes(),
        row!("bulk::revoke", [RevokeAccess], Placed, |app, by, t| async {
            bulk::revoke(app, by, &[t.user, t.pending], &Farewell::Silent).await
        })
        .foreign(Refusal::Conflict)
        .changes(),
        row!("bulk::suspend", [RevokeAccess], Placed, |app, by, t| async { bulk::suspend(app, by, &[t.user]).await })
            .changes(),
        row!("bulk::lift", [GrantAccess], Placed, |app, by, t| async { bulk::lift(app, by, &[t.suspended]).await })
            .changes(),
        row!("triage::list", [ViewCustomers], Wide, |app, by, t| triage::list(app, by)),
        row!("triage::count", [ViewCustomers], Wide, |app, by, t| triage::count(app, by)),
        row!("triage::fix", [GrantAccess], Placed, |app, by, t| async {
            triage::fix(app, by, &item(t, TriageKind::InvitationExpired, Fix::Resend)).await
        })
        .changes(),
        row!("triage::fix", [ResetPassword], Placed, |app, by, t| async {
            triage::fix(app, by, &item(t, TriageKind::NeverSignedIn, Fix::PasswordLink)).await
        })
        .changes(),
        row!("triage::fix", [ViewCustomers, RevokeAccess], Placed, |app, by, t| async {
            triage::fix(app, by, &item(t, TriageKind::AccessEnds, Fix::Extend)).await
        })
        .changes(),
    ]
}

/// As the list would tell it; whoever calls may have made it up.
fn item(t: &Things, kind: TriageKind, fix: Fix) -> Item {
    Item {
        kind,
        customer: t.customer,
        customer_number: t.number.clone(),
        customer_name: String::new(),
        user: Some(t.user),
        email: t.email.clone(),
        invitation: Some(t.invitation),
        request: None,
        fault: None,
        order: None,
        sentence: String::new(),
        facts: triage::Facts::default(),
        since: t.record.at,
        fix,
    }
}

fn files() -> Vec<Row> {
    vec![
        row!("access_file::export", [ImportExport, ViewCustomers], Placed, |app, by, t| async {
            let mut file = Vec::new();
            let done = access_file::export(app, by, Some(t.customer), Format::Csv, &mut file).await;
            done.map(|_| String::from_utf8(file))
        })
        .changes(),
        row!("access_file::export", [ImportExport, ViewCustomers], Wide, |app, by, t| async {
            let mut file = Vec::new();
            access_file::export(app, by, None, Format::Toml, &mut file).await.map(|_| String::from_utf8(file))
        })
        .changes(),
        row!("access_file::plan", [ImportExport, ViewCustomers, EditCustomerUserPermissions], Placed, |app, by, t| {
            async { access_file::plan(app, by, &file(t), Format::Csv).await }
        })
        .foreign(Refusal::Invalid),
        row!("access_file::apply", [ImportExport, ViewCustomers, EditCustomerUserPermissions], Placed, |app, by, t| {
            async { access_file::apply(app, by, &file(t), Format::Csv).await }
        })
        .foreign(Refusal::Invalid)
        .changes(),
        row!("import::run", [ImportExport], Placed, |app, by, t| async {
            let file = Cursor::new(format!("number,name\n{},renamed\n", t.number).into_bytes());
            let report = import::run(app, by, Kind::Customers, file, Options::default()).await?;
            // A row that is refused is told in the report, and nothing is kept.
            let why: Vec<String> = report.errors.iter().map(ToString::to_string).collect();
            if report.done { Ok(report) } else { Err(FieldErrors::one("file", "refused", why.join("; ")).into()) }
        })
        .elsewhere(Refusal::Invalid)
        // A number that is not known here makes a customer here.
        .foreign(Refusal::Unasked)
        .changes(),
    ]
}

fn file(t: &Things) -> String {
    format!("customer,email,role\n{},{},member\n", t.number, t.email)
}
