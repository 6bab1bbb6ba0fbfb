//! Which way people are told, in which language, and why: what is said, what is written and what is explained agree.

use keydesk::domain::letter::LetterKind;
use keydesk::domain::notice::{Channel, Reach, StaffTopic, Topic, rules};
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::Language;
use keydesk::service::notices::{Told, explain, explain_letter, readers};
use keydesk::service::outbox::{self, OutboxQuery};
use keydesk::service::staff::{self, MemberChange};
use keydesk::service::{Policy, preferences};
use keydesk::store::{Store, notices as store};

use super::{Reader, Scene};
use crate::portal::site::Site;
use crate::support::database::stories;
use crate::support::sql::{exec, select};

stories! {
    people_are_told_the_way_they_chose,
    a_way_that_cannot_be_taken_is_by_email,
    where_no_sms_are_sent_everything_goes_by_email_and_says_why,
    staff_are_written_to_in_their_language,
    explaining_says_what_the_screens_say,
    an_explanation_names_what_changes_it,
}

async fn told(scene: &Scene, kind: LetterKind) -> Vec<Told> {
    let mut conn = scene.world.app.store.read().await.unwrap();
    readers(&scene.world.app, &mut conn, &scene.world.admin, &scene.notice(kind)).await.unwrap()
}

async fn by_sms(scene: &Scene, reader: Reader) {
    let mut tx = scene.world.app.store.begin().await.unwrap();
    let org = scene.world.organization;
    match reader {
        Reader::Customer(id) => {
            store::set_of_user(&mut tx, org, id, Topic::Comments, (true, Channel::Sms)).await.unwrap();
        }
        Reader::Staff(id) => {
            let to = (Reach::Assigned, Channel::Sms);
            store::set_of_member(&mut tx, org, id, StaffTopic::Comments, to).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

async fn people_are_told_the_way_they_chose(store: Store) {
    let scene = Scene::new(store).await;
    let (app, lars) = (&scene.world.app, &scene.assigned);
    for reader in [scene.person("sees"), scene.lars()] {
        by_sms(&scene, reader).await;
    }
    exec!(&scene.world.sql, "UPDATE sign_in SET mobile = '+436641234567'");
    let reached = preferences::set_mobile(app, lars, " 0043 (0) 664 / 765 43 21 ").await.unwrap();
    assert_eq!(reached.mobile, "+436647654321", "kept as E.164");
    let ways: Vec<_> = told(&scene, LetterKind::Comment).await.into_iter().map(|t| (t.channel, t.address)).collect();
    let sms = |number: &str| (Channel::Sms, number.to_owned());
    assert_eq!(ways, [sms("+436647654321"), sms("+436641234567")]);
    assert!(told(&scene, LetterKind::Comment).await[0].shown().ends_with("(SMS)"));
    // Another topic goes the way it went, and what was written went the way that was said.
    assert!(told(&scene, LetterKind::OrderPlanned).await.iter().all(|t| t.channel == Channel::Email));
    scene.comment("We come on Tuesday.").await;
    let sql = "SELECT channel, to_address FROM outbox ORDER BY to_address";
    let written = select!(&scene.world.sql, (String, String), sql);
    let row = |number: &str| ("sms".to_owned(), number.to_owned());
    assert_eq!(written, [row("+436641234567"), row("+436647654321")]);
    let wrong = preferences::set_mobile(app, lars, "call me").await;
    assert!(format!("{wrong:?}").contains("mobile"), "{wrong:?}");
}

async fn a_way_that_cannot_be_taken_is_by_email(store: Store) {
    let scene = Scene::new(store).await;
    for reader in [scene.person("sees"), scene.lars()] {
        by_sms(&scene, reader).await;
    }
    let found = told(&scene, LetterKind::Comment).await;
    assert_eq!(found.len(), 2, "nobody goes unheard because of a choice");
    assert!(found.iter().all(|t| t.channel == Channel::Email && t.address.contains('@')), "{found:?}");
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let explained = explain(app, admin, LetterKind::Comment, "A1", Some("lars@nordlift.example")).await.unwrap();
    let said = explained[0].written();
    assert!(said.contains("there is no mobile number") && said.contains("keydesk notices mobile"), "{said}");
}

/// `sms.transport = "off"`: the line on the screens, what is written, what is explained and the account in the portal agree.
async fn where_no_sms_are_sent_everything_goes_by_email_and_says_why(store: Store) {
    let scene = Scene::with(store, Policy { sms: false, ..Policy::default() }).await;
    let (world, app, admin) = (&scene.world, &scene.world.app, &scene.world.admin);
    for reader in [scene.person("sees"), scene.lars()] {
        by_sms(&scene, reader).await;
    }
    exec!(&world.sql, "UPDATE sign_in SET mobile = '+436641234567'");
    preferences::set_mobile(app, &scene.assigned, "+43 664 7654321").await.unwrap();
    let found = told(&scene, LetterKind::Comment).await;
    assert_eq!(found.len(), 2, "nobody goes unheard because of a choice");
    for one in &found {
        assert!(one.channel == Channel::Email && !one.shown().contains("SMS"), "{one:?}");
    }
    scene.comment("We come on Tuesday.").await;
    let sql = "SELECT channel, to_address FROM outbox ORDER BY to_address";
    let by_email = |to: &str| ("email".to_owned(), to.to_owned());
    let written = select!(&world.sql, (String, String), sql);
    assert_eq!(written, [by_email("lars@nordlift.example"), by_email("sees@huber.example")]);
    let why = "SMS was chosen, but none are sent here: it goes by e-mail.";
    for who in ["lars@nordlift.example", "sees@huber.example"] {
        let explained = explain(app, admin, LetterKind::Comment, "A1", Some(who)).await.unwrap();
        let said = explained[0].written();
        assert!(said.contains(why) && said.contains("[sms] transport"), "{said}");
    }
    let letters = outbox::list(app, admin, &OutboxQuery::default()).await.unwrap();
    let shown = explain_letter(app, admin, letters[0].id).await.unwrap();
    assert!(shown.iter().filter(|e| e.told).all(|e| e.written().contains(why)), "what `outbox show` says: {shown:?}");
    // Who chooses is not asked for a way that there is not, and one that is sent all the same is passed over.
    let site = Site::of(world);
    let mut browser = site.signed_in("sees@huber.example").await;
    let page = site.get(&mut browser, "/account").await;
    assert!(page.body.contains("name=\"comments\"") && !page.body.contains("way-comments"), "{}", page.body);
    let sent = site.post(&mut browser, "/account/notices", &[("comments", "on"), ("way-comments", "pigeon")]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
}

async fn staff_are_written_to_in_their_language(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let lars = || async { staff::by_email(app, admin, "lars@nordlift.example").await.unwrap() };
    let language = || async { told(&scene, LetterKind::InternalComment).await[0].language };
    assert_eq!(language().await, Language::English, "the organization's, when nothing was chosen");
    let change = MemberChange {
        language: Some(Some(Language::Swedish)),
        mobile: Some("+46 70 123 45 67".into()),
        time_zone: Some("Europe/Stockholm".into()),
        ..MemberChange::of(&lars().await)
    };
    let after = staff::change(app, admin, &change).await.unwrap();
    assert_eq!((after.mobile.as_str(), after.time_zone.as_str()), ("+46701234567", "Europe/Stockholm"));
    assert_eq!(language().await, Language::Swedish);
    let wrong = MemberChange {
        mobile: Some("070".into()),
        time_zone: Some("Europe/Nowhere".into()),
        ..MemberChange::of(&lars().await)
    };
    let refused = format!("{:?}", staff::change(app, admin, &wrong).await);
    assert!(refused.contains("mobile") && refused.contains("time_zone"), "everything at once: {refused}");
}

/// What *explain* says and who is told are one decision: they agree for every event and every reader.
async fn explaining_says_what_the_screens_say(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    scene.world.staff("nora", StaffRole::Supervisor, &[]).await;
    scene.world.staff("carla", StaffRole::ContentCreator, &[]).await;
    let mut asked = 0;
    for rule in rules() {
        let Ok(explained) = explain(app, admin, rule.kind, "A1", None).await else {
            // Letters about the own access, and events of things that are no order.
            continue;
        };
        asked += 1;
        let mut said: Vec<Reader> = explained.iter().filter(|e| e.told).map(|e| e.reader).collect();
        let mut told: Vec<Reader> = told(&scene, rule.kind).await.into_iter().map(|t| t.reader).collect();
        said.sort();
        told.sort();
        said.retain(|reader| Some(*reader) != admin.staff_id().map(Reader::Staff));
        assert_eq!(said, told, "{}", rule.kind);
        for one in &explained {
            assert_eq!(one.told, one.reasons.iter().all(|reason| reason.holds), "{}: {}", rule.kind, one.written());
            assert!(one.reasons.iter().all(|reason| !reason.sentence.is_empty()), "{}", one.written());
        }
    }
    assert!(asked >= 12, "{asked}");
}

async fn an_explanation_names_what_changes_it(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let why = async |email: &str| -> String {
        let found = explain(app, admin, LetterKind::Comment, "A1", Some(email)).await.unwrap();
        assert_eq!(found.len(), 1);
        found[0].written()
    };
    let off = why("topic_off@huber.example").await;
    assert!(off.contains("✗ topic_off") || off.contains("✗ Eva") || off.starts_with('✗'), "{off}");
    assert!(off.contains("does not want to be told of comments") && off.contains("the account in the portal"), "{off}");
    let blind = why("no_permission@huber.example").await;
    assert!(blind.contains("does not see order A1"), "{blind}");
    assert!(blind.contains("keydesk user explain no_permission@huber.example order A1 --customer 1042"), "{blind}");
    let suspended = why("suspended@huber.example").await;
    assert!(suspended.contains("is not active"), "{suspended}");
    scene.world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let far = why("dora@nordlift.example").await;
    assert!(
        far.contains("this is not") && far.contains("keydesk order assign A1 dora@nordlift.example")
            || far.contains("keydesk staff customers dora@nordlift.example 1042"),
        "{far}"
    );
    let own = explain(app, admin, LetterKind::NewPassword, "A1", None).await;
    assert!(format!("{own:?}").contains("nobody switches it off"), "{own:?}");
    assert!(explain(app, admin, LetterKind::Comment, "A9", None).await.is_err());
}
