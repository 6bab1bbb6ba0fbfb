//! The outbox from scripts (R63): finding letters, reading them, sending them elsewhere, and what a mail server pipes in.

use keydesk::domain::notice::Channel;
use keydesk::service::comments::{self, NewComment};
use keydesk::store::Store;
use mail_parser::MessageParser;
use serde_json::json;

use super::Machine;
use crate::support::database::{address, stories};
use crate::support::queue::queued;
use crate::support::sql::select;
use crate::support::world::World;

stories! { a_letter_is_found_read_and_sent_elsewhere, an_sms_is_read_with_what_it_takes, a_report_is_piped_in }

/// A machine with one letter in the outbox; the letter's identifier.
async fn with_letter(store: Store) -> (World, Machine, String) {
    let world = World::new(store.clone()).await;
    let customer = world.customer("1042", "Huber Maschinen GmbH").await;
    world.order(customer, None, "A1", "Lift").await;
    world.user(customer, "eva@huber.example").await;
    let new = NewComment { order: "A1".into(), body: "zwölf Türen".into(), internal: false, sent_key: String::new() };
    comments::add(&world.app, &world.admin, &new).await.unwrap();
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let letters = kd.json(&["outbox", "list"]);
    let id = letters["letters"][0]["id"].as_str().expect("a letter").to_owned();
    (world, kd, id)
}

async fn a_letter_is_found_read_and_sent_elsewhere(store: Store) {
    let (_world, kd, id) = with_letter(store).await;
    let found = |search: &str| kd.json(&["outbox", "list", "--search", search])["letters"].as_array().unwrap().len();
    assert_eq!((found("to:huber kind:comment"), found("state:sent")), (1, 0));
    kd.run(&["outbox", "list", "--search", "stat:sent"]).refuses(2, &["did you mean state:?"]);

    let text = kd.run(&["outbox", "show", &id]);
    assert!(text.code == 0 && text.out.contains("zwölf Türen") && !text.out.contains('<'), "{text:?}");
    let page = kd.run(&["outbox", "show", &id, "--html"]);
    assert!(page.out.starts_with("<!DOCTYPE html>") && page.out.contains("zwölf Türen"), "{page:?}");
    let source = kd.run(&["outbox", "show", &id, "--source"]);
    let message = MessageParser::default().parse(source.out.as_bytes()).expect("a message");
    let unsubscribe = message.header_raw("List-Unsubscribe").expect("a link");
    assert!(unsubscribe.contains('…') || unsubscribe.contains("=?"), "its secret is not shown: {unsubscribe}");
    assert!(!source.out.contains("kdu_"), "{source:?}");
    kd.run(&["outbox", "show", "0198c0d2f3a87c0e9f5e4d3c2b1a0f9e"]).refuses(4, &["no such letter"]);

    kd.run(&["outbox", "address", &id, "eva at huber"]).refuses(2, &["address"]);
    let moved = kd.json(&["outbox", "address", &id, "eva@other.example"]);
    assert_eq!((moved["to"].as_str(), moved["state"].as_str()), (Some("eva@other.example"), Some("queued")));
}

async fn an_sms_is_read_with_what_it_takes(store: Store) {
    let world = World::new(store.clone()).await;
    let id = queued(&world, Channel::Sms, "+436641234567").await.to_string();
    let kd = Machine::new(address(&store));
    kd.login("admin@nordlift.example");
    let shown = kd.run(&["outbox", "show", &id]);
    assert!(shown.code == 0 && shown.out.contains("W12 Aufzug") && shown.out.trim_end().ends_with("/orders/W12"));
    assert!(shown.err.contains("of 160 characters, GSM-7, 1 part"), "{shown:?}");
    let value = kd.json(&["outbox", "show", &id]);
    assert_eq!(value["text"].as_str().map(str::trim_end), Some(shown.out.trim_end()));
    let units = value["text"].as_str().expect("a text").chars().count();
    assert_eq!(value["sms"], json!({ "alphabet": "gsm", "units": units, "parts": 1 }));
    assert!(value.get("html").is_none() && value.get("subject").is_none(), "{value}");
    kd.run(&["outbox", "show", &id, "--html"]).refuses(5, &["no page"]);
    kd.run(&["outbox", "show", &id, "--source"]).refuses(5, &["no message"]);
}

async fn a_report_is_piped_in(store: Store) {
    let (world, kd, id) = with_letter(store).await;
    assert_eq!(kd.run(&["outbox", "run", "--once"]).code, 0);
    let message_id = select!(&world.sql, (String,), "SELECT message_id FROM outbox")[0].0.clone();
    let report = include_str!("../bounces/postfix.eml").replace("MESSAGE-ID", &message_id);
    // Nobody is signed in where a mail server runs.
    let server = Machine::new(address(&world.app.store));
    let said = server.run_with(&["bounce", "-"], &report);
    assert!(said.code == 0 && said.err.contains("came back: 550 5.1.1"), "{said:?}");
    assert_eq!(kd.json(&["outbox", "list", "--state", "bounced"])["letters"][0]["id"], id.as_str());
    let again = server.run_with(&["--json", "bounce", "-"], &report);
    assert!(
        again.code == 0 && again.out.contains("\"changed\": false") || again.out.contains("\"changed\":false"),
        "{again:?}"
    );
    let other = include_str!("../bounces/postfix.eml").replace("MESSAGE-ID", "<never@nordlift.example>");
    server.run_with(&["bounce", "-"], &other).refuses(4, &["no letter of ours"]);
    server.run_with(&["bounce", "-"], "Subject: hello\n\nhello\n").refuses(1, &["no report of a mail server"]);
    server.run(&["bounce", "/nowhere/at/all.eml"]).refuses(1, &["cannot be read"]);
}
