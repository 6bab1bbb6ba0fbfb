//! Whether letters and SMS can be sent, from the command line (R63, R65): tests, stopping, how it stands.

use keydesk::store::Store;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::sms::{Act, SECRET, SmsGateway};
use crate::support::smtp::{Act as MailAct, MailServer};
use crate::support::world::World;

stories! { tests_are_sent_and_channels_are_stopped }

fn machine(store: &Store, server: &MailServer, gateway: &SmsGateway) -> Machine {
    let kd = Machine::new(address(store))
        .with("KEYDESK_MAIL__TRANSPORT", "smtp")
        .with("KEYDESK_MAIL__HOST", "127.0.0.1")
        .with("KEYDESK_MAIL__PORT", server.port().to_string())
        .with("KEYDESK_MAIL__TLS", "none")
        .with("KEYDESK_MAIL__FROM", "portal@nordlift.example")
        .with("KEYDESK_SMS__TRANSPORT", "http")
        .with("KEYDESK_SMS__URL", gateway.url())
        .with("KEYDESK_SMS__FIELDS", json!({ "to": "{to}", "text": "{text}" }).to_string())
        .with("KEYDESK_SMS__HEADERS", json!({ "X-Api-Key": "{secret}" }).to_string());
    let file = kd.path("secret");
    std::fs::write(&file, format!("{SECRET}\n")).expect("a file");
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&file, private).expect("it is the owner's alone");
    kd.with("KEYDESK_SMS__SECRET_FILE", file.display().to_string())
}

async fn tests_are_sent_and_channels_are_stopped(store: Store) {
    let _world = World::new(store.clone()).await;
    let (server, gateway) = (MailServer::start().await, SmsGateway::start().await);
    let kd = machine(&store, &server, &gateway);
    kd.login("admin@nordlift.example");

    let said = kd.json(&["mail", "test", "eva@huber.example"]);
    assert_eq!((&said["taken"], &said["to"]), (&json!(true), &json!("eva@huber.example")));
    assert!(said["said"].as_str().is_some_and(|words| words.starts_with("250 ")), "{said}");
    let arrived = server.arrived();
    let text = String::from_utf8_lossy(&arrived[0].octets).into_owned();
    assert!(arrived.len() == 1 && text.contains("try the mail settings"), "{text}");
    server.script(&[MailAct::Recipient("550 5.1.1 No such user")]);
    kd.run(&["mail", "test", "nobody@huber.example"]).refuses(1, &["550 5.1.1 No such user", "keydesk doctor"]);

    let said = kd.json(&["sms", "test", "+43 (0) 664 123-45-67"]);
    assert_eq!(said["to"], "+436641234567");
    let request = gateway.arrived().remove(0);
    assert_eq!((request.header("x-api-key"), &request.json()["to"]), (Some(SECRET), &json!("+436641234567")));
    gateway.script(&[Act::says(402, "no credit")]);
    kd.run(&["sms", "test", "+436641234567"]).refuses(1, &["402 Payment Required no credit"]);
    kd.run(&["sms", "test", "0664 1234567"]).refuses(2, &["the code of its country"]);
    kd.run(&["mail", "test", "nobody"]).refuses(2, &["no @"]);
    let log = kd.json(&["log", "list"]).to_string();
    assert_eq!(log.matches("channel_tried").count(), 4, "{log}");
    assert_eq!(kd.json(&["outbox", "list"])["letters"], json!([]), "tests are not in the outbox");

    assert_eq!(kd.json(&["outbox", "pause", "sms"]), json!({ "channel": "sms", "paused": true }));
    let status = kd.json(&["outbox", "status"]);
    assert_eq!((&status["sms"]["paused"], &status["email"]["paused"]), (&json!(true), &json!(false)));
    let shown = kd.run(&["outbox", "status"]);
    assert!(shown.out.contains("stopped by"), "{shown:?}");
    assert_eq!(kd.json(&["outbox", "resume", "sms"])["paused"], false);
    kd.run(&["outbox", "pause", "pigeon"]).refuses(2, &["pigeon"]);
    let found = kd.run(&["doctor"]);
    assert!(found.out.contains("answers") && !found.out.contains(SECRET), "{found:?}");
}
