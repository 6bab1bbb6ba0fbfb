//! Several comments on one order within some minutes are one letter (R60), and none is ever lost.

use chrono::TimeDelta;
use keydesk::domain::letter::Letter;
use keydesk::domain::permission::{Exception, Permission};
use keydesk::domain::staff::StaffRole;
use keydesk::service::comments::{self, NewComment};
use keydesk::service::outbox::{self, LetterRow, OutboxQuery, Standing};
use keydesk::service::{Actor, App, Policy, access};
use keydesk::store::Store;

use super::{Reader, Scene};
use crate::support::database::stories;
use crate::support::smtp::MAIL;
use crate::support::world::World;

stories! {
    several_comments_are_one_letter,
    what_was_tried_is_not_changed,
    internal_ones_stay_among_themselves,
    a_bundle_is_asked_about_when_it_is_sent,
    two_who_comment_at_once_lose_nothing,
}

fn quiet() -> Policy {
    Policy { quiet: TimeDelta::minutes(3), ..Policy::default() }
}

async fn letters(scene: &Scene, to: &str) -> Vec<LetterRow> {
    let query = OutboxQuery { limit: 200, ..OutboxQuery::default() };
    let mut found = outbox::list(&scene.world.app, &scene.world.admin, &query).await.unwrap();
    found.retain(|letter| letter.to_address.starts_with(to));
    found.reverse();
    found
}

/// What a letter tells, in order, each with who wrote it.
fn said(letter: &LetterRow) -> Vec<(String, String)> {
    let Letter::Notice { by, detail, more, .. } = &letter.letter else { panic!("a notice: {letter:?}") };
    let more = more.iter().map(|m| (m.by.clone(), m.detail.clone()));
    std::iter::once((by.clone(), detail.clone())).chain(more).collect()
}

fn words(letter: &LetterRow) -> Vec<String> {
    said(letter).into_iter().map(|(_, words)| words).collect()
}

async fn say(app: &App, by: &Actor, body: &str, internal: bool) {
    let new = NewComment { order: "A1".into(), body: body.into(), internal, sent_key: String::new() };
    comments::add(app, by, &new).await.unwrap();
}

async fn several_comments_are_one_letter(store: Store) {
    let scene = Scene::with(store, quiet()).await;
    let app = &scene.world.app;
    say(app, &scene.world.admin, "One.", false).await;
    assert_eq!(outbox::claim(app, MAIL).await.unwrap(), [], "the first one waits");
    app.clock.advance(TimeDelta::minutes(2));
    let dora = scene.world.staff("dora", StaffRole::Dispatcher, &[]).await;
    say(app, &dora, "Two.", false).await;
    let found = letters(&scene, "sees").await;
    assert_eq!(found.len(), 1);
    let both = [("admin".to_owned(), "One.".to_owned()), ("dora".to_owned(), "Two.".to_owned())];
    assert_eq!(said(&found[0]), both);
    assert_eq!(words(&letters(&scene, "lars").await[0]), ["One.", "Two."]);
    // The first decides when it goes: whoever writes on and on puts nothing off.
    app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(outbox::claim(app, MAIL).await.unwrap().len(), 2);
    say(app, &scene.world.admin, "Three.", false).await;
    let found = letters(&scene, "sees").await;
    assert_eq!(found.iter().map(words).collect::<Vec<_>>(), [vec!["One.", "Two."], vec!["Three."]]);
    // Twenty are one letter at most.
    for n in 0..20 {
        say(app, &scene.world.admin, &format!("{n}"), false).await;
    }
    let found = letters(&scene, "sees").await;
    assert_eq!(found.iter().map(|l| words(l).len()).collect::<Vec<_>>(), [2, 20, 1]);
}

async fn what_was_tried_is_not_changed(store: Store) {
    let scene = Scene::with(store, quiet()).await;
    let app = &scene.world.app;
    say(app, &scene.world.admin, "One.", false).await;
    app.clock.advance(TimeDelta::minutes(3));
    for claimed in outbox::claim(app, MAIL).await.unwrap() {
        let later = outbox::Outcome::Later(app.now() + TimeDelta::minutes(1), "451 later".into());
        assert_eq!(outbox::report(app, &[(claimed, later)]).await.unwrap(), 0);
    }
    say(app, &scene.world.admin, "Two.", false).await;
    let found = letters(&scene, "sees").await;
    assert_eq!(found.iter().map(words).collect::<Vec<_>>(), [["One."], ["Two."]]);
}

async fn internal_ones_stay_among_themselves(store: Store) {
    let scene = Scene::with(store, quiet()).await;
    let app = &scene.world.app;
    for (body, internal) in [("They owe us.", true), ("We come.", false), ("Still.", true)] {
        say(app, &scene.world.admin, body, internal).await;
    }
    let found = letters(&scene, "lars").await;
    assert_eq!(found.iter().map(words).collect::<Vec<_>>(), [vec!["They owe us.", "Still."], vec!["We come."]]);
    let found = letters(&scene, "sees").await;
    assert_eq!(found.iter().map(words).collect::<Vec<_>>(), [["We come."]]);
}

async fn a_bundle_is_asked_about_when_it_is_sent(store: Store) {
    let scene = Scene::with(store, quiet()).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    say(app, admin, "One.", false).await;
    say(app, admin, "Two.", false).await;
    let Reader::Customer(user) = scene.person("sees") else { panic!("a customer user") };
    let row = access::user(app, admin, user).await.unwrap();
    let mut change = access::Change::of(&row);
    change.permissions.insert(Permission::ViewOrders, Some(Exception::Denied));
    access::apply(app, admin, &[change]).await.unwrap();
    app.clock.advance(TimeDelta::minutes(3));
    let mut comments = 0;
    for claimed in outbox::claim(app, MAIL).await.unwrap() {
        let standing = outbox::standing(app, &claimed).await.unwrap();
        if matches!(claimed.letter(), Some(Letter::Notice { .. })) {
            comments += 1;
            assert_eq!(matches!(standing, Standing::Told(_)), claimed.to_address.starts_with("lars"), "{standing:?}");
        }
    }
    assert_eq!(comments, 2);
}

async fn two_who_comment_at_once_lose_nothing(store: Store) {
    let scene = Scene::with(store.clone(), quiet()).await;
    let second = Store::open_existing(store.url()).await.expect("a second process opens the same database");
    let other = World::app_of(second, quiet());
    let dora = scene.world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let rounds = 9;
    for n in 0..rounds {
        let (app, admin) = (scene.world.app.clone(), scene.world.admin.clone());
        let (other, dora) = (other.clone(), dora.clone());
        let first = tokio::spawn(async move { say(&app, &admin, &format!("a{n}"), false).await });
        let second = tokio::spawn(async move { say(&other, &dora, &format!("b{n}"), false).await });
        first.await.unwrap();
        second.await.unwrap();
    }
    let mut found: Vec<String> = letters(&scene, "sees").await.iter().flat_map(words).collect();
    found.sort();
    let mut expected: Vec<String> = (0..rounds).flat_map(|n| [format!("a{n}"), format!("b{n}")]).collect();
    expected.sort();
    assert_eq!(found, expected);
}
