//! The matrix of what customers' people do with things: service objects, readings, self-checks, video sessions (R34–R36, R40)
//! and comments (R32), with everything that decides over it: role, permission, scope, contact, portal area, state, independence.

use std::collections::BTreeMap;

use keydesk::domain::access::Scope;
use keydesk::domain::check::{Point, PointKind, Verdict};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Permission as P, Role, RoleTable};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::state::{AccessState, UserState};
use keydesk::domain::{CheckAssignmentId, FacilityId, ReadingId, SignInId};
use keydesk::service::checks::{self, Assignment, Filled, FilledPoint, TemplateChange};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::objects::{self, NewObject, ObjectChange};
use keydesk::service::readings::{self, NewReading};
use keydesk::service::{Actor, App, Error, Who, video};
use keydesk::store::Store;

use super::scene::fingerprint;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewOrder, NewUser, World};

/// Who does it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Administrator,
    Moderator,
    Member,
    /// A member to whom what is needed was allowed.
    Allowed,
    /// An administrator to whom it was denied.
    Denied,
    /// An administrator whose scope is another facility, and one who sees nothing.
    Elsewhere,
    Blind,
    /// An administrator linked to the contact of the order and of the session's order, and one linked to somebody else.
    Linked,
    LinkedToAnother,
    /// Where the part of the portal is off for the customer.
    AreaOff,
    PortalOff,
    /// Where the customer has become an organization of its own: its people look and change nothing.
    Independent,
    Suspended,
    Revoked,
    Ended,
}

use Kind as K;

const KINDS: [Kind; 15] = [
    K::Administrator,
    K::Moderator,
    K::Member,
    K::Allowed,
    K::Denied,
    K::Elsewhere,
    K::Blind,
    K::Linked,
    K::LinkedToAnother,
    K::AreaOff,
    K::PortalOff,
    K::Independent,
    K::Suspended,
    K::Revoked,
    K::Ended,
];

/// What comes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Done,
    Denied,
    NotFound,
    Invalid,
    SignedOut,
}

use Outcome as O;

/// What it is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum About {
    /// An object at a facility.
    Object,
    /// The place where a new object is put.
    Place,
    /// An order at the facility, for a contact; and a session about it.
    Order,
}

struct Row {
    name: &'static str,
    /// What a person needs; all of them.
    needs: &'static [Permission],
    about: About,
    changes: bool,
}

const fn row(name: &'static str, needs: &'static [Permission], about: About, changes: bool) -> Row {
    Row { name, needs, about, changes }
}

const ROWS: &[Row] = &[
    row("objects::get", &[P::ViewObjects], About::Object, false),
    row("objects::create", &[P::ManageDevices, P::ViewObjects], About::Place, true),
    row("objects::edit", &[P::ManageDevices, P::ViewObjects], About::Object, true),
    row("objects::move_preview", &[P::ManageUsers, P::ManageDevices, P::ViewObjects], About::Object, false),
    row("readings::list", &[P::ViewObjects], About::Object, false),
    row("readings::add", &[P::UptimeReadings, P::ViewObjects], About::Object, true),
    row("checks::of_object", &[P::ViewObjects], About::Object, false),
    row("checks::runs", &[P::ViewObjects], About::Object, false),
    row("checks::fill", &[P::SelfChecks, P::ViewObjects], About::Object, true),
    row("video::move_to", &[P::ManageVideoSessions, P::ViewVideoSessions], About::Order, true),
    row("video::cancel", &[P::ManageVideoSessions, P::ViewVideoSessions], About::Order, true),
    row("comments::add", &[P::Comment, P::ViewOrders], About::Order, true),
    row("comments::who_is_told", &[P::Comment, P::ViewOrders], About::Order, false),
];

/// What must come of it: written down from PRODUCT.md, not asked of the program. Whoever may not know of a thing is told that
/// there is none; whoever may not do it, and sees it, is told what is missing.
#[expect(clippy::match_same_arms, reason = "one arm for each kind of person, in words of the rules")]
fn expected(kind: Kind, row: &Row) -> Outcome {
    let of_role = |role: Role| {
        if row.needs.iter().all(|needs| RoleTable::default().of(role).holds(*needs)) { O::Done } else { O::Denied }
    };
    match (kind, row.about) {
        // What a role can never hold is not held by being allowed.
        (K::Allowed, _) if row.needs.contains(&P::ManageUsers) => O::Denied,
        (K::Administrator | K::Allowed, _) => O::Done,
        (K::Moderator, _) => of_role(Role::Moderator),
        (K::Member, _) => of_role(Role::Member),
        (K::Denied | K::AreaOff, _) => O::Denied,
        (K::Elsewhere | K::Blind, About::Object | About::Order) => O::NotFound,
        // A place that one does not see is no place to choose (R12).
        (K::Elsewhere | K::Blind, About::Place) => O::Invalid,
        // Objects are nobody's in particular; orders are for their contact (R13).
        (K::Linked, _) | (K::LinkedToAnother, About::Object | About::Place) => O::Done,
        (K::LinkedToAnother, About::Order) => O::NotFound,
        (K::Independent, _) if row.changes || row.name.ends_with("_preview") || row.name.ends_with("_told") => {
            O::Denied
        }
        (K::Independent, _) => O::Done,
        (K::PortalOff | K::Suspended | K::Revoked | K::Ended, _) => O::SignedOut,
    }
}

/// Kinds for which more than one answer is as good: what matters is that nothing is done and nothing told.
fn also(kind: Kind, row: &Row, outcome: Outcome) -> bool {
    match kind {
        // What one may not see at all need not be there.
        K::Denied | K::AreaOff | K::Member | K::Moderator => outcome == O::NotFound && expected(kind, row) == O::Denied,
        K::PortalOff => [O::Denied, O::NotFound].contains(&outcome),
        _ => false,
    }
}

fn outcome(answer: &Result<String, Error>) -> Option<Outcome> {
    match answer {
        Ok(_) => Some(O::Done),
        Err(Error::Denied { .. }) => Some(O::Denied),
        Err(Error::NotFound { .. }) => Some(O::NotFound),
        Err(Error::Invalid(_)) => Some(O::Invalid),
        Err(Error::SignedOut { .. }) => Some(O::SignedOut),
        Err(_) => None,
    }
}

/// A customer with a facility and everything there, and one person of a kind.
struct Own {
    actor: Actor,
    facility: FacilityId,
    object: String,
    reading: ReadingId,
    check: CheckAssignmentId,
    order: String,
    video: String,
}

impl Own {
    async fn new(world: &World, kind: Kind, row: &Row, n: usize) -> Self {
        let (app, admin, mark) = (&world.app, &world.admin, format!("Nahe {n}"));
        let customer = world.customer_with(&format!("Q{n}"), &mark, NewCustomer::default()).await;
        let (here, there) = (world.facility(customer, &mark).await, world.facility(customer, "Other").await);
        let lea = world.contact(customer, "Lea", "Kern").await;
        let kim = world.contact(customer, "Kim", "Kern").await;
        let (object, order, video) = (format!("Q{n}O"), format!("Q{n}A"), format!("Q{n}V"));
        let id = world.object(customer, Some(here), &mark).await;
        exec!(&world.sql, "UPDATE service_object SET number = $1 WHERE id = $2", &object, id);
        let new = NewOrder { facility: Some(here), contact: Some(lea), ..NewOrder::default() };
        let about = world.order_with(customer, &order, &mark, new).await;
        world.video(customer, Some(here), &video, &mark).await;
        exec!(&world.sql, "UPDATE video_session SET order_id = $1 WHERE number = $2", about, &video);
        let taken_at = Some(app.now() - chrono::TimeDelta::days(2));
        let new = NewReading { object: object.clone(), value: "1".into(), taken_at, ..NewReading::default() };
        let reading = readings::add(app, admin, &new).await.unwrap().id;
        let points = vec![Point { text: "Doors".into(), kind: PointKind::Ok, photo: false }];
        let change = TemplateChange { id: None, version: 0, name: mark.clone(), points, active: true };
        let template = checks::template(app, admin, &change).await.unwrap().id;
        let new = Assignment { object: object.clone(), template, every_days: 30, due_on: app.now().date_naive() };
        let check = checks::assign(app, admin, &new).await.unwrap().row.id;

        let role = Role::Administrator;
        let base = NewUser { role, ..NewUser::default() };
        let each = |exception| -> Exceptions { row.needs.iter().map(|needs| (*needs, exception)).collect() };
        let only = |at| Scope { all: false, unassigned: false, facilities: at };
        let new = match kind {
            K::Moderator => NewUser { role: Role::Moderator, ..base },
            K::Member => NewUser { role: Role::Member, ..base },
            K::Allowed => NewUser { role: Role::Member, exceptions: each(Exception::Allowed), ..base },
            K::Denied => NewUser { exceptions: each(Exception::Denied), ..base },
            K::Elsewhere => NewUser { scope: only([there].into()), ..base },
            K::Blind => NewUser { scope: only([].into()), ..base },
            K::Linked => NewUser { contact: Some(lea), ..base },
            K::LinkedToAnother => NewUser { contact: Some(kim), ..base },
            K::Suspended => NewUser { state: UserState::Suspended, ..base },
            K::Revoked => NewUser { state: UserState::Revoked, ..base },
            K::Ended => NewUser { ends_at: Some(app.now()), ..base },
            K::Administrator | K::AreaOff | K::PortalOff | K::Independent => base,
        };
        let id = world.user_with(customer, &format!("q{n}@x.example"), new).await;
        match kind {
            K::AreaOff => {
                let off = PortalAreas { objects: false, orders: false, video: false, ..PortalAreas::ALL };
                keydesk::service::portal_switch::areas(app, admin, customer, off).await.unwrap();
            }
            K::PortalOff => {
                keydesk::service::portal_switch::customer(app, admin, customer, false).await.unwrap();
            }
            K::Independent => {
                let sql = "UPDATE customer SET access_state = $1 WHERE id = $2";
                exec!(&world.sql, sql, AccessState::Independent, customer);
            }
            _ => {}
        }
        let sql = "SELECT sign_in_id FROM customer_user WHERE id = $1";
        let sign_in = select!(&world.sql, (SignInId,), sql, id)[0].0;
        let who = Who::CustomerUser { id, sign_in, name: format!("{kind:?}") };
        let actor = Actor { who, ..admin.clone() };
        Self { actor, facility: here, object, reading, check, order, video }
    }
}

async fn call(app: &App, by: &Actor, name: &str, of: &Own) -> Result<String, Error> {
    let object = of.object.clone();
    match name {
        "objects::get" => objects::get(app, by, &object).await.map(|x| format!("{x:?}")),
        "objects::create" => {
            let new = NewObject { name: "Gate".into(), facility: Some(of.facility), ..NewObject::default() };
            objects::create(app, by, &new).await.map(|x| format!("{x:?}"))
        }
        "objects::edit" => {
            let name = Some("Gate".to_owned());
            let change = ObjectChange { number: object, version: 1, name, ..ObjectChange::default() };
            objects::edit(app, by, &change).await.map(|x| format!("{x:?}"))
        }
        "objects::move_preview" => objects::move_preview(app, by, &object, None).await.map(|x| format!("{x:?}")),
        "readings::list" => readings::list(app, by, &object, 5).await.map(|x| format!("{x:?}")),
        "readings::add" => {
            let new = NewReading { object, value: "2".into(), ..NewReading::default() };
            readings::add(app, by, &new).await.map(|x| format!("{x:?}"))
        }
        "checks::of_object" => checks::of_object(app, by, &object).await.map(|x| format!("{x:?}")),
        "checks::runs" => checks::runs(app, by, &object).await.map(|x| format!("{x:?}")),
        "checks::fill" => {
            let points = vec![FilledPoint { verdict: Some(Verdict::Ok), ..FilledPoint::default() }];
            let (note, key) = (String::new(), String::new());
            let filled = Filled { assignment: of.check, template_version: 1, points, note, key };
            checks::fill(app, by, &filled).await.map(|x| format!("{x:?}"))
        }
        "video::move_to" => {
            let at = app.now() + chrono::TimeDelta::days(3);
            let moved = video::move_to(app, by, &of.video, 1, at, at + chrono::TimeDelta::minutes(30)).await;
            moved.map(|x| format!("{x:?}"))
        }
        "video::cancel" => video::cancel(app, by, &of.video, 1).await.map(|x| format!("{x:?}")),
        "comments::add" => {
            let (order, body) = (of.order.clone(), "It hums".to_owned());
            let new = NewComment { order, body, internal: false, sent_key: String::new() };
            comments::add(app, by, &new).await.map(|x| format!("{x:?}"))
        }
        "comments::who_is_told" => comments::who_is_told(app, by, &of.order, false).await.map(|x| format!("{x:?}")),
        other => panic!("{other} is not in the table"),
    }
}

/// Each function × each kind of person, on the own things; on those of another customer and of another organization; and
/// internal comments and the taking back of readings, which are nobody's but staff's.
pub async fn what_people_do_with_things(store: Store) {
    let world = World::new(store).await;
    let other = world.another("Zephyr Aufzüge").await;
    let near = Own::new(&world, K::Administrator, &ROWS[0], 9_001).await;
    let far = Own::new(&other, K::Administrator, &ROWS[0], 9_002).await;
    let (mut n, mut wrong, mut counted) = (0, Vec::new(), BTreeMap::new());
    for row in ROWS {
        for kind in KINDS {
            n += 1;
            let own = Own::new(&world, kind, row, n).await;
            for (place, target) in [("another customer's", &near), ("another organization's", &far), ("own", &own)] {
                let before = fingerprint(&world).await;
                let answer = call(&world.app, &own.actor, row.name, target).await;
                let came = outcome(&answer);
                let right = match (place, row.about) {
                    ("own", _) => came == Some(expected(kind, row)) || came.is_some_and(|came| also(kind, row, came)),
                    // Never done, whoever asks; and whoever could do it to the own is told that there is no such thing.
                    (_, About::Place) => came != Some(O::Done),
                    _ if expected(kind, row) == O::Done => came == Some(O::NotFound),
                    _ => came.is_some_and(|came| came != O::Done),
                };
                let said = answer.as_ref().map_or_else(ToString::to_string, Clone::clone);
                if !right || (place != "own" && said.contains("Nahe")) {
                    wrong.push(format!("{} by {kind:?}, {place}: {answer:?}", row.name));
                }
                if answer.is_err() && fingerprint(&world).await != before {
                    wrong.push(format!("{} by {kind:?}, {place}: refused, and changed something", row.name));
                }
                *counted.entry(format!("{came:?}")).or_insert(0) += 1;
            }
            // What is for staff alone is for nobody of a customer's, whatever they may.
            let before = fingerprint(&world).await;
            let taken = readings::remove(&world.app, &own.actor, &own.object, own.reading).await;
            let (order, body) = (own.order.clone(), "for staff".to_owned());
            let new = NewComment { order, body, internal: true, sent_key: String::new() };
            let internal = comments::add(&world.app, &own.actor, &new).await;
            if taken.is_ok() || internal.is_ok() || fingerprint(&world).await != before {
                wrong.push(format!("{kind:?} did what is for staff: {taken:?} {internal:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(counted.len() >= 5, "every kind of answer is there: {counted:?}");
}
