//! The matrix of staff: every row against every role and every place.

use keydesk::domain::AreaId;
use keydesk::domain::staff::{OutsideAreas, StaffPermission, StaffRole};
use keydesk::service::{Actor, Error, Who, access};
use keydesk::store::Store;

use super::rows::rows;
use super::scene::{Things, fingerprint};
use super::{Reach, Refusal, Row, is};
use crate::support::world::{NewCustomer, World};

/// Marks in the names of what lies in the other area, and of what is another organization's.
const ELSEWHERE: &str = "Ferne";
const FOREIGN: &str = "Zephyr";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Own,
    Elsewhere,
    Foreign,
}

struct Somewhere {
    world: World,
    area: AreaId,
    mark: &'static str,
    /// What those are called on who are refused.
    things: Things,
}

impl Somewhere {
    async fn new(world: &World, area: AreaId, mark: &'static str) -> Self {
        Self { world: world.clone(), area, mark, things: Things::new(world, area, mark).await }
    }
}

/// What must come of a call.
#[derive(Debug)]
enum Expected {
    Served,
    /// One of these permissions is named as missing.
    Missing(Vec<StaffPermission>),
    Refused(Refusal),
    /// Who calls is nobody.
    SignedOut,
    /// The one or the other: which is asked first is not promised.
    Either(Vec<StaffPermission>, Refusal),
}

/// What the role and the place make of a row: `StaffRole::holds` and `bound_to_areas` decide, nothing else.
fn expected(row: &Row, role: StaffRole, place: Place, look_elsewhere: bool) -> Expected {
    let missing: Vec<_> = row.needs.iter().copied().filter(|p| !role.holds(*p)).collect();
    match (missing.first(), place) {
        (Some(first), Place::Foreign) if row.needs.first() != Some(first) => Expected::Either(missing, row.foreign),
        (Some(first), _) => Expected::Missing(vec![*first]),
        (None, Place::Foreign) => Expected::Refused(row.foreign),
        // Technicians change only orders that are assigned to them, and none of these is; of fault reports they see no others
        // either, and lists leave them out.
        (None, _) if role == StaffRole::Technician && changes_orders(row) => {
            Expected::Missing(vec![StaffPermission::ManageOrders])
        }
        (None, _) if role == StaffRole::Technician && reports(row) => {
            Expected::Missing(vec![StaffPermission::HandleFaultReports])
        }
        (None, _) if !role.bound_to_areas() => Expected::Served,
        (None, Place::Own) if row.reach == Reach::Everywhere => Expected::Missing(row.needs.to_vec()),
        (None, Place::Own) => Expected::Served,
        (None, Place::Elsewhere) if look_elsewhere && row.needs == [StaffPermission::ViewCustomers] => Expected::Served,
        (None, Place::Elsewhere) if row.elsewhere == Refusal::Denied => Expected::Missing(row.needs.to_vec()),
        (None, Place::Elsewhere) => Expected::Refused(row.elsewhere),
    }
}

/// Whether a row is about an order, or about something that has a place as orders have.
fn changes_orders(row: &Row) -> bool {
    row.reach == Reach::Placed && row.needs.contains(&StaffPermission::ManageOrders)
}

/// Whether a row is about one fault report.
fn reports(row: &Row) -> bool {
    row.reach == Reach::Placed && row.needs.contains(&StaffPermission::HandleFaultReports)
}

struct Matrix {
    places: [Somewhere; 3],
    /// The database as the last call left it.
    print: Vec<(String, i64, i64)>,
    wrong: Vec<String>,
    served: u32,
    refused: u32,
}

impl Matrix {
    async fn ask(&mut self, row: &Row, who: &str, by: &Actor, place: Place, expected: &Expected, may_name: bool) {
        let there = &self.places[place as usize];
        let fresh = match expected {
            Expected::Served if row.changes => {
                let things = Things::new(&there.world, there.area, there.mark).await;
                Some(things)
            }
            _ => None,
        };
        let answer = (row.call)(&there.world.app, by, fresh.as_ref().unwrap_or(&there.things)).await;
        let told = match &answer {
            Ok(told) => told.clone(),
            Err(error) => error.to_string(),
        };
        let needs = |missing: &[StaffPermission]| match &answer {
            Err(Error::Denied { needs, .. }) => missing.is_empty() || missing.iter().any(|p| p.as_str() == needs),
            _ => false,
        };
        let refused = |refusal: Refusal| matches!(&answer, Err(error) if is(refusal, error));
        let so = match expected {
            Expected::Served => answer.is_ok(),
            Expected::Missing(missing) => needs(missing),
            Expected::Refused(refusal) => refused(*refusal),
            Expected::SignedOut => matches!(&answer, Err(Error::SignedOut { .. })),
            Expected::Either(missing, refusal) => needs(missing) || refused(*refusal),
        };
        let title = format!("{} by {who}, {place:?}", row.name);
        let short: String = told.chars().take(300).collect();
        if !so {
            self.wrong
                .push(format!("{title}: expected {expected:?}, and it was {} {short}", kind(answer.as_ref().err())));
        }
        if told.contains(FOREIGN) {
            self.wrong.push(format!("{title}: names what is another organization's: {short}"));
        }
        if !may_name && told.contains(ELSEWHERE) {
            self.wrong.push(format!("{title}: names what lies in another area: {short}"));
        }
        let after = fingerprint(&self.places[0].world).await;
        if answer.is_err() && fresh.is_none() && after != self.print {
            let pairs = after.iter().zip(&self.print).filter(|(now, was)| now != was);
            self.wrong.push(format!("{title}: refused, and changed {:?}", pairs.collect::<Vec<_>>()));
        }
        if answer.is_ok() {
            self.served += 1;
        } else {
            self.refused += 1;
        }
        self.print = after;
    }
}

const fn kind(error: Option<&Error>) -> &'static str {
    match error {
        None => "served:",
        Some(Error::Denied { .. }) => "denied:",
        Some(Error::NotFound { .. }) => "not found:",
        Some(Error::Invalid(_)) => "invalid:",
        Some(Error::Conflict { .. }) => "a conflict:",
        Some(_) => "an error:",
    }
}

fn places_of(row: &Row) -> Vec<Place> {
    match (row.reach, row.foreign) {
        (Reach::Placed, Refusal::Unasked) => vec![Place::Own, Place::Elsewhere],
        (Reach::Placed, _) => vec![Place::Own, Place::Elsewhere, Place::Foreign],
        (Reach::Wide | Reach::Everywhere, _) => vec![Place::Own],
    }
}

/// R9, R10: each function × each staff role × own area, other area, other organization; and a customer's own user.
pub async fn every_function_against_every_staff_role(store: Store) {
    let world = World::new(store).await;
    let other = world.another("Zephyr Aufzüge").await;
    // Its log counts from elsewhere, so that the number of a record is nobody else's.
    crate::support::sql::exec!(
        &world.sql,
        "UPDATE organization SET log_seq = 1000000 WHERE id = $1",
        other.organization
    );
    let (here, there, far) = (world.area("Graz").await, world.area("Weiz").await, other.area("Linz").await);
    world.area("Spare").await;
    let mut actors = Vec::new();
    for role in StaffRole::ALL {
        actors.push((*role, world.staff(&format!("the_{role}"), *role, &[here]).await));
    }
    let places = [
        Somewhere::new(&world, here, "Nahe").await,
        Somewhere::new(&world, there, ELSEWHERE).await,
        Somewhere::new(&other, far, FOREIGN).await,
    ];
    // With a sign-in that is nobody's: where customers' own users may call too, that alone refuses.
    let person = Actor {
        who: Who::CustomerUser { id: places[0].things.user, sign_in: world.app.id(), name: "Eva Huber".into() },
        ..world.admin.clone()
    };
    let print = fingerprint(&world).await;
    let mut matrix = Matrix { places, print, wrong: Vec::new(), served: 0, refused: 0 };
    for row in rows() {
        for place in places_of(&row) {
            let nobody = if row.both { Expected::SignedOut } else { Expected::Missing(Vec::new()) };
            matrix.ask(&row, "a customer's user", &person, place, &nobody, false).await;
            for (role, actor) in &actors {
                let bound = role.bound_to_areas();
                let expected = expected(&row, *role, place, false);
                matrix.ask(&row, role.as_str(), actor, place, &expected, !bound).await;
                if bound && place == Place::Elsewhere {
                    // Where the organization lets them look at the others, they look, and still change nothing.
                    let mut looks = actor.clone();
                    looks.house.outside = OutsideAreas::ReadOnly;
                    let expected = self::expected(&row, *role, place, true);
                    matrix.ask(&row, &format!("{role} who may look"), &looks, place, &expected, true).await;
                }
            }
        }
    }
    assert!(matrix.wrong.is_empty(), "{} are wrong:\n{}", matrix.wrong.len(), matrix.wrong.join("\n"));
    assert!(matrix.served > 300 && matrix.refused > 600, "{} served, {} refused", matrix.served, matrix.refused);
}

/// R10: an address that belongs to people of several customers tells nobody of customers that are hidden from them.
pub async fn of_several_customers_those_elsewhere_are_not_named(store: Store) {
    let world = World::new(store).await;
    let (graz, weiz) = (world.area("Graz").await, world.area("Weiz").await);
    for (number, area) in [("1", graz), ("21", weiz), ("22", weiz)] {
        let new = NewCustomer { area: Some(area), ..NewCustomer::default() };
        let customer = world.customer_with(number, "Huber", new).await;
        world.user(customer, "eva@x.example").await;
        if area == weiz {
            world.user(customer, "max@x.example").await;
        }
    }
    let bound = world.staff("bound", StaffRole::Supervisor, &[graz]).await;
    let found = access::user_by_email(&world.app, &bound, "eva@x.example", None).await.unwrap();
    assert_eq!(found.customer_number, "1", "the one that the supervisor sees");
    for customer in [None, Some("21")] {
        let hidden = access::user_by_email(&world.app, &bound, "max@x.example", customer).await;
        assert!(matches!(&hidden, Err(e @ Error::Denied { .. }) if !e.to_string().contains('2')), "{hidden:?}");
    }
    let mut looks = bound;
    looks.house.outside = OutsideAreas::ReadOnly;
    let several = access::user_by_email(&world.app, &looks, "eva@x.example", None).await;
    assert!(
        matches!(&several, Err(Error::Conflict { what, .. }) if what.contains("21") && what.contains("22")),
        "{several:?}"
    );
}
