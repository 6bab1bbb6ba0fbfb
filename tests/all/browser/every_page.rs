//! Every page that links lead to, of the sample company and before sign-in: valid HTML, no barrier that axe-core finds, nothing
//! wider than the window.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use keydesk::portal::routes;
use serde_json::Value;

use crate::support::browser::Browser;
use crate::support::pages::Checkers;

use super::demo::Demo;
use super::found::Found;
use super::unlinked::UNLINKED;

/// Addresses that have no page, and why. Those of pages that no link leads to are in [`UNLINKED`].
const NOT_LOOKED_AT: &[(&str, &str)] = &[
    ("/", "leads on"),
    ("/my_profile", "leads on"),
    ("/.well-known/change-password", "leads on"),
    ("/healthz", "no page"),
    ("/calendar/feed/{name}", "no page"),
    ("/robots.txt", "no page"),
    ("/static/{name}", "no page"),
    ("/brand/{accent}", "no page"),
    ("/brand/logo/{name}", "no page"),
    ("/documents/{number}", "no page"),
    ("/documents/{number}/thumbnail", "no page"),
    ("/link/{token}", "leads on"),
];

/// The pattern of the router that a path falls under.
pub fn pattern(path: &str) -> Option<&'static str> {
    let fits = |pattern: &str| {
        let (a, b): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a == b || (a.starts_with('{') && !b.is_empty()))
    };
    let all = || routes().into_iter().map(|(_, pattern)| pattern).filter(|pattern| fits(pattern));
    all().find(|pattern| !pattern.contains('{')).or_else(|| all().next())
}

/// The addresses of our own that the page leads to, without those that give a file.
async fn links(browser: &Browser, url: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)";
    let found = browser.execute(script, Vec::new()).await.expect("the page answers");
    let hrefs = found.as_array().expect("a list").iter().filter_map(Value::as_str);
    let own = hrefs.filter_map(|href| href.strip_prefix(url)).map(|path| path.split('#').next().unwrap_or_default());
    own.map(str::to_owned).collect()
}

/// The page as the server sends it when it is asked again.
async fn source(browser: &Browser) -> String {
    let script = "const done = arguments[0]; fetch(location.href).then(a => a.text()).then(done, e => done('' + e))";
    let text = browser.execute_async(script, Vec::new()).await.expect("the page is sent again");
    text.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_valid_and_has_no_barrier() {
    let Some(checkers) = Checkers::get() else { return };
    let Some(browser) = Browser::start().await else { return };
    let demo = Demo::start();
    // What the tests ask of the page is asked from inside; our pages themselves may not fetch anything.
    browser.chromium("Page.setBypassCSP", serde_json::json!({ "enabled": true })).await;
    browser.open("data:text/html,<title>x</title><img src=x>").await;
    assert!(!checkers.barriers(&browser).await.is_empty(), "a picture without words is found");
    let (mut found, mut seen) = (Found::default(), BTreeSet::new());
    for path in [
        "/login",
        "/login?branding=Nordlift+Service",
        "/recovery",
        "/code",
        "/orders/none",
        "/invitation/none",
        "/unsubscribe/none",
        "/no-such-page",
    ] {
        browser.open(&demo.at(path)).await;
        found.look_at(&browser, &checkers, path, source(&browser).await).await;
        seen.extend(pattern(path));
    }
    demo.sign_in(&browser).await;
    let mut ahead = VecDeque::from(["/", "/switch", "/facilities"].map(str::to_owned));
    let mut visited = BTreeSet::new();
    let mut of_pattern: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = ahead.pop_front() {
        let plain = path.split('?').next().unwrap_or_default();
        let kind = format!("{}{}", pattern(plain).unwrap_or(plain), if path.contains('?') { "?" } else { "" });
        // Two of each kind show what there is to see.
        let count = of_pattern.entry(kind).or_default();
        if *count >= 2 || !visited.insert(path.clone()) {
            continue;
        }
        *count += 1;
        browser.open(&demo.at(&path)).await;
        let is_page = browser.execute("return document.contentType === 'text/html'", Vec::new()).await;
        if !is_page.is_ok_and(|page| page == true) {
            continue;
        }
        found.look_at(&browser, &checkers, &path, source(&browser).await).await;
        seen.extend(pattern(plain));
        ahead.extend(links(&browser, &demo.url).await);
    }
    let pages: BTreeSet<_> =
        routes().into_iter().filter(|(method, _)| *method == "GET").map(|(_, path)| path).collect();
    let excepted: BTreeSet<_> = NOT_LOOKED_AT.iter().map(|(path, _)| path).chain(UNLINKED).copied().collect();
    let missing: Vec<_> = pages.iter().filter(|p| !seen.contains(*p) && !excepted.contains(*p)).collect();
    found.is_clean(&checkers);
    assert!(missing.is_empty(), "no link leads to {missing:?}");
}
