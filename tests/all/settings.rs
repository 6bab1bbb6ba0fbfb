//! What an organization settles for itself: taken whole or not at all, with every wrong field named.

use keydesk::domain::staff::{OutsideAreas, StaffRole};
use keydesk::domain::state::Language;
use keydesk::service::activity::{self, ActivityQuery, Record};
use keydesk::service::settings::{self, SettingsChange};
use keydesk::service::{Error, portal_switch};
use keydesk::store::Store;

use crate::support::database::stories;
use crate::support::world::World;

stories! { settings_are_changed_whole_and_told }

async fn settings_are_changed_whole_and_told(store: Store) {
    let world = World::new(store).await;
    let app = &world.app;
    let boss = world.staff("boss", StaffRole::DepartmentAdministrator, &[]).await;
    assert!(matches!(settings::get(app, &boss).await, Err(Error::Denied { .. })));
    let before = settings::get(app, &world.admin).await.unwrap();
    assert_eq!((before.outside_areas, before.mails_temporary), (OutsideAreas::Hidden, false));
    let change = SettingsChange { version: before.version, ..SettingsChange::default() };
    assert!(matches!(settings::set(app, &boss, &change).await, Err(Error::Denied { .. })));

    // Every wrong field at once, nothing changed.
    let wrong = SettingsChange {
        mails_temporary: Some(true),
        time_zone: Some("Europe/Viena".into()),
        reply_to: Some("office".into()),
        accent: Some("blue".into()),
        ..change.clone()
    };
    let Err(Error::Invalid(errors)) = settings::set(app, &world.admin, &wrong).await else { panic!("refused") };
    assert!(errors.of("time_zone").unwrap().contains("Europe/Vienna"), "{errors}");
    assert!(errors.of("reply_to").is_some() && errors.of("accent").is_some(), "{errors}");
    assert_eq!(settings::get(app, &world.admin).await.unwrap(), before);

    // What really changes is one record each.
    let right = SettingsChange {
        outside_areas: Some(OutsideAreas::ReadOnly),
        mails_temporary: Some(true),
        link_shows_billing: Some(false),
        language: Some(Language::German),
        reply_to: Some("office@nordlift.example".into()),
        accent: Some("#AABBCC".into()),
        ..change.clone()
    };
    let after = settings::set(app, &world.admin, &right).await.unwrap();
    assert_eq!(after, settings::get(app, &world.admin).await.unwrap());
    assert_eq!((after.accent.as_str(), after.version), ("#aabbcc", before.version + 1));
    let query = ActivityQuery { limit: 50, ..ActivityQuery::default() };
    let log = activity::list(app, &world.admin, &query).await.unwrap();
    let said: Vec<_> = log.iter().rev().map(Record::sentence).collect();
    assert_eq!(said.len(), 5, "{said:?}");
    assert_eq!(said[0], "changed the setting outside_areas: hidden → read_only");
    assert_eq!(said[3], "changed the setting reply_to: none → office@nordlift.example");

    // Saving over somebody else's change names who it was.
    let stale = settings::set(app, &world.admin, &SettingsChange { accent: Some("#000000".into()), ..change }).await;
    assert!(matches!(&stale, Err(Error::Conflict { what, .. }) if what.contains("changed by admin")), "{stale:?}");
    // The same again is no change, and taking an address away is one.
    let same = SettingsChange { version: after.version, ..right };
    assert_eq!(settings::set(app, &world.admin, &same).await.unwrap(), after);
    let none = SettingsChange { version: after.version, reply_to: Some(" ".into()), ..SettingsChange::default() };
    assert_eq!(settings::set(app, &world.admin, &none).await.unwrap().reply_to, None);
    portal_switch::module(app, &world.admin, false).await.unwrap();
    assert!(!settings::get(app, &world.admin).await.unwrap().module_on);
}
