//! Passwords, end dates, deleting, sessions from scripts (R15–R17, R25, R82), with every exit code.

use keydesk::domain::staff::StaffRole;
use keydesk::domain::state::UserState;
use keydesk::store::Store;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::sql::{exec, select};
use crate::support::world::{NewUser, World};

stories! { passwords_from_scripts, ends_and_deleting_from_scripts, sessions_from_scripts }

async fn world(store: &Store) -> (World, Machine) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.user(customer, "lea@huber.example").await;
    let pending = NewUser { state: UserState::Pending, password: false, ..NewUser::default() };
    world.user_with(customer, "new@huber.example", pending).await;
    world.staff("dora", StaffRole::Dispatcher, &[]).await;
    (world, Machine::new(address(store)))
}

async fn passwords_from_scripts(store: Store) {
    let (world, kd) = world(&store).await;
    kd.login("admin@nordlift.example");
    let sent = kd.json(&["user", "password", "lea@huber.example", "--link"]);
    assert_eq!(sent["sent_to"], "lea@huber.example");
    let sent = kd.json(&["user", "password", "lea@huber.example", "--link", "--send-to", "desk@huber.example"]);
    assert_eq!(sent["sent_to"], "desk@huber.example");
    let made = kd.json(&["user", "password", "lea@huber.example", "--temporary"]);
    assert!(made["password"].as_str().unwrap().len() >= 15 && made["mailed_to"].is_null(), "{made}");
    let said = kd.run(&["user", "password", "lea@huber.example", "--temporary"]);
    assert!(said.code == 0 && said.out.contains("Password") && said.err.contains("aloud"), "{said:?}");

    kd.run(&["user", "password", "lea@huber.example"]).refuses(2, &["--link", "--temporary"]);
    kd.run(&["user", "password", "lea@huber.example", "--link", "--temporary"]).refuses(2, &["--temporary"]);
    kd.run(&["user", "password", "lea@huber.example", "--link", "--send-to", "nobody"]).refuses(2, &["--send-to"]);
    kd.run(&["user", "password", "lea@huber.example", "--temporary", "--mail"]).refuses(5, &["mails_temporary"]);
    kd.run(&["user", "password", "new@huber.example", "--link"]).refuses(5, &["invitation"]);
    kd.run(&["user", "password", "no@huber.example", "--link"]).refuses(4, &["no@huber.example"]);
    exec!(&world.sql, "UPDATE organization SET mails_temporary = $1", true);
    let said = kd.run(&["user", "password", "lea@huber.example", "--temporary", "--mail"]);
    assert!(said.code == 0 && said.err.contains("whoever reads that mailbox"), "told what it means: {said:?}");
    kd.login("dora@nordlift.example");
    kd.run(&["user", "password", "lea@huber.example", "--temporary"]).refuses(3, &["reset_password"]);
}

async fn ends_and_deleting_from_scripts(store: Store) {
    let (world, kd) = world(&store).await;
    kd.login("admin@nordlift.example");
    let after = kd.json(&["user", "expire", "lea@huber.example", "--on", "2099-03-31"]);
    assert_eq!((after["ends_at"].as_str(), after["state"].as_str()), (Some("2099-03-31T22:00:00Z"), Some("active")));
    assert!(kd.json(&["user", "expire", "lea@huber.example", "--in", "14d"])["ends_at"].is_string());
    assert!(kd.json(&["user", "expire", "lea@huber.example", "--never"])["ends_at"].is_null());
    kd.run(&["user", "expire", "lea@huber.example", "--on", "2020-01-01"]).refuses(2, &["--on", "past"]);
    kd.run(&["user", "expire", "lea@huber.example", "--in", "soon"]).refuses(2, &["--in"]);
    kd.run(&["user", "expire", "lea@huber.example"]).refuses(2, &["--never"]);
    kd.run(&["user", "expire", "no@huber.example", "--never"]).refuses(4, &["no@huber.example"]);

    kd.login("dora@nordlift.example");
    kd.run(&["user", "expire", "lea@huber.example", "--in", "14d"]).refuses(3, &["revoke_access"]);
    kd.run(&["user", "delete", "lea@huber.example", "--yes"]).refuses(3, &["revoke_access"]);
    kd.login("admin@nordlift.example");
    kd.run(&["user", "delete", "lea@huber.example"]).refuses(2, &["cannot be undone", "--yes"]);
    kd.run(&["user", "delete", "no@huber.example", "--yes"]).refuses(4, &["no@huber.example"]);
    kd.json(&["user", "revoke", "new@huber.example", "--no-letter"]);
    kd.run(&["user", "expire", "new@huber.example", "--in", "14d"]).refuses(5, &["revoked"]);

    assert_eq!(kd.json(&["user", "delete", "lea@huber.example", "--yes"])["deleted"], "lea@huber.example");
    kd.run(&["user", "show", "lea@huber.example"]).refuses(4, &["lea@huber.example"]);
    let log = kd.json(&["log", "list"]).to_string();
    assert!(log.contains("deleted person") && !log.contains("lea@huber.example"), "{log}");
    assert_eq!(kd.json(&["log", "verify"])["wrong"], "whole");
    let seq = select!(&world.sql, (i64,), "SELECT min(seq) FROM activity WHERE subject = 'deleted person'").remove(0).0;
    exec!(&world.sql, "UPDATE activity SET subject = 'somebody else' WHERE seq = $1", seq);
    kd.run(&["log", "verify"]).refuses(1, &[&format!("record {seq}"), "altered"]);
}

async fn sessions_from_scripts(store: Store) {
    let (world, kd) = world(&store).await;
    kd.login("admin@nordlift.example");
    assert_eq!(kd.json(&["session", "list", "lea@huber.example"])["sessions"], serde_json::json!([]));
    // The program has the time of this machine, the world its own.
    world.app.clock.advance(keydesk::clock::Clock::system().now() - world.app.now());
    for _ in 0..3 {
        crate::passwords::cookie(&world.app, "lea@huber.example", crate::support::world::PASSWORD).await;
    }
    let open = kd.json(&["session", "list", "lea@huber.example"]);
    let id = open["sessions"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (open["sessions"].as_array().unwrap().len(), open["sessions"][0]["address"].as_str()),
        (3, Some("203.0.113.7"))
    );
    let said = kd.run(&["session", "list", "lea@huber.example"]);
    assert!(said.out.contains(&id.replace('-', "")) && said.out.contains("Firefox on Linux"), "{said:?}");
    assert_eq!(kd.json(&["session", "end", "lea@huber.example", &id])["ended"], 1);
    kd.run(&["session", "end", "lea@huber.example", &id]).refuses(4, &["open session", "Eva Huber"]);
    kd.run(&["session", "end", "lea@huber.example"]).refuses(2, &["--all"]);
    kd.run(&["session", "end", "lea@huber.example", "nonsense"]).refuses(2, &["nonsense"]);
    kd.login("dora@nordlift.example");
    kd.run(&["session", "end", "lea@huber.example", "--all"]).refuses(3, &["revoke_access"]);
    kd.login("admin@nordlift.example");
    assert_eq!(kd.json(&["session", "end", "lea@huber.example", "--all"])["ended"], 2);
    assert_eq!(kd.json(&["session", "end", "lea@huber.example", "--all"])["ended"], 0);
}
