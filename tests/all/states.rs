//! A customer's people, their invitations, links and sessions, and the secure link, under random sequences of deeds and
//! times, held after each step to a small model of R5–R7, R15–R17, R20, R21, R25 and R70.
//!
//! `KEYDESK_TEST_SEED=n` repeats one sequence; a failing test names its seed and what was done.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};
use keydesk::domain::access::Scope;
use keydesk::domain::permission::Role;
use keydesk::domain::state::{AccessState, InvitationState, UserState};
use keydesk::domain::{CustomerId, CustomerUserId, InvitationId};
use keydesk::random::Random;
use keydesk::service::access::{self, Farewell, Grant, Granted};
use keydesk::service::customer_sign_in::{self, Accepting, Entered};
use keydesk::service::secure_link::{self, Opened};
use keydesk::service::token::{Token, TokenKind};
use keydesk::service::{Error, customers, invitations, log_chain, passwords};
use keydesk::store::Store;

use crate::passwords::{enter, newest_link, session};
use crate::support::database::stories;
use crate::support::entering::firefox;
use crate::support::world::World;

stories! { whatever_happens_the_rules_hold }

/// Sequences for each database, and steps in each.
const SEEDS: u64 = 10;
const STEPS: usize = 45;

/// What must be true of one person.
#[derive(Default)]
struct Person {
    email: String,
    user: Option<CustomerUserId>,
    invitation: Option<InvitationId>,
    stored: Option<UserState>,
    ends_at: Option<DateTime<Utc>>,
    invited_until: Option<DateTime<Utc>>,
    password: Option<String>,
    temporary_until: Option<DateTime<Utc>>,
    offers: Vec<Token>,
    dead_offers: Vec<Token>,
    reset: Option<(Token, DateTime<Utc>)>,
    dead_resets: Vec<Token>,
    sessions: Vec<Open>,
    dead_sessions: Vec<Token>,
}

struct Open {
    cookie: Token,
    opened: DateTime<Utc>,
    seen: DateTime<Utc>,
}

impl Person {
    fn shown(&self, now: DateTime<Utc>) -> Option<UserState> {
        let over = self.ends_at.is_some_and(|end| end <= now);
        self.stored.map(|s| if over && s == UserState::Active { UserState::Expired } else { s })
    }

    fn end_sessions(&mut self) {
        self.dead_sessions.extend(self.sessions.drain(..).map(|s| s.cookie));
    }

    fn end_reset(&mut self) {
        self.dead_resets.extend(self.reset.take().map(|(token, _)| token));
    }

    fn end_offers(&mut self) {
        self.dead_offers.append(&mut self.offers);
    }

    fn end_everything(&mut self) {
        self.end_sessions();
        self.end_reset();
        self.end_offers();
    }

    fn opened(&mut self, cookie: Token, now: DateTime<Utc>) {
        self.sessions.push(Open { cookie, opened: now, seen: now });
    }
}

struct Model<'w> {
    world: &'w World,
    customer: CustomerId,
    random: Random,
    people: Vec<Person>,
    link_on: bool,
    link_ends_at: Option<DateTime<Utc>>,
    dead_links: Vec<String>,
    done: &'w RefCell<Vec<String>>,
    count: usize,
}

/// Names the seed and the deeds when the test fails.
struct Told<'a>(u64, &'a RefCell<Vec<String>>);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("KEYDESK_TEST_SEED={}\n{}", self.0, self.1.borrow().join("\n"));
        }
    }
}

async fn whatever_happens_the_rules_hold(store: Store) {
    let world = World::new(store).await;
    let fixed = std::env::var("KEYDESK_TEST_SEED").ok().and_then(|s| s.parse().ok());
    let seeds: Vec<u64> = fixed.map_or_else(|| (1..=SEEDS).collect(), |seed| vec![seed]);
    for seed in seeds {
        let done = RefCell::default();
        let told = Told(seed, &done);
        let customer = world.customer(&format!("{seed}"), "One").await;
        let person = |n| Person { email: format!("p{n}s{seed}@one.example"), ..Person::default() };
        let mut model = Model {
            world: &world,
            customer,
            random: Random::seeded(seed),
            people: (0..2).map(person).collect(),
            link_on: true,
            link_ends_at: None,
            dead_links: Vec::new(),
            done: &done,
            count: 0,
        };
        for _ in 0..STEPS {
            model.step().await;
            model.check().await;
        }
        let whole = log_chain::verify(&world.app, &world.admin, None).await.unwrap();
        assert!(whole.is_whole(), "{whole}");
        drop(told);
    }
}

fn token(link: &str) -> Token {
    Token::parse(TokenKind::Invitation, link.rsplit('/').next().unwrap()).unwrap()
}

#[track_caller]
fn conflicts<T: std::fmt::Debug>(result: &Result<T, Error>) {
    assert!(matches!(result, Err(Error::Conflict { .. })), "a conflict was to be expected: {result:?}");
}

impl Model<'_> {
    fn below(&self, bound: usize) -> usize {
        usize::try_from(self.random.below(u32::try_from(bound).unwrap())).unwrap()
    }

    fn now(&self) -> DateTime<Utc> {
        self.world.app.now()
    }

    fn note(&self, what: impl Into<String>) {
        self.done.borrow_mut().push(format!("{} {}", self.now().format("%d. %H:%M"), what.into()));
    }

    fn new_password(&mut self) -> String {
        self.count += 1;
        format!("gul lampa under bron {}", self.count)
    }

    async fn step(&mut self) {
        let p = self.below(self.people.len());
        let there = self.people[p].user.is_some();
        match self.below(22) {
            0..=2 => self.pass(),
            3 => self.secure_link().await,
            4 | 5 => self.grant(p).await,
            _ if !there => self.grant(p).await,
            6 => self.resend(p).await,
            7 => self.copy_or_code(p).await,
            8 => self.address(p).await,
            9..=11 => self.accept(p).await,
            12 | 18 => self.suspend_or_lift(p).await,
            13 => self.revoke_or_withdraw(p).await,
            14 => self.delete(p).await,
            15 => self.end(p).await,
            16 | 19 => self.password_link(p).await,
            17 => self.temporary(p).await,
            _ => self.sign_in(p).await,
        }
    }

    fn pass(&mut self) {
        let by = [TimeDelta::minutes(10), TimeDelta::minutes(45), TimeDelta::hours(20), TimeDelta::days(3)];
        let by = by[self.below(by.len())];
        self.note(format!("{} minutes pass", by.num_minutes()));
        self.world.app.clock.advance(by);
    }

    async fn secure_link(&mut self) {
        let (app, admin) = (&self.world.app, &self.world.admin);
        match self.below(4) {
            0 => {
                self.note("rotates the secure link");
                let old = secure_link::show(app, admin, self.customer).await.unwrap();
                secure_link::rotate(app, admin, self.customer).await.unwrap();
                self.dead_links.push(old.link);
            }
            1 => {
                self.link_on = !self.link_on;
                self.note(format!("switches the secure link: {}", self.link_on));
                secure_link::switch(app, admin, self.customer, self.link_on).await.unwrap();
            }
            2 => {
                self.link_ends_at = Some(self.now() + TimeDelta::hours(30));
                self.note("gives the secure link an end");
                secure_link::set_end(app, admin, self.customer, self.link_ends_at).await.unwrap();
            }
            _ => {
                self.link_ends_at = None;
                self.note("takes the end from the secure link");
                secure_link::set_end(app, admin, self.customer, None).await.unwrap();
            }
        }
    }

    async fn grant(&mut self, p: usize) {
        self.note(format!("grants {p}"));
        let (now, person) = (self.now(), &mut self.people[p]);
        let new = Grant {
            customer: self.customer,
            email: person.email.clone(),
            first_name: "Eva".into(),
            last_name: format!("Number{p}"),
            role: Some(Role::Member),
            language: None,
            contact: None,
            scope: Scope::everything(),
            send_to: None,
        };
        let granted = access::grant(&self.world.app, &self.world.admin, &new).await;
        if person.stored.is_some_and(|s| s != UserState::Revoked) {
            assert!(matches!(&granted, Err(Error::Invalid(e)) if e.0[0].code == "email-taken"), "{granted:?}");
            return;
        }
        let granted = granted.unwrap();
        assert!(person.user.is_none_or(|user| user == granted.user), "access can be granted again (R15)");
        person.end_offers();
        (person.user, person.invitation) = (Some(granted.user), Some(granted.invitation));
        (person.stored, person.ends_at) = (Some(UserState::Pending), None);
        person.invited(&granted, now);
    }

    async fn resend(&mut self, p: usize) {
        self.note(format!("resends to {p}"));
        let (now, person) = (self.now(), &mut self.people[p]);
        let again = invitations::resend(&self.world.app, &self.world.admin, person.invitation.unwrap(), None).await;
        if person.stored != Some(UserState::Pending) {
            return conflicts(&again);
        }
        person.end_offers();
        person.invited(&again.unwrap(), now);
    }

    async fn copy_or_code(&mut self, p: usize) {
        let coded = self.below(2) == 0;
        self.note(format!("copies a link of {p}, or makes a code: {coded}"));
        let (now, person) = (self.now(), &mut self.people[p]);
        let (app, admin, id) = (&self.world.app, &self.world.admin, person.invitation.unwrap());
        let open = person.stored == Some(UserState::Pending) && person.invited_until.is_some_and(|end| end > now);
        if coded {
            let code = invitations::code(app, admin, id).await;
            if !open {
                return conflicts(&code);
            }
            let code = code.unwrap().code;
            person.offers.push(customer_sign_in::redeem(app, &person.email, &code, &firefox()).await.unwrap());
            let again = customer_sign_in::redeem(app, &person.email, &code, &firefox()).await;
            assert!(matches!(again, Err(Error::SignedOut { .. } | Error::TooMany { .. })), "once: {again:?}");
        } else {
            let link = invitations::link(app, admin, id).await;
            if !open {
                return conflicts(&link);
            }
            person.offers.push(token(&link.unwrap()));
        }
    }

    async fn address(&mut self, p: usize) {
        self.count += 1;
        let email = format!("q{}of{p}@one{}.example", self.count, self.customer.0.simple());
        self.note(format!("changes the address of {p} to {email}"));
        let (now, person) = (self.now(), &mut self.people[p]);
        let moved =
            invitations::set_address(&self.world.app, &self.world.admin, person.invitation.unwrap(), &email).await;
        if person.stored != Some(UserState::Pending) {
            return conflicts(&moved);
        }
        person.end_everything();
        (person.email, person.password, person.temporary_until) = (email, None, None);
        person.invited(&moved.unwrap(), now);
    }

    async fn accept(&mut self, p: usize) {
        if self.people[p].offers.is_empty() {
            return;
        }
        let (at, now, new) = (self.below(self.people[p].offers.len()), self.now(), self.new_password());
        self.note(format!("{p} accepts"));
        let person = &mut self.people[p];
        let password = person.password.clone().unwrap_or(new);
        let accepting = Accepting { password: &password, client: &firefox() };
        let accepted = customer_sign_in::accept(&self.world.app, &person.offers[at], &accepting).await;
        if person.invited_until.is_some_and(|end| end <= now) {
            return conflicts(&accepted);
        }
        if person.password.is_some() && person.temporary_until.is_some_and(|until| until <= now) {
            assert!(matches!(&accepted, Err(Error::Invalid(e)) if e.0[0].code == "password-temporary-over"));
            return;
        }
        let cookie = accepted.unwrap().session().unwrap();
        person.end_offers();
        (person.stored, person.password) = (Some(UserState::Active), Some(password));
        person.opened(cookie, now);
    }

    async fn suspend_or_lift(&mut self, p: usize) {
        match self.people[p].stored {
            Some(UserState::Active) => {
                self.suspend(p).await;
                // What a suspension ended stays ended, however soon it is lifted.
                if self.below(2) == 0 {
                    self.check().await;
                    self.lift(p).await;
                }
            }
            Some(UserState::Suspended) => self.lift(p).await,
            _ => {
                self.note(format!("cannot suspend {p}, nor lift that"));
                let user = self.people[p].user.unwrap();
                conflicts(&access::suspend(&self.world.app, &self.world.admin, user).await);
                conflicts(&access::lift(&self.world.app, &self.world.admin, user).await);
            }
        }
    }

    async fn suspend(&mut self, p: usize) {
        self.note(format!("suspends {p}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        conflicts(&access::lift(app, admin, person.user.unwrap()).await);
        access::suspend(app, admin, person.user.unwrap()).await.unwrap();
        person.stored = Some(UserState::Suspended);
        person.end_everything();
    }

    async fn lift(&mut self, p: usize) {
        self.note(format!("lifts the suspension of {p}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        conflicts(&access::suspend(app, admin, person.user.unwrap()).await);
        access::lift(app, admin, person.user.unwrap()).await.unwrap();
        person.stored = Some(UserState::Active);
    }

    async fn revoke_or_withdraw(&mut self, p: usize) {
        let withdraw = self.below(2) == 0;
        self.note(format!("revokes {p}, or withdraws: {withdraw}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        let (done, possible) = if withdraw {
            let done = invitations::withdraw(app, admin, person.invitation.unwrap()).await;
            (done, person.stored == Some(UserState::Pending))
        } else {
            let done = access::revoke(app, admin, person.user.unwrap(), &Farewell::Letter(None)).await;
            (done, person.stored != Some(UserState::Revoked))
        };
        if !possible {
            return conflicts(&done);
        }
        done.unwrap();
        person.stored = Some(UserState::Revoked);
        person.end_everything();
    }

    async fn delete(&mut self, p: usize) {
        let by_invitation = self.below(2) == 0;
        self.note(format!("deletes {p}, by the invitation: {by_invitation}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        if by_invitation {
            invitations::delete(app, admin, person.invitation.unwrap()).await.unwrap();
        } else {
            access::delete(app, admin, person.user.unwrap()).await.unwrap();
        }
        person.end_everything();
        (person.user, person.invitation, person.stored) = (None, None, None);
        (person.ends_at, person.password, person.temporary_until) = (None, None, None);
        let whole = log_chain::verify(app, admin, None).await.unwrap();
        assert!(whole.is_whole(), "{whole}");
    }

    async fn end(&mut self, p: usize) {
        let now = self.now();
        let ends = [None, Some(now), Some(now + TimeDelta::minutes(30)), Some(now + TimeDelta::days(2))];
        let ends_at = ends[self.below(ends.len())];
        self.note(format!("gives {p} an end: {ends_at:?}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        let user = access::user(app, admin, person.user.unwrap()).await.unwrap();
        let set = access::set_end(app, admin, user.id, user.version, ends_at).await;
        if ends_at == Some(now) {
            assert!(matches!(&set, Err(Error::Invalid(e)) if e.0[0].field == "ends_at"), "{set:?}");
        } else if person.stored == Some(UserState::Revoked) {
            conflicts(&set);
        } else {
            assert_eq!(set.unwrap().ends_at, ends_at);
            person.ends_at = ends_at;
            let stale = access::set_end(app, admin, user.id, user.version, None).await;
            conflicts(&stale);
        }
    }

    async fn password_link(&mut self, p: usize) {
        // A letter later than those of before, so that the newest one can be told.
        self.world.app.clock.advance(TimeDelta::seconds(1));
        let (now, used, new) = (self.now(), self.below(2) == 0, self.new_password());
        self.note(format!("sends {p} a link for a password; used: {used}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        let sent = passwords::send_link(app, admin, person.user.unwrap(), None).await;
        if person.shown(now) != Some(UserState::Active) {
            return conflicts(&sent);
        }
        let expires_at = sent.unwrap().expires_at;
        person.end_reset();
        person.end_sessions();
        let link = newest_link(self.world).await;
        if used {
            let cookie =
                customer_sign_in::reset_password(app, &link, &new, &firefox()).await.unwrap().session().unwrap();
            person.dead_resets.push(link);
            (person.password, person.temporary_until) = (Some(new), None);
            person.opened(cookie, now);
        } else {
            person.reset = Some((link, expires_at));
        }
    }

    async fn temporary(&mut self, p: usize) {
        let (now, replaced, new) = (self.now(), self.below(2) == 0, self.new_password());
        self.note(format!("makes {p} a temporary password; replaced: {replaced}"));
        let (app, admin, person) = (&self.world.app, &self.world.admin, &mut self.people[p]);
        let made = passwords::temporary(app, admin, person.user.unwrap(), false).await;
        if person.shown(now) != Some(UserState::Active) {
            return conflicts(&made);
        }
        let made = made.unwrap();
        person.end_reset();
        person.end_sessions();
        (person.password, person.temporary_until) = (Some(made.password.clone()), Some(made.valid_until));
        if replaced {
            let Entered::In(arrived) = enter(app, &person.email, &made.password).await.unwrap() else {
                panic!("a temporary password lets in")
            };
            let there = session(app, &arrived).await.unwrap();
            assert!(there.must_replace);
            let cookie = customer_sign_in::replace_temporary(app, &there, &new, &firefox()).await.unwrap();
            person.dead_sessions.push(arrived);
            (person.password, person.temporary_until) = (Some(new), None);
            person.opened(cookie, now);
        }
    }

    async fn sign_in(&mut self, p: usize) {
        self.note(format!("{p} signs in"));
        let (now, app, person) = (self.now(), &self.world.app, &mut self.people[p]);
        let Some(password) = person.password.clone() else { return };
        let entered = enter(app, &person.email, &password).await.unwrap();
        let over = person.temporary_until.is_some_and(|until| until <= now);
        match entered {
            Entered::In(cookie) => {
                assert!(person.shown(now) == Some(UserState::Active) && !over, "let in while {:?}", person.shown(now));
                person.opened(cookie, now);
            }
            Entered::Closed(why) => {
                assert!(person.shown(now) != Some(UserState::Active) || over, "kept out: {why:?}");
            }
            Entered::Second(_) => panic!("nobody here has a second factor"),
        }
    }

    async fn check(&mut self) {
        self.check_states().await;
        self.check_tokens().await;
        self.check_sessions().await;
        self.check_secure_link().await;
    }

    async fn check_states(&self) {
        let (app, admin, now) = (&self.world.app, &self.world.admin, self.now());
        let users = access::users(app, admin, self.customer).await.unwrap();
        assert_eq!(users.len(), self.people.iter().filter(|p| p.user.is_some()).count());
        let offers = invitations::list(app, admin, Some(self.customer)).await.unwrap();
        for person in self.people.iter().filter(|p| p.user.is_some()) {
            let user = users.iter().find(|u| Some(u.id) == person.user).expect("the person is in the list");
            assert_eq!((Some(user.state), &user.email), (person.shown(now), &person.email));
            let own: Vec<_> = offers.iter().filter(|o| Some(o.user) == person.user).collect();
            assert_eq!(own.len(), 1, "one invitation for each");
            let pending = own[0].state == InvitationState::Pending;
            let open = person.stored == Some(UserState::Pending) && person.invited_until.is_some_and(|end| end > now);
            assert_eq!(pending, open, "{:?}", own[0]);
        }
        // Nobody does anything when something ends by time alone; a worker looks for that.
        access::settle_ended(app).await.unwrap();
        let any = |state| self.people.iter().any(|p| p.shown(now) == Some(state));
        let left = any(UserState::Suspended) || any(UserState::Expired);
        let link_works = self.link_on && self.link_ends_at.is_none_or(|end| end > now);
        let expected = if any(UserState::Active) {
            AccessState::Active
        } else if any(UserState::Pending) {
            AccessState::Pending
        } else if left || !link_works {
            AccessState::Off
        } else {
            AccessState::Link
        };
        let customer = customers::get(app, admin, self.customer).await.unwrap().row;
        assert_eq!(customer.access_state, expected);
    }

    async fn check_tokens(&self) {
        let (app, now) = (&self.world.app, self.now());
        for person in &self.people {
            let expired = person.invited_until.is_some_and(|end| end <= now);
            for offer in &person.offers {
                match customer_sign_in::offer(app, offer).await {
                    Ok(offer) => assert!(!expired && offer.has_password == person.password.is_some()),
                    Err(e) => assert!(expired && matches!(e, Error::Conflict { .. }), "{e}"),
                }
            }
            for dead in &person.dead_offers {
                let offer = customer_sign_in::offer(app, dead).await;
                assert!(matches!(offer, Err(Error::NotFound { .. })), "a dead link lives: {offer:?}");
            }
            if let Some((link, until)) = &person.reset {
                let offer = customer_sign_in::reset_offer(app, link).await;
                let open = person.shown(now) == Some(UserState::Active) && *until > now;
                assert_eq!(offer.is_ok(), open, "{offer:?}");
            }
            for dead in &person.dead_resets {
                let offer = customer_sign_in::reset_offer(app, dead).await;
                assert!(matches!(offer, Err(Error::NotFound { .. })), "a dead link lives: {offer:?}");
            }
        }
    }

    async fn check_sessions(&mut self) {
        let (app, now) = (&self.world.app, self.now());
        let policy = &app.policy;
        for person in &mut self.people {
            let (shown, temporary) = (person.shown(now), person.temporary_until.is_some());
            let is_over = |s: &Open| now - s.seen >= policy.session_idle || now - s.opened >= policy.session_absolute;
            let over: Vec<_> = person.sessions.extract_if(.., |s| is_over(s)).collect();
            person.dead_sessions.extend(over.into_iter().map(|s| s.cookie));
            for open in &mut person.sessions {
                let there = session(app, &open.cookie).await.expect("nobody ended it");
                assert_eq!(there.viewer.admitted(now).allowed, shown == Some(UserState::Active));
                assert_eq!(there.must_replace, temporary);
                // It is noted once a minute.
                if now - open.seen > TimeDelta::minutes(1) {
                    open.seen = now;
                }
            }
            for dead in &person.dead_sessions {
                assert!(session(app, dead).await.is_none(), "a session outlived its end");
            }
        }
    }

    async fn check_secure_link(&self) {
        let (app, admin, now) = (&self.world.app, &self.world.admin, self.now());
        let shown = secure_link::show(app, admin, self.customer).await.unwrap();
        let stands = self.link_on && self.link_ends_at.is_none_or(|end| end > now);
        let users = self.people.iter().any(|p| p.stored.is_some_and(|s| s != UserState::Revoked));
        let opened = secure_link::open(app, shown.link.rsplit('/').next().unwrap()).await;
        match opened {
            Ok(Opened::In(visit)) => {
                assert!(stands && !users, "R21: open although somebody was invited");
                assert!(visit.viewer.admitted(now).allowed);
            }
            Ok(Opened::SignIn(_)) => assert!(stands && users),
            Err(e) => assert!(!stands && matches!(e, Error::NotFound { .. }), "{e}"),
        }
        assert_eq!(shown.works, stands && !users);
        for dead in &self.dead_links {
            let opened = secure_link::open(app, dead.rsplit('/').next().unwrap()).await;
            assert!(matches!(opened, Err(Error::NotFound { .. })), "a link rotated away opens something");
        }
    }
}

impl Person {
    fn invited(&mut self, granted: &Granted, now: DateTime<Utc>) {
        self.offers.push(token(&granted.link));
        self.invited_until = Some(granted.expires_at);
        assert!(granted.expires_at > now);
    }
}
