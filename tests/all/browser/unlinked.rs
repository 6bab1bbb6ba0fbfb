//! Pages that no link leads to, held to the same as all others: the second step of signing in, what letters' links open, what staff
//! see who look as somebody, refusals, and every form after it came back with what is wrong with it.

use std::collections::BTreeSet;
use std::io::Cursor;

use chrono::TimeDelta;
use image::{ImageFormat, Rgba, RgbaImage};
use keydesk::domain::check::{Point, PointKind};
use keydesk::domain::state::UserState;
use keydesk::service::checks::{self, Assignment, TemplateChange};
use keydesk::service::readings::{self, NewReading};
use keydesk::service::second_factor::totp;
use keydesk::service::{passwords, portal_switch, secure_link, settings, view_as};
use keydesk::store::Store;

use super::every_page::pattern;
use super::found::Found;
use super::ways::stage::{PHOTOGRAPH, Person, Stage};
use crate::support::database::on_sqlite;
use crate::support::pages::Checkers;
use crate::support::sql::select;
use crate::support::world::{NewUser, PASSWORD};

/// The addresses of these pages.
pub const UNLINKED: &[&str] = &[
    "/checks/{assignment}/{run}",
    "/orders/{number}/edit",
    "/view/{token}",
    "/view/end",
    "/invitation/{token}",
    "/password/{token}",
    "/password",
    "/login/second",
    "/account/confirm",
];

/// Fields with what is typed into them.
type Typed = &'static [(&'static str, &'static str)];

/// Forms that are sent as they stand or with little in them, and come back: where, the button, what is typed before.
const WRONG: &[(&str, &str, Typed)] = &[
    ("/orders/new", "form.write button.main", &[]),
    ("/orders/OWN/edit", "form.write button.main", &[("#title", "")]),
    ("/orders/N1", "section.talk form button.main", &[]),
    ("/orders/N1", "#papers form button", &[]),
    ("/faults/new", "form.write button.main", &[]),
    ("/objects/new", "form.write button.main", &[]),
    ("/objects/LIFT/edit", "form.write button.main", &[("#name", "")]),
    ("/objects/LIFT", "form.inset button.main", &[("#value", "12")]),
    ("/video/new", "form.write button.main", &[]),
    ("/video/VIDEO", "section[aria-labelledby=move] button", &[("#day", "")]),
    ("/company/edit", "form.write button.main", &[("#country", "Austria"), ("#email", "none")]),
    ("/company/contacts/new", "form.write button.main", &[("#email", "none")]),
    ("/colleagues/invite", "form.write button.main", &[("#email", "none")]),
    ("/account", "form[action='/account/profile'] button", &[("#first_name", ""), ("#mobile", "12")]),
    ("/account", "form[action='/account/password'] button", &[]),
    ("/account/second-factor", "form[action='/account/second-factor/confirm'] button", &[("#code", "1")]),
    ("/account/confirm", ".card form:not(.passkey) button.main", &[]),
];

#[test]
fn pages_that_no_link_leads_to_are_valid_and_have_no_barrier() {
    on_sqlite(walk);
}

/// The walk, and what it has seen.
struct Walk {
    stage: Stage,
    checkers: Checkers,
    found: Found,
    seen: BTreeSet<&'static str>,
}

impl Walk {
    /// Looks at the page that is shown, which was answered with this status.
    async fn look(&mut self, name: &str, status: u16) {
        let answered = self.stage.browser.status().await;
        assert_eq!(answered, status, "{name}: {}", self.stage.browser.shown().await);
        let path = self.stage.path().await;
        self.seen.extend(pattern(path.split(['?', '#']).next().unwrap_or_default()));
        let html = self.stage.sent();
        self.found.look_at(&self.stage.browser, &self.checkers, name, html).await;
    }

    /// Opens an address and looks at it.
    async fn open(&mut self, path: &str, status: u16) {
        self.stage.browser.open(&self.stage.at(path)).await;
        self.look(path, status).await;
    }

    /// The path of a link in full.
    fn path_of(&self, link: &str) -> String {
        link.strip_prefix(&self.stage.at("")).expect("an address of this portal").to_owned()
    }
}

async fn walk(store: Store) {
    let Some(checkers) = Checkers::get() else { return };
    let Some(stage) = Stage::built(store).await else { return };
    // The checkers ask from inside the page, which may not fetch or run anything of its own.
    stage.browser.chromium("Page.setBypassCSP", serde_json::json!({ "enabled": true })).await;
    let mut walk = Walk { stage, checkers, found: Found::default(), seen: BTreeSet::new() };
    letters(&mut walk).await;
    refusals(&mut walk).await;
    forms(&mut walk).await;
    viewed(&mut walk).await;
    second_step(&mut walk).await;
    let missing: Vec<_> = UNLINKED.iter().filter(|path| !walk.seen.contains(*path)).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}");
    walk.found.is_clean(&walk.checkers);
}

/// What letters' links open: as they are, wrong, and over.
async fn letters(walk: &mut Walk) {
    let person = walk.stage.person().await;
    let (app, admin) = (walk.stage.world.app.clone(), walk.stage.world.admin.clone());
    let invited = walk.stage.invited(&person, "jan").await;
    passwords::send_link(&app, &admin, person.user, None).await.expect("a link");
    let password = format!("/password/{}", walk.stage.letter_to(&person.email).await);
    for path in [walk.path_of(&invited.link), password.clone()] {
        walk.open(&path, 200).await;
        walk.stage.fill("input[type=password]", "short").await;
        walk.stage.press("main button.main").await;
        walk.look(&format!("{path} with a short password"), 422).await;
    }
    app.clock.advance(TimeDelta::days(6));
    walk.open(&walk.path_of(&invited.link), 410).await;
    walk.open(&password, 410).await;
    walk.open("/recovery", 200).await;
    walk.stage.press("main button.main").await;
    walk.look("/recovery with nothing", 422).await;
    walk.stage.fill("#email", &person.email).await;
    walk.stage.press("main button.main").await;
    walk.look("/recovery, asked", 200).await;
    walk.open("/code", 200).await;
    walk.stage.press("main button.main").await;
    walk.look("/code with nothing", 422).await;

    let number = format!("{}L", person.number);
    let guest = walk.stage.world.customer(&number, "Berger Privat").await;
    let link = secure_link::show(&app, &admin, guest).await.expect("a link").link;
    walk.open(&walk.path_of(&link), 200).await;
    walk.open("/orders", 200).await;
    walk.stage.forget().await;

    let temporary = passwords::temporary(&app, &admin, person.user, false).await.expect("a password").password;
    walk.stage.sign_in(&person.email, &temporary).await;
    walk.look("/password", 200).await;
    walk.stage.forget().await;
}

/// What is said to whoever does not come in, or not there.
async fn refusals(walk: &mut Walk) {
    let person = walk.stage.person().await;
    walk.open("/link/none", 404).await;
    walk.open("/password/none", 404).await;
    walk.open("/view/none", 404).await;
    walk.open("/login", 200).await;
    walk.stage.press("main button.main").await;
    walk.look("/login with nothing", 422).await;
    for (name, state) in [("paused", UserState::Suspended), ("unready", UserState::Pending)] {
        let email = format!("{name}{}@huber.example", person.number);
        walk.stage.world.user_with(person.customer, &email, NewUser { state, ..NewUser::default() }).await;
        walk.stage.browser.open(&walk.stage.at("/login")).await;
        walk.stage.fill("#email", &email).await;
        walk.stage.fill("#password", PASSWORD).await;
        walk.stage.press("main button.main").await;
        walk.look(name, 403).await;
    }
    let email = format!("member{}@huber.example", person.number);
    walk.stage.world.user(person.customer, &email).await;
    walk.stage.sign_in(&email, PASSWORD).await;
    walk.open("/dashboard", 403).await;
    walk.open("/orders/none", 404).await;
    let (app, admin) = (walk.stage.world.app.clone(), walk.stage.world.admin.clone());
    portal_switch::customer(&app, &admin, person.customer, false).await.expect("it is off");
    walk.open("/orders", 403).await;
    walk.stage.forget().await;
}

/// Forms that came back, an order that can be changed, a self-check filled in.
async fn forms(walk: &mut Walk) {
    let person = walk.stage.signed_in().await;
    let names = furnished(walk, &person).await;
    for (path, button, typed) in WRONG {
        let path = names.iter().fold((*path).to_owned(), |path, (from, to)| path.replace(from, to));
        walk.stage.browser.open(&walk.stage.at(&path)).await;
        for (field, text) in *typed {
            if text.is_empty() {
                walk.stage.set(field, "").await;
            } else {
                walk.stage.fill(field, text).await;
            }
        }
        walk.stage.press(button).await;
        walk.look(&format!("{path} sent with {typed:?}"), 422).await;
    }
    walk.open(&format!("/orders/{}/edit", names[1].1), 200).await;
    walk.open("/account/confirm", 200).await;

    walk.open("/checks", 200).await;
    walk.stage.press(".rows a").await;
    walk.stage.press("form.check button.main").await;
    walk.look("a self-check with nothing", 422).await;
    walk.stage.click("input[name='answer-1'][value='not_ok']").await;
    walk.stage.fill("#answer-2", "4.5").await;
    walk.stage.attach("#photo-1", PHOTOGRAPH).await;
    walk.stage.press("form.check button.main").await;
    walk.look("a self-check filled in", 200).await;
    walk.open(&format!("/objects/{}", names[2].1), 200).await;
    walk.stage.forget().await;
}

/// What the forms are about; their names in [`WRONG`] with the numbers that they have.
async fn furnished(walk: &Walk, person: &Person) -> [(&'static str, String); 4] {
    let (stage, world) = (&walk.stage, &walk.stage.world);
    let order = format!("{}N1", person.number);
    world.order(person.customer, Some(person.graz), &order, "Lift stuck").await;
    let lift = world.object(person.customer, Some(person.graz), "Lift").await;
    let lift = select!(&world.sql, (String,), "SELECT number FROM service_object WHERE id = $1", lift).remove(0).0;
    let (object, value, reason) = (lift.clone(), "100".to_owned(), String::new());
    let read = NewReading { object: object.clone(), value, taken_at: None, reason };
    readings::add(&world.app, &world.admin, &read).await.expect("a reading");
    world.app.clock.advance(TimeDelta::minutes(5));
    let point = |text: &str, kind, photo| Point { text: text.to_owned(), kind, photo };
    let points = vec![point("Doors close", PointKind::Ok, true), point("Oil level", PointKind::Number, false)];
    let name = "Monthly look".to_owned();
    let change = TemplateChange { id: None, version: 0, name, points, active: true };
    let template = checks::template(&world.app, &world.admin, &change).await.expect("a checklist").id;
    let due_on = world.app.now().date_naive();
    let assignment = Assignment { object, template, every_days: 30, due_on };
    checks::assign(&world.app, &world.admin, &assignment).await.expect("it is assigned");
    let video = format!("V{}", person.number);
    world.video(person.customer, Some(person.graz), &video, "Look at the gate").await;

    stage.open("/orders/new", "Ask for an order").await;
    stage.fill("#title", "Yearly check").await;
    stage.choose("#facility", &person.weiz.to_string()).await;
    stage.press("form.write button.main").await;
    let own = stage.path().await.rsplit('/').next().unwrap_or_default().to_owned();
    stage.open("/account/second-factor", "Second factor").await;
    stage.press("form[action='/account/second-factor/begin'] button").await;
    [("N1", order), ("OWN", own), ("LIFT", lift), ("VIDEO", video)]
}

/// What staff see who look as somebody.
async fn viewed(walk: &mut Walk) {
    let person = walk.stage.person().await;
    let (app, admin) = (walk.stage.world.app.clone(), walk.stage.world.admin.clone());
    let link = view_as::link(&app, &admin, person.user).await.expect("a link").url;
    walk.open(&walk.path_of(&link), 200).await;
    walk.stage.press("main button.main").await;
    walk.look("what staff see first", 200).await;
    for path in ["/orders", "/account", "/colleagues", "/calendar"] {
        walk.open(path, 200).await;
    }
    walk.stage.press("aside.viewing button").await;
    walk.look("the view has ended", 200).await;
    walk.stage.forget().await;
}

/// The step after the password, and the recovery codes before it.
async fn second_step(walk: &mut Walk) {
    let person = walk.stage.signed_in().await;
    walk.stage.open("/account/second-factor", "Second factor").await;
    walk.stage.press("form[action='/account/second-factor/begin'] button").await;
    let secret = walk.stage.texts("code.secret").await.remove(0);
    let code = totp::shown(&secret, walk.stage.world.app.now()).expect("a code");
    walk.stage.fill("#code", &code).await;
    walk.stage.press("form[action='/account/second-factor/confirm'] button").await;
    walk.look("recovery codes", 200).await;
    walk.open("/account/second-factor", 200).await;
    walk.stage.press("form[action='/account/second-factor/off'] button").await;
    walk.look("switching the app off without a password", 422).await;
    walk.stage.forget().await;
    // With a logo, which this page shows like every other.
    let mut logo = Cursor::new(Vec::new());
    RgbaImage::from_pixel(400, 80, Rgba([200, 30, 30, 255])).write_to(&mut logo, ImageFormat::Png).expect("a picture");
    let (app, admin) = (&walk.stage.world.app, &walk.stage.world.admin);
    settings::set_logo(app, admin, Some(logo.into_inner())).await.expect("a logo");
    walk.stage.sign_in(&person.email, PASSWORD).await;
    walk.look("/login/second", 200).await;
    assert!(walk.stage.browser.has("header img.logo").await, "whose page it is");
    walk.stage.fill("#code", "000000").await;
    walk.stage.press("form[action='/login/second']:not(.passkey) button.main").await;
    walk.look("/login/second with a wrong code", 422).await;
}
