//! R62: nothing is told to somebody who may not hear of it at the moment of sending. For every kind of event and every kind of
//! reader: what may happen between writing and sending, and what becomes of the letter then, with which reason. The table is in
//! `table`; letters about the own access are in `access`.

mod access;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use keydesk::domain::access::{Scope, ThingKind};
use keydesk::domain::letter::{Letter, LetterKind};
use keydesk::domain::notice::{Channel, Reach, StaffTopic, Topic, rules};
use keydesk::domain::permission::{Exception, Role};
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::{Language, OutboxState};
use keydesk::domain::{CustomerId, CustomerUserId, DocumentId, OutboxId, StaffId};
use keydesk::letters::sample;
use keydesk::notify::worker::run_once;
use keydesk::service::outbox::{self, Claimed, OutboxQuery, Standing, Want};
use keydesk::service::{App, Policy};
use keydesk::store::outbox::{NewLetter, enqueue};
use keydesk::store::{Store, notices as store};
use serde_json::json;

use self::table::{FEW, NO_SMS, ORDER, Row, SVEN, Then, Who, rows};
use crate::support::database::stories;
use crate::support::sms::SmsGateway;
use crate::support::smtp::{MAIL, MailServer};
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewOrder, NewUser, World};

stories! {
    what_happens_between_writing_and_sending_decides,
    nobody_hears_by_sms_where_none_are_sent_any_more,
    what_is_silenced_says_why_and_what_goes_otherwise_arrives_once,
}

/// An SMS as a worker asks for it.
const SMS: Want = Want { channel: Channel::Sms, limit: 100, per_minute: None };

const MOBILE: [(Who, &str); 2] = [(Who::Sven, "+436641234567"), (Who::Olle, "+436647654321")];

/// Huber (in the area Graz) with one of everything, Hofer with an order, and those who are told.
struct Scene {
    world: World,
    huber: CustomerId,
    hofer: CustomerId,
    people: Vec<(Who, CustomerUserId)>,
    staff: Vec<(Who, StaffId)>,
}

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let (graz, _) = (world.area("Graz").await, world.area("Linz").await);
        let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
        let huber = world.customer_with("1042", "Huber", new).await;
        let hofer = world.customer("1043", "Hofer").await;
        let (here, _) = (world.facility(huber, "Graz").await, world.facility(huber, "Weiz").await);
        let (lea, _) = (world.contact(huber, "Lea", "Kern").await, world.contact(huber, "Karl", "Berg").await);
        let order = NewOrder { facility: Some(here), contact: Some(lea), ..NewOrder::default() };
        world.order_with(huber, "A1", "Lift", order).await;
        world.order(hofer, None, "B1", "Gate").await;
        let object = world.object(huber, Some(here), "Lift").await;
        exec!(&world.sql, "UPDATE service_object SET number = 'O1' WHERE id = $1", object);
        world.video(huber, Some(here), "V1", "Look at the lift").await;
        papers(&world, huber).await;
        let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
        let in_graz = Scope { facilities: [here].into(), ..Scope::default() };
        let moderator = NewUser { role: Role::Moderator, contact: Some(lea), ..NewUser::default() };
        let eva = NewUser { scope: in_graz, ..admin.clone() };
        let people = vec![
            (Who::Eva, world.user_with(huber, "eva@huber.example", eva).await),
            (Who::EvaAtHofer, world.user_with(hofer, "eva@huber.example", admin).await),
            (Who::Sven, world.user_with(huber, "sven@huber.example", moderator).await),
        ];
        let settings = [(StaffPermission::ManageSettings, Exception::Allowed)].into();
        let nora = world.staff_with("nora", StaffRole::DepartmentAdministrator, &[graz], settings).await;
        let (adam, olle) = (
            world.staff("adam", StaffRole::Administrator, &[]).await,
            world.staff("olle", StaffRole::Administrator, &[]).await,
        );
        let staff = [(Who::Nora, nora), (Who::Adam, adam), (Who::Olle, olle)].map(|(w, a)| (w, a.staff_id().unwrap()));
        let scene = Self { world, huber, hofer, people, staff: staff.into() };
        scene.wishes().await;
        scene
    }

    /// What they chose, and where they are reached.
    async fn wishes(&self) {
        let (sql, org) = (&self.world.sql, self.world.organization);
        let assigned = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) VALUES ($1, $2, $3)";
        exec!(sql, assigned, org, self.member(Who::Nora), self.huber);
        exec!(sql, "UPDATE sign_in SET mobile = $1 WHERE email_key = 'sven@huber.example'", MOBILE[0].1);
        exec!(sql, "UPDATE staff SET mobile = $1 WHERE name = 'olle'", MOBILE[1].1);
        let mut tx = self.world.app.store.begin().await.unwrap();
        for who in [Who::Eva, Who::EvaAtHofer] {
            let both_keys = (true, Channel::Email);
            store::set_of_user(&mut tx, org, self.person(who), Topic::NewOrders, both_keys).await.unwrap();
        }
        for topic in [Topic::Orders, Topic::Comments] {
            store::set_of_user(&mut tx, org, self.person(Who::Sven), topic, (true, Channel::Sms)).await.unwrap();
        }
        for topic in StaffTopic::ALL {
            for (who, channel) in [(Who::Adam, Channel::Email), (Who::Olle, Channel::Sms)] {
                let all = (Reach::Areas, channel);
                store::set_of_member(&mut tx, org, self.member(who), *topic, all).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
    }

    fn person(&self, who: Who) -> CustomerUserId {
        self.people.iter().find(|(w, _)| *w == who).unwrap().1
    }

    fn member(&self, who: Who) -> StaffId {
        self.staff.iter().find(|(w, _)| *w == who).unwrap().1
    }

    /// A letter to each of them about each of the events that they hear of, as an event would have written it, taken by a worker.
    async fn written(&self) -> Vec<(Who, LetterKind, Claimed)> {
        let mut tx = self.world.app.store.begin().await.unwrap();
        let mut letters = Vec::new();
        for (who, kind) in readers() {
            letters.push((who, kind, self.write(&mut tx, who, kind).await));
        }
        tx.commit().await.unwrap();
        let mut claimed = outbox::claim(&self.world.app, MAIL).await.unwrap();
        claimed.extend(outbox::claim(&self.world.app, SMS).await.unwrap());
        assert_eq!(claimed.len(), letters.len());
        let of = |id| claimed.iter().find(|c| c.id == id).cloned().unwrap();
        letters.into_iter().map(|(who, kind, id)| (who, kind, of(id))).collect()
    }

    async fn write(&self, tx: &mut keydesk::store::Tx, who: Who, kind: LetterKind) -> OutboxId {
        let app = &self.world.app;
        let (customer, order) = if who == Who::EvaAtHofer { (self.hofer, "B1") } else { (self.huber, "A1") };
        let (subject, order) = subject(kind, order);
        let subject = subject.map(|(kind, number)| json!({ "kind": kind, "number": number }));
        let about = json!({ "kind": kind, "customer": customer, "subject": subject, "order": order }).to_string();
        let user = self.people.iter().find(|(w, _)| *w == who).map(|(_, id)| *id);
        let staff = self.staff.iter().find(|(w, _)| *w == who).map(|(_, id)| *id);
        let id: OutboxId = app.id();
        let mobile = MOBILE.iter().find(|(w, _)| *w == who).map(|(_, number)| *number);
        let new = NewLetter {
            id,
            organization: self.world.organization,
            customer: Some(customer),
            user,
            staff,
            about: Some(&about),
            channel: if mobile.is_some() { Channel::Sms } else { Channel::Email },
            to_address: mobile.unwrap_or(address(who)),
            to_name: "",
            language: Language::English,
            letter: &sample::letter(kind, Language::English, app.now()),
            enclosure: None,
            message_id: &app.message_id(id),
            at: app.now(),
            next_at: app.now(),
            bundle: None,
        };
        enqueue(tx, &new).await.unwrap();
        id
    }

    async fn run(&self, statements: &[&'static str]) {
        for statement in statements {
            assert!(exec!(&self.world.sql, *statement) > 0, "{statement} changes nothing");
        }
    }
}

/// The papers on the order A1.
async fn papers(world: &World, huber: CustomerId) {
    let (app, org) = (&world.app, world.organization);
    let document = "INSERT INTO document (id, organization_id, customer_id, order_id, number, name, media_type, size, \
                    storage_key, uploaded_by, created_at, version) SELECT $1, $2, $3, id, 'D1', 'report.pdf', \
                    'application/pdf', 10, 'key', 'Lars', $4, 1 FROM service_order WHERE number = 'A1'";
    exec!(&world.sql, document, app.id::<DocumentId>(), org, huber, app.now());
    for (number, kind) in [("E1", "estimate"), ("I1", "invoice")] {
        let billing = "INSERT INTO billing_record (id, organization_id, customer_id, order_id, number, kind, issued_on, \
                       due_on, amount, currency, state, file, created_at, version) SELECT $1, $2, $3, id, $4, $5, $6, $6, \
                       100, 'EUR', 'open', '', $7, 1 FROM service_order WHERE number = 'A1'";
        let id: keydesk::domain::BillingRecordId = app.id();
        exec!(&world.sql, billing, id, org, huber, number, kind, app.now().date_naive(), app.now());
    }
}

const fn address(who: Who) -> &'static str {
    match who {
        Who::Eva | Who::EvaAtHofer => "eva@huber.example",
        Who::Sven => "sven@huber.example",
        Who::Nora => "nora@nordlift.example",
        Who::Adam => "adam@nordlift.example",
        Who::Olle => "olle@nordlift.example",
    }
}

/// What an event is about, and on which order it happened.
fn subject(kind: LetterKind, order: &'static str) -> (Option<(ThingKind, &'static str)>, Option<&'static str>) {
    use LetterKind as K;
    let thing = match kind {
        K::IndependenceAsked => return (None, None),
        K::CheckDue => (ThingKind::Object, "O1"),
        K::VideoPlanned | K::VideoMoved | K::VideoCancelled | K::VideoRequested => (ThingKind::VideoSession, "V1"),
        K::DocumentAdded => return (Some((ThingKind::Document, "D1")), Some(order)),
        K::EstimateToAccept | K::EstimateDecided => return (Some((ThingKind::Estimate, "E1")), Some(order)),
        K::Invoice => return (Some((ThingKind::Invoice, "I1")), Some(order)),
        _ => (ThingKind::Order, order),
    };
    (Some(thing), None)
}

/// Who hears of what: Eva and Nora of everything that the table of `domain::notice` has for customer users and for staff.
fn readers() -> Vec<(Who, LetterKind)> {
    let all = |who, kinds: &[LetterKind]| kinds.iter().map(move |kind| (who, *kind)).collect::<Vec<_>>();
    let foreseen = rules().flat_map(|rule| {
        let eva = rule.customers.map(|_| (Who::Eva, rule.kind));
        eva.into_iter().chain(rule.staff.map(|_| (Who::Nora, rule.kind)))
    });
    let others = [(Who::EvaAtHofer, ORDER), (Who::Sven, SVEN), (Who::Adam, FEW), (Who::Olle, FEW)];
    foreseen.chain(others.into_iter().flat_map(|(who, kinds)| all(who, kinds))).collect()
}

fn expected(row: &Row, who: Who, kind: LetterKind) -> Then {
    let mut named = row.then.iter().filter(|(w, kinds, _)| *w == who && kinds.contains(&kind));
    let then = named.next().map_or(Then::Sent, |(.., then)| *then);
    assert!(named.next().is_none(), "{}: {who:?} {kind} stands there twice", row.meanwhile);
    then
}

/// Whether it came as it had to.
fn is(standing: &Standing, who: Who, then: Then) -> bool {
    match (standing, then) {
        (Standing::Told(_), Then::Sent) => true,
        (Standing::Untold(because), Then::Untold(why)) => because == why,
        (Standing::Otherwise { channel: Channel::Email, address: to, because }, Then::ByEmail(why)) => {
            to == address(who) && because == why
        }
        (Standing::Otherwise { channel: Channel::Sms, address, .. }, Then::To(number)) => address == number,
        _ => false,
    }
}

async fn what_happens_between_writing_and_sending_decides(store: Store) {
    let scene = Scene::new(store).await;
    let written = scene.written().await;
    let mut silenced = BTreeSet::new();
    for row in rows() {
        scene.run(row.doing).await;
        for (who, kind, claimed) in &written {
            let then = expected(row, *who, *kind);
            let standing = outbox::standing(&scene.world.app, claimed).await.unwrap();
            assert!(is(&standing, *who, then), "{}: {who:?} {kind}: {then:?} expected: {standing:?}", row.meanwhile);
            if matches!(then, Then::Untold(_)) {
                silenced.insert((*who, *kind));
            }
        }
        let named: usize = row.then.iter().map(|(_, kinds, _)| kinds.len()).sum();
        let hit = written.iter().filter(|(who, kind, _)| expected(row, *who, *kind) != Then::Sent).count();
        assert_eq!(named, hit, "{}: somebody is named to whom nothing was written", row.meanwhile);
        scene.run(row.undoing).await;
    }
    // No kind of event and no kind of reader is forgotten: for each there is something that silences it.
    let forgotten: Vec<_> = readers().into_iter().filter(|one| !silenced.contains(one)).collect();
    let everywhere = |who: &Who| matches!(who, Who::Adam | Who::Olle);
    let forgotten: Vec<_> = forgotten.into_iter().filter(|(who, _)| !everywhere(who)).collect();
    assert_eq!(forgotten, [], "no row silences these");
    let mut kinds: BTreeSet<&str> = readers().iter().map(|(_, kind)| kind.as_str()).collect();
    kinds.extend(access::kinds().map(LetterKind::as_str));
    assert_eq!(kinds, LetterKind::ALL.iter().map(|kind| kind.as_str()).collect());
    // What names nobody any more, or cannot be read, is told to nobody.
    let (_, _, comment) = written.iter().find(|(who, ..)| *who == Who::Adam).unwrap();
    for (letter, why) in [
        (Claimed { staff_id: None, ..comment.clone() }, "the reader is no longer there"),
        (Claimed { staff_id: Some(StaffId(uuid::Uuid::nil())), ..comment.clone() }, "the reader is no longer there"),
        (Claimed { about: Some("{".to_owned()), ..comment.clone() }, "what it is about cannot be read"),
    ] {
        let standing = outbox::standing(&scene.world.app, &letter).await.unwrap();
        assert_eq!(standing, Standing::Untold(why.to_owned()));
    }
}

async fn nobody_hears_by_sms_where_none_are_sent_any_more(store: Store) {
    let scene = Scene::new(store).await;
    let written = scene.written().await;
    let app = without_sms(&scene.world.app);
    for (who, kind, claimed) in &written {
        let then = if claimed.channel == Channel::Sms { NO_SMS } else { Then::Sent };
        let standing = outbox::standing(&app, claimed).await.unwrap();
        assert!(is(&standing, *who, then), "{who:?} {kind}: {standing:?}");
    }
}

/// The same installation with `sms.transport = "off"`.
fn without_sms(app: &App) -> App {
    App { policy: Arc::new(Policy { sms: false, ..Policy::clone(&app.policy) }), ..app.clone() }
}

/// Through the worker, to a mail server and a gateway: what is silenced never leaves and says why; what cannot go by SMS any
/// more arrives as a letter, once.
async fn what_is_silenced_says_why_and_what_goes_otherwise_arrives_once(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let written = scene.written().await;
    let claimed: Vec<_> = written.iter().map(|(.., claimed)| claimed.clone()).collect();
    outbox::give_back(app, &claimed).await.unwrap();
    scene.run(&["UPDATE customer_user SET state = 'suspended' WHERE sees_all = FALSE"]).await;
    scene.run(&["UPDATE sign_in SET mobile = '' WHERE email_key = 'sven@huber.example'"]).await;
    scene.run(&["UPDATE staff SET mobile = '+46701234567' WHERE name = 'olle'"]).await;
    let (server, gateway) = (MailServer::start().await, SmsGateway::start().await);
    let transport = server.transport().with_sms(gateway.gateway());
    for _ in 0..3 {
        run_once(app, &transport).await.unwrap();
    }
    let count = |who| readers().iter().filter(|(w, _)| *w == who).count();
    let mut to: Vec<String> = server.arrived().into_iter().map(|letter| letter.to).collect();
    to.sort();
    let mut should: Vec<String> = [Who::EvaAtHofer, Who::Sven, Who::Nora, Who::Adam]
        .into_iter()
        .flat_map(|who| vec![address(who).to_owned(); count(who)])
        .collect();
    should.sort();
    assert_eq!(to, should, "Eva hears of Hofer and no more of Huber; Sven by e-mail");
    let numbers: Vec<_> = gateway.arrived().iter().map(|sms| sms.json()["messages"][0]["to"].clone()).collect();
    assert_eq!(numbers, vec![json!("+46701234567"); count(Who::Olle)]);
    let query = OutboxQuery { limit: 200, ..OutboxQuery::default() };
    for row in outbox::list(app, admin, &query).await.unwrap() {
        let silenced = row.state == OutboxState::Cancelled;
        let words = row.last_error.as_deref();
        assert!(silenced || row.state == OutboxState::Sent, "{row:?}");
        assert_eq!(silenced.then_some("the access is no longer active"), words, "{row:?}");
        assert!(matches!(row.letter, Letter::Notice { .. }));
    }
    let kept = select!(&scene.world.sql, (i64,), "SELECT count(*) FROM outbox WHERE state = 'cancelled'")[0].0;
    assert_eq!(usize::try_from(kept).unwrap(), count(Who::Eva));
}
