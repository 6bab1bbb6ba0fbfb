//! A small world to tell stories in: an organization with its staff, customers and what they own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use keydesk::clock::Clock;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Exceptions, Role};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::staff::{StaffPermission, StaffRights, StaffRole, Territory};
use keydesk::domain::state::{AccessState, CustomerKind, OrderKind, OrderState, UserState};
use keydesk::domain::{
    AreaId, ContactId, CustomerId, CustomerUserId, FacilityId, ModelId, ObjectId, OrderId, OrganizationId, SignInId,
    StaffId, VideoSessionId,
};
use keydesk::files::Files;
use keydesk::random::Random;
use keydesk::service::hasher::Hasher;
use keydesk::service::{Actor, App, House, Policy, Who};
use keydesk::store::{Store, customers, objects, orders};
use keydesk::text;
use tokio::sync::OnceCell;

use super::sql::{Sql, exec};

/// The password of everybody in the world who has one.
pub const PASSWORD: &str = "korrekt häst batteri häftklammer";

/// The moment at which every world begins (a Monday morning); its clock is moved by hand.
pub fn beginning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_442_000, 0).expect("a moment")
}

/// An organization in a database, with the parts that services are handed.
#[derive(Clone, Debug)]
pub struct World {
    /// What services are handed: a manual clock, the system's randomness, the cheapest hashing that is allowed.
    pub app: App,
    /// The organization.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Its administrator.
    pub admin: Actor,
    /// The database, for statements of the test's own.
    pub sql: Sql,
    count: Arc<AtomicU32>,
}

/// A customer to be made; `NewCustomer::default()` is corporate with the portal and every area on.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// Company or person.
    pub kind: CustomerKind,
    /// Area.
    pub area: Option<AreaId>,
    /// E-mail address.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// City.
    pub city: String,
    /// Portal on?
    pub portal_on: bool,
    /// Portal areas.
    pub areas: PortalAreas,
    /// Managed by the organization?
    pub managed: bool,
    /// State shown in lists.
    pub access: AccessState,
}

impl Default for NewCustomer {
    fn default() -> Self {
        Self {
            kind: CustomerKind::Corporate,
            area: None,
            email: "office@customer.example".to_owned(),
            phone: "+43 316 1234".to_owned(),
            city: "Graz".to_owned(),
            portal_on: true,
            areas: PortalAreas::ALL,
            managed: false,
            access: AccessState::Link,
        }
    }
}

/// An order to be made; `NewOrder::default()` is an open work order at no facility.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// Kind.
    pub kind: OrderKind,
    /// State.
    pub state: OrderState,
    /// At a facility?
    pub facility: Option<FacilityId>,
    /// About an object?
    pub object: Option<ObjectId>,
    /// For a contact?
    pub contact: Option<ContactId>,
    /// Planned for?
    pub planned_at: Option<DateTime<Utc>>,
}

impl Default for NewOrder {
    fn default() -> Self {
        Self {
            kind: OrderKind::WorkOrder,
            state: OrderState::Open,
            facility: None,
            object: None,
            contact: None,
            planned_at: None,
        }
    }
}

/// A customer user to be made; `NewUser::default()` is an active member who sees everything and can sign in.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Role.
    pub role: Role,
    /// State.
    pub state: UserState,
    /// Scope.
    pub scope: Scope,
    /// Linked contact.
    pub contact: Option<ContactId>,
    /// Exceptions from the role.
    pub exceptions: Exceptions,
    /// End of access.
    pub ends_at: Option<DateTime<Utc>>,
    /// With [`PASSWORD`]?
    pub password: bool,
}

impl Default for NewUser {
    fn default() -> Self {
        Self {
            role: Role::Member,
            state: UserState::Active,
            scope: Scope::everything(),
            contact: None,
            exceptions: Exceptions::new(),
            ends_at: None,
            password: true,
        }
    }
}

impl World {
    /// Nordlift Service with the module on and an administrator, `admin@nordlift.example`.
    pub async fn new(store: Store) -> Self {
        Self::with_policy(store, Policy::default()).await
    }

    /// The same with another policy.
    pub async fn with_policy(store: Store, policy: Policy) -> Self {
        let sql = Sql::of(&store).await;
        Self::organization_in(Self::app_of(store, policy), sql, "Nordlift Service").await
    }

    /// What services are handed, around a database that nobody has set up.
    pub fn app_of(store: Store, policy: Policy) -> App {
        let random = Random::system();
        let hasher = Hasher::new(0, 0, random.clone());
        App::new(store, Clock::manual(beginning()), random, hasher, policy, Files::memory(10_000_000))
    }

    /// Another organization in the same database, with an administrator of its own.
    pub async fn another(&self, name: &str) -> Self {
        Self::organization_in(self.app.clone(), self.sql.clone(), name).await
    }

    async fn organization_in(app: App, sql: Sql, name: &str) -> Self {
        let organization: OrganizationId = app.id();
        exec!(
            &sql,
            "INSERT INTO organization (id, name, name_key, module_on, accent, language, time_zone, reply_to, log_seq, \
             log_hash, link_key, created_at, version) VALUES ($1, $2, $3, $4, '#1f5fae', 'en', 'Europe/Vienna', NULL, 0, \
             $5, $6, $7, 1)",
            organization,
            name,
            text::name_key(name),
            true,
            vec![0_u8; 32],
            app.random.bytes::<32>().to_vec(),
            app.now(),
        );
        let admin = Actor {
            organization,
            organization_name: name.to_owned(),
            who: Who::System,
            origin: "terminal on test".to_owned(),
            house: House::default(),
        };
        let mut world = Self { app, organization, name: name.to_owned(), admin, sql, count: Arc::default() };
        world.admin = world.staff("admin", StaffRole::Administrator, &[]).await;
        world
    }

    fn next(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn mail_domain(&self) -> String {
        let first = self.name.split_whitespace().next().unwrap_or("company");
        format!("{}.example", text::fold(first))
    }

    /// A staff person `NAME@nordlift.example` with [`PASSWORD`]; a role that is bound to areas acts in `areas` only.
    pub async fn staff(&self, name: &str, role: StaffRole, areas: &[AreaId]) -> Actor {
        self.staff_with(name, role, areas, BTreeMap::new()).await
    }

    /// A staff person with single permissions beyond the role.
    pub async fn staff_with(
        &self,
        name: &str,
        role: StaffRole,
        areas: &[AreaId],
        exceptions: BTreeMap<StaffPermission, Exception>,
    ) -> Actor {
        let (id, email): (StaffId, _) = (self.app.id(), format!("{name}@{}", self.mail_domain()));
        exec!(
            &self.sql,
            "INSERT INTO staff (id, organization_id, email, email_key, name, role, password_hash, active, created_at, \
             version) VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, 1)",
            id,
            self.organization,
            email,
            name,
            role,
            self.password_hash().await,
            true,
            self.app.now(),
        );
        for area in areas {
            exec!(&self.sql, "INSERT INTO staff_area VALUES ($1, $2, $3)", self.organization, id, *area);
        }
        for (permission, exception) in &exceptions {
            let allowed = *exception == Exception::Allowed;
            let sql = "INSERT INTO staff_permission VALUES ($1, $2, $3, $4)";
            exec!(&self.sql, sql, self.organization, id, *permission, allowed);
        }
        let territory = if role.bound_to_areas() {
            Territory::Areas(areas.iter().copied().collect())
        } else {
            Territory::Everywhere
        };
        Actor {
            who: Who::Staff { id, name: name.to_owned(), rights: StaffRights { role, exceptions, territory } },
            ..self.admin.clone()
        }
    }

    /// [`PASSWORD`], hashed once for the whole test process.
    pub async fn password_hash(&self) -> &'static str {
        static HASH: OnceCell<String> = OnceCell::const_new();
        HASH.get_or_init(|| async { self.app.hasher.hash(PASSWORD).await.expect("a slot is free") }).await
    }

    /// A part of the territory.
    pub async fn area(&self, name: &str) -> AreaId {
        let id: AreaId = self.app.id();
        let sql = "INSERT INTO area (id, organization_id, name, name_key) VALUES ($1, $2, $3, $4)";
        exec!(&self.sql, sql, id, self.organization, name, text::name_key(name));
        id
    }

    /// A corporate customer with the portal on.
    pub async fn customer(&self, number: &str, name: &str) -> CustomerId {
        self.customer_with(number, name, NewCustomer::default()).await
    }

    /// A customer.
    pub async fn customer_with(&self, number: &str, name: &str, new: NewCustomer) -> CustomerId {
        let id: CustomerId = self.app.id();
        let search = customers::search_text(&customers::Findable {
            number,
            name,
            city: &new.city,
            email: &new.email,
            phone: &new.phone,
            postal_code: "8010",
        });
        exec!(
            &self.sql,
            "INSERT INTO customer (id, organization_id, number, number_key, name, name_key, kind, area_id, email, phone, \
             street, postal_code, city, city_key, country, language, technician, managed, portal_on, area_orders, \
             area_objects, area_faults, area_documents, area_calendar, area_billing, area_video, access_state, search, \
             created_at, updated_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'Hauptplatz 1', '8010', \
             $11, $12, 'AT', NULL, 'M. Berger', $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24, 1)",
            id,
            self.organization,
            number,
            customers::number_key(number),
            name,
            customers::name_key(name),
            new.kind,
            new.area,
            &new.email,
            &new.phone,
            &new.city,
            customers::city_key(&new.city),
            new.managed,
            new.portal_on,
            new.areas.orders,
            new.areas.objects,
            new.areas.faults,
            new.areas.documents,
            new.areas.calendar,
            new.areas.billing,
            new.areas.video,
            if new.portal_on { new.access } else { AccessState::Off },
            &search,
            self.app.now(),
        );
        id
    }

    /// A contact; its address is `first.last@customer.example`.
    pub async fn contact(&self, customer: CustomerId, first: &str, last: &str) -> ContactId {
        let id: ContactId = self.app.id();
        exec!(
            &self.sql,
            "INSERT INTO contact (id, organization_id, customer_id, number, first_name, last_name, name_key, title, \
             email, phone, mobile, version) VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, '', '', 1)",
            id,
            self.organization,
            customer,
            format!("C{}", self.next()),
            first,
            last,
            text::fold(&format!("{last} {first}")),
            text::fold(&format!("{first}.{last}@customer.example")),
        );
        id
    }

    /// A site.
    pub async fn facility(&self, customer: CustomerId, name: &str) -> FacilityId {
        let id: FacilityId = self.app.id();
        exec!(
            &self.sql,
            "INSERT INTO facility (id, organization_id, customer_id, number, name, name_key, street, postal_code, city, \
             country, version) VALUES ($1, $2, $3, $4, $5, $6, 'Werkstraße 2', '8010', 'Graz', 'AT', 1)",
            id,
            self.organization,
            customer,
            format!("F{}", self.next()),
            name,
            text::fold(name),
        );
        id
    }

    /// A product type.
    pub async fn model(&self, name: &str) -> ModelId {
        let id: ModelId = self.app.id();
        exec!(
            &self.sql,
            "INSERT INTO model (id, organization_id, number, name, manufacturer, version) \
             VALUES ($1, $2, $3, $4, 'Lumen', 1)",
            id,
            self.organization,
            format!("M{}", self.next()),
            name,
        );
        id
    }

    /// A device at a facility, or at none.
    pub async fn object(&self, customer: CustomerId, facility: Option<FacilityId>, name: &str) -> ObjectId {
        let (id, number): (ObjectId, _) = (self.app.id(), format!("O{}", self.next()));
        exec!(
            &self.sql,
            "INSERT INTO service_object (id, organization_id, customer_id, facility_id, model_id, number, name, name_key, \
             serial_number, installed_on, search, version) VALUES ($1, $2, $3, $4, NULL, $5, $6, $7, '', NULL, $8, 1)",
            id,
            self.organization,
            customer,
            facility,
            &number,
            name,
            objects::name_key(name),
            objects::search_text(&number, name, ""),
        );
        id
    }

    /// An open work order at a facility, or at none. Its number is `number`.
    pub async fn order(
        &self,
        customer: CustomerId,
        facility: Option<FacilityId>,
        number: &str,
        title: &str,
    ) -> OrderId {
        self.order_with(customer, number, title, NewOrder { facility, ..NewOrder::default() }).await
    }

    /// An order.
    pub async fn order_with(&self, customer: CustomerId, number: &str, title: &str, new: NewOrder) -> OrderId {
        let id: OrderId = self.app.id();
        exec!(
            &self.sql,
            "INSERT INTO service_order (id, organization_id, customer_id, facility_id, object_id, contact_id, number, \
             kind, title, description, state, technician, search, created_at, planned_at, closed_at, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, 'M. Berger', $11, $12, $13, $14, 1)",
            id,
            self.organization,
            customer,
            new.facility,
            new.object,
            new.contact,
            number,
            new.kind,
            title,
            new.state,
            orders::search_text(number, title, ""),
            self.app.now(),
            new.planned_at,
            (new.state == OrderState::Closed).then(|| self.app.now()),
        );
        id
    }

    /// A video session of half an hour, planned for tomorrow, at a facility or at none, about no order.
    pub async fn video(
        &self,
        customer: CustomerId,
        facility: Option<FacilityId>,
        number: &str,
        title: &str,
    ) -> VideoSessionId {
        let id: VideoSessionId = self.app.id();
        let starts_at = self.app.now() + chrono::TimeDelta::days(1);
        exec!(
            &self.sql,
            "INSERT INTO video_session (id, organization_id, customer_id, number, order_id, facility_id, title, note, \
             starts_at, ends_at, join_url, state, requested_by, sent_key, created_at, version) VALUES ($1, $2, $3, $4, \
             NULL, $5, $6, '', $7, $8, 'https://meet.example/abc', 'planned', '', $9, $10, 1)",
            id,
            self.organization,
            customer,
            number,
            facility,
            title,
            starts_at,
            starts_at + chrono::TimeDelta::minutes(30),
            id.to_string(),
            self.app.now(),
        );
        let sql = "UPDATE organization SET video_seq = video_seq + 1 WHERE id = $1";
        exec!(&self.sql, sql, self.organization);
        id
    }

    /// An active member who sees everything and signs in with [`PASSWORD`].
    pub async fn user(&self, customer: CustomerId, email: &str) -> CustomerUserId {
        self.user_with(customer, email, NewUser::default()).await
    }

    /// A customer user with its sign-in (which is shared when the address is already known). Written past the
    /// services: no log record, no letter.
    pub async fn user_with(&self, customer: CustomerId, email: &str, new: NewUser) -> CustomerUserId {
        let (id, sign_in): (CustomerUserId, SignInId) = (self.app.id(), self.app.id());
        let hash = if new.password { Some(self.password_hash().await) } else { None };
        exec!(
            &self.sql,
            "INSERT INTO sign_in (id, organization_id, email, email_key, first_name, last_name, name_key, language, \
             password_hash, epoch, last_sign_in_at, created_at, version) VALUES ($1, $2, $3, $4, 'Eva', 'Huber', \
             'huber eva', 'en', $5, 0, NULL, $6, 1) ON CONFLICT DO NOTHING",
            sign_in,
            self.organization,
            email,
            email.to_lowercase(),
            hash,
            self.app.now(),
        );
        exec!(
            &self.sql,
            "INSERT INTO customer_user (id, organization_id, customer_id, sign_in_id, contact_id, role, state, sees_all, \
             sees_unassigned, ends_at, created_at, activated_at, version) VALUES ($1, $2, $3, (SELECT id FROM sign_in \
             WHERE organization_id = $2 AND email_key = $4), $5, $6, $7, $8, $9, $10, $11, $12, 1)",
            id,
            self.organization,
            customer,
            email.to_lowercase(),
            new.contact,
            new.role,
            new.state,
            new.scope.all,
            new.scope.unassigned,
            new.ends_at,
            self.app.now(),
            (new.state != UserState::Pending).then(|| self.app.now()),
        );
        for facility in &new.scope.facilities {
            let sql = "INSERT INTO customer_user_facility VALUES ($1, $2, $3)";
            exec!(&self.sql, sql, self.organization, id, *facility);
        }
        for (permission, exception) in &new.exceptions {
            let sql = "INSERT INTO customer_user_permission VALUES ($1, $2, $3, $4)";
            exec!(&self.sql, sql, self.organization, id, *permission, *exception == Exception::Allowed);
        }
        let state = if new.state == UserState::Active { AccessState::Active } else { AccessState::Pending };
        let sql = "UPDATE customer SET access_state = $1 WHERE id = $2 AND access_state IN ('link', 'pending')";
        exec!(&self.sql, sql, state, customer);
        id
    }
}
