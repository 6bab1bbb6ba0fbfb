//! Staff, areas, settings, the log with filters and undo, from the command line: data, messages, exit codes 2, 3, 4 and 5.

use keydesk::domain::staff::StaffRole;
use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::world::{PASSWORD, World};

stories! { staff_and_settings, the_log_is_filtered_exported_and_undone }

const OWN: &str = "sju glada kameler i dimman";

async fn staff_and_settings(store: Store) {
    let world = World::new(store.clone()).await;
    world.customer("1042", "Huber Maschinen GmbH").await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let (kd, lars, dora) =
        (Machine::new(address(&store)), Machine::new(address(&store)), Machine::new(address(&store)));
    kd.login("admin@nordlift.example");
    dora.login("dora@nordlift.example");
    kd.json(&["area", "add", "Graz"]);
    let add = ["staff", "add", "lars@nordlift.example", "--name", "Lars Holm", "--role", "supervisor"];
    let with = |more: &[&'static str]| kd.run(&[&add[..], more].concat());
    // Every wrong name at once; nothing is made.
    with(&["--area", "Gratz", "--customer", "9"]).refuses(2, &["--area: ", "did you mean Graz?", "--customer: "]);
    kd.run(&["staff", "show", "lars@nordlift.example"]).refuses(4, &["lars@nordlift.example"]);
    dora.run(&["staff", "list"]).refuses(3, &["manage_staff", "admin can give it to you"]);
    dora.run(&["settings", "show"]).refuses(3, &["manage_settings", "admin can give it to you"]);

    // A temporary password is replaced at the first sign-in.
    let said = with(&["--area", "Graz", "--customer", "1042"]);
    assert_eq!(said.code, 0, "{said:?}");
    let temporary = said.out.trim().to_owned();
    assert_eq!(temporary.len(), 24, "{said:?}");
    let login = ["login", "--email", "lars@nordlift.example", "--password-file", "-"];
    lars.run_with(&login, &temporary).refuses(2, &["temporary", "--new-password-file"]);
    std::fs::write(lars.path("own.txt"), "kurz\n").unwrap();
    let replace = [&login[..], &["--new-password-file", "own.txt"]].concat();
    lars.run_with(&replace, &temporary).refuses(2, &["--new-password: ", "15 characters"]);
    std::fs::write(lars.path("own.txt"), OWN).unwrap();
    assert_eq!(lars.run_with(&replace, &temporary).code, 0);
    assert_eq!(lars.json(&["whoami"])["role"], "supervisor");
    lars.run(&["staff", "list"]).refuses(3, &["manage_staff"]);

    // What is decided holds with the next command.
    kd.json(&["staff", "permit", "lars@nordlift.example", "view_outbox", "allow"]);
    assert_eq!(lars.json(&["outbox", "list"])["letters"], json!([]));
    assert_eq!(kd.json(&["staff", "sessions", "lars@nordlift.example"])["sessions"].as_array().unwrap().len(), 1);
    kd.json(&["staff", "role", "lars@nordlift.example", "dispatcher"]);
    lars.run(&["whoami"]).refuses(3, &["keydesk login"]);
    kd.json(&["staff", "off", "lars@nordlift.example"]);
    lars.run_with(&login, OWN).refuses(3, &["do not match"]);
    kd.run(&["staff", "password", "lars@nordlift.example"]).refuses(5, &["switched off"]);
    kd.json(&["staff", "on", "lars@nordlift.example"]);
    kd.run(&["staff", "off", "admin@nordlift.example"]).refuses(5, &["last administrator"]);
    kd.run(&["staff", "role", "admin@nordlift.example", "boss"]).refuses(2, &["boss", "supervisor"]);

    // Settings.
    kd.run(&["settings", "set", "accent", "blue"]).refuses(2, &["--accent: ", "#1f5fae"]);
    kd.run(&["settings", "set", "outside_areas", "all"]).refuses(2, &["hidden", "read_only"]);
    kd.run(&["settings", "set", "colour", "red"]).refuses(2, &["accent"]);
    let said = kd.run(&["settings", "set", "mails_temporary", "on"]);
    assert!(said.code == 0 && said.err.contains("can sign in with a mailed temporary password"), "{said:?}");
    assert_eq!(kd.json(&["settings", "set", "outside_areas", "read_only"])["outside_areas"], "read_only");
    assert_eq!(kd.json(&["settings", "set", "module", "off"])["module"], false);
    assert!(PASSWORD != OWN);
}

async fn the_log_is_filtered_exported_and_undone(store: Store) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.user(customer, "eva@huber.example").await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    kd.json(&["user", "role", "eva@huber.example", "moderator"]);
    let found = kd.json(&["log", "list", "who:admin", "what:role_changed", "whom:eva", "since:1h"]);
    assert_eq!(found["records"].as_array().unwrap().len(), 1, "{found}");
    let seq = found["records"][0]["seq"].to_string();
    assert_eq!(kd.json(&["log", "list", "--filter", "whom:eva customer:1042"])["records"][0]["seq"].to_string(), seq);
    kd.run(&["log", "list", "wo:admin", "since:soon"]).refuses(2, &["did you mean who:?", "\"soon\""]);
    kd.run(&["log", "list", "customer:9"]).refuses(4, &["customer 9"]);

    let said = kd.run(&["log", "show", &seq]);
    for part in ["member → moderator", "Before", "role_changed {", &format!("keydesk log undo {seq}")] {
        assert!(said.out.contains(part), "{part}: {said:?}");
    }
    kd.run(&["log", "show", "9999"]).refuses(4, &["record 9999"]);
    assert_eq!(kd.json(&["log", "undo", &seq, "--dry-run"])["possible"], true);
    let dora = Machine::new(address(&store));
    dora.login("dora@nordlift.example");
    dora.run(&["log", "undo", &seq]).refuses(3, &["edit_customer_user_permissions"]);
    let undone = kd.json(&["log", "undo", &seq]);
    assert!(undone["sentence"].as_str().unwrap().ends_with(&format!("moderator → member (undoes {seq})")), "{undone}");
    kd.run(&["log", "undo", &seq]).refuses(5, &["admin changed it since"]);
    kd.run(&["log", "undo", &seq, "--dry-run"]).refuses(5, &["admin changed it since"]);

    let said = kd.run(&["log", "export", "--format", "csv", "what:role", "-o", "log.csv"]);
    assert!(said.code == 0 && said.out.is_empty() && said.err.contains("Wrote 2 records"), "{said:?}");
    assert_eq!(std::fs::read_to_string(kd.path("log.csv")).unwrap().lines().count(), 3);
    kd.run(&["log", "export", "-o", "log.csv"]).refuses(2, &["log.csv", "nothing was written"]);
    let lines = kd.run(&["log", "export", "--format", "jsonl", "what:exported"]);
    assert_eq!((lines.code, lines.out.lines().count()), (0, 1), "{lines:?}");
    assert!(kd.run(&["log", "verify"]).code == 0);
}
