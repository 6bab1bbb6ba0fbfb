//! The matrix of a customer's own people: colleagues (R50, R9, R18), independence (R19), fault reports (R33) and orders that
//! they ask for (R31).

use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role, RoleTable};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{OrderKind, Urgency, UserState};
use keydesk::domain::{BillingRecordId, CustomerId, CustomerUserId, SignInId};
use keydesk::service::access::{self, Change, Grant};
use keydesk::service::billing::{self, Decision};
use keydesk::service::colleagues::{self, NewColleague};
use keydesk::service::company::{self, CompanyChange};
use keydesk::service::contacts::{self, ContactChange, NewContact};
use keydesk::service::documents::{self, On};
use keydesk::service::faults::{self, NewFault};
use keydesk::service::orders::wishes::{self, NewWish, WishChange};
use keydesk::service::video::{self, VideoRequest, Wished};
use keydesk::service::{Actor, App, Error, Who, calendar, independence};
use keydesk::store::Store;

use super::scene::fingerprint;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

/// A customer with one person of each kind.
struct People {
    customer: CustomerId,
    /// Each kind of person, as who acts.
    actors: Vec<(Kind, Actor)>,
    /// An active member and a suspended one, to whom things are done.
    member: CustomerUserId,
    suspended: CustomerUserId,
    /// Somebody who was invited.
    pending: CustomerUserId,
    /// A contact and an open estimate.
    contact: String,
    estimate: String,
    /// An order that one of them asked for.
    wish: String,
    n: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Administrator,
    /// An administrator who is linked to a contact.
    Linked,
    /// An administrator to whom everything in the table was denied.
    Denied,
    Moderator,
    Member,
    /// An administrator who was suspended.
    Suspended,
    /// An administrator whose access has ended.
    Ended,
}

const KINDS: [Kind; 7] =
    [Kind::Administrator, Kind::Linked, Kind::Denied, Kind::Moderator, Kind::Member, Kind::Suspended, Kind::Ended];

impl People {
    async fn new(world: &World, mark: &str, n: u32) -> Self {
        let customer = world.customer(&format!("K{n}"), &format!("{mark} {n}")).await;
        let contact = world.contact(customer, "Lea", "Kern").await;
        let mut actors = Vec::new();
        for kind in KINDS {
            let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
            let denied: Exceptions = ROWS.iter().map(|(_, _, needs)| (*needs, Exception::Denied)).collect();
            let new = match kind {
                Kind::Administrator => admin,
                Kind::Linked => NewUser { contact: Some(contact), ..admin },
                Kind::Denied => NewUser { exceptions: denied, ..admin },
                Kind::Moderator => NewUser { role: Role::Moderator, ..admin },
                Kind::Member => NewUser { role: Role::Member, ..admin },
                Kind::Suspended => NewUser { state: UserState::Suspended, ..admin },
                Kind::Ended => NewUser { ends_at: Some(world.app.now()), ..admin },
            };
            let id = world.user_with(customer, &format!("{kind:?}{n}@x.example"), new).await;
            let sql = "SELECT sign_in_id FROM customer_user WHERE id = $1";
            let sign_in = select!(&world.sql, (SignInId,), sql, id)[0].0;
            let who = Who::CustomerUser { id, sign_in, name: format!("{kind:?}") };
            actors.push((kind, Actor { who, ..world.admin.clone() }));
        }
        let member = world.user(customer, &format!("target{n}@x.example")).await;
        let late = NewUser { state: UserState::Suspended, ..NewUser::default() };
        let suspended = world.user_with(customer, &format!("late{n}@x.example"), late).await;
        let wish = format!("K{n}W");
        let order = world.order(customer, None, &wish, &format!("{mark} gate")).await;
        exec!(&world.sql, "UPDATE service_order SET by_customer = $1 WHERE id = $2", true, order);
        exec!(&world.sql, "UPDATE service_order SET contact_id = $1 WHERE id = $2", contact, order);
        let grant = Grant {
            customer,
            email: format!("nina{n}@x.example"),
            first_name: "Nina".into(),
            last_name: "Neu".into(),
            role: None,
            language: None,
            contact: None,
            scope: Scope::everything(),
            send_to: None,
        };
        let pending = access::grant(&world.app, &world.admin, &grant).await.unwrap().user;
        let (person, estimate) = (format!("K{n}C"), format!("K{n}E"));
        exec!(&world.sql, "UPDATE contact SET number = $1 WHERE id = $2", &person, contact);
        exec!(
            &world.sql,
            "INSERT INTO billing_record (id, organization_id, customer_id, number, kind, issued_on, amount, currency, state, \
             file, created_at, version) VALUES ($1, $2, $3, $4, 'estimate', $5, 100, 'EUR', 'open', '', $6, 1)",
            world.app.id::<BillingRecordId>(),
            world.organization,
            customer,
            &estimate,
            world.app.now().date_naive(),
            world.app.now(),
        );
        Self { customer, actors, member, suspended, pending, contact: person, estimate, wish, n }
    }

    fn actor(&self, kind: Kind) -> &Actor {
        &self.actors.iter().find(|(k, _)| *k == kind).unwrap().1
    }
}

/// The functions of this table, whether each names a person, and which permission it needs.
const ROWS: [(&str, bool, Permission); 25] = [
    ("colleagues::list", false, Permission::ManageUsers),
    ("colleagues::invite", false, Permission::ManageUsers),
    ("colleagues::change", true, Permission::ManageUsers),
    ("colleagues::suspend", true, Permission::ManageUsers),
    ("colleagues::lift", true, Permission::ManageUsers),
    ("colleagues::remove", true, Permission::ManageUsers),
    ("colleagues::get", true, Permission::ManageUsers),
    ("colleagues::offer", false, Permission::ManageUsers),
    ("colleagues::resend", true, Permission::ManageUsers),
    ("colleagues::withdraw", true, Permission::ManageUsers),
    ("company::edit", false, Permission::EditCustomerData),
    ("contacts::create", true, Permission::EditCustomerData),
    ("contacts::edit", true, Permission::EditCustomerData),
    ("billing::decide", true, Permission::ViewEstimates),
    ("documents::may_upload", true, Permission::UploadDocuments),
    ("documents::upload", true, Permission::UploadDocuments),
    ("independence::request", false, Permission::BecomeIndependent),
    ("video::request", false, Permission::ManageVideoSessions),
    ("calendar::feed_address", false, Permission::ViewCalendar),
    ("calendar::rotate", false, Permission::ViewCalendar),
    ("calendar::switch_off", false, Permission::ViewCalendar),
    ("faults::report", false, Permission::ReportFaults),
    ("orders::create", false, Permission::ManageOrders),
    ("orders::edit", true, Permission::ManageOrders),
    ("orders::cancel", true, Permission::ManageOrders),
];

/// Those of them that staff call too; what staff may with them stands in the matrix of staff.
const OF_STAFF_TOO: [&str; 2] = ["contacts::create", "contacts::edit"];

/// The names that stand in the table.
pub fn names() -> Vec<&'static str> {
    ROWS.iter().map(|row| row.0).collect()
}

async fn call(app: &App, by: &Actor, name: &str, of: &People) -> Result<String, Error> {
    let denied = [(Permission::ViewDashboard, Some(Exception::Denied))].into();
    let change = Change { user: of.member, version: 1, role: None, permissions: denied, scope: None, contact: None };
    let new = NewColleague {
        email: format!("new{}@x.example", of.n),
        first_name: "Nils".into(),
        last_name: "Neu".into(),
        role: Role::Member,
        language: None,
        contact: None,
        scope: Scope::everything(),
    };
    match name {
        "colleagues::list" => colleagues::list(app, by).await.map(|all| format!("{all:?}")),
        "colleagues::invite" => colleagues::invite(app, by, &new).await.map(|done| format!("{done:?}")),
        "colleagues::change" => colleagues::change(app, by, &change).await.map(|done| format!("{done:?}")),
        "colleagues::suspend" => colleagues::suspend(app, by, of.member).await.map(|()| String::new()),
        "colleagues::lift" => colleagues::lift(app, by, of.suspended).await.map(|()| String::new()),
        "colleagues::remove" => colleagues::remove(app, by, of.member, true).await.map(|()| String::new()),
        "colleagues::get" => colleagues::get(app, by, of.member).await.map(|file| format!("{file:?}")),
        "colleagues::offer" => colleagues::offer(app, by).await.map(|offer| format!("{offer:?}")),
        "colleagues::resend" => colleagues::resend(app, by, of.pending).await,
        "colleagues::withdraw" => colleagues::withdraw(app, by, of.pending).await.map(|()| String::new()),
        "company::edit" => {
            let change = CompanyChange { version: 1, phone: Some("+43 1".into()), ..CompanyChange::default() };
            company::edit(app, by, &change).await.map(|done| format!("{done:?}"))
        }
        "contacts::create" => {
            let (customer, last_name) = (format!("K{}", of.n), "Neu".to_owned());
            let new = NewContact { customer, last_name, ..NewContact::default() };
            contacts::create(app, by, &new).await.map(|done| format!("{done:?}"))
        }
        "contacts::edit" => {
            let (number, title) = (of.contact.clone(), Some("Boss".to_owned()));
            let change = ContactChange { number, version: 1, title, ..ContactChange::default() };
            contacts::edit(app, by, &change).await.map(|done| format!("{done:?}"))
        }
        "billing::decide" => {
            let done = billing::decide(app, by, &of.estimate, 1, Decision::Accept, "yes").await;
            done.map(|sheet| format!("{sheet:?}"))
        }
        "documents::may_upload" => {
            documents::may_upload(app, by, &On::Order(of.wish.clone())).await.map(|()| String::new())
        }
        "documents::upload" => {
            let mut file: &[u8] = b"%PDF-1.7\nplan";
            let brought = documents::bring(app, by, "plan.pdf", &mut file).await?;
            let done = documents::upload(app, by, &On::Order(of.wish.clone()), &[brought], "").await;
            done.map(|uploaded| format!("{uploaded:?}"))
        }
        "independence::request" => independence::request(app, by, "we grow").await.map(|done| format!("{done:?}")),
        "video::request" => {
            let day = (app.now() + chrono::TimeDelta::days(1)).date_naive().to_string();
            let wished = Wished { day, time: "10:00".into(), minutes: "30".into() };
            let wanted = VideoRequest { title: "Look at it".into(), wished, ..VideoRequest::default() };
            video::request(app, by, &wanted).await.map(|done| format!("{done:?}"))
        }
        "calendar::feed_address" => calendar::feed_address(app, by).await.map(|done| format!("{done:?}")),
        "calendar::rotate" => calendar::rotate(app, by).await,
        "calendar::switch_off" => calendar::switch_off(app, by).await.map(|()| String::new()),
        "faults::report" => {
            let new = NewFault {
                title: "Gate stuck".into(),
                body: String::new(),
                urgency: Urgency::High,
                facility: None,
                object: None,
                key: String::new(),
                photos: Vec::new(),
            };
            faults::report(app, by, &new).await.map(|done| format!("{done:?}"))
        }
        "orders::create" => {
            let new = NewWish {
                kind: OrderKind::ServiceOrder,
                title: "Oil the gate".into(),
                description: String::new(),
                urgency: Urgency::Normal,
                facility: None,
                object: None,
                key: String::new(),
            };
            wishes::create(app, by, &new).await
        }
        "orders::edit" => {
            let (order, title) = (of.wish.clone(), "Oil both gates".to_owned());
            let change = WishChange { order, version: 1, title, description: String::new() };
            wishes::edit(app, by, &change).await.map(|()| String::new())
        }
        "orders::cancel" => wishes::cancel(app, by, &of.wish, 1).await.map(|()| String::new()),
        other => panic!("{other} is not in the table"),
    }
}

/// What must come of it for one's own customer.
fn so(kind: Kind, name: &str, needs: Permission, answer: &Result<String, Error>) -> bool {
    match kind {
        // Whoever is linked to a contact has nothing to give that is not the contact's (R13).
        Kind::Linked if name == "colleagues::invite" => matches!(answer, Err(Error::Denied { .. })),
        _ if served(kind, needs) => answer.is_ok(),
        Kind::Suspended | Kind::Ended => matches!(answer, Err(Error::SignedOut { .. })),
        _ => {
            matches!(answer, Err(Error::Denied { needs: named, .. }) if *named == needs.to_string())
        }
    }
}

/// Whether such a person holds what is needed.
fn served(kind: Kind, needs: Permission) -> bool {
    match kind {
        Kind::Administrator => true,
        // Billing is never for a person who is linked to a contact (R13): whatever the number, the same answer.
        Kind::Linked => !matches!(needs, Permission::ViewInvoices | Permission::ViewEstimates),
        Kind::Moderator => RoleTable::default().of(Role::Moderator).holds(needs),
        Kind::Member => RoleTable::default().of(Role::Member).holds(needs),
        Kind::Denied | Kind::Suspended | Kind::Ended => false,
    }
}

/// R50, R9, R19: each function × each kind of person × the own customer, another customer, another organization; staff.
pub async fn what_is_a_customers_own_against_its_people(store: Store) {
    let world = World::new(store).await;
    let other = world.another("Zephyr Aufzüge").await;
    let theirs = [People::new(&world, "Ferne", 1).await, People::new(&other, "Zephyr", 2).await];
    let (mut n, mut wrong) = (10, Vec::new());
    let standing = People::new(&world, "Nahe", 3).await;
    for (name, names_a_person, needs) in ROWS {
        for kind in KINDS {
            let served = served(kind, needs);
            n += 1;
            let fresh = if served { Some(People::new(&world, "Nahe", n).await) } else { None };
            let of = fresh.as_ref().unwrap_or(&standing);
            let by = of.actor(kind);
            let mut asked = vec![("own", of)];
            if names_a_person {
                // Before the own, which changes something.
                asked.insert(0, ("of another customer", &theirs[0]));
                asked.insert(0, ("of another organization", &theirs[1]));
            }
            for (place, target) in asked {
                let before = fingerprint(&world).await;
                let answer = call(&world.app, by, name, target).await;
                let right = match place {
                    "own" => so(kind, name, needs, &answer),
                    _ if served => matches!(answer, Err(Error::NotFound { .. })),
                    _ => so(kind, name, needs, &answer),
                };
                let told = answer.as_ref().map_or_else(ToString::to_string, Clone::clone);
                if !right || told.contains("Zephyr") || told.contains("Ferne") {
                    wrong.push(format!("{name} by {kind:?}, {place}: {answer:?}"));
                }
                if answer.is_err() && fingerprint(&world).await != before {
                    wrong.push(format!("{name} by {kind:?}, {place}: refused, and changed something"));
                }
            }
        }
        if OF_STAFF_TOO.contains(&name) {
            assert!(super::rows::names().contains(&name), "{name} stands in the matrix of staff");
            continue;
        }
        for role in [StaffRole::Administrator, StaffRole::Technician] {
            let staff = world.staff(&format!("{name}{role}").replace(':', "_"), role, &[]).await;
            let before = fingerprint(&world).await;
            let answer = call(&world.app, &staff, name, &standing).await;
            if !matches!(answer, Err(Error::Denied { .. })) || fingerprint(&world).await != before {
                wrong.push(format!("{name} by staff, {role}: {answer:?}"));
            }
        }
    }
    // Whoever says to be somebody's customer user with another's sign-in is nobody.
    let Who::CustomerUser { sign_in, .. } = &standing.actor(Kind::Member).who else { panic!("a customer user") };
    let Who::CustomerUser { id, .. } = &standing.actor(Kind::Administrator).who else { panic!("a customer user") };
    let who = Who::CustomerUser { id: *id, sign_in: *sign_in, name: "nobody".into() };
    let answer = colleagues::list(&world.app, &Actor { who, ..world.admin.clone() }).await;
    assert!(matches!(answer, Err(Error::SignedOut { .. })), "{answer:?}");
    assert_ne!(standing.customer, theirs[0].customer);
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
