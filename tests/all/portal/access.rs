//! The access matrix: every address × every kind of visitor × own and others' things. The right-hand side is written by
//! hand, from PRODUCT.md.

mod keys;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Permission as P, Role};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::state::UserState;
use keydesk::domain::{CustomerId, CustomerUserId, FacilityId};
use keydesk::portal::routes;
use keydesk::service::portal_switch;
use keydesk::store::Store;

use super::house;
use super::site::{Browser, Site};
use super::{devices, documents, faults, plans};
use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::{NewOrder, NewUser, World};

stories! {
    every_address_for_every_visitor,
    nothing_is_seen_beyond_the_decision,
    rights_are_read_at_every_request,
}

/// What there is to see: orders `A-F1`, `A-F2`, `A-NONE` (at no facility), `A-EVA` (for a contact, at F1) of customer A,
/// `B-1` of customer B, and `A-F1` again in another organization, with objects named alike.
pub(super) struct Scene {
    pub(super) world: World,
    pub(super) site: Site,
    customer: CustomerId,
    other_user: CustomerUserId,
    pub(super) users: BTreeMap<&'static str, CustomerUserId>,
}

const VISITORS: [&str; 10] =
    ["full", "scoped", "unassigned", "blind", "linked", "no-orders", "temporary", "suspended", "revoked", "ended"];

fn allowed(permissions: &[Permission]) -> Exceptions {
    permissions.iter().map(|permission| (*permission, Exception::Allowed)).collect()
}

impl Scene {
    pub(super) async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let a = world.customer("1042", "Huber").await;
        let (f1, f2) = (world.facility(a, "Graz").await, world.facility(a, "Weiz").await);
        let eva = world.contact(a, "Eva", "Huber").await;
        world.order(a, Some(f1), "A-F1", "title of A-F1").await;
        world.order(a, Some(f2), "A-F2", "title of A-F2").await;
        world.order(a, None, "A-NONE", "title of A-NONE").await;
        let of_eva = NewOrder { facility: Some(f1), contact: Some(eva), ..NewOrder::default() };
        world.order_with(a, "A-EVA", "title of A-EVA", of_eva).await;
        world.object(a, Some(f1), "object at F1").await;
        world.object(a, Some(f2), "object at F2").await;
        world.object(a, None, "object at none").await;
        let b = world.customer("1043", "Hofer").await;
        let f3 = world.facility(b, "Linz").await;
        world.video(a, Some(f1), "V-F1", "title of V-F1").await;
        world.video(b, Some(f3), "V-B", "title of V-B").await;
        world.order(b, Some(f3), "B-1", "title of B-1").await;
        world.object(b, Some(f3), "object of B").await;
        let foreign = world.another("Sydlift").await;
        let c = foreign.customer("1042", "Huber").await;
        foreign.order(c, None, "A-F1", "title in Sydlift").await;
        foreign.object(c, None, "object in Sydlift").await;

        documents::furnish(&world, &foreign).await;
        faults::furnish(&world, &foreign).await;
        devices::furnish(&world, &foreign).await;

        let other_user = world.user(b, "hofer@b.example").await;
        foreign.user(c, "huber@c.example").await;
        let mut users = BTreeMap::new();
        for name in VISITORS {
            let scope = |unassigned, facilities: &[FacilityId]| Scope {
                all: false,
                unassigned,
                facilities: facilities.iter().copied().collect(),
            };
            let new = match name {
                "scoped" => NewUser {
                    scope: scope(false, &[f1]),
                    exceptions: allowed(&[P::UploadDocuments, P::ReportFaults, P::ManageOrders]),
                    ..NewUser::default()
                },
                "unassigned" => {
                    NewUser { scope: scope(true, &[]), exceptions: allowed(&[P::ReportFaults]), ..NewUser::default() }
                }
                "blind" => NewUser { scope: scope(false, &[]), ..NewUser::default() },
                "linked" => {
                    NewUser { contact: Some(eva), exceptions: allowed(&[P::ReportFaults]), ..NewUser::default() }
                }
                "no-orders" => NewUser {
                    exceptions: Exceptions::from([
                        (Permission::ViewOrders, Exception::Denied),
                        (Permission::ViewObjects, Exception::Denied),
                    ]),
                    role: Role::Administrator,
                    ..NewUser::default()
                },
                _ => NewUser::default(),
            };
            users.insert(name, world.user_with(a, &format!("{name}@a.example"), new).await);
        }
        let site = Site::of(&world);
        Self { world, site, customer: a, other_user, users }
    }

    /// A browser of that kind of visitor. Whoever is suspended, revoked or over was so after signing in.
    async fn browser(&self, visitor: &str) -> Browser {
        let (sql, app) = (&self.world.sql, &self.world.app);
        match visitor {
            "nobody" => return Browser::default(),
            "garbage" => {
                let mut browser = Browser::default();
                browser.cookies.insert("keydesk".into(), format!("kds_{}", "A".repeat(43)));
                return browser;
            }
            "other customer" => return self.site.signed_in("hofer@b.example").await,
            "other organization" => return self.site.signed_in("huber@c.example").await,
            "idle" => {
                let browser = self.site.signed_in("full@a.example").await;
                app.clock.advance(app.policy.session_idle + TimeDelta::seconds(1));
                return browser;
            }
            _ => {}
        }
        let person = if self.users.contains_key(visitor) { visitor } else { "full" };
        let mut browser = self.site.signed_in(&format!("{person}@a.example")).await;
        let state = |state: UserState| (state, self.users[person]);
        match visitor {
            "suspended" => {
                let (state, user) = state(UserState::Suspended);
                exec!(sql, "UPDATE customer_user SET state = $1 WHERE id = $2", state, user);
            }
            "revoked" => {
                let (state, user) = state(UserState::Revoked);
                exec!(sql, "UPDATE customer_user SET state = $1 WHERE id = $2", state, user);
            }
            "ended" => {
                let user = self.users[person];
                exec!(sql, "UPDATE customer_user SET ends_at = $1 WHERE id = $2", app.now(), user);
            }
            "temporary" => {
                let (user, until) = (self.users[person], app.now() + TimeDelta::hours(1));
                let sql_text = "UPDATE sign_in SET temporary_until = $1
                                WHERE id = (SELECT sign_in_id FROM customer_user WHERE id = $2)";
                exec!(sql, sql_text, until, user);
            }
            "portal off" => {
                portal_switch::customer(app, &self.world.admin, self.customer, false).await.unwrap();
            }
            "module off" => {
                portal_switch::module(app, &self.world.admin, false).await.unwrap();
            }
            "areas off" => {
                let areas = PortalAreas { orders: false, objects: false, ..PortalAreas::ALL };
                portal_switch::areas(app, &self.world.admin, self.customer, areas).await.unwrap();
            }
            "wrong token" => browser.csrf = "x".repeat(43),
            _ => {}
        }
        browser
    }
}

/// The visitors of the matrix, in the order of its columns.
pub(super) const COLUMNS: [&str; 19] = [
    "nobody",
    "garbage",
    "full",
    "scoped",
    "unassigned",
    "blind",
    "linked",
    "no-orders",
    "other customer",
    "other organization",
    "wrong token",
    "suspended",
    "revoked",
    "ended",
    "temporary",
    "areas off",
    "portal off",
    "module off",
    "idle",
];

/// One request of the matrix, and the status that each of [`COLUMNS`] gets for it.
pub struct Asked {
    pub(super) method: &'static str,
    pub(super) pattern: &'static str,
    pub(super) path: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) expected: [u16; COLUMNS.len()],
}

impl Asked {
    /// With the status for each visitor, in the order of [`COLUMNS`].
    pub fn is(self, expected: [u16; COLUMNS.len()]) -> Self {
        Self { expected, ..self }
    }
}

/// A page.
pub fn get(pattern: &'static str, path: &str) -> Asked {
    let (path, expected) = (path.to_owned(), [0; COLUMNS.len()]);
    Asked { method: "GET", pattern, path, fields: Vec::new(), expected }
}

/// A form.
pub fn post(pattern: &'static str, path: &str, fields: &[(&str, &str)]) -> Asked {
    let fields = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Asked { method: "POST", fields, ..get(pattern, path) }
}

/// Every request, part by part: each part of the portal has a file of its own. The house comes last: it ends with a sign-out.
pub(super) fn requests(scene: &Scene) -> Vec<Asked> {
    let parts = [documents::rows(), faults::rows(), devices::rows(), plans::rows(), keys::rows(), house(scene)];
    parts.into_iter().flatten().collect()
}

/// Addresses that every portal has.
#[rustfmt::skip]
fn house(scene: &Scene) -> Vec<Asked> {
    let order = |number: &str| get("/orders/{number}", &format!("/orders/{number}"));
    let other = scene.other_user.to_string();
    let wrong = [("present_password", "not it"), ("new_password", "gul lampa under bron")];
    vec![
        get("/", "/").is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 303, 303, 403, 403, 303]),
        get("/orders", "/orders?state=all").is([303, 303, 200, 200, 200, 200, 200, 403, 200, 200, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("A-F1").is([303, 303, 200, 200, 404, 404, 404, 403, 404, 200, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("A-F2").is([303, 303, 200, 404, 404, 404, 404, 403, 404, 404, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("A-NONE").is([303, 303, 200, 404, 200, 404, 404, 403, 404, 404, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("A-EVA").is([303, 303, 200, 200, 404, 404, 200, 403, 404, 404, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("B-1").is([303, 303, 404, 404, 404, 404, 404, 403, 200, 404, 404, 403, 403, 403, 303, 403, 403, 403, 303]),
        order("never").is([303, 303, 404, 404, 404, 404, 404, 403, 404, 404, 404, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/objects", "/objects").is([303, 303, 200, 200, 200, 200, 200, 403, 200, 200, 200, 403, 403, 403, 303, 403, 403, 403, 303]),
        get("/facilities", "/facilities").is([303, 303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 303, 200, 403, 403, 303]),
        get("/account", "/account").is([303, 303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 303, 200, 403, 403, 303]),
        post("/account/language", "/account/language", &[("language", "en")]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 403, 303, 303, 403, 403, 303]),
        post("/account/time-zone", "/account/time-zone", &[("time_zone", "Europe/London")]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 403, 303, 303, 403, 403, 303]),
        post("/account/notices", "/account/notices", &[("comments", "on")]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 403, 303, 303, 403, 403, 303]),
        post("/account/independence", "/account/independence", &[("reason", "ours")]).is([303, 303, 403, 403, 403, 403, 403, 303, 403, 403, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/account/password", "/account/password", &wrong).is([303, 303, 422, 422, 422, 422, 422, 422, 422, 422, 403, 403, 403, 403, 303, 422, 403, 403, 303]),
        post("/account/profile", "/account/profile", &[("first_name", ""), ("version", "1")]).is([303, 303, 422, 422, 422, 422, 422, 422, 422, 422, 403, 403, 403, 403, 303, 422, 403, 403, 303]),
        post("/account/data", "/account/data", &[]).is([303, 303, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 403, 303, 200, 403, 403, 303]),
        get("/switch", "/switch").is([303, 303, 200, 200, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 303, 200, 403, 403, 303]),
        post("/switch", "/switch", &[("customer", &other)]).is([303, 303, 404, 404, 404, 404, 404, 404, 303, 404, 403, 404, 404, 404, 303, 404, 404, 403, 303]),
        get("/password", "/password").is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 200, 303, 403, 403, 303]),
        post("/password", "/password", &[("new_password", "short")]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 403, 422, 303, 403, 403, 303]),
        post("/account/sessions/end", "/account/sessions/end", &[("session", "x")]).is([303, 303, 404, 404, 404, 404, 404, 404, 404, 404, 403, 403, 403, 403, 303, 404, 403, 403, 303]),
        post("/account/sessions/end-others", "/account/sessions/end-others", &[]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403, 403, 303, 303, 403, 403, 303]),
        post("/orders/{number}/comments", "/orders/A-F1/comments", &[("body", "a comment"), ("key", "k")]).is([303, 303, 303, 303, 404, 404, 404, 403, 404, 303, 403, 403, 403, 403, 303, 403, 403, 403, 303]),
        post("/logout", "/logout", &[]).is([303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 403, 303, 303, 303, 303, 303, 303, 303, 303]),
    ]
}

/// Addresses that need no session and say nothing about anybody; `signing`, `invitation`, `code`, `link`, `plans` and `serving` are about
/// them.
pub(super) const PUBLIC: &[(&str, &str)] = &[
    ("GET", "/login"),
    ("POST", "/login"),
    ("POST", "/login/passkey"),
    ("GET", "/login/second"),
    ("POST", "/login/second"),
    ("GET", "/recovery"),
    ("POST", "/recovery"),
    ("GET", "/invitation/{token}"),
    ("POST", "/invitation/{token}"),
    ("GET", "/password/{token}"),
    ("POST", "/password/{token}"),
    ("GET", "/code"),
    ("POST", "/code"),
    ("GET", "/link/{token}"),
    ("GET", "/unsubscribe/{token}"),
    ("POST", "/unsubscribe/{token}"),
    ("POST", "/login/language"),
    ("GET", "/view/{token}"),
    ("POST", "/view/{token}"),
    ("GET", "/view/end"),
    ("POST", "/view/end"),
    ("GET", "/my_profile"),
    ("GET", "/.well-known/change-password"),
    ("GET", "/calendar/feed/{name}"),
    ("GET", "/healthz"),
    ("GET", "/robots.txt"),
    ("GET", "/static/{name}"),
    ("GET", "/brand/{accent}"),
    ("GET", "/brand/logo/{name}"),
];

async fn every_address_for_every_visitor(store: Store) {
    let scene = Scene::new(store).await;
    let asked = requests(&scene);
    let covered: BTreeSet<_> = asked.iter().map(|asked| (asked.method, asked.pattern)).collect();
    let all: BTreeSet<_> = routes().into_iter().collect();
    let missing: Vec<_> =
        all.iter().filter(|r| !covered.contains(r) && !PUBLIC.contains(r) && !house::COVERED.contains(r)).collect();
    assert!(missing.is_empty(), "not in the matrix: {missing:?}");
    assert!(
        covered.iter().chain(PUBLIC).chain(&house::COVERED).all(|r| all.contains(r)),
        "the matrix asks for what is not there"
    );

    for (column, visitor) in COLUMNS.iter().enumerate() {
        let browser = scene.browser(visitor).await;
        for Asked { method, path, fields, expected, .. } in &asked {
            let expected = expected[column];
            // Each request by itself: a sign-out must not decide over the next one.
            let mut browser = browser.clone();
            let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            let answer = match *method {
                "GET" => scene.site.get(&mut browser, path).await,
                _ => scene.site.post(&mut browser, path, &fields).await,
            };
            let signed_out = ["nobody", "garbage", "idle"].contains(visitor);
            // A form with something typed into it is answered with the page itself to which the others are led: what was
            // typed is in it.
            let asked = answer.status == 401 && expected == 303 && *method == "POST";
            assert!(
                answer.status == expected || asked,
                "{visitor}: {method} {path}: {} {}",
                answer.status,
                answer.body
            );
            if asked {
                let page = if *visitor == "temporary" { "action=\"/password\"" } else { "action=\"/login\"" };
                assert!(signed_out || *visitor == "temporary", "{visitor}: {method} {path}");
                assert!(answer.body.contains(page) && answer.body.contains("name=\"kept\""), "{path}: {}", answer.body);
                continue;
            }
            if path.ends_with("/comments") && answer.status == 303 && !signed_out {
                let sent = answer.location().starts_with("/orders/A%2DF1#c");
                assert!(sent || *visitor == "temporary", "{visitor}: {path} leads to {}", answer.location());
            }
            if signed_out {
                let to = answer.location();
                assert!(to == "/login" || to.starts_with("/login?next=%2F"), "{visitor}: {path} leads to {to}");
            }
            if *visitor == "temporary" && answer.status == 303 && path != "/logout" {
                assert_eq!(answer.location(), "/password", "{path}: first a password of one's own (R17)");
            }
            if answer.status == 403 || answer.status == 404 {
                for secret in ["title of", "object at", "Graz", "Weiz"] {
                    assert!(!answer.body.contains(secret), "{visitor}: {path} tells of {secret}");
                }
            }
            if *method == "GET" {
                let head = scene.site.head(&mut browser, path).await;
                assert_eq!((head.status, head.body.as_str()), (expected, ""), "{visitor}: HEAD {path}");
            }
        }
        let (sql, app) = (&scene.world.sql, &scene.world.app);
        exec!(sql, "UPDATE customer SET portal_on = $1", true);
        exec!(sql, "UPDATE customer SET area_orders = $1, area_objects = $1", true);
        portal_switch::module(app, &scene.world.admin, true).await.unwrap();
    }
}

/// Visitor, and the orders, objects and facilities seen.
type Sight = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

async fn nothing_is_seen_beyond_the_decision(store: Store) {
    let scene = Scene::new(store).await;
    let cases: &[Sight] = &[
        (
            "full",
            &["title of A-F1", "title of A-F2", "title of A-NONE", "title of A-EVA"],
            &["object at F1", "object at F2", "object at none"],
            &["Graz", "Weiz"],
        ),
        ("scoped", &["title of A-F1", "title of A-EVA"], &["object at F1"], &["Graz"]),
        ("unassigned", &["title of A-NONE"], &["object at none"], &[]),
        ("blind", &[], &[], &[]),
        ("linked", &["title of A-EVA"], &["object at F1", "object at F2", "object at none"], &["Graz", "Weiz"]),
        ("other customer", &["title of B-1"], &["object of B"], &["Linz"]),
        ("other organization", &["title in Sydlift"], &["object in Sydlift"], &[]),
    ];
    let everything: BTreeSet<&str> =
        cases.iter().flat_map(|(_, o, b, f)| o.iter().chain(*b).chain(*f)).copied().collect();
    for (visitor, orders, objects, facilities) in cases {
        let mut browser = scene.browser(visitor).await;
        let pages: [(&str, &[&str]); 6] = [
            ("/orders?state=all", orders),
            ("/orders?state=all&q=title", orders),
            ("/orders?state=closed", &[]),
            ("/orders?state=all&q=never", &[]),
            ("/objects", objects),
            ("/objects?q=object", objects),
        ];
        for (path, expected) in pages {
            let page = scene.site.get(&mut browser, path).await;
            for thing in everything.iter().filter(|t| !["Graz", "Weiz", "Linz"].contains(t)) {
                assert_eq!(page.body.contains(thing), expected.contains(thing), "{visitor}: {path}: {thing}");
            }
            let empty = expected.is_empty();
            assert_eq!(page.body.contains("class=\"empty\""), empty, "{visitor}: {path}: an honest empty state");
        }
        let page = scene.site.get(&mut browser, "/facilities").await;
        for place in ["Graz", "Weiz", "Linz"] {
            let shown = page.body.contains(&format!("<h2>{place}</h2>"));
            assert_eq!(shown, facilities.contains(&place), "{visitor}: /facilities: {place}");
        }
    }
    let mut full = scene.browser("full").await;
    for odd in ["%00", "A-F1%00", "A-F1%0A", "%E2%80%AEA-F1", "..%2f..%2fetc", "A-F1'--", &"9".repeat(4000)] {
        assert_eq!(scene.site.get(&mut full, &format!("/orders/{odd}")).await.status, 404, "{odd}");
    }
    for odd in ["%00", "%27%20OR%201%3D1", "%25", "_", "%5C", "%F0%9F%92%A9", "%ff"] {
        for path in ["/orders?state=all&q=", "/orders?after=", "/orders?before=", "/objects?q=", "/objects?after="] {
            assert_eq!(scene.site.get(&mut full, &format!("{path}{odd}")).await.status, 200, "{path}{odd}");
        }
    }
    // The edge of a page tells nothing about orders that are not seen: an unseen number is as good as none.
    let mut scoped = scene.browser("scoped").await;
    for (unseen, never) in [("after=A-F2", "after=never"), ("before=A-F2", "before=never")] {
        let unseen_page = scene.site.get(&mut scoped, &format!("/orders?state=all&{unseen}")).await;
        let never_page = scene.site.get(&mut scoped, &format!("/orders?state=all&{never}")).await;
        assert_eq!(unseen_page.body, never_page.body, "{unseen}");
    }
}

async fn rights_are_read_at_every_request(store: Store) {
    let scene = Scene::new(store).await;
    let (site, sql) = (&scene.site, &scene.world.sql);
    let mut browser = scene.browser("full").await;
    let user = scene.users["full"];
    assert_eq!(site.get(&mut browser, "/orders/A-F2").await.status, 200);
    let page = site.get(&mut browser, "/facilities").await;
    assert!(page.body.contains("href=\"/orders\""), "the navigation shows what may be seen");

    let taken = "INSERT INTO customer_user_permission VALUES ($1, $2, $3, $4)";
    exec!(sql, taken, scene.world.organization, user, Permission::ViewOrders, false);
    assert_eq!(site.get(&mut browser, "/orders/A-F2").await.status, 403, "the very next request");
    let page = site.get(&mut browser, "/facilities").await;
    assert!(!page.body.contains("href=\"/orders\""), "and no way there any more");
    assert_eq!(site.get(&mut browser, "/").await.location(), "/objects");
    exec!(sql, "DELETE FROM customer_user_permission WHERE customer_user_id = $1", user);
    assert_eq!(site.get(&mut browser, "/orders/A-F2").await.status, 200);

    let narrowed = "UPDATE customer_user SET sees_all = $1, sees_unassigned = $2 WHERE id = $3";
    exec!(sql, narrowed, false, true, user);
    assert_eq!(site.get(&mut browser, "/orders/A-F2").await.status, 404);
    assert_eq!(site.get(&mut browser, "/orders/A-NONE").await.status, 200);

    keydesk::service::access::suspend(&scene.world.app, &scene.world.admin, user).await.unwrap();
    let answer = site.get(&mut browser, "/orders").await;
    assert!([303, 403].contains(&answer.status), "{}", answer.status);
}
