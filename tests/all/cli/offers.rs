//! Invitations, secure links and independence from scripts: what comes out, and exit codes 2 to 5.

use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::service::independence;
use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::world::{NewUser, World};

stories! { invitations_from_scripts, the_secure_link_from_scripts, independence_from_scripts, who_may_not_is_told }

const GRANT: [&str; 10] = [
    "user",
    "grant",
    "--customer",
    "1042",
    "--email",
    "eva@hubr.example",
    "--first-name",
    "Eva",
    "--last-name",
    "Huber",
];

async fn invitations_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let granted = kd.json(&GRANT);
    assert!(granted["warning"].as_str().unwrap().contains("secure link stops"), "R21: {granted}");

    let code = kd.json(&["invitation", "code", "eva@hubr.example"]);
    assert_eq!(code["code"].as_str().unwrap().len(), 9, "{code}");
    assert_eq!(code["url"], "http://127.0.0.1:8080/code");
    let said = kd.run(&["invitation", "code", "eva@hubr.example"]);
    assert!(said.code == 0 && said.out.contains("Code") && said.out.contains("/code"), "{said:?}");
    let qr = kd.json(&["invitation", "qr", "eva@hubr.example"]);
    let said = kd.run(&["invitation", "qr", "eva@hubr.example"]);
    assert_eq!(said.out.lines().count(), qr["qr"].as_array().unwrap().len());
    assert!(
        said.out.lines().count() <= 23 && !said.out.contains('\u{1b}'),
        "no colours where nobody watches: {said:?}"
    );
    assert!(qr["link"].as_str().unwrap().contains("/invitation/kdi_"), "{qr}");

    kd.run(&["invitation", "address", "eva@hubr.example", "eva"]).refuses(2, &["--email: ", "no @"]);
    kd.run(&["invitation", "address", "nobody@huber.example", "eva@huber.example"])
        .refuses(4, &["nobody@huber.example"]);
    let moved = kd.json(&["invitation", "address", "eva@hubr.example", "eva@huber.example"]);
    assert_eq!(moved["sent_to"], "eva@huber.example");
    assert_ne!(moved["link"], granted["link"]);
    kd.run(&["invitation", "code", "eva@hubr.example"]).refuses(4, &["eva@hubr.example"]);
    kd.run(&["invitation", "delete", "eva@huber.example"]).refuses(2, &["--yes"]);
    kd.json(&["invitation", "withdraw", "eva@huber.example"]);
    kd.run(&["invitation", "address", "eva@huber.example", "new@huber.example"]).refuses(5, &["no longer pending"]);
    kd.run(&["invitation", "qr", "eva@huber.example"]).refuses(5, &["no longer pending"]);
    let id = moved["invitation"].as_str().unwrap();
    assert_eq!(kd.json(&["invitation", "delete", "eva@huber.example", "--yes"])["deleted"], id);
    kd.run(&["invitation", "delete", id, "--yes"]).refuses(4, &["invitation"]);
    assert_eq!(kd.json(&["user", "list", "--customer", "1042"])["users"], json!([]));
}

async fn the_secure_link_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("8", "Ohne AG").await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let first = kd.json(&["link", "show", "8"]);
    assert_eq!(first["works"], true);
    assert_ne!(kd.json(&["link", "rotate", "8"])["link"], first["link"]);
    assert_eq!(kd.json(&["link", "off", "8"])["works"], false);
    assert_eq!(kd.json(&["link", "on", "8"])["works"], true);
    // The program lives by the real clock; the world's stands still.
    assert!(kd.json(&["link", "expire", "8", "--in", "14d"])["ends_at"].is_string());
    assert!(kd.json(&["link", "expire", "8", "--never"])["ends_at"].is_null());
    world.user(customer, "eva@ohne.example").await;
    let said = kd.run(&["link", "show", "8"]);
    assert!(
        said.code == 0 && said.out.lines().count() == 1 && said.err.contains("somebody was given access"),
        "{said:?}"
    );
    kd.run(&["link", "show", "9"]).refuses(4, &["customer 9"]);
    kd.run(&["portal", "secure-link", "--customer", "8"]).refuses(2, &["secure-link"]);
}

async fn independence_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.object(customer, None, "Pump").await;
    let new = NewUser { role: Role::Administrator, ..NewUser::default() };
    world.user_with(customer, "eva@huber.example", new).await;
    let eva = world.in_the_portal("eva@huber.example").await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    assert_eq!(kd.json(&["independence", "list"])["requests"], json!([]));
    kd.run(&["independence", "approve", "1042", "--yes"]).refuses(4, &["1042"]);

    independence::request(&world.app, &eva, "our own technicians").await.unwrap();
    assert!(kd.run(&["independence", "list"]).out.contains("our own technicians"));
    kd.run(&["independence", "decline", "1042", "--answer", " "]).refuses(2, &["--answer: "]);
    assert_eq!(kd.json(&["independence", "decline", "1042", "--answer", "not yet"])["state"], "declined");
    kd.run(&["independence", "decline", "1042", "--answer", "no"]).refuses(5, &["declined by admin"]);

    independence::request(&world.app, &eva, "now?").await.unwrap();
    kd.run(&["independence", "approve", "1042"]).refuses(2, &["--yes", "cannot be undone"]);
    let taken = ["independence", "approve", "1042", "--yes", "--name", "Nordlift Service"];
    kd.run(&taken).refuses(2, &["--name: ", "already"]);
    let made = kd.json(&["independence", "approve", "1042", "--yes", "--name", "Huber Service"]);
    assert_eq!((&made["name"], &made["copied"]["objects"]), (&json!("Huber Service"), &json!(1)));
    assert_eq!(made["staff"], json!(["eva@huber.example"]));
    assert_eq!(kd.json(&["customer", "show", "1042"])["access"], "independent");
    kd.run(&["independence", "approve", "1042", "--yes"]).refuses(5, &["approved by admin"]);
    let mut grant = GRANT;
    grant[5] = "new@huber.example";
    kd.run(&grant).refuses(5, &["organization of its own"]);
    // The new one works with the same program.
    let there = Machine::new(address(&store));
    there.login("eva@huber.example");
    let mine = there.json(&["customer", "list"]);
    assert_eq!(mine["customers"][0]["number"], "1042", "{mine}");
    assert_eq!(there.json(&["log", "verify"])["wrong"], "whole");
}

async fn who_may_not_is_told(store: Store) {
    let world = World::new(store.clone()).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let id = kd.json(&GRANT)["invitation"].as_str().unwrap().to_owned();
    let dora = Machine::new(address(&store));
    dora.login("dora@nordlift.example");
    for denied in [
        &["invitation", "code", "eva@hubr.example"][..],
        &["invitation", "qr", "eva@hubr.example"],
        &["invitation", "address", &id, "eva@huber.example"],
        &["link", "show", "1042"],
        &["link", "off", "1042"],
    ] {
        dora.run(denied).refuses(3, &["grant_access"]);
    }
    dora.run(&["invitation", "delete", &id, "--yes"]).refuses(3, &["revoke_access"]);
    let nobody = Machine::new(address(&store));
    nobody.run(&["independence", "list"]).refuses(3, &["keydesk login"]);
}
