//! What nobody of the staff hears of goes to the triage list (R33, R73), at the moment when that is clear.

use keydesk::domain::notice::{Channel, Reach, StaffTopic};
use keydesk::service::comments::{self, NewComment};
use keydesk::service::outbox::{self, Outcome, Standing};
use keydesk::service::triage::{self, Fix, Item};
use keydesk::service::{Actor, faults};
use keydesk::store::{Store, notices as store};

use super::Scene;
use crate::support::database::stories;
use crate::support::smtp::MAIL;
use crate::support::sql::exec;

stories! {
    a_comment_that_nobody_hears_goes_to_triage,
    a_comment_whose_only_reader_goes_is_unheard_then,
    a_report_whose_letters_are_given_up_is_unheard_then,
}

async fn say(scene: &Scene, by: &Actor, body: &str) {
    let new = NewComment { order: "A1".into(), body: body.into(), internal: false, sent_key: String::new() };
    comments::add(&scene.world.app, by, &new).await.unwrap();
}

async fn unheard(scene: &Scene) -> Vec<Item> {
    let mut items = triage::list(&scene.world.app, &scene.world.admin).await.unwrap();
    items.retain(|item| item.kind.as_str().starts_with("unheard"));
    items
}

async fn deaf(scene: &Scene) {
    let mut tx = scene.world.app.store.begin().await.unwrap();
    let lars = scene.assigned.staff_id().unwrap();
    for topic in StaffTopic::ALL {
        let none = (Reach::None, Channel::Email);
        store::set_of_member(&mut tx, scene.world.organization, lars, *topic, none).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// What the worker does with what is due.
async fn work_off(scene: &Scene) {
    let app = &scene.world.app;
    for claimed in outbox::claim(app, MAIL).await.unwrap() {
        let outcome = match outbox::standing(app, &claimed).await.unwrap() {
            Standing::Told(_) => Outcome::Sent(app.now()),
            Standing::Untold(because) => Outcome::Cancelled(because),
            Standing::Otherwise { .. } => panic!("a letter stays one: {claimed:?}"),
        };
        assert_eq!(outbox::report(app, &[(claimed, outcome)]).await.unwrap(), 0);
    }
}

async fn a_comment_that_nobody_hears_goes_to_triage(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.acting("sees").await;
    say(&scene, &eva, "Please come.").await;
    work_off(&scene).await;
    assert_eq!(unheard(&scene).await, [], "Lars hears of it");
    deaf(&scene).await;
    say(&scene, &eva, "Are you there?").await;
    let found = unheard(&scene).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].sentence, "sees Huber commented on A1 Lift, and nobody was told.");
    assert_eq!((found[0].fix, found[0].order.as_deref()), (Fix::Answer, Some("A1")));
    // Whoever answers has heard.
    say(&scene, &scene.world.admin.clone(), "We come.").await;
    assert_eq!(unheard(&scene).await, []);
}

async fn a_comment_whose_only_reader_goes_is_unheard_then(store: Store) {
    let scene = Scene::new(store).await;
    let eva = scene.acting("sees").await;
    say(&scene, &eva, "Please come.").await;
    deaf(&scene).await;
    assert_eq!(unheard(&scene).await, [], "the letter waits still");
    work_off(&scene).await;
    assert_eq!(unheard(&scene).await.len(), 1, "it was given up");
    // Of what staff wrote themselves nobody has to hear.
    let scene = scene.closed().await;
    say(&scene, &scene.world.admin.clone(), "We come.").await;
    work_off(&scene).await;
    assert_eq!(unheard(&scene).await, []);
}

async fn a_report_whose_letters_are_given_up_is_unheard_then(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let eva = scene.acting("sees").await;
    let new = faults::NewFault {
        title: "Lift".into(),
        body: "It stands.".into(),
        urgency: keydesk::domain::state::Urgency::High,
        facility: None,
        object: None,
        key: String::new(),
        photos: Vec::new(),
    };
    let made = faults::report(app, &eva, &new).await.unwrap();
    assert!(!made.unheard);
    exec!(&scene.world.sql, "UPDATE staff SET active = $1 WHERE id = $2", false, scene.assigned.staff_id().unwrap());
    work_off(&scene).await;
    assert!(faults::get(app, admin, &made.number).await.unwrap().row.unheard);
    assert_eq!(unheard(&scene).await.len(), 1);
}
