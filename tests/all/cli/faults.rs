//! Fault reports from scripts (R33, R82): what comes out, and exit codes 2 to 5.

use keydesk::domain::permission::Role;
use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::Urgency;
use keydesk::service::faults::{self, NewFault};
use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::world::{NewUser, World};

stories! { fault_reports_from_scripts }

/// Three reports of Eva's.
async fn report(world: &World) {
    let eva = world.in_the_portal("eva@huber.example").await;
    for title in ["Lift stuck", "Door\u{1b}[31m", "Gate"] {
        let new = NewFault {
            title: title.into(),
            body: "Since Monday.".into(),
            urgency: Urgency::High,
            facility: None,
            object: None,
            key: String::new(),
            photos: Vec::new(),
        };
        faults::report(&world.app, &eva, &new).await.unwrap();
        world.app.clock.advance(chrono::TimeDelta::minutes(1));
    }
}

async fn fault_reports_from_scripts(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.user_with(customer, "eva@huber.example", NewUser { role: Role::Administrator, ..NewUser::default() }).await;
    world.staff("lars", StaffRole::Technician, &[]).await;
    report(&world).await;
    // Where no SMS are sent, whoever wants them is written to by e-mail.
    let kd = Machine::new(address(&store)).with("KEYDESK_SMS__TRANSPORT", "file");
    kd.login("admin@nordlift.example");

    let first = kd.json(&["fault", "list", "--limit", "2"]);
    assert_eq!((&first["faults"][0]["number"], first["faults"].as_array().unwrap().len()), (&json!("R3"), 2));
    let next = kd.json(&["fault", "list", "--after", first["next"].as_str().unwrap()]);
    assert_eq!((&next["faults"][0]["title"], &next["next"]), (&json!("Lift stuck"), &json!(null)));
    assert_eq!(kd.json(&["fault", "list", "--search", "lift", "--customer", "1042"])["faults"][0]["order"], "W1");
    let listed = kd.run(&["fault", "list"]);
    assert!(listed.out.contains("open, nobody was told") && !listed.out.contains('\u{1b}'), "{listed:?}");
    kd.run(&["fault", "list", "--state", "gone"]).refuses(2, &["\"gone\" is not one of"]);
    kd.run(&["fault", "list", "--customer", "9"]).refuses(4, &["customer 9"]);

    let taken = kd.json(&["fault", "take", "R1", "--if-version", "1"]);
    assert_eq!((&taken["state"], &taken["taken_by"], &taken["version"]), (&json!("taken"), &json!("admin"), &json!(2)));
    kd.run(&["fault", "take", "R1"]).refuses(5, &["taken by admin already"]);
    kd.run(&["fault", "close", "R1", " "]).refuses(2, &["--answer: "]);
    kd.run(&["fault", "close", "R1", "Done.", "--if-version", "1"]).refuses(5, &["was changed by admin"]);
    assert_eq!(kd.json(&["fault", "close", "R1", "A fuse."])["state"], "closed");
    let shown = kd.run(&["fault", "show", "R1"]);
    assert!(shown.code == 0 && shown.out.contains("R1 Lift stuck") && shown.out.contains("A fuse."), "{shown:?}");
    assert_eq!(kd.json(&["fault", "show", "R1"])["answer"], "A fuse.");
    kd.run(&["fault", "show", "R9"]).refuses(4, &["fault report R9"]);

    kd.run(&["fault", "convert", "R2"]).refuses(2, &["--kind", "--order"]);
    kd.run(&["fault", "convert", "R2", "--kind", "ticket", "--order", "W1"]).refuses(2, &["cannot be used with"]);
    kd.json(&["fault", "convert", "R2", "--kind", "ticket"]);
    assert_eq!(kd.json(&["order", "show", "W2"])["kind"], "ticket");
    assert_eq!(kd.json(&["fault", "convert", "R3", "--order", "W2"])["order"], "W2");
    assert_eq!(kd.json(&["order", "show", "W3"])["state"], "cancelled");
    kd.run(&["fault", "convert", "R3", "--order", "W3"]).refuses(2, &["--order: order W3 is cancelled"]);
    let waiting = kd.json(&["triage", "list"]);
    assert!(
        waiting.to_string().contains("keydesk fault take R2") || waiting.to_string().contains("unheard"),
        "{waiting}"
    );

    let lars = Machine::new(address(&store));
    lars.login("lars@nordlift.example");
    assert_eq!(lars.json(&["fault", "list"])["faults"], json!([]));
    lars.run(&["fault", "take", "R2"]).refuses(3, &["handle_fault_reports", "not assigned to you"]);
    let chosen = kd.json(&["notices", "set", "faults", "areas"]);
    assert!(
        chosen["notices"].as_array().unwrap().contains(&json!({ "topic": "faults", "told": "areas", "by": "email" })),
        "{chosen}"
    );
    let chosen = kd.json(&["notices", "set", "faults", "areas", "--by", "sms"]);
    assert!(kd.run(&["notices", "list"]).out.contains("no mobile number for sms"), "{chosen}");
    kd.run(&["notices", "mobile", "0664"]).refuses(2, &["--mobile: "]);
    assert_eq!(kd.json(&["notices", "mobile", "0043 664 123 45 67"])["reached"]["mobile"], "+436641234567");
    let why = kd.json(&["notices", "explain", "fault_received", "R2", "--staff", "admin@nordlift.example"]);
    assert_eq!((&why["readers"][0]["told"], &why["readers"][0]["channel"]), (&json!(true), &json!("sms")), "{why}");
    let why = kd.run(&["notices", "explain", "fault_received", "R2"]);
    assert!(why.out.contains("✓ admin is told by SMS.") && why.out.contains("✗ lars is not told."), "{why:?}");
    kd.run(&["notices", "explain", "new_password", "R2"]).refuses(2, &["nobody switches it off"]);
    kd.run(&["notices", "explain", "comment", "W99"]).refuses(4, &["order W99"]);
    assert_eq!(kd.json(&["notices", "mobile", "--none"])["reached"]["mobile"], "");
}
