//! Billing, company data and colleagues in the portal (R39, R41, R50): the matrix of their addresses, for every kind of visitor, and
//! their forms filled in every wrong way.

use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Permission, Role};
use keydesk::domain::portal_area::PortalAreas;
use keydesk::domain::state::UserState;
use keydesk::domain::{CustomerId, CustomerUserId};
use keydesk::service::{billing, portal_switch};
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

stories! {
    every_address_for_every_visitor,
    bills_are_listed_read_and_downloaded,
    an_estimate_is_answered_once,
    company_data_are_edited_by_whoever_may,
    people_of_the_company_are_added_once_and_changed,
    colleagues_are_invited_changed_suspended_and_removed,
    nobody_gives_what_they_do_not_have,
}

/// Records: `I-1` and `E-1` of customer A at facility F1 (through an order), `E-0` at none, `I-B` of customer B, and `E-1`
/// again in another organization.
struct Scene {
    world: World,
    site: Site,
    customer: CustomerId,
    member: CustomerUserId,
    foreign_member: CustomerUserId,
    contact: String,
    foreign_contact: String,
    facility: String,
}

async fn bill(world: &World, customer: CustomerId, number: &str, kind: &str, order: &str) {
    exec!(
        &world.sql,
        "INSERT INTO billing_record (id, organization_id, customer_id, order_id, number, kind, issued_on, due_on, amount, \
         currency, state, file, created_at, version) VALUES ($1, $2, $3, (SELECT id FROM service_order \
         WHERE organization_id = $2 AND number = $4), $5, $6, $7, $8, 124950, 'EUR', 'open', '', $9, 1)",
        world.app.id::<keydesk::domain::BillingRecordId>(),
        world.organization,
        customer,
        order,
        number,
        kind,
        world.app.now().date_naive(),
        world.app.now().date_naive() + chrono::TimeDelta::days(14),
        world.app.now(),
    );
}

const PDF: &[u8] = b"%PDF-1.4\nthe bill\n%%EOF\n";

impl Scene {
    async fn new(store: Store) -> Self {
        let world = World::new(store).await;
        let a = world.customer("1042", "Huber").await;
        let (f1, f2) = (world.facility(a, "Graz").await, world.facility(a, "Weiz").await);
        let eva = world.contact(a, "Karla", "Kontakt").await;
        world.order(a, Some(f1), "A-1", "at Graz").await;
        bill(&world, a, "I-1", "invoice", "A-1").await;
        bill(&world, a, "E-1", "estimate", "A-1").await;
        bill(&world, a, "E-0", "estimate", "").await;
        billing::attach(&world.app, &world.admin, "I-1", "I-1.pdf", &mut &*PDF).await.unwrap();
        let b = world.customer("1043", "Hofer").await;
        bill(&world, b, "I-B", "invoice", "").await;
        let hans = world.contact(b, "Hans", "Hofer").await;
        let foreign = world.another("Sydlift").await;
        let c = foreign.customer("1042", "Huber").await;
        bill(&foreign, c, "E-1", "estimate", "").await;

        let admin = || NewUser { role: Role::Administrator, ..NewUser::default() };
        let scope = Scope { all: false, unassigned: false, facilities: [f2].into() };
        let no = |permissions: &[Permission]| permissions.iter().map(|p| (*p, Exception::Denied)).collect();
        for (name, new) in [
            ("admin", admin()),
            ("second", admin()),
            ("member", NewUser::default()),
            ("weiz", NewUser { scope, ..admin() }),
            ("linked", NewUser { contact: Some(eva), ..admin() }),
            ("estimates", NewUser { exceptions: no(&[Permission::ViewInvoices]), ..admin() }),
            ("suspended", admin()),
        ] {
            world.user_with(a, &format!("{name}@a.example"), new).await;
        }
        let foreign_member = world.user_with(b, "hofer@b.example", admin()).await;
        foreign.user_with(c, "huber@c.example", admin()).await;
        let number =
            async |id| select!(&world.sql, (String,), "SELECT number FROM contact WHERE id = $1", id)[0].0.clone();
        let (contact, foreign_contact) = (number(eva).await, number(hans).await);
        let sql = "SELECT u.id FROM customer_user u JOIN sign_in s ON s.id = u.sign_in_id WHERE s.email = $1";
        let member = select!(&world.sql, (CustomerUserId,), sql, "member@a.example")[0].0;
        let site = Site::of(&world);
        let facility = f1.to_string();
        Self { world, site, customer: a, member, foreign_member, contact, foreign_contact, facility }
    }

    async fn browser(&self, visitor: &str) -> Browser {
        match visitor {
            "nobody" => Browser::default(),
            "other customer" => self.site.signed_in("hofer@b.example").await,
            "other organization" => self.site.signed_in("huber@c.example").await,
            "suspended" => {
                let browser = self.site.signed_in("suspended@a.example").await;
                let sql =
                    "UPDATE customer_user SET state = $1 WHERE sign_in_id = (SELECT id FROM sign_in WHERE email = $2)";
                exec!(&self.world.sql, sql, UserState::Suspended, "suspended@a.example");
                browser
            }
            "wrong token" => {
                let mut browser = self.site.signed_in("admin@a.example").await;
                browser.csrf = "x".repeat(43);
                browser
            }
            "area off" => {
                let areas = PortalAreas { billing: false, ..PortalAreas::ALL };
                portal_switch::areas(&self.world.app, &self.world.admin, self.customer, areas).await.unwrap();
                self.site.signed_in("admin@a.example").await
            }
            person => self.site.signed_in(&format!("{person}@a.example")).await,
        }
    }

    fn requests(&self) -> Vec<(&'static str, &'static str, String)> {
        let mut asked = vec![
            ("GET", "/billing", "/billing".to_owned()),
            ("GET", "/billing/{number}", "/billing/I-1".to_owned()),
            ("GET", "/billing/{number}", "/billing/E-1".to_owned()),
            ("GET", "/billing/{number}", "/billing/I-B".to_owned()),
            ("GET", "/billing/{number}/file", "/billing/I-1/file".to_owned()),
            ("GET", "/billing/{number}/decision", "/billing/E-1/decision?as=accept".to_owned()),
            ("POST", "/billing/{number}/decision", "/billing/E-1/decision".to_owned()),
            ("GET", "/company", "/company".to_owned()),
            ("GET", "/company/edit", "/company/edit".to_owned()),
            ("POST", "/company/edit", "/company/edit".to_owned()),
            ("GET", "/company/contacts/new", "/company/contacts/new".to_owned()),
            ("POST", "/company/contacts/new", "/company/contacts/new".to_owned()),
            ("GET", "/company/contacts/{number}", format!("/company/contacts/{}", self.contact)),
            ("GET", "/company/contacts/{number}", format!("/company/contacts/{}", self.foreign_contact)),
            ("POST", "/company/contacts/{number}", format!("/company/contacts/{}", self.foreign_contact)),
            ("GET", "/colleagues", "/colleagues".to_owned()),
            ("GET", "/colleagues/invite", "/colleagues/invite".to_owned()),
            ("POST", "/colleagues/invite", "/colleagues/invite".to_owned()),
        ];
        for member in [self.member, self.foreign_member] {
            asked.push(("GET", "/colleagues/{id}", format!("/colleagues/{member}")));
            asked.push(("GET", "/colleagues/{id}/remove", format!("/colleagues/{member}/remove")));
            asked.push(("POST", "/colleagues/{id}", format!("/colleagues/{member}")));
            asked.push(("POST", "/colleagues/{id}/lift", format!("/colleagues/{member}/lift")));
            asked.push(("POST", "/colleagues/{id}/resend", format!("/colleagues/{member}/resend")));
        }
        // What changes the most comes last, against the other customer's person only.
        asked.push(("POST", "/colleagues/{id}/suspend", format!("/colleagues/{}/suspend", self.foreign_member)));
        asked.push(("POST", "/colleagues/{id}/remove", format!("/colleagues/{}/remove", self.foreign_member)));
        asked
    }
}

/// The addresses that stand in this matrix.
pub const COVERED: [(&str, &str); 22] = [
    ("GET", "/billing"),
    ("GET", "/billing/{number}"),
    ("GET", "/billing/{number}/file"),
    ("GET", "/billing/{number}/decision"),
    ("POST", "/billing/{number}/decision"),
    ("GET", "/company"),
    ("GET", "/company/edit"),
    ("POST", "/company/edit"),
    ("GET", "/company/contacts/new"),
    ("POST", "/company/contacts/new"),
    ("GET", "/company/contacts/{number}"),
    ("POST", "/company/contacts/{number}"),
    ("GET", "/colleagues"),
    ("GET", "/colleagues/invite"),
    ("POST", "/colleagues/invite"),
    ("GET", "/colleagues/{id}"),
    ("POST", "/colleagues/{id}"),
    ("GET", "/colleagues/{id}/remove"),
    ("POST", "/colleagues/{id}/remove"),
    ("POST", "/colleagues/{id}/suspend"),
    ("POST", "/colleagues/{id}/lift"),
    ("POST", "/colleagues/{id}/resend"),
];

/// Visitor → the status of each request, in their order: seven of billing, eight of the company, three of colleagues, five about
/// the own member, five about another customer's person, and the last two about that person too. Forms are sent empty.
const MATRIX: &[(&str, [u16; 30])] = &[
    (
        "nobody",
        [
            303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303, 303,
            303, 303, 303, 303, 303, 303, 303, 303, 303,
        ],
    ),
    (
        "admin",
        [
            200, 200, 200, 404, 200, 200, 404, 200, 200, 422, 200, 422, 200, 404, 404, 200, 200, 422, 200, 200, 409,
            422, 422, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
    (
        "member",
        [
            403, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403,
            403, 403, 403, 403, 403, 403, 403, 403, 403,
        ],
    ),
    (
        "weiz",
        [
            200, 404, 404, 404, 404, 404, 404, 200, 200, 422, 200, 422, 200, 404, 404, 200, 200, 422, 200, 200, 409,
            422, 422, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
    (
        "linked",
        [
            403, 403, 403, 403, 403, 403, 403, 200, 200, 422, 200, 422, 200, 404, 404, 200, 200, 422, 200, 200, 422,
            422, 422, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
    (
        "estimates",
        [
            200, 404, 200, 404, 404, 200, 404, 200, 200, 422, 200, 422, 200, 404, 404, 200, 200, 422, 200, 200, 409,
            422, 422, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
    (
        "other customer",
        [
            200, 404, 404, 200, 404, 404, 404, 200, 200, 422, 200, 422, 404, 200, 422, 200, 200, 422, 404, 404, 404,
            404, 404, 200, 403, 409, 422, 422, 422, 403,
        ],
    ),
    (
        "other organization",
        [
            200, 404, 200, 404, 404, 200, 404, 200, 200, 422, 200, 422, 404, 404, 404, 200, 200, 422, 404, 404, 404,
            404, 404, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
    (
        "suspended",
        [
            403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403,
            403, 403, 403, 403, 403, 403, 403, 403, 403,
        ],
    ),
    (
        "wrong token",
        [
            200, 200, 200, 404, 200, 200, 403, 200, 200, 403, 200, 403, 200, 404, 404, 200, 200, 403, 200, 200, 403,
            403, 403, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
    (
        "area off",
        [
            403, 403, 403, 403, 403, 403, 403, 200, 200, 422, 200, 422, 200, 404, 404, 200, 200, 422, 200, 200, 409,
            422, 422, 404, 404, 404, 404, 404, 404, 404,
        ],
    ),
];

async fn every_address_for_every_visitor(store: Store) {
    let scene = Scene::new(store).await;
    let mut wrong = Vec::new();
    for (visitor, expected) in MATRIX {
        let mut begun = scene.browser(visitor).await;
        if *visitor != "nobody" && *visitor != "wrong token" && *visitor != "suspended" {
            scene.site.get(&mut begun, "/account").await;
        }
        for ((method, _, path), expected) in scene.requests().iter().zip(expected) {
            let mut browser = begun.clone();
            // Empty values, so that nothing is thinkable that anybody could have meant.
            let fields =
                [("last_name", ""), ("email", "x"), ("country", "XX"), ("role", "moderator"), ("version", "0")];
            let answer = match *method {
                "GET" => scene.site.get(&mut browser, path).await,
                _ => scene.site.post(&mut browser, path, &fields).await,
            };
            // A form with something typed into it is answered with the sign-in page itself: what was typed is in it.
            let asked = *visitor == "nobody" && *method == "POST" && answer.body.contains("name=\"kept\"");
            if answer.status != if asked { 401 } else { *expected } {
                wrong.push(format!("{visitor}: {method} {path}: {} for {expected}", answer.status));
            }
            if matches!(answer.status, 403 | 404) {
                for secret in ["1,249", "Kontakt", "Hans", "Weiz"] {
                    assert!(!answer.body.contains(secret), "{visitor}: {path} tells of {secret}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn bills_are_listed_read_and_downloaded(store: Store) {
    let scene = Scene::new(store).await;
    let mut admin = scene.browser("admin").await;
    let page = scene.site.get(&mut admin, "/billing").await;
    for said in ["Invoice I-1", "Estimate E-1", "Estimate E-0", "€1,249.50", "To be paid", "Waits for your answer"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert!(!page.body.contains("I-B"));
    let page = scene.site.get(&mut admin, "/billing?kind=invoice").await;
    assert!(page.body.contains("Invoice I-1") && !page.body.contains("Estimate E-1"));
    for odd in ["/billing?kind=x&after=never", "/billing?after=%00", "/billing?after=I-B"] {
        assert_eq!(scene.site.get(&mut admin, odd).await.status, 200, "{odd}");
    }
    for odd in ["%00", "I-1%0A", "..%2f..%2fetc", &"9".repeat(3000)] {
        assert_eq!(scene.site.get(&mut admin, &format!("/billing/{odd}")).await.status, 404, "{odd}");
    }
    let page = scene.site.get(&mut admin, "/billing/I-1").await;
    assert!(page.body.contains("href=\"/orders/A%2D1\"") && page.body.contains("href=\"/billing/I%2D1/file\""));
    let file = scene.site.get(&mut admin, "/billing/I-1/file").await;
    let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
    assert_eq!(file.body.as_bytes(), PDF);
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("content-disposition"), "attachment; filename=\"I-1.pdf\"; filename*=UTF-8''I-1.pdf");
    assert!(header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(header("content-length"), PDF.len().to_string());
    assert_eq!(scene.site.get(&mut admin, "/billing/E-1/file").await.status, 404, "there is none");
    let mut estimates = scene.browser("estimates").await;
    let page = scene.site.get(&mut estimates, "/billing").await;
    assert!(!page.body.contains("Invoice I-1") && page.body.contains("Estimate E-1"), "{}", page.body);
    assert!(!page.body.contains("id=\"kind\""), "there is nothing to choose from");
    let mut weiz = scene.browser("weiz").await;
    assert!(scene.site.get(&mut weiz, "/billing").await.body.contains("class=\"empty\""));
}

async fn an_estimate_is_answered_once(store: Store) {
    let scene = Scene::new(store).await;
    let mut admin = scene.browser("admin").await;
    let page = scene.site.get(&mut admin, "/billing/E-1").await;
    assert!(page.body.contains("/billing/E%2D1/decision?as=accept"), "{}", page.body);
    assert!(!scene.site.get(&mut admin, "/billing/I-1").await.body.contains("decision"), "invoices are not answered");
    let page = scene.site.get(&mut admin, "/billing/E-1/decision?as=decline").await;
    assert!(page.body.contains("Decline the estimate?"));
    assert_eq!(scene.site.get(&mut admin, "/billing/E-1/decision?as=steal").await.status, 404);
    let here = "/billing/E-1/decision";
    let long = "x".repeat(1_001);
    let form = |words, version| [("decision", "accept"), ("version", version), ("words", words)];
    let page = scene.site.post(&mut admin, here, &form(&long, "1")).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains(&long) && page.body.contains("<title>Error:"), "what was typed comes back");
    assert_eq!(scene.site.post(&mut admin, here, &form("", "7")).await.status, 409, "of another version");
    let done = scene.site.post(&mut admin, here, &form("Please begin <soon>", "1")).await;
    assert_eq!((done.status, done.location()), (303, "/billing/E%2D1"));
    let again = scene.site.post(&mut admin, here, &form("Please begin <soon>", "1")).await;
    assert_eq!(again.status, 303, "a second click is no second answer");
    let page = scene.site.get(&mut admin, "/billing/E-1").await;
    assert!(
        page.body.contains("Accepted by Eva Huber") && page.body.contains("Please begin &#60;soon&#62;"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("decision?as"));
    let mut second = scene.browser("second").await;
    scene.site.get(&mut second, "/account").await;
    let late = scene.site.post(&mut second, here, &[("decision", "decline"), ("version", "2"), ("words", "")]).await;
    assert_eq!(late.status, 409);
    assert!(late.body.contains("has been answered or changed"), "{}", late.body);
    assert_eq!(scene.site.get(&mut second, "/billing/E-1/decision?as=accept").await.status, 409);
}

async fn company_data_are_edited_by_whoever_may(store: Store) {
    let scene = Scene::new(store).await;
    let mut member = scene.browser("member").await;
    let page = scene.site.get(&mut member, "/company").await;
    for said in
        ["Huber", "Hauptplatz 1", "+43 316 1234", "mailto:office@customer.example", "Karla Kontakt", "Graz", "Weiz"]
    {
        assert!(page.body.contains(said), "{said}");
    }
    assert!(!page.body.contains("/company/edit") && !page.body.contains("Hans"));
    let mut weiz = scene.browser("weiz").await;
    let page = scene.site.get(&mut weiz, "/company").await;
    assert!(page.body.contains("<h3>Weiz</h3>") && !page.body.contains("<h3>Graz</h3>"), "sites within scope (R12)");

    let mut admin = scene.browser("admin").await;
    let page = scene.site.get(&mut admin, "/company/edit").await;
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let form = |version: &str, email: &str, street: &str, country: &str| {
        [
            ("version", version),
            ("email", email),
            ("phone", "+43 1 2"),
            ("street", street),
            ("postal_code", "8020"),
            ("city", "Graz"),
            ("country", country),
        ]
        .map(|(k, v)| (k, v.to_owned()))
    };
    let send = async |browser: &mut Browser, fields: [(&'static str, String); 7]| {
        let fields = fields.each_ref().map(|(k, v)| (*k, v.as_str()));
        scene.site.post(browser, "/company/edit", &fields).await
    };
    let page = send(&mut admin, form(&version, "no address", &"x".repeat(300), "Austria")).await;
    assert_eq!(page.status, 422);
    for said in ["href=\"#email\"", "href=\"#street\"", "href=\"#country\"", "no address", "value=\"Austria\""] {
        assert!(page.body.contains(said), "all at once, and typed again: {said}");
    }
    assert_eq!(send(&mut admin, form(&version, "", "Neue Gasse 2", "at")).await.status, 303);
    let page = scene.site.get(&mut admin, "/company").await;
    assert!(page.body.contains("Neue Gasse 2") && page.body.contains("not known"), "{}", page.body);
    let page = send(&mut admin, form(&version, "", "Alte Gasse 1", "AT")).await;
    assert_eq!(page.status, 409);
    assert!(page.body.contains("Eva Huber changed this") && page.body.contains("Alte Gasse 1"), "{}", page.body);
    // Whoever saves again after that means it; the name stays whatever is sent.
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let mut fields = form(&version, "", "Alte Gasse 1", "AT").to_vec();
    fields.push(("name", "Ours Now".to_owned()));
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(scene.site.post(&mut admin, "/company/edit", &fields).await.status, 303);
    let stored =
        select!(&scene.world.sql, (String, String), "SELECT name, street FROM customer WHERE id = $1", scene.customer);
    assert_eq!(stored[0], ("Huber".to_owned(), "Alte Gasse 1".to_owned()));
}

async fn people_of_the_company_are_added_once_and_changed(store: Store) {
    let scene = Scene::new(store).await;
    let mut admin = scene.browser("admin").await;
    let page = scene.site.get(&mut admin, "/company/contacts/new").await;
    let key = page.between("name=\"key\" value=\"", "\"").unwrap().to_owned();
    let page = scene
        .site
        .post(&mut admin, "/company/contacts/new", &[("key", &key), ("email", "x"), ("first_name", "Nora")])
        .await;
    assert_eq!(page.status, 422);
    assert!(
        page.body.contains("href=\"#last_name\"")
            && page.body.contains("href=\"#email\"")
            && page.body.contains("Nora")
    );
    let form = [("key", key.as_str()), ("first_name", "Nora"), ("last_name", "Neu"), ("phone", "+43 1")];
    for _ in 0..2 {
        assert_eq!(scene.site.post(&mut admin, "/company/contacts/new", &form).await.location(), "/company");
    }
    let made =
        select!(&scene.world.sql, (String, i64), "SELECT number, version FROM contact WHERE last_name = $1", "Neu");
    assert_eq!(made, [("K1".to_owned(), 1)], "sent twice, made once");
    // The person can be chosen at once for a colleague (R13).
    assert!(scene.site.get(&mut admin, "/colleagues/invite").await.body.contains("Nora Neu"));
    let change = |version| [("version", version), ("first_name", "Nora"), ("last_name", "Neuer"), ("title", "Boss")];
    assert_eq!(scene.site.post(&mut admin, "/company/contacts/K1", &change("1")).await.status, 303);
    let page = scene.site.post(&mut admin, "/company/contacts/K1", &[("version", "1"), ("last_name", "Alt")]).await;
    assert_eq!(page.status, 409);
    assert!(page.body.contains("Eva Huber changed this") && page.body.contains("value=\"Alt\""), "{}", page.body);
}

async fn colleagues_are_invited_changed_suspended_and_removed(store: Store) {
    let scene = Scene::new(store).await;
    let mut admin = scene.browser("admin").await;
    let page = scene.site.get(&mut admin, "/colleagues").await;
    assert!(page.body.contains("member@a.example") && !page.body.contains("hofer@b.example"));
    let form = [
        ("first_name", "Nina"),
        ("last_name", "Neu"),
        ("email", "nina@a.example"),
        ("role", "member"),
        ("sees", "chosen"),
        ("facility", scene.facility.as_str()),
    ];
    let page = scene.site.post(&mut admin, "/colleagues/invite", &[("first_name", "Nina"), ("email", "x")]).await;
    assert_eq!(page.status, 422);
    assert!(
        page.body.contains("href=\"#last_name\"")
            && page.body.contains("href=\"#email\"")
            && page.body.contains("Nina")
    );
    assert_eq!(scene.site.post(&mut admin, "/colleagues/invite", &form).await.location(), "/colleagues");
    assert_eq!(scene.site.post(&mut admin, "/colleagues/invite", &form).await.status, 422, "invited once");
    let page = scene.site.get(&mut admin, "/colleagues").await;
    let nina = page.body.split("href=\"/colleagues/").find(|part| part.contains("nina@a.example")).unwrap();
    let nina = format!("/colleagues/{}", &nina[..32]);
    let page = scene.site.get(&mut admin, &nina).await;
    for said in ["Invited", "Send invitation again", "Withdraw invitation"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let letters =
        async || select!(&scene.world.sql, (i64,), "SELECT count(*) FROM outbox WHERE kind = 'invitation'")[0].0;
    let before = letters().await;
    assert_eq!(scene.site.post(&mut admin, &format!("{nina}/resend"), &[]).await.status, 303);
    assert_eq!(letters().await, before + 1);
    assert_eq!(scene.site.post(&mut admin, &format!("{nina}/remove"), &[]).await.location(), "/colleagues");
    assert!(!scene.site.get(&mut admin, "/colleagues").await.body.contains("nina@a.example"), "withdrawn");

    let member = format!("/colleagues/{}", scene.member);
    let page = scene.site.get(&mut admin, &member).await;
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let change = [
        ("version", version.as_str()),
        ("role", "moderator"),
        ("sees", "chosen"),
        ("facility", scene.facility.as_str()),
        ("p-view_objects", "denied"),
        ("contact", ""),
    ];
    assert_eq!(scene.site.post(&mut admin, &member, &change).await.status, 303);
    let stored =
        select!(&scene.world.sql, (Role, bool), "SELECT role, sees_all FROM customer_user WHERE id = $1", scene.member);
    assert_eq!(stored[0], (Role::Moderator, false));
    let page = scene.site.post(&mut admin, &member, &change[..1]).await;
    assert_eq!(page.status, 409, "of an old version");
    assert!(page.body.contains("Eva Huber changed this"), "{}", page.body);
    assert_eq!(scene.site.post(&mut admin, &format!("{member}/suspend"), &[]).await.status, 303);
    let page = scene.site.get(&mut admin, &member).await;
    assert!(page.body.contains("Lift the suspension") && !page.body.contains("/suspend\""));
    assert_eq!(scene.site.post(&mut admin, &format!("{member}/suspend"), &[]).await.status, 422, "once");
    assert_eq!(scene.site.post(&mut admin, &format!("{member}/lift"), &[]).await.status, 303);
    assert!(scene.site.get(&mut admin, &format!("{member}/remove")).await.body.contains("name=\"tell\""));
    let told =
        async || select!(&scene.world.sql, (i64,), "SELECT count(*) FROM outbox WHERE kind = 'access_revoked'")[0].0;
    assert_eq!(scene.site.post(&mut admin, &format!("{member}/remove"), &[]).await.location(), "/colleagues");
    assert_eq!(told().await, 0, "the box was not ticked");
}

async fn nobody_gives_what_they_do_not_have(store: Store) {
    let scene = Scene::new(store).await;
    // Whoever sees Weiz alone offers Weiz alone (R9, R12).
    let mut weiz = scene.browser("weiz").await;
    let page = scene.site.get(&mut weiz, "/colleagues/invite").await;
    assert!(page.body.contains("> Weiz</label>") && !page.body.contains("> Graz</label>"), "{}", page.body);
    assert!(!page.body.contains("value=\"all\""));
    let forged =
        [("first_name", "N"), ("last_name", "N"), ("email", "n@a.example"), ("role", "member"), ("sees", "all")];
    let page = scene.site.post(&mut weiz, "/colleagues/invite", &forged).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("You cannot give what you do not have yourself"), "{}", page.body);
    // Invoices are not the one's to give who does not see them.
    let mut estimates = scene.browser("estimates").await;
    let member = format!("/colleagues/{}", scene.member);
    let page = scene.site.get(&mut estimates, &member).await;
    let choice = page.between("id=\"p-view_invoices\"", "</select>").unwrap().to_owned();
    assert!(!choice.contains("value=\"allowed\""), "{choice}");
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let forged = [("version", version.as_str()), ("role", "member"), ("sees", "all"), ("p-view_invoices", "allowed")];
    assert_eq!(scene.site.post(&mut estimates, &member, &forged).await.status, 422);
    // The last administrator stays one (R18), and is told so in words.
    let sql = "UPDATE customer_user SET role = 'member' WHERE sign_in_id IN (SELECT id FROM sign_in WHERE email <> $1)";
    exec!(&scene.world.sql, sql, "admin@a.example");
    let mut admin = scene.browser("admin").await;
    let page = scene.site.get(&mut admin, "/colleagues").await;
    let me =
        page.body.split("href=\"/colleagues/").find(|part| part.contains("admin@a.example")).unwrap()[..32].to_owned();
    let page = scene.site.get(&mut admin, &format!("/colleagues/{me}")).await;
    let version = page.between("name=\"version\" value=\"", "\"").unwrap().to_owned();
    let demote = [("version", version.as_str()), ("role", "member"), ("sees", "all")];
    let page = scene.site.post(&mut admin, &format!("/colleagues/{me}"), &demote).await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("last active administrator"), "{}", page.body);
    // One cannot suspend or remove oneself here.
    assert_eq!(scene.site.get(&mut admin, &format!("/colleagues/{me}/remove")).await.status, 403);
}
