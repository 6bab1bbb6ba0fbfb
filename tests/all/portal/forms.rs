//! Every form of the portal, filled in every way that people fill in forms: empty, too long, wrong, twice, on an old version.
//! The right status, a summary that leads to the fields, everything typed still there, and nothing stored by half. What is
//! typed while the session ends is in `kept`, over the same table.

mod reading;
mod scene;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::header;
use keydesk::portal::routes;
use keydesk::store::Store;

use self::reading::{Kind, Read, form, named};
use self::table::{EXCEPT, Empty, Stale, Twice};
use super::site::{Answer, Browser};
use crate::support::database::stories;

pub use self::scene::Scene;
pub use self::table::{Form, forms};

stories! {
    every_form_has_its_row,
    what_is_missing_is_named,
    what_is_too_long_or_wrong_comes_back,
    a_form_that_arrives_twice_makes_one_thing,
    whoever_is_late_is_told_who_was_faster,
    a_body_of_any_other_kind_is_refused,
}

/// No address that takes a form is left out, and no field into which somebody types.
async fn every_form_has_its_row(store: Store) {
    let scene = Scene::new(store).await;
    let table = forms(&scene);
    let there: BTreeSet<_> = routes().into_iter().filter(|(method, _)| *method == "POST").map(|(_, at)| at).collect();
    let rows: BTreeSet<_> = table.iter().map(|form| form.pattern).chain(EXCEPT.iter().map(|(at, _)| *at)).collect();
    assert_eq!(there.difference(&rows).collect::<Vec<_>>(), Vec::<&&str>::new(), "forms without a row");
    assert_eq!(rows.difference(&there).collect::<Vec<_>>(), Vec::<&&str>::new(), "rows without a form");
    assert_eq!(rows.len(), table.len() + EXCEPT.len(), "a row for each");
    for one in &table {
        let (_, read) = open(&scene, one, &mut scene.browser(one.who).await).await;
        let held: BTreeSet<_> = one.long.iter().map(|(f, ..)| *f).chain(one.wrong.iter().map(|(f, ..)| *f)).collect();
        let held =
            |name: &str| held.contains(name) || name.starts_with("p-") && held.iter().any(|f| f.starts_with("p-"));
        let forgotten: Vec<_> = read.texts().into_iter().filter(|name| !held(name)).collect();
        assert!(forgotten.is_empty(), "{}: {forgotten:?}", one.pattern);
    }
}

/// The page with the form, and the form.
async fn open(scene: &Scene, one: &Form, browser: &mut Browser) -> (Answer, Read) {
    let page = scene.site.get(browser, &one.page).await;
    assert_eq!(page.status, 200, "{}: {}", one.page, page.body);
    let read = form(&page.body, &one.path).unwrap_or_else(|| panic!("no form to {}: {}", one.path, page.body));
    (page, read)
}

async fn send(scene: &Scene, one: &Form, browser: &mut Browser, fields: &[(String, String)], files: bool) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    match one.files {
        Some(all) => scene.site.upload(browser, &one.path, &fields, if files { all } else { &[] }).await,
        None => scene.site.post(browser, &one.path, &fields).await,
    }
}

/// What is held in another number than before.
fn differing(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    let differs = after.iter().filter(|(what, n)| before.get(*what) != Some(n));
    differs.map(|(what, n)| format!("{what}: {:?} → {n}", before.get(what))).collect()
}

/// A refused form: 422, these fields named, everything typed still there.
fn refused(what: &str, one: &Form, answer: &Answer, (sent, longest): (&[(String, String)], usize), fields: &[&str]) {
    assert_eq!(answer.status, 422, "{what}: {}", answer.body);
    let expected: BTreeSet<String> = fields.iter().map(|f| (*f).to_owned()).collect();
    assert_eq!(named(&answer.body), expected, "{what}: {}", answer.body);
    let back = form(&answer.body, &one.path).unwrap_or_else(|| panic!("{what}: the form is gone: {}", answer.body));
    assert_eq!(back.lost(sent, longest), Vec::<String>::new(), "{what}: lost: {}", answer.body);
}

async fn what_is_missing_is_named(store: Store) {
    let scene = Scene::new(store).await;
    for one in &forms(&scene) {
        let mut browser = scene.browser(one.who).await;
        let (_, read) = open(&scene, one, &mut browser).await;
        let emptied: Vec<_> = read.texts().into_iter().map(|name| (name, String::new())).collect();
        let emptied: Vec<_> = emptied.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let sent = read.filled(&emptied);
        let before = scene.holds(!one.who.is_empty()).await;
        match one.empty {
            Empty::Names(fields) => {
                let answer = send(&scene, one, &mut browser, &sent, false).await;
                refused(one.pattern, one, &answer, (&sent, 0), fields);
                let after = scene.holds(!one.who.is_empty()).await;
                assert_eq!(differing(&before, &after), Vec::<String>::new(), "{}: something is stored", one.pattern);
            }
            Empty::Taken => {
                let answer = send(&scene, one, &mut browser, &sent, false).await;
                assert_eq!(answer.status, one.taken, "{}: {}", one.pattern, answer.body);
            }
            Empty::Nothing => {}
        }
    }
}

/// Each field by itself, with everything else as it should be.
async fn what_is_too_long_or_wrong_comes_back(store: Store) {
    let scene = Scene::new(store).await;
    for one in &forms(&scene) {
        let mut browser = scene.browser(one.who).await;
        let (_, read) = open(&scene, one, &mut browser).await;
        let before = scene.holds(!one.who.is_empty()).await;
        let long = one.long.iter().map(|(field, most, at)| (*field, "ä".repeat(most + 1), *most, *at));
        let wrong = one.wrong.iter().map(|(field, value, at)| (*field, (*value).to_owned(), 0, *at));
        for (field, value, most, at) in long.chain(wrong) {
            let what = format!("{}: {field}={value:.40}", one.pattern);
            let mut typed = one.typed.clone();
            typed.retain(|(name, _)| *name != field);
            typed.push((field, value));
            let sent = read.filled(&typed);
            let answer = send(&scene, one, &mut browser, &sent, true).await;
            refused(&what, one, &answer, (&sent, most.saturating_sub(1)), &[at]);
            let after = scene.holds(!one.who.is_empty()).await;
            assert_eq!(differing(&before, &after), Vec::<String>::new(), "{what}: something is stored");
        }
    }
}

async fn a_form_that_arrives_twice_makes_one_thing(store: Store) {
    let scene = Scene::new(store).await;
    for one in &forms(&scene) {
        let what = one.pattern;
        let mut browser = scene.browser(one.who).await;
        let (_, read) = open(&scene, one, &mut browser).await;
        let sent = read.filled(&one.typed);
        let before = scene.holds(!one.who.is_empty()).await;
        let mut second = browser.clone();
        let first = send(&scene, one, &mut browser, &sent, true).await;
        assert_eq!(first.status, one.taken, "{what}: {}", first.body);
        let once = scene.holds(!one.who.is_empty()).await;
        let makes_nothing =
            ["/login", "/recovery", "/account/notices", "/account/language", "/account/confirm", "/code"]
                .contains(&what);
        assert!(makes_nothing || once != before, "{what}: nothing was done");
        // The second click goes out before the first one's answer is there: with the same cookies, unless that answer made
        // new ones.
        if browser.cookies.get("keydesk") != second.cookies.get("keydesk") {
            second = browser;
        }
        let again = send(&scene, one, &mut second, &sent, true).await;
        let twice = scene.holds(!one.who.is_empty()).await;
        match one.twice {
            Twice::Same => {
                assert_eq!((again.status, again.location()), (one.taken, first.location()), "{what}: {}", again.body);
                assert_eq!(differing(&once, &twice), Vec::<String>::new(), "{what}: made twice");
            }
            Twice::Refused(status) => {
                assert_eq!(again.status, status, "{what}: {}", again.body);
                assert_eq!(differing(&once, &twice), Vec::<String>::new(), "{what}: made twice");
            }
            Twice::Free(why) => assert!(!why.is_empty()),
        }
    }
}

/// 409: who it was is said, what was typed stays, nothing is stored; the form that comes back has seen the new version.
async fn whoever_is_late_is_told_who_was_faster(store: Store) {
    let scene = Scene::new(store).await;
    let versioned: Vec<_> = forms(&scene).into_iter().filter(|one| one.stale.is_some()).collect();
    let all = forms(&scene);
    for one in &all {
        let mut browser = scene.browser(one.who).await;
        let (page, read) = open(&scene, one, &mut browser).await;
        let has_version = read.fields.iter().any(|f| f.kind == Kind::Hidden && f.name == "version");
        // A checklist has the version of its template, which staff change: the story of that is in `devices`.
        let held = one.stale.is_some() || one.pattern.starts_with("/checks");
        assert_eq!(has_version, held, "{}: a form with a version has its late one: {}", one.pattern, page.body);
    }
    for one in &versioned {
        let Some(stale) = &one.stale else { continue };
        late(&scene, one, stale).await;
    }
}

async fn late(scene: &Scene, one: &Form, stale: &Stale) {
    let what = one.pattern;
    let (mut mine, mut theirs) = (scene.browser(one.who).await, scene.browser(stale.by).await);
    let (_, read) = open(scene, one, &mut mine).await;
    let other =
        stale.through.map_or_else(|| one.clone(), |at| Form { page: at.into(), path: at.into(), ..one.clone() });
    let (_, over) = open(scene, &other, &mut theirs).await;
    let answer = send(scene, &other, &mut theirs, &over.filled(&stale.typed), false).await;
    assert_eq!(answer.status, 303, "{what}: {}", answer.body);

    let before = scene.holds(true).await;
    let sent = read.filled(&one.typed);
    let answer = send(scene, one, &mut mine, &sent, true).await;
    assert_eq!(answer.status, 409, "{what}: {}", answer.body);
    assert!(answer.body.contains(stale.says), "{what}: it is not said who was faster: {}", answer.body);
    assert_eq!(differing(&before, &scene.holds(true).await), Vec::<String>::new(), "{what}: something is stored");
    if !stale.again {
        for (_, value) in &one.typed {
            assert!(answer.body.contains(value.as_str()), "{what}: {value} is lost: {}", answer.body);
        }
        return;
    }
    let back = form(&answer.body, &one.path).unwrap_or_else(|| panic!("{what}: the form is gone: {}", answer.body));
    assert_eq!(back.lost(&sent, 0), Vec::<String>::new(), "{what}: lost: {}", answer.body);
    let answer = send(scene, one, &mut mine, &back.sent(), true).await;
    assert_eq!(answer.status, one.taken, "{what}: sent once more: {}", answer.body);
}

/// No form is read as JSON, as plain text, or from a body without a kind; nothing of two gigabytes is read at all.
async fn a_body_of_any_other_kind_is_refused(store: Store) {
    let scene = Scene::new(store).await;
    let mut browser = scene.browser("eva").await;
    let before = scene.holds(true).await;
    for one in forms(&scene).iter().filter(|one| one.who == "eva") {
        open(&scene, one, &mut browser).await;
        for kind in ["application/json", "text/plain", ""] {
            let answer = scene.site.post_raw(&mut browser, &one.path, kind, "{\"title\":\"x\"}").await;
            assert_eq!(answer.status, 415, "{}: {kind}: {}", one.pattern, answer.body);
        }
        let csrf = browser.csrf.clone();
        let endless = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>("x".repeat(64 * 1024)));
        let announced = if one.files.is_some() {
            let never = Body::from_stream(futures_util::stream::pending::<Result<String, std::io::Error>>());
            scene.site.upload_body(&mut browser, &one.path, never, Some(2 << 30)).await
        } else {
            scene.site.post_body(&mut browser, &one.path, Body::from_stream(endless)).await
        };
        assert_eq!(announced.status, 413, "{}: {}", one.pattern, announced.body);
        assert!(announced.headers.get(header::LOCATION).is_none());
        browser.csrf = csrf;
    }
    assert_eq!(differing(&before, &scene.holds(true).await), Vec::<String>::new());
}
