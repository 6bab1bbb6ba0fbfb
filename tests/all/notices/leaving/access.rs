//! Letters about somebody's own access at the moment of sending (R62): what must still be so, as the table of `domain::notice` has it.

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::letter::LetterKind as K;
use keydesk::domain::notice::{Channel, Still, rules};
use keydesk::domain::permission::Role;
use keydesk::domain::state::Language;
use keydesk::domain::{CustomerId, CustomerUserId, InvitationId, OutboxId};
use keydesk::letters::sample;
use keydesk::service::access::{self, Change, Farewell, Grant};
use keydesk::service::outbox::{self, Standing};
use keydesk::service::{invitations, passwords};
use keydesk::store::Store;
use keydesk::store::outbox::{NewLetter, enqueue};

use crate::support::database::stories;
use crate::support::smtp::MAIL;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

stories! { letters_about_the_own_access_are_asked_about_too }

/// What happens between writing and sending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meanwhile {
    Nothing,
    Suspended,
    Revoked,
    CustomerOff,
    ModuleOff,
    Withdrawn,
    /// The same is sent anew.
    Anew,
    /// Its time is over.
    Late,
    /// The end of the access is another.
    EndMoved,
}

/// What becomes of the letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Then {
    Sent,
    /// It is cancelled by the deed itself.
    Withdrawn,
    /// Nobody is told, because.
    Untold(&'static str),
}

const OFF: Then = Then::Untold("the portal was switched off meanwhile");
const INACTIVE: Then = Then::Untold("the access is no longer active");

const ROWS: &[(K, Meanwhile, Then)] = &[
    (K::Invitation, Meanwhile::Nothing, Then::Sent),
    (K::Invitation, Meanwhile::Withdrawn, Then::Withdrawn),
    (K::Invitation, Meanwhile::Anew, Then::Withdrawn),
    (K::Invitation, Meanwhile::Revoked, Then::Withdrawn),
    (
        K::Invitation,
        Meanwhile::Late,
        Then::Untold("the invitation expired before the letter could be sent; send it again"),
    ),
    (K::Invitation, Meanwhile::CustomerOff, OFF),
    (K::Invitation, Meanwhile::ModuleOff, OFF),
    (K::NewPassword, Meanwhile::Nothing, Then::Sent),
    (K::NewPassword, Meanwhile::Anew, Then::Withdrawn),
    (K::NewPassword, Meanwhile::Suspended, Then::Withdrawn),
    (K::NewPassword, Meanwhile::Revoked, Then::Withdrawn),
    (
        K::NewPassword,
        Meanwhile::Late,
        Then::Untold("its time was over before the letter could be sent; send a new one"),
    ),
    (K::TemporaryPassword, Meanwhile::Nothing, Then::Sent),
    (K::TemporaryPassword, Meanwhile::Anew, Then::Withdrawn),
    (K::TemporaryPassword, Meanwhile::Suspended, Then::Withdrawn),
    (K::TemporaryPassword, Meanwhile::Revoked, Then::Withdrawn),
    (
        K::TemporaryPassword,
        Meanwhile::Late,
        Then::Untold("its time was over before the letter could be sent; send a new one"),
    ),
    (K::AccessChanged, Meanwhile::Nothing, Then::Sent),
    (K::AccessChanged, Meanwhile::Suspended, INACTIVE),
    (K::AccessChanged, Meanwhile::Revoked, INACTIVE),
    (K::AccessChanged, Meanwhile::CustomerOff, OFF),
    (K::AccessChanged, Meanwhile::ModuleOff, OFF),
    (K::AccessEnding, Meanwhile::Nothing, Then::Sent),
    (K::AccessEnding, Meanwhile::Suspended, INACTIVE),
    (K::AccessEnding, Meanwhile::Revoked, INACTIVE),
    (K::AccessEnding, Meanwhile::CustomerOff, OFF),
    (K::AccessEnding, Meanwhile::EndMoved, Then::Untold("the access ends at another time now")),
    (K::AccessRevoked, Meanwhile::Nothing, Then::Sent),
    (K::AccessRevoked, Meanwhile::CustomerOff, Then::Sent),
    (K::AccessRevoked, Meanwhile::ModuleOff, Then::Sent),
];

/// What is told in any case: it has happened, or was asked for by whoever gets it.
const IN_ANY_CASE: &[K] =
    &[K::Welcome, K::PasswordChanged, K::Recovery, K::SecondFactor, K::IndependenceApproved, K::IndependenceDeclined];

/// The kinds that this table is about.
pub fn kinds() -> impl Iterator<Item = K> {
    ROWS.iter().map(|(kind, ..)| *kind).chain(IN_ANY_CASE.iter().copied())
}

/// A person of the customer's, about whom a letter waits.
struct Written {
    user: CustomerUserId,
    invitation: Option<InvitationId>,
}

async fn write(world: &World, customer: CustomerId, kind: K, n: usize) -> Written {
    let (app, admin) = (&world.app, &world.admin);
    let email = format!("p{n}@huber.example");
    if kind == K::Invitation {
        let offer = Grant {
            customer,
            email,
            first_name: "Ida".to_owned(),
            last_name: "Neu".to_owned(),
            role: Some(Role::Member),
            language: None,
            contact: None,
            scope: Scope::everything(),
            send_to: None,
        };
        let granted = access::grant(app, admin, &offer).await.unwrap();
        return Written { user: granted.user, invitation: Some(granted.invitation) };
    }
    let ends_at = (kind == K::AccessEnding).then(|| app.now() + TimeDelta::days(10));
    let user = world.user_with(customer, &email, NewUser { ends_at, ..NewUser::default() }).await;
    match kind {
        K::NewPassword => drop(passwords::send_link(app, admin, user, None).await.unwrap()),
        K::TemporaryPassword => drop(passwords::temporary(app, admin, user, true).await.unwrap()),
        K::AccessChanged => {
            let row = access::user(app, admin, user).await.unwrap();
            let change = Change { role: Some(Role::Moderator), ..Change::of(&row) };
            access::apply(app, admin, &[change]).await.unwrap();
        }
        K::AccessEnding => assert_eq!(access::tell_ending(app).await.unwrap(), 1),
        K::AccessRevoked => access::revoke(app, admin, user, &Farewell::Letter(None)).await.unwrap(),
        _ => sampled(world, customer, user, (kind, &email)).await,
    }
    Written { user, invitation: None }
}

/// A letter of a kind that nothing takes back.
async fn sampled(world: &World, customer: CustomerId, user: CustomerUserId, (kind, email): (K, &str)) {
    let app = &world.app;
    let id: OutboxId = app.id();
    let new = NewLetter {
        id,
        organization: world.organization,
        customer: Some(customer),
        user: Some(user),
        staff: None,
        about: None,
        channel: Channel::Email,
        to_address: email,
        to_name: "Ida Neu",
        language: Language::English,
        letter: &sample::letter(kind, Language::English, app.now()),
        enclosure: None,
        message_id: &app.message_id(id),
        at: app.now(),
        next_at: app.now(),
        bundle: None,
    };
    let mut tx = app.store.begin().await.unwrap();
    enqueue(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
}

async fn happens(world: &World, kind: K, written: &Written, what: Meanwhile) {
    let (app, admin, user) = (&world.app, &world.admin, written.user);
    match what {
        Meanwhile::Nothing => {}
        Meanwhile::Suspended => access::suspend(app, admin, user).await.unwrap(),
        Meanwhile::Revoked => access::revoke(app, admin, user, &Farewell::Silent).await.unwrap(),
        Meanwhile::CustomerOff => {
            exec!(&world.sql, "UPDATE customer SET portal_on = $1", false);
        }
        Meanwhile::ModuleOff => {
            exec!(&world.sql, "UPDATE organization SET module_on = $1", false);
        }
        Meanwhile::Withdrawn => invitations::withdraw(app, admin, written.invitation.unwrap()).await.unwrap(),
        Meanwhile::Anew => match kind {
            K::Invitation => drop(invitations::resend(app, admin, written.invitation.unwrap(), None).await.unwrap()),
            K::NewPassword => drop(passwords::send_link(app, admin, user, None).await.unwrap()),
            _ => drop(passwords::temporary(app, admin, user, true).await.unwrap()),
        },
        Meanwhile::Late => app.clock.advance(TimeDelta::days(6)),
        Meanwhile::EndMoved => {
            let row = access::user(app, admin, user).await.unwrap();
            let later = app.now() + TimeDelta::days(11);
            access::set_end(app, admin, user, row.version, Some(later)).await.unwrap();
        }
    }
}

/// What becomes of the oldest letter of the outbox.
async fn outcome(world: &World) -> (String, Option<Standing>) {
    let oldest = "SELECT id, state FROM outbox ORDER BY created_at, id LIMIT 1";
    let (id, state) = select!(&world.sql, (OutboxId, String), oldest).remove(0);
    let claimed = outbox::claim(&world.app, MAIL).await.unwrap();
    let Some(claimed) = claimed.iter().find(|claimed| claimed.id == id) else { return (state, None) };
    (state, Some(outbox::standing(&world.app, claimed).await.unwrap()))
}

async fn letters_about_the_own_access_are_asked_about_too(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    exec!(&world.sql, "UPDATE organization SET mails_temporary = $1", true);
    let always = IN_ANY_CASE.iter().flat_map(|kind| {
        use Meanwhile as M;
        [M::Nothing, M::Suspended, M::Revoked, M::CustomerOff, M::ModuleOff].map(|what| {
            // What ends the access ends every link the person holds (R15), and so the letter that has one.
            let ends = *kind == K::Recovery && matches!(what, M::Suspended | M::Revoked);
            (*kind, what, if ends { Then::Withdrawn } else { Then::Sent })
        })
    });
    for (n, (kind, what, then)) in ROWS.iter().copied().chain(always).enumerate() {
        let written = write(&world, customer, kind, n).await;
        happens(&world, kind, &written, what).await;
        let (state, standing) = outcome(&world).await;
        let came = match (&standing, then) {
            (None, Then::Withdrawn) => state == "cancelled",
            (Some(Standing::Told(_)), Then::Sent) => true,
            (Some(Standing::Untold(because)), Then::Untold(why)) => because == why,
            _ => false,
        };
        assert!(came, "{kind}, {what:?}: {then:?} expected: {state}, {standing:?}");
        exec!(&world.sql, "UPDATE customer SET portal_on = $1", true);
        exec!(&world.sql, "UPDATE organization SET module_on = $1", true);
        exec!(&world.sql, "DELETE FROM outbox");
    }
    // Whatever may be taken back has a row in which it is; whatever may not has none.
    for rule in rules() {
        let Some(whom) = rule.person else { continue };
        let silenced = ROWS.iter().any(|(kind, _, then)| *kind == rule.kind && *then != Then::Sent);
        assert_eq!(silenced, whom.still != Still::Always, "{}", rule.kind);
    }
}
