//! Contacts, facilities and company data (R41), invoices and estimates (R39): what is changed by whom, how often, and who is told.

use keydesk::domain::access::Scope;
use keydesk::domain::activity::Event;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::BillingState;
use keydesk::domain::{ContactId, CustomerId, CustomerUserId, SignInId};
use keydesk::service::access::{self, Change};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::billing::{self, BillingQuery, Decision, ListQuery};
use keydesk::service::company::{self, CompanyChange};
use keydesk::service::contacts::{self, ContactChange, NewContact};
use keydesk::service::facilities::{self, FacilityChange, NewFacility};
use keydesk::service::import::Kind;
use keydesk::service::orders::{self, NewOrder};
use keydesk::service::{Actor, Error, Who};
use keydesk::store::Store;

use crate::import::import;
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

stories! {
    contacts_get_numbers_that_nobody_has,
    a_contact_made_a_moment_ago_can_be_chosen,
    what_is_wrong_with_a_contact_is_said_at_once,
    a_facility_is_made_changed_and_seen,
    company_data_are_their_own_users_to_change,
    an_answer_is_logged_told_and_final,
    bills_are_paged_and_found,
}

async fn last(world: &World, event: Event) -> String {
    let query = ActivityQuery { limit: 50, ..ActivityQuery::default() };
    let found = activity::list(&world.app, &world.admin, &query).await.unwrap();
    found.into_iter().find(|r| r.event == event).map(|r| r.sentence()).unwrap_or_default()
}

fn person(customer: &str, last_name: &str) -> NewContact {
    NewContact { customer: customer.into(), last_name: last_name.into(), ..NewContact::default() }
}

async fn actor(world: &World, customer: CustomerId, email: &str, new: NewUser) -> Actor {
    let id: CustomerUserId = world.user_with(customer, email, new).await;
    let sign_in = select!(&world.sql, (SignInId,), "SELECT sign_in_id FROM customer_user WHERE id = $1", id)[0].0;
    Actor { who: Who::CustomerUser { id, sign_in, name: "Eva Huber".into() }, ..world.admin.clone() }
}

fn administrator() -> NewUser {
    NewUser { role: Role::Administrator, ..NewUser::default() }
}

async fn contacts_get_numbers_that_nobody_has(store: Store) {
    let world = World::new(store).await;
    world.customer("1", "One").await;
    import(&world, Kind::Contacts, "number,customer,last_name\nK1,1,Imported\n").await;
    let made = contacts::create(&world.app, &world.admin, &person("1", "Huber")).await.unwrap();
    assert_eq!((made.number.as_str(), made.version), ("K2", 1), "K1 came with a file");
    import(&world, Kind::Facilities, "number,customer,name\nF1,1,Imported\n").await;
    let site = NewFacility { customer: "1".into(), name: "Hall".into(), ..NewFacility::default() };
    assert_eq!(facilities::create(&world.app, &world.admin, &site).await.unwrap().number, "F2");
    let other = world.another("Sydlift").await;
    other.customer("1", "One").await;
    assert_eq!(contacts::create(&other.app, &other.admin, &person("1", "Berg")).await.unwrap().number, "K1");
    assert_eq!(last(&world, Event::ContactCreated).await, "made the contact K2 Huber");
    let keyed = NewContact { key: "form".into(), ..person("1", "Once") };
    let first = contacts::create(&world.app, &world.admin, &keyed).await.unwrap();
    assert_eq!(contacts::create(&world.app, &world.admin, &keyed).await.unwrap(), first, "sent twice, made once");
    assert_eq!(contacts::list(&world.app, &world.admin, "1").await.unwrap().len(), 3);
}

/// R13: at once, for an order and for a customer user.
async fn a_contact_made_a_moment_ago_can_be_chosen(store: Store) {
    let world = World::new(store).await;
    let one = world.customer("1", "One").await;
    let user = world.user(one, "eva@one.example").await;
    let made = contacts::create(&world.app, &world.admin, &person("1", "Huber")).await.unwrap();
    let order = NewOrder { contact: Some(made.number.clone()), ..NewOrder::titled("1", "Lift") };
    assert_eq!(orders::create(&world.app, &world.admin, &order).await.unwrap().contact_id, Some(made.id));
    let row = access::user(&world.app, &world.admin, user).await.unwrap();
    let change = Change { contact: Some(Some(made.id)), ..Change::of(&row) };
    assert_eq!(access::apply(&world.app, &world.admin, &[change]).await.unwrap()[0].contact, Some(made.id));
}

async fn what_is_wrong_with_a_contact_is_said_at_once(store: Store) {
    let world = World::new(store).await;
    let area = world.area("Graz").await;
    world.customer("1", "One").await;
    let number = contacts::create(&world.app, &world.admin, &person("1", "Huber")).await.unwrap().number;
    let wrong =
        NewContact { email: "x".into(), phone: "9".repeat(61), first_name: "n".repeat(101), ..person("1", " ") };
    let Err(Error::Invalid(errors)) = contacts::create(&world.app, &world.admin, &wrong).await else { panic!("taken") };
    let found: Vec<_> = errors.0.iter().map(|e| (e.field, e.code)).collect();
    let expected =
        [("first_name", "too-long"), ("last_name", "name-missing"), ("email", "email-invalid"), ("phone", "too-long")];
    assert_eq!(found, expected);
    let change = |version, title: &str| ContactChange {
        number: number.clone(),
        version,
        title: Some(title.into()),
        ..ContactChange::default()
    };
    let after = contacts::edit(&world.app, &world.admin, &change(1, "Boss")).await.unwrap();
    assert_eq!((after.title.as_str(), after.last_name.as_str(), after.version), ("Boss", "Huber", 2));
    assert_eq!(
        contacts::edit(&world.app, &world.admin, &change(2, "Boss")).await.unwrap().version,
        2,
        "nothing different"
    );
    let Err(Error::Conflict { what, .. }) = contacts::edit(&world.app, &world.admin, &change(1, "Chef")).await else {
        panic!("saved over somebody")
    };
    assert!(what.contains("changed by admin meanwhile"), "{what}");
    assert_eq!(last(&world, Event::ContactEdited).await, format!("changed the contact {number} Huber: title"));
    // Whose area it is not changes nothing, and a dispatcher changes nothing anywhere.
    let bound = world.staff("sam", StaffRole::Supervisor, &[area]).await;
    let found = contacts::edit(&world.app, &bound, &change(2, "x")).await;
    assert!(matches!(found, Err(Error::Denied { .. })), "{found:?}");
    let technician = world.staff("tim", StaffRole::Technician, &[]).await;
    assert!(matches!(contacts::create(&world.app, &technician, &person("1", "x")).await, Err(Error::Denied { .. })));
}

/// R12: whoever sees everything sees a new facility at once, whoever has chosen ones does not.
async fn a_facility_is_made_changed_and_seen(store: Store) {
    let world = World::new(store).await;
    let one = world.customer("1", "One").await;
    let nothing = Scope { all: false, unassigned: true, ..Scope::default() };
    let all = world.user(one, "all@one.example").await;
    let some = world.user_with(one, "some@one.example", NewUser { scope: nothing, ..NewUser::default() }).await;
    let new =
        NewFacility { customer: "1".into(), name: "Werk Graz".into(), country: "at".into(), ..NewFacility::default() };
    let made = facilities::create(&world.app, &world.admin, &new).await.unwrap();
    assert_eq!(made.country, "AT");
    for (user, expected) in [(all, 1), (some, 0)] {
        let viewer = keydesk::service::view_as::open(&world.app, &world.admin, user).await.unwrap().viewer;
        assert_eq!(company::seen(&world.app, &viewer).await.unwrap().facilities.len(), expected);
    }
    let wrong = NewFacility { name: String::new(), country: "Austria".into(), ..new.clone() };
    let Err(Error::Invalid(errors)) = facilities::create(&world.app, &world.admin, &wrong).await else {
        panic!("taken")
    };
    assert_eq!(
        errors.0.iter().map(|e| (e.field, e.code)).collect::<Vec<_>>(),
        [("name", "name-missing"), ("country", "country")]
    );
    let change = FacilityChange {
        number: made.number.clone(),
        version: 1,
        city: Some("Weiz".into()),
        ..FacilityChange::default()
    };
    assert_eq!(facilities::edit(&world.app, &world.admin, &change).await.unwrap().city, "Weiz");
    let again = FacilityChange { city: Some("Linz".into()), ..change };
    assert!(matches!(facilities::edit(&world.app, &world.admin, &again).await, Err(Error::Conflict { .. })));
    assert_eq!(
        last(&world, Event::FacilityEdited).await,
        format!("changed the facility {} Werk Graz: city", made.number)
    );
}

async fn company_data_are_their_own_users_to_change(store: Store) {
    let world = World::new(store).await;
    let (one, two) = (world.customer("1", "One").await, world.customer("2", "Two").await);
    let eva = actor(&world, one, "eva@one.example", administrator()).await;
    let member = actor(&world, one, "max@one.example", NewUser::default()).await;
    let change = CompanyChange { version: 1, phone: Some("+43 1".into()), ..CompanyChange::default() };
    let after = company::edit(&world.app, &eva, &change).await.unwrap();
    assert_eq!((after.row.phone.as_str(), after.row.name.as_str()), ("+43 1", "One"));
    assert_eq!(last(&world, Event::CustomerEdited).await, "edited the customer 1 One: phone");
    assert!(matches!(company::edit(&world.app, &member, &change).await, Err(Error::Denied { .. })));
    assert!(
        matches!(company::edit(&world.app, &world.admin, &change).await, Err(Error::Denied { .. })),
        "staff edit customers"
    );
    let stale = company::edit(&world.app, &eva, &CompanyChange { phone: Some("+43 2".into()), ..change.clone() }).await;
    assert!(matches!(stale, Err(Error::Conflict { .. })), "{stale:?}");
    // Contacts: one's own, and nobody else's.
    contacts::create(&world.app, &eva, &person("1", "Neu")).await.unwrap();
    assert!(matches!(contacts::create(&world.app, &eva, &person("2", "Neu")).await, Err(Error::NotFound { .. })));
    assert!(matches!(contacts::create(&world.app, &member, &person("1", "Neu")).await, Err(Error::Denied { .. })));
    let theirs: ContactId = world.contact(two, "Hans", "Hofer").await;
    let number = select!(&world.sql, (String,), "SELECT number FROM contact WHERE id = $1", theirs)[0].0.clone();
    let edit = ContactChange { number, version: 1, title: Some("x".into()), ..ContactChange::default() };
    assert!(matches!(contacts::edit(&world.app, &eva, &edit).await, Err(Error::NotFound { .. })));
    assert!(
        matches!(facilities::create(&world.app, &eva, &NewFacility::default()).await, Err(Error::Denied { .. })),
        "sites are for staff"
    );
    // Who has become independent looks and changes nothing (R19).
    exec!(&world.sql, "UPDATE customer SET access_state = 'independent' WHERE id = $1", one);
    assert!(matches!(
        company::edit(&world.app, &eva, &CompanyChange { version: 2, ..change }).await,
        Err(Error::Denied { .. })
    ));
}

async fn an_answer_is_logged_told_and_final(store: Store) {
    let world = World::new(store).await;
    let one = world.customer("1", "One").await;
    world.customer("2", "Two").await;
    let file = "number,kind,customer,issued_on,amount,currency\nE1,estimate,1,2026-02-01,100,EUR\nE2,estimate,2,2026-02-01,100,EUR\nE3,estimate,1,2026-02-01,100,EUR\nR1,invoice,1,2026-02-01,100,EUR\n";
    import(&world, Kind::Billing, file).await;
    let contact = world.contact(one, "Lea", "Kern").await;
    let eva = actor(&world, one, "eva@one.example", administrator()).await;
    let second = actor(&world, one, "ida@one.example", administrator()).await;
    let linked = actor(&world, one, "lea@one.example", NewUser { contact: Some(contact), ..administrator() }).await;
    let denied = [(Permission::ViewEstimates, Exception::Denied)].into();
    let blind = actor(&world, one, "max@one.example", NewUser { exceptions: denied, ..administrator() }).await;
    world.staff("carl", StaffRole::ContentCreator, &[]).await;
    let decide = async |by: &Actor, number: &str, version| {
        billing::decide(&world.app, by, number, version, Decision::Decline, "Too dear.").await
    };
    for by in [&linked, &blind, &world.admin] {
        assert!(
            matches!(decide(by, "E1", 1).await, Err(Error::Denied { .. })),
            "never for who is linked (R13), denied, or staff"
        );
    }
    for number in ["E2", "R1", "never"] {
        assert!(matches!(decide(&eva, number, 1).await, Err(Error::NotFound { .. })), "{number}");
    }
    let done = decide(&eva, "E1", 1).await.unwrap();
    assert_eq!(
        (done.state, done.decided_by.as_deref(), done.answer.as_str()),
        (BillingState::Declined, Some("Eva Huber"), "Too dear.")
    );
    assert_eq!(decide(&eva, "E1", 1).await.unwrap(), done, "the same once more is the same");
    let late = billing::decide(&world.app, &second, "E1", 2, Decision::Accept, "").await;
    let Err(Error::Conflict { what, .. }) = late else { panic!("answered twice") };
    assert!(what.contains("was declined by Eva Huber"), "{what}");
    assert_eq!(last(&world, Event::EstimateDecided).await, "answered the estimate E1: declined");
    let told = select!(&world.sql, (String,), "SELECT to_address FROM outbox WHERE kind = 'estimate_decided'");
    assert_eq!(told, [("admin@nordlift.example".to_owned(),)], "whoever manages billing");
    exec!(&world.sql, "UPDATE customer SET access_state = 'independent' WHERE id = $1", one);
    assert!(matches!(decide(&eva, "E3", 1).await, Err(Error::Denied { .. })), "to look is all that is left (R19)");
}

/// A cursor of another list, whose key is no day.
fn billing_cursor() -> keydesk::service::billing::Cursor {
    use base64::Engine as _;
    let plain = br#"[{"Text":"huber"},"00000000-0000-0000-0000-000000000007"]"#;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(plain).parse().unwrap()
}

async fn bills_are_paged_and_found(store: Store) {
    let world = World::new(store).await;
    world.customer("1", "One").await;
    let rows: String =
        (1..=7).fold(String::new(), |rows, n| rows + &format!("R{n},invoice,1,2026-02-0{},10,EUR\n", (n + 1) / 2));
    import(&world, Kind::Billing, format!("number,kind,customer,issued_on,amount,currency\n{rows}")).await;
    let (mut query, mut seen) =
        (BillingQuery { list: ListQuery { limit: 3, ..ListQuery::default() }, ..BillingQuery::default() }, Vec::new());
    loop {
        let page = billing::list(&world.app, &world.admin, &query).await.unwrap();
        seen.extend(page.rows.iter().map(|b| (b.issued_on, b.number.clone())));
        let Some(last) = page.rows.last().filter(|_| page.more_after) else { break };
        query.list.after = Some(last.cursor().to_string().parse().unwrap());
    }
    assert_eq!(seen.len(), 7);
    assert!(seen.windows(2).all(|w| w[0].0 >= w[1].0), "the newest first: {seen:?}");
    let found =
        BillingQuery { list: ListQuery { search: "r5".into(), ..ListQuery::default() }, ..BillingQuery::default() };
    assert_eq!(billing::list(&world.app, &world.admin, &found).await.unwrap().rows[0].number, "R5");
    // A place that no row has: the first page again, and no stumbling over a day that is none.
    query.list.after = Some(billing_cursor());
    assert_eq!(billing::list(&world.app, &world.admin, &query).await.unwrap().rows.len(), 3);
}
