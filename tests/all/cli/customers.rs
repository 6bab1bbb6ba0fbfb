//! Editing a customer from scripts (R6, R82), with every exit code.

use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::world::World;

stories! { a_customer_is_edited_from_scripts }

async fn a_customer_is_edited_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    world.area("Graz").await;
    world.staff("tina", StaffRole::Technician, &[]).await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let edit = ["customer", "edit", "1042"];
    let with = |more: &[&'static str]| [edit.as_slice(), more].concat();

    let dry = kd.json(&with(&["--city", "Wien", "--managed", "yes", "--dry-run"]));
    assert_eq!((dry["after"]["city"].as_str(), dry["before"]["managed"].as_bool()), (Some("Wien"), Some(false)));
    assert_eq!(kd.json(&["customer", "show", "1042"])["city"], "Graz", "a dry run keeps nothing");
    let done = kd.json(&with(&["--city", "Wien", "--area", "graz", "--language", "sv", "--if-version", "1"]));
    assert_eq!((done["area"].as_str(), done["after"]["language"].as_str()), (Some("Graz"), Some("sv")));
    let said = kd.run(&with(&["--language", "none", "--area", "", "--technician", ""]));
    assert!(said.code == 0 && said.out.contains("technician") && said.err.contains("1042"), "{said:?}");

    kd.run(&edit).refuses(2, &["--phone"]);
    kd.run(&with(&["--all-facilities", "--city", "Linz"])).refuses(2, &["--give-access"]);
    kd.run(&with(&["--give-access"])).refuses(2, &["--first-name", "--last-name"]);
    let wrong = ["--name", "", "--email", "x", "--country", "Austria", "--area", "Nowhere"];
    kd.run(&with(&wrong)).refuses(2, &["--name", "--email", "--country", "--area"]);
    kd.run(&with(&["--city", "Linz", "--if-version", "1"])).refuses(5, &["admin", "nothing was saved"]);
    kd.run(&["customer", "edit", "9999", "--city", "Linz"]).refuses(4, &["9999"]);

    let who = ["--give-access", "--first-name", "Eva", "--last-name", "Huber", "--role", "member"];
    kd.run(&with(&[who.as_slice(), &["--email", ""]].concat())).refuses(2, &["--email"]);
    let given = kd.json(&with(&[who.as_slice(), &["--email", "eva@huber.example"]].concat()));
    assert_eq!(given["invitation"]["sent_to"], "eva@huber.example");
    assert!(given["warning"].as_str().unwrap().contains("secure link"), "{given}");
    assert_eq!(kd.json(&["user", "show", "eva@huber.example"])["role"], "member");
    kd.login("tina@nordlift.example");
    kd.run(&with(&["--city", "Linz"])).refuses(3, &["edit_customers"]);
}
