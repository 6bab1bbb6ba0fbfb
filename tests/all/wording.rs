//! How an organization words its letters (R64): taken, used, told, taken back; what no longer fits is passed over.

use keydesk::domain::activity::Event;
use keydesk::domain::letter::{LetterKind as K, LetterPart as P};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::Language as L;
use keydesk::notify::worker::run_once;
use keydesk::service::activity::{self, ActivityQuery};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::{Error, outbox, wording};
use keydesk::store::Store;
use mail_parser::MessageParser;

use crate::support::database::stories;
use crate::support::smtp::MailServer;
use crate::support::sql::exec;
use crate::support::world::World;

stories! {
    own_words_are_used_until_they_are_taken_back,
    what_does_not_fit_is_refused_and_what_no_longer_fits_is_passed_over,
    every_kind_can_be_looked_at,
}

const WHY: (K, L, P) = (K::Comment, L::English, P::Why);

async fn subject_and_text(world: &World, server: &MailServer) -> (String, String, String) {
    let body = format!("comment {}", server.arrived().len());
    let new = NewComment { order: "A1".into(), body, internal: false, sent_key: String::new() };
    comments::add(&world.app, &world.admin, &new).await.unwrap();
    run_once(&world.app, &server.transport()).await.unwrap();
    let letter = server.arrived().pop().expect("a letter");
    let parsed = MessageParser::default().parse(&letter.octets).expect("a message");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (text, html) = (parsed.body_text(0).unwrap(), parsed.body_html(0).unwrap());
    (parsed.subject().unwrap().to_owned(), words(&text), words(&html))
}

async fn own_words_are_used_until_they_are_taken_back(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let customer = world.customer("1042", "Huber & <Söhne>").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    let server = MailServer::start().await;
    let (before, ..) = subject_and_text(&world, &server).await;

    let typed = "Dear {name},\r\n\r\n{by} has a <b>word</b> on {thing} of {customer}.\n";
    let why = wording::set(app, admin, WHY, typed, 0).await.unwrap();
    assert!(why.own && why.version == 1 && why.changed_by.is_some() && why.unused.is_none(), "{why:?}");
    wording::set(app, admin, (K::Comment, L::English, P::Subject), "{thing}: {by} wrote", 0).await.unwrap();
    let (subject, text, html) = subject_and_text(&world, &server).await;
    assert!(subject.starts_with("A1 Lift: ") && subject.ends_with(" wrote"), "{subject}");
    assert!(
        text.starts_with("Dear Eva Huber, ") && text.contains("has a <b>word</b> on A1 Lift of Huber & <Söhne>."),
        "{text}"
    );
    assert!(html.contains("<p>Dear Eva Huber,</p> <p>"), "paragraphs stay apart: {html}");
    assert!(html.contains("&#60;b&#62;word") && !html.contains("<b>"), "{html}");
    assert_eq!(html.matches("<a ").count(), 1);

    // Whoever was slower is told; other languages, kinds and organizations say what they said.
    let stale = wording::set(app, admin, WHY, "{name}", 0).await.unwrap_err();
    assert!(matches!(&stale, Error::Conflict { .. }) && stale.to_string().contains(admin.name()), "{stale}");
    assert!(!wording::get(app, admin, K::Comment, L::Swedish).await.unwrap()[1].own);
    let other = world.another("Sydlift").await;
    assert!(!wording::get(&other.app, &other.admin, K::Comment, L::English).await.unwrap()[1].own);
    let kinds = wording::kinds(app, admin).await.unwrap();
    let own: Vec<_> = kinds.iter().filter(|k| !k.own.is_empty()).map(|k| (k.kind, k.own.clone())).collect();
    assert_eq!(own, [(K::Comment, vec![L::English])]);

    assert!(matches!(wording::reset(app, admin, WHY, 7).await, Err(Error::Conflict { .. })));
    let back = wording::reset(app, admin, WHY, 1).await.unwrap();
    assert!(!back.own && back.words == back.ours && back.version == 0);
    wording::reset(app, admin, (K::Comment, L::English, P::Subject), 1).await.unwrap();
    let (subject, text, _) = subject_and_text(&world, &server).await;
    assert_eq!(subject, before);
    assert!(text.starts_with("Hello Eva Huber, you receive this letter because"), "{text}");
    let log = activity::list(app, admin, &ActivityQuery { limit: 500, ..ActivityQuery::default() }).await.unwrap();
    let said: Vec<_> = log
        .iter()
        .filter(|r| r.event == Event::LetterWorded)
        .map(keydesk::service::activity::Record::sentence)
        .collect();
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[3].contains("why of comment in en") && said[3].contains("Dear {name}"), "{said:?}");
}

async fn what_does_not_fit_is_refused_and_what_no_longer_fits_is_passed_over(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    let refused = async |place, words: &str| {
        let Err(Error::Invalid(errors)) = wording::set(app, admin, place, words, 0).await else { panic!("{words}") };
        errors.0.iter().map(|e| e.code).collect::<Vec<_>>()
    };
    assert_eq!(refused(WHY, "{nome} see https://x.example").await, ["wording-link", "wording-unknown"]);
    assert_eq!(refused((K::Invitation, L::German, P::Until), "bald").await, ["wording-missing"]);
    assert_eq!(refused((K::Comment, L::English, P::Password), "{name}").await, ["wording-part"]);
    let dora = world.staff("dora", StaffRole::Dispatcher, &[]).await;
    assert!(matches!(wording::set(app, &dora, WHY, "{name}", 0).await, Err(Error::Denied { .. })));

    // As if an older program had taken it.
    let sql =
        "INSERT INTO letter_wording (organization_id, kind, language, part, words, changed_at, changed_by, version)
               VALUES ($1, 'comment', 'en', 'why', 'Hello {nickname}', $2, 'anna', 3)";
    exec!(&world.sql, sql, world.organization, app.now());
    let sql =
        "INSERT INTO letter_wording (organization_id, kind, language, part, words, changed_at, changed_by, version)
               VALUES ($1, 'comment', 'en', 'greeting', 'Hi', $2, 'anna', 1)";
    exec!(&world.sql, sql, world.organization, app.now());
    let why = &wording::get(app, admin, K::Comment, L::English).await.unwrap()[1];
    assert!(why.unused.as_deref().unwrap().contains("{nickname}"), "{why:?}");
    let customer = world.customer("1042", "Huber").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    let server = MailServer::start().await;
    let (_, text, _) = subject_and_text(&world, &server).await;
    assert!(text.starts_with("Hello Eva Huber, you receive"), "a letter never fails because of its wording: {text}");
    assert_eq!(outbox::summary(app, admin).await.unwrap().failed, 0);
}

async fn every_kind_can_be_looked_at(store: Store) {
    let world = World::new(store).await;
    let (app, admin) = (&world.app, &world.admin);
    for kind in wording::kinds(app, admin).await.unwrap() {
        for language in [L::English, L::Danish] {
            let letter = wording::preview(app, admin, (kind.kind, language), None).await.unwrap().letter;
            assert!(letter.html.matches("<a ").count() <= 1 && !letter.text.contains('{'), "{}", letter.text);
            for part in kind.parts {
                let own = wording::get(app, admin, kind.kind, language).await.unwrap();
                let ours = &own.iter().find(|p| p.part == *part).unwrap().ours;
                let same = wording::preview(app, admin, (kind.kind, language), Some((*part, ours))).await.unwrap();
                let same = same.letter;
                assert_eq!(same, letter, "{} {part}: our words as own words say the same", kind.kind);
            }
        }
    }
    let typed = Some((P::Why, "Hej {name}"));
    let sample = wording::preview(app, admin, (K::Comment, L::Swedish), typed).await.unwrap();
    let letter = &sample.letter;
    assert!(letter.text.starts_with("Hej Eva Huber\n"), "{}", letter.text);
    // What screens break by their own width says the same, and has not been broken before.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&sample.unfilled), words(&letter.text));
    assert!(letter.text.lines().all(|line| line.chars().count() <= 76), "{}", letter.text);
    assert!(sample.unfilled.lines().any(|line| line.chars().count() > 76), "{}", sample.unfilled);
}
