//! Access as a file, in bulk, and the triage list, from scripts.

use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::sql::exec;
use crate::support::world::World;
use keydesk::clock::Clock;
use keydesk::store::Store;

stories! { access_as_a_file, one_thing_for_many, what_wants_attention }

async fn prepared(store: &Store) -> (World, Machine) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    for name in ["eva", "jan", "kim"] {
        world.user(customer, &format!("{name}@huber.example")).await;
    }
    let kd = Machine::new(address(store));
    kd.login("admin@nordlift.example");
    (world, kd)
}

async fn access_as_a_file(store: Store) {
    let (world, kd) = prepared(&store).await;
    let written = kd.run(&["access", "export", "--customer", "1042", "-o", "huber.csv"]);
    assert!(written.code == 0 && written.out.is_empty() && written.err.contains("3 people"), "{written:?}");
    let file = std::fs::read_to_string(kd.path("huber.csv")).unwrap();
    assert_eq!(kd.run(&["access", "export", "--customer", "1042"]).out, file);
    assert_eq!(kd.json(&["access", "export", "--customer", "1042"])["content"], json!(file));
    let plan = kd.json(&["access", "plan", "huber.csv"]);
    assert_eq!((&plan["unchanged"], &plan["steps"]), (&json!(3), &json!([])));
    let toml = kd.run(&["access", "export", "--format", "toml"]).out;
    let said = kd.run_with(&["--json", "access", "plan", "-"], &toml);
    assert!(said.code == 0 && said.out.contains("\"steps\": []"), "{said:?}");

    let edited =
        file.replacen(",member,active,", ",moderator,active,", 1).replacen(",member,active,", ",member,revoked,", 1);
    std::fs::write(kd.path("edited.csv"), &edited).unwrap();
    let shown = kd.run(&["access", "plan", "edited.csv"]);
    for part in ["change", "role member → moderator", "revoke", "1 change, 1 revoke, 1 as they are", "Plan "] {
        assert!(shown.out.contains(part), "{part}: {shown:?}");
    }
    let plan = kd.json(&["access", "plan", "edited.csv"]);
    let id = plan["id"].as_str().unwrap();
    assert_eq!(kd.json(&["access", "apply", "edited.csv", "--dry-run"])["plan"]["id"], json!(id));
    // Nobody to ask, and nothing said: nothing is done.
    kd.run(&["--json", "access", "apply", "edited.csv"]).refuses(2, &["--yes"]);
    kd.run(&["--json", "access", "apply", "edited.csv", "--plan", "0123456789abcdef"]).refuses(5, &[id]);
    assert_eq!(kd.json(&["access", "plan", "edited.csv"])["id"], json!(id));
    let done = kd.json(&["access", "apply", "edited.csv", "--plan", id, "--no-letter"]);
    assert_eq!(done["plan"]["steps"].as_array().unwrap().len(), 2);
    assert_eq!(kd.json(&["access", "apply", "edited.csv", "--yes"])["plan"]["steps"], json!([]));

    // Bad files, and people who may not.
    std::fs::write(kd.path("bad.csv"), "customer,email,rolle\n1042,eva@huber.example,x\n").unwrap();
    kd.run(&["access", "apply", "bad.csv", "--yes"]).refuses(2, &["line 1 \"rolle\"", "did you mean \"role\"?"]);
    std::fs::write(kd.path("bad.csv"), "customer,email,role,state\n9,eva,boss,gone\n").unwrap();
    kd.run(&["access", "plan", "bad.csv"]).refuses(2, &["line 2, email", "line 2, role", "line 2, state"]);
    kd.run(&["access", "plan", "nowhere.csv"]).refuses(2, &["nowhere.csv cannot be read"]);
    kd.run(&["access", "export", "--customer", "9"]).refuses(4, &["customer 9"]);
    std::fs::write(kd.path("data"), "nothing\n").unwrap();
    kd.run(&["access", "plan", "data"]).refuses(2, &["--format csv or --format toml"]);
    exec!(&world.sql, "UPDATE staff SET role = 'dispatcher' WHERE email = 'admin@nordlift.example'");
    kd.run(&["access", "plan", "huber.csv"]).refuses(3, &["import_export"]);
    kd.run(&["access", "export"]).refuses(3, &["import_export"]);
}

async fn one_thing_for_many(store: Store) {
    let (_world, kd) = prepared(&store).await;
    let members = ["--customer", "1042", "--role", "member"];
    let bulk = |words: &[&'static str]| -> Vec<&'static str> {
        ["user", "bulk"].into_iter().chain(words.to_vec()).chain(members).collect()
    };
    let dry: Vec<_> = bulk(&["permit", "view_objects", "deny"]).into_iter().chain(["--dry-run"]).collect();
    let said = kd.json(&dry);
    assert_eq!((said["effects"].as_array().unwrap().len(), &said["done"]), (3, &json!([])));
    kd.run(&bulk(&["permit", "view_objects", "deny"])).refuses_after_showing(2, &["--yes"]);
    let yes = |words: &[&'static str]| -> Vec<&'static str> { bulk(words).into_iter().chain(["--yes"]).collect() };
    assert_eq!(kd.json(&yes(&["permit", "view_objects", "deny"]))["done"].as_array().unwrap().len(), 3);
    assert_eq!(kd.json(&yes(&["permit", "view_objects", "deny"]))["done"], json!([]), "all are so already");
    assert_eq!(kd.json(&yes(&["suspend"]))["done"].as_array().unwrap().len(), 3);
    kd.run(&yes(&["suspend"]))
        .refuses_after_showing(5, &["eva@huber.example", "kim@huber.example", "nothing was done"]);
    assert_eq!(kd.json(&yes(&["lift"]))["done"][0]["state"], "active");
    assert_eq!(kd.json(&yes(&["scope", "--unassigned"]))["done"].as_array().unwrap().len(), 3);
    assert_eq!(kd.json(&yes(&["role", "moderator"]))["done"][0]["role"], "moderator");
    let moderators = ["user", "bulk", "revoke", "--customer", "1042", "--no-letter", "--yes"];
    assert_eq!(kd.json(&moderators)["done"].as_array().unwrap().len(), 3);
    assert_eq!(kd.json(&["user", "bulk", "resend", "--customer", "1042", "--yes"])["people"], json!([]));
    kd.run(&["user", "bulk", "suspend"]).refuses(2, &["say whom"]);
    kd.run(&["user", "bulk", "suspend", "--customer", "9", "--email", "x"])
        .refuses(2, &["customer 9", "\"x\" has no @"]);
    kd.run(&["user", "bulk", "scope", "--customer", "1042"]).refuses(2, &["--all-facilities", "--nothing"]);
}

async fn what_wants_attention(store: Store) {
    let (world, kd) = prepared(&store).await;
    let now = Clock::system().now();
    let soon = now + chrono::TimeDelta::hours(30);
    let ends = "UPDATE customer_user SET ends_at = $1 WHERE sign_in_id = (SELECT id FROM sign_in WHERE email = 'jan@huber.example')";
    exec!(&world.sql, ends, soon);
    exec!(&world.sql, "UPDATE sign_in SET last_sign_in_at = $1", now);
    let items = kd.json(&["triage", "list"]);
    let item = &items["items"][0];
    assert_eq!(items["items"].as_array().unwrap().len(), 1, "{items}");
    assert_eq!((item["kind"].as_str(), item["fix"].as_str()), (Some("access_ends_soon"), Some("extend")));
    let mend = item["mend"].as_str().unwrap();
    let words: Vec<&str> = mend.split(' ').skip(1).collect();
    let mended = kd.run(&words);
    assert_eq!(mended.code, 0, "{mend}: {mended:?}");
    assert_eq!(kd.json(&["triage", "list"])["items"], json!([]));
    assert!(kd.run(&["triage", "list"]).err.contains("Nothing wants your attention"));
}
