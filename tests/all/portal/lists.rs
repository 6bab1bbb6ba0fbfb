//! Lists: page after page there, and back again.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use keydesk::domain::permission::Role;
use keydesk::store::Store;

use super::site::{Browser, Site};
use crate::support::database::stories;
use crate::support::world::{NewUser, World};

stories! { lists_are_walked_page_by_page, a_page_costs_few_statements }

/// The list of orders is what customers open most: the session with its rights, and the list. Whoever may fill in self-checks
/// costs nothing more, though the navigation asks whether there are any.
async fn a_page_costs_few_statements(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "member@huber.example").await;
    let admin = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(customer, "admin@huber.example", admin).await;
    let site = Site::of(&world);
    for person in ["member@huber.example", "admin@huber.example"] {
        let mut browser = site.signed_in(person).await;
        let before = world.app.store.statements();
        let page = site.get(&mut browser, "/orders").await;
        assert!(page.status == 200 && page.body.contains("A1"), "{}", page.body);
        assert_eq!(world.app.store.statements() - before, 3, "{person}: session, rights, list");
    }
}

/// Follows the links of a list from `path` on; the numbers of every page.
async fn walk(site: &Site, browser: &mut Browser, path: &str, way: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = site.get(browser, &path).await;
        assert_eq!(page.status, 200, "{path}");
        let numbers =
            page.body.split("muted detail\">").skip(1).map(|r| r.split([' ', '<']).next().unwrap().to_owned());
        pages.push(numbers.collect());
        let link = page.between(&format!("rel=\"{way}\" href=\""), "\"");
        next = link.map(|href| href.replace("&#38;", "&").replace("&amp;", "&"));
        assert!(pages.len() < 20, "the way ends");
    }
    pages
}

async fn lists_are_walked_page_by_page(store: Store) {
    let world = World::new(store).await;
    let customer = world.customer("1042", "Huber").await;
    world.user(customer, "eva@huber.example").await;
    for n in 0..60 {
        // Three at each moment, so that the moment alone does not decide.
        if n % 3 == 0 {
            world.app.clock.advance(TimeDelta::minutes(1));
        }
        world.order(customer, None, &format!("SO-{n}/ä"), "a title").await;
        world.object(customer, None, "all alike").await;
    }
    let site = Site::of(&world);
    let mut browser = site.signed_in("eva@huber.example").await;
    let older = walk(&site, &mut browser, "/orders?state=all&q=title", "next").await;
    assert_eq!(older.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
    let newest_first: Vec<_> = older.concat();
    let distinct: BTreeSet<_> = newest_first.iter().collect();
    assert_eq!(distinct.len(), 60, "none twice, none missing");
    assert!(newest_first[0].starts_with("SO-5") && newest_first[59].starts_with("SO-"), "{newest_first:?}");
    let last = percent_encoding::utf8_percent_encode(&newest_first[50], percent_encoding::NON_ALPHANUMERIC).to_string();
    let newer = walk(&site, &mut browser, &format!("/orders?state=all&before={last}"), "prev").await;
    assert_eq!(newer.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25]);
    assert_eq!(newer[0], newest_first[25..50], "the nearest newer ones, newest first");
    assert_eq!(newer[1], newest_first[..25]);
    let objects = walk(&site, &mut browser, "/objects", "next").await;
    assert_eq!(objects.iter().map(Vec::len).collect::<Vec<_>>(), [50, 10]);
}
