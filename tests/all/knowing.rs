//! Knowing before and after (R8, R24, R71, R72): roles edited with their effect, a decision explained, a person's view,
//! documents and billing previewed, many people changed at once. Through the services, on both databases.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use keydesk::domain::access::{Scope, Step, ThingKind};
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::{StaffPermission, StaffRole};
use keydesk::domain::state::UserState;
use keydesk::domain::{CustomerId, DocumentId, FacilityId, OrderId};
use keydesk::service::access::{self, Change};
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::explain::{self, Explanation};
use keydesk::service::portal::{self, BillingQuery, DocumentQuery, OrderQuery};
use keydesk::service::roles::{self, RoleChange};
use keydesk::service::{Error, log_chain, view_as};
use keydesk::store::Store;
use uuid::Uuid;

use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewCustomer, NewUser, World};

stories! {
    what_roles_hold_is_edited_within_bounds_and_reaches_everybody,
    roles_are_saved_once_and_the_other_is_told,
    a_decision_is_explained_link_by_link,
    things_elsewhere_are_explained_within_the_organization_alone,
    viewing_as_shows_what_is_seen_and_leaves_no_trace_but_the_log,
    previews_count_documents_and_billing,
    many_people_are_changed_at_once_or_not_at_all,
}

fn change(version: i64, role: Role, permissions: &[(Permission, bool)]) -> RoleChange {
    RoleChange { version, role, permissions: permissions.iter().copied().collect() }
}

fn with(permission: Permission, exception: Exception) -> NewUser {
    NewUser { exceptions: Exceptions::from([(permission, exception)]), ..NewUser::default() }
}

async fn what_roles_hold_is_edited_within_bounds_and_reaches_everybody(store: Store) {
    use Permission::{Comment, ManageUsers, ReportFaults};
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1", "One").await;
    let plain = world.user(customer, "plain@one.example").await;
    world.user_with(customer, "denied@one.example", with(ReportFaults, Exception::Denied)).await;
    world.user_with(customer, "allowed@one.example", with(ReportFaults, Exception::Allowed)).await;
    let gone = NewUser { state: UserState::Revoked, ..NewUser::default() };
    world.user_with(customer, "gone@one.example", gone).await;
    let moderator = NewUser { role: Role::Moderator, ..NewUser::default() };
    world.user_with(customer, "moderator@one.example", moderator).await;

    let version = roles::table(app, admin).await.unwrap().version;
    let both = change(version, Role::Member, &[(ReportFaults, true), (Comment, false)]);
    let effect = roles::preview(app, admin, &both).await.unwrap();
    assert_eq!(effect.people, 3, "whoever has an exception for one of them changes by the other");
    assert_eq!((effect.gained, effect.lost), (vec![(ReportFaults, 1)], vec![(Comment, 3)]));
    let one = change(version, Role::Member, &[(ReportFaults, true)]);
    assert_eq!(roles::preview(app, admin, &one).await.unwrap().people, 1);

    let saved = roles::set(app, admin, &both).await.unwrap();
    assert!(saved.table.of(Role::Member).holds(ReportFaults) && !saved.table.of(Role::Member).holds(Comment));
    assert_eq!((saved.version, roles::table(app, admin).await.unwrap()), (version + 1, saved));
    let user = access::user(app, admin, plain).await.unwrap();
    assert!(user.effective.holds(ReportFaults) && !user.effective.holds(Comment), "at once, for everybody");
    let record = newest(&world).await;
    assert_eq!(record, "changed what the role member holds: comment on → off, report_faults off → on");

    // What the product says is kept as nothing at all, so that the product may change its mind.
    roles::set(app, admin, &change(version + 1, Role::Member, &[(ReportFaults, false)])).await.unwrap();
    let kept = select!(&world.sql, (String,), "SELECT permission FROM role_permission");
    assert_eq!(kept, [("comment".to_owned(),)]);

    let never = change(version + 2, Role::Member, &[(ManageUsers, true), (Permission::BecomeIndependent, true)]);
    for refused in [roles::preview(app, admin, &never).await.map(drop), roles::set(app, admin, &never).await.map(drop)]
    {
        assert!(matches!(refused, Err(Error::Invalid(e)) if e.0.len() == 2 && e.0[0].code == "permission-never"));
    }
    let dispatcher = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    assert!(roles::table(app, &dispatcher).await.is_ok());
    let refused = roles::set(app, &dispatcher, &change(version + 2, Role::Member, &[])).await;
    assert!(matches!(refused, Err(Error::Denied { needs, .. }) if needs == "manage_settings"));
}

async fn newest(world: &World) -> String {
    let query = ActivityQuery { limit: 1, ..ActivityQuery::default() };
    activity::list(&world.app, &world.admin, &query).await.unwrap()[0].sentence()
}

async fn roles_are_saved_once_and_the_other_is_told(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let bert = world.staff("bert", StaffRole::Administrator, &[]).await;
    let version = roles::table(app, &bert).await.unwrap().version;
    let (mine, berts) = ([(Permission::Comment, false)], [(Permission::ReportFaults, true)]);
    roles::set(app, &bert, &change(version, Role::Member, &berts)).await.unwrap();
    let refused = roles::set(app, &world.admin, &change(version, Role::Member, &mine)).await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { what, .. } if what.contains("bert")));
    let table = roles::table(app, &bert).await.unwrap().table;
    assert!(
        table.of(Role::Member).holds(Permission::Comment) && table.of(Role::Member).holds(Permission::ReportFaults)
    );
}

/// Huber with two sites, orders, documents and billing on them.
struct Huber {
    customer: CustomerId,
    graz: FacilityId,
    graz_order: OrderId,
}

async fn document(world: &World, number: &str, customer: Option<CustomerId>, on: [Option<Uuid>; 3]) {
    let id: DocumentId = world.app.id();
    let [order, object, model] = on;
    exec!(
        &world.sql,
        "INSERT INTO document (id, organization_id, customer_id, order_id, object_id, model_id, number, name, media_type, \
         size, storage_key, uploaded_by, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 'Plan.pdf', \
         'application/pdf', 1, 'x', 'admin', $8, 1)",
        id,
        world.organization,
        customer,
        order,
        object,
        model,
        number,
        world.app.now(),
    );
}

async fn bill(world: &World, number: &str, kind: &str, customer: CustomerId, order: Option<OrderId>) {
    exec!(
        &world.sql,
        "INSERT INTO billing_record (id, organization_id, customer_id, order_id, number, kind, issued_on, amount, currency, \
         state, file, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 12050, 'EUR', 'open', '', $8, 1)",
        world.app.id::<DocumentId>(),
        world.organization,
        customer,
        order,
        number,
        kind,
        NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(),
        world.app.now(),
    );
}

async fn huber(world: &World) -> Huber {
    let customer = world.customer("1042", "Huber").await;
    let (graz, weiz) = (world.facility(customer, "Graz").await, world.facility(customer, "Weiz").await);
    let graz_order = world.order(customer, Some(graz), "A1", "Press").await;
    let weiz_order = world.order(customer, Some(weiz), "A2", "Lift").await;
    world.order(customer, None, "A3", "Advice").await;
    let object = world.object(customer, Some(weiz), "Lift").await;
    let model = world.model("Lift 3000").await;
    exec!(&world.sql, "UPDATE service_object SET model_id = $1 WHERE id = $2", model, object);
    document(world, "D1", Some(customer), [Some(graz_order.0), None, None]).await;
    document(world, "D2", Some(customer), [None, Some(object.0), None]).await;
    document(world, "D3", None, [None, None, Some(model.0)]).await;
    document(world, "D4", Some(customer), [None, None, None]).await;
    bill(world, "R1", "invoice", customer, Some(graz_order)).await;
    bill(world, "R2", "invoice", customer, Some(weiz_order)).await;
    bill(world, "E1", "estimate", customer, None).await;
    Huber { customer, graz, graz_order }
}

fn mended(explained: &Explanation, step: Step) -> (bool, String, String) {
    let link = explained.links.iter().find(|l| l.step == step).expect("the link");
    (link.holds, link.sentence.clone(), link.mend.clone().unwrap_or_default())
}

async fn a_decision_is_explained_link_by_link(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let huber = huber(&world).await;
    let scope = Scope { facilities: BTreeSet::from([huber.graz]), ..Scope::default() };
    let eva = world.user_with(huber.customer, "eva@huber.example", NewUser { scope, ..NewUser::default() }).await;
    let explain = async |kind, number: &str| explain::explain(app, admin, eva, kind, number).await;

    let seen = explain(ThingKind::Order, "A1").await.unwrap();
    assert!(seen.allowed && seen.links.iter().all(|l| l.holds), "{seen:?}");
    assert_eq!(seen.title, "Eva Huber sees order A1 (Press).");

    let far = explain(ThingKind::Order, "A2").await.unwrap();
    let (holds, sentence, mend) = mended(&far, Step::Scope);
    assert_eq!((far.allowed, holds), (false, false));
    assert_eq!(sentence, "It lies at Weiz, and Eva Huber does not see what is there.");
    assert!(
        mend.starts_with("keydesk user scope eva@huber.example --facility F1 --facility F2 --customer 1042 ("),
        "{mend}"
    );
    // What the command says is what mends it.
    let mut wider = Change::of(&access::user(app, admin, eva).await.unwrap());
    let facilities = portal::facilities(app, &view_as::open(app, admin, eva).await.unwrap().viewer).await.unwrap();
    assert_eq!(facilities.len(), 1);
    wider.scope = Some(Scope::everything());
    wider.permissions = BTreeMap::from([(Permission::ViewObjects, Some(Exception::Denied))]);
    access::apply(app, admin, &[wider]).await.unwrap();
    assert!(explain(ThingKind::Order, "A2").await.unwrap().allowed);

    // A document names the links of what it hangs on.
    let blind = explain(ThingKind::Document, "D3").await.unwrap();
    let (holds, sentence, mend) = mended(&blind, Step::ParentPermission);
    assert_eq!((blind.allowed, holds), (false, false));
    assert_eq!(sentence, "view_objects is denied to Eva Huber, whatever the role member holds.");
    assert_eq!(
        mend,
        "keydesk user permit eva@huber.example view_objects allow --customer 1042 (on the screen: p, permissions)"
    );
    assert!(explain(ThingKind::Document, "D1").await.unwrap().allowed);
    let (holds, sentence, _) = mended(&explain(ThingKind::Invoice, "R1").await.unwrap(), Step::Permission);
    assert_eq!(
        (holds, sentence.as_str()),
        (false, "Eva Huber does not have view_invoices: the role member does not hold it.")
    );

    // Whoever is linked to a contact never sees billing (R13), and orders of that contact alone.
    let jan = world.contact(huber.customer, "Jan", "Moser").await;
    let mut linked = Change::of(&access::user(app, admin, eva).await.unwrap());
    linked.contact = Some(Some(jan));
    linked.permissions.insert(Permission::ViewInvoices, Some(Exception::Allowed));
    let effect = access::preview(app, admin, std::slice::from_ref(&linked)).await.unwrap().remove(0);
    assert_eq!((effect.loses.orders, effect.gains.invoices), (3, 0), "a right to invoices gives a contact none");
    access::apply(app, admin, &[linked]).await.unwrap();
    let (holds, sentence, mend) = mended(&explain(ThingKind::Invoice, "R1").await.unwrap(), Step::Contact);
    assert!(!holds && sentence.contains("Jan Moser") && sentence.contains("never sees invoices"), "{sentence}");
    assert!(mend.starts_with("keydesk user contact eva@huber.example none --customer 1042"), "{mend}");
    let (holds, sentence, _) = mended(&explain(ThingKind::Order, "A1").await.unwrap(), Step::Contact);
    assert!(!holds && sentence.ends_with("this one is for nobody in particular."), "{sentence}");

    exec!(&world.sql, "UPDATE customer_user SET state = 'suspended' WHERE id = $1", eva);
    exec!(&world.sql, "UPDATE customer SET portal_on = $1, area_orders = $1 WHERE id = $2", false, huber.customer);
    let shut = explain(ThingKind::Order, "A1").await.unwrap();
    let refused: Vec<_> = shut.links.iter().filter(|l| !l.holds).map(|l| l.step).collect();
    assert_eq!(refused, [Step::CustomerPortal, Step::UserState, Step::PortalArea, Step::Contact]);
    assert!(mended(&shut, Step::UserState).2.starts_with("keydesk user lift eva@huber.example --customer 1042"));
    assert!(mended(&shut, Step::PortalArea).2.contains(" --customer 1042 orders objects faults documents"));
}

async fn things_elsewhere_are_explained_within_the_organization_alone(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let (north, south) = (world.area("North").await, world.area("South").await);
    let of = |area| NewCustomer { area: Some(area), ..NewCustomer::default() };
    let own = world.customer_with("1042", "Huber", of(north)).await;
    let other = world.customer_with("1043", "Moser", of(south)).await;
    let site = world.facility(other, "Bruck").await;
    world.order(other, Some(site), "A9", "Secret press").await;
    let eva = world.user(own, "eva@huber.example").await;
    let foreign = world.another("Sudlift").await;
    let theirs = foreign.customer("7", "Berg").await;
    foreign.order(theirs, None, "X1", "Theirs").await;

    let told = explain::explain(app, &world.admin, eva, ThingKind::Order, "A9").await.unwrap();
    assert_eq!(mended(&told, Step::Customer).1, "The order A9 belongs to customer 1043 Moser.");
    // Somebody bound to the north learns that it is another's, and nothing else.
    let nora = world.staff("nora", StaffRole::Supervisor, &[north]).await;
    let hidden = explain::explain(app, &nora, eva, ThingKind::Order, "A9").await.unwrap();
    assert_eq!(
        mended(&hidden, Step::Customer),
        (false, "The order A9 belongs to another customer.".into(), String::new())
    );
    let text = serde_json::to_string(&hidden).unwrap();
    for secret in ["Moser", "1043", "Bruck", "Secret"] {
        assert!(!text.contains(secret), "{text}");
    }
    // Another organization's order does not exist, and another organization's staff do not see this one's people.
    for number in ["X1", "A0"] {
        let unknown = explain::explain(app, &world.admin, eva, ThingKind::Order, number).await;
        assert!(matches!(unknown, Err(Error::NotFound { .. })), "{number}");
    }
    let unknown = explain::explain(app, &foreign.admin, eva, ThingKind::Order, "A9").await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
    let sue = world.staff("sue", StaffRole::Supervisor, &[south]).await;
    assert!(matches!(explain::explain(app, &sue, eva, ThingKind::Order, "A9").await, Err(Error::Denied { .. })));
}

async fn viewing_as_shows_what_is_seen_and_leaves_no_trace_but_the_log(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let huber = huber(&world).await;
    let scope = Scope { facilities: BTreeSet::from([huber.graz]), ..Scope::default() };
    let pending = NewUser { state: UserState::Pending, scope, ..NewUser::default() };
    let eva = world.user_with(huber.customer, "eva@huber.example", pending).await;
    let before = access::user(app, admin, eva).await.unwrap();
    let view = view_as::open(app, admin, eva).await.unwrap();
    assert_eq!(view.user, before);
    assert_eq!(
        view.shut_out.as_deref(),
        Some("Eva Huber has not accepted the invitation yet and cannot come in before")
    );
    let orders = portal::orders(app, &view.viewer, &OrderQuery { limit: 10, ..OrderQuery::default() }).await.unwrap();
    assert_eq!(orders.rows.iter().map(|o| o.number.as_str()).collect::<Vec<_>>(), ["A1"]);
    let documents = DocumentQuery { limit: 10, ..DocumentQuery::default() };
    let documents = portal::documents(app, &view.viewer, &documents).await.unwrap();
    assert_eq!(documents.rows.iter().map(|d| d.parent_name.as_str()).collect::<Vec<_>>(), ["A1"]);
    let billing = portal::billing(app, &view.viewer, &BillingQuery { limit: 10, ..BillingQuery::default() }).await;
    assert!(matches!(billing, Err(Error::NotFound { .. })), "a member has no such page");

    assert_eq!(access::user(app, admin, eva).await.unwrap(), before, "neither version nor last sign-in moved");
    let sessions = select!(&world.sql, (i64,), "SELECT count(*) FROM portal_session");
    assert_eq!(sessions, [(0,)]);
    assert_eq!(newest(&world).await, "looked at the portal as Eva Huber <eva@huber.example>");

    let area = world.area("North").await;
    let nora = world.staff("nora", StaffRole::Supervisor, &[area]).await;
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    for by in [&nora, &dora] {
        let refused = view_as::open(app, by, eva).await;
        assert!(matches!(refused, Err(Error::Denied { needs, .. }) if needs == "view_as_customer"));
    }
}

async fn previews_count_documents_and_billing(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let huber = huber(&world).await;
    let administrator = NewUser { role: Role::Administrator, ..NewUser::default() };
    let eva = world.user_with(huber.customer, "eva@huber.example", administrator).await;
    let user = access::user(app, admin, eva).await.unwrap();

    let only = Scope { facilities: BTreeSet::from([huber.graz]), ..Scope::default() };
    let narrow = Change { scope: Some(only), ..Change::of(&user) };
    let effect = access::preview(app, admin, &[narrow]).await.unwrap().remove(0);
    let loses = effect.loses;
    assert_eq!((loses.orders, loses.documents, loses.invoices, loses.estimates), (2, 3, 1, 1));
    let nothing = Change { scope: Some(Scope::default()), ..Change::of(&user) };
    let effect = access::preview(app, admin, std::slice::from_ref(&nothing)).await.unwrap().remove(0);
    assert!(effect.sees_nothing);
    assert_eq!((effect.loses.documents, effect.loses.invoices, effect.loses.estimates), (4, 2, 1));

    // The member that an administrator becomes sees no billing; taking view_orders takes the document on the order too.
    let mut member = Change { role: Some(Role::Member), ..Change::of(&user) };
    member.permissions.insert(Permission::ViewOrders, Some(Exception::Denied));
    let effect = access::preview(app, admin, &[member]).await.unwrap().remove(0);
    let loses = effect.loses;
    assert_eq!((loses.orders, loses.documents, loses.invoices, loses.estimates), (3, 1, 2, 1));

    // A document on an order of another customer than the document's is nobody's.
    let other = world.customer("1043", "Moser").await;
    document(&world, "D9", Some(other), [Some(huber.graz_order.0), None, None]).await;
    let moser = world.user(other, "max@moser.example").await;
    for user in [eva, moser] {
        let viewer = view_as::open(app, admin, user).await.unwrap().viewer;
        assert!(matches!(portal::document(app, &viewer, "D9").await, Err(Error::NotFound { .. })));
    }
}

async fn many_people_are_changed_at_once_or_not_at_all(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let (mut people, mut sites) = (Vec::new(), Vec::new());
    for n in 0..4 {
        let customer = world.customer(&format!("{n}"), &format!("Customer {n}")).await;
        sites.push(world.facility(customer, "Graz").await);
        for p in 0..5 {
            people.push(world.user(customer, &format!("p{p}@c{n}.example")).await);
        }
    }
    let users = access::many(app, admin, &people, StaffPermission::EditCustomerUserPermissions).await.unwrap();
    assert_eq!(users.iter().map(|u| u.id).collect::<Vec<_>>(), people, "in the order asked for");
    let changes = users.iter().enumerate().map(|(n, user)| {
        let mut change = Change::of(user);
        change.permissions.insert(Permission::ReportFaults, Some(Exception::Allowed));
        change.scope = Some(Scope { unassigned: true, facilities: BTreeSet::from([sites[n / 5]]), all: false });
        change.role = n.is_multiple_of(2).then_some(Role::Moderator);
        change
    });
    let changes: Vec<_> = changes.collect();
    assert_eq!(access::preview(app, admin, &changes).await.unwrap().len(), 20);
    let after = access::apply(app, admin, &changes).await.unwrap();
    for (n, user) in after.iter().enumerate() {
        assert_eq!(user.role, if n.is_multiple_of(2) { Role::Moderator } else { Role::Member });
        assert!(user.effective.holds(Permission::ReportFaults) && user.scope.facilities.contains(&sites[n / 5]));
        assert_eq!(user.version, users[n].version + 1);
    }
    // One record for each kind of change of each person, in an unbroken chain.
    let records = activity::list(app, admin, &ActivityQuery { limit: 200, ..ActivityQuery::default() }).await.unwrap();
    assert_eq!(records.len(), 20 + 20 + 10);
    assert!(log_chain::verify(app, admin, None).await.unwrap().is_whole());

    // Everything that is wrong with any of them at once, with whom; and nobody was changed.
    let mut wrong: Vec<_> = after.iter().map(Change::of).collect();
    wrong[0].scope = Some(Scope { facilities: BTreeSet::from([sites[3]]), ..Scope::default() });
    wrong[1].permissions.insert(Permission::ManageUsers, Some(Exception::Allowed));
    wrong[2].role = Some(Role::Administrator);
    let Err(Error::Invalid(errors)) = access::apply(app, admin, &wrong).await else { panic!("refused") };
    assert_eq!(errors.0.iter().map(|e| e.code).collect::<Vec<_>>(), ["facility-foreign", "permission-never"]);
    assert!(errors.0[1].message.contains("p1@c0.example"), "{errors}");
    let twice = [Change::of(&after[0]), Change::of(&after[0])];
    assert!(matches!(access::apply(app, admin, &twice).await, Err(Error::Invalid(_))));
    // Everybody who was changed meanwhile is named.
    let stale: Vec<_> = users.iter().take(5).map(Change::of).collect();
    let Err(Error::Conflict { what, .. }) = access::apply(app, admin, &stale).await else { panic!("refused") };
    assert!(what.contains("was changed by admin meanwhile (and 2 more)"), "{what}");
    let kept = access::many(app, admin, &people, StaffPermission::ViewCustomers).await.unwrap();
    assert_eq!(kept, after);

    // One person outside the areas, and none is changed.
    let area = world.area("North").await;
    exec!(&world.sql, "UPDATE customer SET area_id = $1 WHERE number <> '3'", area);
    let nora = world.staff("nora", StaffRole::Supervisor, &[area]).await;
    let all: Vec<_> = kept.iter().map(Change::of).collect();
    assert!(matches!(access::apply(app, &nora, &all).await, Err(Error::Denied { .. })));
    assert!(access::apply(app, &nora, &all[..15]).await.is_ok());
    assert!(access::many(app, &nora, &[], StaffPermission::ManageSettings).await.is_err());
}
