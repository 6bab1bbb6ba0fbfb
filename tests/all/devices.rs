//! Service objects (R34), readings (R35) and self-checks (R36) on both databases: who may, what is refused, what is kept once,
//! who sees what afterwards, who is told.

mod checks;
mod objects;
mod readings;

use keydesk::domain::access::{Scope, Viewer};
use keydesk::domain::permission::{Exception, Exceptions, Permission};
use keydesk::domain::{CustomerId, FacilityId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::customer_sign_in::Session;
use keydesk::service::{Actor, Error};
use keydesk::store::Store;

use crate::support::entering::firefox;
use crate::support::sql::select;
use crate::support::world::{NewCustomer, NewUser, World};

/// Huber has two facilities with a lift each, and a gate at none. Eva sees Graz and what is there, and may do everything with it.
struct Scene {
    world: World,
    customer: CustomerId,
    graz: FacilityId,
    weiz: FacilityId,
    /// Numbers of the lift in Graz, the lift in Weiz, the gate.
    lift: String,
    other: String,
    gate: String,
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let area = world.area("Graz").await;
        let new = NewCustomer { area: Some(area), ..NewCustomer::default() };
        let customer = world.customer_with("1042", "Huber", new).await;
        let graz = world.facility(customer, "Graz").await;
        let weiz = world.facility(customer, "Weiz").await;
        let mut numbers = Vec::new();
        for (facility, name) in [(Some(graz), "Lift A"), (Some(weiz), "Lift B"), (None, "Gate")] {
            let id = world.object(customer, facility, name).await;
            let sql = "SELECT number FROM service_object WHERE id = $1";
            numbers.push(select!(&world.sql, (String,), sql, id)[0].0.clone());
        }
        let [lift, other, gate] = numbers.try_into().unwrap();
        let scene = Self { world, customer, graz, weiz, lift, other, gate };
        scene.person("eva", scene.only(graz), &allowed(&EVERYTHING)).await;
        scene
    }

    #[allow(clippy::unused_self, reason = "reads like the rest of the scene")]
    fn only(&self, facility: FacilityId) -> Scope {
        Scope { facilities: [facility].into(), ..Scope::default() }
    }

    async fn person(&self, name: &str, scope: Scope, exceptions: &Exceptions) {
        let new = NewUser { scope, exceptions: exceptions.clone(), ..NewUser::default() };
        self.world.user_with(self.customer, &format!("{name}@huber.example"), new).await;
    }

    async fn session(&self, name: &str) -> Session {
        self.world.session(&format!("{name}@huber.example")).await
    }

    async fn actor(&self, name: &str) -> Actor {
        self.session(name).await.actor(&firefox())
    }

    async fn viewer(&self, name: &str) -> Viewer {
        self.session(name).await.viewer
    }

    /// The newest record of the log.
    async fn logged(&self) -> String {
        let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
        activity::list(&self.world.app, &self.world.admin, &query).await.unwrap()[0].sentence()
    }
}

const EVERYTHING: [Permission; 3] = [Permission::ManageDevices, Permission::UptimeReadings, Permission::SelfChecks];

fn allowed(permissions: &[Permission]) -> Exceptions {
    permissions.iter().map(|p| (*p, Exception::Allowed)).collect()
}

/// The codes of what cannot be taken.
fn codes<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<(&'static str, &'static str)> {
    match result {
        Err(Error::Invalid(errors)) => errors.0.iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other:?}"),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "reads like the other checks of an answer")]
fn denied<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::Denied { .. })), "{result:?}");
}

#[allow(clippy::needless_pass_by_value, reason = "reads like the other checks of an answer")]
fn missing<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::NotFound { .. })), "{result:?}");
}

/// A picture of four dots.
const PNG: &[u8] =
    b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x02\x08\x02\x00\x00\
    \x00\xfd\xd4\x9a\x73\x00\x00\x00\x11\x49\x44\x41\x54\x78\x9c\x63\xf8\xcf\xc0\x00\x44\x60\xe2\x3f\x03\x00\x1d\xf0\
    \x03\xfd\xa0\x33\x09\x89\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
