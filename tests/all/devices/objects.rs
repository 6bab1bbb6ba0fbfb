//! Service objects (R34): made, changed, moved; who sees them afterwards (R12, R72).

use keydesk::domain::access::Scope;
use keydesk::domain::permission::{Exception, Exceptions, Permission, Role};
use keydesk::domain::staff::StaffRole;
use keydesk::service::objects::{self, NewObject, ObjectChange};
use keydesk::service::{Error, portal};
use keydesk::store::Store;

use super::{Scene, allowed, codes, denied, missing};
use crate::support::database::stories;
use crate::support::sql::exec;
use crate::support::world::NewUser;

stories! {
    staff_make_and_change_objects,
    numbers_do_not_collide,
    customers_add_and_edit_where_they_see,
    a_move_says_who_sees_it,
    what_cannot_be_taken_is_named_at_once,
    two_people_change_one_object,
}

async fn staff_make_and_change_objects(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    scene.world.model("Comfort 630").await;
    let model = objects::models(app, admin, "comfort").await.unwrap().remove(0).number;
    let new = NewObject {
        customer: "1042".into(),
        name: " Hübner Lift 10 ".into(),
        facility: Some(scene.graz),
        model: Some(model.clone()),
        serial_number: "88-1204".into(),
        installed_on: chrono::NaiveDate::from_ymd_opt(2024, 5, 2),
        key: String::new(),
    };
    let made = objects::create(app, admin, &new).await.unwrap().object;
    assert_eq!((made.number.as_str(), made.name.as_str()), ("G1", "Hübner Lift 10"));
    assert_eq!((made.facility.as_deref(), made.model.as_deref()), (Some("Graz"), Some("Comfort 630")));
    assert_eq!(scene.logged().await, "made the object G1 Hübner Lift 10");
    // It is found by what it is called and stands where its name belongs.
    let eva = scene.viewer("eva").await;
    for search in ["hubner", "88-12", "g1"] {
        let found = portal::objects(app, &eva, search, None, 50).await.unwrap();
        assert_eq!(found.rows.len(), 1, "{search}");
    }
    let change = ObjectChange {
        number: "G1".into(),
        version: made.version,
        name: Some("Aufzug 9".into()),
        facility: Some(Some(scene.weiz)),
        model: Some(None),
        ..ObjectChange::default()
    };
    let changed = objects::edit(app, admin, &change).await.unwrap().object;
    assert_eq!((changed.facility.as_deref(), changed.model, changed.version), (Some("Weiz"), None, 2));
    assert_eq!(scene.logged().await, "moved the object G1 Aufzug 9: Graz → Weiz");
    assert!(portal::objects(app, &eva, "", None, 50).await.unwrap().rows.iter().all(|row| row.number != "G1"));
    scene.person("boss", Scope::everything(), &Exceptions::default()).await;
    let boss = scene.viewer("boss").await;
    let names: Vec<_> =
        portal::objects(app, &boss, "", None, 50).await.unwrap().rows.into_iter().map(|r| r.name).collect();
    assert_eq!(names[0], "Aufzug 9", "its sort key follows its name: {names:?}");
    assert!(
        portal::objects(app, &boss, "hubner", None, 50).await.unwrap().rows.is_empty(),
        "and so does its search text"
    );
    // Nothing different is no change.
    let same =
        ObjectChange { number: "G1".into(), version: 1, name: Some("Aufzug 9 ".into()), ..ObjectChange::default() };
    assert_eq!(objects::edit(app, admin, &same).await.unwrap().object.version, 2);

    let tech = scene.world.staff("lars", StaffRole::Technician, &[]).await;
    assert_eq!(objects::get(app, &tech, "G1").await.unwrap().object.number, "G1", "who sees customers reads");
    denied(objects::create(app, &tech, &new).await);
    denied(objects::edit(app, &tech, &change).await);
    let linz = scene.world.area("Linz").await;
    let fritz = scene.world.staff("fritz", StaffRole::Supervisor, &[linz]).await;
    denied(objects::edit(app, &fritz, &change).await);
    denied(objects::create(app, &fritz, &new).await);
    let foreign = scene.world.another("Other").await;
    missing(objects::get(app, &foreign.admin, "G1").await);
    missing(objects::edit(app, &foreign.admin, &change).await);
    missing(objects::create(app, admin, &NewObject { customer: "9".into(), ..new }).await);
}

async fn numbers_do_not_collide(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    exec!(&scene.world.sql, "UPDATE service_object SET number = 'G1' WHERE number = $1", &scene.gate);
    exec!(&scene.world.sql, "UPDATE service_object SET number = 'G3' WHERE number = $1", &scene.other);
    let new = NewObject { customer: "1042".into(), name: "Door".into(), ..NewObject::default() };
    for expected in ["G2", "G4"] {
        assert_eq!(objects::create(app, admin, &new).await.unwrap().object.number, expected);
    }
    // A form that arrives twice makes one; another person's key is another.
    let new = NewObject { key: "k".into(), ..new };
    let (first, second) = tokio::join!(objects::create(app, admin, &new), objects::create(app, admin, &new));
    let numbers: Vec<_> = [&first, &second].into_iter().flatten().map(|f| f.object.number.clone()).collect();
    assert!(numbers.iter().all(|n| n == "G5") && !numbers.is_empty(), "{first:?} {second:?}");
    assert_eq!(objects::create(app, admin, &new).await.unwrap().object.number, "G5");
    let carla = scene.world.staff("carla", StaffRole::ContentCreator, &[]).await;
    assert_eq!(objects::create(app, &carla, &new).await.unwrap().object.number, "G6");
}

/// R34: with *manage devices*, where they see; never where they would not.
async fn customers_add_and_edit_where_they_see(store: Store) {
    let scene = Scene::new(store).await;
    let app = &scene.world.app;
    let eva = scene.actor("eva").await;
    let new = NewObject { name: "Gate 2".into(), facility: Some(scene.graz), ..NewObject::default() };
    let made = objects::create(app, &eva, &new).await.unwrap().object;
    assert_eq!((made.number.as_str(), made.customer_id), ("G1", scene.customer));
    let elsewhere = NewObject { facility: Some(scene.weiz), ..new.clone() };
    assert_eq!(codes(objects::create(app, &eva, &elsewhere).await), [("facility", "facility-foreign")]);
    let nowhere = NewObject { facility: None, ..new.clone() };
    assert_eq!(codes(objects::create(app, &eva, &nowhere).await), [("facility", "facility-needed")]);
    denied(objects::create(app, &eva, &NewObject { model: Some("M1".into()), ..new.clone() }).await);

    let change =
        |facility| ObjectChange { number: scene.lift.clone(), version: 1, facility, ..ObjectChange::default() };
    assert_eq!(
        codes(objects::edit(app, &eva, &change(Some(Some(scene.weiz)))).await),
        [("facility", "facility-foreign")]
    );
    assert_eq!(codes(objects::edit(app, &eva, &change(Some(None))).await), [("facility", "facility-needed")]);
    denied(objects::edit(app, &eva, &ObjectChange { model: Some(None), ..change(None) }).await);
    denied(objects::edit(app, &eva, &ObjectChange { installed_on: Some(None), ..change(None) }).await);
    let renamed = ObjectChange { name: Some("Lift North".into()), serial_number: Some("7".into()), ..change(None) };
    let after = objects::edit(app, &eva, &renamed).await.unwrap().object;
    assert_eq!((after.name.as_str(), after.serial_number.as_str()), ("Lift North", "7"));
    // What she does not see is not there.
    for number in [&scene.other, &scene.gate, &"G99".to_owned()] {
        missing(objects::get(app, &eva, number).await);
        missing(objects::edit(app, &eva, &ObjectChange { number: number.clone(), ..renamed.clone() }).await);
    }
    // With "not assigned to a facility" she may put it there.
    let both = Scope { unassigned: true, ..scene.only(scene.graz) };
    scene.person("max", both, &allowed(&[Permission::ManageDevices])).await;
    let max = scene.actor("max").await;
    assert_eq!(objects::create(app, &max, &nowhere).await.unwrap().object.facility, None);
    // Without the permission, with the area off, without sight, or read-only: no.
    scene.person("olga", Scope::everything(), &Exceptions::default()).await;
    denied(objects::create(app, &scene.actor("olga").await, &new).await);
    let blind = [(Permission::ManageDevices, Exception::Allowed), (Permission::ViewObjects, Exception::Denied)];
    scene.person("blind", Scope::everything(), &blind.into()).await;
    let blind = scene.actor("blind").await;
    assert_eq!(codes(objects::create(app, &blind, &new).await), [("facility", "facility-foreign")]);
    missing(objects::edit(app, &blind, &renamed).await);
    exec!(&scene.world.sql, "UPDATE customer SET area_objects = $1 WHERE id = $2", false, scene.customer);
    denied(objects::create(app, &eva, &new).await);
    exec!(&scene.world.sql, "UPDATE customer SET area_objects = $1 WHERE id = $2", true, scene.customer);
    exec!(&scene.world.sql, "UPDATE customer SET access_state = 'independent' WHERE id = $1", scene.customer);
    denied(objects::create(app, &eva, &new).await);
}

/// R12, R72: through the same decision as every page.
async fn a_move_says_who_sees_it(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    scene.person("willi", scene.only(scene.weiz), &Exceptions::default()).await;
    scene.person("nora", Scope { unassigned: true, ..Scope::default() }, &Exceptions::default()).await;
    scene.person("blind", Scope::everything(), &[(Permission::ViewObjects, Exception::Denied)].into()).await;
    let boss = NewUser { role: Role::Administrator, ..NewUser::default() };
    scene.world.user_with(scene.customer, "boss@huber.example", boss).await;
    let names = "UPDATE sign_in SET first_name = email_key";
    exec!(&scene.world.sql, names);
    let who = |names: &[String]| names.iter().map(|n| n.split('@').next().unwrap().to_owned()).collect::<Vec<_>>();
    for (to, gone, new) in [(Some(scene.weiz), "eva", "willi"), (None, "eva", "nora")] {
        let moved = objects::move_preview(app, admin, &scene.lift, to).await.unwrap();
        assert_eq!((who(&moved.see_no_longer), who(&moved.see_now)), (vec![gone.to_owned()], vec![new.to_owned()]));
    }
    let same = objects::move_preview(app, admin, &scene.lift, Some(scene.graz)).await.unwrap();
    assert_eq!(same, objects::Moved::default());
    let change = ObjectChange {
        number: scene.lift.clone(),
        version: 1,
        facility: Some(Some(scene.weiz)),
        ..ObjectChange::default()
    };
    objects::edit(app, admin, &change).await.unwrap();
    for (name, sees) in [("eva", false), ("willi", true), ("nora", false), ("boss", true)] {
        let found = portal::objects(app, &scene.viewer(name).await, "Lift A", None, 9).await.unwrap();
        assert_eq!(!found.rows.is_empty(), sees, "{name} sees what was foretold");
    }
    // Whoever manages colleagues may know; others who manage devices may not.
    let boss = scene.actor("boss").await;
    assert_eq!(who(&objects::move_preview(app, &boss, &scene.lift, None).await.unwrap().see_now), ["nora"]);
    scene.person("max", Scope::everything(), &allowed(&[Permission::ManageDevices])).await;
    denied(objects::move_preview(app, &scene.actor("max").await, &scene.lift, None).await);
    let foreign = scene.world.customer("7", "Other").await;
    let foreign = scene.world.facility(foreign, "There").await;
    assert_eq!(
        codes(objects::move_preview(app, admin, &scene.lift, Some(foreign)).await),
        [("facility", "facility-foreign")]
    );
}

async fn what_cannot_be_taken_is_named_at_once(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let foreign = scene.world.customer("7", "Other").await;
    let foreign = scene.world.facility(foreign, "There").await;
    let new = NewObject {
        customer: "1042".into(),
        name: " \u{202e} ".into(),
        facility: Some(foreign),
        model: Some("none".into()),
        serial_number: "x".repeat(201),
        installed_on: chrono::NaiveDate::from_ymd_opt(1, 1, 1),
        key: String::new(),
    };
    let expected = [
        ("name", "name-missing"),
        ("serial_number", "serial-long"),
        ("installed_on", "installed-wrong"),
        ("facility", "facility-foreign"),
        ("model", "model-unknown"),
    ];
    assert_eq!(codes(objects::create(app, admin, &new).await), expected);
    let change = ObjectChange {
        number: scene.lift.clone(),
        version: 1,
        name: Some("x".repeat(201)),
        facility: Some(Some(foreign)),
        ..ObjectChange::default()
    };
    assert_eq!(
        codes(objects::edit(app, admin, &change).await),
        [("name", "name-long"), ("facility", "facility-foreign")]
    );
    assert_eq!(objects::get(app, admin, &scene.lift).await.unwrap().object.version, 1, "nothing was stored");
}

async fn two_people_change_one_object(store: Store) {
    let scene = Scene::new(store).await;
    let (app, admin) = (&scene.world.app, &scene.world.admin);
    let eva = scene.actor("eva").await;
    let change = |name: &str| ObjectChange {
        number: scene.lift.clone(),
        version: 1,
        name: Some(name.into()),
        ..ObjectChange::default()
    };
    objects::edit(app, &eva, &change("Lift North")).await.unwrap();
    let late = objects::edit(app, admin, &change("Lift South")).await;
    let Err(Error::Conflict { what, .. }) = late else { panic!("{late:?}") };
    assert!(what.contains("was changed by Eva Huber"), "{what}");
    assert_eq!(objects::get(app, admin, &scene.lift).await.unwrap().object.name, "Lift North");
}
