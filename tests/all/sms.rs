//! SMS (R65): what a gateway is sent, what becomes of it when the gateway is in any temper, and that it never holds up letters.

mod secured;

use chrono::TimeDelta;
use keydesk::config::{SmsBody, SmsMethod};
use keydesk::domain::notice::Channel;
use keydesk::domain::state::OutboxState;
use keydesk::notify::settings::{MailSettings, Way};
use keydesk::notify::sms::Gateway;
use keydesk::notify::sms_settings::{GatewaySettings, SmsSettings, SmsWay};
use keydesk::notify::transport::Transport;
use keydesk::notify::worker::{Counts, run_once};
use keydesk::service::outbox::{self, LetterRow, OutboxQuery};
use keydesk::store::Store;
use serde_json::json;

use crate::support::database::stories;
use crate::support::queue::queued;
use crate::support::sms::{Act, SECRET, SmsGateway, taken, transport_with};
use crate::support::smtp::{Act as MailAct, FROM, MailServer, folder_transport};
use crate::support::sql::exec;
use crate::support::world::World;

stories! {
    a_gateway_gets_what_the_configuration_describes,
    a_gateway_of_every_temper,
    a_gateway_that_asks_for_time_gets_it,
    a_dead_gateway_holds_up_no_letter,
    without_a_gateway_sms_wait,
    sms_become_files,
}

const NUMBER: &str = "+436641234567";

async fn rows(world: &World) -> Vec<LetterRow> {
    outbox::list(&world.app, &world.admin, &OutboxQuery::default()).await.expect("the outbox is seen")
}

async fn only(world: &World) -> LetterRow {
    let mut rows = rows(world).await;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

async fn sent(world: &World, transport: &Transport) -> Counts {
    run_once(&world.app, transport).await.expect("the database answers")
}

async fn a_gateway_gets_what_the_configuration_describes(store: Store) {
    let world = World::new(store).await;
    let gateway = SmsGateway::start().await;
    let id = queued(&world, Channel::Sms, NUMBER).await;
    assert_eq!(sent(&world, &gateway.transport()).await.sent, 1);
    let request = gateway.arrived().remove(0);
    assert_eq!(request.line, "POST /v1/messages");
    assert_eq!(request.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
    assert_eq!(request.header("content-type"), Some("application/json"));
    let message = &request.json()["messages"][0];
    assert_eq!((message["to"].as_str(), message["from"].as_str()), (Some(NUMBER), Some("Nordlift")));
    assert_eq!(message["ref"], id.to_string());
    let text = message["content"].as_str().expect("words");
    assert!(text.contains("W12 Aufzug \"Süd\" & Tor") && text.ends_with("/orders/W12"), "{text}");
    let row = only(&world).await;
    assert_eq!((row.state, row.channel, row.sent_at), (OutboxState::Sent, Channel::Sms, Some(world.app.now())));

    // As a form, in the address, with a name and password.
    let form = GatewaySettings {
        method: SmsMethod::Get,
        body: SmsBody::Form,
        fields: json!({ "number": "{number}", "text": "{text}" }),
        headers: Vec::new(),
        user: Some("me".to_owned()),
        answer: None,
        ..gateway.settings()
    };
    queued(&world, Channel::Sms, NUMBER).await;
    assert_eq!(sent(&world, &transport_with(form)).await.sent, 1);
    let request = gateway.arrived().remove(1);
    let (path, query) = request.line.split_once('?').expect("a query");
    assert_eq!((path, request.body.as_str()), ("GET /v1/messages", ""));
    let read: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    assert_eq!(read, [("number".to_owned(), NUMBER[1..].to_owned()), ("text".to_owned(), text.to_owned())]);
    assert_eq!(request.header("authorization"), Some("Basic bWU6aHVzaC1odXNo"));
}

async fn a_gateway_of_every_temper(store: Store) {
    let world = World::new(store).await;
    let gateway = SmsGateway::start().await;
    let transport = gateway.transport();
    let echo = format!("{{\"error\": \"no such key {SECRET}\"}}");
    let long = "words ".repeat(500);
    // What it does, whether the SMS is given up, a part of what the outbox says.
    let cases = [
        (Act::says(200, "{\"messages\": [{\"status\": 4, \"why\": \"bad number\"}]}"), true, "bad number"),
        (Act::says(200, "<html>Welcome</html>"), true, "the answer is not JSON: 200 OK <html>Welcome</html>"),
        (Act::says(204, ""), true, "204"),
        (Act::says(400, "{\"error\": \"to\u{1b}[31m is\nwrong\"}"), true, "400 Bad Request {\"error\": \"to"),
        (Act::says(404, &long), true, "404 Not Found words words"),
        (Act::says(401, &echo), false, "401 Unauthorized {\"error\": \"no such key ***\"}"),
        (Act::says(403, ""), false, "403 Forbidden"),
        (Act::says(407, ""), false, "407"),
        (Act::says(408, ""), false, "408"),
        (Act::says(429, "slowly"), false, "429 Too Many Requests slowly"),
        (Act::says(500, "oops"), false, "500 Internal Server Error oops"),
        (Act::says(503, ""), false, "503"),
        (
            Act::Answer(302, "Location: https://elsewhere.example/\r\n", String::new()),
            false,
            "redirects to https://elsewhere.example/",
        ),
        (Act::Hang, false, "did not answer within 0.5 seconds"),
        (Act::HangUp, false, "the SMS gateway 127.0.0.1:"),
        (Act::Endless(5_000_000), true, "the answer is too long to be read"),
    ];
    for (n, (act, given_up, words)) in cases.into_iter().enumerate() {
        exec!(&world.sql, "DELETE FROM outbox");
        let id = queued(&world, Channel::Sms, NUMBER).await;
        gateway.script(std::slice::from_ref(&act));
        let counts = sent(&world, &transport).await;
        assert_eq!((counts.failed, counts.postponed), (usize::from(given_up), usize::from(!given_up)), "{act:?}");
        assert_eq!(gateway.arrived().len(), n + 1, "asked once, and no redirect followed: {act:?}");
        let row = only(&world).await;
        let said = row.last_error.clone().expect("words");
        assert!(said.contains(words), "{act:?}: {said}");
        assert!(said.chars().count() <= 450 && !said.contains(['\n', '\u{1b}']) && !said.contains(SECRET), "{said}");
        if given_up {
            assert_eq!(row.state, OutboxState::Failed, "{act:?}");
        } else {
            assert_eq!(row.state, OutboxState::Queued, "{act:?}");
            let wait = row.next_at - world.app.now();
            assert!((TimeDelta::minutes(1)..=TimeDelta::seconds(73)).contains(&wait), "{act:?}: {wait}");
            // It is tried again under the same reference, and taken.
            exec!(&world.sql, "UPDATE outbox SET next_at = created_at");
            gateway.script(&[Act::says(200, &taken())]);
            assert_eq!(sent(&world, &transport).await.sent, 1, "{act:?}");
            let again = gateway.arrived().pop().expect("a request").json();
            assert_eq!(again["messages"][0]["ref"], id.to_string());
            exec!(&world.sql, "DELETE FROM outbox");
            // Keeps the count of what arrived to one for each case.
            gateway.forget_last();
        }
    }
}

async fn a_gateway_that_asks_for_time_gets_it(store: Store) {
    let world = World::new(store).await;
    let gateway = SmsGateway::start().await;
    let transport = gateway.transport();
    let hours = TimeDelta::hours;
    // The world begins at Mon, 02 Mar 2026 09:00:00 GMT.
    for (status, header, least, most) in [
        (429, "Retry-After: 7200\r\n", hours(2), TimeDelta::minutes(145)),
        (503, "Retry-After: Mon, 02 Mar 2026 12:00:00 GMT\r\n", hours(3), TimeDelta::minutes(217)),
        (429, "Retry-After: 999999999\r\n", hours(24), hours(29)),
        (429, "Retry-After: 1\r\n", TimeDelta::minutes(1), TimeDelta::seconds(73)),
        (429, "Retry-After: soon\r\n", TimeDelta::minutes(1), TimeDelta::seconds(73)),
    ] {
        exec!(&world.sql, "DELETE FROM outbox");
        queued(&world, Channel::Sms, NUMBER).await;
        gateway.script(&[Act::Answer(status, header, String::new())]);
        assert_eq!(sent(&world, &transport).await.postponed, 1);
        let wait = only(&world).await.next_at - world.app.now();
        assert!((least..=most).contains(&wait), "{header}: {wait}");
    }
}

async fn a_dead_gateway_holds_up_no_letter(store: Store) {
    let world = World::new(store).await;
    let (gateway, server) = (SmsGateway::start().await, MailServer::start().await);
    let slow = GatewaySettings { timeout: std::time::Duration::from_secs(30), ..gateway.settings() };
    let settings = SmsSettings { way: SmsWay::Http(Box::new(slow)), from: "Nordlift".to_owned() };
    let transport = server.transport().with_sms(Gateway::new(&settings).expect("the settings are right"));
    gateway.script(&[Act::Hang, Act::Hang, Act::Hang]);
    for _ in 0..3 {
        queued(&world, Channel::Sms, NUMBER).await;
    }
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let app = world.app.clone();
    let working = tokio::spawn(async move {
        keydesk::notify::worker::run(&app, &transport, async { drop(stopped.await) }).await;
    });
    // The gateway holds its SMS for longer than this test lasts; letters go all the same, those written later too.
    for n in 1..=3 {
        queued(&world, Channel::Email, "eva@huber.example").await;
        assert_eq!(server.wait_for(n).await.len(), n);
    }
    stop.send(()).expect("the worker listens");
    working.abort();
    // And the other way round: a mail server that is down holds up no SMS.
    server.script(&[MailAct::Hang]);
    assert!(rows(&world).await.iter().any(|row| row.channel == Channel::Sms && row.state == OutboxState::Queued));
}

async fn without_a_gateway_sms_wait(store: Store) {
    let world = World::new(store).await;
    let folder = tempfile::tempdir().expect("a folder");
    queued(&world, Channel::Sms, NUMBER).await;
    queued(&world, Channel::Email, "eva@huber.example").await;
    let counts = sent(&world, &folder_transport(folder.path())).await;
    assert_eq!((counts.sent, counts.postponed), (1, 1));
    let row = rows(&world).await.into_iter().find(|row| row.channel == Channel::Sms).expect("the SMS");
    assert_eq!(
        (row.state, row.last_error.as_deref()),
        (OutboxState::Queued, Some("SMS is not set up (sms.transport)"))
    );
    let summary = outbox::summary(&world.app, &world.admin).await.expect("staff may");
    assert!(summary.sms.troubled && !summary.email.troubled, "{summary:?}");
    assert_eq!(summary.sms.trouble.as_deref(), Some("SMS is not set up (sms.transport)"));
}

async fn sms_become_files(store: Store) {
    let world = World::new(store).await;
    let folder = tempfile::tempdir().expect("a folder");
    let settings = SmsSettings { way: SmsWay::Folder(folder.path().join("sms")), from: "Nordlift".to_owned() };
    let mail = MailSettings { way: Way::Folder(folder.path().join("letters")), from: FROM.to_owned() };
    let transport = Transport::new(&mail).expect("settings").with_sms(Gateway::new(&settings).expect("settings"));
    queued(&world, Channel::Sms, NUMBER).await;
    queued(&world, Channel::Sms, "eva@huber.example").await;
    let counts = sent(&world, &transport).await;
    assert_eq!((counts.sent, counts.failed), (1, 1), "an address is no number");
    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("sms")).expect("a folder").map(|e| e.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].extension().is_some_and(|e| e == "txt"));
    let file = std::fs::read_to_string(&files[0]).expect("UTF-8");
    assert!(file.starts_with(&format!("From: Nordlift\nTo: {NUMBER}\n\n")) && file.contains("W12"), "{file}");
}
