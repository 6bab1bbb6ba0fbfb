//! What the functions are called on: customers with everything that hangs on them, and a fingerprint of the database.

use std::sync::atomic::{AtomicU32, Ordering};

use keydesk::domain::access::Scope;
use keydesk::domain::check::{Point, PointKind};
use keydesk::domain::permission::{Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::{
    AreaId, BillingRecordId, CheckAssignmentId, CheckTemplateId, CustomerId, CustomerUserId, FaultReportId,
    IndependenceRequestId, InvitationId, OutboxId, ReadingId, SessionId, StaffId, StaffSessionId, VisitId,
};
use keydesk::service::access::{self, Change, Grant};
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::billing;
use keydesk::service::checks::{self, Assignment, TemplateChange};
use keydesk::service::documents::{self, On};
use keydesk::service::readings::{self, NewReading};

use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

/// A customer in an area, with one of everything. All its names hold the mark, except that of its checklist, which is
/// the organization's; its numbers and addresses do not, because an answer may repeat what was typed.
#[derive(Debug)]
pub struct Things {
    pub n: u32,
    pub area: AreaId,
    pub customer: CustomerId,
    pub number: String,
    /// Active, an administrator, with an open session.
    pub user: CustomerUserId,
    pub email: String,
    pub session: SessionId,
    /// Suspended by staff, and the record of that.
    pub suspended: CustomerUserId,
    pub record: Record,
    /// Invited.
    pub pending: CustomerUserId,
    pub invitation: InvitationId,
    pub letter: OutboxId,
    pub order: String,
    pub visit: VisitId,
    /// A fault report on that order.
    pub fault: String,
    /// A contact, a facility, and an invoice with a file.
    pub contact: String,
    pub facility: String,
    pub bill: String,
    pub video: String,
    pub document: String,
    /// An object with a reading, and a checklist that is due on it.
    pub object: String,
    pub reading: ReadingId,
    pub template: CheckTemplateId,
    pub check: CheckAssignmentId,
    pub request: IndependenceRequestId,
    /// A supervisor of the area, with a remembered sign-in.
    pub member: StaffId,
    pub member_email: String,
    pub member_session: StaffSessionId,
}

impl Things {
    pub async fn new(world: &World, area: AreaId, mark: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let (app, admin) = (&world.app, &world.admin);
        let number = format!("K{n}");
        let new = NewCustomer { area: Some(area), email: format!("office{n}@x.example"), ..NewCustomer::default() };
        let customer = world.customer_with(&number, &format!("{mark} {n}"), new).await;
        let (email, late) = (format!("eva{n}@x.example"), format!("max{n}@x.example"));
        let role = Role::Administrator;
        let user = world.user_with(customer, &email, NewUser { role, ..NewUser::default() }).await;
        let suspended = world.user(customer, &late).await;
        let rename = "UPDATE sign_in SET first_name = $1 WHERE email_key IN ($2, $3)";
        exec!(&world.sql, rename, mark, &email, &late);
        access::suspend(app, admin, suspended).await.unwrap();
        let query = ActivityQuery { customer: Some(customer), limit: 1, ..ActivityQuery::default() };
        let record = activity::list(app, admin, &query).await.unwrap().remove(0);
        let grant = Grant {
            customer,
            email: format!("nina{n}@x.example"),
            first_name: mark.to_owned(),
            last_name: "Neu".to_owned(),
            role: None,
            language: None,
            contact: None,
            scope: Scope::everything(),
            send_to: None,
        };
        let granted = access::grant(app, admin, &grant).await.unwrap();
        let letters = "SELECT id FROM outbox WHERE customer_user_id = $1";
        let letter = select!(&world.sql, (OutboxId,), letters, granted.user)[0].0;
        let order = format!("{number}A");
        world.order(customer, None, &order, &format!("{mark} lift")).await;
        let visit = visit(world, &order).await;
        let fault = fault(world, &order, mark).await;
        let (contact, facility, bill) = belongings(world, customer, &number, mark).await;
        let video = format!("{number}V");
        world.video(customer, None, &video, &format!("{mark} session")).await;
        second_factor(world, user).await;
        let (session, request) = (session(world, user, n).await, request(world, customer).await);
        let document = document(world, &number, mark).await;
        let (object, reading, template, check) = object(world, customer, &number, mark).await;
        let name = format!("member{n}");
        let member = world.staff(&name, StaffRole::Supervisor, &[area]).await.staff_id().unwrap();
        let member_email = select!(&world.sql, (String,), "SELECT email FROM staff WHERE id = $1", member)[0].0.clone();
        let member_session = member_session(world, member, n).await;
        let (pending, invitation) = (granted.user, granted.invitation);
        Self {
            n,
            area,
            customer,
            number,
            user,
            email,
            session,
            suspended,
            record,
            pending,
            invitation,
            letter,
            order,
            visit,
            fault,
            contact,
            facility,
            bill,
            video,
            document,
            object,
            reading,
            template,
            check,
            request,
            member,
            member_email,
            member_session,
        }
    }

    /// A change of what the active user may do.
    pub fn change(&self) -> Change {
        Change {
            user: self.user,
            version: 1,
            role: None,
            permissions: [(Permission::ViewDashboard, Some(keydesk::domain::permission::Exception::Denied))].into(),
            scope: None,
            contact: None,
        }
    }
}

async fn session(world: &World, user: CustomerUserId, n: u32) -> SessionId {
    let id: SessionId = world.app.id();
    let sql = "INSERT INTO portal_session (id, organization_id, sign_in_id, customer_user_id, token_hash, csrf, epoch, \
               address, device, created_at, last_seen_at, expires_at) SELECT $1, organization_id, sign_in_id, id, $2, \
               'c', 0, '203.0.113.7', 'Firefox', $3, $3, $4 FROM customer_user WHERE id = $5";
    let (now, hash) = (world.app.now(), format!("portal session {n}").into_bytes());
    exec!(&world.sql, sql, id, hash, now, now + chrono::TimeDelta::days(1), user);
    id
}

/// An authenticator app of the person.
async fn second_factor(world: &World, user: CustomerUserId) {
    let sql = "INSERT INTO totp (sign_in_id, organization_id, secret, confirmed_at, last_step, created_at)
               SELECT sign_in_id, organization_id, $1, $2, 0, $2 FROM customer_user WHERE id = $3";
    exec!(&world.sql, sql, vec![7_u8; 20], world.app.now(), user);
}

async fn visit(world: &World, order: &str) -> VisitId {
    let id: VisitId = world.app.id();
    let sql = "INSERT INTO visit (id, organization_id, customer_id, order_id, technician_id, starts_at, ends_at, note, \
               state, created_at, version) SELECT $1, organization_id, customer_id, id, NULL, $2, $3, '', 'planned', $4, 1 \
               FROM service_order WHERE number = $5";
    let (now, hour) = (world.app.now(), chrono::TimeDelta::hours(1));
    exec!(&world.sql, sql, id, now + hour, now + hour + hour, now, order);
    id
}

/// A fault report that nobody has taken, with a number that no other organization has.
async fn fault(world: &World, order: &str, mark: &str) -> String {
    let number = format!("{order}R");
    let sql = "INSERT INTO fault_report (id, organization_id, customer_id, number, order_id, reported_by, title, body, urgency, \
               state, unheard, answer, own_order, search, sent_key, created_at, version) SELECT $1, organization_id, \
               customer_id, $2, id, 'Jan Moser', $3, '', 'normal', 'open', $4, '', $4, '', $2, $5, 1 FROM service_order \
               WHERE number = $6";
    let id: FaultReportId = world.app.id();
    exec!(&world.sql, sql, id, &number, mark, true, world.app.now(), order);
    number
}

/// A contact, a facility and an invoice with numbers that no other organization has.
async fn belongings(world: &World, customer: CustomerId, number: &str, mark: &str) -> (String, String, String) {
    let (contact, facility) = (world.contact(customer, mark, "Kern").await, world.facility(customer, mark).await);
    let (person, site, bill) = (format!("{number}C"), format!("{number}F"), format!("{number}B"));
    exec!(&world.sql, "UPDATE contact SET number = $1 WHERE id = $2", &person, contact);
    exec!(&world.sql, "UPDATE facility SET number = $1 WHERE id = $2", &site, facility);
    exec!(
        &world.sql,
        "INSERT INTO billing_record (id, organization_id, customer_id, number, kind, issued_on, amount, currency, state, file, \
         created_at, version) VALUES ($1, $2, $3, $4, 'invoice', $5, 100, 'EUR', 'open', '', $6, 1)",
        world.app.id::<BillingRecordId>(),
        world.organization,
        customer,
        &bill,
        world.app.now().date_naive(),
        world.app.now(),
    );
    let mut file: &[u8] = b"%PDF-1.7\nbill";
    billing::attach(&world.app, &world.admin, &bill, &format!("{mark}.pdf"), &mut file).await.unwrap();
    (person, site, bill)
}

async fn member_session(world: &World, member: StaffId, n: u32) -> StaffSessionId {
    let id: StaffSessionId = world.app.id();
    let sql = "INSERT INTO staff_session (id, organization_id, staff_id, token_hash, device, created_at, last_used_at, \
               expires_at) VALUES ($1, $2, $3, $4, 'laptop', $5, $5, $6)";
    let (now, hash) = (world.app.now(), format!("staff session {n}").into_bytes());
    exec!(&world.sql, sql, id, world.organization, member, hash, now, now + chrono::TimeDelta::days(1));
    id
}

async fn request(world: &World, customer: CustomerId) -> IndependenceRequestId {
    let id: IndependenceRequestId = world.app.id();
    let sql = "INSERT INTO independence_request (id, organization_id, customer_id, requested_by, reason, state, \
               requested_at, version) VALUES ($1, $2, $3, 'Jan Moser', 'we grow', 'open', $4, 1)";
    exec!(&world.sql, sql, id, world.organization, customer, world.app.now());
    id
}

/// A document with a number that no other organization has.
async fn document(world: &World, customer: &str, mark: &str) -> String {
    let mut file: &[u8] = b"%PDF-1.7\nplan";
    let on = On::Customer(customer.to_owned());
    let added = documents::add(&world.app, &world.admin, &on, &format!("{mark}.pdf"), &mut file).await.unwrap();
    let number = format!("{customer}D");
    exec!(&world.sql, "UPDATE document SET number = $1 WHERE id = $2", &number, added.id);
    number
}

/// An object with a number that no other organization has, what its meter showed, and what is due on it.
async fn object(
    world: &World,
    customer: CustomerId,
    number: &str,
    mark: &str,
) -> (String, ReadingId, CheckTemplateId, CheckAssignmentId) {
    let (app, admin, object) = (&world.app, &world.admin, format!("{number}O"));
    let id = world.object(customer, None, &format!("{mark} lift")).await;
    exec!(&world.sql, "UPDATE service_object SET number = $1 WHERE id = $2", &object, id);
    let new = NewReading { object: object.clone(), value: "1".into(), ..NewReading::default() };
    let reading = readings::add(app, admin, &new).await.unwrap().id;
    // A checklist is the whole organization's, wherever it is due: everybody of its staff may read it.
    let house = &admin.organization_name;
    let points = vec![Point { text: house.clone(), kind: PointKind::Ok, photo: false }];
    let change = TemplateChange { id: None, version: 0, name: format!("{house} {number}"), points, active: true };
    let template = checks::template(app, admin, &change).await.unwrap().id;
    let due_on = app.now().date_naive();
    let new = Assignment { object: object.clone(), template, every_days: 30, due_on };
    let check = checks::assign(app, admin, &new).await.unwrap().row.id;
    (object, reading, template, check)
}

macro_rules! sums {
    ($($table:literal $version:literal,)*) => {
        concat!("SELECT '' AS t, CAST(0 AS BIGINT) AS n, CAST(0 AS BIGINT) AS v",
            $(" UNION ALL SELECT '", $table, "', COUNT(*), CAST(COALESCE(SUM(", $version, "), 0) AS BIGINT) FROM ", $table),*)
    };
}

/// How many rows each table has, and what changes about them when they change: versions, and the length of both logs.
pub async fn fingerprint(world: &World) -> Vec<(String, i64, i64)> {
    const SQL: &str = sums! {
        "organization" "version + log_seq + roles_version + document_seq + order_seq + fault_seq + object_seq + contact_seq + facility_seq",
        "area" "LENGTH(name)",
        "staff" "version",
        "staff_area" "0",
        "staff_permission" "0",
        "staff_customer" "0",
        "staff_session" "0",
        "role_permission" "0",
        "customer" "version + link_rotation",
        "contact" "version",
        "facility" "version",
        "model" "version",
        "service_object" "version",
        "service_order" "version",
        "visit" "version",
        "fault_report" "version",
        "order_event" "0",
        "reading" "0",
        "check_template" "version",
        "check_assignment" "version",
        "check_run" "0",
        "comment" "0",
        "document" "version",
        "billing_record" "version",
        "sign_in" "version + epoch",
        "sign_in_attempt" "failures",
        "customer_user" "version",
        "customer_user_permission" "0",
        "customer_user_facility" "0",
        "invitation" "version",
        "invitation_link" "0",
        "invitation_code" "failures",
        "password_link" "0",
        "portal_session" "0",
        "independence_request" "version",
        "activity" "0",
        "outbox" "version",
    };
    select!(&world.sql, (String, i64, i64), SQL)
}
