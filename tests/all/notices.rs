//! Who is told of what (R60–R62), on both databases: each kind of event against each kind of reader, asked when it happens
//! and asked again when it is sent.

use keydesk::domain::access::{Scope, ThingKind};
use keydesk::domain::letter::LetterKind;
use keydesk::domain::notice::{Channel, Reach, StaffTopic, Subject, Topic, rules};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::UserState;
use keydesk::domain::{CustomerId, CustomerUserId, StaffId};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::notices::{Notice, Reader, readers};
use keydesk::service::outbox::{self, OutboxQuery, Standing};
use keydesk::service::preferences::Mine;
use keydesk::service::{Actor, Policy, Who, access, preferences};
use keydesk::store::{Store, notices as store};

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewOrder, NewUser, World};

mod bundles;
mod leaving;
mod own;
mod plans;
mod role;
mod unheard;
mod ways;

stories! {
    every_event_against_every_kind_of_reader,
    staff_are_told_as_far_as_they_chose,
    both_keys_are_needed_for_new_orders,
    whoever_lost_sight_before_the_letter_left_is_not_told,
    people_choose_for_themselves,
}

/// A customer with an order at a facility, and one person of each kind.
struct Scene {
    world: World,
    customer: CustomerId,
    people: Vec<(&'static str, CustomerUserId)>,
    assigned: Actor,
}

fn denied(permission: Permission) -> Exceptions {
    Exceptions::from([(permission, Exception::Denied)])
}

impl Scene {
    async fn new(store: Store) -> Self {
        Self::with(store, Policy::default()).await
    }

    async fn with(store: Store, policy: Policy) -> Self {
        let world = World::with_policy(store, policy).await;
        let graz = world.area("Graz").await;
        let new = NewCustomer { area: Some(graz), ..NewCustomer::default() };
        let customer = world.customer_with("1042", "Huber", new).await;
        let (here, there) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
        let contact = world.contact(customer, "Eva", "Huber").await;
        let order = NewOrder { facility: Some(here), ..NewOrder::default() };
        world.order_with(customer, "A1", "Lift", order).await;
        let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
        let elsewhere = Scope { facilities: [there].into(), ..Scope::default() };
        let kinds: [(&'static str, NewUser); 7] = [
            ("sees", admin.clone()),
            ("no_permission", NewUser { exceptions: denied(Permission::ViewOrders), ..admin.clone() }),
            ("other_scope", NewUser { scope: elsewhere, ..admin.clone() }),
            ("suspended", NewUser { state: UserState::Suspended, ..admin.clone() }),
            ("ended", NewUser { ends_at: Some(world.app.now()), ..admin.clone() }),
            ("contact", NewUser { contact: Some(contact), ..admin.clone() }),
            ("topic_off", admin),
        ];
        let mut people = Vec::new();
        for (name, new) in kinds {
            people.push((name, world.user_with(customer, &format!("{name}@huber.example"), new).await));
        }
        let off = people.last().unwrap().1;
        let mut tx = world.app.store.begin().await.unwrap();
        for topic in Topic::ALL {
            store::set_of_user(&mut tx, world.organization, off, *topic, (false, Channel::Email)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let assigned = world.staff("lars", StaffRole::Technician, &[]).await;
        let sql = "INSERT INTO staff_customer (organization_id, staff_id, customer_id) VALUES ($1, $2, $3)";
        exec!(&world.sql, sql, world.organization, assigned.staff_id().unwrap(), customer);
        Self { world, customer, people, assigned }
    }

    fn notice(&self, kind: LetterKind) -> Notice {
        let subject = Subject { kind: ThingKind::Order, number: "A1".into() };
        Notice { kind, customer: self.customer, subject: Some(subject), order: None, detail: String::new(), at: None }
    }

    async fn told(&self, by: &Actor, notice: &Notice) -> Vec<Reader> {
        let mut conn = self.world.app.store.read().await.unwrap();
        readers(&self.world.app, &mut conn, by, notice).await.unwrap().into_iter().map(|t| t.reader).collect()
    }

    /// A comment that staff write.
    async fn comment(&self, body: &str) {
        let new = NewComment { order: "A1".into(), body: body.into(), internal: false, sent_key: String::new() };
        comments::add(&self.world.app, &self.world.admin, &new).await.unwrap();
    }

    /// A customer user, who does something.
    async fn acting(&self, name: &str) -> Actor {
        let Reader::Customer(id) = self.person(name) else { panic!("a customer user") };
        let sql = "SELECT sign_in_id FROM customer_user WHERE id = $1";
        let sign_in = select!(&self.world.sql, (keydesk::domain::SignInId,), sql, id)[0].0;
        let name = format!("{name} Huber");
        Actor { who: Who::CustomerUser { id, sign_in, name }, ..self.world.admin.clone() }
    }

    /// What was unheard is closed: its order is.
    async fn closed(self) -> Self {
        exec!(&self.world.sql, "UPDATE service_order SET state = 'closed', unheard_at = NULL WHERE number = 'A1'");
        exec!(&self.world.sql, "UPDATE service_order SET state = 'open' WHERE number = 'A1'");
        self
    }

    fn person(&self, name: &str) -> Reader {
        Reader::Customer(self.people.iter().find(|(n, _)| *n == name).unwrap().1)
    }

    fn lars(&self) -> Reader {
        Reader::Staff(self.assigned.staff_id().unwrap())
    }
}

async fn every_event_against_every_kind_of_reader(store: Store) {
    let scene = Scene::new(store).await;
    for rule in rules() {
        let told = scene.told(&scene.world.admin, &scene.notice(rule.kind)).await;
        let customers: Vec<_> = told.iter().copied().filter(|r| matches!(r, Reader::Customer(_))).collect();
        // Who sees the order and did not switch the topic off, and nobody else; new orders take both keys.
        let expected = match rule.customers {
            Some(whom) if whom.topic.by_default() => vec![scene.person("sees")],
            _ => Vec::new(),
        };
        assert_eq!(customers, expected, "{}", rule.kind);
        // A technician holds the permission for orders.
        let may = rule.staff.is_some_and(|whom| StaffRole::Technician.holds(whom.needs));
        assert_eq!(told.contains(&scene.lars()), may, "{}", rule.kind);
        assert!(told.len() <= 2, "nobody else: {told:?}");
    }
    // Whoever does it is told nothing, and the other organization never hears.
    let told = scene.told(&scene.assigned, &scene.notice(LetterKind::Comment)).await;
    assert_eq!(told, [scene.person("sees")]);
    let stranger = scene.world.another("Other Service").await;
    assert_eq!(scene.told(&stranger.admin, &scene.notice(LetterKind::Comment)).await, []);
}

async fn staff_are_told_as_far_as_they_chose(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let (graz, linz) = (select_area(world, "graz").await, world.area("Linz").await);
    let near = world.staff("nora", StaffRole::Supervisor, &[graz]).await;
    let far = world.staff("fritz", StaffRole::Supervisor, &[linz]).await;
    let silent = world.staff("stina", StaffRole::Dispatcher, &[]).await;
    let content = world.staff("carla", StaffRole::ContentCreator, &[]).await;
    let set = async |who: &Actor, reach| {
        let mut tx = world.app.store.begin().await.unwrap();
        let id = who.staff_id().unwrap();
        store::set_of_member(&mut tx, world.organization, id, StaffTopic::Comments, (reach, Channel::Email))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    let heard = async || -> Vec<StaffId> {
        let told = scene.told(&world.admin, &scene.notice(LetterKind::InternalComment)).await;
        told.into_iter().filter_map(|r| if let Reader::Staff(id) = r { Some(id) } else { None }).collect()
    };
    let id = |who: &Actor| who.staff_id().unwrap();
    assert_eq!(heard().await, [id(&scene.assigned)], "assigned only, when nobody chose anything");
    for who in [&near, &far, &content] {
        set(who, Reach::Areas).await;
    }
    set(&silent, Reach::None).await;
    // The content creator manages no orders, and Linz is not Graz.
    let mut expected = vec![id(&scene.assigned), id(&near)];
    expected.sort();
    let mut found = heard().await;
    found.sort();
    assert_eq!(found, expected);
    set(&scene.assigned, Reach::None).await;
    assert_eq!(heard().await, [id(&near)]);
    exec!(&world.sql, "UPDATE staff SET active = $1 WHERE id = $2", false, id(&near));
    assert_eq!(heard().await, [], "nobody is left");
}

async fn select_area(world: &World, key: &str) -> keydesk::domain::AreaId {
    let sql = "SELECT id FROM area WHERE organization_id = $1 AND name_key = $2";
    select!(&world.sql, (keydesk::domain::AreaId,), sql, world.organization, key)[0].0
}

async fn both_keys_are_needed_for_new_orders(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let Reader::Customer(user) = scene.person("sees") else { panic!("a customer user") };
    let notice = scene.notice(LetterKind::OrderCreated);
    let told = async || scene.told(&world.admin, &notice).await.contains(&Reader::Customer(user));
    assert!(!told().await, "the person has not switched it on");
    let mut tx = world.app.store.begin().await.unwrap();
    store::set_of_user(&mut tx, world.organization, user, Topic::NewOrders, (true, Channel::Email)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(told().await, "staff allow it (the role does), the person wants it");
    let row = access::user(&world.app, &world.admin, user).await.unwrap();
    let mut change = access::Change::of(&row);
    change.permissions.insert(Permission::ChooseOrderNotifications, Some(Exception::Denied));
    access::apply(&world.app, &world.admin, &[change]).await.unwrap();
    assert!(!told().await, "staff took their key away");
}

async fn whoever_lost_sight_before_the_letter_left_is_not_told(store: Store) {
    let scene = Scene::new(store).await;
    let world = &scene.world;
    let comment = |body: &str| NewComment {
        order: "A1".to_owned(),
        body: body.to_owned(),
        internal: false,
        sent_key: String::new(),
    };
    comments::add(&world.app, &world.admin, &comment("We come on Tuesday.")).await.unwrap();
    let query = OutboxQuery { limit: 10, ..OutboxQuery::default() };
    let letters = outbox::list(&world.app, &world.admin, &query).await.unwrap();
    let mut to: Vec<_> = letters.iter().map(|l| l.to_address.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["lars@nordlift.example", "sees@huber.example"]);
    // The permission goes before the letter does (R62).
    let Reader::Customer(user) = scene.person("sees") else { panic!("a customer user") };
    let row = access::user(&world.app, &world.admin, user).await.unwrap();
    let mut change = access::Change::of(&row);
    change.permissions.insert(Permission::ViewOrders, Some(Exception::Denied));
    access::apply(&world.app, &world.admin, &[change]).await.unwrap();
    for claimed in outbox::claim(&world.app, crate::support::smtp::MAIL).await.unwrap() {
        let standing = outbox::standing(&world.app, &claimed).await.unwrap();
        if claimed.letter().is_none_or(|letter| letter.kind() != LetterKind::Comment) {
            // That the access was changed is told to the person.
            continue;
        }
        let told = matches!(standing, Standing::Told(_));
        assert_eq!(told, claimed.to_address.starts_with("lars"), "{standing:?}");
    }
    // What is rolled back is told to nobody.
    let before = outbox::list(&world.app, &world.admin, &query).await.unwrap().len();
    let wrong = comments::add(&world.app, &world.admin, &comment("")).await;
    assert!(wrong.is_err());
    assert_eq!(outbox::list(&world.app, &world.admin, &query).await.unwrap().len(), before);
}

async fn people_choose_for_themselves(store: Store) {
    let scene = Scene::new(store).await;
    let (app, lars) = (&scene.world.app, &scene.assigned);
    let chosen = async || preferences::mine(app, lars).await.unwrap();
    assert!(chosen().await.iter().all(|mine| mine.reach == mine.topic.by_default() && mine.channel == Channel::Email));
    preferences::set_mine(app, lars, StaffTopic::Comments, Reach::None, None).await.unwrap();
    let none = Mine { topic: StaffTopic::Comments, reach: Reach::None, channel: Channel::Email };
    assert!(chosen().await.contains(&none));
    assert_eq!(scene.told(&scene.world.admin, &scene.notice(LetterKind::Comment)).await, [scene.person("sees")]);
    let query = ActivityQuery { limit: 5, ..ActivityQuery::default() };
    let log = activity::list(app, &scene.world.admin, &query).await.unwrap();
    assert_eq!(log[0].sentence(), "chose to be told of: comments assigned → comments none");
    // The same again is no change, and whoever is no staff has nothing to choose here.
    preferences::set_mine(app, lars, StaffTopic::Comments, Reach::None, None).await.unwrap();
    assert_eq!(activity::list(app, &scene.world.admin, &query).await.unwrap().len(), log.len());
    let nobody = Actor { who: Who::System, ..lars.clone() };
    assert!(preferences::mine(app, &nobody).await.is_err());
}
