//! Orders and comments from scripts (R31, R32, R82): what comes out, and exit codes 2 to 5.

use keydesk::clock::Clock;
use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::world::World;

stories! { orders_from_scripts, comments_from_scripts }

async fn scene(store: &Store) -> (World, Machine) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.user(customer, "eva@huber.example").await;
    world.staff("lars", StaffRole::Technician, &[]).await;
    let kd = Machine::new(address(store));
    kd.login("admin@nordlift.example");
    (world, kd)
}

async fn orders_from_scripts(store: Store) {
    let (_world, kd) = scene(&store).await;
    let made = kd.json(&["order", "create", "1042", "--title", "Lift stuck", "--urgency", "high"]);
    assert_eq!((&made["number"], &made["state"], &made["urgency"]), (&json!("W1"), &json!("open"), &json!("high")));
    kd.run(&["order", "create", "1042", "--title", " ", "--facility", "F9"])
        .refuses(2, &["--title: ", "--facility: this customer has no facility F9"]);
    kd.run(&["order", "create", "9", "--title", "Lift"]).refuses(4, &["customer 9"]);
    kd.run(&["order", "show", "W9"]).refuses(4, &["order W9"]);
    assert_eq!(kd.json(&["order", "assign", "W1", "lars@nordlift.example"])["technician"], "lars");
    kd.run(&["order", "assign", "W1", "nobody@nordlift.example"]).refuses(2, &["--technician: nobody@nordlift"]);
    kd.run(&["order", "assign", "W1"]).refuses(2, &["EMAIL"]);
    kd.run(&["order", "state", "W1", "closed", "--if-version", "1"]).refuses(5, &["W1 was changed by admin"]);
    kd.run(&["order", "state", "W1", "gone"]).refuses(2, &["\"gone\" is not one of"]);

    // The program lives by the real clock, so the day is one of the next.
    let day = (Clock::system().now() + chrono::TimeDelta::days(20)).format("%Y-%m-%d").to_string();
    let starts = format!("{day} 08:00");
    let planned = kd.json(&["order", "plan", "W1", "--from", &starts, "--hours", "2", "--note", "Ladder"]);
    assert_eq!((&planned["state"], planned["visits"].as_array().unwrap().len()), (&json!("planned"), 1));
    let visit = planned["visits"][0]["visit"].as_str().unwrap();
    let moved = kd.json(&["order", "plan", "W1", "--visit", visit, "--from", &starts, "--to", &format!("{day}T12:30")]);
    assert_ne!(moved["visits"][0]["ends_at"], planned["visits"][0]["ends_at"]);
    kd.run(&["order", "plan", "W1", "--from", &starts, "--to", &format!("{day} 07:00")]).refuses(2, &["--ends-at: "]);
    kd.run(&["order", "plan", "W1"]).refuses(2, &["--starts-at"]);
    assert_eq!(kd.json(&["order", "plan", "W1", "--cancel", visit])["state"], "open");
    kd.run(&["order", "plan", "W1", "--cancel", visit]).refuses(5, &["was cancelled"]);

    let edited = kd.json(&["order", "edit", "W1", "--title", "Lift", "--urgency", "low", "--facility", ""]);
    assert_eq!((&edited["title"], &edited["urgency"]), (&json!("Lift"), &json!("low")));
    let shown = kd.run(&["order", "show", "W1"]);
    assert!(shown.code == 0 && shown.out.contains("W1 Lift") && shown.out.contains("History"), "{shown:?}");
    assert_eq!(kd.json(&["order", "list", "--open", "--customer", "1042"])["orders"][0]["number"], "W1");
    assert_eq!(kd.json(&["order", "state", "W1", "closed"])["state"], "closed");
    assert_eq!(kd.json(&["order", "list", "--open"])["orders"], json!([]));
    assert_eq!(kd.json(&["order", "list", "--technician", "lars@nordlift.example"])["orders"][0]["number"], "W1");
    kd.run(&["order", "plan", "W1", "--from", &starts]).refuses(5, &["open it again"]);
    kd.json(&["order", "assign", "W1", "--nobody"]);

    let lars = Machine::new(address(&store));
    lars.login("lars@nordlift.example");
    lars.run(&["order", "state", "W1", "open"]).refuses(3, &["manage_orders", "not assigned to you"]);
    lars.run(&["order", "create", "1042", "--title", "Lift"]).refuses(3, &["manage_orders"]);
    assert_eq!(lars.json(&["order", "show", "W1"])["number"], "W1");
}

async fn comments_from_scripts(store: Store) {
    let (_world, kd) = scene(&store).await;
    kd.json(&["order", "create", "1042", "--title", "Lift", "--technician", "lars@nordlift.example"]);
    let tried = kd.json(&["order", "comment", "W1", "On Monday.", "--dry-run"]);
    let told: Vec<_> = tried["told"].as_array().unwrap().iter().map(|t| t["address"].as_str().unwrap()).collect();
    assert_eq!((told, &tried["sent"]), (vec!["lars@nordlift.example", "eva@huber.example"], &json!(false)));
    let said = kd.run(&["order", "comment", "W1", "psst", "--internal", "--dry-run"]);
    assert!(said.err.contains("the customer does not see it") && !said.err.contains("eva@"), "{said:?}");
    assert_eq!(kd.json(&["order", "comments", "W1"])["comments"], json!([]), "nothing was sent");

    let sent = kd.run(&["order", "comment", "W1", "On Monday.", "--key", "k1"]);
    assert!(sent.code == 0 && sent.err.contains("told: lars <lars@nordlift.example>, Eva Huber <"), "{sent:?}");
    assert_eq!(kd.json(&["order", "comment", "W1", "On Monday.", "--key", "k1"])["repeated"], true);
    let piped = kd.run_with(&["order", "comment", "W1", "-", "--internal"], "two\r\nlines\n");
    assert_eq!(piped.code, 0, "{piped:?}");
    let all = kd.json(&["order", "comments", "W1"]);
    assert_eq!(
        (&all["comments"][0]["body"], &all["comments"][1]["body"]),
        (&json!("On Monday."), &json!("two\nlines"))
    );
    assert_eq!((&all["comments"][0]["internal"], &all["comments"][1]["internal"]), (&json!(false), &json!(true)));
    assert!(kd.run(&["order", "comments", "W1"]).out.contains("INTERNAL\n  two\n  lines"), "unmistakable");

    kd.run(&["order", "comment", "W1", " "]).refuses(2, &["--body: "]);
    let long = "x".repeat(5_001);
    kd.run(&["order", "comment", "W1", &long]).refuses(2, &["5001 characters"]);
    kd.run(&["order", "comment", "W9", "hello"]).refuses(4, &["order W9"]);
    kd.json(&["order", "assign", "W1", "--nobody"]);
    let lars = Machine::new(address(&store));
    lars.login("lars@nordlift.example");
    lars.run(&["order", "comment", "W1", "hello"]).refuses(3, &["manage_orders"]);
}
