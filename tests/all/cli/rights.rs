//! Roles, explanations and views from scripts (R8, R24, R71, R82).

use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::world::World;

stories! { roles_explanations_and_views_from_scripts }

async fn roles_explanations_and_views_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    let graz = world.facility(customer, "Graz").await;
    world.order(customer, Some(graz), "A1", "Press").await;
    world.user(customer, "eva@huber.example").await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");

    let roles = kd.json(&["role", "list"]);
    assert_eq!(roles["version"], 1);
    assert!(!roles["member"].as_array().unwrap().contains(&json!("report_faults")));
    let tried = kd.json(&["role", "set", "member", "report_faults", "on", "--dry-run"]);
    let effect = json!({
        "people": 1, "gained": [["report_faults", 1]], "lost": [], "told": 1, "too_many_to_tell": false,
    });
    assert_eq!(tried["effect"], effect);
    assert_eq!(tried["changed"], json!([]));
    let set = kd.run(&["role", "set", "member", "report_faults", "on", "comment", "off"]);
    assert_eq!((set.code, set.out.as_str()), (0, ""), "{set:?}");
    let said = "1 person gains report_faults; 1 person loses comment; 1 person is told by a letter";
    assert_eq!(set.err, format!("the role member: {said}.\n"));
    let shown = kd.json(&["role", "show", "member"]);
    assert_eq!((&shown["version"], &shown["changed"]), (&json!(2), &json!(["comment", "report_faults"])));
    assert!(kd.run(&["role", "list"]).out.contains("report_faults"));
    assert_eq!(kd.json(&["role", "set", "member", "comment", "default"])["changed"], json!(["report_faults"]));
    kd.run(&["role", "set", "member", "manage_users", "on"]).refuses(2, &["manage_users can never be held"]);
    kd.run(&["role", "set", "member", "comment", "perhaps"]).refuses(2, &["on, off, default"]);
    kd.run(&["role", "set", "member", "fly", "on"]).refuses(2, &["\"fly\" is not one of"]);

    let explained = kd.json(&["user", "explain", "eva@huber.example", "order", "A1"]);
    assert_eq!((&explained["allowed"], &explained["links"][0]["step"]), (&json!(true), &json!("module")));
    let denied = kd.run(&["user", "permit", "eva@huber.example", "view_orders", "deny"]);
    assert_eq!(denied.code, 0, "{denied:?}");
    let said = kd.run(&["user", "explain", "eva@huber.example", "order", "A1", "--customer", "1042"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.starts_with("Eva Huber does not see order A1 (Press).\n"), "{said:?}");
    assert!(said.out.contains("NO   view_orders is denied to Eva Huber"), "{said:?}");
    assert!(said.out.contains("keydesk user permit eva@huber.example view_orders allow --customer 1042"), "{said:?}");
    kd.run(&["user", "explain", "eva@huber.example", "order", "A9"]).refuses(4, &["order A9"]);
    kd.run(&["user", "explain", "eva@huber.example", "lorry", "A9"]).refuses(2, &["lorry"]);

    kd.run(&["user", "permit", "eva@huber.example", "view_orders", "role"]);
    let view = kd.json(&["user", "view", "eva@huber.example"]);
    assert_eq!(view["orders"]["rows"][0]["number"], "A1");
    assert_eq!((&view["billing"], &view["shut_out"]), (&json!(null), &json!(null)));
    let only = kd.json(&["user", "view", "eva@huber.example", "facilities"]);
    assert_eq!((only["facilities"]["rows"][0]["name"].as_str(), only.get("orders")), (Some("Graz"), None));
    kd.run(&["user", "suspend", "eva@huber.example"]);
    let shown = kd.run(&["user", "view", "eva@huber.example", "orders"]);
    assert!(shown.out.contains("A1") && shown.err.contains("is suspended and cannot come in now"), "{shown:?}");

    let dispatcher = Machine::new(address(&store));
    dispatcher.login("dora@nordlift.example");
    dispatcher.run(&["user", "view", "eva@huber.example"]).refuses(3, &["view_as_customer"]);
    dispatcher.run(&["role", "set", "member", "comment", "off"]).refuses(3, &["manage_settings"]);
    assert_eq!(dispatcher.run(&["role", "list"]).code, 0);
}
