//! Where the monkey works: an organization whose customers have names that are hard to show, and others who change things.

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::notice::Channel;
use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::{AccessState, CustomerKind, Language, UserState};
use keydesk::domain::{CustomerId, CustomerUserId};
use keydesk::random::Random;
use keydesk::service::access::{self, Grant};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::{Actor, outbox, portal_switch};
use keydesk::store::Store;

use super::acts::Chance;
use crate::support::queue::queued;
use crate::support::world::{NewCustomer, NewUser, World};

/// Names that are hard to show.
pub const NASTY: &[&str] = &[
    "株式会社テスト",
    "👩‍👩‍👧‍👦 Family ❤️ 🇦🇹",
    "e\u{301}\u{323}\u{35b}t\u{30a}e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "\u{202e}gnirts \u{2066}desrever\u{2069}",
    "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{8}\u{7f}",
    "شركة الاختبار للمصاعد",
    "חברת בדיקות בע״מ",
    "\u{301}lone mark",
    "zero\u{200b}width\u{200d}\u{feff}\u{ad}",
    "﷽ ﷺ ௵",
    "ᄀ\u{1161}\u{11a8}ᄀ\u{1161}\u{11a8} 각",
    "नमस्ते ก็ำ ஔ",
    "tab\tand\nbreak\r\u{2028}\u{85}",
    "",
    " ",
    "=HYPERLINK(\"http://x\")",
    "Ä",
];

/// The organization, and who works there.
pub struct Town {
    pub world: World,
    staff: Vec<Actor>,
    customers: Vec<CustomerId>,
    users: Vec<CustomerUserId>,
    orders: Vec<String>,
    made: u64,
    chance: Chance,
}

impl Town {
    /// The same for the same seed.
    pub async fn new(store: Store, seed: u64) -> Self {
        let mut world = World::new(store).await;
        world.app.random = Random::seeded(seed);
        let area = world.area(NASTY[0]).await;
        let mut staff = vec![world.admin.clone(), world.admin.clone()];
        for (name, role) in
            [("sara", StaffRole::Supervisor), ("dora", StaffRole::Dispatcher), ("tom", StaffRole::Technician)]
        {
            staff.push(world.staff(name, role, &[area]).await);
        }
        let chance = Chance::new(seed ^ 0x00c0_ffee);
        let mut town =
            Self { world, staff, customers: Vec::new(), users: Vec::new(), orders: Vec::new(), made: 0, chance };
        for at in 0..24 {
            let name = NASTY.get(at).map_or_else(|| format!("Customer {at}"), |name| (*name).to_owned());
            town.customer(&name).await;
        }
        town.customer(&"Ä".repeat(300)).await;
        town.customer(&"漢字".repeat(150)).await;
        for at in 0..30 {
            town.others(at).await;
        }
        town
    }

    /// Who sits down at the desk.
    pub fn who(&self, chance: &Chance) -> Actor {
        self.staff[chance.place(self.staff.len())].clone()
    }

    fn name(&self) -> String {
        if self.chance.one_in(12) { "x\u{301}漢".repeat(100) } else { self.chance.of(NASTY).to_owned() }
    }

    async fn customer(&mut self, name: &str) {
        self.made += 1;
        let states = [AccessState::Off, AccessState::Link, AccessState::Active, AccessState::Pending];
        let kinds = [CustomerKind::Corporate, CustomerKind::Corporate, CustomerKind::Private];
        let new = NewCustomer {
            kind: self.chance.of(&kinds),
            city: self.name(),
            phone: self.name(),
            email: if self.chance.one_in(3) { self.name() } else { "office@customer.example".to_owned() },
            access: self.chance.of(&states),
            managed: self.chance.one_in(3),
            ..NewCustomer::default()
        };
        let id = self.world.customer_with(&format!("{}", 1_000 + self.made), name, new).await;
        self.customers.push(id);
    }

    /// Somebody else does something.
    pub async fn others(&mut self, what: u64) {
        let name = self.name();
        let of = self.chance.of(&self.customers);
        let (app, admin) = (self.world.app.clone(), self.world.admin.clone());
        self.made += 1;
        match what % 16 {
            0 => self.customer(&name).await,
            1 | 2 => {
                let roles = [Role::Administrator, Role::Moderator, Role::Member];
                let states = [UserState::Active, UserState::Suspended, UserState::Revoked];
                let new = NewUser {
                    role: self.chance.of(&roles),
                    state: self.chance.of(&states),
                    ends_at: self.chance.one_in(3).then(|| app.now() + TimeDelta::days(1)),
                    ..NewUser::default()
                };
                let user = self.world.user_with(of, &format!("user{}@huber.example", self.made), new).await;
                self.users.push(user);
            }
            3 => {
                let number = format!("A{}", self.made);
                self.world.order(of, None, &number, &name).await;
                self.orders.push(number);
            }
            4 | 5 => self.talk(&name).await,
            6 => drop(self.world.facility(of, &name).await),
            7 => drop(self.world.object(of, None, &name).await),
            8 => drop(self.world.contact(of, &name, &self.name()).await),
            9 => drop(portal_switch::customer(&app, &admin, of, self.chance.one_in(2)).await),
            10 => {
                let way = self.chance.of(&[Channel::Email, Channel::Sms]);
                drop(if self.chance.one_in(2) {
                    outbox::pause(&app, &admin, way).await
                } else {
                    outbox::resume(&app, &admin, way).await
                });
            }
            11 => drop(queued(&self.world, Channel::Email, "eva@huber.example").await),
            12 => drop(queued(&self.world, Channel::Sms, "+436641234567").await),
            13 => {
                let grant = Grant {
                    customer: of,
                    email: format!("new{}@huber.example", self.made),
                    first_name: name,
                    last_name: self.name(),
                    role: None,
                    language: Some(Language::Danish),
                    contact: None,
                    scope: Scope::everything(),
                    send_to: None,
                };
                drop(access::grant(&app, &admin, &grant).await);
            }
            14 => app.clock.advance(TimeDelta::minutes(1 + i64::try_from(self.chance.below(600)).unwrap_or(1))),
            _ => drop(portal_switch::module(&app, &admin, !self.chance.one_in(4)).await),
        }
    }

    async fn talk(&self, body: &str) {
        if self.orders.is_empty() {
            return;
        }
        let order = self.orders[self.chance.place(self.orders.len())].clone();
        let internal = self.chance.one_in(2);
        let new = NewComment { order, body: format!("{body}."), internal, sent_key: String::new() };
        drop(comments::add(&self.world.app, &self.world.admin, &new).await);
    }
}
